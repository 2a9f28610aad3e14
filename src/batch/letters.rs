//! Letters: compose what has changed, keep what has not.

use jiff::Timestamp;

use super::Moment;
use super::documents::{Made, Shop};
use crate::archive::{Inputs, layout};
use crate::audit::{Addressee, Composed, Digest, DocumentKey, LetterKey, LetterStanding};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::packet::fields::{Head, coordinator_fields, letter_fields};
use crate::packet::letter::{compose, file_name};
use crate::packet::{Attachment, Body, Envelope, Listed};
use crate::roster::{Mailbox, Signatory};
use crate::sentence;
use crate::words::Language;

/// Where letters are written.
pub(super) struct Desk<'a> {
    pub(super) shop: &'a Shop<'a>,
    pub(super) moment: &'a Moment,
}

/// A letter as it stands after this batch.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) inputs: Inputs,
    pub(super) composed: Composed,
    /// Whether this batch composed it.
    pub(super) new: bool,
}

/// A packet (*signeringspaket*) as it was made.
#[derive(Debug)]
pub(super) struct Packet<'a> {
    /// Whose it is; `None` is what belongs to the ceremony as a whole.
    pub(super) signatory: Option<&'a Signatory>,
    pub(super) documents: Vec<Made>,
    pub(super) letters: Vec<Written>,
}

/// To whom a letter goes, and with what.
struct Order<'a> {
    key: LetterKey,
    to: Mailbox,
    language: Language,
    documents: Vec<&'a Made>,
}

impl Desk<'_> {
    /// A signatory's letter, and the same words to each address that gets a copy.
    pub(super) fn to_signatory(
        &self,
        signatory: &Signatory,
        documents: &[Made],
        enclosures: &[Made],
    ) -> Result<Vec<Written>, Diagnostics> {
        let prepared = self.shop.prepared;
        let Some(template) = prepared.templates.letter(signatory.language) else {
            return Ok(Vec::new());
        };
        let documents: Vec<&Made> = documents.iter().chain(enclosures).collect();
        let listed: Vec<Listed> = documents.iter().map(|made| list(made)).collect();
        let words = |head| {
            let (roster, plan) = (&prepared.roster, &prepared.plan);
            template.write(&letter_fields(roster, plan, signatory, &listed, head))
        };
        let addresses = std::iter::once(&signatory.email).chain(&signatory.copies);
        (0..)
            .zip(addresses)
            .map(|(copy, address)| {
                let name = Some(signatory.organisation.clone());
                let order = Order {
                    key: LetterKey { addressee: Addressee::Signatory(signatory.id.clone()), copy },
                    to: Mailbox { name, address: address.clone() },
                    language: signatory.language,
                    documents: documents.clone(),
                };
                self.write(&order, &words)
            })
            .collect()
    }

    /// The coordinator's letter: the running order, the joint declaration, and the overview.
    pub(super) fn to_coordinator(
        &self,
        packets: &[Packet<'_>],
        documents: &[Made],
        enclosures: &[Made],
    ) -> Result<Vec<Written>, Diagnostics> {
        let prepared = self.shop.prepared;
        let language = prepared.roster.ceremony.language;
        let Some(template) = prepared.templates.coordinator_letter(language) else {
            return Ok(Vec::new());
        };
        let documents: Vec<&Made> = documents.iter().chain(enclosures).collect();
        let listed: Vec<Listed> = documents.iter().map(|made| list(made)).collect();
        let packets: Vec<(&Signatory, Vec<Listed>)> = packets
            .iter()
            .filter_map(|packet| {
                let listed = packet.documents.iter().chain(enclosures).map(list);
                Some((packet.signatory?, listed.collect()))
            })
            .collect();
        let words = |head| {
            let (roster, plan) = (&prepared.roster, &prepared.plan);
            let fields = coordinator_fields(roster, plan, language, &packets, &listed, head);
            template.write(&fields)
        };
        let order = Order {
            key: LetterKey { addressee: Addressee::Coordinator, copy: 0 },
            to: prepared.roster.mail.coordinator.clone(),
            language,
            documents,
        };
        Ok(vec![self.write(&order, &words)?])
    }

    fn write(
        &self,
        order: &Order<'_>,
        words: &dyn Fn(Head) -> Result<Body, Diagnostics>,
    ) -> Result<Written, Diagnostics> {
        let archive = self.shop.archive;
        // What the letter would be without its revision and what it replaces.
        let plain = words(Head { revision: 0, replaces: None })?;
        let digest = self.inputs(order, &plain);
        let inputs = Inputs { digest, title: plain.subject, pages: None, dependencies: Vec::new() };
        let newest = archive.register().newest_letter(&order.key);
        let queued = newest.filter(|letter| letter.standing == LetterStanding::Queued);
        if let Some(letter) = queued {
            let same = match archive.inputs().letter(&order.key) {
                Some(known) => known.digest == inputs.digest,
                // The inputs are lost: composing the same letter again tells.
                None => {
                    let message = self.compose(order, words, letter.revision, letter.composed)?;
                    Digest::of(&message) == letter.digest
                }
            };
            if same {
                return Ok(Written { inputs, composed: letter.clone(), new: false });
            }
        }
        let revision = newest.map_or(1, |letter| letter.revision + 1);
        let message = self.compose(order, words, revision, self.moment.now)?;
        self.shop.stage.create_private(&layout::letter(&order.key, revision), &message)?;
        let composed = Composed {
            letter: order.key.clone(),
            revision,
            digest: Digest::of(&message),
            composed: self.moment.now,
            documents: order.documents.iter().map(|m| (m.key.clone(), m.revision)).collect(),
            standing: LetterStanding::Queued,
        };
        Ok(Written { inputs, composed, new: true })
    }

    fn inputs(&self, order: &Order<'_>, plain: &Body) -> Digest {
        let mail = &self.shop.prepared.roster.mail;
        let digests: Vec<(&DocumentKey, Digest)> =
            order.documents.iter().map(|made| (&made.key, made.digest)).collect();
        let parts = format!("{:?}", (&mail.from, &mail.reply_to, &order.to, plain, digests));
        Digest::of(parts.as_bytes())
    }

    fn compose(
        &self,
        order: &Order<'_>,
        words: &dyn Fn(Head) -> Result<Body, Diagnostics>,
        revision: u32,
        date: Timestamp,
    ) -> Result<Vec<u8>, Diagnostics> {
        let register = self.shop.archive.register();
        let earlier = register.letters().iter().filter(|letter| letter.letter == order.key);
        let replaces = earlier.map(|letter| letter.revision).filter(|r| *r < revision).max();
        let body = words(Head { revision, replaces })?;
        let attachments = order
            .documents
            .iter()
            .map(|made| Ok(Attachment { listed: list(made), bytes: self.shop.bytes(made)? }))
            .collect::<Result<Vec<_>, Diagnostics>>()?;
        let mail = &self.shop.prepared.roster.mail;
        let name = order.key.to_string().replace('+', ".");
        let (batch, domain) = (register.batch(), mail.from.address.domain());
        let envelope = Envelope {
            from: &mail.from,
            reply_to: mail.reply_to.as_ref(),
            to: order.to.clone(),
            message_id: format!("avsikt.{batch}.{name}.r{revision}@{domain}"),
            date,
            language: order.language,
        };
        compose(&envelope, &body, &attachments).map_err(|reason| {
            Diagnostic::error(sentence!("archive-letter-refused", letter = name, reason = reason))
                .remedy(sentence!("archive-letter-refused-remedy"))
                .into()
        })
    }
}

/// What a letter tells of a document.
fn list(made: &Made) -> Listed {
    let title = made.inputs.title.clone();
    Listed {
        file: file_name(&title, made.organisation.as_deref(), made.revision),
        title,
        digest: made.digest.to_string(),
        revision: made.revision,
    }
}

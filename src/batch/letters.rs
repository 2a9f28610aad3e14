//! Letters: compose what has changed, keep what has not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::documents::{Made, Shop};
use super::{Moment, Packet};
use crate::archive::{Inputs, layout};
use crate::audit::entry::Enclosed;
use crate::audit::{Addressee, Composed, Digest, DocumentKey, Ledger, LetterKey, checkpoint};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::merge::Values;
use crate::packet::calendar::{Invitation, Occurrence};
use crate::packet::changes::{Fact, Told, changes, facts};
use crate::packet::fields::{Head, coordinator_fields, letter_fields};
use crate::packet::files::file_name;
use crate::packet::letter::compose;
use crate::packet::{Attachment, Body, Envelope, LetterTemplate, Listed};
use crate::roster::{Id, Mailbox, Signatory, Transport};
use crate::sentence;
use crate::words::Language;

/// Where letters are written.
pub(super) struct Desk<'a> {
    pub(super) shop: &'a Shop<'a>,
    /// With the documents of this batch in it.
    pub(super) ledger: &'a Ledger,
    pub(super) moment: &'a Moment,
    pub(super) fingerprint: &'a str,
}

/// A letter as it stands after this batch.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) key: LetterKey,
    pub(super) revision: u32,
    pub(super) inputs: Arc<Inputs>,
    /// The message, if this batch composed it.
    pub(super) new: Option<Message>,
}

/// A message that was composed and staged.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) digest: Digest,
    pub(super) documents: Vec<Enclosed>,
}

/// To whom a letter goes, with what, and in which words.
struct Order<'a> {
    key: LetterKey,
    to: Mailbox,
    language: Language,
    documents: Vec<&'a Made<'a>>,
    /// What the letter tells of each of them.
    listed: &'a [Listed],
    template: &'a LetterTemplate,
    /// What the template reads, with the [draft](Head::draft) of a head.
    values: &'a dyn Fn(&Head) -> Value,
    invitation: Option<Invitation>,
}

impl Order<'_> {
    fn enclosed(&self) -> Vec<Enclosed> {
        let enclosed =
            |made: &&Made<'_>| Enclosed { document: made.key.clone(), revision: made.revision };
        self.documents.iter().map(enclosed).collect()
    }
}

/// A letter without its revision and what it replaces.
struct Draft {
    head: Head,
    body: Body,
    /// Of the words, the recipient and the documents.
    digest: Digest,
    facts: Vec<Fact>,
}

/// A message's headers: up to its first empty line.
fn headers(message: &[u8]) -> &[u8] {
    let end = message.windows(4).position(|window| window == b"\r\n\r\n");
    &message[..end.unwrap_or(message.len())]
}

impl Desk<'_> {
    /// A signatory's letter, and the same words to each address that gets a copy.
    pub(super) fn to_signatory(
        &self,
        packet: &Packet<'_>,
        enclosures: &[Made<'_>],
    ) -> Result<Vec<Written>, Diagnostics> {
        let prepared = self.shop.prepared;
        let Packet { signatory, documents } = packet;
        let Some(template) = prepared.templates.letter(signatory.language) else {
            return Ok(Vec::new());
        };
        let documents: Vec<&Made<'_>> = documents.iter().chain(enclosures).collect();
        let listed: Vec<Listed> = documents.iter().map(|made| list(made)).collect();
        let values = |head: &Head| {
            let (roster, plan) = (&prepared.roster, &prepared.plan);
            letter_fields(roster, plan, signatory, &listed, head, template.reads())
        };
        let addresses = std::iter::once(&signatory.email).chain(&signatory.copies);
        // There are thousands of these lists, of mostly one letter: none has room for more.
        let mut letters = Vec::with_capacity(1 + signatory.copies.len());
        for (copy, address) in (0..).zip(addresses) {
            let name = Some(signatory.organisation.clone());
            letters.push(self.write(&Order {
                key: LetterKey { addressee: Addressee::Signatory(signatory.id.clone()), copy },
                to: Mailbox { name, address: address.clone() },
                language: signatory.language,
                documents: documents.clone(),
                listed: &listed,
                template,
                values: &values,
                invitation: Invitation::new(&prepared.roster, &prepared.plan, signatory),
            })?);
        }
        Ok(letters)
    }

    /// The coordinator's letter: the running order, the joint declaration, and the overview.
    pub(super) fn to_coordinator(
        &self,
        packets: &[Packet<'_>],
        documents: &[Made<'_>],
        enclosures: &[Made<'_>],
    ) -> Result<Vec<Written>, Diagnostics> {
        let prepared = self.shop.prepared;
        let language = prepared.roster.ceremony.language;
        let Some(template) = prepared.templates.coordinator_letter(language) else {
            return Ok(Vec::new());
        };
        let documents: Vec<&Made<'_>> = documents.iter().chain(enclosures).collect();
        let listed: Vec<Listed> = documents.iter().map(|made| list(made)).collect();
        let packets: BTreeMap<&Id, &[Made<'_>]> = packets
            .iter()
            .map(|packet| (&packet.signatory.id, packet.documents.as_slice()))
            .collect();
        let packet = |signatory: &Signatory| {
            let own = packets.get(&signatory.id).copied().unwrap_or_default();
            own.iter().chain(enclosures).map(list).collect()
        };
        let values = |head: &Head| {
            let (roster, plan) = (&prepared.roster, &prepared.plan);
            coordinator_fields(roster, plan, language, &packet, &listed, head, template.reads())
        };
        let order = Order {
            key: LetterKey { addressee: Addressee::Coordinator, copy: 0 },
            to: prepared.roster.mail.coordinator.clone(),
            language,
            documents,
            listed: &listed,
            template,
            values: &values,
            invitation: None,
        };
        Ok(vec![self.write(&order)?])
    }

    fn write(&self, order: &Order<'_>) -> Result<Written, Diagnostics> {
        let archive = self.shop.archive;
        let draft = self.draft(order)?;
        let facts = &draft.facts;
        let newest = self.ledger.register().newest_letter(&order.key);
        let known = archive.inputs().letter(&order.key);
        let mut told = known.map(|known| known.told.clone()).unwrap_or_default();
        // Whether it was sent or not: what has not changed is not said twice.
        let wanted = newest.filter(|letter| letter.standing.is_wanted());
        if let Some(letter) = wanted {
            let same = match known {
                Some(known) => known.digest == draft.digest,
                None => self.is_as_before(order, letter, &draft)?,
            };
            if same {
                if told.is_empty() {
                    told.push(Told::from(facts.as_slice()));
                }
                let made = inputs(draft, told);
                // What is the same is kept once.
                let made = known.filter(|known| **known == made).cloned().unwrap_or(made);
                return Ok(written(order, letter, made));
            }
        }
        let revision = newest.map_or(1, |letter| letter.revision + 1);
        let head = self.head(order, revision, &self.read_before(order, newest, &told), facts);
        let message = self.compose(order, &draft, &head, self.moment.now)?;
        let path = layout::letter(&order.key, revision);
        let digest = Digest::of(&message);
        self.shop.stage.create(&path, message, digest)?;
        told.push(Told::from(facts.as_slice()));
        let new = Message { digest, documents: order.enclosed() };
        let inputs = inputs(draft, told);
        Ok(Written { key: order.key.clone(), revision, inputs, new: Some(new) })
    }

    /// What a letter would be if it were the first one to its addressee.
    fn draft(&self, order: &Order<'_>) -> Result<Draft, Diagnostics> {
        let head = Head::draft(self.fingerprint);
        let values = Values::from((order.values)(&head));
        let body = order.template.write(&values)?;
        let facts = facts(values.json(), order.listed, order.language);
        Ok(Draft { digest: self.inputs(order, &body), head, body, facts })
    }

    /// Whether a letter whose inputs are lost is what it would be again: the same documents, and the
    /// same headers to the byte, among them the recipient. What it says has changed since earlier
    /// letters cannot be compared, for nobody knows those any more.
    fn is_as_before(
        &self,
        order: &Order<'_>,
        letter: &Composed,
        draft: &Draft,
    ) -> Result<bool, Diagnostics> {
        if letter.documents != order.enclosed() {
            return Ok(false);
        }
        let stored = self.shop.archive.read(&layout::letter(&order.key, letter.revision))?;
        // Its subject may say that it replaced one: which, of those before, is not known either.
        let replaced =
            (1..letter.revision).next_back().map(|before| BTreeMap::from([(before, None)]));
        for earlier in [Some(BTreeMap::new()), replaced].into_iter().flatten() {
            let head = self.head(order, letter.revision, &earlier, &draft.facts);
            let again = self.compose(order, draft, &head, letter.composed.at)?;
            if headers(&again) == headers(&stored) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What earlier letters told, of those that the addressee may have read, by their revisions.
    /// Where letters are not sent by this program that may be any of them.
    fn read_before<'t>(
        &self,
        order: &Order<'_>,
        newest: Option<&Composed>,
        told: &'t [Told],
    ) -> BTreeMap<u32, Option<&'t Told>> {
        let by_hand = self.shop.prepared.roster.mail.transport == Transport::File;
        let letters = self.ledger.register().letters_to(&order.key);
        let read: BTreeSet<u32> = letters
            .filter(|letter| by_hand || letter.may_have_arrived)
            .map(|letter| letter.revision)
            .collect();
        // Of the oldest ones what was told may be lost.
        let newest = newest.map_or(0, |newest| newest.revision);
        let mut found: BTreeMap<u32, Option<&Told>> =
            read.iter().map(|revision| (*revision, None)).collect();
        for (revision, told) in (1..=newest).rev().zip(told.iter().rev()) {
            found.entry(revision).and_modify(|found| *found = Some(told));
        }
        found
    }

    fn head(
        &self,
        order: &Order<'_>,
        revision: u32,
        earlier: &BTreeMap<u32, Option<&Told>>,
        facts: &[Fact],
    ) -> Head {
        let told: Vec<&Told> = earlier.values().filter_map(|told| *told).collect();
        Head {
            revision,
            replaces: earlier.keys().next_back().copied(),
            changes: changes(&told, facts, order.language),
            fingerprint: self.fingerprint.to_owned(),
        }
    }

    fn inputs(&self, order: &Order<'_>, words: &Body) -> Digest {
        let mail = &self.shop.prepared.roster.mail;
        let digests: Vec<(&DocumentKey, Digest)> =
            order.documents.iter().map(|made| (&made.key, made.digest)).collect();
        let Body { subject, plain, html } = words;
        let rest = (&mail.from, &mail.reply_to, &order.to, &order.invitation, digests);
        let rest = format!("{rest:?}");
        Digest::of_parts(&[subject, plain, html, &rest].map(String::as_bytes))
    }

    fn compose(
        &self,
        order: &Order<'_>,
        draft: &Draft,
        head: &Head,
        date: jiff::Timestamp,
    ) -> Result<Vec<u8>, Diagnostics> {
        // The first letter to somebody is its draft.
        let again = if *head == draft.head {
            None
        } else {
            Some(order.template.write(&(order.values)(head).into())?)
        };
        let body = again.as_ref().unwrap_or(&draft.body);
        let attach = |(made, listed): (&&Made<'_>, &Listed)| {
            let (key, revision) = (&made.key, made.revision);
            let bytes = self.shop.bytes(&layout::document(key, revision))?;
            let receipt = self.shop.bytes(&layout::receipt(key, revision))?;
            Ok(Attachment { listed: listed.clone(), bytes, receipt })
        };
        let attachments = order
            .documents
            .iter()
            .zip(order.listed)
            .map(attach)
            .collect::<Result<Vec<_>, Diagnostics>>()?;
        let mail = &self.shop.prepared.roster.mail;
        let name = order.key.to_string().replace('+', ".");
        let batch = self.ledger.register().origin().trim_start_matches(checkpoint::ORIGIN);
        let (revision, domain) = (head.revision, mail.from.address.domain());
        let envelope = Envelope {
            from: &mail.from,
            reply_to: mail.reply_to.as_ref(),
            to: order.to.clone(),
            message_id: format!("avsikt.{batch}.{name}.r{revision}@{domain}"),
            date,
            language: order.language,
        };
        let entry = order.invitation.as_ref().map(|invitation| {
            // Not the copy's: whoever gets the letter twice has one entry in the calendar.
            let letter = LetterKey { addressee: order.key.addressee.clone(), copy: 0 };
            let uid = format!("avsikt.{batch}.{letter}");
            invitation.entry(&Occurrence {
                uid: &uid,
                sequence: revision - 1,
                composed: date,
                to: &order.to,
            })
        });
        compose(&envelope, body, entry.as_ref(), &attachments).map_err(|reason| {
            Diagnostic::error(sentence!("archive-letter-refused", letter = name, reason = reason))
                .remedy(sentence!("archive-letter-refused-remedy"))
                .into()
        })
    }
}

fn inputs(draft: Draft, told: Vec<Told>) -> Arc<Inputs> {
    Arc::new(Inputs { told, ..Inputs::new(draft.digest, draft.body.subject) })
}

/// A letter that stays as it is.
fn written(order: &Order<'_>, letter: &Composed, inputs: Arc<Inputs>) -> Written {
    Written { key: order.key.clone(), revision: letter.revision, inputs, new: None }
}

/// What a letter tells of a document.
fn list(made: &Made<'_>) -> Listed {
    let title = made.inputs.title.clone();
    Listed {
        reference: made.key.to_string(),
        file: file_name(&title, made.organisation, made.revision),
        title,
        digest: made.digest.to_string(),
        revision: made.revision,
    }
}

//! WHAT TO DO: which documents a roster asks for, and which of those that were issued stay; pure.

pub mod shard;

use crate::audit::{Digest, DocumentKey, Register, Standing, verdict};
use crate::diagnostic::Diagnostics;
use crate::merge::audience::{Audience, Evidence};
use crate::merge::fields::{Fields, REVISION};
use crate::merge::{Manuscript, Template, Values};
use crate::roster::{Kind, Person, Roster, Signatory};
use crate::running_order::RunningOrder;
use crate::templates::Templates;
use crate::typeset::Metadata;
use crate::words::Language;

/// A document that the roster asks for.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Which document.
    pub key: DocumentKey,
    /// Whose it is; `None` is the ceremony's.
    pub signatory: Option<&'a Signatory>,
    /// The template that it is made from.
    pub template: &'a Template,
    /// Its language.
    pub language: Language,
    /// What it prints besides what its signatory, or everybody, may see.
    pub besides: Besides<'a>,
}

/// What some documents of the ceremony print that others do not.
#[derive(Debug, Clone, Copy)]
pub enum Besides<'a> {
    /// Nothing.
    Nothing,
    /// Of the running order: what the evidence is compared with.
    Evidence(&'a Evidence),
    /// Of extras: who comes.
    Guests,
}

/// The documents of one signatory's packet, in the packet's order.
#[must_use]
pub fn packet<'a>(
    roster: &'a Roster,
    templates: &'a Templates,
    signatory: &'a Signatory,
) -> Vec<Wanted<'a>> {
    let wanted = roster.packet.documents.iter().filter_map(|kind| {
        Some(Wanted {
            key: DocumentKey { signatory: Some(signatory.id.clone()), kind: kind.clone() },
            signatory: Some(signatory),
            template: templates.document(kind, signatory.language)?,
            language: signatory.language,
            besides: Besides::Nothing,
        })
    });
    wanted.collect()
}

/// What the structure of a signatory's own documents depends on: of two with the same key, a template
/// makes manuscripts that differ in their values alone. Typst keeps what the last few documents had
/// laid out, so that in the order of this key most of each is there already.
#[must_use]
pub fn structure(signatory: &Signatory) -> impl Ord + use<> {
    let lines = |person: &Person| (person.name.is_some(), person.title.is_some(), person.capacity);
    let people: Vec<_> = signatory.people.iter().map(lines).collect();
    let optional = [
        signatory.organisation_number.is_some(),
        signatory.city.is_some(),
        signatory.pronunciation.is_some(),
        signatory.attends,
    ];
    (signatory.language, signatory.commitments.len(), people, optional)
}

/// The joint declaration: one document with every signature block.
#[must_use]
pub fn joint_declaration<'a>(roster: &Roster, templates: &'a Templates) -> Option<Wanted<'a>> {
    of_ceremony(roster, templates, Kind::joint_declaration(), Besides::Nothing)
}

/// The running order, with what the evidence is compared with.
#[must_use]
pub fn running_order<'a>(
    roster: &Roster,
    templates: &'a Templates,
    evidence: &'a Evidence,
) -> Option<Wanted<'a>> {
    of_ceremony(roster, templates, Kind::running_order(), Besides::Evidence(evidence))
}

/// The paper for the day that the roster asks for. Its keys name files, and no document of the
/// ledger.
#[must_use]
pub fn extras<'a>(roster: &'a Roster, templates: &'a Templates) -> Vec<Wanted<'a>> {
    let wanted = roster.extras().filter_map(|(extra, language)| {
        Some(Wanted {
            key: DocumentKey { signatory: None, kind: Kind::extra_in(extra, language) },
            signatory: None,
            template: templates.document(&Kind::extra(extra), language)?,
            language,
            besides: Besides::Guests,
        })
    });
    wanted.collect()
}

fn of_ceremony<'a>(
    roster: &Roster,
    templates: &'a Templates,
    kind: Kind,
    besides: Besides<'a>,
) -> Option<Wanted<'a>> {
    let language = roster.ceremony.language;
    let template = templates.document(&kind, language)?;
    let key = DocumentKey { signatory: None, kind };
    Some(Wanted { key, signatory: None, template, language, besides })
}

/// Each template that the roster has no use for, with values that it could have: so that a fault
/// in it shows before the day on which it is used.
#[must_use]
pub fn unused<'a>(
    roster: &'a Roster,
    templates: &'a Templates,
    evidence: &'a Evidence,
    used: &[Wanted<'_>],
) -> Vec<Wanted<'a>> {
    let is_used =
        |template: &Template| used.iter().any(|wanted| std::ptr::eq(wanted.template, template));
    templates
        .documents()
        .filter(|(_, _, audience, template)| *audience != Audience::Report && !is_used(template))
        .map(|(kind, language, audience, template)| {
            let signatory = match audience {
                Audience::Signatory => roster.signatories.first(),
                _ => None,
            };
            let besides = match audience {
                Audience::RunningOrder => Besides::Evidence(evidence),
                Audience::Extra => Besides::Guests,
                Audience::Signatory | Audience::Ceremony | Audience::Report => Besides::Nothing,
            };
            let key = DocumentKey { signatory: signatory.map(|s| s.id.clone()), kind };
            Wanted { key, signatory, template, language, besides }
        })
        .collect()
}

impl Wanted<'_> {
    /// What the template is merged with, for no revision yet.
    #[must_use]
    pub fn values(&self, roster: &Roster, plan: &RunningOrder) -> Values {
        let fields = Fields::new(roster, plan, self.language, self.template.reads());
        let kind = &self.key.kind;
        let values = match (self.signatory, self.besides) {
            (Some(signatory), _) => fields.signatory(signatory, kind),
            (None, Besides::Nothing) => fields.ceremony(kind),
            (None, Besides::Evidence(evidence)) => fields.running_order(kind, evidence),
            (None, Besides::Guests) => fields.extra(kind),
        };
        values.into()
    }

    /// The document's manuscript, with the given revision printed in it, from its [values](Self::values).
    ///
    /// # Errors
    /// When the template places a value where none can be bound.
    pub fn manuscript(
        &self,
        mut values: Values,
        revision: &str,
    ) -> Result<Manuscript, Diagnostics> {
        values.replace(REVISION, revision);
        self.template.manuscript(&values)
    }

    /// What the document's PDF says of itself.
    #[must_use]
    pub fn metadata(&self, roster: &Roster, revision: u32) -> Metadata {
        let reference = self.key.to_string();
        Metadata {
            about: self.signatory.map(|signatory| signatory.organisation.clone()),
            author: roster.host.organisation.clone(),
            language: self.language,
            identifier: verdict::identifier(&reference, revision),
            reference,
        }
    }

    /// A digest over all that the document is made from, its [values](Self::values) among it, but for
    /// the files that it reads and its revision: while it stays the same, and the files do, nothing is
    /// issued.
    #[must_use]
    pub fn inputs(&self, roster: &Roster, values: &Values) -> Digest {
        let packet = &roster.packet;
        Digest::of_parts(&[
            &self.template.digest(),
            values.json().to_string().as_bytes(),
            packet.level.as_str().as_bytes(),
            packet.date.to_string().as_bytes(),
            format!("{:?}", self.metadata(roster, 0)).as_bytes(),
        ])
    }
}

/// The documents that were issued and are no longer wanted, with their current revisions.
#[must_use]
pub fn obsolete(
    register: &Register,
    is_wanted: impl Fn(&DocumentKey) -> bool,
) -> Vec<(DocumentKey, u32)> {
    register
        .documents()
        .iter()
        .filter(|issued| issued.standing == Standing::Current)
        .filter(|issued| !is_wanted(&issued.document))
        .map(|issued| (issued.document.clone(), issued.revision))
        .collect()
}

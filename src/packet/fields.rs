//! Which values the letters' templates see, besides those of the documents.

use serde_json::{Value, json};

use super::Listed;
use super::changes::Change;
use crate::merge::Shape;
use crate::merge::audience::{occasion_shape, signatory_shape};
use crate::merge::fields::{Fields, record};
use crate::roster::{Roster, Signatory};
use crate::running_order::RunningOrder;
use crate::words::Language;

/// The shape of a signatory's letter.
#[must_use]
pub fn letter_shape() -> Shape {
    occasion_shape().and(signatory_shape()).and(Shape::record([
        ("email", Shape::Text),
        ("greeting-name", Shape::Text.optional()),
        ("answers", Shape::Flag),
        ("letter", head_shape()),
        ("documents", document_shape().list()),
    ]))
}

/// How many signatories the coordinator's letter lists at most, if it is to list them. Mail programs
/// cut long letters (Gmail at 102 kB), and nobody looks for a name there that the overview finds.
const LISTED: usize = 150;

/// The shape of the coordinator's letter. Both lists are empty where there are too many to be listed.
#[must_use]
pub fn coordinator_shape() -> Shape {
    let signatory = signatory_shape().and(Shape::record([
        ("email", Shape::Text),
        ("language", Shape::Text),
        ("documents", document_shape().list()),
    ]));
    occasion_shape().and(Shape::record([
        ("signatories", signatory.clone().list()),
        ("absent", signatory.list()),
        ("letter", head_shape()),
        ("documents", document_shape().list()),
    ]))
}

fn head_shape() -> Shape {
    let change =
        Shape::record([("what", Shape::Text), ("now", Shape::Text), ("before", Shape::Text)]);
    Shape::record([
        ("revision", Shape::Text),
        ("replaces", Shape::Text.optional()),
        ("changes", change.list()),
        ("fingerprint", Shape::Text),
    ])
}

fn document_shape() -> Shape {
    Shape::record([
        ("title", Shape::Text),
        ("file", Shape::Text),
        ("digest", Shape::Text),
        ("revision", Shape::Text),
    ])
}

/// Which letter it is among those to the same addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Counted from 1.
    pub revision: u32,
    /// The newest earlier revision that the addressee may have, if any.
    pub replaces: Option<u32>,
    /// What is no longer as any of those said.
    pub changes: Vec<Change>,
    /// Of the key that signs the ledger: `SHA256:…`
    pub fingerprint: String,
}

impl Head {
    /// The head of the first letter to somebody.
    #[must_use]
    pub fn draft(fingerprint: &str) -> Self {
        let fingerprint = fingerprint.to_owned();
        Self { revision: 1, replaces: None, changes: Vec::new(), fingerprint }
    }

    fn record(&self) -> Value {
        let change = |change: &Change| json!({ "what": change.what, "now": change.now, "before": change.before });
        let mut record = json!({
            "revision": self.revision.to_string(),
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
            "fingerprint": self.fingerprint,
        });
        if let Some(replaces) = self.replaces {
            record["replaces"] = Value::String(replaces.to_string());
        }
        record
    }
}

/// The values of a signatory's letter, of [`letter_shape`], as far as they are read.
#[must_use]
pub fn letter_fields(
    roster: &Roster,
    plan: &RunningOrder,
    signatory: &Signatory,
    documents: &[Listed],
    head: &Head,
    reads: &Shape,
) -> Value {
    let fields = Fields::new(roster, plan, signatory.language, reads);
    let greeted = match signatory.people.as_slice() {
        [person] => person.name.clone(),
        _ => None,
    };
    let mut values = fields.occasion();
    values.extend(fields.own(signatory));
    values.extend(record([
        ("email", fields.read("email", || signatory.email.to_string().into())),
        ("greeting-name", greeted.and_then(|name| fields.read("greeting-name", || name.into()))),
        ("answers", fields.read("answers", || roster.mail.answers.into())),
        ("letter", fields.read("letter", || head.record())),
        ("documents", fields.list("documents", documents.iter().map(document))),
    ]));
    Value::Object(values)
}

/// The values of the coordinator's letter, of [`coordinator_shape`], as far as they are read: `packet`
/// gives the documents of a signatory's packet.
#[must_use]
pub fn coordinator_fields(
    roster: &Roster,
    plan: &RunningOrder,
    language: Language,
    packet: &dyn Fn(&Signatory) -> Vec<Listed>,
    documents: &[Listed],
    head: &Head,
    reads: &Shape,
) -> Value {
    let fields = Fields::new(roster, plan, language, reads);
    let signatory = |signatory: &&Signatory| {
        let mut record = fields.signatory_record(signatory, false);
        record.insert("email".into(), signatory.email.to_string().into());
        record.insert("language".into(), signatory.language.tag().into());
        record.insert("documents".into(), packet(signatory).iter().map(document).collect());
        Value::Object(record)
    };
    let mut order = plan.signing_order(roster);
    if order.len() > LISTED {
        order.clear();
    }
    let absent = order.iter().filter(|signatory| !signatory.attends);
    let mut values = fields.occasion();
    values.extend(record([
        ("signatories", fields.list("signatories", order.iter().map(signatory))),
        ("absent", fields.list("absent", absent.map(signatory))),
        ("letter", fields.read("letter", || head.record())),
        ("documents", fields.list("documents", documents.iter().map(document))),
    ]));
    Value::Object(values)
}

fn document(listed: &Listed) -> Value {
    json!({
        "title": listed.title,
        "file": listed.file,
        "digest": listed.digest,
        "revision": listed.revision.to_string(),
    })
}

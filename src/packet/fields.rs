//! Which values the letters' templates see, besides those of the documents.

use serde_json::{Map, Value, json};

use super::Listed;
use super::changes::Change;
use crate::merge::Shape;
use crate::merge::audience::{occasion_shape, signatory_shape};
use crate::merge::fields::Fields;
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

/// The shape of the coordinator's letter.
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
    /// The head of a letter that is not one of a sequence yet.
    #[must_use]
    pub fn draft(fingerprint: &str) -> Self {
        let fingerprint = fingerprint.to_owned();
        Self { revision: 0, replaces: None, changes: Vec::new(), fingerprint }
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

/// The values of a signatory's letter, of [`letter_shape`].
#[must_use]
pub fn letter_fields(
    roster: &Roster,
    plan: &RunningOrder,
    signatory: &Signatory,
    documents: &[Listed],
    head: &Head,
) -> Value {
    let fields = Fields::new(roster, plan, signatory.language);
    let mut values = fields.occasion();
    values.extend(fields.signatory_record(signatory, true));
    values.insert("email".into(), Value::String(signatory.email.to_string()));
    if let [person] = signatory.people.as_slice()
        && let Some(name) = &person.name
    {
        values.insert("greeting-name".into(), Value::String(name.clone()));
    }
    values.insert("answers".into(), Value::Bool(roster.mail.answers));
    values.insert("letter".into(), head.record());
    values.insert("documents".into(), documents.iter().map(document).collect());
    Value::Object(values)
}

/// The values of the coordinator's letter, of [`coordinator_shape`]: `packet` gives the documents of
/// a signatory's packet.
#[must_use]
pub fn coordinator_fields(
    roster: &Roster,
    plan: &RunningOrder,
    language: Language,
    packet: &dyn Fn(&Signatory) -> Vec<Listed>,
    documents: &[Listed],
    head: &Head,
) -> Value {
    let fields = Fields::new(roster, plan, language);
    let record = |signatory: &&Signatory| -> Map<String, Value> {
        let mut record = fields.signatory_record(signatory, false);
        record.insert("email".into(), Value::String(signatory.email.to_string()));
        record.insert("language".into(), Value::String(signatory.language.tag().to_owned()));
        record.insert("documents".into(), packet(signatory).iter().map(document).collect());
        record
    };
    let order = plan.signing_order(roster);
    let mut values = fields.occasion();
    values.insert("signatories".into(), order.iter().map(record).map(Value::Object).collect());
    let absent = order.iter().filter(|signatory| !signatory.attends);
    values.insert("absent".into(), absent.map(record).map(Value::Object).collect());
    values.insert("letter".into(), head.record());
    values.insert("documents".into(), documents.iter().map(document).collect());
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

//! Which values templates see: the shapes that they are checked against.
//!
//! Names are kebab-case, as in the roster; `docs/format.md` lists them for template writers.

use super::shape::Shape;

/// Which of a batch's values a template is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// A document for one signatory, such as the declaration.
    Signatory,
    /// A document for the ceremony as a whole, such as the joint declaration.
    Ceremony,
    /// The running order, which lies on paper in many hands and therefore prints what the evidence
    /// is compared with.
    RunningOrder,
    /// Paper for the day, which is no document and has no revision.
    Extra,
    /// The audit report, which is about the evidence and not the ceremony.
    Report,
}

/// What people compare the evidence with, years later: printed on the running order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Of the key that signs the ledger: `SHA256:…`
    pub fingerprint: String,
    /// SHA-256 of the list of current declarations, in hexadecimal.
    pub declarations: String,
}

impl Evidence {
    /// Evidence that has the right length and proves nothing, to look at.
    #[must_use]
    pub fn draft() -> Self {
        let fingerprint = format!("SHA256:{}", "0".repeat(43));
        Self { fingerprint, declarations: "0".repeat(64) }
    }
}

impl Audience {
    /// The shape of the values for this audience.
    #[must_use]
    pub fn shape(self) -> Shape {
        match self {
            Self::Signatory => common_shape().and(signatory_shape()),
            Self::Ceremony => common_shape().and(Shape::record([
                ("signatories", signatory_shape().list()),
                ("absent", signatory_shape().list()),
                ("rows", row_shape().list()),
            ])),
            Self::RunningOrder => Self::Ceremony.shape().and(Shape::record([(
                "evidence",
                Shape::record([("fingerprint", Shape::Text), ("declarations", Shape::Text)]),
            )])),
            Self::Extra => Self::Ceremony.shape().and(Shape::record([
                ("document", document_shape()),
                ("guests", guest_shape().list()),
                ("certified", signatory_shape().list()),
            ])),
            Self::Report => report_shape(),
        }
    }
}

/// What the audit report tells.
fn report_shape() -> Shape {
    let document = Shape::record([
        ("number", Shape::Text),
        ("document", Shape::Text),
        ("revision", Shape::Text),
        ("issued", Shape::Text),
        ("digest", Shape::Text),
        ("verdict", Shape::Text),
        ("sound", Shape::Flag),
    ]);
    let timestamp = Shape::record([
        ("time", Shape::Text),
        ("lines", Shape::Text),
        ("token", Shape::Text),
        ("checkpoint", Shape::Text),
    ]);
    Shape::record([
        ("document", Shape::record([("reference", Shape::Text), ("revision", Shape::Text)])),
        ("made", Shape::Text),
        ("sound", Shape::Flag),
        ("files", Shape::Text),
        ("left-out", Shape::Text.optional()),
        ("current", Shape::Text),
        ("superseded", Shape::Text),
        ("withdrawn", Shape::Text),
        (
            "ledger",
            Shape::record([
                ("origin", Shape::Text),
                ("lines", Shape::Text),
                ("root", Shape::Text),
                ("fingerprint", Shape::Text),
                ("signer", Shape::Text),
            ]),
        ),
        ("findings", Shape::record([("path", Shape::Text), ("says", Shape::Text)]).list()),
        ("timestamped", Shape::Flag),
        ("timestamps", timestamp.list()),
        ("documents", document.list()),
    ])
}

fn common_shape() -> Shape {
    let revised = document_shape().and(Shape::record([("revision", Shape::Text)]));
    occasion_shape().and(Shape::record([("document", revised)]))
}

fn document_shape() -> Shape {
    Shape::record([
        ("kind", Shape::Text),
        ("reference", Shape::Text),
        ("date", Shape::Text),
        ("date-iso", Shape::Text),
    ])
}

/// The shape of [`Fields::occasion`](super::fields::Fields::occasion).
#[must_use]
pub fn occasion_shape() -> Shape {
    let ceremony = Shape::record([
        ("title", Shape::Text),
        ("occasion", Shape::Text),
        ("venue", Shape::Text),
        ("date", Shape::Text),
        ("day", Shape::Text),
        ("date-iso", Shape::Text),
        ("doors", Shape::Text.optional()),
        ("start", Shape::Text),
        ("end", Shape::Text),
        ("signing", Shape::Text),
        ("case-number", Shape::Text.optional()),
    ]);
    let host = Shape::record([
        ("organisation", Shape::Text),
        ("organisation-number", Shape::Text.optional()),
        ("unit", Shape::Text.optional()),
        ("address", Shape::Text.list()),
        ("city", Shape::Text),
        ("website", Shape::Text.optional()),
        ("people", person_shape().list()),
        ("commitments", Shape::Text.list()),
        ("pronunciation", Shape::Text.optional()),
    ]);
    let contact = Shape::record([
        ("name", Shape::Text),
        ("title", Shape::Text.optional()),
        ("organisation", Shape::Text.optional()),
        ("phone", Shape::Text.optional()),
        ("email", Shape::Text.optional()),
        ("website", Shape::Text.optional()),
    ]);
    let item = Shape::record([
        ("start", Shape::Text),
        ("end", Shape::Text),
        ("minutes", Shape::Text),
        ("what", Shape::Text),
        ("who", Shape::Text.optional()),
        ("notes", Shape::Text.optional()),
        ("signing", Shape::Flag),
    ]);
    Shape::record([
        ("ceremony", ceremony),
        ("host", host),
        ("contacts", contact.list()),
        ("programme", item.list()),
        ("count", Shape::Text),
        ("parties", Shape::Text),
    ])
}

/// The shape of [`Fields::signatory_record`](super::fields::Fields::signatory_record).
#[must_use]
pub fn signatory_shape() -> Shape {
    let slot =
        Shape::record([("number", Shape::Text), ("time", Shape::Text), ("parties", Shape::Text)]);
    Shape::record([
        ("id", Shape::Text),
        ("organisation", Shape::Text),
        ("organisation-number", Shape::Text.optional()),
        ("city", Shape::Text.optional()),
        ("people", person_shape().list()),
        ("commitments", Shape::Text.list()),
        ("attends", Shape::Flag),
        ("pronunciation", Shape::Text.optional()),
        ("slot", slot.optional()),
    ])
}

fn person_shape() -> Shape {
    Shape::record([
        ("name", Shape::Text.optional()),
        ("title", Shape::Text.optional()),
        ("capacity", Shape::Text),
        ("proxy", Shape::Flag),
    ])
}

/// Somebody who comes, for cards and badges.
fn guest_shape() -> Shape {
    Shape::record([
        ("name", Shape::Text.optional()),
        ("title", Shape::Text.optional()),
        ("organisation", Shape::Text),
    ])
}

fn row_shape() -> Shape {
    Shape::record([
        ("time", Shape::Text),
        ("until", Shape::Text.optional()),
        ("what", Shape::Text),
        ("who", Shape::Text.optional()),
        ("spoken", Shape::Text.optional()),
        ("notes", Shape::Text.optional()),
        ("signature", Shape::Flag),
        ("signing", Shape::Flag),
        ("number", Shape::Text.optional()),
    ])
}

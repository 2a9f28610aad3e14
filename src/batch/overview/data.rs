//! What the page's program finds in the page.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

/// What the page's program finds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Data<'a, Rows> {
    pub(super) form: &'static str,
    pub(super) language: &'static str,
    pub(super) title: &'a str,
    pub(super) day: String,
    pub(super) venue: &'a str,
    /// When signed copies can be expected, in milliseconds since 1970: at the end of the day.
    pub(super) signed_from: i64,
    pub(super) words: Value,
    pub(super) links: Vec<Link>,
    pub(super) notices: Vec<Value>,
    pub(super) rows: Rows,
}

/// A row of the page: a signatory, or the coordinator.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line<'a> {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) people: Option<String>,
    pub(super) remark: Option<String>,
    pub(super) slot: Option<usize>,
    pub(super) slot_said: Option<String>,
    pub(super) picture: Option<&'a str>,
    pub(super) documents: Vec<DocumentCell<'a>>,
    pub(super) letters: Vec<LetterCell>,
    pub(super) signed: Option<SignedCell>,
    pub(super) power: Option<String>,
    /// What it can be found by.
    pub(super) is: BTreeSet<&'static str>,
}

#[derive(Serialize)]
pub(super) struct DocumentCell<'a> {
    pub(super) title: Cow<'a, str>,
    pub(super) current: Option<RevisionLink>,
    pub(super) older: Vec<RevisionLink>,
}

#[derive(Serialize)]
pub(super) struct RevisionLink {
    pub(super) revision: u32,
    pub(super) path: String,
}

#[derive(Serialize)]
pub(super) struct LetterCell {
    pub(super) to: Option<String>,
    pub(super) state: &'static str,
    pub(super) said: String,
    pub(super) revision: u32,
    pub(super) path: String,
    pub(super) why: Option<String>,
}

#[derive(Serialize)]
pub(super) struct SignedCell {
    pub(super) said: String,
    pub(super) scans: Option<Link>,
}

#[derive(Serialize)]
pub(super) struct Link {
    pub(super) name: String,
    pub(super) path: String,
}

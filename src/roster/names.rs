//! Names that occur in paths: ids of signatories and kinds of documents.

use std::collections::BTreeSet;

use super::reader::{Found, Reader};
use super::{Id, Kind};
use crate::sentence;

/// The longest id: it occurs in paths and in mail headers.
const LONGEST_ID: usize = 40;

/// Names that mean something else below `output/`, or that Windows keeps for devices.
const RESERVED: [&str; 11] = [
    "coordinator",
    "host",
    "withdrawn",
    "running-order",
    "joint-declaration",
    "letter",
    "coordinator-letter",
    "con",
    "prn",
    "aux",
    "nul",
];

impl Id {
    /// Reads an id: `[a-z0-9-]`, beginning and ending with a letter or digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_name(text).then(|| Self(text.into()))
    }

    /// A free id for a signatory without one: from the organisation's name, or neutral when that is
    /// a person's or comes to nothing, with its position, counted from 1.
    #[must_use]
    pub fn propose(
        organisation: &str,
        is_person: bool,
        position: usize,
        taken: &BTreeSet<String>,
    ) -> Self {
        let slug = slug::slugify(organisation);
        let slug = whole_words(&slug, LONGEST_ID - 4).trim_matches('-');
        let base = if is_person || slug.is_empty() || has_number(slug) {
            format!("signatory-{position}")
        } else {
            slug.to_owned()
        };
        let mut free = base.clone();
        let mut number = 2;
        while taken.contains(&free) || RESERVED.contains(&free.as_str()) || is_device(&free) {
            free = format!("{base}-{number}");
            number += 1;
        }
        Self(free.into())
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.as_str().to_owned()
    }
}

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("‘{text}’ is no id"))
    }
}

impl Kind {
    /// Reads the name of a kind: `[a-z0-9-]`, beginning and ending with a letter or digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_name(text).then(|| Self(text.into()))
    }
}

/// As much of a slug as fits, up to the end of a word; a first word that is longer is cut.
fn whole_words(slug: &str, longest: usize) -> &str {
    let cut = slug.get(..longest).unwrap_or(slug);
    match cut.rfind('-') {
        Some(hyphen) if cut.len() < slug.len() && !slug[cut.len()..].starts_with('-') => {
            &cut[..hyphen]
        }
        _ => cut,
    }
}

fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= LONGEST_ID
        && text.chars().all(|c| plain(c) || c == '-')
        && text.starts_with(plain)
        && text.ends_with(plain)
}

/// Dates and numbers of people and organisations have six digits in a row.
fn has_number(id: &str) -> bool {
    id.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 6)
}

fn is_device(text: &str) -> bool {
    let number = text.strip_prefix("com").or_else(|| text.strip_prefix("lpt"));
    number.is_some_and(|n| n.len() == 1 && n.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reports a name that cannot stand in paths.
pub(super) fn check_name(reader: &Reader<'_>, key: &'static str, written: &Found<String>) -> bool {
    let right = is_name(&written.value);
    if !right {
        reader.error(
            &written.range,
            sentence!("roster-name-form", key = key, value = &written.value),
            sentence!("roster-name-form-remedy", longest = LONGEST_ID),
        );
    }
    right
}

/// Reports an id that has another meaning or is a number.
pub(super) fn check_id(reader: &Reader<'_>, written: &Found<String>) -> bool {
    if !check_name(reader, "id", written) {
        return false;
    }
    let id = written.value.as_str();
    if RESERVED.contains(&id) || is_device(id) {
        reader.error(
            &written.range,
            sentence!("roster-id-reserved", id = id),
            sentence!("roster-id-reserved-remedy"),
        );
        return false;
    }
    if has_number(id) {
        reader.error(
            &written.range,
            sentence!("roster-id-number"),
            sentence!("roster-id-number-remedy"),
        );
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposed_id_ends_with_a_whole_word() {
        for (slug, whole) in [
            ("ett-tva", "ett-tva"),
            ("ett-tva-tre", "ett-tva"),
            ("ett-tvaa-tre", "ett-tvaa"),
            ("ett-tvaatre", "ett"),
            ("etttvaatre", "etttvaat"),
        ] {
            assert_eq!(whole_words(slug, 8), whole);
        }
    }
}

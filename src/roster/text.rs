//! Text in its normal form: NFC, on one line, single spaces, only characters that can be printed.

use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{BidiControl, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::reader::{Found, Reader};
use crate::sentence;
use crate::words::Sentence;

/// A text in its normal form, whatever characters it has.
#[must_use]
pub fn normal(raw: &str) -> String {
    let words: Vec<&str> = raw.split_whitespace().collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&words.join(" ")).into_owned()
}

/// Brings a value into its normal form, or reports each character that has no place in it, and
/// that it is empty.
pub(super) fn check(
    reader: &Reader<'_>,
    key: &str,
    raw: &str,
    range: &Range<usize>,
) -> Option<Found<String>> {
    let text = normal(raw);
    if text.is_empty() {
        reader.error(range, sentence!("roster-empty", key = key), sentence!("roster-empty-remedy"));
        return None;
    }
    let mut refused: Vec<char> = Vec::new();
    for c in text.chars() {
        if refused.contains(&c) {
            continue;
        }
        let Some((message, remedy)) = refusal(reader, key, c) else {
            continue;
        };
        refused.push(c);
        // Where the character itself stands, unless it was written as an escape.
        let at = reader.source.text[range.clone()]
            .find(c)
            .map_or(range.clone(), |at| range.start + at..range.start + at + c.len_utf8());
        reader.error(&at, message, remedy);
    }
    refused.is_empty().then(|| Found { value: text, range: range.clone() })
}

/// Whether a text is one line of characters that show themselves, for texts that do not come from
/// the roster: nothing that breaks the line, turns its direction, or is not seen.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        let category = CodePointMapData::<GeneralCategory>::new().get(c);
        let unseen = matches!(
            category,
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        );
        !unseen && !CodePointSetData::new::<BidiControl>().contains(c)
    })
}

/// Why a character cannot stand in the roster, if it cannot.
fn refusal(reader: &Reader<'_>, key: &str, c: char) -> Option<(Sentence, Sentence)> {
    if c.is_ascii_graphic() || c == ' ' {
        return None;
    }
    let code = format!("U+{:04X}", u32::from(c));
    if CodePointSetData::new::<BidiControl>().contains(c) {
        return Some((
            sentence!("roster-character-bidi", code = code, key = key),
            sentence!("roster-character-invisible-remedy"),
        ));
    }
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::Control
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => Some((
            sentence!("roster-character-control", code = code, key = key),
            sentence!("roster-character-invisible-remedy"),
        )),
        GeneralCategory::Unassigned | GeneralCategory::PrivateUse | GeneralCategory::Surrogate => {
            Some((
                sentence!("roster-character-unassigned", code = code, key = key),
                sentence!("roster-character-remedy"),
            ))
        }
        _ if !reader.fonts.cover(c) => Some((
            sentence!("roster-character-glyph", character = c, code = code, key = key),
            sentence!("roster-character-glyph-remedy"),
        )),
        _ => None,
    }
}

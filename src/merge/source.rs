//! What a template's text alone tells, before or beside what handlebars makes of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bind::{BOUND, DATA};
use super::lines;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::sentence;

/// Refuses characters that have no business in a template and would confuse the line map. A CR is
/// half a line's end, and nothing without the other half.
pub(super) fn characters(source: &Arc<SourceText>) -> Result<(), Diagnostics> {
    let text = &source.text;
    let ends_line = |at: usize, c| match c {
        '\r' => text[at + 1..].starts_with('\n'),
        c => matches!(c, '\n' | '\t'),
    };
    let faults: Diagnostics = text
        .char_indices()
        .filter(|(at, c)| lines::is_mark(*c) || (c.is_control() && !ends_line(*at, *c)))
        .map(|(at, c)| {
            let code = format!("U+{:04X}", u32::from(c));
            Diagnostic::error(sentence!("template-character", code = code))
                .at(source, at..at + c.len_utf8())
                .remedy(sentence!("template-character-remedy"))
        })
        .collect();
    faults.into_result(()).map(|_| ())
}

/// Refuses a template that writes out the name of the bound values itself: among the parameters
/// that are printed there, its own could not be told apart.
pub(super) fn reserved_name(source: &Arc<SourceText>) -> Result<(), Diagnostics> {
    let faults: Diagnostics = source
        .text
        .match_indices(BOUND)
        .map(|(at, name)| {
            Diagnostic::error(sentence!("template-reserved"))
                .at(source, at..at + name.len())
                .remedy(sentence!("template-reserved-remedy"))
        })
        .collect();
    faults.into_result(()).map(|_| ())
}

/// The paths of what a Typst template reads through the name of the whole record: of `data.host`
/// all that is in it, and everything where the name stands alone. A word of its prose that is
/// spelt so does no harm.
pub(super) fn read_by_code(source: &SourceText, shape: &Shape) -> BTreeSet<String> {
    let is_part_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut read = BTreeSet::new();
    for (at, _) in source.text.match_indices(DATA) {
        let (before, after) = (&source.text[..at], &source.text[at + DATA.len()..]);
        if before.ends_with(is_part_of_name) || after.starts_with(is_part_of_name) {
            continue;
        }
        let name = after.strip_prefix('.').unwrap_or_default();
        let name = name.split(|c| !is_part_of_name(c)).next().unwrap_or_default();
        match shape.field(name) {
            Some(field) => read.extend(field.paths(name)),
            None => read.extend(shape.paths("")),
        }
    }
    read
}

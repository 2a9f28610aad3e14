//! What is left in a roster of the example that it began with.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::begin::STARTS;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, SourceText};
use crate::roster::Tables;
use crate::sentence;
use crate::words::Sentence;

/// What the examples say only to show where something stands, and what is to stand there.
const PLACEHOLDERS: [(&[&str], &str); 6] = [
    (&["host", "organisation"], "folder-leftover-host"),
    (&["host", "city"], "folder-leftover-city"),
    (&["contact", "name"], "folder-leftover-contact"),
    (&["contact", "email"], "folder-leftover-address"),
    (&["mail", "from"], "folder-leftover-sender"),
    (&["mail", "coordinator"], "folder-leftover-coordinator"),
];

/// Whether a diagnostic is one of those warnings.
#[must_use]
pub fn is_leftover(found: &Diagnostic) -> bool {
    found.severity == Severity::Warning && found.message.key().starts_with("folder-leftover")
}

type Value<'i> = Spanned<DeValue<'i>>;

/// Warns of each text that only an example means, and of the examples' signatories.
pub(super) fn leftovers(roster: &Arc<SourceText>) -> Diagnostics {
    let (examples, _): (Vec<_>, Vec<_>) =
        STARTS.into_iter().map(DeTable::parse_recoverable).unzip();
    let mut placeholders: Vec<(&str, &str)> = Vec::new();
    let mut signatories = Vec::new();
    for example in examples.iter().map(Spanned::get_ref) {
        let texts = PLACEHOLDERS.iter().filter_map(|(path, remedy)| {
            let text = find(example.get(path[0])?.get_ref(), &path[1..])?;
            Some((text, *remedy))
        });
        placeholders.extend(texts);
        signatories.extend(sections(example).iter().map(id_and_texts));
    }
    // A roster of thousands is not read twice for nothing.
    let ids = signatories.iter().filter_map(|(id, _)| *id);
    let mut known = placeholders.iter().map(|(text, _)| *text).chain(ids);
    if !known.any(|text| roster.text.contains(text)) {
        return Diagnostics::new();
    }

    // Where something is missing, what is left of the text tells nothing.
    let Ok(tables) = Tables::parse(&roster.text) else {
        return Diagnostics::new();
    };
    let mut found = Diagnostics::new();
    let mut warn = |range: Range<usize>, message, remedy| {
        found.push(Diagnostic::warning(message).at(roster, range).remedy(remedy));
    };
    for (_, value) in tables.head.iter().filter(|(key, _)| key.get_ref() != "signatory") {
        each_text(value, &mut |text, range| {
            if let Some((_, remedy)) = placeholders.iter().find(|(known, _)| *known == text) {
                warn(range, sentence!("folder-leftover", text = text), Sentence::new(remedy));
            }
        });
    }
    let mut first = None;
    let mut ids = Vec::new();
    let mut look = |table: &DeTable<'_>| {
        for section in sections(table) {
            let (id, texts) = id_and_texts(section);
            if let Some(id) = id
                && signatories.contains(&(Some(id), texts))
            {
                first.get_or_insert(section.span());
                ids.push(id.to_owned());
            }
        }
    };
    look(&tables.head);
    tables.pieces().for_each(|piece| look(&piece));
    if let Some(span) = first {
        let heading = roster.text[span.clone()].lines().next().unwrap_or_default().len();
        warn(
            span.start..span.start + heading,
            sentence!("folder-leftover-signatories", count = ids.len(), ids = ids.join(", ")),
            sentence!("folder-leftover-signatories-remedy"),
        );
    }
    found
}

/// The text at a path; within a list of sections, that of the first.
fn find<'v>(value: &'v DeValue<'_>, path: &[&str]) -> Option<&'v str> {
    match (value, path) {
        (DeValue::Array(list), _) => find(list.first()?.get_ref(), path),
        (DeValue::Table(table), [key, rest @ ..]) => find(table.get(*key)?.get_ref(), rest),
        _ => value.as_str(),
    }
}

fn sections<'v, 'i>(roster: &'v DeTable<'i>) -> &'v [Value<'i>] {
    let written = roster.get("signatory").and_then(|value| value.get_ref().as_array());
    written.map_or(&[], |sections| sections)
}

/// A section's id, and all its texts in the order of their keys.
fn id_and_texts<'v>(section: &'v Value<'_>) -> (Option<&'v str>, Vec<&'v str>) {
    let mut texts = Vec::new();
    each_text(section, &mut |text, _| texts.push(text));
    (find(section.get_ref(), &["id"]), texts)
}

fn each_text<'v>(value: &'v Value<'_>, said: &mut dyn FnMut(&'v str, Range<usize>)) {
    match value.get_ref() {
        DeValue::String(text) => said(text, value.span()),
        DeValue::Array(list) => list.iter().for_each(|element| each_text(element, said)),
        DeValue::Table(table) => table.iter().for_each(|(_, value)| each_text(value, said)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::ROSTER_FILE;
    use crate::words::{Language, Words};

    fn found(text: &str) -> Vec<(String, usize)> {
        let source = SourceText::new(ROSTER_FILE, text);
        let line = |place: &crate::diagnostic::Place| source.line_column(place.range.start).0;
        leftovers(&source)
            .iter()
            .map(|warning| {
                let said = Words::new(Language::English).say(&warning.message);
                (said, warning.place.as_ref().map_or(0, line))
            })
            .collect()
    }

    #[test]
    fn each_placeholder_of_both_examples_is_told_at_its_line_and_the_signatories_at_once() {
        for start in STARTS {
            let found = found(start);
            assert_eq!(found.len(), PLACEHOLDERS.len() + 1, "{found:?}");
            for (said, line) in &found {
                let line = start.lines().nth(line - 1).expect("a line");
                let quoted = said.split(['‘', '’']).nth(1);
                assert!(line.contains(quoted.unwrap_or("[[signatory]]")), "{said}: {line}");
            }
            let ids = "the signatories solbacken, cafe-rene, helix are still the example’s";
            assert_eq!(found.iter().filter(|(said, _)| said == ids).count(), 1, "{found:?}");
        }
    }

    #[test]
    fn what_has_been_written_over_is_not_told_and_what_was_copied_is() {
        let start = STARTS[0];
        let own = start.replace("\"Förnamn Efternamn\"", "\"Eva Ek\"").replace("rene@", "r@");
        let found = found(&own.replace("# reply-to", "reply-to"));
        let said: Vec<&str> = found.iter().map(|(said, _)| said.as_str()).collect();
        assert!(!said.iter().any(|said| said.contains("Förnamn")), "{said:?}");
        assert!(said.contains(&"the signatories solbacken, helix are still the example’s"));
        let twice = said.iter().filter(|said| said.contains("fornamn.efternamn@")).count();
        assert_eq!(twice, 2, "as contact and where answers go: {said:?}");
    }

    #[test]
    fn the_repository_s_own_sample_has_nothing_left_and_faulty_toml_is_not_looked_at() {
        assert!(found(include_str!("../../signatories.toml")).is_empty());
        assert_eq!(found("[host]\ncity = \"Orten\"\ncity = 3\n[[").len(), 0);
    }
}

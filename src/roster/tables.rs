//! A roster's text as TOML tables, of thousands of signatories not all at once: tables are ten times
//! as large as their text, and each is read once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::syntax::{self, Fault};

/// What a piece begins with.
const HEADING: &str = "[[signatory]]";

/// A text that is TOML.
#[derive(Debug)]
pub(crate) struct Tables<'t> {
    text: &'t str,
    /// What stands before the first piece, or all of it.
    pub(crate) head: DeTable<'t>,
    /// Where the pieces begin, each of which is TOML by itself and tells of signatories alone.
    pieces: Vec<usize>,
}

impl<'t> Tables<'t> {
    /// Reads a text.
    ///
    /// # Errors
    /// The first fault.
    pub(crate) fn parse(text: &'t str) -> Result<Self, Fault> {
        if let Some(tables) = Self::in_pieces(text) {
            return Ok(tables);
        }
        let head = syntax::parsed(text)?.into_inner();
        Ok(Self { text, head, pieces: Vec::new() })
    }

    /// The text in pieces, if it can be read so. A line like a heading within a text or a list is
    /// none: but then the piece before it ends within that, and is no TOML. And a piece that tells of
    /// something else may say again what another has said.
    fn in_pieces(text: &'t str) -> Option<Self> {
        let pieces = beginnings(text);
        let head = DeTable::parse(&text[..*pieces.first()?]).ok()?.into_inner();
        let tables = Self { text, head, pieces };
        let only = |table: DeTable<'_>| table.keys().all(|key| key.get_ref() == "signatory");
        let divisible = !tables.head.contains_key("signatory")
            && tables
                .ranges()
                .all(|range| DeTable::parse(&text[range]).is_ok_and(|t| only(t.into_inner())));
        divisible.then_some(tables)
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.pieces.iter().skip(1).copied().chain([self.text.len()]);
        self.pieces.iter().copied().zip(ends).map(|(begin, end)| begin..end)
    }

    /// The pieces one after the other, as if each were the whole text: with the bytes where everything
    /// stands.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = DeTable<'t>> {
        self.ranges().map(|range| {
            let piece = DeTable::parse(&self.text[range.clone()]);
            moved_in(piece.expect("it was TOML before").into_inner(), range.start)
        })
    }
}

/// Where there are lines that begin like a heading.
fn beginnings(text: &str) -> Vec<usize> {
    text.match_indices(HEADING)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
        .collect()
}

/// A value so many bytes further on.
fn moved(value: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::Array(list) => {
            DeValue::Array(list.into_iter().map(|element| moved(element, by)).collect::<DeArray>())
        }
        DeValue::Table(table) => DeValue::Table(moved_in(table, by)),
        plain => plain,
    };
    Spanned::new(span.start + by..span.end + by, value)
}

fn moved_in(table: DeTable<'_>, by: usize) -> DeTable<'_> {
    let entries = table.into_iter().map(|(key, value)| {
        let span = key.span();
        let key = Spanned::new(span.start + by..span.end + by, key.into_inner());
        (key, moved(value, by))
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use std::iter;

    use proptest::prelude::*;

    use super::*;

    /// Everything with its place: what stands before the pieces, and all signatories.
    fn shown<'t>(head: &DeTable<'t>, pieces: impl Iterator<Item = DeTable<'t>>) -> Vec<String> {
        let signatories = |table: &DeTable<'_>| -> Vec<String> {
            let list = table.get("signatory").and_then(|list| list.get_ref().as_array());
            list.into_iter().flatten().map(|one| format!("{one:?}")).collect()
        };
        let rest = head.iter().filter(|(key, _)| key.get_ref() != "signatory");
        let mut shown: Vec<String> = rest.map(|entry| format!("{entry:?}")).collect();
        shown.extend(signatories(head));
        shown.extend(pieces.flat_map(|piece| signatories(&piece)));
        shown
    }

    /// Whether a text was read in pieces; it has to say the same as when it is read as a whole.
    fn is_divided(text: &str) -> bool {
        let whole = syntax::parsed(text).map(|whole| shown(whole.get_ref(), iter::empty()));
        let tables = Tables::parse(text);
        let said = tables.as_ref().map(|tables| shown(&tables.head, tables.pieces()));
        assert_eq!(said.as_ref().ok(), whole.as_ref().ok(), "{text}");
        assert_eq!(said.err(), whole.as_ref().err(), "{text}");
        tables.is_ok_and(|tables| !tables.pieces.is_empty())
    }

    const PARTS: [&str; 12] = [
        "[[signatory]]\n",
        "[[signatory]] # one\r\nid = \"å\"\r\n",
        "  [[signatory]]\n",
        "[[signatory.people]]\nname = 'x'\n",
        "[signatory.more]\nyes = true\n",
        "id = \"a\"\n",
        "people = [{ name = \"Eva\", n = [1, 2.5] }]\n",
        "[host]\ncity = 2018-04-20\n",
        "text = \"\"\"\n[[signatory]]\nid = 1\n\"\"\"\n",
        "list = [\n[[signatory]]\n]\n",
        "# [[signatory]]\n\n",
        "signatory = 1\n",
    ];

    #[test]
    fn what_can_stand_alone_is_read_alone() {
        assert!(is_divided(include_str!("../../signatories.toml")));
        assert!(is_divided("[[signatory]]\nid = \"a\"\n[[signatory]]"));
        for whole in [
            "",
            "[host]\n",
            "[[signatory]]\n[host]\n",
            "[host]\n[[signatory]]\nid = 1\nid = 2\n",
            "[[signatory]]\n[[signatory]]x\n",
            "[signatory]\n",
        ] {
            assert!(!is_divided(whole), "{whole}");
        }
    }

    proptest! {
        #[test]
        fn in_pieces_a_text_says_what_it_says_as_a_whole(
            parts in prop::collection::vec(0..PARTS.len(), 0..8),
        ) {
            let text: String = parts.into_iter().map(|part| PARTS[part]).collect();
            is_divided(&text);
        }
    }
}

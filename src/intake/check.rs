//! What the roster's reader finds wrong with a roster that a sheet was imported into, said of the
//! sheet's cells.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::Field;
use super::merge::Merged;
use super::{Present, Source};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity, SourceText, Warned};
use crate::roster::{Id, Roster, normal};
use crate::sentence;
use crate::words::{Sentence, Value};

/// Reads the new text as a roster, and gathers all that is wrong with what the sheet brought; the
/// doubts when nothing is.
pub(super) fn check(
    source: &Source<'_>,
    present: &Present<'_>,
    text: &str,
    merged: &Merged,
    mut found: Diagnostics,
) -> Result<Diagnostics, Diagnostics> {
    let candidate = SourceText::new(present.text.name.clone(), text);
    let faults = match Roster::parse(&candidate, present.fonts) {
        Ok(Warned { warnings, .. }) => warnings,
        Err(faults) => faults,
    };
    let map = Map {
        source,
        merged,
        leaves: leaves(&candidate),
        candidate: &candidate,
        present: present.text,
    };
    for fault in &faults {
        found.extend(map.translated(fault));
    }
    found.into_result(()).map(|right| right.warnings)
}

/// Where a value stands in the new text.
struct Leaf {
    range: Range<usize>,
    id: Id,
    /// None for the signatory as a whole.
    value: Option<(Field, usize)>,
}

struct Map<'a> {
    source: &'a Source<'a>,
    merged: &'a Merged,
    leaves: Vec<Leaf>,
    candidate: &'a SourceText,
    present: &'a Arc<SourceText>,
}

impl Map<'_> {
    /// A fault of the new text as one of the sheet; none when it is not the sheet's, or has been said.
    fn translated(&self, fault: &Diagnostic) -> Diagnostics {
        let none = Diagnostics::new();
        let key = fault.message.key();
        // That was said of the sheet's rows, or of all of it.
        if key == "roster-nobody-named" {
            return none;
        }
        let leaf = fault.place.as_ref().and_then(|place| self.leaf(place.range.start));
        let Some(leaf) = leaf else {
            // What is left is about no signatory: that there are none.
            let nobody = key == "roster-missing-key" && fault.severity == Severity::Error;
            return if nobody {
                Diagnostic::error(sentence!("import-nobody-left"))
                    .remedy(sentence!("import-nobody-left-remedy"))
                    .into()
            } else {
                none
            };
        };
        let row = self.merged.origins.get(&leaf.id).map(|index| &self.source.rows[*index]);
        let missing = (key == "roster-missing-key").then(|| fault.message.value("key")).flatten();
        let missing = missing.as_deref().and_then(Field::parse);
        let (field, index) = match (missing, leaf.value) {
            (Some(field), _) => (Some(field), 0),
            (None, Some((field, index))) => (Some(field), index),
            (None, None) => (None, 0),
        };
        // A doubt about what was there before is for `check` to tell.
        let brought = self.is_brought(&leaf.id, field);
        if fault.severity == Severity::Warning && !brought {
            return none;
        }
        let Source { sheet, file, understanding, .. } = self.source;
        let place = match (row, field) {
            (Some(row), Some(field)) if row.is_faulty(field) => return none,
            (Some(row), Some(field)) if brought || missing.is_some() => {
                Some(row.place(sheet, file, understanding, field, index))
            }
            (Some(row), _) => Some(sheet.row_place(file, row.number)),
            (None, _) => self.present_place(&leaf.id),
        };
        let (message, remedy) = match missing {
            Some(field) => (
                sentence!("import-missing", field = field.name()),
                Some(sentence!("import-missing-remedy")),
            ),
            None => self.reworded(fault),
        };
        Diagnostic { severity: fault.severity, message, remedy, place }.into()
    }

    /// A sentence that names a line of the new text, which nobody has seen, names who stands there.
    fn reworded(&self, fault: &Diagnostic) -> (Sentence, Option<Sentence>) {
        let line = fault.message.value("line").and_then(|line| line.parse::<usize>().ok());
        let other = line.and_then(|line| {
            let before = self.candidate.text.split_inclusive('\n').take(line).map(str::len);
            self.leaf(before.sum::<usize>().saturating_sub(1))
        });
        let other = other.map(|leaf| match self.merged.origins.get(&leaf.id) {
            Some(index) => {
                let row = self.source.rows[*index].number + 1;
                Value::from(sentence!("diagnostic-row", row = row.to_string()))
            }
            None => Value::from(leaf.id.as_str()),
        });
        let other = other.unwrap_or_else(|| Value::from(""));
        let message = match fault.message.key() {
            "roster-duplicate-address" => {
                let address = fault.message.value("address").unwrap_or_default();
                sentence!("import-duplicate-address", address = address, other = other)
            }
            "roster-duplicate-number" => sentence!("import-duplicate-number", other = other),
            "roster-duplicate-organisation" => {
                sentence!("import-duplicate-organisation", other = other)
            }
            "roster-duplicate-id" => sentence!("import-duplicate-id", other = other),
            _ => return (fault.message.clone(), fault.remedy.clone()),
        };
        (message, Some(sentence!("import-duplicate-remedy")))
    }

    /// Whether a value of a signatory came from the sheet.
    fn is_brought(&self, id: &Id, field: Option<Field>) -> bool {
        if self.merged.edits.add.iter().any(|(one, _)| one == id) {
            return true;
        }
        let changes = self.merged.edits.change.get(id);
        changes.is_some_and(|changes| {
            field.is_none_or(|field| changes.iter().any(|(one, _)| *one == field))
        })
    }

    /// The heading of a signatory in the roster as it is: nobody has seen the new text.
    fn present_place(&self, id: &Id) -> Option<Place> {
        let leaves = leaves(self.present);
        let leaf = leaves.iter().find(|leaf| leaf.id == *id && leaf.value.is_none())?;
        let heading = self.present.text[leaf.range.clone()].lines().next().unwrap_or_default();
        let range = leaf.range.start..leaf.range.start + heading.len();
        Some(Place::new(self.present, range))
    }

    /// The value that an offset lies in, else its signatory.
    fn leaf(&self, offset: usize) -> Option<&Leaf> {
        let within = |leaf: &&Leaf| leaf.range.contains(&offset);
        self.leaves.iter().filter(within).min_by_key(|leaf| leaf.range.len())
    }
}

/// All values of all signatories in a text that was just written.
fn leaves(candidate: &SourceText) -> Vec<Leaf> {
    let (table, _) = DeTable::parse_recoverable(&candidate.text);
    let list = table.get_ref().get("signatory").and_then(|list| list.get_ref().as_array());
    let tables: Vec<(Range<usize>, &DeTable<'_>)> = list
        .into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|element| Some((element.span(), element.get_ref().as_table()?)))
        .collect();
    let mut leaves = Vec::new();
    for (index, (span, table)) in tables.iter().enumerate() {
        let id = table.get("id").and_then(|id| id.get_ref().as_str());
        let Some(id) = id.and_then(|id| Id::parse(&normal(id))) else { continue };
        // A heading's span ends with it.
        let end = tables.get(index + 1).map_or(candidate.text.len(), |(next, _)| next.start);
        let mut put = |range: Range<usize>, value| {
            leaves.push(Leaf { range, id: id.clone(), value });
        };
        put(span.start..end, None);
        for (key, value) in *table {
            if key.get_ref() == "people" {
                for (person, (field, value)) in people(value) {
                    let field = match field {
                        "name" => Field::Name(person),
                        "title" => Field::Title(person),
                        _ => Field::Capacity(person),
                    };
                    put(value.span(), Some((field, 0)));
                }
                continue;
            }
            let Some(field) = Field::parse(key.get_ref()) else { continue };
            put(value.span(), Some((field, 0)));
            for (index, element) in value.get_ref().as_array().into_iter().flatten().enumerate() {
                put(element.span(), Some((field, index)));
            }
        }
    }
    leaves
}

/// The keys of all people, by the person's number.
fn people<'a>(
    value: &'a Spanned<DeValue<'a>>,
) -> impl Iterator<Item = (u8, (&'a str, &'a Spanned<DeValue<'a>>))> {
    let people = value.get_ref().as_array().into_iter().flatten();
    (1..).zip(people).flat_map(|(number, person)| {
        let keys = person.get_ref().as_table().into_iter().flatten();
        keys.map(move |(key, value)| (number, (key.get_ref().as_ref(), value)))
    })
}

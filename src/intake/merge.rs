//! The roster, the sheet, and what was imported last, value by value.
//!
//! What only the sheet has changed since the last import changes the roster; what only somebody at
//! the roster has changed stays; where both have, the roster's stays and the conflict is shown,
//! unless the sheet is to be right. A cell that is blank, and was, says nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, Values, default};
use super::matching::Match;
use super::memory::{Memory, Remembered};
use super::rows::Row;
use super::{Addition, Order, Present, Source};
use crate::roster::Id;
use crate::words::Language;

/// What becomes of a value of which the roster and the sheet say different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The sheet has changed it, or the roster had none: it is written.
    Written,
    /// Somebody has changed the roster by hand, and the sheet says what it said: it stays.
    HandEdit,
    /// Both have changed it, or nothing is known of how it was before: the roster's stays.
    Conflict,
    /// It would stay, but the sheet is to be right: it is written.
    Overruled,
}

impl Decision {
    /// Whether the roster changes.
    #[must_use]
    pub fn is_written(self) -> bool {
        matches!(self, Self::Written | Self::Overruled)
    }
}

/// A value of which the roster and the sheet say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// What the roster says.
    pub roster: Vec<String>,
    /// What the sheet says.
    pub sheet: Vec<String>,
    /// What becomes of it.
    pub decision: Decision,
}

/// A signatory of which the roster and the sheet say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Whose.
    pub id: Id,
    /// The organisation, as the roster has it.
    pub organisation: String,
    /// In what they differ.
    pub differences: Vec<Difference>,
}

impl Revision {
    /// What changes in the roster.
    pub fn changes(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|difference| difference.decision.is_written())
    }
}

/// A signatory of the roster that is not in the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Which.
    pub id: Id,
    /// The organisation.
    pub organisation: String,
    /// Whether it was in the sheet when that was last imported.
    pub vanished: bool,
    /// Whether it is removed from the roster.
    pub removed: bool,
}

/// What is to be written into the roster.
#[derive(Debug, Default)]
pub(super) struct Edits {
    pub(super) remove: BTreeSet<Id>,
    pub(super) change: BTreeMap<Id, Vec<(Field, Vec<String>)>>,
    pub(super) add: Vec<(Id, Values)>,
}

/// What an import comes to.
pub(super) struct Merged {
    pub(super) new: Vec<Addition>,
    pub(super) differing: Vec<Revision>,
    pub(super) departed: Vec<Departure>,
    pub(super) left_out: Vec<(u32, Id)>,
    pub(super) edits: Edits,
    pub(super) memory: Memory,
    /// Which row of the sheet each signatory comes from.
    pub(super) origins: BTreeMap<Id, usize>,
}

/// What is compared with the example: all but the language, which is the ceremony's.
pub(super) fn without_language(values: &Values) -> Values {
    let mut values = values.clone();
    values.remove(&Field::Language);
    values
}

/// Merges all rows with the signatories that they are about, and tells who is in none.
pub(super) fn merge(
    order: &Order<'_>,
    present: &Present<'_>,
    source: &Source<'_>,
    matches: &[Option<Match>],
    signatories: &[(Id, Values)],
    from_sample: bool,
    language: Language,
) -> Merged {
    let fields = source.understanding.fields();
    let mut merged = Merged {
        new: Vec::new(),
        differing: Vec::new(),
        departed: Vec::new(),
        left_out: Vec::new(),
        edits: Edits::default(),
        memory: Memory::default(),
        origins: BTreeMap::new(),
    };
    for (index, (row, found)) in source.rows.iter().zip(matches).enumerate() {
        let Some(found) = found else { continue };
        let (Match::Present(id) | Match::TakenOff(id) | Match::New(id)) = found;
        merged.origins.insert(id.clone(), index);
        let last = present.memory.values(id);
        merged.memory.signatories.insert(id.clone(), remembered(&fields, row, last));
        match found {
            Match::TakenOff(id) if !order.take_spreadsheet => {
                merged.left_out.push((row.number, id.clone()));
            }
            Match::Present(id) => {
                let values = signatories.iter().find(|(one, _)| one == id);
                let (_, values) = values.expect("it was found among them");
                let differences =
                    differences(&fields, row, values, last, language, order.take_spreadsheet);
                merged.revise(id, values, differences);
            }
            Match::TakenOff(id) | Match::New(id) => {
                merged.edits.add.push((id.clone(), row.values.clone()));
                merged.new.push(Addition { id: id.clone(), values: row.values.clone() });
            }
        }
    }
    for (id, values) in signatories.iter().filter(|(id, _)| !matches_id(matches, id)) {
        let vanished = present.memory.values(id).is_some();
        let removed = order.replace || from_sample || (order.remove_vanished && vanished);
        let organisation = organisation(values);
        merged.departed.push(Departure { id: id.clone(), organisation, vanished, removed });
        if removed {
            merged.edits.remove.insert(id.clone());
        }
        let entry = present.memory.signatories.get(id);
        let entry =
            if removed && !from_sample { Some(Remembered::gone(values)) } else { entry.cloned() };
        merged.memory.signatories.extend(entry.map(|entry| (id.clone(), entry)));
    }
    // Whoever was taken off by hand and has left the sheet too.
    for (id, entry) in &present.memory.signatories {
        let gone = || Remembered::gone(&entry.values);
        merged.memory.signatories.entry(id.clone()).or_insert_with(gone);
    }
    merged
}

impl Merged {
    fn revise(&mut self, id: &Id, values: &Values, differences: Vec<Difference>) {
        if differences.is_empty() {
            return;
        }
        let revision = Revision { id: id.clone(), organisation: organisation(values), differences };
        let changes: Vec<(Field, Vec<String>)> =
            revision.changes().map(|d| (d.field, d.sheet.clone())).collect();
        if !changes.is_empty() {
            self.edits.change.insert(id.clone(), changes);
        }
        self.differing.push(revision);
    }
}

fn matches_id(matches: &[Option<Match>], id: &Id) -> bool {
    matches.iter().flatten().any(|found| matches!(found, Match::Present(one) if one == id))
}

fn organisation(values: &Values) -> String {
    values.get(&Field::Organisation).and_then(|list| list.first()).cloned().unwrap_or_default()
}

/// What will be remembered of a row: what it says, and of columns that are not there this time what
/// they said last.
fn remembered(fields: &BTreeSet<Field>, row: &Row, last: Option<&Values>) -> Remembered {
    let kept = last.into_iter().flatten().filter(|(field, _)| !fields.contains(field));
    let kept = kept.map(|(field, list)| (*field, list.clone()));
    let values = kept.chain(row.values.iter().map(|(field, list)| (*field, list.clone())));
    Remembered { values: values.collect(), gone: false }
}

fn differences(
    fields: &BTreeSet<Field>,
    row: &Row,
    roster: &Values,
    last: Option<&Values>,
    language: Language,
    take_spreadsheet: bool,
) -> Vec<Difference> {
    let of = |values: &Values, field: &Field| values.get(field).cloned().unwrap_or_default();
    let known = fields.iter().filter(|field| **field != Field::Id && !row.is_faulty(**field));
    let differing = known.filter_map(|field| {
        let (ours, theirs) = (of(roster, field), of(&row.values, field));
        let last = last.map(|last| of(last, field));
        let decision = decide(last.as_deref(), &ours, &theirs, default(*field, language))?;
        let overruled = take_spreadsheet && !decision.is_written();
        let decision = if overruled { Decision::Overruled } else { decision };
        Some(Difference { field: *field, roster: ours, sheet: theirs, decision })
    });
    differing.collect()
}

/// What becomes of a value; nothing when there is no difference.
fn decide(
    last: Option<&[String]>,
    ours: &[String],
    theirs: &[String],
    default: Option<&str>,
) -> Option<Decision> {
    let is_default = ours.is_empty() || default.is_some_and(|value| ours == [value]);
    let was_blank = last.is_none_or(<[String]>::is_empty);
    if ours == theirs || (theirs.is_empty() && (was_blank || is_default)) {
        return None;
    }
    let untouched = match last {
        // Nothing is lost that anybody wrote.
        None | Some([]) => is_default,
        Some(last) => last == ours,
    };
    Some(if untouched {
        Decision::Written
    } else if last == Some(theirs) {
        Decision::HandEdit
    } else {
        Decision::Conflict
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_are_merged_value_by_value() {
        use Decision::{Conflict, HandEdit, Written};
        let list =
            |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        for (last, ours, theirs, decision) in [
            // Never imported before.
            (None, "a", "a", None),
            (None, "", "b", Some(Written)),
            (None, "a", "", None),
            (None, "a", "b", Some(Conflict)),
            // Only the sheet has changed.
            (Some("a"), "a", "b", Some(Written)),
            (Some("a"), "a", "", Some(Written)),
            (Some(""), "", "b", Some(Written)),
            // Only the roster has.
            (Some("b"), "a", "b", Some(HandEdit)),
            (Some("b"), "", "b", Some(HandEdit)),
            (Some(""), "a", "", None),
            // Both have.
            (Some("c"), "a", "b", Some(Conflict)),
            (Some("c"), "a", "", Some(Conflict)),
            (Some("c"), "", "b", Some(Conflict)),
            (Some(""), "a", "b", Some(Conflict)),
            (Some("c"), "a", "a", None),
            (Some("c"), "", "", None),
        ] {
            let found = decide(last.map(list).as_deref(), &list(ours), &list(theirs), None);
            assert_eq!(found, decision, "{last:?} {ours} {theirs}");
        }
        // What the roster leaves out means something, and nobody wrote it.
        let default = |last: Option<&str>, ours, theirs| {
            decide(last.map(list).as_deref(), &list(ours), &list(theirs), Some("sv"))
        };
        assert_eq!(default(None, "sv", "en"), Some(Written));
        assert_eq!(default(Some(""), "sv", "en"), Some(Written));
        assert_eq!(default(Some("sv"), "sv", ""), None);
        assert_eq!(default(Some("en"), "en", ""), Some(Written));
        assert_eq!(default(None, "en", "sv"), Some(Conflict));
    }
}

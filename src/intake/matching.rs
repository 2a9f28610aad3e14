//! Which signatory a row is about: by what cannot be mistaken first, and never by a guess.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, Values};
use super::rows::Row;
use super::{Present, Source};
use crate::diagnostic::{Diagnostic, Diagnostics, visible};
use crate::roster::{Id, OrganisationNumber};
use crate::sentence;
use crate::words::Sentence;

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// A signatory of the roster.
    Present(Id),
    /// One that somebody took off the roster by hand after it was imported.
    TakenOff(Id),
    /// A new one; its id.
    New(Id),
}

/// What the rows are about, none for those that cannot be told.
pub(super) struct Matching {
    pub(super) matches: Vec<Option<Match>>,
    pub(super) faults: Diagnostics,
}

/// A signatory that is or was there, with all that it can be known by.
struct Known<'a> {
    id: &'a Id,
    on_roster: bool,
    gone: bool,
    said: Vec<&'a Values>,
}

impl Known<'_> {
    fn has(&self, field: Field, value: &str) -> bool {
        let value = value.to_lowercase();
        let mut said = self.said.iter().filter_map(|values| values.get(&field)?.first());
        said.any(|known| known.to_lowercase() == value)
    }

    /// Whether it is known by another number than this.
    fn has_another_number(&self, number: Option<&str>) -> bool {
        let field = Field::OrganisationNumber;
        let numbered = self.said.iter().any(|values| values.contains_key(&field));
        number.is_some_and(|number| numbered && !self.has(field, number))
    }
}

/// Finds the signatory of each row. Two rows about the same one are a fault of the second.
pub(super) fn find(
    source: &Source<'_>,
    signatories: &[(Id, Values)],
    present: &Present<'_>,
) -> Matching {
    let known = known(signatories, present);
    let mut desk = Desk { source, faults: Diagnostics::new() };
    let mut taken: BTreeSet<String> = known.iter().map(|one| one.id.to_string()).collect();
    taken.extend(present.issued.iter().map(ToString::to_string));
    taken.extend(source.rows.iter().filter_map(|row| row.id.clone()));
    let mut seen: BTreeMap<Id, u32> = BTreeMap::new();
    let mut matches = Vec::new();
    for (index, row) in source.rows.iter().enumerate() {
        let found = match desk.recognise(row, &known) {
            Err(()) => None,
            Ok(Some(one)) if one.on_roster => Some(Match::Present(one.id.clone())),
            Ok(Some(one)) if one.gone => Some(Match::New(one.id.clone())),
            Ok(Some(one)) => Some(Match::TakenOff(one.id.clone())),
            Ok(None) => desk.new_id(row, index, signatories.len(), &taken).map(Match::New),
        };
        let found = found.filter(|(Match::Present(id) | Match::TakenOff(id) | Match::New(id))| {
            taken.insert(id.to_string());
            match seen.insert(id.clone(), row.number) {
                None => true,
                Some(first) => {
                    desk.twice(row, first);
                    false
                }
            }
        });
        matches.push(found);
    }
    for index in desk.compare_new(&matches) {
        matches[index] = None;
    }
    Matching { matches, faults: desk.faults }
}

/// All that rows can be about: the roster's signatories, then those that were imported once.
fn known<'a>(signatories: &'a [(Id, Values)], present: &Present<'a>) -> Vec<Known<'a>> {
    let remembered = &present.memory.signatories;
    let on_roster = signatories.iter().map(|(id, values)| {
        let last = remembered.get(id).map(|entry| &entry.values);
        Known {
            id,
            on_roster: true,
            gone: false,
            said: std::iter::once(values).chain(last).collect(),
        }
    });
    let others = remembered.iter().filter(|(id, _)| !signatories.iter().any(|(one, _)| one == *id));
    let others = others.map(|(id, entry)| Known {
        id,
        on_roster: false,
        gone: entry.gone,
        said: vec![&entry.values],
    });
    on_roster.chain(others).collect()
}

struct Desk<'a> {
    source: &'a Source<'a>,
    faults: Diagnostics,
}

impl Desk<'_> {
    /// By its id if it says one; else by its organisation number; else by its name, unless the number
    /// contradicts; else by its address, likewise.
    fn recognise<'k>(
        &mut self,
        row: &Row,
        known: &'k [Known<'k>],
    ) -> Result<Option<&'k Known<'k>>, ()> {
        if let Some(id) = &row.id {
            return Ok(known.iter().find(|one| one.id.as_str() == id));
        }
        let number = row.value(Field::OrganisationNumber);
        for field in [Field::OrganisationNumber, Field::Organisation, Field::Email] {
            let Some(value) = row.value(field) else { continue };
            let mut same: Vec<&Known<'_>> =
                known.iter().filter(|one| one.has(field, value)).collect();
            // What is on the roster counts for more than what was there once.
            if same.iter().any(|one| one.on_roster) {
                same.retain(|one| one.on_roster);
            }
            let (other, mut same): (Vec<_>, Vec<_>) =
                same.into_iter().partition(|one| one.has_another_number(number));
            if same.len() > 1
                && let Some(email) = row.value(Field::Email)
                && same.iter().filter(|one| one.has(Field::Email, email)).count() == 1
            {
                same.retain(|one| one.has(Field::Email, email));
            }
            match (same.as_slice(), other.as_slice()) {
                ([one], _) => {
                    if field == Field::Email {
                        self.renamed(row, one.id);
                    }
                    return Ok(Some(one));
                }
                ([], [one, ..]) if field == Field::Organisation => {
                    self.error(
                        row,
                        Field::OrganisationNumber,
                        sentence!("import-other-number", id = one.id.as_str()),
                        sentence!("import-other-number-remedy", id = one.id.as_str()),
                    );
                    return Err(());
                }
                ([], _) => {}
                (several, _) => {
                    let ids: Vec<&str> = several.iter().map(|one| one.id.as_str()).collect();
                    self.error(
                        row,
                        field,
                        sentence!("import-ambiguous", ids = ids.join(", ")),
                        sentence!("import-ambiguous-remedy"),
                    );
                    return Err(());
                }
            }
        }
        Ok(None)
    }

    /// The id of a new signatory: what the row says, else one from the organisation's name.
    fn new_id(
        &mut self,
        row: &Row,
        index: usize,
        before: usize,
        taken: &BTreeSet<String>,
    ) -> Option<Id> {
        if let Some(said) = &row.id {
            let id = Id::parse(said);
            if id.is_none() {
                self.error(
                    row,
                    Field::Id,
                    sentence!("import-id", id = visible(said)),
                    sentence!("import-id-remedy"),
                );
            }
            return id;
        }
        let organisation = row.value(Field::Organisation).unwrap_or_default();
        Some(Id::propose(organisation, is_person(row), before + index + 1, taken))
    }

    /// Reports new rows that are about the same organisation as one before, by name or number; which
    /// these are.
    fn compare_new(&mut self, matches: &[Option<Match>]) -> Vec<usize> {
        let source = self.source;
        let mut seen: Vec<&Row> = Vec::new();
        let mut again = Vec::new();
        for (index, (row, found)) in source.rows.iter().zip(matches).enumerate() {
            if row.id.is_some() || !matches!(found, Some(Match::New(_))) {
                continue;
            }
            let value = |row: &Row, field| row.value(field).map(str::to_lowercase);
            let same = |other: &Row, field| {
                value(row, field).is_some() && value(row, field) == value(other, field)
            };
            let number = Field::OrganisationNumber;
            let numbered = |other: &Row| row.value(number).and(other.value(number)).is_some();
            let first = seen.iter().find(|other| {
                same(other, number) || (same(other, Field::Organisation) && !numbered(other))
            });
            match first.map(|first| first.number) {
                Some(first) => {
                    self.twice(row, first);
                    again.push(index);
                }
                None => seen.push(row),
            }
        }
        again
    }

    fn twice(&mut self, row: &Row, first: u32) {
        let rows = self.source.rows.iter();
        let mut named = rows.filter(|one| [first, row.number].contains(&one.number));
        let name = named.find_map(|one| one.value(Field::Organisation).or(one.id.as_deref()));
        let name = visible(name.unwrap_or_default());
        let first = sentence!("diagnostic-row", row = (first + 1).to_string());
        self.error(
            row,
            Field::Organisation,
            sentence!("import-same-twice", name = name, first = first),
            sentence!("import-same-twice-remedy"),
        );
    }

    fn renamed(&mut self, row: &Row, id: &Id) {
        let doubt = Diagnostic::warning(sentence!("import-by-address", id = id.as_str()))
            .remedy(sentence!("import-by-address-remedy", id = id.as_str()));
        self.push(row, Field::Email, doubt);
    }

    fn error(&mut self, row: &Row, field: Field, message: Sentence, remedy: Sentence) {
        self.push(row, field, Diagnostic::error(message).remedy(remedy));
    }

    fn push(&mut self, row: &Row, field: Field, diagnostic: Diagnostic) {
        let Source { sheet, file, understanding, .. } = self.source;
        let place = row.place(sheet, file, understanding, field, 0);
        self.faults.push(Diagnostic { place: Some(place), ..diagnostic });
    }
}

/// Whether an organisation is a person: a sole trader by its number, or by who signs for it and
/// gave it their name. An id occurs in paths, where a person's name must not.
fn is_person(row: &Row) -> bool {
    let number = row.value(Field::OrganisationNumber).map(OrganisationNumber::parse);
    let words = |field| -> Vec<String> {
        let text = row.value(field).unwrap_or_default().to_lowercase();
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (organisation, name) = (words(Field::Organisation), words(Field::Name(1)));
    let named = name.len() > 1 && name.iter().all(|word| organisation.contains(word));
    named || matches!(number, Some(Ok(number)) if number.is_personal())
}

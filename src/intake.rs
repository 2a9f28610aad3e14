//! From the spreadsheet: what a sheet says of signatories, and what that changes in the roster.
//!
//! Headings become fields, rows become values, each row finds its signatory, and the roster, the
//! sheet and what was imported last are merged value by value. What comes out is the roster's new
//! text, which is a roster in every respect; what its reader finds wrong is said of the cells. All of
//! it is pure, from bytes that were read to a text that is yet to be written.

mod cells;
mod check;
mod edit;
mod field;
mod headings;
mod matching;
mod memory;
mod merge;
mod outline;
mod rows;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::matching::Matching;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText, Warned};
use crate::fonts::Fonts;
use crate::roster::{Id, Roster};
use crate::sentence;
use crate::spreadsheet::{Book, Sheet};
use crate::words::Language;

pub use self::field::{Field, Values, values};
pub use self::headings::{Column, Mapping, Meaning, Understanding};
pub use self::memory::Memory;
pub use self::merge::{Decision, Departure, Difference, Revision};
pub use self::outline::{heading, table};

/// What is to be imported, and how.
#[derive(Debug)]
pub struct Order<'a> {
    /// The file.
    pub book: &'a Book,
    /// Which sheet, when somebody has said so.
    pub sheet: Option<&'a str>,
    /// What somebody has said of its columns.
    pub mappings: &'a [Mapping],
    /// Whether the sheet is right wherever it and the roster differ.
    pub take_spreadsheet: bool,
    /// Whether signatories go that are no longer in it.
    pub remove_vanished: bool,
    /// Whether all signatories go that are not in it.
    pub replace: bool,
}

/// What it is imported into.
#[derive(Debug)]
pub struct Present<'a> {
    /// The roster.
    pub text: &'a Arc<SourceText>,
    /// What can be printed.
    pub fonts: &'a Fonts,
    /// What was imported last.
    pub memory: &'a Memory,
    /// Ids that documents were issued under.
    pub issued: &'a BTreeSet<Id>,
    /// The signatories of the examples that `init` writes.
    pub samples: &'a [BTreeMap<Id, Values>],
}

/// A signatory that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Its id.
    pub id: Id,
    /// What the sheet says of it.
    pub values: Values,
}

/// What an import comes to; nothing of it is written yet.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The sheet's name, if it has one.
    pub sheet: Option<String>,
    /// How its columns were understood.
    pub understanding: Understanding,
    /// How many rows say something.
    pub rows: usize,
    /// Signatories that are new.
    pub new: Vec<Addition>,
    /// Signatories of which the roster and the sheet say different things.
    pub differing: Vec<Revision>,
    /// Signatories of the roster that are not in the sheet.
    pub departed: Vec<Departure>,
    /// Rows whose signatories somebody has taken off the roster by hand; they stay off.
    pub left_out: Vec<(u32, Id)>,
    /// Whether those that go are the example's.
    pub from_sample: bool,
    /// The roster's new text; the old one when nothing in it changes.
    pub text: String,
    /// What will have been imported last.
    pub memory: Memory,
}

impl Intake {
    /// Signatories of which something changes in the roster.
    pub fn changed(&self) -> impl Iterator<Item = &Revision> {
        self.differing.iter().filter(|revision| revision.changes().next().is_some())
    }

    /// Signatories that are removed from the roster.
    pub fn removed(&self) -> impl Iterator<Item = &Departure> {
        self.departed.iter().filter(|departure| departure.removed)
    }

    /// How many signatories are new, changed or removed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.new.len() + self.changed().count() + self.removed().count()
    }
}

/// A sheet that was understood and read, right or wrong.
#[derive(Debug)]
pub struct Source<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    understanding: Understanding,
    rows: Vec<rows::Row>,
    /// What is wrong with its columns and its cells, or doubtful.
    found: Diagnostics,
    /// Whether its rows mean anything: that hangs on the columns.
    meaningful: bool,
}

impl Source<'_> {
    /// The sheet's name, if it has one.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.name.as_deref()
    }

    /// How its columns were understood.
    #[must_use]
    pub fn understanding(&self) -> &Understanding {
        &self.understanding
    }

    /// How many rows say something.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// Works out what importing a sheet changes in a roster.
///
/// # Errors
/// All that is wrong with the sheet and its rows, at their cells; or with the roster as it is.
pub fn take_in(
    mut source: Source<'_>,
    order: &Order<'_>,
    present: &Present<'_>,
) -> Result<Warned<Intake>, Diagnostics> {
    let (signatories, language) = signatories(present)?;
    let mut found = std::mem::take(&mut source.found);
    if !source.meaningful {
        return Err(found.sorted());
    }
    let from_sample = is_sample(present, &signatories, &source.rows);
    // Numbers of the example are made up, and may be somebody's.
    let known = if from_sample { &[] } else { signatories.as_slice() };
    let Matching { matches, faults } = matching::find(&source, known, present);
    found.extend(faults);
    let merged =
        merge::merge(order, present, &source, &matches, &signatories, from_sample, language);
    let text = edit::apply(&present.text.text, &merged.edits, language)?;
    let warnings = check::check(&source, present, &text, &merged, found)?;
    let intake = Intake {
        sheet: source.sheet.name.clone(),
        rows: source.rows.len(),
        understanding: source.understanding,
        new: merged.new,
        differing: merged.differing,
        departed: merged.departed,
        left_out: merged.left_out,
        from_sample,
        text,
        memory: merged.memory,
    };
    Ok(Warned { value: intake, warnings })
}

/// Whether the roster's signatories are still the example's, all as they were, and no row is about
/// any of them.
fn is_sample(present: &Present<'_>, signatories: &[(Id, Values)], rows: &[rows::Row]) -> bool {
    let of = |sample: &BTreeMap<Id, Values>, (id, values): &(Id, Values)| {
        let sample = sample.get(id).map(merge::without_language);
        sample.is_some_and(|sample| sample == merge::without_language(values))
    };
    let untouched =
        |sample: &BTreeMap<Id, Values>| signatories.iter().all(|signatory| of(sample, signatory));
    let meant = |row: &rows::Row| {
        signatories.iter().any(|(id, values)| {
            let name = values.get(&Field::Organisation).and_then(|list| list.first());
            let same_name =
                |said: &str| name.is_some_and(|name| name.to_lowercase() == said.to_lowercase());
            row.id.as_deref() == Some(id.as_str())
                || row.value(Field::Organisation).is_some_and(same_name)
        })
    };
    !signatories.is_empty() && present.samples.iter().any(untouched) && !rows.iter().any(meant)
}

/// The roster's signatories by their ids, and the ceremony's language. A roster that lacks nothing
/// but signatories has none yet.
fn signatories(present: &Present<'_>) -> Result<(Vec<(Id, Values)>, Language), Diagnostics> {
    match Roster::parse(present.text, present.fonts) {
        Ok(Warned { value: roster, .. }) => {
            let language = roster.ceremony.language;
            let signatories = roster.signatories.iter();
            Ok((signatories.map(|one| (one.id.clone(), values(one))).collect(), language))
        }
        Err(faults) => {
            let none_yet = |fault: &Diagnostic| {
                fault.message.key() == "roster-missing-key"
                    && fault.message.value("key").as_deref() == Some("signatory")
            };
            let errors = faults.errors();
            let missing = faults.iter().filter(|fault| none_yet(fault)).count();
            if errors == 1 && missing == 1 {
                Ok((Vec::new(), edit::language(&present.text.text)))
            } else {
                Err(faults)
            }
        }
    }
}

/// Finds the sheet, understands its columns and reads its rows.
///
/// # Errors
/// Why no sheet can be chosen.
pub fn read<'a>(order: &Order<'a>) -> Result<Source<'a>, Diagnostics> {
    let (sheet, understanding) = choose(order)?;
    let file = &order.book.file;
    let mut found = headings::check(sheet, file, &understanding, order.mappings);
    let understood = found.errors() == 0;
    let mut flaws = Diagnostics::new();
    let rows = rows::read(sheet, file, &understanding, &mut flaws);
    let here = |fault: Diagnostic| Diagnostic {
        place: Some(sheet.row_place(file, understanding.row)),
        ..fault
    };
    if understood {
        found.extend(flaws);
        if rows.is_empty() {
            let fault = Diagnostic::error(sentence!("import-no-rows"));
            found.push(here(fault.remedy(sentence!("import-no-rows-remedy"))));
        } else if !understanding.fields().iter().any(|field| matches!(field, Field::Name(_))) {
            let doubt = Diagnostic::warning(sentence!("import-no-names"));
            found.push(here(doubt.remedy(understanding.unread().map_or_else(
                || sentence!("import-no-names-by-hand"),
                |column| sentence!("import-no-names-remedy", column = column),
            ))));
        } else {
            found.extend(nameless(sheet, file, &understanding, &rows));
        }
    }
    let meaningful = understood && !rows.is_empty();
    Ok(Source { file, sheet, understanding, rows, found, meaningful })
}

/// Doubts about rows that name nobody, in a sheet that names people.
fn nameless(
    sheet: &Sheet,
    file: &str,
    understanding: &Understanding,
    rows: &[rows::Row],
) -> Diagnostics {
    let names = |row: &rows::Row| {
        let mut fields = understanding.fields().into_iter();
        fields.any(|field| {
            matches!(field, Field::Name(_))
                && (row.values.contains_key(&field) || row.is_faulty(field))
        })
    };
    let doubt = |row: &rows::Row| Diagnostic {
        place: Some(row.place(sheet, file, understanding, Field::Name(1), 0)),
        ..Diagnostic::warning(sentence!("roster-nobody-named"))
            .remedy(sentence!("roster-nobody-named-remedy"))
    };
    rows.iter().filter(|row| !names(row)).map(doubt).collect()
}

/// The sheet that was named, or the only one that shows itself and has headings.
fn choose<'a>(order: &Order<'a>) -> Result<(&'a Sheet, Understanding), Diagnostics> {
    let sheets: &'a [Sheet] = &order.book.sheets;
    let names = |sheets: &[&Sheet]| {
        sheets.iter().filter_map(|sheet| sheet.name.as_deref()).collect::<Vec<_>>().join(", ")
    };
    let refuse = |message, remedy| Err(Diagnostic::error(message).remedy(remedy).into());
    let asked: Vec<&Sheet> = match order.sheet {
        Some(name) => sheets.iter().filter(|sheet| sheet.name.as_deref() == Some(name)).collect(),
        None => sheets.iter().filter(|sheet| !sheet.hidden).collect(),
    };
    if let (Some(name), true) = (order.sheet, asked.is_empty()) {
        let all = names(&sheets.iter().collect::<Vec<_>>());
        return refuse(
            sentence!("import-no-sheet", sheet = name),
            sentence!("import-no-sheet-remedy", sheets = all),
        );
    }
    let understood: Vec<(&Sheet, Understanding)> = asked
        .iter()
        .filter_map(|sheet| Some((*sheet, headings::understand(sheet, order.mappings)?)))
        .collect();
    match <[_; 1]>::try_from(understood) {
        Ok([only]) => Ok(only),
        Err(none) if none.is_empty() => {
            let fault = Diagnostic::error(sentence!("import-no-headings", file = &order.book.file))
                .remedy(sentence!("import-no-headings-remedy"));
            let top = asked.first().and_then(|sheet| Some((sheet, sheet.cells.keys().next()?)));
            let place = top.map(|(sheet, at)| sheet.row_place(&order.book.file, at.0));
            Err(Diagnostic { place, ..fault }.into())
        }
        Err(several) => {
            let sheets: Vec<&Sheet> = several.into_iter().map(|(sheet, _)| sheet).collect();
            let first = sheets[0].name.clone().unwrap_or_default();
            refuse(
                sentence!("import-several-sheets", sheets = names(&sheets)),
                sentence!("import-several-sheets-remedy", sheet = first),
            )
        }
    }
}

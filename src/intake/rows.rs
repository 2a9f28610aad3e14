//! The rows of a sheet as what they say of signatories, in the roster's normal form.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{is_error, is_total, names_several, understood};
use super::field::{Field, MOST_PEOPLE, Values};
use super::headings::{Meaning, Understanding};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, visible};
use crate::sentence;
use crate::spreadsheet::{At, Cell, Sheet};
use crate::words::Sentence;

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Which row of the sheet, counted from 0.
    pub(super) number: u32,
    /// The id, when there is a column for it.
    pub(super) id: Option<String>,
    /// What it says.
    pub(super) values: Values,
    /// Where each value stands.
    cells: BTreeMap<Field, Vec<At>>,
    /// Fields whose cells are faulty, and not among the values.
    faulty: BTreeSet<Field>,
}

impl Row {
    /// The cell of a value, or of the last one before it.
    pub(super) fn cell(&self, field: Field, index: usize) -> Option<At> {
        let cells = self.cells.get(&field)?;
        cells.get(index).or(cells.last()).copied()
    }

    /// Whether a field has been reported already.
    pub(super) fn is_faulty(&self, field: Field) -> bool {
        self.faulty.contains(&field)
    }

    /// The only value of a field.
    pub(super) fn value(&self, field: Field) -> Option<&str> {
        self.values.get(&field)?.first().map(String::as_str)
    }

    /// Where a diagnostic about a field points: its cell, else where it would stand, else the row.
    pub(super) fn place(
        &self,
        sheet: &Sheet,
        file: &str,
        understanding: &Understanding,
        field: Field,
        index: usize,
    ) -> Place {
        let column = understanding.column(field).map(|column| (self.number, column));
        match self.cell(field, index).or(column) {
            Some(at) => sheet.place(file, at),
            None => sheet.row_place(file, self.number),
        }
    }
}

/// Reads all rows below the headings that say anything; what cannot be understood is reported, and
/// left out of what they say.
pub(super) fn read(
    sheet: &Sheet,
    file: &str,
    understanding: &Understanding,
    faults: &mut Diagnostics,
) -> Vec<Row> {
    let below = sheet.cells.range((understanding.row.saturating_add(1), 0)..);
    let mut numbers: Vec<u32> = below.map(|((row, _), _)| *row).collect();
    numbers.dedup();
    let mut rows = Vec::new();
    for number in numbers {
        let mut reading = Reading { sheet, file, faults, row: empty(number) };
        for field in Field::all(MOST_PEOPLE) {
            reading.field(understanding, field);
        }
        let mut row = reading.row;
        row.id = row.values.remove(&Field::Id).and_then(|mut id| id.pop());
        drop_capacities_of_nobody(&mut row);
        if let Some(word) = total(sheet, &row) {
            let place = Some(sheet.row_place(file, number));
            let fault = Diagnostic::error(sentence!("import-total", word = visible(word.trim())))
                .remedy(sentence!("import-total-remedy"));
            faults.push(Diagnostic { place, ..fault });
            continue;
        }
        if row.id.is_some() || !row.values.is_empty() || !row.faulty.is_empty() {
            rows.push(row);
        }
    }
    rows
}

fn empty(number: u32) -> Row {
    Row { number, id: None, values: Values::new(), cells: BTreeMap::new(), faulty: BTreeSet::new() }
}

/// What a row of sums begins with: it has no address, and is about nobody.
fn total(sheet: &Sheet, row: &Row) -> Option<String> {
    if row.values.contains_key(&Field::Email) || row.is_faulty(Field::Email) {
        return None;
    }
    let (_, first) =
        sheet.cells.range((row.number, 0)..).find(|(_, cell)| !cell.shown().trim().is_empty())?;
    Some(first.shown()).filter(|text| is_total(text))
}

/// A capacity that was filled in all the way down makes nobody of nobody.
fn drop_capacities_of_nobody(row: &mut Row) {
    for person in 1..=MOST_PEOPLE {
        let fields = [Field::Name(person), Field::Title(person)];
        if !fields.iter().any(|field| row.values.contains_key(field) || row.faulty.contains(field))
        {
            row.values.remove(&Field::Capacity(person));
        }
    }
}

/// A row that is being read.
struct Reading<'a> {
    sheet: &'a Sheet,
    file: &'a str,
    faults: &'a mut Diagnostics,
    row: Row,
}

impl Reading<'_> {
    /// Reads the columns of a field.
    fn field(&mut self, understanding: &Understanding, field: Field) {
        let meanings = match field {
            Field::Name(n) => {
                vec![Meaning::Value(field), Meaning::GivenName(n), Meaning::FamilyName(n)]
            }
            field => vec![Meaning::Value(field)],
        };
        let columns: Vec<u32> =
            meanings.into_iter().flat_map(|meaning| understanding.of(meaning)).collect();
        let mut found: Vec<(At, String)> = Vec::new();
        for column in columns {
            let at = (self.row.number, column);
            let Some(text) = self.text(field, at) else { continue };
            match understood(field, &text) {
                Ok(values) => found.extend(values.into_iter().map(|value| (at, value))),
                Err((message, remedy)) => self.error(field, at, message, remedy),
            }
        }
        if matches!(field, Field::Name(_)) && found.len() > 1 {
            // The name's two parts.
            let name = found.iter().map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(" ");
            found = vec![(found[0].0, name)];
        }
        if found.is_empty() || self.row.faulty.contains(&field) {
            return;
        }
        if field == Field::OrganisationNumber {
            self.warn_of_lost_zeros(found[0].0);
        }
        if matches!(field, Field::Name(_)) && names_several(&found[0].1) {
            let warning = Diagnostic::warning(sentence!("import-two-names"))
                .remedy(sentence!("import-two-names-remedy"));
            self.push(warning, found[0].0);
        }
        let (cells, values) = found.into_iter().unzip();
        self.row.cells.insert(field, cells);
        self.row.values.insert(field, values);
    }

    /// A cell's content as text, unless it is empty or faulty.
    fn text(&mut self, field: Field, at: At) -> Option<String> {
        match self.sheet.cells.get(&at)? {
            Cell::Error(error) => self.cell_error(field, at, error),
            Cell::Text(text) if is_error(text.trim()) => self.cell_error(field, at, text.trim()),
            Cell::Uncomputed => self.error(
                field,
                at,
                sentence!("import-uncomputed"),
                sentence!("import-uncomputed-remedy"),
            ),
            Cell::Date(date) => {
                let warning = Diagnostic::warning(sentence!("import-date", date = visible(date)))
                    .remedy(sentence!("import-date-remedy"));
                self.push(warning, at);
                return Some(date.clone());
            }
            cell => return Some(cell.shown()),
        }
        None
    }

    fn cell_error(&mut self, field: Field, at: At, error: &str) {
        let message = sentence!("import-cell-error", error = visible(error));
        self.error(field, at, message, sentence!("import-cell-error-remedy"));
    }

    fn warn_of_lost_zeros(&mut self, at: At) {
        let digits = self.sheet.shown(at).chars().filter(char::is_ascii_digit).count();
        if digits < 10 {
            let warning = Diagnostic::warning(sentence!("import-lost-zeros"))
                .remedy(sentence!("import-lost-zeros-remedy"));
            self.push(warning, at);
        }
    }

    fn error(&mut self, field: Field, at: At, message: Sentence, remedy: Sentence) {
        self.row.faulty.insert(field);
        self.row.cells.entry(field).or_default().push(at);
        self.push(Diagnostic::error(message).remedy(remedy), at);
    }

    fn push(&mut self, diagnostic: Diagnostic, at: At) {
        self.faults.push(Diagnostic { place: Some(self.sheet.place(self.file, at)), ..diagnostic });
    }
}

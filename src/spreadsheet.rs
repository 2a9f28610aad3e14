//! Tables for spreadsheets: read from files that others made, and written without formulas.

mod delimited;
mod read;
mod workbook;
mod write;

use std::collections::BTreeMap;

use crate::diagnostic::{CellName, Place, SourceText, visible};

pub use self::delimited::csv;
pub use self::read::read;
pub use self::write::xlsx;

/// A spreadsheet file (*kalkylark*): one sheet when it is CSV, one or more otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// The file's name, as people know it.
    pub file: String,
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// A sheet (*blad*).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; CSV has none.
    pub name: Option<String>,
    /// Whether somebody hid it.
    pub hidden: bool,
    /// What is not empty, by row and column, both counted from 0.
    pub cells: BTreeMap<At, Cell>,
    /// Cells that were merged into one, which has its content in the first.
    pub merged: Vec<(At, At)>,
}

/// Row and column, both counted from 0.
pub type At = (u32, u32);

/// What is in a cell. A formula is its result.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text as it was written, on one line or several; not empty.
    Text(String),
    /// A number, without how it is shown.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A date or time, in ISO 8601.
    Date(String),
    /// An error such as `#N/A`.
    Error(String),
    /// A formula whose result is not in the file.
    Uncomputed,
}

impl Cell {
    /// The content as text.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Truth(true) => "TRUE".to_owned(),
            Self::Truth(false) => "FALSE".to_owned(),
            Self::Uncomputed => "=…".to_owned(),
        }
    }
}

impl Sheet {
    /// A cell's content as text; empty when nothing is there.
    #[must_use]
    pub fn shown(&self, at: At) -> String {
        self.cells.get(&at).map(Cell::shown).unwrap_or_default()
    }

    /// Where diagnostics point: a cell, with what is in it on one line.
    #[must_use]
    pub fn place(&self, file: &str, (row, column): At) -> Place {
        self.pointed(file, row, Some(column), one_line(&discreet(self.shown((row, column)))))
    }

    /// Where diagnostics point when it is a whole row, with what is in it on one line.
    #[must_use]
    pub fn row_place(&self, file: &str, row: u32) -> Place {
        let cells: Vec<String> = self
            .cells
            .range((row, 0)..=(row, u32::MAX))
            .map(|(_, cell)| discreet(cell.shown()))
            .collect();
        self.pointed(file, row, None, one_line(&cells.join(" | ")))
    }

    fn pointed(&self, file: &str, row: u32, column: Option<u32>, text: String) -> Place {
        let cell = CellName { sheet: self.name.clone(), row, column };
        let range = 0..text.len();
        Place::new(&SourceText::of_cell(file, text, cell), range)
    }
}

/// A cell's content with the last four digits masked when it may be a personal identity number that
/// has lost the zeros it began with. A whole one is masked wherever it is shown.
fn discreet(shown: String) -> String {
    let short = (8..10).contains(&shown.len()) && shown.bytes().all(|byte| byte.is_ascii_digit());
    if short { format!("{}****", &shown[..shown.len() - 4]) } else { shown }
}

/// As much of a text as a line of a diagnostic can hold.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_may_be_a_person_s_is_masked_without_its_zeros_too() {
        let cells =
            [((0, 0), Cell::Number(102_034_568.0)), ((0, 1), Cell::Text("2018-04-20".into()))];
        let sheet = Sheet { cells: cells.into(), ..Sheet::default() };
        assert_eq!(sheet.row_place("x", 0).source.text, "10203**** | 2018-04-20");
        assert_eq!(sheet.place("x", (0, 0)).source.text, "10203****");
    }

    #[test]
    fn no_cell_steers_a_terminal() {
        let text = "a\u{1b}[31mb\u{202e}c\u{9b}d";
        let sheet =
            Sheet { cells: [((0, 0), Cell::Text(text.to_owned()))].into(), ..Sheet::default() };
        for place in [sheet.place("x", (0, 0)), sheet.row_place("x", 0)] {
            assert_eq!(place.source.text, "a\u{fffd}[31mb\u{fffd}c\u{fffd}d");
        }
    }
}

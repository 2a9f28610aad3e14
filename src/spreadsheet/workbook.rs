//! Workbooks: XLSX and ODS, as other programs write them.

use std::io::Cursor;

use calamine::{
    Data, DataRef, ExcelDateTime, Ods, OdsError, Reader as _, SheetType, SheetVisible, Xlsx,
    XlsxError,
};

use super::read::{MOST_CELLS, encrypted_file, spreadsheet_damaged, too_large};
use super::{Cell, Sheet};
use crate::words::Sentence;

type Refused = (Sentence, Sentence);

/// Reads cell by cell: a table of all cells up to the last one would be as large as the file says.
pub(super) fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    let refuse = |error: XlsxError| match error {
        XlsxError::Password => encrypted_file(),
        error => spreadsheet_damaged(&error.to_string()),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refuse)?;
    let mut sheets = Vec::new();
    for (name, hidden) in tables(book.sheets_metadata()) {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(refuse)?;
        let mut sheet = Sheet { name: Some(name.clone()), hidden, ..Sheet::default() };
        sheet.merged = merged.iter().map(|region| (region.start, region.end)).collect();
        let mut cells = book.worksheet_cells_reader(&name).map_err(refuse)?;
        while let Some(cell) = cells.next_cell_with_formula().map_err(refuse)? {
            let content = match cell.value {
                DataRef::Empty if cell.formula.is_some() => Some(Cell::Uncomputed),
                DataRef::Empty => None,
                DataRef::Int(number) => Some(whole(number)),
                DataRef::Float(number) => Some(Cell::Number(number)),
                DataRef::String(text) => written(&text),
                DataRef::SharedString(text) => written(text),
                DataRef::Bool(truth) => Some(Cell::Truth(truth)),
                DataRef::DateTime(instant) => Some(Cell::Date(date(&instant))),
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(Cell::Date(text)),
                DataRef::Error(error) => Some(Cell::Error(error.to_string())),
            };
            sheet.cells.extend(content.map(|content| (cell.pos, content)));
            if sheet.cells.len() > MOST_CELLS {
                return Err(too_large());
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

pub(super) fn ods(bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    let refuse = |error: OdsError| match error {
        OdsError::Password => encrypted_file(),
        OdsError::CellLimitExceeded { .. } => too_large(),
        error => spreadsheet_damaged(&error.to_string()),
    };
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(refuse)?;
    let mut sheets = Vec::new();
    for (name, hidden) in tables(book.sheets_metadata()) {
        let range = book.worksheet_range(&name).map_err(refuse)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut sheet = Sheet { name: Some(name), hidden, ..Sheet::default() };
        for (row, column, value) in range.used_cells() {
            let content = match value {
                Data::Empty => None,
                Data::Int(number) => Some(whole(*number)),
                Data::Float(number) => Some(Cell::Number(*number)),
                Data::String(text) => written(text),
                Data::Bool(truth) => Some(Cell::Truth(*truth)),
                Data::DateTime(instant) => Some(Cell::Date(date(instant))),
                Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Cell::Date(text.clone())),
                Data::Error(error) => Some(Cell::Error(error.to_string())),
            };
            let at = |first: u32, offset: usize| {
                first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            let at = (at(first_row, row), at(first_column, column));
            sheet.cells.extend(content.map(|content| (at, content)));
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The names of the sheets that hold cells, and which are hidden.
fn tables(sheets: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

fn written(text: &str) -> Option<Cell> {
    (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()))
}

#[expect(clippy::cast_precision_loss, reason = "spreadsheets have no other numbers")]
fn whole(number: i64) -> Cell {
    Cell::Number(number as f64)
}

/// `2018-04-20`, and `2018-04-20T07:30:00` when it is not midnight.
fn date(instant: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = instant.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        (hour, minute, second) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

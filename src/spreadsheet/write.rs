//! XLSX: what every spreadsheet program opens, with no questions about characters and separators.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Rows as a workbook with one sheet, the first row its headings. Every cell is text and is marked
/// as such, so that it stays text when somebody changes it. The same rows give the same bytes.
///
/// # Errors
/// When it is more than a workbook can hold.
pub fn xlsx(sheet: &str, rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The library would write the clock's time; there is no day like the first.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let page = book.add_worksheet();
    page.set_name(sheet)?;
    let text = Format::new().set_num_format("@").set_quote_prefix().set_align(FormatAlign::Top);
    let heading = text.clone().set_bold();
    for (row, cells) in (0..).zip(rows) {
        let format = if row == 0 { &heading } else { &text };
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            page.write_string_with_format(row, column, cell, format)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.set_autofit_max_width(320).autofit();
    book.save_to_buffer()
}

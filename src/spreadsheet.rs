//! Tables for spreadsheets.

/// Rows as CSV (RFC 4180), UTF-8 with a byte order mark and semicolons between the cells: what
/// Excel opens rightly by a double click where the decimal sign is a comma. Cells that a
/// spreadsheet would take for a formula begin with an apostrophe.
///
/// # Panics
/// Never: it is written to memory.
#[must_use]
pub fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::from("\u{feff}"));
    for row in rows {
        let cells = row.into_iter().map(inert);
        writer.write_record(cells).expect("writing to memory succeeds");
    }
    let bytes = writer.into_inner().expect("writing to memory succeeds");
    String::from_utf8(bytes).expect("cells are text")
}

/// A cell that no spreadsheet computes.
fn inert(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_inert() {
        let row = ["=1+1", "@SUM(A1)", "A & B", "a;b"].map(str::to_owned).to_vec();
        assert_eq!(csv([row]), "\u{feff}'=1+1;'@SUM(A1);A & B;\"a;b\"\r\n");
    }
}

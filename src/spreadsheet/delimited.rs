//! CSV: written for Excel, and read as Excel and others write it.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Cell, Sheet};

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

/// A cell that no spreadsheet computes. One that begins as if it had been made inert gets one more
/// apostrophe, so that [`live`] gives back what was there.
fn inert(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// What a cell said before it was made [`inert`].
fn live(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Bytes as text: by the byte order mark if there is one, else UTF-8 if it is any, else
/// Windows-1252, which programs that know no UTF-8 write in this part of the world.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// A text as a sheet. What separates the cells is found out, unless the first line says it as Excel
/// does: `sep=;`.
pub(super) fn sheet(text: &str) -> Sheet {
    let said = text.lines().next().and_then(|line| line.strip_prefix("sep="));
    let separator = match said.and_then(|said| said.chars().next()) {
        Some(separator) => separator,
        None => separator(text),
    };
    let mut sheet = Sheet::default();
    for (row, cells) in (0..).zip(records(text, separator)) {
        if row == 0 && said.is_some() {
            continue;
        }
        for (column, text) in (0..).zip(cells) {
            let text = live(&text);
            if !text.trim().is_empty() {
                sheet.cells.insert((row, column), Cell::Text(text.to_owned()));
            }
        }
    }
    sheet
}

/// The separator that cuts the most rows into equally many cells.
fn separator(text: &str) -> char {
    const FEW: usize = 50;
    let fitting = |separator: &char| {
        let counts: Vec<usize> = records(text, *separator)
            .filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
            .take(FEW)
            .map(|cells| cells.len())
            .collect();
        let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
        counts.iter().filter(|count| **count > 1).map(|count| (alike(*count), *count)).max()
    };
    // The last of equals wins.
    ['|', ',', '\t', ';'].into_iter().max_by_key(fitting).unwrap_or(';')
}

/// The rows of a text, as RFC 4180 writes them and not more strictly: a quotation mark within a
/// cell stands for itself, and what follows upon a closed one belongs to the cell. An empty line is
/// a row, as it is in a spreadsheet; a reader that passes it over would count rows wrongly.
fn records(text: &str, separator: char) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        rest.peek()?;
        let mut cells = Vec::new();
        let mut cell = String::new();
        let (mut quoted, mut fresh) = (false, true);
        while let Some(c) = rest.next() {
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
                '"' if quoted => quoted = false,
                '"' if fresh => (quoted, fresh) = (true, false),
                c if quoted => cell.push(c),
                c if c == separator => {
                    cells.push(std::mem::take(&mut cell));
                    fresh = true;
                }
                '\r' if rest.peek() == Some(&'\n') => {}
                '\n' | '\r' => break,
                c => {
                    cell.push(c);
                    fresh = false;
                }
            }
        }
        cells.push(cell);
        Some(cells)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(text: &str) -> Vec<(u32, u32, String)> {
        sheet(text)
            .cells
            .iter()
            .map(|((row, column), cell)| (*row, *column, cell.shown()))
            .collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn formulas_are_made_inert_and_read_back() {
        let row = ["=1+1", "@SUM(A1)", "A & B", "a;b", "'=x", "'s"].map(str::to_owned).to_vec();
        let written = csv([row]);
        assert_eq!(written, "\u{feff}'=1+1;'@SUM(A1);A & B;\"a;b\";''=x;'s\r\n");
        let read: Vec<String> =
            sheet(&decode(written.as_bytes())).cells.values().map(Cell::shown).collect();
        assert_eq!(read, ["=1+1", "@SUM(A1)", "A & B", "a;b", "'=x", "'s"]);
    }

    #[test]
    fn any_usual_separator_is_found() {
        for separator in [";", ",", "\t", "|"] {
            let text =
                ["a", "b", "c\r\nÅkerlund & Söner", "\"1,5; 2|x\ty\"", "3\r\n"].join(separator);
            let expected = [
                (0, 0, "a"),
                (0, 1, "b"),
                (0, 2, "c"),
                (1, 0, "Åkerlund & Söner"),
                (1, 1, "1,5; 2|x\ty"),
                (1, 2, "3"),
            ];
            assert_eq!(table(&text), expected.map(|(r, c, t)| cell(r, c, t)), "{separator:?}");
        }
        assert_eq!(table("sep=|\na;b|c;d\n"), [cell(1, 0, "a;b"), cell(1, 1, "c;d")]);
        assert_eq!(table("ensam\n"), [cell(0, 0, "ensam")]);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let text = "a;b\n\n\"two\nlines \"\"q\"\"\";5\" rör\n;;\r\nlast;x";
        assert_eq!(
            table(text),
            [
                cell(0, 0, "a"),
                cell(0, 1, "b"),
                cell(2, 0, "two\nlines \"q\""),
                cell(2, 1, "5\" rör"),
                cell(4, 0, "last"),
                cell(4, 1, "x"),
            ]
        );
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "Åsa;”é”";
        let utf16 = |little: bool| -> Vec<u8> {
            let units = std::iter::once('\u{feff}').chain(text.chars());
            let mut buffer = [0; 2];
            let units = units.flat_map(|c| c.encode_utf16(&mut buffer).to_vec());
            units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(&["\u{feff}", text].concat().into_bytes()), text);
        assert_eq!(decode(&utf16(true)), text);
        assert_eq!(decode(&utf16(false)), text);
        assert_eq!(decode(b"\xc5sa;\x94\xe9\x94"), text);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[ -~\\nÅä'=+]{0,8}", 2..5), 1..6)
        ) {
            let kept: Vec<(u32, u32, String)> = (0..)
                .zip(&rows)
                .flat_map(|(row, cells)| (0..).zip(cells).map(move |(column, text)| (row, column, text.clone())))
                .filter(|(_, _, text)| !text.trim().is_empty())
                .collect();
            let text = csv(rows);
            let read = sheet(&format!("sep=;\n{}", decode(text.as_bytes())));
            let read: Vec<(u32, u32, String)> =
                read.cells.iter().map(|((row, column), c)| (row - 1, *column, c.shown())).collect();
            prop_assert_eq!(read, kept);
        }
    }
}

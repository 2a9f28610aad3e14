//! Which kind of file it is, by what is in it and not by its name; what is none is refused.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

use super::{Book, Cell, delimited, workbook};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;
use crate::words::Sentence;

/// No list of signatories is larger; what is, is a mistake. The second is what a workbook comes to
/// when it is unpacked.
const LARGEST: usize = 16 << 20;
const LARGEST_UNPACKED: u64 = 128 << 20;
/// No list has more cells.
pub(super) const MOST_CELLS: usize = 500_000;
/// No cell of a list is longer; in a CSV it is what a missing quotation mark comes to.
const LONGEST_CELL: usize = 10_000;

/// Reads a spreadsheet: CSV, XLSX or ODS.
///
/// # Errors
/// When it is something else, damaged, encrypted, or too large.
pub fn read(file: &str, bytes: &[u8]) -> Result<Book, Diagnostics> {
    let refuse = |(message, remedy): (Sentence, Sentence)| {
        Diagnostics::from(Diagnostic::error(message.with("file", file)).remedy(remedy))
    };
    if bytes.len() > LARGEST {
        return Err(refuse(too_large()));
    }
    let sheets = match kind(bytes).map_err(refuse)? {
        Kind::Xlsx => workbook::xlsx(bytes),
        Kind::Ods => workbook::ods(bytes),
        Kind::Delimited => Ok(vec![delimited::sheet(&delimited::decode(bytes))]),
    }
    .map_err(refuse)?;
    if sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>() > MOST_CELLS {
        return Err(refuse(too_large()));
    }
    let mut faults = Diagnostics::new();
    for sheet in &sheets {
        let long = |cell: &Cell| cell.shown().chars().count() > LONGEST_CELL;
        for (at, _) in sheet.cells.iter().filter(|(_, cell)| long(cell)) {
            let fault = Diagnostic::error(sentence!("spreadsheet-long-cell", most = LONGEST_CELL))
                .remedy(sentence!("spreadsheet-long-cell-remedy"));
            faults.push(Diagnostic { place: Some(sheet.place(file, *at)), ..fault });
        }
    }
    faults.into_result(Book { file: file.to_owned(), sheets }).map(|read| read.value)
}

enum Kind {
    Delimited,
    Xlsx,
    Ods,
}

fn kind(bytes: &[u8]) -> Result<Kind, (Sentence, Sentence)> {
    if bytes.starts_with(b"PK\x03\x04") {
        return kind_of_zip(bytes);
    }
    // The container of Excel before 2007, in which later versions put what they encrypt.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted {
            encrypted_file()
        } else {
            (sentence!("spreadsheet-xls"), sentence!("spreadsheet-save-as-remedy"))
        });
    }
    if bytes.is_empty() {
        return Err((sentence!("spreadsheet-empty"), sentence!("spreadsheet-save-as-remedy")));
    }
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let text = marked || !bytes.contains(&0);
    if !text || bytes.starts_with(b"%PDF-") || bytes.starts_with(b"{\\rtf") {
        return Err(no_spreadsheet());
    }
    Ok(Kind::Delimited)
}

/// Looks at what a zip holds, and unpacks all of it into nothing first: what it says about its
/// sizes may be wrong.
fn kind_of_zip(bytes: &[u8]) -> Result<Kind, (Sentence, Sentence)> {
    let damaged = |reason: &dyn ToString| spreadsheet_damaged(&reason.to_string());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = LARGEST_UNPACKED;
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|error| damaged(&error))?;
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink());
        left =
            left.checked_sub(unpacked.map_err(|error| damaged(&error))?).ok_or_else(too_large)?;
    }
    let has = |name: &str| zip.index_for_name(name).is_some();
    if has("xl/workbook.bin") {
        return Err((sentence!("spreadsheet-xlsb"), sentence!("spreadsheet-save-as-remedy")));
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if zip.file_names().any(|name| name.starts_with("Index/")) || has("Index.zip") {
        return Err((sentence!("spreadsheet-numbers"), sentence!("spreadsheet-save-as-remedy")));
    }
    let mut mimetype = String::new();
    if let Ok(file) = zip.by_name("mimetype") {
        let _ = file.take(100).read_to_string(&mut mimetype);
    }
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        Ok(Kind::Ods)
    } else {
        Err(no_spreadsheet())
    }
}

fn no_spreadsheet() -> (Sentence, Sentence) {
    (sentence!("spreadsheet-unknown"), sentence!("spreadsheet-save-as-remedy"))
}

pub(super) fn too_large() -> (Sentence, Sentence) {
    (sentence!("spreadsheet-too-large"), sentence!("spreadsheet-too-large-remedy"))
}

pub(super) fn encrypted_file() -> (Sentence, Sentence) {
    (sentence!("spreadsheet-encrypted"), sentence!("spreadsheet-encrypted-remedy"))
}

pub(super) fn spreadsheet_damaged(reason: &str) -> (Sentence, Sentence) {
    (sentence!("spreadsheet-damaged", reason = reason), sentence!("spreadsheet-save-as-remedy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_spreadsheet_is_refused_with_what_to_do() {
        let old = [0xd0_u8, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, key) in [
            (old.to_vec(), "spreadsheet-xls"),
            ([old.as_slice(), &name].concat(), "spreadsheet-encrypted"),
            (Vec::new(), "spreadsheet-empty"),
            (b"%PDF-1.7".to_vec(), "spreadsheet-unknown"),
            (b"a\0b".to_vec(), "spreadsheet-unknown"),
            (b"PK\x03\x04 and no more".to_vec(), "spreadsheet-damaged"),
            (vec![b'x'; LARGEST + 1], "spreadsheet-too-large"),
            (vec![b'x'; LONGEST_CELL + 1], "spreadsheet-long-cell"),
        ] {
            let faults = read("x", &bytes).expect_err(key);
            assert_eq!(faults.iter().map(|f| f.message.key()).collect::<Vec<_>>(), [key]);
        }
    }
}

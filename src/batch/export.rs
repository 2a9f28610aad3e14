//! The roster and where everything stands, as a table for spreadsheets.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::prepare::read_roster;
use super::status::{Status, status};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::roster::Roster;
use crate::{folder, sentence, spreadsheet};

/// Which kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
}

/// Makes the table's rows, headings first.
pub type TableOf<'a> = dyn Fn(&Roster, Option<&Status>) -> Vec<Vec<String>> + 'a;

/// Writes a table of the roster and, once something has been issued, of where everything stands
/// into a new file, of the kind that its name says. How many rows it has below the headings.
///
/// # Errors
/// All that is wrong with the roster or the ledger; or when the file cannot be written, because
/// there is one already for instance.
pub fn export(
    root: &Path,
    into: &Path,
    sheet: &str,
    table: &TableOf<'_>,
) -> Result<Warned<usize>, Diagnostics> {
    let format = format(into)?;
    folder::keep_apart(root, into)?;
    let Warned { value: (_, roster), warnings } = read_roster(root)?;
    let status = match status(root) {
        Ok(status) => Some(status.value),
        Err(faults) if faults.iter().all(|f| f.message.key() == "archive-nothing-issued") => None,
        Err(faults) => return Err(faults),
    };
    let rows = table(&roster, status.as_ref());
    let count = rows.len().saturating_sub(1);
    let unwritable = |error: &io::Error| {
        Diagnostics::from(
            Diagnostic::error(folder::not_new(into, error))
                .remedy(sentence!("export-unwritable-remedy")),
        )
    };
    let bytes = match format {
        Format::Csv => spreadsheet::csv(rows).into_bytes(),
        Format::Xlsx => {
            spreadsheet::xlsx(sheet, &rows).map_err(|error| unwritable(&io::Error::other(error)))?
        }
    };
    let write = || {
        let mut file = File::create_new(into)?;
        // A file that was begun is ours to take away.
        file.write_all(&bytes).inspect_err(|_| drop(fs::remove_file(into)))
    };
    write().map_err(|error| unwritable(&error))?;
    Ok(Warned { value: count, warnings })
}

fn format(into: &Path) -> Result<Format, Diagnostics> {
    let extension = into.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv") => Ok(Format::Csv),
        Some("xlsx") => Ok(Format::Xlsx),
        _ => Err(Diagnostic::error(sentence!("export-format", file = into.display().to_string()))
            .remedy(sentence!("export-format-remedy"))
            .into()),
    }
}

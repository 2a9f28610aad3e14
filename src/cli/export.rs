//! `avsikt export`: the roster and where everything stands, for spreadsheets.

use std::path::Path;

use serde_json::json;

use super::args::Export;
use super::console::Console;
use super::{Exit, Outcome, status};
use crate::batch::{self, Status};
use crate::diagnostic::Warned;
use crate::roster::Roster;
use crate::{intake, sentence};

pub(super) fn run(folder: &Path, verb: &Export, console: &Console) -> Outcome {
    let sheet = console.text(&sentence!("export-sheet"));
    let table = |roster: &Roster, status: Option<&Status>| table(roster, status, console);
    let Warned { value: rows, warnings } = batch::export(folder, &verb.file, &sheet, &table)?;
    console.show_briefly(&warnings);
    let file = verb.file.display().to_string();
    if verb.json {
        console.json(&json!({ "form": "avsikt-export-1", "file": file, "rows": rows }));
    } else {
        console.say(&sentence!("cli-export-done", file = &file, count = rows));
    }
    Ok(Exit::Done)
}

/// A heading of the terminal's table as the others of the spreadsheet are written.
fn as_in_a_sentence(heading: &str) -> String {
    let mut letters = heading.chars();
    let first: String = letters.next().into_iter().collect();
    first + &letters.as_str().to_lowercase()
}

/// The roster's columns, and beside them those of `status`, which no import reads.
fn table(roster: &Roster, status: Option<&Status>, console: &Console) -> Vec<Vec<String>> {
    let mut table = intake::table(roster, console.words());
    let Some(status) = status else {
        return table;
    };
    // Both are in the roster's order; who has left it comes last there, and is not here.
    let cells =
        status.rows.iter().map(|row| status::cells(row, status::Readers::Programs, console));
    let headings =
        status::headings(console).iter().map(|heading| as_in_a_sentence(heading)).collect();
    let cells = std::iter::once(headings).chain(cells);
    for (row, cells) in table.iter_mut().zip(cells) {
        row.extend(cells.into_iter().skip(2));
    }
    table
}

//! `avsikt status`: where everything stands.

mod brief;

use std::path::Path;

use super::args::Status;
use super::console::Console;
use super::{Exit, Outcome, json, width};
use crate::audit::{Delivery, LetterStanding};
use crate::batch::{self, LetterState, Row, SignedCopy};
use crate::diagnostic::Warned;
use crate::roster::Kind;
use crate::words::{Sentence, dates};
use crate::{sentence, spreadsheet};

pub(super) fn run(folder: &Path, verb: &Status, console: &Console) -> Outcome {
    let Warned { value: status, warnings } = batch::status(folder)?;
    if verb.json {
        console.json(&json::status(&status, console.words()));
        return Ok(Exit::Done);
    }
    console.show_briefly(&warnings);
    let rows = &status.rows;
    let table = |readers| {
        let mut table = vec![headings(console)];
        table.extend(rows.iter().map(|row| cells(row, readers, console)));
        table
    };
    if verb.csv {
        console.bytes(spreadsheet::csv(table(Readers::Programs)).as_bytes());
        return Ok(Exit::Done);
    }
    let brief = console.width().and_then(|width| brief::table(rows, width, console));
    match brief {
        Some(lines) => lines.iter().for_each(|line| console.line(line)),
        None => console.columns(&table(Readers::People)),
    }
    console.line("");
    let invited: Vec<&Row> = rows.iter().filter(|row| row.organisation.is_some()).collect();
    let erased = rows.iter().filter(|row| row.erased.is_some()).count();
    console.say(&sentence!(
        "cli-status-summary",
        invited = invited.len(),
        withdrawn = rows.len() - invited.len() - erased,
        signed = invited.iter().filter(|row| row.signed.is_some()).count(),
        missing = invited.iter().map(|row| row.powers_missing()).sum::<usize>()
    ));
    if erased > 0 {
        console.say(&sentence!("cli-status-erased-count", count = erased));
    }
    letters(&status, console);
    if !status.extras.is_empty() {
        console.say(&sentence!("cli-status-extras", list = status.extras.join(", ")));
    }
    Ok(Exit::Done)
}

/// How many letters stand where, and what those say that did not go through.
fn letters(status: &batch::Status, console: &Console) {
    let count = |standing| status.letters().filter(|letter| letter.standing == standing).count();
    console.say(&sentence!(
        "cli-status-letters",
        sent = count(LetterStanding::Sent),
        queued = count(LetterStanding::Queued),
        deferred = count(LetterStanding::Deferred),
        refused = count(LetterStanding::Refused),
        unknown = count(LetterStanding::Unknown)
    ));
    let open = [LetterStanding::Deferred, LetterStanding::Refused, LetterStanding::Unknown];
    for state in status.letters().filter(|letter| open.contains(&letter.standing)) {
        let code = state.last.and_then(|(_, code, _)| code);
        let said = match (&state.answer, code) {
            (Some(answer), _) => answer.sentence(),
            (None, Some(_)) => sentence!("cli-status-words-lost"),
            (None, None) => sentence!("cli-status-no-words"),
        };
        let code = code.map(|code| format!("{code} ")).unwrap_or_default();
        let (letter, said) = (console.text(&state.letter.name()), console.text(&said));
        let cell = console.text(&letter_cell(state, console));
        console.item(&format!("  {letter}: {cell}: {code}{said}"));
    }
    if status.letters().any(|letter| letter.standing != LetterStanding::Sent) {
        console.say(&sentence!("cli-status-next"));
    }
}

/// Where a letter stands, in a few words.
fn letter_cell(state: &LetterState, console: &Console) -> Sentence {
    let language = console.words().language();
    let revision = state.revision;
    let at = state.last.map(|(.., at)| {
        let clock = at.clock();
        format!("{} {}", dates::date(clock.date(), language), dates::time(clock.time(), language))
    });
    let at = at.unwrap_or_default();
    match (state.standing, state.last) {
        (LetterStanding::Sent, Some((Delivery::Confirmed, ..))) => {
            sentence!("cli-status-confirmed", revision = revision, at = at)
        }
        (LetterStanding::Sent, _) => sentence!("cli-status-sent", revision = revision, at = at),
        (LetterStanding::Refused, _) => {
            sentence!("cli-status-refused", revision = revision, at = at)
        }
        (LetterStanding::Deferred, _) => {
            sentence!("cli-status-deferred", revision = revision, at = at)
        }
        (LetterStanding::Unknown, _) => {
            sentence!("cli-status-unknown", revision = revision, at = at)
        }
        (LetterStanding::Queued | LetterStanding::Withdrawn | LetterStanding::Erased { .. }, _) => {
            sentence!("cli-status-queued", revision = revision)
        }
    }
}

/// The headings of the table.
pub(super) fn headings(console: &Console) -> Vec<String> {
    let text = |sentence| console.text(&sentence);
    vec![
        text(sentence!("cli-status-id")),
        text(sentence!("cli-status-organisation")),
        text(sentence!("cli-status-prepared")),
        text(sentence!("cli-status-letter")),
        text(sentence!("cli-status-signed")),
        text(sentence!("cli-status-power-of-attorney")),
    ]
}

/// Who reads a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Kinds of documents stand as they are called everywhere.
    Programs,
    /// They stand as people call them.
    People,
}

impl Readers {
    fn kind(self, kind: &Kind, console: &Console) -> String {
        match self {
            Self::Programs => kind.to_string(),
            Self::People => console.text(&kind.name()),
        }
    }
}

/// Where one signatory stands, a cell for each heading.
pub(super) fn cells(row: &Row, readers: Readers, console: &Console) -> Vec<String> {
    let text = |sentence| console.text(&sentence);
    let organisation = row.organisation.clone();
    let prepared = row
        .documents
        .iter()
        .map(|(kind, revision)| format!("{} r{revision}", readers.kind(kind, console)));
    let prepared: Vec<String> = prepared.collect();
    // The letter itself; of the copies, those that stand elsewhere.
    let letter = row.letters.first().map(|letter| {
        let others = row.letters.iter().filter(|copy| copy.standing != letter.standing);
        let others =
            others.map(|copy| format!("; {}: {}", copy.letter, text(letter_cell(copy, console))));
        text(letter_cell(letter, console)) + &others.collect::<String>()
    });
    let signed = row.signed.as_ref().map(|signed| signed_cell(row, signed, readers, console));
    let powers = match (row.powers_needed, row.powers_missing()) {
        (0, _) => None,
        (_, 0) => Some(sentence!("cli-status-powers-there")),
        (_, missing) => Some(sentence!("cli-status-powers-missing", count = missing)),
    };
    let dash = || "–".to_owned();
    vec![
        row.id.to_string(),
        match (organisation, &row.erased) {
            (Some(name), _) => cut(&name),
            (None, Some(decision)) => {
                text(sentence!("cli-status-erased", decision = cut(decision)))
            }
            (None, None) => text(sentence!("cli-status-withdrawn")),
        },
        if prepared.is_empty() { dash() } else { prepared.join(", ") },
        letter.unwrap_or_else(dash),
        signed.unwrap_or_else(dash),
        powers.map_or_else(dash, text),
    ]
}

/// A name as long as a column can hold.
pub(super) fn cut(name: &str) -> String {
    const LONGEST: usize = 36;
    width::cut(name, LONGEST)
}

fn signed_cell(row: &Row, signed: &SignedCopy, readers: Readers, console: &Console) -> String {
    let date = dates::date(signed.date, console.words().language());
    let document = readers.kind(&signed.document.kind, console);
    let revision = signed.revision;
    console.text(&if is_older(row, signed) {
        sentence!("cli-status-signed-older", date = date, document = document, revision = revision)
    } else {
        sentence!("cli-status-signed-on", date = date, document = document, revision = revision)
    })
}

/// Whether another revision is the current one than that which was signed.
fn is_older(row: &Row, signed: &SignedCopy) -> bool {
    let mut current = row.documents.iter().filter(|(kind, _)| signed.document.kind == *kind);
    current.any(|(_, revision)| *revision != signed.revision)
}

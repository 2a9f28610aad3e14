//! The table of `status` on a terminal: a line a signatory, for whoever looks for what is missing.

use super::super::console::{Console, Look};
use super::super::width;
use super::is_older;
use crate::audit::{Delivery, LetterStanding};
use crate::batch::{LetterState, Row};
use crate::sentence;
use crate::words::{Sentence, dates};

/// How narrow the columns of ids and names get by turns, the names first: an id is typed as it stands.
const YIELDING: [(usize, usize); 6] = [(1, 24), (0, 24), (1, 16), (0, 16), (1, 10), (0, 10)];

/// The lines of the table, if they fit.
pub(super) fn table(rows: &[Row], columns: usize, console: &Console) -> Option<Vec<String>> {
    let headings = [
        sentence!("cli-status-id"),
        sentence!("cli-status-organisation"),
        sentence!("cli-status-packet"),
        sentence!("cli-status-letter"),
        sentence!("cli-status-signed"),
        sentence!("cli-status-power-of-attorney-brief"),
    ];
    let headings = headings.map(|heading| (console.text(&heading), Look::Heading));
    let mut table = vec![headings.to_vec()];
    table.extend(rows.iter().map(|row| cells(row, console)));
    let texts = |row: &Vec<(String, Look)>| row.iter().map(|(text, _)| text.clone()).collect();
    let texts: Vec<Vec<String>> = table.iter().map(texts).collect();
    let fitting = width::in_a_line(&texts, columns, &YIELDING)?;
    let painted = fitting.iter().zip(&table).map(|(texts, row)| {
        let cells = texts.iter().zip(row).map(|(text, (_, look))| console.painted(text, *look));
        cells.collect::<Vec<_>>().join(width::BETWEEN).trim_end().to_owned()
    });
    Some(painted.collect())
}

fn cells(row: &Row, console: &Console) -> Vec<(String, Look)> {
    let text = |sentence: &Sentence| console.text(sentence);
    let plain = |text: String| (text, Look::Plain);
    let nothing = || plain("–".to_owned());
    let organisation = match (&row.organisation, &row.erased) {
        (Some(name), _) => name.clone(),
        (None, Some(decision)) => {
            text(&sentence!("cli-status-erased", decision = decision.as_str()))
        }
        (None, None) => text(&sentence!("cli-status-withdrawn")),
    };
    let newest = row.documents.iter().map(|(_, revision)| revision).max();
    let language = console.words().language();
    let signed = row.signed.as_ref().map(|signed| {
        let day = dates::short(signed.date, language);
        if is_older(row, signed) {
            (format!("{day} (r{})", signed.revision), Look::Warning)
        } else {
            plain(day)
        }
    });
    let powers = match (row.powers_needed, row.powers_missing()) {
        (0, _) => nothing(),
        (_, 0) => plain(text(&sentence!("cli-status-powers-there"))),
        (_, missing) => {
            (text(&sentence!("cli-status-powers-missing-brief", count = missing)), Look::Warning)
        }
    };
    vec![
        plain(row.id.to_string()),
        plain(organisation),
        newest.map_or_else(nothing, |revision| plain(format!("r{revision}"))),
        worst(&row.letters).map_or_else(nothing, |state| letter(state, console)),
        signed.unwrap_or_else(nothing),
        powers,
    ]
}

/// Of a letter and its copies, the one that asks for most.
fn worst(letters: &[LetterState]) -> Option<&LetterState> {
    letters.iter().rev().max_by_key(|state| match state.standing {
        LetterStanding::Sent | LetterStanding::Withdrawn | LetterStanding::Erased { .. } => 0,
        LetterStanding::Queued => 1,
        LetterStanding::Deferred => 2,
        LetterStanding::Refused => 3,
        LetterStanding::Unknown => 4,
    })
}

fn letter(state: &LetterState, console: &Console) -> (String, Look) {
    let language = console.words().language();
    let day = state.last.map(|(.., at)| dates::short(at.day(), language)).unwrap_or_default();
    let copy = state.letter.copy;
    let (said, look) = match (state.standing, state.last) {
        (LetterStanding::Sent, Some((Delivery::Confirmed, ..))) => {
            (sentence!("cli-status-confirmed-brief", day = day), Look::Plain)
        }
        (LetterStanding::Sent, _) => (sentence!("cli-status-sent-brief", day = day), Look::Plain),
        (LetterStanding::Refused, _) => {
            (sentence!("cli-status-refused-brief", copy = copy, day = day), Look::Error)
        }
        (LetterStanding::Deferred, _) => {
            (sentence!("cli-status-deferred-brief", copy = copy, day = day), Look::Warning)
        }
        (LetterStanding::Unknown, _) => {
            (sentence!("cli-status-unknown-brief", copy = copy, day = day), Look::Error)
        }
        (LetterStanding::Queued | LetterStanding::Withdrawn | LetterStanding::Erased { .. }, _) => {
            (sentence!("cli-status-queued-brief", copy = copy), Look::Plain)
        }
    };
    (console.text(&said), look)
}

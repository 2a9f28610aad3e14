//! `avsikt status`: where everything stands.

use std::path::Path;

use super::args::Status;
use super::console::Console;
use super::{Exit, Outcome, json};
use crate::batch::{self, Row, SignedCopy};
use crate::diagnostic::Warned;
use crate::sentence;
use crate::words::dates;

pub(super) fn run(folder: &Path, verb: &Status, console: &Console) -> Outcome {
    let Warned { value: rows, warnings } = batch::status(folder)?;
    if verb.json {
        console.json(&json::status(&rows));
        return Ok(Exit::Done);
    }
    console.show(&warnings);
    let text = |sentence| console.text(&sentence);
    let mut table = vec![vec![
        text(sentence!("cli-status-id")),
        text(sentence!("cli-status-organisation")),
        text(sentence!("cli-status-prepared")),
        text(sentence!("cli-status-letter")),
        text(sentence!("cli-status-signed")),
        text(sentence!("cli-status-power-of-attorney")),
    ]];
    table.extend(rows.iter().map(|row| cells(row, console)));
    console.columns(&table);
    console.line("");
    let invited: Vec<&Row> = rows.iter().filter(|row| row.organisation.is_some()).collect();
    let erased = rows.iter().filter(|row| row.erased.is_some()).count();
    console.say(&sentence!(
        "cli-status-summary",
        invited = invited.len(),
        withdrawn = rows.len() - invited.len() - erased,
        signed = invited.iter().filter(|row| row.signed.is_some()).count(),
        missing = invited.iter().filter(|row| row.powers_missing() > 0).count()
    ));
    if erased > 0 {
        console.say(&sentence!("cli-status-erased-count", count = erased));
    }
    Ok(Exit::Done)
}

fn cells(row: &Row, console: &Console) -> Vec<String> {
    let text = |sentence| console.text(&sentence);
    let organisation = row.organisation.clone();
    let prepared: Vec<String> =
        row.documents.iter().map(|(kind, revision)| format!("{kind} r{revision}")).collect();
    let letter = row.letter.map(|revision| sentence!("cli-status-queued", revision = revision));
    let signed = row.signed.as_ref().map(|signed| signed_cell(row, signed, console));
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
        letter.map_or_else(dash, text),
        signed.unwrap_or_else(dash),
        powers.map_or_else(dash, text),
    ]
}

/// A name as long as a column can hold.
fn cut(name: &str) -> String {
    const LONGEST: usize = 36;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

fn signed_cell(row: &Row, signed: &SignedCopy, console: &Console) -> String {
    let date = dates::date(signed.date, console.words().language());
    let (document, revision) = (signed.document.to_string(), signed.revision);
    let current = row.documents.iter().find(|(kind, _)| signed.document.kind == *kind);
    let sentence = match current {
        Some((_, current)) if *current != revision => sentence!(
            "cli-status-signed-older",
            date = date,
            document = document,
            revision = revision
        ),
        _ => sentence!(
            "cli-status-signed-on",
            date = date,
            document = signed.document.kind.as_str(),
            revision = revision
        ),
    };
    console.text(&sentence)
}

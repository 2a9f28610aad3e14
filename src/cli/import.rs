//! `avsikt import`: signatories from a spreadsheet, once somebody has seen what changes.

use std::path::Path;

use serde_json::{Value, json};

use super::Exit;
use super::args::Import;
use super::console::{Console, typed};
use super::status::cut;
use crate::batch::{self, Imported, Importing};
use crate::diagnostic::{Diagnostic, Diagnostics, column_name, masked};
use crate::folder::ROSTER_FILE;
use crate::intake::{
    self, Decision, Departure, Difference, Field, Intake, Meaning, Revision, Source,
};
use crate::sentence;
use crate::words::Sentence;

pub(super) fn run(folder: &Path, verb: &Import, console: &Console) -> Exit {
    let asked = Importing {
        file: verb.file.clone(),
        sheet: verb.sheet.clone(),
        mappings: verb.map.clone(),
        take_spreadsheet: verb.take_spreadsheet,
        remove_vanished: verb.remove_vanished,
        replace: verb.replace,
    };
    let understood = |source: &Source<'_>| {
        if !verb.json {
            columns(verb, source, console);
        }
    };
    let confirmed = |intake: &Intake, doubts: &Diagnostics| {
        console.show(doubts);
        if !verb.json {
            show(intake, console);
        }
        agreed(verb, intake, console)
    };
    let imported = batch::import(folder, &asked, &understood, &confirmed);
    let Imported { intake, written } = match imported {
        Ok(imported) => imported,
        Err(faults) => {
            let in_sheet = |fault: &Diagnostic| {
                fault.place.as_ref().is_some_and(|place| place.source.cell.is_some())
            };
            let exit = console.fail(&faults);
            if faults.iter().any(in_sheet) {
                console.note(&sentence!("cli-import-again"));
            }
            return exit;
        }
    };
    if verb.json {
        console.json(&answer(verb, &intake, written));
    } else if written && intake.count() > 0 {
        console.say(&sentence!("cli-import-done", count = intake.count(), file = ROSTER_FILE));
        console.say(&sentence!("cli-import-next"));
    } else if verb.dry_run {
        console.say(&sentence!("cli-import-dry-run"));
    }
    let agreed = written || verb.dry_run;
    if agreed { Exit::Done } else { Exit::Usage }
}

/// Whether somebody has agreed to it: by typing the number, or by giving it beforehand.
fn agreed(verb: &Import, intake: &Intake, console: &Console) -> bool {
    let count = intake.count();
    if verb.dry_run {
        return false;
    }
    // Nothing changes; what the sheet says is remembered.
    if count == 0 {
        return true;
    }
    let said = match verb.confirm {
        Some(number) => Some(number.to_string()),
        None if verb.json => None,
        None => console.ask(&sentence!("cli-import-ask")),
    };
    match said {
        Some(said) if said == count.to_string() => true,
        Some(said) => {
            console.note(&sentence!("cli-import-wrong-number", said = typed(&said), count = count));
            false
        }
        None => {
            console.note(&sentence!("cli-import-unattended", count = count));
            false
        }
    }
}

/// Shows what changes.
fn show(intake: &Intake, console: &Console) {
    let line = |text: &str| console.item(&masked(text));
    if !intake.new.is_empty() {
        console.say(&sentence!("cli-import-new", count = intake.new.len()));
        let rows: Vec<(String, String)> = intake
            .new
            .iter()
            .map(|one| (one.id.to_string(), first(one.values.get(&Field::Organisation))))
            .collect();
        console.names(&rows);
    }
    let changed: Vec<&Revision> = intake.changed().collect();
    if !changed.is_empty() {
        console.say(&sentence!("cli-import-changed", count = changed.len()));
        for revision in changed {
            line(&format!("  {}  {}", revision.id, revision.organisation));
            for difference in revision.changes() {
                line(&format!("    {}", told(difference, console)));
            }
        }
    }
    departures(intake, console);
    kept(intake, console);
    for (row, id) in &intake.left_out {
        let row = (row + 1).to_string();
        console.say(&sentence!("cli-import-left-out", row = row, id = id.as_str()));
    }
    let count = intake.count();
    if count == 0 {
        let shown = intake.departed.len() + intake.differing.len() + intake.left_out.len();
        console.say(&sentence!("cli-import-nothing", shown = shown));
        return;
    }
    let same = intake.rows - intake.new.len() - intake.changed().count() - intake.left_out.len();
    // The number that is asked for next is seen to come about.
    let parts = [
        ("cli-import-summary-new", intake.new.len()),
        ("cli-import-summary-changed", intake.changed().count()),
        ("cli-import-summary-removed", intake.removed().count()),
    ];
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let parts = parts.map(|(key, count)| console.text(&Sentence::new(key).with("count", count)));
    let parts = parts.collect::<Vec<_>>().join(" + ");
    console.say(&sentence!("cli-import-summary", parts = parts, count = count, same = same));
}

/// How the columns were understood.
fn columns(verb: &Import, source: &Source<'_>, console: &Console) {
    let file = verb.file.display().to_string();
    let understanding = source.understanding();
    let (row, count) = ((understanding.row + 1).to_string(), source.rows());
    console.say(&match source.sheet() {
        Some(sheet) => {
            sentence!("cli-import-sheet", file = file, sheet = sheet, row = row, count = count)
        }
        None => sentence!("cli-import-file", file = file, row = row, count = count),
    });
    console.line("");
    let text = |sentence: Sentence| console.text(&sentence);
    let mut table = vec![vec![
        String::new(),
        text(sentence!("cli-import-column")),
        text(sentence!("cli-import-heading")),
        text(sentence!("cli-import-meaning")),
    ]];
    table.extend(understanding.columns.iter().map(|column| {
        vec![
            String::new(),
            column_name(column.number),
            if column.heading.is_empty() { "–".to_owned() } else { cut(&column.heading) },
            match column.meaning {
                Some(meaning) => text(meant(meaning)),
                None => text(sentence!("cli-import-not-read")),
            },
        ]
    }));
    console.columns(&table);
    if understanding.columns.iter().any(|column| column.meaning.is_none()) {
        console.say(&sentence!("cli-import-map"));
    }
    console.line("");
}

/// What a column was understood to hold, in words and as `--map` has it.
fn meant(meaning: Meaning) -> Sentence {
    let name = meaning.name();
    let heading = match meaning {
        Meaning::Value(Field::Commitments) => sentence!("cli-import-commitments"),
        Meaning::Value(field) => intake::heading(field, 0),
        Meaning::GivenName(_) => sentence!("cli-import-given-name"),
        Meaning::FamilyName(_) => sentence!("cli-import-family-name"),
    };
    sentence!("cli-import-meant", heading = heading, name = name)
}

/// Who is not in the sheet, and what becomes of them.
fn departures(intake: &Intake, console: &Console) {
    let fate = |one: &Departure| match (one.removed, one.vanished) {
        (true, _) if intake.from_sample => "cli-import-sample",
        (true, _) => "cli-import-removed",
        (false, true) => "cli-import-vanished",
        (false, false) => "cli-import-others",
    };
    let fates =
        ["cli-import-sample", "cli-import-removed", "cli-import-vanished", "cli-import-others"];
    for key in fates {
        let rows: Vec<(String, String)> = intake
            .departed
            .iter()
            .filter(|one| fate(one) == key)
            .map(|one| (one.id.to_string(), cut(&one.organisation)))
            .collect();
        if !rows.is_empty() {
            console.say(&Sentence::new(key).with("count", rows.len()));
            console.names(&rows);
        }
    }
}

/// Where the roster stays as it is though the sheet says something else.
fn kept(intake: &Intake, console: &Console) {
    let groups = [
        (Decision::Conflict, "cli-import-conflicts"),
        (Decision::HandEdit, "cli-import-hand-edits"),
    ];
    for (decision, key) in groups {
        let of = |revision: &Revision| -> Vec<String> {
            let differences = revision.differences.iter().filter(|d| d.decision == decision);
            differences.map(|d| format!("  {}: {}", revision.id, told(d, console))).collect()
        };
        let lines: Vec<String> = intake.differing.iter().flat_map(of).collect();
        if !lines.is_empty() {
            console.say(&Sentence::new(key).with("count", lines.len()));
            for text in &lines {
                console.item(&masked(text));
            }
        }
    }
}

/// `email: ‘a@x.example’ → ‘b@x.example’`, or with both sides named where the roster stays.
fn told(difference: &Difference, console: &Console) -> String {
    let field = difference.field.name();
    let said = |list| quoted(difference.field, list, console);
    let (roster, sheet) = (said(&difference.roster), said(&difference.sheet));
    if difference.decision.is_written() {
        return format!("{field}: {roster} → {sheet}");
    }
    let both = sentence!("cli-import-both", field = field, roster = roster, sheet = sheet);
    console.text(&both)
}

fn quoted(field: Field, list: &[String], console: &Console) -> String {
    if list.is_empty() {
        return "–".to_owned();
    }
    let quoted = |text: &String| match (field, text.as_str()) {
        (Field::Attends, "true") => console.text(&sentence!("export-yes")),
        (Field::Attends, "false") => console.text(&sentence!("export-no")),
        _ => console.text(&sentence!("cli-import-quoted", text = text)),
    };
    list.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

fn first(list: Option<&Vec<String>>) -> String {
    list.and_then(|list| list.first()).cloned().unwrap_or_default()
}

/// `{"form": "avsikt-import-1", …}`
fn answer(verb: &Import, intake: &Intake, written: bool) -> Value {
    let columns = intake.understanding.columns.iter().map(|column| {
        json!({
            "column": column_name(column.number),
            "heading": column.heading,
            "field": column.meaning.map(Meaning::name),
        })
    });
    let new = intake.new.iter().map(|one| {
        json!({ "id": one.id.as_str(), "organisation": first(one.values.get(&Field::Organisation)) })
    });
    let masked = |list: &[String]| list.iter().map(|text| masked(text)).collect::<Vec<_>>();
    let difference = |difference: &Difference| {
        json!({
            "field": difference.field.name(),
            "roster": masked(&difference.roster),
            "spreadsheet": masked(&difference.sheet),
            "decision": decision_name(difference.decision),
        })
    };
    let differing = intake.differing.iter().map(|revision| {
        let differences = revision.differences.iter().map(difference).collect::<Vec<_>>();
        json!({ "id": revision.id.as_str(), "differences": differences })
    });
    let missing = intake.departed.iter().map(
        |one| json!({ "id": one.id.as_str(), "vanished": one.vanished, "removed": one.removed }),
    );
    let left_out =
        intake.left_out.iter().map(|(row, id)| json!({ "row": row + 1, "id": id.as_str() }));
    json!({
        "form": "avsikt-import-1",
        "file": verb.file.display().to_string(),
        "sheet": intake.sheet,
        "heading_row": intake.understanding.row + 1,
        "columns": columns.collect::<Vec<_>>(),
        "rows": intake.rows,
        "new": new.collect::<Vec<_>>(),
        "differing": differing.collect::<Vec<_>>(),
        "missing": missing.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "count": intake.count(),
        "written": written,
    })
}

fn decision_name(decision: Decision) -> &'static str {
    match decision {
        Decision::Written => "written",
        Decision::HandEdit => "hand-edit",
        Decision::Conflict => "conflict",
        Decision::Overruled => "overruled",
    }
}

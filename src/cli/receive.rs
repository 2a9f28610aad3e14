//! `avsikt receive`: a signed copy or a power of attorney came in.

use serde_json::json;

use super::args::{Args, Receive};
use super::console::Console;
use super::key::with_keyring;
use super::{Exit, Outcome, moment};
use crate::batch::{self, Receipt, Returned};
use crate::diagnostic::Warned;
use crate::sentence;
use crate::words::{Sentence, dates};

pub(super) fn run(args: &Args, verb: &Receive, console: &Console) -> Outcome {
    let returned = if verb.mistake {
        Returned::Mistake
    } else if verb.power_of_attorney {
        Returned::PowerOfAttorney { scans: &verb.scans }
    } else {
        Returned::Signed {
            scans: &verb.scans,
            kind: verb.document.as_deref(),
            revision: verb.revision,
            date: verb.date,
        }
    };
    let Warned { value: receipt, warnings } = with_keyring(args, false, console, |keyring| {
        batch::receive(&args.folder, &verb.id, &returned, &moment()?, keyring)
    })?;
    console.show_briefly(&warnings);
    if verb.json {
        console.json(&json!({
            "form": "avsikt-receive-1",
            "signatory": verb.id,
            "sequence": receipt.sequence,
            "files": receipt.files,
        }));
        return Ok(Exit::Done);
    }
    console.say(&said(&verb.id, &receipt, console));
    for file in &receipt.files {
        console.line(&format!("  {file}"));
    }
    Ok(Exit::Done)
}

fn said(id: &str, receipt: &Receipt, console: &Console) -> Sentence {
    // People count lines from 1.
    let line = i64::try_from(receipt.sequence + 1).unwrap_or(i64::MAX);
    match &receipt.signed {
        Some((document, revision, date)) => sentence!(
            "cli-receive-signed",
            document = document.kind.name(),
            revision = *revision,
            date = dates::date(*date, console.words().language()),
            id = id,
            line = line
        ),
        None if receipt.retracted => sentence!("cli-receive-mistake", id = id, line = line),
        None => sentence!("cli-receive-power-of-attorney", id = id, line = line),
    }
}

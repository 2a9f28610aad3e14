//! `avsikt check`: everything that is wrong, at once.

use std::path::Path;

use super::args::Check;
use super::console::{Console, exit_of};
use super::{Exit, Outcome, json, threads};
use crate::batch;
use crate::diagnostic::Warned;
use crate::sentence;

pub(super) fn run(folder: &Path, verb: &Check, console: &Console) -> Outcome {
    let checked = batch::check(folder, threads(None));
    if verb.json {
        let (found, exit) = match &checked {
            Ok(Warned { warnings, .. }) => (warnings, Exit::Done),
            Err(faults) => (faults, exit_of(faults)),
        };
        console.json(&json::diagnostics(found, console.words()));
        return Ok(exit);
    }
    let Warned { value: prepared, warnings } = checked?;
    console.show(&warnings);
    let count = prepared.roster.signatories.len();
    console.say(&match warnings.len() {
        0 => sentence!("cli-check-right", count = count),
        doubts => sentence!("cli-check-warnings", count = doubts),
    });
    console.say(&sentence!("cli-check-next"));
    Ok(Exit::Done)
}

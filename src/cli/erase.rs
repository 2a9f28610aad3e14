//! `avsikt erase`: what was issued to a signatory that has left goes for good.

use std::cell::Cell;

use serde_json::json;

use super::args::{Args, Erase};
use super::console::Console;
use super::key::with_keyring;
use super::{Exit, Outcome, moment};
use crate::batch::{self, Disposal};
use crate::diagnostic::Warned;
use crate::sentence;

pub(super) fn run(args: &Args, verb: &Erase, console: &Console) -> Outcome {
    if let Some(confirm) = verb.confirm.as_ref().filter(|confirm| **confirm != verb.id) {
        console.say(&sentence!("cli-erase-confirm", confirm = confirm, id = &verb.id));
        return Ok(Exit::Usage);
    }
    let given_up = Cell::new(false);
    let confirmed = |disposal: &Disposal| {
        if verb.confirm.is_some() {
            return true;
        }
        if verb.json {
            return false;
        }
        show(disposal, console);
        let typed = console.ask(&sentence!("cli-erase-ask", id = &verb.id));
        match typed {
            Some(typed) if typed == verb.id => true,
            Some(_) => {
                console.say(&sentence!("cli-erase-given-up"));
                given_up.set(true);
                false
            }
            None => {
                console.say(&sentence!("cli-erase-dry", id = &verb.id));
                false
            }
        }
    };
    let Warned { value: disposal, warnings } = with_keyring(args, false, console, |keyring| {
        let (id, decision) = (&verb.id, &verb.decision);
        batch::erase(&args.folder, id, decision, &confirmed, &moment()?, keyring)
    })?;
    console.show_briefly(&warnings);
    if verb.json {
        console.json(&json!({
            "form": "avsikt-erase-1",
            "signatory": disposal.signatory.as_str(),
            "decision": disposal.decision,
            "erased": disposal.line.is_some(),
            "line": disposal.line,
            "files": disposal.files,
        }));
        return Ok(Exit::Done);
    }
    if let Some(line) = disposal.line {
        console.say(&sentence!(
            "cli-erase-done",
            count = disposal.files.len(),
            id = disposal.signatory.as_str(),
            line = i64::try_from(line).unwrap_or(i64::MAX)
        ));
        if verb.confirm.is_some() {
            stays(&disposal, console);
        }
    }
    Ok(if given_up.get() { Exit::Usage } else { Exit::Done })
}

/// Shows what would go, and what stays.
fn show(disposal: &Disposal, console: &Console) {
    let (decision, count) = (&disposal.decision, disposal.files.len());
    console.say(&sentence!("cli-erase-would", decision = decision, count = count));
    for file in &disposal.files {
        console.line(&format!("  {file}"));
    }
    stays(disposal, console);
}

fn stays(disposal: &Disposal, console: &Console) {
    console.say(&sentence!("cli-erase-stays", id = disposal.signatory.as_str()));
}

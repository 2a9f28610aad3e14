//! `avsikt timestamp`: when was the ledger as it is, by the clock of an authority outside.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{Args, Timestamp};
use super::console::Console;
use super::key::with_keyring;
use super::{Exit, Outcome, moment};
use crate::archive::layout;
use crate::authority;
use crate::batch::{self, Stamping, TimeStamped};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::OUTPUT_DIRECTORY;
use crate::roster::WebAddress;
use crate::sentence;
use crate::words::dates;

pub(super) fn run(args: &Args, verb: &Timestamp, console: &Console) -> Outcome {
    let tsa = match verb.tsa.as_deref().map(WebAddress::parse).transpose() {
        Ok(tsa) => tsa,
        Err((message, remedy)) => {
            console.fail(&Diagnostics::from(Diagnostic::error(message).remedy(remedy)));
            return Ok(Exit::Usage);
        }
    };
    let Warned { value: stamping, warnings } = with_keyring(args, false, console, |keyring| {
        let timeout = authority::TIMEOUT;
        batch::timestamp(&args.folder, tsa.as_ref(), timeout, &moment()?, keyring)
    })?;
    console.show_briefly(&warnings);
    if verb.json {
        console.json(&answer(&stamping));
        return Ok(Exit::Done);
    }
    match stamping {
        Stamping::Covered { size } => {
            console.say(&sentence!("cli-timestamp-covered", size = number(size)));
        }
        Stamping::Done(TimeStamped { size, time }) => {
            let time = dates::universal(time, console.words().language());
            console.say(&sentence!("cli-timestamp-done", size = number(size), time = time));
            console.line(&format!("  {}", layout::timestamp_token(size)));
            console.line(&format!("  {}", layout::timestamp_checkpoint(size)));
            console.say(&sentence!("cli-timestamp-check"));
            console.line(&format!("  {}", command(&args.folder, size)));
        }
    }
    Ok(Exit::Done)
}

/// `{"form": "avsikt-timestamp-1", …}`
fn answer(stamping: &Stamping) -> Value {
    let (size, time) = match stamping {
        Stamping::Covered { size } => (*size, None),
        Stamping::Done(TimeStamped { size, time }) => (*size, Some(time.to_string())),
    };
    json!({
        "form": "avsikt-timestamp-1",
        "new": time.is_some(),
        "size": size,
        "time": time,
        "token": layout::timestamp_token(size),
        "checkpoint": layout::timestamp_checkpoint(size),
    })
}

/// What a person types to check the authority's signature, with a certificate of their choice.
pub(super) fn command(folder: &Path, size: u64) -> String {
    let path = |path: PathBuf| {
        let path = path.display().to_string();
        if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
    };
    let output = |name: String| path(folder.join(OUTPUT_DIRECTORY).join(name));
    let token = output(layout::timestamp_token(size));
    let checkpoint = output(layout::timestamp_checkpoint(size));
    // Beside `output/`, as the guides have it: nothing foreign lies in there.
    let authority = path(folder.join("ca.pem"));
    format!("openssl ts -verify -in {token} -data {checkpoint} -CAfile {authority}")
}

/// A number for a sentence.
pub(super) fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

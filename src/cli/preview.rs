//! `avsikt preview`: a packet to look at, once or on each save.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::args::Preview;
use super::console::Console;
use super::{Exit, Outcome, threads};
use crate::batch::{self, Drafts, Format, Previewed};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::Watch;
use crate::sentence;
use crate::typeset;

pub(super) fn run(folder: &Path, verb: &Preview, console: &Console) -> Outcome {
    let id = verb.id.as_deref();
    let drafts = verb.into.as_deref().map_or_else(|| Drafts::own(folder, id), Drafts::within);
    let format = if verb.png { Format::Png } else { Format::Pdf };
    let make = || batch::preview(folder, id, format, &drafts, threads(None));
    if verb.watch {
        return watch(folder, verb.open, &drafts, &make, console);
    }
    let Warned { value: previewed, warnings } = make()?;
    console.show(&warnings);
    if verb.json {
        let files: Vec<String> = previewed.files.iter().map(|file| name(file)).collect();
        console.json(&json!({ "form": "avsikt-preview-1", "files": files }));
    } else {
        list(&previewed, console);
        console.say(&sentence!("cli-preview-done", count = previewed.files.len()));
    }
    if verb.open {
        open(&previewed)?;
    }
    Ok(Exit::Done)
}

/// Makes the drafts again on each save. What is wrong is shown in place of them, and they stay as
/// they were when it was right. Typst's cache stays warm from one round to the next.
fn watch(
    folder: &Path,
    mut opening: bool,
    drafts: &Drafts,
    make: &dyn Fn() -> Result<Warned<Previewed>, Diagnostics>,
    console: &Console,
) -> Outcome {
    // Before the first round, so that no save falls between.
    let mut watch = Watch::new(folder)?;
    let mut made_before = false;
    for round in 1_u32.. {
        let started = Instant::now();
        let outcome = make();
        let seconds = console.words().decimal(started.elapsed().as_secs_f64(), 2);
        console.clear();
        match outcome {
            Ok(Warned { value: previewed, warnings }) => {
                console.show(&warnings);
                list(&previewed, console);
                let count = previewed.files.len();
                console.say(&sentence!(
                    "cli-preview-made",
                    round = round,
                    count = count,
                    seconds = seconds
                ));
                made_before = true;
                if std::mem::take(&mut opening) {
                    open(&previewed).unwrap_or_else(|fault| console.show(&fault));
                }
                // Only now: a round that failed has used little of what the next one needs.
                typeset::sweep();
            }
            Err(faults) => {
                console.show(&faults);
                console.say(&if made_before {
                    let folder = drafts.folder().display().to_string();
                    sentence!("cli-preview-stands", folder = folder)
                } else {
                    sentence!("cli-preview-none")
                });
            }
        }
        console.say(&sentence!("cli-preview-again"));
        watch.wait()?;
    }
    Ok(Exit::Done)
}

fn list(previewed: &Previewed, console: &Console) {
    for file in &previewed.files {
        console.line(&name(file));
    }
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

/// Shows the first file in whatever the system shows such files in.
fn open(previewed: &Previewed) -> Result<(), Diagnostics> {
    let Some(file) = previewed.files.first() else { return Ok(()) };
    // A path that begins at the root is no web address to the system, whatever it is called.
    let path = std::path::absolute(file).unwrap_or_else(|_| PathBuf::from(file));
    opener::open(&path).map_err(|error| {
        Diagnostic::error(sentence!("cli-preview-open-failed", reason = error.to_string()))
            .remedy(sentence!("cli-preview-open-failed-remedy", path = name(&path)))
            .into()
    })
}

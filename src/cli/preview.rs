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
    console.show_briefly(&warnings);
    if verb.json {
        let files: Vec<String> = previewed.files.iter().map(|file| name(file)).collect();
        console.json(&json!({ "form": "avsikt-preview-1", "files": files }));
    } else {
        list(&previewed, &drafts, console);
        console.say(&sentence!("cli-preview-done", count = previewed.files.len()));
        // Who reads along in a terminal can be told more than a script.
        if console.width().is_some() && !verb.open {
            let words = ["avsikt preview", id.unwrap_or_default(), "--open"];
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            console.say(&sentence!("cli-preview-next", open = words.join(" ")));
        }
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
                console.show_briefly(&warnings);
                list(&previewed, drafts, console);
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

/// The folder once, and below it what is in it: whole paths would not fit into a terminal.
fn list(previewed: &Previewed, drafts: &Drafts, console: &Console) {
    console.line(&name(drafts.folder()));
    for file in &previewed.files {
        let within = file.strip_prefix(drafts.folder()).unwrap_or(file);
        console.line(&format!("  {}", within.display()));
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
    let failed = |message| -> Diagnostics {
        let remedy = sentence!("cli-preview-open-failed-remedy", path = name(&path));
        Diagnostic::error(message).remedy(remedy).into()
    };
    // What is started here does not tell whether it can show anything.
    if !has_screen() {
        return Err(failed(sentence!("cli-preview-no-screen")));
    }
    opener::open(&path)
        .map_err(|error| failed(sentence!("cli-preview-open-failed", reason = error.to_string())))
}

/// Whether there is a screen to show a file on, as far as the system tells.
fn has_screen() -> bool {
    let told = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].into_iter().any(told)
}

//! `avsikt preview`: a packet to look at.

use std::path::Path;

use serde_json::json;

use super::args::Preview;
use super::console::{Console, environment};
use super::{Exit, Outcome, threads};
use crate::batch::{self, Format};
use crate::diagnostic::Warned;
use crate::sentence;

pub(super) fn run(folder: &Path, verb: &Preview, console: &Console) -> Outcome {
    let format = if verb.png { Format::Png } else { Format::Pdf };
    let into = match &verb.into {
        Some(into) => into.clone(),
        // Kept, so that it can be looked at; the system empties its temporary folder itself.
        None => tempfile::Builder::new()
            .prefix("avsikt-preview-")
            .tempdir()
            .map_err(|error| environment(&error.to_string()))?
            .keep(),
    };
    let Warned { value: previewed, warnings } =
        batch::preview(folder, verb.id.as_deref(), format, &into, threads(None))?;
    console.show(&warnings);
    let files: Vec<String> =
        previewed.files.iter().map(|file| file.display().to_string()).collect();
    if verb.json {
        console.json(&json!({ "form": "avsikt-preview-1", "files": files }));
        return Ok(Exit::Done);
    }
    for file in &files {
        console.line(file);
    }
    console.say(&sentence!("cli-preview-done", count = files.len()));
    Ok(Exit::Done)
}

//! `avsikt archive`: a package for the archive.

use serde_json::json;

use super::args::{Archive, Args};
use super::console::Console;
use super::{Exit, Outcome, json, moment, verify};
use crate::archive::bag::Scope;
use crate::archive::package::Form;
use crate::batch::{self, Archived, Packaging};
use crate::diagnostic::Warned;
use crate::sentence;

pub(super) fn run(args: &Args, verb: &Archive, console: &Console) -> Outcome {
    let packaging = Packaging {
        to: &verb.destination,
        form: if verb.zip { Form::Zip } else { Form::Folder },
        scope: if verb.without_personal_data { Scope::WithoutPersonalData } else { Scope::Whole },
    };
    let Warned { value: archived, warnings } =
        batch::archive(&args.folder, &packaging, &moment()?, console)?;
    console.show_briefly(&warnings);
    let package = match archived {
        Archived::Written(package) => package,
        Archived::Unsound(judgement) if verb.json => {
            console.json(&json::judgement(&judgement, console.words()));
            return Ok(Exit::Unsound);
        }
        Archived::Unsound(judgement) => {
            verify::unsound(&judgement, console);
            console.say(&sentence!("cli-archive-unsound"));
            return Ok(Exit::Unsound);
        }
    };
    let path = package.path.display().to_string();
    if verb.json {
        console.json(&json!({
            "form": "avsikt-archive-1",
            "path": path,
            "files": package.files,
            "bytes": package.bytes,
            "left_out": package.left_out,
        }));
        return Ok(Exit::Done);
    }
    console.say(&sentence!("cli-archive-done", path = &path, count = package.files));
    if !package.left_out.is_empty() {
        let count = package.left_out.len();
        console.say(&sentence!("cli-archive-left-out", count = count));
    }
    // bagit.py reads folders.
    let zipped = path.to_ascii_lowercase().ends_with(".zip");
    console.say(&if zipped {
        sentence!("cli-archive-check-zip")
    } else {
        sentence!("cli-archive-check", path = &path)
    });
    console.say(&sentence!("cli-archive-next", path = path));
    Ok(Exit::Done)
}

//! `avsikt produce --shard K/N`: one of many runs that typeset.

use std::time::Instant;

use serde_json::json;

use super::args::{Args, Produce};
use super::console::Console;
use super::{Exit, Outcome, threads};
use crate::batch;
use crate::diagnostic::Warned;
use crate::plan::shard::Shard;
use crate::sentence;

pub(super) fn run(args: &Args, verb: &Produce, shard: Shard, console: &Console) -> Outcome {
    let started = Instant::now();
    let into = verb.into.as_deref();
    let Warned { value: sharded, warnings } =
        batch::shard(&args.folder, shard, into, threads(verb.threads), console)?;
    console.show_briefly(&warnings);
    let folder = sharded.folder.display().to_string();
    if verb.json {
        console.json(&json!({
            "form": "avsikt-produce-shard-1",
            "shard": shard.number(),
            "of": shard.of(),
            "folder": folder,
            "documents": sharded.documents,
            "pages": sharded.pages,
            "unchanged": sharded.unchanged,
            "seconds": started.elapsed().as_secs_f64(),
        }));
    } else if sharded.unchanged {
        let shard = shard.to_string();
        console.say(&sentence!("shard-unchanged", shard = shard, folder = folder));
    } else if sharded.signatories == 0 {
        let shard = shard.to_string();
        console.say(&sentence!("shard-empty", shard = shard, folder = folder));
    } else {
        console.say(&sentence!(
            "shard-done",
            shard = shard.to_string(),
            count = sharded.documents,
            pages = sharded.pages,
            folder = folder
        ));
    }
    Ok(Exit::Done)
}

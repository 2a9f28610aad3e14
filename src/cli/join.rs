//! `avsikt join`: from what shards have typeset to issued documents and ready letters.

use std::time::Instant;

use serde_json::json;

use super::args::{Args, Join};
use super::console::Console;
use super::key::with_keyring;
use super::produce::report;
use super::{Exit, Outcome, json, moment, threads};
use crate::batch::{self, Joined};
use crate::diagnostic::Warned;
use crate::sentence;

pub(super) fn run(args: &Args, verb: &Join, console: &Console) -> Outcome {
    let started = Instant::now();
    let Warned { value: joined, warnings } =
        with_keyring(args, verb.change_key, console, |keyring| {
            let threads = threads(verb.threads);
            batch::join(&args.folder, &verb.folders, threads, &moment()?, keyring, console)
        })?;
    let seconds = started.elapsed().as_secs_f64();
    console.show_briefly(&warnings);
    let Joined { produced, shards, taken } = &joined;
    if verb.json {
        let mut answer = json::produced(produced, seconds);
        let own = json!({ "form": "avsikt-join-1", "shards": shards, "taken": taken });
        for (key, value) in own.as_object().into_iter().flatten() {
            answer[key] = value.clone();
        }
        console.json(&answer);
    } else {
        console.say(&sentence!("shard-joined", shards = *shards, count = *taken));
        report(produced, seconds, console);
    }
    Ok(Exit::Done)
}

//! `avsikt produce`: from the roster to issued documents and ready letters.

use std::time::Instant;

use super::args::{Args, Produce};
use super::console::Console;
use super::key::with_keyring;
use super::{Exit, Outcome, json, moment, shard, threads};
use crate::archive::layout;
use crate::audit::DocumentKey;
use crate::batch::{self, Extras, Produced};
use crate::diagnostic::Warned;
use crate::outbox::Dispatch;
use crate::sentence;
use crate::words::dates;

pub(super) fn run(args: &Args, verb: &Produce, console: &Console) -> Outcome {
    if let Some(shard) = verb.shard {
        return shard::run(args, verb, shard, console);
    }
    let started = Instant::now();
    let Warned { value: produced, warnings } =
        with_keyring(args, verb.change_key, console, |keyring| {
            batch::produce(&args.folder, threads(verb.threads), &moment()?, keyring, console)
        })?;
    let seconds = started.elapsed().as_secs_f64();
    console.show_briefly(&warnings);
    if verb.json {
        console.json(&json::produced(&produced, seconds));
    } else {
        report(&produced, seconds, console);
    }
    Ok(Exit::Done)
}

/// The short table at the end.
pub(super) fn report(produced: &Produced, seconds: f64, console: &Console) {
    if produced.is_unchanged() {
        console.say(&sentence!("cli-produce-unchanged", count = produced.kept));
        return;
    }
    if console.is_verbose() {
        named(produced, console);
    }
    let text = |sentence| console.text(&sentence);
    let path = |part: &str| produced.output.join(part).display().to_string();
    let issued = sentence!(
        "cli-produce-issued",
        count = produced.issued.len(),
        pages = produced.pages(),
        kept = produced.kept + produced.restored
    );
    let composed = sentence!(
        "cli-produce-composed",
        count = produced.composed.len(),
        kept = produced.letters_kept
    );
    let mut rows = vec![
        (text(sentence!("cli-produce-documents")), text(issued)),
        (String::new(), path(layout::DOCUMENTS)),
        (text(sentence!("cli-produce-letters")), text(composed)),
        (String::new(), path(layout::OUTBOX)),
    ];
    let Extras { made, kept, removed } = &produced.extras;
    if made.len() + kept + removed.len() > 0 {
        let extras = sentence!(
            "cli-produce-extras-count",
            made = made.len(),
            kept = *kept,
            removed = removed.len()
        );
        rows.push((text(sentence!("cli-produce-extras")), text(extras)));
        rows.push((String::new(), path(layout::EXTRAS)));
    }
    if !produced.withdrawn.is_empty() || produced.letters_withdrawn > 0 {
        let withdrawn = sentence!(
            "cli-produce-withdrawn-count",
            documents = produced.withdrawn.len(),
            letters = produced.letters_withdrawn,
            both = produced.withdrawn.len().min(produced.letters_withdrawn),
            named = produced.withdrawn.len(),
            whose = whose(produced)
        );
        rows.push((text(sentence!("cli-produce-withdrawn")), text(withdrawn)));
    }
    rows.push((text(sentence!("cli-produce-digests")), path(layout::SUMS)));
    rows.push((text(sentence!("cli-produce-ledger")), path(layout::LEDGER)));
    rows.push((text(sentence!("cli-produce-key")), produced.fingerprint.clone()));
    if let Some(stamped) = &produced.timestamp {
        let time = dates::universal(stamped.time, console.words().language());
        rows.push((text(sentence!("cli-produce-timestamp")), time));
    }
    let time = sentence!("cli-produce-seconds", seconds = console.words().decimal(seconds, 1));
    rows.push((text(sentence!("cli-produce-time")), text(time)));
    console.table(&rows);
    console.line("");
    if let Some(key) = &produced.key_made {
        console.say(&sentence!("cli-produce-key-made", path = key.display().to_string()));
        console.line("");
    }
    let index = path(layout::OVERVIEW);
    console.say(&match produced.dispatch {
        Dispatch::ByHand => {
            sentence!("cli-produce-next-file", index = index, outbox = path(layout::OUTBOX))
        }
        Dispatch::First => sentence!("cli-produce-next", index = index),
        Dispatch::Again { due } => sentence!("cli-produce-next-send", index = index, count = due),
    });
}

/// No more are named in a line.
const MOST_NAMED: usize = 4;

/// Whose documents were withdrawn: ids, and of the ceremony's own what they are.
fn whose(produced: &Produced) -> String {
    let name = |document: &DocumentKey| match &document.signatory {
        Some(id) => id.to_string(),
        None => document.to_string(),
    };
    let mut names: Vec<String> = produced.withdrawn.iter().map(name).collect();
    names.dedup();
    let more = if names.len() > MOST_NAMED { " …" } else { "" };
    names.truncate(MOST_NAMED);
    names.join(", ") + more
}

/// Each document and letter that there is now and was not before.
fn named(produced: &Produced, console: &Console) {
    for (document, revision, _) in &produced.issued {
        console.line(&format!("  {document} r{revision}"));
    }
    for (letter, revision) in &produced.composed {
        console.line(&format!("  {letter}-r{revision}.eml"));
    }
    console.line("");
}

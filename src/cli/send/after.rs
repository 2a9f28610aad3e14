//! What `send` says afterwards: what came of each letter, and the command that goes on from there.

use super::super::args::Args;
use super::super::console::Console;
use super::super::quoted;
use crate::audit::{Delivery, LetterKey};
use crate::batch::{Letter, Sent, TimeStamped};
use crate::outbox::Due;
use crate::sentence;
use crate::words::{Sentence, dates};

/// Says what came of it, without making it more than it is.
pub(super) fn report(sent: &Sent, console: &Console) {
    if sent.mailing.selection.due.is_empty() {
        console.say(&sentence!("cli-send-recorded", count = sent.mailing.decisions.len()));
        return;
    }
    console.line("");
    let accepted = sent.count(Delivery::Accepted);
    match &sent.mailing.test_to {
        Some(address) => console.say(&sentence!(
            "cli-send-tested",
            count = accepted,
            address = address.to_string()
        )),
        None => console.say(&sentence!("cli-send-accepted", count = accepted)),
    }
    let groups = [
        (Delivery::Deferred, "cli-send-done-deferred"),
        (Delivery::Refused, "cli-send-done-refused"),
        (Delivery::Unknown, "cli-send-done-unknown"),
    ];
    for (state, key) in groups {
        let letters: Vec<&Letter> =
            sent.letters.iter().filter(|letter| letter.outcome.state == state).collect();
        if letters.is_empty() {
            continue;
        }
        console.say(&Sentence::new(key).with("count", letters.len()));
        for Letter { due, outcome } in letters {
            let code = outcome.code.map(|code| format!("{code} ")).unwrap_or_default();
            let said = console.text(&outcome.answer.sentence());
            console.fault_item(&format!(
                "  {} r{}  {}  {code}{said}",
                due.letter, due.revision, due.to
            ));
        }
    }
    if sent.untried() > 0 {
        console.say(&sentence!("cli-send-untried", count = sent.untried()));
    }
    if let Some(TimeStamped { time, .. }) = sent.timestamp {
        let time = dates::universal(time, console.words().language());
        console.say(&sentence!("cli-send-timestamp", time = time));
    }
}

/// What kept the rest from being sent, between what was sent and how to go on.
pub(super) fn stopped(sent: &Sent, console: &Console) {
    if !sent.stopped.is_empty() {
        console.line("");
        console.show(&sent.stopped);
    }
}

/// The very command that goes on from here.
pub(super) fn next(args: &Args, sent: &Sent, console: &Console) {
    if sent.mailing.test_to.is_some() {
        return;
    }
    let folder = args.folder.display().to_string();
    let place = if folder == "." { String::new() } else { format!("-C {} ", quoted(&folder)) };
    let command = |rest: &str| format!("  avsikt {place}send{rest}");
    let states = |state: Delivery| -> Vec<&Due> {
        let tried = sent.letters.iter().filter(|letter| letter.outcome.state == state);
        tried.map(|letter| &letter.due).collect()
    };
    let selection = &sent.mailing.selection;
    let ids = |tried: Vec<&Due>, standing: &[(LetterKey, u32)]| {
        let tried = tried.into_iter().map(|due| due.letter.to_string());
        let mut ids: Vec<String> =
            tried.chain(standing.iter().map(|(letter, _)| letter.to_string())).collect();
        ids.dedup();
        ids.join(" ")
    };
    let count = states(Delivery::Unknown).len() + selection.unknown.len();
    let unknown = ids(states(Delivery::Unknown), &selection.unknown);
    if !unknown.is_empty() && !sent.mailing.decisions.iter().any(|d| d.state == Delivery::Confirmed)
    {
        console.say(&sentence!("cli-send-next-unknown", count = count));
        console.line(&command(&format!(" --confirm-sent {unknown}")));
        console.line(&command(&format!(" --resend {unknown}")));
    }
    if !states(Delivery::Deferred).is_empty() || !selection.deferred.is_empty() {
        console.say(&sentence!("cli-send-next-deferred"));
        console.line(&command(" --retry-deferred"));
    }
    let refused = ids(states(Delivery::Refused), &selection.refused);
    if !refused.is_empty() {
        console.say(&sentence!("cli-send-next-refused"));
        console.line(&command(&format!(" --resend {refused}")));
    }
    if sent.untried() > 0 || sent.mailing.beyond_limit > 0 {
        console.say(&sentence!("cli-send-next"));
        console.line(&command(""));
    }
}

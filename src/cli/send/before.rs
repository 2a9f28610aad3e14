//! What `send` shows before anything goes: who gets what, and which letters do not go.

use super::super::console::Console;
use super::super::status::cut;
use crate::audit::entry::Enclosed;
use crate::audit::{Delivery, LetterKey};
use crate::batch::Mailing;
use crate::outbox::{Due, Why};
use crate::roster::Transport;
use crate::sentence;
use crate::words::Sentence;

/// Shows what would go, and before it what was only meant as an example.
pub(super) fn show(mailing: &Mailing, console: &Console) {
    if mailing.selection.due.is_empty() && mailing.decisions.is_empty() {
        return;
    }
    if !mailing.selection.due.is_empty() {
        console.show(&mailing.leftovers);
    }
    let text = |sentence: Sentence| console.text(&sentence);
    let from = mailing.from.to_string();
    console.say(&match &mailing.transport {
        Transport::File => sentence!("cli-send-outbox"),
        Transport::Smtp(server) => {
            let place = format!("{}:{}", server.host, server.port);
            sentence!("cli-send-server", server = place, from = from)
        }
        Transport::Sendmail(sendmail) => {
            let command = sendmail.command.display().to_string();
            sentence!("cli-send-program", command = command, from = from)
        }
    });
    for decision in &mailing.decisions {
        let (letter, revision) = (decision.letter.to_string(), decision.revision);
        console.say(&match decision.state {
            Delivery::Confirmed => {
                sentence!("cli-send-confirms", letter = letter, revision = revision)
            }
            _ if decision.may_have_arrived => {
                sentence!("cli-send-resends", letter = letter, revision = revision)
            }
            _ => sentence!("cli-send-retries", letter = letter, revision = revision),
        });
    }
    if mailing.selection.due.is_empty() {
        return;
    }
    if let Some(address) = &mailing.test_to {
        console.say(&sentence!("cli-send-test", address = address.to_string()));
    }
    console.line("");
    let mut table = vec![vec![
        text(sentence!("cli-send-number")),
        text(sentence!("cli-send-to")),
        text(sentence!("cli-send-address")),
        text(sentence!("cli-send-documents")),
        text(sentence!("cli-send-state")),
    ]];
    let rows = (1..).zip(&mailing.selection.due).map(|(number, due)| {
        vec![
            i32::to_string(&number),
            addressee(due, console),
            due.to.to_string(),
            enclosed(&due.documents, console),
            match &due.went_to {
                Some(address) => text(sentence!("cli-send-readdressed", address = address)),
                None => text(why(due.why)),
            },
        ]
    });
    table.extend(rows);
    // What cells that have to be wrapped must not hide stands first.
    if console.width().is_some() {
        for row in &mut table {
            row[1..].rotate_right(1);
        }
    }
    console.columns(&table);
    console.line("");
    let kinds = [
        (Why::New, "cli-send-count-new"),
        (Why::Changed, "cli-send-count-changed"),
        (Why::Retry, "cli-send-count-retry"),
        (Why::Resend, "cli-send-count-resend"),
    ];
    let parts = kinds.into_iter().filter_map(|(why, key)| {
        let count = mailing.selection.due.iter().filter(|due| due.why == why).count();
        (count > 0).then(|| text(Sentence::new(key).with("count", count)))
    });
    console.say(&sentence!(
        "cli-send-summary",
        count = mailing.selection.due.len(),
        parts = parts.collect::<Vec<_>>().join(", ")
    ));
    if mailing.beyond_limit > 0 {
        console.say(&sentence!("cli-send-beyond", count = mailing.beyond_limit));
    }
    standing(mailing, console);
}

fn why(why: Why) -> Sentence {
    match why {
        Why::New => sentence!("cli-send-new"),
        Why::Changed => sentence!("cli-send-changed"),
        Why::Retry => sentence!("cli-send-retry"),
        Why::Resend => sentence!("cli-send-resend"),
    }
}

/// Whom a letter is for, and whether it is a copy of another.
fn addressee(due: &Due, console: &Console) -> String {
    let main = LetterKey { copy: 0, ..due.letter.clone() };
    let name = due.name.as_deref().map(cut);
    let name = name.unwrap_or_else(|| console.text(&main.name()));
    match due.letter.copy {
        0 => name,
        _ => console.text(&sentence!("cli-send-copy", name = name)),
    }
}

fn enclosed(documents: &[Enclosed], console: &Console) -> String {
    let name = |e: &Enclosed| format!("{} r{}", console.text(&e.document.kind.name()), e.revision);
    documents.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Says which letters do not go, and why.
pub(super) fn standing(mailing: &Mailing, console: &Console) {
    let selection = &mailing.selection;
    if !selection.sent.is_empty() {
        console.say(&sentence!("cli-send-sent-before", count = selection.sent.len()));
    }
    let named = |letters: &[(LetterKey, u32)]| {
        let name = |(letter, revision): &(LetterKey, u32)| format!("{letter} r{revision}");
        letters.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let lists = [
        (&selection.deferred, "cli-send-standing-deferred"),
        (&selection.refused, "cli-send-standing-refused"),
        (&selection.unknown, "cli-send-standing-unknown"),
        (&selection.waiting, "cli-send-standing-waiting"),
    ];
    for (letters, key) in lists {
        if !letters.is_empty() {
            let list =
                Sentence::new(key).with("count", letters.len()).with("letters", named(letters));
            console.say(&list);
        }
    }
}

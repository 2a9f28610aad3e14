//! `avsikt send`: what lies in the outbox goes to its server, once somebody has agreed to it.

use std::time::Duration;

use serde_json::{Value, json};

use super::args::{Args, Send};
use super::console::{Console, exit_of, typed};
use super::json::time_stamped;
use super::key::with_keyring;
use super::{Exit, Outcome, moment, now, threads};
use crate::audit::entry::Enclosed;
use crate::audit::{Delivery, LetterKey};
use crate::batch::{self, Agreement, Letter, Mailing, Sending, Sent, TimeStamped};
use crate::courier::{Password, Patience};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::outbox::{Due, Why};
use crate::roster::{Address, Transport};
use crate::sentence;
use crate::words::{Sentence, dates};

pub(super) fn run(args: &Args, verb: &Send, console: &Console) -> Outcome {
    let test_to = match verb.test_to.as_deref().map(Address::parse).transpose() {
        Ok(address) => address,
        Err((message, remedy)) => {
            console.fail(&Diagnostics::from(Diagnostic::error(message).remedy(remedy)));
            return Ok(Exit::Usage);
        }
    };
    let asked = Sending {
        only: verb.only.clone(),
        limit: verb.limit,
        test_to,
        rate: verb.rate,
        persistence: Duration::from_secs(60 * u64::from(verb.patience)),
        retry_deferred: verb.retry_deferred,
        resend: verb.resend.clone(),
        confirm_sent: verb.confirm_sent.clone(),
        patience: Patience::default(),
    };
    let confirmed = |mailing: &Mailing| {
        if !verb.json {
            show(mailing, console);
        }
        agreed(args, verb, mailing, console)
    };
    let Warned { value: sent, warnings } = with_keyring(args, false, console, |keyring| {
        let (folder, threads) = (&args.folder, threads(None));
        batch::send(folder, &asked, &confirmed, threads, &moment()?, &now, keyring, console)
    })?;
    console.show_briefly(&warnings);
    let exit = exit(verb, &sent);
    if verb.json {
        console.show(&sent.stopped);
        console.json(&answer(&sent));
        return Ok(exit);
    }
    if sent.mailing.transport == Transport::File && sent.mailing.decisions.is_empty() {
        let count = sent.mailing.selection.due.len();
        console.say(&sentence!("cli-send-file", count = count));
    } else if sent.mailing.selection.due.is_empty() && sent.mailing.decisions.is_empty() {
        console.say(&sentence!("cli-send-nothing"));
        standing(&sent.mailing, console);
        stopped(&sent, console);
        next(args, &sent, console);
    } else if sent.confirmed {
        report(&sent, console);
        stopped(&sent, console);
        next(args, &sent, console);
    } else if verb.dry_run && console.width().is_some() {
        console.line("");
        console.say(&sentence!("cli-send-dry-run"));
    }
    // For a script that goes on with --confirm.
    if verb.dry_run && console.width().is_none() {
        let count = sent.mailing.selection.due.len();
        console.say(&sentence!("cli-send-count", count = count));
    }
    Ok(exit)
}

fn exit(verb: &Send, sent: &Sent) -> Exit {
    let due = sent.mailing.selection.due.len();
    let something = sent.mailing.transport != Transport::File && due > 0;
    let accepted = sent.count(Delivery::Accepted);
    if !sent.confirmed {
        let agreed = verb.dry_run || !something;
        return if agreed { Exit::Done } else { Exit::Usage };
    }
    if sent.letters.is_empty() && sent.stopped.errors() > 0 {
        return exit_of(&sent.stopped);
    }
    let all = accepted == due && sent.stopped.errors() == 0;
    if all || !something { Exit::Done } else { Exit::NotAccepted }
}

/// Whether somebody has agreed to it: by typing the number, or by giving it beforehand.
/// There is a password for the server by then.
fn agreed(
    args: &Args,
    verb: &Send,
    mailing: &Mailing,
    console: &Console,
) -> Result<Option<Agreement>, Diagnostics> {
    let count = mailing.selection.due.len();
    if verb.dry_run {
        return Ok(None);
    }
    // A decision sends nothing by itself.
    if count == 0 {
        return Ok(Some(Agreement::default()));
    }
    if mailing.transport == Transport::File {
        return Ok(None);
    }
    let got = || password(args, mailing, console);
    let (said, password) = match verb.confirm {
        Some(number) if number == count => (Some(number.to_string()), got()?),
        Some(number) => (Some(number.to_string()), None),
        None if verb.json || !console.is_attended() => (None, None),
        None => {
            let password = got()?;
            (console.ask(&sentence!("cli-send-ask")), password)
        }
    };
    match said {
        Some(said) if said == count.to_string() => Ok(Some(Agreement { password })),
        Some(said) => {
            console.note(&sentence!("cli-send-wrong-number", said = typed(&said), count = count));
            Ok(None)
        }
        None => {
            console.note(&sentence!("cli-send-unattended", count = count));
            Ok(None)
        }
    }
}

/// The password of the server, if it wants one; asked for when it is nowhere else.
fn password(
    args: &Args,
    mailing: &Mailing,
    console: &Console,
) -> Result<Option<Password>, Diagnostics> {
    let Transport::Smtp(server) = &mailing.transport else { return Ok(None) };
    let Some(login) = &server.login else { return Ok(None) };
    let question = sentence!("cli-send-password", user = &login.user, server = &server.host);
    Password::get(login, &args.folder, &|| console.secret(&question)).map(Some)
}

/// Shows what would go, and before it what was only meant as an example.
fn show(mailing: &Mailing, console: &Console) {
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
            text(why(due.why)),
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
    let name = due.name.as_deref().map(super::status::cut);
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
fn standing(mailing: &Mailing, console: &Console) {
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

/// Says what came of it, without making it more than it is.
fn report(sent: &Sent, console: &Console) {
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
fn stopped(sent: &Sent, console: &Console) {
    if !sent.stopped.is_empty() {
        console.line("");
        console.show(&sent.stopped);
    }
}

/// The very command that goes on from here.
fn next(args: &Args, sent: &Sent, console: &Console) {
    if sent.mailing.test_to.is_some() {
        return;
    }
    let folder = args.folder.display().to_string();
    let place =
        if folder == "." { String::new() } else { format!("-C {} ", super::quoted(&folder)) };
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

/// `{"form": "avsikt-send-1", …}`
fn answer(sent: &Sent) -> Value {
    let due = |due: &Due| {
        json!({
            "letter": due.letter.to_string(),
            "revision": due.revision,
            "to": due.to.to_string(),
            "documents": due.documents.iter().cloned().map(String::from).collect::<Vec<_>>(),
            "why": format!("{:?}", due.why).to_lowercase(),
        })
    };
    let named = |letters: &[(LetterKey, u32)]| -> Vec<Value> {
        let name = |(letter, revision): &(LetterKey, u32)| json!({ "letter": letter.to_string(), "revision": revision });
        letters.iter().map(name).collect()
    };
    let letter = |letter: &Letter| {
        json!({
            "letter": letter.due.letter.to_string(),
            "revision": letter.due.revision,
            "state": letter.outcome.state.as_str(),
            "code": letter.outcome.code,
        })
    };
    let selection = &sent.mailing.selection;
    json!({
        "form": "avsikt-send-1",
        "confirmed": sent.confirmed,
        "test": sent.mailing.test_to.is_some(),
        "due": selection.due.iter().map(due).collect::<Vec<_>>(),
        "sent_before": named(&selection.sent),
        "deferred_before": named(&selection.deferred),
        "refused_before": named(&selection.refused),
        "unknown_before": named(&selection.unknown),
        "waiting": named(&selection.waiting),
        "beyond_limit": sent.mailing.beyond_limit,
        "letters": sent.letters.iter().map(letter).collect::<Vec<_>>(),
        "untried": sent.untried(),
        "timestamp": sent.timestamp.map(time_stamped),
    })
}

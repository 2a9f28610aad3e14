//! `avsikt send`: what lies in the outbox goes to its server, once somebody has agreed to it.

mod after;
mod before;

use std::time::Duration;

use serde_json::{Value, json};

use super::args::{Args, Send};
use super::console::{Console, exit_of, typed};
use super::json::time_stamped;
use super::key::with_keyring;
use super::{Exit, Outcome, moment, now, threads};
use crate::audit::{Delivery, LetterKey};
use crate::batch::{self, Agreement, Letter, Mailing, Sending, Sent};
use crate::courier::{Password, Patience};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::outbox::Due;
use crate::roster::{Address, Transport};
use crate::sentence;

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
            before::show(mailing, console);
        }
        let agreement = agreed(args, verb, mailing, console)?;
        if agreement.is_some() {
            console.stop_in_order();
        }
        Ok(agreement)
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
        before::standing(&sent.mailing, console);
        after::stopped(&sent, console);
        after::next(args, &sent, console);
    } else if sent.confirmed {
        after::report(&sent, console);
        after::stopped(&sent, console);
        after::next(args, &sent, console);
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

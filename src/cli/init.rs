//! `avsikt init`: a new ceremony folder, after a few questions.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::Init;
use super::console::Console;
use super::{Exit, Outcome, now};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::folder::{self, Beginning, Question};
use crate::sentence;
use crate::words::{Language, Sentence, dates};

pub(super) fn run(verb: &Init, console: &Console) -> Outcome {
    // What cannot succeed asks nothing.
    folder::vacant(&verb.directory)?;
    let asking = !verb.yes && console.is_attended();
    let path = verb.directory.display().to_string();
    if asking {
        console.note(&sentence!("cli-init-begin", folder = &path));
    }
    let Some(language) = language(verb, asking, console) else {
        return Ok(given_up(console));
    };
    let mut beginning = Beginning::new(language, today());
    let mut faults = Diagnostics::new();
    for question in Question::ALL {
        if let Some(said) = option(verb, question) {
            beginning.answer(question, said).unwrap_or_else(|more| faults.extend(more));
        }
    }
    if !faults.is_empty() {
        console.fail(&faults);
        return Ok(Exit::Usage);
    }
    for question in Question::ALL {
        let open = asking && option(verb, question).is_none();
        if open && ask(&mut beginning, question, console).is_none() {
            return Ok(given_up(console));
        }
    }
    let roster = beginning.read()?;
    // Nothing has been written so far: whoever breaks off leaves nothing behind.
    folder::create(&verb.directory, &beginning.text(), console.words().language())?;

    console.say(&sentence!("cli-init-done", folder = &path));
    let text = |sentence| console.text(&sentence);
    let spoken = console.words().language();
    let day = dates::day(roster.ceremony.date, spoken);
    let host = format!("{}, {}", roster.host.organisation, roster.host.city);
    console.table(&[
        (text(sentence!("cli-init-title")), roster.ceremony.title.clone()),
        (text(sentence!("cli-init-host")), host),
        (
            text(sentence!("cli-init-day")),
            format!("{day}, {}", beginning.proposal(Question::Start)),
        ),
        (text(sentence!("cli-init-venue")), roster.ceremony.venue.clone()),
    ]);
    // Who was asked has been told at once.
    if beginning.has_been() && option(verb, Question::Date).is_some() {
        console.note(&sentence!("cli-init-past"));
    }
    console.line("");
    console.say(&sentence!("cli-init-next", folder = super::quoted(&path)));
    Ok(Exit::Done)
}

/// The day by the clocks where a ceremony is unless its roster says otherwise.
fn today() -> Date {
    let zone = TimeZone::get("Europe/Stockholm").expect("the bundled database has Stockholm");
    zone.to_datetime(now()).date()
}

fn given_up(console: &Console) -> Exit {
    console.note(&sentence!("cli-init-given-up"));
    Exit::Usage
}

fn option(verb: &Init, question: Question) -> Option<&str> {
    match question {
        Question::Title => verb.title.as_deref(),
        Question::Host => verb.host.as_deref(),
        Question::City => verb.city.as_deref(),
        Question::Venue => verb.venue.as_deref(),
        Question::Date => verb.date.as_deref(),
        Question::Start => verb.start.as_deref(),
    }
}

/// The language that was given or is answered; nobody's answer is the screen's.
fn language(verb: &Init, asking: bool, console: &Console) -> Option<Language> {
    let spoken = console.words().language();
    if let Some(tag) = &verb.language {
        return Some(Language::from_tag(tag).unwrap_or(spoken));
    }
    if !asking {
        return Some(spoken);
    }
    loop {
        let said = console.ask(&asked(sentence!("cli-init-ask-language"), spoken.tag()))?;
        if said.is_empty() {
            return Some(spoken);
        }
        match Language::from_name(&said) {
            Some(language) => return Some(language),
            None => {
                let wrong = Diagnostic::error(sentence!("cli-init-language-wrong", said = said));
                console.show(&wrong.into());
            }
        }
    }
}

/// Asks until the roster's rules let an answer pass; nothing when whoever was asked has gone.
fn ask(beginning: &mut Beginning, question: Question, console: &Console) -> Option<()> {
    let sentence = match question {
        Question::Title => sentence!("cli-init-ask-title"),
        Question::Host => sentence!("cli-init-ask-host"),
        Question::City => sentence!("cli-init-ask-city"),
        Question::Venue => sentence!("cli-init-ask-venue"),
        Question::Date => sentence!("cli-init-ask-date"),
        Question::Start => sentence!("cli-init-ask-start"),
    };
    loop {
        let proposal = beginning.proposal(question);
        let said = console.ask(&asked(sentence.clone(), &proposal))?;
        if said.is_empty() {
            return Some(());
        }
        match beginning.answer(question, &said) {
            Ok(()) if question == Question::Date && beginning.has_been() => {
                if is_meant(console)? {
                    return Some(());
                }
                // It held before, so that it holds again.
                let _ = beginning.answer(question, &proposal);
            }
            Ok(()) => return Some(()),
            Err(faults) => console.show(&faults),
        }
    }
}

/// Whether a day that has been is meant; nothing when whoever was asked has gone.
fn is_meant(console: &Console) -> Option<bool> {
    let said = console.ask(&sentence!("cli-init-past-ask"))?;
    Some(matches!(said.to_lowercase().as_str(), "j" | "ja" | "y" | "yes"))
}

/// A question with what an empty answer means.
fn asked(question: Sentence, proposal: &str) -> Sentence {
    sentence!("cli-init-ask", question = question, proposal = proposal)
}

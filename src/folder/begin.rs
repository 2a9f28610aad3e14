//! The roster that a new folder begins with: an example, with a few answers put into it.

use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, ToSpan as _};
use toml_edit::{DocumentMut, Item, Value};

use super::ROSTER_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText, visible};
use crate::fonts::Fonts;
use crate::roster::Roster;
use crate::running_order::RunningOrder;
use crate::sentence;
use crate::words::written::{self, Unread};
use crate::words::{Language, dates};

/// What can be asked of somebody who makes a folder, in the order in which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What the ceremony is called.
    Title,
    /// Who invites.
    Host,
    /// Where the host is.
    City,
    /// Where it is held.
    Venue,
    /// On which day.
    Date,
    /// When the programme begins.
    Start,
}

impl Question {
    /// All questions, in their order.
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Host, Self::City, Self::Venue, Self::Date, Self::Start];

    /// Where the answer stands in the roster.
    fn path(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["ceremony", "title"],
            Self::Host => &["host", "organisation"],
            Self::City => &["host", "city"],
            Self::Venue => &["ceremony", "venue"],
            Self::Date => &["ceremony", "date"],
            Self::Start => &["ceremony", "programme", "start"],
        }
    }
}

/// A roster that holds after every answer: one that the roster's own rules refuse changes nothing.
///
/// It names invented people only, and the host's offices without names: what the repository's
/// sample says of one municipality has no place in another's papers.
#[derive(Debug)]
pub struct Beginning {
    language: Language,
    today: Date,
    roster: DocumentMut,
    fonts: Fonts,
}

/// The day that is proposed: so many days from today, or the Monday after.
const WEEKS: i32 = 4;
/// The doors open so long before the programme begins.
const DOORS: SignedDuration = SignedDuration::from_mins(15);

const SWEDISH: &str = include_str!("start.sv.toml");
const ENGLISH: &str = include_str!("start.en.toml");

/// The rosters that a folder begins with.
pub(super) const STARTS: [&str; 2] = [SWEDISH, ENGLISH];

/// Rosters whose signatories are examples: those that a folder begins with, and the repository's own.
pub const EXAMPLES: [&str; 3] = [SWEDISH, ENGLISH, include_str!("../../signatories.toml")];

impl Beginning {
    /// The example in a language, for a ceremony in four weeks.
    ///
    /// # Panics
    /// Never: a test reads the examples, and a calendar has a day in four weeks.
    #[must_use]
    pub fn new(language: Language, today: Date) -> Self {
        let text = match language {
            Language::Swedish => SWEDISH,
            Language::English => ENGLISH,
        };
        let mut day = today.saturating_add(WEEKS.weeks());
        while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            day = day.saturating_add(1.day());
        }
        let mut roster: DocumentMut = text.parse().expect("the example is TOML");
        put(&mut roster, Question::Date.path(), &day.to_string());
        put(&mut roster, &["packet", "date"], &today.to_string());
        Self { language, today, roster, fonts: Fonts::bundled() }
    }

    /// What stands in the roster as the answer, until there is another.
    #[must_use]
    pub fn proposal(&self, question: Question) -> String {
        let written = find(self.roster.as_item(), question.path()).and_then(Item::as_str);
        written.unwrap_or_default().to_owned()
    }

    /// Puts an answer into the roster.
    ///
    /// # Errors
    /// What the roster's rules have against it; the roster is then as it was.
    pub fn answer(&mut self, question: Question, said: &str) -> Result<(), Diagnostics> {
        let before = self.roster.clone();
        self.put_in(question, said).map_err(|faults| {
            self.roster = before;
            faults.iter().map(|fault| answered(fault, question, said, self.language)).collect()
        })
    }

    fn put_in(&mut self, question: Question, said: &str) -> Result<(), Diagnostics> {
        // Only the roster's own form stands in the roster.
        let understood = match question {
            Question::Date => written::date(said).ok().map(|date| date.to_string()),
            Question::Start => written::time(said).map(|time| dates::time(time, self.language)),
            Question::Title | Question::Host | Question::City | Question::Venue => None,
        };
        let said = understood.unwrap_or_else(|| said.trim().to_owned());
        put(&mut self.roster, question.path(), &said);
        let roster = self.read()?;
        match question {
            Question::Date => {
                // What happened before today was not prepared after it.
                let packet = self.today.min(roster.ceremony.date);
                put(&mut self.roster, &["packet", "date"], &packet.to_string());
            }
            Question::Start => {
                let start = roster.ceremony.programme.first().and_then(|item| item.start);
                let doors = start.unwrap_or_default().saturating_sub(DOORS);
                let doors = dates::time(doors, self.language);
                put(&mut self.roster, &["ceremony", "doors"], &doors);
            }
            Question::Title | Question::Host | Question::City | Question::Venue => {}
        }
        let roster = self.read()?;
        RunningOrder::plan(&roster).map(|_| ())
    }

    /// Whether the ceremony's day was before today.
    #[must_use]
    pub fn has_been(&self) -> bool {
        self.proposal(Question::Date).parse::<Date>().is_ok_and(|day| day < self.today)
    }

    /// The roster's text.
    #[must_use]
    pub fn text(&self) -> String {
        self.roster.to_string()
    }

    /// The roster as it will be read.
    ///
    /// # Errors
    /// All that is wrong with it: nothing, once [`answer`](Self::answer) has let it pass.
    pub fn read(&self) -> Result<Roster, Diagnostics> {
        let source: Arc<SourceText> = SourceText::new(ROSTER_FILE, self.text());
        Roster::parse(&source, &self.fonts).map(|roster| roster.value)
    }
}

/// A fault as somebody is told of it who was asked, and has not seen the file yet.
fn answered(fault: &Diagnostic, question: Question, said: &str, language: Language) -> Diagnostic {
    let unread = if question == Question::Date { written::date(said).err() } else { None };
    let said = visible(said.trim());
    let error = |message| Diagnostic::error(message);
    match unread {
        Some(Unread::Beyond { month, year, days }) => {
            let month = written::month_name(month, language);
            let month = if days < 30 { format!("{month} {year}") } else { month.to_owned() };
            return error(sentence!("folder-answer-month", month = month, days = i64::from(days)));
        }
        Some(Unread::Ambiguous) => {
            return error(sentence!("folder-answer-ambiguous", said = said));
        }
        Some(Unread::OtherWeekday(date)) => {
            let day = dates::day(date, language);
            return error(sentence!("folder-answer-weekday", said = said, day = day));
        }
        Some(Unread::Unknown) | None => {}
    }
    match fault.message.key() {
        "roster-not-a-date" => Diagnostic::error(sentence!("folder-answer-date", said = said)),
        "roster-no-such-time" => Diagnostic::error(sentence!("folder-answer-time", said = said)),
        _ => Diagnostic { place: None, ..fault.clone() },
    }
}

/// Replaces a text and leaves what stands around it; within a list of sections, that of the first.
fn put(roster: &mut DocumentMut, path: &[&str], text: &str) {
    let item = path.iter().try_fold(roster.as_item_mut(), |item, key| {
        if item.is_array_of_tables() {
            item.as_array_of_tables_mut()?.get_mut(0)?.get_mut(key)
        } else {
            item.get_mut(key)
        }
    });
    let item = item.expect("the example has it");
    let value = item.as_value_mut().expect("the example has a value there");
    let decor = value.decor().clone();
    *value = Value::from(text);
    *value.decor_mut() = decor;
}

fn find<'a>(item: &'a Item, path: &[&str]) -> Option<&'a Item> {
    path.iter().try_fold(item, |item, key| match item.as_array_of_tables() {
        Some(tables) => tables.get(0)?.get(key),
        None => item.get(key),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    /// A Tuesday.
    const TODAY: Date = Date::constant(2026, 11, 24);

    #[test]
    fn the_examples_hold_without_a_warning_on_any_day() {
        for language in Language::ALL {
            for days in 0..7 {
                let beginning = Beginning::new(language, TODAY.saturating_add(days.days()));
                let source = SourceText::new(ROSTER_FILE, beginning.text());
                let parsed = Roster::parse(&source, &beginning.fonts).expect("it holds");
                let shown = parsed.warnings.render(&Words::new(language), false);
                assert!(parsed.warnings.is_empty(), "{shown}");
                let roster = parsed.value;
                assert!(RunningOrder::plan(&roster).expect("a plan").warnings.is_empty());
                assert_eq!(roster.ceremony.language, language);
                let day = roster.ceremony.date;
                assert!(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
                assert!(roster.packet.date < day);
            }
        }
    }

    #[test]
    fn an_answer_is_a_value_whatever_it_holds_and_the_notes_stay() {
        let mut beginning = Beginning::new(Language::Swedish, TODAY);
        let hostile = "A \"B\" ''' \\u0041 # [host] {{x}} #read(\"/etc/passwd\") å";
        beginning.answer(Question::Title, hostile).expect("any text is a title");
        beginning.answer(Question::Host, "  Malmö   stad ").expect("a host");
        beginning.answer(Question::Date, "fredagen den 15 januari 2027").expect("a date");
        beginning.answer(Question::Start, "17.00").expect("a time");
        let roster = beginning.read().expect("it holds");
        assert_eq!(roster.ceremony.title, hostile);
        assert_eq!(roster.host.organisation, "Malmö stad");
        assert_eq!(roster.ceremony.date, Date::constant(2027, 1, 15));
        assert_eq!(roster.packet.date, TODAY);
        let text = beginning.text();
        assert!(text.contains("doors = \"16.45\"                      # när dörrarna"), "{text}");
        let notes = |text: &str| text.matches('#').count();
        assert_eq!(notes(&text), notes(SWEDISH) + 2);
    }

    #[test]
    fn a_wrong_answer_is_refused_by_the_roster_s_own_rules_and_changes_nothing() {
        let mut beginning = Beginning::new(Language::English, TODAY);
        let before = beginning.text();
        for (question, said, key) in [
            (Question::Title, " ", "roster-empty"),
            (Question::Title, "a\u{202e}b", "roster-character-bidi"),
            (Question::Date, "2027-02-30", "folder-answer-month"),
            (Question::Date, "31 April 2027", "folder-answer-month"),
            (Question::Date, "04/12/2026", "folder-answer-ambiguous"),
            (Question::Date, "Monday 4 December 2026", "folder-answer-weekday"),
            (Question::Date, "soon", "folder-answer-date"),
            (Question::Start, "25:00", "folder-answer-time"),
            (Question::Start, "23:50", "roster-past-midnight"),
        ] {
            let faults = beginning.answer(question, said).expect_err(said);
            let keys: Vec<_> = faults.iter().map(|fault| fault.message.key()).collect();
            assert_eq!(keys, [key], "{said}");
            assert!(faults.iter().all(|fault| fault.place.is_none()));
            assert_eq!(beginning.text(), before);
        }
    }

    #[test]
    fn a_ceremony_that_has_been_was_not_prepared_after_it() {
        let mut beginning = Beginning::new(Language::English, TODAY);
        beginning.answer(Question::Date, "20 april 2018").expect("a date");
        assert_eq!(beginning.read().expect("it holds").packet.date.to_string(), "2018-04-20");
    }
}

//! The ceremony as an entry for a signatory's calendar: iCalendar (RFC 5545), sent as RFC 6047 says.

mod lines;
mod zone;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use self::lines::{Lines, mailto, quoted};
use super::files::calendar_name;
use crate::roster::{Contact, Mailbox, Roster, Signatory};
use crate::running_order::RunningOrder;
use crate::sentence;
use crate::words::{Language, Words, dates};

/// What a calendar is told, but for what differs from letter to letter. All of it is among the
/// inputs of a letter, so that nothing in it changes without a new revision.
#[derive(Debug, Clone)]
pub struct Invitation {
    language: Language,
    organisation: String,
    summary: String,
    location: String,
    description: String,
    start: DateTime,
    end: DateTime,
    zone: TimeZone,
    organiser: Mailbox,
    answers: bool,
}

/// Which letter an entry goes with.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'a> {
    /// The entry's name for ever: the same in all revisions, and in all copies.
    pub uid: &'a str,
    /// Counted from 0, higher in each later one of the same name.
    pub sequence: u32,
    /// The instant of composing.
    pub composed: Timestamp,
    /// Whose answer is asked for.
    pub to: &'a Mailbox,
}

/// An entry as it goes into a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `PUBLISH`, or `REQUEST` when an answer is asked for.
    pub method: &'static str,
    /// Lines that end with CRLF.
    pub text: String,
    /// What it is called as a file.
    pub file: String,
}

impl Invitation {
    /// The invitation of a signatory; none for one that does not come.
    #[must_use]
    pub fn new(roster: &Roster, plan: &RunningOrder, signatory: &Signatory) -> Option<Self> {
        let slot = plan.slot_of(&signatory.id)?;
        let (first, last) = (plan.items.first()?, plan.items.last()?);
        let (ceremony, mail, language) = (&roster.ceremony, &roster.mail, signatory.language);
        let words = Words::of(language);
        let time = |time| dates::time(time, language);
        let signing = plan.items.iter().find(|item| !item.slots.is_empty())?;
        let parties = signing.slots.len();
        let mut description = vec![
            words.say(&sentence!(
                "letter-calendar-turn",
                organisation = &signatory.organisation,
                number = slot.number.to_string(),
                parties = parties.to_string(),
                time = time(slot.time),
            )),
            words.say(&sentence!("letter-calendar-signing", time = time(signing.start))),
        ];
        description.extend(
            ceremony
                .doors
                .map(|doors| words.say(&sentence!("letter-calendar-doors", time = time(doors)))),
        );
        let host = &roster.host.organisation;
        description.push(words.say(&sentence!("letter-calendar-documents", host = host)));
        description.push(String::new());
        description.push(words.say(&sentence!("letter-calendar-questions")));
        description.extend(roster.contacts.iter().map(contact));
        Some(Self {
            language,
            organisation: signatory.organisation.clone(),
            summary: words.say(&sentence!("letter-calendar-summary", title = &ceremony.title)),
            location: ceremony.venue.clone(),
            description: description.join("\n"),
            start: ceremony.date.to_datetime(first.start),
            end: ceremony.date.to_datetime(last.end),
            zone: ceremony.zone.clone(),
            organiser: mail.reply_to.as_ref().unwrap_or(&mail.from).clone(),
            answers: mail.answers,
        })
    }

    /// The entry for one letter.
    #[must_use]
    pub fn entry(&self, occurrence: &Occurrence<'_>) -> Entry {
        let method = if self.answers { "REQUEST" } else { "PUBLISH" };
        let zone = zone::name(&self.zone);
        let spoken = |name: &str| format!("{name};LANGUAGE={}", self.language.tag());
        // No form with quotation marks here; the database's names need none.
        let in_zone = |name: &str| format!("{name};TZID={zone}");
        let mut lines = Lines::default();
        lines.plain("BEGIN", "VCALENDAR");
        lines.plain("VERSION", "2.0");
        lines.plain("PRODID", "-//avsikt//avsikt//EN");
        lines.plain("CALSCALE", "GREGORIAN");
        lines.plain("METHOD", method);
        zone::write(&mut lines, &self.zone, self.start.year());
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", occurrence.uid);
        lines.plain("SEQUENCE", &occurrence.sequence.to_string());
        let composed = Offset::UTC.to_datetime(occurrence.composed);
        lines.plain("DTSTAMP", &format!("{}Z", local(composed)));
        lines.plain(&in_zone("DTSTART"), &local(self.start));
        lines.plain(&in_zone("DTEND"), &local(self.end));
        lines.text(&spoken("SUMMARY"), &self.summary);
        lines.text(&spoken("LOCATION"), &self.location);
        lines.text(&spoken("DESCRIPTION"), &self.description);
        lines.plain(&named("ORGANIZER", &self.organiser), &mailto(&self.organiser.address));
        if self.answers {
            let asked = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE";
            let name = named(&format!("ATTENDEE;{asked}"), occurrence.to);
            lines.plain(&name, &mailto(&occurrence.to.address));
        }
        lines.plain("CLASS", "PUBLIC");
        lines.plain("STATUS", "CONFIRMED");
        lines.plain("TRANSP", "OPAQUE");
        lines.plain("END", "VEVENT");
        lines.plain("END", "VCALENDAR");
        let revision = occurrence.sequence + 1;
        let file = calendar_name(&self.organisation, revision, self.language);
        Entry { method, text: lines.into_text(), file }
    }
}

/// A property of a person or an organisation, with its name.
fn named(property: &str, mailbox: &Mailbox) -> String {
    match &mailbox.name {
        Some(name) => format!("{property};CN={}", quoted(name)),
        None => property.to_owned(),
    }
}

/// Whom to ask, on a line.
fn contact(contact: &Contact) -> String {
    let email = contact.email.as_ref().map(ToString::to_string);
    let parts = [Some(&contact.name), contact.organisation.as_ref(), contact.phone.as_ref()];
    let parts = parts.into_iter().chain([email.as_ref()]).flatten();
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// `20180420T073000`
fn local(time: DateTime) -> String {
    let (date, time) = (time.date(), time.time());
    let date = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    format!("{date}T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceText;
    use crate::fonts::Fonts;

    /// The sample's roster with some text replaced, and the entry of its first signatory.
    fn entry(changes: &[(&str, &str)]) -> Entry {
        let mut text = include_str!("../../signatories.toml").to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        let source = SourceText::new("signatories.toml", text);
        let roster = Roster::parse(&source, &Fonts::bundled()).expect("a roster").value;
        let plan = RunningOrder::plan(&roster).expect("a plan").value;
        let signatory = &roster.signatories[0];
        let to = Mailbox {
            name: Some(signatory.organisation.clone()),
            address: signatory.email.clone(),
        };
        let occurrence = Occurrence {
            uid: "avsikt.0011.solbacken",
            sequence: 2,
            composed: "2018-03-26T10:00:00Z".parse().unwrap(),
            to: &to,
        };
        Invitation::new(&roster, &plan, signatory).expect("it comes").entry(&occurrence)
    }

    /// The lines, unfolded, without the zone.
    fn unfolded(entry: &Entry) -> Vec<String> {
        let (head, rest) = entry.text.split_once("BEGIN:VTIMEZONE").unwrap();
        let (_, rest) = rest.split_once("END:VTIMEZONE\r\n").unwrap();
        format!("{head}{rest}").replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn an_entry_tells_when_and_where_and_the_own_turn() {
        let lines = unfolded(&entry(&[]));
        assert_eq!(
            lines[..13],
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//avsikt//avsikt//EN",
                "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
                "BEGIN:VEVENT",
                "UID:avsikt.0011.solbacken",
                "SEQUENCE:2",
                "DTSTAMP:20180326T100000Z",
                "DTSTART;TZID=Europe/Stockholm:20180420T073000",
                "DTEND;TZID=Europe/Stockholm:20180420T085000",
                "SUMMARY;LANGUAGE=sv:Klimatsamverkan Lund: undertecknande",
                "LOCATION;LANGUAGE=sv:Stadshallen i Lund",
            ]
        );
        let description = &lines[13];
        for told in ["undertecknar som nummer", "klockan 08.10.", "\\nFrågor:\\n", "07.15"] {
            assert!(description.contains(told), "{description}");
        }
        assert_eq!(
            lines[14..],
            [
                "ORGANIZER;CN=\"Jon Andersson\":mailto:jon.andersson@lund.example",
                "CLASS:PUBLIC",
                "STATUS:CONFIRMED",
                "TRANSP:OPAQUE",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn only_a_request_names_who_is_asked() {
        let asked = entry(&[("[mail]", "[mail]\nanswers = true")]);
        assert_eq!(asked.method, "REQUEST");
        let attendee = "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;\
                        RSVP=TRUE;CN=\"Solbackens Bageri & Konditori AB\":mailto:";
        let lines = unfolded(&asked);
        assert!(lines.contains(&"METHOD:REQUEST".to_owned()), "{lines:?}");
        assert!(lines.iter().any(|line| line.starts_with(attendee)), "{lines:?}");
        let published = entry(&[]);
        assert_eq!(published.method, "PUBLISH");
        assert!(!published.text.contains("ATTENDEE"));
    }

    #[test]
    fn whatever_stands_in_a_name_stays_in_its_line() {
        let hostile = "A\\\"; B, C: D\\\\nE ^ MAILTO:x";
        let entry = entry(&[
            ("reply-to-name = \"Jon Andersson\"", &format!("reply-to-name = \"{hostile}\"")),
            ("venue = \"Stadshallen i Lund\"", &format!("venue = \"{hostile}\"")),
        ]);
        let lines = unfolded(&entry);
        let organiser =
            "ORGANIZER;CN=\"A^'; B, C: D\\nE ^^ MAILTO:x\":mailto:jon.andersson@lund.example";
        assert!(lines.contains(&organiser.to_owned()), "{lines:?}");
        let venue = "LOCATION;LANGUAGE=sv:A\"\\; B\\, C: D\\\\nE ^ MAILTO:x";
        assert!(lines.contains(&venue.to_owned()), "{lines:?}");
    }
}

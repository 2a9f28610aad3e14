//! The running order on stage: a page for a tablet in a dim room, which prints as the paper.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::ZonedDateTime;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::page::{Each, Page, words};
use crate::roster::{Id, Person, Roster, Signatory};
use crate::running_order::{RunningOrder, Slot, TimedItem};
use crate::sentence;
use crate::words::dates;

const PAGE: Page = Page {
    html: include_str!("page/stage.html"),
    style: include_str!("page/stage.css"),
    script: concat!(
        include_str!("../page/dom.js"),
        include_str!("page/plan.js"),
        include_str!("page/stage.js"),
    ),
    pictures: false,
};

/// The signatories, to be found quickly: there may be thousands.
type ById<'a> = BTreeMap<&'a Id, &'a Signatory>;

impl RunningOrder {
    /// Writes the running order as a page for the stage: `running-order.html`.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn write_page(&self, to: &mut dyn Write, roster: &Roster) -> io::Result<()> {
        let ceremony = &roster.ceremony;
        let language = ceremony.language;
        let by_id = roster.signatories.iter().map(|signatory| (&signatory.id, signatory)).collect();
        let items = Each(|| self.items.iter().map(|timed| item(roster, &by_id, timed)));
        // What was tapped belongs to this plan, and to no other.
        let plan = Sha256::digest(serde_json::to_vec(&items)?);
        let plan = plan.iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let sentences = [
            ("heading", sentence!("stage-heading")),
            ("all", sentence!("stage-all")),
            ("time", sentence!("stage-time")),
            ("number", sentence!("stage-number")),
            ("what", sentence!("stage-what")),
            ("done", sentence!("stage-done")),
            ("controls", sentence!("stage-controls")),
            ("undo", sentence!("stage-undo")),
            ("back", sentence!("stage-back")),
            ("follow", sentence!("stage-follow")),
            ("step", sentence!("stage-step")),
            ("now", sentence!("stage-now")),
            ("next", sentence!("stage-next", time = "{time}")),
            ("begins", sentence!("stage-begins")),
            ("ended", sentence!("stage-ended")),
            ("pause", sentence!("stage-pause")),
            ("count", sentence!("stage-count", number = "{number}", of = "{of}")),
            ("spoken", sentence!("stage-spoken", spoken = "{spoken}")),
            ("left", sentence!("stage-left", minutes = "{minutes}")),
            ("over", sentence!("stage-over", minutes = "{minutes}")),
            ("byClock", sentence!("stage-by-clock")),
            ("onTime", sentence!("stage-on-time")),
            ("late", sentence!("stage-late", minutes = "{minutes}")),
            ("early", sentence!("stage-early", minutes = "{minutes}")),
            ("rehearsal", sentence!("stage-rehearsal")),
        ];
        let data = Data {
            form: "avsikt-running-order-1",
            plan,
            language: language.tag(),
            title: &ceremony.title,
            day: dates::day(ceremony.date, language),
            venue: &ceremony.venue,
            items,
            words: words(language, sentences),
        };
        PAGE.write_in(to, language, &data)
    }
}

/// What the page's program finds.
#[derive(Serialize)]
struct Data<'a, Items> {
    form: &'static str,
    plan: String,
    language: &'static str,
    title: &'a str,
    day: String,
    venue: &'a str,
    items: Items,
    words: Value,
}

/// An item of the programme; instants are in milliseconds since 1970.
#[derive(Serialize)]
struct Item<'a, Slots> {
    what: &'a str,
    who: Option<&'a str>,
    notes: Option<&'a str>,
    start: i64,
    end: i64,
    /// From UTC, in minutes.
    offset: i32,
    fixed: bool,
    /// How long a signature takes, in milliseconds.
    each: i64,
    slots: Slots,
}

/// A signature.
#[derive(Serialize)]
struct Signature<'a> {
    number: usize,
    what: &'a str,
    who: String,
    spoken: Option<&'a str>,
    start: i64,
}

/// An item with its signatures. Its instants are the same wherever the tablet thinks it is.
fn item<'a>(
    roster: &'a Roster,
    by_id: &'a ById<'_>,
    timed: &'a TimedItem,
) -> Item<'a, impl Serialize> {
    let ceremony = &roster.ceremony;
    let item = &ceremony.programme[timed.index];
    let start = ceremony.at(timed.start);
    Item {
        what: &item.what,
        who: item.who.as_deref(),
        notes: item.notes.as_deref(),
        start: milliseconds(&start),
        end: milliseconds(&ceremony.at(timed.end)),
        offset: start.offset().seconds() / 60,
        fixed: item.start.is_some(),
        each: i64::try_from(ceremony.per_signatory.as_millis()).unwrap_or(i64::MAX),
        slots: Each(move || timed.slots.iter().map(move |slot| signature(roster, by_id, slot))),
    }
}

fn signature<'a>(roster: &'a Roster, by_id: &'a ById<'_>, slot: &Slot) -> Signature<'a> {
    let signatory = slot.signatory.as_ref().and_then(|id| by_id.get(id));
    let host = &roster.host;
    let (what, people, spoken) = match signatory {
        Some(s) => (&s.organisation, &s.people, &s.pronunciation),
        None => (&host.organisation, &host.people, &host.pronunciation),
    };
    Signature {
        number: slot.number,
        what,
        who: people.iter().filter_map(named).collect::<Vec<_>>().join(" · "),
        spoken: spoken.as_deref(),
        start: milliseconds(&roster.ceremony.at(slot.time)),
    }
}

/// A person with the title, unless nobody knows yet who will come.
fn named(person: &Person) -> Option<String> {
    let name = person.name.as_deref()?;
    Some(person.title.as_ref().map_or_else(|| name.to_owned(), |title| format!("{name}, {title}")))
}

fn milliseconds(at: &ZonedDateTime) -> i64 {
    at.timestamp().as_millisecond()
}

#[cfg(test)]
mod tests {
    use super::PAGE;

    #[test]
    fn nothing_in_the_page_s_own_sources_ends_its_element() {
        assert_eq!(PAGE.faults(), Vec::<&str>::new());
    }
}

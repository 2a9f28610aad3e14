//! The values that templates see, of the shapes of [`audience`](super::audience), in the language of
//! the document.

use serde_json::{Map, Value, json};

use super::Shape;
use super::audience::Evidence;
use crate::ceremony::Ceremony;
use crate::roster::{Capacity, Contact, Host, Kind, Person, Roster, Signatory};
use crate::running_order::{RunningOrder, Slot};
use crate::words::{Language, dates};

/// Where a document's revision lies in its values, as a JSON pointer (RFC 6901), if it is read.
pub const REVISION: &str = "/document/revision";

/// What stands there until it is known.
const NONE_YET: &str = "";

/// The roster and the plan made from it, seen in one language, as far as a template reads them:
/// thousands of signatories have a lot that nobody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a> {
    roster: &'a Roster,
    plan: &'a RunningOrder,
    language: Language,
    reads: &'a Shape,
}

impl<'a> Fields<'a> {
    /// The values of a roster in a language, of which no others are made than a shape has.
    #[must_use]
    pub fn new(
        roster: &'a Roster,
        plan: &'a RunningOrder,
        language: Language,
        reads: &'a Shape,
    ) -> Self {
        Self { roster, plan, language, reads }
    }

    /// A field, if it is read.
    pub fn read(&self, name: &'static str, value: impl FnOnce() -> Value) -> Option<Value> {
        self.reads.field(name).map(|shape| shape.keep(value()))
    }

    /// A list, if it is read; of each element no more is there at any time than what is read.
    pub fn list(
        &self,
        name: &'static str,
        elements: impl IntoIterator<Item = Value>,
    ) -> Option<Value> {
        let Shape::List(shape) = self.reads.field(name)? else {
            panic!("{name} is a list");
        };
        Some(elements.into_iter().map(|element| shape.keep(element)).collect())
    }

    /// The values of a signatory's own document; its shape is [`Audience::Signatory`](super::audience::Audience::Signatory)'s.
    #[must_use]
    pub fn signatory(&self, signatory: &Signatory, kind: &Kind) -> Value {
        let reference = format!("{}/{kind}", signatory.id);
        let mut fields = self.common(kind, &reference, Some(NONE_YET));
        fields.extend(self.own(signatory));
        Value::Object(fields)
    }

    /// What a signatory's own documents and letters say of it, as far as it is read.
    #[must_use]
    pub fn own(&self, signatory: &Signatory) -> Map<String, Value> {
        let mut fields = self.signatory_record(signatory, true);
        fields.retain(|name, _| self.reads.field(name).is_some());
        fields
    }

    /// The values of a document of the ceremony; its shape is [`Audience::Ceremony`](super::audience::Audience::Ceremony)'s. A sole
    /// trader's number, which is a person's, stays in the sole trader's own documents.
    #[must_use]
    pub fn ceremony(&self, kind: &Kind) -> Value {
        Value::Object(self.whole(kind, Some(NONE_YET)))
    }

    /// The values of the running order; its shape is [`Audience::RunningOrder`](super::audience::Audience::RunningOrder)'s.
    #[must_use]
    pub fn running_order(&self, kind: &Kind, evidence: &Evidence) -> Value {
        let mut fields = self.whole(kind, Some(NONE_YET));
        let Evidence { fingerprint, declarations } = evidence;
        let evidence = || json!({ "fingerprint": fingerprint, "declarations": declarations });
        fields.extend(record([("evidence", self.read("evidence", evidence))]));
        Value::Object(fields)
    }

    /// The values of an extra; its shape is [`Audience::Extra`](super::audience::Audience::Extra)'s.
    #[must_use]
    pub fn extra(&self, kind: &Kind) -> Value {
        let mut fields = self.whole(kind, None);
        // A certificate that nobody gets is looked at all the same, with somebody's values.
        let order = self.plan.signing_order(self.roster);
        let mut certified: Vec<&Signatory> = order.clone();
        certified.retain(|signatory| signatory.is_certified(self.language));
        if certified.is_empty() {
            certified.extend(order.first());
        }
        let certified = certified.into_iter().map(|s| self.others_record(s));
        fields.extend(record([
            ("guests", self.read("guests", || self.guests())),
            ("certified", self.list("certified", certified)),
        ]));
        Value::Object(fields)
    }

    fn whole(&self, kind: &Kind, revision: Option<&str>) -> Map<String, Value> {
        let mut fields = self.common(kind, kind.as_str(), revision);
        let order = self.plan.signing_order(self.roster);
        let absent = order.iter().filter(|s| !s.attends);
        fields.extend(record([
            ("signatories", self.list("signatories", order.iter().map(|s| self.others_record(s)))),
            ("absent", self.list("absent", absent.map(|s| self.others_record(s)))),
            ("rows", self.list("rows", self.rows())),
        ]));
        fields
    }

    fn others_record(&self, signatory: &Signatory) -> Value {
        Value::Object(self.signatory_record(signatory, false))
    }

    /// A signatory's record alone, with its number only when that is fit for other people's eyes
    /// or when they are its own.
    #[must_use]
    pub fn signatory_record(&self, signatory: &Signatory, own: bool) -> Map<String, Value> {
        let number = signatory.organisation_number.filter(|number| own || !number.is_personal());
        let slot = self.plan.slot_of(&signatory.id).map(|slot| self.slot(slot));
        record([
            ("id", Some(text(signatory.id.as_str()))),
            ("organisation", Some(text(&signatory.organisation))),
            ("organisation-number", number.map(|n| text(&n.to_string()))),
            ("city", signatory.city.as_deref().map(text)),
            ("people", Some(self.people(&signatory.people))),
            ("commitments", Some(json!(signatory.commitments))),
            ("attends", Some(Value::Bool(signatory.attends))),
            ("pronunciation", signatory.pronunciation.as_deref().map(text)),
            ("slot", slot),
        ])
    }

    /// The fields that every letter shares with the documents, but for `document`.
    #[must_use]
    pub fn occasion(&self) -> Map<String, Value> {
        let count = self.roster.signatories.len();
        record([
            ("ceremony", self.read("ceremony", || self.ceremony_record())),
            ("host", self.read("host", || self.host(&self.roster.host))),
            ("contacts", self.list("contacts", self.roster.contacts.iter().map(contact))),
            ("programme", self.read("programme", || self.programme())),
            ("count", self.read("count", || text(&count.to_string()))),
            ("parties", self.read("parties", || text(&(count + 1).to_string()))),
        ])
    }

    fn common(&self, kind: &Kind, reference: &str, revision: Option<&str>) -> Map<String, Value> {
        let date = self.roster.packet.date;
        let mut fields = self.occasion();
        let document = || {
            object([
                ("kind", Some(text(kind.as_str()))),
                ("reference", Some(text(reference))),
                ("revision", revision.map(text)),
                ("date", Some(text(&dates::date(date, self.language)))),
                ("date-iso", Some(text(&date.to_string()))),
            ])
        };
        fields.extend(record([("document", self.read("document", document))]));
        fields
    }

    fn ceremony_record(&self) -> Value {
        let ceremony: &Ceremony = &self.roster.ceremony;
        let time = |time| text(&dates::time(time, self.language));
        let items = &self.plan.items;
        let signing = items.iter().find(|item| ceremony.programme[item.index].signing);
        object([
            ("title", Some(text(&ceremony.title))),
            ("occasion", Some(text(&ceremony.occasion))),
            ("venue", Some(text(&ceremony.venue))),
            ("date", Some(text(&dates::date(ceremony.date, self.language)))),
            ("day", Some(text(&dates::day(ceremony.date, self.language)))),
            ("date-iso", Some(text(&ceremony.date.to_string()))),
            ("doors", ceremony.doors.map(time)),
            ("start", items.first().map(|item| time(item.start))),
            ("end", items.last().map(|item| time(item.end))),
            ("signing", signing.map(|item| time(item.start))),
            ("case-number", ceremony.case_number.as_deref().map(text)),
        ])
    }

    fn host(&self, host: &Host) -> Value {
        object([
            ("organisation", Some(text(&host.organisation))),
            ("organisation-number", host.organisation_number.map(|n| text(&n.to_string()))),
            ("unit", host.unit.as_deref().map(text)),
            ("address", Some(json!(host.address))),
            ("city", Some(text(&host.city))),
            ("website", host.website.as_deref().map(text)),
            ("people", Some(self.people(&host.people))),
            ("commitments", Some(json!(host.commitments))),
            ("pronunciation", host.pronunciation.as_deref().map(text)),
        ])
    }

    fn people(&self, people: &[Person]) -> Value {
        let person = |person: &Person| {
            object([
                ("name", person.name.as_deref().map(text)),
                ("title", person.title.as_deref().map(text)),
                ("capacity", Some(text(self.capacity(person.capacity)))),
                ("proxy", Some(Value::Bool(person.capacity == Capacity::Proxy))),
            ])
        };
        people.iter().map(person).collect()
    }

    /// Everybody who comes to sign: the host's people, then the others' in signing order.
    fn guests(&self) -> Value {
        let host = &self.roster.host;
        let order = self.plan.signing_order(self.roster);
        let present = order.iter().filter(|signatory| signatory.attends);
        let present = present.map(|signatory| (&signatory.organisation, &signatory.people));
        let parties = std::iter::once((&host.organisation, &host.people)).chain(present);
        let guests = parties.flat_map(|(organisation, people)| {
            people.iter().map(|person| {
                object([
                    ("name", person.name.as_deref().map(text)),
                    ("title", person.title.as_deref().map(text)),
                    ("organisation", Some(text(organisation))),
                ])
            })
        });
        guests.collect()
    }

    fn capacity(&self, capacity: Capacity) -> &'static str {
        match (capacity, self.language) {
            (Capacity::AuthorisedSignatory, Language::Swedish) => "firmatecknare",
            (Capacity::AuthorisedSignatory, Language::English) => "authorised signatory",
            (Capacity::Proxy, Language::Swedish) => "ombud",
            (Capacity::Proxy, Language::English) => "proxy",
        }
    }

    fn slot(&self, slot: &Slot) -> Value {
        let parties: usize = self.plan.items.iter().map(|item| item.slots.len()).sum();
        json!({
            "number": slot.number.to_string(),
            "time": dates::time(slot.time, self.language),
            "parties": parties.to_string(),
        })
    }

    fn programme(&self) -> Value {
        let item = |timed: &crate::running_order::TimedItem| {
            let item = &self.roster.ceremony.programme[timed.index];
            let minutes = timed.start.duration_until(timed.end).as_mins();
            object([
                ("start", Some(text(&dates::time(timed.start, self.language)))),
                ("end", Some(text(&dates::time(timed.end, self.language)))),
                ("minutes", Some(text(&minutes.to_string()))),
                ("what", Some(text(&item.what))),
                ("who", item.who.as_deref().map(text)),
                ("notes", item.notes.as_deref().map(text)),
                ("signing", Some(Value::Bool(item.signing))),
            ])
        };
        self.plan.items.iter().map(item).collect()
    }

    /// The running order, line by line: the programme with the signatures in their places.
    fn rows(&self) -> impl Iterator<Item = Value> {
        self.plan.items.iter().flat_map(move |timed| {
            let item = &self.roster.ceremony.programme[timed.index];
            let row = object([
                ("time", Some(text(&dates::time(timed.start, self.language)))),
                ("until", Some(text(&dates::time(timed.end, self.language)))),
                ("what", Some(text(&item.what))),
                ("who", item.who.as_deref().map(text)),
                ("notes", item.notes.as_deref().map(text)),
                ("signature", Some(Value::Bool(false))),
                ("signing", Some(Value::Bool(item.signing))),
            ]);
            std::iter::once(row).chain(timed.slots.iter().map(|slot| self.slot_row(slot)))
        })
    }

    fn slot_row(&self, slot: &Slot) -> Value {
        let signatory = slot.signatory.as_ref().and_then(|id| self.roster.signatory(id));
        let host = &self.roster.host;
        let (what, spoken, people) = match signatory {
            Some(s) => (&s.organisation, &s.pronunciation, &s.people),
            None => (&host.organisation, &host.pronunciation, &host.people),
        };
        let names: Vec<&str> = people.iter().filter_map(|p| p.name.as_deref()).collect();
        object([
            ("time", Some(text(&dates::time(slot.time, self.language)))),
            ("what", Some(text(what))),
            ("who", (!names.is_empty()).then(|| text(&names.join(", ")))),
            ("spoken", spoken.as_deref().map(text)),
            ("signature", Some(Value::Bool(true))),
            ("signing", Some(Value::Bool(false))),
            ("number", Some(text(&slot.number.to_string()))),
        ])
    }
}

fn contact(contact: &Contact) -> Value {
    object([
        ("name", Some(text(&contact.name))),
        ("title", contact.title.as_deref().map(text)),
        ("organisation", contact.organisation.as_deref().map(text)),
        ("phone", contact.phone.as_deref().map(text)),
        ("email", contact.email.as_ref().map(|address| text(&address.to_string()))),
        ("website", contact.website.as_deref().map(text)),
    ])
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

pub(crate) fn record<const N: usize>(fields: [(&str, Option<Value>); N]) -> Map<String, Value> {
    fields
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)))
        .collect()
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    Value::Object(record(fields))
}

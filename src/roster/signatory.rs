//! The signatories and the people who sign.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::DeTable;

use super::names::check_id;
use super::reader::{Found, Reader, Section};
use super::{Address, Capacity, Id, OrganisationNumber, Person, Signatory, address};
use crate::sentence;
use crate::words::Language;

const SIGNATORY: [&str; 11] = [
    "id",
    "organisation",
    "organisation-number",
    "people",
    "email",
    "copies",
    "language",
    "city",
    "commitments",
    "attends",
    "pronunciation",
];
const PERSON: [&str; 3] = ["name", "title", "capacity"];

/// A signatory as it was read, with the places that are compared with others'.
struct Written {
    id: Option<Found<String>>,
    organisation: Option<Found<String>>,
    number: Option<Found<OrganisationNumber>>,
    addresses: Vec<Found<Address>>,
    range: Range<usize>,
    signatory: Option<Signatory>,
}

/// All signatories, of the root and of the pieces behind it; what is wrong with each, and what is
/// wrong between them.
pub(super) fn signatories<'t>(
    root: &Section<'_, '_>,
    pieces: impl Iterator<Item = DeTable<'t>>,
    otherwise: Language,
) -> Option<Vec<Signatory>> {
    let mut written: Vec<Written> = Vec::new();
    let mut read_all = |root: &Section<'_, '_>| {
        let sections = root.sections("signatory", &SIGNATORY);
        written.extend(sections.iter().map(|section| read(section, otherwise)));
    };
    read_all(root);
    pieces.for_each(|piece| read_all(&Section::new(root.reader, &piece, 0..0, &["signatory"])));
    if written.is_empty() {
        root.require::<()>("signatory", None)?;
    }
    suggest_ids(root.reader, &written);
    compare(root.reader, &written);
    // A list of their own: collected, they would stay in the room of what was compared, which is twice
    // as large.
    let mut signatories = Vec::with_capacity(written.len());
    for Written { signatory, .. } in written {
        signatories.push(signatory?);
    }
    Some(signatories)
}

fn read(section: &Section<'_, '_>, otherwise: Language) -> Written {
    let reader = section.reader;
    let id = section.text("id").filter(|written| check_id(reader, written));
    let organisation = section.required_text("organisation");
    let number = section.text("organisation-number").and_then(|written| {
        match OrganisationNumber::parse(&written.value) {
            Ok(number) => Some(Found { value: number, range: written.range }),
            Err((message, remedy)) => {
                reader.error(&written.range, message, remedy);
                None
            }
        }
    });
    if let Some(number) = number.as_ref().filter(|number| number.value.is_personal()) {
        reader.warning(
            &number.range,
            sentence!("roster-number-personal"),
            sentence!("roster-number-personal-remedy"),
        );
    }
    let people = people(section);
    let email = section.require("email", address::read(section, "email"));
    let copies: Vec<Found<Address>> = section
        .texts("copies")
        .into_iter()
        .filter_map(|written| address::check(reader, written))
        .collect();
    let language = section.language(otherwise);
    let city = section.text("city").map(|found| found.value);
    let commitments = commitments(section);
    let attends = section.flag("attends").unwrap_or(true);
    let pronunciation = section.text("pronunciation").map(|found| found.value);
    let signatory = match (&id, &organisation, people, &email) {
        (Some(id), Some(organisation), Some(people), Some(email)) => Some(Signatory {
            id: Id(id.value.as_str().into()),
            organisation: organisation.value.clone(),
            organisation_number: number.as_ref().map(|found| found.value),
            people,
            email: email.value.clone(),
            copies: copies.iter().map(|found| found.value.clone()).collect(),
            language,
            city,
            commitments,
            attends,
            pronunciation,
            place: reader.place(&section.range),
        }),
        _ => None,
    };
    // An id that was there and faulty needs no suggestion.
    let id = id.or_else(|| {
        section.value("id").map(|value| Found { value: String::new(), range: value.span() })
    });
    let addresses = email.into_iter().chain(copies).collect();
    Written { id, organisation, number, addresses, range: section.range.clone(), signatory }
}

/// What a party undertakes: each goes on after “undertakes to”.
pub(super) fn commitments(section: &Section<'_, '_>) -> Vec<String> {
    let written = section.texts("commitments");
    for Found { value, range } in &written {
        // A name may begin one, and an abbreviation end it.
        if value.starts_with(char::is_uppercase) && value.ends_with('.') {
            section.reader.warning(
                range,
                sentence!("roster-commitment-sentence"),
                sentence!("roster-commitment-sentence-remedy"),
            );
        }
    }
    // With no more room than they need.
    let mut commitments = Vec::with_capacity(written.len());
    commitments.extend(written.into_iter().map(|found| found.value));
    commitments
}

/// Who signs for a party, at least one; a name may be unknown until the day.
pub(super) fn people(section: &Section<'_, '_>) -> Option<Vec<Person>> {
    let written = section.sections("people", &PERSON);
    if written.is_empty() && section.value("people").is_some_and(|v| v.get_ref().is_array()) {
        section.reader.error(
            &section.value("people").map_or(section.range.clone(), toml::Spanned::span),
            sentence!("roster-no-people"),
            sentence!("roster-no-people-remedy"),
        );
    }
    section.require("people", (!written.is_empty()).then_some(()))?;
    let unsaid =
        |person: &Section<'_, '_>| ["name", "title"].iter().all(|key| person.value(key).is_none());
    if written.iter().all(unsaid) {
        section.reader.warning(
            &section.value("people").map_or(section.range.clone(), toml::Spanned::span),
            sentence!("roster-nobody-named"),
            sentence!("roster-nobody-named-remedy"),
        );
    }
    let capacities: Vec<(&str, Capacity)> = Capacity::ALL
        .into_iter()
        .flat_map(|(capacity, english, swedish)| [(english, capacity), (swedish, capacity)])
        .collect();
    let people = written.iter().map(|person| {
        let text = |key| person.text(key).map(|found| found.value);
        let capacity = person.choice("capacity", &capacities);
        Person {
            name: text("name"),
            title: text("title"),
            capacity: capacity.unwrap_or(Capacity::AuthorisedSignatory),
        }
    });
    Some(people.collect())
}

/// Proposes an id for each signatory without one: free, neutral for a sole trader.
fn suggest_ids(reader: &Reader<'_>, written: &[Written]) {
    let mut taken: BTreeSet<String> =
        written.iter().filter_map(|w| w.id.as_ref()).map(|id| id.value.clone()).collect();
    for (index, signatory) in written.iter().enumerate().filter(|(_, w)| w.id.is_none()) {
        let personal = signatory.number.as_ref().is_some_and(|number| number.value.is_personal());
        let organisation = signatory.organisation.as_ref().map_or("", |found| &found.value);
        let free = Id::propose(organisation, personal, index + 1, &taken);
        reader.error(
            &signatory.range,
            sentence!("roster-missing-id"),
            sentence!("roster-missing-id-remedy", id = free.as_str()),
        );
        taken.insert(free.into());
    }
}

/// What must not occur twice, and what is suspicious when it does.
fn compare(reader: &Reader<'_>, written: &[Written]) {
    let mut ids: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
    let mut addresses: BTreeMap<String, &Range<usize>> = BTreeMap::new();
    let mut organisations: BTreeMap<String, &Range<usize>> = BTreeMap::new();
    let mut numbers: BTreeMap<String, &Range<usize>> = BTreeMap::new();
    let line = |range: &Range<usize>| reader.source.line_column(range.start).0;
    for signatory in written {
        if let Some(id) = signatory.id.as_ref().filter(|id| !id.value.is_empty()) {
            if let Some(first) = ids.get(id.value.as_str()) {
                reader.error(
                    &id.range,
                    sentence!("roster-duplicate-id", id = &id.value, line = line(first)),
                    sentence!("roster-duplicate-id-remedy"),
                );
            } else {
                ids.insert(&id.value, &id.range);
            }
        }
        for address in &signatory.addresses {
            // Mail programs tell addresses apart by case; people do not.
            let key = address.value.to_string().to_lowercase();
            if let Some(first) = addresses.get(&key) {
                let line = line(first);
                reader.error(
                    &address.range,
                    sentence!("roster-duplicate-address", address = &key, line = line),
                    sentence!("roster-duplicate-address-remedy"),
                );
            } else {
                addresses.insert(key, &address.range);
            }
        }
        if let Some(organisation) = &signatory.organisation {
            let key = organisation.value.to_lowercase();
            if let Some(first) = organisations.insert(key, &organisation.range) {
                reader.warning(
                    &organisation.range,
                    sentence!("roster-duplicate-organisation", line = line(first)),
                    sentence!("roster-duplicate-organisation-remedy"),
                );
            }
        }
        if let Some(number) = &signatory.number
            && let Some(first) = numbers.insert(number.value.to_string(), &number.range)
        {
            reader.warning(
                &number.range,
                sentence!("roster-duplicate-number", line = line(first)),
                sentence!("roster-duplicate-organisation-remedy"),
            );
        }
    }
}

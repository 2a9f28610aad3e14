//! The sections of the roster, but for the signatories.

use std::path::{Component, PathBuf};

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::names::check_name;
use super::reader::{Found, Reader, Section};
use super::signatory::{commitments, people};
use super::{
    Contact, Enclosure, EvidenceSettings, Host, Kind, OrganisationNumber, PacketSettings, PdfLevel,
    WebAddress, address,
};
use crate::ceremony::{Ceremony, Extra, ProgrammeItem, SigningOrder};
use crate::sentence;
use crate::words::Language;

const CEREMONY: [&str; 13] = [
    "title",
    "occasion",
    "venue",
    "date",
    "doors",
    "ends",
    "zone",
    "case-number",
    "language",
    "signing-order",
    "minutes-per-signatory",
    "extras",
    "programme",
];
const ITEM: [&str; 6] = ["what", "who", "notes", "start", "minutes", "signing"];
const HOST: [&str; 9] = [
    "organisation",
    "organisation-number",
    "unit",
    "address",
    "city",
    "website",
    "people",
    "pronunciation",
    "commitments",
];
const CONTACT: [&str; 6] = ["name", "title", "organisation", "phone", "email", "website"];
const PACKET: [&str; 4] = ["documents", "enclosures", "level", "date"];
const ENCLOSURE: [&str; 3] = ["name", "title", "file"];
const EVIDENCE: [&str; 1] = ["tsa"];

/// Kinds that are no document of a packet.
const OWN_KINDS: [&str; 5] =
    ["joint-declaration", "running-order", "report", "letter", "coordinator-letter"];

pub(super) fn ceremony(root: &Section<'_, '_>) -> Option<Ceremony> {
    let section = root.require("ceremony", root.section("ceremony", &CEREMONY))?;
    let title = section.required_text("title");
    let occasion = section.required_text("occasion");
    let venue = section.required_text("venue");
    let date = section.require("date", section.date("date"));
    let doors = section.time("doors");
    let ends = section.time("ends");
    let zone = zone(&section);
    let case_number = section.text("case-number");
    let language = section.language(Language::Swedish);
    let signing_order = signing_order(&section);
    let minutes = section.minutes("minutes-per-signatory");
    let extras = section.choices("extras", &Extra::ALL.map(|(extra, name)| (name, extra)));
    let programme = programme(&section);
    if let (Some(date), Some(zone)) = (&date, &zone) {
        for time in [&doors, &ends].into_iter().flatten() {
            check_time(section.reader, date.value, time, zone);
        }
        for item in programme.iter().flatten() {
            if let Some(start) = &item.start {
                check_time(section.reader, date.value, start, zone);
            }
        }
    }
    let programme = programme?.into_iter().map(|item| item.into_item(section.reader)).collect();
    Some(Ceremony {
        title: title?.value,
        occasion: occasion?.value,
        venue: venue?.value,
        date: date?.value,
        doors: doors.map(|found| found.value),
        ends: ends.map(|found| found.value),
        zone: zone?,
        case_number: case_number.map(|found| found.value),
        language,
        signing_order,
        per_signatory: duration(minutes.map_or(1.0, |found| found.value)),
        extras,
        programme,
        place: section.reader.place(&section.range),
    })
}

fn duration(minutes: f64) -> SignedDuration {
    // Seconds are as fine as a programme gets; the reader has checked the range.
    #[expect(clippy::cast_possible_truncation, reason = "at most a day")]
    let seconds = (minutes * 60.0).round() as i64;
    SignedDuration::from_secs(seconds)
}

fn zone(section: &Section<'_, '_>) -> Option<TimeZone> {
    let Some(name) = section.text("zone") else {
        return section.value("zone").is_none().then(|| {
            TimeZone::get("Europe/Stockholm").expect("the bundled database has Stockholm")
        });
    };
    // The database knows the name of a zone that is unknown.
    let zone = TimeZone::get(&name.value).ok().filter(|zone| zone.iana_name().is_some());
    if zone.is_none() {
        section.reader.error(
            &name.range,
            sentence!("roster-unknown-zone", zone = name.value),
            sentence!("roster-unknown-zone-remedy"),
        );
    }
    zone
}

/// A time that the clocks jump over on that day is none that anyone can come at.
fn check_time(reader: &Reader<'_>, date: Date, time: &Found<Time>, zone: &TimeZone) {
    let instant = zone.to_ambiguous_timestamp(date.to_datetime(time.value));
    if matches!(instant.offset(), AmbiguousOffset::Gap { .. }) {
        reader.error(
            &time.range,
            sentence!("roster-time-skipped"),
            sentence!("roster-time-skipped-remedy"),
        );
    }
}

fn signing_order(section: &Section<'_, '_>) -> SigningOrder {
    let orders = [("alphabetical", SigningOrder::Alphabetical), ("roster", SigningOrder::Roster)];
    section.choice("signing-order", &orders).unwrap_or(SigningOrder::Alphabetical)
}

struct WrittenItem {
    what: String,
    who: Option<String>,
    notes: Option<String>,
    start: Option<Found<Time>>,
    minutes: Option<f64>,
    signing: bool,
    range: std::ops::Range<usize>,
}

impl WrittenItem {
    fn into_item(self, reader: &Reader<'_>) -> ProgrammeItem {
        ProgrammeItem {
            what: self.what,
            who: self.who,
            notes: self.notes,
            start: self.start.map(|found| found.value),
            duration: self.minutes.map(duration),
            signing: self.signing,
            place: reader.place(&self.range),
        }
    }
}

fn programme(section: &Section<'_, '_>) -> Option<Vec<WrittenItem>> {
    let written = section.sections("programme", &ITEM);
    section.require("programme", (!written.is_empty()).then_some(()))?;
    let mut signing: Option<std::ops::Range<usize>> = None;
    let mut items = Vec::new();
    for item in &written {
        let what = item.required_text("what");
        let signs = item.flag("signing").unwrap_or(false);
        let minutes = item.minutes("minutes");
        let start = item.time("start");
        if signs && signing.replace(item.range.clone()).is_some() {
            item.reader.error(
                &item.range,
                sentence!("roster-second-signing"),
                sentence!("roster-second-signing-remedy"),
            );
        }
        if !signs && item.value("minutes").is_none() {
            item.require::<()>("minutes", None);
        }
        let text = |key| item.text(key).map(|found| found.value);
        let (who, notes) = (text("who"), text("notes"));
        if let Some(what) = what {
            items.push(WrittenItem {
                what: what.value,
                who,
                notes,
                start,
                minutes: minutes.map(|found| found.value),
                signing: signs,
                range: item.range.clone(),
            });
        }
    }
    if let Some(first) = written.first()
        && first.value("start").is_none()
    {
        first.require::<()>("start", None);
    }
    if signing.is_none() {
        section.reader.error(
            &section.range,
            sentence!("roster-no-signing"),
            sentence!("roster-no-signing-remedy"),
        );
    }
    Some(items)
}

pub(super) fn host(root: &Section<'_, '_>) -> Option<Host> {
    let section = root.require("host", root.section("host", &HOST))?;
    let organisation = section.required_text("organisation");
    let number = section.text("organisation-number");
    let number = number.and_then(|written| match OrganisationNumber::parse(&written.value) {
        Ok(number) if number.is_personal() => {
            section.reader.error(
                &written.range,
                sentence!("roster-host-number-personal"),
                sentence!("roster-host-number-personal-remedy"),
            );
            None
        }
        Ok(number) => Some(number),
        Err((message, remedy)) => {
            section.reader.error(&written.range, message, remedy);
            None
        }
    });
    let city = section.required_text("city");
    let people = people(&section);
    let text = |key| section.text(key).map(|found| found.value);
    let (unit, website, pronunciation) = (text("unit"), text("website"), text("pronunciation"));
    let address = section.texts("address").into_iter().map(|found| found.value).collect();
    let commitments = commitments(&section);
    Some(Host {
        organisation: organisation?.value,
        organisation_number: number,
        unit,
        address,
        city: city?.value,
        website,
        people: people?,
        pronunciation,
        commitments,
    })
}

pub(super) fn contacts(root: &Section<'_, '_>) -> Option<Vec<Contact>> {
    let sections = root.sections("contact", &CONTACT);
    root.require("contact", (!sections.is_empty()).then_some(()))?;
    let contacts: Vec<Option<Contact>> = sections
        .iter()
        .map(|section| {
            let name = section.required_text("name");
            let email = address::read(section, "email").map(|found| found.value);
            let text = |key| section.text(key).map(|found| found.value);
            let (title, organisation) = (text("title"), text("organisation"));
            let (phone, website) = (text("phone"), text("website"));
            Some(Contact { name: name?.value, title, organisation, phone, email, website })
        })
        .collect();
    contacts.into_iter().collect()
}

pub(super) fn packet(
    root: &Section<'_, '_>,
    ceremony: Option<&Ceremony>,
) -> Option<PacketSettings> {
    let section = root.require("packet", root.section("packet", &PACKET))?;
    let reader = section.reader;
    let date = section.require("date", section.date("date"));
    if let (Some(date), Some(ceremony)) = (&date, ceremony)
        && date.value > ceremony.date
    {
        reader.warning(
            &date.range,
            sentence!("roster-packet-late", date = ceremony.date),
            sentence!("roster-packet-late-remedy"),
        );
    }
    let levels: Vec<(&str, PdfLevel)> =
        PdfLevel::ALL.into_iter().map(|(level, name)| (name, level)).collect();
    let level = section.choice("level", &levels).unwrap_or(PdfLevel::A2a);

    let mut documents: Vec<Kind> = Vec::new();
    for written in section.texts("documents") {
        if !check_name(reader, "documents", &written) {
            continue;
        }
        let kind = Kind(written.value.into());
        if Extra::ALL.iter().any(|(_, name)| *name == kind.as_str()) {
            reader.error(
                &written.range,
                sentence!("roster-kind-extra", kind = kind.as_str()),
                sentence!("roster-kind-extra-remedy", kind = kind.as_str()),
            );
        } else if OWN_KINDS.contains(&kind.as_str()) {
            reader.error(
                &written.range,
                sentence!("roster-kind-own", kind = kind.as_str()),
                sentence!("roster-kind-own-remedy"),
            );
        } else if documents.contains(&kind) {
            reader.error(
                &written.range,
                sentence!("roster-kind-twice", kind = kind.as_str()),
                sentence!("roster-kind-twice-remedy"),
            );
        } else {
            documents.push(kind);
        }
    }
    let place = section.value("documents").map_or(section.range.clone(), toml::Spanned::span);
    if section.value("documents").is_none() {
        documents = vec![Kind("invitation".into()), Kind("declaration".into())];
    } else if documents.is_empty() {
        reader.error(
            &place,
            sentence!("roster-no-documents"),
            sentence!("roster-no-documents-remedy"),
        );
    }

    let mut enclosures: Vec<Enclosure> = Vec::new();
    for section in section.sections("enclosures", &ENCLOSURE) {
        let Some(enclosure) = enclosure(&section) else {
            continue;
        };
        let taken = |kind: &Kind| *kind == enclosure.name;
        if documents.iter().chain(enclosures.iter().map(|other| &other.name)).any(taken)
            || OWN_KINDS.contains(&enclosure.name.as_str())
        {
            reader.error(
                &section.range,
                sentence!("roster-kind-twice", kind = enclosure.name.as_str()),
                sentence!("roster-kind-twice-remedy"),
            );
        } else {
            enclosures.push(enclosure);
        }
    }
    Some(PacketSettings {
        documents,
        enclosures,
        level,
        date: date?.value,
        place: reader.place(&place),
    })
}

/// An optional section: a roster without it has everything but an outside witness.
pub(super) fn evidence(root: &Section<'_, '_>) -> EvidenceSettings {
    let section = root.section("evidence", &EVIDENCE);
    let tsa = section.and_then(|section| {
        let written = section.text("tsa")?;
        let parsed = WebAddress::parse(&written.value);
        parsed
            .map_err(|(message, remedy)| section.reader.error(&written.range, message, remedy))
            .ok()
    });
    EvidenceSettings { tsa }
}

fn enclosure(section: &Section<'_, '_>) -> Option<Enclosure> {
    let name = section.required_text("name");
    let title = section.required_text("title");
    let file = section.required_text("file");
    let name = name.filter(|written| check_name(section.reader, "name", written));
    let file = file?;
    let path = PathBuf::from(&file.value);
    // A backslash is a separator on Windows only; the roster means the same everywhere.
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)))
        && !file.value.contains(['\\', ':']);
    if !inside {
        section.reader.error(
            &file.range,
            sentence!("roster-enclosure-outside", file = &file.value),
            sentence!("roster-enclosure-outside-remedy"),
        );
        return None;
    }
    let place = section.reader.place(&file.range);
    Some(Enclosure { name: Kind(name?.value.into()), title: title?.value, file: path, place })
}

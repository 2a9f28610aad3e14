//! WHO: the roster, `signatories.toml`, parsed into values that are valid because they exist.

mod address;
mod kind;
mod mail;
mod names;
mod organisation_number;
mod reader;
mod sections;
mod signatory;
mod syntax;
mod tables;
mod text;
mod transport;
mod wanted;
mod web_address;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::kind::Kind;
pub use self::organisation_number::OrganisationNumber;
pub(crate) use self::reader::nearest;
use self::reader::{Reader, Section};
pub(crate) use self::tables::Tables;
pub use self::text::{is_plain, normal};
pub use self::transport::{Login, PasswordSource, Sendmail, SmtpServer, Tls, Transport};
pub use self::web_address::WebAddress;
use crate::ceremony::{Ceremony, Extra};
use crate::diagnostic::{Diagnostics, Place, SourceText, Warned};
use crate::fonts::Fonts;
use crate::words::Language;

/// Everything that the coordinator wrote. All text is NFC, on one line, with single spaces, and
/// holds only characters that the fonts can print; no control, bidi or unassigned characters.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The occasion.
    pub ceremony: Ceremony,
    /// Who invites and signs first.
    pub host: Host,
    /// Whom to ask, at least one.
    pub contacts: Vec<Contact>,
    /// How letters are addressed.
    pub mail: Mail,
    /// What a packet holds.
    pub packet: PacketSettings,
    /// Who else bears witness to what happens.
    pub evidence: EvidenceSettings,
    /// Who signs, in the roster's order, at least one.
    pub signatories: Vec<Signatory>,
    /// Where in `signatories` each is.
    places: BTreeMap<Id, usize>,
}

impl Roster {
    /// Every addressee with the address that its letter goes to, the coordinator last.
    pub fn recipients(&self) -> impl Iterator<Item = (Option<&Id>, u32, &Address)> {
        let signatories = self.signatories.iter().flat_map(|signatory| {
            let addresses = std::iter::once(&signatory.email).chain(&signatory.copies);
            (0..).zip(addresses).map(|(copy, address)| (Some(&signatory.id), copy, address))
        });
        signatories.chain([(None, 0, &self.mail.coordinator.address)])
    }

    /// Reads a roster. The fonts decide which characters can be printed.
    ///
    /// # Errors
    /// All faults, each at its place with a remedy; warnings travel beside them, or beside the
    /// roster when there are no errors. Of a text that is no TOML the first fault alone: what comes
    /// after it means nothing.
    pub fn parse(source: &Arc<SourceText>, fonts: &Fonts) -> Result<Warned<Self>, Diagnostics> {
        const SECTIONS: [&str; 7] =
            ["ceremony", "host", "contact", "mail", "packet", "evidence", "signatory"];
        let reader = Reader::new(source, fonts);
        let tables = match Tables::parse(&source.text) {
            Ok(tables) => tables,
            Err(fault) => {
                reader.error(&fault.range, fault.message.clone(), fault.remedy());
                return Err(reader.into_faults());
            }
        };
        let roster = {
            let root = Section::new(&reader, &tables.head, 0..0, &SECTIONS);
            let ceremony = sections::ceremony(&root);
            let host = sections::host(&root);
            let contacts = sections::contacts(&root);
            let mail = mail::mail(&root);
            let packet = sections::packet(&root, ceremony.as_ref());
            let evidence = sections::evidence(&root);
            let language = ceremony.as_ref().map_or(Language::Swedish, |c| c.language);
            let signatories = signatory::signatories(&root, tables.pieces(), language);
            match (ceremony, host, contacts, mail, packet, signatories) {
                (
                    Some(ceremony),
                    Some(host),
                    Some(contacts),
                    Some(mail),
                    Some(packet),
                    Some(signatories),
                ) => {
                    let places = places(&signatories);
                    Some(Self {
                        ceremony,
                        host,
                        contacts,
                        mail,
                        packet,
                        evidence,
                        signatories,
                        places,
                    })
                }
                _ => None,
            }
        };
        let faults = reader.into_faults();
        debug_assert!(roster.is_some() || faults.errors() > 0, "a roster is lost for a reason");
        match roster {
            Some(roster) => faults.into_result(roster),
            None => Err(faults.sorted()),
        }
    }

    /// The extras that are to be made, with their languages: the ceremony's, but for certificates,
    /// which are made in each language of those who get one.
    pub fn extras(&self) -> impl Iterator<Item = (Extra, Language)> {
        self.ceremony.extras.iter().flat_map(move |extra| {
            let made = move |language: &Language| match extra {
                Extra::Certificate => self.signatories.iter().any(|s| s.is_certified(*language)),
                _ => *language == self.ceremony.language,
            };
            Language::ALL.into_iter().filter(made).map(|language| (*extra, language))
        })
    }

    /// The signatory of an id.
    #[must_use]
    pub fn signatory(&self, id: &Id) -> Option<&Signatory> {
        self.places.get(id).map(|place| &self.signatories[*place])
    }

    /// The same ceremony with fewer signatories: the first of each key.
    #[must_use]
    pub fn first_of_each<K: Ord>(&self, key: impl Fn(&Signatory) -> K) -> Self {
        let mut known = BTreeSet::new();
        let mut signatories = self.signatories.clone();
        signatories.retain(|signatory| known.insert(key(signatory)));
        Self { places: places(&signatories), signatories, ..self.clone() }
    }
}

/// Where each signatory is.
fn places(signatories: &[Signatory]) -> BTreeMap<Id, usize> {
    signatories.iter().map(|signatory| signatory.id.clone()).zip(0..).collect()
}

/// The party who invites and signs first (*värd*).
#[derive(Debug, Clone)]
pub struct Host {
    /// `Lunds kommun`
    pub organisation: String,
    /// Always that of a legal person.
    pub organisation_number: Option<OrganisationNumber>,
    /// The office below the organisation's name: `Kommunkontoret`.
    pub unit: Option<String>,
    /// Postal address, a line an element.
    pub address: Vec<String>,
    /// Where letters are written: `Lund`.
    pub city: String,
    /// `www.lund.se`, as it is to be printed.
    pub website: Option<String>,
    /// Who signs for the host, at least one.
    pub people: Vec<Person>,
    /// How the host is spoken out on stage.
    pub pronunciation: Option<String>,
    /// What the host undertakes in its own name, besides the template's text.
    pub commitments: Vec<String>,
}

/// Someone to ask.
#[derive(Debug, Clone)]
pub struct Contact {
    /// `Jon Andersson`
    pub name: String,
    /// `chef miljöstrategiska enheten`
    pub title: Option<String>,
    /// `Lunds kommun`
    pub organisation: Option<String>,
    /// `046-359 58 40`
    pub phone: Option<String>,
    /// `jon.andersson@lund.se`
    pub email: Option<Address>,
    /// `www.lundsklimat.se`, as it is to be printed.
    pub website: Option<String>,
}

/// Who else bears witness to what happens (*bevisning*).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceSettings {
    /// The time-stamping authority (RFC 3161) that `produce` asks.
    pub tsa: Option<WebAddress>,
}

/// How letters are addressed, and how they are sent.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The sender.
    pub from: Mailbox,
    /// A person who reads the answers.
    pub reply_to: Option<Mailbox>,
    /// Who gets the running order and the overview.
    pub coordinator: Mailbox,
    /// Whether the calendar entry in a letter asks for an answer.
    pub answers: bool,
    /// How they are sent.
    pub transport: Transport,
}

/// An address with the name that is shown with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// `Miljöstrategiska enheten, Lunds kommun`
    pub name: Option<String>,
    /// `miljostrategi@lund.se`
    pub address: Address,
}

/// A mail address (RFC 5321 `Mailbox`): ASCII local part, domain in its ASCII form (IDNA 2008).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    pub(crate) local: String,
    pub(crate) domain: String,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// What a packet holds and which date stands on it.
#[derive(Debug, Clone)]
pub struct PacketSettings {
    /// The kinds of document in each packet, in this order; each names templates
    /// `KIND.LANGUAGE.typ.hbs`.
    pub documents: Vec<Kind>,
    /// Fixed PDFs that are issued and attached as they are.
    pub enclosures: Vec<Enclosure>,
    /// What each PDF must conform to.
    pub level: PdfLevel,
    /// The date on the documents and in their metadata; never the clock's.
    pub date: Date,
    /// Where `documents` stands in the roster, or the section if it does not say.
    pub place: Place,
}

/// A fixed PDF that goes with every packet, such as a programme or an annex.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// Its name among the documents, `[a-z0-9-]`; unlike any kind.
    pub name: Kind,
    /// What people call it.
    pub title: String,
    /// Where it lies, below the ceremony's folder; relative, without `..`.
    pub file: PathBuf,
    /// Where `file` stands in the roster.
    pub place: Place,
}

/// The conformance that typst enforces on export; PDF/UA-1 is always asked for besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PdfLevel {
    /// PDF/A-2a: archival, accessible. The default.
    A2a,
    /// PDF/A-2u
    A2u,
    /// PDF/A-2b
    A2b,
    /// PDF/A-3a
    A3a,
}

impl PdfLevel {
    /// All levels with their names in the roster.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::A2a, "a-2a"), (Self::A2u, "a-2u"), (Self::A2b, "a-2b"), (Self::A3a, "a-3a")];

    /// The level's name in the roster.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(level, _)| *level == self).expect("ALL has all").1
    }
}

/// A signatory's id: `[a-z0-9-]`, chosen once, stays when the name changes, occurs in paths.
/// Much is known by it, so copies share the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(pub(crate) Arc<str>);

impl Id {
    /// The id as it stands in paths.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An organisation that signs (*undertecknare*).
#[derive(Debug, Clone)]
pub struct Signatory {
    /// Chosen once.
    pub id: Id,
    /// The organisation's name.
    pub organisation: String,
    /// May be a sole trader's personal identity number.
    pub organisation_number: Option<OrganisationNumber>,
    /// Who signs for it, at least one.
    pub people: Vec<Person>,
    /// Where the letter goes.
    pub email: Address,
    /// Others who get the same letter, each in a message of its own.
    pub copies: Vec<Address>,
    /// The language of the documents and the letter.
    pub language: Language,
    /// Its seat: `Lund`.
    pub city: Option<String>,
    /// What it undertakes in its own name.
    pub commitments: Vec<String>,
    /// Whether it comes to the ceremony.
    pub attends: bool,
    /// For the person who reads the names out.
    pub pronunciation: Option<String>,
    /// The signatory's heading in the roster.
    pub place: Place,
}

impl Signatory {
    /// Whether it gets a certificate in a language: who comes does, in its own.
    #[must_use]
    pub fn is_certified(&self, language: Language) -> bool {
        self.attends && self.language == language
    }
}

/// Someone who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Unknown until the day when absent: the line is then filled in by hand.
    pub name: Option<String>,
    /// `verkställande direktör`
    pub title: Option<String>,
    /// In what right the person signs.
    pub capacity: Capacity,
}

/// In what right a person signs (*egenskap*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capacity {
    /// *firmatecknare*: authorised by the organisation's registration or statutes
    AuthorisedSignatory,
    /// *ombud*: by a power of attorney
    Proxy,
}

impl Capacity {
    /// All capacities with their names in the roster, English and Swedish.
    pub const ALL: [(Self, &'static str, &'static str); 2] = [
        (Self::AuthorisedSignatory, "authorised-signatory", "firmatecknare"),
        (Self::Proxy, "proxy", "ombud"),
    ];
}

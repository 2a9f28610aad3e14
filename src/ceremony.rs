//! WHEN: the ceremony and its programme, as checked values.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ZonedDateTime};

use crate::diagnostic::Place;
use crate::words::Language;

/// In which order the signatories sign. The host always signs first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SigningOrder {
    /// By the organisation's name, collated in the ceremony's language.
    Alphabetical,
    /// As they stand in the roster.
    Roster,
}

/// Paper for the day (*trycksaker*), made besides the documents: it is neither issued nor sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// A card to fold for each person who comes, with the name on both sides.
    PlaceCards,
    /// A badge for each person who comes.
    NameBadges,
    /// A list with boxes to tick, for who receives the signatures.
    SigningTable,
    /// A page for each signatory who comes, to be handed over.
    Certificate,
    /// What is declared and by whom, to be hung on the wall.
    Poster,
}

impl Extra {
    /// All extras with their names in the roster.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::PlaceCards, "place-cards"),
        (Self::NameBadges, "name-badges"),
        (Self::SigningTable, "signing-table"),
        (Self::Certificate, "certificate"),
        (Self::Poster, "poster"),
    ];

    /// The extra's name in the roster.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(extra, _)| *extra == self).expect("ALL has all").1
    }
}

/// The occasion at which the declaration is signed.
#[derive(Debug, Clone)]
pub struct Ceremony {
    /// What the declaration and the ceremony are called: `Klimatsamverkan Lund`.
    pub title: String,
    /// What kind of gathering it is, in the ceremony's language: `frukostmöte`.
    pub occasion: String,
    /// Where it is held.
    pub venue: String,
    /// The day, in the ceremony's zone.
    pub date: Date,
    /// When the doors open.
    pub doors: Option<Time>,
    /// When everything is over, if that was said; an overrun is an error then.
    pub ends: Option<Time>,
    /// The zone in which all times of the roster are; `Europe/Stockholm` unless said otherwise.
    pub zone: TimeZone,
    /// The host's case number (*diarienummer*), printed as *Dnr*.
    pub case_number: Option<String>,
    /// The language of the documents that belong to the ceremony as a whole.
    pub language: Language,
    /// Who signs after whom.
    pub signing_order: SigningOrder,
    /// How long each signature takes on stage.
    pub per_signatory: SignedDuration,
    /// Which paper for the day is to be made besides, each once.
    pub extras: Vec<Extra>,
    /// The items of the programme, in the roster's order, at least one, exactly one the signing.
    pub programme: Vec<ProgrammeItem>,
    /// The section's heading in the roster, for diagnostics about the whole.
    pub place: Place,
}

impl Ceremony {
    /// The instant of a time of the roster.
    ///
    /// # Panics
    /// Never for a time that the roster accepted: all of the day's times were tried on reading.
    #[must_use]
    pub fn at(&self, time: Time) -> ZonedDateTime {
        self.date
            .to_datetime(time)
            .to_zoned_datetime(self.zone.clone())
            .expect("tried when it was read")
    }
}

/// One item of the programme.
#[derive(Debug, Clone)]
pub struct ProgrammeItem {
    /// What happens.
    pub what: String,
    /// Who does it.
    pub who: Option<String>,
    /// What the stage manager should know.
    pub notes: Option<String>,
    /// A fixed start; otherwise it follows upon the item before it.
    pub start: Option<Time>,
    /// How long it takes, when that was said. The signing may leave it out: it then takes as long
    /// as its signatures.
    pub duration: Option<SignedDuration>,
    /// Whether this is the signing.
    pub signing: bool,
    /// Where it stands in the roster.
    pub place: Place,
}

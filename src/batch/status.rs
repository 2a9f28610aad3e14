//! Where everything stands, per signatory; nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::prepare::read_roster;
use crate::archive::{InputsBook, inspect, layout, lock};
use crate::audit::entry::Instant;
use crate::audit::standing::{Copy, Received};
use crate::audit::{
    Addressee, Delivery, DeliveryLog, DocumentKey, LetterKey, LetterStanding, Register, Stamp,
    Standing,
};
use crate::diagnostic::{Diagnostics, Warned};
use crate::folder::OUTPUT_DIRECTORY;
use crate::packet::answer::Answer;
use crate::roster::{Capacity, Id, Kind, Roster, Signatory};

/// Where one signatory stands.
#[derive(Debug, Clone)]
pub struct Row {
    /// Whose it is.
    pub id: Id,
    /// The organisation's name; none when it has left the roster.
    pub organisation: Option<String>,
    /// The decision by which all of its was disposed of, if it was.
    pub erased: Option<String>,
    /// Its current documents with their revisions.
    pub documents: Vec<(Kind, u32)>,
    /// Its newest letter and the copies of it, if they are to be had still.
    pub letters: Vec<LetterState>,
    /// The newest signed copy that came in.
    pub signed: Option<SignedCopy>,
    /// For how many people a power of attorney is needed.
    pub powers_needed: usize,
    /// How many have come in.
    pub powers_received: usize,
}

impl Row {
    /// How many powers of attorney are missing.
    #[must_use]
    pub fn powers_missing(&self) -> usize {
        self.powers_needed.saturating_sub(self.powers_received)
    }
}

/// Where a letter stands, and what was said when it was on its way.
#[derive(Debug, Clone)]
pub struct LetterState {
    /// Which.
    pub letter: LetterKey,
    /// The newest revision.
    pub revision: u32,
    /// Where it stands.
    pub standing: LetterStanding,
    /// The last thing that became of it, with the server's code, and when that was.
    pub last: Option<(Delivery, Option<u16>, Instant)>,
    /// What was said then; words of a run that was interrupted are lost.
    pub answer: Option<Answer>,
}

/// Where everything stands.
#[derive(Debug, Clone)]
pub struct Status {
    /// The signatories: those of the roster in its order, then those that have left it.
    pub rows: Vec<Row>,
    /// The coordinator's letter.
    pub coordinator: Vec<LetterState>,
    /// The paths, below `output/`, of the paper for the day.
    pub extras: Vec<String>,
}

impl Status {
    /// All letters.
    pub fn letters(&self) -> impl Iterator<Item = &LetterState> {
        self.rows.iter().flat_map(|row| &row.letters).chain(&self.coordinator)
    }
}

/// A signed copy that came in.
#[derive(Debug, Clone)]
pub struct SignedCopy {
    /// What was signed.
    pub document: DocumentKey,
    /// Which revision.
    pub revision: u32,
    /// On which day.
    pub date: Date,
    /// How many scans are kept.
    pub copies: usize,
}

/// Tells of every signatory of the roster, and then of those that have left it.
///
/// # Errors
/// All that is wrong with the roster, or when nothing has been issued, or the ledger or the log of
/// what became of letters is damaged.
pub fn status(root: &Path) -> Result<Warned<Status>, Diagnostics> {
    let Warned { value: (_, roster), mut warnings } = read_roster(root)?;
    let output = root.join(OUTPUT_DIRECTORY);
    warnings.extend(lock::busy(&output).into_iter().collect());
    let Warned { value: (mut ledger, inputs), .. } = inspect::issued(&output)?;
    let log = inspect::delivery(&output, &ledger)?;
    // What an interrupted run has left is known, though not recorded yet.
    let stamp = Stamp {
        instant: ledger.register().latest().unwrap_or_else(|| Instant::utc(Timestamp::UNIX_EPOCH)),
        seed: [0; 32],
    };
    for event in log.untold(ledger.register()) {
        ledger.append(event, &stamp);
    }
    let standings = Standings::new(&roster, ledger.register(), &inputs, &log);
    let status = Status {
        rows: standings.rows().collect(),
        coordinator: standings.coordinator(),
        extras: inputs.extras().map(|kind| layout::extra(&kind)).collect(),
    };
    Ok(Warned { value: status, warnings })
}

/// When each revision of a letter was last heard of, and what.
type LastSteps = BTreeMap<(LetterKey, u32), (Delivery, Option<u16>, Instant)>;

fn last_steps(log: &DeliveryLog) -> LastSteps {
    let steps = log.steps().iter().map(|(step, _)| {
        let name = (step.letter.clone(), step.revision);
        (name, (step.state, step.code, step.instant))
    });
    steps.collect()
}

/// What a ledger comes to, with what a run has left beside it. A row is made when it is asked for:
/// of thousands they are a good part of what a batch holds.
pub(super) struct Standings<'a> {
    roster: &'a Roster,
    register: &'a Register,
    inputs: &'a InputsBook,
    last: LastSteps,
    /// What has come in from each.
    received: BTreeMap<&'a Id, Vec<&'a Received>>,
    /// Who has left the roster.
    left: BTreeSet<&'a Id>,
}

impl<'a> Standings<'a> {
    pub(super) fn new(
        roster: &'a Roster,
        register: &'a Register,
        inputs: &'a InputsBook,
        log: &DeliveryLog,
    ) -> Self {
        let mut received: BTreeMap<&Id, Vec<&Received>> = BTreeMap::new();
        for line in register.received().iter().filter(|received| !received.retracted) {
            received.entry(&line.signatory).or_default().push(line);
        }
        let issued = register.documents().iter();
        let known = issued.filter_map(|issued| issued.document.signatory.as_ref());
        let left = known.filter(|id| roster.signatory(id).is_none()).collect();
        Self { roster, register, inputs, last: last_steps(log), received, left }
    }

    /// The signatories of the roster in its order, then those that have left it.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        let present = self.roster.signatories.iter().map(|s| (&s.id, Some(s)));
        let left = self.left.iter().map(|id| (*id, None));
        present.chain(left).map(|(id, signatory)| self.row(id, signatory))
    }

    /// The coordinator's letter.
    pub(super) fn coordinator(&self) -> Vec<LetterState> {
        self.letters(&Addressee::Coordinator)
    }

    /// The newest letter to an addressee, and the copies of it.
    fn letters(&self, addressee: &Addressee) -> Vec<LetterState> {
        let copies = (0..).map(|copy| LetterKey { addressee: addressee.clone(), copy });
        let newest = copies.map_while(|key| self.register.newest_letter(&key));
        let states = newest.filter(|composed| composed.standing.is_wanted()).map(|composed| {
            let (letter, revision) = (composed.letter.clone(), composed.revision);
            LetterState {
                answer: self.inputs.answer(&letter, revision).cloned(),
                last: self.last.get(&(letter.clone(), revision)).copied(),
                standing: composed.standing,
                letter,
                revision,
            }
        });
        states.collect()
    }

    fn row(&self, id: &Id, signatory: Option<&Signatory>) -> Row {
        let current = self.register.documents_of(Some(id)).into_iter();
        let current = current.filter(|issued| issued.standing == Standing::Current);
        let mut documents: Vec<(Kind, u32)> =
            current.map(|issued| (issued.document.kind.clone(), issued.revision)).collect();
        // As they lie in the packet, whichever was issued last.
        let packet = &self.roster.packet.documents;
        documents.sort_by_key(|(kind, _)| {
            packet.iter().position(|known| known == kind).unwrap_or(packet.len())
        });
        let received = self.received.get(id).map(Vec::as_slice).unwrap_or_default();
        let signed = received.iter().rev().find_map(|received| match &received.what {
            Copy::Signed { document, revision, signed } => Some(SignedCopy {
                document: document.clone(),
                revision: *revision,
                date: *signed,
                copies: received.copies.len(),
            }),
            Copy::PowerOfAttorney => None,
        });
        let people = signatory.map(|signatory| signatory.people.as_slice()).unwrap_or_default();
        Row {
            id: id.clone(),
            organisation: signatory.map(|signatory| signatory.organisation.clone()),
            erased: self.register.erasure(id).map(|erasure| erasure.decision.clone()),
            documents,
            letters: self.letters(&Addressee::Signatory(id.clone())),
            signed,
            powers_needed: people.iter().filter(|p| p.capacity == Capacity::Proxy).count(),
            powers_received: received.iter().filter(|r| r.what == Copy::PowerOfAttorney).count(),
        }
    }
}

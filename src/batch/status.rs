//! Where everything stands, per signatory; nothing is written.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::prepare::read_roster;
use crate::archive::inspect;
use crate::audit::standing::{Copy, Received};
use crate::audit::{Addressee, DocumentKey, LetterKey, LetterStanding, Register, Standing};
use crate::diagnostic::{Diagnostics, Warned};
use crate::folder::OUTPUT_DIRECTORY;
use crate::roster::{Capacity, Id, Kind, Signatory};

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
    /// The revision of the letter that lies in the outbox.
    pub letter: Option<u32>,
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
/// All that is wrong with the roster, or when nothing has been issued, or the ledger is damaged.
pub fn status(root: &Path) -> Result<Warned<Vec<Row>>, Diagnostics> {
    let Warned { value: (_, roster), warnings } = read_roster(root)?;
    let ledger = inspect::ledger(&root.join(OUTPUT_DIRECTORY))?;
    let register = ledger.register();
    let mut documents: BTreeMap<&Id, Vec<(Kind, u32)>> = BTreeMap::new();
    for issued in register.documents() {
        let Some(id) = &issued.document.signatory else { continue };
        let current = documents.entry(id).or_default();
        if issued.standing == Standing::Current {
            current.push((issued.document.kind.clone(), issued.revision));
        }
    }
    let present = roster.signatories.iter().map(|signatory| (&signatory.id, Some(signatory)));
    let left = documents.keys().filter(|id| roster.signatory(id).is_none());
    let rows = present.chain(left.map(|id| (*id, None))).map(|(id, signatory)| {
        let documents = documents.get(id).cloned().unwrap_or_default();
        row(register, id, signatory, documents)
    });
    Ok(Warned { value: rows.collect(), warnings })
}

fn row(
    register: &Register,
    id: &Id,
    signatory: Option<&Signatory>,
    documents: Vec<(Kind, u32)>,
) -> Row {
    let letter = LetterKey { addressee: Addressee::Signatory(id.clone()), copy: 0 };
    let letter = register.newest_letter(&letter);
    let letter = letter.filter(|letter| letter.standing == LetterStanding::Queued);
    let received: Vec<&Received> =
        register.received().iter().filter(|r| r.signatory == *id && !r.retracted).collect();
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
        erased: register.erasure(id).map(|erasure| erasure.decision.clone()),
        documents,
        letter: letter.map(|letter| letter.revision),
        signed,
        powers_needed: people.iter().filter(|p| p.capacity == Capacity::Proxy).count(),
        powers_received: received.iter().filter(|r| r.what == Copy::PowerOfAttorney).count(),
    }
}

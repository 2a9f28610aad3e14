//! Disposal (*gallring*): what was issued to a signatory that has left goes for good, by a decision
//! that the ledger names.

use std::path::Path;

use super::prepare::read_roster;
use super::receive::known;
use super::{Moment, import, overview};
use crate::archive::{Archive, inspect, layout};
use crate::audit::erasure::{LONGEST_DECISION, is_decision};
use crate::audit::{Event, Register, Standing};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::OUTPUT_DIRECTORY;
use crate::keyring::Keyring;
use crate::roster::{Id, Roster};
use crate::sentence;

/// What goes, or would go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// Whose it is.
    pub signatory: Id,
    /// By which decision.
    pub decision: String,
    /// The files below `output/`, of those that lie there.
    pub files: Vec<String>,
    /// The ledger's line; none when nothing was done.
    pub line: Option<u64>,
}

/// Erases a signatory's documents, letters, scans and private values, when that is confirmed by who
/// has seen what goes. The ledger stays whole and gains a line; receipts stay.
///
/// # Errors
/// When nothing was issued to the signatory, it stands on the roster or something of it is in force
/// still, it was erased before, or the decision is no plain line; or what the key and the disk
/// refuse.
pub fn erase(
    root: &Path,
    id: &str,
    decision: &str,
    confirmed: &dyn Fn(&Disposal) -> bool,
    moment: &Moment,
    keyring: &Keyring<'_>,
) -> Result<Warned<Disposal>, Diagnostics> {
    let Warned { value: (_, roster), warnings: mut found } = read_roster(root)?;
    let output = root.join(OUTPUT_DIRECTORY);
    let own = keyring.find()?.map(|key| key.public());
    // Looking first: nothing is made where nothing has been issued.
    inspect::ledger(&output)?;
    let Warned { value: mut archive, warnings } = Archive::open(&output, own.as_ref())?;
    found.extend(warnings);
    let signatory = erasable(&roster, archive.register(), id, decision)?;

    let named = theirs(archive.register(), &signatory);
    let scanned = |path: &str| layout::scanned_from(path).as_ref() == Some(&signatory);
    let scans = archive.paths().filter(|path| scanned(path)).map(str::to_owned);
    let paths: Vec<String> = named.into_iter().chain(scans).collect();
    let lying = |path: &&String| output.join(path).symlink_metadata().is_ok();
    let files = paths.iter().filter(lying).cloned().collect();
    let mut disposal =
        Disposal { signatory: signatory.clone(), decision: decision.to_owned(), files, line: None };
    if !confirmed(&disposal) {
        return Ok(Warned { value: disposal, warnings: found });
    }

    let (key, _) = keyring.sign_for(archive.register().key(), &moment.key_seed)?;
    let stage = archive.stage();
    for path in &paths {
        stage.remove(path);
    }
    let mut ledger = archive.ledger().clone();
    disposal.line = Some(ledger.size());
    let event = Event::Erased { signatory: signatory.clone(), decision: decision.to_owned() };
    ledger.append(event, &moment.stamp(&roster.ceremony.zone));
    let mut inputs = archive.inputs().clone();
    inputs.forget(&signatory);
    let log = archive.delivery();
    overview::refresh(&archive, &stage, &roster, ledger.register(), &inputs, log)?;
    // Before the line: after it nobody could have this done once more.
    import::forget(root, &signatory)?;
    archive.commit(stage, ledger, inputs, &key)?;
    Ok(Warned { value: disposal, warnings: found })
}

/// The signatory, if what was issued to it can be erased; all that stands in the way at once.
fn erasable(
    roster: &Roster,
    register: &Register,
    id: &str,
    decision: &str,
) -> Result<Id, Diagnostics> {
    let mut faults = Diagnostics::new();
    if !is_decision(decision) {
        faults.push(
            Diagnostic::error(sentence!("erase-decision"))
                .remedy(sentence!("erase-decision-remedy", most = LONGEST_DECISION)),
        );
    }
    let signatory = known(register, id).map_err(|fault| faults.extend(fault)).ok();
    if let Some(signatory) = &signatory {
        if let Some(erasure) = register.erasure(signatory) {
            let decision = &erasure.decision;
            faults.push(
                Diagnostic::error(sentence!("erase-again", id = id, decision = decision))
                    .remedy(sentence!("erase-again-remedy")),
            );
        } else if roster.signatory(signatory).is_some() {
            faults.push(
                Diagnostic::error(sentence!("erase-on-roster", id = id))
                    .remedy(sentence!("erase-on-roster-remedy")),
            );
        } else if in_force(register, signatory) {
            faults.push(
                Diagnostic::error(sentence!("erase-in-force", id = id))
                    .remedy(sentence!("erase-in-force-remedy")),
            );
        }
    }
    match signatory {
        Some(signatory) if faults.is_empty() => Ok(signatory),
        _ => Err(faults),
    }
}

/// Whether a document of a signatory's is current, or a letter to it lies in the outbox.
fn in_force(register: &Register, signatory: &Id) -> bool {
    let mut documents = register.documents().iter();
    let mut letters = register.letters().iter();
    documents.any(|issued| {
        issued.document.signatory.as_ref() == Some(signatory)
            && issued.standing == Standing::Current
    }) || letters.any(|composed| {
        composed.letter.signatory() == Some(signatory) && composed.standing.is_unsent()
    })
}

/// The paths of all documents and letters of a signatory's.
fn theirs(register: &Register, signatory: &Id) -> Vec<String> {
    let documents = register.documents().iter();
    let documents = documents
        .filter(|issued| issued.document.signatory.as_ref() == Some(signatory))
        .map(|issued| layout::document(&issued.document, issued.revision));
    let letters = register.letters().iter();
    let letters = letters
        .filter(|composed| composed.letter.signatory() == Some(signatory))
        .map(layout::composed_letter);
    documents.chain(letters).collect()
}

/// An id that was erased is not used again: its documents would be counted on from those that are
/// gone.
pub(super) fn refuse_reuse(roster: &Roster, register: &Register) -> Result<(), Diagnostics> {
    let mut faults = Diagnostics::new();
    for signatory in &roster.signatories {
        let Some(erasure) = register.erasure(&signatory.id) else { continue };
        let (id, decision) = (signatory.id.as_str(), &erasure.decision);
        let fault = Diagnostic::error(sentence!("erase-reused", id = id, decision = decision))
            .remedy(sentence!("erase-reused-remedy"));
        faults.push(Diagnostic { place: Some(signatory.place.clone()), ..fault });
    }
    faults.into_result(()).map(drop)
}

/// Nothing more comes in from a signatory that was erased.
pub(super) fn refuse_erased(register: &Register, signatory: &Id) -> Result<(), Diagnostics> {
    let Some(erasure) = register.erasure(signatory) else {
        return Ok(());
    };
    let (id, decision) = (signatory.as_str(), &erasure.decision);
    Err(Diagnostic::error(sentence!("erase-received", id = id, decision = decision))
        .remedy(sentence!("erase-received-remedy"))
        .into())
}

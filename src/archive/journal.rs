//! The commit: one rename decides, and what follows can be done again and again.
//!
//! `journal.json` lists what remains to be moved from `staging/` to its place, and what is to be
//! removed for good. It appears by a rename, whole or not at all; each of its steps can be
//! repeated; it is removed when all are done.
//!
//! A journal is believed only when what it would bring about is signed: the staged list of files,
//! which holds the digest of every staged file, and the staged ledger's head, which must extend the
//! ledger that is there. A removal is believed only of what that ledger says was erased, or of paper
//! for the day that the list has no longer. So nobody can slip a line or a file in, or have one
//! removed, by forging a crash.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::flush::Flush;
use super::{damaged, layout, read_if_there, store};
use crate::audit::{Checkpoint, Digest, Ledger, PublicKey, Sums};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;
use crate::words::Sentence;

/// One step of a change, its paths below `output/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Step {
    Move(Move),
    Remove(Remove),
}

/// A file goes for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remove {
    pub(super) remove: String,
}

/// A move of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    pub(super) from: String,
    pub(super) to: String,
    /// Whether something may be in its place.
    pub(super) replace: bool,
}

impl Step {
    /// The move that it is.
    pub(super) fn as_move(&self) -> Option<&Move> {
        match self {
            Self::Move(step) => Some(step),
            Self::Remove(_) => None,
        }
    }

    /// What it removes.
    pub(super) fn removed(&self) -> Option<&str> {
        match self {
            Self::Move(_) => None,
            Self::Remove(step) => Some(&step.remove),
        }
    }
}

/// The journal, written without copying anything, and read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal<Text, Steps> {
    format: Text,
    steps: Steps,
}

const FORMAT: &str = "avsikt-journal-1";

/// Decides upon a change whose files are staged, with a list of [steps](Step). This is the commit
/// point.
pub(super) fn decide(root: &Path, steps: impl Serialize) -> Result<(), Diagnostics> {
    let journal = Journal { format: FORMAT, steps };
    let staging = root.join(layout::STAGING);
    let prepared = staging.join(layout::JOURNAL);
    let decided = root.join(layout::JOURNAL);
    let decide = || {
        let mut file = BufWriter::new(store::make_new(&prepared, true)?);
        serde_json::to_writer_pretty(&mut file, &journal)?;
        file.write_all(b"\n")?;
        file.into_inner()?.sync_all()?;
        store::sync_directory(&staging)?;
        // The staging directory's own name has to outlive the power too.
        store::sync_directory(root)?;
        fs::rename(&prepared, &decided)?;
        store::sync_directory(root)
    };
    decide().map_err(|error| store::fault(&decided, &error))
}

/// Carries a decided change out. Moves that have been done are recognised by their file being in
/// its place and no longer where it was, removals by there being nothing.
///
/// `new` are directories that are not there yet, and of which the caller knows that nothing but its
/// own files lies below them in `staging/`: each is moved as a whole, which is thousands of moves
/// fewer.
pub(super) fn carry_out(
    root: &Path,
    new: &BTreeSet<&str>,
    steps: impl Iterator<Item = Step>,
) -> Result<(), Diagnostics> {
    let flush = Flush::start(root);
    // Where names change: those above a directory too, since it may be new.
    let mut changed = BTreeSet::new();
    for name in new {
        let (from, to) = (root.join(layout::STAGING).join(name), root.join(name));
        fs::rename(from, &to).map_err(|error| store::fault(&to, &error))?;
        changed.extend(layout::directories(name).map(str::to_owned));
    }
    let mut removals = Vec::new();
    for step in steps {
        match step {
            Step::Move(step) if layout::directories(&step.to).any(|path| new.contains(path)) => {}
            Step::Move(step) => move_file(root, &step, &mut changed)?,
            // When all moves are done, so that none goes into a directory that one has emptied.
            Step::Remove(step) => removals.push(step.remove),
        }
    }
    for name in removals {
        remove(root, &name)?;
        changed.extend(layout::directories(&name).map(str::to_owned));
    }
    let finish = || -> io::Result<()> {
        // One that a removal has emptied is gone, which the one above it has to know.
        let changed = changed.iter().map(|name| root.join(name));
        let mut remaining = changed.filter(|directory| directory.exists());
        remaining.try_for_each(|directory| flush.directory(&directory))?;
        flush.finish()?;
        store::sync_directory(root)?;
        fs::remove_file(root.join(layout::JOURNAL))?;
        fs::remove_dir_all(root.join(layout::STAGING))?;
        store::sync_directory(root)
    };
    finish().map_err(|error| store::fault(root, &error))
}

fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// Moves a file, unless it has been moved.
fn move_file(root: &Path, step: &Move, changed: &mut BTreeSet<String>) -> Result<(), Diagnostics> {
    let (from, to) = (root.join(&step.from), root.join(&step.to));
    let name = layout::directory(&step.to);
    if !changed.contains(name) {
        let directory = root.join(name);
        let made = store::make_directory(&directory, layout::is_private(&step.to));
        made.map_err(|error| store::fault(&directory, &error))?;
        changed.extend(layout::directories(&step.to).map(str::to_owned));
    }
    if !step.replace && to.exists() {
        if !from.exists() {
            return Ok(());
        }
        return Err(in_the_way(&step.to));
    }
    match fs::rename(&from, &to) {
        Err(error) if is_missing(&error) && to.exists() => Ok(()),
        Err(error) if is_missing(&error) && !from.exists() => {
            Err(damaged(&step.from, sentence!("evidence-gone")))
        }
        moved => moved.map_err(|error| store::fault(&to, &error)),
    }
}

/// That something lies where a file is to be put.
pub(super) fn in_the_way(path: &str) -> Diagnostics {
    Diagnostic::error(sentence!("archive-in-the-way", path = path))
        .remedy(sentence!("archive-in-the-way-remedy"))
        .into()
}

/// Removes a file, and its directory when that is empty then.
fn remove(root: &Path, name: &str) -> Result<(), Diagnostics> {
    let path = root.join(name);
    if let Err(error) = fs::remove_file(&path)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(store::fault(&path, &error));
    }
    // One that still holds something stays.
    let _ = fs::remove_dir(root.join(layout::directory(name)));
    Ok(())
}

/// Finishes a decided change, or cleans up one that was not; says so in warnings. `own` is the
/// user's key, which may be newer than the ledger's.
pub(super) fn recover(root: &Path, own: Option<&PublicKey>) -> Result<Diagnostics, Diagnostics> {
    let mut said = Diagnostics::new();
    match pending(root, own) {
        Ok(Some(steps)) => {
            carry_out(root, &BTreeSet::new(), steps.into_iter()).map_err(unfinished)?;
            said.push(Diagnostic::warning(sentence!("archive-finished")));
        }
        Ok(None) => {
            let staging = root.join(layout::STAGING);
            // An empty one is the last trace of a run that did complete.
            if staging.exists() && fs::remove_dir(&staging).is_err() {
                fs::remove_dir_all(&staging).map_err(|error| store::fault(&staging, &error))?;
                said.push(Diagnostic::warning(sentence!("archive-cleaned")));
            }
        }
        // There is a journal: what it says is decided, be it readable or not.
        Err(Trouble::Disk(fault)) => return Err(unfinished(fault)),
        Err(Trouble::Forged(reason)) => return Err(damaged(layout::JOURNAL, reason)),
    }
    Ok(said)
}

/// Why a journal cannot be carried out.
pub(super) enum Trouble {
    /// It, or what it goes on from, cannot be read.
    Disk(Diagnostics),
    /// It is not what a run of ours would have left.
    Forged(Sentence),
}

impl From<Sentence> for Trouble {
    fn from(reason: Sentence) -> Self {
        Self::Forged(reason)
    }
}

impl From<Diagnostics> for Trouble {
    fn from(fault: Diagnostics) -> Self {
        Self::Disk(fault)
    }
}

/// That a change has been decided upon and stands in the journal, and what kept it from being
/// carried out in full.
pub(super) fn unfinished(faults: Diagnostics) -> Diagnostics {
    let unfinished = faults.into_iter().map(|fault| {
        Diagnostic::error(sentence!("archive-unfinished", reason = fault.message))
            .remedy(sentence!("archive-unfinished-remedy"))
    });
    unfinished.collect()
}

/// The steps of a decided change that has not been carried out in full, if there is one, and if
/// it is what a run of ours would have left.
pub(super) fn pending(root: &Path, own: Option<&PublicKey>) -> Result<Option<Vec<Step>>, Trouble> {
    let path = root.join(layout::JOURNAL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Trouble::Disk(store::fault(&path, &error))),
    };
    let journal: Journal<String, Vec<Step>> = serde_json::from_str(&text)
        .map_err(|_| Trouble::Forged(sentence!("evidence-journal-form")))?;
    if journal.format != FORMAT || !journal.steps.iter().all(is_ours) {
        return Err(Trouble::Forged(sentence!("evidence-journal-form")));
    }
    validate(root, &journal.steps, own)?;
    Ok(Some(journal.steps))
}

/// Whether a step moves a staged file to a place within `output/`, or a letter to those that are
/// not to be sent, or removes a file within `output/`.
fn is_ours(step: &Step) -> bool {
    let inside = |path: &str| {
        !path.is_empty()
            && path.split('/').all(|part| !part.is_empty() && part != ".." && part != ".")
            && !path.contains(['\\', ':'])
    };
    let step = match step {
        Step::Move(step) => step,
        Step::Remove(step) => return inside(&step.remove),
    };
    let within = |path: &str, directory: &str| {
        path.strip_prefix(directory).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned)
    };
    let staged = within(&step.from, layout::STAGING).is_some();
    let letter = within(&step.from, layout::OUTBOX);
    let withdrawn = within(&step.to, layout::OUTBOX_WITHDRAWN);
    let shifted = letter.is_some() && letter == withdrawn;
    inside(&step.from) && inside(&step.to) && (staged || shifted)
}

/// Checks that the signed lists cover what the steps bring about, and extend what is there.
fn validate(root: &Path, steps: &[Step], own: Option<&PublicKey>) -> Result<(), Trouble> {
    // What cannot be read is not what is not there: then nothing could be compared.
    let lying = |path: &str| read_if_there(root, path);
    // From where each file comes: of two that go to one place only one could be looked at.
    let mut sources = BTreeMap::new();
    for Move { from, to, .. } in steps.iter().filter_map(Step::as_move) {
        if sources.insert(to.as_str(), from).is_some() {
            return Err(sentence!("evidence-journal-form").into());
        }
    }
    // Wherever a step's file is by now.
    let coming = |path: &str| -> Result<Option<Vec<u8>>, Diagnostics> {
        let staged = sources.get(path).map_or(Ok(None), |from| lying(from))?;
        if staged.is_some() { Ok(staged) } else { lying(path) }
    };
    let unsigned = || sentence!("evidence-journal-unsigned");
    let current = lying(layout::LEDGER)?.unwrap_or_default();
    let ledger = coming(layout::LEDGER)?.ok_or_else(unsigned)?;
    // A line that nobody signed is damage, not an accident to be repaired.
    if !ledger.starts_with(&current) {
        return Err(sentence!("evidence-journal-beyond").into());
    }
    let parse = |bytes: &[u8]| {
        Ledger::parse(bytes).map_err(|reason| sentence!("evidence-journal-ledger", reason = reason))
    };
    let (ledger, before) = (parse(&ledger)?, parse(&current)?);
    let key = ledger.register().key().ok_or_else(unsigned)?;
    let known = before.register().key();
    if own != Some(&key) && known.is_some_and(|known| known != key) {
        return Err(unsigned().into());
    }
    let checkpoint = coming(layout::CHECKPOINT)?.ok_or_else(unsigned)?;
    ledger.is_headed_by(&Checkpoint::parse(&checkpoint)?)?;
    if let Some(now) = lying(layout::CHECKPOINT)? {
        ledger.extends(&Checkpoint::parse(&now)?)?;
    }

    let files = coming(layout::FILES)?.ok_or_else(unsigned)?;
    let signature = coming(layout::FILES_SIG)?.ok_or_else(unsigned)?;
    key.verifies_ssh(&files, &signature)?;
    let files = Sums::parse(&files)?;
    let erased = layout::erased(ledger.register());
    for path in steps.iter().filter_map(Step::removed) {
        let scanned = layout::scanned_from(path);
        let scan = scanned.is_some_and(|id| ledger.register().erasure(&id).is_some());
        let may_go = scan || erased.contains_key(path) || layout::is_extra(path);
        if files.digest(path).is_some() || !may_go {
            return Err(sentence!("evidence-journal-removal", path = path).into());
        }
    }
    let moves = steps.iter().filter_map(Step::as_move);
    for step in moves.filter(|step| step.from.starts_with(layout::STAGING)) {
        let digest = coming(&step.to)?.map(|bytes| Digest::of(&bytes));
        let signed = [layout::FILES, layout::FILES_SIG].contains(&step.to.as_str());
        if digest.is_none() || (!signed && digest != files.digest(&step.to)) {
            return Err(sentence!("evidence-journal-file", path = &step.to).into());
        }
    }
    Ok(())
}

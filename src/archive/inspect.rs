//! Looks at a directory without touching it: what is there, and what can be said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::journal::{self, Step, Trouble};
use super::judge::{Judgement, Snapshot, is_evidence, judge};
use super::kept::{Kept, compare};
use super::{InputsBook, bag, inputs, layout, store};
use crate::audit::{Checkpoint, DeliveryLog, Digest, Finding, Ledger, Receipt, Verdict, verdict};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::unreadable;
use crate::monitor::{self, Monitor, Unwatched};
use crate::sentence;

/// Judges everything below a directory, and compares it with what somebody kept elsewhere.
///
/// # Errors
/// When nothing has been issued there, or the directory cannot be read.
pub fn folder(root: &Path, kept: &Kept, monitor: &dyn Monitor) -> Result<Judgement, Diagnostics> {
    let mut snapshot = snapshot(root, |_| true, monitor)?;
    match left_out(root) {
        Ok(left_out) => snapshot.left_out = left_out,
        Err(broken) => snapshot.pending.push(*broken),
    }
    Ok(judge(&snapshot, kept))
}

/// Judges everything below a directory; with the digests that it was judged by.
///
/// # Errors
/// When nothing has been issued there, or the directory cannot be read.
pub fn folder_with_digests(
    root: &Path,
    monitor: &dyn Monitor,
) -> Result<(Judgement, BTreeMap<String, Digest>), Diagnostics> {
    let snapshot = snapshot(root, |_| true, monitor)?;
    let judgement = judge(&snapshot, &Kept::default());
    let digests = snapshot.digests.into_iter();
    Ok((judgement, digests.filter_map(|(path, digest)| Some((path, digest.ok()?))).collect()))
}

/// Judges files from anywhere: is each of them one that was issued here? What does not hold of the
/// evidence that they are compared with comes first.
///
/// # Errors
/// When nothing has been issued here, or a file cannot be read; all such files at once.
pub fn files(root: &Path, files: &[PathBuf], kept: &Kept) -> Result<Judgement, Diagnostics> {
    let evidence = |path: &str| is_evidence(path) && !path.starts_with(layout::RECEIPTS);
    let mut judgement = judge(&snapshot(root, evidence, &Unwatched)?, &Kept::default());
    // The other files were not looked at.
    judgement.findings.retain(|f| matches!(f.verdict, Verdict::Broken { .. } | Verdict::Pending));
    judgement.findings.retain(|f| !f.path.starts_with(layout::RECEIPTS));
    let compared = kept.compare(judgement.key.as_ref(), judgement.ledger.as_ref());
    judgement.findings.extend(compared);
    let empty = Ledger::default();
    let register = judgement.ledger.as_ref().unwrap_or(&empty).register();
    let mut faults = Diagnostics::new();
    for path in files {
        match fs::read(path) {
            Ok(bytes) => {
                let name = path.display().to_string();
                judgement.findings.push(if Receipt::claims(&bytes) || Checkpoint::claims(&bytes) {
                    compare(&name, &bytes, judgement.ledger.as_ref())
                } else {
                    verdict::judge_file(register, &name, &bytes)
                });
            }
            Err(error) => faults.extend(unreadable(path, &error)),
        }
    }
    faults.into_result(judgement).map(|judged| judged.value)
}

/// What the package in which a directory lies says that it left out, if it lies in one.
fn left_out(root: &Path) -> Result<BTreeSet<String>, Box<Finding>> {
    // The payload holds the directory, and the package the payload.
    let payload = root.join("..");
    let read = |path: PathBuf| fs::read(path).ok();
    let Some(list) = read(payload.join(bag::LEFT_OUT)) else { return Ok(BTreeSet::new()) };
    let tags = |name: &str| read(payload.join("..").join(name));
    bag::read_left_out(&list, tags)
        .map_err(|reason| Box::new(Finding::broken(bag::LEFT_OUT, reason)))
}

/// The ledger of a directory, which is what its key signed, as it is when a pending change has been
/// carried out: half of one is no damage.
///
/// # Errors
/// When nothing has been issued there, or the ledger is damaged.
pub fn ledger(root: &Path) -> Result<Ledger, Diagnostics> {
    let ledger = super::load_ledger(root, places(root)?)?;
    if ledger.size() == 0 { Err(nothing_issued(root)) } else { Ok(ledger) }
}

/// The ledger of a directory, and what the current documents were made from.
///
/// # Errors
/// When nothing has been issued there, or the ledger is damaged.
pub fn issued(root: &Path) -> Result<Warned<(Ledger, InputsBook)>, Diagnostics> {
    let standing = standing(root)?;
    if standing.value.0.size() == 0 { Err(nothing_issued(root)) } else { Ok(standing) }
}

/// The same; both are empty where nothing has been issued.
///
/// # Errors
/// When the ledger is damaged.
pub fn standing(root: &Path) -> Result<Warned<(Ledger, InputsBook)>, Diagnostics> {
    let place = places(root)?;
    let ledger = super::load_ledger(root, &place)?;
    let (inputs, lost) = inputs::load(root, &place(layout::INPUTS), ledger.size() == 0);
    lost.into_result((ledger, inputs))
}

/// Where each file lies yet that a pending change moves to its place.
fn places(root: &Path) -> Result<impl Fn(&str) -> String, Diagnostics> {
    let steps = match journal::pending(root, None) {
        Ok(steps) => steps.unwrap_or_default(),
        Err(Trouble::Disk(fault)) => return Err(fault),
        // Nobody signed it: what counts is what lies there.
        Err(Trouble::Forged(_)) => Vec::new(),
    };
    Ok(move |name: &str| {
        let mut moves = steps.iter().filter_map(Step::as_move);
        let ahead = moves.find(|step| step.to == name && root.join(&step.from).exists());
        ahead.map_or_else(|| name.to_owned(), |step| step.from.clone())
    })
}

/// The log of what became of a directory's letters, which bears out what its ledger says.
///
/// # Errors
/// When it is damaged, or cannot be read.
pub fn delivery(root: &Path, ledger: &Ledger) -> Result<DeliveryLog, Diagnostics> {
    super::delivery::load(root, ledger)
}

/// The name of a directory's ledger, if there is one.
#[must_use]
pub fn origin(root: &Path) -> Option<String> {
    Some(ledger(root).ok()?.register().origin().to_owned())
}

fn nothing_issued(root: &Path) -> Diagnostics {
    let path = root.display().to_string();
    // Who stands in an archive package is to issue nothing there.
    let remedy = if root.with_file_name(bag::DECLARATION).exists() {
        sentence!("archive-nothing-issued-package", payload = bag::PAYLOAD)
    } else {
        sentence!("archive-nothing-issued-remedy")
    };
    Diagnostic::error(sentence!("archive-nothing-issued", path = path)).remedy(remedy).into()
}

/// What lies in a directory, of the files that are asked for, as it is when a pending change has
/// been carried out.
fn snapshot(
    root: &Path,
    asked: impl Fn(&str) -> bool,
    monitor: &dyn Monitor,
) -> Result<Snapshot, Diagnostics> {
    let mut snapshot = Snapshot::default();
    let steps = match journal::pending(root, None) {
        Ok(steps) => steps,
        Err(Trouble::Disk(fault)) => return Err(fault),
        Err(Trouble::Forged(reason)) => {
            snapshot.pending.push(Finding::broken(layout::JOURNAL, reason));
            None
        }
    };
    let unfinished = match (&steps, snapshot.pending.is_empty()) {
        (Some(_), _) => Some(layout::JOURNAL),
        (None, true) if root.join(layout::STAGING).exists() => Some(layout::STAGING),
        (None, _) => None,
    };
    snapshot.pending.extend(unfinished.map(|path| Finding::new(path, Verdict::Pending)));

    let lying = files_below(root)?;
    // Where a pending change has its files yet, and the files whose places they are to take.
    let steps = steps.unwrap_or_default();
    let moved: BTreeMap<&str, &str> = steps
        .iter()
        .filter_map(Step::as_move)
        .filter(|step| root.join(&step.from).exists())
        .map(|step| (step.from.as_str(), step.to.as_str()))
        .collect();
    let replaced: BTreeSet<&str> = moved.values().copied().collect();
    let removed: BTreeSet<&str> = steps.iter().filter_map(Step::removed).collect();
    let place = |path: String| -> Option<(String, String)> {
        if let Some(to) = moved.get(path.as_str()) {
            return Some(((*to).to_owned(), path));
        }
        let staged = path.strip_prefix(layout::STAGING).is_some_and(|rest| rest.starts_with('/'));
        let replaced = replaced.contains(path.as_str()) || removed.contains(path.as_str());
        let gone = staged || path == layout::JOURNAL || replaced;
        (!gone).then(|| (path.clone(), path))
    };
    let placed = lying.into_iter().filter_map(place);
    let asked: Vec<(String, String)> = placed.filter(|(name, _)| asked(name)).collect();
    monitor.begin(monitor::Step::Verifying, asked.len());
    let read: Vec<_> = asked
        .into_par_iter()
        .map(|(name, path)| {
            let path = root.join(path);
            // Something that is no file might never end.
            let regular = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
            let bytes =
                if regular { fs::read(&path) } else { Err(io::ErrorKind::InvalidInput.into()) };
            let digest = bytes.as_ref().map(|b| Digest::of(b)).map_err(ToString::to_string);
            let evidence = bytes.ok().filter(|_| is_evidence(&name));
            monitor.advance();
            (name, digest, evidence)
        })
        .collect();
    monitor.end();
    for (name, digest, evidence) in read {
        snapshot.evidence.extend(evidence.map(|bytes| (name.clone(), bytes)));
        snapshot.digests.insert(name, digest);
    }
    if [layout::LEDGER, layout::CHECKPOINT, layout::FILES, layout::SUMS]
        .iter()
        .all(|name| !root.join(name).exists() && !snapshot.evidence.contains_key(*name))
        && !root.join(layout::DOCUMENTS).exists()
    {
        return Err(nothing_issued(root));
    }
    Ok(snapshot)
}

/// All files below a directory, links among them, with their paths there.
pub(super) fn files_below(root: &Path) -> Result<Vec<String>, Diagnostics> {
    let mut files = Vec::new();
    walk(root, "", &mut files)?;
    Ok(files)
}

/// Adds the files below a directory with their paths below the root.
fn walk(root: &Path, directory: &str, files: &mut Vec<String>) -> Result<(), Diagnostics> {
    let path = root.join(directory);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(store::fault(&path, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| store::fault(&path, &error))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let name =
            if directory.is_empty() { name.into_owned() } else { format!("{directory}/{name}") };
        let kind = entry.file_type().map_err(|error| store::fault(&entry.path(), &error))?;
        if kind.is_dir() {
            walk(root, &name, files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

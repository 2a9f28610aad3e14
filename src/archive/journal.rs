//! The commit: one rename decides, and what follows can be done again and again.
//!
//! `journal.json` lists what remains to be moved from `staging/` to its place. It appears by a
//! rename, whole or not at all; each of its steps can be repeated; it is removed when all are done.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::store::{self, Access};
use super::{damaged, layout};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;

/// A move of one file, both paths below `output/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) from: String,
    pub(super) to: String,
    /// Whether something may be in its place.
    pub(super) replace: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    format: String,
    steps: Vec<Step>,
}

const FORMAT: &str = "avsikt-journal-1";

/// Decides upon a change whose files are staged. This is the commit point.
pub(super) fn decide(root: &Path, steps: &[Step]) -> Result<(), Diagnostics> {
    let journal = Journal { format: FORMAT.to_owned(), steps: steps.to_vec() };
    let text = serde_json::to_string_pretty(&journal).expect("strings and lists") + "\n";
    let staging = root.join(layout::STAGING);
    let prepared = staging.join(layout::JOURNAL);
    let decided = root.join(layout::JOURNAL);
    let decide = || {
        store::make_directory(&staging, Access::Private)?;
        store::write_new(&prepared, text.as_bytes(), Access::Private)?;
        store::sync_directory(&staging)?;
        // The staging directory's own name has to outlive the power too.
        store::sync_directory(root)?;
        fs::rename(&prepared, &decided)?;
        store::sync_directory(root)
    };
    decide().map_err(|error| store::fault(&decided, &error))
}

/// Carries a decided change out. Steps that have been done are recognised by their file being in
/// its place and no longer where it was.
pub(super) fn carry_out(root: &Path, steps: &[Step]) -> Result<(), Diagnostics> {
    let mut directories = BTreeSet::new();
    for step in steps {
        let (from, to) = (root.join(&step.from), root.join(&step.to));
        let directory = to.parent().unwrap_or(root);
        let private = [layout::PRIVATE, layout::OUTBOX].iter().any(|p| step.to.starts_with(p));
        let access = if private { Access::Private } else { Access::Usual };
        store::make_directory(directory, access).map_err(|e| store::fault(directory, &e))?;
        if !from.exists() {
            if to.exists() {
                continue;
            }
            return Err(damaged(&step.from, "missing"));
        }
        if !step.replace && to.exists() {
            return Err(Diagnostic::error(sentence!("archive-in-the-way", path = &step.to))
                .remedy(sentence!("archive-in-the-way-remedy"))
                .into());
        }
        fs::rename(&from, &to).map_err(|error| store::fault(&to, &error))?;
        // Those above it too: they may be new.
        directories
            .extend(directory.ancestors().take_while(|above| *above != root).map(Path::to_owned));
    }
    let finish = || -> io::Result<()> {
        for directory in &directories {
            store::sync_directory(directory)?;
        }
        store::sync_directory(root)?;
        fs::remove_file(root.join(layout::JOURNAL))?;
        fs::remove_dir_all(root.join(layout::STAGING))?;
        store::sync_directory(root)
    };
    finish().map_err(|error| store::fault(root, &error))
}

/// Finishes a decided change, or cleans up one that was not; says so in warnings.
pub(super) fn recover(root: &Path) -> Result<Diagnostics, Diagnostics> {
    let mut said = Diagnostics::new();
    let path = root.join(layout::JOURNAL);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let journal: Journal = serde_json::from_str(&text)
                .map_err(|error| damaged(layout::JOURNAL, &error.to_string()))?;
            if journal.format != FORMAT || !journal.steps.iter().all(stays_inside) {
                return Err(damaged(layout::JOURNAL, &journal.format));
            }
            carry_out(root, &journal.steps)?;
            said.push(Diagnostic::warning(sentence!("archive-finished")));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let staging = root.join(layout::STAGING);
            // An empty one is the last trace of a run that did complete.
            if staging.exists() && fs::remove_dir(&staging).is_err() {
                fs::remove_dir_all(&staging).map_err(|error| store::fault(&staging, &error))?;
                said.push(Diagnostic::warning(sentence!("archive-cleaned")));
            }
        }
        Err(error) => return Err(store::fault(&path, &error)),
    }
    Ok(said)
}

/// Whether a step moves within `output/`: a journal that somebody forged must not reach further.
fn stays_inside(step: &Step) -> bool {
    [&step.from, &step.to].into_iter().all(|path| {
        !path.is_empty()
            && path.split('/').all(|part| !part.is_empty() && part != ".." && part != ".")
            && !path.contains(['\\', ':'])
    })
}

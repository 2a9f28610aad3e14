//! Extras (*trycksaker*): paper for the day. It is replaced whenever it changes and goes when the
//! roster does not ask for it any more; no ledger tells of it.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::Prepared;
use super::documents::{inputs_of, typeset, unchanged};
use crate::archive::{Archive, Inputs, InputsBook, Stage, layout};
use crate::diagnostic::{Diagnostics, Warned};
use crate::plan::{self, Wanted};
use crate::typeset::in_parallel;

/// What a batch did with the paper for the day; paths below `output/`.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// What is new or has changed.
    pub made: Vec<String>,
    /// How many stay as they are.
    pub kept: usize,
    /// What is not asked for any more.
    pub removed: Vec<String>,
}

impl Extras {
    /// Whether nothing has changed.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.made.is_empty() && self.removed.is_empty()
    }
}

/// Stages what has changed of the paper for the day, and notes in a batch's inputs what it was made
/// from.
pub(super) fn refresh(
    prepared: &Prepared,
    archive: &Archive,
    stage: &Stage,
    inputs: &mut InputsBook,
    threads: NonZeroUsize,
) -> Result<Warned<Extras>, Diagnostics> {
    let wanted = plan::extras(&prepared.roster, &prepared.templates);
    let made =
        in_parallel(&wanted, threads, |wanted| refresh_one(prepared, archive, stage, wanted));
    let mut found = Diagnostics::new();
    let mut extras = Extras::default();
    for (wanted, made) in wanted.iter().zip(made) {
        let Some(Refreshed { inputs: from, changed }) = found.keep(made) else { continue };
        inputs.set_extra(&wanted.key.kind, from);
        if changed {
            extras.made.push(layout::extra(&wanted.key.kind));
        } else {
            extras.kept += 1;
        }
    }
    let asked_for = |path: &str| wanted.iter().any(|w| layout::extra(&w.key.kind) == path);
    for path in archive.paths().filter(|path| layout::is_extra(path) && !asked_for(path)) {
        stage.remove(path);
        extras.removed.push(path.to_owned());
    }
    found.into_result(extras)
}

struct Refreshed {
    inputs: Arc<Inputs>,
    changed: bool,
}

fn refresh_one(
    prepared: &Prepared,
    archive: &Archive,
    stage: &Stage,
    wanted: &Wanted<'_>,
) -> Result<Warned<Refreshed>, Diagnostics> {
    let path = layout::extra(&wanted.key.kind);
    let values = wanted.values(&prepared.roster, &prepared.plan);
    let digest = wanted.inputs(&prepared.roster, &values);
    // One that is gone, or that somebody has written over, is made again.
    let lying = archive.read(&path).ok();
    if let (Some(known), Some(_)) = (archive.inputs().extra(&wanted.key.kind), &lying)
        && known.digest == digest
        && unchanged(prepared, archive.inputs(), known)
    {
        let value = Refreshed { inputs: Arc::clone(known), changed: false };
        return Ok(Warned { value, warnings: Diagnostics::new() });
    }
    let Warned { value: typeset, warnings } = typeset(prepared, wanted, values, 0)?;
    let changed = lying.as_deref() != Some(typeset.pdf.as_slice());
    if changed {
        stage.replace(&path, &typeset.pdf)?;
    }
    Ok(Warned { value: Refreshed { inputs: inputs_of(digest, typeset), changed }, warnings })
}

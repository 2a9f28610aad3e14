//! One of many runs that typeset the packets together, under whatever starts them. It needs no key
//! and issues nothing; [`join`](super::join) does.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::documents::{self, Desk};
use super::{Prepared, erase, prepare};
use crate::archive::shard::{self, Basis, Manifest, Sheet, Writer};
use crate::archive::{InputsBook, inspect, package};
use crate::audit::{Digest, Ledger};
use crate::diagnostic::{Diagnostics, Warned};
use crate::folder::keep_apart;
use crate::monitor::{Monitor, Step};
use crate::plan;
use crate::plan::shard::Shard;
use crate::roster::{Roster, Signatory};
use crate::typeset::in_parallel_by;

/// Where shards' folders lie in the ceremony's folder, unless somebody says otherwise.
const SHARDS_DIRECTORY: &str = "shards";

/// What was typeset for one shard.
#[derive(Debug, Clone)]
pub struct Sharded {
    /// Which of how many.
    pub shard: Shard,
    /// Where it lies.
    pub folder: PathBuf,
    /// How many signatories' packets it is to have.
    pub signatories: usize,
    /// How many PDFs it holds.
    pub documents: usize,
    /// How many pages those have.
    pub pages: usize,
    /// Whether it was there already, whole and made from the same, so that nothing was typeset.
    pub unchanged: bool,
}

impl Sharded {
    fn new(folder: PathBuf, manifest: &Manifest, roster: &Roster, unchanged: bool) -> Self {
        Self {
            shard: manifest.shard,
            folder,
            signatories: manifest.shard.share(&roster.signatories).count(),
            documents: manifest.documents.len(),
            pages: manifest.documents.iter().map(|sheet| sheet.pages).sum(),
            unchanged,
        }
    }
}

/// Typesets the packets of a shard's signatories into a folder, as far as `output/` does not have
/// them. In `output/` it only looks.
///
/// # Errors
/// All that is wrong with the roster and the templates, when something else lies in the folder's
/// place, or when the disk refuses: there is no half of it then.
pub fn shard(
    root: &Path,
    shard: Shard,
    into: Option<&Path>,
    threads: NonZeroUsize,
    monitor: &dyn Monitor,
) -> Result<Warned<Sharded>, Diagnostics> {
    let Warned { value: prepared, warnings: mut found } = prepare(root)?;
    let output = prepared.folder.output();
    let into = match into {
        Some(into) => into.to_owned(),
        None => package::make_place(&root.join(SHARDS_DIRECTORY))?.join(shard.folder_name()),
    };
    keep_apart(root, &into)?;
    let Warned { value: (ledger, inputs), warnings } = inspect::standing(&output)?;
    found.extend(warnings);
    erase::refuse_reuse(&prepared.roster, ledger.register())?;

    let (basis, head) = (Basis::of(&prepared.folder, &prepared.fonts), ledger.root(ledger.size()));
    if let Some(manifest) = made_before(&into, shard, &basis, head) {
        return found.into_result(Sharded::new(into, &manifest, &prepared.roster, true));
    }
    let writer = Writer::begin(&into, shard)?;
    let typeset = typeset(&prepared, shard, (&ledger, &inputs), &writer, threads, monitor)?;
    let warned = typeset.warnings.len();
    found.extend(typeset.warnings);
    let manifest = Manifest::new(shard, basis, head, warned, typeset.value);
    writer.finish(&manifest)?;
    found.into_result(Sharded::new(into, &manifest, &prepared.roster, false))
}

/// The manifest of a shard that was made before, from the same, and is whole.
fn made_before(into: &Path, shard: Shard, basis: &Basis, head: Option<Digest>) -> Option<Manifest> {
    let before = shard::read(into).ok()?;
    let holds = before.manifest.answers(shard, basis, head) && before.check().is_empty();
    holds.then_some(before.manifest)
}

/// Typesets what [`join`](super::join) will ask for: the same decisions, by what was issued.
fn typeset(
    prepared: &Prepared,
    shard: Shard,
    (ledger, inputs): (&Ledger, &InputsBook),
    writer: &Writer,
    threads: NonZeroUsize,
    monitor: &dyn Monitor,
) -> Result<Warned<Vec<Sheet>>, Diagnostics> {
    let Prepared { roster, templates, .. } = prepared;
    let desk = Desk { prepared, register: ledger.register(), inputs };
    let signatories: Vec<&Signatory> = shard.share(&roster.signatories).collect();
    monitor.begin(Step::Typesetting, signatories.len() * roster.packet.documents.len());
    let key = |signatory: &&Signatory| plan::structure(signatory);
    let made = in_parallel_by(&signatories, key, threads, |signatory| {
        let mut found = Diagnostics::new();
        let sheets = Mutex::new(Vec::new());
        for wanted in plan::packet(roster, templates, signatory) {
            let made = desk.make(&wanted, |values, inputs, revision| {
                let typeset = documents::typeset(prepared, &wanted, values, revision)?;
                let sheet = Sheet::of(&wanted.key, revision, inputs, &typeset.value);
                writer.add(&sheet, &typeset.value.pdf)?;
                sheets.lock().unwrap_or_else(PoisonError::into_inner).push(sheet);
                Ok(typeset)
            });
            found.keep(made);
            monitor.advance();
        }
        found.into_result(sheets.into_inner().unwrap_or_else(PoisonError::into_inner))
    });
    monitor.end();
    let mut found = Diagnostics::new();
    let sheets = made.into_iter().filter_map(|sheets| found.keep(sheets)).flatten().collect();
    found.into_result(sheets)
}

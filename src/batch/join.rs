//! Issuing what shards have typeset: the same batch as ever, that takes a document from a shard's
//! folder where it would otherwise typeset it.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Moment, Prepared, Produced, documents, issue, prepare};
use crate::archive::shard::{self, Basis, ShardFolder, Sheet};
use crate::audit::{Digest, DocumentKey};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::keyring::Keyring;
use crate::monitor::{Monitor, Step};
use crate::plan::shard::{Shard, missing};
use crate::plan::{self, Wanted};
use crate::sentence;
use crate::typeset::{SharedReads, Typeset, in_parallel};
use crate::words::Sentence;

/// What came of joining shards.
#[derive(Debug, Clone)]
pub struct Joined {
    /// What the batch did.
    pub produced: Produced,
    /// How many shards there are.
    pub shards: usize,
    /// How many documents were taken from them; the others, if any, were typeset here.
    pub taken: usize,
}

/// Issues what shards have typeset, records it and composes the letters: what
/// [`produce`](super::produce) does, and with the same documents, byte for byte.
///
/// # Errors
/// All that is wrong with the roster and the templates, and then all that is wrong with the shards;
/// and as for [`produce`](super::produce).
pub fn join(
    root: &Path,
    folders: &[PathBuf],
    threads: NonZeroUsize,
    moment: &Moment,
    keyring: &Keyring<'_>,
    monitor: &dyn Monitor,
) -> Result<Warned<Joined>, Diagnostics> {
    let Warned { value: prepared, mut warnings } = prepare(root)?;
    let gathered = gather(&prepared, folders, threads, moment, monitor)?;
    warnings.extend(gathered.warnings);
    let ready = gathered.value;
    let issued = issue(prepared, &ready, threads, moment, keyring, monitor)?;
    warnings.extend(issued.warnings);
    let (shards, taken) = (ready.shards.len(), ready.taken.into_inner());
    Ok(Warned { value: Joined { produced: issued.value, shards, taken }, warnings })
}

/// The documents that were typeset elsewhere; none for a batch that typesets itself. Their bytes
/// stay on the disk until they are taken.
#[derive(Debug, Default)]
pub(super) struct Ready {
    shards: Vec<ShardFolder>,
    /// In which shard's folder a revision lies, and its number there.
    places: BTreeMap<(DocumentKey, u32), (usize, usize)>,
    /// What the documents read.
    reads: SharedReads,
    taken: AtomicUsize,
}

impl Ready {
    fn new(shards: Vec<ShardFolder>) -> Self {
        let mut places = BTreeMap::new();
        for (index, shard) in shards.iter().enumerate() {
            for (number, sheet) in shard.manifest.documents.iter().enumerate() {
                places.insert((sheet.document.clone(), sheet.revision), (index, number));
            }
        }
        Self { shards, places, ..Self::default() }
    }

    /// A revision of a document, if it is there and was made from the inputs of this digest.
    pub(super) fn take(
        &self,
        document: &DocumentKey,
        revision: u32,
        inputs: Digest,
    ) -> Result<Option<Typeset>, Diagnostics> {
        let Some((index, number)) = self.places.get(&(document.clone(), revision)) else {
            return Ok(None);
        };
        let shard = &self.shards[*index];
        let sheet = &shard.manifest.documents[*number];
        if sheet.inputs != inputs {
            return Ok(None);
        }
        let pdf = shard.pdf(*number)?;
        self.taken.fetch_add(1, Ordering::Relaxed);
        Ok(Some(Typeset {
            pdf,
            pages: sheet.pages,
            title: sheet.title.clone(),
            reads: self.reads.share(sheet.reads.iter().cloned()),
            thumbnail: sheet.thumbnail.as_ref().and_then(|png| STANDARD.decode(png).ok()),
        }))
    }
}

/// Reads the shards' folders and believes none of them: each has to be whole and made from what lies
/// here, all of them have to be there, and one document of each is typeset here and compared.
fn gather(
    prepared: &Prepared,
    folders: &[PathBuf],
    threads: NonZeroUsize,
    moment: &Moment,
    monitor: &dyn Monitor,
) -> Result<Warned<Ready>, Diagnostics> {
    monitor.begin(Step::Checking, folders.len());
    let mut found = Diagnostics::new();
    let mut shards = Vec::new();
    let mut unread = 0;
    for folder in folders {
        match shard::read(folder) {
            Ok(read) => {
                found.extend(read.check());
                shards.push(read);
            }
            Err(faults) => {
                found.extend(faults);
                unread += 1;
            }
        }
        monitor.advance();
    }
    monitor.end();
    let basis = Basis::of(&prepared.folder, &prepared.fonts);
    found.extend(others(&shards, &basis));
    found.extend(count(&shards, unread));
    // Only of what fits so far can be said what has to be in it.
    let Warned { value: shards, warnings } = found.into_result(shards)?;
    let mut found = warnings;

    // The draw is nobody's to know beforehand.
    let draw = moment.nonce();
    let tried = in_parallel(&shards, threads, |shard| try_one(prepared, shard, draw));
    for faults in tried.into_iter().filter_map(Result::err) {
        found.extend(faults);
    }
    let warned: usize = shards.iter().map(|shard| shard.manifest.warnings).sum();
    if warned > 0 {
        let warning = Diagnostic::warning(sentence!("shard-warned", count = warned));
        found.push(warning.remedy(sentence!("shard-warned-remedy")));
    }
    found.into_result(Ready::new(shards))
}

/// Those that were made from something else than what lies here, by what that is.
fn others(shards: &[ShardFolder], own: &Basis) -> Diagnostics {
    type Differs = fn(&Basis, &Basis) -> bool;
    let kinds: [(Differs, &'static str); 4] = [
        (|a, b| (&a.program, &a.typst) != (&b.program, &b.typst), "shard-other-program"),
        (|a, b| a.roster != b.roster, "shard-other-roster"),
        (|a, b| a.templates != b.templates, "shard-other-templates"),
        (|a, b| a.fonts != b.fonts, "shard-other-fonts"),
    ];
    let mut found = Diagnostics::new();
    for (differs, key) in kinds {
        let those = shards.iter().filter(|shard| differs(&shard.manifest.basis, own));
        if let Some(folders) = names(those) {
            let fault = Diagnostic::error(Sentence::new(key).with("folders", folders));
            found.push(fault.remedy(sentence!("shard-other-remedy")));
        }
    }
    found
}

/// What is wrong with their number: they are not all of the same whole, one is there twice, or some
/// are missing. Of how many there have to be, most of them know; those that cannot be read are not
/// missing as well.
fn count(shards: &[ShardFolder], unread: usize) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut wholes: BTreeMap<u32, usize> = BTreeMap::new();
    for shard in shards {
        *wholes.entry(shard.manifest.shard.of()).or_default() += 1;
    }
    let Some((&of, _)) = wholes.iter().max_by_key(|(_, count)| **count) else {
        return found;
    };
    let (fitting, odd): (Vec<_>, Vec<_>) =
        shards.iter().partition(|shard| shard.manifest.shard.of() == of);
    if let Some(folders) = names(odd.into_iter()) {
        let fault = Diagnostic::error(sentence!("shard-other-whole", of = of, folders = folders));
        found.push(fault.remedy(sentence!("shard-other-whole-remedy")));
    }
    let mut by_number: BTreeMap<Shard, Vec<&ShardFolder>> = BTreeMap::new();
    for shard in fitting {
        by_number.entry(shard.manifest.shard).or_default().push(shard);
    }
    for (shard, twice) in by_number.iter().filter(|(_, folders)| folders.len() > 1) {
        let folders = names(twice.iter().copied()).unwrap_or_default();
        let message = sentence!("shard-twice", shard = shard.to_string(), folders = folders);
        found.push(Diagnostic::error(message).remedy(sentence!("shard-twice-remedy")));
    }
    let there: BTreeSet<u32> = by_number.keys().map(|shard| shard.number()).collect();
    let count = (of as usize).saturating_sub(there.len());
    if count > unread {
        let numbers = missing(&there, of);
        let fault = sentence!("shard-missing", count = count, of = of, numbers = &numbers);
        let remedy = sentence!("shard-missing-remedy", of = of);
        found.push(Diagnostic::error(fault).remedy(remedy));
    }
    found
}

/// How many folders are named at most.
const NAMED: usize = 10;

/// The folders of shards, if there are any; of many the first.
fn names<'a>(shards: impl Iterator<Item = &'a ShardFolder>) -> Option<String> {
    let mut names: Vec<String> = shards.map(|shard| shard.root.display().to_string()).collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let rest = (more > 0).then(|| format!(" … (+{more})"));
    (!names.is_empty()).then(|| names.join(", ") + &rest.unwrap_or_default())
}

/// Whether a shard holds nothing but documents of its signatories, and whether one of them, drawn, and
/// all that is said of it, is what this machine typesets: another processor, or a program of the same
/// version that is not the same, would show.
fn try_one(prepared: &Prepared, shard: &ShardFolder, draw: u64) -> Result<(), Diagnostics> {
    let Prepared { roster, templates, plan, .. } = prepared;
    let manifest = &shard.manifest;
    let signatories = manifest.shard.share(&roster.signatories);
    let packets = signatories.flat_map(|signatory| plan::packet(roster, templates, signatory));
    let wanted: BTreeMap<DocumentKey, Wanted<'_>> =
        packets.map(|wanted| (wanted.key.clone(), wanted)).collect();
    let mut found = Diagnostics::new();
    let folder = shard.root.display().to_string();
    for sheet in manifest.documents.iter().filter(|sheet| !wanted.contains_key(&sheet.document)) {
        let document = sheet.document.to_string();
        let fault = sentence!("shard-not-its-own", folder = &folder, document = document);
        found.push(Diagnostic::error(fault).remedy(sentence!("shard-again-remedy")));
    }
    let drawn = draw.checked_rem(manifest.documents.len() as u64);
    if let Some(number) = drawn.and_then(|number| usize::try_from(number).ok())
        && let sheet = &manifest.documents[number]
        && let Some(wanted) = wanted.get(&sheet.document)
    {
        let values = wanted.values(roster, plan);
        let inputs = wanted.inputs(roster, &values);
        let here = documents::typeset(prepared, wanted, values, sheet.revision)?.value;
        let said = Sheet::of(&wanted.key, sheet.revision, inputs, &here);
        if here.pdf != shard.pdf(number)? || said != *sheet {
            let document = sheet.document.to_string();
            let fault = sentence!("shard-differs", folder = &folder, document = document);
            found.push(Diagnostic::error(fault).remedy(sentence!("shard-differs-remedy")));
        }
    }
    found.into_result(()).map(drop)
}

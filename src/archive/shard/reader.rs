//! Reading a shard's folder, which may have been half-copied, damaged or forged on its way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{MANIFEST, Manifest, Sheet, Unread};
use crate::archive::{inspect, store};
use crate::audit::{Digest, sums};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;
use crate::words::Sentence;

/// The list of digests in the folder.
pub(super) const SUMS: &str = "SHA256SUMS";

/// A shard's folder whose manifest and list fit together.
#[derive(Debug)]
pub struct ShardFolder {
    /// Where it lies.
    pub root: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
    /// The digests of the PDFs, in the manifest's order.
    digests: Vec<Digest>,
}

/// Reads a shard's folder, but for its PDFs: those, [`ShardFolder::check`] looks at.
///
/// # Errors
/// All that is wrong with it.
pub fn read(root: &Path) -> Result<ShardFolder, Diagnostics> {
    let sums = read_file(root, SUMS)?;
    let sums = sums::parse(&sums).map_err(|reason| damaged(root, SUMS, reason))?;
    let text = read_file(root, MANIFEST)?;
    if sums.get(MANIFEST) != Some(&Digest::of(&text)) {
        return Err(damaged(root, MANIFEST, sentence!("shard-altered")));
    }
    let manifest = Manifest::parse(&text).map_err(|unread| match unread {
        Unread::Not(reason) => damaged(root, MANIFEST, sentence!("shard-unread", reason = reason)),
        Unread::Form(form) => {
            let folder = root.display().to_string();
            Diagnostic::error(sentence!("shard-form", folder = folder, form = form))
                .remedy(sentence!("shard-other-remedy"))
                .into()
        }
    })?;
    let mut faults = Diagnostics::new();
    let mut listed = sums;
    listed.remove(MANIFEST);
    let mut digests = Vec::new();
    for sheet in &manifest.documents {
        // Taken off the list, so that a document that is named twice is on it no more.
        match listed.remove(&sheet.path()) {
            Some(digest) => digests.push(digest),
            None => faults.extend(damaged(root, &sheet.path(), sentence!("shard-unlisted"))),
        }
    }
    for path in listed.keys() {
        faults.extend(damaged(root, path, sentence!("shard-unnamed")));
    }
    let named: BTreeSet<String> = manifest.documents.iter().map(Sheet::path).collect();
    for path in lying(root)? {
        if !named.contains(&path) && path != MANIFEST && path != SUMS {
            faults.extend(foreign(root, &path));
        }
    }
    let folder = ShardFolder { root: root.to_owned(), manifest, digests };
    faults.into_result(folder).map(|read| read.value)
}

impl ShardFolder {
    /// What is wrong with the PDFs.
    #[must_use]
    pub fn check(&self) -> Diagnostics {
        let numbers: Vec<usize> = (0..self.digests.len()).collect();
        let faults: Vec<Diagnostics> =
            numbers.par_iter().filter_map(|number| self.pdf(*number).err()).collect();
        let mut found = Diagnostics::new();
        for fault in faults {
            found.extend(fault);
        }
        found
    }

    /// The PDF of a document, by its number in the manifest: read once, and what it is said to be.
    ///
    /// # Errors
    /// When it cannot be read, or is something else.
    pub fn pdf(&self, number: usize) -> Result<Vec<u8>, Diagnostics> {
        let path = self.manifest.documents[number].path();
        let bytes = read_file(&self.root, &path)?;
        if Digest::of(&bytes) == self.digests[number] {
            Ok(bytes)
        } else {
            Err(damaged(&self.root, &path, sentence!("shard-altered")))
        }
    }

    /// The digest of a document's PDF, by its number in the manifest.
    #[must_use]
    pub fn digest(&self, number: usize) -> Digest {
        self.digests[number]
    }
}

/// Whether everything in a folder is on its list, as in a shard's folder, however damaged; or whether
/// there is nothing in it.
pub(super) fn is_ours(root: &Path) -> bool {
    let Ok(lying) = inspect::files_below(root) else { return false };
    let listed = || sums::parse(&fs::read(root.join(SUMS)).ok()?).ok();
    let listed: BTreeMap<String, Digest> = listed().unwrap_or_default();
    let known = |path: &String| *path == SUMS || listed.contains_key(path);
    lying.is_empty() || listed.contains_key(MANIFEST) && lying.iter().all(known)
}

/// The files in a folder; names that begin with a dot are the system's.
fn lying(root: &Path) -> Result<Vec<String>, Diagnostics> {
    let hidden = |path: &String| path.split('/').any(|part| part.starts_with('.'));
    Ok(inspect::files_below(root)?.into_iter().filter(|path| !hidden(path)).collect())
}

/// A file's bytes. What is no file, such as a link to elsewhere, is not read.
fn read_file(root: &Path, name: &str) -> Result<Vec<u8>, Diagnostics> {
    let path = root.join(name);
    match path.symlink_metadata() {
        Ok(metadata) if !metadata.is_file() => return Err(foreign(root, name)),
        _ => {}
    }
    fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let path = path.display().to_string();
            Diagnostic::error(sentence!("shard-unfinished", path = path))
                .remedy(sentence!("shard-again-remedy"))
                .into()
        }
        _ => store::fault(&path, &error),
    })
}

fn damaged(root: &Path, name: &str, reason: Sentence) -> Diagnostics {
    let path = root.join(name).display().to_string();
    Diagnostic::error(sentence!("shard-damaged", path = path, reason = reason))
        .remedy(sentence!("shard-again-remedy"))
        .into()
}

fn foreign(root: &Path, name: &str) -> Diagnostics {
    let path = root.join(name).display().to_string();
    Diagnostic::error(sentence!("shard-foreign", path = path))
        .remedy(sentence!("shard-foreign-remedy"))
        .into()
}

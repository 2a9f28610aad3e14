//! Reading a shard's folder, which may have been half-copied, damaged or forged on its way.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{MANIFEST, Manifest, Sheet, Unread};
use crate::archive::{inspect, layout, store};
use crate::audit::{Digest, Sums};
use crate::diagnostic::{Diagnostic, Diagnostics, visible};
use crate::sentence;
use crate::words::Sentence;

/// The list of digests in the folder.
pub(super) const SUMS: &str = "SHA256SUMS";

/// A shard's folder whose manifest can be read, whatever else is in it.
#[derive(Debug)]
pub struct ShardFolder {
    /// Where it lies.
    pub root: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
    /// The digests of its files.
    listed: Sums,
}

/// Reads a shard's manifest. What is to be thought of all the rest, [`ShardFolder::check`] says.
///
/// # Errors
/// When it is not there, not what was written, or of another form.
pub fn read(root: &Path) -> Result<ShardFolder, Diagnostics> {
    if let Some(fault) = no_shard(root) {
        return Err(fault);
    }
    let list = read_file(root, SUMS)?;
    let listed = Sums::parse(&list).map_err(|reason| damaged(root, SUMS, reason))?;
    let text = read_file(root, MANIFEST)?;
    if listed.digest(MANIFEST) != Some(Digest::of(&text)) {
        return Err(damaged(root, MANIFEST, sentence!("shard-altered")));
    }
    let manifest = Manifest::parse(&text).map_err(|unread| match unread {
        Unread::Not(reason) => {
            damaged(root, MANIFEST, sentence!("shard-unread", reason = visible(&reason)))
        }
        Unread::Form(form) => {
            let (folder, form) = (root.display().to_string(), visible(&form));
            Diagnostic::error(sentence!("shard-form", folder = folder, form = form))
                .remedy(sentence!("shard-other-remedy"))
                .into()
        }
    })?;
    Ok(ShardFolder { root: root.to_owned(), manifest, listed })
}

impl ShardFolder {
    /// All that is wrong with the folder: documents that are missing, damaged, or named twice, and
    /// files that do not belong there.
    #[must_use]
    pub fn check(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        let mut named = BTreeSet::new();
        for path in self.manifest.documents.iter().map(Sheet::path) {
            if let Some(path) = named.replace(path) {
                found.extend(damaged(&self.root, &path, sentence!("shard-named-twice")));
            }
        }
        let listed = self.listed.iter().map(|(path, _)| path).filter(|path| *path != MANIFEST);
        for path in listed.filter(|path| !named.contains(*path)) {
            found.extend(damaged(&self.root, path, sentence!("shard-unnamed")));
        }
        match lying(&self.root) {
            Ok(lying) => {
                let known =
                    |path: &String| named.contains(path) || self.listed.digest(path).is_some();
                let strange = lying.iter().filter(|path| !known(path));
                for path in strange.filter(|path| *path != SUMS) {
                    found.extend(foreign(&self.root, path));
                }
            }
            Err(faults) => found.extend(faults),
        }
        let numbers: Vec<usize> = (0..self.manifest.documents.len()).collect();
        let read = numbers.par_iter().filter_map(|number| self.pdf(*number).err());
        for faults in read.collect::<Vec<Diagnostics>>() {
            found.extend(faults);
        }
        found
    }

    /// The PDF of a document, by its number in the manifest: read once, and what it is said to be.
    ///
    /// # Errors
    /// When it cannot be read, or is something else.
    pub fn pdf(&self, number: usize) -> Result<Vec<u8>, Diagnostics> {
        let path = self.manifest.documents[number].path();
        let Some(digest) = self.listed.digest(&path) else {
            return Err(damaged(&self.root, &path, sentence!("shard-unlisted")));
        };
        let bytes = read_file(&self.root, &path)?;
        if Digest::of(&bytes) == digest {
            Ok(bytes)
        } else {
            Err(damaged(&self.root, &path, sentence!("shard-altered")))
        }
    }
}

/// A file that is not on the list of the folder that it lies in: everything is on it in a shard's
/// folder, however damaged, and in an empty one. A folder's list names its manifest. Files whose names
/// begin with a dot are the system's; what is in a folder of such a name may be somebody's.
///
/// # Errors
/// When the folder cannot be read.
pub(super) fn strange(root: &Path) -> Result<Option<String>, Diagnostics> {
    // In somebody's home there is no need to look at everything.
    let ours = [MANIFEST, SUMS, layout::DOCUMENTS];
    let is_aside = |path: &str| {
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        name.starts_with('.') && !is_hidden(directory)
    };
    let at_once = fs::read_dir(root).into_iter().flatten().flatten().find_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (!ours.contains(&name.as_str()) && !is_aside(&name)).then_some(name)
    });
    if at_once.is_some() {
        return Ok(at_once);
    }
    let listed = read_file(root, SUMS).ok().and_then(|list| Sums::parse(&list).ok());
    let listed = listed.filter(|listed| listed.digest(MANIFEST).is_some());
    let known = |path: &String| match &listed {
        Some(listed) => path == SUMS || listed.digest(path).is_some(),
        None => false,
    };
    Ok(inspect::files_below(root)?.into_iter().find(|path| !is_aside(path) && !known(path)))
}

/// The files in a folder; names that begin with a dot are the system's.
fn lying(root: &Path) -> Result<Vec<String>, Diagnostics> {
    Ok(inspect::files_below(root)?.into_iter().filter(|path| !is_hidden(path)).collect())
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
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
            let path = visible(&path.display().to_string());
            Diagnostic::error(sentence!("shard-unfinished", path = path))
                .remedy(sentence!("shard-again-remedy"))
                .into()
        }
        _ => store::fault(&path, &error),
    })
}

/// Whether what was named as a shard's folder is none at all: what is wrong is the name then.
fn no_shard(root: &Path) -> Option<Diagnostics> {
    let folder = || visible(root.display().to_string().trim_end_matches('/'));
    let is_of_a_shard = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.path().join(MANIFEST).is_file())
    };
    let (message, remedy) = if !root.is_dir() {
        (sentence!("shard-no-folder", folder = folder()), sentence!("shard-no-folder-remedy"))
    } else if [SUMS, MANIFEST].iter().any(|name| root.join(name).symlink_metadata().is_ok()) {
        return None;
    } else {
        match fs::read_dir(root).map(|mut entries| entries.any(is_of_a_shard)) {
            Err(error) => return Some(store::fault(root, &error)),
            Ok(true) => (
                sentence!("shard-folders", folder = folder()),
                sentence!("shard-folders-remedy", folder = folder()),
            ),
            Ok(false) => {
                (sentence!("shard-none", folder = folder()), sentence!("shard-no-folder-remedy"))
            }
        }
    };
    Some(Diagnostic::error(message).remedy(remedy).into())
}

fn damaged(root: &Path, name: &str, reason: Sentence) -> Diagnostics {
    let path = visible(&root.join(name).display().to_string());
    Diagnostic::error(sentence!("shard-damaged", path = path, reason = reason))
        .remedy(sentence!("shard-again-remedy"))
        .into()
}

fn foreign(root: &Path, name: &str) -> Diagnostics {
    let path = visible(&root.join(name).display().to_string());
    Diagnostic::error(sentence!("shard-foreign", path = path))
        .remedy(sentence!("shard-foreign-remedy"))
        .into()
}

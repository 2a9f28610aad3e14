//! Writing a shard's folder: beside its place, and renamed when it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{Builder, TempDir};

use super::reader::{self, SUMS};
use super::{MANIFEST, Manifest, Sheet};
use crate::archive::flush::Flush;
use crate::archive::{package, store};
use crate::audit::{Digest, Sums};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;

/// A shard's folder in the making. Documents can be added from many threads. Dropped before it is
/// finished, it leaves no trace.
#[derive(Debug)]
pub struct Writer {
    to: PathBuf,
    parent: PathBuf,
    /// What is written lies in here; what it replaces is moved in here, and goes with it.
    beside: TempDir,
    flush: Flush,
    sums: Mutex<BTreeMap<String, Digest>>,
}

impl Writer {
    /// Begins a folder that will lie at a place where there is nothing, or a shard's folder with
    /// nothing else in it.
    ///
    /// # Errors
    /// When something else is there, or the disk refuses.
    pub fn begin(to: &Path) -> Result<Self, Diagnostics> {
        if !is_free(to) {
            let path = to.display().to_string();
            return Err(Diagnostic::error(sentence!("shard-occupied", path = path))
                .remedy(sentence!("shard-occupied-remedy"))
                .into());
        }
        let (parent, _) = package::place(to)?;
        let wrong = |error| store::fault(to, &error);
        let beside = Builder::new().prefix(".avsikt-").tempdir_in(&parent).map_err(wrong)?;
        store::make_directory(&beside.path().join(INSIDE), true).map_err(wrong)?;
        let (to, flush) = (to.to_owned(), Flush::start(beside.path()));
        Ok(Self { to, parent, beside, flush, sums: Mutex::default() })
    }

    /// Adds a document.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&self, sheet: &Sheet, pdf: &[u8]) -> Result<(), Diagnostics> {
        self.write(&sheet.path(), pdf).map_err(|error| store::fault(&self.to, &error))
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let full = self.beside.path().join(INSIDE).join(path);
        store::make_directory(full.parent().unwrap_or(&full), false)?;
        self.flush.file(store::begin_new(&full, bytes, false)?);
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        sums.insert(path.to_owned(), Digest::of(bytes));
        Ok(())
    }

    /// Writes the manifest and the digests, waits for the disk, and puts the folder into its place.
    ///
    /// # Errors
    /// When the disk refuses; no half of it is in its place then.
    pub fn finish(self, manifest: &Manifest) -> Result<(), Diagnostics> {
        let to = self.to.clone();
        self.settle(manifest).map_err(|error| store::fault(&to, &error))
    }

    fn settle(self, manifest: &Manifest) -> io::Result<()> {
        self.write(MANIFEST, manifest.print().as_bytes())?;
        let Self { to, parent, beside, flush, sums } = self;
        let sums = sums.into_inner().unwrap_or_else(PoisonError::into_inner);
        let inside = beside.path().join(INSIDE);
        let list: Sums = sums.iter().map(|(path, digest)| (path.as_str(), *digest)).collect();
        flush.file(store::begin_new(&inside.join(SUMS), list.text().as_bytes(), false)?);
        let directories: BTreeSet<&Path> =
            sums.keys().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
        directories.iter().try_for_each(|path| flush.directory(&inside.join(path)))?;
        flush.finish()?;
        match fs::rename(&to, beside.path().join("replaced")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::rename(&inside, &to)?;
        store::sync_directory(&parent)
    }
}

/// The new folder's name in the temporary one.
const INSIDE: &str = "shard";

/// Whether a shard's folder can take a place without anything of the user's being lost.
fn is_free(to: &Path) -> bool {
    let Ok(metadata) = to.symlink_metadata() else {
        return true;
    };
    metadata.is_dir() && reader::is_ours(to)
}

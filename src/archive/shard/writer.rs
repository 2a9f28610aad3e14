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
use crate::diagnostic::{Diagnostic, Diagnostics, visible};
use crate::plan::shard::Shard;
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
    /// Begins a folder that will lie at a place where there is nothing, or the same shard's folder
    /// with nothing else in it.
    ///
    /// # Errors
    /// When something else is there, or the disk refuses.
    pub fn begin(to: &Path, shard: Shard) -> Result<Self, Diagnostics> {
        refuse_others(to, shard)?;
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
        refuse_others(&to, manifest.shard)?;
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
        // Another run of the same shard can put its own there between the two: the last one stays.
        let mut replaced = 0..TURNS;
        while let Err(error) = fs::rename(&inside, &to) {
            let there = matches!(
                error.kind(),
                io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists
            );
            let Some(turn) = replaced.next().filter(|_| there) else { return Err(error) };
            match fs::rename(&to, beside.path().join(format!("replaced-{turn}"))) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        store::sync_directory(&parent)
    }
}

/// The new folder's name in the temporary one.
const INSIDE: &str = "shard";

/// How often another run of the same shard is given way to.
const TURNS: u32 = 100;

/// How often what stands in the way is looked at before it is believed.
const LOOKS: u32 = 10;

/// A shard's folder takes the place of an older one of the same shard, and of nothing else. What
/// another run of it puts there just now is seen in parts: only what is there again stands in the way.
fn refuse_others(to: &Path, shard: Shard) -> Result<(), Diagnostics> {
    let mut looks = 1;
    loop {
        match refuse_other(to, shard) {
            Err(_) if looks < LOOKS => looks += 1,
            seen => return seen,
        }
    }
}

fn refuse_other(to: &Path, shard: Shard) -> Result<(), Diagnostics> {
    let refused = |message, remedy| Err(Diagnostic::error(message).remedy(remedy).into());
    let strange = match to.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => reader::strange(to)?.map(|path| to.join(path)),
        Ok(_) => Some(to.to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(store::fault(to, &error)),
    };
    if let Some(path) = strange {
        let path = visible(&path.display().to_string());
        let message = sentence!("shard-occupied", path = path);
        return refused(message, sentence!("shard-occupied-remedy"));
    }
    match reader::read(to) {
        Ok(there) if there.manifest.shard != shard => {
            let (folder, there) = (to.display().to_string(), there.manifest.shard.to_string());
            let message = sentence!("shard-another", folder = folder, shard = there);
            refused(message, sentence!("shard-another-remedy"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::super::Basis;
    use super::*;

    #[test]
    fn of_a_shard_that_runs_many_times_at_once_one_is_there_and_none_fails() {
        let directory = TempDir::new().unwrap();
        let to = directory.path().join("1-of-2");
        let shard: Shard = "1/2".parse().unwrap();
        let digest = Digest::of(b"");
        let basis = Basis {
            program: String::new(),
            typst: String::new(),
            roster: digest,
            templates: digest,
            fonts: digest,
        };
        let manifest = Manifest::new(shard, basis, None, 0, Vec::new());
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let writer = Writer::begin(&to, shard).expect("nothing else is there");
                        writer.finish(&manifest).expect("it takes its place");
                    }
                });
            }
        });
        let there = reader::read(&to).expect("a shard");
        assert!(there.manifest == manifest && there.check().is_empty());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "nothing else is left");
    }
}

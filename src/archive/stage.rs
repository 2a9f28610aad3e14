//! A change in preparation: all its files lie in `staging/`, at the paths that they will have.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::flush::Flush;
use super::journal::{self, Move, Remove, Step};
use super::{Archive, Diagnostic, Diagnostics, layout, store};
use crate::audit::digest::Digesting;
use crate::audit::{Digest, Sums};
use crate::page::Each;
use crate::sentence;

/// A change in preparation. Files can be added from many threads. Dropped without being
/// committed, it leaves no trace.
#[derive(Debug)]
pub struct Stage {
    root: PathBuf,
    inner: Mutex<Inner>,
    /// Waits for the staged files; until the change is committed or dropped.
    flush: Option<Flush>,
    committed: bool,
}

#[derive(Debug, Default)]
struct Inner {
    /// The files by where they are put, which are most of the steps.
    staged: BTreeMap<Box<str>, Staged>,
    /// The other steps.
    others: Vec<Step>,
    /// From where to where files go, whether or not they are there.
    shifts: Vec<(String, String)>,
    /// What goes for good, whether or not it is there.
    removals: BTreeSet<String>,
}

/// A file in `staging/`.
#[derive(Debug)]
struct Staged {
    digest: Digest,
    /// Whether something may be in its place.
    replace: bool,
}

fn staged_at(path: &str) -> String {
    format!("{}/{path}", layout::STAGING)
}

impl Stage {
    pub(super) fn new(root: &Path) -> Self {
        let flush = Some(Flush::start(root));
        Self { root: root.to_owned(), inner: Mutex::default(), flush, committed: false }
    }

    /// Adds a file that must not be there yet, whose digest is known. Files that hold people's data
    /// are for their owner alone: [`layout::is_private`].
    ///
    /// # Errors
    /// When the disk refuses, or something is in the file's place.
    pub fn create(&self, path: &str, bytes: &[u8], digest: Digest) -> Result<(), Diagnostics> {
        debug_assert_eq!(digest, Digest::of(bytes), "{path}");
        if self.root.join(path).symlink_metadata().is_ok() {
            return Err(Diagnostic::error(sentence!("archive-in-the-way", path = path))
                .remedy(sentence!("archive-in-the-way-remedy"))
                .into());
        }
        self.add(path, false, |mut file| file.write_all(bytes).map(|()| (digest, file)))
    }

    /// Adds a file that takes the place of an older one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        let digest = Digest::of(bytes);
        self.add(path, true, |mut file| file.write_all(bytes).map(|()| (digest, file)))
    }

    /// The same with what is written piece by piece: a long text need not be in memory for that.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn replace_with(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Diagnostics> {
        self.add(path, true, |file| {
            let mut file = BufWriter::new(Digesting::new(file));
            write(&mut file)?;
            Ok(file.into_inner()?.finish())
        })
    }

    /// The same, unless that is what lies there already.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn refresh(
        &self,
        archive: &Archive,
        path: &str,
        write: impl Fn(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Diagnostics> {
        let digest =
            Digest::of_written(&write).map_err(|error| store::fault(&self.root, &error))?;
        if archive.digest(path) == Some(digest) { Ok(()) } else { self.replace_with(path, write) }
    }

    /// A staged file's bytes, by the path that it will have.
    #[must_use]
    pub fn staged(&self, path: &str) -> Option<Vec<u8>> {
        let staged = self.lock().staged.contains_key(path);
        staged.then(|| fs::read(self.root.join(staged_at(path))).ok()).flatten()
    }

    /// Moves a file to another place. One that somebody has taken away is missing there from then
    /// on.
    pub fn shift(&self, from: &str, to: &str) {
        let mut inner = self.lock();
        if self.root.join(from).exists() {
            let (from, to) = (from.to_owned(), to.to_owned());
            inner.others.push(Step::Move(Move { from, to, replace: true }));
        }
        inner.shifts.push((from.to_owned(), to.to_owned()));
    }

    /// Removes a file for good: an extra, or what the new ledger says was erased. After a crash
    /// nothing else is believed.
    pub fn remove(&self, path: &str) {
        let mut inner = self.lock();
        if self.root.join(path).symlink_metadata().is_ok() {
            inner.others.push(Step::Remove(Remove { remove: path.to_owned() }));
        }
        inner.removals.insert(path.to_owned());
    }

    /// Has the disk begin with what was added so far, besides other work: there is less to wait for
    /// in the end.
    pub fn begin_writing(&self) {
        if !self.lock().staged.is_empty() {
            self.flush.as_ref().expect("it is not committed yet").begin();
        }
    }

    /// Adds a file; `write` writes it, and tells its digest.
    fn add(
        &self,
        to: &str,
        replace: bool,
        write: impl FnOnce(File) -> io::Result<(Digest, File)>,
    ) -> Result<(), Diagnostics> {
        // The folder is named and not the file: a full disk is one fault, however many files.
        let fault = |error| store::fault(&self.root, &error);
        let file = self.make(to).map_err(fault)?;
        let (digest, file) = write(file).map_err(fault)?;
        self.flush.as_ref().expect("it is not committed yet").file(file);
        self.lock().staged.insert(to.into(), Staged { digest, replace });
        Ok(())
    }

    /// An empty file, and the directories that lead to it.
    fn make(&self, to: &str) -> io::Result<File> {
        let (path, private) = (self.root.join(staged_at(to)), layout::is_private(to));
        match store::make_new(&path, private) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // Its owner's alone, whatever is put into it; behind the first file it is there.
                if self.lock().staged.is_empty() {
                    store::make_directory(&self.root.join(layout::STAGING), true)?;
                }
                store::make_directory(path.parent().unwrap_or(&self.root), private)?;
                store::make_new(&path, private)
            }
            made => made,
        }
    }

    /// Waits until every staged file is on the disk with its name, or given up.
    fn flushed(&mut self) -> io::Result<()> {
        let Some(flush) = self.flush.take() else { return Ok(()) };
        let directory = |path| flush.directory(&self.root.join(staged_at(path)));
        self.lock().directories().into_iter().try_for_each(directory)?;
        flush.finish()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nothing would change.
    pub(super) fn is_empty(&self) -> bool {
        let inner = self.lock();
        inner.staged.is_empty() && inner.shifts.is_empty() && inner.removals.is_empty()
    }

    /// The list of files as it will be, from what it is, and from what one looks like that the user
    /// may change or take away.
    pub(super) fn files_after(&self, files: &Sums, own: (&str, Option<Digest>)) -> Sums {
        let inner = self.lock();
        let mut after: BTreeMap<&str, Digest> = files.iter().collect();
        for (from, to) in &inner.shifts {
            if let Some(digest) = after.remove(from.as_str()) {
                after.insert(to, digest);
            }
        }
        after.retain(|path, _| !inner.removals.contains(*path) && *path != own.0);
        after.extend(own.1.map(|digest| (own.0, digest)));
        after.extend(inner.staged.iter().map(|(path, staged)| (&**path, staged.digest)));
        after.into_iter().collect()
    }

    /// Leaves everything staged, as a crash would; what is still to be done.
    #[cfg(test)]
    pub(super) fn abandon(mut self) -> Vec<Step> {
        self.committed = true;
        self.lock().steps().collect()
    }

    /// Makes the change true, and carries it out.
    pub(super) fn commit(mut self) -> Result<(), Diagnostics> {
        self.flushed().map_err(|error| store::fault(&self.root, &error))?;
        let inner = std::mem::take(&mut *self.lock());
        let decided = journal::decide(&self.root, Each(|| inner.steps()));
        // An error behind the commit point must not sweep away what the journal speaks of.
        self.committed = self.root.join(layout::JOURNAL).exists();
        let new = inner.new_directories(&self.root);
        let carried = decided.and_then(|()| journal::carry_out(&self.root, &new, inner.steps()));
        if self.committed { carried.map_err(journal::unfinished) } else { carried }
    }
}

impl Inner {
    /// What is to be done, each step when it is asked for.
    fn steps(&self) -> impl Iterator<Item = Step> {
        let moves = self.staged.iter().map(|(to, Staged { replace, .. })| {
            Step::Move(Move { from: staged_at(to), to: to.to_string(), replace: *replace })
        });
        moves.chain(self.others.iter().cloned())
    }

    /// The directories of the staged files, each behind the one that it is in.
    fn directories(&self) -> BTreeSet<&str> {
        self.staged.keys().flat_map(|to| layout::directories(to)).collect()
    }

    /// Those of which nothing is there yet, and which are in none of them.
    fn new_directories(&self, root: &Path) -> BTreeSet<&str> {
        let mut new = BTreeSet::new();
        for path in self.directories() {
            let within_new = layout::directories(path).any(|above| new.contains(above));
            if !within_new && root.join(path).symlink_metadata().is_err() {
                new.insert(path);
            }
        }
        new
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.committed {
            // Some systems remove no file that is open.
            if let Some(flush) = self.flush.take() {
                flush.give_up();
            }
            // Whatever stays behind all the same, the next run cleans up.
            let _ = fs::remove_dir_all(self.root.join(layout::STAGING));
        }
    }
}

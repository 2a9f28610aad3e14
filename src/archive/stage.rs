//! A change in preparation: all its files lie in `staging/`, at the paths that they will have.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::flush::Flush;
use super::journal::{self, Move, Remove, Step};
use super::{Archive, Diagnostics, layout, store};
use crate::audit::digest::Digesting;
use crate::audit::{Digest, Sums};
use crate::page::Each;

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
    /// Those that are to be written together, and how many bytes that will be.
    together: (Vec<Box<str>>, usize),
    /// How many are written.
    written: usize,
    /// The directories that they lie in, and whether nothing is yet where each is put.
    directories: BTreeMap<Box<str>, bool>,
    /// The other steps.
    others: Vec<Step>,
    /// From where to where files go, whether or not they are there.
    shifts: Vec<(String, String)>,
    /// What goes for good, whether or not it is there.
    removals: BTreeSet<String>,
}

/// A file in `staging/`, or on its way there.
#[derive(Debug)]
struct Staged {
    digest: Digest,
    /// What is still to be written.
    bytes: Option<Arc<Vec<u8>>>,
    /// Whether something may be in its place.
    replace: bool,
}

/// How many bytes are written together. Between two documents, which leave nothing of the system in
/// the processor's caches, making one file and its directory costs twice as much as among others.
const WRITTEN_TOGETHER: usize = 1 << 20;

/// After how many files the disk begins with them, besides other work: there is less to wait for in
/// the end. Each time a file system writes its own journal too.
const DISK_BEGINS_AFTER: usize = 512;

/// How many bytes of a long text the system gets at once.
const PIECE: usize = 64 << 10;

fn staged_at(path: &str) -> String {
    format!("{}/{path}", layout::STAGING)
}

/// Whether anything is there, be it a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

impl Stage {
    pub(super) fn new(root: &Path) -> Self {
        let flush = Some(Flush::start(root));
        Self { root: root.to_owned(), inner: Mutex::default(), flush, committed: false }
    }

    /// Adds a file that must not be there yet, whose digest is known; it is written with others.
    /// Files that hold people's data are for their owner alone: [`layout::is_private`].
    ///
    /// # Errors
    /// When the disk refuses, or something is in the place of a file; of this one or of one that was
    /// added before. Who goes on hears it again from the commit.
    pub fn create(&self, path: &str, bytes: Vec<u8>, digest: Digest) -> Result<(), Diagnostics> {
        debug_assert_eq!(digest, Digest::of(&bytes), "{path}");
        let mut inner = self.lock();
        let (paths, weight) = &mut inner.together;
        paths.push(path.into());
        *weight += bytes.len();
        let enough = *weight >= WRITTEN_TOGETHER;
        let paths = if enough { std::mem::take(&mut inner.together).0 } else { Vec::new() };
        let staged = Staged { digest, bytes: Some(Arc::new(bytes)), replace: false };
        inner.staged.insert(path.into(), staged);
        drop(inner);
        self.write(&paths)
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
            let mut file = BufWriter::with_capacity(PIECE, Digesting::new(file));
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
        if let Some(there) = archive.digest(path) {
            let new =
                Digest::of_written(&write).map_err(|error| store::fault(&self.root, &error))?;
            if there == new {
                return Ok(());
            }
        }
        self.replace_with(path, write)
    }

    /// A staged file's bytes, by the path that it will have.
    #[must_use]
    pub fn staged(&self, path: &str) -> Option<Vec<u8>> {
        let bytes = self.lock().staged.get(path)?.bytes.clone();
        let on_disk = || fs::read(self.root.join(staged_at(path))).ok();
        bytes.map_or_else(on_disk, |bytes| Some(bytes.to_vec()))
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
        if is_there(&self.root.join(path)) {
            inner.others.push(Step::Remove(Remove { remove: path.to_owned() }));
        }
        inner.removals.insert(path.to_owned());
    }

    /// Writes files that were added; of each what is wrong.
    fn write(&self, paths: &[Box<str>]) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::new();
        for path in paths {
            let staged =
                self.lock().staged.get(path).map(|staged| (staged.bytes.clone(), staged.digest));
            let Some((Some(bytes), digest)) = staged else { continue };
            let added =
                self.add(path, false, |mut file| file.write_all(&bytes).map(|()| (digest, file)));
            added.unwrap_or_else(|faults| found.extend(faults));
        }
        found.into_result(()).map(drop)
    }

    /// Writes what was added and is not yet written, and has the disk begin with all of it while other
    /// work goes on.
    ///
    /// # Errors
    /// As of [`create`](Self::create).
    pub fn hand_over(&self) -> Result<(), Diagnostics> {
        self.write_rest()?;
        // Nothing waits for a disk to which nothing was written.
        if let Some(flush) = self.flush.as_ref().filter(|_| self.lock().written > 0) {
            flush.begin();
        }
        Ok(())
    }

    /// Writes those files that were added and are not yet written.
    fn write_rest(&self) -> Result<(), Diagnostics> {
        let inner = self.lock();
        let rest = inner.staged.iter().filter(|(_, staged)| staged.bytes.is_some());
        let rest: Vec<Box<str>> = rest.map(|(path, _)| path.clone()).collect();
        drop(inner);
        self.write(&rest)
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
        let private = layout::is_private(to);
        let new = self.make_directory(layout::directory(to), private).map_err(fault)?;
        if !replace && !new && is_there(&self.root.join(to)) {
            return Err(journal::in_the_way(to));
        }
        let file = store::make_new(&self.root.join(staged_at(to)), private).map_err(fault)?;
        let (digest, file) = write(file).map_err(fault)?;
        let flush = self.flush.as_ref().expect("it is not committed yet");
        flush.file(file);
        let mut inner = self.lock();
        inner.staged.insert(to.into(), Staged { digest, bytes: None, replace });
        inner.written += 1;
        if inner.written.is_multiple_of(DISK_BEGINS_AFTER) {
            flush.begin();
        }
        Ok(())
    }

    /// Makes a directory below `staging/`, and those above it, unless they are there; whether nothing
    /// lies yet where it is put.
    fn make_directory(&self, path: &str, private: bool) -> io::Result<bool> {
        if let Some(new) = self.lock().directories.get(path) {
            return Ok(*new);
        }
        let new = if path.is_empty() {
            // Its owner's alone, whatever is put into it.
            store::make_directory(&self.root.join(layout::STAGING), true)?;
            false
        } else {
            let within_new = self.make_directory(layout::directory(path), private)?;
            store::make_directory(&self.root.join(staged_at(path)), private)?;
            within_new || !is_there(&self.root.join(path))
        };
        self.lock().directories.insert(path.into(), new);
        Ok(new)
    }

    /// Waits until every staged file is on the disk with its name, or given up.
    fn flushed(&mut self) -> io::Result<()> {
        let Some(flush) = self.flush.take() else { return Ok(()) };
        let directory = |path: &str| flush.directory(&self.root.join(staged_at(path)));
        self.lock().directories.keys().try_for_each(|path| directory(path))?;
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
        let staged = inner.staged.iter().map(|(path, staged)| (&**path, staged.digest));
        let theirs = own.1.map(|digest| (own.0, digest));
        let from: BTreeSet<&str> = inner.shifts.iter().map(|(from, _)| from.as_str()).collect();
        let shifted =
            inner.shifts.iter().filter_map(|(from, to)| Some((&**to, files.digest(from)?)));
        let stays = |path: &str| !from.contains(path) && path != own.0;
        let before = shifted.chain(files.iter().filter(|(path, _)| stays(path)));
        let before = before.filter(|(path, _)| !inner.removals.contains(*path));
        // Of what comes twice the first counts.
        staged.chain(theirs).chain(before).collect()
    }

    /// Leaves everything staged, as a crash would; what is still to be done.
    #[cfg(test)]
    pub(super) fn abandon(mut self) -> Vec<Step> {
        self.write_rest().expect("the disk takes it");
        self.committed = true;
        self.lock().steps().collect()
    }

    /// Makes the change true, and carries it out.
    pub(super) fn commit(mut self) -> Result<(), Diagnostics> {
        self.write_rest()?;
        self.flushed().map_err(|error| store::fault(&self.root, &error))?;
        let inner = std::mem::take(&mut *self.lock());
        let decided = journal::decide(&self.root, Each(|| inner.steps()));
        // An error behind the commit point must not sweep away what the journal speaks of.
        self.committed = self.root.join(layout::JOURNAL).exists();
        let new = inner.new_directories();
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

    /// The directories of which nothing is there yet, and which are in none of them.
    fn new_directories(&self) -> BTreeSet<&str> {
        let is_new = |path: &str| self.directories.get(path).is_some_and(|new| *new);
        let topmost = |path: &&str| is_new(path) && !is_new(layout::directory(path));
        self.directories.keys().map(|path| &**path).filter(topmost).collect()
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

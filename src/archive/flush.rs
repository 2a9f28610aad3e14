//! Waiting for the disk: for many files at once.
//!
//! Ten thousand files must not be ten thousand waits. Where a file system can be waited for as a
//! whole, and tells what it could not write, that is done once for all of them: its journal is
//! written once too, and no file that is made meanwhile waits for it. Elsewhere each file is handed
//! over as soon as it is written, and several are waited for at once, besides other work. A file is
//! handed over open: to a handle that was opened later the system need not tell that it could not
//! write the file back.

mod whole;

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use self::whole::FileSystem;

/// How many files are waited for at once.
const AT_ONCE: usize = 8;

/// How many more may be open besides them: systems allow a few hundred.
const QUEUED: usize = 64;

/// What is to be on the disk when this [is finished](Self::finish): what was handed over. From many
/// threads, if need be.
#[derive(Debug)]
pub(super) enum Flush {
    /// With all else that is written to the file system.
    Whole(Whole),
    /// One by one.
    Each(Each),
}

impl Flush {
    /// Begins, before anything is written below a directory.
    pub(super) fn start(directory: &Path) -> Self {
        match FileSystem::of(directory) {
            Some(file_system) => Self::Whole(Whole { file_system, early: Mutex::default() }),
            None => Self::Each(Each::start()),
        }
    }

    /// Has the disk begin with what was handed over so far, besides other work.
    ///
    /// # Panics
    /// When no thread can be started.
    pub(super) fn begin(&self) {
        if let Self::Whole(whole) = self {
            let file_system = whole.file_system.clone();
            let early = thread::spawn(move || file_system.sync());
            whole.early.lock().unwrap_or_else(PoisonError::into_inner).push(early);
        }
    }

    /// Hands a file over that has been written.
    pub(super) fn file(&self, file: File) {
        if let Self::Each(each) = self {
            each.hand_over(file);
        }
    }

    /// Hands a directory over in which names have changed.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn directory(&self, path: &Path) -> io::Result<()> {
        // Windows has no such call; its file systems journal names.
        #[cfg(unix)]
        if let Self::Each(each) = self {
            each.hand_over(File::open(path)?);
        }
        #[cfg(not(unix))]
        let _ = path;
        Ok(())
    }

    /// Waits until everything is on the disk. After an error nothing can be said of any of it.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Whole(whole) => whole.finish(),
            Self::Each(each) => each.finish(),
        }
    }

    /// Lets go of every file, none of which is needed any more: no file system is waited for but
    /// where that has begun.
    pub(super) fn give_up(self) {
        if let Self::Each(each) = self {
            let _ = each.finish();
        }
    }
}

/// A file system, and those who wait for it before the rest is written.
#[derive(Debug)]
pub(super) struct Whole {
    file_system: FileSystem,
    early: Mutex<Vec<JoinHandle<io::Result<()>>>>,
}

impl Whole {
    fn finish(self) -> io::Result<()> {
        let last = self.file_system.sync();
        // An error is told once, to whoever waits then.
        let early = self.early.into_inner().unwrap_or_else(PoisonError::into_inner);
        let early = early.into_iter().map(|one| one.join().expect("waiting never panics"));
        early.fold(last, Result::and)
    }
}

/// Those who wait for the disk; no more of them than there are files.
#[derive(Debug)]
pub(super) struct Each {
    files: SyncSender<File>,
    queue: Arc<Mutex<Receiver<File>>>,
    waiting: Mutex<Vec<JoinHandle<io::Result<()>>>>,
}

impl Each {
    fn start() -> Self {
        let (files, queue) = sync_channel(QUEUED);
        Self { files, queue: Arc::new(Mutex::new(queue)), waiting: Mutex::default() }
    }

    /// # Panics
    /// When no thread can be started.
    fn hand_over(&self, file: File) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < AT_ONCE {
            let queue = Arc::clone(&self.queue);
            waiting.push(thread::spawn(move || wait_for_each(&queue)));
        }
        drop(waiting);
        self.files.send(file).expect("they wait as long as this exists");
    }

    fn finish(self) -> io::Result<()> {
        drop(self.files);
        let waiting = self.waiting.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ended = waiting.into_iter().map(|one| one.join().expect("waiting never panics"));
        // All of them have to end, whatever one of them tells.
        ended.fold(Ok(()), Result::and)
    }
}

/// Waits for one file after the other; goes on after an error, so that nobody waits for the queue.
fn wait_for_each(queue: &Mutex<Receiver<File>>) -> io::Result<()> {
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let mut told = Ok(());
    while let Ok(file) = next() {
        told = told.and(file.sync_all());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_may_be_open_are_waited_for() {
        let each = Each::start();
        for _ in 0..10 * QUEUED {
            each.hand_over(tempfile::tempfile().expect("a file"));
        }
        assert!(each.finish().is_ok());
    }

    /// What cannot be synchronised: a device that has no such thing.
    #[cfg(target_os = "linux")]
    #[test]
    fn one_error_among_many_files_is_told_at_the_end() {
        let each = Each::start();
        each.hand_over(tempfile::tempfile().expect("a file"));
        each.hand_over(File::open("/dev/null").expect("a device"));
        for _ in 0..10 * QUEUED {
            each.hand_over(tempfile::tempfile().expect("a file"));
        }
        assert!(each.finish().is_err());
    }
}

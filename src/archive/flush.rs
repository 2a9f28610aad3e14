//! Waiting for the disk: for many files at once, and besides other work.
//!
//! A disk takes as long to say that it keeps one file as that it keeps several. So each file is
//! handed over as soon as it is written, and whoever makes a change true waits for all of them
//! once. A file is handed over open: to a handle that was opened later the system need not tell
//! that it could not write the file back.

use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// How many files are waited for at once.
const AT_ONCE: usize = 8;

/// How many more may be open besides them: systems allow a few hundred.
const QUEUED: usize = 64;

/// Those who wait for the disk; no more of them than there are files. Files can be handed over from
/// many threads.
#[derive(Debug)]
pub(super) struct Flush {
    files: SyncSender<File>,
    queue: Arc<Mutex<Receiver<File>>>,
    waiting: Mutex<Vec<JoinHandle<io::Result<()>>>>,
}

impl Flush {
    pub(super) fn start() -> Self {
        let (files, queue) = sync_channel(QUEUED);
        Self { files, queue: Arc::new(Mutex::new(queue)), waiting: Mutex::default() }
    }

    /// Hands a file over.
    ///
    /// # Panics
    /// When no thread can be started.
    pub(super) fn file(&self, file: File) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < AT_ONCE {
            let queue = Arc::clone(&self.queue);
            waiting.push(thread::spawn(move || wait_for_each(&queue)));
        }
        drop(waiting);
        self.files.send(file).expect("they wait as long as this exists");
    }

    /// Waits until everything is on the disk. After an error nothing can be said of any of it.
    pub(super) fn finish(self) -> io::Result<()> {
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
        let flush = Flush::start();
        for _ in 0..10 * QUEUED {
            flush.file(tempfile::tempfile().expect("a file"));
        }
        assert!(flush.finish().is_ok());
    }

    /// What cannot be synchronised: a device that has no such thing.
    #[cfg(target_os = "linux")]
    #[test]
    fn one_error_among_many_files_is_told_at_the_end() {
        let flush = Flush::start();
        flush.file(tempfile::tempfile().expect("a file"));
        flush.file(File::open("/dev/null").expect("a device"));
        for _ in 0..10 * QUEUED {
            flush.file(tempfile::tempfile().expect("a file"));
        }
        assert!(flush.finish().is_err());
    }
}

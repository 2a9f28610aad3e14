//! One run at a time writes to a directory; whoever only looks can ask whether one does.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::{layout, store};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;

/// Whoever looks has the lock for a moment too: a run tries so often before it believes that another
/// one is at work.
const TRIES: u32 = 10;
const BETWEEN: Duration = Duration::from_millis(10);

/// Keeps other runs out of a directory for as long as the file is open; makes the directory if need be.
///
/// # Errors
/// When another run is at work, or the disk refuses.
pub(super) fn take(root: &Path) -> Result<File, Diagnostics> {
    fs::create_dir_all(root).map_err(|error| store::fault(root, &error))?;
    let path = root.join(layout::LOCK);
    let options = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = options.map_err(|error| store::fault(&path, &error))?;
    for _ in 0..TRIES {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN),
            Err(TryLockError::Error(error)) => return Err(store::fault(&path, &error)),
        }
    }
    let fault = Diagnostic::error(sentence!("archive-locked"));
    Err(fault.remedy(sentence!("archive-locked-remedy")).into())
}

/// A warning where another run is at work just now: what it has begun looks like what an interrupted
/// one has left.
#[must_use]
pub fn busy(root: &Path) -> Option<Diagnostic> {
    let lock = File::open(root.join(layout::LOCK)).ok()?;
    let taken = matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock));
    taken.then(|| {
        Diagnostic::warning(sentence!("archive-locked")).remedy(sentence!("archive-busy-remedy"))
    })
}

//! What the system has against something, in our words: its own are English.

use std::io;

use crate::sentence;
use crate::words::Sentence;

/// Why the system didn't do it.
#[must_use]
pub fn reason(error: &io::Error) -> Sentence {
    match error.kind() {
        io::ErrorKind::NotFound => sentence!("system-missing"),
        io::ErrorKind::AlreadyExists => sentence!("system-exists"),
        io::ErrorKind::PermissionDenied => sentence!("system-permission"),
        io::ErrorKind::IsADirectory => sentence!("system-directory"),
        io::ErrorKind::NotADirectory => sentence!("system-no-directory"),
        io::ErrorKind::StorageFull => sentence!("system-full"),
        io::ErrorKind::ReadOnlyFilesystem => sentence!("system-read-only"),
        _ => sentence!("system-other", reason = error.to_string()),
    }
}

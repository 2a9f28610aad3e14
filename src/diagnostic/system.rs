//! What the system has against something, in our words: its own are English.

use std::io;

use crate::sentence;
use crate::words::Sentence;

/// How an error begins by which a name was not found.
const NO_HOST: &str = "failed to lookup address information";

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
        io::ErrorKind::ConnectionRefused => sentence!("system-refused"),
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => sentence!("system-reset"),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            sentence!("system-unreachable")
        }
        io::ErrorKind::TimedOut => sentence!("system-late"),
        // The resolver's errors have no kind of their own.
        _ if error.to_string().starts_with(NO_HOST) => sentence!("system-no-host"),
        _ => sentence!("system-other", reason = error.to_string()),
    }
}

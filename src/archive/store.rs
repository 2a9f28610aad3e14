//! Durable files: written once, and on the disk when this or [`super::flush`] says so.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics, reason};
use crate::sentence;

/// Writes a file that is not there yet, and waits until it is on the disk.
#[cfg(test)]
pub(super) fn write_new(path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
    begin_new(path, bytes, private)?.sync_all()
}

/// Writes a file that is not there yet, for which somebody has still to wait.
pub(super) fn begin_new(path: &Path, bytes: &[u8], private: bool) -> io::Result<File> {
    let mut file = make_new(path, private)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Makes an empty file that is not there yet. A private one can be read by the user alone.
pub(super) fn make_new(path: &Path, private: bool) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    // Elsewhere a user's folder is the user's alone already.
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}

/// Opens a file to add to its end, makes it if need be. The user alone can read it.
pub(super) fn append_to(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// Makes a directory and those above it, unless they are there.
pub(super) fn make_directory(path: &Path, private: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    #[cfg(not(unix))]
    let _ = private;
    builder.create(path)
}

/// Waits until the names in a directory are on the disk.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(path)?.sync_all()?;
    // Windows has no such call; its file systems journal names.
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// An error of the disk as a person can act upon it.
pub(super) fn fault(path: &Path, error: &io::Error) -> Diagnostics {
    let path = path.display().to_string();
    let (message, remedy) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            (sentence!("archive-disk-full", path = path), sentence!("archive-disk-full-remedy"))
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            (sentence!("archive-permission", path = path), sentence!("archive-permission-remedy"))
        }
        _ => (
            sentence!("archive-io", path = path, reason = reason(error)),
            sentence!("archive-io-remedy"),
        ),
    };
    Diagnostic::error(message).remedy(remedy).into()
}

//! Writing what the coordinator's folder holds beside `output/`: the roster, and what was imported.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::{ROSTER_FILE, read_roster, unreadable};
use crate::diagnostic::{Diagnostic, Diagnostics, reason};
use crate::sentence;

/// What was imported last, beside the roster. People's data, as the roster is.
pub const MEMORY_FILE: &str = "signatories.imported.json";

/// Replaces the roster, if it is still what was read.
///
/// # Errors
/// When somebody has changed it meanwhile, or the disk refuses; it is then as it was.
pub fn write_roster(root: &Path, before: &str, text: &str) -> Result<(), Diagnostics> {
    if read_roster(root)?.text != before {
        return Err(Diagnostic::error(sentence!("folder-roster-changed"))
            .remedy(sentence!("folder-roster-changed-remedy"))
            .into());
    }
    replace(&root.join(ROSTER_FILE), text)
}

/// What was imported last, if anything was.
///
/// # Errors
/// When it cannot be read.
pub fn read_memory(root: &Path) -> Result<Option<String>, Diagnostics> {
    let path = root.join(MEMORY_FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// Replaces what was imported last.
///
/// # Errors
/// When the disk refuses; it is then as it was.
pub fn write_memory(root: &Path, text: &str) -> Result<(), Diagnostics> {
    replace(&root.join(MEMORY_FILE), text)
}

/// Puts a file in place of another by one rename; a link stays one, and who may read it may still.
fn replace(path: &Path, text: &str) -> Result<(), Diagnostics> {
    let write = || {
        let path = match path.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
            path => path?,
        };
        let directory = path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(directory)?;
        file.write_all(text.as_bytes())?;
        if let Ok(metadata) = fs::metadata(&path) {
            file.as_file().set_permissions(metadata.permissions())?;
        }
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        #[cfg(unix)]
        fs::File::open(directory)?.sync_all()?;
        Ok(())
    };
    write().map_err(|error: io::Error| {
        let (path, reason) = (path.display().to_string(), reason(&error));
        Diagnostic::error(sentence!("folder-unwritable", path = path, reason = reason))
            .remedy(sentence!("folder-unwritable-file-remedy"))
            .into()
    })
}

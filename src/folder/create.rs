//! A new ceremony folder.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::defaults::{GUIDES, TEMPLATES};
use super::{OUTPUT_DIRECTORY, ROSTER_FILE, TEMPLATES_DIRECTORY};
use crate::diagnostic::{Diagnostic, Diagnostics, reason};
use crate::sentence;
use crate::words::Language;

/// Whether a folder can be made in a place: there is nothing, or an empty folder.
///
/// # Errors
/// When there is something, or the place cannot be read.
pub fn vacant(directory: &Path) -> Result<(), Diagnostics> {
    let occupied = match fs::read_dir(directory) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(unwritable(directory, &error)),
    };
    if !occupied {
        return Ok(());
    }
    let path = directory.display().to_string();
    Err(Diagnostic::error(sentence!("folder-exists", path = path))
        .remedy(sentence!("folder-exists-remedy"))
        .into())
}

/// Makes a folder with a roster, the templates, and a short guide in the language.
///
/// # Errors
/// When it is not [`vacant`], or the disk refuses; what was begun is removed.
pub fn create(directory: &Path, roster: &str, language: Language) -> Result<(), Diagnostics> {
    vacant(directory)?;
    fill(directory, roster, language).map_err(|error| {
        // It was empty or not there: all that is in it is ours.
        let _ = fs::remove_dir_all(directory);
        unwritable(directory, &error)
    })
}

fn fill(directory: &Path, roster: &str, language: Language) -> io::Result<()> {
    fs::create_dir_all(directory.join(TEMPLATES_DIRECTORY))?;
    fs::create_dir_all(directory.join(OUTPUT_DIRECTORY))?;
    let write = |path: &Path, text: &str| {
        File::create_new(directory.join(path))?.write_all(text.as_bytes())
    };
    write(Path::new(ROSTER_FILE), roster)?;
    for (path, text) in TEMPLATES {
        write(&Path::new(TEMPLATES_DIRECTORY).join(path), text)?;
    }
    for (_, name, text) in GUIDES.iter().filter(|(tag, _, _)| *tag == language.tag()) {
        write(Path::new(name), text)?;
    }
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostics {
    let path = path.display().to_string();
    Diagnostic::error(sentence!("folder-unwritable", path = path, reason = reason(error)))
        .remedy(sentence!("folder-unwritable-remedy"))
        .into()
}

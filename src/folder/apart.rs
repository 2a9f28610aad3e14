//! Where nothing but what belongs there may be written.

use std::fs;
use std::path::{self, Path, PathBuf};

use super::{OUTPUT_DIRECTORY, TEMPLATES_DIRECTORY};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;
use crate::words::Sentence;

/// What is written to a place of the user's choice is not to lie in `output/`, as files that were
/// never issued, nor among the templates, which are other ones then. Whether those are there or not.
///
/// # Errors
/// When it would lie there.
pub fn keep_apart(root: &Path, to: &Path) -> Result<(), Diagnostics> {
    let place = resolved(to);
    for (directory, key) in [
        (OUTPUT_DIRECTORY, "folder-within-output"),
        (TEMPLATES_DIRECTORY, "folder-within-templates"),
    ] {
        if place.starts_with(resolved(&root.join(directory))) {
            let message = Sentence::new(key).with("path", to.display().to_string());
            let fault = Diagnostic::error(message);
            return Err(fault.remedy(sentence!("folder-within-remedy")).into());
        }
    }
    Ok(())
}

/// A path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let path = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|there| {
        let rest = path.strip_prefix(there).ok()?;
        Some(fs::canonicalize(there).ok()?.join(rest))
    });
    known.unwrap_or(path)
}

//! Looks at a directory without touching it: what is there, and what can be said of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{layout, load_register, store};
use crate::audit::{Digest, Expected, Finding, Register, Standing, Verdict, verdict};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::roster::Kind;
use crate::sentence;

/// Judges everything below a directory's `documents/` and `outbox/`, and its `SHA256SUMS`.
///
/// # Errors
/// When nothing has been issued there, or its register or a file cannot be read.
pub fn folder(root: &Path) -> Result<Vec<Finding>, Diagnostics> {
    let register = register(root)?;
    let mut expected = layout::expected(&register);
    expected.push(Expected {
        path: layout::SUMS.to_owned(),
        document: None,
        digest: Digest::of(layout::sums(&register).as_bytes()),
        standing: Standing::Current,
    });
    expected.extend(newest_running_order(&register));

    let mut files = Vec::new();
    for directory in [layout::DOCUMENTS, layout::OUTBOX] {
        walk(root, directory, &mut files)?;
    }
    if root.join(layout::SUMS).exists() {
        files.push(layout::SUMS.to_owned());
    }
    // A copy for spreadsheets, which people may well change and save.
    files.retain(|path| path != layout::RUNNING_ORDER_CSV);
    let found: BTreeMap<String, Digest> = files
        .into_par_iter()
        .map(|name| {
            let path = root.join(&name);
            let bytes = fs::read(&path).map_err(|error| store::fault(&path, &error))?;
            Ok((name, Digest::of(&bytes)))
        })
        .collect::<Result<_, Diagnostics>>()?;
    let mut findings = verdict::judge(&expected, &found);
    if root.join(layout::JOURNAL).exists() {
        let path = layout::JOURNAL.to_owned();
        findings.insert(0, Finding { path, document: None, verdict: Verdict::Pending });
    }
    Ok(findings)
}

/// Judges files from anywhere: is each of them one that was issued here?
///
/// # Errors
/// When nothing has been issued here, or a file cannot be read; all such files at once.
pub fn files(root: &Path, files: &[PathBuf]) -> Result<Vec<Finding>, Diagnostics> {
    let register = register(root)?;
    let mut faults = Diagnostics::new();
    let mut findings = Vec::new();
    for path in files {
        match fs::read(path) {
            Ok(bytes) => {
                let name = path.display().to_string();
                findings.push(verdict::judge_file(&register, &name, &bytes));
            }
            Err(error) => faults.extend(store::fault(path, &error)),
        }
    }
    faults.into_result(findings).map(|judged| judged.value)
}

fn register(root: &Path) -> Result<Register, Diagnostics> {
    load_register(root)?.ok_or_else(|| {
        let path = root.display().to_string();
        Diagnostic::error(sentence!("archive-nothing-issued", path = path))
            .remedy(sentence!("archive-nothing-issued-remedy"))
            .into()
    })
}

/// The copy that lies beside the newest running order under a name without a revision.
fn newest_running_order(register: &Register) -> Option<Expected> {
    let key = crate::audit::DocumentKey { signatory: None, kind: Kind::running_order() };
    register.current(&key).map(|issued| Expected {
        path: layout::RUNNING_ORDER.to_owned(),
        document: Some((key.clone(), issued.revision)),
        digest: issued.digest,
        standing: Standing::Current,
    })
}

/// All files below a directory, links among them, with their paths below the root.
fn walk(root: &Path, directory: &str, files: &mut Vec<String>) -> Result<(), Diagnostics> {
    let path = root.join(directory);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(store::fault(&path, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| store::fault(&path, &error))?;
        let name = format!("{directory}/{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(|error| store::fault(&entry.path(), &error))?;
        if kind.is_dir() {
            walk(root, &name, files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

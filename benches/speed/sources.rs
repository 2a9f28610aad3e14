//! The documents as files that others can typeset: as a plain merge writes them, beside the files
//! that the templates import.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use avsikt::batch;
use avsikt::diagnostic::Diagnostics;
use avsikt::plan;

use crate::steps::{Measured, count, pasted};

/// The folder within a ceremony's.
pub(crate) const SOURCES: &str = "sources";

/// Writes every signatory's documents, with the values in the text and the title on top.
pub(crate) fn write(folder: &Path) -> Result<Measured, Diagnostics> {
    let prepared = batch::prepare(folder)?.value;
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let sources = folder.join(SOURCES);
    let begun = Instant::now();
    copy_imports(&folder.join("templates"), &sources).expect("a folder of the benchmark's own");
    let mut pieces = 0;
    for signatory in &roster.signatories {
        for wanted in plan::packet(roster, templates, signatory) {
            let metadata = wanted.metadata(roster, 1);
            let manuscript = wanted.manuscript(wanted.values(roster, &prepared.plan), "1")?;
            let manuscript = pasted(manuscript, metadata.about.as_deref().unwrap_or_default());
            let file = sources.join(format!("{}.typ", metadata.reference.replace('/', "-")));
            overwrite(&file, &manuscript.text).expect("a folder of the benchmark's own");
            pieces += 1;
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    Ok(Measured { pieces: count(pieces), seconds, peak: None, parts: Vec::new() })
}

/// What is a template is merged; all else is imported as it is.
fn copy_imports(templates: &Path, sources: &Path) -> io::Result<()> {
    fs::create_dir_all(sources)?;
    for entry in fs::read_dir(templates)? {
        let entry = entry?;
        let is_template = entry.path().extension().is_some_and(|extension| extension == "hbs");
        if entry.file_type()?.is_file() && !is_template {
            fs::copy(entry.path(), sources.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a folder of the benchmark's own")]
fn overwrite(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

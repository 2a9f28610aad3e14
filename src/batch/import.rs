//! From a spreadsheet into the roster, once somebody has seen what changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::archive::inspect;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText, Warned};
use crate::folder::{self, Folder, MEMORY_FILE, OUTPUT_DIRECTORY, ROSTER_FILE};
use crate::fonts::Fonts;
use crate::intake::{self, Intake, Mapping, Memory, Order, Present, Source};
use crate::roster::{Id, Roster};
use crate::{sentence, spreadsheet};

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Importing {
    /// The spreadsheet.
    pub file: PathBuf,
    /// Which sheet of it, when somebody has said so.
    pub sheet: Option<String>,
    /// What its columns hold, as `Heading=field`.
    pub mappings: Vec<String>,
    /// Whether the sheet is right wherever it and the roster differ.
    pub take_spreadsheet: bool,
    /// Whether signatories go that are no longer in it.
    pub remove_vanished: bool,
    /// Whether all signatories go that are not in it.
    pub replace: bool,
}

/// What an import came to.
#[derive(Debug)]
pub struct Imported {
    /// What it changes.
    pub intake: Intake,
    /// Whether that is written.
    pub written: bool,
}

/// Imports a spreadsheet, when that is confirmed by who has seen what changes and what is doubtful.
/// How its columns were understood is shown before that, whatever is wrong with what stands in them.
/// The roster is replaced by one rename; what was imported is remembered after that, so that a run
/// that is cut off between the two is made good by the next.
///
/// # Errors
/// All that is wrong with the spreadsheet or the roster, or what the disk refuses.
pub fn import(
    root: &Path,
    asked: &Importing,
    understood: &dyn Fn(&Source<'_>),
    confirmed: &dyn Fn(&Intake, &Diagnostics) -> bool,
) -> Result<Imported, Diagnostics> {
    let mut faults = Diagnostics::new();
    let mappings: Vec<Mapping> = asked
        .mappings
        .iter()
        .filter_map(|text| Mapping::parse(text).map_err(|fault| faults.extend(fault)).ok())
        .collect();
    let folder = Folder::read(root).map_err(|more| faults.extend(more)).ok();
    let book = read_book(&asked.file).map_err(|more| faults.extend(more)).ok();
    let (Some(folder), Some(book), true) = (folder, book, faults.is_empty()) else {
        return Err(faults.sorted());
    };
    let fonts = Fonts::new(folder.fonts().unwrap_or_default());
    let memory = read_memory(root)?;
    let order = Order {
        book: &book,
        sheet: asked.sheet.as_deref(),
        mappings: &mappings,
        take_spreadsheet: asked.take_spreadsheet,
        remove_vanished: asked.remove_vanished,
        replace: asked.replace,
    };
    let present = Present {
        text: &folder.roster,
        fonts: &fonts,
        memory: &memory,
        issued: &issued(root)?,
        samples: &samples(),
    };
    let source = intake::read(&order)?;
    understood(&source);
    let Warned { value: intake, warnings } = intake::take_in(source, &order, &present)?;
    let written = confirmed(&intake, &warnings);
    if written {
        if intake.text != folder.roster.text {
            folder::write_roster(root, &folder.roster.text, &intake.text)?;
        }
        if intake.memory != memory {
            folder::write_memory(root, &intake.memory.print())?;
        }
    }
    Ok(Imported { intake, written })
}

/// Forgets what was imported of a signatory, if anything was.
pub(super) fn forget(root: &Path, id: &Id) -> Result<(), Diagnostics> {
    let mut memory = read_memory(root)?;
    if memory.forget(id) { folder::write_memory(root, &memory.print()) } else { Ok(()) }
}

fn read_book(path: &Path) -> Result<spreadsheet::Book, Diagnostics> {
    let bytes = std::fs::read(path).map_err(|error| folder::unreadable(path, &error))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    spreadsheet::read(&name, &bytes)
}

fn read_memory(root: &Path) -> Result<Memory, Diagnostics> {
    let Some(text) = folder::read_memory(root)? else {
        return Ok(Memory::default());
    };
    Memory::parse(&text).ok_or_else(|| {
        Diagnostic::error(sentence!("import-memory", file = MEMORY_FILE))
            .remedy(sentence!("import-memory-remedy", file = MEMORY_FILE))
            .into()
    })
}

/// The ids that something was issued under: nobody new gets one of them.
fn issued(root: &Path) -> Result<BTreeSet<Id>, Diagnostics> {
    match inspect::ledger(&root.join(OUTPUT_DIRECTORY)) {
        Ok(ledger) => {
            let documents = ledger.register().documents().iter();
            Ok(documents.filter_map(|issued| issued.document.signatory.clone()).collect())
        }
        Err(faults) if faults.iter().all(|f| f.message.key() == "archive-nothing-issued") => {
            Ok(BTreeSet::new())
        }
        Err(faults) => Err(faults),
    }
}

/// The signatories of each example that a folder can begin with.
fn samples() -> Vec<BTreeMap<Id, intake::Values>> {
    let fonts = Fonts::bundled();
    let sample = |text: &&str| {
        let text = SourceText::new(ROSTER_FILE, *text);
        let sample = Roster::parse(&text, &fonts).map(|read| read.value.signatories);
        let sample = sample.unwrap_or_default();
        sample.iter().map(|one| (one.id.clone(), intake::values(one))).collect()
    };
    folder::EXAMPLES.iter().map(sample).collect()
}

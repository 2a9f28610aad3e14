//! FILES: the `output/` directory, locked, and changed in one stroke.
//!
//! Everything new is staged first; one rename makes it true; what a crash leaves is finished or
//! cleaned by the next run.

pub mod bag;
pub(crate) mod delivery;
mod disposal;
mod flush;
pub mod inputs;
pub mod inspect;
mod journal;
pub mod judge;
pub mod kept;
pub mod layout;
pub mod lock;
pub mod package;
pub mod shard;
mod stage;
mod store;
pub mod timestamps;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::audit::{
    Checkpoint, DeliveryLog, Digest, Issued, Ledger, PublicKey, Register, SigningKey, Sums, page,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::sentence;
use crate::words::Sentence;

pub use self::delivery::DeliveryFile;
pub use self::inputs::{Inputs, InputsBook};
pub use self::stage::Stage;

/// The `output/` directory, held by this run alone.
#[derive(Debug)]
pub struct Archive {
    root: PathBuf,
    ledger: Ledger,
    inputs: InputsBook,
    /// What became of letters, as far as it was written down.
    delivery: DeliveryLog,
    /// What `FILES` says.
    files: Sums,
    /// Keeps other runs out for as long as it is open.
    _lock: File,
}

impl Archive {
    /// Opens a directory for writing: makes it if need be, keeps other runs out, finishes or
    /// cleans up what an interrupted run has left, and reads the ledger, which has to be what its
    /// key signed. What was done is said in warnings. `own` is the public half of the user's key.
    ///
    /// # Errors
    /// When another run is at work, when the disk refuses, or when what is kept there is damaged.
    pub fn open(root: &Path, own: Option<&PublicKey>) -> Result<Warned<Self>, Diagnostics> {
        let lock = lock::take(root)?;
        let mut warnings = journal::recover(root, own)?;
        // Whatever stands in the way now, what an interrupted run had decided is carried out.
        let told = |faults: Diagnostics| -> Diagnostics {
            warnings.clone().into_iter().chain(faults).collect()
        };
        let ledger = load_ledger(root, str::to_owned).map_err(told)?;
        let files = load_files(root, &ledger).map_err(told)?;
        let delivery = delivery::load(root, &ledger).map_err(told)?;
        let (inputs, lost) = inputs::load(root, layout::INPUTS, ledger.size() == 0);
        warnings.extend(lost);
        let root = root.to_owned();
        let archive = Self { root, ledger, inputs, delivery, files, _lock: lock };
        warnings.into_result(archive)
    }

    /// What happened.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Where everything stands.
    #[must_use]
    pub fn register(&self) -> &Register {
        self.ledger.register()
    }

    /// What the current documents and letters were made from.
    #[must_use]
    pub fn inputs(&self) -> &InputsBook {
        &self.inputs
    }

    /// What became of letters, as far as it was written down.
    #[must_use]
    pub fn delivery(&self) -> &DeliveryLog {
        &self.delivery
    }

    /// Opens the log of what becomes of letters, to write to.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn open_delivery(&self) -> Result<DeliveryFile, Diagnostics> {
        DeliveryFile::open(&self.root, self.delivery.clone())
    }

    /// The paths of all files that are kept here.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path)
    }

    /// The digest of a file as it lies there, if it does.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<Digest> {
        let mut file = File::open(self.root.join(path)).ok()?;
        Digest::of_written(|mut to| io::copy(&mut file, &mut to).map(drop)).ok()
    }

    /// A file's bytes, whatever they are by now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read_as_it_is(&self, name: &str) -> Result<Vec<u8>, Diagnostics> {
        let path = self.root.join(name);
        fs::read(&path).map_err(|error| store::fault(&path, &error))
    }

    /// A kept file's bytes, which are what they were.
    ///
    /// # Errors
    /// When the file cannot be read, was never written here, or has been altered.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Diagnostics> {
        let bytes = self.read_as_it_is(name)?;
        if self.files.digest(name) == Some(Digest::of(&bytes)) {
            Ok(bytes)
        } else {
            Err(Diagnostic::error(sentence!("archive-altered", path = name))
                .remedy(sentence!("archive-altered-remedy"))
                .into())
        }
    }

    /// An issued document's bytes, which are what they were.
    ///
    /// # Errors
    /// When the file cannot be read, or has been altered.
    pub fn read_document(&self, issued: &Issued) -> Result<Vec<u8>, Diagnostics> {
        self.read(&layout::document(&issued.document, issued.revision))
    }

    /// Begins a change. Nothing of it is seen until it is [committed](Self::commit).
    pub fn stage(&self) -> Stage {
        Stage::new(&self.root)
    }

    /// Makes a change true: the staged files, the longer ledger with its signed head and the lists
    /// that follow from it, and what everything was made from. A change that changes nothing writes
    /// nothing.
    ///
    /// # Errors
    /// When the disk refuses: before the commit point everything is as it was, after it the next
    /// run completes the change.
    pub fn commit(
        &mut self,
        stage: Stage,
        ledger: Ledger,
        inputs: InputsBook,
        key: &SigningKey,
    ) -> Result<(), Diagnostics> {
        let longer = ledger.size() > self.ledger.size();
        if stage.is_empty() && !longer && inputs == self.inputs {
            return Ok(());
        }
        let files = self.stage_commit(&stage, &ledger, &inputs, key)?;
        stage.commit()?;
        (self.ledger, self.inputs, self.files) = (ledger, inputs, files);
        Ok(())
    }

    /// Stages what follows from a change, and signs it; the list of files as it will be.
    fn stage_commit(
        &self,
        stage: &Stage,
        ledger: &Ledger,
        inputs: &InputsBook,
        key: &SigningKey,
    ) -> Result<Sums, Diagnostics> {
        let longer = ledger.size() > self.ledger.size();
        let checkpoint = longer.then(|| ledger.checkpoint(key)).flatten();
        let evidence = |checkpoint: &Checkpoint| {
            let (register, note) = (ledger.register(), checkpoint.print());
            stage.replace(layout::LEDGER, ledger.text().as_bytes())?;
            stage.replace(layout::CHECKPOINT, note.as_bytes())?;
            let signature = key.sign_ssh(note.as_bytes());
            stage.replace(layout::CHECKPOINT_SIG, signature.as_bytes())?;
            stage.replace(layout::SUMS, layout::sums(register).text().as_bytes())?;
            let declarations = layout::declarations(register);
            stage.replace(layout::DECLARATIONS, declarations.text().as_bytes())?;
            stage.replace_with(layout::PAGE, |to| {
                page::write(to, inputs.title(), ledger, checkpoint, &key.public())
            })
        };
        let made_from = || stage.replace_with(layout::INPUTS, |to| inputs.write(to));
        // Of thousands of signatories both are long.
        let (evidence, made_from) = rayon::join(
            || checkpoint.as_ref().map_or(Ok(()), evidence),
            || if *inputs == self.inputs { Ok(()) } else { made_from() },
        );
        evidence.and(made_from)?;
        let own = (layout::GITIGNORE, self.digest(layout::GITIGNORE));
        let files = stage.files_after(&self.files, own);
        let list = files.text().as_bytes();
        stage.replace(layout::FILES, list)?;
        stage.replace(layout::FILES_SIG, key.sign_ssh(list).as_bytes())?;
        Ok(files)
    }
}

/// The ledger of a directory, which is what its key signed; empty when nothing has been issued
/// there.
fn load_ledger(root: &Path, place: impl Fn(&str) -> String) -> Result<Ledger, Diagnostics> {
    let read = |name: &str| read_if_there(root, &place(name));
    let (ledger, checkpoint) = (read(layout::LEDGER)?, read(layout::CHECKPOINT)?);
    let (ledger, checkpoint) = match (ledger, checkpoint) {
        (Some(ledger), Some(checkpoint)) => (ledger, checkpoint),
        (None, None) => {
            // Documents without a ledger are a ledger lost, not a fresh start: beginning anew
            // would issue their revisions a second time.
            let traces = [layout::SUMS, layout::FILES, layout::DOCUMENTS];
            if traces.iter().any(|name| root.join(name).exists()) {
                return Err(damaged(layout::LEDGER, sentence!("evidence-gone")));
            }
            return Ok(Ledger::default());
        }
        (None, _) => return Err(damaged(layout::LEDGER, sentence!("evidence-gone"))),
        (_, None) => return Err(damaged(layout::CHECKPOINT, sentence!("evidence-gone"))),
    };
    let ledger = Ledger::parse(&ledger).map_err(|reason| damaged(layout::LEDGER, reason))?;
    let wrong = |reason| damaged(layout::CHECKPOINT, reason);
    let checkpoint = Checkpoint::parse(&checkpoint).map_err(wrong)?;
    ledger.is_headed_by(&checkpoint).map_err(wrong)?;
    Ok(ledger)
}

/// What `FILES` says, which the ledger's key signed.
fn load_files(root: &Path, ledger: &Ledger) -> Result<Sums, Diagnostics> {
    let Some(key) = ledger.register().key() else {
        return Ok(Sums::default());
    };
    let read = |name: &str| {
        read_if_there(root, name)?.ok_or_else(|| damaged(name, sentence!("evidence-gone")))
    };
    let (files, signature) = (read(layout::FILES)?, read(layout::FILES_SIG)?);
    let wrong = |reason| damaged(layout::FILES, reason);
    key.verifies_ssh(&files, &signature).map_err(wrong)?;
    Sums::parse(&files).map_err(wrong)
}

fn read_if_there(root: &Path, name: &str) -> Result<Option<Vec<u8>>, Diagnostics> {
    let path = root.join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(store::fault(&path, &error)),
    }
}

fn damaged(path: &str, reason: Sentence) -> Diagnostics {
    Diagnostic::error(sentence!("archive-damaged", path = path, reason = reason))
        .remedy(sentence!("archive-damaged-remedy"))
        .into()
}

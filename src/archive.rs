//! FILES: the `output/` directory, locked, and changed in one stroke.
//!
//! Everything new is staged first; one rename makes it true; what a crash leaves is finished or
//! cleaned by the next run.

pub mod inputs;
pub mod inspect;
mod journal;
pub mod layout;
mod stage;
mod store;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::audit::{Digest, Issued, Register};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::sentence;

pub use self::inputs::{Dependency, Inputs, InputsBook};
pub use self::stage::Stage;

/// The `output/` directory, held by this run alone.
#[derive(Debug)]
pub struct Archive {
    root: PathBuf,
    register: Register,
    inputs: InputsBook,
    /// Keeps other runs out for as long as it is open.
    _lock: File,
}

impl Archive {
    /// Opens a directory for writing: makes it if need be, keeps other runs out, and finishes or
    /// cleans up what an interrupted run has left. What was done is said in warnings.
    ///
    /// `batch` names the batch if this is its first run: 128 random bits in hexadecimal.
    ///
    /// # Errors
    /// When another run is at work, when the disk refuses, or when what is kept there is damaged.
    pub fn open(root: &Path, batch: &str) -> Result<Warned<Self>, Diagnostics> {
        let faulty = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| store::fault(&path, &error)
        };
        fs::create_dir_all(root).map_err(faulty(root))?;
        let lock_path = root.join(layout::LOCK);
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(faulty(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Diagnostic::error(sentence!("archive-locked"))
                    .remedy(sentence!("archive-locked-remedy"))
                    .into());
            }
            Err(fs::TryLockError::Error(error)) => return Err(store::fault(&lock_path, &error)),
        }
        let mut warnings = journal::recover(root)?;
        let register = load_register(root)?.unwrap_or_else(|| Register::new(batch.to_owned()));
        let (inputs, lost) = inputs::load(root);
        warnings.extend(lost);
        let archive = Self { root: root.to_owned(), register, inputs, _lock: lock };
        warnings.into_result(archive)
    }

    /// What was issued and composed.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// What the current documents and letters were made from.
    #[must_use]
    pub fn inputs(&self) -> &InputsBook {
        &self.inputs
    }

    /// The digest of a file as it lies there, if it does.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<Digest> {
        fs::read(self.root.join(path)).ok().map(|bytes| Digest::of(&bytes))
    }

    /// An issued document's bytes, which are what they were.
    ///
    /// # Errors
    /// When the file cannot be read, or has been altered.
    pub fn read_document(&self, issued: &Issued) -> Result<Vec<u8>, Diagnostics> {
        let name = layout::document(&issued.document, issued.revision);
        let path = self.root.join(&name);
        let bytes = fs::read(&path).map_err(|error| store::fault(&path, &error))?;
        if Digest::of(&bytes) == issued.digest {
            Ok(bytes)
        } else {
            Err(Diagnostic::error(sentence!("archive-altered", path = name))
                .remedy(sentence!("archive-altered-remedy"))
                .into())
        }
    }

    /// Begins a change. Nothing of it is seen until it is [committed](Self::commit).
    pub fn stage(&self) -> Stage {
        Stage::new(&self.root)
    }

    /// Makes a change true: the staged files, the register and what they were made from. A change
    /// that changes nothing writes nothing.
    ///
    /// # Errors
    /// When the disk refuses: before the commit point everything is as it was, after it the next
    /// run completes the change.
    pub fn commit(
        &mut self,
        stage: Stage,
        register: Register,
        inputs: InputsBook,
    ) -> Result<(), Diagnostics> {
        if register != self.register {
            stage.replace(layout::REGISTER, register.print().as_bytes())?;
            stage.replace(layout::SUMS, layout::sums(&register).as_bytes())?;
        }
        if inputs != self.inputs {
            stage.replace_private(layout::INPUTS, inputs.print().as_bytes())?;
        }
        stage.commit()?;
        self.register = register;
        self.inputs = inputs;
        Ok(())
    }
}

/// The register of a directory, if anything has been issued there.
pub(crate) fn load_register(root: &Path) -> Result<Option<Register>, Diagnostics> {
    let path = root.join(layout::REGISTER);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Documents without a register are a register lost, not a fresh start: beginning anew
            // would issue their revisions a second time.
            return if root.join(layout::SUMS).exists() {
                Err(damaged(layout::REGISTER, &error.to_string()))
            } else {
                Ok(None)
            };
        }
        Err(error) => return Err(store::fault(&path, &error)),
    };
    Register::parse(&text).map(Some).map_err(|reason| damaged(layout::REGISTER, &reason))
}

fn damaged(path: &str, reason: &str) -> Diagnostics {
    Diagnostic::error(sentence!("archive-damaged", path = path, reason = reason))
        .remedy(sentence!("archive-damaged-remedy"))
        .into()
}

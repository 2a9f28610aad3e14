//! A change in preparation: all its files lie in `staging/`, under names that say nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::journal::{self, Step};
use super::store::{self, Access};
use super::{Diagnostic, Diagnostics, layout};
use crate::sentence;

/// A change in preparation. Files can be added from many threads. Dropped without being
/// committed, it leaves no trace.
#[derive(Debug)]
pub struct Stage {
    root: PathBuf,
    steps: Mutex<Vec<Step>>,
    committed: bool,
}

impl Stage {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), steps: Mutex::default(), committed: false }
    }

    /// Adds a file that must not be there yet: an issued document.
    ///
    /// # Errors
    /// When the disk refuses, or something is in the file's place.
    pub fn create(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        self.free(path)?;
        self.add(path, bytes, Access::Usual, false)
    }

    /// Adds a file with people's data that must not be there yet: a letter.
    ///
    /// # Errors
    /// When the disk refuses, or something is in the file's place.
    pub fn create_private(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        self.free(path)?;
        self.add(path, bytes, Access::Private, false)
    }

    /// Adds a file that takes the place of an older one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        self.add(path, bytes, Access::Usual, true)
    }

    /// Adds a file with people's data that takes the place of an older one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn replace_private(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        self.add(path, bytes, Access::Private, true)
    }

    /// A staged file's bytes, by the path that it will have.
    #[must_use]
    pub fn staged(&self, path: &str) -> Option<Vec<u8>> {
        let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        let step = steps.iter().find(|step| step.to == path)?;
        fs::read(self.root.join(&step.from)).ok()
    }

    /// Moves a file to another place, if it is there.
    pub fn shift(&self, from: &str, to: &str) {
        if self.root.join(from).exists() {
            let step = Step { from: from.to_owned(), to: to.to_owned(), replace: true };
            self.steps.lock().unwrap_or_else(PoisonError::into_inner).push(step);
        }
    }

    fn free(&self, path: &str) -> Result<(), Diagnostics> {
        if self.root.join(path).exists() {
            return Err(Diagnostic::error(sentence!("archive-in-the-way", path = path))
                .remedy(sentence!("archive-in-the-way-remedy"))
                .into());
        }
        Ok(())
    }

    fn add(
        &self,
        to: &str,
        bytes: &[u8],
        access: Access,
        replace: bool,
    ) -> Result<(), Diagnostics> {
        let staging = self.root.join(layout::STAGING);
        // The folder is named and not the file: a full disk is one fault, however many files.
        let fault = |error| store::fault(&self.root, &error);
        store::make_directory(&staging, Access::Private).map_err(fault)?;
        let from = {
            let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
            let from = format!("{}/{}", layout::STAGING, steps.len());
            steps.push(Step { from: from.clone(), to: to.to_owned(), replace });
            from
        };
        let path = self.root.join(&from);
        store::write_new(&path, bytes, access).map_err(fault)
    }

    /// Leaves everything staged, as a crash would.
    #[cfg(test)]
    pub(super) fn abandon(mut self) -> Vec<Step> {
        self.committed = true;
        std::mem::take(&mut *self.steps.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes the change true, and carries it out. Nothing to do is done by doing nothing.
    pub(super) fn commit(mut self) -> Result<(), Diagnostics> {
        let steps = std::mem::take(&mut *self.steps.lock().unwrap_or_else(PoisonError::into_inner));
        if steps.is_empty() {
            return Ok(());
        }
        let decided = journal::decide(&self.root, &steps);
        // An error behind the commit point must not sweep away what the journal speaks of.
        self.committed = self.root.join(layout::JOURNAL).exists();
        decided?;
        journal::carry_out(&self.root, &steps)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.committed {
            // Whatever stays behind all the same, the next run cleans up.
            let _ = fs::remove_dir_all(self.root.join(layout::STAGING));
        }
    }
}

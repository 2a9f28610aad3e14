//! Tells when something that the coordinator wrote has been saved.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{ROSTER_FILE, TEMPLATES_DIRECTORY, unreadable};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;

/// A save is over when it has been quiet for so long: editors write in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// And a folder that never is quiet is looked at nevertheless.
const STEPS: u32 = 20;

/// Watches the roster and the templates of a folder. Folders are watched, not files: many editors
/// save by putting a new file in the old one's place.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Begins to watch: what is saved from now on is told.
    ///
    /// # Errors
    /// When the folder cannot be read, or the system lets nothing be watched.
    pub fn new(root: &Path) -> Result<Self, Diagnostics> {
        let root = fs::canonicalize(root).map_err(|error| unreadable(root, &error))?;
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender);
        let mut watch =
            Self { watcher: watcher.map_err(|error| unwatchable(&root, &error))?, root, events };
        let begun = watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive);
        begun.map_err(|error| unwatchable(&watch.root, &error))?;
        watch.watch_templates()?;
        Ok(watch)
    }

    /// Waits for the next save, and until it is over.
    ///
    /// # Errors
    /// When the system has stopped telling.
    pub fn wait(&mut self) -> Result<(), Diagnostics> {
        loop {
            let event = self.events.recv();
            let event = event.map_err(|error| unwatchable(&self.root, &error))?;
            if self.concerns(&event) {
                break;
            }
        }
        for _ in 0..STEPS {
            if self.events.recv_timeout(QUIET).is_err() {
                break;
            }
        }
        // The templates' folder itself may be another now.
        self.watch_templates()
    }

    fn watch_templates(&mut self) -> Result<(), Diagnostics> {
        let templates = self.root.join(TEMPLATES_DIRECTORY);
        if !templates.is_dir() {
            return Ok(());
        }
        let watched = self.watcher.watch(&templates, RecursiveMode::Recursive);
        watched.map_err(|error| unwatchable(&templates, &error))
    }

    /// Whether something was written that is read from here; what cannot be told counts.
    fn concerns(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let written = match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        written && (event.need_rescan() || event.paths.iter().any(|path| self.is_read(path)))
    }

    fn is_read(&self, path: &Path) -> bool {
        let Ok(path) = path.strip_prefix(&self.root) else { return false };
        let aside = |part: &str| part.starts_with('.') || part.ends_with('~');
        path == Path::new(ROSTER_FILE)
            || path.starts_with(TEMPLATES_DIRECTORY)
                && !path.iter().any(|part| part.to_str().is_none_or(aside))
    }
}

fn unwatchable(path: &Path, reason: &impl ToString) -> Diagnostics {
    let (path, reason) = (path.display().to_string(), reason.to_string());
    Diagnostic::error(sentence!("folder-unwatchable", path = path, reason = reason))
        .remedy(sentence!("folder-unwatchable-remedy"))
        .into()
}

//! The delivery log's file: appended to while letters are on their way, and on the disk when it has
//! to be.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::judge::Snapshot;
use super::{damaged, layout, read_if_there, store};
use crate::audit::delivery::Step;
use crate::audit::{DeliveryLog, Finding, Ledger, Verdict};
use crate::diagnostic::Diagnostics;
use crate::sentence;

/// The log of a directory, which bears out what the ledger says became of letters.
pub(crate) fn load(root: &Path, ledger: &Ledger) -> Result<DeliveryLog, Diagnostics> {
    let wrong = |reason| damaged(layout::DELIVERY, reason);
    let register = ledger.register();
    let Some(bytes) = read_if_there(root, layout::DELIVERY)? else {
        return match register.deliveries().next() {
            Some(_) => Err(wrong(sentence!("evidence-gone"))),
            None => Ok(DeliveryLog::new(register.origin())),
        };
    };
    let log = DeliveryLog::parse(register.origin(), &bytes).map_err(wrong)?;
    match log.lacks(register) {
        0 => Ok(log),
        lines => Err(wrong(sentence!("evidence-delivery-lacks", lines = lines))),
    }
}

/// What can be said of the log: it has to bear out what the ledger says, and what the ledger does
/// not say yet is for the next run to record. Where there is no ledger, only whether it is a log.
pub(super) fn finding(snapshot: &Snapshot, ledger: Option<&Ledger>) -> Option<Finding> {
    let broken = |reason| Some(Finding::broken(layout::DELIVERY, reason));
    let Some(bytes) = snapshot.evidence.get(layout::DELIVERY) else {
        return match snapshot.digests.get(layout::DELIVERY) {
            Some(Err(reason)) => {
                let verdict = Verdict::Unreadable { reason: reason.clone() };
                Some(Finding::new(layout::DELIVERY, verdict))
            }
            _ => {
                ledger?.register().deliveries().next()?;
                broken(sentence!("evidence-gone"))
            }
        };
    };
    let Some(register) = ledger.map(Ledger::register) else {
        return DeliveryLog::parse_alone(bytes).err().and_then(broken);
    };
    let log = match DeliveryLog::parse(register.origin(), bytes) {
        Ok(log) => log,
        Err(reason) => return broken(reason),
    };
    let verdict = match log.lacks(register) {
        0 if log.torn() > 0 || !log.untold(register).is_empty() => Verdict::Pending,
        0 => Verdict::Sound { what: sentence!("verify-as-written") },
        lines => return broken(sentence!("evidence-delivery-lacks", lines = lines)),
    };
    Some(Finding::new(layout::DELIVERY, verdict))
}

/// The log, opened for writing.
#[derive(Debug)]
pub struct DeliveryFile {
    path: PathBuf,
    file: File,
    log: DeliveryLog,
}

impl DeliveryFile {
    /// Opens the file, makes it if need be, and cuts off what a crash has left of a last line.
    pub(super) fn open(root: &Path, log: DeliveryLog) -> Result<Self, Diagnostics> {
        let path = root.join(layout::DELIVERY);
        let directory = path.parent().unwrap_or(root);
        let open = || -> io::Result<File> {
            store::make_directory(directory, true)?;
            let file = store::append_to(&path)?;
            if log.torn() > 0 {
                let whole = file.metadata()?.len() - u64::try_from(log.torn()).unwrap_or(0);
                file.set_len(whole)?;
            }
            file.sync_all()?;
            store::sync_directory(directory)?;
            store::sync_directory(root)?;
            Ok(file)
        };
        let file = open().map_err(|error| store::fault(&path, &error))?;
        Ok(Self { path, file, log })
    }

    /// What has been written.
    #[must_use]
    pub fn log(&self) -> &DeliveryLog {
        &self.log
    }

    /// Writes a step, which the next [`sync`](Self::sync) makes durable. Until then power that goes
    /// out may take it, and the letter counts as attempted, which is safe.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn note(&mut self, step: Step) -> Result<(), Diagnostics> {
        let line = self.log.append(step);
        self.file.write_all(line.as_bytes()).map_err(|error| store::fault(&self.path, &error))
    }

    /// Waits until everything noted is on the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&mut self) -> Result<(), Diagnostics> {
        self.file.sync_data().map_err(|error| store::fault(&self.path, &error))
    }
}

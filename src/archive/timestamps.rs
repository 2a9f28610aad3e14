//! What the time stamps (*tidsstämplar*) of a directory prove, but for the authority's signature; pure.

use jiff::Timestamp;

use super::judge::Snapshot;
use super::layout;
use crate::audit::standing::Timestamped;
use crate::audit::timestamp::TimeStamp;
use crate::audit::{Checkpoint, Digest, Finding, Ledger};
use crate::sentence;

/// When an authority outside says that the ledger was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamped {
    /// How many lines it had.
    pub size: u64,
    /// When, by the authority's clock.
    pub time: Timestamp,
}

/// Checks all time stamps that a ledger records: those that hold, and what is wrong with the others.
pub(super) fn check(snapshot: &Snapshot, ledger: &Ledger) -> (Vec<Stamped>, Vec<Finding>) {
    let (mut hold, mut broken) = (Vec::new(), Vec::new());
    for stamped in ledger.register().timestamps() {
        match timestamp(snapshot, ledger, stamped) {
            Ok(holds) => hold.extend(holds),
            Err(finding) => broken.push(*finding),
        }
    }
    (hold, broken)
}

/// Checks what a time stamp proves: that an authority has seen the very checkpoint that lies beside
/// it, which was the ledger's head. Nothing when a file of it cannot be read, which is said anyway.
fn timestamp(
    snapshot: &Snapshot,
    ledger: &Ledger,
    stamped: &Timestamped,
) -> Result<Option<Stamped>, Box<Finding>> {
    let token_path = layout::timestamp_token(stamped.size);
    let checkpoint_path = layout::timestamp_checkpoint(stamped.size);
    let bytes = |path: &str| match snapshot.evidence.get(path) {
        Some(bytes) => Ok(Some(bytes)),
        None if snapshot.digests.contains_key(path) => Ok(None),
        None => Err(Box::new(Finding::broken(path, sentence!("evidence-gone")))),
    };
    let (token, kept) = (bytes(&token_path)?, bytes(&checkpoint_path)?);
    let (Some(token), Some(kept)) = (token, kept) else { return Ok(None) };

    let wrong = |reason| Box::new(Finding::broken(checkpoint_path.clone(), reason));
    let checkpoint = Checkpoint::parse(kept).map_err(wrong)?;
    ledger.extends(&checkpoint).map_err(wrong)?;
    if checkpoint.size != stamped.size {
        return Err(wrong(sentence!("evidence-timestamp-other")));
    }
    let wrong = |reason| Box::new(Finding::broken(token_path.clone(), reason));
    if Digest::of(token) != stamped.token {
        return Err(wrong(sentence!("evidence-timestamp-token")));
    }
    let read = TimeStamp::parse(token).map_err(wrong)?;
    if read.covers(kept) {
        Ok(Some(Stamped { size: stamped.size, time: read.time }))
    } else {
        Err(wrong(sentence!("evidence-timestamp-imprint")))
    }
}

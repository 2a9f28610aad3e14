//! A time stamp over the ledger's head, from an authority outside.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::Moment;
use super::prepare::read_roster;
use crate::archive::{Archive, inspect, layout};
use crate::audit::timestamp::Request;
use crate::audit::{Checkpoint, Digest, Event, SigningKey, Stamp};
use crate::authority::{self, Authority};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::OUTPUT_DIRECTORY;
use crate::keyring::Keyring;
use crate::roster::WebAddress;
use crate::sentence;

/// What came of asking for a time stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamping {
    /// The authority has seen the checkpoint.
    Done(TimeStamped),
    /// All that has happened had its time stamp already.
    Covered {
        /// The size of the checkpoint that has it.
        size: u64,
    },
}

/// A checkpoint that an authority has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeStamped {
    /// How many lines of the ledger it covers.
    pub size: u64,
    /// When, by the authority's clock.
    pub time: Timestamp,
}

/// Lets an authority say when the ledger's head existed, and keeps what it said. The authority is
/// the roster's, unless another is named.
///
/// # Errors
/// When nothing has been issued, no authority is known, it does not answer or answers something
/// else; or what the key and the disk refuse. Nothing has changed then.
pub fn timestamp(
    root: &Path,
    tsa: Option<&WebAddress>,
    timeout: Duration,
    moment: &Moment,
    keyring: &Keyring<'_>,
) -> Result<Warned<Stamping>, Diagnostics> {
    let Warned { value: (_, roster), warnings: mut found } = read_roster(root)?;
    let address = tsa.or(roster.evidence.tsa.as_ref()).ok_or_else(|| {
        Diagnostic::error(sentence!("timestamp-no-authority"))
            .remedy(sentence!("timestamp-no-authority-remedy"))
    })?;
    let output = root.join(OUTPUT_DIRECTORY);
    let own = keyring.find()?.map(|key| key.public());
    // Looking first: nothing is made where nothing has been issued.
    inspect::ledger(&output)?;
    let Warned { value: mut archive, warnings } = Archive::open(&output, own.as_ref())?;
    found.extend(warnings);
    if let Some(covering) = archive.register().covering_timestamp() {
        let stamping = Stamping::Covered { size: covering.size };
        return Ok(Warned { value: stamping, warnings: found });
    }
    let (key, _) = keyring.sign_for(archive.register().key(), &moment.key_seed)?;
    let authority = Authority { address, timeout };
    let stamp = moment.stamp(&roster.ceremony.zone);
    let stamped = ask(&mut archive, authority, moment.nonce(), &stamp, &key)?;
    Ok(Warned { value: Stamping::Done(stamped), warnings: found })
}

/// Asks the roster's authority, if there is one, after something else was recorded. That stands
/// whatever the authority does, so what goes wrong is a warning.
pub(super) fn ask_if_known(
    archive: &mut Archive,
    tsa: Option<&WebAddress>,
    nonce: u64,
    stamp: &Stamp,
    key: &SigningKey,
) -> Warned<Option<TimeStamped>> {
    let mut warnings = Diagnostics::new();
    let asked = tsa.map(|address| {
        let authority = Authority { address, timeout: authority::TIMEOUT };
        ask(archive, authority, nonce, stamp, key)
    });
    let value = match asked.transpose() {
        Ok(stamped) => stamped,
        Err(faults) => {
            for fault in faults {
                let warning = sentence!("timestamp-not-now", reason = fault.message);
                let remedy = sentence!("timestamp-not-now-remedy");
                warnings.push(Diagnostic::warning(warning).remedy(remedy));
            }
            None
        }
    };
    Warned { value, warnings }
}

/// Asks, checks the answer, and records it beside the very checkpoint that it is about.
pub(super) fn ask(
    archive: &mut Archive,
    authority: Authority<'_>,
    nonce: u64,
    stamp: &Stamp,
    key: &SigningKey,
) -> Result<TimeStamped, Diagnostics> {
    let bytes = archive.read(layout::CHECKPOINT)?;
    let checkpoint = Checkpoint::parse(&bytes).map_err(Diagnostic::error)?;
    let (size, root) = (checkpoint.size, checkpoint.root);
    let request = Request::new(&bytes, nonce);
    let response = authority.ask(&request.to_der())?;
    let answer = request.answer(&response).map_err(|reason| authority.fault(reason))?;

    let stage = archive.stage();
    let token = Digest::of(&response);
    stage.create(&layout::timestamp_token(size), response, token)?;
    let digest = Digest::of(&bytes);
    stage.create(&layout::timestamp_checkpoint(size), bytes, digest)?;
    let mut ledger = archive.ledger().clone();
    ledger.append(Event::Timestamped { size, root, token }, stamp);
    let inputs = archive.inputs().clone();
    archive.commit(stage, ledger, inputs, key)?;
    Ok(TimeStamped { size, time: answer.time })
}

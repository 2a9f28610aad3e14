//! Where documents, letters and what came in stand: the rows of the register.

use jiff::civil::Date;

use super::delivery::Delivery;
use super::entry::{Enclosed, Instant};
use super::{Digest, DocumentKey, LetterKey};
use crate::roster::Id;

/// Where an issued document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The newest revision.
    Current,
    /// A newer revision has been issued.
    Superseded,
    /// It is no longer wanted: its signatory has left the roster, or its kind the packet.
    Withdrawn,
    /// It was disposed of, whatever it had been: [`Register::erasure`](super::Register::erasure) says by which decision.
    Erased,
}

/// A document that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Which document.
    pub document: DocumentKey,
    /// Counted from 1.
    pub revision: u32,
    /// Of the file's bytes.
    pub digest: Digest,
    /// When.
    pub issued: Instant,
    /// Where it stands.
    pub standing: Standing,
    /// The line that issued it.
    pub sequence: u64,
}

/// Where a composed letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterStanding {
    /// It lies in the outbox, to be sent.
    Queued,
    /// A server has taken it over, or somebody found out that it arrived.
    Sent,
    /// The server did not want it.
    Refused,
    /// The server did not take it yet: it can be tried again.
    Deferred,
    /// It went out, and nobody knows whether it arrived: it waits for a decision.
    Unknown,
    /// A newer letter replaces it, or its addressee has left; it is not to be sent.
    Withdrawn,
    /// It was disposed of with all else of its addressee's.
    Erased {
        /// Whether it had been withdrawn before.
        withdrawn: bool,
    },
}

impl LetterStanding {
    /// Whether nobody can have received it, and somebody still should.
    #[must_use]
    pub fn is_unsent(self) -> bool {
        matches!(self, Self::Queued | Self::Refused | Self::Deferred)
    }

    /// Whether it is the one that its addressee should have.
    #[must_use]
    pub fn is_wanted(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Erased { .. })
    }

    /// Where it stands after that, if that can have happened.
    pub(super) fn after(self, delivery: Delivery) -> Option<Self> {
        let due = matches!(self, Self::Queued | Self::Deferred);
        match (self, delivery) {
            (Self::Unknown, Delivery::Confirmed) => Some(Self::Sent),
            (Self::Unknown | Self::Sent | Self::Refused, Delivery::Resend) => Some(Self::Queued),
            (_, Delivery::Accepted) if due => Some(Self::Sent),
            (_, Delivery::Refused) if due => Some(Self::Refused),
            (_, Delivery::Deferred) if due => Some(Self::Deferred),
            (_, Delivery::Unknown) if due => Some(Self::Unknown),
            _ => None,
        }
    }
}

/// Something that became of a letter on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    /// What.
    pub state: Delivery,
    /// What the server answered.
    pub code: Option<u16>,
    /// When it was recorded in the ledger: the log tells when it was.
    pub recorded: Instant,
}

/// A letter that was composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// Which letter.
    pub letter: LetterKey,
    /// Counted from 1.
    pub revision: u32,
    /// Of the message's bytes.
    pub digest: Digest,
    /// When.
    pub composed: Instant,
    /// What is attached.
    pub documents: Vec<Enclosed>,
    /// Where it stands.
    pub standing: LetterStanding,
    /// What has become of it, if it was ever on its way.
    pub delivered: Option<Delivered>,
    /// Whether its addressee may have received it, whatever has become of it since.
    pub may_have_arrived: bool,
}

/// Something that came in from a signatory, with the digests of the scans that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// From whom.
    pub signatory: Id,
    /// What it is.
    pub what: Copy,
    /// The scans.
    pub copies: Vec<Digest>,
    /// The line that records it.
    pub sequence: u64,
    /// Whether a later line calls it a mistake.
    pub retracted: bool,
}

/// What can come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copy {
    /// A signed document.
    Signed {
        /// What was signed.
        document: DocumentKey,
        /// Which revision of it.
        revision: u32,
        /// On which day.
        signed: Date,
    },
    /// A power of attorney.
    PowerOfAttorney,
}

/// A checkpoint that a time-stamping authority has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamped {
    /// The checkpoint's size.
    pub size: u64,
    /// The checkpoint's root.
    pub root: Digest,
    /// Of the authority's answer.
    pub token: Digest,
}

//! The ledger's lines (*poster*): what happened, when, in one canonical form.
//!
//! ```text
//! {"sequence":1,"instant":"2018-03-26T12:00:00+02:00","event":"issued","document":"solbacken/declaration","revision":1,"digest":"ba78…15ad","nonce":"0011…eeff"}
//! ```
//!
//! Compact JSON, the keys in this order, the event's own between `event` and `nonce`. A line that
//! would be printed otherwise is none: proofs are over bytes. No names, addresses or numbers of
//! people are in it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::delivery::Delivery;
use super::{Digest, DocumentKey, LetterKey};
use crate::roster::Id;
use crate::sentence;
use crate::words::Sentence;

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The line's number, counted from 0. It orders; the instant informs, for clocks jump.
    pub sequence: u64,
    /// When it was written.
    pub instant: Instant,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// 128 random bits in hexadecimal: documents can be made again, and without it a neighbour in
    /// the tree could be guessed from a receipt.
    pub nonce: String,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A batch began that has something to record.
    Batch {
        /// The ledger's name for ever: `avsikt/` and 128 random bits.
        origin: String,
        /// The public key that signs from here on, in OpenSSH's form without a comment.
        key: String,
        /// SHA-256 over the private salt and the roster's bytes.
        roster: Digest,
        /// Of the list of all files below `templates/` with their digests.
        templates: Digest,
        /// Of all fonts, in order.
        fonts: Digest,
        /// The program's version.
        program: String,
        /// The version of typst.
        typst: String,
    },
    /// A document was issued.
    Issued {
        /// Which.
        document: DocumentKey,
        /// Counted from 1.
        revision: u32,
        /// Of the PDF.
        digest: Digest,
    },
    /// A newer revision takes a document's place.
    Superseded {
        /// Which.
        document: DocumentKey,
        /// The older one.
        revision: u32,
    },
    /// A document is no longer wanted.
    Withdrawn {
        /// Which.
        document: DocumentKey,
        /// The newest one.
        revision: u32,
    },
    /// A withdrawn document is wanted again, as it was.
    Restored {
        /// Which.
        document: DocumentKey,
        /// The newest one.
        revision: u32,
    },
    /// A letter was composed.
    Composed {
        /// Which.
        letter: LetterKey,
        /// Counted from 1.
        revision: u32,
        /// Of the message.
        digest: Digest,
        /// What is attached: `ID/KIND rN`.
        documents: Vec<Enclosed>,
    },
    /// A letter is not to be sent any more.
    LetterWithdrawn {
        /// Which.
        letter: LetterKey,
        /// Of the letter.
        revision: u32,
    },
    /// Something became of a letter on its way, or somebody decided upon it.
    Delivery {
        /// Which.
        letter: LetterKey,
        /// Of the letter.
        revision: u32,
        /// What became of it; never [`Delivery::Attempted`].
        state: Delivery,
        /// What the server answered (RFC 5321), if it did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<u16>,
        /// Of the line in the delivery log that tells it.
        line: Digest,
    },
    /// A signed copy came in.
    Received {
        /// From whom.
        signatory: Id,
        /// What was signed.
        document: DocumentKey,
        /// Which revision of it.
        revision: u32,
        /// The day on which it was signed.
        signed: Date,
        /// The digests of the scans that are kept.
        copies: Vec<Digest>,
    },
    /// A power of attorney (*fullmakt*) came in.
    PowerOfAttorney {
        /// From whom.
        signatory: Id,
        /// The digests of the scans that are kept.
        copies: Vec<Digest>,
    },
    /// A line about something received was a mistake.
    Retracted {
        /// The line's sequence.
        entry: u64,
    },
    /// A time-stamping authority said when a checkpoint existed.
    Timestamped {
        /// The checkpoint's size.
        size: u64,
        /// The checkpoint's root.
        root: Digest,
        /// Of the authority's answer.
        token: Digest,
    },
    /// A signatory's documents, letters and scans were disposed of (*gallrade*).
    Erased {
        /// Whose.
        signatory: Id,
        /// The decision to do so: a case number, no names.
        decision: String,
    },
}

/// A document in a letter: `ID/KIND rN`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Enclosed {
    /// Which.
    pub document: DocumentKey,
    /// Its revision.
    pub revision: u32,
}

impl From<Enclosed> for String {
    fn from(Enclosed { document, revision }: Enclosed) -> Self {
        format!("{document} r{revision}")
    }
}

impl TryFrom<String> for Enclosed {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("‘{text}’ names no revision of a document");
        let (document, revision) = text.split_once(" r").ok_or_else(wrong)?;
        let document = DocumentKey::try_from(document.to_owned())?;
        Ok(Self { document, revision: revision.parse().map_err(|_| wrong())? })
    }
}

/// An instant with the offset of the ceremony's zone: `2018-03-26T12:00:00+02:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Instant {
    /// The instant.
    pub at: Timestamp,
    offset: Offset,
}

impl Instant {
    /// An instant as the clocks of a zone show it.
    #[must_use]
    pub fn new(at: Timestamp, zone: &TimeZone) -> Self {
        Self { at, offset: zone.to_offset(at) }
    }

    /// An instant as no zone in particular shows it.
    #[must_use]
    pub fn utc(at: Timestamp) -> Self {
        Self { at, offset: Offset::UTC }
    }

    /// Another instant with the same offset.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Self {
        Self { at, offset: self.offset }
    }

    /// The time of the day, where the ceremony is.
    #[must_use]
    pub fn time(&self) -> Time {
        self.offset.to_datetime(self.at).time()
    }

    /// What the clocks showed, where the ceremony is.
    #[must_use]
    pub fn clock(&self) -> DateTime {
        self.offset.to_datetime(self.at)
    }

    /// The day, where the ceremony is.
    #[must_use]
    pub fn day(&self) -> Date {
        self.clock().date()
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.at.display_with_offset(self.offset))
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.to_string()
    }
}

impl TryFrom<String> for Instant {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let at: Timestamp = text.parse().map_err(|error: jiff::Error| error.to_string())?;
        let pieces = Pieces::parse(&text).map_err(|error| error.to_string())?;
        match pieces.to_numeric_offset() {
            Some(offset) if at.subsec_nanosecond() == 0 => Ok(Self { at, offset }),
            _ => Err(format!("‘{text}’ is no instant of whole seconds with an offset")),
        }
    }
}

/// When the lines of a run are written, and the chance that their nonces come from.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The instant of the run.
    pub instant: Instant,
    /// 256 random bits that nobody keeps.
    pub seed: [u8; 32],
}

impl Entry {
    /// A line of a run. Its nonce is SHA-256 over the run's seed and the sequence, cut to 128 bits.
    #[must_use]
    pub fn new(sequence: u64, event: Event, stamp: &Stamp) -> Self {
        let hash =
            Sha256::new().chain_update(stamp.seed).chain_update(sequence.to_be_bytes()).finalize();
        let nonce = Digest::from(<[u8; 32]>::from(hash)).to_string()[..32].to_owned();
        Self { sequence, instant: stamp.instant, event, nonce }
    }

    /// The line, without its LF.
    ///
    /// # Panics
    /// Never: everything in it has a JSON form.
    #[must_use]
    pub fn print(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists")
    }

    /// Reads a line.
    ///
    /// # Errors
    /// When it is none, or not in the one form in which it would be printed.
    pub fn parse(line: &str) -> Result<Self, Sentence> {
        let entry: Self = serde_json::from_str(line)
            .map_err(|error| sentence!("evidence-line-json", reason = error.to_string()))?;
        if entry.print() == line && super::checkpoint::is_hex_128(&entry.nonce) {
            Ok(entry)
        } else {
            Err(sentence!("evidence-line-form"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> String {
        let event = Event::Issued {
            document: DocumentKey::try_from("solbacken/declaration".to_owned()).unwrap(),
            revision: 1,
            digest: Digest::of(b"abc"),
        };
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let instant = Instant::new("2018-03-26T10:00:00Z".parse().unwrap(), &zone);
        Entry::new(1, event, &Stamp { instant, seed: [1; 32] }).print()
    }

    #[test]
    fn a_line_is_printed_as_the_format_says_and_reads_back() {
        let line = line();
        let start = r#"{"sequence":1,"instant":"2018-03-26T12:00:00+02:00","event":"issued","document":"solbacken/declaration","revision":1,"digest":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","nonce":""#;
        assert!(line.starts_with(start), "{line}");
        assert_eq!(line.len(), start.len() + 32 + 2);
        assert_eq!(Entry::parse(&line).unwrap().print(), line);
    }

    #[test]
    fn a_line_in_any_other_form_is_refused() {
        let line = line();
        for (from, to) in [
            (":1,", ": 1,"),
            ("\"revision\":1", "\"revision\":01"),
            ("\"revision\":1", "\"revision\":1.0"),
            ("\"revision\":1", "\"revision\":-1"),
            ("\"revision\":1", "\"revision\":1,\"revision\":1"),
            ("\"revision\":1", "\"revision\":1,\"more\":2"),
            ("issued", "forged"),
            ("issued", "withdrawn"),
            ("+02:00", "Z"),
            ("12:00:00+02:00", "12:00:00.5+02:00"),
            ("12:00:00", "12:00"),
            ("ba78", "BA78"),
            ("solbacken/declaration", "../declaration"),
            ("solbacken", "s\\u006flbacken"),
            ("\"nonce\":\"", "\"nonce\":\"0"),
            ("{", " {"),
        ] {
            let forged = line.replace(from, to);
            assert_ne!(forged, line, "{from}");
            assert!(Entry::parse(&forged).is_err(), "{forged}");
        }
        assert!(Entry::parse("").is_err() && Entry::parse("{}").is_err());
    }
}

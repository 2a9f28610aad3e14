//! What was issued and composed: the one narrow type behind which it is kept.
//!
//! No names, addresses or numbers of people are in it: ids, kinds, revisions, digests, instants.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Digest;
use crate::roster::{Id, Kind};

/// What a document is called for ever: `solbacken/declaration`, or `running-order` for one of the
/// ceremony as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentKey {
    /// Whose it is; `None` is the ceremony's.
    pub signatory: Option<Id>,
    /// What it is.
    pub kind: Kind,
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.signatory {
            Some(id) => write!(f, "{id}/{}", self.kind),
            None => write!(f, "{}", self.kind),
        }
    }
}

impl From<DocumentKey> for String {
    fn from(key: DocumentKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for DocumentKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let key = match text.split_once('/') {
            Some((id, kind)) => {
                Id::parse(id).zip(Kind::parse(kind)).map(|(id, kind)| (Some(id), kind))
            }
            None => Kind::parse(&text).map(|kind| (None, kind)),
        };
        let (signatory, kind) = key.ok_or_else(|| format!("‘{text}’ names no document"))?;
        Ok(Self { signatory, kind })
    }
}

/// Where an issued document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The newest revision.
    Current,
    /// A newer revision has been issued.
    Superseded,
    /// It is no longer wanted: its signatory has left the roster, or its kind the packet.
    Withdrawn,
}

/// A document that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// Which document.
    pub document: DocumentKey,
    /// Counted from 1.
    pub revision: u32,
    /// Of the file's bytes.
    pub digest: Digest,
    /// The instant of the batch that issued it.
    pub issued: Timestamp,
    /// Where it stands.
    pub standing: Standing,
}

/// Who gets a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Addressee {
    /// The coordinator.
    Coordinator,
    /// A signatory.
    Signatory(Id),
}

/// What a letter is called for ever: the addressee, and which of the messages with the same words
/// it is: `solbacken`, `solbacken-copy1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LetterKey {
    /// Who gets it.
    pub addressee: Addressee,
    /// 0 is the letter, from 1 on are the copies to other addresses.
    pub copy: u32,
}

/// Ids can have hyphens, so a copy is told apart by a sign that no id has.
const COPY: &str = "+copy";

impl fmt::Display for LetterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.addressee {
            Addressee::Coordinator => f.write_str("coordinator")?,
            Addressee::Signatory(id) => write!(f, "{id}")?,
        }
        if self.copy > 0 { write!(f, "{COPY}{}", self.copy) } else { Ok(()) }
    }
}

impl From<LetterKey> for String {
    fn from(key: LetterKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for LetterKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("‘{text}’ names no letter");
        let (name, copy) = match text.split_once(COPY) {
            Some((name, copy)) => (name, copy.parse().map_err(|_| wrong())?),
            None => (text.as_str(), 0),
        };
        let addressee = match name {
            "coordinator" => Addressee::Coordinator,
            id => Addressee::Signatory(Id::parse(id).ok_or_else(wrong)?),
        };
        let key = Self { addressee, copy };
        if key.to_string() == text { Ok(key) } else { Err(wrong()) }
    }
}

/// Where a composed letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LetterStanding {
    /// It lies in the outbox, to be sent.
    Queued,
    /// A newer letter replaces it, or its addressee has left; it is not to be sent.
    Withdrawn,
}

/// A letter that was composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composed {
    /// Which letter.
    pub letter: LetterKey,
    /// Counted from 1.
    pub revision: u32,
    /// Of the message's bytes.
    pub digest: Digest,
    /// The instant of the batch that composed it.
    pub composed: Timestamp,
    /// What is attached: documents with their revisions.
    pub documents: Vec<(DocumentKey, u32)>,
    /// Where it stands.
    pub standing: LetterStanding,
}

/// Everything that was issued and composed, in that order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    format: String,
    /// 128 random bits in hexadecimal, chosen when the first batch is issued.
    batch: String,
    documents: Vec<Issued>,
    letters: Vec<Composed>,
}

const FORMAT: &str = "avsikt-register-1";

impl Register {
    /// An empty register of a batch of that name.
    #[must_use]
    pub fn new(batch: String) -> Self {
        Self { format: FORMAT.to_owned(), batch, documents: Vec::new(), letters: Vec::new() }
    }

    /// Reads a register and checks that it could have come about: revisions without a gap, at
    /// most the newest of each current or queued.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let register: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if register.format != FORMAT {
            return Err(format!("the format is ‘{}’, not ‘{FORMAT}’", register.format));
        }
        let mut documents: BTreeMap<&DocumentKey, u32> = BTreeMap::new();
        let mut live = BTreeSet::new();
        for issued in &register.documents {
            let last = documents.entry(&issued.document).or_default();
            if issued.revision != *last + 1 || !live_once(issued, &mut live) {
                return Err(format!("{} r{} is out of order", issued.document, issued.revision));
            }
            *last = issued.revision;
        }
        let mut letters: BTreeMap<&LetterKey, u32> = BTreeMap::new();
        for composed in &register.letters {
            let last = letters.entry(&composed.letter).or_default();
            if composed.revision <= *last {
                return Err(format!("{} r{} is out of order", composed.letter, composed.revision));
            }
            *last = composed.revision;
        }
        Ok(register)
    }

    /// The register as text; equal registers have equal texts.
    ///
    /// # Panics
    /// Never: everything in it has a JSON form.
    #[must_use]
    pub fn print(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings, numbers and lists") + "\n"
    }

    /// The batch's name.
    #[must_use]
    pub fn batch(&self) -> &str {
        &self.batch
    }

    /// All documents ever issued, in order.
    #[must_use]
    pub fn documents(&self) -> &[Issued] {
        &self.documents
    }

    /// All letters ever composed, in order.
    #[must_use]
    pub fn letters(&self) -> &[Composed] {
        &self.letters
    }

    /// The newest revision of a document, whatever its standing.
    #[must_use]
    pub fn newest(&self, document: &DocumentKey) -> Option<&Issued> {
        self.documents.iter().rev().find(|issued| issued.document == *document)
    }

    /// The current revision of a document.
    #[must_use]
    pub fn current(&self, document: &DocumentKey) -> Option<&Issued> {
        self.newest(document).filter(|issued| issued.standing == Standing::Current)
    }

    /// The revision that the next issue of a document gets.
    #[must_use]
    pub fn next_revision(&self, document: &DocumentKey) -> u32 {
        self.newest(document).map_or(1, |issued| issued.revision + 1)
    }

    /// The newest letter to an addressee, whatever its standing.
    #[must_use]
    pub fn newest_letter(&self, letter: &LetterKey) -> Option<&Composed> {
        self.letters.iter().rev().find(|composed| composed.letter == *letter)
    }

    /// Issues the next revision of a document; the one before is superseded.
    pub fn issue(&mut self, document: DocumentKey, digest: Digest, issued: Timestamp) {
        let revision = self.next_revision(&document);
        for older in self.documents.iter_mut().filter(|older| older.document == document) {
            if older.standing == Standing::Current {
                older.standing = Standing::Superseded;
            }
        }
        let standing = Standing::Current;
        self.documents.push(Issued { document, revision, digest, issued, standing });
    }

    /// Withdraws a document that is no longer wanted.
    pub fn withdraw(&mut self, document: &DocumentKey) {
        let current = |issued: &&mut Issued| {
            issued.document == *document && issued.standing == Standing::Current
        };
        if let Some(issued) = self.documents.iter_mut().find(current) {
            issued.standing = Standing::Withdrawn;
        }
    }

    /// Wants a withdrawn document again, whose bytes would be the same as then.
    pub fn restore(&mut self, document: &DocumentKey) {
        let newest = |issued: &&mut Issued| issued.document == *document;
        if let Some(issued) = self.documents.iter_mut().rev().find(newest) {
            issued.standing = Standing::Current;
        }
    }

    /// Records a composed letter; the older ones of its name must be withdrawn.
    pub fn compose(&mut self, composed: Composed) {
        self.letters.push(composed);
    }

    /// Withdraws a letter that is not to be sent.
    pub fn withdraw_letter(&mut self, letter: &LetterKey, revision: u32) {
        for composed in &mut self.letters {
            if composed.letter == *letter && composed.revision == revision {
                composed.standing = LetterStanding::Withdrawn;
            }
        }
    }
}

/// Whether no other revision of a live document is live.
fn live_once<'a>(issued: &'a Issued, live: &mut BTreeSet<&'a DocumentKey>) -> bool {
    issued.standing != Standing::Current || live.insert(&issued.document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> DocumentKey {
        DocumentKey::try_from(text.to_owned()).expect(text)
    }

    fn at() -> Timestamp {
        "2018-03-26T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn issuing_again_supersedes_and_withdrawing_ends() {
        let mut register = Register::new("00".repeat(16));
        let document = key("solbacken/declaration");
        assert_eq!(register.next_revision(&document), 1);
        register.issue(document.clone(), Digest::of(b"1"), at());
        register.issue(document.clone(), Digest::of(b"2"), at());
        let standings: Vec<_> = register.documents().iter().map(|d| d.standing).collect();
        assert_eq!(standings, [Standing::Superseded, Standing::Current]);
        assert_eq!(register.current(&document).map(|d| d.revision), Some(2));
        register.withdraw(&document);
        assert_eq!(register.current(&document), None);
        assert_eq!(register.next_revision(&document), 3);
        register.restore(&document);
        assert_eq!(register.current(&document).map(|d| d.revision), Some(2));
    }

    #[test]
    fn a_register_reads_back_and_an_impossible_one_is_refused() {
        let mut register = Register::new("00".repeat(16));
        register.issue(key("solbacken/declaration"), Digest::of(b"1"), at());
        register.issue(key("running-order"), Digest::of(b"2"), at());
        let letter = LetterKey::try_from("solbacken+copy1".to_owned()).unwrap();
        register.compose(Composed {
            letter,
            revision: 1,
            digest: Digest::of(b"3"),
            composed: at(),
            documents: vec![(key("solbacken/declaration"), 1)],
            standing: LetterStanding::Queued,
        });
        let text = register.print();
        assert_eq!(Register::parse(&text).as_ref(), Ok(&register));
        for (from, to) in [
            ("avsikt-register-1", "avsikt-register-9"),
            ("solbacken/declaration", "../declaration"),
            ("\"revision\": 1", "\"revision\": 2"),
            ("\"batch\"", "\"bitch\""),
            ("solbacken+copy1", "solbacken+copy01"),
        ] {
            assert!(Register::parse(&text.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}

//! The ledger (*liggare*): an append-only log of all that happened, `ledger.jsonl`.
//!
//! Its lines are the leaves of a Merkle tree, whose signed head is the [`Checkpoint`]. Only exact
//! bytes are hashed: a line is never printed again to be proven.

use std::ops::Range;

use super::checkpoint::Checkpoint;
use super::entry::{Entry, Event, Stamp};
use super::receipt::Receipt;
use super::register::Register;
use super::signature::SigningKey;
use super::tree::{self, Tree};
use super::{Digest, Issued};
use crate::sentence;
use crate::words::Sentence;

/// A ledger that could have come about: its lines follow from each other.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    text: String,
    lines: Vec<Range<usize>>,
    tree: Tree,
    register: Register,
}

/// Bytes for a line to come: more than most have, for room that is not used costs nothing.
const ROOM: usize = 512;

impl Ledger {
    /// Makes room for lines about so many more documents and letters. What grows by doubling holds, for
    /// a moment, up to three times what it needs, and the text is the longest of all that a batch has in
    /// memory.
    pub fn reserve(&mut self, documents: usize, letters: usize) {
        let lines = documents + letters;
        self.text.reserve(lines.saturating_mul(ROOM));
        self.lines.reserve(lines);
        self.tree.reserve(lines);
        self.register.reserve(documents, letters);
    }

    /// Reads a ledger. Whether anyone signed it, its checkpoint has to say.
    ///
    /// # Errors
    /// The first line that is none, or that cannot have happened after those before it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Sentence> {
        let mut ledger = Self::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let number = ledger.size() + 1;
            let flaw = |reason: Sentence| {
                sentence!(
                    "evidence-line",
                    line = i64::try_from(number).unwrap_or(i64::MAX),
                    reason = reason
                )
            };
            let end = rest.iter().position(|byte| *byte == b'\n');
            let end = end.ok_or_else(|| flaw(sentence!("evidence-line-torn")))?;
            let line = std::str::from_utf8(&rest[..end]);
            let line = line.map_err(|_| flaw(sentence!("evidence-not-text")))?;
            let entry = Entry::parse(line).map_err(flaw)?;
            if entry.sequence != ledger.size() {
                return Err(flaw(sentence!("evidence-line-sequence")));
            }
            ledger.apply(&entry).map_err(flaw)?;
            ledger.push(line);
            rest = &rest[end + 1..];
        }
        Ok(ledger)
    }

    /// Adds a line.
    ///
    /// # Panics
    /// When the event cannot have happened after the lines before it: a fault of ours.
    pub fn append(&mut self, event: Event, stamp: &Stamp) {
        let entry = Entry::new(self.size(), event, stamp);
        self.apply(&entry).unwrap_or_else(|reason| {
            panic!("{entry:?} cannot have happened: {}", reason.key());
        });
        self.push(&entry.print());
    }

    /// Takes a line in, if it can have happened. What was time-stamped must have been the head: of
    /// that the register knows nothing.
    fn apply(&mut self, entry: &Entry) -> Result<(), Sentence> {
        if let Event::Timestamped { size, root, .. } = &entry.event
            && self.root(*size) != Some(*root)
        {
            return Err(sentence!("evidence-timestamp-root"));
        }
        self.register.apply(entry)
    }

    fn push(&mut self, line: &str) {
        let start = self.text.len();
        self.text += line;
        self.lines.push(start..self.text.len());
        self.text.push('\n');
        self.tree.push(tree::leaf(line.as_bytes()));
    }

    /// The whole text, as it lies on the disk.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root of the tree over the first `size` lines.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Digest> {
        self.tree.root(size)
    }

    /// A line, without its LF.
    #[must_use]
    pub fn line(&self, sequence: u64) -> Option<&str> {
        let range = self.lines.get(usize::try_from(sequence).ok()?)?;
        Some(&self.text[range.clone()])
    }

    /// Where everything stands.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Signs the head; none when there is no line yet.
    #[must_use]
    pub fn checkpoint(&self, key: &SigningKey) -> Option<Checkpoint> {
        let size = self.size();
        Some(Checkpoint::sign(self.register.origin(), size, self.root(size)?, key))
    }

    /// The receipt of a document under a checkpoint; none when the document is younger than it.
    #[must_use]
    pub fn receipt(&self, issued: &Issued, checkpoint: &Checkpoint) -> Option<Receipt> {
        Receipt::issue(self.line(issued.sequence)?, issued.sequence, &self.tree, checkpoint)
    }

    /// Whether a checkpoint is the head of this ledger, or of what it was at some time, signed by
    /// the key that signed then.
    ///
    /// # Errors
    /// What does not hold, and what that means.
    pub fn extends(&self, checkpoint: &Checkpoint) -> Result<(), Sentence> {
        let (own, size) = (self.size(), checkpoint.size);
        if checkpoint.origin != self.register.origin() {
            return Err(sentence!("evidence-other-ledger", origin = &checkpoint.origin));
        }
        let key = self.register.key_at(size).ok_or_else(|| sentence!("evidence-no-batch"))?;
        checkpoint.verify(&key)?;
        if size > own {
            return Err(sentence!("evidence-rolled-back", missing = number(size - own)));
        }
        if self.root(size) != Some(checkpoint.root) {
            return Err(sentence!("evidence-rewritten", size = number(size)));
        }
        Ok(())
    }

    /// Whether a checkpoint is the head of this very ledger.
    ///
    /// # Errors
    /// What does not hold, and what that means.
    pub fn is_headed_by(&self, checkpoint: &Checkpoint) -> Result<(), Sentence> {
        self.extends(checkpoint)?;
        let beyond = self.size() - checkpoint.size;
        if beyond == 0 { Ok(()) } else { Err(sentence!("evidence-beyond", lines = number(beyond))) }
    }
}

/// A number for a sentence.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
pub(crate) mod tests;

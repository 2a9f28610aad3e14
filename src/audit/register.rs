//! Where everything stands: what the ledger's lines come to when they are read in order.
//!
//! Each line has to be possible after those before it; one that is not is refused.

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Instant;
use super::erasure::Erasure;
use super::standing::{Composed, Issued, Received, Standing, Timestamped};
use super::{Digest, DocumentKey, LetterKey, PublicKey};
use crate::roster::{Id, Kind};

/// What was issued, composed and received, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    origin: String,
    latest: Option<Instant>,
    /// The keys with the first line that each signs for.
    keys: Vec<(u64, PublicKey)>,
    documents: Vec<Issued>,
    letters: Vec<Composed>,
    received: Vec<Received>,
    timestamps: Vec<Timestamped>,
    /// How many lines there are up to the last one that is no time stamp.
    substance: u64,
    erasures: Vec<Erasure>,
    /// Where in `documents` the revisions of each are, in order.
    revisions: BTreeMap<DocumentKey, Vec<usize>>,
    /// Where in `letters` the revisions of each are, in order.
    letter_revisions: BTreeMap<LetterKey, Vec<usize>>,
    /// The lines of the delivery log that have been told here.
    deliveries: BTreeSet<Digest>,
}

impl Register {
    /// Makes room for so many more documents and letters.
    pub(super) fn reserve(&mut self, documents: usize, letters: usize) {
        self.documents.reserve(documents);
        self.letters.reserve(letters);
    }

    /// The ledger's name for ever; empty when nothing has been recorded.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// When the last line was written.
    #[must_use]
    pub fn latest(&self) -> Option<Instant> {
        self.latest
    }

    /// The key that signs now.
    #[must_use]
    pub fn key(&self) -> Option<PublicKey> {
        self.keys.last().map(|(_, key)| *key)
    }

    /// The key that signed a checkpoint of that size: the last one whose first line is in it.
    #[must_use]
    pub fn key_at(&self, size: u64) -> Option<PublicKey> {
        self.keys.iter().rev().find(|(first, _)| *first < size).map(|(_, key)| *key)
    }

    /// All keys that have ever signed, in order.
    pub fn keys(&self) -> impl Iterator<Item = PublicKey> {
        self.keys.iter().map(|(_, key)| *key)
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

    /// All that has come in, in order, mistakes among it.
    #[must_use]
    pub fn received(&self) -> &[Received] {
        &self.received
    }

    /// All checkpoints that were time-stamped, in order.
    #[must_use]
    pub fn timestamps(&self) -> &[Timestamped] {
        &self.timestamps
    }

    /// The time stamp that covers all that has happened, if there is one: only time stamps have
    /// been recorded since.
    #[must_use]
    pub fn covering_timestamp(&self) -> Option<&Timestamped> {
        self.timestamps.last().filter(|last| last.size >= self.substance)
    }

    /// All disposals, in order.
    #[must_use]
    pub fn erasures(&self) -> &[Erasure] {
        &self.erasures
    }

    /// The disposal of a signatory's documents, letters and scans.
    #[must_use]
    pub fn erasure(&self, signatory: &Id) -> Option<&Erasure> {
        self.erasures.iter().find(|erasure| erasure.signatory == *signatory)
    }

    fn is_erased(&self, signatory: &Id) -> bool {
        self.erasure(signatory).is_some()
    }

    /// All revisions of a signatory's documents, or of those of the ceremony itself, in the order in
    /// which they were issued.
    #[must_use]
    pub fn documents_of(&self, owner: Option<&Id>) -> Vec<&Issued> {
        let least = DocumentKey { signatory: owner.cloned(), kind: Kind::least() };
        let theirs = self.revisions.range(least..);
        let theirs = theirs.take_while(|(document, _)| document.signatory.as_ref() == owner);
        let mut places: Vec<usize> = theirs.flat_map(|(_, places)| places).copied().collect();
        places.sort_unstable();
        places.into_iter().map(|at| &self.documents[at]).collect()
    }

    /// A revision of a document.
    #[must_use]
    pub fn issued(&self, document: &DocumentKey, revision: u32) -> Option<&Issued> {
        let revisions = self.revisions.get(document)?;
        let at = usize::try_from(revision.checked_sub(1)?).ok()?;
        Some(&self.documents[*revisions.get(at)?])
    }

    /// The newest revision of a document, whatever its standing.
    #[must_use]
    pub fn newest(&self, document: &DocumentKey) -> Option<&Issued> {
        self.revisions.get(document)?.last().map(|at| &self.documents[*at])
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
        self.letter_revisions.get(letter)?.last().map(|at| &self.letters[*at])
    }

    /// All letters to an addressee, the newest last.
    pub fn letters_to(&self, letter: &LetterKey) -> impl DoubleEndedIterator<Item = &Composed> {
        self.letter_revisions.get(letter).into_iter().flatten().map(|at| &self.letters[*at])
    }

    /// Whether a line of the delivery log has been told here.
    #[must_use]
    pub fn knows_delivery(&self, line: &Digest) -> bool {
        self.deliveries.contains(line)
    }

    /// The lines of the delivery log that have been told here.
    pub fn deliveries(&self) -> impl Iterator<Item = &Digest> {
        self.deliveries.iter()
    }
}

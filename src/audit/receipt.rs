//! Receipts (*kvitto*): the proof that one entry is in the ledger.
//!
//! A receipt is a C2SP `tlog-proof` whose extra data are the exact ledger line:
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra eyJzZXF1ZW5jZSI6MSwiaW5zdGFudCI6…
//! index 1
//! gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
//! B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
//!
//! avsikt/00112233445566778899aabbccddeeff
//! 4
//! …
//! ```
//!
//! The line holds a random nonce, so that the hashes of the neighbours disclose nothing of them.

use super::checkpoint::{Checkpoint, decimal, hash};
use super::entry::{Entry, Event};
use super::signature::{PublicKey, from_base64, to_base64};
use super::tree::{self, Tree};
use super::{Digest, DocumentKey};
use crate::sentence;
use crate::words::Sentence;

/// A receipt for one line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The line's bytes, without its LF.
    pub line: String,
    /// Which line it is, counted from 0.
    pub index: u64,
    proof: Vec<Digest>,
    /// The head of the ledger that the line is in.
    pub checkpoint: Checkpoint,
}

/// What a receipt's first line says.
pub const HEADING: &str = "c2sp.org/tlog-proof@v1";

impl Receipt {
    /// The receipt for a line; none when the checkpoint is not one of the tree, or older than the
    /// line.
    #[must_use]
    pub fn issue(line: &str, index: u64, tree: &Tree, checkpoint: &Checkpoint) -> Option<Self> {
        let proof = tree.inclusion(index, checkpoint.size)?;
        (tree.root(checkpoint.size) == Some(checkpoint.root)).then(|| Self {
            line: line.to_owned(),
            index,
            proof,
            checkpoint: checkpoint.clone(),
        })
    }

    /// The receipt as text.
    #[must_use]
    pub fn print(&self) -> String {
        let proof: String =
            self.proof.iter().map(|hash| to_base64(hash.as_bytes()) + "\n").collect();
        let (extra, index) = (to_base64(self.line.as_bytes()), self.index);
        format!("{HEADING}\nextra {extra}\nindex {index}\n{proof}\n{}", self.checkpoint.print())
    }

    /// Reads a receipt. What it says is not checked yet: see [`Self::verify`].
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Sentence> {
        let text = std::str::from_utf8(bytes).map_err(|_| sentence!("evidence-not-text"))?;
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or_else(|| sentence!("evidence-receipt-lines"))?;
        let checkpoint = Checkpoint::parse(checkpoint.as_bytes())?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADING) {
            return Err(sentence!("evidence-receipt-heading"));
        }
        let line = lines.next().and_then(|line| from_base64(line.strip_prefix("extra ")?));
        let line = line.and_then(|bytes| String::from_utf8(bytes).ok());
        let line = line.ok_or_else(|| sentence!("evidence-receipt-extra"))?;
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or_else(|| sentence!("evidence-receipt-index"))?;
        let proof: Option<Vec<Digest>> = lines.map(hash).collect();
        let proof = proof.ok_or_else(|| sentence!("evidence-receipt-proof-form"))?;
        Ok(Self { line, index, proof, checkpoint })
    }

    /// Whether some bytes want to be a receipt.
    #[must_use]
    pub fn claims(bytes: &[u8]) -> bool {
        bytes.starts_with(b"c2sp.org/tlog-proof")
    }

    /// Checks that the line is in the checkpoint's tree; whether anybody signed that, the
    /// checkpoint has to say.
    ///
    /// # Errors
    /// That it is not.
    pub fn includes(&self) -> Result<(), Sentence> {
        let leaf = tree::leaf(self.line.as_bytes());
        let Checkpoint { root, size, .. } = self.checkpoint;
        if tree::includes(root, size, self.index, leaf, &self.proof) {
            Ok(())
        } else {
            Err(sentence!("evidence-receipt-proof-wrong"))
        }
    }

    /// Checks the checkpoint's signature, that the line is in its tree, and that the line issues
    /// a document: which one, which revision, with which digest.
    ///
    /// # Errors
    /// What does not hold.
    pub fn verify(&self, key: &PublicKey) -> Result<(DocumentKey, u32, Digest), Sentence> {
        self.checkpoint.verify(key)?;
        self.includes()?;
        let entry = Entry::parse(&self.line)?;
        if entry.sequence != self.index {
            return Err(sentence!("evidence-receipt-sequence"));
        }
        match entry.event {
            Event::Issued { document, revision, digest } => Ok((document, revision, digest)),
            _ => Err(sentence!("evidence-receipt-event")),
        }
    }
}

//! From what was made to what is recorded: the ledger's new lines.

use std::collections::BTreeSet;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use super::documents::{Change, Made};
use super::letters::Written;
use super::settle::{settle, shift_to_withdrawn};
use super::{Prepared, Produced};
use crate::archive::{Archive, InputsBook, Stage, layout};
use crate::audit::{
    Checkpoint, Digest, DocumentKey, Event, Ledger, LetterKey, SigningKey, Stamp, checkpoint,
};
use crate::diagnostic::Diagnostics;
use crate::plan;
use crate::roster::Roster;

/// The change of a batch, gathered.
pub(super) struct Record<'a> {
    prepared: &'a Prepared,
    stage: &'a Stage,
    key: &'a SigningKey,
    stamp: Stamp,
    ledger: Ledger,
    before: u64,
    /// Of all that was recorded, what it was made from.
    inputs: InputsBook,
    produced: Produced,
}

impl<'a> Record<'a> {
    pub(super) fn new(
        prepared: &'a Prepared,
        archive: &Archive,
        stage: &'a Stage,
        key: &'a SigningKey,
        stamp: Stamp,
    ) -> Self {
        let output: PathBuf = prepared.folder.output();
        let mut ledger = archive.ledger().clone();
        // First what became of the letters: one that was sent is not withdrawn.
        settle(archive.delivery(), stage, &mut ledger, &stamp);
        let before = ledger.size();
        // Each document and each letter is a line at least, if nothing of it was there before.
        let Roster { signatories, packet, .. } = &prepared.roster;
        ledger.reserve(signatories.len() * packet.documents.len(), signatories.len());
        let files = prepared.files.digests();
        let files = files.map(|(path, digest)| (path.to_owned(), digest.into())).collect();
        Self {
            prepared,
            stage,
            key,
            stamp,
            ledger,
            before,
            inputs: archive.inputs().anew(&prepared.roster.ceremony.title, files),
            produced: Produced { output, ..Produced::default() },
        }
    }

    /// The ledger as it is by now.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Adds a line, before the first of a run the one that opens the batch.
    fn note(&mut self, event: Event) {
        if self.ledger.size() == self.before {
            let batch = self.batch();
            self.ledger.append(batch, &self.stamp);
        }
        self.ledger.append(event, &self.stamp);
    }

    fn batch(&mut self) -> Event {
        let Prepared { folder, fonts, .. } = self.prepared;
        let salt = self.random("salt");
        let salt = self.inputs.choose_salt(salt).to_owned();
        let origin = match self.ledger.register().origin() {
            "" => format!("{}{}", checkpoint::ORIGIN, &self.random("origin")[..32]),
            origin => origin.to_owned(),
        };
        Event::Batch {
            origin,
            key: self.key.public().to_openssh(),
            roster: Digest::of(format!("{salt}{}", folder.roster.text).as_bytes()),
            templates: folder.templates_digest(),
            fonts: fonts.digest().into(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            typst: typst::utils::version().raw().to_owned(),
        }
    }

    /// 256 random bits in hexadecimal, for one purpose.
    fn random(&self, purpose: &str) -> String {
        let hash = Sha256::new().chain_update(self.stamp.seed).chain_update(purpose).finalize();
        Digest::from(<[u8; 32]>::from(hash)).to_string()
    }

    /// Records documents.
    pub(super) fn documents(&mut self, documents: &[Made<'_>]) {
        for made in documents {
            self.document(made);
        }
    }

    fn document(&mut self, made: &Made<'_>) {
        let Made { key, revision, digest, .. } = made;
        let (document, revision) = (key.clone(), *revision);
        match made.change {
            Change::Kept => self.produced.kept += 1,
            Change::Restored => {
                self.note(Event::Restored { document, revision });
                self.produced.restored += 1;
            }
            Change::Issued => {
                if let Some(older) = self.ledger.register().current(key) {
                    let older = older.revision;
                    self.note(Event::Superseded { document: document.clone(), revision: older });
                }
                self.note(Event::Issued { document: document.clone(), revision, digest: *digest });
                self.produced.issued.push((document, revision, made.inputs.pages));
            }
        }
        self.inputs.set_document(key, made.inputs.clone());
    }

    /// Withdraws the documents that are no longer wanted: those that were neither recorded nor are
    /// named here, since they are still to come.
    pub(super) fn withdraw_others(&mut self, still_to_come: &[DocumentKey]) {
        let is_wanted = |document: &DocumentKey| {
            self.inputs.document(document).is_some() || still_to_come.contains(document)
        };
        for (document, revision) in plan::obsolete(self.ledger.register(), is_wanted) {
            self.note(Event::Withdrawn { document: document.clone(), revision });
            self.produced.withdrawn.push(document);
        }
    }

    /// The ledger's head as it is now, signed; none of an empty one.
    pub(super) fn head(&self) -> Option<Checkpoint> {
        self.ledger.checkpoint(self.key)
    }

    /// Stages the receipts under a head of those documents that this batch has issued.
    pub(super) fn stage_receipts(
        &self,
        documents: &[Made<'_>],
        head: &Checkpoint,
    ) -> Result<(), Diagnostics> {
        for made in documents.iter().filter(|made| made.change == Change::Issued) {
            let issued = self.ledger.register().issued(&made.key, made.revision);
            let receipt = issued.and_then(|issued| self.ledger.receipt(issued, head));
            let receipt = receipt.expect("it is recorded, and no younger").print();
            let digest = Digest::of(receipt.as_bytes());
            let path = layout::receipt(&made.key, made.revision);
            self.stage.create(&path, receipt.into_bytes(), digest)?;
        }
        Ok(())
    }

    /// Records letters.
    pub(super) fn letters(&mut self, letters: impl IntoIterator<Item = Written>) {
        for Written { key, revision, inputs, new } in letters {
            if let Some(message) = new {
                self.withdraw_letters_to(&key);
                self.produced.composed.push((key.clone(), revision));
                self.note(Event::Composed {
                    letter: key.clone(),
                    revision,
                    digest: message.digest,
                    documents: message.documents,
                });
            } else {
                self.produced.letters_kept += 1;
            }
            self.inputs.set_letter(&key, inputs);
        }
    }

    /// Withdraws the letters that nobody is to get any more. The ledger and the inputs after the
    /// batch, and what was done.
    pub(super) fn finish(mut self) -> (Ledger, InputsBook, Produced) {
        let known = self.ledger.register().letters().iter().map(|composed| &composed.letter);
        let others = known.filter(|letter| self.inputs.letter(letter).is_none());
        let others: BTreeSet<LetterKey> = others.cloned().collect();
        for letter in &others {
            self.withdraw_letters_to(letter);
        }
        // A new key is recorded even when it has nothing else to sign.
        let known = self.ledger.register().key();
        if known.is_some_and(|known| known != self.key.public()) {
            let batch = self.batch();
            self.ledger.append(batch, &self.stamp);
        }
        (self.ledger, self.inputs, self.produced)
    }

    /// Withdraws the letters of one addressee that are unsent.
    fn withdraw_letters_to(&mut self, letter: &LetterKey) {
        let letters = self.ledger.register().letters_to(letter);
        let unsent: Vec<u32> = letters
            .filter(|composed| composed.standing.is_unsent())
            .map(|composed| composed.revision)
            .collect();
        for revision in unsent {
            let letter = letter.clone();
            shift_to_withdrawn(self.stage, &letter, revision);
            self.note(Event::LetterWithdrawn { letter, revision });
            self.produced.letters_withdrawn += 1;
        }
    }
}

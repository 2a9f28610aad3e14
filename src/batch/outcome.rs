//! From what was made to what is recorded.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;

use super::Produced;
use super::documents::{Change, Made};
use super::letters::{Packet, Written};
use crate::archive::{Archive, InputsBook, Stage, layout};
use crate::audit::{DocumentKey, LetterKey, LetterStanding, Register};

use crate::plan;

/// The change of a batch, gathered.
pub(super) struct Outcome<'a> {
    stage: &'a Stage,
    register: Register,
    inputs: InputsBook,
    produced: Produced,
    now: Timestamp,
    documents: BTreeSet<DocumentKey>,
    letters: BTreeSet<LetterKey>,
}

impl<'a> Outcome<'a> {
    pub(super) fn new(
        archive: &Archive,
        stage: &'a Stage,
        now: Timestamp,
        output: PathBuf,
    ) -> Self {
        Self {
            stage,
            register: archive.register().clone(),
            inputs: InputsBook::default(),
            produced: Produced { output, ..Produced::default() },
            now,
            documents: BTreeSet::new(),
            letters: BTreeSet::new(),
        }
    }

    /// Records a packet.
    pub(super) fn take(&mut self, packet: Packet<'_>) {
        for made in packet.documents {
            self.take_document(made);
        }
        for written in packet.letters {
            self.take_letter(written);
        }
    }

    fn take_document(&mut self, made: Made) {
        match made.change {
            Change::Kept => self.produced.kept += 1,
            Change::Restored => {
                self.register.restore(&made.key);
                self.produced.restored += 1;
            }
            Change::Issued => {
                self.register.issue(made.key.clone(), made.digest, self.now);
                let pages = made.inputs.pages;
                self.produced.issued.push((made.key.clone(), made.revision, pages));
            }
        }

        self.inputs.set_document(&made.key, made.inputs);
        self.documents.insert(made.key);
    }

    fn take_letter(&mut self, written: Written) {
        let key = written.composed.letter.clone();
        if written.new {
            self.withdraw_letters(|letter| *letter == key);
            self.produced.composed.push((key.clone(), written.composed.revision));
            self.register.compose(written.composed);
        } else {
            self.produced.letters_kept += 1;
        }
        self.inputs.set_letter(&key, written.inputs);
        self.letters.insert(key);
    }

    /// Withdraws the documents that are no longer wanted, and the letters that nobody is to get
    /// any more. The register and the inputs after the batch, and what was done.
    pub(super) fn finish(mut self) -> (Register, InputsBook, Produced) {
        for document in plan::obsolete(&self.register, &self.documents) {
            self.register.withdraw(&document);
            self.produced.withdrawn.push(document);
        }
        let wanted = std::mem::take(&mut self.letters);
        self.withdraw_letters(|letter| !wanted.contains(letter));
        (self.register, self.inputs, self.produced)
    }

    fn withdraw_letters(&mut self, which: impl Fn(&LetterKey) -> bool) {
        let queued: Vec<(LetterKey, u32)> = self
            .register
            .letters()
            .iter()
            .filter(|composed| composed.standing == LetterStanding::Queued)
            .filter(|composed| which(&composed.letter))
            .map(|composed| (composed.letter.clone(), composed.revision))
            .collect();
        for (letter, revision) in queued {
            self.register.withdraw_letter(&letter, revision);
            self.produced.letters_withdrawn += 1;
            let to = layout::withdrawn_letter(&letter, revision);
            self.stage.shift(&layout::letter(&letter, revision), &to);
        }
    }
}

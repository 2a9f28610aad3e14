//! What can have happened: each line has to be possible after those before it, and what it changes.

use super::Register;
use crate::audit::entry::{Enclosed, Entry, Event, Instant};
use crate::audit::erasure::{Erasure, is_decision};
use crate::audit::standing::{
    Composed, Copy, Delivered, Issued, LetterStanding, Received, Standing, Timestamped,
};
use crate::audit::{Addressee, Digest, DocumentKey, LetterKey, PublicKey, checkpoint};
use crate::roster::Id;
use crate::sentence;
use crate::words::Sentence;

/// The list of something's revisions, of which there are thousands, mostly of one.
fn mostly_one() -> Vec<usize> {
    Vec::with_capacity(1)
}

impl Register {
    /// Reads the next line.
    ///
    /// # Errors
    /// Why it cannot have happened after those before it.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Sentence> {
        let Entry { sequence, instant, event, .. } = entry;
        if self.keys.is_empty() && !matches!(event, Event::Batch { .. }) {
            return Err(sentence!("evidence-no-batch"));
        }
        self.latest = Some(*instant);
        if !matches!(event, Event::Timestamped { .. }) {
            self.substance = sequence + 1;
        }
        match event {
            Event::Batch { origin, key, .. } => self.batch(*sequence, origin, key),
            Event::Issued { document, revision, digest } => {
                let live = self.current(document).is_some();
                let erased = document.signatory.as_ref().is_some_and(|id| self.is_erased(id));
                if live || erased || *revision != self.next_revision(document) {
                    return Err(impossible(document, *revision));
                }
                self.revisions
                    .entry(document.clone())
                    .or_insert_with(mostly_one)
                    .push(self.documents.len());
                self.documents.push(Issued {
                    document: document.clone(),
                    revision: *revision,
                    digest: *digest,
                    issued: *instant,
                    standing: Standing::Current,
                    sequence: *sequence,
                });
                Ok(())
            }
            Event::Superseded { document, revision } => {
                self.turn(document, *revision, Standing::Current, Standing::Superseded)
            }
            Event::Withdrawn { document, revision } => {
                self.turn(document, *revision, Standing::Current, Standing::Withdrawn)
            }
            Event::Restored { document, revision } => {
                self.turn(document, *revision, Standing::Withdrawn, Standing::Current)
            }
            Event::Composed { letter, revision, digest, documents } => {
                self.compose(letter, *revision, *digest, documents, *instant)
            }
            Event::LetterWithdrawn { letter, revision } => {
                let composed = self.letter_mut(letter, *revision);
                let unsent = composed.filter(|composed| composed.standing.is_unsent());
                let unsent = unsent.ok_or_else(|| impossible(letter, *revision))?;
                unsent.standing = LetterStanding::Withdrawn;
                Ok(())
            }
            Event::Delivery { letter, revision, state, code, line } => {
                let delivered = Delivered { state: *state, code: *code, recorded: *instant };
                self.deliver(letter, *revision, delivered, *line)
            }
            Event::Received { signatory, document, revision, signed, copies } => {
                let theirs = document.signatory.as_ref().is_none_or(|owner| owner == signatory);
                if !theirs
                    || self.is_erased(signatory)
                    || self.issued(document, *revision).is_none()
                {
                    return Err(impossible(document, *revision));
                }
                let what = Copy::Signed {
                    document: document.clone(),
                    revision: *revision,
                    signed: *signed,
                };
                self.receive(*sequence, signatory, what, copies);
                Ok(())
            }
            Event::PowerOfAttorney { signatory, .. } if self.is_erased(signatory) => {
                Err(sentence!("evidence-erased-before", signatory = signatory.as_str()))
            }
            Event::PowerOfAttorney { signatory, copies } => {
                self.receive(*sequence, signatory, Copy::PowerOfAttorney, copies);
                Ok(())
            }
            Event::Retracted { entry } => {
                let found = self.received.iter_mut().find(|r| r.sequence == *entry && !r.retracted);
                let found = found.ok_or_else(|| sentence!("evidence-retracts-nothing"))?;
                found.retracted = true;
                Ok(())
            }
            Event::Timestamped { size, root, token } => {
                // Each is of a later checkpoint than the one before: files are named by the size.
                let last = self.timestamps.last().map_or(0, |last| last.size);
                if *size <= last || size > sequence {
                    return Err(sentence!("evidence-timestamp-size"));
                }
                self.timestamps.push(Timestamped { size: *size, root: *root, token: *token });
                Ok(())
            }
            Event::Erased { signatory, decision } => {
                self.erase(*sequence, *instant, signatory, decision)
            }
        }
    }

    fn batch(&mut self, sequence: u64, origin: &str, key: &str) -> Result<(), Sentence> {
        let key = PublicKey::from_openssh(key).ok_or_else(|| sentence!("evidence-batch-key"))?;
        let first = self.keys.is_empty();
        if !checkpoint::is_origin(origin) || (!first && self.origin != origin) {
            return Err(sentence!("evidence-batch-origin"));
        }
        origin.clone_into(&mut self.origin);
        if self.key() != Some(key) {
            self.keys.push((sequence, key));
        }
        Ok(())
    }

    fn turn(
        &mut self,
        document: &DocumentKey,
        revision: u32,
        from: Standing,
        to: Standing,
    ) -> Result<(), Sentence> {
        let newest = self.revisions.get(document).and_then(|all| all.last());
        let newest = newest.map(|at| &mut self.documents[*at]);
        let newest = newest.filter(|d| d.revision == revision && d.standing == from);
        newest.ok_or_else(|| impossible(document, revision))?.standing = to;
        Ok(())
    }

    fn compose(
        &mut self,
        letter: &LetterKey,
        revision: u32,
        digest: Digest,
        documents: &[Enclosed],
        composed: Instant,
    ) -> Result<(), Sentence> {
        let newest = self.newest_letter(letter);
        let unsent = self.letters_to(letter).any(|earlier| earlier.standing.is_unsent());
        // What a letter carries is current, and the addressee's own or the ceremony's.
        let theirs = |key: &DocumentKey| match (&key.signatory, &letter.addressee) {
            (None, _) => true,
            (Some(owner), Addressee::Signatory(id)) => owner == id,
            (Some(_), Addressee::Coordinator) => false,
        };
        let right = documents.iter().all(|enclosed| {
            let current = self.current(&enclosed.document);
            theirs(&enclosed.document) && current.is_some_and(|d| d.revision == enclosed.revision)
        });
        let erased = letter.signatory().is_some_and(|id| self.is_erased(id));
        if unsent || erased || !right || revision != newest.map_or(1, |newest| newest.revision + 1)
        {
            return Err(impossible(letter, revision));
        }
        self.letter_revisions
            .entry(letter.clone())
            .or_insert_with(mostly_one)
            .push(self.letters.len());
        self.letters.push(Composed {
            letter: letter.clone(),
            revision,
            digest,
            composed,
            documents: documents.to_vec(),
            standing: LetterStanding::Queued,
            delivered: None,
            may_have_arrived: false,
        });
        Ok(())
    }

    fn deliver(
        &mut self,
        letter: &LetterKey,
        revision: u32,
        delivered: Delivered,
        line: Digest,
    ) -> Result<(), Sentence> {
        let told_before = !self.deliveries.insert(line);
        let composed = self.letter_mut(letter, revision);
        let after = composed.and_then(|c| Some((c.standing.after(delivered.state)?, c)));
        let (after, composed) =
            after.filter(|_| !told_before).ok_or_else(|| impossible(letter, revision))?;
        composed.standing = after;
        composed.may_have_arrived |= delivered.state.is_out();
        composed.delivered = Some(delivered);
        Ok(())
    }

    fn receive(&mut self, sequence: u64, signatory: &Id, what: Copy, copies: &[Digest]) {
        let (signatory, copies) = (signatory.clone(), copies.to_vec());
        self.received.push(Received { signatory, what, copies, sequence, retracted: false });
    }

    /// Everything of a signatory's is disposed of, none of which may be in force any more.
    fn erase(
        &mut self,
        sequence: u64,
        instant: Instant,
        signatory: &Id,
        decision: &str,
    ) -> Result<(), Sentence> {
        let id = signatory.as_str();
        if self.is_erased(signatory) {
            return Err(sentence!("evidence-erased-before", signatory = id));
        }
        let mut known = false;
        for document in
            self.documents.iter().filter(|d| d.document.signatory.as_ref() == Some(signatory))
        {
            known = true;
            if document.standing == Standing::Current {
                return Err(sentence!("evidence-erased-in-force", signatory = id));
            }
        }
        let theirs = |composed: &&mut Composed| composed.letter.signatory() == Some(signatory);
        let mut letters = self.letters.iter_mut().filter(theirs);
        if letters.any(|letter| letter.standing.is_unsent()) {
            return Err(sentence!("evidence-erased-in-force", signatory = id));
        }
        if !known || !is_decision(decision) {
            return Err(sentence!("evidence-erased-form", signatory = id));
        }
        for letter in self.letters.iter_mut().filter(theirs) {
            let withdrawn = letter.standing == LetterStanding::Withdrawn;
            letter.standing = LetterStanding::Erased { withdrawn };
        }
        let documents = self.documents.iter_mut();
        for document in documents.filter(|d| d.document.signatory.as_ref() == Some(signatory)) {
            document.standing = Standing::Erased;
        }
        let (signatory, decision) = (signatory.clone(), decision.to_owned());
        self.erasures.push(Erasure { signatory, decision, erased: instant, sequence });
        Ok(())
    }

    fn letter_mut(&mut self, letter: &LetterKey, revision: u32) -> Option<&mut Composed> {
        let at = usize::try_from(revision.checked_sub(1)?).ok()?;
        let at = *self.letter_revisions.get(letter)?.get(at)?;
        Some(&mut self.letters[at])
    }
}

fn impossible(what: impl std::fmt::Display, revision: u32) -> Sentence {
    sentence!("evidence-impossible", what = what.to_string(), revision = revision)
}

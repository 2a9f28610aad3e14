//! `index.html`: the coordinator's overview of every packet, made anew with whatever changes it.
//!
//! No clock is in it: it follows from the roster, the ledger, the delivery log and the inputs, so a
//! batch that changes nothing writes nothing. It holds addresses, and is for its owner alone.

mod data;
mod notices;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::data::{Data, DocumentCell, LetterCell, Line, Link, RevisionLink, SignedCell};
use super::status::{LetterState, Row, SignedCopy, Standings};
use crate::archive::{Archive, InputsBook, Stage, layout};
use crate::audit::{
    Addressee, Delivery, DeliveryLog, DocumentKey, Issued, LetterKey, LetterStanding, Register,
    Standing,
};
use crate::diagnostic::Diagnostics;
use crate::page::{Each, Page, words};
use crate::roster::{Id, Kind, Roster, Signatory};
use crate::running_order::{RunningOrder, Slot};
use crate::sentence;
use crate::words::{Sentence, Words, dates};

const PAGE: Page = Page {
    html: include_str!("overview/overview.html"),
    style: concat!(include_str!("../page/house.css"), include_str!("overview/overview.css")),
    script: concat!(
        include_str!("../page/dom.js"),
        include_str!("overview/order.js"),
        include_str!("overview/overview.js"),
    ),
    pictures: true,
};

/// For how many signatories there are pictures at most. One costs about a third of what typesetting
/// the packet does, and 6 kB of the page.
pub(super) const PICTURED: usize = 200;

/// Stages the overview as it is after a change, unless it is that already.
pub(super) fn refresh(
    archive: &Archive,
    stage: &Stage,
    roster: &Roster,
    register: &Register,
    inputs: &InputsBook,
    log: &DeliveryLog,
) -> Result<(), Diagnostics> {
    let ceremony = &roster.ceremony;
    let language = ceremony.language;
    let (plan, planned) = match RunningOrder::plan(roster) {
        Ok(plan) => (Some(plan.value), plan.warnings),
        Err(faults) => (None, faults),
    };
    let standings = Standings::new(roster, register, inputs, log);
    let sheet = Sheet {
        roster,
        inputs,
        words: Words::of(language),
        plan: plan.as_ref(),
        register,
        pictured: roster.signatories.len() <= PICTURED,
    };
    let rows = || {
        let kept = standings.rows().filter(|row| row.erased.is_none());
        kept.map(|row| sheet.signatory(&row)).chain([sheet.coordinator(&standings.coordinator())])
    };

    let link =
        |sentence: Sentence, path: &str| Link { name: sheet.say(&sentence), path: path.to_owned() };
    let mut links = Vec::new();
    if !sheet.revisions(None).is_empty() {
        links.push(link(sentence!("overview-stage"), layout::RUNNING_ORDER_PAGE));
        links.push(link(sentence!("overview-running-order"), layout::RUNNING_ORDER));
        links.push(link(sentence!("overview-spreadsheet"), layout::RUNNING_ORDER_CSV));
    }
    links.push(link(sentence!("overview-evidence"), layout::PAGE));
    let data = Data {
        form: "avsikt-overview-1",
        language: language.tag(),
        title: &ceremony.title,
        day: dates::day(ceremony.date, language),
        venue: &ceremony.venue,
        signed_from: ceremony.at(jiff::civil::Time::MAX).timestamp().as_millisecond(),
        words: words(language, notices::sentences()),
        links,
        notices: notices::notices(rows().map(|row| row.is), &planned, sheet.words),
        rows: Each(rows),
    };
    stage.refresh(archive, layout::OVERVIEW, |to| PAGE.write_in(to, language, &data))
}

/// What the rows are made from.
struct Sheet<'a> {
    roster: &'a Roster,
    inputs: &'a InputsBook,
    words: &'static Words,
    plan: Option<&'a RunningOrder>,
    register: &'a Register,
    pictured: bool,
}

impl<'a> Sheet<'a> {
    fn say(&self, sentence: &Sentence) -> String {
        self.words.say(sentence)
    }

    fn signatory(&self, row: &Row) -> Line<'a> {
        let signatory = self.roster.signatory(&row.id);
        let slot = self.plan.and_then(|plan| plan.slot_of(&row.id));
        let mut is = BTreeSet::new();
        let documents = self.documents(Some(&row.id), &mut is);
        let addresses: Vec<String> = signatory
            .iter()
            .flat_map(|signatory| std::iter::once(&signatory.email).chain(&signatory.copies))
            .map(ToString::to_string)
            .collect();
        let letters = self.letters(&row.letters, &addresses, &mut is);
        let signed = row.signed.as_ref().map(|signed| self.signed(row, signed, &mut is));
        if signatory.is_none() {
            is.insert("left");
        } else if signed.is_some() {
            is.insert("signed");
        } else {
            is.insert("unsigned");
        }
        let power = match (row.powers_needed, row.powers_missing()) {
            (0, _) => None,
            (_, 0) => Some(sentence!("overview-power-there")),
            (_, missing) => {
                is.insert("power");
                Some(sentence!("overview-power-missing", count = missing))
            }
        };
        let first = self.roster.packet.documents.first().filter(|_| self.pictured);
        let picture = first.and_then(|kind| {
            let key = DocumentKey { signatory: Some(row.id.clone()), kind: kind.clone() };
            self.inputs.document(&key)?.thumbnail.as_deref()
        });
        let slot_text = slot.map(|Slot { number, time, .. }| {
            let time = dates::time(*time, self.words.language());
            self.say(&sentence!("overview-slot", number = *number, time = time))
        });
        let people = |signatory: &Signatory| {
            let names = signatory.people.iter().filter_map(|person| person.name.as_deref());
            names.collect::<Vec<_>>().join(", ")
        };
        Line {
            id: row.id.to_string(),
            name: row.organisation.clone().unwrap_or_else(|| row.id.to_string()),
            people: signatory.map(people),
            remark: match signatory {
                None => Some(self.say(&sentence!("overview-left"))),
                Some(signatory) if !signatory.attends => {
                    Some(self.say(&sentence!("overview-absent")))
                }
                Some(_) => None,
            },
            slot: slot.map(|slot| slot.number),
            slot_said: slot_text,
            picture,
            documents,
            letters,
            signed,
            power: power.map(|sentence| self.say(&sentence)),
            is,
        }
    }

    /// The coordinator's row, with the documents of the ceremony as a whole.
    fn coordinator(&self, letters: &[LetterState]) -> Line<'a> {
        let mut is = BTreeSet::new();
        let mailbox = &self.roster.mail.coordinator;
        let documents = self.documents(None, &mut is);
        let letters = self.letters(letters, &[mailbox.address.to_string()], &mut is);
        let name = self.say(&sentence!("overview-coordinator"));
        Line {
            id: LetterKey { addressee: Addressee::Coordinator, copy: 0 }.to_string(),
            people: mailbox.name.clone().filter(|known| *known != name),
            name,
            remark: None,
            slot: None,
            slot_said: None,
            picture: None,
            documents,
            letters,
            signed: None,
            power: None,
            is,
        }
    }

    /// The revisions of each kind of document, in the order in which the kinds were issued first.
    fn revisions(&self, owner: Option<&Id>) -> Vec<(&'a Kind, Vec<&'a Issued>)> {
        let mut kinds: Vec<(&Kind, Vec<&Issued>)> = Vec::new();
        let kept = self.register.documents_of(owner).into_iter();
        for issued in kept.filter(|issued| issued.standing != Standing::Erased) {
            let kind = &issued.document.kind;
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, revisions)) => revisions.push(issued),
                None => kinds.push((kind, vec![issued])),
            }
        }
        kinds
    }

    fn documents(
        &self,
        owner: Option<&Id>,
        is: &mut BTreeSet<&'static str>,
    ) -> Vec<DocumentCell<'a>> {
        let documents = self.revisions(owner).into_iter().map(|(kind, revisions)| {
            let key = DocumentKey { signatory: owner.cloned(), kind: kind.clone() };
            let title = self.inputs.document(&key).map(|inputs| Cow::from(&inputs.title));
            let revision = |issued: &&Issued| RevisionLink {
                revision: issued.revision,
                path: layout::document(&issued.document, issued.revision),
            };
            let current = revisions.iter().find(|issued| issued.standing == Standing::Current);
            let older = revisions.iter().filter(|issued| issued.standing != Standing::Current);
            let older: Vec<RevisionLink> = older.map(revision).collect();
            if current.is_some() && !older.is_empty() {
                is.insert("superseded");
            }
            DocumentCell {
                title: title.unwrap_or_else(|| self.say(&kind.name()).into()),
                current: current.map(revision),
                older,
            }
        });
        documents.collect()
    }

    fn letters(
        &self,
        letters: &[LetterState],
        addresses: &[String],
        is: &mut BTreeSet<&'static str>,
    ) -> Vec<LetterCell> {
        let letters = letters.iter().map(|state| {
            let (name, said) = self.letter(state);
            is.insert(name);
            let copy = usize::try_from(state.letter.copy).unwrap_or(usize::MAX);
            let open = matches!(name, "refused" | "deferred" | "unknown");
            let why = open.then_some(state.answer.as_ref()).flatten().map(|answer| {
                let code = state.last.and_then(|(_, code, _)| code);
                let code = code.map(|code| format!("{code} ")).unwrap_or_default();
                code + &self.say(&answer.sentence())
            });
            LetterCell {
                to: addresses.get(copy).cloned(),
                state: name,
                said: self.say(&said),
                revision: state.revision,
                path: layout::letter(&state.letter, state.revision),
                why,
            }
        });
        letters.collect()
    }

    /// Where a letter stands: by its name in `is`, and in words.
    fn letter(&self, state: &LetterState) -> (&'static str, Sentence) {
        let language = self.words.language();
        let at = state.last.map(|(.., at)| {
            let clock = at.clock();
            let (date, time) =
                (dates::date(clock.date(), language), dates::time(clock.time(), language));
            format!("{date} {time}")
        });
        let at = at.unwrap_or_default();
        match (state.standing, state.last) {
            (LetterStanding::Sent, Some((Delivery::Confirmed, ..))) => {
                ("sent", sentence!("overview-letter-confirmed", at = at))
            }
            (LetterStanding::Sent, _) => ("sent", sentence!("overview-letter-sent", at = at)),
            (LetterStanding::Refused, _) => {
                ("refused", sentence!("overview-letter-refused", at = at))
            }
            (LetterStanding::Deferred, _) => {
                ("deferred", sentence!("overview-letter-deferred", at = at))
            }
            (LetterStanding::Unknown, _) => {
                ("unknown", sentence!("overview-letter-unknown", at = at))
            }
            (
                LetterStanding::Queued | LetterStanding::Withdrawn | LetterStanding::Erased { .. },
                _,
            ) => ("queued", sentence!("overview-letter-queued")),
        }
    }

    fn signed(&self, row: &Row, copy: &SignedCopy, is: &mut BTreeSet<&'static str>) -> SignedCell {
        let date = dates::date(copy.date, self.words.language());
        let current = row.documents.iter().find(|(kind, _)| *kind == copy.document.kind);
        let said = match current {
            Some((_, current)) if *current != copy.revision => {
                is.insert("older");
                sentence!(
                    "overview-signed-older",
                    date = date,
                    revision = copy.revision,
                    current = *current
                )
            }
            _ => sentence!("overview-signed-on", date = date, revision = copy.revision),
        };
        let scans = (copy.copies > 0).then(|| {
            let name = self.say(&sentence!("overview-scans", count = copy.copies));
            Link { name, path: format!("{}/", layout::scans(&row.id)) }
        });
        SignedCell { said: self.say(&said), scans }
    }
}

#[cfg(test)]
mod tests {
    use super::PAGE;

    #[test]
    fn nothing_in_the_page_s_own_sources_ends_its_element() {
        assert_eq!(PAGE.faults(), Vec::<&str>::new());
    }
}

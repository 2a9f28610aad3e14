//! What somebody decides about letters that were on their way before, and whom it is about.

use super::send::Sending;
use crate::audit::delivery::Step as LogStep;
use crate::audit::entry::Instant;
use crate::audit::{Delivery, LetterKey, LetterStanding, Register};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::outbox;
use crate::roster::Roster;
use crate::sentence;

/// What somebody decides about a letter that was on its way before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Which letter.
    pub letter: LetterKey,
    /// Its revision.
    pub revision: u32,
    /// That it did arrive, or that it is to be sent again.
    pub state: Delivery,
    /// Whether it may have arrived.
    pub may_have_arrived: bool,
}

impl Decision {
    pub(super) fn step(&self, instant: Instant) -> LogStep {
        let Self { letter, revision, state, .. } = self.clone();
        LogStep { instant, letter, revision, state, code: None }
    }
}

/// What the coordinator decides about letters that were on their way before.
pub(super) fn decisions(
    asked: &Sending,
    roster: &Roster,
    register: &Register,
) -> Result<Vec<Decision>, Diagnostics> {
    let mut faults = Diagnostics::new();
    for id in asked.only.iter().chain(&asked.resend).chain(&asked.confirm_sent) {
        if !outbox::recipients(roster).any(|(letter, _)| is_to(&letter, id)) {
            // Whoever has left the list gets no letter, however the last one fared.
            let has_left = register.letters().iter().any(|known| is_to(&known.letter, id));
            faults.push(
                Diagnostic::error(if has_left {
                    sentence!("outbox-left", id = id)
                } else {
                    sentence!("outbox-unknown-id", id = id)
                })
                .remedy(sentence!("outbox-unknown-id-remedy")),
            );
        }
    }
    let mut decisions = Vec::new();
    for (letter, _) in outbox::recipients(roster) {
        let confirm = asked.confirm_sent.contains(&letter.to_string());
        let resend = asked.resend.contains(&letter.to_string());
        let newest = register.newest_letter(&letter).map(|newest| newest.revision);
        for composed in register.letters_to(&letter) {
            let is_newest = newest == Some(composed.revision);
            let state = match composed.standing {
                LetterStanding::Unknown if confirm => Delivery::Confirmed,
                LetterStanding::Unknown if resend => Delivery::Resend,
                LetterStanding::Sent | LetterStanding::Refused if resend && is_newest => {
                    Delivery::Resend
                }
                _ => continue,
            };
            decisions.push(Decision {
                letter: letter.clone(),
                revision: composed.revision,
                state,
                may_have_arrived: composed.may_have_arrived,
            });
        }
    }
    for id in &asked.confirm_sent {
        if faults.is_empty() && !decisions.iter().any(|decision| decision.letter.to_string() == *id)
        {
            faults.push(
                Diagnostic::error(sentence!("outbox-nothing-unknown", id = id))
                    .remedy(sentence!("outbox-nothing-unknown-remedy")),
            );
        }
    }
    faults.into_result(decisions).map(|decided| decided.value)
}

/// Whether a letter, or a copy of it, goes to an id of the roster, or is that very copy.
pub(super) fn is_to(letter: &LetterKey, id: &str) -> bool {
    let main = LetterKey { copy: 0, ..letter.clone() };
    letter.to_string() == id || main.to_string() == id
}

//! From the delivery log to the ledger: what became of letters while they were on their way.

use crate::archive::{Stage, layout};
use crate::audit::{DeliveryLog, Event, Ledger, LetterKey, Stamp};

/// Tells a ledger what it does not know yet of the letters that were on their way. An older letter
/// that is to be sent again after all gives way to the newer one that replaces it.
pub(super) fn settle(log: &DeliveryLog, stage: &Stage, ledger: &mut Ledger, stamp: &Stamp) {
    let untold = log.untold(ledger.register());
    if untold.is_empty() {
        return;
    }
    for event in untold {
        ledger.append(event, stamp);
    }
    let register = ledger.register();
    let newest = |letter: &LetterKey| register.newest_letter(letter).map(|newest| newest.revision);
    let replaced: Vec<(LetterKey, u32)> = register
        .letters()
        .iter()
        .filter(|composed| composed.standing.is_unsent())
        .filter(|composed| newest(&composed.letter) != Some(composed.revision))
        .map(|composed| (composed.letter.clone(), composed.revision))
        .collect();
    for (letter, revision) in replaced {
        shift_to_withdrawn(stage, &letter, revision);
        ledger.append(Event::LetterWithdrawn { letter, revision }, stamp);
    }
}

/// Puts a letter to those that are not to be sent.
pub(super) fn shift_to_withdrawn(stage: &Stage, letter: &LetterKey, revision: u32) {
    let from = layout::letter(letter, revision);
    stage.shift(&from, &layout::withdrawn_letter(letter, revision));
}

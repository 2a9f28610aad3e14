//! Sending: what lies in the outbox goes to its server, each letter once.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::decisions::{Decision, decisions, is_to};
use super::join::Ready;
use super::round::{Round, read};
use super::settle::settle;
use super::{Moment, TimeStamped, change, overview, prepare, timestamp};
use crate::archive::{Archive, inspect, layout};
use crate::audit::{Delivery, LetterKey, Register, Stamp};
use crate::courier::{Courier, Outcome, Password, Patience};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::is_leftover;
use crate::keyring::Keyring;
use crate::monitor::Monitor;
use crate::outbox::{self, Due, Selection};
use crate::roster::{Address, Roster, Transport};
use crate::sentence;
use crate::typeset::in_parallel;

/// The clock, which is read for each line of the delivery log.
pub type Clock<'a> = &'a dyn Fn() -> Timestamp;

/// What the coordinator asks for.
#[derive(Debug, Clone, Default)]
pub struct Sending {
    /// Only the letters to these ids (or `coordinator`), copies among them; all if empty.
    pub only: Vec<String>,
    /// At most so many.
    pub limit: Option<usize>,
    /// All of them to this address instead, marked as tests, and not counted as sent.
    pub test_to: Option<Address>,
    /// At most so many letters a minute.
    pub rate: Option<NonZeroU32>,
    /// How long deferred letters are tried again in this run.
    pub persistence: Duration,
    /// Those too that were deferred in an earlier run.
    pub retry_deferred: bool,
    /// Send these letters whatever became of them before; a copy is a letter of its own.
    pub resend: Vec<String>,
    /// These letters, of which nobody knew, did arrive; nothing is sent.
    pub confirm_sent: Vec<String>,
    /// How long the server may take.
    pub patience: Patience,
}

/// What would go, shown before anything does.
#[derive(Debug, Clone)]
pub struct Mailing {
    /// How letters are sent.
    pub transport: Transport,
    /// The sender.
    pub from: Address,
    /// To whom all go instead, when they are tests.
    pub test_to: Option<Address>,
    /// Where all letters stand; those that are due go.
    pub selection: Selection,
    /// How many are due and stay behind, because only so many were asked for.
    pub beyond_limit: usize,
    /// Decisions that are recorded first.
    pub decisions: Vec<Decision>,
    /// Warnings of what the roster still has of the example that it began with.
    pub leftovers: Diagnostics,
}

/// That somebody agreed to a mailing.
#[derive(Default)]
pub struct Agreement {
    /// The server's password, when it has been got by then: whoever agrees is not told afterwards
    /// that there is none.
    pub password: Option<Password>,
}

/// A letter that was tried, and what is known of it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Which letter, to whom.
    pub due: Due,
    /// What became of it.
    pub outcome: Outcome,
}

/// What came of a mailing.
#[derive(Debug)]
pub struct Sent {
    /// What was to go.
    pub mailing: Mailing,
    /// Whether it was agreed to.
    pub confirmed: bool,
    /// The letters that were tried, in the order in which they first were, each with the last that
    /// is known.
    pub letters: Vec<Letter>,
    /// What kept the others from being tried.
    pub stopped: Diagnostics,
    /// What the roster's time-stamping authority has seen.
    pub timestamp: Option<TimeStamped>,
}

impl Sent {
    /// How many letters came to that.
    #[must_use]
    pub fn count(&self, state: Delivery) -> usize {
        self.letters.iter().filter(|letter| letter.outcome.state == state).count()
    }

    /// Notes what became of the letter in that place among those that are due. They are tried in
    /// order, so those that were tried are the first of them.
    pub(super) fn note(&mut self, place: usize, outcome: Outcome) {
        match self.letters.get_mut(place) {
            Some(letter) => letter.outcome = outcome,
            None => {
                let due = self.mailing.selection.due[place].clone();
                self.letters.push(Letter { due, outcome });
            }
        }
    }

    /// How many letters were due and not tried.
    #[must_use]
    pub fn untried(&self) -> usize {
        self.mailing.selection.due.len() - self.letters.len()
    }
}

/// Sends what is due, when who has seen the mailing agrees to it.
///
/// What becomes of each letter is on the disk before the next one goes, and in the ledger at the end:
/// a run can stop at any instant, and the next one knows.
///
/// # Errors
/// All that is wrong with the roster and the templates; that they are no longer what the letters
/// were made from; that a letter is not what was composed; what the key and the disk refuse. Nothing
/// has been sent then. What goes wrong later is in [`Sent::stopped`].
#[expect(clippy::too_many_arguments, reason = "who asks, and the edges of the world")]
pub fn send(
    root: &Path,
    asked: &Sending,
    confirmed: &dyn Fn(&Mailing) -> Result<Option<Agreement>, Diagnostics>,
    threads: NonZeroUsize,
    moment: &Moment,
    clock: Clock<'_>,
    keyring: &Keyring<'_>,
    monitor: &dyn Monitor,
) -> Result<Warned<Sent>, Diagnostics> {
    // What is doubtful in the roster and the templates has been said by `check`; what is left of the
    // example is said once more, before it goes to anybody.
    let Warned { value: prepared, warnings } = prepare(root)?;
    let leftovers = warnings.into_iter().filter(is_leftover).collect::<Diagnostics>().sorted();
    let mut found = Diagnostics::new();
    let roster = &prepared.roster;
    let output = prepared.folder.output();
    // Looking first: nothing is made where nothing has been issued.
    inspect::ledger(&output)?;
    let own = keyring.find()?.map(|key| key.public());
    let Warned { value: mut archive, warnings } = Archive::open(&output, own.as_ref())?;
    found.extend(warnings);
    let (key, _) = keyring.sign_for(archive.register().key(), &moment.key_seed)?;
    let stamp = moment.stamp(&roster.ceremony.zone);

    let ready = Ready::default();
    let Warned { value: now, .. } =
        change(&prepared, &ready, &archive, &key, threads, moment, monitor)?;
    if !now.produced.is_unchanged() {
        return Err(stale(now.produced.issued.len(), now.produced.composed.len()));
    }
    drop(now);

    // The ledger as it will be when what is known by now, and what is decided, has been recorded.
    // What that would move goes unmoved with its stage.
    let (stage, mut ledger) = (archive.stage(), archive.ledger().clone());
    let mut log = archive.delivery().clone();
    settle(&log, &stage, &mut ledger, &stamp);
    let decisions = decisions(asked, roster, ledger.register())?;
    for decision in &decisions {
        log.append(decision.step(stamp.instant));
    }
    settle(&log, &stage, &mut ledger, &stamp);
    drop(stage);
    let mut mailing = mailing(asked, roster, ledger.register(), decisions, leftovers);
    tell_new_addresses(&archive, ledger.register(), &mut mailing.selection.due);
    let transmits = mailing.transport != Transport::File;
    if transmits {
        all_are_right(&archive, ledger.register(), &mailing, threads)?;
    }
    // What a run that was stopped could not tell the ledger any more is told now.
    let untold = transmits && !archive.delivery().untold(archive.register()).is_empty();
    let something = untold || !mailing.selection.due.is_empty() || !mailing.decisions.is_empty();
    let mut sent = Sent {
        mailing,
        confirmed: false,
        letters: Vec::new(),
        stopped: Diagnostics::new(),
        timestamp: None,
    };
    let agreement = if something { confirmed(&sent.mailing)? } else { None };
    let Some(Agreement { password }) = agreement else {
        return Ok(Warned { value: sent, warnings: found });
    };
    sent.confirmed = true;
    // Where nothing goes, nobody needs a password.
    let courier = match sent.mailing.selection.due.as_slice() {
        [] => None,
        _ => Courier::new(&roster.mail, root, &asked.patience, password)?,
    };
    let file = match asked.test_to {
        Some(_) => None,
        None => {
            let mut file = archive.open_delivery()?;
            for decision in &sent.mailing.decisions {
                file.note(decision.step(stamp.instant))?;
            }
            file.sync()?;
            Some(file)
        }
    };

    let register = ledger.register();
    let mut round = Round { archive: &archive, register, roster, asked, clock, stamp, file };
    if let Some(mut courier) = courier {
        round.all(&mut courier, &mut sent, monitor);
        courier.leave();
    }

    // To the ledger, whatever happened.
    let Some(mut file) = round.file else {
        return Ok(Warned { value: sent, warnings: found });
    };
    let stamp = Stamp { instant: stamp.instant.at(clock()), ..stamp };
    let recorded = file.sync().and_then(|()| {
        let (stage, mut ledger) = (archive.stage(), archive.ledger().clone());
        settle(file.log(), &stage, &mut ledger, &stamp);
        let mut inputs = archive.inputs().clone();
        for Letter { due, outcome } in &sent.letters {
            inputs.set_answer(&due.letter, due.revision, outcome.answer.clone());
        }
        let register = ledger.register();
        overview::refresh(&archive, &stage, roster, register, &inputs, file.log())?;
        let before = archive.ledger().size();
        archive.commit(stage, ledger, inputs, &key)?;
        Ok(archive.ledger().size() > before)
    });
    match recorded {
        Ok(true) => {
            let tsa = roster.evidence.tsa.as_ref();
            let Warned { value, warnings } =
                timestamp::ask_if_known(&mut archive, tsa, moment.nonce(), &stamp, &key);
            sent.timestamp = value;
            found.extend(warnings);
        }
        Ok(false) => {}
        Err(faults) => sent.stopped.extend(faults),
    }
    Ok(Warned { value: sent, warnings: found })
}

/// That the outbox is not what the folder asks for by now.
fn stale(documents: usize, letters: usize) -> Diagnostics {
    Diagnostic::error(sentence!("outbox-stale", documents = documents, letters = letters))
        .remedy(sentence!("outbox-stale-remedy"))
        .into()
}

fn mailing(
    asked: &Sending,
    roster: &Roster,
    register: &Register,
    decisions: Vec<Decision>,
    leftovers: Diagnostics,
) -> Mailing {
    let wanted = |letter: &LetterKey| {
        let only = asked.only.iter().any(|id| is_to(letter, id));
        let again = asked.resend.contains(&letter.to_string());
        only || again || asked.only.is_empty() && asked.resend.is_empty()
    };
    // Who asks for a letter to be sent again does not mind that it was deferred.
    let retry = asked.retry_deferred || !asked.resend.is_empty();
    let mut selection = outbox::select(register, roster, retry, wanted);
    if !asked.confirm_sent.is_empty() {
        selection.due.clear();
    }
    let limit = asked.limit.unwrap_or(usize::MAX);
    let beyond_limit = selection.due.len().saturating_sub(limit);
    selection.due.truncate(limit);
    Mailing {
        transport: roster.mail.transport.clone(),
        from: roster.mail.from.address.clone(),
        test_to: asked.test_to.clone(),
        selection,
        beyond_limit,
        decisions,
        leftovers,
    }
}

/// Of each letter that replaces another one, where that went: a signatory's address that has changed is
/// what a coordinator wants to see before it goes. A letter that is gone, or cannot be read, tells
/// nothing.
fn tell_new_addresses(archive: &Archive, register: &Register, due: &mut [Due]) {
    for due in due {
        let Some(revision) = outbox::replaced(register, &due.letter, due.revision) else {
            continue;
        };
        let letter = archive.read(&layout::letter(&due.letter, revision)).ok();
        let went_to = letter.and_then(|message| outbox::recipient(&message));
        due.went_to = went_to.filter(|address| *address != due.to.to_string());
    }
}

/// Checks every letter before the first one goes; all that is wrong at once.
fn all_are_right(
    archive: &Archive,
    register: &Register,
    mailing: &Mailing,
    threads: NonZeroUsize,
) -> Result<(), Diagnostics> {
    let looked = in_parallel(&mailing.selection.due, threads, |due| {
        let checked = |message: &[u8]| outbox::check(register, &mailing.from, due, message);
        read(archive, due, checked).map(drop)
    });
    let mut faults = Diagnostics::new();
    for more in looked.into_iter().filter_map(Result::err) {
        faults.extend(more);
    }
    faults.into_result(()).map(drop)
}

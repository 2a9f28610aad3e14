//! One run through the letters: each is read, handed over, and what became of it written down.

use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant as Stopwatch};

use super::send::{Clock, Sending, Sent};
use crate::archive::{Archive, DeliveryFile, layout};
use crate::audit::delivery::Step as LogStep;
use crate::audit::{Delivery, Register, Stamp};
use crate::courier::{Courier, Outcome, Parcel};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::monitor::{Monitor, Step};
use crate::outbox::{self, Due};
use crate::roster::Roster;
use crate::sentence;
use crate::words::Sentence;

/// One run through the letters.
pub(super) struct Round<'a> {
    pub(super) archive: &'a Archive,
    pub(super) register: &'a Register,
    pub(super) roster: &'a Roster,
    pub(super) asked: &'a Sending,
    pub(super) clock: Clock<'a>,
    pub(super) stamp: Stamp,
    /// None for tests, of which nothing is recorded.
    pub(super) file: Option<DeliveryFile>,
}

impl Round<'_> {
    /// Tries all letters, and those again that the server defers, for as long as was asked.
    pub(super) fn all(
        &mut self,
        courier: &mut Courier<'_>,
        sent: &mut Sent,
        monitor: &dyn Monitor,
    ) {
        self.pass(courier, (0..sent.mailing.selection.due.len()).collect(), sent, monitor);
        let mut wait = Duration::from_secs(30);
        let mut left = self.asked.persistence;
        while sent.stopped.is_empty() && sent.count(Delivery::Deferred) > 0 && wait <= left {
            courier.leave();
            // Whoever stops it now is told that all this is recorded.
            if let Some(Err(faults)) = self.file.as_mut().map(DeliveryFile::sync) {
                sent.stopped.extend(faults);
                break;
            }
            pause(wait, sent.count(Delivery::Deferred), monitor);
            if monitor.is_stopping() {
                break;
            }
            (left, wait) = (left.saturating_sub(wait), wait * 2);
            let tried = sent.letters.iter().enumerate();
            let deferred = tried.filter(|(_, l)| l.outcome.state == Delivery::Deferred);
            let deferred = deferred.map(|(at, _)| at).collect();
            self.pass(courier, deferred, sent, monitor);
        }
    }

    /// Tries letters one after the other, by their places among those that are due, until something
    /// stands in the way of all of them. While one is on its way, the next one is read.
    fn pass(
        &mut self,
        courier: &mut Courier<'_>,
        places: Vec<usize>,
        sent: &mut Sent,
        monitor: &dyn Monitor,
    ) {
        monitor.begin(Step::Sending, places.len());
        let letters: Vec<(usize, Due)> = places
            .into_iter()
            .map(|place| (place, sent.mailing.selection.due[place].clone()))
            .collect();
        let (archive, register) = (self.archive, self.register);
        thread::scope(|scope| {
            let (hand_over, read) = sync_channel(0);
            scope.spawn(move || {
                for (place, due) in letters {
                    let message = read_again(archive, register, &due);
                    if hand_over.send((place, due, message)).is_err() {
                        return;
                    }
                }
            });
            for (place, due, message) in read {
                if monitor.is_stopping() {
                    sent.stopped.push(Diagnostic::warning(sentence!("outbox-stopped")));
                    break;
                }
                monitor.at(&due.to.to_string());
                let tried = Stopwatch::now();
                match message.and_then(|message| self.one(courier, &due, message)) {
                    Ok(outcome) => sent.note(place, outcome),
                    Err(faults) => {
                        sent.stopped.extend(faults);
                        break;
                    }
                }
                monitor.advance();
                self.keep_to_the_rate(tried, monitor);
            }
        });
        monitor.end();
    }

    /// Tries one letter.
    fn one(
        &mut self,
        courier: &mut Courier<'_>,
        due: &Due,
        mut message: Vec<u8>,
    ) -> Result<Outcome, Diagnostics> {
        let from = &self.roster.mail.from.address;
        let to = self.asked.test_to.as_ref().unwrap_or(&due.to);
        if self.asked.test_to.is_some() {
            message = outbox::as_test(&message, (self.clock)().as_second());
        }
        let (clock, instant) = (self.clock, self.stamp.instant);
        let step = |state, code| LogStep {
            instant: instant.at(clock()),
            letter: due.letter.clone(),
            revision: due.revision,
            state,
            code,
        };
        let file = &mut self.file;
        // One wait for the disk carries the answer to the letter before, too.
        let mut attempted = || match file {
            Some(file) => {
                file.note(step(Delivery::Attempted, None))?;
                file.sync()
            }
            None => Ok(()),
        };
        let outcome = courier.deliver(Parcel { from, to, message: &message }, &mut attempted)?;
        if let Some(file) = &mut self.file {
            file.note(step(outcome.state, outcome.code))?;
        }
        Ok(outcome)
    }

    fn keep_to_the_rate(&self, tried: Stopwatch, monitor: &dyn Monitor) {
        if let Some(rate) = self.asked.rate {
            let interval = Duration::from_mins(1) / rate.get();
            sleep(interval.saturating_sub(tried.elapsed()), monitor);
        }
    }
}

/// Waits to try so many letters again, and shows it.
fn pause(wait: Duration, letters: usize, monitor: &dyn Monitor) {
    let seconds = wait.as_secs();
    monitor.begin(Step::Waiting { letters }, usize::try_from(seconds).unwrap_or(usize::MAX));
    for _ in 0..seconds {
        sleep(Duration::from_secs(1), monitor);
        if monitor.is_stopping() {
            break;
        }
        monitor.advance();
    }
    monitor.end();
}

/// Sleeps, unless whoever watches wants to stop.
fn sleep(time: Duration, monitor: &dyn Monitor) {
    let begun = Stopwatch::now();
    while !monitor.is_stopping() {
        let left = time.saturating_sub(begun.elapsed());
        if left.is_zero() {
            return;
        }
        thread::sleep(left.min(Duration::from_millis(100)));
    }
}

/// A letter that is about to go. It has to be what was checked: what lies on the disk may have
/// changed since the mailing was shown.
fn read_again(archive: &Archive, register: &Register, due: &Due) -> Result<Vec<u8>, Diagnostics> {
    read(archive, due, |message| outbox::is_composed(register, due, message))
}

/// A letter's bytes, if they are right.
pub(super) fn read(
    archive: &Archive,
    due: &Due,
    right: impl Fn(&[u8]) -> Result<(), Sentence>,
) -> Result<Vec<u8>, Diagnostics> {
    let path = layout::letter(&due.letter, due.revision);
    let message = archive.read_as_it_is(&path)?;
    right(&message).map_err(|reason| {
        Diagnostic::error(sentence!("outbox-unsound", path = path, reason = reason))
            .remedy(sentence!("outbox-unsound-remedy"))
    })?;
    Ok(message)
}

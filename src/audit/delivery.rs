//! What becomes of letters, and the log of it: `outbox/delivery.jsonl`.
//!
//! ```text
//! {"previous":"ba78…15ad","instant":"2018-03-26T21:00:00+02:00","letter":"solbacken","revision":1,"state":"attempted"}
//! {"previous":"9f86…0a08","instant":"2018-03-26T21:00:01+02:00","letter":"solbacken","revision":1,"state":"accepted","code":250}
//! ```
//!
//! A run of `send` can stop at any instant, so what it does is written down at once, before the
//! ledger can tell it: a line before the end of each letter is sent, and one when the server has
//! answered. Each line holds the digest of the one before it, the first that of the ledger's name.
//! The ledger's own lines name the lines here that they tell of.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::entry::{Event, Instant};
use super::{Digest, LetterKey, Register};
use crate::sentence;
use crate::words::Sentence;

/// What becomes of a letter on its way, or what somebody decides upon it.
///
/// SMTP knows no way to deliver exactly once (RFC 1047): when the connection is lost after the last
/// dot, nobody knows whether the letter has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// Its last bytes are about to go out; only in the log.
    Attempted,
    /// The server has taken it over (2xx after the last dot). That is not yet the recipient.
    Accepted,
    /// The server does not want it (5xx), or cannot take it.
    Refused,
    /// Not now (4xx), or the connection was lost before the last dot: it can be tried again.
    Deferred,
    /// It went out whole, and no complete answer came.
    Unknown,
    /// Somebody found out that it did arrive.
    Confirmed,
    /// Somebody decided that it is to be sent, though it may have been before.
    Resend,
}

impl Delivery {
    /// Whether the addressee may have the letter then.
    #[must_use]
    pub fn is_out(self) -> bool {
        matches!(self, Self::Accepted | Self::Unknown | Self::Confirmed)
    }

    /// The state's name in the log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attempted => "attempted",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Deferred => "deferred",
            Self::Unknown => "unknown",
            Self::Confirmed => "confirmed",
            Self::Resend => "resend",
        }
    }

    /// Whether it is what came of an attempt; the others begin one, or are somebody's decision.
    fn is_known_by_trying(self) -> bool {
        matches!(self, Self::Accepted | Self::Refused | Self::Deferred | Self::Unknown)
    }
}

/// A line of the log, but for the digest of the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub instant: Instant,
    /// Which letter.
    pub letter: LetterKey,
    /// Its revision.
    pub revision: u32,
    /// What became of it.
    pub state: Delivery,
    /// The server's reply code (RFC 5321), if it answered.
    pub code: Option<u16>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    previous: Digest,
    instant: Instant,
    letter: LetterKey,
    revision: u32,
    state: Delivery,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
}

/// The log of what became of the letters.
#[derive(Debug, Clone)]
pub struct DeliveryLog {
    /// The steps with the digests of their lines.
    steps: Vec<(Step, Digest)>,
    /// Of the last line, or of the ledger's name.
    head: Digest,
    /// How many bytes a crash has left behind the last whole line.
    torn: usize,
}

impl DeliveryLog {
    /// A log without a line, of the ledger of that name.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self { steps: Vec::new(), head: Digest::of(origin.as_bytes()), torn: 0 }
    }

    /// Reads a log. A last line without its line feed is an accident, and is left out.
    ///
    /// # Errors
    /// Which line is not as the program writes it, or does not follow upon the one before it.
    pub fn parse(origin: &str, bytes: &[u8]) -> Result<Self, Sentence> {
        Self::new(origin).read_all(bytes)
    }

    /// Reads a log of which nobody knows to which ledger it belongs.
    ///
    /// # Errors
    /// Which line is not as the program writes it, or does not follow upon the one before it.
    pub fn parse_alone(bytes: &[u8]) -> Result<Self, Sentence> {
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let head = serde_json::from_slice(first).map(|line: Line| line.previous);
        let head = head.map_err(|_| sentence!("evidence-delivery-line", line = 1_usize))?;
        Self { steps: Vec::new(), head, torn: 0 }.read_all(bytes)
    }

    fn read_all(self, bytes: &[u8]) -> Result<Self, Sentence> {
        let mut log = self;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        log.torn = bytes.len() - whole;
        for (number, line) in (1_usize..).zip(bytes[..whole].split_inclusive(|b| *b == b'\n')) {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let step =
                log.read(line).ok_or_else(|| sentence!("evidence-delivery-line", line = number))?;
            log.push(step, line);
        }
        Ok(log)
    }

    fn read(&self, bytes: &[u8]) -> Option<Step> {
        let line: Line = serde_json::from_slice(bytes).ok()?;
        let printed = serde_json::to_vec(&line).ok()?;
        let coded = line.code.is_none_or(|code| (200..600).contains(&code));
        let Line { previous, instant, letter, revision, state, code } = line;
        let right = printed == bytes && coded && previous == self.head;
        right.then_some(Step { instant, letter, revision, state, code })
    }

    fn push(&mut self, step: Step, line: &[u8]) {
        self.head = Digest::of(line);
        self.steps.push((step, self.head));
    }

    /// Adds a step; its line, with its line feed.
    ///
    /// # Panics
    /// Never: everything in a line has a JSON form.
    pub fn append(&mut self, step: Step) -> String {
        let Step { instant, letter, revision, state, code } = step.clone();
        let line = Line { previous: self.head, instant, letter, revision, state, code };
        let mut line = serde_json::to_string(&line).expect("strings and numbers");
        self.push(step, line.as_bytes());
        line.push('\n');
        line
    }

    /// All steps, in order, each with the digest of its line.
    #[must_use]
    pub fn steps(&self) -> &[(Step, Digest)] {
        &self.steps
    }

    /// How many bytes a crash has left behind the last whole line.
    #[must_use]
    pub fn torn(&self) -> usize {
        self.torn
    }

    /// What the ledger has not yet been told, as its lines. Only for when no letter is on its way:
    /// one that was attempted and has no answer will not get one any more.
    #[must_use]
    pub fn untold(&self, register: &Register) -> Vec<Event> {
        let mut later: BTreeMap<(&LetterKey, u32), Delivery> = BTreeMap::new();
        let backwards = self.steps.iter().rev().filter_map(|(step, line)| {
            let Step { letter, revision, state, code, .. } = step;
            let next = later.insert((letter, *revision), *state);
            let state = match (state, next) {
                (Delivery::Attempted, Some(next)) if next.is_known_by_trying() => return None,
                (Delivery::Attempted, _) => Delivery::Unknown,
                (state, _) => *state,
            };
            let (letter, revision, code, line) = (letter.clone(), *revision, *code, *line);
            let event = Event::Delivery { letter, revision, state, code, line };
            (!register.knows_delivery(&line)).then_some(event)
        });
        let mut events: Vec<Event> = backwards.collect();
        events.reverse();
        events
    }

    /// The digests of the ledger's lines about deliveries that this log does not bear out.
    #[must_use]
    pub fn lacks(&self, register: &Register) -> usize {
        let known: BTreeSet<&Digest> = self.steps.iter().map(|(_, line)| line).collect();
        register.deliveries().filter(|line| !known.contains(line)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "avsikt/00112233445566778899aabbccddeeff";

    fn step(state: Delivery, code: Option<u16>) -> Step {
        let instant = Instant::utc("2018-03-26T19:00:00Z".parse().unwrap());
        let letter = LetterKey::try_from("solbacken".to_owned()).unwrap();
        Step { instant, letter, revision: 1, state, code }
    }

    fn written() -> String {
        let mut log = DeliveryLog::new(ORIGIN);
        log.append(step(Delivery::Attempted, None))
            + &log.append(step(Delivery::Accepted, Some(250)))
    }

    #[test]
    fn a_log_reads_back_as_it_was_written() {
        let text = written();
        let log = DeliveryLog::parse(ORIGIN, text.as_bytes()).unwrap();
        let states: Vec<_> = log.steps().iter().map(|(step, _)| step.state).collect();
        assert_eq!(states, [Delivery::Attempted, Delivery::Accepted]);
        assert_eq!(log.torn(), 0);
        let first = Digest::of(ORIGIN.as_bytes());
        assert!(text.starts_with(&format!(
            r#"{{"previous":"{first}","instant":"2018-03-26T19:00:00+00:00","letter":"solbacken","revision":1,"state":"attempted"}}"#
        )), "{text}");
    }

    #[test]
    fn what_was_attempted_and_has_no_answer_is_unknown_whatever_is_decided_afterwards() {
        for decision in [Delivery::Resend, Delivery::Confirmed] {
            let mut log = DeliveryLog::new(ORIGIN);
            log.append(step(Delivery::Attempted, None));
            let states = |log: &DeliveryLog| -> Vec<Delivery> {
                let told = log.untold(&Register::default()).into_iter().filter_map(|e| match e {
                    Event::Delivery { state, .. } => Some(state),
                    _ => None,
                });
                told.collect()
            };
            assert_eq!(states(&log), [Delivery::Unknown]);
            log.append(step(decision, None));
            assert_eq!(states(&log), [Delivery::Unknown, decision]);
            log.append(step(Delivery::Attempted, None));
            log.append(step(Delivery::Accepted, Some(250)));
            assert_eq!(states(&log), [Delivery::Unknown, decision, Delivery::Accepted]);
        }
    }

    #[test]
    fn only_a_torn_last_line_is_an_accident() {
        let text = written();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for cut in lines[0].len()..text.len() {
            let log = DeliveryLog::parse(ORIGIN, &text.as_bytes()[..cut]).unwrap();
            assert_eq!((log.steps().len(), log.torn()), (1, cut - lines[0].len()));
        }
        assert!(DeliveryLog::parse("avsikt/another", text.as_bytes()).is_err());
        let forged = [
            lines[1].to_owned(),
            format!("{0}{0}", lines[0]),
            format!("{}{}", lines[1], lines[0]),
            text.replace("250", "251x"),
            text.replace("attempted", "accepted"),
            text.replace("\"revision\":1", "\"revision\": 1"),
            text.replace(",\"code\":250", ",\"code\":99"),
            format!("{text}\n"),
            format!("{text}x\n"),
        ];
        for forged in forged {
            assert!(DeliveryLog::parse(ORIGIN, forged.as_bytes()).is_err(), "{forged}");
        }
    }
}

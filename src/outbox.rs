//! MAIL: which letters are to go, and whether each is what was composed; pure.

use std::collections::BTreeSet;

use mail_parser::{Address as Header, Message, MessageParser, MimeHeaders as _};

use crate::audit::entry::Enclosed;
use crate::audit::{
    Addressee, Composed, Digest, DocumentKey, LetterKey, LetterStanding, Register, Standing,
};
use crate::roster::{Address, Roster, Transport};
use crate::sentence;
use crate::words::Sentence;

/// A letter that is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub letter: LetterKey,
    /// Its newest revision.
    pub revision: u32,
    /// Whom it is for: the organisation, or what the roster calls the coordinator.
    pub name: Option<String>,
    /// To which address.
    pub to: Address,
    /// What is attached.
    pub documents: Vec<Enclosed>,
    /// Why it goes.
    pub why: Why,
    /// The address to which the letter went that it replaces, where that is another one.
    pub went_to: Option<String>,
}

/// Why a letter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its addressee has had none before.
    New,
    /// It replaces one that its addressee may have.
    Changed,
    /// It was on its way before, and cannot have arrived.
    Retry,
    /// Somebody decided so, though it may have arrived.
    Resend,
}

/// Where all letters stand before some are sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those that go, in the roster's order, the coordinator's last.
    pub due: Vec<Due>,
    /// Those that are with their server already.
    pub sent: Vec<(LetterKey, u32)>,
    /// Those that the server did not take yet, and that nobody asked to try again.
    pub deferred: Vec<(LetterKey, u32)>,
    /// Those that the server does not want.
    pub refused: Vec<(LetterKey, u32)>,
    /// Those of which nobody knows whether they arrived.
    pub unknown: Vec<(LetterKey, u32)>,
    /// Those that wait until it is decided about an older one to the same address.
    pub waiting: Vec<(LetterKey, u32)>,
}

/// How the letters go out that have been composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dispatch {
    /// Not by this program.
    #[default]
    ByHand,
    /// By this program, which has sent none of them yet.
    First,
    /// By this program, as others before them.
    Again {
        /// How many wait.
        due: usize,
    },
}

/// Everybody who gets a letter, with the address, in the roster's order, the coordinator last.
pub fn recipients(roster: &Roster) -> impl Iterator<Item = (LetterKey, &Address)> {
    roster.recipients().map(|(signatory, copy, address)| {
        let addressee = match signatory {
            Some(id) => Addressee::Signatory(id.clone()),
            None => Addressee::Coordinator,
        };
        (LetterKey { addressee, copy }, address)
    })
}

/// Decides which letters go: those that `asked` is true of, that were never sent or are to be sent
/// again, and those that were deferred if they are to be tried again.
#[must_use]
pub fn select(
    register: &Register,
    roster: &Roster,
    retry_deferred: bool,
    asked: impl Fn(&LetterKey) -> bool,
) -> Selection {
    let mut selection = Selection::default();
    for (letter, to) in recipients(roster).filter(|(letter, _)| asked(letter)) {
        let Some(newest) = register.newest_letter(&letter) else { continue };
        let unknown =
            register.letters_to(&letter).filter(|l| l.standing == LetterStanding::Unknown);
        let unknown: Vec<u32> = unknown.map(|composed| composed.revision).collect();
        let name = (letter.clone(), newest.revision);
        let go = match newest.standing {
            LetterStanding::Queued => true,
            LetterStanding::Deferred if retry_deferred => true,
            LetterStanding::Deferred => {
                selection.deferred.push(name.clone());
                false
            }
            LetterStanding::Sent => {
                selection.sent.push(name.clone());
                false
            }
            LetterStanding::Refused => {
                selection.refused.push(name.clone());
                false
            }
            LetterStanding::Unknown | LetterStanding::Withdrawn | LetterStanding::Erased { .. } => {
                false
            }
        };
        if go && unknown.is_empty() {
            selection.due.push(Due {
                why: why(register, newest),
                name: name_of(roster, &letter),
                letter: letter.clone(),
                revision: newest.revision,
                to: to.clone(),
                documents: newest.documents.clone(),
                went_to: None,
            });
        } else if go {
            selection.waiting.push(name);
        }
        selection.unknown.extend(unknown.into_iter().map(|older| (letter.clone(), older)));
    }
    selection
}

/// How the letters that wait go out.
#[must_use]
pub fn dispatch(register: &Register, roster: &Roster) -> Dispatch {
    if roster.mail.transport == Transport::File {
        return Dispatch::ByHand;
    }
    let Selection { due, sent, .. } = select(register, roster, false, |_| true);
    if sent.is_empty() && due.iter().all(|due| due.why != Why::Changed) {
        Dispatch::First
    } else {
        Dispatch::Again { due: due.len() }
    }
}

fn name_of(roster: &Roster, letter: &LetterKey) -> Option<String> {
    match letter.signatory() {
        Some(id) => roster.signatory(id).map(|signatory| signatory.organisation.clone()),
        None => roster.mail.coordinator.name.clone(),
    }
}

fn why(register: &Register, letter: &Composed) -> Why {
    match letter.delivered {
        Some(_) if letter.may_have_arrived => Why::Resend,
        Some(_) => Why::Retry,
        None if replaced(register, &letter.letter, letter.revision).is_some() => Why::Changed,
        None => Why::New,
    }
}

/// Of the letters that one replaces, the newest that its addressee may have.
#[must_use]
pub fn replaced(register: &Register, letter: &LetterKey, revision: u32) -> Option<u32> {
    let mut earlier = register.letters_to(letter).rev();
    let one = earlier.find(|other| other.revision < revision && other.may_have_arrived);
    one.map(|other| other.revision)
}

/// To which address a message goes.
#[must_use]
pub fn recipient(message: &[u8]) -> Option<String> {
    only(MessageParser::default().parse_headers(message)?.to())
}

/// That a message is the one that was composed, to the byte.
///
/// # Errors
/// That it is not.
pub fn is_composed(register: &Register, due: &Due, message: &[u8]) -> Result<(), Sentence> {
    let composed = register.newest_letter(&due.letter);
    let composed = composed.filter(|composed| composed.revision == due.revision);
    if composed.map(|composed| composed.digest) == Some(Digest::of(message)) {
        Ok(())
    } else {
        Err(sentence!("outbox-altered"))
    }
}

/// Checks a message before anything goes: that it is the one that was composed, that it goes from
/// and to whom the roster says, and that what is attached is what was issued, is in force, and is
/// the addressee's own or the ceremony's.
///
/// The first of these would do. The others hold even if this program composed it wrongly.
///
/// # Errors
/// What is wrong with it.
pub fn check(
    register: &Register,
    from: &Address,
    due: &Due,
    message: &[u8],
) -> Result<(), Sentence> {
    is_composed(register, due, message)?;
    let parsed = MessageParser::default().parse(message);
    let parsed = parsed.ok_or_else(|| sentence!("outbox-unreadable"))?;
    let right =
        |header: Option<&Header<'_>>, address: &Address| only(header) == Some(address.to_string());
    let others = parsed.cc().is_some() || parsed.bcc().is_some();
    if others || !right(parsed.to(), &due.to) || !right(parsed.from(), from) {
        return Err(sentence!("outbox-addresses"));
    }
    let attached = attached(&parsed);
    let issued: Option<Vec<Digest>> =
        due.documents.iter().map(|enclosed| in_force(register, &due.letter, enclosed)).collect();
    let issued = issued.ok_or_else(|| sentence!("outbox-not-in-force"))?;
    let same = issued.len() == attached.len()
        && issued.into_iter().collect::<BTreeSet<_>>() == attached.into_iter().collect();
    if same { Ok(()) } else { Err(sentence!("outbox-attachments")) }
}

/// The one address of a header that has one.
fn only(header: Option<&Header<'_>>) -> Option<String> {
    let header = header?;
    let mut addresses = header.iter();
    let only = addresses.next()?.address()?.to_owned();
    addresses.next().is_none().then_some(only)
}

fn attached(message: &Message<'_>) -> Vec<Digest> {
    let pdf = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| kind.subtype() == Some("pdf"))
    };
    message.attachments().filter(pdf).map(|part| Digest::of(part.contents())).collect()
}

/// The digest of an enclosed document, if it may lie in that letter.
fn in_force(register: &Register, letter: &LetterKey, enclosed: &Enclosed) -> Option<Digest> {
    let DocumentKey { signatory, .. } = &enclosed.document;
    let theirs = signatory.is_none() || signatory.as_ref() == letter.signatory();
    let issued = register.issued(&enclosed.document, enclosed.revision)?;
    (theirs && issued.standing == Standing::Current).then_some(issued.digest)
}

/// The same message as a try-out: its subject says so, and its Message-ID is another, so that no
/// server takes the letter itself for one that it has seen.
#[must_use]
pub fn as_test(message: &[u8], unique: i64) -> Vec<u8> {
    let mut marked = Vec::with_capacity(message.len() + 64);
    let mut in_headers = true;
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        in_headers = in_headers && line != b"\r\n";
        let name = |name: &str| {
            in_headers
                && line.get(..name.len()).is_some_and(|l| l.eq_ignore_ascii_case(name.as_bytes()))
        };
        let (subject, id) = ("Subject: ", "Message-ID: <");
        if name(subject) {
            marked.extend_from_slice(&line[..subject.len()]);
            marked.extend_from_slice(b"[TEST] ");
            marked.extend_from_slice(&line[subject.len()..]);
        } else if name(id) {
            marked.extend_from_slice(&line[..id.len()]);
            marked.extend_from_slice(format!("test.{unique}.").as_bytes());
            marked.extend_from_slice(&line[id.len()..]);
        } else {
            marked.extend_from_slice(line);
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_letter_says_so_and_is_another_message() {
        let message = b"Message-ID: <a@b>\r\nSubject: =?utf-8?b?w6U=?=\r\n\r\nSubject: body\r\n";
        let marked = String::from_utf8(as_test(message, 7)).unwrap();
        assert_eq!(
            marked,
            "Message-ID: <test.7.a@b>\r\nSubject: [TEST] =?utf-8?b?w6U=?=\r\n\r\nSubject: body\r\n"
        );
        let parsed = MessageParser::default().parse(marked.as_bytes()).unwrap();
        assert_eq!(parsed.subject(), Some("[TEST] å"));
    }
}

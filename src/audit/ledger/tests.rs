//! What a ledger accepts and refuses, and what it proves.

use super::*;
use crate::audit::entry::{Enclosed, Instant};
use crate::audit::{Addressee, DocumentKey, LetterKey, Standing};

pub(crate) fn key(text: &str) -> DocumentKey {
    DocumentKey::try_from(text.to_owned()).expect(text)
}

pub(crate) fn signing_key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

pub(crate) fn stamp(seed: u8) -> Stamp {
    let at = "2018-03-26T10:00:00Z".parse().unwrap();
    let zone = jiff::tz::TimeZone::get("Europe/Stockholm").unwrap();
    Stamp { instant: Instant::new(at, &zone), seed: [seed; 32] }
}

pub(crate) fn batch(key: &SigningKey) -> Event {
    Event::Batch {
        origin: "avsikt/00112233445566778899aabbccddeeff".to_owned(),
        key: key.public().to_openssh(),
        roster: Digest::of(b"roster"),
        templates: Digest::of(b"templates"),
        fonts: Digest::of(b"fonts"),
        program: "0.1.0".to_owned(),
        typst: "0.15.1".to_owned(),
    }
}

fn issued(document: &str, revision: u32) -> Event {
    let digest = Digest::of(format!("{document} {revision}").as_bytes());
    Event::Issued { document: key(document), revision, digest }
}

fn superseded(document: &str, revision: u32) -> Event {
    Event::Superseded { document: key(document), revision }
}

fn composed(revision: u32, document: &str, attached: u32) -> Event {
    Event::Composed {
        letter: LetterKey {
            addressee: Addressee::Signatory(crate::roster::Id::parse("a").unwrap()),
            copy: 0,
        },
        revision,
        digest: Digest::of(b"letter"),
        documents: vec![Enclosed { document: key(document), revision: attached }],
    }
}

fn ledger(events: impl IntoIterator<Item = Event>) -> Ledger {
    let mut ledger = Ledger::default();
    let all = [batch(&signing_key())].into_iter().chain(events);
    all.for_each(|event| ledger.append(event, &stamp(1)));
    ledger
}

#[test]
fn issuing_again_supersedes_and_withdrawing_ends() {
    let mut ledger = ledger([
        issued("a/declaration", 1),
        superseded("a/declaration", 1),
        issued("a/declaration", 2),
        composed(1, "a/declaration", 2),
    ]);
    let document = key("a/declaration");
    let standings = |ledger: &Ledger| -> Vec<Standing> {
        ledger.register().documents().iter().map(|d| d.standing).collect()
    };
    assert_eq!(standings(&ledger), [Standing::Superseded, Standing::Current]);
    ledger.append(Event::Withdrawn { document: document.clone(), revision: 2 }, &stamp(2));
    assert_eq!(ledger.register().current(&document), None);
    assert_eq!(ledger.register().next_revision(&document), 3);
    ledger.append(Event::Restored { document: document.clone(), revision: 2 }, &stamp(2));
    assert_eq!(ledger.register().current(&document).map(|d| d.revision), Some(2));
    assert_eq!(Ledger::parse(ledger.text().as_bytes()).unwrap().register(), ledger.register());
}

/// Lines that are lines, but cannot follow upon those before them.
#[test]
fn what_cannot_have_happened_is_refused_at_its_line() {
    let base = [issued("a/declaration", 1), issued("b/declaration", 1)];
    let withdrawn = |document, revision| Event::Withdrawn { document: key(document), revision };
    for event in [
        issued("a/declaration", 2),
        issued("a/declaration", 1),
        issued("c/declaration", 2),
        superseded("a/declaration", 2),
        withdrawn("c/declaration", 1),
        Event::Restored { document: key("a/declaration"), revision: 1 },
        composed(2, "a/declaration", 1),
        composed(1, "a/declaration", 2),
        composed(1, "b/declaration", 1),
        Event::Retracted { entry: 1 },
    ] {
        let good = ledger(base.clone());
        let forged = Entry::new(3, event.clone(), &stamp(1)).print();
        let text = format!("{}{forged}\n", good.text());
        let reason = Ledger::parse(text.as_bytes()).expect_err(&forged);
        assert_eq!((reason.key(), reason.value("line")), ("evidence-line", Some("4".into())));
    }
    let first = Entry::new(0, issued("a/declaration", 1), &stamp(1)).print() + "\n";
    assert!(Ledger::parse(first.as_bytes()).is_err(), "a ledger begins with a batch");
}

fn erased(signatory: &str, decision: &str) -> Event {
    let signatory = crate::roster::Id::parse(signatory).unwrap();
    Event::Erased { signatory, decision: decision.to_owned() }
}

#[test]
fn what_was_withdrawn_can_be_erased_once_and_nothing_follows_upon_that() {
    let withdrawn = |document| Event::Withdrawn { document: key(document), revision: 1 };
    let letter = LetterKey::try_from("a".to_owned()).unwrap();
    let letter_withdrawn = Event::LetterWithdrawn { letter, revision: 1 };
    let base = [
        issued("a/declaration", 1),
        issued("b/declaration", 1),
        issued("joint-declaration", 1),
        composed(1, "a/declaration", 1),
        withdrawn("a/declaration"),
    ];
    let accepts = |before: &[Event], event: Event| {
        let good = ledger(before.iter().cloned());
        let line = Entry::new(good.size(), event, &stamp(1)).print();
        Ledger::parse(format!("{}{line}\n", good.text()).as_bytes())
    };
    let refused = |before: &[Event], event: Event| {
        let reason = accepts(before, event.clone()).expect_err(&format!("{event:?}"));
        reason.value("reason").expect("a reason")
    };
    assert_eq!(refused(&base, erased("a", "KS 1")), "evidence-erased-in-force", "its letter");
    let left = [&base[..], &[letter_withdrawn]].concat();
    assert_eq!(refused(&left, erased("b", "KS 1")), "evidence-erased-in-force");
    assert_eq!(refused(&left, erased("c", "KS 1")), "evidence-erased-form");
    assert_eq!(refused(&left, erased("a", "KS 1\nx")), "evidence-erased-form");
    let done = accepts(&left, erased("a", "KS 1")).expect("it can be erased");
    let register = done.register();
    assert_eq!(register.newest(&key("a/declaration")).unwrap().standing, Standing::Erased);
    assert_eq!(register.current(&key("b/declaration")).map(|d| d.revision), Some(1));
    let erasure = register.erasure(&crate::roster::Id::parse("a").unwrap()).unwrap();
    assert_eq!((erasure.decision.as_str(), erasure.sequence), ("KS 1", 7));

    let after = [&left[..], &[erased("a", "KS 1")]].concat();
    let signatory = crate::roster::Id::parse("a").unwrap();
    let received = |document| Event::Received {
        signatory: signatory.clone(),
        document: key(document),
        revision: 1,
        signed: "2018-04-20".parse().unwrap(),
        copies: Vec::new(),
    };
    for event in [
        erased("a", "KS 2"),
        issued("a/declaration", 2),
        Event::Restored { document: key("a/declaration"), revision: 1 },
        composed(2, "joint-declaration", 1),
        received("a/declaration"),
        received("joint-declaration"),
        Event::PowerOfAttorney { signatory: signatory.clone(), copies: Vec::new() },
    ] {
        refused(&after, event);
    }
}

#[test]
fn a_time_stamp_is_of_a_head_that_the_ledger_had() {
    let stamped = |ledger: &Ledger, size: u64| Event::Timestamped {
        size,
        root: ledger.root(size).unwrap_or(Digest::of(b"none")),
        token: Digest::of(b"token"),
    };
    let mut good = ledger([issued("a/declaration", 1), issued("b/declaration", 1)]);
    assert_eq!(good.register().covering_timestamp(), None);
    good.append(stamped(&good, 2), &stamp(2));
    assert_eq!(good.register().covering_timestamp(), None, "a line is younger");
    good.append(stamped(&good, 3), &stamp(2));
    let covering = |ledger: &Ledger| ledger.register().covering_timestamp().map(|t| t.size);
    assert_eq!(covering(&good), Some(3));
    assert_eq!(covering(&Ledger::parse(good.text().as_bytes()).unwrap()), Some(3));
    let other =
        Event::Timestamped { size: 5, root: Digest::of(b"another"), token: Digest::of(b"token") };
    for (event, reason) in [
        (stamped(&good, 0), "evidence-timestamp-root"),
        (stamped(&good, 6), "evidence-timestamp-root"),
        (other, "evidence-timestamp-root"),
        (stamped(&good, 3), "evidence-timestamp-size"),
        (stamped(&good, 1), "evidence-timestamp-size"),
    ] {
        let forged = Entry::new(5, event, &stamp(1)).print();
        let refused = Ledger::parse(format!("{}{forged}\n", good.text()).as_bytes());
        let found = refused.expect_err(&forged).value("reason");
        assert_eq!(found.as_deref(), Some(reason), "{forged}");
    }
    good.append(issued("c/declaration", 1), &stamp(2));
    assert_eq!(covering(&good), None);
}

#[test]
fn torn_reordered_removed_and_doubled_lines_are_refused() {
    let good = ledger([issued("a/declaration", 1), issued("b/declaration", 1)]);
    let lines: Vec<&str> = good.text().lines().collect();
    let joined = |lines: &[&str]| lines.join("\n") + "\n";
    for text in [
        good.text().trim_end().to_owned(),
        joined(&[lines[0], lines[2], lines[1]]),
        joined(&[lines[0], lines[2]]),
        joined(&[lines[0], lines[1], lines[1]]),
        joined(&[lines[0], "", lines[1]]),
        good.text().replace('\n', "\r\n"),
    ] {
        assert!(Ledger::parse(text.as_bytes()).is_err(), "{text}");
    }
    assert_eq!(Ledger::parse(b"").unwrap().size(), 0);
}

#[test]
fn a_checkpoint_is_of_this_ledger_or_says_how_it_differs() {
    let secret = signing_key();
    let early = ledger([issued("a/declaration", 1)]);
    let late = ledger([issued("a/declaration", 1), issued("b/declaration", 1)]);
    let other = ledger([issued("c/declaration", 1), issued("b/declaration", 1)]);
    let (first, second) = (early.checkpoint(&secret).unwrap(), late.checkpoint(&secret).unwrap());
    assert_eq!(late.extends(&first), Ok(()));
    assert_eq!(late.is_headed_by(&second), Ok(()));
    let reason = |result: Result<(), Sentence>| result.expect_err("a difference").key();
    assert_eq!(reason(late.is_headed_by(&first)), "evidence-beyond");
    assert_eq!(reason(early.extends(&second)), "evidence-rolled-back");
    assert_eq!(reason(other.extends(&second)), "evidence-rewritten");
    let stranger = SigningKey::from_seed(&[9; 32]);
    assert_eq!(
        reason(late.extends(&late.checkpoint(&stranger).unwrap())),
        "evidence-checkpoint-key"
    );
}

#[test]
fn a_receipt_proves_its_document_and_nothing_else() {
    let secret = signing_key();
    let mut ledger = ledger([issued("a/declaration", 1), issued("b/declaration", 1)]);
    let first = ledger.checkpoint(&secret).unwrap();
    ledger.append(issued("c/declaration", 1), &stamp(2));
    let issued = ledger.register().newest(&key("b/declaration")).unwrap().clone();
    let text = ledger.receipt(&issued, &first).unwrap().print();
    let receipt = Receipt::parse(text.as_bytes()).unwrap();
    assert_eq!(receipt.print(), text);
    let proven = receipt.verify(&secret.public()).unwrap();
    assert_eq!(proven, (key("b/declaration"), 1, Digest::of(b"b/declaration 1")));
    assert!(!text.contains(&ledger.line(1).unwrap()[40..]), "nothing of the neighbours");
    let younger = ledger.register().newest(&key("c/declaration")).unwrap();
    assert_eq!(ledger.receipt(younger, &first), None);
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut forged = text.clone().into_bytes();
            forged[at] ^= 1 << bit;
            let parsed = Receipt::parse(&forged);
            assert!(!parsed.is_ok_and(|r| r.verify(&secret.public()).is_ok()), "{at}, {bit}");
        }
    }
}

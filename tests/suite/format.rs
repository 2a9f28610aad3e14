//! `docs/format.md` and `docs/evidence-format.md` say what the program does: their examples are read,
//! their lists compared.

use std::collections::{BTreeMap, BTreeSet};

use avsikt::archive::layout;
use avsikt::audit::entry::Entry;
use avsikt::audit::{
    Checkpoint, Delivery, DeliveryLog, Digest, DocumentKey, Event, Ledger, PublicKey, Receipt,
    SigningKey, tree,
};
use avsikt::diagnostic::SourceText;
use avsikt::fonts::Fonts;
use avsikt::merge::Shape;
use avsikt::merge::audience::Audience;
use avsikt::packet::fields::{coordinator_shape, letter_shape};
use avsikt::roster::Roster;
use avsikt::running_order::RunningOrder;
use avsikt::words::{Language, Words};

const FORMAT: &str = include_str!("../../docs/format.md");
const EVIDENCE: &str = include_str!("../../docs/evidence-format.md");

/// The one block of a language in a document.
fn block<'a>(document: &'a str, language: &str) -> &'a str {
    let fence = format!("```{language}\n");
    let mut parts = document.split(&fence).skip(1);
    let rest = parts.next().unwrap_or_else(|| panic!("a block of {language}"));
    assert!(parts.next().is_none(), "one block of {language}");
    rest.split_once("```").expect("its end").0
}

#[test]
fn the_roster_of_the_format_is_a_roster() {
    let source = SourceText::new("docs/format.md", block(FORMAT, "toml"));
    let roster = Roster::parse(&source, &Fonts::bundled()).unwrap_or_else(|faults| {
        panic!("{}", faults.render(&Words::new(Language::English), false))
    });
    assert!(roster.warnings.is_empty());
    assert!(RunningOrder::plan(&roster.value).is_ok());
}

/// All names of fields, however deep.
fn names(shape: &Shape, found: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Text | Shape::Flag => {}
        Shape::List(inner) | Shape::Optional(inner) => names(inner, found),
        Shape::Record(fields) => {
            for (name, field) in fields {
                found.insert(name);
                names(field, found);
            }
        }
    }
}

#[test]
fn every_field_that_templates_see_is_in_the_format() {
    let (_, section) = FORMAT.split_once("Fields of every template").expect("the section");
    let (section, _) = section.split_once("## `output/`").expect("its end");
    let written: BTreeSet<&str> =
        section.split(|c: char| !c.is_ascii_lowercase() && c != '-').collect();
    let mut fields = BTreeSet::new();
    let audiences =
        [Audience::Signatory, Audience::Ceremony, Audience::RunningOrder, Audience::Report];
    let shapes = audiences.map(Audience::shape);
    for shape in shapes.iter().chain([&letter_shape(), &coordinator_shape()]) {
        names(shape, &mut fields);
    }
    let missing: Vec<_> = fields.difference(&written).collect();
    assert!(missing.is_empty() && fields.len() > 40, "{missing:?}");
}

/// The example's key, from the seed that the document names.
fn signing_key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

fn ledger() -> Ledger {
    Ledger::parse(block(EVIDENCE, "ledger").as_bytes()).expect("the example is a ledger")
}

fn key(text: &str) -> DocumentKey {
    DocumentKey::try_from(text.to_owned()).expect(text)
}

#[test]
fn the_key_of_the_example_is_printed_in_its_three_forms() {
    let public = signing_key().public();
    let forms: Vec<&str> = block(EVIDENCE, "key").lines().collect();
    let origin = ledger().register().origin().to_owned();
    assert_eq!(forms, [public.to_openssh(), public.fingerprint(), public.verifier_key(&origin)]);
    assert_eq!(PublicKey::from_openssh(forms[0]), Some(public));
    assert_eq!(ledger().register().key(), Some(public));
}

#[test]
fn the_hashes_of_the_example_follow_from_its_lines() {
    let ledger = ledger();
    assert_eq!(ledger.size(), 4);
    let printed: BTreeMap<&str, Digest> = block(EVIDENCE, "hashes")
        .lines()
        .map(|line| {
            let (name, digest) = line.rsplit_once(' ').expect("a name and a hash");
            (name.trim(), digest.parse().expect("a hash"))
        })
        .collect();
    let leaf = |sequence| tree::leaf(ledger.line(sequence).expect("a line").as_bytes());
    // By the words of the document alone: SHA-256(0x01 ‖ left ‖ right).
    let node = |left: Digest, right: Digest| {
        Digest::of(&[&[1], left.as_bytes().as_slice(), right.as_bytes()].concat())
    };
    let (left, right) = (node(leaf(0), leaf(1)), node(leaf(2), leaf(3)));
    let expected = [
        ("leaf 0", leaf(0)),
        ("leaf 1", leaf(1)),
        ("leaf 2", leaf(2)),
        ("leaf 3", leaf(3)),
        ("node 0–1", left),
        ("node 2–3", right),
        ("root of 3", node(left, leaf(2))),
        ("root of 4", node(left, right)),
    ];
    assert_eq!(printed, BTreeMap::from(expected));
    assert_eq!(ledger.root(3), Some(node(left, leaf(2))));
    assert_eq!(ledger.root(4), Some(node(left, right)));
}

#[test]
fn the_digests_of_the_example_s_batch_are_computed_as_it_says() {
    let ledger = ledger();
    let first = Entry::parse(ledger.line(0).expect("a line")).expect("an entry");
    let Event::Batch { roster, templates, fonts, .. } = first.event else { panic!("a batch") };
    assert_eq!(roster, Digest::of(format!("{}abc", "5a".repeat(32)).as_bytes()));
    assert_eq!(templates, Digest::of(format!("{}  house.typ\n", Digest::of(b"")).as_bytes()));
    assert_eq!(fonts, Digest::of(Digest::of(b"abc").as_bytes()));
}

#[test]
fn the_checkpoint_of_the_example_and_its_signature_are_what_the_key_makes() {
    let (ledger, text) = (ledger(), block(EVIDENCE, "checkpoint"));
    let checkpoint = Checkpoint::parse(text.as_bytes()).expect("a checkpoint");
    assert_eq!(ledger.is_headed_by(&checkpoint), Ok(()));
    assert_eq!(ledger.checkpoint(&signing_key()).expect("a head").print(), text);
    let signature = block(EVIDENCE, "ssh-signature");
    let public = signing_key().public();
    assert_eq!(public.verifies_ssh(text.as_bytes(), signature.as_bytes()), Ok(()));
    assert_eq!(signing_key().sign_ssh(text.as_bytes()), signature);
}

#[test]
fn the_receipt_of_the_example_proves_its_document() {
    let (ledger, text) = (ledger(), block(EVIDENCE, "receipt"));
    let receipt = Receipt::parse(text.as_bytes()).expect("a receipt");
    let document = key("solbacken/declaration");
    let proven = receipt.verify(&signing_key().public()).expect("it holds");
    assert_eq!(proven, (document.clone(), 1, Digest::of(b"abc")));
    assert_eq!(receipt.checkpoint.size, 3);
    assert_eq!(ledger.extends(&receipt.checkpoint), Ok(()));
    let issued = ledger.register().issued(&document, 1).expect("it was issued");
    let again = ledger.receipt(issued, &receipt.checkpoint).expect("a receipt");
    assert_eq!(again.print(), text);
}

#[test]
fn the_lists_of_the_example_follow_from_its_ledger() {
    let ledger = ledger();
    assert_eq!(layout::sums(ledger.register()).text(), block(EVIDENCE, "sums"));
    let declarations = layout::declarations(ledger.register());
    assert_eq!(declarations.text(), block(EVIDENCE, "declarations"));
    assert!(EVIDENCE.contains(&Digest::of(declarations.text().as_bytes()).to_string()));
}

/// What an event is called. One that is added has to be described before this compiles again.
fn name(event: &Event) -> &'static str {
    match event {
        Event::Batch { .. } => "batch",
        Event::Issued { .. } => "issued",
        Event::Superseded { .. } => "superseded",
        Event::Withdrawn { .. } => "withdrawn",
        Event::Restored { .. } => "restored",
        Event::Composed { .. } => "composed",
        Event::LetterWithdrawn { .. } => "letter-withdrawn",
        Event::Delivery { .. } => "delivery",
        Event::Received { .. } => "received",
        Event::PowerOfAttorney { .. } => "power-of-attorney",
        Event::Retracted { .. } => "retracted",
        Event::Timestamped { .. } => "timestamped",
        Event::Erased { .. } => "erased",
    }
}

/// The words between the quotes of some kind that follow each other in a text.
fn between(text: &str, quote: char) -> Vec<&str> {
    text.split(quote).skip(1).step_by(2).collect()
}

/// A line's own keys, in order: what stands in quotes before a colon, after its event.
fn own_keys<'a>(line: &'a str, event: &str) -> Vec<&'a str> {
    let (_, rest) = line.split_once(&format!("\"event\":\"{event}\"")).expect("its event");
    let (own, _) = rest.rsplit_once(",\"nonce\":").expect("its nonce");
    let is_key = |word: &&str| own.contains(&format!(",\"{word}\":"));
    between(own, '"').into_iter().filter(is_key).collect()
}

#[test]
fn every_event_is_in_the_table_with_its_keys_in_order_and_in_the_example() {
    let (_, table) = EVIDENCE.split_once("| event | own keys, in order |\n").expect("the table");
    let (table, _) = table.split_once("\n\n").expect("its end");
    let described: BTreeMap<&str, Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|row| {
            let words = between(row, '`');
            (words[0], words[1..].to_vec())
        })
        .collect();
    let text = format!("{}{}", block(EVIDENCE, "ledger"), block(EVIDENCE, "ledger-goes-on"));
    let ledger = Ledger::parse(text.as_bytes()).unwrap_or_else(|reason| {
        panic!("{}", Words::new(Language::English).say(&reason));
    });
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in ledger.text().lines() {
        let event = name(&Entry::parse(line).expect("an entry").event);
        found.insert(event, own_keys(line, event));
    }
    assert_eq!(found, described);
}

#[test]
fn the_delivery_log_of_the_example_is_what_its_ledger_tells() {
    let text = format!("{}{}", block(EVIDENCE, "ledger"), block(EVIDENCE, "ledger-goes-on"));
    let ledger = Ledger::parse(text.as_bytes()).expect("the example is a ledger");
    let register = ledger.register();
    let log = block(EVIDENCE, "delivery");
    let log = DeliveryLog::parse(register.origin(), log.as_bytes()).expect("a log");
    assert_eq!((log.steps().len(), log.torn(), log.lacks(register)), (2, 0, 0));
    assert_eq!(log.untold(register), []);
    // All that the document names, and nothing else.
    let (_, table) = EVIDENCE.split_once("| state | |\n").expect("the table");
    let (table, _) = table.split_once("\n\n").expect("its end");
    let described: Vec<&str> = table.lines().skip(1).map(|row| between(row, '`')[0]).collect();
    let states = [
        Delivery::Attempted,
        Delivery::Accepted,
        Delivery::Refused,
        Delivery::Deferred,
        Delivery::Unknown,
        Delivery::Confirmed,
        Delivery::Resend,
    ];
    assert_eq!(described, states.map(Delivery::as_str));
}

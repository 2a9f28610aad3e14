//! Any roster goes out into a spreadsheet and comes in again as it was.

use std::collections::BTreeSet;

use avsikt::diagnostic::{SourceText, Warned};
use avsikt::fonts::Fonts;
use avsikt::intake::{self, Intake, Memory, Order, Present};
use avsikt::roster::Roster;
use avsikt::spreadsheet;
use avsikt::words::{Language, Words};
use proptest::prelude::*;

use super::ROSTER;

/// A signatory with hostile and ordinary values, as TOML.
fn signatory() -> impl Strategy<Value = String> {
    let text = "[A-Za-zÅÄÖåäö0-9 &'\"=+@,;.|#()–-]{0,18}[A-Za-zåäö0-9)]";
    let optional = |key: &'static str, text: &'static str| {
        prop::option::of(text).prop_map(move |value| {
            value
                .map(|value| format!("{key} = {}\n", toml_edit::Value::from(value)))
                .unwrap_or_default()
        })
    };
    let list = |most: usize| prop::collection::vec(text, 0..=most);
    let person = (prop::option::of(text), prop::option::of(text), any::<bool>()).prop_map(
        |(name, title, proxy)| {
            let key = |key: &str, value: Option<String>| {
                value.map(|value| format!("{key} = {}", toml_edit::Value::from(value)))
            };
            let capacity = proxy.then(|| "capacity = \"proxy\"".to_owned());
            let keys: Vec<String> =
                key("name", name).into_iter().chain(key("title", title)).chain(capacity).collect();
            format!("{{ {} }}", keys.join(", "))
        },
    );
    (
        text,
        prop::option::of(prop::sample::select(vec!["559152-6016", "8112289874", "212000-1355"])),
        prop::collection::vec(person, 1..4),
        list(3),
        prop::option::of(any::<bool>()),
        optional("city", text),
        optional("pronunciation", text),
        prop::option::of(prop::sample::select(vec!["sv", "en"])),
    )
        .prop_map(|(organisation, number, people, commitments, attends, city, pronunciation, language)| {
            let commitments: toml_edit::Array = commitments.into_iter().collect();
            let number = number.map(|n| format!("organisation-number = \"{n}\"\n")).unwrap_or_default();
            let attends = attends.map(|yes| format!("attends = {yes}\n")).unwrap_or_default();
            let language = language.map(|tag| format!("language = \"{tag}\"\n")).unwrap_or_default();
            format!(
                "organisation = {}\n{number}people = [{}]\ncommitments = {commitments}\n{attends}{city}{pronunciation}{language}",
                toml_edit::Value::from(organisation),
                people.join(", "),
            )
        })
}

fn taken_in(text: &str, memory: &Memory, book: &spreadsheet::Book) -> Intake {
    let source = SourceText::new(ROSTER, text);
    let order = Order {
        book,
        sheet: None,
        mappings: &[],
        take_spreadsheet: false,
        remove_vanished: false,
        replace: false,
    };
    let present = Present {
        text: &source,
        fonts: &Fonts::bundled(),
        memory,
        issued: &BTreeSet::new(),
        samples: &[],
    };
    let source = intake::read(&order).expect("a sheet with headings");
    intake::take_in(source, &order, &present).expect("what was exported is right").value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_roster_changes_on_its_way_through_a_spreadsheet(
        signatories in prop::collection::vec(signatory(), 1..5),
        english in any::<bool>(),
    ) {
        let sample = include_str!("../../../signatories.toml");
        let head = &sample[..sample.find("[[signatory]]").expect("the first")];
        let sections = signatories.iter().enumerate().map(|(n, signatory)| {
            let copies = format!("copies = [\"b{n}@x.example\", \"c{n}@x.example\"]");
            format!("[[signatory]]\nid = \"s{n}\"\nemail = \"a{n}@x.example\"\n{copies}\n{signatory}\n")
        });
        let text = format!("{head}{}", sections.collect::<String>());
        let source = SourceText::new(ROSTER, text.clone());
        let Ok(Warned { value: roster, .. }) = Roster::parse(&source, &Fonts::bundled()) else {
            return Err(TestCaseError::fail(text));
        };
        let words = Words::new(if english { Language::English } else { Language::Swedish });
        let table = intake::table(&roster, &words);
        let xlsx = spreadsheet::xlsx("x", &table).expect("a workbook");
        let csv = spreadsheet::csv(table);
        for bytes in [csv.as_bytes(), xlsx.as_slice()] {
            let book = spreadsheet::read("x", bytes).expect("a spreadsheet");
            let intake = taken_in(&text, &Memory::default(), &book);
            prop_assert_eq!((intake.count(), &intake.differing), (0, &Vec::new()));
            prop_assert_eq!(&intake.text, &text);
            // And once more, with what is remembered of the first time.
            let again = taken_in(&text, &intake.memory, &book);
            prop_assert_eq!((&again.text, &again.memory), (&text, &intake.memory));
        }
    }
}

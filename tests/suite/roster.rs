//! The roster as a coordinator writes it: what is accepted, and everything that is wrong at once.

use std::fmt::Write as _;

use avsikt::diagnostic::{Diagnostics, Severity, SourceText, Warned};
use avsikt::fonts::Fonts;
use avsikt::roster::{Login, PasswordSource, Roster, Sendmail, Tls, Transport};
use avsikt::running_order::RunningOrder;
use avsikt::words::{Language, Words};
use proptest::prelude::*;

const SAMPLE: &str = include_str!("../../signatories.toml");

fn parse(text: &str) -> Result<Warned<Roster>, Diagnostics> {
    thread_local! {
        static FONTS: Fonts = Fonts::bundled();
    }
    FONTS.with(|fonts| Roster::parse(&SourceText::new("signatories.toml", text), fonts))
}

/// The sample with one text replaced by another.
fn sample_with(from: &str, to: &str) -> String {
    assert_eq!(SAMPLE.matches(from).count(), 1, "{from}");
    SAMPLE.replacen(from, to, 1)
}

/// Keys and places of what was found.
fn found(diagnostics: &Diagnostics) -> Vec<(&'static str, (usize, usize))> {
    diagnostics
        .iter()
        .map(|d| (d.message.key(), d.place.as_ref().expect("a place").line_column()))
        .collect()
}

fn line_of(text: &str, part: &str) -> (usize, usize) {
    let at = text.find(part).expect(part);
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}

#[test]
fn the_sample_is_right_but_for_one_intended_doubt() {
    let roster = parse(SAMPLE).unwrap_or_else(|faults| {
        panic!("{}", faults.render(&Words::new(Language::English), false))
    });
    let doubts: Vec<_> = roster.warnings.iter().map(|d| d.message.key()).collect();
    assert_eq!(doubts, ["roster-number-personal"]);
    assert_eq!(roster.value.signatories.len(), 15);
    let plan = RunningOrder::plan(&roster.value).expect("the sample's programme fits");
    assert!(plan.warnings.is_empty());
    let slots: usize = plan.value.items.iter().map(|item| item.slots.len()).sum();
    assert_eq!(slots, 15, "fourteen attend, and the host");
    let order: Vec<&str> =
        plan.value.signing_order(&roster.value).iter().map(|s| s.id.as_str()).collect();
    assert_eq!(order[0], "wahl-bergstrom", "Advokatfirman");
    assert_eq!(order[13..], ["akerlund", "sankt-mikael"], "Å last, and then who does not attend");
    let csv = plan.value.to_csv(&roster.value);
    assert!(csv.starts_with("\u{feff}Tid;Till;Nr;Vad;Vem;Uttal;Anmärkning\r\n"), "{csv}");
    assert!(csv.contains("07.30;08.00;;Frukost och mingel;;;"), "{csv}");
}

/// A roster full of faults; ¤ stands for a character that cannot be seen.
const FAULTY: &str = r#"[ceremony]
title = "Klimatsamverkan"
occasion = 7
venue = "Stadshallen"
date = "2018-02-30"
dors = "07.15"
ends = "25.00"
zone = "Europe/Lund"

[[ceremony.programme]]
what = "Frukost"
start = "07.30"
minutes = -3

[host]
organisation = "Lunds kommun"
organisation-number = "212000-1133"
city = "Lund"
people = [{ name = "Anders Almgren", capacity = "kung" }]

[[contact]]
name = "Jon Andersson"
email = "jon.andersson"

[mail]
from = "a@lund.example"
coordinator = "b@lund.example"

[packet]
date = "2018-03-26"
documents = ["declaration", "Inbjudan"]
enclosures = [{ name = "program", title = "Program", file = "../hemligt.pdf" }]

[[signatory]]
id = "bageriet"
organisation = "Bageriet"
people = []
email = "info@bageriet.example"

[[signatory]]
id = "bageriet"
organisation = "Bag¤eriet 2"
people = [{ name = "Åsa" }]
email = "info@bageriet.example"

[[signatory]]
organisation = "Café ꙮ"
people = [{ name = "Åsa" }]
email = "x@cafe.example"
"#;

/// Each of its faults in the order of its places, with the text that it is at.
const FAULTS: [(&str, &str); 18] = [
    ("roster-no-signing", "[ceremony]"),
    ("roster-wrong-type", "7\n"),
    ("roster-no-such-date", "\"2018-02-30\""),
    ("roster-unknown-key", "dors"),
    ("roster-no-such-time", "\"25.00\""),
    ("roster-unknown-zone", "\"Europe/Lund\""),
    ("roster-minutes-range", "-3\n"),
    ("roster-number-check", "\"212000-1133\""),
    ("roster-unknown-choice", "\"kung\""),
    ("roster-address-at", "\"jon.andersson\""),
    ("roster-name-form", "\"Inbjudan\""),
    ("roster-enclosure-outside", "\"../hemligt.pdf\""),
    ("roster-no-people", "[]"),
    ("roster-duplicate-id", "\"bageriet\"\norganisation = \"Bag\u{202e}"),
    ("roster-character-bidi", "\u{202e}"),
    ("roster-duplicate-address", "\"info@bageriet.example\"\n\n[[signatory]]\norganisation"),
    ("roster-missing-id", "[[signatory]]\norganisation"),
    ("roster-character-glyph", "ꙮ"),
];

#[test]
fn all_faults_come_at_once_each_at_its_line_and_column() {
    let text = FAULTY.replace('¤', "\u{202e}");
    let faults = parse(&text).expect_err("a faulty roster");
    let expected: Vec<_> = FAULTS.iter().map(|(key, part)| (*key, line_of(&text, part))).collect();
    assert_eq!(found(&faults), expected);
    assert!(faults.iter().all(|d| d.severity == Severity::Error && d.remedy.is_some()));
    for language in Language::ALL {
        let rendered = faults.render(&Words::new(language), false);
        assert_eq!(rendered.matches("┌─ signatories.toml:").count(), expected.len(), "{rendered}");
        assert!(!rendered.contains("roster-"), "{rendered}");
    }
}

#[test]
fn a_misspelt_key_is_one_fault_and_not_a_missing_one_too() {
    let text = sample_with("title = \"Klimatsamverkan Lund\"", "titel = \"Klimatsamverkan Lund\"");
    let faults = parse(&text).expect_err("no title");
    let errors: Vec<_> =
        faults.iter().filter(|d| d.severity == Severity::Error).map(|d| d.message.key()).collect();
    assert_eq!(errors, ["roster-unknown-key"]);
}

#[test]
fn a_bracket_or_a_quotation_mark_that_is_missing_is_one_fault() {
    for (from, to, key) in [
        ("[host]", "[host]\nx =", "roster-syntax-value"),
        (
            "people = [{ name = \"Åsa Lindqvist\"",
            "people = [ name = \"Åsa Lindqvist\"",
            "roster-syntax",
        ),
        (
            "title = \"Klimatsamverkan Lund\"",
            "title = \"Klimatsamverkan Lund",
            "roster-syntax-quote",
        ),
        ("date = \"2018-04-20\"", "date = 2018-02-30", "roster-syntax-bare"),
        ("doors = \"07.15\"", "ends = \"07.15\"", "roster-syntax-twice"),
    ] {
        let text = sample_with(from, to).replace("asa@solbacken.example", "asa");
        let faults = parse(&text).expect_err(to);
        let keys: Vec<_> = faults.iter().map(|fault| fault.message.key()).collect();
        assert_eq!(keys, [key], "{to}");
        let shown = faults.render(&Words::new(Language::English), false);
        assert!(shown.ends_with("; the rest is checked when this is right\n\n"), "{shown}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_told_what_it_should_be() {
    let text = sample_with("signing = true", "signing = \"ja\"")
        .replacen("start = \"07.30\"", "start = \"9\"", 1)
        .replacen("capacity = \"ombud\"", "capacity = \"vd\"", 1);
    let faults = parse(&text).expect_err("three faults");
    let shown = faults.render(&Words::new(Language::Swedish), false);
    for said in [
        "”signing” ska vara true eller false, inte text",
        "”9” är inget klockslag",
        "skriv: \"09.00\"",
        "välj firmatecknare eller ombud",
    ] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
}

#[test]
fn a_zone_that_the_database_calls_unknown_is_none() {
    let faults = parse(&sample_with("[ceremony]", "[ceremony]\nzone = \"Etc/Unknown\""));
    let faults = faults.expect_err("a fault");
    assert_eq!(faults.iter().next().map(|d| d.message.key()), Some("roster-unknown-zone"));
}

#[test]
fn what_is_only_suspicious_is_a_warning() {
    for (from, to, key) in [
        ("info@lundsklimat.se", "info@л\u{443}нд.se", "roster-address-scripts"),
        ("\"IK Svalan\"", "\"café rené\"", "roster-duplicate-organisation"),
        (
            "\"resa med tåg",
            "\"Uppdrag görs med tåg.\", \"resa med tåg",
            "roster-commitment-sentence",
        ),
        ("date = \"2018-04-20\"", "date = \"2017-04-20\"", "roster-packet-late"),
        ("start = \"07.30\"\nminutes = 30", "start = \"07.30\"\nminutes = 30", ""),
    ] {
        let roster = parse(&sample_with(from, to)).expect(to);
        let keys: Vec<_> = roster.warnings.iter().map(|d| d.message.key()).collect();
        assert!(key.is_empty() || keys.contains(&key), "{keys:?}");
    }
}

#[test]
fn a_commitment_that_begins_with_a_name_or_ends_with_an_abbreviation_is_not_suspicious() {
    let sample =
        parse(&sample_with("\"resa med tåg", "\"IK Svalan stöds\", \"köpa el m.m.\", \"r"));
    assert_eq!(sample.expect("it holds").warnings.len(), 1);
}

#[test]
fn times_that_do_not_fit_are_reported_at_the_programme() {
    for (from, to, key) in [
        ("ends = \"09.00\"", "ends = \"08.30\"", "roster-overrun"),
        ("signing = true", "signing = true\nminutes = 14", "roster-signing-too-short"),
        ("minutes = 5\n", "minutes = 5\nstart = \"08.20\"\n", "roster-clash"),
        ("doors = \"07.15\"", "doors = \"07.45\"", "roster-before-doors"),
        ("minutes = 20\n", "minutes = 1430\n", "roster-past-midnight"),
    ] {
        let roster = parse(&sample_with(from, to)).expect(to).value;
        let faults = RunningOrder::plan(&roster).expect_err(to);
        assert!(faults.iter().any(|d| d.message.key() == key && d.place.is_some()), "{faults:?}");
    }
    let text = sample_with("minutes = 5\n", "minutes = 5\nstart = \"08.30\"\n");
    let plan = RunningOrder::plan(&parse(&text).expect("a gap is no fault").value);
    let warnings = plan.expect("a gap is no fault").warnings;
    assert_eq!(warnings.iter().map(|d| d.message.key()).collect::<Vec<_>>(), ["roster-gap"]);
}

#[test]
fn values_are_nfc_with_single_spaces() {
    let text = sample_with("\"IK Svalan\"", "\"\"\"IK\t  Sva\u{308}\n lan \"\"\"");
    let roster = parse(&text).expect("white space is mended").value;
    assert!(roster.signatories.iter().any(|s| s.organisation == "IK Svä lan"));
}

#[test]
fn a_date_and_a_time_may_stand_without_quotation_marks() {
    let text = SAMPLE
        .replacen("date = \"2018-04-20\"", "date = 2018-04-20", 1)
        .replacen("doors = \"07.15\"", "doors = 07:15:00", 1)
        .replacen("ends = \"09.00\"", "ends = 09:00", 1);
    parse(&text).expect("TOML's own dates and times");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_the_reader_panic(text in "[\\PC\n\"=\\[\\]{}]{0,200}") {
        for text in [text.clone(), format!("{SAMPLE}\n{text}")] {
            if let Err(faults) = parse(&text) {
                prop_assert!(faults.render(&Words::new(Language::English), true).len() > 1);
            }
        }
    }

    #[test]
    fn no_value_makes_the_reader_panic(value in any::<String>(), field in 0_usize..8) {
        let quoted = toml_string(&value);
        let (from, key) = [
            ("id = \"solbacken\"", "id"),
            ("email = \"asa@solbacken.example\"", "email"),
            ("date = \"2018-04-20\"", "date"),
            ("doors = \"07.15\"", "doors"),
            ("venue = \"Stadshallen i Lund\"", "venue"),
            ("case-number = \"KS 2017/0472\"", "case-number"),
            ("signing-order = \"alphabetical\"", "signing-order"),
            ("unit = \"Kommunstyrelsen\"", "unit"),
        ][field];
        if let Err(faults) = parse(&sample_with(from, &format!("{key} = {quoted}"))) {
            prop_assert!(faults.errors() > 0);
            let _ = faults.render(&Words::new(Language::Swedish), true);
        }
    }
}

/// A TOML basic string with everything escaped.
fn toml_string(value: &str) -> String {
    let escaped = value.chars().fold(String::new(), |mut text, c| {
        let _ = write!(text, "\\U{:08X}", u32::from(c));
        text
    });
    format!("\"{escaped}\"")
}

/// The sample with a way to send letters; the section is what stands between them and `[packet]`.
fn sending(transport: &str, section: &str) -> String {
    let text = sample_with("[mail]\n", &format!("[mail]\n{transport}\n"));
    text.replacen("[packet]\n", &format!("{section}\n[packet]\n"), 1)
}

#[test]
fn how_letters_are_sent_is_read() {
    let transport = |transport: &str, section: &str| {
        let text = sending(transport, section);
        let roster = parse(&text).unwrap_or_else(|faults| {
            panic!("{}", faults.render(&Words::new(Language::English), false))
        });
        roster.value.mail.transport
    };
    assert_eq!(transport("", ""), Transport::File);
    let off = "transport = \"file\"";
    assert_eq!(transport(off, "[mail.smtp]\nhost = \"smtp.lund.example\""), Transport::File);
    let by_smtp = |section: &str| {
        let section = format!("[mail.smtp]\n{section}");
        match transport("transport = \"smtp\"", &section) {
            Transport::Smtp(server) => server,
            other => panic!("{other:?}"),
        }
    };
    let server = by_smtp("host = \"smtp.Åkerbo.example\"\nuser = \"a\"");
    assert_eq!((server.port, server.tls, server.ca), (587, Tls::StartTls, None));
    assert_eq!(server.host, "smtp.xn--kerbo-lra.example");
    let variable = PasswordSource::Environment("AVSIKT_SMTP_PASSWORD".to_owned());
    assert_eq!(server.login, Some(Login { user: "a".to_owned(), password: variable }));
    let server = by_smtp("host = \"::1\"\ntls = \"none\"\nport = 2525");
    assert_eq!((server.port, server.tls, server.login), (2525, Tls::None, None));
    let server = by_smtp("host = \"smtp.example\"\ntls = \"implicit\"\nca = \"ca.pem\"");
    assert_eq!((server.port, server.ca), (465, Some("ca.pem".into())));
    for (written, read) in [
        ("password-env = \"X\"", PasswordSource::Environment("X".to_owned())),
        ("password-file = \"p\"", PasswordSource::File("p".into())),
        (
            "password-command = [\"pass\", \"a b\"]",
            PasswordSource::Command(vec!["pass".to_owned(), "a b".to_owned()]),
        ),
    ] {
        let server = by_smtp(&format!("host = \"a.example\"\nuser = \"a\"\n{written}"));
        assert_eq!(server.login.map(|login| login.password), Some(read));
    }
    let program = transport("transport = \"sendmail\"", "");
    let command = "/usr/sbin/sendmail".into();
    assert_eq!(program, Transport::Sendmail(Sendmail { command }));
}

#[test]
fn what_is_wrong_with_how_letters_are_sent_is_said() {
    let smtp = "transport = \"smtp\"";
    for (transport, section, key) in [
        (smtp, "", "roster-missing-key"),
        ("", "[mail.smtp]\nhost = \"a.example\"", "roster-transport-missing"),
        ("transport = \"pigeon\"", "", "roster-unknown-choice"),
        (smtp, "[mail.smtp]\nport = 25", "roster-missing-key"),
        (smtp, "[mail.smtp]\nhost = \"a b\"", "roster-smtp-host"),
        (smtp, "[mail.smtp]\nhost = \"a.example\"\nport = 70000", "roster-smtp-port"),
        (smtp, "[mail.smtp]\nhost = \"a.example\"\nport = \"25\"", "roster-smtp-port"),
        (smtp, "[mail.smtp]\nhost = \"a.example\"\ntls = \"none\"", "roster-smtp-clear"),
        (smtp, "[mail.smtp]\nhost = \"a.example\"\ntls = \"yes\"", "roster-unknown-choice"),
        (
            smtp,
            "[mail.smtp]\nhost = \"127.0.0.1\"\ntls = \"none\"\nuser = \"a\"",
            "roster-smtp-login-clear",
        ),
        (smtp, "[mail.smtp]\nhost = \"a.example\"\npassword-env = \"A\"", "roster-smtp-no-user"),
        (
            smtp,
            "[mail.smtp]\nhost = \"a.example\"\nuser = \"a\"\npassword-env = \"A\"\npassword-file = \"b\"",
            "roster-smtp-passwords",
        ),
        (
            smtp,
            "[mail.smtp]\nhost = \"a.example\"\nuser = \"a\"\npassword = \"hemligt\"",
            "roster-smtp-password",
        ),
    ] {
        let faults = parse(&sending(transport, section)).expect_err(section);
        let errors: Vec<_> = faults.iter().filter(|d| d.severity == Severity::Error).collect();
        let keys: Vec<_> = errors.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, [key], "{section}");
        let shown = faults.render(&Words::new(Language::Swedish), false);
        assert!(!shown.contains("hemligt"), "{shown}");
    }
}

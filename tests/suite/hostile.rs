//! Values that look like code, markup, paths or nothing at all: each prints literally, or is
//! refused by name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::common::{Sandbox, text_of};
use avsikt::diagnostic::SourceText;
use avsikt::fonts::Fonts;
use avsikt::roster::Roster;
use mail_parser::MessageParser;
use proptest::prelude::*;

/// Forty of them.
const HOSTILE: [&str; 40] = [
    "#read(\"/etc/passwd\")",
    "#panic[x]",
    "#{ 1 + 1 }",
    "#import \"x.typ\": *",
    "#bound-values.at(0);",
    "= Rubrik",
    "== Rubrik två",
    "- punkt",
    "+ punkt",
    "1. punkt",
    "/ Term: text",
    "*fet* _kursiv_",
    "`rå` ```rå```",
    "$x^2$ $ x $",
    "// kommentar",
    "/* kommentar */ */",
    "<label> @ref",
    "https://example.com/a?b=c&d=e#f",
    "http://[::1]/",
    "a \\ b \\\\ c \\u{41}",
    "[a](b) ]) ;]",
    "{{organisation}}",
    "{{{organisation}}} {{#each x}}",
    "{{> x}} {{!-- x --}} \\{{x}}",
    "<b>fet</b> <script>alert(1)</script>",
    "&lt;b&gt; &amp; &#65; &nbsp;",
    "\"citat\" 'citat' ”citat” ’citat’",
    "--- -- ... ~ -?",
    "%s %d %n ${x} $(x)",
    "=1+1 @SUM(A1)",
    "'; DROP TABLE x; --",
    "../../etc/passwd C:\\x",
    "a\tb  c\u{a0}d",
    "e\u{301} a\u{30a} ÅÄÖ",
    "Σίσυφος Иван",
    "שלום",
    "😀 👩\u{200d}🚀",
    "x\u{202e}y",
    "x\u{7}y",
    "x\u{378}y",
];

/// A value as the roster keeps it: NFC, single spaces.
fn normal(value: &str) -> String {
    let words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("e\u{301}", "é").replace("a\u{30a}", "å")
}

/// A roster with one signatory for each value, in every field that takes text.
fn roster(sample: &str, values: &[&str]) -> String {
    let (head, _) = sample.split_once("[[signatory]]").expect("signatories");
    let mut text = head.replace("ends = \"09.00\"", "ends = \"11.00\"");
    for (index, value) in values.iter().enumerate() {
        let escape = |mut text: String, c| {
            let _ = write!(text, "\\U{:08X}", u32::from(c));
            text
        };
        let value = value.chars().fold(String::new(), escape);
        let _ = write!(
            text,
            "[[signatory]]\nid = \"s{index}\"\norganisation = \"O{index} {value}\"\n\
             people = [{{ name = \"N{index} {value}\", title = \"T{index} {value}\" }}]\n\
             email = \"s{index}@x.example\"\ncity = \"C{index} {value}\"\n\
             commitments = [\"A{index} {value}\"]\npronunciation = \"P{index} {value}\"\n\n"
        );
    }
    text
}

/// The text of a page without any white space: lines are broken where the page ends.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Hebrew from left to right.
fn as_it_looks(text: &str) -> String {
    let hebrew = |c: &char| ('\u{590}'..'\u{600}').contains(c);
    let run: String = text.chars().filter(hebrew).collect();
    text.replace(&run, &run.chars().rev().collect::<String>())
}

#[test]
fn forty_hostile_values_print_literally_or_are_refused_by_name() {
    let sandbox = Sandbox::new();
    let sample = sandbox.read("signatories.toml");
    let fonts = Fonts::bundled();
    let mut printable = Vec::new();
    let mut refused = BTreeMap::new();
    for value in HOSTILE {
        let source = SourceText::new("signatories.toml", roster(&sample, &[value]));
        match Roster::parse(&source, &fonts) {
            Ok(_) => printable.push(value),
            Err(faults) => {
                let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
                assert!(keys.iter().all(|key| key.starts_with("roster-character-")), "{keys:?}");
                let code = faults.iter().next().and_then(|d| d.message.value("code"));
                refused.insert(value, code.expect("the character is named"));
            }
        }
    }
    assert!(printable.len() >= 30, "{refused:?}");
    for value in ["x\u{202e}y", "x\u{7}y", "x\u{378}y"] {
        assert!(refused.contains_key(value), "{value:?}");
    }

    sandbox.write("signatories.toml", roster(&sample, &printable).as_bytes());
    let (code, _, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 0, "{err}");
    let files = sandbox.files("output");
    let joint = squeezed(&text_of(&files["documents/joint-declaration-r1.pdf"]));
    let plan = squeezed(&text_of(&files["documents/running-order-r1.pdf"]));
    let extra = |name: &str| squeezed(&text_of(&files[&format!("extras/{name}.pdf")]));
    let extras = ["place-cards", "name-badges", "signing-table", "certificate-sv", "poster"];
    let extras = extras.map(|name| (name, extra(name)));
    for (index, value) in printable.iter().enumerate() {
        let value = normal(value);
        let expect = |place: &str, letter: char, text: &str| {
            let wanted = squeezed(&format!("{letter}{index} {value}"));
            // The reader of PDFs gives what runs from right to left as it looks.
            let printed = text.contains(&wanted) || text.contains(&as_it_looks(&wanted));
            assert!(printed, "{place}: {wanted} in {text}");
        };
        let declaration =
            squeezed(&text_of(&files[&format!("documents/s{index}/declaration-r1.pdf")]));
        for letter in ['O', 'N', 'T', 'C', 'A'] {
            expect("declaration", letter, &declaration);
        }
        for letter in ['O', 'N', 'T', 'A'] {
            expect("joint declaration", letter, &joint);
        }
        for letter in ['O', 'N', 'P'] {
            expect("running order", letter, &plan);
        }
        for ((name, text), letters) in extras.iter().zip(["NO", "NOT", "NOT", "O", "O"]) {
            letters.chars().for_each(|letter| expect(name, letter, text));
        }
        let letter = &files[&format!("outbox/s{index}-r1.eml")];
        let letter = MessageParser::default().parse(letter).expect("a message");
        assert!(letter.subject().expect("a subject").ends_with(&format!("O{index} {value}")));
        expect("letter", 'O', &squeezed(&letter.body_text(0).expect("text")));
        let html = letter.body_html(0).expect("HTML");
        let read = mail_parser::decoders::html::html_to_text(&html);
        expect("HTML", 'O', &squeezed(&read));
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Any mixture of the signs that mean something to Typst, handlebars or HTML.
    #[test]
    fn any_mixture_of_signs_prints_literally(
        values in prop::collection::vec("[#$*_`=+\\-/<>@\\[\\]{}()\\\\\"'&;:.,~!?%|^0-9a-cåäö ]{1,40}", 8)
    ) {
        let sandbox = Sandbox::new();
        let sample = sandbox.read("signatories.toml");
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        sandbox.write("signatories.toml", roster(&sample, &values).as_bytes());
        let (code, _, err) = sandbox.run(&["produce"]);
        prop_assert_eq!(code, 0, "{}", err);
        for (index, value) in values.iter().enumerate() {
            let declaration = std::fs::read(
                sandbox.path(&format!("output/documents/s{index}/declaration-r1.pdf"))
            ).expect("a declaration");
            let text = squeezed(&text_of(&declaration));
            for letter in ['O', 'N', 'T', 'C', 'A'] {
                let wanted = squeezed(&format!("{letter}{index} {value}"));
                prop_assert!(text.contains(&wanted), "{} in {}", wanted, text);
            }
        }
    }
}

/// The ledger fixes the templates by a list with a line for each file; one that is not on it could be
/// exchanged unseen.
#[cfg(unix)]
#[test]
fn a_template_s_file_whose_name_no_line_can_hold_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("templates/house\n.typ", b"");
    std::fs::create_dir(sandbox.path("templates/a\tb")).expect("a directory");
    let (code, _, err) = sandbox.run(&["check"]);
    assert_eq!(code, 1, "{err}");
    for path in ["templates/house\u{fffd}.typ", "templates/a\u{fffd}b"] {
        assert!(err.contains(path), "{err}");
    }
    assert_eq!(err.matches("rename it").count(), 2, "{err}");
}

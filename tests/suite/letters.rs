//! Letters: whatever stands in a roster or a template, it is refused by name, or the message reads
//! back as exactly what was meant.

mod calendar;
mod meant;
mod written;

use std::fmt::Write as _;
use std::sync::Arc;

use avsikt::diagnostic::{Diagnostics, SourceText};
use avsikt::fonts::Fonts;
use avsikt::packet::fields::{Head, coordinator_fields, coordinator_shape};
use avsikt::packet::{Body, LetterTemplate};
use avsikt::roster::{Address, Roster};
use avsikt::running_order::RunningOrder;
use avsikt::words::Language;
use proptest::prelude::*;

use crate::common::Sandbox;
use written::Written;

/// Faults that name what is wrong with a roster or a template.
fn refused_by_name(faults: &Diagnostics) -> bool {
    faults.errors() > 0
        && faults.iter().all(|fault| {
            let key = fault.message.key();
            (key.starts_with("roster-") || key.starts_with("template-")) && fault.place.is_some()
        })
}

/// Values that look like a piece of a message, of an address, of a calendar.
const VALUES: [&str; 26] = [
    "A\r\nBcc: x@y.example",
    "A\nBcc: x@y.example",
    "A\rB",
    "A\0B",
    "A\r\n\r\nhej",
    "A\u{2028}B",
    "A\u{85}B",
    "=?utf-8?q?=0D=0ABcc:_x@y.example?=",
    "=?utf-8?b?QQ==?= =?utf-8?b?QQ==?=",
    ".",
    "..",
    "Andersson, Berg: Advokater",
    "A <x@y.example>, B <z@y.example>",
    "grupp: a@b.example;",
    "\"A\" (B) \\ [C]",
    "\"",
    "\\",
    "\"a\" \"b\"",
    "Content-Type: text/html; charset=utf-8",
    "--=_avsikt-words-000000000000000000000000",
    "BEGIN:VALARM",
    "x\\nEND:VEVENT\\nBEGIN:VALARM",
    "CN=\"x\":mailto:x@y.example;RSVP=TRUE",
    "^n ^' ^^ ^",
    "<b>&amp;</b> {{organisation}}",
    "Ålön €\u{2019}s 😀 漢字",
];

#[test]
fn no_value_of_a_roster_leaves_its_place_in_a_letter() {
    let long = "x".repeat(1200);
    let words = "mycket långa ord ".repeat(100);
    let fields: [fn(&mut Written) -> &mut String; 7] = [
        |w| &mut w.title,
        |w| &mut w.venue,
        |w| &mut w.organisation,
        |w| &mut w.person,
        |w| &mut w.from_name,
        |w| &mut w.reply_to_name,
        |w| &mut w.contact,
    ];
    let (mut composed, mut refused) = (0, 0);
    for value in VALUES.into_iter().chain([long.as_str(), words.as_str()]) {
        for field in fields {
            for answers in [false, true] {
                let mut written = Written { answers, ..Written::default() };
                value.clone_into(field(&mut written));
                match written.letter() {
                    Ok(letter) => {
                        letter.check();
                        composed += 1;
                    }
                    Err(faults) => {
                        assert!(refused_by_name(&faults), "{value:?}: {faults:?}");
                        refused += 1;
                    }
                }
            }
        }
    }
    // A line's end counts as a space, as anywhere in a roster.
    assert!(composed > 280 && refused >= 14, "{composed} composed, {refused} refused");
}

#[test]
fn an_address_is_refused_or_is_the_one_recipient() {
    for (email, taken) in [
        ("info@bageri.example", true),
        ("!#$%&'*+-/=?^_`{|}~@bageri.example", true),
        ("=?utf-8?q?x?=@bageri.example", false),
        ("åsa@exempel.se", true),
        ("åsa.δοκιμή@åkes-bröd.example", true),
        ("用户@例え.jp", false),
        ("a@b.example, c@d.example", false),
        ("a@b.example>", false),
        ("<a@b.example>", false),
        ("a b@c.example", false),
        ("\"a b\"@c.example", false),
        ("a(b)@c.example", false),
        ("a@[127.0.0.1]", false),
        ("a\r\nRCPT TO:<x@y.example>@c.example", false),
        ("a\0@c.example", false),
        ("info@b\u{430}geri.example", false),
        ("info@xn--bgeri-4ve.example", false),
        ("in\u{444}o@bageri.example", false),
        ("å\u{200b}sa@exempel.se", false),
        ("å\u{202e}sa@exempel.se", false),
        ("info@bageri.example\r\nX: y", false),
    ] {
        let letter = Written { email: email.to_owned(), ..Written::default() }.letter();
        assert_eq!(letter.is_ok(), taken, "{email}: {:?}", letter.err());
        match letter {
            Ok(letter) => letter.check(),
            Err(faults) => assert!(refused_by_name(&faults), "{email}: {faults:?}"),
        }
    }
}

#[test]
fn a_domain_that_looks_like_another_is_shown_in_ascii() {
    let written = Written { email: "info@b\u{430}geri.example".to_owned(), ..Written::default() };
    let faults = written.letter().err().expect("refused");
    let fault = faults.iter().next().expect("a fault");
    assert_eq!(fault.message.key(), "roster-address-mixed-domain");
    assert_eq!(fault.message.value("ascii").as_deref(), Some("xn--bgeri-4ve.example"));
}

/// Lines that mean something in a message, an encoding, a mailbox or a calendar.
fn lines() -> Vec<String> {
    // The very boundaries of the message that is made: whoever has one letter knows those of the
    // next.
    let message = Written::default().letter().expect("a letter").message;
    let message = String::from_utf8(message).expect("ASCII");
    let boundaries = message.split("boundary=\"").skip(1).map(|rest| rest.split('"').next());
    let boundaries: Vec<&str> = boundaries.map(|b| b.expect("its end")).collect();
    assert_eq!(boundaries.len(), 2);
    let mut lines: Vec<String> = boundaries
        .iter()
        .flat_map(|boundary| [format!("--{boundary}"), format!("--{boundary}--")])
        .collect();
    lines.extend(
        [
            ".",
            "..",
            ".\u{a0}",
            "",
            "   ",
            "hej   ",
            "\tindrag\t",
            "From här till dit",
            "From: x@y.example",
            "Bcc: x@y.example",
            "Subject: ett till",
            "Content-Type: text/html; charset=utf-7",
            "Content-Transfer-Encoding: base64",
            "Content-Type: multipart/mixed; boundary=\"x\"",
            "--x",
            "--",
            "=",
            "=3D=0D=0A",
            "slut =",
            "=?utf-8?q?x?=",
            "begin 644 x.exe",
            "BEGIN:VCALENDAR",
            "END:VEVENT",
            "QUIT",
            "RCPT TO:<x@y.example>",
            "<!-- --> ]]> </html> <script>",
            "\u{feff}x",
            "åäö € 😀 é",
            "{{organisation}}",
            "{{#if slot}}{{slot.time}}{{/if}}",
        ]
        .map(str::to_owned),
    );
    lines.extend(["x".repeat(998), "x".repeat(5000), "å".repeat(1500), "ord ".repeat(800)]);
    lines
}

#[test]
fn no_line_of_a_template_leaves_its_part() {
    let every = lines();
    for line in every.iter().chain([&every.join("\n"), &every.join("\r\n")]) {
        let plain = format!("Subject: Till {{{{organisation}}}}\n\n{line}\nslut\n");
        let html = format!("<p>{line}\n</p>\n{line}");
        let letter = Written { plain, html, ..Written::default() }.letter();
        let letter = letter.unwrap_or_else(|faults| panic!("{line}: {faults:?}"));
        letter.check();
        if !line.contains("{{") && !line.is_empty() && !line.contains('\r') {
            let (plain, written) = (&letter.body.plain, format!("{line}\nslut\n"));
            // Lines that are too long end earlier, between words.
            let words = |text: &str| text.split_whitespace().collect::<String>();
            let whole = line.split('\n').all(|line| line.chars().count() <= 76);
            let found = if whole {
                plain.contains(&written)
            } else {
                words(plain).contains(&words(&written))
            };
            assert!(found, "{line:?}");
        }
        // The same as a subject, if it is one.
        let plain = format!("Subject: {line}\n\nhej\n");
        match (Written { plain, ..Written::default() }).letter() {
            Ok(letter) => {
                assert!(!line.contains('\n'), "{line:?}");
                letter.check();
            }
            Err(faults) => assert!(refused_by_name(&faults), "{line}: {faults:?}"),
        }
    }
}

#[test]
fn a_template_with_a_sign_that_mail_has_no_place_for_is_refused_by_name() {
    for sign in ["\0", "\r", "\u{7}", "\u{1b}", "\u{85}", "\u{7f}"] {
        for (plain, html) in [
            (format!("Subject: x{sign}y\n\nhej\n"), "<p>hej</p>".to_owned()),
            (format!("Subject: x\n\nhej{sign}hej\n"), "<p>hej</p>".to_owned()),
            ("Subject: x\n\nhej\n".to_owned(), format!("<p>hej{sign}hej</p>")),
        ] {
            let written = Written { plain, html, ..Written::default() };
            let faults = written.letter().err().unwrap_or_else(|| panic!("{sign:?} is taken"));
            assert!(refused_by_name(&faults), "{faults:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Any mixture of values in all places at once, and of lines in both templates.
    #[test]
    fn any_mixture_reads_back_or_is_refused(
        values in prop::collection::vec(
            "[ -~åäöÅ€’“”\u{2028}\r\n\0\u{202e}]{0,3}[ !-~åäö€’]{1,60}", 7,
        ),
        local in "[a-zåж0-9.!#$%&'*+/=?^_`{|}~-]{1,20}",
        domain in prop::sample::select(vec!["bageri.example", "åkes.example", "b\u{430}ck.example"]),
        plain in prop::collection::vec((0..38_usize, prop::sample::select(vec!["\n", "\r\n", "\r"])), 0..12),
        subject in "[ -~åäö€]{0,200}",
        answers: bool,
    ) {
        let known = lines();
        let line = |index: usize| known[index % known.len()].as_str();
        let body: String = plain.iter().flat_map(|(index, end)| [line(*index), *end]).collect();
        let [title, venue, organisation, person, from_name, reply_to_name, contact] =
            <[String; 7]>::try_from(values).expect("seven");
        let written = Written {
            title, venue, organisation, person, from_name, reply_to_name, contact, answers,
            email: format!("{local}@{domain}"),
            plain: format!("Subject: {}\n\n{body}", subject.replace("{{", "{ {")),
            html: body,
        };
        match written.letter() {
            Ok(letter) => letter.check(),
            Err(faults) => prop_assert!(refused_by_name(&faults), "{:?}", faults),
        }
    }
}

#[test]
fn a_letter_asks_for_nothing_from_afar() {
    for name in ["letter.sv", "letter.en", "coordinator-letter.sv", "coordinator-letter.en"] {
        let html = Sandbox::new().read(&format!("templates/{name}.html.hbs"));
        for far in ["http:", "https:", "//", "src=", "href=", "url(", "@import", "<script", "<link"]
        {
            assert!(!html.contains(far), "{name}: {far}");
        }
        for needed in ["<html lang=", "name=\"color-scheme\"", "prefers-color-scheme: dark", "<h1"]
        {
            assert!(html.contains(needed), "{name}: {needed}");
        }
    }
}

#[test]
fn a_letter_says_nothing_of_the_machine_that_composed_it() {
    let letter = Written::default().letter().expect("a letter");
    let text = String::from_utf8(letter.message).expect("ASCII");
    for told in ["localhost", "User-Agent", "X-Mailer", "Received"] {
        assert!(!text.contains(told), "{told}");
    }
    assert!(Address::parse("lund@lund.example").is_ok_and(|from| text.contains(from.domain())));
}

/// What the coordinator of so many signatories reads.
fn to_coordinator(signatories: usize, plain: &str, html: &str) -> Body {
    let mut roster = Written::default().roster();
    for number in 1..signatories {
        let _ = write!(
            roster,
            "[[signatory]]\nid = \"s{number}\"\norganisation = \"Bolaget {number}\"\n\
             email = \"info@s{number}.example\"\npeople = [{{ name = \"Bo Ek\" }}]\n"
        );
    }
    let source = SourceText::new("signatories.toml", roster);
    let roster = Roster::parse(&source, &Fonts::bundled()).expect("a roster").value;
    let order = RunningOrder::plan(&roster).expect("a plan").value;
    let text = |name, text: &str| -> Arc<SourceText> { SourceText::new(name, text.to_owned()) };
    let (plain, html) = (text("letter.txt.hbs", plain), text("letter.html.hbs", html));
    let template = LetterTemplate::load(&plain, &html, &coordinator_shape()).expect("a template");
    let head = Head::draft("SHA256:x");
    let (language, reads) = (Language::Swedish, template.reads());
    let fields = coordinator_fields(&roster, &order, language, &|_| Vec::new(), &[], &head, reads);
    template.write(&fields.into()).expect("a letter")
}

#[test]
fn a_letter_lists_as_many_signatories_as_a_mail_program_shows() {
    let templates = [
        (
            include_str!("../../templates/coordinator-letter.sv.txt.hbs"),
            include_str!("../../templates/coordinator-letter.sv.html.hbs"),
        ),
        (
            include_str!("../../templates/coordinator-letter.en.txt.hbs"),
            include_str!("../../templates/coordinator-letter.en.html.hbs"),
        ),
    ];
    for (plain, html) in templates {
        let Body { plain: text, html: page, .. } = to_coordinator(150, plain, html);
        // Gmail cuts letters there.
        assert!(text.len().max(page.len()) < 102_000, "{}", page.len());
        for said in [text, page] {
            let last = said.matches("info@s149.example").count();
            assert_eq!((last, said.contains("output/index.html")), (1, false), "{said}");
        }
        let Body { plain: text, html: page, .. } = to_coordinator(151, plain, html);
        for said in [text, page] {
            assert!(said.contains("151") && said.contains("output/index.html"), "{said}");
            assert!(!said.contains("@s"), "{said}");
            assert!(!said.contains("alla paket") && !said.contains("all packets"), "{said}");
        }
    }
}

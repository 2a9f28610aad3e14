//! Letters: whatever stands in a roster or a template, it is refused by name, or the message reads
//! back as exactly what was meant.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use avsikt::diagnostic::{Diagnostics, SourceText};
use avsikt::fonts::Fonts;
use avsikt::packet::calendar::{Entry, Invitation, Occurrence};
use avsikt::packet::fields::{
    Head, coordinator_fields, coordinator_shape, letter_fields, letter_shape,
};
use avsikt::packet::files::file_name;
use avsikt::packet::letter::compose;
use avsikt::packet::{Attachment, Body, Envelope, LetterTemplate, Listed};
use avsikt::roster::{Address, Mailbox, Roster};
use avsikt::running_order::RunningOrder;
use avsikt::words::Language;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use proptest::prelude::*;

use crate::common::Sandbox;

/// What a coordinator writes that ends in a letter.
#[derive(Debug, Clone)]
struct Written {
    title: String,
    venue: String,
    organisation: String,
    person: String,
    from_name: String,
    reply_to_name: String,
    contact: String,
    email: String,
    answers: bool,
    plain: String,
    html: String,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            title: "Klimatsamverkan Lund".to_owned(),
            venue: "Stadshallen".to_owned(),
            organisation: "Åkes Bröd & Café".to_owned(),
            person: "Åke Berg".to_owned(),
            from_name: "Lunds kommun".to_owned(),
            reply_to_name: "Jon Andersson".to_owned(),
            contact: "Karl-Erik".to_owned(),
            email: "info@bageri.example".to_owned(),
            answers: false,
            plain: include_str!("../../templates/letter.sv.txt.hbs").to_owned(),
            html: include_str!("../../templates/letter.sv.html.hbs").to_owned(),
        }
    }
}

/// A value as a TOML string, whatever is in it.
fn toml(value: &str) -> String {
    let escape = |mut text: String, c| {
        let _ = write!(text, "\\U{:08X}", u32::from(c));
        text
    };
    format!("\"{}\"", value.chars().fold(String::new(), escape))
}

impl Written {
    fn roster(&self) -> String {
        format!(
            "[ceremony]\ntitle = {}\noccasion = \"möte\"\nvenue = {}\ndate = \"2018-04-20\"\n\
             programme = [{{ start = \"07.30\", what = \"Undertecknande\", signing = true }}]\n\
             [host]\norganisation = \"Lund\"\ncity = \"Lund\"\npeople = [{{ name = \"A\" }}]\n\
             [[contact]]\nname = {}\n\
             [mail]\nanswers = {}\nfrom = \"lund@lund.example\"\nfrom-name = {}\n\
             reply-to = \"jon@lund.example\"\nreply-to-name = {}\n\
             coordinator = \"x@lund.example\"\n\
             [packet]\ndate = \"2018-03-26\"\n\
             [[signatory]]\nid = \"bageri\"\norganisation = {}\nemail = {}\n\
             people = [{{ name = {} }}]\n",
            toml(&self.title),
            toml(&self.venue),
            toml(&self.contact),
            self.answers,
            toml(&self.from_name),
            toml(&self.reply_to_name),
            toml(&self.organisation),
            toml(&self.email),
            toml(&self.person),
        )
    }

    /// The letter, with what it was meant to be.
    fn letter(&self) -> Result<Meant, Diagnostics> {
        let source = SourceText::new("signatories.toml", self.roster());
        let roster = Roster::parse(&source, &Fonts::bundled())?.value;
        let plan = RunningOrder::plan(&roster)?.value;
        let text = |name, text: &str| -> Arc<SourceText> { SourceText::new(name, text.to_owned()) };
        let template = LetterTemplate::load(
            &text("letter.sv.txt.hbs", &self.plain),
            &text("letter.sv.html.hbs", &self.html),
            &letter_shape(),
        )?;
        let signatory = &roster.signatories[0];
        let listed = Listed {
            reference: "bageri/declaration".to_owned(),
            title: "Avsiktsförklaring".to_owned(),
            file: file_name("Avsiktsförklaring", Some(&signatory.organisation), 1),
            digest: "00".repeat(32),
            revision: 1,
        };
        let head = Head::draft("SHA256:x");
        let documents = [listed.clone()];
        let body = template.write(
            &letter_fields(&roster, &plan, signatory, &documents, &head, template.reads()).into(),
        )?;
        let to = Mailbox {
            name: Some(signatory.organisation.clone()),
            address: signatory.email.clone(),
        };
        let date = "2018-03-26T10:00:00Z".parse().expect("an instant");
        let entry = Invitation::new(&roster, &plan, signatory)
            .expect("it comes")
            .entry(&Occurrence { uid: "avsikt.0011.bageri", sequence: 0, composed: date, to: &to });
        let envelope = Envelope {
            from: &roster.mail.from,
            reply_to: roster.mail.reply_to.as_ref(),
            to,
            message_id: "avsikt.0011.bageri.r1@lund.example".to_owned(),
            date,
            language: Language::Swedish,
        };
        let attachment = Attachment {
            listed,
            bytes: b"%PDF-1.7\r\n.\r\n\0".to_vec(),
            receipt: b"c2sp.org/tlog-proof@v1\n.\n".to_vec(),
        };
        let attachments = [attachment];
        let message = compose(&envelope, &body, Some(&entry), &attachments).expect("it composes");
        let [attachment] = attachments;
        let Envelope { to, .. } = envelope;
        Ok(Meant { message, body, entry, attachment, to, roster })
    }
}

/// A message with what it was meant to be.
struct Meant {
    message: Vec<u8>,
    body: Body,
    entry: Entry,
    attachment: Attachment,
    to: Mailbox,
    roster: Roster,
}

impl Meant {
    /// Reads the message back and compares.
    fn check(&self) {
        let bytes = &self.message;
        lines_are_those_of_mail(bytes);
        assert_eq!(bytes.is_ascii(), !self.to.address.needs_smtputf8());
        let head =
            String::from_utf8_lossy(bytes).split_once("\r\n\r\n").expect("a body").0.to_owned();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(':').expect("a header").0)
            .collect();
        assert_eq!(
            names,
            [
                "From",
                "To",
                "Subject",
                "Date",
                "Message-ID",
                "Auto-Submitted",
                "Content-Language",
                "MIME-Version",
                "Reply-To",
                "Content-Type",
            ],
            "{head}"
        );
        let message = MessageParser::default().parse(bytes).expect("a message");
        let mail = &self.roster.mail;
        let sender = mail.reply_to.as_ref().expect("a person");
        for (header, meant) in
            [(message.from(), &mail.from), (message.to(), &self.to), (message.reply_to(), sender)]
        {
            let read: Vec<_> = header.expect("a mailbox").iter().collect();
            assert_eq!(read.len(), 1, "{head}");
            assert_eq!(read[0].address(), Some(meant.address.to_string().as_str()), "{head}");
            assert_eq!(read[0].name(), meant.name.as_deref(), "{head}");
        }
        assert_eq!(message.subject(), Some(self.body.subject.as_str()), "{head}");
        assert_eq!(message.message_id(), Some("avsikt.0011.bageri.r1@lund.example"));
        self.check_parts(&message);
        self.check_calendar();
    }

    fn check_parts(&self, message: &Message<'_>) {
        let parts: Vec<String> = message
            .parts
            .iter()
            .map(|part| {
                let form = part.content_type().expect("a form");
                format!("{}/{}", form.ctype(), form.subtype().expect("a kind"))
            })
            .collect();
        assert_eq!(
            parts,
            [
                "multipart/mixed",
                "multipart/alternative",
                "text/plain",
                "text/html",
                "text/calendar",
                "application/pdf",
                "application/octet-stream",
                "application/ics",
            ]
        );
        let text = |at: usize| match &message.parts[at].body {
            PartType::Text(text) | PartType::Html(text) => text.replace("\r\n", "\n"),
            _ => panic!("part {at} is no text"),
        };
        assert_eq!(text(2), self.body.plain);
        assert_eq!(text(3), self.body.html);
        assert_eq!(text(4), self.entry.text.replace("\r\n", "\n"));
        let method = message.parts[4].content_type().and_then(|form| form.attribute("method"));
        assert_eq!(method, Some(self.entry.method));
        let stem = self.attachment.listed.file.trim_end_matches(".pdf");
        let files = [
            (5, format!("{stem}.pdf"), self.attachment.bytes.as_slice()),
            (6, format!("{stem}.tlog-proof"), &self.attachment.receipt),
            (7, self.entry.file.clone(), self.entry.text.as_bytes()),
        ];
        for (at, name, bytes) in files {
            assert_eq!(message.parts[at].attachment_name(), Some(name.as_str()));
            assert_eq!(message.parts[at].contents(), bytes, "{name}");
        }
    }

    fn check_calendar(&self) {
        let text = &self.entry.text;
        assert!(
            text.ends_with("\r\n") && text.split("\r\n").all(|line| line.len() <= 75),
            "{text}"
        );
        let event = event(text);
        let ceremony = &self.roster.ceremony;
        let mut names: Vec<&str> = event.keys().map(String::as_str).collect();
        names.retain(|name| *name != "ATTENDEE");
        assert_eq!(
            names,
            [
                "CLASS",
                "DESCRIPTION",
                "DTEND",
                "DTSTAMP",
                "DTSTART",
                "LOCATION",
                "ORGANIZER",
                "SEQUENCE",
                "STATUS",
                "SUMMARY",
                "TRANSP",
                "UID",
            ]
        );
        assert_eq!(event.contains_key("ATTENDEE"), self.roster.mail.answers);
        let value = |name: &str| plain(&event[name].1);
        assert_eq!(value("SUMMARY"), format!("{}: undertecknande", ceremony.title));
        assert_eq!(value("LOCATION"), ceremony.venue);
        assert!(value("DESCRIPTION").starts_with(&format!(
            "{} undertecknar som nummer 2 av 2",
            self.roster.signatories[0].organisation
        )));
        let organiser = self.roster.mail.reply_to.as_ref().expect("a person");
        for (name, mailbox) in [("ORGANIZER", organiser), ("ATTENDEE", &self.to)] {
            let Some((parameters, _)) = event.get(name) else { continue };
            let (_, quoted) = parameters.split_once("CN=\"").expect("a name");
            let quoted = quoted.strip_suffix('"').expect("its end");
            assert!(!quoted.contains('"'), "{parameters}");
            let read = quoted.replace("^^", "\0").replace("^'", "\"").replace('\0', "^");
            assert_eq!(Some(read), mailbox.name, "{parameters}");
        }
    }
}

/// Every line ends with CRLF, and none is longer than mail allows.
fn lines_are_those_of_mail(bytes: &[u8]) {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let (after, lines) = lines.split_last().expect("a line");
    assert!(after.is_empty() && !bytes.contains(&0));
    for line in lines {
        let text = String::from_utf8_lossy(line);
        let line = line.strip_suffix(b"\r").unwrap_or_else(|| panic!("an LF alone: {text}"));
        assert!(!line.contains(&b'\r') && line.len() <= 998, "{text}");
    }
}

/// An event's properties: the parameters and the value of each.
type Event = BTreeMap<String, (String, String)>;

/// The event's properties: their parameters and values, each once.
fn event(text: &str) -> Event {
    let unfolded = text.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT\r\n").count(), 1, "{text}");
    let (_, rest) = unfolded.split_once("BEGIN:VEVENT\r\n").expect("an event");
    let (event, end) = rest.split_once("END:VEVENT\r\n").expect("its end");
    assert_eq!(end, "END:VCALENDAR\r\n");
    let mut properties = BTreeMap::new();
    for line in event.split_terminator("\r\n") {
        // The value begins at the first colon that is not within quotation marks.
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        });
        let (head, value) = line.split_at(colon.expect("a value"));
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        let known =
            properties.insert(name.to_owned(), (parameters.to_owned(), value[1..].to_owned()));
        assert!(known.is_none(), "{name} is there twice: {text}");
    }
    properties
}

/// A text of a calendar without its escapes.
fn plain(text: &str) -> String {
    let mut read = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let escaped = c == '\\';
        assert!(escaped || (c != ';' && c != ','), "{text}");
        read.push(match if escaped { characters.next().expect("an escape") } else { c } {
            'n' if escaped => '\n',
            c => c,
        });
    }
    read
}

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

/// The letters of an outbox that have calendar entries: their recipients, and the events.
fn entries(sandbox: &Sandbox) -> BTreeMap<String, (String, Event)> {
    let letters = sandbox.files("output/outbox");
    let queued = letters.iter().filter(|(name, _)| {
        let name = std::path::Path::new(name);
        name.extension().is_some_and(|ending| ending == "eml") && name.parent() == Some("".as_ref())
    });
    queued
        .filter_map(|(name, bytes)| {
            lines_are_those_of_mail(bytes);
            let message = MessageParser::default().parse(bytes).expect("a message");
            let of = |kind: (&str, &str)| {
                let part = message.parts.iter().find(|part| part.is_content_type(kind.0, kind.1));
                part.map(|part| String::from_utf8(part.contents().to_vec()).expect("UTF-8"))
            };
            let text = of(("text", "calendar"))?;
            assert_eq!(of(("application", "ics")), Some(text.clone()), "{name}");
            let recipient = message.to().and_then(|to| to.first()).and_then(|to| to.address());
            let recipient = recipient.expect("a recipient").to_owned();
            Some((name.clone(), (recipient, event(&text))))
        })
        .collect()
}

#[test]
fn a_new_revision_is_the_same_entry_with_a_higher_sequence() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let first = entries(&sandbox);
    // 15 letters and 2 copies, without the one that does not come, and the coordinator's.
    assert_eq!(first.len(), 16, "{:?}", first.keys());
    assert!(!first.contains_key("sankt-mikael-r1.eml"));
    assert!(first.values().all(|(_, event)| event["SEQUENCE"].1 == "0"));
    let uid = |name: &str| first[name].1["UID"].1.clone();
    assert_eq!(
        uid("akerlund-r1.eml"),
        uid("akerlund-r1-copy1.eml"),
        "one entry for both addresses"
    );
    assert_ne!(uid("akerlund-r1.eml"), uid("svalan-r1.eml"));
    assert!(first.values().all(|(_, event)| !event.contains_key("ATTENDEE")));

    sandbox.change("signatories.toml", "venue = \"Stadshallen i Lund\"", "venue = \"Mejeriet\"");
    sandbox.produce();
    let second = entries(&sandbox);
    assert_eq!(second.len(), first.len());
    for (name, (_, event)) in &second {
        let earlier = &first[&name.replace("-r2", "-r1")].1;
        assert_eq!(event["UID"], earlier["UID"], "{name}");
        assert_eq!((event["SEQUENCE"].1.as_str(), event["LOCATION"].1.as_str()), ("1", "Mejeriet"));
    }

    // Nothing in an entry changes without a revision: not who asks, and not whether.
    sandbox.change("signatories.toml", "[mail]\n", "[mail]\nanswers = true\n");
    sandbox.produce();
    let third = entries(&sandbox);
    for (name, (recipient, event)) in &third {
        assert!(name.contains("-r3"), "{name}");
        assert_eq!(event["SEQUENCE"].1, "2");
        assert_eq!(event["ATTENDEE"].1, format!("mailto:{recipient}"));
        assert!(event["ATTENDEE"].0.contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE"));
    }
    let (name, other) = ("reply-to-name = \"Jon Andersson\"", "reply-to-name = \"Jon\"");
    sandbox.change("signatories.toml", name, other);
    sandbox.produce();
    assert!(entries(&sandbox).keys().all(|name| name.contains("-r4")));
    let before = sandbox.instants("output");
    sandbox.produce();
    assert_eq!(sandbox.instants("output"), before, "the same, and nothing happens");
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

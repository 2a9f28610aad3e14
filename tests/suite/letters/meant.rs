//! A message is read back and compared with what it was meant to be.

use std::collections::BTreeMap;

use avsikt::packet::calendar::Entry;
use avsikt::packet::{Attachment, Body};
use avsikt::roster::{Mailbox, Roster};
use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

/// A message with what it was meant to be.
pub(super) struct Meant {
    pub(super) message: Vec<u8>,
    pub(super) body: Body,
    pub(super) entry: Entry,
    pub(super) attachment: Attachment,
    pub(super) to: Mailbox,
    pub(super) roster: Roster,
}

impl Meant {
    /// Reads the message back and compares.
    pub(super) fn check(&self) {
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
pub(super) fn lines_are_those_of_mail(bytes: &[u8]) {
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
pub(super) type Event = BTreeMap<String, (String, String)>;

/// The event's properties: their parameters and values, each once.
pub(super) fn event(text: &str) -> Event {
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

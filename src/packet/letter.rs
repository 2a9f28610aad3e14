//! A letter as it will be sent: RFC 5322 and MIME, the same bytes for the same values.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use lettre::message::header::{
    self, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Attachment as Part, MultiPart, SinglePart};

use super::Body;
use super::calendar::Entry;
use super::encoded::{encoded, is_plain};
use super::files::receipt_name;
use crate::audit::Digest;
use crate::roster::{Address, Mailbox};
use crate::words::Language;

/// An issued document as a letter tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The document's name for ever: `solbacken/declaration`.
    pub reference: String,
    /// What people call the document.
    pub title: String,
    /// Its file name in the letter: ASCII, with the organisation in it.
    pub file: String,
    /// SHA-256, lower-case hexadecimal.
    pub digest: String,
    /// Counted from 1.
    pub revision: u32,
}

/// An issued document on its way into a letter.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// What the letter tells of it.
    pub listed: Listed,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// The proof that it is in the ledger.
    pub receipt: Vec<u8>,
}

/// Who writes to whom, and when.
#[derive(Debug, Clone)]
pub struct Envelope<'a> {
    /// The sender.
    pub from: &'a Mailbox,
    /// Who reads the answers.
    pub reply_to: Option<&'a Mailbox>,
    /// The one recipient; copies are messages of their own.
    pub to: Mailbox,
    /// Unique, without angle brackets, the same for the same letter.
    pub message_id: String,
    /// The instant of composing.
    pub date: Timestamp,
    /// The language of the words.
    pub language: Language,
}

/// Composes the message: plain text, HTML and the calendar entry as alternatives, then the
/// attachments.
///
/// Nothing of the machine that composes it is in it, and its MIME boundaries follow from its
/// Message-ID.
///
/// # Errors
/// The reason, when an address is none that mail can be sent to.
pub fn compose(
    envelope: &Envelope<'_>,
    body: &Body,
    entry: Option<&Entry>,
    attachments: &[Attachment],
) -> Result<Vec<u8>, String> {
    let boundary = |part: &str| {
        let digest = Digest::of(format!("{part}:{}", envelope.message_id).as_bytes());
        // No line of a part begins like this: each is quoted-printable or base64 (RFC 2045, 6.7).
        format!("=_avsikt-{part}-{}", &digest.to_string()[..24])
    };
    let mut alternative = MultiPart::alternative()
        .boundary(boundary("words"))
        .singlepart(quotable(ContentType::TEXT_PLAIN, &body.plain))
        .singlepart(quotable(ContentType::TEXT_HTML, &body.html));
    if let Some(Entry { method, text, .. }) = entry {
        // The last, as programs that know calendars expect it.
        let form = content_type(&format!("text/calendar; method={method}; charset=utf-8"));
        let part = SinglePart::builder().header(form);
        let part = part.header(ContentTransferEncoding::Base64).body(text.clone());
        alternative = alternative.singlepart(part);
    }
    let mut mixed = MultiPart::mixed().boundary(boundary("packet")).multipart(alternative);
    for attachment in attachments {
        let (file, bytes) = (&attachment.listed.file, &attachment.bytes);
        mixed = mixed.singlepart(enclosed(file, "application/pdf", bytes));
    }
    for attachment in attachments {
        let file = receipt_name(&attachment.listed.file);
        mixed = mixed.singlepart(enclosed(&file, "application/octet-stream", &attachment.receipt));
    }
    if let Some(Entry { text, file, .. }) = entry {
        // Once more, as a file to open, for programs that show alternatives of words only.
        mixed = mixed.singlepart(enclosed(file, "application/ics", text.as_bytes()));
    }
    let [from, to] = [envelope.from, &envelope.to].map(mailbox);
    let route = lettre::address::Envelope::new(Some(from.email.clone()), vec![to.email.clone()]);
    let mut builder = lettre::Message::builder()
        .envelope(route.map_err(|error| error.to_string())?)
        .from(from)
        .to(to)
        .subject(body.subject.clone())
        .date(SystemTime::try_from(envelope.date).map_err(|error| error.to_string())?)
        .message_id(Some(format!("<{}>", envelope.message_id)))
        .header(AutoSubmitted)
        .header(ContentLanguage(envelope.language))
        .header(header::MIME_VERSION_1_0);
    if let Some(reply_to) = envelope.reply_to {
        builder = builder.reply_to(mailbox(reply_to));
    }
    let mut message = builder.multipart(mixed).map_err(|error| error.to_string())?;
    let headers = message.headers_mut();
    if !is_plain(&body.subject) {
        headers.insert_raw(in_words("Subject", &body.subject, None));
    }
    let mailboxes = [
        ("From", Some(envelope.from)),
        ("Reply-To", envelope.reply_to),
        ("To", Some(&envelope.to)),
    ];
    for (header, mailbox) in mailboxes {
        let Some(Mailbox { name: Some(name), address }) = mailbox else { continue };
        if !is_plain(name) {
            headers.insert_raw(in_words(header, name, Some(address)));
        }
    }
    Ok(message.formatted())
}

/// A header whose text is in encoded words, of our making: lettre leaves what looks encoded
/// already, cannot fold an endless word, and puts more words in succession than need be.
fn in_words(name: &'static str, text: &str, address: Option<&Address>) -> HeaderValue {
    let address = address.map(|address| format!("<{address}>"));
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        text.to_owned(),
        encoded(name, text, address.as_deref()),
    )
}

/// Words in lines of at most 76 octets, whatever stands in them. Their line ends are a message's
/// already, and they are given as bytes: in a text lettre would look for the ends that are missing,
/// put them in one by one, and each time move all that follows.
fn quotable(form: ContentType, words: &str) -> SinglePart {
    SinglePart::builder()
        .header(form)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(words.replace('\n', "\r\n").into_bytes())
}

/// A file in base64 even where its bytes look like text, whose line ends lettre would change on the
/// way.
fn enclosed(name: &str, form: &str, bytes: &[u8]) -> SinglePart {
    let body = lettre::message::Body::dangerous_pre_encoded(
        in_base64(bytes),
        ContentTransferEncoding::Base64,
    );
    Part::new(name.to_owned()).body(body, content_type(form))
}

/// Base64 in lines of 76 characters (RFC 2045, 6.8). The bytes are encoded as a whole and parted then:
/// attachments are most of a batch's letters, and line by line it takes several times as long.
fn in_base64(bytes: &[u8]) -> Vec<u8> {
    let text = STANDARD.encode(bytes);
    let lines: Vec<&[u8]> = text.as_bytes().chunks(76).collect();
    lines.join(&b"\r\n"[..])
}

fn content_type(form: &str) -> ContentType {
    ContentType::parse(form).expect("a form that is written here")
}

/// An address as lettre takes it, which would look at it again, and knows fewer letters than
/// RFC 6532.
pub(crate) fn mail_address(Address { local, domain }: &Address) -> lettre::Address {
    lettre::Address::new_dangerous(local, domain)
}

fn mailbox(mailbox: &Mailbox) -> lettre::message::Mailbox {
    lettre::message::Mailbox::new(mailbox.name.clone(), mail_address(&mailbox.address))
}

/// RFC 3834: an automatic message, to which no automatic answer should be sent.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// RFC 3282: the language of the words.
#[derive(Clone)]
struct ContentLanguage(Language);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(tag: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Language::from_tag(tag).map(Self).ok_or_else(|| "an unknown language".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.tag().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;
    use crate::packet::files::file_name;

    fn address(local: &str) -> Address {
        Address { local: local.to_owned(), domain: "bageri.example".to_owned() }
    }

    fn letter(name: &str, subject: &str) -> Vec<u8> {
        let from = Mailbox { name: Some(name.to_owned()), address: address("lund") };
        let envelope = Envelope {
            from: &from,
            reply_to: Some(&from),
            to: Mailbox { name: Some(name.to_owned()), address: address("info") },
            message_id: "avsikt.0011.solbacken.r1@lund.example".to_owned(),
            date: "2018-03-26T10:00:00Z".parse().unwrap(),
            language: Language::Swedish,
        };
        let body = Body {
            subject: subject.to_owned(),
            plain: "Hej Åsa!\n.\nFrån oss\n".to_owned(),
            html: "<p>Hej Åsa!</p>".to_owned(),
        };
        let attachment = Attachment {
            listed: Listed {
                reference: "solbacken/declaration".to_owned(),
                title: "Avsiktsförklaring".to_owned(),
                file: file_name("Avsiktsförklaring", Some(name), 1),
                digest: "00".repeat(32),
                revision: 1,
            },
            bytes: b"%PDF-1.7 not really".to_vec(),
            receipt: b"c2sp.org/tlog-proof@v1\n".to_vec(),
        };
        compose(&envelope, &body, None, &[attachment]).expect("it composes")
    }

    #[test]
    fn a_letter_reads_back_as_it_was_meant_whatever_the_name() {
        for name in [
            "Åkes Bröd & Café",
            "Andersson, Berg: Advokater <x@y.example>",
            "=?utf-8?q?x?=",
            "\"Huset\" 'i' (Parken)",
            &"mycket långt namn ".repeat(20),
        ] {
            let bytes = letter(name, name);
            assert_eq!(bytes, letter(name, name), "the same letter, the same bytes");
            let parsed = MessageParser::default().parse(&bytes).expect("a message");
            let to = parsed.to().unwrap().first().unwrap();
            assert_eq!(to.address(), Some("info@bageri.example"));
            assert_eq!(to.name().map(str::trim), Some(name.trim()));
            assert_eq!(parsed.to().unwrap().iter().count(), 1);
            for sender in [parsed.from(), parsed.reply_to()] {
                let sender = sender.unwrap().first().unwrap();
                assert_eq!(sender.address(), Some("lund@bageri.example"));
                assert_eq!(sender.name().map(str::trim), Some(name.trim()));
            }
            assert_eq!(parsed.subject().map(str::trim), Some(name.trim()));
            assert_eq!(
                parsed.body_text(0).unwrap().replace("\r\n", "\n"),
                "Hej Åsa!\n.\nFrån oss\n"
            );
            let attached = parsed.attachment(0).expect("the PDF");
            assert_eq!(attached.contents(), b"%PDF-1.7 not really");
            assert!(attached.attachment_name().unwrap().is_ascii());
            let receipt = parsed.attachment(1).expect("the receipt");
            assert_eq!(receipt.contents(), b"c2sp.org/tlog-proof@v1\n");
            let name = attached.attachment_name().unwrap().replace(".pdf", ".tlog-proof");
            assert_eq!(receipt.attachment_name(), Some(name.as_str()));
            assert!(bytes.is_ascii());
        }
    }

    #[test]
    fn base64_is_in_lines_as_lettre_would_have_them() {
        for length in (0..200).chain([4095, 4096, 4097]) {
            let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            let encoding = ContentTransferEncoding::Base64;
            let body = lettre::message::Body::new_with_encoding(bytes.clone(), encoding);
            assert_eq!(in_base64(&bytes), body.expect("base64").into_vec(), "{length}");
        }
    }

    #[test]
    fn no_line_is_longer_than_mail_allows_and_any_address_of_the_roster_is_taken() {
        let from = Mailbox { name: None, address: Address::parse("a@lund.example").unwrap() };
        for local in ["!#$%&'*+-/=?^_`{|}~", "o'brien+x.y", "a", &"x".repeat(64)] {
            let address = Address::parse(&format!("{local}@bageri.example")).expect(local);
            let envelope = Envelope {
                from: &from,
                reply_to: None,
                to: Mailbox { name: Some("x".repeat(2000)), address },
                message_id: "x@lund.example".to_owned(),
                date: "2018-03-26T10:00:00Z".parse().unwrap(),
                language: Language::English,
            };
            let body = Body {
                subject: "word ".repeat(300),
                plain: "a".repeat(3000),
                html: "å".repeat(3000),
            };
            let bytes = compose(&envelope, &body, None, &[]).expect(local);
            // RFC 5322, 2.1.1: 998 octets without the line's end.
            let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
            assert!(longest.is_some_and(|octets| octets <= 999), "{local}: {longest:?}");
        }
    }
}

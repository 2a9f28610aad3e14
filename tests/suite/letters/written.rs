//! What a coordinator writes, and the letter that becomes of it.

use std::fmt::Write as _;
use std::sync::Arc;

use avsikt::diagnostic::{Diagnostics, SourceText};
use avsikt::fonts::Fonts;
use avsikt::packet::calendar::{Invitation, Occurrence};
use avsikt::packet::fields::{Head, letter_fields, letter_shape};
use avsikt::packet::files::file_name;
use avsikt::packet::letter::compose;
use avsikt::packet::{Attachment, Envelope, LetterTemplate, Listed};
use avsikt::roster::{Mailbox, Roster};
use avsikt::running_order::RunningOrder;
use avsikt::words::Language;

use super::meant::Meant;

/// What a coordinator writes that ends in a letter.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) title: String,
    pub(super) venue: String,
    pub(super) organisation: String,
    pub(super) person: String,
    pub(super) from_name: String,
    pub(super) reply_to_name: String,
    pub(super) contact: String,
    pub(super) email: String,
    pub(super) answers: bool,
    pub(super) plain: String,
    pub(super) html: String,
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
            plain: include_str!("../../../templates/letter.sv.txt.hbs").to_owned(),
            html: include_str!("../../../templates/letter.sv.html.hbs").to_owned(),
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
    pub(super) fn roster(&self) -> String {
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
    pub(super) fn letter(&self) -> Result<Meant, Diagnostics> {
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

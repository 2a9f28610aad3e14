//! PACKET: all that one addressee receives, as a letter; pure.

pub mod answer;
pub mod changes;
pub mod fields;
pub mod letter;

use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::merge::{Markup, Shape, Template};
use crate::sentence;

pub use self::letter::{Attachment, Envelope, Listed};

/// The words of a letter, in both of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub plain: String,
    /// The same as HTML.
    pub html: String,
}

/// The pair of templates that a letter is written from: plain text, whose first line is
/// `Subject: …` and whose second is empty, and HTML.
#[derive(Debug)]
pub struct LetterTemplate {
    plain: Template,
    html: Template,
}

/// What the first line of a letter's plain text begins with, in every language.
const SUBJECT: &str = "Subject: ";

impl LetterTemplate {
    /// Loads both templates.
    ///
    /// # Errors
    /// The faults of both, each at its line; or that the plain text does not begin with a subject.
    pub fn load(
        plain: &Arc<SourceText>,
        html: &Arc<SourceText>,
        shape: &Shape,
    ) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut lines = plain.text.lines();
        let subject = lines.next().unwrap_or_default();
        if !subject.starts_with(SUBJECT) || lines.next() != Some("") {
            faults.push(
                Diagnostic::error(sentence!("template-subject"))
                    .at(plain, 0..subject.len())
                    .remedy(sentence!("template-subject-remedy")),
            );
        }
        let mut load = |source, markup| {
            Template::load(source, markup, shape).map_err(|more| faults.extend(more)).ok()
        };
        let (plain, html) = (load(plain, Markup::Plain), load(html, Markup::Html));
        match (plain, html) {
            (Some(plain), Some(html)) if faults.is_empty() => Ok(Self { plain, html }),
            _ => Err(faults.sorted()),
        }
    }

    /// Writes a letter.
    ///
    /// # Errors
    /// Never for values of the templates' shape.
    pub fn write(&self, values: &Value) -> Result<Body, Diagnostics> {
        let plain = self.plain.text(values)?;
        let (subject, plain) = plain.split_once('\n').unwrap_or((&plain, ""));
        Ok(Body {
            subject: subject.trim_start_matches(SUBJECT).trim().to_owned(),
            plain: plain.trim_start_matches('\n').to_owned(),
            html: self.html.text(values)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(plain: &str) -> Result<LetterTemplate, Diagnostics> {
        let shape = Shape::record([("organisation", Shape::Text)]);
        LetterTemplate::load(
            &SourceText::new("letter.sv.txt.hbs", plain),
            &SourceText::new("letter.sv.html.hbs", "<p>{{organisation}}</p>"),
            &shape,
        )
    }

    #[test]
    fn a_letter_has_the_subject_of_its_first_line() {
        let template = load("Subject: Till {{organisation}}\n\nHej {{organisation}}!\n").unwrap();
        let body = template.write(&serde_json::json!({ "organisation": "A & B" })).unwrap();
        assert_eq!(body.subject, "Till A & B");
        assert_eq!(body.plain, "Hej A & B!\n");
        assert_eq!(body.html, "<p>A &#38; B</p>");
    }

    #[test]
    fn a_letter_without_a_subject_is_refused_with_its_other_faults() {
        let faults = load("Hej {{organization}}!\n").expect_err("no subject, unknown name");
        let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, ["template-subject", "template-unknown"]);
    }
}

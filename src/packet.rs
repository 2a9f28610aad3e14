//! PACKET: all that one addressee receives, as a letter; pure.

pub mod answer;
pub mod calendar;
pub mod changes;
mod encoded;
pub mod fields;
pub mod files;
pub mod letter;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, SourceText, wrapped};
use crate::merge::{Markup, Shape, Template, Values};
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
    reads: Shape,
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
            faults.push(no_subject(plain));
        }
        let mut load = |source, markup| {
            Template::load(source, markup, shape).map_err(|more| faults.extend(more)).ok()
        };
        let (plain, html) = (load(plain, Markup::Plain), load(html, Markup::Html));
        let (Some(plain), Some(html)) = (plain, html) else {
            return Err(faults.sorted());
        };
        faults.into_result(())?;
        let told = changes::LOOKED_AT.map(str::to_owned).into();
        let reads = plain.reads().clone().or(html.reads().clone()).or(shape.narrowed("", &told));
        let template = Self { plain, html, reads };
        // Tags can eat the ends of lines that the source shows.
        for full in [true, false] {
            template.write(&shape.specimen(full).into())?;
        }
        Ok(template)
    }

    /// Which of its values either form reads, or are [facts](changes::facts) that it tells.
    #[must_use]
    pub fn reads(&self) -> &Shape {
        &self.reads
    }

    /// Writes a letter.
    ///
    /// # Errors
    /// When what these values make of the plain text does not begin with a subject.
    pub fn write(&self, values: &Values) -> Result<Body, Diagnostics> {
        let text =
            |template: &Template| template.text(values).map(|text| text.replace("\r\n", "\n"));
        let plain = text(&self.plain)?;
        let mut lines = plain.splitn(3, '\n');
        let subject = lines.next().and_then(|line| line.strip_prefix(SUBJECT)).unwrap_or_default();
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        let (Some(""), Some(plain), false) = (lines.next(), lines.next(), subject.is_empty())
        else {
            return Err(no_subject(self.plain.source()).into());
        };
        let plain = reflowed(plain.trim_start_matches('\n'));
        Ok(Body { subject, plain, html: text(&self.html)? })
    }
}

/// No line of plain text is longer if its words allow it: a mail program would break it somewhere.
const LONGEST: usize = 76;

/// Breaks the lines that values have made too long. What is left of one begins the next, if that goes
/// on with the sentence.
fn reflowed(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut rest: Option<String> = None;
    for line in text.split('\n') {
        let goes_on = line.starts_with(char::is_lowercase) && line.contains(' ');
        let line = match rest.take() {
            Some(rest) if goes_on => format!("{rest} {line}"),
            left => {
                lines.extend(left);
                line.to_owned()
            }
        };
        if line.chars().count() <= LONGEST {
            lines.push(line);
            continue;
        }
        let broken = wrapped(&line, LONGEST, 0);
        match broken.rsplit_once('\n') {
            Some((full, last)) => {
                lines.extend(full.split('\n').map(str::to_owned));
                rest = Some(last.to_owned());
            }
            None => lines.push(broken),
        }
    }
    lines.extend(rest);
    lines.join("\n")
}

/// That a letter's plain text does not begin with a subject and an empty line.
fn no_subject(source: &Arc<SourceText>) -> Diagnostic {
    let end = source.text.find(['\r', '\n']).unwrap_or(source.text.len());
    Diagnostic::error(sentence!("template-subject"))
        .at(source, 0..end)
        .remedy(sentence!("template-subject-remedy"))
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
        let body = template.write(&serde_json::json!({ "organisation": "A & B" }).into()).unwrap();
        assert_eq!(body.subject, "Till A & B");
        assert_eq!(body.plain, "Hej A & B!\n");
        assert_eq!(body.html, "<p>A &#38; B</p>");
    }

    #[test]
    fn a_line_that_a_value_makes_too_long_goes_on_in_the_next() {
        let name = "ord ".repeat(20);
        let text = format!("Brevet till {name}som heter\nså går till:\n\nKort\n");
        let first = format!("Brevet till {}", "ord ".repeat(16));
        let second = format!("{}som heter så går till:", "ord ".repeat(4));
        assert_eq!(reflowed(&text), format!("{}\n{second}\n\nKort\n", first.trim_end()));
        let file = format!("{name}A\nfil.pdf\n{}\n", "x".repeat(90));
        assert!(reflowed(&file).ends_with(&format!("ord A\nfil.pdf\n{}\n", "x".repeat(90))));
    }

    #[test]
    fn what_does_not_begin_with_one_line_of_subject_is_refused() {
        for plain in [
            "Hej!\n\nHej!\n",
            "Subject: Hej\nHej!\n",
            "Subject: \n\nHej!\n",
            "Subject: {{#if organisation}}{{/if}}\n\nHej!\n",
            "Subject: Till {{organisation~}}\n\nHej!\n",
            "Subject: {{!--\n\n--}}\nHej!\n",
            "Subject: Hej\rX-Mailer: x\n\nHej!\n",
            "Subject: Hej\u{0}\n\nHej!\n",
            "Subject: Hej\n\nHej\rhej!\n",
            "",
        ] {
            let faults = load(plain).expect_err(plain);
            let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
            let known = ["template-subject", "template-character"];
            assert!(keys.iter().all(|key| known.contains(key)), "{plain:?}: {keys:?}");
        }
        let template = load("Subject:  Till\t{{organisation}} \r\n\r\nHej!\r\n").unwrap();
        let body = template.write(&serde_json::json!({ "organisation": "A" }).into()).unwrap();
        assert_eq!((body.subject.as_str(), body.plain.as_str()), ("Till A", "Hej!\n"));
    }

    #[test]
    fn a_letter_without_a_subject_is_refused_with_its_other_faults() {
        let faults = load("Hej {{organization}}!\n").expect_err("no subject, unknown name");
        let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, ["template-subject", "template-unknown"]);
    }
}

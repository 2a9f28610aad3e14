//! Pages for a browser, each one file that works alone, without network, for ever.
//!
//! What a page may run and how it looks is fixed by digests in its content security policy; what it
//! tells is data in it, and never becomes markup.

use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::sentence;
use crate::words::{Language, Sentence, Words};

/// A page before anything is put in.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The markup, in which each placeholder stands once.
    pub html: &'static str,
    /// How it looks.
    pub style: &'static str,
    /// One program: its parts know each other by name.
    pub script: &'static str,
    /// Whether there are pictures among its data.
    pub pictures: bool,
}

impl Page {
    /// Writes the page with its data, which the program finds in the element around `{{data}}`.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn write(&self, to: &mut dyn Write, data: &impl Serialize) -> io::Result<()> {
        self.assemble(to, self.html, data)
    }

    /// The same in one language, for pages whose words are data: `{{language}}`, and `{{noscript}}`
    /// for those whose browser runs no program.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn write_in(
        &self,
        to: &mut dyn Write,
        language: Language,
        data: &impl Serialize,
    ) -> io::Result<()> {
        let noscript = Words::of(language).say(&sentence!("page-noscript"));
        let html = self.html.replacen("{{language}}", language.tag(), 1);
        self.assemble(to, &html.replacen("{{noscript}}", &noscript, 1), data)
    }

    fn assemble(&self, to: &mut dyn Write, html: &str, data: &impl Serialize) -> io::Result<()> {
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {};{} base-uri 'none'; form-action 'none'",
            hash(self.style),
            hash(self.script),
            if self.pictures { " img-src data:;" } else { "" },
        );
        let html = html
            .replacen("{{csp}}", &policy, 1)
            .replacen("/*{{css}}*/", self.style, 1)
            .replacen("/*{{js}}*/", self.script, 1);
        // The data last: a placeholder in a title stays a title. They are long, and never held.
        let (before, after) = html.split_once("{{data}}").expect("each placeholder is there");
        to.write_all(before.as_bytes())?;
        serde_json::to_writer(InScript(to), data)?;
        to.write_all(after.as_bytes())
    }

    /// What stands in the style or the program and must not: it would end its element, or be taken
    /// for a placeholder.
    #[cfg(test)]
    pub(crate) fn faults(&self) -> Vec<&'static str> {
        let own = format!("{}{}", self.style, self.script).to_lowercase();
        let forbidden = ["</style", "</script", "<!--", "\r", "{{csp}}", "{{data}}"];
        forbidden.into_iter().filter(|text| own.contains(text)).collect()
    }
}

/// A list, each piece of which is made when it is written: there may be thousands.
pub struct Each<F>(pub F);

impl<F, Pieces> Serialize for Each<F>
where
    F: Fn() -> Pieces,
    Pieces: IntoIterator,
    Pieces::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// JSON within a script's element, which nothing in it can end.
struct InScript<'a>(&'a mut dyn Write);

impl Write for InScript<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (index, part) in bytes.split(|byte| *byte == b'<').enumerate() {
            if index > 0 {
                self.0.write_all(b"\\u003c")?;
            }
            self.0.write_all(part)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The words of a page by the names that its program knows them by.
#[must_use]
pub fn words<'a>(
    language: Language,
    sentences: impl IntoIterator<Item = (&'a str, Sentence)>,
) -> Value {
    let words = Words::of(language);
    let said: BTreeMap<&str, String> =
        sentences.into_iter().map(|(name, sentence)| (name, words.say(&sentence))).collect();
    serde_json::json!(said)
}

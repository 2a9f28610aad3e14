//! Pages for a browser, each one file that works alone, without network, for ever.
//!
//! What a page may run and how it looks is fixed by digests in its content security policy; what it
//! tells is data in it, and never becomes markup.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
    /// The page with its data, which the program finds in the element around `{{data}}`.
    #[must_use]
    pub fn fill(&self, data: &Value) -> String {
        self.assemble(self.html, data)
    }

    /// The same in one language, for pages whose words are data: `{{language}}`, and `{{noscript}}`
    /// for those whose browser runs no program.
    #[must_use]
    pub fn fill_in(&self, language: Language, data: &Value) -> String {
        let noscript = Words::of(language).say(&sentence!("page-noscript"));
        let html = self.html.replacen("{{language}}", language.tag(), 1);
        self.assemble(&html.replacen("{{noscript}}", &noscript, 1), data)
    }

    fn assemble(&self, html: &str, data: &Value) -> String {
        // Nothing in the data can end the element that it stands in.
        let data = data.to_string().replace('<', "\\u003c");
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {};{} base-uri 'none'; form-action 'none'",
            hash(self.style),
            hash(self.script),
            if self.pictures { " img-src data:;" } else { "" },
        );
        // The data last: a placeholder in a title stays a title.
        html.replacen("{{csp}}", &policy, 1)
            .replacen("/*{{css}}*/", self.style, 1)
            .replacen("/*{{js}}*/", self.script, 1)
            .replacen("{{data}}", &data, 1)
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

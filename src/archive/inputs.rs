//! What the current documents and letters were made from: `private/inputs.json`.
//!
//! It holds people's data in digests that could be guessed, so it is never mailed or published.
//! Losing it costs time, not truth: what was lost is typeset again and compared.

mod form;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::audit::{Digest, DocumentKey, LetterKey};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::packet::answer::Answer;
use crate::packet::changes::Told;
use crate::roster::{Id, Kind};
use crate::sentence;
use crate::typeset::Reads;

/// What one document or letter was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// Of everything but the files below: for a document its template, the values that this reads
    /// but for the revision, the PDF level and the date; for a letter its words, its recipient and
    /// its documents.
    pub digest: Digest,
    /// What people call it.
    pub title: String,
    /// How many pages it has; none for letters and enclosures.
    pub pages: Option<usize>,
    /// A picture of its first page, a PNG file in base64, where the overview shows one.
    pub thumbnail: Option<String>,
    /// The files below `templates/` that it read, or looked for in vain.
    pub reads: Reads,
    /// Of a letter, what each of its revisions told, the newest last.
    pub told: Vec<Told>,
}

impl Inputs {
    /// What is known of everything; the rest is not there.
    #[must_use]
    pub fn new(digest: Digest, title: String) -> Self {
        let (reads, told) = (Reads::default(), Vec::new());
        Self { digest, title, pages: None, thumbnail: None, reads, told }
    }
}

/// The inputs of all that is current.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputsBook {
    /// What the roster's digest in the ledger is salted with: without it, who knows the rest of a
    /// roster could guess a number in it.
    salt: Option<String>,
    /// What the ceremony is called, for pages that are made without reading the roster.
    title: String,
    /// The digests of all files below `templates/`, by their paths there.
    files: BTreeMap<String, Digest>,
    /// By their keys, those of letters behind `letter:`, those of extras behind `extra:`.
    made: BTreeMap<String, Arc<Inputs>>,
    /// What a server last answered to each revision of a letter, by `LETTER rN`: words that can
    /// hold addresses.
    answers: BTreeMap<String, Answer>,
}

impl InputsBook {
    /// A book for another batch: with the ceremony's title and the files below `templates/`, and of
    /// this one only what no batch makes anew.
    #[must_use]
    pub fn anew(&self, title: &str, files: BTreeMap<String, Digest>) -> Self {
        let (salt, answers) = (self.salt.clone(), self.answers.clone());
        Self { salt, title: title.to_owned(), files, made: BTreeMap::new(), answers }
    }

    /// The digest that a file below `templates/` had, if it was there.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Digest> {
        self.files.get(path).copied()
    }

    /// What a server last answered to a letter.
    #[must_use]
    pub fn answer(&self, letter: &LetterKey, revision: u32) -> Option<&Answer> {
        self.answers.get(&answer_name(letter, revision))
    }

    /// Notes what a server answered to a letter.
    pub fn set_answer(&mut self, letter: &LetterKey, revision: u32, answer: Answer) {
        self.answers.insert(answer_name(letter, revision), answer);
    }

    /// What the ceremony is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The salt, if one was chosen.
    #[must_use]
    pub fn salt(&self) -> Option<&str> {
        self.salt.as_deref()
    }

    /// The salt; the given one from now on, if none was chosen before.
    pub fn choose_salt(&mut self, salt: String) -> &str {
        self.salt.get_or_insert(salt)
    }

    /// What a document was made from.
    #[must_use]
    pub fn document(&self, key: &DocumentKey) -> Option<&Arc<Inputs>> {
        self.made.get(&key.to_string())
    }

    /// What a letter was made from.
    #[must_use]
    pub fn letter(&self, key: &LetterKey) -> Option<&Arc<Inputs>> {
        self.made.get(&letter_name(key))
    }

    /// What an extra was made from.
    #[must_use]
    pub fn extra(&self, kind: &Kind) -> Option<&Arc<Inputs>> {
        self.made.get(&extra_name(kind))
    }

    /// All extras that were made.
    pub fn extras(&self) -> impl Iterator<Item = Kind> {
        self.made.keys().filter_map(|name| Kind::parse(name.strip_prefix(EXTRA)?))
    }

    /// Notes what an extra was made from.
    pub fn set_extra(&mut self, kind: &Kind, inputs: Arc<Inputs>) {
        self.made.insert(extra_name(kind), inputs);
    }

    /// Notes what a document was made from.
    pub fn set_document(&mut self, key: &DocumentKey, inputs: Arc<Inputs>) {
        self.made.insert(key.to_string(), inputs);
    }

    /// Notes what a letter was made from.
    pub fn set_letter(&mut self, key: &LetterKey, inputs: Arc<Inputs>) {
        self.made.insert(letter_name(key), inputs);
    }

    /// Forgets what a signatory's documents and letters were made from, and what was answered to
    /// them.
    pub fn forget(&mut self, signatory: &Id) {
        let (document, letter) = (format!("{signatory}/"), format!("letter:{signatory}"));
        self.made.retain(|name, _| {
            let copy = name.strip_prefix(&letter).is_some_and(|rest| rest.starts_with('+'));
            !name.starts_with(&document) && *name != letter && !copy
        });
        // The coordinator was told where the letters went.
        for made in self.made.values_mut() {
            for at in 0..made.told.len() {
                if let Some(told) = made.told[at].without(signatory.as_str()) {
                    Arc::make_mut(made).told[at] = told;
                }
            }
        }
        self.answers.retain(|name, _| {
            let rest = name.strip_prefix(signatory.as_str());
            !rest.is_some_and(|rest| rest.starts_with([' ', '+']))
        });
    }
}

fn answer_name(letter: &LetterKey, revision: u32) -> String {
    format!("{letter} r{revision}")
}

/// What the name of an extra begins with.
const EXTRA: &str = "extra:";

fn extra_name(kind: &Kind) -> String {
    format!("{EXTRA}{kind}")
}

fn letter_name(key: &LetterKey) -> String {
    format!("letter:{key}")
}

/// Loads the inputs; when they cannot be read they are lost, which is said. Where nothing has
/// happened yet there are none.
pub(crate) fn load(root: &Path, place: &str, fresh: bool) -> (InputsBook, Diagnostics) {
    let read = match fs::read_to_string(root.join(place)) {
        Ok(text) => InputsBook::parse(&text).map_err(|error| error.to_string()),
        Err(error) if fresh && error.kind() == io::ErrorKind::NotFound => Ok(InputsBook::default()),
        Err(error) => Err(error.to_string()),
    };
    match read {
        Ok(book) => (book, Diagnostics::new()),
        Err(reason) => {
            let warning = Diagnostic::warning(sentence!("archive-inputs-lost", reason = reason))
                .remedy(sentence!("archive-inputs-lost-remedy"));
            (InputsBook::default(), warning.into())
        }
    }
}

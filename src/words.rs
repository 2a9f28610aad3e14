//! Every sentence that a person reads on screen, from the Fluent catalogues in `words/`.
//!
//! The library never formats a sentence: it returns a [`Sentence`], a key with values, and the
//! terminal says it in the reader's language. Keys and placeables are checked by a test against
//! both catalogues.

pub mod dates;
pub mod written;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;

/// A language that a document, a letter or the terminal can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// `sv`
    Swedish,
    /// `en`
    English,
}

impl Language {
    /// All languages, the default first.
    pub const ALL: [Self; 2] = [Self::Swedish, Self::English];

    /// The BCP 47 tag, as it stands in the roster and in the names of templates.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// The language whose tag begins a tag or locale such as `sv`, `sv-SE` or `sv_SE.UTF-8`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language that somebody wrote the name of in one of them, or a tag that begins with its
    /// own.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "svenska" | "swedish" | "swe" | "sve" => Some(Self::Swedish),
            "engelska" | "english" | "eng" => Some(Self::English),
            _ => Self::from_tag(name.trim()),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A sentence yet to be said: the key of a Fluent message and the values for its placeables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

/// What can stand in a placeable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text as it is.
    Text(String),
    /// A number, which the catalogue may pick a plural by.
    Number(i64),
    /// A sentence within a sentence.
    Sentence(Box<Sentence>),
    /// A day, as the language writes it.
    Day(Date),
}

impl Sentence {
    /// A sentence without values; [`sentence!`](crate::sentence) is shorter to write.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// Gives a placeable its value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The key in the catalogues; stable, for programs and tests.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The value of a placeable as plain text; for tests.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        self.values.iter().find(|(n, _)| *n == name).map(|(_, value)| match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Sentence(sentence) => sentence.key.to_owned(),
            Value::Day(day) => day.to_string(),
        })
    }
}

/// Builds a [`Sentence`]: `sentence!("roster-unknown-key", key = name, count = 3)`.
#[macro_export]
macro_rules! sentence {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Sentence::new($key)$(.with(stringify!($name), $value))*
    };
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}
impl From<char> for Value {
    fn from(c: char) -> Self {
        Self::Text(c.to_string())
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}
impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Sentence(Box::new(sentence))
    }
}

/// The catalogues of one language: a file a room of the house, the same names in both languages.
macro_rules! catalogues {
    ($tag:literal) => {
        [
            include_str!(concat!("words/", $tag, "/roster.ftl")),
            include_str!(concat!("words/", $tag, "/intake.ftl")),
            include_str!(concat!("words/", $tag, "/template.ftl")),
            include_str!(concat!("words/", $tag, "/evidence.ftl")),
            include_str!(concat!("words/", $tag, "/timestamp.ftl")),
            include_str!(concat!("words/", $tag, "/letter.ftl")),
            include_str!(concat!("words/", $tag, "/archive.ftl")),
            include_str!(concat!("words/", $tag, "/courier.ftl")),
            include_str!(concat!("words/", $tag, "/outbox.ftl")),
            include_str!(concat!("words/", $tag, "/folder.ftl")),
            include_str!(concat!("words/", $tag, "/shard.ftl")),
            include_str!(concat!("words/", $tag, "/pages.ftl")),
            include_str!(concat!("words/", $tag, "/cli.ftl")),
            include_str!(concat!("words/", $tag, "/help.ftl")),
        ]
    };
}

/// One language's catalogue, ready to say sentences.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Words {
    /// A language's words, loaded once.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static WORDS: [OnceLock<Words>; 2] = [const { OnceLock::new() }; 2];
        WORDS[language as usize].get_or_init(|| Self::new(language))
    }

    /// Loads the embedded catalogues of a language.
    ///
    /// # Panics
    /// When an embedded catalogue is faulty, which a unit test rules out.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let locale = language.tag().parse().expect("a language's tag is a valid locale");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The isolation marks of Unicode would stand as rubbish in many terminals.
        bundle.set_use_isolating(false);
        for text in Self::sources(language) {
            let resource = FluentResource::try_new(text.to_owned())
                .unwrap_or_else(|(_, faults)| panic!("faulty catalogue: {faults:?}"));
            bundle.add_resource(resource).expect("no key stands in a catalogue twice");
        }
        Self { language, bundle }
    }

    /// The texts of a language's catalogues.
    #[must_use]
    pub fn sources(language: Language) -> [&'static str; 14] {
        match language {
            Language::Swedish => catalogues!("sv"),
            Language::English => catalogues!("en"),
        }
    }

    /// The language that is spoken.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A number with so many decimals, as the language writes it: `3,5`, `3.5`.
    #[must_use]
    pub fn decimal(&self, number: f64, decimals: usize) -> String {
        let written = format!("{number:.decimals$}");
        match self.language {
            Language::Swedish => written.replace('.', ","),
            Language::English => written,
        }
    }

    /// Says a sentence. A key that the catalogue lacks is said as it is.
    #[must_use]
    pub fn say(&self, sentence: &Sentence) -> String {
        let Some(pattern) = self.bundle.get_message(sentence.key).and_then(|m| m.value()) else {
            return sentence.key.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in &sentence.values {
            match value {
                Value::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
                Value::Number(number) => args.set(*name, FluentValue::from(*number)),
                Value::Sentence(inner) => args.set(*name, FluentValue::from(self.say(inner))),
                Value::Day(day) => {
                    args.set(*name, FluentValue::from(dates::date(*day, self.language)));
                }
            }
        }
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
        debug_assert!(faults.is_empty(), "{}: {faults:?}", sentence.key);
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(language: Language) -> Vec<String> {
        let mut keys: Vec<String> = Words::sources(language)
            .iter()
            .flat_map(|text| text.lines())
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect();
        keys.sort();
        keys
    }

    #[test]
    fn both_catalogues_load_and_have_the_same_keys() {
        for language in Language::ALL {
            assert_eq!(Words::new(language).language(), language);
        }
        assert_eq!(keys(Language::Swedish), keys(Language::English));
        assert!(!keys(Language::English).is_empty());
    }

    #[test]
    fn decimals_are_written_as_the_language_does() {
        assert_eq!(Words::of(Language::Swedish).decimal(3.25, 1), "3,2");
        assert_eq!(Words::of(Language::English).decimal(3.25, 1), "3.2");
    }

    #[test]
    fn a_language_is_recognised_in_a_locale() {
        assert_eq!(Language::from_tag("sv_SE.UTF-8"), Some(Language::Swedish));
        assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::from_tag("de"), None);
    }
}

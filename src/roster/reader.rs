//! Reads TOML tables so that all faults come at once: serde would stop at the first.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::text;
use super::wanted::{kind_of, want, want_flag, want_time};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceText, visible};
use crate::fonts::Fonts;
use crate::sentence;
use crate::words::{Language, Sentence};

/// Where faults are gathered while a roster is read.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<SourceText>,
    pub(super) fonts: &'a Fonts,
    faults: RefCell<Diagnostics>,
}

/// A value with the bytes where it stands.
#[derive(Debug, Clone)]
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) range: Range<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Arc<SourceText>, fonts: &'a Fonts) -> Self {
        Self { source, fonts, faults: RefCell::default() }
    }

    pub(super) fn error(&self, range: &Range<usize>, message: Sentence, remedy: Sentence) {
        let fault = Diagnostic::error(message).at(self.source, range.clone()).remedy(remedy);
        self.faults.borrow_mut().push(fault);
    }

    pub(super) fn warning(&self, range: &Range<usize>, message: Sentence, remedy: Sentence) {
        let doubt = Diagnostic::warning(message).at(self.source, range.clone()).remedy(remedy);
        self.faults.borrow_mut().push(doubt);
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place::new(self.source, range.clone())
    }

    pub(super) fn into_faults(self) -> Diagnostics {
        self.faults.into_inner()
    }
}

/// A table of the roster, of which the keys are known.
pub(super) struct Section<'r, 'i> {
    pub(super) reader: &'r Reader<'r>,
    table: &'r DeTable<'i>,
    /// What a person would point at: the heading, or the braces.
    pub(super) range: Range<usize>,
    /// The known keys that unknown ones were probably meant to be.
    misspelt: Vec<&'static str>,
}

impl<'r, 'i> Section<'r, 'i> {
    /// Reports the keys that are not among the known ones.
    pub(super) fn new(
        reader: &'r Reader<'r>,
        table: &'r DeTable<'i>,
        range: Range<usize>,
        known: &[&'static str],
    ) -> Self {
        let mut misspelt = Vec::new();
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            let remedy = match nearest(name, known) {
                Some(nearest) => {
                    misspelt.push(nearest);
                    sentence!("roster-unknown-key-nearest", key = nearest)
                }
                None => sentence!("roster-unknown-key-known", keys = known.join(", ")),
            };
            reader.error(&key.span(), sentence!("roster-unknown-key", key = name), remedy);
        }
        Self { reader, table, range, misspelt }
    }

    /// A value, whatever it is.
    pub(super) fn value(&self, key: &str) -> Option<&'r Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// Reports that a key is missing, unless its value was there and faulty, or its name misspelt:
    /// one mistake is said once.
    pub(super) fn require<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if self.value(key).is_none() && !self.misspelt.contains(&key) {
            self.reader.error(&self.range, sentence!("roster-missing-key", key = key), want(key));
        }
        found
    }

    fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'i>>,
        wanted: &'static str,
        right: Sentence,
    ) {
        let (found, wanted) = (kind_of(value.get_ref()), Sentence::new(wanted));
        self.reader.error(
            &value.span(),
            sentence!("roster-wrong-type", key = key, wanted = wanted, found = found),
            right,
        );
    }

    fn checked_text(&self, key: &str, value: &Spanned<DeValue<'i>>) -> Option<Found<String>> {
        let Some(raw) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "roster-kind-text", sentence!("roster-want-text"));
            return None;
        };
        let value = text::check(self.reader, key, raw, &value.span())?;
        Some(value)
    }

    /// Text in its normal form.
    pub(super) fn text(&self, key: &str) -> Option<Found<String>> {
        self.checked_text(key, self.value(key)?)
    }

    /// Text that has to be there.
    pub(super) fn required_text(&self, key: &'static str) -> Option<Found<String>> {
        self.require(key, self.text(key))
    }

    /// An array of texts; none when it is missing.
    pub(super) fn texts(&self, key: &str) -> Vec<Found<String>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(elements) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "roster-kind-texts", sentence!("roster-want-texts"));
            return Vec::new();
        };
        elements.iter().filter_map(|element| self.checked_text(key, element)).collect()
    }

    /// Yes or no.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "roster-kind-flag", want_flag(key));
        }
        flag
    }

    /// A number of minutes, more than none and at most a day.
    pub(super) fn minutes(&self, key: &str) -> Option<Found<f64>> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(integer) => integer.as_str().parse::<f64>().ok(),
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let Some(number) = number else {
            self.wrong_type(key, value, "roster-kind-minutes", sentence!("roster-want-minutes"));
            return None;
        };
        if !(number > 0.0 && number <= 1440.0) {
            self.reader.error(
                &value.span(),
                sentence!("roster-minutes-range", key = key),
                sentence!("roster-want-minutes"),
            );
            return None;
        }
        Some(Found { value: number, range: value.span() })
    }

    /// A date: `"2018-04-20"` or `2018-04-20`.
    pub(super) fn date(&self, key: &str) -> Option<Found<Date>> {
        let value = self.value(key)?;
        let written = match value.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(datetime) if datetime.time.is_none() => datetime.to_string(),
            _ => {
                self.wrong_type(key, value, "roster-kind-day", sentence!("roster-want-date"));
                return None;
            }
        };
        let numbers: Vec<&str> = written.split('-').collect();
        let date = match numbers.as_slice() {
            [year, month, day] if [year.len(), month.len(), day.len()] == [4, 2, 2] => {
                match (year.parse(), month.parse(), day.parse()) {
                    (Ok(year), Ok(month), Ok(day)) => Some(Date::new(year, month, day)),
                    _ => None,
                }
            }
            _ => None,
        };
        match date {
            Some(Ok(date)) => Some(Found { value: date, range: value.span() }),
            Some(Err(_)) => {
                self.reader.error(
                    &value.span(),
                    sentence!("roster-no-such-date", date = written),
                    sentence!("roster-no-such-date-remedy"),
                );
                None
            }
            None => {
                self.reader.error(
                    &value.span(),
                    sentence!("roster-not-a-date", value = visible(&written)),
                    sentence!("roster-want-date"),
                );
                None
            }
        }
    }

    /// A time: `"07.30"`, `"07:30"` or `07:30`.
    pub(super) fn time(&self, key: &str) -> Option<Found<Time>> {
        let value = self.value(key)?;
        let written = match value.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(datetime) => match (datetime.date, datetime.time) {
                (None, Some(time)) if time.second.unwrap_or(0) == 0 => {
                    format!("{:02}:{:02}", time.hour, time.minute)
                }
                _ => datetime.to_string(),
            },
            _ => {
                let written = &self.reader.source.text[value.span()];
                self.wrong_type(key, value, "roster-kind-time", want_time(written));
                return None;
            }
        };
        let time = written.split_once(['.', ':']).and_then(|(hour, minute)| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let right_form = (1..=2).contains(&hour.len())
                && minute.len() == 2
                && digits(hour)
                && digits(minute);
            right_form.then_some(())?;
            Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
        });
        if time.is_none() {
            self.reader.error(
                &value.span(),
                sentence!("roster-no-such-time", value = visible(&written)),
                want_time(&written),
            );
        }
        time.map(|time| Found { value: time, range: value.span() })
    }

    /// One of a few words; a fault that names them when it is another.
    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.chosen(key, &self.text(key)?, choices)
    }

    /// Some of a few words, each once; none when the key is missing.
    pub(super) fn choices<T: Copy + PartialEq>(
        &self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Vec<T> {
        let mut found = Vec::new();
        for written in self.texts(key) {
            let Some(choice) = self.chosen(key, &written, choices) else { continue };
            if found.contains(&choice) {
                self.reader.error(
                    &written.range,
                    sentence!("roster-choice-twice", key = key, value = &written.value),
                    sentence!("roster-choice-twice-remedy"),
                );
            }
            found.push(choice);
        }
        found
    }

    fn chosen<T: Copy>(
        &self,
        key: &'static str,
        written: &Found<String>,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == written.value);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.reader.error(
                &written.range,
                sentence!("roster-unknown-choice", key = key, value = &written.value),
                match key {
                    // In the words of one language.
                    "capacity" => sentence!("roster-want-capacity"),
                    _ => sentence!("roster-unknown-choice-remedy", choices = names.join(", ")),
                },
            );
        }
        found.map(|(_, choice)| *choice)
    }

    /// The language that the section says, or the given one.
    pub(super) fn language(&self, otherwise: Language) -> Language {
        let languages = Language::ALL.map(|language| (language.tag(), language));
        self.choice("language", &languages).unwrap_or(otherwise)
    }

    /// A table below this one, in brackets or braces.
    pub(super) fn section(&self, key: &str, known: &[&'static str]) -> Option<Section<'r, 'i>> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(
                key,
                value,
                "roster-kind-section",
                sentence!("roster-want-section", key = key),
            );
            return None;
        };
        Some(Section::new(self.reader, table, self.reader.heading(value.span()), known))
    }

    /// The tables of an array, in double brackets or as `[{ … }, { … }]`.
    pub(super) fn sections(&self, key: &str, known: &[&'static str]) -> Vec<Section<'r, 'i>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(elements) = value.get_ref().as_array() else {
            self.wrong_type(
                key,
                value,
                "roster-kind-list",
                sentence!("roster-want-sections", key = key),
            );
            return Vec::new();
        };
        elements
            .iter()
            .filter_map(|element| {
                let Some(table) = element.get_ref().as_table() else {
                    self.wrong_type(
                        key,
                        element,
                        "roster-kind-section",
                        sentence!("roster-want-sections", key = key),
                    );
                    return None;
                };
                let range = self.reader.heading(element.span());
                Some(Section::new(self.reader, table, range, known))
            })
            .collect()
    }
}

impl Reader<'_> {
    /// The first line of a table's span: its heading, or its braces.
    fn heading(&self, span: Range<usize>) -> Range<usize> {
        let text = &self.source.text[span.clone()];
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        span.start..span.start + line
    }
}

/// The nearest of some names, when one is near.
pub(crate) fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let plain = name.to_lowercase().replace('_', "-");
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(candidate, &plain), *candidate))
        .min()
        .filter(|(distance, candidate)| *distance <= candidate.len().max(6) / 3)
        .map(|(_, candidate)| candidate)
}

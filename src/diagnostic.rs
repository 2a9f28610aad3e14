//! What is wrong, where, and what to do about it; many at once.

mod excerpt;
mod render;
mod shown;
mod system;
mod wrap;

use std::ops::Range;
use std::sync::Arc;

use codespan_reporting::files::SimpleFile;

use crate::sentence;
use crate::words::{Sentence, Words};

pub use self::shown::{masked, visible};
pub use self::system::reason;
pub use self::wrap::{HANGING, fitted, wrapped};

/// A text that diagnostics point into, with the name that the user knows it by.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The path as it is shown, such as `signatories.toml` or `templates/house.typ`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Which cell of a spreadsheet it is, when it is one: it has no lines that anybody counts.
    pub cell: Option<CellName>,
}

/// A cell of a spreadsheet, or a whole row of it. In the order of their places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellName {
    /// The sheet's name, if it has one.
    pub sheet: Option<String>,
    /// The row, counted from 0.
    pub row: u32,
    /// The column, counted from 0; none when it is the whole row.
    pub column: Option<u32>,
}

impl SourceText {
    /// A shared source text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into(), cell: None })
    }

    /// What is in a cell of a spreadsheet file.
    pub fn of_cell(file: impl Into<String>, text: impl Into<String>, cell: CellName) -> Arc<Self> {
        Arc::new(Self { name: file.into(), text: text.into(), cell: Some(cell) })
    }

    /// What people call it: `signatories.toml`, or `guests.xlsx, sheet Guests, cell C7`.
    fn shown_name(&self, words: &Words) -> String {
        let Some(cell) = &self.cell else {
            return self.name.clone();
        };
        let mut parts = vec![self.name.clone()];
        parts.extend(
            cell.sheet
                .as_ref()
                .map(|sheet| words.say(&sentence!("diagnostic-sheet", sheet = sheet))),
        );
        let row = cell.row.saturating_add(1);
        parts.push(words.say(&match cell.column {
            Some(column) => {
                sentence!("diagnostic-cell", cell = format!("{}{row}", column_name(column)))
            }
            None => sentence!("diagnostic-row", row = row.to_string()),
        }));
        parts.join(", ")
    }

    /// Line and column of a byte offset, both counted from 1, columns in characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A range of bytes in a source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<SourceText>,
    /// The bytes, within the text.
    pub range: Range<usize>,
}

impl Place {
    /// A place in a text.
    #[must_use]
    pub fn new(source: &Arc<SourceText>, range: Range<usize>) -> Self {
        Self { source: Arc::clone(source), range }
    }

    /// Line and column of the place's beginning, both counted from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.range.start)
    }
}

/// How bad it is. Warnings never change an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be produced.
    Error,
    /// Suspicious, but possible.
    Warning,
}

/// One fault or suspicion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Sentence,
    /// Where it is, when it is anywhere.
    pub place: Option<Place>,
    /// What to do about it.
    pub remedy: Option<Sentence>,
}

impl Diagnostic {
    /// An error without a place or a remedy yet.
    #[must_use]
    pub fn error(message: Sentence) -> Self {
        Self { severity: Severity::Error, message, place: None, remedy: None }
    }

    /// A warning without a place or a remedy yet.
    #[must_use]
    pub fn warning(message: Sentence) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, source: &Arc<SourceText>, range: Range<usize>) -> Self {
        self.place = Some(Place::new(source, range));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: Sentence) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

/// Many faults, in the order of their places once they are [sorted](Self::sorted).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds others.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Keeps a value and gathers its warnings, or gathers the faults that there are instead.
    pub fn keep<T>(&mut self, result: Result<Warned<T>, Self>) -> Option<T> {
        match result {
            Ok(Warned { value, warnings }) => {
                self.extend(warnings);
                Some(value)
            }
            Err(faults) => {
                self.extend(faults);
                None
            }
        }
    }

    /// Whether there is any, be it error or warning.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// Each one.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// By file, then by place; those without a place first. The same one twice is said once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| {
            let key = |d: &Diagnostic| {
                d.place.as_ref().map(|p| {
                    (p.source.name.clone(), p.source.cell.clone(), p.range.start, p.range.end)
                })
            };
            key(a).cmp(&key(b))
        });
        self.0.dedup();
        self
    }

    /// The value with the warnings beside it, or all the faults when any is an error.
    ///
    /// # Errors
    /// All diagnostics, sorted, when at least one is an error.
    pub fn into_result<T>(self, value: T) -> Result<Warned<T>, Self> {
        let sorted = self.sorted();
        if sorted.errors() > 0 { Err(sorted) } else { Ok(Warned { value, warnings: sorted }) }
    }

    /// The text that a person reads: each with file, line, caret, reason and remedy.
    #[must_use]
    pub fn render(&self, words: &Words, colour: bool) -> String {
        self.render_within(words, colour, None)
    }

    /// The same on a terminal, whose lines hold so many characters.
    #[must_use]
    pub fn render_within(&self, words: &Words, colour: bool, width: Option<usize>) -> String {
        // Each file is prepared once, however many faults it has.
        let mut files: Vec<(&SourceText, SimpleFile<String, String>)> = Vec::new();
        let mut rendered = String::new();
        for diagnostic in &self.0 {
            let source = diagnostic.place.as_ref().map_or(&NOWHERE, |place| &place.source);
            let known = files.iter().position(|(known, _)| std::ptr::eq(*known, source));
            let file = known.unwrap_or_else(|| {
                let name = source.shown_name(words);
                files.push((source, SimpleFile::new(name, masked(&source.text))));
                files.len() - 1
            });
            rendered += &render::render(diagnostic, &files[file].1, words, colour, width);
        }
        rendered
    }
}

/// What a diagnostic without a place is shown in.
static NOWHERE: SourceText = SourceText { name: String::new(), text: String::new(), cell: None };

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A value that could be made, and what is suspicious about it.
#[derive(Debug, Clone)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Warnings only, no errors.
    pub warnings: Diagnostics,
}

/// A column's letters: `A`, `Z`, `AA`.
#[must_use]
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
        assert_eq!(column_name(16_383), "XFD");
        assert!(column_name(u32::MAX).len() < 10);
    }

    #[test]
    fn a_cell_is_named_and_has_no_lines() {
        let cell = CellName { sheet: Some("Deltagare".to_owned()), row: 6, column: Some(2) };
        let source = SourceText::of_cell("gäster.xlsx", "811228-9875", cell);
        let found = Diagnostics::from(
            Diagnostic::error(sentence!("roster-number-check")).at(&source, 0..11),
        );
        let shown = found.render(&Words::new(Language::Swedish), false);
        assert!(shown.contains("┌─ gäster.xlsx, blad Deltagare, cell C7\n"), "{shown}");
        assert!(shown.contains("7 │ 811228-****"), "{shown}");
    }

    #[test]
    fn on_a_terminal_nothing_is_longer_than_its_lines() {
        let text = format!("a = 1\nb = \"{}\" # {}\n", "x".repeat(20), "ett ord till ".repeat(20));
        let source = SourceText::new("signatories.toml", text);
        let found = Diagnostics::from(
            Diagnostic::error(sentence!("roster-number-check"))
                .at(&source, 200..203)
                .remedy(sentence!("cli-send-done-deferred", count = 1_usize)),
        );
        for width in [30, 60, 80] {
            let words = Words::new(Language::Swedish);
            let shown = found.render_within(&words, false, Some(width));
            let long = shown.lines().find(|line| line.chars().count() > width);
            assert_eq!(long, None, "{shown}");
            assert!(shown.contains("signatories.toml:2:195") && shown.contains("^^^"), "{shown}");
        }
        let piped = found.render(&Words::new(Language::Swedish), false);
        assert!(piped.lines().all(|line| line.chars().count() <= 100), "{piped}");
    }

    #[test]
    fn a_number_that_may_be_a_person_s_is_masked_in_what_is_shown() {
        let text = "# å 811228-9874\nnumber = \"198112289874\" # 0706-64 78 58, 2018-04-20\n";
        let source = SourceText::new("signatories.toml", text);
        let found = Diagnostics::from(
            Diagnostic::warning(sentence!("roster-number-personal")).at(&source, 18..60),
        );
        let shown = found.render(&Words::new(Language::English), false);
        assert!(shown.contains("\"19811228****\" # 0706-64 78 58, 2018-04-20"), "{shown}");
        assert!(!shown.contains("9874"), "{shown}");
        assert!(shown.starts_with("warning: "), "{shown}");
    }

    #[test]
    fn a_password_is_masked_in_what_is_shown() {
        let text = "host = \"x\"\npassword = \"hemligt å\"\nuser = { password=\"b\" }\n";
        let source = SourceText::new("signatories.toml", text);
        let found = Diagnostics::from(
            Diagnostic::error(sentence!("roster-smtp-port")).at(&source, 0..text.len()),
        );
        let shown = found.render(&Words::new(Language::English), false);
        assert!(shown.contains("password =*************") && shown.contains("user ="), "{shown}");
        assert!(!shown.contains("hemligt") && !shown.contains("\"b\""), "{shown}");
    }
}

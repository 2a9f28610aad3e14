//! The lines that a place is in, no longer than the screen is wide.

use std::ops::Range;

use codespan_reporting::files::{Error, Files, SimpleFile};

use super::Place;

/// Before a mark, a long line is seen for at least so many characters.
const LEAD: usize = 4;

/// A piece of a file that still knows its lines' numbers and columns.
pub(super) struct Excerpt {
    lines: SimpleFile<String, String>,
    /// The number of its first line.
    first: usize,
    /// Whether it is a cell, all of whose lines are in the same row.
    cell: bool,
    /// How many characters its first line lacks in front.
    skipped: usize,
    /// The place within it.
    pub(super) mark: Range<usize>,
}

impl Excerpt {
    /// The lines of a place in a file, each at most `width` characters with its number.
    pub(super) fn of(
        file: &SimpleFile<String, String>,
        place: &Place,
        width: usize,
    ) -> Result<Self, Error> {
        let Range { start, end } = place.range;
        let (first, last) = (file.line_index((), start)?, file.line_index((), end)?);
        let cell = place.source.cell.as_ref();
        let number = cell.map_or(first, |cell| usize::try_from(cell.row).unwrap_or(0)) + 1;
        let gutter = (number + last - first).to_string().len() + " │ ".chars().count();
        let most = width.saturating_sub(gutter).max(4 * LEAD);

        let (mut text, mut mark, mut skipped) = (String::new(), 0..0, 0);
        for index in first..=last {
            let range = file.line_range((), index)?;
            let line = file.source().get(range.clone()).unwrap_or_default();
            let line = line.trim_end_matches(['\n', '\r']);
            let within = |at: usize| at.saturating_sub(range.start).min(line.len());
            // Of several lines the beginnings are shown.
            let wanted = if first == last { within(start)..within(end) } else { 0..0 };
            let cut = Cut::of(line, &wanted, most);
            if index == first {
                mark.start = text.len() + cut.place(line, within(start));
                skipped = cut.skipped;
            }
            if index == last {
                mark.end = text.len() + cut.place(line, within(end));
            }
            text += &cut.text;
            text.push('\n');
        }
        // An empty mark is shown as one of the width of a character.
        mark.end = mark.end.max(mark.start);
        let lines = SimpleFile::new(file.name().clone(), text);
        Ok(Self { lines, first: number, cell: cell.is_some(), skipped, mark })
    }

    /// How many characters the longest of its lines' numbers has.
    pub(super) fn widest_number(&self) -> usize {
        let last = self.lines.line_index((), self.mark.end).unwrap_or(0);
        self.line_number((), last).unwrap_or(self.first).to_string().len()
    }
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<String, Error> {
        Ok(self.lines.name().clone())
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.lines.source())
    }

    fn line_index(&'a self, (): (), at: usize) -> Result<usize, Error> {
        self.lines.line_index((), at)
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        self.lines.line_range((), index)
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        Ok(if self.cell { self.first } else { self.first + index })
    }

    fn column_number(&'a self, (): (), index: usize, at: usize) -> Result<usize, Error> {
        let skipped = if index == 0 { self.skipped } else { 0 };
        Ok(self.lines.column_number((), index, at)? + skipped)
    }
}

/// A line with … for what there is no room for.
struct Cut {
    text: String,
    /// How many characters are missing in front, counting the one that … stands for as there.
    skipped: usize,
}

impl Cut {
    /// At most so many characters of a line, those that are wanted among them.
    fn of(line: &str, wanted: &Range<usize>, most: usize) -> Self {
        let length = line.chars().count();
        if length <= most {
            return Self { text: line.to_owned(), skipped: 0 };
        }
        let count = |range: Range<usize>| line.get(range).unwrap_or_default().chars().count();
        let (before, marked) = (count(0..wanted.start), count(wanted.clone()));
        let skipped = if before + marked < most {
            0
        } else {
            let lead = (most.saturating_sub(marked) / 2).max(LEAD);
            before.saturating_sub(lead).min(length - most)
        };
        let mut chars: Vec<char> = line.chars().skip(skipped).take(most).collect();
        if let Some(first) = chars.first_mut().filter(|_| skipped > 0) {
            *first = '…';
        }
        if let Some(last) = chars.last_mut().filter(|_| skipped + most < length) {
            *last = '…';
        }
        Self { text: chars.into_iter().collect(), skipped }
    }

    /// Where a place of the whole line is in what is left of it.
    fn place(&self, line: &str, at: usize) -> usize {
        let before = line.get(..at).unwrap_or_default().chars().count();
        let left = before.saturating_sub(self.skipped);
        self.text.char_indices().nth(left).map_or(self.text.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, wanted: &str, most: usize) -> (String, String) {
        let start = line.find(wanted).expect("it is in the line");
        let wanted = start..start + wanted.len();
        let cut = Cut::of(line, &wanted, most);
        let marked = cut.place(line, wanted.start)..cut.place(line, wanted.end);
        (cut.text.clone(), cut.text[marked].to_owned())
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_marked() {
        let line = "åäö abc def ghi jkl mno pqr";
        let pair = |text: &str, marked: &str| (text.to_owned(), marked.to_owned());
        assert_eq!(shown(line, "def", 40), pair(line, "def"));
        assert_eq!(shown(line, "abc", 12), pair("åäö abc def…", "abc"));
        assert_eq!(shown(line, "ghi", 12), pair("…ef ghi jkl…", "ghi"));
        assert_eq!(shown(line, "pqr", 12), pair("…jkl mno pqr", "pqr"));
        assert_eq!(shown(line, "def ghi jkl mno", 12), pair("…bc def ghi…", "def ghi…"));
    }
}

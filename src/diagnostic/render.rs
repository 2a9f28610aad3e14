//! A diagnostic as a person reads it.

use codespan_reporting::diagnostic::{Diagnostic as Report, Label};
use codespan_reporting::files::{Files as _, SimpleFile};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::Buffer;

use super::excerpt::Excerpt;
use super::{Diagnostic, Severity, wrapped};
use crate::sentence;
use crate::words::Words;

/// Lines that are quoted are no longer than this where no terminal says what it holds.
const USUAL_WIDTH: usize = 100;
/// How much farther in the second line of a message stands.
const HANGING: usize = 4;

/// One fault with its line, its caret and its remedy, in a file whose text is masked.
pub(super) fn render(
    diagnostic: &Diagnostic,
    file: &SimpleFile<String, String>,
    words: &Words,
    colour: bool,
    width: Option<usize>,
) -> String {
    let (severity, english, report) = match diagnostic.severity {
        Severity::Error => (sentence!("diagnostic-error"), "error", Report::error()),
        Severity::Warning => (sentence!("diagnostic-warning"), "warning", Report::warning()),
    };
    let severity = words.say(&severity);
    let fitted = |text: String, margin: usize, hanging: usize| match width {
        Some(width) => wrapped(&text, width.saturating_sub(margin), hanging),
        None => text,
    };
    // The severity stands before the message, and counts.
    let message = fitted(format!("{severity}: {}", words.say(&diagnostic.message)), 0, HANGING);
    let message = message.get(severity.len() + 2..).unwrap_or_default();
    let mut report = report.with_message(message);
    let excerpt = diagnostic.place.as_ref().map(|place| {
        let width = width.unwrap_or(USUAL_WIDTH);
        Excerpt::of(file, place, width).expect("places lie within their texts")
    });
    let mut gutter = 0;
    let mut location = None;
    if let Some(excerpt) = &excerpt {
        report = report.with_label(Label::primary((), excerpt.mark.clone()));
        location = excerpt.location((), excerpt.mark.start).ok();
        gutter = excerpt.widest_number();
    }
    if let Some(remedy) = &diagnostic.remedy {
        report = report.with_note(fitted(words.say(remedy), gutter + " = ".len(), 0));
    }
    let mut buffer = if colour { Buffer::ansi() } else { Buffer::no_color() };
    let config = term::Config::default();
    match &excerpt {
        Some(excerpt) => term::emit_to_write_style(&mut buffer, &config, excerpt, &report),
        None => term::emit_to_write_style(&mut buffer, &config, file, &report),
    }
    .expect("writing to memory succeeds and places lie within their texts");
    // The renderer knows the severities in English only; the first word of its output is one.
    let shown = String::from_utf8_lossy(buffer.as_slice()).replacen(english, &severity, 1);
    // And it counts lines and columns where there are none.
    let cell = diagnostic.place.as_ref().is_some_and(|place| place.source.cell.is_some());
    match location.filter(|_| cell) {
        Some(at) => {
            let counted = format!("{}:{}:{}", file.name(), at.line_number, at.column_number);
            shown.replacen(&counted, file.name(), 1)
        }
        None => shown,
    }
}

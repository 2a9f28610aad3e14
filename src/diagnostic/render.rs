//! A diagnostic as a person reads it.

use codespan_reporting::diagnostic::{Diagnostic as Report, Label};
use codespan_reporting::files::{Files as _, SimpleFile};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::Buffer;

use super::excerpt::Excerpt;
use super::{Diagnostic, HANGING, Severity, fitted};
use crate::sentence;
use crate::words::Words;

/// Lines that are quoted are no longer than this where no terminal says what it holds.
const USUAL_WIDTH: usize = 100;

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
    // The severity stands before the message, and counts.
    let message = format!("{severity}: {}", words.say(&diagnostic.message));
    let message = fitted(&message, width, HANGING);
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
        let width = width.map(|width| width.saturating_sub(gutter + " = ".len()));
        report = report.with_note(fitted(&words.say(remedy), width, 0));
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

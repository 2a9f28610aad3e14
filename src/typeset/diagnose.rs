//! Typst's diagnostics as ours, at the lines that the template writer wrote.

use std::ops::Range;
use std::sync::Arc;

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;

use super::world::Desk;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::merge::{Manuscript, Template};
use crate::sentence;

/// Translates what typst found. Its messages are its own, in English.
pub(super) fn translate(
    found: &[SourceDiagnostic],
    desk: &Desk<'_>,
    manuscript: &Manuscript,
    template: &Template,
) -> Diagnostics {
    // Parsed only when there is something to say.
    let data = if found.is_empty() { serde_json::Value::Null } else { manuscript.data() };
    found
        .iter()
        .map(|diagnostic| {
            let message = sentence!("template-typst", message = diagnostic.message.as_str());
            let remedy = if diagnostic.message.contains("eval") {
                sentence!("template-no-eval-remedy")
            } else if let Some(hint) = diagnostic.hints.first() {
                sentence!("template-typst-hint", hint = hint.v.as_str())
            } else {
                sentence!("template-typst-remedy")
            };
            let place = |span| place(span, desk, template, &data);
            let (source, range) = place(diagnostic.span)
                .or_else(|| diagnostic.trace.iter().find_map(|point| place(point.span.into())))
                .unwrap_or_else(|| (Arc::clone(template.source()), 0..0));
            match diagnostic.severity {
                Severity::Error => Diagnostic::error(message),
                Severity::Warning => Diagnostic::warning(message),
            }
            .at(&source, range)
            .remedy(remedy)
        })
        .collect()
}

fn place(
    span: DiagSpan,
    desk: &Desk<'_>,
    template: &Template,
    data: &serde_json::Value,
) -> Option<(Arc<SourceText>, Range<usize>)> {
    let id = span.id()?;
    let range = desk.range(span)?;
    if desk.is_main(id) {
        Some((Arc::clone(template.source()), template.origin(data, &range)))
    } else {
        Some((Arc::clone(desk.text(id)?), range))
    }
}

//! What programs read. Each answer names its form and its version.

use serde_json::{Value, json};

use crate::audit::{DocumentKey, Finding, Standing, Verdict};
use crate::batch::Produced;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::words::Words;

/// `{"form": "avsikt-check-1", "diagnostics": […]}`
pub(super) fn diagnostics(found: &Diagnostics, words: &Words) -> Value {
    json!({
        "form": "avsikt-check-1",
        "errors": found.errors(),
        "diagnostics": found.iter().map(|d| diagnostic(d, words)).collect::<Vec<_>>(),
    })
}

fn diagnostic(diagnostic: &Diagnostic, words: &Words) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = diagnostic.place.as_ref().map(|place| {
        let (line, column) = place.line_column();
        json!({ "file": place.source.name, "line": line, "column": column })
    });
    json!({
        "severity": severity,
        "key": diagnostic.message.key(),
        "message": words.say(&diagnostic.message),
        "remedy": diagnostic.remedy.as_ref().map(|remedy| words.say(remedy)),
        "place": place,
    })
}

/// `{"form": "avsikt-produce-1", …}`
pub(super) fn produced(produced: &Produced, seconds: f64) -> Value {
    let document = |(key, revision, pages): &(DocumentKey, u32, Option<usize>)| json!({ "document": key.to_string(), "revision": revision, "pages": pages });
    json!({
        "form": "avsikt-produce-1",
        "issued": produced.issued.iter().map(document).collect::<Vec<_>>(),
        "pages": produced.pages(),
        "kept": produced.kept,
        "restored": produced.restored,
        "withdrawn": produced.withdrawn.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "letters": produced
            .composed
            .iter()
            .map(|(letter, revision)| json!({ "letter": letter.to_string(), "revision": revision }))
            .collect::<Vec<_>>(),
        "letters_kept": produced.letters_kept,
        "letters_withdrawn": produced.letters_withdrawn,
        "output": produced.output.display().to_string(),
        "seconds": seconds,
    })
}

/// `{"form": "avsikt-verify-1", "sound": …, "findings": […]}`
pub(super) fn findings(findings: &[Finding]) -> Value {
    json!({
        "form": "avsikt-verify-1",
        "sound": findings.iter().all(|finding| finding.verdict.is_sound()),
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    let (verdict, expected, found) = match &finding.verdict {
        Verdict::Intact { standing: Standing::Current } => ("intact", None, None),
        Verdict::Intact { standing: Standing::Superseded } => ("superseded", None, None),
        Verdict::Intact { standing: Standing::Withdrawn } => ("withdrawn", None, None),
        Verdict::Altered { expected, found } => ("altered", Some(expected), Some(found)),
        Verdict::Missing { expected } => ("missing", Some(expected), None),
        Verdict::Unlisted { found } => ("unlisted", None, Some(found)),
        Verdict::Pending => ("pending", None, None),
    };
    json!({
        "path": finding.path,
        "document": finding.document.as_ref().map(|(key, _)| key.to_string()),
        "revision": finding.document.as_ref().map(|(_, revision)| revision),
        "verdict": verdict,
        "expected": expected.map(ToString::to_string),
        "found": found.map(ToString::to_string),
    })
}

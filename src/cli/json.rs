//! What programs read. Each answer names its form and its version.

use serde_json::{Value, json};

use crate::archive::judge::Judgement;
use crate::archive::timestamps::Stamped;
use crate::audit::{DocumentKey, Finding, LetterStanding, Standing, Verdict};
use crate::batch::{LetterState, Produced, Row, Status, TimeStamped};
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
        "extras": {
            "made": produced.extras.made,
            "kept": produced.extras.kept,
            "removed": produced.extras.removed,
        },
        "output": produced.output.display().to_string(),
        "fingerprint": produced.fingerprint,
        "key_made": produced.key_made.as_ref().map(|path| path.display().to_string()),
        "timestamp": produced.timestamp.map(time_stamped),
        "seconds": seconds,
    })
}

pub(super) fn time_stamped(TimeStamped { size, time }: TimeStamped) -> Value {
    json!({ "size": size, "time": time.to_string() })
}

fn letter(state: &LetterState, words: &Words) -> Value {
    let LetterState { letter, revision, standing, last, answer } = state;
    json!({
        "letter": letter.to_string(),
        "revision": revision,
        "state": standing_name(*standing),
        "last": last.map(|(delivery, ..)| delivery.as_str()),
        "code": last.and_then(|(_, code, _)| code),
        "at": last.map(|(.., at)| at.to_string()),
        "answer": answer.as_ref().map(|answer| words.say(&answer.sentence())),
    })
}

/// What programs call a letter's standing.
pub(super) fn standing_name(standing: LetterStanding) -> &'static str {
    match standing {
        LetterStanding::Queued => "queued",
        LetterStanding::Sent => "sent",
        LetterStanding::Refused => "refused",
        LetterStanding::Deferred => "deferred",
        LetterStanding::Unknown => "unknown",
        LetterStanding::Withdrawn => "withdrawn",
        LetterStanding::Erased { .. } => "erased",
    }
}

/// `{"form": "avsikt-status-2", "signatories": […], "coordinator": […]}`
pub(super) fn status(status: &Status, words: &Words) -> Value {
    let letters = |letters: &[LetterState]| -> Vec<Value> {
        letters.iter().map(|state| letter(state, words)).collect()
    };
    let row = |row: &Row| {
        let documents = row
            .documents
            .iter()
            .map(|(kind, revision)| json!({ "kind": kind.as_str(), "revision": revision }));
        let signed = row.signed.as_ref().map(|signed| {
            json!({
                "document": signed.document.to_string(),
                "revision": signed.revision,
                "date": signed.date.to_string(),
                "copies": signed.copies,
            })
        });
        json!({
            "id": row.id.as_str(),
            "withdrawn": row.organisation.is_none(),
            "erased": row.erased,
            "documents": documents.collect::<Vec<_>>(),
            "letters": letters(&row.letters),
            "signed": signed,
            "powers_of_attorney": { "needed": row.powers_needed, "received": row.powers_received },
        })
    };
    json!({
        "form": "avsikt-status-2",
        "signatories": status.rows.iter().map(row).collect::<Vec<_>>(),
        "coordinator": letters(&status.coordinator),
        "extras": status.extras,
    })
}

/// `{"form": "avsikt-verify-1", "sound": …, "findings": […]}`
pub(super) fn judgement(judgement: &Judgement, words: &Words) -> Value {
    let Judgement { findings, key, ledger, timestamps } = judgement;
    let stamped =
        |Stamped { size, time }: &Stamped| time_stamped(TimeStamped { size: *size, time: *time });
    json!({
        "form": "avsikt-verify-1",
        "sound": judgement.is_sound(),
        "fingerprint": key.map(|key| key.fingerprint()),
        "origin": ledger.as_ref().map(|ledger| ledger.register().origin()),
        "lines": ledger.as_ref().map(crate::audit::Ledger::size),
        "timestamps": timestamps.iter().map(stamped).collect::<Vec<_>>(),
        "findings": findings.iter().map(|f| finding(f, words)).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding, words: &Words) -> Value {
    let (verdict, expected, found) = match &finding.verdict {
        Verdict::Intact { standing: Standing::Current } => ("intact", None, None),
        Verdict::Intact { standing: Standing::Superseded } => ("superseded", None, None),
        Verdict::Intact { standing: Standing::Withdrawn } => ("withdrawn", None, None),
        Verdict::Intact { standing: Standing::Erased } | Verdict::Erased { .. } => {
            ("erased", None, None)
        }
        Verdict::ErasedCopy { .. } => ("erased-copy", None, None),
        Verdict::LeftOut => ("left-out", None, None),
        Verdict::Lingering { .. } => ("lingering", None, None),
        Verdict::Sound { .. } => ("sound", None, None),
        Verdict::Altered { expected, found } => ("altered", Some(expected), Some(found)),
        Verdict::Missing { expected } => ("missing", Some(expected), None),
        Verdict::Unlisted { found } => ("unlisted", None, Some(found)),
        Verdict::Unreadable { .. } => ("unreadable", None, None),
        Verdict::Broken { .. } => ("broken", None, None),
        Verdict::Pending => ("pending", None, None),
    };
    json!({
        "path": finding.path,
        "document": finding.document.as_ref().map(|(key, _)| key.to_string()),
        "revision": finding.document.as_ref().map(|(_, revision)| revision),
        "verdict": verdict,
        "message": words.say(&super::verify::verdict(finding)),
        "expected": expected.map(ToString::to_string),
        "found": found.map(ToString::to_string),
    })
}

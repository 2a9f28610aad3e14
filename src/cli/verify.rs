//! `avsikt verify`: are the documents what was issued; is this file one of them.

use std::path::Path;

use super::args::Verify;
use super::console::Console;
use super::{Exit, Outcome, json};
use crate::archive::inspect;
use crate::audit::{Finding, Standing, Verdict};
use crate::folder::OUTPUT_DIRECTORY;
use crate::sentence;
use crate::words::Sentence;

pub(super) fn run(folder: &Path, verb: &Verify, console: &Console) -> Outcome {
    let output = folder.join(OUTPUT_DIRECTORY);
    let findings = if verb.files.is_empty() {
        inspect::folder(&output)?
    } else {
        inspect::files(&output, &verb.files)?
    };
    let sound = findings.iter().all(|finding| finding.verdict.is_sound());
    if verb.json {
        console.json(&json::findings(&findings));
    } else {
        // A folder's intact files are counted, any other is named; of files that somebody asks
        // about each gets its answer.
        let asked = !verb.files.is_empty();
        for finding in findings.iter().filter(|finding| asked || !finding.verdict.is_sound()) {
            console.line(&format!("{}: {}", finding.path, console.text(&verdict(finding))));
        }
        if !asked {
            console.say(&summary(&findings));
        }
        console.say(&sentence!("verify-proves"));
    }
    Ok(if sound { Exit::Done } else { Exit::Unsound })
}

fn summary(findings: &[Finding]) -> Sentence {
    let count = |standing| {
        let verdict = Verdict::Intact { standing };
        findings.iter().filter(|finding| finding.verdict == verdict).count()
    };
    let wrong = findings.iter().filter(|finding| !finding.verdict.is_sound()).count();
    sentence!(
        "verify-summary",
        current = count(Standing::Current),
        superseded = count(Standing::Superseded),
        withdrawn = count(Standing::Withdrawn),
        wrong = wrong
    )
}

fn verdict(finding: &Finding) -> Sentence {
    let (document, revision) = match &finding.document {
        Some((key, revision)) => (key.to_string(), *revision),
        None => (finding.path.clone(), 0),
    };
    match (&finding.verdict, revision) {
        (Verdict::Intact { standing: Standing::Current }, _) => {
            sentence!("verify-intact", document = document, revision = revision)
        }
        (Verdict::Intact { standing: Standing::Superseded }, _) => {
            sentence!("verify-superseded", document = document, revision = revision)
        }
        (Verdict::Intact { standing: Standing::Withdrawn }, _) => {
            sentence!("verify-withdrawn", document = document, revision = revision)
        }
        (Verdict::Altered { .. }, 0) => sentence!("verify-altered-file"),
        (Verdict::Altered { .. }, _) => {
            sentence!("verify-altered", document = document, revision = revision)
        }
        (Verdict::Missing { .. }, _) => sentence!("verify-missing"),
        (Verdict::Unlisted { .. }, _) => sentence!("verify-unlisted"),
        (Verdict::Pending, _) => sentence!("verify-pending"),
    }
}

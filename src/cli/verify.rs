//! `avsikt verify`: are the documents what was issued; is this file one of them.

use std::fs;
use std::path::Path;

use super::args::Verify;
use super::console::Console;
use super::timestamp::{command, number};
use super::{Exit, Outcome, json, moment};
use crate::archive::judge::Judgement;
use crate::archive::kept::Kept;
use crate::archive::{bag, inspect, layout, lock};
use crate::audit::{Finding, Standing, Verdict};
use crate::batch::{self, Reported};
use crate::diagnostic::Diagnostics;
use crate::folder::{OUTPUT_DIRECTORY, unreadable};
use crate::sentence;
use crate::words::{Sentence, dates};

pub(super) fn run(folder: &Path, verb: &Verify, console: &Console) -> Outcome {
    let output = folder.join(OUTPUT_DIRECTORY);
    let kept = kept(verb)?;
    console.show(&lock::busy(&output).into_iter().collect());
    let judgement = if verb.files.is_empty() {
        inspect::folder(&output, &kept, console)?
    } else {
        inspect::files(&output, &verb.files, &kept)?
    };
    if let Some(into) = &verb.report {
        let now = moment()?.now;
        let reported =
            Reported { judgement: &judgement, says: &verdict, words: console.words(), now };
        batch::report(folder, &reported, into)?;
    }
    if verb.json {
        console.json(&json::judgement(&judgement, console.words()));
    } else {
        report(&judgement, folder, verb, console);
        if let Some(into) = &verb.report {
            console.say(&sentence!("verify-reported", path = into.display().to_string()));
        }
    }
    Ok(if judgement.is_sound() { Exit::Done } else { Exit::Unsound })
}

/// Reads what somebody kept elsewhere; all that cannot be read at once.
fn kept(verb: &Verify) -> Result<Kept, Diagnostics> {
    let mut faults = Diagnostics::new();
    let mut files = Vec::new();
    for path in &verb.against {
        let name = path.display().to_string();
        match fs::read(path) {
            Ok(bytes) => files.push((name, bytes)),
            Err(error) => faults.extend(unreadable(path, &error)),
        }
    }
    let kept = Kept { files, fingerprint: verb.fingerprint.clone() };
    faults.into_result(kept).map(|kept| kept.value)
}

fn report(judgement: &Judgement, folder: &Path, verb: &Verify, console: &Console) {
    // A folder's intact files are counted, any other is named; of files that somebody asks about
    // each gets its answer.
    let asked_about = |finding: &Finding| {
        let asked = verb.files.iter().chain(&verb.against);
        asked.into_iter().any(|path| path.display().to_string() == finding.path)
    };
    let Judgement { findings, key, ledger, timestamps } = judgement;
    let erased = |finding: &Finding| matches!(finding.verdict, Verdict::Erased { .. });
    let named = |f: &Finding| console.is_verbose() || asked_about(f) || erased(f);
    for finding in findings {
        let said = format!("{}: {}", finding.path, console.text(&verdict(finding)));
        if !finding.verdict.is_sound() {
            console.fault_item(&said);
        } else if named(finding) {
            console.item(&said);
        }
    }
    let restorable =
        |f: &Finding| matches!(f.verdict, Verdict::Altered { .. } | Verdict::Missing { .. });
    if verb.files.is_empty() {
        console.say(&summary(findings));
        if findings.iter().any(restorable) {
            console.say(&sentence!("verify-restore"));
        }
        let left_out = findings.iter().filter(|f| f.verdict == Verdict::LeftOut).count();
        if left_out > 0 {
            console.say(&sentence!(
                "verify-left-out-count",
                files = left_out,
                list = bag::LEFT_OUT
            ));
        }
    }
    console.line("");
    if let Some(key) = key {
        console.say(&match ledger {
            Some(ledger) => {
                let lines = i64::try_from(ledger.size()).unwrap_or(i64::MAX);
                sentence!("verify-ledger", lines = lines)
            }
            None => sentence!("verify-signed"),
        });
        console.line(&format!("  {}", key.fingerprint()));
        let same = verb.fingerprint.as_deref() == Some(key.fingerprint().as_str());
        console.say(&if same {
            sentence!("verify-fingerprint-same")
        } else {
            sentence!("verify-compare")
        });
    }
    for stamped in timestamps {
        console.say(&sentence!(
            "verify-timestamp",
            time = dates::universal(stamped.time, console.words().language()),
            size = number(stamped.size),
            command = command(folder, stamped.size)
        ));
    }
    let foreign = findings
        .iter()
        .filter(|f| asked_about(f) && matches!(f.verdict, Verdict::Unlisted { .. }))
        .count();
    console.say(&match findings.iter().filter(|f| !f.verdict.is_sound()).count() {
        0 => sentence!("verify-proves"),
        // What was asked about is none of ours; nothing says that anything of ours is wrong.
        wrong if wrong == foreign => sentence!("verify-foreign", count = foreign),
        _ => sentence!("verify-proves-not"),
    });
}

/// Names what does not hold.
pub(super) fn unsound(judgement: &Judgement, console: &Console) {
    for finding in judgement.findings.iter().filter(|finding| !finding.verdict.is_sound()) {
        console.fault_item(&format!("{}: {}", finding.path, console.text(&verdict(finding))));
    }
}

fn summary(findings: &[Finding]) -> Sentence {
    let count = |standing| {
        let verdict = Verdict::Intact { standing };
        // The copy of the running order is no document of its own.
        let documents = findings.iter().filter(|finding| finding.path != layout::RUNNING_ORDER);
        documents.filter(|finding| finding.verdict == verdict).count()
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

/// What a verdict says to a person.
pub(super) fn verdict(finding: &Finding) -> Sentence {
    let (document, revision) = match &finding.document {
        Some((key, revision)) => (key.name(), *revision),
        None => (sentence!("name-own", name = &finding.path), 0),
    };
    match (&finding.verdict, revision) {
        (Verdict::Intact { standing: Standing::Current }, _) => {
            sentence!("verify-intact", document = document, revision = revision)
        }
        (Verdict::Intact { standing: Standing::Superseded }, _) => {
            sentence!("verify-superseded", document = document, revision = revision)
        }
        (Verdict::Intact { standing: Standing::Withdrawn | Standing::Erased }, _) => {
            sentence!("verify-withdrawn", document = document, revision = revision)
        }
        (Verdict::Erased { decision }, 0) => {
            sentence!("verify-erased-file", decision = decision)
        }
        (Verdict::Erased { decision }, _) => sentence!(
            "verify-erased",
            document = document,
            revision = revision,
            decision = decision
        ),
        (Verdict::ErasedCopy { decision }, _) => sentence!(
            "verify-erased-copy",
            document = document,
            revision = revision,
            decision = decision
        ),
        (Verdict::Lingering { decision }, _) => {
            sentence!("verify-lingering", decision = decision)
        }
        (Verdict::Altered { .. }, 0) => sentence!("verify-altered-file"),
        (Verdict::Altered { .. }, _) => {
            sentence!("verify-altered", document = document, revision = revision)
        }
        (Verdict::Sound { what }, _) => what.clone(),
        (Verdict::Unreadable { reason }, _) => sentence!("verify-unreadable", reason = reason),
        (Verdict::Broken { reason }, _) => sentence!("verify-broken", reason = reason.clone()),
        (Verdict::Missing { .. }, _) => sentence!("verify-missing"),
        (Verdict::LeftOut, _) => sentence!("verify-left-out"),
        (Verdict::Unlisted { .. }, _) => sentence!("verify-unlisted"),
        (Verdict::Pending, _) => sentence!("verify-pending"),
    }
}

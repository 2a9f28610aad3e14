//! The audit report: the state of evidence as a document for the case file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::alone;
use crate::archive::bag::LEFT_OUT;
use crate::archive::judge::Judgement;
use crate::archive::layout;
use crate::archive::timestamps::Stamped;
use crate::audit::entry::Instant;
use crate::audit::signature::to_base64;
use crate::audit::{Digest, Finding, Issued, Ledger, Register, Standing, Verdict, verdict};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::folder::{Folder, keep_apart, not_new};
use crate::fonts::Fonts;
use crate::roster::{Kind, PdfLevel};
use crate::sentence;
use crate::templates::Templates;
use crate::typeset::{Files, Metadata, Typesetter};
use crate::words::{Sentence, Words, dates};

/// What a report is made from.
#[derive(Clone, Copy)]
pub struct Reported<'a> {
    /// What can be said of the folder.
    pub judgement: &'a Judgement,
    /// What a verdict says to a person.
    pub says: &'a (dyn Fn(&Finding) -> Sentence + Sync),
    /// The reader's language.
    pub words: &'a Words,
    /// When it is made.
    pub now: Timestamp,
}

/// Typesets the report into a new file. It needs the evidence alone, and no roster.
///
/// # Errors
/// When there is no ledger to report on, the template is faulty, or the file cannot be written, because
/// there is one already for instance, or it would lie in `output/`.
pub fn report(root: &Path, reported: &Reported<'_>, into: &Path) -> Result<(), Diagnostics> {
    keep_apart(root, into)?;
    let nothing = || -> Diagnostics {
        Diagnostic::error(sentence!("report-no-ledger"))
            .remedy(sentence!("report-no-ledger-remedy"))
            .into()
    };
    let ledger = reported.judgement.ledger.as_ref();
    let ledger = ledger.ok_or_else(nothing)?;
    let register = ledger.register();
    let made = register.latest().map_or_else(|| Instant::utc(reported.now), |l| l.at(reported.now));
    let files = Folder::read_templates(root)?;
    let templates = Templates::load(&files)?;
    let (kind, language) = (Kind::report(), reported.words.language());
    let template = templates.document(&kind, language).ok_or_else(nothing)?;
    let values = values(reported, register, ledger.root(ledger.size()), made);
    let manuscript = template.manuscript(&values.into())?;
    let metadata = Metadata {
        about: None,
        author: "avsikt".to_owned(),
        language,
        identifier: verdict::identifier(&format!("{kind}/{}", register.origin()), 1),
        reference: kind.to_string(),
    };
    let fonts = Arc::new(Fonts::bundled());
    let typesetter = Typesetter::new(Arc::new(Files::new(files)), fonts, PdfLevel::A2a, made.day());
    let pdf = alone(|| -> Result<Vec<u8>, Diagnostics> {
        let laid = typesetter.lay_out(&manuscript, template)?;
        Ok(typesetter.export(laid.value, &metadata, &manuscript, template)?.pdf)
    });
    let pdf = pdf.unwrap_or_else(|| Err(nothing()))?;
    let write = || {
        let mut file = File::create_new(into)?;
        // A file that was begun is ours to take away.
        file.write_all(&pdf).inspect_err(|_| drop(fs::remove_file(into)))
    };
    write().map_err(|error| {
        Diagnostic::error(not_new(into, &error))
            .remedy(sentence!("report-unwritable-remedy"))
            .into()
    })
}

fn values(
    reported: &Reported<'_>,
    register: &Register,
    root: Option<Digest>,
    made: Instant,
) -> Value {
    let Reported { judgement, says, words, .. } = reported;
    let language = words.language();
    let instant = |instant: &Instant| {
        let (day, time) = (instant.day(), instant.time());
        format!("{} {}", dates::date(day, language), dates::time(time, language))
    };
    let found: BTreeMap<&str, &Finding> =
        judgement.findings.iter().map(|finding| (finding.path.as_str(), finding)).collect();
    let document = |issued: &Issued| {
        let path = layout::document(&issued.document, issued.revision);
        let verdict = found.get(path.as_str()).map(|finding| {
            // The document's name stands beside it.
            words.say(&match finding.verdict {
                Verdict::Intact { standing: Standing::Current } => sentence!("report-current"),
                Verdict::Intact { standing: Standing::Superseded } => {
                    sentence!("report-superseded")
                }
                Verdict::Intact { standing: Standing::Withdrawn } => sentence!("report-withdrawn"),
                _ => says(finding),
            })
        });
        let digest = issued.digest.to_string();
        let sound = found.get(path.as_str()).is_some_and(|finding| finding.verdict.is_sound());
        json!({
            "number": issued.sequence.to_string(),
            "document": words.say(&issued.document.name()),
            "revision": issued.revision.to_string(),
            "issued": instant(&issued.issued),
            "digest": digest,
            "verdict": verdict.unwrap_or_default(),
            "sound": sound,
        })
    };
    let timestamp = |stamped: &Stamped| {
        json!({
            "time": dates::universal(stamped.time, language),
            "lines": stamped.size.to_string(),
            "token": layout::timestamp_token(stamped.size),
            "checkpoint": layout::timestamp_checkpoint(stamped.size),
        })
    };
    let unsound = judgement.findings.iter().filter(|finding| !finding.verdict.is_sound());
    let findings =
        unsound.map(|finding| json!({ "path": finding.path, "says": words.say(&says(finding)) }));
    let count = |standing| {
        let intact = Verdict::Intact { standing };
        // The copy of the running order is no document of its own.
        let documents = judgement.findings.iter().filter(|f| f.path != layout::RUNNING_ORDER);
        documents.filter(|f| f.verdict == intact).count()
    };
    let key = judgement.key;
    let is_there = |f: &&Finding| !matches!(f.verdict, Verdict::Erased { .. } | Verdict::LeftOut);
    let left_out = judgement.findings.iter().filter(|f| f.verdict == Verdict::LeftOut).count();
    let mut values = json!({
        "document": { "reference": register.origin(), "revision": "1" },
        "made": instant(&made),
        "sound": judgement.is_sound(),
        "files": judgement.findings.iter().filter(is_there).count().to_string(),
        "current": count(Standing::Current).to_string(),
        "superseded": count(Standing::Superseded).to_string(),
        "withdrawn": count(Standing::Withdrawn).to_string(),
        "ledger": {
            "origin": register.origin(),
            "lines": judgement.ledger.as_ref().map_or(0, Ledger::size).to_string(),
            "root": root.map(|root| to_base64(root.as_bytes())).unwrap_or_default(),
            "fingerprint": key.map(|key| key.fingerprint()).unwrap_or_default(),
            "signer": key.map(|key| key.allowed_signers()).unwrap_or_default(),
        },
        "findings": findings.collect::<Vec<_>>(),
        "timestamped": !register.timestamps().is_empty(),
        "timestamps": judgement.timestamps.iter().map(timestamp).collect::<Vec<_>>(),
        "documents": register.documents().iter().map(document).collect::<Vec<_>>(),
    });
    if left_out > 0 {
        let says = sentence!("verify-left-out-count", files = left_out, list = LEFT_OUT);
        values["left-out"] = json!(words.say(&says));
    }
    values
}

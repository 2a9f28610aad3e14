//! What can be said of a directory's files and of its evidence; pure.
//!
//! Two signed things say what must be there: the ledger, through its checkpoint, and the list of all
//! files. Each is checked by itself, and then against the other, so that damage to either is named.

use std::collections::{BTreeMap, BTreeSet};

use super::disposal::{Erased, returned};
use super::kept::Kept;
use super::timestamps::{self, Stamped};
use super::{delivery, layout};
use crate::audit::{
    Checkpoint, Digest, DocumentKey, Finding, Ledger, PublicKey, Receipt, Register, Standing, Sums,
    Verdict, signature,
};
use crate::roster::Kind;
use crate::sentence;
use crate::words::Sentence;

/// What lies in a directory, as it is when a pending change has been carried out.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Each file's digest, or why it cannot be read.
    pub digests: BTreeMap<String, Result<Digest, String>>,
    /// The bytes of those files that prove something: what [`is_evidence`] says.
    pub evidence: BTreeMap<String, Vec<u8>>,
    /// What is to be said before all else: a pending change, or one that nobody signed.
    pub pending: Vec<Finding>,
    /// What the package in which the directory lies left out on purpose.
    pub left_out: BTreeSet<String>,
}

/// All that can be said.
#[derive(Debug)]
pub struct Judgement {
    /// A verdict for each file, by path; what is kept elsewhere last.
    pub findings: Vec<Finding>,
    /// The key that signed.
    pub key: Option<PublicKey>,
    /// The ledger, when it is one.
    pub ledger: Option<Ledger>,
    /// The time stamps that hold, but for the authority's signature, which is not checked here.
    pub timestamps: Vec<Stamped>,
}

impl Judgement {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.verdict.is_sound())
    }
}

/// Whether a file's bytes are needed, and not only its digest.
#[must_use]
pub fn is_evidence(path: &str) -> bool {
    [
        layout::LEDGER,
        layout::CHECKPOINT,
        layout::CHECKPOINT_SIG,
        layout::FILES,
        layout::FILES_SIG,
        layout::DELIVERY,
    ]
    .contains(&path)
        || is_proof(path)
}

/// Whether it is a receipt or of a time stamp, of which the ledger says how many there are.
fn is_proof(path: &str) -> bool {
    [layout::RECEIPTS, layout::TIMESTAMPS]
        .iter()
        .any(|directory| path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/')))
}

/// Judges a directory.
#[must_use]
pub fn judge(snapshot: &Snapshot, kept: &Kept) -> Judgement {
    let head = head(snapshot);
    let mut findings = files(snapshot, &head);
    let mut timestamps = Vec::new();
    findings.extend(head.findings);
    findings.extend(delivery::finding(snapshot, head.ledger.as_ref()));
    if let Some(ledger) = &head.ledger {
        findings.extend(receipts(snapshot, ledger));
        let (hold, broken) = timestamps::check(snapshot, ledger);
        timestamps = hold;
        findings.extend(broken);
    }
    findings.sort_by(|a, b| a.path.cmp(&b.path));
    // One thing is said once: why evidence does not hold rather than that it was altered.
    let broken: BTreeSet<String> = findings
        .iter()
        .filter(|finding| matches!(finding.verdict, Verdict::Broken { .. }))
        .map(|finding| finding.path.clone())
        .collect();
    findings.retain(|finding| {
        matches!(finding.verdict, Verdict::Broken { .. }) || !broken.contains(&finding.path)
    });
    let mut all = snapshot.pending.clone();
    all.append(&mut findings);
    all.extend(kept.compare(head.key.as_ref(), head.ledger.as_ref()));
    Judgement { findings: all, key: head.key, ledger: head.ledger, timestamps }
}

/// The ledger, its head, and the list of files, as far as they hold.
struct Head {
    ledger: Option<Ledger>,
    /// Whether the ledger is what its checkpoint says.
    signed: bool,
    key: Option<PublicKey>,
    /// The list of files, when it is signed.
    files: Option<Sums>,
    findings: Vec<Finding>,
}

fn head(snapshot: &Snapshot) -> Head {
    let mut findings = Vec::new();
    let bytes = |path: &str| snapshot.evidence.get(path).map(Vec::as_slice);
    let mut need = |path: &str| {
        let found = bytes(path);
        if found.is_none() {
            findings.push(Finding::broken(path, sentence!("evidence-gone")));
        }
        found
    };
    let (ledger, checkpoint) = (need(layout::LEDGER), need(layout::CHECKPOINT));
    let checkpoint_sig = need(layout::CHECKPOINT_SIG);
    let (files, files_sig) = (need(layout::FILES), need(layout::FILES_SIG));
    let mut broken = |path: &str, reason| findings.push(Finding::broken(path, reason));

    let ledger = ledger.and_then(|bytes| {
        Ledger::parse(bytes).map_err(|reason| broken(layout::LEDGER, reason)).ok()
    });
    // An empty ledger is one that was emptied: nothing is written before something has happened.
    let ledger = ledger.filter(|ledger| {
        let empty = ledger.size() == 0;
        if empty {
            broken(layout::LEDGER, sentence!("evidence-empty"));
        }
        !empty
    });
    let parsed = checkpoint.and_then(|bytes| {
        Checkpoint::parse(bytes).map_err(|reason| broken(layout::CHECKPOINT, reason)).ok()
    });
    // Without a ledger the signatures can still be held against the key that they name.
    let named = || [checkpoint_sig, files_sig].into_iter().flatten().find_map(signature::signer);
    let key = ledger.as_ref().and_then(|l| l.register().key()).or_else(named);
    let signed = match (&ledger, &parsed) {
        (Some(ledger), Some(parsed)) => match ledger.is_headed_by(parsed) {
            Ok(()) => true,
            Err(reason) => {
                let path = if parsed.verify(&key_of(ledger)).is_ok() {
                    layout::LEDGER
                } else {
                    layout::CHECKPOINT
                };
                broken(path, reason);
                false
            }
        },
        _ => false,
    };
    let fits = |message: Option<&[u8]>, signature: Option<&[u8]>| {
        let (Some(key), Some(message), Some(signature)) = (&key, message, signature) else {
            return None;
        };
        Some(key.verifies_ssh(message, signature))
    };
    let mut pair =
        |file: &str, signature: &str, fits: Option<Result<(), Sentence>>, right: bool| {
            if let Some(Err(reason)) = &fits {
                // Which of the two was altered: the signature, or it cannot be known.
                let unformed = reason.key() == "evidence-signature-form";
                let altered = if unformed || right { &[signature][..] } else { &[file, signature] };
                let reason = sentence!("evidence-pair", file = file, reason = reason.clone());
                for path in altered {
                    broken(path, reason.clone());
                }
            }
            fits == Some(Ok(()))
        };
    let head_fits = fits(checkpoint, checkpoint_sig);
    pair(layout::CHECKPOINT, layout::CHECKPOINT_SIG, head_fits, signed);
    let as_is = listed(&snapshot.digests);
    let right = files.is_some_and(|files| as_is.text().as_bytes() == files);
    let files_fit = fits(files, files_sig);
    let files_signed = pair(layout::FILES, layout::FILES_SIG, files_fit, right);
    let files = files
        .and_then(|bytes| Sums::parse(bytes).map_err(|reason| broken(layout::FILES, reason)).ok());
    let files = files.filter(|_| files_signed);
    Head { ledger, signed, key, files, findings }
}

/// The list of files that would describe a directory as it is.
fn listed(digests: &BTreeMap<String, Result<Digest, String>>) -> Sums {
    let unlisted = [layout::FILES, layout::FILES_SIG, layout::LOCK, layout::DELIVERY];
    let listed = digests.iter().filter_map(|(path, digest)| {
        (!unlisted.contains(&path.as_str())).then_some((path.as_str(), *digest.as_ref().ok()?))
    });
    listed.collect()
}

/// The key of a ledger that has a line.
pub(super) fn key_of(ledger: &Ledger) -> PublicKey {
    ledger.register().key().expect("a ledger's first line names its key")
}

/// Judges every file by what the signed list says, or else by what follows from the ledger.
fn files(snapshot: &Snapshot, head: &Head) -> Vec<Finding> {
    let mut findings = Vec::new();
    let register = head.ledger.as_ref().map(Ledger::register);
    let derived = register.map(layout::expected).unwrap_or_default();
    if let (Some(files), true) = (&head.files, head.signed) {
        findings.extend(disagreements(files, &derived, register));
    }
    let mut expected = match (&head.files, head.signed) {
        (Some(files), _) => files.iter().map(|(path, digest)| (path.to_owned(), digest)).collect(),
        (None, _) => derived,
    };
    expected.insert(layout::LOCK.to_owned(), Digest::of(b""));
    let unlistable = [layout::FILES, layout::FILES_SIG, layout::DELIVERY];
    let documents = register.map(documents).unwrap_or_default();
    let returned: BTreeSet<Digest> = register.map(returned).unwrap_or_default();
    let erased = Erased::of(register.filter(|_| head.signed));

    for (path, digest) in &expected {
        let verdict = match snapshot.digests.get(path) {
            // Needed by nobody but a run that is at work.
            None if path == layout::LOCK => continue,
            None if snapshot.left_out.contains(path) => Verdict::LeftOut,
            None => Verdict::Missing { expected: *digest },
            Some(Err(reason)) => Verdict::Unreadable { reason: reason.clone() },
            Some(Ok(found)) if found == digest => match documents.get(path) {
                Some((_, standing)) => Verdict::Intact { standing: *standing },
                None => Verdict::Sound { what: sentence!("verify-as-written") },
            },
            Some(Ok(found)) => Verdict::Altered { expected: *digest, found: *found },
        };
        let document = documents.get(path).map(|(document, _)| document.clone());
        findings.push(Finding { path: path.clone(), document, verdict });
    }
    let others = snapshot
        .digests
        .iter()
        .filter(|(path, _)| !expected.contains_key(*path) && !unlistable.contains(&path.as_str()));
    for (path, digest) in others {
        let verdict = match digest {
            Err(reason) => Verdict::Unreadable { reason: reason.clone() },
            // Without the list of files, what came back is known by its digest alone, and what
            // nobody else vouches for cannot be judged.
            Ok(found) if head.files.is_none() && returned.contains(found) => {
                Verdict::Sound { what: sentence!("verify-as-written") }
            }
            Ok(_) if head.files.is_none() && only_listed(path) => continue,
            Ok(found) => match erased.decision(path, found) {
                Some(decision) => Verdict::Lingering { decision: decision.to_owned() },
                None => Verdict::Unlisted { found: *found },
            },
        };
        findings.push(Finding::new(path, verdict));
    }
    // What a list still asks for is missing, whatever the ledger says.
    let gone = |path: &str| !expected.contains_key(path) && !snapshot.digests.contains_key(path);
    findings.extend(erased.findings().filter(|finding| gone(&finding.path)));
    findings
}

/// The documents by their paths, with where they stand.
type Documents = BTreeMap<String, ((DocumentKey, u32), Standing)>;

fn documents(register: &Register) -> Documents {
    let mut documents: Documents = register
        .documents()
        .iter()
        .map(|issued| {
            let path = layout::document(&issued.document, issued.revision);
            (path, ((issued.document.clone(), issued.revision), issued.standing))
        })
        .collect();
    let key = DocumentKey { signatory: None, kind: Kind::running_order() };
    if let Some(issued) = register.current(&key) {
        let copy = ((key.clone(), issued.revision), issued.standing);
        documents.insert(layout::RUNNING_ORDER.to_owned(), copy);
    }
    documents
}

/// Whether the list of files alone says what a file must be.
fn only_listed(path: &str) -> bool {
    path == layout::RUNNING_ORDER_CSV
        || path == layout::RUNNING_ORDER_PAGE
        || path == layout::OVERVIEW
        || path == layout::PAGE
        || path == layout::INPUTS
        || path == layout::GITIGNORE
        || layout::is_extra(path)
        || is_evidence(path)
}

/// Where the two signed sources contradict each other: then one of them was signed by somebody who
/// had the key and not the whole truth.
fn disagreements(
    files: &Sums,
    derived: &BTreeMap<String, Digest>,
    register: Option<&Register>,
) -> Vec<Finding> {
    let returned: BTreeSet<Digest> = register.map(returned).unwrap_or_default();
    // What has to be there, and whose bytes do not follow from the ledger.
    let mut proofs: BTreeSet<String> = BTreeSet::new();
    if let Some(register) = register {
        let issued = register.documents().iter();
        proofs.extend(issued.map(|d| layout::receipt(&d.document, d.revision)));
        let stamped = register.timestamps().iter();
        proofs.extend(stamped.map(|stamped| layout::timestamp_checkpoint(stamped.size)));
    }
    let is_returned = |path: &str, digest: &Digest| {
        path.starts_with(&format!("{}/", layout::RECEIVED)) && returned.contains(digest)
    };
    let unknown = files.iter().filter(|&(path, ref digest)| {
        let known = derived.contains_key(path)
            || proofs.contains(path)
            || is_returned(path, digest)
            || (only_listed(path) && !is_proof(path));
        !known
    });
    let lacking = derived.iter().filter(|(path, digest)| files.digest(path) != Some(**digest));
    let lacking = lacking.map(|(path, _)| path.clone());
    let lacking = lacking.chain(proofs.iter().filter(|path| files.digest(path).is_none()).cloned());
    unknown
        .map(|(path, _)| path.to_owned())
        .chain(lacking)
        .map(|path| Finding::broken(layout::FILES, sentence!("evidence-disagrees", path = path)))
        .collect()
}

/// Checks what each receipt proves: that its document's line is in the ledger that was signed then.
fn receipts(snapshot: &Snapshot, ledger: &Ledger) -> Vec<Finding> {
    // Receipts of one batch share their checkpoint, which needs to be checked once.
    let mut checked: BTreeMap<String, Result<(), Sentence>> = BTreeMap::new();
    let mut findings = Vec::new();
    for issued in ledger.register().documents() {
        let path = layout::receipt(&issued.document, issued.revision);
        let Some(bytes) = snapshot.evidence.get(&path) else {
            let known = snapshot.digests.contains_key(&path);
            if !known {
                findings.push(Finding::broken(path, sentence!("evidence-gone")));
            }
            continue;
        };
        let mut check = || -> Result<(), Sentence> {
            let receipt = Receipt::parse(bytes)?;
            let head = receipt.checkpoint.print();
            checked.entry(head).or_insert_with(|| ledger.extends(&receipt.checkpoint)).clone()?;
            receipt.includes()?;
            let right = ledger.line(issued.sequence) == Some(receipt.line.as_str())
                && receipt.index == issued.sequence;
            if right { Ok(()) } else { Err(sentence!("evidence-receipt-other")) }
        };
        if let Err(reason) = check() {
            findings.push(Finding::broken(path, reason));
        }
    }
    findings
}

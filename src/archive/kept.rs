//! What somebody kept elsewhere, and a directory's ledger is compared with; pure.

use super::judge::key_of;
use super::layout;
use crate::audit::{Checkpoint, Finding, Ledger, PublicKey, Receipt, Standing, Verdict};
use crate::sentence;
use crate::words::Sentence;

/// What somebody kept elsewhere, to compare with.
#[derive(Debug, Default)]
pub struct Kept {
    /// Checkpoints and receipts, with their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// A key's fingerprint, from paper or a letter.
    pub fingerprint: Option<String>,
}

impl Kept {
    /// Compares all of it with a directory's key and ledger. A fingerprint that is the key's is
    /// nothing to tell of here.
    pub(super) fn compare(&self, key: Option<&PublicKey>, ledger: Option<&Ledger>) -> Vec<Finding> {
        let fingerprint = self.fingerprint.as_deref();
        let differs = fingerprint.and_then(|fingerprint| compare_key(fingerprint, key, ledger));
        let files = self.files.iter().map(|(name, bytes)| compare(name, bytes, ledger));
        differs.into_iter().chain(files).collect()
    }
}

/// Compares the key with a fingerprint from elsewhere.
fn compare_key(
    fingerprint: &str,
    key: Option<&PublicKey>,
    ledger: Option<&Ledger>,
) -> Option<Finding> {
    let found = key.map(PublicKey::fingerprint);
    if found.as_deref() == Some(fingerprint) {
        return None;
    }
    let earlier = ledger
        .is_some_and(|ledger| ledger.register().keys().any(|k| k.fingerprint() == fingerprint));
    let reason = match found {
        None => sentence!("evidence-gone"),
        Some(found) if earlier => sentence!("evidence-key-changed", found = found),
        Some(found) => {
            sentence!("evidence-fingerprint", found = found, expected = fingerprint)
        }
    };
    Some(Finding::broken(layout::CHECKPOINT, reason))
}

/// Compares the ledger with a checkpoint or receipt that somebody kept.
pub(super) fn compare(name: &str, bytes: &[u8], ledger: Option<&Ledger>) -> Finding {
    let Some(ledger) = ledger else {
        return Finding::broken(name, sentence!("evidence-nothing-to-compare"));
    };
    let compared = if Receipt::claims(bytes) {
        compare_receipt(name, bytes, ledger)
    } else {
        compare_checkpoint(name, bytes, ledger)
    };
    compared.unwrap_or_else(|reason| Finding::broken(name, reason))
}

fn compare_checkpoint(name: &str, bytes: &[u8], ledger: &Ledger) -> Result<Finding, Sentence> {
    let checkpoint = Checkpoint::parse(bytes)?;
    ledger.extends(&checkpoint)?;
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    let what = sentence!("verify-kept-checkpoint", size = size);
    Ok(Finding::new(name, Verdict::Sound { what }))
}

fn compare_receipt(name: &str, bytes: &[u8], ledger: &Ledger) -> Result<Finding, Sentence> {
    let receipt = Receipt::parse(bytes)?;
    ledger.extends(&receipt.checkpoint)?;
    let key = ledger.register().key_at(receipt.checkpoint.size).unwrap_or(key_of(ledger));
    let (document, revision, _) = receipt.verify(&key)?;
    let issued = ledger.register().issued(&document, revision);
    let issued = issued.filter(|issued| issued.sequence == receipt.index);
    let standing = issued.ok_or_else(|| sentence!("evidence-receipt-other"))?.standing;
    let (name_of, key) = (document.name(), (document, revision));
    let what = match standing {
        Standing::Current => {
            sentence!("verify-kept-receipt", document = name_of, revision = revision)
        }
        Standing::Superseded => {
            sentence!("verify-kept-receipt-superseded", document = name_of, revision = revision)
        }
        Standing::Withdrawn => {
            sentence!("verify-kept-receipt-withdrawn", document = name_of, revision = revision)
        }
        Standing::Erased => {
            let erasure = key.0.signatory.as_ref().and_then(|id| ledger.register().erasure(id));
            let decision = erasure.map(|erasure| erasure.decision.as_str()).unwrap_or_default();
            sentence!(
                "verify-kept-receipt-erased",
                document = name_of,
                revision = revision,
                decision = decision
            )
        }
    };
    Ok(Finding { path: name.to_owned(), document: Some(key), verdict: Verdict::Sound { what } })
}

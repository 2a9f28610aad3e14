//! What was disposed of (*gallrat*), and so is not missing; pure.

use std::collections::{BTreeMap, BTreeSet};

use super::layout;
use crate::audit::{Digest, Erasure, Finding, Register, Verdict};

/// What was erased.
#[derive(Default)]
pub(super) struct Erased<'a> {
    paths: BTreeMap<String, layout::ErasedFile<'a>>,
    /// The directories of scans.
    scans: Vec<(String, &'a Erasure)>,
    copies: BTreeMap<Digest, &'a Erasure>,
}

impl<'a> Erased<'a> {
    pub(super) fn of(register: Option<&'a Register>) -> Self {
        let Some(register) = register else {
            return Self::default();
        };
        let mut erased = Self { paths: layout::erased(register), ..Self::default() };
        for received in register.received().iter().filter(|r| !r.copies.is_empty()) {
            let Some(erasure) = register.erasure(&received.signatory) else { continue };
            erased.copies.extend(received.copies.iter().map(|copy| (*copy, erasure)));
            let directory = format!("{}/", layout::scans(&received.signatory));
            if erased.scans.iter().all(|(known, _)| *known != directory) {
                erased.scans.push((directory, erasure));
            }
        }
        erased
    }

    /// The decision by which a file should not be there.
    pub(super) fn decision(&self, path: &str, digest: &Digest) -> Option<&'a str> {
        let named = self.paths.get(path).map(|(erasure, _)| *erasure);
        let scan = || self.copies.get(digest).filter(|_| path.starts_with(layout::RECEIVED));
        named.or_else(|| scan().copied()).map(|erasure| erasure.decision.as_str())
    }

    /// What was erased, all of it as if it were gone. The names of scans stand in no ledger, so
    /// their directory is named.
    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> {
        let verdict = |erasure: &Erasure| Verdict::Erased { decision: erasure.decision.clone() };
        let paths = self.paths.iter().map(move |(path, (erasure, document))| Finding {
            path: path.clone(),
            document: document.clone(),
            verdict: verdict(erasure),
        });
        let scans = self.scans.iter();
        paths.chain(scans.map(move |(path, erasure)| Finding::new(path, verdict(erasure))))
    }
}

/// The digests of all scans that are kept.
pub(super) fn returned(register: &Register) -> BTreeSet<Digest> {
    let received = register.received().iter();
    let kept = received.filter(|received| register.erasure(&received.signatory).is_none());
    kept.flat_map(|received| received.copies.iter().copied()).collect()
}

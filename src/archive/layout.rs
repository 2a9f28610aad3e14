//! Every path below `output/`, with `/` between parts; pure.

use std::collections::BTreeMap;

use crate::audit::{
    Addressee, Composed, Digest, DocumentKey, Erasure, LetterKey, LetterStanding, Register,
    Standing, Sums,
};
use crate::ceremony::Extra;
use crate::roster::{Id, Kind};
use crate::words::Language;

/// Keeps a second run out. Empty.
pub const LOCK: &str = "lock";
/// A change that has been decided upon and not yet carried out in full.
pub const JOURNAL: &str = "journal.json";
/// Where a change is prepared.
pub const STAGING: &str = "staging";
/// What happened: the audit trail.
pub const LEDGER: &str = "ledger.jsonl";
/// The ledger's head, a signed note.
pub const CHECKPOINT: &str = "checkpoint";
/// The same key's SSH signature of the checkpoint.
pub const CHECKPOINT_SIG: &str = "checkpoint.sig";
/// All documents ever issued with their digests, for `sha256sum -c`.
pub const SUMS: &str = "SHA256SUMS";
/// The current declarations with their digests; the running order prints this file's digest.
pub const DECLARATIONS: &str = "DECLARATIONS";
/// Every other file with its digest.
pub const FILES: &str = "FILES";
/// The SSH signature of that list.
pub const FILES_SIG: &str = "FILES.sig";
/// The evidence as a page, to be looked at in a browser.
pub const PAGE: &str = "verify.html";
/// The issued documents.
pub const DOCUMENTS: &str = "documents";
/// The proofs that the documents are in the ledger.
pub const RECEIPTS: &str = "receipts";
/// What a time-stamping authority said of the ledger's heads.
pub const TIMESTAMPS: &str = "timestamps";
/// The composed letters.
pub const OUTBOX: &str = "outbox";
/// The letters that are not to be sent.
pub const OUTBOX_WITHDRAWN: &str = "outbox/withdrawn";
/// What became of the letters, written while they are on their way; not in [`FILES`].
pub const DELIVERY: &str = "outbox/delivery.jsonl";
/// The scans of what came back.
pub const RECEIVED: &str = "received";
/// Paper for the day, replaced whenever it changes.
pub const EXTRAS: &str = "extras";
/// What `produce` compares, and people's data; never mailed or published.
pub const PRIVATE: &str = "private";
/// What the current documents and letters were made from.
pub const INPUTS: &str = "private/inputs.json";
/// A copy of the newest running order, to find it.
pub const RUNNING_ORDER: &str = "documents/running-order.pdf";
/// The newest running order as a spreadsheet.
pub const RUNNING_ORDER_CSV: &str = "documents/running-order.csv";
/// The running order on stage.
pub const RUNNING_ORDER_PAGE: &str = "running-order.html";
/// The coordinator's overview, with people's data.
pub const OVERVIEW: &str = "index.html";
/// Tells git what to leave out; not ours, but listed when it is there.
pub const GITIGNORE: &str = ".gitignore";

/// `documents/ID/KIND-rN.pdf`, or `documents/KIND-rN.pdf` for one of the ceremony.
#[must_use]
pub fn document(key: &DocumentKey, revision: u32) -> String {
    format!("{DOCUMENTS}/{}", revision_file(key, revision, "pdf"))
}

/// `receipts/ID.KIND-rN.tlog-proof`, or `receipts/KIND-rN.tlog-proof`: no directory for each
/// signatory, which costs as much as two files. No id and no kind has a dot.
#[must_use]
pub fn receipt(key: &DocumentKey, revision: u32) -> String {
    let file = revision_file(key, revision, "tlog-proof").replace('/', ".");
    format!("{RECEIPTS}/{file}")
}

/// `extras/KIND.pdf`, or `extras/certificate-LANGUAGE.pdf`.
#[must_use]
pub fn extra(kind: &Kind) -> String {
    format!("{EXTRAS}/{kind}.pdf")
}

/// Whether a path is that of an extra.
#[must_use]
pub fn is_extra(path: &str) -> bool {
    let kinds = Extra::ALL.into_iter().flat_map(|(kind, _)| {
        Language::ALL.into_iter().map(move |language| Kind::extra_in(kind, language))
    });
    kinds.into_iter().any(|kind| extra(&kind) == path)
}

/// `timestamps/SIZE.tsr`: an authority's answer about the checkpoint of that size.
#[must_use]
pub fn timestamp_token(size: u64) -> String {
    format!("{TIMESTAMPS}/{size}.tsr")
}

/// `timestamps/SIZE.checkpoint`: the bytes that the answer is about.
#[must_use]
pub fn timestamp_checkpoint(size: u64) -> String {
    format!("{TIMESTAMPS}/{size}.checkpoint")
}

fn revision_file(key: &DocumentKey, revision: u32, extension: &str) -> String {
    // A key is written with `/` between the signatory and the kind.
    format!("{key}-r{revision}.{extension}")
}

/// `outbox/ID-rN.eml`, or `outbox/ID-rN-copyK.eml`.
#[must_use]
pub fn letter(key: &LetterKey, revision: u32) -> String {
    format!("{OUTBOX}/{}", letter_file(key, revision))
}

/// Where a letter goes that is not to be sent: `outbox/withdrawn/ID-rN.eml`.
#[must_use]
pub fn withdrawn_letter(key: &LetterKey, revision: u32) -> String {
    format!("{OUTBOX_WITHDRAWN}/{}", letter_file(key, revision))
}

fn letter_file(key: &LetterKey, revision: u32) -> String {
    let name = match &key.addressee {
        Addressee::Coordinator => "coordinator",
        Addressee::Signatory(id) => id.as_str(),
    };
    match key.copy {
        0 => format!("{name}-r{revision}.eml"),
        copy => format!("{name}-r{revision}-copy{copy}.eml"),
    }
}

/// Where a letter lies by now.
#[must_use]
pub fn composed_letter(composed: &Composed) -> String {
    let withdrawn = matches!(
        composed.standing,
        LetterStanding::Withdrawn | LetterStanding::Erased { withdrawn: true }
    );
    let path = if withdrawn { withdrawn_letter } else { letter };
    path(&composed.letter, composed.revision)
}

/// `received/ID`: where a signatory's scans are.
#[must_use]
pub fn scans(signatory: &Id) -> String {
    format!("{RECEIVED}/{signatory}")
}

/// Whose scan a path is.
#[must_use]
pub fn scanned_from(path: &str) -> Option<Id> {
    let rest = path.strip_prefix(RECEIVED)?.strip_prefix('/')?;
    Id::parse(rest.split_once('/')?.0)
}

/// `received/ID/NAME-K.EXTENSION`: a scan that is kept, K counted from 1.
#[must_use]
pub fn received(signatory: &Id, name: &str, number: usize, extension: &str) -> String {
    format!("{RECEIVED}/{signatory}/{name}-{number}.{extension}")
}

/// The directory that a path is in; nothing, where that is `output/` itself.
#[must_use]
pub fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// The directories that a path leads through, each behind the one that it is in.
pub fn directories(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Whether a file holds people's data, so that only its owner may read it.
#[must_use]
pub fn is_private(path: &str) -> bool {
    path == OVERVIEW
        || [PRIVATE, OUTBOX, RECEIVED, STAGING]
            .iter()
            .any(|directory| path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/')))
}

/// The text of `SHA256SUMS`: all documents ever issued but for those that were erased, since
/// `sha256sum -c` would call them missing.
#[must_use]
pub fn sums(register: &Register) -> Sums {
    list(register, |_, standing| standing != Standing::Erased)
}

/// The text of `DECLARATIONS`: the current ones of the signatories, and the joint one.
#[must_use]
pub fn declarations(register: &Register) -> Sums {
    list(register, |document, standing| {
        let declaration = match document.signatory {
            Some(_) => document.kind == Kind::declaration(),
            None => document.kind == Kind::joint_declaration(),
        };
        declaration && standing == Standing::Current
    })
}

fn list(register: &Register, which: impl Fn(&DocumentKey, Standing) -> bool) -> Sums {
    let listed: Vec<(String, Digest)> = register
        .documents()
        .iter()
        .filter(|issued| which(&issued.document, issued.standing))
        .map(|issued| (document(&issued.document, issued.revision), issued.digest))
        .collect();
    listed.iter().map(|(path, digest)| (path.as_str(), *digest)).collect()
}

/// A disposal, and which document it took away, when it was one.
pub type ErasedFile<'a> = (&'a Erasure, Option<(DocumentKey, u32)>);

/// The documents and letters that were erased, by the paths that they had. The scans' paths are in
/// no ledger: [`scanned_from`] tells whose they are.
#[must_use]
pub fn erased(register: &Register) -> BTreeMap<String, ErasedFile<'_>> {
    let documents = register.documents().iter().filter_map(|issued| {
        let erasure = register.erasure(issued.document.signatory.as_ref()?)?;
        let path = document(&issued.document, issued.revision);
        Some((path, (erasure, Some((issued.document.clone(), issued.revision)))))
    });
    let letters = register.letters().iter().filter_map(|composed| {
        let erasure = register.erasure(composed.letter.signatory()?)?;
        Some((composed_letter(composed), (erasure, None)))
    });
    documents.chain(letters).collect()
}

/// The files whose digests follow from the register, by their paths.
#[must_use]
pub fn expected(register: &Register) -> BTreeMap<String, Digest> {
    let documents = register
        .documents()
        .iter()
        .filter(|issued| issued.standing != Standing::Erased)
        .map(|issued| (document(&issued.document, issued.revision), issued.digest));
    let letters = register
        .letters()
        .iter()
        .filter(|composed| !matches!(composed.standing, LetterStanding::Erased { .. }))
        .map(|composed| (composed_letter(composed), composed.digest));
    let key = DocumentKey { signatory: None, kind: Kind::running_order() };
    let newest = register.current(&key).map(|issued| (RUNNING_ORDER.to_owned(), issued.digest));
    let tokens = register.timestamps().iter();
    let tokens = tokens.map(|stamped| (timestamp_token(stamped.size), stamped.token));
    let lists = [(SUMS, sums(register)), (DECLARATIONS, declarations(register))];
    let lists =
        lists.into_iter().map(|(path, list)| (path.to_owned(), Digest::of(list.text().as_bytes())));
    documents.chain(letters).chain(newest).chain(tokens).chain(lists).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_the_format_says() {
        let key = |text: &str| DocumentKey::try_from(text.to_owned()).unwrap();
        let letter_key = |text: &str| LetterKey::try_from(text.to_owned()).unwrap();
        assert_eq!(
            document(&key("solbacken/declaration"), 2),
            "documents/solbacken/declaration-r2.pdf"
        );
        assert_eq!(document(&key("running-order"), 1), "documents/running-order-r1.pdf");
        assert_eq!(
            receipt(&key("solbacken/declaration"), 2),
            "receipts/solbacken.declaration-r2.tlog-proof"
        );
        assert_eq!(letter(&letter_key("solbacken"), 1), "outbox/solbacken-r1.eml");
        assert_eq!(letter(&letter_key("solbacken+copy2"), 3), "outbox/solbacken-r3-copy2.eml");
        assert_eq!(
            withdrawn_letter(&letter_key("coordinator"), 1),
            "outbox/withdrawn/coordinator-r1.eml"
        );
        assert_eq!(timestamp_token(87), "timestamps/87.tsr");
        for path in ["extras/place-cards.pdf", "extras/certificate-sv.pdf", "extras/poster.pdf"] {
            assert!(is_extra(path), "{path}");
        }
        for path in ["extras/certificate.pdf", "extras/menu.pdf", "extras/x/poster.pdf", "poster"] {
            assert!(!is_extra(path), "{path}");
        }
        assert_eq!(timestamp_checkpoint(87), "timestamps/87.checkpoint");
        let id = Id::parse("solbacken").unwrap();
        assert_eq!(
            received(&id, "declaration-r2", 1, "pdf"),
            "received/solbacken/declaration-r2-1.pdf"
        );
    }

    #[test]
    fn people_s_data_are_private_and_nothing_else_is() {
        let letters = ["outbox/a-r1.eml", "outbox/withdrawn/a-r1.eml"];
        for path in [INPUTS, OVERVIEW, "received/a/x-1.pdf"].into_iter().chain(letters) {
            assert!(is_private(path), "{path}");
        }
        for path in [LEDGER, "documents/outbox/declaration-r1.pdf", "outboxes/x", SUMS, PAGE] {
            assert!(!is_private(path), "{path}");
        }
    }
}

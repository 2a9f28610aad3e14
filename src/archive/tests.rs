//! Commits.

mod crashes;
mod erasing;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::journal::Step;
use super::kept::Kept;
use super::{Archive, Inputs, InputsBook, inspect, layout};
use crate::audit::entry::Enclosed;
use crate::audit::ledger::tests::{batch, key, signing_key, stamp};
use crate::audit::{Digest, Event, Ledger, LetterKey, SigningKey, Verdict};
use crate::monitor::Unwatched;

fn open(root: &Path) -> Archive {
    Archive::open(root, Some(&signing_key().public())).expect("it opens").value
}

/// What verifying a directory says of its files: those that are not sound.
fn unsound(root: &Path) -> Vec<String> {
    let judgement =
        inspect::folder(root, &Kept::default(), &Unwatched).expect("something was issued");
    let unsound = judgement.findings.into_iter().filter(|finding| !finding.verdict.is_sound());
    unsound.map(|finding| format!("{}: {:?}", finding.path, finding.verdict)).collect()
}

/// All files with their bytes, but for the lock.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(directory: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), files);
            } else if name != layout::LOCK {
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(root, "", &mut found);
    found
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        super::store::write_new(&path, &bytes, false).unwrap();
    }
}

/// Stages the next revision of a document with its receipt, and of a letter, as a batch does.
fn change(archive: &Archive, text: &[u8]) -> (super::Stage, Ledger, InputsBook) {
    let stage = archive.stage();
    let document = key("solbacken/declaration");
    let letter = LetterKey::try_from("solbacken".to_owned()).unwrap();
    let mut ledger = archive.ledger().clone();
    let revision = ledger.register().next_revision(&document);
    let mut note = |event| ledger.append(event, &stamp(text[0]));
    note(batch(&signing_key()));
    if let Some(older) = revision.checked_sub(1).filter(|older| *older > 0) {
        note(Event::Superseded { document: document.clone(), revision: older });
        note(Event::LetterWithdrawn { letter: letter.clone(), revision: older });
        stage.shift(&layout::letter(&letter, older), &layout::withdrawn_letter(&letter, older));
    }
    let digest = Digest::of(text);
    note(Event::Issued { document: document.clone(), revision, digest });
    stage.create(&layout::document(&document, revision), text.to_vec(), digest).unwrap();
    let checkpoint = ledger.checkpoint(&signing_key()).unwrap();
    let issued = ledger.register().issued(&document, revision).unwrap();
    let receipt = ledger.receipt(issued, &checkpoint).unwrap().print();
    let receipt = receipt.into_bytes();
    let its = Digest::of(&receipt);
    stage.create(&layout::receipt(&document, revision), receipt, its).unwrap();
    stage.create(&layout::letter(&letter, revision), text.to_vec(), digest).unwrap();
    let documents = vec![Enclosed { document: document.clone(), revision }];
    ledger.append(Event::Composed { letter, revision, digest, documents }, &stamp(text[0]));
    let mut book = InputsBook::default();
    book.set_document(
        &document,
        Arc::new(Inputs { pages: Some(2), ..Inputs::new(digest, "Avsiktsförklaring".to_owned()) }),
    );
    (stage, ledger, book)
}

fn commit(archive: &mut Archive, text: &[u8]) {
    let (stage, ledger, inputs) = change(archive, text);
    archive.commit(stage, ledger, inputs, &signing_key()).expect("it commits");
}

/// Stages everything that a commit does, and stops before the decision.
fn stage_all(root: &Path, text: &[u8], signer: &SigningKey) -> Vec<Step> {
    let archive = open(root);
    let (stage, ledger, inputs) = change(&archive, text);
    archive.stage_commit(&stage, &ledger, &inputs, signer).unwrap();
    stage.abandon()
}

/// Does one step of a decided change.
fn perform(root: &Path, step: &Step) {
    match step {
        Step::Move(step) => {
            let to = root.join(&step.to);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::rename(root.join(&step.from), to).unwrap();
        }
        Step::Remove(step) => fs::remove_file(root.join(&step.remove)).unwrap(),
    }
}

#[test]
fn what_was_committed_is_there_when_it_is_opened_again() {
    let directory = TempDir::new().unwrap();
    let mut archive = open(directory.path());
    commit(&mut archive, b"one");
    commit(&mut archive, b"two");
    let text = archive.ledger().text().to_owned();
    drop(archive);
    assert_eq!(unsound(directory.path()), Vec::<String>::new());
    let archive = open(directory.path());
    assert_eq!(archive.ledger().text(), text);
    let issued = archive.register().newest(&key("solbacken/declaration")).unwrap();
    assert_eq!(archive.read_document(issued).unwrap(), b"two");
    let names: Vec<String> = files(directory.path()).into_keys().collect();
    assert_eq!(
        names,
        [
            "DECLARATIONS",
            "FILES",
            "FILES.sig",
            "SHA256SUMS",
            "checkpoint",
            "checkpoint.sig",
            "documents/solbacken/declaration-r1.pdf",
            "documents/solbacken/declaration-r2.pdf",
            "ledger.jsonl",
            "outbox/solbacken-r2.eml",
            "outbox/withdrawn/solbacken-r1.eml",
            "private/inputs.json",
            "receipts/solbacken.declaration-r1.tlog-proof",
            "receipts/solbacken.declaration-r2.tlog-proof",
            "verify.html",
        ]
    );
    #[cfg(unix)]
    for (path, others) in [
        ("private", false),
        ("private/inputs.json", false),
        ("outbox/withdrawn", false),
        ("outbox/solbacken-r2.eml", false),
        ("documents", true),
        ("receipts", true),
    ] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(directory.path().join(path)).unwrap().permissions().mode();
        assert_eq!(mode & 0o055 != 0, others, "{path}: {mode:o}");
    }
}

#[test]
fn a_change_that_is_given_up_leaves_no_trace() {
    let directory = TempDir::new().unwrap();
    let mut archive = open(directory.path());
    commit(&mut archive, b"one");
    let before = files(directory.path());
    drop(change(&archive, b"two"));
    assert_eq!(files(directory.path()), before);
    assert!(!directory.path().join(layout::STAGING).exists());
}

/// Files are written together; whoever does not listen when one of them cannot be, hears it from the
/// commit, and nothing has changed then.
#[test]
fn a_change_of_which_a_file_cannot_be_written_is_never_committed() {
    let directory = TempDir::new().unwrap();
    let mut archive = open(directory.path());
    commit(&mut archive, b"one");
    let (stage, ledger, inputs) = change(&archive, b"two");
    let target = directory.path().join("documents/solbacken/declaration-r2.pdf");
    super::store::write_new(&target, b"foreign", false).unwrap();
    let before = files(directory.path());
    // So large that nothing waits for others any more.
    let large = vec![b'x'; 2 << 20];
    let digest = Digest::of(&large);
    let written = stage.create("documents/large.pdf", large, digest);
    let handed_over = stage.hand_over();
    let committed = archive.commit(stage, ledger, inputs, &signing_key());
    for result in [written, handed_over, committed] {
        let faults = result.expect_err("something is in the way");
        let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, ["archive-in-the-way"]);
    }
    assert_eq!(files(directory.path()), before);
}

#[test]
fn evidence_that_is_lost_or_forged_stops_the_run() {
    for name in [layout::LEDGER, layout::CHECKPOINT, layout::FILES, layout::FILES_SIG] {
        let directory = TempDir::new().unwrap();
        commit(&mut open(directory.path()), b"one");
        let path = directory.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        for forged in ["", "{}", &text.replacen('1', "7", 1), &format!("{text}{text}")] {
            fs::remove_file(&path).unwrap();
            super::store::write_new(&path, forged.as_bytes(), false).unwrap();
            assert!(Archive::open(directory.path(), None).is_err(), "{name}: {forged}");
            assert_ne!(unsound(directory.path()), Vec::<String>::new(), "{name}: {forged}");
        }
        fs::remove_file(&path).unwrap();
        assert!(Archive::open(directory.path(), None).is_err(), "{name} is lost");
    }
}

#[test]
fn a_file_that_is_no_file_is_named_and_not_waited_for() {
    let directory = TempDir::new().unwrap();
    commit(&mut open(directory.path()), b"one");
    let path = directory.path().join("documents/solbacken/declaration-r1.pdf");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    super::store::write_new(&path.join("x"), b"x", false).unwrap();
    let judgement = inspect::folder(directory.path(), &Kept::default(), &Unwatched).unwrap();
    let verdict =
        |name: &str| judgement.findings.iter().find(|f| f.path == name).map(|f| f.verdict.clone());
    let name = "documents/solbacken/declaration-r1.pdf";
    assert!(matches!(verdict(name), Some(Verdict::Missing { .. })));
    assert!(matches!(verdict(&format!("{name}/x")), Some(Verdict::Unlisted { .. })));
}

#[test]
fn a_folder_that_cannot_be_made_is_a_clear_fault() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("file");
    super::store::write_new(&file, b"", false).unwrap();
    let faults = Archive::open(&file.join("output"), None).expect_err("a file is no folder");
    assert_eq!(faults.iter().next().map(|d| d.message.key()), Some("archive-io"));
}

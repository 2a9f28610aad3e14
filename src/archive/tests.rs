//! Commits, and crashes in the middle of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::journal::{self, Step};
use super::{Archive, Inputs, InputsBook, layout};
use crate::audit::{Composed, Digest, DocumentKey, LetterKey, LetterStanding, Register};

fn at() -> jiff::Timestamp {
    "2018-03-26T10:00:00Z".parse().unwrap()
}

fn key(text: &str) -> DocumentKey {
    DocumentKey::try_from(text.to_owned()).unwrap()
}

fn open(root: &Path) -> Archive {
    Archive::open(root, "00").expect("it opens").value
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
        super::store::write_new(&path, &bytes, super::store::Access::Usual).unwrap();
    }
}

/// Stages the next revision of a document and of a letter, as a batch does.
fn change(archive: &Archive, text: &[u8]) -> (super::Stage, Register, InputsBook) {
    let stage = archive.stage();
    let document = key("solbacken/declaration");
    let letter = LetterKey::try_from("solbacken".to_owned()).unwrap();
    let mut register = archive.register().clone();
    let revision = register.next_revision(&document);
    stage.create(&layout::document(&document, revision), text).unwrap();
    register.issue(document.clone(), Digest::of(text), at());
    if revision > 1 {
        let older = revision - 1;
        register.withdraw_letter(&letter, older);
        stage.shift(&layout::letter(&letter, older), &layout::withdrawn_letter(&letter, older));
    }
    stage.create_private(&layout::letter(&letter, revision), text).unwrap();
    register.compose(Composed {
        letter,
        revision,
        digest: Digest::of(text),
        composed: at(),
        documents: vec![(document.clone(), revision)],
        standing: LetterStanding::Queued,
    });
    let inputs = Inputs {
        digest: Digest::of(text),
        title: "Avsiktsförklaring".to_owned(),
        pages: Some(2),
        dependencies: Vec::new(),
    };
    let mut book = InputsBook::default();
    book.set_document(&document, inputs);
    (stage, register, book)
}

fn commit(archive: &mut Archive, text: &[u8]) {
    let (stage, register, inputs) = change(archive, text);
    archive.commit(stage, register, inputs).expect("it commits");
}

#[test]
fn what_was_committed_is_there_when_it_is_opened_again() {
    let directory = TempDir::new().unwrap();
    let mut archive = open(directory.path());
    commit(&mut archive, b"one");
    commit(&mut archive, b"two");
    let register = archive.register().clone();
    drop(archive);
    let archive = open(directory.path());
    assert_eq!(*archive.register(), register);
    let issued = register.newest(&key("solbacken/declaration")).unwrap();
    assert_eq!(archive.read_document(issued).unwrap(), b"two");
    let names: Vec<String> = files(directory.path()).into_keys().collect();
    assert_eq!(
        names,
        [
            "SHA256SUMS",
            "documents/solbacken/declaration-r1.pdf",
            "documents/solbacken/declaration-r2.pdf",
            "outbox/solbacken-r2.eml",
            "outbox/withdrawn/solbacken-r1.eml",
            "private/inputs.json",
            "register.json",
        ]
    );
    #[cfg(unix)]
    for private in ["private/inputs.json", "outbox/solbacken-r2.eml"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(directory.path().join(private)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{private}");
    }
}

/// Every state that a crash can leave: between any two moves of a decided change, with each of the
/// last steps of the clearing up done or not; and before the decision, with any part staged.
#[test]
fn a_crash_at_any_step_ends_in_the_old_state_or_the_new_one() {
    let before = TempDir::new().unwrap();
    commit(&mut open(before.path()), b"one");
    let old = files(before.path());
    let after = TempDir::new().unwrap();
    copy(before.path(), after.path());
    commit(&mut open(after.path()), b"two");
    let new = files(after.path());
    assert_ne!(old, new);

    let stage_all = |root: &Path| -> Vec<Step> {
        let archive = open(root);
        let (stage, register, inputs) = change(&archive, b"two");
        stage.replace(layout::REGISTER, register.print().as_bytes()).unwrap();
        stage.replace(layout::SUMS, layout::sums(&register).as_bytes()).unwrap();
        stage.replace_private(layout::INPUTS, inputs.print().as_bytes()).unwrap();
        stage.abandon()
    };
    let mut tried = 0;
    for moved in 0.. {
        let crashed = TempDir::new().unwrap();
        let root = crashed.path();
        copy(before.path(), root);
        let steps = stage_all(root);
        if moved > steps.len() {
            break;
        }
        // Before the decision: only some of the files are staged yet.
        let undecided = TempDir::new().unwrap();
        copy(root, undecided.path());
        for step in &steps[moved..] {
            if step.from.starts_with(layout::STAGING) {
                fs::remove_file(undecided.path().join(&step.from)).unwrap();
            }
        }
        drop(open(undecided.path()));
        assert_eq!(files(undecided.path()), old, "undecided, {moved} staged");

        // Behind it: some of the moves are done.
        journal::decide(root, &steps).unwrap();
        for step in &steps[..moved] {
            let to = root.join(&step.to);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::rename(root.join(&step.from), to).unwrap();
        }
        if moved == steps.len() {
            // All are done, and the journal is gone, but the staging directory is not.
            let cleared = TempDir::new().unwrap();
            copy(root, cleared.path());
            fs::remove_file(cleared.path().join(layout::JOURNAL)).unwrap();
            fs::create_dir_all(cleared.path().join(layout::STAGING)).unwrap();
            let opened = Archive::open(cleared.path(), "00").unwrap();
            assert!(opened.warnings.is_empty(), "a run that completed is not called interrupted");
            assert_eq!(files(cleared.path()), new);
        }
        let opened = Archive::open(root, "00").expect("the next run completes it");
        let said: Vec<_> = opened.warnings.iter().map(|d| d.message.key()).collect();
        assert_eq!(said, ["archive-finished"]);
        drop(opened);
        assert_eq!(files(root), new, "{moved} moved");
        assert!(!root.join(layout::STAGING).exists());
        tried += 1;
    }
    assert!(tried > 5, "every step was tried");
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

#[test]
fn a_journal_that_reaches_outside_or_is_torn_is_damage() {
    for journal in [
        "{",
        r#"{"format": "avsikt-journal-9", "steps": []}"#,
        r#"{"format": "avsikt-journal-1", "steps": [{"from": "../x", "to": "y", "replace": true}]}"#,
        r#"{"format": "avsikt-journal-1", "steps": [{"from": "x", "to": "/y", "replace": true}]}"#,
        r#"{"format": "avsikt-journal-1", "steps": [{"from": "a", "to": "b", "replace": true}]}"#,
    ] {
        let directory = TempDir::new().unwrap();
        commit(&mut open(directory.path()), b"one");
        let path = directory.path().join(layout::JOURNAL);
        super::store::write_new(&path, journal.as_bytes(), super::store::Access::Usual).unwrap();
        let before = files(directory.path());
        let faults = Archive::open(directory.path(), "00").expect_err(journal);
        let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, ["archive-damaged"], "{journal}");
        assert_eq!(files(directory.path()), before);
    }
}

#[test]
fn a_register_that_is_lost_or_forged_stops_the_run() {
    let directory = TempDir::new().unwrap();
    commit(&mut open(directory.path()), b"one");
    let path = directory.path().join(layout::REGISTER);
    let text = fs::read_to_string(&path).unwrap();
    for forged in ["", "{}", &text.replace("\"revision\": 1", "\"revision\": 7")] {
        fs::remove_file(&path).unwrap();
        super::store::write_new(&path, forged.as_bytes(), super::store::Access::Usual).unwrap();
        assert!(Archive::open(directory.path(), "00").is_err(), "{forged}");
    }
    fs::remove_file(&path).unwrap();
    assert!(Archive::open(directory.path(), "00").is_err(), "lost, while its documents are there");
}

#[test]
fn a_folder_that_cannot_be_made_is_a_clear_fault() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("file");
    super::store::write_new(&file, b"", super::store::Access::Usual).unwrap();
    let faults = Archive::open(&file.join("output"), "00").expect_err("a file is no folder");
    assert_eq!(faults.iter().next().map(|d| d.message.key()), Some("archive-io"));
}

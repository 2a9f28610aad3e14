//! Commits, and crashes in the middle of them.

mod erasing;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::journal::{self, Step};
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

    let mut tried = 0;
    for moved in 0.. {
        let crashed = TempDir::new().unwrap();
        let root = crashed.path();
        copy(before.path(), root);
        let steps = stage_all(root, b"two", &signing_key());
        if moved > steps.len() {
            break;
        }
        // Before the decision: only some of the files are staged yet.
        let undecided = TempDir::new().unwrap();
        copy(root, undecided.path());
        for step in steps[moved..].iter().filter_map(Step::as_move) {
            if step.from.starts_with(layout::STAGING) {
                fs::remove_file(undecided.path().join(&step.from)).unwrap();
            }
        }
        drop(open(undecided.path()));
        assert_eq!(files(undecided.path()), old, "undecided, {moved} staged");

        // Behind it: some of the moves are done.
        journal::decide(root, &steps).unwrap();
        steps[..moved].iter().for_each(|step| perform(root, step));
        if moved == steps.len() {
            // All are done, and the journal is gone, but the staging directory is not.
            let cleared = TempDir::new().unwrap();
            copy(root, cleared.path());
            fs::remove_file(cleared.path().join(layout::JOURNAL)).unwrap();
            fs::create_dir_all(cleared.path().join(layout::STAGING)).unwrap();
            let opened = Archive::open(cleared.path(), None).unwrap();
            assert!(opened.warnings.is_empty(), "a run that completed is not called interrupted");
            assert_eq!(files(cleared.path()), new);
        }
        // Looking at it changes nothing, and says that there is something to be completed.
        let half = files(root);
        assert_eq!(unsound(root), ["journal.json: Pending"], "{moved} moved");
        assert_eq!(files(root), half);
        // What somebody slips in now is damage, and stays.
        let forged = TempDir::new().unwrap();
        copy(root, forged.path());
        let path = forged.path().join(layout::LEDGER);
        let mut text = fs::read(&path).unwrap();
        text.extend_from_slice(b"{\"sequence\":9}\n");
        fs::remove_file(&path).unwrap();
        super::store::write_new(&path, &text, false).unwrap();
        assert!(Archive::open(forged.path(), None).is_err(), "{moved} moved");
        assert!(unsound(forged.path()).iter().any(|f| !f.ends_with("Pending")), "{moved} moved");
        let opened = Archive::open(root, None).expect("the next run completes it");
        let said: Vec<_> = opened.warnings.iter().map(|d| d.message.key()).collect();
        assert_eq!(said, ["archive-finished"]);
        drop(opened);
        assert_eq!(files(root), new, "{moved} moved");
        assert!(!root.join(layout::STAGING).exists());
        tried += 1;
    }
    assert!(tried > 5, "every step was tried");
}

/// What is new as a whole is moved as a whole; what a crash leaves of that is completed file by file,
/// and takes nothing along that was not staged.
#[test]
fn a_crash_between_new_directories_ends_in_the_new_state() {
    let after = TempDir::new().unwrap();
    commit(&mut open(after.path()), b"one");
    let new = files(after.path());
    let directories = ["documents", "outbox", "private", "receipts"];
    for moved in 0..=directories.len() {
        let crashed = TempDir::new().unwrap();
        let root = crashed.path();
        let steps = stage_all(root, b"one", &signing_key());
        let staging = root.join(layout::STAGING);
        journal::decide(root, &steps).unwrap();
        for name in &directories[..moved] {
            fs::rename(staging.join(name), root.join(name)).unwrap();
        }
        if moved == 0 {
            let foreign = staging.join("documents/solbacken/foreign.pdf");
            super::store::write_new(&foreign, b"x", false).unwrap();
        }
        assert_eq!(unsound(root), ["journal.json: Pending"], "{moved} moved");
        let opened = Archive::open(root, None).expect("the next run completes it");
        assert_eq!(opened.warnings.iter().count(), 1, "{moved} moved");
        drop(opened);
        assert_eq!(files(root), new, "{moved} moved");
        assert!(!staging.exists());
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
    for result in [written, archive.commit(stage, ledger, inputs, &signing_key())] {
        let faults = result.expect_err("something is in the way");
        let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, ["archive-in-the-way"]);
    }
    assert_eq!(files(directory.path()), before);
}

#[test]
fn a_journal_that_nobody_signed_is_damage() {
    let step = |from: &str, to: &str| {
        format!(
            r#"{{"format": "avsikt-journal-1", "steps": [{{"from": "{from}", "to": "{to}", "replace": true}}]}}"#
        )
    };
    for journal in [
        "{".to_owned(),
        r#"{"format": "avsikt-journal-9", "steps": []}"#.to_owned(),
        r#"{"format": "avsikt-journal-1", "steps": []}"#.to_owned() + " x",
        step("../x", "y"),
        step("staging/0", "/y"),
        step("staging/0", "a/../../y"),
        step("documents/solbacken/declaration-r1.pdf", "b"),
        step("outbox/solbacken-r1.eml", "outbox/withdrawn/another-r1.eml"),
        step("staging/0", "b"),
    ] {
        let directory = TempDir::new().unwrap();
        commit(&mut open(directory.path()), b"one");
        let path = directory.path().join(layout::JOURNAL);
        super::store::write_new(&path, journal.as_bytes(), false).unwrap();
        let before = files(directory.path());
        let faults = Archive::open(directory.path(), None).expect_err(&journal);
        let keys: Vec<_> = faults.iter().map(|d| d.message.key()).collect();
        assert_eq!(keys, ["archive-damaged"], "{journal}");
        assert_eq!(files(directory.path()), before);
        assert!(unsound(directory.path())[0].starts_with("journal.json: Broken"), "{journal}");
    }
}

/// A whole change, staged and decided as ours are, but signed by somebody else, or with one of its
/// files exchanged, or with another that goes to the same place.
#[test]
fn a_forged_crash_is_not_completed() {
    let stranger = SigningKey::from_seed(&[9; 32]);
    for tamper in ["signer", "document", "list", "ledger", "twice"] {
        let directory = TempDir::new().unwrap();
        let root = directory.path();
        commit(&mut open(root), b"one");
        let signer = if tamper == "signer" { &stranger } else { &signing_key() };
        let mut steps = stage_all(root, b"two", signer);
        if tamper == "twice" {
            let from = format!("{}/foreign.pdf", layout::STAGING);
            super::store::write_new(&root.join(&from), b"three", false).unwrap();
            let to = "documents/solbacken/declaration-r2.pdf".to_owned();
            steps.push(Step::Move(journal::Move { from, to, replace: true }));
        }
        let target = match tamper {
            "document" => "documents/solbacken/declaration-r2.pdf",
            "list" => layout::FILES,
            _ => layout::LEDGER,
        };
        if !["signer", "twice"].contains(&tamper) {
            let mut moves = steps.iter().filter_map(Step::as_move);
            let staged = root.join(&moves.find(|step| step.to == target).unwrap().from);
            let mut bytes = fs::read(&staged).unwrap();
            let last = bytes.len() - 2;
            bytes[last] ^= 1;
            fs::remove_file(&staged).unwrap();
            super::store::write_new(&staged, &bytes, false).unwrap();
        }
        journal::decide(root, &steps).unwrap();
        let before = files(root);
        assert!(Archive::open(root, Some(&signing_key().public())).is_err(), "{tamper}");
        assert_eq!(files(root), before, "{tamper}");
        assert!(unsound(root)[0].starts_with("journal.json: Broken"), "{tamper}");
    }
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

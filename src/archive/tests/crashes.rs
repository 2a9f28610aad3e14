//! Crashes in the middle of a commit, and what passes itself off as one.

use std::fs;

use tempfile::TempDir;

use super::super::journal::{self, Step};
use super::super::{Archive, inspect, layout, store};
use super::{commit, copy, files, open, perform, stage_all, unsound};
use crate::audit::SigningKey;
use crate::audit::ledger::tests::signing_key;

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
    let ledger_size = open(after.path()).ledger().size();

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
        let standing = inspect::standing(root).expect("a ledger");
        assert!(standing.warnings.is_empty(), "{moved} moved: nothing is lost");
        assert_eq!(standing.value.0.size(), ledger_size, "{moved} moved");
        // What somebody slips in now is damage, and stays.
        let forged = TempDir::new().unwrap();
        copy(root, forged.path());
        let path = forged.path().join(layout::LEDGER);
        let mut text = fs::read(&path).unwrap();
        text.extend_from_slice(b"{\"sequence\":9}\n");
        fs::remove_file(&path).unwrap();
        store::write_new(&path, &text, false).unwrap();
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
            store::write_new(&foreign, b"x", false).unwrap();
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
        store::write_new(&path, journal.as_bytes(), false).unwrap();
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
            store::write_new(&root.join(&from), b"three", false).unwrap();
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
            store::write_new(&staged, &bytes, false).unwrap();
        }
        journal::decide(root, &steps).unwrap();
        let before = files(root);
        assert!(Archive::open(root, Some(&signing_key().public())).is_err(), "{tamper}");
        assert_eq!(files(root), before, "{tamper}");
        assert!(unsound(root)[0].starts_with("journal.json: Broken"), "{tamper}");
    }
}

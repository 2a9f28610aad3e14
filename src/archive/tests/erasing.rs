//! Erasing, and crashes in the middle of it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::super::journal::{self, Remove, Step};
use super::super::{Archive, InputsBook, Stage, layout, store};
use super::{change, commit, copy, files, open, perform, unsound};
use crate::audit::ledger::tests::{key, signing_key, stamp};
use crate::audit::{Digest, Event, Ledger, LetterKey};
use crate::roster::Id;

/// A signatory that has left: two revisions and as many letters, withdrawn, and a scan.
fn left(root: &Path) {
    let mut archive = open(root);
    commit(&mut archive, b"one");
    commit(&mut archive, b"two");
    let (document, letter) = (key("solbacken/declaration"), solbacken_letter());
    let (stage, mut ledger) = (archive.stage(), archive.ledger().clone());
    let scan = layout::received(&solbacken(), "declaration-r2", 1, "pdf");
    stage.create(&scan, b"scan".to_vec(), Digest::of(b"scan")).unwrap();
    let copies = vec![Digest::of(b"scan")];
    ledger.append(
        Event::Received {
            signatory: solbacken(),
            document: document.clone(),
            revision: 2,
            signed: "2018-04-20".parse().unwrap(),
            copies,
        },
        &stamp(3),
    );
    ledger.append(Event::Withdrawn { document, revision: 2 }, &stamp(3));
    stage.shift(&layout::letter(&letter, 2), &layout::withdrawn_letter(&letter, 2));
    ledger.append(Event::LetterWithdrawn { letter, revision: 2 }, &stamp(3));
    // Its inputs stay, as they would not after a batch.
    let inputs = archive.inputs().clone();
    archive.commit(stage, ledger, inputs, &signing_key()).unwrap();
}

fn solbacken() -> Id {
    Id::parse("solbacken").unwrap()
}

fn solbacken_letter() -> LetterKey {
    LetterKey::try_from("solbacken".to_owned()).unwrap()
}

/// What is erased of the signatory that has left.
const ERASED: [&str; 5] = [
    "documents/solbacken/declaration-r1.pdf",
    "documents/solbacken/declaration-r2.pdf",
    "outbox/withdrawn/solbacken-r1.eml",
    "outbox/withdrawn/solbacken-r2.eml",
    "received/solbacken/declaration-r2-1.pdf",
];

/// Stages that everything of the signatory's goes, and with it more that nobody decided upon.
fn erasing(archive: &Archive, more: &[&str]) -> (Stage, Ledger, InputsBook) {
    let (stage, mut ledger) = (archive.stage(), archive.ledger().clone());
    ERASED.iter().chain(more).for_each(|path| stage.remove(path));
    let event = Event::Erased { signatory: solbacken(), decision: "KS 2030/1".to_owned() };
    ledger.append(event, &stamp(4));
    let mut inputs = archive.inputs().clone();
    inputs.forget(&solbacken());
    (stage, ledger, inputs)
}

fn stage_erasing(root: &Path, more: &[&str]) -> Vec<Step> {
    let archive = open(root);
    let (stage, ledger, inputs) = erasing(&archive, more);
    archive.stage_commit(&stage, &ledger, &inputs, &signing_key()).unwrap();
    stage.abandon()
}

#[test]
fn what_is_erased_is_gone_and_all_that_proves_stays() {
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    left(root);
    assert_eq!(unsound(root), Vec::<String>::new());
    let before = files(root);
    let mut archive = open(root);
    let (stage, ledger, inputs) = erasing(&archive, &[]);
    archive.commit(stage, ledger, inputs, &signing_key()).unwrap();
    drop(archive);
    let after = files(root);
    let gone: Vec<&str> =
        before.keys().filter(|path| !after.contains_key(*path)).map(String::as_str).collect();
    assert_eq!(gone, ERASED);
    assert_eq!(unsound(root), Vec::<String>::new());
    assert!(!root.join("documents/solbacken").exists(), "nor an empty folder with its name");
    for list in [layout::SUMS, layout::FILES, layout::INPUTS] {
        let text = String::from_utf8(after[list].clone()).unwrap();
        let named =
            text.lines().any(|line| line.contains("solbacken") && !line.contains("receipts"));
        assert!(!named, "{list}: {text}");
    }
    assert!(after[layout::LEDGER].starts_with(&before[layout::LEDGER]));
    drop(open(root));
    assert_eq!(files(root), after, "the next run changes nothing");
    // Put back, each of them is named; and so is one that was altered.
    for path in ERASED {
        for bytes in [&before[path][..], b"another"] {
            let put = root.join(path);
            fs::create_dir_all(put.parent().unwrap()).unwrap();
            store::write_new(&put, bytes, false).unwrap();
            let found = unsound(root);
            let scan = path.starts_with("received") && bytes == b"another";
            let verdict = if scan { "Unlisted" } else { "Lingering" };
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with(&format!("{path}: {verdict}")), "{found:?}");
            fs::remove_file(put).unwrap();
        }
    }
}

/// As for any other change: the old state or the new one, whichever of the steps were done.
#[test]
fn a_crash_at_any_step_of_erasing_ends_in_the_old_state_or_the_new_one() {
    let before = TempDir::new().unwrap();
    left(before.path());
    let old = files(before.path());
    let after = TempDir::new().unwrap();
    copy(before.path(), after.path());
    let mut archive = open(after.path());
    let (stage, ledger, inputs) = erasing(&archive, &[]);
    archive.commit(stage, ledger, inputs, &signing_key()).unwrap();
    drop(archive);
    let new = files(after.path());

    let mut tried = 0;
    for done in 0.. {
        let crashed = TempDir::new().unwrap();
        let root = crashed.path();
        copy(before.path(), root);
        let steps = stage_erasing(root, &[]);
        if done > steps.len() {
            break;
        }
        assert_eq!(steps.iter().filter_map(Step::removed).collect::<Vec<_>>(), ERASED);
        let undecided = TempDir::new().unwrap();
        copy(root, undecided.path());
        drop(open(undecided.path()));
        assert_eq!(files(undecided.path()), old, "undecided");

        journal::decide(root, &steps).unwrap();
        steps[..done].iter().for_each(|step| perform(root, step));
        let half = files(root);
        assert_eq!(unsound(root), ["journal.json: Pending"], "{done} done");
        assert_eq!(files(root), half);
        drop(Archive::open(root, None).expect("the next run completes it"));
        assert_eq!(files(root), new, "{done} done");
        assert!(!root.join("documents/solbacken").exists(), "{done} done");
        tried += 1;
    }
    assert!(tried > ERASED.len() + 5, "every step was tried");
}

/// A crash is forged so that the next run removes something that nobody decided to erase.
#[test]
fn a_removal_is_believed_only_of_what_the_ledger_says_was_erased() {
    for more in [
        "receipts/solbacken.declaration-r1.tlog-proof",
        "documents/other/declaration-r1.pdf",
        "documents/solbacken/declaration-r3.pdf",
        "outbox/solbacken-r1.eml",
        "received/other/declaration-r1-1.pdf",
        "received/solbacken/../../ledger.jsonl",
        "ledger.jsonl",
        "../key",
        "lock",
    ] {
        let directory = TempDir::new().unwrap();
        let root = directory.path().join("output");
        left(&root);
        let path = directory.path().join("key");
        store::write_new(&path, b"key", false).unwrap();
        let mut steps = stage_erasing(&root, &[]);
        steps.push(Step::Remove(Remove { remove: more.to_owned() }));
        journal::decide(&root, &steps).unwrap();
        let before = files(&root);
        assert!(Archive::open(&root, None).is_err(), "{more}");
        assert_eq!(files(&root), before, "{more}");
        assert!(unsound(&root)[0].starts_with("journal.json: Broken"), "{more}");
    }
    // Nor while the signed list of files says that it is there.
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    left(root);
    let archive = open(root);
    let (_, ledger, inputs) = erasing(&archive, &[]);
    let stage = archive.stage();
    archive.stage_commit(&stage, &ledger, &inputs, &signing_key()).unwrap();
    let mut steps = stage.abandon();
    steps.push(Step::Remove(Remove { remove: ERASED[0].to_owned() }));
    drop(archive);
    journal::decide(root, &steps).unwrap();
    assert!(Archive::open(root, None).is_err());
    assert!(root.join(ERASED[0]).exists());
}

#[test]
fn an_extra_goes_when_the_signed_list_has_it_no_longer_and_not_before() {
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    let path = "extras/poster.pdf";
    let mut archive = open(root);
    let (stage, ledger, inputs) = change(&archive, b"one");
    stage.replace(path, b"poster").unwrap();
    archive.commit(stage, ledger, inputs, &signing_key()).unwrap();
    drop(archive);

    fs::create_dir(root.join(layout::STAGING)).unwrap();
    let forged = Step::Remove(Remove { remove: path.to_owned() });
    journal::decide(root, &[forged]).unwrap();
    assert!(Archive::open(root, None).is_err());
    assert!(root.join(path).exists());
    fs::remove_file(root.join(layout::JOURNAL)).unwrap();

    let archive = open(root);
    let stage = archive.stage();
    stage.remove(path);
    archive.stage_commit(&stage, archive.ledger(), archive.inputs(), &signing_key()).unwrap();
    let steps = stage.abandon();
    drop(archive);
    journal::decide(root, &steps).unwrap();
    drop(open(root));
    assert!(!root.join(layout::EXTRAS).exists());
    assert_eq!(unsound(root), Vec::<String>::new());
}

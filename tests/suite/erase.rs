//! `avsikt erase`: what was issued to a signatory that has left goes for good, by a decision, and
//! `verify` calls it erased and not missing.

use std::fs;

use crate::common::Sandbox;
use serde_json::Value;

/// The id that leaves.
const LEFT: &str = "solbacken";

/// The sample's signatories from one place on, so many of them.
fn roster(sandbox: &Sandbox, from: usize, count: usize) {
    let sample = include_str!("../../signatories.toml");
    let parts: Vec<&str> = sample.split("[[signatory]]").collect();
    let chosen = [&parts[..1], &parts[from..from + count]].concat();
    sandbox.write("signatories.toml", chosen.join("[[signatory]]").as_bytes());
}

fn run(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let (code, out, err) = sandbox.run(arguments);
    assert_eq!(code, 0, "{arguments:?}: {out}{err}");
    out
}

/// Three signatories, of whom the first has signed; its declaration was issued twice.
fn signed() -> Sandbox {
    let sandbox = Sandbox::new();
    roster(&sandbox, 1, 3);
    sandbox.produce();
    sandbox.change("signatories.toml", "skänka gårdagens bröd", "skänka dagens bröd");
    sandbox.produce();
    sandbox.write("scan.pdf", b"%PDF-1.4 signed");
    let scan = sandbox.path("scan.pdf");
    run(&sandbox, &["receive", LEFT, scan.to_str().expect("a path")]);
    for name in ["documents/solbacken/declaration-r1.pdf", "outbox/solbacken-r2.eml"] {
        let to = sandbox.path(name.rsplit('/').next().expect("a name"));
        fs::copy(sandbox.path(&format!("output/{name}")), to).expect("a copy");
    }
    sandbox
}

/// The same, and the first has left.
fn left() -> Sandbox {
    let sandbox = signed();
    roster(&sandbox, 2, 2);
    sandbox.produce();
    sandbox
}

fn erase(sandbox: &Sandbox) -> Value {
    let arguments = ["erase", LEFT, "--decision", "KS 2030/117", "--confirm", LEFT, "--json"];
    serde_json::from_str(&run(sandbox, &arguments)).expect("JSON")
}

/// The files below `output/` that are the signatory's own.
fn theirs(sandbox: &Sandbox) -> Vec<String> {
    let own = |path: &String| path.contains(LEFT) && !path.starts_with("receipts/");
    sandbox.files("output").into_keys().filter(own).collect()
}

/// What verifying says of each file, as `path verdict`.
fn verdicts(sandbox: &Sandbox) -> (i32, Vec<String>) {
    let (code, out, _) = sandbox.run(&["verify", "--json"]);
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let findings = answer["findings"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    (code, findings.map(|f| format!("{} {}", text(&f["path"]), text(&f["verdict"]))).collect())
}

#[test]
fn without_a_confirmation_it_says_what_would_go_and_erases_nothing() {
    let sandbox = left();
    let before = sandbox.files("output");
    let out = run(&sandbox, &["erase", LEFT, "--decision", "KS 2030/117"]);
    for path in theirs(&sandbox) {
        assert!(out.lines().any(|line| line.trim() == path), "{path} in {out}");
    }
    assert!(
        out.contains("Nothing has been erased") && out.contains("--confirm solbacken"),
        "{out}"
    );
    let out = run(&sandbox, &["erase", LEFT, "--decision", "KS 2030/117", "--json"]);
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&answer["erased"], &answer["line"]), (&false.into(), &Value::Null));
    // Another id is a slip of the hand.
    let wrong = ["erase", LEFT, "--decision", "KS 2030/117", "--confirm", "svalan"];
    let (code, out, _) = sandbox.run(&wrong);
    assert!(code == 2 && out.contains("Nothing has been erased"), "{out}");
    assert!(sandbox.files("output") == before);
}

#[test]
fn what_is_erased_is_gone_and_verify_names_the_decision() {
    let sandbox = left();
    let own = theirs(&sandbox);
    assert!(own.len() >= 6, "two revisions, letters, an invitation, a scan: {own:?}");
    let before = sandbox.files("output");
    let answer = erase(&sandbox);
    let mut files: Vec<&str> =
        answer["files"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    files.sort_unstable();
    assert_eq!(files, own);
    assert_eq!(theirs(&sandbox), Vec::<String>::new());

    // The ledger stays whole and gains one line.
    let ledger = sandbox.read("output/ledger.jsonl");
    let old = String::from_utf8(before["ledger.jsonl"].clone()).expect("text");
    let new = ledger.strip_prefix(&old).expect("what was there is there");
    assert_eq!(new.lines().count(), 1);
    let event = r#""event":"erased","signatory":"solbacken","decision":"KS 2030/117","#;
    assert!(new.contains(event), "{new}");
    assert!(
        before
            .keys()
            .filter(|p| p.starts_with("receipts/"))
            .all(|p| { sandbox.path("output").join(p).exists() })
    );

    // Neither list asks for what is gone, so that sha256sum -c passes.
    for list in ["SHA256SUMS", "FILES"] {
        for line in sandbox.read(&format!("output/{list}")).lines() {
            let (_, path) = line.split_once("  ").expect("a digest and a path");
            assert!(sandbox.path("output").join(path).exists(), "{list}: {path}");
        }
    }
    assert!(
        String::from_utf8_lossy(&before["index.html"]).contains(LEFT),
        "it had left, and was told of"
    );
    for file in ["private/inputs.json", "index.html", "running-order.html"] {
        assert!(!sandbox.read(&format!("output/{file}")).contains(LEFT), "{file}");
    }

    let (code, verdicts) = verdicts(&sandbox);
    assert_eq!(code, 0, "{verdicts:?}");
    let erased: Vec<&str> =
        verdicts.iter().filter_map(|verdict| verdict.strip_suffix(" erased")).collect();
    let mut expected: Vec<&str> =
        own.iter().map(String::as_str).filter(|path| !path.starts_with("received/")).collect();
    expected.push("received/solbacken/");
    expected.sort_unstable();
    let mut sorted = erased.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    let out = run(&sandbox, &["verify"]);
    let line = "documents/solbacken/declaration-r1.pdf: erased: declaration for solbacken, revision 1, \
                by decision ‘KS 2030/117’";
    assert!(out.contains(line), "{out}");

    let (_, out, _) = sandbox.run(&["status"]);
    assert!(out.contains("(erased: KS 2030/117)"), "{out}");
    assert!(!out.contains(" withdrawn") && out.contains("Of one signatory"), "{out}");
    let out = run(&sandbox, &["status", "--json"]);
    let status: Value = serde_json::from_str(&out).expect("JSON");
    let rows = status["signatories"].as_array().expect("a list");
    let row = rows.iter().find(|row| row["id"] == LEFT).expect("its row");
    assert_eq!(row["erased"], "KS 2030/117");
}

#[test]
fn a_copy_that_somebody_kept_is_intact_and_erased_here() {
    let sandbox = left();
    let kept = sandbox.path("declaration-r1.pdf");
    erase(&sandbox);
    let out = run(&sandbox, &["verify", kept.to_str().expect("a path")]);
    let said = "intact: declaration for solbacken, revision 1, was issued here; it was erased here by \
                decision ‘KS 2030/117’";
    assert!(out.contains(said), "{out}");
    let receipt = sandbox.path("output/receipts/solbacken.declaration-r1.tlog-proof");
    let out = run(&sandbox, &["verify", "--against", receipt.to_str().expect("a path")]);
    assert!(out.contains("was issued as this receipt says; it was erased here"), "{out}");
    // An altered copy is altered, erased or not.
    let mut bytes = fs::read(&kept).expect("the copy");
    bytes.push(b' ');
    sandbox.write("declaration-r1.pdf", &bytes);
    let (code, out, _) = sandbox.run(&["verify", kept.to_str().expect("a path")]);
    assert!(code == 3 && out.contains("ALTERED"), "{out}");
}

#[test]
fn what_lies_there_all_the_same_is_named() {
    let sandbox = left();
    erase(&sandbox);
    fs::create_dir_all(sandbox.path("output/documents/solbacken")).expect("a folder");
    fs::create_dir_all(sandbox.path("output/received/solbacken")).expect("a folder");
    for (from, to) in [
        ("declaration-r1.pdf", "documents/solbacken/declaration-r1.pdf"),
        ("solbacken-r2.eml", "outbox/withdrawn/solbacken-r2.eml"),
        ("scan.pdf", "received/solbacken/declaration-r2-1.pdf"),
    ] {
        let to = sandbox.path(&format!("output/{to}"));
        fs::copy(sandbox.path(from), &to).expect("a copy");
        let (code, out, _) = sandbox.run(&["verify"]);
        assert!(code == 3 && out.contains("SHOULD BE GONE"), "{out}");
        assert!(out.contains("KS 2030/117"), "{out}");
        let (_, verdicts) = verdicts(&sandbox);
        assert_eq!(verdicts.iter().filter(|v| v.ends_with(" lingering")).count(), 1);
        fs::remove_file(to).expect("it goes again");
        assert_eq!(sandbox.run(&["verify"]).0, 0);
    }
}

#[test]
fn only_what_is_no_longer_in_force_is_erased_and_by_a_decision() {
    let refused = |sandbox: &Sandbox, id: &str, decision: &str, reason: &str| {
        let before = sandbox.files("output");
        let (code, _, err) = sandbox.run(&["erase", id, "--decision", decision, "--confirm", id]);
        assert!(code == 1 && err.contains(reason), "{code}: {err}");
        assert!(sandbox.files("output") == before);
    };
    let sandbox = signed();
    refused(&sandbox, LEFT, "KS 1", "still stands on the roster");
    refused(&sandbox, "nobody", "KS 1", "nothing has been issued to");
    roster(&sandbox, 2, 2);
    refused(&sandbox, LEFT, "KS 1", "are still in force");
    sandbox.produce();
    for decision in ["", "two\nlines", "turned \u{202e}round", &"long".repeat(60)] {
        refused(&sandbox, LEFT, decision, "cannot stand in the ledger");
    }
    erase(&sandbox);
    refused(&sandbox, LEFT, "KS 2", "was erased already, by decision ‘KS 2030/117’");
    let (code, _, err) = sandbox.run(&["receive", LEFT]);
    assert!(code == 1 && err.contains("nothing more can be received"), "{err}");
    let bare = Sandbox::new();
    let (code, _, err) = bare.run(&["erase", LEFT, "--decision", "KS 1", "--confirm", LEFT]);
    assert!(code == 4 && err.contains("nothing has been issued"), "{err}");
    assert!(!bare.path("output").exists(), "nothing is made by looking");
}

#[test]
fn later_runs_bring_nothing_back_and_the_id_is_not_used_again() {
    let sandbox = left();
    erase(&sandbox);
    let before = sandbox.files("output");
    let produced = sandbox.produce();
    assert_eq!(produced["issued"].as_array().map(Vec::len), Some(0));
    assert!(sandbox.files("output") == before, "nothing has changed, so nothing is written");
    roster(&sandbox, 2, 3);
    let produced = sandbox.produce();
    assert!(produced["issued"].as_array().is_some_and(|issued| !issued.is_empty()));
    assert_eq!(theirs(&sandbox), Vec::<String>::new());
    assert_eq!(verdicts(&sandbox).0, 0);

    roster(&sandbox, 1, 3);
    let before = sandbox.files("output");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert!(code == 1 && err.contains("the id ‘solbacken’ belonged to a signatory"), "{err}");
    assert!(err.contains("signatories.toml:"), "with its place in the roster: {err}");
    assert!(sandbox.files("output") == before);
}

#[test]
fn a_folder_with_erasures_is_archived_without_what_was_erased() {
    let sandbox = left();
    erase(&sandbox);
    let to = sandbox.path("package");
    run(&sandbox, &["archive", to.to_str().expect("a path")]);
    let package = sandbox.files("package");
    let own = |path: &String| path.contains(LEFT) && !path.contains("/receipts/");
    assert_eq!(package.keys().find(|path| own(path)), None);
    assert!(sandbox.read("package/data/output/ledger.jsonl").contains("\"event\":\"erased\""));
}

//! The key that signs: made once, shown for publishing, changed only on purpose.

use std::fs;

use crate::common::{Sandbox, public_key};

#[test]
fn the_first_produce_makes_a_key_and_says_so() {
    let sandbox = Sandbox::new();
    let (code, out, _) = sandbox.run(&["produce"]);
    let key = sandbox.path("key");
    assert_eq!(code, 0);
    assert!(out.contains(&format!("A key has been made that signs the ledger: {}", key.display())));
    let fingerprint = public_key(&sandbox).fingerprint();
    assert!(out.contains(&fingerprint));
    let (_, out, _) = sandbox.run(&["key", "show"]);
    let lines: Vec<&str> = out.lines().filter(|line| line.starts_with("avsikt ")).collect();
    let public = public_key(&sandbox).to_openssh();
    assert_eq!(lines, [format!("avsikt namespaces=\"avsikt\" {public}")], "one line to be copied");
    assert!(out.contains(&fingerprint));
    let checkpoint = sandbox.read("output/checkpoint");
    let verifier = public_key(&sandbox).verifier_key(checkpoint.lines().next().expect("an origin"));
    assert!(out.contains(&verifier), "{out}");
    let (code, _, err) = sandbox.run(&["key", "new"]);
    assert!(code == 4 && err.contains("there is a key at"), "{err}");
}

#[test]
fn a_lost_key_stops_the_run_until_somebody_says_to_go_on_with_another() {
    let sandbox = Sandbox::new();
    // Templates that do not print the fingerprint: nothing but the key changes.
    let text = sandbox.read("templates/running-order.sv.typ.hbs");
    let (before, _) = text.split_once("#evidence(").expect("the evidence");
    sandbox.write("templates/running-order.sv.typ.hbs", before.as_bytes());
    for name in ["letter.sv", "letter.en", "coordinator-letter.sv", "coordinator-letter.en"] {
        for form in ["txt", "html"] {
            let name = format!("templates/{name}.{form}.hbs");
            let text = sandbox.read(&name).replace("{{letter.fingerprint}}", "");
            sandbox.write(&name, text.as_bytes());
        }
    }
    sandbox.produce();
    let first = public_key(&sandbox).fingerprint();
    let early = sandbox.path("early");
    fs::copy(sandbox.path("output/checkpoint"), &early).expect("a copy");
    fs::rename(sandbox.path("key"), sandbox.path("old-key")).expect("the key");
    let before = sandbox.files("output");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert!(code == 4 && err.contains("--change-key") && err.contains(&first), "{err}");
    assert!(!sandbox.path("key").exists(), "no key is made that would not be used");
    assert_eq!(sandbox.run(&["key", "new"]).0, 0);
    let second = public_key(&sandbox).fingerprint();
    let (code, _, err) = sandbox.run(&["produce"]);
    assert!(code == 4 && err.contains(&second), "{err}");
    assert!(sandbox.files("output") == before);

    let (code, out, err) = sandbox.run(&["produce", "--change-key"]);
    assert_eq!(code, 0, "{err}");
    assert!(!out.contains("Nothing new to issue"), "{out}");
    assert_eq!(sandbox.run(&["verify", "--fingerprint", &second]).0, 0);
    let (code, out, _) = sandbox.run(&["verify", "--fingerprint", &first]);
    assert!(code == 3 && out.contains("whether the key was changed on purpose"), "{out}");
    // What the first key signed still holds, and everything goes on.
    let early = early.to_str().expect("a path");
    assert_eq!(sandbox.run(&["verify", "--against", early]).0, 0);
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    sandbox.produce();
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn a_key_folder_that_cannot_be_written_is_a_clear_fault() {
    let sandbox = Sandbox::new();
    sandbox.write("file", b"no folder");
    let key = sandbox.path("file/key");
    let key = key.to_str().expect("a path");
    let (code, _, err) = sandbox.run(&["--key", key, "produce"]);
    assert!(code == 4 && err.contains(key), "{err}");
    let left: Vec<String> = sandbox.files("output").into_keys().collect();
    assert!(left.iter().all(|name| name == "lock"), "nothing is issued: {left:?}");
}

#[test]
fn letters_are_not_composed_again_because_the_inputs_were_lost() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    sandbox.produce();
    fs::remove_file(sandbox.path("output/private/inputs.json")).expect("it was there");
    let (code, out, err) = sandbox.run(&["produce", "--json"]);
    assert!(code == 0 && err.contains("what the documents were made from is lost"), "{err}");
    let produced: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(produced["letters"].as_array().map(Vec::len), Some(0), "{produced}");
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn verify_knows_every_kind_of_file_that_was_written_here() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let path = |name: &str| sandbox.path(name).to_str().expect("a path").to_owned();
    for (file, verdict) in [
        ("documents/svalan/declaration-r1.pdf", "intact: declaration for svalan, revision 1"),
        ("receipts/svalan.declaration-r1.tlog-proof", "holds: declaration for svalan, revision 1"),
        ("checkpoint", "holds: the ledger begins with"),
        ("outbox/svalan-r1.eml", "intact: the letter to svalan, revision 1"),
    ] {
        let (code, out, _) = sandbox.run(&["verify", &path(&format!("output/{file}"))]);
        assert!(code == 0 && out.contains(verdict), "{out}");
    }
}

//! Paper for the day: who is on it, when it is made anew, and what it leaves behind: nothing.

use std::collections::BTreeMap;
use std::fs;

use crate::common::{Sandbox, text_of};
use serde_json::{Value, json};

/// What the sample asks for.
const ALL: [&str; 6] = [
    "extras/place-cards.pdf",
    "extras/name-badges.pdf",
    "extras/signing-table.pdf",
    "extras/certificate-sv.pdf",
    "extras/certificate-en.pdf",
    "extras/poster.pdf",
];

/// The line of the sample's roster that asks for them.
const ASKED: &str =
    r#"extras = ["place-cards", "name-badges", "signing-table", "certificate", "poster"]"#;

/// The sample, with what stands in the roster's line.
fn asking_for(extras: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.change("signatories.toml", ASKED, extras);
    sandbox
}

fn pages(sandbox: &Sandbox, path: &str) -> Vec<String> {
    let bytes = fs::read(sandbox.path(&format!("output/{path}"))).expect(path);
    let pages = pdf_extract::extract_text_from_mem_by_pages(&bytes).expect("the PDF can be read");
    pages.into_iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    text_of(&fs::read(sandbox.path(&format!("output/{path}"))).expect(path))
}

fn extras(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let files = sandbox.files("output").into_iter();
    files.filter(|(path, _)| path.starts_with("extras/")).collect()
}

fn verify(sandbox: &Sandbox) -> (i32, String) {
    let (code, out, _) = sandbox.run(&["verify"]);
    (code, out)
}

#[test]
fn everybody_who_comes_has_a_card_and_a_badge_and_nobody_else() {
    let sandbox = Sandbox::new();
    let produced = sandbox.produce();
    assert_eq!(produced["extras"], json!({ "made": ALL, "kept": 0, "removed": [] }));
    assert_eq!(extras(&sandbox).len(), ALL.len());
    // 15 people and the host's 2; of the signatories one does not come.
    let (cards, badges) = (pages(&sandbox, ALL[0]), pages(&sandbox, ALL[1]));
    assert_eq!((cards.len(), badges.len()), (5, 2), "17 by 4 and by 10");
    let (cards, badges) = (cards.join(" "), badges.join(" "));
    for name in ["Anders Almgren", "Emma Berginger", "Ali Rahimi", "Gunnel Öberg", "Jan-Åke Qvist"]
    {
        assert_eq!(badges.matches(name).count(), 1, "{name}");
        assert!(cards.contains(name), "{name}");
    }
    assert_eq!(badges.matches("Klimatsamverkan Lund").count(), 17);
    // Whose name is not known has a place all the same.
    assert!(cards.contains("IK Svalan") && badges.contains("IK Svalan"), "{badges}");
    for text in [&cards, &badges, &text(&sandbox, ALL[3])] {
        assert!(!text.contains("Vångby") && !text.contains("Sankt Mikael"), "{text}");
    }
}

#[test]
fn the_list_has_all_who_sign_and_the_certificates_are_in_their_languages() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let list = text(&sandbox, ALL[2]);
    let (present, absent) =
        list.split_once("Undertecknar vid ett annat tillfälle").expect("two parts");
    assert!(present.contains("1 Lunds kommun Emma Berginger"), "{present}");
    assert!(present.contains("15 Åkerlund & Söner Bygg AB Örjan Åkerlund"), "{present}");
    assert!(absent.contains("Sankt Mikaels församling Kerstin Vångby"), "{absent}");
    assert_eq!(list.matches("fullmakt lämnad").count(), 1, "of the one who signs as a proxy");

    let swedish = pages(&sandbox, ALL[3]);
    assert_eq!(swedish.len(), 13, "15 but for who stays away and who reads English");
    for page in &swedish {
        assert!(page.starts_with("Intyg om deltagande"), "{page}");
        assert!(page.contains("Lunds kommun") && page.contains("Emma Berginger"), "{page}");
    }
    let english = pages(&sandbox, ALL[4]);
    assert_eq!(english.len(), 1);
    assert!(english[0].contains("Certificate of participation Helix Photonics Ltd has signed"));

    let poster = pages(&sandbox, ALL[5]);
    assert_eq!(poster.len(), 1);
    for party in ["Lunds kommun", "Café René", "Sankt Mikaels församling", "Kommunen avser att"]
    {
        assert!(poster[0].contains(party), "{party} in {}", poster[0]);
    }
}

#[test]
fn they_are_made_anew_when_they_change_and_only_then() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let (before, instants) = (extras(&sandbox), sandbox.instants("output"));
    let produced = sandbox.produce();
    assert_eq!(produced["extras"], json!({ "made": [], "kept": 6, "removed": [] }));
    assert!(sandbox.instants("output") == instants, "nothing is written");

    // A comment shows nowhere; a title stands on the badge and on the list.
    sandbox.change("templates/extras.typ", "// A box to tick.", "// A box to be ticked.");
    assert_eq!(sandbox.produce()["extras"]["kept"], json!(6));
    assert!(extras(&sandbox) == before);
    sandbox.change("signatories.toml", "title = \"platschef\"", "title = \"takläggare\"");
    let produced = sandbox.produce();
    assert_eq!(produced["extras"]["made"], json!([ALL[1], ALL[2]]));
    assert!(text(&sandbox, ALL[1]).contains("takläggare"));
    assert_eq!(extras(&sandbox).len(), ALL.len(), "no older one is kept");

    // What somebody has written over or taken away is made again, as it was.
    let before = extras(&sandbox);
    sandbox.write(&format!("output/{}", ALL[0]), b"%PDF-1.7 mine");
    fs::remove_file(sandbox.path(&format!("output/{}", ALL[5]))).expect("it was there");
    let (code, out) = verify(&sandbox);
    assert!(code == 3 && out.contains("place-cards.pdf: ALTERED"), "{out}");
    assert!(out.contains("poster.pdf: MISSING"), "{out}");
    let produced = sandbox.produce();
    assert_eq!(produced["extras"]["made"], json!([ALL[0], ALL[5]]));
    assert!(extras(&sandbox) == before);
    assert_eq!(verify(&sandbox).0, 0);
}

#[test]
fn they_come_and_go_without_a_line_in_the_ledger() {
    let sandbox = asking_for("# no extras");
    let produced = sandbox.produce();
    assert_eq!(produced["extras"], json!({ "made": [], "kept": 0, "removed": [] }));
    let ledger = sandbox.read("output/ledger.jsonl");
    let (_, out, _) = sandbox.run(&["--lang", "en", "status"]);
    assert!(!out.contains("To be printed"), "{out}");

    sandbox.change("signatories.toml", "# no extras", "extras = [\"name-badges\", \"poster\"]");
    let (code, out, err) = sandbox.run(&["--lang", "en", "produce"]);
    assert!(code == 0 && out.contains("For the day  2 made, 0 unchanged"), "{out}{err}");
    let (_, out, _) = sandbox.run(&["--lang", "en", "status"]);
    let says = "To be printed for the day: extras/name-badges.pdf, extras/poster.pdf";
    assert!(out.contains(says), "{out}");
    // Letters do not depend on them.
    sandbox.change("signatories.toml", "\"poster\"]", "\"poster\", \"place-cards\"]");
    let (code, out, err) = sandbox.run(&["--lang", "en", "send", "--dry-run"]);
    assert_eq!(code, 0, "{out}{err}");

    sandbox.change("signatories.toml", "extras = [\"name-badges\", ", "extras = [");
    let produced = sandbox.produce();
    let expected = json!({ "made": [ALL[0]], "kept": 1, "removed": [ALL[1]] });
    assert_eq!(produced["extras"], expected);
    let left: Vec<String> = extras(&sandbox).into_keys().collect();
    assert_eq!(left, [ALL[0], ALL[5]]);
    assert!(!sandbox.read("output/FILES").contains("name-badges"));
    assert_eq!(sandbox.read("output/ledger.jsonl"), ledger);
    let (code, out) = verify(&sandbox);
    assert_eq!(code, 0, "{out}");
    // A file of somebody else's is one of somebody else's here too.
    sandbox.write("output/extras/name-badges.pdf", b"%PDF-1.7 mine");
    let (code, out) = verify(&sandbox);
    assert!(code == 3 && out.contains("extras/name-badges.pdf: UNLISTED"), "{out}");
}

#[test]
fn of_who_has_left_and_was_erased_no_name_stays() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let named = |sandbox: &Sandbox| -> Vec<&str> {
        let of = |path: &&str| {
            let text = text(sandbox, path);
            text.contains("Solbacken") || text.contains("Åsa Lindqvist")
        };
        ALL.into_iter().filter(of).collect()
    };
    assert_eq!(named(&sandbox), [ALL[0], ALL[1], ALL[2], ALL[3], ALL[5]]);
    let roster = sandbox.read("signatories.toml");
    let parts: Vec<&str> = roster.split("[[signatory]]").collect();
    let others = [&parts[..1], &parts[2..]].concat().join("[[signatory]]");
    sandbox.write("signatories.toml", others.as_bytes());
    sandbox.produce();
    let arguments = ["erase", "solbacken", "--decision", "KS 2030/117", "--confirm", "solbacken"];
    let (code, out, err) = sandbox.run(&arguments);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(named(&sandbox), Vec::<&str>::new());
    assert_eq!(verify(&sandbox).0, 0);
}

#[test]
fn previews_and_checks_include_them() {
    let sandbox = asking_for("extras = [\"certificate\"]");
    let into = sandbox.path("preview");
    let (code, out, err) =
        sandbox.run(&["preview", "--json", "--into", into.to_str().expect("a path")]);
    assert_eq!(code, 0, "{err}");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let files: Vec<&str> =
        answer["files"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    for name in ["certificate-sv.pdf", "certificate-en.pdf"] {
        assert!(files.iter().any(|file| file.ends_with(name)), "{files:?}");
    }
    // Also those that the roster does not ask for.
    sandbox.change("templates/poster.en.typ.hbs", "#name-columns(", "#no-such-thing(");
    sandbox.change("templates/place-cards.sv.typ.hbs", "data.guests", "data.document.revision");
    let (code, _, err) = sandbox.run(&["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("poster.en.typ.hbs") && err.contains("no-such-thing"), "{err}");
    assert!(err.contains("place-cards.sv.typ.hbs"), "an extra has no revision: {err}");
}

#[test]
fn what_cannot_be_asked_for_is_refused() {
    for (extras, reason) in [
        ("extras = [\"menu\"]", "place-cards, name-badges, signing-table, certificate, poster"),
        ("extras = [\"poster\", \"poster\"]", "‘poster’ stands twice in ‘extras’"),
        ("extras = \"poster\"", "extras"),
    ] {
        let (code, _, err) = asking_for(extras).run(&["--lang", "en", "check"]);
        assert!(code == 1 && err.contains(reason), "{extras}: {err}");
    }
    let sandbox = Sandbox::new();
    sandbox.change("signatories.toml", "\"declaration\"]", "\"declaration\", \"certificate\"]");
    let (code, _, err) = sandbox.run(&["--lang", "en", "check"]);
    assert!(code == 1 && err.contains("write in [ceremony]: extras = [\"certificate\"]"), "{err}");
}

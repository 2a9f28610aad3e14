//! The whole batch, through the program, on the repository's own sample.

use std::fs::{self, File};

use crate::common::{Sandbox, names, text_of};
use avsikt::audit::Receipt;
use mail_parser::{MessageParser, MimeHeaders};
use sha2::{Digest, Sha256};

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[test]
fn a_first_produce_issues_everything_with_right_digests() {
    let sandbox = Sandbox::new();
    let produced = sandbox.produce();
    assert_eq!(
        produced["issued"].as_array().map(Vec::len),
        Some(32),
        "15 × 2 and the ceremony's 2"
    );
    assert_eq!(
        produced["letters"].as_array().map(Vec::len),
        Some(18),
        "15, 2 copies, 1 coordinator"
    );
    let files = sandbox.files("output");
    let sums = sandbox.read("output/SHA256SUMS");
    let listed: Vec<(&str, &str)> =
        sums.lines().map(|line| line.split_once("  ").expect("two columns")).collect();
    assert_eq!(listed.len(), 32);
    for (digest, path) in listed {
        assert_eq!(sha256(&files[path]), digest, "{path}");
    }
    assert_eq!(
        files["documents/running-order.pdf"], files["documents/running-order-r1.pdf"],
        "the newest running order lies under a plain name too"
    );
    assert!(files.contains_key("documents/running-order.csv"));
    let (code, out, _) = sandbox.run(&["verify"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn documents_are_the_same_bytes_in_any_folder_with_any_number_of_threads() {
    let made: Vec<_> = ["1", "2", "5"]
        .map(|threads| {
            let sandbox = Sandbox::new();
            // The running order prints the fingerprint of the key.
            crate::common::write_key(&sandbox.path("key"));
            let (code, _, err) = sandbox.run(&["produce", "--threads", threads]);
            assert_eq!(code, 0, "{err}");
            (sandbox.files("output/documents"), sandbox.read("output/SHA256SUMS"))
        })
        .into();
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_second_produce_touches_nothing() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let (files, instants) = (sandbox.files("output"), sandbox.instants("output"));
    let produced = sandbox.produce();
    assert_eq!(produced["kept"], 32);
    assert_eq!(sandbox.files("output"), files);
    assert_eq!(sandbox.instants("output"), instants);
}

#[test]
fn a_changed_commitment_reissues_what_prints_it_and_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let before = sandbox.files("output/documents");
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    let produced = sandbox.produce();
    let issued = names(&produced["issued"], "document");
    assert_eq!(issued, ["cafe-rene/declaration r2", "joint-declaration r2", "running-order r2"]);
    assert_eq!(names(&produced["letters"], "letter"), ["cafe-rene r2", "coordinator r2"]);
    let after = sandbox.files("output/documents");
    for (path, bytes) in before.iter().filter(|(path, _)| path.contains("-r1.")) {
        assert!(after.get(path) == Some(bytes), "{path} stays");
    }
    assert_eq!(after.len(), before.len() + 3);
    assert!(text_of(&after["cafe-rene/declaration-r2.pdf"]).contains("utgåva 2"));
    // The letter that was not sent is withdrawn, and the new one says that it replaces it.
    assert!(!sandbox.path("output/outbox/cafe-rene-r1.eml").exists());
    assert!(sandbox.path("output/outbox/withdrawn/cafe-rene-r1.eml").exists());
    let letter = fs::read(sandbox.path("output/outbox/cafe-rene-r2.eml")).expect("the letter");
    let letter = MessageParser::default().parse(&letter).expect("a message");
    assert!(letter.body_text(0).expect("words").contains("ersätts det av"));
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn comments_the_order_of_keys_and_lost_inputs_issue_nothing() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let before = sandbox.files("output/documents");
    sandbox.change(
        "signatories.toml",
        "[[signatory]]\nid = \"svalan\"",
        "# Ring dem!\n[[signatory]]\nid = \"svalan\"",
    );
    sandbox.change(
        "signatories.toml",
        "title = \"Klimatsamverkan Lund\"\noccasion = \"frukostmöte\"",
        "occasion = \"frukostmöte\"\ntitle   =   \"Klimatsamverkan  Lund\"",
    );
    let instants = sandbox.instants("output");
    assert_eq!(sandbox.produce()["kept"], 32);
    assert_eq!(sandbox.instants("output"), instants, "nothing was written at all");

    sandbox.change(
        "templates/declaration.sv.typ.hbs",
        "= Avsiktsförklaring",
        "// En anmärkning.\n= Avsiktsförklaring",
    );
    sandbox.change("templates/house.typ", "#let ink", "// Bläck.\n#let ink");
    let produced = sandbox.produce();
    assert_eq!(
        (produced["kept"].as_u64(), produced["letters_kept"].as_u64()),
        (Some(32), Some(18))
    );

    fs::remove_file(sandbox.path("output/private/inputs.json")).expect("it was there");
    let produced = sandbox.produce();
    assert_eq!(
        (produced["kept"].as_u64(), produced["letters_kept"].as_u64()),
        (Some(32), Some(18))
    );
    assert_eq!(sandbox.files("output/documents"), before);
}

#[test]
fn a_signatory_who_leaves_is_withdrawn_and_who_comes_back_is_restored() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let roster = sandbox.read("signatories.toml");
    let (head, tail) =
        roster.split_once("[[signatory]]\nid = \"aventyret\"").expect("the last one");
    sandbox.write("signatories.toml", head.as_bytes());
    let produced = sandbox.produce();
    let withdrawn = produced["withdrawn"].as_array().expect("a list").len();
    assert_eq!(withdrawn, 2, "{produced}");
    let issued = names(&produced["issued"], "document");
    assert_eq!(issued, ["joint-declaration r2", "running-order r2"], "nobody else's documents");
    assert!(!sandbox.path("output/outbox/aventyret-r1.eml").exists());
    let document = "output/documents/aventyret/declaration-r1.pdf";
    let file = sandbox.path(document);
    let (code, out, _) = sandbox.run(&["verify", file.to_str().expect("a path")]);
    assert!(code == 0 && out.contains("withdrawn: declaration for aventyret"), "{out}");

    let again = format!("{head}[[signatory]]\nid = \"aventyret\"{tail}");
    sandbox.write("signatories.toml", again.as_bytes());
    let produced = sandbox.produce();
    assert_eq!(produced["restored"], 2, "{produced}");
    assert!(names(&produced["letters"], "letter").contains(&"aventyret r2".to_owned()));
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn a_moved_date_reissues_what_bears_it() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    sandbox.change("signatories.toml", "date = \"2018-04-20\"", "date = \"2018-05-04\"");
    let issued = names(&sandbox.produce()["issued"], "document");
    assert_eq!(issued.iter().filter(|name| name.ends_with("/invitation r2")).count(), 15);
    assert!(issued.iter().all(|name| !name.contains("/declaration")), "{issued:?}");
    assert!(issued.contains(&"running-order r2".to_owned()));
}

#[test]
fn faults_are_all_reported_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    sandbox.change("signatories.toml", "asa@solbacken.example", "asa");
    sandbox.change("signatories.toml", "ends = \"09.00\"", "ends = \"29.00\"");
    sandbox.change(
        "templates/declaration.sv.typ.hbs",
        "{{ceremony.title}}]",
        "{{ceremony.titel}}]",
    );
    for arguments in [&["produce"][..], &["check"], &["preview"]] {
        let (code, out, err) = sandbox.run(arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        for place in [
            "signatories.toml:14:8",
            "templates/declaration.sv.typ.hbs:13:11",
            "did you mean ‘ceremony.title’?",
        ] {
            assert!(err.contains(place), "{place} in {err}");
        }
        assert!(err.contains("3 faults. Nothing has been changed."), "{err}");
    }
    assert!(!sandbox.path("output").exists());
    let (_, _, err) = sandbox.run(&["--lang", "sv", "check"]);
    assert!(err.contains("fel: ") && err.contains("menade du ”ceremony.title”?"), "{err}");
    let (code, out, _) = sandbox.run(&["check", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &answer["errors"]), (1, &serde_json::json!(3)));
    assert_eq!(answer["diagnostics"][0]["place"]["file"], "signatories.toml");
}

#[test]
fn a_fault_that_only_typesetting_shows_leaves_everything_as_it_was() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let before = sandbox.files("output");
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    sandbox.change(
        "templates/joint-declaration.sv.typ.hbs",
        "== Bakgrund och syfte",
        "#unknown-thing",
    );
    let (code, _, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 1);
    assert!(err.contains("templates/joint-declaration.sv.typ.hbs:17:2"), "{err}");
    assert_eq!(sandbox.files("output"), before);
    assert!(!sandbox.path("output/staging").exists());
}

#[test]
fn check_finds_a_fault_in_a_template_that_the_roster_does_not_use() {
    let sandbox = Sandbox::new();
    sandbox.change("templates/running-order.en.typ.hbs", "= Running order", "#unknown-thing");
    assert_eq!(sandbox.run(&["produce"]).0, 0, "it is not needed");
    let (code, _, err) = sandbox.run(&["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("templates/running-order.en.typ.hbs:6:2"), "{err}");
}

#[test]
fn a_second_run_at_the_same_time_says_so_and_stops() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let lock = File::options().write(true).open(sandbox.path("output/lock")).expect("the lock");
    lock.lock().expect("nobody else holds it");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 4);
    assert!(err.contains("another run of avsikt is at work"), "{err}");
    // Looking is allowed.
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn one_flipped_bit_of_any_document_is_named() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    for (name, mut bytes) in sandbox.files("output/documents") {
        if name == "running-order.csv" {
            continue;
        }
        let path = format!("output/documents/{name}");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        sandbox.write(&path, &bytes);
        let (code, out, _) = sandbox.run(&["verify"]);
        assert_eq!(code, 3, "{name}");
        assert!(out.contains(&format!("documents/{name}: ALTERED")), "{out}");
        bytes[middle] ^= 1;
        sandbox.write(&path, &bytes);
    }
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn missing_unlisted_and_foreign_files_are_named() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    fs::rename(
        sandbox.path("output/documents/svalan/declaration-r1.pdf"),
        sandbox.path("output/documents/svalan/declaration-r7.pdf"),
    )
    .expect("a rename");
    fs::remove_file(sandbox.path("output/outbox/svalan-r1.eml")).expect("a letter");
    sandbox.write("output/SHA256SUMS", b"");
    let (code, out, _) = sandbox.run(&["verify"]);
    assert_eq!(code, 3);
    for line in [
        "SHA256SUMS: ALTERED",
        "documents/svalan/declaration-r1.pdf: MISSING",
        "documents/svalan/declaration-r7.pdf: UNLISTED",
        "outbox/svalan-r1.eml: MISSING",
    ] {
        assert!(out.contains(line), "{line} in {out}");
    }
    let copy = sandbox.path("output/documents/svalan/declaration-r7.pdf");
    let roster = sandbox.path("signatories.toml");
    let (code, out, _) = sandbox.run(&["verify", copy.to_str().unwrap(), roster.to_str().unwrap()]);
    assert_eq!(code, 3);
    assert!(out.contains("intact: declaration for svalan, revision 1"), "{out}");
    assert!(out.contains("signatories.toml: UNLISTED"), "{out}");
}

#[test]
fn a_file_in_the_way_of_a_document_is_not_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    sandbox.write("output/documents/cafe-rene/declaration-r2.pdf", b"somebody's own");
    let before = sandbox.files("output");
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 4, "{err}");
    assert!(err.contains("documents/cafe-rene/declaration-r2.pdf is in the way"), "{err}");
    assert_eq!(sandbox.files("output"), before);
}

#[test]
fn a_written_over_copy_of_the_running_order_is_made_anew() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    sandbox.write("output/documents/running-order.pdf", b"scribbled on");
    assert_eq!(sandbox.run(&["verify"]).0, 3);
    assert_eq!(sandbox.produce()["kept"], 32);
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn an_altered_document_is_never_put_into_a_letter() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let path = "output/documents/svalan/declaration-r1.pdf";
    let other = fs::read(sandbox.path("output/documents/solbacken/declaration-r1.pdf")).unwrap();
    sandbox.write(path, &other);
    // Only the letter changes: another recipient.
    sandbox.change("signatories.toml", "kansli@iksvalan.example", "ny@iksvalan.example");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 4, "{err}");
    assert!(
        err.contains("documents/svalan/declaration-r1.pdf is no longer what was issued"),
        "{err}"
    );
    assert!(!sandbox.path("output/outbox/svalan-r2.eml").exists());
}

#[test]
fn each_letter_goes_to_one_address_with_its_own_documents_and_their_digests() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let documents = sandbox.files("output/documents");
    let letters = sandbox.files("output/outbox");
    assert_eq!(letters.len(), 18);
    let key = crate::common::public_key(&sandbox);
    for (name, bytes) in &letters {
        assert!(bytes.is_ascii(), "{name}");
        let letter = MessageParser::default().parse(bytes).expect("a message");
        assert_eq!(letter.to().expect("a recipient").iter().count(), 1, "{name}");
        assert!(letter.cc().is_none() && letter.bcc().is_none());
        assert_eq!(letter.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        assert!(letter.message_id().expect("an id").ends_with("@lund.example"));
        let id = name.split("-r1").next().expect("an id");
        let folder = if id == "coordinator" { String::new() } else { format!("{id}/") };
        let (text, html) = (letter.body_text(0).unwrap(), letter.body_html(0).unwrap());
        let (mut attached, mut receipts) = (Vec::new(), Vec::new());
        for part in letter.attachments() {
            let Some(file) = part.attachment_name() else {
                // The calendar entry among the alternatives, which is the third of them.
                assert!(part.is_content_type("text", "calendar"), "{name}");
                continue;
            };
            if part.is_content_type("application", "ics") {
                continue;
            }
            if let Some(stem) = file.strip_suffix(".tlog-proof") {
                receipts.push(format!("{stem}.pdf"));
                let receipt = Receipt::parse(part.contents()).expect("a receipt");
                let key = receipt.verify(&key).expect("it holds").0.to_string();
                assert!(!key.contains('/') || key.starts_with(&folder), "{name}: {key}");
                continue;
            }
            assert!(file.is_ascii() && file.ends_with("-r1.pdf"), "{file}");
            let own = documents.iter().find(|(path, bytes)| {
                path.starts_with(&folder) && bytes.as_slice() == part.contents()
            });
            assert!(own.is_some(), "{name}: {file} is not its own");
            let digest = sha256(part.contents());
            assert!(text.contains(&digest) && html.contains(&digest), "{name}");
            attached.push(file.to_owned());
        }
        assert_eq!(attached.len(), 2, "{name}");
        assert_eq!(attached, receipts, "{name}: a receipt for each, of the same name");
    }
    let words = |name: &str| {
        let letter = MessageParser::default().parse(&letters[name]).unwrap().into_owned();
        letter.body_text(0).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(
        words("solbacken-r1.eml")
            .contains("undertecknar som nummer 11 av 15, ungefär klockan 08.20")
    );
    assert!(words("helix-r1.eml").contains("signs as number 8 of 15, at about 08:17"));
    assert!(words("sankt-mikael-r1.eml").contains("inte kan komma till ceremonin"));
}

#[test]
fn a_personal_identity_number_is_in_its_own_documents_and_nowhere_else() {
    let sandbox = Sandbox::new();
    let (code, out, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 0);
    assert!(!out.contains("9874") && !err.contains("9874"), "{err}");
    assert!(err.contains("811228-****"), "{err}");
    for (name, bytes) in sandbox.files("output") {
        let own = name.starts_with("documents/ekoradet/declaration");
        let text = if bytes.starts_with(b"%PDF") {
            text_of(&bytes)
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        assert_eq!(text.contains("811228-9874") || text.contains("8112289874"), own, "{name}");
    }
}

#[test]
fn enclosures_are_issued_and_attached_and_doubts_about_them_are_said() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("enclosures")).expect("a folder");
    sandbox.write("enclosures/program.pdf", b"%PDF-1.4 a programme");
    sandbox.change(
        "signatories.toml",
        "# enclosures = [{ name = \"programme\"",
        "enclosures = [{ name = \"programme\"",
    );
    let (code, _, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("does not claim to be PDF/A"), "{err}");
    assert!(sandbox.path("output/documents/programme-r1.pdf").exists());
    let letter = fs::read(sandbox.path("output/outbox/svalan-r1.eml")).expect("a letter");
    let letter = MessageParser::default().parse(&letter).expect("a message");
    let attached: Vec<&[u8]> =
        letter.attachments().map(mail_parser::MessagePart::contents).collect();
    assert!(attached.contains(&b"%PDF-1.4 a programme".as_slice()));
    let before = sandbox.instants("output");
    sandbox.produce();
    assert_eq!(sandbox.instants("output"), before);
    sandbox.write("enclosures/program.pdf", b"no PDF at all");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert!(code == 1 && err.contains("enclosures/program.pdf is no PDF"), "{err}");
}

#[test]
fn preview_issues_nothing_and_says_draft() {
    let sandbox = Sandbox::new();
    let into = sandbox.path("look");
    let into_text = into.to_str().expect("a path");
    let (code, out, err) = sandbox.run(&["preview", "helix", "--into", into_text]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("helix-declaration.pdf"), "{out}");
    let pdf = fs::read(into.join("helix-declaration.pdf")).expect("the preview");
    let text = text_of(&pdf);
    assert!(text.contains("intent, draft") && !text.contains("revision"), "{text}");
    let letter = fs::read_to_string(into.join("helix-letter.txt")).expect("the letter's words");
    assert!(letter.contains(&sha256(&pdf)) && letter.contains("revision 1"), "{letter}");
    assert!(into.join("helix-letter.html").exists());
    let (code, _, _) = sandbox.run(&["preview", "helix", "--png", "--into", into_text]);
    assert_eq!(code, 0);
    let png = fs::read(into.join("helix-declaration-1.png")).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    assert!(!sandbox.path("output").exists());
    let (code, _, err) = sandbox.run(&["preview", "helx"]);
    assert!(code == 1 && err.contains("there is no signatory with the id ‘helx’"), "{err}");
    assert!(err.contains("did you mean ‘helix’?"), "{err}");
}

#[test]
fn a_folder_without_a_roster_says_what_to_do() {
    let sandbox = Sandbox::new();
    fs::remove_file(sandbox.path("signatories.toml")).expect("it was there");
    let (code, _, err) = sandbox.run(&["produce"]);
    assert!(code == 4 && err.contains("avsikt init FOLDER"), "{err}");
    let (code, _, err) = sandbox.run(&["verify"]);
    assert!(code == 4 && err.contains("nothing has been issued"), "{err}");
}

//! The story of 2018: 21 invited in January, the date moved to April, two who leave, one who joins
//! late, fourteen signed copies. `verify` and `status` tell it right at each step.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::common::{Sandbox, names};
use mail_parser::MessageParser;
use serde_json::Value;

/// A roster of so many invented signatories on a day, without those that have left.
fn roster(sandbox: &Sandbox, ceremony: &str, packet: &str, signatories: &[usize]) {
    let sample = include_str!("../../signatories.toml");
    let (head, _) = sample.split_once("[[signatory]]").expect("the sample has signatories");
    let head = head
        .replace("date = \"2018-04-20\"", &format!("date = \"{ceremony}\""))
        .replace("date = \"2018-03-26\"", &format!("date = \"{packet}\""));
    let mut text = head;
    for number in signatories {
        // One of them is signed for by somebody with a power of attorney.
        let capacity = if *number == 3 { ", capacity = \"ombud\"" } else { "" };
        let _ = write!(
            text,
            "[[signatory]]\nid = \"part-{number}\"\norganisation = \"Part {number} AB\"\n\
             people = [{{ name = \"Person {number}\", title = \"vd\"{capacity} }}]\n\
             email = \"post@part{number}.example\"\ncommitments = [\"minska {number} ton\"]\n\n",
        );
    }
    sandbox.write("signatories.toml", text.as_bytes());
}

fn status(sandbox: &Sandbox) -> Vec<Value> {
    let (code, out, err) = sandbox.run(&["status", "--json"]);
    assert_eq!(code, 0, "{err}");
    let status: Value = serde_json::from_str(&out).expect("JSON");
    status["signatories"].as_array().expect("a list").clone()
}

/// What verifying says: how many documents are current, superseded, withdrawn. All must be sound.
fn verified(sandbox: &Sandbox) -> [usize; 3] {
    let (code, out, err) = sandbox.run(&["verify", "--json"]);
    assert_eq!(code, 0, "{out}{err}");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(answer["sound"], true);
    let findings = answer["findings"].as_array().expect("a list");
    ["intact", "superseded", "withdrawn"]
        .map(|verdict| findings.iter().filter(|finding| finding["verdict"] == verdict).count())
}

/// A letter's plain text, on one line.
fn letter(sandbox: &Sandbox, name: &str) -> String {
    let bytes = fs::read(sandbox.path(&format!("output/outbox/{name}"))).expect(name);
    let letter = MessageParser::default().parse(&bytes).expect("a message");
    letter.body_text(0).expect("words").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_story_of_2018_is_told_right_at_each_step() {
    let sandbox = Sandbox::new();
    let all: Vec<usize> = (1..=21).collect();

    // January: 21 are invited.
    roster(&sandbox, "2018-01-19", "2017-12-01", &all);
    let produced = sandbox.produce();
    assert_eq!(names(&produced["issued"], "document").len(), 21 * 2 + 2);
    // Each is counted with the copy of the running order under its plain name.
    assert_eq!(verified(&sandbox), [45, 0, 0]);
    let rows = status(&sandbox);
    assert_eq!(rows.len(), 21);
    assert!(rows.iter().all(|row| row["letters"][0]["revision"] == 1 && row["signed"].is_null()));
    assert_eq!(rows[2]["powers_of_attorney"]["needed"], 1);
    let kept: Vec<PathBuf> = ["checkpoint", "receipts/part-7.declaration-r1.tlog-proof"]
        .iter()
        .map(|name| {
            let to = sandbox.path(&name.replace('/', "-"));
            fs::copy(sandbox.path(&format!("output/{name}")), &to).expect("a copy");
            to
        })
        .collect();
    // What somebody kept in January holds ever after.
    let holds = |sandbox: &Sandbox| {
        let kept: Vec<&str> = kept.iter().map(|path| path.to_str().expect("a path")).collect();
        let (code, out, _) = sandbox.run(&["verify", "--against", kept[0], "--against", kept[1]]);
        assert_eq!(code, 0, "{out}");
        out
    };
    assert!(holds(&sandbox).contains("declaration for part-7, revision 1, was issued"), "{}", 1);

    // The day is moved to April: all that bears it is issued again, with one command.
    roster(&sandbox, "2018-04-20", "2018-03-26", &all);
    let produced = sandbox.produce();
    let issued = names(&produced["issued"], "document");
    assert!(issued.len() == 44 && issued.iter().all(|name| name.ends_with(" r2")), "{issued:?}");
    assert_eq!(verified(&sandbox), [45, 44, 0]);
    assert!(status(&sandbox).iter().all(|row| row["letters"][0]["revision"] == 2));
    let words = letter(&sandbox, "part-7-r2.eml");
    assert!(words.contains("ersätts det av det här"), "{words}");
    let changed = "Dag: fredagen den 20 april 2018 (tidigare: fredagen den 19 januari 2018)";
    assert!(words.contains(changed), "{words}");
    assert!(words.contains("Avsiktsförklaring: utgåva 2 (tidigare: utgåva 1)"), "{words}");
    assert!(!words.contains("Organisation: "), "what stays is not told: {words}");
    assert!(holds(&sandbox).contains("a newer revision has been issued since"));

    // Two leave, one joins late: nobody else's documents change but for the common ones.
    let stay: Vec<usize> = (1..=22).filter(|number| ![5, 9].contains(number)).collect();
    roster(&sandbox, "2018-04-20", "2018-03-26", &stay);
    let produced = sandbox.produce();
    assert_eq!(
        names(&produced["issued"], "document"),
        [
            "part-22/invitation r1",
            "part-22/declaration r1",
            "joint-declaration r3",
            "running-order r3"
        ]
    );
    assert_eq!(produced["withdrawn"].as_array().map(Vec::len), Some(4));
    assert_eq!(verified(&sandbox), [43, 46, 4]);
    let rows = status(&sandbox);
    let withdrawn: Vec<&Value> = rows.iter().filter(|row| row["withdrawn"] == true).collect();
    assert_eq!((rows.len(), withdrawn.len()), (22, 2));
    assert!(
        withdrawn.iter().all(|row| row["letters"] == serde_json::json!([])),
        "nothing to send to them"
    );
    let file = sandbox.path("output/documents/part-5/declaration-r2.pdf");
    let (code, out, _) = sandbox.run(&["verify", file.to_str().expect("a path")]);
    assert!(code == 0 && out.contains("withdrawn: declaration for part-5, revision 2"), "{out}");

    // Fourteen sign; one of them through somebody whose power of attorney has to come in too.
    for number in stay.iter().take(14) {
        let (scan, id) = (format!("scan-{number}.pdf"), format!("part-{number}"));
        sandbox.write(&scan, format!("%PDF-1.4 signed by {number}").as_bytes());
        let scan = sandbox.path(&scan);
        let (code, out, err) = sandbox.run(&["receive", &id, scan.to_str().expect("a path")]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("on 20 April 2018"), "the day of the ceremony: {out}");
    }
    let (_, out, _) = sandbox.run(&["status"]);
    assert!(
        out.contains(
            "20 signatories: 14 have signed, 1 power of attorney is missing. 2 withdrawn."
        )
    );
    sandbox.write("fullmakt.pdf", b"%PDF-1.4 a power of attorney");
    let scan = sandbox.path("fullmakt.pdf");
    let scan = scan.to_str().expect("a path");
    assert_eq!(sandbox.run(&["receive", "part-3", "--fullmakt", scan]).0, 0);
    let rows = status(&sandbox);
    assert_eq!(rows.iter().filter(|row| !row["signed"].is_null()).count(), 14);
    assert_eq!(rows[2]["powers_of_attorney"]["received"], 1);
    let signed = &rows[0]["signed"];
    assert_eq!((signed["date"].as_str(), &signed["revision"]), (Some("2018-04-20"), &2.into()));
    assert!(sandbox.path("output/received/part-1/declaration-r2-1.pdf").exists());
    assert_eq!(verified(&sandbox), [43, 46, 4]);
    holds(&sandbox);

    // Nothing of all that makes the next run do anything.
    let before = sandbox.files("output");
    let produced = sandbox.produce();
    assert_eq!(produced["issued"].as_array().map(Vec::len), Some(0));
    assert!(sandbox.files("output") == before);
}

#[test]
fn what_is_received_is_recorded_with_care() {
    let sandbox = Sandbox::new();
    roster(&sandbox, "2018-04-20", "2018-03-26", &[1, 2, 3]);
    let (code, _, err) = sandbox.run(&["receive", "part-1"]);
    assert!(code == 4 && err.contains("nothing has been issued"), "{err}");
    assert!(!sandbox.path("output").exists(), "nothing is made by looking");
    sandbox.produce();
    sandbox.write("scan.PDF", b"%PDF-1.4 signed");
    sandbox.write("empty.pdf", b"");
    let path = |name: &str| sandbox.path(name).to_str().expect("a path").to_owned();
    let before = sandbox.files("output");
    // All that is wrong at once, and nothing written.
    let arguments =
        ["receive", "part-1", &path("empty.pdf"), &path("none.pdf"), "--date", "2999-01-01"];
    let (code, _, err) = sandbox.run(&[&arguments[..], &["--document", "invoice"]].concat());
    assert_eq!(code, 1, "{err}");
    for fault in [
        "empty.pdf is empty",
        "there is no file",
        "2999-01-01 is in the future",
        "no such document was issued to part-1",
    ] {
        assert!(err.contains(fault), "{fault} in {err}");
    }
    let (code, _, err) = sandbox.run(&["receive", "part-9"]);
    assert!(code == 1 && err.contains("part-1, part-2, part-3"), "{err}");
    assert!(sandbox.files("output") == before);

    let (code, out, _) =
        sandbox.run(&["receive", "part-1", &path("scan.PDF"), "--date", "2018-04-19"]);
    assert!(code == 0 && out.contains("received/part-1/declaration-r1-1.pdf"), "{out}");
    let (code, _, err) = sandbox.run(&["receive", "part-2", &path("scan.PDF")]);
    assert!(code == 1 && err.contains("has been received already"), "{err}");
    // What nobody has signed is no signed copy, whoever's it is; what looks like no scan, and a day
    // before anything was issued, are recorded with a warning.
    for issued in ["part-1/declaration-r1.pdf", "part-3/invitation-r1.pdf"] {
        let issued = path(&format!("output/documents/{issued}"));
        let (code, _, err) = sandbox.run(&["--lang", "en", "receive", "part-1", &issued]);
        assert!(code == 1 && err.contains("as it was issued: nobody has signed it"), "{err}");
    }
    sandbox.write("scan.txt", b"hi");
    let arguments =
        ["--lang", "en", "receive", "part-3", &path("scan.txt"), "--date", "2018-04-19"];
    let (code, _, err) = sandbox.run(&arguments);
    assert!(code == 0 && err.contains("scan.txt is neither a PDF nor a picture"), "{err}");
    assert!(err.contains("revision 1 was issued later than that, on "), "{err}");
    assert!(err.contains("avsikt receive part-3 --mistake"), "{err}");
    assert_eq!(sandbox.run(&["receive", "part-3", "--mistake"]).0, 0);
    // It was of another: taken back, and recorded anew.
    let (code, out, _) = sandbox.run(&["receive", "part-1", "--mistake"]);
    assert!(code == 0 && out.contains("takes back"), "{out}");
    assert_eq!(sandbox.run(&["receive", "part-2", &path("scan.PDF")]).0, 0);
    let rows = status(&sandbox);
    assert!(rows[0]["signed"].is_null() && !rows[1]["signed"].is_null());
    assert_eq!(sandbox.run(&["receive", "part-1", "--mistake"]).0, 1);
    // On stage they may sign the joint declaration instead.
    assert_eq!(sandbox.run(&["receive", "part-3", "--document", "joint-declaration"]).0, 0);
    assert_eq!(status(&sandbox)[2]["signed"]["document"], "joint-declaration");
    assert_eq!(sandbox.run(&["verify"]).0, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let scan = sandbox.path("output/received/part-2/declaration-r1-1.pdf");
        let mode = fs::metadata(scan).expect("the scan").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "a scan shows a person's signature");
    }
}

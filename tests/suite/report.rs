//! The audit report: what stands in the case file is what stands in the ledger.

use std::fs;

use std::sync::Arc;

use crate::common::authority::{Office, Server};
use crate::common::{Sandbox, text_of};
use avsikt::words::{Language, dates};
use jiff::Timestamp;
use serde_json::Value;

/// A PDF's text without any white space: digests may break over lines.
fn joined(pdf: &[u8]) -> String {
    text_of(pdf).split_whitespace().collect()
}

#[test]
fn the_report_holds_every_digest_and_what_differs_in_both_languages() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    sandbox.produce();
    let path = |name: &str| sandbox.path(name).to_str().expect("a path").to_owned();
    for (language, right, wrong, differs) in [
        ("sv", "Allt är som det antecknades.", "Allt är inte som det antecknades.", "ÄNDRAD"),
        ("en", "All is as it was recorded.", "Not all is as it was recorded.", "ALTERED"),
    ] {
        let file = path(&format!("report-{language}.pdf"));
        let arguments = ["--lang", language, "verify", "--report", &file];
        let (code, out, err) = sandbox.run(&arguments);
        assert_eq!(code, 0, "{out}{err}");
        let pdf = fs::read(&file).expect("the report");
        assert!(text_of(&pdf).contains(right));
        let text = joined(&pdf);
        let sums = sandbox.read("output/SHA256SUMS");
        assert!(sums.lines().count() > 30);
        for line in sums.lines() {
            assert!(text.contains(&line[..64]), "{line}");
        }
        assert!(text.contains(&crate::common::public_key(&sandbox).fingerprint()));
        // A report is never written over another file.
        let (code, _, err) = sandbox.run(&arguments);
        assert!(code == 4 && err.contains(&file), "{err}");
        assert_eq!(fs::read(&file).expect("the report"), pdf);

        let victim = "output/documents/svalan/declaration-r1.pdf";
        let genuine = fs::read(sandbox.path(victim)).expect("a document");
        sandbox.write(victim, b"%PDF-1.4 forged");
        let file = path(&format!("damaged-{language}.pdf"));
        let (code, _, _) = sandbox.run(&["--lang", language, "verify", "--report", &file]);
        assert_eq!(code, 3);
        let text = text_of(&fs::read(&file).expect("the report"));
        assert!(text.contains(wrong) && text.contains(differs), "{text}");
        sandbox.write(victim, &genuine);
    }
}

#[test]
fn the_report_lists_the_time_stamps_and_says_how_each_is_checked() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let report = |language: &str, name: &str| {
        let file = sandbox.path(name);
        let arguments = ["--lang", language, "verify", "--report", file.to_str().expect("a path")];
        let (code, out, err) = sandbox.run(&arguments);
        assert_eq!(code, 0, "{out}{err}");
        text_of(&fs::read(file).expect("the report"))
    };
    let none = "No time stamp has been obtained.";
    assert!(report("en", "none.pdf").contains(none));
    let office = Arc::new(Office::new());
    let server = Server::right(&office);
    let (code, out, err) = sandbox.run(&["timestamp", "--tsa", &server.url(), "--json"]);
    assert_eq!(code, 0, "{err}");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let size = answer["size"].as_u64().expect("a size");
    let time: Timestamp = answer["time"].as_str().expect("a time").parse().expect("an instant");
    for (language, lines) in [
        (Language::Swedish, format!("De första {size} raderna.")),
        (Language::English, format!("The first {size} lines.")),
    ] {
        let text = report(language.tag(), &format!("{}.pdf", language.tag()));
        for said in [
            lines,
            dates::universal(time, language),
            format!("openssl ts -verify -in timestamps/{size}.tsr"),
        ] {
            assert!(text.contains(&said), "{said} in {text}");
        }
        assert!(!text.contains(none));
    }
}

#[test]
fn the_report_needs_the_evidence_and_no_roster() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    for name in ["signatories.toml", "templates"] {
        let gone = sandbox.path(name);
        let _ = fs::remove_file(&gone).or_else(|_| fs::remove_dir_all(&gone));
    }
    let file = sandbox.path("report.pdf");
    let file = file.to_str().expect("a path");
    let (code, _, err) = sandbox.run(&["verify", "--report", file]);
    assert_eq!(code, 0, "{err}");
    fs::remove_file(sandbox.path("output/ledger.jsonl")).expect("it was there");
    let file = sandbox.path("another.pdf");
    let (code, _, err) = sandbox.run(&["verify", "--report", file.to_str().expect("a path")]);
    assert!(code == 4 && err.contains("there is no ledger here"), "{err}");
    assert!(!file.exists());
}

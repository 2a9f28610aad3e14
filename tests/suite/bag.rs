//! `avsikt archive`: a package that any BagIt tool accepts, of a sound folder alone.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use crate::common::{Sandbox, run_in};
use avsikt::archive::inspect;
use avsikt::archive::kept::Kept;
use avsikt::audit::{Digest, Verdict};
use avsikt::monitor::Unwatched;
use serde_json::Value;

/// A folder with two signatories, who have their letters, and of whom one has signed.
fn ceremony() -> Sandbox {
    let sandbox = Sandbox::new();
    let roster = sandbox.read("signatories.toml");
    let parts: Vec<&str> = roster.split("[[signatory]]").collect();
    sandbox.write("signatories.toml", parts[..3].join("[[signatory]]").as_bytes());
    sandbox.write("templates/100 % å.png", b"a picture");
    sandbox.produce();
    sandbox.send();
    sandbox.receive("solbacken");
    sandbox
}

fn archive(sandbox: &Sandbox, destination: &str, more: &[&str]) -> Value {
    let to = sandbox.path(destination);
    let arguments = ["archive", to.to_str().expect("a path"), "--json"];
    let (code, out, err) = sandbox.run(&[&arguments[..], more].concat());
    assert_eq!(code, 0, "{out}{err}");
    serde_json::from_str(&out).expect("JSON")
}

/// The lines of a manifest, with their paths decoded as RFC 8493 says.
fn manifest(text: &str) -> BTreeMap<String, Digest> {
    text.lines()
        .map(|line| {
            let (digest, path) = line.split_once("  ").expect("a digest and a path");
            let path = path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
            (path, digest.parse().expect("a digest"))
        })
        .collect()
}

/// Checks a package as RFC 8493 says, by its words alone.
fn validate(package: &BTreeMap<String, Vec<u8>>) {
    let text = |name: &str| String::from_utf8(package[name].clone()).expect("text");
    assert_eq!(text("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let digests = |of: &dyn Fn(&str) -> bool| -> BTreeMap<String, Digest> {
        let files = package.iter().filter(|(path, _)| of(path));
        files.map(|(path, bytes)| (path.clone(), Digest::of(bytes))).collect()
    };
    let payload = digests(&|path| path.starts_with("data/"));
    assert_eq!(manifest(&text("manifest-sha256.txt")), payload);
    let tags = digests(&|path| !path.starts_with("data/") && path != "tagmanifest-sha256.txt");
    assert_eq!(manifest(&text("tagmanifest-sha256.txt")), tags);
    let bytes: usize = payload.keys().map(|path| package[path].len()).sum();
    let oxum = format!("Payload-Oxum: {bytes}.{}", payload.len());
    assert!(text("bag-info.txt").lines().any(|line| line == oxum), "{oxum}");
}

/// The files that verifying a package's `output/` calls left out; nothing may be wrong.
fn left_out(package: &Path) -> Vec<String> {
    let output = package.join("data/output");
    let judgement =
        inspect::folder(&output, &Kept::default(), &Unwatched).expect("something was issued");
    assert!(judgement.is_sound(), "{:?}", judgement.findings);
    let left_out = judgement.findings.iter().filter(|f| f.verdict == Verdict::LeftOut);
    left_out.map(|finding| finding.path.clone()).collect()
}

/// What is wrong in a package's `output/`: each path with the beginning of its verdict.
fn wrong(package: &Path) -> Vec<String> {
    let output = package.join("data/output");
    let judgement =
        inspect::folder(&output, &Kept::default(), &Unwatched).expect("something was issued");
    let unsound = judgement.findings.iter().filter(|finding| !finding.verdict.is_sound());
    unsound
        .map(|finding| {
            let verdict = format!("{:?}", finding.verdict);
            let word = verdict.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            format!("{} {word}", finding.path)
        })
        .collect()
}

#[test]
fn a_package_holds_all_that_proves_and_says_what_it_lacks() {
    let sandbox = ceremony();
    let before = sandbox.files("output");
    let said = archive(&sandbox, "package", &[]);
    assert!(sandbox.files("output") == before, "nothing is changed by archiving");
    let package = sandbox.files("package");
    validate(&package);
    let extras = before.keys().filter(|path| path.starts_with("extras/")).cloned();
    let others = ["index.html".to_owned(), "private/inputs.json".to_owned()];
    let out: Vec<String> = extras.chain(others).collect();
    assert_eq!(out.len(), 7, "{out:?}");
    let below: Vec<String> = out.iter().map(|path| format!("output/{path}")).collect();
    assert_eq!(said["left_out"], serde_json::json!(below));
    for (path, bytes) in &before {
        let packed = package.get(&format!("data/output/{path}"));
        let kept = path != "lock" && !out.contains(path);
        assert_eq!(packed, kept.then_some(bytes), "{path}");
    }
    for path in [
        "data/inputs/signatories.toml",
        "data/inputs/templates/house.typ",
        "data/inputs/templates/100 % å.png",
        "data/verifying.sv.md",
        "data/verifying.en.md",
        "data/verify.py",
    ] {
        assert!(package.contains_key(path), "{path}");
    }
    let info = sandbox.read("package/bag-info.txt");
    let ledger = inspect::ledger(&sandbox.path("output")).expect("a ledger");
    for line in [
        "Source-Organization: Lunds kommun",
        &format!("External-Identifier: {}", ledger.register().origin()),
        "Left-Out: data/output/private/ (1 file; see data/LEFT-OUT.txt)",
        "Left-Out: data/output/extras/ (5 files; see data/LEFT-OUT.txt)",
    ] {
        assert!(info.lines().any(|l| l == line), "{line} in {info}");
    }
    // bagit.py would stumble over this one's encoded name, which is said beforehand.
    let to = sandbox.path("warned");
    let (_, _, err) = sandbox.run(&["archive", to.to_str().expect("a path")]);
    assert!(err.contains("100 % å.png has a percent sign"), "{err}");
    let list = sandbox.read("package/data/LEFT-OUT.txt");
    assert!(list.contains("UTELÄMNAT") && list.contains("LEFT OUT"), "{list}");
    assert!(list.lines().any(|line| line == "data/output/private/inputs.json"), "{list}");
    assert_eq!(left_out(&sandbox.path("package")), out);
    #[cfg(unix)]
    for path in ["data/output/outbox/solbacken-r1.eml", "data/inputs/signatories.toml"] {
        use std::os::unix::fs::PermissionsExt as _;
        let file = sandbox.path("package").join(path);
        let mode = fs::metadata(file).expect(path).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path}");
    }
}

#[test]
fn without_personal_data_no_letter_scan_or_roster_is_in_it_and_each_is_named() {
    let sandbox = ceremony();
    archive(&sandbox, "package", &["--without-personal-data"]);
    let package = sandbox.files("package");
    validate(&package);
    let people = |path: &str| {
        let ours = ["outbox/", "received/", "private/", "index.html"];
        let mut ours = ours.iter().map(|part| format!("data/output/{part}"));
        path == "data/inputs/signatories.toml" || ours.any(|part| path.starts_with(&part))
    };
    // What became of the letters tells of nobody, and is evidence.
    let of_people: Vec<&String> = package.keys().filter(|path| people(path)).collect();
    assert_eq!(of_people, ["data/output/outbox/delivery.jsonl"]);
    let text = sandbox.read("package/data/LEFT-OUT.txt");
    let (_, paths) = text.rsplit_once("\n\n").expect("paragraphs, the paths last");
    let named: Vec<&str> = paths.lines().collect();
    assert!(named.iter().all(|path| path.starts_with("data/")), "{named:?}");
    let mut output: Vec<&str> =
        named.iter().filter_map(|path| path.strip_prefix("data/output/")).collect();
    output.sort_unstable();
    assert_eq!(left_out(&sandbox.path("package")), output, "what is left out is what was named");
    assert_eq!(named.len(), output.len() + 1, "and the roster");
    assert!(output.contains(&"received/solbacken/declaration-r1-1.pdf"));
    let info = sandbox.read("package/bag-info.txt");
    assert_eq!(info.matches("Left-Out: ").count(), 6, "{info}");
    // The addresses stood nowhere else.
    for (path, bytes) in &package {
        let found = bytes.windows(18).any(|window| window == b"@solbacken.example");
        assert!(!found, "{path} holds an address");
    }
}

#[test]
fn verify_in_a_package_knows_what_was_left_out_and_nothing_more() {
    let sandbox = ceremony();
    archive(&sandbox, "package", &["--without-personal-data"]);
    let package = sandbox.path("package");
    let inside = package.join("data");
    let verify = |language: &str| run_in(&inside, &["--lang", language, "verify"]);
    let (code, out, err) = verify("en");
    assert_eq!(code, 0, "{out}{err}");
    let count = left_out(&package).len();
    let says = format!("{count} files were left out of this package on purpose: LEFT-OUT.txt");
    assert!(count > 3 && out.contains(&says) && !out.contains("MISSING"), "{out}");
    let (code, out, _) = verify("sv");
    assert!(code == 0 && out.contains("utelämnade ur det här paketet"), "{out}");

    // A document that is gone is missing, in whatever list it stands.
    let document = "documents/solbacken/declaration-r1.pdf";
    let gone = package.join("data/output").join(document);
    let bytes = fs::read(&gone).expect("a document");
    fs::remove_file(&gone).expect("it was there");
    assert_eq!(wrong(&package), [format!("{document} Missing")]);
    sandbox.write(&format!("package/data/output/{document}"), &bytes);

    // A list that the package's manifest does not vouch for excuses nothing.
    let list = sandbox.read("package/data/LEFT-OUT.txt");
    sandbox
        .write("package/data/LEFT-OUT.txt", format!("{list}data/output/received/x\n").as_bytes());
    let found = wrong(&package);
    assert!(found.contains(&"LEFT-OUT.txt Broken".to_owned()), "{found:?}");
    assert_eq!(found.iter().filter(|path| path.ends_with(" Missing")).count(), count);
    let (code, out, _) = verify("en");
    assert!(code == 3 && out.contains("LEFT-OUT.txt: DOES NOT HOLD"), "{out}");
    // Nor is there one where there is no package.
    fs::remove_file(package.join("data/LEFT-OUT.txt")).expect("it was there");
    let found = wrong(&package);
    assert!(found.len() == count && found.iter().all(|path| path.ends_with(" Missing")));
}

#[test]
fn a_zip_is_the_same_bytes_each_time_and_holds_what_the_folder_does() {
    let sandbox = ceremony();
    fs::create_dir(sandbox.path("again")).expect("a folder");
    let said = archive(&sandbox, "package", &["--zip"]);
    assert!(said["path"].as_str().is_some_and(|path| path.ends_with("/package.zip")), "{said}");
    archive(&sandbox, "again/package.zip", &["--zip"]);
    let bytes = |name: &str| fs::read(sandbox.path(name)).expect(name);
    assert!(bytes("package.zip") == bytes("again/package.zip"));
    archive(&sandbox, "folder", &[]);
    let zip = File::open(sandbox.path("package.zip")).expect("the zip");
    let mut zip = zip::ZipArchive::new(zip).expect("a zip");
    let mut packed = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).expect("a file");
        let path = file.name().strip_prefix("package/").expect("one folder on top").to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        packed.insert(path, bytes);
    }
    assert!(packed == sandbox.files("folder"));
}

#[test]
fn only_a_sound_folder_is_archived() {
    let sandbox = ceremony();
    let victim = "output/documents/solbacken/declaration-r1.pdf";
    sandbox.write(victim, b"%PDF-1.4 forged");
    for more in [&[][..], &["--zip"]] {
        let to = sandbox.path("package");
        let arguments = ["archive", to.to_str().expect("a path")];
        let (code, out, _) = sandbox.run(&[&arguments[..], more].concat());
        assert_eq!(code, 3, "{out}");
        assert!(out.contains("documents/solbacken/declaration-r1.pdf: ALTERED"), "{out}");
        assert!(out.contains("Nothing has been archived"), "{out}");
        assert!(!to.exists() && !sandbox.path("package.zip").exists());
    }
}

#[test]
fn a_package_lies_where_nothing_is_and_not_among_the_issued() {
    let sandbox = ceremony();
    let before = sandbox.files("");
    for (destination, more, reason) in [
        ("templates", &[][..], "would lie among the templates"),
        ("signatories.toml", &[][..], "something at"),
        ("output/package", &[][..], "would lie in output/"),
        ("output/documents/package", &["--zip"][..], "would lie in output/"),
        ("none/package", &[][..], "none"),
    ] {
        let to = sandbox.path(destination);
        let arguments = ["archive", to.to_str().expect("a path")];
        let (code, _, err) = sandbox.run(&[&arguments[..], more].concat());
        assert!(code == 4 && err.contains(reason), "{destination}: {code} {err}");
    }
    // And so with all else that is written where somebody says, by whatever way it is named.
    std::os::unix::fs::symlink(sandbox.path("output"), sandbox.path("link")).expect("a link");
    for (command, into) in [
        (&["preview", "solbacken", "--into"][..], "output/drafts"),
        (&["preview", "solbacken", "--into"], "templates"),
        (&["verify", "--report"], "link/report.pdf"),
        (&["verify", "--report"], "link/../templates/report.pdf"),
        (&["export"], "link/documents/list.csv"),
    ] {
        let into = sandbox.path(into).display().to_string();
        let (code, _, err) = sandbox.run(&[command, &[&into]].concat());
        assert!(code == 4 && err.contains("would lie "), "{command:?} {into}: {code} {err}");
    }
    std::fs::remove_file(sandbox.path("link")).expect("a link");
    assert!(sandbox.files("") == before);
    let bare = Sandbox::new();
    let to = bare.path("package");
    let (code, _, err) = bare.run(&["archive", to.to_str().expect("a path")]);
    assert!(code == 4 && err.contains("nothing has been issued"), "{err}");
    // Who stands in a package is not told to issue something there.
    bare.write("bagit.txt", b"BagIt-Version: 1.0\n");
    let (code, _, err) = bare.run(&["verify"]);
    assert!(code == 4 && err.contains("what was issued lies in its folder data"), "{err}");
    assert!(!to.exists());
}

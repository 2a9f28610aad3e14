//! Every kind of damage × every file below `output/`: `verify` names it each time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::common::Sandbox;
use crate::common::authority::{Office, Server};
use avsikt::archive::inspect;
use avsikt::archive::judge::Judgement;
use avsikt::archive::kept::Kept;
use avsikt::audit::{Ledger, Verdict};
use avsikt::monitor::Unwatched;
use tempfile::TempDir;

/// A folder with some history: three signatories, one of whose declarations was issued twice, one
/// who left, letters that were sent, a signed copy that came back, and a time stamp over all that.
fn history() -> Sandbox {
    let sandbox = Sandbox::new();
    let roster = sandbox.read("signatories.toml");
    let parts: Vec<&str> = roster.split("[[signatory]]").collect();
    let of = |parts: &[&str]| parts.join("[[signatory]]");
    sandbox.write("signatories.toml", of(&parts[..4]).as_bytes());
    sandbox.produce();
    for name in ["checkpoint", "receipts/solbacken.declaration-r1.tlog-proof"] {
        let to = sandbox.path(&format!("early-{}", name.replace('/', "-")));
        fs::copy(sandbox.path(&format!("output/{name}")), to).expect("a copy");
    }
    copy(&sandbox.path("output"), &sandbox.path("early"));
    let changed = of(&parts[..3]).replace("skänka gårdagens bröd", "skänka dagens bröd");
    sandbox.write("signatories.toml", changed.as_bytes());
    sandbox.produce();
    sandbox.send();
    sandbox.receive("solbacken");
    let server = Server::right(&Arc::new(Office::new()));
    let (code, _, err) = sandbox.run(&["timestamp", "--tsa", &server.url()]);
    assert_eq!(code, 0, "{err}");
    sandbox
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

fn verify(output: &Path, kept: &Kept) -> Judgement {
    inspect::folder(output, kept, &Unwatched).expect("something was issued")
}

/// What is not sound, as `path: verdict`.
fn unsound(judgement: &Judgement) -> Vec<String> {
    let unsound = judgement.findings.iter().filter(|finding| !finding.verdict.is_sound());
    unsound.map(|finding| format!("{}: {:?}", finding.path, finding.verdict)).collect()
}

#[expect(clippy::disallowed_methods, reason = "damage is not durable")]
fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// What a damaged file's bytes become; none when that damage would change nothing.
type Damage = (&'static str, fn(&[u8]) -> Option<Vec<u8>>);

const DAMAGES: [Damage; 7] = [
    ("one bit flipped", |bytes| {
        let mut bytes = bytes.to_vec();
        let middle = bytes.len() / 2;
        *bytes.get_mut(middle)? ^= 1;
        Some(bytes)
    }),
    ("cut short", |bytes| (!bytes.is_empty()).then(|| bytes[..bytes.len() / 2].to_vec())),
    ("last byte gone", |bytes| (!bytes.is_empty()).then(|| bytes[..bytes.len() - 1].to_vec())),
    ("emptied", |bytes| (!bytes.is_empty()).then(Vec::new)),
    ("a line removed", |bytes| {
        let lines = lines(bytes);
        (lines.len() > 1)
            .then(|| [&lines[..lines.len() / 2], &lines[lines.len() / 2 + 1..]].concat().concat())
    }),
    ("lines reordered", |bytes| {
        let mut lines = lines(bytes);
        let last = lines.len().checked_sub(1)?;
        let other = lines.iter().position(|line| *line != lines[last])?;
        lines.swap(other, last);
        Some(lines.concat())
    }),
    ("a line appended", |bytes| Some([bytes, b"one more line\n"].concat())),
];

#[test]
fn every_damage_to_every_file_is_named() {
    let sandbox = history();
    let output = sandbox.path("output");
    let files = sandbox.files("output");
    let sound = verify(&output, &Kept::default());
    assert_eq!(unsound(&sound), Vec::<String>::new(), "the undamaged folder passes");
    let mut tried = 0;
    let mut check = |damage: &str, damaged: &[&str]| {
        let found = unsound(&verify(&output, &Kept::default()));
        for name in damaged {
            let named = found.iter().any(|finding| finding.starts_with(&format!("{name}: ")));
            assert!(named, "{damage}: {name} is not named: {found:?}");
        }
        tried += 1;
    };
    for (name, bytes) in &files {
        let path = output.join(name);
        for (damage, apply) in DAMAGES {
            let Some(damaged) = apply(bytes) else { continue };
            put(&path, &damaged);
            check(damage, &[name]);
        }
        // The lock is needed by nobody but a run that is at work.
        if name != "lock" {
            fs::remove_file(&path).expect("it was there");
            check("deleted", &[name]);
        }
        put(&path, bytes);
        if let Some((other, others)) = twin(&files, name) {
            put(&path, others);
            check("replaced by another of its kind", &[name]);
            put(&output.join(other), bytes);
            check("two swapped", &[name, other]);
            put(&output.join(other), others);
            put(&path, bytes);
        }
    }
    for name in ["documents/solbacken/declaration-r9.pdf", "outbox/x.eml", "anything"] {
        put(&output.join(name), b"somebody's own");
        check("a file added", &[name]);
        fs::remove_file(output.join(name)).expect("it was there");
    }
    assert!(tried > 300, "{tried} damages");
    assert_eq!(unsound(&verify(&output, &Kept::default())), Vec::<String>::new());
}

/// Another file of the same kind with other bytes: the next of the same ending, or the next at all.
fn twin<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> Option<(&'a str, &'a Vec<u8>)> {
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_owned());
    let others = || {
        files.iter().filter(|(other, bytes)| {
            // Below its own directory, where a file would do as well, or anywhere.
            other.as_str() != name && *other != "lock" && **bytes != files[name]
        })
    };
    let same = others().find(|(other, _)| ending(other) == ending(name));
    same.or_else(|| others().next()).map(|(other, bytes)| (other.as_str(), bytes))
}

#[test]
fn a_thousand_changed_bytes_are_all_found() {
    let sandbox = history();
    let output = sandbox.path("output");
    let files: Vec<(String, Vec<u8>)> = sandbox.files("output").into_iter().collect();
    let total: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    // Every byte is as likely as any other; half of the changes are within what is no document, since
    // documents are most of the bytes.
    let evidence: Vec<usize> =
        (0..files.len()).filter(|at| !files[*at].0.starts_with("documents/")).collect();
    let mut random = 0x2018_0420_u64;
    let mut next = |below: usize| {
        // Numerical Recipes' generator: the same changes in every run.
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).expect("31 bits") % below
    };
    for change in 0..1000 {
        let (file, at) = if change % 2 == 0 {
            let mut at = next(total);
            let file = files.iter().position(|(_, bytes)| {
                let here = at < bytes.len();
                if !here {
                    at -= bytes.len();
                }
                here
            });
            (file.expect("within all"), at)
        } else {
            let file = evidence[next(evidence.len())];
            let length = files[file].1.len();
            if length == 0 {
                continue;
            }
            (file, next(length))
        };
        let (name, bytes) = &files[file];
        let mut changed = bytes.clone();
        changed[at] ^= u8::try_from(next(255) + 1).expect("a byte");
        put(&output.join(name), &changed);
        let found = unsound(&verify(&output, &Kept::default()));
        assert!(!found.is_empty(), "byte {at} of {name}: {} for {}", changed[at], bytes[at]);
        put(&output.join(name), bytes);
    }
}

/// A checkpoint or receipt that somebody kept.
fn against(path: &Path) -> Kept {
    let bytes = fs::read(path).expect("it was kept");
    Kept { files: vec![(path.display().to_string(), bytes)], fingerprint: None }
}

fn broken(judgement: &Judgement) -> Vec<&'static str> {
    let broken = judgement.findings.iter().filter_map(|finding| match &finding.verdict {
        Verdict::Broken { reason } => Some(reason.key()),
        _ => None,
    });
    broken.collect()
}

#[test]
fn a_folder_that_was_rolled_back_is_older_than_what_was_kept() {
    let sandbox = history();
    let early = sandbox.path("early");
    assert_eq!(unsound(&verify(&early, &Kept::default())), Vec::<String>::new(), "it is whole");
    let newer = ["output/checkpoint", "output/receipts/solbacken.declaration-r2.tlog-proof"];
    for kept in newer {
        let judgement = verify(&early, &against(&sandbox.path(kept)));
        assert_eq!(broken(&judgement), ["evidence-rolled-back"], "{kept}");
    }
    // The other way round, what was kept early is part of what is there now.
    for kept in ["early-checkpoint", "early-receipts-solbacken.declaration-r1.tlog-proof"] {
        let judgement = verify(&sandbox.path("output"), &against(&sandbox.path(kept)));
        assert!(judgement.is_sound(), "{kept}: {:?}", unsound(&judgement));
    }
}

#[test]
fn a_file_and_what_was_kept_are_each_answered_for() {
    let sandbox = history();
    let path = |name: &str| sandbox.path(name).to_str().expect("a path").to_owned();
    let file = path("output/documents/solbacken/declaration-r2.pdf");
    let kept = path("early-receipts-solbacken.declaration-r1.tlog-proof");
    let (code, out, err) = sandbox.run(&["verify", &file, "--against", &kept]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        out.contains(&format!("{file}: intact: declaration for solbacken, revision 2")),
        "{out}"
    );
    assert!(
        out.contains(&format!("{kept}: holds: declaration for solbacken, revision 1")),
        "{out}"
    );
    let mut bytes = fs::read(&kept).expect("a receipt");
    let last = bytes.len() - 10;
    bytes[last] ^= 1;
    put(Path::new(&kept), &bytes);
    let (code, out, _) = sandbox.run(&["verify", &file, "--against", &kept]);
    assert!(code == 3 && out.contains(&format!("{kept}: DOES NOT HOLD")), "{out}");
    // Whatever it is called.
    let kept = Kept { files: vec![("receipts/forged".to_owned(), bytes)], fingerprint: None };
    let judged = inspect::files(&sandbox.path("output"), &[file.into()], &kept);
    assert_eq!(unsound(&judged.expect("a judgement")).len(), 1);
}

#[test]
fn a_folder_that_was_written_anew_is_signed_with_another_key() {
    let sandbox = history();
    let forged = Sandbox::new();
    forged.write("signatories.toml", sandbox.read("signatories.toml").as_bytes());
    forged.produce();
    let output = forged.path("output");
    assert!(verify(&output, &Kept::default()).is_sound(), "in itself it is whole");
    for kept in ["output/checkpoint", "early-receipts-solbacken.declaration-r1.tlog-proof"] {
        let judgement = verify(&output, &against(&sandbox.path(kept)));
        assert_eq!(broken(&judgement), ["evidence-other-ledger"], "{kept}");
    }
    let fingerprint = crate::common::public_key(&sandbox).fingerprint();
    let kept = Kept { files: Vec::new(), fingerprint: Some(fingerprint.clone()) };
    assert_eq!(broken(&verify(&output, &kept)), ["evidence-fingerprint"]);
    assert!(verify(&sandbox.path("output"), &kept).is_sound());
    // The same through the program, as a person types it.
    let (code, out, _) = forged.run(&["verify", "--fingerprint", &fingerprint]);
    assert!(code == 3 && out.contains("Do not rely on this folder"), "{out}");
    let (code, out, _) = sandbox.run(&["verify", "--fingerprint", &fingerprint[7..]]);
    assert!(code == 0 && out.contains("the fingerprint that you expect"), "{out}");
    assert_eq!(sandbox.run(&["verify", "--fingerprint", "SHA256:short"]).0, 2);
}

/// What a forger without the key can make of a ledger: its lines follow from each other, the time
/// stamp's too, and its root is another.
#[test]
fn a_ledger_whose_lines_were_changed_with_care_does_not_fit_its_checkpoint() {
    let sandbox = history();
    let text = sandbox.read("output/ledger.jsonl");
    let digest = text.split("\"digest\":\"").nth(1).expect("a digest")[..64].to_owned();
    let text = text.replacen(&digest, &"0".repeat(64), 1);
    sandbox.write("output/ledger.jsonl", text.as_bytes());
    let careless = verify(&sandbox.path("output"), &Kept::default());
    assert!(broken(&careless).contains(&"evidence-line"), "the time stamp was over other lines");
    let (lines, stamped) = text.trim_end().rsplit_once('\n').expect("lines");
    let forged = Ledger::parse(format!("{lines}\n").as_bytes()).expect("they follow");
    let root = stamped.split("\"root\":\"").nth(1).expect("a root")[..64].to_owned();
    let forged_root = forged.root(forged.size()).expect("a root").to_string();
    let text = format!("{lines}\n{}\n", stamped.replace(&root, &forged_root));
    sandbox.write("output/ledger.jsonl", text.as_bytes());
    let judgement = verify(&sandbox.path("output"), &Kept::default());
    assert!(broken(&judgement).contains(&"evidence-rewritten"), "{:?}", unsound(&judgement));
    let (code, _, err) = sandbox.run(&["produce"]);
    assert!(code == 4 && err.contains("are not those that were signed"), "{err}");
    let (code, out, _) = sandbox.run(&["verify", "output/documents/solbacken/declaration-r2.pdf"]);
    assert!(code != 0, "{out}");
}

#[test]
fn nothing_of_people_is_in_the_evidence() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    sandbox.receive("svalan");
    // Every name, address and number of the sample, as it stands there.
    let roster = sandbox.read("signatories.toml");
    let secrets: Vec<String> = roster
        .lines()
        .filter(|line| {
            let keys = ["organisation", "people", "name", "{ name", "email", "copies", "phone"];
            keys.iter().any(|key| line.trim_start().starts_with(key))
        })
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .chain(["811228".to_owned(), "-9874".to_owned()])
        .filter(|secret| secret.len() > 3)
        .collect();
    assert!(secrets.len() > 60, "{secrets:?}");
    let public = ["ledger.jsonl", "checkpoint", "SHA256SUMS", "DECLARATIONS", "FILES", "receipts/"];
    let mut looked = 0;
    for (name, bytes) in sandbox.files("output") {
        let mut texts = vec![name.clone()];
        if public.iter().any(|start| name.starts_with(start)) {
            let text = String::from_utf8(bytes).expect("text");
            // A receipt's line of the ledger is in base64.
            let extra = text.lines().find_map(|line| line.strip_prefix("extra "));
            let line = extra.and_then(avsikt::audit::signature::from_base64);
            texts.extend(line.map(|line| String::from_utf8(line).expect("a line")));
            texts.push(text);
            looked += 1;
        }
        for secret in &secrets {
            let found = texts.iter().find(|text| text.contains(secret.as_str()));
            assert!(found.is_none(), "‘{secret}’ is in {name}");
        }
    }
    assert!(looked > 35, "{looked} files");
}

/// Kept, since a copy on a memory stick has no lock and other permissions.
#[test]
fn a_copy_elsewhere_verifies_too() {
    let sandbox = history();
    let elsewhere = TempDir::new().expect("a folder");
    copy(&sandbox.path("output"), &elsewhere.path().join("output"));
    fs::remove_file(elsewhere.path().join("output/lock")).expect("the lock");
    assert!(verify(&elsewhere.path().join("output"), &Kept::default()).is_sound());
}

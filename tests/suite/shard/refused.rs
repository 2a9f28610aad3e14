//! Shards that are not whole, or made from something else, or forged.

use std::fs;

use super::{DOCUMENT, ceremony, join, remove, shards};
use crate::common::Sandbox;
use avsikt::audit::{Digest, Sums};
use serde_json::Value;

/// Writes a shard's list of digests anew, so that what was done to it does not show there.
fn list(sandbox: &Sandbox, folder: &str) {
    let folder = format!("shards/{folder}");
    let files = sandbox.files(&folder);
    let digests = files.iter().filter(|(path, _)| *path != "SHA256SUMS");
    let digests = digests.map(|(path, bytes)| (path.as_str(), Digest::of(bytes)));
    sandbox.write(&format!("{folder}/SHA256SUMS"), digests.collect::<Sums>().text().as_bytes());
}

fn change(sandbox: &Sandbox, from: &str, to: &str) {
    sandbox.change("shards/1-of-4/shard.json", from, to);
    list(sandbox, "1-of-4");
}

/// Says something else of each document of the first shard.
fn say_of_all(sandbox: &Sandbox, say: impl Fn(&mut Value)) {
    let path = "shards/1-of-4/shard.json";
    let mut manifest: Value = serde_json::from_str(&sandbox.read(path)).expect("JSON");
    manifest["documents"].as_array_mut().expect("a list").iter_mut().for_each(say);
    sandbox.write(path, manifest.to_string().as_bytes());
    list(sandbox, "1-of-4");
}

/// Which folders are given, what was done to the ceremony before, and what has to be said of it.
type Case = (&'static str, Box<dyn Fn(&Sandbox)>, &'static [&'static str]);

const ALL: &str = "1-of-4 2-of-4 3-of-4 4-of-4";

fn flip(sandbox: &Sandbox, file: &str) {
    let mut bytes = fs::read(sandbox.path(file)).expect(file);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    sandbox.write(file, &bytes);
}

/// Shards that do not belong together, or not to what lies here.
fn others() -> Vec<Case> {
    vec![
        ("1-of-4", Box::new(|_| {}), &["3 shards of 4 are missing: 2-4", "--shard K/4"]),
        ("1-of-4 3-of-4 4-of-4", Box::new(|_| {}), &["one shard of 4 is missing: 2\n"]),
        (
            "1-of-4 2-of-4 2-of-4 3-of-4 4-of-4",
            Box::new(|_| {}),
            &["shard 2/4 is there more than once: ", "shards/2-of-4, "],
        ),
        (
            "1-of-4 2-of-4 3-of-4 3-of-3",
            Box::new(|_| {}),
            &["not one of 4 shards like the others: ", "3-of-3", "one shard of 4 is missing: 4\n"],
        ),
        (
            ALL,
            Box::new(|s| s.change("signatories.toml", "minst en helt", "minst två helt")),
            &["made from another roster", "1-of-4, ", "4-of-4\n"],
        ),
        (
            ALL,
            Box::new(|s| s.change("templates/house.typ", "#let ink", "// Bläck.\n#let ink")),
            &["made from other templates"],
        ),
        (
            ALL,
            Box::new(|s| change(s, "\"program\": \"", "\"program\": \"9.")),
            &["made by another version", "shards/1-of-4\n"],
        ),
        (
            ALL,
            Box::new(|s| change(s, "avsikt-shard-1", "avsikt-shard-9")),
            &["a form, avsikt-shard-9, that this version"],
        ),
    ]
}

/// What happens to folders on their way.
fn damages() -> Vec<Case> {
    vec![
        (ALL, Box::new(|s| flip(s, DOCUMENT)), &["declaration-r1.pdf does not hold: its content"]),
        (ALL, Box::new(|s| flip(s, "shards/1-of-4/shard.json")), &["shard.json does not hold"]),
        (ALL, Box::new(|s| remove(s, DOCUMENT)), &["declaration-r1.pdf is not there"]),
        (
            ALL,
            Box::new(|s| remove(s, "shards/1-of-4/SHA256SUMS")),
            &["SHA256SUMS is not there: the folder is not a whole shard"],
        ),
        (
            ALL,
            Box::new(|s| remove(s, "shards/1-of-4/shard.json")),
            &["shard.json is not there: the folder is not a whole shard"],
        ),
        (
            ALL,
            Box::new(|s| s.write("shards/1-of-4/documents/notes.txt", b"mine")),
            &["notes.txt does not belong there"],
        ),
        (
            ALL,
            Box::new(|s| {
                s.write("elsewhere.pdf", &fs::read(s.path(DOCUMENT)).expect("a PDF"));
                remove(s, DOCUMENT);
                std::os::unix::fs::symlink(s.path("elsewhere.pdf"), s.path(DOCUMENT))
                    .expect("a link");
            }),
            &["declaration-r1.pdf does not belong there"],
        ),
    ]
}

/// What somebody does to folders; and much of all that at once.
fn forgeries() -> Vec<Case> {
    vec![
        (
            ALL,
            Box::new(|s| {
                change(s, "avsikt-shard-1", "avsikt-shard-\\u001b[2J");
                s.write("shards/2-of-4/\u{1b}[2J", b"");
            }),
            &["a form, avsikt-shard-\u{fffd}[2J, that", "2-of-4/\u{fffd}[2J does not belong there"],
        ),
        (
            ALL,
            Box::new(|s| {
                change(s, "\"solbacken/declaration\"", "\"../../../key/declaration\"");
            }),
            &["it is no manifest: ‘../../../key/declaration’ names no document"],
        ),
        (
            ALL,
            Box::new(|s| {
                let list = s.read("shards/1-of-4/SHA256SUMS");
                let digest = Digest::of(&fs::read(s.path("key")).expect("the key"));
                let list = format!("{digest}  ../../key\n{list}");
                s.write("shards/1-of-4/SHA256SUMS", list.as_bytes());
            }),
            &["key does not hold: the list of digests names it, and the manifest does not"],
        ),
        (
            ALL,
            Box::new(|s| change(s, "\"solbacken/declaration\"", "\"solbacken/invitation\"")),
            &[
                "solbacken/invitation-r1.pdf does not hold: the manifest names it twice",
                "solbacken/declaration-r1.pdf does not hold: the list of digests names it",
            ],
        ),
        (
            ALL,
            Box::new(|s| {
                fs::rename(
                    s.path("shards/1-of-4/documents/solbacken"),
                    s.path("shards/1-of-4/documents/forged"),
                )
                .expect("a folder");
                change(s, "\"solbacken/declaration\"", "\"forged/declaration\"");
                change(s, "\"solbacken/invitation\"", "\"forged/invitation\"");
            }),
            &["forged/declaration in ", "1-of-4 is no document of that shard"],
        ),
        (
            ALL,
            Box::new(|s| {
                // Wherever the draw falls.
                for path in s.files("shards/1-of-4/documents").keys() {
                    flip(s, &format!("shards/1-of-4/documents/{path}"));
                }
                list(s, "1-of-4");
            }),
            &["1-of-4 is not what this machine typesets"],
        ),
        (
            ALL,
            Box::new(|s| say_of_all(s, |sheet| sheet["title"] = "Betala".into())),
            &["1-of-4 is not what this machine typesets"],
        ),
        (
            ALL,
            Box::new(|s| say_of_all(s, |sheet| sheet["reads"] = Value::Array(Vec::new()))),
            &["1-of-4 is not what this machine typesets"],
        ),
        (
            "1-of-4 3-of-4 3-of-3",
            Box::new(|s| {
                flip(s, DOCUMENT);
                s.write("shards/1-of-4/notes.txt", b"mine");
                s.write("shards/3-of-4/SHA256SUMS", b"torn");
                change_fonts(s);
            }),
            &[
                "notes.txt does not belong",
                "declaration-r1.pdf does not hold: its content",
                "SHA256SUMS does not hold",
                "shards of 4 are missing: 2-4\n",
                "other fonts",
            ],
        ),
    ]
}

#[test]
fn what_is_not_whole_or_made_from_something_else_is_refused_by_name() {
    let four = ceremony();
    shards(&four, 4);
    shards(&four, 3);
    assert!(four.path(DOCUMENT).exists());
    for (given, harm, reasons) in others().into_iter().chain(damages()).chain(forgeries()) {
        let sandbox = Sandbox::copy_of(&four);
        harm(&sandbox);
        let given: Vec<String> = given.split(' ').map(str::to_owned).collect();
        let (code, out, err) = join(&sandbox, &given, &[]);
        for reason in reasons {
            assert!(code == 4 && err.contains(reason), "{reason}: {code} {out}{err}");
        }
        assert!(!sandbox.path("output").exists(), "{reasons:?}");
    }
}

/// Other fonts, told by the third of three shards.
fn change_fonts(sandbox: &Sandbox) {
    let manifest = sandbox.read("shards/3-of-3/shard.json");
    let mut manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    manifest["basis"]["fonts"] = Digest::of(b"").to_string().into();
    sandbox.write("shards/3-of-3/shard.json", manifest.to_string().as_bytes());
    list(sandbox, "3-of-3");
}

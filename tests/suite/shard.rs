//! `avsikt produce --shard` and `avsikt join`: many runs typeset, one issues, and nothing is believed.

use std::fs;

use crate::common::{Sandbox, names, write_key};
use avsikt::audit::{Digest, Sums};
use serde_json::Value;

/// The sample, with a key that is always the same: the running order prints its fingerprint.
fn ceremony() -> Sandbox {
    let sandbox = Sandbox::new();
    write_key(&sandbox.path("key"));
    sandbox
}

fn shard(sandbox: &Sandbox, shard: &str) -> Value {
    let (code, out, err) = sandbox.run(&["produce", "--shard", shard, "--json"]);
    assert_eq!(code, 0, "{out}{err}");
    serde_json::from_str(&out).expect("JSON")
}

/// Makes all shards; how many PDFs each holds.
fn shards(sandbox: &Sandbox, of: usize) -> Vec<u64> {
    let made = (1..=of).map(|number| shard(sandbox, &format!("{number}/{of}")));
    made.map(|said| said["documents"].as_u64().expect("a number")).collect()
}

fn folders(of: usize) -> Vec<String> {
    (1..=of).map(|number| format!("{number}-of-{of}")).collect()
}

/// Runs `join` on folders below `shards/`.
fn join(sandbox: &Sandbox, folders: &[String], more: &[&str]) -> (i32, String, String) {
    let paths = folders.iter().map(|name| sandbox.path("shards").join(name).display().to_string());
    let arguments: Vec<String> = ["--lang", "en", "join"].map(str::to_owned).into();
    let arguments: Vec<String> = arguments.into_iter().chain(paths).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    sandbox.run(&[&arguments[..], more].concat())
}

fn joined(sandbox: &Sandbox, of: usize) -> Value {
    let (code, out, err) = join(sandbox, &folders(of), &["--json"]);
    assert_eq!(code, 0, "{out}{err}");
    serde_json::from_str(&out).expect("JSON")
}

/// What the current documents were made from.
fn inputs(sandbox: &Sandbox) -> Vec<(String, Value)> {
    let book: Value =
        serde_json::from_str(&sandbox.read("output/private/inputs.json")).expect("JSON");
    let made = book["made"].as_object().expect("an object").clone();
    made.into_iter().filter(|(name, _)| !name.starts_with("letter:")).collect()
}

#[test]
fn four_shards_joined_are_one_run_in_all_documents() {
    let (whole, parted) = (ceremony(), ceremony());
    whole.produce();
    fs::remove_file(parted.path("key")).expect("a key");
    assert_eq!(shards(&parted, 4), [8, 8, 8, 6], "15 signatories, two documents each");
    assert!(!parted.path("key").exists() && !parted.path("output").exists(), "nothing was issued");
    // What is whole and made from the same is not made again.
    let instants = parted.instants("shards");
    assert_eq!(shard(&parted, "2/4")["unchanged"], true);
    assert!(parted.instants("shards") == instants);

    write_key(&parted.path("key"));
    let said = joined(&parted, 4);
    assert_eq!((&said["shards"], &said["taken"]), (&4.into(), &30.into()));
    assert_eq!(said["issued"].as_array().map(Vec::len), Some(32));
    assert_eq!(said["letters"].as_array().map(Vec::len), Some(18));
    assert_eq!(parted.read("output/SHA256SUMS"), whole.read("output/SHA256SUMS"));
    assert!(parted.files("output/documents") == whole.files("output/documents"));
    assert_eq!(inputs(&parted), inputs(&whole));
    assert_eq!(parted.run(&["verify"]).0, 0);

    // Once more, and nothing happens.
    let instants = parted.instants("output");
    let said = joined(&parted, 4);
    assert_eq!((&said["taken"], &said["kept"]), (&0.into(), &32.into()));
    assert!(parted.instants("output") == instants);
    // Nor has a single run anything to add.
    assert_eq!(parted.produce()["kept"], 32);
    assert!(parted.instants("output") == instants);

    // Another roster: what was typeset from the older one is of no use.
    for sandbox in [&whole, &parted] {
        sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    }
    let (code, _, err) = join(&parted, &folders(4), &[]);
    assert!(code == 4 && err.contains("made from another roster"), "{err}");
    assert!(parted.instants("output") == instants);
    // The document that reads what has changed is compared and made anew; the invitation reads
    // nothing of it.
    let counts = shards(&parted, 4);
    assert_eq!((counts.iter().max(), counts.iter().sum()), (Some(&2), 2));
    let said = joined(&parted, 4);
    let issued = names(&said["issued"], "document");
    assert_eq!(issued, ["cafe-rene/declaration r2", "joint-declaration r2", "running-order r2"]);
    assert_eq!(said["taken"], 2);
    whole.produce();
    assert_eq!(parted.read("output/SHA256SUMS"), whole.read("output/SHA256SUMS"));
}

#[test]
fn a_shard_that_was_typeset_before_something_was_issued_is_of_use_as_far_as_it_goes() {
    let sandbox = ceremony();
    shards(&sandbox, 2);
    let roster = sandbox.read("signatories.toml");
    sandbox.change("signatories.toml", "servera minst en helt", "servera minst två helt");
    sandbox.produce();
    sandbox.write("signatories.toml", roster.as_bytes());
    // The second revision was never typeset there; it is made here.
    let said = joined(&sandbox, 2);
    let issued = names(&said["issued"], "document");
    assert_eq!(issued, ["cafe-rene/declaration r2", "joint-declaration r2", "running-order r2"]);
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

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

/// A document of the first shard.
const DOCUMENT: &str = "shards/1-of-4/documents/solbacken/declaration-r1.pdf";

/// Which folders are given, what was done to the ceremony before, and what has to be said of it.
type Case = (&'static str, Box<dyn Fn(&Sandbox)>, &'static [&'static str]);

const ALL: &str = "1-of-4 2-of-4 3-of-4 4-of-4";

fn flip(sandbox: &Sandbox, file: &str) {
    let mut bytes = fs::read(sandbox.path(file)).expect(file);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    sandbox.write(file, &bytes);
}

fn remove(sandbox: &Sandbox, file: &str) {
    fs::remove_file(sandbox.path(file)).expect(file);
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
            &["shard.json is not there", "one shard of 4 is missing: 1\n"],
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

#[test]
fn a_shard_takes_the_place_of_an_older_one_and_of_nothing_else() {
    let sandbox = ceremony();
    shard(&sandbox, "1/4");
    let whole = sandbox.files("shards");
    assert!(whole.keys().all(|path| path.starts_with("1-of-4/")), "{:?}", whole.keys());
    sandbox.write(DOCUMENT, b"torn");
    assert_eq!(shard(&sandbox, "1/4")["unchanged"], false);
    assert!(sandbox.files("shards") == whole);

    sandbox.write("shards/1-of-4/notes.txt", b"mine");
    sandbox.write(DOCUMENT, b"torn");
    fs::create_dir(sandbox.path("output")).expect("a folder");
    let before = sandbox.files("");
    for (into, reason) in [
        ("shards/1-of-4", "something else than a shard"),
        ("templates", "something else than a shard"),
        ("signatories.toml", "something else than a shard"),
        ("output/1-of-4", "lies in output/"),
    ] {
        let into = sandbox.path(into);
        let arguments = ["--lang", "en", "produce", "--shard", "1/4", "--into"];
        let (code, _, err) =
            sandbox.run(&[&arguments[..], &[into.to_str().expect("a path")]].concat());
        assert!(code == 4 && err.contains(reason), "{into:?}: {code} {err}");
    }
    assert!(sandbox.files("") == before);
    for arguments in [
        &["produce", "--shard", "5/4"][..],
        &["produce", "--shard", "0/4"],
        &["produce", "--shard", "1/4", "--change-key"],
        &["produce", "--into", "x"],
        &["join"],
    ] {
        assert_eq!(sandbox.run(arguments).0, 2, "{arguments:?}");
    }
}

#[test]
fn a_shard_that_cannot_be_typeset_leaves_nothing() {
    let sandbox = ceremony();
    sandbox.change(
        "templates/declaration.en.typ.hbs",
        "#set document",
        "#if data.id == \"helix\" [ #panic() ]\n#set document",
    );
    let failed = (1..=4).filter(|number| {
        let (code, _, err) = sandbox.run(&["produce", "--shard", &format!("{number}/4")]);
        assert!(code == 0 || err.contains("panicked"), "{err}");
        code == 1
    });
    let failed: Vec<i32> = failed.collect();
    assert_eq!(failed.len(), 1, "one has it");
    let left: Vec<_> = fs::read_dir(sandbox.path("shards")).expect("a folder").collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn more_shards_than_signatories_are_joined_too() {
    let sandbox = ceremony();
    let roster = sandbox.read("signatories.toml");
    let parts: Vec<&str> = roster.split("[[signatory]]").collect();
    sandbox.write("signatories.toml", parts[..3].join("[[signatory]]").as_bytes());
    assert_eq!(shards(&sandbox, 3), [2, 2, 0]);
    assert_eq!(joined(&sandbox, 3)["taken"], 4);
}

#[test]
fn the_jobs_that_the_page_shows_are_those_that_are_tried() {
    let page = include_str!("../../docs/scale.md");
    for (language, job) in [
        ("sh", include_str!("../../docs/scale/slurm.sh")),
        ("yaml", include_str!("../../docs/scale/kubernetes.yaml")),
    ] {
        assert!(page.contains(&format!("```{language}\n{job}```\n")), "{job}");
    }
}

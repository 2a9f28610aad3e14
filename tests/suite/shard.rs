//! `avsikt produce --shard` and `avsikt join`: many runs typeset, one issues, and nothing is believed.

mod refused;

use std::fs;

use crate::common::{Sandbox, names, write_key};
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

/// A document of the first shard.
const DOCUMENT: &str = "shards/1-of-4/documents/solbacken/declaration-r1.pdf";

fn remove(sandbox: &Sandbox, file: &str) {
    fs::remove_file(sandbox.path(file)).expect(file);
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

#[test]
fn a_shard_that_cannot_be_read_is_not_missing_as_well() {
    let sandbox = ceremony();
    shards(&sandbox, 4);
    remove(&sandbox, "shards/1-of-4/shard.json");
    let (code, _, err) = join(&sandbox, &folders(4), &[]);
    assert!(code == 4 && !err.contains("missing"), "{err}");
    let (code, _, err) = join(&sandbox, &folders(4)[..3], &[]);
    assert!(code == 4 && err.contains("2 shards of 4 are missing: 1,4\n"), "{err}");
}

#[test]
fn what_is_no_shard_at_all_is_told_apart_from_one_that_is_not_whole() {
    let sandbox = ceremony();
    shards(&sandbox, 2);
    for (given, reason) in [
        ("../shards", "is no shard, but there are shards in it"),
        ("../shards/", "/shards/*\n"),
        ("3-of-2", "there is no folder "),
        // Nobody is told to take that away.
        ("../templates", "templates is no shard\n = name the folders that"),
    ] {
        let (code, _, err) = join(&sandbox, &[given.to_owned()], &[]);
        assert!(code == 4 && err.contains(reason) && !err.contains("missing"), "{given}: {err}");
    }
}

/// Nobody waits for billions of shards to be counted.
#[test]
fn of_far_too_many_shards_the_missing_ones_are_told() {
    let sandbox = ceremony();
    shard(&sandbox, "2/4294967295");
    let (code, _, err) = join(&sandbox, &["2-of-4294967295".to_owned()], &[]);
    assert!(
        code == 4 && err.contains("4294967294 shards of 4294967295 are missing: 1,3-"),
        "{err}"
    );
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

    // What the system puts there is nobody's; but for the roster, nothing would be typeset.
    sandbox.write("shards/1-of-4/.DS_Store", b"the system's");
    sandbox.change("signatories.toml", "minst en helt", "minst två helt");
    assert_eq!(shard(&sandbox, "1/4")["unchanged"], false);

    sandbox.write("shards/1-of-4/notes.txt", b"mine");
    sandbox.write(DOCUMENT, b"torn");
    shard(&sandbox, "2/4");
    shard(&sandbox, "3/4");
    fs::create_dir(sandbox.path("shards/3-of-4/.git")).expect("a folder");
    sandbox.write("shards/3-of-4/.git/HEAD", b"mine");
    sandbox.write("shards/3-of-4/shard.json", b"torn");
    fs::create_dir(sandbox.path("endless")).expect("a folder");
    std::os::unix::fs::symlink("/dev/zero", sandbox.path("endless/SHA256SUMS")).expect("a link");
    let refused = [
        ("shards/1-of-4", "1-of-4/notes.txt belongs to no shard"),
        ("shards/2-of-4", "shard 2/4 lies in "),
        ("shards/3-of-4", "3-of-4/.git/HEAD belongs to no shard"),
        ("endless", "endless/SHA256SUMS belongs to no shard"),
        ("signatories.toml", "signatories.toml belongs to no shard"),
        ("templates", "templates would lie among the templates"),
        ("templates/1-of-4", "1-of-4 would lie among the templates"),
        ("templates/none/1-of-4", "1-of-4 would lie among the templates"),
        ("output", "output would lie in output/"),
        ("output/1-of-4", "1-of-4 would lie in output/"),
        ("endless/../output/1-of-4", "1-of-4 would lie in output/"),
        ("", "belongs to no shard"),
    ];
    // Before there is an output/, and when there is one.
    let cases = refused.iter().chain(&refused);
    for (count, (into, reason)) in cases.enumerate() {
        if count == refused.len() {
            fs::create_dir(sandbox.path("output")).expect("a folder");
        }
        let before = sandbox.instants("");
        let into = sandbox.path(into);
        let arguments = ["--lang", "en", "produce", "--shard", "1/4", "--into"];
        let (code, _, err) =
            sandbox.run(&[&arguments[..], &[into.to_str().expect("a path")]].concat());
        assert!(code == 4 && err.contains(reason), "{into:?}: {code} {err}");
        assert!(sandbox.instants("") == before, "{into:?}");
    }
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
    let (_, out, _) = sandbox.run(&["--lang", "en", "produce", "--shard", "4/4"]);
    assert!(out.starts_with("Shard 4/4 has no signatory: "), "{out}");
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

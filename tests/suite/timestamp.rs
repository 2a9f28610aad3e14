//! Time stamps: a real authority, and everything that one can do wrong.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::common::Sandbox;
use crate::common::authority::{Office, Server, http, reply};
use crate::common::mailroom::Mailroom;
use crate::common::port;
use crate::common::schema::faults_of_answer;
use avsikt::batch::{self, Moment};
use avsikt::diagnostic::Diagnostics;
use avsikt::keyring::Keyring;
use avsikt::roster::WebAddress;
use avsikt::words::{Language, Words};
use serde_json::Value;

/// A folder with few signatories, in which everything is issued.
fn issued() -> Sandbox {
    let sandbox = small();
    sandbox.produce();
    sandbox
}

fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    let roster = sandbox.read("signatories.toml");
    let parts: Vec<&str> = roster.split("[[signatory]]").collect();
    sandbox.write("signatories.toml", parts[..3].join("[[signatory]]").as_bytes());
    sandbox
}

/// Names an authority in the roster.
fn name_in_roster(sandbox: &Sandbox, url: &str) {
    let roster = sandbox.read("signatories.toml");
    let (head, signatories) = roster.split_once("[[signatory]]").expect("signatories");
    let text = format!("{head}[evidence]\ntsa = \"{url}\"\n\n[[signatory]]{signatories}");
    sandbox.write("signatories.toml", text.as_bytes());
}

fn lines(sandbox: &Sandbox) -> Vec<String> {
    sandbox.read("output/ledger.jsonl").lines().map(str::to_owned).collect()
}

/// What verifying says of the time stamps; all must be sound.
fn timestamps(sandbox: &Sandbox) -> Vec<Value> {
    let (code, out, err) = sandbox.run(&["verify", "--json"]);
    assert_eq!(code, 0, "{out}{err}");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    answer["timestamps"].as_array().expect("a list").clone()
}

#[test]
fn an_authority_s_answer_is_kept_with_its_checkpoint_and_openssl_accepts_it() {
    let office = Arc::new(Office::new());
    let server = Server::right(&office);
    let sandbox = issued();
    assert_eq!(timestamps(&sandbox), Vec::<Value>::new());
    let (before, size) = (sandbox.read("output/checkpoint"), lines(&sandbox).len());

    let (code, out, err) = sandbox.run(&["timestamp", "--tsa", &server.url()]);
    assert_eq!(code, 0, "{err}");
    let (token, kept) = (format!("timestamps/{size}.tsr"), format!("timestamps/{size}.checkpoint"));
    assert!(out.contains(&token) && out.contains(&kept), "{out}");
    assert!(out.contains("openssl ts -verify"), "{out}");
    assert_eq!(sandbox.read(&format!("output/{kept}")), before, "the very checkpoint");
    assert_ne!(sandbox.read("output/checkpoint"), before, "the newest one is another");

    // The line that records it, to the letter.
    let all = lines(&sandbox);
    assert_eq!(all.len(), size + 1);
    let (_, own) = all[size].split_once(",\"event\":").expect("an event");
    let root = avsikt::audit::Checkpoint::parse(before.as_bytes()).expect("a checkpoint").root;
    let bytes = fs::read(sandbox.path(&format!("output/{token}"))).expect("the token");
    let digest = avsikt::audit::Digest::of(&bytes);
    let start =
        format!("\"timestamped\",\"size\":{size},\"root\":\"{root}\",\"token\":\"{digest}\",");
    assert!(own.starts_with(&start), "{own}");

    // The authority's own signature, by a program that has nothing to do with this one.
    let path = |name: &str| sandbox.path(&format!("output/{name}"));
    let (right, said) = office.verifies(&path(&token), &path(&kept));
    assert!(right, "{said}");
    let (right, said) = Office::new().verifies(&path(&token), &path(&kept));
    assert!(!right, "another authority's certificate: {said}");
    let (right, said) = office.verifies(&path(&token), &path("checkpoint"));
    assert!(!right, "another checkpoint: {said}");

    let stamps = timestamps(&sandbox);
    assert_eq!((stamps.len(), &stamps[0]["size"]), (1, &size.into()));
    let time: jiff::Timestamp = stamps[0]["time"].as_str().unwrap().parse().expect("an instant");
    assert!(time.as_second() > 1_700_000_000, "{time}");
    let (_, out, _) = sandbox.run(&["verify"]);
    assert!(out.contains(&format!("the first {size} lines of the ledger existed then")), "{out}");
    let (_, out, _) = sandbox.run(&["--lang", "sv", "verify"]);
    assert!(out.contains(&format!("de första {size} raderna i liggaren fanns då")), "{out}");

    // Once is enough, until something happens.
    let before = sandbox.files("output");
    let (code, out, _) = sandbox.run(&["timestamp", "--tsa", &server.url()]);
    assert!(code == 0 && out.contains("has its time stamp already"), "{out}");
    assert!(sandbox.files("output") == before && server.asked() == 1);
    sandbox.write("scan.pdf", b"%PDF-1.4 signed");
    let scan = sandbox.path("scan.pdf");
    assert_eq!(sandbox.run(&["receive", "solbacken", scan.to_str().unwrap()]).0, 0);
    let (code, out, err) = sandbox.run(&["timestamp", "--tsa", &server.url(), "--json"]);
    assert_eq!(code, 0, "{err}");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&answer["new"], &answer["size"]), (&true.into(), &(size + 2).into()));
    assert_eq!(timestamps(&sandbox).len(), 2);
}

#[test]
fn produce_asks_the_roster_s_authority_once_for_what_it_adds() {
    let office = Arc::new(Office::new());
    let server = Server::right(&office);
    let sandbox = small();
    name_in_roster(&sandbox, &server.url());
    let produced = sandbox.produce();
    let size = lines(&sandbox).len() - 1;
    assert_eq!(produced["timestamp"]["size"], size);
    assert_eq!((timestamps(&sandbox).len(), server.asked()), (1, 1));

    let before = (sandbox.files("output"), sandbox.instants("output"));
    assert!(sandbox.produce()["timestamp"].is_null());
    assert!((sandbox.files("output"), sandbox.instants("output")) == before);
    let (code, out, _) = sandbox.run(&["timestamp"]);
    assert!(code == 0 && out.contains("has its time stamp already"), "{out}");
    assert_eq!(server.asked(), 1);

    // The authority goes down; what is issued is issued.
    drop(server);
    sandbox.change("signatories.toml", "skänka gårdagens bröd", "skänka dagens bröd");
    let (code, out, err) = sandbox.run(&["produce"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("warning: everything has been recorded, but has no time stamp"), "{err}");
    assert!(out.contains("issued") && !out.contains("Time stamp"), "{out}");
    assert_eq!(timestamps(&sandbox).len(), 1);
    assert!(sandbox.path("output/documents/solbacken/declaration-r2.pdf").exists());

    // It is up again elsewhere; the next time stamp covers all that has happened since.
    let server = Server::right(&office);
    let (code, _, err) = sandbox.run(&["timestamp", "--tsa", &server.url()]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(timestamps(&sandbox).len(), 2);
    let (_, out, _) = sandbox.run(&["produce"]);
    assert!(out.contains("Nothing new to issue"), "{out}");
}

#[test]
fn the_examples_of_the_format_are_what_it_says() {
    for format in
        [include_str!("../../docs/timestamps.sv.md"), include_str!("../../docs/timestamps.en.md")]
    {
        let example = |language: &str| {
            let (_, rest) = format.split_once(&format!("```{language}\n")).expect("an example");
            rest.split_once("\n```").expect("its end").0
        };
        let entry = avsikt::audit::entry::Entry::parse(example("json")).expect("a line");
        assert!(matches!(entry.event, avsikt::audit::Event::Timestamped { size: 87, .. }));
        let sandbox = small();
        let roster = sandbox.read("signatories.toml");
        sandbox.write("signatories.toml", format!("{roster}\n{}\n", example("toml")).as_bytes());
        let (code, _, err) = sandbox.run(&["check"]);
        assert_eq!(code, 0, "{err}");
    }
}

#[test]
fn without_an_authority_it_is_said_where_to_name_one() {
    let sandbox = issued();
    let (code, _, err) = sandbox.run(&["timestamp"]);
    assert!(code == 1 && err.contains("--tsa") && err.contains("[evidence]"), "{err}");
    let (code, _, err) = sandbox.run(&["timestamp", "--tsa", "ftp://tsa.example"]);
    assert!(code == 2 && err.contains("does not begin with https://"), "{err}");
    let sandbox = Sandbox::new();
    let (code, _, err) = sandbox.run(&["timestamp", "--tsa", "https://tsa.example"]);
    assert!(code == 4 && err.contains("nothing has been issued"), "{err}");
    assert!(!sandbox.path("output").exists());
}

#[test]
fn a_wrong_authority_in_the_roster_is_pointed_at() {
    for (written, fault) in [
        ("tsa = \"tsa.example\"", "does not begin with https://"),
        ("tsa = \"https://\"", "names no host"),
        ("tsa = \"https://me:secret@tsa.example\"", "names no host"),
        ("tsa = 1", "‘tsa’ has to be text, not a number"),
        ("tas = \"https://tsa.example\"", "did you mean ‘tsa’?"),
    ] {
        let sandbox = small();
        name_in_roster(&sandbox, "x");
        sandbox.change("signatories.toml", "tsa = \"x\"", written);
        let line = sandbox.read("signatories.toml");
        let line = line.lines().position(|line| line == written).expect("written") + 1;
        let (code, _, err) = sandbox.run(&["check"]);
        assert_eq!(code, 1, "{written}: {err}");
        assert!(err.contains(fault) && err.contains(&format!(":{line}:")), "{written}: {err}");
    }
    let sandbox = small();
    name_in_roster(&sandbox, "https://tsa.example:8443/tsr");
    assert_eq!(sandbox.run(&["check"]).0, 0);
}

/// What an authority says to a question.
type Answer = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// Every way in which a conversation can go wrong ends with a sentence, exit code 4, and nothing
/// written.
#[test]
fn whatever_an_authority_answers_wrongly_changes_nothing() {
    let office = Arc::new(Office::new());
    let sandbox = issued();
    let before = sandbox.files("output");
    let fails = |case: &str, url: &str, sentence: &str| {
        let (code, out, err) = sandbox.run(&["timestamp", "--tsa", url]);
        assert_eq!(code, 4, "{case}: {out}{err}");
        assert!(err.contains(sentence), "{case}: {err}");
        assert!(err.contains("another authority with --tsa"), "{case}: what to do: {err}");
        assert!(sandbox.files("output") == before, "{case}: output/ is as it was");
    };
    let answers = |case: &str, sentence: &str, answer: Answer| {
        let server = Server::new(answer);
        fails(case, &server.url(), sentence);
        assert_eq!(server.asked(), 1, "{case}: asked once");
    };

    // An answer to an older question about the same checkpoint: everything is right but the nonce.
    let older: Arc<Mutex<Option<Vec<u8>>>> = Arc::default();
    let first = {
        let (older, office) = (Arc::clone(&older), Arc::clone(&office));
        move |question: &[u8]| {
            *older.lock().unwrap() = Some(office.answer(question));
            http("503 Service Unavailable", "", b"")
        }
    };
    answers("an overload", "HTTP status 503", Box::new(first));
    let old = older.lock().unwrap().clone().expect("an older answer");
    let right = old.clone();
    answers("an older answer", "answers another request", Box::new(move |_| reply(&old)));

    let other = {
        let office = Arc::clone(&office);
        move |question: &[u8]| {
            // The digest in the question: 32 bytes behind the head of an octet string.
            let mut question = question.to_vec();
            let at = question.windows(2).position(|w| w == [4, 32]).expect("a digest") + 2;
            question[at] ^= 1;
            reply(&office.answer(&question))
        }
    };
    answers("another imprint", "about something else than this checkpoint", Box::new(other));
    let refusal = {
        let office = Arc::clone(&office);
        move |question: &[u8]| {
            // SHA-512's identifier, of which this authority wants to know nothing.
            let mut question = question.to_vec();
            let sha_256 = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
            let at = question.windows(9).position(|w| w == sha_256).expect("an algorithm");
            question[at + 8] = 3;
            reply(&office.answer(&question))
        }
    };
    answers("a refusal", "the authority refused: rejection: bad", Box::new(refusal));

    let half = right[..right.len() / 2].to_vec();
    answers("a truncated answer", "no time stamp in the form", Box::new(move |_| reply(&half)));
    let broken: Vec<u8> = right.iter().map(|byte| byte ^ 0x5a).collect();
    answers("broken DER", "no time stamp in the form", Box::new(move |_| reply(&broken)));
    answers("an empty answer", "no time stamp in the form", Box::new(|_| reply(b"")));
    answers(
        "a page",
        "answers with text/html",
        Box::new(|_| http("200 OK", "Content-Type: text/html\r\n", b"<html>Log in</html>")),
    );
    answers("no type", "answers with ?", Box::new(|_| http("200 OK", "", b"x")));
    answers(
        "a fault of its own",
        "HTTP status 500",
        Box::new(|_| http("500 Internal Server Error", "", b"sorry")),
    );
    answers("a fat answer", "longer than 64 KiB", Box::new(|_| reply(&vec![0x30; 64 * 1024 + 1])));
    answers(
        "a redirect",
        "sends on to https://elsewhere.example/",
        Box::new(|_| http("302 Found", "Location: https://elsewhere.example/\r\n", b"")),
    );
    answers(
        "a redirect that repeats the question",
        "sends on to ftp://elsewhere.example/",
        Box::new(|_| http("307 Temporary Redirect", "Location: ftp://elsewhere.example/\r\n", b"")),
    );
    answers("no HTTP", "it cannot be reached", Box::new(|_| b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()));
    answers("a hung-up line", "it cannot be reached", Box::new(|_| Vec::new()));
    answers(
        "a line that breaks within the answer",
        "it cannot be reached",
        Box::new(|_| {
            let whole = reply(&[0x30; 1000]);
            whole[..whole.len() - 500].to_vec()
        }),
    );

    let url = format!("http://127.0.0.1:{}/tsr", port::closed());
    fails("a dead server", &url, "it cannot be reached");
    let (code, out, err) = sandbox.run(&["verify"]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn a_mailing_is_time_stamped_and_says_so() {
    let office = Arc::new(Office::new());
    let server = Server::right(&office);
    let room = Mailroom::open();
    name_in_roster(&room.sandbox, &server.url());
    let sent = room.send(&["--only", "solbacken", "--confirm", "1"]);
    assert_eq!((sent.code, server.asked()), (0, 1), "{sent:?}");
    assert!(sent.out.contains("The time-stamping authority saw the ledger on "), "{sent:?}");
    let sent = room.send(&["--json", "--confirm", "4"]);
    let answer: Value = serde_json::from_str(&sent.out).expect("JSON");
    let stamps = timestamps(&room.sandbox);
    assert_eq!((stamps.len(), server.asked()), (2, 2), "{answer}");
    assert_eq!(answer["timestamp"]["size"], stamps[1]["size"]);
    assert_eq!(faults_of_answer(&sent.out), Vec::<String>::new());
}

#[test]
fn over_https_nobody_is_believed_whose_certificate_the_world_does_not_know() {
    let sandbox = issued();
    let before = sandbox.files("output");
    let port = port::closed();
    let mut server = Office::new().tls(port);
    let url = format!("https://127.0.0.1:{port}/tsr");
    let (code, _, err) = sandbox.run(&["timestamp", "--tsa", &url]);
    server.kill().and_then(|()| server.wait()).expect("it ends");
    assert!(code == 4 && err.contains("certificate"), "{err}");
    assert!(sandbox.files("output") == before);
}

#[test]
fn an_authority_that_is_too_slow_is_not_waited_for() {
    // One that is silent, and one of whose bytes each comes in time.
    for (count, pause) in [(1, 6000), (600, 50)] {
        let sandbox = issued();
        let before = sandbox.files("output");
        let server = Server::dripping(count, Duration::from_millis(pause));
        let begun = Instant::now();
        let faults = ask(&sandbox, &server.url(), Duration::from_millis(300));
        let took = begun.elapsed();
        let words = faults.render(&Words::new(Language::English), false);
        assert!(words.contains("not answered in full within 0.3 s"), "{pause} ms: {words}");
        assert!(took < Duration::from_secs(5), "{pause} ms: {took:?}");
        assert!(sandbox.files("output") == before, "{pause} ms");
    }
}

/// Asks through the library, where one need not wait half a minute.
fn ask(sandbox: &Sandbox, url: &str, timeout: Duration) -> Diagnostics {
    let ask = |_: &Path| unreachable!("the key has no passphrase");
    let keyring = Keyring { path: sandbox.path("key"), change: false, passphrase: &ask };
    let now = "2018-04-20T07:30:00Z".parse().expect("an instant");
    let moment = Moment { now, seed: [1; 32], key_seed: [2; 32] };
    let url = WebAddress::parse(url).expect("an address");
    batch::timestamp(&sandbox.path(""), Some(&url), timeout, &moment, &keyring)
        .expect_err("there is no answer")
}

/// What openssl refuses, `verify` names too, and which file it is.
#[test]
fn damage_to_a_time_stamp_or_its_checkpoint_is_named() {
    let office = Arc::new(Office::new());
    let server = Server::right(&office);
    let sandbox = issued();
    assert_eq!(sandbox.run(&["timestamp", "--tsa", &server.url()]).0, 0);
    let size = lines(&sandbox).len() - 1;
    sandbox.write("scan.pdf", b"%PDF-1.4 signed");
    let scan = sandbox.path("scan.pdf");
    assert_eq!(sandbox.run(&["receive", "solbacken", scan.to_str().unwrap()]).0, 0);
    assert_eq!(sandbox.run(&["timestamp", "--tsa", &server.url()]).0, 0);
    let token = format!("output/timestamps/{size}.tsr");
    let kept = format!("output/timestamps/{size}.checkpoint");
    let second = |name: &str| name.replace(&size.to_string(), &(size + 2).to_string());
    let whole = |name: &str| fs::read(sandbox.path(name)).expect(name);
    let (right_token, right_kept) = (whole(&token), whole(&kept));
    let verified = || office.verifies(&sandbox.path(&token), &sandbox.path(&kept));
    assert!(verified().0, "{}", verified().1);
    assert_eq!(timestamps(&sandbox).len(), 2);

    let named = |case: &str, file: &str| {
        let (code, out, _) = sandbox.run(&["verify"]);
        let file = file.strip_prefix("output/").expect("below output");
        assert_eq!(code, 3, "{case}: {out}");
        assert!(out.lines().any(|line| line.starts_with(&format!("{file}: "))), "{case}: {out}");
        let (holds, _) = out.split_once("Time-stamped on").unwrap_or((&out, ""));
        assert!(!holds.contains(&format!("the first {size} lines of")), "{case}: {out}");
    };
    let flip = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1;
        bytes
    };
    // In the status, in what was signed, in the signature.
    for at in [6, right_token.len() / 8, right_token.len() - 3] {
        sandbox.write(&token, &flip(&right_token, at));
        assert!(!verified().0, "a token changed at {at}");
        named("a changed token", &token);
    }
    sandbox.write(&token, &whole(&second(&token)));
    assert!(!verified().0);
    named("the other's token", &token);
    fs::remove_file(sandbox.path(&token)).expect("it was there");
    named("no token", &token);
    sandbox.write(&token, &right_token);

    for at in [10, right_kept.len() / 2, right_kept.len() - 5] {
        sandbox.write(&kept, &flip(&right_kept, at));
        assert!(!verified().0, "a checkpoint changed at {at}");
        named("a changed checkpoint", &kept);
    }
    // One that was the ledger's head and is signed, but at another time.
    sandbox.write(&kept, &whole(&second(&kept)));
    assert!(!verified().0);
    named("the other's checkpoint", &kept);
    fs::remove_file(sandbox.path(&kept)).expect("it was there");
    named("no checkpoint", &kept);
    sandbox.write(&kept, &right_kept);

    sandbox.write("output/timestamps/1.tsr", &right_token);
    let (code, out, _) = sandbox.run(&["verify"]);
    assert!(code == 3 && out.contains("timestamps/1.tsr: UNLISTED"), "{out}");
    fs::remove_file(sandbox.path("output/timestamps/1.tsr")).expect("it was there");
    assert_eq!(timestamps(&sandbox).len(), 2, "all is well again");
    assert!(verified().0);
}

//! What a coordinator does wrong at nine in the evening: each ends in a clear sentence and no wrong
//! letter.

use std::thread;

use crate::common::mailroom::{LETTERS, Mailroom};
use crate::common::smtp::{Fault, Phase};

#[test]
fn only_the_right_number_sends() {
    let room = Mailroom::open();
    let (code, out, _) = room.sandbox.run(&["--lang", "en", "send", "--dry-run"]);
    assert_eq!((code, out.trim_end().lines().last()), (0, Some("5 letters")), "{out}");
    let (_, swedish, _) = room.sandbox.run(&["--lang", "sv", "send", "--dry-run"]);
    assert_eq!(swedish.trim_end().lines().last(), Some("5 brev"), "{swedish}");
    for (letter, _, address) in LETTERS {
        assert!(out.contains(address), "{letter} is not shown: {out}");
    }
    let before = room.sandbox.files("output");
    for arguments in [&["--confirm", "4"][..], &["--confirm", "50"], &["--confirm", "0"], &[]] {
        let sent = room.send(arguments);
        assert_eq!(sent.code, 2, "{sent:?}");
        assert!(sent.err.contains('5') || sent.out.contains('5'), "{sent:?}");
    }
    assert_eq!(room.send(&["--confirm", "fem"]).code, 2);
    assert_eq!(room.send(&["--confirm", "5", "--dry-run"]).code, 2);
    assert_eq!(room.server.record().connections, 0);
    assert!(room.sandbox.files("output") == before, "nothing is recorded");
    let (code, out, _) = room.sandbox.run(&["send", "--confirm", "5"]);
    assert_eq!(code, 0, "{out}");
    room.all_is_done("the right number");
}

#[test]
fn a_second_send_sends_nothing_and_says_so() {
    let room = Mailroom::open();
    assert_eq!(room.send(&["--confirm", "5"]).code, 0);
    let before = room.sandbox.files("output");
    for arguments in [&[][..], &["--confirm", "5"], &["--dry-run"], &["--retry-deferred"]] {
        let sent = room.send(arguments);
        assert!(sent.code == 0 && !sent.out.trim().is_empty(), "{sent:?}");
    }
    assert!(room.sandbox.files("output") == before);
    room.all_is_done("twice");
}

#[test]
fn a_roster_edited_after_produce_stops_everything_until_produce_has_run() {
    for (from, to) in [
        ("orjan@akerlundbygg.example", "orjan@annan.example"),
        ("title = \"Klimatsamverkan Lund\"", "title = \"Klimatsamverkan Skåne\""),
        ("date = \"2018-04-20\"", "date = \"2018-04-21\""),
        ("copies = [\"kontoret@akerlundbygg.example\"]\n", ""),
        ("from-name = \"Klimatsamverkan Lund\"", "from-name = \"Klimatsamverkan\""),
    ] {
        let room = Mailroom::open();
        room.sandbox.change("signatories.toml", from, to);
        let sent = room.send(&["--confirm", "5"]);
        assert!(sent.code == 1 && sent.err.contains("produce"), "{to}: {sent:?}");
        assert_eq!(room.server.record().connections, 0, "{to}");
    }
    // How it is transported may change at any time, and so may comments.
    let room = Mailroom::open();
    let roster = room.sandbox.read("signatories.toml");
    room.sandbox.write("signatories.toml", format!("# Ikväll!\n{roster}").as_bytes());
    assert_eq!(room.send(&["--confirm", "5"]).code, 0);
    room.all_is_done("a comment");
}

#[test]
fn a_new_date_between_two_halves_of_a_send_sends_no_outdated_letter() {
    let room = Mailroom::open();
    let sent = room.send(&["--limit", "2", "--confirm", "2"]);
    assert_eq!(sent.code, 0, "{sent:?}");
    assert_eq!(room.kept(), [1, 1, 0, 0, 0]);
    room.sandbox.change("signatories.toml", "date = \"2018-04-20\"", "date = \"2018-05-04\"");
    room.sandbox.produce();
    let sent = room.send(&["--confirm", "5"]);
    assert_eq!(sent.code, 0, "{sent:?}");
    let record = room.server.record();
    assert_eq!(record.kept.len(), 7);
    let second = &record.kept[2..];
    for ((letter, file, address), kept) in LETTERS.iter().zip(second) {
        let newest = room.sandbox.path("output/outbox").join(file.replace("-r1", "-r2"));
        assert!(
            kept.to == [*address] && std::fs::read(newest).ok() == Some(kept.bytes.clone()),
            "{letter}"
        );
    }
    assert!(room.states().values().all(|state| state == "sent"));
    assert_eq!(room.sandbox.run(&["verify"]).0, 0);
}

#[test]
fn a_new_revision_behind_an_unknown_one_waits_for_a_decision() {
    for (decision, times) in [("--confirm-sent", 2), ("--resend", 2)] {
        let room = Mailroom::open();
        room.server.script(|moment| {
            (moment.phase == Phase::Dot && moment.message == 2).then_some(Fault::KeepAndClose)
        });
        assert_eq!(room.send(&["--confirm", "5"]).code, 5);
        room.sandbox.change("signatories.toml", "date = \"2018-04-20\"", "date = \"2018-05-04\"");
        room.sandbox.produce();
        let to_victim = |room: &Mailroom| {
            let record = room.server.record();
            record.kept.iter().filter(|kept| kept.to == [LETTERS[1].2]).count()
        };
        let sent = room.send(&["--confirm", "4"]);
        assert_eq!(to_victim(&room), 1, "{sent:?}");
        let confirm = if decision == "--resend" { &["--confirm", "1"][..] } else { &[] };
        let sent = room.send(&[&[decision, "akerlund"], confirm].concat());
        assert_eq!(sent.code, 0, "{sent:?}");
        let sent = room.send(&["--confirm", "1"]);
        assert_eq!(sent.code, 0, "{sent:?}");
        assert_eq!(to_victim(&room), times, "the older one is replaced: {sent:?}");
        assert_eq!(room.server.record().kept.len(), 10);
    }
}

#[test]
fn a_decision_where_there_is_none_to_take_is_refused() {
    let room = Mailroom::open();
    for arguments in [
        &["--confirm-sent", "solbacken"][..],
        &["--confirm-sent", "nobody"],
        &["--resend", "nobody", "--confirm", "1"],
        &["--only", "nobody", "--confirm", "1"],
    ] {
        let sent = room.send(arguments);
        assert!(sent.code != 0 && sent.err.contains(arguments[1]), "{sent:?}");
    }
    assert_eq!(room.server.record().connections, 0);
}

#[test]
fn a_part_goes_when_a_part_is_asked_for() {
    let room = Mailroom::open();
    let sent = room.send(&["--only", "akerlund", "--confirm", "2"]);
    assert_eq!((sent.code, room.kept()), (0, [0, 1, 1, 0, 0]), "{sent:?}");
    let sent = room.send(&["--only", "coordinator", "--confirm", "1"]);
    assert_eq!((sent.code, room.kept()), (0, [0, 1, 1, 0, 1]), "{sent:?}");
    let sent = room.send(&["--limit", "1", "--confirm", "1"]);
    assert_eq!((sent.code, room.kept()), (0, [1, 1, 1, 0, 1]), "{sent:?}");
    assert_eq!(room.send(&["--confirm", "1"]).code, 0);
    room.all_is_done("in parts");
}

#[test]
fn tests_go_to_one_address_and_count_for_nothing() {
    let room = Mailroom::open();
    let before = room.sandbox.files("output");
    let sent = room.send(&["--test-to", "prov@lund.example", "--confirm", "5"]);
    assert_eq!(sent.code, 0, "{sent:?}");
    let record = room.server.record();
    assert_eq!(record.kept.len(), 5);
    for kept in &record.kept {
        assert_eq!(kept.to, ["prov@lund.example"]);
        let text = String::from_utf8_lossy(&kept.bytes);
        assert!(text.contains("\r\nSubject: [TEST] ") || text.contains("\r\nSubject: [PROV] "));
    }
    assert!(room.sandbox.files("output") == before);
    assert!(room.states().values().all(|state| state == "queued"));
}

#[test]
fn of_two_sends_at_once_one_stands_back() {
    let room = Mailroom::open();
    let second = std::sync::Arc::new(std::sync::Mutex::new(None));
    let folder = room.sandbox.path("");
    let kept = std::sync::Arc::clone(&second);
    // While the first letter's answer is due, somebody else begins.
    room.server.script(move |moment| {
        if moment.phase == Phase::Dot && moment.message == 1 {
            let arguments = ["--lang", "en", "send", "--confirm", "5"];
            let ended = thread::scope(|scope| {
                let run = scope.spawn(|| crate::common::run_in(&folder, &arguments));
                run.join().expect("it ends")
            });
            *kept.lock().expect("one") = Some(ended);
        }
        None
    });
    assert_eq!(room.send(&["--confirm", "5"]).code, 0);
    let (code, _, err) = second.lock().expect("one").take().expect("it has run");
    assert!(code == 4 && err.contains("another"), "{code}: {err}");
    assert_eq!(room.server.record().connections, 1);
    room.all_is_done("two at once");
}

#[test]
fn a_server_that_limits_letters_a_minute_gets_no_more() {
    let room = Mailroom::open();
    let begun = std::time::Instant::now();
    let sent = room.send(&["--rate", "60", "--limit", "3", "--confirm", "3"]);
    assert_eq!(sent.code, 0, "{sent:?}");
    assert!(begun.elapsed() >= std::time::Duration::from_secs(2));
    assert_eq!(room.kept(), [1, 1, 1, 0, 0]);
}

#[test]
fn without_a_transport_nothing_is_sent_and_nothing_recorded() {
    let room = Mailroom::open();
    let before = room.sandbox.files("output");
    for lines in ["", "transport = \"file\"\n"] {
        room.transport(lines);
        for arguments in [&[][..], &["--confirm", "5"], &["--dry-run"]] {
            let sent = room.send(arguments);
            assert!(sent.code == 0 && sent.out.contains("transport"), "{sent:?}");
        }
    }
    assert!(room.sandbox.files("output") == before);
    assert_eq!(room.server.record().connections, 0);
}

#[test]
fn a_decision_needs_neither_server_nor_password() {
    let room = Mailroom::open();
    room.server.script(|moment| {
        (moment.phase == Phase::Dot && moment.message == 2).then_some(Fault::KeepAndClose)
    });
    assert_eq!(room.send(&["--confirm", "5"]).code, 5);
    let open = room.sandbox.read("signatories.toml");
    room.sandbox.change("signatories.toml", "tls = \"none\"\n", "user = \"klimat\"\n");
    let sent = room.send(&["--confirm-sent", "akerlund"]);
    assert_eq!(sent.code, 0, "{sent:?}");
    room.sandbox.write("signatories.toml", open.as_bytes());
    room.all_is_done("decided without a server");
}

#[test]
fn an_address_that_has_changed_is_shown_before_anything_goes() {
    let room = Mailroom::open();
    assert_eq!(room.send(&["--confirm", "5"]).code, 0);
    let roster = room.sandbox.read("signatories.toml");
    let signatories = &roster[roster.find("[[signatory]]").expect("the first")..];
    let email = |line| str::strip_prefix(line, "email = \"")?.split('"').next();
    let emails: Vec<&str> = signatories.lines().filter_map(email).collect();
    let (one, other) = (emails[0], emails[1]);
    let text = roster.replace(one, "\0").replace(other, one).replace('\0', other);
    room.sandbox.write("signatories.toml", text.as_bytes());
    room.sandbox.produce();
    let shown = room.send(&["--dry-run"]);
    for address in [one, other] {
        let said = format!("NEW ADDRESS; an earlier one went to {address}");
        assert!(shown.out.contains(&said), "{said}: {shown:?}");
    }
    assert_eq!(shown.out.matches("NEW ADDRESS").count(), 2, "{shown:?}");
}

//! Whoever interrupts a run is told the truth of every letter; and who interrupts it once leaves none
//! of them unknown.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::common::mailroom::Mailroom;
use crate::common::smtp::{Fault, Moment, Phase};

/// A run of `send` that is under way, and what it says on standard error.
struct Run {
    child: Child,
    said: BufReader<std::process::ChildStderr>,
}

impl Run {
    fn of(room: &Mailroom, arguments: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("avsikt"));
        command
            .arg("-C")
            .arg(room.sandbox.path("."))
            .args(["--lang", "en", "send"])
            .args(arguments);
        command.env("AVSIKT_KEY", room.sandbox.path("key"));
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a run");
        let said = BufReader::new(child.stderr.take().expect("standard error"));
        Self { child, said }
    }

    /// Sends a signal to it.
    fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    }

    /// Reads on until it says how it takes being interrupted.
    fn understood(&mut self) {
        let mut lines = self.said.by_ref().lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("Once more stops at once")), "nothing was said");
    }

    fn ended(mut self) -> (ExitStatus, String) {
        let rest: Vec<String> = self.said.by_ref().lines().map_while(Result::ok).collect();
        (self.child.wait().expect("an end"), rest.join("\n"))
    }
}

/// A room whose server tells when it has read the second letter, and answers it when it is let.
fn room_with_a_slow_second_letter() -> (Mailroom, Receiver<()>, Sender<()>) {
    let room = Mailroom::open();
    let ((tell, told), (let_go, let_by)) = (channel(), channel());
    let let_by = Mutex::new(let_by);
    room.server.script(move |moment: &Moment| {
        if moment.phase == Phase::Dot && moment.message == 2 {
            let _ = tell.send(());
            let _ = let_by.lock().expect("nobody else").recv_timeout(Duration::from_mins(1));
        }
        None
    });
    (room, told, let_go)
}

#[test]
fn an_interrupted_run_waits_for_the_answer_to_its_letter_and_stops() {
    for signal in ["INT", "TERM", "HUP"] {
        let (room, read, answer) = room_with_a_slow_second_letter();
        let mut run = Run::of(&room, &["--confirm", "5"]);
        read.recv().expect("the second letter");
        run.signal(signal);
        run.understood();
        // Whoever looks meanwhile is told why a letter on its way looks like an interrupted one.
        for looks in ["status", "verify"] {
            let (_, _, err) = room.sandbox.run(&["--lang", "en", looks]);
            assert!(err.contains("another run of avsikt is at work"), "{looks}: {err}");
        }
        answer.send(()).expect("it waits");
        let (end, said) = run.ended();
        assert_eq!(end.code(), Some(5), "{signal}: {said}");
        assert!(said.contains("stopped as you asked"), "{signal}: {said}");
        assert_eq!(room.kept(), [1, 1, 0, 0, 0], "{signal}");
        let states = room.states();
        assert!(!states.values().any(|state| state == "unknown"), "{signal}: {states:?}");
        let (_, _, err) = room.sandbox.run(&["status"]);
        assert!(!err.contains("another run"), "{err}");
        room.server.heal();
        assert_eq!(room.send(&["--confirm", "3"]).code, 0, "{signal}");
        room.all_is_done(signal);
    }
}

#[test]
fn an_interrupted_wait_is_over() {
    let room = Mailroom::open();
    let (tell, told) = channel();
    room.server.script(move |moment: &Moment| {
        if moment.phase == Phase::Quit {
            let _ = tell.send(());
        }
        let deferred = moment.phase == Phase::Rcpt && moment.message == 2;
        deferred.then_some(Fault::Say("450 4.2.0 Greylisted"))
    });
    let run = Run::of(&room, &["--confirm", "5", "--patience", "60"]);
    told.recv().expect("the end of the first round");
    let begun = Instant::now();
    run.signal("INT");
    let (end, said) = run.ended();
    // The next round would begin after half a minute.
    assert!(begun.elapsed() < Duration::from_secs(25), "{said}");
    assert_eq!(end.code(), Some(5), "{said}");
    assert_eq!(room.kept(), [1, 0, 1, 1, 1]);
    room.server.heal();
    assert_eq!(room.send(&["--retry-deferred", "--confirm", "1"]).code, 0);
    room.all_is_done("after the wait");
}

#[test]
fn who_interrupts_it_twice_ends_it_and_the_letter_on_its_way_is_unknown() {
    let (room, read, _answer) = room_with_a_slow_second_letter();
    let mut run = Run::of(&room, &["--confirm", "5"]);
    read.recv().expect("the second letter");
    run.signal("INT");
    run.understood();
    run.signal("INT");
    let (end, said) = run.ended();
    assert_eq!(end.code(), Some(130), "{said}");
    let states = room.states();
    assert_eq!((&*states["solbacken"], &*states["akerlund"]), ("sent", "unknown"), "{states:?}");
}

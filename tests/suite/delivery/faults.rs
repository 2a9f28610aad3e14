//! The table of what a server can do wrong.

use std::time::Duration;

use crate::common::mailroom::{LETTERS, Mailroom, Sent};
use crate::common::port;
use crate::common::smtp::{
    Certificate, Encryption, Fault, MailServer, Manner, Moment, Phase, Trust,
};

/// The letter that has bad luck: the second one.
const VICTIM: &str = "akerlund";

/// What is to be said of the second letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Truth {
    Accepted,
    Deferred,
    Refused,
    /// And the server has it.
    UnknownKept,
    /// And the server does not have it.
    UnknownLost,
    /// It was lost so late that it may look as if the whole of it had gone.
    LostLate,
}

impl Truth {
    /// What may be said of it.
    fn states(self) -> &'static [&'static str] {
        match self {
            Self::Accepted => &["sent"],
            Self::Deferred => &["deferred"],
            Self::Refused => &["refused"],
            Self::UnknownKept | Self::UnknownLost => &["unknown"],
            Self::LostLate => &["deferred", "unknown"],
        }
    }

    fn is_kept(self) -> bool {
        matches!(self, Self::Accepted | Self::UnknownKept)
    }

    /// What makes it right once the server is well again, when that is said of it.
    fn remedy(self, state: &str) -> &'static [&'static str] {
        match state {
            "sent" => &[],
            "deferred" => &["--retry-deferred", "--confirm", "1"],
            "unknown" if self.is_kept() => &["--confirm-sent", VICTIM],
            _ => &["--resend", VICTIM, "--confirm", "1"],
        }
    }
}

/// The ways in which a letter is begun: all questions at once, of which a server may answer the last
/// one well although it has refused the others, or question by question. They differ where something
/// is wrong before the message, and not by how long an answer takes.
fn manners(phase: Phase, fault: &Fault) -> Vec<Manner> {
    let mut manners = vec![Manner::open()];
    let early = matches!(phase, Phase::Mail | Phase::Rcpt | Phase::Data);
    if early && !matches!(fault, Fault::Wait(_) | Fault::Drip(_)) {
        manners.push(Manner { extensions: &["8BITMIME", "SMTPUTF8"], ..Manner::open() });
    }
    if early && matches!(fault, Fault::Say(_)) {
        manners.push(Manner { data_for_nobody: true, ..Manner::open() });
    }
    manners
}

/// A run in which the server does something wrong with the second letter, and the run after it.
fn with_the_second_letter(phase: Phase, fault: Fault, truth: Truth) {
    with_a_letter(phase, fault, truth, |moment| moment.message == 2);
}

/// The same with a letter with which it does that as often as it comes.
fn with_the_same_letter(phase: Phase, fault: Fault, truth: Truth) {
    let unlucky = LETTERS[1];
    assert_eq!(unlucky.0, VICTIM);
    with_a_letter(phase, fault, truth, move |moment| {
        moment.recipient.as_deref() == Some(unlucky.2)
    });
}

fn with_a_letter(
    phase: Phase,
    fault: Fault,
    truth: Truth,
    unlucky: impl Fn(&Moment) -> bool + Copy + Send + Sync + 'static,
) {
    let manners = manners(phase, &fault);
    for (manner, fault) in manners.into_iter().zip(std::iter::repeat(fault)) {
        let Manner { extensions, data_for_nobody, .. } = &manner;
        let what = format!("{phase:?}: {fault:?}, {extensions:?}, {data_for_nobody}");
        let room = Mailroom::new(manner, "");
        room.server.script(move |moment| {
            (moment.phase == phase && unlucky(moment)).then(|| fault.clone())
        });
        what_is_said_is_true(&room, truth, &what);
    }
}

fn what_is_said_is_true(room: &Mailroom, truth: Truth, what: &str) {
    let sent = room.send(&["--confirm", "5"]);
    assert_eq!(sent.code, if truth == Truth::Accepted { 0 } else { 5 }, "{what}: {sent:?}");
    let states = room.states();
    for (letter, ..) in LETTERS {
        let expected = if letter == VICTIM { truth.states() } else { &["sent"] };
        assert!(expected.contains(&states[letter].as_str()), "{what}: {letter}: {states:?}");
    }
    let kept = [1, usize::from(truth.is_kept()), 1, 1, 1];
    assert_eq!(room.kept(), kept, "{what}");
    // Of itself nothing goes a second time, whatever happened.
    room.server.heal();
    if truth != Truth::Accepted {
        let again = room.send(&["--confirm", "1"]);
        assert_eq!(room.kept(), kept, "{what}: {again:?}");
        assert_eq!(room.states(), states, "{what}");
        let Sent { code, out, err } = room.send(truth.remedy(&states[VICTIM]));
        assert_eq!(code, 0, "{what}: {out}{err}");
    }
    room.all_is_done(what);
}

#[test]
fn what_the_server_refuses_is_refused_and_what_it_puts_off_is_deferred() {
    for phase in [Phase::Mail, Phase::Rcpt, Phase::Data, Phase::Dot] {
        for (answer, truth) in [
            ("450 4.2.0 Greylisted", Truth::Deferred),
            ("452-4.2.2 Much\r\n452 4.2.2 too much", Truth::Deferred),
            ("550 5.7.1 No", Truth::Refused),
            ("554-5.7.1 No\r\n554-5.7.1 and\r\n554 5.7.1 no", Truth::Refused),
        ] {
            with_the_second_letter(phase, Fault::Say(answer), truth);
        }
    }
    // Whoever is told to come back, comes back at once with a letter of which nothing has gone; once.
    for phase in [Phase::Mail, Phase::Rcpt, Phase::Data] {
        with_the_second_letter(phase, Fault::Say("421 4.3.2 Enough"), Truth::Accepted);
    }
    for phase in [Phase::Rcpt, Phase::Data] {
        with_the_same_letter(phase, Fault::Say("421 4.3.2 Enough"), Truth::Deferred);
        with_the_same_letter(phase, Fault::Close, Truth::Deferred);
        with_the_same_letter(phase, Fault::Say("hej"), Truth::Deferred);
    }
    with_the_second_letter(Phase::Dot, Fault::Say("421 4.3.2 Closing"), Truth::Deferred);
}

#[test]
fn a_connection_that_breaks_defers_a_letter_that_has_begun_and_after_the_dot_leaves_unknown() {
    let soon = Duration::from_millis(300);
    let breaks = [Fault::Close, Fault::Cut(Duration::ZERO), Fault::Cut(soon)];
    for fault in breaks {
        for phase in [Phase::Mail, Phase::Rcpt, Phase::Data] {
            with_the_second_letter(phase, fault.clone(), Truth::Accepted);
        }
        with_the_second_letter(Phase::Body, fault.clone(), Truth::LostLate);
        let truth = if fault == Fault::Close { Truth::UnknownLost } else { Truth::UnknownKept };
        with_the_second_letter(Phase::Dot, fault, truth);
    }
    with_the_second_letter(Phase::Dot, Fault::KeepAndClose, Truth::UnknownKept);
    with_the_second_letter(Phase::Mail, Fault::AnswerAndClose, Truth::Accepted);
    with_the_second_letter(Phase::Rcpt, Fault::AnswerAndClose, Truth::Accepted);
    with_the_second_letter(Phase::Data, Fault::AnswerAndClose, Truth::LostLate);
    with_the_second_letter(Phase::Dot, Fault::AnswerAndClose, Truth::Accepted);
}

#[test]
fn an_answer_that_is_none_is_not_taken_for_one() {
    for answer in ["hej", "", "25", "250", "999 9.9.9 What", "354 Go on", "250 Ok\r\nmore"] {
        // What the code alone says holds; the rest is for people.
        let fault = Fault::Say(answer);
        let truth = match answer {
            "25" => Truth::UnknownKept,
            _ if answer.starts_with("250") => Truth::Accepted,
            _ => Truth::UnknownLost,
        };
        with_the_second_letter(Phase::Dot, fault, truth);
    }
    for answer in ["hej", "", "250 Ok", "235 Welcome"] {
        with_the_same_letter(Phase::Data, Fault::Say(answer), Truth::Deferred);
    }
    for answer in ["hej", "", "354 Go on"] {
        with_the_same_letter(Phase::Rcpt, Fault::Say(answer), Truth::Deferred);
    }
    with_the_second_letter(
        Phase::Dot,
        Fault::Say("250-Yes\r\n250-yes\r\n250 yes"),
        Truth::Accepted,
    );
}

#[test]
fn an_answer_too_many_is_not_the_answer_to_the_letter() {
    // The client is one answer behind from here on: nothing that it takes for the answer to the
    // letter is one. A new connection begins anew.
    let twice = Fault::Say("250 2.1.0 Ok\r\n250 2.1.0 Ok");
    for phase in [Phase::Mail, Phase::Rcpt] {
        with_the_second_letter(phase, twice.clone(), Truth::Accepted);
    }
    with_the_same_letter(Phase::Rcpt, twice, Truth::Deferred);
}

/// Each question alone is a way there and back.
#[test]
fn questions_are_asked_at_once_where_the_server_allows_it() {
    for (extensions, asked_at_once) in [(&["PIPELINING"][..], 10), (&[], 0)] {
        let room = Mailroom::new(Manner { extensions, ..Manner::open() }, "");
        assert_eq!(room.send(&["--confirm", "5"]).code, 0);
        let said = room.server.record().said;
        let (more, last): (Vec<_>, Vec<_>) = said.iter().partition(|said| said.more);
        assert_eq!(more.len(), asked_at_once);
        assert!(more.iter().all(|said| ["MAIL", "RCPT"].contains(&&said.line[..4])), "{more:?}");
        assert_eq!(last.iter().filter(|said| said.line == "DATA").count(), 5);
        room.all_is_done(&format!("{extensions:?}"));
    }
}

#[test]
fn slowness_is_borne_and_endlessness_is_not() {
    let slow = [Fault::Wait(Duration::from_secs(2)), Fault::Drip(Duration::from_millis(20))];
    for phase in [Phase::Mail, Phase::Rcpt, Phase::Data, Phase::Dot] {
        for fault in slow.clone() {
            with_the_second_letter(phase, fault, Truth::Accepted);
        }
    }
    with_the_second_letter(Phase::Body, slow[0].clone(), Truth::Accepted);
    for fault in [Fault::EndlessLine, Fault::EndlessLines] {
        with_the_same_letter(Phase::Rcpt, fault.clone(), Truth::Deferred);
        with_the_second_letter(Phase::Dot, fault, Truth::UnknownKept);
    }
}

#[test]
fn a_letter_that_is_too_large_is_not_even_begun() {
    let sizes = Mailroom::open();
    let largest = LETTERS.map(|(_, file, _)| sizes.letter(file).len());
    let victim = largest.iter().position(|size| Some(size) == largest.iter().max()).expect("one");
    let limit = largest[victim] - 1;
    for announced in [true, false] {
        let room = Mailroom::new(Manner { size: Some(limit), ..Manner::open() }, "");
        if !announced {
            // It takes no notice of the size before the dot.
            room.server.script(move |moment| match moment.phase {
                Phase::Ehlo => Some(Fault::Say("250 mail.example")),
                _ => None,
            });
        }
        let sent = room.send(&["--confirm", "5"]);
        assert_eq!(sent.code, 5, "{sent:?}");
        let mut kept = [1; 5];
        kept[victim] = 0;
        assert_eq!(room.kept(), kept);
        assert_eq!(room.states()[LETTERS[victim].0], "refused");
        assert_eq!(room.server.record().messages, if announced { 4 } else { 5 });
    }
}

/// A run that cannot begin: it ends as one that its surroundings hinder, nothing is said of any
/// letter, and all go when the server is well.
fn before_anything(room: &Mailroom, what: &str) -> Sent {
    let sent = room.send(&["--confirm", "5"]);
    assert_eq!(sent.code, 4, "{what}: {sent:?}");
    assert_eq!(room.kept(), [0; 5], "{what}");
    assert!(room.states().values().all(|state| state == "queued"), "{what}");
    assert_eq!(room.server.record().messages, 0, "{what}");
    sent
}

#[test]
fn a_server_that_does_not_let_anybody_in_hinders_the_run_and_nothing_is_lost() {
    for phase in [Phase::Banner, Phase::Ehlo] {
        for fault in [
            Fault::Say("421 4.3.2 Not now"),
            Fault::Say("554 5.3.2 Not you"),
            Fault::Say("hej"),
            Fault::Close,
            Fault::Cut(Duration::from_millis(100)),
            Fault::EndlessLine,
            Fault::EndlessLines,
        ] {
            let room = Mailroom::open();
            let what = format!("{phase:?}: {fault:?}");
            room.server.script(move |moment| (moment.phase == phase).then(|| fault.clone()));
            before_anything(&room, &what);
            room.server.heal();
            assert_eq!(room.send(&["--confirm", "5"]).code, 0, "{what}");
            room.all_is_done(&what);
        }
    }
    let room = Mailroom::open();
    room.server.script(|moment| {
        (moment.phase == Phase::Banner).then_some(Fault::Wait(Duration::from_secs(2)))
    });
    assert_eq!(room.send(&["--confirm", "5"]).code, 0);
    room.all_is_done("a banner that comes late");
}

#[test]
fn where_nobody_listens_nothing_is_sent_until_somebody_does() {
    let mut room = Mailroom::open();
    let port = port::closed();
    let roster = room.sandbox.read("signatories.toml");
    let there = format!("port = {}\n", room.server.port());
    room.sandbox.change("signatories.toml", &there, &format!("port = {port}\n"));
    let sent = before_anything(&room, "closed");
    assert!(sent.err.contains(&port.to_string()), "{sent:?}");
    room.server = MailServer::at(Manner::open(), port);
    assert_eq!(room.send(&["--confirm", "5"]).code, 0);
    assert_ne!(roster, room.sandbox.read("signatories.toml"));
    room.all_is_done("opened");
}

#[test]
fn a_server_that_goes_away_in_the_middle_leaves_the_rest_for_later() {
    let room = Mailroom::open();
    room.server.script(|moment| match (moment.phase, moment.connection, moment.message) {
        (Phase::Dot, 1, 2) => Some(Fault::AnswerAndClose),
        (Phase::Banner, 2.., _) => Some(Fault::Say("421 4.3.2 Closed for today")),
        _ => None,
    });
    let sent = room.send(&["--confirm", "5"]);
    assert_eq!(sent.code, 5, "{sent:?}");
    assert_eq!(room.kept(), [1, 1, 0, 0, 0]);
    let states = room.states();
    let states: Vec<&str> = LETTERS.iter().map(|(letter, ..)| states[*letter].as_str()).collect();
    assert_eq!(states, ["sent", "sent", "queued", "queued", "queued"]);
    room.server.heal();
    assert_eq!(room.send(&["--confirm", "3"]).code, 0);
    room.all_is_done("it came back");
}

#[test]
fn without_the_tls_that_was_asked_for_nothing_is_sent() {
    let trust = Trust::new();
    let password = "password-command = [\"printf\", \"l0senord-SOM-ingen-far-se\"]\n";
    let guarded = |encryption, shows| Manner::guarded(encryption, &trust, shows);
    for encryption in [Encryption::Starttls, Encryption::Implicit] {
        for shows in [Certificate::Elsewhere, Certificate::SelfSigned] {
            let what = format!("{encryption:?}, {shows:?}");
            let room = Mailroom::guarded(guarded(encryption, shows), &trust, password);
            let sent = before_anything(&room, &what);
            assert!(sent.err.contains("certificate"), "{what}: {sent:?}");
            assert!(room.server.record().credentials.is_empty(), "{what}");
        }
        // Without the authority that the roster names.
        let room = Mailroom::guarded(guarded(encryption, Certificate::Right), &trust, password);
        room.sandbox.change("signatories.toml", "ca = \"ca.pem\"\n", "");
        before_anything(&room, "an unknown authority");
        room.sandbox.change("signatories.toml", "user = ", "ca = \"ca.pem\"\nuser = ");
        assert_eq!(room.send(&["--confirm", "5"]).code, 0);
        room.all_is_done("a known authority");
        let record = room.server.record();
        assert!(record.kept.iter().all(|kept| kept.encrypted && kept.user.is_some()));
        assert_eq!(record.connections, 2, "one connection carries all letters");
    }
    // STARTTLS is not offered, or is refused, or ends in the middle.
    let manner = Manner {
        encryption: Encryption::Never,
        ..guarded(Encryption::Starttls, Certificate::Right)
    };
    let room = Mailroom::guarded(manner, &trust, &format!("tls = \"starttls\"\n{password}"));
    before_anything(&room, "no STARTTLS");
    for fault in [
        Fault::Say("454 4.7.0 Not now"),
        Fault::Say("502 5.5.1 Never"),
        Fault::Close,
        Fault::AnswerAndClose,
        Fault::Cut(Duration::ZERO),
    ] {
        let what = format!("STARTTLS: {fault:?}");
        let manner = guarded(Encryption::Starttls, Certificate::Right);
        let room = Mailroom::guarded(manner, &trust, password);
        room.server.script(move |m| (m.phase == Phase::Starttls).then(|| fault.clone()));
        before_anything(&room, &what);
        let record = room.server.record();
        assert!(record.credentials.iter().all(|(.., encrypted)| *encrypted), "{what}");
        room.server.heal();
        assert_eq!(room.send(&["--confirm", "5"]).code, 0, "{what}");
        room.all_is_done(&what);
    }
}

#[test]
fn who_is_not_let_in_with_the_password_sends_nothing() {
    let trust = Trust::new();
    let password = "password-command = [\"printf\", \"l0senord-SOM-ingen-far-se\"]\n";
    for mechanisms in ["PLAIN", "LOGIN", "XOAUTH2 LOGIN PLAIN"] {
        let manner = Manner::guarded(Encryption::Starttls, &trust, Certificate::Right);
        let room = Mailroom::guarded(Manner { mechanisms, ..manner }, &trust, password);
        for answer in ["535 5.7.8 No", "454 4.7.0 Not now", "530 5.7.0 What"] {
            room.server.script(move |m| (m.phase == Phase::Auth).then_some(Fault::Say(answer)));
            before_anything(&room, answer);
        }
        room.server.script(|m| (m.phase == Phase::Auth).then_some(Fault::Close));
        before_anything(&room, "closed at AUTH");
        room.server.heal();
        assert_eq!(room.send(&["--confirm", "5"]).code, 0);
        room.all_is_done(mechanisms);
    }
    let manner = Manner::guarded(Encryption::Starttls, &trust, Certificate::Right);
    let room = Mailroom::guarded(Manner { mechanisms: "CRAM-MD5", ..manner }, &trust, password);
    before_anything(&room, "no known mechanism");
    let manner = Manner::guarded(Encryption::Starttls, &trust, Certificate::Right);
    let room = Mailroom::guarded(manner, &trust, "password-command = [\"printf\", \"fel\"]\n");
    let sent = before_anything(&room, "a wrong password");
    assert!(sent.err.contains("535") || sent.err.contains("Wrong user or password"), "{sent:?}");
}

#[test]
fn what_is_deferred_is_tried_again_within_the_patience_of_a_run() {
    let room = Mailroom::open();
    room.server.script(|moment| {
        (moment.phase == Phase::Rcpt && moment.message == 2)
            .then_some(Fault::Say("450 4.2.0 Greylisted"))
    });
    let (code, out, err) = room.sandbox.run(&["send", "--patience", "1", "--confirm", "5"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(room.server.record().messages, 6);
    room.all_is_done("greylisted");
}

/// An address with letters beyond a–z before the @ (RFC 6531) goes where the server takes it, and
/// nothing of its letter goes elsewhere.
#[test]
fn an_address_beyond_ascii_goes_only_to_a_server_that_takes_it() {
    for takes in [true, false] {
        let extensions: &'static [&'static str] =
            if takes { &["8BITMIME", "SMTPUTF8"] } else { &[] };
        let room = Mailroom::new(Manner { extensions, ..Manner::open() }, "");
        room.sandbox.change(
            "signatories.toml",
            "orjan@akerlundbygg.example",
            "örjan@åkerlund.example",
        );
        room.sandbox.produce();
        let sent = room.send(&["--confirm", "5"]);
        let record = room.server.record();
        assert!(record.breaches.is_empty(), "{:?}", record.breaches);
        let beyond: Vec<_> = record.kept.iter().filter(|kept| !kept.to[0].is_ascii()).collect();
        if takes {
            assert_eq!((sent.code, record.kept.len(), beyond.len()), (0, 5, 1), "{sent:?}");
            assert_eq!(beyond[0].to, ["örjan@xn--kerlund-dxa.example"]);
            assert!(beyond[0].bytes == room.sandbox.files("output/outbox")["akerlund-r2.eml"]);
        } else {
            assert_eq!((sent.code, record.kept.len(), beyond.len()), (5, 4, 0), "{sent:?}");
            assert_eq!(room.states()[VICTIM], "refused");
            assert!(sent.out.contains("letters other than a–z"), "{sent:?}");
            assert!(!record.said.iter().any(|said| said.line.contains("rjan@")), "nothing is told");
        }
    }
}

#[test]
fn what_is_said_in_the_clear_behind_starttls_is_no_answer_under_tls() {
    let trust = Trust::new();
    let password = "password-command = [\"printf\", \"l0senord-SOM-ingen-far-se\"]\n";
    let manner = Manner::guarded(Encryption::Starttls, &trust, Certificate::Right);
    let room = Mailroom::guarded(manner, &trust, password);
    // Somebody on the way says all that a client wants to hear; the server itself refuses.
    room.server.script(|moment| match moment.phase {
        Phase::Starttls => Some(Fault::Say(
            "220 Go\r\n250-mail.example\r\n250 AUTH PLAIN\r\n235 In\r\n250 mail.example\r\n250 Ok\r\n\
             250 Ok\r\n354 Go\r\n250 Ok: forged",
        )),
        Phase::Dot => Some(Fault::Say("550 5.7.1 No")),
        _ => None,
    });
    let sent = room.send(&["--only", "solbacken", "--confirm", "1"]);
    assert_ne!(sent.code, 0, "{sent:?}");
    assert_ne!(room.states()["solbacken"], "sent");
    room.server.heal();
}

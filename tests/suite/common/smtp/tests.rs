//! The server, spoken to by hand and by lettre: what it says must be so before it is a witness.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate as Root, Tls, TlsParameters};
use lettre::{SmtpTransport, Transport as _};

use super::super::port;
use super::{Certificate, Encryption, Fault, MailServer, Manner, Moment, Phase, Trust};

/// A client that says what it is told to say.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(server: &MailServer) -> Self {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).expect("a server");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
        Self(BufReader::new(stream))
    }

    /// All lines of an answer; what there is of it, when the server closes.
    fn answer(&mut self) -> String {
        let mut answer = String::new();
        loop {
            let start = answer.len();
            let ended = self.0.read_line(&mut answer).unwrap_or(0) == 0;
            if ended || answer.as_bytes()[start..].get(3) == Some(&b' ') {
                return answer;
            }
        }
    }

    fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).expect("a listener");
    }

    fn say(&mut self, line: &str) -> String {
        self.send(&format!("{line}\r\n"));
        self.answer()
    }

    /// Says these lines and gives the codes of the answers.
    fn codes(&mut self, lines: &[&str]) -> Vec<String> {
        let code = |answer: String| answer.get(..3).unwrap_or_default().to_owned();
        lines.iter().map(|line| code(self.say(line))).collect()
    }

    /// Sends a letter, and gives the answer to its dot.
    fn letter(&mut self, to: &str, body: &str) -> String {
        let to = format!("RCPT TO:<{to}>");
        let codes = self.codes(&["MAIL FROM:<a@lund.example>", &to, "DATA"]);
        assert_eq!(codes, ["250", "250", "354"]);
        self.say(&format!("{body}\r\n."))
    }
}

fn greeted(server: &MailServer) -> Client {
    let mut client = Client::new(server);
    assert!(client.answer().starts_with("220 "));
    assert!(client.say("EHLO here").starts_with("250-mail.example\r\n250"));
    client
}

/// A server with one fault, at one phase of the first message or before it.
fn failing(phase: Phase, fault: &Fault) -> MailServer {
    let server = MailServer::new(Manner::open());
    let fault = fault.clone();
    server.script(move |moment| {
        (moment.phase == phase && moment.message <= 1).then(|| fault.clone())
    });
    server
}

#[test]
fn a_letter_is_kept_as_it_was_meant() {
    let server = MailServer::new(Manner::open());
    let mut client = greeted(&server);
    let answer = client.letter("b@bageri.example", "Subject: x\r\n\r\n..\r\n...a\r\nb");
    assert_eq!(answer, "250 2.0.0 Ok: queued as M1\r\n");
    assert!(client.letter("c@bageri.example", "\r\n").starts_with("250 "));
    assert!(client.say("QUIT").starts_with("221 "));
    let record = server.record();
    assert_eq!((record.connections, record.messages, record.kept.len()), (1, 2, 2));
    assert_eq!(record.kept[0].bytes, b"Subject: x\r\n\r\n.\r\n..a\r\nb\r\n");
    assert_eq!(record.kept[0].from, "a@lund.example");
    assert_eq!(record.kept[0].to, ["b@bageri.example"]);
    assert_eq!(record.kept[1].message, 2);
    assert!(!record.kept[0].encrypted && record.kept[0].user.is_none());
    let said: Vec<&str> = record.said.iter().map(|said| said.line.as_str()).collect();
    assert_eq!(said.len(), 8, "{said:?}");
    assert_eq!(said[..2], ["EHLO here", "MAIL FROM:<a@lund.example>"]);
    assert!(record.breaches.is_empty() && record.credentials.is_empty());
}

#[test]
fn commands_may_come_together_and_wrong_ones_are_refused_and_written_down() {
    let server = MailServer::new(Manner { size: Some(100), extensions: &[], ..Manner::open() });
    let mut client = greeted(&server);
    client.send("NOOP\r\nDATA\r\nRCPT TO:<b@b.example>\r\nHELP\r\n");
    let codes: Vec<String> = (0..4).map(|_| client.answer()[..3].to_owned()).collect();
    assert_eq!(codes, ["250", "503", "503", "500"]);
    assert!(client.say("MAIL FROM:<a@b.example> SIZE=101").starts_with("552 "));
    let wrong = ["MAIL FROM:<a@b.example> SMTPUTF8", "STARTTLS", "MAIL FROM:<a@b.example>"];
    assert_eq!(client.codes(&wrong), ["555", "503", "250"]);
    assert_eq!(client.codes(&["MAIL FROM:<a@b.example>", "RSET"]), ["503", "250"]);
    let long = client.letter("b@b.example", &"x".repeat(99));
    assert!(long.starts_with("552 "), "{long}");
    assert!(client.letter("b@b.example", "bare\nline").starts_with("250 "));
    client.send("NOOP\n");
    assert!(client.answer().starts_with("250 "));
    let record = server.record();
    assert_eq!((record.kept.len(), record.messages), (1, 6));
    for breach in ["SMTPUTF8 was not offered", "second MAIL", "message ends without CR", "command"]
    {
        assert!(record.breaches.iter().any(|said| said.contains(breach)), "{breach}");
    }
}

#[test]
fn a_fault_happens_at_its_moment_and_nowhere_else() {
    let steps = [Phase::Mail, Phase::Rcpt, Phase::Data, Phase::Dot];
    for (number, phase) in steps.into_iter().enumerate() {
        let server = failing(phase, &Fault::Say("450 4.2.0 Later"));
        let mut client = greeted(&server);
        let mut lines = vec!["MAIL FROM:<a@b.example>", "RCPT TO:<b@b.example>", "DATA", "x\r\n."];
        lines.truncate(number + 1);
        let codes = client.codes(&lines);
        assert_eq!(codes[number], "450", "{phase:?}");
        assert!(codes[..number].iter().all(|code| code != "450"), "{phase:?}");
        assert_eq!(client.codes(&["RSET"]), ["250"]);
        assert!(client.letter("b@b.example", "y").starts_with("250 "));
        let record = server.record();
        assert!(record.breaches.is_empty(), "{:?}", record.breaches);
        assert_eq!(record.kept.len(), 1, "{phase:?}");
        assert_eq!(record.kept[0].message, 2);
    }
    let server = MailServer::new(Manner::open());
    server.script(|moment| {
        assert!(moment.phase != Phase::Dot || moment.recipient.as_deref() == Some("b@b.example"));
        let wanted = Moment {
            phase: Phase::Rcpt,
            connection: 1,
            message: 1,
            recipient: Some("no@b.example".to_owned()),
        };
        (*moment == wanted).then_some(Fault::Say("550 5.1.1 Unknown"))
    });
    let mut client = greeted(&server);
    let lines = ["MAIL FROM:<a@b.example>", "RCPT TO:<no@b.example>", "RSET"];
    assert_eq!(client.codes(&lines), ["250", "550", "250"]);
    assert!(client.letter("b@b.example", "y").starts_with("250 "));
    server.heal();
    assert!(client.letter("no@b.example", "y").starts_with("250 "));
}

#[test]
fn what_becomes_of_a_letter_is_told_apart_from_what_is_answered() {
    let soon = Duration::from_millis(50);
    for (fault, kept, answer) in [
        (Fault::Say("450 4.2.0 Later"), 0, "450 4.2.0 Later\r\n"),
        (Fault::Say("550 5.7.1 No"), 0, "550 5.7.1 No\r\n"),
        (Fault::Say("421 4.3.2 Closing"), 0, "421 4.3.2 Closing\r\n"),
        (Fault::Say("250-Yes\r\n250 indeed"), 1, "250-Yes\r\n250 indeed\r\n"),
        (Fault::Close, 0, ""),
        (Fault::KeepAndClose, 1, ""),
        (Fault::AnswerAndClose, 1, "250 2.0.0 Ok: queued as M1\r\n"),
        (Fault::Cut(soon), 1, "250 2.0.0 Ok: "),
        (Fault::Wait(soon), 1, "250 2.0.0 Ok: queued as M1\r\n"),
        (Fault::Drip(Duration::from_millis(5)), 1, "250 2.0.0 Ok: queued as M1\r\n"),
    ] {
        let server = failing(Phase::Dot, &fault);
        let mut client = greeted(&server);
        let begun = Instant::now();
        assert_eq!(client.letter("b@b.example", "x"), answer, "{fault:?}");
        assert!(!matches!(fault, Fault::Wait(_) | Fault::Cut(_)) || begun.elapsed() >= soon);
        assert_eq!(server.record().kept.len(), kept, "{fault:?}");
        let closes = matches!(fault, Fault::Close | Fault::KeepAndClose | Fault::Cut(_))
            || matches!(fault, Fault::AnswerAndClose | Fault::Say("421 4.3.2 Closing"));
        let _ = client.0.get_mut().write_all(b"NOOP\r\n");
        assert_eq!(client.answer().is_empty(), closes, "{fault:?}");
    }
}

#[test]
fn a_connection_breaks_before_the_banner_and_in_the_middle_of_a_message() {
    let server = failing(Phase::Banner, &Fault::Close);
    assert_eq!(Client::new(&server).answer(), "");
    let server = failing(Phase::Banner, &Fault::Say("554 5.3.2 No service"));
    let mut client = Client::new(&server);
    assert!(client.answer().starts_with("554 "));
    assert_eq!(client.codes(&["EHLO here", "QUIT"]), ["503", "221"]);

    let server = failing(Phase::Body, &Fault::Close);
    let mut client = greeted(&server);
    client.codes(&["MAIL FROM:<a@b.example>", "RCPT TO:<b@b.example>", "DATA"]);
    client.send(&"a line\r\n".repeat(300));
    assert_eq!(client.answer(), "");
    assert!(server.record().kept.is_empty());

    let server = MailServer::at(Manner::open(), port::closed());
    let port = server.port();
    greeted(&server);
    drop(server);
    assert!(port::closes(port));
}

#[test]
fn answers_without_an_end_go_on_for_long() {
    for (fault, starts) in [(Fault::EndlessLine, "2222"), (Fault::EndlessLines, "250-And more\r\n")]
    {
        let server = failing(Phase::Ehlo, &fault);
        let mut client = Client::new(&server);
        client.answer();
        client.send("EHLO here\r\n");
        let mut much = vec![0; 20_000_000];
        client.0.read_exact(&mut much).expect("much");
        assert!(much.starts_with(starts.as_bytes()));
    }
}

/// lettre's own transport, as another client.
fn lettre(server: &MailServer, trust: &Trust, user: (&str, &str), way: Mechanism) -> SmtpTransport {
    let root = fs::read(trust.authority()).expect("a certificate");
    let root = Root::from_pem(&root).expect("PEM");
    let tls = TlsParameters::builder("localhost".to_owned()).add_root_certificate(root).build();
    let tls = tls.expect("TLS");
    let tls = match server.shared.manner.encryption {
        Encryption::Implicit => Tls::Wrapper(tls),
        _ => Tls::Required(tls),
    };
    SmtpTransport::builder_dangerous("127.0.0.1")
        .port(server.port())
        .tls(tls)
        .credentials(Credentials::new(user.0.to_owned(), user.1.to_owned()))
        .authentication(vec![way])
        .timeout(Some(Duration::from_secs(10)))
        .build()
}

#[test]
fn under_tls_only_the_right_user_sends_and_only_a_right_certificate_is_believed() {
    let trust = Trust::new();
    let message = lettre::Message::builder()
        .from("a@lund.example".parse().expect("an address"))
        .to("b@bageri.example".parse().expect("an address"))
        .body("Hej\n".to_owned())
        .expect("a message");
    for encryption in [Encryption::Starttls, Encryption::Implicit] {
        for way in [Mechanism::Plain, Mechanism::Login] {
            let manner = Manner::guarded(encryption, &trust, Certificate::Right);
            let right = manner.user.expect("a user");
            let server = MailServer::new(manner);
            lettre(&server, &trust, right, way).send(&message).expect("it is sent");
            let refused = lettre(&server, &trust, (right.0, "fel"), way).send(&message);
            let refused = refused.expect_err("another password");
            assert!(refused.is_permanent(), "{refused}");
            let record = server.record();
            assert_eq!(record.kept.len(), 1);
            assert!(record.kept[0].encrypted && record.kept[0].user.as_deref() == Some(right.0));
            let shown = |password: &str| (right.0.to_owned(), password.to_owned(), true);
            assert_eq!(record.credentials, [shown(right.1), shown("fel")]);
            assert!(record.breaches.is_empty(), "{:?}", record.breaches);
            let clear = record.said.iter().filter(|said| !said.encrypted);
            let clear: Vec<&str> = clear.map(|said| &said.line[..4]).collect();
            match encryption {
                Encryption::Implicit => assert!(clear.is_empty()),
                _ => assert_eq!(clear, ["EHLO", "STAR", "EHLO", "STAR"]),
            }
        }
        for certificate in [Certificate::Elsewhere, Certificate::SelfSigned] {
            let manner = Manner::guarded(encryption, &trust, certificate);
            let right = manner.user.expect("a user");
            let server = MailServer::new(manner);
            let refused = lettre(&server, &trust, right, Mechanism::Plain).send(&message);
            assert!(refused.is_err_and(|error| !error.is_permanent()));
            assert!(server.record().credentials.is_empty());
        }
    }
}

#[test]
fn a_password_in_the_clear_is_refused_and_written_down() {
    let trust = Trust::new();
    let manner = Manner::guarded(Encryption::Starttls, &trust, Certificate::Right);
    let server = MailServer::new(manner);
    let mut client = greeted(&server);
    let lines = ["AUTH PLAIN AGEAYg==", "MAIL FROM:<a@b.example>", "AUTH LOGIN", "YQ==", "Yg=="];
    assert_eq!(client.codes(&lines), ["538", "530", "334", "334", "538"]);
    let record = server.record();
    assert_eq!(record.credentials, vec![("a".to_owned(), "b".to_owned(), false); 2]);
    assert_eq!(record.breaches.len(), 2, "{:?}", record.breaches);
}

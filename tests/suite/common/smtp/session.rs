//! One conversation, from the banner to the farewell.

use std::io;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::wire::Wire;
use super::{Encryption, Fault, Kept, Moment, Phase, Said, Shared};

/// After so many octets of a message it is its middle.
const MIDDLE: usize = 2_000;

/// Speaks with a client until one of the two has had enough.
pub(super) fn converse(stream: TcpStream, number: usize, shared: &Shared) {
    let Ok(wire) = Wire::new(stream) else { return };
    let mut session = Session { wire, number, shared, user: None, letter: None, message: 0 };
    // That a client goes away is for the test to see.
    let _ = session.run();
    drop(session);
    shared.record().ended += 1;
}

/// A letter on its way in.
#[derive(Debug, Default)]
struct Letter {
    from: String,
    to: Vec<String>,
}

struct Session<'a> {
    wire: Wire,
    number: usize,
    shared: &'a Shared,
    user: Option<String>,
    letter: Option<Letter>,
    /// Which MAIL of the whole server was the last here.
    message: usize,
}

/// The end of a conversation that was meant to end here.
fn closed<T>() -> io::Result<T> {
    Err(io::ErrorKind::ConnectionAborted.into())
}

impl Session<'_> {
    fn run(&mut self) -> io::Result<()> {
        if self.shared.manner.encryption == Encryption::Implicit {
            self.encrypt()?;
        }
        if !self.answer(Phase::Banner, "220 mail.example ESMTP")? {
            return self.wait_for_quit();
        }
        loop {
            let line = self.command()?;
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => {
                    self.letter = None;
                    let greeting = self.greeting();
                    self.answer(Phase::Ehlo, &greeting)?;
                }
                "STARTTLS" => self.starttls()?,
                "AUTH" => self.authenticate(rest)?,
                "MAIL" => self.mail(rest)?,
                "RCPT" => self.recipient(rest)?,
                "DATA" => self.data()?,
                "RSET" => {
                    self.letter = None;
                    self.answer(Phase::Rset, "250 2.0.0 Forgotten")?;
                }
                "NOOP" => self.say("250 2.0.0 Here")?,
                "QUIT" => {
                    self.answer(Phase::Quit, "221 2.0.0 Farewell")?;
                    self.wire.farewell();
                    return Ok(());
                }
                _ => self.say("500 5.5.2 Unknown")?,
            }
        }
    }

    /// RFC 5321, 3.1: who was not welcomed can only leave.
    fn wait_for_quit(&mut self) -> io::Result<()> {
        loop {
            let line = self.command()?;
            if line.eq_ignore_ascii_case("QUIT") {
                self.say("221 2.0.0 Farewell")?;
                self.wire.farewell();
                return Ok(());
            }
            self.say("503 5.5.1 Not welcome")?;
        }
    }

    fn greeting(&self) -> String {
        let manner = &self.shared.manner;
        let mut lines = vec!["mail.example".to_owned()];
        lines.extend(manner.size.map(|size| format!("SIZE {size}")));
        lines.extend(manner.extensions.iter().map(|&extension| extension.to_owned()));
        if manner.encryption == Encryption::Starttls && !self.wire.encrypted() {
            lines.push("STARTTLS".to_owned());
        }
        if self.wire.encrypted() && manner.user.is_some() {
            lines.push(format!("AUTH {}", manner.mechanisms));
        }
        let last = lines.len() - 1;
        let mark = |index| if index == last { ' ' } else { '-' };
        let lines = lines.iter().enumerate().map(|(i, line)| format!("250{}{line}", mark(i)));
        lines.collect::<Vec<_>>().join("\r\n")
    }

    fn starttls(&mut self) -> io::Result<()> {
        if self.shared.manner.encryption != Encryption::Starttls || self.wire.encrypted() {
            return self.say("503 5.5.1 Not here");
        }
        if self.answer(Phase::Starttls, "220 2.0.0 Go ahead")? {
            self.letter = None;
            self.encrypt()?;
        }
        Ok(())
    }

    fn encrypt(&mut self) -> io::Result<()> {
        let tls = self.shared.manner.tls.as_ref().expect("a server with certificates");
        if self.wire.encrypt(tls)? {
            self.breach("something was said behind STARTTLS in the clear");
        }
        Ok(())
    }

    fn authenticate(&mut self, rest: &str) -> io::Result<()> {
        let (mechanism, initial) = match rest.split_once(' ') {
            Some((mechanism, initial)) => (mechanism, Some(initial.to_owned())),
            None => (rest, None),
        };
        let mechanism = mechanism.to_ascii_uppercase();
        let offered = self.shared.manner.mechanisms.split(' ').any(|offered| offered == mechanism);
        let shown = match mechanism.as_str() {
            "PLAIN" if offered => {
                let response = initial.map_or_else(|| self.challenge(""), Ok)?;
                let words = decoded(&response);
                let mut parts = words.split('\0').skip(1);
                parts.next().zip(parts.next()).map(|(u, p)| (u.to_owned(), p.to_owned()))
            }
            "LOGIN" if offered => {
                let user = initial.map_or_else(|| self.challenge("VXNlcm5hbWU6"), Ok)?;
                let password = self.challenge("UGFzc3dvcmQ6")?;
                Some((decoded(&user), decoded(&password)))
            }
            _ => return self.say("504 5.5.4 Unknown mechanism"),
        };
        let Some((user, password)) = shown else { return self.say("501 5.5.2 Not understood") };
        let encrypted = self.wire.encrypted();
        self.shared.record().credentials.push((user.clone(), password.clone(), encrypted));
        if !encrypted {
            self.breach("a password was shown in the clear");
            return self.say("538 5.7.11 Not in the clear");
        }
        if self.shared.manner.user != Some((user.as_str(), password.as_str())) {
            return self.say("535 5.7.8 Wrong user or password");
        }
        if self.answer(Phase::Auth, "235 2.7.0 Welcome")? {
            self.user = Some(user);
        }
        Ok(())
    }

    fn challenge(&mut self, what: &str) -> io::Result<String> {
        self.say(&format!("334 {what}"))?;
        self.command()
    }

    fn mail(&mut self, rest: &str) -> io::Result<()> {
        self.message = {
            let mut record = self.shared.record();
            record.messages += 1;
            record.messages
        };
        if self.shared.manner.user.is_some() && self.user.is_none() {
            return self.say("530 5.7.0 Log in first");
        }
        if self.letter.is_some() {
            self.breach("a second MAIL without RSET");
            return self.say("503 5.5.1 One at a time");
        }
        let Some((from, parameters)) = path(rest, "FROM:") else {
            return self.say("501 5.5.4 Not understood");
        };
        for parameter in parameters.split_ascii_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let extensions = self.shared.manner.extensions;
            match (name.to_ascii_uppercase().as_str(), self.shared.manner.size) {
                ("SIZE", Some(size)) => {
                    if value.parse::<usize>().is_ok_and(|announced| announced > size) {
                        return self.say("552 5.3.4 Too large");
                    }
                }
                ("BODY", _) if extensions.contains(&"8BITMIME") => {}
                ("SMTPUTF8", _) if extensions.contains(&"SMTPUTF8") => {}
                _ => {
                    self.breach(&format!("{parameter} was not offered"));
                    return self.say("555 5.5.4 Not understood");
                }
            }
        }
        if self.answer(Phase::Mail, "250 2.1.0 Ok")? {
            self.letter = Some(Letter { from: from.to_owned(), to: Vec::new() });
        }
        Ok(())
    }

    fn recipient(&mut self, rest: &str) -> io::Result<()> {
        let Some((to, _)) = path(rest, "TO:") else { return self.say("501 5.5.4 Not understood") };
        if self.letter.is_none() {
            return self.say("503 5.5.1 MAIL first");
        }
        let moment = self.moment(Phase::Rcpt, Some(to.to_owned()));
        let fault = self.shared.fault(&moment);
        if self.answer_with("250 2.1.5 Ok", fault.as_ref())?
            && let Some(letter) = &mut self.letter
        {
            letter.to.push(to.to_owned());
        }
        Ok(())
    }

    fn data(&mut self) -> io::Result<()> {
        if self.letter.as_ref().is_none_or(|letter| letter.to.is_empty()) {
            return self.data_for_nobody();
        }
        if !self.answer(Phase::Data, "354 Go ahead")? {
            return Ok(());
        }
        let bytes = self.body()?;
        if self.shared.manner.size.is_some_and(|size| bytes.len() > size) {
            self.letter = None;
            return self.say("552 5.3.4 Too large");
        }
        let fault = self.fault(Phase::Dot);
        let letter = self.letter.take().unwrap_or_default();
        let keeps = match &fault {
            Some(Fault::Say(answer)) => answer.starts_with('2'),
            Some(Fault::Close) => false,
            _ => true,
        };
        if keeps {
            let kept = Kept {
                connection: self.number,
                message: self.message,
                from: letter.from,
                to: letter.to,
                bytes,
                encrypted: self.wire.encrypted(),
                user: self.user.clone(),
            };
            self.shared.record().kept.push(kept);
        }
        let answer = format!("250 2.0.0 Ok: queued as M{}", self.message);
        self.answer_with(&answer, fault.as_ref()).map(|_| ())
    }

    /// RFC 2920, 3.1: a server may take a message although it knows nobody who is to have it, and
    /// says only then that it is of no use.
    fn data_for_nobody(&mut self) -> io::Result<()> {
        if !self.shared.manner.data_for_nobody {
            return self.say("503 5.5.1 RCPT first");
        }
        self.say("354 Go ahead")?;
        if !self.body()?.is_empty() {
            self.breach("a message for nobody");
        }
        self.letter = None;
        self.say("554 5.5.1 No valid recipients")
    }

    /// Reads a message up to the final dot, and takes away the dots that stuff it.
    fn body(&mut self) -> io::Result<Vec<u8>> {
        // RFC 5321, 4.5.3.1.6: with the line's end.
        const LONGEST: usize = 1_000;
        let mut bytes = Vec::new();
        let mut asked = false;
        loop {
            let line = self.wire.line()?;
            if !line.ends_with(b"\r\n") {
                self.breach("a line of a message ends without CR");
            }
            if line.len() > LONGEST {
                self.breach("a line of a message is too long");
            }
            if line == b".\r\n" {
                return Ok(bytes);
            }
            bytes.extend(line.strip_prefix(b".").unwrap_or(&line));
            if bytes.len() >= MIDDLE && !asked {
                asked = true;
                match self.fault(Phase::Body) {
                    None => {}
                    Some(Fault::Wait(pause)) => thread::sleep(pause),
                    Some(Fault::Say(answer)) => {
                        self.say(answer)?;
                        return closed();
                    }
                    Some(_) => return closed(),
                }
            }
        }
    }

    /// Reads a command without its end, and writes it down.
    fn command(&mut self) -> io::Result<String> {
        let line = self.wire.line()?;
        if !line.ends_with(b"\r\n") {
            self.breach("a command ends without CR");
        }
        let line = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned();
        let (encrypted, more) = (self.wire.encrypted(), self.wire.has_more());
        let said = Said { connection: self.number, line: line.clone(), encrypted, more };
        self.shared.record().said.push(said);
        Ok(line)
    }

    fn moment(&self, phase: Phase, recipient: Option<String>) -> Moment {
        let known = || self.letter.as_ref().and_then(|letter| letter.to.last().cloned());
        let recipient = recipient.or_else(known);
        Moment { phase, connection: self.number, message: self.message, recipient }
    }

    fn fault(&self, phase: Phase) -> Option<Fault> {
        self.shared.fault(&self.moment(phase, None))
    }

    /// Answers as it should, or as the script wants it; whether the answer was a good one.
    fn answer(&mut self, phase: Phase, right: &str) -> io::Result<bool> {
        let fault = self.fault(phase);
        self.answer_with(right, fault.as_ref())
    }

    fn answer_with(&mut self, right: &str, fault: Option<&Fault>) -> io::Result<bool> {
        let whole = format!("{right}\r\n");
        match fault {
            None => self.say(right)?,
            Some(Fault::Wait(pause)) => {
                thread::sleep(*pause);
                self.say(right)?;
            }
            Some(Fault::Drip(pause)) => {
                for byte in whole.bytes() {
                    thread::sleep(*pause);
                    self.wire.write(&[byte])?;
                }
            }
            Some(Fault::Say(answer)) => {
                self.say(answer)?;
                if answer.starts_with("421") {
                    return closed();
                }
                return Ok(answer.starts_with(['2', '3']));
            }
            Some(Fault::Close | Fault::KeepAndClose) => return closed(),
            Some(Fault::AnswerAndClose) => {
                self.say(right)?;
                return closed();
            }
            Some(Fault::Cut(pause)) => {
                self.wire.write(&whole.as_bytes()[..whole.len() / 2])?;
                thread::sleep(*pause);
                return closed();
            }
            Some(Fault::EndlessLine) => return self.endlessly(&[b'2'; 1_000]),
            Some(Fault::EndlessLines) => return self.endlessly(&b"250-And more\r\n".repeat(100)),
        }
        Ok(true)
    }

    fn endlessly(&mut self, bytes: &[u8]) -> io::Result<bool> {
        for _ in 0..300_000_000 / bytes.len() {
            self.wire.write(bytes)?;
        }
        // Who has listened so long may notice now that there is no end.
        thread::sleep(Duration::from_secs(1));
        closed()
    }

    fn say(&mut self, answer: &str) -> io::Result<()> {
        self.wire.write(format!("{answer}\r\n").as_bytes())
    }

    fn breach(&self, what: &str) {
        self.shared.record().breaches.push(format!("connection {}: {what}", self.number));
    }
}

/// `FROM:<path> PARAMETERS`.
fn path<'a>(rest: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let start = rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
    rest[start.len()..].strip_prefix('<')?.split_once('>')
}

fn decoded(response: &str) -> String {
    let bytes = STANDARD.decode(response).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

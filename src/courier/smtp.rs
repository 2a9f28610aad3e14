//! The conversation with a server (RFC 5321), command by command: where it breaks off decides what
//! is known of the letter.

use std::path::Path;
use std::thread;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::commands::{Auth, Data, Ehlo, Mail, Quit, Rcpt, Rset, Starttls};
use lettre::transport::smtp::extension::{ClientId, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};

use super::answers::{Refusal, judge, largest, meant_early, offers, offers_login, words};
use super::password::Password;
use super::secrecy::Secrecy;
use super::wire::{Break, Wire};
use super::{Attempted, Outcome, Parcel, Patience, fault};
use crate::audit::Delivery;
use crate::diagnostic::Diagnostics;
use crate::packet::answer::Answer;
use crate::packet::letter::mail_address;
use crate::roster::{SmtpServer, Tls, is_plain};
use crate::sentence;
use crate::words::Value;

/// Of a server's words so many characters are kept.
const LONGEST_ANSWER: usize = 400;

/// A server, and the connection to it while there is one.
pub struct Smtp<'a> {
    server: &'a SmtpServer,
    hello: ClientId,
    secrecy: Option<Secrecy>,
    login: Option<(String, Password)>,
    patience: &'a Patience,
    connection: Option<Connection>,
    /// Whether there ever was a connection: then a new one is tried for more than once.
    met: bool,
}

struct Connection {
    wire: Wire,
    offer: Offer,
}

/// What a server says of itself.
#[derive(Debug, Clone, Copy)]
struct Offer {
    /// The largest letter that it takes (RFC 1870), if it says so.
    largest: Option<u64>,
    /// Whether it takes addresses beyond ASCII (RFC 6531).
    takes_utf8: bool,
    /// Whether several commands can be said at once (RFC 2920).
    pipelines: bool,
}

impl<'a> Smtp<'a> {
    /// A server that has not been met yet, with the password for it. The machine's own name goes
    /// nowhere: the greeting names the sender's domain.
    pub(super) fn new(
        server: &'a SmtpServer,
        domain: &str,
        root: &Path,
        patience: &'a Patience,
        password: Option<Password>,
    ) -> Result<Self, Diagnostics> {
        let login = match (&server.login, password) {
            (Some(login), Some(password)) => Some((login.user.clone(), password)),
            (Some(login), None) => {
                Some((login.user.clone(), Password::get(login, root, &|| None)?))
            }
            (None, _) => None,
        };
        let secrecy = match server.tls {
            Tls::None => None,
            Tls::StartTls | Tls::Implicit => Some(Secrecy::new(server, root)?),
        };
        let hello = ClientId::Domain(domain.to_owned());
        Ok(Self { server, hello, secrecy, login, patience, connection: None, met: false })
    }

    pub(super) fn deliver(
        &mut self,
        parcel: Parcel<'_>,
        attempted: Attempted<'_>,
    ) -> Result<Outcome, Diagnostics> {
        let used = self.connection.is_some();
        self.connect()?;
        if let Some(answer) = self.impossible(parcel) {
            return Ok(Outcome { state: Delivery::Refused, code: None, answer });
        }
        let mut asked = self.address(parcel);
        // A server may hang up on a connection that has served or idled for long; nothing of the
        // letter has gone by then.
        if used && asked.as_ref().is_err_and(Refusal::hangs_up) {
            self.connection = None;
            self.connect()?;
            asked = self.address(parcel);
        }
        match asked {
            Ok(()) => self.transmit(parcel.message, attempted),
            Err(refusal) => Ok(self.refused(refusal)),
        }
    }

    /// Why the server cannot take a letter at all, by what it says of itself.
    fn impossible(&self, parcel: Parcel<'_>) -> Option<Answer> {
        let offer = self.connection.as_ref()?.offer;
        let size = u64::try_from(parcel.message.len()).unwrap_or(u64::MAX);
        match offer.largest {
            Some(largest) if size > largest => Some(Answer::TooLarge(largest)),
            _ if needs_utf8(parcel) && !offer.takes_utf8 => Some(Answer::AsciiOnly),
            _ => None,
        }
    }

    /// Names the sender and the recipient, and comes to the message: `MAIL`, `RCPT`, `DATA`; all at
    /// once where the server allows it, since each question alone is a way there and back.
    fn address(&mut self, parcel: Parcel<'_>) -> Result<(), Refusal> {
        let Connection { wire, offer } = self.connection.as_mut().ok_or(Break::Lost(None))?;
        let (done, go_on) = (Severity::PositiveCompletion, Severity::PositiveIntermediate);
        let questions = [
            (mail(parcel, *offer).to_string(), done),
            (Rcpt::new(mail_address(parcel.to), Vec::new()).to_string(), done),
            (Data.to_string(), go_on),
        ];
        if !offer.pipelines {
            return questions
                .into_iter()
                .try_for_each(|(question, right)| judge(wire.command(question), right).map(drop));
        }
        wire.command_all(questions.each_ref().map(|(question, _)| question.as_str()))?;
        let mut refused = None;
        for (_, right) in questions {
            let answered = match judge(wire.answer(), right) {
                // It would take a message for nobody: it gets none (RFC 2920, 3.1).
                Ok(_) if right == go_on && refused.is_some() => {
                    wire.command(".\r\n").map_err(Refusal::from)
                }
                answered => answered,
            };
            if let Err(refusal) = answered {
                let over = refusal.hangs_up();
                refused = refused.or(Some(refusal));
                // Whose answer the next one would be, nobody knows.
                if over {
                    self.connection = None;
                    break;
                }
            }
        }
        refused.map_or(Ok(()), Err)
    }

    /// Sends the message. Up to the final dot a lost connection means that nothing has arrived; from
    /// there on, only an answer tells. Whether the server is still there is asked last before it: the
    /// wait for the disk is time in which the server can object.
    fn transmit(
        &mut self,
        message: &[u8],
        attempted: Attempted<'_>,
    ) -> Result<Outcome, Diagnostics> {
        // Until the whole of it is answered, the connection is of no use for anything else.
        let Some(Connection { mut wire, offer }) = self.connection.take() else {
            return Ok(self.refused(Refusal::Broken(Break::Lost(None))));
        };
        if let Err(broken) = wire.write_lines(message) {
            return Ok(self.refused(broken.into()));
        }
        attempted()?;
        match wire.interjection() {
            Ok(None) => {}
            Ok(Some(said)) => return Ok(self.refused(meant_early(said))),
            Err(broken) => return Ok(self.refused(broken.into())),
        }
        wire.wait_for(self.patience.letter);
        // The dot stands on a line of its own.
        let end = if message.ends_with(b"\r\n") { ".\r\n" } else { "\r\n.\r\n" };
        let answered = judge(wire.command(end), Severity::PositiveCompletion);
        wire.wait_for(self.patience.command);
        if let Err(Refusal::Broken(broken)) = answered {
            let answer = broken.answer();
            return Ok(Outcome { state: Delivery::Unknown, code: None, answer });
        }
        self.connection = Some(Connection { wire, offer });
        Ok(match answered {
            Ok(response) => {
                let answer = Answer::Server(self.quoted(&words(&response)));
                Outcome { state: Delivery::Accepted, code: Some(response.code().into()), answer }
            }
            Err(refusal) => self.refused(refusal),
        })
    }

    /// What it means for a letter when the server does not go on with it, and makes the connection
    /// ready for the next one.
    fn refused(&mut self, refusal: Refusal) -> Outcome {
        let usable =
            !refusal.hangs_up() && self.command(Rset, Severity::PositiveCompletion).is_ok();
        if !usable {
            self.connection = None;
        }
        match refusal {
            Refusal::Answered { code, words } => {
                let state = if code < 500 { Delivery::Deferred } else { Delivery::Refused };
                Outcome { state, code: Some(code), answer: Answer::Server(self.quoted(&words)) }
            }
            Refusal::Broken(broken) => {
                Outcome { state: Delivery::Deferred, code: None, answer: broken.answer() }
            }
        }
    }

    fn command(&mut self, command: impl std::fmt::Display, right: Severity) -> Result<(), Refusal> {
        let connection = self.connection.as_mut().ok_or(Break::Lost(None))?;
        judge(connection.wire.command(command), right).map(drop)
    }

    /// A server's words as they can be kept: without the password, on one line, and not endless.
    fn quoted(&self, words: &str) -> String {
        let scrubbed = match &self.login {
            Some((user, password)) => password.scrub(user, words),
            None => words.to_owned(),
        };
        let plain: String =
            scrubbed.chars().map(|c| if is_plain(&c.to_string()) { c } else { ' ' }).collect();
        plain
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(LONGEST_ANSWER)
            .collect()
    }

    /// Makes sure that there is a connection.
    fn connect(&mut self) -> Result<(), Diagnostics> {
        if self.connection.is_some() {
            return Ok(());
        }
        let once = [Duration::ZERO];
        let waits = if self.met { self.patience.reconnect.as_slice() } else { &once };
        let mut faults = None;
        for wait in waits {
            thread::sleep(*wait);
            match self.open() {
                Ok(connection) => {
                    self.connection = Some(connection);
                    self.met = true;
                    return Ok(());
                }
                Err(fault) => faults = Some(fault),
            }
        }
        Err(faults.unwrap_or_default())
    }

    /// Connects, greets, makes it secret, and logs in.
    fn open(&self) -> Result<Connection, Diagnostics> {
        let SmtpServer { host, port, .. } = self.server;
        let implicit = self.secrecy.as_ref().filter(|_| self.server.tls == Tls::Implicit);
        let right = Severity::PositiveCompletion;
        let trouble = |refusal: Refusal| self.no_connection(refusal);
        let mut wire = Wire::connect((host, *port), self.patience.connection, implicit)
            .map_err(|broken| trouble(broken.into()))?;
        judge(wire.answer(), right).map_err(trouble)?;
        let mut greeting = self.greet(&mut wire)?;
        if self.server.tls == Tls::StartTls
            && let Some(secrecy) = &self.secrecy
        {
            if !offers(&greeting, "STARTTLS") {
                let _ = wire.command(Quit);
                return Err(fault(
                    sentence!("courier-no-starttls", server = self.place()),
                    sentence!("courier-no-starttls-remedy"),
                ));
            }
            judge(wire.command(Starttls), right).map_err(trouble)?;
            wire.encrypt(secrecy).map_err(|broken| trouble(broken.into()))?;
            greeting = self.greet(&mut wire)?;
        }
        if let Some((user, password)) = &self.login {
            let credentials = Credentials::new(user.clone(), password.as_str().to_owned());
            let reason = match log_in(&mut wire, &greeting, &credentials) {
                Ok(true) => None,
                Ok(false) => Some(sentence!("courier-no-way-in").into()),
                Err(refusal) => Some(self.reason(refusal)),
            };
            if let Some(reason) = reason {
                let _ = wire.command(Quit);
                return Err(fault(
                    sentence!("courier-login", user = user, server = self.place(), reason = reason),
                    sentence!("courier-login-remedy"),
                ));
            }
            // Once more, since what it takes can depend on who has logged in.
            greeting = self.greet(&mut wire)?;
        }
        wire.wait_for(self.patience.command);
        let offer = Offer {
            largest: largest(&greeting),
            takes_utf8: offers(&greeting, "SMTPUTF8"),
            pipelines: offers(&greeting, "PIPELINING"),
        };
        Ok(Connection { wire, offer })
    }

    fn greet(&self, wire: &mut Wire) -> Result<Response, Diagnostics> {
        let said = wire.command(Ehlo::new(self.hello.clone()));
        judge(said, Severity::PositiveCompletion).map_err(|refusal| self.no_connection(refusal))
    }

    fn no_connection(&self, refusal: Refusal) -> Diagnostics {
        let server = self.place();
        if let Refusal::Broken(Break::Insecure(reason)) = refusal {
            return fault(
                sentence!("courier-tls", server = server, reason = reason),
                sentence!("courier-tls-remedy"),
            );
        }
        let remedy = if self.met {
            sentence!("courier-connect-remedy")
        } else {
            sentence!("courier-connect-first-remedy")
        };
        fault(sentence!("courier-connect", server = server, reason = self.reason(refusal)), remedy)
    }

    fn place(&self) -> String {
        format!("{}:{}", self.server.host, self.server.port)
    }

    /// Why the server does not go on, to stand in a sentence.
    fn reason(&self, refusal: Refusal) -> Value {
        match refusal {
            Refusal::Answered { code, words } => format!("{code} {}", self.quoted(&words)).into(),
            Refusal::Broken(broken) => broken.reason(),
        }
    }

    pub(super) fn leave(&mut self) {
        if let Some(Connection { mut wire, .. }) = self.connection.take() {
            wire.wait_for(self.patience.connection);
            let _ = wire.command(Quit);
        }
    }
}

/// Logs in, in the first way that both know; whether there is one.
fn log_in(wire: &mut Wire, greeting: &Response, login: &Credentials) -> Result<bool, Refusal> {
    let garbled = |_| Refusal::Broken(Break::Garbled);
    let [plain, by_turns] = [Mechanism::Plain, Mechanism::Login];
    let known = |mechanism: &Mechanism| offers_login(greeting, &mechanism.to_string());
    let Some(mechanism) = [plain, by_turns].into_iter().find(known) else {
        return Ok(false);
    };
    let mut question = Auth::new(mechanism, login.clone(), None).map_err(garbled)?;
    // It asks for the user, and then for the password.
    for _ in 0..3 {
        let said = wire.command(question)?;
        if !said.has_code(334) {
            return judge(Ok(said), Severity::PositiveCompletion).map(|_| true);
        }
        question = Auth::new_from_response(mechanism, login.clone(), &said).map_err(garbled)?;
    }
    Err(Refusal::Broken(Break::Garbled))
}

/// Begins a letter.
fn mail(parcel: Parcel<'_>, offer: Offer) -> Mail {
    let mut parameters = Vec::new();
    if needs_utf8(parcel) {
        parameters.push(MailParameter::SmtpUtfEight);
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    if offer.largest.is_some() {
        parameters.push(MailParameter::Size(parcel.message.len()));
    }
    Mail::new(Some(mail_address(parcel.from)), parameters)
}

/// Whether a letter has addresses beyond ASCII, which stand in its headers too.
fn needs_utf8(parcel: Parcel<'_>) -> bool {
    let addresses = [parcel.from, parcel.to];
    addresses.iter().any(|address| address.needs_smtputf8()) || !parcel.message.is_ascii()
}

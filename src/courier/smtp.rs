//! The conversation with a server (RFC 5321), command by command: where it breaks off decides what
//! is known of the letter.

use std::error::Error as _;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::thread;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    Certificate, SmtpConnection, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};

use super::password::Password;
use super::{Attempted, Outcome, Parcel, Patience};
use crate::audit::Delivery;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::packet::answer::Answer;
use crate::roster::{Address, SmtpServer, Tls, is_plain};
use crate::sentence;
use crate::words::Sentence;

/// How much of a letter is written at once.
const PIECE: usize = 1 << 16;
/// Of a server's words so many characters are kept.
const LONGEST_ANSWER: usize = 400;

/// A server, and the connection to it while there is one.
pub struct Smtp<'a> {
    server: &'a SmtpServer,
    hello: ClientId,
    tls: Option<TlsParameters>,
    login: Option<(String, Password)>,
    patience: &'a Patience,
    connection: Option<Connection>,
    /// Whether there ever was a connection: then a new one is tried for more than once.
    met: bool,
}

struct Connection {
    smtp: SmtpConnection,
    /// The largest letter that it takes (RFC 1870), if it says so.
    largest: Option<u64>,
    /// Whether it takes addresses beyond ASCII (RFC 6531).
    takes_utf8: bool,
}

impl<'a> Smtp<'a> {
    /// A server that has not been met yet, with the password for it. The machine's own name goes
    /// nowhere: the greeting names the sender's domain.
    pub(super) fn new(
        server: &'a SmtpServer,
        domain: &str,
        root: &Path,
        patience: &'a Patience,
    ) -> Result<Self, Diagnostics> {
        let login = match &server.login {
            Some(login) => Some((login.user.clone(), Password::get(login, root)?)),
            None => None,
        };
        let tls = match server.tls {
            Tls::None => None,
            Tls::StartTls | Tls::Implicit => Some(parameters(server, root)?),
        };
        let hello = ClientId::Domain(domain.to_owned());
        Ok(Self { server, hello, tls, login, patience, connection: None, met: false })
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
        let mut asked = self.ask(parcel);
        // A server may hang up on a connection that has served or idled for long.
        if used && asked.as_ref().is_err_and(Refusal::hangs_up) {
            self.connection = None;
            self.connect()?;
            asked = self.ask(parcel);
        }
        match asked.and_then(|()| self.address(parcel)) {
            Ok(()) => self.transmit(parcel.message, attempted),
            Err(refusal) => Ok(self.refused(refusal)),
        }
    }

    /// Why the server cannot take a letter at all, by what it says of itself.
    fn impossible(&self, parcel: Parcel<'_>) -> Option<Answer> {
        let connection = self.connection.as_ref()?;
        let size = u64::try_from(parcel.message.len()).unwrap_or(u64::MAX);
        match connection.largest {
            Some(largest) if size > largest => Some(Answer::TooLarge(largest)),
            _ if needs_utf8(parcel) && !connection.takes_utf8 => Some(Answer::AsciiOnly),
            _ => None,
        }
    }

    /// Begins a letter: `MAIL`.
    fn ask(&mut self, parcel: Parcel<'_>) -> Result<(), Refusal> {
        let mut parameters = Vec::new();
        if needs_utf8(parcel) {
            parameters.push(MailParameter::SmtpUtfEight);
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        if self.connection.as_ref().is_some_and(|connection| connection.largest.is_some()) {
            parameters.push(MailParameter::Size(parcel.message.len()));
        }
        let from = address(parcel.from);
        self.command(Mail::new(from, parameters), Severity::PositiveCompletion)
    }

    /// Names the recipient, and comes to the message: `RCPT`, `DATA`.
    fn address(&mut self, parcel: Parcel<'_>) -> Result<(), Refusal> {
        let to = address(parcel.to).ok_or(Refusal::Broken(Answer::AsciiOnly))?;
        self.command(Rcpt::new(to, Vec::new()), Severity::PositiveCompletion)?;
        self.command(Data, Severity::PositiveIntermediate)
    }

    /// Sends the message. Up to its last piece a lost connection means that nothing has arrived;
    /// from there on, only an answer tells.
    fn transmit(
        &mut self,
        message: &[u8],
        attempted: Attempted<'_>,
    ) -> Result<Outcome, Diagnostics> {
        let Some(connection) = &mut self.connection else {
            return Ok(self.refused(Refusal::Broken(Answer::Lost)));
        };
        // It ends the last line by itself, before the dot.
        let message = message.strip_suffix(b"\r\n").unwrap_or(message);
        let last = message.len().div_ceil(PIECE).max(1);
        let mut gone = false;
        let pieces = (1..=last).map(|number| {
            if number == last {
                if let Err(faults) = attempted() {
                    // Nothing may follow, the dot least of all, and there is no other way out.
                    panic::resume_unwind(Box::new(faults));
                }
                gone = true;
            }
            &message[(number - 1) * PIECE..message.len().min(number * PIECE)]
        });
        let _ = connection.smtp.set_timeout(Some(self.patience.letter));
        let sent = panic::catch_unwind(AssertUnwindSafe(|| connection.smtp.message_iter(pieces)));
        let _ = connection.smtp.set_timeout(Some(self.patience.command));
        let answered = match sent {
            Ok(answered) => answered,
            Err(stopped) => {
                self.connection = None;
                match stopped.downcast::<Diagnostics>() {
                    Ok(faults) => return Err(*faults),
                    Err(other) => panic::resume_unwind(other),
                }
            }
        };
        Ok(match judge(answered, Severity::PositiveCompletion) {
            Ok(response) => {
                let answer = Answer::Server(self.quoted(&words(&response)));
                Outcome { state: Delivery::Accepted, code: Some(response.code().into()), answer }
            }
            Err(Refusal::Broken(answer)) if gone => {
                self.connection = None;
                Outcome { state: Delivery::Unknown, code: None, answer }
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
            Refusal::Broken(answer) => Outcome { state: Delivery::Deferred, code: None, answer },
        }
    }

    fn command(&mut self, command: impl std::fmt::Display, right: Severity) -> Result<(), Refusal> {
        let connection = self.connection.as_mut().ok_or(Refusal::Broken(Answer::Lost))?;
        judge(connection.smtp.command(command), right).map(drop)
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
        let once = [std::time::Duration::ZERO];
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
        let place = format!("{host}:{port}");
        let fault = |message: Sentence, remedy: Sentence| -> Diagnostics {
            Diagnostic::error(message).remedy(remedy).into()
        };
        let trouble = |error: &Error| {
            let reason = self.quoted(&reason_of(error));
            let server = place.as_str();
            if error.is_tls() || reason.contains("certificate") {
                fault(
                    sentence!("courier-tls", server = server, reason = reason),
                    sentence!("courier-tls-remedy"),
                )
            } else {
                fault(
                    sentence!("courier-connect", server = server, reason = reason),
                    sentence!("courier-connect-remedy"),
                )
            }
        };
        let implicit = self.tls.as_ref().filter(|_| self.server.tls == Tls::Implicit);
        let timeout = Some(self.patience.connection);
        let mut smtp =
            SmtpConnection::connect((host.as_str(), *port), timeout, &self.hello, implicit, None)
                .map_err(|error| trouble(&error))?;
        if self.server.tls == Tls::StartTls
            && let Some(tls) = &self.tls
        {
            if !smtp.can_starttls() {
                smtp.abort();
                return Err(fault(
                    sentence!("courier-no-starttls", server = &place),
                    sentence!("courier-no-starttls-remedy"),
                ));
            }
            smtp.starttls(tls, &self.hello).map_err(|error| trouble(&error))?;
        }
        if let Some((user, password)) = &self.login {
            let credentials = Credentials::new(user.clone(), password.as_str().to_owned());
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).map_err(|error| {
                let reason = self.quoted(&reason_of(&error));
                smtp.abort();
                fault(
                    sentence!("courier-login", user = user, server = &place, reason = reason),
                    sentence!("courier-login-remedy"),
                )
            })?;
        }
        let _ = smtp.set_timeout(Some(self.patience.command));
        // Once more, since what it takes can depend on who has logged in.
        let said = smtp.command(Ehlo::new(self.hello.clone())).map_err(|error| trouble(&error))?;
        Ok(Connection { largest: largest(&said), takes_utf8: offers(&said, "SMTPUTF8"), smtp })
    }

    pub(super) fn leave(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = connection.smtp.quit();
        }
    }
}

/// Why the server does not go on with a letter.
enum Refusal {
    /// It said so.
    Answered { code: u16, words: String },
    /// There was no answer, or none that can be understood.
    Broken(Answer),
}

impl Refusal {
    /// Whether the connection is of no use any more.
    fn hangs_up(&self) -> bool {
        match self {
            // "Service not available, closing transmission channel" (RFC 5321, 4.2.3)
            Self::Answered { code, .. } => *code == 421,
            Self::Broken(_) => true,
        }
    }
}

/// What an answer means, where one of a certain kind is right.
fn judge(answered: Result<Response, Error>, right: Severity) -> Result<Response, Refusal> {
    match answered {
        Ok(response) if response.code().severity == right => Ok(response),
        Ok(_) => Err(Refusal::Broken(Answer::Garbled)),
        Err(error) => Err(match error.status() {
            Some(code) => Refusal::Answered { code: code.into(), words: reason_of(&error) },
            None if error.is_timeout() => Refusal::Broken(Answer::Late),
            None if error.is_response() && !ends_early(&error) => Refusal::Broken(Answer::Garbled),
            None => Refusal::Broken(Answer::Lost),
        }),
    }
}

/// Whether the server hung up within an answer, or before it.
fn ends_early(error: &Error) -> bool {
    reason_of(error) == "incomplete response"
}

fn reason_of(error: &Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}

fn words(response: &Response) -> String {
    response.message().collect::<Vec<_>>().join(" ")
}

/// The letter's largest size in a server's greeting: `SIZE 35882577`.
fn largest(greeting: &Response) -> Option<u64> {
    let said = greeting.message().find_map(|line| line.strip_prefix("SIZE "))?;
    said.trim().parse().ok().filter(|size| *size > 0)
}

fn offers(greeting: &Response, extension: &str) -> bool {
    greeting.message().any(|line| line.eq_ignore_ascii_case(extension))
}

/// Whether a letter has addresses beyond ASCII, which stand in its headers too.
fn needs_utf8(parcel: Parcel<'_>) -> bool {
    let addresses = [parcel.from, parcel.to];
    addresses.iter().any(|address| address.needs_smtputf8()) || !parcel.message.is_ascii()
}

fn address(address: &Address) -> Option<lettre::Address> {
    address.to_string().parse().ok()
}

/// TLS with the system's roots and the roster's own authority.
fn parameters(server: &SmtpServer, root: &Path) -> Result<TlsParameters, Diagnostics> {
    let mut builder = TlsParametersBuilder::new(server.host.clone());
    if let Some(ca) = &server.ca {
        let path = root.join(ca);
        let unreadable = |reason: String| {
            let path = path.display().to_string();
            Diagnostic::error(sentence!("courier-ca", path = path, reason = reason))
                .remedy(sentence!("courier-ca-remedy"))
        };
        let pem = fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
        let certificate =
            Certificate::from_pem(&pem).map_err(|error| unreadable(reason_of(&error)))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|error| {
        let reason = reason_of(&error);
        Diagnostic::error(sentence!("courier-tls", server = &server.host, reason = reason))
            .remedy(sentence!("courier-tls-remedy"))
            .into()
    })
}

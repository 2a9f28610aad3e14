//! MAIL: hands letters over, one at a time, and tells what is known of each afterwards.

mod answers;
mod password;
mod secrecy;
mod sendmail;
mod smtp;
mod wire;

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

pub use self::password::Password;
use self::smtp::Smtp;
use crate::audit::Delivery;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::packet::answer::Answer;
use crate::roster::{Address, Mail, Sendmail, Transport};
use crate::words::Sentence;

/// What programs that this one starts do not need to know.
const SECRETS: [&str; 2] = ["AVSIKT_SMTP_PASSWORD", "AVSIKT_KEY_PASSPHRASE"];

/// A program of the machine, that is told no secrets.
fn program(path: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(path);
    for secret in SECRETS {
        command.env_remove(secret);
    }
    command
}

/// Why letters cannot be handed over, and what to do.
fn fault(message: Sentence, remedy: Sentence) -> Diagnostics {
    Diagnostic::error(message).remedy(remedy).into()
}

/// A letter on its way.
#[derive(Debug, Clone, Copy)]
pub struct Parcel<'a> {
    /// The sender on the envelope.
    pub from: &'a Address,
    /// The one recipient.
    pub to: &'a Address,
    /// The message, its lines ended by CRLF.
    pub message: &'a [u8],
}

/// What is known of a letter that was on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What became of it: accepted, refused, deferred or unknown.
    pub state: Delivery,
    /// The server's reply code (RFC 5321).
    pub code: Option<u16>,
    /// What was said.
    pub answer: Answer,
}

/// How long a conversation may take (RFC 5321, 4.5.3.2).
#[derive(Debug, Clone)]
pub struct Patience {
    /// Until there is a connection.
    pub connection: Duration,
    /// For the answer to a command.
    pub command: Duration,
    /// For the answer to a whole letter: a server that has taken it and is not believed would get
    /// it twice.
    pub letter: Duration,
    /// How long to wait before each new try to connect, once there was a connection.
    pub reconnect: Vec<Duration>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connection: Duration::from_secs(30),
            command: Duration::from_mins(5),
            letter: Duration::from_mins(10),
            reconnect: [0, 2, 10].map(Duration::from_secs).to_vec(),
        }
    }
}

/// Notes, for good, that the last bytes of a letter are about to go out.
pub type Attempted<'a> = &'a mut dyn FnMut() -> Result<(), Diagnostics>;

/// Who hands letters over.
pub enum Courier<'a> {
    /// To a server, over connections that serve for many letters.
    Smtp(Box<Smtp<'a>>),
    /// To a program of this machine.
    Sendmail(&'a Sendmail),
}

impl<'a> Courier<'a> {
    /// A courier of the roster's transport; none when letters are not sent by this program. The
    /// password is got now, unless it has been before.
    ///
    /// # Errors
    /// Why there is no password, or no certificate that can be read.
    pub fn new(
        mail: &'a Mail,
        root: &Path,
        patience: &'a Patience,
        password: Option<Password>,
    ) -> Result<Option<Self>, Diagnostics> {
        Ok(match &mail.transport {
            Transport::File => None,
            Transport::Smtp(server) => {
                let domain = mail.from.address.domain();
                let smtp = Smtp::new(server, domain, root, patience, password)?;
                Some(Self::Smtp(Box::new(smtp)))
            }
            Transport::Sendmail(sendmail) => Some(Self::Sendmail(sendmail)),
        })
    }

    /// Hands a letter over. `attempted` is called when its last bytes are about to go out; when the
    /// server objects after all, they do not.
    ///
    /// # Errors
    /// When there is no way to hand anything over, or `attempted` failed: then nothing of this
    /// letter can have arrived.
    pub fn deliver(
        &mut self,
        parcel: Parcel<'_>,
        attempted: Attempted<'_>,
    ) -> Result<Outcome, Diagnostics> {
        match self {
            Self::Smtp(smtp) => smtp.deliver(parcel, attempted),
            Self::Sendmail(program) => sendmail::deliver(program, parcel, attempted),
        }
    }

    /// Takes leave of the server, for good or for a while: a connection would not wait.
    pub fn leave(&mut self) {
        if let Self::Smtp(smtp) = self {
            smtp.leave();
        }
    }
}

//! How letters are sent.

use std::path::PathBuf;

/// How letters are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Not by this program: they lie in the outbox.
    File,
    /// Over SMTP.
    Smtp(SmtpServer),
    /// By a program of the machine.
    Sendmail(Sendmail),
}

/// A server that takes letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpServer {
    /// Its name in ASCII, or its number.
    pub host: String,
    /// Where it listens.
    pub port: u16,
    /// How the conversation is kept secret.
    pub tls: Tls,
    /// Who logs in, if anybody does; never in the clear.
    pub login: Option<Login>,
    /// The file with the certificate of an own authority (PEM), relative to the ceremony's folder.
    pub ca: Option<PathBuf>,
}

/// How a conversation with a server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the command STARTTLS on, which the server has to offer (RFC 3207).
    StartTls,
    /// From the first byte on (RFC 8314).
    Implicit,
    /// Not at all: only within this machine.
    None,
}

impl Tls {
    /// The usual port.
    #[must_use]
    pub fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Implicit => 465,
            Self::None => 25,
        }
    }
}

/// Who logs in at a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub user: String,
    /// Where the password is; it stands nowhere in the roster.
    pub password: PasswordSource,
}

/// Where a password is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordSource {
    /// In a variable of the environment.
    Environment(String),
    /// In a file that its owner alone can read, relative to the ceremony's folder.
    File(PathBuf),
    /// A program prints it: its name and its arguments, without a shell.
    Command(Vec<String>),
}

/// A program that takes a letter as sendmail does: `COMMAND -i -f FROM -- TO`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sendmail {
    /// Where it is.
    pub command: PathBuf,
}

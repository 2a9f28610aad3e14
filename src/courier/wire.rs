//! A connection to a server: commands go out, answers come in (RFC 5321, 4.2), in the clear or under
//! TLS.
//!
//! lettre has one too, which would not do: what is said in the clear behind the answer to STARTTLS it
//! takes for answers under TLS; a line without an end it reads into memory; and it cannot be asked
//! just before the final dot whether the server is still there.

use std::fmt::Display;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use lettre::transport::smtp::response::Response;
use memchr::memmem;
use rustls::{ClientConnection, StreamOwned};

use super::secrecy::{Secrecy, why};
use crate::diagnostic::reason;
use crate::packet::answer::Answer;
use crate::words::{Sentence, Value};

/// The longest answer that is read, in bytes; RFC 5321, 4.5.3.1.5, allows 512 a line.
const LONGEST: usize = 64 * 1024;

/// A connection.
pub(super) struct Wire {
    /// None only while TLS takes the connection over.
    stream: Option<Stream>,
    /// What was read and not yet taken for an answer.
    ahead: Vec<u8>,
    /// How long a whole answer may take.
    patience: Duration,
}

/// What carries the bytes.
enum Stream {
    Clear(TcpStream),
    Secret(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Break {
    /// The connection was lost, or did not come about; with what the system says of it.
    Lost(Option<Sentence>),
    /// It is not secret, or the server does not prove its name.
    Insecure(Sentence),
    /// Nothing came in time.
    Late,
    /// What came is no answer.
    Garbled,
}

impl Break {
    /// What became of the answer.
    pub(super) fn answer(&self) -> Answer {
        match self {
            Self::Lost(_) | Self::Insecure(_) => Answer::Lost,
            Self::Late => Answer::Late,
            Self::Garbled => Answer::Garbled,
        }
    }

    /// The reason, to stand in a sentence.
    pub(super) fn reason(&self) -> Value {
        match self {
            Self::Lost(Some(reason)) | Self::Insecure(reason) => reason.clone().into(),
            other => other.answer().sentence().into(),
        }
    }
}

impl From<std::io::Error> for Break {
    fn from(error: std::io::Error) -> Self {
        let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        match (tls, error.kind()) {
            (Some(tls), _) => Self::Insecure(why(tls)),
            (None, ErrorKind::WouldBlock | ErrorKind::TimedOut) => Self::Late,
            (None, _) => Self::Lost(Some(reason(&error))),
        }
    }
}

impl Stream {
    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Clear(tcp) => tcp,
            Self::Secret(secret) => &secret.sock,
        }
    }

    /// Goes on under TLS. The server proves its name before anything else is said.
    fn into_secret(self, secrecy: &Secrecy) -> Result<Self, Break> {
        let Self::Clear(mut tcp) = self else { return Ok(self) };
        let broken = |error: rustls::Error| Break::Insecure(why(&error));
        let config = Arc::clone(&secrecy.config);
        let mut tls = ClientConnection::new(config, secrecy.name.clone()).map_err(broken)?;
        while tls.is_handshaking() {
            tls.complete_io(&mut tcp)?;
        }
        Ok(Self::Secret(Box::new(StreamOwned::new(tls, tcp))))
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Clear(tcp) => tcp.read(buffer),
            Self::Secret(secret) => secret.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Clear(tcp) => tcp.write(bytes),
            Self::Secret(secret) => secret.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Clear(tcp) => tcp.flush(),
            Self::Secret(secret) => secret.flush(),
        }
    }
}

impl Wire {
    /// Connects, under TLS from the start if that is given. The first answer is the server's.
    pub(super) fn connect(
        place: (&str, u16),
        patience: Duration,
        secrecy: Option<&Secrecy>,
    ) -> Result<Self, Break> {
        let mut last = Break::Lost(None);
        for address in place.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, patience) {
                Ok(tcp) => {
                    tcp.set_nodelay(true)?;
                    let stream = Some(Stream::Clear(tcp));
                    let mut wire = Self { stream, ahead: Vec::new(), patience };
                    if let Some(secrecy) = secrecy {
                        wire.encrypt(secrecy)?;
                    }
                    return Ok(wire);
                }
                Err(error) => last = error.into(),
            }
        }
        Err(last)
    }

    /// Says how long each answer may take from now on.
    pub(super) fn wait_for(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Goes on under TLS. What was said in the clear before that is not believed.
    pub(super) fn encrypt(&mut self, secrecy: &Secrecy) -> Result<(), Break> {
        self.nothing_ahead()?;
        let stream = self.stream.take().ok_or(Break::Lost(None))?;
        stream.tcp().set_read_timeout(Some(self.patience))?;
        stream.tcp().set_write_timeout(Some(self.patience))?;
        self.stream = Some(stream.into_secret(secrecy)?);
        Ok(())
    }

    fn stream(&mut self) -> Result<&mut Stream, Break> {
        self.stream.as_mut().ok_or(Break::Lost(None))
    }

    /// Says a command, and gives the answer to it.
    pub(super) fn command(&mut self, command: impl Display) -> Result<Response, Break> {
        // An answer to what was not asked yet is none.
        self.nothing_ahead()?;
        self.write(command.to_string().as_bytes())?;
        self.answer()
    }

    /// Says commands without waiting in between (RFC 2920); the [answers](Self::answer) come in their
    /// order.
    pub(super) fn command_all<const N: usize>(&mut self, commands: [&str; N]) -> Result<(), Break> {
        self.nothing_ahead()?;
        self.write(commands.concat().as_bytes())
    }

    /// Writes a part of a message, which begins with a line's beginning.
    pub(super) fn write_lines(&mut self, lines: &[u8]) -> Result<(), Break> {
        let mut stuffed = Vec::with_capacity(lines.len() + 64);
        let first = lines.starts_with(b".").then_some(0);
        let others = memmem::find_iter(lines, b"\n.").map(|end| end + 1);
        let mut written = 0;
        for dot in first.into_iter().chain(others) {
            stuffed.extend_from_slice(&lines[written..dot]);
            stuffed.push(b'.');
            written = dot;
        }
        stuffed.extend_from_slice(&lines[written..]);
        self.write(&stuffed)
    }

    /// What the server has said of its own accord in the middle of a message, if it has. Nothing is
    /// waited for: the shortest wait that systems know for a connection is several milliseconds.
    pub(super) fn interjection(&mut self) -> Result<Option<Response>, Break> {
        if !self.ahead.is_empty() {
            return self.answer().map(Some);
        }
        self.stream()?.tcp().set_nonblocking(true)?;
        let looked = self.read();
        self.stream()?.tcp().set_nonblocking(false)?;
        match looked {
            Ok(()) => self.answer().map(Some),
            Err(Break::Late) => Ok(None),
            Err(broken) => Err(broken),
        }
    }

    fn nothing_ahead(&self) -> Result<(), Break> {
        if self.ahead.is_empty() { Ok(()) } else { Err(Break::Garbled) }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Break> {
        let patience = self.patience;
        let stream = self.stream()?;
        stream.tcp().set_write_timeout(Some(patience))?;
        stream.write_all(bytes)?;
        Ok(stream.flush()?)
    }

    /// Reads an answer, all its lines.
    pub(super) fn answer(&mut self) -> Result<Response, Break> {
        let until = Stopwatch::now() + self.patience;
        let mut answer = String::new();
        loop {
            let line = self.line(until)?;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\r', '\n']);
            answer.push_str(line);
            // A code may stand alone.
            answer.push_str(if line.len() == 3 { " \r\n" } else { "\r\n" });
            if line.as_bytes().get(3) != Some(&b'-') {
                return answer.parse().map_err(|_| Break::Garbled);
            }
            if answer.len() > LONGEST {
                return Err(Break::Garbled);
            }
        }
    }

    fn line(&mut self, until: Stopwatch) -> Result<Vec<u8>, Break> {
        loop {
            if let Some(end) = self.ahead.iter().position(|byte| *byte == b'\n') {
                return Ok(self.ahead.drain(..=end).collect());
            }
            if self.ahead.len() > LONGEST {
                return Err(Break::Garbled);
            }
            let left = until.saturating_duration_since(Stopwatch::now());
            if left.is_zero() {
                return Err(Break::Late);
            }
            self.stream()?.tcp().set_read_timeout(Some(left))?;
            self.read()?;
        }
    }

    fn read(&mut self) -> Result<(), Break> {
        let mut buffer = [0; 4096];
        loop {
            match self.stream()?.read(&mut buffer) {
                Ok(0) => return Err(Break::Lost(None)),
                Ok(count) => {
                    self.ahead.extend_from_slice(&buffer[..count]);
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

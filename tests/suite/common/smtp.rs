//! A mail server on loopback that keeps what it is given, writes down all that is said to it, and
//! fails where it is told to.
//!
//! What it kept and what it wrote down is the witness in the tests of delivery: what a run says of
//! a letter is compared with this, never with itself.

mod session;
mod tests;
mod trust;
mod wire;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustls::ServerConfig;

pub(crate) use trust::{Certificate, Trust};

/// When a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    Never,
    Starttls,
    Implicit,
}

/// What a server is like, whatever it is told to do besides.
#[derive(Clone)]
pub(crate) struct Manner {
    pub(crate) encryption: Encryption,
    /// Who may send, with which password; anybody, if there is none.
    pub(crate) user: Option<(&'static str, &'static str)>,
    /// The ways of logging in that it offers, under TLS.
    pub(crate) mechanisms: &'static str,
    /// The size that it announces and keeps to.
    pub(crate) size: Option<usize>,
    /// The other extensions that it announces.
    pub(crate) extensions: &'static [&'static str],
    /// Whether it lets a message come for which it has taken no recipient.
    pub(crate) data_for_nobody: bool,
    /// Its certificate, if it has one.
    pub(crate) tls: Option<Arc<ServerConfig>>,
}

impl Manner {
    /// A server that takes letters from anybody, in the clear.
    pub(crate) fn open() -> Self {
        Self {
            encryption: Encryption::Never,
            user: None,
            mechanisms: "PLAIN LOGIN",
            size: Some(50_000_000),
            extensions: &["8BITMIME", "SMTPUTF8", "PIPELINING"],
            data_for_nobody: false,
            tls: None,
        }
    }

    /// A server that takes letters under TLS only, from one user only.
    pub(crate) fn guarded(encryption: Encryption, trust: &Trust, shows: Certificate) -> Self {
        Self {
            encryption,
            user: Some(("klimat", "l0senord-SOM-ingen-far-se")),
            tls: Some(trust.configuration(shows)),
            ..Self::open()
        }
    }
}

/// Where in a conversation something happens: what the server would answer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Banner,
    Ehlo,
    Starttls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// In the middle of the message, where nothing is answered.
    Body,
    /// After the final dot.
    Dot,
    Rset,
    Quit,
}

/// A point in everything that is said to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) phase: Phase,
    /// Which connection, from 1.
    pub(crate) connection: usize,
    /// Which MAIL, from 1, whatever became of the others; 0 before the first.
    pub(crate) message: usize,
    /// To whom, once it is known.
    pub(crate) recipient: Option<String>,
}

/// What a server does instead of answering as it should. Where nothing else is said, a letter whose
/// final dot it has read is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Gives another answer. A letter is kept when it begins with 2; 421 also closes.
    Say(&'static str),
    /// Closes without an answer; does not keep the letter.
    Close,
    /// Keeps the letter, and closes without an answer.
    KeepAndClose,
    /// Answers as it should, and closes.
    AnswerAndClose,
    /// Answers one half as it should, says nothing for a while, and closes.
    Cut(Duration),
    /// Is silent for a while, and then does as it should.
    Wait(Duration),
    /// Answers as it should, one byte at a time, with a pause before each.
    Drip(Duration),
    /// Sends one line without an end, until nobody listens, or for some hundred megabytes.
    EndlessLine,
    /// Sends lines that all say that more follow, likewise.
    EndlessLines,
}

/// A letter that a server kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// By which connection it came.
    pub(crate) connection: usize,
    /// Which MAIL it was.
    pub(crate) message: usize,
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    /// The message as it was meant: without the dots that stuff it, and without the final one.
    pub(crate) bytes: Vec<u8>,
    pub(crate) encrypted: bool,
    /// Who had logged in.
    pub(crate) user: Option<String>,
}

/// A line that was said to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) connection: usize,
    /// Without its end.
    pub(crate) line: String,
    pub(crate) encrypted: bool,
    /// Whether more was said before it was answered.
    pub(crate) more: bool,
}

/// All that a server has seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    /// How many connections there were.
    pub(crate) connections: usize,
    /// How many of them the server has shut.
    pub(crate) ended: usize,
    /// The commands in their order, and what was said while logging in; no messages.
    pub(crate) said: Vec<Said>,
    /// Users and passwords that were shown to it, right or wrong, and whether under TLS.
    pub(crate) credentials: Vec<(String, String, bool)>,
    /// The letters that it kept, in their order.
    pub(crate) kept: Vec<Kept>,
    /// How many MAIL commands there were.
    pub(crate) messages: usize,
    /// What was said against the rules of the protocol.
    pub(crate) breaches: Vec<String>,
}

/// What decides upon faults; it is asked once at each point.
type Script = dyn Fn(&Moment) -> Option<Fault> + Send + Sync;

/// What the threads of a server share.
struct Shared {
    manner: Manner,
    script: Mutex<Arc<Script>>,
    record: Mutex<Record>,
    over: AtomicBool,
}

impl Shared {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fault(&self, moment: &Moment) -> Option<Fault> {
        let script = Arc::clone(&self.script.lock().unwrap_or_else(PoisonError::into_inner));
        script(moment)
    }
}

/// A server that listens until it is dropped.
pub(crate) struct MailServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl MailServer {
    /// A server on a free port, which does nothing wrong until it is told to.
    pub(crate) fn new(manner: Manner) -> Self {
        Self::at(manner, 0)
    }

    /// The same on a port that is known already, as [`port::closed`](super::port::closed) tells one.
    pub(crate) fn at(manner: Manner, port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener that does not wait");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            manner,
            script: Mutex::new(Arc::new(|_| None)),
            record: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let thread = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || listen(&listener, &shared))
        };
        Self { address, shared, thread: Some(thread) }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Says what is to go wrong from now on.
    pub(crate) fn script(&self, script: impl Fn(&Moment) -> Option<Fault> + Send + Sync + 'static) {
        *self.shared.script.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(script);
    }

    /// Nothing goes wrong from now on.
    pub(crate) fn heal(&self) {
        self.script(|_| None);
    }

    /// What it has seen so far.
    pub(crate) fn record(&self) -> Record {
        self.shared.record().clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Speaks with everybody, each in a thread, until it is over; at the latest after some minutes.
fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    let begun = Instant::now();
    while !shared.over.load(Ordering::SeqCst) && begun.elapsed() < Duration::from_mins(5) {
        match listener.accept() {
            Ok((stream, _)) => {
                let number = {
                    let mut record = shared.record();
                    record.connections += 1;
                    record.connections
                };
                let shared = Arc::clone(shared);
                thread::spawn(move || session::converse(stream, number, &shared));
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(2));
            }
            Err(error) => panic!("the server cannot listen: {error}"),
        }
    }
}

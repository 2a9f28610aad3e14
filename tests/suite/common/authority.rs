//! A time-stamping authority on loopback: `openssl ts -reply` behind a small HTTP server.
//!
//! Its certificates are made anew for each test; nobody else trusts them.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What an authority's certificates and answers are made with.
const CONFIGURATION: &str = "\
[req]
distinguished_name = name
prompt = no
[name]
CN = Invented time-stamping authority
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = ours
[ours]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
certs = ca.pem
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_alg = sha256
";

/// The authority's keys and certificates.
pub(crate) struct Office {
    directory: TempDir,
}

impl Office {
    /// Makes a root certificate, and under it one that may stamp.
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().expect("a temporary folder");
        let office = Self { directory };
        write(&office.path("tsa.cnf"), CONFIGURATION.as_bytes());
        write(&office.path("serial"), b"01\n");
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        for arguments in [
            format!(
                "req -config tsa.cnf -x509 -extensions ca -days 7 {key} -keyout ca.key -out ca.pem"
            ),
            format!("req -config tsa.cnf -subj /CN=Stamps {key} -keyout tsa.key -out tsa.csr"),
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 \
             -extfile tsa.cnf -extensions stamping -out tsa.pem"
                .to_owned(),
        ] {
            let (code, said) = office.openssl(&arguments.split_whitespace().collect::<Vec<_>>());
            assert_eq!(code, 0, "openssl {arguments}: {said}");
        }
        office
    }

    /// A path among the authority's files.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// The answer (`TimeStampResp`) to a question.
    pub(crate) fn answer(&self, question: &[u8]) -> Vec<u8> {
        // One at a time: openssl counts in a file.
        static ONE: Mutex<()> = Mutex::new(());
        let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        write(&self.path("question.tsq"), question);
        let arguments = "ts -reply -config tsa.cnf -queryfile question.tsq -out answer.tsr";
        let (code, said) = self.openssl(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(code, 0, "openssl {arguments}: {said}");
        fs::read(self.path("answer.tsr")).expect("an answer")
    }

    /// Whether openssl finds that an answer is about a file, and signed by this authority.
    pub(crate) fn verifies(&self, token: &Path, data: &Path) -> (bool, String) {
        let path = |path: &Path| path.to_str().expect("a path").to_owned();
        let (token, data) = (path(token), path(data));
        let arguments = ["ts", "-verify", "-in", &token, "-data", &data, "-CAfile", "ca.pem"];
        let (code, said) = self.openssl(&arguments);
        (code == 0, said)
    }

    /// Speaks TLS on a port of loopback, with a certificate that the world does not know.
    pub(crate) fn tls(&self, port: u16) -> Child {
        let address = format!("127.0.0.1:{port}");
        let arguments =
            ["s_server", "-accept", &address, "-cert", "tsa.pem", "-key", "tsa.key", "-www"];
        let mut child = Command::new("openssl")
            .args(arguments)
            .current_dir(self.directory.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl runs");
        let begun = Instant::now();
        while TcpStream::connect(&address).is_err() {
            let ended = child.try_wait().expect("a process of ours");
            assert!(ended.is_none() && begun.elapsed() < Duration::from_secs(10), "{ended:?}");
            thread::sleep(Duration::from_millis(20));
        }
        child
    }

    fn openssl(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(self.directory.path())
            .output()
            .unwrap_or_else(|error| {
                panic!(
                    "these tests need the program openssl (on Debian: apt install openssl): {error}"
                )
            });
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }
}

#[expect(clippy::disallowed_methods, reason = "an authority's own folder")]
fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
}

/// What a server does for a question's body: it sends everything from the status line on.
type Answering = dyn Fn(&[u8], &mut TcpStream) -> io::Result<()> + Send + Sync;

/// A server that answers questions until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// A server with an answer of its own making.
    pub(crate) fn new(answer: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::answering(move |question, stream| stream.write_all(&answer(question)))
    }

    /// A server that sends so many bytes, one at a time, with a pause before each.
    pub(crate) fn dripping(count: usize, pause: Duration) -> Self {
        Self::answering(move |_, stream| {
            for byte in reply(&[0x30; 1000]).into_iter().take(count) {
                thread::sleep(pause);
                stream.write_all(&[byte])?;
            }
            Ok(())
        })
    }

    fn answering(
        answering: impl Fn(&[u8], &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a listener that does not wait");
        let address = listener.local_addr().expect("an address");
        let (asked, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let thread = {
            let (asked, over) = (Arc::clone(&asked), Arc::clone(&over));
            thread::spawn(move || serve(&listener, &answering, &asked, &over))
        };
        Self { address, asked, over, thread: Some(thread) }
    }

    /// A server of an authority that does as it should.
    pub(crate) fn right(office: &Arc<Office>) -> Self {
        let office = Arc::clone(office);
        Self::new(move |question| reply(&office.answer(question)))
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/tsr", self.address)
    }

    /// How many questions it has had.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Answers one after the other, until it is over; at the latest after some minutes.
fn serve(listener: &TcpListener, answering: &Answering, asked: &AtomicUsize, over: &AtomicBool) {
    let begun = Instant::now();
    while !over.load(Ordering::SeqCst) && begun.elapsed() < Duration::from_mins(5) {
        match listener.accept() {
            Ok((stream, _)) => {
                asked.fetch_add(1, Ordering::SeqCst);
                // Who asks may have gone away; that is for the test to see.
                let _ = converse(stream, answering);
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(5));
            }
            Err(error) => panic!("the server cannot listen: {error}"),
        }
    }
}

fn converse(mut stream: TcpStream, answering: &Answering) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let body = loop {
        let count = stream.read(&mut buffer)?;
        bytes.extend(&buffer[..count]);
        assert!(count > 0 && bytes.len() < 64 * 1024, "a whole question");
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        assert!(text.starts_with("post /tsr "), "{text}");
        assert!(text.contains("\r\ncontent-type: application/timestamp-query\r\n"), "{text}");
        let length = text.split("\r\ncontent-length: ").nth(1).expect("a length");
        let length: usize = length.split('\r').next().unwrap().parse().expect("a number");
        if bytes.len() >= end + 4 + length {
            break bytes[end + 4..end + 4 + length].to_vec();
        }
    };
    answering(&body, &mut stream)
}

/// An HTTP answer as an authority gives it.
pub(crate) fn reply(body: &[u8]) -> Vec<u8> {
    http("200 OK", "Content-Type: application/timestamp-reply\r\n", body)
}

/// An HTTP answer.
pub(crate) fn http(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

//! A small ceremony with five letters, and a mail server that is to have them.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use serde_json::Value;

use super::Sandbox;
use super::smtp::{Encryption, Kept, MailServer, Manner, Trust};

/// The letters in the order in which they go, each with its file in the outbox and its recipient.
pub(crate) const LETTERS: [(&str, &str, &str); 5] = [
    ("solbacken", "solbacken-r1.eml", "asa@solbacken.example"),
    ("akerlund", "akerlund-r1.eml", "orjan@akerlundbygg.example"),
    ("akerlund+copy1", "akerlund-r1-copy1.eml", "kontoret@akerlundbygg.example"),
    ("huset-i-parken", "huset-i-parken-r1.eml", "styrelsen@husetiparken.example"),
    ("coordinator", "coordinator-r1.eml", "koordinator@lund.example"),
];

/// Where the roster's lines on how letters are transported go.
const ANCHOR: &str = "coordinator-name = \"Samordnaren\"\n";

/// A folder whose letters have been composed, and the server that its roster names.
pub(crate) struct Mailroom {
    pub(crate) sandbox: Sandbox,
    pub(crate) server: MailServer,
    /// The ceremony as it was before anything was sent.
    origin: Arc<Sandbox>,
}

/// How a run of `send` ended.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Mailroom {
    /// With a server that takes everything, in the clear.
    pub(crate) fn open() -> Self {
        Self::new(Manner::open(), "")
    }

    /// With a server that wants TLS and a password, which comes from where these lines of
    /// `[mail.smtp]` say.
    pub(crate) fn guarded(manner: Manner, trust: &Trust, lines: &str) -> Self {
        let room = Self::new(manner, &format!("user = \"klimat\"\nca = \"ca.pem\"\n{lines}"));
        fs::copy(trust.authority(), room.sandbox.path("ca.pem")).expect("a certificate");
        room
    }

    /// With a server, and further lines of `[mail.smtp]`.
    pub(crate) fn new(manner: Manner, lines: &str) -> Self {
        let tls = match manner.encryption {
            Encryption::Never => "none",
            Encryption::Starttls => "starttls",
            Encryption::Implicit => "implicit",
        };
        let server = MailServer::new(manner);
        let tls =
            if lines.contains("tls = ") { String::new() } else { format!("tls = \"{tls}\"\n") };
        let origin = produced();
        let room = Self { sandbox: Sandbox::copy_of(&origin), server, origin };
        room.transport(&format!(
            "transport = \"smtp\"\n[mail.smtp]\nhost = \"localhost\"\nport = {}\n{tls}{lines}\n",
            room.server.port()
        ));
        room
    }

    /// Puts lines behind those of `[mail]`, in the place of what was there.
    pub(crate) fn transport(&self, lines: &str) {
        let roster = self.sandbox.read("signatories.toml");
        let (before, after) = roster.split_once(ANCHOR).expect("the section mail");
        let after = &after[after.find("\n[packet]").expect("the section packet")..];
        self.sandbox
            .write("signatories.toml", format!("{before}{ANCHOR}{lines}{after}").as_bytes());
    }

    /// Runs `send` without patience for what is deferred.
    pub(crate) fn send(&self, arguments: &[&str]) -> Sent {
        let arguments = [&["--lang", "en", "send", "--patience", "0"], arguments].concat();
        let (code, out, err) = self.sandbox.run(&arguments);
        Sent { code, out, err }
    }

    /// Where each letter stands, by what `status` says.
    pub(crate) fn states(&self) -> BTreeMap<String, String> {
        let (code, out, err) = self.sandbox.run(&["status", "--json"]);
        assert_eq!(code, 0, "{err}");
        let status: Value = serde_json::from_str(&out).expect("JSON");
        let rows = status["signatories"].as_array().expect("a list").iter();
        let lists = rows.map(|row| &row["letters"]).chain([&status["coordinator"]]);
        lists
            .flat_map(|letters| letters.as_array().expect("a list"))
            .map(|letter| {
                let text = |key: &str| letter[key].as_str().expect("text").to_owned();
                (text("letter"), text("state"))
            })
            .collect()
    }

    /// A letter's bytes, as `produce` left them.
    pub(crate) fn letter(&self, file: &str) -> Vec<u8> {
        let path = self.origin.path(&format!("output/outbox/{file}"));
        fs::read(path).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// How often each letter was kept by the server; nothing else may have been, and nothing may
    /// have been said against the protocol.
    pub(crate) fn kept(&self) -> [usize; 5] {
        let record = self.server.record();
        assert!(record.breaches.is_empty(), "{:?}", record.breaches);
        let mut times = [0; 5];
        for Kept { from, to, bytes, .. } in &record.kept {
            assert_eq!(from, "klimatsamverkan@lund.example");
            let known = LETTERS.iter().position(|(_, _, address)| [*address] == to[..]);
            let known = known.unwrap_or_else(|| panic!("to {to:?}"));
            let whole = self.letter(LETTERS[known].1);
            assert!(whole == *bytes, "{to:?} was given something else than its letter");
            times[known] += 1;
        }
        times
    }

    /// That everything is where it should be: each letter kept once, the folder sound, and nothing
    /// left to do.
    pub(crate) fn all_is_done(&self, what: &str) {
        assert_eq!(self.kept(), [1; 5], "{what}");
        let states = self.states();
        assert!(
            states.len() == 5 && states.values().all(|state| state == "sent"),
            "{what}: {states:?}"
        );
        let connections = self.server.record().connections;
        let again = self.send(&["--confirm", "1"]);
        assert_eq!(again.code, 0, "{what}: {again:?}");
        assert_eq!(self.server.record().connections, connections, "{what}: nothing is left to do");
        let (code, out, _) = self.sandbox.run(&["verify"]);
        assert_eq!(code, 0, "{what}: {out}");
    }
}

/// The ceremony, after `produce`: made once, for as long as somebody holds it.
fn produced() -> Arc<Sandbox> {
    static PRODUCED: Mutex<Weak<Sandbox>> = Mutex::new(Weak::new());
    let mut produced = PRODUCED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(sandbox) = produced.upgrade() {
        return sandbox;
    }
    let sandbox = Sandbox::new();
    let roster = sandbox.read("signatories.toml");
    let three: Vec<&str> = roster.split("[[signatory]]\n").take(4).collect();
    sandbox.write("signatories.toml", three.join("[[signatory]]\n").as_bytes());
    sandbox.change("signatories.toml", "[\"invitation\", \"declaration\"]", "[\"declaration\"]");
    sandbox.produce();
    let sandbox = Arc::new(sandbox);
    *produced = Arc::downgrade(&sandbox);
    sandbox
}

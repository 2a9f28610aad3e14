//! A ceremony's folder of its own for each test, and the program run in it.

pub(crate) mod authority;
pub(crate) mod mailroom;
pub(crate) mod port;
pub(crate) mod schema;
pub(crate) mod smtp;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use assert_cmd::Command;
use avsikt::audit::PublicKey;
use serde_json::Value;
use tempfile::TempDir;

/// The repository's own sample, in a temporary folder.
pub(crate) struct Sandbox {
    directory: TempDir,
}

impl Sandbox {
    /// A copy of the sample.
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().expect("a temporary folder");
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(repository.join("signatories.toml"), directory.path().join("signatories.toml"))
            .expect("the sample's roster");
        fs::create_dir(directory.path().join("templates")).expect("a folder");
        for entry in fs::read_dir(repository.join("templates")).expect("the templates") {
            let entry = entry.expect("a template");
            fs::copy(entry.path(), directory.path().join("templates").join(entry.file_name()))
                .expect("a template");
        }
        Self { directory }
    }

    /// A folder like another one, as it is now.
    pub(crate) fn copy_of(other: &Self) -> Self {
        let directory = TempDir::new().expect("a temporary folder");
        for (name, bytes) in other.files("") {
            let path = directory.path().join(&name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::copy(other.path(&name), &path).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(fs::read(&path).ok(), Some(bytes));
        }
        Self { directory }
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A file's text.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Replaces one text by another in a file; it must be there exactly once.
    pub(crate) fn change(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert_eq!(text.matches(from).count(), 1, "{from}");
        self.write(file, text.replacen(from, to, 1).as_bytes());
    }

    /// Writes a file.
    #[expect(clippy::disallowed_methods, reason = "a test's own folder")]
    pub(crate) fn write(&self, file: &str, bytes: &[u8]) {
        fs::write(self.path(file), bytes).expect("a file");
    }

    /// Runs the program; exit code, standard output, standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        run_in(self.directory.path(), arguments)
    }

    /// Runs the program with variables in its environment.
    pub(crate) fn run_with(
        &self,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> (i32, String, String) {
        let mut command = command(self.directory.path(), arguments);
        ended(command.envs(variables.iter().copied()))
    }

    /// Runs `produce --json`, which must succeed.
    pub(crate) fn produce(&self) -> Value {
        let (code, out, err) = self.run(&["produce", "--json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).expect("JSON")
    }

    /// A shell script that can be run. Another process writes it: a program that another test is just
    /// starting has a copy of all that is open here, and what somebody may write to nobody can run.
    pub(crate) fn program(&self, name: &str, script: &str) -> PathBuf {
        let path = self.path(name);
        let write = "printf '#!/bin/sh\\n%s\\n' \"$1\" >\"$2\" && chmod 700 \"$2\"";
        let arguments = ["-c", write, "sh", script, path.to_str().expect("a path")];
        Command::new("sh").args(arguments).assert().success();
        path
    }

    /// Sends all letters that are due to a program that takes them and does nothing.
    pub(crate) fn send(&self) {
        if !self.read("signatories.toml").contains("[mail.sendmail]") {
            self.change("signatories.toml", "[mail]\n", "[mail]\ntransport = \"sendmail\"\n");
            let program = self.program("takes-all", "exec cat >/dev/null");
            let section =
                format!("[mail.sendmail]\ncommand = \"{}\"\n\n[packet]\n", program.display());
            self.change("signatories.toml", "[packet]\n", &section);
        }
        let (_, out, err) = self.run(&["--lang", "en", "send", "--dry-run"]);
        let count = out.lines().last().and_then(|line| line.split(' ').next()).expect(&err);
        let (code, out, err) = self.run(&["send", "--confirm", count, "--patience", "0"]);
        assert_eq!(code, 0, "{out}{err}");
    }

    /// Records that a signatory's signed copy came in, with a scan.
    pub(crate) fn receive(&self, id: &str) {
        self.write("scan.pdf", b"%PDF-1.4 signed");
        let scan = self.path("scan.pdf");
        let (code, _, err) = self.run(&["receive", id, scan.to_str().expect("a path")]);
        assert_eq!(code, 0, "{err}");
    }

    /// All files below a directory with their bytes.
    pub(crate) fn files(&self, directory: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.path(directory), "", &mut |name, path| {
            files.insert(name, fs::read(path).expect("a file"));
        });
        files
    }

    /// All files below a directory with the instants of their last change.
    pub(crate) fn instants(&self, directory: &str) -> BTreeMap<String, SystemTime> {
        let mut files = BTreeMap::new();
        walk(&self.path(directory), "", &mut |name, path| {
            let changed = fs::metadata(path).and_then(|m| m.modified()).expect("an instant");
            files.insert(name, changed);
        });
        files
    }
}

/// The public key that signed a sandbox's ledger.
pub(crate) fn public_key(sandbox: &Sandbox) -> PublicKey {
    let key = avsikt::keyring::find(&sandbox.path("key")).expect("a key").expect("it is there");
    key.public()
}

/// Puts a key that is always the same into a file.
pub(crate) fn write_key(path: &Path) {
    avsikt::keyring::create(path, &[7; 32], None).expect("a key");
}

/// Runs the program on a folder; exit code, standard output, standard error.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    ended(&mut command(folder, arguments))
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("avsikt"));
    command
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("AVSIKT_KEY", folder.join("key"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        // What whoever runs the tests has set is no part of them.
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("AVSIKT_KEY_PASSPHRASE")
        .env_remove("AVSIKT_SMTP_PASSWORD")
        // Where a proxy leads out, loopback is not behind it.
        .env("NO_PROXY", "127.0.0.1");
    command
}

fn ended(command: &mut Command) -> (i32, String, String) {
    let asked = command.get_args().any(|argument| argument == "--json");
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("no signal");
    let (out, err) = (text(output.stdout), text(output.stderr));
    // Whatever a test is about, what programs read is what its schema says.
    if asked && !out.is_empty() {
        let faults = schema::faults_of_answer(&out);
        assert!(faults.is_empty(), "{}\n{out}", faults.join("\n"));
    }
    (code, out, err)
}

fn walk(directory: &Path, prefix: &str, see: &mut impl FnMut(String, &Path)) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), see);
        } else {
            see(name, &path);
        }
    }
}

/// The names in a list of `{"document": …, "revision": …}` or of letters: `name r1`.
pub(crate) fn names(list: &Value, name: &str) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|entry| format!("{} r{}", entry[name].as_str().expect("a name"), entry["revision"]))
        .collect()
}

/// The text of a PDF, read by a library that has nothing to do with how it was written; white
/// space is one space.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF can be read");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! The desk of somebody who follows a page: a folder, a mail server, and hands that answer questions.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::common::Sandbox;
use crate::common::smtp::{Fault, MailServer, Manner, Phase};

use super::pages::Page;

/// How the commands begin that are run here; all of them are this program, but for steps between folders.
pub(crate) const KNOWN: [&str; 4] = ["avsikt ", "cargo run --release -- ", "cd ", "rm -r shards"];

pub(crate) struct Desk {
    /// The sample, in which every page begins.
    pub(crate) sandbox: Sandbox,
    pub(crate) server: MailServer,
    pub(crate) here: PathBuf,
    language: &'static str,
    names: &'static [(&'static str, &'static str)],
}

impl Desk {
    pub(crate) fn new(page: &Page) -> Self {
        let sandbox = Sandbox::new();
        fs::create_dir(sandbox.path("bin")).expect("a folder");
        symlink(assert_cmd::cargo::cargo_bin!("avsikt"), sandbox.path("bin/avsikt"))
            .expect("a link");
        // Where `--open` shows something, nobody looks.
        sandbox.program("bin/xdg-open", "");
        let here = sandbox.path("");
        let server = MailServer::new(Manner::open());
        Self { sandbox, server, here, language: page.language, names: page.names }
    }

    /// Replaces a text in a file of the folder in which the reader is, where it stands first.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.here.join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(from), "{from} is not in {file}:\n{text}");
        self.save(file, text.replacen(from, to, 1));
    }

    /// Writes a file into the folder in which the reader is.
    #[expect(clippy::disallowed_methods, reason = "a test's own folder")]
    pub(crate) fn save(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.here.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Has the roster name the mail server.
    pub(crate) fn by_mail(&self) {
        let port = self.server.port();
        let lines = format!(
            "[mail]\ntransport = \"smtp\"\nsmtp = {{ host = \"localhost\", port = {port}, tls = \"none\" }}\n"
        );
        self.edit("signatories.toml", "[mail]\n", &lines);
    }

    /// Loses the answer to a letter, and defers another.
    pub(crate) fn trouble(&self, unknown: &'static str, deferred: &'static str) {
        self.server.script(move |moment| {
            let to = |address| moment.recipient.as_deref() == Some(address);
            match moment.phase {
                Phase::Dot if to(unknown) => Some(Fault::KeepAndClose),
                Phase::Rcpt if to(deferred) => Some(Fault::Say("450 4.2.0 Greylisted")),
                _ => None,
            }
        });
    }

    /// Types a command, and answers what it asks. Its exit code, and what it printed.
    pub(crate) fn types(&mut self, command: &str) -> (i32, String) {
        let mut command = bare(command).replacen("cargo run --release -- ", "avsikt ", 1);
        for (name, means) in self.names {
            command = command.replace(name, means);
        }
        if command.contains(" --watch") {
            return self.watches(&command);
        }
        let words: Vec<&str> = command.split(' ').collect();
        let verb = if words.get(1) == Some(&"-C") { words.get(3) } else { words.get(1) };
        match verb {
            Some(&"import") => {
                let shown = self.dry(&command);
                let sum = shown.lines().rev().find_map(|line| line.split_once(" = "));
                let changed = sum.map_or(0, |(_, sum)| number(sum));
                let _ = write!(command, " --confirm {changed}");
            }
            Some(&"send") if !command.contains("--confirm-sent") => {
                let count = number(self.dry(&command).lines().last().unwrap_or_default());
                let _ = write!(command, " --confirm {count} --patience 0");
            }
            _ => {}
        }
        self.runs(&command)
    }

    /// What a command would print.
    fn dry(&mut self, command: &str) -> String {
        let (code, out) = self.runs(&format!("{command} --dry-run"));
        assert_eq!(code, 0, "{command}: {out}");
        out
    }

    fn shell(&self, script: &str) -> Command {
        let path = std::env::var("PATH").expect("a path");
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .current_dir(&self.here)
            .env("PATH", format!("{}:{path}", self.sandbox.path("bin").display()))
            .env("LC_ALL", format!("{}.UTF-8", self.language))
            .env("DISPLAY", ":0")
            .env("AVSIKT_KEY", self.sandbox.path("key"))
            .env("XDG_CACHE_HOME", self.sandbox.path("cache"))
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null());
        command
    }

    fn runs(&mut self, command: &str) -> (i32, String) {
        let stands = self.sandbox.path("here");
        let script =
            format!("{{ {command}; }} 2>&1\ncode=$?\npwd -P >'{}'\nexit $code", stands.display());
        let output = self.shell(&script).output().expect("a shell");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let here = fs::read_to_string(stands).unwrap_or_else(|error| panic!("{error}: {said}"));
        self.here = PathBuf::from(here.trim_end());
        (output.status.code().expect("no signal"), said)
    }

    /// Runs what would go on for ever until it has shown something.
    fn watches(&mut self, command: &str) -> (i32, String) {
        // What is faulty would be waited for.
        let (code, said) = self.runs(&command.replace(" --watch", ""));
        if code != 0 {
            return (code, said);
        }
        let mut child = self
            .shell(&format!("exec {command} 2>&1"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut said = String::new();
        for line in out.lines() {
            said += &(line.expect("text") + "\n");
            if said.ends_with(".pdf\n") {
                break;
            }
        }
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        (i32::from(!said.ends_with(".pdf\n")), said)
    }
}

/// A command without the remark behind it.
pub(crate) fn bare(command: &str) -> &str {
    command.split("  #").next().expect("a part").trim_end()
}

/// Whether what was printed is what a page says.
pub(crate) fn says(page: &[String], printed: &[&str]) -> bool {
    match (page.split_first(), printed.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((any, page)), _) if any == "…" => {
            (0..=printed.len()).any(|passed| says(page, &printed[passed..]))
        }
        (Some((said, page)), Some((line, printed))) => is_line(said, line) && says(page, printed),
        (Some(_), None) => false,
    }
}

fn is_line(said: &str, line: &str) -> bool {
    let mut parts = said.trim_end().split('…');
    let first = parts.next().expect("a part");
    let Some(mut rest) = line.trim_end().strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[test]
fn what_a_page_says_is_told_from_what_it_does_not() {
    let page = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let printed = ["one 1", "two", "three"];
    for right in ["one 1\ntwo\nthree", "…\nthree", "one …\n…", "…1\ntwo\nt…r…e", "…"]
    {
        assert!(says(&page(right), &printed), "{right}");
    }
    for wrong in ["one 1\ntwo", "…\ntwo", "one …", "…2\n…", "", "one 1\ntwo\nthree\nfour"] {
        assert!(!says(&page(wrong), &printed), "{wrong}");
    }
}

/// The first number in a line.
fn number(line: &str) -> u64 {
    line.split(' ').find_map(|word| word.parse().ok()).expect("a number")
}

//! Standard output, standard error, colour, and the bar that shows how far it is.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;
use zeroize::Zeroizing;

use super::exit::Exit;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::monitor::{Monitor, Step};
use crate::sentence;
use crate::words::{Language, Sentence, Words};

/// A person at a terminal, or a program at a pipe.
pub(super) struct Console {
    words: Words,
    colour: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Console {
    pub(super) fn new(language: Language) -> Self {
        // https://no-color.org
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = io::stderr().is_terminal() && !plain;
        Self { words: Words::new(language), colour, bar: Mutex::default() }
    }

    /// The reader's language.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// A sentence in the reader's language.
    pub(super) fn text(&self, sentence: &Sentence) -> String {
        self.words.say(sentence)
    }

    /// Prints a line on standard output.
    #[expect(clippy::unused_self, reason = "who prints holds the console")]
    pub(super) fn line(&self, text: &str) {
        // A reader that has gone away is no fault of ours.
        let _ = writeln!(io::stdout(), "{text}");
    }

    /// Prints a text with line ends of its own.
    #[expect(clippy::unused_self, reason = "who prints holds the console")]
    pub(super) fn text_as_it_is(&self, text: &str) {
        let _ = write!(io::stdout(), "{text}");
    }

    /// Says a sentence on standard output.
    pub(super) fn say(&self, sentence: &Sentence) {
        self.line(&self.text(sentence));
    }

    /// Says a sentence on standard error, beside what a program reads.
    pub(super) fn note(&self, sentence: &Sentence) {
        let _ = writeln!(io::stderr(), "{}", self.text(sentence));
    }

    /// Prints a table: the first column as wide as it needs, one line a row.
    pub(super) fn table(&self, rows: &[(String, String)]) {
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in rows {
            let space = " ".repeat(width - name.chars().count());
            self.line(&format!("  {name}{space}  {value}"));
        }
    }

    /// Prints a table of several columns, the first row its heading.
    pub(super) fn columns(&self, rows: &[Vec<String>]) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max()
        };
        let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
        for row in rows {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())));
            self.line(cells.collect::<Vec<_>>().join("  ").trim_end());
        }
    }

    /// Asks for something that must not show, on a terminal; nothing elsewhere.
    pub(super) fn secret(&self, question: &Sentence) -> Option<Zeroizing<String>> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        rpassword::prompt_password(self.text(question)).ok().map(Zeroizing::new)
    }

    /// Asks for a line, on a terminal; nothing elsewhere.
    pub(super) fn ask(&self, question: &Sentence) -> Option<String> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr(), "{}", self.text(question));
        let mut line = String::new();
        io::stdin().read_line(&mut line).ok()?;
        Some(line.trim().to_owned())
    }

    /// Prints a value for programs.
    pub(super) fn json(&self, value: &Value) {
        self.line(&format!("{value:#}"));
    }

    /// Shows what was found, on standard error.
    pub(super) fn show(&self, diagnostics: &Diagnostics) {
        let _ = write!(io::stderr(), "{}", diagnostics.render(&self.words, self.colour));
    }

    /// Shows what stood in the way, counts it, and says how the run ended.
    pub(super) fn fail(&self, faults: &Diagnostics) -> Exit {
        self.show(faults);
        // What has been decided upon is not taken back.
        let decided = ["archive-unfinished", "archive-finished"];
        if faults.iter().any(|fault| decided.contains(&fault.message.key())) {
            return exit_of(faults);
        }
        let errors = faults.errors();
        let _ = writeln!(io::stderr(), "{}", self.text(&sentence!("cli-faults", count = errors)));
        exit_of(faults)
    }
}

/// Whether it is the coordinator's texts that are at fault, or the machine.
pub(super) fn exit_of(faults: &Diagnostics) -> Exit {
    let environment = |key: &str| {
        ["archive-", "authority-", "cli-", "courier-", "key-", "report-"]
            .iter()
            .any(|room| key.starts_with(room))
            || matches!(
                key,
                "folder-exists"
                    | "folder-no-roster"
                    | "folder-roster-changed"
                    | "folder-unreadable"
                    | "folder-unwritable"
            )
    };
    let errors = faults.iter().filter(|d| d.severity == crate::diagnostic::Severity::Error);
    if faults.iter().any(|d| d.message.key() == "outbox-unsound") {
        return Exit::Unsound;
    }
    if errors.into_iter().all(|d| environment(d.message.key())) {
        Exit::Environment
    } else {
        Exit::Faulty
    }
}

/// A fault of the machine.
pub(super) fn environment(reason: &str) -> Diagnostics {
    Diagnostic::error(sentence!("cli-environment", reason = reason)).into()
}

impl Monitor for Console {
    fn begin(&self, step: Step, pieces: usize) {
        let name = match step {
            Step::Typesetting => sentence!("cli-step-typesetting"),
            Step::Composing => sentence!("cli-step-composing"),
            Step::Sending => sentence!("cli-step-sending"),
            Step::Waiting => sentence!("cli-step-waiting"),
        };
        // Hidden by itself when standard error is no terminal.
        let bar = ProgressBar::new(u64::try_from(pieces).unwrap_or(u64::MAX));
        if let Ok(style) =
            ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {eta} {msg}")
        {
            bar.set_style(style);
        }
        bar.set_prefix(self.text(&name));
        if let Ok(mut current) = self.bar.lock() {
            *current = Some(bar);
        }
    }

    fn at(&self, name: &str) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.set_message(name.to_owned());
        }
    }

    fn advance(&self) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.inc(1);
        }
    }

    fn end(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

//! Standard output, standard error, and colour; how far it is, in `progress`.

mod progress;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Mutex;

use clap::{ColorChoice, Command, CommandFactory as _};
use indicatif::ProgressBar;
use serde_json::Value;
use terminal_size::{Height, Width, terminal_size_of};
use zeroize::Zeroizing;

use super::args::Args;
use super::exit::Exit;
use super::interruption::Interruption;
use super::{help, width};
use crate::diagnostic::{Diagnostic, Diagnostics, HANGING, Severity, fitted, reason};
use crate::folder::is_leftover;
use crate::sentence;
use crate::words::{Language, Sentence, Words};

/// A person at a terminal, or a program at a pipe.
pub(super) struct Console {
    words: &'static Words,
    colour: ColorChoice,
    loudness: Loudness,
    bar: Mutex<Option<ProgressBar>>,
    interruption: Interruption,
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loudness {
    /// What is wrong, and what programs read; nothing is asked.
    Quiet,
    /// What a person wants to know.
    Usual,
    /// Each thing by its name.
    Verbose,
}

impl Loudness {
    pub(super) fn of(args: &Args) -> Self {
        match (args.quiet, args.verbose) {
            (true, _) => Self::Quiet,
            (false, true) => Self::Verbose,
            (false, false) => Self::Usual,
        }
    }
}

/// How a text stands out where there are colours, as in what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Heading,
    Warning,
    Error,
}

impl Console {
    pub(super) fn new(language: Language, colour: ColorChoice, loudness: Loudness) -> Self {
        Self {
            words: Words::of(language),
            colour,
            loudness,
            bar: Mutex::default(),
            interruption: Interruption::default(),
        }
    }

    /// The reader's language.
    pub(super) fn words(&self) -> &'static Words {
        self.words
    }

    /// The whole command line, as its help tells of it.
    pub(super) fn command(&self) -> Command {
        help::localised(Args::command(), self.words.language(), self.colour)
    }

    /// From now on, who interrupts the run asks it to stop where nothing is left unknown.
    pub(super) fn stop_in_order(&self) {
        self.interruption.heed(self.noted(&sentence!("cli-stopping")));
    }

    /// Whether each thing is to be named.
    pub(super) fn is_verbose(&self) -> bool {
        self.loudness == Loudness::Verbose
    }

    /// A sentence in the reader's language.
    pub(super) fn text(&self, sentence: &Sentence) -> String {
        self.words.say(sentence)
    }

    /// Prints a line on standard output, as it is: one that is copied must not be broken.
    pub(super) fn line(&self, text: &str) {
        if self.loudness != Loudness::Quiet {
            self.fault(text);
        }
    }

    /// Prints a line that says what is wrong, however little is to be said.
    #[expect(clippy::unused_self, reason = "who prints holds the console")]
    pub(super) fn fault(&self, text: &str) {
        // A reader that has gone away is no fault of ours.
        let _ = writeln!(io::stdout(), "{text}");
    }

    /// Prints what a program reads, as it is.
    #[expect(clippy::unused_self, reason = "who prints holds the console")]
    pub(super) fn bytes(&self, bytes: &[u8]) {
        let _ = io::stdout().write_all(bytes);
    }

    /// Says a sentence on standard output.
    pub(super) fn say(&self, sentence: &Sentence) {
        self.line(&fitted(&self.text(sentence), self.width(), 0));
    }

    /// Prints one of several things that are told of, the second line of it farther in.
    pub(super) fn item(&self, text: &str) {
        self.line(&fitted(text, self.width(), HANGING));
    }

    /// Prints something wrong among several, however little is to be said.
    pub(super) fn fault_item(&self, text: &str) {
        self.fault(&fitted(text, self.width(), HANGING));
    }

    /// Empties the screen, where there is one.
    #[expect(clippy::unused_self, reason = "who prints holds the console")]
    pub(super) fn clear(&self) {
        if io::stdout().is_terminal() {
            let _ = write!(io::stdout(), "\x1b[2J\x1b[H");
            let _ = io::stdout().flush();
        }
    }

    /// Says a sentence on standard error, beside what a program reads.
    pub(super) fn note(&self, sentence: &Sentence) {
        let _ = writeln!(io::stderr(), "{}", self.noted(sentence));
    }

    /// A sentence as it stands on standard error.
    fn noted(&self, sentence: &Sentence) -> String {
        fitted(&self.text(sentence), columns_of(terminal_size_of(io::stderr())), 0)
    }

    /// Prints a table: the first column as wide as it needs, one line a row.
    pub(super) fn table(&self, rows: &[(String, String)]) {
        self.rows(rows, None);
    }

    /// The same, where the second column holds words: what is longer than a line goes on below it.
    pub(super) fn names(&self, rows: &[(String, String)]) {
        self.rows(rows, self.width());
    }

    fn rows(&self, rows: &[(String, String)], fit: Option<usize>) {
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in rows {
            let space = " ".repeat(width - name.chars().count());
            self.line(&fitted(&format!("  {name}{space}  {value}"), fit, width + 2));
        }
    }

    /// A text for standard output, as it looks there.
    pub(super) fn painted(&self, text: &str, look: Look) -> String {
        let begin = match look {
            Look::Heading => "\x1b[1m",
            Look::Warning => "\x1b[1;93m",
            Look::Error => "\x1b[1;91m",
            Look::Plain => return text.to_owned(),
        };
        if !self.has_colour(io::stdout().is_terminal()) {
            return text.to_owned();
        }
        // Spaces at the end have no colour, and can go.
        let shown = text.trim_end();
        format!("{begin}{shown}\x1b[0m{}", &text[shown.len()..])
    }

    fn has_colour(&self, is_terminal: bool) -> bool {
        match self.colour {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal,
        }
    }

    /// Prints a table of several columns, the first row its heading.
    pub(super) fn columns(&self, rows: &[Vec<String>]) {
        for line in width::table(rows, self.width()) {
            self.line(&line);
        }
    }

    /// How many characters a line of standard output holds; none when nobody looks at it.
    #[expect(clippy::unused_self, reason = "who prints holds the console")]
    pub(super) fn width(&self) -> Option<usize> {
        columns_of(terminal_size_of(io::stdout()))
    }

    /// Asks for something that must not show, on a terminal; nothing elsewhere.
    pub(super) fn secret(&self, question: &Sentence) -> Option<Zeroizing<String>> {
        if !self.is_attended() {
            return None;
        }
        rpassword::prompt_password(self.noted(question)).ok().map(Zeroizing::new)
    }

    /// Whether somebody sits there who can be asked: not without having been shown what about.
    pub(super) fn is_attended(&self) -> bool {
        self.loudness != Loudness::Quiet && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks for a line, on a terminal; nothing elsewhere, or when the input ends there.
    pub(super) fn ask(&self, question: &Sentence) -> Option<String> {
        if !self.is_attended() {
            return None;
        }
        let _ = write!(io::stderr(), "{}", self.noted(question));
        let mut line = String::new();
        let ended = io::stdin().read_line(&mut line).ok()? == 0;
        if ended {
            // What is said next stands on a line of its own.
            let _ = writeln!(io::stderr());
        }
        (!ended).then(|| line.trim().to_owned())
    }

    /// Prints a value for programs.
    pub(super) fn json(&self, value: &Value) {
        self.bytes(format!("{value:#}\n").as_bytes());
    }

    /// Shows what was found, on standard error.
    pub(super) fn show(&self, diagnostics: &Diagnostics) {
        let colour = self.has_colour(io::stderr().is_terminal());
        let width = columns_of(terminal_size_of(io::stderr()));
        let _ = write!(io::stderr(), "{}", diagnostics.render_within(self.words, colour, width));
    }

    /// Shows what was found; on a terminal, what is left of the example is only counted, since
    /// `check` shows it and `send` does before anything goes.
    pub(super) fn show_briefly(&self, found: &Diagnostics) {
        let (left, others): (Vec<_>, Vec<_>) = found.iter().cloned().partition(is_leftover);
        if left.is_empty() || !io::stderr().is_terminal() {
            return self.show(found);
        }
        self.show(&others.into_iter().collect());
        self.note(&sentence!("cli-leftovers", count = left.len()));
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
        self.note(&sentence!("cli-faults", count = errors));
        exit_of(faults)
    }
}

/// What somebody typed who was asked.
pub(super) fn typed(said: &str) -> Sentence {
    if said.is_empty() { sentence!("cli-said-nothing") } else { sentence!("cli-said", said = said) }
}

/// How many characters a line of a terminal holds; none where there is no terminal.
fn columns_of(size: Option<(Width, Height)>) -> Option<usize> {
    size.map(|(width, _)| usize::from(width.0))
}

/// Whether it is the coordinator's texts that are at fault, or the machine.
pub(super) fn exit_of(faults: &Diagnostics) -> Exit {
    let environment = |key: &str| {
        ["archive-", "authority-", "cli-", "courier-", "key-", "report-", "shard-"]
            .iter()
            .any(|room| key.starts_with(room))
            || matches!(
                key,
                "folder-exists"
                    | "folder-missing"
                    | "folder-no-roster"
                    | "folder-roster-changed"
                    | "folder-unreadable"
                    | "folder-unwritable"
                    | "folder-within-output"
                    | "folder-within-templates"
            )
    };
    let errors = faults.iter().filter(|d| d.severity == Severity::Error);
    if faults.iter().any(|d| d.message.key() == "outbox-unsound") {
        return Exit::Unsound;
    }
    if errors.into_iter().all(|d| environment(d.message.key())) {
        Exit::Environment
    } else {
        Exit::Faulty
    }
}

/// A place that cannot be written to.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostics {
    let (path, reason) = (path.display().to_string(), reason(error));
    Diagnostic::error(sentence!("folder-unwritable", path = path, reason = reason))
        .remedy(sentence!("folder-unwritable-remedy"))
        .into()
}

/// A fault of the machine.
pub(super) fn environment(reason: &str) -> Diagnostics {
    Diagnostic::error(sentence!("cli-environment", reason = reason)).into()
}

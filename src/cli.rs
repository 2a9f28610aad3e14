//! The terminal: arguments, sentences, tables, exit codes; the only place that prints.

mod archive;
mod args;
mod check;
mod completions;
mod console;
mod early;
mod erase;
mod exit;
mod export;
mod help;
mod import;
mod init;
mod interruption;
mod join;
mod json;
mod key;
mod man;
mod preview;
mod produce;
mod receive;
mod send;
mod shard;
mod status;
mod timestamp;
mod usage;
mod verify;
mod width;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use jiff::Timestamp;

use self::args::{Args, Verb};
use self::console::{Console, Loudness};
pub use self::exit::Exit;
use crate::batch::Moment;
use crate::diagnostic::Diagnostics;

/// Runs a command line; all that a person or a program reads of it is written here.
pub fn run(command_line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command_line: Vec<OsString> = command_line.into_iter().collect();
    let language = early::language(&command_line);
    let colour = early::colour(&command_line);
    let command = help::localised(Args::command(), language, colour);
    let matches = command.clone().try_get_matches_from(&command_line);
    let args = match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return misused(&error, &command, &command_line).into(),
    };
    let console = Console::new(language, colour, Loudness::of(&args));
    let outcome = match &args.verb {
        Verb::Init(verb) => init::run(verb, &console),
        Verb::Import(verb) => Ok(import::run(&args.folder, verb, &console)),
        Verb::Export(verb) => export::run(&args.folder, verb, &console),
        Verb::Check(verb) => check::run(&args.folder, verb, &console),
        Verb::Preview(verb) => preview::run(&args.folder, verb, &console),
        Verb::Produce(verb) => produce::run(&args, verb, &console),
        Verb::Join(verb) => join::run(&args, verb, &console),
        Verb::Send(verb) => send::run(&args, verb, &console),
        Verb::Status(verb) => status::run(&args.folder, verb, &console),
        Verb::Receive(verb) => receive::run(&args, verb, &console),
        Verb::Verify(verb) => verify::run(&args.folder, verb, &console),
        Verb::Timestamp(verb) => timestamp::run(&args, verb, &console),
        Verb::Erase(verb) => erase::run(&args, verb, &console),
        Verb::Archive(verb) => archive::run(&args, verb, &console),
        Verb::Key(verb) => key::run(&args, verb, &console),
        Verb::Completions(verb) => Ok(completions::run(verb, &console)),
        Verb::Man(verb) => man::run(verb, &console),
    };
    outcome.unwrap_or_else(|faults| console.fail(&faults)).into()
}

/// Shows the help that was asked for, or says what is wrong with the command line.
fn misused(error: &clap::Error, command: &clap::Command, command_line: &[OsString]) -> Exit {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    let words = command_line.iter().filter_map(|word| word.to_str());
    let verb = words.skip(1).find(|word| command.find_subcommand(word).is_some());
    match error.kind() {
        DisplayHelp | DisplayVersion => {
            let _ = error.print();
            return Exit::Done;
        }
        DisplayHelpOnMissingArgumentOrSubcommand if verb.is_some() => {
            let _ = error.print();
        }
        _ => {
            let console = Console::new(
                early::language(command_line),
                early::colour(command_line),
                Loudness::Usual,
            );
            console.show(&usage::explain(error, verb));
        }
    }
    Exit::Usage
}

/// What a verb comes to: its exit code, or what stood in its way.
type Outcome = Result<Exit, Diagnostics>;

/// The clock and chance, read once for each run.
fn moment() -> Result<Moment, Diagnostics> {
    Ok(Moment { now: now(), seed: chance()?, key_seed: chance()? })
}

/// The clock, in whole seconds: what a letter's Date can hold.
fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// 256 random bits.
fn chance() -> Result<[u8; 32], Diagnostics> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| console::environment(&error.to_string()))?;
    Ok(random)
}

/// As many threads as there are cores, unless the user said otherwise.
fn threads(said: Option<NonZeroUsize>) -> NonZeroUsize {
    said.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

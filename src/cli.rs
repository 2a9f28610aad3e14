//! The terminal: arguments, sentences, tables, exit codes; the only place that prints.

mod archive;
mod args;
mod check;
mod console;
mod erase;
mod exit;
mod export;
mod help;
mod import;
mod init;
mod json;
mod key;
mod preview;
mod produce;
mod receive;
mod send;
mod status;
mod timestamp;
mod verify;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use jiff::Timestamp;

use self::args::{Args, Verb};
use self::console::Console;
pub use self::exit::Exit;
use crate::batch::Moment;
use crate::diagnostic::Diagnostics;

/// Runs a command line; all that a person or a program reads of it is written here.
pub fn run(command_line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command_line: Vec<OsString> = command_line.into_iter().collect();
    let language = args::language(&command_line);
    let matches = help::localised(Args::command(), language).try_get_matches_from(command_line);
    let args = match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => {
            // Clap's own words: help and version on standard output, faults on standard error.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done.into(),
                _ => Exit::Usage.into(),
            };
        }
    };
    let console = Console::new(language);
    let outcome = match &args.verb {
        Verb::Init(verb) => init::run(verb, &console),
        Verb::Import(verb) => import::run(&args.folder, verb, &console),
        Verb::Export(verb) => export::run(&args.folder, verb, &console),
        Verb::Check(verb) => check::run(&args.folder, verb, &console),
        Verb::Preview(verb) => preview::run(&args.folder, verb, &console),
        Verb::Produce(verb) => produce::run(&args, verb, &console),
        Verb::Send(verb) => send::run(&args, verb, &console),
        Verb::Status(verb) => status::run(&args.folder, verb, &console),
        Verb::Receive(verb) => receive::run(&args, verb, &console),
        Verb::Verify(verb) => verify::run(&args.folder, verb, &console),
        Verb::Timestamp(verb) => timestamp::run(&args, verb, &console),
        Verb::Erase(verb) => erase::run(&args, verb, &console),
        Verb::Archive(verb) => archive::run(&args, verb, &console),
        Verb::Key(verb) => key::run(&args, verb, &console),
    };
    outcome.unwrap_or_else(|faults| console.fail(&faults)).into()
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

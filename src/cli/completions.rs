//! `avsikt completions`: what a shell has to know to complete a command line.

use clap_complete::generate;

use super::Exit;
use super::args::Completions;
use super::console::Console;

pub(super) fn run(verb: &Completions, console: &Console) -> Exit {
    let mut script = Vec::new();
    generate(verb.shell, &mut console.command(), "avsikt", &mut script);
    console.bytes(&script);
    Exit::Done
}

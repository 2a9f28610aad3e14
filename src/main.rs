//! Parse, dispatch, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    avsikt::cli::run(std::env::args_os())
}

//! The exit codes.

use std::process::ExitCode;

/// How a run ended. Warnings never change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done as it should be.
    Done = 0,
    /// The roster or a template is faulty; nothing was written.
    Faulty = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The evidence does not hold: a document is altered, missing or unknown.
    Unsound = 3,
    /// The disk, another run, the folder, the mail server or the time-stamping authority stood in
    /// the way.
    Environment = 4,
    /// Not every letter was accepted.
    NotAccepted = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

//! `avsikt init`: a new ceremony folder.

use super::args::Init;
use super::console::Console;
use super::{Exit, Outcome};
use crate::folder;
use crate::sentence;

pub(super) fn run(verb: &Init, console: &Console) -> Outcome {
    folder::create(&verb.directory, console.words().language())?;
    let path = verb.directory.display().to_string();
    console.say(&sentence!("cli-init-done", folder = &path));
    console.say(&sentence!("cli-init-next", folder = &path));
    Ok(Exit::Done)
}

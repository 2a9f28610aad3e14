//! `avsikt man`: the manual pages, one for each verb, from the same description as the help.

use std::fs;
use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man as Page;

use super::args::Man;
use super::console::{Console, unwritable};
use super::{Exit, Outcome, help};
use crate::sentence;
use crate::words::Words;

pub(super) fn run(verb: &Man, console: &Console) -> Outcome {
    let mut command = console.command().disable_help_subcommand(true);
    command.build();
    let count = write_all(&command, "", &verb.directory, console.words())
        .map_err(|error| unwritable(&verb.directory, &error))?;
    let folder = verb.directory.display().to_string();
    console.say(&sentence!("cli-man-done", count = count, folder = folder));
    Ok(Exit::Done)
}

/// Writes a verb's page and those of the verbs within it; how many.
fn write_all(command: &Command, path: &str, folder: &Path, words: &Words) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let name = format!("avsikt {path}").trim_end().replace(' ', "-");
    let text = page(command, path, words)?;
    #[expect(
        clippy::disallowed_methods,
        reason = "a page that can be made again takes an older one's place"
    )]
    fs::write(folder.join(format!("{name}.1")), text)?;
    let mut count = 1;
    for verb in command.get_subcommands() {
        let path = format!("{path} {}", verb.get_name());
        count += write_all(verb, path.trim_start(), folder, words)?;
    }
    Ok(count)
}

/// A page in roff. What clap's generator calls the sections is English, and is put into words here.
fn page(command: &Command, path: &str, words: &Words) -> io::Result<String> {
    // What the page is for stands beside its name; below it stands where it belongs.
    let about = if path.is_empty() {
        sentence!("man-about")
    } else {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        sentence!("man-about-verb", about = about)
    };
    let page = Page::new(command.clone().long_about(words.say(&about)));
    let mut roff = Vec::new();
    page.render_name_section(&mut roff)?;
    page.render_synopsis_section(&mut roff)?;
    page.render_description_section(&mut roff)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut roff)?;
    }
    page.render_options_section(&mut roff)?;
    let mut text = title(command) + &String::from_utf8(roff).map_err(io::Error::other)?;
    let upper = |sentence| words.say(&sentence).to_uppercase();
    for (english, own) in [
        ("NAME", upper(sentence!("man-name"))),
        ("SYNOPSIS", upper(sentence!("man-synopsis"))),
        ("DESCRIPTION", upper(sentence!("man-description"))),
        (&words.say(&sentence!("help-heading-verbs")), upper(sentence!("help-heading-verbs"))),
    ] {
        text = text.replacen(&format!(".SH {english}\n"), &format!(".SH \"{own}\"\n"), 1);
    }
    if let Some(examples) = help::examples(path, words) {
        text += &verbatim(&upper(sentence!("help-heading-examples")), &examples);
    }
    text += &verbatim(
        &upper(sentence!("help-heading-exit")),
        &words.say(&sentence!("help-exit-codes")),
    );
    Ok(text)
}

/// The first line. Left to itself `man` would put words of its own on top of the page, in English.
fn title(command: &Command) -> String {
    let name = command.get_display_name().unwrap_or("avsikt").replace('-', "\\-");
    format!(".TH \"{name}\" \"1\" \"\" \"avsikt {}\" \"avsikt\"\n", env!("CARGO_PKG_VERSION"))
}

/// A section whose lines stay as they are.
fn verbatim(heading: &str, text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    // A line that begins with a full stop or an apostrophe would be a command.
    let lines = escaped.lines().map(|line| format!("\\&{line}\n"));
    format!(".SH \"{heading}\"\n.nf\n{}.fi\n", lines.collect::<String>())
}

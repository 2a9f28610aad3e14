//! What has to be known of a command line before it is known whether it is right: in which language,
//! and with which colours, its faults are told.

use std::ffi::OsString;

use clap::ColorChoice;

use crate::words::Language;

/// The language of the screen: `--lang`, else the environment, else English.
pub(super) fn language(command_line: &[OsString]) -> Language {
    let environment = || {
        let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))
    };
    said(command_line, "--lang")
        .and_then(Language::from_tag)
        .or_else(|| environment().as_deref().and_then(Language::from_tag))
        .unwrap_or(Language::English)
}

/// Whether there are colours: `--color`, else <https://no-color.org>, else `CLICOLOR_FORCE`, else
/// whether it is a terminal.
pub(super) fn colour(command_line: &[OsString]) -> ColorChoice {
    let set = |name, off: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty() && v != off);
    match said(command_line, "--color").or_else(|| said(command_line, "--colour")) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ if set("NO_COLOR", "") => ColorChoice::Never,
        _ if set("CLICOLOR_FORCE", "0") => ColorChoice::Always,
        _ => ColorChoice::Auto,
    }
}

/// What is said with an option, before it is known whether the command line is right.
fn said<'a>(command_line: &'a [OsString], option: &str) -> Option<&'a str> {
    let words: Vec<&str> = command_line.iter().filter_map(|word| word.to_str()).collect();
    words.iter().enumerate().find_map(|(index, word)| {
        if *word == option {
            words.get(index + 1).copied()
        } else {
            word.strip_prefix(option)?.strip_prefix('=')
        }
    })
}

//! The command line as it is written; its words come from the catalogues.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Command, Parser, Subcommand};

use crate::sentence;
use crate::words::{Language, Sentence, Words};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "avsikt", version)]
pub(super) struct Args {
    /// The ceremony's folder.
    #[arg(short = 'C', long = "folder", value_name = "FOLDER", default_value = ".", global = true)]
    pub(super) folder: PathBuf,

    /// The language of what is said on screen. Read before the rest is, by [`language`].
    #[arg(long, value_name = "sv|en", global = true, value_parser = ["sv", "en"])]
    pub(super) lang: Option<String>,

    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// A new folder.
    Init(Init),
    /// Everything that is wrong.
    Check(Check),
    /// A packet to look at.
    Preview(Preview),
    /// Issue.
    Produce(Produce),
    /// Is it what was issued?
    Verify(Verify),
}

/// `avsikt init`
#[derive(Debug, ClapArgs)]
pub(super) struct Init {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub(super) directory: PathBuf,
}

/// `avsikt check`
#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt preview`
#[derive(Debug, ClapArgs)]
pub(super) struct Preview {
    /// Whose packet.
    #[arg(value_name = "ID")]
    pub(super) id: Option<String>,
    /// As pictures.
    #[arg(long)]
    pub(super) png: bool,
    /// Where to.
    #[arg(long, value_name = "DIR")]
    pub(super) into: Option<PathBuf>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt produce`
#[derive(Debug, ClapArgs)]
pub(super) struct Produce {
    /// How many at once.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt verify`
#[derive(Debug, ClapArgs)]
pub(super) struct Verify {
    /// Files from anywhere.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// The language of the screen: `--lang`, else the environment, else English.
pub(super) fn language(command_line: &[OsString]) -> Language {
    let words: Vec<&str> = command_line.iter().filter_map(|word| word.to_str()).collect();
    let said = words.iter().enumerate().find_map(|(index, word)| match *word {
        "--lang" => words.get(index + 1).copied(),
        word => word.strip_prefix("--lang="),
    });
    let environment = || {
        let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))
    };
    said.and_then(Language::from_tag)
        .or_else(|| environment().as_deref().and_then(Language::from_tag))
        .unwrap_or(Language::English)
}

/// Puts the catalogues' words into the help.
pub(super) fn localised(command: Command, language: Language) -> Command {
    let words = Words::new(language);
    let say = |sentence: &Sentence| words.say(sentence);
    command
        .about(say(&sentence!("help-avsikt")))
        .after_help(say(&sentence!("help-exit-codes")))
        .mut_arg("folder", |arg| arg.help(say(&sentence!("help-folder"))))
        .mut_arg("lang", |arg| arg.help(say(&sentence!("help-lang"))))
        .mut_subcommand("init", |verb| {
            verb.about(say(&sentence!("help-init")))
                .mut_arg("directory", |arg| arg.help(say(&sentence!("help-init-directory"))))
        })
        .mut_subcommand("check", |verb| {
            verb.about(say(&sentence!("help-check")))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("preview", |verb| {
            verb.about(say(&sentence!("help-preview")))
                .mut_arg("id", |arg| arg.help(say(&sentence!("help-preview-id"))))
                .mut_arg("png", |arg| arg.help(say(&sentence!("help-preview-png"))))
                .mut_arg("into", |arg| arg.help(say(&sentence!("help-preview-into"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("produce", |verb| {
            verb.about(say(&sentence!("help-produce")))
                .mut_arg("threads", |arg| arg.help(say(&sentence!("help-threads"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("verify", |verb| {
            verb.about(say(&sentence!("help-verify")))
                .mut_arg("files", |arg| arg.help(say(&sentence!("help-verify-files"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
}

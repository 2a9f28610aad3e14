//! The command line as it is written; its words come from the catalogues.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Command, Parser, Subcommand};
use jiff::civil::Date;

use crate::audit::signature;
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

    /// The key's file, elsewhere than in the user's configuration folder.
    #[arg(long, value_name = "FILE", global = true, env = "AVSIKT_KEY", hide_env_values = true)]
    pub(super) key: Option<PathBuf>,

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
    /// Where does everything stand?
    Status(Status),
    /// Something came back.
    Receive(Receive),
    /// Is it what was issued?
    Verify(Verify),
    /// When was it there?
    Timestamp(Timestamp),
    /// A package for the archive.
    Archive(Archive),
    /// Dispose of a signatory's documents.
    Erase(Erase),
    /// What signs.
    Key(Key),
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
    /// Go on with another key.
    #[arg(long)]
    pub(super) change_key: bool,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt status`
#[derive(Debug, ClapArgs)]
pub(super) struct Status {
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt receive`
#[derive(Debug, ClapArgs)]
pub(super) struct Receive {
    /// From whom.
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Scans to keep.
    #[arg(value_name = "SCAN")]
    pub(super) scans: Vec<PathBuf>,
    /// When it was signed.
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with_all = ["power_of_attorney", "mistake"])]
    pub(super) date: Option<Date>,
    /// What was signed.
    #[arg(long, value_name = "KIND", conflicts_with_all = ["power_of_attorney", "mistake"])]
    pub(super) document: Option<String>,
    /// Which revision of it.
    #[arg(long, value_name = "N", conflicts_with_all = ["power_of_attorney", "mistake"])]
    pub(super) revision: Option<u32>,
    /// It is a power of attorney.
    #[arg(long, visible_alias = "fullmakt", conflicts_with = "mistake")]
    pub(super) power_of_attorney: bool,
    /// The last thing recorded was a mistake.
    #[arg(long, conflicts_with = "scans")]
    pub(super) mistake: bool,
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
    /// Checkpoints and receipts from elsewhere.
    #[arg(long, value_name = "FILE")]
    pub(super) against: Vec<PathBuf>,
    /// From paper.
    #[arg(long, value_name = "SHA256:…", value_parser = fingerprint)]
    pub(super) fingerprint: Option<String>,
    /// For the case file.
    #[arg(long, value_name = "FILE.pdf", conflicts_with = "files")]
    pub(super) report: Option<PathBuf>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt timestamp`
#[derive(Debug, ClapArgs)]
pub(super) struct Timestamp {
    /// Whom to ask.
    #[arg(long, value_name = "URL")]
    pub(super) tsa: Option<String>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt archive`
#[derive(Debug, ClapArgs)]
pub(super) struct Archive {
    /// Where to.
    #[arg(value_name = "DEST")]
    pub(super) destination: PathBuf,
    /// As one file.
    #[arg(long)]
    pub(super) zip: bool,
    /// Without what is about people.
    #[arg(long)]
    pub(super) without_personal_data: bool,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt erase`
#[derive(Debug, ClapArgs)]
pub(super) struct Erase {
    /// Whose.
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// By which decision.
    #[arg(long, value_name = "TEXT")]
    pub(super) decision: String,
    /// The id again, where nobody can be asked.
    #[arg(long, value_name = "ID")]
    pub(super) confirm: Option<String>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt key`
#[derive(Debug, ClapArgs)]
pub(super) struct Key {
    /// What to do with it.
    #[command(subcommand)]
    pub(super) deed: KeyDeed,
}

/// What can be done with a key.
#[derive(Debug, Subcommand)]
pub(super) enum KeyDeed {
    /// Make one.
    New,
    /// What to publish.
    Show {
        /// For programs.
        #[arg(long)]
        json: bool,
    },
}

/// A fingerprint as people copy it from paper: with spaces, or without what it begins with.
fn fingerprint(text: &str) -> Result<String, String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = plain.strip_prefix("SHA256:").unwrap_or(&plain);
    let whole = format!("SHA256:{digits}");
    if signature::is_fingerprint(&whole) {
        Ok(whole)
    } else {
        Err("SHA256:… (43 × A–Z a–z 0–9 + /)".to_owned())
    }
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
        .mut_arg("key", |arg| arg.help(say(&sentence!("help-key-file"))))
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
                .mut_arg("change_key", |arg| arg.help(say(&sentence!("help-change-key"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("status", |verb| {
            verb.about(say(&sentence!("help-status")))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("receive", |verb| {
            verb.about(say(&sentence!("help-receive")))
                .mut_arg("id", |arg| arg.help(say(&sentence!("help-receive-id"))))
                .mut_arg("scans", |arg| arg.help(say(&sentence!("help-receive-scans"))))
                .mut_arg("date", |arg| arg.help(say(&sentence!("help-receive-date"))))
                .mut_arg("document", |arg| arg.help(say(&sentence!("help-receive-document"))))
                .mut_arg("revision", |arg| arg.help(say(&sentence!("help-receive-revision"))))
                .mut_arg("power_of_attorney", |arg| {
                    arg.help(say(&sentence!("help-receive-power-of-attorney")))
                })
                .mut_arg("mistake", |arg| arg.help(say(&sentence!("help-receive-mistake"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("timestamp", |verb| {
            verb.about(say(&sentence!("help-timestamp")))
                .mut_arg("tsa", |arg| arg.help(say(&sentence!("help-timestamp-tsa"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("archive", |verb| {
            verb.about(say(&sentence!("help-archive")))
                .mut_arg("destination", |arg| arg.help(say(&sentence!("help-archive-destination"))))
                .mut_arg("zip", |arg| arg.help(say(&sentence!("help-archive-zip"))))
                .mut_arg("without_personal_data", |arg| {
                    arg.help(say(&sentence!("help-archive-without-personal-data")))
                })
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("erase", |verb| {
            verb.about(say(&sentence!("help-erase")))
                .mut_arg("id", |arg| arg.help(say(&sentence!("help-erase-id"))))
                .mut_arg("decision", |arg| arg.help(say(&sentence!("help-erase-decision"))))
                .mut_arg("confirm", |arg| arg.help(say(&sentence!("help-erase-confirm"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("key", |verb| {
            verb.about(say(&sentence!("help-key")))
                .mut_subcommand("new", |deed| deed.about(say(&sentence!("help-key-new"))))
                .mut_subcommand("show", |deed| {
                    deed.about(say(&sentence!("help-key-show")))
                        .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
                })
        })
        .mut_subcommand("verify", |verb| {
            verb.about(say(&sentence!("help-verify")))
                .mut_arg("files", |arg| arg.help(say(&sentence!("help-verify-files"))))
                .mut_arg("against", |arg| arg.help(say(&sentence!("help-verify-against"))))
                .mut_arg("fingerprint", |arg| arg.help(say(&sentence!("help-verify-fingerprint"))))
                .mut_arg("report", |arg| arg.help(say(&sentence!("help-verify-report"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
}

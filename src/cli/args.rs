//! The command line as it is written; its words come from the catalogues.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::audit::signature;
use crate::plan::shard::Shard;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "avsikt", version)]
pub(super) struct Args {
    /// The ceremony's folder.
    #[arg(short = 'C', long = "folder", value_name = "FOLDER", default_value = ".", global = true)]
    pub(super) folder: PathBuf,

    /// The language of what is said on screen. Read before the rest is, by [`super::early`].
    #[arg(long, value_name = "sv|en", global = true, value_parser = ["sv", "en"])]
    pub(super) lang: Option<String>,

    /// The key's file, elsewhere than in the user's configuration folder.
    #[arg(long, value_name = "FILE", global = true, env = "AVSIKT_KEY", hide_env_values = true)]
    pub(super) key: Option<PathBuf>,

    /// Whether what is said has colours. Read before the rest is, by [`super::early`].
    #[arg(long, alias = "colour", value_name = "auto|always|never", global = true)]
    #[arg(value_parser = ["auto", "always", "never"])]
    pub(super) color: Option<String>,

    /// Say what is wrong, and nothing else.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Name each thing instead of counting them.
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,

    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// A new folder.
    Init(Init),
    /// Signatories from a spreadsheet.
    Import(Import),
    /// The roster as a spreadsheet.
    Export(Export),
    /// Everything that is wrong.
    Check(Check),
    /// A packet to look at.
    Preview(Preview),
    /// Issue.
    Produce(Produce),
    /// Issue what shards have typeset.
    Join(Join),
    /// Deliver what lies in the outbox.
    Send(Send),
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
    /// For shells.
    Completions(Completions),
    /// For `man`.
    Man(Man),
}

/// `avsikt init`
#[derive(Debug, ClapArgs)]
pub(super) struct Init {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub(super) directory: PathBuf,
    /// What the ceremony is called.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Who invites.
    #[arg(long, value_name = "TEXT")]
    pub(super) host: Option<String>,
    /// Where the host is.
    #[arg(long, value_name = "TEXT")]
    pub(super) city: Option<String>,
    /// Where it is held.
    #[arg(long, value_name = "TEXT")]
    pub(super) venue: Option<String>,
    /// On which day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<String>,
    /// When the programme begins.
    #[arg(long, value_name = "HH:MM")]
    pub(super) start: Option<String>,
    /// The language of the ceremony.
    #[arg(long, value_name = "sv|en", value_parser = ["sv", "en"])]
    pub(super) language: Option<String>,
    /// Ask nothing.
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// `avsikt import`
#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is written")]
pub(super) struct Import {
    /// The spreadsheet.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Which sheet of it.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// What a column holds.
    #[arg(long, value_name = "HEADING=FIELD")]
    pub(super) map: Vec<String>,
    /// Show, and write nothing.
    #[arg(long, conflicts_with = "confirm")]
    pub(super) dry_run: bool,
    /// The number of signatories, where nobody can be asked.
    #[arg(long, value_name = "N")]
    pub(super) confirm: Option<usize>,
    /// The spreadsheet is right.
    #[arg(long)]
    pub(super) take_spreadsheet: bool,
    /// Who is no longer in it goes.
    #[arg(long)]
    pub(super) remove_vanished: bool,
    /// Whoever is not in it goes.
    #[arg(long)]
    pub(super) replace: bool,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt export`
#[derive(Debug, ClapArgs)]
pub(super) struct Export {
    /// The file to make.
    #[arg(value_name = "FILE.xlsx|FILE.csv")]
    pub(super) file: PathBuf,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
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
    /// Again on each save.
    #[arg(long, conflicts_with = "json")]
    pub(super) watch: bool,
    /// In the system's viewer.
    #[arg(long)]
    pub(super) open: bool,
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
    /// Only typeset, and only a part.
    #[arg(long, value_name = "K/N", conflicts_with = "change_key")]
    pub(super) shard: Option<Shard>,
    /// Where that part lies.
    #[arg(long, value_name = "DIR", requires = "shard")]
    pub(super) into: Option<PathBuf>,
    /// For programs.
    #[arg(long)]
    pub(super) json: bool,
}

/// `avsikt join`
#[derive(Debug, ClapArgs)]
pub(super) struct Join {
    /// The shards.
    #[arg(value_name = "DIR", required = true)]
    pub(super) folders: Vec<PathBuf>,
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

/// `avsikt send`
#[derive(Debug, ClapArgs)]
pub(super) struct Send {
    /// Show, and do nothing.
    #[arg(long, conflicts_with = "confirm")]
    pub(super) dry_run: bool,
    /// The number of letters, where nobody can be asked.
    #[arg(long, value_name = "N")]
    pub(super) confirm: Option<usize>,
    /// To these alone.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(super) only: Vec<String>,
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// All to this address, as tests.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["resend", "confirm_sent", "retry_deferred"])]
    pub(super) test_to: Option<String>,
    /// So many a minute.
    #[arg(long, value_name = "N")]
    pub(super) rate: Option<NonZeroU32>,
    /// How long deferred ones are tried again.
    #[arg(long, value_name = "MINUTES", default_value_t = 10)]
    pub(super) patience: u32,
    /// Deferred ones of earlier runs too.
    #[arg(long)]
    pub(super) retry_deferred: bool,
    /// Again, whatever became of them.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(super) resend: Vec<String>,
    /// They did arrive.
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["resend", "only", "limit"])]
    pub(super) confirm_sent: Vec<String>,
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
    /// For spreadsheets.
    #[arg(long, conflicts_with = "json")]
    pub(super) csv: bool,
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

/// `avsikt completions`
#[derive(Debug, ClapArgs)]
pub(super) struct Completions {
    /// Which shell.
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

/// `avsikt man`
#[derive(Debug, ClapArgs)]
pub(super) struct Man {
    /// Where to.
    #[arg(value_name = "DIR")]
    pub(super) directory: PathBuf,
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

//! `avsikt key`, and how the other verbs come by the key.

use std::path::{Path, PathBuf};

use serde_json::json;
use zeroize::Zeroizing;

use super::args::{Args, Key, KeyDeed};
use super::console::Console;
use super::{Exit, Outcome, chance};
use crate::archive::inspect;
use crate::audit::PublicKey;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::folder::OUTPUT_DIRECTORY;
use crate::keyring::{self, Keyring};
use crate::sentence;

/// What a passphrase is read from when nobody can be asked.
const PASSPHRASE: &str = "AVSIKT_KEY_PASSPHRASE";

/// Does something with the key that the command line names.
pub(super) fn with_keyring<T>(
    args: &Args,
    change: bool,
    console: &Console,
    work: impl FnOnce(&Keyring<'_>) -> Result<T, Diagnostics>,
) -> Result<T, Diagnostics> {
    let ask = |path: &Path| passphrase(path, console);
    work(&Keyring { path: path(args)?, change, passphrase: &ask })
}

fn path(args: &Args) -> Result<PathBuf, Diagnostics> {
    args.key.clone().map_or_else(keyring::default_path, Ok)
}

fn passphrase(path: &Path, console: &Console) -> Result<Zeroizing<String>, Diagnostics> {
    if let Ok(set) = std::env::var(PASSPHRASE) {
        return Ok(Zeroizing::new(set));
    }
    let path = path.display().to_string();
    console.secret(&sentence!("cli-key-passphrase", path = &path)).ok_or_else(|| {
        Diagnostic::error(sentence!("key-passphrase-needed", path = path))
            .remedy(sentence!("key-passphrase-needed-remedy", variable = PASSPHRASE))
            .into()
    })
}

pub(super) fn run(args: &Args, verb: &Key, console: &Console) -> Outcome {
    let path = path(args)?;
    match verb.deed {
        KeyDeed::New => make(&path, console),
        KeyDeed::Show { json } => show(args, &path, json, console),
    }
}

fn make(path: &Path, console: &Console) -> Outcome {
    // What cannot succeed asks nothing.
    if path.symlink_metadata().is_ok() {
        return Err(keyring::exists(path));
    }
    let chosen = console.secret(&sentence!("cli-key-new-passphrase"));
    let chosen = chosen.filter(|passphrase| !passphrase.is_empty());
    if chosen.is_some() && console.secret(&sentence!("cli-key-new-again")) != chosen {
        return Err(Diagnostic::error(sentence!("key-passphrase-differs"))
            .remedy(sentence!("key-passphrase-remedy"))
            .into());
    }
    let key = keyring::create(path, &chance()?, chosen.as_deref().map(String::as_str))?;
    let (path, fingerprint) = (path.display().to_string(), key.public().fingerprint());
    console.say(&sentence!("cli-key-made", path = path, fingerprint = fingerprint));
    Ok(Exit::Done)
}

/// What to publish: of the key alone, and its name in this ceremony's ledger once that has begun.
fn show(args: &Args, path: &Path, json: bool, console: &Console) -> Outcome {
    let Some(key) = keyring::find(path)? else {
        let path = path.display().to_string();
        return Err(Diagnostic::error(sentence!("key-none", path = path))
            .remedy(sentence!("key-none-remedy"))
            .into());
    };
    let public: PublicKey = key.public();
    let origin = inspect::origin(&args.folder.join(OUTPUT_DIRECTORY));
    let verifier = origin.map(|origin| public.verifier_key(&origin));
    if json {
        console.json(&json!({
            "form": "avsikt-key-1",
            "path": path.display().to_string(),
            "fingerprint": public.fingerprint(),
            "verifier_key": verifier,
            "allowed_signers": public.allowed_signers(),
        }));
        return Ok(Exit::Done);
    }
    let later = || console.text(&sentence!("cli-key-verifier-later"));
    console.table(&[
        (console.text(&sentence!("cli-key-file")), path.display().to_string()),
        (console.text(&sentence!("cli-key-fingerprint")), public.fingerprint()),
        (console.text(&sentence!("cli-key-verifier")), verifier.unwrap_or_else(later)),
    ]);
    console.line("");
    console.say(&sentence!("cli-key-allowed-signers"));
    console.line(&public.allowed_signers());
    Ok(Exit::Done)
}

//! The key that signs: one OpenSSH file in the user's configuration folder, outside of every
//! ceremony, so that who can write a ceremony's folder cannot sign for it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use ssh_key::private::{Ed25519Keypair, Ed25519PrivateKey, KeypairData};
use ssh_key::public::Ed25519PublicKey;
use ssh_key::{Cipher, Kdf, LineEnding, PrivateKey};
use zeroize::Zeroizing;

use crate::audit::{PublicKey, SigningKey};
use crate::diagnostic::{Diagnostic, Diagnostics, reason};
use crate::sentence;
use crate::words::Sentence;

/// How a passphrase is come by: given the key's path, from the environment or a person.
pub type AskPassphrase<'a> = dyn Fn(&Path) -> Result<Zeroizing<String>, Diagnostics> + 'a;

/// How slow a passphrase is to try: the rounds of `ssh-keygen`'s default.
const ROUNDS: u32 = 24;

/// Where the key lies, and how it is opened.
pub struct Keyring<'a> {
    /// The key's file.
    pub path: PathBuf,
    /// Whether a folder whose ledger another key has signed may go on with this one.
    pub change: bool,
    /// Asked when the key has a passphrase.
    pub passphrase: &'a AskPassphrase<'a>,
}

/// A key as it lies in its file, with its passphrase perhaps.
#[derive(Debug)]
pub struct StoredKey {
    path: PathBuf,
    private: PrivateKey,
    public: PublicKey,
}

/// `avsikt/key` in the user's configuration folder: `~/.config` on Linux.
///
/// # Errors
/// When the system does not say where that is.
pub fn default_path() -> Result<PathBuf, Diagnostics> {
    let strategy = etcetera::choose_base_strategy().map_err(|error| {
        fault(sentence!("key-no-home", reason = error.to_string()), "key-no-home-remedy")
    })?;
    Ok(strategy.config_dir().join("avsikt").join("key"))
}

impl Keyring<'_> {
    /// The key in the file, if there is one.
    ///
    /// # Errors
    /// When it cannot be read, is no Ed25519 key, or can be read by others.
    pub fn find(&self) -> Result<Option<StoredKey>, Diagnostics> {
        find(&self.path)
    }

    /// The key that may sign for a ledger: the one that has, or any for a ledger that nobody has
    /// signed yet; a new one is made then, which is said by `true`.
    ///
    /// # Errors
    /// When it is another key, and none is to be accepted; or when it cannot be read, opened or made.
    pub fn sign_for(
        &self,
        ledger: Option<PublicKey>,
        seed: &[u8; 32],
    ) -> Result<(SigningKey, bool), Diagnostics> {
        let path = self.path.display().to_string();
        match (self.find()?, ledger) {
            (Some(key), Some(known)) if key.public != known && !self.change => {
                let (found, known) = (key.public.fingerprint(), known.fingerprint());
                let message = sentence!("key-other", path = path, found = found, known = known);
                Err(fault(message, "key-other-remedy"))
            }
            (Some(key), _) => Ok((key.open(self.passphrase)?, false)),
            (None, Some(known)) if !self.change => {
                let message = sentence!("key-missing", path = path, known = known.fingerprint());
                Err(fault(message, "key-missing-remedy"))
            }
            (None, _) => Ok((create(&self.path, seed, None)?, true)),
        }
    }
}

/// The key in a file, if there is one.
///
/// # Errors
/// When it cannot be read, is no Ed25519 key, or can be read by others.
pub fn find(path: &Path) -> Result<Option<StoredKey>, Diagnostics> {
    let text = match fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(path, &error)),
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_err(|error| unusable(path, &error))?.permissions().mode();
        if mode & 0o077 != 0 {
            let path = path.display().to_string();
            return Err(Diagnostic::error(sentence!("key-open", path = &path))
                .remedy(sentence!("key-open-remedy", path = path))
                .into());
        }
    }
    let parse = || {
        let private = PrivateKey::from_openssh(&text).ok()?;
        let public = PublicKey::from_data(private.public_key().key_data())?;
        Some(StoredKey { path: path.to_owned(), private, public })
    };
    parse().map(Some).ok_or_else(|| {
        fault(sentence!("key-form", path = path.display().to_string()), "key-form-remedy")
    })
}

impl StoredKey {
    /// The public half, which needs no passphrase.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// Opens the key.
    ///
    /// # Errors
    /// When the passphrase is wrong, or there is none to be had.
    pub fn open(&self, passphrase: &AskPassphrase<'_>) -> Result<SigningKey, Diagnostics> {
        let opened;
        let private = if self.private.is_encrypted() {
            let passphrase = passphrase(&self.path)?;
            opened = self.private.decrypt(passphrase.as_bytes()).map_err(|_| {
                let path = self.path.display().to_string();
                fault(sentence!("key-passphrase-wrong", path = path), "key-passphrase-remedy")
            })?;
            &opened
        } else {
            &self.private
        };
        let seed = private.key_data().ed25519().map(|pair| Zeroizing::new(pair.private.to_bytes()));
        let key = seed.map(|seed| SigningKey::from_seed(&seed));
        // The file holds both halves; only the secret one counts, and the public one must be its own.
        key.filter(|key| key.public() == self.public).ok_or_else(|| {
            fault(sentence!("key-form", path = self.path.display().to_string()), "key-form-remedy")
        })
    }
}

/// Makes a key in a file of its owner alone, whole or not at all, and never over another.
///
/// # Errors
/// When there is something in its place, or the disk refuses.
pub fn create(
    path: &Path,
    seed: &[u8; 32],
    passphrase: Option<&str>,
) -> Result<SigningKey, Diagnostics> {
    let key = SigningKey::from_seed(seed);
    let pair = Ed25519Keypair {
        public: Ed25519PublicKey(*key.public().as_bytes()),
        private: Ed25519PrivateKey::from_bytes(seed),
    };
    let encode = || -> Result<Zeroizing<String>, ssh_key::Error> {
        let mut private = PrivateKey::new(KeypairData::Ed25519(pair), "avsikt")?;
        if let Some(passphrase) = passphrase {
            // From the seed, as everything random is here; who knows the salt knows nothing of it.
            let salt = crate::audit::Digest::of(&[seed.as_slice(), b"salt"].concat());
            let kdf = Kdf::Bcrypt { salt: salt.as_bytes()[..16].to_vec(), rounds: ROUNDS };
            private = private.encrypt_with(Cipher::Aes256Ctr, kdf, 0, passphrase)?;
        }
        private.to_openssh(LineEnding::LF)
    };
    let text = encode().map_err(|error| unusable(path, &io::Error::other(error.to_string())))?;
    write(path, text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => unusable(path, &error),
    })?;
    Ok(key)
}

/// That there is something where a key was to be made.
#[must_use]
pub fn exists(path: &Path) -> Diagnostics {
    fault(sentence!("key-exists", path = path.display().to_string()), "key-exists-remedy")
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)?;
    // A temporary file is its owner's alone from the start.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    #[cfg(unix)]
    fs::File::open(directory)?.sync_all()?;
    Ok(())
}

fn unusable(path: &Path, error: &io::Error) -> Diagnostics {
    let path = path.display().to_string();
    fault(sentence!("key-unusable", path = path, reason = reason(error)), "key-unusable-remedy")
}

fn fault(message: Sentence, remedy: &'static str) -> Diagnostics {
    Diagnostic::error(message).remedy(Sentence::new(remedy)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_passphrase(_: &Path) -> Result<Zeroizing<String>, Diagnostics> {
        unreachable!("nobody is asked")
    }

    #[test]
    fn a_key_is_kept_for_its_owner_and_never_overwritten() {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("config").join("avsikt").join("key");
        let made = create(&path, &[7; 32], None).unwrap();
        let found = find(&path).unwrap().expect("it is there");
        assert_eq!(found.open(&no_passphrase).unwrap().public(), made.public());
        let again = create(&path, &[8; 32], None).unwrap_err();
        assert_eq!(again.iter().next().map(|d| d.message.key()), Some("key-exists"));
        assert_eq!(find(&path).unwrap().unwrap().public(), made.public());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let bits = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((bits(&path), bits(path.parent().unwrap())), (0o600, 0o700));
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            let open = find(&path).unwrap_err();
            assert_eq!(open.iter().next().map(|d| d.message.key()), Some("key-open"));
        }
    }

    #[test]
    fn a_passphrase_opens_its_key_and_no_other_does() {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("key");
        let made = create(&path, &[7; 32], Some("hemligt")).unwrap();
        let found = find(&path).unwrap().unwrap();
        assert_eq!(found.public(), made.public(), "the public half needs none");
        let right = |_: &Path| Ok(Zeroizing::new("hemligt".to_owned()));
        assert_eq!(found.open(&right).unwrap().public(), made.public());
        let wrong = found.open(&|_: &Path| Ok(Zeroizing::new("x".to_owned()))).unwrap_err();
        assert_eq!(wrong.iter().next().map(|d| d.message.key()), Some("key-passphrase-wrong"));
        assert!(!format!("{found:?} {made:?}").contains("7, 7"), "nothing secret shows");
    }

    #[test]
    fn a_ledger_goes_on_with_its_own_key_unless_told_otherwise() {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("key");
        let ring = |change| Keyring { path: path.clone(), change, passphrase: &no_passphrase };
        let other = SigningKey::from_seed(&[9; 32]).public();
        let reason = |result: Result<(SigningKey, bool), Diagnostics>| {
            result.unwrap_err().iter().next().map(|d| d.message.key())
        };
        let seed = &[7; 32];
        assert_eq!(reason(ring(false).sign_for(Some(other), seed)), Some("key-missing"));
        assert!(!path.exists(), "no key is made that would not be used");
        let (key, made) = ring(false).sign_for(None, seed).unwrap();
        assert!(made && path.exists());
        assert!(!ring(false).sign_for(Some(key.public()), seed).unwrap().1);
        assert_eq!(reason(ring(false).sign_for(Some(other), seed)), Some("key-other"));
        assert_eq!(ring(true).sign_for(Some(other), seed).unwrap().0.public(), key.public());
    }
}

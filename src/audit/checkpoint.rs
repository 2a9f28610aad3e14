//! Checkpoints (*kontrollpunkt*): the ledger's head, signed.
//!
//! A checkpoint is a C2SP `tlog-checkpoint`, which is a signed note with one Ed25519 signature:
//!
//! ```text
//! avsikt/00112233445566778899aabbccddeeff
//! 87
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//!
//! — avsikt/00112233445566778899aabbccddeeff Az3grlgtzPICa5OS8npVmf1Myq/…
//! ```
//!
//! Print and parse mirror each other; whatever is not exactly of this form is refused.

use super::Digest;
use super::signature::{PublicKey, SigningKey, from_base64, to_base64};
use crate::sentence;
use crate::words::Sentence;

/// Size and root of the ledger at some time, as its note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ledger's name for ever, which is its key's name too: `avsikt/` and 128 random bits.
    pub origin: String,
    /// How many lines the ledger has; never 0.
    pub size: u64,
    /// The root of the tree over those lines.
    pub root: Digest,
    /// The id of the key in the signature line.
    key_id: [u8; 4],
    signature: [u8; 64],
}

/// What an origin begins with.
pub const ORIGIN: &str = "avsikt/";

impl Checkpoint {
    /// Signs a ledger's head.
    #[must_use]
    pub fn sign(origin: &str, size: u64, root: Digest, key: &SigningKey) -> Self {
        let signature = key.sign(body(origin, size, root).as_bytes());
        let key_id = key.public().note_id(origin);
        Self { origin: origin.to_owned(), size, root, key_id, signature }
    }

    /// The note.
    #[must_use]
    pub fn print(&self) -> String {
        let signature: Vec<u8> = self.key_id.into_iter().chain(self.signature).collect();
        let body = body(&self.origin, self.size, self.root);
        format!("{body}\n— {} {}\n", self.origin, to_base64(&signature))
    }

    /// Whether some bytes want to be a checkpoint.
    #[must_use]
    pub fn claims(bytes: &[u8]) -> bool {
        bytes.starts_with(ORIGIN.as_bytes())
    }

    /// Reads a note. Its signature is not checked yet: see [`Self::verify`].
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Sentence> {
        let text = std::str::from_utf8(bytes).map_err(|_| sentence!("evidence-not-text"))?;
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, "", signature, ""] = lines[..] else {
            return Err(sentence!("evidence-checkpoint-lines"));
        };
        if !is_origin(origin) {
            return Err(sentence!("evidence-checkpoint-origin"));
        }
        let size = decimal(size).filter(|size| *size > 0);
        let size = size.ok_or_else(|| sentence!("evidence-checkpoint-size"))?;
        let root = hash(root).ok_or_else(|| sentence!("evidence-checkpoint-root"))?;
        let signature = signature
            .strip_prefix("— ")
            .and_then(|rest| rest.strip_prefix(origin)?.strip_prefix(' '))
            .and_then(from_base64)
            .and_then(|bytes| {
                let (id, signature) = bytes.split_at_checked(4)?;
                Some((<[u8; 4]>::try_from(id).ok()?, <[u8; 64]>::try_from(signature).ok()?))
            });
        let Some((key_id, signature)) = signature else {
            return Err(sentence!("evidence-checkpoint-signature-form"));
        };
        let checkpoint = Self { origin: origin.to_owned(), size, root, key_id, signature };
        debug_assert_eq!(checkpoint.print(), text);
        Ok(checkpoint)
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// Whether it is another key's, or nobody's.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Sentence> {
        if self.key_id != key.note_id(&self.origin) {
            return Err(sentence!("evidence-checkpoint-key", key = key.fingerprint()));
        }
        let body = body(&self.origin, self.size, self.root);
        if key.verifies(body.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(sentence!("evidence-checkpoint-unsigned"))
        }
    }
}

fn body(origin: &str, size: u64, root: Digest) -> String {
    format!("{origin}\n{size}\n{}\n", to_base64(root.as_bytes()))
}

/// Whether a text is an origin of ours: `avsikt/` and 32 lower-case hexadecimal digits.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    text.strip_prefix(ORIGIN).is_some_and(is_hex_128)
}

/// Whether a text is 128 bits in lower-case hexadecimal.
#[must_use]
pub fn is_hex_128(text: &str) -> bool {
    let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 32 && text.bytes().all(lower)
}

/// A number without leading zeros, sign or space.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A SHA-256 hash in base64.
pub(super) fn hash(text: &str) -> Option<Digest> {
    Some(<[u8; 32]>::try_from(from_base64(text)?).ok()?.into())
}

#[cfg(test)]
mod tests {
    use signed_note::{Note, StandardVerifier, VerifierList};

    use super::*;

    const NAME: &str = "avsikt/00112233445566778899aabbccddeeff";

    fn signed() -> (String, PublicKey) {
        let key = SigningKey::from_seed(&[7; 32]);
        (Checkpoint::sign(NAME, 87, Digest::of(b"root"), &key).print(), key.public())
    }

    #[test]
    fn a_checkpoint_reads_back_and_verifies() {
        let (text, key) = signed();
        let checkpoint = Checkpoint::parse(text.as_bytes()).unwrap();
        assert_eq!((checkpoint.size, checkpoint.root), (87, Digest::of(b"root")));
        assert_eq!(checkpoint.print(), text);
        assert_eq!(checkpoint.verify(&key), Ok(()));
        let other = SigningKey::from_seed(&[8; 32]).public();
        assert_eq!(checkpoint.verify(&other).unwrap_err().key(), "evidence-checkpoint-key");
    }

    #[test]
    fn an_independent_implementation_of_signed_notes_accepts_it_and_its_verifier_key() {
        let (text, key) = signed();
        let verifier = StandardVerifier::new(&key.verifier_key(NAME)).expect("a verifier key");
        let known = VerifierList::new(vec![Box::new(verifier)]);
        let note = Note::from_bytes(text.as_bytes()).expect("a note");
        let (right, unknown) = note.verify(&known).expect("signed by the key");
        assert_eq!((right.len(), unknown.len()), (1, 0));
        let forged = Note::from_bytes(text.replace("\n87\n", "\n88\n").as_bytes()).expect("a note");
        assert!(forged.verify(&known).is_err());
    }

    /// The example of the standard (C2SP signed-note, Verifier keys).
    #[test]
    fn the_example_of_the_standard_verifies() {
        let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        let raw = from_base64("6TJ5GubnqECkYWTJBHhkJtXngh3YspoA1hyucq/dTaQ=").unwrap();
        let data = ssh_key::public::KeyData::Ed25519(ssh_key::public::Ed25519PublicKey(
            raw.try_into().unwrap(),
        ));
        let key = PublicKey::from_data(&data).unwrap();
        assert_eq!(key.verifier_key("example.com/foo"), vkey);
        let line = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";
        let bytes = from_base64(line).unwrap();
        assert_eq!(bytes[..4], key.note_id("example.com/foo"));
        assert!(key.verifies(b"This is an example message.\n", bytes[4..].try_into().unwrap()));
    }

    #[test]
    fn whatever_is_not_exactly_of_the_form_is_refused() {
        let (text, key) = signed();
        let changes = [
            ("87", "087"),
            ("87", "0"),
            ("87", "+87"),
            ("87", "87 "),
            ("— ", "- "),
            ("— ", "—  "),
            ("\n\n", "\n\n\n"),
            ("\n\n", "\nextension\n\n"),
            ("=\n\n", "\n\n"),
            ("avsikt/", "avsikt+"),
            ("avsikt/0011", "avsikt/00AA"),
            ("\n", "\r\n"),
        ];
        for (from, to) in changes {
            let forged = text.replace(from, to);
            assert_ne!(forged, text, "{from}");
            assert!(Checkpoint::parse(forged.as_bytes()).is_err(), "{forged}");
        }
        for forged in
            [String::new(), format!("{text}\n"), format!("{text}{text}"), format!("\u{feff}{text}")]
        {
            assert!(Checkpoint::parse(forged.as_bytes()).is_err(), "{forged}");
        }
        // Any other byte anywhere: no form, another key's, or not signed.
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut forged = text.clone().into_bytes();
                forged[at] ^= 1 << bit;
                let accepted = Checkpoint::parse(&forged).is_ok_and(|c| c.verify(&key).is_ok());
                assert!(!accepted, "byte {at}, bit {bit}");
            }
        }
    }
}

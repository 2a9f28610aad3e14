//! Ed25519 keys and signatures (RFC 8032), in the two forms in which the field passes them on:
//! OpenSSH's for people with `ssh-keygen`, C2SP's signed notes for transparency logs.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256};
use ssh_key::public::{Ed25519PublicKey, KeyData};
use ssh_key::{Algorithm, HashAlg, LineEnding, SshSig};

use crate::sentence;
use crate::words::Sentence;

/// The namespace of our SSH signatures, and the principal that `allowed_signers` names.
pub const NAMESPACE: &str = "avsikt";

/// The byte by which a signed note tells Ed25519 from other algorithms.
const NOTE_ED25519: u8 = 1;

/// The public half of a ceremony's key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

impl PublicKey {
    /// Reads `ssh-ed25519 AAAA…`, without a comment, exactly as [`Self::to_openssh`] prints it.
    #[must_use]
    pub fn from_openssh(text: &str) -> Option<Self> {
        let key = ssh_key::PublicKey::from_openssh(text).ok()?;
        let key = Self::from_data(key.key_data())?;
        (key.to_openssh() == text).then_some(key)
    }

    /// The key within OpenSSH's own type, if it is one of ours.
    #[must_use]
    pub fn from_data(data: &KeyData) -> Option<Self> {
        let KeyData::Ed25519(Ed25519PublicKey(bytes)) = data else {
            return None;
        };
        ed25519_dalek::VerifyingKey::from_bytes(bytes).ok().map(Self)
    }

    /// The 32 bytes of RFC 8032.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// OpenSSH's own type.
    #[must_use]
    pub fn data(&self) -> KeyData {
        KeyData::Ed25519(Ed25519PublicKey(*self.as_bytes()))
    }

    /// `ssh-ed25519 AAAA…`
    ///
    /// # Panics
    /// Never: a key of 32 bytes has that form.
    #[must_use]
    pub fn to_openssh(&self) -> String {
        ssh_key::PublicKey::new(self.data(), "").to_openssh().expect("an Ed25519 key is text")
    }

    /// `SHA256:…`, as `ssh-keygen -l` prints it: what people compare.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.data().fingerprint(HashAlg::Sha256).to_string()
    }

    /// The line of an `allowed_signers` file (`ssh-keygen -Y verify -f`): who may sign what.
    #[must_use]
    pub fn allowed_signers(&self) -> String {
        format!("{NAMESPACE} namespaces=\"{NAMESPACE}\" {}", self.to_openssh())
    }

    /// The key's id in signed notes under a name: `SHA-256(name ‖ LF ‖ 0x01 ‖ key)`, 4 bytes.
    #[must_use]
    pub fn note_id(&self, name: &str) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', NOTE_ED25519])
            .chain_update(self.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The verifier key of signed notes: `NAME+ID+KEY`.
    #[must_use]
    pub fn verifier_key(&self, name: &str) -> String {
        let id = u32::from_be_bytes(self.note_id(name));
        let key: Vec<u8> = [NOTE_ED25519].into_iter().chain(*self.as_bytes()).collect();
        format!("{name}+{id:08x}+{}", STANDARD.encode(key))
    }

    /// Whether a signature is this key's over a message; keys and signatures of small order, with
    /// which one signature fits many messages, are refused.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(message, &signature).is_ok()
    }

    /// Whether an armoured SSH signature (OpenSSH, PROTOCOL.sshsig) is this key's over a message,
    /// in our namespace, and in the one form in which we write it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn verifies_ssh(&self, message: &[u8], armoured: &[u8]) -> Result<(), Sentence> {
        let form = || sentence!("evidence-signature-form");
        let text = std::str::from_utf8(armoured).map_err(|_| form())?;
        let signature = SshSig::from_pem(text).map_err(|_| form())?;
        if signature.to_pem(LineEnding::LF).ok().as_deref() != Some(text)
            || signature.namespace() != NAMESPACE
            || !signature.reserved().is_empty()
            || signature.hash_alg() != HashAlg::Sha512
            || signature.algorithm() != Algorithm::Ed25519
        {
            return Err(form());
        }
        if *signature.public_key() != self.data() {
            let other = signature.public_key().fingerprint(HashAlg::Sha256).to_string();
            return Err(sentence!(
                "evidence-signature-key",
                found = other,
                key = self.fingerprint()
            ));
        }
        let wrong = || sentence!("evidence-signature-wrong");
        let signed =
            SshSig::signed_data(NAMESPACE, HashAlg::Sha512, message).map_err(|_| wrong())?;
        let bytes = <[u8; 64]>::try_from(signature.signature_bytes()).map_err(|_| form())?;
        if self.verifies(&signed, &bytes) { Ok(()) } else { Err(wrong()) }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fingerprint())
    }
}

/// The secret half. It never shows, and its memory is overwritten when it goes.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a seed: 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a message; always the same signature for the same message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The armoured SSH signature of a message, in our namespace.
    ///
    /// # Panics
    /// Never: a signature of 64 bytes has that form.
    #[must_use]
    pub fn sign_ssh(&self, message: &[u8]) -> String {
        let sign = || -> Result<String, ssh_key::Error> {
            let signed = SshSig::signed_data(NAMESPACE, HashAlg::Sha512, message)?;
            let signature = ssh_key::Signature::new(Algorithm::Ed25519, self.sign(&signed))?;
            SshSig::new(self.public().data(), NAMESPACE, HashAlg::Sha512, signature)?
                .to_pem(LineEnding::LF)
        };
        sign().expect("an Ed25519 signature has an SSH form")
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the secret key of {:?}", self.public())
    }
}

/// The key that an armoured SSH signature names as its own, whether or not it is.
#[must_use]
pub fn signer(armoured: &[u8]) -> Option<PublicKey> {
    PublicKey::from_data(SshSig::from_pem(armoured).ok()?.public_key())
}

/// Base64 of RFC 4648, section 4, with padding.
#[must_use]
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads base64 in its one canonical form: padded, unused bits 0.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Whether a text has the form of a fingerprint: `SHA256:` and 43 characters of base64.
#[must_use]
pub fn is_fingerprint(text: &str) -> bool {
    text.strip_prefix("SHA256:")
        .and_then(|rest| STANDARD_NO_PAD.decode(rest).ok())
        .is_some_and(|bytes| bytes.len() == 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed(&[7; 32])
    }

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn the_vector_of_the_standard_holds() {
        let bytes = |hex: &str| -> Vec<u8> {
            (0..hex.len())
                .step_by(2)
                .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
                .collect()
        };
        let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let key = SigningKey::from_seed(&seed.try_into().unwrap());
        let public = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assert_eq!(key.public().as_bytes().as_slice(), public);
        let signature = bytes(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        );
        assert_eq!(key.sign(&[0x72]).as_slice(), signature);
        assert!(key.public().verifies(&[0x72], &signature.clone().try_into().unwrap()));
        assert!(!key.public().verifies(&[0x73], &signature.try_into().unwrap()));
    }

    #[test]
    fn an_ssh_signature_is_accepted_in_its_one_form_only() {
        let (public, signature) = (key().public(), key().sign_ssh(b"message"));
        assert_eq!(public.verifies_ssh(b"message", signature.as_bytes()), Ok(()));
        let refused = |message: &[u8], signature: &str| {
            public.verifies_ssh(message, signature.as_bytes()).expect_err(signature).key()
        };
        assert_eq!(refused(b"massage", &signature), "evidence-signature-wrong");
        let another = SigningKey::from_seed(&[8; 32]).sign_ssh(b"message");
        assert_eq!(refused(b"message", &another), "evidence-signature-key");
        for other in [
            String::new(),
            format!("{signature}\n"),
            format!(" {signature}"),
            signature.replace('\n', "\r\n"),
            signature.trim_end().to_owned(),
            signature.replace("SSH SIGNATURE", "SSH  SIGNATURE"),
        ] {
            assert_eq!(refused(b"message", &other), "evidence-signature-form");
        }
    }

    #[test]
    fn a_public_key_reads_back_and_nothing_else_is_one() {
        let public = key().public();
        let text = public.to_openssh();
        assert_eq!(PublicKey::from_openssh(&text), Some(public));
        assert!(is_fingerprint(&public.fingerprint()), "{}", public.fingerprint());
        for other in
            [&text[1..], &format!("{text} x"), &format!("{text}\n"), "ssh-ed25519 AAAA", ""]
        {
            assert_eq!(PublicKey::from_openssh(other), None, "{other}");
        }
        assert!(!is_fingerprint("SHA256:AAAA") && !is_fingerprint("MD5:00"));
    }
}

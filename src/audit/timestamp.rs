//! Time stamps (*tidsstämpel*, RFC 3161): an authority outside says when a checkpoint existed.
//!
//! ```text
//! TimeStampReq   version 1, SHA-256 of the checkpoint's bytes, a nonce, certReq TRUE
//! TimeStampResp  status, and the token: a CMS SignedData (RFC 5652) over a TSTInfo, which repeats
//!                imprint and nonce and adds the time
//! ```
//!
//! What is checked here is that an answer is of that form and answers this question. Whose
//! signature it bears, and whether that authority is to be trusted, is for `openssl ts -verify` with
//! a certificate that somebody chose to trust.

mod answer;
mod elements;
#[cfg(test)]
mod tests;

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Encode as _, Tag};

pub use self::answer::TimeStamp;
use super::Digest;
use crate::sentence;
use crate::words::Sentence;

const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// What an authority is asked: when did these bytes exist?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    imprint: Digest,
    nonce: u64,
}

impl Request {
    /// A question about some bytes. The nonce is chance: the answer must repeat it, so that it
    /// cannot be an old one.
    #[must_use]
    pub fn new(bytes: &[u8], nonce: u64) -> Self {
        Self { imprint: Digest::of(bytes), nonce }
    }

    /// The `TimeStampReq`.
    ///
    /// # Panics
    /// Never: everything in it has a DER form.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        self.encode().expect("numbers and a digest have a DER form")
    }

    fn encode(&self) -> der::Result<Vec<u8>> {
        let sequence = |parts: &[Vec<u8>]| AnyRef::new(Tag::Sequence, &parts.concat())?.to_der();
        let algorithm = sequence(&[SHA_256.to_der()?, AnyRef::NULL.to_der()?])?;
        let digest = AnyRef::new(Tag::OctetString, self.imprint.as_bytes())?.to_der()?;
        let imprint = sequence(&[algorithm, digest])?;
        sequence(&[1_u8.to_der()?, imprint, self.nonce.to_der()?, true.to_der()?])
    }

    /// Reads an answer to this very question.
    ///
    /// # Errors
    /// What differs.
    pub fn answer(&self, response: &[u8]) -> Result<TimeStamp, Sentence> {
        let stamp = TimeStamp::parse(response)?;
        if stamp.imprint != self.imprint {
            return Err(sentence!("evidence-timestamp-imprint"));
        }
        // The one form in which DER writes this number.
        let nonce = self.nonce.to_der().unwrap_or_default();
        if stamp.nonce.as_deref() != nonce.get(2..) {
            return Err(sentence!("evidence-timestamp-nonce"));
        }
        Ok(stamp)
    }
}

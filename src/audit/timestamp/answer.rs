//! What an authority answers (`TimeStampResp`), read as far as it can be without trusting anybody.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode as _, Tag, Tagged as _};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::SHA_256;
use super::elements::{explicit, is_context, parts, well_formed};
use crate::audit::Digest;
use crate::sentence;
use crate::words::Sentence;

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// `id-ct-TSTInfo`: what a time stamp holds.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What an authority says, as far as it is of the right form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStamp {
    /// When, by the authority's clock.
    pub time: Timestamp,
    /// SHA-256 of the bytes that existed then.
    pub imprint: Digest,
    /// The nonce's bytes, as in the request.
    pub(super) nonce: Option<Vec<u8>>,
}

impl TimeStamp {
    /// Reads a `TimeStampResp` that grants a token. Whether it is signed is not checked.
    ///
    /// # Errors
    /// What it is instead.
    pub fn parse(response: &[u8]) -> Result<Self, Sentence> {
        let response = AnyRef::from_der(response)
            .ok()
            .filter(|any| well_formed(*any, 0))
            .ok_or_else(|| sentence!("evidence-timestamp-form", part = "TimeStampResp"))?;
        let (status, token) = match parts(response, Tag::Sequence).as_deref() {
            Some([status]) => (*status, None),
            Some([status, token]) => (*status, Some(*token)),
            _ => return Err(form("TimeStampResp")),
        };
        granted(status)?;
        Self::in_token(token.ok_or_else(|| sentence!("evidence-timestamp-no-token"))?)
    }

    /// Whether it is about some bytes.
    #[must_use]
    pub fn covers(&self, bytes: &[u8]) -> bool {
        self.imprint == Digest::of(bytes)
    }

    /// `TimeStampToken ::= ContentInfo`
    fn in_token(token: AnyRef<'_>) -> Result<Self, Sentence> {
        let info = parts(token, Tag::Sequence).ok_or_else(|| form("ContentInfo"))?;
        let [kind, content] = info[..] else { return Err(form("ContentInfo")) };
        expect(kind, SIGNED_DATA)?;
        let content = explicit(content, 0).ok_or_else(|| form("ContentInfo"))?;
        // version, digestAlgorithms, encapContentInfo, certificates [0], crls [1], signerInfos
        let signed = parts(content, Tag::Sequence).ok_or_else(|| form("SignedData"))?;
        let [version, algorithms, content, optional @ .., signers] = &signed[..] else {
            return Err(form("SignedData"));
        };
        let ordered = match optional {
            [] => true,
            [one] => is_context(*one, 0) || is_context(*one, 1),
            [first, second] => is_context(*first, 0) && is_context(*second, 1),
            _ => false,
        };
        // RFC 3161 allows the authority's signature and no other.
        let one = parts(*signers, Tag::Set).is_some_and(|signers| signers.len() == 1);
        if version.tag() != Tag::Integer || algorithms.tag() != Tag::Set || !ordered || !one {
            return Err(form("SignedData"));
        }
        let info = parts(*content, Tag::Sequence).ok_or_else(|| form("EncapsulatedContentInfo"))?;
        let Some((kind, content)) = info.split_first() else {
            return Err(form("EncapsulatedContentInfo"));
        };
        expect(*kind, TST_INFO)?;
        let [content] = content else { return Err(form("EncapsulatedContentInfo")) };
        let content = explicit(*content, 0).filter(|content| content.tag() == Tag::OctetString);
        let content = content.ok_or_else(|| form("EncapsulatedContentInfo"))?;
        let info = AnyRef::from_der(content.value()).ok().filter(|any| well_formed(*any, 0));
        Self::in_info(info.ok_or_else(|| form("TSTInfo"))?)
    }

    /// `TSTInfo`: version, policy, messageImprint, serialNumber, genTime, accuracy, ordering,
    /// nonce, tsa [0], extensions [1]; those from accuracy on may be left out.
    fn in_info(info: AnyRef<'_>) -> Result<Self, Sentence> {
        let info = parts(info, Tag::Sequence).ok_or_else(|| form("TSTInfo"))?;
        let [version, policy, imprint, serial, time, rest @ ..] = &info[..] else {
            return Err(form("TSTInfo"));
        };
        if version.decode_as::<u8>() != Ok(1)
            || policy.decode_as::<ObjectIdentifier>().is_err()
            || serial.tag() != Tag::Integer
        {
            return Err(form("TSTInfo"));
        }
        let mut rest = rest.iter().copied().peekable();
        rest.next_if(|any| any.tag() == Tag::Sequence);
        // Its default should be left out, and some authorities write it all the same.
        rest.next_if(|any| any.decode_as::<bool>().is_ok());
        let nonce = rest.next_if(|any| any.tag() == Tag::Integer);
        rest.next_if(|any| is_context(*any, 0));
        rest.next_if(|any| is_context(*any, 1));
        if rest.next().is_some() {
            return Err(form("TSTInfo"));
        }
        let imprint = message_imprint(*imprint)?;
        Ok(Self {
            time: general_time(*time)?,
            imprint,
            nonce: nonce.map(|nonce| nonce.value().to_vec()),
        })
    }
}

/// `PKIStatusInfo`: granted, or granted with changes that RFC 3161 leaves to the authority.
fn granted(info: AnyRef<'_>) -> Result<(), Sentence> {
    let form = || form("PKIStatusInfo");
    let info = parts(info, Tag::Sequence).ok_or_else(form)?;
    let [status, rest @ ..] = &info[..] else { return Err(form()) };
    let status: u32 = status.decode_as().map_err(|_| form())?;
    let mut rest = rest.iter().copied().peekable();
    let texts = rest.next_if(|any| any.tag() == Tag::Sequence);
    let failures = rest.next_if(|any| any.tag() == Tag::BitString);
    if rest.next().is_some() {
        return Err(form());
    }
    if status <= 1 {
        return Ok(());
    }
    let texts = texts.and_then(|any| parts(any, Tag::Sequence)).unwrap_or_default();
    let texts = texts.iter().filter_map(|text| std::str::from_utf8(text.value()).ok());
    // The authority's words, for a terminal.
    let words: String = texts.collect::<Vec<_>>().join("; ");
    let words: String = words.chars().filter(|c| !c.is_control()).take(200).collect();
    let reasons: Vec<&str> = failures.map(failure_names).unwrap_or_default();
    let status = match status {
        2 => "rejection".to_owned(),
        3 => "waiting".to_owned(),
        other => format!("PKIStatus {other}"),
    };
    let said = [status, reasons.join(", "), words].into_iter().filter(|part| !part.is_empty());
    let said = said.collect::<Vec<_>>().join(": ");
    Err(sentence!("evidence-timestamp-refused", said = said))
}

/// The names of the bits of a `PKIFailureInfo`, as RFC 3161 lists them.
fn failure_names(bits: AnyRef<'_>) -> Vec<&'static str> {
    const NAMES: [(usize, &str); 8] = [
        (0, "badAlg"),
        (2, "badRequest"),
        (5, "badDataFormat"),
        (14, "timeNotAvailable"),
        (15, "unacceptedPolicy"),
        (16, "unacceptedExtension"),
        (17, "addInfoNotAvailable"),
        (25, "systemFailure"),
    ];
    let bytes = bits.value().get(1..).unwrap_or_default();
    let set = |bit: usize| bytes.get(bit / 8).is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0);
    NAMES.into_iter().filter(|(bit, _)| set(*bit)).map(|(_, name)| name).collect()
}

/// `MessageImprint`: SHA-256, whose parameters may be left out (RFC 5754), and 32 bytes.
fn message_imprint(imprint: AnyRef<'_>) -> Result<Digest, Sentence> {
    let form = || form("MessageImprint");
    let imprint = parts(imprint, Tag::Sequence).ok_or_else(form)?;
    let [algorithm, digest] = imprint[..] else { return Err(form()) };
    let algorithm = parts(algorithm, Tag::Sequence).ok_or_else(form)?;
    let (kind, parameters) = algorithm.split_first().ok_or_else(form)?;
    let kind: ObjectIdentifier = kind.decode_as().map_err(|_| form())?;
    if kind != SHA_256 || !(parameters.is_empty() || parameters == [AnyRef::NULL]) {
        return Err(sentence!("evidence-timestamp-algorithm", found = kind.to_string()));
    }
    let digest = Some(digest).filter(|digest| digest.tag() == Tag::OctetString);
    let bytes = digest.and_then(|digest| <[u8; 32]>::try_from(digest.value()).ok());
    bytes.map(Digest::from).ok_or_else(form)
}

/// `20180420073000Z`, or with a fraction of a second that does not end with 0.
fn general_time(any: AnyRef<'_>) -> Result<Timestamp, Sentence> {
    let text = String::from_utf8_lossy(any.value());
    let read = || -> Option<Timestamp> {
        let whole = text.strip_suffix('Z').filter(|_| any.tag() == Tag::GeneralizedTime)?;
        let (seconds, fraction) = match whole.split_once('.') {
            Some((seconds, fraction)) => (seconds, fraction),
            None => (whole, "0"),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let right = seconds.len() == 14 && digits(seconds) && digits(fraction);
        let canonical = !fraction.is_empty()
            && (fraction == "0") != whole.contains('.')
            && (fraction == "0" || !fraction.ends_with('0'));
        if !right || !canonical {
            return None;
        }
        let part = |range: std::ops::Range<usize>| seconds[range].parse::<i8>().ok();
        // Finer than nanoseconds is cut off.
        let nanoseconds = format!("{fraction:0<9}")[..9].parse().ok()?;
        let civil = DateTime::new(
            seconds[..4].parse().ok()?,
            part(4..6)?,
            part(6..8)?,
            part(8..10)?,
            part(10..12)?,
            part(12..14)?,
            nanoseconds,
        );
        TimeZone::UTC.to_timestamp(civil.ok()?).ok()
    };
    let shown = || text.chars().filter(|c| !c.is_control()).take(40).collect::<String>();
    read().ok_or_else(|| sentence!("evidence-timestamp-time", found = shown()))
}

/// Refuses another kind of content.
fn expect(any: AnyRef<'_>, kind: ObjectIdentifier) -> Result<(), Sentence> {
    match any.decode_as::<ObjectIdentifier>() {
        Ok(found) if found == kind => Ok(()),
        Ok(found) => Err(sentence!("evidence-timestamp-content", found = found.to_string())),
        Err(_) => Err(form("ContentInfo")),
    }
}

fn form(part: &str) -> Sentence {
    sentence!("evidence-timestamp-form", part = part)
}

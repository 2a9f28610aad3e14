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

#[cfg(test)]
pub(super) mod tests {
    use der::Encode as _;

    use super::super::Request;
    use super::*;

    pub(in super::super) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let value = parts.concat();
        let mut bytes = vec![tag];
        match u8::try_from(value.len()) {
            Ok(length) if length < 0x80 => bytes.push(length),
            Ok(length) => bytes.extend([0x81, length]),
            Err(_) => {
                bytes.push(0x82);
                bytes.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
            }
        }
        bytes.extend(value);
        bytes
    }

    const NONCE: u64 = 0x8877_6655_4433_2211;
    const OID_SIGNED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    const OID_INFO: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";
    pub(in super::super) const OID_SHA: &[u8] = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";

    /// The parts of an answer that a test can change.
    struct Answer {
        status: Vec<u8>,
        kind: Vec<u8>,
        content: Vec<u8>,
        signers: usize,
        algorithm: Vec<u8>,
        digest: Vec<u8>,
        time: Vec<u8>,
        rest: Vec<u8>,
    }

    impl Answer {
        fn right() -> Self {
            Self {
                status: tlv(0x30, &[b"\x02\x01\x00"]),
                kind: OID_SIGNED.to_vec(),
                content: OID_INFO.to_vec(),
                signers: 1,
                algorithm: tlv(0x30, &[OID_SHA, b"\x05\x00"]),
                digest: Digest::of(b"checkpoint").as_bytes().to_vec(),
                time: tlv(0x18, &[b"20180420073000Z"]),
                rest: NONCE.to_der().unwrap(),
            }
        }

        fn to_der(&self) -> Vec<u8> {
            let imprint = tlv(0x30, &[&self.algorithm, &tlv(0x04, &[&self.digest])]);
            let start: [&[u8]; 4] =
                [b"\x02\x01\x01", b"\x06\x02\x2a\x03", &imprint, b"\x02\x01\x07"];
            let info = tlv(0x30, &[&start.concat(), &self.time, &self.rest]);
            let content = tlv(0x30, &[&self.content, &tlv(0xa0, &[&tlv(0x04, &[&info])])]);
            let signers = tlv(0x31, &[&tlv(0x30, &[b"\x02\x01\x01"]).repeat(self.signers)]);
            let start: [&[u8]; 2] = [b"\x02\x01\x03", b"\x31\x00"];
            let signed = tlv(0x30, &[&start.concat(), &content, &signers]);
            let token = tlv(0x30, &[&self.kind, &tlv(0xa0, &[&signed])]);
            tlv(0x30, &[&self.status, &token])
        }
    }

    fn answer(change: impl FnOnce(&mut Answer)) -> Result<TimeStamp, &'static str> {
        let mut answer = Answer::right();
        change(&mut answer);
        Request::new(b"checkpoint", NONCE).answer(&answer.to_der()).map_err(|reason| reason.key())
    }

    #[test]
    fn an_answer_tells_when() {
        let time =
            |text: &[u8]| answer(|a| a.time = tlv(0x18, &[text])).map(|s| s.time.to_string());
        assert_eq!(time(b"20180420073000Z").as_deref(), Ok("2018-04-20T07:30:00Z"));
        assert_eq!(time(b"20180420073000.25Z").as_deref(), Ok("2018-04-20T07:30:00.25Z"));
        let finest = time(b"20180420073000.1234567891Z");
        assert_eq!(finest.as_deref(), Ok("2018-04-20T07:30:00.123456789Z"));
        for wrong in [
            &b""[..],
            b"Z",
            b"20180420073000",
            b"20180420073000+0200",
            b"201804200730Z",
            b"20180431073000Z",
            b"20180420243000Z",
            b"20180420073000.Z",
            b"20180420073000.0Z",
            b"20180420073000.50Z",
            b"2018042007300\xc3\xa5Z",
            b"-0180420073000Z",
            b"20180420073000.1.2Z",
        ] {
            assert_eq!(time(wrong), Err("evidence-timestamp-time"), "{wrong:?}");
        }
        let utc = answer(|a| a.time = tlv(0x17, &[b"20180420073000Z"]));
        assert_eq!(utc, Err("evidence-timestamp-time"));
    }

    #[test]
    fn what_may_be_left_out_or_added_is_accepted() {
        let nonce = NONCE.to_der().unwrap();
        let accuracy = tlv(0x30, &[b"\x02\x01\x01"]);
        for rest in [
            [&accuracy[..], &nonce].concat(),
            [&accuracy[..], b"\x01\x01\xff", &nonce].concat(),
            [&b"\x01\x01\x00"[..], &nonce, &tlv(0xa0, &[&accuracy])].concat(),
            [&nonce[..], &tlv(0xa0, &[&accuracy]), &tlv(0xa1, &[&accuracy])].concat(),
        ] {
            assert!(answer(|a| a.rest.clone_from(&rest)).is_ok(), "{rest:02x?}");
        }
        assert!(answer(|a| a.algorithm = tlv(0x30, &[OID_SHA])).is_ok());
        let changed = b"\x02\x01\x01\x30\x04\x0c\x02hm";
        assert!(answer(|a| a.status = tlv(0x30, &[changed])).is_ok(), "granted with changes");
    }

    #[test]
    fn an_answer_to_another_question_is_refused() {
        let refused = |change: &dyn Fn(&mut Answer)| answer(change).expect_err("it differs");
        let sha_1 = tlv(0x30, &[b"\x06\x05\x2b\x0e\x03\x02\x1a", b"\x05\x00"]);
        assert_eq!(refused(&|a| a.algorithm.clone_from(&sha_1)), "evidence-timestamp-algorithm");
        assert_eq!(refused(&|a| a.digest[0] ^= 1), "evidence-timestamp-imprint");
        assert_eq!(refused(&|a| a.digest.truncate(20)), "evidence-timestamp-form");
        assert_eq!(refused(&|a| a.rest.clear()), "evidence-timestamp-nonce");
        assert_eq!(refused(&|a| *a.rest.last_mut().unwrap() ^= 1), "evidence-timestamp-nonce");
        assert_eq!(refused(&|a| a.kind = OID_INFO.to_vec()), "evidence-timestamp-content");
        assert_eq!(refused(&|a| a.content = OID_SIGNED.to_vec()), "evidence-timestamp-content");
        assert_eq!(refused(&|a| a.signers = 0), "evidence-timestamp-form");
        assert_eq!(refused(&|a| a.signers = 2), "evidence-timestamp-form");
        assert_eq!(refused(&|a| a.rest.extend(b"\x05\x00")), "evidence-timestamp-form");
    }

    #[test]
    fn a_refusal_says_why() {
        let words = tlv(0x30, &[&tlv(0x0c, &["stängt\u{1b}[31m".as_bytes()])]);
        let info = tlv(0x30, &[b"\x02\x01\x02", &words, b"\x03\x02\x05\x20"]);
        let token = Answer { status: info.clone(), ..Answer::right() };
        for response in [token.to_der(), tlv(0x30, &[&info])] {
            let reason = TimeStamp::parse(&response).unwrap_err();
            assert_eq!(reason.key(), "evidence-timestamp-refused");
            assert_eq!(reason.value("said").as_deref(), Some("rejection: badRequest: stängt[31m"));
        }
        let missing = tlv(0x30, &[&tlv(0x30, &[b"\x02\x01\x00"])]);
        let reason = TimeStamp::parse(&missing).unwrap_err();
        assert_eq!(reason.key(), "evidence-timestamp-no-token");
    }

    /// Whatever comes over the network, nothing panics, and what is broken is refused.
    #[test]
    fn every_truncation_is_refused_and_no_changed_byte_panics() {
        let right = Answer::right().to_der();
        let request = Request::new(b"checkpoint", NONCE);
        assert!(request.answer(&right).is_ok());
        for end in 0..right.len() {
            assert!(request.answer(&right[..end]).is_err(), "{end}");
        }
        for at in 0..right.len() {
            for value in 0..=255 {
                let mut changed = right.clone();
                changed[at] = value;
                let _ = request.answer(&changed);
            }
        }
        assert!(request.answer(&[&right[..], b"\0"].concat()).is_err(), "something behind it");
        // BER's forms of the same: an indefinite length, a length that is longer than need be.
        let indefinite = [b"\x30\x80", &right[3..], b"\0\0"].concat();
        let longer = [b"\x30\x83\x00", &right[2..]].concat();
        for ber in [indefinite, longer] {
            let reason = request.answer(&ber).unwrap_err();
            assert_eq!(reason.key(), "evidence-timestamp-form");
        }
        let deep = (0..2000).fold(b"\x05\x00".to_vec(), |inner, _| tlv(0x30, &[&inner]));
        assert!(request.answer(&deep).is_err());
    }
}

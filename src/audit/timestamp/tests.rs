//! What is asked and what may be answered: each part of an answer, changed.

use super::*;

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
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
const OID_SHA: &[u8] = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";

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
        let start: [&[u8]; 4] = [b"\x02\x01\x01", b"\x06\x02\x2a\x03", &imprint, b"\x02\x01\x07"];
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
fn a_question_is_written_as_the_standard_says() {
    let request = Request::new(b"abc", 0x314c_fce4_e065_1827).to_der();
    let imprint = [&tlv(0x30, &[OID_SHA, b"\x05\x00"])[..], b"\x04\x20"].concat();
    let imprint = tlv(0x30, &[&imprint, Digest::of(b"abc").as_bytes()]);
    let nonce = b"\x02\x08\x31\x4c\xfc\xe4\xe0\x65\x18\x27";
    assert_eq!(request, tlv(0x30, &[b"\x02\x01\x01", &imprint, nonce, b"\x01\x01\xff"]));
}

#[test]
fn an_answer_tells_when() {
    let time = |text: &[u8]| answer(|a| a.time = tlv(0x18, &[text])).map(|s| s.time.to_string());
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

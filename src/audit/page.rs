//! `verify.html`: the evidence as a page for people who will never open a terminal.
//!
//! The ledger is there as it lies on the disk: the page's list follows from it, and so the
//! checkpoint's signature is the list's too.

use std::io::{self, Write};

use serde::Serialize;

use super::signature::to_base64;
use super::{Checkpoint, Ledger, PublicKey};
use crate::page::Page;

const PAGE: Page = Page {
    html: include_str!("page/verify.html"),
    style: concat!(include_str!("../page/house.css"), include_str!("page/verify.css")),
    script: concat!(
        include_str!("../page/dom.js"),
        include_str!("page/words.js"),
        include_str!("page/bytes.js"),
        include_str!("page/ledger.js"),
        include_str!("page/evidence.js"),
        include_str!("page/verdicts.js"),
        include_str!("page/screen.js"),
    ),
    pictures: false,
};

/// Writes the page of a ledger and its head. It holds what the ledger holds, and nothing of people.
///
/// # Errors
/// What writing fails with.
pub fn write(
    to: &mut dyn Write,
    title: &str,
    ledger: &Ledger,
    checkpoint: &Checkpoint,
    key: &PublicKey,
) -> io::Result<()> {
    let data = Data {
        form: "avsikt-page-2",
        title,
        key: to_base64(key.as_bytes()),
        fingerprint: key.fingerprint(),
        checkpoint: checkpoint.print(),
        ledger: ledger.text(),
    };
    PAGE.write(to, &data)
}

/// What the page's program finds.
#[derive(Serialize)]
struct Data<'a> {
    form: &'static str,
    title: &'a str,
    key: String,
    fingerprint: String,
    checkpoint: String,
    ledger: &'a str,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::audit::ledger::tests::{batch, key, signing_key, stamp};
    use crate::audit::{Digest, Event};

    /// A small ledger's page, with what the page says as data.
    fn made(title: &str) -> (Ledger, Checkpoint, String, Value) {
        let mut ledger = Ledger::default();
        ledger.append(batch(&signing_key()), &stamp(1));
        let document = key("a/declaration");
        ledger.append(Event::Issued { document, revision: 1, digest: Digest::of(b"x") }, &stamp(1));
        let checkpoint = ledger.checkpoint(&signing_key()).unwrap();
        let mut made = Vec::new();
        write(&mut made, title, &ledger, &checkpoint, &signing_key().public()).unwrap();
        let made = String::from_utf8(made).unwrap();
        let (_, rest) = made.split_once("id=\"evidence\">").expect("the data's element");
        let (data, _) = rest.split_once("</script>").expect("its end");
        let data = serde_json::from_str(data).expect("JSON");
        (ledger, checkpoint, made, data)
    }

    #[test]
    fn a_title_never_becomes_markup_or_a_placeholder() {
        assert_eq!(PAGE.faults(), Vec::<&str>::new());
        let title = "</script><script>alert(1)</script> /*{{js}}*/ {{csp}}";
        let (_, _, made, data) = made(title);
        assert_eq!(made.matches("<script").count(), 2, "the data and the program");
        assert!(made.contains("/*{{js}}*/ {{csp}}") && made.contains("\\u003c/script>"));
        assert_eq!(data["title"], title);
        let policy = made.split("content=\"").find(|part| part.starts_with("default-src 'none'"));
        assert!(policy.is_some(), "the policy comes first");
    }

    #[test]
    fn the_page_holds_the_very_ledger_that_its_checkpoint_signs() {
        let (ledger, checkpoint, _, data) = made("Klimatsamverkan");
        let text = |name: &str| data[name].as_str().expect(name).as_bytes();
        assert_eq!(text("ledger"), ledger.text().as_bytes());
        assert_eq!(Checkpoint::parse(text("checkpoint")), Ok(checkpoint.clone()));
        let read = Ledger::parse(text("ledger")).expect("a ledger");
        assert_eq!(read.is_headed_by(&checkpoint), Ok(()));
        assert_eq!(text("fingerprint"), signing_key().public().fingerprint().as_bytes());
        assert_eq!(data.as_object().map(serde_json::Map::len), Some(6), "and nothing else");
    }
}

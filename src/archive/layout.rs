//! Every path below `output/`, with `/` between parts; pure.

use crate::audit::{Addressee, DocumentKey, Expected, LetterKey, Register, sums, verdict};

/// Keeps a second run out. Empty.
pub const LOCK: &str = "lock";
/// A change that has been decided upon and not yet carried out in full.
pub const JOURNAL: &str = "journal.json";
/// Where a change is prepared.
pub const STAGING: &str = "staging";
/// What was issued and composed.
pub const REGISTER: &str = "register.json";
/// The issued documents with their digests, for `sha256sum -c`.
pub const SUMS: &str = "SHA256SUMS";
/// The issued documents.
pub const DOCUMENTS: &str = "documents";
/// The composed letters.
pub const OUTBOX: &str = "outbox";
/// What `produce` compares, and people's data; never mailed or published.
pub const PRIVATE: &str = "private";
/// What the current documents and letters were made from.
pub const INPUTS: &str = "private/inputs.json";
/// A copy of the newest running order, to find it.
pub const RUNNING_ORDER: &str = "documents/running-order.pdf";
/// The newest running order as a spreadsheet.
pub const RUNNING_ORDER_CSV: &str = "documents/running-order.csv";

/// `documents/ID/KIND-rN.pdf`, or `documents/KIND-rN.pdf` for one of the ceremony.
#[must_use]
pub fn document(key: &DocumentKey, revision: u32) -> String {
    match &key.signatory {
        Some(id) => format!("{DOCUMENTS}/{id}/{}-r{revision}.pdf", key.kind),
        None => format!("{DOCUMENTS}/{}-r{revision}.pdf", key.kind),
    }
}

/// `outbox/ID-rN.eml`, or `outbox/ID-rN-copyK.eml`.
#[must_use]
pub fn letter(key: &LetterKey, revision: u32) -> String {
    format!("{OUTBOX}/{}", letter_file(key, revision))
}

/// Where a letter goes that is not to be sent: `outbox/withdrawn/ID-rN.eml`.
#[must_use]
pub fn withdrawn_letter(key: &LetterKey, revision: u32) -> String {
    format!("{OUTBOX}/withdrawn/{}", letter_file(key, revision))
}

fn letter_file(key: &LetterKey, revision: u32) -> String {
    let name = match &key.addressee {
        Addressee::Coordinator => "coordinator",
        Addressee::Signatory(id) => id.as_str(),
    };
    match key.copy {
        0 => format!("{name}-r{revision}.eml"),
        copy => format!("{name}-r{revision}-copy{copy}.eml"),
    }
}

/// The text of `SHA256SUMS` that belongs to a register: all documents ever issued.
#[must_use]
pub fn sums(register: &Register) -> String {
    let paths: Vec<String> =
        register.documents().iter().map(|d| document(&d.document, d.revision)).collect();
    let digests = register.documents().iter().map(|issued| issued.digest);
    sums::print(paths.iter().map(String::as_str).zip(digests))
}

/// The files that a register says must be there, with their digests.
#[must_use]
pub fn expected(register: &Register) -> Vec<Expected> {
    let documents = register.documents().iter().map(|issued| Expected {
        path: document(&issued.document, issued.revision),
        document: Some((issued.document.clone(), issued.revision)),
        digest: issued.digest,
        standing: issued.standing,
    });
    let letters = register.letters().iter().map(|composed| {
        let standing = verdict::letter_standing(composed.standing);
        let path = match standing {
            crate::audit::Standing::Current => letter(&composed.letter, composed.revision),
            _ => withdrawn_letter(&composed.letter, composed.revision),
        };
        Expected { path, document: None, digest: composed.digest, standing }
    });
    documents.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_the_format_says() {
        let key = |text: &str| DocumentKey::try_from(text.to_owned()).unwrap();
        let letter_key = |text: &str| LetterKey::try_from(text.to_owned()).unwrap();
        assert_eq!(
            document(&key("solbacken/declaration"), 2),
            "documents/solbacken/declaration-r2.pdf"
        );
        assert_eq!(document(&key("running-order"), 1), "documents/running-order-r1.pdf");
        assert_eq!(letter(&letter_key("solbacken"), 1), "outbox/solbacken-r1.eml");
        assert_eq!(letter(&letter_key("solbacken+copy2"), 3), "outbox/solbacken-r3-copy2.eml");
        assert_eq!(
            withdrawn_letter(&letter_key("coordinator"), 1),
            "outbox/withdrawn/coordinator-r1.eml"
        );
    }
}

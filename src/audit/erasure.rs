//! Disposal (*gallring*): what the ledger says of it.

use super::entry::Instant;
use crate::roster::{Id, is_plain};

/// That all of a signatory's was disposed of (*gallring*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Whose.
    pub signatory: Id,
    /// The decision to do so.
    pub decision: String,
    /// When.
    pub erased: Instant,
    /// The line that records it.
    pub sequence: u64,
}

/// The longest text of a decision, in characters: a case number is short.
pub const LONGEST_DECISION: usize = 200;

/// Whether a text can stand in the ledger as a decision to dispose: one line, plain, not too long.
#[must_use]
pub fn is_decision(text: &str) -> bool {
    let length = text.chars().count();
    text.trim() == text && (1..=LONGEST_DECISION).contains(&length) && is_plain(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_one_plain_line_that_is_not_long() {
        for right in ["KS 2030/117", "Gallringsbeslut 12, § 4 – åäö", &"x".repeat(200)] {
            assert!(is_decision(right), "{right}");
        }
        for wrong in [
            "",
            " ",
            " KS",
            "KS\n1",
            "KS\r1",
            "KS\t1",
            "KS\u{2028}1",
            "KS\u{202e}1",
            "KS\u{200b}1",
            "KS\u{0}",
            "KS\u{1b}[31m",
            &"x".repeat(201),
        ] {
            assert!(!is_decision(wrong), "{wrong:?}");
        }
    }
}

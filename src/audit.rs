//! PROOF: what was issued, and whether it is still what it was; pure.

pub mod digest;
pub mod register;
pub mod sums;
pub mod verdict;

pub use self::digest::Digest;
pub use self::register::{
    Addressee, Composed, DocumentKey, Issued, LetterKey, LetterStanding, Register, Standing,
};
pub use self::verdict::{Expected, Finding, Verdict};

//! PROOF: what was issued, and whether it is still what it was; pure.

pub mod digest;
pub mod names;
pub mod entry;
pub mod tree;
pub mod signature;
pub mod checkpoint;
pub mod receipt;
pub mod erasure;
pub mod timestamp;
pub mod register;
pub mod ledger;
pub mod page;
pub mod sums;
pub mod verdict;

pub use self::checkpoint::Checkpoint;
pub use self::digest::Digest;
pub use self::entry::{Event, Stamp};
pub use self::erasure::Erasure;
pub use self::ledger::Ledger;
pub use self::names::{Addressee, DocumentKey, LetterKey};
pub use self::receipt::Receipt;
pub use self::register::{Composed, Issued, LetterStanding, Register, Standing};
pub use self::signature::{PublicKey, SigningKey};
pub use self::verdict::{Finding, Verdict};

//! PROOF: what was issued, and whether it is still what it was; pure.

pub mod digest;
pub mod names;
pub mod delivery;
pub mod entry;
pub mod tree;
pub mod signature;
pub mod checkpoint;
pub mod receipt;
pub mod erasure;
pub mod timestamp;
pub mod standing;
pub mod register;
pub mod ledger;
pub mod page;
pub mod sums;
pub mod verdict;

pub use self::checkpoint::Checkpoint;
pub use self::delivery::{Delivery, DeliveryLog};
pub use self::digest::Digest;
pub use self::entry::{Event, Stamp};
pub use self::erasure::Erasure;
pub use self::ledger::Ledger;
pub use self::names::{Addressee, DocumentKey, LetterKey};
pub use self::receipt::Receipt;
pub use self::register::Register;
pub use self::signature::{PublicKey, SigningKey};
pub use self::standing::{Composed, Issued, LetterStanding, Standing};
pub use self::sums::Sums;
pub use self::verdict::{Finding, Verdict};

//! What was said when a letter was delivered, or why nothing was.

use serde::{Deserialize, Serialize};

use crate::sentence;
use crate::words::Sentence;

/// What was said, or why nothing was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The server's words, without the code.
    Server(String),
    /// The connection was lost.
    Lost,
    /// No answer came in time.
    Late,
    /// The answer was none that SMTP knows.
    Garbled,
    /// The server takes letters of so many bytes only.
    TooLarge(u64),
    /// The server does not take addresses with letters beyond a–z.
    AsciiOnly,
    /// The program took the letter.
    Queued,
    /// The program ended with this status.
    Ended(String),
}

impl Answer {
    /// The answer as a sentence.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Server(words) => sentence!("courier-answer-server", words = words),
            Self::Lost => sentence!("courier-answer-lost"),
            Self::Late => sentence!("courier-answer-late"),
            Self::Garbled => sentence!("courier-answer-garbled"),
            Self::TooLarge(bytes) => {
                let kilobytes = i64::try_from(bytes / 1000).unwrap_or(i64::MAX);
                sentence!("courier-answer-too-large", kilobytes = kilobytes)
            }
            Self::AsciiOnly => sentence!("courier-answer-ascii-only"),
            Self::Queued => sentence!("courier-answer-queued"),
            Self::Ended(status) => sentence!("courier-answer-ended", status = status),
        }
    }
}

//! What a server's answers mean (RFC 5321, 4.2).

use lettre::transport::smtp::response::{Response, Severity};

use super::wire::Break;

/// Why the server does not go on with a letter.
pub(super) enum Refusal {
    /// It said so.
    Answered { code: u16, words: String },
    /// There was no answer, or none that can be understood.
    Broken(Break),
}

impl From<Break> for Refusal {
    fn from(broken: Break) -> Self {
        Self::Broken(broken)
    }
}

impl Refusal {
    /// Whether the connection is of no use any more.
    pub(super) fn hangs_up(&self) -> bool {
        match self {
            // "Service not available, closing transmission channel" (RFC 5321, 4.2.3)
            Self::Answered { code, .. } => *code == 421,
            Self::Broken(_) => true,
        }
    }
}

/// What an answer means, where one of a certain kind is right.
pub(super) fn judge(
    answered: Result<Response, Break>,
    right: Severity,
) -> Result<Response, Refusal> {
    let response = answered?;
    match response.code().severity {
        severity if severity == right => Ok(response),
        Severity::TransientNegativeCompletion | Severity::PermanentNegativeCompletion => {
            Err(Refusal::Answered { code: response.code().into(), words: words(&response) })
        }
        _ => Err(Refusal::Broken(Break::Garbled)),
    }
}

/// What a server says in the middle of a letter, which cannot be that it has it.
pub(super) fn meant_early(said: Response) -> Refusal {
    match judge(Ok(said), Severity::PositiveCompletion) {
        Err(refusal) => refusal,
        Ok(_) => Refusal::Broken(Break::Garbled),
    }
}

pub(super) fn words(response: &Response) -> String {
    response.message().collect::<Vec<_>>().join(" ")
}

/// The letter's largest size in a server's greeting: `SIZE 35882577`.
pub(super) fn largest(greeting: &Response) -> Option<u64> {
    let said = greeting.message().find_map(|line| line.strip_prefix("SIZE "))?;
    said.trim().parse().ok().filter(|size| *size > 0)
}

pub(super) fn offers(greeting: &Response, extension: &str) -> bool {
    greeting.message().any(|line| line.trim().eq_ignore_ascii_case(extension))
}

pub(super) fn offers_login(greeting: &Response, mechanism: &str) -> bool {
    greeting.message().any(|line| {
        let mut words = line.split_ascii_whitespace();
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("AUTH"))
            && words.any(|word| word.eq_ignore_ascii_case(mechanism))
    })
}

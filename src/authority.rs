//! The conversation with a time-stamping authority: one question over HTTP, one answer.

use std::io;
use std::time::Duration;

use ureq::http::header::{CONTENT_TYPE, LOCATION};
use ureq::{Agent, Error};

use crate::diagnostic::{Diagnostic, Diagnostics, reason};
use crate::roster::WebAddress;
use crate::sentence;
use crate::words::Sentence;

/// How long the whole conversation may take.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// How long an answer may be; those of real authorities have 2 to 8 KiB.
const LONGEST: u64 = 64 * 1024;

const QUESTION: &str = "application/timestamp-query";
const ANSWER: &str = "application/timestamp-reply";

/// An authority to ask.
#[derive(Debug, Clone, Copy)]
pub struct Authority<'a> {
    /// Where it is.
    pub address: &'a WebAddress,
    /// How long it has for its answer, from the first look for its host to the last byte.
    pub timeout: Duration,
}

impl Authority<'_> {
    /// Puts a question (`TimeStampReq`); the answer's bytes, whatever they are.
    ///
    /// # Errors
    /// When there is no answer, or one that says that it is none. Each begins with `authority-`.
    pub fn ask(&self, question: &[u8]) -> Result<Vec<u8>, Diagnostics> {
        let config = Agent::config_builder()
            .timeout_global(Some(self.timeout))
            // The answer says where else it would be, and a person decides whether to go there.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("avsikt/", env!("CARGO_PKG_VERSION")))
            .accept(ANSWER)
            .build();
        let failed = |error: Error| self.fault(self.failure(error));
        let mut answer = Agent::new_with_config(config)
            .post(self.address.as_str())
            .header(CONTENT_TYPE, QUESTION)
            .send(question)
            .map_err(failed)?;
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let status = answer.status();
        if status.is_redirection() {
            let to = printable(header(LOCATION).unwrap_or("?"));
            return Err(self.fault(sentence!("authority-redirects", to = to)));
        }
        if status != 200 {
            return Err(
                self.fault(sentence!("authority-status", status = u32::from(status.as_u16())))
            );
        }
        let kind = header(CONTENT_TYPE).unwrap_or("?");
        let media_type = kind.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case(ANSWER) {
            return Err(self.fault(sentence!("authority-type", found = printable(kind))));
        }
        answer.body_mut().with_config().limit(LONGEST).read_to_vec().map_err(failed)
    }

    /// A fault with the authority's address, and what to do.
    #[must_use]
    pub fn fault(&self, reason: Sentence) -> Diagnostics {
        let address = self.address.as_str();
        Diagnostic::error(sentence!("authority-fault", address = address, reason = reason))
            .remedy(sentence!("authority-remedy"))
            .into()
    }

    fn failure(&self, error: Error) -> Sentence {
        let timeout = || sentence!("authority-slow", seconds = seconds(self.timeout));
        match error {
            Error::Timeout(_) => timeout(),
            Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => timeout(),
            Error::BodyExceedsLimit(_) => sentence!("authority-long", bytes = LONGEST_TEXT),
            Error::HostNotFound => sentence!("authority-unknown-host"),
            Error::Io(error) => sentence!("authority-silent", reason = reason(&error)),
            Error::ConnectionFailed => {
                sentence!("authority-silent", reason = sentence!("system-unreachable"))
            }
            other => sentence!("authority-silent", reason = printable(&other.to_string())),
        }
    }
}

/// [`LONGEST`], for people.
const LONGEST_TEXT: &str = "64 KiB";

/// Seconds, with a fraction only where there is one.
fn seconds(duration: Duration) -> String {
    duration.as_secs_f64().to_string()
}

/// Words from outside, for a terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

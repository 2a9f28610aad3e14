//! Gets the password from where the roster says it is. It is kept in memory only, and never shown.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{fault, program};
use crate::diagnostic::{Diagnostics, reason};
use crate::roster::{Login, PasswordSource};
use crate::sentence;
use crate::words::Value;

/// Asks somebody for a password; nothing when nobody is there.
pub(super) type Ask<'a> = &'a dyn Fn() -> Option<Zeroizing<String>>;

/// A password.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Gets the password of a login; when the environment lacks it, from whoever can be asked.
    ///
    /// # Errors
    /// Why it cannot be got: it is not there, others can read the file, the program fails.
    pub fn get(login: &Login, root: &Path, ask: Ask<'_>) -> Result<Self, Diagnostics> {
        let text = match &login.password {
            PasswordSource::Environment(name) => {
                std::env::var(name).ok().map(Zeroizing::new).or_else(ask).ok_or_else(|| {
                    fault(
                        sentence!("courier-password-variable", name = name),
                        sentence!("courier-password-variable-remedy", name = name),
                    )
                })?
            }
            PasswordSource::File(path) => from_file(&root.join(path))?,
            PasswordSource::Command(words) => from_command(words)?,
        };
        let line = text.lines().next().unwrap_or_default();
        if line.is_empty() {
            let remedy = sentence!("courier-password-empty-remedy");
            return Err(fault(sentence!("courier-password-empty"), remedy));
        }
        Ok(Self(Zeroizing::new(line.to_owned())))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the password out of a server's words: some repeat what they were told.
    pub(super) fn scrub(&self, user: &str, words: &str) -> String {
        let plain = Zeroizing::new(format!("\0{user}\0{}", self.as_str()));
        let encoded = |text: &str| Zeroizing::new(STANDARD.encode(text));
        let forms = [encoded(&plain), encoded(self.as_str()), self.0.clone()];
        forms.iter().fold(words.to_owned(), |words, form| words.replace(form.as_str(), "…"))
    }
}

fn from_file(path: &Path) -> Result<Zeroizing<String>, Diagnostics> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        fault(
            sentence!("courier-password-file", path = &shown, reason = reason(&error)),
            sentence!("courier-password-file-remedy"),
        )
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_err(unreadable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(fault(
                sentence!("courier-password-open", path = &shown),
                sentence!("courier-password-open-remedy", path = &shown),
            ));
        }
    }
    fs::read_to_string(path).map(Zeroizing::new).map_err(unreadable)
}

fn from_command(words: &[String]) -> Result<Zeroizing<String>, Diagnostics> {
    let failed = |reason: Value| {
        let name = words.first().map(String::as_str).unwrap_or_default();
        fault(
            sentence!("courier-password-command", name = name, reason = reason),
            sentence!("courier-password-command-remedy"),
        )
    };
    let (name, arguments) = words.split_first().ok_or_else(|| failed("".into()))?;
    // It may have to ask, on the terminal.
    let output = program(name)
        .args(arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .stdout(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .map_err(|error| failed(reason(&error).into()))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failed(output.status.to_string().into()));
    }
    let text = std::str::from_utf8(&printed).map_err(|error| failed(error.to_string().into()))?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_repeats_the_password_is_not_quoted() {
        let password = Password(Zeroizing::new("hemligt".to_owned()));
        let plain = STANDARD.encode("\0lund\0hemligt");
        let said = format!("535 no: {plain}, {}, hemligt", STANDARD.encode("hemligt"));
        assert_eq!(password.scrub("lund", &said), "535 no: …, …, …");
    }
}

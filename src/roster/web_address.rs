//! Addresses of services on the web: `https://host/path`.

use crate::sentence;
use crate::words::Sentence;

/// An address with `http` or `https` and a host, and without a name, a password or a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub fn parse(text: &str) -> Result<Self, (Sentence, Sentence)> {
        let wrong = |message| (message, sentence!("roster-web-address-remedy"));
        let scheme = |scheme: &str| {
            let start = text.get(..scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
        };
        let Some(rest) = scheme("https://").or_else(|| scheme("http://")) else {
            return Err(wrong(sentence!("roster-web-address-scheme", address = text)));
        };
        let printable = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(c);
        if !rest.chars().all(printable) {
            return Err(wrong(sentence!("roster-web-address-character", address = text)));
        }
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        if !is_host(&rest[..end]) {
            return Err(wrong(sentence!("roster-web-address-host", address = text)));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A host's name or number, with a port perhaps.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, rest)) if host.parse::<std::net::Ipv6Addr>().is_ok() => {
            ("", rest.strip_prefix(':').or(rest.is_empty().then_some("80")))
        }
        Some(_) => return false,
        None => match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, Some("80")),
        },
    };
    let right = |label: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        (1..=63).contains(&label.len()) && label.chars().all(inner)
    };
    // A name may end with the root's dot.
    let name = host.strip_suffix('.').unwrap_or(host);
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    (text.starts_with('[') || (name.len() <= 253 && name.split('.').all(right)))
        && port.is_some_and(|port| digits(port) && port.parse::<u16>().is_ok_and(|port| port > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_services_are_taken_as_they_are() {
        for text in [
            "https://tsa.example",
            "http://tsa.example/tsr?policy=1",
            "HTTPS://TSA.example:8443/",
            "http://127.0.0.1:3318/a%20b",
            "http://[::1]:80/",
            "https://[2001:db8::1]",
            "https://tsa.example./x",
        ] {
            assert_eq!(WebAddress::parse(text).map(|a| a.as_str().to_owned()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for (text, reason) in [
            ("", "scheme"),
            ("tsa.example", "scheme"),
            ("ftp://tsa.example", "scheme"),
            ("https:tsa.example", "scheme"),
            ("htt", "scheme"),
            ("åttps://x", "scheme"),
            ("https://", "host"),
            ("https:///tsr", "host"),
            ("https://:80", "host"),
            ("https://?x", "host"),
            ("https://tsa..example", "host"),
            ("https://tsa.example:", "host"),
            ("https://tsa.example:0", "host"),
            ("https://tsa.example:65536", "host"),
            ("https://tsa.example:+80", "host"),
            ("https://name:secret@tsa.example", "host"),
            ("https://[::1", "host"),
            ("https://[::1]80", "host"),
            ("https://[x]", "host"),
            ("https://tsa.example/å", "character"),
            ("https://tsa.example/a b", "character"),
            ("https://tsa.example/#top", "character"),
            ("https://tsa.example\\x", "character"),
        ] {
            let (message, _) = WebAddress::parse(text).expect_err(text);
            assert_eq!(message.key(), format!("roster-web-address-{reason}"), "{text}");
        }
    }
}

//! Content lines of RFC 5545: escaped, quoted, folded.

use std::fmt::Write as _;

use crate::roster::Address;

/// The longest line, in octets, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// Content lines, each ended by CRLF.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line whose value is of a form that needs no escape: a word, a number, a date, a URI.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is text (RFC 5545, 3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\n' => escaped.push_str("\\n"),
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                c => escaped.push(c),
            }
        }
        self.fold(&format!("{name}:{escaped}"));
    }

    /// All lines.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Breaks a line between characters where it is too long for one.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A parameter's value, in quotation marks; such a mark in it is written as RFC 6868 says.
pub(super) fn quoted(value: &str) -> String {
    let value = value.replace('^', "^^").replace('"', "^'").replace('\n', "^n");
    format!("\"{value}\"")
}

/// An address as a URI (RFC 6068), in ASCII.
pub(super) fn mailto(address: &Address) -> String {
    let address = address.to_string();
    let (local, domain) = address.rsplit_once('@').expect("an address has an at sign");
    let mut uri = "mailto:".to_owned();
    for byte in local.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$'*+".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    format!("{uri}@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_parameters_are_quoted() {
        let mut lines = Lines::default();
        lines.text("X", "a, b; c: d \\ \"e\"\nf");
        assert_eq!(lines.into_text(), "X:a\\, b\\; c: d \\\\ \"e\"\\nf\r\n");
        assert_eq!(quoted("A, B: \"C\"; ^"), "\"A, B: ^'C^'; ^^\"");
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_character_is_broken() {
        for value in ["å".repeat(200), "x".repeat(500), "a ".repeat(200), "😀é x".repeat(90)] {
            let mut lines = Lines::default();
            lines.text("DESCRIPTION", &value);
            let text = lines.into_text();
            let folded: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
            assert!(folded.iter().all(|line| line.len() <= 75), "{text}");
            assert!(folded[..folded.len() - 1].iter().all(|line| line.len() > 70), "{text}");
            assert_eq!(text.replace("\r\n ", ""), format!("DESCRIPTION:{value}\r\n"));
        }
    }

    #[test]
    fn an_address_is_a_uri_of_ascii() {
        for (address, uri) in [
            ("info@bageri.example", "mailto:info@bageri.example"),
            ("o'brien+x@bageri.example", "mailto:o'brien+x@bageri.example"),
            ("a?b&c=d%@x.example", "mailto:a%3Fb%26c%3Dd%25@x.example"),
            ("åsa@exempel.se", "mailto:%C3%A5sa@exempel.se"),
            ("info@åkes.se", "mailto:info@xn--kes-tla.se"),
        ] {
            assert_eq!(mailto(&Address::parse(address).expect(address)), uri);
        }
    }
}

//! Mail addresses.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use super::Address;
use super::reader::{Found, Reader, Section};
use crate::sentence;
use crate::words::Sentence;

/// The longest local part and the longest address (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL: usize = 64;
const LONGEST: usize = 254;

impl Address {
    /// Reads `local@domain`: a dot-atom of ASCII (RFC 5322) before the at sign, a domain of at
    /// least two labels after it, brought into its ASCII form (IDNA, UTS 46).
    ///
    /// # Errors
    /// What is wrong and what to do.
    pub fn parse(text: &str) -> Result<Self, (Sentence, Sentence)> {
        let remedy = || sentence!("roster-want-address");
        let Some((local, domain)) = text.rsplit_once('@') else {
            return Err((sentence!("roster-address-domain", address = text), remedy()));
        };
        if domain.is_empty() {
            return Err((sentence!("roster-address-domain", address = text), remedy()));
        }
        if !local.is_ascii() {
            return Err((
                sentence!("roster-address-local-ascii", address = text),
                sentence!("roster-address-local-ascii-remedy"),
            ));
        }
        let atom = |atom: &str| {
            let symbol = |byte| b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
            !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || symbol(b))
        };
        if local.len() > LONGEST_LOCAL || !local.split('.').all(atom) {
            return Err((sentence!("roster-address-local", address = text), remedy()));
        }
        let ascii = idna::domain_to_ascii_strict(domain).unwrap_or_default();
        if !ascii.contains('.') || ascii.ends_with('.') || local.len() + ascii.len() >= LONGEST {
            return Err((sentence!("roster-address-domain", address = text), remedy()));
        }
        Ok(Self { local: local.to_owned(), domain: ascii })
    }

    /// The part behind the at sign, in ASCII.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }
}

/// The address of a key, checked; mixed scripts in its domain are suspicious.
pub(super) fn read(section: &Section<'_, '_>, key: &str) -> Option<Found<Address>> {
    check(section.reader, section.text(key)?)
}

/// An address as written, checked.
pub(super) fn check(reader: &Reader<'_>, written: Found<String>) -> Option<Found<Address>> {
    let Found { value, range } = written;
    match Address::parse(&value) {
        Ok(address) => {
            warn_of_mixed_scripts(reader, &value, &range);
            Some(Found { value: address, range })
        }
        Err((message, remedy)) => {
            reader.error(&range, message, remedy);
            None
        }
    }
}

fn warn_of_mixed_scripts(reader: &Reader<'_>, address: &str, range: &Range<usize>) {
    let domain = address.rsplit('@').next().unwrap_or_default();
    // A domain may be written in its ASCII form and still look like another's on screen.
    let (domain, _) = idna::domain_to_unicode(domain);
    let scripts = CodePointMapData::<Script>::new();
    let mixed = domain.split('.').any(|label| {
        let mut found = label
            .chars()
            .map(|c| scripts.get(c))
            .filter(|script| !matches!(*script, Script::Common | Script::Inherited));
        let first = found.next();
        found.any(|script| Some(script) != first)
    });
    if mixed {
        reader.warning(
            range,
            sentence!("roster-address-scripts", domain = domain),
            sentence!("roster-address-scripts-remedy"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_domains_brought_into_ascii() {
        for (written, read) in [
            ("info@bageri.example", "info@bageri.example"),
            ("åsa", ""),
            ("info", ""),
            ("info@", ""),
            ("@bageri.example", ""),
            ("info@bageri", ""),
            ("in fo@bageri.example", ""),
            ("info..x@bageri.example", ""),
            ("info@-bageri.example", ""),
            ("a@b@bageri.example", ""),
            ("info@bageri..example", ""),
            ("info@bageri.example.", ""),
            ("info@åkes-bröd.example", "info@xn--kes-brd-exa5p.example"),
            ("o'brien+x@bageri.example", "o'brien+x@bageri.example"),
        ] {
            let address = Address::parse(written).map(|a| a.to_string()).unwrap_or_default();
            if read.contains("xn--") {
                assert!(address.starts_with("info@xn--") && address.is_ascii(), "{address}");
            } else {
                assert_eq!(address, read, "{written}");
            }
        }
    }
}

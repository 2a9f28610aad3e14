//! Mail addresses.

use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{
    DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::Address;
use super::reader::{Found, Reader, Section};
use crate::sentence;
use crate::words::Sentence;

/// The longest local part and the longest address (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL: usize = 64;
const LONGEST: usize = 254;

impl Address {
    /// Reads `local@domain`: a dot-atom before the at sign (RFC 5322; letters and digits of all
    /// alphabets, RFC 6532), a domain of at least two labels after it, brought into its ASCII form
    /// (IDNA, UTS 46). No word of either mixes alphabets whose letters look alike.
    ///
    /// # Errors
    /// What is wrong and what to do.
    pub fn parse(text: &str) -> Result<Self, (Sentence, Sentence)> {
        let remedy = || sentence!("roster-want-address");
        let wrong_domain = || Err((sentence!("roster-address-domain", address = text), remedy()));
        let normal = ComposingNormalizerBorrowed::new_nfc().normalize(text);
        let Some((local, domain)) = normal.rsplit_once('@') else {
            return Err((sentence!("roster-address-at", address = text), remedy()));
        };
        let meant = text.replace(',', ".");
        if meant != text && Self::parse(&meant).is_ok() {
            return Err((
                sentence!("roster-address-comma", address = text),
                sentence!("roster-address-comma-remedy", address = meant),
            ));
        }
        if domain.is_empty() {
            return wrong_domain();
        }
        // Some programs would decode what nobody encoded (RFC 2047), and write to somebody else.
        let encoded = local.split_once("=?").is_some_and(|(_, rest)| rest.contains("?="));
        if local.len() > LONGEST_LOCAL || !local.split('.').all(is_atom) || encoded {
            return Err((sentence!("roster-address-local", address = text), remedy()));
        }
        let ascii = idna::domain_to_ascii_strict(domain).unwrap_or_default();
        if !ascii.is_empty() && !ascii.contains('.') {
            return Err((sentence!("roster-address-dot", address = text), remedy()));
        }
        if ascii.is_empty() || ascii.ends_with('.') || local.len() + ascii.len() >= LONGEST {
            return wrong_domain();
        }
        if local.split('.').any(mixes_alphabets) {
            return Err((
                sentence!("roster-address-mixed-local", address = text),
                sentence!("roster-address-scripts-remedy"),
            ));
        }
        // A domain may be written in its ASCII form and still look like another's on screen.
        let (shown, _) = idna::domain_to_unicode(&ascii);
        if shown.split('.').any(mixes_alphabets) {
            return Err((
                sentence!("roster-address-mixed-domain", domain = shown, ascii = ascii),
                sentence!("roster-address-scripts-remedy"),
            ));
        }
        Ok(Self { local: local.to_owned(), domain: ascii })
    }

    /// The part behind the at sign, in ASCII.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Whether only servers that offer SMTPUTF8 (RFC 6531) take letters to it or from it.
    #[must_use]
    pub fn needs_smtputf8(&self) -> bool {
        !self.local.is_ascii()
    }
}

/// What may stand between two dots before the at sign: an atom of RFC 5322, or letters and digits
/// of any alphabet, all of which can be seen.
fn is_atom(atom: &str) -> bool {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let unseen = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let mark = |c| GeneralCategoryGroup::Mark.contains(categories.get(c));
    let letter = |c: char| {
        let category = categories.get(c);
        let known = GeneralCategoryGroup::Letter.contains(category)
            || category == GeneralCategory::DecimalNumber
            || mark(c);
        !c.is_ascii() && known && !unseen.contains(c)
    };
    let right =
        |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || letter(c);
    atom.chars().next().is_some_and(|first| !mark(first)) && atom.chars().all(right)
}

/// The alphabets of a text, without signs that belong to several.
fn alphabets(text: &str) -> Vec<Script> {
    let scripts = CodePointMapData::<Script>::new();
    let mut found: Vec<Script> = text.chars().map(|c| scripts.get(c)).collect();
    found.retain(|script| !matches!(*script, Script::Common | Script::Inherited));
    found.dedup();
    found
}

/// Whether a word mixes alphabets, but for those that people write together and nobody confuses:
/// Chinese, Japanese and Korean characters, and Latin letters among them (UTS 39, 5.2).
fn mixes_alphabets(word: &str) -> bool {
    const TOGETHER: [Script; 6] = [
        Script::Latin,
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Bopomofo,
        Script::Hangul,
    ];
    let found = alphabets(word);
    found.len() > 1 && !found.iter().all(|script| TOGETHER.contains(script))
}

/// The address of a key, checked; more than one alphabet in its domain is suspicious.
pub(super) fn read(section: &Section<'_, '_>, key: &str) -> Option<Found<Address>> {
    check(section.reader, section.text(key)?)
}

/// An address as written, checked.
pub(super) fn check(reader: &Reader<'_>, written: Found<String>) -> Option<Found<Address>> {
    let Found { value, range } = written;
    match Address::parse(&value) {
        Ok(address) => {
            warn_of_several_alphabets(reader, &address, &range);
            Some(Found { value: address, range })
        }
        Err((message, remedy)) => {
            reader.error(&range, message, remedy);
            None
        }
    }
}

/// A word in letters that look like Latin ones is no mixture, and may still be read as another.
fn warn_of_several_alphabets(reader: &Reader<'_>, address: &Address, range: &Range<usize>) {
    let (shown, _) = idna::domain_to_unicode(address.domain());
    if alphabets(&shown).len() > 1 {
        reader.warning(
            range,
            sentence!("roster-address-scripts", domain = shown, ascii = address.domain()),
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
            ("åsa@exempel.se", "åsa@exempel.se"),
            ("a\u{30a}sa@exempel.se", "åsa@exempel.se"),
            ("δοκιμή.2@exempel.se", "δοκιμή.2@exempel.se"),
            ("дом@пример.рф", "дом@xn--e1afmkfd.xn--p1ai"),
            ("用户a@例え.jp", "用户a@xn--r8jz45g.jp"),
            ("å sa@exempel.se", ""),
            ("å\u{a0}sa@exempel.se", ""),
            ("å\u{202e}sa@exempel.se", ""),
            ("å\u{200d}sa@exempel.se", ""),
            ("å\u{3164}sa@exempel.se", ""),
            ("å\rsa@exempel.se", ""),
            ("å”sa@exempel.se", ""),
            ("\u{301}å@exempel.se", ""),
            ("😀@exempel.se", ""),
            ("=?utf-8?q?x?=@exempel.se", ""),
            ("аsa@exempel.se", ""),
            ("info@bаgeri.example", ""),
            ("info@xn--bgeri-4ve.example", ""),
            ("info@βank.example", ""),
            (&"å".repeat(33), ""),
            (&format!("{}@exempel.se", "å".repeat(33)), ""),
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
            ("info@åkes-bröd.example", "info@xn--kes-brd-dxa3n.example"),
            ("o'brien+x@bageri.example", "o'brien+x@bageri.example"),
        ] {
            let address = Address::parse(written).map(|a| a.to_string()).unwrap_or_default();
            assert_eq!(address, read, "{written}");
        }
    }

    #[test]
    fn what_an_address_lacks_is_said() {
        for (written, key) in [
            ("jonas@svalan,example", "roster-address-comma"),
            ("jonas.svalan.example", "roster-address-at"),
            ("jonas@svalan", "roster-address-dot"),
            ("jonas@", "roster-address-domain"),
            ("jonas@svalan..example", "roster-address-domain"),
            ("jonas,@svalan.example", "roster-address-local"),
        ] {
            let (message, _) = Address::parse(written).expect_err(written);
            assert_eq!(message.key(), key, "{written}");
        }
    }

    #[test]
    fn only_letters_beyond_ascii_before_the_at_sign_need_a_server_of_their_own_kind() {
        let needs = |text| Address::parse(text).expect(text).needs_smtputf8();
        assert!(needs("åsa@exempel.se"));
        assert!(!needs("asa@åkes-bröd.example"));
    }
}

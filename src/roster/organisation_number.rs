//! Swedish organisation numbers (Skatteverket, SKV 709): ten digits with a check digit.

use std::fmt;

use crate::sentence;
use crate::words::Sentence;

/// A Swedish organisation number with a correct check digit (Luhn): ten digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrganisationNumber([u8; 10]);

impl OrganisationNumber {
    /// Reads `NNNNNN-NNNN`, with or without the hyphen, with or without the prefix `16` that
    /// registers put before it.
    ///
    /// # Errors
    /// What is wrong and what to do.
    pub fn parse(text: &str) -> Result<Self, (Sentence, Sentence)> {
        let form = || {
            let count = text.chars().filter(char::is_ascii_digit).count();
            let numeric = text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ');
            let message = if numeric && count > 0 && count != 10 {
                sentence!("roster-number-length", count = count)
            } else {
                sentence!("roster-number-form")
            };
            (message, sentence!("roster-number-form-remedy"))
        };
        let hyphen = text.len().checked_sub(5).filter(|at| text.is_char_boundary(*at));
        let plain = match hyphen.map(|at| text.split_at(at)) {
            Some((head, tail)) if tail.starts_with('-') => format!("{head}{}", &tail[1..]),
            _ => text.to_owned(),
        };
        let plain = if plain.len() == 12 { plain.strip_prefix("16").unwrap_or("") } else { &plain };
        let digits: Option<Vec<u8>> = plain
            .chars()
            .map(|c| c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let digits: [u8; 10] = digits.and_then(|d| d.try_into().ok()).ok_or_else(form)?;
        if !luhn(&digits).is_multiple_of(10) {
            return Err((
                sentence!("roster-number-check"),
                sentence!("roster-number-check-remedy"),
            ));
        }
        Ok(Self(digits))
    }

    /// Whether this is a sole trader's personal identity number, which must not be published: the
    /// third digit of a legal person's number is 2 or more.
    #[must_use]
    pub fn is_personal(self) -> bool {
        self.0[2] < 2
    }
}

impl fmt::Display for OrganisationNumber {
    /// `NNNNNN-NNNN`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, digit) in self.0.iter().enumerate() {
            if index == 6 {
                f.write_str("-")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// A number may be a person's: it never shows in logs.
impl fmt::Debug for OrganisationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_personal() { "(personal)" } else { "(organisation)" })
    }
}

/// The sum of the Luhn algorithm (ISO/IEC 7812-1, annex B): every other digit doubled, from the
/// first of ten; a right number's sum ends with 0.
fn luhn(digits: &[u8; 10]) -> u32 {
    digits
        .iter()
        .enumerate()
        .map(|(index, digit)| {
            let weighed = if index % 2 == 0 { digit * 2 } else { *digit };
            u32::from(weighed / 10 + weighed % 10)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn real_numbers_pass_and_changed_ones_do_not() {
        for number in ["212000-0142", "212000-1355", "556036-0793", "2120001355", "16212000-1355"] {
            let parsed = OrganisationNumber::parse(number).expect(number);
            assert!(!parsed.is_personal());
        }
        for number in
            ["212000-0143", "212000-01422", "21200-00142", "", "abcdef-ghij", "å120000142"]
        {
            assert!(OrganisationNumber::parse(number).is_err(), "{number}");
        }
    }

    #[test]
    fn a_number_of_another_length_is_told_how_long_it_is() {
        for (number, count) in
            [("212000-135", Some("9")), ("5591526016016", Some("13")), ("x", None)]
        {
            let (message, _) = OrganisationNumber::parse(number).expect_err(number);
            assert_eq!(message.value("count").as_deref(), count, "{number}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(digits in prop::array::uniform10(0_u8..10)) {
            let mut digits = digits;
            digits[9] = 0;
            digits[9] = u8::try_from((10 - luhn(&digits) % 10) % 10).unwrap();
            let number = OrganisationNumber(digits);
            prop_assert_eq!(OrganisationNumber::parse(&number.to_string()), Ok(number));
            digits[9] = (digits[9] + 1) % 10;
            prop_assert!(OrganisationNumber::parse(&OrganisationNumber(digits).to_string()).is_err());
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC*") {
            let _ = OrganisationNumber::parse(&text);
        }
    }
}

//! What the text of one cell says, in the roster's normal form.

use super::field::{Field, capacity_name};
use crate::diagnostic::visible;
use crate::roster::{Address, Capacity, OrganisationNumber, normal};
use crate::sentence;
use crate::words::{Language, Sentence};

/// What spreadsheets show for an error, in Swedish and English, and what is left of it in a CSV.
pub(super) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 15] = [
        "#N/A",
        "#SAKNAS!",
        "#VALUE!",
        "#VÄRDEFEL!",
        "#REF!",
        "#REFERENS!",
        "#NAME?",
        "#NAMN?",
        "#DIV/0!",
        "#DIVISION/0!",
        "#NUM!",
        "#OGILTIGT!",
        "#NULL!",
        "#SKÄRNING!",
        "#SPILL!",
    ];
    let office = text.strip_prefix("Fel:").or_else(|| text.strip_prefix("Err:"));
    ERRORS.contains(&text)
        || office.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a cell says of a field; nothing when it is blank.
pub(super) fn understood(field: Field, text: &str) -> Result<Vec<String>, (Sentence, Sentence)> {
    let line = normal(text);
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let value = match field {
        Field::Name(_) | Field::Title(_) if lines(text).count() > 1 => {
            return Err((
                sentence!("import-several-people"),
                sentence!("import-several-people-remedy"),
            ));
        }
        Field::OrganisationNumber => match number(&line) {
            Some(number) => number,
            None => return Ok(Vec::new()),
        },
        Field::Email => {
            let addresses = addresses(text);
            if addresses.len() > 1 {
                return Err((
                    sentence!("import-several-addresses"),
                    sentence!("import-several-addresses-remedy"),
                ));
            }
            return Ok(addresses);
        }
        Field::Copies => return Ok(addresses(text)),
        Field::Commitments => return Ok(commitments(text)),
        Field::Language => language(&line).ok_or_else(|| {
            (
                sentence!("import-language", value = visible(&line)),
                sentence!("import-language-remedy"),
            )
        })?,
        Field::Attends => attends(&line).ok_or_else(|| {
            (
                sentence!("import-attends", value = visible(&line)),
                sentence!("import-attends-remedy"),
            )
        })?,
        Field::Capacity(_) => capacity(&line).ok_or_else(|| {
            (
                sentence!("import-capacity", value = visible(&line)),
                sentence!("import-capacity-remedy"),
            )
        })?,
        _ => line,
    };
    Ok(vec![value])
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(normal).filter(|line| !line.is_empty())
}

/// An organisation number however spreadsheets mangle it: without its hyphen or with another dash,
/// with a century before it, or without the zeros that it begins with. What is none stays as it is,
/// for the roster to say what is wrong with it; nothing when it is a mere dash.
fn number(line: &str) -> Option<String> {
    let plain: String = line.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)).collect();
    if plain.is_empty() {
        return None;
    }
    let candidates = |digits: &str| -> Vec<String> {
        let mut candidates = vec![digits.to_owned()];
        let born = ["19", "20"].iter().find_map(|century| digits.strip_prefix(century));
        if let Some(rest) = born.filter(|rest| rest.len() == 10 && is_birthday(rest)) {
            candidates.push(rest.to_owned());
        }
        let filled = format!("{digits:0>10}");
        if (8..10).contains(&digits.len()) && is_birthday(&filled) {
            candidates.push(filled);
        }
        candidates
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
    let read = is_number.then(|| {
        let read = |digits: &String| OrganisationNumber::parse(digits).ok();
        candidates(&plain).iter().find_map(read)
    });
    Some(read.flatten().map_or_else(|| line.to_owned(), |number| number.to_string()))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}')
}

/// Whether ten digits begin with the day of a person's birth; 60 is added to it in a coordination
/// number.
fn is_birthday(digits: &str) -> bool {
    let part =
        |range| digits.get(range).and_then(|part: &str| part.parse::<u8>().ok()).unwrap_or(0);
    let (month, day) = (part(2..4), part(4..6));
    (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day))
}

/// Addresses, however they are listed: `Åsa <asa@bageri.example>; mailto:info@bageri.example`.
fn addresses(text: &str) -> Vec<String> {
    let lines = text.split([';', '\n', '\r']);
    let parts = lines.flat_map(|line| {
        let parts: Vec<String> =
            line.split(',').map(normal).filter(|part| !part.is_empty()).collect();
        // A comma that parts no addresses was a full stop, or stands in a name before one.
        if parts.iter().all(|part| part.contains('@')) { parts } else { vec![normal(line)] }
    });
    let address = |part: String| {
        let inner = part.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
        let inner = inner.unwrap_or(&part);
        let plain = inner.strip_prefix("mailto:").unwrap_or(inner).trim().to_owned();
        Address::parse(&plain).map_or(plain, |address| address.to_string())
    };
    parts.map(address).collect()
}

/// Whether a name is likely to be those of two people.
pub(super) fn names_several(name: &str) -> bool {
    let name = name.to_lowercase();
    [" och ", " and ", " & ", " samt ", ";"].into_iter().any(|between| name.contains(between))
}

/// Whether a row begins with what spreadsheets call their sums.
pub(super) fn is_total(first: &str) -> bool {
    let word = first.trim().trim_end_matches(':').to_lowercase();
    ["summa", "totalt", "antal", "total", "sum"].contains(&word.as_str())
}

/// Each line of a cell is a commitment of its own; the signs that lists begin with are no part of it.
fn commitments(text: &str) -> Vec<String> {
    let lines: Vec<String> = lines(text).collect();
    if lines.len() < 2 {
        return lines;
    }
    let bare = |line: &String| {
        let rest = line.trim_start_matches(['•', '·', '*', '–', '-', '▪', '◦']);
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered =
            (number.len() < rest.len()).then(|| number.strip_prefix(['.', ')'])).flatten();
        numbered.filter(|rest| rest.starts_with(' ')).unwrap_or(rest).trim().to_owned()
    };
    lines.iter().map(bare).filter(|line| !line.is_empty()).collect()
}

fn language(line: &str) -> Option<String> {
    Language::from_name(line).map(|language| language.tag().to_owned())
}

fn attends(line: &str) -> Option<String> {
    let yes = ["ja", "j", "yes", "y", "x", "true", "sant", "1", "kommer", "deltar"];
    let no = [
        "nej",
        "n",
        "no",
        "false",
        "falskt",
        "0",
        "kommer inte",
        "kommer ej",
        "deltar inte",
        "deltar ej",
    ];
    let line = line.to_lowercase();
    let truth = if yes.contains(&line.as_str()) {
        Some(true)
    } else {
        no.contains(&line.as_str()).then_some(false)
    };
    truth.map(|truth| truth.to_string())
}

fn capacity(line: &str) -> Option<String> {
    let capacity = match line.to_lowercase().as_str() {
        "firmatecknare"
        | "behörig firmatecknare"
        | "authorised-signatory"
        | "authorised signatory"
        | "authorized signatory" => Capacity::AuthorisedSignatory,
        "ombud" | "fullmakt" | "genom fullmakt" | "enligt fullmakt" | "proxy" | "by proxy"
        | "power of attorney" => Capacity::Proxy,
        _ => return None,
    };
    Some(capacity_name(capacity).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_were_mangled() {
        for (written, read) in [
            ("559152-6016", Some("559152-6016")),
            ("5591526016", Some("559152-6016")),
            ("165591526016", Some("559152-6016")),
            ("559152\u{2013}6016", Some("559152-6016")),
            ("559152 6016", Some("559152-6016")),
            ("198112289874", Some("811228-9874")),
            ("19811228-9874", Some("811228-9874")),
            ("–", None),
            ("559152601", Some("559152601")),
            ("555-1", Some("555-1")),
            ("SE559152601601", Some("SE559152601601")),
        ] {
            assert_eq!(number(written).as_deref(), read, "{written}");
        }
        // Lost zeros: only where a birthday begins with them.
        assert_eq!(number("102030005"), Some("102030005".to_owned()));
        let mut zero = (0..10).map(|check| format!("010203000{check}"));
        let right = zero.find(|digits| OrganisationNumber::parse(digits).is_ok()).expect("one");
        assert_eq!(number(&right[1..]), Some(format!("{}-{}", &right[..6], &right[6..])));
    }

    #[test]
    fn lists_in_a_cell_are_taken_apart() {
        assert_eq!(commitments("• ett\n- två\r\n 3. tre\n\n4 kök"), ["ett", "två", "tre", "4 kök"]);
        assert_eq!(commitments("- ensam"), ["- ensam"]);
        assert_eq!(
            addresses("Åsa <asa@x.example>; mailto:b@x.example,\nc@åkes-bröd.example"),
            ["asa@x.example", "b@x.example", "c@xn--kes-brd-dxa3n.example"]
        );
        assert_eq!(addresses("a@x.example, b@x.example"), ["a@x.example", "b@x.example"]);
        assert_eq!(addresses("fatima@cykelkoket,example"), ["fatima@cykelkoket,example"]);
        assert_eq!(addresses("Möller, Åsa <asa@x.example>"), ["asa@x.example"]);
        assert!(addresses(" \n ").is_empty());
    }

    #[test]
    fn two_people_and_sums_are_seen() {
        assert!(["Li Öst och Bo Väst", "A & B", "A; B"].into_iter().all(names_several));
        assert!(!["Åsa Ochsner", "R&B", "Anderson"].into_iter().any(names_several));
        assert!(["Summa:", "TOTAL"].into_iter().all(is_total) && !is_total("Summa AB"));
    }

    #[test]
    fn words_are_understood_in_both_languages() {
        assert_eq!(language("Engelska").as_deref(), Some("en"));
        assert_eq!(language("sv-SE").as_deref(), Some("sv"));
        assert_eq!(language("franska"), None);
        assert_eq!(attends("Nej").as_deref(), Some("false"));
        assert_eq!(attends("TRUE").as_deref(), Some("true"));
        assert_eq!(attends("kanske"), None);
        assert_eq!(capacity("Ombud").as_deref(), Some("ombud"));
        assert_eq!(capacity("vd"), None);
    }

    #[test]
    fn errors_of_spreadsheets_are_known() {
        assert!(["#SAKNAS!", "#N/A", "Fel:508"].into_iter().all(is_error));
        assert!(!["# 1", "Fel:", "#N/A AB"].into_iter().any(is_error));
    }
}

//! The headings that are known, Swedish and English.

use super::field::{Field, MOST_PEOPLE};
use super::headings::Meaning;
use crate::roster::normal;

/// What a heading means, in Swedish or English. The heading above it may say which person it is
/// about: `Undertecknare 2` over `Namn`.
pub(super) fn recognise(heading: &str, above: &str) -> Option<Meaning> {
    let (word, number) = key(heading);
    let number = number.or_else(|| key(above).1).unwrap_or(1);
    let person = (1..=MOST_PEOPLE).contains(&number);
    let meaning = match word.as_str() {
        "förnamn" | "firstname" | "givenname" => Meaning::GivenName(number),
        "efternamn" | "lastname" | "surname" | "familyname" => Meaning::FamilyName(number),
        word => {
            let (_, field) = WORDS.iter().find(|(words, _)| words.contains(&word))?;
            match field {
                Field::Name(_) => Meaning::Value(Field::Name(number)),
                Field::Title(_) => Meaning::Value(Field::Title(number)),
                Field::Capacity(_) => Meaning::Value(Field::Capacity(number)),
                field if field.is_list() => return Some(Meaning::Value(*field)),
                field => return (number == 1).then_some(Meaning::Value(*field)),
            }
        }
    };
    person.then_some(meaning)
}

/// A heading without case, spaces, signs and what stands in brackets, and the number at its end:
/// `Org.nr (10 siffror)` is `orgnr`, `Åtagande 2` is `åtagande` and 2.
fn key(heading: &str) -> (String, Option<u8>) {
    let mut depth = 0_u32;
    let mut word = String::new();
    for c in normal(heading).to_lowercase().chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => word.push(c),
            _ => {}
        }
    }
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = word[letters.len()..].parse().ok();
    (letters.to_owned(), number)
}

/// The headings that are known, by their [`key`]s.
#[rustfmt::skip]
const WORDS: [(&[&str], Field); 13] = [
    (&["id", "avsiktid", "undertecknarid", "signatoryid"], Field::Id),
    (
        &[
            "organisation", "organisationen", "organisationsnamn", "organisationensnamn",
            "namnpåorganisation", "namnpåorganisationen", "företag", "företaget", "företagsnamn",
            "företagetsnamn", "företagorganisation", "organisationföretag", "bolag", "bolagsnamn",
            "bolagetsnamn", "förening", "föreningsnamn", "firma", "firmanamn", "verksamhet",
            "organization", "organisationname", "organizationname", "nameoforganisation",
            "nameoforganization", "company", "companyname", "companyorganisation",
        ],
        Field::Organisation,
    ),
    (
        &[
            "orgnr", "orgnummer", "organisationsnr", "organisationsnummer", "orgnrpersonnr",
            "orgpersonnr", "organisationsnummerpersonnummer", "organisationspersonnummer",
            "organisationnumber", "organizationnumber", "organisationno", "orgno", "orgnumber",
            "companynumber", "registrationnumber", "companyregistrationnumber", "regno", "regnr",
        ],
        Field::OrganisationNumber,
    ),
    (
        &[
            "namn", "företrädare", "företrädaresnamn", "företrädarensnamn", "namnpåföreträdare",
            "undertecknare", "undertecknarensnamn", "namnpåundertecknare", "undertecknasav",
            "undertecknandeperson", "namnförtydligande", "förochefternamn", "name", "fullname",
            "signatory", "signatoryname", "nameofsignatory", "signer", "signedby", "representative",
            "nameofrepresentative",
        ],
        Field::Name(1),
    ),
    (
        &[
            "befattning", "titel", "tjänstetitel", "roll", "uppdrag", "title", "jobtitle",
            "position", "role",
        ],
        Field::Title(1),
    ),
    (
        &[
            "egenskap", "iegenskapav", "behörighet", "firmatecknareombud",
            "firmatecknareellerombud", "capacity", "signingcapacity",
        ],
        Field::Capacity(1),
    ),
    (
        &[
            "epost", "epostadress", "mejl", "mejladress", "mail", "mailadress", "email",
            "emailaddress", "mailaddress",
        ],
        Field::Email,
    ),
    (
        &["kopia", "kopior", "kopiatill", "epostkopia", "kopiaepost", "cc", "copy", "copies", "copyto"],
        Field::Copies,
    ),
    (&["språk", "language"], Field::Language),
    (&["ort", "stad", "säte", "hemort", "postort", "city", "town", "seat"], Field::City),
    (
        &[
            "åtagande", "åtaganden", "egetåtagande", "egnaåtaganden", "våråtagande", "våraåtaganden",
            "commitment", "commitments", "undertaking", "undertakings", "pledge", "pledges",
        ],
        Field::Commitments,
    ),
    (
        &[
            "kommer", "deltar", "deltagande", "närvarar", "närvaro", "kommertillceremonin",
            "deltarpåceremonin", "deltarvidceremonin", "närvararvidceremonin", "attends",
            "attending", "attendance", "coming",
        ],
        Field::Attends,
    ),
    (&["uttal", "pronunciation"], Field::Pronunciation),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages_however_they_are_written() {
        for (heading, name) in [
            ("Organisation*", "organisation"),
            ("FÖRETAG / organisation", "organisation"),
            ("Org.nr (10 siffror)", "organisation-number"),
            ("organisations\u{ad}-\nnummer", "organisation-number"),
            ("Fo\u{308}reträdare", "name"),
            ("Undertecknare 2", "name-2"),
            ("Förnamn 2", "given-name-2"),
            ("Job title", "title"),
            ("E-post 1", "email"),
            ("E-post 2", ""),
            ("E-postadress", "email"),
            ("Kommer?", "attends"),
            ("Åtagande 17", "commitments"),
            ("Commitments", "commitments"),
            ("Namn 10", ""),
            ("Namn 0", ""),
            ("Kontaktperson", ""),
            ("", ""),
            ("17", ""),
        ] {
            let meaning = recognise(heading, "").map(Meaning::name).unwrap_or_default();
            assert_eq!(meaning, name, "{heading}");
        }
    }
}

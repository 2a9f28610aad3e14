//! What a spreadsheet can say of a signatory, and what the roster says, in the same terms.

use std::collections::BTreeMap;

use crate::roster::{Capacity, Signatory};
use crate::words::Language;

/// What one or several columns hold. People are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `id`
    Id,
    /// `organisation`
    Organisation,
    /// `organisation-number`
    OrganisationNumber,
    /// `people[n].name`
    Name(u8),
    /// `people[n].title`
    Title(u8),
    /// `people[n].capacity`
    Capacity(u8),
    /// `email`
    Email,
    /// `copies`
    Copies,
    /// `language`
    Language,
    /// `city`
    City,
    /// `commitments`
    Commitments,
    /// `attends`
    Attends,
    /// `pronunciation`
    Pronunciation,
}

/// As many people can sign for one signatory as a spreadsheet has columns for.
pub(super) const MOST_PEOPLE: u8 = 9;

impl Field {
    /// All fields, in the order of the columns that `export` writes, with so many people.
    pub fn all(people: u8) -> impl Iterator<Item = Self> {
        let people = (1..=people).flat_map(|n| [Self::Name(n), Self::Title(n), Self::Capacity(n)]);
        [Self::Id, Self::Organisation, Self::OrganisationNumber].into_iter().chain(people).chain([
            Self::Email,
            Self::Copies,
            Self::Language,
            Self::City,
            Self::Attends,
            Self::Pronunciation,
            Self::Commitments,
        ])
    }

    /// The field's name, as `--map` and JSON have it: the roster's key, or the key within `people`
    /// with the person's number.
    #[must_use]
    pub fn name(self) -> String {
        let numbered = |key: &str, number: u8| match number {
            1 => key.to_owned(),
            number => format!("{key}-{number}"),
        };
        match self {
            Self::Name(number) => numbered("name", number),
            Self::Title(number) => numbered("title", number),
            Self::Capacity(number) => numbered("capacity", number),
            other => other.key().to_owned(),
        }
    }

    /// The field of a [name](Self::name).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::all(MOST_PEOPLE).find(|field| field.name() == name)
    }

    /// The key in the roster, within `people` for what belongs to a person.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Organisation => "organisation",
            Self::OrganisationNumber => "organisation-number",
            Self::Name(_) => "name",
            Self::Title(_) => "title",
            Self::Capacity(_) => "capacity",
            Self::Email => "email",
            Self::Copies => "copies",
            Self::Language => "language",
            Self::City => "city",
            Self::Commitments => "commitments",
            Self::Attends => "attends",
            Self::Pronunciation => "pronunciation",
        }
    }

    /// Which person it belongs to.
    #[must_use]
    pub fn person(self) -> Option<u8> {
        match self {
            Self::Name(number) | Self::Title(number) | Self::Capacity(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it holds several values.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::Copies | Self::Commitments)
    }
}

/// Values by their fields, in the roster's normal form; what is missing is not there, and no list
/// is empty. The id stands apart.
pub type Values = BTreeMap<Field, Vec<String>>;

/// What the roster says of a signatory; what it leaves out and has a meaning all the same is there.
#[must_use]
pub fn values(signatory: &Signatory) -> Values {
    let mut values = Values::new();
    let mut put = |field, value: Option<String>| {
        values.extend(value.map(|value| (field, vec![value])));
    };
    put(Field::Organisation, Some(signatory.organisation.clone()));
    put(Field::OrganisationNumber, signatory.organisation_number.map(|n| n.to_string()));
    for (number, person) in (1..=MOST_PEOPLE).zip(&signatory.people) {
        put(Field::Name(number), person.name.clone());
        put(Field::Title(number), person.title.clone());
        put(Field::Capacity(number), Some(capacity_name(person.capacity).to_owned()));
    }
    put(Field::Email, Some(signatory.email.to_string()));
    put(Field::Language, Some(signatory.language.tag().to_owned()));
    put(Field::City, signatory.city.clone());
    put(Field::Attends, Some(signatory.attends.to_string()));
    put(Field::Pronunciation, signatory.pronunciation.clone());
    let copies: Vec<String> = signatory.copies.iter().map(ToString::to_string).collect();
    for (field, list) in
        [(Field::Copies, copies), (Field::Commitments, signatory.commitments.clone())]
    {
        if !list.is_empty() {
            values.insert(field, list);
        }
    }
    values
}

/// What a capacity is called in values: the Swedish name, as it stands in the roster.
pub(super) fn capacity_name(capacity: Capacity) -> &'static str {
    Capacity::ALL.into_iter().find(|(c, ..)| *c == capacity).expect("ALL has all").2
}

/// What a value means when it is not written, if it has a meaning then.
#[must_use]
pub(super) fn default(field: Field, language: Language) -> Option<&'static str> {
    match field {
        Field::Capacity(_) => Some(capacity_name(Capacity::AuthorisedSignatory)),
        Field::Language => Some(language.tag()),
        Field::Attends => Some("true"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for field in Field::all(MOST_PEOPLE) {
            assert_eq!(Field::parse(&field.name()), Some(field));
        }
        for name in ["", "name-1", "name-10", "people", "Name"] {
            assert_eq!(Field::parse(name), None, "{name}");
        }
    }
}

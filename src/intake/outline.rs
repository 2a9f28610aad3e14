//! The roster as a table: what `export` writes, and what can be imported again without a change.

use super::field::{Field, MOST_PEOPLE, Values, values};
use crate::roster::Roster;
use crate::words::Sentence;
use crate::{sentence, words::Words};

/// The roster's signatories, a row each, below the headings in a language.
#[must_use]
pub fn table(roster: &Roster, words: &Words) -> Vec<Vec<String>> {
    let rows: Vec<(String, Values)> =
        roster.signatories.iter().map(|one| (one.id.to_string(), values(one))).collect();
    let used = |field: &Field| rows.iter().any(|(_, values)| values.contains_key(field));
    let people = (1..=MOST_PEOPLE).filter(|n| used(&Field::Capacity(*n))).max().unwrap_or(1);
    let most = rows.iter().filter_map(|(_, values)| values.get(&Field::Commitments)).map(Vec::len);
    // Each commitment has a column of its own, and there is always one to write the first into.
    let commitments = most.max().unwrap_or(0).max(1);
    let fields: Vec<(Field, usize)> = Field::all(people)
        .flat_map(|field| {
            let columns = if field == Field::Commitments { commitments } else { 1 };
            (0..columns).map(move |index| (field, index))
        })
        .collect();
    let headings = fields.iter().map(|(field, index)| words.say(&heading(*field, *index)));
    let mut table = vec![headings.collect()];
    for (id, values) in &rows {
        table.push(
            fields.iter().map(|(field, index)| cell(id, values, *field, *index, words)).collect(),
        );
    }
    table
}

fn cell(id: &str, values: &Values, field: Field, index: usize, words: &Words) -> String {
    let list = values.get(&field).map(Vec::as_slice).unwrap_or_default();
    match field {
        Field::Id => id.to_owned(),
        Field::Copies => list.join(", "),
        Field::Attends => words.say(&match list.first().map(String::as_str) {
            Some("false") => sentence!("export-no"),
            _ => sentence!("export-yes"),
        }),
        _ => list.get(index).cloned().unwrap_or_default(),
    }
}

/// A field's heading, which is known when it is imported again.
#[must_use]
pub fn heading(field: Field, index: usize) -> Sentence {
    let numbered = |sentence: Sentence, number: u8| {
        if number == 1 {
            sentence
        } else {
            let number = number.to_string();
            sentence!("export-heading-numbered", heading = sentence, number = number)
        }
    };
    match field {
        Field::Id => sentence!("export-heading-id"),
        Field::Organisation => sentence!("export-heading-organisation"),
        Field::OrganisationNumber => sentence!("export-heading-number"),
        Field::Name(number) => numbered(sentence!("export-heading-name"), number),
        Field::Title(number) => numbered(sentence!("export-heading-title"), number),
        Field::Capacity(number) => numbered(sentence!("export-heading-capacity"), number),
        Field::Email => sentence!("export-heading-email"),
        Field::Copies => sentence!("export-heading-copies"),
        Field::Language => sentence!("export-heading-language"),
        Field::City => sentence!("export-heading-city"),
        Field::Attends => sentence!("export-heading-attends"),
        Field::Pronunciation => sentence!("export-heading-pronunciation"),
        Field::Commitments => {
            sentence!("export-heading-commitment", number = (index + 1).to_string())
        }
    }
}

//! Changes the text of a roster and nothing else in it: comments, order and the way things are
//! written stay.

use toml_edit::{
    Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value,
};

use super::field::{Field, MOST_PEOPLE, Values, default};
use super::merge::Edits;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::roster::{Id, normal};
use crate::sentence;
use crate::words::Language;

const SIGNATORY: &str = "signatory";
const PEOPLE: &str = "people";

/// The text with all edits; the very same text when there are none.
///
/// # Errors
/// When it is no TOML.
pub(super) fn apply(text: &str, edits: &Edits, language: Language) -> Result<String, Diagnostics> {
    if edits.remove.is_empty() && edits.change.is_empty() && edits.add.is_empty() {
        return Ok(text.to_owned());
    }
    let mut document = parse(&text.replace("\r\n", "\n"))?;
    let mut list = List::take(&mut document);
    for (id, changes) in &edits.change {
        if let Some(table) = list.table(id) {
            change(table, changes);
        }
    }
    for id in &edits.remove {
        list.remove(id);
    }
    for (id, values) in &edits.add {
        list.push(signatory(id, values, language));
    }
    list.put(&mut document);
    let edited = document.to_string();
    // A file from Windows keeps its line ends.
    Ok(if text.contains("\r\n") { edited.replace('\n', "\r\n") } else { edited })
}

/// The ceremony's language, of a roster that is not whole yet.
pub(super) fn language(text: &str) -> Language {
    let said = parse(text).ok().and_then(|document| {
        Language::from_tag(document.get("ceremony")?.get("language")?.as_str()?)
    });
    said.unwrap_or(Language::Swedish)
}

fn parse(text: &str) -> Result<DocumentMut, Diagnostics> {
    text.parse().map_err(|_: toml_edit::TomlError| {
        Diagnostic::error(sentence!("roster-syntax")).remedy(sentence!("roster-syntax-look")).into()
    })
}

/// The signatories: `[[signatory]]` each, or a list of braces.
enum List {
    Sections(ArrayOfTables),
    Braces(Array),
}

impl List {
    /// Takes the list out of a document, leaving its place.
    fn take(document: &mut DocumentMut) -> Self {
        match document.get_mut(SIGNATORY) {
            Some(Item::ArrayOfTables(sections)) => Self::Sections(std::mem::take(sections)),
            Some(Item::Value(Value::Array(array))) => Self::Braces(std::mem::take(array)),
            _ => Self::Sections(ArrayOfTables::new()),
        }
    }

    /// Puts it back.
    fn put(self, document: &mut DocumentMut) {
        let item = match self {
            Self::Sections(sections) => Item::ArrayOfTables(sections),
            Self::Braces(braces) => Item::Value(Value::Array(braces)),
        };
        match document.get_mut(SIGNATORY) {
            Some(place) => *place = item,
            None => drop(document.insert(SIGNATORY, item)),
        }
    }

    fn position(&self, id: &Id) -> Option<usize> {
        let is = |table: &dyn TableLike| {
            table.get("id").and_then(Item::as_str).is_some_and(|text| normal(text) == id.as_str())
        };
        match self {
            Self::Sections(sections) => sections.iter().position(|table| is(table)),
            Self::Braces(braces) => {
                let mut tables = braces.iter();
                tables.position(|value| value.as_inline_table().is_some_and(|table| is(table)))
            }
        }
    }

    fn table(&mut self, id: &Id) -> Option<&mut dyn TableLike> {
        let index = self.position(id)?;
        match self {
            Self::Sections(sections) => sections.get_mut(index).map(|table| table as _),
            Self::Braces(braces) => {
                braces.get_mut(index)?.as_inline_table_mut().map(|table| table as _)
            }
        }
    }

    /// Removes a signatory with the comment that stands right above it. What stands above that,
    /// behind an empty line, is about the list and moves on to the next.
    fn remove(&mut self, id: &Id) {
        let Some(index) = self.position(id) else { return };
        match self {
            Self::Sections(sections) => {
                let removed = sections.remove(index);
                let above = text_of(removed.decor().prefix()).to_owned();
                let Some((kept, _)) =
                    above.rsplit_once("\n\n").filter(|(kept, _)| kept.contains('#'))
                else {
                    return;
                };
                if let Some(next) = sections.get_mut(index) {
                    let own = text_of(next.decor().prefix()).to_owned();
                    let own = own.strip_prefix('\n').unwrap_or(&own);
                    next.decor_mut().set_prefix(format!("{kept}\n\n{own}"));
                } else {
                    // Nobody is left behind it; whoever comes is put below it.
                    sections.push(Table::new());
                    let last = sections.len() - 1;
                    if let Some(place) = sections.get_mut(last) {
                        place.decor_mut().set_prefix(format!("{kept}\n\n"));
                    }
                }
            }
            Self::Braces(braces) => drop(braces.remove(index)),
        }
    }

    fn push(&mut self, table: Table) {
        match self {
            Self::Sections(sections) => {
                let last = sections.len().checked_sub(1);
                match last.and_then(|last| sections.get_mut(last)).filter(|t| t.is_empty()) {
                    // The place that was kept for a comment.
                    Some(place) => {
                        let decor = place.decor().clone();
                        *place = table;
                        *place.decor_mut() = decor;
                    }
                    None => sections.push(table),
                }
            }
            Self::Braces(braces) => {
                let mut value = Value::InlineTable(table.into_inline_table());
                let like = braces.iter().last().map(|value| value.decor().clone());
                *value.decor_mut() = like.unwrap_or_default();
                braces.push_formatted(value);
            }
        }
    }
}

fn text_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

/// A new signatory, in the order of the roster's documentation.
fn signatory(id: &Id, values: &Values, language: Language) -> Table {
    let mut table = Table::new();
    let one = |field: Field| values.get(&field)?.first().map(String::as_str);
    let said = |field: Field| one(field).filter(|value| default(field, language) != Some(value));
    let last = values.keys().filter_map(|field| field.person()).max().unwrap_or(1);
    let person = |number| {
        let mut person = InlineTable::new();
        for field in [Field::Name(number), Field::Title(number), Field::Capacity(number)] {
            if let Some(value) = said(field) {
                person.insert(field.key(), value.into());
            }
        }
        Value::InlineTable(person)
    };
    let mut put = |key: &str, value: Value| drop(table.insert(key, Item::Value(value)));
    put("id", id.as_str().into());
    for field in Field::all(0) {
        if field == Field::Email {
            put(PEOPLE, Value::Array(array((1..=last).map(person).collect())));
        }
        match values.get(&field) {
            Some(texts) if field.is_list() => {
                let texts = texts.iter().map(|text| Value::from(text.as_str())).collect();
                put(field.key(), Value::Array(array(texts)));
            }
            _ => {
                if let Some(value) = said(field) {
                    put(field.key(), scalar(field, value));
                }
            }
        }
    }
    table
}

fn scalar(field: Field, value: &str) -> Value {
    if field == Field::Attends { Value::from(value == "true") } else { Value::from(value) }
}

/// A list on one line, or a line an element when there are several or it would be long.
fn array(elements: Vec<Value>) -> Array {
    const LONGEST: usize = 72;
    let mut array: Array = elements.into_iter().collect();
    if array.len() > 1 || array.to_string().chars().count() > LONGEST {
        for element in array.iter_mut() {
            element.decor_mut().set_prefix("\n  ");
        }
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array
}

/// Writes what has changed into a signatory.
fn change(table: &mut dyn TableLike, changes: &[(Field, Vec<String>)]) {
    for (field, list) in changes {
        match (field.person(), list.first()) {
            (Some(number), value) => change_person(table, number, *field, value),
            (None, None) => drop(table.remove(field.key())),
            (None, Some(_)) if field.is_list() => change_list(table, field.key(), list),
            (None, Some(value)) => set(table, field.key(), scalar(*field, value)),
        }
    }
    if changes.iter().any(|(field, _)| field.person().is_some()) {
        drop_nobody(table);
    }
}

/// Sets a key, and leaves alone what stands around it.
fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(place) => {
            if let Some(old) = place.as_value() {
                *value.decor_mut() = old.decor().clone();
            }
            *place = Item::Value(value);
        }
        None => drop(table.insert(key, Item::Value(value))),
    }
}

/// Changes a list where it differs; what is the same at its beginning and end stays as it is
/// written.
fn change_list(table: &mut dyn TableLike, key: &str, wanted: &[String]) {
    let Some(list) = table.get_mut(key).and_then(Item::as_array_mut) else {
        let list = wanted.iter().map(|text| Value::from(text.as_str())).collect();
        set(table, key, Value::Array(array(list)));
        return;
    };
    let is = |element: Option<&Value>, text: &String| {
        element.and_then(Value::as_str).is_some_and(|written| normal(written) == *text)
    };
    let before = (0..list.len().min(wanted.len()))
        .take_while(|index| is(list.get(*index), &wanted[*index]))
        .count();
    let after = (1..=(list.len() - before).min(wanted.len() - before))
        .take_while(|back| is(list.get(list.len() - back), &wanted[wanted.len() - back]))
        .count();
    let middle = before..wanted.len() - after;
    for (index, text) in middle.clone().zip(&wanted[middle.clone()]) {
        if index < list.len() - after {
            let mut value = Value::from(text.as_str());
            if let Some(old) = list.get(index) {
                *value.decor_mut() = old.decor().clone();
            }
            list.replace_formatted(index, value);
        } else {
            // Like its neighbour, without a comment that is about that.
            let neighbour = list.get(index.saturating_sub(1)).map(Value::decor);
            let prefix = text_of(neighbour.and_then(Decor::prefix)).to_owned();
            let prefix = match prefix.rsplit_once('\n') {
                Some((_, indent)) => format!("\n{indent}"),
                None if index == 0 => String::new(),
                None => " ".to_owned(),
            };
            let mut value = Value::from(text.as_str());
            *value.decor_mut() = Decor::new(prefix, "");
            list.insert_formatted(index, value);
        }
    }
    while list.len() > wanted.len() {
        list.remove(middle.end);
    }
}

/// The people: `[{ … }]`, or `[[signatory.people]]` each.
fn person(people: &mut Item, index: usize) -> Option<&mut dyn TableLike> {
    match people {
        Item::Value(Value::Array(array)) => {
            array.get_mut(index)?.as_inline_table_mut().map(|table| table as _)
        }
        Item::ArrayOfTables(sections) => sections.get_mut(index).map(|table| table as _),
        _ => None,
    }
}

fn change_person(table: &mut dyn TableLike, number: u8, field: Field, value: Option<&String>) {
    let Some(people) = table.get_mut(PEOPLE) else { return };
    let index = usize::from(number) - 1;
    while person(people, index).is_none() {
        match people {
            Item::Value(Value::Array(list)) => {
                list.push(InlineTable::new());
                let rebuilt: Vec<Value> = list.iter().cloned().collect();
                // On one line so far, and now there are several.
                if !list.to_string().contains('\n') {
                    let decor = list.decor().clone();
                    *list = array(rebuilt);
                    *list.decor_mut() = decor;
                } else if let Some(last) =
                    rebuilt.len().checked_sub(1).and_then(|i| list.get_mut(i))
                {
                    last.decor_mut().set_prefix("\n  ");
                }
            }
            Item::ArrayOfTables(sections) => sections.push(Table::new()),
            _ => return,
        }
    }
    let Some(person) = person(people, index) else { return };
    match value {
        Some(value) => set(person, field.key(), Value::from(value.as_str())),
        None => drop(person.remove(field.key())),
    }
    // The space before the closing brace belongs to the last value.
    if let Item::Value(Value::Array(list)) = people
        && let Some(person) = list.get_mut(index).and_then(Value::as_inline_table_mut)
        && !person.to_string().contains('\n')
    {
        person.fmt();
    }
}

/// Takes away people at the end of whom nothing is left, but for the last one.
fn drop_nobody(table: &mut dyn TableLike) {
    let Some(people) = table.get_mut(PEOPLE) else { return };
    let empty = |table: Option<&mut dyn TableLike>| {
        table.is_some_and(|table| !table.contains_key("name") && !table.contains_key("title"))
    };
    for index in (1..usize::from(MOST_PEOPLE)).rev() {
        if empty(person(people, index)) {
            match people {
                Item::Value(Value::Array(list)) => drop(list.remove(index)),
                Item::ArrayOfTables(sections) => drop(sections.remove(index)),
                _ => {}
            }
        } else if person(people, index).is_some() {
            break;
        }
    }
}

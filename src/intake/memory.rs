//! What was imported last, so that the next import knows what somebody has changed by hand since.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::field::{Field, Values};
use crate::roster::Id;

const FORM: &str = "avsikt-imported-1";

/// What the sheet said when it was last imported, by the ids that its rows were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    pub(super) signatories: BTreeMap<Id, Remembered>,
}

/// What is remembered of a signatory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    /// What the sheet said.
    pub(super) values: Values,
    /// Whether it was taken off the roster by an import; what it can be known again by is kept, so
    /// that it gets its id back when it returns.
    pub(super) gone: bool,
}

impl Remembered {
    /// What is kept of one that went.
    pub(super) fn gone(values: &Values) -> Self {
        let known_by = [Field::Organisation, Field::OrganisationNumber];
        let kept = known_by.iter().filter_map(|field| Some((*field, values.get(field)?.clone())));
        Self { values: kept.collect(), gone: true }
    }
}

impl Memory {
    /// Reads what [`print`](Self::print) wrote; nothing when it is something else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        (value.get("form")?.as_str()? == FORM).then_some(())?;
        let mut signatories = BTreeMap::new();
        for (id, entry) in value.get("signatories")?.as_object()? {
            let mut values = Values::new();
            for (name, list) in entry.get("values")?.as_object()? {
                let texts = list.as_array()?.iter().map(|text| text.as_str().map(str::to_owned));
                values.insert(Field::parse(name)?, texts.collect::<Option<Vec<_>>>()?);
            }
            let gone = entry.get("gone")?.as_bool()?;
            signatories.insert(Id::parse(id)?, Remembered { values, gone });
        }
        Some(Self { signatories })
    }

    /// One JSON object, a line a value.
    #[must_use]
    pub fn print(&self) -> String {
        let entry = |entry: &Remembered| {
            let values: Map<String, Value> =
                entry.values.iter().map(|(field, list)| (field.name(), json!(list))).collect();
            json!({ "gone": entry.gone, "values": values })
        };
        let signatories: Map<String, Value> =
            self.signatories.iter().map(|(id, one)| (id.to_string(), entry(one))).collect();
        format!("{:#}\n", json!({ "form": FORM, "signatories": signatories }))
    }

    /// Forgets a signatory; whether there was anything to forget.
    pub fn forget(&mut self, id: &Id) -> bool {
        self.signatories.remove(id).is_some()
    }

    /// What the sheet said of a signatory that is on the roster still, as far as imports know.
    pub(super) fn values(&self, id: &Id) -> Option<&Values> {
        self.signatories.get(id).filter(|entry| !entry.gone).map(|entry| &entry.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_back() {
        let values: Values = [
            (Field::Organisation, vec!["Åkerlund & Söner".to_owned()]),
            (Field::Name(2), vec!["Bo \"Bosse\" Nilsson".to_owned()]),
            (Field::Commitments, vec!["ett".to_owned(), "två".to_owned()]),
        ]
        .into();
        let id = Id::parse("akerlund").unwrap();
        let mut memory = Memory::default();
        memory.signatories.insert(id.clone(), Remembered { values: values.clone(), gone: false });
        memory.signatories.insert(Id::parse("b").unwrap(), Remembered::gone(&values));
        assert_eq!(Memory::parse(&memory.print()), Some(memory.clone()));
        assert!(memory.forget(&id) && !memory.forget(&id));
        for text in ["", "{}", "[]", "{\"form\": \"avsikt-imported-2\", \"signatories\": {}}"] {
            assert_eq!(Memory::parse(text), None, "{text}");
        }
    }
}

//! Which fields a template can name, and what they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What a field is. Templates are checked against shapes when they are loaded, before any value
/// is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A string: can be printed.
    Text,
    /// `true` or `false`: can be asked for.
    Flag,
    /// Any number of one thing: for `{{#each}}`.
    List(Box<Shape>),
    /// Named fields.
    Record(BTreeMap<&'static str, Shape>),
    /// There or not: can be asked for, and used within the `{{#if}}` that asked.
    Optional(Box<Shape>),
}

impl Shape {
    /// A record of the given fields.
    #[must_use]
    pub fn record<const N: usize>(fields: [(&'static str, Self); N]) -> Self {
        Self::Record(BTreeMap::from(fields))
    }

    /// A list of this.
    #[must_use]
    pub fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    /// This, or nothing.
    #[must_use]
    pub fn optional(self) -> Self {
        Self::Optional(Box::new(self))
    }

    /// A record with the fields of both records; of two with one name, the other's.
    ///
    /// # Panics
    /// When one of the two is no record.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let (Self::Record(mut fields), Self::Record(others)) = (self, other) else {
            panic!("only records have fields");
        };
        fields.extend(others);
        Self::Record(fields)
    }

    /// A field of a record.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Record(fields) => fields.get(name),
            Self::Optional(inner) => inner.field(name),
            Self::Text | Self::Flag | Self::List(_) => None,
        }
    }

    /// The names of a record's fields.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        match self {
            Self::Record(fields) => fields.keys().copied().collect(),
            Self::Optional(inner) => inner.names(),
            Self::Text | Self::Flag | Self::List(_) => Vec::new(),
        }
    }

    /// Whether a value is of this shape, with no field missing, superfluous or `null`.
    #[must_use]
    pub fn fits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text, Value::String(_)) | (Self::Flag, Value::Bool(_)) => true,
            (Self::List(element), Value::Array(values)) => values.iter().all(|v| element.fits(v)),
            (Self::Optional(inner), value) => inner.fits(value),
            (Self::Record(fields), Value::Object(values)) => {
                values.keys().all(|name| fields.contains_key(name.as_str()))
                    && fields.iter().all(|(name, shape)| match values.get(*name) {
                        Some(value) => shape.fits(value),
                        None => matches!(shape, Self::Optional(_)),
                    })
            }
            _ => false,
        }
    }

    /// A value of this shape: with everything there, or with all that may be left out left out.
    /// Templates are tried with both when they are loaded.
    #[must_use]
    pub fn specimen(&self, full: bool) -> Value {
        match self {
            Self::Text => Value::String("x".to_owned()),
            Self::Flag => Value::Bool(full),
            Self::List(element) if full => Value::Array(vec![element.specimen(full); 2]),
            Self::List(_) => Value::Array(Vec::new()),
            Self::Optional(inner) => inner.specimen(full),
            Self::Record(fields) => Value::Object(
                fields
                    .iter()
                    .filter(|(_, shape)| full || !matches!(shape, Self::Optional(_)))
                    .map(|(name, shape)| ((*name).to_owned(), shape.specimen(full)))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_specimens_of_a_shape_fit_it_and_other_values_do_not() {
        let shape = Shape::record([
            ("name", Shape::Text),
            ("title", Shape::Text.optional()),
            ("people", Shape::record([("proxy", Shape::Flag)]).list()),
        ]);
        for full in [true, false] {
            assert!(shape.fits(&shape.specimen(full)), "{full}");
        }
        assert!(!shape.fits(&serde_json::json!({ "name": "x" })));
        assert!(!shape.fits(&serde_json::json!({ "name": "x", "people": [], "other": "x" })));
        assert!(!shape.fits(&serde_json::json!({ "name": null, "people": [] })));
    }
}

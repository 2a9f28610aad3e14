//! Which fields a template can name, and what they are.

use std::collections::{BTreeMap, BTreeSet};

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

    /// The paths of everything in this shape, from the path where it stands; `*` is any element.
    #[must_use]
    pub(super) fn paths(&self, at: &str) -> BTreeSet<String> {
        let mut paths = match self {
            Self::Text | Self::Flag => BTreeSet::new(),
            Self::List(element) => element.paths(&below(at, "*")),
            Self::Optional(inner) => inner.paths(at),
            Self::Record(fields) => {
                fields.iter().flat_map(|(name, shape)| shape.paths(&below(at, name))).collect()
            }
        };
        paths.insert(at.to_owned());
        paths
    }

    /// What is left of a shape when only what lies on some paths is read.
    #[must_use]
    pub(crate) fn narrowed(&self, at: &str, read: &BTreeSet<String>) -> Self {
        match self {
            Self::Text | Self::Flag => self.clone(),
            Self::List(element) => element.narrowed(&below(at, "*"), read).list(),
            Self::Optional(inner) => inner.narrowed(at, read).optional(),
            Self::Record(fields) => Self::Record(
                fields
                    .iter()
                    .map(|(name, shape)| (*name, below(at, name), shape))
                    .filter(|(_, path, _)| leads_to_any(path, read))
                    .map(|(name, path, shape)| (name, shape.narrowed(&path, read)))
                    .collect(),
            ),
        }
    }

    /// All that this shape or another one has.
    ///
    /// # Panics
    /// When one has a record where the other has none.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Record(mut fields), Self::Record(others)) => {
                for (name, other) in others {
                    let both = match fields.remove(name) {
                        Some(own) => own.or(other),
                        None => other,
                    };
                    fields.insert(name, both);
                }
                Self::Record(fields)
            }
            (Self::List(own), Self::List(other)) => own.or(*other).list(),
            (Self::Optional(own), Self::Optional(other)) => own.or(*other).optional(),
            (own, other) => {
                assert_eq!(own, other);
                own
            }
        }
    }

    /// A value without the fields that this shape does not have.
    #[must_use]
    pub fn keep(&self, value: Value) -> Value {
        match (self, value) {
            (Self::Record(fields), Value::Object(values)) => {
                let keep = |(name, value): (String, Value)| {
                    let kept = fields.get(name.as_str())?.keep(value);
                    Some((name, kept))
                };
                Value::Object(values.into_iter().filter_map(keep).collect())
            }
            (Self::List(element), Value::Array(values)) => {
                values.into_iter().map(|value| element.keep(value)).collect()
            }
            (Self::Optional(inner), value) => inner.keep(value),
            (_, value) => value,
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

fn below(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

/// Whether a path, or one that begins with it, is among those that are read.
fn leads_to_any(path: &str, read: &BTreeSet<String>) -> bool {
    read.range(path.to_owned()..)
        .take_while(|other| other.starts_with(path))
        .any(|other| other.len() == path.len() || other[path.len()..].starts_with('.'))
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

    #[test]
    fn of_a_narrowed_shape_only_what_is_read_is_kept() {
        let shape = Shape::record([
            ("name", Shape::Text),
            ("names", Shape::Text),
            ("host", Shape::record([("city", Shape::Text), ("unit", Shape::Text.optional())])),
            ("people", Shape::record([("name", Shape::Text), ("proxy", Shape::Flag)]).list()),
        ]);
        let value = serde_json::json!({
            "name": "a", "names": "b", "host": { "city": "c", "unit": "d" },
            "people": [{ "name": "e", "proxy": true }, { "name": "f", "proxy": false }],
        });
        let kept = |paths: &[&str]| {
            let read = paths.iter().map(|path| (*path).to_owned()).collect();
            let narrowed = shape.narrowed("", &read);
            let kept = narrowed.keep(value.clone());
            assert!(narrowed.fits(&kept), "{paths:?}");
            kept
        };
        assert_eq!(kept(&["name"]), serde_json::json!({ "name": "a" }));
        assert_eq!(kept(&["host.unit"]), serde_json::json!({ "host": { "unit": "d" } }));
        assert_eq!(kept(&["people"]), serde_json::json!({ "people": [{}, {}] }));
        assert_eq!(
            kept(&["people", "people.*.name"]),
            serde_json::json!({ "people": [{ "name": "e" }, { "name": "f" }] })
        );
        let all: Vec<String> = shape.paths("").into_iter().collect();
        assert_eq!(kept(&all.iter().map(String::as_str).collect::<Vec<_>>()), value);
        let narrowed = |path: &str| shape.narrowed("", &BTreeSet::from([path.to_owned()]));
        let both = narrowed("people.*.name").or(narrowed("people.*.proxy"));
        assert_eq!(both, narrowed("people.*.name").or(both.clone()));
        assert_eq!(both.names(), ["people"]);
    }
}

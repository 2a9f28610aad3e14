//! The template writer's guide names every field and every message, and no others.

use std::collections::BTreeSet;

use avsikt::merge::Shape;
use avsikt::merge::audience::{Audience, signatory_shape};
use avsikt::packet::fields::{coordinator_shape, letter_shape};

use super::text_of;

/// What stands in code in the first column of a section's tables.
fn first_column<'a>(page: &'a str, begins: &str) -> Vec<&'a str> {
    let (_, section) = page.split_once(begins).expect(begins);
    let section = section.split("\n## ").next().expect("a section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| row.split(" |").next()).collect()
}

/// The names of fields, as the guide writes them: `?` for what may be missing, `[]` for a list. A
/// record that was described once is not described again.
struct Names {
    found: BTreeSet<String>,
    described: Vec<Shape>,
}

impl Names {
    fn walk(&mut self, shape: &Shape, path: &str) {
        let Shape::Record(fields) = shape else { panic!("only records have fields") };
        for (name, field) in fields {
            let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
            match field {
                Shape::Text | Shape::Flag => drop(self.found.insert(path)),
                Shape::Record(_) => self.walk(field, &path),
                Shape::Optional(inner) => {
                    self.found.insert(format!("{path}?"));
                    if matches!(**inner, Shape::Record(_)) {
                        self.walk(inner, &path);
                    }
                }
                Shape::List(inner) => {
                    let path = format!("{path}[]");
                    self.found.insert(path.clone());
                    if matches!(**inner, Shape::Record(_)) {
                        self.record(inner, &path);
                    }
                }
            }
        }
    }

    fn record(&mut self, shape: &Shape, path: &str) {
        let Shape::Record(fields) = shape else { panic!("only records have fields") };
        let signatory = signatory_shape();
        let is_signatory = signatory.names().iter().all(|name| fields.contains_key(name));
        if !is_signatory && self.described.contains(shape) {
            return;
        }
        self.described.push(shape.clone());
        let own = fields
            .iter()
            .filter(|(name, field)| !(is_signatory && signatory.field(name) == Some(*field)));
        self.walk(&Shape::Record(own.map(|(name, field)| (*name, field.clone())).collect()), path);
    }
}

#[test]
fn the_tables_of_fields_are_what_templates_see() {
    let mut names = Names { found: BTreeSet::new(), described: Vec::new() };
    let audiences =
        [Audience::Signatory, Audience::Ceremony, Audience::RunningOrder, Audience::Extra];
    // A signatory first: what its people are is told there, and not at the host's.
    let letters = [letter_shape(), coordinator_shape()];
    for shape in [signatory_shape()].iter().chain(&audiences.map(Audience::shape)).chain(&letters) {
        names.walk(shape, "");
    }
    for (file, section) in
        [("docs/templates.sv.md", "\n## Fälten\n"), ("docs/templates.en.md", "\n## The fields\n")]
    {
        let page = text_of(file);
        let cells = first_column(&page, section).join(" ");
        let written: Vec<String> = cells.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let once: BTreeSet<String> = written.iter().cloned().collect();
        assert_eq!(written.len(), once.len(), "{file}: a field stands twice");
        let missing: Vec<_> = names.found.difference(&once).collect();
        let superfluous: Vec<_> = once.difference(&names.found).collect();
        assert!(
            missing.is_empty() && superfluous.is_empty() && once.len() > 60,
            "{file}: missing {missing:?}; there are none such: {superfluous:?}"
        );
    }
}

#[test]
fn the_messages_that_the_template_guides_explain_are_those_that_are_given() {
    for (language, section) in [("sv", "\n## Meddelanden"), ("en", "\n## What you may be told")] {
        let catalogue = text_of(&format!("src/words/{language}/template.ftl"));
        let given: BTreeSet<String> = catalogue
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(_, words)| {
                let mut parts = words.split("{$");
                let first = parts.next().expect("a part").to_owned();
                parts.fold(first, |all, part| all + "…" + part.split_once('}').expect("its end").1)
            })
            .collect();
        let page = text_of(&format!("docs/templates.{language}.md"));
        let explained = first_column(&page, section);
        assert!(explained.len() > 10);
        for words in explained.into_iter().skip(1) {
            assert!(given.contains(words), "{language}: {words}");
        }
    }
}

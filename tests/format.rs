//! `docs/format.md` says what the program does: its examples are read, its lists compared.

use std::collections::BTreeSet;

use avsikt::diagnostic::SourceText;
use avsikt::fonts::Fonts;
use avsikt::merge::Shape;
use avsikt::merge::fields::Audience;
use avsikt::packet::fields::{coordinator_shape, letter_shape};
use avsikt::roster::Roster;
use avsikt::running_order::RunningOrder;
use avsikt::words::{Language, Words};

const FORMAT: &str = include_str!("../docs/format.md");

#[test]
fn the_roster_of_the_format_is_a_roster() {
    let (_, rest) = FORMAT.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let source = SourceText::new("docs/format.md", example);
    let roster = Roster::parse(&source, &Fonts::bundled()).unwrap_or_else(|faults| {
        panic!("{}", faults.render(&Words::new(Language::English), false))
    });
    assert!(roster.warnings.is_empty());
    assert!(RunningOrder::plan(&roster.value).is_ok());
}

/// All names of fields, however deep.
fn names(shape: &Shape, found: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Text | Shape::Flag => {}
        Shape::List(inner) | Shape::Optional(inner) => names(inner, found),
        Shape::Record(fields) => {
            for (name, field) in fields {
                found.insert(name);
                names(field, found);
            }
        }
    }
}

#[test]
fn every_field_that_templates_see_is_in_the_format() {
    let (_, section) = FORMAT.split_once("Fields of every template").expect("the section");
    let (section, _) = section.split_once("## `output/`").expect("its end");
    let written: BTreeSet<&str> =
        section.split(|c: char| !c.is_ascii_lowercase() && c != '-').collect();
    let mut fields = BTreeSet::new();
    let shapes = [Audience::Signatory.shape(), Audience::Ceremony.shape()];
    for shape in shapes.iter().chain([&letter_shape(), &coordinator_shape()]) {
        names(shape, &mut fields);
    }
    let missing: Vec<_> = fields.difference(&written).collect();
    assert!(missing.is_empty() && fields.len() > 40, "{missing:?}");
}

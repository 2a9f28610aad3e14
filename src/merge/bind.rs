//! Binding: what handlebars does when it prints a value.

use std::cell::RefCell;
use std::fmt::Write as _;

use handlebars::{Context, Handlebars, RenderError};
use serde::Serialize;
use serde_json::Value;

/// What a template's text is, besides handlebars; decides how a printed value is made safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Markup {
    /// Typst: values are bound.
    Typst,
    /// HTML: `& < > " '` become character references.
    Html,
    /// Plain text: values stand as they are.
    Plain,
}

/// The name under which a manuscript holds its values in order of printing.
pub(super) const BOUND: &str = "bound-values";
/// The name under which a manuscript holds the whole record.
pub(super) const DATA: &str = "data";
/// Where the values lie in the Typst world; a name that no template file can have.
pub const VALUES_PATH: &str = ".bound-values.json";

thread_local! {
    /// The values that the current rendering on this thread has printed. Handlebars' escape
    /// function has no other way to carry state.
    static PRINTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The values that templates are merged with, as handlebars takes them: several templates can be
/// merged with the same, and nothing is copied.
#[derive(Debug, Clone)]
pub struct Values(Context);

impl From<Value> for Values {
    fn from(values: Value) -> Self {
        Self(Context::from(values))
    }
}

impl Values {
    /// The values as JSON.
    #[must_use]
    pub fn json(&self) -> &Value {
        self.0.data()
    }

    /// Puts another text in the place of one, by its JSON pointer (RFC 6901); where there is none
    /// nothing happens.
    pub fn replace(&mut self, pointer: &str, text: &str) {
        if let Some(value) = self.0.data_mut().pointer_mut(pointer) {
            *value = text.into();
        }
    }
}

/// What lies at [`VALUES_PATH`].
#[derive(Serialize)]
struct Bound<'a> {
    values: &'a [String],
    data: &'a Value,
}

/// One document ready to typeset: Typst source, and the values that are bound to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manuscript {
    /// The template's name, such as `templates/declaration.sv.typ.hbs`.
    pub name: String,
    /// Typst source: structure only. Equal for all documents of equal structure.
    pub text: String,
    /// JSON: `{"values": [printed values], "data": {the whole record}}`.
    pub values: String,
}

impl Manuscript {
    pub(super) fn new(name: &str, body: &str, bound: &[String], data: &Value) -> Self {
        Self {
            name: name.to_owned(),
            text: format!("{}{body}", preamble()),
            values: serde_json::to_string(&Bound { values: bound, data })
                .expect("strings, numbers and lists"),
        }
    }

    /// The whole record that the manuscript was merged with.
    #[must_use]
    pub fn data(&self) -> Value {
        serde_json::from_str::<Value>(&self.values)
            .map_or(Value::Null, |mut all| all["data"].take())
    }
}

/// The manuscript's first line, which binds the values. It ends with its only line feed.
pub(super) fn preamble() -> String {
    format!(
        "#let {BOUND} = json(\"/{VALUES_PATH}\"); #let {DATA} = {BOUND}.data; #let {BOUND} = {BOUND}.values;\n"
    )
}

/// The parameter that stands for the value of an index. The semicolon ends the expression, so
/// that a following `(`, `[` or `.` stays text.
pub(super) fn parameter(index: usize) -> String {
    format!("#{BOUND}.at({index});")
}

/// A handlebars engine whose printed values are safe in the markup, with conditions only.
pub(super) fn engine(markup: Markup) -> Handlebars<'static> {
    let mut engine = Handlebars::new();
    // Helpers that write past the escape function, or that the checks do not know.
    for helper in ["lookup", "raw", "log", "len"] {
        engine.unregister_helper(helper);
    }
    match markup {
        Markup::Typst => engine.register_escape_fn(|value| {
            PRINTED.with_borrow_mut(|printed| {
                printed.push(value.to_owned());
                parameter(printed.len() - 1)
            })
        }),
        Markup::Html => engine.register_escape_fn(escape_html),
        Markup::Plain => engine.register_escape_fn(handlebars::no_escape),
    }
    engine
}

/// Renders a registered template; with the values that it printed, in order.
pub(super) fn render(
    engine: &Handlebars<'_>,
    name: &str,
    values: &Values,
) -> Result<(String, Vec<String>), RenderError> {
    PRINTED.with_borrow_mut(Vec::clear);
    let text = engine.render_with_context(name, &values.0)?;
    Ok((text, PRINTED.take()))
}

fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' | '`' | '=' => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

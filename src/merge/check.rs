//! What a template may say: checked once, when it is loaded, in all branches.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use handlebars::Template as Compiled;
use handlebars::template::{HelperTemplate, Parameter, TemplateElement};

use super::lines;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::sentence;
use crate::words::Sentence;

/// The helpers that may stand in a condition, with how many parameters they take.
const CONDITIONS: [(&str, Range<usize>); 9] = [
    ("eq", 2..3),
    ("ne", 2..3),
    ("gt", 2..3),
    ("gte", 2..3),
    ("lt", 2..3),
    ("lte", 2..3),
    ("and", 2..9),
    ("or", 2..9),
    ("not", 1..2),
];

/// The blocks and helpers that ask whether something is there, not what it is.
const TRUTH: [&str; 5] = ["if", "unless", "and", "or", "not"];

/// Checks every element of a compiled template against the shape of its values; the paths of those
/// that it reads in any branch.
pub(super) fn template(
    source: &Arc<SourceText>,
    compiled: &Compiled,
    shape: &Shape,
) -> Result<BTreeSet<String>, Diagnostics> {
    let (faults, read) = (Diagnostics::new(), BTreeSet::new());
    let mut checker = Checker { source, faults, read, root: shape };
    checker.walk(compiled, &Scope::root(shape));
    checker.faults.into_result(checker.read).map(|read| read.value)
}

struct Checker<'a> {
    source: &'a Arc<SourceText>,
    root: &'a Shape,
    faults: Diagnostics,
    /// The paths of what it reads.
    read: BTreeSet<String>,
}

/// Where a name is looked up, and which optional values are known to be there.
#[derive(Clone)]
struct Scope<'a> {
    /// The contexts that `each` and `with` have opened, the innermost last, each with its path
    /// from the root.
    contexts: Vec<(&'a Shape, String)>,
    /// The paths of optional values that a condition has found.
    present: BTreeSet<String>,
    /// How many `each` this is in: only there are `@index`, `@first` and `@last`.
    loops: usize,
}

/// What a path leads to.
struct Found<'a> {
    shape: &'a Shape,
    /// The path from the root, the same for all spellings.
    path: String,
    /// An optional value on the way that no condition has asked for.
    unguarded: bool,
}

impl<'a> Scope<'a> {
    fn root(shape: &'a Shape) -> Self {
        Self { contexts: vec![(shape, String::new())], present: BTreeSet::new(), loops: 0 }
    }

    fn within(&self, shape: &'a Shape, path: String) -> Self {
        let mut scope = self.clone();
        scope.contexts.push((shape, path));
        scope
    }

    fn knowing(&self, present: impl IntoIterator<Item = String>) -> Self {
        let mut scope = self.clone();
        scope.present.extend(present);
        scope
    }
}

impl<'a> Checker<'a> {
    fn walk(&mut self, template: &'a Compiled, scope: &Scope<'a>) {
        for (element, mapping) in template.elements.iter().zip(&template.mapping) {
            let start = lines::offset(&self.source.text, mapping.0, mapping.1);
            let range = start..self.tag_end(start);
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(expression) => self.print(expression, &range, scope),
                TemplateElement::HelperBlock(block) => self.block(block, &range, scope),
                TemplateElement::HtmlExpression(_) => {
                    self.refuse(
                        &range,
                        sentence!("template-raw"),
                        sentence!("template-raw-remedy"),
                    );
                }
                // Partials, decorators, and what later versions of handlebars may add.
                _ => self.refuse(
                    &range,
                    sentence!("template-partial"),
                    sentence!("template-partial-remedy"),
                ),
            }
        }
    }

    /// The end of the tag that begins at an offset, or of its line.
    fn tag_end(&self, start: usize) -> usize {
        let text = &self.source.text;
        let line = lines::line_end(text, start);
        match text[start..line].find("}}") {
            Some(at) => start + at + 2 + usize::from(text[start + at + 2..line].starts_with('}')),
            None => line,
        }
    }

    fn refuse(&mut self, range: &Range<usize>, message: Sentence, remedy: Sentence) {
        self.faults.push(Diagnostic::error(message).at(self.source, range.clone()).remedy(remedy));
    }

    fn print(&mut self, expression: &HelperTemplate, range: &Range<usize>, scope: &Scope<'a>) {
        let name = expression.name.as_name().unwrap_or_default();
        if !expression.params.is_empty()
            || !expression.hash.is_empty()
            || CONDITIONS.iter().any(|(condition, _)| *condition == name)
            || matches!(expression.name, Parameter::Subexpression(_) | Parameter::Literal(_))
        {
            let message = sentence!("template-helper-printed", name = name);
            return self.refuse(range, message, sentence!("template-helper-printed-remedy"));
        }
        if matches!(name, "@index" | "@key") && scope.loops > 0 {
            return;
        }
        let Some(found) = self.find(name, range, scope) else {
            return;
        };
        if found.unguarded {
            let message = sentence!("template-optional", name = name);
            return self.refuse(range, message, sentence!("template-optional-remedy", name = name));
        }
        self.read.insert(found.path);
        match strip(found.shape) {
            Shape::Text => {}
            Shape::Flag => self.refuse(
                range,
                sentence!("template-flag-printed", name = name),
                sentence!("template-flag-printed-remedy", name = name),
            ),
            Shape::List(_) => self.refuse(
                range,
                sentence!("template-list-printed", name = name),
                sentence!("template-list-printed-remedy", name = name),
            ),
            shape @ Shape::Record(_) => self.refuse(
                range,
                sentence!("template-record-printed", name = name),
                sentence!("template-record-printed-remedy", names = shape.names().join(", ")),
            ),
            Shape::Optional(_) => unreachable!("stripped"),
        }
    }

    fn block(&mut self, block: &'a HelperTemplate, range: &Range<usize>, scope: &Scope<'a>) {
        let name = block.name.as_name().unwrap_or_default();
        let inner = block.template.as_ref();
        let inverse = block.inverse.as_ref();
        if block.block_param.is_some() || !block.hash.is_empty() {
            return self.refuse(
                range,
                sentence!("template-block-form", name = name),
                sentence!("template-block-form-remedy"),
            );
        }
        let [parameter] = block.params.as_slice() else {
            return self.refuse(
                range,
                sentence!("template-block-unknown", name = name),
                sentence!("template-block-unknown-remedy"),
            );
        };
        let (inside, otherwise) = match name {
            "if" => (scope.knowing(self.condition(name, parameter, range, scope)), scope.clone()),
            "unless" => {
                (scope.clone(), scope.knowing(self.condition(name, parameter, range, scope)))
            }
            "each" | "with" => {
                let path = match parameter {
                    Parameter::Path(_) | Parameter::Name(_) => parameter.as_name().unwrap_or(""),
                    _ => "",
                };
                let Some(found) = self.find(path, range, scope) else {
                    return;
                };
                self.read.insert(found.path.clone());
                match (name, strip(found.shape)) {
                    ("each", Shape::List(element)) => {
                        let mut inside = scope.within(element, format!("{}.*", found.path));
                        inside.loops += 1;
                        (inside, scope.clone())
                    }
                    ("with", shape @ Shape::Record(_)) => {
                        // One without fields would be as good as none.
                        self.read.extend(shape.paths(&found.path));
                        let known = scope.knowing([found.path.clone()]);
                        (known.within(shape, found.path), scope.clone())
                    }
                    _ => {
                        return self.refuse(
                            range,
                            sentence!("template-block-operand", block = name, name = path),
                            sentence!("template-block-operand-remedy"),
                        );
                    }
                }
            }
            _ => {
                return self.refuse(
                    range,
                    sentence!("template-block-unknown", name = name),
                    sentence!("template-block-unknown-remedy"),
                );
            }
        };
        if let Some(inner) = inner {
            self.walk(inner, &inside);
        }
        if let Some(inverse) = inverse {
            self.walk(inverse, &otherwise);
        }
    }

    /// Checks what a block or a helper asks for; the optional values that are there where it holds.
    fn condition(
        &mut self,
        asks: &str,
        parameter: &Parameter,
        range: &Range<usize>,
        scope: &Scope<'a>,
    ) -> Vec<String> {
        match parameter {
            Parameter::Name(_) | Parameter::Path(_) => {
                let name = parameter.as_name().unwrap_or_default();
                if scope.loops > 0 && matches!(name, "@index" | "@first" | "@last") {
                    return Vec::new();
                }
                let Some(found) = self.find(name, range, scope) else {
                    return Vec::new();
                };
                match strip(found.shape) {
                    // Whether it has elements does not depend on what they are.
                    Shape::List(_) if TRUTH.contains(&asks) => {
                        self.read.insert(found.path.clone());
                    }
                    shape => self.read.extend(shape.paths(&found.path)),
                }
                vec![found.path]
            }
            Parameter::Subexpression(expression) => {
                let name = expression.name();
                let parameters = expression.params().map(Vec::as_slice).unwrap_or_default();
                let known = CONDITIONS.iter().find(|(condition, _)| *condition == name);
                let plain = expression.hash().is_none_or(std::collections::HashMap::is_empty);
                if !known.is_some_and(|(_, arity)| plain && arity.contains(&parameters.len())) {
                    let message = sentence!("template-condition", name = name);
                    self.refuse(range, message, sentence!("template-condition-remedy"));
                    return Vec::new();
                }
                let present: Vec<String> = parameters
                    .iter()
                    .flat_map(|parameter| self.condition(name, parameter, range, scope))
                    .collect();
                if name == "and" { present } else { Vec::new() }
            }
            // A literal, which says nothing of any field.
            _ => Vec::new(),
        }
    }

    /// Follows a path; reports a name that does not exist, with the nearest that does.
    fn find(&mut self, path: &str, range: &Range<usize>, scope: &Scope<'a>) -> Option<Found<'a>> {
        let (mut rest, mut contexts) = (path, scope.contexts.as_slice());
        if let Some(below) = rest.strip_prefix("@root.").or_else(|| rest.strip_prefix("@root/")) {
            rest = below;
            contexts = &contexts[..1];
        } else {
            rest = rest.strip_prefix("./").unwrap_or(rest);
            while let Some(above) = rest.strip_prefix("../") {
                rest = above;
                contexts = &contexts[..contexts.len() - 1];
                if contexts.is_empty() {
                    self.refuse(
                        range,
                        sentence!("template-above-root", name = path),
                        sentence!("template-above-root-remedy"),
                    );
                    return None;
                }
            }
        }
        if let Some(below) = rest.strip_prefix("this") {
            match below.strip_prefix(['.', '/']) {
                Some(field) => rest = field,
                None if below.is_empty() => rest = "",
                None => {}
            }
        }
        let (mut shape, mut at) = contexts.last().cloned().unwrap_or((self.root, String::new()));
        let mut unguarded = false;
        let mut start = path.len() - rest.len();
        for name in rest.split(['.', '/']).filter(|_| !rest.is_empty()) {
            let Some(field) = shape.field(name) else {
                self.unknown(path, start..start + name.len(), shape, range);
                return None;
            };
            start += name.len() + 1;
            shape = field;
            at = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            unguarded |= matches!(shape, Shape::Optional(_)) && !scope.present.contains(&at);
        }
        Some(Found { shape, path: at, unguarded })
    }

    /// Reports a path one of whose names does not exist, with the path that it may have meant.
    fn unknown(&mut self, path: &str, at: Range<usize>, shape: &Shape, range: &Range<usize>) {
        let name = &path[at.clone()];
        let names = shape.names();
        let nearest = names
            .iter()
            .map(|known| (strsim::damerau_levenshtein(known, name), *known))
            .min()
            .filter(|(distance, known)| *distance <= known.len().max(3) / 3);
        let remedy = match nearest {
            Some((_, nearest)) => {
                let meant = format!("{}{nearest}{}", &path[..at.start], &path[at.end..]);
                sentence!("template-unknown-nearest", name = meant)
            }
            None => sentence!("template-unknown-names", names = names.join(", ")),
        };
        self.refuse(range, sentence!("template-unknown", name = path), remedy);
    }
}

fn strip(shape: &Shape) -> &Shape {
    match shape {
        Shape::Optional(inner) => strip(inner),
        other => other,
    }
}

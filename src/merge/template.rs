//! A template that can be merged: compiled, and checked for every name and every form in it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use handlebars::{Handlebars, Template as Compiled, TemplateErrorReason};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::bind::{self, Manuscript, Markup, Values};
use super::{check, lines, placement, shape::Shape, source};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::sentence;

/// A template that can be merged with any value of its shape.
#[derive(Debug)]
pub struct Template {
    source: Arc<SourceText>,
    markup: Markup,
    engine: Handlebars<'static>,
    /// Of the values' shape, what is read.
    reads: Shape,
    /// SHA-256 over its name and text.
    digest: [u8; 32],
    /// The structures that were found well placed, or what is wrong with them. Few, for thousands
    /// of values: the check is made once for each.
    placed: Mutex<HashMap<String, Result<(), Diagnostics>>>,
}

/// The one template of each engine.
const NAME: &str = "template";

impl Template {
    /// Compiles a template and checks it against the shape of its values: unknown names and
    /// unguarded optional values (in branches not taken too), forms that print without an escape,
    /// and, in Typst, values where none can be bound.
    ///
    /// # Errors
    /// All faults, each at its line of the template.
    pub fn load(
        source: &Arc<SourceText>,
        markup: Markup,
        shape: &Shape,
    ) -> Result<Self, Diagnostics> {
        source::characters(source)?;
        if markup == Markup::Typst {
            source::reserved_name(source)?;
        }
        let compiled = Compiled::compile(&source.text).map_err(|error| {
            let (line, column) = error.pos().unwrap_or((1, 1));
            let start = lines::offset(&source.text, line, column);
            let reason = match error.reason() {
                TemplateErrorReason::MismatchingClosedHelper(open, close)
                | TemplateErrorReason::MismatchingClosedDecorator(open, close) => {
                    sentence!("template-mismatched-block", open = open, close = close)
                }
                _ => sentence!("template-syntax"),
            };
            Diagnostics::from(
                Diagnostic::error(reason)
                    .at(source, start..lines::line_end(&source.text, start))
                    .remedy(sentence!("template-syntax-remedy")),
            )
        })?;
        let mut read = check::template(source, &compiled, shape)?;
        if markup == Markup::Typst {
            read.extend(source::read_by_code(source, shape));
        }

        let mut engine = bind::engine(markup);
        engine.register_template(NAME, compiled);
        let template = Self {
            source: Arc::clone(source),
            markup,
            engine,
            reads: shape.narrowed("", &read),
            digest: Sha256::new()
                .chain_update(&source.name)
                .chain_update([0])
                .chain_update(&source.text)
                .finalize()
                .into(),
            placed: Mutex::default(),
        };
        if markup == Markup::Typst {
            let mut faults = Diagnostics::new();
            for full in [true, false] {
                if let Err(more) = template.manuscript(&shape.specimen(full).into()) {
                    faults.extend(more);
                }
            }
            faults.into_result(())?;
        }
        Ok(template)
    }

    /// Merges values into a Typst template.
    ///
    /// # Errors
    /// When this structure of the template places a value where none can be bound, or is no
    /// Typst; at the template's lines.
    pub fn manuscript(&self, values: &Values) -> Result<Manuscript, Diagnostics> {
        debug_assert_eq!(self.markup, Markup::Typst, "{}", self.source.name);
        let (body, bound) = bind::render(&self.engine, NAME, values).map_err(|e| self.lost(&e))?;
        let manuscript = Manuscript::new(&self.source.name, &body, &bound, values.json());
        let mut placed = self.placed.lock().unwrap_or_else(PoisonError::into_inner);
        if !placed.contains_key(&body) {
            let outcome = placement::check(&manuscript.text, bound.len()).map_err(|faults| {
                let map = self.line_map(values.json());
                faults
                    .into_iter()
                    .map(|fault| {
                        let range = map.template_range(&fault.range);
                        Diagnostic::error(fault.message)
                            .at(&self.source, range)
                            .remedy(fault.remedy)
                    })
                    .collect::<Diagnostics>()
                    .sorted()
            });
            placed.insert(body.clone(), outcome);
        }
        placed[&body].clone().map(|()| manuscript)
    }

    /// Merges values into a template of HTML or plain text.
    ///
    /// # Errors
    /// Never for values of the template's shape.
    pub fn text(&self, values: &Values) -> Result<String, Diagnostics> {
        debug_assert_ne!(self.markup, Markup::Typst, "{}", self.source.name);
        bind::render(&self.engine, NAME, values)
            .map(|(text, _)| text)
            .map_err(|error| self.lost(&error))
    }

    /// Where in the template a range of a manuscript's text comes from, for the values that it
    /// was merged with.
    #[must_use]
    pub fn origin(&self, values: &Value, range: &Range<usize>) -> Range<usize> {
        self.line_map(values).template_range(range)
    }

    /// Which of its values it reads, in any branch: all others can be left out.
    #[must_use]
    pub fn reads(&self) -> &Shape {
        &self.reads
    }

    /// SHA-256 over the template's name and text.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The template's text.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    fn line_map(&self, values: &Value) -> lines::LineMap {
        lines::LineMap::new(&self.source.text, self.markup, values)
    }

    /// A fault of rendering that the checks at loading should have ruled out.
    fn lost(&self, error: &handlebars::RenderError) -> Diagnostics {
        let line = error.line_no.unwrap_or(1);
        let start = lines::offset(&self.source.text, line, error.column_no.unwrap_or(1));
        Diagnostic::error(sentence!("template-merge-failed", reason = error.to_string()))
            .at(&self.source, start..lines::line_end(&self.source.text, start))
            .into()
    }
}

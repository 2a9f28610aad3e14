//! From a place in the merged text back to the template's own line.

use std::ops::Range;

use handlebars::{Template as Compiled, template::TemplateElement};
use serde_json::Value;

use super::bind::{self, Markup};

/// Stands before and after the template's offset in a marked rendering. Noncharacters: templates
/// that hold one are refused, and values are never pasted.
const MARK: char = '\u{FDD0}';

/// Which stretch of a manuscript's text comes from which offset of its template.
#[derive(Debug, Default)]
pub(super) struct LineMap {
    /// (offset in the manuscript's text, offset in the template), both ascending in the first.
    stretches: Vec<(usize, usize)>,
    template_len: usize,
}

impl LineMap {
    /// Merges once more, with each element of the compiled template marked by its offset.
    pub(super) fn new(template: &str, markup: Markup, values: &Value) -> Self {
        let mut map = Self { stretches: Vec::new(), template_len: template.len() };
        let Ok(mut compiled) = Compiled::compile(template) else {
            return map;
        };
        mark(template, &mut compiled);
        let mut engine = bind::engine(markup);
        engine.register_template("marked", compiled);
        let Ok((marked, _)) = bind::render(&engine, "marked", &values.clone().into()) else {
            return map;
        };

        let mut at = match markup {
            Markup::Typst => bind::preamble().len(),
            Markup::Html | Markup::Plain => 0,
        };
        for (index, piece) in marked.split(MARK).enumerate() {
            if index % 2 == 0 {
                at += piece.len();
            } else if let Ok(offset) = piece.parse() {
                map.stretches.push((at, offset));
            }
        }
        map
    }

    /// The template's range for a range of the manuscript's text.
    pub(super) fn template_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.template_offset(range.start);
        let end = self.template_offset(range.end.saturating_sub(1)) + 1;
        start..end.clamp(start, self.template_len)
    }

    fn template_offset(&self, offset: usize) -> usize {
        let next = self.stretches.partition_point(|(at, _)| *at <= offset);
        let Some((at, template)) = next.checked_sub(1).map(|last| self.stretches[last]) else {
            return 0;
        };
        let limit = self.stretches.get(next).map_or(usize::MAX, |(_, template)| *template);
        let mapped = (template + offset - at).min(self.template_len);
        // A printed value is longer than its tag; loops go back.
        if limit > template { mapped.min(limit.saturating_sub(1)) } else { mapped }
    }
}

/// Puts before each element a text that says where the element begins.
fn mark(source: &str, template: &mut Compiled) {
    let mut elements = Vec::with_capacity(template.elements.len() * 2);
    for (element, mapping) in template.elements.drain(..).zip(&template.mapping) {
        let mut start = offset(source, mapping.0, mapping.1);
        let mut element = element;
        match &mut element {
            TemplateElement::RawString(text) => {
                // The mapping may begin before or behind the text's leading white space, some of
                // which handlebars trims around blocks that stand alone on their line.
                let core = text.trim_start();
                if let Some(found) = source[start..].find(core) {
                    start = (start + found).saturating_sub(text.len() - core.len());
                }
            }
            TemplateElement::HelperBlock(block) => {
                for inner in [&mut block.template, &mut block.inverse].into_iter().flatten() {
                    mark(source, inner);
                }
            }
            _ => {}
        }
        elements.push(TemplateElement::RawString(format!("{MARK}{start}{MARK}")));
        elements.push(element);
    }
    // The engine looks up an element's mapping by its index.
    template.mapping =
        template.mapping.iter().flat_map(|mapping| [mapping.clone(), mapping.clone()]).collect();
    template.elements = elements;
}

/// The byte offset of a line and column, both counted from 1, columns in characters.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// The end of the line that an offset is on.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |at| offset + at)
}

pub(super) fn is_mark(c: char) -> bool {
    c == MARK
}

//! Where a value can be bound: between `#` and `;` in Typst markup, and nowhere else.

use std::ops::Range;
use std::sync::Arc;

use typst_syntax::ast::{self, Expr, LetBindingKind, Param};
use typst_syntax::{DiagSpan, DiagSpanKind, LinkedNode, Source, SyntaxKind};

use super::bind::{BOUND, DATA, parameter, preamble};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::sentence;
use crate::words::Sentence;

/// A fault in a manuscript or a Typst file, at a range of its text.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) range: Range<usize>,
    pub(super) message: Sentence,
    pub(super) remedy: Sentence,
}

/// Checks one structure: that it is Typst, that each of its values is bound exactly once, and
/// that it leaves the reserved names alone.
pub(super) fn check(text: &str, values: usize) -> Result<(), Vec<Fault>> {
    let source = Source::detached(text);
    let mut faults = syntax_faults(&source);
    let mut found = vec![0_usize; values];
    let preamble = preamble().len();
    visit(&LinkedNode::new(source.root()), &mut |node| {
        if node.offset() < preamble {
            return;
        }
        if let Some(index) = bound_index(node) {
            if let Some(count) = found.get_mut(index) {
                *count += 1;
            }
        } else if reserved(node) && !within_parameter(node) {
            faults.push(reserved_fault(node));
        } else if evaluates(node) {
            faults.push(eval_fault(node));
        }
    });
    for (index, count) in found.into_iter().enumerate() {
        let written = parameter(index);
        if count != 1 {
            let start = text.find(&written).unwrap_or(preamble);
            faults.push(Fault {
                range: start..start + written.len(),
                message: sentence!("template-placement"),
                remedy: sentence!("template-placement-remedy"),
            });
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Checks a Typst file below `templates/`: that it parses and leaves the reserved names alone.
///
/// # Errors
/// All faults, at their places in the file.
pub fn check_library(file: &Arc<SourceText>) -> Result<(), Diagnostics> {
    let source = Source::detached(file.text.as_str());
    let mut faults = syntax_faults(&source);
    visit(&LinkedNode::new(source.root()), &mut |node| {
        if reserved(node) {
            faults.push(reserved_fault(node));
        } else if evaluates(node) {
            faults.push(eval_fault(node));
        }
    });
    let diagnostics: Diagnostics = faults
        .into_iter()
        .map(|fault| Diagnostic::error(fault.message).at(file, fault.range).remedy(fault.remedy))
        .collect();
    diagnostics.into_result(()).map(|_| ())
}

fn visit(node: &LinkedNode<'_>, see: &mut impl FnMut(&LinkedNode<'_>)) {
    see(node);
    for child in node.children() {
        visit(&child, see);
    }
}

fn syntax_faults(source: &Source) -> Vec<Fault> {
    let (errors, _) = source.root().errors_and_warnings();
    errors
        .into_iter()
        .map(|error| Fault {
            range: range(source, error.span),
            message: sentence!("template-typst", message = error.message.as_str()),
            remedy: match error.hints.first() {
                Some(hint) => sentence!("template-typst-hint", hint = hint.v.as_str()),
                None => sentence!("template-typst-remedy"),
            },
        })
        .collect()
}

/// The bytes of a diagnostic's span in the only source that there is.
fn range(source: &Source, span: DiagSpan) -> Range<usize> {
    match span.get() {
        DiagSpanKind::Detached => None,
        DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range),
        DiagSpanKind::Range { range, .. } => Some(range),
    }
    .unwrap_or(0..0)
}

/// The index of a value, when the node is its parameter in the one right place.
fn bound_index(node: &LinkedNode<'_>) -> Option<usize> {
    let right_place = node.kind() == SyntaxKind::FuncCall
        && node.parent_kind() == Some(SyntaxKind::Markup)
        && node.prev_sibling_with_trivia().is_some_and(|n| n.kind() == SyntaxKind::Hash)
        && node.next_sibling_with_trivia().is_some_and(|n| n.kind() == SyntaxKind::Semicolon);
    if !right_place {
        return None;
    }
    let text = node.get().full_text();
    let index = text.strip_prefix(BOUND)?.strip_prefix(".at(")?.strip_suffix(')')?.parse().ok()?;
    // The exact text, so that no other spelling of a number passes.
    (parameter(index) == format!("#{text};")).then_some(index)
}

fn within_parameter(node: &LinkedNode<'_>) -> bool {
    let mut above = node.parent();
    while let Some(parent) = above {
        if bound_index(parent).is_some() {
            return true;
        }
        above = parent.parent();
    }
    false
}

/// Whether a node writes out `bound-values` at all, or binds, imports or changes `data`.
fn reserved(node: &LinkedNode<'_>) -> bool {
    let is_data = |ident: ast::Ident<'_>| ident.as_str() == DATA;
    let node = node.get();
    match node.kind() {
        SyntaxKind::Ident | SyntaxKind::MathIdent => node.leaf_text() == BOUND,
        // A function's own name is found at its closure.
        SyntaxKind::LetBinding => {
            node.cast::<ast::LetBinding<'_>>().is_some_and(|binding| match binding.kind() {
                LetBindingKind::Normal(pattern) => pattern.bindings().into_iter().any(is_data),
                LetBindingKind::Closure(_) => false,
            })
        }
        SyntaxKind::ForLoop => node
            .cast::<ast::ForLoop<'_>>()
            .is_some_and(|each| each.pattern().bindings().into_iter().any(is_data)),
        SyntaxKind::Closure => node.cast::<ast::Closure<'_>>().is_some_and(|closure| {
            closure.name().is_some_and(is_data)
                || closure.params().children().any(|param| match param {
                    Param::Pos(pattern) => pattern.bindings().into_iter().any(is_data),
                    Param::Named(named) => is_data(named.name()),
                    Param::Spread(sink) => sink.sink_ident().is_some_and(is_data),
                })
        }),
        SyntaxKind::ModuleImport => node.cast::<ast::ModuleImport<'_>>().is_some_and(imports_data),
        SyntaxKind::DestructAssignment => node
            .cast::<ast::DestructAssignment<'_>>()
            .is_some_and(|assignment| assignment.pattern().bindings().into_iter().any(is_data)),
        SyntaxKind::Binary => node.cast::<ast::Binary<'_>>().is_some_and(|binary| {
            binary.op().precedence() == ast::BinOp::Assign.precedence()
                && matches!(binary.lhs(), Expr::Ident(ident) if is_data(ident))
        }),
        _ => false,
    }
}

fn imports_data(import: ast::ModuleImport<'_>) -> bool {
    let bound = match import.imports() {
        Some(ast::Imports::Items(items)) => {
            items.iter().any(|item| item.bound_name().as_str() == DATA)
        }
        Some(ast::Imports::Wildcard) => false,
        None => import.new_name().is_none() && import.bare_name().is_ok_and(|name| name == DATA),
    };
    bound || import.new_name().is_some_and(|name| name.as_str() == DATA)
}

/// Whether a node names the function that is not there. Typst would say so too, but not before the
/// code is run; a spelling that is computed has to wait for that.
fn evaluates(node: &LinkedNode<'_>) -> bool {
    matches!(node.kind(), SyntaxKind::Ident | SyntaxKind::MathIdent)
        && node.get().leaf_text() == "eval"
}

fn eval_fault(node: &LinkedNode<'_>) -> Fault {
    Fault {
        range: node.range(),
        message: sentence!("template-eval"),
        remedy: sentence!("template-no-eval-remedy"),
    }
}

fn reserved_fault(node: &LinkedNode<'_>) -> Fault {
    Fault {
        range: node.range(),
        message: sentence!("template-reserved"),
        remedy: sentence!("template-reserved-remedy"),
    }
}

//! What is wrong with a command line, in our words: clap finds it, and says it in English only.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::sentence;
use crate::words::Sentence;

/// Says what clap has found; `verb` is the one that was meant, if it could be told.
pub(super) fn explain(error: &Error, verb: Option<&str>) -> Diagnostics {
    let texts = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let text = |kind| texts(kind).join(", ");
    let option = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let is_shard = option.starts_with("--shard ");
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            sentence!("usage-no-verb", verb = text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => sentence!("usage-no-option", option = option),
        ErrorKind::InvalidValue if value.is_empty() => {
            sentence!("usage-value-missing", option = option)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            sentence!("usage-value", option = option, value = value)
        }
        ErrorKind::TooManyValues => sentence!("usage-value-none", option = option),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            sentence!("usage-value-missing", option = option)
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            if other == option || other.is_empty() {
                sentence!("usage-twice", option = option)
            } else {
                sentence!("usage-conflict", option = option, other = other)
            }
        }
        ErrorKind::MissingRequiredArgument => sentence!("usage-missing", options = option),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            sentence!("usage-missing-verb")
        }
        ErrorKind::InvalidUtf8 => sentence!("usage-not-utf8"),
        _ => sentence!("usage-wrong"),
    };
    let nearest =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| texts(kind).into_iter().next());
    let choices = texts(ContextKind::ValidValue);
    let remedy = match (nearest, choices.is_empty()) {
        (Some(name), _) => sentence!("usage-nearest", name = name),
        (None, false) => sentence!("usage-choices", choices = choices.join(", ")),
        (None, true) if message.key() == "usage-missing-verb" && verb.is_none() => {
            sentence!("usage-begin")
        }
        (None, true) if is_shard => sentence!("usage-shard"),
        (None, true) => see(verb),
    };
    Diagnostic::error(message).remedy(remedy).into()
}

fn see(verb: Option<&str>) -> Sentence {
    let command = verb.map_or_else(|| "avsikt --help".to_owned(), |v| format!("avsikt {v} --help"));
    sentence!("usage-see", command = command)
}

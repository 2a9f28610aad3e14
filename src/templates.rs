//! All the templates of a ceremony, loaded and checked: documents by kind and language, letters by
//! language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ceremony::Extra;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText};
use crate::merge::audience::Audience;
use crate::merge::{Markup, Template, check_library};
use crate::packet::LetterTemplate;
use crate::packet::fields::{coordinator_shape, letter_shape};
use crate::roster::{Kind, Roster};
use crate::sentence;
use crate::words::Language;

/// Templates that have been checked. Each file below `templates/` is, whether or not the roster
/// asks for it, so that a fault shows before the day on which it matters.
#[derive(Debug)]
pub struct Templates {
    documents: BTreeMap<(String, Language), Template>,
    letters: BTreeMap<Language, LetterTemplate>,
    coordinator_letters: BTreeMap<Language, LetterTemplate>,
}

/// The name that the letter to a signatory has among the templates.
const LETTER: &str = "letter";
/// The name that the letter to the coordinator has among the templates.
const COORDINATOR_LETTER: &str = "coordinator-letter";

impl Templates {
    /// Loads what of the files is a template, by its name: `KIND.LANGUAGE.typ.hbs`,
    /// `letter.LANGUAGE.txt.hbs` and so on; and checks the Typst files that they import.
    ///
    /// # Errors
    /// All faults of all files, each at its line.
    pub fn load(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut texts = BTreeMap::new();
        for (path, bytes) in files {
            if !has_extension(path, "hbs") && !has_extension(path, "typ") {
                continue;
            }
            let name = format!("templates/{path}");
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    texts.insert(path.as_str(), SourceText::new(name, text));
                }
                Err(_) => faults.push(
                    Diagnostic::error(sentence!("template-not-utf8", name = name))
                        .remedy(sentence!("template-not-utf8-remedy")),
                ),
            }
        }
        let mut loaded = Self {
            documents: BTreeMap::new(),
            letters: BTreeMap::new(),
            coordinator_letters: BTreeMap::new(),
        };
        for (path, source) in &texts {
            if let Err(more) = loaded.load_one(path, source, &texts) {
                faults.extend(more);
            }
        }
        faults.into_result(loaded).map(|loaded| loaded.value)
    }

    fn load_one(
        &mut self,
        path: &str,
        source: &Arc<SourceText>,
        texts: &BTreeMap<&str, Arc<SourceText>>,
    ) -> Result<(), Diagnostics> {
        if has_extension(path, "typ") {
            return check_library(source);
        }
        let unnamed = || {
            Diagnostics::from(
                Diagnostic::error(sentence!("template-name", name = path))
                    .at(source, 0..0)
                    .remedy(sentence!("template-name-remedy")),
            )
        };
        let [name, language, markup, _] = path.split('.').collect::<Vec<_>>()[..] else {
            return Err(unnamed());
        };
        let Some(language) = Language::ALL.into_iter().find(|known| known.tag() == language) else {
            return Err(unnamed());
        };
        match (name, markup) {
            (LETTER | COORDINATOR_LETTER, "txt") => {
                let twin = format!("{name}.{language}.html.hbs");
                let Some(html) = texts.get(twin.as_str()) else {
                    return Err(missing(&twin).into());
                };
                if name == LETTER {
                    let letter = LetterTemplate::load(source, html, &letter_shape())?;
                    self.letters.insert(language, letter);
                } else {
                    let letter = LetterTemplate::load(source, html, &coordinator_shape())?;
                    self.coordinator_letters.insert(language, letter);
                }
                Ok(())
            }
            // Loaded with its twin.
            (LETTER | COORDINATOR_LETTER, "html") => Ok(()),
            (LETTER | COORDINATOR_LETTER, _) => Err(unnamed()),
            (kind, "typ") if Kind::parse(kind).is_some() => {
                let shape = audience(kind).shape();
                let template = Template::load(source, Markup::Typst, &shape)?;
                self.documents.insert((kind.to_owned(), language), template);
                Ok(())
            }
            _ => Err(unnamed()),
        }
    }

    /// Whether every template that the roster needs is there.
    ///
    /// # Errors
    /// The names of all that are missing.
    pub fn suffice_for(&self, roster: &Roster) -> Result<(), Diagnostics> {
        let mut missing_ones = BTreeMap::new();
        let mut need = |there: bool, name: String, at: Option<&crate::diagnostic::Place>| {
            if !there {
                let mut diagnostic = missing(&name);
                diagnostic.place = at.cloned();
                missing_ones.insert(name, diagnostic);
            }
        };
        let languages = roster.signatories.iter().map(|signatory| signatory.language);
        for language in languages {
            for kind in &roster.packet.documents {
                let name = format!("{kind}.{language}.typ.hbs");
                let at = Some(&roster.packet.place);
                need(self.document(kind, language).is_some(), name, at);
            }
            let name = format!("{LETTER}.{language}.txt.hbs");
            need(self.letters.contains_key(&language), name, None);
        }
        let language = roster.ceremony.language;
        for kind in [Kind::joint_declaration(), Kind::running_order()] {
            let name = format!("{kind}.{language}.typ.hbs");
            need(self.document(&kind, language).is_some(), name, None);
        }
        for (extra, language) in roster.extras() {
            let name = format!("{}.{language}.typ.hbs", extra.as_str());
            need(self.document(&Kind::extra(extra), language).is_some(), name, None);
        }
        let name = format!("{COORDINATOR_LETTER}.{language}.txt.hbs");
        need(self.coordinator_letters.contains_key(&language), name, None);
        missing_ones.into_values().collect::<Diagnostics>().into_result(()).map(|_| ())
    }

    /// Every template of a document, with its kind, language and who is to see its values.
    pub fn documents(&self) -> impl Iterator<Item = (Kind, Language, Audience, &Template)> {
        self.documents.iter().filter_map(|((kind, language), template)| {
            Some((Kind::parse(kind)?, *language, audience(kind), template))
        })
    }

    /// The template of a kind of document.
    #[must_use]
    pub fn document(&self, kind: &Kind, language: Language) -> Option<&Template> {
        self.documents.get(&(kind.as_str().to_owned(), language))
    }

    /// The template of the letter to a signatory.
    #[must_use]
    pub fn letter(&self, language: Language) -> Option<&LetterTemplate> {
        self.letters.get(&language)
    }

    /// The template of the letter to the coordinator.
    #[must_use]
    pub fn coordinator_letter(&self, language: Language) -> Option<&LetterTemplate> {
        self.coordinator_letters.get(&language)
    }
}

/// The ceremony's own kinds are seen by all; any other kind is a signatory's.
fn audience(kind: &str) -> Audience {
    if kind == Kind::report().as_str() {
        Audience::Report
    } else if Extra::ALL.iter().any(|(_, name)| *name == kind) {
        Audience::Extra
    } else if kind == Kind::running_order().as_str() {
        Audience::RunningOrder
    } else if kind == Kind::joint_declaration().as_str() {
        Audience::Ceremony
    } else {
        Audience::Signatory
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

fn missing(name: &str) -> Diagnostic {
    Diagnostic::error(sentence!("template-missing", name = name))
        .remedy(sentence!("template-missing-remedy"))
}

//! Kinds of document.

use std::fmt;
use std::sync::Arc;

use crate::ceremony::Extra;
use crate::sentence;
use crate::words::{Language, Sentence};

/// A kind of document: `declaration`, `invitation`, or one that a template writer added;
/// `[a-z0-9-]`. Copies share the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(pub(crate) Arc<str>);

impl Kind {
    /// The kind's name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What people call it; a kind that a template writer added goes by its own name.
    #[must_use]
    pub fn name(&self) -> Sentence {
        match self.as_str() {
            "declaration" => sentence!("name-declaration"),
            "invitation" => sentence!("name-invitation"),
            "joint-declaration" => sentence!("name-joint-declaration"),
            "running-order" => sentence!("name-running-order"),
            own => sentence!("name-own", name = own),
        }
    }

    /// What stands before every kind, and is none.
    pub(crate) fn least() -> Self {
        Self("".into())
    }

    /// What a signatory and the host sign: the kind that lists and defaults know by name.
    #[must_use]
    pub fn declaration() -> Self {
        Self("declaration".into())
    }

    /// One document with every signature block: what is signed on stage.
    #[must_use]
    pub fn joint_declaration() -> Self {
        Self("joint-declaration".into())
    }

    /// The state of the evidence, for the case file; not a document of the ceremony.
    #[must_use]
    pub fn report() -> Self {
        Self("report".into())
    }

    /// The ceremony's plan, minute by minute.
    #[must_use]
    pub fn running_order() -> Self {
        Self("running-order".into())
    }

    /// An extra, as its templates are called.
    #[must_use]
    pub fn extra(extra: Extra) -> Self {
        Self(extra.as_str().into())
    }

    /// An extra, as its file is called: certificates are one for each language, and say which.
    #[must_use]
    pub fn extra_in(extra: Extra, language: Language) -> Self {
        match extra {
            Extra::Certificate => Self(format!("{}-{}", extra.as_str(), language.tag()).into()),
            Extra::PlaceCards | Extra::NameBadges | Extra::SigningTable | Extra::Poster => {
                Self::extra(extra)
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

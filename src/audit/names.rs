//! What documents and letters are called for ever.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::roster::{Id, Kind};
use crate::sentence;
use crate::words::Sentence;

/// What a document is called for ever: `solbacken/declaration`, or `running-order` for one of the
/// ceremony as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentKey {
    /// Whose it is; `None` is the ceremony's.
    pub signatory: Option<Id>,
    /// What it is.
    pub kind: Kind,
}

impl DocumentKey {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> Sentence {
        match &self.signatory {
            Some(id) => {
                sentence!("name-document-of", kind = self.kind.name(), id = id.as_str())
            }
            None => self.kind.name(),
        }
    }
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.signatory {
            Some(id) => write!(f, "{id}/{}", self.kind),
            None => write!(f, "{}", self.kind),
        }
    }
}

impl From<DocumentKey> for String {
    fn from(key: DocumentKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for DocumentKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let key = match text.split_once('/') {
            Some((id, kind)) => {
                Id::parse(id).zip(Kind::parse(kind)).map(|(id, kind)| (Some(id), kind))
            }
            None => Kind::parse(&text).map(|kind| (None, kind)),
        };
        let (signatory, kind) = key.ok_or_else(|| format!("‘{text}’ names no document"))?;
        Ok(Self { signatory, kind })
    }
}

/// Who gets a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Addressee {
    /// The coordinator.
    Coordinator,
    /// A signatory.
    Signatory(Id),
}

/// What a letter is called for ever: the addressee, and which of the messages with the same words
/// it is: `solbacken`, `solbacken-copy1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LetterKey {
    /// Who gets it.
    pub addressee: Addressee,
    /// 0 is the letter, from 1 on are the copies to other addresses.
    pub copy: u32,
}

impl LetterKey {
    /// The signatory that gets it, if it is one.
    #[must_use]
    pub fn signatory(&self) -> Option<&Id> {
        match &self.addressee {
            Addressee::Signatory(id) => Some(id),
            Addressee::Coordinator => None,
        }
    }

    /// What people call whom it is to.
    #[must_use]
    pub fn name(&self) -> Sentence {
        match (&self.addressee, self.copy) {
            (Addressee::Coordinator, 0) => sentence!("name-coordinator"),
            _ => sentence!("name-own", name = self.to_string()),
        }
    }
}

/// Ids can have hyphens, so a copy is told apart by a sign that no id has.
const COPY: &str = "+copy";

impl fmt::Display for LetterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.addressee {
            Addressee::Coordinator => f.write_str("coordinator")?,
            Addressee::Signatory(id) => write!(f, "{id}")?,
        }
        if self.copy > 0 { write!(f, "{COPY}{}", self.copy) } else { Ok(()) }
    }
}

impl From<LetterKey> for String {
    fn from(key: LetterKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for LetterKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("‘{text}’ names no letter");
        let (name, copy) = match text.split_once(COPY) {
            Some((name, copy)) => (name, copy.parse().map_err(|_| wrong())?),
            None => (text.as_str(), 0),
        };
        let addressee = match name {
            "coordinator" => Addressee::Coordinator,
            id => Addressee::Signatory(Id::parse(id).ok_or_else(wrong)?),
        };
        let key = Self { addressee, copy };
        if key.to_string() == text { Ok(key) } else { Err(wrong()) }
    }
}

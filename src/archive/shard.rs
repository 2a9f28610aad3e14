//! Shards' folders: what one of many runs typeset, for [`join`](crate::batch::join) to issue.
//!
//! ```text
//! documents/ID/KIND-rN.pdf   as they will be called in output/
//! shard.json                 the manifest: what they are, and what they were made from
//! SHA256SUMS                 the digest of every other file
//! ```
//!
//! A folder appears whole, by one rename, or not at all. It is nobody's evidence, and whoever reads
//! it believes none of it: no path is read from it, and what it was made from is compared.

mod reader;
mod writer;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::layout;
use crate::audit::{Digest, DocumentKey};
use crate::folder::Folder;
use crate::fonts::Fonts;
use crate::plan::shard::Shard;
use crate::typeset::Typeset;

pub use self::reader::{ShardFolder, read};
pub use self::writer::Writer;

/// The manifest's name in the folder.
const MANIFEST: &str = "shard.json";

/// The form of manifest that is written and read here.
const FORM: &str = "avsikt-shard-1";

/// What a shard's folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    form: String,
    /// Which of how many.
    pub shard: Shard,
    /// What all documents were made from.
    pub basis: Basis,
    /// The root of the ledger that told what has to be made; none where nothing was issued yet.
    pub ledger: Option<Digest>,
    /// How many warnings were told while typesetting.
    pub warnings: usize,
    /// The documents, each in each revision that may be asked for.
    pub documents: Vec<Sheet>,
}

/// What all documents of a ceremony are made from: where it is the same, so are they. Enclosures are
/// not among it, since no document is made from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The version of this program.
    pub program: String,
    /// The version of typst.
    pub typst: String,
    /// The roster's text. Whoever knows the rest of it can guess a number from that digest: the
    /// folder is for its owner alone.
    pub roster: Digest,
    /// The templates, their paths and contents.
    pub templates: Digest,
    /// All fonts.
    pub fonts: Digest,
}

impl Basis {
    /// What this program would make the documents of a folder from.
    #[must_use]
    pub fn of(folder: &Folder, fonts: &Fonts) -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            typst: typst::utils::version().raw().to_owned(),
            roster: Digest::of(folder.roster.text.as_bytes()),
            templates: folder.templates_digest(),
            fonts: fonts.digest().into(),
        }
    }
}

/// A typeset revision of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Which document.
    pub document: DocumentKey,
    /// The revision that is printed in it.
    pub revision: u32,
    /// The digest of what it was made from, as in `private/inputs.json`.
    pub inputs: Digest,
    /// The title that its template set.
    pub title: String,
    /// How many pages it has.
    pub pages: usize,
    /// The files below `templates/` that it read, or looked for in vain. Their digests follow from
    /// the basis.
    pub reads: Vec<String>,
    /// A picture of its first page, as in `private/inputs.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
}

impl Sheet {
    /// What is said of a revision that was typeset from the inputs of a digest.
    #[must_use]
    pub fn of(document: &DocumentKey, revision: u32, inputs: Digest, typeset: &Typeset) -> Self {
        Self {
            document: document.clone(),
            revision,
            inputs,
            title: typeset.title.clone(),
            pages: typeset.pages,
            reads: typeset.reads.to_vec(),
            thumbnail: typeset.thumbnail.as_ref().map(|png| STANDARD.encode(png)),
        }
    }

    /// Where the PDF lies in the folder: what can be said of a document is no path to elsewhere.
    #[must_use]
    pub fn path(&self) -> String {
        layout::document(&self.document, self.revision)
    }
}

impl Manifest {
    /// A manifest of the form that is written here.
    #[must_use]
    pub fn new(
        shard: Shard,
        basis: Basis,
        ledger: Option<Digest>,
        warnings: usize,
        documents: Vec<Sheet>,
    ) -> Self {
        Self { form: FORM.to_owned(), shard, basis, ledger, warnings, documents }
    }

    /// Whether it is what a run would write that has this to do; which documents come of it follows.
    #[must_use]
    pub fn answers(&self, shard: Shard, basis: &Basis, ledger: Option<Digest>) -> bool {
        self.shard == shard && self.basis == *basis && self.ledger == ledger
    }

    /// The manifest as text.
    ///
    /// # Panics
    /// Never: everything in it has a JSON form.
    #[must_use]
    fn print(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings, numbers and lists") + "\n"
    }

    /// Reads a manifest; the fault that it has otherwise.
    fn parse(bytes: &[u8]) -> Result<Self, Unread> {
        let value: Value =
            serde_json::from_slice(bytes).map_err(|error| Unread::Not(error.to_string()))?;
        let form = value.get("form").and_then(Value::as_str).unwrap_or_default();
        if form != FORM && form.starts_with("avsikt-shard-") {
            return Err(Unread::Form(form.to_owned()));
        }
        let manifest: Self =
            serde_json::from_value(value).map_err(|error| Unread::Not(error.to_string()))?;
        if manifest.form == FORM { Ok(manifest) } else { Err(Unread::Not(manifest.form)) }
    }
}

/// Why a manifest cannot be read.
enum Unread {
    /// It is of another version's form.
    Form(String),
    /// It is none, for this reason.
    Not(String),
}

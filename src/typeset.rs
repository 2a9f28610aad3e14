//! PAGES: a manuscript becomes a PDF, in a closed world, the same bytes every time.

mod diagnose;
mod export;
mod library;
mod workers;
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use typst::foundations::Datetime;
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostics, Warned};
use crate::fonts::Fonts;
use crate::merge::{Manuscript, Template};
use crate::roster::PdfLevel;
use crate::words::Language;

pub use self::export::Laid;
pub use self::workers::{in_parallel, in_parallel_by};
pub use self::world::{Files, Reads, SharedReads};

/// What the PDF's metadata say, besides what the template sets itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Whose document it is, put after the template's title: `Avsiktsförklaring – Solbacken AB`.
    pub about: Option<String>,
    /// The host.
    pub author: String,
    /// The document's language.
    pub language: Language,
    /// The document's name for ever, such as `solbacken/declaration`: the PDF's `/ID` is made
    /// from it.
    pub reference: String,
    /// The document's name with its revision, put among the keywords: copies are recognised by it.
    pub identifier: String,
}

/// Documents between two sweeps of the cache: few enough to stay flat, enough to stay fast.
const SWEEP_EVERY: usize = 8;

/// How many sweeps something outlasts that no document asks for. With one less, what signatories of a
/// rarer structure share was laid out again for each of them; with one more, memory grows.
const SWEEPS_OUTLASTED: usize = 2;

/// Turns manuscripts into pages. One for a batch; used from many threads at once.
#[derive(Debug)]
pub struct Typesetter {
    library: LazyHash<Library>,
    files: Arc<Files>,
    fonts: Arc<Fonts>,
    reads: SharedReads,
    parsed: world::Parsed,
    /// How many manuscripts were laid out.
    laid_out: AtomicUsize,
    level: PdfLevel,
    date: Datetime,
}

impl Typesetter {
    /// A typesetter that sees the given files and fonts only, to which today is `date`.
    ///
    /// # Panics
    /// Never: every civil date of jiff is one of typst's.
    #[must_use]
    pub fn new(files: Arc<Files>, fonts: Arc<Fonts>, level: PdfLevel, date: Date) -> Self {
        let part = |number: i8| u8::try_from(number).expect("months and days are positive");
        let date = Datetime::from_ymd(date.year().into(), part(date.month()), part(date.day()))
            .expect("a date is a date");
        let library = LazyHash::new(library::without_eval());
        let (reads, parsed) = (SharedReads::default(), world::Parsed::default());
        let laid_out = AtomicUsize::new(0);
        Self { library, files, fonts, reads, parsed, laid_out, level, date }
    }

    /// Lays a manuscript out. Warnings of typst, such as an unknown font, travel beside the pages.
    ///
    /// # Errors
    /// The errors of typst, those within the merged text at the template's lines.
    pub fn lay_out(
        &self,
        manuscript: &Manuscript,
        template: &Template,
    ) -> Result<Warned<Laid<'_>>, Diagnostics> {
        if self.laid_out.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            sweep();
        }
        let world = world::Desk::new(self, manuscript);
        let compiled = typst::compile::<PagedDocument>(&world as &dyn World);
        let mut diagnostics = diagnose::translate(&compiled.warnings, &world, manuscript, template);
        match compiled.output {
            Ok(document) => {
                let laid = Laid::new(document, world.into_reads(), self);
                diagnostics.into_result(laid)
            }
            Err(errors) => {
                diagnostics.extend(diagnose::translate(&errors, &world, manuscript, template));
                Err(diagnostics.sorted())
            }
        }
    }

    /// Makes the PDF of laid-out pages.
    ///
    /// # Errors
    /// What stands in the way of the demanded conformance, at the template's lines; or that the
    /// template sets no title.
    pub fn export(
        &self,
        laid: Laid<'_>,
        metadata: &Metadata,
        manuscript: &Manuscript,
        template: &Template,
    ) -> Result<Typeset, Diagnostics> {
        laid.into_pdf(metadata, template).map_err(|fault| match fault {
            export::Fault::Untitled(diagnostic) => diagnostic.into(),
            export::Fault::Typst(errors) => {
                let world = world::Desk::new(self, manuscript);
                diagnose::translate(&errors, &world, manuscript, template).sorted()
            }
        })
    }
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The file's bytes.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The title that the template set, without whose document it is.
    pub title: String,
    /// The files that it was made from, or that were looked for in vain.
    pub reads: Reads,
    /// A picture of its first page, a PNG file, where one was asked for.
    pub thumbnail: Option<Vec<u8>>,
}

/// Forgets what the last few documents did not need. Called every few documents; without it the
/// cache would grow with each of them.
pub fn sweep() {
    comemo::evict(SWEEPS_OUTLASTED);
}

/// Forgets all that was laid out.
pub fn forget_layouts() {
    comemo::evict(0);
}

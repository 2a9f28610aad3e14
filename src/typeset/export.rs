//! From laid-out pages to PDF and PNG.

use std::fmt;

use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::text::{Lang, Locale, Region};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use super::{Metadata, Reads, Typeset, Typesetter};
use crate::diagnostic::Diagnostic;
use crate::merge::Template;
use crate::roster::PdfLevel;
use crate::sentence;
use crate::words::Language;

/// Pages that were laid out, not yet written in any format.
pub struct Laid<'a> {
    document: PagedDocument,
    reads: Reads,
    typesetter: &'a Typesetter,
}

impl fmt::Debug for Laid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Laid").field("pages", &self.pages()).finish_non_exhaustive()
    }
}

pub(super) enum Fault {
    Untitled(Diagnostic),
    Typst(EcoVec<SourceDiagnostic>),
}

impl<'a> Laid<'a> {
    pub(super) fn new(document: PagedDocument, reads: Reads, typesetter: &'a Typesetter) -> Self {
        Self { document, reads, typesetter }
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// Each page as a PNG file, at so many pixels an inch.
    ///
    /// # Errors
    /// When a picture cannot be encoded, which is to say: out of memory.
    pub fn to_png(&self, pixels_per_inch: f64) -> Result<Vec<Vec<u8>>, String> {
        let options = RenderOptions {
            pixel_per_pt: (pixels_per_inch / 72.0).into(),
            ..RenderOptions::default()
        };
        self.document
            .pages()
            .iter()
            .map(|page| {
                typst_render::render(page, &options).encode_png().map_err(|e| e.to_string())
            })
            .collect()
    }

    /// The first page as a small PNG file, in few shades, so that one page for a browser can hold
    /// many of them.
    ///
    /// # Errors
    /// When it cannot be encoded, which is to say: out of memory.
    pub fn thumbnail(&self) -> Result<Vec<u8>, String> {
        const WIDTH: f64 = 144.0;
        const SHADES: u16 = 8;
        let page = &self.document.pages()[0];
        let options = RenderOptions {
            pixel_per_pt: (WIDTH / page.frame.width().to_pt()).into(),
            ..RenderOptions::default()
        };
        let mut picture = typst_render::render(page, &options);
        for value in picture.data_mut() {
            let steps = SHADES - 1;
            let shade = (u16::from(*value) * steps + 127) / 255;
            *value = u8::try_from(shade * 255 / steps).unwrap_or(u8::MAX);
        }
        picture.encode_png().map_err(|error| error.to_string())
    }

    /// The PDF. Title, author and language are set here, on the finished pages: in the template
    /// they would stand where all that follows depends on them, and nothing could be shared
    /// between two signatories.
    pub(super) fn into_pdf(
        mut self,
        metadata: &Metadata,
        template: &Template,
    ) -> Result<Typeset, Fault> {
        let info = self.document.info_mut();
        let Some(title) = info.title.take() else {
            let diagnostic = Diagnostic::error(sentence!("template-no-title"))
                .at(template.source(), 0..0)
                .remedy(sentence!("template-no-title-remedy"));
            return Err(Fault::Untitled(diagnostic));
        };
        let full = match &metadata.about {
            Some(about) => format!("{title} – {about}"),
            None => title.to_string(),
        };
        info.title = Some(full.into());
        info.author = vec![metadata.author.as_str().into()];
        info.keywords = vec![metadata.identifier.as_str().into()];
        info.locale = Smart::Custom(locale(metadata.language));

        let options = PdfOptions {
            ident: Smart::Custom(format!("avsikt:{}", metadata.reference)),
            creator: Smart::Custom(Some("avsikt".to_owned())),
            timestamp: Some(Timestamp::new_utc(self.typesetter.date)),
            standards: standards(self.typesetter.level),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&self.document, &options).map_err(Fault::Typst)?;
        Ok(Typeset {
            pdf,
            pages: self.document.pages().len(),
            title: title.to_string(),
            reads: self.reads,
            thumbnail: None,
        })
    }
}

fn locale(language: Language) -> Locale {
    match language {
        Language::Swedish => Locale::new(Lang::SWEDISH, region("SE")),
        Language::English => Locale::new(Lang::ENGLISH, region("GB")),
    }
}

fn region(code: &str) -> Option<Region> {
    code.parse().ok()
}

/// The level of the roster and PDF/UA-1.
fn standards(level: PdfLevel) -> PdfStandards {
    let archival = match level {
        PdfLevel::A2a => PdfStandard::A_2a,
        PdfLevel::A2u => PdfStandard::A_2u,
        PdfLevel::A2b => PdfStandard::A_2b,
        PdfLevel::A3a => PdfStandard::A_3a,
    };
    PdfStandards::new(&[archival, PdfStandard::Ua_1]).expect("PDF/UA-1 goes with these levels")
}

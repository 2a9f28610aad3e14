//! Documents: typeset what has changed, keep what has not.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::join::Ready;
use super::{Prepared, overview};
use crate::archive::{Archive, Inputs, InputsBook, Stage, layout};
use crate::audit::{Digest, DocumentKey, Register, Standing};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::merge::Values;
use crate::plan::Wanted;
use crate::roster::Roster;
use crate::sentence;
use crate::typeset::Typeset;

/// Where documents are made.
pub(super) struct Shop<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) archive: &'a Archive,
    pub(super) stage: &'a Stage,
    /// What was typeset elsewhere.
    pub(super) ready: &'a Ready,
}

/// Decides what becomes of a document, by what was issued of it and from what.
pub(super) struct Desk<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) register: &'a Register,
    pub(super) inputs: &'a InputsBook,
}

/// A document as it stands after this batch.
#[derive(Debug, Clone)]
pub(super) struct Made<'a> {
    pub(super) key: DocumentKey,
    /// Whose it is, for file names.
    pub(super) organisation: Option<&'a str>,
    pub(super) revision: u32,
    pub(super) digest: Digest,
    pub(super) inputs: Arc<Inputs>,
    pub(super) change: Change,
}

/// What this batch does with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It is what was issued.
    Kept,
    /// It was withdrawn, and is wanted again as it was.
    Restored,
    /// It gets a new revision.
    Issued,
}

impl Change {
    /// What to do with a document whose bytes were issued before.
    fn of(standing: Standing) -> Self {
        if standing == Standing::Current { Self::Kept } else { Self::Restored }
    }
}

/// A document, and its PDF when that is to be issued.
pub(super) type Finished<'a> = (Made<'a>, Option<Vec<u8>>);

impl Desk<'_> {
    /// Makes a document. `typeset` gives the revision that is asked for, made from these values and the
    /// inputs of that digest.
    pub(super) fn make<'a>(
        &self,
        wanted: &Wanted<'a>,
        typeset: impl Fn(Values, Digest, u32) -> Result<Warned<Typeset>, Diagnostics>,
    ) -> Result<Warned<Finished<'a>>, Diagnostics> {
        let Prepared { roster, plan, .. } = self.prepared;
        let values = wanted.values(roster, plan);
        let inputs = wanted.inputs(roster, &values);
        let newest = self.register.newest(&wanted.key);
        let known = self.inputs.document(&wanted.key);
        if let (Some(issued), Some(known)) = (newest, known)
            && issued.standing == Standing::Current
            && known.digest == inputs
            && (known.thumbnail.is_some() || !is_pictured(roster, wanted))
            && unchanged(self.prepared, self.inputs, known)
        {
            let made = Made {
                key: wanted.key.clone(),
                organisation: wanted.signatory.map(|signatory| signatory.organisation.as_str()),
                revision: issued.revision,
                digest: issued.digest,
                inputs: known.clone(),
                change: Change::Kept,
            };
            return Ok(Warned { value: (made, None), warnings: Diagnostics::new() });
        }

        // Something has changed. Whether it shows, typesetting the newest revision again tells:
        // a comment in a template, or a lost list of inputs, issues nothing.
        if let Some(issued) = newest {
            let Warned { value: again, warnings } =
                typeset(values.clone(), inputs, issued.revision)?;
            let (made, _) =
                made(wanted, issued.revision, inputs, again, Change::of(issued.standing));
            if made.digest == issued.digest {
                return Ok(Warned { value: (made, None), warnings });
            }
        }
        let revision = self.register.next_revision(&wanted.key);
        let Warned { value: new, warnings } = typeset(values, inputs, revision)?;
        let (made, pdf) = made(wanted, revision, inputs, new, Change::Issued);
        Ok(Warned { value: (made, Some(pdf)), warnings })
    }
}

/// Whether the files that a document read are what they were, and those that were absent still are.
pub(super) fn unchanged(prepared: &Prepared, book: &InputsBook, known: &Inputs) -> bool {
    known.reads.iter().all(|path| book.file(path) == prepared.files.digest(path).map(Digest::from))
}

/// Typesets a revision of a document from its values.
pub(super) fn typeset(
    prepared: &Prepared,
    wanted: &Wanted<'_>,
    values: Values,
    revision: u32,
) -> Result<Warned<Typeset>, Diagnostics> {
    let Prepared { roster, typesetter, .. } = prepared;
    let manuscript = wanted.manuscript(values, &revision.to_string())?;
    let Warned { value: laid, warnings } = typesetter.lay_out(&manuscript, wanted.template)?;
    let metadata = wanted.metadata(roster, revision);
    // A picture that cannot be made is not worth a document.
    let thumbnail = is_pictured(roster, wanted).then(|| laid.thumbnail().ok()).flatten();
    let typeset = typesetter.export(laid, &metadata, &manuscript, wanted.template)?;
    Ok(Warned { value: Typeset { thumbnail, ..typeset }, warnings })
}

/// Whether the overview shows a picture of a document's first page.
fn is_pictured(roster: &Roster, wanted: &Wanted<'_>) -> bool {
    let first = roster.packet.documents.first() == Some(&wanted.key.kind);
    first && wanted.signatory.is_some() && roster.signatories.len() <= overview::PICTURED
}

impl Shop<'_> {
    /// Makes documents one after the other; all their faults at once.
    pub(super) fn make_all<'a>(
        &self,
        wanted: &[Wanted<'a>],
    ) -> Result<Warned<Vec<Made<'a>>>, Diagnostics> {
        let mut found = Diagnostics::new();
        let mut made = Vec::with_capacity(wanted.len());
        made.extend(wanted.iter().filter_map(|document| found.keep(self.make(document))));
        found.into_result(made)
    }

    fn make<'a>(&self, wanted: &Wanted<'a>) -> Result<Warned<Made<'a>>, Diagnostics> {
        let Self { prepared, archive, .. } = self;
        let desk = Desk { prepared, register: archive.register(), inputs: archive.inputs() };
        let made = desk.make(wanted, |values, inputs, revision| {
            match self.ready.take(&wanted.key, revision, inputs)? {
                Some(value) => Ok(Warned { value, warnings: Diagnostics::new() }),
                None => typeset(prepared, wanted, values, revision),
            }
        });
        let Warned { value: (made, pdf), warnings } = made?;
        if let Some(pdf) = pdf {
            let path = layout::document(&made.key, made.revision);
            self.stage.create(&path, pdf, made.digest)?;
        }
        Ok(Warned { value: made, warnings })
    }

    /// The enclosures, which are issued as they are.
    pub(super) fn enclosures(&self) -> Result<Warned<Vec<Made<'static>>>, Diagnostics> {
        let mut found = Diagnostics::new();
        let mut made = Vec::new();
        for enclosure in &self.prepared.roster.packet.enclosures {
            let bytes = self.prepared.folder.enclosure(enclosure)?;
            if !claims_archival(&bytes) {
                let file = enclosure.file.display().to_string();
                let warning =
                    Diagnostic::warning(sentence!("folder-enclosure-not-archival", file = file))
                        .remedy(sentence!("folder-enclosure-not-archival-remedy"));
                found.push(Diagnostic { place: Some(enclosure.place.clone()), ..warning });
            }
            let key = DocumentKey { signatory: None, kind: enclosure.name.clone() };
            let digest = Digest::of(&bytes);
            let register = self.archive.register();
            let same = register.newest(&key).filter(|issued| issued.digest == digest);
            let (revision, change) = match same {
                Some(issued) => (issued.revision, Change::of(issued.standing)),
                None => (register.next_revision(&key), Change::Issued),
            };
            if change == Change::Issued {
                self.stage.create(&layout::document(&key, revision), bytes, digest)?;
            }
            let title = enclosure.title.clone();
            let inputs = Arc::new(Inputs::new(digest, title));
            made.push(Made { key, organisation: None, revision, digest, inputs, change });
        }
        found.into_result(made)
    }

    /// The bytes of a document or its receipt: those that this batch has staged, or those on the
    /// disk, which must be what was issued.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, Diagnostics> {
        self.stage.staged(path).map_or_else(|| self.archive.read(path), Ok)
    }
}

/// A typeset document as it stands, and its PDF.
fn made<'a>(
    wanted: &Wanted<'a>,
    revision: u32,
    inputs: Digest,
    mut typeset: Typeset,
    change: Change,
) -> (Made<'a>, Vec<u8>) {
    let pdf = std::mem::take(&mut typeset.pdf);
    let made = Made {
        key: wanted.key.clone(),
        organisation: wanted.signatory.map(|signatory| signatory.organisation.as_str()),
        revision,
        digest: Digest::of(&pdf),
        inputs: inputs_of(inputs, typeset),
        change,
    };
    (made, pdf)
}

/// What a document was made from, beside the digest of the rest.
pub(super) fn inputs_of(digest: Digest, typeset: Typeset) -> Arc<Inputs> {
    Arc::new(Inputs {
        pages: Some(typeset.pages),
        thumbnail: typeset.thumbnail.map(|png| STANDARD.encode(png)),
        reads: typeset.reads,
        ..Inputs::new(digest, typeset.title)
    })
}

/// Whether a PDF's metadata say that it is PDF/A (ISO 19005-1, 6.7.11). Whether it really is one,
/// a validator has to say.
fn claims_archival(bytes: &[u8]) -> bool {
    const CLAIM: &[u8] = b"pdfaid:part";
    bytes.windows(CLAIM.len()).any(|window| window == CLAIM)
}

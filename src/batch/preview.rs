//! A packet to look at, which issues nothing.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::{Drafts, Prepared, prepare};
use crate::audit::Digest;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::keep_apart;
use crate::merge::audience::Evidence;
use crate::packet::Listed;
use crate::packet::fields::{Head, letter_fields};
use crate::plan;
use crate::roster::{Id, Signatory, nearest};
use crate::sentence;
use crate::typeset::in_parallel;
use crate::words::Language;

/// What a preview is made as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One PDF a document, and the letter's words.
    Pdf,
    /// One PNG a page, at 110 pixels an inch.
    Png,
}

/// Pixels an inch: a page fits a screen, and small print can be read.
const RESOLUTION: f64 = 110.0;

/// What was made to look at.
#[derive(Debug, Clone)]
pub struct Previewed {
    /// The files, in the packet's order.
    pub files: Vec<PathBuf>,
}

/// Typesets one signatory's packet to look at; without an id the roster's first one's, and the
/// documents and extras of the ceremony. What it makes says in its footer that it is a draft.
///
/// # Errors
/// All that is wrong with the roster and the templates; an id that the roster lacks; what the disk
/// refuses, or a folder in which drafts have no place.
pub fn preview(
    root: &Path,
    id: Option<&str>,
    format: Format,
    drafts: &Drafts,
    threads: NonZeroUsize,
) -> Result<Warned<Previewed>, Diagnostics> {
    keep_apart(root, drafts.folder())?;
    let Warned { value: prepared, warnings: mut found } = prepare(root)?;
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let evidence = Evidence::draft();
    let wanted = match id {
        Some(id) => plan::packet(roster, templates, find(&roster.signatories, id)?),
        None => {
            let firsts = roster.signatories.iter().take(1);
            firsts
                .flat_map(|first| plan::packet(roster, templates, first))
                .chain(plan::running_order(roster, templates, &evidence))
                .chain(plan::joint_declaration(roster, templates))
                .chain(plan::extras(roster, templates))
                .collect()
        }
    };
    let made = in_parallel(&wanted, threads, |document| {
        let draft = match document.language {
            Language::Swedish => "utkast",
            Language::English => "draft",
        };
        let template = document.template;
        let manuscript = document.manuscript(document.values(roster, &prepared.plan), draft)?;
        let Warned { value: laid, warnings } =
            prepared.typesetter.lay_out(&manuscript, template)?;
        let name = document.key.to_string().replace('/', "-");
        let value = match format {
            Format::Pdf => {
                let metadata = document.metadata(roster, 0);
                let typeset = prepared.typesetter.export(laid, &metadata, &manuscript, template)?;
                let named = vec![(format!("{name}.pdf"), typeset.pdf)];
                Draft { title: Some(typeset.title), named }
            }
            Format::Png => {
                let pages = laid
                    .to_png(RESOLUTION)
                    .map_err(|reason| unwritable(drafts.folder(), &reason))?;
                let named = (1..).zip(pages);
                let named = named.map(|(page, png)| (format!("{name}-{page}.png"), png)).collect();
                Draft { title: None, named }
            }
        };
        Ok(Warned { value, warnings })
    });
    let mut files = Vec::new();
    let mut listed = Vec::new();
    for (document, draft) in wanted.iter().zip(made) {
        let Some(Draft { title, named }) = found.keep(draft) else { continue };
        let own = document.signatory.is_some();
        let reference = document.key.to_string();
        listed.extend(title.filter(|_| own).map(|title| list(reference, title, &named[0])));
        files.extend(named);
    }
    if let (Some(signatory), Format::Pdf) = (wanted.iter().find_map(|w| w.signatory), format) {
        for (name, text) in letter(&prepared, signatory, &listed)? {
            files.push((name, text.into_bytes()));
        }
    }
    let Warned { value: files, warnings } = found.into_result(files)?;
    let files = drafts.put(&files)?;
    Ok(Warned { value: Previewed { files }, warnings })
}

/// A document to look at: its files, and its title when it can be attached.
struct Draft {
    title: Option<String>,
    named: Vec<(String, Vec<u8>)>,
}

/// As the first letter would tell of it.
fn list(reference: String, title: String, (file, bytes): &(String, Vec<u8>)) -> Listed {
    let digest = Digest::of(bytes).to_string();
    Listed { reference, title, file: file.clone(), digest, revision: 1 }
}

/// The words of the letter, which cannot be sent as they are.
fn letter(
    prepared: &Prepared,
    signatory: &Signatory,
    documents: &[Listed],
) -> Result<Vec<(String, String)>, Diagnostics> {
    let Some(template) = prepared.templates.letter(signatory.language) else {
        return Ok(Vec::new());
    };
    let (roster, plan) = (&prepared.roster, &prepared.plan);
    let head = Head::draft(&Evidence::draft().fingerprint);
    let fields = letter_fields(roster, plan, signatory, documents, &head, template.reads());
    let body = template.write(&fields.into())?;
    let name = format!("{}-letter", signatory.id);
    Ok(vec![
        (format!("{name}.txt"), format!("{}\n\n{}", body.subject, body.plain)),
        (format!("{name}.html"), body.html),
    ])
}

fn find<'a>(signatories: &'a [Signatory], id: &str) -> Result<&'a Signatory, Diagnostics> {
    let known = Id::parse(id).and_then(|id| signatories.iter().find(|s| s.id == id));
    known.ok_or_else(|| {
        let ids: Vec<&str> = signatories.iter().map(|s| s.id.as_str()).collect();
        // Who has forgotten the end of a long id means the one that begins so.
        let begun = |known: &&&str| !id.is_empty() && known.starts_with(id);
        let near = ids.iter().find(begun).copied().or_else(|| nearest(id, &ids));
        let remedy = match near {
            Some(near) => sentence!("folder-no-such-id-nearest", id = near),
            None => sentence!("folder-no-such-id-remedy", ids = ids.join(", ")),
        };
        Diagnostic::error(sentence!("folder-no-such-id", id = id)).remedy(remedy).into()
    })
}

pub(super) fn unwritable(path: &Path, reason: &str) -> Diagnostics {
    let path = path.display().to_string();
    Diagnostic::error(sentence!("folder-unwritable", path = path, reason = reason))
        .remedy(sentence!("folder-unwritable-remedy"))
        .into()
}

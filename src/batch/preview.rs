//! A packet to look at, which issues nothing.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::prepare;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::plan;
use crate::roster::{Id, Signatory};
use crate::sentence;
use crate::typeset::in_parallel;
use crate::words::Language;

/// What a preview is made as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One PDF a document.
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

/// Typesets one signatory's packet into a directory; without an id the roster's first one's, and
/// the documents of the ceremony. What it makes says in its footer that it is a draft.
///
/// # Errors
/// All that is wrong with the roster and the templates; an id that the roster lacks; or what the
/// disk refuses.
pub fn preview(
    root: &Path,
    id: Option<&str>,
    format: Format,
    into: &Path,
    threads: NonZeroUsize,
) -> Result<Warned<Previewed>, Diagnostics> {
    let Warned {
        value: prepared,
        warnings: mut found,
    } = prepare(root)?;
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let wanted = match id {
        Some(id) => plan::packet(roster, templates, find(&roster.signatories, id)?),
        None => {
            let mut wanted = plan::ceremony(roster, templates);
            for first in roster.signatories.iter().take(1) {
                wanted.splice(0..0, plan::packet(roster, templates, first));
            }
            wanted
        }
    };
    let made = in_parallel(&wanted, threads, |document| {
        let draft = match document.language {
            Language::Swedish => "utkast",
            Language::English => "draft",
        };
        let template = document.template;
        let manuscript = document.manuscript(roster, &prepared.plan, draft)?;
        let Warned {
            value: laid,
            warnings,
        } = prepared.typesetter.lay_out(&manuscript, template)?;
        let name = document.key.to_string().replace('/', "-");
        let files = match format {
            Format::Pdf => {
                let metadata = document.metadata(roster, 0);
                let typeset = prepared
                    .typesetter
                    .export(laid, &metadata, &manuscript, template)?;
                vec![(format!("{name}.pdf"), typeset.pdf)]
            }
            Format::Png => (1..)
                .zip(
                    laid.to_png(RESOLUTION)
                        .map_err(|reason| unwritable(into, &reason))?,
                )
                .map(|(page, png)| (format!("{name}-{page}.png"), png))
                .collect(),
        };
        Ok(Warned {
            value: files,
            warnings,
        })
    });
    let mut files = Vec::new();
    for document in made {
        for (name, bytes) in found.keep(document).unwrap_or_default() {
            files.push((into.join(name), bytes));
        }
    }
    let Warned {
        value: files,
        warnings,
    } = found.into_result(files)?;
    fs::create_dir_all(into).map_err(|error| unwritable(into, &error.to_string()))?;
    for (path, bytes) in &files {
        write(path, bytes)?;
    }
    let files = files.into_iter().map(|(path, _)| path).collect();
    Ok(Warned {
        value: Previewed { files },
        warnings,
    })
}

fn find<'a>(signatories: &'a [Signatory], id: &str) -> Result<&'a Signatory, Diagnostics> {
    let known = Id::parse(id).and_then(|id| signatories.iter().find(|s| s.id == id));
    known.ok_or_else(|| {
        let ids: Vec<&str> = signatories.iter().map(|s| s.id.as_str()).collect();
        Diagnostic::error(sentence!("folder-no-such-id", id = id))
            .remedy(sentence!("folder-no-such-id-remedy", ids = ids.join(", ")))
            .into()
    })
}

/// A preview may take an older one's place.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostics> {
    #[expect(
        clippy::disallowed_methods,
        reason = "what is only looked at need not be durable"
    )]
    fs::write(path, bytes).map_err(|error| unwritable(path, &error.to_string()))
}

fn unwritable(path: &Path, reason: &str) -> Diagnostics {
    let path = path.display().to_string();
    Diagnostic::error(sentence!("folder-unwritable", path = path, reason = reason))
        .remedy(sentence!("folder-unwritable-remedy"))
        .into()
}

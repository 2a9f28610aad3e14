//! Reading the ceremony's folder: the roster, the templates, the fonts, the enclosures.

mod apart;
mod begin;
mod create;
mod defaults;
mod leftover;
mod rewrite;
mod watch;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::audit::{Digest, Sums};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceText, reason, visible};
use crate::roster::Enclosure;
use crate::sentence;
use crate::words::Sentence;

pub use self::apart::keep_apart;
pub use self::begin::{Beginning, EXAMPLES, Question};
pub use self::create::{create, vacant};
use self::defaults::TEMPLATES;
pub use self::leftover::is_leftover;
pub use self::rewrite::{MEMORY_FILE, read_memory, write_memory, write_roster};
pub use self::watch::Watch;

/// The roster's name in the folder.
pub const ROSTER_FILE: &str = "signatories.toml";
/// The templates' directory in the folder.
pub const TEMPLATES_DIRECTORY: &str = "templates";
/// The directory that everything is issued into.
pub const OUTPUT_DIRECTORY: &str = "output";

/// No template or asset is larger; what is, is a mistake.
const LARGEST: u64 = 32 << 20;

/// No ceremony has more templates and assets; typst can tell 65,535 files apart.
const MOST: usize = 10_000;

/// What the coordinator wrote, as bytes.
#[derive(Debug)]
pub struct Folder {
    /// Where it lies.
    pub root: PathBuf,
    /// `signatories.toml`
    pub roster: Arc<SourceText>,
    /// The files below `templates/` by their paths there, with `/` between parts; a default that
    /// the folder lacks is among them.
    pub templates: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    /// Reads a folder, once.
    ///
    /// # Errors
    /// All that cannot be read.
    pub fn read(root: &Path) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let roster = read_roster(root).map_err(|fault| faults.extend(fault)).ok();
        let templates = Self::read_templates(root).map_err(|more| faults.extend(more)).ok();
        match (roster, templates) {
            (Some(roster), Some(templates)) => {
                Ok(Self { root: root.to_owned(), roster, templates })
            }
            _ => Err(faults.sorted()),
        }
    }

    /// Reads the templates of a folder alone, with the defaults that it lacks.
    ///
    /// # Errors
    /// All that cannot be read.
    pub fn read_templates(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut templates: BTreeMap<String, Vec<u8>> = TEMPLATES
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        read_directory(&root.join(TEMPLATES_DIRECTORY), "", &mut templates, &mut faults);
        if templates.len() > MOST {
            faults.push(
                Diagnostic::error(sentence!("folder-too-many", most = MOST))
                    .remedy(sentence!("folder-too-many-remedy")),
            );
        }
        faults.into_result(templates).map(|read| read.value)
    }

    /// The fonts below `templates/fonts/`: OpenType and TrueType.
    ///
    /// # Errors
    /// All files of such a name that are none.
    pub fn fonts(&self) -> Result<Vec<Bytes>, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut fonts = Vec::new();
        for (path, bytes) in self.templates.range("fonts/".to_owned().."fonts0".to_owned()) {
            let name = path.to_lowercase();
            if ![".otf", ".ttf", ".ttc"].iter().any(|extension| name.ends_with(extension)) {
                continue;
            }
            let bytes = Bytes::new(bytes.clone());
            if Font::iter(bytes.clone()).next().is_none() {
                let path = format!("{TEMPLATES_DIRECTORY}/{path}");
                faults.push(
                    Diagnostic::error(sentence!("template-font-unreadable", path = path))
                        .remedy(sentence!("template-font-unreadable-remedy")),
                );
            }
            fonts.push(bytes);
        }
        faults.into_result(fonts).map(|fonts| fonts.value)
    }

    /// Warnings of what the roster still has of the example that it began with.
    #[must_use]
    pub fn leftovers(&self) -> Diagnostics {
        leftover::leftovers(&self.roster)
    }

    /// A digest over the templates' paths and contents, those of the defaults among them.
    #[must_use]
    pub fn templates_digest(&self) -> Digest {
        let files = self.templates.iter().map(|(path, bytes)| (path.as_str(), Digest::of(bytes)));
        Digest::of(files.collect::<Sums>().text().as_bytes())
    }

    /// The directory that everything is issued into.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.root.join(OUTPUT_DIRECTORY)
    }

    /// Reads an enclosure.
    ///
    /// # Errors
    /// When it is not there or is no PDF, at its place in the roster.
    pub fn enclosure(&self, enclosure: &Enclosure) -> Result<Vec<u8>, Diagnostics> {
        let path = self.root.join(&enclosure.file);
        let at = |message, remedy| {
            let diagnostic = Diagnostic::error(message).remedy(remedy);
            Diagnostics::from(Diagnostic { place: Some(enclosure.place.clone()), ..diagnostic })
        };
        let name = enclosure.file.display().to_string();
        let bytes = fs::read(&path).map_err(|error| {
            at(
                sentence!("folder-enclosure-unreadable", file = &name, reason = reason(&error)),
                sentence!("folder-enclosure-unreadable-remedy"),
            )
        })?;
        if bytes.starts_with(b"%PDF-") {
            Ok(bytes)
        } else {
            Err(at(
                sentence!("folder-enclosure-no-pdf", file = &name),
                sentence!("folder-enclosure-no-pdf-remedy"),
            ))
        }
    }
}

fn read_roster(root: &Path) -> Result<Arc<SourceText>, Diagnostics> {
    let path = root.join(ROSTER_FILE);
    let bytes = fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let (folder, here) = (root.display().to_string(), i64::from(root == Path::new(".")));
            Diagnostics::from(
                Diagnostic::error(sentence!("folder-no-roster", folder = folder, here = here))
                    .remedy(sentence!("folder-no-roster-remedy")),
            )
        }
        _ => unreadable(&path, &error),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Diagnostics::from(
            Diagnostic::error(sentence!("template-not-utf8", name = ROSTER_FILE))
                .remedy(sentence!("template-not-utf8-remedy")),
        )
    })?;
    // Windows' Notepad writes a byte order mark before the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(SourceText::new(ROSTER_FILE, text))
}

/// Reads regular files below a directory. Names that begin with a dot are the system's or an
/// editor's; links are not followed, so that a template can read nothing else on the machine.
fn read_directory(
    directory: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    faults: &mut Diagnostics,
) {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return,
        Err(error) => return faults.extend(unreadable(directory, &error)),
    };
    for entry in entries {
        let read = entry.and_then(|entry| {
            let Ok(name) = entry.file_name().into_string() else {
                return Ok(None);
            };
            if name.starts_with('.') || name.ends_with('~') {
                return Ok(None);
            }
            Ok(Some((entry.path(), entry.file_type()?, entry.metadata()?.len(), name)))
        });
        let (path, kind, size, name) = match read {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(error) => {
                faults.extend(unreadable(directory, &error));
                continue;
            }
        };
        if name.contains(char::is_control) {
            // A list of files has a line for each.
            let path = visible(&path.display().to_string());
            faults.push(
                Diagnostic::error(sentence!("folder-name", path = path))
                    .remedy(sentence!("folder-name-remedy")),
            );
            continue;
        }
        let name = format!("{prefix}{name}");
        if kind.is_dir() {
            read_directory(&path, &format!("{name}/"), files, faults);
        } else if kind.is_file() && size > LARGEST {
            let path = path.display().to_string();
            faults.push(
                Diagnostic::error(sentence!("folder-too-large", path = path))
                    .remedy(sentence!("folder-too-large-remedy")),
            );
        } else if kind.is_file() {
            match fs::read(&path) {
                Ok(bytes) => {
                    files.insert(name, bytes);
                }
                Err(error) => faults.extend(unreadable(&path, &error)),
            }
        }
    }
}

/// That a file that was to be new could not be made.
pub(crate) fn not_new(path: &Path, error: &io::Error) -> Sentence {
    let path = path.display().to_string();
    match error.kind() {
        io::ErrorKind::AlreadyExists => sentence!("folder-exists", path = path),
        _ => sentence!("folder-unwritable", path = path, reason = reason(error)),
    }
}

/// That a file cannot be read, and why.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    let path = path.display().to_string();
    let (message, remedy) = match error.kind() {
        io::ErrorKind::NotFound => {
            (sentence!("folder-missing", path = path), sentence!("folder-missing-remedy"))
        }
        _ => (
            sentence!("folder-unreadable", path = path, reason = reason(error)),
            sentence!("folder-unreadable-remedy"),
        ),
    };
    Diagnostic::error(message).remedy(remedy).into()
}

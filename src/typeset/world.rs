//! The closed world that a manuscript is typeset in: the files below `templates/`, the fonts, the
//! values, and nothing else.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::Typesetter;
use crate::diagnostic::SourceText;
use crate::merge::{Manuscript, VALUES_PATH};

/// The files that Typst code can read, by their paths below `templates/`, with `/` between parts.
#[derive(Default)]
pub struct Files {
    files: BTreeMap<String, File>,
}

struct File {
    bytes: Bytes,
    /// The file as Typst source, when it is UTF-8.
    source: Option<Source>,
    /// The file as diagnostics show it, when it is UTF-8.
    text: Option<Arc<SourceText>>,
    digest: [u8; 32],
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.files.keys()).finish()
    }
}

impl Files {
    /// Files with their paths below `templates/`; a path that is none of Typst's is left out.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files = files.into_iter().filter_map(|(path, bytes)| {
            let id = file_id(&path)?;
            let text = std::str::from_utf8(&bytes).ok();
            let file = File {
                source: text.map(|text| Source::new(id, text.to_owned())),
                text: text.map(|text| SourceText::new(format!("templates/{path}"), text)),
                digest: Sha256::digest(&bytes).into(),
                bytes: Bytes::new(bytes),
            };
            Some((path, file))
        });
        Self { files: files.collect() }
    }

    /// The SHA-256 digest of a file, if there is one of that path.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<[u8; 32]> {
        self.files.get(path).map(|file| file.digest)
    }

    /// The SHA-256 digests of all of them, by their paths.
    pub fn digests(&self) -> impl Iterator<Item = (&str, [u8; 32])> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.digest))
    }

    /// A file's text as diagnostics show it.
    pub(super) fn text(&self, path: &str) -> Option<&Arc<SourceText>> {
        self.files.get(path)?.text.as_ref()
    }
}

/// The paths below `templates/` of the files that a document was made from, or that were looked for
/// in vain; in order.
pub type Reads = Arc<[String]>;

/// Such lists, each of them once: most documents read the same files.
#[derive(Debug, Default)]
pub struct SharedReads(Mutex<BTreeSet<Reads>>);

impl SharedReads {
    /// The list with these paths.
    pub fn share(&self, paths: impl IntoIterator<Item = String>) -> Reads {
        let paths: Vec<String> = paths.into_iter().collect();
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lists.get(paths.as_slice()) {
            return Arc::clone(known);
        }
        let list = Reads::from(paths);
        lists.insert(Arc::clone(&list));
        list
    }
}

/// The last few manuscripts as Typst source: documents of equal structure have equal text, and it is
/// parsed once.
#[derive(Debug, Default)]
pub(super) struct Parsed(Mutex<VecDeque<Source>>);

impl Parsed {
    /// Structures are few, such as declarations with three commitments.
    const KEPT: usize = 32;

    fn source(&self, id: FileId, text: &str) -> Source {
        let mut sources = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = sources.iter().position(|known| known.id() == id && known.text() == text);
        let known = place.and_then(|place| sources.remove(place));
        let source = known.unwrap_or_else(|| Source::new(id, text.to_owned()));
        sources.push_back(source.clone());
        if sources.len() > Self::KEPT {
            sources.pop_front();
        }
        source
    }
}

/// The id of a path below `templates/`. Ids are leaked and few (16 bits): only paths of files that
/// exist, and of templates, ever get one here.
fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The world as one manuscript sees it. Its main file has the template's path, so that relative
/// paths in the template mean what they say.
pub(super) struct Desk<'a> {
    typesetter: &'a Typesetter,
    main: Source,
    values_id: FileId,
    values: Bytes,
    /// The paths that were asked for.
    seen: Mutex<BTreeSet<String>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(typesetter: &'a Typesetter, manuscript: &Manuscript) -> Self {
        let path = manuscript.name.rsplit('/').next().unwrap_or("manuscript.typ");
        let id = |path| file_id(path).expect("templates have plain names");
        Self {
            typesetter,
            main: typesetter.parsed.source(id(path), &manuscript.text),
            values_id: id(VALUES_PATH),
            values: Bytes::from_string(manuscript.values.clone()),
            seen: Mutex::default(),
        }
    }

    pub(super) fn is_main(&self, id: FileId) -> bool {
        id == self.main.id()
    }

    /// A file's text as diagnostics show it.
    pub(super) fn text(&self, id: FileId) -> Option<&Arc<SourceText>> {
        self.typesetter.files.text(id.get().vpath().get_without_slash())
    }

    pub(super) fn into_reads(self) -> Reads {
        let seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.typesetter.reads.share(seen)
    }

    fn find(&self, id: FileId) -> FileResult<&File> {
        let path = id.get();
        let name = path.vpath().get_without_slash();
        if matches!(path.root(), VirtualRoot::Package(_)) {
            return Err(FileError::Other(Some("packages cannot be used here".into())));
        }
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        self.typesetter
            .files
            .files
            .get(name)
            .ok_or_else(|| FileError::NotFound(PathBuf::from(name)))
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.typesetter.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.typesetter.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        self.find(id)?.source.clone().ok_or(FileError::InvalidUtf8)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.values_id {
            return Ok(self.values.clone());
        }
        if id == self.main.id() {
            return Ok(Bytes::from_string(self.main.text().to_owned()));
        }
        Ok(self.find(id)?.bytes.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typesetter.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.typesetter.date)
    }
}

//! Packages that leave the house: a folder or a zip, written beside its place and renamed, so that
//! there is the whole of it or nothing.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use tempfile::{Builder, NamedTempFile};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use super::flush::Flush;
use super::store;
use crate::audit::Digest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::monitor::{Monitor, Step};
use crate::sentence;
use crate::words::Sentence;

/// A file of a package.
#[derive(Debug)]
pub struct Content {
    /// Its path in the package.
    pub path: String,
    /// Where its bytes come from.
    pub source: Source,
    /// What they must be.
    pub digest: Digest,
    /// Whether it is for its owner alone.
    pub private: bool,
}

/// Where a file's bytes come from.
#[derive(Debug)]
pub enum Source {
    /// They are at hand.
    Bytes(Vec<u8>),
    /// They are read when they are written: a package can be larger than the memory.
    File(PathBuf),
}

/// What a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A folder.
    Folder,
    /// One file, the same bytes for the same content.
    Zip,
}

impl Content {
    /// A file whose bytes are at hand.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let digest = Digest::of(&bytes);
        Self { path: path.into(), source: Source::Bytes(bytes), digest, private: false }
    }

    /// The bytes, which are what they must be: read once, compared, and written from the same
    /// buffer.
    fn bytes(&self) -> Result<Cow<'_, [u8]>, Diagnostics> {
        let path = match &self.source {
            Source::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            Source::File(path) => path,
        };
        let bytes = fs::read(path).map_err(|error| store::fault(path, &error))?;
        if Digest::of(&bytes) == self.digest {
            Ok(Cow::Owned(bytes))
        } else {
            let path = path.display().to_string();
            Err(fault(sentence!("archive-changed", path = path), "archive-changed-remedy"))
        }
    }
}

/// Writes a package to a place where there is nothing, or an empty folder. `at` is the instant that
/// a zip gives all its files.
///
/// # Errors
/// When something is in its place, a file is no longer what it must be, or the disk refuses; there
/// is nothing in its place then.
pub fn write(
    to: &Path,
    form: Form,
    contents: &[Content],
    at: Option<DateTime>,
    monitor: &dyn Monitor,
) -> Result<(), Diagnostics> {
    let (parent, name) = place(to)?;
    if is_occupied(to, form) {
        let path = to.display().to_string();
        let message = sentence!("archive-occupied", path = path);
        return Err(fault(message, "archive-occupied-remedy"));
    }
    monitor.begin(Step::Packing, contents.len());
    let written = match form {
        Form::Folder => folder(to, &parent, contents, monitor),
        Form::Zip => zip(to, &parent, name, contents, at, monitor),
    };
    monitor.end();
    written
}

/// The folder that a package is to lie in, as the system calls it, and the package's name there.
///
/// # Errors
/// When the folder is not there, or the package has no name.
pub fn place(to: &Path) -> Result<(PathBuf, &OsStr), Diagnostics> {
    let Some(name) = to.file_name() else {
        let path = to.display().to_string();
        let message = sentence!("archive-nameless", path = path);
        return Err(fault(message, "archive-nameless-remedy"));
    };
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let parent = fs::canonicalize(parent).map_err(|error| store::fault(parent, &error))?;
    Ok((parent, name))
}

/// Makes a folder that something is to lie in, if it is not there.
///
/// # Errors
/// When the disk refuses.
pub(crate) fn make_place(folder: &Path) -> Result<&Path, Diagnostics> {
    store::make_directory(folder, false).map_err(|error| store::fault(folder, &error))?;
    Ok(folder)
}

fn is_occupied(to: &Path, form: Form) -> bool {
    let Ok(metadata) = to.symlink_metadata() else {
        return false;
    };
    let empty = || fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    form == Form::Zip || !metadata.is_dir() || !empty()
}

fn folder(
    to: &Path,
    parent: &Path,
    contents: &[Content],
    monitor: &dyn Monitor,
) -> Result<(), Diagnostics> {
    let wrong = |error: io::Error| store::fault(to, &error);
    let beside = Builder::new().prefix(".avsikt-").tempdir_in(parent).map_err(wrong)?;
    // The temporary folder is its owner's alone; what is made in it has the usual rights.
    let inside = beside.path().join("package");
    let mut directories = vec![inside.clone()];
    fs::create_dir(&inside).map_err(wrong)?;
    let flush = Flush::start(&inside);
    for content in contents {
        let path = inside.join(&content.path);
        let directory = path.parent().unwrap_or(&inside);
        if !directory.exists() {
            store::make_directory(directory, content.private).map_err(wrong)?;
            let new = directory.ancestors().take_while(|above| *above != inside);
            directories.extend(new.map(Path::to_owned));
        }
        let file = store::begin_new(&path, &content.bytes()?, content.private).map_err(wrong)?;
        flush.file(file);
        monitor.advance();
    }
    let finish = || {
        directories.iter().try_for_each(|directory| flush.directory(directory))?;
        flush.finish()?;
        if to.exists() {
            // It is empty, or this refuses; not everywhere can a folder be renamed over another.
            fs::remove_dir(to)?;
        }
        fs::rename(&inside, to)?;
        store::sync_directory(parent)
    };
    finish().map_err(wrong)
}

fn zip(
    to: &Path,
    parent: &Path,
    name: &OsStr,
    contents: &[Content],
    at: Option<DateTime>,
    monitor: &dyn Monitor,
) -> Result<(), Diagnostics> {
    let wrong = |error: io::Error| store::fault(to, &error);
    let mut beside = NamedTempFile::with_prefix_in(".avsikt-", parent).map_err(wrong)?;
    // RFC 8493, 4: a serialised bag unpacks to one folder, named as the file is without its ending.
    let base = Path::new(name).file_stem().unwrap_or(name).to_string_lossy();
    write_zip(beside.as_file_mut(), &base, contents, at, monitor).map_err(
        |trouble| match trouble {
            Trouble::Disk(error) => wrong(error),
            Trouble::Content(faults) => faults,
        },
    )?;
    beside.as_file().sync_all().map_err(wrong)?;
    beside.persist_noclobber(to).map_err(|error| wrong(error.error))?;
    store::sync_directory(parent).map_err(wrong)
}

/// What can go wrong with a zip.
enum Trouble {
    Disk(io::Error),
    Content(Diagnostics),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<zip::result::ZipError> for Trouble {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Disk(error.into())
    }
}

fn write_zip(
    file: &mut File,
    base: &str,
    contents: &[Content],
    at: Option<DateTime>,
    monitor: &dyn Monitor,
) -> Result<(), Trouble> {
    // Stored, for a PDF is compressed already, and another version of a compressor is other bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .system(System::Unix)
        .last_modified_time(at.and_then(dos).unwrap_or_default());
    let mut sorted: Vec<&Content> = contents.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut writer = ZipWriter::new(io::BufWriter::new(file));
    for content in sorted {
        let bytes = content.bytes().map_err(Trouble::Content)?;
        let options = options
            .unix_permissions(if content.private { 0o600 } else { 0o644 })
            .large_file(u32::try_from(bytes.len()).is_err());
        writer.start_file(format!("{base}/{}", content.path), options)?;
        writer.write_all(&bytes)?;
        monitor.advance();
    }
    writer.finish()?.flush()?;
    Ok(())
}

/// An instant as a zip can hold it: from 1980 on, in steps of two seconds.
fn dos(at: DateTime) -> Option<zip::DateTime> {
    let part = |number: i8| u8::try_from(number).ok();
    zip::DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .ok()
}

/// That a file cannot be read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    store::fault(path, error)
}

fn fault(message: Sentence, remedy: &'static str) -> Diagnostics {
    Diagnostic::error(message).remedy(Sentence::new(remedy)).into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tempfile::TempDir;

    use super::*;
    use crate::monitor::Unwatched;

    fn contents() -> Vec<Content> {
        let mut letter = Content::new("data/output/outbox/a-r1.eml", b"To: a".to_vec());
        letter.private = true;
        vec![
            letter,
            Content::new("bagit.txt", b"BagIt".to_vec()),
            Content::new("data/output/documents/a/declaration-r1.pdf", b"%PDF".to_vec()),
        ]
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_fault_halfway_leaves_nothing() {
        for form in [Form::Folder, Form::Zip] {
            let directory = TempDir::new().unwrap();
            let file = directory.path().join("a.pdf");
            store::write_new(&file, b"altered meanwhile", false).unwrap();
            let mut contents = contents();
            contents.push(Content {
                path: "data/z.pdf".to_owned(),
                source: Source::File(file),
                digest: Digest::of(b"as it was"),
                private: false,
            });
            let to = directory.path().join("package");
            let faults = write(&to, form, &contents, None, &Unwatched).unwrap_err();
            assert_eq!(faults.iter().next().map(|d| d.message.key()), Some("archive-changed"));
            assert_eq!(names(directory.path()), ["a.pdf"], "{form:?}");
        }
    }

    #[test]
    fn what_is_in_its_place_is_never_overwritten() {
        let key = |result: Result<(), Diagnostics>| {
            result.unwrap_err().iter().next().map(|d| d.message.key())
        };
        let directory = TempDir::new().unwrap();
        let to = directory.path().join("package");
        fs::create_dir(&to).unwrap();
        assert_eq!(
            key(write(&to, Form::Zip, &contents(), None, &Unwatched)),
            Some("archive-occupied")
        );
        assert!(
            write(&to, Form::Folder, &contents(), None, &Unwatched).is_ok(),
            "an empty folder is nothing"
        );
        assert_eq!(
            key(write(&to, Form::Folder, &contents(), None, &Unwatched)),
            Some("archive-occupied")
        );
        assert_eq!(
            key(write(Path::new(".."), Form::Zip, &[], None, &Unwatched)),
            Some("archive-nameless")
        );
        let nowhere = directory.path().join("none").join("package");
        assert_eq!(key(write(&nowhere, Form::Folder, &[], None, &Unwatched)), Some("archive-io"));
        assert_eq!(names(directory.path()), ["package"]);
    }

    #[test]
    fn the_same_content_is_the_same_zip_and_its_files_are_stored_in_order() {
        let directory = TempDir::new().unwrap();
        let at: DateTime = "2018-04-20T08:30:01".parse().unwrap();
        let zip = |place: &str, contents: &[Content], at: Option<DateTime>| {
            let place = directory.path().join(place);
            fs::create_dir(&place).unwrap();
            write(&place.join("package.zip"), Form::Zip, contents, at, &Unwatched).unwrap();
            fs::read(place.join("package.zip")).unwrap()
        };
        let mut turned = contents();
        turned.reverse();
        let bytes = zip("a", &contents(), Some(at));
        assert_eq!(bytes, zip("b", &turned, Some(at)));
        assert_ne!(bytes, zip("c", &contents(), None), "the instant shows");
        let mut read = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        let mut files = BTreeMap::new();
        for index in 0..read.len() {
            let mut file = read.by_index(index).unwrap();
            assert_eq!(file.compression(), CompressionMethod::Stored);
            assert_eq!(file.last_modified().unwrap().to_string(), "2018-04-20 08:30:00");
            let mode = file.unix_mode().unwrap() & 0o777;
            assert_eq!(mode == 0o600, file.name().contains("outbox"));
            let mut text = String::new();
            io::Read::read_to_string(&mut file, &mut text).unwrap();
            files.insert(index, (file.name().to_owned(), text));
        }
        let pairs: Vec<(&str, &str)> =
            files.values().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("package/bagit.txt", "BagIt"),
                ("package/data/output/documents/a/declaration-r1.pdf", "%PDF"),
                ("package/data/output/outbox/a-r1.eml", "To: a"),
            ]
        );
        // An instant that a zip cannot hold becomes the first that it can.
        let old: DateTime = "1970-01-01T00:00:00".parse().unwrap();
        assert_eq!(zip("d", &contents(), Some(old)), zip("e", &contents(), None));
    }
}

//! Where drafts lie: in a folder that somebody named, or in one of their own in the user's cache,
//! always the same for a packet, so that looking often leaves no heap behind.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::preview::unwritable;
use crate::audit::Digest;
use crate::diagnostic::Diagnostics;
use crate::roster::Id;

/// A place for drafts.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
    /// Nobody else's files are in it, and none but the user reads it: it holds people's data.
    own: bool,
}

impl Drafts {
    /// A folder that somebody named: what else is in it stays.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), own: false }
    }

    /// The folder of one packet of a ceremony: `avsikt/preview/` and so on in the user's cache.
    #[must_use]
    pub fn own(root: &Path, id: Option<&str>) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let ceremony = Digest::of(root.as_os_str().as_encoded_bytes()).to_string();
        // No id has such a sign; and of an id that is none nothing is made.
        let packet = id.and_then(Id::parse).map_or_else(|| "_".to_owned(), String::from);
        let cache = etcetera::choose_base_strategy().map(|strategy| strategy.cache_dir());
        let folder = cache.unwrap_or_else(|_| std::env::temp_dir()).join("avsikt").join("preview");
        Self { folder: folder.join(&ceremony[..16]).join(packet), own: true }
    }

    /// Where they lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts drafts in the place of earlier ones, each whole: a viewer may be reading them. Of what
    /// is in a folder of their own nothing else stays.
    ///
    /// # Errors
    /// What the disk refuses.
    pub(super) fn put(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, Diagnostics> {
        self.make().map_err(refused_at(&self.folder))?;
        let mut put = Vec::new();
        for (name, bytes) in files {
            let (path, part) = (self.folder.join(name), self.folder.join(format!(".{name}.part")));
            #[expect(
                clippy::disallowed_methods,
                reason = "what is only looked at need not be durable"
            )]
            fs::write(&part, bytes).map_err(refused_at(&part))?;
            fs::rename(&part, &path).map_err(refused_at(&path))?;
            put.push(path);
        }
        if self.own {
            let names = files.iter().map(|(name, _)| OsString::from(name)).collect();
            self.keep_only(&names).map_err(refused_at(&self.folder))?;
        }
        Ok(put)
    }

    fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        if self.own {
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        }
        builder.create(&self.folder)
    }

    fn keep_only(&self, names: &BTreeSet<OsString>) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() && !names.contains(&entry.file_name()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn refused_at(path: &Path) -> impl Fn(io::Error) -> Diagnostics {
    move |error| unwritable(path, &error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn drafts_take_the_place_of_earlier_ones_and_only_their_own_folder_is_swept() {
        let directory = tempfile::TempDir::new().unwrap();
        let files = |names: &[&str]| -> Vec<(String, Vec<u8>)> {
            names.iter().map(|name| ((*name).to_owned(), b"x".to_vec())).collect()
        };
        for own in [true, false] {
            let drafts = Drafts { folder: directory.path().join(own.to_string()), own };
            drafts.put(&files(&["a-1.png", "a-2.png"])).unwrap();
            drafts.put(&files(&["a-1.png"])).unwrap();
            let stay: &[&str] = if own { &["a-1.png"] } else { &["a-1.png", "a-2.png"] };
            assert_eq!(names(drafts.folder()), stay);
        }
    }

    #[test]
    fn each_packet_of_each_ceremony_has_its_own_folder_and_no_id_leads_out_of_it() {
        let folder = |root: &str, id| Drafts::own(Path::new(root), id).folder().to_owned();
        assert_eq!(folder("/a", Some("svalan")), folder("/a", Some("svalan")));
        assert_ne!(folder("/a", Some("svalan")), folder("/a", None));
        assert_ne!(folder("/a", None), folder("/b", None));
        assert_eq!(folder("/a", Some("../../x")), folder("/a", None));
    }
}

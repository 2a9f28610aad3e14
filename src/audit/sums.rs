//! Lists of files with their digests, in the form of GNU coreutils: `DIGEST  PATH`, a line a file,
//! sorted by path.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::Digest;
use crate::sentence;
use crate::words::Sentence;

/// A list of files with their digests, each path once. It is kept as its text: of a ceremony's files
/// there are three a signatory, and most are never asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(String);

/// How long a digest is in a line, with the two spaces behind it.
const BEFORE_PATH: usize = 64 + 2;

impl Sums {
    /// Reads a list.
    ///
    /// # Errors
    /// When it is not exactly what would be printed.
    pub fn parse(bytes: &[u8]) -> Result<Self, Sentence> {
        let form = || sentence!("evidence-list-form");
        let list = Self(String::from_utf8(bytes.to_vec()).map_err(|_| form())?);
        let mut before = None;
        for line in list.0.split_inclusive('\n') {
            let (path, _) = entry(line).ok_or_else(form)?;
            if before.replace(path).is_some_and(|before| before >= path) {
                return Err(form());
            }
        }
        Ok(list)
    }

    /// The list as text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The paths with the digests, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.0.split_inclusive('\n').map(|line| entry(line).expect("it was read so, or written"))
    }

    /// The digest of a file, if it is listed.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<Digest> {
        let text = self.0.as_bytes();
        // Where lines begin; the one that is looked for begins between them.
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let begin = memchr::memrchr(b'\n', &text[low..middle]).map_or(low, |at| low + at + 1);
            let end = middle + memchr::memchr(b'\n', &text[middle..]).map_or(0, |at| at + 1);
            let line = &self.0[begin..end];
            match path.cmp(&line[BEFORE_PATH..line.len() - 1]) {
                Ordering::Less => high = begin,
                Ordering::Equal => return entry(line).map(|(_, digest)| digest),
                Ordering::Greater => low = end,
            }
        }
        None
    }
}

/// A line's path and digest, if it is one.
fn entry(line: &str) -> Option<(&str, Digest)> {
    let (digest, path) = line.split_at_checked(BEFORE_PATH)?;
    let path = path.strip_suffix('\n').filter(|path| is_one(path))?;
    Some((path, digest.strip_suffix("  ")?.parse().ok()?))
}

/// Whether a line can hold a path.
fn is_one(path: &str) -> bool {
    !path.is_empty() && !path.contains(['\n', '\r'])
}

/// Of a path that comes twice, the first digest. One that no line can hold is left out: no file of
/// ours has such a name.
impl<'a> FromIterator<(&'a str, Digest)> for Sums {
    fn from_iter<I: IntoIterator<Item = (&'a str, Digest)>>(files: I) -> Self {
        let given = files.into_iter().filter(|(path, _)| is_one(path));
        // What grows by doubling holds, for a moment, three times what it needs.
        let mut files = Vec::with_capacity(given.size_hint().1.unwrap_or_default());
        files.extend(given);
        files.sort_by_key(|(path, _)| *path);
        files.dedup_by_key(|(path, _)| *path);
        let length = files.iter().map(|(path, _)| BEFORE_PATH + path.len() + 1).sum();
        let text =
            files.into_iter().fold(String::with_capacity(length), |mut text, (path, digest)| {
                let _ = writeln!(text, "{digest}  {path}");
                text
            });
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_by_path_and_reads_back() {
        let digest = Digest::of(b"");
        let strange = ("a\nb", digest);
        let files = [("b.pdf", digest), ("a/b.pdf", digest), strange];
        let sums: Sums = files.into_iter().collect();
        let text = sums.text();
        assert_eq!(text, format!("{digest}  a/b.pdf\n{digest}  b.pdf\n"));
        let read = Sums::parse(text.as_bytes()).unwrap();
        assert_eq!(read.iter().map(|(path, _)| path).collect::<Vec<_>>(), ["a/b.pdf", "b.pdf"]);
        let lines: Vec<&str> = text.lines().collect();
        for other in [
            text.trim_end().to_owned(),
            format!("{}\n{}\n", lines[1], lines[0]),
            format!("{text}{}\n", lines[1]),
            text.replace("  ", " *"),
            text.replace('\n', "\r\n"),
            format!("{text}\n"),
            format!("{text}{digest}  \n"),
            text.to_uppercase(),
        ] {
            assert!(Sums::parse(other.as_bytes()).is_err(), "{other:?}");
        }
        assert_eq!(Sums::parse(b"").unwrap(), Sums::default());
        assert!(Sums::parse(b"\xff").is_err());
    }

    #[test]
    fn every_file_is_found_and_no_other() {
        let paths: Vec<String> =
            (0..100).map(|n| format!("{n}/å{}.pdf", "x".repeat(n % 7))).collect();
        for count in 0..paths.len() {
            let files =
                paths[..count].iter().map(|path| (path.as_str(), Digest::of(path.as_bytes())));
            let sums: Sums = files.collect();
            for (at, path) in paths.iter().enumerate() {
                let listed = (at < count).then(|| Digest::of(path.as_bytes()));
                assert_eq!(sums.digest(path), listed, "{path} of {count}");
            }
            assert_eq!(sums.digest(""), None);
            assert_eq!(sums.digest("~"), None);
        }
    }
}

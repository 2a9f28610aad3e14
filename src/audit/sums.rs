//! Lists of files with their digests, in the form of GNU coreutils: `DIGEST  PATH`, a line a file,
//! sorted by path.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Digest;
use crate::sentence;
use crate::words::Sentence;

/// Prints a list.
#[must_use]
pub fn print<'a>(files: impl IntoIterator<Item = (&'a str, Digest)>) -> String {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_unstable();
    // A digest, two spaces, the path, a line's end.
    let length = files.iter().map(|(path, _)| 64 + 2 + path.len() + 1).sum();
    files.into_iter().fold(String::with_capacity(length), |mut text, (path, digest)| {
        let _ = writeln!(text, "{digest}  {path}");
        text
    })
}

/// Reads a list that was printed by [`print()`].
///
/// # Errors
/// When it is not exactly of that form.
pub fn parse(bytes: &[u8]) -> Result<BTreeMap<String, Digest>, Sentence> {
    let form = || sentence!("evidence-list-form");
    let text = std::str::from_utf8(bytes).map_err(|_| form())?;
    let mut files = BTreeMap::new();
    for line in text.lines() {
        let (digest, path) = line.split_once("  ").ok_or_else(form)?;
        files.insert(path.to_owned(), digest.parse().map_err(|_| form())?);
    }
    let printed = print(files.iter().map(|(path, digest)| (path.as_str(), *digest)));
    if printed == text { Ok(files) } else { Err(form()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_by_path_and_reads_back() {
        let digest = Digest::of(b"");
        let text = print([("b.pdf", digest), ("a/b.pdf", digest)]);
        assert_eq!(text, format!("{digest}  a/b.pdf\n{digest}  b.pdf\n"));
        let read = parse(text.as_bytes()).unwrap();
        assert_eq!(read.keys().collect::<Vec<_>>(), ["a/b.pdf", "b.pdf"]);
        let lines: Vec<&str> = text.lines().collect();
        for other in [
            text.trim_end().to_owned(),
            format!("{}\n{}\n", lines[1], lines[0]),
            format!("{text}{}\n", lines[1]),
            text.replace("  ", " *"),
            text.replace('\n', "\r\n"),
            format!("{text}\n"),
        ] {
            assert!(parse(other.as_bytes()).is_err(), "{other:?}");
        }
    }
}

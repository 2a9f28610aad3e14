//! `SHA256SUMS`, in the form of GNU coreutils: `DIGEST  PATH`, a line a file.

use std::fmt::Write as _;

use super::Digest;

/// Prints a list, sorted by path.
#[must_use]
pub fn print<'a>(files: impl IntoIterator<Item = (&'a str, Digest)>) -> String {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_unstable();
    files.into_iter().fold(String::new(), |mut text, (path, digest)| {
        let _ = writeln!(text, "{digest}  {path}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_by_path() {
        let digest = Digest::of(b"");
        let text = print([("b.pdf", digest), ("a/b.pdf", digest)]);
        assert_eq!(text, format!("{digest}  a/b.pdf\n{digest}  b.pdf\n"));
    }
}

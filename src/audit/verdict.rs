//! Verdicts (*utslag*): what can be said of a file, never a bare yes or no.

use std::collections::BTreeMap;

use super::{Digest, DocumentKey, Issued, LetterStanding, Register, Standing};

/// What can be said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is what was issued or composed.
    Intact {
        /// Where the document stands by now; letters that are not to be sent count as withdrawn.
        standing: Standing,
    },
    /// It bears the name of something that was issued, and its bytes are others.
    Altered {
        /// What was issued.
        expected: Digest,
        /// What is there.
        found: Digest,
    },
    /// It was issued, and is not there.
    Missing {
        /// What was issued.
        expected: Digest,
    },
    /// It was never issued.
    Unlisted {
        /// What is there.
        found: Digest,
    },
    /// A commit was interrupted; the next `produce` carries it out.
    Pending,
}

impl Verdict {
    /// Whether nothing is wrong with the file.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        matches!(self, Self::Intact { .. })
    }
}

/// A verdict on a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file's path, below `output/` or as the user gave it.
    pub path: String,
    /// Which document it is or claims to be, with its revision.
    pub document: Option<(DocumentKey, u32)>,
    /// What can be said of it.
    pub verdict: Verdict,
}

/// A file that should be there.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Its path below `output/`.
    pub path: String,
    /// Which document it is, when it is one.
    pub document: Option<(DocumentKey, u32)>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Where it stands.
    pub standing: Standing,
}

/// Judges all files of a folder: those that should be there and those that are.
#[must_use]
pub fn judge(expected: &[Expected], found: &BTreeMap<String, Digest>) -> Vec<Finding> {
    let known: BTreeMap<&str, &Expected> =
        expected.iter().map(|expected| (expected.path.as_str(), expected)).collect();
    let mut findings: Vec<Finding> = expected
        .iter()
        .map(|expected| Finding {
            path: expected.path.clone(),
            document: expected.document.clone(),
            verdict: match found.get(&expected.path) {
                None => Verdict::Missing { expected: expected.digest },
                Some(found) if *found == expected.digest => {
                    Verdict::Intact { standing: expected.standing }
                }
                Some(found) => Verdict::Altered { expected: expected.digest, found: *found },
            },
        })
        .collect();
    let unlisted = found.iter().filter(|(path, _)| !known.contains_key(path.as_str()));
    findings.extend(unlisted.map(|(path, found)| Finding {
        path: path.clone(),
        document: None,
        verdict: Verdict::Unlisted { found: *found },
    }));
    findings.sort_by(|a, b| a.path.cmp(&b.path));
    findings
}

/// Judges one file from anywhere by its bytes: is it one of those that were issued? An altered
/// copy is recognised by the identifier in its metadata.
#[must_use]
pub fn judge_file(register: &Register, path: &str, bytes: &[u8]) -> Finding {
    let found = Digest::of(bytes);
    let name = |issued: &Issued| Some((issued.document.clone(), issued.revision));
    let path = path.to_owned();
    if let Some(issued) = register.documents().iter().find(|issued| issued.digest == found) {
        let verdict = Verdict::Intact { standing: issued.standing };
        return Finding { path, document: name(issued), verdict };
    }
    let claimed = register.documents().iter().find(|issued| claims(bytes, issued));
    match claimed {
        Some(issued) => {
            let verdict = Verdict::Altered { expected: issued.digest, found };
            Finding { path, document: name(issued), verdict }
        }
        None => Finding { path, document: None, verdict: Verdict::Unlisted { found } },
    }
}

/// Whether a PDF's metadata say that it is this document.
fn claims(bytes: &[u8], issued: &Issued) -> bool {
    let identifier = identifier(&issued.document.to_string(), issued.revision);
    bytes.windows(identifier.len()).enumerate().any(|(at, window)| {
        window == identifier.as_bytes()
            // r1 is not r10.
            && !bytes.get(at + identifier.len()).is_some_and(u8::is_ascii_digit)
    })
}

/// What a document's metadata call it: `avsikt:solbacken/declaration/r1`.
#[must_use]
pub fn identifier(reference: &str, revision: u32) -> String {
    format!("avsikt:{reference}/r{revision}")
}

/// The standing of a letter in the words of documents.
#[must_use]
pub fn letter_standing(standing: LetterStanding) -> Standing {
    match standing {
        LetterStanding::Queued => Standing::Current,
        LetterStanding::Withdrawn => Standing::Withdrawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_gets_its_verdict() {
        let digest = Digest::of;
        let expect = |path: &str, bytes: &[u8], standing| Expected {
            path: path.to_owned(),
            document: None,
            digest: digest(bytes),
            standing,
        };
        let expected = [
            expect("a", b"a", Standing::Current),
            expect("b", b"b", Standing::Superseded),
            expect("c", b"c", Standing::Current),
            expect("d", b"d", Standing::Current),
        ];
        let found = BTreeMap::from([
            ("a".to_owned(), digest(b"a")),
            ("b".to_owned(), digest(b"b")),
            ("c".to_owned(), digest(b"x")),
            ("e".to_owned(), digest(b"e")),
        ]);
        let verdicts: Vec<_> = judge(&expected, &found).into_iter().map(|f| f.verdict).collect();
        assert_eq!(
            verdicts,
            [
                Verdict::Intact { standing: Standing::Current },
                Verdict::Intact { standing: Standing::Superseded },
                Verdict::Altered { expected: digest(b"c"), found: digest(b"x") },
                Verdict::Missing { expected: digest(b"d") },
                Verdict::Unlisted { found: digest(b"e") },
            ]
        );
    }

    #[test]
    fn a_file_from_anywhere_is_recognised_by_its_bytes_or_its_identifier() {
        let mut register = Register::new("00".repeat(16));
        let key = DocumentKey::try_from("solbacken/declaration".to_owned()).unwrap();
        let at = "2018-03-26T10:00:00Z".parse().unwrap();
        register.issue(key.clone(), Digest::of(b"avsikt:solbacken/declaration/r1"), at);
        let judge = |bytes: &[u8]| judge_file(&register, "x.pdf", bytes);
        let intact = judge(b"avsikt:solbacken/declaration/r1");
        assert_eq!(intact.verdict, Verdict::Intact { standing: Standing::Current });
        let altered = judge(b"%PDF avsikt:solbacken/declaration/r1 %");
        assert_eq!(altered.document, Some((key, 1)));
        assert!(matches!(altered.verdict, Verdict::Altered { .. }));
        let other = judge(b"%PDF avsikt:solbacken/declaration/r10 %");
        assert!(matches!(other.verdict, Verdict::Unlisted { .. }));
    }
}

//! Verdicts (*utslag*): what can be said of a file, never a bare yes or no.

use super::{Digest, DocumentKey, Issued, Register, Standing};
use crate::sentence;
use crate::words::Sentence;

/// What can be said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is the document that was issued.
    Intact {
        /// Where the document stands by now.
        standing: Standing,
    },
    /// It was disposed of, and is not there, as it should be.
    Erased {
        /// The decision to do so.
        decision: String,
    },
    /// It is the document that was issued, a copy that was kept elsewhere: it was disposed of here.
    ErasedCopy {
        /// The decision to do so.
        decision: String,
    },
    /// It was disposed of, and lies there all the same.
    Lingering {
        /// The decision to do so.
        decision: String,
    },
    /// It was left out of the package in which the rest lies, which says so.
    LeftOut,
    /// It is what was written, and no document.
    Sound {
        /// What it is.
        what: Sentence,
    },
    /// Its name or its metadata say that it is something, and its bytes are others.
    Altered {
        /// What was issued or written.
        expected: Digest,
        /// What is there.
        found: Digest,
    },
    /// It was issued or written, and is not there.
    Missing {
        /// What was issued or written.
        expected: Digest,
    },
    /// It was never issued or written here.
    Unlisted {
        /// What is there.
        found: Digest,
    },
    /// It cannot be read, or is no file.
    Unreadable {
        /// What the system says.
        reason: String,
    },
    /// It is evidence, and does not hold.
    Broken {
        /// What differs, what that means, what to do.
        reason: Sentence,
    },
    /// A run was interrupted; the next `produce` carries it out, or cleans up.
    Pending,
}

impl Verdict {
    /// Whether nothing is wrong with the file.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        matches!(
            self,
            Self::Intact { .. }
                | Self::Sound { .. }
                | Self::Erased { .. }
                | Self::ErasedCopy { .. }
                | Self::LeftOut
        )
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

impl Finding {
    /// A verdict on a file that is no document.
    #[must_use]
    pub fn new(path: impl Into<String>, verdict: Verdict) -> Self {
        Self { path: path.into(), document: None, verdict }
    }

    /// That evidence does not hold.
    #[must_use]
    pub fn broken(path: impl Into<String>, reason: Sentence) -> Self {
        Self::new(path, Verdict::Broken { reason })
    }
}

/// Judges one file from anywhere by its bytes: is it a document that was issued? An altered copy
/// is recognised by the identifier in its metadata.
#[must_use]
pub fn judge_file(register: &Register, path: &str, bytes: &[u8]) -> Finding {
    let found = Digest::of(bytes);
    let name = |issued: &Issued| Some((issued.document.clone(), issued.revision));
    let path = path.to_owned();
    if let Some(issued) = register.documents().iter().find(|issued| issued.digest == found) {
        let erasure = issued.document.signatory.as_ref().and_then(|id| register.erasure(id));
        let verdict = match erasure {
            Some(erasure) => Verdict::ErasedCopy { decision: erasure.decision.clone() },
            None => Verdict::Intact { standing: issued.standing },
        };
        return Finding { path, document: name(issued), verdict };
    }
    if let Some(what) = other(register, found) {
        return Finding::new(path, Verdict::Sound { what });
    }
    let claimed = claims(bytes).into_iter().find_map(|(reference, revision)| {
        register.issued(&DocumentKey::try_from(reference).ok()?, revision)
    });
    match claimed {
        Some(issued) => {
            let verdict = Verdict::Altered { expected: issued.digest, found };
            Finding { path, document: name(issued), verdict }
        }
        None => Finding { path, document: None, verdict: Verdict::Unlisted { found } },
    }
}

/// What else of ours has that digest: a letter, or something that came back.
fn other(register: &Register, found: Digest) -> Option<Sentence> {
    let letter = register.letters().iter().find(|composed| composed.digest == found);
    let letter = letter.map(|composed| {
        let letter = composed.letter.name();
        sentence!("verify-letter", letter = letter, revision = composed.revision)
    });
    let returned = || {
        let all = register.received().iter().filter(|received| !received.retracted);
        let received = all.into_iter().find(|received| received.copies.contains(&found))?;
        Some(sentence!("verify-received", signatory = received.signatory.as_str()))
    };
    letter.or_else(returned)
}

/// What an identifier begins with.
const IDENTIFIER: &str = "avsikt:";

/// What a document's metadata call it: `avsikt:solbacken/declaration/r1`.
#[must_use]
pub fn identifier(reference: &str, revision: u32) -> String {
    format!("{IDENTIFIER}{reference}/r{revision}")
}

/// The references with revisions of all identifiers in some bytes.
fn claims(bytes: &[u8]) -> Vec<(String, u32)> {
    let part = |byte: &u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/')
    };
    let begins = bytes.windows(IDENTIFIER.len()).enumerate();
    begins
        .filter(|(_, window)| *window == IDENTIFIER.as_bytes())
        .filter_map(|(at, _)| {
            let rest = &bytes[at + IDENTIFIER.len()..];
            let end = rest.iter().position(|byte| !part(byte)).unwrap_or(rest.len());
            let (reference, revision) =
                std::str::from_utf8(&rest[..end]).ok()?.rsplit_once("/r")?;
            Some((reference.to_owned(), revision.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Ledger;
    use crate::audit::entry::Event;
    use crate::audit::ledger::tests::{batch, key, signing_key, stamp};

    #[test]
    fn a_file_from_anywhere_is_recognised_by_its_bytes_or_its_identifier() {
        let mut ledger = Ledger::default();
        ledger.append(batch(&signing_key()), &stamp(1));
        let document = key("solbacken/declaration");
        let digest = Digest::of(b"avsikt:solbacken/declaration/r1");
        let event = Event::Issued { document: document.clone(), revision: 1, digest };
        ledger.append(event, &stamp(1));
        let judge = |bytes: &[u8]| judge_file(ledger.register(), "x.pdf", bytes);
        let intact = judge(b"avsikt:solbacken/declaration/r1");
        assert_eq!(intact.verdict, Verdict::Intact { standing: Standing::Current });
        let altered = judge(b"%PDF avsikt:solbacken/declaration/r1 %");
        assert_eq!(altered.document, Some((document, 1)));
        assert!(matches!(altered.verdict, Verdict::Altered { .. }));
        for other in ["r10", "r2", "r", "x1"] {
            let other = judge(format!("%PDF avsikt:solbacken/declaration/{other} %").as_bytes());
            assert!(matches!(other.verdict, Verdict::Unlisted { .. }));
        }
    }
}

//! `verify.html`: the evidence as a page for people who will never open a terminal.
//!
//! One self-contained file. What it may run and how it looks is fixed by digests in its content
//! security policy; the evidence is data in it, and never becomes markup.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::signature::to_base64;
use super::{Checkpoint, PublicKey, Register, Standing};

/// The page before anything is put in; each placeholder stands in it once.
const PAGE: &str = include_str!("page/verify.html");
const STYLE: &str = include_str!("page/verify.css");
const SCRIPT: &str = include_str!("page/verify.js");

/// The page of a ledger. It holds ids and digests, and nothing of people.
#[must_use]
pub fn page(title: &str, register: &Register, checkpoint: &Checkpoint, key: &PublicKey) -> String {
    let documents = register.documents().iter().map(|issued| {
        json!({
            "document": issued.document.to_string(),
            "revision": issued.revision,
            "digest": issued.digest.to_string(),
            "issued": issued.issued.to_string(),
            "standing": match issued.standing {
                Standing::Current => "current",
                Standing::Superseded => "superseded",
                Standing::Withdrawn => "withdrawn",
            },
        })
    });
    let evidence = json!({
        "form": "avsikt-page-1",
        "title": title,
        "origin": register.origin(),
        "key": to_base64(key.as_bytes()),
        "fingerprint": key.fingerprint(),
        "checkpoint": checkpoint.print(),
        "documents": documents.collect::<Vec<_>>(),
    });
    // Nothing in the evidence can end the element that it stands in.
    let evidence = evidence.to_string().replace('<', "\\u003c");
    let hash = |text: &str| format!("'sha256-{}'", to_base64(&Sha256::digest(text)));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    // The evidence last: a placeholder in a title stays a title.
    PAGE.replacen("{{csp}}", &policy, 1)
        .replacen("/*{{css}}*/", STYLE, 1)
        .replacen("/*{{js}}*/", SCRIPT, 1)
        .replacen("{{evidence}}", &evidence, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::ledger::tests::{batch, key, signing_key, stamp};
    use crate::audit::{Digest, Event, Ledger};

    #[test]
    fn a_title_never_becomes_markup_or_a_placeholder() {
        for part in [STYLE, SCRIPT] {
            for forbidden in ["</style", "</script", "<!--", "\r", "{{csp}}", "{{evidence}}"] {
                assert!(!part.to_lowercase().contains(forbidden), "{forbidden}");
            }
        }
        let mut ledger = Ledger::default();
        ledger.append(batch(&signing_key()), &stamp(1));
        let document = key("a/declaration");
        ledger.append(Event::Issued { document, revision: 1, digest: Digest::of(b"x") }, &stamp(1));
        let checkpoint = ledger.checkpoint(&signing_key()).unwrap();
        let title = "</script><script>alert(1)</script> /*{{js}}*/ {{csp}}";
        let made = page(title, ledger.register(), &checkpoint, &signing_key().public());
        assert_eq!(made.matches("<script").count(), 2, "the data and the program");
        assert!(made.contains("/*{{js}}*/ {{csp}}") && made.contains("\\u003c/script>"));
        assert!(made.contains(&Digest::of(b"x").to_string()));
        let policy = made.split("content=\"").find(|part| part.starts_with("default-src 'none'"));
        assert!(policy.is_some(), "the policy comes first");
    }
}

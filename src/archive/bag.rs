//! The texts of an archive package (*arkivpaket*): BagIt 1.0, RFC 8493; pure.
//!
//! ```text
//! bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//! data/output/…  data/inputs/…  data/verifying.sv.md …  data/LEFT-OUT.txt
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;

use super::layout;
use crate::audit::Digest;
use crate::diagnostic::wrapped;
use crate::folder::{OUTPUT_DIRECTORY, ROSTER_FILE};
use crate::sentence;
use crate::words::{Language, Sentence, Words};

/// Where the payload lies in a package.
pub const PAYLOAD: &str = "data";

/// What says of a folder that it is a bag.
pub const DECLARATION: &str = "bagit.txt";
/// Where, below it, the roster and the templates lie.
pub const INPUTS: &str = "inputs";
/// What says, below it, which files were left out, and why.
pub const LEFT_OUT: &str = "LEFT-OUT.txt";

/// What lists the payload's files, and what lists the files around it.
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// How long a line of a package's texts is at most, where it can be broken.
const WIDTH: usize = 78;

/// How much of a ceremony's folder a package holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All but what `produce` or the coordinator alone needs, and paper for the day.
    Whole,
    /// Nor what is about people and needed by nobody who checks a document.
    WithoutPersonalData,
}

/// What can be left out of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Private,
    Extras,
    Overview,
    Letters,
    Scans,
    Roster,
}

impl Part {
    const ALL: [Self; 6] =
        [Self::Private, Self::Extras, Self::Overview, Self::Letters, Self::Scans, Self::Roster];

    /// Where it lies below the payload; a directory ends with `/`.
    fn place(self) -> String {
        match self {
            Self::Private => format!("{OUTPUT_DIRECTORY}/{}/", layout::PRIVATE),
            Self::Extras => format!("{OUTPUT_DIRECTORY}/{}/", layout::EXTRAS),
            Self::Overview => format!("{OUTPUT_DIRECTORY}/{}", layout::OVERVIEW),
            Self::Letters => format!("{OUTPUT_DIRECTORY}/{}/", layout::OUTBOX),
            Self::Scans => format!("{OUTPUT_DIRECTORY}/{}/", layout::RECEIVED),
            Self::Roster => format!("{INPUTS}/{ROSTER_FILE}"),
        }
    }

    fn holds(self, path: &str) -> bool {
        let place = self.place();
        // What became of the letters is evidence, and tells of nobody.
        if path == format!("{OUTPUT_DIRECTORY}/{}", layout::DELIVERY) {
            return false;
        }
        if place.ends_with('/') { path.starts_with(&place) } else { path == place }
    }

    fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.holds(path))
    }

    /// What it is and why it was left out.
    fn reason(self) -> Sentence {
        match self {
            Self::Private => sentence!("bag-left-out-private"),
            Self::Extras => sentence!("bag-left-out-extras"),
            Self::Overview => sentence!("bag-left-out-overview"),
            Self::Letters => sentence!("bag-left-out-letters"),
            Self::Scans => sentence!("bag-left-out-scans"),
            Self::Roster => sentence!("bag-left-out-roster"),
        }
    }
}

impl Scope {
    /// Whether a file, by its path below the payload, is left out.
    #[must_use]
    pub fn leaves_out(self, path: &str) -> bool {
        match Part::of(path) {
            None => false,
            Some(Part::Private | Part::Extras | Part::Overview) => true,
            Some(_) => self == Self::WithoutPersonalData,
        }
    }
}

/// What `bag-info.txt` says.
#[derive(Debug, Clone)]
pub struct Info<'a> {
    /// The host.
    pub organisation: &'a str,
    /// The ledger's name.
    pub origin: &'a str,
    /// When the package was made.
    pub date: Date,
    /// What it holds.
    pub description: &'a str,
    /// The paths, below the payload, of what was left out, sorted.
    pub left_out: &'a [String],
}

/// The files around the payload, from its files' digests and sizes by their paths in the package.
#[must_use]
pub fn tag_files(
    payload: &BTreeMap<String, (Digest, u64)>,
    info: &Info<'_>,
) -> Vec<(String, String)> {
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned();
    let manifest = manifest(payload.iter().map(|(path, (digest, _))| (path.as_str(), *digest)));
    let bytes: u64 = payload.values().map(|(_, size)| size).sum();
    let mut tags = vec![
        ("bag-info.txt".to_owned(), information(info, bytes, payload.len())),
        (DECLARATION.to_owned(), declaration),
        (MANIFEST.to_owned(), manifest),
    ];
    let digests = tags.iter().map(|(path, text)| (path.as_str(), Digest::of(text.as_bytes())));
    tags.push((TAG_MANIFEST.to_owned(), self::manifest(digests)));
    tags
}

/// Whether a path has a character that some tools do not decode: `bagit.py` leaves `%25` as it is.
#[must_use]
pub fn is_awkward(path: &str) -> bool {
    path.contains('%')
}

/// A manifest: `DIGEST  PATH`, a line a file.
fn manifest<'a>(files: impl Iterator<Item = (&'a str, Digest)>) -> String {
    files.fold(String::new(), |mut text, (path, digest)| {
        let _ = writeln!(text, "{digest}  {}", encoded(path));
        text
    })
}

/// A path as it stands in a manifest: CR, LF and `%` percent-encoded, and only those (RFC 8493,
/// 2.1.3).
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn decoded(path: &str) -> String {
    path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
}

fn information(info: &Info<'_>, bytes: u64, files: usize) -> String {
    let mut text = String::new();
    let mut say = |label: &str, value: &str| {
        // A long value goes on in the next line, which begins with white space.
        text += &paragraph(&format!("{label}: {value}"), 2);
    };
    say("Source-Organization", info.organisation);
    say("External-Identifier", info.origin);
    say("External-Description", info.description);
    say("Bagging-Date", &info.date.to_string());
    say("Payload-Oxum", &format!("{bytes}.{files}"));
    say("Bag-Software-Agent", concat!("avsikt ", env!("CARGO_PKG_VERSION")));
    for (part, count) in parts(info.left_out) {
        let files = if count == 1 { "file" } else { "files" };
        let place = part.place();
        say("Left-Out", &format!("{PAYLOAD}/{place} ({count} {files}; see {PAYLOAD}/{LEFT_OUT})"));
    }
    text
}

/// The parts that were left out, with how many files each had.
fn parts(left_out: &[String]) -> BTreeMap<Part, usize> {
    let mut parts = BTreeMap::new();
    for part in left_out.iter().filter_map(|path| Part::of(path)) {
        *parts.entry(part).or_default() += 1;
    }
    parts
}

/// The text of `LEFT-OUT.txt`: in each language what was left out and what follows from that, then
/// the files' paths.
#[must_use]
pub fn left_out(left_out: &[String]) -> String {
    let mut text = String::new();
    for language in Language::ALL {
        let words = Words::of(language);
        let say = |sentence: &Sentence| paragraph(&words.say(sentence), 0);
        text += &say(&sentence!("bag-left-out"));
        for part in parts(left_out).into_keys() {
            let reason = format!("- {PAYLOAD}/{}: {}", part.place(), words.say(&part.reason()));
            text += &paragraph(&reason, 2);
        }
        text += &say(&sentence!("bag-left-out-verify"));
        text.push('\n');
    }
    for path in left_out {
        let _ = writeln!(text, "{PAYLOAD}/{}", encoded(path));
    }
    text
}

/// The files, by their paths below `output/`, that a package's list says were left out: as far as a
/// package may leave them out, so that nothing that proves something passes as left out. The package's
/// own manifests have to vouch for the list; `tag` reads a file beside the payload.
///
/// # Errors
/// When it is no such list, or not the one that the manifests list.
pub fn read_left_out(
    list: &[u8],
    tag: impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<BTreeSet<String>, Sentence> {
    let manifest = tag(MANIFEST).unwrap_or_default();
    let lists = |manifest: &[u8], path: &str, bytes: &[u8]| {
        let line = format!("{}  {path}", Digest::of(bytes));
        std::str::from_utf8(manifest).is_ok_and(|text| text.lines().any(|known| known == line))
    };
    let vouched = lists(&manifest, &format!("{PAYLOAD}/{LEFT_OUT}"), list)
        && lists(&tag(TAG_MANIFEST).unwrap_or_default(), MANIFEST, &manifest);
    if !vouched {
        return Err(sentence!("evidence-left-out-manifest"));
    }
    let text = std::str::from_utf8(list).ok();
    let (_, paths) = text
        .and_then(|text| text.rsplit_once("\n\n"))
        .ok_or_else(|| sentence!("evidence-left-out-form"))?;
    let payload = format!("{PAYLOAD}/");
    let output = format!("{OUTPUT_DIRECTORY}/");
    let paths = paths.lines().filter_map(|line| line.strip_prefix(&payload)).map(decoded);
    let may_be = paths.filter(|path| Part::of(path).is_some());
    Ok(may_be.filter_map(|path| path.strip_prefix(&output).map(str::to_owned)).collect())
}

/// A text in lines of at most [`WIDTH`] characters where that can be, all but the first indented.
/// No end of a line in it is one here.
fn paragraph(text: &str, indent: usize) -> String {
    wrapped(&text.split_whitespace().collect::<Vec<_>>().join(" "), WIDTH, indent) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info<'a>(left_out: &'a [String], description: &'a str) -> Info<'a> {
        Info {
            organisation: "Lunds kommun",
            origin: "avsikt/00112233445566778899aabbccddeeff",
            date: "2018-05-02".parse().unwrap(),
            description,
            left_out,
        }
    }

    #[test]
    fn carriage_returns_line_feeds_and_percent_signs_are_encoded_and_nothing_else_is() {
        let path = "data/a\rb\nc%0A å ü.pdf";
        assert_eq!(encoded(path), "data/a%0Db%0Ac%250A å ü.pdf");
        assert_eq!(decoded(&encoded(path)), path);
        let digest = Digest::of(b"");
        let payload = BTreeMap::from([("data/50 %\n.png".to_owned(), (digest, 0))]);
        let tags = tag_files(&payload, &info(&[], "x"));
        assert!(is_awkward("data/50 %\n.png") && !is_awkward("data/50.png"));
        assert_eq!(tags[2].1, format!("{digest}  data/50 %25%0A.png\n"));
    }

    #[test]
    fn the_tags_say_whose_it_is_how_much_it_is_and_what_is_not_in_it() {
        let digest = Digest::of(b"abc");
        let payload = BTreeMap::from([
            ("data/a".to_owned(), (digest, 3)),
            ("data/b".to_owned(), (digest, 40)),
        ]);
        let left_out = ["output/private/inputs.json".to_owned()];
        let description = "avsikt ".repeat(20);
        let tags = tag_files(&payload, &info(&left_out, &description));
        let names: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
        );
        let info = &tags[0].1;
        for line in [
            "Source-Organization: Lunds kommun",
            "External-Identifier: avsikt/00112233445566778899aabbccddeeff",
            "Bagging-Date: 2018-05-02",
            "Payload-Oxum: 43.2",
            "Left-Out: data/output/private/ (1 file; see data/LEFT-OUT.txt)",
        ] {
            assert!(info.lines().any(|l| l == line), "{line} in {info}");
        }
        assert!(info.lines().all(|line| line.chars().count() <= WIDTH), "{info}");
        assert!(info.lines().all(|line| line.contains(": ") || line.starts_with("  ")), "{info}");
        assert_eq!(tags[3].1.lines().count(), 3, "the manifest of the tags lists all but itself");
    }

    #[test]
    fn a_list_of_what_was_left_out_excuses_nothing_that_proves_and_nothing_unless_it_is_listed() {
        let left_out = [
            "output/outbox/a-r1.eml".to_owned(),
            "output/private/50 %25\n.json".to_owned(),
            "output/documents/a/declaration-r1.pdf".to_owned(),
            "output/ledger.jsonl".to_owned(),
            "inputs/signatories.toml".to_owned(),
        ];
        let list = super::left_out(&left_out);
        let path = format!("{PAYLOAD}/{LEFT_OUT}");
        let payload = BTreeMap::from([(path, (Digest::of(list.as_bytes()), 0))]);
        let tags: BTreeMap<String, String> =
            tag_files(&payload, &info(&left_out, "x")).into_iter().collect();
        let read = |list: &str, tags: &BTreeMap<String, String>| {
            let tag = |name: &str| tags.get(name).map(|text| text.clone().into_bytes());
            read_left_out(list.as_bytes(), tag).map_err(|reason| reason.key())
        };
        let right = ["outbox/a-r1.eml", "private/50 %25\n.json"].map(str::to_owned);
        assert_eq!(read(&list, &tags), Ok(BTreeSet::from(right)));
        let altered = format!("{list}data/output/received/a/x.pdf\n");
        assert_eq!(read(&altered, &tags), Err("evidence-left-out-manifest"));
        for name in [MANIFEST, TAG_MANIFEST] {
            let mut without = tags.clone();
            without.remove(name);
            assert_eq!(read(&list, &without), Err("evidence-left-out-manifest"), "{name}");
        }
    }

    #[test]
    fn people_s_data_are_left_out_when_asked_for_and_what_is_private_always() {
        let people = [
            "output/outbox/solbacken-r1.eml",
            "output/outbox/withdrawn/solbacken-r1.eml",
            "output/received/solbacken/declaration-r1-1.pdf",
            "inputs/signatories.toml",
        ];
        for path in people {
            assert!(Scope::WithoutPersonalData.leaves_out(path), "{path}");
            assert!(!Scope::Whole.leaves_out(path), "{path}");
        }
        for scope in [Scope::Whole, Scope::WithoutPersonalData] {
            for path in
                ["output/private/inputs.json", "output/extras/place-cards.pdf", "output/index.html"]
            {
                assert!(scope.leaves_out(path), "{path}");
            }
            for path in ["output/ledger.jsonl", "output/documents/outbox/a-r1.pdf", "inputs/x"] {
                assert!(!scope.leaves_out(path), "{path}");
            }
        }
    }
}

//! An archive package (*arkivpaket*) of a ceremony's folder, when it is sound.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::Moment;
use super::prepare::read_roster;
use crate::archive::bag::{self, INPUTS, Info, LEFT_OUT, PAYLOAD, Scope};
use crate::archive::judge::Judgement;
use crate::archive::package::{self, Content, Form, Source};
use crate::archive::{inspect, layout};
use crate::audit::entry::Entry;
use crate::audit::{Digest, Ledger};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::folder::{Folder, OUTPUT_DIRECTORY, ROSTER_FILE, TEMPLATES_DIRECTORY, keep_apart};
use crate::monitor::Monitor;
use crate::roster::Roster;
use crate::sentence;
use crate::words::{Words, dates};

/// How to check a package without this program.
const GUIDES: [(&str, &str); 3] = [
    ("verifying.sv.md", include_str!("../../docs/verifying.sv.md")),
    ("verifying.en.md", include_str!("../../docs/verifying.en.md")),
    ("verify.py", include_str!("../../docs/verify.py")),
];

/// What an archive package is to be.
#[derive(Debug, Clone, Copy)]
pub struct Packaging<'a> {
    /// Where it is to lie.
    pub to: &'a Path,
    /// A folder or a zip, whose name ends with `.zip`, be it said or not.
    pub form: Form,
    /// How much it is to hold.
    pub scope: Scope,
}

/// What came of it.
#[derive(Debug)]
pub enum Archived {
    /// The package was written.
    Written(Package),
    /// Nothing was: the folder is not what it should be.
    Unsound(Box<Judgement>),
}

/// A package that was written.
#[derive(Debug, Clone)]
pub struct Package {
    /// Where it lies.
    pub path: PathBuf,
    /// How many files its payload has.
    pub files: usize,
    /// How many bytes those are.
    pub bytes: u64,
    /// The paths, below `data/`, of what was left out.
    pub left_out: Vec<String>,
}

/// Writes an archive package of a ceremony's folder. Nothing in the folder is changed.
///
/// # Errors
/// All that is wrong with the roster; when nothing has been issued, something is in the package's
/// place, or the disk refuses: then there is no package, nor a part of one.
pub fn archive(
    root: &Path,
    packaging: &Packaging<'_>,
    moment: &Moment,
    monitor: &dyn Monitor,
) -> Result<Warned<Archived>, Diagnostics> {
    let Warned { value: (folder, roster), mut warnings } = read_roster(root)?;
    let output = root.join(OUTPUT_DIRECTORY);
    let to = destination(packaging);
    keep_apart(root, &to)?;
    let (judgement, digests) = inspect::folder_with_digests(&output, monitor)?;
    let sound = judgement.is_sound();
    let Some(ledger) = judgement.ledger.as_ref().filter(|_| sound) else {
        return Ok(Warned { value: Archived::Unsound(Box::new(judgement)), warnings });
    };

    let mut contents = issued(&output, &digests);
    contents.extend(inputs(&folder));
    contents.extend(GUIDES.map(|(path, text)| Content::new(path, text.as_bytes().to_vec())));
    let leaves_out = |content: &Content| packaging.scope.leaves_out(&content.path);
    let (without, mut payload): (Vec<_>, Vec<_>) = contents.into_iter().partition(leaves_out);
    let mut left_out: Vec<String> = without.into_iter().map(|content| content.path).collect();
    left_out.sort_unstable();
    if !left_out.is_empty() {
        payload.push(Content::new(LEFT_OUT, bag::left_out(&left_out).into_bytes()));
    }

    for Content { path, .. } in payload.iter().filter(|content| bag::is_awkward(&content.path)) {
        let warning = Diagnostic::warning(sentence!("archive-percent", path = path));
        warnings.push(warning.remedy(sentence!("archive-percent-remedy")));
    }

    let mut sizes = BTreeMap::new();
    for content in &mut payload {
        content.path = format!("{PAYLOAD}/{}", content.path);
        let size = match &content.source {
            Source::Bytes(bytes) => bytes.len() as u64,
            Source::File(path) => fs::metadata(path)
                .map(|metadata| metadata.len())
                .map_err(|error| package::unreadable(path, &error))?,
        };
        sizes.insert(content.path.clone(), (content.digest, size));
    }
    let language = roster.ceremony.language;
    let description = description(&roster);
    let info = Info {
        organisation: &roster.host.organisation,
        origin: ledger.register().origin(),
        date: moment.stamp(&roster.ceremony.zone).instant.day(),
        description: &Words::of(language).say(&description),
        left_out: &left_out,
    };
    let tags = bag::tag_files(&sizes, &info);
    let tags = tags.into_iter().map(|(path, text)| Content::new(path, text.into_bytes()));
    payload.extend(tags);
    package::write(&to, packaging.form, &payload, last_instant(ledger), monitor)?;
    let written = Package {
        path: to,
        files: sizes.len(),
        bytes: sizes.values().map(|(_, size)| size).sum(),
        left_out,
    };
    Ok(Warned { value: Archived::Written(written), warnings })
}

/// Where the package lies in the end.
fn destination(packaging: &Packaging<'_>) -> PathBuf {
    let to = packaging.to;
    let ends = to.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    if packaging.form == Form::Folder || ends {
        return to.to_owned();
    }
    let mut name = to.as_os_str().to_owned();
    name.push(".zip");
    name.into()
}

/// The files of `output/`, as they were judged.
fn issued(output: &Path, digests: &BTreeMap<String, Digest>) -> Vec<Content> {
    let kept = digests.iter().filter(|(path, _)| *path != layout::LOCK);
    kept.map(|(path, digest)| Content {
        path: format!("{OUTPUT_DIRECTORY}/{path}"),
        source: Source::File(output.join(path)),
        digest: *digest,
        private: layout::is_private(path),
    })
    .collect()
}

/// What everything was made from, as it was read.
fn inputs(folder: &Folder) -> Vec<Content> {
    let roster = folder.roster.text.as_bytes().to_vec();
    let roster =
        Content { private: true, ..Content::new(format!("{INPUTS}/{ROSTER_FILE}"), roster) };
    let templates = folder.templates.iter().map(|(path, bytes)| {
        Content::new(format!("{INPUTS}/{TEMPLATES_DIRECTORY}/{path}"), bytes.clone())
    });
    [roster].into_iter().chain(templates).collect()
}

/// What a package holds, in a sentence.
fn description(roster: &Roster) -> crate::words::Sentence {
    let ceremony = &roster.ceremony;
    sentence!(
        "bag-description",
        title = &ceremony.title,
        date = dates::date(ceremony.date, ceremony.language)
    )
}

/// When the newest line of a ledger was written, as the clocks showed it.
fn last_instant(ledger: &Ledger) -> Option<DateTime> {
    let line = ledger.line(ledger.size().checked_sub(1)?)?;
    Some(Entry::parse(line).ok()?.instant.clock())
}

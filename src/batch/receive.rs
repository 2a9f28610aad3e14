//! What comes back from a signatory: signed copies and powers of attorney, recorded and kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::prepare::read_roster;
use super::{Moment, erase, overview};
use crate::archive::{Archive, layout};
use crate::audit::standing::Copy;
use crate::audit::{Digest, DocumentKey, Event, Register};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned, reason};
use crate::folder::OUTPUT_DIRECTORY;
use crate::keyring::Keyring;
use crate::roster::{Capacity, Id, Kind, Roster};
use crate::sentence;
use crate::words::Sentence;

/// What came back, as somebody says.
#[derive(Debug, Clone, Copy)]
pub enum Returned<'a> {
    /// A signed document.
    Signed {
        /// Scans of it, to be kept.
        scans: &'a [PathBuf],
        /// Which kind; the declaration, unless said otherwise.
        kind: Option<&'a str>,
        /// Which revision; the newest, unless said otherwise.
        revision: Option<u32>,
        /// When it was signed; on the day of the ceremony, unless said otherwise.
        date: Option<Date>,
    },
    /// A power of attorney.
    PowerOfAttorney {
        /// Scans of it, to be kept.
        scans: &'a [PathBuf],
    },
    /// What was recorded last of this signatory was a mistake.
    Mistake,
}

/// What was recorded.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The ledger's line.
    pub sequence: u64,
    /// What was signed, which revision, when.
    pub signed: Option<(DocumentKey, u32, Date)>,
    /// Whether an earlier line was taken back.
    pub retracted: bool,
    /// The scans that are kept, below `output/`.
    pub files: Vec<String>,
}

/// Records what came back from a signatory, and keeps its scans.
///
/// # Errors
/// When the signatory or the document was never issued, a scan cannot be read or is there already,
/// the date is to come; all such faults at once; or what the key and the disk refuse.
pub fn receive(
    root: &Path,
    id: &str,
    returned: &Returned<'_>,
    moment: &Moment,
    keyring: &Keyring<'_>,
) -> Result<Warned<Receipt>, Diagnostics> {
    let Warned { value: (_, roster), warnings: mut found } = read_roster(root)?;
    let output = root.join(OUTPUT_DIRECTORY);
    let own = keyring.find()?.map(|key| key.public());
    // Looking first: nothing is made where nothing has been issued.
    crate::archive::inspect::ledger(&output)?;
    let Warned { value: mut archive, warnings } = Archive::open(&output, own.as_ref())?;
    found.extend(warnings);
    let (key, _) = keyring.sign_for(archive.register().key(), &moment.key_seed)?;
    let stamp = moment.stamp(&roster.ceremony.zone);

    let register = archive.register();
    let id = known(register, id)?;
    erase::refuse_erased(register, &id)?;
    let today = stamp.instant.day();
    let mut faults = Diagnostics::new();
    let mut receipt = Receipt {
        sequence: archive.ledger().size(),
        signed: None,
        retracted: false,
        files: Vec::new(),
    };
    let mut scanned = Vec::new();
    let event = match *returned {
        Returned::Signed { scans, kind, revision, date } => {
            let signed = signed(register, &id, kind, revision).map_err(|f| faults.extend(f)).ok();
            if let (Some((document, revision)), Some(date)) = (&signed, date) {
                found.extend(
                    too_early(register, &id, document, *revision, date).into_iter().collect(),
                );
            }
            let date = day(date, roster.ceremony.date, today).map_err(|f| faults.extend(f)).ok();
            scanned = read(scans, register, &mut faults);
            let copies = scanned.iter().map(|scan| scan.digest).collect();
            signed.zip(date).map(|((document, revision), signed)| {
                receipt.signed = Some((document.clone(), revision, signed));
                Event::Received { signatory: id.clone(), document, revision, signed, copies }
            })
        }
        Returned::PowerOfAttorney { scans } => {
            found.extend(needless(&roster, &id).into_iter().collect());
            scanned = read(scans, register, &mut faults);
            let copies = scanned.iter().map(|scan| scan.digest).collect();
            Some(Event::PowerOfAttorney { signatory: id.clone(), copies })
        }
        Returned::Mistake => {
            receipt.retracted = true;
            let mut theirs = register.received().iter().rev();
            let last = theirs.find(|received| received.signatory == id && !received.retracted);
            if last.is_none() {
                faults.push(fault(
                    sentence!("receive-nothing", id = id.as_str()),
                    sentence!("receive-nothing-remedy"),
                ));
            }
            last.map(|received| Event::Retracted { entry: received.sequence })
        }
    };
    let Some(event) = event.filter(|_| faults.is_empty()) else {
        return Err(faults);
    };

    found.extend(no_scans(&scanned, &id));
    let stage = archive.stage();
    let name = match &receipt.signed {
        Some((document, revision, _)) => format!("{}-r{revision}", document.kind),
        None => "power-of-attorney".to_owned(),
    };
    for scan in scanned {
        let path = free(&archive, &receipt.files, &id, &name, &scan.extension);
        stage.create(&path, scan.bytes, scan.digest)?;
        receipt.files.push(path);
    }
    let mut ledger = archive.ledger().clone();
    ledger.append(event, &stamp);
    let inputs = archive.inputs().clone();
    let log = archive.delivery();
    overview::refresh(&archive, &stage, &roster, ledger.register(), &inputs, log)?;
    archive.commit(stage, ledger, inputs, &key)?;
    Ok(Warned { value: receipt, warnings: found })
}

/// The id of a signatory to whom something was issued, be it on the roster still or not.
pub(super) fn known(register: &Register, id: &str) -> Result<Id, Diagnostics> {
    let ids: Vec<&Id> = register
        .documents()
        .iter()
        .filter_map(|issued| issued.document.signatory.as_ref())
        .collect();
    let found = ids.iter().find(|known| known.as_str() == id);
    found.map(|id| (*id).clone()).ok_or_else(|| {
        let mut names: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        fault(
            sentence!("receive-unknown", id = id),
            sentence!("folder-no-such-id-remedy", ids = names.join(", ")),
        )
        .into()
    })
}

/// The document that was signed, of those that were issued.
fn signed(
    register: &Register,
    id: &Id,
    kind: Option<&str>,
    revision: Option<u32>,
) -> Result<(DocumentKey, u32), Diagnostics> {
    let kind = kind.map_or_else(|| Some(Kind::declaration()), Kind::parse);
    let own = |kind: &Kind| DocumentKey { signatory: Some(id.clone()), kind: kind.clone() };
    let common = |kind: &Kind| DocumentKey { signatory: None, kind: kind.clone() };
    let found = kind.and_then(|kind| {
        let key = [own(&kind), common(&kind)].into_iter().find(|k| register.newest(k).is_some())?;
        let revision = revision.or_else(|| Some(register.newest(&key)?.revision))?;
        register.issued(&key, revision).is_some().then_some((key, revision))
    });
    found.ok_or_else(|| {
        let theirs = register
            .documents()
            .iter()
            .filter(|issued| issued.document.signatory.as_ref().is_none_or(|owner| owner == id));
        let names: Vec<String> =
            theirs.map(|issued| format!("{} r{}", issued.document, issued.revision)).collect();
        fault(
            sentence!("receive-no-document", id = id.as_str()),
            sentence!("receive-no-document-remedy", documents = names.join(", ")),
        )
        .into()
    })
}

/// The day of signing: what was said, or the ceremony's when that has come.
fn day(said: Option<Date>, ceremony: Date, today: Date) -> Result<Date, Diagnostics> {
    let date = said.unwrap_or(ceremony);
    if date <= today {
        return Ok(date);
    }
    Err(match said {
        Some(date) => fault(
            sentence!("receive-to-come", date = date.to_string()),
            sentence!("receive-to-come-remedy"),
        ),
        None => fault(
            sentence!("receive-not-yet", date = ceremony),
            sentence!("receive-not-yet-remedy"),
        ),
    }
    .into())
}

/// Warns of a day that somebody names on which what was signed had not been issued yet.
fn too_early(
    register: &Register,
    id: &Id,
    document: &DocumentKey,
    revision: u32,
    signed: Date,
) -> Option<Diagnostic> {
    let issued = register.issued(document, revision)?.issued.day();
    (signed < issued).then(|| {
        let message = sentence!("receive-too-early", revision = revision, date = issued);
        let remedy = sentence!("receive-too-early-remedy", id = id.as_str());
        Diagnostic::warning(message).remedy(remedy)
    })
}

/// Warns of scans that look like none.
fn no_scans(scans: &[Scan], id: &Id) -> Diagnostics {
    let none = scans.iter().filter(|scan| !is_scan(&scan.bytes));
    let warn = |scan: &Scan| {
        Diagnostic::warning(sentence!("receive-no-scan", path = scan.name.as_str()))
            .remedy(sentence!("receive-no-scan-remedy", id = id.as_str()))
    };
    none.map(warn).collect()
}

/// Whether bytes are what scanners, telephones and signing services make: a PDF, a picture, or an
/// archive with signatures (`ASiC`). Only their beginning is looked at.
fn is_scan(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] = [
        b"%PDF-",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"II*\0",
        b"MM\0*",
        b"RIFF",
        b"PK\x03\x04",
    ];
    // HEIC and AVIF are boxes, the length before the name.
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
        || bytes.get(4..8) == Some(b"ftyp".as_slice())
}

/// Warns of a power of attorney from somebody for whom nobody signs by proxy.
fn needless(roster: &Roster, id: &Id) -> Option<Diagnostic> {
    let signatory = roster.signatory(id)?;
    let proxy = signatory.people.iter().any(|person| person.capacity == Capacity::Proxy);
    (!proxy).then(|| {
        Diagnostic::warning(sentence!("receive-no-proxy", name = &signatory.organisation))
            .remedy(sentence!("receive-no-proxy-remedy", id = id.as_str()))
    })
}

/// Warns of everybody who has signed what a newer revision takes the place of: of what is current
/// before a batch, what it has issued anew.
pub(super) fn replaced(
    roster: &Roster,
    before: &Register,
    issued: &[(DocumentKey, u32, Option<usize>)],
) -> Diagnostics {
    let anew: BTreeSet<&DocumentKey> = issued.iter().map(|(document, ..)| document).collect();
    let signed = before.received().iter().filter(|line| !line.retracted).filter_map(|line| {
        let Copy::Signed { document, revision, .. } = &line.what else { return None };
        let current = before.current(document).is_some_and(|now| now.revision == *revision);
        (current && anew.contains(document)).then_some((&line.signatory, *revision))
    });
    // Of each signatory the newest one.
    let signed: BTreeMap<&Id, u32> = signed.collect();
    let warnings = roster.signatories.iter().filter_map(|signatory| {
        let revision = *signed.get(&signatory.id)?;
        let name = signatory.organisation.as_str();
        let message = sentence!("produce-signed-before", name = name, revision = revision);
        Some(Diagnostic::warning(message).remedy(sentence!("produce-signed-before-remedy")))
    });
    warnings.collect()
}

/// A scan that was read.
struct Scan {
    name: String,
    bytes: Vec<u8>,
    digest: Digest,
    extension: String,
}

/// Reads scans; what is wrong with any of them is added to the faults.
fn read(scans: &[PathBuf], register: &Register, faults: &mut Diagnostics) -> Vec<Scan> {
    let mut read: Vec<Scan> = Vec::new();
    for path in scans {
        let name = path.display().to_string();
        let bytes = match fs::read(path) {
            Ok(bytes) if !bytes.is_empty() => bytes,
            Ok(_) => {
                faults.push(fault(
                    sentence!("receive-empty", path = name),
                    sentence!("receive-empty-remedy"),
                ));
                continue;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                faults.push(fault(
                    sentence!("receive-missing", path = name),
                    sentence!("receive-missing-remedy"),
                ));
                continue;
            }
            Err(error) => {
                faults.push(fault(
                    sentence!("receive-unreadable", path = name, reason = reason(&error)),
                    sentence!("folder-unreadable-remedy"),
                ));
                continue;
            }
        };
        let digest = Digest::of(&bytes);
        let mut kept = register.received().iter().filter(|received| !received.retracted);
        let again = read.iter().any(|other| other.digest == digest)
            || kept.any(|received| received.copies.contains(&digest));
        if again {
            faults.push(fault(
                sentence!("receive-twice", path = &name),
                sentence!("receive-twice-remedy"),
            ));
        }
        // As it was issued nobody has signed it.
        let issued = register.documents().iter().find(|issued| issued.digest == digest);
        if let Some(issued) = issued {
            let (document, revision) = (issued.document.to_string(), issued.revision);
            faults.push(fault(
                sentence!("receive-issued", path = &name, document = document, revision = revision),
                sentence!("receive-issued-remedy"),
            ));
        }
        read.push(Scan { name, bytes, digest, extension: extension(path) });
    }
    read
}

/// What a scan's name ends with, if it can stand in a path of ours.
fn extension(path: &Path) -> String {
    let written = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let plain =
        (1..=5).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain { written } else { "scan".to_owned() }
}

/// The first path of a name that is free.
fn free(archive: &Archive, taken: &[String], id: &Id, name: &str, extension: &str) -> String {
    let stem = |path: &str| path.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    // One more than there are files.
    let numbers = 1..=archive.paths().count() + taken.len() + 1;
    numbers
        .map(|number| layout::received(id, name, number, extension))
        .find(|path| {
            let same = |other: &str| stem(other) == stem(path);
            !archive.paths().any(same) && !taken.iter().any(|other| same(other))
        })
        .expect("there are more numbers than files")
}

fn fault(message: Sentence, remedy: Sentence) -> Diagnostic {
    Diagnostic::error(message).remedy(remedy)
}

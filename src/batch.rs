//! The conductor: what happens in a batch, read from top to bottom.

mod bag;
mod decisions;
mod documents;
mod drafts;
mod erase;
mod export;
mod extras;
mod import;
mod join;
mod letters;
mod overview;
mod prepare;
mod preview;
mod receive;
mod record;
mod report;
mod round;
mod send;
mod settle;
mod shard;
mod status;
mod timestamp;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::archive::{Archive, InputsBook, Stage, layout};
use crate::audit::entry::Instant;
use crate::audit::{Digest, DocumentKey, Ledger, LetterKey, Register, SigningKey, Stamp};
use crate::diagnostic::{Diagnostics, Warned};
use crate::keyring::Keyring;
use crate::merge::audience::Evidence;
use crate::monitor::{Monitor, Step};
use crate::outbox::{self, Dispatch};
use crate::plan;
use crate::roster::{Kind, Signatory};
use crate::typeset::{forget_layouts, in_parallel, in_parallel_by};

pub use self::bag::{Archived, Package as ArchivePackage, Packaging, archive};
pub use self::decisions::Decision;
use self::documents::Made;
pub use self::drafts::Drafts;
pub use self::erase::{Disposal, erase};
pub use self::export::{TableOf, export};
pub use self::extras::Extras;
pub use self::import::{Imported, Importing, import};
use self::join::Ready;
pub use self::join::{Joined, join};
pub use self::prepare::{Prepared, check, prepare};
pub use self::preview::{Format, Previewed, preview};
pub use self::receive::{Receipt, Returned, receive};
use self::record::Record;
pub use self::report::{Reported, report};
pub use self::send::{Agreement, Clock, Letter, Mailing, Sending, Sent, send};
pub use self::shard::{Sharded, shard};
pub use self::status::{LetterState, Row, SignedCopy, Status, status};
pub use self::timestamp::{Stamping, TimeStamped, timestamp};

/// What a batch cannot know by itself: the clock and chance, as values.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The instant of the batch.
    pub now: Timestamp,
    /// 256 random bits that nobody keeps: the nonces of the ledger's lines come from them.
    pub seed: [u8; 32],
    /// 256 more, for a key that may have to be made.
    pub key_seed: [u8; 32],
}

impl Moment {
    /// The stamp of the lines that are written at this moment, as the clocks of a zone show it.
    #[must_use]
    pub fn stamp(&self, zone: &TimeZone) -> Stamp {
        Stamp { instant: Instant::new(self.now, zone), seed: self.seed }
    }

    /// 64 random bits by which a time-stamping authority's answer is known to be a new one. From
    /// the seed, of which who sees them learns nothing.
    #[must_use]
    pub fn nonce(&self) -> u64 {
        let hash = Digest::of(&[self.seed.as_slice(), b"time stamp"].concat());
        let bytes = hash.as_bytes();
        bytes[..8].iter().fold(0, |nonce, byte| (nonce << 8) | u64::from(*byte))
    }
}

/// What a batch did.
#[derive(Debug, Clone, Default)]
pub struct Produced {
    /// Documents that got a revision: which, which revision, how many pages.
    pub issued: Vec<(DocumentKey, u32, Option<usize>)>,
    /// How many documents stay as they are.
    pub kept: usize,
    /// How many withdrawn documents are wanted again as they were.
    pub restored: usize,
    /// Documents that are no longer wanted.
    pub withdrawn: Vec<DocumentKey>,
    /// Letters that were composed, with their revisions.
    pub composed: Vec<(LetterKey, u32)>,
    /// How many letters stay as they are.
    pub letters_kept: usize,
    /// How many letters are not to be sent any more.
    pub letters_withdrawn: usize,
    /// What became of the paper for the day.
    pub extras: Extras,
    /// Where everything lies.
    pub output: PathBuf,
    /// The fingerprint of the key that signs.
    pub fingerprint: String,
    /// Where a key was made, if there was none.
    pub key_made: Option<PathBuf>,
    /// Whether another key signs than before.
    pub key_changed: bool,
    /// What the roster's time-stamping authority has seen.
    pub timestamp: Option<TimeStamped>,
    /// How the letters that wait go out.
    pub dispatch: Dispatch,
}

impl Produced {
    /// How many pages were typeset for documents that were issued.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.issued.iter().filter_map(|(_, _, pages)| *pages).sum()
    }

    /// Whether anything has changed at all.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.issued.is_empty()
            && self.restored == 0
            && self.withdrawn.is_empty()
            && self.composed.is_empty()
            && self.letters_withdrawn == 0
            && self.extras.is_unchanged()
            && !self.key_changed
    }
}

/// A packet (*signeringspaket*) in the making: one signatory's documents.
struct Packet<'a> {
    signatory: &'a Signatory,
    documents: Vec<Made<'a>>,
}

/// Carries a ceremony's folder to issued documents and composed letters.
///
/// Everything is read and checked, then typeset and staged, and one rename makes it true: whatever
/// fails before, `output/` is as it was.
///
/// # Errors
/// All that is wrong with the roster and the templates, with the key, or what the disk refuses.
pub fn produce(
    root: &Path,
    threads: NonZeroUsize,
    moment: &Moment,
    keyring: &Keyring<'_>,
    monitor: &dyn Monitor,
) -> Result<Warned<Produced>, Diagnostics> {
    let Warned { value: prepared, mut warnings } = prepare(root)?;
    let issued = issue(prepared, &Ready::default(), threads, moment, keyring, monitor)?;
    warnings.extend(issued.warnings);
    Ok(Warned { value: issued.value, warnings })
}

/// Does what [`produce`] does, with a folder that has been read and documents that may have been
/// typeset elsewhere.
fn issue(
    prepared: Prepared,
    ready: &Ready,
    threads: NonZeroUsize,
    moment: &Moment,
    keyring: &Keyring<'_>,
    monitor: &dyn Monitor,
) -> Result<Warned<Produced>, Diagnostics> {
    let mut found = Diagnostics::new();
    let own = keyring.find()?.map(|key| key.public());
    let Warned { value: mut archive, warnings } =
        Archive::open(&prepared.folder.output(), own.as_ref())?;
    found.extend(warnings);
    erase::refuse_reuse(&prepared.roster, archive.register())?;
    let (key, made) = keyring.sign_for(archive.register().key(), &moment.key_seed)?;
    let Warned { value: change, warnings } =
        change(&prepared, ready, &archive, &key, threads, moment, monitor)?;
    found.extend(warnings);
    let Change { stage, ledger, mut inputs, mut produced } = change;
    found.extend(receive::replaced(&prepared.roster, archive.register(), &produced.issued));
    let Warned { value: extras, warnings } =
        extras::refresh(&prepared, &archive, &stage, &mut inputs, threads)?;
    found.extend(warnings);
    produced.extras = extras;
    let log = archive.delivery();
    overview::refresh(&archive, &stage, &prepared.roster, ledger.register(), &inputs, log)?;
    produced.dispatch = outbox::dispatch(ledger.register(), &prepared.roster);
    let stamp = moment.stamp(&prepared.roster.ceremony.zone);
    let tsa = prepared.roster.evidence.tsa.clone();
    // The lists of all files need the room that the roster takes.
    drop(prepared);
    let before = archive.ledger().size();
    archive.commit(stage, ledger, inputs, &key)?;
    produced.key_made = made.then(|| keyring.path.clone());

    // Last of all, since everything is issued by now whatever the authority says.
    if archive.ledger().size() > before {
        let Warned { value, warnings } =
            timestamp::ask_if_known(&mut archive, tsa.as_ref(), moment.nonce(), &stamp, &key);
        produced.timestamp = value;
        found.extend(warnings);
    }
    Ok(Warned { value: produced, warnings: found })
}

/// What a batch would make true.
struct Change {
    stage: Stage,
    ledger: Ledger,
    inputs: InputsBook,
    produced: Produced,
}

/// Makes everything that a folder asks for and that is not there yet, and stages it.
fn change(
    prepared: &Prepared,
    ready: &Ready,
    archive: &Archive,
    key: &SigningKey,
    threads: NonZeroUsize,
    moment: &Moment,
    monitor: &dyn Monitor,
) -> Result<Warned<Change>, Diagnostics> {
    let mut found = Diagnostics::new();
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let fingerprint = key.public().fingerprint();
    let changed = archive.register().key().is_some_and(|known| known != key.public());

    let stage = archive.stage();
    let stamp = moment.stamp(&roster.ceremony.zone);
    let mut record = Record::new(prepared, archive, &stage, key, stamp);
    let shop = documents::Shop { prepared, archive, stage: &stage, ready };

    // The documents that everybody signs, packets side by side.
    let Warned { value: enclosures, warnings } = shop.enclosures()?;
    found.extend(warnings);
    let count = roster.signatories.len() * roster.packet.documents.len();
    monitor.begin(Step::Typesetting, count);
    let packets = in_parallel_by(&roster.signatories, plan::structure, threads, |signatory| {
        let wanted = plan::packet(roster, templates, signatory);
        let Warned { value: documents, warnings } = shop.make_all(&wanted)?;
        for _ in &wanted {
            monitor.advance();
        }
        Ok(Warned { value: Packet { signatory, documents }, warnings })
    });
    monitor.end();
    let packets: Vec<Packet<'_>> =
        packets.into_iter().filter_map(|packet| found.keep(packet)).collect();
    let joint = plan::joint_declaration(roster, templates);
    let joint = alone(|| shop.make_all(joint.as_slice())).and_then(|made| found.keep(made));
    let Warned { value: joint, warnings } = found.into_result(joint.unwrap_or_default())?;
    let mut found = warnings;
    for packet in &packets {
        record.documents(&packet.documents);
    }
    record.documents(&joint);
    record.documents(&enclosures);
    record.withdraw_others(&[DocumentKey { signatory: None, kind: Kind::running_order() }]);

    // The running order prints what all this can be compared with.
    let register = record.ledger().register();
    let declarations = Digest::of(layout::declarations(register).text().as_bytes()).to_string();
    let evidence = Evidence { fingerprint: fingerprint.clone(), declarations };
    let wanted = plan::running_order(roster, templates, &evidence);
    let mut common = Vec::new();
    if let Some(made) = alone(|| shop.make_all(wanted.as_slice())) {
        let Warned { value: running_order, warnings } = made?;
        found.extend(warnings);
        record.documents(&running_order);
        common.extend(running_order);
    }
    common.extend(joint);

    // From here on nothing is laid out, and the letters need the room.
    forget_layouts();

    // The ledger's head, and the receipts under it, which the letters carry.
    let head = record.head();
    let receipts = |documents: &[Made<'_>]| {
        head.as_ref().map_or(Ok(()), |head| record.stage_receipts(documents, head))
    };
    receipts(&common)?;
    receipts(&enclosures)?;
    let desk =
        letters::Desk { shop: &shop, ledger: record.ledger(), moment, fingerprint: &fingerprint };
    monitor.begin(Step::Composing, packets.len() + 1);
    let mut composed = in_parallel(&packets, threads, |packet| {
        receipts(&packet.documents)?;
        let letters = desk.to_signatory(packet, &enclosures);
        monitor.advance();
        letters
    });
    composed.push(desk.to_coordinator(&packets, &common, &enclosures));
    monitor.end();
    let kept =
        |letters: Result<_, Diagnostics>| letters.map_err(|faults| found.extend(faults)).ok();
    let letters: Vec<Vec<letters::Written>> = composed.into_iter().filter_map(kept).collect();
    let Warned { value: letters, warnings } = found.into_result(letters)?;
    // The disk has time for them while the lists of all this are made.
    stage.hand_over()?;
    // Of thousands, what was made is a good part of what a batch holds; all of it is recorded.
    drop(packets);
    record.letters(letters.into_iter().flatten());

    let (ledger, inputs, mut produced) = record.finish();
    refresh_running_order(archive, &stage, ledger.register(), prepared)?;
    produced.fingerprint = fingerprint;
    produced.key_changed = changed;
    Ok(Warned { value: Change { stage, ledger, inputs, produced }, warnings })
}

/// Does one piece of work as [`in_parallel`] does many: typst needs its own thread.
fn alone<R: Send>(work: impl Fn() -> R + Sync) -> Option<R> {
    in_parallel(&[()], NonZeroUsize::MIN, |()| work()).pop()
}

/// Keeps the copies of the newest running order what they should be: people find it there, and may
/// have written over it. The page for the stage has no other form.
fn refresh_running_order(
    archive: &Archive,
    stage: &Stage,
    register: &Register,
    prepared: &Prepared,
) -> Result<(), Diagnostics> {
    let key = DocumentKey { signatory: None, kind: Kind::running_order() };
    let Some(current) = register.current(&key) else {
        return Ok(());
    };
    stage.refresh(archive, layout::RUNNING_ORDER_PAGE, |to| {
        prepared.plan.write_page(to, &prepared.roster)
    })?;
    if archive.digest(layout::RUNNING_ORDER) == Some(current.digest) {
        return Ok(());
    }
    let path = layout::document(&key, current.revision);
    let bytes = match stage.staged(&path) {
        Some(bytes) => bytes,
        None => archive.read_document(current)?,
    };
    stage.replace(layout::RUNNING_ORDER, &bytes)?;
    let csv = prepared.plan.to_csv(&prepared.roster);
    stage.replace(layout::RUNNING_ORDER_CSV, csv.as_bytes())
}

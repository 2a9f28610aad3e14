//! The conductor: what happens in a batch, read from top to bottom.

mod documents;
mod letters;
mod outcome;
mod prepare;
mod preview;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::archive::{Archive, Stage, layout};
use crate::audit::{DocumentKey, LetterKey, Register};
use crate::diagnostic::{Diagnostics, Warned};
use crate::monitor::{Monitor, Step};
use crate::plan;
use crate::roster::Kind;
use crate::typeset::in_parallel;

use self::letters::Packet;
use self::outcome::Outcome;
pub use self::prepare::{Prepared, check, prepare};
pub use self::preview::{Format, Previewed, preview};

/// What a batch cannot know by itself: the clock and chance, as values.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The instant of the batch.
    pub now: Timestamp,
    /// 128 random bits in hexadecimal: the batch's name, if this is the folder's first.
    pub batch: String,
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
    /// Where everything lies.
    pub output: PathBuf,
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
    }
}

/// Carries a ceremony's folder to issued documents and composed letters.
///
/// Everything is read and checked, then typeset and staged, and one rename makes it true: whatever
/// fails before, `output/` is as it was.
///
/// # Errors
/// All that is wrong with the roster and the templates, or what the disk refuses.
pub fn produce(
    root: &Path,
    threads: NonZeroUsize,
    moment: &Moment,
    monitor: &dyn Monitor,
) -> Result<Warned<Produced>, Diagnostics> {
    let Warned { value: prepared, warnings: mut found } = prepare(root)?;
    let roster = &prepared.roster;
    let Warned { value: mut archive, warnings } =
        Archive::open(&prepared.folder.output(), &moment.batch)?;
    found.extend(warnings);
    let stage = archive.stage();

    let shop = documents::Shop { prepared: &prepared, archive: &archive, stage: &stage };
    let desk = letters::Desk { shop: &shop, moment };
    let enclosures = shop.enclosures()?;
    found.extend(enclosures.warnings);
    let enclosures = enclosures.value;

    // Packets side by side: each signatory's documents, and then the letters that carry them.
    monitor.begin(Step::Typesetting, roster.signatories.len() + 1);
    let made = in_parallel(&roster.signatories, threads, |signatory| {
        let wanted = plan::packet(roster, &prepared.templates, signatory);
        let Warned { value: mut documents, warnings } = shop.make_all(&wanted)?;
        let letters = desk.to_signatory(signatory, &documents, &enclosures)?;
        // They are staged; a thousand packets need not be held at once.
        for document in &mut documents {
            document.bytes = None;
        }
        monitor.advance();
        Ok(Warned { value: Packet { signatory: Some(signatory), documents, letters }, warnings })
    });
    let mut packets: Vec<Packet<'_>> =
        made.into_iter().filter_map(|packet| found.keep(packet)).collect();

    // Then what belongs to the ceremony as a whole, and the letter to the coordinator.
    let whole = in_parallel(&[()], NonZeroUsize::MIN, |()| {
        let wanted = plan::ceremony(roster, &prepared.templates);
        let Warned { value: mut documents, warnings } = shop.make_all(&wanted)?;
        let letters = desk.to_coordinator(&packets, &documents, &enclosures)?;
        documents.extend(enclosures.iter().cloned());
        monitor.advance();
        Ok(Warned { value: Packet { signatory: None, documents, letters }, warnings })
    });
    packets.extend(whole.into_iter().filter_map(|packet| found.keep(packet)));
    monitor.end();
    let Warned { value: packets, warnings } = found.into_result(packets)?;

    // What was decided becomes the register; what is no longer wanted leaves it.
    let output = prepared.folder.output();
    let mut outcome = Outcome::new(&archive, &stage, moment.now, output);
    for packet in packets {
        outcome.take(packet);
    }
    let (register, inputs, produced) = outcome.finish();
    refresh_running_order(&archive, &stage, &register, &prepared)?;
    archive.commit(stage, register, inputs)?;
    Ok(Warned { value: produced, warnings })
}

/// Keeps the copies of the newest running order what they should be: people find it there, and may
/// have written over it.
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

//! What is measured: each step in a process of its own, so that none profits from another's cache,
//! and the peak of memory is the step's.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use avsikt::archive::inspect;
use avsikt::archive::kept::Kept;
use avsikt::batch::{self, Moment, Prepared};
use avsikt::diagnostic::{Diagnostics, Warned};
use avsikt::keyring::Keyring;
use avsikt::merge::Manuscript;
use avsikt::merge::audience::Evidence;
use avsikt::monitor::{Monitor, Step as Phase, Unwatched};
use avsikt::plan::{self, Wanted};
use avsikt::roster::Signatory;
use avsikt::typeset::{in_parallel, in_parallel_by};
use avsikt::words::{Language, Words};
use clap::ValueEnum;

use crate::sources;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Merge, lay out, export, drop the bytes; nothing else.
    Floor,
    /// The same in the order in which `produce` typesets.
    Ordered,
    /// The same with the values merged into the text, and the title set on top.
    Pasted,
    /// `produce`, as it is. Also when nothing or little has changed.
    Produce,
    /// `verify`, as it is.
    Verify,
    /// The documents of the whole ceremony.
    Ceremony,
    /// The documents as files for others to typeset, in `sources/` of the folder.
    Sources,
}

/// What a step came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measured {
    /// Signatories, or documents of the ceremony.
    pub(crate) pieces: u32,
    pub(crate) seconds: f64,
    /// The most memory that was resident, in kilobytes; where the system tells.
    pub(crate) peak: Option<u32>,
    /// Of what the time consists, with the seconds; of work side by side the sum over all threads.
    pub(crate) parts: Vec<(String, f64)>,
}

impl Measured {
    /// The measurement as a child prints it.
    pub(crate) fn print(&self) -> String {
        let peak = self.peak.map(|peak| format!("peak {peak}\n")).unwrap_or_default();
        let parts = self.parts.iter().map(|(name, seconds)| format!("part {name} {seconds}\n"));
        let parts: String = parts.collect();
        format!("pieces {}\nseconds {}\n{peak}{parts}", self.pieces, self.seconds)
    }

    /// The measurement that a child has printed.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut read = Self::default();
        for line in text.lines() {
            match *line.split(' ').collect::<Vec<_>>() {
                ["pieces", pieces] => read.pieces = pieces.parse().ok()?,
                ["seconds", seconds] => read.seconds = seconds.parse().ok()?,
                ["peak", peak] => read.peak = Some(peak.parse().ok()?),
                ["part", name, seconds] => {
                    read.parts.push((name.to_owned(), seconds.parse().ok()?));
                }
                _ => return None,
            }
        }
        (read.seconds > 0.0).then_some(read)
    }
}

/// Measures a step in a ceremony's folder.
pub(crate) fn measure(
    step: Step,
    folder: &Path,
    threads: NonZeroUsize,
) -> Result<Measured, String> {
    let measured = match step {
        Step::Floor => floor(folder, threads, |_| (), |manuscript, _| manuscript),
        Step::Ordered => floor(folder, threads, plan::structure, |manuscript, _| manuscript),
        Step::Pasted => floor(folder, threads, |_| (), pasted),
        Step::Produce => produce(folder, threads),
        Step::Verify => verify(folder),
        Step::Ceremony => ceremony(folder),
        Step::Sources => sources::write(folder),
    };
    let measured = measured
        .map_err(|faults: Diagnostics| faults.render(Words::of(Language::English), false))?;
    Ok(Measured { peak: peak(), ..measured })
}

pub(crate) fn count(pieces: usize) -> u32 {
    u32::try_from(pieces).expect("a ceremony is smaller than that")
}

/// The most memory that this process has had.
fn peak() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Times that many threads add to.
#[derive(Default)]
struct Clocks([AtomicU64; 3]);

impl Clocks {
    fn time<T>(&self, clock: usize, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        let nanoseconds = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.0[clock].fetch_add(nanoseconds, Ordering::Relaxed);
        done
    }

    fn seconds(&self, clock: usize) -> f64 {
        Duration::from_nanos(self.0[clock].load(Ordering::Relaxed)).as_secs_f64()
    }
}

fn floor<K: Ord>(
    folder: &Path,
    threads: NonZeroUsize,
    key: impl Fn(&Signatory) -> K,
    change: fn(Manuscript, &str) -> Manuscript,
) -> Result<Measured, Diagnostics> {
    let prepared = batch::prepare(folder)?.value;
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let wanted: Vec<Wanted<'_>> = roster
        .signatories
        .iter()
        .flat_map(|signatory| plan::packet(roster, templates, signatory))
        .collect();
    let clocks = Clocks::default();
    let begun = Instant::now();
    let key = |wanted: &Wanted<'_>| wanted.signatory.map(&key);
    let made = in_parallel_by(&wanted, key, threads, |wanted| {
        typeset(&prepared, wanted, &clocks, change).map(|pdf| pdf.len())
    });
    let seconds = begun.elapsed().as_secs_f64();
    for result in made {
        result?;
    }
    let parts = ["merge", "layout", "export"];
    let parts = (0..).zip(parts).map(|(at, name)| (name.to_owned(), clocks.seconds(at))).collect();
    Ok(Measured { pieces: count(wanted.len()), seconds, peak: None, parts })
}

fn typeset(
    prepared: &Prepared,
    wanted: &Wanted<'_>,
    clocks: &Clocks,
    change: fn(Manuscript, &str) -> Manuscript,
) -> Result<Vec<u8>, Diagnostics> {
    let Prepared { roster, plan, typesetter, .. } = prepared;
    let metadata = wanted.metadata(roster, 1);
    let manuscript = clocks.time(0, || {
        let manuscript = wanted.manuscript(wanted.values(roster, plan), "1")?;
        Ok::<_, Diagnostics>(change(manuscript, metadata.about.as_deref().unwrap_or_default()))
    })?;
    let laid = clocks.time(1, || typesetter.lay_out(&manuscript, wanted.template))?.value;
    let typeset =
        clocks.time(2, || typesetter.export(laid, &metadata, &manuscript, wanted.template))?;
    Ok(typeset.pdf)
}

/// A manuscript as a plain merge would make it: the values stand in the text, and so does the
/// title, on top.
pub(crate) fn pasted(mut manuscript: Manuscript, about: &str) -> Manuscript {
    let all: serde_json::Value = serde_json::from_str(&manuscript.values).expect("JSON");
    let quoted = |text: &str| serde_json::to_string(text).expect("a text");
    let (_, body) = manuscript.text.split_once('\n').expect("a line that binds");
    let mut body = body.to_owned();
    for (index, value) in all["values"].as_array().into_iter().flatten().enumerate() {
        let value = quoted(value.as_str().unwrap_or_default());
        body = body.replace(&format!("#bound-values.at({index});"), &format!("#{value};"));
    }
    let (title, data) = (quoted(about), quoted(&all["data"].to_string()));
    manuscript.text =
        format!("#set document(title: {title})\n#let data = json(bytes({data}))\n{body}");
    "{}".clone_into(&mut manuscript.values);
    manuscript
}

/// Notes when each of a batch's steps begins and ends.
struct Watch {
    begun: Instant,
    marks: Mutex<Vec<f64>>,
}

impl Watch {
    fn mark(&self) {
        self.marks.lock().expect("no panic").push(self.begun.elapsed().as_secs_f64());
    }
}

impl Monitor for Watch {
    fn begin(&self, _: Phase, _: usize) {
        self.mark();
    }
    fn at(&self, _: &str) {}
    fn advance(&self) {}
    fn end(&self) {
        self.mark();
    }
}

fn produce(folder: &Path, threads: NonZeroUsize) -> Result<Measured, Diagnostics> {
    let key = folder.join("key");
    let keyring =
        Keyring { path: key, change: false, passphrase: &|_| panic!("it has no passphrase") };
    let now = "2018-03-26T10:00:00Z".parse().expect("an instant");
    let moment = Moment { now, seed: [1; 32], key_seed: [2; 32] };
    let watch = Watch { begun: Instant::now(), marks: Mutex::default() };
    let Warned { value: produced, .. } =
        batch::produce(folder, threads, &moment, &keyring, &watch)?;
    let seconds = watch.begun.elapsed().as_secs_f64();
    let pieces = count(produced.composed.len() + produced.letters_kept - 1);
    let mut marks = watch.marks.into_inner().expect("no panic");
    marks.push(seconds);
    let names = ["read", "typeset", "record", "compose", "commit"];
    let before = [0.0].into_iter().chain(marks.clone());
    let parts = names.iter().zip(marks.iter().zip(before));
    let parts = parts.map(|(name, (end, begin))| ((*name).to_owned(), end - begin)).collect();
    Ok(Measured { pieces, seconds, peak: None, parts })
}

fn verify(folder: &Path) -> Result<Measured, Diagnostics> {
    let begun = Instant::now();
    let judgement = inspect::folder(&folder.join("output"), &Kept::default(), &Unwatched)?;
    assert!(judgement.is_sound(), "{:?}", judgement.findings);
    let seconds = begun.elapsed().as_secs_f64();
    let pieces = judgement.ledger.map_or(0, |ledger| ledger.register().documents().len());
    Ok(Measured { pieces: count(pieces), seconds, peak: None, parts: Vec::new() })
}

fn ceremony(folder: &Path) -> Result<Measured, Diagnostics> {
    let prepared = batch::prepare(folder)?.value;
    let evidence = Evidence::draft();
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let joint = plan::joint_declaration(roster, templates);
    let wanted: Vec<Wanted<'_>> =
        joint.into_iter().chain(plan::running_order(roster, templates, &evidence)).collect();
    let clocks = Clocks::default();
    let begun = Instant::now();
    for result in in_parallel(&wanted, NonZeroUsize::MIN, |wanted| {
        typeset(&prepared, wanted, &clocks, |manuscript, _| manuscript)
    }) {
        result?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    Ok(Measured { pieces: count(wanted.len()), seconds, peak: None, parts: Vec::new() })
}

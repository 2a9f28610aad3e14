//! How fast it is, beside how fast it could be: `cargo run --profile dist --features speed --bin speed`.
//!
//! What the numbers mean stands in `docs/performance.md`.

mod peers;
mod roster;
mod sources;
mod steps;

use std::fs::{self, File};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;

use clap::Parser;

use crate::steps::{Measured, Step, measure};

/// Larger ceremonies have no joint declaration in which all sign.
const CEREMONY: usize = 200;

/// Measures batches against a bare loop over typst, in one run. The folders are made in the
/// system's temporary directory: TMPDIR chooses the disk.
#[derive(Debug, Parser)]
struct Args {
    /// How many signatories; several sizes one after the other.
    #[arg(default_values_t = [15, 200, 1000])]
    sizes: Vec<usize>,
    /// What the ceremonies are made from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many documents at once; all cores unless said.
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// How often each size is measured: what is printed are medians.
    #[arg(long, default_value_t = NonZeroUsize::new(3).expect("not zero"))]
    rounds: NonZeroUsize,
    /// One step alone, in a folder that is there, for a profiler.
    #[arg(long, requires = "folder")]
    step: Option<Step>,
    /// The folder of the one step; made when it is not there.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Beside what a user would take instead, which benches/peers/install has put into a folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "step")]
    peers: Option<PathBuf>,
}

fn main() -> Result<(), String> {
    let args = Args::parse();
    let cores = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let threads = args.threads.unwrap_or(cores);
    if let (Some(step), Some(folder)) = (args.step, &args.folder) {
        if !folder.exists() {
            let whole = step == Step::Ceremony;
            roster::create(folder, args.sizes[0], args.seed, whole).map_err(told)?;
        }
        print!("{}", measure(step, folder, threads)?.print());
        return Ok(());
    }
    // Nothing in it is removed before the end: ext4 gives no inode out again that was freed a short
    // time ago, and whoever makes files then searches long for others.
    let directory = tempfile::tempdir().map_err(told)?;
    let made = making_files(&directory.path().join("files")).map_err(told)?;
    println!("a directory with an empty file takes {:.0} µs to make", made * 1e6);
    for size in &args.sizes {
        if let Some(peers) = &args.peers {
            peers::compare(*size, args.seed, threads, args.rounds, peers, directory.path())?;
            continue;
        }
        let rounds = (0..args.rounds.get())
            .map(|number| {
                let directory = directory.path().join(format!("{size}-{number}"));
                round(*size, args.seed, threads, &directory)
            })
            .collect::<Result<Vec<Round>, String>>()?;
        report(*size, threads, &rounds);
    }
    Ok(())
}

/// Seconds that the file system takes for a directory with an empty file in it, of which a batch makes
/// thousands. More than usual, where many were removed a few minutes ago; then nothing that is
/// measured here can be compared.
fn making_files(directory: &Path) -> io::Result<f64> {
    const DIRECTORIES: u32 = 1000;
    fs::create_dir(directory)?;
    let begun = Instant::now();
    for number in 0..DIRECTORIES {
        let within = directory.join(number.to_string());
        fs::create_dir(&within)?;
        File::create_new(within.join("file"))?;
    }
    Ok(begun.elapsed().as_secs_f64() / f64::from(DIRECTORIES))
}

/// One measurement of everything, each thing next to what it is compared with.
struct Round {
    pasted: Measured,
    floor: Measured,
    ordered: Measured,
    produce: Measured,
    single_floor: Measured,
    single: Measured,
    again: Measured,
    changed: Measured,
    verify: Measured,
    /// Seconds of `sha256sum -c` over the same files, where it is installed.
    sha256sum: Option<f64>,
    ceremony: Option<Measured>,
}

fn round(size: usize, seed: u64, threads: NonZeroUsize, directory: &Path) -> Result<Round, String> {
    fs::create_dir(directory).map_err(told)?;
    let folder = directory.join("ceremony");
    roster::create(&folder, size, seed, false).map_err(told)?;
    let one = NonZeroUsize::MIN;
    let single_floor = run(Step::Floor, &folder, one)?;
    let single = run(Step::Produce, &folder, one)?;
    fs::rename(folder.join("output"), directory.join("single")).map_err(told)?;
    settle();
    let pasted = run(Step::Pasted, &folder, threads)?;
    let floor = run(Step::Floor, &folder, threads)?;
    let ordered = run(Step::Ordered, &folder, threads)?;
    let produce = run(Step::Produce, &folder, threads)?;
    let again = run(Step::Produce, &folder, threads)?;
    let verify = run(Step::Verify, &folder, threads)?;
    let sha256sum = sha256sum(&folder.join("output"));
    roster::write(&folder, size, seed, Some(size / 2)).map_err(told)?;
    let changed = run(Step::Produce, &folder, threads)?;
    let ceremony = (size <= CEREMONY)
        .then(|| {
            let folder = directory.join("whole");
            roster::create(&folder, size, seed, true).map_err(told)?;
            run(Step::Ceremony, &folder, threads)
        })
        .transpose()?;
    Ok(Round {
        pasted,
        floor,
        ordered,
        produce,
        single_floor,
        single,
        again,
        changed,
        verify,
        sha256sum,
        ceremony,
    })
}

/// So that none waits for what another has left to write.
fn settle() {
    let _ = Command::new("sync").status();
}

/// Measures a step in a process of its own.
fn run(step: Step, folder: &Path, threads: NonZeroUsize) -> Result<Measured, String> {
    let name = format!("{step:?}").to_lowercase();
    let ended = Command::new(std::env::current_exe().map_err(told)?)
        .args(["--step", &name, "--threads", &threads.to_string(), "--folder"])
        .arg(folder)
        .output()
        .map_err(told)?;
    let said = String::from_utf8_lossy(&ended.stdout);
    Measured::parse(&said).ok_or_else(|| String::from_utf8_lossy(&ended.stderr).into_owned())
}

fn sha256sum(output: &Path) -> Option<f64> {
    let begun = Instant::now();
    let mut check = Command::new("sha256sum");
    let ended = check.args(["--check", "--quiet", "FILES"]).current_dir(output).status().ok()?;
    ended.success().then(|| begun.elapsed().as_secs_f64())
}

fn report(size: usize, threads: NonZeroUsize, rounds: &[Round]) {
    let count = rounds.len();
    println!("\n{size} signatories, {threads} threads, medians of {count}");
    println!("{:<34}{:>9}{:>9}{:>8}", "", "seconds", "a second", "MB");
    let row = |name: &str, of: &dyn Fn(&Round) -> Option<&Measured>| {
        let all: Vec<&Measured> = rounds.iter().filter_map(of).collect();
        if all.is_empty() {
            return;
        }
        let seconds = median(all.iter().map(|m| m.seconds));
        let rate = median(all.iter().map(|m| f64::from(m.pieces) / m.seconds));
        let peaks: Vec<f64> =
            all.iter().filter_map(|m| Some(f64::from(m.peak?) / 1024.0)).collect();
        let peak = if peaks.is_empty() { "–".into() } else { format!("{:.0}", median(peaks)) };
        println!("{name:<34}{seconds:>9.3}{rate:>9.1}{peak:>8}");
    };
    row("values in the text, title on top", &|r| Some(&r.pasted));
    row("floor", &|r| Some(&r.floor));
    row("floor, in produce's order", &|r| Some(&r.ordered));
    row("produce", &|r| Some(&r.produce));
    row("floor, one thread", &|r| Some(&r.single_floor));
    row("produce, one thread", &|r| Some(&r.single));
    row("produce, nothing changed", &|r| Some(&r.again));
    row("produce, one signatory changed", &|r| Some(&r.changed));
    row("verify", &|r| Some(&r.verify));
    row("the ceremony's own documents", &|r| r.ceremony.as_ref());

    let ratio = |name: &str, of: &dyn Fn(&Round) -> Option<f64>| {
        let all: Vec<f64> = rounds.iter().filter_map(of).collect();
        if all.is_empty() {
            println!("{name:<60}not measured");
        } else {
            println!("{name:<60}{:.2}", median(all));
        }
    };
    ratio("produce : floor, documents a second", &|r| Some(r.floor.seconds / r.produce.seconds));
    ratio("produce : floor in produce's order", &|r| Some(r.ordered.seconds / r.produce.seconds));
    ratio("floor : values in the text", &|r| Some(r.pasted.seconds / r.floor.seconds));
    let floors = |r: &Round| Some(r.single_floor.seconds / r.floor.seconds);
    ratio(&format!("floor, {threads} threads : one"), &floors);
    let produces = |r: &Round| Some(r.single.seconds / r.produce.seconds);
    ratio(&format!("produce, {threads} threads : one"), &produces);
    ratio("nothing changed : produce, seconds", &|r| Some(r.again.seconds / r.produce.seconds));
    ratio("sha256sum -c FILES : verify, seconds", &|r| Some(r.sha256sum? / r.verify.seconds));
    parts("floor", rounds.iter().map(|r| &r.floor));
    parts("produce", rounds.iter().map(|r| &r.produce));
    parts("nothing changed", rounds.iter().map(|r| &r.again));
}

/// The shares of a step's parts, over all rounds.
fn parts<'a>(name: &str, measured: impl Iterator<Item = &'a Measured>) {
    let all: Vec<&Measured> = measured.collect();
    let sum = |part: usize| all.iter().map(|m| m.parts[part].1).sum::<f64>();
    let whole: f64 = (0..all[0].parts.len()).map(sum).sum();
    let shares: Vec<String> = (0..all[0].parts.len())
        .map(|part| format!("{} {:.1} %", all[0].parts[part].0, 100.0 * sum(part) / whole))
        .collect();
    println!("{name}: {}", shares.join(", "));
}

fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

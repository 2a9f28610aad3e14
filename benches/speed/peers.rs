//! What a user would take instead, where `benches/peers/install` has put it: the same documents, made
//! by the typst CLI in two shell loops side by side, and by the package `typst` of `PyPI` in one process.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::sources::SOURCES;
use crate::steps::Step;
use crate::{median, roster, run, settle, told};

/// Where the fonts and the peers' scripts are.
const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// The loops that run side by side.
const LOOPS: usize = 2;

/// Seconds of one round, each next to what it is compared with; none of a peer that is absent.
struct Round {
    documents: u32,
    floor: f64,
    loops: Option<f64>,
    produce: f64,
    process: Option<f64>,
}

/// Measures and prints.
pub(crate) fn compare(
    size: usize,
    seed: u64,
    threads: NonZeroUsize,
    rounds: NonZeroUsize,
    peers: &Path,
    directory: &Path,
) -> Result<(), String> {
    let rounds = (0..rounds.get())
        .map(|number| {
            let directory = directory.join(format!("{size}-{number}"));
            round(size, seed, threads, peers, &directory)
        })
        .collect::<Result<Vec<Round>, String>>()?;
    report(size, threads, &rounds);
    Ok(())
}

fn round(
    size: usize,
    seed: u64,
    threads: NonZeroUsize,
    peers: &Path,
    directory: &Path,
) -> Result<Round, String> {
    fs::create_dir(directory).map_err(told)?;
    let folder = directory.join("ceremony");
    roster::create(&folder, size, seed, false).map_err(told)?;
    let documents = run(Step::Sources, &folder, threads)?.pieces;
    let sources = sources(&folder)?;
    settle();
    let floor = run(Step::Floor, &folder, threads)?.seconds;
    let loops = loops(peers, &sources, &directory.join("loops"))?;
    settle();
    let produce = run(Step::Produce, &folder, threads)?.seconds;
    settle();
    let process = process(peers, &sources, &directory.join("process"))?;
    Ok(Round { documents, floor, loops, produce, process })
}

/// The sources that are documents, and none that they import.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder.join(SOURCES)).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.to_string_lossy().ends_with("-declaration.typ") {
            documents.push(path);
        }
    }
    documents.sort();
    Ok(documents)
}

/// Two shell loops over the typst CLI, each over every other document.
fn loops(peers: &Path, sources: &[PathBuf], output: &Path) -> Result<Option<f64>, String> {
    let typst = peers.join("bin/typst");
    let halves = (0..LOOPS).map(|half| {
        let mut shell = Command::new(script("shell-loop"));
        shell.arg(&typst).arg(fonts()).arg(output);
        shell.args(sources.iter().skip(half).step_by(LOOPS));
        shell
    });
    timed(&typst, halves.collect(), sources, output)
}

/// The package `typst` of `PyPI`: one process with one compiler.
fn process(peers: &Path, sources: &[PathBuf], output: &Path) -> Result<Option<f64>, String> {
    let python = peers.join("venv/bin/python");
    let mut process = Command::new(&python);
    process.arg(script("one-process")).arg(fonts()).arg(output).args(sources);
    timed(&python, vec![process], sources, output)
}

fn script(name: &str) -> PathBuf {
    Path::new(PROJECT).join("benches/peers").join(name)
}

fn fonts() -> PathBuf {
    Path::new(PROJECT).join("fonts")
}

/// How long it takes to run all of them side by side, if the program that they need is there.
fn timed(
    needed: &Path,
    commands: Vec<Command>,
    sources: &[PathBuf],
    output: &Path,
) -> Result<Option<f64>, String> {
    if !needed.exists() {
        return Ok(None);
    }
    fs::create_dir(output).map_err(told)?;
    let begun = Instant::now();
    let mut running = Vec::new();
    for mut command in commands {
        running.push(command.spawn().map_err(told)?);
    }
    for mut each in running {
        let ended = each.wait().map_err(told)?;
        if !ended.success() {
            return Err(format!("{} ended with {ended}", needed.display()));
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let made = fs::read_dir(output).map_err(told)?.count();
    if made < sources.len() {
        return Err(format!("{} made {made} of {} documents", needed.display(), sources.len()));
    }
    Ok(Some(seconds))
}

fn report(size: usize, threads: NonZeroUsize, rounds: &[Round]) {
    println!("\n{size} signatories beside peers, {threads} threads, medians of {}", rounds.len());
    println!("{:<36}{:>9}{:>9}{:>9}", "", "seconds", "a second", "and core");
    let middle = |of: &dyn Fn(&Round) -> Option<f64>| -> Option<f64> {
        let all: Vec<f64> = rounds.iter().filter_map(of).collect();
        (!all.is_empty()).then(|| median(all))
    };
    let row = |name: &str, cores: f64, of: &dyn Fn(&Round) -> Option<f64>| match middle(of) {
        None => println!("{name:<36}not installed: benches/peers/install"),
        Some(seconds) => {
            let rate = f64::from(rounds[0].documents) / seconds;
            println!("{name:<36}{seconds:>9.3}{rate:>9.1}{:>9.1}", rate / cores);
        }
    };
    let threads = u32::try_from(threads.get()).map_or(f64::INFINITY, f64::from);
    row("floor", threads, &|r| Some(r.floor));
    row("produce", threads, &|r| Some(r.produce));
    row("typst CLI, two shell loops", 2.0, &|r| r.loops);
    row("PyPI typst, one process", 1.0, &|r| r.process);
    let ratio = |name: &str, of: &dyn Fn(&Round) -> Option<f64>| {
        let median = middle(of).map_or("not measured".into(), |ratio| format!("{ratio:.2}"));
        println!("{name:<60}{median}");
    };
    ratio("shell loops : floor, seconds", &|r| Some(r.loops? / r.floor));
    ratio("shell loops : produce, seconds", &|r| Some(r.loops? / r.produce));
    ratio("PyPI typst : floor, seconds", &|r| Some(r.process? / r.floor));
    ratio("PyPI typst : produce, seconds", &|r| Some(r.process? / r.produce));
}

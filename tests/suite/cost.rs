//! What a template costs: what signatories share is laid out once. Counted is what typst says that
//! it does (its timings), not how long it takes.

use std::env;
use std::num::NonZeroUsize;
use std::process::Command;

use avsikt::batch;
use avsikt::plan;
use avsikt::typeset::in_parallel;
use serde_json::Value;

use crate::common::Sandbox;

/// The share of the first document's work that each further one may take. Most of what remains is
/// the signatory's own: names, commitments, signature blocks, and the footers that hold their
/// number.
const ALLOWED: f64 = 0.25;

/// What is typeset.
const TEMPLATE: &str = "templates/declaration.sv.typ.hbs";

/// How many pieces of work typst does for each of a few declarations of the same structure, one after
/// the other.
fn work(sandbox: &Sandbox) -> Vec<usize> {
    let roster = sandbox.read("signatories.toml");
    let head = &roster[..roster.find("[[signatory]]").expect("the first signatory")];
    let signatory = |letter: char| {
        format!(
            "[[signatory]]\nid = \"{letter}\"\norganisation = \"{letter} Bygg AB\"\n\
             people = [{{ name = \"Siv {letter}\", title = \"ordförande\" }}]\n\
             email = \"{letter}@bygg.example\"\ncommitments = [\"att bygga {letter}\"]\n"
        )
    };
    let signatories: String = ('a'..='f').map(signatory).collect();
    sandbox.write("signatories.toml", format!("{head}{signatories}").as_bytes());
    let prepared = batch::prepare(&sandbox.path("")).expect("a sound folder").value;
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let wanted: Vec<_> = roster
        .signatories
        .iter()
        .filter_map(|signatory| {
            let packet = plan::packet(roster, templates, signatory);
            packet.into_iter().find(|wanted| wanted.key.kind.as_str() == "declaration")
        })
        .collect();
    typst_timing::enable();
    in_parallel(&wanted, NonZeroUsize::MIN, |wanted| {
        let manuscript = wanted.manuscript(roster, &prepared.plan, "1").expect("a manuscript");
        typst_timing::clear();
        prepared.typesetter.lay_out(&manuscript, wanted.template).expect("pages");
        let mut events = Vec::new();
        typst_timing::export_json(&mut events, |_| (String::new(), 0)).expect("JSON");
        let events: Vec<Value> = serde_json::from_slice(&events).expect("JSON");
        events.iter().filter(|event| event["ph"] == "B").count()
    })
}

/// What signatories after the first cost, as a share of the first.
fn share(work: &[usize]) -> f64 {
    let count = |pieces: usize| f64::from(u32::try_from(pieces).expect("fewer than that"));
    let (first, others) = work.split_first().expect("a first document");
    others.iter().map(|pieces| count(*pieces)).sum::<f64>() / count(others.len()) / count(*first)
}

/// The cache and the timings are the process's: other tests would count too, and sweep.
#[test]
#[ignore = "a part of the test below, in a process of its own"]
fn alone() {
    let sandbox = Sandbox::new();
    if env::var_os("SPOILED").is_some() {
        let text = sandbox.read(TEMPLATE);
        let spoilt = text.replacen("\n#set", "\n#set page(header: [#data.organisation])\n#set", 1);
        sandbox.write(TEMPLATE, spoilt.as_bytes());
    }
    println!("work {:?}", work(&sandbox));
}

fn counted(spoiled: bool) -> Vec<usize> {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", "cost::alone", "--ignored", "--nocapture"]);
    if spoiled {
        command.env("SPOILED", "1");
    }
    let said = String::from_utf8(command.output().expect("it runs").stdout).expect("text");
    let work = said.lines().find_map(|line| line.split_once("work [")?.1.strip_suffix(']'));
    let work = work.unwrap_or_else(|| panic!("no work is told: {said}"));
    work.split(", ").map(|pieces| pieces.parse().expect("a number")).collect()
}

#[test]
fn what_signatories_share_is_laid_out_once() {
    let (work, spoilt) = (counted(false), counted(true));
    println!("{work:?}, with a header of each signatory's own {spoilt:?}");
    assert!(share(&work) < ALLOWED, "{work:?}");
    assert!(share(&spoilt) > ALLOWED, "{spoilt:?}");
}

//! What a template costs: what signatories share is laid out once. Counted is what typst says that
//! it does (its timings), not how long it takes.

use std::collections::BTreeMap;
use std::env;
use std::num::NonZeroUsize;
use std::process::Command;

use avsikt::batch::{self, Prepared};
use avsikt::plan;
use avsikt::roster::{Kind, OrganisationNumber, Signatory};
use avsikt::typeset::in_parallel_by;
use avsikt::words::{Language, Words};
use serde_json::Value;

use crate::common::Sandbox;

/// The share of the first document's work that each further one may take. Most of what remains is
/// the signatory's own: names, commitments, signature blocks, and the footers that hold their
/// number.
const ALLOWED: f64 = 0.25;

/// What is typeset.
const TEMPLATE: &str = "templates/declaration.sv.typ.hbs";

/// One of so many has another language than the others: typst has forgotten the one before it.
const RARE: usize = 27;

fn is_rare(number: usize) -> bool {
    number % RARE == RARE - 1
}

/// A signatory's entry in the roster.
fn signatory(number: usize, commitments: usize, people: usize, rest: &str) -> String {
    let list =
        |count, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(", ");
    let people =
        list(people, &|n| format!("{{ name = \"Siv {number} {n}\", title = \"ordförande\" }}"));
    let commitments = list(commitments, &|n| format!("\"att bygga {number} {n}\""));
    format!(
        "[[signatory]]\nid = \"s{number}\"\norganisation = \"{number} Bygg AB\"\n\
         people = [{people}]\nemail = \"{number}@bygg.example\"\n\
         commitments = [{commitments}]\n{rest}\n"
    )
}

/// A ceremony with other signatories than the sample's.
fn prepared(sandbox: &Sandbox, signatories: impl Iterator<Item = String>) -> Prepared {
    let roster = sandbox.read("signatories.toml");
    let head = &roster[..roster.find("[[signatory]]").expect("the first signatory")];
    // However many they are, there is time for them.
    let head =
        head.replace("\nends = ", "\n# ends = ").replace("-signatory = 1 ", "-signatory = 0.1 ");
    let signatories: String = signatories.collect();
    sandbox.write("signatories.toml", format!("{head}{signatories}").as_bytes());
    let prepared = batch::prepare(&sandbox.path(""));
    prepared
        .unwrap_or_else(|faults| panic!("{}", faults.render(Words::of(Language::English), false)))
        .value
}

/// How many pieces of work typst does for each declaration of a ceremony, one after the other in the
/// order of a key; told in the roster's order.
fn work<K: Ord>(prepared: &Prepared, key: impl Fn(&Signatory) -> K) -> Vec<usize> {
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    in_parallel_by(&roster.signatories, key, NonZeroUsize::MIN, |signatory| {
        let packet = plan::packet(roster, templates, signatory);
        let mut declarations =
            packet.into_iter().filter(|wanted| wanted.key.kind == Kind::declaration());
        let wanted = declarations.next().expect("a declaration");
        let manuscript =
            wanted.manuscript(wanted.values(roster, &prepared.plan), "1").expect("a manuscript");
        typst_timing::clear();
        prepared.typesetter.lay_out(&manuscript, wanted.template).expect("pages");
        pieces()
    })
}

/// How many pieces of work typst has done since its timings were cleared.
fn pieces() -> usize {
    let mut events = Vec::new();
    typst_timing::export_json(&mut events, |_| (String::new(), 0)).expect("JSON");
    let events: Vec<Value> = serde_json::from_slice(&events).expect("JSON");
    events.iter().filter(|event| event["ph"] == "B").count()
}

/// What signatories after the first cost, as a share of the first.
fn share(work: &[usize]) -> f64 {
    let count = |pieces: usize| f64::from(u32::try_from(pieces).expect("fewer than that"));
    let (first, others) = work.split_first().expect("a first document");
    others.iter().map(|pieces| count(*pieces)).sum::<f64>() / count(others.len()) / count(*first)
}

/// The cache and the timings are the process's: other tests would count too, and sweep.
#[test]
#[ignore = "a part of the tests below, in a process of its own"]
fn alone() {
    let sandbox = Sandbox::new();
    typst_timing::enable();
    let alike = |sandbox: &Sandbox| {
        work(&prepared(sandbox, (0..6).map(|number| signatory(number, 1, 1, ""))), |_| ())
    };
    let rare = || {
        let language = |number| if is_rare(number) { "language = \"en\"" } else { "" };
        let one = |number| signatory(number, 1, 1, language(number));
        prepared(&sandbox, (0..4 * RARE).map(one))
    };
    // What signatories have in common is a line, so that it does not grow with them.
    let checked = |count| {
        sandbox.change("signatories.toml", "\nextras = ", "\n# extras = ");
        for kind in ["joint-declaration", "running-order"] {
            let line = b"#set document(title: \"One\")\n= {{ceremony.title}}\n";
            sandbox.write(&format!("templates/{kind}.sv.typ.hbs"), line);
        }
        prepared(&sandbox, (0..count).map(|number| signatory(number, 1, 1, "")));
        typst_timing::clear();
        batch::check(&sandbox.path(""), NonZeroUsize::MIN).expect("nothing is wrong");
        vec![pieces()]
    };
    let work = match env::var("WORK").expect("which work").as_str() {
        "alike" => alike(&sandbox),
        "spoiled" => {
            let text = sandbox.read(TEMPLATE);
            let header = "\n#set page(header: [#data.organisation])\n#set";
            sandbox.write(TEMPLATE, text.replacen("\n#set", header, 1).as_bytes());
            alike(&sandbox)
        }
        "rare" => work(&rare(), |_| ()),
        "rare, in the order of produce" => work(&rare(), plan::structure),
        "check of few" => checked(4),
        "check of many" => checked(40),
        other => panic!("{other}"),
    };
    println!("work {work:?}");
}

fn counted(work: &str) -> Vec<usize> {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", "cost::alone", "--ignored", "--nocapture"]).env("WORK", work);
    let said = String::from_utf8(command.output().expect("it runs").stdout).expect("text");
    let work = said.lines().find_map(|line| line.split_once("work [")?.1.strip_suffix(']'));
    let work = work.unwrap_or_else(|| panic!("no work is told: {said}"));
    work.split(", ").map(|pieces| pieces.parse().expect("a number")).collect()
}

#[test]
fn what_signatories_share_is_laid_out_once() {
    let (work, spoilt) = (counted("alike"), counted("spoiled"));
    println!("{work:?}, with a header of each signatory's own {spoilt:?}");
    assert!(share(&work) < ALLOWED, "{work:?}");
    assert!(share(&spoilt) > ALLOWED, "{spoilt:?}");
}

#[test]
fn who_is_of_a_rarer_structure_is_laid_out_after_its_like() {
    let rare = |work: &str| -> Vec<usize> {
        let work = counted(work).into_iter().enumerate();
        work.filter(|(number, _)| is_rare(*number)).map(|(_, pieces)| pieces).collect()
    };
    let (among_others, ordered) = (rare("rare"), rare("rare, in the order of produce"));
    println!("{among_others:?}, in the order of produce {ordered:?}");
    assert!(share(&ordered) < ALLOWED, "{ordered:?}");
    assert!(share(&among_others) > ALLOWED, "{among_others:?}");
}

/// `check` looks at the paper for the day too, which nobody has asked for: a badge, a card and a line
/// of the signing table for each signatory, in both languages.
#[test]
fn checking_what_nobody_uses_does_not_grow_with_the_roster() {
    let (few, many) = (counted("check of few"), counted("check of many"));
    println!("{few:?}, of ten times as many {many:?}");
    assert_eq!(few, many);
}

/// An organisation number with the right check digit.
fn organisation_number(number: usize) -> String {
    (0..10)
        .map(|check| format!("559000-{number:03}{check}"))
        .find(|number| OrganisationNumber::parse(number).is_ok())
        .expect("one of ten digits is right")
}

#[test]
fn manuscripts_of_one_structure_differ_in_their_values_alone() {
    // Commitments or none, one person or two, and five fields that may be there.
    const STRUCTURES: usize = 1 << 7;
    let sandbox = Sandbox::new();
    let signatories = (0..2 * STRUCTURES).map(|number| {
        let bit = |at: usize| number >> at & 1;
        let own = format!("organisation-number = \"{}\"", organisation_number(number));
        let optional = [
            own.as_str(),
            "city = \"Lund\"",
            "pronunciation = \"bügg\"",
            "attends = false",
            "language = \"en\"",
        ];
        let there = (2..).zip(optional).filter(|(at, _)| bit(*at) == 1).map(|(_, line)| line);
        signatory(number, 2 * bit(0), 1 + bit(1), &there.collect::<Vec<_>>().join("\n"))
    });
    let prepared = prepared(&sandbox, signatories);
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let mut texts = BTreeMap::new();
    for signatory in &roster.signatories {
        for wanted in plan::packet(roster, templates, signatory) {
            let manuscript = wanted
                .manuscript(wanted.values(roster, &prepared.plan), "1")
                .expect("a manuscript");
            let key = (wanted.key.kind.to_string(), plan::structure(signatory));
            let known = texts.entry(key).or_insert_with(|| manuscript.text.clone());
            assert!(*known == manuscript.text, "{}", wanted.key);
        }
    }
    assert_eq!(texts.len(), roster.packet.documents.len() * STRUCTURES);
}

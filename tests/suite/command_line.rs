//! The command line itself: help, what is wrong with it, how much it says, and what it makes for
//! shells, `man` and programs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{Sandbox, schema};
use serde_json::{Value, json};

const VERBS: [&str; 14] = [
    "init",
    "check",
    "preview",
    "produce",
    "send",
    "status",
    "receive",
    "archive",
    "erase",
    "verify",
    "timestamp",
    "key",
    "completions",
    "man",
];

#[test]
fn the_help_lists_every_verb_in_its_group_and_each_verb_shows_examples() {
    let sandbox = Sandbox::new();
    let (code, out, _) = sandbox.run(&["--help"]);
    assert_eq!(code, 0);
    let mut at = 0;
    for word in ["Before the ceremony", "Sending", "On the day and after", "Evidence", "Exit codes"]
    {
        at += out[at..].find(&format!("{word}:")).unwrap_or_else(|| panic!("{word} in {out}"));
    }
    for verb in VERBS {
        assert!(out.lines().any(|line| line.starts_with(&format!("  {verb} "))), "{verb} in {out}");
        let (code, out, _) = sandbox.run(&[verb, "--help"]);
        let (_, examples) = out.split_once("Examples:").expect(verb);
        assert!(code == 0 && examples.contains(&format!("avsikt {verb}")), "{out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    let (code, out, _) = sandbox.run(&["--lang", "sv", "help", "send"]);
    assert!(code == 0 && out.contains("Användning: avsikt send [FLAGGOR]\n"), "{out}");
    assert!(out.contains("--test-to <ADRESS>") && out.contains("Exempel:"), "{out}");
}

#[test]
fn what_is_wrong_with_a_command_line_is_said_in_the_reader_s_language_with_the_nearest_right_word()
{
    let sandbox = Sandbox::new();
    let cases: [(&[&str], &str, &str); 11] = [
        (&[], "inget kommando är angivet", "börja med ”avsikt init MAPP”"),
        (&["prodce"], "det finns inget kommando ”prodce”", "menade du ”produce”?"),
        (&["xyz"], "det finns inget kommando ”xyz”", "avsikt --help visar"),
        (
            &["produce", "--chnage-key"],
            "”--chnage-key” kan inte anges här",
            "menade du ”--change-key”?",
        ),
        (&["check", "x"], "”x” kan inte anges här", "avsikt check --help visar"),
        (&["receive"], "det här måste anges: <ID>", "avsikt receive --help visar"),
        (&["send", "--limit", "många"], "”många” kan inte anges som --limit <N>", "avsikt send"),
        (&["send", "--limit"], "--limit <N> saknar sitt värde", "avsikt send --help"),
        (&["check", "--json=ja"], "--json tar inget värde", "avsikt check --help"),
        (&["send", "--dry-run", "--confirm", "3"], "kan inte anges tillsammans med", "avsikt send"),
        (&["completions", "bosh"], "”bosh” kan inte anges som <SKAL>", "menade du ”bash”?"),
    ];
    for (arguments, fault, remedy) in cases {
        let (code, out, err) = sandbox.run(&[&["--lang", "sv"], arguments].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("fel: ") && err.contains(fault) && err.contains(remedy), "{err}");
    }
    let (_, _, err) = sandbox.run(&["--lang=en", "prodce"]);
    assert!(err.contains("there is no command ‘prodce’") && err.contains("‘produce’?"), "{err}");
}

#[test]
fn there_are_colours_where_somebody_wants_them() {
    let sandbox = Sandbox::new();
    sandbox.change("signatories.toml", "date = \"2018-04-20\"", "date = \"2018-04-31\"");
    let coloured = |variables: &[(&str, &str)], arguments: &[&str]| {
        sandbox.run_with(variables, arguments).2.contains("\u{1b}[")
    };
    assert!(!coloured(&[], &["check"]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &["check"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "0")], &["check"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &["check"]));
    assert!(coloured(&[("NO_COLOR", "1")], &["check", "--color", "always"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--color=never", "check"]));
    let (_, out, _) = sandbox.run(&["--color", "always", "--help"]);
    assert!(out.contains("\u{1b}[1m"), "{out}");
}

#[test]
fn quiet_says_only_what_is_wrong_and_verbose_names_each_thing() {
    let sandbox = Sandbox::new();
    let (code, out, err) = sandbox.run(&["produce", "--quiet"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.starts_with("warning: "), "{err}");
    let (code, out, err) = sandbox.run(&["-q", "verify"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let (_, out, _) = sandbox.run(&["verify"]);
    assert!(!out.contains("helix/declaration"), "{out}");
    let (_, out, _) = sandbox.run(&["verify", "--verbose"]);
    assert!(out.contains("documents/helix/declaration-r1.pdf: intact"), "{out}");
    sandbox.write("output/documents/helix/declaration-r1.pdf", b"%PDF-1.4");
    let (code, out, _) = sandbox.run(&["verify", "-q"]);
    assert!(code == 3 && out.lines().count() == 1 && out.contains("ALTERED"), "{out}");
    let (code, _, err) = sandbox.run(&["verify", "-q", "-v"]);
    assert!(code == 2 && err.contains("cannot be given together"), "{err}");
}

#[test]
fn each_shell_gets_its_completions_and_each_verb_its_manual_page() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (code, script, _) = sandbox.run(&["completions", shell]);
        assert_eq!(code, 0);
        for verb in VERBS {
            assert!(script.contains(verb), "{verb} in {shell}");
        }
    }
    for (language, name, exits) in [("sv", "NAMN", "SLUTKODER"), ("en", "NAME", "EXIT CODES")] {
        let folder = sandbox.path(language);
        let to = folder.to_str().expect("a path");
        let (code, _, err) = sandbox.run(&["--lang", language, "man", to]);
        assert_eq!(code, 0, "{err}");
        let read = |file: &str| fs::read_to_string(folder.join(file)).expect(file);
        for verb in VERBS {
            let page = read(&format!("avsikt-{verb}.1"));
            assert!(page.contains(&format!(".SH \"{name}\"\n")), "{page}");
            assert!(page.contains(&format!(".SH \"{exits}\"\n")), "{page}");
            assert!(page.contains(&format!("avsikt {verb}")), "{page}");
        }
        assert!(read("avsikt-key-show.1").contains("avsikt key show"));
    }
}

#[test]
fn every_form_of_answer_has_its_schema_and_every_schema_is_some_answer_s() {
    let mut forms = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    for entry in fs::read_dir(sources).expect("the sources").flatten() {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        let found = text.split("\"form\": \"").skip(1).filter_map(|rest| rest.split('"').next());
        forms.extend(found.map(str::to_owned));
    }
    let schemas = fs::read_dir(schema::directory()).expect("the schemas").flatten();
    let schemas: BTreeSet<String> = schemas
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    assert_eq!(forms, schemas);
    assert!(forms.len() > 10);
}

#[test]
fn an_answer_that_is_not_what_its_schema_says_is_found() {
    let right = json!({ "form": "avsikt-preview-1", "files": ["a.pdf"] });
    assert!(schema::faults_of_answer(&right.to_string()).is_empty());
    let wrong: [(Value, &str); 5] = [
        (json!({ "form": "avsikt-preview-1" }), "\"files\" is missing"),
        (json!({ "form": "avsikt-preview-1", "files": [1] }), "/files/0: it is no [\"string\"]"),
        (json!({ "form": "avsikt-preview-1", "files": [], "x": 1 }), "/x: the schema lacks it"),
        (json!({ "form": "avsikt-none-1" }), "there is no docs/schemas/avsikt-none-1.json"),
        (json!({ "files": [] }), "it does not name its form"),
    ];
    for (answer, fault) in wrong {
        let found = schema::faults_of_answer(&answer.to_string()).join("\n");
        assert!(found.contains(fault), "{fault} in {found}");
    }
}

//! `avsikt init`: a new folder, by options here, where nobody can be asked.

use std::fs;

use crate::common::{Sandbox, run_in};

#[test]
fn what_init_makes_passes_check_and_produce_as_it_is_and_what_is_only_an_example_is_told() {
    let sandbox = Sandbox::new();
    for language in ["sv", "en"] {
        let path = sandbox.path(language);
        let new = path.to_str().expect("a path");
        let (code, out, err) = sandbox.run(&["init", new, "--language", language]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains(&format!("cd {new}")) && out.contains("avsikt check"), "{out}");
        let (code, out, err) = run_in(&path, &["check"]);
        assert!(code == 0 && out.contains("No faults, but 7 warnings"), "{out}{err}");
        let told = err.matches("still the example’s").count();
        assert_eq!(told, 7, "{err}");
        assert_eq!(run_in(&path, &["produce"]).0, 0, "{language}");
    }
    let new = sandbox.path("sv");
    let (code, _, err) = sandbox.run(&["init", new.to_str().expect("a path")]);
    assert!(code == 4 && err.contains("already exists"), "{err}");
}

#[test]
fn answers_that_are_given_as_options_stand_in_the_roster() {
    let sandbox = Sandbox::new();
    let path = sandbox.path("ny");
    let new = path.to_str().expect("a path");
    let (code, out, err) = sandbox.run(&[
        "init",
        new,
        "--yes",
        "--language",
        "sv",
        "--title",
        "Klimat \"nu\" = [x]",
        "--host",
        "Malmö stad",
        "--city",
        "Malmö",
        "--venue",
        "Rådhuset",
        "--date",
        "fredag",
        "--start",
        "24.00",
    ]);
    assert_eq!(code, 2, "{out}{err}");
    for fault in ["‘fredag’ is no date", "‘24.00’ is no time"] {
        assert!(err.contains(fault), "all faults at once: {err}");
    }
    assert!(!path.exists(), "nothing was written");

    let (code, out, err) = sandbox.run(&[
        "init",
        new,
        "--yes",
        "--language",
        "sv",
        "--title",
        "Klimat \"nu\" = [x]",
        "--host",
        "Malmö stad",
        "--date",
        "20 april 2029",
        "--start",
        "9.05",
    ]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Friday 20 April 2029, 09.05"), "{out}");
    let roster = fs::read_to_string(path.join("signatories.toml")).expect("the roster");
    for line in [
        "title = 'Klimat \"nu\" = [x]'",
        "organisation = \"Malmö stad\"",
        "date = \"2029-04-20\"",
        "doors = \"08.50\"                      # när dörrarna öppnas",
    ] {
        assert!(roster.contains(line), "{line} in {roster}");
    }
    let (code, out, err) = run_in(&path, &["check"]);
    assert!(code == 0 && !err.contains("Malmö") && out.contains("6 warnings"), "{out}{err}");
}

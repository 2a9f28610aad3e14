//! The catalogues: every sentence is in both languages with the same placeables, each is used, and
//! none is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use avsikt::words::{Language, Words};

/// The messages of a language with the placeables of each.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in Words::sources(language).iter().flat_map(|text| text.lines()) {
        if let Some((key, _)) = line.split_once(" =")
            && line.starts_with(|c: char| c.is_ascii_lowercase())
        {
            assert!(messages.insert(key.to_owned(), BTreeSet::new()).is_none(), "{key} twice");
            current = Some(key.to_owned());
        }
        if let Some(key) = &current {
            let placeables = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
            });
            messages.get_mut(key).expect("inserted").extend(placeables);
        }
    }
    messages
}

/// The program's own texts, without the files of its tests.
fn sources(directory: &Path, text: &mut String) {
    for entry in fs::read_dir(directory).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_placeables() {
    let (swedish, english) = (messages(Language::Swedish), messages(Language::English));
    assert_eq!(swedish, english);
    assert!(english.len() > 100);
}

#[test]
fn every_sentence_is_used_and_every_one_used_exists() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let messages = messages(Language::English);
    let unused: Vec<_> =
        messages.keys().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "unused: {unused:?}");

    let rooms: BTreeSet<&str> = messages.keys().filter_map(|key| key.split('-').next()).collect();
    let said = code.split("sentence!(").skip(1).filter_map(|rest| rest.split('"').nth(1));
    let missing: BTreeSet<_> = said
        .filter(|key| key.split('-').next().is_some_and(|room| rooms.contains(room)))
        .filter(|key| !messages.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn no_sentence_stands_outside_the_catalogues() {
    // Names of a fault within a sentence, where serde or typst want one; and what only a
    // programmer sees; and what a cell may hold;
    // and how an error of the system begins.
    const KNOWN: [&str; 12] = [
        "power of attorney",
        "a roster is lost for a reason",
        "no SHA-256 digest in lower case",
        "‘{text}’ names no revision of a document",
        "‘{text}’ is no instant of whole seconds with an offset",
        "‘{text}’ names no document",
        "‘{text}’ names no letter",
        "the secret key of {:?}",
        "‘{text}’ is no id",
        "an unknown language",
        "packages cannot be used here",
        "failed to lookup address information",
    ];
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let word = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    let mut found = Vec::new();
    let mut tested = false;
    for line in code.lines() {
        // Tests stand at the end of a file, and the next one begins with what it is about.
        tested = (tested || line.contains("#[cfg(test)]")) && !line.starts_with("//!");
        let comment = line.trim_start().starts_with("//");
        let programmers = [".expect(", "panic!(", "unreachable!(", "reason = "];
        if tested || comment || programmers.iter().any(|sign| line.contains(sign)) {
            continue;
        }
        let line = line.replace("'\"'", "");
        let literals = line.split('"').skip(1).step_by(2);
        found.extend(
            literals
                .filter(|text| text.split(' ').filter(word).count() > 2 && !KNOWN.contains(text))
                .map(str::to_owned),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_swedish_sentence_was_left_in_english() {
    let texts = |language| Words::sources(language).concat();
    let lines = |text: String| -> BTreeSet<String> {
        // Commands are the same everywhere.
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("avsikt "));
        lines.filter(|line| line.split(' ').count() > 6).map(str::to_owned).collect()
    };
    let (swedish, english) = (lines(texts(Language::Swedish)), lines(texts(Language::English)));
    let same: Vec<_> = swedish.intersection(&english).collect();
    assert!(same.is_empty(), "{same:?}");
}

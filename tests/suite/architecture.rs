//! The house's rule: a module uses only those above it in `src/lib.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The modules of the library, in their order.
fn order(lib: &str) -> Vec<String> {
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The modules of the crate that a source text names, with the lines.
fn uses(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_');
                let name = &name[..end.unwrap_or(name.len())];
                found.push((number + 1, name.to_owned()));
            }
        }
    }
    found
}

/// Every use of a module by one that stands above it.
fn violations(order: &[String], sources: &BTreeMap<String, String>) -> Vec<String> {
    let place = |module: &str| order.iter().position(|known| known == module);
    let mut found = Vec::new();
    for (path, source) in sources {
        let module = path.split(['/', '.']).next().expect("a module");
        let Some(own) = place(module) else { continue };
        for (line, used) in uses(source) {
            if place(&used).is_some_and(|other| other > own) {
                found.push(format!("{path}:{line}: {module} uses {used}, which is below it"));
            }
        }
    }
    found
}

fn read(directory: &Path, prefix: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(directory).expect("the sources") {
        let path = entry.expect("an entry").path();
        let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.insert(name, fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn every_module_uses_only_modules_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    read(&source, "", &mut sources);
    let order = order(&sources["lib.rs"]);
    assert!(order.len() > 10 && sources.len() > 30, "the sources were found");
    let found = violations(&order, &sources);
    assert!(found.is_empty(), "{}", found.join("\n"));
    for module in sources.keys().filter(|path| !path.contains('/')) {
        let module = module.trim_end_matches(".rs");
        assert!(
            ["lib", "main"].contains(&module) || order.iter().any(|known| known == module),
            "{module} has no place in lib.rs"
        );
    }
}

#[test]
fn a_module_that_uses_one_below_it_is_found() {
    let order = order("pub mod words;\npub mod roster;\n\n// Effects.\npub mod archive;\n");
    let source = |text: &str| BTreeMap::from([("roster/reader.rs".to_owned(), text.to_owned())]);
    assert!(violations(&order, &source("use crate::words::Words;\n// crate::archive")).is_empty());
    for text in [
        "\nuse crate::archive::Archive;",
        "\nuse crate::{archive::Archive, words};",
        "\nuse crate::{words, archive};",
        "\nfn f() { crate::archive::open() }",
    ] {
        assert_eq!(
            violations(&order, &source(text)),
            ["roster/reader.rs:2: roster uses archive, which is below it"]
        );
    }
}

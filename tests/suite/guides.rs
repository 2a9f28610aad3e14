//! The README and the guides do not go stale: each command in them is run, in their order, in a folder
//! like their reader's, and says what they say it does. Where a command needs what the suite has not, a
//! script of `tests/outside` runs it, and is asked for it here.
//!
//! In a page a block `sh` holds commands, a line each, and a block `text` right after it what they print,
//! in which … stands for what differs, and alone on a line for any lines.

mod desk;
mod fields;
mod pages;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::Sandbox;
use desk::Desk;
use pages::{ELSEWHERE, Elsewhere, PAGES, Page};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

fn text_of(file: &str) -> String {
    let path = Path::new(REPOSITORY).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A block of a page: what kind it says it is, its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: String,
    pub(crate) lines: Vec<String>,
}

/// The fenced blocks of a page, also those within a list.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Option<(Block, usize)> = None;
    for line in page.lines() {
        let indent = line.len() - line.trim_start().len();
        match (open.take(), line.trim_start().strip_prefix("```")) {
            (None, Some(kind)) => {
                open = Some((Block { kind: kind.into(), lines: Vec::new() }, indent));
            }
            (Some((block, _)), Some("")) => found.push(block),
            (Some((mut block, indent)), _) => {
                block.lines.push(line.get(indent..).unwrap_or("").to_owned());
                open = Some((block, indent));
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed: {open:?}");
    found
}

/// Every page that may name commands.
fn every_page() -> BTreeSet<String> {
    let docs = fs::read_dir(Path::new(REPOSITORY).join("docs")).expect("the guides");
    let names = docs.map(|entry| entry.expect("a file").file_name().into_string().expect("a name"));
    let pages = names.filter(|name| Path::new(name).extension().is_some_and(|ext| ext == "md"));
    pages.map(|name| format!("docs/{name}")).chain(["README.md".to_owned()]).collect()
}

/// Whether a block is one of commands. One that begins as a script does is a file's text.
fn of_commands(block: &Block) -> bool {
    matches!(block.kind.as_str(), "sh" | "console" | "bash")
        && !block.lines.first().is_some_and(|line| line.starts_with("#!"))
}

/// Follows a page from its first command to its last; what does not hold.
fn follow(page: &Page) -> Vec<String> {
    let all = blocks(&text_of(page.file));
    let mut desk = Desk::new(page);
    let mut faults = Vec::new();
    let mut asides = page.asides.iter().peekable();
    for (at, block) in all.iter().enumerate().filter(|(_, block)| of_commands(block)) {
        if block.lines.iter().any(|line| elsewhere(page, line).is_some()) {
            continue;
        }
        let mut printed = String::new();
        for command in block.lines.iter().filter(|line| !line.is_empty()) {
            let mut code = 0;
            if let Some(aside) = asides.next_if(|aside| desk::bare(command) == aside.command) {
                (aside.meanwhile)(&mut desk);
                code = aside.code;
            }
            let (ended, said) = desk.types(command);
            if ended != code {
                faults.push(format!("{}: {command}: ends with {ended}: {said}", page.file));
            }
            printed += &said;
        }
        let says = all.get(at + 1).filter(|next| next.kind == "text");
        if let Some(says) = says
            && !desk::says(&says.lines, &printed.lines().collect::<Vec<_>>())
        {
            let (commands, says) = (block.lines.join("\n"), says.lines.join("\n"));
            faults.push(format!("{}: {commands}\nprints\n{printed}\nand not\n{says}", page.file));
        }
    }
    if let Some(aside) = asides.next() {
        faults.push(format!("{}: no command {} is where it was", page.file, aside.command));
    }
    faults
}

/// Where a command is run that needs what the suite has not.
fn elsewhere(page: &Page, command: &str) -> Option<&'static Elsewhere> {
    ELSEWHERE.iter().find(|other| {
        let begins = other.command.ends_with(' ') && command.starts_with(other.command);
        other.page == page.file && (begins || command == other.command)
    })
}

fn hold(file: &str) {
    let page = PAGES.iter().find(|page| page.file == file).expect(file);
    let faults = follow(page);
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_readme_s_commands_do_what_it_says() {
    hold("README.md");
}

#[test]
fn a_coordinator_gets_through_the_week_in_swedish() {
    hold("docs/coordinator.sv.md");
}

#[test]
fn a_coordinator_gets_through_the_week_in_english() {
    hold("docs/coordinator.en.md");
}

#[test]
fn a_template_writer_gets_through_the_guide_in_swedish() {
    hold("docs/templates.sv.md");
}

#[test]
fn a_template_writer_gets_through_the_guide_in_english() {
    hold("docs/templates.en.md");
}

#[test]
fn the_commands_of_the_other_pages_do_what_they_say() {
    for file in [
        "docs/spreadsheets.sv.md",
        "docs/spreadsheets.en.md",
        "docs/delivery.sv.md",
        "docs/delivery.en.md",
        "docs/scale.md",
    ] {
        hold(file);
    }
}

#[test]
fn every_page_with_commands_is_followed_and_what_the_suite_cannot_run_is_run_elsewhere() {
    let mut used = BTreeSet::new();
    for file in every_page() {
        // tests/outside/guides runs each of their commands.
        if file.starts_with("docs/verifying.") {
            continue;
        }
        for block in blocks(&text_of(&file)).iter().filter(|block| of_commands(block)) {
            let page = PAGES.iter().find(|page| page.file == file);
            let page = page.unwrap_or_else(|| panic!("{file}: nobody follows this page"));
            let apart = block.lines.iter().any(|line| elsewhere(page, line).is_some());
            for line in block.lines.iter().filter(|line| !line.is_empty()) {
                let Some(Elsewhere { command, by, says, .. }) = elsewhere(page, line) else {
                    let here = desk::KNOWN.iter().any(|known| line.starts_with(known));
                    assert!(here && !apart, "{file}: nobody runs this: {line}");
                    continue;
                };
                used.insert((file.clone(), *command));
                assert!(text_of(by).contains(says), "{file}: {by} does not run this: {line}");
            }
        }
    }
    assert_eq!(used.len(), ELSEWHERE.len(), "what no page names any more: {used:?}");
    let outside = text_of("tests/outside/guides");
    assert!(outside.contains("docs/verifying.{language}.md"));
}

/// The commands that stand in a page's prose, such as `avsikt send --dry-run`.
fn in_prose(page: &str) -> Vec<String> {
    let prose: Vec<&str> = page.split("\n```").step_by(2).collect();
    let prose = prose.join("\n").replace('\n', " ");
    prose
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|span| span.strip_prefix("avsikt ").map(str::to_owned))
        .collect()
}

#[test]
fn every_command_in_prose_is_one_and_has_the_options_that_are_named() {
    let sandbox = Sandbox::new();
    let mut helps = std::collections::BTreeMap::new();
    let mut seen = 0;
    for file in every_page() {
        for command in in_prose(&text_of(&file)) {
            let words: Vec<&str> = command.split_whitespace().collect();
            let mut verbs = words.iter().skip_while(|word| word.starts_with('-'));
            let verb = match words.first() {
                Some(&"-C") => words.get(2),
                _ => verbs.next(),
            };
            let Some(verb) = verb.filter(|verb| verb.chars().all(|c| c.is_ascii_lowercase()))
            else {
                continue;
            };
            let help = helps.entry((*verb).to_owned()).or_insert_with(|| {
                let (code, out, err) = sandbox.run(&["--lang", "en", "help", verb]);
                assert_eq!(code, 0, "{file}: `avsikt {command}`: {err}");
                out
            });
            for word in words.iter().filter(|word| word.starts_with("--")) {
                let option = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
                assert!(help.contains(option), "{file}: `avsikt {command}`: no {option} in {help}");
            }
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn every_example_of_the_template_guides_is_a_template() {
    for language in ["sv", "en"] {
        let page = text_of(&format!("docs/templates.{language}.md"));
        let blocks = blocks(&page);
        let examples: Vec<&Block> = blocks.iter().filter(|block| block.kind == "typ").collect();
        assert!(examples.len() > 2);
        for example in examples {
            let sandbox = Sandbox::new();
            let body = example.lines.join("\n");
            let head = "#import \"house.typ\": *\n#set document(title: \"Prov\")\n\
                        #show: house.with(lang: \"sv\")\n\n= Prov\n\n";
            let whole = if body.starts_with("#import") { body } else { format!("{head}{body}") };
            let name = format!("templates/invitation.{language}.typ.hbs");
            sandbox.write(&name, whole.as_bytes());
            let id = if language == "sv" { "solbacken" } else { "helix" };
            let into = sandbox.path("drafts");
            let into = into.to_str().expect("a path");
            let (code, _, err) = sandbox.run(&["--lang", "en", "preview", id, "--into", into]);
            assert_eq!(code, 0, "{language}: {whole}\n{err}");
        }
    }
}

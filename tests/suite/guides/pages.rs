//! Which pages are followed, and what their readers do besides typing commands.

use std::fs;

use rust_xlsxwriter::Workbook;

use super::desk::Desk;
use super::{blocks, text_of};

/// A page, and its reader.
pub(crate) struct Page {
    pub(crate) file: &'static str,
    pub(crate) language: &'static str,
    /// What the page calls something, and what it is on this desk.
    pub(crate) names: &'static [(&'static str, &'static str)],
    /// What happens before certain commands, in their order.
    pub(crate) asides: &'static [Aside],
}

/// Something that happens before the next time that a command is typed; and the code that it ends with.
pub(crate) struct Aside {
    pub(crate) command: &'static str,
    pub(crate) meanwhile: fn(&mut Desk),
    pub(crate) code: i32,
}

const fn before(command: &'static str, meanwhile: fn(&mut Desk)) -> Aside {
    Aside { command, meanwhile, code: 0 }
}

const fn fails(command: &'static str, code: i32, meanwhile: fn(&mut Desk)) -> Aside {
    Aside { command, meanwhile, code }
}

pub(crate) const PAGES: [Page; 13] = [
    Page { file: "README.md", language: "en", names: &[], asides: &[] },
    Page {
        file: "docs/coordinator.sv.md",
        language: "sv",
        names: &[],
        asides: &[
            before("avsikt import ../gästlista.xlsx", |desk| {
                guests(desk, "../gästlista.xlsx", "Jonas Ek");
            }),
            fails("avsikt check", 1, misspell),
            before("avsikt preview --open", correct),
            fails("avsikt send", 5, trouble),
            before("avsikt send --retry-deferred", |desk| desk.server.heal()),
            before("avsikt import ../gästlista.xlsx", |desk| {
                guests(desk, "../gästlista.xlsx", "Jonas Eek");
            }),
            before("avsikt check", somebody_leaves),
            before("avsikt receive norra-bageriet-ab ../skannat/norra-bageriet.pdf", |desk| {
                scans(desk, "../skannat", "fullmakt-svalan");
            }),
        ],
    },
    Page {
        file: "docs/coordinator.en.md",
        language: "en",
        names: &[],
        asides: &[
            before("avsikt import ../guests.xlsx", |desk| {
                guests(desk, "../guests.xlsx", "Jonas Ek");
            }),
            fails("avsikt check", 1, misspell),
            before("avsikt preview --open", correct),
            fails("avsikt send", 5, trouble),
            before("avsikt send --retry-deferred", |desk| desk.server.heal()),
            before("avsikt import ../guests.xlsx", |desk| {
                guests(desk, "../guests.xlsx", "Jonas Eek");
            }),
            before("avsikt check", somebody_leaves),
            before("avsikt receive norra-bageriet-ab ../scans/norra-bageriet.pdf", |desk| {
                scans(desk, "../scans", "power-svalan");
            }),
        ],
    },
    Page {
        file: "docs/templates.sv.md",
        language: "sv",
        names: &[],
        asides: &[
            fails("avsikt check", 1, |desk| confirmation(desk, "sv")),
            before("avsikt check", |desk| translate(desk, "sv", "en")),
            fails("avsikt check", 1, |desk| misspell_field(desk, "sv")),
        ],
    },
    Page {
        file: "docs/templates.en.md",
        language: "en",
        names: &[],
        asides: &[
            fails("avsikt check", 1, |desk| confirmation(desk, "en")),
            before("avsikt check", |desk| translate(desk, "en", "sv")),
            fails("avsikt check", 1, |desk| misspell_field(desk, "en")),
        ],
    },
    Page {
        file: "docs/delivery.sv.md",
        language: "sv",
        names: &[(" ID", " solbacken")],
        asides: &[before("avsikt send --confirm-sent ID", unanswered)],
    },
    Page {
        file: "docs/delivery.en.md",
        language: "en",
        names: &[(" ID", " solbacken")],
        asides: &[before("avsikt send --confirm-sent ID", unanswered)],
    },
    Page {
        file: "docs/spreadsheets.sv.md",
        language: "sv",
        names: &[],
        asides: &[before("avsikt import gästlista.xlsx", |desk| {
            guests(desk, "gästlista.xlsx", "Jonas Ek");
        })],
    },
    Page {
        file: "docs/spreadsheets.en.md",
        language: "en",
        names: &[],
        asides: &[before("avsikt import guests.xlsx", |desk| {
            guests(desk, "guests.xlsx", "Jonas Ek");
        })],
    },
    Page { file: "docs/scale.md", language: "en", names: &[], asides: &[] },
    Page { file: "docs/performance.md", language: "en", names: &[], asides: &[] },
    Page { file: "docs/timestamps.sv.md", language: "sv", names: &[], asides: &[] },
    Page { file: "docs/timestamps.en.md", language: "en", names: &[], asides: &[] },
];

/// A command that needs what the suite has not.
pub(crate) struct Elsewhere {
    pub(crate) page: &'static str,
    /// The whole of it; or how it begins, where that ends with a space.
    pub(crate) command: &'static str,
    /// The script that runs it; of what measures, and is not run for itself, the program's own text.
    pub(crate) by: &'static str,
    /// What stands there.
    pub(crate) says: &'static str,
}

const fn by(
    by: &'static str,
    page: &'static str,
    command: &'static str,
    says: &'static str,
) -> Elsewhere {
    Elsewhere { page, command, by, says }
}

const GUIDES: &str = "tests/outside/guides";
const SLURM: &str = "tests/outside/slurm";
const SCALE: &str = "docs/scale.md";
const PERFORMANCE: &str = "docs/performance.md";

pub(crate) const ELSEWHERE: [Elsewhere; 13] = [
    by(".ci/run", "README.md", "cargo test", "step cargo test\n"),
    by(SLURM, SCALE, "cd ceremony", "cd \"$SLURM/ceremony\""),
    by(
        SLURM,
        SCALE,
        "sbatch --wait --array=1-4 slurm.sh 4",
        "sbatch --wait --array=1-4 \"$job\" 4",
    ),
    by(SLURM, SCALE, "avsikt join shards/*-of-4", "\navsikt join shards/*-of-4\n"),
    // On a cluster it has not been tried, as the page says; what it is given is checked.
    by("tests/outside/kubernetes", SCALE, "kubectl ", "kubernetes.yaml"),
    by(GUIDES, "docs/timestamps.sv.md", "openssl ts -verify ", "openssl ts -verify "),
    by(GUIDES, "docs/timestamps.en.md", "openssl ts -verify ", "openssl ts -verify "),
    by("Cargo.toml", PERFORMANCE, "cargo run --profile dist --features speed ", "name = \"speed\""),
    by(
        "Cargo.toml",
        PERFORMANCE,
        "cargo build --profile dist --features speed",
        "name = \"speed\"",
    ),
    by("benches/speed/main.rs", PERFORMANCE, "speed ", "    folder: "),
    by("benches/speed/main.rs", PERFORMANCE, "valgrind --tool=callgrind speed ", "    step: "),
    by("benches/peers/install", PERFORMANCE, "benches/peers/install ", "#!"),
    by("benches/sending", PERFORMANCE, "benches/sending ", "sending TARGET [LETTERS [ROUNDS]]"),
];

/// A list of guests, as a real workbook.
fn guests(desk: &mut Desk, file: &str, chair: &str) {
    let rows = [
        ["Organisation", "Org.nr", "Namn", "Befattning", "E-post", "Ort", "Åtagande 1"],
        [
            "Norra Bageriet AB",
            "559152-6016",
            "Åsa Lindqvist",
            "vd",
            "asa@norrabageriet.example",
            "Lund",
            "skänka gårdagens bröd",
        ],
        [
            "Föreningen Svalan",
            "846094-8212",
            chair,
            "ordförande",
            "jonas@svalan.example",
            "Lund",
            "",
        ],
        [
            "Mekano Verkstad AB",
            "556677-8899",
            "Li Öberg",
            "platschef",
            "li@mekano.example",
            "Malmö",
            "",
        ],
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    desk.save(file, bytes);
}

/// What a reader writes over the example with, but for the contact's address.
fn own(desk: &Desk) {
    let roster = fs::read_to_string(desk.here.join("signatories.toml")).expect("the roster");
    let roster = roster
        .replace("Förnamn Efternamn", "Eva Ek")
        .replace("First Last", "Eva Ek")
        .replace("ceremoni@kommunen.example", "miljo@kommunen.example")
        .replace("ceremony@municipality.example", "climate@municipality.example")
        .replace("samordnare@kommunen.example", "du@kommunen.example")
        .replace("coordinator@municipality.example", "you@municipality.example")
        .replace("Exempelkommunen", "Storbyns kommun")
        .replace("Example Municipality", "Storbyn Municipality")
        .replace("\"Orten\"", "\"Storbyn\"")
        .replace("\"Town\"", "\"Storbyn\"");
    desk.save("signatories.toml", roster);
}

/// What a hand gets wrong in the roster.
fn misspell(desk: &mut Desk) {
    own(desk);
    desk.by_mail();
    desk.edit("signatories.toml", "jonas@svalan.example", "jonas@svalan,example");
    let roster = fs::read_to_string(desk.here.join("signatories.toml")).expect("the roster");
    let (_, packet) = roster.split_once("[packet]\n").expect("the packet");
    let date = packet.lines().next().expect("its date").to_owned();
    let comment =
        date.split_once('#').map_or(String::new(), |(_, comment)| format!("  #{comment}"));
    desk.edit(
        "signatories.toml",
        &format!("[packet]\n{date}"),
        &format!("[packet]\ndate = \"2018-04-31\"{comment}"),
    );
}

/// What another reading of the roster puts right; the ceremony is one that is over by now.
fn correct(desk: &mut Desk) {
    desk.edit("signatories.toml", "svalan,example", "svalan.example");
    let proxy = "name = \"Jonas Ek\", capacity = \"proxy\"";
    desk.edit("signatories.toml", "name = \"Jonas Ek\"", proxy);
    desk.edit("signatories.toml", "2018-04-31", "2018-03-26");
    for left in ["\"fornamn.efternamn@", "\"first.last@"] {
        let roster = fs::read_to_string(desk.here.join("signatories.toml")).expect("the roster");
        desk.save("signatories.toml", roster.replace(left, "\"eva.ek@"));
    }
    let roster = fs::read_to_string(desk.here.join("signatories.toml")).expect("the roster");
    let date = roster.lines().find(|line| line.starts_with("date = ")).expect("the day").to_owned();
    desk.edit(
        "signatories.toml",
        &date,
        "date = \"2018-04-20\"\nextras = [\"place-cards\", \"signing-table\"]",
    );
}

fn trouble(desk: &mut Desk) {
    desk.trouble("jonas@svalan.example", "li@mekano.example");
}

/// A mailing in which the answer to one letter is lost.
fn unanswered(desk: &mut Desk) {
    desk.by_mail();
    desk.trouble("asa@solbacken.example", "nobody");
    assert_eq!(desk.types("avsikt produce").0, 0);
    assert_eq!(desk.types("avsikt send").0, 5);
    desk.server.heal();
}

/// Mekano leaves; so its section goes.
fn somebody_leaves(desk: &mut Desk) {
    let roster = fs::read_to_string(desk.here.join("signatories.toml")).expect("the roster");
    let (rest, _) = roster.split_once("[[signatory]]\nid = \"mekano").expect("the last section");
    desk.save("signatories.toml", rest);
}

fn scans(desk: &mut Desk, folder: &str, power: &str) {
    for name in ["norra-bageriet", power] {
        desk.save(&format!("{folder}/{name}.pdf"), format!("%PDF-1.4\n% {name}\n"));
    }
}

/// The guide's example, saved as it says.
fn confirmation(desk: &mut Desk, language: &str) {
    let page = text_of(&format!("docs/templates.{language}.md"));
    let example = blocks(&page).into_iter().rfind(|block| block.kind == "typ").expect("an example");
    desk.save(&format!("templates/confirmation.{language}.typ.hbs"), example.lines.join("\n"));
    let wanted =
        blocks(&page).into_iter().find(|block| block.kind == "toml").expect("the roster's line");
    desk.edit(
        "signatories.toml",
        "documents = [\"invitation\", \"declaration\"]",
        &wanted.lines[1],
    );
}

fn translate(desk: &mut Desk, from: &str, to: &str) {
    let path = desk.here.join(format!("templates/confirmation.{from}.typ.hbs"));
    let text = fs::read_to_string(path).expect("the template");
    let text = text.replace(&format!("\"{from}\""), &format!("\"{to}\""));
    desk.save(&format!("templates/confirmation.{to}.typ.hbs"), text);
}

fn misspell_field(desk: &mut Desk, language: &str) {
    desk.edit(
        &format!("templates/confirmation.{language}.typ.hbs"),
        "{{organisation}}",
        "{{organistion}}",
    );
}

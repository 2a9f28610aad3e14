//! Made-up ceremonies of any size, from a seed.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use avsikt::folder;
use avsikt::roster::OrganisationNumber;
use avsikt::words::Language;

const FIRST: [&str; 12] = [
    "Åsa",
    "Örjan",
    "Märta",
    "Gunnel",
    "Ali",
    "Fatima",
    "René",
    "Bo",
    "Kerstin",
    "Ann-Charlotte",
    "Jan-Åke",
    "Eleanor",
];
const LAST: [&str; 12] = [
    "Lindqvist",
    "Åkerlund",
    "Jönsson",
    "Öberg",
    "Rahimi",
    "El-Sayed",
    "Dupré",
    "Nilsson",
    "Vångby",
    "Cederström-Hallencreutz",
    "Qvist",
    "O’Brien",
];
const TITLES: [&str; 6] =
    ["verkställande direktör", "ordförande", "kassör", "rektor", "hållbarhetschef", "innehavare"];
const TRADES: [&str; 10] = [
    "Solbackens Bageri & Konditori",
    "Bostadsrättsföreningen Fyrtornet i Norra Lund",
    "Sydvind Energi",
    "Föreningen ”Huset i Parken”",
    "Café René",
    "Plåt och 'Tak' i Genarp",
    "Friskolan Äventyret",
    "Vetenskapsparken Väst",
    "Advokatfirman Wahl, Bergström & Partner",
    "Stiftelsen för stadsnära odling",
];
const COMMITMENTS: [&str; 6] = [
    "byta ut oljeeldade ugnar mot eldrivna före utgången av 2019",
    "redovisa klimatpåverkan i varje anbud över fem miljoner kronor",
    "installera solceller på samtliga tak",
    "upplåta minst femtio nya odlingslotter på kommunens mark och ta fram en gemensam metod för att mäta hur mycket koldioxid som lagras i jorden",
    "resa med tåg i alla uppdrag inom Sverige",
    "mäta och offentliggöra energianvändningen i alla våra byggnader, hus för hus",
];
const CITIES: [&str; 4] = ["Lund", "Malmö", "Södra Sandby", "Veberöd"];

/// So many sign on the stage; a day has no more minutes than that.
const ON_STAGE: usize = 300;

/// A sequence that looks like chance and is the same everywhere (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a usize")
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// A ceremony's folder with the project's own templates and so many signatories, each of whom gets
/// a declaration. The documents of the whole ceremony grow with it, and are measured apart: here
/// they are a line each, and there is no paper for the day, unless `whole` is asked for.
pub(crate) fn create(folder: &Path, size: usize, seed: u64, whole: bool) -> io::Result<()> {
    folder::create(folder, include_str!("../../signatories.toml"), Language::Swedish)
        .map_err(|faults| io::Error::other(format!("{faults:?}")))?;
    if !whole {
        let roster = folder.join("signatories.toml");
        let present = fs::read_to_string(&roster)?;
        overwrite(&roster, &present.replace("\nextras = ", "\n# extras = "))?;
        for kind in ["joint-declaration", "running-order"] {
            let path = folder.join(format!("templates/{kind}.sv.typ.hbs"));
            let line = "#set document(title: \"Sida\")\n#set text(lang: \"sv\")\n= Sida\n";
            overwrite(&path, line)?;
        }
    }
    write(folder, size, seed, None)
}

/// Writes the roster; of one signatory differently, if that is asked for.
pub(crate) fn write(
    folder: &Path,
    size: usize,
    seed: u64,
    changed: Option<usize>,
) -> io::Result<()> {
    let path = folder.join("signatories.toml");
    let present = fs::read_to_string(&path)?;
    let (head, _) = present.split_once("\n[[signatory]]").expect("a roster with signatories");
    let head = head
        .replace("\nends = ", "\n# ends = ")
        .replace("documents = [\"invitation\", \"declaration\"]", "documents = [\"declaration\"]");
    overwrite(&path, &format!("{head}{}", signatories(size, seed, changed)))
}

fn signatories(size: usize, seed: u64, changed: Option<usize>) -> String {
    let mut text = String::new();
    for index in 0..size {
        let mut chance = Chance(seed.wrapping_mul(1 << 32).wrapping_add(index as u64));
        let number = organisation_number(index);
        let (trade, city) = (chance.of(&TRADES), chance.of(&CITIES));
        let people: Vec<String> = (0..=chance.below(5) / 4)
            .map(|_| {
                let (first, last) = (chance.of(&FIRST), chance.of(&LAST));
                format!("{{ name = \"{first} {last}\", title = \"{}\" }}", chance.of(&TITLES))
            })
            .collect();
        let (from, mut count) = (chance.below(COMMITMENTS.len()), chance.below(4));
        if changed == Some(index) {
            count = (count + 1) % 4;
        }
        let commitments: Vec<String> = (from..from + count)
            .map(|at| format!("\"{}\"", COMMITMENTS[at % COMMITMENTS.len()]))
            .collect();
        let _ = write!(
            text,
            "\n[[signatory]]\nid = \"s{index}\"\norganisation = \"{trade} {index}\"\n\
             organisation-number = \"{number}\"\npeople = [{}]\nemail = \"office@s{index}.example\"\n\
             city = \"{city}\"\ncommitments = [{}]\nlanguage = \"{}\"\nattends = {}\n",
            people.join(", "),
            commitments.join(", "),
            if chance.below(10) == 0 { "en" } else { "sv" },
            index < ON_STAGE && chance.below(12) > 0,
        );
    }
    text
}

/// A limited company's number, with its check digit.
fn organisation_number(index: usize) -> String {
    let digits = format!("559{index:06}");
    (0..10)
        .map(|check| format!("{}-{}{check}", &digits[..6], &digits[6..]))
        .find(|number| OrganisationNumber::parse(number).is_ok())
        .expect("one of ten digits is right")
}

#[expect(clippy::disallowed_methods, reason = "a folder of the benchmark's own")]
fn overwrite(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

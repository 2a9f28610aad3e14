//! What the columns of a sheet mean: which row holds the headings, and what each of them says.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, MOST_PEOPLE};
use super::vocabulary::recognise;
use crate::diagnostic::{Diagnostic, Diagnostics, column_name, visible};
use crate::roster::normal;
use crate::sentence;
use crate::spreadsheet::{At, Sheet};

/// Headings are looked for in so many rows from the top.
const DEEPEST: usize = 40;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// What the roster has a key for.
    Value(Field),
    /// The first part of a person's name.
    GivenName(u8),
    /// The last part of a person's name.
    FamilyName(u8),
}

impl Meaning {
    /// What `--map` and JSON call it.
    #[must_use]
    pub fn name(self) -> String {
        let (key, number) = match self {
            Self::Value(field) => return field.name(),
            Self::GivenName(number) => ("given-name", number),
            Self::FamilyName(number) => ("family-name", number),
        };
        if number == 1 { key.to_owned() } else { format!("{key}-{number}") }
    }

    /// What is meant by a [name](Self::name), or by a heading that is known.
    fn parse(name: &str) -> Option<Self> {
        let parts = (1..=MOST_PEOPLE).flat_map(|n| [Self::GivenName(n), Self::FamilyName(n)]);
        let named = Field::parse(name).map(Self::Value);
        named
            .or_else(|| parts.into_iter().find(|part| part.name() == name))
            .or_else(|| recognise(name, ""))
    }

    /// The field that it becomes.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::Value(field) => field,
            Self::GivenName(number) | Self::FamilyName(number) => Field::Name(number),
        }
    }
}

/// What a person said about a column: `Heading=field`, with a column's letters in place of a heading
/// that it lacks; `-` for a column that is not to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    heading: String,
    meaning: Option<Meaning>,
}

impl Mapping {
    /// Reads `Heading=field`.
    ///
    /// # Errors
    /// When it has another form or names a field that does not exist.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        let Some((heading, name)) = text.rsplit_once('=') else {
            return Err(Diagnostic::error(sentence!("import-map-form", map = text))
                .remedy(sentence!("import-map-form-remedy"))
                .into());
        };
        let (heading, name) = (normal(heading), normal(name));
        let meaning = Meaning::parse(&name);
        if meaning.is_none() && name != "-" {
            let names: Vec<String> = Field::all(1).map(Field::name).collect();
            return Err(Diagnostic::error(sentence!("import-map-field", field = name))
                .remedy(sentence!("import-map-field-remedy", fields = names.join(", ")))
                .into());
        }
        Ok(Self { heading, meaning })
    }

    fn is_about(&self, heading: &str) -> bool {
        !heading.is_empty() && self.heading.to_lowercase() == normal(heading).to_lowercase()
    }

    fn is_letters_of(&self, column: u32) -> bool {
        self.heading == column_name(column)
    }
}

/// A column and how it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Which, counted from 0.
    pub number: u32,
    /// Its heading on one line; empty when it has none.
    pub heading: String,
    /// What it holds; none when it is not read.
    pub meaning: Option<Meaning>,
}

/// How a sheet was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understanding {
    /// The last row of the headings; what stands below it is signatories.
    pub row: u32,
    /// The columns that have a heading or hold something.
    pub columns: Vec<Column>,
}

impl Understanding {
    /// The columns of a meaning.
    pub fn of(&self, meaning: Meaning) -> impl Iterator<Item = u32> {
        let columns = self.columns.iter().filter(move |column| column.meaning == Some(meaning));
        columns.map(|column| column.number)
    }

    /// The fields that the sheet has a column for.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<Field> {
        self.columns.iter().filter_map(|column| column.meaning).map(Meaning::field).collect()
    }

    /// A column that is not read, best of all one that sounds like people, as `--map` has it: its
    /// heading, or its letter where a shell would read more into that.
    #[must_use]
    pub(super) fn unread(&self) -> Option<String> {
        let unread = || {
            let columns = self.columns.iter().filter(|column| column.meaning.is_none());
            columns.filter(|column| !column.heading.is_empty())
        };
        let of_people = |column: &&Column| {
            let heading = column.heading.to_lowercase();
            ["kontakt", "contact", "person", "namn", "name"]
                .iter()
                .any(|word| heading.contains(word))
        };
        let column = unread().find(of_people).or_else(|| unread().next())?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '/' | ':');
        let heading = column.heading.trim();
        Some(if heading.chars().all(plain) {
            heading.to_owned()
        } else {
            column_name(column.number)
        })
    }

    /// The first column of a field, where a missing value would stand.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<u32> {
        let mut columns = self.columns.iter();
        columns.find(|c| c.meaning.map(Meaning::field) == Some(field)).map(|column| column.number)
    }
}

/// Finds the headings of a sheet: the row, or the two rows one below the other, in which the most
/// are known. None when there is no such row.
pub(super) fn understand(sheet: &Sheet, mappings: &[Mapping]) -> Option<Understanding> {
    let mut rows: Vec<u32> = sheet.cells.keys().map(|(row, _)| *row).collect();
    rows.dedup();
    rows.truncate(DEEPEST);
    let candidates = rows.iter().flat_map(|row| {
        let single = headings(sheet, *row, None, mappings);
        let double = headings(sheet, row + 1, Some(*row), mappings);
        [(*row, single), (row + 1, double)]
    });
    let known = |columns: &[Column]| {
        let meanings = columns.iter().filter(|column| !column.heading.is_empty());
        meanings.filter_map(|column| column.meaning).collect::<BTreeSet<_>>()
    };
    let mut best: Option<(usize, Understanding)> = None;
    for (row, columns) in candidates {
        let Some(columns) = columns else { continue };
        let meanings = known(&columns);
        let who = [Field::Id, Field::Organisation, Field::OrganisationNumber];
        let names_somebody = who.iter().any(|field| meanings.contains(&Meaning::Value(*field)));
        let better = best.as_ref().is_none_or(|(most, _)| meanings.len() > *most);
        if names_somebody && meanings.len() > 1 && better {
            best = Some((meanings.len(), Understanding { row, columns }));
        }
    }
    best.map(|(_, understanding)| understanding)
}

/// The columns when a row holds the headings, under those of another row if one is given; such a
/// lower row holds nothing but known headings.
fn headings(
    sheet: &Sheet,
    row: u32,
    upper: Option<u32>,
    mappings: &[Mapping],
) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let mut below = 0;
    for number in columns_in_use(sheet, upper.unwrap_or(row)) {
        let own = normal(&sheet.shown((row, number)));
        let above = upper.map_or_else(String::new, |upper| spanning(sheet, (upper, number)));
        let (heading, context) =
            if own.is_empty() { (above, String::new()) } else { (own.clone(), above) };
        let said = mappings.iter().find(|mapping| mapping.is_about(&heading));
        let said = said.or_else(|| mappings.iter().find(|mapping| mapping.is_letters_of(number)));
        let mut meaning = match said {
            Some(mapping) => mapping.meaning,
            None => recognise(&heading, &context),
        };
        let mut heading = heading;
        if heading.is_empty() {
            // Under a heading that was merged over several columns.
            let merged = spanning(sheet, (row, number));
            let list = |meaning: &Meaning| meaning.field().is_list();
            if said.is_none() {
                meaning = recognise(&merged, "").filter(list);
            }
            heading = meaning.map(|_| merged).unwrap_or_default();
        }
        if upper.is_some() && !own.is_empty() {
            meaning?;
            below += 1;
        }
        columns.push(Column { number, heading: visible(&heading), meaning });
    }
    (upper.is_none() || below > 0).then_some(columns)
}

/// The columns that hold something in a row or below it.
fn columns_in_use(sheet: &Sheet, row: u32) -> BTreeSet<u32> {
    sheet.cells.range((row, 0)..).map(|((_, column), _)| *column).collect()
}

/// What stands in a cell, or in the cell that it was merged with.
fn spanning(sheet: &Sheet, (row, column): At) -> String {
    let within = |(first, last): &&(At, At)| {
        (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column)
    };
    let at = sheet.merged.iter().find(within).map_or((row, column), |(first, _)| *first);
    normal(&sheet.shown(at))
}

/// Reports headings that mean the same, of what there is one of, and mappings of nothing.
pub(super) fn check(
    sheet: &Sheet,
    file: &str,
    understanding: &Understanding,
    mappings: &[Mapping],
) -> Diagnostics {
    let mut faults = Diagnostics::new();
    let mut seen: BTreeMap<Meaning, u32> = BTreeMap::new();
    let names = understanding.columns.iter().filter_map(|column| {
        let meaning = column.meaning.filter(|meaning| !meaning.field().is_list())?;
        Some((meaning, column))
    });
    let whole: BTreeSet<Field> = names
        .clone()
        .filter_map(|(meaning, _)| {
            matches!(meaning, Meaning::Value(Field::Name(_))).then_some(meaning.field())
        })
        .collect();
    for (meaning, column) in names {
        // A name in parts, beside the whole name, is that name twice.
        let key = if whole.contains(&meaning.field()) {
            Meaning::Value(meaning.field())
        } else {
            meaning
        };
        let Some(first) = seen.insert(key, column.number) else { continue };
        let fault = Diagnostic::error(sentence!(
            "import-duplicate-column",
            field = key.name(),
            first = column_name(first),
            second = column_name(column.number)
        ))
        .remedy(sentence!("import-duplicate-column-remedy", column = column_name(column.number)));
        let place = sheet.place(file, (understanding.row, column.number));
        faults.push(Diagnostic { place: Some(place), ..fault });
    }
    for mapping in mappings {
        let used = understanding
            .columns
            .iter()
            .any(|c| mapping.is_about(&c.heading) || mapping.is_letters_of(c.number));
        if !used {
            let headings: Vec<&str> =
                understanding.columns.iter().map(|c| c.heading.as_str()).collect();
            let headings = headings.into_iter().filter(|heading| !heading.is_empty());
            let headings = headings.collect::<Vec<_>>().join(", ");
            faults.push(
                Diagnostic::error(sentence!("import-map-unused", heading = &mapping.heading))
                    .remedy(sentence!("import-map-unused-remedy", headings = headings)),
            );
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheet::{Cell, read};

    fn meanings(sheet: &Sheet, maps: &[&str]) -> Option<(u32, Vec<String>)> {
        let maps: Vec<Mapping> = maps.iter().map(|map| Mapping::parse(map).expect(map)).collect();
        let understanding = understand(sheet, &maps)?;
        let name = |c: &Column| c.meaning.map_or_else(|| "-".to_owned(), Meaning::name);
        Some((understanding.row, understanding.columns.iter().map(name).collect()))
    }

    fn sheet(text: &str) -> Sheet {
        read("x.csv", format!("sep=;\n{text}").as_bytes()).expect("a sheet").sheets.remove(0)
    }

    #[test]
    fn the_row_of_the_headings_is_found_below_titles() {
        let text = "Gästlista, våren 2018;;\n\nOrganisation;Ort;Anmärkning\nSolbacken;Lund;x\n";
        let found = meanings(&sheet(text), &[]);
        assert_eq!(found, Some((3, ["organisation", "city", "-"].map(str::to_owned).to_vec())));
        assert_eq!(meanings(&sheet("Firma;x\n"), &[]), None);
        assert_eq!(meanings(&sheet("ett;två\ntre;fyra\n"), &[]), None);
    }

    #[test]
    fn headings_in_two_rows_are_read_together() {
        let text = "Organisation;Undertecknare;;Undertecknare 2;;E-post\n;Namn;Befattning;Namn;Befattning;\nA;b;c;d;e;f\n";
        let mut sheet = sheet(text);
        sheet.merged = vec![((1, 1), (1, 2)), ((1, 3), (1, 4))];
        let names = ["organisation", "name", "title", "name-2", "title-2", "email"];
        assert_eq!(meanings(&sheet, &[]), Some((2, names.map(str::to_owned).to_vec())));
    }

    #[test]
    fn a_heading_over_several_columns_is_that_of_lists_only() {
        let mut sheet = sheet("Organisation;Åtaganden;;Ort;\nA;b;c;d;e\n");
        sheet.merged = vec![((1, 1), (1, 2)), ((1, 3), (1, 4))];
        let names = ["organisation", "commitments", "commitments", "city", "-"];
        assert_eq!(meanings(&sheet, &[]), Some((1, names.map(str::to_owned).to_vec())));
    }

    #[test]
    fn what_a_person_says_of_a_column_counts() {
        let text = "Vem;Namn;Ort;\nA;b;c;d\n";
        let names = |names: [&str; 4]| Some((1, names.map(str::to_owned).to_vec()));
        assert_eq!(
            meanings(&sheet(text), &["vem=name", "Namn=organisation", "Ort=-", "D=Åtagande"]),
            names(["name", "organisation", "-", "commitments"])
        );
        for map in ["Vem", "Vem=vad"] {
            assert!(Mapping::parse(map).is_err(), "{map}");
        }
    }

    #[test]
    fn the_same_twice_and_a_mapping_of_nothing_are_reported() {
        let keys = |text: &str, maps: &[&str]| -> Vec<String> {
            let maps: Vec<Mapping> =
                maps.iter().map(|m| Mapping::parse(m).expect("a map")).collect();
            let sheet = sheet(text);
            let understanding = understand(&sheet, &maps).expect("headings");
            let faults = check(&sheet, "x.csv", &understanding, &maps);
            faults.iter().map(|fault| fault.message.key().to_owned()).collect()
        };
        assert_eq!(keys("Organisation;Namn;Undertecknare\n", &[]), ["import-duplicate-column"]);
        assert_eq!(keys("Organisation;Namn;Förnamn\n", &[]), ["import-duplicate-column"]);
        assert_eq!(
            keys("Organisation;E-post;E-post\n", &["C=copies"]),
            ["import-duplicate-column"; 0]
        );
        assert_eq!(keys("Organisation;Namn;Namn 2;Åtagande;Åtagande\n", &[]), [""; 0]);
        assert_eq!(keys("Organisation;Ort\n", &["Stad=city"]), ["import-map-unused"]);
    }

    #[test]
    fn an_empty_sheet_has_no_headings() {
        let number = Sheet { cells: [((0, 0), Cell::Number(1.0))].into(), ..Sheet::default() };
        assert_eq!(meanings(&number, &["A=organisation"]), None);
        assert_eq!(meanings(&Sheet::default(), &[]), None);
    }
}

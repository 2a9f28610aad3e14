//! The running order as a spreadsheet.

use crate::roster::{Person, Roster};
use crate::running_order::RunningOrder;
use crate::words::{Language, dates};

impl RunningOrder {
    /// The running order as CSV (RFC 4180), UTF-8 with a byte order mark and semicolons between
    /// the cells: what Excel opens rightly by a double click where the decimal sign is a comma.
    /// Cells that a spreadsheet would take for a formula begin with an apostrophe.
    #[must_use]
    pub fn to_csv(&self, roster: &Roster) -> String {
        let ceremony = &roster.ceremony;
        let head = match ceremony.language {
            Language::Swedish => ["Tid", "Till", "Nr", "Vad", "Vem", "Uttal", "Anmärkning"],
            Language::English => ["Time", "Until", "No", "What", "Who", "Spoken", "Notes"],
        };
        let mut rows = vec![head.map(str::to_owned)];
        let time = |time| dates::time(time, ceremony.language);
        for timed in &self.items {
            let item = &ceremony.programme[timed.index];
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            rows.push([
                time(timed.start),
                time(timed.end),
                String::new(),
                item.what.clone(),
                text(&item.who),
                String::new(),
                text(&item.notes),
            ]);
            for slot in &timed.slots {
                let signatory = slot.signatory.as_ref().and_then(|id| roster.signatory(id));
                let (what, people, spoken) = match signatory {
                    Some(s) => (&s.organisation, &s.people, &s.pronunciation),
                    None => {
                        let host = &roster.host;
                        (&host.organisation, &host.people, &host.pronunciation)
                    }
                };
                rows.push([
                    time(slot.time),
                    String::new(),
                    slot.number.to_string(),
                    what.clone(),
                    names(people),
                    text(spoken),
                    String::new(),
                ]);
            }
        }
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::from("\u{feff}"));
        for row in rows {
            writer.write_record(row.map(inert)).expect("writing to memory succeeds");
        }
        let bytes = writer.into_inner().expect("writing to memory succeeds");
        String::from_utf8(bytes).expect("cells are text")
    }
}

fn names(people: &[Person]) -> String {
    people.iter().filter_map(|person| person.name.as_deref()).collect::<Vec<_>>().join(", ")
}

/// A cell that no spreadsheet computes.
fn inert(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_inert() {
        assert_eq!(inert("=1+1".to_owned()), "'=1+1");
        assert_eq!(inert("@SUM(A1)".to_owned()), "'@SUM(A1)");
        assert_eq!(inert("A & B".to_owned()), "A & B");
    }
}

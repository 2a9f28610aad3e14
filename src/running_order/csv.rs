//! The running order as a spreadsheet.

use crate::roster::{Person, Roster};
use crate::running_order::RunningOrder;
use crate::spreadsheet;
use crate::words::{Language, dates};

impl RunningOrder {
    /// The running order as a table for spreadsheets.
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
        spreadsheet::csv(rows.into_iter().map(Vec::from))
    }
}

fn names(people: &[Person]) -> String {
    people.iter().filter_map(|person| person.name.as_deref()).collect::<Vec<_>>().join(", ")
}

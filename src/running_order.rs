//! WHEN, minute by minute: who signs when; clashes, gaps and overruns at their place in the roster.

use jiff::civil::Time;

use crate::roster::Id;

/// The ceremony's plan (*körschema*).
#[derive(Debug, Clone)]
pub struct RunningOrder {
    /// The programme's items with their times, each with its signatures.
    pub items: Vec<TimedItem>,
    /// Signatories who do not attend, in signing order.
    pub absent: Vec<Id>,
}

/// An item of the programme with its times.
#[derive(Debug, Clone)]
pub struct TimedItem {
    /// Its index in the ceremony's programme.
    pub index: usize,
    /// When it begins.
    pub start: Time,
    /// When it ends.
    pub end: Time,
    /// Who signs during it, in signing order; the host first. Empty but for the signing.
    pub slots: Vec<Slot>,
}

/// A signatory's place in the signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Who: `None` is the host.
    pub signatory: Option<Id>,
    /// Counted from 1; the host is 1.
    pub number: usize,
    /// When they sign.
    pub time: Time,
}
impl RunningOrder {
    /// placeholder until the roster room lands
    pub fn slot_of(&self, id: &Id) -> Option<&Slot> {
        self.items
            .iter()
            .flat_map(|i| &i.slots)
            .find(|s| s.signatory.as_ref() == Some(id))
    }
    /// placeholder
    pub fn signing_order<'a>(
        &self,
        roster: &'a crate::roster::Roster,
    ) -> Vec<&'a crate::roster::Signatory> {
        roster.signatories.iter().collect()
    }
}

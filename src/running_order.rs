//! WHEN, minute by minute: who signs when; clashes, gaps and overruns at their place in the roster.

mod csv;
mod order;
mod page;

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Time;

use crate::ceremony::ProgrammeItem;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::roster::{Id, Roster, Signatory};
use crate::sentence;

/// The ceremony's plan (*körschema*).
#[derive(Debug, Clone)]
pub struct RunningOrder {
    /// The programme's items with their times, each with its signatures.
    pub items: Vec<TimedItem>,
    /// Who signs after whom: those who attend, then those who do not.
    order: Vec<Id>,
    /// In which item, and where among its slots, each signs.
    places: BTreeMap<Id, (usize, usize)>,
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
    /// Plans the ceremony: each item begins at its fixed start or upon the item before it; in the
    /// signing the host signs first, and then each signatory that attends.
    ///
    /// # Errors
    /// Items that clash, a signing that does not fit its minutes, a programme that outlasts its
    /// end or its day, each at its place in the roster. Gaps are warnings.
    pub fn plan(roster: &Roster) -> Result<Warned<Self>, Diagnostics> {
        let ceremony = &roster.ceremony;
        let order = order::signing_order(roster);
        let mut signing_ids: Vec<Option<Id>> = vec![None];
        signing_ids.extend(order.iter().filter(|s| s.attends).map(|s| Some(s.id.clone())));

        let mut faults = Diagnostics::new();
        let mut items: Vec<TimedItem> = Vec::new();
        for (index, item) in ceremony.programme.iter().enumerate() {
            let follows = items.last().map(|last| last.end);
            let Some(start) = item.start.or(follows) else {
                continue;
            };
            check_join(follows, start, item, roster, &mut faults);
            let count = i32::try_from(signing_ids.len()).unwrap_or(i32::MAX);
            let needed = ceremony.per_signatory * count;
            let length = item.duration.unwrap_or(needed);
            if item.signing && length < needed {
                let missing = minutes_up(needed - length);
                faults.push(
                    at(item, sentence!("roster-signing-too-short", minutes = missing)).remedy(
                        sentence!("roster-signing-too-short-remedy", minutes = minutes_up(needed)),
                    ),
                );
            }
            let Some(end) = after(start, length) else {
                faults.push(
                    at(item, sentence!("roster-past-midnight"))
                        .remedy(sentence!("roster-past-midnight-remedy")),
                );
                break;
            };
            let slots = if item.signing {
                slots(&signing_ids, start, ceremony.per_signatory)
            } else {
                Vec::new()
            };
            items.push(TimedItem { index, start, end, slots });
        }
        if let (Some(ends), Some(last)) = (ceremony.ends, items.last())
            && last.end > ends
        {
            let over = minutes_up(ends.duration_until(last.end));
            faults.push(
                at(&ceremony.programme[last.index], sentence!("roster-overrun", minutes = over))
                    .remedy(sentence!("roster-overrun-remedy")),
            );
        }
        let order = order.into_iter().map(|signatory| signatory.id.clone()).collect();
        let mut places = BTreeMap::new();
        for (item, timed) in items.iter().enumerate() {
            for (place, slot) in timed.slots.iter().enumerate() {
                places.extend(slot.signatory.clone().map(|id| (id, (item, place))));
            }
        }
        faults.into_result(Self { items, order, places })
    }

    /// A signatory's place in the signing; none when it does not attend.
    #[must_use]
    pub fn slot_of(&self, id: &Id) -> Option<&Slot> {
        let (item, place) = *self.places.get(id)?;
        self.items[item].slots.get(place)
    }

    /// All signatories: those who attend in signing order, then the others in the same order.
    #[must_use]
    pub fn signing_order<'r>(&self, roster: &'r Roster) -> Vec<&'r Signatory> {
        self.order.iter().filter_map(|id| roster.signatory(id)).collect()
    }
}

fn at(item: &ProgrammeItem, message: crate::words::Sentence) -> Diagnostic {
    Diagnostic { place: Some(item.place.clone()), ..Diagnostic::error(message) }
}

/// How an item joins the one before it: in time it cannot begin before that ends.
fn check_join(
    follows: Option<Time>,
    start: Time,
    item: &ProgrammeItem,
    roster: &Roster,
    faults: &mut Diagnostics,
) {
    let Some(before_ends) = follows else {
        if let Some(doors) = roster.ceremony.doors
            && start < doors
        {
            faults.push(
                at(item, sentence!("roster-before-doors"))
                    .remedy(sentence!("roster-before-doors-remedy")),
            );
        }
        return;
    };
    if start < before_ends {
        let minutes = minutes_up(start.duration_until(before_ends));
        faults.push(
            at(item, sentence!("roster-clash", minutes = minutes))
                .remedy(sentence!("roster-clash-remedy")),
        );
    } else if start > before_ends {
        let minutes = minutes_up(before_ends.duration_until(start));
        let gap = at(item, sentence!("roster-gap", minutes = minutes))
            .remedy(sentence!("roster-gap-remedy"));
        faults.push(Diagnostic { severity: crate::diagnostic::Severity::Warning, ..gap });
    }
}

fn slots(signing: &[Option<Id>], start: Time, each: SignedDuration) -> Vec<Slot> {
    signing
        .iter()
        .enumerate()
        .filter_map(|(index, signatory)| {
            let time = after(start, each * i32::try_from(index).ok()?)?;
            Some(Slot { signatory: signatory.clone(), number: index + 1, time })
        })
        .collect()
}

/// The time so much later on the same day.
fn after(start: Time, length: SignedDuration) -> Option<Time> {
    start.checked_add(length).ok().filter(|end| *end >= start)
}

/// Minutes, begun ones counted.
fn minutes_up(length: SignedDuration) -> i64 {
    (length.as_secs() + 59) / 60
}

//! What the coordinator should look at, and the words of the page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostics, Severity};
use crate::sentence;
use crate::words::{Sentence, Words};

/// How many rows a notice is about, in words.
type Told = fn(usize) -> Sentence;

/// What should be looked at, the worst first, of rows by what each can be found by.
pub(super) fn notices(
    rows: impl Iterator<Item = BTreeSet<&'static str>>,
    planned: &Diagnostics,
    words: &Words,
) -> Vec<Value> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in rows.flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let count = |name: &str| counts.get(name).copied().unwrap_or_default();
    let all: [(&str, &str, Told); 8] = [
        ("bad", "refused", |count| sentence!("overview-notice-refused", count = count)),
        ("bad", "unknown", |count| sentence!("overview-notice-unknown", count = count)),
        ("caution", "deferred", |count| sentence!("overview-notice-deferred", count = count)),
        ("caution", "older", |count| sentence!("overview-notice-older", count = count)),
        ("caution", "power", |count| sentence!("overview-notice-power", count = count)),
        ("caution", "unsigned", |count| sentence!("overview-notice-unsigned", count = count)),
        ("note", "queued", |count| sentence!("overview-notice-queued", count = count)),
        ("note", "superseded", |count| sentence!("overview-notice-superseded", count = count)),
    ];
    let plan = planned.iter().map(|diagnostic| {
        let bad = diagnostic.severity == Severity::Error;
        let line = diagnostic.place.as_ref().map_or(0, |place| place.line_column().0);
        let reason = diagnostic.message.clone();
        let text = words.say(&sentence!("overview-notice-plan", line = line, reason = reason));
        let remedy = diagnostic.remedy.as_ref().map(|remedy| words.say(remedy));
        json!({ "tone": if bad { "bad" } else { "caution" }, "text": text, "remedy": remedy })
    });
    let told = all.into_iter().filter_map(|(tone, name, sentence)| {
        let count = Some(count(name)).filter(|count| *count > 0)?;
        Some(json!({ "tone": tone, "text": words.say(&sentence(count)), "show": name }))
    });
    let mut notices: Vec<Value> = plan.chain(told).collect();
    notices.sort_by_key(|notice| {
        ["bad", "caution", "note"].iter().position(|t| notice["tone"] == **t)
    });
    notices
}

/// The words of the page, by the names that its program knows them by.
pub(super) fn sentences() -> Vec<(&'static str, Sentence)> {
    vec![
        ("heading", sentence!("overview-heading")),
        ("links", sentence!("overview-links")),
        ("notices", sentence!("overview-notices")),
        ("todo", sentence!("overview-todo")),
        ("show", sentence!("overview-show")),
        ("packets", sentence!("overview-packets")),
        ("find", sentence!("overview-find")),
        ("filters", sentence!("overview-filters")),
        ("shown", sentence!("overview-shown", shown = "{shown}", all = "{all}")),
        ("none", sentence!("overview-none")),
        ("print", sentence!("overview-print")),
        ("name", sentence!("overview-name")),
        ("slot", sentence!("overview-signs")),
        ("sort", sentence!("overview-sort")),
        ("documents", sentence!("overview-documents")),
        ("letter", sentence!("overview-letter")),
        ("signed", sentence!("overview-signed")),
        ("revision", sentence!("overview-revision", revision = "{revision}")),
        ("older", sentence!("overview-older")),
        ("withdrawn", sentence!("overview-withdrawn")),
        ("unsignedYet", sentence!("overview-unsigned-yet")),
        ("all", sentence!("overview-filter-all")),
        ("is-refused", sentence!("overview-filter-refused")),
        ("is-unknown", sentence!("overview-filter-unknown")),
        ("is-deferred", sentence!("overview-filter-deferred")),
        ("is-queued", sentence!("overview-filter-queued")),
        ("is-sent", sentence!("overview-filter-sent")),
        ("is-unsigned", sentence!("overview-filter-unsigned")),
        ("is-signed", sentence!("overview-filter-signed")),
        ("is-older", sentence!("overview-filter-older")),
        ("is-power", sentence!("overview-filter-power")),
        ("is-superseded", sentence!("overview-filter-superseded")),
        ("is-left", sentence!("overview-filter-left")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::words::Language;

    #[test]
    fn the_worst_comes_first_and_what_nobody_has_is_not_told() {
        let rows = [BTreeSet::from(["queued", "unsigned"]), BTreeSet::from(["refused"])];
        let gap = Diagnostic::warning(sentence!("roster-gap", minutes = 5_u32));
        let clash = Diagnostic::error(sentence!("roster-clash", minutes = 5_u32));
        let planned = [gap, clash].into_iter().collect();
        let notices = notices(rows.into_iter(), &planned, Words::of(Language::English));
        let told: Vec<(&str, &str)> = notices
            .iter()
            .map(|n| (n["tone"].as_str().unwrap(), n["show"].as_str().unwrap_or("plan")))
            .collect();
        let expected = [
            ("bad", "plan"),
            ("bad", "refused"),
            ("caution", "plan"),
            ("caution", "unsigned"),
            ("note", "queued"),
        ];
        assert_eq!(told, expected);
    }
}

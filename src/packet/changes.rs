//! What a newer letter says has changed: the facts that each earlier letter told, against today's.
//!
//! Nobody knows which of the earlier letters a reader has seen, of those that may have arrived, so a
//! fact is named when any of them told it otherwise, with all that was told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Listed;
use crate::sentence;
use crate::words::{Language, Words};

/// Something that a letter tells its reader and that may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about, the same in every letter; without a colon.
    pub key: String,
    /// What the letter calls that.
    pub what: String,
    /// What it says.
    pub value: String,
}

/// What a letter told, as it is remembered: a line for each fact, `KEY: VALUE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Told(String);

impl From<&[Fact]> for Told {
    fn from(facts: &[Fact]) -> Self {
        // No value has a line's end; what stood behind one must never pass for another fact.
        let line = |fact: &Fact| format!("{}: {}", fact.key, fact.value.replace('\n', " "));
        Self(facts.iter().map(line).collect::<Vec<_>>().join("\n"))
    }
}

impl Told {
    /// The same without the address of a signatory, if it told that.
    #[must_use]
    pub fn without(&self, signatory: &str) -> Option<Self> {
        let begin = format!("{ADDRESS}{signatory}: ");
        self.0.lines().any(|line| line.starts_with(&begin)).then(|| {
            let kept = self.0.lines().filter(|line| !line.starts_with(&begin));
            Self(kept.collect::<Vec<_>>().join("\n"))
        })
    }

    /// What it said, by what that was about.
    fn by_key(&self) -> BTreeMap<&str, &str> {
        // Of what stands there twice, the first.
        self.0.lines().rev().filter_map(|line| line.split_once(": ")).collect()
    }
}

/// A fact that an earlier letter told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub what: String,
    /// What holds now.
    pub now: String,
    /// What earlier letters said.
    pub before: String,
}

/// What stands where there is nothing to say.
const NOTHING: &str = "–";
/// When somebody signs; who does not come has no turn.
const TURN: &str = "turn";
/// Whom to ask.
const CONTACTS: &str = "contacts";
/// Where a signatory's letter goes, in the letter that lists them all; an id follows.
const ADDRESS: &str = "address ";

/// The paths of the values that [`facts`] looks at.
pub(super) const LOOKED_AT: [&str; 17] = [
    "ceremony.day",
    "ceremony.start",
    "ceremony.end",
    "ceremony.doors",
    "ceremony.venue",
    "slot.time",
    "slot.number",
    "organisation",
    "people.*.name",
    "people.*.title",
    "commitments",
    "signatories.*.id",
    "signatories.*.organisation",
    "signatories.*.email",
    "contacts.*.name",
    "contacts.*.phone",
    "contacts.*.email",
];

/// The facts of a letter, from the values that its templates see.
#[must_use]
pub fn facts(values: &Value, documents: &[Listed], language: Language) -> Vec<Fact> {
    let words = Words::of(language);
    let text = |pointer: &str| values.pointer(pointer).and_then(Value::as_str);
    let list = |pointer: &str| -> Vec<&Value> {
        values.pointer(pointer).and_then(Value::as_array).into_iter().flatten().collect()
    };
    let joined = |parts: &[Option<&str>], between: &str| -> String {
        parts.iter().flatten().copied().collect::<Vec<_>>().join(between)
    };
    let person =
        |person: &Value| joined(&[person["name"].as_str(), person["title"].as_str()], ", ");
    let people: Vec<String> = list("/people").into_iter().map(person).collect();
    let commitments: Vec<&str> = list("/commitments").iter().filter_map(|c| c.as_str()).collect();
    let contact = |contact: &Value| {
        joined(&["name", "phone", "email"].map(|part| contact[part].as_str()), ", ")
    };
    let contacts: Vec<String> = list("/contacts").into_iter().map(contact).collect();
    let turn = text("/slot/time").zip(text("/slot/number"));
    let turn = turn.map(|(time, number)| {
        words.say(&sentence!("letter-turn-value", time = time, number = number))
    });
    let own = [
        ("day", sentence!("letter-day"), joined(&[text("/ceremony/day")], "")),
        (
            "time",
            sentence!("letter-time"),
            joined(&[text("/ceremony/start"), text("/ceremony/end")], "–"),
        ),
        ("doors", sentence!("letter-doors"), joined(&[text("/ceremony/doors")], "")),
        ("venue", sentence!("letter-venue"), joined(&[text("/ceremony/venue")], "")),
        (TURN, sentence!("letter-turn"), turn.unwrap_or_default()),
        ("organisation", sentence!("letter-organisation"), joined(&[text("/organisation")], "")),
        ("people", sentence!("letter-people"), people.join("; ")),
        ("commitments", sentence!("letter-commitments"), commitments.join("; ")),
        (CONTACTS, sentence!("letter-contacts"), contacts.join("; ")),
    ];
    let own = own.into_iter().map(|(key, what, value)| Fact {
        key: key.to_owned(),
        what: words.say(&what),
        value: if value.is_empty() { NOTHING.to_owned() } else { value },
    });
    let documents = documents.iter().map(|document| Fact {
        key: format!("document {}", document.reference),
        what: document.title.clone(),
        value: words.say(&sentence!("letter-revision", revision = document.revision)),
    });
    let addresses = list("/signatories").into_iter().filter_map(|signatory| {
        let of = |name: &str| signatory[name].as_str();
        Some(Fact {
            key: format!("{ADDRESS}{}", of("id")?),
            what: words.say(&sentence!("letter-address", organisation = of("organisation")?)),
            value: of("email")?.to_owned(),
        })
    });
    own.chain(documents).chain(addresses).collect()
}

/// What is not as some earlier letter said; `earlier` in the order in which they were composed.
#[must_use]
pub fn changes(earlier: &[&Told], now: &[Fact], language: Language) -> Vec<Change> {
    let elsewhere = Words::of(language).say(&sentence!("letter-turn-other"));
    let shown = |fact: &Fact, told: &str| match (fact.key.as_str(), told) {
        (TURN, NOTHING) => elsewhere.clone(),
        _ => told.to_owned(),
    };
    let earlier: Vec<BTreeMap<&str, &str>> = earlier.iter().map(|told| told.by_key()).collect();
    let change = |fact: &Fact| {
        let mut before: Vec<&str> = Vec::new();
        for letter in &earlier {
            let told = letter.get(fact.key.as_str()).copied();
            // Who is new on the roster had no other address; and letters have not always kept in
            // mind whom to ask.
            if told.is_none() && (fact.key.starts_with(ADDRESS) || fact.key == CONTACTS) {
                continue;
            }
            let told = told.unwrap_or(NOTHING);
            if told != fact.value && !before.contains(&told) {
                before.push(told);
            }
        }
        let (what, now) = (fact.what.clone(), shown(fact, &fact.value));
        let before: Vec<String> = before.into_iter().map(|told| shown(fact, told)).collect();
        (!before.is_empty()).then(|| Change { what, now, before: before.join(" / ") })
    };
    now.iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now(day: &str, revision: u32) -> Vec<Fact> {
        let values = json!({
            "ceremony": { "day": day, "start": "07.30", "end": "09.00", "venue": "Stadshallen" },
            "organisation": "A AB",
            "people": [{ "name": "Ann Berg", "title": "vd" }],
            "commitments": [],
            "contacts": [{ "name": "Bo Ek", "phone": "046-12 34 56", "email": "bo@ek.example" }],
        });
        let document = Listed {
            reference: "a/declaration".to_owned(),
            title: "Avsiktsförklaring".to_owned(),
            file: "a.pdf".to_owned(),
            digest: "00".repeat(32),
            revision,
        };
        facts(&values, &[document], Language::Swedish)
    }

    #[test]
    fn what_any_earlier_letter_told_otherwise_is_named_with_all_that_was_told() {
        let told = |day, revision| Told::from(now(day, revision).as_slice());
        let changes = |earlier: &[&Told], now: &[Fact]| changes(earlier, now, Language::Swedish);
        assert_eq!(changes(&[], &now("i mars", 1)), []);
        assert_eq!(changes(&[&told("i mars", 1)], &now("i mars", 1)), []);
        let found = changes(&[&told("i januari", 1), &told("i mars", 1)], &now("i april", 2));
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|c| (c.what.as_str(), c.now.as_str(), c.before.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Dag", "i april", "i januari / i mars"),
                ("Avsiktsförklaring", "utgåva 2", "utgåva 1"),
            ]
        );
        // Back to what it was: who has only seen the one in between has to be told.
        let back = changes(&[&told("i mars", 1), &told("i april", 1)], &now("i mars", 1));
        assert_eq!(back.len(), 1);
        assert_eq!(back[0].before, "i april");
    }

    #[test]
    fn whom_to_ask_is_told_to_whoever_was_told_of_another_one() {
        let before = Told::from(now("i mars", 1).as_slice());
        let mut now = now("i mars", 1);
        let contacts = now.iter_mut().find(|fact| fact.key == CONTACTS).expect("whom to ask");
        assert_eq!(contacts.value, "Bo Ek, 046-12 34 56, bo@ek.example");
        contacts.value = "Eva Ek, eva@ek.example".to_owned();
        let told = before.0.lines().filter(|line| !line.starts_with(CONTACTS));
        let older = Told(told.collect::<Vec<_>>().join("\n"));
        assert_eq!(changes(&[&older], &now, Language::Swedish), []);
        let found = changes(&[&before, &older], &now, Language::Swedish);
        assert_eq!((found.len(), &*found[0].what), (1, "Kontakt"));
        assert_eq!(found[0].before, "Bo Ek, 046-12 34 56, bo@ek.example");
    }

    #[test]
    fn who_no_longer_comes_signs_on_another_occasion_and_an_address_is_told_if_it_was() {
        let values = |slot: &Value, ids: &[&str], domain: &str| {
            let signatory = |id: &&str| json!({ "id": id, "organisation": id, "email": format!("{id}@{domain}") });
            let signatories: Vec<Value> = ids.iter().map(signatory).collect();
            facts(&json!({ "slot": slot, "signatories": signatories }), &[], Language::Swedish)
        };
        let came = values(&json!({ "time": "08.30", "number": "3" }), &["a"], "x.example");
        let now = values(&Value::Null, &["a", "b"], "y.example");
        let told = Told::from(came.as_slice());
        let found = changes(&[&told], &now, Language::Swedish);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|c| (c.what.as_str(), c.now.as_str(), c.before.as_str())).collect();
        let turn = ("vid ett annat tillfälle", "nummer 3, ungefär klockan 08.30");
        assert_eq!(
            found,
            [
                ("Er tur att underteckna", turn.0, turn.1),
                ("Adressen till a", "a@y.example", "a@x.example"),
            ]
        );
    }
}

//! How what is missing or wrong should be written: the remedies of a roster's faults.

use toml::de::DeValue;

use crate::sentence;
use crate::words::Sentence;

/// What kind of TOML value was found instead.
pub(super) fn kind_of(value: &DeValue<'_>) -> Sentence {
    match value {
        DeValue::String(_) => sentence!("roster-kind-text"),
        DeValue::Integer(_) | DeValue::Float(_) => sentence!("roster-kind-number"),
        DeValue::Boolean(_) => sentence!("roster-kind-flag"),
        DeValue::Datetime(_) => sentence!("roster-kind-date"),
        DeValue::Array(_) => sentence!("roster-kind-list"),
        DeValue::Table(_) => sentence!("roster-kind-section"),
    }
}

/// How a missing key is written.
pub(super) fn want(key: &'static str) -> Sentence {
    let section = |heading: &str| sentence!("roster-missing-section-remedy", heading = heading);
    let each = |heading: &str| sentence!("roster-missing-sections-remedy", heading = heading);
    let example = match key {
        "ceremony" | "host" | "mail" | "packet" => return section(&format!("[{key}]")),
        "smtp" => return section("[mail.smtp]"),
        "contact" => return section("[[contact]]"),
        "signatory" => return each("[[signatory]]"),
        "programme" => return each("[[ceremony.programme]]"),
        "date" => "roster-example-date",
        "email" | "from" | "coordinator" => "roster-example-address",
        "people" => "roster-example-people",
        _ => "roster-example-text",
    };
    sentence!("roster-missing-key-remedy", key = key, example = Sentence::new(example))
}

/// How yes and no are written.
pub(super) fn want_flag(key: &str) -> Sentence {
    match key {
        "attends" => sentence!("roster-want-attends"),
        _ => sentence!("roster-want-flag"),
    }
}

/// How a time is written: the hour that is there already, if it is one.
pub(super) fn want_time(written: &str) -> Sentence {
    let hour = written.trim_matches('"').parse::<u8>().ok().filter(|hour| *hour < 24);
    let example = hour.map_or_else(|| "07.30".to_owned(), |hour| format!("{hour:02}.00"));
    sentence!("roster-want-time", example = example)
}

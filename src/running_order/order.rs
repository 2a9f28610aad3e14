//! Who signs after whom.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorPreferences};

use crate::ceremony::SigningOrder;
use crate::roster::{Roster, Signatory};
use crate::words::Language;

/// Those who attend in order, then those who do not in the same order.
pub(super) fn signing_order(roster: &Roster) -> Vec<&Signatory> {
    let mut order: Vec<&Signatory> = roster.signatories.iter().collect();
    if roster.ceremony.signing_order == SigningOrder::Alphabetical {
        let collator = collator(roster.ceremony.language);
        order.sort_by(|a, b| collator(&a.organisation, &b.organisation));
    }
    // A stable sort keeps the order within both.
    order.sort_by_key(|signatory| !signatory.attends);
    order
}

/// The alphabet of a language (CLDR): in Swedish w apart from v, and å ä ö last.
fn collator(language: Language) -> impl Fn(&str, &str) -> std::cmp::Ordering {
    let locale: icu_locale_core::Locale =
        language.tag().parse().expect("a language's tag is a locale");
    let collator =
        Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default())
            .expect("the collations of all languages are compiled in");
    move |a, b| collator.compare(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_order_has_w_after_v_and_the_three_letters_last() {
        let mut names = ["Öga", "Wahl", "Ängel", "Vik", "Ås", "Zäta", "Vall", "alm", "Élan"];
        let compare = collator(Language::Swedish);
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["alm", "Élan", "Vall", "Vik", "Wahl", "Zäta", "Ås", "Ängel", "Öga"]);
    }
}

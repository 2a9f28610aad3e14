//! What attachments are called: in ASCII, with the organisation.

use crate::sentence;
use crate::words::{Language, Words};

/// The receipt's file name: its document's, with an ending of its own.
pub(super) fn receipt_name(file: &str) -> String {
    format!("{}.tlog-proof", file.trim_end_matches(".pdf"))
}

/// The ASCII file name of a document in a letter: `avsiktsforklaring-solbackens-bageri-r1.pdf`.
#[must_use]
pub fn file_name(title: &str, organisation: Option<&str>, revision: u32) -> String {
    name(title, organisation, revision, "pdf")
}

/// The calendar entry's: `kalender-solbackens-bageri-r1.ics`.
#[must_use]
pub fn calendar_name(organisation: &str, revision: u32, language: Language) -> String {
    let title = Words::of(language).say(&sentence!("letter-calendar-file"));
    name(&title, Some(organisation), revision, "ics")
}

fn name(title: &str, organisation: Option<&str>, revision: u32, ending: &str) -> String {
    let parts = [Some(title), organisation].into_iter().flatten().map(short);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let name = if parts.is_empty() { "document".to_owned() } else { parts.join("-") };
    format!("{name}-r{revision}.{ending}")
}

/// The first words of a text as a slug; some mail programs cut names at 64 characters.
fn short(text: &str) -> String {
    const LONGEST: usize = 25;
    let slug = slug::slugify(text);
    let cut = &slug[..slug.len().min(LONGEST)];
    // Within a word, only when it is the first.
    let whole = slug.len() <= LONGEST || slug.as_bytes()[LONGEST] == b'-';
    let end = if whole { cut.len() } else { cut.rfind('-').unwrap_or(cut.len()) };
    cut[..end].trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachment_names_are_short_ascii_and_carry_the_organisation() {
        let name = file_name("Avsiktsförklaring", Some("Åkes Bröd & Café"), 2);
        assert_eq!(name, "avsiktsforklaring-akes-brod-cafe-r2.pdf");
        assert_eq!(file_name("Körschema", None, 1), "korschema-r1.pdf");
        let name = file_name("Inbjudan", Some("Solbackens Bageri & Konditori AB"), 1);
        assert_eq!(name, "inbjudan-solbackens-bageri-r1.pdf");
        assert!(file_name(&"x".repeat(300), Some(&"y ".repeat(300)), 10).len() <= 64);
        assert_eq!(file_name("…", None, 1), "document-r1.pdf");
    }
}

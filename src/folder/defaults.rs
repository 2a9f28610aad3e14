//! What `init` writes, embedded in the binary: the repository's own sample.

/// The roster of the sample.
pub const ROSTER: &str = include_str!("../../signatories.toml");

/// The templates by their paths below `templates/`.
pub(super) const TEMPLATES: [(&str, &str); 20] = [
    ("house.typ", include_str!("../../templates/house.typ")),
    ("evidence.typ", include_str!("../../templates/evidence.typ")),
    ("invitation.sv.typ.hbs", include_str!("../../templates/invitation.sv.typ.hbs")),
    ("invitation.en.typ.hbs", include_str!("../../templates/invitation.en.typ.hbs")),
    ("declaration.sv.typ.hbs", include_str!("../../templates/declaration.sv.typ.hbs")),
    ("declaration.en.typ.hbs", include_str!("../../templates/declaration.en.typ.hbs")),
    ("joint-declaration.sv.typ.hbs", include_str!("../../templates/joint-declaration.sv.typ.hbs")),
    ("joint-declaration.en.typ.hbs", include_str!("../../templates/joint-declaration.en.typ.hbs")),
    ("running-order.sv.typ.hbs", include_str!("../../templates/running-order.sv.typ.hbs")),
    ("running-order.en.typ.hbs", include_str!("../../templates/running-order.en.typ.hbs")),
    ("report.sv.typ.hbs", include_str!("../../templates/report.sv.typ.hbs")),
    ("report.en.typ.hbs", include_str!("../../templates/report.en.typ.hbs")),
    ("letter.sv.txt.hbs", include_str!("../../templates/letter.sv.txt.hbs")),
    ("letter.sv.html.hbs", include_str!("../../templates/letter.sv.html.hbs")),
    ("letter.en.txt.hbs", include_str!("../../templates/letter.en.txt.hbs")),
    ("letter.en.html.hbs", include_str!("../../templates/letter.en.html.hbs")),
    (
        "coordinator-letter.sv.txt.hbs",
        include_str!("../../templates/coordinator-letter.sv.txt.hbs"),
    ),
    (
        "coordinator-letter.sv.html.hbs",
        include_str!("../../templates/coordinator-letter.sv.html.hbs"),
    ),
    (
        "coordinator-letter.en.txt.hbs",
        include_str!("../../templates/coordinator-letter.en.txt.hbs"),
    ),
    (
        "coordinator-letter.en.html.hbs",
        include_str!("../../templates/coordinator-letter.en.html.hbs"),
    ),
];

/// The short guide in a new folder, by language tag.
pub(super) const GUIDES: [(&str, &str, &str); 2] = [
    ("sv", "LÄSMIG.md", include_str!("guide.sv.md")),
    ("en", "README.md", include_str!("guide.en.md")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_template_of_the_repository_is_embedded() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let lying: BTreeSet<String> = std::fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let embedded = TEMPLATES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(lying, embedded);
    }
}

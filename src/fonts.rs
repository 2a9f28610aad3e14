//! The bundled fonts, those of the user's `templates/fonts/`, and which characters they have.
//!
//! The bundle is closed: no font of the system is ever used, so that the same roster gives the
//! same pages on every machine.

use std::fmt;
use std::sync::OnceLock;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Source Serif 4 and Source Sans 3 (SIL Open Font License 1.1): what the templates are set in.
const BUNDLED: [&[u8]; 8] = [
    include_bytes!("../fonts/SourceSerif4-Regular.otf"),
    include_bytes!("../fonts/SourceSerif4-It.otf"),
    include_bytes!("../fonts/SourceSerif4-Semibold.otf"),
    include_bytes!("../fonts/SourceSerif4-SemiboldIt.otf"),
    include_bytes!("../fonts/SourceSans3-Regular.otf"),
    include_bytes!("../fonts/SourceSans3-It.otf"),
    include_bytes!("../fonts/SourceSans3-Semibold.otf"),
    include_bytes!("../fonts/SourceSans3-Bold.otf"),
];

/// Fonts in a fixed order, with what typst needs to choose among them.
pub struct Fonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("count", &self.fonts.len()).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The bundled fonts, after them the ones that typst itself carries (for what Source lacks),
    /// and last the faces of the given font files.
    #[must_use]
    pub fn new(extra: impl IntoIterator<Item = Bytes>) -> Self {
        // Loaded once: what typst knows of a font goes with it.
        static LOADED: OnceLock<Vec<Font>> = OnceLock::new();
        let bundled = LOADED.get_or_init(|| {
            let files = BUNDLED.into_iter().chain(typst_assets::fonts());
            files.map(Bytes::new).flat_map(Font::iter).collect()
        });
        let extra = extra.into_iter().flat_map(Font::iter);
        let fonts: Vec<Font> = bundled.iter().cloned().chain(extra).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }

    /// The bundled fonts alone.
    #[must_use]
    pub fn bundled() -> Self {
        Self::new([])
    }

    /// Whether some font has a glyph for the character.
    #[must_use]
    pub fn cover(&self, character: char) -> bool {
        self.book
            .select_fallback(
                None,
                typst::text::FontVariant::default(),
                character.encode_utf8(&mut [0; 4]),
            )
            .and_then(|index| self.fonts.get(index))
            .is_some_and(|font| font.info().coverage.contains(u32::from(character)))
    }

    /// SHA-256 over the digests of all fonts' bytes, in order.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let each: Vec<_> = self.fonts.par_iter().map(|font| Sha256::digest(font.data())).collect();
        each.into_iter().fold(Sha256::new(), Sha256::chain_update).finalize().into()
    }

    /// What typst chooses by.
    #[must_use]
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// A font by its index in the book.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Font> {
        self.fonts.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_have_glyphs_and_unassigned_code_points_have_none() {
        let fonts = Fonts::bundled();
        for c in "åäöÅÄÖéüß–”§Ωж".chars() {
            assert!(fonts.cover(c), "{c}");
        }
        assert!(!fonts.cover('\u{378}'));
    }
}

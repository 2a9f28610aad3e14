//! The elements of DER, one within the other.

use der::asn1::AnyRef;
use der::{Decode as _, Reader as _, SliceReader, Tag, Tagged as _};

/// How deep an answer may be nested; certificates need about a dozen.
const DEEPEST: usize = 32;

/// The elements within one of a tag.
pub(super) fn parts(any: AnyRef<'_>, tag: Tag) -> Option<Vec<AnyRef<'_>>> {
    if any.tag() == tag { elements(any.value()) } else { None }
}

fn elements(bytes: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(found)
}

/// Whether an element is DER down to its leaves: minimal, definite lengths, one within the other.
pub(super) fn well_formed(any: AnyRef<'_>, depth: usize) -> bool {
    if !any.tag().is_constructed() {
        return true;
    }
    depth < DEEPEST
        && elements(any.value())
            .is_some_and(|inner| inner.into_iter().all(|any| well_formed(any, depth + 1)))
}

/// Whether an element has such a tag of its context, and holds others.
pub(super) fn is_context(any: AnyRef<'_>, number: u32) -> bool {
    any.tag().is_context_specific()
        && any.tag().is_constructed()
        && any.tag().number().value() == number
}

/// What an explicit tag holds.
pub(super) fn explicit(any: AnyRef<'_>, number: u32) -> Option<AnyRef<'_>> {
    let held = elements(any.value()).filter(|_| is_context(any, number))?;
    <[AnyRef<'_>; 1]>::try_from(held).ok().map(|[held]| held)
}

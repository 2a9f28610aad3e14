//! What the library tells whoever watches: progress, never prose; and whether that one wants it to stop.

/// A step of a batch that takes its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Typesetting documents.
    Typesetting,
    /// Checking what was typeset elsewhere.
    Checking,
    /// Composing the letters that carry them.
    Composing,
    /// Sending the letters.
    Sending,
    /// Reading what was issued, to judge it.
    Verifying,
    /// Writing the files of a package.
    Packing,
    /// Waiting, a second a piece, before what was deferred is tried again.
    Waiting {
        /// How many letters wait.
        letters: usize,
    },
}

/// Someone who watches a batch. Called from many threads at once.
pub trait Monitor: Sync {
    /// A step begins, with so many pieces of work.
    fn begin(&self, step: Step, pieces: usize);
    /// The piece that is being worked on, where that is worth a name.
    fn at(&self, name: &str);
    /// One piece of the current step is done.
    fn advance(&self);
    /// The current step is over, whether or not all of its pieces are done.
    fn end(&self);
    /// Whether whoever watches wants it to stop between two pieces: asked where stopping in the
    /// middle of one would leave something unknown.
    fn is_stopping(&self) -> bool {
        false
    }
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Monitor for Unwatched {
    fn begin(&self, _: Step, _: usize) {}
    fn at(&self, _: &str) {}
    fn advance(&self) {}
    fn end(&self) {}
}

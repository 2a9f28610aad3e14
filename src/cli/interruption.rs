//! Ctrl-C, and whoever else ends a run: the first time it stops in order, the second time at once.

use std::io::{self, Write as _};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What shells say of a program that Ctrl-C has ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Whether somebody has asked the run to stop.
#[derive(Default)]
pub(super) struct Interruption(Arc<AtomicBool>);

impl Interruption {
    /// From now on an interruption is a question that the run answers, and not its end: Ctrl-C, a
    /// terminal that is closed (SIGHUP), a job that is ended (SIGTERM). The one who asks is told so,
    /// and may insist.
    pub(super) fn heed(&self, told: String) {
        let asked = Arc::clone(&self.0);
        // Where this cannot be had, an interruption ends the run, as it would have anyway: nothing
        // is lost then but the answer to the letter that is on its way.
        let _ = ctrlc::set_handler(move || {
            if asked.swap(true, Ordering::Relaxed) {
                process::exit(INTERRUPTED);
            }
            // The terminal shows what was typed where the bar stands.
            let _ = writeln!(io::stderr(), "\n{told}");
        });
    }

    /// Whether somebody has.
    pub(super) fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

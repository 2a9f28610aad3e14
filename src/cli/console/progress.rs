//! The bar that shows how far it is, and whether whoever looks at it wants it to stop.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::{Console, Loudness};
use crate::monitor::{Monitor, Step};
use crate::sentence;
use crate::words::{Sentence, Words};

/// How fast it goes, and how long it takes yet.
fn pace(words: &Words, per_second: f64, left: Duration) -> Sentence {
    let rate = words.decimal(per_second, usize::from(per_second < 10.0));
    let seconds = left.as_secs();
    let left = match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    };
    sentence!("cli-pace", rate = rate, left = left)
}

impl Monitor for Console {
    fn begin(&self, step: Step, pieces: usize) {
        let name = match step {
            Step::Typesetting => sentence!("cli-step-typesetting"),
            Step::Checking => sentence!("cli-step-checking"),
            Step::Composing => sentence!("cli-step-composing"),
            Step::Sending => sentence!("cli-step-sending"),
            Step::Verifying => sentence!("cli-step-verifying"),
            Step::Packing => sentence!("cli-step-packing"),
            Step::Waiting { .. } => sentence!("cli-waiting-stop"),
        };
        if self.loudness == Loudness::Quiet {
            return;
        }
        // Hidden by itself when standard error is no terminal.
        let bar = ProgressBar::new(u64::try_from(pieces).unwrap_or(u64::MAX));
        // What is waited for has no rate; whoever waits should know that it is safe to stop.
        let template = match step {
            Step::Waiting { .. } => "{waiting}\n{prefix}",
            _ => "{prefix} {wide_bar} {pos}/{len}  {pace} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let words = self.words;
            let pace = move |state: &ProgressState, to: &mut dyn std::fmt::Write| {
                // Of what has not begun nobody knows how long it takes.
                if state.pos() > 0 {
                    let _ = to.write_str(&words.say(&pace(words, state.per_sec(), state.eta())));
                }
            };
            let waiting = move |state: &ProgressState, to: &mut dyn std::fmt::Write| {
                let seconds = state.len().unwrap_or_default().saturating_sub(state.pos());
                let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                if let Step::Waiting { letters } = step {
                    let sentence = sentence!("cli-waiting", count = letters, seconds = seconds);
                    let _ = to.write_str(&words.say(&sentence));
                }
            };
            bar.set_style(style.with_key("pace", pace).with_key("waiting", waiting));
        }
        bar.set_prefix(self.text(&name));
        if let Ok(mut current) = self.bar.lock() {
            *current = Some(bar);
        }
    }

    fn at(&self, name: &str) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.set_message(name.to_owned());
        }
    }

    fn advance(&self) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.inc(1);
        }
    }

    fn end(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }

    fn is_stopping(&self) -> bool {
        self.interruption.is_asked_for()
    }
}

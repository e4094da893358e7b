//! Progress of long work: on a terminal only, and gone when the work is done.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::common::Common;

/// A line that says what is being done. Nothing in a pipe, under `--quiet` or `--json`.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins with `what`.
    pub fn new(common: &Common, what: &str) -> Self {
        let target = if common.quiet || common.json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if !bar.is_hidden() {
            // The template is right as it stands; were it not, the plain spinner would do.
            bar.set_style(ProgressStyle::with_template("{spinner} {msg} {human_pos}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
            // Short work shall not flicker.
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        bar.set_message(what.to_owned());
        Self(bar)
    }

    /// Goes on with `what`.
    pub fn next(&self, what: &str) {
        self.0.set_position(0);
        self.0.set_message(what.to_owned());
    }

    /// One more thing is done.
    pub fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

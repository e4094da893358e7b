//! Scratch: timers under `SCHOLION_T`. Taken out again before the session ends.
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stderr)]
use std::{cell::Cell, sync::OnceLock, time::Instant};
thread_local!(static LAST: Cell<Option<Instant>> = const { Cell::new(None) });
static ON: OnceLock<bool> = OnceLock::new();
/// Tells how long it is since this was last called on this thread.
pub fn t(what: &str) {
    if !*ON.get_or_init(|| std::env::var_os("SCHOLION_T").is_some()) {
        return;
    }
    if std::env::var_os("SCHOLION_RSS").is_some() {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let of = |key: &str| status.lines().find(|line| line.starts_with(key)).map(|line| line.split_whitespace().nth(1).unwrap_or("").to_owned()).unwrap_or_default();
        eprintln!("RSS {what} now {} peak {}", of("VmRSS"), of("VmHWM"));
    }
    let now = Instant::now();
    let since = LAST.with(|last| last.replace(Some(now)));
    if let Some(since) = since {
        let ms = now.duration_since(since).as_secs_f64() * 1e3;
        if ms > 0.05 { eprintln!("T {what} {ms:.2}"); }
    }
    LAST.with(|last| last.set(Some(Instant::now())));
}

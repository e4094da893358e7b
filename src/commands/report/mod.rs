//! Diagnostics for people and for programs.
//!
//! 1. [`sort`]: all of them in one order, each once; under `--strict` warnings count as errors;
//! 2. [`lines`]: offsets → lines and columns, and what to show of a line, however long it is;
//! 3. [`text`] for the terminal, [`json`] for programs: one object a line.

mod json;
mod lines;
mod text;

use std::sync::Arc;

use crate::base::{Diagnostic, RelPath, Severity};

pub use json::json;
pub use text::text;

/// How to get at the bytes of a file that a diagnostic is about.
pub type Sources<'a> = &'a dyn Fn(&RelPath) -> Option<Arc<[u8]>>;

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notices: usize,
}

impl Counts {
    /// Counts them.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        diagnostics.iter().fold(Self::default(), |mut counts, one| {
            match one.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Notice => counts.notices += 1,
            }
            counts
        })
    }

    /// `2 errors, 1 warning`; empty if there are none.
    pub fn words(&self) -> String {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.notices, "notice")];
        let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| plural(*count, what));
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// `1 page`, `2 pages`.
pub fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Where a finding is: `content/documents/a.md:3:7`, as far as that is known.
pub fn place(one: &Diagnostic, sources: Sources<'_>) -> String {
    place_and_line(one, sources).0
}

/// The same, and the line there in three parts: before the place, the place, behind it.
pub fn place_and_line(one: &Diagnostic, sources: Sources<'_>) -> (String, Option<[String; 3]>) {
    let bytes = one.span.and_then(|_| sources(&one.path));
    let Some((span, bytes)) = one.span.zip(bytes) else { return (one.path.to_string(), None) };
    let lines::Excerpt { line, column, text, marked } = lines::Lines::new(&bytes).excerpt(span);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let parts = [part(0..marked.start), part(marked.clone()), part(marked.end..text.len())];
    (format!("{}:{line}:{column}", one.path), Some(parts))
}

/// The file that findings of one path are about, if a place in it is to be shown.
fn file_of(findings: &[Diagnostic], sources: Sources<'_>) -> Option<Arc<[u8]>> {
    let has_place = |one: &Diagnostic| one.span.is_some() || one.related.iter().any(|other| other.path == one.path);
    findings.iter().find(|one| has_place(one)).and_then(|one| sources(&one.path))
}

/// One order, each finding once; with `strict` a warning is an error.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, strict: bool) {
    if strict {
        diagnostics.iter_mut().filter(|one| one.severity == Severity::Warning).for_each(|one| one.severity = Severity::Error);
    }
    diagnostics.sort();
    diagnostics.dedup();
}

#[cfg(test)]
mod tests;

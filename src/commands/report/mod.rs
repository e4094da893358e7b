//! Diagnostics for people and for programs.
//!
//! 1. [`sort`]: all of them in one order, each once, without [`passwords`]; under `--strict` warnings count as errors;
//! 2. [`bound`]: the first of each kind, for a terminal;
//! 3. [`lines`]: offsets → lines and columns, and what to show of a line, however long it is;
//! 4. [`text`] for the terminal, [`json`] for programs: one object a line.

mod held;
mod json;
mod lines;
mod passwords;
mod text;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    base::{
        Diagnostic, RelPath, Severity, Span,
        places::{BIBLIOGRAPHY, is_data},
    },
    document::{library, table},
};

pub use held::held;
pub use json::json;
pub use passwords::without as without_passwords;
pub use text::text;

/// How to get at the bytes of a file that a diagnostic is about.
pub type Sources<'a> = &'a dyn Fn(&RelPath) -> Option<Arc<[u8]>>;

/// The bytes of a file as findings count places in it: of a table or library that is no UTF-8 those of its text.
pub fn as_read(path: &RelPath, bytes: Arc<[u8]>) -> Arc<[u8]> {
    if path.is_below(BIBLIOGRAPHY) && library::is_library(&path.extension()) {
        return library::decode(&bytes).map_or(bytes, |(text, _)| text.into_bytes().into());
    }
    let text = is_data(path).then(|| match table::decode(&bytes).0 {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(_) => None,
    });
    text.flatten().map_or(bytes, |text| text.into_bytes().into())
}

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

/// The line and the column at which a place begins, both from 1; none of what lies behind the end of the file.
pub fn line_and_column(bytes: &[u8], span: Span) -> (usize, usize) {
    if span.start as usize > bytes.len() { (0, 0) } else { lines::Lines::new(bytes).place(span.start as usize) }
}

/// The file that findings of one path are about, if a place in it is to be shown.
fn file_of(findings: &[Diagnostic], sources: Sources<'_>) -> Option<Arc<[u8]>> {
    let has_place = |one: &Diagnostic| one.span.is_some() || one.related.iter().any(|other| other.path == one.path);
    findings.iter().find(|one| has_place(one)).and_then(|one| sources(&one.path))
}

/// One order, each finding once; with `strict` a warning is an error. Findings repeat words of files, so passwords are taken out.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, strict: bool) {
    for one in diagnostics.iter_mut() {
        let words = one.related.iter_mut().map(|other| &mut other.message).chain(&mut one.hint).chain([&mut one.message]);
        words.for_each(|message| {
            message.rewrite(&|words| {
                if let Cow::Owned(without) = passwords::without(words) {
                    *words = without;
                }
            });
        });
    }
    if strict {
        diagnostics.iter_mut().filter(|one| one.severity == Severity::Warning).for_each(|one| one.severity = Severity::Error);
    }
    diagnostics.sort();
    diagnostics.dedup();
}

/// As many findings of one kind as are shown at once.
const MOST_OF_A_KIND: usize = 20;

/// Keeps the first findings of each kind, and gives a line for each kind of which some were left out. All that is wrong
/// would be too much for a terminal: a mistake in one place may be repeated in thousands of files.
pub fn bound(diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut kinds: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    diagnostics.retain(|one| {
        let count = kinds.entry((one.severity, one.code())).or_default();
        *count += 1;
        *count <= MOST_OF_A_KIND
    });
    let more = kinds.into_iter().filter(|(_, count)| *count > MOST_OF_A_KIND);
    let lines: Vec<String> = more
        .map(|((severity, code), count)| {
            let name = match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Notice => "notice",
            };
            format!("{name}[{code}]: and {} more of this kind\n", grouped(count - MOST_OF_A_KIND))
        })
        .collect();
    if lines.is_empty() { String::new() } else { lines.concat() + "  help: `--verbose` shows all of them, and so does `--json`\n\n" }
}

/// A number as people read it: `9,940`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let ends = (1..=digits.len()).map(|len| if len > 1 && (digits.len() - len + 1).is_multiple_of(3) { "," } else { "" });
    ends.zip(digits.chars()).map(|(gap, digit)| format!("{gap}{digit}")).collect()
}

#[cfg(test)]
mod tests;

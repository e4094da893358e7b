//! What is wrong, where, and how to mend it.

use serde::{Deserialize, Serialize};

use super::{RelPath, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The content is wrong; commands exit with 1.
    Error,
    /// Likely wrong; an error under `--strict`.
    Warning,
    /// Worth knowing.
    Notice,
}

/// One finding about one file.
///
/// Ordered by path, place, severity and words, so that any set of findings has one order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file it is about, from the archive's root.
    pub path: RelPath,
    /// Where in the file's text; `None` for the file as a whole.
    pub span: Option<Span>,
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of finding, such as `unknown-key`.
    pub code: String,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it: lower case, no full stop.
    pub hint: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// A second place that a finding points to, such as the first of two equal slugs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Related {
    /// The file.
    pub path: RelPath,
    /// Where in it.
    pub span: Option<Span>,
    /// What stands there.
    pub message: String,
}

impl Diagnostic {
    /// An error about `path`.
    pub fn error(path: &RelPath, code: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, path, code, message)
    }

    /// A warning about `path`.
    pub fn warning(path: &RelPath, code: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, path, code, message)
    }

    /// A notice about `path`.
    pub fn notice(path: &RelPath, code: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Notice, path, code, message)
    }

    /// The same, at `span`.
    #[must_use]
    pub fn at(mut self, span: impl Into<Span>) -> Self {
        self.span = Some(span.into());
        self
    }

    /// The same, with a hint how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, with a second place.
    #[must_use]
    pub fn related(mut self, path: &RelPath, span: Option<Span>, message: impl Into<String>) -> Self {
        self.related.push(Related { path: path.clone(), span, message: message.into() });
        self
    }

    fn new(severity: Severity, path: &RelPath, code: &str, message: impl Into<String>) -> Self {
        Self { path: path.clone(), span: None, severity, code: code.to_owned(), message: message.into(), hint: None, related: Vec::new() }
    }
}

/// The candidates nearest to `word`, best first, at most `n`, none of them far off.
///
/// None differs in more than a third of its letters ([`distance_within_a_third`]); of these the best has the greatest Jaro–Winkler
/// similarity (Winkler 1990), on lower-case text.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, n: usize) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (candidate.to_lowercase(), candidate))
        .filter(|(lower, _)| distance_within_a_third(&word, lower).is_some())
        .map(|(lower, candidate)| (strsim::jaro_winkler(&word, &lower), candidate))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(n).map(|(_, candidate)| candidate).collect()
}

/// How many letters one must change, add, take away or exchange with their neighbours to make `meant` of `written`; none if that is
/// more than a third of those of `written`, as in rustc and cargo.
pub fn distance_within_a_third(written: &str, meant: &str) -> Option<usize> {
    let (letters, others) = (written.chars().count(), meant.chars().count());
    let most = letters.max(3) / 3;
    // What differs more in length need not be compared.
    if letters.abs_diff(others) > most {
        return None;
    }
    let distance = strsim::osa_distance(written, meant);
    (distance <= most).then_some(distance)
}

/// An I/O error in words that fit into a message: `permission denied`.
pub fn io_words(error: &std::io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_suggests_only_what_is_near() {
        assert_eq!(nearest("titel", ["title", "author", "issued"], 3), ["title"]);
        assert!(nearest("zzz", ["title"], 3).is_empty());
        // They share letters, but no more than any two words.
        assert!(nearest("series", ["issued"], 3).is_empty());
        assert!(nearest("subtitle", ["submitted", "title"], 3).is_empty());
        assert_eq!(nearest("autor", ["author", "title", "aurora"], 3), ["author"]);
    }
}

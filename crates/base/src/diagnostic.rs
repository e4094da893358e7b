//! What is wrong, where, and how to mend it.

use serde::{Deserialize, Serialize};

use super::{Message, RelPath, Span, say};

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
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub hint: Option<Message>,
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
    pub message: Message,
}

/// The code of what could not be read: no fault of the content.
pub const UNREADABLE: &str = "unreadable";

impl Diagnostic {
    /// Whether it says that something could not be read.
    pub fn is_unread(&self) -> bool {
        self.severity == Severity::Error && self.code() == UNREADABLE
    }

    /// A stable name for this kind of finding, such as `unknown-key`; one of [`super::message::CODES`].
    pub fn code(&self) -> &'static str {
        self.message.code()
    }

    /// An error about `path`.
    pub fn error(path: &RelPath, message: Message) -> Self {
        Self::new(Severity::Error, path, message)
    }

    /// A warning about `path`.
    pub fn warning(path: &RelPath, message: Message) -> Self {
        Self::new(Severity::Warning, path, message)
    }

    /// A notice about `path`.
    pub fn notice(path: &RelPath, message: Message) -> Self {
        Self::new(Severity::Notice, path, message)
    }

    /// The same, at `span`.
    #[must_use]
    pub fn at(mut self, span: impl Into<Span>) -> Self {
        self.span = Some(span.into());
        self
    }

    /// The same, with a hint how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Option<Message>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same, with a second place.
    #[must_use]
    pub fn related(mut self, path: &RelPath, span: Option<Span>, message: Message) -> Self {
        self.related.push(Related { path: path.clone(), span, message });
        self
    }

    fn new(severity: Severity, path: &RelPath, message: Message) -> Self {
        debug_assert!(!message.code().is_empty(), "`{message}` is a part of sentences, and no finding");
        Self { path: path.clone(), span: None, severity, message, hint: None, related: Vec::new() }
    }
}

/// The candidates nearest to `word`, best first, at most `n`, whatever their capitals; none that differs by more than
/// [`distance_within_a_third`] allows.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, n: usize) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let near = |candidate: &'a str| Some((distance_within_a_third(&word, &candidate.to_lowercase())?, candidate));
    let mut near: Vec<(usize, &str)> = candidates.into_iter().filter_map(near).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(n).map(|(_, candidate)| candidate).collect()
}

/// A hint that asks whether one of these names is meant; `None` if there are none.
pub fn did_you_mean<N: AsRef<str>>(near: &[N]) -> Option<Message> {
    match near {
        [] => None,
        [one] => Some(say::did_you_mean(one.as_ref())),
        _ => Some(say::did_you_mean_one_of(near.iter().map(|one| one.as_ref().to_owned()).collect::<Vec<_>>())),
    }
}

/// A hint that asks whether the candidate nearest to `word` is meant, if one is near.
pub fn meant<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    did_you_mean(&nearest(word, candidates, 1))
}

/// How many hints of one kind ask what is meant: to find that, a word is compared with all names of the archive, and where thousands of
/// words are wrong, one thing is wrong with all of them.
#[derive(Debug, Default)]
pub struct Guesses(usize);

/// So many.
const MOST_GUESSES: usize = 20;

impl Guesses {
    /// Whether it may be asked once more; then it is.
    pub fn one_more(&mut self) -> bool {
        self.0 += 1;
        self.0 <= MOST_GUESSES
    }
}

/// How many letters one must change, add, take away or exchange with their neighbours to make another word of `word`; none if
/// that is more than a third of its letters, as in rustc and cargo (one letter of words that are shorter than three), or nothing of it is left.
pub fn distance_within_a_third(word: &str, other: &str) -> Option<usize> {
    let distance = strsim::osa_distance(word, other);
    let letters = word.chars().count();
    (distance <= letters.max(3) / 3 && distance < letters.max(1)).then_some(distance)
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
        // Words that look alike at their beginning, and mean other things.
        for (word, other) in [("subtitle", "submitted"), ("image", "page"), ("audio", "author"), ("excerpt", "executive-producer")] {
            assert!(nearest(word, [other], 3).is_empty(), "{word}");
        }
        assert_eq!(nearest("LICENCE", ["license", "license-url"], 3), ["license"]);
        let words = |hint: Option<Message>| hint.map(|hint| hint.to_string());
        assert_eq!(words(meant("titel", ["title", "titles"])).as_deref(), Some("did you mean `title`?"));
        assert_eq!(words(did_you_mean(&["a", "b"])).as_deref(), Some("did you mean one of `a`, `b`?"));
        assert_eq!(meant("zzz", ["title"]), None);
    }
}

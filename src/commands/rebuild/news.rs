//! What is newly wrong, and what was mended.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Message, RelPath, Severity};

/// The findings of the build before.
#[derive(Default)]
pub struct News(Vec<Diagnostic>);

/// What a build changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Findings that were not there before.
    pub new: Vec<Diagnostic>,
    /// Errors that were there before.
    pub standing: Vec<Diagnostic>,
    /// Findings that are no more.
    pub mended: Vec<Diagnostic>,
}

impl News {
    /// Compares with the build before. `now` is sorted and holds nothing twice.
    ///
    /// A finding that only moved, because lines were added above it, is the same.
    pub fn of(&mut self, now: Vec<Diagnostic>) -> Difference {
        let mut difference = Difference::default();
        let before = std::mem::replace(&mut self.0, now);
        let mut new: Vec<&Diagnostic> = Vec::new();
        let mut gone: BTreeMap<Words<'_>, Vec<&Diagnostic>> = BTreeMap::new();
        let mut old = before.iter().peekable();
        for one in &self.0 {
            while let Some(other) = old.next_if(|other| *other < one) {
                gone.entry(words(other)).or_default().push(other);
            }
            match old.next_if(|other| *other == one) {
                Some(_) if one.severity == Severity::Error => difference.standing.push(one.clone()),
                Some(_) => {}
                None => new.push(one),
            }
        }
        old.for_each(|other| gone.entry(words(other)).or_default().push(other));
        for one in new {
            match gone.get_mut(&words(one)).and_then(Vec::pop) {
                Some(_) if one.severity == Severity::Error => difference.standing.push(one.clone()),
                Some(_) => {}
                None => difference.new.push(one.clone()),
            }
        }
        difference.mended = gone.into_values().flatten().cloned().collect();
        difference.mended.sort();
        difference.standing.sort();
        difference
    }
}

/// What makes two findings one, wherever in the file they stand.
type Words<'a> = (&'a RelPath, &'a Message);

fn words(one: &Diagnostic) -> Words<'_> {
    (&one.path, &one.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::say;

    #[test]
    fn a_finding_is_news_once_and_none_if_it_only_moves() {
        let path = RelPath::new("a.md");
        let error = |at: usize, words: &str| Diagnostic::error(&path, say::bad_yaml(words)).at(at..at + 1);
        let warning = |at: usize| Diagnostic::warning(&path, say::no_effect_links()).at(at..at + 1);
        let mut news = News::default();
        let mut check = |mut now: Vec<Diagnostic>, new: &[Diagnostic], standing: &[Diagnostic], mended: &[Diagnostic]| {
            now.sort();
            let expected = Difference { new: new.to_vec(), standing: standing.to_vec(), mended: mended.to_vec() };
            assert_eq!(news.of(now), expected);
        };
        check(vec![error(1, "x"), warning(5)], &[error(1, "x"), warning(5)], &[], &[]);
        check(vec![error(1, "x"), warning(5)], &[], &[error(1, "x")], &[]);
        check(vec![error(3, "x"), warning(7), warning(9)], &[warning(9)], &[error(3, "x")], &[]);
        check(vec![error(3, "y")], &[error(3, "y")], &[], &[error(3, "x"), warning(7), warning(9)]);
        check(vec![], &[], &[], &[error(3, "y")]);
    }
}

//! What to do with a freshly converted text where there may be an older one: never lose an editor's work.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::{Conflict, merge};

/// One file as it is, as it would be generated now, and as it was generated before.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    /// What stands there, if anything.
    pub there: Option<&'a str>,
    /// Whether `there` still is what the program wrote.
    pub untouched: bool,
    /// What the program would write now.
    pub new: &'a str,
    /// What the program wrote when it wrote `there` for the first time, if that can still be had.
    pub base: Option<&'a str>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is nothing yet: write it.
    Create,
    /// It is already so.
    Keep,
    /// Nobody touched it: replace it.
    Replace,
    /// Both changed, in different places: write this.
    Merge(String),
    /// Both changed the same words: leave the editor's file, put the new one aside.
    Conflict(Vec<Conflict>),
    /// It was edited, and what it was before cannot be had: leave it, put the new one aside.
    NoBase,
}

/// Decides.
pub fn plan(versions: Versions<'_>) -> Step {
    let Versions { there, untouched, new, base } = versions;
    let Some(there) = there else { return Step::Create };
    // Line ends are the editors' programs' doing: they are no difference, and stay as they are.
    if there.contains("\r\n") && !new.contains("\r\n") {
        let step = plan(Versions { there: Some(&there.replace("\r\n", "\n")), ..versions });
        return if let Step::Merge(text) = step { Step::Merge(text.replace('\n', "\r\n")) } else { step };
    }
    if there == new {
        return Step::Keep;
    }
    if untouched {
        return Step::Replace;
    }
    match base {
        // The program would write what it wrote before: all that differs is the editor's.
        Some(base) if base == new => Step::Keep,
        Some(base) => {
            let merged = merge(base, there, new);
            let crossed = crossed(&merged.text, there, new);
            if !merged.conflicts.is_empty() {
                Step::Conflict(merged.conflicts)
            } else if let Some(label) = crossed {
                let line = there.lines().position(|line| line.contains(&label)).map_or(1, |at| at + 1);
                let of = |text: &str| text.lines().find(|line| line.contains(&label)).unwrap_or_default().to_owned();
                Step::Conflict(vec![Conflict { line, ours: of(there), theirs: of(new) }])
            } else if merged.text == there {
                Step::Keep
            } else {
                Step::Merge(merged.text)
            }
        }
        None => Step::NoBase,
    }
}

/// A note's label by which the merged text no longer finds what both sides found: two bodies, or a marker or a body without
/// the other. Both may have numbered notes of their own alike, in lines that merge well.
fn crossed(merged: &str, ours: &str, theirs: &str) -> Option<String> {
    let before: Vec<BTreeSet<String>> = [ours, theirs].map(unsound).into();
    unsound(merged).into_iter().find(|label| before.iter().all(|known| !known.contains(label)))
}

/// The labels of notes that have not just one body, or no marker.
fn unsound(text: &str) -> BTreeSet<String> {
    let (mut bodies, mut markers) = (BTreeMap::<&str, usize>::new(), BTreeSet::new());
    for line in text.lines() {
        for (at, _) in line.match_indices("[^") {
            let rest = line.get(at..).unwrap_or_default();
            let Some(end) = rest.find(']').filter(|end| *end > 2) else { continue };
            let label = rest.get(..=end).unwrap_or_default();
            if at == 0 && rest.get(end + 1..).is_some_and(|rest| rest.starts_with(':')) {
                *bodies.entry(label).or_default() += 1;
            } else {
                markers.insert(label);
            }
        }
    }
    let labels: BTreeSet<&str> = bodies.keys().chain(&markers).copied().collect();
    labels.into_iter().filter(|label| bodies.get(label) != Some(&1) || !markers.contains(label)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_that_both_numbered_alike_are_a_conflict() {
        let base = "One.\n\nTwo.[^1]\n\nThree.\n\n[^1]: First.\n\nEnd.\n";
        let ours = "One.\n\nTwo.[^1]\n\nThree.[^2]\n\n[^1]: First.\n\nEnd.\n\n[^2]: Mine.\n";
        let new = "One.[^1]\n\nTwo.[^2]\n\nThree.\n\n[^1]: New.\n\n[^2]: First.\n\nEnd.\n";
        let step = plan(Versions { there: Some(ours), untouched: false, new, base: Some(base) });
        assert_eq!(step, Step::Conflict(vec![Conflict { line: 5, ours: "Three.[^2]".into(), theirs: "Two.[^2]".into() }]));
        // What was so before is nobody's conflict.
        let (base, ours) =
            (base.replace("[^1]: F", "F"), ours.replace("Mine", "mine").replace("[^1]: F", "F").replace("\n\n[^2]: mine.", ""));
        let new = base.replace("End", "The end");
        let step = plan(Versions { there: Some(&ours), untouched: false, new: &new, base: Some(&base) });
        assert_eq!(step, Step::Merge(ours.replace("End", "The end")));
    }

    fn check(there: Option<&str>, untouched: bool, new: &str, base: Option<&str>, expected: Step) {
        assert_eq!(plan(Versions { there, untouched, new, base }), expected);
    }

    #[test]
    fn an_editors_work_is_never_lost() {
        check(None, false, "new\n", None, Step::Create);
        check(Some("same\n"), false, "same\n", None, Step::Keep);
        check(Some("old\n"), true, "new\n", None, Step::Replace);
        check(Some("edited\n"), false, "old\n", Some("old\n"), Step::Keep);
        let conflict = Conflict { line: 1, ours: "edited\n".into(), theirs: "new\n".into() };
        check(Some("edited\nb\n"), false, "new\nb\n", Some("a\nb\n"), Step::Conflict(vec![conflict]));
        check(Some("edited\nm\nb\n"), false, "a\nm\nnew\n", Some("a\nm\nb\n"), Step::Merge("edited\nm\nnew\n".into()));
        check(Some("edited\n"), false, "new\n", None, Step::NoBase);
    }

    #[test]
    fn line_ends_are_no_difference_and_stay() {
        check(Some("same\r\n"), false, "same\n", None, Step::Keep);
        check(Some("edited\r\nm\r\nb\r\n"), false, "a\nm\nnew\n", Some("a\nm\nb\n"), Step::Merge("edited\r\nm\r\nnew\r\n".into()));
    }
}

//! A text in Markdown as two, and two as one: notes go with their marks, definitions of links with what uses them.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Span;

/// A definition in Markdown: the body of a note, or the address of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What marks say: `^1` of a note, `one` of `[one]: …`.
    pub label: String,
    /// Its lines, the blank ones behind it among them.
    pub lines: Span,
}

/// The definitions of a text, in order. What stands in a block of code is none.
pub fn definitions(text: &str) -> Vec<Definition> {
    let mut found: Vec<Definition> = Vec::new();
    let (mut at, mut fence, mut open, mut is_blank) = (0, None, false, true);
    for line in text.split_inclusive('\n') {
        let (start, bare) = (at, line.trim_start_matches(' '));
        at += line.len();
        let indent = line.len() - bare.len();
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~')).filter(|c| bare.starts_with(&c.to_string().repeat(3)));
        if let (None, Some(mark), true) = (fence, mark, indent < 4) {
            (fence, open) = (Some(mark), false);
            continue;
        } else if fence.is_some() {
            fence = fence.filter(|fence| mark != Some(*fence));
            continue;
        }
        let label = if indent < 4 { label(bare) } else { None };
        if let Some(label) = label {
            found.push(Definition { label: label.to_owned(), lines: Span::new(start, at) });
            open = true;
        } else if bare.trim().is_empty() {
            is_blank = true;
            continue;
        } else {
            // A line set in goes on; so does one right below, of a note as of a paragraph.
            let goes_on =
                indent >= 4 || line.starts_with('\t') || !is_blank && found.last().is_some_and(|last| last.label.starts_with('^'));
            open &= goes_on;
            if let Some(last) = found.last_mut().filter(|_| open) {
                last.lines = Span::new(last.lines.start as usize, at);
            }
        }
        is_blank = false;
    }
    found
}

/// What a line defines, if it is the first of a definition.
fn label(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('[')?;
    let end = rest.find("]:").filter(|end| *end > 0)?;
    let label = rest.get(..end).filter(|label| !label.contains(['[', ']']))?;
    // `[label]:` of a link must have its address on the line.
    let has_more = rest.get(end + 2..).is_some_and(|rest| !rest.trim().is_empty());
    (label.starts_with('^') || has_more).then_some(label)
}

/// Whether a text uses a label in square brackets, but for its definition.
fn uses(text: &str, label: &str) -> bool {
    let mark = format!("[{label}]");
    let lower = if label.starts_with('^') { None } else { Some((text.to_lowercase(), mark.to_lowercase())) };
    let (text, mark) = lower.as_ref().map_or((text, mark.as_str()), |(text, mark)| (text.as_str(), mark.as_str()));
    text.match_indices(mark).any(|(at, _)| {
        let is_first = text.get(..at).is_some_and(|before| before.rsplit('\n').next().is_some_and(|before| before.trim().is_empty()));
        !(is_first && text.get(at + mark.len()..).is_some_and(|rest| rest.starts_with(':')))
    })
}

/// The two halves of a text that is cut at `at`, each with the definitions that it uses: those of the other half that it uses go along, and
/// where both use one, each has it.
pub fn cut(text: &str, at: usize) -> Option<[String; 2]> {
    let (first, second) = text.split_at_checked(at)?;
    let all = definitions(text);
    let is_in_first = |definition: &Definition| (definition.lines.start as usize) < at;
    // A body of a note may have marks of others.
    let mut used = [first, second].map(|half| {
        let bare = without(half, &definitions(half));
        all.iter().map(|definition| uses(&bare, &definition.label)).collect::<Vec<bool>>()
    });
    for used in &mut used {
        let mut more = true;
        while more {
            more = false;
            for inner in 0..all.len() {
                let is_in_used = || {
                    all.iter()
                        .zip(used.iter())
                        .any(|(outer, is)| *is && uses(outer.lines.of(text), all.get(inner).map_or("", |one| &one.label)))
                };
                if used.get(inner) == Some(&false) && is_in_used() {
                    if let Some(one) = used.get_mut(inner) {
                        *one = true;
                    }
                    more = true;
                }
            }
        }
    }
    let [of_first, of_second] = &used;
    let is = |list: &[bool], nth: usize| list.get(nth).copied().unwrap_or(false);
    let half = |own: &[bool], other: &[bool], is_first: bool| {
        let whole = if is_first { first } else { second };
        let shift = if is_first { 0 } else { at };
        let own_definitions = all.iter().enumerate().filter(|(_, one)| is_in_first(one) == is_first);
        // What nobody uses stays where it is.
        let go: Vec<Definition> = own_definitions
            .filter(|(nth, _)| !is(own, *nth) && is(other, *nth))
            .map(|(_, one)| Definition {
                label: String::new(),
                lines: Span::new(one.lines.start as usize - shift, one.lines.end as usize - shift),
            })
            .collect();
        let come = all.iter().enumerate().filter(|(nth, one)| is_in_first(one) != is_first && is(own, *nth));
        with(&without(whole, &go), come.map(|(_, one)| one.lines.of(text)))
    };
    Some([half(of_first, of_second, true), half(of_second, of_first, false)])
}

/// A text without some of its definitions.
fn without(text: &str, definitions: &[Definition]) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut at = 0;
    for definition in definitions {
        bare.push_str(text.get(at..definition.lines.start as usize).unwrap_or(""));
        at = definition.lines.end as usize;
    }
    bare.push_str(text.get(at..).unwrap_or(""));
    bare
}

/// A text with definitions at its end.
fn with<'t>(text: &str, definitions: impl Iterator<Item = &'t str>) -> String {
    let mut all = text.trim_end().to_owned();
    for definition in definitions {
        all.push_str("\n\n");
        all.push_str(definition.trim_end());
    }
    all.push('\n');
    all
}

/// The labels of `text` that stand in another text for something else, each with one that is free in both.
pub fn free_labels(text: &str, other: &str) -> BTreeMap<String, String> {
    let (own, others) = (definitions(text), definitions(other));
    let mut taken: BTreeSet<String> = own.iter().chain(&others).map(|definition| definition.label.to_lowercase()).collect();
    let same = |label: &str| others.iter().find(|other| other.label.eq_ignore_ascii_case(label));
    let mut free = BTreeMap::new();
    for definition in &own {
        let Some(other_one) = same(&definition.label) else { continue };
        let is_note = definition.label.starts_with('^');
        if !is_note && other_one.lines.of(other).trim() == definition.lines.of(text).trim() {
            continue;
        }
        let number = definition.label.strip_prefix('^').and_then(|label| label.parse::<u32>().ok());
        let candidates = (1..).map(|n: u32| match number {
            Some(_) => format!("^{n}"),
            None => format!("{}-{}", definition.label, n.saturating_add(1)),
        });
        if let Some(label) = candidates.take(1 << 20).find(|label| !taken.contains(&label.to_lowercase())) {
            taken.insert(label.to_lowercase());
            free.insert(definition.label.clone(), label);
        }
    }
    free
}

/// A text with other labels. What it shows stays.
pub fn relabelled(text: &str, labels: &BTreeMap<String, String>) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, behind) = rest.split_at(at);
        made.push_str(before);
        let inner = behind.get(1..).unwrap_or("");
        let label = inner.find([']', '[', '\n']).and_then(|end| inner.split_at_checked(end)).filter(|(_, rest)| rest.starts_with(']'));
        let Some((label, new)) = label.and_then(|(label, _)| Some((label, labels.get(label)?))) else {
            made.push('[');
            rest = inner;
            continue;
        };
        let next = inner.get(label.len() + 1..).unwrap_or("");
        let is_definition = next.starts_with(':') && made.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
        rest = next;
        if label.starts_with('^') || is_definition || made.ends_with(']') {
            made.push_str(&format!("[{new}]"));
        } else if next.starts_with('(') || next.starts_with('[') && !next.starts_with("[]") {
            // Words with an address behind them.
            made.push_str(&format!("[{label}]"));
        } else {
            made.push_str(&format!("[{label}][{new}]"));
            rest = next.strip_prefix("[]").unwrap_or(next);
        }
    }
    made.push_str(rest);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, first: &str, second: &str) {
        let at = text.find("## ").unwrap();
        assert_eq!(cut(text, at), Some([first.to_owned(), second.to_owned()]), "{text}");
    }

    #[test]
    fn notes_go_with_their_marks() {
        check(
            "A.[^1]\n\n## B\n\nC.[^2]\n\n[^1]: One.\n\n    More.\n[^2]: Two.\n",
            "A.[^1]\n\n[^1]: One.\n\n    More.\n",
            "## B\n\nC.[^2]\n\n[^2]: Two.\n",
        );
        // Both use it; a note in a note; what nobody calls stays.
        check(
            "A.[^1]\n\n[^1]: See.[^n]\n[^n]: In.\n\n## B\n\nC.[^1]\n",
            "A.[^1]\n\n[^1]: See.[^n]\n[^n]: In.\n",
            "## B\n\nC.[^1]\n\n[^1]: See.[^n]\n\n[^n]: In.\n",
        );
        check("A.\n\n[^9]: Nobody.\n\n## B\n", "A.\n\n[^9]: Nobody.\n", "## B\n");
        check("[a][One]\n\n## B\n\n[b][]\n\n[one]: x.md\n[b]: y.md 'Y'\n", "[a][One]\n\n[one]: x.md\n", "## B\n\n[b][]\n\n[b]: y.md 'Y'\n");
        check("```\n[^1]: code\n```\n\n## B[^1]\n\n[^1]: One.\n", "```\n[^1]: code\n```\n", "## B[^1]\n\n[^1]: One.\n");
    }

    #[test]
    fn labels_that_are_taken_become_others() {
        let (text, other) =
            ("A.[^1][^x] [b] [c](d.md) [w][b]\n\n[^1]: One.\n[^x]: X.\n[b]: b.md\n", "[^1]: Other.\n[^2]: Two.\n[b]: c.md\n");
        let labels = free_labels(text, other);
        assert_eq!(relabelled(text, &labels), "A.[^3][^x] [b][b-2] [c](d.md) [w][b-2]\n\n[^3]: One.\n[^x]: X.\n[b-2]: b.md\n");
        assert!(free_labels("[b]\n\n[b]: c.md\n", other).is_empty());
    }
}

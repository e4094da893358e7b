//! Marks among words.

use std::ops::Range;

use super::{
    Hidden, Mark, Marks, What,
    formulas::formulas,
    leaves::{Kind, Leaf},
};
use crate::{
    base::{Severity, say, script::is_wide},
    document::{body::Name, markdown::attributes::Attributes},
};

/// A sign that may belong to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// `%%`
    Comment,
    /// Dollars, and how many.
    Dollars(usize),
    /// `\(` or `\[`, `\)` or `\]`: which bracket is escaped.
    Escaped(u8),
    /// `[`, and whether `^` stands before it.
    Open(bool),
    /// `]`
    Close,
    /// `~` or `^`, alone.
    Shift(u8),
    /// `==`
    Marked,
    /// `\begin{` and `\end{`
    Begin,
    End,
}

/// A sign and where it stands: an escaped bracket with its backslash, `^[` with its caret.
pub(super) type Placed = (usize, Sign);

/// The comments of Obsidian: from one `%%` to the next, wherever it stands.
pub(super) fn comments(text: &str, leaves: &[Leaf], marks: &mut Marks<'_>) -> Vec<Hidden> {
    let mut hidden = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (index, leaf) in leaves.iter().enumerate() {
        for (place, sign) in signs(text, leaf) {
            if sign != Sign::Comment {
                continue;
            }
            let Some((start, first)) = open.take() else {
                open = Some((place, index));
                continue;
            };
            let range = start..place + 2;
            marks.say(Severity::Notice, range.clone(), say::comment_hidden(), say::comment_hidden_hint());
            let whole = text.get(leaf.range.clone()).is_some_and(|words| {
                let end = leaf.range.start + words.trim_end().len();
                leaf.range.start >= range.start && end <= range.end
            });
            let blocks = first != index || whole && leaf.kind == Kind::Paragraph;
            let nothing = if blocks { indentation(text, leaf, range.end) } else { Some(spaced(text, leaf, &range)) };
            marks.list.extend(nothing.map(|range| Mark { range, what: What::Nothing }));
            hidden.push(Hidden { range, blocks });
        }
    }
    leaves.iter().for_each(|leaf| shown(text, leaf, &hidden, marks));
    if let Some((start, _)) = open {
        marks.say(Severity::Warning, start..start + 2, say::comment_unclosed(), say::comment_unclosed_hint());
    }
    hidden
}

/// Says of comments in addresses, names, titles and citations that they hide nothing.
fn shown(text: &str, leaf: &Leaf, hidden: &[Hidden], marks: &mut Marks<'_>) {
    fn is_in<T>(list: &[T], range: impl Fn(&T) -> &Range<usize>, at: usize) -> bool {
        list.partition_point(|one| range(one).start <= at)
            .checked_sub(1)
            .and_then(|nth| list.get(nth))
            .is_some_and(|one| at < range(one).end)
    }
    let mut end = 0;
    for link in leaf.links.iter().filter(|link| link.end > link.start) {
        let mut first = None;
        for at in text.get(link.clone()).into_iter().flat_map(|words| words.match_indices("%%")).map(|(at, _)| link.start + at) {
            let elsewhere = at < end
                || is_in(&leaf.words, |range| range, at)
                || is_in(&leaf.code, |range| range, at)
                || is_in(hidden, |hidden| &hidden.range, at);
            match first {
                _ if elsewhere => {}
                None => first = Some(at),
                Some(from) => {
                    end = at + 2;
                    first = None;
                    let hint = say::comment_shown_link_hint();
                    marks.say(Severity::Warning, from..end, say::comment_shown_link(), hint);
                }
            }
        }
    }
}

/// The blanks before the words behind a comment over blocks that would make them code, which they were not in their paragraph.
fn indentation(text: &str, leaf: &Leaf, end: usize) -> Option<Range<usize>> {
    let line_of = |at: usize| text.get(..at).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let rest = text.get(end..leaf.range.end)?;
    let here = end + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    // The words on the comment's own line, or those on the next.
    let (begin, words) = match text.as_bytes().get(here)? {
        b'\n' | b'\r' => {
            let words = leaf.lines.iter().copied().find(|&line| line >= here)?;
            let first = leaf.lines.first().map_or(0, |&first| first - line_of(first));
            (line_of(words) + first, words)
        }
        _ => (end, here),
    };
    let blanks = text.get(begin..words)?;
    let is_code = blanks.len() >= 4 || blanks.contains('\t');
    (is_code && blanks.trim_matches([' ', '\t']).is_empty()).then_some(begin..words)
}

/// A comment between two blanks goes with one of them.
fn spaced(text: &str, leaf: &Leaf, range: &Range<usize>) -> Range<usize> {
    if range.start <= leaf.range.start || leaf.lines.contains(&range.start) {
        return range.clone();
    }
    let bytes = text.as_bytes();
    let before = range.start.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b' ');
    let behind = matches!(bytes.get(range.end), None | Some(b' ' | b'\n'));
    if before && behind { range.start - 1..range.end } else { range.clone() }
}

/// Formulas, notes, spans, lowered, raised and marked words.
pub(super) fn find(text: &str, leaves: &[Leaf], hidden: &[Hidden], marks: &mut Marks<'_>) {
    // What comments and the heads of lines took is no mark any more.
    let ranges = marks.list.iter().map(|mark| &mark.range).chain(hidden.iter().map(|hidden| &hidden.range));
    let mut taken: Vec<Range<usize>> = ranges.cloned().collect();
    taken.sort_unstable_by_key(|range| range.start);
    taken.dedup_by(|next, before| {
        let joins = next.start < before.end;
        before.end = if joins { before.end.max(next.end) } else { before.end };
        joins
    });
    for leaf in leaves {
        let mut signs = signs(text, leaf);
        if signs.is_empty() {
            continue;
        }
        let first = marks.list.len();
        let from = taken.partition_point(|range| range.start < leaf.range.start).saturating_sub(1);
        let to = taken.partition_point(|range| range.start < leaf.range.end);
        without(&mut signs, taken.get(from..to).unwrap_or(&[]));
        formulas(text, &signs, marks);
        let formulas: Vec<Range<usize>> = marks.list.iter().skip(first).map(|mark| mark.range.clone()).collect();
        without(&mut signs, &formulas);
        brackets(text, &mut signs, marks);
        shifts(text, &signs, marks);
        marked(text, &signs, marks);
    }
}

/// Takes out the signs that stand in any of the ranges, which are in order.
fn without(signs: &mut Vec<Placed>, ranges: &[Range<usize>]) {
    let (mut next, mut end) = (0, 0);
    signs.retain(|(place, _)| {
        while let Some(range) = ranges.get(next).filter(|range| range.start <= *place) {
            end = end.max(range.end);
            next += 1;
        }
        *place >= end
    });
}

/// The signs in the words of a leaf.
fn signs(text: &str, leaf: &Leaf) -> Vec<Placed> {
    let bytes = text.as_bytes();
    let mut signs = Vec::new();
    let mut end = 0;
    for words in &leaf.words {
        let mut at = words.start;
        // The parser begins new words behind a backslash that escapes; one that is itself escaped stands in the words before.
        if let Some(&first) = bytes.get(at)
            && at > end
            && bytes.get(at - 1) == Some(&b'\\')
        {
            if matches!(first, b'(' | b'[' | b')' | b']') {
                signs.push((at - 1, Sign::Escaped(first)));
            }
            at += 1;
        }
        while at < words.end {
            let Some(&byte) = bytes.get(at) else { break };
            let run = || bytes.get(at..words.end).unwrap_or(&[]).iter().take_while(|&&other| other == byte).count();
            match byte {
                b'%' if at + 1 < words.end && bytes.get(at + 1) == Some(&b'%') => {
                    signs.push((at, Sign::Comment));
                    at += 2;
                    continue;
                }
                b'$' => {
                    signs.push((at, Sign::Dollars(run())));
                    at += run();
                    continue;
                }
                b'[' => {
                    // The parser may have cut the words between the two.
                    let caret = signs.pop_if(|sign| *sign == (at.wrapping_sub(1), Sign::Shift(b'^'))).is_some();
                    signs.push((at - usize::from(caret), Sign::Open(caret)));
                }
                b']' => signs.push((at, Sign::Close)),
                b'~' | b'^' => {
                    let run = run();
                    if run == 1 {
                        signs.push((at, Sign::Shift(byte)));
                    }
                    at += run;
                    continue;
                }
                b'=' => {
                    let run = run();
                    if run == 2 {
                        signs.push((at, Sign::Marked));
                    }
                    at += run;
                    continue;
                }
                b'\\' if bytes.get(at + 1..at + 7) == Some(b"begin{") => signs.push((at, Sign::Begin)),
                b'\\' if bytes.get(at + 1..at + 5) == Some(b"end{") => signs.push((at, Sign::End)),
                // Signs in a bare address are letters of it.
                b':' if bytes.get(at + 1..at + 3) == Some(b"//") && at > words.start => at = address_end(bytes, at, words.end),
                b'w' | b'W' if bytes.get(at..at + 4).is_some_and(|start| start.eq_ignore_ascii_case(b"www.")) => {
                    at = address_end(bytes, at, words.end);
                }
                _ => {}
            }
            at += 1;
        }
        end = words.end;
    }
    signs
}

/// The last byte of the address around `at`.
fn address_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let length = bytes
        .get(at..end)
        .unwrap_or(&[])
        .iter()
        .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'<' | b'>' | b'"' | b']'));
    at + length.count().max(1) - 1
}

/// Notes at their place, and spans with attributes.
fn brackets(text: &str, signs: &mut Vec<Placed>, marks: &mut Marks<'_>) {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (index, (_, sign)) in signs.iter().enumerate() {
        match sign {
            Sign::Open(_) => open.push(index),
            Sign::Close => pairs.extend(open.pop().map(|start| (start, index))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    let mut braces: Vec<Range<usize>> = Vec::new();
    let mut note_end = 0;
    for (start, end) in pairs {
        let (Some(&(from, Sign::Open(caret))), Some(&(to, _))) = (signs.get(start), signs.get(end)) else { continue };
        if caret {
            // A note holds no other.
            let inner = from + 2..to;
            if from >= note_end && text.get(inner.clone()).is_some_and(|words| !words.trim().is_empty()) {
                marks.list.push(Mark { range: from..to + 1, what: What::Note(inner, String::new()) });
                note_end = to + 1;
            }
        } else if let Some((attributes, length)) = text.get(to + 1..).and_then(Attributes::read) {
            marks.list.push(Mark { range: from..from + 1, what: What::Span(attributes, to + 1..to + 1 + length) });
            marks.list.push(Mark { range: to..to + 1 + length, what: What::Close(Name::Span) });
            braces.push(to..to + 1 + length);
        }
    }
    braces.sort_unstable_by_key(|range| range.start);
    without(signs, &braces);
}

/// The most that is lowered or raised at once, in bytes.
const LONGEST_SHIFT: usize = 100;

/// `H~2~O` and `2^10^`, without blanks. What is lowered stands behind a letter, a digit or a bracket.
fn shifts(text: &str, signs: &[Placed], marks: &mut Marks<'_>) {
    let mut at = 0;
    while let Some(&(place, sign)) = signs.get(at) {
        at += 1;
        let Sign::Shift(byte) = sign else { continue };
        let before = text.get(..place).and_then(|before| before.chars().next_back());
        let behind = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '*' | '_' | '^'));
        if byte == b'~' && !behind {
            continue;
        }
        let Some(step) = signs.get(at..).unwrap_or(&[]).iter().position(|(_, other)| *other == sign) else { continue };
        let Some(&(end, _)) = signs.get(at + step) else { continue };
        if end - place > LONGEST_SHIFT {
            continue;
        }
        let words = text.get(place + 1..end).unwrap_or("");
        if words.contains(char::is_whitespace) || !words.contains(|c: char| c.is_alphanumeric() || matches!(c, '+' | '−' | '-' | '*' | '†'))
        {
            continue;
        }
        let name = if byte == b'~' { Name::Sub } else { Name::Sup };
        marks.list.push(Mark { range: place..place + 1, what: What::Open(name) });
        marks.list.push(Mark { range: end..end + 1, what: What::Close(name) });
        at += step + 1;
    }
}

/// `==marked==`; not the comparisons of a program among words: `a==b`.
fn marked(text: &str, signs: &[Placed], marks: &mut Marks<'_>) {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_wide(c));
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mut open: Option<usize> = None;
    for &(place, _) in signs.iter().filter(|(_, sign)| *sign == Sign::Marked) {
        let before = text.get(..place).and_then(|before| before.chars().next_back());
        let behind = text.get(place + 2..).and_then(|behind| behind.chars().next());
        match open {
            Some(start) if !blank(before) && !word(behind) => {
                marks.list.push(Mark { range: start..start + 2, what: What::Open(Name::Mark) });
                marks.list.push(Mark { range: place..place + 2, what: What::Close(Name::Mark) });
                open = None;
            }
            _ if !blank(behind) && !word(before) => open = open.or(Some(place)),
            _ => {}
        }
    }
}

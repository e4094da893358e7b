//! Marks with which lines begin.

use std::ops::Range;

use super::{
    Abbreviation, Callout, Hidden, Mark, Marks, What,
    leaves::{Kind, Leaf},
};
use crate::{
    base::{Severity, comment, figures, say, text::squeeze},
    document::markdown::attributes::Attributes,
};

/// A part whose end has not come.
struct Part {
    range: Range<usize>,
    attributes: Attributes,
    home: Option<usize>,
}

/// Parts between `:::`, abbreviations, definitions, verse, heads of callouts.
pub(super) fn find(text: &str, leaves: &[Leaf], hidden: &[Hidden], marks: &mut Marks<'_>) {
    let mut parts: Vec<Part> = Vec::new();
    // Signs of definitions that are none, if there are others that are.
    let mut signs: Vec<usize> = Vec::new();
    let mut defines = false;
    for (index, leaf) in leaves.iter().enumerate() {
        let before = |at: usize| hidden.partition_point(|hidden| hidden.range.start <= at).checked_sub(1);
        let is_hidden = |at: usize| before(at).and_then(|nth| hidden.get(nth)).is_some_and(|hidden| at < hidden.range.end);
        let lines: Vec<(usize, &str)> = leaf
            .lines
            .iter()
            .filter(|&&at| !text.get(..at).is_some_and(|before| before.ends_with('\\')) && !is_hidden(at))
            .filter_map(|&at| Some((at, text.get(at..)?.split('\n').next()?.trim_end())))
            .collect();
        // What stands before it in the note, item or quotation that holds it.
        let before = index.checked_sub(1).and_then(|before| leaves.get(before));
        let is_behind = before.is_some_and(|before| leaf.home.is_none_or(|home| before.range.start >= home));
        block_name(text, leaf, is_behind, marks);
        let before = index.checked_sub(1).and_then(|before| leaves.get(before)).map(|before| (before, defines));
        defines = definitions(leaf, &lines, before, text, &mut signs, marks);
        if leaf.kind != Kind::Paragraph {
            continue;
        }
        for &(at, line) in &lines {
            let range = at..at + line.len();
            if let Some((short, long)) = abbreviation(line).filter(|_| marks.abbreviations.len() < MOST) {
                marks.abbreviations.push(Abbreviation { short, long, range: range.clone() });
                marks.list.push(Mark { range, what: What::Nothing });
            } else if let Some(fence) = fence(line) {
                match fence {
                    Fence::Open(attributes) => parts.push(Part { range, attributes, home: leaf.home }),
                    Fence::Close => match parts.iter().rposition(|part| part.home == leaf.home).map(|at| parts.split_off(at)) {
                        Some(mut closed) => {
                            if let Some(part) = closed.drain(..1).next() {
                                marks.list.push(Mark { range: part.range, what: What::Part(part.attributes) });
                                marks.list.push(Mark { range, what: What::PartEnd });
                            }
                            closed.into_iter().for_each(|part| left_open(part, marks));
                        }
                        None => marks.say(Severity::Warning, range, say::part_leftover_end(), say::part_leftover_end_hint()),
                    },
                    Fence::Words => marks.say(Severity::Warning, range, say::part_leftover_words(), say::part_leftover_words_hint()),
                }
            }
        }
        verse(&lines, marks);
        list(text, leaf, &lines, marks);
        if let Some((at, line)) = lines.first().filter(|(_, line)| is_grid(line)) {
            marks.say(Severity::Warning, *at..at + line.len(), say::table_unread(), say::table_unread_hint());
        }
        if let (Some(quote), Some(&(at, line))) = (leaf.quote, lines.first().filter(|line| Some(&line.0) == leaf.lines.first())) {
            callout(quote, at, line, marks);
        }
    }
    parts.into_iter().for_each(|part| left_open(part, marks));
    if marks.has_definitions {
        marks.list.extend(signs.into_iter().map(|at| Mark { range: at..at + 1, what: What::Sign(":") }));
    }
}

/// How many abbreviations a text may have.
const MOST: usize = 500;

fn left_open(part: Part, marks: &mut Marks<'_>) {
    marks.say(Severity::Warning, part.range, say::part_leftover_open(), say::part_leftover_open_hint());
}

/// `*[HB]: Harbour Board` (Markdown Extra; Pandoc, `abbreviations`).
fn abbreviation(line: &str) -> Option<(String, String)> {
    let (short, long) = line.strip_prefix("*[")?.split_once("]:")?;
    let (short, long) = (short.trim(), squeeze(&comment::without(long)));
    let good = !short.is_empty() && !long.is_empty() && short.len() <= 100 && !short.contains(['[', ']']);
    good.then(|| (short.to_owned(), long))
}

enum Fence {
    Open(Attributes),
    Close,
    /// More words than a fence has.
    Words,
}

/// A line of colons (Pandoc, `fenced_divs`).
fn fence(line: &str) -> Option<Fence> {
    let rest = line.strip_prefix(":::")?.trim_start_matches(':').trim();
    let rest = rest.trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Some(Fence::Close);
    }
    if let Some((attributes, length)) = Attributes::read(rest) {
        return Some(if length == rest.len() { Fence::Open(attributes) } else { Fence::Words });
    }
    let word = rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let named = Attributes { classes: vec![rest.to_owned()], ..Attributes::default() };
    Some(if word { Fence::Open(named) } else { Fence::Words })
}

/// Whether a line begins a definition; its colon has a blank behind it.
fn is_definition(line: &str) -> bool {
    line.strip_prefix(':').is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
}

/// A term on a line of its own, and `: its definition` below or behind an empty line (Pandoc, `definition_lists`). Gives
/// whether another definition may follow; colons that begin none are put among `signs`.
fn definitions(
    leaf: &Leaf,
    lines: &[(usize, &str)],
    before: Option<(&Leaf, bool)>,
    text: &str,
    signs: &mut Vec<usize>,
    marks: &mut Marks<'_>,
) -> bool {
    let paragraph = leaf.kind == Kind::Paragraph;
    let follows = before.is_some_and(|(before, defines)| {
        let between = text.get(before.range.end..leaf.range.start).unwrap_or("");
        let is_term = before.lines.len() == 1 && between.matches('\n').count() <= 2;
        before.home == leaf.home && before.kind == Kind::Paragraph && (is_term || defines)
    });
    let has_term =
        lines.first().is_some_and(|(at, line)| leaf.lines.first() == Some(at) && !line.starts_with(':') && abbreviation(line).is_none());
    let mut defines = false;
    for &(at, line) in lines.iter().filter(|(_, line)| line.starts_with(':')) {
        let may = if leaf.lines.first() == Some(&at) { follows } else { defines || has_term && leaf.lines.get(1) == Some(&at) };
        if paragraph && may && is_definition(line) {
            defines = true;
            continue;
        }
        signs.push(at);
        if leaf.lines.first() == Some(&at) && is_definition(line) {
            let message = say::definition_unread();
            let hint = say::definition_unread_hint();
            marks.say(Severity::Warning, at..at + line.len(), message, hint);
        }
    }
    let tilde = |(at, line): &&(usize, &str)| {
        let may = if leaf.lines.first() == Some(at) { follows } else { has_term && leaf.lines.get(1) == Some(at) };
        paragraph && may && line.strip_prefix('~').is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
    };
    if let Some((at, line)) = lines.iter().find(tilde) {
        let message = say::definition_unread_tilde();
        let hint = say::definition_unread_tilde_hint();
        marks.say(Severity::Warning, *at..at + line.len(), message, hint);
    }
    marks.has_definitions |= defines;
    defines
}

/// The first line of a table of Pandoc's, `+-----+-----+`.
fn is_grid(line: &str) -> bool {
    line.len() > 4 && line.starts_with('+') && line.ends_with('+') && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// Lists that only Pandoc knows (`fancy_lists`, `example_lists`): `a)`, `i.`, `(1)`, `#.`, `(@)`. Lines of a paragraph that count on are
/// one.
fn list(text: &str, leaf: &Leaf, lines: &[(usize, &str)], marks: &mut Marks<'_>) {
    let Some((first, line)) = lines.first().filter(|(at, _)| leaf.lines.first() == Some(at)) else { return };
    let Some(Counted { sign, numbers }) = counted(line.as_bytes()) else { return };
    let follows = |(at, line): &(usize, &str)| {
        // Where the line before ends for good, the lines are apart.
        let line_before = text.get(..*at).and_then(|before| before.rsplit_once('\n')).map_or("", |(before, _)| before);
        let breaks = line_before.ends_with("  ") || line_before.ends_with('\\');
        let next = counted(line.as_bytes()).filter(|next| next.sign == sign && !breaks);
        next.is_some_and(|next| next.numbers.iter().zip(numbers).any(|(next, number)| number > 0 && *next == number + 1))
    };
    if matches!(sign, (_, b'#' | b'@', _)) || lines.iter().skip(1).any(follows) {
        let message = say::list_unread();
        let hint = say::list_unread_hint();
        marks.say(Severity::Warning, *first..first + line.len(), message, hint);
    }
}

/// With what a line of such a list begins.
struct Counted {
    /// What stands before the number, what it is of, and what stands behind it.
    sign: (u8, u8, u8),
    /// What it may be as a letter and as a Roman number; 0 if it is none.
    numbers: [u32; 2],
}

/// Reads the number of a line; those of Markdown's own lists are none.
fn counted(line: &[u8]) -> Option<Counted> {
    let open = line.first().copied().filter(|byte| *byte == b'(').unwrap_or(0);
    let rest = line.get(usize::from(open > 0)..)?;
    let of = rest.first().copied()?;
    let length = match of {
        b'#' | b'@' => 1,
        b'0'..=b'9' => rest.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count(),
        byte if byte.is_ascii_alphabetic() => rest
            .iter()
            .take(6)
            .take_while(|other| other.is_ascii_alphabetic() && other.is_ascii_lowercase() == byte.is_ascii_lowercase())
            .count(),
        _ => return None,
    };
    let (number, close) = (rest.get(..length)?, *rest.get(length)?);
    let ends = matches!(rest.get(length + 1), Some(b' ' | b'\t'));
    let is_mark = match of {
        b'#' => open == 0 && close == b'.',
        b'@' => open > 0 && close == b')',
        b'0'..=b'9' => open > 0 && close == b')',
        _ => close == b')' || open == 0 && close == b'.',
    };
    let letter = |byte: u8| u32::from(byte.to_ascii_lowercase() - b'a' + 1);
    let numbers = match of {
        b'#' | b'@' => [0, 0],
        b'0'..=b'9' => [std::str::from_utf8(number).ok()?.parse().ok()?, 0],
        _ => [if number.len() == 1 { letter(of) } else { 0 }, std::str::from_utf8(number).ok().and_then(figures::small_roman).unwrap_or(0)],
    };
    let kind = match of {
        b'0'..=b'9' => b'1',
        b'#' | b'@' => of,
        of if of.is_ascii_lowercase() => b'a',
        _ => b'A',
    };
    (is_mark && ends && (matches!(of, b'#' | b'@') || numbers != [0, 0])).then_some(Counted { sign: (open, kind, close), numbers })
}

/// Whether a line may begin such a list.
pub(super) fn may_count(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'(' | b'#' | b'a'..=b'z' | b'A'..=b'Z')) && counted(line).is_some()
}

/// ` ^name` at the end of a block, which links of Obsidian lead to.
fn block_name(text: &str, leaf: &Leaf, is_behind: bool, marks: &mut Marks<'_>) {
    let Some(last) = leaf.words.last() else { return };
    let words = text.get(last.clone()).unwrap_or("");
    let rest = text.get(last.end..leaf.range.end).unwrap_or("");
    let Some(at) = words.rfind('^').filter(|_| rest.trim().is_empty()) else { return };
    let (before, name) = (words.get(..at).unwrap_or(""), words.get(at + 1..).unwrap_or("").trim_end());
    // `10 ^6` is no name, nor is a heading's last word.
    let is_name = leaf.kind != Kind::Heading
        && name.bytes().any(|byte| !byte.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    // The sign of a definition or a line of verse is no word that could be named. By itself it names what stands before it.
    let has_words = !before.trim_matches([' ', ':', '~', '|']).is_empty();
    if is_name
        && (before.ends_with(' ') && has_words || before.is_empty() && (leaf.words.len() > 1 || is_behind && leaf.kind == Kind::Paragraph))
    {
        let start = last.start + before.trim_end().len();
        let range = start..last.start + at + 1 + name.len();
        marks.list.push(Mark { range, what: What::Name(name.to_owned()) });
    }
}

/// Lines of verse (Pandoc, `line_blocks`); a row of a table that is none ends in a line, too.
fn verse(lines: &[(usize, &str)], marks: &mut Marks<'_>) {
    let is_verse = |line: &str| line == "|" || line.starts_with("| ");
    if !lines.first().is_some_and(|(_, line)| is_verse(line)) || lines.iter().any(|(_, line)| line.len() > 1 && line.ends_with('|')) {
        return;
    }
    for &(at, line) in lines.iter().filter(|(_, line)| is_verse(line)) {
        let blanks = line.len() - 1 - line.get(1..).unwrap_or("").trim_start_matches(' ').len();
        marks.list.push(Mark { range: at..at + 1 + blanks, what: What::Verse(blanks.saturating_sub(1)) });
    }
}

/// `[!note]` at the head of a quotation (GitHub; Obsidian, with a title, and `+` or `-` where it can be folded).
fn callout(quote: usize, at: usize, line: &str, marks: &mut Marks<'_>) {
    let Some((kind, rest)) = line.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
    // Obsidian: `[!note|metadata]`.
    let kind = kind.split('|').next().unwrap_or("").trim();
    if kind.is_empty() || kind.len() > 40 || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
        return;
    }
    let folded = match rest.as_bytes().first() {
        Some(b'-') => Some(true),
        Some(b'+') => Some(false),
        _ => None,
    };
    let title = rest.get(usize::from(folded.is_some())..).unwrap_or("");
    if !(title.is_empty() || title.starts_with([' ', '\t'])) {
        return;
    }
    let title = title.trim_start();
    let callout = Callout { quote, kind: kind.to_owned(), folded, titled: !title.is_empty() };
    marks.list.push(Mark { range: at..at + line.len() - title.len(), what: What::Callout(callout) });
}

//! What an editor says of a text by pressing a button, and what that means for its file: a heading of another level, a paragraph cut in
//! two, a word with or without its hyphen, a citation of another work, a note that had lost its mark.
//!
//! The words are those of the source, as ingest names them ([`plain`] lays them on the Markdown). What is not found exactly once is refused,
//! and so is what, read again, does not say what it should. The text's lines end with `\n` ([`super::changed`]).

mod plain;

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::{
    base::{
        RelPath, Span,
        figures::{of_raised, raised},
        front_matter,
        text::squeeze,
    },
    document::{self, Document},
};
use plain::{Plain, page_mark};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TextMend {
    /// These words are a heading of this level; 0: none. `near`: the words around them, should there be several.
    Heading {
        words: String,
        level: u8,
        #[serde(default)]
        near: String,
    },
    /// A paragraph ends between these words.
    Split { left: String, right: String },
    /// A word that a line end had cut, as it is to be: `well-known`. Around it, words that tell which is meant.
    Word { left: String, word: String, right: String, new: String },
    /// These words cite this work; with an empty key, none. `was`: the work that they cite until then, if one is known.
    Cite {
        words: String,
        near: String,
        key: String,
        #[serde(default)]
        was: String,
    },
    /// The paragraph that begins with this number is a note, and what looks like its mark is that.
    Note { number: u32 },
}

/// The text with that done.
pub fn mend(path: &RelPath, text: &str, wish: &TextMend) -> Result<String, Refusal> {
    let parts = front_matter::split(path, text, &mut Vec::new());
    let start = parts.body.start as usize;
    let (front, body) = text.split_at_checked(start).ok_or(Refusal::Notation)?;
    let new = match wish {
        TextMend::Heading { words, level, near } => heading(body, words, near, *level)?,
        TextMend::Split { left, right } => split(body, left, right)?,
        TextMend::Word { left, word, right, new } => exchanged(body, [left, word, right], new)?,
        TextMend::Cite { words, near, key, was } => cite(body, [words, near, was], key)?,
        TextMend::Note { number } => note(body, *number)?,
    };
    let new = format!("{front}{new}");
    let read = |text: &str| document::parse(path, text.as_bytes(), &|_, _| None);
    if new != text && is_so(&read(text), &read(&new), wish) { Ok(new) } else { Err(Refusal::Notation) }
}

/// Whether a text says what it should, and else what it said.
fn is_so(old: &Document, new: &Document, wish: &TextMend) -> bool {
    let letters = |document: &Document| document.body.text.chars().filter(|c| c.is_alphabetic()).count();
    let blocks = |document: &Document| document.body.blocks.len();
    let cited = |document: &Document, key: &str| document.facts.citations.iter().filter(|one| one.key.as_str() == key).count();
    let of_all = |document: &Document| document.facts.citations.len();
    let noted = |document: &Document| document.body.blocks.iter().filter(|block| block.note.is_some()).count();
    let is_whole = letters(old) == letters(new) && old.meta == new.meta;
    is_whole
        && match wish {
            TextMend::Heading { level, .. } => {
                let all = |document: &Document| document.facts.headings.len();
                // The highest is that of the title, and stands on pages one lower.
                let has_level = new.facts.headings.iter().any(|one| one.level == *level || *level == 1);
                let is_level =
                    if *level == 0 { all(new) + 1 == all(old) } else { has_level && (all(old)..=all(old) + 1).contains(&all(new)) };
                is_level && blocks(old) == blocks(new)
            }
            TextMend::Split { .. } => blocks(new) == blocks(old) + 1,
            TextMend::Word { .. } => blocks(new) == blocks(old) && of_all(new) == of_all(old),
            TextMend::Cite { key, .. } if key.is_empty() => of_all(new) + 1 == of_all(old),
            TextMend::Cite { key, .. } => cited(new, key) == cited(old, key) + 1 && of_all(new) <= of_all(old) + 1,
            TextMend::Note { .. } => noted(new) == noted(old) + 1 && blocks(new) == blocks(old),
        }
}

/// The one place that fits; none and several are refused.
fn only<T>(mut found: impl Iterator<Item = T>) -> Result<T, Refusal> {
    let first = found.next().ok_or(Refusal::WordsGone)?;
    if found.next().is_some() { Err(Refusal::WordsAmbiguous) } else { Ok(first) }
}

/// The lines of a text, each with the place at which it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches('\n')))
    })
}

/// Whether a line stands by itself, with nothing right above and below it.
fn is_alone(text: &str, at: usize, line: &str) -> bool {
    let before = text.get(..at).unwrap_or("");
    let behind = text.get(at + line.len()..).unwrap_or("");
    let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    is_blank(before.strip_suffix('\n').map(|before| before.rsplit('\n').next().unwrap_or("")))
        && is_blank(behind.strip_prefix('\n').and_then(|behind| behind.split('\n').next()))
}

fn heading(body: &str, words: &str, near: &str, level: u8) -> Result<String, Refusal> {
    let content = |line: &'_ str| -> usize {
        let hashes = line.len() - line.trim_start_matches('#').len();
        if hashes > 0 && hashes < 7 && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) { hashes + 1 } else { 0 }
    };
    // Ingest names a heading of a source in Markdown with its signs.
    let wanted = squeeze(words.get(content(words)..).unwrap_or(""));
    let says = |line: &str| {
        let shown = squeeze(&Plain::of(line.get(content(line)..).unwrap_or("")).words);
        let shown = shown.trim_matches('*');
        match wanted.strip_suffix('…') {
            Some(begin) => shown.starts_with(begin),
            None => shown == wanted.trim_matches('*'),
        }
    };
    if wanted.trim_end_matches('…').is_empty() || level > 6 {
        return Err(Refusal::Malformed);
    }
    let all: Vec<(usize, &str)> = lines(body).filter(|(at, line)| says(line) && is_alone(body, *at, line)).collect();
    let is_meant = |(at, line): &(usize, &str)| all.len() == 1 || is_near(&Plain::of(body), [*at, at + line.len()], near);
    let (at, line) = only(all.iter().copied().filter(|one| is_meant(one)))?;
    let rest = line.get(content(line)..).unwrap_or("");
    let sign = if level == 0 { String::new() } else { format!("{} ", "#".repeat(usize::from(level))) };
    Ok(exchange(body, Span::new(at, at + line.len()), &format!("{sign}{rest}")))
}

/// Whether a paragraph can be cut where a line begins so: lists, quotations, tables and notes have marks of their own before each part.
fn is_paragraph(line: &str) -> bool {
    !line.starts_with(['>', '-', '*', '+', '|', ' ', '\t', '#', ':', '`', '~', '$', '<'])
        && !line.starts_with("[^")
        && !line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
}

/// The line of a place, and where it begins.
fn line_of(text: &str, at: usize) -> (usize, &str) {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    (start, text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or(""))
}

fn split(body: &str, left: &str, right: &str) -> Result<String, Refusal> {
    let (left, right) = (left.trim_start_matches('…').trim(), right.trim_end_matches('…').trim());
    if left.is_empty() || right.is_empty() {
        return Err(Refusal::Malformed);
    }
    let plain = Plain::of(body);
    // What the two were joined by: a space, nothing at all, or a hyphen that went.
    let bare = left.trim_end_matches(['-', '‐', '¬']);
    let joints: Vec<(usize, usize)> = [(left, " "), (left, ""), (bare, "")]
        .iter()
        .filter(|(left, _)| !left.is_empty())
        .flat_map(|(left, joint)| {
            let (length, between) = (left.len(), joint.len());
            plain.found(&format!("{left}{joint}{right}")).map(move |at| (at + length, at + length + between)).collect::<Vec<_>>()
        })
        .collect();
    let (from, to) = only(joints.into_iter())?;
    let place = plain.place(from, to);
    let (_, line) = line_of(body, place.start as usize);
    if !is_paragraph(line) {
        return Err(Refusal::Notation);
    }
    let hyphen =
        left.get(bare.len()..).filter(|_| from == to && !body.get(..place.start as usize).is_some_and(|before| before.ends_with(left)));
    // The mark of a page that stood between them begins the second.
    Ok(exchange(body, place, &format!("{}\n\n{}", hyphen.unwrap_or(""), place.of(body).trim())))
}

fn exchanged(body: &str, [left, word, right]: [&str; 3], new: &str) -> Result<String, Refusal> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '‐' | ' ' | '\'' | '’'));
    let has_letters = |word: &str| word.contains(char::is_alphanumeric);
    if !is_word(word) || !is_word(new) || !has_letters(word) || !has_letters(new) {
        return Err(Refusal::Malformed);
    }
    let plain = Plain::of(body);
    let whole = format!("{left}{word}{right}");
    let at = only(plain.found(&whole))? + left.len();
    let place = plain.place(at, at + word.len());
    Ok(exchange(body, place, &with_marks(place.of(body), new)))
}

/// Another form of a word, with the marks of pages that stood in the old one, behind as many letters.
fn with_marks(old: &str, new: &str) -> String {
    let (mut all, mut left) = (String::new(), new.chars());
    let (mut rest, mut letters) = (old, 0);
    while let Some(c) = rest.chars().next() {
        let length = page_mark(rest);
        if let Some(mark) = length.and_then(|length| rest.get(..length)) {
            while letters > 0 {
                let Some(c) = left.next() else { break };
                letters -= usize::from(c.is_alphanumeric());
                all.push(c);
            }
            all.push_str(mark);
        }
        letters += usize::from(length.is_none() && c.is_alphanumeric());
        rest = rest.get(length.unwrap_or(c.len_utf8())..).unwrap_or("");
    }
    all.extend(left);
    all
}

/// Whether the words around a place are those that ingest had around it, whatever links and signs stand between them since.
fn is_near(plain: &Plain, [from, to]: [usize; 2], near: &str) -> bool {
    /// So much is looked at on either side, in bytes; links make a text longer than its source.
    const AROUND: usize = 600;
    let bare = |words: &str| -> String {
        let pieces = words.split("](#").enumerate();
        let shown = pieces.map(|(nth, piece)| if nth == 0 { piece } else { piece.split_once(')').map_or("", |(_, rest)| rest) });
        shown.flat_map(str::chars).filter(|c| c.is_alphanumeric()).collect()
    };
    let (before, behind) = near.split_once('…').unwrap_or(("", ""));
    let around = |from: usize, to: usize| bare(plain.words.get(from..to).unwrap_or(""));
    around(plain.back(from, AROUND), from).ends_with(&bare(before)) && around(to, plain.on(to, AROUND)).starts_with(&bare(behind))
}

fn cite(body: &str, [words, near, was]: [&str; 3], key: &str) -> Result<String, Refusal> {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '+');
    let words = words.trim();
    if words.is_empty() || !key.chars().all(is_key) {
        return Err(Refusal::Malformed);
    }
    let plain = Plain::of(body);
    // A number is not that within another, nor a name within a longer one; scripts without spaces between words know no such thing.
    let is_whole = |at: &usize| {
        let joins = |one: Option<char>, other: Option<char>| {
            one.zip(other).is_some_and(|(one, other)| [one, other].iter().all(|c| c.is_alphanumeric() && *c < '\u{2e80}'))
        };
        let (before, behind) = (plain.words.get(..*at).unwrap_or(""), plain.words.get(at + words.len()..).unwrap_or(""));
        !joins(before.chars().next_back(), words.chars().next()) && !joins(words.chars().next_back(), behind.chars().next())
    };
    let cites = |at: &usize| {
        let place = plain.place(*at, at + words.len());
        body.get(..place.start as usize).is_some_and(|before| before.ends_with('['))
            && body.get(place.end as usize..).is_some_and(|behind| behind.starts_with(&format!("](#ref-{was})")))
    };
    let mut all: Vec<usize> = plain.found(words).filter(is_whole).collect();
    if !was.is_empty() && all.iter().any(cites) {
        all.retain(cites);
    }
    let at = match all.first().filter(|_| all.len() == 1).copied() {
        Some(one) => one,
        None => only(all.into_iter().filter(|at| is_near(&plain, [*at, at + words.len()], near)))?,
    };
    let place = plain.place(at, at + words.len());
    // A link to a work has its address right behind.
    let (start, end) = (place.start as usize, place.end as usize);
    let linked = body.get(..start).is_some_and(|before| before.ends_with('[')).then(|| body.get(end..)?.strip_prefix("](#ref-")).flatten();
    let shown = place.of(body);
    let escaped: String = if shown.contains('\\') {
        shown.to_owned()
    } else {
        shown.chars().flat_map(|c| if matches!(c, '[' | ']') { vec!['\\', c] } else { vec![c] }).collect()
    };
    match linked {
        Some(rest) => {
            let length = rest.find(')').ok_or(Refusal::Notation)?;
            if key.is_empty() {
                return Ok(exchange(body, Span::new(start - 1, end + "](#ref-".len() + length + 1), shown));
            }
            let from = end + "](#ref-".len();
            Ok(exchange(body, Span::new(from, from + length), key))
        }
        None if key.is_empty() => Err(Refusal::WordsGone),
        None => Ok(exchange(body, place, &format!("[{escaped}](#ref-{key})"))),
    }
}

fn note(body: &str, number: u32) -> Result<String, Refusal> {
    let figures = number.to_string();
    let raised: String = figures.chars().filter_map(raised).collect();
    // Its words: a paragraph that begins with the number.
    let begins = |line: &str| -> Option<usize> {
        let signs =
            [format!("{figures}\\."), format!("{figures}."), format!("{figures})"), format!("({figures})"), format!("\\[{figures}\\]")];
        let length = signs.iter().chain([&figures, &raised]).find(|sign| line.starts_with(sign.as_str())).map(String::len)?;
        let rest = line.get(length..)?;
        let space = rest.len() - rest.trim_start_matches(' ').len();
        (space > 0 || line.starts_with(&raised)).then_some(length + space).filter(|at| *at < line.len())
    };
    let own = only(lines(body).filter_map(|(at, line)| Some((at, line, begins(line)?))).filter(|(at, line, _)| is_alone(body, *at, line)))?;
    let (at, line, words) = own;
    // What looks like its mark: the number in brackets, raised, or right behind a word.
    let mut marks: Vec<Span> = Vec::new();
    for (sign, is_bare) in [(format!("\\[{figures}\\]"), false), (format!("[{figures}]"), false), (raised, true), (figures.clone(), true)] {
        for (place, _) in body.match_indices(sign.as_str()) {
            let (before, behind) = (body.get(..place).unwrap_or(""), body.get(place + sign.len()..).unwrap_or(""));
            let follows_word = before
                .ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '»' | '’'))
                && !before.strip_suffix(['.', ',']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
            let is_number = behind.starts_with(|c: char| c.is_ascii_digit() || of_raised(c).is_some() || c.is_alphabetic())
                || behind.starts_with(['.', ',', ':', '-', '–', '/']) && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            let is_mark = if is_bare { follows_word && !is_number } else { !behind.starts_with(['(', ':', '[']) && !before.ends_with('[') };
            let is_own = (at..at + line.len()).contains(&place);
            let is_within = marks.iter().any(|mark| mark.range().contains(&place));
            if is_mark && !is_own && !is_within {
                marks.push(Span::new(place, place + sign.len()));
            }
        }
    }
    let mark = only(marks.into_iter())?;
    let free = (number..).find(|n| !body.contains(&format!("[^{n}]"))).ok_or(Refusal::Malformed)?;
    let label = format!("[^{free}]");
    let definition = format!("{label}: {}", line.get(words..).unwrap_or(""));
    let own = Span::new(at, at + line.len());
    // From the end on, so that places stay what they are.
    let (first, second) = if mark.start > own.start { ((mark, label), (own, definition)) } else { ((own, definition), (mark, label)) };
    Ok(exchange(&exchange(body, first.0, &first.1), second.0, &second.1))
}

fn exchange(text: &str, place: Span, new: &str) -> String {
    let (before, behind) = (text.get(..place.start as usize).unwrap_or(""), text.get(place.end as usize..).unwrap_or(""));
    [before, new, behind].concat()
}

#[cfg(test)]
mod tests;

//! Author–year citations in running text: `(Xu Peixi, 2021; Wang Zheng, 2020)`, `Smith and Jones (1999, 2001)`,
//! `[Иванов 2019, с. 5]`.
//!
//! The year is the anchor: a bracket with a year in it either names authors before the year, or stands behind
//! authors named in the sentence. [`year`] reads years and what stands for them, [`lead`] the words before names,
//! [`names`] the names themselves.

mod lead;
mod names;
mod year;

use scholion_base::Span;

use self::{
    lead::prefix_len,
    names::{authors, names_before},
    year::{first_year, place, year},
};

/// A citation in running text: a bracket, with the names before it if the sentence names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InText {
    /// All of it, brackets included.
    pub span: Span,
    /// The works it cites, in order; never empty.
    pub works: Vec<InTextWork>,
    /// Whether the authors are part of the sentence: `Smith (2019)`.
    pub narrative: bool,
}

/// One work of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InTextWork {
    /// The authors as printed, one each: `Xu Peixi`, `Belyakov`.
    pub authors: Vec<String>,
    /// Whether it says that there are more: `et al.`
    pub others: bool,
    /// The year with its letter, `2019a`; or `n.d.`, `in press`, `forthcoming` in lower case.
    pub year: String,
    /// The place in the work, as printed: `p. 5`; empty if none is given.
    pub locator: String,
    /// The printed words of this one work: `Xu Peixi, 2021`, or a later year alone, `2001`.
    pub span: Span,
    /// Whether its form shows that it is a citation, and no place or war with its year.
    pub sure: bool,
}

/// Longest bracket that is read as a citation, in bytes.
const LONGEST_BRACKET: usize = 600;

/// Finds the author–year citations of a text, in order.
pub fn find_citations(text: &str) -> Vec<InText> {
    let mut found: Vec<InText> = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(['(', '['])) {
        let open = at + step;
        at = open + 1;
        let Some(close) = closing(text, open) else { continue };
        let inside = Span::new(open + 1, close);
        if !has_year(inside.of(text)) {
            continue;
        }
        let citation = parenthetical(text, inside).or_else(|| narrative(text, inside, free));
        if let Some(citation) = citation {
            free = citation.span.end as usize;
            at = free;
            found.push(citation);
        }
    }
    found
}

/// Finds works that are named outside of brackets, by their authors and the year right behind: `Dahl et al., 2008`,
/// `Feest/Blankenburg 1972, S. 5`. What has this form may be no work, such as a place and a year.
pub fn bare(text: &str) -> Vec<InTextWork> {
    let mut found = Vec::new();
    let (mut at, mut free) = (0, 0);
    while let Some((step, year, len)) = text.get(at..).and_then(first_year) {
        let year_at = at + step;
        at = year_at + len;
        let Some((start, authors, others)) = names_before(text, year_at, free).filter(|(_, authors, _)| are_names(authors)) else {
            continue;
        };
        if !is_list(text.get(start..year_at).unwrap_or(""), others) {
            continue;
        }
        let (start, authors) = without_noun(text, start, authors);
        let (taken, locator) = place(text.get(year_at..).unwrap_or(""), len);
        at = year_at + taken;
        free = at;
        found.push(InTextWork { authors, others, year, locator: locator.to_owned(), span: Span::new(start, at), sure: false });
    }
    found
}

/// Whether a text begins with such a work, and nothing behind it is its title.
pub fn begins_bare(text: &str) -> bool {
    let window = text.char_indices().nth(120).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    let Some((at, _, len)) = first_year(window) else { return false };
    let Some((0, authors, others)) = names_before(text, at, 0).filter(|(_, authors, _)| are_names(authors)) else { return false };
    if !is_list(text.get(..at).unwrap_or(""), others) {
        return false;
    }
    let (taken, locator) = place(text.get(at..).unwrap_or(""), len);
    let tail = text.get(at + taken..).unwrap_or("");
    let initials = authors.iter().any(|author| author.contains('.'));
    // "Smith, J. 2019. The title": a title follows.
    let titled = tail.starts_with([':', ')', ']']) || initials && locator.is_empty();
    !titled && !tail.trim_start().starts_with(['“', '„', '«', '‘', '"'])
}

/// Whether words before a year are joined as names are: behind the last comma stands "and", or an initial. "Karl Holm, Das Eis der Teiche,
/// Berlin 1990" is a work in full.
fn is_list(words: &str, others: bool) -> bool {
    let words = words.trim_end_matches([' ', ',', '(', '[']);
    let Some((_, last)) = words.rsplit_once(", ") else { return true };
    others || last.contains(['.', '/', ';']) || last.split(' ').any(names::is_joint)
}

/// Without a noun that the name follows: "Beitrag von Ekman", "estudo de Moyses". A particle of the name goes with it, which few lists sort by.
fn without_noun(text: &str, start: usize, mut authors: Vec<String>) -> (usize, Vec<String>) {
    let Some(first) = authors.first_mut() else { return (start, authors) };
    let inner =
        first.split(' ').skip(1).find(|word| word.starts_with(char::is_lowercase) && crate::names::is_particle(word)).map(str::to_owned);
    let Some(cut) = inner.and_then(|word| Some(first.rfind(&format!(" {word} "))? + word.len() + 2)) else { return (start, authors) };
    let rest = first.get(cut..).unwrap_or("").to_owned();
    let from = text.get(start..).and_then(|tail| tail.find(&rest)).map_or(start, |at| start + at);
    *first = rest;
    (from, authors)
}

/// Whether words before a year may be names: not the title of a law, `Companies Act 1985`, and no word before "of": `Marktordnung von 1840`.
fn are_names(authors: &[String]) -> bool {
    authors.iter().all(|author| {
        let is_act = |word: &str| scholion_lang::ACT_WORD.contains(word) || scholion_lang::ACT_TITLE.contains(word);
        !author.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_lowercase))
            && !author.split(' ').any(|word| is_act(&word.to_lowercase()))
    })
}

/// The names that end right before a place: where they begin, and who they are.
pub fn names_ending(text: &str, at: usize) -> Option<(usize, Vec<String>, bool)> {
    names_before(text, at, 0)
}

/// Whether a text begins with a year.
pub fn starts_with_year(text: &str) -> bool {
    year(text).is_some()
}

/// Where the bracket that opens at `open` closes; brackets may be nested once.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().skip(open).take(LONGEST_BRACKET) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a bracket could hold a year, or a word that stands for one.
fn has_year(inside: &str) -> bool {
    inside.bytes().filter(u8::is_ascii_digit).count() >= 4 || scholion_lang::UNDATED.iter().any(|word| inside.contains(word))
}

/// Reads the inside of a bracket as works with authors.
fn parenthetical(text: &str, inside: Span) -> Option<InText> {
    let mut works: Vec<InTextWork> = Vec::new();
    let mut at = inside.start as usize;
    let end = inside.end as usize;
    while at < end {
        let rest = text.get(at..end)?;
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '；' | '，')).len();
        at += gap;
        let rest = text.get(at..end)?;
        if rest.is_empty() {
            break;
        }
        // `2019; 2020`: another year of the authors just named; `2019a, b`: another letter.
        if let Some(last) = works.last().cloned()
            && let Some((year, len)) = year(rest).or_else(|| letter(rest, &last.year))
        {
            let place = place(rest, len);
            works.push(InTextWork { year, locator: place.1.to_owned(), span: Span::new(at, at + place.0), ..last });
            at += place.0;
            continue;
        }
        match one_work(text, at, end) {
            Some((work, next)) => {
                works.push(work);
                at = next;
            }
            // What follows the last work may be a remark: "emphasis added".
            None if !works.is_empty() => at += semicolon(rest).map_or(rest.len(), |(at, _)| at).max(1),
            None => {
                // A remark may also come first: "as noted; Smith 2019".
                at += semicolon(rest).map(|(at, len)| at + len)?;
            }
        }
    }
    if works.is_empty() {
        return None;
    }
    Some(InText { span: Span { start: inside.start - 1, end: inside.end + 1 }, works, narrative: false })
}

/// Reads authors, a year and a place; gives the work and where it ends.
fn one_work(text: &str, at: usize, end: usize) -> Option<(InTextWork, usize)> {
    let rest = text.get(at..end)?;
    let segment = rest.get(..work_end(rest))?;
    let (year_at, year, len) = first_year(segment)?;
    let before = segment.get(..year_at)?;
    let mut lead = prefix_len(before);
    let trimmed = |from: usize| {
        let opened = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '(' | '[' | ';' | '，' | '；');
        before.get(from..).map(|words| words.trim_end_matches(opened))
    };
    let (authors, others) = match authors(trimmed(lead)?) {
        Some(found) => found,
        // "as pioneer species, according to Smith 2018": the names behind the last such word.
        None => {
            match lead::last(before).and_then(|last| Some((last, authors(trimmed(last)?)?))) {
                Some((last, found)) => {
                    lead = last;
                    found
                }
                // "Table 1, Cho, 2005", "lineage B of Baek and Mann 2009": the names right before the year.
                None => {
                    let (start, found, others) = names_before(text, at + year_at, at)?;
                    lead = start - at;
                    (found, others)
                }
            }
        }
    };
    let behind = segment.get(year_at..)?;
    let (taken, locator) = place(behind, len);
    let span = Span::new(at + lead, at + year_at + taken);
    let work = InTextWork { authors, others, year, locator: locator.to_owned(), span, sure: true };
    Some((work, at + year_at + taken))
}

/// Where the first work of a bracket ends: at the first semicolon, or, where only names stand before it, at the next:
/// `ALMEIDA; PERUCCHI; FREIRE, 2020`, `Ríos et al.; 2019`.
fn work_end(text: &str) -> usize {
    let mut from = 0;
    while let Some((at, len)) = text.get(from..).and_then(semicolon) {
        let piece = text.get(from..from + at).unwrap_or("");
        if first_year(piece).is_some() || authors(piece.get(prefix_len(piece)..).unwrap_or("")).is_none() {
            return from + at;
        }
        from += at + len;
    }
    text.len()
}

/// The first semicolon: where it stands and how long it is.
fn semicolon(text: &str) -> Option<(usize, usize)> {
    text.char_indices().find(|(_, c)| matches!(c, ';' | '；')).map(|(at, c)| (at, c.len_utf8()))
}

/// `b` behind `2019a`: the same year with the next letter.
fn letter(text: &str, before: &str) -> Option<(String, usize)> {
    let year = before.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let last = before.chars().nth(4)?;
    let letter = text.chars().next().filter(|letter| letter.is_lowercase() && *letter > last)?;
    let alone = text.chars().nth(1).is_none_or(|next| matches!(next, ',' | ';' | ')' | ']') || next == ' ' && text.len() < 4);
    alone.then(|| (format!("{year}{letter}"), letter.len_utf8()))
}

/// A bracket that begins with a year, behind names in the sentence.
fn narrative(text: &str, inside: Span, free: usize) -> Option<InText> {
    let content = inside.of(text);
    let lead = content.len() - content.trim_start().len();
    let (first, len) = year(content.get(lead..)?)?;
    let open = inside.start as usize - 1;
    // "Smith’s argument (2019: 45)": the words between are no names; only a place in the work tells it from a date.
    let at_a_place = || Some(!place(content.get(lead..)?, len).1.is_empty() || first.len() > 4).filter(|says| *says);
    let (names_start, author_list, others) = names_before(text, open, free)
        .or_else(|| at_a_place().and_then(|_| names_before(text, names::possessor(text, open, free)?, free)))?;
    let mut works = Vec::new();
    let mut at = lead;
    let mut next = Some((first, len));
    while let Some((year, len)) = next {
        let rest = content.get(at..)?;
        let (taken, locator) = place(rest, len);
        let start = inside.start as usize + at;
        works.push(InTextWork {
            authors: author_list.clone(),
            others,
            year,
            locator: locator.to_owned(),
            span: Span::new(start, start + taken),
            sure: true,
        });
        at += taken;
        let rest = content.get(at..)?;
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '&')).len();
        let gap = gap
            + ["and ", "und ", "et ", "y ", "e ", "и "]
                .iter()
                .find(|word| rest.get(gap..).is_some_and(|rest| rest.starts_with(**word)))
                .map_or(0, |word| word.len());
        at += gap;
        let last = works.last().map_or(String::new(), |work| work.year.clone());
        next = content.get(at..).filter(|_| gap > 0).and_then(|rest| self::year(rest).or_else(|| letter(rest, &last)));
    }
    // What is left must be a remark behind a comma or semicolon, not the rest of a sentence; `2019 [1928]` has the first year behind.
    let rest = content.get(at..)?.trim();
    let rest = rest.strip_prefix('[').and_then(|rest| rest.get(year(rest)?.1..)?.strip_prefix(']')).unwrap_or(rest).trim();
    if !rest.is_empty() && !rest.starts_with([',', ';', ':']) && content.get(..at)?.trim_end().len() == at {
        return None;
    }
    let span = Span { start: u32::try_from(names_start).ok()?, end: inside.end + 1 };
    // One work: its words are names, year and brackets together.
    if let [work] = works.as_mut_slice() {
        work.span = span;
    }
    Some(InText { span, works, narrative: true })
}

#[cfg(test)]
mod tests;

//! What a PDF says of the structure of its text by tags, laid on the lines as they are printed.
//!
//! 1. [`elements`]: the tags, as `pdfinfo -struct-text` prints them;
//! 2. [`assign`]: to which part each line belongs, by its letters, since words are glued and parted there otherwise than in print,
//!    and some are missing;
//! 3. [`whole_rows`]: the lines of a row of a table are one.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::printed::{Line, Word};

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub what: What,
    /// Its letters and figures, in small letters.
    letters: String,
    /// Those of the cells of a row.
    cells: Vec<String>,
}

impl Element {
    /// A heading of these letters.
    pub fn heading(level: u8, letters: &str) -> Self {
        Self { what: What::Heading(level), letters: letters.to_owned(), cells: Vec::new() }
    }
}

/// What a part is (PDF 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A heading of this level, from 1; 0 is a title.
    Heading(u8),
    Paragraph,
    Item,
    /// A row of a table, and whether it is the first.
    Row(bool),
    Note,
}

/// Letters and figures of a text, in small letters. Ligatures are in one what the other has apart.
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        match c {
            '\u{fb00}' => letters.push_str("ff"),
            '\u{fb01}' => letters.push_str("fi"),
            '\u{fb02}' => letters.push_str("fl"),
            '\u{fb03}' => letters.push_str("ffi"),
            '\u{fb04}' => letters.push_str("ffl"),
            _ => letters.extend(c.to_lowercase()),
        }
    }
    letters
}

/// The deepest element that is looked at.
const DEEPEST: usize = 200;

/// The elements of a structure as `pdfinfo -struct-text` prints it: each on a line, set in by two blanks more than that in which it stands, its
/// attributes below it, and words in quotation marks.
pub fn elements(printed: &str) -> Vec<Element> {
    let mut found: Vec<Element> = Vec::new();
    // Of each element that is open: how far it is set in, its type, and that part of the text to which its words belong.
    let mut open: Vec<(usize, String, Option<usize>)> = Vec::new();
    let mut is_new_table = false;
    for line in printed.lines() {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if let Some(words) = text.strip_prefix('"') {
            let Some(element) = open.last().and_then(|(_, _, part)| *part).and_then(|part| found.get_mut(part)) else { continue };
            let words = letters(words.strip_suffix('"').unwrap_or(words));
            element.letters.push_str(&words);
            if let Some(cell) = element.cells.last_mut() {
                cell.push_str(&words);
            }
            continue;
        }
        let name = text.split([' ', ':']).next().unwrap_or("");
        if !name.starts_with(|c: char| c.is_ascii_uppercase()) || name == "Object" {
            continue;
        }
        open.retain(|(at, ..)| *at < indent);
        let (around, part) = open.last().map_or(("", None), |(_, name, part)| (name.as_str(), *part));
        is_new_table |= name == "Table";
        let what = match name {
            "TR" => Some(What::Row(std::mem::take(&mut is_new_table))),
            "LI" => Some(What::Item),
            "Note" | "FENote" => Some(What::Note),
            "Title" => Some(What::Heading(0)),
            "H" => Some(What::Heading(2)),
            "P" | "Caption" | "TOCI" | "BibEntry" | "Code" if !is_within(&open, &found) => Some(What::Paragraph),
            _ => level(name).map(What::Heading),
        };
        // What stands in a row is its cell, whatever it is called.
        let in_row = part.and_then(|part| found.get(part)).is_some_and(|element| matches!(element.what, What::Row(_)));
        let part = match what.filter(|what| !in_row || *what == What::Note) {
            Some(what) => {
                found.push(Element { what, letters: String::new(), cells: Vec::new() });
                Some(found.len() - 1)
            }
            None => part,
        };
        if matches!(name, "TD" | "TH")
            && around == "TR"
            && let Some(row) = part.and_then(|part| found.get_mut(part))
        {
            row.cells.push(String::new());
        }
        if open.len() < DEEPEST {
            open.push((indent, name.to_owned(), part));
        }
    }
    found.retain(|element| !element.letters.is_empty());
    found
}

/// Whether what is open is an item or a note, whose first paragraph is its own.
fn is_within(open: &[(usize, String, Option<usize>)], found: &[Element]) -> bool {
    let element = open.last().and_then(|(_, _, part)| *part).and_then(|part| found.get(part));
    element.is_some_and(|element| matches!(element.what, What::Item | What::Note))
}

/// The level of `H1` to `H6`, and of those that PDF 2.0 has beyond.
fn level(name: &str) -> Option<u8> {
    name.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()).filter(|level| (1..=20).contains(level))
}

/// So many letters of a part may be passed over where words are looked for in it.
const WINDOW: usize = 40;

/// Where words are in a part: in how many letters, and the places of those that are.
#[derive(Debug, Default)]
struct Fit {
    found: usize,
    places: Vec<std::ops::Range<usize>>,
}

/// Where words stand in the letters of a part from a place on.
fn fit(part: &str, from: usize, words: &[String], window: usize) -> Fit {
    let mut fit = Fit::default();
    let mut at = from;
    for word in words {
        let end = at.saturating_add(word.len()).saturating_add(window).min(part.len());
        let end = (end..=part.len()).find(|end| part.is_char_boundary(*end)).unwrap_or(part.len());
        if let Some(place) = part.get(at..end).and_then(|within| within.find(word.as_str())) {
            let place = at + place..at + place + word.len();
            at = place.end;
            fit.found += word.len();
            fit.places.push(place);
        }
    }
    fit
}

/// A part of which some lines are known.
#[derive(Clone)]
struct Begun {
    part: usize,
    /// Where the next line goes on.
    end: usize,
    /// Of a row, whose cells stand side by side: its letters, of which those that are known are none.
    left: Option<String>,
}

impl Begun {
    fn fit(&self, letters: &str, words: &[String]) -> Fit {
        match &self.left {
            Some(left) => fit(left, 0, words, left.len()),
            // So few letters stand anywhere: they must go on at once.
            None if words.iter().map(String::len).sum::<usize>() <= 3 => fit(letters, self.end, words, 0),
            None => fit(letters, self.end, words, WINDOW),
        }
    }

    fn take(&mut self, fit: &Fit) {
        self.end = fit.places.last().map_or(self.end, |place| place.end);
        if let Some(left) = &mut self.left {
            for place in &fit.places {
                left.replace_range(place.clone(), &"\0".repeat(place.len()));
            }
        }
    }

    fn is_open(&self, letters: &str) -> bool {
        match &self.left {
            Some(left) => left.bytes().any(|byte| byte != 0),
            None => self.end < letters.len(),
        }
    }
}

/// A longer row, in bytes, is read as a paragraph is.
const ROW: usize = 4000;
/// So many parts may be open, since the columns of a table may be printed one behind the other.
const MOST_OPEN: usize = 64;

/// Gives each line the part to which it belongs; gives how many of a hundred letters belong to some.
pub fn assign(pages: &mut [Vec<Line<'_>>], elements: &[Element]) -> usize {
    const START: usize = 3;
    let start = |letters: &str| letters.chars().take(START).collect::<String>();
    let mut starts: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (nth, element) in elements.iter().enumerate() {
        // Of the cells of a row that one may be printed first which is the highest.
        let cells: BTreeSet<String> = element.cells.iter().chain([&element.letters]).map(|cell| start(cell)).collect();
        cells.into_iter().for_each(|begin| starts.entry(begin).or_default().push(nth));
    }
    let again = repeated(pages);
    let lengths = |page: &Vec<Line<'_>>| page.iter().filter(|line| line.part.is_some()).map(length).sum::<usize>();
    let mut is_begun = vec![false; elements.len()];
    let mut open: Vec<Begun> = Vec::new();
    let mut all = 0usize;
    for line in pages.iter_mut().flatten() {
        let words: Vec<String> = line.words.iter().map(|word| letters(&word.text)).filter(|word| !word.is_empty()).collect();
        let length: usize = words.iter().map(String::len).sum();
        let whole = words.concat();
        if length == 0 || again.contains(&whole) {
            continue;
        }
        all += length;
        let mut best: Option<(Fit, Begun)> = None;
        let mut try_one = |begun: Begun| {
            let Some(element) = elements.get(begun.part) else { return };
            let fit = begun.fit(&element.letters, &words);
            if fit.found * 10 >= length * 6 && best.as_ref().is_none_or(|(best, _)| fit.found > best.found) {
                best = Some((fit, begun));
            }
        };
        // Those that are open, the last first; then those that begin so, in the order of the file.
        let from = open.last().map_or(0, |begun| begun.part);
        open.iter().rev().for_each(|begun| try_one(begun.clone()));
        let same = starts.get(&start(&whole)).map(Vec::as_slice).unwrap_or_default();
        let (behind, ahead) = same.split_at(same.partition_point(|nth| *nth < from));
        for part in ahead.iter().chain(behind).copied().filter(|nth| is_begun.get(*nth) == Some(&false)).take(8) {
            let is_row = elements.get(part).is_some_and(|element| matches!(element.what, What::Row(_)));
            let left = elements.get(part).filter(|element| is_row && element.letters.len() <= ROW).map(|element| element.letters.clone());
            try_one(Begun { part, end: 0, left });
        }
        let Some((fit, mut begun)) = best else { continue };
        (line.part, line.from) = (Some(begun.part), fit.places.first().map_or(0, |place| place.start));
        begun.take(&fit);
        is_begun.get_mut(begun.part).into_iter().for_each(|is_begun| *is_begun = true);
        open.retain(|other| other.part != begun.part);
        if elements.get(begun.part).is_some_and(|element| begun.is_open(&element.letters)) {
            open.push(begun);
        }
        if open.len() > MOST_OPEN {
            open.remove(0);
        }
    }
    pages.iter_mut().for_each(|page| between(page));
    pages.iter_mut().for_each(|page| cut_off(page, elements));
    let known: usize = pages.iter().map(lengths).sum();
    (known * 100).checked_div(all).unwrap_or(0).min(100)
}

/// How many letters a line has, in bytes.
fn length(line: &Line<'_>) -> usize {
    line.words.iter().map(|word| letters(&word.text).len()).sum()
}

/// Lines right below one of a paragraph, before one of a later part, belong to it: behind a ligature `pdfinfo` loses the rest of what was written
/// in one piece.
fn cut_off(page: &mut [Line<'_>], elements: &[Element]) {
    let mut next: Vec<Option<usize>> = vec![None; page.len()];
    let mut part = None;
    for (line, next) in page.iter().zip(&mut next).rev() {
        *next = part;
        part = line.part.or(part);
    }
    for at in 1..page.len() {
        let Some((before, line)) = page.get(at - 1).zip(page.get(at)) else { continue };
        let Some(part) = before.part.filter(|_| line.part.is_none() && length(line) > 0) else { continue };
        let is_text = elements.get(part).is_some_and(|element| matches!(element.what, What::Paragraph | What::Item));
        let is_before = next.get(at).copied().flatten().is_some_and(|next| next >= part);
        let gap = line.place.top - before.place.bottom;
        let is_below =
            gap.abs() < before.place.height() * 0.6 && line.place.left < before.place.right && line.place.right > before.place.left;
        let from = before.from;
        if is_text
            && is_before
            && is_below
            && let Some(line) = page.get_mut(at)
        {
            (line.part, line.from) = (Some(part), from);
        }
    }
}

/// What stands first or last on three pages or more: heads and feet, which belong to no part.
fn repeated(pages: &[Vec<Line<'_>>]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let whole = |line: &Line<'_>| line.words.iter().map(|word| letters(&word.text)).collect::<String>();
        let edges: BTreeSet<String> = page.iter().take(2).chain(page.iter().rev().take(2)).map(whole).collect();
        edges.into_iter().for_each(|edge| *counts.entry(edge).or_default() += 1);
    }
    counts.into_iter().filter(|(edge, count)| *count >= 3 && !edge.is_empty()).map(|(edge, _)| edge).collect()
}

/// Lines between two of one part belong to it, whose words the tags have elsewhere or not at all.
fn between(page: &mut [Line<'_>]) {
    let mut last: Option<(usize, usize)> = None;
    for at in 0..page.len() {
        let Some(part) = page.get(at).and_then(|line| line.part) else { continue };
        if let Some((before, same)) = last
            && same == part
        {
            let (from, top) = page.get(before).map_or((0, 0.0), |line| (line.from, line.place.top));
            let bottom = page.get(at).map_or(0.0, |line| line.place.bottom);
            // What stands elsewhere on the page is written there by chance.
            let is_between = |line: &&mut Line<'_>| line.place.top >= top && line.place.bottom <= bottom;
            let lines = page.get_mut(before + 1..at).into_iter().flatten().filter(is_between);
            lines.for_each(|line| (line.part, line.from) = (Some(part), from));
        }
        last = Some((at, part));
    }
}

/// Makes the lines of each row of a table one, cell by cell; gives the words of its cells by the number of the row. Rows whose words are not those
/// of their cells stay as they are printed.
pub fn whole_rows(pages: &mut [Vec<Line<'_>>], elements: &[Element]) -> BTreeMap<usize, Vec<String>> {
    let mut rows = BTreeMap::new();
    for page in pages {
        let mut of_row: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, line) in page.iter().enumerate() {
            if let Some(part) = line.part.filter(|part| elements.get(*part).is_some_and(|element| matches!(element.what, What::Row(_)))) {
                of_row.entry(part).or_default().push(at);
            }
        }
        let mut gone: BTreeSet<usize> = BTreeSet::new();
        for (part, mut lines) in of_row {
            lines.sort_by_key(|at| page.get(*at).map(|line| line.from));
            let words: Vec<Word<'_>> = lines.iter().filter_map(|at| page.get(*at)).flat_map(|line| line.words.clone()).collect();
            let Some(cells) = elements.get(part).and_then(|element| in_cells(&words, &element.cells)) else { continue };
            rows.insert(part, cells);
            let Some(first) = lines.first().copied() else { continue };
            gone.extend(lines.iter().skip(1));
            let places: Vec<_> = lines.iter().filter_map(|at| page.get(*at)).map(|line| line.place).collect();
            if let Some(line) = page.get_mut(first) {
                line.words = words;
                for place in places {
                    line.place.left = line.place.left.min(place.left);
                    line.place.right = line.place.right.max(place.right);
                    line.place.bottom = line.place.bottom.max(place.bottom);
                    line.place.top = line.place.top.min(place.top);
                }
            }
        }
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    rows
}

/// Words in order, cut into cells that have these letters.
fn in_cells(words: &[Word<'_>], cells: &[String]) -> Option<Vec<String>> {
    let mut words = words.iter().peekable();
    let mut found = Vec::with_capacity(cells.len());
    for cell in cells {
        let (mut text, mut own) = (String::new(), String::new());
        while own.len() < cell.len() {
            let word = words.next()?;
            own.push_str(&letters(&word.text));
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        if own != *cell {
            return None;
        }
        found.push(text);
    }
    words.peek().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    const TREE: &str = "Document\n  H1 (block)\n    \"The Mill\"\n  P (block)\n    \"It was of oakand stone.\"\n    Note <1>\n      \"1 Berg.\"\n  L (block):\n     /ListNumbering /Disc\n    LI (block)\n      Lbl (block)\n        \"\"\n      LBody\n        P (block)\n          \"Oak\"\n  Table\n    TR\n      TH <a>:\n         /Scope /Column\n        \"Year of\"\n        \"work\"\n      TD\n        \"Corn\"\n";

    fn line(text: &str) -> Line<'_> {
        let words =
            text.split(' ').map(|word| Word { place: super::super::printed::Place::default(), text: Cow::Borrowed(word) }).collect();
        Line { words, ..Line::default() }
    }

    #[test]
    fn tags_are_laid_on_lines() {
        let elements = elements(TREE);
        let what: Vec<What> = elements.iter().map(|element| element.what).collect();
        assert_eq!(what, [What::Heading(1), What::Paragraph, What::Note, What::Item, What::Row(true)]);
        let mut pages =
            vec![["The Mill", "It was of oak", "and fine stone.", "Oak", "Year of", "Corn", "work", "1 Berg.", "3"].map(line).to_vec()];
        assert!(assign(&mut pages, &elements) > 80);
        let parts: Vec<Option<usize>> = pages.iter().flatten().map(|line| line.part).collect();
        assert_eq!(parts, [Some(0), Some(1), Some(1), Some(3), Some(4), Some(4), Some(4), Some(2), None]);
    }

    #[test]
    fn cells_have_their_words() {
        let words: Vec<Word<'_>> = line("Year of work Corn").words;
        assert_eq!(in_cells(&words, &["yearofwork".into(), "corn".into()]), Some(vec!["Year of work".to_owned(), "Corn".to_owned()]));
        assert_eq!(in_cells(&words, &["year".into(), "corn".into()]), None);
    }
}

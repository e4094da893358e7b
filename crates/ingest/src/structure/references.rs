//! The list of references, and its entries.

use std::collections::BTreeSet;

use crate::{
    block::{Block, Role},
    chars::{self, End, Start},
    draft::{Draft, beginning},
    hyphen, lexicon, listed,
    recognise::{entries, items, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};

/// How the entries of a list begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With a bullet or dash.
    Bullet,
    /// With a number: `1.`, `[1]`, `1)`.
    Number,
    /// With their first words.
    Plain,
}

/// Finds the lists and makes each entry one block.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut index = draft.front.end.min(draft.blocks.len());
    let contents: BTreeSet<u32> = listed::in_contents(draft).into_iter().map(|line| draft.number_of(line)).collect();
    while index < draft.blocks.len() {
        let may_hold = matches!(draft.blocks[index].role, Role::Text | Role::Lines);
        if let Some(at) = super::entries::behind_heading(&draft.blocks[index].text).filter(|_| may_hold) {
            let rest = draft.blocks[index].split_off(at);
            draft.blocks.insert(index + 1, rest);
            draft.blocks[index].role = Role::Heading(2);
        }
        let block = &draft.blocks[index];
        let is_heading =
            matches!(block.role, Role::Text | Role::Heading(_) | Role::Item | Role::Lines) && lexicon::is_references_heading(block.bare());
        if !is_heading || contents.contains(&draft.block_line(index)) {
            index += 1;
            continue;
        }
        let known = (index + 1..draft.blocks.len()).find(|&next| !matches!(draft.blocks[next].role, Role::Entry | Role::Gone));
        let known = known.unwrap_or(draft.blocks.len());
        let end =
            if draft.blocks[index + 1..known].iter().any(|block| block.role == Role::Entry) { known } else { end_of_list(draft, index) };
        let listed: Vec<usize> = (index + 1..end).filter(|&at| !matches!(draft.blocks[at].role, Role::Gone | Role::Entry)).collect();
        let end = end + super::entries::divide(draft, &listed);
        if end > index + 1 {
            draft.blocks[index].role = Role::References;
            let entries = cut(draft, index + 1, end);
            let line = draft.block_line(index);
            let text = draft.blocks[index].bare().to_owned();
            draft.note(line, rule, text, Kind::Found, Sure, Remark::Entries { n: entries });
        } else if leads_to_lists(draft, index) {
            draft.blocks[index].role = Role::Heading(2);
        }
        index = end.max(index + 1);
    }
}

/// Whether the next words below a heading are the heading of a list themselves: "Sources and literature", "Unprinted sources".
fn leads_to_lists(draft: &Draft, heading: usize) -> bool {
    let mut below = draft.blocks.iter().skip(heading + 1).filter(|block| block.role != Role::Gone);
    draft.blocks[heading].role == Role::Text && below.next().is_some_and(|block| lexicon::is_references_heading(block.bare()))
}

/// The first block behind a list: a heading, or prose that is no entry.
///
/// A list with bullets or numbers goes on as long as these do.
fn end_of_list(draft: &Draft, heading: usize) -> usize {
    let blocks = (heading + 1..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone);
    let first: Vec<usize> = blocks.clone().take(12).collect();
    let style = style_of(draft, &first);
    let mut strangers = 0;
    let mut end = heading + 1;
    let mut number = 0;
    for index in blocks {
        let text = draft.blocks[index].bare();
        let next =
            entries::number_of(text).and_then(|(digits, _)| digits.parse::<u32>().ok()).filter(|&next| next > number && next <= number + 4);
        let entry = match style {
            Style::Number => next.is_some(),
            Style::Bullet => is_bullet(&draft.blocks[index].text),
            Style::Plain => is_entry(text) || entries::names_author(text),
        };
        number = next.unwrap_or(number);
        let title = prose::is_heading_like(text)
            && chars::start_of(text) == Start::Fresh
            && text.split_whitespace().count() <= 8
            && !is_entry(text);
        if !entry && (lexicon::is_references_heading(text) || (title && (style != Style::Plain || !follows_cut(draft, index, end)))) {
            break;
        }
        // A few pieces of entries have nothing that shows it.
        strangers = if entry { 0 } else { strangers + 1 };
        if strangers > 3 {
            break;
        }
        if entry
            || (strangers == 1
                && (style == Style::Plain || !prose::is_prose(text) || is_entry(text) || chars::start_of(text) == Start::Running))
        {
            end = index + 1;
        }
    }
    end
}

/// Whether the entry before is cut, so that a short piece behind it is its rest.
fn follows_cut(draft: &Draft, index: usize, end: usize) -> bool {
    (end..=index).next().is_some() && draft.before(index).is_some_and(|before| chars::end_of(&draft.blocks[before].text) >= End::Open)
}

/// Whether words read like an entry: a year, an address, a bullet or number before a name.
fn is_entry(text: &str) -> bool {
    has_year(text)
        || text.contains("://")
        || text.contains("doi")
        || text.contains("DOI")
        || text.contains("www.")
        || items::begins_item(text)
        || text.starts_with('[')
}

/// Whether a year is printed, numbers in addresses left aside.
fn has_year(text: &str) -> bool {
    text.split_whitespace().filter(|word| !word.contains('/')).any(holds_year)
}

fn holds_year(text: &str) -> bool {
    text.as_bytes().windows(4).enumerate().any(|(at, window)| {
        window.iter().all(u8::is_ascii_digit)
            && matches!(window.get(..2), Some(b"15" | b"16" | b"17" | b"18" | b"19" | b"20"))
            && !at.checked_sub(1).and_then(|before| text.as_bytes().get(before)).is_some_and(u8::is_ascii_digit)
            && !text.as_bytes().get(at + 4).is_some_and(u8::is_ascii_digit)
    })
}

/// Makes each entry one block; gives their number.
fn cut(draft: &mut Draft, start: usize, end: usize) -> usize {
    let blocks: Vec<usize> = (start..end).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let style = style_of(draft, &blocks);
    let dated = blocks.iter().filter(|&&index| has_year(&draft.blocks[index].text)).count() * 10 >= blocks.len() * 7;
    let mut count = 0;
    let mut last: Option<usize> = None;
    for index in blocks {
        let text = &draft.blocks[index].text;
        let begins = match style {
            _ if draft.blocks[index].role == Role::Entry => true,
            Style::Bullet => is_bullet(text),
            Style::Number => entries::number_of(text).is_some(),
            Style::Plain => last.is_none_or(|last| begins_entry(&draft.blocks[last].text, text, dated)),
        };
        match last {
            Some(last) if !begins => {
                let rest = std::mem::take(&mut draft.blocks[index]);
                draft.blocks[index].role = Role::Gone;
                let line = rest.line(&draft.source);
                let words = beginning(&rest.text, 40);
                let whole = &mut draft.blocks[last];
                let (joint, _) = hyphen::joint(&whole.text, &rest.text, &draft.vocabulary);
                whole.append(rest, joint);
                draft.note(line, "reference-list", words, Kind::Repaired, Likely, Remark::EntryGoesOn);
            }
            _ => {
                let block: &mut Block = &mut draft.blocks[index];
                block.role = Role::Entry;
                last = Some(index);
                count += 1;
            }
        }
    }
    count
}

/// Whether a block begins an entry of a list without bullets or numbers.
fn begins_entry(before: &str, text: &str, dated: bool) -> bool {
    let named = entries::names_author(text);
    let end = chars::end_of(before);
    if before.ends_with([';', ',', '&'])
        || (end == End::Cut && !entries::ends_entry(before))
        || (!named && chars::start_of(text) == Start::Running)
    {
        return false;
    }
    // Where entries have years, a piece without one is a piece, and so is what it is cut from.
    if dated && !named && (!has_year(text) || !has_year(before)) {
        return false;
    }
    named || end <= End::Half || entries::ends_entry(before)
}

fn style_of(draft: &Draft, blocks: &[usize]) -> Style {
    let entries: Vec<&Block> = blocks.iter().filter_map(|&index| draft.blocks.get(index)).collect();
    let bullets = entries.iter().filter(|block| is_bullet(&block.text)).count();
    let numbers = entries.iter().filter(|block| entries::number_of(&block.text).is_some()).count();
    if bullets * 2 > entries.len() {
        Style::Bullet
    } else if numbers * 2 > entries.len() {
        Style::Number
    } else {
        Style::Plain
    }
}

fn is_bullet(text: &str) -> bool {
    text.starts_with("- ")
        || text.starts_with("• ")
        || text.starts_with("* ")
        || text.starts_with("– ")
        || text.starts_with("● ")
        || text.starts_with("▪ ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_begin_with_names() {
        for text in [
            "Smith, J. (2020)",
            "Yoder AD Yang ZH Estimation",
            "van der Avoort IA, Shirango H",
            "de la Torre, J. R.",
            "MIRSHEKAR, F., YAKHCHALI",
            "Ivanov, Ivan. Title",
            "Иванов И. И. Название",
            "[Embrapa] Empresa",
        ] {
            assert!(entries::names_author(text), "{text}");
        }
        for text in [
            "Yield of white and red grapes",
            "Hepato-gastroenterology. 2012;59",
            "Proteorhodopsin lateral gene",
            "E., Eagan, M. K.",
            "Mol Biol Evol 2000 17",
            "production. Food",
        ] {
            assert!(!entries::names_author(text), "{text}");
        }
    }

    #[test]
    fn pieces_of_entries_are_told_from_entries() {
        assert!(!begins_entry(
            "Frigaard, N., & DeLong, E. F. (2006).",
            "Proteorhodopsin lateral gene transfer. Nature, 439, 847–850.",
            true
        ));
        assert!(!begins_entry("Munger K, Howley PM. Human papillomavirus immortalization.", "Virus research. 2002;89(2):213–28.", true));
        assert!(begins_entry("Hayes NL (2000) Tracers. Dev Neurosci 22: 44–55. 10657697", "van Ooij C, Losick R (2003) Subcellular", true));
        assert!(begins_entry("Smith, J. (2020). A title. Publisher.", "United Nations. (2021). Report.", true));
    }
}

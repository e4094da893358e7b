//! Page numbers that stand on lines of their own.
//!
//! A number alone is a page number only in company: the numbers rise by one (or two, three, where one
//! is lost) through the text, and the text runs on around them, or they stand beside running heads, or
//! they say that they are page numbers ("Page 3 of 12", "– 3 –").

use crate::{
    chars::{self, End, Start},
    draft::Draft,
    furniture::{heads, page_marks},
    lexicon,
    lines::State,
    notes::{
        marks::{self, Shape},
        unnumbered,
    },
    report::Certainty::{Likely, Sure},
};
use scholion_lang::{LOCATOR, PAGE_OF};

/// A line that may be a page number.
#[derive(Clone, Debug)]
struct Folio {
    line: usize,
    value: u32,
    /// What stands before the number on each page: `052005-` of `052005-4`; `i` for Roman numbers.
    series: String,
    /// Whether it is more than a bare number.
    decorated: bool,
    /// Whether the text runs on around it, or a form feed stands beside it.
    evidence: bool,
    /// Whether the text runs on around it, or a line that is repeated stands beside it.
    runs: bool,
    /// Whether a line that is repeated stands beside it.
    beside_head: bool,
    /// Whether nothing stands on the lines beside it.
    alone: bool,
}

/// The name of the rule.
pub const RULE: &str = "page-number";
/// The fewest numbers in rising order that count as page numbers.
const FEWEST: usize = 3;

/// Drops page numbers and marks that a page ends there.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    page_marks::apply(draft);
    let repeated = heads::repeated(draft);
    let mut folios = candidates(draft, &repeated);
    // Where most stand between blank lines, the others are figures of tables.
    if folios.iter().filter(|folio| folio.alone).count() >= FEWEST {
        folios.retain(|folio| folio.alone);
    }
    let mut kept: Vec<&Folio> = Vec::new();
    for chain in chains(&folios) {
        let members: Vec<&Folio> = chain.iter().filter_map(|&index| folios.get(index)).collect();
        if (is_numbering(&members) || are_feet(draft, &members)) && !are_labels(draft, &members) {
            kept.extend(members);
        }
    }
    kept.sort_by_key(|folio| folio.line);
    for folio in kept {
        draft.drop_line(folio.line, rule, if folio.evidence || folio.decorated { Sure } else { Likely });
        mark_page(draft, folio.line);
    }
}

/// Marks that a page ends at this line.
pub fn mark_page(draft: &mut Draft, line: usize) {
    if let Some(next) = draft.lines.iter_mut().skip(line + 1).take(60).find(|line| line.state == State::Text) {
        next.page_before = true;
    }
}

fn candidates(draft: &Draft, repeated: &[bool]) -> Vec<Folio> {
    // Where blank lines are rare, standing between two of them says that a page ends.
    let apart = draft.layout.width.is_some() && !draft.layout.spaced;
    let mut folios = Vec::new();
    for (index, line) in draft.lines.iter().enumerate() {
        if line.state != State::Text || line.length > 24 {
            continue;
        }
        if let Some((value, series, decorated)) = read(draft.line(index)) {
            let free = |line: Option<usize>| {
                line.is_none_or(|line| {
                    draft.lines.get(line).is_none_or(|found| found.state != State::Text || repeated.get(line) == Some(&true))
                })
            };
            let alone = (free(index.checked_sub(1)) || line.page_before)
                && (free(Some(index + 1)) || draft.lines.get(index + 1).is_some_and(|line| line.page_before));
            let runs = runs_on(draft, index, repeated);
            let evidence = (apart && alone) || runs;
            // A head that is repeated beside it says as much.
            let head = (index.saturating_sub(3)..index + 4).any(|line| repeated.get(line) == Some(&true));
            folios.push(Folio { line: index, value, series, decorated, evidence, runs: runs || head, beside_head: head, alone });
        }
    }
    folios
}

/// The number a line shows, what stands before it on each page, and whether there is more to it.
fn read(line: &str) -> Option<(u32, String, bool)> {
    let trimmed = line.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '~' | '[' | ']' | '|' | '*' | '•' | '·' | ' '));
    let mut decorated = trimmed.len() != line.len();
    let lower = trimmed.to_lowercase();
    let mut core = lower.as_str();
    let word = core.find(|c: char| !c.is_alphabetic()).unwrap_or(core.len());
    let (unit, rest) = core.split_at(word);
    let pointed = rest.strip_prefix('.');
    // "S. 4", "page 4"; "p 4" is a word and a number.
    if LOCATOR.part(unit) == Some("page")
        && (pointed.is_some() || unit.chars().count() > 3)
        && pointed.unwrap_or(rest).starts_with(|c: char| c == ' ' || c.is_ascii_digit())
    {
        core = pointed.unwrap_or(rest).trim_start();
        decorated = true;
    }
    for between in PAGE_OF.iter().chain(["/"]) {
        if let Some((first, total)) = core.split_once(between).map(|(first, total)| (first.trim_end(), total.trim_start()))
            && !total.is_empty()
            && total.bytes().all(|byte| byte.is_ascii_digit())
        {
            core = first;
            decorated = true;
            break;
        }
    }
    let core = core.trim();
    if !core.is_empty() && core.len() <= 4 && core.bytes().all(|byte| byte.is_ascii_digit()) {
        return core.parse().ok().map(|value| (value, String::new(), decorated));
    }
    // "052005-4": article and page.
    if let Some((article, page)) = core.rsplit_once(['-', '.', ':', '/'])
        && (4..=12).contains(&article.len())
        && article.bytes().filter(u8::is_ascii_digit).count() >= 4
        && article.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
        && (1..=3).contains(&page.len())
        && page.bytes().all(|byte| byte.is_ascii_digit())
    {
        return page.parse().ok().map(|value| (value, article.to_owned(), false));
    }
    // Only small Roman numbers: a capital "I", "V", "X" numbers parts of a text.
    (trimmed.len() <= 8 && trimmed.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then(|| roman(trimmed))
        .flatten()
        .map(|value| (value, "i".to_owned(), decorated))
}

pub fn roman(text: &str) -> Option<u32> {
    let value = |byte| match byte {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let values: Option<Vec<u32>> = text.bytes().map(value).collect();
    let values = values.filter(|values| !values.is_empty())?;
    let sum = values.iter().enumerate().fold(0i64, |sum, (index, &value)| {
        let smaller = values.get(index + 1).is_some_and(|&next| next > value);
        if smaller { sum - i64::from(value) } else { sum + i64::from(value) }
    });
    u32::try_from(sum).ok()
}

/// Whether the text runs on over this line: the line before is cut, or the line behind goes on, or a form
/// feed stands there. Page numbers and `repeated` lines beside it are looked through.
pub fn runs_on(draft: &Draft, index: usize, repeated: &[bool]) -> bool {
    let passed = |line: usize| {
        draft.lines[line].state != State::Text
            || repeated.get(line) == Some(&true)
            || (draft.lines[line].length <= 24 && read(draft.line(line)).is_some())
    };
    let before = (index.saturating_sub(8)..index).rev().find(|&line| !passed(line));
    let after = (index + 1..(index + 9).min(draft.lines.len())).find(|&line| !passed(line));
    let page = draft.lines[index].page_before
        || draft.lines.get(index + 1..(index + 4).min(draft.lines.len())).unwrap_or_default().iter().any(|line| line.page_before);
    let cut = before.is_some_and(|line| draft.lines[line].length > 20 && matches!(chars::end_of(draft.line(line)), End::Cut | End::Open));
    let runs = after.is_some_and(|line| chars::start_of(draft.line(line)) == Start::Running);
    page || runs || cut
}

/// As many lines may stand between the two numbers of one page.
const AGAIN: usize = 10;

/// Chains of numbers that rise by one, two or three, first come first served.
fn chains(folios: &[Folio]) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    // The chain that ends with this number of a series.
    let mut ends: std::collections::BTreeMap<(&str, u32), usize> = std::collections::BTreeMap::new();
    for (index, folio) in folios.iter().enumerate() {
        let series = folio.series.as_str();
        // One and the same page may have it at its foot and in the head below.
        let is_again = |chain: &usize| {
            let last = chains.get(*chain).and_then(|members| members.last()).and_then(|last| folios.get(*last));
            last.is_some_and(|last| folio.line - last.line <= AGAIN)
        };
        let again = ends.get(&(series, folio.value)).copied().filter(is_again);
        let chain =
            again.or_else(|| (1..=3).filter_map(|step| folio.value.checked_sub(step)).find_map(|value| ends.remove(&(series, value))));
        let chain = chain.unwrap_or_else(|| {
            chains.push(Vec::new());
            chains.len() - 1
        });
        if let Some(members) = chains.get_mut(chain) {
            members.push(index);
        }
        ends.insert((series, folio.value), chain);
    }
    chains
}

/// Whether numbers are those of a list whose entries begin below them: `[1]`, close to each other, or from 1 on below the heading of
/// references.
fn are_labels(draft: &Draft, chain: &[&Folio]) -> bool {
    const CLOSE: usize = 12;
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    let close = (last.line - first.line) < CLOSE * (chain.len() - 1).max(1);
    let in_brackets = |folio: &&Folio| draft.line(folio.line).starts_with('[') && draft.line(folio.line).ends_with(']');
    let heading = || {
        let above = (0..first.line).rev().filter(|&line| draft.lines[line].state == State::Text);
        above.take(2).any(|line| lexicon::is_references_heading(draft.line(line)))
    };
    close && (chain.iter().all(in_brackets) || first.value == 1 && heading())
}

/// The fewest characters of a page that a number alone shows to be one.
const PAGE: usize = 350;

/// Whether numbers stand each behind as much text as the others: at the feet of a few pages that end with their paragraphs. Sections have
/// their numbers above them, so the first has no text before it and the last has some behind it; they are of all lengths.
fn are_feet(draft: &Draft, chain: &[&Folio]) -> bool {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    let by_one = chain.windows(2).all(|pair| matches!(pair, [one, next] if one.value + 1 == next.value));
    // Of two pages the head tells, which names author or title.
    let is_sheet = chain.len() == 2 && draft.lines.len() <= SHEET;
    let fewest = if is_sheet && chain.iter().any(|folio| beside_name(draft, folio.line)) { 2 } else { FEWEST };
    if chain.len() < fewest || !by_one || !chain.iter().all(|folio| folio.alone && folio.series.is_empty()) || last.value >= 1000 {
        return false;
    }
    // Text ends with its paragraph at every page by hardly any chance: notes stand below it.
    let noted = chain.iter().filter(|folio| stands_below_note(draft, folio.line)).count();
    if chain.len() > 2 && noted * 2 < chain.len() {
        return false;
    }
    let between = |from: usize, to: usize| -> usize {
        let lines = draft.lines.get(from..to).unwrap_or_default();
        lines.iter().filter(|line| line.state == State::Text).map(|line| usize::from(line.length)).sum()
    };
    let mut pages: Vec<usize> =
        chain.windows(2).filter_map(|pair| if let [one, next] = pair { Some(between(one.line + 1, next.line)) } else { None }).collect();
    pages.sort_unstable();
    let page = pages.get(pages.len() / 2).copied().unwrap_or(0);
    let is_even = pages.iter().all(|length| length * 2 >= page && length * 2 <= page * 3);
    let (above, behind) = (between(0, first.line), between(last.line + 1, draft.lines.len()));
    // A text that begins with its first section has its number as well.
    let is_behind = if first.value == 1 { behind * 5 < page } else { behind * 2 <= page * 3 };
    page >= PAGE && is_even && above * 2 >= page && above * 2 <= page * 4 && is_behind
}

/// Whether the lines above one begin as a note does, or hold the beginning of one.
fn stands_below_note(draft: &Draft, line: usize) -> bool {
    // "1. The boat": a list stands at the end of a section as well.
    let is_mark = |line: usize| marks::leading(draft.line(line)).is_some_and(|(sign, _)| sign.shape != Shape::Dot);
    unnumbered::stretch(draft, line).is_some_and(|(first, last)| (first..=last).any(is_mark) || unnumbered::is_note(draft, first, last))
}

/// Whether a line that names author or title stands within two lines of one.
fn beside_name(draft: &Draft, line: usize) -> bool {
    let mut near = (line.saturating_sub(2)..line + 3).filter(|at| *at != line);
    near.any(|at| {
        let is_text = draft.lines.get(at).is_some_and(|line| line.state == State::Text && line.length <= 100);
        is_text && !draft.line(at).starts_with(char::is_lowercase) && heads::names_front(draft, at)
    })
}

/// The most lines of a text of two pages.
const SHEET: usize = 400;

fn is_numbering(chain: &[&Folio]) -> bool {
    let evidence = chain.iter().filter(|folio| folio.evidence).count();
    let runs = chain.iter().filter(|folio| folio.runs).count();
    let decorated = chain.iter().filter(|folio| folio.decorated || folio.series.len() > 1).count();
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    if chain.len() < FEWEST {
        return chain.len() == 2 && evidence == 2 && last.line - first.line > 8;
    }
    // Numbers on neighbouring lines are a table or a list.
    let spread = (last.line - first.line) / (chain.len() - 1);
    // Numbers that sections begin with stand between whole paragraphs, all of them.
    let sections = decorated == 0 && runs * 8 < chain.len();
    let heads = chain.iter().filter(|folio| folio.beside_head).count();
    spread >= 4 && !sections && (evidence * 4 >= chain.len() || decorated * 2 > chain.len() || heads * 4 >= chain.len() * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> usize {
        let mut draft = Draft::new(text.as_bytes());
        apply(&mut draft, RULE);
        draft.report.omissions().count()
    }

    #[test]
    fn feet_of_pages_stand_behind_them() {
        let page = |tree: &str| format!("{}\n\n", format!("The keeper of the {tree} went up at six and lit the lamp for all.\n").repeat(8));
        let numbered = |from: usize, is_foot: bool| -> String {
            let pages = ["oak", "elm", "ash", "fir"].into_iter().zip(from..);
            pages
                .map(|(tree, n)| if is_foot { format!("{}* Of {tree}.\n\n{n}\n\n", page(tree)) } else { format!("{n}\n\n{}", page(tree)) })
                .collect()
        };
        assert_eq!(check(&format!("The Lamp\n\n{}", numbered(44, true))), 4);
        assert_eq!(check(&format!("The Lamp\n\n{}", numbered(44, false))), 0);
        assert_eq!(check(&format!("The Lamp\n\n{}{}", page("yew"), numbered(1, false))), 0);
    }
}

//! Running heads and feet: lines, or a few lines together, that are repeated at page ends.
//!
//! Digits are set aside, so that "PLoS Biology, 2006, 4(5)" and a head with the page number in it are
//! one head wherever they stand; slips of recognition are tolerated. What is repeated is a head only if
//! the text runs on around it or page numbers stand beside it: refrains, headings and speakers' names
//! are repeated too.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    chars, contents,
    draft::Draft,
    furniture::{
        feet::{cutting, is_no_heading, is_regular},
        folios,
        keys::{alike, key, names, shortens},
        openings::{self, openings},
        web,
    },
    lexicon,
    lines::State,
    notes::{
        chapters,
        marks::{self, Shape},
    },
    recognise::journal,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};

/// Lines that stand together, apart from others.
#[derive(Clone, Debug)]
pub struct Group {
    pub first: usize,
    pub last: usize,
    /// Whether it stands where a page seems to end.
    evidence: bool,
    /// Whether a page surely ends there: a page number stands beside it or in it, or a form feed.
    sure: bool,
}

/// The name of the rule.
pub const RULE: &str = "running-head";
/// The longest line of a running head, in characters.
pub const LONGEST: u16 = 200;
/// The most lines of one; preprint servers stamp a dozen on each page.
const MOST: usize = 16;

/// Drops running heads and marks that a page ends there.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    // A page of the web repeats dates, buttons and the titles of its sections, and has no pages.
    let folio = folio_lines(draft);
    if web::is_page(draft) && !folio.contains(&true) && !draft.lines.iter().any(|line| line.page_before) {
        return;
    }
    let mut lone = lone(draft);
    let cutting = cutting(draft, &lone);
    lone.extend(cutting.iter().filter(|(.., is_apart)| !is_apart).map(|(line, key, _)| (*line, *line, key.clone())));
    lone.sort_unstable();
    let cut_in: BTreeSet<String> = cutting.into_iter().map(|(_, key, _)| key).collect();
    let repeated = repeated_of(draft, &lone);
    // Where blank lines are rare, standing between two of them says that a page ends.
    let apart = draft.layout.width.is_some() && !draft.layout.spaced;
    let mut groups: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for (first, last, key) in lone {
        // "Scene 1" is counted anew in each act: only a page number beside it makes a head of it.
        // So it is with what begins with a quotation mark: a refrain.
        // "NOTES" stands behind each chapter.
        let is_of_notes = first == last && lexicon::is_notes_heading(draft.line(first)) && !draft.lines[first].page_before;
        if is_of_notes && !beside_folio(draft, first, last, &folio) {
            continue;
        }
        let said = draft.line(first).starts_with(['"', '“', '„', '«', '‘', '\'']);
        let divides = said || first == last && (lexicon::division(draft.line(first)).is_some() || chapters::is_heading(draft.line(first)));
        let sure = beside_folio(draft, first, last, &folio) || (first == last && !divides && is_counted(draft.line(first)));
        let evidence = beside_folio(draft, first, last, &folio)
            || !divides && (folios::runs_on(draft, first, &repeated) || folios::runs_on(draft, last, &repeated));
        groups.entry(key).or_default().push(Group { first, last, evidence, sure });
    }
    for (_, found) in groups.iter_mut().filter(|(key, found)| apart && found.len() >= 3 || cut_in.contains(*key)) {
        found.iter_mut().for_each(|group| group.evidence = true);
    }
    let front = front(draft);
    // A journal's line beside a page number is a head even if it is the only one.
    let journal = |groups: &[Group]| {
        groups.iter().all(|group| {
            group.evidence
                && group.first == group.last
                && beside_folio(draft, group.first, group.last, &folio)
                && !draft.line(group.first).ends_with('.')
                && journal::is_journal_line(draft.line(group.first))
        })
    };
    // Where nothing in the whole text counts pages, only a regular distance tells a head from a refrain.
    let pages = folio.contains(&true)
        || draft.lines.iter().any(|line| line.page_before)
        || groups.values().any(|found| found.len() >= 3 && found.iter().filter(|group| group.sure).count() * 2 > found.len());
    let heads: Vec<&String> = groups
        .iter()
        .filter(|(_, found)| {
            !openings::count_parts(found.iter().map(|group| draft.line(group.first))) && !openings::are_of_letters(draft, found)
        })
        .filter(|(key, found)| {
            cut_in.contains(*key)
                || is_regular(draft, found)
                || is_head(found, echoes(key, &front), front.iter().any(|(_, line)| line == *key))
                    && (pages || is_paged(found) || may_stand_alone(found, key, echoes(key, &front)))
                || journal(found)
                || found.iter().all(|group| parts_sentence(draft, group, &folio, &front))
        })
        .map(|(key, _)| key)
        .collect();
    if heads.is_empty() {
        return;
    }
    let top = front.last().map_or(0, |&(line, _)| line);
    let mut dropped: Vec<(Group, bool)> = Vec::new();
    for (key, found) in &groups {
        if heads.binary_search(&key).is_ok() {
            // The first may be the title itself, or the journal's line above it.
            let first = found.first().map_or(0, |group| group.first);
            let openings = openings(draft, found);
            let kept = |group: &&Group| {
                let is_first = group.first == first;
                !(is_first && group.first <= top || openings.contains(&group.first))
                    && (group.evidence || !is_first || is_no_heading(draft, group))
            };
            dropped.extend(found.iter().filter(kept).map(|group| (group.clone(), group.evidence)));
        } else if found.len() <= 2
            && heads.iter().take(40).any(|head| head.matches('\n').count() == key.matches('\n').count() && alike(head, key))
        {
            dropped.extend(found.iter().filter(|group| group.evidence && group.first > top).map(|group| (group.clone(), false)));
        }
    }
    dropped.sort_by_key(|(group, _)| group.first);
    let others = beside(draft, &dropped.iter().flat_map(|(group, _)| group.first..=group.last).collect());
    dropped.extend(others.into_iter().map(|line| (Group { first: line, last: line, evidence: true, sure: false }, false)));
    dropped.sort_by_key(|(group, _)| group.first);
    for (group, sure) in dropped {
        // One line may stand in several groups.
        for line in group.first..=group.last {
            if draft.lines.get(line).is_some_and(|line| line.state == State::Text) {
                draft.drop_line(line, rule, if sure { Sure } else { Likely });
            }
        }
        folios::mark_page(draft, group.last);
    }
}

/// Whether a line beside a page number stands in the midst of a sentence that runs on over the end of the page: neither a heading nor a
/// caption stands there. With blank lines around it, it has to name the author or the title.
fn parts_sentence(draft: &Draft, group: &Group, folio: &[bool], front: &[(usize, String)]) -> bool {
    let is_text = |line: &usize| draft.lines.get(*line).is_some_and(|line| line.state == State::Text);
    let line = draft.line(group.first);
    let is_line = group.first == group.last && draft.lines.get(group.first).is_some_and(|line| line.length <= 80);
    if !is_line || !beside_folio(draft, group.first, group.last, folio) {
        return false;
    }
    if line.starts_with(char::is_lowercase)
        || line.contains(". ") && line.len() > 40
        || front.last().is_some_and(|(last, _)| *last >= group.first)
    {
        return false;
    }
    // Words, and nothing on the other side of it.
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let is_free = |at: usize| !is_text(&at);
    let is_folio = |at: usize| folio.get(at) == Some(&true);
    let (above, below) = (group.first.checked_sub(1), group.first + 1);
    let adjacent = letters * 10 >= line.chars().count() * 7
        && line.split(' ').count() <= 10
        && (above.is_some_and(is_folio) && is_free(below) || is_folio(below) && above.is_none_or(is_free));
    let before = (group.first.saturating_sub(8)..group.first).rev().find(is_text);
    let after = (group.first + 1..group.first + 9).find(is_text);
    let runs = after.is_some_and(|line| chars::start_of(draft.line(line)) == chars::Start::Running);
    let cut = before.is_some_and(|line| {
        draft.lines.get(line).is_some_and(|line| line.length > 20)
            && matches!(chars::end_of(draft.line(line)), chars::End::Cut | chars::End::Open)
    });
    // Below the number of a page the author or the whole title is a head wherever the text goes on.
    let is_top = after.is_some() && (1..=2).any(|step| group.first.checked_sub(step).is_some_and(is_folio));
    let is_whole = || {
        let own = key(line);
        front.iter().any(|(_, front)| front.len() >= 8 && own.contains(front.as_str()) || shortens(&own, front))
    };
    runs && cut && adjacent || (runs || cut) && names(front, line) || is_top && is_whole()
}

/// Whether a line names the author or the title, and is none of the first.
pub fn names_front(draft: &Draft, line: usize) -> bool {
    let front = front(draft);
    front.last().is_some_and(|(last, _)| *last < line) && names(&front, draft.line(line))
}

/// Lines that stand right beside heads, on each page of one side: the title, the author, or what comes three times, word for word. They
/// stand hardly anywhere else.
pub fn beside(draft: &Draft, taken: &BTreeSet<usize>) -> Vec<usize> {
    let front = front(draft);
    // No sentence, no heading of a part.
    let may_be = |line: usize| {
        let text = draft.line(line);
        let found = draft.lines.get(line).filter(|found| found.state == State::Text && (8..=100).contains(&found.length));
        let is_address = || text.contains("://") || text.starts_with("www.");
        found.is_some()
            && (!text.starts_with(char::is_lowercase) || is_address())
            && chars::end_of(text) != chars::End::Closed
            && lexicon::division(text).is_none()
    };
    let edges = taken.iter().flat_map(|line| [line.checked_sub(1), Some(line + 1)]).flatten();
    let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for line in edges.filter(|line| !taken.contains(line) && may_be(*line)) {
        places.entry(draft.line(line)).or_default().insert(line);
    }
    let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let top = front.last().map_or(0, |&(line, _)| line);
    for line in (top + 1..draft.lines.len()).filter(|line| !taken.contains(line) && may_be(*line)) {
        all.entry(draft.line(line)).or_default().push(line);
    }
    let echoes = |text: &str| front.iter().any(|(_, line)| *line == key(text));
    let is_head = |(text, lines): &(&str, Vec<usize>)| {
        let edges = places.get(*text).map_or(0, BTreeSet::len);
        edges >= 2 && (edges >= 3 || echoes(text)) && lines.len() <= edges + edges / 4
    };
    all.into_iter().filter(is_head).flat_map(|(_, lines)| lines).collect()
}

/// For each line whether it stands apart and is repeated: it may be a running head.
pub fn repeated(draft: &Draft) -> Vec<bool> {
    repeated_of(draft, &lone(draft))
}

fn repeated_of(draft: &Draft, lone: &[(usize, usize, String)]) -> Vec<bool> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    lone.iter().for_each(|(_, _, key)| *counts.entry(key).or_default() += 1);
    let mut repeated = vec![false; draft.lines.len()];
    for (first, last, key) in lone {
        if counts.get(key.as_str()).is_some_and(|&count| count > 1)
            && let Some(lines) = repeated.get_mut(*first..=*last)
        {
            lines.fill(true);
        }
    }
    repeated
}

/// The few lines between two blanks, or at a page's edge, with their keys.
fn lone(draft: &Draft) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for index in 0..=draft.lines.len() {
        let line = draft.lines.get(index);
        let ends = line.is_none_or(|line| line.state != State::Text || line.page_before);
        if ends && let Some(first) = start.take() {
            let last = index - 1;
            if last - first < MOST {
                found.extend(group(draft, first, last));
            } else {
                // The edges of a page that a form feed ends.
                if draft.lines[first].page_before {
                    found.extend(group(draft, first, first));
                }
                if line.is_some_and(|line| line.page_before) {
                    found.extend(group(draft, last, last));
                }
            }
        }
        if start.is_none() && line.is_some_and(|line| line.state == State::Text) {
            start = Some(index);
        }
    }
    found
}

/// Lines that stand together with their key, if they may be a running head.
pub fn group(draft: &Draft, first: usize, last: usize) -> Option<(usize, usize, String)> {
    let lines = draft.lines.get(first..=last)?;
    if lines.iter().any(|line| line.length > LONGEST) || lines.iter().all(|line| line.length < 3) {
        return None;
    }
    // The list of contents names what heads pages.
    if (first..=last).any(|line| contents::entry(draft.line(line)).is_some()) {
        return None;
    }
    // "⁵ Ibid." is a note, however often it is repeated; "Figure 2. A plan" is a caption.
    // "Members of the House:" opens what follows.
    if first == last && draft.line(first).ends_with([':', ',']) && draft.lines[first].length <= 40 {
        return None;
    }
    let caption = |line: &str| lexicon::counts(chars::first_word(line)) && line.bytes().take(16).any(|byte| byte.is_ascii_digit());
    if (first..=last).any(|line| is_note(draft.line(line))) || caption(draft.line(first)) {
        return None;
    }
    let mut joined = String::new();
    for index in first..=last {
        joined.push_str(&key(draft.line(index)));
        joined.push('\n');
    }
    let joined = joined.trim_end().to_owned();
    // Without letters only a line with several numbers can be a head: ", 2012, 8(8)".
    let letters = joined.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 3 || joined.matches('#').count() >= 2 || (joined.contains('#') && joined.len() > 4)).then_some((first, last, joined))
}

/// Whether a line begins with a note's mark; a plain number may be that of a page, unless the words refer back, or are closed and have a
/// number of their own: "3 Marlowe, Weirs, p. 10."
fn is_note(line: &str) -> bool {
    match marks::leading(line) {
        Some((sign, body)) if sign.shape == Shape::Plain => {
            let words = line.get(body..).unwrap_or("");
            let is_closed = words.ends_with('.') && words.contains(' ') && words.contains(|c: char| c.is_ascii_digit());
            is_closed || scholion_reference::back_reference(words).is_some()
        }
        Some(_) => true,
        None => line.starts_with(|c| chars::is_superscript(c) || matches!(c, '<' | '†' | '‡')),
    }
}

/// For each line whether it is a page number that was taken out.
fn folio_lines(draft: &Draft) -> Vec<bool> {
    let mut folio = vec![false; draft.lines.len()];
    for finding in draft.report.findings.iter().filter(|finding| finding.rule == folios::RULE && finding.kind == Kind::Dropped) {
        if let Some(line) = folio.get_mut((finding.line as usize).saturating_sub(1)) {
            *line = true;
        }
    }
    folio
}

/// Whether a page number or the end of a page stands within two lines.
fn beside_folio(draft: &Draft, first: usize, last: usize, folio: &[bool]) -> bool {
    let near = |line: usize| folio.get(line) == Some(&true);
    draft.lines[first].page_before
        || (1..=2).any(|step| first.checked_sub(step).is_some_and(near) || near(last + step))
        || draft.lines.get(last + 1).is_some_and(|line| line.page_before)
}

/// Whether the groups of one key are running heads. A head that repeats title, author or journal needs less to
/// show it.
fn is_head(groups: &[Group], echoes: bool, echoes_title: bool) -> bool {
    let evidence = groups.iter().filter(|group| group.evidence).count();
    match groups.len() {
        0 => false,
        1 => echoes && groups.iter().all(|group| group.evidence && group.first > 12 && group.first == group.last),
        2 => {
            groups.iter().all(|group| group.first == group.last)
                && (evidence == 2
                    // The title, and once more beside a page number.
                    || echoes_title && groups.get(1).is_some_and(|group| group.sure && group.evidence)
                    || (evidence > 0 && (echoes || groups.iter().all(|group| group.sure))))
        }
        // The title with a page number beside it.
        _ if echoes_title && groups.iter().skip(1).all(|group| group.sure) => true,
        n => evidence * 2 >= n || (echoes && evidence * 4 >= n),
    }
}

/// Whether words show a head where nothing counts pages: a number that is repeated, the title.
fn may_stand_alone(groups: &[Group], key: &str, echoes: bool) -> bool {
    (key.contains('#') && groups.len() >= 4) || (echoes && groups.len() >= 2)
}

/// Whether groups stand where pages end, and not where a refrain or a salutation is repeated: page numbers say so, or as
/// many lines stand between most of them.
pub fn is_paged(groups: &[Group]) -> bool {
    if groups.iter().filter(|group| group.sure).count() * 4 >= groups.len() {
        return true;
    }
    is_even(&groups.iter().map(|group| group.first).collect::<Vec<_>>())
}

/// Whether as many lines stand between most of these, which rise.
pub fn is_even(lines: &[usize]) -> bool {
    let mut gaps: Vec<usize> = lines.windows(2).filter_map(|pair| pair.get(1)?.checked_sub(*pair.first()?)).collect();
    gaps.sort_unstable();
    // Heads of left and right pages, or every second one lost: gaps are also twice as long.
    let Some(&page) = gaps.get(gaps.len() / 2).filter(|&&gap| gap >= 8) else { return false };
    let fits = |gap: usize| (1..=2).any(|pages| gap * 10 >= page * pages * 7 && gap * 10 <= page * pages * 13);
    gaps.len() >= 3 && gaps.iter().filter(|&&gap| fits(gap)).count() * 3 >= gaps.len() * 2
}

/// Whether a line has a number at an end, as heads with their page have.
pub fn is_counted(line: &str) -> bool {
    let number = |word: &str| {
        word.len() <= 6
            && (word.bytes().all(|byte| byte.is_ascii_digit())
                || word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'i' | b'v' | b'x' | b'l')))
    };
    line.len() <= 100
        && line.split_whitespace().count() > 1
        && (line.split_whitespace().next().is_some_and(number) || line.split_whitespace().next_back().is_some_and(number))
}

/// The keys of the first lines: title, authors, journal. They end where the text begins: with the first long line.
pub fn front(draft: &Draft) -> Vec<(usize, String)> {
    let text = draft.lines.iter().enumerate().filter(|(_, line)| line.state == State::Text && line.length >= 8);
    let width = draft.layout.width.unwrap_or(u16::MAX);
    // Three full lines one behind the other are a paragraph.
    let is_full = |index: usize| {
        draft.lines.get(index).is_some_and(|line| line.state == State::Text && u32::from(line.length) * 4 >= u32::from(width) * 3)
    };
    let is_prose = |index: usize| (index..index + 3).all(is_full);
    text.take_while(|(index, line)| line.length < 250 && !is_prose(*index))
        .take(8)
        .map(|(index, _)| (index, key(draft.line(index))))
        .collect()
}

/// Whether a key holds the beginning of one of the first lines, three words at least.
fn echoes(key: &str, front: &[(usize, String)]) -> bool {
    // "Introduction: Tides" is a heading.
    let names_section = |words: &str| {
        lexicon::is_one_of(words, &scholion_lang::SECTION_HEADING) || lexicon::is_one_of(words, &scholion_lang::INTRODUCTION_HEADING)
    };
    if key.split(':').next().is_some_and(names_section) {
        return false;
    }
    front.iter().any(|(_, line)| {
        let third = line.match_indices(' ').nth(2).map_or(line.len(), |(at, _)| at);
        let start = line.get(..third).unwrap_or("");
        start.len() >= 12 && key != line && key.contains(start)
    })
}

/// Whether a key holds the title, or other words of the first lines, which need not stand before others.
pub fn echoes_front(draft: &Draft, key: &str) -> bool {
    // Letters may be set apart: "t h e  w e i r".
    let close = |words: &str| words.replace(' ', "");
    front(draft).iter().any(|(_, line)| {
        line.len() >= 12 && (key.contains(line.as_str()) || key.len() >= 12 && (line.contains(key) || close(line) == close(key)))
    })
}

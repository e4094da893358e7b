//! Page ends: a paragraph or note that a page end cut is put together again.
//!
//! A printed page holds running text, then notes; the next page goes on with the text at its top, and
//! with the last note's rest above its own first note. So a stretch without a mark is the rest of the
//! paragraph before, the rest of a note before, or a paragraph of its own. Its place, the end of what
//! it may continue, and its own beginning decide; where they do not, it stays as printed and is
//! reported.

use scholion_base::Span;

use super::{
    block::{Block, CELL, Edit, Joint, Milestone, Role, What},
    chars::{self, End, Start},
    draft::{Draft, Rule, beginning},
    hyphen,
    notes::chapters,
    recognise::{entries, items, prose},
    remark::Remark,
    report::{
        Certainty::{self, Likely, Sure, Unsure},
        Kind,
    },
};

/// The rules of this pass.
pub const RULES: &[Rule] = &[Rule { name: "page-end", apply: rejoin }];

/// The shortest running text, in bytes, that is taken for a paragraph without other evidence.
const PARAGRAPH: usize = 80;

/// What the blocks so far leave open.
#[derive(Default)]
struct Open {
    /// The last block of running text.
    body: Option<usize>,
    /// Whether a page ended since.
    page: bool,
    /// Whether notes stood since.
    notes_between: bool,
    /// The notes of the last place where notes stood, in order, and those before it that are unfinished.
    notes: Vec<usize>,
    /// Whether running text stood since the last note.
    text_since: bool,
    /// Whether the list of references has begun.
    references: bool,
}

/// Makes rows of the blocks that a scan says are such. `rows`: where each begins, whether it is the first of its table, its cells. A block that
/// rules have made something else stays what it is.
pub fn tabulate(draft: &mut Draft, rows: &[(u32, bool, Vec<String>)]) {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let mut rows = rows.iter().filter(|(_, _, cells)| cells.iter().any(|cell| cell.contains(char::is_alphanumeric))).peekable();
    let mut open = false;
    for index in 0..draft.blocks.len() {
        let line = draft.block_line(index);
        let at = |place: u32| draft.number_of(draft.lines.partition_point(|line| line.span.end <= place));
        while rows.next_if(|(place, ..)| at(*place) < line).is_some() {
            open = false;
        }
        let Some((place, is_first, cells)) = rows.next_if(|(place, ..)| at(*place) == line) else { continue };
        let Some(block) = draft.blocks.get_mut(index) else { continue };
        let leads_away = block.edits.iter().any(|edit| matches!(edit.what, What::Marker(_) | What::Cite(_)));
        let is_plain = !leads_away && matches!(block.role, Role::Text | Role::Lines | Role::Heading(_));
        let is_same = is_plain && letters(&block.text) == letters(&cells.concat());
        if is_same {
            let text = cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>().join(&CELL.to_string());
            let (page_before, space_before) = (block.page_before, block.space_before);
            *block = Block::given(text, vec![(0, *place)], Role::Row(*is_first || !open));
            (block.page_before, block.space_before) = (page_before, space_before);
        }
        open = is_same;
    }
}

/// What stands in the margin of a scanned page is no heading. `places`: where its lines begin.
pub fn unhead(draft: &mut Draft, places: &[u32]) {
    if places.is_empty() {
        return;
    }
    let at = |place: &u32| draft.number_of(draft.lines.partition_point(|line| line.span.end <= *place));
    let lines: std::collections::BTreeSet<u32> = places.iter().map(at).collect();
    for index in 0..draft.blocks.len() {
        let is_margin = lines.contains(&draft.block_line(index));
        if let Some(block) = draft.blocks.get_mut(index).filter(|block| is_margin && matches!(block.role, Role::Heading(_))) {
            block.role = Role::Text;
        }
    }
}

fn rejoin(draft: &mut Draft, rule: &'static str) {
    let mut open = Open::default();
    let paged = draft.blocks.iter().filter(|block| block.page_before).count() > 1;
    for index in 0..draft.blocks.len() {
        open.page |= draft.blocks[index].page_before;
        match draft.blocks[index].role {
            Role::Note(_) => {
                if open.text_since {
                    // A new place for notes: of those before only the unfinished may still go on.
                    let blocks = &draft.blocks;
                    let last = open.notes.last().copied();
                    open.notes.retain(|&note| Some(note) == last || is_unfinished(&blocks[note].text));
                    let excess = open.notes.len().saturating_sub(8);
                    open.notes.drain(..excess);
                }
                open.notes.push(index);
                open.notes_between = true;
                open.text_since = false;
            }
            // Behind the heading of the references, and beside headings, no note goes on.
            Role::Text | Role::Lines | Role::Item if super::lexicon::is_references_heading(draft.blocks[index].bare()) => {
                open = Open { references: true, ..Open::default() };
            }
            Role::Text | Role::Lines | Role::Item => match continues(draft, &open, index, paged) {
                Some((target, sure)) => join(draft, rule, target, index, sure, &mut open),
                None => {
                    open.body = Some(index);
                    open.page = false;
                    open.notes_between = false;
                    open.text_since = true;
                }
            },
            _ => {}
        }
    }
}

/// The block that the one at `index` continues.
fn continues(draft: &Draft, open: &Open, index: usize, paged: bool) -> Option<(usize, Certainty)> {
    let block = &draft.blocks[index];
    // "Notes to chapter 2" stands right before a note as well.
    if chapters::is_heading(block.bare()) || super::lexicon::is_notes_heading(block.bare()) {
        return None;
    }
    let next = draft.blocks.get(index + 1);
    let before_note = next.is_some_and(|next| matches!(next.role, Role::Note(_)) && !next.page_before);
    let last_of_page = next.is_none_or(|next| next.page_before);
    let start = chars::start_of(&block.text);
    let calls_notes = || chars::has_superscript(&block.text);
    let body_open = open.body.filter(|_| start == Start::Running || open.page || open.notes_between).map(|body| &draft.blocks[body]);
    let body_end = body_open.map_or(End::Closed, |body| chars::end_of(&body.text));

    // The rest of a note stands above the next note, or alone at a page's foot; the top of a page
    // belongs to the text.
    let at_top = block.page_before && body_end > End::Half;
    let in_zone = before_note || (paged && last_of_page && !block.page_before && open.body.is_some());
    if in_zone && !at_top && !(block.text.len() > 400 && calls_notes()) {
        let apparatus = prose::is_apparatus(&block.text);
        let fitting = open.notes.iter().rev().copied().find(|&note| fits(&draft.blocks[note].text, &block.text));
        if let Some(note) = fitting {
            let placed = before_note || body_end <= End::Half;
            if apparatus
                || (placed && start == Start::Running)
                || (before_note && start == Start::Neutral)
                || (before_note && body_end <= End::Half)
            {
                return Some((note, if start == Start::Running || apparatus { Sure } else { Likely }));
            }
        }
        // A note may be cut behind a full stop: what goes on reads like a reference, not like prose.
        if apparatus && open.text_since && before_note && !calls_notes() {
            return open.notes.last().map(|&note| (note, Likely));
        }
    }
    continues_text(draft, open, index, start)
}

/// The paragraph that the block at `index` continues.
fn continues_text(draft: &Draft, open: &Open, index: usize, start: Start) -> Option<(usize, Certainty)> {
    let body = open.body?;
    let (before, block) = (&draft.blocks[body], &draft.blocks[index]);
    // "a Institute of Tides" below names goes on with none of them.
    let part = |at: usize| draft.head.part(draft.block_line(at));
    if part(index).is_some() && part(index) != part(body) {
        return None;
    }
    let end = chars::end_of(&before.text);
    // Entries end and begin in their own ways: only a page end cuts them, and a name begins another.
    if open.references
        && (!(open.page || open.notes_between)
            || entries::names_author(&block.text)
            || (start != Start::Running && entries::ends_entry(&before.text)))
    {
        return None;
    }
    // "shown in Table" and "1. Increased age"; "and then" and "(c) evaluated".
    // "Noting …," and "recalling further …,": clauses of one sentence, each a paragraph of its own.
    let clause = |text: &str| text.ends_with([',', ';', ':']) || ends_with_and(text);
    if !open.page && !open.notes_between && block.space_before && clause(&before.text) && clause(&block.text) && !block.text.contains(". ")
    {
        return None;
    }
    let counted = (open.page || open.notes_between || before.text.len() >= PARAGRAPH)
        && before.role != Role::Lines
        && block.text.starts_with(|c: char| c.is_ascii_digit())
        && super::lexicon::counts(chars::last_word(&before.text))
        && end >= End::Open;
    let enumerated = open.page && end >= End::Open && block.text.starts_with('(') && before.text.len() >= PARAGRAPH;
    if counted || enumerated {
        return Some((body, Likely));
    }
    if begins_anew(&block.text) || before.role == Role::Lines && !open.page {
        return None;
    }
    // A heading has few words, and no small letter follows it.
    let long = before.text.len() >= PARAGRAPH || (start == Start::Running && before.text.split_whitespace().take(8).count() >= 8);
    let evidence = open.page || open.notes_between;
    let sure = match (end, start) {
        (End::Cut | End::Open, Start::Running) if evidence || long => Sure,
        // A paragraph that ends with a colon or semicolon is followed by another, unless a page ends there.
        (End::Half, Start::Running) if open.page && long => Likely,
        (End::Cut, Start::Neutral | Start::Fresh) if open.page => Sure,
        (End::Cut, Start::Neutral | Start::Fresh) if open.notes_between && long => Likely,
        (End::Cut, Start::Neutral | Start::Fresh) if long && ends_with_function_word(&before.text) && !ends_with_and(&before.text) => {
            Likely
        }
        (End::Open, Start::Neutral | Start::Fresh)
            if evidence && long && !prose::is_heading_like(&block.text) && !prose::is_heading_like(&before.text) =>
        {
            Likely
        }
        (End::Cut | End::Open, Start::Neutral) if long && block.text.starts_with(['(', '[']) => Likely,
        (End::Closed, Start::Running) if evidence && ends_with_abbreviation(&before.text) => Likely,
        _ => return None,
    };
    Some((body, sure))
}

fn join(draft: &mut Draft, rule: &'static str, target: usize, index: usize, sure: Certainty, open: &mut Open) {
    let line = draft.block_line(index);
    let block = std::mem::take(&mut draft.blocks[index]);
    draft.blocks[index].role = Role::Gone;
    let whole = &mut draft.blocks[target];
    let words = format!("{} | {}", ending(&whole.text, 30), beginning(&block.text, 30));
    let (joint, certain) = mend(whole, block, &draft.vocabulary);
    let is_note = matches!(whole.role, Role::Note(_));
    let what = if is_note { Remark::NoteGoesOn } else { Remark::ParagraphGoesOn };
    draft.note(line, rule, words, Kind::Repaired, sure, what);
    if !certain && joint == Joint::Hyphen {
        let word = ending(&draft.blocks[target].text, 30);
        draft.note(line, rule, word, Kind::Doubtful, Unsure, Remark::HyphenDoubtful);
    }
    if !is_note {
        open.page = false;
        open.notes_between = false;
        open.text_since = true;
    }
}

/// Joins a block to what it continues; emphasis that the cut closed and opened again is one.
fn mend(whole: &mut Block, mut rest: Block, vocabulary: &hyphen::Vocabulary) -> (Joint, bool) {
    for mark in ["**", "*", "_"] {
        let closes = whole.text.ends_with(mark) && tail(&whole.text).matches(mark).count() % 2 == 0;
        let opens = rest.text.starts_with(mark) && rest.text.len() > mark.len() && !rest.text[mark.len()..].starts_with([' ', '*']);
        // "*Journal of*" and "International Law* 5": the extractor closed it, and closed it again.
        let closes_again = rest.text.matches(mark).count() % 2 == 1;
        if closes && (opens || closes_again) {
            whole.text.truncate(whole.text.len() - mark.len());
            if opens {
                rest = rest.split_off(mark.len());
            }
            break;
        }
    }
    let (joint, certain) = hyphen::joint(&whole.text, &rest.text, vocabulary);
    whole.append(rest, joint);
    (joint, certain)
}

/// The part of a text in which emphasis that is open at its end may begin.
fn tail(text: &str) -> &str {
    let start = text.len().saturating_sub(LONGEST_EMPHASIS);
    (start..=text.len()).find_map(|start| text.get(start..)).unwrap_or(text)
}

/// The longest emphasis that a page end cuts, in bytes.
const LONGEST_EMPHASIS: usize = 8000;

/// Whether the text may go on from a note's body so far.
fn fits(note: &str, rest: &str) -> bool {
    if !is_unfinished(note) {
        return false;
    }
    match chars::start_of(rest) {
        Start::Running | Start::Neutral => true,
        // A capital may begin a paragraph of the text as well.
        Start::Fresh => chars::end_of(note) == End::Cut || prose::is_apparatus(rest),
    }
}

/// Whether a note's body breaks off: it has no mark at its end, nor an address.
fn is_unfinished(note: &str) -> bool {
    let last = note.rsplit(char::is_whitespace).next().unwrap_or("");
    let address = last.contains("://") || last.starts_with("www.");
    chars::end_of(note) != End::Closed && !(address && !last.ends_with(['-', '_', '=', '?', '&']))
}

/// Whether words begin a paragraph whatever stands before: a list item, a turn of an interview, a label.
fn begins_anew(text: &str) -> bool {
    let address = !text.contains(char::is_whitespace) && text.contains("://");
    items::begins_item(text) || text.starts_with('#') || address || prose::is_labelled_summary(text)
}

/// "…; and"
fn ends_with_and(text: &str) -> bool {
    let end = text.char_indices().rev().nth(8).map_or(0, |(at, _)| at);
    text.get(end..)
        .and_then(|end| end.rsplit_once([';', ',']))
        .is_some_and(|(_, last)| matches!(last.trim(), "and" | "or" | "и" | "или" | "und" | "oder" | "et" | "ou" | "y" | "o" | "e"))
}

fn ends_with_function_word(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || chars::is_emphasis(c));
    bare.ends_with(char::is_alphabetic) && chars::is_function_word(chars::last_word(bare))
}

fn ends_with_abbreviation(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || chars::is_emphasis(c));
    if !bare.ends_with('.') {
        return false;
    }
    let word = chars::last_word(bare);
    let lower = word.to_lowercase();
    word.chars().count() == 1 || scholion_lang::CUT_ABBREVIATION.contains(&lower)
}

fn ending(text: &str, characters: usize) -> String {
    let start = text.char_indices().rev().nth(characters).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or("").replace('\n', " ")
}
/// Marks where in the running text each page begins: before the first words of it that are there.
pub fn mark(draft: &mut Draft, pages: &[(u32, Milestone)]) {
    let ends = pages.iter().skip(1).map(|(at, _)| *at).chain([u32::MAX]);
    let mut from = 0;
    for ((start, mark), end) in pages.iter().zip(ends) {
        from = begin(draft, from, *start..end, mark);
    }
}

/// Marks where in the running text something begins that stands in this part of the source; gives the block, of those from one on.
fn begin(draft: &mut Draft, from: usize, place: std::ops::Range<u32>, mark: &Milestone) -> usize {
    let is_running = |block: &Block| !matches!(block.role, Role::Gone | Role::Entry | Role::Code);
    let mut blocks = draft.blocks.iter_mut().enumerate().skip(from).filter(|(_, block)| is_running(block));
    let found = blocks.find_map(|(index, block)| Some((index, block.first_from(place.start, place.end)?, block)));
    found.map_or(from, |(index, at, block)| {
        block.edits.push(Edit { span: Span { start: at, end: at }, what: What::Begins(Box::new(mark.clone())) });
        index
    })
}

/// Makes headings of the parts that a library names (METS, the logical map): of the line on their page that says it, else a line of their
/// own before the first block that begins there, and where none does a mark. Returns the words that were added.
pub fn head(draft: &mut Draft, parts: &[(u32, u8, String)], pages: &[(u32, Milestone)]) -> Vec<String> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (mut added, mut headings) = (Vec::new(), Vec::new());
    let mut from = 0;
    for (start, level, called) in parts {
        let end = pages.get(pages.partition_point(|(at, _)| at <= start)).map_or(u32::MAX, |(at, _)| *at);
        let wanted = letters(called);
        if wanted.is_empty() || wanted == letters(&draft.front.title) {
            continue;
        }
        // Parts stand in the order of their pages.
        from += draft.blocks.iter().skip(from).take_while(|block| block.source_at(0) < *start).count();
        let of_page = draft.blocks.iter_mut().enumerate().skip(from).take_while(|(_, block)| block.source_at(0) < end);
        let mut of_page = of_page.filter(|(_, block)| block.role != Role::Gone).peekable();
        let first = of_page.peek().map(|(at, _)| *at);
        let says = |block: &Block| {
            let own = letters(block.bare());
            let is_short = own.len() <= wanted.len() + SHORT && block.lead.is_none();
            // Its number may stand before it, or it on several lines.
            let is_numbered = own.ends_with(&wanted) && own.len() <= wanted.len() + NUMBER;
            match block.role {
                Role::Heading(_) => {
                    is_short && (is_numbered || own.starts_with(&wanted) || wanted.contains(&own) && own.len() * 2 >= wanted.len())
                }
                Role::Text | Role::Lines => is_short && (own == wanted || is_numbered && !block.text.ends_with('.')),
                _ => false,
            }
        };
        if let Some((_, block)) = of_page.find(|(_, block)| says(block)) {
            block.role = Role::Heading(*level);
        } else if let Some(first) = first {
            headings.push((first, Block::given(called.clone(), vec![(0, *start)], Role::Heading(*level))));
            added.push(called.clone());
        } else {
            let mark = Milestone { class: "milestone", number: called.as_str().into(), picture: "".into() };
            begin(draft, from.saturating_sub(1), *start..end, &mark);
        }
    }
    let mut headings = headings.into_iter().peekable();
    for (at, block) in std::mem::take(&mut draft.blocks).into_iter().enumerate() {
        while let Some((_, heading)) = headings.next_if(|(before, _)| *before == at) {
            draft.blocks.push(heading);
        }
        draft.blocks.push(block);
    }
    added
}

/// A heading may have so many letters more than a library prints of it.
const SHORT: usize = 24;
/// A number before it has so many.
const NUMBER: usize = 12;

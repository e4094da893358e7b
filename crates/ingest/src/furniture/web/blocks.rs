//! What a page of a site has among and behind its text, where only the words say so: the phrases of its furniture, links to other
//! articles below them, captions of pictures that are not taken over.

use super::{folded, is_caption, is_count, is_reading_time, phrases};
use crate::{
    block::{Block, Role, What},
    chars::{self, End},
    draft::Draft,
    lexicon,
    recognise::moments,
    report::Certainty::{Likely, Sure},
};
use phrases::{COMMENT_FORM, COOKIES, NAVIGATION, NEWSLETTER, Phrases, READ_ALSO, SHARE_BAR};
use scholion_lang::BUTTON;

/// The rules in their order, each with its phrases.
pub static KINDS: [(&str, &Phrases); 6] = [
    ("comment-form", &COMMENT_FORM),
    ("share-bar", &SHARE_BAR),
    ("cookie-notice", &COOKIES),
    ("newsletter", &NEWSLETTER),
    ("read-also", &READ_ALSO),
    ("navigation", &NAVIGATION),
];

/// The longest caption and the longest title of another article, in bytes.
const LONGEST: usize = 200;
/// As many titles may stand below a pointer without being links.
const TITLES: usize = 12;

/// Drops it, block by block.
pub fn of_page(draft: &mut Draft) {
    let last = (0..draft.blocks.len()).rev().find(|&index| is_prose(&draft.blocks[index])).unwrap_or(0);
    for index in 0..draft.blocks.len() {
        if !may_go(&draft.blocks[index]) {
            continue;
        }
        let text = draft.blocks[index].bare().to_owned();
        let line = folded(&text);
        let found = KINDS.iter().find_map(|(rule, phrases)| Some((*rule, phrase(&text, &line, phrases)?)));
        match found {
            // One word may be a heading of the text's own.
            Some((rule, is_whole)) if !is_whole || line.contains(' ') || points(draft, index) || index > last => {
                draft.drop_block(index, rule, if is_whole { Sure } else { Likely });
                if is_whole {
                    below(draft, index, rule);
                }
            }
            _ if !matches!(draft.blocks[index].role, Role::Heading(_)) && is_caption(&text) => {
                draft.drop_block(index, "picture-caption", Likely)
            }
            _ if index > last && text.starts_with('©') && text.len() <= LONGEST * 2 => draft.drop_block(index, "web-leftover", Likely),
            // What the page files the text under, in links.
            _ if index > last
                && is_link(&draft.blocks[index])
                && lexicon::label(&text, &scholion_lang::KEYWORDS).is_some_and(|found| found.closed) =>
            {
                draft.drop_block(index, "web-leftover", Likely);
            }
            // How many readers wrote something.
            _ if is_link(&draft.blocks[index]) && text.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii_digit()) => {
                draft.drop_block(index, "web-leftover", Likely);
            }
            _ if is_reading_time(&text) || index > last && (BUTTON.contains(&line) || is_count(&line)) => {
                draft.drop_block(index, "web-leftover", Likely);
            }
            _ => {}
        }
    }
    links_around(draft, last);
    dated_titles(draft, last);
    rubric(draft);
    headings_of_nothing(draft);
}

/// Drops the list of other articles behind a text: headings, each with its day.
fn dated_titles(draft: &mut Draft, last: usize) {
    const SEVERAL: usize = 2;
    let tail: Vec<usize> = (last + 1..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let heading = |index: usize| matches!(draft.blocks[index].role, Role::Heading(_));
    let is_day = |index: usize| {
        let first = draft.blocks[index].bare().lines().next().unwrap_or("");
        first.len() <= 60 && moments::full_date(first).is_some() && moments::words_beside(first) <= 2
    };
    let has_text = draft.blocks.get(last).is_some_and(is_prose);
    let Some(begin) = tail.iter().position(|&index| heading(index)).filter(|_| has_text) else { return };
    let list = tail.get(begin..).unwrap_or(&[]);
    let of = |is: &dyn Fn(usize) -> bool| list.iter().filter(|&&index| is(index)).count();
    let (headings, days) = (of(&heading), of(&is_day));
    let is_short = list
        .iter()
        .all(|&index| draft.blocks[index].text.len() <= LONGEST && !matches!(draft.blocks[index].role, Role::Entry | Role::References));
    if headings >= SEVERAL && days >= SEVERAL && days * 3 >= headings && is_short {
        list.iter().for_each(|&index| draft.drop_block(index, "read-also", Likely));
    }
}

/// Takes the rubric that a page prints above its headline: a few words on a line of their own.
fn rubric(draft: &mut Draft) {
    const WORDS: usize = 4;
    const LONGEST: usize = 40;
    // The headline is the title, and gone.
    let headline =
        draft.blocks.iter().take(6).position(|block| block.role == Role::Gone && folded(block.bare()) == folded(&draft.front.title));
    let Some(headline) = headline else { return };
    let above: Vec<usize> = (0..headline).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let [only] = above.as_slice() else { return };
    let block = &draft.blocks[*only];
    let text = block.bare().to_owned();
    let is_rubric =
        block.role == Role::Text && text.len() <= LONGEST && text.split(' ').count() <= WORDS && chars::end_of(&text) == End::Open;
    if is_rubric && draft.front.section.is_empty() && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '&' | '/' | '\'')) {
        draft.front.section.clone_from(&text);
        draft.drop_block(*only, "web-leftover", Likely);
    }
}

/// Drops headings at the end of a page below which nothing is left.
fn headings_of_nothing(draft: &mut Draft) {
    const MOST: usize = 3;
    for _ in 0..MOST {
        let last = (0..draft.blocks.len()).rev().find(|&index| draft.blocks[index].role != Role::Gone);
        let Some(last) = last.filter(|&last| last > 0 && matches!(draft.blocks[last].role, Role::Heading(_))) else { return };
        draft.drop_block(last, "web-leftover", Likely);
    }
}

/// Drops links to other pages of the site above the first paragraph and behind the last, where no heading leads to them.
fn links_around(draft: &mut Draft, last: usize) {
    const SEVERAL: usize = 3;
    let first = draft.blocks.iter().position(is_prose).unwrap_or(0);
    let is_there = |index: &usize| draft.blocks[*index].role != Role::Gone;
    let is_own = |index: &usize| is_link(&draft.blocks[*index]) && leads_within(draft, *index);
    let above: Vec<usize> = (0..first).filter(is_there).filter(|&index| draft.blocks[index].role == Role::Item && is_own(&index)).collect();
    let tail = (last + 1..draft.blocks.len())
        .filter(is_there)
        .take_while(|&index| !matches!(draft.blocks[index].role, Role::Heading(_) | Role::References | Role::Entry));
    let behind: Vec<usize> = tail.filter(is_own).collect();
    for (rule, found) in [("menu", above), ("read-also", behind)] {
        if found.len() >= SEVERAL {
            found.into_iter().for_each(|index| draft.drop_block(index, rule, Likely));
        }
    }
}

/// Whether all links of a block lead to the site on which the text stands.
fn leads_within(draft: &Draft, index: usize) -> bool {
    let host = |address: &str| address.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next()).map(str::to_owned);
    let Some(own) = host(&draft.front.url) else { return false };
    draft.blocks[index].edits.iter().all(|edit| match edit.what {
        What::Link(link) => draft.links.get(link as usize).and_then(|link| host(link)).is_some_and(|other| other == own),
        _ => true,
    })
}

/// Whether a block is one that may be furniture.
fn may_go(block: &Block) -> bool {
    matches!(block.role, Role::Text | Role::Lines | Role::Heading(_) | Role::Item) && block.text.len() <= 600
}

/// Whether words are a phrase of one kind: all of them, or the beginning.
fn phrase(text: &str, line: &str, phrases: &Phrases) -> Option<bool> {
    if text.chars().count() > phrases.longest {
        return None;
    }
    // The colon may belong to the phrase or not.
    if phrases.whole.contains(line) || phrases.whole.contains(line.trim_end_matches([':', ' ', '?'])) {
        return Some(true);
    }
    phrases.begins.iter().any(|phrase| super::begins(line, phrase)).then_some(false)
}

/// Whether links to something else follow.
fn points(draft: &Draft, index: usize) -> bool {
    draft.after(index).is_some_and(|next| is_link(&draft.blocks[next]))
}

/// Drops the links below a pointer, and titles without one if nothing else follows to the end.
fn below(draft: &mut Draft, pointer: usize, rule: &'static str) {
    let rest: Vec<usize> = (pointer + 1..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    // Links that led nowhere outside the site are words.
    let is_listed = |index: usize| rule == "read-also" && draft.blocks[index].role == Role::Item && is_title(&draft.blocks[index]);
    let links = rest.iter().take_while(|&&index| is_link(&draft.blocks[index]) || is_listed(index)).count();
    let is_tail = rest.len() <= TITLES && rest.iter().all(|&index| is_link(&draft.blocks[index]) || is_title(&draft.blocks[index]));
    let gone = if is_tail && rule == "read-also" { rest.len() } else { links };
    rest.into_iter().take(gone).for_each(|index| draft.drop_block(index, rule, Likely));
}

/// Whether nearly all words of a block are links.
fn is_link(block: &Block) -> bool {
    let links = block.edits.iter().filter(|edit| matches!(edit.what, What::Link(_)));
    let linked: usize = links.filter_map(|edit| block.text.get(edit.span.range())).map(chars::letters).sum();
    may_go(block) && linked > 0 && linked * 10 >= chars::letters(&block.text) * 7
}

fn is_title(block: &Block) -> bool {
    let text = block.bare();
    may_go(block) && text.len() <= LONGEST && (chars::end_of(text) != End::Closed || text.ends_with(['?', '!']))
}

/// Whether a block is a paragraph of a text.
fn is_prose(block: &Block) -> bool {
    matches!(block.role, Role::Text | Role::Lines) && block.text.len() > LONGEST && !is_link(block)
}

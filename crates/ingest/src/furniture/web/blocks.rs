//! What a page of a site has among and behind its text, where only the words say so: the phrases of its furniture, links to other
//! articles below them, captions of pictures that are not taken over.

use super::{folded, is_count, is_reading_time, phrases};
use crate::{
    block::{Block, Role, What},
    chars::{self, End},
    draft::Draft,
    report::Certainty::{Likely, Sure},
};
use phrases::{COMMENT_FORM, COOKIES, NAVIGATION, NEWSLETTER, Phrases, READ_ALSO, SHARE_BAR};
use scholion_lang::{BUTTON, CAPTION};

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
            _ if is_caption(&text) => draft.drop_block(index, "picture-caption", Likely),
            _ if is_reading_time(&text) || index > last && (BUTTON.contains(&line) || is_count(&line)) => {
                draft.drop_block(index, "web-leftover", Likely);
            }
            _ => {}
        }
    }
    links_around(draft, last);
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
    let links = rest.iter().take_while(|&&index| is_link(&draft.blocks[index])).count();
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

/// Whether a short text says where a picture is from: "Photo: Vera Lind", "(Foto: Vera Lind)".
fn is_caption(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '[', ' ']).to_lowercase();
    text.len() <= LONGEST && CAPTION.iter().any(|label| text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

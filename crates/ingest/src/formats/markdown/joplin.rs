//! Notes as Joplin keeps them in its raw export: the title is the first line, and the last paragraph says what the program knows of the
//! note (`id: …`, `created_time: …`, `type_: 1`). Source: Joplin's documentation, "RAW export".

use std::borrow::Cow;

use super::{body::Body, leaves::Page, patches};
use crate::{
    block::Role,
    draft::Draft,
    matter::{self, Field},
    remark::Remark,
    report::{Certainty::Sure, Kind},
};
use scholion_base::{
    Span,
    text::squeeze,
    yaml::{Data, Node},
};

/// Under this name it is said: that of the rule for front matter.
const RULE: &str = "own-front-matter";
/// Its keys that say something of the text, and what front matter calls them.
const KEYS: [(&str, &str); 4] = [("created_time", "created"), ("updated_time", "updated"), ("author", "author"), ("source_url", "url")];

/// Takes what the program knows of the note for front matter, and the first line for its title.
pub fn take(body: &Body, page: &Page, draft: &mut Draft) {
    let Some(leaf) = page.leaves.last().filter(|leaf| leaf.is_top && leaf.level.is_none()) else { return };
    let words = body.text.get(leaf.words.clone()).unwrap_or("");
    if !is_tail(words) {
        return;
    }
    let first = body.source_at(leaf.words.start);
    for line in words.lines() {
        let Some((key, value)) = line.split_once(": ") else { continue };
        let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == key).filter(|_| !value.trim().is_empty()) else { continue };
        let span = Span::new(first, first + 1);
        let value = Node { data: Data::Quoted(Cow::Owned(value.trim().to_owned())), span };
        matter::take(draft, RULE, &Field { key: Cow::Borrowed(*key), place: span, value });
    }
    matter::settle(draft);
    let line = draft.source.line_at(super::leaves::offset(first));
    draft.say(line, RULE, squeeze(words), Kind::Dropped, Sure);
    go(body, page, draft, leaf.start);
    let title = page.leaves.first().filter(|first| first.is_top && first.level.is_none() && !first.has_links && first.start != leaf.start);
    let Some(title) = title else { return };
    let words = body.text.get(title.words.clone()).unwrap_or("").trim();
    if draft.front.title.is_empty() && !words.is_empty() && !words.contains('\n') {
        words.clone_into(&mut draft.front.title);
        draft.note(1, "title", words, Kind::Found, Sure, Remark::Field { field: "title".into() });
        go(body, page, draft, title.start);
    }
}

/// Whether a text ends with what the program knows of it.
pub fn is_raw(text: &str) -> bool {
    let text = text.trim_end();
    is_tail(text.rsplit_once("\n\n").map_or(text, |(_, last)| last))
}

/// The block of a leaf is no text.
fn go(body: &Body, page: &Page, draft: &mut Draft, start: usize) {
    let is_own = |block: &crate::block::Block| patches::leaf_of(body, page, block).is_some_and(|own| own.start == start);
    let block = draft.blocks.iter().position(|block| block.role == Role::Text && is_own(block));
    if let Some(block) = block.and_then(|block| draft.blocks.get_mut(block)) {
        block.role = Role::Gone;
    }
}

/// Whether lines are what the program knows of a note.
fn is_tail(words: &str) -> bool {
    let id = words.strip_prefix("id: ").and_then(|rest| rest.lines().next()).unwrap_or("");
    id.trim().len() == 32
        && id.trim().bytes().all(|byte| byte.is_ascii_hexdigit())
        && words.lines().any(|line| line.starts_with("type_: "))
        && words.lines().all(|line| line.contains(':'))
}

#[cfg(test)]
mod tests {
    use crate::ingest;

    #[test]
    fn what_the_program_knows_is_front_matter() {
        let source = "The weir\n\nIt *stood* [here](:/fedcba9876543210fedcba9876543210).\n\nid: 0123456789abcdef0123456789abcdef\nparent_id: 1\ncreated_time: 2021-03-04T10:00:00.000Z\nauthor: Ida Holm\ntype_: 1";
        let made = ingest("0123456789abcdef0123456789abcdef.md", source.as_bytes());
        assert!(made.markdown.contains("title: The weir\n"), "{}", made.markdown);
        assert!(made.markdown.contains("issued: 2021-03-04"), "{}", made.markdown);
        assert!(made.markdown.ends_with("\n---\n\nIt *stood* [here](fedcba9876543210fedcba9876543210.md).\n"), "{}", made.markdown);
        let made = ingest("a.md", b"The mill\n\nIt stood.\n\nid: 0123456789abcdef0123456789abcdef\ntype_: 1\n");
        assert!(made.markdown.ends_with("\n---\n\nIt stood.\n"), "{}", made.markdown);
        assert!(made.report.lost.is_empty() && made.report.added.is_empty(), "{:?}", made.report);
    }
}

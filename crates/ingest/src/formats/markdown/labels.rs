//! What a text says of itself in lines with colons, before all else or below its title: MultiMarkdown's metadata, the properties of a page of
//! Notion. Source: the MultiMarkdown guide, "Metadata".

use std::borrow::Cow;

use super::{body::Body, leaves::Page, patches};
use crate::{
    block::Role,
    draft::Draft,
    matter::{self, Field},
};
use scholion_base::{
    Span,
    yaml::{Data, Node},
};
use scholion_lang::{BYLINE, INTERVIEW_HEAD, KEYWORDS, PUBLISHED, TITLE_LABEL};

/// Under this name it is said: that of the rule for front matter.
const RULE: &str = "own-front-matter";
/// So many lines have keys that programs know.
const FEWEST: usize = 2;

/// Takes the lines for front matter.
pub fn take(body: &Body, page: &Page, draft: &mut Draft) {
    let is_title = |at: usize| page.leaves.get(at).is_some_and(|leaf| leaf.level == Some(1));
    let first = usize::from(is_title(0));
    let Some(leaf) = page.leaves.get(first).filter(|leaf| leaf.is_top && leaf.level.is_none() && !leaf.has_links) else { return };
    let words = body.text.get(leaf.words.clone()).unwrap_or("");
    // What stands before it is no text.
    let before = body.text.get(..leaf.range.start).unwrap_or("");
    if first == 0 && !before.trim().is_empty() {
        return;
    }
    let mut fields = Vec::new();
    let mut at = leaf.words.start;
    for line in words.split_inclusive('\n') {
        let Some((key, value)) = line.split_once(':').filter(|(key, value)| is_key(key) && !value.trim().is_empty()) else { return };
        let start = body.source_at(at);
        // The account of words knows paragraphs by their first lines.
        let first = body.source_at(leaf.words.start);
        let place = Span::new(first, first + 1);
        let data = Data::Quoted(Cow::Owned(value.trim().to_owned()));
        let value = Node { data, span: Span::new(start + key.len() + 1, start + line.len()) };
        let printed = key.trim();
        fields.push((printed, Field { key: called(printed).map_or_else(|| Cow::Owned(printed.to_owned()), Cow::Borrowed), place, value }));
        at += line.len();
    }
    // The head of a letter says more than front matter does: whom it goes to.
    if fields.iter().any(|(printed, _)| matches!(*printed, "To" | "From")) {
        return;
    }
    if fields.iter().filter(|(_, field)| matter::is_usual(&field.key)).count() < FEWEST {
        return;
    }
    let of_leaf = |block: &crate::block::Block| patches::leaf_of(body, page, block).is_some_and(|own| own.start == leaf.start);
    let Some(block) = draft.blocks.iter().position(|block| block.role == Role::Text && of_leaf(block)) else { return };
    for (printed, field) in &fields {
        draft.label(draft.source.line_at(field.place.start), RULE, printed);
        matter::take(draft, RULE, field);
    }
    matter::settle(draft);
    if let Some(block) = draft.blocks.get_mut(block) {
        block.role = Role::Gone;
    }
}

/// What programs call a key that has the name of a language's own (`Автор`, `Fecha`).
fn called(key: &str) -> Option<&'static str> {
    let key = key.to_lowercase();
    if matter::is_usual(&key) {
        return None;
    }
    let is_date = || PUBLISHED.contains(&key) || INTERVIEW_HEAD.part(&key) == Some("date");
    let known = [(TITLE_LABEL.contains(&key), "title"), (KEYWORDS.contains(&key), "keywords"), (BYLINE.contains(&key), "author")];
    known.into_iter().find(|(is_so, _)| *is_so).map(|(_, name)| name).or_else(|| is_date().then_some("date"))
}

/// A word or two with which a line begins.
fn is_key(key: &str) -> bool {
    key.starts_with(char::is_alphabetic)
        && key.chars().count() <= 24
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        && key.split(' ').count() <= 2
}

#[cfg(test)]
mod tests {
    use crate::ingest;

    #[test]
    fn keys_are_known_in_any_language() {
        for (source, expected) in [
            ("Название: Плотина\nАвтор: Ида Хольм\nДата: 4 мая 1911\n\nОна *стояла* [здесь](a.md).", "title: Плотина"),
            ("title: The weir\nauthor: Ida Holm\n\nIt `stood`.", "title: The weir"),
            ("From: Ida\nTo: Jon\nSubject: The weir\nDate: 4 May 1911\n\nIt `stood`.", "title: a"),
        ] {
            let made = ingest("a.md", source.as_bytes());
            assert!(made.markdown.contains(expected), "{}", made.markdown);
            assert!(made.report.lost.is_empty(), "{:?}", made.report.lost);
        }
    }
}

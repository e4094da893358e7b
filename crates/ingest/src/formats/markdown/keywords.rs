//! Tags with number signs: lines of nothing else are keywords, as the programs read them in which they are written (Obsidian's help,
//! "Tags"; Bear, Logseq). Those among words stay words, and so does one alone: it may be a heading without its blank (`#Einleitung`).

use std::collections::BTreeSet;

use super::{body::Body, leaves::Page, patches};
use crate::{
    block::Role,
    draft::Draft,
    lexicon,
    remark::Remark,
    report::{Certainty::Sure, Kind},
};

/// Under this name they are listed: that of the rule for keywords.
const RULE: &str = "keywords";

/// Takes the lines of tags of paragraphs that nothing holds.
pub fn take(body: &Body, page: &Page, draft: &mut Draft, patches: &mut patches::Patches) {
    if !body.text.contains('#') {
        return;
    }
    let mut known: BTreeSet<String> = draft.front.keywords.iter().cloned().collect();
    for index in 0..draft.blocks.len() {
        let Some(leaf) = draft.blocks.get(index).filter(|block| block.role == Role::Text) else { continue };
        let Some(leaf) = patches::leaf_of(body, page, leaf).filter(|leaf| leaf.is_top && !leaf.has_links) else { continue };
        let words = body.text.get(leaf.words.clone()).unwrap_or("");
        if !words.contains('#') {
            continue;
        }
        let mut at = leaf.words.start;
        let (mut found, mut others) = (Vec::new(), false);
        for line in words.split_inclusive('\n') {
            match tags(line).filter(|(label, tags)| !label.is_empty() || !others && tags.len() > 1) {
                Some((label, tags)) => found.push((at..at + line.len(), label.to_owned(), tags)),
                None => others = true,
            }
            at += line.len();
        }
        for (range, label, tags) in found {
            // The account of words knows paragraphs by their first lines.
            let line = draft.source.line_at(super::leaves::offset(body.source_at(leaf.words.start)));
            draft.label(line, RULE, &label);
            draft.note(line, RULE, tags.join(", "), Kind::Found, Sure, Remark::Field { field: "keyword".into() });
            for tag in tags {
                if known.insert(tag.clone()) {
                    draft.front.keywords.push(tag);
                }
            }
            if others {
                patches.put(body.lines(range), "");
            } else if let Some(block) = draft.blocks.get_mut(index) {
                block.role = Role::Gone;
            }
        }
    }
}

/// Whether a line is nothing but tags.
pub fn is_tags(line: &str) -> bool {
    tags(line).is_some()
}

/// The tags of a line that holds nothing else, and the label before them, if there is one.
fn tags(line: &str) -> Option<(&str, Vec<String>)> {
    let line = line.trim().trim_end_matches('\\').trim_end();
    let rest = lexicon::label(line, &scholion_lang::KEYWORDS).map_or(0, |found| found.rest);
    let (label, tags) = line.split_at_checked(rest)?;
    let tags: Option<Vec<String>> = tags.split([' ', '\t', ',', ';']).filter(|tag| !tag.is_empty()).map(tag).collect();
    tags.filter(|tags| !tags.is_empty()).map(|tags| (label, tags))
}

/// A tag: letters, digits, `_`, `-` and `/`, of which one at least is no digit.
fn tag(written: &str) -> Option<String> {
    let name = written.strip_prefix('#')?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/'));
    (is_name && name.contains(char::is_alphabetic)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tags_are_told_from_words() {
        for (line, expected) in [
            ("Tags: #water, #river/upper #2024-x", Some("water|river/upper|2024-x")),
            ("**Tags**: #water", Some("water")),
            ("#wasser #mühle\\", Some("wasser|mühle")),
            ("#1", None),
            ("#turned by night", None),
            ("Tags: water", None),
            ("", None),
        ] {
            assert_eq!(tags(line).map(|(_, tags)| tags.join("|")).as_deref(), expected, "{line}");
        }
    }
}

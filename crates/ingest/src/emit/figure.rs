//! Pictures as documents show them: one that stands alone is a figure, whose title is its caption (docs/FORMATS.md, "Pictures").

use super::{
    inline::Rank,
    verbatim::{Fixed, milestone},
};
use crate::{
    block::{Block, Role, What},
    draft::Draft,
    picture::Picture,
};

/// Whether nothing in the caption of a figure means more than its words, so that it can be the title of its one picture.
pub fn is_plain(block: &Block) -> bool {
    let is_plain = |what: &What| matches!(what, What::Literal | What::Begins(_) | What::Picture(_));
    block.edits.iter().all(|edit| is_plain(&edit.what)) && pictures(block).count() == 1
}

/// A figure whose caption is plain, behind the marks of pages that begin with it.
pub fn whole(draft: &Draft, block: &Block) -> Fixed {
    let mut text = String::new();
    for edit in &block.edits {
        if let What::Begins(mark) = &edit.what {
            let mark = milestone(mark);
            if !mark.is_empty() {
                text.extend([mark.as_str(), "\n\n"]);
            }
        }
    }
    let caption = caption(block);
    text.extend(pictures(block).map(|picture| picture.written(address(draft, picture), &caption)));
    Fixed { start: 0, end: block.text.len(), rank: Rank::Instead, text }
}

/// A picture among words, behind another if it is parted. Before the caption of a figure it is a paragraph of its own.
pub fn among(draft: &Draft, block: &Block, picture: &Picture, at: usize, is_parted: bool) -> String {
    let written = picture.written(address(draft, picture), "");
    let (before, behind) = (block.text.get(..at).unwrap_or(""), block.text.get(at..).unwrap_or(""));
    let parted = if is_parted { " " } else { "" };
    if block.role == Role::Figure {
        let (above, below) = (if before.trim().is_empty() { "" } else { "\n\n" }, if behind.trim().is_empty() { "" } else { "\n\n" });
        return format!("{above}{parted}{written}{below}");
    }
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    let blank = if is_apart && behind.starts_with(char::is_alphanumeric) { " " } else { "" };
    format!("{parted}{written}{blank}")
}

fn pictures(block: &Block) -> impl Iterator<Item = &Picture> {
    block.edits.iter().filter_map(|edit| if let What::Picture(picture) = &edit.what { Some(&**picture) } else { None })
}

fn address<'d>(draft: &'d Draft, picture: &Picture) -> &'d str {
    picture.link.and_then(|link| draft.links.get(link as usize)).map_or("", String::as_str)
}

/// The words of a caption, without the marks of emphasis that were laid on them.
fn caption(block: &Block) -> String {
    let mut literal: Vec<(usize, usize)> = Vec::new();
    for edit in block.edits.iter().filter(|edit| edit.what == What::Literal) {
        literal.push((edit.span.start as usize, edit.span.end as usize));
    }
    literal.sort_unstable();
    // Of those that begin before a place the last one tells, as none lies over another.
    let is_literal = |at: usize| {
        literal.get(..literal.partition_point(|(start, _)| *start <= at)).and_then(<[_]>::last).is_some_and(|(_, end)| at < *end)
    };
    let kept = block.text.char_indices().filter(|(at, c)| !matches!(c, '*' | '_') || is_literal(*at));
    kept.map(|(_, c)| c).collect()
}

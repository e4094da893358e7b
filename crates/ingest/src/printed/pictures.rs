//! The pictures of a printed text, at their places in it.

use std::collections::BTreeSet;

use scholion_base::Span;

use super::PrintedPicture;
use crate::{
    attached::AttachedFile,
    block::{Block, Edit, Role, What},
    chars,
    draft::Draft,
    lexicon,
    picture::Picture,
};

/// Puts pictures before the words before which they are printed, each behind the paragraph in which it stands, and gives each the line
/// below it that counts it ("Fig. 2") as its caption; gives their files.
pub fn place(draft: &mut Draft, pictures: Vec<PrintedPicture>, figures: &[String]) -> Vec<AttachedFile> {
    let mut files: Vec<AttachedFile> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    // Where there are as many figures as pictures, each has its own description.
    let described = figures.len() == pictures.len();
    let mut alts = figures.iter().filter(|_| described);
    let mut pictures = pictures.into_iter().peekable();
    let links = &mut draft.links;
    let mut edit = |picture: PrintedPicture| {
        links.push(picture.file.address());
        let link = u32::try_from(links.len() - 1).ok();
        let shown = Picture { link, ..Picture::at(&picture.file.name, alts.next().map_or("", String::as_str)) };
        if names.insert(picture.file.name.clone()) {
            files.push(picture.file);
        }
        Edit { span: Span { start: 0, end: 0 }, what: What::Picture(Box::new(shown)) }
    };
    let figure = |edit: Edit, at: u32| {
        let mut block = Block::given(String::new(), vec![(0, at)], Role::Figure);
        block.edits.push(edit);
        block
    };
    let mut placed: Vec<Block> = Vec::with_capacity(draft.blocks.len());
    for mut block in std::mem::take(&mut draft.blocks) {
        let at = block.source_at(0);
        if !matches!(block.role, Role::Gone | Role::Row(false)) {
            while let Some(picture) = pictures.next_if(|picture| picture.at <= at) {
                let is_last = pictures.peek().is_none_or(|next| next.at > at);
                if is_last && picture.at == at && is_caption(&block) {
                    block.role = Role::Figure;
                    block.edits.push(edit(picture));
                } else {
                    placed.push(figure(edit(picture), at));
                }
            }
        }
        placed.push(block);
    }
    let end = u32::try_from(draft.source.text.len()).unwrap_or(u32::MAX);
    placed.extend(pictures.map(|picture| figure(edit(picture), end)));
    draft.blocks = placed;
    files
}

/// Whether words below a picture are its caption: a line that begins with what is counted and its number.
fn is_caption(block: &Block) -> bool {
    const LONGEST: usize = 500;
    let text = block.bare();
    let is_plain = block.role == Role::Text && block.lead.is_none() && !text.contains('\n') && text.len() <= LONGEST;
    is_plain && lexicon::counts(chars::first_word(text)) && text.bytes().take(16).any(|byte| byte.is_ascii_digit())
}

//! The words of a collection's text.

use crate::{document::Document, site::frame::short};

/// Its paragraphs, headings among them and notes not.
pub fn paragraphs(file: &Document) -> Vec<&str> {
    let blocks = file.body.blocks.iter().filter(|block| block.note.is_none());
    blocks.map(|block| block.text.of(&file.body.text)).filter(|words| !words.trim().is_empty()).collect()
}

/// How it begins.
pub fn beginning(file: &Document) -> String {
    paragraphs(file).first().map(|words| short(words)).unwrap_or_default()
}

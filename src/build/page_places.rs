//! The places of a page, by its address.

use super::Memo;
use crate::{base::RelPath, document::Document, site::address};

/// Whether the page at an address has a place of this id; `None` if no text stands there.
pub fn has_place(memo: &Memo, page: &RelPath, id: &str) -> Option<bool> {
    let text = text_at(memo, page)?;
    let is_block = text.body.blocks.iter().any(|block| *block.id == *id);
    Some(is_block || text.facts.headings.iter().any(|heading| *heading.id == *id) || text.facts.places.iter().any(|place| **place == *id))
}

/// The document, free page or collection at an address.
fn text_at<'m>(memo: &'m Memo, page: &RelPath) -> Option<&'m Document> {
    let catalogue = &memo.catalogue;
    let (folder, slug) = page.as_str().strip_suffix(".html")?.split_once('/')?;
    // What is called as the index of its folder stands beside it.
    [slug, "index"].into_iter().find_map(|slug| {
        let (text, address) = match folder {
            "documents" => {
                // With all its words, as they stand in its file.
                let (slug, shown) = catalogue.documents().get_key_value(slug)?;
                (memo.document(&shown.path)?, address::document(slug))
            }
            "pages" => catalogue.pages().get_key_value(slug).map(|(slug, text)| (text, address::free_page(slug)))?,
            "collections" => {
                catalogue.collections().files().get_key_value(slug).map(|(slug, text)| (text, address::collection(slug, 1)))?
            }
            _ => return None,
        };
        (address == page.as_str()).then_some(&**text)
    })
}

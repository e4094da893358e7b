//! What lists show of documents and collections beyond a title: first words, and a picture.

use super::{frame::Maker, page_path::PagePath, portrait, view::Card};
use crate::{
    archive::{Found, Listed, Thing, glance::Glance},
    base::{Html, Slug, places::is_picture},
};

/// How wide the picture of a card is at most, in pixels of CSS.
const WIDTH: u32 = 320;
/// In how many documents of a collection a picture is looked for, and in how many of its parts.
const DOCUMENTS: usize = 6;
const PARTS: usize = 3;

/// A document with its first words.
pub fn card(maker: &Maker<'_, '_>, path: &PagePath, document: &Listed<'_>) -> Card {
    let words = maker.reader.glance(document.slug).map(|glance| glance.words.to_owned()).unwrap_or_default();
    Card { words, ..maker.card(path, document) }
}

/// A document with its first words and its picture.
pub fn pictured(maker: &Maker<'_, '_>, path: &PagePath, document: &Listed<'_>) -> Card {
    let picture_html = of_document(maker, path, document.slug).unwrap_or_default();
    Card { picture_html, ..card(maker, path, document) }
}

/// The picture of a collection: its own, else that of the first of its documents, or of its parts, that has one.
pub fn collection(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Html {
    let within = || maker.reader.parts_of(slug).iter().take(PARTS).find_map(|part| of_collection(maker, path, part));
    of_collection(maker, path, slug).or_else(within).unwrap_or_default()
}

fn of_collection(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Option<Html> {
    let own = maker.reader.collection(slug).and_then(|file| picture(maker, path, &Glance::of(file)));
    own.or_else(|| maker.reader.members(slug).iter().take(DOCUMENTS).find_map(|member| of_document(maker, path, member)))
}

fn of_document(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Option<Html> {
    picture(maker, path, &maker.reader.glance(slug)?)
}

/// The first of these pictures that is there. It adorns a card whose words say what it leads to: it needs no other.
fn picture(maker: &Maker<'_, '_>, path: &PagePath, glance: &Glance<'_>) -> Option<Html> {
    let found = |written: &&str| match maker.reader.find_address(glance.path, written, "").0 {
        Found::Thing(Thing::File(file)) if is_picture(&file) => Some(file),
        _ => None,
    };
    let file = glance.pictures.iter().flatten().find_map(found)?;
    let html = portrait::picture(maker, path, &file, "", WIDTH);
    (!html.is_empty()).then_some(html)
}

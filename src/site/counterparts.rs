//! The same text in another of the site's languages: where a text has a translation, the way to that language leads to it.

use super::{
    address,
    frame::{Maker, canonical},
    page_path::PagePath,
    tongues::speaks,
    view::PageFrame,
};
use crate::{
    base::{Lang, RelPath, Slug, places::FRONT},
    document::Document,
};

/// Lets the languages in the frame of a document's page lead to its translations. The page itself says in its head where these are.
pub fn of_document(maker: &Maker<'_, '_>, page: &mut PageFrame, path: &PagePath, slug: &Slug) {
    if page.languages.is_empty() {
        return;
    }
    for other in maker.reader.translations(slug) {
        if let Some(card) = maker.reader.card(other) {
            lead(maker, page, path, card.lang, &address::document(card.slug));
        }
    }
}

/// The same of a free page, and says where each is for those who look for pages in a language.
pub fn of_page(maker: &Maker<'_, '_>, page: &mut PageFrame, path: &PagePath, of: &Document) {
    let family = maker.reader.page_translations(&of.slug);
    if page.languages.is_empty() || family.is_empty() {
        return;
    }
    // The text of the front in another language stands on the front in it: that is its page.
    if family.iter().any(|slug| slug.as_str() == FRONT) && speaks(maker.tongues, &of.meta.lang).is_some() {
        page.canonical = canonical(maker.config, &maker.at(address::FRONT));
        return;
    }
    for (slug, _, lang) in maker.reader.menu().pages.iter().filter(|(slug, ..)| family.contains(slug)) {
        let target = address::free_page(slug);
        if *slug != of.slug {
            lead(maker, page, path, lang, &target);
        }
        if let Some(link) = speaks(maker.tongues, lang).and_then(|nth| page.languages.get_mut(nth)) {
            link.address = canonical(maker.config, &RelPath::new(&target));
        }
    }
}

/// The free page that is the same text as another in the language of the words here, else in the main one. A page in a language that the
/// site does not speak is itself, as nothing else leads to it.
pub fn in_language(maker: &Maker<'_, '_>, slug: &Slug) -> Slug {
    let menu = maker.reader.menu();
    let tongue_of = |slug: &Slug| {
        let (_, _, lang) = menu.pages.iter().find(|(other, ..)| other == slug)?;
        speaks(maker.tongues, lang)
    };
    let own = || menu.families.iter().find(|family| family.contains(slug)).filter(|_| maker.tongues.len() > 1);
    let Some(family) = own().filter(|_| tongue_of(slug).is_some()) else { return slug.clone() };
    let here = speaks(maker.tongues, maker.tongue.lang());
    let of = |wanted: Option<usize>| family.iter().find(|other| tongue_of(other) == wanted);
    let any = || family.iter().find(|other| tongue_of(other).is_some());
    of(here).or_else(|| of(Some(0))).or_else(any).unwrap_or(slug).clone()
}

/// Lets the language of a text, if the site speaks it, lead to that text.
fn lead(maker: &Maker<'_, '_>, page: &mut PageFrame, path: &PagePath, lang: &Lang, target: &str) {
    let nth = speaks(maker.tongues, lang);
    // The page itself is the text in its own language, whatever other says so, too.
    let own = speaks(maker.tongues, &Lang::new(&page.lang));
    if let Some(link) = nth.filter(|_| nth != own).and_then(|nth| page.languages.get_mut(nth)) {
        link.href = path.to(target);
        link.current = false;
    }
}

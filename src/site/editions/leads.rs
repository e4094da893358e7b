//! Where the links of a document lead in a file that is taken away.

use crate::{
    document::Document,
    site::{
        address,
        frame::Maker,
        links::{Filler, Lead},
    },
};

/// The page at the site's root that stands there once, in whatever languages the site is: what is seen from it is reached from the root.
pub const ROOT: &str = "404.html";

/// Where each link of a document leads, by its number in `Facts::links`: to a place of the text itself as `#place`, to what the site has by the
/// whole address where one is known, else seen from where the document's page stands.
pub fn of(maker: &Maker<'_, '_>, document: &Document) -> Vec<Lead> {
    let base = maker.config.base_url.as_str();
    let own = address::document(&document.slug);
    seen_from(maker, document, if base.is_empty() { &own } else { ROOT }, base)
}

/// The same, all seen from where the document's page stands.
pub fn from_page(maker: &Maker<'_, '_>, document: &Document) -> Vec<Lead> {
    seen_from(maker, document, &address::document(&document.slug), "")
}

fn seen_from(maker: &Maker<'_, '_>, document: &Document, page: &str, base: &str) -> Vec<Lead> {
    let links = &document.facts.links;
    if links.is_empty() {
        return Vec::new();
    }
    let mut filler = Filler::for_links(maker, &maker.at(page), document);
    let leads = (0..).zip(links).map(|(nth, link)| match filler.leads(nth, link.picture.is_some()) {
        Lead::Here(href) if !href.starts_with('#') => Lead::Here(format!("{base}{href}")),
        lead => lead,
    });
    leads.collect()
}

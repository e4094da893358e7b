//! What wants an old address.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::Memo;
use crate::{
    base::{
        RelPath, Slug, Span,
        places::{ADDRESSES, COLLECTIONS, CONTENT, DOCUMENTS, PAGES},
    },
    config::Config,
    document::{
        Document,
        site_address::{SiteAddress, Unfit},
    },
    site::address,
};

/// An old address, and where it is to lead.
pub struct Wish<'m> {
    /// The address; why it is none, if it cannot be one.
    pub old: Result<SiteAddress, Unfit>,
    /// Where it is to lead.
    pub to: End,
    /// What stands there is called so; empty if nobody knows.
    pub title: &'m str,
    /// The address as written.
    pub written: &'m str,
    /// The file that says so, and where.
    pub file: RelPath,
    pub place: Option<Span>,
}

/// Where an old address is to lead.
#[derive(Clone, Debug)]
pub enum End {
    /// To this page, which is there.
    Page(RelPath),
    /// To what stands at an address, or leads on from there.
    Address(SiteAddress),
}

/// The pages to which the aliases of texts and the former ids of records lead, by the files at these.
pub fn known(memo: &Memo, config: &Config) -> BTreeMap<RelPath, RelPath> {
    let way = |wish: Wish<'_>| match (wish.old, wish.to) {
        (Ok(old), End::Page(page)) if old.query.is_empty() => Some((old.file(), page)),
        _ => None,
    };
    all(memo, config).into_iter().filter_map(way).collect()
}

/// The pages that the aliases of the text at `home` say it had; some follow from where it stands.
pub fn ways(text: &Document, home: &str, config: &Config) -> Box<[RelPath]> {
    let folder = text.path.below(CONTENT).and_then(|below| below.split('/').next()).unwrap_or_default();
    let old = |alias: &String| SiteAddress::of_alias(alias, home, folder, &config.base_url)?.ok().filter(|old| old.query.is_empty());
    text.meta.aliases.iter().filter_map(old).map(|old| old.file()).collect()
}

/// All wishes: of documents, pages, collections and records in the order of their addresses, then those of the file of addresses.
pub fn all<'m>(memo: &'m Memo, config: &Config) -> Vec<Wish<'m>> {
    let catalogue = &memo.catalogue;
    let mut wishes = Vec::new();
    let mut of_texts = |folder: &str, address: fn(&Slug) -> String, texts: &mut dyn Iterator<Item = &'m Document>| {
        for text in texts.filter(|text| !text.meta.aliases.is_empty()) {
            let home = address(&text.slug);
            for (alias, place) in text.meta.aliases.iter().zip(&text.meta.alias_places) {
                let Some(old) = SiteAddress::of_alias(alias, &home, folder, &config.base_url) else { continue };
                wishes.push(Wish {
                    old,
                    to: End::Page(RelPath::new(&home)),
                    title: &text.meta.title,
                    written: alias,
                    file: text.path.clone(),
                    place: Some(*place),
                });
            }
        }
    };
    // Few have any, and they are asked for after every edit.
    let slugs = |folder: &str| -> BTreeSet<&'m Slug> {
        let files = memo.claims.aliased.iter().filter(|path| path.is_below(folder));
        files.filter_map(|path| memo.inputs.documents.get(path)).map(|text| &text.slug).collect()
    };
    let [documents, pages, collections] = [DOCUMENTS, PAGES, COLLECTIONS].map(slugs);
    let texts = |slugs: BTreeSet<&'m Slug>, texts: &'m BTreeMap<Slug, Arc<Document>>| {
        slugs.into_iter().filter_map(|slug| texts.get(slug)).map(|text| &**text)
    };
    of_texts("documents", address::document, &mut texts(documents, catalogue.documents()));
    of_texts("pages", address::free_page, &mut texts(pages, catalogue.pages()));
    of_texts("collections", |slug| address::collection(slug, 1), &mut texts(collections, catalogue.collections().files()));
    for file in catalogue.authorities().values() {
        for record in &file.records {
            for id in &record.former_ids {
                wishes.push(Wish {
                    old: Ok(SiteAddress { path: address::entity(record.kind, id.as_str(), 1), ..SiteAddress::default() }),
                    to: End::Page(RelPath::new(&address::entity(record.kind, record.id.as_str(), 1))),
                    title: &record.name,
                    written: id.as_str(),
                    file: file.path.clone(),
                    place: Some(record.source),
                });
            }
        }
    }
    if let Some(file) = &memo.inputs.addresses {
        let moved = file.moved.iter().map(|moved| Wish {
            old: Ok(moved.old.clone()),
            to: End::Address(moved.new.clone()),
            title: "",
            written: &moved.written,
            file: RelPath::new(ADDRESSES),
            place: Some(moved.place),
        });
        wishes.extend(moved);
    }
    wishes
}

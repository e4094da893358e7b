//! The addresses that a text had, and that it keeps when its words stand elsewhere.

use crate::{
    base::{RelPath, Slug, places::CONTENT},
    build::Memo,
    config::Config,
    document::{Document, site_address::SiteAddress},
    site::address,
};

/// Where a text will stand whose file is at another path.
pub fn moved(text: &Document, to: &RelPath) -> String {
    let own = Slug::of_file(to);
    address::text(to, &text.meta.slug.as_ref().map_or_else(|| own.clone(), |leaf| own.with_leaf(leaf)))
}

/// The addresses of a text that are to be aliases where its words stand `now`: its own; the same as its path says, by which links may name it, if no other
/// text stands there; and those of its aliases that follow from where it stood.
pub fn addresses(memo: &Memo, config: &Config, text: &Document, now: &str) -> Vec<String> {
    let was = address::text(&text.path, &text.slug);
    let by_path = Slug::of_file(&text.path);
    let is_free = !memo.catalogue.documents().contains_key(&by_path);
    let by_path = Some(address::text(&text.path, &by_path)).filter(|_| is_free);
    let mut all: Vec<String> = std::iter::once(was.clone()).chain(by_path).filter(|old| old != now).collect();
    let folder = text.path.below(CONTENT).and_then(|below| below.split('/').next()).unwrap_or_default();
    let at = |alias: &str, home: &str| SiteAddress::of_alias(alias, home, folder, &config.base_url)?.ok();
    let aliases = text.meta.aliases.iter().filter_map(|alias| at(alias, &was).filter(|old| at(alias, now).as_ref() != Some(old)));
    all.extend(aliases.map(|old| old.to_string()));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|old| seen.insert(old.clone()));
    all
}

//! Which documents, and which free pages, are one text in several languages.
//!
//! One says `translation-of:`, and that is enough: the original and the other translations learn of it. Who
//! translates a translation joins the same family.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Catalogue, Found, Thing,
    facet::{Dirty, Facet},
};
use crate::{
    base::{RelPath, Slug},
    document::{Document, Meta},
};

/// The families of documents that are one text.
#[derive(Debug, Default)]
pub struct Translations {
    /// The file of each translation, and what it says it translates.
    said: BTreeMap<Slug, (RelPath, String)>,
    /// All members of a document's family, itself included, in order of their slugs; only families of two or more.
    families: BTreeMap<Slug, Arc<[Slug]>>,
}

/// What a document says that it translates, as written: an address or the name of a file; `None` if nothing.
pub fn said(meta: &Meta) -> Option<&str> {
    Some(meta.translation_of.trim()).filter(|said| !said.is_empty())
}

impl Translations {
    /// The other languages of a document's text, itself included; empty if there are none.
    pub fn family(&self, slug: &Slug) -> &[Slug] {
        self.families.get(slug).map_or(&[], |family| family)
    }

    /// All families, in order of their first members.
    pub fn all(&self) -> Vec<Arc<[Slug]>> {
        self.families.iter().filter(|(slug, family)| family.first() == Some(*slug)).map(|(_, family)| family.clone()).collect()
    }

    /// Takes what a document now says, or that it is gone. [`Self::settle`] then finds the families.
    pub fn set(&mut self, slug: &Slug, document: Option<&Document>) {
        match document.and_then(|document| Some((document.path.clone(), said(&document.meta)?.to_owned()))) {
            Some(said) => drop(self.said.insert(slug.clone(), said)),
            None => drop(self.said.remove(slug)),
        }
    }

    /// Finds the families among the texts that there are, and marks those whose members changed: `facet` is that of a text. `find` tells
    /// which text is meant by what stands in a file. There are few translations, so they are all found again.
    pub fn settle(&mut self, find: impl Fn(&RelPath, &str) -> Option<Slug>, facet: fn(&Slug) -> Facet<'_>, dirty: &mut Dirty) {
        if self.said.is_empty() && self.families.is_empty() {
            return;
        }
        let of: BTreeMap<&Slug, Slug> = self.said.iter().filter_map(|(slug, (path, written))| Some((slug, find(path, written)?))).collect();
        let mut members: BTreeMap<&Slug, BTreeSet<&Slug>> = BTreeMap::new();
        for slug in of.keys() {
            let root = root(&of, slug);
            members.entry(root).or_default().extend([root, slug]);
        }
        let mut families = BTreeMap::new();
        for family in members.into_values().filter(|family| family.len() > 1) {
            let family: Arc<[Slug]> = family.into_iter().cloned().collect();
            families.extend(family.iter().map(|slug| (slug.clone(), family.clone())));
        }
        dirty.compare_tables(&self.families, &families, facet);
        self.families = families;
    }
}

impl Catalogue {
    /// Finds the families of documents and of free pages.
    pub(super) fn settle_translations(&mut self, dirty: &mut Dirty) {
        let mut translations = std::mem::take(&mut self.translations);
        translations.settle(|from, said| self.find_document(from, said, &|_| ()), |slug| Facet::Translations(slug), dirty);
        self.translations = translations;
        let mut translations = std::mem::take(&mut self.page_translations);
        let page = |from: &RelPath, said: &str| match self.find_address(from, said, "", &|_| ()).0 {
            Found::Thing(Thing::Page(slug)) => Some(slug),
            _ => None,
        };
        translations.settle(page, |slug| Facet::PageTranslations(slug), dirty);
        self.page_translations = translations;
    }
}

/// The text from which all others of the family were made, by what each document is made `of`. Documents that name each other in
/// a circle have none: then the first of them stands for it.
fn root<'a>(of: &'a BTreeMap<&'a Slug, Slug>, slug: &'a Slug) -> &'a Slug {
    let mut seen = vec![slug];
    let mut at = slug;
    while let Some(next) = of.get(at) {
        if let Some(start) = seen.iter().position(|other| *other == next) {
            return seen.iter().skip(start).min().copied().unwrap_or(at);
        }
        seen.push(next);
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a>b` says that `a` translates `b`; names without a sign are there and say nothing.
    fn check(said: &str, families: &str) {
        let mut translations = Translations::default();
        let mut there = BTreeSet::new();
        for word in said.split_whitespace() {
            let (slug, of) = word.split_once('>').unwrap_or((word, ""));
            there.insert(Slug::from_stem(slug));
            if !of.is_empty() {
                translations.said.insert(Slug::from_stem(slug), (RelPath::new("a.md"), of.to_owned()));
            }
        }
        let mut dirty = Dirty::default();
        translations.settle(|_, said| there.get(said).cloned(), |slug| Facet::Translations(slug), &mut dirty);
        let found: BTreeSet<String> =
            translations.families.values().map(|family| family.iter().map(Slug::as_str).collect::<Vec<_>>().join("+")).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>().join(" "), families, "{said}");
        assert!(translations.families.keys().all(|slug| dirty.holds_facet(Facet::Translations(slug))), "{said}");
    }

    #[test]
    fn families_are_found_through_the_original() {
        check("a b>a c>a d", "a+b+c");
        check("a b>a c>b", "a+b+c");
        check("a>b b>a", "a+b");
        check("a>b b>c c>b", "a+b+c");
        check("a>a", "");
        check("b>a", "");
        check("b>a c>a", "");
        check("x y>x p q>p", "p+q x+y");
    }
}

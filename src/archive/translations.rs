//! Which documents are one text in several languages.
//!
//! A document says `translation-of:`, and that is enough: the original and the other translations learn of it. Who
//! translates a translation joins the same family.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::facet::{Dirty, Facet};
use crate::{base::Slug, document::Document};

/// The families of documents that are one text.
#[derive(Debug, Default)]
pub struct Translations {
    /// What each translation says it translates.
    of: BTreeMap<Slug, Slug>,
    /// All members of a document's family, itself included, in order of their slugs; only families of two or more.
    families: BTreeMap<Slug, Arc<[Slug]>>,
}

/// The document that a document says it translates: `first.md`, or `first`.
pub fn original(document: &Document) -> Option<Slug> {
    let said = document.meta.translation_of.trim();
    let name = said.rsplit('/').next().unwrap_or(said);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    (!stem.is_empty()).then(|| Slug::from_stem(stem))
}

impl Translations {
    /// The other languages of a document's text, itself included; empty if there are none.
    pub fn family(&self, slug: &Slug) -> &[Slug] {
        self.families.get(slug).map_or(&[], |family| family)
    }

    /// Takes what a document now says, or that it is gone. [`Self::settle`] then finds the families.
    pub fn set(&mut self, slug: &Slug, document: Option<&Document>) {
        match document.and_then(original) {
            Some(original) => drop(self.of.insert(slug.clone(), original)),
            None => drop(self.of.remove(slug)),
        }
    }

    /// Finds the families among the documents that there are, and marks those whose members changed. There are few
    /// translations, so they are all found again.
    pub fn settle(&mut self, exists: impl Fn(&Slug) -> bool, dirty: &mut Dirty) {
        if self.of.is_empty() && self.families.is_empty() {
            return;
        }
        let mut members: BTreeMap<&Slug, BTreeSet<&Slug>> = BTreeMap::new();
        for slug in self.of.keys().filter(|slug| exists(slug)) {
            let root = self.root(slug, &exists);
            members.entry(root).or_default().extend([root, slug]);
        }
        let mut families = BTreeMap::new();
        for family in members.into_values().filter(|family| family.len() > 1) {
            let family: Arc<[Slug]> = family.into_iter().cloned().collect();
            families.extend(family.iter().map(|slug| (slug.clone(), family.clone())));
        }
        for slug in self.families.keys().chain(families.keys()) {
            if self.families.get(slug) != families.get(slug) {
                dirty.mark(Facet::Translations(slug));
            }
        }
        self.families = families;
    }

    /// The text from which all others of the family were made. Documents that name each other in a circle have none:
    /// then the first of them stands for it.
    fn root<'a>(&'a self, slug: &'a Slug, exists: &impl Fn(&Slug) -> bool) -> &'a Slug {
        let mut seen = vec![slug];
        let mut at = slug;
        while let Some(next) = self.of.get(at).filter(|next| exists(next)) {
            if let Some(start) = seen.iter().position(|other| *other == next) {
                return seen.iter().skip(start).min().copied().unwrap_or(at);
            }
            seen.push(next);
            at = next;
        }
        at
    }
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
                translations.of.insert(Slug::from_stem(slug), Slug::from_stem(of));
            }
        }
        let mut dirty = Dirty::default();
        translations.settle(|slug| there.contains(slug), &mut dirty);
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

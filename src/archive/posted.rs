//! Letters in the catalogue, and as views see them.

use super::{
    Catalogue, Claim, Label, Reader,
    facet::{Dirty, Facet},
    letters::{Correspondent, Letter, Letters, Neighbours, Pair, Posted, Tally},
};
use crate::{base::Slug, document::AuthorityKind, reference::Role};

impl Catalogue {
    /// All letters.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }

    /// Notes what some documents are as letters; whom their names mean is known.
    pub(super) fn set_letters(&mut self, slugs: Vec<Slug>, dirty: &mut Dirty) {
        let of = |slug: &Slug| Letter::of(&self.documents.get(slug)?.meta, &self.entities);
        let changes = slugs.into_iter().map(|slug| (slug.clone(), of(&slug))).collect();
        self.letters.set(changes, dirty);
    }
}

impl<'a> Reader<'a> {
    /// How many letters there are.
    pub fn count_letters(&self) -> usize {
        self.read(Facet::Letters).letters.count()
    }

    /// The pairs of correspondents, with how much they wrote.
    pub fn correspondences(&self) -> impl Iterator<Item = (&'a Pair, Tally)> + use<'a> {
        let letters = &self.read(Facet::Letters).letters;
        letters.pairs().filter_map(|pair| Some((pair, letters.tally(pair)?)))
    }

    /// The years of which there are letters, with how many; those without a year under `None`.
    pub fn letter_years(&self) -> impl Iterator<Item = (Option<i32>, usize)> + use<'a> {
        let letters = &self.read(Facet::Letters).letters;
        letters.years().map(|year| (year, letters.count_of_year(year)))
    }

    /// The years before and behind one of which there are letters.
    pub fn years_beside(&self, year: i32) -> [Option<i32>; 2] {
        self.read(Facet::LetterYears).letters.years_beside(year)
    }

    /// The letters of a pair, in order of their dates.
    pub fn correspondence(&self, pair: &Pair) -> Vec<Posted<'a>> {
        self.read(Facet::Correspondence(pair)).letters.of_pair(pair)
    }

    /// The letters of a year, or of none that is known, in order of their dates.
    pub fn letters_of_year(&self, year: Option<i32>) -> Vec<Posted<'a>> {
        self.read(Facet::LettersOfYear(year)).letters.of_year(year)
    }

    /// With whom somebody corresponded, and how much.
    pub fn letters_with(&self, one: &Correspondent) -> Vec<(&'a Correspondent, Pair, Tally)> {
        let letters = &self.read(Facet::LettersWith(one)).letters;
        let with = |other: &'a Correspondent| {
            let pair = Pair::of(one, other);
            letters.tally(&pair).map(|tally| (other, pair, tally))
        };
        letters.with(one).filter_map(with).collect()
    }

    /// A document as a letter, with the letters before and behind it.
    pub fn letter(&self, slug: &Slug) -> Option<(&'a Letter, Vec<Neighbours<'a>>)> {
        let letters = &self.read(Facet::LetterOf(slug)).letters;
        letters.get(slug).map(|letter| (letter, letters.neighbours(slug)))
    }

    /// Who a correspondent is, as links show it.
    pub fn correspondent(&self, one: &Correspondent) -> Option<(AuthorityKind, Label<'a>)> {
        let (kind, slug) = match one {
            Correspondent::Record(kind, id) => (*kind, id.as_str().into()),
            Correspondent::Name(name) => match self.claim(Role::Author.into(), name) {
                Claim::One(kind, slug) => (kind, slug),
                Claim::Shared(_) | Claim::None => return None,
            },
        };
        self.label(kind, &slug).map(|label| (kind, label))
    }
}

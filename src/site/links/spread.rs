//! Where the places of a text are that stands on several pages.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

/// A text on several pages of one folder: where on them each of its places is.
#[derive(Debug, Default)]
pub struct Spread {
    /// The pages, as they are seen from each other.
    pub pages: Vec<String>,
    /// By its id on which of them a place is.
    pub places: BTreeMap<String, usize>,
    /// The keys of the works that each of them lists.
    pub works: Vec<BTreeSet<String>>,
    /// The page with all of the text, which has every place, as it is seen from them.
    pub whole: String,
    /// The page that is being made.
    pub here: Cell<usize>,
}

impl Spread {
    /// The page on which a place is; empty if it is the one that is being made.
    pub fn home(&self, id: &str) -> &str {
        let here = self.here.get();
        if let Some(key) = id.strip_prefix("ref-") {
            let is_here = self.works.get(here).is_some_and(|works| works.contains(key));
            return if is_here { "" } else { &self.whole };
        }
        match self.places.get(id) {
            Some(page) if *page == here => "",
            Some(page) => self.pages.get(*page).unwrap_or(&self.whole),
            None => &self.whole,
        }
    }
}

impl<'m> super::Filler<'m, '_, '_> {
    /// The same for a text that stands on several pages.
    #[must_use]
    pub fn spread(mut self, spread: &'m Spread) -> Self {
        self.spread = Some(spread);
        self
    }

    /// The page on which a place of the text is, seen from this one; empty if it is this one.
    pub(super) fn home_of(&self, id: &str) -> &str {
        self.spread.map_or(self.home.as_str(), |spread| spread.home(id))
    }
}

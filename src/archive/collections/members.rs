//! The documents of a collection in their order.

use rustc_hash::FxHashMap;

use crate::base::Slug;

/// The documents of a collection.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// In their order.
    pub order: Vec<Slug>,
    /// Where each stands.
    places: FxHashMap<Slug, usize>,
}

impl Members {
    /// Documents in this order.
    pub fn of(order: Vec<Slug>) -> Self {
        let places = order.iter().enumerate().map(|(place, slug)| (slug.clone(), place)).collect();
        Self { order, places }
    }

    /// The documents before and behind one; `None` if it is not there.
    pub fn beside(&self, document: &Slug) -> Option<[Option<&Slug>; 2]> {
        let place = *self.places.get(document)?;
        Some([place.checked_sub(1).and_then(|before| self.order.get(before)), self.order.get(place + 1)])
    }
}

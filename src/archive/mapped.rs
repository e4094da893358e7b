//! What views that draw maps read.

use super::{Reader, Spot, facet::Facet};

impl<'a> Reader<'a> {
    /// A place as maps show it, if its record says where it is.
    pub fn spot(&self, slug: &str) -> Option<Spot<'a>> {
        self.read(Facet::Spot(slug)).entities.spot(slug)
    }

    /// All places that maps can show, by their addresses.
    pub fn spots(&self) -> impl Iterator<Item = Spot<'a>> + use<'a> {
        self.read(Facet::Spots).entities.spots()
    }
}

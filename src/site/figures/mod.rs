//! The geometry of the drawings on the archive's front. The templates draw them, so that a theme may draw them otherwise.
//!
//! 1. [`timeline`]: how many documents and cited works there are of each year or run of years;
//! 2. [`map`]: which documents cite which of the works that are cited most.
//!
//! Both are as large for a hundred thousand documents as for ten, and of fewer than [`Worth::DOCUMENTS`] a list says more: what a front
//! shows of which nothing is said follows [`Worth`].

pub mod map;
pub mod timeline;

/// Which drawings and rankings are worth being shown of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// How many documents it has.
    pub documents: usize,
    /// How many works several of them cite.
    pub repeated: usize,
    /// How many of its places are on the map.
    pub places: usize,
}

impl Worth {
    /// From so many documents on bars and lines say more than a list.
    pub const DOCUMENTS: usize = 10;
    /// From so many works that are cited by several on they are ranked: a list of ones ranks nothing.
    pub const REPEATED: usize = 3;
    /// From so many places on a map shows more than their names.
    pub const PLACES: usize = 4;

    /// Whether documents and works are drawn by year.
    pub fn timeline(self) -> bool {
        self.documents >= Self::DOCUMENTS
    }

    /// Whether works are ranked.
    pub fn most_cited(self) -> bool {
        self.repeated >= Self::REPEATED
    }

    /// Whether it is drawn who cites what.
    pub fn citation_map(self) -> bool {
        self.documents >= Self::DOCUMENTS && self.most_cited()
    }

    /// Whether places are drawn.
    pub fn map(self) -> bool {
        self.places >= Self::PLACES
    }
}

#[cfg(test)]
mod tests {
    use super::Worth;

    #[test]
    fn little_is_listed_and_not_drawn() {
        for (documents, repeated, places, shown) in [
            (2, 12, 3, [false, true, false, false]),
            (9, 3, 4, [false, true, false, true]),
            (10, 2, 0, [true, false, false, false]),
            (10, 3, 0, [true, true, true, false]),
            (0, 0, 0, [false; 4]),
        ] {
            let worth = Worth { documents, repeated, places };
            assert_eq!([worth.timeline(), worth.most_cited(), worth.citation_map(), worth.map()], shown, "{worth:?}");
        }
    }
}

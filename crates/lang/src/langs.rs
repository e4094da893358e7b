//! Sets of languages.

use crate::TAGS;

/// Some of the languages of [`TAGS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Langs(pub(crate) u128);

impl Langs {
    /// The set of this one language; empty if it is not known.
    pub fn of(tag: &str) -> Self {
        TAGS.binary_search(&tag).map_or(Self(0), |at| Self(1 << at))
    }

    /// Whether no language is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many are in it.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the language is in it.
    pub fn has(self, tag: &str) -> bool {
        self.0 & Self::of(tag).0 != 0
    }

    /// Those that are in both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are in either.
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Their places in [`TAGS`], in order.
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let place = rest.trailing_zeros() as usize;
            (rest != 0).then(|| {
                rest &= rest - 1;
                place
            })
        })
    }

    /// Their tags, sorted.
    pub fn tags(self) -> impl Iterator<Item = &'static str> {
        self.places().filter_map(|place| TAGS.get(place).copied())
    }
}

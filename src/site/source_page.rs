//! A document laid beside its source.

use super::{frame::Maker, unit::Made};
use crate::base::Slug;

/// Makes the source page of a document.
pub fn make(_maker: &Maker<'_, '_>, _slug: &Slug) -> Made {
    Made::default()
}

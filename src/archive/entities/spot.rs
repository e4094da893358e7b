//! Places as maps show them.

use super::{Entity, Label};
use crate::document::Coordinates;

/// A place with coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot<'a> {
    /// Its name and address.
    pub label: Label<'a>,
    /// Where it is.
    pub point: Coordinates,
    /// In how many documents it is named.
    pub documents: usize,
    /// How many passages of texts name it.
    pub passages: usize,
}

impl<'a> Spot<'a> {
    /// An entity, if its record says where it is; the passages are not counted here.
    pub fn of(entity: &'a Entity) -> Option<Self> {
        let point = entity.record.as_ref()?.coordinates?;
        Some(Self { label: Label::of(entity), point, documents: entity.documents(), passages: 0 })
    }
}

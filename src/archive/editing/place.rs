//! A place on a picture, as somebody drew it in the preview.

use serde::Deserialize;

use super::Refusal;
use crate::{
    base::yaml::Value,
    document::region::{Kept, Pictured, Region, Shape},
};

/// A place on the picture of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DraftRegion {
    /// The label of the page.
    pub page: String,
    /// The fragment id of its picture, which tells pages of one label apart; may be empty.
    pub surface: String,
    /// A rectangle as in a file of notes; empty if there is none.
    pub xywh: String,
    /// A polygon as in a file of notes; empty if there is none. Without either the picture as a whole is meant.
    pub polygon: String,
    /// The picture and what it is now; `None` if the facsimile has none of this label. No page can say it.
    #[serde(skip)]
    pub picture: Option<(Pictured, Kept)>,
}

impl DraftRegion {
    /// As it is written into a file of notes, with what the picture is.
    pub(super) fn value(&self) -> Result<Value, Refusal> {
        let (picture, image) = self.picture.clone().ok_or(Refusal::NoPicture)?;
        let shape = match (self.xywh.as_str(), self.polygon.as_str()) {
            ("", "") => Some(Shape::Whole),
            ("", corners) => Shape::polygon(corners),
            (sides, _) => Shape::rectangle(sides),
        };
        let shape = shape.filter(|shape| image.width == 0 || shape.is_within(image.width, image.height)).ok_or(Refusal::NoPlace)?;
        Ok(Region { picture, shape, image }.value())
    }
}

//! A note on a picture that was exchanged, or of which nobody wrote down what it was: the note as it is written once its editor has found
//! it right.

use super::regions::{Placed, State};
use crate::document::region::{Length, Region, Shape, Unit};

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// Nothing: it says already what the picture is.
    Same,
    /// The note, with what the picture is now.
    As(Region),
    /// It cannot be told where its place is on the new picture.
    Unsure,
}

/// The note `region`, which stands at `placed`, as it is written now. On a larger or smaller copy of its picture it grows or shrinks
/// with it; on a picture of other proportions its place must be drawn anew.
pub fn accepted(region: &Region, placed: &Placed) -> Accepted {
    let (was, is) = (&region.image, &placed.image);
    if was == is || is.width == 0 && is.digest.is_empty() {
        return Accepted::Same;
    }
    let shape = match placed.state {
        State::Exact | State::Exchanged => region.shape.clone(),
        State::Outside => return Accepted::Unsure,
        State::Resized => {
            // Width by height on both sides, which is exact; a hundredth is what rounding makes of small copies.
            let (one, other) = (u64::from(was.width) * u64::from(is.height), u64::from(is.width) * u64::from(was.height));
            if one.abs_diff(other) * 100 > one.max(other) {
                return Accepted::Unsure;
            }
            scaled(&region.shape, (was.width, was.height), (is.width, is.height))
        }
    };
    Accepted::As(Region { picture: region.picture.clone(), shape, image: is.clone() })
}

/// A shape on a larger or smaller copy of its picture, by the width and height of both.
pub fn scaled(shape: &Shape, was: (u32, u32), is: (u32, u32)) -> Shape {
    let scale = |length: Length, was: u32, is: u32| {
        let by = (u64::from(length.0) * u64::from(is) + u64::from(was) / 2) / u64::from(was.max(1));
        Length(u32::try_from(by).unwrap_or(u32::MAX))
    };
    let across = |length: &Length| scale(*length, was.0, is.0);
    let down = |length: &Length| scale(*length, was.1, is.1);
    match shape {
        Shape::Rectangle(Unit::Pixel, [x, y, width, height]) => {
            Shape::Rectangle(Unit::Pixel, [across(x), down(y), across(width), down(height)])
        }
        Shape::Polygon(Unit::Pixel, corners) => Shape::Polygon(Unit::Pixel, corners.iter().map(|[x, y]| [across(x), down(y)]).collect()),
        hundredths => hundredths.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::region::{Kept, Pictured};

    fn check(was: (u32, u32), is: (u32, u32), state: State, shape: &str, expected: Option<&str>) {
        let kept = |(width, height), digest: &str| Kept { width, height, digest: digest.to_owned() };
        let shape = Shape::rectangle(shape).unwrap();
        let region = Region { picture: Pictured::Page("3r".into()), shape: shape.clone(), image: kept(was, "a") };
        let placed = Placed { surface: Some(0), file: None, sheet: 0, size: is, image: kept(is, "b"), is_drawn: false, shape, state };
        let found = match accepted(&region, &placed) {
            Accepted::As(region) => Some(region.shape.numbers()),
            Accepted::Same | Accepted::Unsure => None,
        };
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn places_grow_with_their_picture() {
        check((200, 300), (200, 300), State::Exchanged, "20,30,40,50", Some("20,30,40,50"));
        check((200, 300), (400, 600), State::Resized, "20,30,40,50", Some("40,60,80,100"));
        check((200, 300), (100, 150), State::Resized, "21,30,40,50", Some("10.5,15,20,25"));
        check((200, 300), (301, 450), State::Resized, "20,30,40,50", Some("30.1,45,60.2,75"));
        check((200, 300), (400, 600), State::Resized, "percent:20,30,40,50", Some("percent:20,30,40,50"));
        check((200, 300), (300, 200), State::Resized, "20,30,40,50", None);
    }
}

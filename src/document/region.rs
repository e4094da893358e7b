//! What a note on a picture or a recording is about: a rectangle or polygon on the picture, a time of the recording.
//!
//! Shapes are written as Media Fragments have them (W3C Recommendation of 25 September 2012, 4.2.2: `xywh=120,80,400,60`, or
//! `percent:10,10,50,20`); a polygon as the `points` of SVG 2 (9.7). Numbers are kept in thousandths, so that what was read is what
//! is written again.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::{
    speech::TimeCode,
    yaml::{Map, Value},
};

/// A place on a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Region {
    /// Which picture.
    pub picture: Pictured,
    /// Where on it.
    pub shape: Shape,
    /// What the picture was when the note was written.
    pub image: Kept,
}

/// Which picture a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pictured {
    /// That of a page of the document's facsimile, by its label: `3r`.
    Page(String),
    /// A file of the archive, as in a link of the note.
    File(String),
}

/// A place on a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// All of it.
    Whole,
    /// A rectangle: left, top, width, height.
    Rectangle(Unit, [Length; 4]),
    /// A polygon: its corners, each from left and top; at least three.
    Polygon(Unit, Vec<[Length; 2]>),
}

/// In what lengths are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// The picture's own pixels, as it is shown upright.
    Pixel,
    /// Hundredths of its width, or of its height.
    Percent,
}

/// A length in thousandths of its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Length(pub u32);

/// What a picture was when a note on it was written; 0 and empty where that is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Kept {
    pub width: u32,
    pub height: u32,
    /// The digest of its file: `sha256:` and hexadecimal digits.
    pub digest: String,
}

/// A time of a recording, or a stretch of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeSpan {
    /// The label of the recording; empty for the document's first.
    pub recording: String,
    /// Milliseconds since the recording began.
    pub start: u64,
    /// Where the stretch ends; later than `start`.
    pub end: Option<u64>,
}

impl Length {
    /// So many whole units.
    pub fn whole(units: u32) -> Self {
        Self(units.saturating_mul(1000))
    }

    /// A number as it is written: `12`, `12.5`. What is finer than a thousandth is rounded.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 7 || !are_digits(whole) || !are_digits(part) {
            return None;
        }
        let digit = |nth: usize| part.as_bytes().get(nth).map_or(0, |byte| u32::from(byte - b'0'));
        let thousandths = digit(0) * 100 + digit(1) * 10 + digit(2) + u32::from(digit(3) >= 5);
        whole.parse::<u32>().ok()?.checked_mul(1000)?.checked_add(thousandths).map(Self)
    }

    /// This share of a length, in thousandths of a pixel.
    fn of(self, pixels: u32) -> Self {
        let thousandths = u64::from(self.0) * u64::from(pixels) / 100;
        Self(u32::try_from(thousandths).unwrap_or(u32::MAX))
    }

    /// Where `by` behind this one lies.
    pub fn plus(self, by: Self) -> Self {
        Self(self.0.saturating_add(by.0))
    }
}

/// As in a file: without noughts at the end.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = format!("{:03}", self.0 % 1000);
        let part = part.trim_end_matches('0');
        let sign = if part.is_empty() { "" } else { "." };
        write!(f, "{}{sign}{part}", self.0 / 1000)
    }
}

impl Shape {
    /// A rectangle as Media Fragments write it, with or without `pixel:`.
    pub fn rectangle(text: &str) -> Option<Self> {
        let (unit, numbers) = unit(text);
        let lengths: Vec<Length> = numbers.split(',').map(Length::parse).collect::<Option<_>>()?;
        let lengths: [Length; 4] = lengths.try_into().ok()?;
        let [_, _, width, height] = lengths;
        (width.0 > 0 && height.0 > 0).then_some(Self::Rectangle(unit, lengths))
    }

    /// A polygon as SVG writes its points: `x,y x,y x,y`.
    pub fn polygon(text: &str) -> Option<Self> {
        /// The most corners: an outline that a hand draws has some dozens.
        const MOST: usize = 10_000;
        let (unit, numbers) = unit(text);
        let numbers = numbers.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
        let lengths: Vec<Length> = numbers.map(Length::parse).collect::<Option<_>>()?;
        let corners: Vec<[Length; 2]> = lengths.chunks(2).map(|pair| pair.try_into().ok()).collect::<Option<_>>()?;
        (3..=MOST).contains(&corners.len()).then_some(Self::Polygon(unit, corners))
    }

    /// The same in pixels of a picture of this size.
    #[must_use]
    pub fn in_pixels(&self, width: u32, height: u32) -> Self {
        let pixel = Unit::Pixel;
        match self {
            Self::Rectangle(Unit::Percent, [x, y, w, h]) => Self::Rectangle(pixel, [x.of(width), y.of(height), w.of(width), h.of(height)]),
            Self::Polygon(Unit::Percent, corners) => {
                Self::Polygon(pixel, corners.iter().map(|[x, y]| [x.of(width), y.of(height)]).collect())
            }
            same => same.clone(),
        }
    }

    /// Whether any part of it lies on a picture of this size.
    pub fn is_within(&self, width: u32, height: u32) -> bool {
        let [x, y, _, _] = self.in_pixels(width, height).bounds();
        *self == Self::Whole || x < Length::whole(width) && y < Length::whole(height)
    }

    /// The rectangle around it: left, top, width, height; of the whole nothing.
    pub fn bounds(&self) -> [Length; 4] {
        match self {
            Self::Whole => [Length::default(); 4],
            Self::Rectangle(_, lengths) => *lengths,
            Self::Polygon(_, corners) => {
                let least = |at: fn(&[Length; 2]) -> Length| corners.iter().map(at).min().unwrap_or_default();
                let most = |at: fn(&[Length; 2]) -> Length| corners.iter().map(at).max().unwrap_or_default();
                let (x, y) = (least(|[x, _]| *x), least(|[_, y]| *y));
                [x, y, Length(most(|[x, _]| *x).0 - x.0), Length(most(|[_, y]| *y).0 - y.0)]
            }
        }
    }

    /// Its numbers: of a rectangle as in `xywh`, of a polygon as in `points`.
    pub fn numbers(&self) -> String {
        let (unit, numbers) = match self {
            Self::Whole => return String::new(),
            Self::Rectangle(unit, lengths) => (unit, lengths.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")),
            Self::Polygon(unit, corners) => (unit, corners.iter().map(|[x, y]| format!("{x},{y}")).collect::<Vec<_>>().join(" ")),
        };
        if *unit == Unit::Percent { format!("percent:{numbers}") } else { numbers }
    }
}

/// What numbers count, and the numbers.
fn unit(text: &str) -> (Unit, &str) {
    let text = text.trim();
    match text.split_once(':') {
        Some(("percent", numbers)) => (Unit::Percent, numbers),
        Some(("pixel", numbers)) => (Unit::Pixel, numbers),
        _ => (Unit::Pixel, text),
    }
}

impl Region {
    /// In short, as an editor may see it: `3r (120,80,400,60)`.
    pub fn shown(&self) -> String {
        let (Pictured::Page(name) | Pictured::File(name)) = &self.picture;
        let numbers = match &self.shape {
            Shape::Whole => String::new(),
            shape => format!(" ({})", shape.numbers()),
        };
        format!("{name}{numbers}")
    }

    /// As it stands in a file of notes, under `target`.
    pub fn value(&self) -> Value {
        let mut map = Map::new();
        let (key, name) = match &self.picture {
            Pictured::Page(label) => ("page", label),
            Pictured::File(path) => ("file", path),
        };
        map.insert(key.into(), name.as_str().into());
        match &self.shape {
            Shape::Whole => {}
            Shape::Rectangle(..) => _ = map.insert("xywh".into(), self.shape.numbers().into()),
            Shape::Polygon(..) => _ = map.insert("polygon".into(), self.shape.numbers().into()),
        }
        if self.image != Kept::default() {
            map.insert("image".into(), self.image.value());
        }
        map.into()
    }
}

impl Kept {
    /// As it stands in a file of notes, under `image`.
    pub fn value(&self) -> Value {
        let mut map = Map::new();
        for (key, length) in [("width", self.width), ("height", self.height)] {
            if length > 0 {
                map.insert(key.into(), length.into());
            }
        }
        if !self.digest.is_empty() {
            map.insert("digest".into(), self.digest.as_str().into());
        }
        map.into()
    }
}

impl TimeSpan {
    /// A time, or two parted by a dash: `00:12:31`, `12:31-13:02.5`.
    pub fn parse(recording: &str, text: &str) -> Option<Self> {
        let time = |text: &str| {
            let text = text.trim();
            let code = TimeCode::at_start(text).filter(|code| code.length == text.len() && !code.in_brackets);
            code.map(|code| code.milliseconds).or_else(|| Some(u64::from(Length::parse(text)?.0)))
        };
        let (start, end) = match text.split_once(['-', '–', '/']) {
            Some((start, end)) => (time(start)?, Some(time(end)?)),
            None => (time(text)?, None),
        };
        end.is_none_or(|end| end > start).then(|| Self { recording: recording.to_owned(), start, end })
    }

    /// As readers see it: `00:12:31`, `00:12:31–00:13:02`.
    pub fn shown(&self) -> String {
        let clock = |milliseconds: u64| clock(milliseconds / 1000 * 1000);
        self.end.map_or_else(|| clock(self.start), |end| format!("{}–{}", clock(self.start), clock(end)))
    }

    /// As Media Fragments have it (4.2.1): `751`, `751,782.5`.
    pub fn fragment(&self) -> String {
        let seconds = |milliseconds: u64| Length(u32::try_from(milliseconds).unwrap_or(u32::MAX)).to_string();
        self.end.map_or_else(|| seconds(self.start), |end| format!("{},{}", seconds(self.start), seconds(end)))
    }

    /// As it stands in a file of notes, under `target`.
    pub fn value(&self) -> Value {
        let mut map = Map::new();
        if !self.recording.is_empty() {
            map.insert("recording".into(), self.recording.as_str().into());
        }
        let end = self.end.map_or_else(String::new, |end| format!("-{}", clock(end)));
        map.insert("time".into(), format!("{}{end}", clock(self.start)).into());
        map.into()
    }
}

/// Hours, minutes, seconds, and what there is of parts of one.
fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let part = format!(".{:03}", milliseconds % 1000);
    format!("{:02}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds % 60, part.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_written_as_they_were_read() {
        for (text, expected) in [
            ("120,80,400,60", Some("120,80,400,60")),
            ("pixel: 120, 80.50 ,400,60.0004", Some("120,80.5,400,60")),
            ("percent:10,10,33.333,20", Some("percent:10,10,33.333,20")),
            ("120,80,400", None),
            ("120,80,0,60", None),
            ("-1,80,400,60", None),
            ("99999999,0,1,1", None),
            ("a,b,c,d", None),
        ] {
            assert_eq!(Shape::rectangle(text).map(|shape| shape.numbers()).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("0,0 10,0 10.5,10", Some("0,0 10,0 10.5,10")),
            ("0 0, 10 0, 10 10", Some("0,0 10,0 10,10")),
            ("percent:0,0 50,0 50,50", Some("percent:0,0 50,0 50,50")),
            ("0,0 10,0", None),
            ("0,0 10,0 10", None),
        ] {
            assert_eq!(Shape::polygon(text).map(|shape| shape.numbers()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn shares_become_pixels() {
        let check = |shape: Option<Shape>, expected: &str| {
            assert_eq!(shape.map(|shape| shape.in_pixels(200, 300).numbers()).as_deref(), Some(expected));
        };
        check(Shape::rectangle("percent:10,10,50,33.333"), "20,30,100,99.999");
        check(Shape::polygon("percent:0,0 100,0 100,50"), "0,0 200,0 200,150");
        check(Shape::rectangle("1,2,3,4"), "1,2,3,4");
        let triangle = Shape::polygon("5,9 20,4 7,30");
        assert_eq!(triangle.map(|shape| shape.bounds()), Some([Length(5000), Length(4000), Length(15_000), Length(26_000)]));
        assert!(Shape::rectangle("190,0,50,50").is_some_and(|shape| shape.is_within(200, 300)));
        assert!(Shape::rectangle("200,0,50,50").is_some_and(|shape| !shape.is_within(200, 300)));
    }

    #[test]
    fn times_are_clocks_or_seconds() {
        for (text, shown, fragment) in [
            ("00:12:31", "00:12:31", "751"),
            ("12:31-13:02.5", "00:12:31–00:13:02", "751,782.5"),
            ("751.25", "00:12:31", "751.25"),
            ("01:00:00–01:00:01", "01:00:00–01:00:01", "3600,3601"),
        ] {
            let span = TimeSpan::parse("", text);
            assert_eq!(span.as_ref().map(TimeSpan::shown).as_deref(), Some(shown), "{text}");
            assert_eq!(span.as_ref().map(TimeSpan::fragment).as_deref(), Some(fragment), "{text}");
        }
        for wrong in ["", "soon", "13:00-12:00", "12:71", "[12:31]"] {
            assert_eq!(TimeSpan::parse("", wrong), None, "{wrong}");
        }
    }
}

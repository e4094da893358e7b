//! Where pages, lines and words stand on the pictures: a file beside the document (`docs/FORMATS.md`, "coordinates").

use std::fmt::Write as _;

use roxmltree::Node;

use super::number;
use crate::formats::xml::node::{attribute, children};

/// A box on a picture: left, top, width, height, in the units of its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place(f64, f64, f64, f64);

impl Place {
    /// From the attributes of an element of ALTO.
    pub fn of_alto(node: Node<'_, '_>) -> Option<Self> {
        Some(Self(number(node, "HPOS")?, number(node, "VPOS")?, number(node, "WIDTH")?, number(node, "HEIGHT")?))
    }

    /// Around the polygon of an element of PAGE XML: `points="1,2 3,4"`, before 2013 an element each.
    pub fn of_page(node: Node<'_, '_>) -> Option<Self> {
        let coords = children(node, "Coords").next()?;
        let pair = |point: &str| point.split_once(',').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
        let mut points: Vec<(f64, f64)> = attribute(coords, "points").split_whitespace().filter_map(pair).collect();
        points.extend(children(coords, "Point").filter_map(|point| number(point, "x").zip(number(point, "y"))));
        let (x, y) = *points.first()?;
        let (left, top, right, bottom) =
            points.iter().fold((x, y, x, y), |(l, t, r, b), (x, y)| (l.min(*x), t.min(*y), r.max(*x), b.max(*y)));
        Some(Self(left, top, right - left, bottom - top))
    }

    /// From the properties of an element of hOCR: `bbox 10 20 110 40`.
    pub fn of_hocr(node: Node<'_, '_>) -> Option<Self> {
        let bbox = super::hocr::property(node, "bbox")?;
        let mut numbers = bbox.split_whitespace().map(str::parse::<f64>);
        let mut next = || numbers.next()?.ok();
        let (left, top, right, bottom) = (next()?, next()?, next()?, next()?);
        Some(Self(left, top, right - left, bottom - top))
    }

    /// Whether the gap before another at its right is wider than one and a half times the height of both.
    pub fn is_apart_from(self, next: Self) -> bool {
        next.0 - self.end().0 > 1.5 * self.3.max(next.3)
    }

    /// Its right and lower edges.
    pub fn end(self) -> (f64, f64) {
        let Self(left, top, width, height) = self;
        (left + width, top + height)
    }
}

/// How large a page is, and in which unit.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub width: Option<f64>,
    pub height: Option<f64>,
    /// `pixel`, or what ALTO calls its unit (`mm10`, `inch1200`).
    pub unit: String,
}

/// The lines of the file.
#[derive(Debug, Default)]
pub struct Boxes {
    rows: String,
    /// Where the row of the page under way begins.
    page: usize,
    /// Whether any line has a box.
    is_known: bool,
}

impl Boxes {
    /// A page begins.
    pub fn page(&mut self, printed: &str, picture: &str, sheet: &Sheet) {
        self.page = self.rows.len();
        let size = sheet.width.zip(sheet.height).map_or(String::new(), |(width, height)| format!("{} {}", round(width), round(height)));
        _ = writeln!(self.rows, "page\t{}\t{}\t{size}\t{}", cell(printed), cell(picture), cell(&sheet.unit));
    }

    /// The number that is printed on the page under way, if it has none.
    pub fn number(&mut self, printed: &str) {
        const BEGINS: &str = "page\t";
        if self.rows.get(self.page..).is_some_and(|row| row.strip_prefix(BEGINS).is_some_and(|rest| rest.starts_with('\t'))) {
            self.rows.insert_str(self.page + BEGINS.len(), &cell(printed));
        }
    }

    /// A line of a page, and the boxes of its words, if there are as many as it has words.
    pub fn line(&mut self, words: &str, place: Option<Place>, of_words: &[Place]) {
        self.is_known |= place.is_some();
        let count = words.split_whitespace().count();
        let of_words: Vec<String> = of_words.iter().filter(|_| of_words.len() == count).map(|place| written(Some(*place))).collect();
        _ = writeln!(self.rows, "{}\t{}\t{}", written(place), of_words.join(";"), cell(words));
    }

    /// The file; nothing if nothing is known.
    pub fn file(&self) -> &str {
        if self.is_known { &self.rows } else { "" }
    }
}

fn written(place: Option<Place>) -> String {
    place.map_or(String::new(), |Place(left, top, width, height)| [left, top, width, height].map(|n| round(n).to_string()).join(" "))
}

/// Whole units are fine enough.
fn round(number: f64) -> i64 {
    number.round() as i64
}

fn cell(words: &str) -> String {
    words.replace(char::is_control, " ")
}

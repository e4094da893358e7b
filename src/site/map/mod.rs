//! Maps of places: drawings without tiles and without script, in the colours of the page.
//!
//! 1. [`projection`]: the places on paper, around their middle;
//! 2. the sheet is cut around them, with a margin;
//! 3. [`outline`]: the land on it, from Natural Earth; meridians and parallels;
//! 4. a dot for each place, the larger the more passages name it, and where there is room its name ([`labels`]).

mod labels;
mod outline;
mod projection;

use super::{
    address,
    frame::Maker,
    page_path::PagePath,
    view::{DegreeLabel, PlaceDot, PlaceMap},
};
use crate::{archive::Spot, document::AuthorityKind};
use outline::Frame;
use projection::{Place, Point, Projection};

/// How many places a map shows at most.
const MOST: usize = 200;
/// How many of them get a name.
const MOST_NAMED: usize = 60;
/// How wide a map is, in tenths of a pixel, as all lengths of a map are.
const WIDTH: f64 = 7200.0;
/// How high it is at least and at most, as a part of its width.
const RATIO: (f64, f64) = (0.5, 0.8);
/// How wide the part of the world is at least that it shows, in radii of the globe: about 900 kilometres.
const LEAST: f64 = 0.14;
/// The radii of dots.
const DOT: (f64, f64) = (32.0, 110.0);
/// How far apart points of an outline are at least.
const FINEST: f64 = 6.0;

/// The map of all places of the archive, for their index: the most named ones.
pub fn of_all(maker: &Maker<'_, '_>, path: &PagePath) -> PlaceMap {
    of(path, maker.reader.spots().collect(), "")
}

/// The map of some places, seen from the page at `path`; nothing if there are none. `current` is the place that the page is about.
pub fn of(path: &PagePath, mut spots: Vec<Spot<'_>>, current: &str) -> PlaceMap {
    let rank = |spot: &Spot<'_>| (spot.label.slug != current, usize::MAX - spot.weight(), usize::MAX - spot.documents);
    spots.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.label.slug.cmp(b.label.slug)));
    spots.dedup_by(|a, b| a.label.slug == b.label.slug);
    let more = spots.len().saturating_sub(MOST);
    spots.truncate(MOST);
    if spots.is_empty() {
        return PlaceMap::default();
    }
    let places: Vec<Place> = spots.iter().map(|spot| (spot.point.longitude, spot.point.latitude)).collect();
    let sheet = Sheet::of(&places);
    let most = spots.iter().map(Spot::weight).max().unwrap_or(0).max(1);
    let points: Vec<(f64, f64, f64, &str)> = spots
        .iter()
        .zip(&places)
        .map(|(spot, place)| {
            let (x, y) = sheet.at(*place);
            // What is seen of a number is the area.
            (x, y, DOT.0 + (DOT.1 - DOT.0) * (spot.weight() as f64 / most as f64).sqrt(), spot.label.name)
        })
        .collect();
    let named = points.get(..points.len().min(MOST_NAMED)).unwrap_or(&[]);
    let mut names = labels::place(named, (WIDTH, sheet.height)).into_iter();
    let dots = spots.iter().zip(&points).map(|(spot, (x, y, r, _))| {
        let label = names.next().flatten();
        PlaceDot {
            href: if spot.label.slug == current {
                String::new()
            } else {
                path.to(&address::entity(AuthorityKind::Places, spot.label.slug, 1))
            },
            name: spot.label.name.to_owned(),
            passages: spot.passages,
            documents: spot.documents,
            x: rounded(*x),
            y: rounded(*y),
            r: rounded(*r),
            label_x: label.map_or(0, |label| rounded(label.x)),
            label_y: label.map_or(0, |label| rounded(label.y)),
            anchor: label.map_or("", |label| label.anchor),
        }
    });
    let dots = dots.collect();
    let (graticule, degrees) = sheet.graticule();
    PlaceMap { width: rounded(WIDTH), height: rounded(sheet.height), land: sheet.land(), graticule, degrees, dots, more }
}

/// The paper on which a map is drawn.
struct Sheet {
    projection: Projection,
    /// What of the projection is on it.
    frame: Frame,
    /// What of the globe may be on it, in degrees.
    window: Frame,
    scale: f64,
    height: f64,
}

impl Sheet {
    fn of(places: &[Place]) -> Self {
        let projection = projection::of(places);
        let middle = projection.meridian();
        // Equal Earth ends half around the globe from its middle.
        let near = |longitude: f64| middle + projection::turned(longitude - middle);
        let points: Vec<Point> = places.iter().map(|(longitude, latitude)| projection.point((near(*longitude), *latitude))).collect();
        let least = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (least(|point| point.0), most(|point| point.0));
        let (low, high) = (least(|point| point.1), most(|point| point.1));
        // A margin of an eighth on each side, for names and the neighbourhood.
        let mut wide = ((right - left) * 1.25).max(LEAST);
        let mut tall = ((high - low) * 1.25).max(LEAST * RATIO.0);
        tall = tall.max(wide * RATIO.0);
        wide = wide.max(tall / RATIO.1);
        let (x, y) = ((left + right) / 2.0, (low + high) / 2.0);
        let frame = Frame(x - wide / 2.0, y - tall / 2.0, x + wide / 2.0, y + tall / 2.0);
        let scale = WIDTH / wide;
        Self { projection, frame, window: window(projection, frame), scale, height: tall * scale }
    }

    /// Where a place is on the sheet.
    fn at(&self, (longitude, latitude): Place) -> (f64, f64) {
        let middle = self.projection.meridian();
        self.on_sheet(self.projection.point((middle + projection::turned(longitude - middle), latitude)))
    }

    fn on_sheet(&self, (x, y): Point) -> (f64, f64) {
        ((x - self.frame.0) * self.scale, (self.frame.3 - y) * self.scale)
    }

    /// The land as SVG's `d`.
    fn land(&self) -> String {
        let rings = outline::land(self.projection, self.window, self.frame);
        let mut path = Pen::default();
        for ring in rings {
            let mut points = ring.into_iter().map(|point| self.on_sheet(point));
            if let Some(first) = points.next() {
                path.begin(first);
                points.for_each(|point| path.line(point, FINEST));
                path.text.push('z');
            }
        }
        path.text
    }

    /// Meridians and parallels as SVG's `d`, and what stands at them.
    fn graticule(&self) -> (String, Vec<DegreeLabel>) {
        let Frame(west, south, east, north) = self.window;
        let step = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0].into_iter().find(|step| (north - south) / step <= 6.0).unwrap_or(30.0);
        let (mut path, mut degrees) = (Pen::default(), Vec::new());
        // Meridians run together near the poles.
        let apart = match east - west {
            width if width > 350.0 => 30.0,
            width => [step, 2.0 * step, 5.0, 10.0, 15.0].into_iter().find(|apart| *apart >= step && width / apart <= 10.0).unwrap_or(30.0),
        };
        // Lines around a pole are circles.
        let parts = if east - west > 350.0 { 96 } else { 24 };
        let along = |from: f64, to: f64| (0..=parts).map(move |nth| from + (to - from) * f64::from(nth) / f64::from(parts));
        for longitude in multiples(apart, west, east) {
            let line = self.line(along(south.max(-89.0), north.min(89.0)).map(|latitude| (longitude, latitude)), &mut path);
            // Where it leaves the sheet below.
            let crossing = line.windows(2).find_map(|pair| match pair {
                [a, b] if (a.1 - self.height) * (b.1 - self.height) <= 0.0 && a.1 > b.1 => {
                    Some(a.0 + (b.0 - a.0) * (self.height - a.1) / (b.1 - a.1))
                }
                _ => None,
            });
            if let Some(x) = crossing.filter(|x| (200.0..WIDTH - 300.0).contains(x)) {
                let longitude = projection::turned(longitude);
                let side = if longitude.abs() < 0.5 || longitude.abs() > 179.5 {
                    ""
                } else if longitude > 0.0 {
                    "east"
                } else {
                    "west"
                };
                degrees.push(DegreeLabel { degrees: rounded(longitude.abs()), side, x: rounded(x) + 15, y: rounded(self.height) - 30 });
            }
        }
        for latitude in multiples(step, south.max(-89.0), north.min(89.0)) {
            let line = self.line(along(west, east).map(|longitude| (longitude, latitude)), &mut path);
            // Where it comes on to the sheet from the left.
            let crossing = line.windows(2).find_map(|pair| match pair {
                [a, b] if a.0 <= 0.0 && b.0 > 0.0 => Some(a.1 + (b.1 - a.1) * -a.0 / (b.0 - a.0)),
                _ => None,
            });
            if let Some(y) = crossing.filter(|y| (150.0..self.height - 250.0).contains(y)) {
                let side = if latitude.abs() < 0.5 {
                    ""
                } else if latitude > 0.0 {
                    "north"
                } else {
                    "south"
                };
                degrees.push(DegreeLabel { degrees: rounded(latitude.abs()), side, x: 20, y: rounded(y) - 20 });
            }
        }
        (path.text, degrees)
    }

    /// Draws a line of the graticule, as far as it is on the sheet; gives its points.
    fn line(&self, places: impl Iterator<Item = Place>, path: &mut Pen) -> Vec<(f64, f64)> {
        let margin = (self.frame.2 - self.frame.0) / 8.0;
        let around = Frame(self.frame.0 - margin, self.frame.1 - margin, self.frame.2 + margin, self.frame.3 + margin);
        let mut is_on = false;
        let draw = |place: Place| {
            let point = self.projection.point(place);
            let at = self.on_sheet(point);
            if around.holds(point) {
                if is_on { path.line(at, FINEST * 4.0) } else { path.begin(at) }
            }
            is_on = around.holds(point);
            at
        };
        places.map(draw).collect()
    }
}

/// The part of the globe that may be seen in a frame, in degrees, with a margin.
fn window(projection: Projection, frame: Frame) -> Frame {
    let middle = projection.meridian();
    let whole = Frame(middle - 180.0, -90.0, middle + 180.0, 90.0);
    let pole = |latitude: f64| frame.holds(projection.point((middle, latitude)));
    let edge = (0..=32).flat_map(|nth| {
        let part = f64::from(nth) / 32.0;
        let (x, y) = (frame.0 + (frame.2 - frame.0) * part, frame.1 + (frame.3 - frame.1) * part);
        [(x, frame.1), (x, frame.3), (frame.0, y), (frame.2, y)]
    });
    let Some(places) = edge.map(|point| projection.place(point)).collect::<Option<Vec<Place>>>() else { return whole };
    let mut seen = Frame(f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    for (longitude, latitude) in places {
        seen = Frame(seen.0.min(longitude), seen.1.min(latitude), seen.2.max(longitude), seen.3.max(latitude));
    }
    match (pole(90.0), pole(-90.0)) {
        (false, false) => Frame(seen.0 - 1.0, (seen.1 - 1.0).max(-90.0), seen.2 + 1.0, (seen.3 + 1.0).min(90.0)),
        (true, false) => Frame(whole.0, (seen.1 - 1.0).max(-90.0), whole.2, 90.0),
        (false, true) => Frame(whole.0, -90.0, whole.2, (seen.3 + 1.0).min(90.0)),
        (true, true) => whole,
    }
}

/// The multiples of a step from one number to another.
fn multiples(step: f64, from: f64, to: f64) -> impl Iterator<Item = f64> {
    let first = (from / step).ceil();
    (0..400).map(move |nth| (first + f64::from(nth)) * step).take_while(move |degrees| *degrees <= to)
}

/// A path in whole numbers, each point seen from the one before.
#[derive(Default)]
struct Pen {
    text: String,
    at: (i32, i32),
}

impl Pen {
    fn begin(&mut self, to: (f64, f64)) {
        let to = (rounded(to.0), rounded(to.1));
        self.text.push_str(&format!("M{} {}l", to.0, to.1));
        self.at = to;
    }

    /// A line to a point, unless that is nearer than `least`.
    fn line(&mut self, to: (f64, f64), least: f64) {
        let (x, y) = (rounded(to.0) - self.at.0, rounded(to.1) - self.at.1);
        if f64::from(x).hypot(f64::from(y)) < least {
            return;
        }
        if !self.text.ends_with('l') && x >= 0 {
            self.text.push(' ');
        }
        self.text.push_str(&x.to_string());
        if y >= 0 {
            self.text.push(' ');
        }
        self.text.push_str(&y.to_string());
        self.at = (self.at.0 + x, self.at.1 + y);
    }
}

fn rounded(number: f64) -> i32 {
    number.round() as i32
}

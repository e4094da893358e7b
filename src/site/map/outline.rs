//! The outlines of land: Natural Earth's, in the public domain (naturalearthdata.com), as `tools/land_outlines.py` packs them.

use super::projection::{Place, Point, Projection};

/// For maps of large parts of the world, 1:110 million, and for others, 1:50 million.
const COARSE: &[u8] = include_bytes!("land-110m.bin");
const FINE: &[u8] = include_bytes!("land-50m.bin");

/// A rectangle: left, lower, right, upper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame(pub f64, pub f64, pub f64, pub f64);

impl Frame {
    /// Whether the two have a point in common.
    fn meets(self, other: Self) -> bool {
        self.0 <= other.2 && other.0 <= self.2 && self.1 <= other.3 && other.1 <= self.3
    }

    /// Whether a point is in it.
    pub fn holds(self, (x, y): Point) -> bool {
        (self.0..=self.2).contains(&x) && (self.1..=self.3).contains(&y)
    }
}

/// The longest stretch, in degrees, that is drawn as a straight line.
const STRAIGHT: f64 = 2.0;

/// The rings of land on paper, within a frame on it. `window` is the part of the globe that may be seen, in degrees; its longitudes may
/// go beyond 180.
pub fn land(projection: Projection, window: Frame, frame: Frame) -> Vec<Vec<Point>> {
    let data = if window.2 - window.0 > 40.0 { COARSE } else { FINE };
    let mut found = Vec::new();
    for ring in Rings(data) {
        for turn in [-360.0, 0.0, 360.0] {
            let bounds = Frame(ring.bounds.0 + turn, ring.bounds.1, ring.bounds.2 + turn, ring.bounds.3);
            if !bounds.meets(window) {
                continue;
            }
            let places = near(ring.places().map(|(longitude, latitude)| (longitude + turn, latitude)), window);
            let places = clipped(places, window);
            let points = curved(&places).into_iter().map(|place| projection.point(place)).collect();
            let points = clipped(points, frame);
            if points.len() > 2 {
                found.push(points);
            }
        }
    }
    found
}

/// A ring as packed.
struct Ring<'a> {
    bounds: Frame,
    points: &'a [u8],
}

impl<'a> Ring<'a> {
    fn places(&self) -> impl Iterator<Item = Place> + 'a {
        self.points.chunks_exact(4).filter_map(|bytes| match bytes {
            [a, b, c, d] => Some((degrees([*a, *b]), degrees([*c, *d]))),
            _ => None,
        })
    }
}

/// Hundredths of a degree.
fn degrees(bytes: [u8; 2]) -> f64 {
    f64::from(i16::from_le_bytes(bytes)) / 100.0
}

/// The rings in packed data, one by one.
struct Rings<'a>(&'a [u8]);

impl<'a> Iterator for Rings<'a> {
    type Item = Ring<'a>;

    fn next(&mut self) -> Option<Ring<'a>> {
        let (head, rest) = self.0.split_first_chunk::<10>()?;
        let [a, b, w0, w1, s0, s1, e0, e1, n0, n1] = *head;
        let (points, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([a, b])) * 4)?;
        self.0 = rest;
        Some(Ring { bounds: Frame(degrees([w0, w1]), degrees([s0, s1]), degrees([e0, e1]), degrees([n0, n1])), points })
    }
}

/// A ring without what lies wholly beyond one side of a frame: most of a continent is nowhere near. The part within stays as it is.
fn near(ring: impl Iterator<Item = Point>, frame: Frame) -> Vec<Point> {
    let beyond =
        |(x, y): Point| u8::from(x < frame.0) | u8::from(x > frame.2) << 1 | u8::from(y < frame.1) << 2 | u8::from(y > frame.3) << 3;
    let mut kept: Vec<Point> = Vec::new();
    // The sides beyond which all points since the one kept last are, and the last of these.
    let (mut sides, mut passed) = (0, None);
    for point in ring {
        let side = beyond(point);
        if sides & side != 0 {
            sides &= side;
            passed = Some(point);
            continue;
        }
        if let Some(last) = passed.take() {
            kept.push(last);
            sides = beyond(last);
            if sides & side != 0 {
                sides &= side;
                passed = Some(point);
                continue;
            }
        }
        kept.push(point);
        sides = side;
    }
    kept.extend(passed);
    kept
}

/// A ring with more points where they are far apart, as a parallel is no straight line on paper.
fn curved(places: &[Place]) -> Vec<Place> {
    let mut all = Vec::with_capacity(places.len());
    for (nth, &(x, y)) in places.iter().enumerate() {
        let &(to_x, to_y) = places.get(nth + 1).or(places.first()).unwrap_or(&(x, y));
        let steps = ((to_x - x).abs().max((to_y - y).abs()) / STRAIGHT).ceil().clamp(1.0, 200.0);
        let mut step = 0.0;
        while step < steps {
            all.push((x + (to_x - x) * step / steps, y + (to_y - y) * step / steps));
            step += 1.0;
        }
    }
    all
}

/// The part of a ring in a frame (Sutherland and Hodgman 1974, DOI 10.1145/360767.360802).
fn clipped(ring: Vec<Point>, frame: Frame) -> Vec<Point> {
    let cut_x = |at: f64| move |a: Point, b: Point| (at, a.1 + (b.1 - a.1) * (at - a.0) / (b.0 - a.0));
    let cut_y = |at: f64| move |a: Point, b: Point| (a.0 + (b.0 - a.0) * (at - a.1) / (b.1 - a.1), at);
    let ring = beyond(ring, |point| point.0 >= frame.0, cut_x(frame.0));
    let ring = beyond(ring, |point| point.0 <= frame.2, cut_x(frame.2));
    let ring = beyond(ring, |point| point.1 >= frame.1, cut_y(frame.1));
    beyond(ring, |point| point.1 <= frame.3, cut_y(frame.3))
}

/// The part of a ring on the right side of a line; `cut` gives the point of the line between two.
fn beyond(ring: Vec<Point>, is_in: impl Fn(Point) -> bool, cut: impl Fn(Point, Point) -> Point) -> Vec<Point> {
    if ring.iter().all(|point| is_in(*point)) {
        return ring;
    }
    let Some(mut before) = ring.last().copied() else { return ring };
    let mut kept = Vec::with_capacity(ring.len());
    for point in ring {
        match (is_in(before), is_in(point)) {
            (true, true) => kept.push(point),
            (true, false) => kept.push(cut(before, point)),
            (false, true) => kept.extend([cut(before, point), point]),
            (false, false) => {}
        }
        before = point;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_all_there_is() {
        for (data, least) in [(COARSE, 100), (FINE, 1000)] {
            let rings: Vec<Ring<'_>> = Rings(data).collect();
            assert!(rings.len() > least, "{}", rings.len());
            let bytes: usize = rings.iter().map(|ring| ring.points.len() + 10).sum();
            assert_eq!(bytes, data.len());
            for ring in &rings {
                assert!(ring.places().all(|place| ring.bounds.holds(place)));
                assert!(ring.bounds.0 >= -300.0 && ring.bounds.2 <= 300.0 && ring.bounds.1 >= -90.0 && ring.bounds.3 <= 90.0);
                // Nothing jumps around the globe, but the one that goes down to the pole.
                let places: Vec<Place> = ring.places().collect();
                assert!(places.windows(2).all(|pair| (pair[0].0 - pair[1].0).abs() < 180.0 || pair[0].1 == -90.0));
            }
        }
    }

    #[test]
    fn what_is_left_out_is_not_in_the_frame() {
        let window = Frame(20.0, 55.0, 32.0, 62.0);
        let area = |ring: &[Point]| -> f64 {
            let next = ring.iter().skip(1).chain(ring.first());
            ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
        };
        for ring in Rings(FINE) {
            let whole: Vec<Place> = ring.places().collect();
            let short = near(whole.iter().copied(), window);
            assert!(short.len() <= whole.len());
            let (one, other) = (area(&clipped(whole, window)), area(&clipped(short, window)));
            assert!((one - other).abs() < 1e-6, "{one} {other}");
        }
    }

    #[test]
    fn a_ring_is_cut_at_the_frame() {
        let ring = vec![(-1.0, -1.0), (3.0, -1.0), (3.0, 1.0), (-1.0, 1.0)];
        let kept = clipped(ring, Frame(0.0, 0.0, 2.0, 2.0));
        assert_eq!(kept.len(), 4);
        assert!(kept.iter().all(|point| Frame(0.0, 0.0, 2.0, 1.0).holds(*point)), "{kept:?}");
        assert_eq!(clipped(vec![(5.0, 5.0), (6.0, 5.0), (6.0, 6.0)], Frame(0.0, 0.0, 2.0, 2.0)), []);
    }
}

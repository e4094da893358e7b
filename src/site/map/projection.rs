//! From the globe to paper and back. Both projections are equal-area, so that no land looks larger than another of its size.

/// A place on the globe in degrees: longitude, latitude.
pub type Place = (f64, f64);
/// A place on paper, in radii of the globe: to the right, upwards.
pub type Point = (f64, f64);

/// How the globe is laid on paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// Lambert's azimuthal equal-area projection around a place (Snyder, Map Projections: A Working Manual, USGS 1987, pages 182 to 190; it
    /// is what the European Union uses for maps of statistics, ETRS89-LAEA): true in shape where it matters, for parts of the world.
    Azimuthal(Place),
    /// Equal Earth around a meridian (Šavrič, Patterson and Jenny 2018, DOI 10.1080/13658816.2018.1504949): for the world.
    EqualEarth(f64),
}

/// The coefficients of Equal Earth.
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

impl Projection {
    /// The meridian in the middle.
    pub fn meridian(self) -> f64 {
        match self {
            Self::Azimuthal((longitude, _)) | Self::EqualEarth(longitude) => longitude,
        }
    }

    /// Where a place is on paper.
    pub fn point(self, (longitude, latitude): Place) -> Point {
        match self {
            Self::Azimuthal((middle, height)) => {
                let (east, (sin, cos)) = ((longitude - middle).to_radians(), latitude.to_radians().sin_cos());
                let (sin_0, cos_0) = height.to_radians().sin_cos();
                let apart = 1.0 + sin_0 * sin + cos_0 * cos * east.cos();
                if apart < 1e-6 {
                    // The other end of the globe is all around.
                    return (2.0, 0.0);
                }
                let scale = (2.0 / apart).sqrt();
                (scale * cos * east.sin(), scale * (cos_0 * sin - sin_0 * cos * east.cos()))
            }
            Self::EqualEarth(middle) => {
                let [a1, a2, a3, a4] = A;
                let third = 3.0_f64.sqrt();
                let t = (third / 2.0 * latitude.to_radians().sin()).asin();
                let (t2, t6) = (t * t, t.powi(6));
                let slope = 9.0 * a4 * t6 * t2 + 7.0 * a3 * t6 + 3.0 * a2 * t2 + a1;
                let x = 2.0 * third * (longitude - middle).to_radians() * t.cos() / (3.0 * slope);
                (x, t * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1))
            }
        }
    }

    /// What place is at a point near the middle; nothing for Equal Earth, of which the whole width is drawn.
    pub fn place(self, (x, y): Point) -> Option<Place> {
        let Self::Azimuthal((middle, height)) = self else { return None };
        let distance = x.hypot(y);
        if distance < 1e-12 {
            return Some((middle, height));
        }
        let angle = 2.0 * (distance / 2.0).min(1.0).asin();
        let ((sin, cos), (sin_0, cos_0)) = (angle.sin_cos(), height.to_radians().sin_cos());
        let latitude = (cos * sin_0 + y * sin * cos_0 / distance).clamp(-1.0, 1.0).asin();
        let east = (x * sin).atan2(distance * cos_0 * cos - y * sin_0 * sin);
        Some((middle + east.to_degrees(), latitude.to_degrees()))
    }
}

/// The projection for some places: around their middle, and if they lie far apart, of the world.
pub fn of(places: &[Place]) -> Projection {
    let (west, width) = smallest_arc(places);
    let south = places.iter().map(|(_, latitude)| *latitude).fold(90.0, f64::min);
    let north = places.iter().map(|(_, latitude)| *latitude).fold(-90.0, f64::max);
    let middle = turned(west + width / 2.0);
    // A hundredth of a degree is a kilometre: the middle is a round number.
    let round = |degrees: f64| (degrees * 100.0).round() / 100.0;
    let around = Projection::Azimuthal((round(middle), round((south + north) / 2.0)));
    let is_far = |place: &Place| {
        let (x, y) = around.point(*place);
        // Half a right angle from the middle.
        x.hypot(y) > 0.765
    };
    match (width > 180.0, places.iter().any(is_far)) {
        // All around the globe: as most maps of the world have it.
        (true, true) => Projection::EqualEarth(0.0),
        (false, true) => Projection::EqualEarth(round(middle)),
        _ => around,
    }
}

/// Where the smallest arc of longitudes begins that holds all places, and how wide it is.
fn smallest_arc(places: &[Place]) -> (f64, f64) {
    let mut longitudes: Vec<f64> = places.iter().map(|(longitude, _)| *longitude).collect();
    longitudes.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (longitudes.first().copied(), longitudes.last().copied()) else { return (0.0, 0.0) };
    // The widest gap is what it leaves out.
    let mut best = (first, last - first);
    for pair in longitudes.windows(2) {
        let [before, behind] = pair else { continue };
        let width = 360.0 - (behind - before);
        if width < best.1 {
            best = (*behind, width);
        }
    }
    best
}

/// A longitude from −180 to 180.
pub fn turned(longitude: f64) -> f64 {
    (longitude + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: Point, other: Point) -> bool {
        (one.0 - other.0).abs() < 1e-3 && (one.1 - other.1).abs() < 1e-3
    }

    #[test]
    fn places_come_where_the_papers_say() {
        // Snyder, page 332: 20° N, 100° W around 40° N, 100° W, on a globe of radius 3, has y = −1.0418890.
        let (x, y) = Projection::Azimuthal((-100.0, 40.0)).point((-100.0, 20.0));
        assert!(near((x * 3.0, y * 3.0), (0.0, -1.041_889)), "{x} {y}");
        // Equal Earth: the ends of the equator and of the meridian in the middle, from the paper's implementations.
        assert!(near(Projection::EqualEarth(0.0).point((180.0, 0.0)), (2.706_63, 0.0)));
        assert!(near(Projection::EqualEarth(0.0).point((0.0, 90.0)), (0.0, 1.317_36)));
    }

    #[test]
    fn the_way_back_leads_to_the_place() {
        let around = Projection::Azimuthal((26.0, 59.0));
        for place in [(26.0, 59.0), (30.3, 59.9), (-10.0, 40.0), (26.0, 89.0)] {
            let back = around.place(around.point(place)).unwrap();
            assert!(near(back, place), "{place:?} {back:?}");
        }
    }

    #[test]
    fn places_across_the_date_line_are_near_each_other() {
        assert_eq!(of(&[(179.0, 60.0), (-179.0, 62.0)]), Projection::Azimuthal((-180.0, 61.0)));
        assert_eq!(of(&[(-120.0, 40.0), (30.0, 60.0)]), Projection::EqualEarth(-45.0));
        assert_eq!(of(&[(-120.0, 40.0), (0.0, 50.0), (120.0, 30.0)]), Projection::EqualEarth(0.0));
    }
}

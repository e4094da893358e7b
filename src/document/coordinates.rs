//! Where on the Earth a place is.

use super::report::Report;
use crate::base::{say, yaml::Node};

/// A point on the Earth, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// From −90 to 90; north is positive.
    pub latitude: f64,
    /// From −180 to 180; east is positive.
    pub longitude: f64,
}

/// `[58.38, 26.72]`, `{latitude: …, longitude: …}`, or both in one text.
pub(super) fn read(report: &mut Report<'_>, value: &Node<'_>) -> Option<Coordinates> {
    let texts: Vec<String> = match (value.list(), value.map()) {
        (Some(items), _) => items.iter().map(|item| item.text().unwrap_or_default().to_owned()).collect(),
        (_, Some(pairs)) => {
            let part = |names: [&str; 3]| {
                let pair = pairs.iter().find(|pair| names.contains(&pair.key.as_ref()));
                pair.and_then(|pair| pair.value.text()).unwrap_or_default().to_owned()
            };
            vec![part(["latitude", "lat", "y"]), part(["longitude", "lon", "lng"])]
        }
        _ if value.is_null() => return None,
        _ => value.text().unwrap_or_default().split(',').map(str::to_owned).collect(),
    };
    let numbers: Option<Vec<f64>> = texts.iter().map(|text| text.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect();
    let Some([latitude, longitude]) = numbers.as_deref() else {
        report.error(say::bad_coordinates(), value.span, say::bad_coordinates_hint());
        return None;
    };
    let (latitude, longitude) = (*latitude, *longitude);
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        let hint = if longitude.abs() <= 90.0 && latitude.abs() <= 180.0 {
            say::bad_coordinates_swapped_hint(&longitude, &latitude)
        } else {
            say::bad_coordinates_bounds_hint()
        };
        report.error(say::bad_coordinates_nowhere(&latitude, &longitude), value.span, hint);
        return None;
    }
    Some(Coordinates { latitude, longitude })
}

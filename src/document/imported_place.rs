//! Places on pictures and recordings, as annotations of other programs have them: W3C selectors, as Annotorious, Recogito and Mirador
//! write them, and fragments of the addresses of IIIF canvases.

use super::region::{Length, Shape, TimeSpan, Unit};
use crate::base::{
    namespaces::has_too_many_prefixes,
    yaml::{Map, Value},
};

/// A place on a picture or in a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedPlace {
    Picture(Shape),
    Recording(TimeSpan),
}

impl ImportedPlace {
    /// As it stands under `target` in a file of notes, about the thing that stands under `key`.
    pub fn value(&self, key: &str, name: &str) -> Value {
        let mut map = Map::new();
        match self {
            Self::Picture(shape) => {
                map.insert(key.into(), name.into());
                match shape {
                    Shape::Whole => {}
                    Shape::Rectangle(..) => _ = map.insert("xywh".into(), shape.numbers().into()),
                    Shape::Polygon(..) => _ = map.insert("polygon".into(), shape.numbers().into()),
                }
                map.into()
            }
            Self::Recording(span) => TimeSpan { recording: name.to_owned(), ..span.clone() }.value(),
        }
    }
}

/// The place that a target selects, and the address of what it is on, without fragment. The outline says more than the rectangle around
/// it; what cannot be read of it is among the remarks.
pub fn place(target: &Value, remarks: &mut Vec<String>) -> Option<(String, ImportedPlace)> {
    let source = target.as_str().or_else(|| text(target, "source")).or_else(|| text(target, "id"));
    let source = source.or_else(|| target.get("source").and_then(|source| text(source, "id")))?;
    let (address, fragment) = source.split_once('#').unwrap_or((source, ""));
    let mut found = of_fragment(fragment);
    let mut waiting: Vec<&Value> = target.get("selector").map(all).unwrap_or_default();
    while let Some(selector) = waiting.pop() {
        waiting.extend(selector.get("refinedBy").map(all).unwrap_or_default());
        let value = text(selector, "value").unwrap_or("");
        match text(selector, "type") {
            Some("FragmentSelector") => found = found.or_else(|| of_fragment(value)),
            Some("SvgSelector") => match of_svg(value) {
                Some((shape, is_exact)) => {
                    if !is_exact {
                        remarks.push("its outline has curves or several parts; of the first part the ends of curves are kept, with straight lines between".into());
                    }
                    found = Some(ImportedPlace::Picture(shape));
                }
                None => remarks.push("its outline cannot be read".into()),
            },
            _ => {}
        }
    }
    // A picture without a place on it is meant as a whole.
    let is_picture = |value: &Value| text(value, "type").is_some_and(|kind| matches!(kind, "Image" | "Canvas"));
    let is_whole = target.get("selector").is_none() && (is_picture(target) || target.get("source").is_some_and(is_picture));
    Some((address.to_owned(), found.or_else(|| is_whole.then_some(ImportedPlace::Picture(Shape::Whole)))?))
}

fn all(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |all| all.iter().rev().collect())
}

/// `xywh=…` or `t=…` (Media Fragments, 4.2).
fn of_fragment(fragment: &str) -> Option<ImportedPlace> {
    let parts = || fragment.split('&').filter_map(|part| part.split_once('='));
    let picture = parts().find(|(key, _)| *key == "xywh").and_then(|(_, value)| rectangle(value));
    let time = || {
        let (_, value) = parts().find(|(key, _)| *key == "t")?;
        let value = value.strip_prefix("npt:").unwrap_or(value);
        let (start, end) = value.split_once(',').unwrap_or((value, ""));
        let start = if start.is_empty() { "0" } else { start };
        TimeSpan::parse("", &if end.is_empty() { start.to_owned() } else { format!("{start}-{end}") })
    };
    picture.map(ImportedPlace::Picture).or_else(|| time().map(ImportedPlace::Recording))
}

/// A rectangle of which some programs let a part lie beside the picture: that part is cut off.
fn rectangle(value: &str) -> Option<Shape> {
    let (unit, numbers) = value.split_once(':').map_or(("", value), |(unit, numbers)| (unit, numbers));
    let numbers: Vec<f64> = numbers.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
    let [x, y, width, height] = numbers.as_slice() else { return None };
    let (left, top) = (x.max(0.0), y.max(0.0));
    let sides = [left, top, width - (left - x), height - (top - y)];
    let unit = if unit == "percent" { "percent:" } else { "" };
    Shape::rectangle(&format!("{unit}{}", sides.map(|side| format!("{side:.3}")).join(",")))
}

/// The outline that a drawing has, and whether it is that very outline: its first `polygon`, `rect`, `circle`, `ellipse` or `path`.
fn of_svg(svg: &str) -> Option<(Shape, bool)> {
    let document = roxmltree::Document::parse(Some(svg).filter(|svg| !has_too_many_prefixes(svg))?).ok()?;
    let is_outline =
        |node: &roxmltree::Node<'_, '_>| matches!(node.tag_name().name(), "polygon" | "polyline" | "rect" | "circle" | "ellipse" | "path");
    let mut outlines = document.descendants().filter(is_outline);
    let node = outlines.next()?;
    let is_only = outlines.next().is_none();
    let number = |name: &str| node.attribute(name).and_then(|value| value.trim().trim_end_matches("px").parse::<f64>().ok());
    match node.tag_name().name() {
        "rect" => {
            let (x, y) = (number("x").unwrap_or(0.0), number("y").unwrap_or(0.0));
            rectangle(&format!("{x},{y},{},{}", number("width")?, number("height")?)).map(|shape| (shape, is_only))
        }
        "circle" => Some((round(number("cx")?, number("cy")?, number("r")?, number("r")?)?, is_only)),
        "ellipse" => Some((round(number("cx")?, number("cy")?, number("rx")?, number("ry")?)?, is_only)),
        "path" => {
            let (points, is_exact) = path(node.attribute("d")?)?;
            polygon(&points).map(|shape| (shape, is_exact && is_only))
        }
        _ => {
            let numbers = node.attribute("points")?.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
            let numbers: Vec<f64> = numbers.map(|number| number.parse().ok()).collect::<Option<_>>()?;
            let points: Vec<(f64, f64)> = numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect();
            polygon(&points).map(|shape| (shape, is_only))
        }
    }
}

/// A polygon of these corners, cut off at the left and upper edge of the picture.
fn polygon(points: &[(f64, f64)]) -> Option<Shape> {
    let length = |number: f64| Length::parse(&format!("{:.3}", number.max(0.0)));
    let corners: Vec<[Length; 2]> = points.iter().map(|(x, y)| Some([length(*x)?, length(*y)?])).collect::<Option<_>>()?;
    // As it would be read from a file.
    Shape::polygon(&Shape::Polygon(Unit::Pixel, corners).numbers())
}

/// An ellipse as a polygon of 32 corners.
fn round(x: f64, y: f64, across: f64, down: f64) -> Option<Shape> {
    const CORNERS: u32 = 32;
    let corner = |nth: u32| {
        let angle = f64::from(nth) / f64::from(CORNERS) * std::f64::consts::TAU;
        (x + across * angle.cos(), y + down * angle.sin())
    };
    polygon(&(0..CORNERS).map(corner).collect::<Vec<_>>())
}

/// The corners of a path (SVG 2, 9.3), up to where its first part ends, and whether it has straight lines only.
fn path(data: &str) -> Option<(Vec<(f64, f64)>, bool)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let (mut x, mut y, mut is_exact) = (0.0, 0.0, true);
    let mut rest = data.trim_start();
    while let Some(command) = rest.chars().next() {
        if !command.is_ascii_alphabetic() {
            return None;
        }
        let behind = rest.get(1..)?;
        let end = behind.find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E')).unwrap_or(behind.len());
        let numbers = numbers(behind.get(..end)?)?;
        rest = behind.get(end..)?.trim_start();
        // How many numbers each point takes; the last two are where it ends.
        let step = match command.to_ascii_lowercase() {
            'z' => {
                is_exact &= rest.is_empty();
                break;
            }
            'm' if !points.is_empty() => {
                is_exact = false;
                break;
            }
            'h' | 'v' => 1,
            'm' | 'l' | 't' => 2,
            's' | 'q' => 4,
            'c' => 6,
            'a' => 7,
            _ => return None,
        };
        is_exact &= step < 4 && !command.eq_ignore_ascii_case(&'t');
        for group in numbers.chunks_exact(step) {
            let (before, last) = (group.len().checked_sub(2).and_then(|at| group.get(at)), *group.last()?);
            let is_relative = command.is_ascii_lowercase();
            let from = |at: f64| if is_relative { at } else { 0.0 };
            match command.to_ascii_lowercase() {
                'h' => x = from(x) + last,
                'v' => y = from(y) + last,
                _ => (x, y) = (from(x) + before?, from(y) + last),
            }
            points.push((x, y));
        }
    }
    Some((points, is_exact))
}

/// Numbers that may stand without anything between: `10-5.5.2`.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let mut found = Vec::new();
    let mut number = String::new();
    let mut take = |number: &mut String| -> Option<()> {
        if !number.is_empty() {
            found.push(std::mem::take(number).parse().ok()?);
        }
        Some(())
    };
    for c in text.chars() {
        let is_exponent = number.ends_with(['e', 'E']);
        let begins = matches!(c, '-' | '+') && !is_exponent || c == '.' && (number.contains('.') || number.contains(['e', 'E']));
        if begins || c == ',' || c.is_whitespace() {
            take(&mut number)?;
        }
        if c != ',' && !c.is_whitespace() {
            number.push(c);
        }
    }
    take(&mut number)?;
    Some(found)
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(target: &Value, address: &str, expected: &str, remarks: usize) {
        let mut said = Vec::new();
        let found = place(target, &mut said).map(|(address, place)| {
            let numbers = match place {
                ImportedPlace::Picture(Shape::Whole) => "whole".to_owned(),
                ImportedPlace::Picture(shape) => shape.numbers(),
                ImportedPlace::Recording(span) => span.fragment(),
            };
            (address, numbers)
        });
        let expected = (!expected.is_empty()).then(|| (address.to_owned(), expected.to_owned()));
        assert_eq!((found, said.len()), (expected, remarks), "{target}");
    }

    #[test]
    fn places_are_read_as_other_programs_write_them() {
        let svg = |outline: &str| json!({"source": "https://a.example/1.jpg", "selector": {"type": "SvgSelector", "value": format!("<svg xmlns='http://www.w3.org/2000/svg'>{outline}</svg>")}});
        let fragment = |value: &str| json!({"source": {"id": "https://a.example/1.jpg", "type": "Image"}, "selector": [{"type": "FragmentSelector", "value": value}]});
        let image = "https://a.example/1.jpg";
        // Annotorious.
        check(&fragment("xywh=pixel:120.5,80,400,60"), image, "120.5,80,400,60", 0);
        check(&fragment("xywh=percent:10,10,50,20"), image, "percent:10,10,50,20", 0);
        check(&fragment("xywh=-10,5,30,20"), image, "0,5,20,20", 0);
        check(&svg("<polygon points=\"0,0 10,0 10,10.25\"/>"), image, "0,0 10,0 10,10.25", 0);
        check(&svg("<rect x='1' y='2' width='3' height='4'/>"), image, "1,2,3,4", 0);
        // Mirador.
        check(&svg("<path d='M10,20h30v40h-30z' stroke='#00f'/>"), image, "10,20 40,20 40,60 10,60", 0);
        check(&svg("<path d='M10 20l5-5.5.5 9z'/>"), image, "10,20 15,14.5 15.5,23.5", 0);
        check(&svg("<path d='M0,0C1,1 2,2 30,3c1,1 2,2 3,30z'/>"), image, "0,0 30,3 33,33", 1);
        // Several parts: as Annotorious writes what was drawn in pieces.
        check(&svg("<path fill-rule='evenodd' d='M0 0 L9 0 L9 9 Z M20 20 L29 20 L29 29 Z'/>"), image, "0,0 9,0 9,9", 1);
        check(&svg("<polygon points='0,0 9,0 9,9'/><polygon points='20,20 29,20 29,29'/>"), image, "0,0 9,0 9,9", 1);
        // IIIF.
        check(&json!("https://a.example/canvas/1#xywh=1,2,3,4"), "https://a.example/canvas/1", "1,2,3,4", 0);
        check(&json!({"id": "https://a.example/canvas/1", "type": "Canvas", "partOf": {}}), "https://a.example/canvas/1", "whole", 0);
        // Recordings.
        check(&fragment("t=751,760.5"), image, "751,760.5", 0);
        check(&fragment("t=npt:00:12:31"), image, "751", 0);
        check(&fragment("t=,10"), image, "0,10", 0);
        // Nothing that can be read.
        check(&fragment("page=3"), image, "", 0);
        check(&svg("<path d='Mx'/>"), image, "", 1);
        check(&svg("<text>1</text>"), image, "", 1);
        check(&json!({"source": image, "selector": {"type": "SvgSelector", "value": "<svg"}}), image, "", 1);
        let circle = place(&svg("<circle cx='50' cy='50' r='10'/>"), &mut Vec::new());
        let bounds = match circle {
            Some((_, ImportedPlace::Picture(shape))) => shape.bounds().map(|length| length.to_string()),
            _ => Default::default(),
        };
        assert_eq!(bounds, ["40", "40", "20", "20"]);
    }
}

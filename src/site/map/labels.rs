//! Names beside dots, where there is room.

use crate::base::text::is_mark;

/// The size of the words, as the sheet of maps has it.
pub const SIZE: f64 = 130.0;
/// How far a name stands from its dot.
const GAP: f64 = 35.0;

/// A dot: its middle, its radius, and its name.
pub type Dot<'a> = (f64, f64, f64, &'a str);

/// A name's place: where its line begins, is in the middle of or ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    pub x: f64,
    pub y: f64,
    /// `start`, `middle` or `end`, as SVG has it.
    pub anchor: &'static str,
}

type Area = (f64, f64, f64, f64);

/// A place for each name, those first that come first: to the right, to the left, above or below its dot; none where another name or dot
/// would be hidden, or the edge of the map reached.
pub fn place(dots: &[Dot<'_>], (width, height): (f64, f64)) -> Vec<Option<Label>> {
    let marks: Vec<Area> = dots.iter().map(|(x, y, r, _)| (x - r, y - r, x + r, y + r)).collect();
    let mut taken: Vec<Area> = Vec::with_capacity(dots.len());
    let mut labels = Vec::with_capacity(dots.len());
    for (nth, (x, y, r, name)) in dots.iter().enumerate() {
        let (long, half) = (length(name), SIZE * 0.55);
        let middle = y + SIZE * 0.35;
        let ways = [
            (Label { x: x + r + GAP, y: middle, anchor: "start" }, (x + r, y - half, x + r + GAP + long, y + half)),
            (Label { x: x - r - GAP, y: middle, anchor: "end" }, (x - r - GAP - long, y - half, x - r, y + half)),
            (Label { x: *x, y: y - r - GAP, anchor: "middle" }, (x - long / 2.0, y - r - GAP - SIZE, x + long / 2.0, y - r)),
            (Label { x: *x, y: y + r + SIZE, anchor: "middle" }, (x - long / 2.0, y + r, x + long / 2.0, y + r + SIZE * 1.3)),
        ];
        let is_free = |area: &Area| {
            let others = marks.iter().enumerate().filter(|(other, _)| *other != nth).map(|(_, mark)| mark);
            area.0 >= 0.0
                && area.1 >= 0.0
                && area.2 <= width
                && area.3 <= height
                && !taken.iter().chain(others).any(|other| meet(area, other))
        };
        let free = ways.into_iter().find(|(_, area)| is_free(area));
        taken.extend(free.map(|(_, area)| area));
        labels.push(free.map(|(label, _)| label));
    }
    labels
}

fn meet(one: &Area, other: &Area) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// About how long a name is: letters of alphabets are half as wide as high, signs of other scripts as wide as high.
fn length(name: &str) -> f64 {
    name.chars().filter(|c| !is_mark(*c)).map(|c| if c >= '\u{1100}' { SIZE } else { SIZE * 0.56 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_hides_another() {
        let dots = [
            (1000.0, 500.0, 40.0, "Narva"),
            (1100.0, 500.0, 30.0, "Ivangorod"),
            (1050.0, 510.0, 30.0, "Jaanilinn"),
            (7100.0, 900.0, 30.0, "Far East"),
        ];
        let labels = place(&dots, (7200.0, 4000.0));
        assert_eq!(labels[0].map(|label| label.anchor), Some("end"));
        assert_eq!(labels[1].map(|label| label.anchor), Some("start"));
        assert_eq!(labels[3].map(|label| label.anchor), Some("end"));
    }
}

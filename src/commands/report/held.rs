//! What the day holds back, on the closing line.

use super::plural;
use crate::build::Embargo;

/// How many texts are held back until when, and how many are not shown any more, behind what else is said; empty if none is.
pub fn held(embargo: &Embargo) -> String {
    let waiting = embargo.waiting.map(|(count, day)| match count {
        1 => format!("; 1 text held back until {day}"),
        _ => format!("; {} held back, the first until {day}", plural(count, "text")),
    });
    let over = embargo.over.map(|(count, day)| match count {
        1 => format!("; 1 text not shown any more, since {day}"),
        _ => format!("; {} not shown any more, the last since {day}", plural(count, "text")),
    });
    [waiting, over].into_iter().flatten().collect()
}

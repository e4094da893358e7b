//! Moments as notes have them.

use crate::base::Date;

/// Whether a text is a day or a moment with its time zone (RFC 3339).
pub fn is_moment(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return is_day(text) };
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone_at).unwrap_or((time, ""));
    let numbers: Vec<&str> = clock.split(':').collect();
    let two = |text: &str, below: u32| text.len() == 2 && text.parse::<u32>().is_ok_and(|number| number < below);
    let clock_is_right = match numbers.as_slice() {
        [hour, minute] => two(hour, 24) && two(minute, 60),
        [hour, minute, second] => {
            let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
            two(hour, 24) && two(minute, 60) && two(second, 61) && fraction.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    };
    let zone_is_right = matches!(zone, "" | "Z")
        || zone.get(1..).and_then(|zone| zone.split_once(':')).is_some_and(|(hour, minute)| two(hour, 24) && two(minute, 60));
    is_day(day) && clock_is_right && zone_is_right
}

fn is_day(text: &str) -> bool {
    Date::parse(text).is_some_and(|date| date.end.is_none() && date.start.day.is_some() && date.start.is_plain())
}

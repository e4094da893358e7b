//! Times as recordings count them.

/// The milliseconds of `7`, `0:07`, `01:00:07`, `01:00:07.5`, `00:00:07,500`.
pub fn milliseconds(text: &str) -> Option<u64> {
    let (clock, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let mut seconds: u64 = 0;
    for number in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(number.trim().parse().ok()?)?;
    }
    // Of the part of a second three digits count.
    let mut rest = 0;
    for place in 0..3 {
        let digit = part.as_bytes().get(place).map_or(Some(0), |byte| char::from(*byte).to_digit(10))?;
        rest = rest * 10 + u64::from(digit);
    }
    seconds.checked_mul(1000)?.checked_add(rest)
}

/// So many seconds as they are printed: `01:00:07`.
pub fn written(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written() {
        for (text, expected) in [
            ("0:07", Some(7_000)),
            ("01:00:07.5", Some(3_607_500)),
            ("00:00:07,500", Some(7_500)),
            ("7.05", Some(7_050)),
            ("7.1239", Some(7_123)),
            ("7.x", None),
            ("x:07", None),
            ("99999999999999999999:0", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text}");
        }
        assert_eq!(written(3_607), "01:00:07");
    }
}

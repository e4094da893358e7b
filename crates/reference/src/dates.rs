//! Dates as they are printed in references: `2020`, `January 4, 1999`, `01.04.2022`, `20 abr. 2017a`,
//! `1994–1996`, `[1935]`, `22 июля 2015 г.`; in the languages that references are written in.

use scholion_base::{
    Date,
    date::{Day, End},
    script::decimal,
};
use scholion_lang::{ABOUT_A_YEAR, DATE_JOINT, MONTH, ORDINAL_SUFFIX};

/// A date read from words, and the letter that told it from others of its year (`2019a`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    pub date: Date,
    /// `a` of `2019a`.
    pub letter: Option<char>,
}

/// Reads the first date that the words hold; `None` if they hold no year.
pub fn read(text: &str) -> Option<Printed> {
    if text.is_ascii() {
        return read_parts(&parts(text));
    }
    // Digits of other scripts count by their value.
    if text.chars().any(|c| !c.is_ascii() && decimal(c).is_some()) {
        let ascii = |c: char| decimal(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c);
        return read_parts(&parts(&text.chars().map(ascii).collect::<String>()));
    }
    read_parts(&parts(text))
}

fn read_parts(parts: &[Part]) -> Option<Printed> {
    numeric(parts).or_else(|| in_characters(parts)).or_else(|| in_words(parts))
}

/// `1912年6月12日`, `1912년 6월 12일`.
fn in_characters(parts: &[Part]) -> Option<Printed> {
    let at = parts.windows(2).position(|pair| {
        matches!(pair, [year, unit] if year.number.is_some_and(could_be_year) && year.text.len() == 4 && unit.text.starts_with(['年', '년']))
    })?;
    let small = |place: usize, units: [char; 2]| {
        let (number, unit) = (parts.get(place)?.number?, parts.get(place + 1)?);
        u8::try_from(number).ok().filter(|_| unit.text.starts_with(units))
    };
    let month = small(at + 2, ['月', '월']);
    let day = month.and_then(|_| small(at + 4, ['日', '일']));
    let date = Date::ymd(i32::try_from(parts.get(at)?.number?).ok()?, month, day)?;
    Some(Printed { date, letter: None })
}

/// The two readings of the first date that the words hold in numbers, with the day first and with the month first, if both give a day:
/// `03/04/2019`. Points stand where the day comes first.
pub fn two_ways(text: &str) -> Option<(Date, Date)> {
    parts(text)
        .windows(3)
        .find_map(|window| {
            let [a, b, c] = window else { return None };
            let (x, y, year) = (a.number?, b.number?, c.number?);
            let is_date = matches!(b.before, '/' | '-' | '–' | '‑') && b.before == c.before && c.text.len() == 4 && could_be_year(year);
            if !is_date || a.text.len() > 2 || b.text.len() > 2 {
                return None;
            }
            let (x, y) = (u8::try_from(x).ok()?, u8::try_from(y).ok()?);
            Some((Date::ymd(year as i32, Some(y), Some(x)), Date::ymd(year as i32, Some(x), Some(y))))
        })
        .and_then(|readings| match readings {
            (Some(day_first), Some(month_first)) if day_first != month_first => Some((day_first, month_first)),
            _ => None,
        })
}

/// Whether the days of a text's dates in numbers stand first, by those dates of which only one reading is a day; `None` if none tells, or
/// they do not agree.
pub fn day_stands_first(text: &str) -> Option<bool> {
    let mut found: Option<bool> = None;
    for (at, _) in text.match_indices(['/', '-']) {
        let bytes = text.as_bytes();
        let first = text.get(at.saturating_sub(2)..at)?.trim_start_matches(|c: char| !c.is_ascii_digit());
        let behind = text.get(at + 1..)?;
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let is_whole = !at.checked_sub(first.len() + 1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit);
        if !is_whole || first.is_empty() || !(1..=2).contains(&digits) || bytes.get(at + 1 + digits) != bytes.get(at) {
            continue;
        }
        let year: String = behind.get(digits + 1..)?.chars().take(5).take_while(char::is_ascii_digit).collect();
        let (Ok(x), Ok(y)) = (first.parse::<u32>(), behind.get(..digits)?.parse::<u32>()) else { continue };
        if year.len() != 4 || (x > 12) == (y > 12) || x > 31 || y > 31 {
            continue;
        }
        match found {
            Some(known) if known != (x > 12) => return None,
            _ => found = Some(x > 12),
        }
    }
    found
}

/// Whether a word is a year that a printed work may have: 1450 to 2099.
pub fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1450..=2099).contains(&year))
}

/// The month that a word names, in full, in a case or abbreviated, in any language known here.
pub fn month(word: &str) -> Option<u8> {
    if word.len() < 3 || !MONTH.may_begin(word) {
        return None;
    }
    let mut buffer = [0u8; 32];
    MONTH.part_number(lower_into(word, &mut buffer)?).map(|part| part + 1)
}

/// A word in lower case, without an allocation; `None` if it is longer than any that is asked for.
pub fn lower_into<'b>(word: &str, buffer: &'b mut [u8; 32]) -> Option<&'b str> {
    if word.is_ascii() {
        let lower = buffer.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return std::str::from_utf8(lower).ok();
    }
    let mut len = 0;
    let russian = |c: char| match c {
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'а'..='я' => Some(c),
        _ => None,
    };
    let lower = |c: char| russian(c).into_iter().chain(russian(c).is_none().then(|| c.to_lowercase()).into_iter().flatten());
    for c in word.chars().flat_map(lower) {
        let end = len + c.len_utf8();
        c.encode_utf8(buffer.get_mut(len..end)?);
        len = end;
    }
    std::str::from_utf8(buffer.get(..len)?).ok()
}

/// A run of digits or of letters, and the separator before it.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    text: &'a str,
    number: Option<u32>,
    before: char,
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::with_capacity(8);
    let mut start = None;
    let mut before = ' ';
    let mut gap = ' ';
    let class = |c: char| if c.is_ascii_digit() { 1 } else { u8::from(c.is_alphabetic()) * 2 };
    let mut last = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let now = class(c);
        if let Some(from) = start
            && (now != last || at == text.len())
        {
            let word: &str = text.get(from..at).unwrap_or("");
            parts.push(Part { text: word, number: (last == 1 && word.len() <= 8).then(|| word.parse().ok()).flatten(), before });
            start = None;
            gap = '\0';
        }
        if now == 0 {
            if gap == '\0' || gap.is_whitespace() {
                gap = c;
            }
        } else if start.is_none() {
            start = Some(at);
            before = gap;
        }
        last = now;
        if parts.len() > 24 {
            break;
        }
    }
    parts
}

fn could_be_year(number: u32) -> bool {
    (1000..=2100).contains(&number)
}

/// `01.04.2022`, `2022-04-01`, `1/4/2022`, `2022.04.01`.
fn numeric(parts: &[Part]) -> Option<Printed> {
    parts.windows(3).find_map(|window| {
        let [a, b, c] = window else { return None };
        let (x, y, z) = (a.number?, b.number?, c.number?);
        if !matches!(b.before, '.' | '/' | '-' | '–' | '‑') || b.before != c.before {
            return None;
        }
        let small = |number: u32| u8::try_from(number).ok();
        let date = if could_be_year(x) && a.text.len() == 4 && c.text.len() <= 2 {
            Date::ymd(x as i32, small(y), small(z))
        } else if could_be_year(z) && c.text.len() == 4 && a.text.len() <= 2 {
            // Day first, as everywhere but in the United States; month first where only that gives a day.
            Date::ymd(z as i32, small(y), small(x)).or_else(|| Date::ymd(z as i32, small(x), small(y)))
        } else {
            None
        };
        date.map(|date| Printed { date, letter: None })
    })
}

fn in_words(parts: &[Part]) -> Option<Printed> {
    let at = parts.iter().position(|part| part.text.len() == 4 && part.number.is_some_and(could_be_year))?;
    let year = i32::try_from(parts.get(at)?.number?).ok()?;
    let month_at = |index: Option<usize>| {
        index.and_then(|index| parts.get(index)).and_then(|part| part.number.is_none().then(|| month(part.text)).flatten())
    };
    let day_at = |index: Option<usize>| {
        index
            .and_then(|index| parts.get(index))
            .and_then(|part| part.number)
            .and_then(|number| u8::try_from(number).ok())
            .filter(|day| (1..=31).contains(day))
    };
    let before = |steps: usize| at.checked_sub(steps);
    // `20 abr. 2017`, `de` between (`20 de abril de 2017`), `January 4, 1999`, `January 1999`, `2021 Mar 5`, `2019, May 3`.
    let skip = |index: Option<usize>| match index {
        Some(index) if parts.get(index).is_some_and(|part| DATE_JOINT.contains(part.text)) => index.checked_sub(1),
        other => other,
    };
    let mut month = None;
    let mut day = None;
    if let Some(found) = month_at(skip(before(1))) {
        month = Some(found);
        let at = skip(before(1));
        let earlier = skip(at.and_then(|at| at.checked_sub(1)));
        day = day_at(earlier).or_else(|| {
            // `4th January`: the ordinal's letters stand between.
            let letters = earlier.and_then(|at| parts.get(at)).is_some_and(|part| ORDINAL_SUFFIX.contains(part.text));
            if letters { day_at(earlier.and_then(|at| at.checked_sub(1))) } else { None }
        });
    } else if let Some(found) = month_at(before(2))
        && let Some(found_day) = day_at(before(1))
    {
        (month, day) = (Some(found), Some(found_day));
    } else if let Some(found) = month_at(before(3))
        && parts.get(at - 1).is_some_and(|part| ORDINAL_SUFFIX.contains(part.text))
        && let Some(found_day) = day_at(before(2))
    {
        (month, day) = (Some(found), Some(found_day));
    } else if let Some(found) = month_at(Some(at + 1)) {
        month = Some(found);
        day = day_at(Some(at + 2)).filter(|_| parts.get(at + 2).is_some_and(|part| part.text.len() <= 2));
    } else if let Some(found) = month_at(Some(at + 2))
        && let Some(found_day) = day_at(Some(at + 1))
    {
        (month, day) = (Some(found), Some(found_day));
    } else if parts.get(at + 2).is_some_and(|part| DATE_JOINT.contains(part.text))
        && let Some(found) = month_at(Some(at + 3))
        && let Some(found_day) = day_at(Some(at + 1))
    {
        // `2019, 3 de mayo`.
        (month, day) = (Some(found), Some(found_day));
    }
    let mut date = Date::ymd(year, month, day).or_else(|| Date::ymd(year, month, None)).unwrap_or_else(|| Date::year(year));
    let next = parts.get(at + 1);
    let mut letter = None;
    if let Some(part) = next {
        let mut chars = part.text.chars();
        if part.before == '\0' && chars.clone().count() == 1 {
            letter = chars.next().filter(|c| matches!(c, 'a'..='k' | 'а'..='к'));
        }
        if month.is_none() && matches!(part.before, '-' | '–' | '—' | '/') {
            let end = part.number.and_then(|end| match part.text.len() {
                4 => i32::try_from(end).ok(),
                2 => i32::try_from(end).ok().map(|end| year - year.rem_euclid(100) + end),
                1 => i32::try_from(end).ok().map(|end| year - year.rem_euclid(10) + end),
                _ => None,
            });
            if let Some(end) = end.filter(|&end| end > year && end < year + 200 && end <= 2100) {
                date.end = Day::new(end, None, None).map(End::On);
            }
        }
    }
    if parts.get(..at)?.iter().any(|part| ABOUT_A_YEAR.contains(part.text)) && month.is_none() {
        date.start.approximate = true;
    }
    Some(Printed { date, letter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_languages() {
        for (text, date) in [
            ("2020", "2020"),
            ("(2019a).", "2019"),
            ("January 4, 1999", "1999-01-04"),
            ("01.04.2022", "2022-04-01"),
            ("2022-04-01", "2022-04-01"),
            ("12/31/2020", "2020-12-31"),
            ("20 abr. 2017a", "2017-04-20"),
            ("20 de julho de 2020", "2020-07-20"),
            ("22 июля 2015 г.", "2015-07-22"),
            ("3. März 1999", "1999-03-03"),
            ("le 1er août 2003", "2003-08-01"),
            ("2022 Mar 5", "2022-03-05"),
            ("2019, May 3", "2019-05-03"),
            ("2019, 3 de mayo", "2019-05-03"),
            ("4th January 1999", "1999-01-04"),
            ("luglio 1927", "1927-07"),
            ("1994–96", "1994/1996"),
            ("2021—2025", "2021/2025"),
            ("ca. 1843", "1843~"),
            ("Sept. 30, 2011", "2011-09-30"),
            ("١٢ يونيو ١٩١٢", "1912-06-12"),
            ("1912年6月12日", "1912-06-12"),
            ("1912년 6월 12일", "1912-06-12"),
            ("12. června 1912", "1912-06-12"),
            ("Sandvik, 12. juni 1912", "1912-06-12"),
        ] {
            assert_eq!(read(text).map(|printed| printed.date.to_string()).as_deref(), Some(date), "{text}");
        }
        assert_eq!(read("2019a").and_then(|printed| printed.letter), Some('a'));
        assert_eq!(read("n.d."), None);
        assert_eq!(read("p. 342"), None);
        let ways = |text: &str| two_ways(text).map(|(day, month)| format!("{day} {month}"));
        assert_eq!(ways("Posted 03/04/2019, 10:11 PM").as_deref(), Some("2019-04-03 2019-03-04"));
        assert_eq!([ways("28/02/2019"), ways("04/04/2019"), ways("03.04.2019"), ways("2019-03-04")], [None, None, None, None]);
        assert_eq!(day_stands_first("on 3/4/2019 and 28/2/2019"), Some(true));
        assert_eq!(day_stands_first("on 2/28/2019, 1914-1918, 5-6-7"), Some(false));
        assert_eq!(day_stands_first("on 2/28/2019 and 28/2/2019"), None);
    }
}

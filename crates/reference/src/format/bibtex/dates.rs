//! Dates of entries: `date` in EDTF, or `year` and `month`.

use scholion_base::{Date, date::Day};

/// The names by which BibTeX knows the months.
pub const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a `date` or a year: EDTF, and what people write in its place (`c. 1850`, `1998--99`, `2020?`).
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(date);
    }
    let approximate = text.ends_with(['~', '%', '?']) || ["c.", "ca.", "circa", "um ", "ок."].iter().any(|word| text.starts_with(word));
    let bare = text.trim_end_matches(['~', '%', '?']);
    // A time behind the day says nothing here.
    let bare = bare.split_once('T').filter(|(day, _)| day.len() == 10).map_or(bare, |(day, _)| day);
    let date = Date::parse(bare).or_else(|| range(bare)).or_else(|| year(bare));
    date.map(|mut date| {
        date.start.approximate |= approximate;
        date
    })
}

/// The date that `year`, `month` and `day` give.
pub fn of_fields(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = read(year)?;
    if date.end.is_some() || date.start.month.is_some() {
        return Some(date);
    }
    let (month, day) = (self::month(month), day.trim().parse().ok());
    let full = Date::ymd(date.start.year, month, day.filter(|_| month.is_some())).or_else(|| Date::ymd(date.start.year, month, None));
    Some(full.map_or(date, |full| Date { start: Day { approximate: date.start.approximate, ..full.start }, end: None }))
}

/// The month that a number or a name says, `5`, `May`, `may # "~2"`.
fn month(text: &str) -> Option<u8> {
    let text = text.trim().to_ascii_lowercase();
    if let Ok(number) = text.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let start = text.get(..3)?;
    let place = MONTHS.iter().position(|month| *month == start)?;
    u8::try_from(place + 1).ok()
}

/// Years with a dash between them: `1914–1918`, `1998–99`.
fn range(text: &str) -> Option<Date> {
    let (from, to) = text.split_once(['–', '—', '/', '-'])?;
    let (from, to) = (from.trim(), to.trim_start_matches(['–', '-']).trim());
    let start: i32 = digits(from, 4)?;
    let end = match to.len() {
        4 => digits(to, 4)?,
        2 => start - start.rem_euclid(100) + digits(to, 2)?,
        _ => return None,
    };
    (end >= start).then(|| Date { start: Date::year(start).start, end: Some(scholion_base::date::End::On(Date::year(end).start)) })
}

fn digits(text: &str, count: usize) -> Option<i32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The only number of four digits in a text.
fn year(text: &str) -> Option<Date> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    let year = years.next()?.parse().ok()?;
    years.next().is_none().then(|| Date::year(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let cases = [
            ("2020-05-01", "2020-05-01"),
            ("2020-05-01T10:00", "2020-05-01"),
            ("1914/1918", "1914/1918"),
            ("1914/", "1914/.."),
            ("1998–99", "1998/1999"),
            ("c. 1850", "1850~"),
            ("1850?", "1850?"),
            ("185X", "185X"),
            ("[1923]", "1923"),
        ];
        for (text, date) in cases {
            assert_eq!(read(text).map(|date| date.to_string()).as_deref(), Some(date), "{text}");
        }
        assert_eq!(read("in press"), None);
        assert_eq!(read("1914 or 1915"), None);
        assert_eq!(of_fields("2020", "sept", "31").map(|date| date.to_string()).as_deref(), Some("2020-09"));
        assert_eq!(of_fields("2020", "5", "2").map(|date| date.to_string()).as_deref(), Some("2020-05-02"));
        assert_eq!(of_fields("2020", "Spring", "").map(|date| date.to_string()).as_deref(), Some("2020"));
    }
}

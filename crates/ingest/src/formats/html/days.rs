//! When a page says that it was published, where no element of its head does so.

use dom_query::Document;

use super::attribute;
use crate::{front::press, recognise::moments};
use scholion_base::Date;

/// The day in the address of a page: `/2020/05/01/`, `/20200501-the-ferry`.
pub fn of_address(page: &Document) -> Option<Date> {
    let said = page.select("link[rel=canonical], meta[property='og:url']");
    said.nodes().iter().find_map(|node| {
        let address = [attribute(node, "href"), attribute(node, "content")].concat();
        let address = address.rsplit_once("http").map_or(address.as_str(), |(_, own)| own);
        let numbers: Vec<&str> = address.split('/').skip(3).map(|part| part.split(['-', '_', '.']).next().unwrap_or(part)).collect();
        let is_number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let parted = numbers.windows(3).find(|parts| parts.iter().all(is_number) && parts.first().is_some_and(|year| year.len() == 4));
        parted.and_then(|parts| day(&parts.join("-")))
    })
}

/// The day that the name of a page ends with: "The ice | Ford | 23.05.2011".
pub fn of_name(name: &str) -> Option<Date> {
    let (_, last) = name.rsplit_once(['|', '•', '·'])?;
    moments::full_date(last).filter(|_| press::is_moment(last))
}

/// Whether a day is the one before a moment or behind it.
pub fn is_beside(moment: &str, printed: Date) -> bool {
    // Days since a day long ago, years beginning in March (E. G. Richards, "Calendars", in: Explanatory Supplement to the Astronomical Almanac).
    let number = |date: Date| {
        let (month, day) = (i64::from(date.start.month?), i64::from(date.start.day?));
        let (year, month) = if month > 2 { (i64::from(date.start.year), month - 3) } else { (i64::from(date.start.year) - 1, month + 9) };
        Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day)
    };
    let stated = day(moment).and_then(number);
    stated.zip(number(printed)).is_some_and(|(stated, printed)| (stated - printed).abs() == 1)
}

/// The day in data for machines that are not well formed, and so were not read.
pub fn of_broken_data(page: &Document) -> Option<Date> {
    const KEY: &str = "\"datePublished\"";
    /// As much of the data stands in a string that may be a moment.
    const MOST: usize = 60;
    page.select("script[type='application/ld+json']").nodes().iter().find_map(|node| {
        let text = node.text();
        let behind = text.split_once(KEY)?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let end = behind.find('"').filter(|end| *end <= MOST)?;
        day(behind.get(..end)?)
    })
}

/// The day of a moment: `2020-05-01T10:00Z`, `2020/05/01`, and as people write it.
pub fn day(text: &str) -> Option<Date> {
    // Of "01/11/2023" nobody knows what is the month.
    let is_clear = |text: &str| {
        let parts: Vec<&str> = text.split([' ', ',']).next().unwrap_or("").split('/').collect();
        parts.len() < 3 || parts.iter().take(2).any(|part| part.parse::<u8>().is_ok_and(|number| number > 12))
    };
    numbered(text).or_else(|| moments::full_date(text).filter(|_| is_clear(text)))
}

fn numbered(text: &str) -> Option<Date> {
    let text = text.trim().replace('/', "-");
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let parts: Vec<u32> = text.get(..end)?.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let small = |at: usize| parts.get(at).and_then(|&part| u8::try_from(part).ok());
    let year = i32::try_from(*parts.first()?).ok().filter(|year| (1000..3000).contains(year))?;
    Date::ymd(year, small(1), small(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_beside_each_other_are_known() {
        for (moment, printed, expected) in
            [("2020-03-01T00:44:52Z", "2020-02-29", true), ("2020-03-01", "2020-03-01", false), ("2021-01-01T01:00Z", "2020-12-30", false)]
        {
            assert_eq!(day(printed).map(|printed| is_beside(moment, printed)), Some(expected), "{moment}");
        }
    }

    #[test]
    fn names_of_pages_end_with_days() {
        assert_eq!(of_name("The ice | Ford | 23.05.2011").map(|day| day.to_string()).as_deref(), Some("2011-05-23"));
        assert_eq!(of_name("The ice of 1906 | Ford 2011"), None);
        let page = Document::from(
            "<script type='application/ld+json'>{\"a\": \"\"b\", \"datePublished\": \"2022-01-28T06:00:00+01:00\"}</script>",
        );
        assert_eq!(of_broken_data(&page).map(|day| day.to_string()).as_deref(), Some("2022-01-28"));
    }
}

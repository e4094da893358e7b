//! The web archive's copy of a page nearest to a date: an address, made without any network.
//!
//! The Wayback Machine answers `https://web.archive.org/web/<time>/<address>` with its capture nearest
//! to that time, a time being any beginning of `YYYYMMDDhhmmss` (<https://archive.org/help/wayback_api.php>).

use crate::base::{Date, WebAddress, date::Day};

/// The year of the archive's first captures.
const FIRST_YEAR: i32 = 1996;

/// The address of the copy of `url` nearest to `date`; `None` for what no public archive can hold: other
/// schemes than http and https, addresses of one's own machine or network, copies that are in an archive
/// already, and dates before there was one.
pub fn copy(url: &str, date: Date) -> Option<WebAddress> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    if !(scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")) || date.start.year < FIRST_YEAR {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    // An address with a password in it is nobody else's business.
    if authority.contains('@') || !is_public(authority) {
        return None;
    }
    // A fragment is never sent to a server, so no capture has one.
    let page = url.split('#').next().unwrap_or(url);
    WebAddress::read(&format!("https://web.archive.org/web/{}/{page}", timestamp(&date.start))).ok()
}

/// The time to look near: a day, or the middle of the month or year, so that "nearest" favours neither end.
fn timestamp(day: &Day) -> String {
    match (day.month, day.day) {
        (Some(month), Some(number)) => format!("{:04}{month:02}{number:02}", day.year),
        (Some(month), None) => format!("{:04}{month:02}15", day.year),
        _ => format!("{:04}0701", day.year),
    }
}

/// Whether a host can be reached from outside: a name with a dot that is no private one (RFC 6761,
/// RFC 6762, RFC 8375), and no numeric address of a private network (RFC 1918, RFC 6890).
fn is_public(authority: &str) -> bool {
    if authority.starts_with('[') {
        return false;
    }
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).trim_end_matches('.').to_ascii_lowercase();
    if let Some(address) = numeric(&host) {
        let private = matches!(address, [0 | 10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [169, 254, ..] | [100, 64..=127, ..]);
        return !private;
    }
    let archives =
        ["web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is", "webcache.googleusercontent.com", "perma.cc"];
    let private = ["localhost", "local", "internal", "invalid", "test", "lan", "home", "arpa"];
    let last = host.rsplit('.').next().unwrap_or("");
    host.contains('.') && !archives.contains(&host.as_str()) && !private.contains(&last)
}

/// The bytes of a numeric address.
fn numeric(host: &str) -> Option<[u8; 4]> {
    let parts: Vec<u8> = host.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, date: &str, expected: Option<&str>) {
        let expected = expected.map(|rest| format!("https://web.archive.org/web/{rest}"));
        assert_eq!(Date::parse(date).and_then(|date| copy(url, date)).map(String::from), expected, "{url} {date}");
    }

    #[test]
    fn a_copy_is_asked_for_near_its_date() {
        check(
            "https://www.un.org/ga/view_doc.asp?symbol=A/RES/53/70&Lang=E",
            "2022-04-01",
            Some("20220401/https://www.un.org/ga/view_doc.asp?symbol=A/RES/53/70&Lang=E"),
        );
        check("http://kremlin.ru/a#top", "2021-05", Some("20210515/http://kremlin.ru/a"));
        check("HTTP://example.ru:8080/a b", "2021", Some("20210701/HTTP://example.ru:8080/a%20b"));
        check("https://россия.рф/", "2020-01-02/2020-02-01", Some("20200102/https://россия.рф/"));
    }

    #[test]
    fn what_no_archive_holds_has_no_copy() {
        for url in [
            "ftp://a.org/x",
            "mailto:a@b.org",
            "javascript:alert(1)",
            "http://localhost:8000/",
            "http://192.168.0.1/",
            "http://intranet/",
            "http://printer.local/",
            "http://[::1]/",
            "https://user:word@a.org/",
            "https://web.archive.org/web/2020/https://a.org/",
            "//a.org",
            "",
        ] {
            check(url, "2022-04-01", None);
        }
        check("https://a.org/", "1843", None);
    }
}

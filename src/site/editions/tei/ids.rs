//! What attributes of TEI hold: ids, addresses, languages, days.

use crate::base::{
    Date, Slug,
    date::{Breadth, Day, End},
};

/// How the ids of a text begin, so that texts can stand in one file.
///
/// An id is a name of XML without colons (`xml:id`). It has the text's slug, whose parts a dot divides, two dots, and the fragment id that the
/// place has on the text's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids(String);

impl Ids {
    /// Those of a document.
    pub fn of(slug: &Slug) -> Self {
        let begins = slug.as_str().starts_with(|c: char| c.is_ascii_alphabetic());
        Self(format!("{}{}..", if begins { "" } else { "_" }, slug.as_str().replace('/', ".")))
    }

    /// Those of a text that stands in another, at a place of it.
    pub fn within(&self, place: &str) -> Self {
        Self(format!("{}.", self.id(place)))
    }

    /// The id of a place.
    pub fn id(&self, place: &str) -> String {
        let mut id = self.0.clone();
        let mut rest = place.chars().peekable();
        while let Some(c) = rest.next() {
            // What begins as a sign that is written by its number is written so itself.
            let is_own = c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || c == '_' && rest.peek() != Some(&'x');
            if is_own {
                id.push(c);
            } else {
                id.push_str(&format!("_x{:x}_", u32::from(c)));
            }
        }
        id
    }

    /// The same as an address within the file.
    pub fn to(&self, place: &str) -> String {
        format!("#{}", self.id(place))
    }
}

/// An address that every reader of XML takes (`anyURI`): what is none of an address's own letters is percent-encoded.
pub fn uri(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut written = String::with_capacity(address.len());
    let mut has_fragment = false;
    for (at, &byte) in bytes.iter().enumerate() {
        let is_escape = || bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let is_own = match byte {
            b'%' => is_escape(),
            b'#' => !std::mem::replace(&mut has_fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if is_own {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

/// Whether this is the tag of a language (BCP 47), as far as its form tells.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_first = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    parts.next().is_some_and(is_first) && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A word as attributes have it that are lists of words or names of kinds.
pub fn word(said: &str) -> String {
    said.chars().map(|c| if c.is_alphanumeric() || c.is_ascii_punctuation() { c } else { '-' }).collect()
}

/// A date as TEI's attributes have it (`att.datable`). What they cannot say stands as EDTF in `when-custom`, and so do years before 1 and behind
/// 9999, of which XML Schema has no four figures.
pub fn dating(date: &Date, is_between: bool) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if date.days().all(|day| (1..=9999).contains(&day.year)) {
        let (first, last) = if is_between { ("notBefore", "notAfter") } else { ("from", "to") };
        let start = plain(&date.start);
        match date.end {
            None if matches!(date.start.breadth, Breadth::Decade | Breadth::Century) => {
                let (from, to) = date.start.years();
                all.extend([("notBefore", format!("{from:04}")), ("notAfter", format!("{to:04}"))]);
            }
            None => all.push(("when", start)),
            Some(End::Open) => all.push((first, start)),
            Some(End::Until) => all.push((last, start)),
            Some(End::On(day)) => all.extend([(first, start), (last, plain(&day))]),
        }
    }
    let is_lost = date.days().any(|day| day.is_doubted() || day.breadth != Breadth::Exact);
    if is_lost || all.is_empty() || matches!(date.end, Some(End::Open | End::Until)) {
        all.push(("when-custom", date.to_string()));
    }
    all
}

/// A year, month or day, without what is said of it.
fn plain(day: &Day) -> String {
    let (first, last) = day.years();
    let year = if first == last { day.year } else { first };
    Day { year, breadth: Breadth::Exact, approximate: false, uncertain: false, ..*day }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_and_none_is_another() {
        let id = |slug: &str, place: &str| {
            let slug = slug.split('/').map(Slug::from_stem).map(|part| part.to_string()).collect::<Vec<_>>().join("/");
            let path = crate::base::RelPath::new(&format!("content/documents/{slug}.md"));
            Ids::of(&Slug::of_file(&path)).id(place)
        };
        assert_eq!(id("box1/letter", "p-0a1b2c3d"), "box1.letter..p-0a1b2c3d");
        assert_eq!(id("1843", "a:b"), "_1843..a_x3a_b");
        assert_eq!(id("_1843", "x"), "__1843..x");
        let all = [("a", "b..c"), ("a", "_x3a_"), ("a", ":"), ("a/b", "c"), ("a", "b"), ("a", "д")].map(|(slug, place)| id(slug, place));
        for (nth, one) in all.iter().enumerate() {
            assert!(all.iter().skip(nth + 1).all(|other| other != one), "{one}");
            assert!(one.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)), "{one}");
        }
    }

    #[test]
    fn addresses_are_such() {
        assert_eq!(uri("https://example.org/a b/ü?q=[1]&r=100%#x#y"), "https://example.org/a%20b/%C3%BC?q=%5B1%5D&r=100%25#x%23y");
        assert_eq!(uri("a%20b.html"), "a%20b.html");
    }

    #[test]
    fn dates_are_said_as_far_as_attributes_go() {
        let check = |edtf: &str, expected: &str| {
            let date = Date::parse(edtf).unwrap();
            let said: Vec<String> = dating(&date, false).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!(said.join(" "), expected, "{edtf}");
        };
        check("1843-05-02", "when=1843-05-02");
        check("0843", "when=0843");
        check("1843~", "when=1843 when-custom=1843~");
        check("184X", "notBefore=1840 notAfter=1849 when-custom=184X");
        check("1843/1845-02", "from=1843 to=1845-02");
        check("1843/..", "from=1843 when-custom=1843/..");
        check("-0043", "when-custom=-0043");
    }
}

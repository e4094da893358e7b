//! Addresses on the web: the one door through which every address goes that the site publishes.
//!
//! An address comes from anywhere: a text, front matter, a library, an authority record, a note. What may stand in a
//! link, a feed, an export or a data file is a [`WebAddress`], and only [`WebAddress::read`] makes one.

use std::{borrow::Cow, fmt, ops::Deref};

use serde::{Deserialize, Serialize};

/// Schemes that can run no code and read no file.
pub const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "ftp", "ftps", "sftp", "urn", "doi", "news", "irc", "ircs", "xmpp", "geo", "sip", "gemini", "ark",
    "info", "hdl",
];

/// A whole address of an allowed scheme, written as RFC 3986 wants it; or none, which is empty.
///
/// The scheme is in small letters (section 6.2.2.1), and what no address may hold (section 2) is percent-encoded: white
/// space, quotation marks, angle brackets. Letters of other scripts stay as they are (RFC 3987), without the characters
/// that change the direction of what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebAddress(String);

/// Why something is no address for a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is empty, or has no scheme: a path, a fragment, words.
    Relative,
    /// It has a scheme that could run code or read files: the address as a browser would read it.
    Scheme(String),
}

impl WebAddress {
    /// Reads an address as written. One that begins with `//` is taken for one of `https`.
    ///
    /// # Errors
    ///
    /// Says why it is none.
    pub fn read(written: &str) -> Result<Self, Refused> {
        let bare = bare(written);
        let bare = &*bare;
        if bare.starts_with("//") {
            return Ok(Self(encoded("https:", bare)));
        }
        let Some(scheme) = scheme(bare) else { return Err(Refused::Relative) };
        let lower = scheme.to_ascii_lowercase();
        if !SCHEMES.contains(&lower.as_str()) {
            return Err(Refused::Scheme(bare.to_owned()));
        }
        let rest = bare.get(scheme.len()..).unwrap_or("");
        Ok(Self(encoded(&lower, rest)))
    }

    /// An address on the web itself, of `http` or `https`; none for anything else.
    pub fn of_page(written: &str) -> Self {
        Self::read(written).ok().filter(|address| address.is_page()).unwrap_or_default()
    }

    /// Whether it is of `http` or `https`.
    pub fn is_page(&self) -> bool {
        self.0.starts_with("https://") || self.0.starts_with("http://")
    }

    /// The same at a time of a recording, in the place of its own fragment (Media Fragments URI 1.0, 4.2.1); empty if it is.
    pub fn at_time(&self, time: &str) -> Self {
        let file = self.0.split('#').next().unwrap_or("");
        Self::read(&format!("{file}#t={time}")).unwrap_or_default()
    }

    /// Whether it holds a password (RFC 3986, section 3.2.1), which everybody would read.
    pub fn has_password(&self) -> bool {
        let authority = self.0.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""));
        authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
    }

    /// The address as text; empty if there is none.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for WebAddress {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

/// The address as a browser reads it: trimmed, and without the control characters that it passes over, so that
/// `java\nscript:` is what it is.
pub fn bare(written: &str) -> Cow<'_, str> {
    let trimmed = written.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if trimmed.contains(char::is_control) { trimmed.chars().filter(|c| !c.is_control()).collect::<String>().into() } else { trimmed.into() }
}

/// The scheme of an absolute address (RFC 3986, section 3.1).
pub fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters)).then_some(scheme)
}

/// An address as people write it: without scheme, and without a slash at its end.
pub fn short(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/')
}

/// A text as a part of a fragment id: what neither an id (white space) nor an address may hold becomes a hyphen.
pub fn fragment(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays) { text.into() } else { text.chars().map(|c| if stays(c) { c } else { '-' }).collect::<String>().into() }
}

/// A relative address with all percent-encoded that an address must not hold.
pub fn relative(address: &str) -> Cow<'_, str> {
    if address.chars().all(stays) { address.into() } else { encoded("", address).into() }
}

/// `start`, and `rest` with all percent-encoded that an address must not hold.
fn encoded(start: &str, rest: &str) -> String {
    let mut address = String::with_capacity(start.len() + rest.len());
    address.push_str(start);
    for c in rest.chars() {
        if stays(c) {
            address.push(c);
        } else {
            push_percent(&mut address, c);
        }
    }
    address
}

/// Whether an address may hold the character (RFC 3986, section 2; for white space and marks of direction beyond ASCII
/// RFC 3987, sections 2.2 and 4.1).
fn stays(c: char) -> bool {
    !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') && !c.is_whitespace() && !c.is_control() && !turns(c)
}

/// Appends a character percent-encoded.
fn push_percent(address: &mut String, c: char) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        address.push('%');
        address.push(char::from(DIGITS[usize::from(byte >> 4)]));
        address.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

/// Characters that change the direction of what stands behind them, or cannot be seen.
fn turns(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_stands_in_the_place_of_a_fragment() {
        let at = |written: &str| WebAddress::read(written).unwrap_or_default().at_time("751").to_string();
        assert_eq!(at("https://a.example/a.mp3?b=1"), "https://a.example/a.mp3?b=1#t=751");
        assert_eq!(at("https://a.example/a.mp3#c"), "https://a.example/a.mp3#t=751");
        assert_eq!(at(""), "");
    }

    #[test]
    fn what_is_safe_is_written_as_addresses_are() {
        for (written, address) in [
            ("https://a.example/x y", "https://a.example/x%20y"),
            (" HTTPS://A.example/ ", "https://A.example/"),
            ("//a.example", "https://a.example"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("https://a.example/\"onclick=\"x", "https://a.example/%22onclick=%22x"),
            ("https://россия.example/ы?a=1&b=[2]#ю", "https://россия.example/ы?a=1&b=[2]#ю"),
            ("https://a.example/\u{202e}x", "https://a.example/%E2%80%AEx"),
            ("https://a.example/a%20b", "https://a.example/a%20b"),
        ] {
            assert_eq!(WebAddress::read(written).as_deref(), Ok(address), "{written}");
        }
    }

    #[test]
    fn passwords_are_seen() {
        let has = |written: &str| WebAddress::read(written).is_ok_and(|address| address.has_password());
        assert!(has("https://me:secret@a.example/x") && has("ftp://me:a%40b@a.example") && has("//me:x@a.example?q"));
        for written in ["https://a.example/x:y@z", "https://me@a.example/", "mailto:a:b@c.example", "https://a.example:80/?a@b"] {
            assert!(!has(written), "{written}");
        }
    }

    #[test]
    fn fragments_and_relative_addresses_hold_no_blanks() {
        assert_eq!(fragment("smith:2020/a"), "smith:2020/a");
        assert_eq!(fragment("a b\"c\u{202e}"), "a-b-c-");
        assert_eq!(relative("a.html#x y"), "a.html#x%20y");
    }

    #[test]
    fn what_could_run_or_read_is_refused() {
        for written in
            ["javascript:void 0", "JaVa\nScript:void 0", "\u{1}javascript:x", "data:text/html,x", "vbscript:x", "file:///x", "blob:x"]
        {
            assert!(matches!(WebAddress::read(written), Err(Refused::Scheme(_))), "{written}");
        }
        for written in ["", "a/b.md", "#x", "words of: more", "?q=a:b"] {
            assert_eq!(WebAddress::read(written), Err(Refused::Relative), "{written}");
        }
        assert_eq!(WebAddress::of_page("mailto:a@b.example").as_str(), "");
    }
}

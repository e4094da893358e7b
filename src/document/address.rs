//! What an address in a link points to, and whether it is safe to follow.

use super::LinkTarget;
use crate::base::web::{self, Refused, WebAddress};

/// Sorts an address as written.
pub(super) fn sort(address: &str) -> LinkTarget {
    let bare = web::bare(address);
    if let Some(fragment) = bare.strip_prefix('#') {
        return LinkTarget::Fragment(fragment.to_owned());
    }
    match WebAddress::read(&bare) {
        Ok(address) => LinkTarget::Outside(address),
        Err(Refused::Scheme(address)) => LinkTarget::Unsafe(address),
        Err(Refused::Relative) => {
            let (path, fragment) = bare.split_once('#').unwrap_or((&bare, ""));
            LinkTarget::File(path.to_owned(), fragment.to_owned())
        }
    }
}

/// How long the bare address at the beginning of `text` is, its trailing punctuation left out; 0 if
/// there is none. Source: GitHub Flavored Markdown, "Autolinks (extension)", without `www.`
/// addresses that name no domain, and with the marks that end a sentence in other scripts.
pub(super) fn bare_length(text: &str) -> usize {
    let Some(rest) = ["https://", "http://", "ftp://", "www."].iter().find_map(|start| strip_prefix_ascii(text, start)) else { return 0 };
    let prefix = text.len() - rest.len();
    let ends = |c: char| c.is_whitespace() || ENDS.contains(&c);
    // The name of the host first: to read on for nothing, again and again, would make a text slow.
    let host = rest.get(..rest.find(|c| ends(c) || matches!(c, '/' | '?' | '#' | ':')).unwrap_or(rest.len())).unwrap_or("");
    let named = host.starts_with(char::is_alphanumeric) && (prefix != "www.".len() || host.trim_end_matches('.').contains('.'));
    if !named {
        return 0;
    }
    let address = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or("");
    prefix + without_end(address).len()
}

/// What ends an address besides white space.
const ENDS: &[char] = &['<', '>', '"', '`', '«', '»', '“', '”', '„', '，', '。', '；', '）', '（', '、', '】', '》', '|'];

/// An address without the punctuation behind it: marks of the sentence, and brackets that it did not open.
fn without_end(address: &str) -> &str {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let count = |of: char| address.matches(of).count();
    let mut unopened = PAIRS.map(|(open, close)| count(close).saturating_sub(count(open)));
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        let mark = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '~' | '…' | '—');
        let bracket = PAIRS.iter().position(|(_, close)| *close == last).and_then(|pair| unopened.get_mut(pair)).filter(|left| **left > 0);
        match bracket {
            Some(left) => *left -= 1,
            None if mark => {}
            None => break,
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or("");
    }
    address
}

fn strip_prefix_ascii<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sorted() {
        let outside = |address: &str| LinkTarget::Outside(WebAddress::read(address).unwrap_or_default());
        let cases = [
            ("https://a.org/", outside("https://a.org/")),
            ("//a.org", outside("https://a.org")),
            ("MAILTO:a@b.c", outside("mailto:a@b.c")),
            ("other.md#x", LinkTarget::File("other.md".into(), "x".into())),
            ("a/b:c.md", LinkTarget::File("a/b:c.md".into(), String::new())),
            ("#here", LinkTarget::Fragment("here".into())),
            ("JavaScript:alert(1)", LinkTarget::Unsafe("JavaScript:alert(1)".into())),
            ("java\u{1}script:alert(1)", LinkTarget::Unsafe("javascript:alert(1)".into())),
            ("data:text/html,x", LinkTarget::Unsafe("data:text/html,x".into())),
            ("C:\\a", LinkTarget::Unsafe("C:\\a".into())),
        ];
        for (address, target) in cases {
            assert_eq!(sort(address), target);
        }
    }

    #[test]
    fn bare_addresses_end_before_punctuation() {
        let cases = [
            ("https://a.org/x_(y)), and", "https://a.org/x_(y)"),
            ("https://a.org.", "https://a.org"),
            ("http://a.org/б?q=1#f; x", "http://a.org/б?q=1#f"),
            ("www.a.org/x…", "www.a.org/x"),
            ("www.x", ""),
            ("https://", ""),
            ("https://a.org/x]", "https://a.org/x"),
            ("https://a.org。然后", "https://a.org"),
        ];
        for (text, address) in cases {
            assert_eq!(&text[..bare_length(text)], address, "{text}");
        }
    }
}

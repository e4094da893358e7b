//! Passwords in addresses: what is shown on a terminal is kept in logs, and so is what programs get (RFC 3986, section 7.5).

use std::{borrow::Cow, ops::Range};

/// The most bytes of an address before its host that are looked at.
const LONGEST: usize = 500;

/// A text with `…` for each password in an address, and for the user's name where it certainly is one.
pub fn without(text: &str) -> Cow<'_, str> {
    let hidden = hidden(text);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for range in hidden {
        shown.push_str(text.get(at..range.start).unwrap_or(""));
        shown.push('…');
        at = range.end;
    }
    shown.push_str(text.get(at..).unwrap_or(""));
    Cow::Owned(shown)
}

/// The parts of a text that are not shown, in order; also where the address is malformed: one slash, no scheme, a slash in the
/// password.
pub fn hidden(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let from = found.last().map_or(0, |last| last.end).max(at.saturating_sub(LONGEST));
        let from = (from..=at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
        let (before, behind) = (text.get(from..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        // In a password there may be more of them: the last one before the end of the host counts.
        let is_end = |c: &char| c.is_whitespace() || is_slash(*c) || matches!(c, '?' | '#' | '"' | '\'' | '<' | '>');
        if behind.chars().take(LONGEST).take_while(|c| !is_end(c)).any(|c| c == '@') {
            continue;
        }
        let Some(start) = behind_slashes(before, behind).or_else(|| behind_colon(before, behind)) else { continue };
        found.push(from + start..at);
    }
    found
}

fn is_slash(c: char) -> bool {
    matches!(c, '/' | '\\')
}

/// Where a user with a password begins behind the slashes of an address: `https://me:word`, `//me:word`, `https:/me:word`.
fn behind_slashes(before: &str, behind: &str) -> Option<usize> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>');
    let word = before.rfind(is_end).map_or(before, |end| &before[end..]);
    let word = word.trim_start_matches(is_end);
    // The last slashes that may stand before a host.
    let (start, of_scheme) = word.match_indices(is_slash).rev().find_map(|(at, slash)| {
        let ahead = word[..at].trim_end_matches(is_slash);
        let is_first = ahead.is_empty() || ahead.ends_with(['\'', '(', '[', '{', '`', '=', ',']);
        let is_authority = ahead.ends_with(':') || (is_first && ahead.len() < at);
        is_authority.then_some((at + slash.len(), ahead.ends_with(':') && ahead.len() + 1 < at + slash.len()))
    })?;
    let user = word.get(start..)?;
    let authority = user.split(|c| is_slash(c) || matches!(c, '?' | '#' | '\'')).next().unwrap_or(user);
    let is_password = if authority.len() == user.len() {
        !user.is_empty() && (of_scheme || user.contains(':'))
    } else {
        // Behind a host a colon has a number; this one has the first half of a password.
        let port = authority.rsplit_once(':').map(|(_, port)| port);
        host(behind).is_some() && !authority.starts_with('[') && port.is_some_and(|port| port.contains(|c: char| !c.is_ascii_digit()))
    };
    is_password.then_some(before.len() - user.len())
}

/// Where a password begins behind the colon of `me:word`, before a host that has a dot.
fn behind_colon(before: &str, behind: &str) -> Option<usize> {
    /// What stands before the address of a mail or another account.
    const ACCOUNTS: [&str; 16] = [
        "mailto",
        "mail",
        "e-mail",
        "email",
        "to",
        "from",
        "cc",
        "bcc",
        "reply-to",
        "contact",
        "kontakt",
        "почта",
        "acct",
        "xmpp",
        "sip",
        "sips",
    ];
    const SCHEMES: [&str; 6] = ["http", "https", "ftp", "ftps", "sftp", "ssh"];
    host(behind).filter(|host| {
        let last = host.rsplit('.').next().unwrap_or("");
        host.contains('.')
            && (last.chars().count() > 1 && last.chars().all(char::is_alphabetic) || host.parse::<std::net::Ipv4Addr>().is_ok())
            || *host == "localhost"
    })?;
    let is_end =
        |c: char| c.is_whitespace() || is_slash(c) || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';');
    let word = before.rsplit(is_end).next().unwrap_or(before);
    let (user, password) = word.split_once(':')?;
    let label = user.to_lowercase();
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '-'));
    let is_account = ACCOUNTS.contains(&label.as_str()) || SCHEMES.contains(&label.as_str());
    // `12:30@harbour.example`, `via:@me@example.org`, `mailto:me@example.org`.
    let is_other = user.is_empty()
        || password.is_empty()
        || password.starts_with('@')
        || is_number(user) && is_number(password)
        || is_account && !password.contains(':');
    (!is_other).then_some(before.len() - password.len())
}

/// The name of a host at the beginning.
fn host(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(text.len());
    text.get(..end).map(|host| host.trim_end_matches('.')).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        for (text, shown) in [
            ("base-url: https://user:word@a.example/x/", "base-url: https://…@a.example/x/"),
            ("'ftp://a:b@c' and http://d:e@f/@", "'ftp://…@c' and http://…@f/@"),
            ("https://user@a.example", "https://…@a.example"),
            // Malformed.
            ("base-url: //me:pw@a.example", "base-url: //…@a.example"),
            ("\"https:/me:pw@localhost:80/\"", "\"https:/…@localhost:80/\""),
            ("https:\\\\me:pw@a.example", "https:\\\\…@a.example"),
            ("https:///me:pw@a.example", "https:///…@a.example"),
            ("https:me:pw@a.example", "https:…@a.example"),
            ("base-url: me:pw@a.example/x", "base-url: me:…@a.example/x"),
            ("me:p@ss@10.0.0.1", "me:…@10.0.0.1"),
            ("[x](//me:p@ss@h/)", "[x](//…@h/)"),
            ("https://me:p/w#d@a.example/", "https://…@a.example/"),
            ("a.example/http://me:pw@b/ and //me:pw@c", "a.example/http://…@b/ and //…@c"),
            // Words.
            ("https://a.example/b:c@d mail a:b@c", "https://a.example/b:c@d mail a:b@c"),
            ("12:30@harbour.example, 1914:18@a.example", "12:30@harbour.example, 1914:18@a.example"),
            ("mailto:me@a.example E-Mail:me@a.example", "mailto:me@a.example E-Mail:me@a.example"),
            ("via:@me@a.example; see: me@a.example", "via:@me@a.example; see: me@a.example"),
            ("https://a.example:8080/@me@b.example", "https://a.example:8080/@me@b.example"),
            ("http://[::1]:80/@me@b.example", "http://[::1]:80/@me@b.example"),
            ("[@roe1911: p. 3] and git@a.example:b/c", "[@roe1911: p. 3] and git@a.example:b/c"),
            ("either/or:else@home", "either/or:else@home"),
            ("no address", "no address"),
        ] {
            assert_eq!(without(text), shown);
        }
    }
}

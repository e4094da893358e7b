//! Style sheets of others, written anew: nothing in them leads out of the archive.
//!
//! A sheet is read as browsers read it, sign by sign (CSS Syntax 3, section 4), so that no escape and no comment hides a word from this
//! reading that they would see. Every address goes to `at`, which gives what stands in its place.

use super::tokens::{Reader, Token};

/// For what a sheet has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A picture or a font.
    Shown,
    /// Another sheet.
    Sheet,
}

/// What stands in the place of an address; nothing if it must go.
pub type At<'a> = &'a mut dyn FnMut(&str, Use) -> Option<String>;

/// Functions that take addresses as strings (CSS Images 4, CSS Values 5), `url` among them.
const TAKES_ADDRESSES: [&str; 8] =
    ["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "-moz-image-rect"];

/// At-rules that are left out: what they name is known, or leads elsewhere.
const LEFT_OUT: [&str; 3] = ["charset", "namespace", "document"];

/// Writes a sheet, or the declarations of a `style` attribute, anew.
pub fn clean(sheet: &str, at: At<'_>) -> String {
    let mut reader = Reader::new(sheet);
    let mut out = String::with_capacity(sheet.len());
    // Of each bracket that is open: how it closes, and whether strings in it are addresses.
    let mut open: Vec<(char, bool)> = Vec::new();
    let mut may_declare = true;
    let mut property = String::new();
    while let Some(token) = reader.token() {
        match token {
            Token::Blank => {
                out.push(' ');
                continue;
            }
            Token::Comment => {
                out.push_str("/**/");
                continue;
            }
            Token::Word(name) => {
                if may_declare {
                    property.clone_from(&name);
                }
                push_word(&mut out, &name);
            }
            Token::At(name) if name.eq_ignore_ascii_case("import") => {
                import(&mut reader, at, &mut out);
                continue;
            }
            Token::At(name) if LEFT_OUT.iter().any(|left| name.trim_start_matches("-moz-").eq_ignore_ascii_case(left)) => {
                reader.skip_rule();
                continue;
            }
            Token::At(name) => {
                out.push('@');
                push_word(&mut out, &name);
            }
            Token::Url(address) => push_address(&mut out, &address, at),
            Token::Function(name) => {
                let name = name.to_lowercase();
                let takes = TAKES_ADDRESSES.contains(&name.as_str());
                if name == "url" {
                    // The string in it is read with it.
                    let address = reader.string_in_brackets().unwrap_or_default();
                    push_address(&mut out, &address, at);
                } else {
                    // Old browsers ran what stands in it.
                    push_word(&mut out, if name == "expression" { "none" } else { &name });
                    out.push('(');
                    open.push((')', takes));
                }
            }
            Token::String(words) => {
                let is_address = open.last().is_some_and(|(_, takes)| *takes);
                // What is kept under a name may be laid into such a function by it.
                let is_kept = property.starts_with("--") || property.eq_ignore_ascii_case("initial-value");
                if is_address {
                    push_string(&mut out, &at(&words, Use::Shown).unwrap_or_default());
                } else if is_kept && (words.contains("//") || words.contains(':')) {
                    out.push_str("\"\"");
                } else {
                    push_string(&mut out, &words);
                }
            }
            Token::Sign(sign) => {
                match sign {
                    '(' => open.push((')', false)),
                    '[' => open.push((']', false)),
                    '{' => open.push(('}', false)),
                    ')' | ']' | '}' if open.last().is_some_and(|(close, _)| *close == sign) => _ = open.pop(),
                    _ => {}
                }
                out.push(sign);
                if matches!(sign, '{' | '}' | ';') {
                    may_declare = true;
                    property.clear();
                    continue;
                }
            }
        }
        may_declare = false;
    }
    // What is open at the end closes by itself, but not in an attribute into which more is written.
    open.iter().rev().for_each(|(close, _)| out.push(*close));
    out
}

/// An `@import`, behind its name: the rule goes unless the sheet that it names is there.
fn import(reader: &mut Reader, at: At<'_>, out: &mut String) {
    let start = reader.place();
    let mut address = None;
    while let Some(token) = reader.token() {
        match token {
            Token::Blank | Token::Comment => continue,
            Token::String(words) | Token::Url(words) => address = Some(words),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => address = reader.string_in_brackets(),
            _ => reader.go_back(start),
        }
        break;
    }
    let begin = reader.place();
    reader.skip_rule();
    let Some(to) = address.and_then(|address| at(&address, Use::Sheet)) else { return };
    let rest = reader.since(begin);
    out.push_str("@import ");
    push_string(out, &to);
    // For which media it is: nothing that has an address.
    let rest = rest.trim_end_matches(';');
    if rest.chars().all(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || matches!(c, '(' | ')' | ':' | '-' | ',' | '.'))
        && !rest.contains("url")
    {
        out.push_str(rest);
    }
    out.push(';');
}

fn push_address(out: &mut String, address: &str, at: At<'_>) {
    match address.trim() {
        // A place in the page itself: what a drawing is filled with.
        own if own.starts_with('#') => {
            out.push_str("url(");
            push_string(out, own);
            out.push(')');
        }
        address => match at(address, Use::Shown) {
            Some(to) => {
                out.push_str("url(");
                push_string(out, &to);
                out.push(')');
            }
            None => out.push_str("none"),
        },
    }
}

/// A string, in which nothing ends it, the sheet, or an element around it (CSSOM, "serialize a string").
fn push_string(out: &mut String, words: &str) {
    out.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '<' | '>' | '&' => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c if c.is_control() => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A word (CSSOM, "serialize an identifier"), or what stands of one behind a sign.
fn push_word(out: &mut String, word: &str) {
    for (nth, c) in word.chars().enumerate() {
        // A digit at the beginning, or behind a hyphen there, would be read as a number, and a hyphen alone as a sign.
        let may_be_digit = nth > 1 || nth == 1 && !word.starts_with('-');
        let is_plain = c.is_ascii_alphabetic()
            || c == '_'
            || c == '-' && word.len() > 1
            || !c.is_ascii() && !c.is_control()
            || may_be_digit && c.is_ascii_digit();
        if is_plain { out.push(c) } else { out.push_str(&format!("\\{:x} ", u32::from(c))) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cleans, where `own.png` and `own.css` are there and nothing else.
    fn cleaned(sheet: &str) -> String {
        clean(sheet, &mut |address, _| address.starts_with("own.").then(|| format!("there/{address}")))
    }

    #[test]
    fn what_leads_out_is_gone() {
        for sheet in [
            "a{background:url(https://probe.example/a)}",
            "a{background:url( 'https://probe.example/a' )}",
            "a{background:URL(\"//probe.example/a\")}",
            "a{background:u\\72l(https://probe.example/a)}",
            "a{background:\\75 rl(https://probe.example/a)}",
            "a{background:url/**/(https://probe.example/a)}",
            "@import 'https://probe.example/a';",
            "@IMPORT url(https://probe.example/a) screen;",
            "@\\69mport 'https://probe.example/a';",
            "@import/**/\"https://probe.example/a\"",
            "@font-face{src:local(x),url(https://probe.example/a) format('woff')}",
            "a{background:image-set('https://probe.example/a' 1x)}",
            "a{background:-webkit-image-set(url(https://probe.example/a) 1x)}",
            "a{--u:'https://probe.example/a';background:image-set(var(--u) 1x)}",
            "a{background:src('https://probe.example/a')}",
            "@namespace url(https://probe.example/a);",
            "@charset 'https://probe.example/a';",
            "a{behavior:url(https://probe.example/a)}",
            "a{width:expression(alert('https://probe.example/a'))}",
            "a{background:url(https://probe.example/a",
            "a{background:url(a b https://probe.example/a)}",
            "a{b:\"\nc:url(https://probe.example/a)}",
        ] {
            let made = cleaned(sheet);
            let shown = made.replace("/**/(https://probe.example/a)", "").replace("alert(\"https://probe.example/a\")", "");
            assert!(!shown.contains("probe.example"), "{sheet}: {made}");
            assert!(!made.contains("expression("), "{made}");
        }
    }

    #[test]
    fn what_is_there_stays() {
        for (sheet, expected) in [
            ("a{color:red}", "a{color:red}"),
            (".a\\:b:hover > #c::before{content:'\\201C'}", ".a\\3a b:hover > #c::before{content:\"“\"}"),
            ("a{background:#fff url(own.png) no-repeat}", "a{background:#fff url(\"there/own.png\") no-repeat}"),
            ("@import url(own.css) screen;b{}", "@import \"there/own.css\" screen;b{}"),
            ("@media (min-width:10em){a{margin:-1px .5em}}", "@media (min-width:10em){a{margin:-1px .5em}}"),
            ("a{fill:url(#b)}", "a{fill:url(\"#b\")}"),
            ("a{b:calc(1px + 2%)!important}", "a{b:calc(1px + 2%)!important}"),
            ("a[href^='http://x']{c:d}", "a[href^=\"http://x\"]{c:d}"),
            ("a{b:'</style>'}", "a{b:\"\\3c /style\\3e \"}"),
            ("a{b:c", "a{b:c}"),
        ] {
            assert_eq!(cleaned(sheet), expected);
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_there_no_address_is_written_that_was_not_given(sheet in "[a-z@{}();:'\"/*\\\\ #\n0-9-]{0,60}") {
            let mut given = Vec::new();
            let made = clean(&sheet, &mut |_, _| { given.push(()); Some(String::from("own")) });
            // Read again, only what was given stands there.
            clean(&made, &mut |address, _| { assert_eq!(address, "own", "{made}"); None });
        }
    }
}

//! Style sheets of others, written anew: nothing in them leads out of the archive.
//!
//! A sheet is read as browsers read it, sign by sign (CSS Syntax 3, section 4), so that no escape and no comment hides a word from this
//! reading that they would see. Every address goes to `at`, which gives what stands in its place.

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
    let mut reader = Reader { chars: sheet.chars().collect(), next: 0 };
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

/// A token of a sheet.
enum Token {
    Blank,
    Comment,
    Word(String),
    At(String),
    Function(String),
    Url(String),
    String(String),
    Sign(char),
}

struct Reader {
    chars: Vec<char>,
    next: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.next + ahead).copied()
    }

    fn token(&mut self) -> Option<Token> {
        let c = self.peek(0)?;
        if c.is_ascii_whitespace() {
            self.blanks();
            return Some(Token::Blank);
        }
        if c == '/' && self.peek(1) == Some('*') {
            self.next += 2;
            while self.next < self.chars.len() && !(self.peek(0) == Some('*') && self.peek(1) == Some('/')) {
                self.next += 1;
            }
            self.next += 2;
            return Some(Token::Comment);
        }
        if matches!(c, '"' | '\'') {
            return Some(self.string().map_or(Token::Blank, Token::String));
        }
        if c == '@' && self.begins_word(1) {
            self.next += 1;
            return Some(Token::At(self.word()));
        }
        // The word behind a number sign or a number is one like others.
        if self.begins_word(0) || c == '\\' && self.is_escape(0) {
            let name = self.word();
            if self.peek(0) != Some('(') {
                return Some(Token::Word(name));
            }
            self.next += 1;
            if !name.eq_ignore_ascii_case("url") {
                return Some(Token::Function(name));
            }
            let mut ahead = 0;
            while self.peek(ahead).is_some_and(|c| c.is_ascii_whitespace()) {
                ahead += 1;
            }
            if matches!(self.peek(ahead), Some('"' | '\'')) {
                return Some(Token::Function(name));
            }
            return Some(Token::Url(self.bare_url()));
        }
        self.next += 1;
        // A character that nobody sees is none that a sheet needs.
        Some(if c == '\\' || c.is_control() { Token::Blank } else { Token::Sign(c) })
    }

    fn blanks(&mut self) {
        while self.peek(0).is_some_and(|c| c.is_ascii_whitespace()) {
            self.next += 1;
        }
    }

    /// Whether an escape begins so many characters ahead (section 4.3.8).
    fn is_escape(&self, ahead: usize) -> bool {
        self.peek(ahead) == Some('\\') && !matches!(self.peek(ahead + 1), None | Some('\n' | '\r' | '\u{c}'))
    }

    /// Whether a word begins so many characters ahead (section 4.3.9).
    fn begins_word(&self, ahead: usize) -> bool {
        let starts = |at: usize| self.peek(at).is_some_and(|c| c.is_alphabetic() || c == '_' || !c.is_ascii()) || self.is_escape(at);
        if self.peek(ahead) == Some('-') { self.peek(ahead + 1) == Some('-') || starts(ahead + 1) } else { starts(ahead) }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.peek(0) {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii() {
                word.push(c);
                self.next += 1;
            } else if self.is_escape(0) {
                word.push(self.escape());
            } else {
                break;
            }
        }
        word
    }

    /// The character of an escape, which begins here (section 4.3.7).
    fn escape(&mut self) -> char {
        self.next += 1;
        let mut code = 0u32;
        let mut count = 0;
        while count < 6
            && let Some(digit) = self.peek(0).and_then(|c| c.to_digit(16))
        {
            code = code * 16 + digit;
            count += 1;
            self.next += 1;
        }
        if count == 0 {
            let c = self.peek(0).unwrap_or('\u{fffd}');
            self.next += 1;
            return c;
        }
        if self.peek(0) == Some('\r') && self.peek(1) == Some('\n') {
            self.next += 2;
        } else if self.peek(0).is_some_and(|c| c.is_ascii_whitespace()) {
            self.next += 1;
        }
        char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}')
    }

    /// A string, which begins here; none if its line ends before it does.
    fn string(&mut self) -> Option<String> {
        let quote = self.peek(0)?;
        self.next += 1;
        let mut words = String::new();
        while let Some(c) = self.peek(0) {
            match c {
                _ if c == quote => {
                    self.next += 1;
                    return Some(words);
                }
                '\n' | '\r' | '\u{c}' => return None,
                '\\' if self.is_escape(0) => words.push(self.escape()),
                '\\' => {
                    // A line that goes on.
                    self.next += 1;
                    self.blank_line();
                }
                _ => {
                    words.push(c);
                    self.next += 1;
                }
            }
        }
        Some(words)
    }

    fn blank_line(&mut self) {
        if self.peek(0) == Some('\r') && self.peek(1) == Some('\n') {
            self.next += 1;
        }
        self.next += 1;
    }

    /// The address in `url(…)` without quotation marks, behind the bracket; empty if it is none (sections 4.3.6 and 4.3.14).
    fn bare_url(&mut self) -> String {
        self.blanks();
        let mut address = String::new();
        let mut is_good = true;
        while let Some(c) = self.peek(0) {
            if c == ')' {
                self.next += 1;
                break;
            }
            if self.is_escape(0) {
                address.push(self.escape());
                continue;
            }
            if c.is_ascii_whitespace() {
                self.blanks();
                is_good &= matches!(self.peek(0), None | Some(')'));
                continue;
            }
            is_good &= !matches!(c, '"' | '\'' | '(' | '\\') && !c.is_control();
            address.push(c);
            self.next += 1;
        }
        if is_good { address } else { String::new() }
    }

    /// The first string up to the bracket that closes, and all up to it passed over.
    fn string_in_brackets(&mut self) -> Option<String> {
        let mut found = None;
        let mut depth = 0usize;
        while let Some(token) = self.token() {
            match token {
                Token::String(words) => found = found.or(Some(words)),
                Token::Function(_) | Token::Sign('(') => depth += 1,
                Token::Sign(')') if depth == 0 => break,
                Token::Sign(')') => depth -= 1,
                _ => {}
            }
        }
        found
    }

    /// Passes over the rest of an at-rule: up to its semicolon, or its block and all in it.
    fn skip_rule(&mut self) {
        let mut depth = 0usize;
        while let Some(token) = self.token() {
            match token {
                Token::Sign(';') if depth == 0 => return,
                Token::Sign('{') => depth += 1,
                Token::Sign('}') if depth <= 1 => return,
                Token::Sign('}') => depth -= 1,
                _ => {}
            }
        }
    }
}

/// An `@import`, behind its name: the rule goes unless the sheet that it names is there.
fn import(reader: &mut Reader, at: At<'_>, out: &mut String) {
    let start = reader.next;
    let mut address = None;
    while let Some(token) = reader.token() {
        match token {
            Token::Blank | Token::Comment => continue,
            Token::String(words) | Token::Url(words) => address = Some(words),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => address = reader.string_in_brackets(),
            _ => reader.next = start,
        }
        break;
    }
    let begin = reader.next;
    reader.skip_rule();
    let Some(to) = address.and_then(|address| at(&address, Use::Sheet)) else { return };
    let rest: String = reader.chars.get(begin..reader.next).unwrap_or_default().iter().collect();
    out.push_str("@import ");
    push_string(out, &to);
    // For which media it is: nothing that has an address.
    let rest = rest.trim_end_matches(';');
    if rest.chars().all(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || matches!(c, '(' | ')' | ':' | '-' | ',' | '.')) && !rest.contains("url") {
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
        let is_plain = c.is_ascii_alphabetic() || matches!(c, '-' | '_') || !c.is_ascii() && !c.is_control() || nth > 0 && c.is_ascii_digit();
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

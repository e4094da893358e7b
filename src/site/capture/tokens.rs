//! The tokens of a style sheet, as browsers take them (CSS Syntax 3, section 4): escapes are undone, comments and strings end where they end there.

/// A token of a sheet.
pub enum Token {
    /// White space, and what browsers take for none.
    Blank,
    /// What stands between `/*` and `*/`.
    Comment,
    /// A name, its escapes undone.
    Word(String),
    /// The name of an at-rule.
    At(String),
    /// The name of a function, whose bracket is open.
    Function(String),
    /// The address in `url(…)` without quotation marks; empty if it is none.
    Url(String),
    /// What stands between quotation marks, its escapes undone.
    String(String),
    /// Any other character.
    Sign(char),
}

/// A sheet while it is read.
pub struct Reader {
    chars: Vec<char>,
    next: usize,
}

impl Reader {
    /// At the beginning of a sheet.
    pub fn new(sheet: &str) -> Self {
        Self { chars: sheet.chars().collect(), next: 0 }
    }

    /// How far the sheet was read.
    pub fn place(&self) -> usize {
        self.next
    }

    /// Goes back to a place.
    pub fn go_back(&mut self, place: usize) {
        self.next = place;
    }

    /// What stands between a place and the next token.
    pub fn since(&self, place: usize) -> String {
        self.chars.get(place..self.next).unwrap_or_default().iter().collect()
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.next + ahead).copied()
    }

    /// The next token; none at the end.
    pub fn token(&mut self) -> Option<Token> {
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
    pub fn string_in_brackets(&mut self) -> Option<String> {
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
    pub fn skip_rule(&mut self) {
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

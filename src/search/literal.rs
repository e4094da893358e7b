//! Reads what the index has written as literals of JavaScript: strings and lists of them.

/// What is still to be read.
pub struct Literal<'a> {
    rest: &'a str,
}

impl<'a> Literal<'a> {
    /// From the first list in a script.
    pub fn of(script: &'a str) -> Option<Self> {
        Some(Self { rest: script.get(script.find(',')? + 1..)? })
    }

    /// Takes a sign if it comes next; a comma before it is passed over.
    pub fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
        let rest = rest.strip_prefix('\n').unwrap_or(rest);
        match rest.strip_prefix(sign) {
            Some(after) => {
                self.rest = after;
                true
            }
            None => false,
        }
    }

    /// The next string, if there is one.
    pub fn string(&mut self) -> Option<String> {
        if !self.take('"') {
            return None;
        }
        let mut text = String::new();
        loop {
            let end = self.rest.find(['"', '\\'])?;
            let (plain, after) = self.rest.split_at_checked(end)?;
            text.push_str(plain);
            let after = after.strip_prefix('\\');
            let Some(after) = after else {
                self.rest = self.rest.get(end + 1..)?;
                return Some(text);
            };
            let sign = after.chars().next()?;
            self.rest = after.get(sign.len_utf8()..)?;
            match sign {
                'n' => text.push('\n'),
                'u' => {
                    let (code, after) = self.rest.split_at_checked(4)?;
                    text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                    self.rest = after;
                }
                sign => text.push(sign),
            }
        }
    }

    /// Passes over a number, and gives it.
    pub fn number(&mut self) -> Option<u32> {
        let rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
        let rest = rest.strip_prefix('\n').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, after) = rest.split_at_checked(end)?;
        self.rest = after;
        digits.parse().ok()
    }
}

/// Appends a string of JavaScript, a comma before it if it is not the first of its list.
pub fn string(script: &mut String, text: &str) {
    if !script.ends_with(['[', '(']) {
        script.push(',');
    }
    script.push('"');
    let mut rest = text;
    // What is neither escaped nor near what is.
    let is_odd = |byte: &u8| matches!(byte, b'"' | b'\\' | b'<' | 0..=0x1f | 0xe2);
    while let Some(at) = rest.as_bytes().iter().position(is_odd) {
        script.push_str(rest.get(..at).unwrap_or(""));
        let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) else { break };
        match c {
            '"' | '\\' => script.extend(['\\', c]),
            '\n' => script.push_str("\\n"),
            // What a line of JavaScript may not hold, and what would end a script in a page.
            '\0'..='\u{1f}' | '<' | '\u{2028}' | '\u{2029}' => script.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => script.push(c),
        }
        rest = rest.get(at + c.len_utf8()..).unwrap_or("");
    }
    script.push_str(rest);
    script.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back() {
        let texts = ["", "a \"b\" \\ </script>", "—\u{2028}…\n\u{1}мир 国", "\u{e2}\u{2029}"];
        let mut script = String::from("give(\"d/1\",[");
        texts.iter().for_each(|text| string(&mut script, text));
        script.push_str(",[7,\n[");
        string(&mut script, "x");
        script.push_str("]]]);\n");
        assert!(!script.contains(['<', '\u{2028}', '\u{1}']), "{script}");
        let mut literal = Literal::of(&script).unwrap();
        assert!(literal.take('['));
        for text in texts {
            assert_eq!(literal.string().as_deref(), Some(text));
        }
        assert!(literal.take('[') && literal.number() == Some(7) && literal.take('[') && !literal.take(']'));
        assert_eq!(literal.string().as_deref(), Some("x"));
        assert!(literal.take(']') && literal.take(']') && literal.take(']') && literal.string().is_none());
    }
}

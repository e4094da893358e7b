//! Typst in the making: calls of the program's own, and the words of others, which are string literals and nothing else. In code, and
//! not in markup, no word can mean anything (Typst, "Syntax": modes).

/// A stretch of Typst code: statements whose contents are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Appends code of the program's own.
    pub fn push(&mut self, code: &'static str) -> &mut Self {
        self.0.push_str(code);
        self
    }

    /// Appends what was written apart.
    pub fn code(&mut self, code: &Self) -> &mut Self {
        self.0.push_str(&code.0);
        self
    }

    /// Appends a string.
    pub fn string(&mut self, words: &str) -> &mut Self {
        self.0.push('"');
        for c in words.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                // What cannot be printed is left out.
                c if c.is_control() => {}
                c => self.0.push(c),
            }
        }
        self.0.push('"');
        self
    }

    /// Appends a number.
    pub fn number(&mut self, number: i64) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Appends a length, in points.
    pub fn points(&mut self, length: f64) -> &mut Self {
        self.0.push_str(&format!("{:.1}pt", length.clamp(0.0, 10_000.0)));
        self
    }

    /// Appends words to be shown.
    pub fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.string(words).push("; ");
        }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let mut code = Code::default();
        code.words("#panic(\"x\") \\u{41} $a$ ] } \u{1}");
        assert_eq!(code.as_str(), "\"#panic(\\\"x\\\") \\\\u{41} $a$ ] } \"; ");
    }
}

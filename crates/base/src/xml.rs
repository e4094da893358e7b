//! XML in the making, as [`super::Html`] is HTML: tags of the program's own, and the words of others, which are escaped.
//!
//! Characters that XML 1.0 cannot hold at all (section 2.2) are left out.

use super::{tags::Tag, text};

/// A stretch of XML, at the end of a text whose room it uses.
pub struct Xml<'t>(&'t mut String);

impl<'t> Xml<'t> {
    /// XML behind what `text` holds.
    pub fn new(text: &'t mut String) -> Self {
        Self(text)
    }

    /// Appends tags of the program's own.
    pub fn push_str(&mut self, tags: &'static str) {
        self.0.push_str(tags);
    }

    /// Appends words, escaped for elements and for attributes in double quotes.
    pub fn words(&mut self, words: &str) {
        if is_plain(words) || words.chars().all(is_allowed) {
            text::escape_attribute(self.0, words);
        } else {
            text::escape_attribute(self.0, &words.chars().filter(|c| is_allowed(*c)).collect::<String>());
        }
    }

    /// Appends ` name="value"`.
    pub fn attribute(&mut self, name: &'static str, value: &str) {
        self.push_str(" ");
        self.push_str(name);
        self.push_str("=\"");
        self.words(value);
        self.push_str("\"");
    }

    /// Appends an element that holds words only.
    pub fn element(&mut self, name: &'static str, words: &str) {
        self.push_str("<");
        self.push_str(name);
        self.push_str(">");
        self.words(words);
        self.close(name);
    }

    /// Appends an end tag.
    pub fn close(&mut self, name: &'static str) {
        self.push_str("</");
        self.push_str(name);
        self.push_str(">");
    }

    /// Appends the tag with which an element of [`super::Html`] begins; a void one ends as well.
    pub fn open(&mut self, tag: &Tag<'_>) {
        self.0.push('<');
        self.0.push_str(tag.name());
        for (name, value) in tag.attributes().filter(|(name, _)| is_name(name)) {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.words(value);
            self.push_str("\"");
        }
        self.push_str(if tag.is_void() { "/>" } else { ">" });
    }

    /// Appends the end tag of an element of [`super::Html`], whose name was read back from it.
    pub fn end(&mut self, name: &str) {
        debug_assert!(is_name(name), "a name that nobody has written");
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// The whole text so far, for those who foresee its length.
    pub fn text(&mut self) -> &mut String {
        self.0
    }
}

/// Whether this is a name that needs no look into tables (XML 1.0, 2.3).
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'))
}

/// Whether no byte can be one of a character that is not allowed. All bytes are looked at, so that many are at once.
fn is_plain(words: &str) -> bool {
    !words.bytes().fold(false, |odd, byte| odd | (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) | (byte == 0xef))
}

fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let mut text = String::new();
        let mut xml = Xml::new(&mut text);
        xml.push_str("<a");
        xml.attribute("b", "\"><c>");
        xml.push_str(">");
        xml.element("d", "]]>\u{1}&");
        xml.element("e", "a\t\u{feff}b\u{ffff}\u{fffd}\r\n");
        xml.close("a");
        assert_eq!(text, "<a b=\"&quot;&gt;&lt;c&gt;\"><d>]]&gt;&amp;</d><e>a\t\u{feff}b\u{fffd}\r\n</e></a>");
    }
}

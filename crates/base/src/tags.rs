//! HTML that stands written, read back tag by tag: for those who write the same in another format.
//!
//! [`Html`] is written by the program alone, so what is read here are its own tags: names of elements and attributes from its source, values
//! in double quotes, words that are escaped. A [`Tag`] is had from nothing else, which is why [`super::Xml`] may write its names.

use std::borrow::Cow;

use super::Html;

/// A part of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'h> {
    /// An element begins; a void one ends as well.
    Open(Tag<'h>),
    /// An element of this name ends.
    Close(&'h str),
    /// Words, as they are meant.
    Words(Cow<'h, str>),
}

/// The tag with which an element begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'h> {
    name: &'h str,
    attributes: Vec<(&'h str, Cow<'h, str>)>,
}

impl<'h> Tag<'h> {
    /// A tag of the caller's own.
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new() }
    }

    /// The name of the element.
    pub fn name(&self) -> &'h str {
        self.name
    }

    /// The value of an attribute; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    /// Whether it has an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| *key == name)
    }

    /// Whether it is of a class.
    pub fn is_of(&self, class: &str) -> bool {
        self.get("class").split_whitespace().any(|own| own == class)
    }

    /// Gives it an attribute, or another value of it.
    pub fn set(&mut self, name: &'static str, value: impl Into<Cow<'h, str>>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name, value)),
        }
    }

    /// Takes attributes away: those of which `is_kept` does not say that they stay.
    pub fn retain(&mut self, is_kept: impl Fn(&str, &str) -> bool) {
        self.attributes.retain(|(name, value)| is_kept(name, value));
    }

    /// Makes another element of it.
    pub fn rename(&mut self, name: &'static str) {
        self.name = name;
    }

    /// The attributes in their order, each once.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (*name, &**value))
    }

    /// Whether nothing stands in it, and it has no end tag (HTML Living Standard, 13.1.2).
    pub fn is_void(&self) -> bool {
        const VOID: [&str; 9] = ["br", "col", "hr", "img", "link", "meta", "source", "track", "wbr"];
        VOID.contains(&self.name)
    }
}

/// The parts of HTML, in order.
pub fn tokens(html: &Html) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html.as_str();
    std::iter::from_fn(move || {
        loop {
            let Some(inner) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                let (words, behind) = rest.split_at_checked(end)?;
                rest = behind;
                return (!words.is_empty()).then(|| Token::Words(unescaped(words)));
            };
            // In values a `>` is escaped.
            let (inner, behind) = inner.split_once('>')?;
            rest = behind;
            if let Some(name) = inner.strip_prefix('/') {
                return Some(Token::Close(name));
            }
            if !inner.starts_with('!') {
                return Some(Token::Open(tag(inner)));
            }
        }
    })
}

/// A tag, without its brackets.
fn tag(inner: &str) -> Tag<'_> {
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut attributes: Vec<(&str, Cow<'_, str>)> = Vec::new();
    while let Some((key, behind)) = rest.trim_start().split_once("=\"") {
        let (value, behind) = behind.split_once('"').unwrap_or((behind, ""));
        rest = behind;
        // Of two of a name the first counts (HTML Living Standard, 13.2.5.33).
        if !attributes.iter().any(|(known, _)| *known == key) {
            attributes.push((key, unescaped(value)));
        }
    }
    Tag { name, attributes }
}

/// Reads the character references that [`Html`] writes, and those that stand in what it believes.
fn unescaped(words: &str) -> Cow<'_, str> {
    const KNOWN: [(&str, char); 6] = [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("nbsp;", '\u{a0}'), ("apos;", '\'')];
    if !words.contains('&') {
        return Cow::Borrowed(words);
    }
    let mut clear = String::with_capacity(words.len());
    let mut parts = words.split('&');
    clear.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let known = KNOWN.iter().find_map(|(name, c)| Some((*c, part.strip_prefix(name)?)));
        match known.or_else(|| numbered(part)) {
            Some((c, rest)) => {
                clear.push(c);
                clear.push_str(rest);
            }
            None => {
                clear.push('&');
                clear.push_str(part);
            }
        }
    }
    Cow::Owned(clear)
}

/// A character by its number, `#39;` or `#x27;`, and what stands behind it.
fn numbered(part: &str) -> Option<(char, &str)> {
    let (number, rest) = part.strip_prefix('#')?.split_once(';')?;
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    Some((char::from_u32(number.ok()?)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Href, Xml};

    /// What is read back says the same: written as XML, it is what was written.
    #[test]
    fn what_was_written_is_read() {
        let mut html = Html::new();
        html.open("p").attribute("title", "a \"b\" <c> & d").attribute("title", "second").end();
        html.words("1 < 2 & 3 &lt; 4");
        html.open("br").end();
        html.open("a").address("href", Href::Here("b?c=d&e")).end();
        html.words("\u{a0}x");
        html.close("a");
        html.close("p");
        let read: Vec<Token<'_>> = tokens(&html).collect();
        let mut text = String::new();
        let mut xml = Xml::new(&mut text);
        for token in &read {
            match token {
                Token::Open(tag) => xml.open(tag),
                Token::Close(name) => xml.end(name),
                Token::Words(words) => xml.words(words),
            }
        }
        assert_eq!(
            text,
            "<p title=\"a &quot;b&quot; &lt;c&gt; &amp; d\">1 &lt; 2 &amp; 3 &amp;lt; 4<br/><a href=\"b?c=d&amp;e\">\u{a0}x</a></p>"
        );
        let Some(Token::Open(tag)) = read.first() else { panic!("{read:?}") };
        assert_eq!((tag.name(), tag.get("title"), tag.has("id")), ("p", "a \"b\" <c> & d", false));
    }

    #[test]
    fn character_references_are_read() {
        for (written, meant) in
            [("a&#39;b", "a'b"), ("&#x27;", "'"), ("&nbsp;&amp;amp;", "\u{a0}&amp;"), ("&copy; & &#xD800;", "&copy; & &#xD800;")]
        {
            assert_eq!(unescaped(written), meant);
        }
    }
}

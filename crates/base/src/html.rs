//! HTML in the making: tags of the program's own, and the words of others, which are always escaped.
//!
//! [`Html`] is the only way in which markup reaches a page, and the only place where a tag is written: [`Html::open`] and
//! [`Html::close`] take names that stand in the program's source (`&'static str`) and nothing that is known only while it runs;
//! all else comes in as [`Html::words`], as the value of an [`Html::attribute`], as an [`Html::address`] that has passed the door
//! of schemes, or as [`Html::data`] for scripts. What was written before and kept (an entry in a citation style) comes in by
//! [`Html::believed`], whose callers a test counts.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Serialize};

use super::{WebAddress, text, web};

/// A stretch of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

/// Where a link leads.
#[derive(Clone, Copy, Debug)]
pub enum Href<'a> {
    /// Out of the site.
    Web(&'a WebAddress),
    /// To a page, file or fragment of it: a relative address. One that reads as if it had a scheme is made relative.
    Here(&'a str),
}

impl Html {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Nothing yet, and room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// HTML that was written and escaped before. A test lists who may say so.
    pub fn believed(html: String) -> Self {
        Self(html)
    }

    /// These words, escaped.
    pub fn of_words(words: &str) -> Self {
        let mut html = Self::with_capacity(words.len());
        html.words(words);
        html
    }

    /// What stands before all of a page (HTML Living Standard, 13.1.1).
    pub fn doctype(&mut self) {
        self.0.push_str("<!DOCTYPE html>\n");
    }

    /// Opens an element: its attributes follow, and [`Html::end`].
    pub fn open(&mut self, name: &'static str) -> &mut Self {
        self.0.push('<');
        self.0.push_str(name);
        self
    }

    /// Gives the tag that is open ` name="value"`.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.attribute_of(name, &[value])
    }

    /// Gives the tag that is open an attribute whose value is these parts, one behind the other.
    pub fn attribute_of(&mut self, name: &'static str, parts: &[&str]) -> &mut Self {
        debug_assert!(!matches!(name, "href" | "src"), "addresses have a door of their own");
        self.attribute_start(name);
        parts.iter().for_each(|part| text::escape_attribute(&mut self.0, part));
        self.0.push('"');
        self
    }

    /// Gives the tag that is open ` name="value"`, if there is a value.
    pub fn attribute_if_any(&mut self, name: &'static str, value: &str) -> &mut Self {
        if value.is_empty() { self } else { self.attribute(name, value) }
    }

    /// Gives the tag that is open ` name="address"`.
    pub fn address(&mut self, name: &'static str, address: Href<'_>) -> &mut Self {
        self.attribute_start(name);
        match address {
            Href::Web(address) => text::escape_attribute(&mut self.0, address),
            Href::Here(address) => {
                if web::scheme(address).is_some() {
                    self.0.push_str("./");
                }
                text::escape_attribute(&mut self.0, &web::relative(address));
            }
        }
        self.0.push('"');
        self
    }

    /// Gives the tag that is open the addresses of a picture in several widths, in pixels (HTML Living Standard, 4.8.4.2.2).
    pub fn widths<'h>(&mut self, addresses: impl IntoIterator<Item = (&'h str, u32)>) -> &mut Self {
        self.attribute_start("srcset");
        for (nth, (address, width)) in addresses.into_iter().enumerate() {
            self.0.push_str(if nth == 0 { "" } else { ", " });
            text::escape_attribute(&mut self.0, &web::relative(address));
            self.0.push_str(&format!(" {width}w"));
        }
        self.0.push('"');
        self
    }

    fn attribute_start(&mut self, name: &'static str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
    }

    /// Ends the tag that is open.
    pub fn end(&mut self) {
        self.0.push('>');
    }

    /// Closes an element.
    pub fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element with these words.
    pub fn element(&mut self, name: &'static str, words: &str) {
        self.open(name).end();
        self.words(words);
        self.close(name);
    }

    /// Appends words, escaped.
    pub fn words(&mut self, words: &str) {
        text::escape(&mut self.0, words);
    }

    /// Appends data for a script inside its element: JSON in which nothing can end the script or begin a comment.
    pub fn data(&mut self, json: &str) {
        let mut rest = json;
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            let (before, from) = rest.split_at(at);
            let (escaped, length) = match from.as_bytes() {
                [b'<', ..] => ("\\u003c", 1),
                [b'>', ..] => ("\\u003e", 1),
                [b'&', ..] => ("\\u0026", 1),
                // Ends of lines to old readers of scripts (ECMAScript before 2019).
                [_, _, 0xa8, ..] => ("\\u2028", 3),
                _ => ("\\u2029", 3),
            };
            self.0.push_str(before);
            self.0.push_str(escaped);
            rest = from.get(length..).unwrap_or("");
        }
        self.0.push_str(rest);
    }

    /// Appends other HTML.
    pub fn push(&mut self, html: &Self) {
        self.0.push_str(&html.0);
    }

    /// Appends a character between words that needs no escape.
    pub fn push_mark(&mut self, mark: char) {
        self.words(mark.encode_utf8(&mut [0; 4]));
    }

    /// The part of it that `choose` leaves: it may cut off words, not tags.
    #[must_use]
    pub fn cut(mut self, choose: impl FnOnce(&str) -> &str) -> Self {
        let kept = choose(&self.0);
        if kept.len() < self.0.len() {
            self.0 = kept.to_owned();
        }
        self
    }

    /// Takes all of it out again; the room stays.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<&str> for Html {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<Html> for String {
    fn from(html: Html) -> Self {
        html.0
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let mut html = Html::new();
        html.open("a").attribute("title", "a \"b\" <c> & d").address("href", Href::Here("probe:x")).end();
        html.words("1 < 2 & \"3\"");
        html.close("a");
        assert_eq!(html.as_str(), "<a title=\"a &quot;b&quot; &lt;c&gt; &amp; d\" href=\"./probe:x\">1 &lt; 2 &amp; \"3\"</a>");
        let mut script = Html::new();
        script.data("{\"a\":\"</script><!--&\"}");
        assert_eq!(script.as_str(), "{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026\"}");
    }
}

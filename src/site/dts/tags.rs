//! The tags of XML that the program itself has written: no entity declared, no section of characters, every `>` in words and values escaped.

use std::ops::Range;

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'x> {
    /// The name of its element.
    pub name: &'x str,
    /// What the element says of itself, as it is written.
    said: &'x str,
    /// Whether an element begins.
    pub opens: bool,
    /// Whether one ends.
    pub closes: bool,
    /// Where it stands.
    pub at: Range<usize>,
}

/// All tags of a text, in order.
pub fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + xml.get(from..)?.find('<')?;
            let end = start + xml.get(start..)?.find('>')?;
            from = end + 1;
            let inside = xml.get(start + 1..end)?;
            // The declaration, and remarks, are no tags.
            if inside.starts_with(['?', '!']) {
                continue;
            }
            let closing = inside.strip_prefix('/');
            let empty = inside.strip_suffix('/');
            let body = closing.or(empty).unwrap_or(inside);
            let (name, said) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
            return Some(Tag { name, said, opens: closing.is_none(), closes: closing.is_some() || empty.is_some(), at: start..end + 1 });
        }
    })
}

impl<'x> Tag<'x> {
    /// The value of an attribute, as it is written.
    pub fn get(&self, name: &str) -> Option<&'x str> {
        let mut rest = self.said;
        loop {
            let (key, behind) = rest.split_once("=\"")?;
            let (value, further) = behind.split_once('"')?;
            if key.trim() == name {
                return Some(value);
            }
            rest = further;
        }
    }

    /// The tag without an attribute.
    pub fn without(&self, xml: &str, name: &str) -> String {
        let tag = xml.get(self.at.clone()).unwrap_or_default();
        match self.get(name) {
            Some(value) => tag.replacen(&format!(" {name}=\"{value}\""), "", 1),
            None => tag.to_owned(),
        }
    }
}

/// Words as they are meant: the five entities of XML, and no other, stand in what the program writes.
pub fn unescaped(written: &str) -> String {
    let all = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    all.iter().fold(written.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart() {
        let xml = "<?xml version=\"1.0\"?>\n<a b=\"1&gt;/\" xml:id=\"x..y\">t<!-- c --><d/></a>";
        let all: Vec<Tag<'_>> = tags(xml).collect();
        let told: Vec<(&str, bool, bool)> = all.iter().map(|tag| (tag.name, tag.opens, tag.closes)).collect();
        assert_eq!(told, [("a", true, false), ("d", true, true), ("a", false, true)]);
        assert_eq!((all[0].get("xml:id"), all[0].get("b"), all[0].get("id")), (Some("x..y"), Some("1&gt;/"), None));
        assert_eq!(all[0].without(xml, "xml:id"), "<a b=\"1&gt;/\">");
        assert_eq!(unescaped("&amp;lt; &lt;"), "&lt; <");
    }
}

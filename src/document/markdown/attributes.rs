//! Attributes in braces, as Pandoc has them: `{#id .class key=value}`.

use crate::{base::text, document::elements};

/// What stands in braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The id, without its number sign; empty if there is none.
    pub id: String,
    /// The classes, without their points.
    pub classes: Vec<String>,
    /// Keys and values.
    pub keys: Vec<(String, String)>,
}

/// As far as a closing brace is looked for, in bytes.
const LONGEST: usize = 500;

impl Attributes {
    /// Reads the braces with which `text` begins, and gives how long they are; `None` if they hold anything but attributes.
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let inner = text.strip_prefix('{')?;
        let (mut end, mut quote) = (None, None);
        for (at, c) in inner.char_indices().take_while(|(at, _)| *at < LONGEST) {
            match (quote, c) {
                (_, '\n') => break,
                (Some(open), c) if open == c => quote = None,
                (None, '"' | '\'') if inner.get(..at).is_some_and(|before| before.ends_with('=')) => quote = Some(c),
                (None, '}') => {
                    end = Some(at);
                    break;
                }
                (None, '{') => break,
                _ => {}
            }
        }
        let end = end?;
        let mut attributes = Self::default();
        for part in parts(inner.get(..end)?)? {
            if let Some(id) = part.strip_prefix('#').filter(|id| !id.is_empty()) {
                attributes.id = id.to_owned();
            } else if let Some(class) = part.strip_prefix('.').filter(|class| is_name(class)) {
                attributes.classes.push(class.to_owned());
            } else if part == "-" {
                attributes.classes.push(String::from("unnumbered"));
            } else {
                let (key, value) = part.split_once('=').filter(|(key, _)| is_name(key))?;
                let bare = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
                attributes.keys.push((key.to_owned(), bare.unwrap_or(value).to_owned()));
            }
        }
        (attributes != Self::default()).then_some((attributes, end + "{}".len()))
    }

    /// The value of a key.
    pub fn key(&self, key: &str) -> Option<&str> {
        self.keys.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The same as the tag of an element of raw HTML: what such an element may have is decided there.
    pub fn tag(&self, name: &str) -> String {
        let classes: Vec<String> = self.classes.iter().map(|class| known(class, name)).collect();
        let mut tag = format!("<{name}");
        let all = [("id", self.id.as_str()), ("class", &classes.join(" "))];
        let keys = self.keys.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        for (key, value) in all.into_iter().filter(|(_, value)| !value.is_empty()).chain(keys) {
            tag.push_str(&format!(" {key}=\""));
            text::escape_attribute(&mut tag, value);
            tag.push('"');
        }
        tag.push('>');
        tag
    }
}

/// The format in the braces with which `text` begins, `{=html}` (Pandoc, `raw_attribute`), and how long they are.
pub(super) fn raw_format(text: &str) -> Option<(&str, usize)> {
    let format = text.strip_prefix("{=")?.split_once('}')?.0;
    let is_format = format.len() <= 40 && is_name(format);
    is_format.then_some((format, format.len() + "{=}".len()))
}

/// Kinds of callout that have a colour: GitHub's five.
pub(super) const CALLOUTS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// What the style sheet calls a class; a part may be a callout, as Quarto's are.
fn known(class: &str, element: &str) -> String {
    let kind = class.strip_prefix("callout-").unwrap_or(class);
    match class {
        _ if element == "div" && CALLOUTS.contains(&kind) => format!("callout callout-{kind}"),
        class => elements::class(class).to_owned(),
    }
}

/// Parts between blanks; a value may have quotation marks around it. `None` if a mark is not closed.
pub(super) fn parts(inner: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut rest = inner.trim_start();
    while !rest.is_empty() {
        let mut quote = None;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            match (quote, c) {
                (None, '"' | '\'') if rest.get(..at).is_some_and(|before| before.ends_with('=')) => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                (None, c) if c.is_whitespace() => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        if quote.is_some() {
            return None;
        }
        parts.push(rest.get(..end)?);
        rest = rest.get(end..)?.trim_start();
    }
    Some(parts)
}

/// Whether a class or key may be called so.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_told_from_words() {
        let read = |text: &str| Attributes::read(text).map(|(attributes, length)| (attributes.tag("x"), length));
        assert_eq!(read("{.smallcaps}."), Some(("<x class=\"small-caps\">".into(), 12)));
        assert_eq!(read("{#a .b width=50% t=\"c } d\"} x"), Some(("<x id=\"a\" class=\"b\" width=\"50%\" t=\"c } d\">".into(), 27)));
        for words in ["{}", "{a, b}", "{illegible}", "{.5}", "{#a", "{=html}", "{a=\"b}", "x", "{#}", "{{.a}}"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}

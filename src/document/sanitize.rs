//! Raw HTML made harmless. The only home of `ammonia`.
//!
//! [`super::elements`] says which elements a text may have, where, and with which attributes: in blocks of HTML and among words
//! alike. Blocks pass through an HTML parser and come out balanced; a single tag among words is read by itself. What is
//! not in the table is left out, and [`super::html`] says so.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::elements::{ELEMENTS, EVERYWHERE, element};
use crate::base::{Lang, tag, text};

static BLOCK: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> =
        ELEMENTS.iter().map(|element| (element.name.as_str(), element.attributes.iter().copied().collect())).collect();
    let mut builder = ammonia::Builder::new();
    builder
        .tags(ELEMENTS.iter().map(|element| element.name.as_str()).collect())
        .tag_attributes(attributes)
        .generic_attributes(EVERYWHERE.iter().copied().collect())
        .link_rel(None);
    builder
});

/// A block of HTML, made harmless.
pub(super) fn clean(html: &str) -> String {
    BLOCK.clean(html).to_string()
}

/// Further elements of HTML: not allowed, but not words either.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "acronym", "address", "applet", "area", "article", "audio", "base", "basefont", "bdo", "big", "body", "button", "canvas", "center", "data",
    "datalist", "dialog", "dir", "embed", "fieldset", "font", "footer", "form", "frame", "frameset", "h1", "head", "header", "hgroup", "html", "iframe",
    "input", "label", "legend", "link", "main", "map", "math", "menu", "meta", "meter", "nav", "nobr", "noframes", "noscript", "object", "optgroup",
    "option", "output", "param", "picture", "plaintext", "progress", "script", "search", "select", "slot", "source", "strike", "style", "svg",
    "template", "textarea", "title", "track", "tt", "video",
];

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It stays, with harmless attributes.
    Allowed,
    /// Its tags go, its words stay.
    Dropped,
    /// It goes with all that is in it.
    Removed,
    /// It is no HTML: words in angle brackets, such as an editor's `<illegible>`.
    Words,
}

/// What becomes of the element with this name.
pub(super) fn verdict(name: &str) -> Verdict {
    let name = name.to_ascii_lowercase();
    if element(&name).is_some() {
        Verdict::Allowed
    } else if matches!(name.as_str(), "script" | "style") {
        Verdict::Removed
    } else if OTHERS.contains(&name.as_str()) {
        Verdict::Dropped
    } else {
        Verdict::Words
    }
}

/// What stands in the place of a tag and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// `<![CDATA[…]]>`: words.
    Data,
    /// `<?…?>`, `<!…>`: nothing for readers.
    Other,
}

/// What is no tag and no comment; `None` if it is one of the two.
pub(super) fn instruction(tag: &str) -> Option<Instruction> {
    if tag.starts_with("<![CDATA[") {
        Some(Instruction::Data)
    } else {
        (tag.starts_with("<?") || tag.starts_with("<!") && !tag.starts_with("<!--")).then_some(Instruction::Other)
    }
}

/// The same HTML, tags that are no HTML escaped, and instructions left out.
pub(super) fn escape_words(html: &str) -> String {
    let mut clear = String::with_capacity(html.len());
    for token in tokens(html) {
        match token {
            Token::Tag(tag) if Tag::read(tag).is_some_and(|tag| verdict(tag.name) == Verdict::Words) => text::escape(&mut clear, tag),
            Token::Tag(tag) => match instruction(tag) {
                Some(Instruction::Data) => text::escape(&mut clear, tag),
                Some(Instruction::Other) => {}
                None => clear.push_str(tag),
            },
            // A `<` that begins no tag: a parser of HTML would take what follows for a comment.
            Token::Words(part) => clear.push_str(&part.replace('<', "&lt;")),
        }
    }
    clear
}

/// Whether elements stand deeper in each other than any text needs: an HTML parser looks through all that
/// are open at each tag.
pub(super) fn is_too_deep(html: &str) -> bool {
    const DEEPEST: u32 = 200;
    let mut depth = 0_u32;
    tokens(html).any(|token| {
        if let Token::Tag(tag) = token
            && let Some(tag) = Tag::read(tag)
            && !element(tag.name).is_some_and(|element| element.name.is_void())
            && !matches!(tag.name, "input" | "meta" | "link")
        {
            depth = if tag.closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        depth > DEEPEST
    })
}

/// The elements in `html` that are not allowed, each once, in order.
pub(super) fn not_allowed(html: &str) -> Vec<String> {
    const MOST: usize = 20;
    let mut names: Vec<String> = Vec::new();
    for token in tokens(html) {
        if let Token::Tag(tag) = token
            && let Some(tag) = Tag::read(tag)
            && !tag.closing
            && verdict(tag.name) != Verdict::Allowed
        {
            let name = tag.name.to_ascii_lowercase();
            if !names.contains(&name) && names.len() < MOST {
                names.push(name);
            }
        }
    }
    names
}

/// The direction of which an element in a language of the other one says nothing.
pub(super) fn direction(tag: &Tag<'_>, around_rtl: bool) -> Option<&'static str> {
    let rtl = Lang::new(&tag.attribute("lang")?).is_rtl();
    (rtl != around_rtl && tag.attribute("dir").is_none()).then_some(if rtl { "rtl" } else { "ltr" })
}

/// A tag, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    pub name: &'h str,
    pub closing: bool,
    attributes: &'h str,
}

impl<'h> Tag<'h> {
    /// Reads `<name …>` or `</name>` and nothing else.
    pub fn read(html: &'h str) -> Option<Self> {
        let inner = html.strip_prefix('<')?.strip_suffix('>')?;
        let (inner, closing) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) || tag_length(html, &mut [true; 3]) != html.len() {
            return None;
        }
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        Some(Self { name, closing, attributes: attributes.trim_end_matches('/') })
    }

    /// The value of an attribute, its character references read.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The attributes, in order: names as written, and values, their character references read.
    pub fn attributes(&self) -> impl Iterator<Item = (&'h str, String)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len()).max(first);
            let (key, after) = rest.split_at_checked(end)?;
            let (value, after) = match after.trim_start().strip_prefix('=') {
                None => ("", after),
                Some(value) => {
                    let value = value.trim_start();
                    match value.chars().next() {
                        Some(quote @ ('"' | '\'')) => value.get(1..)?.split_once(quote)?,
                        _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                    }
                }
            };
            rest = after;
            Some((key, unescape(value)))
        })
    }
}

/// A part of HTML.
pub(super) enum Token<'h> {
    /// A tag or comment, from `<` to `>`.
    Tag(&'h str),
    /// What stands between, character references as written.
    Words(&'h str),
}

/// The parts of well-formed HTML; of other HTML, a `<` that begins no tag belongs to the words.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    // Once the end of a comment or an instruction is not found, it is not looked for again.
    let mut ends = [true; 3];
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut length = |html: &str| tag_length(html, &mut ends);
        let tag = length(rest);
        if tag > 0 {
            let (tag, after) = rest.split_at_checked(tag)?;
            rest = after;
            return Some(Token::Tag(tag));
        }
        let end = rest.match_indices('<').map(|(at, _)| at).find(|&at| at > 0 && length(rest.get(at..).unwrap_or("")) > 0);
        let (words, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = after;
        Some(Token::Words(words))
    })
}

/// The words of well-formed HTML.
pub(super) fn words_of(html: &str) -> String {
    tokens(html).filter_map(|token| if let Token::Words(words) = token { Some(unescape(words)) } else { None }).collect()
}

/// Reads the character references that HTML serialisers write.
pub(super) fn unescape(words: &str) -> String {
    let mut clear = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        clear.push_str(before);
        let known = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&#39;", '\''),
            ("&#x27;", '\''),
            ("&#x2F;", '/'),
            ("&nbsp;", '\u{a0}'),
        ];
        let (c, length) = known.iter().find(|(name, _)| from.starts_with(name)).map_or(('&', 1), |(name, c)| (*c, name.len()));
        clear.push(c);
        rest = from.get(length..).unwrap_or("");
    }
    clear.push_str(rest);
    clear
}

/// How long the tag, comment or instruction is at the beginning of `html`; 0 if there is none. `ends`: of which of those that
/// have an end of their own it is known that there may be one.
fn tag_length(html: &str, ends: &mut [bool; 3]) -> usize {
    let Some(inner) = html.strip_prefix('<') else { return 0 };
    for ((start, end), may_end) in [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")].into_iter().zip(ends) {
        if inner.starts_with(start) && *may_end {
            match html.find(end) {
                Some(at) => return at + end.len(),
                None => *may_end = false,
            }
        }
    }
    if inner.starts_with("!--") {
        return 0;
    }
    if !inner.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        return 0;
    }
    tag::length(html).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_out_harmless_and_balanced() {
        let cases = [
            ("<p onclick=x>a<script>alert(1)</script></p>", "<p>a</p>"),
            ("<div lang=ru style='x'><b>слово", "<div lang=\"ru\"><b>слово</b></div>"),
            ("<a href='javascript:x'>y</a>", "<a>y</a>"),
            ("<img src=a.png onerror=x alt='\"<'>", "<img src=\"a.png\" alt=\"&quot;<\">"),
            ("<iframe src=x></iframe><nav>n</nav>", "n"),
        ];
        for (html, harmless) in cases {
            assert_eq!(clean(html).replace("&lt;", "<"), harmless, "{html}");
        }
    }

    #[test]
    fn tags_are_read() {
        let tag = Tag::read("<span class=x lang = \"ru\" data-a='b>c'/>");
        assert_eq!(tag.as_ref().map(|tag| (tag.name, tag.closing)), Some(("span", false)));
        assert_eq!(tag.and_then(|tag| tag.attribute("lang")).as_deref(), Some("ru"));
        assert_eq!(Tag::read("</ b>"), None);
        assert_eq!(Tag::read("<a><b>"), None);
        assert_eq!(words_of("a &lt; <b class=\"&gt;\">b</b> < c"), "a < b < c");
    }
}

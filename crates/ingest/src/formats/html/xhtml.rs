//! Pages in XML: an element that is empty there, `<a id="p1"/>`, is open in HTML, and all that follows would stand in it (HTML Standard,
//! 13.1.2.1).

use std::borrow::Cow;

use scholion_base::tag;

/// Elements without an end tag in HTML.
const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// As much is looked at to tell XML.
const HEAD: usize = 2_000;

/// A page as HTML has it.
pub fn in_html(text: &str) -> Cow<'_, str> {
    let head: String = text.chars().take(HEAD).collect();
    let is_xml = head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml") || head.contains("http://www.w3.org/1999/xhtml");
    if !is_xml || !text.contains("/>") {
        return Cow::Borrowed(text);
    }
    let mut page = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, from) = rest.split_at(open);
        page.push_str(before);
        let (tag, behind) = from.split_at(end(from));
        rest = behind;
        let name = tag.get(1..).unwrap_or("");
        let name = name.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or("");
        let is_element = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match tag.strip_suffix("/>").filter(|_| is_element && !VOID.contains(&name)) {
            Some(start) => page.push_str(&format!("{start}></{name}>")),
            None => page.push_str(tag),
        }
    }
    page.push_str(rest);
    Cow::Owned(page)
}

/// A page with the trees that a browser shows in the place of an element as parts of it (HTML Standard, 4.12.3).
pub fn with_shadows(text: &str) -> Cow<'_, str> {
    if !text.contains("shadowroot") {
        return Cow::Borrowed(text);
    }
    let mut page = String::with_capacity(text.len());
    // Of each template that is open, whether it is shown.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        page.push_str(before);
        let (tag, behind) = from.split_at(end(from));
        rest = behind;
        let name: String = tag.chars().skip(1).take("/template".len()).collect::<String>().to_ascii_lowercase();
        let is_shown = if name == "/template" {
            open.pop().unwrap_or(false)
        } else if name.starts_with("template") {
            open.push(tag.contains("shadowroot"));
            open.last() == Some(&true)
        } else {
            false
        };
        page.push_str(match (is_shown, name.starts_with('/')) {
            (false, _) => tag,
            (true, false) => "<div>",
            (true, true) => "</div>",
        });
    }
    page.push_str(rest);
    Cow::Owned(page)
}

/// Where a tag or a comment ends; a `<` that begins none is one character.
fn end(from: &str) -> usize {
    if from.starts_with("<!--") {
        return from.find("-->").map_or(from.len(), |at| at + 3);
    }
    tag::length(from).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_are_closed() {
        let page = |body: &str| format!("<html xmlns=\"http://www.w3.org/1999/xhtml\">{body}</html>");
        for (body, expected) in [
            ("<p>a<a id=\"x\"/>b<br/>c</p>", "<p>a<a id=\"x\"></a>b<br/>c</p>"),
            ("<title/><p title='a/>b'>c</p>", "<title></title><p title='a/>b'>c</p>"),
            ("<!-- <a/> --><span class=\"pb\" />", "<!-- <a/> --><span class=\"pb\" ></span>"),
            ("a < b <i/>", "a < b <i></i>"),
        ] {
            assert_eq!(in_html(&page(body)), page(expected));
        }
        assert_eq!(in_html("<p><a id=x/>"), "<p><a id=x/>");
    }
}

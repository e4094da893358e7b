//! A page of a publication, so that it can stand beside others on one page: its names are told apart, its links lead to the places
//! where they are now, its pictures are named by the parts in which they stand.

use std::{borrow::Cow, collections::BTreeMap};

use super::super::{links::path, page::attribute};
use scholion_base::text::{escape, percent_decoded, squeeze};

/// How places are named.
pub struct Names<'n> {
    /// The place of the page in the spine.
    pub page: usize,
    /// Where an address leads now; empty if nowhere.
    pub lead: &'n dyn Fn(&str) -> String,
    /// The folder of the page, if its pictures are parts of the same file.
    pub folder: Option<&'n str>,
    /// The numbers of printed pages, by the names of the places at which they begin.
    pub marks: &'n BTreeMap<String, String>,
}

/// What a page holds.
#[derive(Debug, Default)]
pub struct Body {
    pub html: String,
    /// The addresses of its pictures, as it has them now.
    pub pictures: Vec<String>,
    /// The words of what a distributor puts around a book.
    pub frames: Vec<String>,
}

/// The name of a place of a page: the page itself, if the place has none.
pub fn name(page: usize, place: &str) -> String {
    if place.is_empty() { format!("c{page}") } else { format!("c{page}-{place}") }
}

/// The body of a page, rewritten.
pub fn body(page: &str, names: &Names<'_>) -> Body {
    let mut body = Body::default();
    let mut rest = inside(page);
    while let Some(open) = rest.find('<') {
        let (before, markup) = rest.split_at(open);
        body.html.push_str(before);
        if let Some(skipped) = silent(markup) {
            rest = skipped;
            continue;
        }
        if let Some((words, behind)) = markup.strip_prefix("<![CDATA[").and_then(|rest| rest.split_once("]]>")) {
            escape(&mut body.html, words);
            rest = behind;
            continue;
        }
        let Some((tag, behind)) = Tag::read(markup) else {
            body.html.push_str("&lt;");
            rest = markup.get(1..).unwrap_or("");
            continue;
        };
        // As Project Gutenberg calls it.
        if !tag.is_end && !tag.is_empty && tag.of("class").split_whitespace().any(|class| class == "pg-boilerplate") {
            let (inner, after) = element(&tag, behind);
            body.frames.push(words(inner));
            rest = after;
            continue;
        }
        write(&tag, names, leads_back(&tag, behind), &mut body);
        rest = behind;
    }
    body.html.push_str(rest);
    body
}

/// What stands in an element that has begun, and what is behind it; all if it does not end.
fn element<'t>(tag: &Tag<'_>, inside: &'t str) -> (&'t str, &'t str) {
    let mut depth = 1usize;
    for (at, _) in inside.match_indices('<') {
        let Some((other, behind)) = inside.get(at..).and_then(Tag::read) else { continue };
        if other.name != tag.name || other.is_empty {
            continue;
        }
        depth = if other.is_end { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return (inside.get(..at).unwrap_or(""), behind);
        }
    }
    (inside, "")
}

/// The words of markup.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = behind.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    squeeze(&text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#160;", " ").replace("&nbsp;", " "))
}

/// What stands in the element `body`; all of it if there is none.
fn inside(page: &str) -> &str {
    let start = page.find("<body").and_then(|at| page.get(at..)?.find('>').map(|end| at + end + 1)).unwrap_or(0);
    let end = page.rfind("</body").filter(|end| *end >= start).unwrap_or(page.len());
    page.get(start..end).unwrap_or("")
}

/// What is behind a comment or a processing instruction.
fn silent(markup: &str) -> Option<&str> {
    let end = |mark: &str| markup.find(mark).and_then(|at| markup.get(at + mark.len()..)).unwrap_or("");
    if markup.starts_with("<!--") {
        Some(end("-->"))
    } else if markup.starts_with("<?") {
        Some(end("?>"))
    } else if markup.starts_with("<!") && !markup.starts_with("<![CDATA[") {
        Some(end(">"))
    } else {
        None
    }
}

/// A tag as it is written.
struct Tag<'t> {
    name: &'t str,
    is_end: bool,
    /// Whether it says that nothing stands in the element, which only XML may.
    is_empty: bool,
    attributes: Vec<(&'t str, Cow<'t, str>)>,
}

impl<'t> Tag<'t> {
    /// The tag at the beginning of markup, and what is behind it.
    fn read(markup: &'t str) -> Option<(Self, &'t str)> {
        let rest = markup.strip_prefix('<')?;
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
        let (name, mut rest) = rest.split_at(length);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut tag = Self { name, is_end, is_empty: false, attributes: Vec::new() };
        loop {
            rest = rest.trim_start();
            if let Some(behind) = rest.strip_prefix("/>") {
                tag.is_empty = true;
                return Some((tag, behind));
            }
            if let Some(behind) = rest.strip_prefix('>') {
                return Some((tag, behind));
            }
            if let Some(behind) = rest.strip_prefix('/') {
                rest = behind;
                continue;
            }
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).filter(|length| *length > 0)?;
            let (key, behind) = rest.split_at(length);
            let Some(value) = behind.trim_start().strip_prefix('=').map(str::trim_start) else {
                tag.attributes.push((key, Cow::Borrowed("")));
                rest = behind;
                continue;
            };
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (text, behind) = value.get(1..)?.split_once(quote)?;
            tag.attributes.push((key, decoded(text)));
            rest = behind;
        }
    }

    fn of(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }
}

/// The value of an attribute, whose references to signs are undone.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// Whether a link leads back from a note: it shows nothing but an arrow.
fn leads_back(tag: &Tag<'_>, behind: &str) -> bool {
    /// Signs for the way back, as programs write them.
    const ARROWS: [char; 9] = ['↩', '↵', '⏎', '↑', '⤴', '⬆', '↥', '⮌', '\u{fe0e}'];
    let shown = behind.split('<').next().unwrap_or("").trim();
    tag.name == "a" && !tag.is_end && !shown.is_empty() && shown.chars().all(|c| ARROWS.contains(&c) || c == '\u{fe0f}')
}

fn write(tag: &Tag<'_>, names: &Names<'_>, is_back: bool, body: &mut Body) {
    if matches!(tag.name, "img" | "image" | "svg:image") && !tag.is_end {
        let address = [tag.of("src"), tag.of("xlink:href"), tag.of("href")].into_iter().find(|address| !address.is_empty()).unwrap_or("");
        let place = address.split(['?', '#']).next().unwrap_or("");
        let address = match names.folder.filter(|_| !address.contains(':')) {
            Some(folder) => path(folder, &percent_decoded(place)),
            None => address.to_owned(),
        };
        body.html.push_str("<img");
        for (key, value) in [("src", address.as_str()), ("alt", tag.of("alt")), ("title", tag.of("title")), ("class", tag.of("class"))] {
            if !value.is_empty() {
                attribute(&mut body.html, key, value);
            }
        }
        body.html.push('>');
        body.pictures.push(address);
        return;
    }
    let html = &mut body.html;
    html.push_str(if tag.is_end { "</" } else { "<" });
    html.push_str(tag.name);
    let kinds: Vec<&str> = tag.of("epub:type").split_whitespace().collect();
    for (key, value) in &tag.attributes {
        match *key {
            "id" | "name" => attribute(html, key, &name(names.page, value)),
            "href" if tag.name == "a" => {
                let to = (names.lead)(value);
                if !to.is_empty() {
                    attribute(html, key, &to);
                }
            }
            "xml:lang" if tag.of("lang").is_empty() => attribute(html, "lang", value),
            key if key.starts_with("on") || key.starts_with("xmlns") => {}
            key if key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_')) => attribute(html, key, value),
            _ => {}
        }
    }
    // The roles of pages for the types of publications (DPUB-ARIA 1.1).
    let back = is_back.then_some("doc-backlink");
    let role = back.or_else(|| {
        kinds.iter().find_map(|kind| match *kind {
            "noteref" => Some("doc-noteref"),
            "footnote" | "rearnote" | "endnote" | "note" => Some("doc-footnote"),
            "pagebreak" => Some("doc-pagebreak"),
            "backlink" => Some("doc-backlink"),
            _ => None,
        })
    });
    if let Some(role) = role.filter(|_| tag.of("role").is_empty()) {
        attribute(html, "role", role);
    }
    if let Some(number) = names.marks.get(&name(names.page, tag.of("id"))).filter(|_| !tag.of("id").is_empty() && role.is_none()) {
        attribute(html, "role", "doc-pagebreak");
        attribute(html, "aria-label", number);
    }
    html.push('>');
    // A page of HTML has no empty elements but those it knows.
    let is_void = matches!(
        tag.name,
        "br" | "hr" | "img" | "wbr" | "col" | "input" | "meta" | "link" | "source" | "area" | "base" | "embed" | "param" | "track"
    );
    if tag.is_empty && !is_void {
        html.extend(["</", tag.name, ">"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_distributors_add_is_apart() {
        let names = Names { page: 0, lead: &|_| String::new(), folder: None, marks: &BTreeMap::new() };
        let body = body("<body><div class='pg-boilerplate x'><div>The book</div> is free</div><p>Ice.</p></body>", &names);
        assert_eq!((body.html.as_str(), body.frames), ("<p>Ice.</p>", vec!["The book is free".to_owned()]));
    }

    #[test]
    fn arrows_lead_back() {
        let names = Names { page: 0, lead: &|_| "#c0".to_owned(), folder: None, marks: &BTreeMap::new() };
        let page = "<body><p>Tea. <a href='a.xhtml'>↩</a> <a href='a.xhtml'>more</a></p></body>";
        assert_eq!(body(page, &names).html, "<p>Tea. <a href=\"#c0\" role=\"doc-backlink\">↩</a> <a href=\"#c0\">more</a></p>");
    }

    #[test]
    fn names_and_links_are_those_of_the_one_page() {
        let lead = |address: &str| address.replace("b.xhtml#", "#c1-");
        let names = Names { page: 0, lead: &lead, folder: Some("text"), marks: &BTreeMap::new() };
        let page = "<html><body class='x'><p id='one'>A &lt; B<a href='b.xhtml#n1' epub:type='noteref' onclick='x()'>1</a>\
                    <!-- out --><span id='p3' epub:type='pagebreak'/><img src='i/wheel.png' alt='A wheel'/> 1 < 2</p></body></html>";
        let body = body(page, &names);
        assert_eq!(
            body.html,
            "<p id=\"c0-one\">A &lt; B<a href=\"#c1-n1\" epub:type=\"noteref\" role=\"doc-noteref\">1</a>\
             <span id=\"c0-p3\" epub:type=\"pagebreak\" role=\"doc-pagebreak\"></span><img src=\"text/i/wheel.png\" alt=\"A wheel\"> 1 &lt; 2</p>"
        );
        assert_eq!(body.pictures, ["text/i/wheel.png"]);
    }
}

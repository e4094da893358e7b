//! The text of a page, cut where notes belong.
//!
//! [`super::notes::highlights`] lays a highlight over the words of each note; behind the last of them stands a stop, a
//! comment that no text can hold, as its `<` would be escaped. Here each stop becomes the mark that leads to the note,
//! outside of a link it may stand in, and the text is cut behind the block in which its words end: there the template puts
//! the note, where a narrow page shows it and from where a wide one moves it into the margin. So a page needs no script.

use crate::base::{Html, Span};

/// A stretch of HTML, and the notes that stand behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The HTML. Elements may be open at its end.
    pub html: Html,
    /// The notes, by their numbers.
    pub notes: Vec<usize>,
}

/// The stop of the note `nth`.
pub fn stop(nth: usize) -> Html {
    let mut html = Html::tags(STOP);
    html.number(nth as u64);
    html.push_str("-->");
    html
}

const STOP: &str = "<!--@";
/// Elements behind which a note may stand, as long as nothing but sections is around them.
const BLOCKS: [&str; 17] =
    ["p", "ul", "ol", "dl", "blockquote", "aside", "table", "pre", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "details", "hr"];
/// Elements in which blocks of the text stand.
const SECTIONS: [&str; 3] = ["div", "section", "article"];
/// Elements without an end.
const VOID: [&str; 8] = ["br", "hr", "img", "wbr", "col", "source", "track", "area"];

/// Puts marks where the stops are, and cuts where notes belong. `mark` gives the mark of a note.
pub fn lay(html: &Html, mark: &dyn Fn(usize) -> Html) -> Vec<Part> {
    if !html.contains(STOP) {
        return vec![Part { html: html.clone(), notes: Vec::new() }];
    }
    let mut parts = Vec::new();
    let mut part = Part::default();
    let mut open: Vec<&str> = Vec::new();
    // Marks that wait for the end of a link, and notes that wait for the end of a block.
    let mut marks: Vec<usize> = Vec::new();
    let mut notes: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(words) = html.get(at..).and_then(|rest| rest.find('<')) {
        part.html.push_part(html, Span::new(at, at + words));
        at += words;
        let tag = html.get(at..).unwrap_or("");
        if let Some(stop) = tag.strip_prefix(STOP) {
            let (nth, _) = stop.split_once("-->").unwrap_or((stop, ""));
            at = (at + STOP.len() + nth.len() + "-->".len()).min(html.len());
            if let Ok(nth) = nth.parse::<usize>() {
                if open.contains(&"a") {
                    marks.push(nth);
                } else {
                    part.html.push(&mark(nth));
                }
                notes.push(nth);
            }
            continue;
        }
        let (tag, behind) = tag.split_at(tag_end(tag));
        let end = at + tag.len();
        // Where highlights overlap, one may be opened again for nothing.
        if tag.starts_with("<mark class=\"annotated") && behind.starts_with("</mark>") {
            at = end + "</mark>".len();
            continue;
        }
        part.html.push_part(html, Span::new(at, end));
        at = end;
        let name = name(tag);
        if tag.starts_with("</") {
            if let Some(place) = open.iter().rposition(|other| *other == name) {
                open.truncate(place);
            }
            if name == "a" && !open.contains(&"a") {
                marks.drain(..).for_each(|nth| part.html.push(&mark(nth)));
            }
            if !notes.is_empty() && BLOCKS.contains(&name) && open.iter().all(|other| SECTIONS.contains(other)) {
                part.notes = std::mem::take(&mut notes);
                parts.push(std::mem::take(&mut part));
            }
        } else if !VOID.contains(&name) && !tag.ends_with("/>") && !tag.starts_with("<!") {
            open.push(name);
        }
    }
    part.html.push_part(html, Span::new(at, html.len()));
    part.notes = notes;
    parts.push(part);
    parts
}

/// The HTML of a note with fragments of its own, so that it can stand on a page with others: each id gets `prefix`
/// before it, and so have links to places within the note.
pub fn with_prefix(html: &Html, prefix: &str) -> Html {
    const ID: &str = " id=\"";
    const LINK: &str = " href=\"#";
    let mut out = Html::with_capacity(html.len() + 64);
    // Up to where all is written, and where the next tag is looked for.
    let (mut done, mut at) = (0, 0);
    while let Some(words) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + words;
        let tag = html.get(start..).map_or("", |tag| tag.get(..tag_end(tag)).unwrap_or(tag));
        let own = |href: usize| tag.get(href + LINK.len()..).is_some_and(|to| to.starts_with("fn-") || to.starts_with("fnref-"));
        let mut places = [tag.find(ID).map(|id| id + ID.len()), tag.find(LINK).filter(|href| own(*href)).map(|href| href + LINK.len())];
        places.sort_unstable();
        for place in places.into_iter().flatten() {
            out.push_part(html, Span::new(done, start + place));
            out.value(prefix);
            done = start + place;
        }
        at = start + tag.len();
    }
    out.push_part(html, Span::new(done, html.len()));
    out
}

/// Where a tag ends; a `>` in a quoted value does not end it.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_behind_words_and_notes_behind_blocks() {
        let mark = |n: usize| Html::of_words(&format!("^{n}"));
        for (html, expected) in [
            ("<p>a<!--@0--> b</p><p>c</p>", "<p>a^0 b</p>(0)<p>c</p>"),
            ("<p><a href=\"x>y\">a<!--@0--></a> b</p>", "<p><a href=\"x>y\">a</a>^0 b</p>(0)"),
            ("<ul><li><p>a<!--@0--></p></li></ul><p>c</p>", "<ul><li><p>a^0</p></li></ul>(0)<p>c</p>"),
            ("<div class=\"answer\"><p>a<!--@0--></p><p>b<!--@1--></p></div>", "<div class=\"answer\"><p>a^0</p>(0)<p>b^1</p>(1)</div>"),
            ("<table><tr><td>a<!--@0--><br></td></tr></table>", "<table><tr><td>a^0<br></td></tr></table>(0)"),
            ("<p><mark class=\"annotated x\"></mark>a<!--@0--></p>", "<p>a^0</p>(0)"),
            ("<p>none</p>", "<p>none</p>"),
        ] {
            let parts = lay(&Html::tags(html), &mark);
            let note = |n: &usize| format!("({n})");
            let laid: String =
                parts.iter().map(|part| part.html.to_string() + part.notes.iter().map(note).collect::<String>().as_str()).collect();
            assert_eq!(laid, expected);
        }
    }

    #[test]
    fn words_that_look_like_ids_stay() {
        let html = "<p id=\"p-1\">say id=\"p\"<sup id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> <a href=\"#ref-x\">x</a></p>";
        let expected = "<p id=\"n-p-1\">say id=\"p\"<sup id=\"n-fnref-1\"><a href=\"#n-fn-1\">1</a></sup> <a href=\"#ref-x\">x</a></p>";
        assert_eq!(with_prefix(&Html::tags(html), "n-").as_str(), expected);
    }
}

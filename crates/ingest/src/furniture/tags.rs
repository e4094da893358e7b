//! Lines of a source in Markdown that hold nothing but HTML: `<p style="…">`, `</div>`, a comment.
//!
//! They lay a page out and say nothing; what stands between them is text.

use crate::{
    draft::Draft,
    lines::State,
    report::Certainty::{Likely, Sure},
};

/// Elements that only lay out or frame what is in them.
const LAYOUT: &[&str] = &[
    "p",
    "div",
    "span",
    "center",
    "font",
    "br",
    "hr",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "blockquote",
    "small",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "a",
];
/// Elements that show something which no text holds.
const SHOWN: &[&str] = &["img", "iframe", "script", "video", "audio", "source", "object", "embed", "param", "svg", "style"];

/// Drops lines of nothing but tags.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text || !draft.line(index).starts_with('<') || !draft.line(index).ends_with('>') {
            continue;
        }
        match only_tags(draft.line(index)) {
            Some(true) => draft.drop_line(index, rule, Sure),
            // A picture or a player may be missed.
            Some(false) => draft.drop_line(index, rule, Likely),
            None => {}
        }
    }
}

/// Whether a line is tags and nothing else: then whether all of them only lay out.
fn only_tags(line: &str) -> Option<bool> {
    let mut rest = line.trim();
    let mut layout = true;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1.trim_start();
            continue;
        }
        let (tag, behind) = rest.strip_prefix('<')?.split_once('>')?;
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next()?.to_ascii_lowercase();
        if SHOWN.contains(&name.as_str()) {
            layout = false;
        } else if !LAYOUT.contains(&name.as_str()) {
            return None;
        }
        rest = behind.trim_start();
    }
    Some(layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tags_are_told_from_lines_with_words() {
        for line in ["<p style=\"text-align: justify;\">", "</p>", "<br/><br />", "<!-- section -->", "</DIV></div>"] {
            assert_eq!(only_tags(line), Some(true), "{line}");
        }
        assert_eq!(only_tags("<a href=\"x.html\"><img src=\"x.jpg\" /></a>"), Some(false));
        for line in ["<p>The bell.</p>", "<https://bells.example>", "<ринг>", "<p", "a > b", "<unknown>"] {
            assert_eq!(only_tags(line), None, "{line}");
        }
    }
}

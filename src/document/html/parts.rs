//! Where a block of raw HTML is cut, so that Markdown may stand between its tags.

use crate::document::sanitize::{self, Place, Tag, Verdict};

/// A part of a block of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document) enum Part<'h> {
    /// The tag of an element that stays open: blocks of Markdown follow in it.
    Open(&'static sanitize::Element, &'h str),
    /// The end of one that was opened before.
    Close(&'static str),
    /// Whole elements and words.
    Whole(&'h str),
}

/// Cuts a block of raw HTML where elements that may stand around blocks open or end and do not do both in it.
pub(in crate::document) fn parts(html: &str) -> Vec<Part<'_>> {
    if sanitize::is_too_deep(html) || sanitize::not_allowed(html).iter().any(|name| sanitize::verdict(name) == Verdict::Removed) {
        return vec![Part::Whole(html)];
    }
    let mut tags: Vec<(usize, &str, &'static sanitize::Element, bool)> = Vec::new();
    // Those that are open, and those whose partner is not in this block: indices of tags.
    let (mut open, mut alone): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut at = 0;
    for token in sanitize::tokens(html) {
        let (start, sanitize::Token::Tag(written) | sanitize::Token::Words(written)) = (at, &token);
        at += written.len();
        let tag = if matches!(token, sanitize::Token::Tag(_)) { Tag::read(written) } else { None };
        let Some(tag) = tag else { continue };
        let Some(element) = sanitize::element(tag.name).filter(|element| !sanitize::is_void(element.name)) else { continue };
        tags.push((start, written, element, tag.closing));
        let partner = open.iter().rposition(|&other| tags.get(other).is_some_and(|other| other.2 == element));
        match partner {
            _ if !tag.closing => open.push(tags.len() - 1),
            Some(partner) => open.truncate(partner),
            None if open.is_empty() && element.place == Place::Around => alone.push(tags.len() - 1),
            None => {}
        }
    }
    alone.extend(open.iter().copied().take_while(|&tag| tags.get(tag).is_some_and(|tag| tag.2.place == Place::Around)));
    let mut parts = Vec::new();
    let mut rest = 0;
    for &(start, written, element, closing) in alone.iter().filter_map(|&tag| tags.get(tag)) {
        parts.push(Part::Whole(html.get(rest..start).unwrap_or("")));
        parts.push(if closing { Part::Close(element.name) } else { Part::Open(element, written) });
        rest = start + written.len();
    }
    parts.push(Part::Whole(html.get(rest..).unwrap_or("")));
    parts.retain(|part| !matches!(part, Part::Whole(html) if html.trim().is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let shown: Vec<String> = parts(html)
            .iter()
            .map(|part| match part {
                Part::Open(element, _) => format!("+{}", element.name),
                Part::Close(name) => format!("-{name}"),
                Part::Whole(html) => html.trim().to_owned(),
            })
            .collect();
        assert_eq!(shown, expected, "{html}");
    }

    #[test]
    fn elements_that_stay_open_are_told_from_whole_ones() {
        check("<div lang=\"ru\">\n", &["+div"]);
        check("</div>\n", &["-div"]);
        check("<details>\n<summary>More</summary>\n", &["+details", "<summary>More</summary>"]);
        check("<details open><summary>More", &["+details", "<summary>More"]);
        check("Words</div></section><div>", &["Words", "-div", "-section", "+div"]);
        check("<div><p>a</p></div>", &["<div><p>a</p></div>"]);
        check("<table><tr><td><div>", &["<table><tr><td><div>"]);
        check("<p>a</div>", &["<p>a</div>"]);
        check("<!-- <div> -->", &["<!-- <div> -->"]);
        check("<script>'<div>'</script>", &["<script>'<div>'</script>"]);
    }
}

//! Where a block of raw HTML is cut, so that Markdown may stand between its tags.

use crate::document::{
    body::Name,
    elements::{Element, Place, element},
    sanitize::{self, Tag, Verdict},
};

/// A part of a block of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document) enum Part<'h> {
    /// The tag of an element that stays open: blocks of Markdown follow in it.
    Open(&'static Element, &'h str),
    /// The end of one that was opened before.
    Close(&'static Element),
    /// The tag of an element that does not end here and cannot stay open: it stands in a part that follows, and ends with it.
    Cut(&'h str),
    /// Whole elements and words.
    Whole(&'h str),
}

/// A tag of an allowed element.
struct Placed<'h> {
    start: usize,
    written: &'h str,
    element: &'static Element,
    closing: bool,
    /// Where among the tags its partner is, if that is in the same block.
    partner: Option<usize>,
    /// Whether it opens what does not end in the block, or ends what does not open in it.
    alone: bool,
    /// Whether it is a part for itself.
    cut: bool,
}

/// Cuts a block of raw HTML where elements that may stand around blocks open or end and do not do both in it, and where those
/// do that hold such a tag; a part of a table is nothing without its table. `later` is the text behind the block.
pub(in crate::document) fn parts<'h>(html: &'h str, later: &str) -> Vec<Part<'h>> {
    if sanitize::is_too_deep(html) {
        return vec![Part::Whole(html)];
    }
    let mut tags = tags(html);
    let mut table_end = 0;
    for (at, tag) in tags.iter_mut().enumerate() {
        if tag.element.name == Name::Table && !tag.closing {
            table_end = table_end.max(tag.partner.unwrap_or(0));
        }
        let in_table = at < table_end;
        let behind = html.get(tag.start + tag.written.len()..).unwrap_or("");
        let is_open = tag.alone && is_around(tag.element) && (tag.closing || tag.element.name != Name::P || ends_later(behind, later));
        tag.cut = !in_table && (is_open || tag.element.name.is_of_table());
    }
    // Cut tags before each, to see whether any stands between two.
    let mut before = Vec::with_capacity(tags.len() + 1);
    let mut count = 0;
    for tag in &tags {
        before.push(count);
        count += usize::from(tag.cut);
    }
    for (at, tag) in tags.iter_mut().enumerate() {
        let ends = tag.partner.map(|partner| (at.min(partner), at.max(partner)));
        tag.cut |= is_around(tag.element) && ends.is_some_and(|(open, close)| before.get(open) < before.get(close));
    }
    let mut parts = Vec::new();
    let mut rest = 0;
    for tag in &tags {
        if tag.cut {
            parts.push(Part::Whole(html.get(rest..tag.start).unwrap_or("")));
            parts.push(if tag.closing { Part::Close(tag.element) } else { Part::Open(tag.element, tag.written) });
            rest = tag.start + tag.written.len();
        } else if tag.alone && !tag.closing && tag.element.name != Name::P {
            parts.push(Part::Cut(tag.written));
        }
    }
    parts.push(Part::Whole(html.get(rest..).unwrap_or("")));
    parts.retain(|part| !matches!(part, Part::Whole(html) if html.trim().is_empty()));
    parts
}

/// Whether an element may stand around blocks of Markdown; a `<span>` does so as a `<div>`.
fn is_around(element: &Element) -> bool {
    element.place == Place::Around || element.name == Name::Span
}

/// Whether `</p>` comes before another `<p>`: the end tag may be missing, and then no block that follows is in the paragraph.
fn ends_later(html: &str, later: &str) -> bool {
    let ends = |html: &str| {
        let mut tags = sanitize::tokens(html).filter_map(|token| if let sanitize::Token::Tag(tag) = token { Tag::read(tag) } else { None });
        tags.find(|tag| tag.name.eq_ignore_ascii_case("p")).map(|tag| tag.closing)
    };
    ends(html).or_else(|| ends(later)).unwrap_or(false)
}

/// The tags of allowed elements, each with its partner.
fn tags(html: &str) -> Vec<Placed<'_>> {
    let mut tags: Vec<Placed<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // Within a script or a style nothing is a tag but its end.
    let mut removed: Option<&str> = None;
    let mut at = 0;
    for token in sanitize::tokens(html) {
        let (start, sanitize::Token::Tag(written) | sanitize::Token::Words(written)) = (at, &token);
        at += written.len();
        let tag = if matches!(token, sanitize::Token::Tag(_)) { Tag::read(written) } else { None };
        let Some(tag) = tag else { continue };
        if let Some(name) = removed {
            removed = removed.filter(|_| !(tag.closing && tag.name.eq_ignore_ascii_case(name)));
            continue;
        }
        if sanitize::verdict(tag.name) == Verdict::Removed && !tag.closing {
            removed = Some(tag.name);
        }
        let Some(element) = element(tag.name).filter(|element| !element.name.is_void() || element.name == Name::Col) else {
            continue;
        };
        let this = tags.len();
        let partner = open.iter().rposition(|&other| tags.get(other).is_some_and(|other| other.element == element));
        let partner = partner.filter(|_| tag.closing).map(|partner| open.split_off(partner)).and_then(|closed| closed.first().copied());
        if let Some(other) = partner.and_then(|other| tags.get_mut(other)) {
            other.partner = Some(this);
        }
        if !tag.closing && element.name != Name::Col {
            open.push(this);
        }
        tags.push(Placed { start, written, element, closing: tag.closing, partner, alone: tag.closing && partner.is_none(), cut: false });
    }
    for at in open {
        if let Some(tag) = tags.get_mut(at) {
            tag.alone = true;
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, later: &str, expected: &[&str]) {
        let shown: Vec<String> = parts(html, later)
            .iter()
            .map(|part| match part {
                Part::Open(element, _) => format!("+{}", element.name),
                Part::Close(element) => format!("-{}", element.name),
                Part::Cut(tag) => format!("!{tag}"),
                Part::Whole(html) => html.trim().to_owned(),
            })
            .collect();
        assert_eq!(shown, expected, "{html}");
    }

    #[test]
    fn elements_that_stay_open_are_told_from_whole_ones() {
        check("<div lang=\"ru\">\n", "", &["+div"]);
        check("</div>\n", "", &["-div"]);
        check("<details>\n<summary>More</summary>\n", "", &["+details", "<summary>More</summary>"]);
        check("<details open><summary>More", "", &["+details", "+summary", "More"]);
        check("Words</div></section><div>", "", &["Words", "-div", "-section", "+div"]);
        check("<div><p>a</p></div>", "", &["<div><p>a</p></div>"]);
        check("<table><tr><td><div>", "", &["+table", "+tr", "+td", "+div"]);
        check("<p>a</div>", "", &["<p>a", "-div"]);
        check("<!-- <div> -->", "", &["<!-- <div> -->"]);
        check("<script>'<div>'</script>", "", &["<script>'<div>'</script>"]);
        check("<script>'<div>'</script><div>", "", &["<script>'<div>'</script>", "+div"]);
    }

    #[test]
    fn a_table_that_is_cut_is_cut_at_each_of_its_tags() {
        check("<table><tr><th>A</th></tr><tr><td>", "", &["+table", "+tr", "+th", "A", "-th", "-tr", "+tr", "+td"]);
        check("</td></tr>\n<tr><td>B</td><td>", "", &["-td", "-tr", "+tr", "+td", "B", "-td", "+td"]);
        check("<td><table><tr><td>a</td></tr></table>", "", &["+td", "<table><tr><td>a</td></tr></table>"]);
        check("<section><td>a</td></section>", "", &["+section", "+td", "a", "-td", "-section"]);
        check("<table><colgroup><col></colgroup>", "", &["+table", "+colgroup", "+col", "-colgroup"]);
        check("<section><div>a</section>", "", &["<section><div>a</section>"]);
    }

    #[test]
    fn what_cannot_stay_open_is_told() {
        check("<b>Words", "", &["!<b>", "<b>Words"]);
        check("<a href=\"x\"><div>", "", &["!<a href=\"x\">", "<a href=\"x\">", "+div"]);
        check("<span lang=\"ru\">\n", "", &["+span"]);
        check("<p>", "Words\n\n</p>", &["+p"]);
        check("<p>One<p>Two", "\n<p>Three</p>", &["<p>One<p>Two"]);
    }
}

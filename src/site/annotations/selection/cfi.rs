//! Places in publications: EPUB Canonical Fragment Identifiers 1.1 (IDPF, 2014).

use super::counts;
use crate::{base::Span, ingest::PageTree};

/// Which page of the spine is meant, from 0, and the place in it: `/6/4[one]!/4/10,/2:1,/4:6` is the second, and what stands behind the `!`.
pub fn page(cfi: &str) -> Option<(usize, &str)> {
    let (package, within) = cfi.split_once('!')?;
    let step = package.trim_end_matches('/').rsplit('/').next()?;
    let number: usize = step.split('[').next()?.parse().ok()?;
    (number >= 2 && number.is_multiple_of(2)).then(|| (number / 2 - 1, within))
}

/// The words at a place of a page: of a range those between its ends, of an element its own.
pub fn find(tree: &PageTree, cfi: &str) -> Option<Span> {
    let parts = ranged(cfi);
    match parts.as_slice() {
        [path, start, end] => {
            let start = point(tree, &format!("{path}{start}"))?.start;
            let end = point(tree, &format!("{path}{end}"))?;
            // Where an end counts no characters it is all that it names.
            let end = if end.start == start || !has_offset(parts.get(2)?) { end.end } else { end.start };
            (start < end).then_some(Span { start, end })
        }
        [path] => point(tree, path).filter(|span| span.start < span.end),
        _ => None,
    }
}

/// The parts of a range; commas in brackets part nothing.
fn ranged(cfi: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in cfi.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(cfi.get(from..at).unwrap_or(""));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(cfi.get(from..).unwrap_or(""));
    parts
}

fn has_offset(part: &str) -> bool {
    part.contains(':')
}

/// What a path leads to: an element, the words between two, or from a character of these on.
fn point(tree: &PageTree, path: &str) -> Option<Span> {
    let (path, offset) = match path.rsplit_once(':') {
        Some((path, offset)) => (path, Some(offset.split(['[', '~', '@']).next()?.parse::<usize>().ok()?)),
        None => (path, None),
    };
    let mut at = tree.nodes().iter().position(|node| node.name == "html")?;
    let mut words = tree.nodes().get(at)?.words;
    let mut is_text = false;
    for step in path.split('/').filter(|step| !step.is_empty()) {
        if is_text {
            return None;
        }
        let (number, id) = step.split_once('[').map_or((step, None), |(number, id)| (number, id.strip_suffix(']')));
        let number: usize = number.parse().ok()?;
        if number % 2 == 1 {
            words = between(tree, at, number)?;
            is_text = true;
            continue;
        }
        // An element that says its id is found by it, wherever it went (3.1.3 "Intended Target Location Correction").
        let by_id = id.and_then(|id| tree.by_id(id));
        let nth = (number / 2).checked_sub(1)?;
        let counted = || tree.below(Some(at)).filter(|(_, node)| !node.name.is_empty()).nth(nth).map(|(at, _)| at);
        at = by_id.or_else(counted)?;
        words = tree.nodes().get(at)?.words;
    }
    let Some(offset) = offset else { return Some(words) };
    let part = words.of(tree.text());
    let start = if offset == 0 { 0 } else { counts::characters(part, Span::new(0, part.len()), 0, offset)?.end };
    Some(Span { start: words.start + start, end: words.end })
}

/// The words in an element between two of its elements: 1 is before the first, 3 between the first and the second.
fn between(tree: &PageTree, element: usize, number: usize) -> Option<Span> {
    let outer = tree.nodes().get(element)?.words;
    let elements: Vec<Span> = tree.below(Some(element)).filter(|(_, node)| !node.name.is_empty()).map(|(_, node)| node.words).collect();
    let nth = number / 2;
    let start = if nth == 0 { outer.start } else { elements.get(nth - 1)?.end };
    let end = elements.get(nth).map_or(outer.end, |next| next.start);
    Some(Span { start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_publications_are_found() {
        let tree = PageTree::of(
            "<html><head><title>T</title></head><body id=\"body01\"><p>First</p><p id=\"para05\">xxx<em>yyy</em>0123456789</p><p>Last</p></body></html>",
        )
        .unwrap();
        let check = |cfi: &str, expected: &str| {
            let found = page(cfi).filter(|(nth, _)| *nth == 1).and_then(|(_, within)| find(&tree, within));
            assert_eq!(found.map_or("-", |span| span.of(tree.text())), expected, "{cfi}");
        };
        check("/6/4[chap01ref]!/4[body01]/4[para05]", "xxxyyy0123456789");
        check("/6/4!/4/4,/1:1,/3:4", "xxyyy0123");
        check("/6/4!/4/4/2/1", "yyy");
        check("/6/4!/4,/2,/4/2", "Firstxxxyyy");
        check("/6/4!/4/40[para05]/3:8", "89");
        for nothing in ["/6/4!/4/90", "/6/4!/5/2", "/6/4!/4/4/1/2", "", "/6/3!/4", "/6/4!/4/2,/1", "/6/4!/x"] {
            check(nothing, "-");
        }
    }
}

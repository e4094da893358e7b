//! What a style may ask of the engine, before the engine sees it.
//!
//! A macro that calls itself would never end, and macros that each call the next one twice make of thirty lines a thousand
//! million elements. Of all styles in the repository of the Citation Style Language (November 2026) none is larger than 250 KB,
//! nests deeper than 19, or comes to more than 5,000 elements.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::fault::head;
use crate::base::{Message, Span, say};

/// How much a style may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of the file.
    pub bytes: usize,
    /// Elements within each other, macros not written out.
    pub depth: usize,
    /// Bytes of one tag: readers of XML may compare each attribute of an element with all others.
    pub tag: usize,
    /// Elements with all macros written out.
    pub elements: u64,
}

/// Far above all official styles.
pub const BOUNDS: Bounds = Bounds { bytes: 4 << 20, depth: 60, tag: 32 << 10, elements: 200_000 };

/// What is wrong with a style, and where.
type Fault = (Message, Option<Span>);

/// Whether a style stays within bounds; what is no XML is left to the reader of styles.
///
/// # Errors
/// The bound that is passed, and where.
pub fn check(text: &str, bounds: Bounds) -> Result<(), Fault> {
    if text.len() > bounds.bytes {
        return Err((say::bad_style_bytes(text.len(), bounds.bytes), None));
    }
    tags(text, bounds)?;
    let Ok(document) = Document::parse_with_options(text, super::fault::options()) else { return Ok(()) };
    let root = document.root_element();
    let macros: Vec<Node<'_, '_>> = root.children().filter(|node| is(*node, "macro")).collect();
    let names: HashMap<&str, usize> = macros.iter().enumerate().filter_map(|(i, node)| Some((node.attribute("name")?, i))).collect();
    let calls: Vec<Vec<Call<'_, '_>>> = macros.iter().map(|node| calls(*node, &names)).collect();
    let order =
        order(&calls.iter().map(|calls| calls.iter().map(|call| call.to).collect()).collect::<Vec<_>>()).map_err(|(from, nth)| {
            let call = calls.get(from).and_then(|calls| calls.get(nth));
            let name = call.and_then(|call| call.node.attribute("macro")).unwrap_or_default();
            (say::bad_style_circle(name), call.map(|call| head(text, call.node)))
        })?;
    let mut sizes = vec![0; macros.len()];
    for at in order {
        let size = macros.get(at).map_or(0, |node| written_out(*node, &names, &sizes));
        if let Some(place) = sizes.get_mut(at) {
            *place = size;
        }
    }
    let outside = root.children().filter(|node| node.is_element() && !is(*node, "macro"));
    let all = outside.map(|node| written_out(node, &names, &sizes)).fold(0, u64::saturating_add);
    if all > bounds.elements {
        let message = say::bad_style_elements(all, bounds.elements);
        return Err((message, Some(head(text, root))));
    }
    Ok(())
}

/// A place where a macro is called.
struct Call<'a, 'input> {
    node: Node<'a, 'input>,
    /// Which macro.
    to: usize,
}

fn calls<'a, 'input>(node: Node<'a, 'input>, names: &HashMap<&str, usize>) -> Vec<Call<'a, 'input>> {
    let called = |node: Node<'a, 'input>| Some(Call { node, to: *names.get(node.attribute("macro")?)? });
    node.descendants().filter_map(called).collect()
}

/// How many elements an element comes to with all that it calls. Of the branches of a `choose` one is taken: the largest counts.
fn written_out(node: Node<'_, '_>, names: &HashMap<&str, usize>, sizes: &[u64]) -> u64 {
    let called = node.attribute("macro").and_then(|name| sizes.get(*names.get(name)?)).copied().unwrap_or(0);
    let parts = node.children().filter(Node::is_element).map(|child| written_out(child, names, sizes));
    let parts = if is(node, "choose") { parts.max().unwrap_or(0) } else { parts.fold(0, u64::saturating_add) };
    parts.saturating_add(called).saturating_add(1)
}

/// The macros, each behind those that it calls; `calls` lists these.
///
/// # Errors
/// A macro, and which of its calls leads back to a macro that is not finished.
fn order(calls: &[Vec<usize>]) -> Result<Vec<usize>, (usize, usize)> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; calls.len()];
    let mut order = Vec::with_capacity(calls.len());
    for start in 0..calls.len() {
        if states.get(start) != Some(&State::New) {
            continue;
        }
        // A stack of our own: there may be thousands of macros in a row.
        let mut open = vec![(start, 0)];
        while let Some((at, nth)) = open.pop() {
            let next = calls.get(at).and_then(|called| called.get(nth));
            if let Some(state) = states.get_mut(at) {
                *state = if next.is_some() { State::Open } else { State::Done };
            }
            let Some(&to) = next else {
                order.push(at);
                continue;
            };
            open.push((at, nth + 1));
            match states.get(to) {
                Some(State::Open) => return Err((at, nth)),
                Some(State::New) => open.push((to, 0)),
                Some(State::Done) | None => {}
            }
        }
    }
    Ok(order)
}

/// The first tag that is too deep or too long, by tags alone: readers of XML may come to their end at such a file.
fn tags(text: &str, bounds: Bounds) -> Result<(), Fault> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let skip = |end: &str| rest.find(end).map_or(rest.len(), |length| length + end.len());
        let length = if rest.starts_with("<!--") {
            skip("-->")
        } else if rest.starts_with("<![CDATA[") {
            skip("]]>")
        } else {
            let length = tag_length(rest);
            let tag = rest.get(..length).unwrap_or_default();
            let place = Some(Span::new(start, start + 1));
            if length > bounds.tag {
                return Err((say::bad_style_tag(length, bounds.tag), place));
            }
            if tag.starts_with("</") {
                depth = depth.saturating_sub(1);
            } else if !tag.starts_with("<!") && !tag.starts_with("<?") && !tag.ends_with("/>") {
                depth += 1;
                if depth > bounds.depth {
                    return Err((say::bad_style_deep(bounds.depth), place));
                }
            }
            length
        };
        at = start + length.max(1);
    }
    Ok(())
}

/// The length of a tag, `>` in its attributes not counted.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a node is an element of this name, whatever its namespace.
fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Bounds = Bounds { bytes: 400, depth: 4, tag: 60, elements: 12 };

    fn said(text: &str) -> String {
        check(text, SMALL)
            .err()
            .map_or_else(String::new, |(message, span)| format!("{message} @ {}", span.map_or("", |span| span.of(text))))
    }

    #[test]
    fn a_style_within_bounds_passes() {
        assert_eq!(said("<style><macro name='a'><text variable='title'/></macro><layout><text macro='a'/></layout></style>"), "");
        // Not ours to say.
        assert_eq!(said("<style>"), "");
        assert_eq!(said("words"), "");
    }

    #[test]
    fn what_is_too_much_is_refused_with_its_place() {
        let deep = "<style><layout><!-- <a><b> --><group a='>'><group><text/><text></text></group></group></layout></style>";
        assert_eq!(said(deep), "more than 4 elements stand within each other here @ <");
        let wide = "<style><macro name='a'><text/><text/></macro><macro name='b'><text macro='a'/><text macro='a'/></macro><layout><text macro='b'/></layout></style>";
        assert_eq!(said(wide), "");
        let wider = wide.replace("<text macro='b'/>", "<text macro='b'/><text macro='b'/>");
        assert!(said(&wider).starts_with("with its macros written out this style has "), "{}", said(&wider));
        let long = format!("<style><text {}/></style>", "a='' ".repeat(20));
        assert_eq!(said(&long), "the tag that begins here has 108 bytes, and at most 60 are read @ <");
        assert_eq!(said(&" ".repeat(401)), "this style has 401 bytes, and at most 400 are read @ ");
    }

    #[test]
    fn circles_are_found_wherever_they_begin() {
        assert_eq!(order(&[vec![1, 1], vec![2, 2], vec![]]), Ok(vec![2, 1, 0]));
        assert_eq!(order(&[vec![1], vec![2], vec![1]]), Err((2, 0)));
        assert_eq!(order(&[vec![0]]), Err((0, 0)));
        assert_eq!(order(&[vec![], vec![0, 2, 1], vec![]]), Err((1, 2)));
    }
}

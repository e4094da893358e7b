//! Notes without links: a raised mark in the text, and the same mark at the beginning of a paragraph behind it, or the number of an item
//! under the heading of notes. Each mark has one body, in order; numbers may begin again with a chapter.

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::{is_block, named},
    labels,
    notes::Notes,
    signs,
};
use crate::{block::is_sign, lexicon};

/// More of a page is no text with notes.
const MOST: usize = 20_000;

/// A raised mark, and where it stands in the order of the page.
struct Call<'a> {
    node: NodeRef<'a>,
    label: String,
    place: usize,
}

/// What may be the body of a note.
struct Candidate<'a> {
    node: NodeRef<'a>,
    label: String,
    place: usize,
    /// Whether its mark stands among its words, to be taken out.
    is_printed: bool,
}

/// Joins calls and bodies.
pub fn mark<'a>(page: &'a Document, notes: &mut Notes<'a>) {
    let Some(body) = page.body() else { return };
    let (mut calls, mut bodies): (Vec<Call<'a>>, Vec<Candidate<'a>>) = (Vec::new(), Vec::new());
    let mut is_under_notes = false;
    for (place, node) in body.descendants_it().filter(NodeRef::is_element).enumerate() {
        let Some(name) = node.node_name() else { continue };
        match name.as_ref() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => is_under_notes = lexicon::is_notes_heading(node.text().trim()),
            "ol" if (is_under_notes || is_notes(&node)) && !notes.hold(&node) => bodies.extend(items(&node, place)),
            "p" if is_under_notes && !notes.hold(&node) => bodies.extend(numbered(&node, place)),
            "sup" if !notes.hold(&node) => {
                let text = node.text();
                let label = text.trim().trim_matches(['[', ']', '(', ')']);
                if !is_label(label) || text.contains(is_sign) || !named(&node, &["a"]).is_empty() {
                    continue;
                }
                match begun(&node) {
                    Some(block) => bodies.push(Candidate { node: block, label: label.to_owned(), place, is_printed: true }),
                    None => calls.push(Call { node, label: label.to_owned(), place }),
                }
            }
            _ => {}
        }
        if calls.len() + bodies.len() > MOST {
            return;
        }
    }
    join(calls, bodies, notes);
}

/// Binds each body to the one call that can be meant: that with its mark, before it, and behind the call that is bound last.
fn join<'a>(calls: Vec<Call<'a>>, mut bodies: Vec<Candidate<'a>>, notes: &mut Notes<'a>) {
    bodies.sort_by_key(|body| body.place);
    let mut reached = 0;
    let mut bound: Vec<(usize, usize)> = Vec::new();
    for (nth, body) in bodies.iter().enumerate() {
        // Numbers begin again, or the bodies of a chapter stand behind it: what is bound stays.
        let from = calls.partition_point(|call| call.place < reached);
        let to = calls.partition_point(|call| call.place < body.place);
        let mut fits = (from..to).filter(|&at| calls.get(at).is_some_and(|call| call.label == body.label));
        let Some(found) = fits.next() else { continue };
        // Two that could be meant: one of them is a power, or numbers that began again.
        if fits.next().is_some() {
            continue;
        }
        bound.push((found, nth));
        reached = calls.get(found).map_or(reached, |call| call.place + 1);
    }
    // A single number over a word may be a power; a series is none.
    let first = |label: &str| matches!(label, "1" | "*" | "†" | "a");
    let begins = bound.first().and_then(|&(_, body)| bodies.get(body)).is_some_and(|body| first(&body.label));
    if !begins {
        return;
    }
    for (call, body) in bound {
        let (Some(call), Some(body)) = (calls.get(call), bodies.get(body)) else { continue };
        if notes.hold(&body.node) {
            continue;
        }
        if body.is_printed {
            labels::strip(&body.node, &body.label);
        }
        let number = notes.number(body.node, &body.label);
        call.node.set_text(signs::note(number, &body.label));
    }
}

fn is_label(text: &str) -> bool {
    let is_number = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    !text.is_empty() && (is_number || text.chars().count() <= 3 && text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§')))
}

/// The block that begins with a raised mark and has words behind it.
fn begun<'a>(sup: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let block = sup.ancestors_it(Some(6)).find(|node| node.node_name().is_some_and(|name| is_block(&name)))?;
    if !matches!(block.node_name().as_deref(), Some("p" | "div" | "li" | "dd" | "td" | "aside")) {
        return None;
    }
    let all = block.text();
    let mark = sup.text();
    let rest = all.trim_start().strip_prefix(mark.trim())?;
    // Several marks in a block are those of a text.
    let marks = named(&block, &["sup"]).iter().filter(|sup| is_label(sup.text().trim())).count();
    (rest.chars().any(char::is_alphanumeric) && marks == 1).then_some(block)
}

fn is_notes(list: &NodeRef<'_>) -> bool {
    let says = |node: NodeRef<'_>| ["class", "role", "id"].map(|name| attribute(&node, name).to_ascii_lowercase()).join(" ");
    let names = format!("{} {}", says(*list), list.parent().map_or(String::new(), says));
    names.split_whitespace().any(|name| matches!(name, "footnotes" | "endnotes" | "doc-endnotes" | "doc-footnotes"))
}

/// The items of a list of notes, by their numbers.
fn items<'a>(list: &NodeRef<'a>, place: usize) -> Vec<Candidate<'a>> {
    let start: usize = attribute(list, "start").trim().parse().unwrap_or(1);
    let items = list.children_it(false).filter(|child| child.node_name().as_deref() == Some("li"));
    items.enumerate().map(|(nth, node)| Candidate { node, label: (start + nth).to_string(), place, is_printed: false }).collect()
}

/// A paragraph that begins with its number.
fn numbered<'a>(node: &NodeRef<'a>, place: usize) -> Option<Candidate<'a>> {
    let text = node.text();
    let text = text.trim_start().trim_start_matches(['[', '(']);
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let label = text.get(..digits).filter(|label| is_label(label))?;
    let is_marked = text.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')', ']', ' ', '\u{a0}']));
    is_marked.then(|| Candidate { node: *node, label: label.to_owned(), place, is_printed: true })
}

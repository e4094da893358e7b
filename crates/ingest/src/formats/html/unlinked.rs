//! Notes without links: a raised mark in the text, and the same mark at the beginning of a paragraph behind it, or the number of an item
//! under the heading of notes. Each mark has one body, in order; numbers may begin again with a chapter.

use std::collections::BTreeSet;

use dom_query::{Document, NodeId, NodeRef};

use super::{
    attribute,
    elements::{is_block, named},
    labels,
    notes::Notes,
    signs,
};
use crate::{block::is_sign, lexicon};
use scholion_base::script;

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
    /// Its mark, where that stands among its words, to be taken out.
    printed: Option<String>,
    /// The list of which it is an item: of such all are notes, or none.
    list: Option<NodeId>,
    /// Whether nothing but its place says that these may be notes.
    is_guessed: bool,
}

/// Makes elements of what only looks raised: by its style, or as the mark of a note by its class.
pub fn raise(page: &Document) {
    const MARKS: &[&str] = &[
        "sup",
        "superscript",
        "fnref",
        "footnoteref",
        "footnote-ref",
        "noteref",
        "note-ref",
        "ftnref",
        "fnnum",
        "fn-num",
        "footnote-number",
    ];
    for node in page.select("span[style], font[style], span[class]").nodes() {
        let style: String = attribute(node, "style").chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let class = attribute(node, "class").to_ascii_lowercase();
        let is_mark = || {
            class.split_whitespace().any(|name| MARKS.contains(&name))
                && is_label(node.text().trim().trim_matches(['[', ']', '(', ')', '.']))
        };
        if style.contains("vertical-align:super") || is_mark() {
            node.rename("sup");
        } else if style.contains("vertical-align:sub") {
            node.rename("sub");
        }
    }
}

/// Joins calls and bodies.
pub fn mark<'a>(page: &'a Document, notes: &mut Notes<'a>) {
    let Some(body) = page.body() else { return };
    let (mut calls, mut bodies): (Vec<Call<'a>>, Vec<Candidate<'a>>) = (Vec::new(), Vec::new());
    let (mut is_under_notes, mut is_under_references) = (false, false);
    for (place, node) in body.descendants_it().filter(NodeRef::is_element).enumerate() {
        let Some(name) = node.node_name() else { continue };
        match name.as_ref() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let text = node.text();
                is_under_notes = lexicon::is_notes_heading(text.trim());
                is_under_references = lexicon::is_references_heading(text.trim());
            }
            "ol" if (is_under_notes || is_notes(&node)) && !notes.hold(&node) => {
                bodies.extend(items(&node, place, false).into_iter().filter(|item| !notes.hold(&item.node)))
            }
            "ol" if !is_under_references && is_plain(&node) && is_last(&node) && !notes.hold(&node) => {
                bodies.extend(items(&node, place, true).into_iter().filter(|item| !notes.hold(&item.node)))
            }
            "p" if (is_under_notes || is_notes(&node)) && !notes.hold(&node) && named(&node, &["sup"]).is_empty() => {
                bodies.extend(numbered(&node, place))
            }
            "sup" if !notes.hold(&node) => {
                let text = node.text();
                let label = text.trim().trim_matches(['[', ']', '(', ')']);
                if !is_label(label) || text.contains(is_sign) || !named(&node, &["a"]).is_empty() {
                    continue;
                }
                match begun(&node) {
                    Some(block) => bodies.push(Candidate {
                        node: block,
                        label: plain(label),
                        place,
                        printed: Some(label.to_owned()),
                        list: None,
                        is_guessed: false,
                    }),
                    None => calls.push(Call { node, label: plain(label), place }),
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
        // Of two that could be meant one may be a power; else numbers began again.
        let more: Vec<usize> = std::iter::once(found).chain(fits).collect();
        let found = match more.as_slice() {
            [one] => *one,
            several => {
                let mut marks = several.iter().copied().filter(|&at| calls.get(at).is_some_and(|call| !is_power(&call.node)));
                let Some(one) = marks.next().filter(|_| marks.next().is_none()) else { continue };
                one
            }
        };
        bound.push((found, nth));
        reached = calls.get(found).map_or(reached, |call| call.place + 1);
    }
    // A single number over a word may be a power; a series is none.
    let first = |label: &str| matches!(label, "1" | "*" | "†" | "a");
    let begins = bound.first().and_then(|&(_, body)| bodies.get(body)).is_some_and(|body| first(&body.label));
    let held: BTreeSet<usize> = bound.iter().map(|&(_, body)| body).collect();
    // Lists of which an item has no call.
    let is_open = |at: &usize| !begins || !held.contains(at);
    let broken: BTreeSet<NodeId> = (0..bodies.len()).filter(is_open).filter_map(|at| bodies.get(at)?.list).collect();
    // Marks in the text that have bodies to choose from, and bodies that have none: an editor has to look.
    let is_left =
        |(at, body): (usize, &Candidate<'a>)| !begins || body.list.is_some_and(|list| broken.contains(&list)) || !held.contains(&at);
    // A list of which no mark in the text says that it is one of notes is any list.
    let labels: BTreeSet<&str> = calls.iter().map(|call| call.label.as_str()).collect();
    let strange: BTreeSet<NodeId> =
        bodies.iter().filter(|body| body.is_guessed && !labels.contains(body.label.as_str())).filter_map(|body| body.list).collect();
    let is_note = |body: &Candidate<'a>| body.list.is_none_or(|list| !strange.contains(&list));
    if !calls.is_empty() {
        let left = bodies.iter().enumerate().filter(|one| is_left(*one) && is_note(one.1));
        notes.unjoined.extend(left.map(|(_, body)| body.node));
    }
    bound.retain(|&(_, body)| begins && bodies.get(body).is_some_and(|body| body.list.is_none_or(|list| !broken.contains(&list))));
    for (call, body) in bound {
        let (Some(call), Some(body)) = (calls.get(call), bodies.get(body)) else { continue };
        if notes.hold(&body.node) {
            continue;
        }
        if let Some(printed) = &body.printed {
            labels::strip(&body.node, printed);
        }
        let number = notes.number(body.node, &body.label);
        call.node.set_text(signs::note(number, &body.label));
    }
}

/// Whether a raised figure stands behind a figure or a sign of measure: `10²`, `m²`.
fn is_power(sup: &NodeRef<'_>) -> bool {
    let Some(before) = sup.prev_sibling() else { return false };
    let text = before.text();
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.ends_with(|c: char| c.is_ascii_digit()) || matches!(word, "m" | "km" | "cm" | "mm" | "ha" | "x" | "y" | "n")
}

/// A mark with the digits that Latin texts have: in Arabic ones notes are counted `١`, `٢`.
fn plain(label: &str) -> String {
    label.chars().map(|c| script::decimal(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)).collect()
}

fn is_label(text: &str) -> bool {
    let is_number = text.chars().count() <= 3 && text.chars().all(|c| script::decimal(c).is_some());
    !text.is_empty() && (is_number || text.chars().count() <= 3 && text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§')))
}

/// The block that begins with a raised mark and has words behind it.
fn begun<'a>(sup: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let block = sup.ancestors_it(Some(6)).find(|node| node.node_name().is_some_and(|name| is_block(&name)))?;
    if !matches!(block.node_name().as_deref(), Some("p" | "div" | "li" | "dd" | "td" | "aside")) {
        return None;
    }
    // No word stands before it.
    let mut inner = *sup;
    while inner.id != block.id {
        let mut before = inner.prev_sibling();
        while let Some(node) = before {
            if !node.text().trim().is_empty() {
                return None;
            }
            before = node.prev_sibling();
        }
        inner = inner.parent()?;
    }
    let all = block.text();
    let mark = sup.text();
    let rest = all.trim_start().strip_prefix(mark.trim())?;
    // Several marks in a block are those of a text.
    let marks = named(&block, &["sup"]).iter().filter(|sup| is_label(sup.text().trim().trim_matches(['[', ']', '(', ')']))).count();
    (rest.chars().any(char::is_alphanumeric) && marks == 1).then_some(block)
}

/// Whether a list counts in figures, as notes do.
fn is_plain(list: &NodeRef<'_>) -> bool {
    matches!(attribute(list, "type").trim(), "" | "1")
}

/// Whether hardly any word stands behind a list, and not many elements.
fn is_last(list: &NodeRef<'_>) -> bool {
    const FEW: usize = 200;
    const MANY: usize = 500;
    let (mut behind, mut seen) = (0, 0);
    let outer = std::iter::once(*list).chain(list.ancestors_it(None));
    for node in outer.take_while(|node| node.node_name().as_deref() != Some("body")) {
        let mut next = node.next_sibling();
        while let Some(sibling) = next {
            for inner in std::iter::once(sibling).chain(sibling.descendants_it()) {
                seen += 1;
                if inner.is_text() {
                    behind += inner.text().trim().len();
                }
                if behind > FEW || seen > MANY {
                    return false;
                }
            }
            next = sibling.next_sibling();
        }
    }
    true
}

fn is_notes(list: &NodeRef<'_>) -> bool {
    let says = |node: NodeRef<'_>| ["class", "role", "id"].map(|name| attribute(&node, name).to_ascii_lowercase()).join(" ");
    let names = format!("{} {}", says(*list), list.parent().map_or(String::new(), says));
    names.split_whitespace().any(|name| matches!(name, "footnotes" | "endnotes" | "doc-endnotes" | "doc-footnotes"))
}

/// The items of a list of notes, by their numbers.
fn items<'a>(list: &NodeRef<'a>, place: usize, is_guessed: bool) -> Vec<Candidate<'a>> {
    let start: usize = attribute(list, "start").trim().parse().unwrap_or(1);
    let items = list.children_it(false).filter(|child| child.node_name().as_deref() == Some("li"));
    items
        .enumerate()
        .map(|(nth, node)| Candidate {
            node,
            label: start.saturating_add(nth).to_string(),
            place,
            printed: None,
            list: Some(list.id),
            is_guessed,
        })
        .collect()
}

/// A paragraph that begins with its number.
fn numbered<'a>(node: &NodeRef<'a>, place: usize) -> Option<Candidate<'a>> {
    let text = node.text();
    let text = text.trim_start().trim_start_matches(['[', '(']);
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let label = text.get(..digits).filter(|label| is_label(label))?;
    let is_marked = text.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')', ']', ' ', '\u{a0}']));
    is_marked.then(|| Candidate {
        node: *node,
        label: label.to_owned(),
        place,
        printed: Some(label.to_owned()),
        list: None,
        is_guessed: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_digits_of_other_scripts_are_joined() {
        let page = Document::from("<p>كتب<sup>١</sup> ثم نام<sup>٢</sup>.</p><p><sup>١</sup> الأرشيف.</p><p><sup>٢</sup> يومين.</p>");
        let mut notes = Notes::default();
        mark(&page, &mut notes);
        assert_eq!(notes.bodies.iter().map(|body| body.node.text().trim().to_owned()).collect::<Vec<_>>(), ["الأرشيف.", "يومين."]);
    }
}

//! What an element's attributes do to what it prints (specification, "Affixes", "Display", "Formatting", "Quotes", "Strip-periods",
//! "Text-case").

use super::{case, script, strip_periods};
use crate::style::element::Looks;
use crate::tree::Node;

/// Nodes as the looks have them; what is empty stays empty. `lang` is the language of the words.
pub fn dress(nodes: Vec<Node>, looks: &Looks, lang: &str) -> Vec<Node> {
    let mut nodes = bare(nodes, looks, lang);
    if nodes.is_empty() {
        return nodes;
    }
    affix(&mut nodes, &looks.prefix, &looks.suffix);
    match looks.display {
        Some(display) => vec![Node::Block(display, nodes)],
        None => nodes,
    }
}

/// [`dress`] without affixes and display.
pub fn bare(mut nodes: Vec<Node>, looks: &Looks, lang: &str) -> Vec<Node> {
    if nodes.is_empty() {
        return nodes;
    }
    if looks.strip_periods {
        strip_periods(&mut nodes);
    }
    if let Some(case) = looks.text_case {
        case::apply(&mut nodes, case, lang);
    }
    let mut format = looks.format;
    // Scripts without slanted letters stay upright.
    if format.font_style.is_some() && !script::any_spaced(&nodes) {
        format.font_style = None;
    }
    if !format.is_plain() {
        nodes = vec![Node::Span(format, nodes)];
    }
    if looks.quotes {
        nodes = vec![Node::Quoted(nodes)];
    }
    nodes
}

/// Puts affixes around nodes.
pub fn affix(nodes: &mut Vec<Node>, prefix: &str, suffix: &str) {
    if !prefix.is_empty() {
        nodes.insert(0, Node::Text(prefix.to_owned()));
    }
    if !suffix.is_empty() {
        nodes.push(Node::Text(suffix.to_owned()));
    }
}

//! Formulas of JATS and TEI, in TeX.

use roxmltree::Node;

use super::{attribute, children};
use crate::formats::math::{self, Formula, Math};

/// The formula that stands at an element; `None` if none does, or if what stands beside it says it.
pub fn formula(node: Node<'_, '_>) -> Option<Formula> {
    let parent = node.parent_element();
    let beside = |name| parent.and_then(|parent| children(parent, name).next());
    match node.tag_name().name() {
        // The formula in its own language says most (JATS, alternatives).
        "math" => beside("tex-math").and_then(tex).map(Formula::Tex).or_else(|| Some(math::read(&tree(node, 0)))),
        "tex-math" if beside("math").is_none() => tex(node).map(Formula::Tex),
        "formula" if attribute(node, "notation").to_ascii_lowercase().contains("tex") => tex(node).map(Formula::Tex),
        _ => None,
    }
}

/// Whether a formula stands beside that is read in its place.
pub fn is_copy(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "tex-math" && node.parent_element().is_some_and(|parent| children(parent, "math").next().is_some())
}

/// What is said of formulas whose layout is not known, by the place of each.
pub fn unread(root: Node<'_, '_>) -> Vec<(usize, String)> {
    let maths = root.descendants().filter(|node| node.tag_name().name() == "math");
    maths
        .filter_map(|node| match formula(node) {
            Some(Formula::Signs(signs)) => Some((node.range().start, signs)),
            _ => None,
        })
        .collect()
}

/// The words of a formula in a field, such as a title or an abstract.
pub fn in_field(formula: Formula) -> String {
    match formula {
        Formula::Tex(tex) => format!("${tex}$"),
        Formula::Signs(signs) => signs,
    }
}

/// Whether a formula is set off from the line.
pub fn is_display(node: Node<'_, '_>) -> bool {
    let is_block = |node: &Node<'_, '_>| node.tag_name().name() == "disp-formula" || attribute(*node, "display") == "block";
    node.ancestors().take(4).any(|node| is_block(&node))
}

/// The TeX of an element; what stands around it is for the typesetter.
fn tex(node: Node<'_, '_>) -> Option<String> {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    let inner = text.split_once("\\begin{document}").and_then(|(_, rest)| rest.split_once("\\end{document}"));
    math::clean(inner.map_or(text.as_str(), |(inner, _)| inner))
}

fn tree(node: Node<'_, '_>, depth: usize) -> Math {
    if node.is_text() || depth > crate::formats::DEEPEST {
        return Math::Text(node.text().unwrap_or("").to_owned());
    }
    Math::Element {
        name: node.tag_name().name().to_ascii_lowercase(),
        attributes: node.attributes().map(|one| (one.name().to_owned(), one.value().to_owned())).collect(),
        children: node.children().filter(|child| child.is_text() || child.is_element()).map(|child| tree(child, depth + 1)).collect(),
    }
}

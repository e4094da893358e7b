//! Formulas: MathML and TeX of JATS and TEI → TeX.

use roxmltree::Node;

use crate::formats::xml::node::{attribute, children};

use crate::formats::math::{self, Formula, Math};

const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// A formula as it is written into the text.
pub struct Written {
    /// TeX, or the signs in a row.
    pub text: String,
    /// Whether its layout is understood.
    pub is_tex: bool,
    /// Whether it is set off from its line.
    pub is_display: bool,
}

/// The formula that an element is; `None` of other elements, and of a second form of the same formula.
pub fn formula(node: Node<'_, '_>) -> Option<Written> {
    let name = node.tag_name().name();
    let is_display = node.ancestors().any(|outer| outer.tag_name().name() == "disp-formula")
        || attribute(node, "display") == "block"
        || ["display", "block"].iter().any(|look| attribute(node, "rend").contains(look));
    let is_math = name == "math" && node.tag_name().namespace() == Some(MATHML);
    let is_tex = name == "tex-math" || (name == "formula" && attribute(node, "notation").eq_ignore_ascii_case("tex"));
    if is_math {
        let (text, is_tex) = match math::read(&tree(node, 0)) {
            Formula::Tex(tex) => (tex, true),
            Formula::Signs(signs) => (signs, false),
        };
        return Some(Written { text, is_tex, is_display });
    }
    if !is_tex {
        return None;
    }
    let text: String = node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect();
    // What stands around it is for the typesetter.
    let inner = text.split_once("\\begin{document}").and_then(|(_, rest)| rest.split_once("\\end{document}"));
    let tex = inner.map_or(text.as_str(), |(inner, _)| inner);
    Some(match math::clean(tex) {
        Some(tex) => Written { text: tex, is_tex: true, is_display },
        None => Written { text: tex.trim().to_owned(), is_tex: false, is_display },
    })
}

/// Whether the same formula stands beside an element in a form that is read.
pub fn is_second(node: Node<'_, '_>) -> bool {
    let Some(parent) = node.parent_element().filter(|parent| parent.tag_name().name() == "alternatives") else { return false };
    let has = |name: &str| children(parent, name).next().is_some();
    match node.tag_name().name() {
        "math" => has("tex-math"),
        "textual-form" | "graphic" | "inline-graphic" => has("math") || has("tex-math") || has("table"),
        _ => false,
    }
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

//! The styles of an OpenDocument file: how words look, what paragraphs are, how items are marked (ODF 1.3, part 3, 16).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    inline::Look,
    styles::{attribute, child},
};

/// So many styles may have one another as parents.
const DEEPEST: usize = 20;

#[derive(Clone, Debug, Default)]
struct Style {
    /// As people read it, in lower case.
    name: String,
    parent: String,
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    raised: Option<(bool, bool)>,
    hidden: Option<bool>,
}

/// All styles of a file.
#[derive(Debug, Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    /// Of each style of lists, by level: HTML's way of counting, or nothing for a bullet, and where it begins.
    lists: BTreeMap<String, BTreeMap<u8, (Option<&'static str>, u32)>>,
}

impl Styles {
    /// Adds those that a part has.
    pub fn read(&mut self, root: Node<'_, '_>) {
        for node in root.descendants().filter(Node::is_element) {
            match node.tag_name().name() {
                "style" => _ = self.styles.insert(attribute(node, "name").to_owned(), style(node)),
                "list-style" => {
                    let levels = node.children().filter(Node::is_element).filter_map(list_level);
                    self.lists.insert(attribute(node, "name").to_owned(), levels.collect());
                }
                _ => {}
            }
        }
    }

    fn chain(&self, name: &str) -> impl Iterator<Item = &Style> {
        std::iter::successors(self.styles.get(name), |style| self.styles.get(&style.parent)).take(DEEPEST)
    }

    /// The names of a style and of its parents.
    pub fn names(&self, name: &str) -> Vec<String> {
        let own = name.replace("_20_", " ").to_lowercase();
        std::iter::once(own).chain(self.chain(name).map(|style| style.name.clone())).collect()
    }

    /// How words of a style look.
    pub fn look(&self, name: &str, look: Look) -> Look {
        let chain: Vec<&Style> = self.chain(name).collect();
        chain.iter().rev().fold(look, |look, style| {
            let (raised, lowered) = style.raised.unwrap_or((look.raised, look.lowered));
            Look {
                bold: style.bold.unwrap_or(look.bold),
                italic: style.italic.unwrap_or(look.italic),
                struck: style.struck.unwrap_or(look.struck),
                hidden: style.hidden.unwrap_or(look.hidden),
                raised,
                lowered,
            }
        })
    }

    /// How a list counts at a level, from 1: HTML's `type`, none for bullets, and the first number.
    pub fn list(&self, name: &str, level: u8) -> (Option<&'static str>, u32) {
        self.lists.get(name).and_then(|levels| levels.get(&level)).copied().unwrap_or((None, 1))
    }
}

fn style(node: Node<'_, '_>) -> Style {
    let name = [attribute(node, "display-name"), attribute(node, "name")].into_iter().find(|name| !name.is_empty()).unwrap_or("");
    let mut style = Style {
        name: name.replace("_20_", " ").to_lowercase(),
        parent: attribute(node, "parent-style-name").to_owned(),
        ..Style::default()
    };
    let Some(text) = child(node, "text-properties") else { return style };
    let said = |name: &str| Some(attribute(text, name)).filter(|value| !value.is_empty());
    style.bold = said("font-weight").map(|weight| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600));
    style.italic = said("font-style").map(|style| style != "normal");
    style.struck = said("text-line-through-style").or_else(|| said("text-line-through-type")).map(|style| style != "none");
    style.hidden = said("display").map(|display| display == "none");
    style.raised = said("text-position").map(|position| {
        let place = position.split_whitespace().next().unwrap_or("");
        let is_low = place == "sub" || place.starts_with('-');
        (!is_low && !place.starts_with('0'), is_low)
    });
    style
}

fn list_level(node: Node<'_, '_>) -> Option<(u8, (Option<&'static str>, u32))> {
    let level = attribute(node, "level").parse().ok()?;
    let kind = match (node.tag_name().name(), attribute(node, "num-format")) {
        ("list-level-style-number", "1") => Some("1"),
        ("list-level-style-number", "a") => Some("a"),
        ("list-level-style-number", "A") => Some("A"),
        ("list-level-style-number", "i") => Some("i"),
        ("list-level-style-number", "I") => Some("I"),
        _ => None,
    };
    Some((level, (kind, attribute(node, "start-value").parse().unwrap_or(1))))
}

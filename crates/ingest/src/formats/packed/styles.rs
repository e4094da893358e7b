//! The styles of a Word file: what a style's name and its ancestors say (ECMA-376, part 1, 17.7).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::inline::Look;

/// So many styles may be based on one another.
const DEEPEST: usize = 20;

/// A style.
#[derive(Clone, Debug, Default)]
struct Style {
    /// Its name in lower case; those that Word has itself are English, whatever its language.
    name: String,
    based_on: String,
    /// The level of the outline, from 1.
    outline: Option<u8>,
    /// The list and level it numbers by.
    numbers: (Option<String>, Option<u8>),
    look: Changes,
}

/// What a style or a run says of looks; what it does not say stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes {
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    raised: Option<(bool, bool)>,
    hidden: Option<bool>,
}

impl Changes {
    /// What an element of properties says.
    pub fn of(properties: Option<Node<'_, '_>>) -> Self {
        let mut changes = Self::default();
        for node in properties.iter().flat_map(Node::children) {
            let says = on(node);
            match node.tag_name().name() {
                "b" => changes.bold = Some(says),
                "i" => changes.italic = Some(says),
                "strike" | "dstrike" => changes.struck = Some(says || changes.struck == Some(true)),
                "vanish" | "specVanish" => changes.hidden = Some(says),
                "vertAlign" => changes.raised = Some((value(node) == "superscript", value(node) == "subscript")),
                _ => {}
            }
        }
        changes
    }

    /// A look so changed.
    pub fn on(self, look: Look) -> Look {
        let (raised, lowered) = self.raised.unwrap_or((look.raised, look.lowered));
        Look {
            bold: self.bold.unwrap_or(look.bold),
            italic: self.italic.unwrap_or(look.italic),
            struck: self.struck.unwrap_or(look.struck),
            hidden: self.hidden.unwrap_or(look.hidden),
            raised,
            lowered,
        }
    }
}

/// All styles of a file, by their ids.
#[derive(Debug, Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
}

impl Styles {
    /// Reads them.
    pub fn read(root: Node<'_, '_>) -> Self {
        let styles = root.children().filter(|node| node.tag_name().name() == "style").map(|node| {
            let paragraph = child(node, "pPr");
            let style = Style {
                name: child(node, "name").map_or(String::new(), |name| value(name).to_lowercase()),
                based_on: child(node, "basedOn").map_or(String::new(), |base| value(base).to_owned()),
                outline: paragraph.and_then(outline),
                numbers: paragraph.map_or((None, None), numbers),
                look: Changes::of(child(node, "rPr")),
            };
            (attribute(node, "styleId").to_owned(), style)
        });
        Self { styles: styles.collect() }
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.styles.get(id);
        std::iter::successors(first, |style| self.styles.get(&style.based_on)).take(DEEPEST)
    }

    /// The names of a style and of those it is based on, itself first.
    pub fn names<'n>(&'n self, id: &'n str) -> impl Iterator<Item = &'n str> {
        // A file without a list of styles still names them.
        let own = if self.styles.contains_key(id) { None } else { Some(id) };
        own.into_iter().chain(self.chain(id).map(|style| style.name.as_str()))
    }

    /// The level of the outline.
    pub fn outline(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| style.outline)
    }

    /// The list and the level by which paragraphs of the style are numbered.
    pub fn numbers(&self, id: &str) -> (Option<String>, Option<u8>) {
        let list = self.chain(id).find_map(|style| style.numbers.0.clone());
        (list, self.chain(id).find_map(|style| style.numbers.1))
    }

    /// How words of the style look.
    pub fn look(&self, id: &str, look: Look) -> Look {
        let chain: Vec<&Style> = self.chain(id).collect();
        chain.iter().rev().fold(look, |look, style| style.look.on(look))
    }

    /// Whether words of the style are hidden.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.look(id, Look::default()).hidden
    }
}

/// The level of the outline that properties of a paragraph name; the body of the text has none.
pub fn outline(properties: Node<'_, '_>) -> Option<u8> {
    let level: u8 = value(child(properties, "outlineLvl")?).parse().ok()?;
    (level < 9).then_some(level + 1)
}

/// The list and level that properties of a paragraph name.
pub fn numbers(properties: Node<'_, '_>) -> (Option<String>, Option<u8>) {
    let Some(numbers) = child(properties, "numPr") else { return (None, None) };
    let list = child(numbers, "numId").map(|node| value(node).to_owned());
    (list, child(numbers, "ilvl").and_then(|node| value(node).parse().ok()))
}

/// Whether a property that is on or off is on.
pub fn on(node: Node<'_, '_>) -> bool {
    !matches!(value(node), "0" | "false" | "off" | "none")
}

/// The attribute `val`.
pub fn value<'a>(node: Node<'a, '_>) -> &'a str {
    attribute(node, "val")
}

/// An attribute by its local name.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attributes().find(|attribute| attribute.name() == name).map_or("", |attribute| attribute.value())
}

/// The first child of this name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.tag_name().name() == name)
}

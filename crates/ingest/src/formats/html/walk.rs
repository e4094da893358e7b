//! Elements → blocks.

use dom_query::NodeRef;

use super::{
    attribute, boxes,
    elements::{
        FURNITURE, SILENT, is_beside, is_block, is_comment, is_for_a_medium, is_hidden, is_line_number, is_named_comments, is_of_page,
        is_stanza, named, part_of_program,
    },
    entries,
    inline::code,
    lines::{Lines, holder},
    pictures, places,
    signs::{self, Part},
    tables::{is_data, is_equations, is_numbered, is_points},
};
use crate::{
    block::{Milestone, Role, What},
    formats::{DEEPEST, flow::Flow},
};

/// Walks elements and builds blocks.
pub struct Walk<'f, 'l> {
    pub flow: &'f mut Flow,
    pub lines: &'l Lines<'l>,
    /// Whether nothing is furniture.
    pub whole: bool,
    /// The folded words of what readability takes for the text, where a page says itself which part that is.
    pub agreed: Option<&'l str>,
    /// Whether other things stand around the text, as on the pages of a site.
    pub is_of_site: bool,
    /// Whether the page as a whole is one form.
    pub is_form: bool,
    /// Whether blocks are the lines of verse.
    pub in_verse: bool,
    /// Whether all that is read stands in one block: in a cell, an entry.
    pub in_cell: bool,
    /// Whether it is a picture with its caption.
    pub in_figure: bool,
    /// How many elements were found to be beside the text.
    pub beside: usize,
    /// How many elements were compared with the text.
    pub copies: usize,
    /// The languages of what is open; the page's first.
    pub langs: Vec<String>,
}

impl<'f, 'l> Walk<'f, 'l> {
    /// A walk over a page in this language of which all is text.
    pub fn whole(flow: &'f mut Flow, lines: &'l Lines<'l>, lang: &str) -> Self {
        let langs = vec![lang.to_owned()];
        Self {
            flow,
            lines,
            whole: true,
            agreed: None,
            is_of_site: false,
            is_form: false,
            in_verse: false,
            in_cell: false,
            in_figure: false,
            beside: 0,
            copies: 0,
            langs,
        }
    }
}

impl Walk<'_, '_> {
    /// All that stands in a node.
    pub fn children(&mut self, node: NodeRef<'_>, depth: usize) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child);
            } else if child.is_element() && depth <= DEEPEST * 2 {
                self.element(child, depth + 1);
            }
        }
    }

    /// Whether an element is beside the text. So many are looked at, and the rest is text.
    fn is_beside(&mut self, node: &NodeRef<'_>) -> bool {
        const MOST: usize = 2_000;
        let Some(agreed) = self.agreed.filter(|_| self.beside < MOST) else { return false };
        let is_beside = is_beside(node, agreed);
        self.beside += usize::from(is_beside);
        is_beside
    }

    /// Whether an element is none of the text by its name. What stands at the foot of a quotation or of a part belongs to it.
    fn is_furniture(&self, node: &NodeRef<'_>, name: &str) -> bool {
        if self.whole || !FURNITURE.contains(&name) || (self.is_form && name == "form") {
            return false;
        }
        let is_of = |node: NodeRef<'_>| matches!(node.node_name().as_deref(), Some("blockquote" | "figure" | "li" | "td"));
        !(name == "footer" && node.ancestors_it(Some(3)).any(is_of))
    }

    /// The words of a text, and the signs among them.
    pub fn words(&mut self, node: &NodeRef<'_>) {
        let text = node.text();
        let at = if self.flow.place_is_new() { self.lines.place(&holder(node)) } else { self.flow.came_from() };
        for part in signs::parts(&text) {
            match part {
                Part::Words(words) | Part::Unread(words) => self.flow.words(words, at),
                Part::Formula(tex, is_display) => self.flow.formula(tex, is_display, at),
                Part::Page(number) => self.flow.page(number),
                Part::Note(note, label) => {
                    let from = self.flow.place();
                    self.flow.words(label, at);
                    self.flow.lay(from, What::Marker(note));
                }
            }
        }
    }

    /// Whether nothing of an element is text.
    pub fn is_left_out(&mut self, node: &NodeRef<'_>, name: &str) -> bool {
        SILENT.contains(&name)
            || self.is_furniture(node, name)
            || self.is_beside(node)
            || (self.is_of_site && !self.whole && (self.is_of_page(node, name) || self.are_comments(node) || self.is_box(node)))
            || (!self.whole && (is_hidden(node) || part_of_program(node).is_some()))
            || is_comment(node)
            || (matches!(name, "td" | "div") && is_line_number(node) && !named(node, &["pre"]).is_empty())
            || (is_block(name) && is_for_a_medium(node) && self.is_copy(node))
    }

    /// Whether an element is none of the text of a page of a site. A picture that may be had stands there with its caption.
    fn is_of_page(&self, node: &NodeRef<'_>, name: &str) -> bool {
        is_of_page(node) && !self.in_figure && !pictures::is_figure(node, name)
    }

    /// Whether an element is a box of the site's own. Who an author is stands behind the text; before it stands a byline.
    fn is_box(&self, node: &NodeRef<'_>) -> bool {
        const PARAGRAPH: usize = 100;
        let is_behind = || self.flow.blocks.iter().any(|block| block.role == Role::Text && block.text.len() > PARAGRAPH);
        // Most elements have no names.
        let is_named = node.has_attr("class") || node.has_attr("id") || node.node_name().is_some_and(|name| name.contains("teaser"));
        boxes::is_caption(node) && !self.in_figure
            || is_named
                && (boxes::is_offer(node)
                    || boxes::is_tags(node) && is_behind()
                    || (boxes::is_portrait(node) || boxes::is_teaser(node)) && self.has_text())
    }

    /// Whether much of the text stands above.
    fn has_text(&self) -> bool {
        const MUCH: usize = 600;
        self.flow.blocks.iter().map(|block| block.text.len()).sum::<usize>() > MUCH
    }

    /// Whether an element holds what readers wrote below the text of a page. Where nothing stands above, it is the text.
    fn are_comments(&self, node: &NodeRef<'_>) -> bool {
        is_named_comments(node) && self.has_text()
    }

    /// Whether the words of an element stand in the text already. So many are looked at, and the rest is text.
    fn is_copy(&mut self, node: &NodeRef<'_>) -> bool {
        const MOST: usize = 100;
        const SHORT: usize = 20;
        let signs = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let words = signs(&node.text());
        if words.chars().count() < SHORT || self.copies >= MOST {
            return false;
        }
        self.copies += 1;
        let so_far: String = self.flow.blocks.iter().map(|block| signs(&block.text)).collect();
        so_far.contains(&words)
    }

    /// An element, in the language that it says.
    pub fn element(&mut self, node: NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        if name == "input"
            && attribute(&node, "type") == "checkbox"
            && node.ancestors_it(Some(3)).any(|outer| outer.node_name().as_deref() == Some("li"))
        {
            return self.flow.words(if node.has_attr("checked") { "☑ " } else { "☐ " }, 0);
        }
        if self.is_left_out(&node, name) {
            return;
        }
        let Some(passage) = self.passage(&node).filter(|_| name != "br") else { return self.named(node, name, depth) };
        let lang = Some(passage.lang.to_string()).filter(|lang| !lang.is_empty());
        self.langs.push(lang.or_else(|| self.langs.last().cloned()).unwrap_or_default());
        if is_block(name) {
            self.flow.enter_passage(passage);
            self.named(node, name, depth);
            self.flow.leave_passage();
        } else {
            let from = self.flow.place();
            self.named(node, name, depth);
            self.flow.passage(from, passage);
        }
        self.langs.pop();
    }

    fn named(&mut self, node: NodeRef<'_>, name: &str, depth: usize) {
        let is_block = is_block(name);
        if self.in_verse && is_block && !matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.flow.fresh_line();
            self.children(node, depth);
            return self.flow.fresh_line();
        }
        if is_block {
            self.flow.end();
        }
        for attr in ["id", "name"] {
            let anchor = attribute(&node, attr);
            if !anchor.is_empty() {
                self.flow.anchor(&anchor);
            }
        }
        let place = attribute(&node, places::PLACE);
        if !place.is_empty() && !self.in_verse {
            self.flow.milestone(Milestone::place(&place));
        }
        if is_block {
            self.block(node, name, depth)
        } else {
            self.inline(node, name, depth)
        }
        if is_block {
            self.flow.end();
        }
    }

    fn block(&mut self, node: NodeRef<'_>, name: &str, depth: usize) {
        match name {
            // A line below a title is no part of the text.
            "h2" | "h3" | "h4" | "h5" if node.has_class("subtitle") && is_below_title(&node) => {
                self.flow.begin(Role::Text);
                self.children(node, depth);
            }
            // Untitled parts stand below stars (`subtitle` of FictionBook).
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if is_break(&node) => self.flow.rule(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.trim_start_matches('h').parse().unwrap_or(2);
                self.flow.begin(Role::Heading(level));
                self.children(node, depth);
            }
            "div" | "p" | "blockquote" | "ul" | "ol" | "section" if is_stanza(&node) => {
                self.flow.begin(Role::Lines);
                let outer = std::mem::replace(&mut self.in_verse, true);
                self.children(node, depth);
                self.in_verse = outer;
            }
            "div" | "section" | "ul" | "ol" if entries::is_one(&node) => self.bibliography(node, depth),
            "ul" | "ol" | "menu" | "dir" => self.list(node, name == "ol", depth),
            "dl" => self.definitions(node, depth),
            "details" => self.details(node, depth),
            "hr" => self.flow.rule(),
            "blockquote" => self.quotation(node, depth),
            _ if pictures::is_figure(&node, name) => self.figure(node, depth),
            // A quotation whose source stands below it belongs together with that.
            "figure" if !named(&node, &["blockquote"]).is_empty() && named(&node, &["figcaption"]).len() == 1 => {
                self.quotation(node, depth)
            }
            "p" | "center" | "div" if is_break(&node) => self.flow.rule(),
            "pre" | "xmp" | "listing" => {
                self.flow.begin(Role::Code);
                let mut lines = String::new();
                code(&node, depth, &mut lines);
                self.flow.words(lines.trim_matches('\n'), self.lines.place(&node.text()));
            }
            "table" if is_equations(&node) => self.equations(node, depth),
            "table" if !self.is_under_references() && is_numbered(&node) => self.numbered(node, depth),
            "table" if !self.is_under_references() && is_points(&node) => self.points(node, depth),
            "table" if is_data(&node) => self.table(node, depth),
            _ => self.children(node, depth),
        }
    }

    /// A quotation; one that holds a single one is the same.
    fn quotation(&mut self, node: NodeRef<'_>, depth: usize) {
        self.flow.quote();
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child);
            } else if node.node_name().as_deref() == Some("figure") && child.node_name().as_deref() == Some("blockquote") {
                self.flow.end();
                self.children(child, depth + 1);
                self.flow.end();
            } else if child.is_element() && depth <= DEEPEST * 2 {
                self.element(child, depth + 1);
            }
        }
        self.flow.leave();
    }
}

/// Whether a line of stars or dashes parts a text: `* * *`, `⁂`, `–––`.
fn is_break(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 60;
    // What holds more than a line is none, nor is a button.
    if node.descendants_it().take(LONGEST).count() == LONGEST || !named(node, &["button", "a", "input"]).is_empty() {
        return false;
    }
    let text = node.text();
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST).collect();
    let Some(first) = signs.first() else { return false };
    let is_line = signs.len() > 2 && matches!(first, '*' | '•' | '·' | '~' | '–' | '—' | '-' | '_' | '=' | '+' | '◊' | '❦' | '⁎');
    (is_line || *first == '⁂') && signs.iter().all(|sign| sign == first)
}

/// Whether nothing stands between an element and the heading of the page.
fn is_below_title(node: &NodeRef<'_>) -> bool {
    let mut before = node.prev_sibling();
    while before.is_some_and(|other| other.text().trim().is_empty()) {
        before = before.and_then(|other| other.prev_sibling());
    }
    before.is_some_and(|other| other.node_name().as_deref() == Some("h1"))
}

#[cfg(test)]
mod tests {
    use crate::{block::Role, formats::html};

    #[test]
    fn stars_are_no_heading() {
        let page = "<h1>The Weir</h1><p>Low water in May.</p><h3>* * *</h3><p>High water in June.</p><h3>July</h3><p>None.</p>";
        let roles: Vec<Role> = html::read(page.as_bytes(), true).unwrap().flow.blocks.iter().map(|block| block.role).collect();
        assert!(roles.contains(&Role::Break) && roles.contains(&Role::Heading(3)), "{roles:?}");
        assert_eq!(roles.iter().filter(|role| matches!(role, Role::Heading(3))).count(), 1);
    }
}

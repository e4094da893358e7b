//! What stands in a paragraph: words, spans, links, notes, fields, frames.

use roxmltree::Node;

use super::{
    super::{
        inline::{Inline, Look},
        page,
        styles::{attribute, child},
    },
    Reader,
    blocks::DEEPEST,
    is_field,
};

impl<'a, 'i> Reader<'a, 'i> {
    /// All that stands in a node, in a line.
    pub fn parts(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        for child in node.children() {
            if child.is_text() {
                self.text(child.text().unwrap_or(""), look, line);
            } else if child.is_element() {
                self.part(child, look, line);
            }
        }
        self.depth -= 1;
    }

    /// One element of a line.
    pub fn part(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        match node.tag_name().name() {
            "span" => {
                let look = self.styles.look(attribute(node, "style-name"), look);
                self.parts(node, look, line);
            }
            "tab" => self.text(" ", look, line),
            "s" => {
                const MOST: usize = 200;
                let count = attribute(node, "c").parse::<usize>().unwrap_or(1).min(MOST);
                self.text(&" ".repeat(count), look, line);
            }
            "line-break" => line.markup(Look { hidden: false, ..look }, "<br>"),
            "a" => {
                let mut inner = Inline::default();
                self.parts(node, look, &mut inner);
                let mut html = "<a".to_owned();
                page::attribute(&mut html, "href", attribute(node, "href"));
                html.push('>');
                html.push_str(&inner.html());
                html.push_str("</a>");
                line.markup(Look::default(), &html);
            }
            "note" => self.note(node, line),
            "bookmark" | "bookmark-start" => {
                let mut html = "<a".to_owned();
                page::attribute(&mut html, "id", attribute(node, "name"));
                html.push_str("></a>");
                line.markup(look, &html);
            }
            "ruby" => self.ruby(node, look, line),
            "hidden-text" | "hidden-paragraph" => {
                // The words of the field stand in an attribute as well as, perhaps, in it.
                let said = attribute(node, "string-value");
                let own = node.text().unwrap_or("");
                self.hidden.push_str(if own.is_empty() { said } else { own });
            }
            "annotation" => self.comment(node),
            "annotation-end" | "change" | "change-start" | "change-end" | "soft-page-break" | "note-citation" => {}
            // What a program runs (ODF 1.3, part 3, 7.7.9).
            "script" => self.page.leave_out(crate::report::MARKUP, node.text().unwrap_or(""), crate::report::Certainty::Sure, None),
            "frame" => self.frame(node, look, line),
            "text-box" => self.boxes.push(node),
            // Words of a shape are paragraphs of it.
            "custom-shape" | "rect" | "ellipse" | "polygon" | "path" | "line" | "caption" => self.boxes.push(node),
            "title" | "desc" if !is_field(node) => {}
            "p" | "h" | "list" | "table" => self.boxes.push(node),
            _ => self.parts(node, look, line),
        }
    }

    /// White space is one space (ODF 1.3, part 3, 6.1.2).
    fn text(&mut self, words: &str, look: Look, line: &mut Inline) {
        if look.hidden {
            self.hidden.push_str(words);
        } else {
            // What is hidden on both sides of words that are seen is two passages.
            if !self.hidden.is_empty() {
                self.hidden.push(' ');
            }
            line.words(look, words);
        }
    }

    fn note(&mut self, node: Node<'a, 'i>, line: &mut Inline) {
        let Some(body) = child(node, "note-body") else { return };
        self.notes.push(body);
        let n = self.notes.len();
        let html = format!("<a href=\"#fn{n}\" class=\"footnote-ref\" id=\"fnref{n}\" role=\"doc-noteref\"><sup>{n}</sup></a>");
        line.markup(Look::default(), &html);
    }

    fn ruby(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        let part = |reader: &mut Self, name: &str| {
            let mut inner = Inline::default();
            if let Some(node) = child(node, name) {
                reader.parts(node, look, &mut inner);
            }
            inner.html()
        };
        let (base, reading) = (part(self, "ruby-base"), part(self, "ruby-text"));
        line.markup(Look::default(), &format!("<ruby>{base}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>"));
    }

    /// A frame holds a picture, a formula, or a box of words; of several forms of one object the first is meant.
    fn frame(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        let of = |name: &str| child(node, name);
        let said = ["desc", "title"].into_iter().filter_map(of).filter_map(|node| node.text()).find(|text| !text.trim().is_empty());
        let object = of("object").map(|object| attribute(object, "href").trim_start_matches("./").trim_end_matches('/').to_owned());
        if let Some(formula) = object.as_ref().and_then(|name| self.formulas.get(name)) {
            return line.markup(Look::default(), &formula.clone());
        }
        if let Some(words) = of("text-box") {
            return self.boxes.push(words);
        }
        let image = of("image").map(|image| attribute(image, "href").to_owned());
        let part = image.or(object).unwrap_or_default();
        let part = part.trim_start_matches("./");
        if !part.is_empty() {
            let picture = self.page.picture(said.unwrap_or(""), part);
            line.markup(look, &picture);
        }
        for child in node.children().filter(|child| !matches!(child.tag_name().name(), "image" | "object" | "object-ole")) {
            if child.is_element() {
                self.part(child, look, line);
            }
        }
    }
}

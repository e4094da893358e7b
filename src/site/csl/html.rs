//! What the processor gives, as safe HTML.

use scholion_csl::tree::{Display, FontStyle, FontVariant, FontWeight, Format, Node, Part, TextDecoration, VerticalAlign};

use super::engine::CitationPart;
use crate::base::{Href, Html, WebAddress};

/// An entry, with or without the number by which texts cite it.
pub fn entry(nodes: &[Node], is_numbered: bool) -> Html {
    let mut html = Html::new();
    Writer { is_numbered, has_links: true, wanted: Vec::new(), open: Vec::new() }.write_whole(nodes, &mut html);
    // What stood around the number: "[] ", ". ".
    let is_bare = !is_numbered && has_number(nodes);
    html.cut(|html| match html.trim().split_once(' ') {
        Some((signs, rest)) if is_bare && !signs.contains(|c: char| c.is_alphanumeric() || c == '<') => rest.trim(),
        _ => html.trim(),
    })
}

/// A citation: what stands around the works cited, and each of these by its place in the bracket.
pub fn citation(nodes: &[Node]) -> Vec<CitationPart> {
    let mut parts = Parts { parts: Vec::new(), around: Vec::new() };
    parts.take(nodes);
    parts.parts
}

/// The parts of a citation. Formatting that stands around several of them is written around each.
struct Parts {
    parts: Vec<CitationPart>,
    /// What stands around the node that is looked at, from the outermost.
    around: Vec<Format>,
}

impl Parts {
    fn take(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Part(Part::Cite(nth), inner) => {
                    let html = self.dressed(inner);
                    self.parts.push(CitationPart::Cite(*nth, html));
                }
                Node::Span(format, inner) if has_cite(inner) => {
                    self.around.push(*format);
                    self.take(inner);
                    self.around.pop();
                }
                other if has_cite(other.children()) => self.take(other.children()),
                other => {
                    let html = self.dressed(std::slice::from_ref(other));
                    match self.parts.last_mut() {
                        Some(CitationPart::Text(last)) => last.push(&html),
                        _ => self.parts.push(CitationPart::Text(html)),
                    }
                }
            }
        }
    }

    fn dressed(&self, nodes: &[Node]) -> Html {
        let mut html = Html::new();
        let wanted = self.around.iter().flat_map(|format| elements(*format)).collect();
        // A citation is a link itself.
        Writer { is_numbered: true, has_links: false, wanted, open: Vec::new() }.write_whole(nodes, &mut html);
        html
    }
}

fn has_cite(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Part(Part::Cite(_), _)) || has_cite(node.children()))
}

/// An element with its class.
type Element = (&'static str, &'static str);

struct Writer {
    is_numbered: bool,
    has_links: bool,
    /// The elements of formatting in which words have to stand here, from the outermost.
    wanted: Vec<Element>,
    /// Those that are open: they are opened and closed when words come, so that none is empty.
    open: Vec<Element>,
}

impl Writer {
    fn write_whole(mut self, nodes: &[Node], html: &mut Html) {
        self.write(nodes, html);
        self.close(0, html);
    }

    fn write(&mut self, nodes: &[Node], html: &mut Html) {
        for node in nodes {
            match node {
                Node::Text(words) if words.is_empty() => {}
                Node::Text(words) => {
                    self.settle(html);
                    html.words(words);
                }
                Node::Span(format, inner) => self.span(*format, inner, html),
                Node::Link(address, inner) => {
                    let address = WebAddress::of_page(address);
                    if address.is_empty() || !self.has_links {
                        self.write(inner, html);
                        continue;
                    }
                    // What begins or ends within a link stands within it.
                    self.close(0, html);
                    html.open("a").address("href", Href::Web(&address)).end();
                    self.write(inner, html);
                    self.close(0, html);
                    html.close("a");
                }
                Node::Block(display, inner) => self.block(*display, inner, html),
                Node::Part(Part::Number, _) if !self.is_numbered => {}
                Node::Part(_, inner) | Node::Quoted(inner) | Node::NoCase(inner) | Node::Flip(_, inner) => self.write(inner, html),
            }
        }
    }

    /// Words of another format. What is upright within italics stands outside of their element.
    fn span(&mut self, format: Format, inner: &[Node], html: &mut Html) {
        let ends = ends(format);
        let around = self.wanted.clone();
        self.wanted.retain(|(name, class)| !ends.contains(name) && !(*name == "span" && ends.contains(class)));
        self.wanted.extend(elements(format));
        self.write(inner, html);
        self.wanted = around;
    }

    /// Opens the elements in which words have to stand here, and closes all others.
    fn settle(&mut self, html: &mut Html) {
        let same = self.open.iter().zip(&self.wanted).take_while(|(open, wanted)| open == wanted).count();
        self.close(same, html);
        for element in self.wanted.iter().skip(same) {
            open(*element, html);
            self.open.push(*element);
        }
    }

    /// Closes the elements that are open but for the first `kept`.
    fn close(&mut self, kept: usize, html: &mut Html) {
        self.open.drain(kept.min(self.open.len())..).rev().for_each(|(name, _)| html.close(name));
    }

    /// Entries stand in paragraphs and list items, so parts of them can be no blocks of their own.
    fn block(&mut self, display: Display, inner: &[Node], html: &mut Html) {
        // What holds the number holds its brackets as well.
        if display == Display::LeftMargin && !self.is_numbered && has_number(inner) {
            return;
        }
        // Beside nothing it stands like any words.
        if display == Display::RightInline && html.is_empty() {
            return self.write(inner, html);
        }
        let class = match display {
            Display::Block => "csl-block",
            Display::Indent => "csl-indent",
            Display::LeftMargin => "csl-left-margin",
            Display::RightInline => "csl-right-inline",
        };
        self.close(0, html);
        let mut words = Html::new();
        self.write(inner, &mut words);
        self.close(0, &mut words);
        if words.is_empty() {
            return;
        }
        if !html.is_empty() && !html.ends_with(' ') {
            html.words(" ");
        }
        html.open("span").attribute("class", class).end();
        html.push(&words.cut(str::trim));
        html.close("span");
    }
}

fn has_number(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Part(Part::Number, _)) || has_number(node.children()))
}

fn open((name, class): Element, html: &mut Html) {
    html.open(name).attribute_if_any("class", class).end();
}

/// The elements of a format, from the outermost.
fn elements(format: Format) -> Vec<Element> {
    let mut elements = Vec::new();
    if matches!(format.font_style, Some(FontStyle::Italic | FontStyle::Oblique)) {
        elements.push(("i", ""));
    }
    if format.font_weight == Some(FontWeight::Bold) {
        elements.push(("b", ""));
    }
    if format.font_variant == Some(FontVariant::SmallCaps) {
        elements.push(("span", "small-caps"));
    }
    if format.text_decoration == Some(TextDecoration::Underline) {
        elements.push(("u", ""));
    }
    match format.vertical_align {
        Some(VerticalAlign::Sup) => elements.push(("sup", "")),
        Some(VerticalAlign::Sub) => elements.push(("sub", "")),
        Some(VerticalAlign::Baseline) | None => {}
    }
    elements
}

/// The elements, or their classes, that a format ends.
fn ends(format: Format) -> Vec<&'static str> {
    let mut ends = Vec::new();
    if format.font_style == Some(FontStyle::Normal) {
        ends.push("i");
    }
    if matches!(format.font_weight, Some(FontWeight::Normal | FontWeight::Light)) {
        ends.push("b");
    }
    if format.font_variant == Some(FontVariant::Normal) {
        ends.push("small-caps");
    }
    if format.text_decoration == Some(TextDecoration::None) {
        ends.push("u");
    }
    if format.vertical_align == Some(VerticalAlign::Baseline) {
        ends.extend(["sup", "sub"]);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Node {
        Node::Text(words.to_owned())
    }

    #[test]
    fn words_stay_words_and_addresses_pass_the_door() {
        let italic = Format { font_style: Some(FontStyle::Italic), ..Format::default() };
        let nodes = [
            Node::Block(Display::LeftMargin, vec![text("["), Node::Part(Part::Number, vec![text("1")]), text("]")]),
            Node::Block(
                Display::RightInline,
                vec![Node::Span(italic, vec![text("<b>")]), text(" "), Node::Link("javascript:x".into(), vec![text("x")])],
            ),
            Node::Link("https://example.org/?a=1&b".into(), vec![text("y")]),
        ];
        let (words, link) = ("<i>&lt;b&gt;</i> x", r#"<a href="https://example.org/?a=1&amp;b">y</a>"#);
        let numbered = format!(r#"<span class="csl-left-margin">[1]</span> <span class="csl-right-inline">{words}</span>{link}"#);
        assert_eq!(entry(&nodes, true), numbered.as_str());
        assert_eq!(entry(&nodes, false), format!("{words}{link}").as_str());
    }

    #[test]
    fn a_number_goes_with_its_signs() {
        let number = Node::Part(Part::Number, vec![text("1")]);
        assert_eq!(entry(&[text("["), number.clone(), text("] "), text("[Anon.] Words")], false), "[Anon.] Words");
        assert_eq!(entry(&[number.clone(), text(". Words")], false), "Words");
        assert_eq!(entry(&[number, text(". Words")], true), "1. Words");
    }

    #[test]
    fn what_is_upright_in_italics_stands_outside_of_them() {
        let style = |style| Format { font_style: Some(style), ..Format::default() };
        let inner = Node::Span(style(FontStyle::Normal), vec![text("b")]);
        let nodes = [Node::Span(style(FontStyle::Italic), vec![text("a "), inner, text(" c")])];
        assert_eq!(entry(&nodes, true), "<i>a </i>b<i> c</i>");
        // At an end no empty element is left; within a link all is closed in it.
        let inner = Node::Span(style(FontStyle::Normal), vec![text("b")]);
        let link = Node::Link("https://example.org/".into(), vec![text("a "), inner]);
        let linked = r#"<a href="https://example.org/"><i>a </i>b</a>"#;
        assert_eq!(entry(&[Node::Span(style(FontStyle::Italic), vec![link])], true), linked);
    }

    #[test]
    fn formatting_around_cites_is_written_around_each() {
        let raised = Format { vertical_align: Some(VerticalAlign::Sup), ..Format::default() };
        let cites = vec![Node::Part(Part::Cite(1), vec![text("1")]), text(","), Node::Part(Part::Cite(0), vec![text("2")])];
        let parts: Vec<String> = citation(&[Node::Span(raised, cites)])
            .into_iter()
            .map(|part| match part {
                CitationPart::Text(html) => html.to_string(),
                CitationPart::Cite(nth, html) => format!("{nth}:{html}"),
            })
            .collect();
        assert_eq!(parts, ["1:<sup>1</sup>", "<sup>,</sup>", "0:<sup>2</sup>"]);
    }
}

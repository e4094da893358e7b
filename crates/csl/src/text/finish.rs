//! Finishing a whole citation or entry: what meets is merged, what alternates is settled, what is empty goes.

use super::Marks;
use super::context::{Context, Level};
use super::meet::meet;
use super::tokens::{self, Token, Wrap};
use crate::tree::{Flip, Node};

/// A tree as it is written. There are no quotation marks, no `nocase` and no alternating formatting in it any more.
pub fn finish(nodes: Vec<Node>, marks: &Marks) -> Vec<Node> {
    let row = meet(tokens::of(nodes), marks.punctuation_in_quote);
    let mut builder = Builder { marks, open: Vec::new(), nodes: Vec::new(), context: Context::default() };
    for token in row {
        match token {
            Token::Text(text) => builder.text(text),
            Token::Open(wrap) => builder.open(wrap),
            Token::Close(_) => builder.close(),
        }
    }
    while !builder.open.is_empty() {
        builder.close();
    }
    builder.nodes
}

struct Builder<'m> {
    marks: &'m Marks,
    /// What is open, with the nodes and the context outside of it.
    open: Vec<(Frame, Vec<Node>, Context)>,
    nodes: Vec<Node>,
    context: Context,
}

/// What becomes of the nodes inside when a wrap ends.
enum Frame {
    Wrap(Wrap),
    Quotes(Level),
    /// Nothing is around them.
    Bare,
}

impl Builder<'_> {
    fn text(&mut self, text: String) {
        match self.nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(&text),
            _ => self.nodes.push(Node::Text(text)),
        }
    }

    fn open(&mut self, wrap: Wrap) {
        let outside = self.context;
        let format = match wrap {
            Wrap::Quoted | Wrap::Flip(Flip::Quote | Flip::KeptQuote) => return self.quotes(Level::Outer),
            Wrap::Flip(Flip::InnerQuote | Flip::KeptInnerQuote) => return self.quotes(Level::Inner),
            Wrap::Span(format) => format,
            Wrap::Flip(flip) => outside.flip(flip),
            other => {
                self.open.push((Frame::Wrap(other), std::mem::take(&mut self.nodes), outside));
                return;
            }
        };
        let (inside, format) = outside.format(format);
        let frame = if format.is_plain() { Frame::Bare } else { Frame::Wrap(Wrap::Span(format)) };
        self.open.push((frame, std::mem::take(&mut self.nodes), outside));
        self.context = inside;
    }

    fn quotes(&mut self, first: Level) {
        let (inside, level) = self.context.quoted(first);
        self.open.push((Frame::Quotes(level), std::mem::take(&mut self.nodes), self.context));
        self.context = inside;
    }

    fn close(&mut self) {
        let Some((frame, outside, context)) = self.open.pop() else { return };
        let inner = std::mem::replace(&mut self.nodes, outside);
        self.context = context;
        match frame {
            Frame::Bare => self.append(inner),
            Frame::Quotes(level) => {
                let marks = self.marks;
                let (open, close) = match level {
                    Level::Outer => (&marks.open, &marks.close),
                    Level::Inner => (&marks.open_inner, &marks.close_inner),
                };
                self.text(open.clone());
                self.append(inner);
                self.text(close.clone());
            }
            Frame::Wrap(_) if inner.is_empty() => {}
            Frame::Wrap(wrap) => self.nodes.push(match wrap {
                Wrap::Span(format) => Node::Span(format, inner),
                Wrap::Link(address) => Node::Link(address, inner),
                Wrap::Block(display) => Node::Block(display, inner),
                Wrap::Part(part) => Node::Part(part, inner),
                // These were settled when they were opened.
                Wrap::Quoted | Wrap::Flip(_) => return self.append(inner),
            }),
        }
    }

    fn append(&mut self, inner: Vec<Node>) {
        for node in inner {
            match node {
                Node::Text(text) => self.text(text),
                other => self.nodes.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rich;
    use crate::tree::{FontStyle, Format};
    use crate::write::html;

    fn t(text: &str) -> Node {
        Node::Text(text.to_owned())
    }

    fn italic(inner: Vec<Node>) -> Node {
        Node::Span(Format { font_style: Some(FontStyle::Italic), ..Format::default() }, inner)
    }

    fn american(nodes: Vec<Node>) -> String {
        html(&finish(nodes, &Marks::default()))
    }

    fn british(nodes: Vec<Node>) -> String {
        html(&finish(nodes, &Marks { punctuation_in_quote: false, ..Marks::default() }))
    }

    #[test]
    fn punctuation_meets() {
        assert_eq!(american(vec![t("Whose harbour?"), t(". "), t("Elm")]), "Whose harbour? Elm");
        assert_eq!(american(vec![italic(vec![t("Whose harbour?")]), t(".")]), "<i>Whose harbour?</i>");
        assert_eq!(american(vec![t("Roe, Jr."), t("."), t(" "), t(" Elm")]), "Roe, Jr. Elm");
        assert_eq!(american(vec![t("Mich."), t(": "), t("Elm")]), "Mich.: Elm");
        assert_eq!(american(vec![t("a"), t(""), italic(vec![]), t("b")]), "ab");
    }

    #[test]
    fn punctuation_and_quotation_marks() {
        let title = || Node::Quoted(rich::parse("This is 'the one'", &Marks::default()));
        assert_eq!(american(vec![title(), t(". "), t("Elm")]), "“This is ‘the one.’” Elm");
        assert_eq!(british(vec![title(), t(". "), t("Elm")]), "“This is ‘the one’”. Elm");
        assert_eq!(american(vec![Node::Quoted(vec![italic(vec![t("A")])]), t(", b")]), "“<i>A</i>,” b");
        assert_eq!(american(vec![Node::Quoted(vec![t("Who?")]), t(", b")]), "“Who?,” b");
        assert_eq!(american(vec![Node::Quoted(vec![t("Who?")]), t(". b")]), "“Who?” b");
        assert_eq!(american(vec![Node::Quoted(vec![t("a")]), t("; b")]), "“a”; b");
        assert_eq!(british(vec![Node::Quoted(vec![t("a,")]), t(" b")]), "“a”, b");
        assert_eq!(american(vec![Node::Quoted(rich::parse("\"A\" and b", &Marks::default()))]), "“‘A’ and b”");
        assert_eq!(american(rich::parse("\"A\", \"b\" and « c »", &Marks::default())), "“A”, “b” and «\u{202f}c\u{202f}»");
        assert_eq!(
            american(vec![Node::Block(crate::tree::Display::Block, vec![title()]), t(".")]),
            "<div class=\"csl-block\">“This is ‘the one.’”</div>"
        );
    }

    #[test]
    fn formatting_alternates() {
        let title = || rich::parse("On <i>Homo <b>x</b></i>", &Marks::default());
        assert_eq!(american(title()), "On <i>Homo <b>x</b></i>");
        assert_eq!(american(vec![italic(title())]), "<i>On <span style=\"font-style:normal;\">Homo <b>x</b></span></i>");
        let upright = Format { font_style: Some(FontStyle::Normal), ..Format::default() };
        assert_eq!(american(vec![Node::Span(upright, vec![t("a")]), t("b")]), "ab");
    }

    #[test]
    fn a_block_begins_without_what_ends_the_line_before() {
        let block = Node::Block(crate::tree::Display::Block, vec![t(". "), t("URL")]);
        assert_eq!(american(vec![t("Race"), t("."), block]), "Race.<div class=\"csl-block\">URL</div>");
    }

    #[test]
    fn a_link_begins_where_its_address_does() {
        let link = Node::Link("https://doi.org/10.1/x".to_owned(), vec![t("10.1/x")]);
        assert_eq!(american(vec![t(". "), t("https://doi.org/"), link]), ". <a href=\"https://doi.org/10.1/x\">https://doi.org/10.1/x</a>");
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(fields in proptest::collection::vec("[a-c .,:;?!'\"<i>/”’éb]{0,8}", 0..6), in_quote: bool) {
            let marks = Marks { punctuation_in_quote: in_quote, ..Marks::default() };
            let mut nodes = Vec::new();
            for (place, field) in fields.iter().enumerate() {
                let inner = rich::parse(field, &marks);
                match place % 3 {
                    0 => nodes.extend(inner),
                    1 => nodes.push(Node::Quoted(inner)),
                    _ => nodes.push(italic(inner)),
                }
            }
            html(&finish(nodes, &marks));
        }
    }
}

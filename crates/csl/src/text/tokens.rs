//! A tree laid in a row, so that what stands side by side can meet whatever is around it.

use crate::tree::{Display, Flip, Format, Node, Part};

/// A piece of the row.
#[derive(Debug)]
pub(super) enum Token {
    Text(String),
    Open(Wrap),
    Close(Wall),
}

/// What is around words.
#[derive(Clone, Debug)]
pub(super) enum Wrap {
    Span(Format),
    Quoted,
    Flip(Flip),
    Link(String),
    Block(Display),
    Part(Part),
}

/// What the end of a wrap means for what stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wall {
    None,
    /// The end of a quotation: some punctuation goes into it.
    Quote,
    /// Nothing meets across it.
    Firm,
}

impl Wrap {
    pub(super) fn wall(&self) -> Wall {
        match self {
            Self::Quoted | Self::Flip(Flip::Quote | Flip::InnerQuote) => Wall::Quote,
            Self::Block(_) | Self::Flip(Flip::KeptQuote | Flip::KeptInnerQuote) => Wall::Firm,
            _ => Wall::None,
        }
    }
}

/// The row of a tree.
pub(super) fn of(nodes: Vec<Node>) -> Vec<Token> {
    let mut row = Vec::with_capacity(nodes.len() * 2);
    lay(nodes, &mut row);
    // Punctuation behind a block stands at its end; the beginning of an address that a style writes is a part of the link.
    for at in 1..row.len() {
        if let (Some(Token::Text(text)), Some(Token::Open(Wrap::Link(address)))) = (row.get(at - 1), row.get(at))
            && text.starts_with("http")
            && address.starts_with(text.as_str())
        {
            row.swap(at - 1, at);
        }
        let is_sign = matches!(row.get(at), Some(Token::Text(text)) if text.chars().all(|sign| ".,:;!?".contains(sign)));
        if is_sign && matches!(row.get(at - 1), Some(Token::Close(Wall::Firm))) && ends_block(&row, at - 1) {
            row.swap(at - 1, at);
        }
    }
    row
}

/// Whether what closes here is a block.
fn ends_block(row: &[Token], close: usize) -> bool {
    let mut depth = 0usize;
    for token in row.get(..=close).unwrap_or_default().iter().rev() {
        match token {
            Token::Close(_) => depth += 1,
            Token::Open(wrap) if depth == 1 => return matches!(wrap, Wrap::Block(_)),
            Token::Open(_) => depth = depth.saturating_sub(1),
            Token::Text(_) => {}
        }
    }
    false
}

fn lay(nodes: Vec<Node>, row: &mut Vec<Token>) {
    for node in nodes {
        let (wrap, inner) = match node {
            Node::Text(text) => {
                if !text.is_empty() {
                    row.push(Token::Text(text));
                }
                continue;
            }
            Node::NoCase(inner) => {
                lay(inner, row);
                continue;
            }
            Node::Span(format, inner) => (Wrap::Span(format), inner),
            Node::Quoted(inner) => (Wrap::Quoted, inner),
            Node::Flip(flip, inner) => (Wrap::Flip(flip), inner),
            Node::Link(address, inner) => (Wrap::Link(address), inner),
            Node::Block(display, inner) => (Wrap::Block(display), inner),
            Node::Part(part, inner) => (Wrap::Part(part), inner),
        };
        let (from, wall) = (row.len(), wrap.wall());
        row.push(Token::Open(wrap));
        lay(inner, row);
        if row.len() == from + 1 {
            row.truncate(from);
        } else {
            row.push(Token::Close(wall));
        }
    }
}

//! Where a file is no citation style.
//!
//! The engine reads a style with names alone, and tells a path of elements at best. So the file is looked at once more as XML: for
//! the place where it stops to be that, or for the element at the end of the path.

use hayagriva::citationberg::XmlDeError;
use roxmltree::{Document, Node, ParsingOptions};

use crate::base::{Message, Span, message::IntoValue, say, text::squeeze};

/// What is wrong with a style that cannot be read, and where.
pub fn fault(text: &str, error: &XmlDeError) -> (Message, Option<Span>) {
    let document = match Document::parse_with_options(text, options()) {
        Ok(document) => document,
        Err(error) => {
            let place = error.pos();
            let message = error.to_string();
            // The place follows in the report.
            let message = message.rsplit_once(" at ").map_or(&*message, |(message, _)| message);
            return (say::bad_style_xml(squeeze(message)), Some(span(text, place.row, place.col)));
        }
    };
    let root = document.root_element();
    if root.tag_name().name() != "style" {
        return (say::bad_style_root(root.tag_name().name()), Some(head(text, root)));
    }
    let cause = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    // What the reader calls it says nothing to those who write styles.
    let cause = if cause.contains("untagged enum") { say::bad_style_element().into_value() } else { squeeze(&cause).into_value() };
    let path = error.path.as_ref().map(ToString::to_string).unwrap_or_default();
    (say::bad_style(cause), Some(head(text, follow(root, &path))))
}

/// How a style is read as XML.
pub(super) fn options<'input>() -> ParsingOptions<'input> {
    ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }
}

/// The deepest element of a path such as `macro[2].text`: the names of fields are those of elements.
fn follow<'a, 'input>(root: Node<'a, 'input>, path: &str) -> Node<'a, 'input> {
    let mut node = root;
    for step in path.split('.') {
        let (name, number) = step.split_once('[').unwrap_or((step, ""));
        let number = number.trim_end_matches(']').parse().unwrap_or(0);
        let child = node.children().filter(|child| child.is_element() && child.tag_name().name() == name).nth(number);
        let Some(child) = child else { break };
        node = child;
    }
    node
}

/// The tag that opens an element.
pub(super) fn head(text: &str, node: Node<'_, '_>) -> Span {
    let range = node.range();
    let tag = text.get(range.clone()).and_then(|element| element.find('>')).map_or(range.end, |end| range.start + end + 1);
    Span::new(range.start, tag)
}

/// The character at a line and column, both from 1.
fn span(text: &str, row: u32, column: u32) -> Span {
    let line = text.split_inclusive('\n').take((row as usize).saturating_sub(1)).map(str::len).sum::<usize>();
    let rest = text.get(line..).unwrap_or("");
    let (at, c) = rest.char_indices().nth((column as usize).saturating_sub(1)).unwrap_or((rest.len(), '\0'));
    let end = if c == '\0' { line + at } else { line + at + c.len_utf8() };
    Span::new(line + at, end)
}

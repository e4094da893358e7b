//! Elements: they open, say what they are, and close.

use super::Writer;
use crate::document::{
    Hole, Piece,
    body::{Attribute, Name},
};

/// What an element says of itself, in order.
pub(in crate::document) type Attributes = Vec<(Attribute, String)>;

impl Writer<'_> {
    /// Opens an element, or lays down one that is void; `line`: whether a line of the page ends behind its tag.
    pub fn open(&mut self, name: Name, line: bool) {
        self.pieces.push(Piece::Open(name, line));
    }

    /// As [`Self::open`], of an element that says something of itself.
    pub fn open_with(&mut self, name: Name, attributes: &[(Attribute, String)], line: bool) {
        self.open(name, line);
        self.attributes(attributes);
    }

    /// Lays down what the element that was opened last says of itself.
    pub fn attributes(&mut self, attributes: &[(Attribute, String)]) {
        attributes.iter().for_each(|(name, value)| self.attribute(*name, value));
    }

    /// Lays down one such thing.
    pub fn attribute(&mut self, name: Attribute, value: &str) {
        let value = self.body.values.push(value);
        self.pieces.push(Piece::Attribute(name, value));
    }

    /// Closes the innermost element.
    pub fn close(&mut self, name: Name, line: bool) {
        self.pieces.push(Piece::Close(name, line));
    }

    /// Ends a line of code.
    pub fn end_line(&mut self) {
        self.pieces.push(Piece::Line);
    }

    /// Lays down what will be filled when the page is made.
    pub fn hole(&mut self, hole: Hole) {
        self.pieces.push(Piece::Hole(hole));
    }

    /// Says of the element that opened at `place` what it has become and its fragment id; gives how many pieces came in.
    pub(super) fn name_block(&mut self, name: Name, id: &str, place: usize) -> usize {
        if let Some(open) = self.pieces.get_mut(place) {
            *open = Piece::Open(name, false);
        }
        if id.is_empty() || place >= self.pieces.len() {
            return 0;
        }
        let id = self.body.values.push(id);
        self.pieces.insert(place + 1, Piece::Attribute(Attribute::Id, id));
        1
    }
}

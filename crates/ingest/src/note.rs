//! Notes in the making, and the lines with which they begin.

use super::{block::Block, notes::marks};

/// A line that begins a note.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Index of the line.
    pub line: usize,
    /// The number or sign.
    pub label: String,
    /// How it is written.
    pub shape: marks::Shape,
    /// Offset in the line's text at which the body begins.
    pub body: usize,
    /// Whether the mark alone shows that it begins a note.
    pub sure: bool,
}

impl Mark {
    /// Its number.
    pub fn number(&self) -> Option<u32> {
        self.label.parse().ok()
    }
}

/// A note.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The number or sign that is printed.
    pub label: String,
    /// How its mark is written.
    pub shape: Option<marks::Shape>,
    /// Its mark, as it stands before the body.
    pub head: Block,
    /// Its paragraphs.
    pub body: Vec<Block>,
    /// Index of the block in which its body begins.
    pub block: usize,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// The blocks with its markers, and where in them, in order; empty if none was found.
    pub markers: Vec<(usize, scholion_base::Span)>,
    /// The number under which it is written; 0 if nothing calls it.
    pub number: u32,
    /// The works it cites: indices into the draft's works.
    pub works: Vec<usize>,
    /// What it names, with the part of the body in which it does.
    pub named: Vec<(usize, scholion_reference::Named)>,
}

impl Note {
    /// Has it the number behind so many others; whether it had none.
    pub fn is_numbered(&mut self, others: usize) -> bool {
        let is_new = self.number == 0;
        if is_new {
            self.number = u32::try_from(others + 1).unwrap_or(u32::MAX);
        }
        is_new
    }
}

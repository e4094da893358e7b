//! The brackets of citations that editors wrote.

use std::collections::BTreeMap;

use super::{
    Document,
    body::{Hole, Piece},
    facts::CitationForm,
};

impl Document {
    /// The brackets of citations in the order in which they are read, those of a note where its mark stands: each with the number of the note, 0 in
    /// the text, and the pieces from the bracket on.
    pub fn brackets(&self) -> Vec<(u32, &[Piece])> {
        // Most texts have none.
        if self.facts.citations.iter().all(|citation| citation.form == CitationForm::Printed) {
            return Vec::new();
        }
        let notes: BTreeMap<u32, &[Piece]> = self.body.notes.iter().map(|note| (note.number, note.pieces.as_slice())).collect();
        let mut found = Vec::new();
        for (at, piece) in self.body.pieces.iter().enumerate() {
            match piece {
                Piece::Hole(Hole::Note(number, 1)) => {
                    let pieces = notes.get(number).copied().unwrap_or_default();
                    let is_bracket = |at: &usize| matches!(pieces.get(*at), Some(Piece::Hole(Hole::Group(..))));
                    found.extend((0..pieces.len()).filter(is_bracket).filter_map(|at| Some((*number, pieces.get(at..)?))));
                }
                Piece::Hole(Hole::Group(..)) => found.extend(self.body.pieces.get(at..).map(|pieces| (0, pieces))),
                _ => {}
            }
        }
        found
    }
}

//! Notes: numbered as the text refers to them, written behind it.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::Event;

use super::Reader;
use crate::{
    base::{Diagnostic, InlineString, Span, say},
    document::Note,
};

/// The definition of a note.
pub(super) struct Definition<'a> {
    pub label: String,
    /// `[^label]:` in the file.
    pub mark: Span,
    pub events: Vec<(Event<'a>, Range<usize>)>,
    /// The number of its note, once it has one.
    pub number: Option<u32>,
}

impl Reader<'_> {
    /// The number of the note with this label, the next one if it has none yet.
    pub(super) fn number(&mut self, label: &str) -> u32 {
        let folded = label.to_lowercase();
        if let Some(number) = self.numbers.get(&folded) {
            return *number;
        }
        let number = self.add_note(label.into());
        self.numbers.insert(folded, number);
        number
    }

    fn add_note(&mut self, label: InlineString) -> u32 {
        let number = self.writer.body.notes.len() as u32 + 1;
        self.writer.body.notes.push(Note { label, number, marks: 0, pieces: Vec::new(), text: Span::default(), carrier: Span::default() });
        number
    }

    /// Writes the notes, those referred to first; a note may refer to others.
    pub(super) fn write_notes(&mut self) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for (index, definition) in self.definitions.iter().enumerate() {
            let earlier = first.get(&definition.label.to_lowercase()).and_then(|&earlier| self.definitions.get(earlier));
            if let Some(earlier) = earlier {
                let message = say::note_doubled(&definition.label);
                let hint = say::note_doubled_hint();
                let diagnostic = Diagnostic::error(self.writer.path, message).at(definition.mark).hint(hint);
                self.writer.diagnostics.push(diagnostic.related(self.writer.path, Some(earlier.mark), say::first_stands_here()));
            } else {
                first.insert(definition.label.to_lowercase(), index);
            }
        }
        let mut known = self.definitions.len();
        let mut written = 0;
        let mut unreferenced = 0;
        loop {
            while let Some(note) = self.writer.body.notes.get(written) {
                // A note may hold another at its place.
                for (index, definition) in self.definitions.iter().enumerate().skip(known) {
                    first.entry(definition.label.to_lowercase()).or_insert(index);
                }
                known = self.definitions.len();
                let index = first.get(&note.label.to_lowercase()).copied();
                if let Some(index) =
                    index.filter(|&index| self.definitions.get(index).is_some_and(|definition| definition.number.is_none()))
                {
                    self.write_note(written, index);
                }
                written += 1;
            }
            // Words that nothing refers to are not lost: they become notes behind the others.
            let Some(definition) = self.definitions.get(unreferenced) else { break };
            if definition.number.is_none() {
                if first.get(&definition.label.to_lowercase()) == Some(&unreferenced) {
                    let message = say::note_unused(&definition.label);
                    let hint = say::note_unused_hint(&definition.label);
                    self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(definition.mark).hint(hint));
                }
                let label = definition.label.as_str().into();
                self.add_note(label);
                self.write_note(written, unreferenced);
                written += 1;
            }
            unreferenced += 1;
        }
    }

    fn write_note(&mut self, note: usize, definition: usize) {
        let Some(definition) = self.definitions.get_mut(definition) else { return };
        definition.number = Some(note as u32 + 1);
        let events = std::mem::take(&mut definition.events);
        self.writer.note = Some(note as u32);
        let blocks = self.writer.body.blocks.len();
        for (event, range) in events {
            self.sort(event, range);
        }
        self.block_level();
        self.leave(0, say::the_note);
        let body = &mut self.writer.body;
        let text = match (body.blocks.get(blocks), body.blocks.last()) {
            (Some(first), Some(last)) => Span::new(first.text.start as usize, last.text.end as usize),
            _ => Span::new(body.text.len(), body.text.len()),
        };
        if let Some(note) = body.notes.get_mut(note) {
            // A copy of just their number; the room is used again for the next note.
            note.pieces = self.writer.pieces.as_slice().to_vec();
            self.writer.pieces.clear();
            note.text = text;
        }
        self.writer.note = None;
    }
}

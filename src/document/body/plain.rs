//! The words of a body as plain text, as one would type them: blocks with an empty line between them, a mark before what is an
//! item, what belongs to it and quotations set in, rows of tables on a line each with tabs between the cells, and the notes behind the text.

use super::{Body, Event, Hole, Name, Piece, Said};
use crate::base::Span;

/// What fills holes: it writes to the end of the text. It is asked for those of a link behind its words, and for those of a picture, a sound or a
/// film where that stands.
pub type Fill<'f> = &'f mut dyn FnMut(&Hole, &mut String);

/// The text of a body and its notes. Marks of notes are their numbers in square brackets.
pub fn write(body: &Body, fill: Fill<'_>) -> String {
    let parts = [running(body, fill), notes(body, fill)];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{}\n", parts.join("\n\n"))
}

/// The running text alone.
pub fn running(body: &Body, fill: Fill<'_>) -> String {
    let mut writer = Writer::default();
    writer.pieces(body, &body.pieces, fill);
    writer.finish()
}

/// The notes, each with its number before it.
pub fn notes(body: &Body, fill: Fill<'_>) -> String {
    let mut writer = Writer::default();
    for note in &body.notes {
        writer.end_block(2);
        writer.out.push_str(&format!("[{}] ", note.number));
        writer.fresh = writer.out.len();
        writer.pieces(body, &note.pieces, fill);
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The lists that are open, and the number of the next item of those that count.
    lists: Vec<Option<i64>>,
    /// How many blocks of code are open.
    code: u32,
    /// The links that are open, each with where it leads.
    links: Vec<Option<Hole>>,
    /// How far the lines of each item and quotation that is open are set in.
    set_in: Vec<usize>,
    /// How many cells are open: no line ends in them.
    cells: u32,
    /// How many quotations among words are open.
    quotes: u32,
    /// Where the mark of the last item, note or cell ends: behind it its first block begins on the same line.
    fresh: usize,
}

impl Writer {
    fn pieces(&mut self, body: &Body, pieces: &[Piece], fill: Fill<'_>) {
        for event in body.walk(pieces) {
            match event {
                Event::Words { span, .. } => self.words(body, span),
                Event::Hole(Hole::Note(number, _)) => self.push(&format!("[{number}]")),
                Event::Hole(hole) => self.fill(hole, fill),
                Event::Line if self.code > 0 => self.push("\n"),
                Event::Line => {}
                Event::Open { name, about, .. } => {
                    let hole = about.said().find_map(|said| match said {
                        Said::Hole(hole) => Some(*hole),
                        Said::Attribute(..) => None,
                    });
                    match (name, hole) {
                        (Name::A, hole) => self.links.push(hole),
                        (_, Some(hole)) => self.fill(&hole, fill),
                        _ => {}
                    }
                    let start = about.said().find_map(|said| match said {
                        Said::Attribute(super::Attribute::Start, start) => start.parse().ok(),
                        _ => None,
                    });
                    self.open(name, start.unwrap_or(1));
                }
                Event::Close { name, .. } => {
                    if let Some(hole) = self.links.pop_if(|_| name == Name::A).flatten() {
                        self.fill(&hole, fill);
                    }
                    self.close(name);
                }
            }
        }
    }

    fn finish(mut self) -> String {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out
    }

    fn words(&mut self, body: &Body, span: Span) {
        self.push(span.of(&body.text));
    }

    /// Writes words, each line of them as far in as it belongs.
    fn push(&mut self, words: &str) {
        for (nth, line) in words.split('\n').enumerate() {
            if nth > 0 {
                self.out.push(if self.cells > 0 { ' ' } else { '\n' });
            }
            let is_blank = line.bytes().all(|byte| byte == b' ');
            if !self.begins_line() {
                self.out.push_str(line);
            } else if !is_blank || self.code > 0 && !line.is_empty() {
                self.set_in();
                self.out.push_str(line);
            }
        }
    }

    fn begins_line(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    fn set_in(&mut self) {
        let blanks = self.set_in.iter().sum();
        self.out.extend(std::iter::repeat_n(' ', blanks));
    }

    fn fill(&mut self, hole: &Hole, fill: Fill<'_>) {
        let before = self.out.len();
        if self.begins_line() {
            self.set_in();
        }
        let start = self.out.len();
        fill(hole, &mut self.out);
        if self.out.len() == start {
            self.out.truncate(before);
        }
    }

    fn open(&mut self, name: Name, start: i64) {
        if is_block(name) {
            self.begin_block();
        }
        match name {
            Name::Br => {
                let end = self.out.trim_end_matches(' ').len();
                self.out.truncate(end);
                self.out.push(if self.cells > 0 { ' ' } else { '\n' });
            }
            Name::Hr => {
                self.end_block(2);
                self.push("* * *");
                self.end_block(2);
            }
            Name::Ul => self.lists.push(None),
            Name::Ol => self.lists.push(Some(start)),
            Name::Li => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => String::from("- "),
                };
                self.push(&mark);
                self.fresh = self.out.len();
                self.set_in.push(mark.len());
            }
            Name::Blockquote => self.set_in.push(4),
            Name::Td | Name::Th => {
                self.cells += 1;
                self.fresh = self.out.len();
            }
            Name::Q => {
                self.push(if self.quotes.is_multiple_of(2) { "\u{201c}" } else { "\u{2018}" });
                self.quotes += 1;
            }
            Name::Pre => self.code += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: Name) {
        match name {
            Name::Ul | Name::Ol => {
                self.lists.pop();
                self.end_block(if self.lists.is_empty() { 2 } else { 1 });
            }
            Name::Td | Name::Th => {
                self.cells = self.cells.saturating_sub(1);
                if self.cells > 0 {
                    return self.end_block(1);
                }
                // An empty cell stays one.
                let end = self.out.trim_end_matches(' ').len().max(self.fresh.min(self.out.len()));
                self.out.truncate(end);
                self.out.push('\t');
            }
            Name::Pre => {
                self.code = self.code.saturating_sub(1);
                self.end_block(2);
            }
            Name::Q => {
                self.quotes = self.quotes.saturating_sub(1);
                self.push(if self.quotes.is_multiple_of(2) { "\u{201d}" } else { "\u{2019}" });
            }
            Name::Tr => {
                if self.cells == 0 && self.out.ends_with('\t') {
                    self.out.pop();
                }
                self.end_block(1);
            }
            Name::Li => {
                self.set_in.pop();
                self.end_block(1);
            }
            Name::Blockquote => {
                self.set_in.pop();
                self.end_block(2);
            }
            Name::P if !self.lists.is_empty() => self.end_block(1),
            Name::P | Name::Figure | Name::Figcaption | Name::Summary | Name::Table | Name::Dl => self.end_block(2),
            name if name.level().is_some() => self.end_block(2),
            name if is_block(name) => self.end_block(1),
            _ => {}
        }
    }

    /// Begins a line, unless the mark stands there behind which the block is the first.
    fn begin_block(&mut self) {
        if self.out.len() != self.fresh {
            self.end_block(1);
        }
    }

    /// Ends the line, and leaves an empty one if `lines` is two; in a cell, a blank.
    fn end_block(&mut self, lines: usize) {
        if self.cells > 0 {
            if self.out.len() != self.fresh && !self.out.ends_with([' ', '\t', '\n']) {
                self.out.push(' ');
            }
            return;
        }
        let written = self.out.trim_end_matches('\n');
        if written.is_empty() {
            return;
        }
        let there = self.out.len() - written.len();
        self.out.extend(std::iter::repeat_n('\n', lines.saturating_sub(there)));
    }
}

/// Whether the words of an element stand apart from those before and behind it.
fn is_block(name: Name) -> bool {
    let is_one = matches!(
        name,
        Name::Aside
            | Name::Blockquote
            | Name::Caption
            | Name::Dd
            | Name::Details
            | Name::Div
            | Name::Dl
            | Name::Dt
            | Name::Figcaption
            | Name::Figure
            | Name::Li
            | Name::Ol
            | Name::P
            | Name::Pre
            | Name::Section
            | Name::Summary
            | Name::Table
            | Name::Tr
            | Name::Ul
    );
    is_one || name.level().is_some()
}

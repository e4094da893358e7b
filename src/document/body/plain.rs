//! The words of a body as plain text, as one would type them: blocks with an empty line between them, a mark before what is an
//! item, tabs between cells, and the notes behind the text.

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
}

impl Writer {
    fn pieces(&mut self, body: &Body, pieces: &[Piece], fill: Fill<'_>) {
        for event in body.walk(pieces) {
            match event {
                Event::Words { span, .. } => self.words(body, span),
                Event::Hole(Hole::Note(number, _)) => self.out.push_str(&format!("[{number}]")),
                Event::Hole(hole) => fill(hole, &mut self.out),
                Event::Line if self.code > 0 => self.out.push('\n'),
                Event::Line => {}
                Event::Open { name, about, .. } => {
                    let hole = about.said().find_map(|said| match said {
                        Said::Hole(hole) => Some(*hole),
                        Said::Attribute(..) => None,
                    });
                    match (name, hole) {
                        (Name::A, hole) => self.links.push(hole),
                        (_, Some(hole)) => fill(&hole, &mut self.out),
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
                        fill(&hole, &mut self.out);
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
        self.out.push_str(span.of(&body.text));
    }

    fn open(&mut self, name: Name, start: i64) {
        match name {
            Name::Br => {
                let end = self.out.trim_end_matches(' ').len();
                self.out.truncate(end);
                self.out.push('\n');
            }
            Name::Hr => {
                self.end_block(2);
                self.out.push_str("* * *");
                self.end_block(2);
            }
            Name::Ul => self.lists.push(None),
            Name::Ol => self.lists.push(Some(start)),
            Name::Li => {
                self.end_block(1);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => String::from("- "),
                };
                self.out.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
                self.out.push_str(&mark);
            }
            Name::Pre => self.code += 1,
            Name::Figcaption => self.end_block(1),
            _ => {}
        }
    }

    fn close(&mut self, name: Name) {
        match name {
            Name::Ul | Name::Ol => {
                self.lists.pop();
                self.end_block(if self.lists.is_empty() { 2 } else { 1 });
            }
            Name::Td | Name::Th => self.out.push('\t'),
            Name::Pre => {
                self.code = self.code.saturating_sub(1);
                self.end_block(2);
            }
            Name::Tr => {
                if self.out.ends_with('\t') {
                    self.out.pop();
                }
                self.end_block(1);
            }
            Name::Li | Name::Dt | Name::Dd | Name::Caption => self.end_block(1),
            Name::P if !self.lists.is_empty() => self.end_block(1),
            Name::P | Name::Figure | Name::Figcaption | Name::Summary | Name::Table | Name::Dl | Name::Blockquote => self.end_block(2),
            name if name.level().is_some() => self.end_block(2),
            _ => {}
        }
    }

    /// Ends the line, and leaves an empty one if `lines` is two.
    fn end_block(&mut self, lines: usize) {
        let written = self.out.trim_end_matches('\n');
        if written.is_empty() {
            return;
        }
        let there = self.out.len() - written.len();
        self.out.extend(std::iter::repeat_n('\n', lines.saturating_sub(there)));
    }
}

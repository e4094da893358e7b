//! Fragment ids: the addresses of paragraphs, headings and citations.

use super::Writer;
use crate::{
    base::{Diagnostic, Digest, Slug, Span, say, text},
    document::{
        Heading, Piece,
        body::{Attribute, Name},
        recording,
    },
};

/// How the ids begin that a page has of itself: its furniture, paragraphs, notes and their marks, citations, references,
/// editors' notes and their places.
const RESERVED: [&str; 8] = ["_", "p-", "fn-", "fnref-", "cite-", "ref-", "note-", "at-"];

/// The longest id, in bytes.
const LONGEST: usize = 200;

/// Whether an id of this text can stand in a page and be named by a link: letters and digits of any script, `-`, `_`, `.`, `:`.
pub(in crate::document) fn is_id(id: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || text::is_mark(c) || matches!(c, '-' | '_' | '.' | ':');
    !id.is_empty() && id.len() <= LONGEST && id.chars().all(allowed)
}

/// How reserved ids begin.
fn reserved() -> Vec<String> {
    RESERVED.map(str::to_owned).to_vec()
}

/// Whether an id could be one that the page has of itself.
pub(super) fn is_reserved(id: &str) -> bool {
    RESERVED.iter().any(|start| id.starts_with(start)) || recording::is_time_id(id)
}

/// A fragment id that begins so and goes on with a label, as far as an id may have its letters.
pub fn fragment(start: &str, label: &str) -> String {
    let mut id = start.to_owned();
    for c in label.chars().take(LONGEST / 8) {
        match is_id(c.encode_utf8(&mut [0; 4])) {
            true => id.push(c),
            false if id.len() > start.len() && !id.ends_with('-') => id.push('-'),
            false => {}
        }
    }
    let id = if id.len() > start.len() { id.trim_end_matches('-') } else { &id };
    if id.len() > start.len() { id.to_owned() } else { format!("{start}_") }
}

impl Writer<'_> {
    /// The next ordinal of a cited key, from 1.
    pub fn ordinal(&mut self, key: &str) -> u32 {
        if let Some(ordinal) = self.ordinals.get_mut(key) {
            *ordinal += 1;
            return *ordinal;
        }
        self.ordinals.insert(key.to_owned(), 1);
        1
    }

    /// `p-` and 8 hexadecimal digits of the digest of the folded words; empty if there are none.
    pub(super) fn paragraph_id(&mut self, span: Span) -> String {
        let folded = text::fold(span.of(&self.body.text));
        if folded.is_empty() {
            return String::new();
        }
        let [a, b, c, d, ..] = Digest::of(folded.as_bytes()).0;
        let digest = u32::from_be_bytes([a, b, c, d]);
        let times = self.paragraphs.entry(digest).or_insert(0);
        *times += 1;
        match *times {
            1 => format!("p-{digest:08x}"),
            times => format!("p-{digest:08x}-{times}"),
        }
    }

    pub(super) fn heading(&mut self, (level, top): (u8, bool), given: Option<&str>, span: Span, source: Span) -> String {
        let id = self.heading_id(given, span, source);
        if let Some(last) = self.facts.headings.last()
            && level > last.level + 1
            && self.note.is_none()
        {
            let message = say::heading_skipped(level, last.level);
            let hint = say::heading_skipped_hint(&last.level + 1);
            self.diagnostics.push(Diagnostic::notice(self.path, message).at(source).hint(hint));
        }
        if self.note.is_none() {
            self.section = Some(self.facts.headings.len() as u32);
        }
        self.facts.headings.push(Heading { level, id: id.clone(), text: span, top: top && self.note.is_none() });
        id
    }

    /// An id that an editor gave to something that is no heading, as a place that links may lead to; `None`, with a finding,
    /// if the page cannot have it.
    pub fn given_id(&mut self, id: &str, source: Span) -> Option<String> {
        let id = id.trim();
        let refused = if !is_id(id) {
            Some(say::html_id(id.chars().take(40).collect::<String>()))
        } else if is_reserved(id) {
            Some(say::reserved_id(id))
        } else if self.slugs.contains_key(id) {
            Some(say::duplicate_id_html(id))
        } else {
            None
        };
        if let Some(message) = refused {
            let hint = say::html_id_hint(reserved());
            self.diagnostics.push(Diagnostic::warning(self.path, message).at(source).hint(hint));
            return None;
        }
        self.slugs.insert(id.to_owned(), 1);
        self.facts.places.push(id.into());
        Some(id.to_owned())
    }

    /// Gives the name of a block that has no id of its own (a table, a list, a quotation) to it: the last that opened or ended.
    pub(super) fn name_before(&mut self, name: &str, source: Span) {
        let place = match self.pieces.iter().rposition(|piece| matches!(piece, Piece::Close(..) | Piece::Open(Name::Table, _))) {
            Some(end) if matches!(self.pieces.get(end), Some(Piece::Close(..))) => {
                let mut depth = 0_i32;
                self.pieces.get(..=end).unwrap_or_default().iter().rposition(|piece| {
                    depth +=
                        i32::from(matches!(piece, Piece::Close(..))) - i32::from(matches!(piece, Piece::Open(name, _) if !name.is_void()));
                    depth == 0
                })
            }
            table => table,
        };
        let Some(place) = place else { return };
        let id = match self.pieces.get(place + 1) {
            Some(Piece::Attribute(Attribute::Id, id)) => self.body.values.get(*id).to_owned(),
            _ => {
                let Some(id) = self.given_id(name, source) else { return };
                let value = self.body.values.push(&id);
                self.pieces.insert(place + 1, Piece::Attribute(Attribute::Id, value));
                id
            }
        };
        self.facts.names.push((name.into(), id.into()));
    }

    /// A fragment id that nothing else on the page has.
    fn heading_id(&mut self, given: Option<&str>, span: Span, source: Span) -> String {
        let wanted = given.map_or_else(|| Slug::from_text(span.of(&self.body.text)).to_string(), str::to_owned);
        let wanted = if is_reserved(&wanted) {
            if given.is_some() {
                let message = say::reserved_id_heading(&wanted);
                let hint = say::reserved_id_heading_hint(reserved());
                self.diagnostics.push(Diagnostic::warning(self.path, message).at(source).hint(hint));
            }
            format!("h-{wanted}")
        } else {
            wanted
        };
        let times = self.slugs.entry(wanted.clone()).or_insert(0);
        *times += 1;
        if *times == 1 {
            return wanted;
        }
        if given.is_some() {
            let message = say::duplicate_id_headings(&wanted);
            self.diagnostics.push(Diagnostic::warning(self.path, message).at(source).hint(say::duplicate_id_headings_hint()));
        }
        let mut times = *times;
        loop {
            let numbered = format!("{wanted}-{times}");
            if !self.slugs.contains_key(&numbered) {
                self.slugs.insert(numbered.clone(), 1);
                return numbered;
            }
            times += 1;
        }
    }
}

//! Fragment ids: the addresses of paragraphs, headings and citations.

use super::Writer;
use crate::{
    base::{Diagnostic, Digest, Slug, Span, text},
    document::Heading,
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

/// Whether an id could be one that the page has of itself.
pub(super) fn is_reserved(id: &str) -> bool {
    RESERVED.iter().any(|start| id.starts_with(start))
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

    pub(super) fn heading(&mut self, level: u8, given: Option<&str>, span: Span, source: Span) -> String {
        let id = self.heading_id(given, span, source);
        if let Some(last) = self.facts.headings.last()
            && level > last.level + 1
            && self.note.is_none()
        {
            let message = format!("heading of level {level} directly under one of level {}", last.level);
            let hint = format!("use {} number signs, so that no level is skipped", last.level + 1);
            self.diagnostics.push(Diagnostic::notice(self.path, "heading-skipped", message).at(source).hint(hint));
        }
        if self.note.is_none() {
            self.section = Some(self.facts.headings.len() as u32);
        }
        self.facts.headings.push(Heading { level, id: id.clone(), text: span });
        id
    }

    /// An id that an editor gave to something that is no heading, as a place that links may lead to; `None`, with a finding,
    /// if the page cannot have it.
    pub fn given_id(&mut self, id: &str, source: Span) -> Option<String> {
        let id = id.trim();
        let refused = if !is_id(id) {
            Some(("html-id", format!("`{}` is no id: it is left out", id.chars().take(40).collect::<String>())))
        } else if is_reserved(id) {
            Some(("reserved-id", format!("the id `{id}` belongs to the page itself: it is left out")))
        } else if self.slugs.contains_key(id) {
            Some(("duplicate-id", format!("something else has the id `{id}`: it is left out here")))
        } else {
            None
        };
        if let Some((code, message)) = refused {
            let starts = RESERVED.map(|start| format!("`{start}`")).join(", ");
            let hint = format!("an id is made of letters, digits, `-`, `_`, `.` and `:`, stands once, and does not begin with {starts}");
            self.diagnostics.push(Diagnostic::warning(self.path, code, message).at(source).hint(hint));
            return None;
        }
        self.slugs.insert(id.to_owned(), 1);
        self.facts.places.push(id.into());
        Some(id.to_owned())
    }

    /// A fragment id that nothing else on the page has.
    fn heading_id(&mut self, given: Option<&str>, span: Span, source: Span) -> String {
        let wanted = given.map_or_else(|| Slug::from_text(span.of(&self.body.text)).to_string(), str::to_owned);
        let wanted = if is_reserved(&wanted) {
            if given.is_some() {
                let message = format!("the id `{wanted}` belongs to the page itself, so this heading has `h-{wanted}`");
                let hint = format!("choose one that does not begin with {}", RESERVED.map(|start| format!("`{start}`")).join(", "));
                self.diagnostics.push(Diagnostic::warning(self.path, "reserved-id", message).at(source).hint(hint));
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
            let message = format!("two headings have the id `{wanted}`");
            self.diagnostics.push(
                Diagnostic::warning(self.path, "duplicate-id", message).at(source).hint("give each heading an id of its own, or none"),
            );
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

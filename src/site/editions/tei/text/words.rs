//! Words, the names in them, and what stands between them.

use std::sync::Arc;

use super::{Room, Writer};
use crate::{
    archive::mentions::Mention,
    base::Span,
    document::{Citation, Hole, LinkTarget, body::mark_id, facts::CitationForm},
    site::{citation, editions::tei::names},
};

/// What stands at a place among words. At one place what ends goes before what begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// A name ends.
    NameEnds,
    /// A place that a note is about ends.
    PlaceEnds(usize),
    /// Such a place begins.
    PlaceBegins(usize),
    /// A name begins: its number.
    NameBegins(usize),
}

impl Writer<'_, '_, '_, '_> {
    /// Writes a range of the text.
    pub(super) fn words(&mut self, span: Span, plain: bool) {
        let words = span.of(&self.document.body.text);
        if self.is_gone() {
            return;
        }
        let is_between = matches!(
            self.frames.room(),
            Room::Division | Room::Figure | Room::List | Room::Glossary | Room::Table | Room::Row | Room::Verse
        );
        if is_between && words.trim().is_empty() {
            return;
        }
        self.frames.words(self.xml);
        let marks = self.marks(span, plain);
        let mut from = span.start;
        let mut open = "";
        for (at, mark) in marks {
            self.xml.words(Span { start: from, end: at }.of(&self.document.body.text));
            from = at;
            match mark {
                Mark::NameEnds => self.xml.close(std::mem::take(&mut open)),
                Mark::PlaceBegins(note) => {
                    self.anchor(note, "start");
                    self.laid.begun.insert(note);
                }
                Mark::PlaceEnds(note) => {
                    self.anchor(note, "end");
                    self.laid.ended.insert(note);
                }
                Mark::NameBegins(nth) => {
                    let Some(mention) = self.mentions.get(nth) else { continue };
                    open = names::element(mention.kind);
                    let slug: Arc<str> = mention.id.as_str().into();
                    let to = names::entry(self.ids, self.named, mention.kind, &slug);
                    self.xml.push_str("<");
                    self.xml.push_str(open);
                    self.xml.attribute("ref", &to);
                    self.xml.push_str(">");
                }
            }
        }
        self.xml.words(Span { start: from, end: span.end }.of(&self.document.body.text));
        if !open.is_empty() {
            self.xml.close(open);
        }
    }

    /// The place at which what a note is about begins or ends.
    fn anchor(&mut self, note: usize, end: &str) {
        self.xml.push_str("<anchor");
        self.xml.attribute("xml:id", &self.ids.id(&super::super::stand_off::place(note, end)));
        self.xml.push_str("/>");
    }

    /// What stands among the words of a range, in order.
    fn marks(&self, span: Span, plain: bool) -> Vec<(u32, Mark)> {
        let mut marks = Vec::new();
        if self.frames.room() == Room::Letters {
            return marks;
        }
        let from = self.cuts.partition_point(|cut| cut.at < span.start);
        for cut in self.cuts.get(from..).unwrap_or_default().iter().take_while(|cut| cut.at <= span.end) {
            // What ends where words begin ended with those before.
            match cut.is_end {
                true if cut.at > span.start && !self.laid.ended.contains(&cut.note) => marks.push((cut.at, Mark::PlaceEnds(cut.note))),
                false if cut.at < span.end && !self.laid.begun.contains(&cut.note) => marks.push((cut.at, Mark::PlaceBegins(cut.note))),
                _ => {}
            }
        }
        if !plain {
            let mut last = span.start;
            let from = self.mentions.partition_point(|mention| mention.text.start < span.start);
            let mentions = self.mentions.get(from..).unwrap_or_default().iter().take_while(|mention| mention.text.start < span.end);
            for (nth, Mention { text, .. }) in mentions.enumerate() {
                if text.start >= last && text.end <= span.end && text.start < text.end {
                    last = text.end;
                    marks.push((text.start, Mark::NameBegins(from + nth)));
                    marks.push((text.end, Mark::NameEnds));
                }
            }
        }
        marks.sort_unstable();
        marks
    }

    /// What only the archive can tell.
    pub(super) fn hole(&mut self, hole: &Hole) {
        if self.is_gone() {
            return;
        }
        match *hole {
            Hole::Note(number, mark) => self.mark(number, mark),
            Hole::Group(first, count) => {
                let facts = &self.document.facts;
                let citations: Vec<&Citation> = facts.citations.iter().skip(first as usize).take(count as usize).collect();
                self.frames.words(self.xml);
                self.group(&citations);
            }
            Hole::Wikilink(nth) => {
                let Some(link) = self.document.facts.links.get(nth as usize) else { return };
                let LinkTarget::Name(_, words) = &link.target else { return };
                self.frames.words(self.xml);
                if self.frames.room() == Room::Letters {
                    return self.xml.words(words);
                }
                self.xml.push_str("<ref");
                if let Some(target) = self.ways.link(link) {
                    self.xml.attribute("target", &target);
                }
                self.xml.push_str(">");
                self.xml.words(words);
                self.xml.push_str("</ref>");
            }
            // What stands behind a link follows from its words.
            Hole::After(_) | Hole::Page(_) | Hole::Zoom(_) => {}
            Hole::Link(_) | Hole::Citation(_) | Hole::Image(_) | Hole::Media(_) => {}
        }
    }

    /// The mark of a note: the note itself, or the way to it.
    fn mark(&mut self, number: u32, mark: u32) {
        if self.frames.room() == Room::Letters {
            return;
        }
        if self.inline.contains(&number) {
            return self.note(number);
        }
        let Some(note) = self.document.body.notes.iter().find(|note| note.number == number) else { return };
        self.frames.words(self.xml);
        self.xml.push_str("<ref type=\"note\"");
        self.xml.attribute("xml:id", &self.ids.id(&mark_id(number, mark)));
        self.xml.attribute("target", &self.ids.to(&format!("fn-{number}")));
        self.xml.push_str(">");
        self.xml.words(&note.label);
        self.xml.push_str("</ref>");
    }

    /// A bracket of editors, or works that a sentence of theirs cites: by author and year.
    fn group(&mut self, citations: &[&Citation]) {
        let is_bracket = citations.iter().any(|citation| citation.form != CitationForm::Narrative);
        self.xml.push_str(if is_bracket { "(" } else { "" });
        for (nth, citation) in citations.iter().enumerate() {
            self.xml.push_str(if nth > 0 { "; " } else { "" });
            if !citation.prefix.is_empty() {
                self.xml.words(&citation.prefix);
                self.xml.push_str(" ");
            }
            let short = self.works.get(&*citation.key).map(|record| citation::short(record, citation.form));
            let short = short.unwrap_or_else(|| format!("@{}", citation.key));
            if self.frames.room() == Room::Letters {
                self.xml.words(&short);
            } else {
                self.cites(citation);
                self.xml.words(&short);
                self.xml.push_str("</ref>");
            }
            if !citation.locator.is_empty() {
                self.xml.push_str(", ");
                self.xml.words(&citation.locator);
            }
        }
        self.xml.push_str(if is_bracket { ")" } else { "" });
    }

    /// Opens the link of a citation, which leads to the entry of its work.
    pub(super) fn cites(&mut self, citation: &Citation) {
        self.xml.push_str("<ref type=\"bibl\"");
        if citation.ordinal > 0 {
            self.xml.attribute("xml:id", &self.ids.id(&citation.fragment()));
        }
        if self.works.contains_key(&*citation.key) {
            self.xml.attribute("target", &self.ways.around.1.to(&format!("ref-{}", citation.key)));
        }
        self.xml.push_str(">");
    }
}

//! Which element of TEI an element among words is, and what stands there without words.

use super::{Events, Frame, Room, Told, Writer, told::is_day};
use crate::{
    document::{
        Hole,
        body::{Event, Name},
        facts::Length,
    },
    site::editions::tei::{facsimile, ids::is_language},
};

impl<'b> Writer<'_, '_, '_, '_> {
    /// An element among words.
    pub(super) fn inline(&mut self, events: &Events<'b>, at: usize, name: Name, told: Told<'b>) -> Option<usize> {
        if name == Name::Span && self.milestone(&told) {
            let before = self.frames.len();
            return self.nothing(before);
        }
        if name == Name::Br {
            let is_verse = self.frames.last().is_some_and(|frame| frame.is_implicit && frame.tags.first() == Some(&"l"));
            if is_verse {
                self.frames.close(self.xml);
                self.verse(events, at);
            } else if self.is_in_code() {
                self.xml.push_str("\n");
            } else {
                self.frames.words(self.xml);
                self.anchor_at(told.id);
                self.xml.push_str("<lb rend=\"line\"/>");
            }
            return None;
        }
        if name == Name::Img {
            self.picture(&told);
            return None;
        }
        if matches!(name, Name::Audio | Name::Video | Name::Source) {
            self.media(&told);
            return None;
        }
        self.frames.words(self.xml);
        let before = self.frames.len();
        let mut attributes: Vec<(&'static str, &str)> = Vec::new();
        let (element, rend, room): (&'static str, &str, Room) = match name {
            Name::A => return self.link(told, before),
            Name::Em => ("emph", "", Room::Line),
            Name::Strong => ("emph", "bold", Room::Line),
            Name::I => ("hi", "italic", Room::Line),
            Name::B => ("hi", "bold", Room::Line),
            Name::Del => ("del", "", Room::Line),
            Name::Ins => ("add", "", Room::Line),
            Name::S => ("hi", "strikethrough", Room::Line),
            Name::U => ("hi", "underline", Room::Line),
            Name::Sub => ("hi", "sub", Room::Line),
            Name::Sup => ("hi", "sup", Room::Line),
            Name::Q => ("q", "", Room::Blocks),
            Name::Cite => ("title", "", Room::Line),
            Name::Dfn => ("term", "", Room::Phrase),
            Name::Time if is_day(told.datetime) => {
                attributes.push(("when", told.datetime));
                ("date", "", Room::Phrase)
            }
            Name::Abbr if !told.title.is_empty() => return self.abbreviation(told, before),
            Name::Abbr => ("abbr", "", Room::Phrase),
            Name::Code if told.class.starts_with("math ") => {
                let look = if told.has_class("display") { "display" } else { "inline" };
                self.write("formula", Told { class: "", ..told }, &[("notation", "TeX")], look);
                self.frames.push(Frame::new(&["formula"], Room::Letters));
                return Some(before);
            }
            Name::Code => ("code", "", Room::Letters),
            Name::Span if is_language(told.lang) => ("foreign", "", Room::Phrase),
            Name::Span if !told.class.is_empty() => ("hi", "", Room::Line),
            Name::Span | Name::Bdi => ("seg", "", Room::Line),
            // Small, marked, keys and the like: as HTML calls them.
            other => ("hi", other.as_str(), Room::Line),
        };
        self.write(element, told, &attributes, rend);
        self.frames.push(Frame::new(&[element], room));
        Some(before)
    }

    /// Letters that stand for words, and these.
    fn abbreviation(&mut self, told: Told<'b>, before: usize) -> Option<usize> {
        self.xml.push_str("<choice><expan>");
        self.xml.words(told.title);
        self.xml.push_str("</expan>");
        self.write("abbr", told, &[], "");
        self.frames.push(Frame::new(&["abbr", "choice"], Room::Phrase));
        Some(before)
    }

    /// A link, a citation in printed words, or a place.
    fn link(&mut self, told: Told<'b>, before: usize) -> Option<usize> {
        let facts = &self.document.facts;
        match told.hole {
            Some(Hole::Citation(nth)) => {
                let citation = facts.citations.get(*nth as usize)?;
                self.cites(citation);
            }
            Some(Hole::Link(nth)) => {
                let target = facts.links.get(*nth as usize).and_then(|link| self.ways.link(link));
                let target: Vec<(&'static str, &str)> = target.as_deref().map(|target| ("target", target)).into_iter().collect();
                self.write("ref", told, &target, "");
            }
            _ => {
                self.write("seg", told, &[], "");
                self.frames.push(Frame::new(&["seg"], Room::Line));
                return Some(before);
            }
        }
        self.frames.push(Frame::new(&["ref"], Room::Line));
        Some(before)
    }

    /// A mark by which a place is cited: of a page, a column, a line, a numbered part. Whether it was one.
    fn milestone(&mut self, told: &Told<'b>) -> bool {
        const MARKS: [(&str, &str, &str); 4] =
            [("pb", "pb", ""), ("cb", "cb", ""), ("line", "milestone", "line"), ("milestone", "milestone", "section")];
        let Some((_, element, unit)) = MARKS.into_iter().find(|(class, ..)| told.has_class(class)) else { return false };
        // That of a verse stands with it.
        if unit == "line" && self.frames.last().is_some_and(|frame| frame.tags.first() == Some(&"l")) {
            return true;
        }
        self.frames.global(self.xml);
        self.xml.push_str("<");
        self.xml.push_str(element);
        if !unit.is_empty() {
            self.xml.attribute("unit", unit);
        }
        if !told.id.is_empty() {
            self.xml.attribute("xml:id", &self.ids.id(told.id));
        }
        if matches!(element, "pb" | "cb") && self.is_within_word(*told) {
            self.xml.attribute("break", "no");
        }
        let page = self.document.facts.pages.iter().position(|page| element == "pb" && *page.id == *told.id);
        let label = page.and_then(|nth| self.document.facts.pages.get(nth)).map_or(told.n, |page| &*page.label);
        if !label.is_empty() {
            self.xml.attribute("n", label);
        }
        let surface = page.zip(self.surfaces).and_then(|(nth, surfaces)| surfaces.of_marks.get(nth).copied().flatten());
        if let Some(nth) = surface {
            self.xml.attribute("facs", &self.ids.to(&facsimile::place(nth)));
        }
        self.xml.push_str("/>");
        true
    }

    /// Whether a mark stands within a word: letters right before and behind it.
    fn is_within_word(&self, told: Told<'b>) -> bool {
        let text: &str = &self.document.body.text;
        let page = self.document.facts.pages.iter().find(|page| *page.id == *told.id);
        let at = page.and_then(|page| usize::try_from(page.at).ok());
        let around = at.and_then(|at| Some((text.get(..at)?.chars().next_back()?, text.get(at..)?.chars().next()?)));
        around.is_some_and(|(before, behind)| before.is_alphanumeric() && behind.is_alphanumeric())
    }

    /// A picture: of a figure, or among words.
    fn picture(&mut self, told: &Told<'b>) {
        let Some(Hole::Image(nth)) = told.hole else { return };
        let Some(link) = self.document.facts.links.get(*nth as usize) else { return };
        let address = self.ways.picture(link);
        let is_figure = self.frames.room() == Room::Figure;
        if !is_figure {
            self.frames.words(self.xml);
        }
        let Some(address) = address else {
            // What is not there is known by its description.
            self.anchor_at(told.id);
            self.xml.push_str(if is_figure { "" } else { "<figure>" });
            self.xml.element("figDesc", told.alt);
            self.xml.push_str(if is_figure { "" } else { "</figure>" });
            return;
        };
        self.xml.push_str("<graphic");
        if !told.id.is_empty() {
            self.xml.attribute("xml:id", &self.ids.id(told.id));
        }
        self.xml.attribute("url", &address);
        let shown = link.picture.as_deref().map(|picture| picture.shown).unwrap_or_default();
        for (name, length) in [("width", shown.width), ("height", shown.height)] {
            match length {
                Some(Length::Pixels(pixels)) => self.xml.attribute(name, &format!("{pixels}px")),
                Some(Length::Percent(hundredths)) => self.xml.attribute(name, &format!("{hundredths}%")),
                None => {}
            }
        }
        let is_described = !told.alt.is_empty() && !is_figure;
        let is_titled = !link.title.is_empty();
        if !is_described && !is_titled {
            self.xml.push_str("/>");
        } else {
            self.xml.push_str(">");
            if is_described {
                self.xml.element("desc", told.alt);
            }
            if is_titled {
                self.xml.push_str("<desc type=\"title\">");
                self.xml.words(&link.title);
                self.xml.push_str("</desc>");
            }
            self.xml.push_str("</graphic>");
        }
        if is_figure && !told.alt.is_empty() {
            self.xml.element("figDesc", told.alt);
        }
    }

    /// A sound or a film.
    fn media(&mut self, told: &Told<'b>) {
        if !told.id.is_empty() {
            self.frames.words(self.xml);
            self.anchor_at(told.id);
        }
        let Some(Hole::Media(nth)) = told.hole else { return };
        let Some((address, kind)) = self.document.facts.links.get(*nth as usize).and_then(|link| self.ways.media(link)) else { return };
        if self.frames.room() != Room::Figure {
            self.frames.words(self.xml);
        }
        self.xml.push_str("<media");
        self.xml.attribute("mimeType", &kind);
        self.xml.attribute("url", &address);
        self.xml.push_str("/>");
    }

    /// A word with its reading: one with several is words side by side.
    pub(super) fn ruby(&mut self, events: &Events<'b>, at: usize, told: Told<'b>) -> Option<usize> {
        self.frames.words(self.xml);
        let before = self.frames.len();
        let inside = events.inside(at);
        let readings = inside.iter().filter(|event| matches!(event, Event::Open { name: Name::Rt, .. })).count();
        let end = inside.iter().rposition(|event| matches!(event, Event::Close { name: Name::Rt, .. }));
        let behind = end.and_then(|end| inside.get(end + 1..)).unwrap_or_default();
        let is_last = behind.iter().all(|event| match event {
            Event::Open { name, .. } | Event::Close { name, .. } => *name == Name::Rp,
            Event::Words { span, .. } => span.of(&self.document.body.text).chars().all(|c| !c.is_alphanumeric()),
            _ => false,
        });
        if readings != 1 || !is_last || inside.iter().any(|event| matches!(event, Event::Open { name: Name::Ruby, .. })) {
            self.write("hi", told, &[], "ruby");
            self.frames.push(Frame::new(&["hi"], Room::Line));
            return Some(before);
        }
        self.write("ruby", told, &[], "");
        self.xml.push_str("<rb>");
        self.frames.push(Frame::new(&["ruby"], Room::Nothing));
        self.frames.push(Frame::implicit(&["rb"], Room::Phrase));
        Some(before)
    }

    /// Whether the word before a reading is open, and nothing in it.
    pub(super) fn is_in_ruby(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_implicit && frame.tags.first() == Some(&"rb"))
    }
}

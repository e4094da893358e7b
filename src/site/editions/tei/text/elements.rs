//! Which element of TEI an element of a body is.

use super::{Events, Frame, Room, Told, Writer, told::span};
use crate::{
    document::body::{Event, Name},
    site::editions::tei::ids::{is_language, word},
};

impl<'b> Writer<'_, '_, '_, '_> {
    /// Writes what opens an element; gives how many elements were open before it, and nothing of one that is not written. `is_top`: whether it
    /// stands in no other.
    pub(super) fn open(&mut self, events: &Events<'b>, at: usize, name: Name, told: Told<'b>, is_top: bool) -> Option<usize> {
        let before = self.frames.len();
        if self.is_gone() || self.frames.room() == Room::Letters {
            return None;
        }
        let is_nothing = matches!(name, Name::Col | Name::Colgroup | Name::Track | Name::Rp);
        let is_transparent = matches!(name, Name::Thead | Name::Tbody | Name::Tfoot | Name::Wbr) || self.is_in_code() && name != Name::Br;
        if is_nothing || is_transparent {
            self.anchor_at(told.id);
            return if is_nothing { self.nothing(before) } else { None };
        }
        if let Some(level) = name.level() {
            return Some(self.heading(level, told, is_top));
        }
        match name {
            Name::P => self.paragraph(events, at, told),
            Name::Ul | Name::Ol => self.list(name, told),
            Name::Li => self.item(told),
            Name::Dl => self.opened("list", Room::Glossary, told, &[("type", "gloss")], ""),
            Name::Dt => self.term(told),
            Name::Dd => self.meaning(told),
            Name::Table => self.opened("table", Room::Table, told, &[], ""),
            Name::Caption => self.caption(told),
            Name::Tr => self.row(events, at, told),
            Name::Td | Name::Th => self.cell(name, told),
            Name::Blockquote => self.opened("quote", Room::Blocks, told, &[], "block"),
            Name::Figure => {
                self.frames.end_implicit(self.xml);
                self.frames.global(self.xml);
                let before = self.frames.len();
                self.write("figure", told, &[], "");
                self.frames.push(Frame::new(&["figure"], Room::Figure));
                Some(before)
            }
            Name::Figcaption => self.caption(told),
            Name::Summary => self.caption(told),
            Name::Pre => self.code_block(events, at, told),
            Name::Hr => {
                self.frames.end_implicit(self.xml);
                self.frames.global(self.xml);
                self.anchor_at(told.id);
                self.xml.push_str("<milestone unit=\"section\" rend=\"rule\"/>");
                None
            }
            Name::Div if told.has_class("turn") && is_top => None,
            Name::Ruby => self.ruby(events, at, told),
            Name::Rt if self.is_in_ruby() => {
                self.frames.end_implicit(self.xml);
                let before = self.frames.len();
                self.write("rt", told, &[], "");
                self.frames.push(Frame::new(&["rt"], Room::Phrase));
                Some(before)
            }
            Name::Div | Name::Section | Name::Aside | Name::Details => self.container(name, told),
            _ => self.inline(events, at, name, told),
        }
    }

    /// What is not written, whatever stands in it.
    pub(super) fn nothing(&mut self, before: usize) -> Option<usize> {
        self.frames.push(Frame::new(&[], Room::Nothing));
        Some(before)
    }

    /// The place of what is not written.
    pub(super) fn anchor_at(&mut self, id: &str) {
        if !id.is_empty() {
            self.frames.global(self.xml);
            self.xml.push_str("<anchor");
            self.xml.attribute("xml:id", &self.ids.id(id));
            self.xml.push_str("/>");
        }
    }

    pub(super) fn is_in_code(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.tags.first() == Some(&"eg"))
    }

    /// Writes a start tag with what the element says of itself; `rend`: how it looks besides its classes.
    pub(super) fn write(&mut self, element: &'static str, told: Told<'_>, attributes: &[(&'static str, &str)], rend: &str) {
        self.xml.push_str("<");
        self.xml.push_str(element);
        self.about(told, attributes, rend);
        self.xml.push_str(">");
    }

    /// What any element says of itself.
    fn about(&mut self, told: Told<'_>, attributes: &[(&'static str, &str)], rend: &str) {
        if !told.id.is_empty() {
            self.xml.attribute("xml:id", &self.ids.id(told.id));
        }
        if is_language(told.lang) {
            self.xml.attribute("xml:lang", told.lang);
        }
        let mut looks: Vec<String> = rend.split_whitespace().chain(told.class.split_whitespace()).map(word).collect();
        if !told.dir.is_empty() {
            looks.push(format!("dir-{}", word(told.dir)));
        }
        if !looks.is_empty() {
            self.xml.attribute("rend", &looks.join(" "));
        }
        attributes.iter().for_each(|(name, value)| self.xml.attribute(name, value));
    }

    /// Opens a block that may stand in a line as well, but not among bare words.
    fn opened(
        &mut self,
        element: &'static str,
        room: Room,
        told: Told<'_>,
        attributes: &[(&'static str, &str)],
        rend: &str,
    ) -> Option<usize> {
        let is_phrase = self.frames.block(self.xml) == Room::Phrase;
        let before = self.frames.len();
        self.xml.push_str(if is_phrase { "<seg>" } else { "" });
        self.write(element, told, attributes, rend);
        self.frames.push(if is_phrase { Frame::new(&[element, "seg"], room) } else { Frame::new(&[element], room) });
        Some(before)
    }

    /// A heading: at the top of the text it begins a division, elsewhere it is a label.
    fn heading(&mut self, level: u8, told: Told<'_>, is_top: bool) -> usize {
        if !is_top {
            self.frames.block(self.xml);
            let before = self.frames.len();
            self.write("label", told, &[("type", "heading"), ("subtype", &level.to_string())], "");
            self.frames.push(Frame::new(&["label"], Room::Phrase));
            return before;
        }
        self.frames.end_implicit(self.xml);
        if told.id == self.skipped && !told.id.is_empty() {
            let before = self.frames.len();
            self.frames.push(Frame::new(&[], Room::Nothing));
            return before;
        }
        let level = level.max(2);
        while self.frames.last().and_then(|frame| frame.section).is_some_and(|other| other >= level) {
            self.frames.close(self.xml);
            self.frames.end_implicit(self.xml);
        }
        let outer = self.frames.last().and_then(|frame| frame.section).unwrap_or(1);
        for deeper in outer + 1..=level {
            if let Some(frame) = self.frames.last_mut() {
                frame.has_divisions = true;
            }
            self.xml.push_str("<div");
            if deeper == level && !told.id.is_empty() {
                self.xml.attribute("xml:id", &self.ids.id(told.id));
            }
            self.xml.push_str(">\n");
            self.frames.push(Frame { section: Some(deeper), ..Frame::new(&["div"], Room::Division) });
        }
        let before = self.frames.len();
        self.write("head", Told { id: "", ..told }, &[], "");
        self.frames.push(Frame::new(&["head"], Room::Line));
        before
    }

    /// A paragraph; one whose lines are counted is a group of verses.
    fn paragraph(&mut self, events: &Events<'b>, at: usize, told: Told<'b>) -> Option<usize> {
        let room = self.frames.block(self.xml);
        let before = self.frames.len();
        let is_line =
            |event: &Event<'_>| matches!(event, Event::Open { name: Name::Span, about, .. } if Told::of(*about).has_class("line"));
        if room != Room::Phrase && events.inside(at).iter().any(is_line) {
            self.write("lg", told, &[], "");
            self.frames.push(Frame::new(&["lg"], Room::Verse));
            self.verse(events, at);
        } else if matches!(room, Room::Line | Room::Phrase) {
            self.write("seg", told, &[("type", "p")], "");
            self.frames.push(Frame::new(&["seg"], Room::Line));
        } else {
            self.write("p", told, &[], "");
            self.frames.push(Frame::new(&["p"], Room::Line));
        }
        Some(before)
    }

    /// Opens a verse, with its number if that stands next.
    pub(super) fn verse(&mut self, events: &Events<'b>, at: usize) {
        let number = match events.get(at + 1) {
            Some(Event::Open { name: Name::Span, about, .. }) => Some(Told::of(*about)).filter(|told| told.has_class("line")),
            _ => None,
        };
        self.frames.filled();
        self.xml.push_str("<l");
        if let Some(told) = number {
            self.xml.attribute("n", told.n);
            if !told.id.is_empty() {
                self.xml.attribute("xml:id", &self.ids.id(told.id));
            }
        }
        self.xml.push_str(">");
        self.frames.push(Frame::implicit(&["l"], Room::Line));
    }

    fn list(&mut self, name: Name, told: Told<'b>) -> Option<usize> {
        let look = if name == Name::Ol { "numbered" } else { "bulleted" };
        let start = if told.start.is_empty() { Vec::new() } else { vec![("n", told.start)] };
        self.opened("list", Room::List, told, &start, look)
    }

    fn item(&mut self, told: Told<'b>) -> Option<usize> {
        self.frames.end_implicit(self.xml);
        if self.frames.room() != Room::List {
            return self.loose(told);
        }
        self.frames.filled();
        let before = self.frames.len();
        let number = if told.value.is_empty() { Vec::new() } else { vec![("n", told.value)] };
        self.write("item", told, &number, "");
        self.frames.push(Frame::new(&["item"], Room::Blocks));
        Some(before)
    }

    /// A part of a list or a table that stands in none.
    fn loose(&mut self, told: Told<'b>) -> Option<usize> {
        let room = self.frames.block(self.xml);
        let before = self.frames.len();
        let element = if matches!(room, Room::Division | Room::Figure | Room::Blocks) { "p" } else { "seg" };
        self.write(element, told, &[], "");
        self.frames.push(Frame::new(&[element], Room::Line));
        Some(before)
    }

    fn term(&mut self, told: Told<'b>) -> Option<usize> {
        self.frames.end_implicit(self.xml);
        if self.frames.room() != Room::Glossary {
            return self.loose(told);
        }
        if self.frames.last_mut().is_some_and(|frame| std::mem::replace(&mut frame.awaits_item, true)) {
            self.xml.push_str("<item/>\n");
        }
        self.frames.filled();
        let before = self.frames.len();
        self.write("label", told, &[], "");
        self.frames.push(Frame::new(&["label"], Room::Phrase));
        Some(before)
    }

    fn meaning(&mut self, told: Told<'b>) -> Option<usize> {
        self.frames.end_implicit(self.xml);
        if self.frames.room() != Room::Glossary {
            return self.loose(told);
        }
        if !self.frames.last_mut().is_some_and(|frame| std::mem::take(&mut frame.awaits_item)) {
            self.xml.push_str("<label/>");
        }
        self.frames.filled();
        let before = self.frames.len();
        self.write("item", told, &[], "");
        self.frames.push(Frame::new(&["item"], Room::Blocks));
        Some(before)
    }

    /// The words above a table, a picture or what can be folded.
    fn caption(&mut self, told: Told<'b>) -> Option<usize> {
        self.frames.end_implicit(self.xml);
        let is_first = |frame: &Frame| match frame.room {
            Room::Figure => true,
            Room::Table => !frame.has_content,
            Room::Division => frame.tags.first() == Some(&"body") && frame.tags.len() > 1 && !frame.has_content,
            _ => false,
        };
        let element = match self.frames.last() {
            Some(frame) if is_first(frame) => "head",
            Some(frame) if frame.room == Room::Table => "trailer",
            _ => return self.loose(told),
        };
        if element == "trailer" {
            // Behind that a table has no more rows: it stands as one.
            self.frames.words(self.xml);
            let before = self.frames.len();
            self.write("seg", told, &[("type", "caption")], "");
            self.frames.push(Frame::new(&["seg"], Room::Line));
            return Some(before);
        }
        let before = self.frames.len();
        self.write("head", told, &[], "");
        self.frames.push(Frame::new(&["head"], Room::Line));
        Some(before)
    }

    fn row(&mut self, events: &Events<'b>, at: usize, told: Told<'b>) -> Option<usize> {
        self.frames.end_implicit(self.xml);
        if self.frames.room() != Room::Table {
            return self.loose(told);
        }
        self.frames.filled();
        let before = self.frames.len();
        let is_cell = |event: &&Event<'_>| matches!(event, Event::Open { name: Name::Td | Name::Th, .. });
        let is_head = events.inside(at).iter().filter(is_cell).all(|event| matches!(event, Event::Open { name: Name::Th, .. }));
        let role = if is_head { vec![("role", "label")] } else { Vec::new() };
        self.write("row", told, &role, "");
        self.frames.push(Frame::new(&["row"], Room::Row));
        Some(before)
    }

    fn cell(&mut self, name: Name, told: Told<'b>) -> Option<usize> {
        self.frames.end_implicit(self.xml);
        if self.frames.room() != Room::Row {
            return self.loose(told);
        }
        self.frames.filled();
        let before = self.frames.len();
        let (columns, rows) = (span(told.columns).map(|n| n.to_string()), span(told.rows).map(|n| n.to_string()));
        let mut attributes: Vec<(&'static str, &str)> = Vec::new();
        attributes.extend(columns.as_deref().map(|columns| ("cols", columns)));
        attributes.extend(rows.as_deref().map(|rows| ("rows", rows)));
        attributes.extend((name == Name::Th).then_some(("role", "label")));
        self.write("cell", told, &attributes, "");
        self.frames.push(Frame::new(&["cell"], Room::Blocks));
        Some(before)
    }

    fn code_block(&mut self, events: &Events<'b>, at: usize, told: Told<'b>) -> Option<usize> {
        let inner = match events.get(at + 1) {
            Some(Event::Open { name: Name::Code, about, .. }) => Told::of(*about).class,
            _ => "",
        };
        let space = [("xml:space", "preserve")];
        self.opened("eg", Room::Phrase, told, &space, inner)
    }

    /// What holds blocks and has no counterpart in TEI: a text within the text, whose type says what it is.
    fn container(&mut self, name: Name, told: Told<'b>) -> Option<usize> {
        let is_phrase = self.frames.block(self.xml) == Room::Phrase;
        let before = self.frames.len();
        self.xml.push_str(if is_phrase { "<seg>" } else { "" });
        let is_open = if told.is_open { vec![("subtype", "open")] } else { Vec::new() };
        let attributes: Vec<(&'static str, &str)> = std::iter::once(("type", name.as_str())).chain(is_open).collect();
        self.write("floatingText", told, &attributes, "");
        self.xml.push_str("<body>\n");
        let tags: &[&'static str] = if is_phrase { &["body", "floatingText", "seg"] } else { &["body", "floatingText"] };
        self.frames.push(Frame::new(tags, Room::Division));
        Some(before)
    }
}

//! Which element of TEI an element of a body is.

use super::{
    Events, Frame, Room, Told, Writer,
    told::{is_day, span},
};
use crate::{
    document::{
        Hole,
        body::{Event, Name},
        facts::Length,
    },
    site::editions::tei::{
        facsimile,
        ids::{is_language, word},
    },
};

impl<'b> Writer<'_, '_, '_, '_> {
    /// Writes what opens an element; gives how many elements were open before it, and nothing of one that is not written. `is_top`: whether it
    /// stands in no other.
    pub(super) fn open(&mut self, events: &Events<'b>, at: usize, name: Name, told: Told<'b>, is_top: bool) -> Option<usize> {
        let before = self.frames.len();
        if self.is_gone() || matches!(name, Name::Thead | Name::Tbody | Name::Tfoot | Name::Wbr) {
            return None;
        }
        if matches!(name, Name::Col | Name::Colgroup | Name::Track | Name::Rp) {
            return self.nothing(before);
        }
        if self.frames.room() == Room::Letters || self.is_in_code() && name != Name::Br {
            return None;
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
                self.xml.push_str("<milestone unit=\"section\" rend=\"rule\"/>");
                None
            }
            Name::Div if told.has_class("turn") && is_top => None,
            Name::Div | Name::Section | Name::Aside | Name::Details => self.container(name, told),
            _ => self.inline(events, at, name, told),
        }
    }

    /// What is not written, whatever stands in it.
    fn nothing(&mut self, before: usize) -> Option<usize> {
        self.frames.push(Frame::new(&[], Room::Nothing));
        Some(before)
    }

    fn is_in_code(&self) -> bool {
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
    fn opened(&mut self, element: &'static str, room: Room, told: Told<'_>, attributes: &[(&'static str, &str)], rend: &str) -> Option<usize> {
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
        let is_line = |event: &Event<'_>| matches!(event, Event::Open { name: Name::Span, about, .. } if Told::of(*about).has_class("line"));
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
    fn verse(&mut self, events: &Events<'b>, at: usize) {
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

    /// An element among words.
    fn inline(&mut self, events: &Events<'b>, at: usize, name: Name, told: Told<'b>) -> Option<usize> {
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
            self.xml.push_str(if is_figure { "" } else { "<figure>" });
            self.xml.element("figDesc", told.alt);
            self.xml.push_str(if is_figure { "" } else { "</figure>" });
            return;
        };
        self.xml.push_str("<graphic");
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
}

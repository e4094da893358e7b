//! The words of a text, from its front to its back: a walk over the events of its body.
//!
//! 1. [`frames`] knows what may stand where, so that whatever a body holds is valid: words that stand beside blocks get a paragraph, what may not
//!    stand in a line gets one of its own;
//! 2. [`elements`] says which element of TEI an element of a body is, and [`inline`] one among words, with [`told`], what it says of itself;
//! 3. [`words`] writes words, with the names in them and the places that notes of editors are about;
//! 4. this file ties them together.

mod elements;
mod frames;
mod inline;
mod told;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    back,
    edition::Edition,
    ids::Ids,
    links::Ways,
    names::Named,
    stand_off::{Cut, Laid, Notes},
};
use crate::{
    archive::mentions::Mention,
    base::Xml,
    document::{Document, Hole, Piece, body::Event},
    reference::Record,
    site::facsimile::Surfaces,
};
use frames::{Frame, Frames, Room};
use told::Told;

/// Writes a document's text; gives which places that notes are about are marked in it.
pub fn write(
    xml: &mut Xml<'_>,
    edition: &Edition<'_, '_>,
    document: &Document,
    ids: &Ids,
    surfaces: &Surfaces,
    notes: &Notes<'_>,
    named: &mut Named,
) -> Laid {
    xml.push_str("<text");
    super::header::language(xml, document.meta.lang.as_str());
    xml.push_str(">\n<body>\n");
    let works = back::works(edition, document);
    if !edition.is_whole(document) {
        excerpt(xml, document);
        xml.push_str("</body>\n");
        if !works.is_empty() {
            xml.push_str("<back>\n");
            back::list(xml, ids, &works, None);
            xml.push_str("</back>\n");
        }
        xml.push_str("</text>\n");
        return Laid::default();
    }
    let heading = back::heading(document, &works);
    let by_key = works.iter().map(|(key, record)| (&***key, &***record)).collect();
    let ways = Ways { edition, document, around: (document, ids) };
    let mut writer = Writer::new(xml, ways, ids, named);
    writer.works = by_key;
    writer.surfaces = Some(surfaces);
    writer.mentions = edition.reader.mentions_in(&document.slug);
    writer.cuts = notes.cuts();
    writer.skipped = heading.unwrap_or("");
    writer.inline = inline_notes(document);
    writer.frames.push(Frame::new(&["body"], Room::Division));
    writer.is_text = true;
    writer.walk(&document.body.pieces);
    writer.is_text = false;
    writer.frames.close_to(writer.xml, 0);
    writer.xml.push_str("\n");
    let apart: Vec<_> = document.body.notes.iter().filter(|note| !writer.inline.contains(&note.number)).collect();
    if !apart.is_empty() || !works.is_empty() {
        writer.xml.push_str("<back>\n");
        if !apart.is_empty() {
            writer.xml.push_str("<div type=\"notes\">\n");
            apart.iter().for_each(|note| writer.note(note.number));
            writer.xml.push_str("</div>\n");
        }
        if !works.is_empty() {
            let words = heading.and_then(|id| document.facts.headings.iter().rfind(|heading| heading.id == id));
            back::list(writer.xml, ids, &works, words.map(|words| (words.id.as_str(), words.text.of(&document.body.text))));
        }
        writer.xml.push_str("</back>\n");
    }
    writer.xml.push_str("</text>\n");
    writer.laid
}

/// Writes what the editors say in a note of theirs, as what stands in an element that holds blocks.
pub fn remark(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, note: &Document, around: (&Document, &Ids), ids: &Ids, named: &mut Named) {
    let works = back::works(edition, around.0);
    let mut writer = Writer::new(xml, Ways { edition, document: note, around }, ids, named);
    writer.works = works.iter().map(|(key, record)| (&***key, &***record)).collect();
    writer.inline = inline_notes(note);
    writer.frames.push(Frame::new(&[], Room::Blocks));
    writer.walk(&note.body.pieces);
    writer.frames.close_to(writer.xml, 0);
    let apart: Vec<u32> = note.body.notes.iter().map(|note| note.number).filter(|number| !writer.inline.contains(number)).collect();
    apart.into_iter().for_each(|number| writer.note(number));
}

/// Of a text that is not given whole its first words, if it gives any.
fn excerpt(xml: &mut Xml<'_>, document: &Document) {
    xml.push_str("<p>");
    xml.words(&document.body.text);
    xml.push_str("<gap reason=\"rights\"/></p>\n");
}

/// The notes that stand where they are called: those with one mark, in the running text or in such a note.
fn inline_notes(document: &Document) -> BTreeSet<u32> {
    /// So deep notes stand in each other.
    const DEEPEST: usize = 8;
    let single = document.body.notes.iter().filter(|note| note.marks == 1).map(|note| (note.number, &note.pieces));
    let single: BTreeMap<u32, &Vec<Piece>> = single.collect();
    let mut inline = BTreeSet::new();
    let mut within = vec![&document.body.pieces];
    for _ in 0..DEEPEST {
        for piece in std::mem::take(&mut within).into_iter().flatten() {
            if let Piece::Hole(Hole::Note(number, _)) = piece
                && let Some(pieces) = single.get(number)
                && inline.insert(*number)
            {
                within.push(*pieces);
            }
        }
    }
    inline
}

/// A text in the making.
struct Writer<'w, 'e, 'a, 't> {
    xml: &'w mut Xml<'t>,
    ways: Ways<'w, 'e, 'a>,
    document: &'w Document,
    ids: &'w Ids,
    named: &'w mut Named,
    works: BTreeMap<&'w str, &'w Record>,
    surfaces: Option<&'w Surfaces>,
    mentions: &'w [Mention],
    /// Where the places begin and end that notes of editors are about, in order.
    cuts: Vec<Cut>,
    laid: Laid,
    /// The id of the heading that is written elsewhere.
    skipped: &'w str,
    /// The notes that stand where they are called.
    inline: BTreeSet<u32>,
    frames: Frames,
    /// Whether it is the running text that is walked, whose headings make divisions.
    is_text: bool,
}

/// Events, and what is known of each before it is written.
struct Events<'b> {
    all: Vec<Event<'b>>,
    /// Of what opens: where it closes. Of all else: itself.
    partners: Vec<usize>,
}

impl<'b> Events<'b> {
    fn of(document: &'b Document, pieces: &'b [Piece]) -> Self {
        let all: Vec<Event<'b>> = document.body.walk(pieces).collect();
        let mut partners: Vec<usize> = (0..all.len()).collect();
        let mut open: Vec<usize> = Vec::new();
        for (at, event) in all.iter().enumerate() {
            match event {
                Event::Open { name, .. } if !name.is_void() => open.push(at),
                Event::Close { .. } => {
                    if let Some(partner) = open.pop().and_then(|other| partners.get_mut(other)) {
                        *partner = at;
                    }
                }
                _ => {}
            }
        }
        Self { all, partners }
    }

    fn get(&self, at: usize) -> Option<&Event<'b>> {
        self.all.get(at)
    }

    /// What stands in the element that opens at a place.
    fn inside(&self, at: usize) -> &[Event<'b>] {
        let end = self.partners.get(at).copied().unwrap_or(at);
        self.all.get(at + 1..end).unwrap_or_default()
    }
}

/// An element of the body that is open.
struct Open {
    /// How many elements of the file were open before it; nothing of one that is not written.
    before: Option<usize>,
}

impl<'w, 'e, 'a, 't> Writer<'w, 'e, 'a, 't> {
    fn new(xml: &'w mut Xml<'t>, ways: Ways<'w, 'e, 'a>, ids: &'w Ids, named: &'w mut Named) -> Self {
        Self {
            xml,
            document: ways.document,
            ways,
            ids,
            named,
            works: BTreeMap::new(),
            surfaces: None,
            mentions: &[],
            cuts: Vec::new(),
            laid: Laid::default(),
            skipped: "",
            inline: BTreeSet::new(),
            frames: Frames::default(),
            is_text: false,
        }
    }

    /// Writes some pieces: those of the text, or of a note.
    fn walk(&mut self, pieces: &'w [Piece]) {
        let events = Events::of(self.document, pieces);
        let mut open: Vec<Open> = Vec::new();
        for (at, event) in events.all.iter().enumerate() {
            match *event {
                Event::Words { span, plain } => self.words(span, plain),
                Event::Line => self.line(),
                Event::Hole(hole) => self.hole(hole),
                Event::Open { name, about, .. } => {
                    let is_top = self.is_text && open.iter().all(|open| open.before.is_none());
                    let before = self.open(&events, at, name, Told::of(about), is_top);
                    if name.is_void() {
                        before.into_iter().for_each(|before| self.frames.close_to(self.xml, before));
                    } else {
                        open.push(Open { before });
                    }
                }
                Event::Close { .. } => {
                    if let Some(Open { before: Some(before) }) = open.pop() {
                        self.frames.close_to(self.xml, before);
                    }
                }
            }
        }
    }

    /// A footnote, where it stands.
    fn note(&mut self, number: u32) {
        let Some(note) = self.document.body.notes.iter().find(|note| note.number == number) else { return };
        self.frames.global(self.xml);
        self.xml.push_str("<note");
        self.xml.attribute("xml:id", &self.ids.id(&format!("fn-{number}")));
        self.xml.attribute("n", &note.label);
        self.xml.attribute("place", "foot");
        self.xml.push_str(">");
        let before = self.frames.len();
        self.frames.push(Frame::new(&["note"], Room::Blocks));
        let is_text = std::mem::take(&mut self.is_text);
        self.walk(&note.pieces);
        self.is_text = is_text;
        self.frames.close_to(self.xml, before);
    }

    /// A line of code ends.
    fn line(&mut self) {
        if self.frames.last().is_some_and(|frame| frame.tags.first() == Some(&"eg")) {
            self.xml.push_str("\n");
        }
    }

    fn is_gone(&self) -> bool {
        self.frames.room() == Room::Nothing
    }
}

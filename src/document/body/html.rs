//! The HTML of a body, with what is laid over its words.
//!
//! Mentions and highlights come as ranges of the text ([`Insert`]) and are laid on the elements as these are written: closed
//! and opened again where they cross each other or the end of an element. Behind the last word of a highlight stands the
//! mark of its note, outside of a link; behind the block in which it stands the HTML is cut ([`Part`]), so that a template can put
//! the note there.

use super::{About, Attribute, Body, Event, Hole, Name, Piece, Said, mark_id};
use crate::{
    base::{Href, Html, Span},
    document::{addresses::FormerIds, formula},
};

/// Something laid over words when a page is made: a mention's link, a highlight.
#[derive(Clone, Copy, Debug)]
pub struct Insert<'a> {
    /// The words: a range of [`Body::text`].
    pub span: Span,
    /// What it is.
    pub kind: InsertKind<'a>,
}

/// What is laid over words.
#[derive(Clone, Copy, Debug)]
pub enum InsertKind<'a> {
    /// A link with this tag, which is never cut: it is laid only where all its words stand in one [`Piece::Text`].
    Link(&'a Html),
    /// A highlight with this tag and the name of its element; it may be cut where elements begin or end, and go into links and headings.
    Highlight(&'a Html, &'static str),
    /// The end of the highlight of a note: behind its words stands this mark, which leads to the note of this number.
    End(usize, &'a Html),
}

/// What is laid over a body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overlay<'a> {
    /// In the order of their beginnings, a longer one before a shorter one that begins at the same place. They may overlap.
    pub inserts: &'a [Insert<'a>],
    /// What stands before each fragment id of the body, so that it can stand on a page with others.
    pub prefix: &'a str,
    /// The ids that its elements had before: each of them is an empty anchor at the beginning of its element, so that what cites it holds.
    pub former: Option<&'a FormerIds>,
}

/// A stretch of HTML, and the notes that stand behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The HTML. Elements may be open at its end.
    pub html: Html,
    /// The notes, by the numbers of their [`InsertKind::End`].
    pub notes: Vec<usize>,
}

/// What fills holes: it writes what stands in one to the end of the HTML, or the attributes of the element that is open there.
pub type Fill<'f> = &'f mut dyn FnMut(&Hole, &mut Html);

/// The HTML of `pieces`, holes filled by `fill`, in one part.
pub fn render(body: &Body, pieces: &[Piece], fill: Fill<'_>, overlay: Overlay<'_>) -> Html {
    parts(body, pieces, fill, overlay).into_iter().map(|part| part.html).collect()
}

/// The HTML of `pieces`, cut behind the blocks in which notes stand.
pub fn parts(body: &Body, pieces: &[Piece], fill: Fill<'_>, overlay: Overlay<'_>) -> Vec<Part> {
    let room = pieces.iter().map(weight).sum();
    let mut writer = Writer {
        html: Html::with_capacity(room),
        coming: overlay.inserts,
        going: Vec::new(),
        prefix: overlay.prefix,
        former: overlay.former,
        places: Places::new(overlay.inserts),
        links: 0,
    };
    let mut events = body.walk(pieces).peekable();
    while let Some(event) = events.next() {
        // A formula is code whose only words are its TeX.
        if let Event::Open { name: Name::Code, about, .. } = event
            && let Some(is_display) = display(about)
            && let Some(&Event::Words { span, .. }) = events.peek()
            && let Ok(made) = formula::mathml(span.of(&body.text), is_display)
        {
            writer.formula(span, &made);
            events.by_ref().take_while(|event| !matches!(event, Event::Close { name: Name::Code, .. })).for_each(drop);
            continue;
        }
        match event {
            Event::Words { span, .. } if overlay.inserts.is_empty() => writer.html.words(span.of(&body.text)),
            Event::Words { span, plain } => writer.words(&body.text, span, plain),
            Event::Open { name, about, line } => writer.open(name, about, line, fill),
            Event::Close { name, line } => writer.close(name, line),
            Event::Line => writer.html.push_mark('\n'),
            Event::Hole(Hole::Note(number, mark)) => note_mark(&mut writer.html, writer.prefix, *number, *mark),
            Event::Hole(hole) => fill(hole, &mut writer.html),
        }
    }
    writer.finish()
}

/// Whether an anchor may stand at the beginning of an element: not in what holds rows or items only, and not in what is preformatted.
fn holds_words(name: Name) -> bool {
    let holds_parts =
        matches!(name, Name::Table | Name::Tbody | Name::Thead | Name::Tfoot | Name::Tr | Name::Colgroup | Name::Ul | Name::Ol | Name::Dl);
    !holds_parts && !name.is_void() && !matches!(name, Name::Audio | Name::Video | Name::Ruby | Name::Details | Name::Pre)
}

/// Whether code is a formula, and whether that is set off.
fn display(about: About<'_>) -> Option<bool> {
    about.said().find_map(|said| match said {
        Said::Attribute(Attribute::Class, "math inline") => Some(false),
        Said::Attribute(Attribute::Class, "math display") => Some(true),
        _ => None,
    })
}

/// About how much HTML a piece makes, in bytes.
fn weight(piece: &Piece) -> usize {
    match piece {
        Piece::Text(span) | Piece::Plain(span) => span.len(),
        Piece::Attribute(..) => 20,
        Piece::Open(..) | Piece::Close(..) => 6,
        Piece::Line => 1,
        Piece::Hole(_) => 80,
    }
}

struct Writer<'r, 'a> {
    html: Html,
    /// The inserts that begin further on.
    coming: &'r [Insert<'a>],
    /// Those that began before and go on behind the last words.
    going: Vec<&'r Insert<'a>>,
    prefix: &'a str,
    former: Option<&'a FormerIds>,
    places: Places<'r>,
    /// How many links are open.
    links: usize,
}

/// An insert that is open, and whether its tag is written: that waits for words.
struct Laid<'r, 'a> {
    insert: &'r Insert<'a>,
    is_written: bool,
}

impl<'r, 'a> Writer<'r, 'a> {
    fn open(&mut self, name: Name, about: About<'_>, line: bool, fill: Fill<'_>) {
        self.links += usize::from(name == Name::A);
        let picture = about.said().find_map(|said| match said {
            Said::Hole(Hole::Image(nth)) if name == Name::Img && self.links == 0 => Some(*nth),
            _ => None,
        });
        match picture {
            None => self.tag(name, about, fill),
            Some(nth) => {
                let before = std::mem::take(&mut self.html);
                self.tag(name, about, fill);
                let tag = std::mem::replace(&mut self.html, before);
                let length = self.html.len();
                fill(&Hole::Zoom(nth), &mut self.html);
                let is_link = self.html.len() > length;
                self.html.push(&tag);
                if is_link {
                    self.html.close(Name::A.as_str());
                }
            }
        }
        if line {
            self.html.push_mark('\n');
        }
        self.places.open(name);
    }

    /// The tag with which an element begins.
    fn tag(&mut self, name: Name, about: About<'_>, fill: Fill<'_>) {
        self.html.open(name.as_str());
        for said in about.said() {
            match said {
                Said::Attribute(super::Attribute::Id, id) if !self.prefix.is_empty() => {
                    self.html.attribute_of("id", &[self.prefix, id]);
                }
                Said::Attribute(name, value) => {
                    self.html.attribute(name.as_str(), value);
                }
                Said::Hole(hole) => fill(hole, &mut self.html),
            }
        }
        self.html.end();
        if let Some(former) = self.former.filter(|_| self.prefix.is_empty() && holds_words(name)) {
            let ids = about.said().filter_map(|said| match said {
                Said::Attribute(super::Attribute::Id, id) => former.get(id),
                _ => None,
            });
            for id in ids.flatten() {
                self.html.open(Name::Span.as_str()).attribute("id", id).end();
                self.html.close(Name::Span.as_str());
            }
        }
    }

    fn close(&mut self, name: Name, line: bool) {
        self.links = self.links.saturating_sub(usize::from(name == Name::A));
        self.html.close(name.as_str());
        self.places.close(name, &mut self.html);
        if line {
            self.html.push_mark('\n');
        }
    }

    /// A formula, which stands for its words: inserts that begin in it begin before it, and those that end in it end behind it.
    fn formula(&mut self, piece: Span, made: &Html) {
        self.going.retain(|insert| insert.span.end > piece.start);
        let mut open: Vec<Laid<'r, 'a>> = self.going.iter().map(|insert| Laid { insert, is_written: false }).collect();
        while let Some((insert, rest)) = self.coming.split_first().filter(|(insert, _)| insert.span.start < piece.end) {
            self.coming = rest;
            if insert.span.end <= piece.start || insert.span.is_empty() || matches!(insert.kind, InsertKind::Link(_)) {
                continue;
            }
            open.push(Laid { insert, is_written: false });
            if insert.span.end > piece.end {
                self.going.push(insert);
            }
        }
        self.open_inserts(&mut open);
        self.html.push(made);
        while let Some(laid) = open.pop() {
            self.close_insert(&laid, laid.insert.span.end <= piece.end);
        }
    }

    /// Escapes words, inserts laid over them.
    fn words(&mut self, words: &str, piece: Span, plain: bool) {
        self.going.retain(|insert| insert.span.end > piece.start);
        let mut open: Vec<Laid<'r, 'a>> = self.going.iter().map(|insert| Laid { insert, is_written: false }).collect();
        let mut at = piece.start;
        while let Some((insert, rest)) = self.coming.split_first().filter(|(insert, _)| insert.span.start < piece.end) {
            self.coming = rest;
            let whole = !plain && insert.span.start >= piece.start && insert.span.end <= piece.end;
            let fits = whole || !matches!(insert.kind, InsertKind::Link(_));
            if insert.span.end <= piece.start || insert.span.is_empty() || !fits {
                continue;
            }
            self.close_until(words, &mut open, &mut at, insert.span.start.max(piece.start));
            open.push(Laid { insert, is_written: false });
            if insert.span.end > piece.end {
                self.going.push(insert);
            }
        }
        self.close_until(words, &mut open, &mut at, piece.end);
        while let Some(laid) = open.pop() {
            self.close_insert(&laid, false);
        }
    }

    /// Writes the words up to `to`; inserts that end there or before are closed, and those opened within them closed and
    /// opened again.
    fn close_until(&mut self, words: &str, open: &mut Vec<Laid<'r, 'a>>, at: &mut u32, to: u32) {
        while let Some(next) = open.iter().map(|laid| laid.insert.span.end).min().filter(|&end| end <= to) {
            self.write(Span::new(*at as usize, next as usize).of(words), open);
            *at = next;
            let Some(outermost) = open.iter().position(|laid| laid.insert.span.end == next) else { break };
            let closed = open.split_off(outermost);
            closed.iter().rev().for_each(|laid| self.close_insert(laid, laid.insert.span.end == next));
            let again = closed.into_iter().map(|laid| laid.insert).filter(|insert| insert.span.end > next);
            open.extend(again.map(|insert| Laid { insert, is_written: false }));
        }
        self.write(Span::new(*at as usize, to as usize).of(words), open);
        *at = to;
    }

    /// Writes words, and before them the tags of the inserts that wait for them.
    fn write(&mut self, words: &str, open: &mut [Laid<'r, 'a>]) {
        if words.is_empty() {
            return;
        }
        self.open_inserts(open);
        self.html.words(words);
    }

    /// Writes the tags of the inserts that wait for words.
    fn open_inserts(&mut self, open: &mut [Laid<'r, 'a>]) {
        for laid in open.iter_mut().filter(|laid| !laid.is_written) {
            laid.is_written = true;
            match laid.insert.kind {
                InsertKind::Link(open) => {
                    self.html.push(open);
                    self.places.open(Name::A);
                }
                InsertKind::Highlight(open, _) => self.html.push(open),
                InsertKind::End(..) => {}
            }
        }
    }

    fn close_insert(&mut self, laid: &Laid<'r, 'a>, ends: bool) {
        match laid.insert.kind {
            InsertKind::Link(_) if laid.is_written => {
                self.html.close(Name::A.as_str());
                self.places.close(Name::A, &mut self.html);
            }
            InsertKind::Highlight(_, name) if laid.is_written => self.html.close(name),
            InsertKind::End(note, mark) if ends => self.places.end(note, mark, &mut self.html),
            _ => {}
        }
    }

    fn finish(mut self) -> Vec<Part> {
        self.places.cut(&mut self.html);
        self.places.parts
    }
}

/// Where the marks of notes stand, and where the HTML is cut for the notes.
struct Places<'r> {
    /// Whether there is anything to place.
    any: bool,
    /// The elements that are open.
    open: Vec<Name>,
    /// Marks that wait for the end of a link.
    marks: Vec<&'r Html>,
    /// Notes that wait for the end of a block.
    notes: Vec<usize>,
    parts: Vec<Part>,
}

impl<'r> Places<'r> {
    fn new(inserts: &[Insert<'_>]) -> Self {
        let any = inserts.iter().any(|insert| matches!(insert.kind, InsertKind::End(..)));
        Self { any, open: Vec::new(), marks: Vec::new(), notes: Vec::new(), parts: Vec::new() }
    }

    fn open(&mut self, name: Name) {
        if self.any && !name.is_void() {
            self.open.push(name);
        }
    }

    fn close(&mut self, name: Name, html: &mut Html) {
        if !self.any {
            return;
        }
        self.open.pop();
        if name == Name::A && !self.open.contains(&Name::A) {
            self.marks.drain(..).for_each(|mark| html.push(mark));
        }
        let is_top = || self.open.iter().all(|around| matches!(around, Name::Div | Name::Section));
        if !self.notes.is_empty() && holds_notes(name) && is_top() {
            self.cut(html);
        }
    }

    /// The words of a note end.
    fn end(&mut self, note: usize, mark: &'r Html, html: &mut Html) {
        if self.open.contains(&Name::A) {
            self.marks.push(mark);
        } else {
            html.push(mark);
        }
        self.notes.push(note);
    }

    fn cut(&mut self, html: &mut Html) {
        self.parts.push(Part { html: std::mem::take(html), notes: std::mem::take(&mut self.notes) });
    }
}

/// Whether an element is one behind which a note may stand, as long as nothing but parts is around it.
fn holds_notes(name: Name) -> bool {
    use Name::{Aside, Blockquote, Details, Dl, Figure, Ol, P, Pre, Table, Ul};
    name.level().is_some() || matches!(name, P | Ul | Ol | Dl | Blockquote | Aside | Table | Pre | Figure | Details)
}

/// The mark of a note, as DPUB-ARIA has it.
fn note_mark(html: &mut Html, prefix: &str, number: u32, mark: u32) {
    html.open("sup").attribute("class", "noteref").attribute_of("id", &[prefix, &mark_id(number, mark)]).end();
    html.open("a").address("href", Href::Here(&format!("#{prefix}fn-{number}"))).attribute("role", "doc-noteref").end();
    html.words(&number.to_string());
    html.close("a");
    html.close("sup");
}

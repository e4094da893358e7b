//! One document of a book: its text in chapters, its notes, what editors note, and what it cites, as safe HTML whose links lead as those of
//! its page do.

use std::{cell::RefCell, collections::BTreeMap};

use super::front;
use crate::{
    base::{Href, Html, RelPath, Slug, Span},
    document::{
        Document, Hole, Piece,
        body::{
            Name,
            html::{self, Insert, InsertKind, Overlay},
        },
    },
    site::{
        Product, address, annotations,
        facsimile::surfaces::{Surface, surfaces},
        frame::Maker,
        links::Filler,
        page_path::PagePath,
        references::references,
        rights::{self, Shown},
        view::{AnnotationView, ReferenceView},
    },
};

/// A document of a book.
pub struct Text<'a> {
    /// The document, as far as it is shown.
    pub document: &'a Document,
    /// Where its page stands on the site: all its addresses are as seen from there.
    pub path: PagePath,
    /// What stands before the text: people, where it appeared, the abstract, the licence.
    pub front: Html,
    /// The text, cut before its headings of the first level.
    pub chapters: Vec<Html>,
    /// Its footnotes.
    pub feet: Vec<Foot>,
    /// The notes of editors on its words and on the whole.
    pub notes: Vec<AnnotationView>,
    /// Whether the text ends in a heading, under which its list of works then stands.
    pub ends_in_heading: bool,
    /// The works that it cites, under the keys of the words for them.
    pub references: Vec<(&'static str, Vec<ReferenceView>)>,
    /// The pictures that it shows: by the path on the site to which an address leads the file of the archive.
    pub files: BTreeMap<RelPath, RelPath>,
    /// The pictures of its pages; only where they are asked for.
    pub surfaces: Vec<Surface>,
    /// Whom and what it names, with the place among its mentions; only where names are asked for.
    pub names: Vec<Named>,
}

/// A footnote.
pub struct Foot {
    /// Its number, from 1.
    pub number: u32,
    /// How many marks refer to it.
    pub marks: u32,
    /// What it says: blocks.
    pub html: Html,
}

/// Somebody or something that a text names.
pub struct Named {
    /// What stands for it in an index.
    pub title: String,
    /// By what it is sorted there.
    pub sort: String,
    /// Its page on the site, by which it is told from others of the name.
    pub address: String,
}

/// What a book has besides its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct With {
    /// The places at which somebody is named, for an index.
    pub names: bool,
    /// The pictures of the pages.
    pub facsimile: bool,
}

/// Makes a document of a book.
pub fn make<'a>(maker: &Maker<'a, '_>, slug: &Slug, with: With) -> Option<Text<'a>> {
    let document = maker.reader.document(slug)?;
    let shown = rights::shown(maker.config, &document.meta);
    let files: RefCell<BTreeMap<RelPath, RelPath>> = RefCell::default();
    // What a page would publish is what the book takes with it.
    let put = |product: Product| match product {
        Product::Attached(file) => {
            if let Some(to) = address::file(&file) {
                files.borrow_mut().insert(RelPath::new(&to), file);
            }
        }
        Product::Scaled(scaled) => _ = files.borrow_mut().insert(scaled.to, scaled.file),
        _ => {}
    };
    let own = Maker {
        config: maker.config,
        tongues: maker.tongues,
        tongue: maker.tongue,
        reader: maker.reader,
        formatter: maker.formatter,
        words: maker.words,
        put: &put,
    };
    let path = PagePath::new(&address::document(slug), "");
    let mut filler = Filler::new(&own, &path, document);
    let mut made = annotations::notes::make(&own, &path, document);
    let highlights = if shown == Shown::Full { annotations::notes::highlights(&made.placed) } else { Vec::new() };
    let (names, tags) = if with.names && shown == Shown::Full { named(&own, document) } else { Default::default() };
    let mut inserts: Vec<Insert<'_>> = annotations::notes::inserts(&highlights, &document.body.text);
    inserts.extend(tags.iter().map(|(span, open)| Insert { span: *span, kind: InsertKind::Highlight(open, "span") }));
    inserts.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)));
    let overlay = Overlay { inserts: &inserts, ..Overlay::default() };
    // Marks of pages lead nowhere in a book, and pictures are as large as they can be.
    let mut fill = |hole: &Hole, html: &mut Html| match hole {
        Hole::Page(_) | Hole::Zoom(_) => {}
        hole => filler.fill(hole, html),
    };
    let (mut chapters, mut feet) = (Vec::new(), Vec::new());
    match shown {
        Shown::Full => {
            for pieces in cut(&document.body.pieces) {
                chapters.push(html::render(&document.body, pieces, &mut fill, overlay));
            }
            for note in &document.body.notes {
                let html = html::render(&document.body, &note.pieces, &mut fill, overlay);
                feet.push(Foot { number: note.number, marks: note.marks, html });
            }
        }
        Shown::Excerpt => chapters.push(excerpt(&document.body.text)),
        Shown::Metadata => {}
    }
    let Filler { citing, .. } = filler;
    let references = references(&own, &path, document, &citing, false);
    let references = ["references", "references-in-notes", "references-in-annotations"].into_iter().zip(references);
    let mut notes: Vec<AnnotationView> = made.placed.into_iter().map(|(_, note)| note).collect();
    notes.extend(made.regions.drain(..).map(|(_, note)| note));
    notes.append(&mut made.whole);
    let front = front::make(&own, document, &path, shown);
    let surfaces = if with.facsimile && shown == Shown::Full { surfaces(maker.reader, document).all } else { Vec::new() };
    let references: Vec<_> = references.filter(|(_, entries)| !entries.is_empty()).collect();
    let ends_in_heading =
        shown == Shown::Full && ends_in_heading(document) && references.first().is_some_and(|(key, _)| *key == "references");
    Some(Text { document, path, front, chapters, feet, notes, ends_in_heading, references, files: files.take(), surfaces, names })
}

/// Whether the running text ends in a heading.
fn ends_in_heading(document: &Document) -> bool {
    let last = document.body.blocks.iter().rfind(|block| block.note.is_none());
    last.is_some_and(|block| document.facts.headings.last().is_some_and(|heading| heading.text == block.text))
}

/// The pieces of a text, cut before each heading of the highest level that it has among its blocks.
fn cut(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut depth = 0_usize;
    for (nth, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(name, _) => {
                headings.extend(name.level().filter(|_| depth == 0).map(|level| (level, nth)));
                depth += usize::from(!Name::is_void(*name));
            }
            Piece::Close(..) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let highest = headings.iter().map(|(level, _)| *level).min();
    let starts = headings.iter().filter(|(level, _)| Some(*level) == highest).map(|(_, nth)| *nth);
    let mut parts = Vec::new();
    let mut from = 0;
    for start in starts.chain([pieces.len()]) {
        parts.extend(pieces.get(from..start).filter(|part| !part.is_empty()));
        from = start;
    }
    parts
}

/// Whom a text names, and the tags of the places where it does: each with the place of the name in the list.
fn named(maker: &Maker<'_, '_>, document: &Document) -> (Vec<Named>, Vec<(Span, Html)>) {
    let (mut names, mut tags): (Vec<Named>, Vec<(Span, Html)>) = Default::default();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for mention in maker.reader.mentions_in(&document.slug) {
        let Some(label) = maker.reader.label(mention.kind, mention.id.as_str()) else { continue };
        let address = address::entity(mention.kind, mention.id.as_str(), 1);
        let nth = *known.entry(address.clone()).or_insert_with(|| {
            names.push(Named { title: label.name.to_owned(), sort: label.sort.to_owned(), address });
            names.len() - 1
        });
        let mut open = Html::new();
        open.open("span").attribute("class", "named").attribute("data-n", &nth.to_string()).end();
        tags.push((mention.text, open));
    }
    (names, tags)
}

/// The first words of a text, as a quotation.
fn excerpt(words: &str) -> Html {
    let mut html = Html::new();
    html.open("blockquote").end();
    html.element("p", &format!("{} […]", rights::excerpt(words)));
    html.close("blockquote");
    html
}

/// A link out of the book.
pub fn web(html: &mut Html, address: &crate::base::WebAddress, words: &str) {
    html.open("a").address("href", Href::Web(address)).end();
    html.words(words);
    html.close("a");
}

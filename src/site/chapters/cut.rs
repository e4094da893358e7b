//! A text in pages: what stands before its first chapter, and each chapter.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    base::{Slug, Span, text},
    document::{
        Body, Document, Hole, Note, Piece,
        addresses::FormerIds,
        body::{Attribute, Name, mark_id},
        chapters::ChapterStart,
    },
    site::links::Spread,
};

/// A page of a text.
#[derive(Debug, Default)]
pub struct Page<'d> {
    /// What its file is called, without the ending: the id of its first heading in letters that any address may have.
    pub name: String,
    /// What it is called: the words of the headings with which it begins.
    pub title: String,
    /// The running text.
    pub pieces: &'d [Piece],
    /// The words of that.
    pub words: Span,
    /// Its headings: places in the facts of the text.
    pub headings: Range<usize>,
    /// With how many of them it begins.
    pub starts: usize,
    /// The numbers of the notes that have marks on it, and which of their marks stand there.
    pub notes: BTreeMap<u32, BTreeSet<u32>>,
    /// The keys of the works that it cites.
    pub works: BTreeSet<String>,
    /// The ids of its places, those that its notes have among them.
    pub ids: BTreeSet<String>,
}

/// The pages of a text: what stands before the first chapter, which may be nothing, and the chapters. Nothing if it has none.
pub fn cut(document: &Document) -> Vec<Page<'_>> {
    let body: &Body = &document.body;
    let found = found(document, &document.chapters());
    if found.len() < 2 {
        return Vec::new();
    }
    let end = body.notes.iter().map(|note| note.text.start).min().map_or(body.text.len(), |start| start as usize);
    let headings = &document.facts.headings;
    let words_at = |heading: usize| headings.get(heading).map_or(end, |heading| heading.text.start as usize);
    let first = found.first().map_or((0, 0), |(start, at)| (start.heading, *at));
    let mut pages = vec![Page {
        name: String::from("index"),
        pieces: body.pieces.get(..first.1).unwrap_or_default(),
        words: Span::new(0, words_at(first.0)),
        headings: 0..first.0,
        ..Page::default()
    }];
    let mut names = BTreeSet::from([String::from("index")]);
    for (nth, (start, at)) in found.iter().enumerate() {
        let (behind, to) = found.get(nth + 1).map_or((headings.len(), body.pieces.len()), |(next, at)| (next.heading, *at));
        let id = headings.get(start.heading).map_or("", |heading| &heading.id);
        let named = (start.heading..start.heading + start.headings).filter_map(|nth| headings.get(nth));
        let words: Vec<String> =
            named.map(|heading| text::squeeze(heading.text.of(&body.text))).filter(|words| !words.is_empty()).collect();
        let last = nth + 1 == found.len();
        pages.push(Page {
            name: named_once(id, &mut names),
            // A heading may be but a picture.
            title: if words.is_empty() { format!("§ {}", nth + 1) } else { words.join(" · ") },
            pieces: body.pieces.get(*at..to).unwrap_or_default(),
            words: Span::new(words_at(start.heading), if last { end } else { words_at(behind) }),
            headings: start.heading..behind,
            starts: start.headings,
            ..Page::default()
        });
    }
    pages.iter_mut().for_each(|page| gather(document, page));
    pages
}

/// The chapters whose headings stand among the pieces, each with its place there.
fn found(document: &Document, starts: &[ChapterStart]) -> Vec<(ChapterStart, usize)> {
    let body: &Body = &document.body;
    let mut coming = starts.iter().peekable();
    let mut found = Vec::with_capacity(starts.len());
    let mut depth = 0_usize;
    for (at, piece) in body.pieces.iter().enumerate() {
        match piece {
            Piece::Open(name, _) => {
                if depth == 0 && name.level().is_some() {
                    let id = body.pieces.get(at + 1..).unwrap_or_default().iter().map_while(|piece| match piece {
                        Piece::Attribute(attribute, value) => Some((*attribute == Attribute::Id).then(|| body.values.get(*value))),
                        _ => None,
                    });
                    let id = id.flatten().next().unwrap_or("");
                    let is_it = |start: &&ChapterStart| document.facts.headings.get(start.heading).is_some_and(|heading| heading.id == id);
                    found.extend(coming.next_if(is_it).map(|start| (*start, at)));
                }
                depth += usize::from(!Name::is_void(*name));
            }
            Piece::Close(..) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

/// A name for a page that no other has.
fn named_once(id: &str, names: &mut BTreeSet<String>) -> String {
    let name = page_of(id);
    let mut free = name.clone();
    let mut nth = 2;
    while names.contains(free.as_str()) {
        free = format!("{name}-{nth}");
        nth += 1;
    }
    names.insert(free.clone());
    free
}

/// What the page is called that begins with the heading of an id.
pub fn page_of(id: &str) -> String {
    Slug::from_text(id).to_string()
}

/// Gathers what stands on a page.
fn gather(document: &Document, page: &mut Page<'_>) {
    let body: &Body = &document.body;
    let note_of = |number: u32| body.notes.get(body.notes.binary_search_by_key(&number, |note| note.number).ok()?);
    let mut coming: Vec<&[Piece]> = vec![page.pieces];
    // A note may have marks of others.
    while let Some(pieces) = coming.pop() {
        for piece in pieces {
            match *piece {
                Piece::Attribute(Attribute::Id, value) => _ = page.ids.insert(body.values.get(value).to_owned()),
                Piece::Hole(Hole::Note(number, mark)) => {
                    page.ids.insert(format!("fn-{number}"));
                    page.ids.insert(mark_id(number, mark));
                    if !page.notes.contains_key(&number) {
                        coming.extend(note_of(number).map(|note: &Note| note.pieces.as_slice()));
                    }
                    page.notes.entry(number).or_default().insert(mark);
                }
                Piece::Hole(Hole::Citation(nth)) => cite(document, page, nth, 1),
                Piece::Hole(Hole::Group(first, count)) => cite(document, page, first, count),
                _ => {}
            }
        }
    }
    let times = document.facts.times.iter().filter(|time| page.words.start <= time.words.start && time.words.start < page.words.end);
    page.ids.extend(times.map(|time| time.id.to_string()));
}

fn cite(document: &Document, page: &mut Page<'_>, first: u32, count: u32) {
    for citation in document.facts.citations.iter().skip(first as usize).take(count as usize) {
        page.works.insert(citation.key.to_string());
        page.ids.insert(citation.fragment());
    }
}

impl Page<'_> {
    /// As much of a range of the text as is words of the page, or of a note on it.
    pub fn part_of(&self, body: &Body, span: Span) -> Option<Span> {
        let common = |own: Span| {
            let (start, end) = (span.start.max(own.start), span.end.min(own.end));
            (start < end).then_some(Span { start, end })
        };
        let notes = || body.notes.iter().filter(|note| self.notes.contains_key(&note.number));
        common(self.words).or_else(|| notes().find_map(|note| common(note.text)))
    }
}

/// Where the places of a text are on its pages; `whole` is the page with all of it.
pub fn spread(pages: &[Page<'_>], former: &FormerIds, whole: String) -> Spread {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (nth, page) in pages.iter().enumerate() {
        for id in &page.ids {
            places.entry(id.clone()).or_insert(nth);
            for old in former.get(id.as_str()).into_iter().flatten() {
                places.entry(old.to_string()).or_insert(nth);
            }
        }
    }
    Spread {
        pages: pages.iter().map(|page| format!("{}.html", page.name)).collect(),
        places,
        works: pages.iter().map(|page| page.works.clone()).collect(),
        whole,
        ..Spread::default()
    }
}

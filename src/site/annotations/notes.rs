//! The notes of a document as its page shows them.

use std::collections::BTreeMap;

use super::{index, regions};
use crate::{
    archive::anchor::Anchor as Place,
    base::{Href, Html, Slug, Span, text},
    document::{
        Annotation, AuthorityKind, Document, Target, Time,
        body::html::{Insert, InsertKind},
        region::{Pictured, Region},
    },
    reference::Role,
    site::{
        address,
        facsimile::surfaces::{Surfaces, surfaces},
        footnotes::with_feet,
        frame::{self, Maker, dir},
        links::Filler,
        page_path::PagePath,
        recordings::assigned,
        view::*,
    },
};

/// The notes of one document, made for a page.
#[derive(Default)]
pub struct Notes {
    /// Notes that stand in the text, in its order, with the words they stand on; those on times stand on the time before their turn.
    pub placed: Vec<(Span, AnnotationView)>,
    /// Notes on the document as a whole, on works, and on times of its recordings before the first in the text, these in their order.
    pub whole: Vec<AnnotationView>,
    /// Notes on pictures, in the order of the facsimile, with the places they stand on.
    pub regions: Vec<(regions::Placed, AnnotationView)>,
    /// Notes on pictures of the facsimile whose places are not those any more, each with its surface; they are among `unplaced` as well.
    pub strayed: Vec<(usize, AnnotationView)>,
    /// Notes whose words, pictures or recordings were not found, or words found in several places.
    pub unplaced: Vec<AnnotationView>,
}

/// Makes the notes of `document` for the page at `path`.
pub fn make(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Notes {
    let Some(all) = maker.reader.annotations(&document.slug) else { return Notes::default() };
    let mut replies: BTreeMap<&Slug, Vec<&Annotation>> = BTreeMap::new();
    for note in &all.file.notes {
        if let Target::Note(to) = &note.target {
            replies.entry(to).or_default().push(note);
        }
    }
    let mut notes = Notes::default();
    let mut shown: Vec<&Slug> = Vec::new();
    let is_home = path.as_str() == address::document(&document.slug);
    let on_pages = |note: &Annotation| matches!(&note.target, Target::Region(_));
    let surfaces = if all.file.notes.iter().any(on_pages) { surfaces(maker.reader, document) } else { Surfaces::default() };
    let mut times: Vec<(u64, AnnotationView)> = Vec::new();
    let on_times = all.file.notes.iter().any(|note| matches!(note.target, Target::Time(_)));
    let of_times = if on_times { assigned(document) } else { Vec::new() };
    for (nth, (note, place)) in all.notes().enumerate() {
        if matches!(note.target, Target::Note(_)) {
            continue;
        }
        let mut view = thread(maker, path, document, note, place, &replies, &mut shown);
        match &note.target {
            Target::Region(region) => {
                let placed = regions::place(maker.reader, &surfaces, note, region);
                if is_home {
                    regions::report(maker, document, &surfaces, note, region, placed.as_ref());
                }
                view.state = placed.as_ref().map_or("no-picture", |placed| placed.state.name());
                match placed {
                    // What may lie elsewhere has no place.
                    Some(placed) if placed.state.is_shown() => {
                        view.place_html = regions::link(maker, path, document, &surfaces, &view, &placed);
                        notes.regions.push((placed, view));
                    }
                    placed => {
                        let surface = placed.and_then(|placed| placed.surface);
                        notes.strayed.extend(surface.map(|nth| (nth, view.clone())));
                        notes.unplaced.push(view);
                    }
                }
                continue;
            }
            Target::Time(span) => {
                match regions::recording(document, span) {
                    // Beside the words that are said then.
                    Some(nth) => match turn_at(&of_times, nth, span.start) {
                        Some(words) => notes.placed.push((words, view)),
                        None => times.push((span.start, view)),
                    },
                    None => {
                        if is_home {
                            regions::report_time(maker, document, note, span);
                        }
                        view.state = "no-recording";
                        notes.unplaced.push(view);
                    }
                }
                continue;
            }
            _ => {}
        }
        if matches!(note.target, Target::Unplaced(_)) {
            notes.unplaced.push(view);
            continue;
        }
        match place.and_then(Place::span) {
            Some(span) => notes.placed.push((span, view)),
            None if matches!(note.target, Target::Words(_)) => {
                in_version(&mut view, path, document, note, all.kept_in(nth));
                notes.unplaced.push(view);
            }
            None => notes.whole.push(view),
        }
    }
    // A reply to nothing is shown all the same.
    for note in &all.file.notes {
        if !shown.contains(&&note.id) {
            notes.unplaced.push(view(maker, path, document, note, None));
        }
    }
    notes.placed.sort_by_key(|(span, _)| (span.start, span.end));
    notes.regions.sort_by_key(|(placed, _)| (placed.surface.is_none(), placed.surface));
    times.sort_by_key(|(start, _)| *start);
    notes.whole.extend(times.into_iter().map(|(_, view)| view));
    let in_order = notes.placed.iter_mut().map(|(_, note)| note).chain(notes.regions.iter_mut().map(|(_, note)| note));
    in_order.enumerate().for_each(|(nth, note)| note.number = nth + 1);
    notes
}

/// The last time in the text at or before a time of a recording: its words.
fn turn_at(of_times: &[(&Time, usize)], nth: usize, start: u64) -> Option<Span> {
    let before = of_times.iter().filter(|(time, of)| *of == nth && time.milliseconds <= start);
    before.max_by_key(|(time, _)| (time.milliseconds, std::cmp::Reverse(time.words.start))).map(|(time, _)| time.words)
}

/// A note and the replies to it, one below the other.
fn thread<'n>(
    maker: &Maker<'_, '_>,
    path: &PagePath,
    document: &Document,
    note: &'n Annotation,
    place: Option<&Place>,
    replies: &BTreeMap<&Slug, Vec<&'n Annotation>>,
    shown: &mut Vec<&'n Slug>,
) -> AnnotationView {
    let mut first = view(maker, path, document, note, place);
    shown.push(&note.id);
    let mut waiting: Vec<&'n Annotation> = replies.get(&note.id).into_iter().flatten().rev().copied().collect();
    while let Some(reply) = waiting.pop() {
        if shown.contains(&&reply.id) {
            continue;
        }
        shown.push(&reply.id);
        first.replies.push(view(maker, path, document, reply, None));
        waiting.extend(replies.get(&reply.id).into_iter().flatten().rev());
    }
    first
}

/// A note as the page at `path` shows it. What is wrong with its links is said of its document's page.
pub fn view(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, note: &Annotation, place: Option<&Place>) -> AnnotationView {
    // On other pages than its document's a note stands beside notes of other documents, and what it leads to is elsewhere.
    let page = address::document(&document.slug);
    let is_home = path.as_str() == page;
    let prefix = if is_home { format!("note-{}-", note.id) } else { format!("{}-note-{}-", document.slug, note.id) };
    let home = if is_home { String::new() } else { path.to(&page) };
    let mut filler = Filler::for_note(maker, path, &note.body).about(document, home, &prefix);
    let html = with_feet(&note.body, &prefix, &mut |hole, html| filler.fill(hole, html));
    if is_home {
        maker.report(filler.diagnostics);
    }
    let lang = note.lang.clone().unwrap_or_else(|| maker.config.main_lang().clone());
    let (quote, old_quote) = match (&note.target, place) {
        (Target::Words(quote), Some(place)) => {
            let now = place.span().map(|span| text::squeeze(span.of(&document.body.text)));
            let old = text::squeeze(&quote.exact);
            match now {
                Some(now) if matches!(place, Place::Moved { .. }) && now != old => (now, old),
                _ => (old, String::new()),
            }
        }
        _ => (String::new(), String::new()),
    };
    AnnotationView {
        id: format!("note-{}", note.id),
        href: format!("{}#note-{}", path.to(&address::document(&document.slug)), note.id),
        number: 0,
        html,
        lang: lang.to_string(),
        dir: dir(&lang),
        creator: creator(maker, path, &note.creator),
        created: note.created.split('T').next().unwrap_or("").to_owned(),
        updated: note.modified.split('T').next().unwrap_or("").to_owned(),
        motivation: note.motivation,
        motivation_href: path.to(&address::annotations(&note.motivation.to_string(), 1)),
        tags: note.tags.iter().filter(|tag| !tag.is_empty()).map(|tag| index::tag(path, tag)).collect(),
        words: frame::short(&text::squeeze(&note.body.body.text)),
        place: match &note.target {
            Target::Region(Region { picture: Pictured::Page(_), .. }) => "page",
            Target::Region(_) => "picture",
            Target::Time(_) => "recording",
            _ => "",
        },
        place_html: match &note.target {
            Target::Region(region) => Html::of_words(regions::name(region)),
            Target::Time(span) => regions::time_link(maker.reader, path, document, span),
            Target::Unplaced(unplaced) => Html::of_words(&unplaced.shown()),
            _ => Html::new(),
        },
        state: if matches!(note.target, Target::Unplaced(_)) { "unplaced" } else { place.map_or("", Place::name) },
        quote,
        quote_lang: document.meta.lang.to_string(),
        old_quote,
        work: work(maker, path, document, &note.target),
        replies: Vec::new(),
    }
}

/// Says of a note whose words the document has no more in which version of it they stand.
pub fn in_version(view: &mut AnnotationView, path: &PagePath, document: &Document, note: &Annotation, version: Option<&str>) {
    let Some(version) = version else { return };
    view.state = "in-version";
    let to = format!("{}#at-note-{}", path.to(&address::version(&document.slug, version)), note.id);
    view.place_html.open("a").address("href", Href::Here(&to)).end();
    view.place_html.words(version);
    view.place_html.close("a");
}

/// Who wrote a note: an authority record (`people/<id>`), or a name that may have one.
pub fn creator(maker: &Maker<'_, '_>, path: &PagePath, creator: &str) -> Anchor {
    let record = creator.split_once('/').and_then(|(kind, id)| Some((AuthorityKind::named(kind)?, id)));
    if let Some((kind, id)) = record
        && let Some(entity) = maker.reader.label(kind, id)
    {
        return Anchor { href: path.to(&address::entity(kind, id, 1)), title: entity.name.to_owned(), ..Anchor::default() };
    }
    maker.named(path, Role::Author.into(), creator)
}

/// The work that a note is about: by the key under which the document knows it, else by that of the archive.
fn work(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, target: &Target) -> Anchor {
    let Target::Work(key) = target else { return Anchor::default() };
    let own = maker.reader.works_of(&document.slug).find(|(own, _, _)| ***own == **key).map(|(_, _, work)| work);
    match own.or_else(|| maker.reader.work(key)) {
        Some(work) => {
            let title = work.record.called(&work.key).into_owned();
            Anchor { href: path.to(&address::work(&work.key, 1)), title, ..Anchor::default() }
        }
        None => Anchor { title: key.clone(), ..Anchor::default() },
    }
}

/// The tags of a note's highlight, of its first letter, and the mark behind its last.
pub struct Highlight {
    words: Span,
    open: Html,
    place: Html,
    mark: Html,
}

/// The highlights of notes that stand in the text.
pub fn highlights(placed: &[(Span, AnnotationView)]) -> Vec<Highlight> {
    let highlight = |(words, note): &(Span, AnnotationView)| {
        let (mut open, mut place) = (Html::new(), Html::new());
        open.open("mark").attribute("class", &format!("annotated {}", note.motivation)).end();
        place.open("span").attribute_of("id", &["at-", &note.id]).end();
        Highlight { words: *words, open, place, mark: mark(note) }
    };
    placed.iter().map(highlight).collect()
}

/// What is laid over the words `text` for the highlights: the first letter of each has the fragment to which its note leads back,
/// and behind the last stands its mark.
pub fn inserts<'h>(highlights: &'h [Highlight], text: &str) -> Vec<Insert<'h>> {
    laid_over(highlights, text, true)
}

/// The same where notes lead back to another place than the words.
pub fn inserts_without_places<'h>(highlights: &'h [Highlight], text: &str) -> Vec<Insert<'h>> {
    laid_over(highlights, text, false)
}

fn laid_over<'h>(highlights: &'h [Highlight], text: &str, has_places: bool) -> Vec<Insert<'h>> {
    let mut inserts = Vec::with_capacity(highlights.len() * 3);
    for (nth, highlight) in highlights.iter().enumerate() {
        let (words, shown) = (highlight.words, highlight.words.of(text));
        let first = shown.chars().next().map_or(0, char::len_utf8) as u32;
        let last = shown.chars().next_back().map_or(0, char::len_utf8) as u32;
        let span = |start, end| Span { start, end };
        // Of those over the same words the first is opened first and closed last; of marks the first closes first.
        if has_places {
            inserts
                .push((0, Insert { span: span(words.start, words.start + first), kind: InsertKind::Highlight(&highlight.place, "span") }));
        }
        inserts.push((1, Insert { span: words, kind: InsertKind::Highlight(&highlight.open, "mark") }));
        let rank = usize::MAX - nth;
        inserts.push((rank, Insert { span: span(words.end - last, words.end), kind: InsertKind::End(nth, &highlight.mark) }));
    }
    inserts.sort_by_key(|(rank, insert)| (insert.span.start, std::cmp::Reverse(insert.span.end), *rank));
    inserts.into_iter().map(|(_, insert)| insert).collect()
}

/// The mark in the text that leads to a note.
fn mark(note: &AnnotationView) -> Html {
    let mut mark = Html::new();
    mark.open("sup").attribute("class", "noteref").end();
    mark.open("a").address("href", Href::Here(&format!("#{}", note.id))).attribute("role", "doc-noteref").end();
    mark.words(&format!("※{}", note.number));
    mark.close("a");
    mark.close("sup");
    mark
}

//! A version of a document: its text as it was.

use super::{
    history::{entries, grave, home, is_same, shown},
    timemap,
};
use crate::{
    archive::{Catalogue, anchor::Anchor as Place, annotations::Placed, versions::Version},
    base::{Diagnostic, Html, Lang, RelPath, Slug, Span, say},
    document::{
        Annotation, Document, Hole, Target,
        body::html::{self, Overlay},
    },
    reference::csl,
    site::{
        address,
        annotations::notes,
        citation, editions, export, footnotes,
        frame::{self, Maker, canonical},
        kind::PageKind,
        links::Filler,
        markup,
        page_path::PagePath,
        publication,
        references::references,
        rights::Shown,
        templates::sample,
        view::*,
    },
};

/// The pages of a document's versions.
pub struct VersionPage;

impl PageKind for VersionPage {
    const NAME: &'static str = "Versions";
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = VersionView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.versions().keys().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        let Some(document) = maker.reader.document(of) else { return };
        let versions = maker.reader.versions(of);
        (0..versions.len()).for_each(|nth| make(maker, document, versions, nth));
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        catalogue.documents().get(of).map(|document| &document.meta.lang)
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.documents().get(of).map(|document| &document.path)
    }
}

impl PageView for VersionView {
    const TEMPLATE: &'static str = "version.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        Self {
            page: sample::page(),
            document: sample::anchor(),
            entry: sample::history_entry(),
            latest: sample::anchor(),
            is_current: true,
            previous: sample::anchor(),
            next: sample::anchor(),
            grave: vec![sample::history_entry()],
            history_href: sample::text("index.html"),
            markdown_href: sample::text("../a.v.1.0.md"),
            authors: sample::text("Marta Ilves"),
            issued: sample::text("1843-05-02"),
            license: LicenseView { id: sample::text("CC-BY-4.0"), ..LicenseView::default() },
            abstract_html: sample::paragraph("Abstract"),
            body_html: sample::paragraph("Text"),
            shown: Shown::Excerpt,
            notes: vec![sample::note()],
            body_ends_in_references: false,
            references: vec![sample::reference("ref-a")],
            note_references: vec![sample::reference("ref-b")],
            annotations: vec![sample::annotation()],
            citation_html: Html::of_words("Ilves"),
            citation: CitationView { before: sample::text("Ilves"), date: sample::text("2022-05-10"), after: sample::text(". Title.") },
            bibtex: sample::text("@book{a}"),
            links: vec![RelLink::page("predecessor-version", sample::text("1.0.html"))],
        }
    }

    fn long_part(&self) -> usize {
        self.body_html.len() + self.notes.iter().map(|note| note.html.len() + 200).sum::<usize>() + 700 * self.references.len()
    }
}

fn make(maker: &Maker<'_, '_>, document: &Document, versions: &[Version], nth: usize) {
    let Some(version) = versions.get(nth) else { return };
    let (slug, text): (&Slug, &Document) = (&document.slug, &version.text);
    let path = maker.at(&address::version(slug, &version.name));
    let shown = shown(maker, document, version);
    let mut page = maker.frame(&path, &text.meta.title, &text.meta.lang, "documents");
    page.description = frame::description(&text.meta);
    let all = entries(document, versions, &path);
    let own = all
        .iter()
        .find(|entry| entry.version == *version.name)
        .cloned()
        .unwrap_or_else(|| HistoryEntry { version: version.name.to_string(), ..HistoryEntry::default() });
    let to = |other: Option<&Version>| {
        other.map_or_else(Anchor::default, |other| Anchor {
            href: path.to(&address::version(slug, &other.name)),
            title: other.name.to_string(),
            ..Anchor::default()
        })
    };
    let previous = to(nth.checked_sub(1).and_then(|before| versions.get(before)));
    let next = to(versions.get(nth + 1));
    let is_current = is_same(maker, document, version);
    let mut made = if shown == Shown::Full { body(maker, &path, document, version) } else { Body::default() };
    let mut record = export::described(slug, &text.meta);
    let here = canonical(maker.config, &path);
    if !here.is_empty() {
        record.url = here;
    }
    let citation_html = if maker.config.citation_style.is_empty() { None } else { maker.formatter.entry(&record) };
    let citation = if citation_html.is_some() { CitationView::default() } else { citation::parts(&record) };
    csl::set(&mut record, "version", &version.name);
    // Who cites two versions has two entries.
    record.key = format!("{}-{}", record.key, version.name);
    let bibtex = export::format_of("bib").and_then(|format| format.write).map(|write| write(&record)).unwrap_or_default();
    let markdown = (shown == Shown::Full).then(|| RelPath::new(&address::version_markdown(slug, &version.name)));
    let latest = if next.href.is_empty() { Anchor::default() } else { to(versions.last()) };
    let view = VersionView {
        links: links(maker, document, versions, &path, (&previous, &next)),
        page,
        document: home(document, &path),
        grave: grave(&all),
        entry: own,
        latest,
        is_current,
        previous,
        next,
        history_href: path.to(&address::history(slug)),
        markdown_href: markdown.as_ref().map(|file| path.to(file.as_str())).unwrap_or_default(),
        authors: text.meta.authors(),
        issued: text.meta.issued.map(|date| date.to_string()).unwrap_or_default(),
        license: publication::license(&text.meta),
        abstract_html: markup::blocks_html(&text.meta.abstract_),
        body_html: std::mem::take(&mut made.html),
        shown,
        notes: made.notes,
        body_ends_in_references: made.ends_in_references,
        references: made.references,
        note_references: made.note_references,
        annotations: made.annotations,
        citation_html: citation_html.unwrap_or_default(),
        citation,
        bibtex: bibtex.trim_end().to_owned(),
    };
    maker.put(path, View::of(view));
    if let Some(file) = markdown {
        let mut own = text.clone();
        // Of a text that was taken back each version was.
        own.meta.history.clone_from(&document.meta.history);
        own.meta.variables.retain(|(variable, _)| variable != "version");
        own.meta.variables.push(("version".to_owned(), version.name.to_string()));
        maker.file(file, editions::markdown::make(maker, &own));
    }
}

/// What leads from a version to the others (RFC 5829, 2 and 3; RFC 7089, 2.2).
fn links(
    maker: &Maker<'_, '_>,
    document: &Document,
    versions: &[Version],
    path: &PagePath,
    (previous, next): (&Anchor, &Anchor),
) -> Vec<RelLink> {
    let slug = &document.slug;
    let all = [
        ("predecessor-version", previous.href.clone()),
        ("successor-version", next.href.clone()),
        ("latest-version", versions.last().map(|newest| path.to(&address::version(slug, &newest.name))).unwrap_or_default()),
        ("version-history", path.to(&address::history(slug))),
        ("original", path.to(&address::document(slug))),
    ];
    let links = all.into_iter().filter(|(_, href)| !href.is_empty()).map(|(rel, href)| RelLink::page(rel, href));
    links.chain(timemap::link(maker.config, document, versions, path)).collect()
}

/// A text as it is shown.
#[derive(Default)]
struct Body {
    html: Html,
    notes: Vec<NoteView>,
    references: Vec<ReferenceView>,
    note_references: Vec<ReferenceView>,
    ends_in_references: bool,
    annotations: Vec<AnnotationView>,
}

fn body(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, version: &Version) -> Body {
    let text: &Document = &version.text;
    let placed = kept(maker, path, document, version);
    let highlights = notes::highlights(&placed);
    let inserts = notes::inserts(&highlights, &text.body.text);
    let overlay = Overlay { inserts: &inserts, ..Overlay::default() };
    let mut filler = Filler::new(maker, path, text);
    let mut fill = |hole: &Hole, html: &mut Html| filler.fill(hole, html);
    let body = html::render(&text.body, &text.body.pieces, &mut fill, overlay);
    let feet: Vec<NoteView> = text.body.notes.iter().map(|note| footnotes::view(text, note, &mut fill, overlay)).collect();
    let Filler { citing, diagnostics, .. } = filler;
    // It cannot be mended here, and was right once: one word on all that leads nowhere now.
    let broken = diagnostics.iter().filter(|found| found.severity <= crate::base::Severity::Warning).count();
    if broken > 0 {
        let found = Diagnostic::notice(&version.file, say::version_links(broken, &*version.name));
        maker.report([found.hint(say::version_links_hint())]);
    }
    let [listed, note_references, _] = references(maker, path, text, &citing, true);
    Body {
        html: body,
        notes: feet,
        references: listed,
        note_references,
        ends_in_references: text.ends_in_heading(),
        annotations: placed.into_iter().map(|(_, note)| note).collect(),
    }
}

/// The editors' notes whose words stand in this version, and no more in the document nor in a newer one; with the replies to them.
fn kept(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, version: &Version) -> Vec<(Span, AnnotationView)> {
    let Some(all) = maker.reader.annotations(&document.slug) else { return Vec::new() };
    let of_note = |(note, kept): (&Annotation, &Option<(Box<str>, Place)>)| {
        let (_, place) = kept.as_ref().filter(|(name, _)| *name == version.name)?;
        let mut view = notes::view(maker, path, &version.text, note, Some(place));
        view.replies = replies(maker, path, document, all, &note.id);
        Some((place.span()?, view))
    };
    let mut placed: Vec<(Span, AnnotationView)> = all.file.notes.iter().zip(&all.kept).filter_map(of_note).collect();
    placed.sort_by_key(|(span, _)| (span.start, span.end));
    placed.iter_mut().enumerate().for_each(|(nth, (_, note))| note.number = nth + 1);
    placed
}

/// The replies to a note, each with those to it behind it; no note is told twice.
fn replies(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, all: &Placed, to: &Slug) -> Vec<AnnotationView> {
    let mut told: Vec<&Slug> = vec![to];
    let mut waiting: Vec<&Slug> = vec![to];
    let mut views = Vec::new();
    while let Some(to) = waiting.pop() {
        for note in all.file.notes.iter().filter(|note| matches!(&note.target, Target::Note(other) if other == to)) {
            if !told.contains(&&note.id) {
                told.push(&note.id);
                waiting.push(&note.id);
                views.push(notes::view(maker, path, document, note, None));
            }
        }
    }
    views
}

//! The reading page of a document.

use std::collections::BTreeMap;

use super::{
    address, annotations, answers, citation,
    citing::uncited,
    collections, counterparts, data, dts, editions, export, facsimile, fields, files, footnotes,
    frame::{Maker, canonical, description, dir},
    furniture, iiif,
    kind::PageKind,
    letters,
    links::Filler,
    markup, metadata,
    page_path::PagePath,
    publication, recordings,
    references::references,
    related,
    rights::{self, Shown},
    signposting::{Around, Signposts, linkset_path},
    templates::sample,
    versions::history,
    view::*,
};
use crate::{
    archive::{Capacity, Catalogue},
    base::{Diagnostic, Href, Html, Lang, RelPath, Slug, Span, say, speech, text},
    document::{
        Document, Meta, Note, Turn, TurnKind,
        body::html::{self, Insert, InsertKind, Overlay, Part},
    },
    reference::{Record, Role, format::shelf},
};

/// A document's reading page.
pub struct DocumentPage;

impl PageKind for DocumentPage {
    const NAME: &'static str = "Document";
    type Of = Slug;
    type View = DocumentView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.documents().keys().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.documents().get(of).map(|document| &document.path)
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        catalogue.documents().get(of).map(|document| &document.meta.lang)
    }
}

impl PageView for DocumentView {
    const TEMPLATE: &'static str = "document.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        sample::document()
    }

    fn empty() -> Self {
        Self { shown: Shown::Full, ..Self::default() }
    }

    fn long_part(&self) -> usize {
        self.body_html.len() + self.notes.iter().map(|note| note.html.len() + 200).sum::<usize>() + 700 * self.references.len()
    }
}

/// Makes the reading page of a document.
pub fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug) else { return };
    let path = maker.at(&address::document(slug));
    let meta = &document.meta;
    let open = meta.license.as_ref().is_some_and(crate::document::License::is_open);
    let shown = rights::shown(maker.config, meta);
    let surfaces = facsimile::surfaces(maker.reader, document);
    let mut filler = Filler::new(maker, &path, document).beside(facsimile::page::ways(&path, slug, &surfaces));
    let mentions = mention_links(maker, &path, document);
    let mut annotations = annotations::notes::make(maker, &path, document);
    let highlights = if shown == Shown::Full { annotations::notes::highlights(&annotations.placed) } else { Vec::new() };
    let (recordings, times) = recordings::make(maker, &path, document);
    let links = mentions.iter().chain(&times);
    let mut inserts: Vec<Insert<'_>> = links.map(|(span, open)| Insert { span: *span, kind: InsertKind::Link(open) }).collect();
    if !highlights.is_empty() || !times.is_empty() {
        inserts.extend(annotations::notes::inserts(&highlights, &document.body.text));
        // A mention within highlighted words is opened last, and so closed first.
        inserts.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)));
    }
    let mut fill = |hole: &crate::document::Hole, html: &mut Html| filler.fill(hole, html);
    let former = maker.reader.former_ids_of(&path, document);
    let overlay = Overlay { inserts: &inserts, former: Some(&former), ..Overlay::default() };
    let parts = html::parts(&document.body, &document.body.pieces, &mut fill, overlay);
    let views =
        |notes: &[usize]| notes.iter().filter_map(|nth| annotations.placed.get(*nth)).map(|(_, note)| note.clone()).collect::<Vec<_>>();
    let foot = |note: &Note| {
        let parts = html::parts(&document.body, &note.pieces, &mut fill, overlay);
        let annotations = parts.iter().flat_map(|part| views(&part.notes)).collect();
        NoteView { annotations, ..footnotes::made(note, parts.into_iter().map(|part| part.html).collect()) }
    };
    let mut notes: Vec<NoteView> = document.body.notes.iter().map(foot).collect();
    let (mut body_html, annotated) = with_notes(parts, views);
    annotations.whole.extend(std::mem::take(&mut annotations.regions).into_iter().map(|(_, note)| note));
    let Filler { citing, diagnostics, .. } = filler;
    maker.report(diagnostics);
    maker.report(uncited(maker, document));
    maker.report(without_chapters(document).filter(|_| shown == Shown::Full));
    if shown != Shown::Full {
        body_html = if shown == Shown::Excerpt { excerpt(&document.body.text) } else { Html::new() };
        notes = Vec::new();
        let placed = std::mem::take(&mut annotations.placed);
        annotations.whole.splice(0..0, placed.into_iter().map(|(_, note)| note));
    }
    let [references, note_references, annotation_references] = references(maker, &path, document, &citing, shown == Shown::Full);
    let mut page = maker.frame(&path, &meta.title, &meta.lang, "documents");
    page.description = description(meta);
    counterparts::of_document(maker, &mut page, &path, slug);
    page.social = furniture::first_picture(maker, document).unwrap_or(page.social);
    let record = export::record(maker.config, document);
    let exported = export::files(&record, &path);
    let (citation_html, citation) = cited_as(maker, meta, &record);
    let fields = fields::of_document(maker, &path, document);
    let (files, ways) = (files::make(maker, &path, document, shown), collections::ways::of(maker, &path, slug));
    let offered = editions::offer(maker, &path, slug);
    dts::of_document(maker, slug);
    let around = Around { editions: &offered, files: &files, ways: &ways };
    let signposts = Signposts::new(maker, document, &path, &record, &around);
    let metadata_html = metadata::head(maker.config, document, &path, &record, &fields, &signposts);
    let view = DocumentView {
        slug: slug.to_string(),
        kind: meta.kind.name(),
        section: meta.section.clone(),
        other_titles: titles(meta),
        people: people(maker, &path, meta),
        lead: meta.lead.clone(),
        publication: publication::publication(meta),
        letter: letters::way::of_document(maker, &path, document),
        kept: shelf(&record, true),
        fields,
        extra: data::extra(&meta.extra),
        license: publication::license(meta),
        abstracts: abstracts(maker, &path, meta),
        contents: contents(document),
        recordings,
        files,
        shown,
        unlicensed: !open,
        body_ends_in_references: shown == Shown::Full && document.ends_in_heading(),
        body_html,
        annotated,
        annotations_href: if maker.reader.annotations(slug).is_some_and(|placed| !placed.file.notes.is_empty()) {
            path.to(&address::jsonld(slug))
        } else {
            String::new()
        },
        annotations: annotations.whole,
        unplaced: annotations.unplaced,
        notes,
        references,
        note_references,
        annotation_references,
        backlinks: backlinks(maker, &path, slug),
        related: related::related(maker, &path, document),
        translations: translations(maker, &path, slug),
        ways,
        mentioned: mentioned(maker, &path, slug),
        cite_as: meta
            .cite_as
            .iter()
            .map(|(lang, text)| Anchor { href: String::new(), title: markup::plain(text), lang: lang.to_string(), ..Anchor::default() })
            .collect(),
        citation_html,
        citation,
        exports: exports(&path).into_iter().chain(offered.into_iter().map(|(file, _)| file)).collect(),
        bibtex: exported.iter().find(|(path, _)| path.extension() == "bib").map(|(_, text)| text.trim_end().to_owned()).unwrap_or_default(),
        metadata_html,
        source_href: if shown == Shown::Full && has_source(maker, meta) { path.to(&address::source(slug)) } else { String::new() },
        iiif_href: iiif::manifest::href(maker.config, &path, slug, &surfaces),
        facsimile_href: if surfaces.all.is_empty() { String::new() } else { path.to(&address::facsimile(slug)) },
        as_work: as_work(maker, &path, slug),
        answers: answers::make(maker, &path, shown),
        history: history::of_document(maker, &path, document, &former),
        title_href: if shown == Shown::Full && document.has_chapters() { path.to(&address::title_page(slug)) } else { String::new() },
        words: document.facts.words,
        page,
    };
    if let Some(text) = signposts.linkset(maker.config, &path) {
        maker.file(linkset_path(slug), text);
    }
    maker.put(path, View::of(view));
    exported.into_iter().for_each(|(path, text)| maker.file(path, text));
}

/// How the document is cited: what the text itself asks for goes before, and an archive that names no style gets one made
/// of the fields.
fn cited_as(maker: &Maker<'_, '_>, meta: &Meta, record: &Record) -> (Html, CitationView) {
    if !meta.cite_as.is_empty() {
        return (Html::new(), CitationView::default());
    }
    let styled = if maker.config.citation_style.is_empty() { None } else { maker.formatter.entry(record) };
    match styled {
        Some(html) => (html, CitationView::default()),
        None => (Html::new(), citation::parts(record)),
    }
}

/// The files by which reference managers take the document.
fn exports(path: &PagePath) -> Vec<Anchor> {
    let stem = path.name().strip_suffix(".html").unwrap_or(path.name());
    let anchor = |ending: &&str| {
        let title = export::format_of(ending)?.name.to_owned();
        Some(Anchor { href: address::encode(&format!("{stem}.{ending}")), title, ..Anchor::default() })
    };
    export::ENDINGS.iter().filter_map(anchor).collect()
}

/// The beginning of the running text, and its parts behind it, each with the notes that stand before it.
pub fn with_notes(parts: Vec<Part>, views: impl Fn(&[usize]) -> Vec<AnnotationView>) -> (Html, Vec<AnnotatedPart>) {
    let mut first = Html::new();
    let mut annotated: Vec<AnnotatedPart> = Vec::new();
    let mut before: Option<Vec<usize>> = None;
    for part in parts {
        match before.replace(part.notes) {
            None => first = part.html,
            Some(notes) => annotated.push(AnnotatedPart { notes: views(&notes), html: part.html }),
        }
    }
    if let Some(notes) = before.filter(|notes| !notes.is_empty()) {
        annotated.push(AnnotatedPart { notes: views(&notes), html: Html::new() });
    }
    (first, annotated)
}

/// Whether the source that the front matter names is in the archive, and may be shown: a source has all words of each document
/// that was made of it.
pub fn has_source(maker: &Maker<'_, '_>, meta: &Meta) -> bool {
    let is_shown = |file: &str| maker.reader.source(file).is_some() && maker.reader.may_show_source(file);
    meta.source.as_ref().is_some_and(|source| is_shown(&source.file))
}

/// Says of a text that is to be read chapter by chapter and has none.
fn without_chapters(document: &Document) -> Option<Diagnostic> {
    let is_heard = !document.meta.chapters.is_asked() || document.has_chapters();
    let mut found = Diagnostic::warning(&document.path, say::no_effect_chapters()).hint(say::no_effect_chapters_hint());
    found.span = document.meta.place_of("chapters");
    (!is_heard).then_some(found)
}

/// The list of contents: the headings; of an interview that has hardly any, its questions among them.
pub fn contents(document: &Document) -> Vec<ContentsItem> {
    /// So many headings are contents.
    const ENOUGH: usize = 3;
    let item = |heading: &crate::document::Heading| ContentsItem {
        level: heading.level,
        href: format!("#{}", heading.id),
        title: heading.text.of(&document.body.text).to_owned(),
    };
    // A heading that is but a picture or a place has nothing to be listed by.
    let named = |heading: &&crate::document::Heading| !heading.text.of(&document.body.text).trim().is_empty();
    let headings = document.facts.headings.iter().filter(named);
    if document.facts.turns.is_empty() || headings.clone().count() >= ENOUGH {
        return headings.map(item).collect();
    }
    let mut lines: Vec<(u32, ContentsItem)> = headings.map(|heading| (heading.text.start, item(heading))).collect();
    lines.extend(document.facts.turns.iter().filter_map(|turn| question(document, turn)));
    lines.sort_by_key(|(start, _)| *start);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A question of an interview as a line of contents, by its first words, with the place where it stands.
fn question(document: &Document, turn: &Turn) -> Option<(u32, ContentsItem)> {
    /// About two lines of contents beside a text.
    const LONGEST: usize = 72;
    const BETWEEN: [char; 8] = [' ', '\u{a0}', ':', '：', '.', '—', '–', '―'];
    let block = document.body.block_at(turn.text.start).filter(|block| turn.kind == TurnKind::Question && !block.id.is_empty())?;
    let words = text::squeeze(block.text.of(&document.body.text));
    let words = words.get(speech::time_code(&words).unwrap_or(0)..).unwrap_or(&words).trim_start_matches(BETWEEN);
    let words = words.strip_prefix(turn.speaker.as_str()).unwrap_or(words).trim_start_matches(BETWEEN);
    let title = match words.char_indices().nth(LONGEST) {
        None => words.to_owned(),
        Some((end, _)) => {
            let cut = words.get(..end).unwrap_or(words);
            // Words of which none ends there have no spaces between them.
            format!("{} …", cut.rfind(' ').and_then(|space| cut.get(..space)).unwrap_or(cut))
        }
    };
    (!title.is_empty()).then(|| (block.text.start, ContentsItem { level: 2, href: format!("#{}", block.id), title }))
}

/// The first mention of a name in each section leads to its page: the words, and the tag before them.
pub fn mention_links(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Vec<(Span, Html)> {
    let mentions = maker.reader.mentions_in(&document.slug).iter().filter(|mention| mention.first_in_section);
    mentions
        .map(|mention| {
            let (mut open, to) = (Html::new(), path.to(&address::entity(mention.kind, mention.id.as_str(), 1)));
            open.open("a").attribute_of("class", &["mention ", mention.kind.folder()]).address("href", Href::Here(&to)).end();
            (mention.text, open)
        })
        .collect()
}

/// Titles in other languages.
pub fn titles(meta: &Meta) -> Vec<Anchor> {
    let own = meta.translations.iter().filter(|translation| !translation.title.is_empty());
    own.map(|translation| Anchor {
        href: String::new(),
        title: translation.title.clone(),
        lang: translation.lang.to_string(),
        ..Anchor::default()
    })
    .collect()
}

/// People by role, in the order of the front matter.
pub fn people(maker: &Maker<'_, '_>, path: &PagePath, meta: &Meta) -> Vec<PersonView> {
    let mut nth_of_role: BTreeMap<Role, usize> = BTreeMap::new();
    meta.people
        .iter()
        .map(|person| {
            let nth = nth_of_role.entry(person.role).or_default();
            let place = *nth;
            *nth += 1;
            // Translations list the same people in the same order.
            let translations = meta.translations.iter().filter_map(|translation| {
                let same = translation.people.iter().filter(|other| other.role == person.role).nth(place)?;
                Some(PersonTranslation { lang: translation.lang.to_string(), name: same.name.display(), offices: same.offices.clone() })
            });
            PersonView {
                role: person.role.name().to_owned(),
                name: maker.person(path, person),
                offices: person.offices.clone(),
                orcid: person.name.orcid.clone(),
                orcid_url: address::identifier("orcid", &person.name.orcid),
                translations: translations.collect(),
            }
        })
        .collect()
}

/// Abstracts and keywords, the document's own language first.
pub fn abstracts(maker: &Maker<'_, '_>, path: &PagePath, meta: &Meta) -> Vec<AbstractView> {
    let make = |lang: &Lang, own: bool, text: &str, keywords: &[String]| AbstractView {
        lang: lang.to_string(),
        dir: dir(lang),
        own,
        html: markup::blocks_html(text),
        keywords: keywords.iter().map(|keyword| maker.named(path, Capacity::Keyword, keyword)).collect(),
    };
    let own = std::iter::once(make(&meta.lang, true, &meta.abstract_, &meta.keywords));
    let others = meta.translations.iter().map(|other| make(&other.lang, false, &other.abstract_, &other.keywords));
    own.chain(others).filter(|view| !view.html.is_empty() || !view.keywords.is_empty()).collect()
}

fn backlinks(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Vec<Card> {
    let linkers = maker.reader.backlinks(slug).into_iter().flatten();
    linkers.filter_map(|other| Some(maker.card(path, &maker.reader.card(other)?))).collect()
}

/// The same text in other languages.
fn translations(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Vec<TranslationLink> {
    let others = maker.reader.translations(slug).filter_map(|other| maker.reader.card(other));
    others
        .map(|other| {
            let target = RelPath::new(&address::document(other.slug));
            TranslationLink {
                href: path.to(target.as_str()),
                address: canonical(maker.config, &target),
                title: other.title.to_owned(),
                lang: other.lang.to_string(),
            }
        })
        .collect()
}

fn mentioned(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Vec<MentionedView> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for mention in maker.reader.mentions_in(slug) {
        *counts.entry((mention.kind, mention.id.as_str())).or_default() += 1;
    }
    // To make an order costs more than most pages have to sort.
    if counts.is_empty() {
        return Vec::new();
    }
    let collation = maker.collation();
    let mut views: Vec<(Vec<u8>, MentionedView)> = counts
        .into_iter()
        .filter_map(|((kind, id), count)| {
            let entity = maker.reader.label(kind, id)?;
            let name = Anchor { href: path.to(&address::entity(kind, id, 1)), title: entity.name.to_owned(), ..Anchor::default() };
            Some((collation.key(&[entity.sort]), MentionedView { kind: kind.folder(), name, count }))
        })
        .collect();
    views.sort_by(|a, b| (kind_order(a.1.kind), &a.0).cmp(&(kind_order(b.1.kind), &b.0)));
    views.into_iter().map(|(_, view)| view).collect()
}

fn kind_order(kind: &str) -> usize {
    super::frame::KINDS.iter().position(|other| other.folder() == kind).unwrap_or(usize::MAX)
}

fn as_work(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Anchor {
    match maker.reader.work_held_as(slug) {
        Some(work) => Anchor { href: path.to(&address::work(&work.key, 1)), title: work.key.to_string(), ..Anchor::default() },
        None => Anchor::default(),
    }
}

/// The first words of a text, as a quotation.
fn excerpt(words: &str) -> Html {
    let mut html = Html::new();
    html.open("blockquote").attribute("class", "excerpt").end();
    html.element("p", &format!("{} […]", rights::excerpt(words)));
    html.close("blockquote");
    html
}

//! The archive's front page.

use std::collections::BTreeMap;

use super::{
    address,
    collections::tree,
    counterparts,
    document_list::document_place,
    figures::{self, Worth},
    footnotes,
    frame::{KINDS, Maker},
    furniture, glance,
    indexes::{entity_line, most_cited, newest},
    kind::PageKind,
    links::Filler,
    map as places, menu,
    page_path::PagePath,
    templates::sample,
    view::*,
    work_page,
};
use crate::{
    archive::{Catalogue, Found, Listed, Thing, Work, works::Group},
    base::{Date, Html, RelPath, Slug, places::FRONT},
    config::frame::FrontPart,
    document::{
        AuthorityKind, Document, Hole,
        body::html::{self, Overlay},
    },
};

/// How many documents the front shows.
const DOCUMENTS: usize = 12;
/// How many of the most cited works, and of the entities most named.
const MOST: usize = 12;
/// With how many of the oldest documents it proposes to begin where the editors propose nothing.
const FIRST: usize = 3;

/// The archive's front page.
pub struct Front;

impl PageKind for Front {
    const NAME: &'static str = "Front";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = FrontView;

    fn all(_: &Catalogue) -> Vec<()> {
        vec![()]
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }

    fn file<'a>(catalogue: &'a Catalogue, (): &()) -> Option<&'a RelPath> {
        catalogue.pages().get(FRONT).map(|text| &text.path)
    }
}

impl PageView for FrontView {
    const TEMPLATE: &'static str = "index.html";

    fn sample() -> Self {
        sample::front()
    }
}

/// What stands on the front of which nothing is said: what there is to read first, and figures behind.
const USUAL: [FrontPart; 13] = [
    FrontPart::Text,
    FrontPart::Begin,
    FrontPart::Collections,
    FrontPart::Latest,
    FrontPart::People,
    FrontPart::Organizations,
    FrontPart::Places,
    FrontPart::Topics,
    FrontPart::Languages,
    FrontPart::Map,
    FrontPart::Timeline,
    FrontPart::CitationMap,
    FrontPart::MostCited,
];

/// Makes the front page.
pub fn make(maker: &Maker<'_, '_>) {
    let path = maker.at(address::FRONT);
    let is_usual = maker.config.frame.front.is_none();
    let wanted = wanted(maker);
    let wants = |part: FrontPart| wanted.contains(&part);
    let documents: Vec<Listed<'_>> = maker.reader.documents().collect();
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &documents {
        *languages.entry(document.lang.as_str()).or_default() += 1;
    }
    let mut languages: Vec<(String, usize)> = languages.into_iter().map(|(lang, count)| (lang.to_owned(), count)).collect();
    languages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let (count, mut works) = most_cited(maker.reader.works(), MOST.max(figures::map::ROWS));
    let places = if wants(FrontPart::Map) { places::of_all(maker, &path) } else { PlaceMap::default() };
    // Those that most documents cite stand first.
    let repeated = works.partition_point(|work| work.cited_by() > 1);
    let worth = Worth { documents: documents.len(), repeated, places: places.dots.len() };
    // Who asks for a part gets it, however little there is in it.
    let shows = |part: FrontPart, is_worth: fn(Worth) -> bool| wants(part) && (!is_usual || is_worth(worth));
    if is_usual {
        works.truncate(repeated);
    }
    let timeline = if shows(FrontPart::Timeline, Worth::timeline) { timeline(maker, &path, &documents) } else { Timeline::default() };
    let roots = if wants(FrontPart::Collections) { maker.reader.whole_collections() } else { &[] };
    let begin = if wants(FrontPart::Begin) { begin(maker, &path, &documents, roots.is_empty()) } else { Vec::new() };
    let documents_count = documents.len();
    let years = years(&documents);
    let latest = newest(maker, documents, DOCUMENTS);
    let map = if shows(FrontPart::CitationMap, Worth::citation_map) { map(maker, &path, &works) } else { CitationMap::default() };
    works.truncate(if shows(FrontPart::MostCited, Worth::most_cited) { MOST } else { 0 });
    let collections = roots.iter().take(MOST).filter_map(|slug| maker.reader.collection_label(slug));
    let front = if wants(FrontPart::Text) { text(maker, &path) } else { None };
    let groups: Vec<EntityGroup> = KINDS.into_iter().map(|kind| group(maker, &path, kind)).filter(|group| group.count > 0).collect();
    let of_kind = |kind: AuthorityKind| groups.iter().find(|group| group.kind == kind.folder()).map_or(0, |group| group.count);
    let mut page = maker.frame(&path, &maker.config.title, &maker.config.lang, "");
    page.description = maker.config.description.clone();
    let (title, title_lang) = match &front {
        Some((text, _)) if !text.facts.is_untitled => (text.meta.title.clone(), text.meta.lang.to_string()),
        _ => (page.site_title.clone(), page.site_title_lang.clone()),
    };
    if let Some((text, _)) = &front {
        page.social = furniture::first_picture(maker, text).unwrap_or(page.social);
    }
    furniture::publish(maker, &path);
    let mut view = FrontView {
        title,
        title_lang,
        parts: Vec::new(),
        text: front.map(|(_, view)| view).unwrap_or_default(),
        begin,
        years,
        collections: collections.map(|label| tree::pictured(maker, &path, &label)).collect(),
        all_collections: if roots.len() > MOST { path.to(&address::collections(1)) } else { String::new() },
        places: if shows(FrontPart::Map, Worth::map) { places } else { PlaceMap::default() },
        documents_href: path.to(address::DOCUMENTS),
        works_href: if count > 0 { path.to(address::CITATIONS) } else { String::new() },
        description: maker.config.description.clone(),
        description_lang: maker.config.description_lang().to_string(),
        publisher: maker.config.publisher.clone(),
        counts: Counts {
            documents: documents_count,
            works: count,
            people: of_kind(AuthorityKind::People),
            organizations: of_kind(AuthorityKind::Organizations),
            places: of_kind(AuthorityKind::Places),
            topics: of_kind(AuthorityKind::Topics),
        },
        documents: latest.iter().map(|document| glance::card(maker, &path, document)).collect(),
        all_documents: if documents_count > DOCUMENTS { path.to(address::DOCUMENTS) } else { String::new() },
        works: works.into_iter().map(|work| work_page::line(maker, work, &path)).collect(),
        entities: groups,
        languages,
        timeline,
        map,
        page,
    };
    view.parts = parts(&wanted, &view);
    maker.put(path, View::of(view));
}

/// The parts that are wanted, in their order. What the editors propose to begin with is shown, named among the parts or not.
fn wanted(maker: &Maker<'_, '_>) -> Vec<FrontPart> {
    let frame = &maker.config.frame;
    let mut wanted = frame.front.clone().unwrap_or_else(|| USUAL.to_vec());
    if !frame.begin.is_empty() && !wanted.contains(&FrontPart::Begin) {
        let place = usize::from(wanted.first() == Some(&FrontPart::Text));
        wanted.insert(place, FrontPart::Begin);
    }
    wanted
}

/// With what to begin: what the editors propose, else the oldest documents, where there are more than the front shows and no collections.
fn begin(maker: &Maker<'_, '_>, path: &PagePath, documents: &[Listed<'_>], is_flat: bool) -> Vec<BeginView> {
    let of_document = |item: NavItem, listed: &Listed<'_>| {
        let card = glance::pictured(maker, path, listed);
        BeginView { item: if item.href.is_empty() { titled(&card) } else { item }, card, ..BeginView::default() }
    };
    if !maker.config.frame.begin.is_empty() {
        let ways = menu::begin(maker, path).into_iter().map(|(item, found)| match &found {
            Found::Thing(Thing::Document(slug)) => match maker.reader.card(slug) {
                Some(listed) => of_document(item, &listed),
                None => BeginView { item, ..BeginView::default() },
            },
            Found::Thing(Thing::Collection(slug)) => {
                let label = maker.reader.collection_label(slug);
                let collection = label.map(|label| tree::pictured(maker, path, &label)).unwrap_or_default();
                BeginView { item, collection, ..BeginView::default() }
            }
            _ => BeginView { item, ..BeginView::default() },
        });
        return ways.collect();
    }
    if !is_flat || documents.len() <= DOCUMENTS {
        return Vec::new();
    }
    let mut dated: Vec<&Listed<'_>> = documents.iter().filter(|document| document.issued.is_some()).collect();
    dated.sort_by(|a, b| a.issued.cmp(&b.issued).then_with(|| a.slug.cmp(b.slug)));
    dated.into_iter().take(FIRST).map(|listed| of_document(NavItem::default(), listed)).collect()
}

fn titled(card: &Card) -> NavItem {
    NavItem { title: card.title.clone(), lang: card.lang.clone(), href: card.href.clone(), ..NavItem::default() }
}

/// From which year to which the documents are, EDTF.
fn years(documents: &[Listed<'_>]) -> String {
    let years = || documents.iter().filter_map(|document| document.issued).map(|date| date.start.year);
    let written = |year: i32| Date::year(year).to_string();
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first != last => format!("{}/{}", written(first), written(last)),
        (Some(year), _) => written(year),
        _ => String::new(),
    }
}

/// The parts of the front in which there is something; those that stand side by side together.
fn parts(wanted: &[FrontPart], view: &FrontView) -> Vec<Vec<&'static str>> {
    let has_names = |part: FrontPart| view.entities.iter().any(|group| group.kind == part.name());
    let mut parts: Vec<Vec<&'static str>> = Vec::new();
    let mut is_side_by_side = false;
    for part in wanted {
        let (is_there, is_narrow) = match part {
            FrontPart::Text => (!view.text.html.is_empty(), false),
            FrontPart::Begin => (!view.begin.is_empty(), false),
            FrontPart::Latest => (!view.documents.is_empty(), false),
            FrontPart::Collections => (!view.collections.is_empty(), false),
            FrontPart::People | FrontPart::Organizations | FrontPart::Places | FrontPart::Topics => (has_names(*part), true),
            FrontPart::Languages => (view.languages.len() > 1, true),
            FrontPart::Timeline => (!view.timeline.rows.is_empty(), false),
            FrontPart::CitationMap => (!view.map.lines.is_empty(), false),
            FrontPart::MostCited => (!view.works.is_empty(), false),
            FrontPart::Map => (!view.places.dots.is_empty(), false),
        };
        match parts.last_mut() {
            _ if !is_there => continue,
            Some(row) if is_side_by_side && is_narrow => row.push(part.name()),
            _ => parts.push(vec![part.name()]),
        }
        is_side_by_side = is_narrow;
    }
    parts
}

/// The text of the front, in the language of the words here if there is one.
fn text<'a>(maker: &Maker<'a, '_>, path: &PagePath) -> Option<(&'a Document, FrontTextView)> {
    let slug = counterparts::in_language(maker, &Slug::from_stem(FRONT));
    let text = maker.reader.free_page(&slug)?;
    let mut filler = Filler::for_page(maker, path, text);
    let mut fill = |hole: &Hole, html: &mut Html| filler.fill(hole, html);
    let former = maker.reader.former_ids_of(path, text);
    let overlay = Overlay { former: Some(&former), ..Overlay::default() };
    let html = html::render(&text.body, &text.body.pieces, &mut fill, overlay);
    let notes = text.body.notes.iter().map(|note| footnotes::view(text, note, &mut fill, Overlay::default())).collect();
    let Filler { citing, diagnostics, .. } = filler;
    maker.report(diagnostics);
    let references = citing.references(maker, path, text);
    Some((text, FrontTextView { lang: text.meta.lang.to_string(), html, notes, references }))
}

fn group(maker: &Maker<'_, '_>, path: &PagePath, kind: AuthorityKind) -> EntityGroup {
    let mut entities = maker.reader.entities(kind);
    let count = entities.len();
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.documents));
    let top = entities.into_iter().take(MOST).map(|entity| entity_line(path, kind, &entity)).collect();
    EntityGroup { kind: kind.folder(), href: path.to(&address::entities(kind, 1)), count, top }
}

/// The timeline: documents lead to their place in the list, works to the list of their year.
fn timeline(maker: &Maker<'_, '_>, path: &PagePath, documents: &[Listed<'_>]) -> Timeline {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for date in documents.iter().filter_map(|document| document.issued) {
        *counts.entry(date.start.year).or_default() += 1;
    }
    let undated = documents.len() - counts.values().sum::<usize>();
    let mut of_documents: BTreeMap<i32, figures::timeline::Year> = BTreeMap::new();
    let mut place = 0;
    // In the list the newest stand first, and the first of a year under its heading.
    for (year, count) in counts.into_iter().rev() {
        of_documents.insert(year, (count, path.to(&document_place(place, year))));
        place += count;
    }
    let mut of_works: BTreeMap<i32, figures::timeline::Year> = BTreeMap::new();
    for (group, count) in maker.reader.groups() {
        if let Group::Year(year) = group {
            of_works.insert(*year, (count, path.to(&address::division(group, 1))));
        }
    }
    figures::timeline::make(&of_documents, &of_works, undated)
}

/// The map of the works most cited, and of the documents that cite them.
fn map(maker: &Maker<'_, '_>, path: &PagePath, most_cited: &[&Work]) -> CitationMap {
    let works: Vec<&Work> = most_cited.iter().take(figures::map::ROWS).copied().collect();
    let mut slugs: Vec<&Slug> = works.iter().flat_map(|work| work.members.iter().map(|(slug, _)| slug)).collect();
    slugs.sort_unstable();
    slugs.dedup();
    let cites = works.iter().enumerate().flat_map(|(nth, work)| {
        let mut citing: Vec<usize> = work.members.iter().filter_map(|(slug, _)| slugs.binary_search(&slug).ok()).collect();
        citing.dedup();
        citing.into_iter().map(move |document| (document, nth))
    });
    let cites: Vec<(usize, usize)> = cites.collect();
    let documents = slugs.iter().map(|slug| {
        let listed = maker.reader.card(slug);
        MapNode {
            href: path.to(&address::document(slug)),
            title: listed.map_or_else(String::new, |listed| listed.title.to_owned()),
            lang: listed.map_or_else(String::new, |listed| listed.lang.to_string()),
        }
    });
    let works = works.iter().map(|work| MapNode {
        href: path.to(&address::work(&work.key, 1)),
        title: work_page::named(work),
        lang: work_page::lang_in_lists(maker, &work.record),
    });
    figures::map::make(documents.collect(), works.collect(), &cites)
}

//! The page of a person, organization, place or topic.

use std::sync::Arc;

use super::{
    address, data,
    footnotes::with_feet,
    frame::{Maker, count_pages, pager, short},
    kind::PageKind,
    letters, linked,
    links::Filler,
    own_fields,
    page_path::PagePath,
    passage, portrait, relations,
    templates::sample,
    view::*,
    work_page,
};
use crate::{
    archive::{Capacity, Catalogue, Entity, letters::Correspondent},
    base::{Html, Slug, WebAddress},
    document::{Authority, AuthorityKind, Document, life::Event, relation::RelationKind},
    reference::Kind,
};

/// How many documents (with their passages) stand on one page.
const PER_PAGE: usize = 100;

/// A person, organization, place or topic.
pub struct EntityPage;

impl PageKind for EntityPage {
    const NAME: &'static str = "Entity";
    const IS_IN_EACH: bool = true;
    type Of = (AuthorityKind, Arc<str>);
    type View = EntityView;

    fn all(catalogue: &Catalogue) -> Vec<(AuthorityKind, Arc<str>)> {
        AuthorityKind::ALL.into_iter().flat_map(|kind| catalogue.entities().slugs(kind).map(move |slug| (kind, slug.clone()))).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &(AuthorityKind, Arc<str>)) {
        make(maker, of.0, &of.1);
    }
}

impl PageView for EntityView {
    const TEMPLATE: &'static str = "entity.html";

    fn empty() -> Self {
        Self { kind: "places", ..Self::default() }
    }

    fn sample() -> Self {
        sample::entity()
    }
}

/// Makes an entity's page or pages.
pub fn make(maker: &Maker<'_, '_>, kind: AuthorityKind, slug: &str) {
    let Some(entity) = maker.reader.entity(kind, slug) else { return };
    // Documents by role come first, then those whose text names it; a page takes a run of both.
    let roles: Vec<(Capacity, &Slug)> =
        entity.roles.iter().flat_map(|(capacity, slugs)| slugs.iter().map(|slug| (*capacity, slug))).collect();
    let mentions: Vec<&Slug> = entity.mentioned_in.iter().collect();
    let pages = count_pages(roles.len().max(mentions.len()), PER_PAGE);
    let run = |nth: usize, len: usize| (nth * PER_PAGE).min(len)..((nth + 1) * PER_PAGE).min(len);
    for nth in 0..pages {
        let path = maker.at(&address::entity(kind, slug, nth + 1));
        let about = entity.record.as_ref().and_then(|record| record.biography.as_deref()).map_or("", |note| &note.body.text);
        let mut page = maker.frame(&path, &entity.name, &maker.config.lang, kind.folder());
        page.description = short(about);
        let is_writer = nth == 0 && matches!(kind, AuthorityKind::People | AuthorityKind::Organizations);
        let (letters, letters_more) =
            if is_writer { letters::of_somebody(maker, &path, &Correspondent::of(kind, entity)) } else { Default::default() };
        let life =
            |kind, of: fn(&Authority) -> Option<&Event>| relations::life(maker, &path, entity, entity.record.as_deref().and_then(of), kind);
        let born = life(RelationKind::BornIn, |record| record.born.as_ref());
        let died = life(RelationKind::DiedIn, |record| record.died.as_ref());
        let others = if nth == 0 { relations::groups(maker, &path, entity) } else { Vec::new() };
        let (works_about, works_about_more) = if nth == 0 { works_about(maker, &path, kind, slug) } else { Default::default() };
        let view = EntityView {
            page,
            metadata_html: linked::of_entity(maker.config, &path, kind, entity, about, (&others, [&born, &died])),
            kind: kind.folder(),
            name: entity.name.clone(),
            has_record: entity.record.is_some(),
            roles: role_views(maker, &path, &roles[run(nth, roles.len())]),
            mentions: mention_views(maker, &path, kind, slug, &mentions[run(nth, mentions.len())]),
            born,
            died,
            relations: others,
            map: if nth == 0 { relations::map(maker, &path, kind, entity) } else { PlaceMap::default() },
            letters,
            letters_more,
            works: if nth == 0 { works(maker, &path, kind, entity) } else { Vec::new() },
            works_about,
            works_about_more,
            pager: pager(&path, nth + 1, pages, |n| address::entity(kind, slug, n)),
            ..entity.record.as_ref().map_or_else(EntityView::default, |record| record_view(maker, &path, record, nth == 0))
        };
        maker.put(path, View::of(view));
    }
}

fn record_view(maker: &Maker<'_, '_>, path: &PagePath, record: &Authority, first: bool) -> EntityView {
    let variant = |variant: &crate::document::authority::Variant| Anchor {
        href: String::new(),
        title: variant.name.clone(),
        lang: variant.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
        ..Anchor::default()
    };
    let (note_html, references) = record.biography.as_deref().map(|note| note_views(maker, path, note, first)).unwrap_or_default();
    let point = record.coordinates.map(|place| format!("{},{}", place.latitude, place.longitude)).unwrap_or_default();
    EntityView {
        variants: record.variants.iter().map(variant).collect(),
        dates: record.dates.map(|date| date.to_string()).unwrap_or_default(),
        identifiers: record.identifiers.iter().map(|(scheme, value)| identifier(scheme, value)).collect(),
        // RFC 5870; readers see a blank behind the comma.
        coordinates_href: if point.is_empty() {
            WebAddress::default()
        } else {
            WebAddress::read(&format!("geo:{point}")).unwrap_or_default()
        },
        coordinates: point.replace(',', ", "),
        portrait: match &record.portrait {
            Some(picture) if first => portrait::view(maker, path, picture, &record.name, first),
            _ => PortraitView::default(),
        },
        extra: data::extra(&record.extra),
        note_html,
        note_lang: maker.config.main_lang().to_string(),
        references,
        ..EntityView::default()
    }
}

/// What a record's note says, and the works that it cites. What is wrong with its links is said once, of the first page.
fn note_views(maker: &Maker<'_, '_>, path: &PagePath, note: &Document, first: bool) -> (Html, Vec<ReferenceView>) {
    let mut filler = Filler::for_page(maker, path, note);
    let html = with_feet(note, "", &mut |hole, html| filler.fill(hole, html));
    let Filler { citing, diagnostics, .. } = filler;
    if first {
        maker.report(diagnostics);
    }
    (html, citing.references(maker, path, note))
}

fn identifier(scheme: &str, value: &str) -> IdentifierView {
    IdentifierView { scheme: scheme.to_owned(), value: value.to_owned(), href: address::identifier(scheme, value) }
}

/// Which of the archive's own fields names it, if one does.
fn field(maker: &Maker<'_, '_>, capacity: Capacity) -> FieldLabel {
    let nth = if let Capacity::Field(role) = capacity { Some(usize::from(role.nth)) } else { None };
    nth.and_then(|nth| maker.config.fields.get(nth)).map(|field| own_fields::label(maker.config, field)).unwrap_or_default()
}

fn role_views(maker: &Maker<'_, '_>, path: &PagePath, roles: &[(Capacity, &Slug)]) -> Vec<RoleView> {
    let mut views: Vec<RoleView> = Vec::new();
    for (role, slug) in roles {
        let Some(document) = maker.reader.card(slug) else { continue };
        let (field, card) = (field(maker, *role), maker.card(path, &document));
        // As the page of the document says it.
        let role = match role.name() {
            "author" if card.kind == Kind::Interview.name() => "interviewee",
            name => name,
        };
        match views.iter_mut().find(|view| view.role == role && view.field.name == field.name) {
            Some(view) => view.documents.push(card),
            None => views.push(RoleView { role: role.to_owned(), field, documents: vec![card] }),
        }
    }
    views
}

fn mention_views(maker: &Maker<'_, '_>, path: &PagePath, kind: AuthorityKind, id: &str, slugs: &[&Slug]) -> Vec<CitingDocument> {
    let mention = |slug: &&Slug| {
        let document = maker.reader.card(slug)?;
        Some(CitingDocument { card: maker.card(path, &document), passages: passage::naming(maker, &document, path, kind, id) })
    };
    slugs.iter().filter_map(mention).collect()
}

/// The works whose titles or keywords name somebody or something, and how many more there are.
fn works_about(maker: &Maker<'_, '_>, path: &PagePath, kind: AuthorityKind, slug: &str) -> (Vec<WorkLine>, usize) {
    let (works, all) = maker.reader.works_about(kind, slug, PER_PAGE);
    let lines: Vec<WorkLine> = works.into_iter().map(|work| work_page::line(maker, work, path)).collect();
    let more = all - lines.len();
    (lines, more)
}

/// The works of the citation index that a person or body has written, by the names in its record.
fn works(maker: &Maker<'_, '_>, path: &PagePath, kind: AuthorityKind, entity: &Entity) -> Vec<WorkLine> {
    if !matches!(kind, AuthorityKind::People | AuthorityKind::Organizations) {
        return Vec::new();
    }
    let mut names: Vec<&str> = vec![&entity.name, &entity.sort];
    if let Some(record) = &entity.record {
        names.extend(record.variants.iter().map(|variant| variant.name.as_str()));
    }
    maker.reader.works_by(&names).into_iter().map(|work| work_page::line(maker, work, path)).collect()
}

//! The manifest of a document with a facsimile (Presentation API 3.0, section 5.2), and the files beside it.

use std::collections::BTreeSet;

use super::{
    fields, image_service, lines,
    model::{Agent, Annotation, CONTEXT, Canvas, Image, Manifest, Other, Page, Pair, Words, written},
    notes::{self, Around, Notes},
    others, ranges, terms, words,
};
use crate::{
    base::{
        Date, RelPath, Slug,
        places::{is_picture, is_scalable, is_shown_by_browsers},
    },
    config::Config,
    document::{Document, Meta},
    site::{
        Tiled, address,
        facsimile::{
            layout::Lines,
            surfaces::{Surface, Surfaces},
        },
        frame::{Maker, canonical, description},
        templates::strings::Strings,
    },
};

/// Publishes the tiles of a document's pictures, and, where the archive has a public address, its manifest and the lines of its pages. Gives the
/// tiles of each surface.
pub fn publish(maker: &Maker<'_, '_>, document: &Document, surfaces: &Surfaces, lines: &[Lines]) -> Vec<Option<Tiled>> {
    let tiled: Vec<Option<Tiled>> =
        surfaces.all.iter().map(|surface| image_service::tiled(maker.config, &document.meta, surface)).collect();
    // One picture may be that of several pages.
    tiled.iter().flatten().collect::<BTreeSet<_>>().into_iter().for_each(|tiled| image_service::publish(maker, tiled));
    if let Some(manifest) = make(maker, document, surfaces, lines, &tiled) {
        maker.file(RelPath::new(&address::manifest(&document.slug)), written(&manifest));
    }
    tiled
}

/// Whether a document with these surfaces has a manifest: one that IIIF knows how to show.
pub fn has_one(config: &Config, surfaces: &Surfaces) -> bool {
    !config.base_url.is_empty() && surfaces.all.iter().any(|surface| painted(config, surface).is_some())
}

/// Where a document's manifest stands, seen from the page at `path`; empty if it has none.
pub fn href(config: &Config, path: &RelPath, slug: &Slug, surfaces: &Surfaces) -> String {
    if has_one(config, surfaces) { path.to(&address::manifest(slug)) } else { String::new() }
}

fn make(maker: &Maker<'_, '_>, document: &Document, surfaces: &Surfaces, lines: &[Lines], tiled: &[Option<Tiled>]) -> Option<Manifest> {
    let (config, meta, slug) = (maker.config, &document.meta, &document.slug);
    if !has_one(config, surfaces) {
        return None;
    }
    let id = canonical(config, &RelPath::new(&address::manifest(slug)));
    let base = canonical(config, &RelPath::new(&address::iiif(slug)));
    let pictures: Vec<Option<Painted>> = surfaces.all.iter().map(|surface| painted(config, surface)).collect();
    let canvases: Vec<Option<(String, (u32, u32))>> = surfaces
        .all
        .iter()
        .zip(&pictures)
        .map(|(surface, painted)| {
            let size = painted.as_ref()?.size;
            Some((format!("{base}/canvas/{}", address::encode(&surface.id)), size))
        })
        .collect();
    let around = Around { document, surfaces, lines, canvases: &canvases, manifest: &id, base: &format!("{base}/note/") };
    let mut notes = notes::make(maker, &around);
    let items = surfaces.all.iter().zip(pictures).enumerate().filter_map(|(nth, (surface, painted))| {
        let (canvas, _) = canvases.get(nth)?.clone()?;
        let tiled = tiled.get(nth).and_then(Option::as_ref);
        let mut annotations = of_notes(maker, &mut notes, Some(nth), &canvas);
        annotations.extend(lines.get(nth).and_then(|lines| own_lines(maker, document, (nth, &canvas), painted.as_ref()?.size, lines)));
        Some(made_canvas(config, canvas, surface, painted?, tiled, annotations))
    });
    let items: Vec<Canvas> = items.collect();
    let thumbnail = items.first().map(|canvas| canvas.thumbnail.clone()).unwrap_or_default();
    let structures =
        ranges::of(document, surfaces, &|nth| format!("{base}/range/{}", nth + 1), &|nth| Some(canvases.get(nth)?.as_ref()?.0.clone()));
    let license = meta.license.clone().unwrap_or_default();
    let rights = terms::rights(&license);
    let said = if meta.rights.is_empty() && rights.is_empty() { &license.id } else { &meta.rights };
    let required_statement =
        (!said.is_empty()).then(|| Pair { label: words::said(maker.words, "iiif-rights"), value: Words::of(&meta.lang, said) });
    let (see_also, rendering) = others::of(maker, document);
    Some(Manifest {
        context: CONTEXT,
        kind: "Manifest",
        label: label(meta),
        summary: Words::of(&meta.lang, &description(meta)),
        metadata: metadata(maker.words, meta).into_iter().chain(fields::of(config, meta)).collect(),
        required_statement,
        rights,
        nav_date: meta.issued.and_then(moment).unwrap_or_default(),
        provider: provider(config),
        thumbnail,
        homepage: vec![Other {
            id: canonical(config, &RelPath::new(&address::document(slug))),
            kind: "Text",
            label: Words::of(&meta.lang, &meta.title),
            format: "text/html",
            language: language(meta.lang.as_str()),
            ..Other::default()
        }],
        see_also,
        rendering,
        part_of: vec![Other { id: canonical(config, &RelPath::new(address::COLLECTION)), kind: "Collection", ..Other::default() }],
        viewing_direction: if meta.lang.is_rtl() { "right-to-left" } else { "" },
        items,
        structures,
        annotations: of_notes(maker, &mut notes, None, &id),
        id,
    })
}

/// What the document is called, in each language.
pub fn label(meta: &Meta) -> Words {
    let own = Words::of(&meta.lang, &meta.title);
    meta.translations.iter().fold(own, |words, other| words.and(&other.lang, &other.title))
}

/// Who offers the archive.
pub fn provider(config: &Config) -> Vec<Agent> {
    let (name, lang) =
        if config.publisher.is_empty() { (&config.title, config.title_lang()) } else { (&config.publisher, config.main_lang()) };
    let homepage = vec![front(config)];
    vec![Agent { id: config.base_url.clone(), kind: "Agent", label: Words::of(lang, name), homepage }]
}

/// The front page of the archive.
pub fn front(config: &Config) -> Other {
    let language = language(config.lang.as_str());
    Other {
        id: config.base_url.clone(),
        kind: "Text",
        label: Words::of(config.title_lang(), &config.title),
        format: "text/html",
        language,
        ..Other::default()
    }
}

fn language(lang: &str) -> Vec<String> {
    if lang.is_empty() || lang == "und" { Vec::new() } else { vec![lang.to_owned()] }
}

/// What is told of the document beside its title.
fn metadata(strings: &Strings, meta: &Meta) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut tell = |key: &str, value: Words| {
        if !value.is_empty() {
            pairs.push(Pair { label: words::said(strings, key), value });
        }
    };
    let mut roles: Vec<&str> = Vec::new();
    for person in &meta.people {
        let role = person.role.name();
        if roles.contains(&role) {
            continue;
        }
        roles.push(role);
        let names = meta.people.iter().filter(|other| other.role == person.role).map(|other| other.name.display());
        tell(&format!("roles.{role}"), names.fold(Words::default(), |words, name| words.and(&meta.lang, &name)));
    }
    tell("fields.issued", Words::bare(&meta.issued.map(|date| date.to_string()).unwrap_or_default()));
    tell("fields.container-title", Words::of(&meta.lang, &meta.container));
    tell("fields.publisher", Words::of(&meta.lang, &meta.publisher));
    tell("fields.publisher-place", Words::of(&meta.lang, &meta.place));
    let variables = meta.variables.iter().filter(|(name, _)| name.starts_with("archive") || name == "call-number" || name == "source");
    variables.for_each(|(name, words)| tell(&format!("fields.{name}"), Words::of(&meta.lang, words)));
    let own = meta.keywords.iter().map(|word| (&meta.lang, word));
    let others = meta.translations.iter().flat_map(|other| other.keywords.iter().map(move |word| (&other.lang, word)));
    tell("fields.keyword", own.chain(others).fold(Words::default(), |words, (lang, word)| words.and(lang, word)));
    tell("fields.DOI", Words::bare(&meta.doi));
    tell("fields.license", Words::bare(&meta.license.as_ref().map(|license| license.id.clone()).unwrap_or_default()));
    pairs
}

/// The notes that stand on a surface, or on the whole.
fn of_notes(maker: &Maker<'_, '_>, notes: &mut Notes, surface: Option<usize>, on: &str) -> Vec<Page> {
    let own = notes.remove(&surface).unwrap_or_default();
    let page = |items| Page { label: words::said(maker.words, "iiif-notes"), ..Page::of(format!("{on}/notes"), items) };
    if own.is_empty() { Vec::new() } else { vec![page(own)] }
}

/// The lines of a surface: published by themselves, as there may be thousands.
fn own_lines(maker: &Maker<'_, '_>, document: &Document, (nth, canvas): (usize, &str), size: (u32, u32), lines: &Lines) -> Option<Page> {
    let path = RelPath::new(&format!("{}/lines-{}.json", address::iiif(&document.slug), nth + 1));
    let page =
        lines::page(canonical(maker.config, &path), canvas, size, (&document.meta.lang, words::said(maker.words, "iiif-text")), lines)?;
    maker.file(path, written(&page));
    Some(Page { context: "", items: Vec::new(), ..page })
}

/// A picture as it is published: the largest there is.
struct Painted {
    path: RelPath,
    /// Its own size.
    shown: (u32, u32),
    /// The size of the picture of which it was made.
    size: (u32, u32),
    /// A smaller one, for lists.
    small: Option<(RelPath, (u32, u32))>,
}

/// The published picture of a surface; `None` if it has none in the archive, or nobody knows how large it is. The page beside the facsimile
/// publishes it (`facsimile::picture`).
fn painted(config: &Config, surface: &Surface) -> Option<Painted> {
    let (file, size) = surface.file.as_ref().zip(surface.size)?;
    let at = |width: u32| {
        let path = RelPath::new(&address::scaled(file, surface.sheet, size, width)?);
        let height = (u64::from(size.height) * u64::from(width)).div_ceil(u64::from(size.width.max(1)));
        Some((path, (width, u32::try_from(height).unwrap_or(u32::MAX).max(1))))
    };
    let widths = &config.pictures.widths;
    let smaller: Vec<u32> = widths.iter().copied().filter(|width| *width < size.width).collect();
    let can_scale = is_scalable(file) || !is_picture(file);
    let small = smaller.first().filter(|_| can_scale).and_then(|width| at(*width));
    let whole = (size.width, size.height);
    if is_picture(file) && is_shown_by_browsers(file) {
        return Some(Painted { path: RelPath::new(&address::file(file)?), shown: whole, size: whole, small });
    }
    let largest = if smaller.len() < widths.len() { size.width } else { smaller.last().copied()? };
    let (path, shown) = at(largest)?;
    Some(Painted { path, shown, size: whole, small })
}

fn made_canvas(config: &Config, id: String, surface: &Surface, painted: Painted, tiled: Option<&Tiled>, annotations: Vec<Page>) -> Canvas {
    let service: Vec<image_service::Service> = tiled.and_then(|tiled| image_service::service(config, tiled)).into_iter().collect();
    let (width, height) = painted.size;
    let picture = match service.first().cloned() {
        Some(there) => {
            let id = format!("{}/full/max/0/default.jpg", there.id);
            Image { id, kind: "Image", format: "image/jpeg", width, height, service }
        }
        None => image(config, &painted.path, painted.shown),
    };
    let thumbnail = painted.small.map(|(path, size)| image(config, &path, size)).into_iter().collect();
    let painting = Annotation::value(format!("{id}/picture"), "painting", picture, id.clone());
    Canvas {
        kind: "Canvas",
        label: Words::bare(&surface.label),
        width,
        height,
        thumbnail,
        items: vec![Page::of(format!("{id}/pictures"), vec![painting])],
        annotations,
        id,
    }
}

fn image(config: &Config, path: &RelPath, (width, height): (u32, u32)) -> Image {
    let format = match path.extension().as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        _ => "",
    };
    Image { id: address_of(config, path), kind: "Image", format, width, height, service: Vec::new() }
}

/// The address of a file, whatever its name has in it.
pub fn address_of(config: &Config, path: &RelPath) -> String {
    format!("{}{}", config.base_url, address::encode_path(path.as_str()))
}

/// The first moment of a date, if it is plain (RFC 3339).
fn moment(date: Date) -> Option<String> {
    date.is_plain().then_some(())?;
    let day = date.start;
    (day.year > 0).then(|| format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month.unwrap_or(1), day.day.unwrap_or(1)))
}

//! A document's notes as a W3C AnnotationPage (Web Annotation Data Model, W3C Recommendation of 23 February 2017).

use super::{regions, selectors};
use crate::{
    archive::{Reader, Survey, annotations::Placed},
    base::{
        RelPath, Slug, Span,
        yaml::{Map, Value},
    },
    config::Config,
    document::{Annotation, AuthorityKind, Document, Target},
    site::{
        address,
        facsimile::surfaces::{Surfaces, surfaces},
        frame::canonical,
    },
};

/// Where the words of the model are said.
pub(super) const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The page of a document's notes and its path on the site; `None` if there are no notes.
pub fn make(survey: &Survey<'_>, config: &Config, slug: &Slug, placed: &Placed) -> Option<(RelPath, String)> {
    let document = survey.document(slug).filter(|_| !placed.file.notes.is_empty())?;
    Some((RelPath::new(&address::jsonld(slug)), page(survey, config, document, placed)))
}

/// The notes of a document as JSON-LD.
fn page(survey: &Survey<'_>, config: &Config, document: &Document, placed: &Placed) -> String {
    let items = items(survey, config, document, placed);
    let mut page = Map::new();
    page.insert("@context".into(), CONTEXT.into());
    page.insert("id".into(), iri(config, &RelPath::new(&address::jsonld(&document.slug))).into());
    page.insert("type".into(), "AnnotationPage".into());
    page.insert("startIndex".into(), 0.into());
    page.insert("items".into(), items.into());
    let mut text = serde_json::to_string_pretty(&page).unwrap_or_default();
    text.push('\n');
    text
}

/// The notes of a document, each as an Annotation.
pub(super) fn items(survey: &Survey<'_>, config: &Config, document: &Document, placed: &Placed) -> Vec<Value> {
    let offsets = Utf16::of(&document.body.text);
    let html = RelPath::new(&address::document(&document.slug));
    let source = iri(config, &html);
    let is_pictured = placed.file.notes.iter().any(|note| matches!(note.target, Target::Region(_)));
    let surfaces = if is_pictured { surfaces(survey, document) } else { Surfaces::default() };
    placed
        .notes()
        .enumerate()
        .map(|(nth, (note, place))| {
            let span = place.and_then(crate::archive::anchor::Anchor::span);
            // Whose words stand in an older version is about that.
            let kept = placed.kept.get(nth).and_then(|kept| kept.as_ref());
            let kept = kept.and_then(|(name, place)| Some((survey.versions(&document.slug).iter().find(|one| one.name == *name)?, place)));
            if let Some((version, place)) = kept {
                let offsets = Utf16::of(&version.text.body.text);
                let mut value = annotation(survey, config, (&version.text, &surfaces), note, place.span(), &offsets, &source);
                if let Some(target) = value.pointer_mut("/target/source") {
                    *target = iri(config, &RelPath::new(&address::version(&document.slug, &version.name))).into();
                }
                return value;
            }
            annotation(survey, config, (document, &surfaces), note, span, &offsets, &source)
        })
        .collect()
}

fn annotation(
    survey: &Survey<'_>,
    config: &Config,
    (document, surfaces): (&Document, &Surfaces),
    note: &Annotation,
    span: Option<Span>,
    offsets: &Utf16<'_>,
    source: &str,
) -> Value {
    let mut value = Map::new();
    let id = format!("{source}#note-{}", note.id);
    value.insert("id".into(), id.as_str().into());
    value.insert("type".into(), "Annotation".into());
    value.insert("motivation".into(), note.motivation.name().into());
    if !note.creator.is_empty() {
        value.insert("creator".into(), creator(survey, config, &note.creator));
    }
    for (key, moment) in [("created", &note.created), ("modified", &note.modified)] {
        if !moment.is_empty() {
            value.insert(key.into(), date_time(moment).into());
        }
    }
    // Where it was taken from (3.3.7 "Other Identities"), unless that is here.
    if note.via != id && ["https://", "http://", "urn:"].iter().any(|scheme| note.via.starts_with(scheme)) {
        value.insert("via".into(), note.via.clone().into());
    }
    let mut bodies: Vec<Value> = Vec::new();
    if !note.markdown.is_empty() {
        let mut body = Map::new();
        body.insert("type".into(), "TextualBody".into());
        body.insert("value".into(), crate::document::published(&note.markdown).into_owned().into());
        body.insert("format".into(), "text/markdown".into());
        if let Some(lang) = &note.lang {
            body.insert("language".into(), lang.to_string().into());
        }
        bodies.push(body.into());
    }
    for tag in &note.tags {
        let mut body = Map::new();
        body.insert("type".into(), "TextualBody".into());
        body.insert("purpose".into(), "tagging".into());
        body.insert("value".into(), tag.clone().into());
        bodies.push(body.into());
    }
    if !bodies.is_empty() {
        value.insert("body".into(), bodies.into());
    }
    value.insert("target".into(), target(survey, config, (document, surfaces), note, span, offsets, source));
    value.into()
}

fn target(
    survey: &Survey<'_>,
    config: &Config,
    (document, surfaces): (&Document, &Surfaces),
    note: &Annotation,
    span: Option<Span>,
    offsets: &Utf16<'_>,
    source: &str,
) -> Value {
    let quote = match &note.target {
        Target::Document => return source.into(),
        Target::Note(id) => return format!("{source}#note-{id}").into(),
        Target::Work(key) => {
            let own = survey.work_of(&document.slug, key).or_else(|| survey.work(key));
            return own.map_or_else(|| source.into(), |work| iri(config, &RelPath::new(&address::work(&work.key, 1))).into());
        }
        Target::Region(region) => {
            let placed = regions::place(survey, surfaces, note, region).filter(|placed| placed.state.is_shown());
            return placed.and_then(|placed| selectors::on_picture(config, &placed, source)).unwrap_or_else(|| source.into());
        }
        Target::Time(span) => return selectors::on_recording(survey, config, document, span, source).unwrap_or_else(|| source.into()),
        Target::Unplaced(unplaced) => return selectors::unplaced(unplaced, source),
        Target::Words(quote) => quote,
    };
    // Where the words stand now is what a reader's program will find; a note without a place keeps what was quoted.
    let quote = span.map_or_else(|| quote.clone(), |span| crate::archive::anchor::quote_at(&document.body.text, span));
    let mut selector = Map::new();
    selector.insert("type".into(), "TextQuoteSelector".into());
    selector.insert("exact".into(), quote.exact.into());
    for (key, words) in [("prefix", quote.prefix), ("suffix", quote.suffix)] {
        if !words.is_empty() {
            selector.insert(key.into(), words.into());
        }
    }
    let mut selectors = vec![Value::from(selector)];
    if let Some(span) = span {
        let mut position = Map::new();
        position.insert("type".into(), "TextPositionSelector".into());
        position.insert("start".into(), offsets.at(span.start).into());
        position.insert("end".into(), offsets.at(span.end).into());
        selectors.push(position.into());
    }
    let mut target = Map::new();
    target.insert("type".into(), "SpecificResource".into());
    target.insert("source".into(), source.into());
    target.insert("selector".into(), selectors.into());
    target.into()
}

/// Who wrote a note.
pub fn creator(reader: &Reader<'_>, config: &Config, creator: &str) -> Value {
    let record = creator.split_once('/').and_then(|(kind, id)| Some((AuthorityKind::named(kind)?, id)));
    let entity = record.and_then(|(kind, id)| Some((kind, id, reader.label(kind, id)?)));
    let mut value = Map::new();
    if let Some((kind, id, entity)) = entity {
        value.insert("id".into(), iri(config, &RelPath::new(&address::entity(kind, id, 1))).into());
        value.insert("type".into(), if kind == AuthorityKind::Organizations { "Organization" } else { "Person" }.into());
        value.insert("name".into(), entity.name.into());
    } else {
        value.insert("type".into(), "Person".into());
        value.insert("name".into(), creator.into());
    }
    value.into()
}

/// The public address of a page. An archive without one has relative addresses, seen from the page of notes, which
/// stands beside the document's.
pub(super) fn iri(config: &Config, path: &RelPath) -> String {
    if config.base_url.is_empty() { RelPath::new("documents/_").to(path.as_str()) } else { canonical(config, path) }
}

/// `xsd:dateTime` with a time zone, as the model demands.
pub fn date_time(moment: &str) -> String {
    match moment.split_once('T') {
        None => format!("{moment}T00:00:00Z"),
        Some((day, time)) => {
            let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
            let (clock, zone) = time.split_at_checked(zone).unwrap_or((time, ""));
            let seconds = if clock.matches(':').count() == 1 { ":00" } else { "" };
            format!("{day}T{clock}{seconds}{}", if zone.is_empty() { "Z" } else { zone })
        }
    }
}

/// From bytes to UTF-16 code units, in which browsers count.
struct Utf16<'t> {
    text: &'t str,
}

impl<'t> Utf16<'t> {
    fn of(text: &'t str) -> Self {
        Self { text }
    }

    fn at(&self, byte: u32) -> usize {
        self.text.get(..byte as usize).map_or(0, |before| before.chars().map(char::len_utf16).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_become_what_the_model_demands() {
        assert_eq!(date_time("2026-05-02"), "2026-05-02T00:00:00Z");
        assert_eq!(date_time("2026-05-02T14:30"), "2026-05-02T14:30:00Z");
        assert_eq!(date_time("2026-05-02T14:30:01.5+03:00"), "2026-05-02T14:30:01.5+03:00");
    }

    #[test]
    fn places_count_as_browsers_count() {
        assert_eq!(Utf16::of("a🙂b").at(5), 3);
    }
}

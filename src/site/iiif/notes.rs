//! The editors' notes of a document as annotations of its canvases, or of the whole.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{lines::on, model::Textual};
use crate::{
    archive::anchor::Anchor,
    base::{
        Lang, Slug, Span,
        yaml::{Map, Value},
    },
    document::{
        Annotation, Document, Target,
        region::{Length, Shape},
    },
    site::{
        annotations::{regions, selectors, w3c},
        facsimile::{
            layout::Lines,
            surfaces::Surfaces,
            words::{around, scaled},
        },
        frame::Maker,
    },
};

/// The canvases of a document: for each surface its id, if it has one, and its size.
pub type Canvases = [Option<(String, (u32, u32))>];

/// Notes by the surface on which they stand; those on the whole under `None`.
pub type Notes = BTreeMap<Option<usize>, Vec<Value>>;

/// What is known of a document besides its notes.
pub struct Around<'m> {
    pub document: &'m Document,
    pub surfaces: &'m Surfaces,
    pub lines: &'m [Lines],
    pub canvases: &'m Canvases,
    /// The id of the manifest.
    pub manifest: &'m str,
    /// What the ids of notes begin with.
    pub base: &'m str,
}

/// Makes the notes on a document.
pub fn make(maker: &Maker<'_, '_>, around: &Around<'_>) -> Notes {
    let mut notes = Notes::new();
    let Some(all) = maker.reader.annotations(&around.document.slug) else { return notes };
    let mut targets: BTreeMap<&Slug, (Option<usize>, Value)> = BTreeMap::new();
    for (note, anchor) in all.notes() {
        let place = match &note.target {
            // An answer stands where that stands which it answers.
            Target::Note(to) => targets.get(to).cloned(),
            Target::Region(region) => {
                let placed = regions::place(maker.reader, around.surfaces, note, region).filter(|placed| placed.state.is_shown());
                placed.and_then(|placed| {
                    let nth = placed.surface?;
                    let (canvas, _) = around.canvases.get(nth)?.as_ref()?;
                    Some((Some(nth), on_shape(canvas, around.manifest, &placed)))
                })
            }
            Target::Words(_) => anchor.and_then(Anchor::span).and_then(|span| around.on_words(span)),
            Target::Document | Target::Work(_) | Target::Time(_) | Target::Unplaced(_) => None,
        };
        let (surface, target) = place.unwrap_or_else(|| (None, around.manifest.into()));
        targets.insert(&note.id, (surface, target.clone()));
        let annotation = annotation(maker, around, note, target);
        notes.entry(surface).or_default().push(annotation);
    }
    notes
}

fn annotation(maker: &Maker<'_, '_>, around: &Around<'_>, note: &Annotation, target: Value) -> Value {
    let mut value = Map::new();
    value.insert("id".into(), format!("{}{}", around.base, note.id).into());
    value.insert("type".into(), "Annotation".into());
    value.insert("motivation".into(), note.motivation.name().into());
    if !note.creator.is_empty() {
        value.insert("creator".into(), w3c::creator(maker.reader, maker.config, &note.creator));
    }
    for (key, moment) in [("created", &note.created), ("modified", &note.modified)] {
        if !moment.is_empty() {
            value.insert(key.into(), w3c::date_time(moment).into());
        }
    }
    let lang = note.lang.as_ref().unwrap_or(maker.config.main_lang());
    let own = std::iter::once(Textual::plain(note.body.body.text.trim(), lang)).filter(|body| !body.value.is_empty());
    let tags = note.tags.iter().map(|tag| Textual::plain(tag, &Lang::new("und")));
    let bodies: Vec<Value> = own.map(|body| json(&body)).chain(tags.map(|tag| tagging(&tag))).collect();
    value.insert("body".into(), bodies.into());
    value.insert("target".into(), target);
    value.into()
}

fn json<T: Serialize>(value: &T) -> Value {
    // Texts always have a JSON form.
    serde_json::to_value(value).unwrap_or_default()
}

fn tagging(tag: &Textual) -> Value {
    let mut value = json(tag);
    if let Value::Object(map) = &mut value {
        map.insert("purpose".into(), "tagging".into());
    }
    value
}

/// A place on a canvas. A rectangle is a part of its address, as all viewers know it; a polygon a selector of SVG.
fn on_shape(canvas: &str, manifest: &str, placed: &regions::Placed) -> Value {
    match &placed.shape {
        Shape::Whole => canvas.into(),
        Shape::Rectangle(_, lengths) => format!("{canvas}#xywh={}", lengths.map(pixels).join(",")).into(),
        Shape::Polygon(..) => {
            let mut of = Map::new();
            of.insert("id".into(), canvas.into());
            of.insert("type".into(), "Canvas".into());
            of.insert(
                "partOf".into(),
                vec![Value::from(Map::from_iter([("id".into(), manifest.into()), ("type".into(), "Manifest".into())]))].into(),
            );
            let mut target = Map::new();
            target.insert("type".into(), "SpecificResource".into());
            target.insert("source".into(), of.into());
            target.insert("selector".into(), selectors::svg(placed));
            target.into()
        }
    }
}

/// Whole pixels, as not all viewers read others.
fn pixels(length: Length) -> String {
    (length.0 / 1000 + u32::from(length.0 % 1000 >= 500)).to_string()
}

impl Around<'_> {
    /// Where words stand: on the page on which they begin, and there around the lines that hold them.
    fn on_words(&self, words: Span) -> Option<(Option<usize>, Value)> {
        let nth = self.surfaces.at(self.document, words.start)?;
        let (canvas, size) = self.canvases.get(nth)?.as_ref()?;
        let place =
            self.lines.get(nth).and_then(|lines| Some((around(&self.document.body.text, lines, words)?, (lines.width, lines.height))));
        let target = match place {
            Some((place, from)) => on(canvas, scaled(place, from, *size)),
            None => canvas.clone(),
        };
        Some((Some(nth), target.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_whole_pixels() {
        assert_eq!([pixels(Length(1499)), pixels(Length(1500))], ["1", "2"]);
    }
}

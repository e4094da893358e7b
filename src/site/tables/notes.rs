//! The editors' notes.

use super::{Cell, Column, Kind, Put, Table, documents::page, entities, text};
use crate::{
    archive::{Survey, anchor::Anchor},
    base::Slug,
    config::Config,
    document::{Annotation, AuthorityKind, Target, published},
};

/// The notes.
pub const ANNOTATIONS: Table = Table {
    name: "annotations",
    meaning: "An editor's note; as W3C Web Annotations they stand in `annotations.json`.",
    columns: &[
        text("id", "Its name: the document, `#`, and the name of the note there.").required(),
        text("document", "The document on which it is.").required().to("documents"),
        text("about", "What it is about: the document, words of it, a work, another note, a place on a picture, a time of a recording, or a place that was not found.")
            .required()
            .one_of(&["document", "words", "work", "note", "picture", "recording", "unplaced"]),
        text("quote", "The words that it is about, as it quotes them."),
        text("state", "Whether these words were found: as they were, altered, at several places, or not.").one_of(&[
            "exact",
            "moved",
            "ambiguous",
            "orphan",
        ]),
        text("work", "The work that it is about.").to("works"),
        text("reply_to", "The note that it is about.").to("annotations"),
        text("motivation", "Why it was written, as the Web Annotation Vocabulary names it.").required(),
        text("creator", "Who wrote it."),
        text("creator_entity", "Who that is, where there is a record.").to("entities"),
        text("created", "When it was written: a day or a moment, ISO 8601."),
        text("modified", "When it was changed for the last time."),
        Column::new("lang", Kind::Lang, "The language of what it says."),
        text("body", "What it says, in Markdown."),
        Column::new("page_url", Kind::Page, "The place of the page.").required(),
    ],
    key: &["id"],
    rows: annotations,
};

/// Their tags.
pub const TAGS: Table = Table {
    name: "annotation_tags",
    meaning: "A tag of an editor's note.",
    columns: &[text("annotation", "The note.").required().to("annotations"), text("tag", "The tag.").required()],
    key: &[],
    rows: |survey, _, put| {
        each(survey, |slug, note, _, _| {
            for tag in note.tags.iter().filter(|tag| !tag.is_empty()) {
                put(&[id(slug, &note.id).into(), tag.into()]);
            }
        });
    },
};

fn annotations(survey: &Survey<'_>, config: &Config, put: Put<'_>) {
    each(survey, |slug, note, anchor, notes| {
        let (about, quote, work, reply_to) = match &note.target {
            Target::Document => ("document", "", None, None),
            Target::Words(quote) => ("words", quote.exact.as_str(), None, None),
            Target::Work(key) => ("work", "", survey.work_of(slug, key).or_else(|| survey.work(key)), None),
            Target::Note(other) => ("note", "", None, notes.iter().find(|note| note.id == *other)),
            Target::Region(_) => ("picture", "", None, None),
            Target::Time(_) => ("recording", "", None, None),
            Target::Unplaced(_) => ("unplaced", "", None, None),
        };
        let state = match anchor {
            None => "",
            Some(Anchor::Exact { .. }) => "exact",
            Some(Anchor::Moved { .. }) => "moved",
            Some(Anchor::Ambiguous { .. }) => "ambiguous",
            Some(Anchor::Orphan) => "orphan",
        };
        let record = note.creator.split_once('/').and_then(|(kind, id)| Some((AuthorityKind::named(kind)?, id)));
        let creator = record.and_then(|(kind, id)| Some((kind, survey.label(kind, id)?)));
        put(&[
            id(slug, &note.id).into(),
            slug.as_str().into(),
            about.into(),
            quote.into(),
            state.into(),
            work.map_or(Cell::Nothing, |work| (&*work.key).into()),
            reply_to.map_or(Cell::Nothing, |other| id(slug, &other.id).into()),
            note.motivation.name().into(),
            creator.map_or_else(|| (&note.creator).into(), |(_, label)| label.name.into()),
            creator.map_or(Cell::Nothing, |(kind, label)| entities::id(kind, label.slug).into()),
            (&note.created).into(),
            (&note.modified).into(),
            note.lang.as_ref().map_or(Cell::Nothing, |lang| lang.as_str().into()),
            published(&note.markdown).into_owned().into(),
            format!("{}#note-{}", page(config, slug), note.id).into(),
        ]);
    });
}

/// All notes on documents that are shown, with the others on the same document.
fn each<'a>(survey: &Survey<'a>, mut take: impl FnMut(&'a Slug, &'a Annotation, Option<&'a Anchor>, &'a [Annotation])) {
    for (slug, placed) in survey.all_annotations() {
        if survey.is_published(slug) {
            placed.notes().for_each(|(note, anchor)| take(slug, note, anchor, &placed.file.notes));
        }
    }
}

fn id(slug: &Slug, note: &Slug) -> String {
    format!("{slug}#{note}")
}

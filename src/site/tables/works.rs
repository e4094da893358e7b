//! Works that the archive cites, and where.

use super::{Cell, Column, Kind, Put, Table, documents::page, text, year};
use crate::{
    archive::{Survey, aspects::Cited},
    base::RelPath,
    config::Config,
    document::Annotation,
    reference::Name,
    site::{address, csl, data::public, passage},
};

/// The works.
pub const WORKS: Table = Table {
    name: "works",
    meaning: "A work that the archive cites.",
    columns: &[
        text("id", "Its key.").required(),
        text("type", "What it is, as CSL names it: `book`, `chapter` …"),
        text("title", "Its title; of what has none the shelfmark, the number, or the key.").required(),
        text("authors", "Its authors in reading order, with a comma between; of what has none its editors."),
        Column::new("issued", Kind::Date, "When it appeared."),
        Column::new("year", Kind::Integer, "The first year of that; 0 is 1 BC."),
        text("container_title", "What it appeared in."),
        text("publisher", "Who published it."),
        text("doi", "Its DOI, without a resolver."),
        text("isbn", "Its ISBN."),
        Column::new("url", Kind::Address, "Where it is on the web."),
        Column::new("lang", Kind::Lang, "Its language."),
        text("verbatim", "The entry as a document prints it, in Markdown."),
        Column::new("documents", Kind::Integer, "How many documents cite it.").required(),
        Column::new("page_url", Kind::Page, "Its page.").required(),
    ],
    key: &["id"],
    rows: |survey, config, put| {
        for work in survey.works() {
            let record = &work.record;
            let names = if record.author.is_empty() { &record.editor } else { &record.author };
            let names: Vec<String> = names.iter().map(Name::display).collect();
            put(&[
                (&*work.key).into(),
                record.kind.name().into(),
                Cell::Text(record.called(&work.key)),
                names.join(", ").into(),
                record.issued.into(),
                year(record.issued),
                (&record.container).into(),
                (&record.publisher).into(),
                (&record.doi).into(),
                (&record.isbn).into(),
                (&record.url).into(),
                record.language.as_ref().map_or(Cell::Nothing, |lang| lang.as_str().into()),
                (&record.verbatim).into(),
                work.cited_by().into(),
                public(config, &RelPath::new(&address::work(&work.key, 1))).into(),
            ]);
        }
    },
};

/// The documents of the archive that are works which it cites.
pub const HELD: Table = Table {
    name: "held_works",
    meaning: "A work that is a document of the archive.",
    columns: &[text("work", "The work.").required().to("works"), text("document", "The document.").required().to("documents")],
    key: &["work", "document"],
    rows: |survey, _, put| {
        for work in survey.works() {
            for slug in work.held_as.iter().filter(|slug| survey.is_published(slug)) {
                put(&[(&*work.key).into(), slug.as_str().into()]);
            }
        }
    },
};

/// Every citation.
pub const CITATIONS: Table = Table {
    name: "citations",
    meaning: "A place where a document cites a work; a work that stands in the list of references alone has a row as well.",
    columns: &[
        text("document", "The document.").required().to("documents"),
        text("work", "The work.").required().to("works"),
        text("kind", "Where it stands: in the running text, in a note, in the list of references alone, in an editor's note.")
            .required()
            .one_of(&["body", "note", "reference-list", "annotation"]),
        text("locator", "The place in the work, as written."),
        Column::new("page_url", Kind::Page, "The place of the page.").required(),
        text("passage", "The sentence in which it stands; empty where that is not shown."),
    ],
    key: &[],
    rows: citations,
};

fn citations(survey: &Survey<'_>, config: &Config, put: Put<'_>) {
    for front in survey.fronts() {
        let slug = front.slug;
        let Some(cited) = survey.citations(slug) else { continue };
        let notes = survey.annotations(slug).into_iter().flat_map(|placed| &placed.file.notes);
        let notes: Vec<(&Annotation, Cited<'_>)> = notes.map(|note| (note, Cited::of(&note.body))).collect();
        let url = page(config, slug);
        let mut row = |work: &str, kind: &str, locator: &str, fragment: &str, passage: String| {
            let url = format!("{url}#{fragment}");
            put(&[slug.as_str().into(), work.into(), kind.into(), locator.into(), url.into(), passage.into()]);
        };
        for (key, _, work) in survey.works_of(slug) {
            let mut is_cited = false;
            let places = cited.by(key).map(|place| (place, place.fragment.clone()));
            let in_notes =
                notes.iter().flat_map(|(note, cited)| cited.by(key).map(|place| (place, format!("note-{}-{}", note.id, place.fragment))));
            for (place, fragment) in places.chain(in_notes) {
                is_cited = true;
                let passage = place.passage.replace('\n', " ");
                row(&work.key, passage::kind_name(place.kind), &csl::locator::words(place.locator), &fragment, passage);
            }
            if !is_cited {
                row(&work.key, "reference-list", "", &format!("ref-{key}"), String::new());
            }
        }
    }
}

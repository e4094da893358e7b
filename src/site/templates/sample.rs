//! A full view of every kind: each list has an element and each text some words, so that a template
//! tried on it goes through all its branches but those for what is not there.

mod apparatus;
mod entity;
mod frame;
mod front;
mod history;

use crate::{
    base::{
        Html, WebAddress,
        yaml::{Map, Value},
    },
    document::Motivation,
    site::{rights::Shown, view::*},
};
pub use apparatus::{annotation, source, work};
pub use entity::{entity, place_map};
pub use frame::page;
pub use front::{front, map, timeline};
pub use history::{document_history, history_entry};

pub fn collection_line() -> CollectionLine {
    CollectionLine {
        href: text("a.html"),
        title: text("Title"),
        lang: text("ru"),
        level: text("series"),
        identifier: text("EE 3-2"),
        dates: text("1840/1850"),
        documents: 2,
        parts: 3,
        opens: false,
        closes: 0,
        picture_html: paragraph("Picture"),
    }
}

pub fn document() -> DocumentView {
    DocumentView {
        page: page(),
        slug: text("a"),
        kind: "interview",
        section: text("Rubric"),
        other_titles: vec![anchor()],
        people: vec![PersonView {
            role: text("author"),
            name: anchor(),
            offices: vec![text("Office")],
            orcid: text("0000-0002-1825-0097"),
            orcid_url: web("https://orcid.org/0000-0002-1825-0097"),
            translations: vec![PersonTranslation { lang: text("ru"), name: text("Имя"), offices: vec![text("Должность")] }],
        }],
        lead: text("The lead"),
        publication: PublicationView {
            container: text("Journal"),
            volume: text("1"),
            issue: text("2"),
            pages: text("3–4"),
            publisher: text("Publisher"),
            place: text("Place"),
            issued: text("2022-05-10"),
            dates: vec![(text("received"), text("2022-05-10"))],
            doi: text("10.1000/1"),
            doi_url: web("https://doi.org/10.1000/1"),
            issn: text("2313-0660"),
            isbn: text("9780306406157"),
            url: web("https://example.org/"),
        },
        letter: Some(letter()),
        kept: text("Archive, Box 1"),
        fields: fields().into_iter().filter(|field| !field.is_role).collect(),
        extra: extra(),
        license: LicenseView { id: text("CC-BY-4.0"), url: web("https://example.org/"), rights: text("© A") },
        abstracts: vec![
            AbstractView { lang: text("en"), dir: "ltr", own: true, html: paragraph("Words"), keywords: vec![anchor()] },
            AbstractView { lang: text("ru"), dir: "ltr", own: false, html: paragraph("Слова"), keywords: vec![anchor()] },
        ],
        contents: contents(),
        recordings: vec![RecordingView {
            id: text("_recording-1"),
            href: text("../files/a.mp3"),
            address: web("https://example.org/a.mp3"),
            label: text("Tape 1"),
            is_film: true,
            captions: vec![
                CaptionsView { href: text("a~1.vtt"), lang: text("en") },
                CaptionsView { href: text("a~1-ru.vtt"), lang: text("ru") },
            ],
            has_times: true,
        }],
        files: vec![FileView {
            label: text("As received"),
            name: text("a.pdf"),
            href: text("../files/a.pdf"),
            address: web("https://example.org/a.pdf"),
            saved_as: text("a.pdf"),
            role: "original",
            kind: "text",
            format: text("PDF"),
            size: FileSize { bytes: 1400, whole: 1, tenth: text("4"), unit: "kB" },
            sha256: text("e3b0c442"),
            rights: text("© A"),
        }],
        body_html: paragraph("Text"),
        annotated: vec![AnnotatedPart { notes: vec![annotation()], html: paragraph("More") }],
        annotations: vec![annotation()],
        unplaced: vec![annotation()],
        annotations_href: text("a.jsonld"),
        shown: Shown::Excerpt,
        unlicensed: true,
        notes: vec![note()],
        body_ends_in_references: false,
        references: vec![reference("ref-a")],
        note_references: vec![reference("ref-b")],
        annotation_references: vec![reference("ref-c")],
        ways: vec![WayView { id: text("_in-a"), title: text("Title"), collections: vec![anchor()], previous: anchor(), next: anchor() }],
        backlinks: vec![card()],
        related: vec![RelatedView { card: card(), works: 2, people: 3 }],
        mentioned: vec![MentionedView { kind: "people", name: anchor(), count: 2 }],
        cite_as: vec![anchor()],
        citation_html: Html::of_words("Ilves"),
        citation: CitationView { before: text("Ilves"), date: text("2022-05-10"), after: text(". Title.") },
        exports: vec![anchor()],
        bibtex: text("@book{a}"),
        translations: vec![TranslationLink {
            href: text("b.html"),
            address: text("https://example.org/documents/b.html"),
            title: text("Title"),
            lang: text("en"),
        }],
        metadata_html: paragraph("Metadata"),
        source_href: text("a.source.html"),
        facsimile_href: text("a.facsimile.html"),
        iiif_href: text("../iiif/a/manifest.json"),
        as_work: anchor(),
        answers: Some(AnswersView {
            page: text("documents/a.html"),
            words: text("{\"report\":\"Report\"}"),
            mail: text("editors@example.org"),
            issues: text("https://example.org/new"),
            notes: true,
        }),
        history: Some(document_history()),
        title_href: text("a.chapters/index.html"),
        words: 2,
    }
}

pub fn facsimile() -> FacsimileView {
    FacsimileView {
        page: page(),
        document: card(),
        iiif_href: text("../iiif/a/manifest.json"),
        has_tiles: true,
        surfaces: vec![
            SurfaceView {
                id: text("image-3r"),
                label: text("3r"),
                mark_href: text("#page-3r"),
                previous: text("#image-2v"),
                next: text("#image-3v"),
                src: text("../files/3r.jpg"),
                srcset: text("../files/3r.jpg.400.jpg 400w, ../files/3r.jpg 600w"),
                width: 600,
                height: 900,
                tiles: text("../iiif/image/files/3r.jpg"),
                tile_side: 512,
                outside: WebAddress::default(),
                layout_width: 600,
                layout_height: 900,
                lines: vec![LineView { name: text("0-1"), x: 1, y: 2, width: 3, height: 4, words: text("Words"), boxes: text("1 2 3 4") }],
                regions_html: paragraph("※1"),
                annotations: vec![annotation()],
            },
            SurfaceView { id: text("image-3v"), label: text("3v"), outside: web("https://example.org/3v.jpg"), ..SurfaceView::default() },
        ],
        body_html: paragraph("Text"),
        notes: vec![note()],
    }
}

pub fn fields() -> Vec<FieldView> {
    let field = |name: &str, is_role, is_date| FieldView {
        name: text(name),
        is_role,
        is_date,
        values: vec![anchor().into()],
        ..FieldView::default()
    };
    vec![field("author", true, false), field("issued", false, true)]
}

pub fn extra() -> Map<String, Value> {
    Map::from_iter([(text("x-shelf"), Value::from("7"))])
}

pub fn letter() -> LetterView {
    let action = || LetterActionView {
        place: anchor(),
        date: text("1843-05-02/1843-05-09"),
        is_between: true,
        conjecture: vec!["people", "place", "date"],
        uncertain: vec!["people", "place", "date"],
    };
    LetterView {
        sent: action(),
        received: action(),
        forwarded: vec![ForwardingView { kind: "redirected", people: vec![anchor()], action: action() }],
        correspondences: vec![NeighboursView {
            href: text("../letters/a.b.html"),
            names: vec![text("Edvard Lunde"), text("Ida Berg")],
            before: card(),
            after: card(),
        }],
        before: anchor(),
        after: anchor(),
        year_href: text("../letters/1843.html"),
    }
}

pub fn correspondence_line() -> CorrespondenceLine {
    CorrespondenceLine { href: text("a.b.html"), names: vec![text("Berg"), text("Lunde")], count: 2, dates: text("1843/1850") }
}

pub fn card() -> Card {
    Card {
        href: text("a.html"),
        title: text("Title"),
        lang: text("ru"),
        authors: text("Author"),
        date: text("2022"),
        year: text("2022"),
        kind: "interview",
        container: text("Journal"),
        grave: "retraction",
        words: text("First words"),
        picture_html: paragraph("Picture"),
    }
}

pub fn work_line() -> WorkLine {
    WorkLine {
        href: text("../works/a.html"),
        key: text("a"),
        entry_html: Html::of_words("Entry"),
        is_linked: false,
        authors: text("Author"),
        title: text("Title"),
        year: text("2020"),
        lang: text("ru"),
        kind: "book",
        documents: 2,
        passages: 3,
        grave: "retraction",
    }
}

pub fn citing() -> CitingDocument {
    CitingDocument {
        card: card(),
        passages: vec![PassageView {
            carrier: text("Sentence."),
            href: text("a.html#cite-a-1"),
            before: text("before "),
            words: text("words"),
            after: text(" after"),
            lang: text("ru"),
            kind: "note",
            note: 2,
            locator: text("p. 3"),
            section: text("Heading"),
            page: text("3r"),
            time: text("00:12:31"),
        }],
    }
}

pub fn reference(id: &str) -> ReferenceView {
    ReferenceView {
        id: text(id),
        entry_html: Html::of_words("Entry"),
        lang: text("ru"),
        href: text("../works/a.html"),
        cited: vec![anchor()],
        elsewhere: true,
        grave: "retraction",
        archived: web("https://web.archive.org/"),
        accessed: text("2022-04-01"),
        copy: anchor(),
    }
}

pub fn note() -> NoteView {
    NoteView {
        number: 1,
        id: text("fn-1"),
        html: paragraph("Note"),
        annotations: vec![annotation()],
        marks: vec![text("#fnref-1"), text("#fnref-1-2")],
    }
}

pub fn contents() -> Vec<ContentsItem> {
    (2..5).map(|level| ContentsItem { level, href: text("#a"), title: text("Heading") }).collect()
}

pub fn entity_line() -> EntityLine {
    EntityLine {
        href: text("a.html"),
        name: text("Name"),
        sort: text("Name, A"),
        dates: text("1951/.."),
        documents: 2,
        id: text("initial-n"),
    }
}

pub fn pager() -> Pager {
    Pager { page: 2, pages: 3, previous: text("a.html"), next: text("c.html"), all: vec![text("a.html"), text("b.html"), text("c.html")] }
}

pub fn initials() -> Vec<InitialLink> {
    vec![InitialLink { label: text("K"), href: text("k.html"), count: 2, current: true }]
}

pub fn paragraph(words: &str) -> Html {
    let mut html = Html::new();
    html.element("p", words);
    html
}

pub fn anchor() -> Anchor {
    Anchor { href: text("a.html"), title: text("Words"), lang: text("ru"), grave: "retraction" }
}

pub fn text(words: &str) -> String {
    words.to_owned()
}

pub fn web(address: &str) -> WebAddress {
    WebAddress::of_page(address)
}

//! A full front.

use super::*;

pub fn front() -> FrontView {
    FrontView {
        page: page(),
        description: text("What it holds"),
        description_lang: text("en"),
        publisher: text("A publisher"),
        counts: Counts { documents: 1, works: 2, people: 3, organizations: 4, places: 5, topics: 6 },
        documents: vec![card()],
        all_documents: text("documents/index.html"),
        works: vec![work_line()],
        entities: vec![EntityGroup { kind: "people", href: text("people/index.html"), count: 2, top: vec![entity_line()] }],
        languages: vec![(text("en"), 2), (text("ru"), 1)],
        timeline: timeline(),
        map: map(),
        title: text("Welcome"),
        title_lang: text("ru"),
        parts: vec![
            vec!["text"],
            vec!["begin"],
            vec!["collections"],
            vec!["timeline"],
            vec!["latest"],
            vec!["people", "languages"],
            vec!["citation-map"],
            vec!["most-cited"],
            vec!["map"],
        ],
        text: FrontTextView { lang: text("ru"), html: paragraph("Text"), notes: vec![note()], references: vec![reference("ref-b")] },
        begin: vec![
            BeginView {
                item: NavItem { title: text("Begin"), lang: text("ru"), href: text("a.html"), ..NavItem::default() },
                card: card(),
                ..BeginView::default()
            },
            BeginView {
                item: NavItem { key: "documents", href: text("documents/index.html"), ..NavItem::default() },
                collection: collection_line(),
                ..BeginView::default()
            },
        ],
        years: text("1843/1850"),
        collections: vec![collection_line()],
        all_collections: text("collections/index.html"),
        places: place_map(),
        documents_href: text("documents/index.html"),
        works_href: text("citations/index.html"),
    }
}

pub fn timeline() -> Timeline {
    let bar = |href: &str| TimelineBar { date: text("1990/1999"), count: 2, href: text(href), x: 1, y: 2, width: 3, height: 4 };
    Timeline {
        width: 720,
        height: 200,
        axis: 100,
        step: 10,
        documents: vec![bar("documents/index.html#year-1999"), bar("")],
        works: vec![bar("citations/year-1999.html")],
        ticks: vec![TimelineTick { date: text("1990"), x: 2 }],
        rows: vec![TimelineRow {
            date: text("1990/1999"),
            documents: 2,
            documents_href: text("documents/index.html#year-1999"),
            works: 3,
            works_href: text("citations/year-1999.html"),
        }],
        undated: 1,
    }
}

pub fn map() -> CitationMap {
    let node = || MapNode { href: text("a.html"), title: text("Title"), lang: text("ru") };
    CitationMap {
        width: 100,
        height: 20,
        documents: vec![node()],
        works: vec![node()],
        lines: vec![MapLine { path: text("M0 0"), document: 0, work: 0 }],
    }
}

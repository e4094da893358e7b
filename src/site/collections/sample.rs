//! Full views of collections.

use crate::site::{
    templates::sample::{anchor, card, collection_line, contents, extra, note, page, pager, paragraph, reference, text},
    view::*,
};

pub fn tree() -> CollectionsView {
    let opens = CollectionLine { opens: true, ..collection_line() };
    let closes = CollectionLine { closes: 1, ..collection_line() };
    CollectionsView { page: page(), count: 2, collections: vec![opens, closes], pager: pager() }
}

pub fn collection() -> CollectionView {
    let field = |name, is_date| DescriptionView { name, is_date, values: vec![anchor()] };
    let column = |name, href: &str| ColumnView { name, href: text(href), current: href.is_empty() };
    CollectionView {
        page: page(),
        slug: text("a"),
        level: text("series"),
        way: vec![anchor()],
        other_titles: vec![anchor()],
        metadata_html: paragraph("Metadata"),
        is_first: true,
        fields: vec![field("identifier", false), field("dates", true), field("languages", false), field("history", false)],
        license: LicenseView { id: text("CC0-1.0"), rights: text("© A"), ..LicenseView::default() },
        title_lang: text("et"),
        body_html: paragraph("Text"),
        body_lang: text("et"),
        notes: vec![note()],
        contents: contents(),
        references: vec![reference("ref-a")],
        extra: extra(),
        parts_count: 1,
        parts: vec![collection_line()],
        count: 2,
        holdings: 3,
        is_own_order: true,
        order: "listed",
        columns: vec![
            column("listed", ""),
            column("title", "a~by-title.html"),
            column("author", "a~by-author.html"),
            column("date", "a~by-date.html"),
            column("shelfmark", "a~by-shelfmark.html"),
        ],
        members: vec![MemberView { number: 1, card: card(), shelfmark: text("Box 2, 14") }],
        pager: pager(),
        downloads: vec![anchor()],
        feed: text("a.feed.xml"),
        iiif_href: text("a.iiif.json"),
    }
}

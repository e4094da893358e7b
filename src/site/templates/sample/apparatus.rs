//! What stands beside a text: a note, the source, a work that it cites.

use super::*;

pub fn annotation() -> AnnotationView {
    let note = AnnotationView {
        id: text("note-a"),
        href: text("a.html#note-a"),
        number: 1,
        html: paragraph("Note"),
        lang: text("en"),
        dir: "ltr",
        creator: anchor(),
        created: text("2026-05-02"),
        updated: text("2026-05-03"),
        motivation: Motivation::Commenting,
        motivation_href: text("../annotations/commenting.html"),
        tags: vec![anchor()],
        words: text("Note"),
        place: "page",
        place_html: paragraph("3r"),
        state: "moved",
        quote: text("words"),
        quote_lang: text("en"),
        old_quote: text("old words"),
        work: anchor(),
        replies: Vec::new(),
    };
    AnnotationView { replies: vec![note.clone()], ..note }
}

pub fn source() -> SourceView {
    SourceView {
        page: page(),
        document: card(),
        file: text("a.txt"),
        sha256: text("00"),
        same: true,
        without_tags: true,
        words_kept: 1,
        words: 2,
        words_accepted: 3,
        words_lost: 4,
        words_elsewhere: 6,
        words_added: 5,
        rows: vec![SourceRow {
            id: String::new(),
            line: 1,
            source_html: Html::of_words("a"),
            document_html: Html::of_words("a"),
            place: text("title"),
            href: text("a.html"),
            elsewhere: true,
            difference: 2,
            picture: Some(RowPicture {
                rows: 1,
                label: text("3r"),
                href: text("a.facsimile.html#image-3r"),
                src: text("../files/3r.jpg"),
                srcset: text("../files/3r.jpg.400.jpg 400w, ../files/3r.jpg 600w"),
                width: 600,
                height: 900,
            }),
        }],
        source_file: anchor(),
        differences: 3,
        first_accepted: text("#d1"),
        first_lost: text("#d2"),
        first_added: text("#d3"),
        has_pictures: true,
    }
}

pub fn work() -> WorkView {
    WorkView {
        coins: text("ctx_ver=Z39.88-2004"),
        metadata_html: paragraph("Metadata"),
        page: page(),
        is_long: true,
        work: work_line(),
        fields: fields(),
        links: vec![OutsideLink {
            kind: "url",
            href: web("https://example.org/"),
            title: text("example.org"),
            archived: web("https://web.archive.org/"),
            accessed: text("2022-04-01"),
            copy: anchor(),
        }],
        held_as: anchor(),
        printed_forms: vec![PrintedForm { entry_html: Html::of_words("Entry"), lang: text("ru"), documents: vec![anchor()] }],
        joined: Joined {
            pairs: ["doi", "isbn", "symbol", "url", "title", "place", "shelfmark", "verdict"]
                .map(|ground| JoinedPair { ground, left: anchor(), right: anchor(), names: text("[a/b, c/d]") })
                .to_vec(),
            more: 2,
            file: text("content/bibliography/works.yaml"),
        },
        citing: vec![citing()],
        cited_with: vec![CitedWith { work: work_line(), together: 2 }],
        pager: pager(),
    }
}

//! What became of a document.

use super::*;

pub fn history_entry() -> HistoryEntry {
    HistoryEntry {
        id: text("version-1.1"),
        version: text("1.1"),
        date: text("2026-05-02"),
        kind: "correction",
        note_html: paragraph("A date was mended."),
        href: text("a.v/1.1.html"),
        changes_href: text("a.v/1.1~changes.html"),
        is_erratum: true,
    }
}

pub fn document_history() -> DocumentHistory {
    DocumentHistory {
        version: text("1.1"),
        date: text("2026-05-02"),
        version_href: text("a.v/1.1.html"),
        is_changed: true,
        changes_href: text("a.v/~changes.html"),
        href: text("a.v/index.html"),
        grave: vec![HistoryEntry { kind: "retraction", ..history_entry() }],
        errata: vec![history_entry()],
        errata_href: text("../errata.html"),
        former: vec![FormerPlace { id: text("p-0"), href: text("a.v/1.0.html#p-0"), version: text("1.0"), words: text("Words") }],
        links: vec![RelLink { rel: "memento", href: text("a.v/1.1.html"), media_type: "text/html" }],
    }
}

//! A document laid beside its source.

use super::{
    address,
    alignment::{self, Accepted, Part},
    document_page::has_source,
    frame::Maker,
    markup,
    view::*,
};
use crate::{
    archive::Listed,
    base::{RelPath, Slug, comment, digest::sha256, source_text::Source},
    document::{self, Document, Meta, Person},
};

/// Makes the page that lays a document beside its source; none if the source is not in the archive,
/// or if rights forbid reprinting it.
pub fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug) else { return };
    let meta = &document.meta;
    if !has_source(maker, meta) {
        return;
    }
    let Some((remembered, file)) = meta.source.as_ref().and_then(|source| Some((source, maker.reader.source(&source.file)?))) else {
        return;
    };
    let path = RelPath::new(&address::source(slug));
    let source = Source::decode(&file.bytes);
    let name = RelPath::new(&remembered.file);
    let words = document::seen(&name, &source.text);
    let has_tags = words.is_some();
    let mut parts = parts(maker, &path, document, has_tags);
    let own = parts.len();
    for other in maker.reader.documents_of_source(&remembered.file).filter(|other| *other != slug) {
        let Some(other) = maker.reader.document(other) else { continue };
        // What of the source became which document is told by its title.
        let theirs = self::parts(maker, &path, other, has_tags).into_iter();
        parts.extend(theirs.map(|part| Part { place: other.meta.title.clone(), elsewhere: true, ..part }));
    }
    let accepted: Vec<Accepted<'_>> =
        remembered.omissions.iter().map(|omission| Accepted { line: omission.line, text: &omission.text, rule: &omission.rule }).collect();
    // What the source's writer hid from readers, this page hides as well.
    let hidden = if comment::is_markdown(&name) { comment::blanked(&source.text) } else { source.text.as_str().into() };
    let alignment = alignment::align(words.as_deref().unwrap_or(&hidden), &parts, &accepted);
    let mut last = 0;
    let rows = alignment.rows.into_iter().map(|row| {
        let part = row.part.and_then(|part| parts.get(part));
        let id = if row.line > last { format!("L{}", row.line) } else { String::new() };
        last = last.max(row.line);
        SourceRow {
            id,
            line: row.line,
            source_html: row.source_html,
            document_html: row.document_html,
            place: part.map_or_else(String::new, |part| part.place.clone()),
            href: part.map_or_else(String::new, |part| part.href.clone()),
            elsewhere: row.part.is_some_and(|part| part >= own),
        }
    });
    let view = SourceView {
        page: maker.frame(&path, &meta.title, &meta.lang, "documents"),
        document: maker.card(&path, &Listed::of(document)),
        file: remembered.file.clone(),
        same: remembered.sha256 == sha256(&file.bytes),
        sha256: sha256(&file.bytes),
        without_tags: words.is_some(),
        words_kept: alignment.kept,
        words: alignment.words,
        words_accepted: alignment.accepted,
        words_elsewhere: alignment.elsewhere,
        words_lost: alignment.lost,
        words_added: alignment.added,
        rows: rows.collect(),
    };
    maker.put(path, View::Source(Box::new(view)));
}

/// All that a document has of its source's words, in no particular order.
fn parts(maker: &Maker<'_, '_>, path: &RelPath, document: &Document, has_tags: bool) -> Vec<Part> {
    let meta = &document.meta;
    let page = path.to(&address::document(&document.slug));
    let mut parts = Vec::new();
    let mut add = |place: &str, fragment: &str, text: &str, repeats: bool| {
        if !text.trim().is_empty() {
            let href = if fragment.is_empty() { page.clone() } else { format!("{page}#{fragment}") };
            parts.push(Part { place: place.to_owned(), href, text: markup::plain(text), repeats, elsewhere: false });
        }
    };
    // That of a page may stand in its head alone, which nobody sees.
    add("title", "", &meta.title, has_tags);
    add("abstract", "", &meta.abstract_, false);
    add("lead", "", &meta.lead, true);
    for translation in &meta.translations {
        add("title", "", &translation.title, false);
        add("abstract", "", &translation.abstract_, false);
    }
    for (_, text) in &meta.cite_as {
        add("citation-as-printed", "", text, false);
    }
    add("rights", "", &meta.rights, false);
    for (place, text) in repeated(meta) {
        add(place, "", &text, true);
    }
    for block in &document.body.blocks {
        let words = block.text.of(&document.body.text);
        match block.note.and_then(|note| document.body.notes.get(note as usize)) {
            None => add("text", &block.id, words, false),
            Some(note) => {
                let place = format!("note {}", note.number);
                let fragment = format!("fn-{}", note.number);
                add(&place, &fragment, words, false);
                // One whose words stand at its place has no label of its own.
                if !note.label.starts_with('[') {
                    add(&place, &fragment, &note.label, true);
                }
            }
        }
    }
    for (key, record, _) in maker.reader.works_of(&document.slug) {
        // An entry that stands in a note stands there already.
        let repeats = record.printed_in == crate::reference::PrintedIn::Notes;
        add(&format!("reference {key}"), &format!("ref-{key}"), &record.verbatim, repeats);
    }
    parts
}

/// What front matter holds of names, dates and numbers: often written otherwise than printed.
fn repeated(meta: &Meta) -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&'static str, String)> = vec![
        ("section", meta.section.clone()),
        ("keyword", meta.keywords.join(", ")),
        ("DOI", meta.doi.clone()),
        ("URL", meta.url.to_string()),
        ("ISSN", meta.issn.clone()),
        ("container-title", [&meta.container, &meta.volume, &meta.issue, &meta.pages].map(String::as_str).join(" ")),
        ("publisher", [&meta.publisher, &meta.place].map(String::as_str).join(" ")),
        ("license", meta.license.as_ref().map(|license| license.url.to_string()).unwrap_or_default()),
    ];
    let person = |person: &Person| format!("{} {}", person.name.display(), person.offices.join(", "));
    texts.extend(meta.people.iter().map(|one| ("people", person(one))));
    for translation in &meta.translations {
        texts.push(("section", translation.section.clone()));
        texts.push(("keyword", translation.keywords.join(", ")));
        texts.extend(translation.people.iter().map(|one| ("people", person(one))));
    }
    texts.extend(meta.dates.iter().map(|(_, date)| ("dates", date.to_string())));
    texts.extend(meta.issued.map(|date| ("issued", date.to_string())));
    texts
}

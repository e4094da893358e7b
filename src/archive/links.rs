//! What documents say of each other: links, fragments, passages, and themselves as works.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Catalogue, NameTarget,
    entities::{NameKeys, Passages},
    mentions::Mention,
};
use crate::{
    base::{
        Digest, RelPath, Slug, Span,
        digest::Hasher,
        places::{DOCUMENTS, PAGES},
        text,
    },
    document::{AuthorityKind, Citation, Document, Hole, LinkTarget, Meta, Piece},
    reference::{Record, csl, variable},
};

/// What a path inside the archive leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathTarget {
    /// A document, by its slug; it may not exist.
    Document(Slug),
    /// A free page, by its slug; it may not exist.
    Page(Slug),
    /// Another file; it may not exist.
    File(RelPath),
    /// Out of the archive.
    Outside,
}

/// What a relative link in the file at `from` leads to.
pub fn follow(from: &RelPath, path: &str) -> PathTarget {
    let Some(path) = from.join(path) else { return PathTarget::Outside };
    let is_text = path.extension() == "md";
    if is_text && path.is_below(DOCUMENTS) {
        PathTarget::Document(Slug::from_stem(path.stem()))
    } else if is_text && path.is_below(PAGES) {
        PathTarget::Page(Slug::from_stem(path.stem()))
    } else {
        PathTarget::File(path)
    }
}

/// The documents that a document links to, itself not among them.
pub(super) fn targets(catalogue: &Catalogue, document: &Document) -> BTreeSet<Slug> {
    let mut targets = BTreeSet::new();
    for link in &document.facts.links {
        match &link.target {
            LinkTarget::File(path, _) => {
                if let PathTarget::Document(slug) = follow(&document.path, path) {
                    targets.insert(slug);
                }
            }
            LinkTarget::Name(name, _, _) => {
                if let NameTarget::Document(slug) = catalogue.name_target(&NameKeys::of(name)) {
                    targets.insert(slug);
                }
            }
            _ => {}
        }
    }
    targets.remove(&document.slug);
    targets
}

/// The folded names in a document's wikilinks.
pub(super) fn wikilink_names(document: &Document) -> BTreeSet<String> {
    let names = document.facts.links.iter().filter_map(|link| match &link.target {
        LinkTarget::Name(name, _, _) => Some(text::fold(name)),
        _ => None,
    });
    names.collect()
}

/// The digest of what lists show of a document.
pub(super) fn card_digest(meta: &Meta) -> Digest {
    let people: Vec<_> = meta.people.iter().map(|person| (&person.role, &person.name)).collect();
    Digest::of_value(&(
        &meta.title,
        &meta.lang,
        meta.kind,
        people,
        meta.issued,
        &meta.container,
        meta.translations.iter().map(|t| (&t.lang, &t.title)).collect::<Vec<_>>(),
    ))
}

/// The fragments that others may link to.
pub(super) fn fragments(document: &Document) -> BTreeSet<String> {
    let mut fragments: BTreeSet<String> =
        document.body.blocks.iter().filter(|block| !block.id.is_empty()).map(|block| block.id.to_string()).collect();
    fragments.extend(document.facts.headings.iter().map(|heading| heading.id.clone()));
    fragments.extend(document.facts.citations.iter().map(crate::document::Citation::fragment));
    fragments.extend(document.facts.places.iter().map(|place| place.to_string()));
    for note in &document.body.notes {
        fragments.insert(format!("fn-{}", note.number));
        fragments.insert(format!("fnref-{}", note.number));
    }
    fragments
}

/// Whether a document has a fragment.
pub fn has_fragment(document: &Document, fragment: &str) -> bool {
    fragments(document).contains(fragment)
}

/// For each key that a document cites, the digest of all that the work's page shows of it.
pub(super) fn passage_digests(document: &Document) -> BTreeMap<String, Digest> {
    let mut hashers: BTreeMap<&str, Hasher> = BTreeMap::new();
    for citation in &document.facts.citations {
        let hasher = hashers.entry(&citation.key).or_default();
        add_passage(hasher, citation, &document.body.text);
        hasher.part(&citation.note.unwrap_or(0).to_le_bytes());
        hasher.part(carrier(document, citation.note).of(&document.body.text).as_bytes());
        hasher.part(&[citation.kind as u8]);
        hasher.part(section_title(document, citation.passage.start).as_bytes());
    }
    hashers.into_iter().map(|(key, hasher)| (key.to_owned(), hasher.finish())).collect()
}

/// Adds what a work's page shows of any citation in `text`: its passage, where in it its words stand, and the locator.
pub(super) fn add_passage(hasher: &mut Hasher, citation: &Citation, text: &str) {
    hasher.part(citation.passage.of(text).as_bytes());
    hasher.part(&citation.words.start.wrapping_sub(citation.passage.start).to_le_bytes());
    hasher.part(citation.words.of(text).as_bytes());
    hasher.part(citation.locator.as_bytes());
}

/// For each entity that a text names, the digest of all that the entity's page shows of it.
pub(super) fn mention_digests(document: &Document, mentions: &[Mention]) -> Passages {
    let mut hashers: BTreeMap<(AuthorityKind, Slug), Hasher> = BTreeMap::new();
    for mention in mentions {
        let hasher = hashers.entry((mention.kind, mention.id.clone())).or_default();
        let passage = sentence_at(document, mention.text);
        hasher.part(passage.of(&document.body.text).as_bytes());
        hasher.part(&(mention.text.start - passage.start).to_le_bytes());
        hasher.part(&(mention.text.end - passage.start).to_le_bytes());
        if let Some(block) = document.body.block_at(mention.text.start) {
            hasher.part(block.id.as_bytes());
            hasher.part(&block.note.map_or(0, |note| note + 1).to_le_bytes());
        }
        hasher.part(section_title(document, mention.text.start).as_bytes());
    }
    hashers.into_iter().map(|(entity, hasher)| (entity, hasher.finish())).collect()
}

/// The sentence in which some words stand.
pub fn sentence_at(document: &Document, words: Span) -> Span {
    let Some(block) = document.body.block_at(words.start) else { return words };
    let paragraph = block.text.of(&document.body.text);
    let start = block.text.start as usize;
    let mut passage = words;
    for sentence in text::sentences(paragraph) {
        let sentence = Span::new(start + sentence.start, start + sentence.end);
        if sentence.end > words.start && sentence.start < words.end {
            passage = Span { start: passage.start.min(sentence.start), end: passage.end.max(sentence.end) };
        }
    }
    passage
}

/// The sentence of the running text that a note belongs to: that in which its first mark stands.
/// Empty for what stands in no note, and for notes whose mark stands in another note.
pub fn carrier(document: &Document, note: Option<u32>) -> Span {
    let Some(number) = note else { return Span::default() };
    let mut end = 0;
    for piece in &document.body.pieces {
        match piece {
            Piece::Text(span) | Piece::Plain(span) => end = span.end,
            // The mark stands behind the words it belongs to, often behind the full stop.
            Piece::Hole(Hole::Note(other, 1)) if *other == number => {
                return sentence_at(document, Span { start: end.saturating_sub(1), end });
            }
            _ => {}
        }
    }
    Span::default()
}

/// The words of the heading under which a place of the text stands; empty if under none.
pub fn section_title(document: &Document, offset: u32) -> &str {
    let heading = document.body.block_at(offset).and_then(|block| document.facts.headings.get(block.section? as usize));
    heading.map_or("", |heading| heading.text.of(&document.body.text))
}

/// A document as a work that others may cite: all of its description but what it is about (abstract, keywords).
pub fn as_record(meta: &Meta) -> Record {
    let mut record = Record {
        kind: meta.kind,
        title: meta.title.clone(),
        container: meta.container.clone(),
        publisher: meta.publisher.clone(),
        place: meta.place.clone(),
        volume: meta.volume.clone(),
        issue: meta.issue.clone(),
        pages: meta.pages.clone(),
        issued: meta.issued,
        url: meta.url.to_string(),
        doi: meta.doi.clone(),
        isbn: meta.isbn.clone(),
        issn: meta.issn.clone(),
        language: Some(meta.lang.clone()),
        ..Record::default()
    };
    for person in &meta.people {
        let name = person.name.clone();
        match person.role.as_str() {
            "author" => record.author.push(name),
            "editor" => record.editor.push(name),
            "translator" => record.translator.push(name),
            role => match record.other_names.iter_mut().find(|(other, _)| other == role) {
                Some((_, names)) => names.push(name),
                None => record.other_names.push((role.to_owned(), vec![name])),
            },
        }
    }
    for (variable, text) in &meta.variables {
        csl::set(&mut record, variable, text);
    }
    // What journals date besides (received, accepted …) is no variable.
    let dates = meta.dates.iter().filter(|(name, _)| variable::named(name).is_some());
    dates.for_each(|(name, date)| csl::set(&mut record, name, &date.to_string()));
    if !meta.section.is_empty() {
        csl::set(&mut record, "section", &meta.section);
    }
    record
}

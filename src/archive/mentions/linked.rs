//! Where a text itself says which record its words name: links to one by its file and its `id`.

use crate::{
    archive::paths::record_at,
    base::Slug,
    document::{Document, LinkTarget, Sentences},
};

use super::Mention;

/// Whether a text links to records.
pub fn links_records(document: &Document) -> bool {
    let is_one = |target: &LinkTarget| matches!(target, LinkTarget::File(path, fragment) if record_at(path, fragment).is_some());
    document.facts.links.iter().any(|link| is_one(&link.target))
}

/// The names that a text links to records, in order.
pub fn linked(document: &Document) -> Vec<Mention> {
    let body = &document.body;
    let mut sentences: Option<(usize, Sentences<'_>)> = None;
    let mut mentions = Vec::new();
    for link in &document.facts.links {
        let LinkTarget::File(path, fragment) = &link.target else { continue };
        let Some((kind, id)) = record_at(path, fragment) else { continue };
        let block = body.blocks.partition_point(|block| block.text.start <= link.words.start).saturating_sub(1);
        let passage = body.blocks.get(block).filter(|block| link.words.start <= block.text.end).map_or(link.words, |inner| {
            if sentences.as_ref().is_none_or(|(of, _)| *of != block) {
                sentences = Some((block, Sentences::of(inner.text.of(&body.text), inner.text.start)));
            }
            sentences.as_ref().map_or(link.words, |(_, sentences)| sentences.around(link.words))
        });
        mentions.push(Mention { kind, id: Slug::from_stem(&id), text: link.words, passage, first_in_section: false });
    }
    mentions
}

//! What stands at which address, as far as it can be known again elsewhere.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    archive::{Entity, anchor::Sketch},
    base::{Digest, RelPath, text},
    build::{Memo, embargo::is_public, wishes},
    config::Config,
    document::{AuthorityKind, Document},
    site::address,
};

/// The addresses of documents, free pages, collections and records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Census {
    /// What stands at each address.
    pub there: BTreeMap<RelPath, Standing>,
    /// What stood at addresses at which nothing is any more, and was not found elsewhere yet; the last to go stands last. A file that is moved may be
    /// gone for a while before it comes.
    pub gone: Vec<(RelPath, Standing)>,
}

/// Something that stands at an address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its file.
    pub file: String,
    /// What it is known by, the surest first: digests of its bytes, its words, its source; of a record of what it says, its identifiers, its name.
    pub marks: Vec<u64>,
    /// What else it is known by, but not when it is gone: the variant names of a record, into which another may have been merged.
    pub also: Vec<u64>,
    /// The addresses that led to it, as its aliases say: some follow from where it stands.
    pub ways: Box<[RelPath]>,
    /// Its paragraphs, headings and items, in their order, those with an id of their own.
    pub blocks: Arc<[Block]>,
}

/// A paragraph, as far as it can be known again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Its id on the page.
    pub id: Box<str>,
    /// Of its words.
    pub sketch: Sketch,
}

/// Texts of fewer words must have the same title, too, to be one text.
const FEW: u32 = 60;

impl Census {
    /// What stands where now. What has not changed since the census `before` is taken from there. What is held back has no address, even where it is shown.
    pub fn of(memo: &Memo, config: &Config, before: &Self) -> Self {
        let catalogue = &memo.catalogue;
        let public = Config { drafts: false, base_url: config.base_url.clone(), ..Config::default() };
        let documents = catalogue.documents().iter().map(|(slug, text)| (address::document(slug), text));
        let pages = catalogue.pages().iter().map(|(slug, text)| (address::free_page(slug), text));
        let collections = catalogue.collections().files().iter().map(|(slug, text)| (address::collection(slug, 1), text));
        let texts: Vec<(String, &Arc<Document>)> =
            documents.chain(pages).chain(collections).filter(|(_, text)| is_public(&public, &text.meta, memo.claims.day)).collect();
        let text = |(address, text): (String, &Arc<Document>)| {
            let address = RelPath::new(&address);
            let known = before.there.get(&address).filter(|known| known.marks.first() == Some(&mark("bytes", &text.digest.0)));
            let standing = known.filter(|known| known.file == text.path.as_str()).cloned();
            // With all its words, as they stand in its file.
            let mut standing = standing.unwrap_or_else(|| Standing::of_text(&memo.document(&text.path).unwrap_or(text).once()));
            standing.ways = wishes::ways(text, address.as_str(), &public);
            (address, standing)
        };
        let mut there: BTreeMap<RelPath, Standing> = texts.into_par_iter().map(text).collect();
        let entities = catalogue.entities();
        for kind in AuthorityKind::ALL {
            there.extend(entities.slugs(kind).filter_map(|slug| entities.get(kind, slug)).map(|entity| {
                let address = RelPath::new(&address::entity(kind, &entity.slug, 1));
                (address, Standing::of_entity(kind, entity))
            }));
        }
        for file in catalogue.authorities().values() {
            for record in &file.records {
                if let Some(standing) = there.get_mut(&RelPath::new(&address::entity(record.kind, record.id.as_str(), 1))) {
                    standing.file = file.path.to_string();
                }
            }
        }
        // A name without a record takes any address that is free.
        let is_gone = |address: &RelPath, was: &Standing| there.get(address).is_none_or(|is| is.file.is_empty() && !was.file.is_empty());
        let mut gone: Vec<(RelPath, Standing)> = before.gone.iter().filter(|(address, was)| is_gone(address, was)).cloned().collect();
        gone.extend(before.there.iter().filter(|(address, was)| is_gone(address, was)).map(|(a, b)| (a.clone(), b.clone())));
        Self { there, gone }
    }
}

impl Standing {
    fn of_text(text: &Document) -> Self {
        let block = |block: &crate::document::TextBlock| {
            let id: &str = &block.id;
            (!id.is_empty()).then(|| Block { id: id.into(), sketch: Sketch::of(block.text.of(&text.body.text)) })
        };
        let blocks: Arc<[Block]> = text.body.blocks.iter().filter_map(block).collect();
        let mut marks = vec![mark("bytes", &text.digest.0)];
        if !blocks.is_empty() {
            // A few words may stand in many texts.
            let title = if text.facts.words < FEW { text.meta.title.as_str() } else { "" };
            let ids: Vec<&str> = std::iter::once(title).chain(blocks.iter().map(|block| &*block.id)).collect();
            marks.push(mark("words", ids.join(" ").as_bytes()));
        }
        if let Some(source) = text.meta.source.as_ref().filter(|source| !source.sha256.is_empty()) {
            marks.push(mark("source", format!("{}\n{}", source.sha256, source.part).as_bytes()));
        }
        Self { file: text.path.to_string(), marks, blocks, ..Self::default() }
    }

    /// A name without a record has no file, and is known by the name alone.
    fn of_entity(kind: AuthorityKind, entity: &Entity) -> Self {
        let named = |name: &str| mark(kind.folder(), text::fold(name).as_bytes());
        let mut standing = Self { marks: vec![named(&entity.name)], also: vec![named(&entity.sort)], ..Self::default() };
        if let Some(record) = &entity.record {
            let said = format!("{}\n{}\n{:?}\n{:?}", record.name, record.sort, record.variants, record.dates);
            let identifiers = record.identifiers.iter().map(|(scheme, value)| mark(scheme, value.as_bytes()));
            standing.marks = std::iter::once(mark("record", said.as_bytes())).chain(identifiers).chain([named(&record.name)]).collect();
            standing.also.extend(record.variants.iter().map(|variant| named(&variant.name)));
        }
        standing
    }
}

fn mark(kind: &str, of: &[u8]) -> u64 {
    let mut bytes = kind.as_bytes().to_vec();
    bytes.push(b' ');
    bytes.extend_from_slice(of);
    let [a, b, c, d, e, f, g, h, ..] = Digest::of(&bytes).0;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

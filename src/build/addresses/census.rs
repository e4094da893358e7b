//! What stands at which address, as far as it can be known again elsewhere.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    archive::anchor::Sketch,
    base::{Digest, RelPath, text},
    build::Memo,
    document::{Authority, Document},
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

/// How many of those that are gone are kept.
const MOST_GONE: usize = 1000;

impl Census {
    /// What stands where now. What has not changed since the census `before` is taken from there. Drafts have no address.
    pub fn of(memo: &Memo, before: &Self) -> Self {
        let catalogue = &memo.catalogue;
        let documents = catalogue.documents().iter().map(|(slug, text)| (address::document(slug), text));
        let pages = catalogue.pages().iter().map(|(slug, text)| (address::free_page(slug), text));
        let collections = catalogue.collections().files().iter().map(|(slug, text)| (address::collection(slug, 1), text));
        let texts: Vec<(String, &Arc<Document>)> = documents.chain(pages).chain(collections).filter(|(_, text)| !text.meta.draft).collect();
        let text = |(address, text): (String, &Arc<Document>)| {
            let address = RelPath::new(&address);
            let known = before.there.get(&address).filter(|known| known.marks.first() == Some(&mark("bytes", &text.digest.0)));
            let standing = known.filter(|known| known.file == text.path.as_str()).cloned();
            // With all its words, as they stand in its file.
            (address, standing.unwrap_or_else(|| Standing::of_text(memo.document(&text.path).unwrap_or(text))))
        };
        let mut there: BTreeMap<RelPath, Standing> = texts.into_par_iter().map(text).collect();
        for file in catalogue.authorities().values() {
            let records = file.records.iter().filter(|record| catalogue.entities().get(record.kind, record.id.as_str()).is_some());
            there.extend(records.map(|record| {
                let address = RelPath::new(&address::entity(record.kind, record.id.as_str(), 1));
                (address, Standing::of_record(&file.path, record))
            }));
        }
        let mut gone: Vec<(RelPath, Standing)> = before.gone.iter().filter(|(address, _)| !there.contains_key(address)).cloned().collect();
        gone.extend(before.there.iter().filter(|(address, _)| !there.contains_key(*address)).map(|(a, b)| (a.clone(), b.clone())));
        gone.drain(..gone.len().saturating_sub(MOST_GONE));
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
        Self { file: text.path.to_string(), marks, also: Vec::new(), blocks }
    }

    fn of_record(file: &RelPath, record: &Authority) -> Self {
        let said = format!("{}\n{}\n{:?}\n{:?}", record.name, record.sort, record.variants, record.dates);
        let mut marks = vec![mark("record", said.as_bytes())];
        marks.extend(record.identifiers.iter().map(|(scheme, value)| mark(scheme, value.as_bytes())));
        let named = |name: &str| mark(record.kind.folder(), text::fold(name).as_bytes());
        marks.push(named(&record.name));
        let also = record.variants.iter().map(|variant| named(&variant.name)).collect();
        Self { file: file.to_string(), marks, also, blocks: Arc::default() }
    }
}

fn mark(kind: &str, of: &[u8]) -> u64 {
    let mut bytes = kind.as_bytes().to_vec();
    bytes.push(b' ');
    bytes.extend_from_slice(of);
    let [a, b, c, d, e, f, g, h, ..] = Digest::of(&bytes).0;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

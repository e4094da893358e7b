//! Parts of the sets that are kept apart: what is reported on them was learned from the others.
//!
//! A document's entries share a style, a field and often the works themselves, so documents are kept or learned whole. Files that are collections name no
//! documents: there, neighbours are taken for one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{learn::Random, sets::Read};

/// One of so many entries is kept apart.
const SHARE: usize = 5;
/// Files with more entries are collections.
const COLLECTION: usize = 400;
/// So many neighbours in a collection are one document.
const NEIGHBOURS: usize = 20;

/// Tells each entry of a file which document it belongs to.
pub fn name_documents(file: &str, entries: &mut [Value]) {
    let is_collection = entries.len() > COLLECTION;
    for (at, entry) in entries.iter_mut().enumerate() {
        let block = if is_collection { at / NEIGHBOURS } else { 0 };
        entry["document"] = format!("{file} {block}").into();
    }
}

/// Cuts sets in two: what is learned, and what is kept apart. A work of which the kept parts have an entry is learned from nowhere.
pub fn cut(reads: &[Read], seed: u64) -> (Vec<Read>, Vec<Read>) {
    let (mut learned, mut kept): (Vec<Read>, Vec<Read>) = reads.iter().map(|read| halves(read, seed)).unzip();
    let works: BTreeSet<String> = kept.iter().flat_map(|read| &read.entries).filter_map(work).collect();
    for read in &mut learned {
        read.entries.retain(|entry| work(entry).is_none_or(|work| !works.contains(&work)));
    }
    kept.retain(|read| !read.entries.is_empty());
    (learned, kept)
}

fn halves(read: &Read, seed: u64) -> (Read, Read) {
    let document = |entry: &Value| entry["document"].as_str().unwrap_or_default().to_owned();
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    read.entries.iter().for_each(|entry| *sizes.entry(document(entry)).or_default() += 1);
    let mut documents: Vec<(String, usize)> = sizes.into_iter().collect();
    let mut random = Random(seed);
    for at in (1..documents.len()).rev() {
        documents.swap(at, random.below(at + 1));
    }
    let mut left = read.entries.len() / SHARE;
    let mut apart: BTreeSet<String> = BTreeSet::new();
    for (document, size) in documents {
        // The first that fits is kept, however large: a set of few documents would keep none.
        if size <= left || apart.is_empty() && size * 2 < read.entries.len() {
            left = left.saturating_sub(size);
            apart.insert(document);
        }
    }
    let (kept, learned) = read.entries.iter().cloned().partition(|entry| apart.contains(&document(entry)));
    let half = |entries, prose| Read { name: read.name.clone(), entries, prose };
    (half(learned, read.prose.clone()), half(kept, Vec::new()))
}

/// By what a work is known again in another entry: title and year. Short titles say nothing.
fn work(entry: &Value) -> Option<String> {
    let title: String = entry["title"].as_str()?.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (title.chars().count() >= 20).then(|| format!("{title} {}", entry["year"].as_str().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_stay_whole_and_no_work_stands_in_both_parts() {
        let mut entries: Vec<Value> = Vec::new();
        for file in 0..20 {
            let mut own: Vec<Value> = (0..10)
                .map(|n| {
                    // Every third work is cited in all documents.
                    let place = if n % 3 == 0 { 0 } else { file };
                    serde_json::json!({"raw": format!("{file} {n}"), "title": format!("Tides of the sea of place {place}, part {n}"), "year": "1999"})
                })
                .collect();
            name_documents(&file.to_string(), &mut own);
            entries.extend(own);
        }
        let read = Read { name: "own".into(), entries, prose: Vec::new() };
        let (learned, kept) = cut(&[read], 1);
        assert_eq!(kept[0].entries.len(), 40);
        let all = |reads: &[Read], of: fn(&Value) -> Option<String>| reads[0].entries.iter().filter_map(of).collect::<BTreeSet<_>>();
        let document: fn(&Value) -> Option<String> = |entry| entry["document"].as_str().map(str::to_owned);
        assert!(all(&learned, document).is_disjoint(&all(&kept, document)));
        assert!(all(&learned, work).is_disjoint(&all(&kept, work)));
    }
}

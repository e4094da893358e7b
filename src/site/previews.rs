//! What links show of the pages to which they lead, before anybody goes there.
//!
//! Small scripts rather than JSON, because a page that is opened from a disk may load scripts and may not fetch. A
//! script holds the pages whose addresses have one digest of a byte, so that a page finds its script without any index:
//! some kilobytes for ten thousand documents. `templates/assets/reading.js` computes the same digest.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    address, citation,
    frame::{description, short},
};
use crate::{
    archive::{Entity, Front, Survey, Work},
    base::{Lang, RelPath},
    config::Config,
    document::{AuthorityKind, history},
};

/// Makes the scripts: each at its path on the site.
pub fn make(survey: &Survey<'_>, config: &Config) -> Vec<(RelPath, String)> {
    let mut scripts: BTreeMap<u8, String> = BTreeMap::new();
    let mut put = |path: String, preview: Map<String, Value>| {
        let script = scripts.entry(digest(&path)).or_default();
        script.push_str(if script.is_empty() { "scholionPreviews({" } else { "," });
        script.push_str(&format!("{}:{}", Value::String(path), Value::Object(preview)));
    };
    for document in survey.fronts() {
        put(address::document(document.slug), of_document(document, config));
    }
    for kind in AuthorityKind::ALL {
        for entity in survey.every_entity(kind) {
            put(address::entity(kind, &entity.slug, 1), of_entity(entity));
        }
    }
    for work in survey.works() {
        put(address::work(&work.key, 1), of_work(work, config));
    }
    let script = |(digest, text): (u8, String)| (RelPath::new(&format!("data/previews/{digest:02x}.js")), text + "});\n");
    scripts.into_iter().map(script).collect()
}

/// FNV-1a of 32 bits (Fowler, Noll, Vo), folded to a byte.
pub fn digest(path: &str) -> u8 {
    let hash = path.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 8) ^ (hash >> 16) ^ (hash >> 24)) as u8
}

/// Title, language, a line of who, where and when, and a sentence or two; nothing that is empty.
fn preview(title: &str, lang: &str, by: [&str; 2], date: &str, summary: &str) -> Map<String, Value> {
    let mut preview = Map::new();
    for (key, text) in [("t", title), ("l", lang), ("b", by[0]), ("c", by[1]), ("d", date), ("s", summary)] {
        if !text.is_empty() {
            preview.insert(key.to_owned(), text.into());
        }
    }
    preview
}

fn of_document(document: Front<'_>, config: &Config) -> Map<String, Value> {
    let meta = document.meta;
    let date = meta.issued.map(|date| date.to_string()).unwrap_or_default();
    let lang = if is_plain(config, &meta.lang) { "" } else { meta.lang.as_str() };
    let mut made = preview(&meta.title, lang, [document.authors, &meta.container], &date, &description(meta));
    made.extend(history::gravest(&meta.history).map(|grave| ("g".to_owned(), grave.name().into())));
    made
}

fn of_entity(entity: &Entity) -> Map<String, Value> {
    let record = entity.record.as_ref();
    let date = record.and_then(|record| record.dates).map(|date| date.to_string()).unwrap_or_default();
    let note = record.and_then(|record| record.biography.as_deref()).map(|note| short(&note.body.text)).unwrap_or_default();
    preview(&entity.name, "", ["", ""], &date, &note)
}

/// Whether a language goes without saying: pages in several languages show one preview.
fn is_plain(config: &Config, lang: &Lang) -> bool {
    *lang == config.lang && config.languages.is_empty()
}

/// A work by its title and who wrote it: what its printed forms say differs from document to document.
fn of_work(work: &Work, config: &Config) -> Map<String, Value> {
    let record = &work.record;
    let has_names = !(record.author.is_empty() && record.editor.is_empty());
    let authors = if has_names { citation::authors(record) } else { String::new() };
    let container = if record.container.is_empty() { &record.publisher } else { &record.container };
    let date = record.issued.map(|date| date.to_string()).unwrap_or_default();
    let lang = record.language.as_ref().filter(|lang| !is_plain(config, lang)).map_or("", |lang| lang.as_str());
    preview(&record.called(&work.key), lang, [&authors, container], &date, "")
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn the_digest_is_that_of_the_script() {
        // Values of `digest` in templates/assets/reading.js, which a test in a browser compares as well.
        assert_eq!(["documents/a.html", "people/marta-ilves.html", "topics/безопасность.html"].map(digest), [73, 212, 32]);
    }
}

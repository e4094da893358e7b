//! What is found: documents and free pages by all their words, works and names by what they are called.

use std::fmt::Write;

use super::{
    alphabet::Stems,
    blob::{Blob, Draft},
    text::{self, Passage},
    words::Tokenizer,
};
use crate::{
    archive::{Catalogue, Entity, Work, annotations::Placed},
    base::{Digest, Lang, Slug, digest::Hasher},
    config::Config,
    document::{AuthorityKind, Document},
    site::{
        address,
        frame::year,
        rights::{Shown, shown},
    },
};

/// The name of an entry: what it is, and what it is called in addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Document(Slug),
    Page(Slug),
    Collection(Slug),
    Work(std::sync::Arc<str>),
    Name(AuthorityKind, std::sync::Arc<str>),
}

impl Key {
    /// Its page, from the site's root.
    pub fn address(&self) -> String {
        match self {
            Self::Document(slug) => address::document(slug),
            Self::Page(slug) => address::free_page(slug),
            Self::Collection(slug) => address::collection(slug, 1),
            Self::Work(key) => address::work(key, 1),
            Self::Name(kind, slug) => address::entity(*kind, slug, 1),
        }
    }

    /// Whether it is found by all its words.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Document(_) | Self::Page(_) | Self::Collection(_))
    }
}

/// An entry of the index, as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The digest of all that it was made from.
    pub digest: Digest,
    /// Its parts: a long document has several.
    pub leaves: Vec<Leaf>,
}

/// A part of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its terms.
    pub blob: Blob,
    /// How many words it has, by their weight.
    pub length: u32,
}

/// What an entry is made from, before its words are read.
pub struct Source<'a> {
    /// The digest of it all.
    pub digest: Digest,
    /// Where it comes from.
    pub from: From<'a>,
}

/// What an entry is about.
#[derive(Clone, Copy)]
pub enum From<'a> {
    /// A document or page as far as its page shows it, with the notes on it.
    Text(&'a Document, Shown, Option<&'a Placed>),
    Work(&'a Work),
    /// A person, organization, place or topic.
    Name(AuthorityKind, &'a Entity),
}

/// What `key` is made from, if it is there.
pub fn source<'a>(key: &Key, catalogue: &'a Catalogue, config: &Config) -> Option<Source<'a>> {
    let mut hasher = Hasher::default();
    let from = match key {
        Key::Document(slug) => {
            let document = catalogue.documents().get(slug)?;
            let shown = shown(config, &document.meta);
            hasher.part(&document.digest.0);
            hasher.part(&[shown as u8]);
            hasher.part(config.lang.as_str().as_bytes());
            let placed = catalogue.placed().get(slug);
            placed.iter().for_each(|placed| hasher.part(&placed.file.digest.0));
            hasher.part(text::own_fields(&document.meta, config).as_bytes());
            From::Text(document, shown, placed)
        }
        Key::Page(slug) => {
            let page = catalogue.pages().get(slug)?;
            hasher.part(&page.digest.0);
            // That of the front has it.
            hasher.part(config.title.as_bytes());
            From::Text(page, Shown::Full, None)
        }
        Key::Collection(slug) => {
            let file = catalogue.collections().files().get(slug)?;
            hasher.part(&file.digest.0);
            From::Text(file, Shown::Full, None)
        }
        Key::Work(key) => {
            let work = catalogue.works().get(key)?;
            hasher.part(record(From::Work(work)).as_bytes());
            names(From::Work(work)).iter().for_each(|(name, _)| hasher.part(name.as_bytes()));
            From::Work(work)
        }
        Key::Name(kind, slug) => {
            let entity = catalogue.entities().get(*kind, slug)?;
            hasher.part(record(From::Name(*kind, entity)).as_bytes());
            names(From::Name(*kind, entity)).iter().for_each(|(name, _)| hasher.part(name.as_bytes()));
            From::Name(*kind, entity)
        }
    };
    Some(Source { digest: hasher.finish(), from })
}

/// Every entry of the archive, in order.
pub fn all(catalogue: &Catalogue) -> Vec<Key> {
    let mut keys: Vec<Key> = catalogue.documents().keys().cloned().map(Key::Document).collect();
    keys.extend(catalogue.pages().keys().cloned().map(Key::Page));
    keys.extend(catalogue.collections().files().keys().cloned().map(Key::Collection));
    keys.extend(catalogue.works().iter().map(|work| Key::Work(work.key.clone())));
    for kind in AuthorityKind::ALL {
        keys.extend(catalogue.entities().slugs(kind).cloned().map(|slug| Key::Name(kind, slug)));
    }
    keys.sort_unstable();
    keys
}

/// Reads the words of an entry.
pub fn read(source: &Source<'_>, config: &Config, tokenizer: &mut Tokenizer) -> Entry {
    let leaves = match source.from {
        From::Text(document, shown, placed) => {
            let passages = text::passages(document, shown, placed, config);
            text::leaves(&passages).map(|leaf| read_leaf(leaf, tokenizer)).collect()
        }
        from => vec![read_names(&names(from), tokenizer)],
    };
    Entry { digest: source.digest, leaves }
}

/// Passages begin at multiples of this, so that a word more in one of them moves the others seldom, and no phrase runs
/// from one into the next.
const STEP: u32 = 32;

fn read_leaf(passages: &[Passage<'_>], tokenizer: &mut Tokenizer) -> Leaf {
    let mut draft = Draft::default();
    let (mut from, mut length) = (0_u32, 0_u32);
    for passage in passages {
        let weight = passage.weight();
        let took = tokenizer.read(&passage.words, Stems::of(&passage.lang), &mut |found| draft.add(found, from, weight));
        length = length.saturating_add(took.saturating_mul(weight));
        from = (from.saturating_add(took) / STEP + 1).saturating_mul(STEP);
    }
    Leaf { blob: draft.pack(tokenizer, true), length }
}

fn read_names(names: &[(String, Lang)], tokenizer: &mut Tokenizer) -> Leaf {
    let mut draft = Draft::default();
    let mut length = 0;
    for (name, lang) in names {
        length += tokenizer.read(name, Stems::of(lang), &mut |found| draft.add(found, 0, 1));
    }
    Leaf { blob: draft.pack(tokenizer, false), length }
}

/// All that a work or somebody is called.
fn names(from: From<'_>) -> Vec<(String, Lang)> {
    let unknown = Lang::new("");
    match from {
        From::Text(..) => Vec::new(),
        From::Work(work) => {
            let record = &work.record;
            let lang = record.language.clone().unwrap_or(unknown);
            let mut names = vec![(record.title.clone(), lang.clone()), (record.translated_title.clone(), Lang::new("und"))];
            names.extend(record.author.iter().chain(&record.editor).map(|name| (name.display(), lang.clone())));
            names.push((record.container.clone(), lang.clone()));
            names.push((record.number.clone(), lang));
            names.extend(record.issued.map(|date| (year(date.start.year), Lang::new("und"))));
            names.retain(|(name, _)| !name.is_empty());
            names
        }
        From::Name(_, entity) => {
            let mut names = vec![(entity.name.clone(), unknown.clone())];
            for variant in entity.record.iter().flat_map(|record| &record.variants) {
                names.push((variant.name.clone(), variant.lang.clone().unwrap_or_else(|| unknown.clone())));
            }
            names
        }
    }
}

/// How many names of authors a work's line shows.
const AUTHORS: usize = 3;

/// What the list of hits shows of a work or name: `["w","key.html","title","authors","year",documents,"lang"]`.
pub fn record(from: From<'_>) -> String {
    let mut line = String::from("[");
    match from {
        From::Text(..) => {}
        From::Work(work) => {
            let record = &work.record;
            let people = if record.author.is_empty() { &record.editor } else { &record.author };
            let mut authors: Vec<String> = people.iter().take(AUTHORS).map(|name| name.display()).collect();
            if people.len() > AUTHORS {
                authors.push("…".to_owned());
            }
            let title = if record.title.is_empty() { &*work.key } else { &record.title };
            let date = record.issued.map(|date| year(date.start.year)).unwrap_or_default();
            let lang = record.language.as_ref().map_or("", Lang::as_str);
            let parts = ["works", &address::work(&work.key, 1), &crate::site::markup::plain(title), &authors.join(", "), &date];
            parts.iter().for_each(|part| string(&mut line, part));
            let _ = write!(line, ",{}", work.cited_by());
            string(&mut line, lang);
        }
        From::Name(kind, entity) => {
            let dates = entity.record.as_ref().and_then(|record| record.dates).map(|dates| dates.to_string()).unwrap_or_default();
            let parts = [kind.folder(), &address::entity(kind, &entity.slug, 1), &entity.name, "", &dates];
            parts.iter().for_each(|part| string(&mut line, part));
            let _ = write!(line, ",{}", entity.documents());
        }
    }
    line.push(']');
    line
}

/// Appends a string of JavaScript, a comma before it if it is not the first of its list.
pub fn string(script: &mut String, text: &str) {
    if !script.ends_with(['[', '(']) {
        script.push(',');
    }
    script.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => script.extend(['\\', c]),
            '\n' => script.push_str("\\n"),
            // What a line of JavaScript may not hold, and what would end a script in a page.
            '\0'..='\u{1f}' | '<' | '\u{2028}' | '\u{2029}' => _ = write!(script, "\\u{:04x}", u32::from(c)),
            c => script.push(c),
        }
    }
    script.push('"');
}

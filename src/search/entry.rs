//! What is found: documents and free pages by all their words, works and names by what they are called.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{
    literal::{Literal, string},
    reading::{Occurrence, Reader as WordReader},
    stems::Stems,
    text::{self, Passage},
};
use crate::{
    archive::{Catalogue, Entity, Reader, Work, annotations::Placed},
    base::{Digest, Lang, Slug, digest::Hasher},
    config::Config,
    document::{AuthorityKind, Document},
    site::{
        address,
        facsimile::surfaces::surfaces,
        frame::year,
        rights::{Shown, shown},
    },
};

/// The name of an entry: what it is, and what it is called in addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// What an entry is made from, before its words are read.
pub struct Source<'a> {
    /// The digest of it all.
    pub digest: Digest,
    /// Where it comes from.
    pub from: From<'a>,
    /// Whether it has a page beside its facsimile.
    pub has_facsimile: bool,
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
    let mut has_facsimile = false;
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
            let names_one = shown == Shown::Full && !document.meta.facsimile.is_empty();
            has_facsimile = names_one && !surfaces(&Reader::new(catalogue), document).all.is_empty();
            hasher.part(&[u8::from(has_facsimile)]);
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
            From::Work(work)
        }
        Key::Name(kind, slug) => {
            let entity = catalogue.entities().get(*kind, slug)?;
            hasher.part(record(From::Name(*kind, entity)).as_bytes());
            From::Name(*kind, entity)
        }
    };
    Some(Source { digest: hasher.finish(), from, has_facsimile })
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

/// Passages begin at multiples of this, so that a word more in one of them moves the others seldom, and no phrase runs
/// from one into the next.
const STEP: u32 = 32;

/// Reads the words of a part of a text. Gives how many it has, by their weight.
pub fn read_part(passages: &[Passage<'_>], reader: &mut WordReader, found: &mut Vec<Occurrence>) -> u32 {
    let (mut from, mut length) = (0_u32, 0_u32);
    for passages in passages.chunk_by(|a, b| a.lang == b.lang) {
        let Some(stems) = passages.first().map(|passage| Stems::of(&passage.lang)) else { continue };
        for passage in passages {
            let weight = passage.weight();
            let took = reader.read(&passage.words, stems, from, weight, found);
            length = length.saturating_add(took.saturating_mul(weight));
            from = (from.saturating_add(took) / STEP + 1).saturating_mul(STEP);
        }
    }
    length
}

/// Reads the words of all that a work or somebody is called. Gives how many there are.
pub fn read_names(names: &[(String, Lang)], reader: &mut WordReader, found: &mut Vec<Occurrence>) -> u32 {
    let mut length = 0;
    for names in names.chunk_by(|a, b| a.1 == b.1) {
        let Some(stems) = names.first().map(|(_, lang)| Stems::of(lang)) else { continue };
        length += names.iter().map(|(name, _)| reader.read(name, stems, 0, 1, found)).sum::<u32>();
    }
    length
}

/// All that a work or somebody is called.
pub fn names(from: From<'_>) -> Vec<(String, Lang)> {
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

/// What the list of hits shows of a work or name: `["works","works/key.html","title","authors","year","lang",documents,[["name","lang"]]]`. It has all
/// that it is found by, so that the index itself reads it again.
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
            string(&mut line, lang);
            let _ = write!(line, ",{}", work.cited_by());
        }
        From::Name(kind, entity) => {
            let dates = entity.record.as_ref().and_then(|record| record.dates).map(|dates| dates.to_string()).unwrap_or_default();
            let parts = [kind.folder(), &address::entity(kind, &entity.slug, 1), &entity.name, "", &dates, ""];
            parts.iter().for_each(|part| string(&mut line, part));
            let _ = write!(line, ",{}", entity.documents());
        }
    }
    line.push_str(",[");
    for (nth, (name, lang)) in names(from).iter().enumerate() {
        line.push_str(if nth == 0 { "[" } else { ",[" });
        string(&mut line, name);
        string(&mut line, lang.as_str());
        line.push(']');
    }
    line.push_str("]]");
    line
}

/// All that a work or somebody is called, as [`record`] says it; `None` if it did not write the line. The line is passed over.
pub fn names_of(line: &mut Literal<'_>) -> Option<Vec<(String, Lang)>> {
    line.take('[').then_some(())?;
    while line.string().is_some() {}
    line.number()?;
    line.take('[').then_some(())?;
    let mut names = Vec::new();
    while line.take('[') {
        names.push((line.string()?, Lang::new(&line.string()?)));
        line.take(']').then_some(())?;
    }
    (line.take(']') && line.take(']')).then_some(names)
}

//! What a book holds, whatever it is written as: texts in the order of the archive, with what is told of them.
//!
//! 1. [`text`]: a document in chapters, its notes and its works, [`front`] what stands before it; all of it as the HTML of its page, so that
//!    links, citations and notes are read in one place for pages and books;
//! 2. [`make`]: these in the order of their collections, parts in parts; in the archive those that are in no collection stand behind.
//!
//! How its links lead within a book only the writer of a format knows, which reads the HTML tag by tag ([`crate::base::tags`]).

pub mod front;
pub mod text;

use std::collections::BTreeSet;

use super::what::What;
use crate::{
    base::{Date, Digest, Html, Lang, RelPath, Slug},
    config::ExportFormat,
    document::{Document, License, Person},
    site::{
        address, footnotes,
        frame::{Maker, canonical},
        links::Filler,
        page_path::PagePath,
    },
};
pub use text::{Text, With};

/// A book.
pub struct Book<'a> {
    /// What it is called, and in which language.
    pub title: String,
    pub lang: Lang,
    /// Whose it is; of a collection and the archive nobody's but the publisher's.
    pub people: Vec<Person>,
    pub publisher: String,
    /// What it is about, plain.
    pub description: String,
    /// When it was issued.
    pub issued: Option<Date>,
    /// The day on which the newest of its texts came or was changed.
    pub modified: Option<Date>,
    pub license: Option<License>,
    pub rights: String,
    pub doi: String,
    /// Its address on the web; empty if the archive has none.
    pub address: String,
    /// What it is known by among all books of this and other archives, where it has neither DOI nor address.
    pub digest: Digest,
    /// What it holds, in the order of reading.
    pub parts: Vec<Part<'a>>,
}

/// A part of a book.
pub struct Part<'a> {
    /// How deep it stands, from 0.
    pub depth: usize,
    pub title: String,
    pub lang: Lang,
    /// What it is.
    pub kind: PartKind<'a>,
}

/// What a part of a book is.
pub enum PartKind<'a> {
    /// A collection, or what stands in none: where its page is, and what is said of it.
    Division(PagePath, Html),
    /// A document.
    Text(Box<Text<'a>>),
}

/// Makes a book; none if there is no such thing.
pub fn make<'a>(maker: &Maker<'a, '_>, what: &What, with: With) -> Option<Book<'a>> {
    let mut making = Making { maker, with, parts: Vec::new(), seen: BTreeSet::new() };
    let config = maker.config;
    let mut book = Book {
        title: config.title.clone(),
        lang: config.title_lang().clone(),
        people: Vec::new(),
        publisher: config.publisher.clone(),
        description: config.description.clone(),
        issued: None,
        modified: None,
        license: None,
        rights: String::new(),
        doi: String::new(),
        address: String::new(),
        digest: Digest::of_value(&(&config.base_url, &config.title, what.path(ExportFormat::Epub).as_str())),
        parts: Vec::new(),
    };
    let page = match what {
        What::Document(slug) => {
            making.text(slug, 0);
            let meta = &maker.reader.document(slug)?.meta;
            book.title.clone_from(&meta.title);
            book.lang.clone_from(&meta.lang);
            book.people.clone_from(&meta.people);
            book.description = crate::site::markup::plain(if meta.abstract_.is_empty() { &meta.lead } else { &meta.abstract_ });
            book.issued = meta.issued;
            book.license.clone_from(&meta.license);
            book.rights.clone_from(&meta.rights);
            book.doi.clone_from(&meta.doi);
            if !meta.publisher.is_empty() {
                book.publisher.clone_from(&meta.publisher);
            }
            address::document(slug)
        }
        What::Collection(slug) => {
            let file = maker.reader.collection(slug)?;
            book.title.clone_from(&file.meta.title);
            book.lang.clone_from(&file.meta.lang);
            book.people.clone_from(&file.meta.people);
            book.description = crate::site::markup::plain(&file.meta.abstract_);
            book.license.clone_from(&file.meta.license);
            book.rights.clone_from(&file.meta.rights);
            making.collection(slug, 0);
            address::collection(slug, 1)
        }
        What::Archive => {
            for root in maker.reader.whole_collections() {
                making.collection(root, 0);
            }
            let others: Vec<Slug> = maker.reader.documents().map(|listed| listed.slug.clone()).collect();
            others.iter().for_each(|slug| making.text(slug, 0));
            address::FRONT.to_owned()
        }
    };
    book.address = canonical(config, &RelPath::new(&page));
    book.parts = making.parts;
    let texts = book.parts.iter().filter_map(|part| match &part.kind {
        PartKind::Text(text) => Some(text),
        PartKind::Division(..) => None,
    });
    book.modified = texts.filter_map(|text| text.document.meta.changed().or(text.document.meta.issued)).max();
    Some(book)
}

impl Book<'_> {
    /// The day on which it was last changed: that of the newest of its texts, since a build has no clock. Of a book that knows no day it is the
    /// beginning of the calendar of computers.
    pub fn day(&self) -> (i32, u8, u8) {
        let day = self.modified.map(|date| date.start).filter(|day| (1..=9999).contains(&day.year));
        day.map_or((1970, 1, 1), |day| (day.year, day.month.unwrap_or(1), day.day.unwrap_or(1)))
    }
}

/// A book in the making.
struct Making<'m, 'a, 'r> {
    maker: &'m Maker<'a, 'r>,
    with: With,
    parts: Vec<Part<'a>>,
    /// The documents that stand in it already: one that is in several collections stands in the first.
    seen: BTreeSet<Slug>,
}

impl<'a> Making<'_, 'a, '_> {
    /// A collection, its documents and its parts.
    fn collection(&mut self, slug: &Slug, depth: usize) {
        // Nothing is a part of itself; those that are waiting stand with the last first.
        let mut coming: Vec<(&Slug, usize)> = vec![(slug, depth)];
        while let Some((slug, depth)) = coming.pop() {
            let Some(file) = self.maker.reader.collection(slug) else { continue };
            self.division(file, depth);
            for member in self.maker.reader.members(slug) {
                self.text(member, depth + 1);
            }
            coming.extend(self.maker.reader.parts_of(slug).iter().rev().map(|part| (part, depth + 1)));
        }
    }

    fn division(&mut self, file: &'a Document, depth: usize) {
        let path = PagePath::new(&address::collection(&file.slug, 1), "");
        let put = |_| {};
        let Maker { config, tongues, tongue, reader, formatter, words, .. } = *self.maker;
        let maker = Maker { config, tongues, tongue, reader, formatter, words, put: &put };
        let mut filler = Filler::for_page(&maker, &path, file);
        let html = footnotes::with_feet(file, "", &mut |hole, html| filler.fill(hole, html));
        self.parts.push(Part { depth, title: file.meta.title.clone(), lang: file.meta.lang.clone(), kind: PartKind::Division(path, html) });
    }

    fn text(&mut self, slug: &Slug, depth: usize) {
        if !self.seen.insert(slug.clone()) {
            return;
        }
        let Some(text) = text::make(self.maker, slug, self.with) else { return };
        let meta = &text.document.meta;
        self.parts.push(Part { depth, title: meta.title.clone(), lang: meta.lang.clone(), kind: PartKind::Text(Box::new(text)) });
    }
}

//! A document as Markdown that is whole by itself: [`front`] matter under CSL's names with the records of what it cites, as Pandoc's `references:`
//! has them, and the text, whose links lead to where the site has what they lead to.

mod front;

use std::collections::BTreeSet;

use super::{leads, told};
use crate::{
    archive::Reader,
    base::{
        Slug,
        text::squeeze,
        yaml::{self, Map, Value},
    },
    document::{Document, Hole, Piece, body},
    reference::csl,
    site::{
        frame::Maker,
        links::Lead,
        rights::{self, Shown},
    },
};

/// The Markdown of a document.
pub fn make(maker: &Maker<'_, '_>, document: &Document) -> String {
    let mut front = front::fields(&document.meta, |key| maker.config.field(key).is_some());
    let works = works(maker.reader, &document.slug);
    if !works.is_empty() {
        front.insert("references".into(), works.into());
        front.insert("link-citations".into(), true.into());
        front.insert("nocite".into(), "@*".into());
    }
    let text = match rights::shown(maker.config, &document.meta) {
        Shown::Full => {
            let address = |lead| match lead {
                Lead::Here(href) => (!href.starts_with('#')).then_some(href),
                Lead::Web(_) => None,
                Lead::Nowhere => Some(String::new()),
            };
            let mut leads = leads::of(maker, document);
            // What the text shows lies beside it as it does here: a picture from elsewhere is one that no page loads.
            let mut beside = leads::from_page(maker, document);
            for piece in document.body.all_pieces() {
                if let Piece::Hole(Hole::Image(nth) | Hole::Media(nth)) = piece
                    && let (Some(lead), Some(seen)) = (leads.get_mut(*nth as usize), beside.get_mut(*nth as usize))
                {
                    std::mem::swap(lead, seen);
                }
            }
            let addresses: Vec<Option<String>> = leads.into_iter().map(address).collect();
            body::markdown::write_elsewhere(document, &addresses)
        }
        Shown::Excerpt => format!("> {} […]\n", words_alone(rights::excerpt(&document.body.text))),
        Shown::Metadata => String::new(),
    };
    // Who takes the text away reads it with this, and no program but ours knows it from the front matter.
    let grave: String = told::taken_back(maker, document).iter().map(|line| format!("> **{}**\n\n", said(line))).collect();
    format!("---\n{}---\n\n{grave}{text}", yaml::write(&front))
}

/// The records of what a document cites, by the keys by which it cites them.
fn works(reader: &Reader<'_>, slug: &Slug) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let works = reader.works_of(slug).filter(|(key, ..)| !key.is_empty() && seen.insert(&**key));
    works
        .map(|(key, record, _)| {
            let mut value = csl::write(record);
            if let Some(fields) = value.as_object_mut() {
                let mut own = Map::from_iter([("id".to_owned(), Value::from(&**key))]);
                own.extend(std::mem::take(fields).into_iter().filter(|(name, _)| name != "id"));
                *fields = own;
            }
            value
        })
        .collect()
}

/// Words within a line, on one: what ends sentences and sets words apart there is no mark.
fn said(words: &str) -> String {
    let is_mark = |c: char| c.is_ascii_punctuation() && !",.;:?'\"()/-".contains(c);
    squeeze(words).chars().flat_map(|c| is_mark(c).then_some('\\').into_iter().chain([c])).collect()
}

/// Words of a quotation in which nothing is a mark: any sign of ASCII may have a backslash before it (CommonMark 0.31, 2.4).
fn words_alone(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' => out.push_str("\n>\n> "),
            c if c.is_ascii_punctuation() => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

//! Several texts as one file: a corpus with a header of its own (TEI P5, 15.1).

use rustc_hash::FxHashSet;

use super::{DECLARATION, Edition, document_into, header};
use crate::{
    base::{Lang, Slug, Xml},
    document::Document,
    site::{address, collections::text::paragraphs, editions::What},
};

/// Writes a document, a collection or the archive, text by text: each part of the file is handed to `take` and let go. Whether there is
/// anything to write: a corpus without texts is none.
pub fn write(edition: &Edition<'_, '_>, what: &What, take: &mut dyn FnMut(&str)) -> bool {
    let (slugs, collection) = match what {
        What::Document(slug) => {
            let made = super::make(edition, slug);
            made.iter().for_each(|text| take(text));
            return made.is_some();
        }
        What::Collection(slug) => {
            let Some(file) = edition.reader.collection(slug) else { return false };
            (below(edition, slug), Some(file))
        }
        What::Archive => (edition.reader.documents().map(|document| document.slug).collect(), None),
    };
    if slugs.is_empty() {
        return false;
    }
    let mut part = String::new();
    let mut xml = Xml::new(&mut part);
    xml.push_str(DECLARATION);
    xml.push_str("<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    head(&mut xml, edition, collection);
    take(&part);
    for slug in slugs {
        let Some(document) = edition.reader.document(slug) else { continue };
        part.clear();
        // Its words need not stay: each text is read once.
        document_into(edition, &document.once(), &mut part, false);
        take(&part);
    }
    take("</teiCorpus>\n");
    true
}

/// The header of the whole.
fn head(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, collection: Option<&Document>) {
    let config = edition.config;
    match collection {
        Some(file) => {
            let own = std::iter::once((file.meta.title.as_str(), &file.meta.lang));
            let others = file.meta.translations.iter().map(|other| (other.title.as_str(), &other.lang));
            let titles: Vec<(&str, &Lang)> = own.chain(others).filter(|(words, _)| !words.is_empty()).collect();
            let words: Vec<String> = paragraphs(file).into_iter().map(str::to_owned).collect();
            header::of_all(xml, edition, &titles, &address::collection(&file.slug, 1), &words);
        }
        None => {
            let words: Vec<String> = Some(config.description.clone()).into_iter().filter(|words| !words.is_empty()).collect();
            header::of_all(xml, edition, &[(config.title.as_str(), config.title_lang())], address::FRONT, &words);
        }
    }
}

/// The documents of a collection and of its parts, in the order of the tree, each once.
fn below<'a>(edition: &Edition<'_, 'a>, slug: &Slug) -> Vec<&'a Slug> {
    let mut seen: FxHashSet<&Slug> = FxHashSet::default();
    let mut all: Vec<&Slug> = Vec::new();
    let mut parts: Vec<&Slug> = Vec::new();
    let mut next = Some(slug);
    while let Some(part) = next {
        all.extend(edition.reader.members(part).iter().filter(|member| seen.insert(member)));
        parts.extend(edition.reader.parts_of(part).iter().rev());
        next = parts.pop();
    }
    all
}

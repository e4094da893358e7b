//! A document in JATS, the Journal Article Tag Suite (ANSI/NISO Z39.96-2021, version 1.3): Archiving and Interchange, with MathML 3.
//!
//! Of the three sets of the suite this one has a place for what is in no journal. What appeared in one that has an ISSN is valid in the set for
//! publishing as well.
//!
//! 1. [`front`]: what the article says of itself;
//! 2. [`blocks`] and what stands in them, [`inline`]: its text, in the sections that its headings make; [`ids`]: the names of its places;
//! 3. [`references`]: what it cites; its notes stand before them.

mod blocks;
mod front;
mod ids;
mod inline;
mod references;

use super::{
    node::{Element, Node},
    part::Text,
};
use crate::{
    base::Xml,
    document::Document,
    reference::PrintedIn,
    site::{
        address,
        frame::Maker,
        rights::{self, Shown},
    },
};
use blocks::{Place, blocks, sections};
use ids::{Ids, settle};

/// What stands before the article.
const DOCTYPE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE article PUBLIC \
                       \"-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD with MathML3 v1.3 20210610//EN\" \
                       \"https://jats.nlm.nih.gov/archiving/1.3/JATS-archivearticle1-3-mathml3.dtd\">\n";

/// Elements that stand on lines of their own.
const LINES: &[&str] = &[
    "abstract",
    "article-meta",
    "back",
    "body",
    "boxed-text",
    "contrib",
    "contrib-group",
    "custom-meta-group",
    "def-item",
    "def-list",
    "disp-quote",
    "fig",
    "fn",
    "fn-group",
    "front",
    "history",
    "journal-meta",
    "kwd-group",
    "list",
    "list-item",
    "p",
    "permissions",
    "ref",
    "ref-list",
    "sec",
    "table",
    "table-wrap",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "title-group",
    "tr",
    "trans-abstract",
    "verse-group",
    "verse-line",
];

/// A document as an article.
pub fn make(maker: &Maker<'_, '_>, document: &Document) -> String {
    let mut ids = Ids::default();
    let mut article = Element::new("article")
        .with("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .with("xmlns:mml", "http://www.w3.org/1998/Math/MathML")
        .with("xmlns:ali", "http://www.niso.org/schemas/ali/1.0/")
        .with("article-type", front::article_type(document.meta.kind))
        .with("dtd-version", "1.3")
        .with("xml:lang", document.meta.lang.as_str());
    article.push(front::front(maker, document, &mut ids));
    let names = references::names(maker, document, &mut ids);
    let (mut body, notes) = match rights::shown(maker.config, &document.meta) {
        Shown::Full => text(maker, document, &mut ids),
        Shown::Excerpt => (excerpt(document), Element::new("fn-group")),
        Shown::Metadata => (Element::new("body"), Element::new("fn-group")),
    };
    let is_listed =
        maker.reader.works_of(&document.slug).any(|(key, record, _)| !key.is_empty() && record.printed_in == PrintedIn::References);
    let title = if is_listed && document.ends_in_heading() { last_title(&mut body.children) } else { None };
    article.push_if_any(body);
    let mut back = Element::new("back");
    back.push_if_any(notes);
    references::lists(maker, document, title, &names, &mut ids).into_iter().for_each(|list| back.push(list));
    article.push_if_any(back);
    settle(&mut article);
    let mut text = String::with_capacity(4096 + document.body.text.len() * 3 / 2);
    let mut xml = Xml::new(&mut text);
    xml.push_str(DOCTYPE);
    article.write(&mut xml, &|name| LINES.contains(&name));
    xml.push_str("\n");
    text
}

/// The running text, and its notes.
fn text(maker: &Maker<'_, '_>, document: &Document, ids: &mut Ids) -> (Element, Element) {
    let page = maker.at(&address::document(&document.slug));
    let mut text = Text::new(maker, &page, document);
    // Marks lead to the notes by their numbers, so that no place of the text may have these names.
    let names: Vec<String> = document.body.notes.iter().map(|note| ids.new_id(&format!("fn-{}", note.number))).collect();
    let parts = text.parts(&document.body.pieces);
    let body = Element::new("body").around(sections(&parts, ids));
    let mut notes = Element::new("fn-group");
    for (note, name) in document.body.notes.iter().zip(names) {
        let mut foot = Element::new("fn").with("id", name);
        foot.push_words("label", &note.number.to_string());
        let parts = text.parts(&note.pieces);
        let mut words = blocks(&parts, Place::Paragraphs, "", ids);
        if words.is_empty() {
            words.push(Element::new("p").into());
        }
        notes.push(foot.around(words));
    }
    (body, notes)
}

/// The first words of a text that is not given whole.
fn excerpt(document: &Document) -> Element {
    let words = format!("{} […]", rights::excerpt(&document.body.text));
    let quote = Element::new("disp-quote").around([Element::new("p").words(words).into()]);
    Element::new("body").around([quote.into()])
}

/// Takes away the last section, if nothing stands in it: its title.
fn last_title(nodes: &mut Vec<Node>) -> Option<Vec<Node>> {
    let Some(Node::Element(last)) = nodes.last_mut() else { return None };
    if last.name != "sec" {
        return None;
    }
    if last.children.len() > 1 {
        return last_title(&mut last.children);
    }
    let title = last.children.pop();
    nodes.pop();
    match title {
        Some(Node::Element(title)) => Some(title.children),
        _ => None,
    }
}

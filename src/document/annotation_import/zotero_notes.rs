//! Notes that Zotero makes of annotations: in its RDF, as HTML, and as Markdown with `zotero://` links.
//!
//! Source: zotero/note-editor (`data-annotation`), Zotero's translators "Zotero RDF" and "Note Markdown".

use roxmltree::{Document, Node};

use super::{
    Import, Imported,
    made::Made,
    plain::{of_html, of_other_markdown, of_plain},
    text, zotero,
};
use crate::{
    base::{
        namespaces::has_too_many_prefixes,
        text::{percent_decoded, squeeze},
        yaml::Value,
    },
    document::sanitize::{Tag, Token, tokens, unescape},
};

/// Reads its RDF; `None` if it is another file.
pub fn of_rdf(xml: &str) -> Option<Import> {
    let document = Document::parse(Some(xml).filter(|xml| !has_too_many_prefixes(xml))?).ok()?;
    let root = Some(document.root_element()).filter(|root| root.tag_name().name() == "RDF")?;
    let is = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let resource = |node: Node<'_, '_>, name: &str| node.attributes().find(|one| one.name() == name).map(|one| one.value().to_owned());
    let memos = root.children().filter(|node| is(node, "Memo"));
    let items: Vec<Node<'_, '_>> = root.children().filter(Node::is_element).collect();
    // What refers to a memo is what it is about.
    let mut about: std::collections::HashMap<String, Node<'_, '_>> = std::collections::HashMap::new();
    for item in &items {
        for reference in item.children().filter(|node| is(node, "isReferencedBy")) {
            if let Some(id) = resource(reference, "resource") {
                about.insert(id, *item);
            }
        }
    }
    let mut notes: Vec<Imported> = Vec::new();
    for memo in memos {
        let html = memo.children().find(|node| is(node, "value")).and_then(|node| node.text()).unwrap_or_default();
        let id = resource(memo, "about").unwrap_or_default();
        let item = about.get(&id);
        let below = |name: &str| item.and_then(|item| item.children().find(|node| is(node, name)));
        let title = below("title").and_then(|node| node.text()).map(squeeze).unwrap_or_default();
        let address = below("identifier").and_then(|node| node.descendants().find(|node| is(node, "value"))).and_then(|node| node.text());
        let address = address.filter(|address| address.starts_with("http")).or_else(|| {
            item.and_then(|item| item.attributes().find(|one| one.name() == "about"))
                .map(|one| one.value())
                .filter(|about| about.starts_with("http"))
        });
        note(html, &title, address.unwrap_or_default(), &mut notes);
    }
    (!notes.is_empty()).then(|| Import { notes, ..Import::default() })
}

/// Reads a note as HTML; `None` if none of its words come from annotations.
pub fn of_note(html: &str) -> Option<Import> {
    if !html.contains("data-annotation=") {
        return None;
    }
    let mut notes = Vec::new();
    note(html, "", "", &mut notes);
    Some(Import { notes, ..Import::default() })
}

/// The annotations that a note holds, each with what stands behind it in its paragraph; a note that holds none is about the whole.
fn note(html: &str, title: &str, source: &str, notes: &mut Vec<Imported>) {
    let before = notes.len();
    let mut current: Option<(Value, String, String)> = None;
    // Inside of which part of the paragraph the words are: the annotation's, a citation's, or the reader's.
    let (mut depth, mut part) = (0_usize, Part::Said);
    let mut end = |current: &mut Option<(Value, String, String)>| {
        let Some((annotation, exact, said)) = current.take() else { return };
        let nth = notes.len() + 1;
        notes.push(annotated(&annotation, &exact, &said, title, source).note(nth));
    };
    for token in tokens(html) {
        match token {
            Token::Words(words) => {
                if let Some((_, exact, said)) = &mut current {
                    match part {
                        Part::Words => exact.push_str(&unescape(words)),
                        Part::Said => said.push_str(&unescape(words)),
                        Part::Citation => {}
                    }
                }
            }
            Token::Tag(tag) => {
                let Some(tag) = Tag::read(tag) else { continue };
                match (tag.name, tag.closing) {
                    ("span" | "img", false) => {
                        if let Some(json) = tag.attribute("data-annotation") {
                            end(&mut current);
                            let annotation = serde_json::from_str(&percent_decoded(&json)).unwrap_or_default();
                            current = Some((annotation, String::new(), String::new()));
                            part = Part::Words;
                        } else if tag.attribute("data-citation").is_some() {
                            part = Part::Citation;
                        } else if tag.name == "span" {
                            depth += 1;
                            continue;
                        }
                        if tag.name == "img" {
                            part = Part::Said;
                        }
                    }
                    ("span", true) if depth > 0 => depth -= 1,
                    ("span", true) => part = Part::Said,
                    ("p" | "blockquote" | "h1" | "h2" | "h3", true) => end(&mut current),
                    _ => {}
                }
            }
        }
    }
    end(&mut current);
    if notes.len() == before && !html.trim().is_empty() {
        let made = Made { title: title.to_owned(), source: source.to_owned(), body: of_html(html), ..Made::default() };
        notes.push(made.note(before + 1));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Words,
    Citation,
    Said,
}

fn annotated(annotation: &Value, exact: &str, said: &str, title: &str, source: &str) -> Made {
    let key = text(annotation, "annotationKey").map(|key| format!("zotero://select/library/items/{key}"));
    let said = said.trim().trim_matches(|c: char| matches!(c, '(' | ')')).trim();
    Made {
        iri: key.unwrap_or_default(),
        title: title.to_owned(),
        source: source.to_owned(),
        exact: bare_quotation(exact),
        selector: zotero::selector(annotation),
        body: of_plain(said),
        ..Made::default()
    }
}

/// The words without the quotation marks that the template puts around them.
fn bare_quotation(words: &str) -> String {
    let words = words.trim();
    let pair = [('“', '”'), ('«', '»'), ('„', '“'), ('"', '"')]
        .into_iter()
        .find_map(|(open, close)| words.strip_prefix(open)?.strip_suffix(close));
    squeeze(pair.unwrap_or(words))
}

/// Reads a note as Markdown; `None` if it has no links to annotations.
pub fn of_markdown(markdown: &str) -> Option<Import> {
    const LINK: &str = "(zotero://open-pdf/";
    let mut notes = Vec::new();
    for line in markdown.lines().filter(|line| line.contains(LINK) && line.contains("annotation=")) {
        let (before, link) = line.split_once(LINK)?;
        let (address, behind) = link.split_once(')')?;
        let field = |name: &str| address.split(['?', '&']).find_map(|one| one.strip_prefix(name)?.strip_prefix('='));
        // `“words” ([cite](…)) ([pdf](…)) said`: the words end where the first link begins.
        let words = before.split(" ([").next().unwrap_or("").split(" [").next().unwrap_or("");
        let words: String =
            tokens(words).filter_map(|token| if let Token::Words(words) = token { Some(unescape(words)) } else { None }).collect();
        let selector =
            field("page").map_or(Value::Null, |page| serde_json::json!({"type": "FragmentSelector", "value": format!("page={page}")}));
        let made = Made {
            iri: field("annotation").map(|key| format!("zotero://select/library/items/{key}")).unwrap_or_default(),
            exact: bare_quotation(words.trim_start_matches(['-', '>', ' '])),
            selector,
            body: of_other_markdown(behind.trim_start_matches(')').trim()),
            ..Made::default()
        };
        notes.push(made.note(notes.len() + 1));
    }
    (!notes.is_empty()).then(|| Import { notes, ..Import::default() })
}

//! The works of an article: entries of its lists, marked up or printed (JATS, `element-citation`, `mixed-citation`), and what it reviews.

use roxmltree::Node;

use super::people::{own_words, person_name};
use crate::formats::xml::node::{attribute, children, words};
use scholion_base::{
    Date,
    text::{fold, squeeze},
};
use scholion_reference::{Kind, Name, PrintedIn, Record};

/// The records of an entry: one for each citation in it. One that is marked up, and stands beside one that is printed, is the same work.
pub fn entries(entry: Node<'_, '_>) -> Vec<Record> {
    let label = children(entry, "label").next().map(words).unwrap_or_default();
    let of = |names: &[&str]| -> Vec<Node<'_, '_>> { entry.descendants().filter(|node| names.contains(&node.tag_name().name())).collect() };
    let (printed, marked) = (of(&["mixed-citation"]), of(&["element-citation"]));
    let are_pairs = !printed.is_empty() && printed.len() == marked.len();
    let citations = if are_pairs { marked } else { of(&["element-citation", "mixed-citation", "citation", "nlm-citation"]) };
    citations
        .into_iter()
        .enumerate()
        .map(|(nth, citation)| {
            let mut record = record(citation);
            if let Some(printed) = printed.get(nth).filter(|_| are_pairs) {
                record.verbatim = words(*printed);
            }
            let number = label.trim_matches(['[', ']', '.', ' ']);
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                record.other.push(("citation-number".to_owned(), format!("\"{number}\"")));
            }
            record
        })
        .collect()
}

/// A work that a review is about (JATS, `product`).
pub fn reviewed(product: Node<'_, '_>) -> Record {
    let mut record = record(product);
    if matches!(attribute(product, "product-type"), "book" | "") && record.kind == Kind::Document {
        record.kind = Kind::Book;
    }
    record
}

fn record(citation: Node<'_, '_>) -> Record {
    let is_mixed = citation.children().any(|child| child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty()));
    let printed = if is_mixed || citation.tag_name().name() == "mixed-citation" { words(citation) } else { fields(citation) };
    let own = |name: &str| children(citation, name).next().map_or(String::new(), words);
    let marked = citation
        .children()
        .filter(Node::is_element)
        .any(|child| matches!(child.tag_name().name(), "article-title" | "source" | "person-group" | "year"));
    if !marked {
        // The words are all that the source gives.
        let text = if printed.contains('*') { printed.clone() } else { with_italics(citation) };
        let mut record = scholion_reference::parse(&text).into_iter().next().map(|parsed| parsed.record).unwrap_or_default();
        record.verbatim = printed;
        record.printed_in = PrintedIn::References;
        return record;
    }
    let stated = format!("{} {}", attribute(citation, "publication-type"), attribute(citation, "citation-type"));
    let (article, chapter, source) = (own("article-title"), own("chapter-title"), own("source"));
    let kind = match stated.trim() {
        "book" if !chapter.is_empty() || !article.is_empty() => Kind::Chapter,
        "book" => Kind::Book,
        "journal" => Kind::Journal,
        "newspaper" | "news" => Kind::Newspaper,
        "thesis" => Kind::Thesis,
        "report" => Kind::Report,
        "web" | "webpage" | "website" => Kind::WebPage,
        "confproc" | "conf-proc" => Kind::Conference,
        _ if !article.is_empty() && !source.is_empty() => Kind::Journal,
        _ => Kind::Document,
    };
    let inner = [article, chapter].into_iter().find(|title| !title.is_empty());
    let (title, container) = match inner {
        Some(title) => (title, source),
        None => (source, String::new()),
    };
    let names = |kind: &str| -> Vec<Name> {
        let groups = children(citation, "person-group").filter(|group| {
            let stated = attribute(*group, "person-group-type");
            stated == kind || (kind == "author" && stated.is_empty())
        });
        let loose = (kind == "author").then_some(citation).into_iter();
        let people = groups.chain(loose).flat_map(|group| group.children().collect::<Vec<_>>());
        people
            .filter_map(|person| match person.tag_name().name() {
                "name" | "string-name" => Some(person_name(person)),
                "collab" | "institution" => Some(Name::literal(&own_words(person))),
                _ => None,
            })
            .collect()
    };
    let id = |kind: &str| children(citation, "pub-id").find(|id| attribute(*id, "pub-id-type") == kind).map_or(String::new(), words);
    let link = children(citation, "ext-link").chain(children(citation, "uri")).next();
    let pages = match (own("fpage"), own("lpage")) {
        (first, last) if !first.is_empty() && !last.is_empty() && first != last => format!("{first}–{last}"),
        (first, _) if !first.is_empty() => first,
        _ => own("page-range"),
    };
    let year: String = own("year").chars().take_while(char::is_ascii_digit).collect();
    // Other numbers under which libraries know the work.
    let numbers = [("pmid", "PMID"), ("pmcid", "PMCID"), ("pmc", "PMCID")];
    let other = numbers.iter().filter_map(|(stated, name)| {
        let number = id(stated);
        (!number.is_empty()).then(|| ((*name).to_owned(), serde_json::Value::String(number).to_string()))
    });
    let mut record = Record {
        other: other.collect(),
        kind,
        author: names("author"),
        editor: names("editor"),
        translator: names("translator"),
        title,
        container,
        volume: own("volume"),
        issue: own("issue"),
        pages,
        edition: own("edition"),
        publisher: own("publisher-name"),
        place: own("publisher-loc"),
        issued: year.parse().ok().and_then(|year| {
            let part = |name: &str| own(name).parse::<u8>().ok();
            Date::ymd(year, part("month"), part("day"))
        }),
        doi: id("doi"),
        isbn: own("isbn"),
        url: link.map_or(String::new(), |link| {
            Some(attribute(link, "href").to_owned()).filter(|href| !href.is_empty()).unwrap_or_else(|| words(link))
        }),
        verbatim: printed,
        printed_in: PrintedIn::References,
        ..Record::default()
    };
    let names_nobody = record.author.is_empty() && record.editor.is_empty() && record.translator.is_empty();
    if is_mixed && names_nobody && !record.title.is_empty() {
        fill(&mut record);
    }
    record
}

/// The words of a citation with the marks of what is printed in italics, which tell titles from the rest.
fn with_italics(citation: Node<'_, '_>) -> String {
    let parts = citation.children().map(|child| {
        let said = words(child);
        let is_italic = child.tag_name().name() == "italic" && !said.is_empty();
        match child.text().filter(|_| child.is_text()) {
            Some(text) => text.to_owned(),
            None if is_italic => format!("*{said}*"),
            None => said,
        }
    });
    squeeze(&parts.collect::<String>())
}

/// Fills what a printed entry does not mark, where its words read by themselves give the same title and year.
fn fill(record: &mut Record) {
    let Some(read) = scholion_reference::parse(&record.verbatim).into_iter().next().map(|parsed| parsed.record) else { return };
    if fold(&read.title) != fold(&record.title) || read.issued.map(|date| date.start.year) != record.issued.map(|date| date.start.year) {
        return;
    }
    record.author = read.author;
    for (own, said) in [(&mut record.place, read.place), (&mut record.publisher, read.publisher)] {
        if own.is_empty() {
            *own = said;
        }
    }
}

/// The fields of a citation that prints nothing between them, each apart.
fn fields(citation: Node<'_, '_>) -> String {
    let parts = citation.descendants().filter(Node::is_text).filter_map(|node| node.text());
    parts.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_entries_are_read_with_their_italics() {
        let text = "<ref><mixed-citation>Lind E. The weirs. <italic>River Studies</italic> 2001;3:4-9.</mixed-citation></ref>";
        let tree = roxmltree::Document::parse(text).unwrap();
        let citation = tree.root_element().first_child().unwrap();
        assert_eq!(with_italics(citation), "Lind E. The weirs. *River Studies* 2001;3:4-9.");
        let found = entries(tree.root_element());
        assert_eq!(
            (found[0].container.as_str(), found[0].verbatim.as_str()),
            ("River Studies", "Lind E. The weirs. River Studies 2001;3:4-9.")
        );
    }
}

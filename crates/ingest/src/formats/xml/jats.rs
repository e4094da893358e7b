//! JATS: the metadata of an article, its [`people`], and its references. <https://jats.nlm.nih.gov/>

mod people;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::{parts::places, walk::Walk};
use crate::formats::xml::node::{attribute, children, field, first, words, words_if};
use crate::{
    block::{Block, Role},
    formats::Manuscript,
    front::rights,
    front_matter::{Front, Person, Translated},
    recognise::language,
    remark::Remark,
    report::{Certainty, Finding, Kind as FindingKind, MARKUP},
};
use people::{contributor, own_words, person_name, role};
use scholion_base::{Date, Lang, text::fold};
use scholion_reference::{
    Kind, Name, PrintedIn, Record,
    Role::{Author, Editor, ReviewedAuthor, Translator},
};

/// Elements that the running text leaves to others.
const ELSEWHERE: &[&str] = &["ref-list", "label", "object-id", "graphic", "alt-text", "long-desc", "tex-math"];

/// Reads an article.
pub fn read(root: Node<'_, '_>, manuscript: &mut Manuscript) {
    let article = first(root, "article").unwrap_or(root);
    manuscript.front = front(article, &mut manuscript.findings);
    let mut records = Vec::new();
    let mut by_name = BTreeMap::new();
    for entry in article.descendants().filter(|node| node.tag_name().name() == "ref") {
        let before = records.len();
        records.extend(entries(entry));
        if records.len() > before {
            by_name.insert(attribute(entry, "id").to_owned(), before);
        }
    }
    // The works that a review is about; a review of one may have no other title.
    let products: Vec<Node<'_, '_>> = article.descendants().filter(|node| node.tag_name().name() == "product").collect();
    records.extend(products.iter().map(|product| reviewed(*product)));
    if let (Some(work), [_]) = (records.last(), products.as_slice()) {
        let front = &mut manuscript.front;
        if front.title.is_empty() {
            front.title.clone_from(&work.title);
        }
        if front.kind == Some(Kind::BookReview) {
            front.own.insert("reviewed-title".to_owned(), work.title.as_str().into());
            let authors = work.author.iter().cloned();
            front.people.extend(authors.map(|name| Person { role: ReviewedAuthor, name, offices: Vec::new() }));
        }
    }
    let mut walk = Walk::new(&by_name, ELSEWHERE, false);
    walk.lang.clone_from(&manuscript.front.lang);
    walk.known.places = places(article);
    // Statements of interest and the like are notes that nothing in the text calls: they stay paragraphs.
    let called: BTreeSet<&str> = article
        .descendants()
        .filter(|node| node.tag_name().name() == "xref" && node.ancestors().all(|outer| outer.tag_name().name() != "contrib"))
        .flat_map(|node| attribute(node, "rid").split_whitespace())
        .collect();
    for group in article.descendants().filter(|node| matches!(node.tag_name().name(), "fn-group" | "table-wrap-foot")) {
        for note in children(group, "fn").filter(|note| called.contains(attribute(*note, "id"))) {
            let index = walk.body(note);
            walk.notes.insert(attribute(note, "id").to_owned(), index);
        }
    }
    // A summary for another readership is a part of the text that stands before it, if it bears a name.
    for summary in
        article.descendants().filter(|node| node.tag_name().name() == "abstract" && !attribute(*node, "abstract-type").is_empty())
    {
        let is_own = summary.ancestors().all(|outer| !matches!(outer.tag_name().name(), "sub-article" | "response"));
        if is_own && children(summary, "title").next().is_some() {
            walk.children(summary);
            walk.flow.end();
        }
    }
    running(article, &mut walk);
    for other in article.children().filter(is_other_article) {
        another(other, &mut walk, manuscript);
    }
    manuscript.about.append(&mut walk.about);
    manuscript.findings.append(&mut walk.findings);
    let heading = first(article, "ref-list").and_then(|list| children(list, "title").next());
    if !records.is_empty() {
        // The list stands under its heading, which sources may leave out.
        let (text, at) = heading.map_or(("References".to_owned(), 0), |title| (words(title), title.range().start));
        manuscript.about.extend(heading.is_none().then(|| text.clone()));
        walk.flow.blocks.push(Block::given(text, vec![(0, u32::try_from(at).unwrap_or(0))], Role::References));
    }
    manuscript.flow = walk.flow;
    manuscript.records = Some(records);
}

/// The running text of an article.
fn running(article: Node<'_, '_>, walk: &mut Walk<'_>) {
    for part in ["body", "back", "floats-group"] {
        for part in children(article, part) {
            walk.children(part);
            walk.flow.end();
        }
    }
}

fn is_other_article(node: &Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "sub-article" | "response")
}

/// An article within the article, behind its text under its own title: a translation, a report, the answer to it.
fn another(article: Node<'_, '_>, walk: &mut Walk<'_>, manuscript: &mut Manuscript) {
    let lang = attribute(article, "lang").to_lowercase();
    let meta = children(article, "front-stub").chain(children(article, "front")).next();
    let from = walk.flow.blocks.len();
    let outer = std::mem::replace(&mut walk.level, 2);
    if let Some(meta) = meta {
        let is_translation = attribute(article, "article-type") == "translation";
        if let Some(part) = part(&mut manuscript.front, &lang).filter(|_| is_translation) {
            part.title = title(first(meta, "title-group").unwrap_or(meta), "article-title", "subtitle");
            part.abstract_ = children(meta, "abstract").next().map_or(String::new(), summary);
            part.keywords = meta.descendants().filter(|node| node.tag_name().name() == "kwd").map(words).collect();
            // It is the heading of the translated text as well.
            manuscript.about.push(part.title.clone());
        }
        if let Some(title) = first(meta, "article-title") {
            walk.flow.begin(Role::Heading(2));
            walk.children(title);
            walk.flow.end();
        }
        let people = meta.descendants().filter(|node| node.tag_name().name() == "contrib" && !is_translation);
        let people: Vec<(usize, String)> = people.filter_map(|person| Some((person.range().start, signature(person, meta)?))).collect();
        if let Some((at, _)) = people.first() {
            let names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
            walk.flow.begin(Role::Text);
            walk.flow.words(&names.join("; "), *at);
            walk.flow.end();
        }
    }
    running(article, walk);
    // In the language that it says it is in, if its words agree.
    let text: Vec<&str> = walk.flow.blocks.iter().skip(from).map(|block| block.text.as_str()).collect();
    let found = language::detect(&text.join("\n")).0;
    let own = Lang::new(&manuscript.front.lang);
    if !lang.is_empty() && found == Lang::new(&lang).primary() && found != own.primary() {
        walk.flow.blocks.iter_mut().skip(from).for_each(|block| block.lang = Some(found.into()));
    }
    for other in article.children().filter(is_other_article) {
        another(other, walk, manuscript);
    }
    walk.level = outer;
}

/// A name, and what it signs as.
fn signature(person: Node<'_, '_>, meta: Node<'_, '_>) -> Option<String> {
    let person_ = contributor(person, meta, scholion_reference::Role::Author)?;
    let role = children(person, "role").next().map(words);
    let parts = std::iter::once(person_.name.display()).chain(role).chain(person_.offices);
    Some(parts.collect::<Vec<_>>().join(", "))
}

fn front(article: Node<'_, '_>, findings: &mut Vec<Finding>) -> Front {
    let kind = if attribute(article, "article-type") == "book-review" { Kind::BookReview } else { Kind::Journal };
    let mut front = Front { kind: Some(kind), lang: attribute(article, "lang").to_lowercase(), ..Front::default() };
    let Some(head) = children(article, "front").next() else { return front };
    let meta = children(head, "article-meta").next().unwrap_or(head);
    let titles = first(meta, "title-group").unwrap_or(meta);
    front.title = title(titles, "article-title", "subtitle");
    front.container = field(head, "journal-title");
    front.issn = field(head, "issn");
    let own = |name: &str| children(meta, name).next().map_or(String::new(), words);
    (front.volume, front.issue) = (own("volume"), own("issue"));
    front.pages = match (own("fpage"), own("lpage")) {
        (first, last) if !first.is_empty() && !last.is_empty() && first != last => format!("{first}–{last}"),
        (first, _) if !first.is_empty() => first,
        _ => own("elocation-id"),
    };
    front.doi = children(meta, "article-id").find(|id| attribute(*id, "pub-id-type") == "doi").map_or(String::new(), words);
    // Of the dates in the first year the one that says most.
    let dates: Vec<Date> = children(meta, "pub-date").filter_map(date).collect();
    let year = dates.iter().map(|date| date.start.year).min();
    let vague = |date: &Date| (date.start.month.is_none(), date.start.day.is_none());
    front.issued = dates.into_iter().filter(|date| Some(date.start.year) == year).min_by_key(|date| (vague(date), *date));
    // The day of a decision is that of its text.
    let decided =
        meta.descendants().find(|node| matches!(attribute(*node, "date-type"), "decided" | "decision" | "judgment" | "delivered"));
    front.issued = front.issued.or_else(|| date(decided?));
    for stated in meta.descendants().filter(|node| node.tag_name().name() == "date") {
        let name = match attribute(stated, "date-type") {
            "received" => "received",
            "accepted" => "accepted",
            "rev-recd" | "revised" => "revised",
            _ => continue,
        };
        front.dates.extend(date(stated).map(|date| (name, date)));
    }
    if let Some(permissions) = first(meta, "permissions") {
        front.rights = field(permissions, "copyright-statement");
        if let Some(licence) = first(permissions, "license") {
            let address = licence.descendants().map(|node| attribute(node, "href")).find(|href| !href.is_empty()).unwrap_or("");
            let address = if address.is_empty() { field(licence, "license_ref") } else { address.to_owned() };
            front.license = rights::creative_commons(&address).or_else(|| rights::creative_commons(&words(licence))).unwrap_or_default();
            front.license_url = address;
        }
    }
    front.section = first(meta, "subj-group").map_or(String::new(), |group| field(group, "subject"));
    // Those of a group stand in its name, and are no authors beside it.
    let is_member = |node: &Node<'_, '_>| node.ancestors().skip(1).any(|outer| outer.tag_name().name() == "collab");
    for person in meta.descendants().filter(|node| node.tag_name().name() == "contrib" && !is_member(node)) {
        match role(person) {
            Ok(role) => front.people.extend(contributor(person, meta, role)),
            Err(role) => findings.push(Finding {
                line: u32::try_from(person.range().start).unwrap_or(u32::MAX),
                rule: MARKUP,
                text: contributor(person, meta, Author).map_or(String::new(), |person| person.name.display()),
                kind: FindingKind::Doubtful,
                sure: Certainty::Unsure,
                remark: Some(Remark::RoleUnknown { role }),
            }),
        }
    }
    front.people.sort_by_key(|person| [Author, Editor, Translator].iter().position(|role| *role == person.role).unwrap_or(3));
    for own in children(meta, "abstract").filter(|node| attribute(*node, "abstract-type").is_empty()) {
        let lang = attribute(own, "lang").to_lowercase();
        let said = match part(&mut front, &lang) {
            None => &mut front.abstract_,
            Some(part) => &mut part.abstract_,
        };
        if said.is_empty() {
            *said = summary(own);
        }
    }
    for group in children(meta, "kwd-group") {
        let lang = attribute(group, "lang").to_lowercase();
        let list: Vec<String> = group.descendants().filter(|node| node.tag_name().name() == "kwd").map(words).collect();
        match part(&mut front, &lang) {
            None => front.keywords.extend(list),
            Some(part) => part.keywords.extend(list),
        }
    }
    for other in meta.descendants().filter(|node| matches!(node.tag_name().name(), "trans-title-group" | "trans-abstract")) {
        let lang = attribute(other, "lang").to_lowercase();
        if let Some(part) = part(&mut front, &lang) {
            if other.tag_name().name() == "trans-abstract" {
                part.abstract_ = summary(other);
            } else {
                part.title = title(other, "trans-title", "trans-subtitle");
            }
        }
    }
    front
}

/// The part for another language than the document's.
fn part<'f>(front: &'f mut Front, lang: &str) -> Option<&'f mut Translated> {
    let other = !lang.is_empty() && Lang::new(lang).primary() != Lang::new(&front.lang).primary();
    if other { front.part(lang) } else { None }
}

fn title(group: Node<'_, '_>, name: &str, below: &str) -> String {
    // The mark of a note is no word of a title; a work that it names is.
    let is_word = |node: Node<'_, '_>| match node.tag_name().name() {
        "fn" => false,
        "xref" => !matches!(attribute(node, "ref-type"), "fn" | "author-notes" | "table-fn") && words(node).contains(char::is_alphabetic),
        _ => true,
    };
    let field = |name: &str| first(group, name).map_or(String::new(), |title| words_if(title, &is_word));
    let (title, rest) = (field(name), field(below));
    match () {
        () if rest.is_empty() => title,
        () if title.ends_with([':', '?', '!', '.']) => format!("{title} {rest}"),
        () => format!("{title}: {rest}"),
    }
}

/// A summary's words without its heading; those of its parts stand before them.
fn summary(node: Node<'_, '_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for child in node.children().filter(|child| child.is_element() && !matches!(child.tag_name().name(), "title" | "label" | "object-id")) {
        if child.tag_name().name() == "sec" {
            let heading = children(child, "title").next().map_or(String::new(), words);
            let colon = if heading.is_empty() || heading.ends_with([':', '.', '?', '!']) { "" } else { ":" };
            parts.push(format!("{heading}{colon} {}", summary(child)).trim().to_owned());
        } else {
            parts.push(words(child));
        }
    }
    parts.join(" ")
}

fn date(node: Node<'_, '_>) -> Option<Date> {
    let number = |name: &str| children(node, name).next().and_then(|part| words(part).parse::<u8>().ok());
    let year = children(node, "year").next().and_then(|part| words(part).parse().ok())?;
    Date::ymd(year, number("month"), number("day"))
}

/// The records of an entry: one for each citation in it. One that is marked up, and stands beside one that is printed, is the same work.
fn entries(entry: Node<'_, '_>) -> Vec<Record> {
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
fn reviewed(product: Node<'_, '_>) -> Record {
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
        let mut record = scholion_reference::parse(&printed).into_iter().next().map(|parsed| parsed.record).unwrap_or_default();
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

//! TEI: the header, the notes, and the list of what is cited. <https://tei-c.org/release/doc/tei-p5-doc/en/html/>

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{attribute, children, elements::lines_are_printed, field, first, walk::Walk, words};
use crate::{
    block::{Block, Role},
    formats::{Manuscript, html::day},
    front::rights,
    front_matter::{Front, Person},
};
use scholion_base::{Date, Lang, text::fold};
use scholion_reference::{Kind, Name, PrintedIn, Record};

/// Elements that the running text leaves to others.
const ELSEWHERE: &[&str] =
    &["listBibl", "teiHeader", "fw", "graphic", "facsimile", "sourceDoc", "standOff", "revisionDesc", "textDesc", "textClass"];

/// Registers of data: behind a text they are none.
const REGISTERS: &[&str] = &["listPerson", "listPlace", "listOrg", "listEvent", "listObject", "listRelation", "listNym"];

/// Whether a register stands behind a text.
pub fn is_register_behind(node: Node<'_, '_>) -> bool {
    REGISTERS.contains(&node.tag_name().name()) && node.ancestors().any(|outer| outer.tag_name().name() == "back")
}

/// Reads a text. What it does not say of itself the corpus says in which it stands.
pub fn read(root: Node<'_, '_>, manuscript: &mut Manuscript) {
    let corpus = Some(root).filter(|root| root.tag_name().name().starts_with("teiCorpus"));
    let root = corpus.and_then(|root| first(root, "TEI").or_else(|| first(root, "TEI.2"))).unwrap_or(root);
    let text = first(root, "text").unwrap_or(root);
    manuscript.front = front(root, text);
    if let Some(corpus) = corpus {
        manuscript.front.fill(front(corpus, text));
    }
    let mut records = Vec::new();
    let mut by_name = BTreeMap::new();
    for list in text.descendants().filter(|node| node.tag_name().name() == "listBibl") {
        for entry in list.children().filter(|node| matches!(node.tag_name().name(), "bibl" | "biblStruct" | "biblFull")) {
            by_name.insert(attribute(entry, "id").to_owned(), records.len());
            records.push(record(entry));
        }
    }
    let mut walk = Walk::new(&by_name, ELSEWHERE, lines_are_printed(root));
    let targets: Vec<&str> = text
        .descendants()
        .filter(|node| matches!(node.tag_name().name(), "ref" | "ptr"))
        .map(|node| attribute(node, "target").trim_start_matches('#'))
        .collect();
    // A note that is pointed to is called from there; others are called where they stand.
    for note in text.descendants().filter(|node| node.tag_name().name() == "note") {
        let name = attribute(note, "id");
        if !name.is_empty() && targets.contains(&name) {
            let index = walk.body(note);
            walk.notes.insert(name.to_owned(), index);
        }
    }
    walk.children(text);
    walk.flow.end();
    if !records.is_empty() {
        let head = first(text, "listBibl").and_then(|list| {
            let before = list.prev_sibling_element().filter(|node| node.tag_name().name() == "head");
            children(list, "head").next().map(|head| (head, false)).or(before.map(|head| (head, true)))
        });
        let (title, at) = head.map_or(("References".to_owned(), 0), |(head, _)| (words(head), head.range().start));
        manuscript.about.extend(head.is_none().then(|| title.clone()));
        if head.is_some_and(|(_, stands_before)| stands_before) {
            // It was walked as a heading of its own.
            let place = walk.flow.blocks.iter().rposition(|block| matches!(block.role, Role::Heading(_)) && block.text == title);
            place.into_iter().for_each(|place| walk.flow.blocks[place].role = Role::Gone);
        }
        walk.flow.blocks.push(Block::given(title, vec![(0, u32::try_from(at).unwrap_or(0))], Role::References));
    }
    manuscript.flow = walk.flow;
    manuscript.records = Some(records);
}

fn front(root: Node<'_, '_>, text: Node<'_, '_>) -> Front {
    let mut front = Front::default();
    let Some(header) = first(root, "teiHeader") else { return front };
    let statement = first(header, "titleStmt").unwrap_or(header);
    titles(statement, &mut front);
    for (name, role) in [("author", scholion_reference::Role::Author), ("editor", scholion_reference::Role::Editor)] {
        for person in children(statement, name).filter(|person| !words(*person).is_empty()) {
            front.people.push(Person {
                role,
                name: person_name(person),
                offices: person.descendants().filter(|node| node.tag_name().name() == "affiliation").map(words).collect(),
            });
        }
    }
    front.lang = [attribute(text, "lang"), attribute(root, "lang")]
        .into_iter()
        .chain(header.descendants().filter(|node| node.tag_name().name() == "language").map(|node| attribute(node, "ident")))
        .find(|lang| !lang.is_empty())
        .map_or(String::new(), |lang| Lang::new(lang).shortest().to_string());
    letter(header, &mut front);
    if let Some(published) = first(header, "publicationStmt") {
        let date = published.descendants().filter(|node| node.tag_name().name() == "date").find_map(|date| {
            let stated = ["when", "notBefore", "from"].iter().map(|name| attribute(date, name)).find(|stated| !stated.is_empty());
            day(stated.unwrap_or(&words(date)))
        });
        front.issued = front.issued.or(date);
        if let Some(licence) = first(published, "licence") {
            front.license_url = attribute(licence, "target").to_owned();
            front.license =
                rights::creative_commons(&front.license_url).or_else(|| rights::creative_commons(&words(licence))).unwrap_or_default();
        }
        front.doi = number(published, "DOI");
        front.issn = number(published, "ISSN");
    }
    described(header, &mut front);
    front.abstract_ = first(header, "abstract").map_or(String::new(), words);
    if let Some(keywords) = first(header, "keywords") {
        let mut terms = keywords.descendants().filter(|node| matches!(node.tag_name().name(), "term" | "item")).peekable();
        front.keywords = if terms.peek().is_some() { terms.map(words).collect() } else { Vec::new() };
    }
    front
}

/// The title of the text itself, not that of the series it appears in; what stands below it; the same in other languages.
fn titles(statement: Node<'_, '_>, front: &mut Front) {
    let all: Vec<Node<'_, '_>> = children(statement, "title").filter(|title| !words(*title).is_empty()).collect();
    let kind = |title: &Node<'_, '_>| attribute(*title, "type").to_owned();
    let level = |title: &Node<'_, '_>| attribute(*title, "level").to_owned();
    let own = all
        .iter()
        .find(|title| kind(title) == "main")
        .or_else(|| all.iter().find(|title| level(title) == "a"))
        .or_else(|| all.iter().find(|title| matches!(level(title).as_str(), "m" | "u")))
        .or_else(|| all.iter().find(|title| level(title).is_empty() && kind(title).is_empty()))
        .or(all.first());
    let Some(own) = own else { return };
    front.title = words(*own);
    let below = all.iter().find(|title| kind(title) == "sub" && attribute(**title, "lang") == attribute(*own, "lang"));
    if let Some(below) = below {
        let colon = if front.title.ends_with([':', '.', '?', '!']) { "" } else { ":" };
        front.title = format!("{}{colon} {}", front.title, words(*below));
    }
    for title in &all {
        let lang = Lang::new(attribute(*title, "lang")).shortest();
        if kind(title) == "main" && title != own && lang.as_str() != "und" {
            front.translations.entry(lang.to_string()).or_default().title = words(*title);
        }
    }
    if let Some(series) = all.iter().find(|title| *title != own && matches!(level(title).as_str(), "s" | "j")) {
        front.container = words(*series);
    }
}

/// Who sent a letter to whom, and when.
fn letter(header: Node<'_, '_>, front: &mut Front) {
    let Some(described) = first(header, "correspDesc") else { return };
    for (kind, role) in [("sent", scholion_reference::Role::Author), ("received", scholion_reference::Role::Recipient)] {
        for action in described.descendants().filter(|node| attribute(*node, "type") == kind) {
            let names = action.children().filter(|node| matches!(node.tag_name().name(), "persName" | "orgName" | "name" | "rs"));
            for name in names.filter(|name| !words(*name).is_empty()) {
                let person = Person { role, name: person_name(name), offices: Vec::new() };
                let is_known = |other: &Person| other.role == role && other.name == person.name;
                if !front.people.iter().any(is_known)
                    && (role == scholion_reference::Role::Recipient
                        || !front.people.iter().any(|other| other.role == scholion_reference::Role::Author))
                {
                    front.people.push(person);
                }
            }
            if let Some(date) = children(action, "date").next().filter(|_| kind == "sent") {
                front.issued = stated(date);
            }
        }
    }
    if front.people.iter().any(|person| person.role == scholion_reference::Role::Recipient) {
        front.kind = Some(Kind::Communication);
    }
}

/// The day that an element states.
fn stated(date: Node<'_, '_>) -> Option<Date> {
    ["when", "when-iso", "notBefore", "from", "notAfter", "to"]
        .iter()
        .find_map(|name| day(attribute(date, name)))
        .or_else(|| day(&words(date)))
}

/// An article that the header describes as a publication of its own: what a converter of PDFs writes.
fn described(header: Node<'_, '_>, front: &mut Front) {
    let Some(entry) = first(header, "sourceDesc").and_then(|source| children(source, "biblStruct").next()) else { return };
    let Some(analytic) = children(entry, "analytic").next() else { return };
    let own = record(entry);
    if !front.title.is_empty() && fold(&own.title) != fold(&front.title) {
        return;
    }
    front.title.clone_from(&own.title);
    if !front.people.iter().any(|person| person.role == scholion_reference::Role::Author) {
        for author in children(analytic, "author").filter(|author| first(*author, "surname").is_some()) {
            let offices = author.descendants().filter(|node| node.tag_name().name() == "affiliation");
            let office = |node: Node<'_, '_>| {
                let parts = node.descendants().filter(Node::is_text).filter_map(|node| node.text().map(str::trim));
                parts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
            };
            front.people.push(Person {
                role: scholion_reference::Role::Author,
                name: person_name(author),
                offices: offices.map(office).collect(),
            });
        }
    }
    front.kind = front.kind.or(Some(own.kind));
    let fields = [
        (&mut front.doi, own.doi),
        (&mut front.container, own.container),
        (&mut front.volume, own.volume),
        (&mut front.issue, own.issue),
        (&mut front.pages, own.pages),
        (&mut front.url, own.url),
    ];
    for (field, value) in fields {
        if field.is_empty() {
            *field = value;
        }
    }
    front.issued = front.issued.or(own.issued);
}

/// A number of this kind.
fn number(node: Node<'_, '_>, kind: &str) -> String {
    node.descendants()
        .find(|id| id.tag_name().name() == "idno" && attribute(*id, "type").eq_ignore_ascii_case(kind))
        .map_or(String::new(), words)
}

fn person_name(node: Node<'_, '_>) -> Name {
    // The same name in several languages: the first.
    let node = node.descendants().find(|part| part.tag_name().name() == "persName").unwrap_or(node);
    let family = field(node, "surname");
    if family.is_empty() {
        let printed = first(node, "persName").or_else(|| first(node, "orgName")).map_or_else(|| words(node), words);
        // A queen has a forename and a number.
        if let Some(name) = first(node, "forename").and_then(|part| part.parent_element()) {
            let parts: Vec<String> = name.children().map(words).filter(|part| !part.is_empty()).collect();
            return Name::literal(&parts.join(" "));
        }
        return if printed.contains(' ') { scholion_reference::names::one(&printed) } else { Name::literal(&printed) };
    }
    let part = |name: &str| -> Vec<String> { node.descendants().filter(|part| part.tag_name().name() == name).map(words).collect() };
    let mut name = Name::new(&family, &part("forename").join(" "));
    name.particle = part("nameLink").join(" ");
    name
}

fn record(entry: Node<'_, '_>) -> Record {
    let marked = entry.descendants().any(|node| node.tag_name().name() == "title");
    let verbatim = if entry.tag_name().name() == "bibl" {
        words(entry)
    } else {
        let parts = entry.descendants().filter(Node::is_text).filter_map(|node| node.text());
        parts.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    if !marked {
        let mut record = scholion_reference::parse(&verbatim).into_iter().next().map(|parsed| parsed.record).unwrap_or_default();
        (record.verbatim, record.printed_in) = (verbatim, PrintedIn::References);
        return record;
    }
    let title = |levels: &[&str]| {
        entry.descendants().find(|node| node.tag_name().name() == "title" && levels.contains(&attribute(*node, "level"))).map(words)
    };
    let inner = title(&["a"]);
    let outer = title(&["j", "m", "s", "u", ""]);
    let kind = match (&inner, title(&["j"])) {
        (_, Some(_)) => Kind::Journal,
        (Some(_), None) => Kind::Chapter,
        (None, None) => Kind::Book,
    };
    let scope = |unit: &str| {
        entry
            .descendants()
            .find(|node| matches!(node.tag_name().name(), "biblScope" | "citedRange") && attribute(*node, "unit") == unit)
            .map_or(String::new(), |node| {
                let (from, to) = (attribute(node, "from"), attribute(node, "to"));
                if from.is_empty() || !words(node).is_empty() { words(node) } else { format!("{from}–{to}") }
            })
    };
    let people = |name: &str| entry.descendants().filter(|node| node.tag_name().name() == name).map(person_name).collect::<Vec<_>>();
    let date = first(entry, "date");
    let issued = date.and_then(|date| day(attribute(date, "when")).or_else(|| day(&words(date))));
    let (title, container) = match inner {
        Some(inner) => (inner, outer.unwrap_or_default()),
        None => (outer.unwrap_or_default(), String::new()),
    };
    let url =
        entry.descendants().find(|node| matches!(node.tag_name().name(), "ref" | "ptr") && attribute(*node, "target").starts_with("http"));
    Record {
        kind,
        author: people("author"),
        editor: people("editor"),
        title,
        container,
        volume: scope("volume"),
        issue: scope("issue"),
        pages: [scope("page"), scope("pp")].into_iter().find(|pages| !pages.is_empty()).unwrap_or_default(),
        publisher: field(entry, "publisher"),
        place: field(entry, "pubPlace"),
        issued,
        doi: number(entry, "DOI"),
        isbn: number(entry, "ISBN"),
        url: url.map_or(String::new(), |url| attribute(url, "target").to_owned()),
        verbatim,
        printed_in: PrintedIn::References,
        ..Record::default()
    }
}

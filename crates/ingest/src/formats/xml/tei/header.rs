//! What the header says of a text (TEI P5, chapter 2).

use crate::formats::xml::node::{apart, attribute, children, field, first, words};
use roxmltree::Node;
use scholion_base::{
    Date, Lang,
    text::{fold, squeeze},
    yaml::Value,
};
use scholion_reference::{Kind, Record, Role};

use super::{
    bibl::{number, record},
    letter::letter,
    names::Names,
    own,
    people::{editor_role, people, statements},
};
use crate::{
    formats::{Manuscript, html::day},
    front::rights,
    front_matter::Front,
    remark::Remark,
    report::{Certainty, Finding, Kind as FindingKind, MARKUP},
};

/// Longer words about rights are a contract, in bytes.
const LONGEST_RIGHTS: usize = 600;

/// The front matter of a text. `line`: where in the source a byte of it stands.
pub fn front(root: Node<'_, '_>, text: Node<'_, '_>, names: &mut Names<'_>, manuscript: &mut Manuscript) -> Front {
    let mut front = Front::default();
    let Some(header) = first(root, "teiHeader") else {
        front.lang = lang(attribute(text, "lang")).or_else(|| lang(attribute(root, "lang"))).unwrap_or_default();
        return front;
    };
    let statement = first(header, "titleStmt").unwrap_or(header);
    titles(statement, &mut front);
    responsible(statement, &mut front, names, manuscript);
    let stated = header.descendants().filter(|node| node.tag_name().name() == "language").map(|node| attribute(node, "ident"));
    front.lang = [attribute(text, "lang"), attribute(root, "lang")].into_iter().chain(stated).find_map(lang).unwrap_or_default();
    letter(header, &mut front, names);
    let edition = first(header, "publicationStmt").and_then(|published| {
        if let Some(licence) = first(published, "licence") {
            front.license_url = attribute(licence, "target").to_owned();
            front.license =
                rights::creative_commons(&front.license_url).or_else(|| rights::creative_commons(&words(licence))).unwrap_or_default();
        }
        // Without a licence, what may be done with it is said in words.
        let said = children(published, "availability").next().filter(|_| first(published, "licence").is_none());
        if let Some(said) = said.map(words).filter(|said| !said.is_empty() && said.len() <= LONGEST_RIGHTS) {
            front.license = rights::creative_commons(&said).unwrap_or_default();
            front.rights = said;
        }
        let doi = number(published, "DOI");
        front.doi = doi.rsplit_once("doi.org/").map_or(doi.as_str(), |(_, own)| own).to_owned();
        front.issn = number(published, "ISSN");
        published.descendants().filter(|node| node.tag_name().name() == "date").find_map(stated_day)
    });
    described(header, &mut front);
    manuscript_of(header, &mut front);
    setting(header, &mut front);
    let is_of_edition = dates(header, edition, &mut front);
    let is_own = own::is_own(root);
    // Our own is given out by the archive, at its address.
    publication(header, is_of_edition, is_own, &mut front);
    front.abstract_ = first(header, "abstract").map_or(String::new(), words);
    if let Some(keywords) = first(header, "keywords") {
        let mut terms = keywords.descendants().filter(|node| matches!(node.tag_name().name(), "term" | "item")).peekable();
        front.keywords = if terms.peek().is_some() { terms.map(words).filter(|term| !term.is_empty()).collect() } else { Vec::new() };
    }
    if is_own {
        own::front(header, &mut front);
    }
    front
}

fn lang(stated: &str) -> Option<String> {
    (!stated.is_empty()).then(|| Lang::new(stated).shortest().to_string())
}

/// Authors, editors, and who did what.
fn responsible(statement: Node<'_, '_>, front: &mut Front, names: &mut Names<'_>, manuscript: &mut Manuscript) {
    for node in statement.children().filter(|node| matches!(node.tag_name().name(), "author" | "editor")) {
        let role = if node.tag_name().name() == "author" { Role::Author } else { editor_role(node) };
        let mut people = people(node, role);
        if let [one] = people.as_mut_slice() {
            one.id = names.somebody(node).map_or(String::new(), |record| record.id);
        }
        front.people.extend(people);
    }
    for node in children(statement, "principal") {
        front.people.extend(people(node, Role::Contributor));
    }
    for statement in statements(statement) {
        match statement.role {
            Some(role) => {
                let known = std::mem::take(&mut front.people);
                let new = statement.people(role).into_iter().filter(|person| !known.contains(person)).collect::<Vec<_>>();
                front.people = known.into_iter().chain(new).collect();
            }
            None if !words(statement.node).is_empty() => manuscript.findings.push(Finding {
                line: u32::try_from(statement.node.range().start).unwrap_or(u32::MAX),
                rule: MARKUP,
                text: apart(statement.node),
                kind: FindingKind::Doubtful,
                sure: Certainty::Unsure,
                remark: Some(Remark::RoleUnknown { role: statement.printed }),
            }),
            None => {}
        }
    }
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
    if let Some(volume) = all.iter().find(|title| kind(title) == "volume") {
        front.volume = Some(attribute(*volume, "n")).filter(|n| !n.is_empty()).map_or_else(|| words(*volume), str::to_owned);
    }
    if let Some(series) = all.iter().find(|title| *title != own && matches!(level(title).as_str(), "s" | "j")) {
        front.container = words(*series);
    }
}

/// Keeps what is said under a key of the document; several as a list.
fn put(front: &mut Front, key: &str, said: &[String]) {
    let said: Vec<&String> = said.iter().filter(|said| !said.is_empty()).collect();
    let value = match said.as_slice() {
        [] => return,
        [one] => one.as_str().into(),
        all => all.iter().map(|said| Value::from(said.as_str())).collect(),
    };
    front.own.entry(key.to_owned()).or_insert(value);
}

/// Where the manuscript lies that is edited (TEI P5, 11.4), under the names that CSL has for it.
fn manuscript_of(header: Node<'_, '_>, front: &mut Front) {
    let Some(identifier) = first(header, "sourceDesc").and_then(|source| first(source, "msIdentifier")) else { return };
    let of = |names: &[&str]| -> Vec<String> {
        let parts = identifier.children().filter(|part| names.contains(&part.tag_name().name()));
        parts.map(words).filter(|words| !words.is_empty()).collect()
    };
    let line = |names: &[&str]| [of(names).join(", ")];
    put(front, "archive", &line(&["institution", "repository"]));
    put(front, "archive-place", &[[of(&["settlement"]), of(&["region"]), of(&["country"])].concat().join(", ")]);
    put(front, "archive_collection", &line(&["collection"]));
    // A shelfmark may be printed in parts.
    let numbers: Vec<String> = children(identifier, "idno").map(apart).collect();
    put(front, "call-number", numbers.get(..1).unwrap_or_default());
}

/// Who published the text and where: its source as far as that says so, else its edition, unless that came later. Its series.
fn publication(header: Node<'_, '_>, is_of_edition: bool, is_own: bool, front: &mut Front) {
    let source = first(header, "sourceDesc").and_then(|source| {
        let mut entries = source.descendants().filter(|node| matches!(node.tag_name().name(), "bibl" | "biblStruct" | "biblFull"));
        entries.find(|entry| first(*entry, "publisher").is_some() || first(*entry, "pubPlace").is_some())
    });
    let edition = first(header, "publicationStmt").filter(|_| is_of_edition && !is_own);
    if let Some(stated) = source.or(edition) {
        // Librarians write the sign before what comes next (ISBD).
        let without_sign = |text: String| text.trim_end_matches([' ', ',', ':', ';']).to_owned();
        put(front, "publisher", &[without_sign(first(stated, "publisher").map_or(String::new(), publisher))]);
        put(front, "publisher-place", &[without_sign(field(stated, "pubPlace"))]);
    }
    if front.url.is_empty() && !is_own {
        let is_address = |node: &Node<'_, '_>| {
            let kind = attribute(*node, "type").to_ascii_lowercase();
            node.tag_name().name() == "idno" && (kind.starts_with("url") || kind.starts_with("uri"))
        };
        let stated = first(header, "publicationStmt").into_iter().flat_map(|stated| stated.descendants()).filter(is_address);
        front.url = stated.map(words).find(|address| address.starts_with("http")).unwrap_or_default();
    }
    if let Some(series) = first(header, "seriesStmt") {
        put(front, "collection-title", &[Some(field(series, "title")).filter(|title| *title != front.container).unwrap_or_default()]);
        put(front, "collection-number", &[field(series, "biblScope")]);
    }
}

/// A publisher by name, without addresses and other languages.
fn publisher(stated: Node<'_, '_>) -> String {
    let name = stated.children().find(|part| matches!(part.tag_name().name(), "orgName" | "persName" | "name"));
    name.map_or_else(|| words(stated), words)
}

/// Where and when somebody spoke (TEI P5, 16.2.3).
fn setting(header: Node<'_, '_>, front: &mut Front) {
    let Some(described) = first(header, "settingDesc") else { return };
    let is_date = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "date" | "time");
    let parts = described.descendants().filter(|node| node.is_text() && node.ancestors().all(|outer| !is_date(&outer)));
    let said: Vec<&str> = parts.filter_map(|node| node.text().map(str::trim)).filter(|text| !text.is_empty()).collect();
    let said = squeeze(&said.join(", "));
    put(front, "x-setting", &[said]);
    if front.issued.is_none() && first(header, "creation").is_none() {
        front.issued = described.descendants().filter(|node| node.tag_name().name() == "date").find_map(stated_day);
    }
}

/// The day that an element states.
pub fn stated_day(date: Node<'_, '_>) -> Option<Date> {
    // Years before 1000 have four digits, too.
    let iso = |text: &str| Date::parse(text).or_else(|| day(text));
    let of = |names: &[&str]| names.iter().find_map(|name| iso(attribute(date, name)));
    let (from, to) = (of(&["from", "notBefore", "from-iso", "notBefore-iso"]), of(&["to", "notAfter", "to-iso", "notAfter-iso"]));
    let range = || match (from, to) {
        (Some(from), Some(to)) if from != to => Date::parse(&format!("{from}/{to}")),
        (from, to) => from.or(to),
    };
    of(&["when-custom", "when", "when-iso"]).or_else(range).or_else(|| day(words(date).trim_matches(['[', ']', '.', ' '])))
}

/// The day of the text is that of its making, or of the source it was taken from; that of the edition stands beside it. Whether the
/// text appeared in this edition, as far as dates say.
fn dates(header: Node<'_, '_>, edition: Option<Date>, front: &mut Front) -> bool {
    let made = first(header, "creation").and_then(|creation| {
        creation.descendants().filter(|node| matches!(node.tag_name().name(), "date" | "origDate")).find_map(stated_day)
    });
    let source = || {
        let described = first(header, "sourceDesc")?;
        let is_date = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "date" | "origDate");
        // What a library did with a manuscript has dates, too.
        let is_own = |node: &Node<'_, '_>| {
            node.ancestors()
                .all(|outer| !matches!(outer.tag_name().name(), "provenance" | "acquisition" | "listBibl" | "additional" | "listPerson"))
        };
        described.descendants().filter(is_date).filter(is_own).find_map(stated_day)
    };
    let text = front.issued.or(made).or_else(source);
    match (text, edition) {
        (Some(text), Some(edition)) if text.start.year == edition.start.year => {
            // The same day, said twice: what says more.
            let vague = |date: &Date| (date.start.month.is_none(), date.start.day.is_none());
            front.issued = Some(if vague(&edition) < vague(&text) { edition } else { text });
        }
        (Some(text), Some(edition)) => {
            front.issued = Some(text);
            front.dates.push(("published", edition));
        }
        (text, edition) => front.issued = text.or(edition),
    }
    match (text, edition) {
        (Some(text), Some(edition)) => text.start.year == edition.start.year,
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// An article that the header describes as a publication of its own: what a converter of PDFs writes.
fn described(header: Node<'_, '_>, front: &mut Front) {
    let Some(entry) = first(header, "sourceDesc").and_then(|source| children(source, "biblStruct").next()) else { return };
    let own = record(entry);
    let Some(analytic) = children(entry, "analytic").next() else { return printed_in(own, front) };
    if !front.title.is_empty() && fold(&own.title) != fold(&front.title) {
        return;
    }
    front.title.clone_from(&own.title);
    if !front.people.iter().any(|person| person.role == Role::Author) {
        for author in children(analytic, "author").filter(|author| first(*author, "surname").is_some()) {
            front.people.extend(people(author, Role::Author));
        }
    }
    // Where no book and no journal is named, it is not known as what it appeared.
    let is_contained = !own.container.is_empty();
    front.kind = front.kind.or(Some(own.kind).filter(|_| is_contained));
    let fields = [
        (&mut front.doi, own.doi),
        (&mut front.container, own.container),
        (&mut front.volume, own.volume),
        (&mut front.issue, own.issue),
        (&mut front.pages, own.pages),
        (&mut front.url, own.url),
        (&mut front.issn, [field(entry, "issn"), number(entry, "ISSN")].into_iter().find(|issn| !issn.is_empty()).unwrap_or_default()),
    ];
    for (field, value) in fields {
        if field.is_empty() {
            *field = value;
        }
    }
}

/// The book in which a text was printed, with its pages there: another than the text itself.
fn printed_in(book: Record, front: &mut Front) {
    let (own, title) = (fold(&front.title), fold(&book.title));
    if book.pages.is_empty() || title.is_empty() || own.is_empty() || own.starts_with(&title) || title.starts_with(&own) {
        return;
    }
    front.kind.get_or_insert(Kind::Chapter);
    for (field, value) in [(&mut front.container, book.title), (&mut front.pages, book.pages), (&mut front.volume, book.volume)] {
        if field.is_empty() {
            *field = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_pages_was_printed_in_a_book() {
        let container = |title: &str| {
            let mut front = Front { title: title.to_owned(), ..Front::default() };
            printed_in(Record { title: "Gesammelte Briefe".to_owned(), pages: "12–14".to_owned(), ..Record::default() }, &mut front);
            front.container
        };
        assert_eq!((container("Ein Brief").as_str(), container("Gesammelte Briefe: Auswahl").as_str()), ("Gesammelte Briefe", ""));
    }
}

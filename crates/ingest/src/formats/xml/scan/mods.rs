//! What libraries say of a scanned text, in MODS (<https://www.loc.gov/standards/mods/>) or in Dublin Core → front matter.

use roxmltree::Node;
use scholion_base::{
    Lang,
    yaml::{Map, Value},
};
use scholion_reference::{Name, Role};

use crate::{
    formats::{
        html::day,
        xml::{
            node::{attribute, children, field, first, words},
            tei::people,
        },
    },
    front::rights,
    front_matter::{Front, Person},
};

/// Reads a record, whichever of the two it is; `None` if it names no title.
pub fn read(record: Node<'_, '_>) -> Option<Front> {
    let front = match first(record, "mods") {
        Some(mods) => of_mods(mods),
        None => of_dublin_core(record),
    };
    (!front.title.is_empty()).then_some(front)
}

fn of_mods(mods: Node<'_, '_>) -> Front {
    let mut front = Front { title: title(mods), ..Front::default() };
    front.people = children(mods, "name").filter_map(person).collect();
    let host = children(mods, "relatedItem").find(|item| attribute(*item, "type") == "host");
    front.container = host.map_or(String::new(), title);
    // When and where it was printed, and not where its pictures were made.
    let is_digital = |origin: &Node<'_, '_>| {
        attribute(*origin, "eventType").contains("digit")
            || first(*origin, "dateCaptured").is_some()
            || field(*origin, "edition").contains("lectroni")
    };
    if let Some(origin) = children(mods, "originInfo").find(|origin| !is_digital(origin)) {
        let dates = ["dateIssued", "dateCreated", "copyrightDate"].into_iter().flat_map(|name| children(origin, name));
        let mut dates: Vec<Node<'_, '_>> = dates.collect();
        dates.sort_by_key(|date| attribute(*date, "keyDate") != "yes");
        front.issued = dates.into_iter().find_map(|date| day(words(date).trim_matches(['[', ']', '(', ')', '.', ' '])));
        put(&mut front.own, "publisher", &field(origin, "publisher"));
        let place = origin.descendants().find(|term| term.tag_name().name() == "placeTerm" && attribute(*term, "type") != "code");
        put(&mut front.own, "publisher-place", &place.map_or(String::new(), words));
    }
    let language = children(mods, "language").next().map_or(String::new(), |language| field(language, "languageTerm"));
    front.lang = lang(&language);
    children(mods, "identifier").for_each(|id| identifier(&words(id), attribute(id, "type"), &mut front));
    if let Some(location) = children(mods, "location").next() {
        put(&mut front.own, "archive", &field(location, "physicalLocation"));
        put(&mut front.own, "call-number", &field(location, "shelfLocator"));
    }
    for condition in children(mods, "accessCondition") {
        licence(&words(condition), attribute(condition, "href"), &mut front);
    }
    front.keywords =
        children(mods, "subject").flat_map(|subject| children(subject, "topic")).map(words).filter(|word| !word.is_empty()).collect();
    front
}

/// The title of a record, with what belongs before and behind it.
fn title(mods: Node<'_, '_>) -> String {
    let info = children(mods, "titleInfo").min_by_key(|info| !attribute(*info, "type").is_empty());
    let Some(info) = info else { return String::new() };
    let part = |name: &str| children(info, name).map(words).find(|words| !words.is_empty()).unwrap_or_default();
    let mut title = part("title");
    let article = part("nonSort");
    if !article.is_empty() && !title.is_empty() {
        title = if article.ends_with(['\'', '’']) { article + &title } else { format!("{article} {title}") };
    }
    for (sign, name) in [(":", "subTitle"), (".", "partNumber"), (".", "partName")] {
        let more = part(name);
        if !more.is_empty() && !title.is_empty() {
            title = format!("{title}{sign} {more}");
        }
    }
    title
}

/// Somebody whom a record names; none of whom has no part in the text, as who printed it or owns it.
fn person(node: Node<'_, '_>) -> Option<Person> {
    let roles: Vec<String> = node.descendants().filter(|part| part.tag_name().name() == "roleTerm").map(words).collect();
    let role = if roles.is_empty() {
        Role::Author
    } else {
        roles.iter().find_map(|role| people::relator(role).or_else(|| people::responsibility(role)))?
    };
    let is_body = matches!(attribute(node, "type"), "corporate" | "conference");
    let part = |kind: &str| -> String {
        let parts: Vec<String> = children(node, "namePart").filter(|part| attribute(*part, "type") == kind).map(words).collect();
        parts.join(" ")
    };
    let (family, given) = (part("family"), part("given"));
    let name = if !family.is_empty() && !is_body {
        Name::new(&family, &given)
    } else {
        let whole = Some(part("")).filter(|name| !name.is_empty()).unwrap_or_else(|| field(node, "displayForm"));
        people::printed(&whole, is_body)?
    };
    Some(Person { role, name, ..Person::default() })
}

fn of_dublin_core(record: Node<'_, '_>) -> Front {
    let all = |name: &'static str| {
        record.descendants().filter(move |node| node.tag_name().name() == name).map(words).filter(|words| !words.is_empty())
    };
    let first = |name| all(name).next().unwrap_or_default();
    let mut front = Front { title: first("title"), lang: lang(&first("language")), keywords: all("subject").collect(), ..Front::default() };
    for (name, role) in [("creator", Role::Author), ("contributor", Role::Contributor)] {
        let named = all(name).filter_map(|name| people::printed(&name, false));
        front.people.extend(named.map(|name| Person { role, name, ..Person::default() }));
    }
    front.issued = ["issued", "created", "date"].into_iter().flat_map(all).find_map(|date| day(&date));
    put(&mut front.own, "publisher", &first("publisher"));
    all("identifier").for_each(|id| identifier(&id, "", &mut front));
    all("rights").for_each(|rights| licence(&rights, "", &mut front));
    front
}

/// Where a number or an address of a text belongs.
fn identifier(text: &str, kind: &str, front: &mut Front) {
    let bare = text.rsplit_once("doi.org/").map_or(text, |(_, doi)| doi).trim_start_matches("doi:").trim();
    let kind = kind.to_ascii_lowercase();
    let field = match kind.as_str() {
        _ if bare.starts_with("10.") => &mut front.doi,
        "isbn" => &mut front.isbn,
        "issn" => &mut front.issn,
        _ if text.starts_with("http") => &mut front.url,
        _ => return,
    };
    if field.is_empty() {
        bare.clone_into(field);
    }
}

fn licence(text: &str, address: &str, front: &mut Front) {
    if let Some(known) = rights::creative_commons(address).or_else(|| rights::creative_commons(text)) {
        front.license = known;
        let address = if address.is_empty() { text } else { address };
        if address.starts_with("http") && !address.contains(' ') {
            address.clone_into(&mut front.license_url);
        }
    } else if front.rights.is_empty() {
        text.clone_into(&mut front.rights);
    }
}

fn lang(stated: &str) -> String {
    if Lang::is_tag(stated) { Lang::new(stated).shortest().to_string() } else { String::new() }
}

fn put(own: &mut Map<String, Value>, key: &str, words: &str) {
    if !words.is_empty() {
        own.insert(key.to_owned(), words.into());
    }
}

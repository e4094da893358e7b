//! The way of a letter (TEI P5, 2.4.6): who sent it to whom, when and where, who passed it on, and which letters stand around it.

use roxmltree::Node;
use scholion_base::{
    Slug,
    text::fold,
    yaml::{Map, Value},
};
use scholion_reference::{Kind, Role};

use super::{
    header::stated_day,
    names::Names,
    people::{one, printed},
};
use crate::{
    authority::Target,
    emit::front::write_person,
    formats::xml::node::{apart, attribute, children, first, words},
    front_matter::{Front, Person},
};

/// Elements that name somebody.
const NAMES: [&str; 4] = ["persName", "orgName", "name", "rs"];

/// Elements that name a place, best first.
const PLACES: [&str; 8] = ["placeName", "geogName", "settlement", "region", "country", "district", "location", "address"];

/// What stands for somebody of whom nobody knows: CMIF's word, and "nomen nescio".
const NOBODY: [&str; 4] = ["Unknown", "N.N.", "N. N.", "NN"];

/// Who sent a letter to whom, when and from where.
pub fn letter(header: Node<'_, '_>, front: &mut Front, names: &mut Names<'_>) {
    let Some(described) = first(header, "correspDesc") else { return };
    for (kind, role) in [("sent", Role::Author), ("received", Role::Recipient)] {
        let mut of_role: Vec<Person> = Vec::new();
        for action in described.descendants().filter(|node| attribute(*node, "type") == kind) {
            for person in people(action, role, names) {
                let is_known = |other: &Person| other.name == person.name && other.id == person.id;
                if !of_role.iter().any(is_known) {
                    of_role.push(person);
                }
            }
            let said = said(action, names);
            if !said.is_empty() {
                front.own.entry(kind.to_owned()).or_insert(Value::Object(said));
            }
            let date = children(action, "date").next();
            if kind == "sent" {
                front.issued = date.and_then(stated_day).or(front.issued);
            } else if let Some(words) = date.filter(|date| stated_day(*date).is_none()).map(words).filter(|words| !words.is_empty()) {
                // What no calendar has stays as it is said.
                front.own.entry("x-received".to_owned()).or_insert(words.into());
            }
        }
        take(of_role, role, front);
    }
    let ways = described.descendants().filter(|node| matches!(attribute(*node, "type"), "transmitted" | "redirected" | "forwarded"));
    let ways: Vec<Value> = ways.map(|way| passed_on(way, names)).collect();
    if !ways.is_empty() {
        front.own.insert("forwarded".into(), ways.into());
    }
    for (kind, key) in [("prev", "letter-before"), ("next", "letter-after")] {
        let is_of = |node: &Node<'_, '_>| node.tag_name().name() == "ref" && attribute(*node, "type") == kind;
        let context = first(described, "correspContext");
        let named = context.and_then(|context| context.descendants().find(is_of)).and_then(|node| document(attribute(node, "target")));
        if let Some(named) = named {
            front.own.entry(key.to_owned()).or_insert(named.into());
        }
    }
    if front.people.iter().any(|person| person.role == Role::Recipient) {
        front.kind = Some(Kind::Communication);
    }
}

/// Takes those who sent or received it. The title may have named before who wrote it: as whole names, but perhaps not all, or another.
fn take(mut people: Vec<Person>, role: Role, front: &mut Front) {
    let (mut named, others): (Vec<Person>, Vec<Person>) = front.people.iter().cloned().partition(|person| person.role == role);
    if people.len() < named.len() || people.is_empty() {
        return;
    }
    if people.len() == named.len() && named.iter().zip(&people).all(|(one, other)| have_a_word(one, other)) {
        let unknown = named.iter_mut().zip(people).filter(|(named, _)| named.id.is_empty());
        unknown.for_each(|(named, person)| named.id = person.id);
    } else {
        people.iter_mut().for_each(|person| whole_name(person, &named));
        named = people;
    }
    front.people = if role == Role::Author { named.into_iter().chain(others).collect() } else { others.into_iter().chain(named).collect() };
}

/// Whether two are called alike in part.
fn have_a_word(one: &Person, other: &Person) -> bool {
    let [one, other] = [one, other].map(|person| fold(&person.name.display()));
    one.split(' ').any(|word| word.chars().nth(1).is_some() && other.split(' ').any(|other| other == word))
}

/// Calls somebody as the title does, if it names one of whose name this is a part.
fn whole_name(person: &mut Person, named: &[Person]) {
    let said = fold(&person.name.display());
    let is_whole = |other: &&Person| {
        let whole = fold(&other.name.display());
        said.split(' ').all(|word| whole.split(' ').any(|other| other == word))
    };
    let mut whole = named.iter().filter(is_whole);
    if let (Some(one), None) = (whole.next(), whole.next()) {
        person.name = one.name.clone();
    }
}

/// Whom an action names. Who is named by a record alone is called as that is.
fn people(action: Node<'_, '_>, role: Role, names: &mut Names<'_>) -> Vec<Person> {
    let is_somebody = |node: &Node<'_, '_>| !NOBODY.contains(&words(*node).as_str());
    let named = action.children().filter(|node| NAMES.contains(&node.tag_name().name()) && is_somebody(node));
    let person = |node| {
        let record = names.somebody(node);
        let called = |record: &Target| printed(&record.name, record.folder == "organizations");
        let name = one(node).or_else(|| called(record.as_ref()?))?;
        Some(Person { role, name, id: record.map_or(String::new(), |record| record.id), ..Person::default() })
    };
    named.filter_map(person).collect()
}

/// The place of an action: its name, with the record where there is one.
fn place(action: Node<'_, '_>, names: &mut Names<'_>) -> Option<Value> {
    let places: Vec<Node<'_, '_>> = action.children().filter(|node| PLACES.contains(&node.tag_name().name())).collect();
    let said: Vec<String> = places.iter().map(|node| apart(*node)).filter(|place| !place.is_empty()).collect();
    let said = said.join(", ");
    let record = if let [only] = places.as_slice() { names.place(*only) } else { None };
    match record {
        Some(record) => {
            let name = if said.is_empty() { record.name } else { said };
            Some(serde_json::json!({ "literal": name, "id": record.id }))
        }
        None => (!said.is_empty()).then(|| said.into()),
    }
}

/// Where and when something happened, and what of that the editors inferred or doubt.
fn said(action: Node<'_, '_>, names: &mut Names<'_>) -> Map<String, Value> {
    let mut said = Map::new();
    if let Some(place) = place(action, names) {
        said.insert("place".into(), place);
    }
    if let Some(date) = children(action, "date").next() {
        when(date, &mut said);
    }
    let is_of = |node: Node<'_, '_>, part: &str| match part {
        "people" => NAMES.contains(&node.tag_name().name()),
        "place" => PLACES.contains(&node.tag_name().name()),
        _ => node.tag_name().name() == "date",
    };
    let marked = |is_marked: &dyn Fn(Node<'_, '_>) -> bool| -> Vec<Value> {
        let has = |part: &&str| action.children().any(|node| is_of(node, part) && is_marked(node));
        ["people", "place", "date"].iter().filter(|part| has(part)).map(|part| Value::from(*part)).collect()
    };
    let conjecture = marked(&|node| attribute(node, "evidence") == "conjecture");
    let uncertain = marked(&|node| matches!(attribute(node, "cert"), "low" | "medium" | "unknown"));
    for (key, parts) in [("conjecture", conjecture), ("uncertain", uncertain)] {
        if !parts.is_empty() {
            said.insert(key.into(), parts.into());
        }
    }
    said
}

/// A date: a day on which nobody agrees more than that it is between two is said by these.
fn when(date: Node<'_, '_>, said: &mut Map<String, Value>) {
    let bound = |names: [&str; 2]| names.iter().map(|name| attribute(date, name).trim()).find(|value| !value.is_empty()).map(str::to_owned);
    let is_day = |text: &String| scholion_base::Date::parse(text).is_some();
    let (first, last) = (bound(["notBefore", "notBefore-iso"]).filter(is_day), bound(["notAfter", "notAfter-iso"]).filter(is_day));
    let has_day = !attribute(date, "when").is_empty() || !attribute(date, "from").is_empty();
    if !has_day && (first.is_some() || last.is_some()) {
        for (key, bound) in [("not-before", first), ("not-after", last)] {
            if let Some(bound) = bound {
                said.insert(key.into(), bound.into());
            }
        }
    } else if let Some(day) = stated_day(date) {
        said.insert("date".into(), day.to_string().into());
    }
}

/// How a letter was passed on: by whom, where and when.
fn passed_on(action: Node<'_, '_>, names: &mut Names<'_>) -> Value {
    let mut way = Map::new();
    way.insert("type".into(), attribute(action, "type").into());
    let people: Vec<Value> = people(action, Role::Contributor, names).iter().map(write_person).collect();
    if !people.is_empty() {
        way.insert("people".into(), people.into());
    }
    way.extend(said(action, names));
    Value::Object(way)
}

/// The document of a letter that another file of the edition holds.
fn document(target: &str) -> Option<String> {
    let file = target.split('#').next().unwrap_or("");
    let stem = file.strip_suffix(".xml").filter(|_| !file.contains("://"))?;
    let stem = stem.rsplit('/').next().filter(|stem| !stem.is_empty())?;
    Some(format!("{}.md", Slug::from_stem(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_of_a_letter_is_read() {
        let header = "<teiHeader><correspDesc>
            <correspAction type='sent'><persName>Ilves, Marta</persName><placeName cert='low'>Reval</placeName>
              <date notBefore='1711-05-01' notAfter='1711-05-09' evidence='conjecture'/></correspAction>
            <correspAction type='redirected'><persName>Tam, Jaan</persName><placeName>Narva</placeName><date when='1711-05-10'/></correspAction>
            <correspAction type='received'><persName>Falk, Jonas</persName><settlement>Dorpat</settlement><date>um Pfingsten</date></correspAction>
            <correspContext><ref type='prev' target='letter-1.xml#x'>the first</ref><ref type='next' target='https://x.example/3.xml'/></correspContext>
            </correspDesc></teiHeader>";
        let tree = roxmltree::Document::parse(header).unwrap();
        let mut front = Front::default();
        letter(tree.root_element(), &mut front, &mut Names::default());
        let own = Value::Object(front.own.clone()).to_string();
        assert_eq!(
            own,
            "{\"sent\":{\"place\":\"Reval\",\"not-before\":\"1711-05-01\",\"not-after\":\"1711-05-09\",\"conjecture\":[\"date\"],\
             \"uncertain\":[\"place\"]},\"received\":{\"place\":\"Dorpat\"},\"x-received\":\"um Pfingsten\",\
             \"forwarded\":[{\"type\":\"redirected\",\"people\":[{\"family\":\"Tam\",\"given\":\"Jaan\"}],\"place\":\"Narva\",\
             \"date\":\"1711-05-10\"}],\"letter-before\":\"letter-1.md\"}"
        );
        assert_eq!((front.people.len(), front.kind), (2, Some(Kind::Communication)));
    }
}

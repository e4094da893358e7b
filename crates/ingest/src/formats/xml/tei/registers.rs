//! Registers of persons, bodies and places (TEI P5, 14.3), wherever in a file they stand: what they say of each.

use std::collections::BTreeMap;

use roxmltree::Node;
use rustc_hash::FxHashSet;
use scholion_base::{Date, Lang, identifier, text::squeeze};

use super::{people, relations::relate};
use crate::{
    account::Words,
    authority::Authority,
    draft::Draft,
    emit::words_as_markdown,
    formats::{
        flow::Flow,
        html::day,
        xml::node::{apart, attribute, words},
    },
};

/// Longer notes are cut, in bytes: a register is no encyclopaedia.
const LONGEST_NOTE: usize = 4000;

/// All entries of the registers of a file, in order, and whom and what the way of a letter names by the numbers of others.
pub fn read(root: Node<'_, '_>, file_name: &str) -> Vec<Authority> {
    let mut found = entries(root, file_name);
    relate(root, file_name, &mut found);
    let actions = root.descendants().filter(|node| node.tag_name().name() == "correspAction");
    found.extend(actions.flat_map(|action| action.children()).filter_map(|node| of_letter(node, file_name)));
    found
}

/// Somebody or something that a letter's head names by an identifier: an edition that does so needs no register.
fn of_letter(node: Node<'_, '_>, file_name: &str) -> Option<Authority> {
    let folder = match node.tag_name().name() {
        "persName" => "people",
        "orgName" => "organizations",
        "placeName" | "geogName" | "settlement" => "places",
        _ => return None,
    };
    let addresses = ["ref", "key"].into_iter().flat_map(|key| attribute(node, key).split_whitespace());
    let identifiers: Vec<(&'static str, String)> = addresses.filter_map(identified).collect();
    let (scheme, value) = identifiers.first()?;
    let place = format!("{file_name}#{scheme}:{value}");
    let (name, sort) = display(node, folder)?;
    Some(Authority { folder, place, name, sort, identifiers, ..Authority::default() })
}

fn entries(root: Node<'_, '_>, file_name: &str) -> Vec<Authority> {
    let mut found = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        found.extend(given(node, file_name));
    }
    found
}

/// The record that an entry gives, if it gives one.
fn given(node: Node<'_, '_>, file_name: &str) -> Option<Authority> {
    let folder = folder(node)?;
    let id = Some(attribute(node, "id")).filter(|id| !id.is_empty())?;
    let one = entry(node, folder, format!("{file_name}#{id}"))?;
    // Of whom nothing is said but the name, and who only speaks, may be a figure of a play.
    let says_more = !one.dates.is_empty() || !one.identifiers.is_empty() || !one.note.is_empty();
    (says_more || !node.ancestors().any(|outer| outer.tag_name().name() == "particDesc")).then_some(one)
}

/// The words of a register that are in none of the records which it gives: those of the others are the records', and no document's.
pub fn unheld(register: Node<'_, '_>) -> String {
    let mut records: BTreeMap<usize, Option<(Authority, FxHashSet<u64>)>> = BTreeMap::new();
    let mut unheld: Vec<&str> = Vec::new();
    for part in register.descendants().filter(Node::is_text) {
        let Some(text) = part.text().map(str::trim).filter(|text| !text.is_empty()) else { continue };
        let record = nearest_entry(part).and_then(|node| {
            let read = || given(node, "").map(|one| (words_of(&one), one)).map(|(words, one)| (one, words));
            records.entry(node.range().start).or_insert_with(read).as_ref()
        });
        if !record.is_some_and(|(one, words)| holds(one, words, part, text)) {
            unheld.push(text);
        }
    }
    squeeze(&unheld.join(" "))
}

/// The words of a record.
fn words_of(one: &Authority) -> FxHashSet<u64> {
    let own = [&one.name, &one.sort, &one.dates, &one.born_in, &one.died_in, &one.note];
    let texts = own.into_iter().chain(one.variants.iter().map(|(name, _)| name));
    texts.flat_map(|text| Words::of(text).words).map(|word| word.digest).collect()
}

/// Whether a record has what is said in a part of its entry.
fn holds(one: &Authority, held: &FxHashSet<u64>, part: Node<'_, '_>, text: &str) -> bool {
    let parent = part.parent_element();
    match parent.map_or("", |parent| parent.tag_name().name()) {
        "idno" => parent.and_then(number).is_some_and(|(scheme, value)| one.identifiers.contains(&(scheme, value))),
        "geo" => one.coordinates.is_some() && coordinates(text) == one.coordinates,
        _ => Words::of(text).words.iter().all(|word| held.contains(&word.digest)),
    }
}

/// The scheme and the value of a number.
fn number(part: Node<'_, '_>) -> Option<(&'static str, String)> {
    let text = words(part);
    let scheme = ["type", "subtype"].iter().find_map(|key| identifier::meant(attribute(part, key)));
    let own = scheme.and_then(|scheme| Some((scheme, scheme.value(&text)?))).or_else(|| identifier::of_address(&text));
    own.map(|(scheme, value)| (scheme.name, value))
}

/// The file of records to which an entry of a register belongs.
fn folder(node: Node<'_, '_>) -> Option<&'static str> {
    let parent = node.parent_element().map_or("", |parent| parent.tag_name().name());
    match (node.tag_name().name(), parent) {
        ("person" | "personGrp", "listPerson" | "standOff" | "particDesc") => Some("people"),
        ("org", "listOrg" | "standOff") => Some("organizations"),
        ("place", "listPlace" | "standOff" | "place") => Some("places"),
        _ => None,
    }
}

/// Names of an entry, by its kind.
fn is_name(node: Node<'_, '_>, folder: &str) -> bool {
    match node.tag_name().name() {
        "name" => true,
        "persName" => folder == "people",
        "orgName" => folder == "organizations",
        "placeName" | "geogName" | "settlement" | "region" | "country" | "district" | "bloc" => folder == "places",
        _ => false,
    }
}

fn entry(node: Node<'_, '_>, folder: &'static str, place: String) -> Option<Authority> {
    let mut named: Vec<Node<'_, '_>> = node.children().filter(|child| is_name(*child, folder)).collect();
    if named.is_empty() {
        named.extend(node.descendants().skip(1).find(|child| is_name(*child, folder)));
    }
    if folder == "places" {
        own_names(&mut named);
    }
    let preferred = |name: &&Node<'_, '_>| {
        ["type", "full", "role", "subtype"].iter().any(|key| {
            matches!(attribute(**name, key), "reg" | "regularised" | "main" | "full" | "preferred" | "pref" | "standard" | "yes")
        })
    };
    let first = *named.iter().find(preferred).or_else(|| named.first())?;
    let (name, sort) = display(first, folder)?;
    let mut one = Authority { folder, place, name, sort, ..Authority::default() };
    for other in named.iter().filter(|other| **other != first) {
        let Some((name, _)) = display(*other, folder) else { continue };
        let lang = attribute(*other, "lang");
        let lang = if lang.is_empty() { String::new() } else { Lang::new(lang).shortest().to_string() };
        if name != one.name && !one.variants.iter().any(|(known, _)| *known == name) {
            one.variants.push((name, lang));
        }
    }
    one.dates = dates(node);
    [one.born_in, one.died_in] = ["birth", "death"].map(|event| place_of(node, event));
    identifiers(node, &mut one);
    one.coordinates = node
        .descendants()
        .find(|part| part.tag_name().name() == "geo" && nearest_entry(*part) == Some(node))
        .and_then(|geo| coordinates(&words(geo)));
    one.note = note(node);
    Some(one)
}

/// Takes out what names not the place but what it lies in: the country beside the town.
fn own_names(named: &mut Vec<Node<'_, '_>>) {
    const SMALLEST: [&str; 7] = ["placeName", "geogName", "settlement", "district", "region", "country", "bloc"];
    let rank = |node: &Node<'_, '_>| match node.tag_name().name() {
        "name" | "geogName" => Some(0),
        name => SMALLEST.iter().position(|kind| *kind == name),
    };
    let smallest = named.iter().filter_map(rank).min();
    named.retain(|node| rank(node) == smallest);
}

/// The entry in which something stands: a place may hold others.
fn nearest_entry<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.ancestors().skip(1).find(|outer| matches!(outer.tag_name().name(), "person" | "personGrp" | "org" | "place"))
}

/// A name as it is read and as it is sorted.
fn display(node: Node<'_, '_>, folder: &str) -> Option<(String, String)> {
    if folder != "people" {
        let name = if node.first_element_child().is_some() { apart(node) } else { words(node) };
        let name = name.trim_end_matches([',', ';']).to_owned();
        return (!name.is_empty()).then(|| (name.clone(), name));
    }
    let name = people::one(node)?;
    // Popes and families are sorted as they are called.
    let is_group = node.parent_element().is_some_and(|parent| parent.tag_name().name() == "personGrp");
    if is_group || !name.suffix.is_empty() {
        let name = words(node);
        return Some((name.clone(), name));
    }
    Some((squeeze(&name.display()), squeeze(&name.sorted()))).filter(|(name, _)| name.chars().any(char::is_alphanumeric))
}

/// Of birth and death, as far as they are said to be days or years.
fn dates(node: Node<'_, '_>) -> String {
    let of = |name: &str| {
        let event = node.children().find(|child| child.tag_name().name() == name)?;
        let inner = event.descendants().filter(|part| part.tag_name().name() == "date");
        std::iter::once(event).chain(inner).find_map(|event| {
            let stated = ["when", "when-iso"].iter().map(|key| attribute(event, key)).find(|text| !text.is_empty());
            stated.and_then(Date::parse).or_else(|| between(event)).or_else(|| day(&words(event)))
        })
    };
    match (of("birth"), of("death")) {
        (Some(from), Some(to)) => format!("{from}/{to}"),
        (Some(from), None) => format!("{from}/"),
        (None, Some(to)) => format!("/{to}"),
        (None, None) => String::new(),
    }
}

/// The year of what was between two days of one year; that about which it was if they are at most ten years apart.
fn between(event: Node<'_, '_>) -> Option<Date> {
    let year = |keys: [&str; 2]| keys.iter().find_map(|key| Some(Date::parse(attribute(event, key))?.start.year));
    let (first, last) = (year(["notBefore", "notBefore-iso"])?, year(["notAfter", "notAfter-iso"])?);
    let about = if first == last { "" } else { "~" };
    if (first..=first.saturating_add(10)).contains(&last) { Date::parse(&format!("{first:04}{about}")) } else { None }
}

/// Where somebody was born, or died.
fn place_of(node: Node<'_, '_>, event: &str) -> String {
    let event = node.children().find(|child| child.tag_name().name() == event);
    let named = |part: &Node<'_, '_>| matches!(part.tag_name().name(), "placeName" | "settlement" | "geogName");
    let place = event.and_then(|event| event.descendants().find(named)).map(|place| first_settlement(place).unwrap_or(place));
    place.map_or(String::new(), words)
}

/// The town in the name of a place that says as well where that lies.
fn first_settlement<'a, 'i>(place: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    place.descendants().find(|part| part.tag_name().name() == "settlement")
}

/// The numbers under which others know it.
fn identifiers(node: Node<'_, '_>, one: &mut Authority) {
    let mut put = |scheme: &'static str, value: String| {
        if !one.identifiers.iter().any(|(known, _)| *known == scheme) {
            one.identifiers.push((scheme, value));
        }
    };
    for part in node.descendants().filter(|part| part.is_element() && (*part == node || nearest_entry(*part) == Some(node))) {
        let name = part.tag_name().name();
        if name == "idno" {
            match number(part) {
                Some((scheme, value)) => put(scheme, value),
                None => continue,
            }
        }
        let is_name = part == node || is_name(part, one.folder);
        let keys: &[&str] = if is_name { &["ref", "sameAs", "corresp", "source"] } else { &[] };
        for address in keys.iter().flat_map(|key| attribute(part, key).split_whitespace()) {
            if let Some((scheme, value)) = identified(address) {
                put(scheme, value);
            }
        }
        if (matches!(name, "ptr" | "link") || (name == "ref" && words(part).is_empty()))
            && let Some((scheme, value)) = identifier::of_address(attribute(part, "target"))
        {
            put(scheme.name, value);
        }
    }
}

/// What an address, or a number behind the name of its file, is in the files of others: `gnd:118540238`, `(DE-588)118540238`.
pub fn identified(reference: &str) -> Option<(&'static str, String)> {
    if let Some((scheme, value)) = identifier::of_address(reference) {
        return Some((scheme.name, value));
    }
    let (name, value) = reference.split_once(':').or_else(|| reference.strip_prefix('(')?.split_once(')'))?;
    let scheme = identifier::meant(name)?;
    Some((scheme.name, scheme.value(value)?))
}

/// Latitude and longitude, in degrees (TEI P5, `geo`).
fn coordinates(text: &str) -> Option<(f64, f64)> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let parts: Vec<String> = match parts.as_slice() {
        // Commas part the two, or are those of the numbers.
        [one, other] if !one.ends_with(',') => vec![one.replace(',', "."), other.replace(',', ".")],
        _ => text.split([',', ';']).map(|part| part.trim().to_owned()).collect(),
    };
    let [latitude, longitude] = parts.as_slice() else { return None };
    let place = (latitude.parse::<f64>().ok()?, longitude.parse::<f64>().ok()?);
    (place.0.abs() <= 90.0 && place.1.abs() <= 180.0).then_some(place)
}

/// What is said in words, a paragraph each.
fn note(node: Node<'_, '_>) -> String {
    const TOLD: [&str; 8] = ["occupation", "floruit", "note", "desc", "trait", "state", "event", "residence"];
    let mut paragraphs: Vec<String> = Vec::new();
    let mut left = LONGEST_NOTE;
    for part in node.children().filter(|part| TOLD.contains(&part.tag_name().name())) {
        let said = if part.tag_name().name() == "note" { words(part) } else { apart(part) };
        let taken = cut(&said, left);
        left = left.saturating_sub(said.len());
        if taken.is_empty() {
            continue;
        }
        let mut flow = Flow::default();
        flow.words(&taken, 0);
        flow.end();
        paragraphs.extend(flow.blocks.iter().map(|block| words_as_markdown(&Draft::default(), block, true)));
    }
    paragraphs.join("\n\n")
}

/// The words of a text that fit into so many bytes; a sign says that there are more.
fn cut(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.to_owned();
    }
    let fitting = text.get(..text.floor_char_boundary(longest)).unwrap_or("");
    // Not all scripts have blanks between words.
    let words = fitting.rsplit_once(' ').map(|(words, _)| words).filter(|words| words.len() * 2 > fitting.len());
    let whole = words.unwrap_or(fitting).trim_end();
    if whole.is_empty() { String::new() } else { format!("{whole} …") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entry: &str, expected: &str) {
        let text = format!("<TEI><standOff>{entry}</standOff></TEI>");
        let tree = roxmltree::Document::parse(&text).unwrap();
        let found = read(tree.root_element(), "a.xml");
        let shown: Vec<String> = found
            .iter()
            .map(|one| {
                let variants: Vec<String> = one.variants.iter().map(|(name, lang)| format!("{name}{lang}")).collect();
                let numbers: Vec<String> = one.identifiers.iter().map(|(scheme, value)| format!("{scheme} {value}")).collect();
                let place = one.coordinates.map_or(String::new(), |(north, east)| format!("{north} {east}"));
                let parts = [one.sort.clone(), variants.join("; "), one.dates.clone(), numbers.join("; "), place, one.note.clone()];
                format!("{}/{} {} | {}", one.folder, one.place, one.name, parts.join(" | "))
            })
            .collect();
        assert_eq!(shown.join("\n"), expected);
    }

    #[test]
    fn a_person_has_names_dates_numbers_and_notes() {
        check(
            "<listPerson><person xml:id='p1'><persName><surname>Lund</surname>, <forename>Ida</forename></persName>\
             <persName xml:lang='de'>Ida von Lund</persName><birth when='1870-03-02'>1870 in Tartu</birth><death><date when='1931'/></death>\
             <idno type='GND'>118540238</idno><idno type='URI'>http://viaf.org/viaf/12/</idno><occupation>painter</occupation>\
             <note>Kept [her](x) house.</note></person></listPerson>",
            "people/a.xml#p1 Ida Lund | Lund, Ida | Ida von Lundde | 1870-03-02/1931 | gnd 118540238; viaf 12 |  | painter\n\nKept \\[her\\](x) house.",
        );
        check(
            "<person xml:id='x'><persName ref='http://d-nb.info/gnd/118540238'>Old Tom</persName></person>",
            "people/a.xml#x Old Tom | Tom, Old |  |  | gnd 118540238 |  | ",
        );
        check(
            "<listPerson><person xml:id='b'><persName>Berg</persName><birth notBefore='1785' notAfter='1786-05'/><death notBefore='1841-02' notAfter='1841-05'/></person></listPerson>",
            "people/a.xml#b Berg | Berg |  | 1785~/1841 |  |  | ",
        );
        check("<listPerson><person><persName>Nameless</persName></person><person xml:id='e'/></listPerson>", "");
    }

    #[test]
    fn long_notes_are_cut() {
        for (longest, expected) in [(20, "She kept a house."), (12, "She kept a …"), (10, "She kept …"), (2, "Sh …"), (0, "")] {
            assert_eq!(cut("She kept a house.", longest), expected);
        }
        assert_eq!(cut("", 0), "");
        assert_eq!(cut("éé", 3), "é …");
    }

    #[test]
    fn a_place_has_coordinates_and_places_in_it() {
        check(
            "<listPlace><place xml:id='t'><placeName>Tartu</placeName><placeName>Dorpat</placeName><location><geo>58,38 26,72</geo></location>\
             <place xml:id='h'><placeName>Hill</placeName><location><geo>58.37, 26.71</geo></location></place></place></listPlace>",
            "places/a.xml#t Tartu | Tartu | Dorpat |  |  | 58.38 26.72 | \nplaces/a.xml#h Hill | Hill |  |  |  | 58.37 26.71 | ",
        );
        check(
            "<listPlace><place xml:id='n'><settlement>Nowhere</settlement><location><geo>999 1</geo></location></place></listPlace>",
            "places/a.xml#n Nowhere | Nowhere |  |  |  |  | ",
        );
        check(
            "<listOrg><org xml:id='o'><orgName>Harbour Board</orgName><idno type='wikidata'>Q12</idno></org></listOrg>",
            "organizations/a.xml#o Harbour Board | Harbour Board |  |  | wikidata Q12 |  | ",
        );
    }
}

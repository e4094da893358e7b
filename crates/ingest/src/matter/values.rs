//! What becomes of the values of front matter.

use super::keys::{Place, own, place, plain};
use crate::{
    front::rights,
    front_matter::{Front, Person, tidy},
};
use scholion_base::{
    Date, held,
    text::{fold, squeeze},
    yaml::{Data, Node},
};
use scholion_reference::{Role, dates, names, variable};

/// What has become of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is empty.
    Nothing,
    /// It stands in its place.
    Read,
    /// There is no place for it: it is kept under a key of its own.
    Kept,
}

/// Takes a value over; gives the words that stand nowhere in the document then.
pub fn take(front: &mut Front, key: &str, value: &Node<'_>) -> (Taken, Vec<String>) {
    if is_empty(value) {
        return (Taken::Nothing, Vec::new());
    }
    if held::judge(key, value).is_some() {
        return (Taken::Read, words(value));
    }
    let place = place(&plain(key)).filter(|place| fits(*place, value));
    let left = match place {
        Some(Place::Inside) => return inside(front, key, value),
        Some(place) => put(front, place, key, value),
        None => None,
    };
    match left {
        Some(left) => (Taken::Read, left),
        None => {
            keep(front, &own(key), value);
            (Taken::Kept, Vec::new())
        }
    }
}

/// Settles what depends on more than one key.
pub fn settle(front: &mut Front) {
    if let Some(subtitle) = front.own.shift_remove(SUBTITLE).and_then(|value| value.as_str().map(str::to_owned)) {
        if front.title.is_empty() {
            front.title = subtitle;
        } else if !fold(&front.title).contains(&fold(&subtitle)) {
            let colon = if front.title.ends_with([':', '.', '?', '!', '…']) { "" } else { ":" };
            front.title = format!("{}{colon} {subtitle}", front.title);
        }
    }
    if let Some(offices) = front.own.shift_remove(OFFICES).and_then(|value| serde_json::from_value::<Vec<String>>(value).ok()) {
        match front.people.iter_mut().find(|person| person.role == Role::Author && person.offices.is_empty()) {
            Some(author) => author.offices = offices,
            None => _ = front.own.insert("x-affiliation".into(), offices.into()),
        }
    }
    if let Some(created) = front.own.get(CREATED).and_then(|value| value.as_str()).map(str::to_owned) {
        front.own.shift_remove(CREATED);
        match day(&created).filter(|_| front.issued.is_none()) {
            Some(date) => front.issued = Some(date),
            None => _ = front.own.insert("x-created".into(), created.into()),
        }
    }
    let title = fold(&front.title);
    if let Some(aliases) = front.own.get_mut("aliases").and_then(|value| value.as_array_mut()) {
        aliases.retain(|alias| alias.as_str().is_none_or(|alias| fold(alias) != title));
        if aliases.is_empty() {
            front.own.shift_remove("aliases");
        }
    }
}

/// Under these keys values wait for [`settle`]; front matter has none that begins with a blank.
const SUBTITLE: &str = " subtitle";
const OFFICES: &str = " offices";
const CREATED: &str = " created";

/// Whether a value is of the kind that a place takes.
fn fits(place: Place, value: &Node<'_>) -> bool {
    match place {
        Place::Inside => value.map().is_some(),
        // Quarto's editor is a program.
        Place::People(Role::Editor) => {
            !texts(value).iter().any(|text| matches!(text.as_str(), "visual" | "source")) && value.get("markdown").is_none()
        }
        Place::People(_) | Place::Affiliation | Place::Keywords | Place::Aliases => true,
        _ => value.text().is_some() || value.list().is_some_and(|items| items.len() == 1 && items.iter().all(|item| item.text().is_some())),
    }
}

/// Puts a value into its place; gives the words that are not there. `None` if it does not fit, or the place is taken.
fn put(front: &mut Front, place: Place, key: &str, value: &Node<'_>) -> Option<Vec<String>> {
    let found: Vec<String> = texts(value).iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect();
    let first = found.first();
    let none = Some(Vec::new());
    let into = |field: &mut String| {
        let words = first.filter(|_| field.is_empty())?;
        field.clone_from(words);
        none.clone()
    };
    match place {
        Place::Title => into(&mut front.title),
        Place::Subtitle => front.own.insert(SUBTITLE.into(), first?.clone().into()).is_none().then(Vec::new),
        Place::People(role) => people(front, role, value),
        Place::Affiliation => {
            let offices: Vec<String> = values(value).iter().map(|item| name_of(item)).filter(|name| !name.is_empty()).collect();
            (!offices.is_empty()).then(|| _ = front.own.insert(OFFICES.into(), offices.into()))?;
            none
        }
        Place::Issued => dated(first?, &mut front.issued),
        Place::Created => {
            let first = first?;
            front.own.insert(CREATED.into(), first.clone().into()).is_none().then(|| vec![first.clone()])
        }
        Place::Dated(name) => {
            let mut date = front.dates.iter().find(|(other, _)| *other == name).map(|(_, date)| *date);
            let left = dated(first?, &mut date)?;
            front.dates.push((name, date?));
            Some(left)
        }
        Place::Lang => {
            let tag = tag(first?).filter(|_| front.lang.is_empty())?;
            front.lang = tag;
            Some(vec![first?.clone()])
        }
        Place::Abstract => into(&mut front.abstract_),
        Place::Keywords => keywords(front, key, found),
        Place::Address | Place::MayBeAddress => address(front, place, first?),
        Place::Doi => {
            let doi = scholion_reference::identity::doi(first?).filter(|_| front.doi.is_empty())?;
            front.doi = doi;
            none
        }
        Place::Issn => into(&mut front.issn),
        Place::Isbn => into(&mut front.isbn),
        Place::License => license(front, first?),
        Place::LicenseAddress => into(&mut front.license_url),
        Place::Rights => into(&mut front.rights),
        Place::Aliases => aliases(front, &found),
        Place::Container => into(&mut front.container),
        Place::Volume => into(&mut front.volume),
        Place::Issue => into(&mut front.issue),
        Place::Pages => into(&mut front.pages),
        Place::Variable(name) => {
            let first = first?;
            if front.own.contains_key(name) || variable::named(name).is_none() {
                return None;
            }
            front.own.insert(name.into(), first.clone().into());
            none
        }
        Place::Inside => None,
    }
}

/// Reads the keys of a mapping as if they stood outside of it; those without a place stay in it.
fn inside(front: &mut Front, key: &str, value: &Node<'_>) -> (Taken, Vec<String>) {
    let (mut rest, mut left) = (Vec::new(), Vec::new());
    for pair in value.map().unwrap_or_default().iter().filter(|pair| !is_empty(&pair.value)) {
        let place = place(&plain(&pair.key)).filter(|place| *place != Place::Inside && fits(*place, &pair.value));
        match place.and_then(|place| put(front, place, &pair.key, &pair.value)) {
            Some(words) => left.extend(words),
            None => rest.push(pair.clone()),
        }
    }
    if !rest.is_empty() {
        keep(front, &own(key), &Node { data: Data::Map(rest), span: value.span });
    }
    (Taken::Read, left)
}

fn keep(front: &mut Front, key: &str, value: &Node<'_>) {
    if !front.own.contains_key(key) {
        front.own.insert(key.to_owned(), value.to_value());
    }
}

fn people(front: &mut Front, role: Role, value: &Node<'_>) -> Option<Vec<String>> {
    let mut left = Vec::new();
    let before = front.people.len();
    let all = values(value);
    // One text may name several; those of a list are one each.
    let is_only = all.len() == 1;
    for one in all {
        if one.map().is_none() {
            let said = squeeze(one.text().unwrap_or(""));
            if !is_only {
                front.add_person(role, &said, &[]);
                continue;
            }
            for name in names::several(&said) {
                let person = Person { role, name: tidy(name), ..Person::default() };
                if !front.people.contains(&person) {
                    front.people.push(person);
                }
            }
            continue;
        }
        let offices: Vec<String> = ["affiliation", "affiliations", "institute", "institution", "organization", "office"]
            .iter()
            .filter_map(|key| get(one, key))
            .flat_map(values)
            .map(name_of)
            .filter(|name| !name.is_empty())
            .collect();
        let mut name = person(one);
        if name == scholion_reference::Name::default() {
            left.extend(words(one));
            continue;
        }
        name.orcid =
            get(one, "orcid").and_then(Node::text).map_or(String::new(), |id| id.rsplit('/').next().unwrap_or(id).trim().to_owned());
        let person = Person { role, name: tidy(name), offices, ..Person::default() };
        let said = fold(&format!("{person:?}"));
        let is_said = |words: &String| fold(words).split(' ').all(|word| said.split(' ').any(|other| other == word));
        left.extend(words(one).into_iter().filter(|words| !is_said(words)));
        front.people.push(person);
    }
    (front.people.len() > before).then_some(left)
}

/// The name that a mapping gives, whole or in its parts.
fn person(value: &Node<'_>) -> scholion_reference::Name {
    let text = |value: &Node<'_>, names: &[&str]| names.iter().find_map(|name| get(value, name)?.text().map(squeeze)).unwrap_or_default();
    let parts = |value: &Node<'_>| {
        let family = text(value, &["family", "last", "lastname", "last-name", "surname"]);
        let given = text(value, &["given", "first", "firstname", "first-name"]);
        let particle = text(value, &["non-dropping-particle", "dropping-particle"]);
        scholion_reference::Name { family, given, particle, literal: text(value, &["literal"]), ..Default::default() }
    };
    match get(value, "name") {
        Some(name) if name.map().is_some() => parts(name),
        Some(name) => names::one(&squeeze(name.text().unwrap_or(""))),
        None => parts(value),
    }
}

fn get<'n>(value: &'n Node<'_>, key: &str) -> Option<&'n Node<'n>> {
    value.map()?.iter().find(|pair| plain(&pair.key) == key).map(|pair| &pair.value)
}

/// What a value is called: its words, or those under `name`.
fn name_of(value: &Node<'_>) -> String {
    squeeze(value.text().or_else(|| get(value, "name")?.text()).unwrap_or(""))
}

/// The items of a list, the values of a mapping of names, or the value itself.
fn values<'n>(value: &'n Node<'n>) -> Vec<&'n Node<'n>> {
    match &value.data {
        Data::List(items) => items.iter().flat_map(values).collect(),
        Data::Map(pairs) if pairs.iter().all(|pair| pair.value.map().is_some()) && get(value, "name").is_none() => {
            pairs.iter().map(|pair| &pair.value).collect()
        }
        _ => vec![value],
    }
}

/// Reads the day of a moment; its hour is left.
fn dated(words: &str, date: &mut Option<Date>) -> Option<Vec<String>> {
    let read = day(words).filter(|_| date.is_none())?;
    *date = Some(read);
    Some(vec![words.to_owned()])
}

/// The day of a moment, in digits or in words.
fn day(words: &str) -> Option<Date> {
    let end = words.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/'))).unwrap_or(words.len());
    let numbers = words.get(..end).unwrap_or("").replace('/', "-");
    let parts: Vec<&str> = numbers.split('-').collect();
    let of_year_first = || {
        let year = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
        let small = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok());
        Date::ymd(year, small(1), small(2))
    };
    of_year_first().or_else(|| in_digits(words)).or_else(|| dates::read(words).map(|printed| printed.date))
}

/// A day of digits alone: `20210304`, with hours and minutes behind it, or so many seconds or milliseconds since 1970 (Dendron).
fn in_digits(words: &str) -> Option<Date> {
    if !words.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = words.parse().ok()?;
    match words.len() {
        8 | 12 | 14 => {
            let part = |from: usize, to: usize| words.get(from..to)?.parse::<u8>().ok();
            Date::ymd(words.get(..4)?.parse().ok()?, part(4, 6), part(6, 8))
        }
        10 => Date::parse(scholion_base::date::moment(number).get(..10)?),
        13 => Date::parse(scholion_base::date::moment(number / 1000).get(..10)?),
        _ => None,
    }
}

/// A list, or words between commas; where tags are written in one text without commas, as Jekyll and Obsidian have them, blanks part them.
fn keywords(front: &mut Front, key: &str, found: Vec<String>) -> Option<Vec<String>> {
    let words: Vec<String> = match found.as_slice() {
        [one] if one.contains([',', ';']) => one.split([',', ';']).map(str::to_owned).collect(),
        [one] if matches!(&*plain(key), "tags" | "categories") => one.split_whitespace().map(str::to_owned).collect(),
        _ => found,
    };
    for word in words.iter().map(|word| word.trim().trim_start_matches('#').trim()).filter(|word| !word.is_empty()) {
        if !front.keywords.iter().any(|known| known == word) {
            front.keywords.push(word.to_owned());
        }
    }
    Some(Vec::new())
}

fn address(front: &mut Front, place: Place, words: &str) -> Option<Vec<String>> {
    if words.contains("://") && !words.contains(char::is_whitespace) && front.url.is_empty() {
        front.url = words.to_owned();
        return Some(Vec::new());
    }
    // An address on the site from which the text comes.
    let is_path = place == Place::Address && !words.contains(':') && words.contains('/') && !words.contains(char::is_whitespace);
    if is_path { aliases(front, &[words.to_owned()]) } else { None }
}

fn license(front: &mut Front, words: &str) -> Option<Vec<String>> {
    if !front.license.is_empty() {
        return None;
    }
    let is_id = !words.contains(char::is_whitespace) && words.contains('-') && !words.contains("://");
    match rights::creative_commons(words) {
        Some(id) => front.license = id,
        None if is_id => words.clone_into(&mut front.license),
        None => return None,
    }
    if words.contains("://") && front.license_url.is_empty() {
        words.clone_into(&mut front.license_url);
    }
    Some(vec![words.to_owned()])
}

fn aliases(front: &mut Front, found: &[String]) -> Option<Vec<String>> {
    let names = front.own.entry("aliases".to_owned()).or_insert_with(|| Vec::<String>::new().into());
    for name in found {
        let name = serde_json::Value::from(name.as_str());
        if let Some(names) = names.as_array_mut().filter(|names| !names.contains(&name)) {
            names.push(name);
        }
    }
    Some(Vec::new())
}

/// A BCP 47 tag out of `en`, `en_GB`, `pt-BR`; none out of anything else.
fn tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or("");
    let is_tag = (2..=3).contains(&primary.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then(|| format!("{}{}", primary.to_ascii_lowercase(), tag.get(primary.len()..).unwrap_or("")))
}

fn is_empty(value: &Node<'_>) -> bool {
    match &value.data {
        Data::Null => true,
        Data::Plain(text) | Data::Quoted(text) => text.trim().is_empty(),
        Data::List(items) => items.iter().all(is_empty),
        Data::Map(pairs) => pairs.iter().all(|pair| is_empty(&pair.value)),
    }
}

/// The texts of a value: itself, those of a list, or the names in it.
pub fn texts(value: &Node<'_>) -> Vec<String> {
    match &value.data {
        Data::List(items) => items.iter().flat_map(texts).collect(),
        _ => value.text().or_else(|| get(value, "name")?.text()).map(str::to_owned).into_iter().collect(),
    }
}

/// The words of a value: its texts that are neither true nor false nor addresses.
pub fn words(value: &Node<'_>) -> Vec<String> {
    match &value.data {
        Data::Plain(_) if value.truth().is_some() => Vec::new(),
        Data::List(items) => items.iter().flat_map(words).collect(),
        Data::Map(pairs) => pairs.iter().flat_map(|pair| words(&pair.value)).collect(),
        _ => all_texts(value).into_iter().filter(|text| !is_address(text)).collect(),
    }
}

/// Whether a text is an address: that of a page, or a DOI.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("10.") && text.contains('/'))
}

/// All texts in a value.
fn all_texts(value: &Node<'_>) -> Vec<String> {
    match &value.data {
        Data::Null => Vec::new(),
        Data::Plain(text) | Data::Quoted(text) => vec![text.to_string()],
        Data::List(items) => items.iter().flat_map(all_texts).collect(),
        Data::Map(pairs) => pairs.iter().flat_map(|pair| all_texts(&pair.value)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_may_be_digits_alone() {
        for (words, expected) in [
            ("20210304", "2021-03-04"),
            ("202103041530", "2021-03-04"),
            ("1614765600000", "2021-03-03"),
            ("1614765600", "2021-03-03"),
            ("2021-03-04 10:00", "2021-03-04"),
        ] {
            assert_eq!(day(words).map_or(String::new(), |day| day.to_string()), expected, "{words}");
        }
    }
}

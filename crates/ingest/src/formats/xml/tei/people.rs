//! Who has a part in a text: a name element is a person (TEI P5, 13.2), whatever element it stands in.

use roxmltree::Node;
use scholion_lang::RESPONSIBILITY;
use scholion_reference::{Name, Role, names};

use crate::formats::xml::node::{attribute, children, first, words};
use crate::front_matter::{Person, tidy, without_title};

/// Elements that name a person or a body.
const NAMES: [&str; 5] = ["persName", "name", "orgName", "rs", "corpName"];

/// The people whom an element names, with the role that it gives them.
pub fn people(node: Node<'_, '_>, role: Role) -> Vec<Person> {
    let offices: Vec<String> = node.descendants().filter(|part| part.tag_name().name() == "affiliation").map(office).collect();
    let named = named(node);
    // What stands beside several people belongs to none of them alone.
    let offices = if named.len() > 1 { Vec::new() } else { offices };
    let orcid = node
        .descendants()
        .find(|part| attribute(*part, "type").eq_ignore_ascii_case("orcid") || attribute(*part, "ref").contains("orcid.org/"));
    let orcid = orcid.map(|part| if part.tag_name().name() == "idno" { words(part) } else { attribute(part, "ref").to_owned() });
    let orcid = orcid.filter(|_| named.len() == 1).map_or(String::new(), |orcid| orcid.rsplit('/').next().unwrap_or("").to_owned());
    named
        .into_iter()
        .map(|name| Person { role, name: Name { orcid: orcid.clone(), ..name }, offices: offices.clone(), ..Person::default() })
        .collect()
}

/// An affiliation; parts that nothing divides are divided by commas.
fn office(node: Node<'_, '_>) -> String {
    if node.first_element_child().is_none() {
        return words(node);
    }
    let parts = node.descendants().filter(Node::is_text).filter_map(|part| part.text().map(str::trim));
    parts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The names in an element.
fn named(node: Node<'_, '_>) -> Vec<Name> {
    let inner: Vec<Node<'_, '_>> = node.children().filter(|part| NAMES.contains(&part.tag_name().name())).collect();
    // The same name in several languages is one: the first.
    let langs = inner.iter().filter(|part| !attribute(**part, "lang").is_empty()).count();
    let is_translated = langs > 0 && langs + 1 >= inner.len();
    let list = match inner.as_slice() {
        [] => return several(node),
        [first, ..] if is_translated => std::slice::from_ref(first),
        all => all,
    };
    list.iter().flat_map(|part| several(*part)).collect()
}

/// The names in one element: several where nothing but words divides them.
fn several(node: Node<'_, '_>) -> Vec<Name> {
    // Elements inside say what is whose.
    const PARTS: [&str; 9] = ["persName", "orgName", "corpName", "surname", "forename", "roleName", "affiliation", "address", "note"];
    if !node.descendants().any(|part| PARTS.contains(&part.tag_name().name())) {
        let said = words(node);
        let pieces = names::divided(&said);
        if pieces.len() > 1 {
            return pieces.into_iter().filter_map(|piece| printed(piece, false)).collect();
        }
    }
    one(node).into_iter().collect()
}

/// A name as one element gives it; `None` of an empty one.
pub fn one(node: Node<'_, '_>) -> Option<Name> {
    let node = node.descendants().find(|part| part.tag_name().name() == "persName").unwrap_or(node);
    // The name of birth stands beside the one that somebody bears.
    let surnames = || node.descendants().filter(|part| part.tag_name().name() == "surname");
    let borne = surnames().find(|part| !matches!(attribute(*part, "type"), "maiden" | "birth" | "born"));
    let family = borne.or_else(|| surnames().next()).map_or(String::new(), words);
    if !family.is_empty() {
        let part = |name: &str| -> Vec<String> { node.descendants().filter(|part| part.tag_name().name() == name).map(words).collect() };
        let mut name = Name::new(&family, &part("forename").join(" "));
        name.particle = part("nameLink").join(" ");
        return Some(name);
    }
    // A queen has a forename and a number.
    if let Some(name) = first(node, "forename").and_then(|part| part.parent_element()) {
        let parts: Vec<String> = name.children().map(words).filter(|part| !part.is_empty()).collect();
        return Some(Name::literal(&parts.join(" "))).filter(|name| !name.literal.is_empty());
    }
    let body = first(node, "orgName").is_some() || node.tag_name().name() == "orgName";
    printed(&words(first(node, "orgName").unwrap_or(node)), body)
}

/// A name as it is printed, without what librarians write behind it: years, "fl.", the stop that ends their entry.
pub fn printed(text: &str, is_body: bool) -> Option<Name> {
    let has_digit = |text: &str| text.chars().any(char::is_numeric);
    let text = text.trim();
    let bracketed = text.trim_end_matches('.').strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let text = bracketed.filter(|(_, years)| has_digit(years)).map_or(text, |(before, _)| before);
    let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let mut is_cut = false;
    while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty() || has_digit(part)) {
        parts.pop();
        is_cut = true;
    }
    let joined = parts.join(", ");
    let mut text = joined.as_str();
    // "B." and "Jr." keep their stop.
    let last = text.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or("");
    let is_short = last.chars().count() < 4 && !last.chars().skip(1).any(is_vowel);
    if !is_short || (is_cut && last.chars().count() > 3) {
        text = text.strip_suffix('.').unwrap_or(text);
    }
    // "AA. VV.": several.
    let is_short = |text: &str| {
        text.split_whitespace()
            .all(|word| matches!(word.strip_suffix('.').map(str::len), Some(2..=3)) && !word.chars().any(char::is_lowercase))
    };
    match text.trim() {
        "" => None,
        text if is_body || !text.contains(' ') || is_short(text) || names::is_joint_body(text) => Some(Name::literal(text)),
        text => Some(tidy(names::one(without_title(text, true)))),
    }
}

fn is_vowel(c: char) -> bool {
    c.to_lowercase().any(|c| "aeiouyäöüéèáíóúаеиоуыэюяё".contains(c))
}

/// What a person did, and whom that names: `resp` beside names.
pub struct Statement<'a, 'i> {
    /// The element.
    pub node: Node<'a, 'i>,
    /// What it says.
    pub printed: String,
    /// The role, if it is known.
    pub role: Option<Role>,
}

impl Statement<'_, '_> {
    /// The people whom it names; one that only says what was done names none.
    pub fn people(&self, role: Role) -> Vec<Person> {
        if self.node.children().any(|part| NAMES.contains(&part.tag_name().name())) { people(self.node, role) } else { Vec::new() }
    }
}

/// The statements of responsibility of a title statement (TEI P5, 2.2.1).
pub fn statements<'a, 'i: 'a>(statement: Node<'a, 'i>) -> impl Iterator<Item = Statement<'a, 'i>> + 'a {
    children(statement, "respStmt").map(|node| {
        let resp = children(node, "resp").next();
        let printed = resp.map_or(String::new(), words);
        let coded = resp.into_iter().flat_map(|resp| [attribute(resp, "key"), attribute(resp, "ref"), attribute(resp, "source")]);
        let coded = coded.chain([attribute(node, "type")]).find_map(relator);
        Statement { node, role: coded.or_else(|| responsibility(&printed)), printed }
    })
}

/// The role that words name: that of the first word that is known, and of several the most telling one.
pub fn responsibility(text: &str) -> Option<Role> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let known = words.iter().filter_map(|word| RESPONSIBILITY.part_number(word)).min();
    let name = RESPONSIBILITY.part_name(known?)?;
    Role::named(name)
}

/// The role of a code of MARC's list of relators, by itself or at the end of an address.
pub fn relator(code: &str) -> Option<Role> {
    Some(match code.rsplit(['/', '#', ':']).next()?.to_ascii_lowercase().as_str() {
        "aut" => Role::Author,
        "edt" | "red" => Role::Editor,
        "trl" => Role::Translator,
        "com" => Role::Compiler,
        "ill" => Role::Illustrator,
        "ivr" => Role::Interviewer,
        "rcp" => Role::Recipient,
        "trc" | "mrk" | "pfr" | "ctb" => Role::Contributor,
        _ => return None,
    })
}

/// The role of somebody who stands as an editor and says as what.
pub fn editor_role(node: Node<'_, '_>) -> Role {
    let stated = attribute(node, "role");
    relator(stated).or_else(|| Role::named(stated)).or_else(|| responsibility(stated)).unwrap_or(Role::Editor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_stops_of_librarians_are_no_names() {
        let check = |text: &str, expected: &str| {
            let name = printed(text, false).map(|name| [name.family, name.given, name.literal].join("|"));
            assert_eq!(name.unwrap_or_default(), expected, "{text}");
        };
        check("B., fl. 1593", "||B.");
        check("Holm, Karl, d. 1640", "Holm|Karl|");
        check("Lind, Eva (1801-1870)", "Lind|Eva|");
        check("Plutarch.", "||Plutarch");
        check("Sand, G.", "Sand|G.|");
        check("AA. VV.", "||AA. VV.");
        check("Berg, Anna, 1801-1870.", "Berg|Anna|");
        check("Department of Water and Ice", "||Department of Water and Ice");
        check(" , ", "");
    }

    #[test]
    fn who_bears_another_name_than_that_of_birth_is_called_so() {
        let text = "<author><forename>Ida</forename><surname type='maiden'>Born</surname><surname>Kern</surname></author>";
        let tree = roxmltree::Document::parse(text).unwrap();
        assert_eq!(one(tree.root_element()).map(|name| name.family), Some("Kern".to_owned()));
    }

    #[test]
    fn roles_are_told_by_words_and_codes() {
        assert_eq!(responsibility("Translated from the French by"), Some(Role::Translator));
        assert_eq!(responsibility("Übersetzung und Kommentar"), Some(Role::Translator));
        assert_eq!(responsibility("edited by"), Some(Role::Editor));
        assert_eq!(responsibility("TEI encoding"), Some(Role::Contributor));
        assert_eq!(responsibility("held the lamp"), None);
        assert_eq!(relator("http://id.loc.gov/vocabulary/relators/trl"), Some(Role::Translator));
    }
}

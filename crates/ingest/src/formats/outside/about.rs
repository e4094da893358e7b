//! What texts in XML say of themselves and pandoc does not hand on whole: who wrote them, and where, and what they are about.

use crate::{
    formats::{
        detect::Markup,
        xml::{self, Node, children, plain},
    },
    front_matter::{Front, Person},
};
use scholion_base::text::squeeze;
use scholion_reference::{Name, Role};

/// Puts it into the front matter, and gives its words.
pub fn fill(markup: Option<Markup>, bytes: &[u8], front: &mut Front) -> String {
    let (people, summary) = match markup {
        Some(Markup::DocBook) => xml::with_tree(bytes, docbook).unwrap_or_default(),
        Some(Markup::FictionBook) => xml::with_tree(bytes, |root| (fiction(root), String::new())).unwrap_or_default(),
        _ => return String::new(),
    };
    let told = people.iter().map(|person| format!("{}\n{}", person.name.display(), person.offices.join("\n")));
    let told = format!("{}\n{summary}", told.collect::<Vec<_>>().join("\n"));
    // Names that are marked up say what is whose.
    if people.iter().any(|person| person.role == Role::Author) {
        front.people.retain(|person| person.role != Role::Author);
    }
    front.people.extend(people);
    if front.abstract_.is_empty() {
        front.abstract_ = summary;
    }
    told
}

/// DocBook 5.1 and 4.5: `info`, `articleinfo`, `bookinfo`.
fn docbook(root: Node<'_, '_>) -> (Vec<Person>, String) {
    let is_info = |node: &Node<'_, '_>| matches!(name(*node), "info" | "articleinfo" | "bookinfo");
    let Some(info) = root.children().find(is_info) else { return Default::default() };
    let role = |node: Node<'_, '_>| match name(node) {
        "author" => Some(Role::Author),
        "editor" => Some(Role::Editor),
        "othercredit" if xml::attribute(node, "class").contains("translator") => Some(Role::Translator),
        "othercredit" => Some(Role::Contributor),
        _ => None,
    };
    // Others made a version of the text, or another work that the head names.
    let is_of_others = |node: Node<'_, '_>| node.ancestors().any(|outer| matches!(name(outer), "revhistory" | "biblioset" | "bibliomixed"));
    let people = info.descendants().filter_map(|node| {
        let role = role(node).filter(|_| !is_of_others(node))?;
        let part = |names: &[&str]| words(node, names);
        let family = part(&["surname"]);
        let person = if family.is_empty() {
            let body = children(node, "orgname").next().or_else(|| children(node, "personname").next())?;
            if name(body) == "orgname" { Name::literal(&plain(body)) } else { scholion_reference::names::one(&plain(body)) }
        } else {
            Name { suffix: part(&["lineage"]), ..Name::new(&family, &part(&["firstname", "givenname", "othername"])) }
        };
        let offices = children(node, "affiliation").map(xml::apart).filter(|office| !office.is_empty()).collect();
        Some(Person { role, name: person, offices, ..Person::default() })
    });
    let summary = children(info, "abstract").next().map_or(String::new(), plain);
    (people.collect(), summary)
}

/// FictionBook 2: `title-info`.
fn fiction(root: Node<'_, '_>) -> Vec<Person> {
    let Some(info) = root.descendants().find(|node| name(*node) == "title-info") else { return Vec::new() };
    let people = info.children().filter_map(|node| {
        let role = match name(node) {
            "author" => Role::Author,
            "translator" => Role::Translator,
            _ => return None,
        };
        let family = words(node, &["last-name"]);
        let given = words(node, &["first-name", "middle-name"]);
        let known = if family.is_empty() { words(node, &["nickname"]) } else { String::new() };
        let name = if family.is_empty() { Name::literal(squeeze(&format!("{given} {known}")).trim()) } else { Name::new(&family, &given) };
        (!name.display().is_empty()).then_some(Person { role, name, ..Person::default() })
    });
    people.collect()
}

fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The words of the elements with these names below one, in their order.
fn words(node: Node<'_, '_>, names: &[&str]) -> String {
    let parts: Vec<String> = node.descendants().filter(|part| names.contains(&name(*part))).map(plain).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_their_names_and_places() {
        let text = "<article><info><author><personname><surname>Lac</surname><firstname>Luc</firstname></personname><affiliation>\
                    <orgname>École</orgname><address>Lyon</address></affiliation></author><revhistory><revision><author><orgname>X</orgname></author>\
                    </revision></revhistory><abstract><para>Short.</para></abstract></info></article>";
        let mut front = Front::default();
        fill(Some(Markup::DocBook), text.as_bytes(), &mut front);
        let found: Vec<_> = front.people.iter().map(|person| (person.name.display(), person.offices.join("; "))).collect();
        assert_eq!(found, [("Luc Lac".to_owned(), "École Lyon".to_owned())]);
        assert_eq!(front.abstract_, "Short.");
        let text = "<FictionBook><description><title-info><author><first-name>Ida</first-name><last-name>Lund</last-name></author>\
                    <translator><nickname>Bo</nickname></translator></title-info></description></FictionBook>";
        let mut front = Front::default();
        fill(Some(Markup::FictionBook), text.as_bytes(), &mut front);
        assert_eq!(front.people.iter().map(|person| person.role).collect::<Vec<_>>(), [Role::Author, Role::Translator]);
    }
}

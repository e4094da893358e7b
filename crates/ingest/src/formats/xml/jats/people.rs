//! Who has a part in an article, and as what (JATS, `contrib`).

use roxmltree::Node;
use scholion_base::text::squeeze;
use scholion_reference::{
    Name,
    Role::{self, Author, Compiler, Contributor, Illustrator, Interviewer, Translator},
};

use crate::{
    block::Role as BlockRole,
    formats::xml::{
        node::{attribute, children, field, first, words},
        tei::people::responsibility,
        walk::Walk,
    },
    front_matter::Person,
};

/// What part somebody has in an article: by `contrib-type`, and by a `role` that says more. An author may have an office as an
/// editor, and taxonomies (`vocab`) say what each of several authors did. Else what is printed of it.
pub fn role(person: Node<'_, '_>) -> Result<Role, String> {
    let stated = attribute(person, "contrib-type").replace(['-', '_'], " ");
    let printed = children(person, "role").filter(|role| attribute(*role, "vocab").is_empty()).map(words).next().unwrap_or_default();
    let of_role = responsibility(&printed).filter(|role| !matches!(role, Author | Contributor));
    let of_type = Role::named(&stated).or_else(|| responsibility(&stated));
    match (of_type, of_role) {
        (Some(Author) | None, Some(role @ (Translator | Illustrator | Compiler | Interviewer))) => Ok(role),
        (Some(role), _) => Ok(role),
        (None, Some(role)) if stated.is_empty() => Ok(role),
        (None, _) if stated.is_empty() => Ok(Author),
        (None, _) => Err(if printed.is_empty() { stated } else { printed }),
    }
}

pub fn contributor(person: Node<'_, '_>, meta: Node<'_, '_>, role: Role) -> Option<Person> {
    let body = || children(person, "collab").next();
    let mut name = children(person, "name").next().or_else(body).or_else(|| first(person, "name")).map(person_name);
    if name.is_none() {
        name = first(person, "collab").or_else(|| first(person, "string-name")).map(person_name);
    }
    let mut name = name?;
    let orcid = children(person, "contrib-id").find(|id| attribute(*id, "contrib-id-type") == "orcid").map_or(String::new(), words);
    name.orcid = orcid.rsplit('/').next().unwrap_or("").to_owned();
    let mut offices: Vec<String> = children(person, "aff").map(office).collect();
    let links = children(person, "xref").filter(|link| attribute(*link, "ref-type") == "aff");
    for id in links.flat_map(|link| attribute(link, "rid").split_whitespace()) {
        let known = meta.descendants().find(|node| node.tag_name().name() == "aff" && attribute(*node, "id") == id);
        offices.extend(known.map(office));
    }
    Some(Person { role, name, offices, ..Person::default() })
}

/// An affiliation without its label and without addresses to write to. Parts that nothing divides are divided by commas.
pub fn office(node: Node<'_, '_>) -> String {
    let whole = children(node, "institution").find(|part| attribute(*part, "content-type") == "original");
    if let Some(whole) = whole {
        return words(whole).trim_matches(['.', ' ']).to_owned();
    }
    const OTHER: [&str; 4] = ["label", "email", "institution-id", "sup"];
    let is_divided = node.children().any(|child| child.is_text() && child.text().is_some_and(|text| text.contains([',', ';', '.'])));
    let mut text = String::new();
    for part in node.descendants().filter(Node::is_text) {
        if part.ancestors().take_while(|other| *other != node).all(|other| !OTHER.contains(&other.tag_name().name())) {
            let words = part.text().unwrap_or("");
            if !is_divided && !words.trim().is_empty() && !text.trim().is_empty() {
                text.push_str(", ");
            }
            text.push_str(words);
        }
    }
    let text = squeeze(&text).replace(" ,", ",");
    text.trim_end_matches([',', ';', ' ']).to_owned()
}

pub fn person_name(node: Node<'_, '_>) -> Name {
    let mut name = Name::new(&field(node, "surname"), &field(node, "given-names"));
    name.suffix = field(node, "suffix");
    // Of a printed name only the family's may be marked.
    if node.tag_name().name() == "string-name" && name.given.is_empty() {
        let loose = node.children().filter(Node::is_text).filter_map(|part| part.text()).collect::<Vec<_>>().join(" ");
        let loose = squeeze(&loose);
        let given = loose.trim_matches([',', ';', ':', ' ']);
        if given.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) {
            given.clone_into(&mut name.given);
        }
    }
    if name.family.is_empty() || node.tag_name().name() == "collab" { Name::literal(&own_words(node)) } else { name }
}

/// The words of a group's name, without those of its members.
pub fn own_words(node: Node<'_, '_>) -> String {
    let is_own =
        |text: &Node<'_, '_>| text.ancestors().take_while(|outer| *outer != node).all(|outer| outer.tag_name().name() != "contrib-group");
    let parts = node.descendants().filter(|part| part.is_text() && is_own(part)).filter_map(|part| part.text());
    squeeze(&parts.collect::<String>())
}

/// Writes who signs a part that stands in a text, with what they sign as, in a paragraph of its own.
pub fn sign(meta: Node<'_, '_>, walk: &mut Walk<'_>) {
    let people = meta.descendants().filter(|node| node.tag_name().name() == "contrib");
    let people: Vec<(usize, String)> = people.filter_map(|person| Some((person.range().start, signature(person, meta)?))).collect();
    if let Some((at, _)) = people.first() {
        let names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
        walk.flow.begin(BlockRole::Text);
        walk.flow.words(&names.join("; "), *at);
        walk.flow.end();
    }
}

/// A name, and what it signs as.
fn signature(person: Node<'_, '_>, meta: Node<'_, '_>) -> Option<String> {
    let person_ = contributor(person, meta, scholion_reference::Role::Author)?;
    let role = children(person, "role").next().map(words);
    let parts = std::iter::once(person_.name.display()).chain(role).chain(person_.offices);
    Some(parts.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_names_may_mark_the_family_alone() {
        let given = |text: &str| person_name(roxmltree::Document::parse(text).unwrap().root_element()).given;
        assert_eq!(given("<string-name>Paul <surname>Lac</surname></string-name>"), "Paul");
        assert_eq!(given("<string-name><surname>Lac</surname>, P.</string-name>"), "P.");
        assert_eq!(given("<string-name>de <surname>Lac</surname></string-name>"), "");
    }
}

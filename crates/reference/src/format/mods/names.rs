//! Names in MODS: in parts, or in one as catalogues head them (`Poe, Ben, Jr., 1801-1870`).

use scholion_lang::NAME_SUFFIX;

use super::{
    super::{extra, xml::Element},
    ROLES,
};
use crate::{Name, Role};

/// The name and role of a person or body; a role that nobody knows is that of a contributor.
pub(super) fn name(element: &Element) -> Option<(Option<Role>, Name)> {
    let part = |kind: &str| {
        let all = element.all("namePart").filter(|part| part.attribute("type") == kind).map(Element::words);
        all.collect::<Vec<_>>().join(" ")
    };
    let (family, given, whole) = (part("family"), part("given"), part(""));
    let name = match (family.as_str(), whole.as_str()) {
        ("", "") => return None,
        ("", whole) if element.attribute("type") == "personal" => match whole.split_once(',') {
            Some((family, given)) => {
                // Behind them stand titles and dates of life, and what belongs to the name.
                let (given, behind) = given.split_once(',').unwrap_or((given, ""));
                let suffix = behind.split(',').map(str::trim).find(|part| is_suffix(part)).unwrap_or("");
                Name { suffix: suffix.to_owned(), ..extra::in_parts(family.trim(), given.trim()) }
            }
            None => Name::literal(whole),
        },
        ("", whole) => Name::literal(whole.trim_end_matches([',', '.'])),
        (family, _) => Name {
            suffix: Some(part("termsOfAddress")).filter(|terms| is_suffix(terms)).unwrap_or_default(),
            ..extra::in_parts(family, &given)
        },
    };
    let terms = element.all("role").flat_map(|role| role.all("roleTerm")).map(|term| term.words().to_lowercase());
    let role = terms.map(|term| term.trim_end_matches('.').to_owned()).find_map(|term| ROLES.iter().find(|(known, _)| *known == term));
    let has_role = element.at("role").is_some();
    Some((role.map(|(_, role)| *role).or(has_role.then_some(Role::Contributor)), name))
}

/// Whether words stand behind a name in print: `Jr.`, `III`; no title as `Sir`, and no dates of life.
fn is_suffix(words: &str) -> bool {
    let bare = words.trim_end_matches('.');
    NAME_SUFFIX.iter().any(|suffix| suffix.eq_ignore_ascii_case(bare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::xml;

    #[test]
    fn headings_of_catalogues_are_names() {
        for (heading, sorted) in [
            ("Poe, Ben, 1801-1870", "Poe, Ben"),
            ("Poe, Ben,", "Poe, Ben"),
            ("King, Martin Luther, Jr., 1929-1968", "King, Martin Luther Jr."),
            ("Roe, Ann, Sir, active 1850", "Roe, Ann"),
        ] {
            let tree = xml::read(&format!("<name type=\"personal\"><namePart>{heading}</namePart></name>"));
            let found =
                tree.elements().next().and_then(name).map(|(_, name)| format!("{} {}", name.sorted(), name.suffix).trim_end().to_owned());
            assert_eq!(found.as_deref(), Some(sorted), "{heading}");
        }
    }
}

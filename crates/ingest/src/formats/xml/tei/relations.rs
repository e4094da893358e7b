//! How those whom a register lists are related (TEI P5, 14.3.3, `relation`), and which place lies in which.

use std::collections::BTreeMap;

use roxmltree::Node;
use scholion_base::RelPath;

use crate::{authority::Authority, formats::xml::node::attribute};

/// What editions call relations, without blanks and capitals, and what that is here: what the active one is to the passive one.
const KINDS: [(&str, &[&str]); 6] = [
    ("parent-of", &["parent", "parentof", "isparentof", "haschild", "father", "mother"]),
    ("child-of", &["child", "childof", "ischildof", "hasparent", "son", "daughter"]),
    ("spouse-of", &["spouse", "spouseof", "isspouseof", "marriedto", "husband", "wife"]),
    ("sibling-of", &["sibling", "siblingof", "issiblingof", "brother", "sister"]),
    ("member-of", &["member", "memberof", "ismemberof"]),
    ("part-of", &["partof", "ispartof"]),
];

/// Adds to the entries of a file's registers how they are related.
pub fn relate(root: Node<'_, '_>, file_name: &str, entries: &mut [Authority]) {
    let places: BTreeMap<String, usize> = entries.iter().enumerate().map(|(nth, one)| (one.place.clone(), nth)).collect();
    let mut put = |one: &str, kind: &'static str, other: String| {
        if let Some(one) = places.get(one).and_then(|nth| entries.get_mut(*nth))
            && !one.relations.contains(&(kind, other.clone()))
        {
            one.relations.push((kind, other));
        }
    };
    for node in root.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "relation" => {
                let Some(kind) = kind(node) else { continue };
                let of =
                    |key: &str| attribute(node, key).split_whitespace().filter_map(|named| place(file_name, named)).collect::<Vec<_>>();
                for one in of("active") {
                    of("passive").into_iter().for_each(|other| put(&one, kind, other));
                }
                let mutual = of("mutual");
                if matches!(kind, "spouse-of" | "sibling-of") {
                    // Said once, it stands on both pages.
                    mutual.iter().zip(mutual.iter().skip(1)).for_each(|(one, other)| put(one, kind, other.clone()));
                }
            }
            "place" => {
                let around = node.parent_element().filter(|outer| outer.tag_name().name() == "place");
                if let Some(around) = around {
                    let of = |node| format!("{file_name}#{}", attribute(node, "id"));
                    put(&of(node), "part-of", of(around));
                }
            }
            _ => {}
        }
    }
}

fn kind(node: Node<'_, '_>) -> Option<&'static str> {
    let named = match attribute(node, "name") {
        "" => attribute(node, "ref").rsplit(['/', '#', ':']).next().unwrap_or(""),
        name => name,
    };
    let named: String = named.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    KINDS.iter().find(|(_, words)| words.contains(&named.as_str())).map(|(kind, _)| *kind)
}

/// The place in a register that a reference names.
fn place(file_name: &str, reference: &str) -> Option<String> {
    let (file, id) = reference.split_once('#').filter(|(_, id)| !id.is_empty())?;
    if file.is_empty() {
        return Some(format!("{file_name}#{id}"));
    }
    RelPath::new(file_name).join(file).map(|path| format!("{path}#{id}"))
}

//! Which part of a file names which (ECMA-376, part 2: relationships).

use std::collections::BTreeMap;

use super::{
    super::Fault,
    pack::{Pack, tree},
};

/// What a part leads to.
#[derive(Clone, Debug)]
pub struct Link {
    /// The last word of the type: `styles`, `officeDocument`.
    pub kind: String,
    /// The name of a part, or an address outside of the file.
    pub target: String,
    pub is_outside: bool,
}

/// What a part leads to, by the ids of its relationships. The archive as a whole is the part without a name.
pub fn of(pack: &mut Pack<'_>, part: &str) -> Result<BTreeMap<String, Link>, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(text) = pack.text(&list)? else { return Ok(BTreeMap::new()) };
    let tree = tree(&list, &text)?;
    let links = tree.root_element().children().filter(|node| node.tag_name().name() == "Relationship").map(|node| {
        let of = |name: &str| node.attribute(name).unwrap_or("");
        let is_outside = of("TargetMode") == "External";
        let target = if is_outside { of("Target").to_owned() } else { path(folder, of("Target")) };
        let kind = of("Type").rsplit('/').next().unwrap_or("").to_owned();
        (of("Id").to_owned(), Link { kind, target, is_outside })
    });
    Ok(links.collect())
}

/// The part that an address in a folder means.
pub fn path(folder: &str, address: &str) -> String {
    let (address, from) = address.strip_prefix('/').map_or((address, folder), |address| (address, ""));
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

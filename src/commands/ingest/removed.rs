//! `content/removed.yaml`: sources of which no document is made again, since editors removed it (`scholion rm`).

use std::collections::BTreeSet;

use crate::base::{Diagnostic, RelPath, Snapshot, places::REMOVED, say, yaml};

/// The sources that the list names, each with the part of it (empty if it is all of it), and what is wrong with the list.
pub fn read(snapshot: &Snapshot) -> (BTreeSet<(String, String)>, Option<Diagnostic>) {
    let Some(bytes) = snapshot.get(REMOVED) else { return (BTreeSet::new(), None) };
    let text = String::from_utf8_lossy(bytes);
    let wrong = |span: Option<crate::base::Span>| {
        let mut problem = Diagnostic::error(&RelPath::new(REMOVED), say::removed_list()).hint(say::removed_list_hint());
        problem.span = span;
        (BTreeSet::new(), Some(problem))
    };
    let tree = match yaml::read(&text) {
        Ok(tree) => tree,
        Err(fault) => return wrong(fault.span),
    };
    if tree.root.is_null() {
        return (BTreeSet::new(), None);
    }
    let Some(lines) = tree.root.list() else { return wrong(Some(tree.root.span)) };
    let text = |node: &yaml::Node<'_>, key: &str| node.get(key).and_then(yaml::Node::text).unwrap_or_default().to_owned();
    let mut removed = BTreeSet::new();
    let mut problem = None;
    for line in lines {
        let file = line.text().map_or_else(|| text(line, "source"), str::to_owned);
        if file.is_empty() {
            problem = wrong(Some(line.span)).1;
        } else {
            removed.insert((file, text(line, "part")));
        }
    }
    (removed, problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::snapshot::File;

    fn check(list: &str, expected: &[(&str, &str)], is_sound: bool) {
        let mut snapshot = Snapshot::default();
        snapshot.files.insert(RelPath::new(REMOVED), File::new(list.as_bytes()));
        let (removed, problem) = read(&snapshot);
        let removed: Vec<(&str, &str)> = removed.iter().map(|(file, part)| (file.as_str(), part.as_str())).collect();
        assert_eq!((removed.as_slice(), problem.is_none()), (expected, is_sound), "{list}");
    }

    #[test]
    fn the_list_names_sources_and_parts() {
        check("", &[], true);
        check("# none\n", &[], true);
        check(
            "- source: a.txt\n- {source: b.xml, part: t2, document: b}\n- c.txt\n",
            &[("a.txt", ""), ("b.xml", "t2"), ("c.txt", "")],
            true,
        );
        check("- source: a.txt\n- document: b\n", &[("a.txt", "")], false);
        check("source: a.txt\n", &[], false);
        check("- [\n", &[], false);
    }
}

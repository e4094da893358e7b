//! Texts named by their paths where no link stands: members of collections, rows of tables, verdicts, entries of the menu.

use std::collections::BTreeMap;

use super::{
    Moves,
    rewrite::{self, Exchanges},
};
use crate::{
    base::{
        RelPath, Slug, Span,
        places::{COLLECTIONS, DATA, DOCUMENTS, MENTIONS, PAGES, VERDICTS, is_defaults, is_table},
        snapshot::CONFIG_FILE,
        yaml,
    },
    document::table,
};

/// Keys that name documents by their paths.
const OF_DOCUMENTS: [&str; 6] = ["members", "document", "translation-of", "letter-before", "letter-after", "menu"];
/// Keys that name collections.
const OF_COLLECTIONS: [&str; 4] = ["collection", "in", "parent", "menu"];

/// What texts that move were called, and are to be called.
pub struct Names {
    documents: BTreeMap<String, String>,
    collections: BTreeMap<String, String>,
    pages: BTreeMap<String, String>,
}

impl Names {
    /// The names of texts that move.
    pub fn of(moves: &Moves) -> Self {
        let below = |folder: &'static str| {
            let names = moves.iter().filter(|(path, _)| path.extension() == "md").filter_map(move |(old, new)| {
                let name = |path: &RelPath| Some(path.below(folder)?.strip_suffix(".md")?.to_owned());
                Some([(Slug::of_file(old).to_string(), Slug::of_file(new).to_string()), (name(old)?, name(new)?)])
            });
            // Most files are called as in addresses: what is written then is a file's name.
            names.flatten().collect()
        };
        Self { documents: below(DOCUMENTS), collections: below(COLLECTIONS), pages: below(PAGES) }
    }

    /// Whether collections are among what moves.
    pub fn have_collections(&self) -> bool {
        !self.collections.is_empty()
    }

    /// Whether a file may name one of them: a table, the configuration, the editors' verdicts, defaults.
    pub fn may_stand_in(path: &RelPath) -> bool {
        path.is_below(DATA) && is_table(path) || [CONFIG_FILE, VERDICTS, MENTIONS].contains(&path.as_str()) || is_defaults(path)
    }

    /// Exchanges the names in such a file; gives how many there were.
    pub fn in_file(&self, path: &RelPath, text: &str, exchanges: &mut Exchanges) -> usize {
        if path.is_below(DATA) {
            let rows = table::read(path, text.as_bytes(), &[], None).rows;
            let renamed =
                rows.iter().filter_map(|row| Some((&row.document, row.place, self.renamed(&self.documents, DOCUMENTS, &row.document)?)));
            return renamed.map(|(old, place, new)| put(old, text, place, new, exchanges)).sum();
        }
        let Ok(tree) = yaml::read(text) else { return 0 };
        let mut found = 0;
        each(&tree.root, "", &mut |key, scalar, span| {
            let new = if path.as_str() == VERDICTS { self.with_key(scalar) } else { self.under(key, scalar) };
            found += new.map_or(0, |new| put(scalar, text, span, new, exchanges));
        });
        found
    }

    /// What a scalar under a key is to say, if it names one of them.
    pub fn under(&self, key: &str, scalar: &str) -> Option<String> {
        let of = |keys: &[&str], names, folder| if keys.contains(&key) { self.renamed(names, folder, scalar) } else { None };
        of(&OF_DOCUMENTS, &self.documents, DOCUMENTS)
            .or_else(|| of(&OF_COLLECTIONS, &self.collections, COLLECTIONS))
            .or_else(|| of(&["menu"], &self.pages, PAGES))
    }

    fn renamed(&self, names: &BTreeMap<String, String>, folder: &str, written: &str) -> Option<String> {
        let short = folder.strip_prefix("content/").unwrap_or(folder);
        let prefix = [format!("/{folder}/"), format!("{folder}/"), format!("../{short}/"), format!("/{short}/"), format!("{short}/")];
        let prefix = prefix.iter().find(|prefix| written.starts_with(prefix.as_str())).map_or("", String::as_str);
        let rest = written.strip_prefix(prefix)?;
        let suffix = [".md", ".html"].into_iter().find(|suffix| rest.ends_with(suffix)).unwrap_or("");
        let new = names.get(rest.strip_suffix(suffix)?)?;
        Some(format!("{prefix}{new}{suffix}"))
    }

    /// A record by its document and its key, as verdicts on works name it: `letter/ilves2019`.
    fn with_key(&self, scalar: &str) -> Option<String> {
        let (document, key) = scalar.rsplit_once('/')?;
        Some(format!("{}/{key}", self.documents.get(document)?))
    }
}

fn put(old: &str, text: &str, place: Span, new: String, exchanges: &mut Exchanges) -> usize {
    let Some(place) = rewrite::words_of(old, text, place) else { return 0 };
    exchanges.put(place, new);
    1
}

/// Every scalar below a node; those of the menu under its key, however deep.
pub fn each<'n>(node: &'n yaml::Node<'_>, key: &'n str, found: &mut dyn FnMut(&str, &str, Span)) {
    match &node.data {
        yaml::Data::Null => {}
        yaml::Data::Plain(text) | yaml::Data::Quoted(text) => found(key, text, node.span),
        yaml::Data::List(items) => items.iter().for_each(|item| each(item, key, found)),
        yaml::Data::Map(pairs) => pairs.iter().for_each(|pair| each(&pair.value, if key == "menu" { key } else { &pair.key }, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, before: &str, after: &str) {
        let moves = [
            ("content/documents/box/a.md", "content/documents/b.md"),
            ("content/collections/x.md", "content/collections/y.md"),
            ("content/pages/p.md", "content/pages/q.md"),
        ];
        let moves: Moves = moves.iter().map(|(old, new)| (RelPath::new(old), RelPath::new(new))).collect();
        let mut exchanges = Exchanges::default();
        Names::of(&moves).in_file(&RelPath::new(path), before, &mut exchanges);
        assert_eq!(exchanges.made(before).unwrap_or_else(|| before.to_owned()), after, "{path}");
    }

    #[test]
    fn names_are_exchanged_where_they_name_and_nowhere_else() {
        check(
            "content/data/a.csv",
            "document,title\nbox/a,box/a\n\"box/a.md\",\"x\ny\"\nc,d\n",
            "document,title\nb,box/a\n\"b.md\",\"x\ny\"\nc,d\n",
        );
        check(
            "scholion.yaml",
            "title: box/a\nmenu:\n- documents/box/a.md\n- {label: X, entries: [pages/p, collections/x]}\n",
            "title: box/a\nmenu:\n- documents/b.md\n- {label: X, entries: [pages/q, collections/y]}\n",
        );
        check("content/bibliography/works.yaml", "same:\n- [box/a/k1, c/k1]\n", "same:\n- [b/k1, c/k1]\n");
        check("content/documents/_defaults.yaml", "collection: [x, {in: x}]\ngenre: x\n", "collection: [y, {in: y}]\ngenre: x\n");
    }
}

//! `_defaults.yaml` in a folder of documents, and `defaults:` in the archive's configuration: front matter for all documents below.

use std::sync::Arc;

use super::{
    front::layer_findings,
    layer::{Layer, LayerKind},
    report::{Report, first_line},
};
use crate::base::{
    Diagnostic, Digest, RelPath, Span, say,
    yaml::{Data, Node, Pair, Tree},
};

/// Defaults, read.
#[derive(Clone, Debug)]
pub struct Defaults {
    pub layer: Arc<Layer>,
    /// Where the layer's text begins in its file.
    pub at: usize,
    /// What is wrong with them, with places in their file.
    pub diagnostics: Vec<Diagnostic>,
}

/// The key of the configuration under which defaults stand.
const KEY: &str = "defaults";

/// Reads the defaults of a folder. What cannot be read may hold documents back, and so does.
pub fn of_folder(path: &RelPath, bytes: &[u8]) -> Defaults {
    let (mut report, text) = Report::on_file(path, bytes);
    let at = report.begins_at();
    let tree = report.tree(&text, &["abstract"]).map(Tree::into_owned);
    let held = |mut report: Report<'_>, wrong: Option<&Node<'_>>| {
        match wrong {
            Some(node) => report.error(say::defaults_unread_shape(node.kind()), first_line(&text, node.span), say::defaults_unread_hint()),
            None => report.diagnostics.push(Diagnostic::error(path, say::defaults_unread()).hint(say::defaults_unread_hint())),
        }
        Defaults { layer: layer(path, LayerKind::Folder, Vec::new(), &text, true), at, diagnostics: report.finish() }
    };
    match tree {
        None => held(report, None),
        Some(tree) if tree.root.is_null() => read(report, (LayerKind::Folder, at), Vec::new(), &text),
        Some(Tree { root: Node { data: Data::Map(pairs), .. }, .. }) => read(report, (LayerKind::Folder, at), pairs, &text),
        Some(tree) => held(report, Some(&tree.root)),
    }
}

/// Reads `defaults:` of the configuration; `None` if it has none. What is wrong with that file as a whole is said elsewhere.
pub fn of_archive(path: &RelPath, bytes: &[u8]) -> Option<Defaults> {
    let (mut report, text) = Report::on_file(path, bytes);
    let tree = report.tree(&text, &[]).map(Tree::into_owned);
    report.diagnostics.clear();
    let Some(mut tree) = tree else {
        // They may hold documents back.
        let is_there = text.lines().any(|line| line.strip_prefix(KEY).is_some_and(|rest| rest.trim_start().starts_with(':')));
        let held = || Defaults { layer: layer(path, LayerKind::Archive, Vec::new(), &text, true), at: 0, diagnostics: Vec::new() };
        return is_there.then(held);
    };
    let Data::Map(pairs) = &mut tree.root.data else { return None };
    let mut value = pairs.iter_mut().find(|pair| pair.key == KEY).map(|pair| std::mem::take(&mut pair.value))?;
    if value.is_null() {
        return None;
    }
    let start = value.span.start as usize;
    let at = report.begins_at() + start;
    report.begin_at(at);
    let own = text.get(start..).unwrap_or("");
    move_back(&mut value, start);
    let kind = value.kind();
    let own = own.get(..value.span.len()).unwrap_or(own);
    if let Data::Map(pairs) = value.data {
        return Some(read(report, (LayerKind::Archive, at), pairs, own));
    }
    report.error(say::defaults_unread_shape(kind), first_line(own, Span::new(0, own.len())), say::defaults_unread_hint());
    Some(Defaults { layer: layer(path, LayerKind::Archive, Vec::new(), own, true), at, diagnostics: report.finish() })
}

/// The layer of these pairs, whose places are those of `text`, and what is wrong with them.
fn read(mut report: Report<'_>, (kind, at): (LayerKind, usize), mut pairs: Vec<Pair<'static>>, text: &str) -> Defaults {
    for pair in pairs.iter().filter(|pair| kind.refuses(&pair.key)) {
        report.warning(say::defaults_key(&pair.key), pair.place, say::defaults_key_hint());
    }
    pairs.retain(|pair| !kind.refuses(&pair.key));
    let path = report.path;
    let diagnostics = layer_findings(report, text, &pairs);
    Defaults { layer: layer(path, kind, pairs, text, false), at, diagnostics }
}

fn layer(path: &RelPath, kind: LayerKind, pairs: Vec<Pair<'static>>, text: &str, is_held: bool) -> Arc<Layer> {
    let digest = Digest::of_value(&(path, text, is_held));
    Arc::new(Layer { file: path.clone(), kind, pairs, length: text.len(), is_held, digest })
}

/// Counts the places of a node from where `start` is.
fn move_back(node: &mut Node<'_>, start: usize) {
    let back = |span: Span| Span::new((span.start as usize).saturating_sub(start), (span.end as usize).saturating_sub(start));
    node.span = back(node.span);
    match &mut node.data {
        Data::List(items) => items.iter_mut().for_each(|item| move_back(item, start)),
        Data::Map(pairs) => pairs.iter_mut().for_each(|pair| {
            pair.place = back(pair.place);
            move_back(&mut pair.value, start);
        }),
        Data::Null | Data::Plain(_) | Data::Quoted(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_read_where_they_stand() {
        let (folder, config) = (RelPath::new("content/documents/box1/_defaults.yaml"), RelPath::new("scholion.yaml"));
        let text = "\u{feff}lang: de\nslug: a\nissued: soon\n";
        let found = of_folder(&folder, text.as_bytes());
        let said = |found: &Defaults, text: &str| -> Vec<(String, String)> {
            found.diagnostics.iter().map(|one| (one.code().to_owned(), one.span.unwrap_or_default().of(text).to_owned())).collect()
        };
        assert_eq!(said(&found, text), [("defaults-key".into(), "slug".into()), ("bad-date".into(), "soon".into())]);
        assert_eq!(found.layer.pairs.iter().map(|pair| &*pair.key).collect::<Vec<_>>(), ["lang", "issued"]);
        let text = "title: A\ndefaults:\n  issued: soon\n  rights: B\nlang: en\n";
        let found = of_archive(&config, text.as_bytes()).unwrap();
        assert_eq!(said(&found, text), [("bad-date".into(), "soon".into())]);
        let rights = found.layer.pairs.last().unwrap();
        let place = Span::new(found.at + rights.value.span.start as usize, found.at + rights.value.span.end as usize);
        assert_eq!((place.of(text), found.layer.is_held), ("B", false));
        assert!(of_archive(&config, b"title: A\n").is_none());
        assert!(of_archive(&config, b"title: [\ndefaults: {draft: true}\n").unwrap().layer.is_held);
        for text in ["- a\n", "lang: [\n", "a: b: c\n"] {
            let found = of_folder(&folder, text.as_bytes());
            assert!(found.layer.is_held && !found.diagnostics.is_empty(), "{text}");
        }
        assert!(!of_folder(&folder, b"").layer.is_held);
    }
}

//! What layers say of a document, put below what it says itself ([`crate::document::layer`]).
//!
//! A value takes the place of one that stands farther off as a whole: lists and mappings are not joined.

use super::{Front, values};
use crate::{
    base::{
        Diagnostic, RelPath, Span, held, say,
        yaml::{Data, Node, Pair},
    },
    document::{
        layer::{Layer, LayerKind, Layers},
        meta::Meta,
        report::Report,
    },
};

/// Keys that say one thing together: who says one of them says it.
const TOGETHER: &[&[&str]] = &[&["license", "license-url"]];

/// Keys whose values hold paths.
const OF_PATHS: &[&str] = &["facsimile", "files", "recordings", "translation-of", "bibliography", "letter-before", "letter-after"];

/// A key that was said: by which layer, or by the document, and with what.
struct Said<'p> {
    pair: &'p Pair<'p>,
    /// Where its text begins.
    start: usize,
    /// Of a layer.
    kind: Option<LayerKind>,
}

impl Front<'_> {
    /// Reads of each layer what neither the document, of which these are the `own` keys, nor a nearer layer says.
    pub(super) fn layers(&mut self, meta: &mut Meta, own: &[Pair<'_>], layers: &Layers) {
        let start = self.report.begins_at();
        let mut said: Vec<Said<'_>> = own.iter().map(|pair| Said { pair, start, kind: None }).collect();
        for (start, layer) in layers.each() {
            meta.draft |= layer.is_held;
            let known = said.len();
            for pair in layer.pairs.iter().filter(|pair| !layer.kind.refuses(&pair.key)) {
                // Where nothing stands behind a key nobody has said that a text may be published.
                let may_hold = held::judge(&pair.key, &pair.value).is_some();
                let counts = |said: &Said<'_>| !(may_hold && said.pair.value.is_null());
                let nearer = said.iter().take(known).find(|said| is_of_one(&said.pair.key, &pair.key) && counts(said));
                match nearer {
                    Some(nearer) if nearer.pair.key == pair.key && layer.kind == LayerKind::Row => {
                        if nearer.kind.is_none_or(|kind| kind == LayerKind::Row) && !self.is_same(nearer.pair, pair) {
                            self.differs(nearer, start, pair);
                        }
                    }
                    Some(_) => {}
                    None => {
                        self.layer(meta, layer, start, pair);
                        said.push(Said { pair, start, kind: Some(layer.kind) });
                    }
                }
            }
        }
    }

    /// Reads a key of a layer whose text begins at `start`.
    fn layer(&mut self, meta: &mut Meta, layer: &Layer, start: usize, pair: &Pair<'_>) {
        let (own, before) = (self.report.begin_at(start), self.report.diagnostics.len());
        if OF_PATHS.contains(&pair.key.as_ref()) {
            let mut pair = pair.clone();
            lead_from(&layer.file, self.report.path, &mut pair.value);
            self.one(meta, &pair);
        } else {
            self.one(meta, pair);
        }
        if layer.kind != LayerKind::Row {
            // What is wrong in a layer of many documents is said once, where that is read by itself.
            self.report.diagnostics.truncate(before);
        } else if let Some((_, place)) = meta.places.last_mut() {
            // The key is that of all rows.
            *place = self.report.span(pair.value.span);
        }
        self.report.begin_at(own);
    }

    /// Whether two values of a key mean the same, however they are written.
    fn is_same(&self, one: &Pair<'_>, other: &Pair<'_>) -> bool {
        let alone = |node: &Node<'_>| match node.list() {
            Some([item]) => item.to_value(),
            _ => node.to_value(),
        };
        let read = |pair: &Pair<'_>| {
            let mut meta = Meta::default();
            let mut front = Front { report: Report::new(self.report.path, 0), text: "" };
            front.one(&mut meta, &Pair { place: Span::default(), ..pair.clone() });
            meta.license.iter_mut().for_each(values::complete_license);
            meta.own.clear();
            meta.alias_places.clear();
            meta
        };
        let is_known = |meta: &Meta| *meta != Meta { places: meta.places.clone(), ..Meta::default() };
        alone(&one.value) == alone(&other.value) || {
            let (one, other) = (read(one), read(other));
            one == other && is_known(&one)
        }
    }

    /// Says that a row of a table says something else than the document, or than a row of a table before.
    fn differs(&mut self, nearer: &Said<'_>, start: usize, pair: &Pair<'_>) {
        let at = |start: usize, span: Span| Span::new(start + span.start as usize, start + span.end as usize);
        let (first, place) = (at(nearer.start, nearer.pair.value.span), at(start, pair.value.span));
        let (message, there) = match nearer.kind {
            None => (say::csv_differs(&pair.key), say::csv_differs_own()),
            Some(_) => (say::csv_differs_table(&pair.key), say::csv_differs_first()),
        };
        let path = self.report.path;
        let found = Diagnostic::notice(path, message).at(place).hint(say::csv_differs_hint());
        self.report.diagnostics.push(found.related(path, Some(first), there));
    }
}

/// All that is wrong with the front matter of a layer by itself.
pub(in crate::document) fn findings(mut report: Report<'_>, text: &str, pairs: &[Pair<'_>]) -> Vec<Diagnostic> {
    let found = std::mem::take(&mut report.diagnostics);
    let mut front = Front { report, text };
    front.pairs(&mut Meta::default(), pairs, &Layers::default());
    front.report.diagnostics.extend(found);
    front.report.finish()
}

/// Whether a key is another, or says the same thing with it.
fn is_of_one(one: &str, other: &str) -> bool {
    one == other || TOGETHER.iter().any(|keys| keys.contains(&one) && keys.contains(&other))
}

/// Makes paths that begin with `./` or `../`, and so lead from one file, lead from another.
fn lead_from(file: &RelPath, to: &RelPath, node: &mut Node<'_>) {
    match &mut node.data {
        Data::List(items) => items.iter_mut().for_each(|item| lead_from(file, to, item)),
        Data::Map(pairs) => pairs.iter_mut().for_each(|pair| lead_from(file, to, &mut pair.value)),
        Data::Plain(text) | Data::Quoted(text) => {
            let (path, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
            if !path.starts_with("./") && !path.starts_with("../") {
                return;
            }
            if let Some(target) = file.join(path) {
                let folder = if path.ends_with('/') { "/" } else { "" };
                let there = format!("{}{folder}{fragment}", to.to(target.as_str()));
                *text = there.into();
            }
        }
        Data::Null => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        base::{Digest, RelPath},
        document::{Document, Layer, LayerKind, Layers, defaults, front_keys, parse, parse_with, table},
        reference::{
            Role,
            variable::{self, Shape},
        },
    };

    fn path() -> RelPath {
        RelPath::new("content/documents/box1/a.md")
    }

    fn with(file: &str, layers: Vec<Arc<Layer>>) -> Document {
        parse_with(&path(), file.as_bytes(), &Layers::new(layers), &|_, _| None)
    }

    fn folder(yaml: &str) -> Arc<Layer> {
        defaults::of_folder(&RelPath::new("content/documents/_defaults.yaml"), yaml.as_bytes()).layer
    }

    fn row(csv: &str) -> Arc<Layer> {
        table::read(&RelPath::new("content/data/a.csv"), csv.as_bytes(), &[], None).rows.first().unwrap().layer.clone()
    }

    /// Front matter as it was read, without where it stands.
    fn said(document: &Document) -> String {
        let mut meta = document.meta.clone();
        meta.places.sort();
        let debug = format!("{meta:?}");
        let mut parts = debug.split("Span {");
        let first = parts.next().unwrap_or("").to_owned();
        parts.fold(first, |all, part| all + part.split_once('}').map_or(part, |(_, rest)| rest))
    }

    /// A value that a key may have.
    fn value(key: &str) -> String {
        let shape = variable::named(key).map(|variable| variable.shape);
        match key {
            "lang" => "de",
            "type" => "interview",
            "translations" => "{ru: {title: А}}",
            "citation-as-printed" => "{de: So}",
            "files" | "facsimile" | "recordings" => "a.mp3",
            "publish-source" | "tiles" | "chapters" => "true",
            "URL" => "https://example.org/a",
            "DOI" => "10.1234/x",
            "ISSN" => "2313-0660",
            "license" => "CC0-1.0",
            "license-url" => "https://creativecommons.org/publicdomain/zero/1.0/",
            "sent" | "forwarded" => "{place: Narva, date: 1843-05-02}",
            "accessed" | "issued" => "1843-05-02",
            _ if Role::named(key).is_some() => "Lunde, Edvard",
            _ if shape == Some(Shape::Date) || crate::document::OWN_DATES.contains(&key) => "1843-05-02",
            _ => "words",
        }
        .to_owned()
    }

    #[test]
    fn every_key_means_in_a_layer_what_it_means_in_the_document() {
        for key in front_keys().filter(|key| *key != "source") {
            let value = value(key);
            let own = said(&parse(&path(), format!("---\ntitle: A\n{key}: {value}\n---\n\nText.\n").as_bytes(), &|_, _| None));
            let bare = if key == "title" { "---\nlang: en\n---\n\nText.\n" } else { "---\ntitle: A\n---\n\nText.\n" };
            let own =
                if key == "title" { said(&parse(&path(), b"---\nlang: en\ntitle: words\n---\n\nText.\n", &|_, _| None)) } else { own };
            if !LayerKind::Folder.refuses(key) {
                assert_eq!(said(&with(bare, vec![folder(&format!("{key}: {value}\n"))])), own, "{key} of a folder");
            }
            if !value.starts_with('{') && !LayerKind::Row.refuses(key) {
                assert_eq!(said(&with(bare, vec![row(&format!("document,{key}\na,\"{value}\"\n"))])), own, "{key} of a row");
            }
        }
    }

    #[test]
    fn what_stands_nearer_counts() {
        let far =
            folder("lang: de\nkeyword: [far, farther]\nauthor: Berg, Ida\nlicense-url: https://creativecommons.org/licenses/by-nc/4.0/\n");
        let near = row("document,keyword,translator\na,near,\"Lunde, Edvard\"\n");
        let document = with("---\ntitle: A\nlicense: CC0-1.0\n---\n\nText.\n", vec![near.clone(), far.clone()]);
        assert_eq!((document.meta.lang.as_str(), &document.meta.keywords[..]), ("de", &["near".to_owned()][..]));
        assert_eq!(document.meta.license.as_ref().map(|license| license.id.as_str()), Some("CC0-1.0"));
        assert_eq!(document.meta.people.len(), 2);
        assert!(document.diagnostics.is_empty(), "{:?}", document.diagnostics);
        // What a table says otherwise is told, what a folder does is not.
        let document = with("---\ntitle: A\nlang: en\nkeyword: [own]\n---\n\nText.\n", vec![near.clone(), far.clone()]);
        let codes: Vec<&str> = document.diagnostics.iter().map(|one| one.code()).collect();
        assert_eq!((&codes[..], &document.meta.keywords[..]), (&["csv-differs"][..], &["own".to_owned()][..]));
        assert!(Layers::holds(document.diagnostics[0].span.unwrap()) && !Layers::holds(document.diagnostics[0].related[0].span.unwrap()));
        let document = with("---\ntitle: A\nkeyword: near\ntranslator: {family: Lunde, given: Edvard}\n---\n\nText.\n", vec![near]);
        assert!(document.diagnostics.is_empty(), "{:?}", document.diagnostics);
        assert_ne!(
            document.digest,
            Digest::of(b"---\ntitle: A\nkeyword: near\ntranslator: {family: Lunde, given: Edvard}\n---\n\nText.\n")
        );
    }

    #[test]
    fn a_text_is_read_with_its_layers() {
        let turns = "---\ntitle: A\n---\n\n**Berg:** Why?\n\n**P.** Because.\n";
        let document = with(turns, vec![folder("type: interview\nauthor: Berg, Ida\n")]);
        let own = parse(&path(), turns.replace("title: A", "title: A\ntype: interview\nauthor: Berg, Ida").as_bytes(), &|_, _| None);
        assert!(!document.facts.turns.is_empty());
        assert_eq!((document.body.text.clone(), document.facts.turns.len()), (own.body.text.clone(), own.facts.turns.len()));
        for held in ["draft: true", "publish: false", "lang: [", "- a"] {
            assert!(with("---\ntitle: A\n---\n", vec![folder(held)]).meta.draft, "{held}");
        }
        assert!(!with("---\ntitle: A\ndraft: false\n---\n", vec![folder("draft: true")]).meta.draft);
        assert!(with("---\ntitle: A\ndraft:\n---\n", vec![folder("draft: true")]).meta.draft);
    }

    #[test]
    fn paths_lead_from_where_they_stand() {
        let document = with("---\ntitle: A\n---\n", vec![folder("facsimile: ../files/all.pdf#page=2\nfiles: [./b.pdf, c.pdf]\n")]);
        let said = said(&document);
        for path in ["\"../../files/all.pdf\"", "\"../b.pdf\"", "\"c.pdf\""] {
            assert!(said.contains(path), "{path} in {said}");
        }
    }
}

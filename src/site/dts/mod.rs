//! Distributed Text Services 1.0 (2026, dtsapi.org): the archive for programs that read texts by their parts, as files.
//!
//! 1. [`names`]: how all is called, and where the answers stand: what the URI templates of the entry lead to;
//! 2. [`units`]: the parts of a document that can be asked for, as they stand in its TEI ([`super::editions`]), of which [`tags`] tells the tags, and
//!    [`passage`] cuts them;
//! 3. [`structure`]: every question about these; [`answers`]: what is answered;
//! 4. [`of_document`]: what is published with a document's page; [`collections`]: the rest, behind the pages.
//!
//! A host of files is a server of level 0 ("Conformance"): it answers all but `start` and `end`. There are such files only where `dts:` asks for
//! them and the archive has a public address, since each unit has several.

mod answers;
mod collections;
pub mod names;
mod passage;
mod structure;
mod tags;
mod units;

pub use collections::{files, holds};

use super::{
    editions::{self, Made, What},
    frame::Maker,
};
use crate::{
    base::Slug,
    config::{Config, Dts, ExportFormat},
};

/// Whether there are such files.
pub fn is_made(config: &Config) -> bool {
    config.dts != Dts::No && !config.base_url.is_empty()
}

/// Publishes the answers about a document and its units.
pub fn of_document(maker: &Maker<'_, '_>, slug: &Slug) {
    if !is_made(maker.config) {
        return;
    }
    let Some(document) = maker.reader.document(slug) else { return };
    let what = What::Document(slug.clone());
    let Some(Made::Text(tei)) = editions::make(maker, ExportFormat::Tei, &what) else { return };
    let (config, meta, name) = (maker.config, &document.meta, names::document(slug));
    let trees = units::trees(&tei, config.dts);
    let resource = answers::divided(config, slug, meta, &trees);
    let whole = names::document_path(&name, "", "");
    let base = names::address(config, &whole);
    for tree in &trees {
        let unit = |unit: &units::Unit| answers::unit(config, slug, meta, tree, unit);
        for question in structure::questions(tree) {
            let about = question.about.map_or("", |unit| unit.name.as_str());
            let path = names::navigation_path(&name, tree.name, &question.down, about);
            let answer = question.answer(names::address(config, &path), &resource, &unit);
            maker.file(path, answers::written(answer));
        }
        for unit in &tree.units {
            maker.file(names::document_path(&name, tree.name, &unit.name), passage::write(&tei, &base, unit));
        }
    }
    if trees.is_empty() {
        // What is not divided answers that it is not, and is no error.
        for down in ["1", "-1"] {
            let path = names::navigation_path(&name, "", down, "");
            let question = structure::Question { down: down.to_owned(), about: None, members: Some(Vec::new()) };
            let answer = question.answer(names::address(config, &path), &resource, &|_| serde_json::Value::Null);
            maker.file(path, answers::written(answer));
        }
    }
    let parents = maker.reader.collections_of(slug).len().max(1);
    let mut about = answers::resource(config, maker.reader, slug, meta, parents);
    about.insert("citationTrees".into(), answers::citation_trees(&trees));
    maker.file(names::collection_path(&name, "", 0), answers::written(about.clone()));
    about.insert("member".into(), serde_json::Value::Array(Vec::new()));
    maker.file(names::collection_path(&name, "children", 0), answers::written(about));
    maker.file(whole, tei);
}

//! Something of the archive in another format: beside any build, and the files of collections and of the archive behind the pages.

use rayon::prelude::*;

use super::{Memo, looks, take, tongues_of};
use crate::{
    archive::{Reader, Survey, facet::Kinds},
    base::{RelPath, Snapshot},
    config::{Config, ExportFormat},
    site::{
        csl::CitationFormatter,
        editions::{self, Made, Package, What, tei, typst},
        frame::Maker,
    },
};

/// Makes something in a format from the files of the archive; `memo` then knows the catalogue. Nothing where there is no such thing.
pub fn make(snapshot: &Snapshot, config: &Config, memo: &mut Memo, format: ExportFormat, what: &What) -> Option<Made> {
    with_maker(snapshot, config, memo, |maker| editions::make(maker, format, what))?
}

/// Makes the source of a book on paper, for Typst; `memo` then knows the catalogue. Nothing where there is no such thing.
pub fn print(snapshot: &Snapshot, config: &Config, memo: &mut Memo, what: &What, print: typst::Print) -> Option<Package> {
    with_maker(snapshot, config, memo, |maker| typst::make(maker, what, print))?
}

/// The same of a format that is written part by part ([`editions::has_parts`]): each part is handed to `part` and let go, so that no more than one
/// is in memory. Whether there is anything.
pub fn parts(snapshot: &Snapshot, config: &Config, memo: &mut Memo, format: ExportFormat, what: &What, part: &mut dyn FnMut(&str)) -> bool {
    with_maker(snapshot, config, memo, |maker| editions::parts(maker, format, what, part)).unwrap_or(false)
}

fn with_maker<T>(snapshot: &Snapshot, config: &Config, memo: &mut Memo, make: impl FnOnce(&Maker<'_, '_>) -> T) -> Option<T> {
    let changes = take(snapshot, config, memo);
    let templates = looks::templates(snapshot, config, memo, changes.inputs.templates_changed);
    let csl = looks::csl(snapshot, config, memo, changes.inputs.styles_changed);
    memo.looked = Some(changes);
    let tongues = tongues_of(config, &templates);
    let (csl, templates, tongue) = (csl.first()?, templates.first()?, tongues.first()?);
    let reader = Reader::new(&memo.catalogue);
    let formatter = CitationFormatter::new(csl, &memo.formatted);
    let maker = Maker {
        config: &tongue.config,
        tongues: &tongues,
        tongue,
        reader: &reader,
        formatter: &formatter,
        words: templates.strings(),
        put: &|_| {},
    };
    Some(make(&maker))
}

/// Whether a path of the site is that of a collection, or of the archive, in a format that is made here.
pub(super) fn holds(path: &str) -> bool {
    let ending = ExportFormat::Tei.ending();
    let stem = path.strip_prefix("collections/").and_then(|name| name.strip_suffix(ending)?.strip_suffix('.'));
    stem.is_some_and(|stem| !stem.contains('.')) || path == What::Archive.path(ExportFormat::Tei).as_str()
}

/// Whether a path of the site is that of a book of a collection or of the archive.
pub(super) fn holds_books(path: &str) -> bool {
    let archive = What::Archive.path(ExportFormat::Epub);
    path == archive.as_str() || path.strip_prefix("collections/").is_some_and(|name| name.ends_with(".epub"))
}

/// The books of collections and of the archive for which `exports:` asks, as recipes; with them, the kinds of what was read. They are made as
/// pages are, and so behind these.
pub(super) fn books(memo: &Memo, config: &Config) -> (Vec<(RelPath, String)>, Kinds) {
    let asks = |formats: &[ExportFormat]| formats.contains(&ExportFormat::Epub);
    let (mut whats, mut kinds) = (Vec::new(), Kinds::NONE);
    if asks(&config.exports.collections) {
        let survey = Survey::new(&memo.catalogue);
        whats.extend(survey.collections().files().keys().cloned().map(What::Collection));
        kinds |= survey.into_kinds();
    }
    if asks(&config.exports.archive) {
        whats.push(What::Archive);
    }
    let (Some(templates), Some(csl)) = (&memo.looks.templates, &memo.looks.csl) else { return (Vec::new(), Kinds::ALL) };
    let tongues = tongues_of(config, templates);
    let (Some(csl), Some(templates), Some(tongue)) = (csl.first(), templates.first(), tongues.first()) else {
        return (Vec::new(), Kinds::ALL);
    };
    let make = |what: &What| {
        let reader = Reader::new(&memo.catalogue);
        let formatter = CitationFormatter::new(csl, &memo.formatted);
        let (config, words) = (&tongue.config, templates.strings());
        let maker = Maker { config, tongues: &tongues, tongue, reader: &reader, formatter: &formatter, words, put: &|_| {} };
        let is_there = !matches!(what, What::Collection(slug) if reader.holdings(slug).documents == 0);
        let made = if is_there { editions::make(&maker, ExportFormat::Epub, what) } else { None };
        let file = match made {
            Some(Made::Package(package)) => Some((what.path(ExportFormat::Epub), package.recipe())),
            _ => None,
        };
        (file, reader.into_kinds())
    };
    let made: Vec<_> = whats.iter().map(make).collect();
    made.iter().for_each(|(_, read)| kinds |= *read);
    (made.into_iter().filter_map(|(file, _)| file).collect(), kinds)
}

/// The files of collections and of the archive for which `exports:` asks; with them, the kinds of what was read.
pub(super) fn files(memo: &Memo, config: &Config) -> (Vec<(RelPath, String)>, Kinds) {
    let of_all = |formats: &[ExportFormat]| formats.contains(&ExportFormat::Tei);
    let (mut whats, mut kinds) = (Vec::new(), Kinds::NONE);
    if of_all(&config.exports.collections) {
        let survey = Survey::new(&memo.catalogue);
        whats.extend(survey.collections().files().keys().cloned().map(What::Collection));
        kinds |= survey.into_kinds();
    }
    if of_all(&config.exports.archive) {
        whats.push(What::Archive);
    }
    let make = |what: &What| {
        let survey = Survey::new(&memo.catalogue);
        let mut text = String::new();
        // What these lead to is published by the pages of the documents.
        let edition = tei::Edition::new(config, &survey, &|_| {}, what);
        let is_made = tei::write_all(&edition, what, &mut |part| text.push_str(part));
        let file = is_made.then(|| (what.path(ExportFormat::Tei), text));
        (file, survey.into_kinds())
    };
    let made: Vec<_> = whats.par_iter().map(make).collect();
    made.iter().for_each(|(_, read)| kinds |= *read);
    (made.into_iter().filter_map(|(file, _)| file).collect(), kinds)
}

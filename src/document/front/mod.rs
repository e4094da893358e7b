//! Front matter → [`Meta`].
//!
//! 1. the YAML is read into nodes with places (`base::yaml`);
//! 2. a key that holds the text back makes it a draft ([`crate::base::held`]); each other one goes to its field, through [`people`],
//!    [`values`] or [`verdicts`] where it is more than text; [`keys`](mod@keys) has the lists of them;
//! 3. what has the wrong shape is said, and the rest kept; so are keys that nobody knows, or that have no effect.

mod collection;
mod facsimile;
mod files;
mod history;
mod holding;
mod keys;
mod layered;
mod letter;
mod own;
mod people;
mod recordings;
mod source;
mod values;
mod verdicts;

pub use keys::{OWN_DATES, TRANSLATION_KEYS, keys, keys_of, synonyms};
pub(super) use layered::findings as layer_findings;
pub use own::unknown;
pub use source::{OMISSION_KEYS, SOURCE_KEYS};

use std::borrow::Cow;

use keys::{OF_PAGES, OWN};

use crate::{
    base::{
        Diagnostic, Lang, RelPath, Slug, Span,
        diagnostic::meant,
        places, say,
        text::squeeze,
        yaml::{Node, Pair},
    },
    document::{
        layer::Layers,
        markdown::Marks,
        meta::{License, Meta, Translation},
        report::{Report, first_line},
    },
    reference::{
        Kind, Role,
        variable::{self, Shape, Variable},
    },
};

/// Reads the front matter that stands at `front` in the file's text, and below it what `layers` say.
pub(super) fn read(path: &RelPath, text: &str, front: Option<Span>, layers: &Layers) -> (Meta, Vec<Diagnostic>) {
    let mut meta = Meta::default();
    let span = front.unwrap_or_default();
    let front_text = span.of(text);
    // A JSON object is YAML, but for the tabs before its lines.
    let is_json = front_text.starts_with('{') && front_text.contains('\t');
    let yaml = if is_json { Cow::Owned(front_text.replace('\t', " ")) } else { Cow::Borrowed(front_text) };
    let mut reading = Front { report: Report::new(path, span.start as usize), text: &yaml };
    let Some(tree) = reading.report.tree(&yaml, &["abstract", "source"]) else {
        // What cannot be read is not published by mistake.
        meta.draft = true;
        return (meta, reading.report.finish());
    };
    match tree.root.map() {
        Some(pairs) => reading.pairs(&mut meta, pairs, layers),
        None if tree.root.is_null() => reading.pairs(&mut meta, &[], layers),
        None => {
            let message = say::bad_yaml_front(tree.root.kind());
            let place = first_line(&yaml, tree.root.span);
            reading.report.error(message, place, say::bad_yaml_front_hint());
            meta.draft = true;
            return (meta, reading.report.finish());
        }
    }
    // Of an empty file, and of a title that is no text, enough has been said.
    let empty = text.trim_start_matches('\u{feff}').trim().is_empty();
    let wrong = tree.root.get("title").is_some_and(|title| title.text().is_none());
    // The text of the front has that of the archive.
    let is_front = path.parent() == places::PAGES && path.stem() == places::FRONT;
    if meta.title.is_empty() && !empty && !wrong && !is_front {
        let (message, hint) = match front {
            Some(_) => (say::title_missing(), say::title_missing_hint()),
            None => (say::title_missing_front(), say::title_missing_front_hint()),
        };
        let first = first_line(text, Span::new(0, text.len()));
        reading.report.diagnostics.push(Diagnostic::error(path, message).at(first).hint(hint));
    }
    (meta, reading.report.finish())
}

/// The reading of one file's front matter.
struct Front<'a> {
    report: Report<'a>,
    /// The YAML.
    text: &'a str,
}

impl Front<'_> {
    fn pairs(&mut self, meta: &mut Meta, pairs: &[Pair<'_>], layers: &Layers) {
        meta.places.reserve_exact(pairs.len());
        pairs.iter().for_each(|pair| self.one(meta, pair));
        self.layers(meta, pairs, layers);
        // The language of the document is known only now.
        let lang = meta.lang.clone();
        meta.cite_as.iter_mut().filter(|(of, _)| of.as_str() == "und").for_each(|(of, _)| *of = lang.clone());
        if let Some(license) = &mut meta.license {
            self.same_license(license, meta.places.iter().find(|(key, _)| key == "license").map(|(_, place)| *place));
            values::complete_license(license);
        }
        self.settle_letter(meta);
    }

    fn one(&mut self, meta: &mut Meta, pair: &Pair<'_>) {
        meta.places.push((pair.key.to_string(), self.report.span(pair.place)));
        if self.report.path.is_below(places::COLLECTIONS) && !self.holds(meta, pair) {
            self.of_collection(meta, pair);
        } else if !self.holds(meta, pair) {
            if !self.of_letter(meta, pair) {
                self.pair(meta, pair);
            }
            if self.report.path.is_below(places::PAGES) {
                self.of_page(meta, pair);
            }
        }
    }

    fn pair(&mut self, meta: &mut Meta, pair: &Pair<'_>) {
        let Pair { key, value, .. } = pair;
        match key.as_ref() {
            "title" => meta.title = squeeze(&self.report.text(key, value)),
            "lang" => meta.lang = self.report.lang(value),
            "type" => meta.kind = self.kind(value),
            "container-title" => meta.container = self.report.text(key, value),
            "volume" => meta.volume = self.report.text(key, value),
            "issue" => meta.issue = self.report.text(key, value),
            "page" => meta.pages = self.report.text(key, value),
            "publisher" => meta.publisher = self.report.text(key, value),
            "publisher-place" => meta.place = self.report.text(key, value),
            "section" => meta.section = self.report.text(key, value),
            "DOI" => meta.doi = self.doi(value),
            "ISSN" => meta.issn = self.issn(value),
            "ISBN" => meta.isbn = self.report.text(key, value),
            "URL" => meta.url = self.url(key, value),
            "issued" => meta.issued = self.date(key, value),
            "abstract" => {
                meta.abstract_ = self.abstract_(value);
                if ["](", "[["].iter().any(|mark| meta.abstract_.contains(mark)) {
                    let hint = say::no_effect_links_hint();
                    self.report.warning(say::no_effect_links(), pair.place, hint);
                }
            }
            "keyword" => meta.keywords = self.texts(key, value),
            "translations" => meta.translations = self.translations(value),
            "translation-of" => meta.translation_of = self.report.text(key, value),
            "aliases" => {
                meta.aliases = self.texts(key, value);
                let items = value.list().unwrap_or_default().iter().filter(|item| item.text().is_some_and(|text| !text.trim().is_empty()));
                let places = items.map(|item| item.span).chain(std::iter::repeat(value.span));
                meta.alias_places = places.take(meta.aliases.len()).map(|place| self.report.span(place)).collect();
            }
            "slug" => meta.slug = self.slug(value),
            "license" => self.license(meta, value),
            "license-url" => meta.license.get_or_insert_with(License::default).url = self.url(key, value),
            "rights" => meta.rights = self.report.text(key, value),
            "citation-as-printed" => meta.cite_as = self.by_language(key, value),
            "source" => meta.source = self.source(value),
            "lead" => meta.lead = self.report.text(key, value),
            "link-citations" | "nocite" => {}
            "bibliography" => self.libraries(value),
            "recordings" => meta.recordings = self.recordings(value),
            "history" => meta.history = self.history(value),
            "collection" => meta.collections = self.collections(value),
            "files" => meta.files = self.files(value),
            "menu" if self.report.path.is_below(places::PAGES) => meta.menu = self.menu(value),
            "publish-source" => {
                meta.publish_source = self.report.truth(key, value).filter(|yes| *yes).map(|_| self.report.span(pair.place))
            }
            "facsimile" => meta.facsimile = self.facsimile(value),
            "tiles" => meta.tiles = self.report.truth(key, value),
            "chapters" => meta.chapters = self.chapters(key, value),
            key if OWN_DATES.contains(&key) => meta.dates.extend(self.date(key, value).map(|date| (key.to_owned(), date))),
            key if key.starts_with("x-") => meta.extra.push((key.to_owned(), value.to_value().to_string())),
            "references" if value.text().is_none() && !value.is_null() => {
                let hint = say::no_effect_records_hint(self.report.path.stem());
                self.report.warning(say::no_effect_records(), pair.place, hint);
            }
            key => match variable::named(key).filter(|_| key != "language") {
                Some(variable) => self.variable(meta, variable, value),
                None => self.own(meta, pair),
            },
        }
    }

    /// Says of a key that only documents show that a free page does not.
    fn of_page(&mut self, meta: &Meta, pair: &Pair<'_>) {
        let key = pair.key.as_ref();
        let is_known =
            OWN.contains(&key) || OWN_DATES.contains(&key) || variable::named(key).is_some() && key != "language" || key == "source";
        let has_effect = OF_PAGES.contains(&key) || key == "type" && meta.kind == Kind::Interview;
        if is_known && !has_effect && !pair.value.is_null() {
            let hint = say::no_effect_page_hint();
            self.report.warning(say::no_effect_page(key), pair.place, hint);
        }
    }

    /// A variable that has no field of its own.
    fn variable(&mut self, meta: &mut Meta, variable: &Variable, value: &Node<'_>) {
        let name = variable.name;
        match variable.shape {
            Shape::Names => {
                if let Some(role) = Role::named(name) {
                    let people = self.people(role, value);
                    meta.people.extend(people);
                }
            }
            Shape::Date => meta.dates.extend(self.date(name, value).map(|date| (name.to_owned(), date))),
            Shape::Text | Shape::Number => {
                let text = squeeze(&self.report.text(name, value));
                if !text.is_empty() {
                    meta.variables.push((name.to_owned(), text));
                }
            }
        }
    }

    /// What Pandoc is to read the records from: here they stand in one folder.
    fn libraries(&mut self, value: &Node<'_>) {
        for one in value.list().unwrap_or(std::slice::from_ref(value)) {
            let Some(text) = one.text().map(str::trim).filter(|text| !text.is_empty()) else { continue };
            let path = self.report.path.join(text);
            if !path.is_some_and(|path| path.is_below(places::BIBLIOGRAPHY)) {
                let message = say::no_effect_library(text);
                self.report.warning(message, one.span, say::no_effect_library_hint());
            }
        }
    }

    fn translations(&mut self, value: &Node<'_>) -> Vec<Translation> {
        let Some(pairs) = self.report.map("translations", value, say::expected_translations()) else { return Vec::new() };
        let mut translations = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let mut translation = Translation { lang: self.report.lang_tag(&pair.key, pair.place), ..Translation::default() };
            let Some(inner) = self.report.map(&pair.key, &pair.value, say::expected_translation()) else {
                continue;
            };
            for pair in inner {
                let value = &pair.value;
                match pair.key.as_ref() {
                    "title" => translation.title = self.report.text("title", value),
                    "abstract" => translation.abstract_ = self.abstract_(value),
                    "keyword" => translation.keywords = self.texts("keyword", value),
                    "section" => translation.section = self.report.text("section", value),
                    key if let Some(role) = Role::named(key) => {
                        let people = self.people(role, value);
                        translation.people.extend(people);
                    }
                    _ => {
                        let known: Vec<&str> = TRANSLATION_KEYS.iter().copied().chain(Role::ALL.iter().map(|role| role.name())).collect();
                        let synonyms: Vec<(&str, &str)> = variable::synonyms().collect();
                        self.report.unknown(pair, &known, &synonyms);
                    }
                }
            }
            translations.push(translation);
        }
        translations
    }

    /// The last part of an address; one that cannot be one is made one, and reported.
    fn slug(&mut self, value: &Node<'_>) -> Option<Slug> {
        let text = self.report.text("slug", value);
        let written = text.trim_matches('/');
        let leaf = written.rsplit('/').next().filter(|leaf| !leaf.is_empty())?;
        let slug = Slug::from_stem(leaf);
        if slug.as_str() != text {
            self.report.error(say::bad_id(&text), value.span, say::bad_id_slug_hint(&slug));
        }
        Some(slug)
    }

    fn abstract_(&mut self, value: &Node<'_>) -> String {
        let text = Marks::published(&self.report.text("abstract", value)).into_owned();
        if let Some(formula) = Marks::formula(&text) {
            let message = say::no_effect_formula(formula);
            let place = self.report.span(value.span);
            let hint = say::no_effect_formula_hint();
            self.report.diagnostics.push(Diagnostic::notice(self.report.path, message).at(place).hint(hint));
        }
        text
    }

    fn by_language(&mut self, key: &str, value: &Node<'_>) -> Vec<(Lang, String)> {
        match value.map() {
            Some(pairs) => {
                pairs.iter().map(|pair| (self.report.lang_tag(&pair.key, pair.place), self.report.text(key, &pair.value))).collect()
            }
            None => {
                let text = self.report.text(key, value);
                if text.is_empty() { Vec::new() } else { vec![(Lang::new("und"), text)] }
            }
        }
    }

    fn license(&mut self, meta: &mut Meta, value: &Node<'_>) {
        let license = meta.license.get_or_insert_with(License::default);
        match value.map() {
            None => license.id = self.report.text("license", value),
            Some(pairs) => {
                for pair in pairs {
                    match pair.key.as_ref() {
                        "id" => license.id = self.report.text("id", &pair.value),
                        "url" => license.url = self.url("url", &pair.value),
                        _ => self.report.unknown(pair, &["id", "url"], &[]),
                    }
                }
            }
        }
        if license.id.is_empty() && license.url.is_empty() {
            meta.license = None;
        }
    }

    fn kind(&mut self, value: &Node<'_>) -> Kind {
        let name = self.report.text("type", value);
        if name.is_empty() {
            return Kind::default();
        }
        Kind::named(&name).unwrap_or_else(|| {
            let hint = meant(&name, Kind::ALL.iter().map(|kind| kind.name()));
            let hint = hint.unwrap_or_else(say::unknown_type_hint);
            self.report.error(say::unknown_type(&name), value.span, hint);
            Kind::default()
        })
    }

    /// The value as a list of texts; one text is a list of what stands between its commas or semicolons.
    fn texts(&mut self, key: &str, value: &Node<'_>) -> Vec<String> {
        match value.list() {
            Some(items) => items.iter().map(|item| self.report.text(key, item)).filter(|text| !text.is_empty()).collect(),
            None => match value.text() {
                Some(text) => {
                    let separator = if text.contains(';') { ';' } else { ',' };
                    text.split(separator).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
                }
                None => {
                    self.report.wrong(key, value, say::expected_texts());
                    Vec::new()
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_published_by_mistake() {
        let draft = |front: &str| {
            let text = format!("---\n{front}\n---\n");
            read(&RelPath::new("a.md"), &text, Some(Span::new(4, 4 + front.len() + 1)), &Layers::default()).0.draft
        };
        for front in
            ["draft: true", "draft: perhaps", "title: [\ndraft: false", "title: A: b", "title: [", "- a", "draft: true\ndraft: false"]
        {
            assert!(draft(front), "{front}");
        }
        for front in ["draft: false", "draft:", "title: A", "publish: true", ""] {
            assert!(!draft(front), "{front}");
        }
    }
}

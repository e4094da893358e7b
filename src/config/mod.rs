//! `scholion.yaml`, as written and as meant.
//!
//! 1. [`written`]: the text → its keys and values, with places;
//! 2. [`parse`]: each known key, checked and lowered into [`Config`]; what is wrong is reported and
//!    its default stands instead; [`languages`]: what is said in several, and the same for pages in one of them.
//!
//! Reading the file is the work of `source`; values are passed down, and no other module reads it.

pub mod answers;
pub mod deposit;
mod dublin_core;
pub mod exports;
mod field_reader;
pub mod fields;
pub mod frame;
pub mod keys;
pub mod languages;
pub mod look;
pub mod written;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{
    Diagnostic, Lang, Message, RelPath, Severity, Span,
    diagnostic::{did_you_mean, nearest},
    say,
};

pub use crate::base::snapshot::CONFIG_FILE as FILE;
pub use answers::Answers;
pub use deposit::Deposit;
pub use exports::{ExportFormat, Exports, Scope};
pub use fields::{Field, FieldKind};
pub use frame::SiteFrame;
pub use languages::ByLanguage;

/// The configuration as meant: defaults filled in, values checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// The archive's title (`title`).
    pub title: String,
    /// One or two sentences on what it holds (`description`).
    pub description: String,
    /// Where it will be published (`base-url`), with a slash at its end; empty if unknown. Only feeds,
    /// the sitemap and `citation_*` tags need it: all links are relative.
    pub base_url: String,
    /// The language of the site's own words (`lang`); of several the main one, or that of the pages for which this is
    /// ([`Config::in_language`]).
    pub lang: Lang,
    /// The languages in which the site speaks, the main one first (`languages`); none if it is `lang` alone.
    pub languages: Vec<Lang>,
    /// The title by language, if it is said so.
    pub titles: ByLanguage,
    /// The description by language, if it is said so.
    pub descriptions: ByLanguage,
    /// Who publishes it (`publisher`); empty if unsaid.
    pub publisher: String,
    /// Under which licence the descriptions are given away (`metadata-license`): `CC0-1.0` or `CC-BY-4.0`; empty if unsaid.
    pub metadata_license: String,
    /// What may be shown of documents without an open licence (`unlicensed`).
    pub unlicensed: Unlicensed,
    /// Whether drafts are published (`--drafts`).
    pub drafts: bool,
    /// The folder of the site (`output-dir`), from the root: `public`.
    pub output_dir: String,
    /// The citation style (`citation-style`): a CSL style's name, or the stem of a file in
    /// `content/styles/`; empty if unsaid.
    pub citation_style: String,
    /// Whether the site can be searched (`search`).
    pub search: bool,
    /// In which widths pictures are published beside their own (`pictures`).
    pub pictures: Pictures,
    /// The archive's own fields of documents (`fields`).
    pub fields: Arc<[Field]>,
    /// What the site publishes in other formats (`exports`).
    pub exports: Exports,
    /// Whether programs can ask for texts by their parts, Distributed Text Services, and how small these are (`dts`).
    pub dts: Dts,
    /// Who registers texts with Crossref (`crossref`).
    pub deposit: Deposit,
    /// What readers can do with words (`reports`, `reader-notes`).
    pub answers: Answers,
    /// What stands around every page, and on the front.
    pub frame: SiteFrame,
}

/// In which widths pictures are published beside their own, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pictures {
    /// The widths in pixels, in order (`widths`); none if pictures are published as they are.
    pub widths: Vec<u32>,
    /// How faithful smaller photographs are, from 1 to 100, as JPEG has it (`quality`).
    pub quality: u8,
    /// Whether photographs say where they were taken (`places`).
    pub places: bool,
}

impl Default for Pictures {
    /// A telephone, a column of text, the same on a screen of twice the dots, a whole window.
    fn default() -> Self {
        Self { widths: vec![400, 800, 1280, 2000], quality: 80, places: true }
    }
}

/// The smallest units of texts for which programs can ask by Distributed Text Services: each has some files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dts {
    /// There are no such files.
    #[default]
    No,
    /// Divisions under headings, and pages of the original.
    Divisions,
    /// Paragraphs as well.
    Paragraphs,
}

/// What a document's page shows where no open licence allows reprinting (DESIGN §5, "Rights").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unlicensed {
    /// The whole text, with a notice in `check`.
    #[default]
    Full,
    /// Metadata, citations, annotations and a short quotation.
    Excerpt,
    /// Metadata alone.
    Metadata,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::from("Untitled archive"),
            description: String::new(),
            base_url: String::new(),
            lang: Lang::default(),
            languages: Vec::new(),
            titles: ByLanguage::new(),
            descriptions: ByLanguage::new(),
            publisher: String::new(),
            metadata_license: String::new(),
            unlicensed: Unlicensed::Full,
            drafts: false,
            output_dir: String::from("public"),
            citation_style: String::new(),
            search: true,
            pictures: Pictures::default(),
            fields: Arc::default(),
            exports: Exports::default(),
            dts: Dts::No,
            deposit: Deposit::default(),
            answers: Answers::default(),
            frame: SiteFrame::default(),
        }
    }
}

/// What the command line says against the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--base-url`, checked by [`base_url`].
    pub base_url: Option<String>,
    /// `--drafts`.
    pub drafts: bool,
}

impl Config {
    /// The same, with what the command line says.
    #[must_use]
    pub fn with(mut self, overrides: &Overrides) -> Self {
        if let Some(url) = &overrides.base_url {
            self.base_url.clone_from(url);
        }
        self.drafts |= overrides.drafts;
        self
    }
}

/// Checks a base address, and puts a slash at its end; else says what is wrong and how to mend it.
pub fn base_url(text: &str) -> Result<String, (Message, Message)> {
    keys::base_url(text).map_err(|problem| (problem.message, problem.hint))
}

/// All keys of `scholion.yaml`.
pub fn key_names() -> impl Iterator<Item = &'static str> {
    keys::KEYS.iter().map(|key| key.name)
}

/// Reads `scholion.yaml`. Never fails: a key that is unknown or has a wrong value is reported, and
/// its default holds.
pub fn parse(path: &RelPath, bytes: &[u8]) -> (Config, Vec<Diagnostic>) {
    let (entries, mut diagnostics) = written::read(path, bytes);
    let mut config = Config::default();
    let unread = entries.is_empty() && diagnostics.iter().any(|found| found.severity == Severity::Error);
    for until in keys::KEYS.iter().filter(|_| unread).filter_map(|key| key.until) {
        until(&mut config);
    }
    for entry in &entries {
        let named = |name: &str| keys::KEYS.iter().find(|key| key.name == name);
        let known = named(&entry.key);
        let until = known.or_else(|| named(meant(&entry.key)?)).and_then(|key| key.until);
        if let Some(until) = until {
            until(&mut config);
        }
        let Some(key) = known else {
            diagnostics.push(unknown(path, entry));
            continue;
        };
        if entry.value.is_null() && until.is_none() {
            continue;
        }
        let wrong = match key.name {
            "fields" => field_reader::read(&entry.value).1,
            name if frame::KEYS.contains(&name) => frame::read(&mut config, name, &entry.value),
            _ => Vec::new(),
        };
        diagnostics.extend(wrong.into_iter().map(|(place, message, hint)| Diagnostic::error(path, message).at(place).hint(hint)));
        if let Err(problem) = (key.lower)(&mut config, &entry.value) {
            let message = say::wrong_value(key.name, problem.message);
            diagnostics.push(Diagnostic::error(path, message).at(entry.value.span).hint(problem.hint));
        }
    }
    languages::settle(&mut config, path, &entries, &mut diagnostics);
    diagnostics.sort();
    (config, diagnostics)
}

/// Where the value of a key stands in `scholion.yaml`.
pub fn place(bytes: &[u8], key: &str) -> Option<Span> {
    let (entries, _) = written::read(&RelPath::new(FILE), bytes);
    entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.span)
}

/// The key that is nearly so called. An underscore for a hyphen is the usual slip.
fn meant(key: &str) -> Option<&'static str> {
    nearest(&key.replace('_', "-"), keys::KEYS.iter().map(|key| key.name), 1).first().copied()
}

fn unknown(path: &RelPath, entry: &written::Entry<'_>) -> Diagnostic {
    let hint = did_you_mean(meant(&entry.key).as_slice());
    let hint = hint.unwrap_or_else(|| say::unknown_key_hint_all(keys::KEYS.map(|key| key.name.to_owned()).to_vec()));
    Diagnostic::warning(path, say::unknown_key(&entry.key)).at(entry.place).hint(hint)
}

#[cfg(test)]
mod tests;

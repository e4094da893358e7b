//! `scholion.yaml`, as written and as meant.

use serde::{Deserialize, Serialize};

use crate::base::Lang;

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
    /// The language of the site's own words (`lang`).
    pub lang: Lang,
    /// Who publishes it (`publisher`); empty if unsaid.
    pub publisher: String,
    /// What may be shown of documents without an open licence (`unlicensed`).
    pub unlicensed: Unlicensed,
    /// Whether drafts are published (`--drafts`).
    pub drafts: bool,
    /// The folder of the site (`output-dir`), from the root: `public`.
    pub output_dir: String,
    /// The citation style (`citation-style`): a CSL style's name, or the stem of a file in
    /// `content/styles/`.
    pub citation_style: String,
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
            publisher: String::new(),
            unlicensed: Unlicensed::Full,
            drafts: false,
            output_dir: String::from("public"),
            citation_style: String::from("apa"),
        }
    }
}

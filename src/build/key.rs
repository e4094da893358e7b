//! What a page is made from, as one value.

use serde::Serialize;

use crate::{
    base::Digest,
    config::Config,
    site::{csl::Csl, templates::Templates, view::View},
};

/// All inputs of a page: same key, same bytes.
///
/// `scholion explain` prints this very value, so that the reason for a rendering and its
/// explanation cannot drift apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PageKey {
    /// The digest of exactly what the template gets.
    pub view: Digest,
    /// The digest of what all pages are made with.
    pub settings: Settings,
}

/// What all pages are made with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// The digest of all templates and strings.
    pub templates: Option<Digest>,
    /// The digest of the citation style.
    pub style: Option<Digest>,
    /// The digest of the configuration.
    pub config: Option<Digest>,
    /// The program's version.
    pub program: &'static str,
}

/// What all pages of a build are made with.
pub fn settings(config: &Config, templates: &Templates, csl: &Csl) -> Settings {
    Settings {
        templates: Some(templates.digest()),
        style: Some(csl.digest()),
        config: Some(Digest::of_value(config)),
        program: env!("CARGO_PKG_VERSION"),
    }
}

impl PageKey {
    /// The key of a page that shows `view`.
    pub fn new(view: &View, settings: Settings) -> Self {
        Self { view: Digest::of_value(view), settings }
    }

    /// The key as one digest.
    pub fn digest(&self) -> Digest {
        Digest::of_value(self)
    }
}

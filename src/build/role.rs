//! What the archive's files are, by where they stand and how their names end.

use crate::{
    archive::links::{DOCUMENTS, PAGES},
    base::RelPath,
    document::library,
    site::csl::style::STYLES,
};

/// Where bibliographies stand.
pub const BIBLIOGRAPHY: &str = "content/bibliography";
/// Where notes stand.
pub const ANNOTATIONS: &str = "content/annotations";
/// Where authority records stand.
pub const AUTHORITIES: &str = "content/authorities";
/// Where source texts stand.
pub const SOURCES: &str = "content/sources";
/// The editors' verdicts on the identity of works.
pub const VERDICTS: &str = "content/bibliography/works.yaml";
/// Where templates stand.
pub const TEMPLATES: &str = "templates";

/// What a file under the archive's root is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    Page,
    Bibliography,
    /// A library that another program keeps.
    Library,
    /// A citation style.
    Style,
    Annotations,
    Verdicts,
    Authorities,
    Source,
    Template,
    /// A file that is published as it is, if a text leads to it: images and the like.
    Media,
    Other,
}

/// What a file is.
pub(super) fn role(path: &RelPath) -> Role {
    let below = |folder: &str| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let extension = path.extension();
    let yaml = matches!(extension.as_str(), "yaml" | "yml");
    if path.as_str() == VERDICTS {
        Role::Verdicts
    } else if below(SOURCES) {
        Role::Source
    } else if below(DOCUMENTS) && extension == "md" {
        Role::Document
    } else if below(PAGES) && extension == "md" {
        Role::Page
    } else if below(BIBLIOGRAPHY) && yaml {
        Role::Bibliography
    } else if below(BIBLIOGRAPHY) && library::is_library(&extension) {
        Role::Library
    } else if below(ANNOTATIONS) && yaml {
        Role::Annotations
    } else if below(AUTHORITIES) && yaml {
        Role::Authorities
    } else if below(STYLES) && extension == "csl" {
        Role::Style
    } else if below(TEMPLATES) {
        Role::Template
    } else if MEDIA.contains(&extension.as_str()) && (below(DOCUMENTS) || below(PAGES)) {
        Role::Media
    } else {
        Role::Other
    }
}

/// What may be published beside a text.
const MEDIA: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "pdf", "mp3", "ogg", "mp4", "webm", "csv", "zip"];

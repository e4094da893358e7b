//! What the archive's files are, by where they stand and how their names end.

use crate::{
    base::{
        RelPath,
        places::{
            ADDRESSES, ANNOTATIONS, AUTHORITIES, BIBLIOGRAPHY, COLLECTIONS, DOCUMENTS, PAGES, SOURCES, STYLES, TEMPLATES, VERDICTS,
            VERSIONS, is_attachment, is_data, is_defaults,
        },
    },
    document::{capture_place, layout, library},
};

/// What a file under the archive's root is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    /// What a document was when it was published as a version.
    Version,
    Page,
    Collection,
    Bibliography,
    /// A library that another program keeps.
    Library,
    /// A citation style.
    Style,
    Annotations,
    Verdicts,
    /// The addresses that are no more.
    Addresses,
    Authorities,
    /// Where the lines of a text stand on its pictures.
    Layout,
    /// Front matter for all documents of a folder.
    Defaults,
    /// A table that describes documents, or data for templates.
    Data,
    Source,
    Template,
    /// A file that is published as it is, if a page leads to it: images and the like.
    Media,
    Other,
}

/// What a file is.
pub(super) fn role(path: &RelPath) -> Role {
    let extension = path.extension();
    let yaml = matches!(extension.as_str(), "yaml" | "yml");
    if path.as_str() == VERDICTS {
        Role::Verdicts
    } else if path.as_str() == ADDRESSES {
        Role::Addresses
    } else if is_defaults(path) {
        Role::Defaults
    } else if is_data(path) {
        Role::Data
    } else if path.is_below(SOURCES) && !is_attachment(path) {
        Role::Source
    } else if path.is_below(DOCUMENTS) && extension == "md" {
        Role::Document
    } else if path.is_below(VERSIONS) && extension == "md" {
        Role::Version
    } else if path.is_below(PAGES) && extension == "md" {
        Role::Page
    } else if path.is_below(COLLECTIONS) && extension == "md" {
        Role::Collection
    } else if path.is_below(BIBLIOGRAPHY) && yaml {
        Role::Bibliography
    } else if path.is_below(BIBLIOGRAPHY) && library::is_library(&extension) {
        Role::Library
    } else if path.is_below(ANNOTATIONS) && yaml {
        Role::Annotations
    } else if path.is_below(AUTHORITIES) && yaml {
        Role::Authorities
    } else if layout::is_layout(path) {
        Role::Layout
    } else if path.is_below(STYLES) && extension == "csl" {
        Role::Style
    } else if path.is_below(TEMPLATES) {
        Role::Template
    } else if is_attachment(path) || capture_place::kind(path).is_some() {
        Role::Media
    } else {
        Role::Other
    }
}

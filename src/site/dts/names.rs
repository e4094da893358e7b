//! How collections, documents and their units are called in Distributed Text Services, and where the answers stand.
//!
//! A host of files knows no parameters: each answer is a file, at the path that the URI template (RFC 6570) makes of the parameters. Names
//! hold only letters that no template escapes, and that every file system takes.

use crate::{
    base::{Digest, RelPath, Slug},
    config::Config,
    site::frame::canonical,
};

/// The folder of all answers.
pub const FOLDER: &str = "dts/";
/// The entry.
pub const ENTRY: &str = "dts/index.jsonld";
/// The name of the collection that holds all.
pub const ROOT: &str = "archive";
/// How names of documents begin.
const DOCUMENTS: &str = "documents~";
/// How those of collections begin.
pub const COLLECTIONS: &str = "collections~";

/// The name of a document.
pub fn document(slug: &Slug) -> String {
    format!("{DOCUMENTS}{}", short(slug))
}

/// The name of a collection.
pub fn collection(slug: &Slug) -> String {
    format!("{COLLECTIONS}{}", short(slug))
}

/// A slug without slashes. A file's name has 255 bytes at most, so that of a long one the beginning stands for all, with a digest.
fn short(slug: &Slug) -> String {
    const MOST: usize = 150;
    let whole = slug.as_str().replace('/', "~");
    match whole.get(..MOST).filter(|_| whole.len() > MOST) {
        Some(beginning) => format!("{beginning}~~{}", Digest::of(whole.as_bytes()).hex(16)),
        None => whole,
    }
}

/// The path of the answer about a collection or a document; `nav` and `page` as they are asked.
pub fn collection_path(name: &str, nav: &str, page: usize) -> RelPath {
    let nav = if nav.is_empty() { String::new() } else { format!(";nav={nav}") };
    let page = if page == 0 { String::new() } else { format!(";page={page}") };
    let name = if name.is_empty() { String::new() } else { format!("/{name}") };
    RelPath::new(&format!("{FOLDER}collection{name}{nav}{page}.jsonld"))
}

/// The path of the answer about the structure of a document. `down`: as it is asked, or empty; `unit`: the unit, or empty.
pub fn navigation_path(name: &str, tree: &str, down: &str, unit: &str) -> RelPath {
    RelPath::new(&format!("{FOLDER}navigation/{name}{}{}{}.jsonld", parameter("tree", tree), parameter("down", down), behind(unit)))
}

/// The path of a document's text, or of a unit of it.
pub fn document_path(name: &str, tree: &str, unit: &str) -> RelPath {
    RelPath::new(&format!("{FOLDER}document/{name}{}{}.xml", parameter("tree", tree), behind(unit)))
}

fn parameter(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(";{name}={value}") }
}

fn behind(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!("/{unit}") }
}

/// The public address of an answer.
pub fn address(config: &Config, path: &RelPath) -> String {
    canonical(config, path)
}

/// The template of an endpoint; `name`: the collection or document that it is about, or nothing. Templates have `start` and `end` so that who asks for
/// a range comes to no file, and is told so: without them he would get the answer to another question.
pub fn template(config: &Config, endpoint: Endpoint, name: &str) -> String {
    let (folder, own, parameters) = match endpoint {
        Endpoint::Collection => ("collection", "{/id}", "{;nav,page}.jsonld"),
        Endpoint::Navigation => ("navigation", "{/resource}", "{;tree,down}{/ref}{;start,end}.jsonld"),
        Endpoint::Document => ("document", "{/resource}", "{;tree}{/ref}{;start,end}.xml"),
    };
    let name = if name.is_empty() { own.to_owned() } else { format!("/{name}") };
    format!("{}{FOLDER}{folder}{name}{parameters}", config.base_url)
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// What there is.
    Collection,
    /// How a document is divided.
    Navigation,
    /// Its text.
    Document,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_none_is_another() {
        let slug = |path: &str| Slug::of_file(&RelPath::new(&format!("content/documents/{path}.md")));
        assert_eq!(document(&slug("box1/letter")), "documents~box1~letter");
        let long = |end: &str| document(&slug(&format!("{}/{}{end}", "a".repeat(120), "b".repeat(70))));
        assert!(long("x") != long("y") && long("x").len() < 190, "{}", long("x"));
    }

    #[test]
    fn answers_stand_where_templates_lead() {
        assert_eq!(collection_path("", "", 0).as_str(), "dts/collection.jsonld");
        assert_eq!(collection_path("archive", "children", 2).as_str(), "dts/collection/archive;nav=children;page=2.jsonld");
        assert_eq!(navigation_path("documents~a", "pages", "-1", "").as_str(), "dts/navigation/documents~a;tree=pages;down=-1.jsonld");
        assert_eq!(navigation_path("documents~a", "", "", "p-1").as_str(), "dts/navigation/documents~a/p-1.jsonld");
        assert_eq!(document_path("documents~a", "", "").as_str(), "dts/document/documents~a.xml");
    }
}

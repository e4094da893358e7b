//! For those who keep a copy of the archive: which files there are, with their lengths and checksums where the program knows them (ResourceSync,
//! ANSI/NISO Z39.99-2017).
//!
//! A source description leads to a list of capabilities, and that to the list of resources: the pages, editions and records of documents, the
//! files to which they lead, and the archive as data. Pages are not hashed for it, since a build knows them by other digests.

use std::collections::BTreeSet;

use super::frame::canonical;
use crate::{
    base::{Date, RelPath, Xml, digest::Fixity, mime},
    config::Config,
};

/// Where the source is described: a place that the standard names (6.3.1), and that counts at the root of a host only.
pub const SOURCE: &str = ".well-known/resourcesync";
/// The folder of the lists.
pub const FOLDER: &str = "resourcesync/";

const CAPABILITIES: &str = "resourcesync/capabilitylist.xml";
const RESOURCES: &str = "resourcesync/resourcelist.xml";

/// How many resources a list may hold (7.2).
const MOST: usize = 50_000;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resource {
    /// Its path on the site.
    pub path: RelPath,
    /// Its length and its SHA-256, if they are known.
    pub known: Option<(u64, String)>,
}

impl Resource {
    /// A file of which readers can check the bytes, or not.
    pub fn new(path: &RelPath, fixity: Option<&Fixity>) -> Self {
        Self { path: path.clone(), known: fixity.map(|fixity| (fixity.length, fixity.sha256())) }
    }
}

/// Whether a file of the site is one of these.
pub fn holds(path: &str) -> bool {
    path == SOURCE || path.starts_with(FOLDER)
}

/// Whether a file of the site is listed: what the archive itself holds, and not its indexes.
pub fn lists(path: &str) -> bool {
    let is_part = ["documents/", "collections/", "data/", "files/"].iter().any(|folder| path.starts_with(folder));
    // What pages load of themselves is no part of a copy that is read otherwise.
    is_part && !["data/previews/", "data/near/"].iter().any(|folder| path.starts_with(folder)) && !path.ends_with(".linkset.json")
}

/// The lists; none where the site's address is not known. `at` is the day as of which they hold: that of the archive's last change.
pub fn make(config: &Config, at: Option<Date>, resources: &BTreeSet<Resource>) -> Vec<(RelPath, String)> {
    if config.base_url.is_empty() {
        return Vec::new();
    }
    let resources: Vec<&Resource> = resources.iter().collect();
    let at = at
        .and_then(|date| date.begins())
        .filter(|day| (1..=9999).contains(&day.year))
        .map(|day| format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month.unwrap_or(1), day.day.unwrap_or(1)));
    let mut files = vec![
        (RelPath::new(SOURCE), list(config, "description", ("", ""), None, &[(CAPABILITIES, "capabilitylist")])),
        (RelPath::new(CAPABILITIES), list(config, "capabilitylist", ("up", SOURCE), None, &[(RESOURCES, "resourcelist")])),
    ];
    files.extend(split(config, at.as_deref(), &resources, MOST));
    files
}

/// The list of resources; an index and its parts, where they are too many for one (7.2).
fn split(config: &Config, at: Option<&str>, resources: &[&Resource], most: usize) -> Vec<(RelPath, String)> {
    if resources.len() <= most {
        return vec![(RelPath::new(RESOURCES), of(config, CAPABILITIES, at, resources))];
    }
    let parts: Vec<(RelPath, String)> = (1..)
        .zip(resources.chunks(most))
        .map(|(nth, part): (usize, _)| (RelPath::new(&format!("{FOLDER}resourcelist-{nth}.xml")), of(config, RESOURCES, at, part)))
        .collect();
    let mut text = String::new();
    let mut xml = Xml::new(&mut text);
    xml.push_str(HEAD);
    xml.push_str("<sitemapindex");
    begin(&mut xml, config, "resourcelist", ("up", CAPABILITIES), at);
    for (path, _) in &parts {
        xml.push_str("<sitemap>");
        xml.element("loc", &canonical(config, path));
        xml.push_str("</sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    std::iter::once((RelPath::new(RESOURCES), text)).chain(parts).collect()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What a list says of itself.
fn begin(xml: &mut Xml<'_>, config: &Config, capability: &str, (rel, to): (&str, &str), at: Option<&str>) {
    xml.push_str(" xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:rs=\"http://www.openarchives.org/rs/terms/\">\n");
    if !rel.is_empty() {
        xml.push_str("<rs:ln");
        xml.attribute("rel", rel);
        xml.attribute("href", &canonical(config, &RelPath::new(to)));
        xml.push_str("/>\n");
    }
    xml.push_str("<rs:md");
    xml.attribute("capability", capability);
    at.into_iter().for_each(|at| xml.attribute("at", at));
    xml.push_str("/>\n");
}

/// A list of other lists, each with what it can do.
fn list(config: &Config, capability: &str, up: (&str, &str), at: Option<&str>, lists: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut xml = Xml::new(&mut text);
    xml.push_str(HEAD);
    xml.push_str("<urlset");
    begin(&mut xml, config, capability, up, at);
    for (path, capability) in lists {
        xml.push_str("<url>");
        xml.element("loc", &canonical(config, &RelPath::new(path)));
        xml.push_str("<rs:md");
        xml.attribute("capability", capability);
        xml.push_str("/></url>\n");
    }
    xml.push_str("</urlset>\n");
    text
}

/// A list of resources below another.
fn of(config: &Config, up: &str, at: Option<&str>, resources: &[&Resource]) -> String {
    let mut text = String::with_capacity(resources.len() * 160);
    let mut xml = Xml::new(&mut text);
    xml.push_str(HEAD);
    xml.push_str("<urlset");
    begin(&mut xml, config, "resourcelist", ("up", up), at);
    for Resource { path, known } in resources.iter().copied() {
        xml.push_str("<url>");
        xml.element("loc", &canonical(config, path));
        xml.push_str("<rs:md");
        if let Some((length, sha256)) = known {
            xml.attribute("hash", &format!("sha-256:{sha256}"));
            xml.attribute("length", &length.to_string());
        }
        xml.attribute("type", mime::of(path.name()).split(';').next().unwrap_or(""));
        xml.push_str("/></url>\n");
    }
    xml.push_str("</urlset>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_lead_from_the_source_to_the_resources() {
        let config = Config { base_url: "https://example.org/a/".into(), ..Config::default() };
        let fixity = Fixity::of(b"abc");
        let resources = BTreeSet::from([
            Resource::new(&RelPath::new("documents/a&b.html"), None),
            Resource::new(&RelPath::new("files/c.pdf"), Some(&fixity)),
        ]);
        assert!(make(&Config::default(), None, &resources).is_empty());
        let files = make(&config, Date::parse("2024-05-02"), &resources);
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, [SOURCE, CAPABILITIES, RESOURCES]);
        assert!(
            files[0].1.contains(
                "<url><loc>https://example.org/a/resourcesync/capabilitylist.xml</loc><rs:md capability=\"capabilitylist\"/></url>"
            )
        );
        assert!(files[1].1.contains("<rs:ln rel=\"up\" href=\"https://example.org/a/.well-known/resourcesync\"/>"), "{}", files[1].1);
        let list = &files[2].1;
        assert!(list.contains("<rs:md capability=\"resourcelist\" at=\"2024-05-02T00:00:00Z\"/>"), "{list}");
        assert!(list.contains("<url><loc>https://example.org/a/documents/a&amp;b.html</loc><rs:md type=\"text/html\"/></url>"), "{list}");
        let hash =
            "hash=\"sha-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\" length=\"3\" type=\"application/pdf\"";
        assert!(list.contains(hash), "{list}");
        let resources: Vec<&Resource> = resources.iter().collect();
        let parts = split(&config, None, &resources, 1);
        assert_eq!(parts.len(), 3);
        assert!(
            parts[0].1.contains("<sitemap><loc>https://example.org/a/resourcesync/resourcelist-2.xml</loc></sitemap>"),
            "{}",
            parts[0].1
        );
    }
}

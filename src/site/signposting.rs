//! What a document's page tells programs of its surroundings by typed links (signposting.org, FAIR Signposting Profile): how it is cited, whose it
//! is, under which licence, what it is, what describes it, what belongs to it, and the collections in which it stands.
//!
//! They stand in the head of the page (level 1). Where the site's address is known they also stand in a file beside it (level 2), a set of links
//! (RFC 9264), which tells of the files what they cannot say themselves: to which page they belong. There is no file of headers for hosts: each
//! host reads its own, few read any, and the set of links says the same everywhere.

use serde_json::{Map, Value, json};

use super::{
    address, export,
    frame::{Maker, canonical},
    metadata::schema_type,
    page_path::PagePath,
    publication::license_address,
    view::{Anchor, FileView, WayView},
};
use crate::{
    base::{Href, Html, RelPath, Slug, WebAddress, mime},
    config::Config,
    document::Document,
    reference::{Name, Record},
};

/// The typed links of a document's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signposts {
    cite_as: WebAddress,
    authors: Vec<WebAddress>,
    license: WebAddress,
    kind: WebAddress,
    described_by: Vec<Target>,
    items: Vec<Target>,
    collections: Vec<Target>,
    linkset: Option<Target>,
}

/// Where a link leads, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    /// Seen from the page; whole if it leads out of the site.
    href: String,
    /// Its media type; empty if unknown.
    media_type: String,
}

impl Target {
    fn new(href: impl Into<String>, media_type: &str) -> Self {
        let bare = media_type.split(';').next().unwrap_or("").trim();
        Self { href: href.into(), media_type: if bare == "application/octet-stream" { String::new() } else { bare.to_owned() } }
    }

    fn write(&self, head: &mut Html, rel: &str) {
        let outside = WebAddress::of_page(&self.href);
        let href = if outside.is_empty() { Href::Here(&self.href) } else { Href::Web(&outside) };
        head.open("link").attribute("rel", rel).address("href", href).attribute_if_any("type", &self.media_type).end();
        head.push_mark('\n');
    }
}

fn web(head: &mut Html, rel: &str, address: &WebAddress) {
    if !address.is_empty() {
        head.open("link").attribute("rel", rel).address("href", Href::Web(address)).end();
        head.push_mark('\n');
    }
}

/// The media type of the files of links (RFC 9264, 4.2).
const LINKSET: &str = "application/linkset+json";

/// Where the links of a document stand in a file of their own.
pub fn linkset_path(slug: &Slug) -> RelPath {
    let page = address::document(slug);
    RelPath::new(&format!("{}.linkset.json", page.strip_suffix(".html").unwrap_or(&page)))
}

/// What stands around a document: the editions in which it is taken away, each with its media type, the files that belong to it, and the ways
/// through its collections.
pub struct Around<'a> {
    pub editions: &'a [(Anchor, &'static str)],
    pub files: &'a [FileView],
    pub ways: &'a [WayView],
}

impl Signposts {
    /// The links of the page at `path`; `record` is the document as it is cited.
    pub fn new(maker: &Maker<'_, '_>, document: &Document, path: &PagePath, record: &Record, around: &Around<'_>) -> Self {
        let config = maker.config;
        let doi = address::doi(&record.doi);
        let stem = path.name().strip_suffix(".html").unwrap_or(path.name());
        let described_by = export::ENDINGS.iter().map(|ending| {
            let media_type = export::format_of(ending).map_or("", |format| format.media_type);
            Target::new(format!("{}.{ending}", address::encode(stem)), media_type)
        });
        let editions = around.editions.iter().map(|(anchor, media_type)| Target::new(&*anchor.href, media_type));
        let files = around.files.iter().map(|file| {
            let href = if file.href.is_empty() { file.address.as_str() } else { &file.href };
            Target::new(href, mime::of(&file.name))
        });
        let mut collections: Vec<Target> = Vec::new();
        // The innermost of each way is the one in which it stands.
        for collection in around.ways.iter().filter_map(|way| way.collections.last()) {
            let target = Target::new(&*collection.href, "text/html");
            if !collections.contains(&target) {
                collections.push(target);
            }
        }
        let is_known = !config.base_url.is_empty();
        Self {
            cite_as: if doi.is_empty() { WebAddress::of_page(&canonical(config, path)) } else { doi },
            authors: record.author.iter().map(orcid).filter(|orcid| !orcid.is_empty()).collect(),
            license: license_address(&document.meta),
            kind: WebAddress::of_page(&format!("https://schema.org/{}", schema_type(record))),
            described_by: described_by.collect(),
            items: editions.chain(files).filter(|item| !item.href.is_empty()).collect(),
            collections,
            linkset: is_known.then(|| Target::new(path.to(linkset_path(&document.slug).as_str()), LINKSET)),
        }
    }

    /// Writes them into the head of the page.
    pub fn write(&self, head: &mut Html) {
        web(head, "cite-as", &self.cite_as);
        self.authors.iter().for_each(|author| web(head, "author", author));
        web(head, "license", &self.license);
        self.described_by.iter().for_each(|target| target.write(head, "describedby"));
        web(head, "type", &about_page());
        web(head, "type", &self.kind);
        self.items.iter().for_each(|target| target.write(head, "item"));
        self.collections.iter().for_each(|target| target.write(head, "collection"));
        self.linkset.iter().for_each(|target| target.write(head, "linkset"));
    }

    /// The set of links of the page at `path` and of what belongs to it, where the site's address is known (RFC 9264, 4.2).
    pub fn linkset(&self, config: &Config, path: &RelPath) -> Option<String> {
        self.linkset.as_ref()?;
        let page = canonical(config, path);
        let whole = |target: &Target| {
            let mut object = Map::from_iter([("href".to_owned(), Value::from(absolute(config, path, &target.href)))]);
            if !target.media_type.is_empty() {
                object.insert("type".into(), target.media_type.as_str().into());
            }
            Value::Object(object)
        };
        let web = |address: &WebAddress| json!({"href": address.as_str()});
        let mut own = Map::from_iter([("anchor".to_owned(), Value::from(page.as_str()))]);
        let mut put = |rel: &str, targets: Vec<Value>| {
            if !targets.is_empty() {
                own.insert(rel.to_owned(), targets.into());
            }
        };
        let one = |address: &WebAddress| Some(address).filter(|address| !address.is_empty()).map(web).into_iter().collect::<Vec<_>>();
        put("cite-as", one(&self.cite_as));
        put("author", self.authors.iter().map(web).collect());
        put("license", one(&self.license));
        put("type", one(&about_page()).into_iter().chain(one(&self.kind)).collect());
        put("describedby", self.described_by.iter().map(whole).collect());
        put("item", self.items.iter().map(whole).collect());
        put("collection", self.collections.iter().map(whole).collect());
        let back = json!([{"href": page, "type": "text/html"}]);
        let of = |rel: &str, target: &Target| {
            Value::Object(Map::from_iter([
                ("anchor".to_owned(), Value::from(absolute(config, path, &target.href))),
                (rel.to_owned(), back.clone()),
            ]))
        };
        let items = self.items.iter().map(|target| of("collection", target));
        let described = self.described_by.iter().map(|target| of("describes", target));
        let contexts: Vec<Value> = std::iter::once(Value::Object(own)).chain(items).chain(described).collect();
        Some(format!("{}\n", json!({"linkset": contexts})))
    }
}

/// That the page is one on which something is described and from which its parts are reached (FAIR Signposting Profile, `type`).
fn about_page() -> WebAddress {
    WebAddress::of_page("https://schema.org/AboutPage")
}

fn orcid(name: &Name) -> WebAddress {
    address::identifier("orcid", &name.orcid)
}

/// The whole address of what a page at `path` calls `href`.
fn absolute(config: &Config, path: &RelPath, href: &str) -> String {
    if !WebAddress::of_page(href).is_empty() {
        return href.to_owned();
    }
    let own = address::encode(path.as_str());
    let mut folders: Vec<&str> = own.split('/').collect();
    folders.pop();
    let mut rest = href;
    loop {
        if let Some(behind) = rest.strip_prefix("../") {
            folders.pop();
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix("./") {
            rest = behind;
        } else {
            break;
        }
    }
    let folders: String = folders.iter().map(|folder| format!("{folder}/")).collect();
    format!("{}{folders}{rest}", config.base_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_whole() {
        let config = Config { base_url: "https://example.org/a/".into(), ..Config::default() };
        let path = RelPath::new("documents/büro/x.html");
        for (href, whole) in [
            ("x.md", "https://example.org/a/documents/b%C3%BCro/x.md"),
            ("../../files/a%20b.pdf", "https://example.org/a/files/a%20b.pdf"),
            ("../y.html#z", "https://example.org/a/documents/y.html#z"),
            ("https://example.com/c", "https://example.com/c"),
        ] {
            assert_eq!(absolute(&config, &path, href), whole);
        }
    }
}

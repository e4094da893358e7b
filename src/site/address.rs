//! Where every page stands on the site, and how pages reach each other.

use crate::{
    archive::{naming, works::Group},
    base::{
        Date, Digest, PictureSize, RelPath, Slug, WebAddress, identifier as authority_files,
        places::{self, ARCHIVE, SOURCES, is_recording, scaled_name},
    },
    document::{AuthorityKind, capture_place},
    reference::identity,
};

/// The archive's front.
pub const FRONT: &str = "index.html";
/// The first page of the list of documents.
pub const DOCUMENTS: &str = "documents/index.html";
/// The front of the citation index.
pub const CITATIONS: &str = "citations/index.html";

/// The works that are most cited and not in the archive.
pub const NOT_HELD: &str = "citations/not-held.html";

/// The letters as a table, and the same as JSON.
pub const LETTER_TABLE: &str = "data/letters.csv";
/// The letters as JSON.
pub const LETTER_JSON: &str = "data/letters.json";
/// The letters for indexes of letters.
pub const CMIF: &str = "data/cmif.xml";

/// The feed of new documents.
pub const FEED: &str = "feed.xml";

/// The search page.
pub const SEARCH: &str = "search.html";

/// A document's reading page.
pub fn document(slug: &Slug) -> String {
    ["documents/", leaf(slug.as_str()), ".html"].concat()
}

/// The folder of a document's chapters. No slug has a dot, so that no other text can stand there.
fn chapters(slug: &Slug) -> String {
    format!("documents/{}.chapters", leaf(slug.as_str()))
}

/// The title page of a document that is read chapter by chapter.
pub fn title_page(slug: &Slug) -> String {
    format!("{}/index.html", chapters(slug))
}

/// Whether an address is that of the title page or of a chapter of a document.
pub fn is_in_chapters(slug: &Slug, page: &str) -> bool {
    page.strip_prefix(&chapters(slug)).is_some_and(|rest| rest.starts_with('/'))
}

/// Which of a document's pages a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageOf {
    /// Its own, with all of its text.
    Document,
    /// Its title page, or a chapter.
    Chapter,
    /// That beside its source.
    Source,
    /// That beside its facsimile.
    Facsimile,
}

/// The document to which a page belongs, and which of its pages that is. `known` finds a document by its slug.
pub fn document_of<'k>(page: &str, known: impl Fn(&str) -> Option<&'k Slug>) -> Option<(&'k Slug, PageOf)> {
    let name = page.strip_prefix("documents/")?.strip_suffix(".html")?;
    let found = |name: &str, of: PageOf| {
        let slug = known(if name == leaf("index") { "index" } else { name })?;
        let is_it = match of {
            PageOf::Document => document(slug) == page,
            PageOf::Chapter => is_in_chapters(slug, page),
            PageOf::Source => source(slug) == page,
            PageOf::Facsimile => facsimile(slug) == page,
        };
        is_it.then_some((slug, of))
    };
    found(name, PageOf::Document)
        .or_else(|| found(name.rsplit_once(".chapters/")?.0, PageOf::Chapter))
        .or_else(|| found(name.strip_suffix(".source")?, PageOf::Source))
        .or_else(|| found(name.strip_suffix(".facsimile")?, PageOf::Facsimile))
}

/// A chapter of a document.
pub fn chapter(slug: &Slug, name: &str) -> String {
    format!("{}/{}.html", chapters(slug), leaf(name))
}

/// The folder of what stands of a document's history. No slug has a dot, so that no other text can stand there.
fn versions(slug: &Slug) -> String {
    format!("documents/{}.v", leaf(slug.as_str()))
}

/// The page of a document's history.
pub fn history(slug: &Slug) -> String {
    format!("{}/index.html", versions(slug))
}

/// A version of a document.
pub fn version(slug: &Slug, name: &str) -> String {
    format!("{}/{name}.html", versions(slug))
}

/// A version of a document as Markdown, beside the document, from where its links lead.
pub fn version_markdown(slug: &Slug, name: &str) -> String {
    format!("{}.{name}.md", versions(slug))
}

/// What differs between a version and the one before; of the text as it is, which has no name, and the newest. No name has a tilde.
pub fn differences(slug: &Slug, name: &str) -> String {
    format!("{}/{name}~changes.html", versions(slug))
}

/// A page of what was corrected in the archive.
pub fn errata(page: usize) -> String {
    if page <= 1 { String::from("errata.html") } else { format!("errata~{page}.html") }
}

/// The versions of a document for programs. No name of a version ends so.
pub fn timemap(slug: &Slug) -> String {
    format!("{}/timemap.link", versions(slug))
}

/// The versions of all documents for programs.
pub const TIMEMAP: &str = "data/timemap.json";

/// A document's notes as a W3C AnnotationPage.
pub fn jsonld(slug: &Slug) -> String {
    format!("documents/{}.jsonld", leaf(slug.as_str()))
}

/// A page of notes: all (`index`), or those of a tag, creator or motivation.
pub fn annotations(file: &str, page: usize) -> String {
    numbered("annotations", file, page)
}

/// The page that lays a document beside its source.
pub fn source(slug: &Slug) -> String {
    format!("documents/{}.source.html", leaf(slug.as_str()))
}

/// The page that lays a document beside the pictures of its pages.
pub fn facsimile(slug: &Slug) -> String {
    format!("documents/{}.facsimile.html", leaf(slug.as_str()))
}

/// The folder of what viewers of facsimiles take.
pub const IIIF: &str = "iiif";

/// The manifests of the archive.
pub const COLLECTION: &str = "iiif/collection.json";

/// The folder of a document's manifest and of what stands beside it.
pub fn iiif(slug: &Slug) -> String {
    format!("{IIIF}/{slug}")
}

/// A document's manifest.
pub fn manifest(slug: &Slug) -> String {
    format!("{IIIF}/{slug}/manifest.json")
}

/// A work's page; the second and further pages of its passages have a number.
pub fn work(key: &str, page: usize) -> String {
    numbered("works", leaf(key), page)
}

/// A page of the citation index under one initial.
pub fn initial(initial: &str, page: usize) -> String {
    numbered("citations", &naming::initial_file(initial), page)
}

/// A page of a division of the citation index: `citations/year-1999.html`.
pub fn division(group: &Group, page: usize) -> String {
    numbered("citations", &format!("{}-{}", group.name(), group.value()), page)
}

/// A page of the list of documents.
pub fn documents(page: usize) -> String {
    numbered("documents", "index", page)
}

/// A page of the list of the documents of a type or language: `documents/index~type-letter.html`. No text has such a name.
pub fn documents_of(by: &str, value: &str, page: usize) -> String {
    numbered("documents", &format!("index~{by}-{value}"), page)
}

/// A page of the index of correspondences.
pub fn letters(page: usize) -> String {
    numbered("letters", "index", page)
}

/// A page of the letters of a year, or of those without one.
pub fn letter_year(year: Option<i32>, page: usize) -> String {
    numbered("letters", &year.map_or_else(|| "undated".to_owned(), |year| Date::year(year).to_string()), page)
}

/// A page of the correspondence of two: `letters/edvard-lunde.ida-berg.html`, with `.o.` between a person and a body, `.oo.` between two
/// bodies. No name in an address has a dot, so that no two pairs have one address, nor a pair that of a year.
pub fn correspondence(one: (AuthorityKind, &str), other: (AuthorityKind, &str), page: usize) -> String {
    /// File names of 255 bytes keep room for endings.
    const LONGEST: usize = 200;
    let ((first_kind, first), (second_kind, second)) = if one <= other { (one, other) } else { (other, one) };
    let between = match (first_kind, second_kind) {
        (AuthorityKind::People, AuthorityKind::People) => ".",
        (AuthorityKind::Organizations, AuthorityKind::Organizations) => ".oo.",
        _ => ".o.",
    };
    let stem = [first, between, second].concat();
    let stem = if stem.len() > LONGEST { format!("pair-{}", Digest::of(stem.as_bytes())) } else { stem };
    numbered("letters", &stem, page)
}

/// The page of a person, organization, place or topic.
pub fn entity(kind: AuthorityKind, slug: &str, page: usize) -> String {
    numbered(kind.folder(), leaf(slug), page)
}

/// The index of a kind of entities.
pub fn entities(kind: AuthorityKind, page: usize) -> String {
    numbered(kind.folder(), "index", page)
}

/// All collections as data.
pub const COLLECTION_DATA: &str = "data/collections.json";

/// All collections, as they stand in each other.
pub fn collections(page: usize) -> String {
    numbered("collections", "index", page)
}

/// A page of a collection.
pub fn collection(slug: &Slug, page: usize) -> String {
    numbered("collections", leaf(slug.as_str()), page)
}

/// A page of a collection with its documents in another order: `by` is a name that begins with no digit.
pub fn collection_by(slug: &Slug, by: &str, page: usize) -> String {
    numbered("collections", &format!("{}~by-{by}", leaf(slug.as_str())), page)
}

/// A file beside a collection's page, with this ending.
pub fn of_collection(slug: &Slug, ending: &str) -> String {
    format!("collections/{}.{ending}", leaf(slug.as_str()))
}

/// A page of the index of one of the archive's own fields.
pub fn browse(field: &str, page: usize) -> String {
    numbered(&format!("browse/{field}"), "index", page)
}

/// A page of the documents with a value of one of the archive's own fields.
pub fn browse_value(field: &str, value: &str, page: usize) -> String {
    numbered(&format!("browse/{field}"), leaf(value), page)
}

/// A free page.
pub fn free_page(slug: &Slug) -> String {
    // The text of the front stands there.
    if slug.as_str() == places::FRONT {
        return FRONT.to_owned();
    }
    format!("pages/{slug}.html")
}

/// The page of the document, free page or collection of this slug, as its file says what it is.
pub fn text(path: &RelPath, slug: &Slug) -> String {
    if path.is_below(places::PAGES) {
        free_page(slug)
    } else if path.is_below(places::COLLECTIONS) {
        collection(slug, 1)
    } else {
        document(slug)
    }
}

/// A file of the archive that is published as it is: `content/documents/map.png` stands at
/// `documents/map.png`. A source that browsers would run gets an ending with which they show it as text.
pub fn file(path: &RelPath) -> Option<String> {
    if path.is_below(ARCHIVE) {
        return capture_place::on_site(path).map(|path| path.to_string());
    }
    let address = path.as_str().strip_prefix("content/")?;
    Some(if path.is_below(SOURCES) && may_run(path) { format!("{address}.txt") } else { address.to_owned() })
}

/// Whether browsers may run what is in a file, by its ending: pages, and XML, which may hold one and has many endings (of `.tei` and `.ttml` hosts
/// say that they are XML). So it is all but what is known to be text, sound, film or picture, or to be saved.
fn may_run(path: &RelPath) -> bool {
    const QUIET: [&str; 32] = [
        "txt", "text", "md", "markdown", "csv", "tsv", "vtt", "srt", "sbv", "ass", "ssa", "tex", "latex", "rst", "org", "adoc", "asciidoc",
        "wiki", "textile", "bib", "ris", "json", "ipynb", "yaml", "pdf", "doc", "docx", "odt", "rtf", "epub", "eml", "mbox",
    ];
    !QUIET.contains(&path.extension().as_str()) && !is_recording(path)
}

/// A smaller picture of a file of the archive, so many pixels wide: `files/map.png.800.webp`; of a further page of one that has several:
/// `files/scan.tif.p2.800.jpg`.
pub fn scaled(path: &RelPath, sheet: u32, size: PictureSize, width: u32) -> Option<String> {
    let page = if sheet > 0 { format!(".p{}", sheet.saturating_add(1)) } else { String::new() };
    Some(scaled_name(&format!("{}{page}", file(path)?), size, width))
}

/// The address of `target` with each byte percent-encoded that a URL must not hold (RFC 3986, section 3.3); what begins a
/// query or a fragment, and escapes, stay.
pub fn encode(target: &str) -> String {
    encoded(target, b"-._~/!$&'()*+,;=:@#?%")
}

/// The address of the file at `path`, seen from where that is: each byte is percent-encoded that is not its own in a URL's
/// path, so that `C#.png` is one.
pub fn encode_path(path: &str) -> String {
    encoded(path, b"-._~/!$&'()*+,;=:@")
}

fn encoded(text: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Where a DOI resolves; nowhere what has not the form of one (the DOI Handbook, 2.2: `10.`, a registrant, a slash).
pub fn doi(doi: &str) -> WebAddress {
    if identity::is_doi(doi) { resolver("https://doi.org/", doi) } else { WebAddress::default() }
}

/// Where an identifier of an authority file resolves; nowhere if it is none of its, or nobody knows the file.
pub fn identifier(scheme: &str, value: &str) -> WebAddress {
    authority_files::named(scheme).map(|scheme| scheme.address(value)).unwrap_or_default()
}

fn resolver(base: &str, value: &str) -> WebAddress {
    // What would begin a query or a fragment is a part of the identifier.
    let value = encode(value).replace('#', "%23").replace('?', "%3F");
    if value.is_empty() { WebAddress::default() } else { WebAddress::of_page(&format!("{base}{value}")) }
}

/// `index` is the address of the folder's own index: what is called so stands at `index_`.
fn leaf(slug: &str) -> &str {
    if slug == "index" { "index_" } else { slug }
}

/// Second and further pages: `~2` cannot be part of a slug, so no slug can collide with it.
fn numbered(folder: &str, stem: &str, page: usize) -> String {
    if page <= 1 { [folder, "/", stem, ".html"].concat() } else { format!("{folder}/{stem}~{page}.html") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_pairs_have_one_address() {
        use AuthorityKind::{Organizations, People};
        let all =
            [(People, "a"), (People, "a-b"), (People, "b"), (Organizations, "a"), (Organizations, "o"), (People, "o"), (People, "1843")];
        let mut made = std::collections::BTreeSet::new();
        for (nth, one) in all.iter().enumerate() {
            for other in &all[nth..] {
                let address = correspondence(*one, *other, 1);
                assert_eq!(address, correspondence(*other, *one, 1));
                assert!(made.insert(address.clone()), "{address}");
            }
        }
        assert!(made.contains("letters/a-b.b.html") && made.contains("letters/b.o.a.html") && !made.contains("letters/1843.html"));
        let long = "n".repeat(190);
        assert!(correspondence((People, &long), (People, &long), 2).len() < 80);
    }

    #[test]
    fn a_page_tells_of_which_document_it_is() {
        let slugs = [Slug::from_text("a"), Slug::of_file(&RelPath::new("content/documents/box/a.md")), Slug::from_text("index")];
        for slug in &slugs {
            let known = |name: &str| slugs.iter().find(|slug| slug.as_str() == name);
            for (page, of) in [
                (document(slug), PageOf::Document),
                (title_page(slug), PageOf::Chapter),
                (chapter(slug, "of-ropes"), PageOf::Chapter),
                (source(slug), PageOf::Source),
                (facsimile(slug), PageOf::Facsimile),
            ] {
                assert_eq!(document_of(&page, known), Some((slug, of)), "{page}");
            }
            for other in [DOCUMENTS, "documents/b.html", "documents/a.md", "a.html", "documents/a.chapters.html", &history(slug)] {
                assert_eq!(document_of(other, known), None, "{other}");
            }
        }
    }

    #[test]
    fn no_source_runs_where_it_is_published() {
        for (path, address) in [
            ("content/sources/a.html", "sources/a.html.txt"),
            ("content/sources/a.TEI", "sources/a.TEI.txt"),
            ("content/sources/a.svg", "sources/a.svg.txt"),
            ("content/sources/a", "sources/a.txt"),
            ("content/sources/a.docx", "sources/a.docx"),
            ("content/sources/a.jpg", "sources/a.jpg"),
            ("content/files/a.xml", "files/a.xml"),
        ] {
            assert_eq!(file(&RelPath::new(path)).as_deref(), Some(address), "{path}");
        }
        assert_eq!(file(&RelPath::new("templates/a.html")), None);
    }
}

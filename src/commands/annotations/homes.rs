//! Which document stands at an address.

use std::collections::BTreeMap;

use crate::{base::text, build::Memo, config::Config, document::site_address::SiteAddress, site::address};

/// The documents of an archive by the addresses at which they stand: their pages on this site, and where they were published.
pub struct Homes {
    /// By address, as [`bare`] gives it.
    by_address: BTreeMap<String, Vec<String>>,
    /// By the page, from the site's root, without its ending.
    by_page: BTreeMap<String, String>,
    /// By the title, folded.
    by_title: BTreeMap<String, Vec<String>>,
    /// The address of the site, bare; empty if it is not known.
    base: String,
}

/// Why no document is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Homeless {
    /// There is none.
    Nobody,
    /// There are several.
    Several,
}

impl Homes {
    /// Those of an archive.
    pub fn of(memo: &Memo, config: &Config) -> Self {
        let mut homes =
            Self { by_address: BTreeMap::new(), by_page: BTreeMap::new(), by_title: BTreeMap::new(), base: bare(&config.base_url) };
        for (slug, document) in memo.catalogue.documents() {
            let page = address::document(slug);
            homes.by_page.insert(page.trim_end_matches(".html").to_owned(), slug.to_string());
            homes.by_title.entry(text::fold(&document.meta.title)).or_default().push(slug.to_string());
            let doi = Some(&document.meta.doi).filter(|doi| !doi.is_empty()).map(|doi| format!("https://doi.org/{doi}"));
            let url = Some(document.meta.url.to_string()).filter(|url| !url.is_empty());
            for published in [url, doi].into_iter().flatten() {
                homes.by_address.entry(bare(&published)).or_default().push(slug.to_string());
            }
        }
        homes.former(memo, config);
        homes
    }

    /// The addresses at which the documents stood, and the pages of their versions: who wrote a note there may send it much later. A page that
    /// is there now stays what it is.
    fn former(&mut self, memo: &Memo, config: &Config) {
        let of_page = |page: &str| page.trim_end_matches(".html").to_owned();
        for (slug, document) in memo.catalogue.documents() {
            let home = address::document(slug);
            let aliases =
                document.meta.aliases.iter().filter_map(|alias| SiteAddress::of_alias(alias, &home, "documents", &config.base_url)?.ok());
            let aliases = aliases.filter(|old| old.query.is_empty()).map(|old| of_page(old.file().as_str()));
            let versions = memo.catalogue.versions().get(slug).into_iter().flat_map(|versions| &versions.0);
            let versions = versions.map(|version| of_page(&address::version(slug, &version.name)));
            for page in aliases.chain(versions) {
                self.by_page.entry(page).or_insert_with(|| slug.to_string());
            }
        }
        let pages = memo.catalogue.moved().iter().filter(|moved| moved.old.fragment.is_empty() && moved.old.query.is_empty());
        let pages: Vec<(String, String)> =
            pages.map(|moved| (of_page(moved.old.file().as_str()), of_page(moved.new.file().as_str()))).collect();
        // A line may lead to what another leads on from.
        let mut known = 0;
        while known < self.by_page.len() {
            known = self.by_page.len();
            for (old, new) in &pages {
                if let Some(slug) = self.by_page.get(new).cloned() {
                    self.by_page.entry(old.clone()).or_insert(slug);
                }
            }
        }
    }

    /// The document at an address: its page on this site, or where it was published. Host and path must be those of the site where
    /// these are known (`base-url`); where they are not, its page on any host.
    pub fn find(&self, source: &str) -> Result<&str, Homeless> {
        match self.by_address.get(&bare(source)).map(Vec::as_slice) {
            Some([slug]) => return Ok(slug),
            Some([_, _, ..]) => return Err(Homeless::Several),
            _ => {}
        }
        self.page(source).and_then(|page| self.by_page.get(&page)).map(String::as_str).ok_or(Homeless::Nobody)
    }

    /// Whether an address is that of a page of this site.
    pub fn is_page(&self, source: &str) -> bool {
        self.page(source).is_some_and(|page| self.by_page.contains_key(&page))
    }

    /// The document of a title, for programs that know texts by nothing else.
    pub fn titled(&self, title: &str) -> Result<&str, Homeless> {
        // Programs for reading often have the subtitle behind a colon.
        let short = title.split(':').next().unwrap_or(title);
        let known = [title, short].into_iter().find_map(|title| self.by_title.get(&text::fold(title)));
        match known.map(Vec::as_slice) {
            Some([slug]) => Ok(slug),
            Some([_, _, ..]) => Err(Homeless::Several),
            _ => Err(Homeless::Nobody),
        }
    }

    /// The id of a note of the document `slug`, if `iri` is the address of one on this site.
    pub fn note(&self, slug: &str, iri: &str) -> Option<String> {
        let (page, id) = iri.split_once("#note-")?;
        let is_elsewhere = self.base.is_empty() && page.contains("://");
        (!is_elsewhere && self.page(page).and_then(|page| self.by_page.get(&page)).is_some_and(|own| own == slug)).then(|| id.to_owned())
    }

    /// The page at an address, from the site's root and without its ending, if the address may be one of the site.
    fn page(&self, source: &str) -> Option<String> {
        let address = bare(source.split(['?', '#']).next().unwrap_or(""));
        let page = match source.contains("://") {
            true if !self.base.is_empty() => address.strip_prefix(&self.base)?.strip_prefix('/')?.to_owned(),
            // The site may stand at any host, in any folder.
            true if address.contains("/documents/") => address.rsplit_once("/documents/").map(|(_, page)| format!("documents/{page}"))?,
            true => address.rsplitn(3, '/').take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/"),
            false => address.trim_start_matches("./").trim_start_matches("../").to_owned(),
        };
        let page = page.strip_suffix(".html").unwrap_or(&page);
        // What is relative is seen from the page of notes, which stands beside the document's, or from the site's root.
        let is_beside = !source.contains("://") && !page.starts_with("documents/");
        Some(if is_beside || !page.contains('/') { format!("documents/{page}") } else { page.to_owned() })
    }
}

/// An address without what makes no difference: the scheme, if it is one of the web; capitals in the name of the host; its usual port;
/// how letters of the path are escaped; a slash at the end; a fragment.
fn bare(address: &str) -> String {
    let address = address.trim().split('#').next().unwrap_or("");
    let is_scheme = |scheme: &str| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let (host, path) = match address.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let port = if scheme.eq_ignore_ascii_case("http") { ":80" } else { ":443" };
            (host.to_lowercase().trim_end_matches(port).to_owned(), path)
        }
        _ => (String::new(), address),
    };
    let (path, query) = path.split_once('?').map_or((path, String::new()), |(path, query)| (path, format!("?{query}")));
    let path = text::percent_decoded(path);
    format!("{host}{}{query}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn homes(base: &str) -> Homes {
        let by_page = [("documents/first", "first"), ("documents/письмо", "письмо"), ("documents/box1/letter", "box1/letter")];
        Homes {
            by_address: BTreeMap::from([
                (bare("https://doi.org/10.1/X"), vec!["first".into()]),
                (bare("http://j.example/1/"), vec!["a".into(), "b".into()]),
            ]),
            by_page: by_page.map(|(page, slug)| (page.to_owned(), slug.to_owned())).into(),
            by_title: BTreeMap::new(),
            base: bare(base),
        }
    }

    #[test]
    fn where_the_site_is_known_host_and_path_must_be_its_own() {
        let check =
            |base: &str, source: &str, expected: Result<&str, Homeless>| assert_eq!(homes(base).find(source), expected, "{base} {source}");
        let site = "https://a.example/letters/";
        for own in [
            "https://a.example/letters/documents/first.html",
            "http://A.example:80/letters/documents/first",
            "first.html",
            "documents/first.html?x",
        ] {
            check(site, own, Ok("first"));
            check("", own, Ok("first"));
        }
        for other in [
            "https://b.example/letters/documents/first.html",
            "https://a.example/documents/first.html",
            "https://a.example.b/letters/documents/first.html",
        ] {
            check(site, other, Err(Homeless::Nobody));
            check("", other, Ok("first"));
        }
        for nobody in ["https://a.example/people/first.html", "https://a.example/letters/documents/second.html", ""] {
            check(site, nobody, Err(Homeless::Nobody));
            check("", nobody, Err(Homeless::Nobody));
        }
        check(site, "https://a.example/letters/documents/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE.html", Ok("письмо"));
        for own in ["https://a.example/letters/documents/box1/letter.html", "box1/letter.html", "documents/box1/letter"] {
            check(site, own, Ok("box1/letter"));
            check("", own, Ok("box1/letter"));
        }
        check(site, "https://DOI.org/10.1/X", Ok("first"));
        check(site, "https://j.example/1", Err(Homeless::Several));
        check(site, "https://j.example/1?p=2", Err(Homeless::Nobody));
    }

    #[test]
    fn a_note_of_this_site_is_known_by_its_address() {
        let note = |base: &str, iri: &str| homes(base).note("first", iri);
        assert_eq!(note("https://a.example/", "https://a.example/documents/first.html#note-x"), Some("x".into()));
        assert_eq!(note("https://a.example/", "https://b.example/documents/first.html#note-x"), None);
        assert_eq!(note("", "https://b.example/documents/first.html#note-x"), None, "who knows where that is");
        assert_eq!(note("", "first.html#note-x"), Some("x".into()));
        assert_eq!(note("", "second.html#note-x"), None);
    }
}

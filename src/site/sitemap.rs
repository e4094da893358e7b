//! For search engines: which pages there are (sitemaps.org, protocol 0.9), and that they may come (RFC 9309).

use super::frame::canonical;
use crate::{
    base::{RelPath, Xml},
    config::Config,
};

/// How many addresses a sitemap may hold.
const MOST: usize = 50_000;

/// The sitemap of these pages; an index and its parts, where they are too many for one. Without `base-url` nobody knows
/// the addresses, and there is none.
pub fn make<'a>(config: &Config, pages: impl IntoIterator<Item = &'a RelPath>) -> Vec<(RelPath, String)> {
    if config.base_url.is_empty() {
        return Vec::new();
    }
    let pages: Vec<&RelPath> = pages.into_iter().filter(|page| is_page(page)).collect();
    split(config, &pages, MOST)
}

/// `robots.txt`: lets everybody in, and names the sitemap.
pub fn robots(config: &Config, robots: &mut String) {
    robots.push_str("User-agent: *\nAllow: /\n");
    if !config.base_url.is_empty() {
        robots.push_str(&format!("\nSitemap: {}sitemap.xml\n", config.base_url));
    }
}

/// Files beside pages are none.
fn is_page(path: &RelPath) -> bool {
    path.extension() == "html"
}

fn split(config: &Config, pages: &[&RelPath], most: usize) -> Vec<(RelPath, String)> {
    let set = |pages: &[&RelPath]| list("urlset", "url", pages.iter().map(|page| canonical(config, page)));
    if pages.len() <= most {
        return vec![(RelPath::new("sitemap.xml"), set(pages))];
    }
    let parts: Vec<(RelPath, String)> =
        pages.chunks(most).zip(1..).map(|(part, nth): (_, usize)| (RelPath::new(&format!("sitemap-{nth}.xml")), set(part))).collect();
    let index = list("sitemapindex", "sitemap", parts.iter().map(|(path, _)| canonical(config, path)));
    std::iter::once((RelPath::new("sitemap.xml"), index)).chain(parts).collect()
}

fn list(root: &'static str, item: &'static str, addresses: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut xml = Xml::new(&mut text);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    xml.push_str(root);
    xml.push_str(" xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for address in addresses {
        xml.push_str("<");
        xml.push_str(item);
        xml.push_str(">");
        xml.element("loc", &address);
        xml.close(item);
        xml.push_str("\n");
    }
    xml.close(root);
    xml.push_str("\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(base: &str) -> Config {
        Config { base_url: base.into(), ..Config::default() }
    }

    #[test]
    fn long_sitemaps_are_split() {
        let pages: Vec<RelPath> = ["index.html", "documents/a&b.html", "works/ü.html"].map(RelPath::new).into();
        let pages: Vec<&RelPath> = pages.iter().collect();
        let config = config("https://example.org/a/");
        let files = split(&config, &pages, 2);
        assert_eq!(files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        assert!(files[0].1.contains("<sitemap><loc>https://example.org/a/sitemap-2.xml</loc></sitemap>"), "{}", files[0].1);
        assert!(files[1].1.contains("<loc>https://example.org/a/</loc>"), "{}", files[1].1);
        assert!(files[1].1.contains("<loc>https://example.org/a/documents/a&amp;b.html</loc>"), "{}", files[1].1);
        assert!(files[2].1.contains("<loc>https://example.org/a/works/%C3%BC.html</loc>"), "{}", files[2].1);
        for (_, text) in split(&config, &pages, 3) {
            assert_eq!(text.matches("<url>").count(), 3);
        }
    }

    #[test]
    fn there_is_none_without_an_address_and_it_has_pages_only() {
        let page = RelPath::new("index.html");
        assert!(make(&config(""), [&page]).is_empty());
        let mut text = String::new();
        robots(&config(""), &mut text);
        assert!(!text.contains("Sitemap"));
        let files = make(&config("https://example.org/"), [&RelPath::new("data/works.bib"), &page]);
        assert_eq!(files[0].1.matches("<url>").count(), 1);
    }
}

//! Where a page stands, and in which of the site's languages it leads on.
//!
//! A site of several languages has its lists, indexes, works, names and the like once a language: those of the main one where they
//! always were, the others below a folder that is called as the language: `ru/people/marta-ilves.html`. Texts stand there once, and so
//! do files. That is said here and nowhere else: addresses are as they are in the main language, and a [`PagePath`] knows the rest.

use std::{borrow::Cow, ops::Deref};

use crate::base::{Lang, RelPath};

/// The path of a page, and the folder of the pages that are in the language of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePath {
    path: RelPath,
    /// `ru/`; nothing for the main language.
    home: String,
}

impl PagePath {
    /// The page at an address, in the language whose pages stand below `home`.
    pub fn new(address: &str, home: &str) -> Self {
        Self { path: RelPath::new(&localised(address, home)), home: home.to_owned() }
    }

    /// Its address in the main language.
    pub fn main(&self) -> &str {
        self.path.as_str().strip_prefix(self.home.as_str()).unwrap_or(self.path.as_str())
    }

    /// How the page reaches another, of which it takes the one in its language.
    pub fn to(&self, target: &str) -> String {
        self.path.to(&localised(target, &self.home))
    }
}

/// It is a path like any other.
impl Deref for PagePath {
    type Target = RelPath;

    fn deref(&self) -> &RelPath {
        &self.path
    }
}

impl From<PagePath> for RelPath {
    fn from(path: PagePath) -> Self {
        path.path
    }
}

/// The folder of the pages in a language, as its tag has it.
pub fn home(lang: &Lang) -> String {
    format!("{lang}/")
}

/// The address of a page in the language whose pages stand below `home`.
pub fn localised<'a>(address: &'a str, home: &str) -> Cow<'a, str> {
    if home.is_empty() || !is_in_each(address) { Cow::Borrowed(address) } else { Cow::Owned([home, address].concat()) }
}

/// Whether there is a page in each of the site's languages at an address: all pages but those that show a text, and what stands there
/// beside pages.
pub fn is_in_each(address: &str) -> bool {
    /// The folders of texts and files, and the page for addresses that lead nowhere, of which a host knows one.
    const ONCE: [&str; 7] = ["documents", "pages", "files", "sources", "iiif", "data", "404.html"];
    let page = address.split(['#', '?']).next().unwrap_or(address);
    let first = page.split('/').next().unwrap_or(page);
    let is_list = || page.strip_prefix("documents/index").is_some_and(|rest| rest == ".html" || rest.starts_with('~'));
    page.ends_with(".html") && (!ONCE.contains(&first) || is_list())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_on_in_their_language() {
        let check = |address: &str, target: &str, expected: &str| {
            let page = PagePath::new(address, "ru/");
            assert_eq!(page.to(target), expected, "{address} to {target}");
            // The main language is as if there were no other.
            assert_eq!(PagePath::new(address, "").to(target), RelPath::new(address).to(target));
        };
        check("index.html", "people/index.html", "people/index.html");
        check("people/index.html", "works/a.html#cite-1", "../works/a.html#cite-1");
        check("people/index.html", "documents/a.html#p", "../../documents/a.html#p");
        check("people/index.html", "files/a.png", "../../files/a.png");
        check("people/index.html", "documents/index~2.html#year-1843", "../documents/index~2.html#year-1843");
        check("documents/a.html", "people/b.html", "../ru/people/b.html");
        check("documents/a.html", "documents/index.html", "../ru/documents/index.html");
        check("documents/box/index.html", "documents/box/index.html", "index.html");
        check("pages/about.html", "data/works.json", "../data/works.json");
        check("pages/about.html", "feed.xml", "../feed.xml");
    }
}

//! What every page shows: title, language, menu.

use std::{cell::Cell, rc::Rc};

use serde::Serialize;

use super::{
    address,
    collation::Collation,
    csl::CitationFormatter,
    furniture, menu,
    page_path::{PagePath, is_in_each, localised},
    product::{Part, Product, Question, Scaled, Tiled},
    templates::strings::Strings,
    tongues::Tongue,
    view::{Anchor, Card, LanguageLink, PageFrame, Pager, View},
};
use crate::{
    archive::{Capacity, Claim, Listed, Reader},
    base::{Date, Diagnostic, Digest, Html, Lang, PictureSize, RelPath, places::ARCHIVE},
    config::Config,
    document::{AuthorityKind, Meta, Person, history::UpdateKind},
};

/// What all pages are made with.
pub struct Maker<'a, 'r> {
    /// The configuration, as it is for pages in their language.
    pub config: &'a Config,
    /// The languages of the site.
    pub tongues: &'a [Tongue],
    /// That in which the words of the pages are.
    pub tongue: &'a Tongue,
    /// The catalogue, noting what is asked for.
    pub reader: &'r Reader<'a>,
    /// Where entries and citations are formatted.
    pub formatter: &'r CitationFormatter<'r>,
    /// The site's own words, for what no template makes.
    pub words: &'r Strings,
    /// Takes what is made.
    pub put: &'r dyn Fn(Product),
}

impl Maker<'_, '_> {
    /// The page at an address, in the language for which pages are made: all pages are made at such paths, and lead on from them.
    pub fn at(&self, address: &str) -> PagePath {
        PagePath::new(address, &self.tongue.home)
    }

    /// Hands out a page's view.
    pub fn put(&self, path: impl Into<RelPath>, view: View) {
        (self.put)(Product::Page(path.into(), view));
    }

    /// Hands out a page of a long list. What it shows follows from `of`, from what `make` reads, and from what all pages are made with: while
    /// these are as they were it is not made again, however much of the list is. So `make` gets nothing else.
    pub fn part<T: Serialize>(&self, path: &PagePath, of: &T, make: fn(&Maker<'_, '_>, &PagePath, &T) -> View) {
        let asked = Rc::new(Question { path: RelPath::clone(path), of: Digest::of_value(of), stands: Cell::new(false) });
        (self.put)(Product::Question(Rc::clone(&asked)));
        if asked.stands.get() {
            return;
        }
        // What it hands out besides would be gone where it is not made again.
        let is_alone = Cell::new(true);
        let put = |product: Product| {
            is_alone.set(false);
            (self.put)(product);
        };
        let Maker { config, tongues, tongue, reader, formatter, words, .. } = *self;
        let so_far = reader.log().so_far();
        let view = make(&Maker { config, tongues, tongue, reader, formatter, words, put: &put }, path, of);
        (self.put)(Product::Page(RelPath::clone(path), view));
        if is_alone.get() {
            let Question { path, of, .. } = &*asked;
            (self.put)(Product::Part(Part { path: path.clone(), of: *of, reads: reader.log().since(so_far) }));
        }
    }

    /// Hands out a file that no template makes.
    pub fn file(&self, path: RelPath, text: String) {
        (self.put)(Product::File(path, text));
    }

    /// Publishes a file of the archive, since a page leads to it; with a capture of a page of the web the files that it shows. Nothing else does.
    pub fn attach(&self, file: &RelPath) {
        (self.put)(Product::Attached(file.clone()));
        if file.is_below(ARCHIVE)
            && let Some(capture) = self.reader.capture_at(file)
        {
            self.reader.shown_with(capture).into_iter().for_each(|file| (self.put)(Product::Attached(file)));
        }
    }

    /// Publishes a smaller picture of one of the archive, since a page shows it; gives its path on the site.
    pub fn scale(&self, file: &RelPath, size: PictureSize, width: u32) -> Option<RelPath> {
        self.scale_sheet(file, 0, size, width)
    }

    /// The same of a page, from 0 on, of a file that has several.
    pub fn scale_sheet(&self, file: &RelPath, sheet: u32, size: PictureSize, width: u32) -> Option<RelPath> {
        let to = RelPath::new(&address::scaled(file, sheet, size, width)?);
        let pixels = u64::from(size.width) * u64::from(size.height);
        (self.put)(Product::Scaled(Scaled { file: file.clone(), sheet, to: to.clone(), width, pixels }));
        Some(to)
    }

    /// Publishes a picture of the archive in tiles, since a page shows it closely.
    pub fn tile(&self, tiled: Tiled) {
        (self.put)(Product::Tiled(tiled));
    }

    /// Says what is wrong.
    pub fn report(&self, findings: impl IntoIterator<Item = Diagnostic>) {
        findings.into_iter().for_each(|finding| (self.put)(Product::Finding(finding)));
    }

    /// The frame of the page at `path`; `menu` is the key of the menu item it belongs to.
    pub fn frame(&self, path: &PagePath, title: &str, lang: &Lang, menu: &str) -> PageFrame {
        let summary = self.reader.menu();
        let depth = path.as_str().matches('/').count();
        let mut page = PageFrame {
            site_title: self.config.title.clone(),
            site_title_lang: self.config.title_lang().to_string(),
            site_lang: self.config.lang.to_string(),
            root: "../".repeat(depth),
            home: path.to(address::FRONT),
            path: path.to_string(),
            main_path: path.main().to_owned(),
            languages: self.languages(path),
            canonical: canonical(self.config, path),
            title: title.to_owned(),
            lang: lang.to_string(),
            dir: dir(lang),
            description: String::new(),
            search: if self.config.search { path.to(address::SEARCH) } else { String::new() },
            feed: if summary.news && !self.config.base_url.is_empty() { path.to(address::FEED) } else { String::new() },
            nav: menu::make(self, path, menu),
            ..PageFrame::default()
        };
        furniture::lay(self, path, &mut page);
        page
    }

    /// The site's languages as seen from a page: of pages that there are in each the same in it, else its front. Nothing for a site of one.
    fn languages(&self, path: &PagePath) -> Vec<LanguageLink> {
        if self.tongues.len() < 2 {
            return Vec::new();
        }
        let is_in_each = is_in_each(path.main());
        let link = |tongue: &Tongue| {
            let there = RelPath::new(&localised(if is_in_each { path.main() } else { address::FRONT }, &tongue.home));
            LanguageLink {
                lang: tongue.lang().to_string(),
                name: tongue.name.clone(),
                href: if tongue.lang() == self.tongue.lang() { path.name().to_owned() } else { RelPath::to(path, there.as_str()) },
                address: if is_in_each { canonical(self.config, &there) } else { String::new() },
                current: tongue.lang() == self.tongue.lang(),
            }
        };
        self.tongues.iter().map(link).collect()
    }

    /// The order of the alphabet in the site's language.
    pub fn collation(&self) -> Collation {
        Collation::new(&self.config.lang)
    }

    /// A document as lists show it, seen from `path`.
    pub fn card(&self, path: &RelPath, document: &Listed<'_>) -> Card {
        // Taken apart without `..`: what is listed is shown.
        let Listed { slug, title, lang, authors, issued, kind, container, chapters, grave } = *document;
        // Who looks for a book opens it at its title page.
        let by_chapters = chapters && self.reader.is_whole(slug);
        Card {
            href: path.to(&if by_chapters { address::title_page(slug) } else { address::document(slug) }),
            title: title.to_owned(),
            lang: lang.to_string(),
            authors: authors.to_owned(),
            date: issued.map(|date| date.to_string()).unwrap_or_default(),
            year: issued.map(|date| years_of(&date)).unwrap_or_default(),
            kind: kind.name(),
            container: container.to_owned(),
            grave: grave.map_or("", UpdateKind::name),
            words: String::new(),
            picture_html: Html::new(),
        }
    }

    /// A document by its title, which leads to a place of it.
    pub fn titled(&self, href: String, document: &Listed<'_>) -> Anchor {
        let grave = document.grave.map_or("", UpdateKind::name);
        Anchor { href, title: document.title.to_owned(), lang: document.lang.to_string(), grave }
    }

    /// A name of the front matter, with the page of whom it means.
    pub fn named(&self, path: &PagePath, capacity: Capacity, name: &str) -> Anchor {
        claimed(path, &self.reader.claim(capacity, name), name)
    }

    /// Somebody with a part in a document, linked to his page.
    pub fn person(&self, path: &PagePath, person: &Person) -> Anchor {
        claimed(path, &self.reader.person(person), &person.name.display())
    }
}

/// A name, linked to the page of whom it means, if that is one.
fn claimed(path: &PagePath, claim: &Claim, name: &str) -> Anchor {
    let href = match claim {
        Claim::One(kind, slug) => path.to(&address::entity(*kind, slug, 1)),
        Claim::Shared(_) | Claim::None => String::new(),
    };
    Anchor { href, title: name.to_owned(), ..Anchor::default() }
}

/// A year for readers; the years before 1 are BC, as in ISO 8601.
pub fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

/// The years that a date may be of, for readers of any language: `1843`, `1840–1849`. Of a range its beginning.
pub fn years_of(date: &Date) -> String {
    let (first, last) = date.start.years();
    years(first, last)
}

/// One year, or the first and the last of several.
pub fn years(first: i32, last: i32) -> String {
    if first == last { year(first) } else { format!("{}–{}", year(first), year(last)) }
}

/// `rtl` or `ltr`.
pub fn dir(lang: &Lang) -> &'static str {
    if lang.is_rtl() { "rtl" } else { "ltr" }
}

/// A page's public address; empty without `base-url`.
pub fn canonical(config: &Config, path: &RelPath) -> String {
    if config.base_url.is_empty() {
        return String::new();
    }
    let address = address::encode(path.as_str());
    // What a host gives out for a folder is known by the folder.
    let address = if path.name() == "index.html" { address.strip_suffix("index.html").unwrap_or(&address) } else { &address };
    format!("{}{address}", config.base_url)
}

/// How many pages a list of so many fills: at least one.
pub fn count_pages(all: usize, per_page: usize) -> usize {
    all.div_ceil(per_page).max(1)
}

/// What of a list stands on its page `page` (from 1).
pub fn on_page<I: Iterator>(all: I, page: usize, per_page: usize) -> impl Iterator<Item = I::Item> {
    all.skip((page - 1) * per_page).take(per_page)
}

/// A page of a long list as it is handed to [`Maker::part`].
#[derive(Serialize)]
pub struct Run<'l, T: ?Sized, K: ?Sized = str> {
    /// What the list is of.
    pub of: &'l T,
    /// How many stand in it.
    pub count: usize,
    /// On so many pages.
    pub pages: usize,
    /// Which of them it is, from 1.
    pub nth: usize,
    /// What stands on it, by their keys.
    pub keys: Vec<&'l K>,
}

/// The pager of page `page` (from 1) of `pages`, whose addresses `at` gives.
pub fn pager(path: &PagePath, page: usize, pages: usize, at: impl Fn(usize) -> String) -> Pager {
    let href = |n: usize| path.to(&at(n));
    Pager {
        page,
        pages,
        previous: if page > 1 { href(page - 1) } else { String::new() },
        next: if page < pages { href(page + 1) } else { String::new() },
        all: if pages > 1 { (1..=pages).map(href).collect() } else { Vec::new() },
    }
}

/// One sentence about a document, for search engines: its lead or the start of its abstract.
pub fn description(meta: &Meta) -> String {
    let text = if meta.lead.is_empty() { &meta.abstract_ } else { &meta.lead };
    short(&crate::site::markup::plain(text))
}

/// The beginning of a text, of about two hundred letters.
pub fn short(plain: &str) -> String {
    match plain.char_indices().nth(200) {
        None => plain.to_owned(),
        Some((end, _)) => {
            let cut = &plain[..end];
            format!("{} …", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
        }
    }
}

/// All kinds of entity, with the keys of their menu items.
pub const KINDS: [AuthorityKind; 4] = AuthorityKind::ALL;

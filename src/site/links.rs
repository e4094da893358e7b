//! Where a document's links and citations lead, and what is wrong with them.

use super::{
    address,
    citing::Citing,
    frame::Maker,
    rights::{self, Shown},
    webarchive,
};
use crate::{
    archive::{NameTarget, links::PathTarget},
    base::{Diagnostic, Href, Html, RelPath, WebAddress, diagnostic::nearest},
    document::{Citation, Document, Hole, Link, LinkTarget},
};

/// Fills the holes of one document's body for one page.
pub struct Filler<'m, 'a, 'r> {
    maker: &'m Maker<'a, 'r>,
    page: RelPath,
    document: &'a Document,
    /// The document whose places it may lead to as `#place`: itself, or that which it is about.
    around: &'a Document,
    /// The page on which that document stands, seen from this one; empty if it is this one.
    home: String,
    /// The works that it cites.
    pub citing: Citing<'a>,
    is_page: bool,
    /// Whether the words are shown in which its links stand: only then may a file that they lead to be published.
    is_shown: bool,
    /// What is wrong with the links and citations met so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m, 'a, 'r> Filler<'m, 'a, 'r> {
    /// A filler for a document on the page at `page`.
    pub fn new(maker: &'m Maker<'a, 'r>, page: &RelPath, document: &'a Document) -> Self {
        let citing = Citing::of_document(maker, document);
        let is_shown = rights::shown(maker.config, &document.meta) == Shown::Full;
        Self::of(maker, page, document, citing, is_shown)
    }

    /// A filler for a free page.
    pub fn for_page(maker: &'m Maker<'a, 'r>, page: &RelPath, document: &'a Document) -> Self {
        let citing = Citing::of_page(maker, document);
        // The editors' own words need no licence.
        Self { is_page: true, ..Self::of(maker, page, document, citing, true) }
    }

    fn of(maker: &'m Maker<'a, 'r>, page: &RelPath, document: &'a Document, citing: Citing<'a>, is_shown: bool) -> Self {
        let (page, home, diagnostics) = (page.clone(), String::new(), Vec::new());
        Self { maker, page, document, around: document, home, citing, is_page: false, is_shown, diagnostics }
    }

    /// The same for a note on `around`, whose page is at `home`.
    #[must_use]
    pub fn about(mut self, around: &'a Document, home: String) -> Self {
        self.is_shown = true;
        self.around = around;
        self.home = home;
        self
    }

    /// Writes what stands in a hole.
    pub fn fill(&mut self, hole: &Hole, html: &mut Html) {
        let facts = &self.document.facts;
        match *hole {
            Hole::Link(nth) | Hole::Image(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.link(link, matches!(hole, Hole::Image(_)), html);
                }
            }
            Hole::After(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.archived(link, html);
                }
            }
            // `body::render` writes the marks of notes itself.
            Hole::Note(..) => {}
            Hole::Citation(nth) => {
                if let Some(citation) = facts.citations.get(nth as usize) {
                    let reference = self.reference(citation);
                    html.attribute("class", if reference.is_some() { "cite" } else { "cite broken" });
                    html.attribute("id", &citation.fragment());
                    if let Some(href) = reference {
                        html.address("href", Href::Here(&href));
                        html.attribute("role", "doc-biblioref");
                    }
                }
            }
            Hole::Group(first, count) => {
                let citations: Vec<&Citation> = facts.citations.iter().skip(first as usize).take(count as usize).collect();
                self.group(first, &citations, html);
            }
            Hole::Wikilink(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.wikilink(link, html);
                }
            }
        }
    }

    fn link(&mut self, link: &Link, image: bool, html: &mut Html) {
        let address = if image { "src" } else { "href" };
        match self.target(link, image) {
            Target::Here(href, class) => {
                if !class.is_empty() {
                    html.attribute("class", class);
                }
                html.address(address, Href::Here(&href));
            }
            Target::Outside(url) => {
                // Whose words are its address, which paper need not say twice.
                let bare = !image && is_address(link.words.of(&self.document.body.text), &url);
                html.attribute("class", if bare { "external bare" } else { "external" });
                html.address(address, Href::Web(&url));
                if image {
                    html.attribute("loading", "lazy");
                }
            }
            Target::Broken => html.attribute("class", "broken"),
        }
        if !link.title.is_empty() {
            html.attribute("title", &link.title);
        }
        if let Some(shown) = link.shown.as_deref() {
            for (name, length) in [("width", shown.width), ("height", shown.height)] {
                if let Some(length) = length {
                    html.attribute(name, &length.to_string());
                }
            }
        }
    }

    /// A link to the web archive's copy nearest to the date on which the text saw the page.
    fn archived(&mut self, link: &Link, html: &mut Html) {
        if let (LinkTarget::Outside(url), Some(date)) = (&link.target, link.accessed.as_deref().copied())
            && let Some(copy) = webarchive::copy(url, date)
        {
            html.push_str(" <a");
            html.attribute("class", "archived");
            html.address("href", Href::Web(&copy));
            // A host and a date need no translation.
            let label = format!("web.archive.org, {date}");
            html.attribute("aria-label", &label);
            html.attribute("title", &label);
            html.push_str(">⟲</a>");
        }
    }

    fn target(&mut self, link: &Link, image: bool) -> Target {
        match &link.target {
            LinkTarget::Outside(url) => Target::Outside(url.clone()),
            LinkTarget::Unsafe(_) | LinkTarget::Name(..) => Target::Broken,
            LinkTarget::Fragment(fragment) => {
                if crate::archive::links::has_fragment(self.around, fragment) || self.has_reference(fragment) {
                    Target::Here(format!("{}#{fragment}", self.home), "")
                } else {
                    let hint = near_fragments(self.around, fragment);
                    self.broken(link, "broken-fragment", format!("this document has no place `#{fragment}`"), hint);
                    Target::Broken
                }
            }
            LinkTarget::File(path, fragment) => self.file(link, path, fragment, image),
        }
    }

    fn file(&mut self, link: &Link, path: &str, fragment: &str, image: bool) -> Target {
        match crate::archive::links::follow(&self.document.path, path) {
            PathTarget::Document(slug) => {
                let Some(target) = self.maker.reader.card(&slug) else {
                    let near = self.maker.reader.nearest_slugs(slug.as_str());
                    let hint = suggestion(near.iter().map(|slug| format!("{slug}.md")).collect());
                    self.broken(link, "broken-link", format!("there is no document `{path}`"), hint);
                    return Target::Broken;
                };
                let mut href = self.page.to(&address::document(&slug));
                if !fragment.is_empty() {
                    if !self.maker.reader.has_fragment(&slug, fragment) {
                        let hint = near_fragments(target, fragment);
                        self.broken(link, "broken-fragment", format!("document `{slug}` has no place `#{fragment}`"), hint);
                    } else {
                        href = format!("{href}#{fragment}");
                    }
                }
                Target::Here(href, "document")
            }
            PathTarget::Page(slug) => {
                if self.maker.reader.free_page(&slug).is_none() {
                    self.broken(link, "broken-link", format!("there is no page `{path}`"), None);
                    return Target::Broken;
                }
                let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
                Target::Here(format!("{}{fragment}", self.page.to(&address::free_page(&slug))), "")
            }
            PathTarget::File(file) => {
                let what = if image { "image" } else { "file" };
                match (self.maker.reader.file(&file), address::file(&file)) {
                    (Some(true), Some(target)) if self.is_shown => {
                        self.maker.attach(&file);
                        return Target::Here(address::encode(&self.page.to(&target)), "");
                    }
                    (Some(true), _) => {
                        let message = format!("the {what} `{path}` is not published for this text, which has no open licence");
                        let hint = "state the `license:` in front matter, or set `unlicensed: full` in scholion.yaml";
                        let found = Diagnostic::notice(&self.document.path, "file-not-published", message);
                        self.diagnostics.push(found.at(link.source).hint(hint));
                    }
                    (Some(false), _) => self.broken(
                        link,
                        "file-not-published",
                        format!("the {what} `{path}` is there, but files are not published from where it stands"),
                        Some("put it, or a copy of it, beside the text or into content/files/".into()),
                    ),
                    (None, _) => self.broken(
                        link,
                        "broken-link",
                        format!("there is no {what} `{path}`"),
                        Some("paths are relative to this file; documents end in `.md`".into()),
                    ),
                }
                Target::Broken
            }
            PathTarget::Outside => {
                self.broken(link, "broken-link", format!("`{path}` leads out of the archive"), None);
                Target::Broken
            }
        }
    }

    fn wikilink(&mut self, link: &Link, html: &mut Html) {
        let LinkTarget::Name(name, fragment, words) = &link.target else { return };
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        let target = match self.maker.reader.name_target(name) {
            NameTarget::Document(slug) => Some((address::document(&slug), "document")),
            NameTarget::Entity(kind, slug) => Some((address::entity(kind, &slug, 1), kind.folder())),
            NameTarget::Work(key) => Some((address::work(&key, 1), "work")),
            NameTarget::Several(names) => {
                self.broken(
                    link,
                    "ambiguous-name",
                    format!("`{name}` means several things"),
                    Some(format!("it may be {}", names.join(", "))),
                );
                None
            }
            NameTarget::None => {
                let near = self.maker.reader.nearest_names(name);
                self.broken(link, "broken-link", format!("nothing in the archive is called `{name}`"), suggestion(near));
                None
            }
        };
        html.push_str("<a");
        match target {
            Some((target, class)) => {
                html.attribute("class", class);
                html.address("href", Href::Here(&format!("{}{fragment}", self.page.to(&target))));
            }
            None => html.attribute("class", "broken"),
        }
        html.push_str(">");
        html.words(words.as_deref().unwrap_or(name));
        html.push_str("</a>");
    }

    /// Editors' citations in a bracket.
    fn group(&mut self, first: u32, citations: &[&Citation], html: &mut Html) {
        let hrefs: Vec<Option<String>> = citations.iter().map(|citation| self.reference(citation)).collect();
        let href = |citation: &Citation| {
            let place = citations.iter().position(|other| std::ptr::eq(*other, citation))?;
            hrefs.get(place).cloned().flatten()
        };
        self.citing.write(first, citations, href, html);
    }

    /// Where a citation leads: the entry of the list of references.
    fn reference(&mut self, citation: &Citation) -> Option<String> {
        if self.citing.has(&citation.key) {
            return Some(format!("{}#ref-{}", self.home, citation.key));
        }
        let mut near: Vec<String> = nearest(&citation.key, self.citing.keys(), 3).into_iter().map(str::to_owned).collect();
        if near.is_empty() {
            near = self.maker.reader.nearest_shelved(&citation.key);
        }
        let hint = suggestion(near).unwrap_or_else(|| {
            let file = if self.is_page {
                "a library in content/bibliography/".into()
            } else {
                format!("content/bibliography/{}.yaml", self.document.slug)
            };
            format!("add a record with `id: {}` to {file}", citation.key)
        });
        let message = if self.is_page {
            format!("no library of the archive has a record `{}`, nor is it the key of a work", citation.key)
        } else {
            format!("the bibliography has no record `{}`", citation.key)
        };
        self.diagnostics.push(Diagnostic::error(&self.document.path, "unknown-citation", message).at(citation.source).hint(hint));
        None
    }

    fn has_reference(&self, fragment: &str) -> bool {
        fragment.strip_prefix("ref-").is_some_and(|key| self.citing.has(key))
    }

    fn broken(&mut self, link: &Link, code: &str, message: String, hint: Option<String>) {
        let mut diagnostic = Diagnostic::error(&self.document.path, code, message).at(link.source);
        diagnostic.hint = hint;
        self.diagnostics.push(diagnostic);
    }
}

enum Target {
    Here(String, &'static str),
    Outside(WebAddress),
    Broken,
}

/// Whether the words of a link say where it leads: perhaps without the scheme or a slash at the end.
fn is_address(words: &str, url: &str) -> bool {
    let short = |address: &str| {
        let address = address.trim().trim_end_matches('/');
        address.split_once("://").map_or(address, |(_, rest)| rest).to_owned()
    };
    short(words) == short(url)
}

/// The headings whose fragments are nearest to one that does not exist. They change only together with
/// the document's fragments, which were asked for.
fn near_fragments(document: &Document, fragment: &str) -> Option<String> {
    let near = nearest(fragment, document.facts.headings.iter().map(|heading| heading.id.as_str()), 3);
    suggestion(near.into_iter().map(|id| format!("#{id}")).collect())
}

fn suggestion(near: Vec<String>) -> Option<String> {
    match &near[..] {
        [] => None,
        [one] => Some(format!("did you mean `{one}`?")),
        several => Some(format!("did you mean one of `{}`?", several.join("`, `"))),
    }
}

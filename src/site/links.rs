//! Where a document's links and citations lead, and what is wrong with them.

mod archived;
mod leads;
mod media;
mod spread;
pub use leads::Lead;
pub use spread::Spread;

use super::{
    address,
    citing::{Citing, Way},
    frame::Maker,
    nowhere,
    page_path::PagePath,
    pictures,
    rights::{self, Shown},
};
use crate::{
    archive::{Found, Thing, place::Places, record_at},
    base::{
        Diagnostic, Href, Html, Message, PictureSize, RelPath, WebAddress,
        diagnostic::{did_you_mean, nearest},
        places::{is_picture, is_shown_by_browsers, tells_size},
        say, text, web,
    },
    document::{Citation, Document, Hole, Link, LinkTarget},
};

/// Fills the holes of one document's body for one page.
pub struct Filler<'m, 'a, 'r> {
    maker: &'m Maker<'a, 'r>,
    page: PagePath,
    document: &'a Document,
    /// The document whose places it may lead to as `#place`: itself, or that which it is about.
    around: &'a Document,
    /// The page on which that document stands, seen from this one; empty if it is this one.
    home: String,
    /// Where its places are, if it stands on several pages.
    spread: Option<&'m Spread>,
    /// What stands before the fragment ids of the text on the page.
    prefix: String,
    /// What stands before addresses within the site, on a page that is shown at any address.
    root: &'m str,
    /// For each mark of a page where its picture is shown, seen from this page; empty where there is none.
    pages: Vec<String>,
    /// The works that it cites.
    pub citing: Citing<'a>,
    is_page: bool,
    /// Whether the words are shown in which its links stand: only then may a file that they lead to be published.
    is_shown: bool,
    /// The picture of the archive that was met last, and how large it is.
    picture: Option<(RelPath, PictureSize)>,
    /// The address of that picture itself, if it is shown smaller than it is.
    itself: Option<String>,
    /// What is wrong with the links and citations met so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m, 'a, 'r> Filler<'m, 'a, 'r> {
    /// A filler for a document on the page at `page`.
    pub fn new(maker: &'m Maker<'a, 'r>, page: &PagePath, document: &'a Document) -> Self {
        let citing = Citing::of_document(maker, document);
        let is_shown = rights::shown(maker.config, &document.meta) == Shown::Full;
        Self::of(maker, page, document, citing, is_shown)
    }

    /// A filler for a note of editors.
    pub fn for_note(maker: &'m Maker<'a, 'r>, page: &PagePath, note: &'a Document) -> Self {
        let citing = Citing::of_note(maker, note);
        let is_shown = rights::shown(maker.config, &note.meta) == Shown::Full;
        Self::of(maker, page, note, citing, is_shown)
    }

    /// A filler for a free page.
    pub fn for_page(maker: &'m Maker<'a, 'r>, page: &PagePath, document: &'a Document) -> Self {
        let citing = Citing::of_page(maker, document);
        // The editors' own words need no licence.
        Self { is_page: true, ..Self::of(maker, page, document, citing, true) }
    }

    fn of(maker: &'m Maker<'a, 'r>, page: &PagePath, document: &'a Document, citing: Citing<'a>, is_shown: bool) -> Self {
        let (page, home, prefix, diagnostics) = (page.clone(), String::new(), String::new(), Vec::new());
        let pages = Vec::new();
        Self {
            maker,
            page,
            document,
            around: document,
            home,
            spread: None,
            prefix,
            root: "",
            pages,
            citing,
            is_page: false,
            is_shown,
            picture: None,
            itself: None,
            diagnostics,
        }
    }

    /// The same with the places where the pages of the original are shown, one for each mark of a page.
    #[must_use]
    pub fn beside(mut self, pages: Vec<String>) -> Self {
        self.pages = pages;
        self
    }

    /// The same on a page that is shown at any address: the site stands at `root`.
    #[must_use]
    pub fn rooted(mut self, root: &'m str) -> Self {
        self.root = root;
        self
    }

    /// The same for a note on `around`, whose page is at `home`; on the page of the note `prefix` stands before its fragment ids.
    #[must_use]
    pub fn about(mut self, around: &'a Document, home: String, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
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
            Hole::Media(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.media(link, html);
                }
            }
            Hole::After(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.archived(link, html);
                }
            }
            Hole::Page(nth) => self.page_mark(nth, html),
            Hole::Zoom(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.zoom(link, html);
                }
            }
            // The writer of the body writes the marks of notes itself.
            Hole::Note(..) => {}
            Hole::Citation(nth) => {
                if let Some(citation) = facts.citations.get(nth as usize) {
                    let words = citation.words.of(&self.document.body.text);
                    self.way(citation).around(words, html);
                }
            }
            Hole::Group(first, count) => {
                let citations = facts.citations.iter().skip(first as usize).take(count as usize);
                let citations: Vec<(&Citation, Way)> = citations.map(|citation| (citation, self.way(citation))).collect();
                self.citing.write(first, &citations, html);
            }
            Hole::Wikilink(nth) => {
                if let Some(link) = facts.links.get(nth as usize) {
                    self.wikilink(link, html);
                }
            }
        }
    }

    /// The way from the mark of a page to its picture, or to the mark itself, so that it can be cited.
    fn page_mark(&self, nth: u32, html: &mut Html) {
        let Some(mark) = self.document.facts.pages.get(nth as usize).filter(|_| self.prefix.is_empty()) else { return };
        let own = format!("#{}", mark.id);
        let to = self.pages.get(nth as usize).filter(|to| !to.is_empty()).unwrap_or(&own);
        html.open("a").address("href", Href::Here(to)).attribute("data-n", &mark.label).attribute("aria-label", &mark.label).end();
        html.close("a");
    }

    fn link(&mut self, link: &Link, image: bool, html: &mut Html) {
        let address = if image { "src" } else { "href" };
        match self.target(link, image) {
            Target::Here(href, class) => {
                html.attribute_if_any("class", class).address(address, Href::Here(&[self.root, &href].concat()));
            }
            Target::Outside(url) => {
                // Whose words are its address, which paper need not say twice.
                let bare = is_address(link.words.of(&self.document.body.text), &url);
                html.attribute("class", if bare { "external bare" } else { "external" }).address(address, Href::Web(&url));
            }
            Target::Broken => {
                html.attribute("class", "broken");
            }
        }
        html.attribute_if_any("title", &link.title);
        if let Some(picture) = link.picture.as_deref() {
            let met = self.picture.take();
            let shown = pictures::measured(picture.shown, met.as_ref().map(|(_, size)| *size));
            for (name, length) in [("width", shown.width), ("height", shown.height)] {
                if let Some(length) = length {
                    html.attribute(name, &length.to_string());
                }
            }
            self.itself = None;
            if let Some((file, size)) = met {
                pictures::widths(self.maker, &self.page, (&file, size, shown), html);
                self.itself = pictures::itself(self.maker, &self.page, (&file, size, shown));
            }
        }
    }

    /// A link to the picture that was met last, if it is shown smaller than it is.
    fn zoom(&mut self, link: &Link, html: &mut Html) {
        let Some(href) = self.itself.take() else { return };
        html.open("a").attribute("class", "zoom").address("href", Href::Here(&href));
        // A link needs words, which a picture without a description has not.
        if link.picture.as_deref().is_none_or(|picture| picture.alt.is_empty()) {
            html.attribute("aria-label", href.rsplit('/').next().unwrap_or(&href));
        }
        html.end();
    }

    fn target(&mut self, link: &Link, image: bool) -> Target {
        match &link.target {
            LinkTarget::Outside(url) => Target::Outside(url.clone()),
            LinkTarget::Unsafe(_) | LinkTarget::Name(..) => Target::Broken,
            LinkTarget::Fragment(fragment) => self.here(link, fragment),
            LinkTarget::File(path, fragment) => {
                let record = record_at(path, fragment);
                let (found, fragment) = self.maker.reader.find_address(&self.document.path, path, fragment);
                if let Some((kind, id)) = record.filter(|_| !matches!(found, Found::Entity(..))) {
                    let (message, hint) = nowhere::no_record(self.maker.reader, kind, &id);
                    self.broken(link, message, hint);
                    return Target::Broken;
                }
                self.lead(link, &found, path, &fragment, image)
            }
        }
    }

    /// A place in the text itself.
    fn here(&mut self, link: &Link, fragment: &str) -> Target {
        // HTML Living Standard, 7.4.2.3.3: nothing, and `top`, are the beginning of a page.
        if self.has_reference(fragment) || fragment.is_empty() {
            let home = if fragment.is_empty() { self.home.as_str() } else { self.home_of(fragment) };
            return Target::Here(format!("{home}#{fragment}"), "");
        }
        let decoded = text::percent_decoded(fragment);
        let here = Places::of(self.around);
        match here.find(fragment).or_else(|| here.find(&decoded)) {
            Some(id) => Target::Here(format!("{}#{id}", self.home_of(&id)), ""),
            None if decoded.eq_ignore_ascii_case("top") => Target::Here(format!("{}#top", self.home), ""),
            // It is there, in what is not shown of the text.
            _ if self.is_hidden_place(&decoded) => Target::Broken,
            None => {
                self.no_place(link, say::this_document(), &decoded, here.near(&decoded));
                Target::Broken
            }
        }
    }

    /// Where what was found stands. `written` is its name or path as written.
    fn lead(&mut self, link: &Link, found: &Found, written: &str, fragment: &str, image: bool) -> Target {
        match found {
            Found::Thing(thing) => self.thing(link, thing, written, fragment, image),
            Found::Entity(kind, slug) => self.without_places(link, address::entity(*kind, slug, 1), kind.folder(), written, fragment),
            Found::Work(key) => self.without_places(link, address::work(key, 1), "work", written, fragment),
            Found::Several(names) => {
                let hint = say::ambiguous_name_hint(names.clone());
                self.broken(link, say::ambiguous_name(written), Some(hint));
                Target::Broken
            }
            Found::Outside => {
                self.broken(link, say::broken_link_outside(written), None);
                Target::Broken
            }
            Found::None => {
                let is_name = matches!(link.target, LinkTarget::Name(..));
                let (message, hint) = nowhere::nothing(self.maker.reader, &self.document.path, written, is_name, image);
                self.broken(link, message, hint);
                Target::Broken
            }
        }
    }

    fn thing(&mut self, link: &Link, thing: &Thing, written: &str, fragment: &str, image: bool) -> Target {
        let (page, class, name) = match thing {
            Thing::Document(slug) => (address::document(slug), "document", say::the_document(slug)),
            Thing::Page(slug) => (address::free_page(slug), "", say::the_page(slug)),
            Thing::Collection(slug) => (address::collection(slug, 1), "", say::the_collection(slug)),
            Thing::File(path) if image && !is_picture(path) => (String::new(), "", say::the_file(path)),
            Thing::File(path) => {
                let Some(target) = address::file(path) else { return Target::Broken };
                if !self.is_shown {
                    let message = say::not_published_licence(written);
                    let hint = say::not_published_licence_hint();
                    let found = Diagnostic::notice(&self.document.path, message);
                    self.diagnostics.push(found.at(link.source).hint(hint));
                    return Target::Broken;
                }
                self.picture = if image { self.maker.reader.picture(path).map(|size| (path.clone(), size)) } else { None };
                if image && self.picture.is_none() && tells_size(path) {
                    let found = Diagnostic::warning(&self.document.path, say::picture_unread_size(written));
                    self.diagnostics.push(found.at(link.source).hint(say::picture_unread_hint()));
                }
                if image
                    && !is_shown_by_browsers(path)
                    && let Some((_, size)) = &self.picture
                    && let Some((shown, _)) = pictures::largest(self.maker, path, *size)
                {
                    return Target::Here(address::encode_path(&self.page.to(shown.as_str())), "");
                }
                self.maker.attach(path);
                let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
                return Target::Here(format!("{}{fragment}", address::encode_path(&self.page.to(&target))), "");
            }
            Thing::Unpublished(path) => {
                self.broken(link, say::not_published(written), Some(nowhere::why_not_published(path)));
                return Target::Broken;
            }
        };
        if image {
            let hint = say::broken_link_image_hint(written);
            self.broken(link, say::broken_link_image(name), Some(hint));
            return Target::Broken;
        }
        // Whoever asks depends on whether it is there; what it is called is not shown.
        if let Thing::Document(slug) = thing {
            self.maker.reader.is_there(slug);
        }
        let mut href = self.page.to(&page);
        if !fragment.is_empty() {
            match self.maker.reader.place(thing, fragment) {
                // What is not shown of a text has no place on its page.
                Some(id) if self.is_on_page(thing, &id) => href = format!("{href}#{id}"),
                Some(_) => {}
                None if fragment.eq_ignore_ascii_case("top") => {}
                // A paragraph had this id before its words were mended.
                None if self.maker.reader.had_id(&RelPath::new(&page), fragment) => href = format!("{href}#{fragment}"),
                None => self.no_place(link, name, fragment, self.maker.reader.near_places(thing, fragment)),
            }
        }
        Target::Here(href, class)
    }

    /// Whether a place of a text is on its page.
    fn is_on_page(&self, thing: &Thing, id: &str) -> bool {
        let is_entry = id.starts_with("ref-") || id.starts_with("note-");
        is_entry || !matches!(thing, Thing::Document(slug) if !self.maker.reader.is_whole(slug))
    }

    /// Whether a fragment is a place in that part of the text around which is not shown.
    fn is_hidden_place(&self, fragment: &str) -> bool {
        let slug = &self.around.slug;
        !self.is_page && !self.maker.reader.is_whole(slug) && self.maker.reader.place(&Thing::Document(slug.clone()), fragment).is_some()
    }

    /// A page that has no places of which a text could know.
    fn without_places(&mut self, link: &Link, page: String, class: &'static str, name: &str, fragment: &str) -> Target {
        if !fragment.is_empty() {
            let hint = say::broken_fragment_without_hint();
            self.broken(link, say::broken_fragment_page(name, fragment), Some(hint));
        }
        Target::Here(self.page.to(&page), class)
    }

    /// Says that a fragment is no place.
    fn no_place(&mut self, link: &Link, name: Message, fragment: &str, near: Vec<(&str, &str)>) {
        let is_name = matches!(link.target, LinkTarget::Name(..)) || fragment.contains(' ');
        let near: Vec<String> = near.into_iter().map(|(id, words)| format!("#{}", if is_name { words } else { id })).collect();
        self.broken(link, say::broken_fragment(name, fragment), did_you_mean(&near));
    }

    fn wikilink(&mut self, link: &Link, html: &mut Html) {
        let LinkTarget::Name(written, words) = &link.target else { return };
        let (found, fragment) = self.maker.reader.find_name(&self.document.path, written);
        let target = self.lead(link, &found, written, &fragment, false);
        html.open("a");
        match target {
            Target::Here(href, class) => {
                html.attribute_if_any("class", class).address("href", Href::Here(&[self.root, &href].concat()));
            }
            _ => {
                html.attribute("class", "broken");
            }
        }
        html.end();
        html.words(words);
        html.close("a");
    }

    /// Where a citation stands, and where it leads.
    fn way(&mut self, citation: &Citation) -> Way {
        Way { id: format!("{}{}", self.prefix, citation.fragment()), href: self.reference(citation) }
    }

    /// Where a citation leads: the entry of the list of references.
    fn reference(&mut self, citation: &Citation) -> Option<String> {
        if self.citing.has(&citation.key) {
            let id = format!("ref-{}", citation.key);
            return Some(format!("{}#{id}", self.home_of(&id)));
        }
        let mut near: Vec<String> = nearest(&citation.key, self.citing.keys(), 3).into_iter().map(str::to_owned).collect();
        if near.is_empty() {
            near = self.maker.reader.nearest_shelved(&citation.key);
        }
        let hint = did_you_mean(&near).unwrap_or_else(|| {
            if self.is_page {
                say::unknown_citation_hint_page(&citation.key)
            } else {
                say::unknown_citation_hint(&citation.key, &self.document.slug)
            }
        });
        let message = if self.is_page { say::unknown_citation_page(&citation.key) } else { say::unknown_citation(&citation.key) };
        self.diagnostics.push(Diagnostic::error(&self.document.path, message).at(citation.source).hint(hint));
        None
    }

    fn has_reference(&self, fragment: &str) -> bool {
        fragment.strip_prefix("ref-").is_some_and(|key| self.citing.has(key))
    }

    fn broken(&mut self, link: &Link, message: Message, hint: Option<Message>) {
        let mut diagnostic = Diagnostic::error(&self.document.path, message).at(link.source);
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
    web::short(words.trim()) == web::short(url.trim())
}

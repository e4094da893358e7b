//! The main menu: what `menu` of `scholion.yaml` says, else what there is.
//!
//! 1. [`parts`]: the parts of the site that a menu may name, in the order in which it shows them if nothing is said;
//! 2. [`make`]: the menu as one page shows it;
//! 3. [`findings`]: entries that lead to nothing, said once, with the front, which also publishes the files to which entries lead.

use super::{
    address, counterparts::in_language, frame::Maker, nowhere::why_not_published, own_fields::words, page_path::PagePath, view::NavItem,
};
use crate::{
    archive::{Found, Thing},
    base::{Diagnostic, Lang, Message, RelPath, say, web},
    config::{self, Field, frame::MenuEntry},
    document::AuthorityKind,
};

/// All pages that the menu does not name otherwise.
const PAGES: &str = "pages";

/// A part of the site that a menu may name.
struct Part {
    /// Its name, and the key of its words.
    key: &'static str,
    /// Its first page; empty as long as there is nothing in it.
    address: String,
    /// Whether a menu shows it of which nothing is said.
    is_usual: bool,
}

/// The parts. A new one is a line here, and its words under `nav` of each language.
fn parts(maker: &Maker<'_, '_>) -> Vec<Part> {
    let summary = maker.reader.menu();
    let part = |key, is_there: bool, address: String| Part { key, address: if is_there { address } else { String::new() }, is_usual: true };
    let entities = |kind: AuthorityKind| part(kind.folder(), summary.kinds.contains(&kind), address::entities(kind, 1));
    let named_only = |key, is_there: bool, address: &str| Part { is_usual: false, ..part(key, is_there, address.to_owned()) };
    let mut parts = vec![
        named_only("front", true, address::FRONT),
        part("documents", true, address::DOCUMENTS.to_owned()),
        part("collections", summary.collections, address::collections(1)),
        part("citations", summary.works, address::CITATIONS.to_owned()),
    ];
    parts.extend(AuthorityKind::ALL.map(entities));
    parts.push(part("letters", summary.letters, address::letters(1)));
    parts.push(part("annotations", summary.annotations, address::annotations("index", 1)));
    parts.push(named_only("errata", summary.errata, &address::errata(1)));
    parts.push(named_only("search", maker.config.search, address::SEARCH));
    parts
}

/// The menu of the page at `path`, which belongs to the part `current`; empty if to none.
pub fn make(maker: &Maker<'_, '_>, path: &PagePath, current: &str) -> Vec<NavItem> {
    let seen = Seen { maker, path, current, parts: parts(maker) };
    match &maker.config.frame.menu {
        Some(entries) => entries.iter().flat_map(|entry| seen.entry(entry)).collect(),
        None => {
            let usual = seen.parts.iter().filter(|part| part.is_usual).filter_map(|part| seen.part(part));
            usual.chain(seen.fields()).chain(seen.pages()).collect()
        }
    }
}

/// With what the front proposes to begin: each way, and what it leads to.
pub fn begin(maker: &Maker<'_, '_>, path: &PagePath) -> Vec<(NavItem, Found)> {
    let seen = Seen { maker, path, current: "", parts: parts(maker) };
    let ways = maker.config.frame.begin.iter().flat_map(|entry| seen.entry(entry).into_iter().map(|item| (item, seen.find(&entry.to))));
    ways.collect()
}

/// What is wrong with the entries of the menu, and with those of the front.
pub fn findings(maker: &Maker<'_, '_>, path: &PagePath) -> Vec<Diagnostic> {
    let seen = Seen { maker, path, current: "", parts: parts(maker) };
    let frame = maker.reader.frame();
    let entries = frame.menu.iter().flatten().chain(&frame.begin);
    let all = entries.flat_map(|entry| std::iter::once(entry).chain(&entry.entries)).filter(|entry| !entry.to.is_empty());
    all.filter_map(|entry| {
        if let Some((Found::Thing(Thing::File(file)), _)) = seen.found(&entry.to) {
            maker.attach(&file);
        }
        let Miss { message, hint, is_error } = seen.lead(entry).err()?;
        let file = RelPath::new(config::FILE);
        let found = if is_error { Diagnostic::error(&file, message) } else { Diagnostic::warning(&file, message) };
        Some(found.at(entry.place).hint(hint))
    })
    .collect()
}

/// Why an entry leads to nothing.
struct Miss {
    message: Message,
    hint: Message,
    /// Whether that is a mistake, and not the way of things: a draft is no mistake.
    is_error: bool,
}

/// The menu as a page sees it.
struct Seen<'s, 'a, 'r> {
    maker: &'s Maker<'a, 'r>,
    path: &'s PagePath,
    current: &'s str,
    parts: Vec<Part>,
}

impl Seen<'_, '_, '_> {
    fn part(&self, part: &Part) -> Option<NavItem> {
        let href = || self.path.to(&part.address);
        let current = part.key == self.current || self.path.main() == part.address;
        (!part.address.is_empty()).then(|| NavItem { key: part.key, href: href(), current, ..NavItem::default() })
    }

    /// An item that is called by its own title.
    fn titled(&self, title: &str, lang: &Lang, target: &str) -> NavItem {
        let lang = if lang.primary().eq_ignore_ascii_case(self.maker.config.lang.primary()) { String::new() } else { lang.to_string() };
        NavItem { title: title.to_owned(), lang, href: self.path.to(target), current: self.path.main() == target, ..NavItem::default() }
    }

    /// The indexes of the archive's own fields.
    fn fields(&self) -> impl Iterator<Item = NavItem> {
        let fields = self.maker.reader.menu().fields.iter().filter_map(|nth| self.maker.config.fields.get(*nth));
        fields.filter(|field| field.browse).map(|field| self.field(field))
    }

    fn field(&self, field: &Field) -> NavItem {
        let (label, lang) = words(&field.label, self.maker.config);
        let target = address::browse(&field.name, 1);
        let current = self.path.main().starts_with(target.trim_end_matches("index.html"));
        NavItem { title: label, lang, href: self.path.to(&target), current, ..NavItem::default() }
    }

    /// The free pages, each in the language of the words here, but for those that are hidden or that the menu names.
    fn pages(&self) -> Vec<NavItem> {
        let summary = self.maker.reader.menu();
        let named: Vec<String> = match &self.maker.config.frame.menu {
            Some(entries) => {
                let all = entries.iter().flat_map(|entry| std::iter::once(entry).chain(&entry.entries));
                all.filter_map(|entry| self.found(&entry.to).filter(|(found, _)| is_page(found)).map(|(_, target)| target)).collect()
            }
            None => Vec::new(),
        };
        let shown = summary.pages.iter().filter(|(slug, ..)| !summary.hidden.contains(slug) && in_language(self.maker, slug) == *slug);
        let items = shown.map(|(slug, title, lang)| (address::free_page(slug), title, lang));
        items.filter(|(target, ..)| !named.contains(target)).map(|(target, title, lang)| self.titled(title, lang, &target)).collect()
    }

    /// What an entry shows: nothing if it leads to nothing, several for all pages.
    fn entry(&self, entry: &MenuEntry) -> Vec<NavItem> {
        let below: Vec<NavItem> = entry.entries.iter().flat_map(|entry| self.entry(entry)).collect();
        let (label, lang) = self.label(entry);
        let mut items = if !entry.web.is_empty() {
            vec![NavItem { title: web::short(&entry.web).to_owned(), web: entry.web.clone(), ..NavItem::default() }]
        } else if entry.to.is_empty() {
            vec![NavItem::default()]
        } else {
            self.lead(entry).unwrap_or_default()
        };
        if let [item] = &mut items[..] {
            if !label.is_empty() {
                (item.key, item.title, item.lang) = ("", label, lang);
            }
            item.current |= below.iter().any(|item| item.current);
            item.entries = below;
        }
        items.retain(|item| !item.href.is_empty() || !item.web.is_empty() || !item.entries.is_empty());
        items
    }

    fn label(&self, entry: &MenuEntry) -> (String, String) {
        words(&entry.label, self.maker.config)
    }

    /// What an entry leads to.
    fn lead(&self, entry: &MenuEntry) -> Result<Vec<NavItem>, Miss> {
        let to = entry.to.as_str();
        if let Some(part) = self.parts.iter().find(|part| part.key == to) {
            return Ok(self.part(part).into_iter().collect());
        }
        if to == PAGES {
            return Ok(self.pages());
        }
        let error = |message, hint| Err(Miss { message, hint, is_error: true });
        if let Some(name) = to.strip_prefix("browse/") {
            let fields = &self.maker.reader.menu().fields;
            return match self.maker.config.field(name).filter(|(_, field)| field.browse) {
                Some((nth, field)) => Ok(fields.contains(&nth).then(|| self.field(field)).into_iter().collect()),
                None => error(say::frame_to_nothing_field(name), say::frame_to_nothing_field_hint()),
            };
        }
        match self.found(to) {
            Some((found, target)) => {
                if let Some((title, lang)) = self.title(&found) {
                    return Ok(vec![self.titled(&title, &lang, &target)]);
                }
                if entry.label.is_empty() {
                    return error(say::frame_to_nothing_label(to), say::frame_to_nothing_label_hint());
                }
                Ok(vec![self.titled("", &self.maker.config.lang, &target)])
            }
            None => match self.find(to) {
                Found::Thing(Thing::Unpublished(path)) => {
                    Err(Miss { message: say::not_published(to), hint: why_not_published(&path), is_error: false })
                }
                Found::Several(names) => error(say::frame_to_nothing_several(to), say::ambiguous_name_hint(names)),
                _ => {
                    let names = self.parts.iter().map(|part| part.key).chain([PAGES]);
                    let near = crate::base::diagnostic::meant(to, names.collect::<Vec<_>>());
                    error(say::frame_to_nothing(to), near.unwrap_or_else(say::frame_to_nothing_hint))
                }
            },
        }
    }

    fn find(&self, to: &str) -> Found {
        self.maker.reader.menu().named.get(to).cloned().unwrap_or(Found::None)
    }

    /// What a path leads to, and at which address it stands; nothing that is not published.
    fn found(&self, to: &str) -> Option<(Found, String)> {
        let found = match self.find(to) {
            Found::Thing(Thing::Page(slug)) => Found::Thing(Thing::Page(in_language(self.maker, &slug))),
            found => found,
        };
        let target = match &found {
            Found::Thing(Thing::Document(slug)) => address::document(slug),
            Found::Thing(Thing::Page(slug)) => address::free_page(slug),
            Found::Thing(Thing::Collection(slug)) => address::collection(slug, 1),
            Found::Thing(Thing::File(path)) => address::encode_path(&address::file(path)?),
            Found::Entity(kind, slug) => address::entity(*kind, slug, 1),
            Found::Work(key) => address::work(key, 1),
            Found::Thing(Thing::Unpublished(_)) | Found::Several(_) | Found::Outside | Found::None => return None,
        };
        match (&found, to.split_once('#')) {
            (Found::Thing(thing @ (Thing::Document(_) | Thing::Page(_))), Some((_, fragment))) => {
                let target = format!("{target}#{}", self.maker.reader.place(thing, fragment)?);
                Some((found, target))
            }
            _ => Some((found, target)),
        }
    }

    /// What a thing is called, and in which language; nothing if it has no title of its own.
    fn title(&self, found: &Found) -> Option<(String, Lang)> {
        let reader = self.maker.reader;
        match found {
            Found::Thing(Thing::Document(slug)) => reader.card(slug).map(|card| (card.title.to_owned(), card.lang.clone())),
            Found::Thing(Thing::Page(slug)) => {
                let pages = &reader.menu().pages;
                pages.iter().find(|(other, ..)| other == slug).map(|(_, title, lang)| (title.clone(), lang.clone()))
            }
            Found::Thing(Thing::Collection(slug)) => reader.collection_label(slug).map(|label| {
                let (title, lang) = label.titled(&self.maker.config.lang);
                (title.to_owned(), lang.clone())
            }),
            Found::Entity(kind, slug) => reader.label(*kind, slug).map(|label| (label.name.to_owned(), self.maker.config.lang.clone())),
            _ => None,
        }
    }
}

fn is_page(found: &Found) -> bool {
    matches!(found, Found::Thing(Thing::Page(_)))
}

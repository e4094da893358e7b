//! What stands around every page, and on the front: `menu`, `front`, `begin`, `logo`, `footer`, `favicon`, `social-picture`.
//!
//! Here is what is said; what it leads to only the archive knows (`site/menu`, `site/furniture`).

use serde::{Deserialize, Serialize};

use super::{
    Config,
    fields::{Label, Wrong},
    keys::lang,
    languages::said,
    look::Look,
};
use crate::base::{
    Lang, Message, Span, WebAddress,
    diagnostic::meant,
    say,
    text::squeeze,
    web,
    yaml::{Node, Pair},
};

/// The site's frame.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteFrame {
    /// The menu (`menu`); `None` if nothing is said of it: then it follows from what there is.
    pub menu: Option<Vec<MenuEntry>>,
    /// The parts of the front in their order (`front`); `None` if nothing is said.
    pub front: Option<Vec<FrontPart>>,
    /// With what the front proposes to begin (`begin`); nothing if nothing is said.
    pub begin: Vec<MenuEntry>,
    /// The logo (`logo`).
    pub logo: Option<Logo>,
    /// The text at the foot of each page, in one or several languages (`footer`).
    pub footer: Vec<FooterText>,
    /// The sign of the site in tabs and lists of bookmarks (`favicon`).
    pub favicon: Option<FrameFile>,
    /// What is shown beside a link to the site where people share it (`social-picture`).
    pub social: SocialPicture,
    /// In which faces and colours pages are.
    pub look: Look,
}

/// An entry of the menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuEntry {
    /// Where it leads (`to`), as written; empty for a sub-menu.
    pub to: String,
    /// The same, if it leads out of the site.
    pub web: WebAddress,
    /// What it is called (`label`); empty if it is called as that to which it leads.
    pub label: Label,
    /// What stands below it (`entries`), one level deep.
    pub entries: Vec<MenuEntry>,
    /// Where it stands: for findings, and no part of what it means.
    #[serde(skip)]
    pub place: Span,
}

/// A file of the archive that the frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameFile {
    /// As written.
    pub path: String,
    /// Where that stands.
    #[serde(skip)]
    pub place: Span,
}

/// The logo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    pub file: FrameFile,
    /// The one for dark pages (`dark`).
    pub dark: Option<FrameFile>,
    /// What it shows (`alt`); empty if it only adorns the title beside it.
    pub alt: Label,
    /// Whether the title stands beside it (`title`).
    pub with_title: bool,
}

/// The text at the foot of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FooterText {
    /// Its language; `None` if it is for the pages of all.
    pub lang: Option<Lang>,
    /// Markdown.
    pub markdown: String,
    /// Where it stands.
    #[serde(skip)]
    pub place: Span,
}

/// The picture of a page for those who share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialPicture {
    /// The one of all pages (`file`).
    pub file: Option<FrameFile>,
    /// What that shows (`alt`).
    pub alt: Label,
    /// Whether the page of a text has its first picture (`first`).
    pub first: bool,
}

/// A part of the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FrontPart {
    /// The text of `content/pages/index.md`.
    Text,
    /// With what to begin.
    Begin,
    /// The newest documents.
    Latest,
    Collections,
    People,
    Organizations,
    Places,
    Topics,
    Languages,
    Timeline,
    /// Who cites what.
    CitationMap,
    /// The works most cited.
    MostCited,
    /// The map of places.
    Map,
}

/// The parts by their names.
pub const PARTS: [(&str, FrontPart); 13] = [
    ("text", FrontPart::Text),
    ("begin", FrontPart::Begin),
    ("latest", FrontPart::Latest),
    ("collections", FrontPart::Collections),
    ("people", FrontPart::People),
    ("organizations", FrontPart::Organizations),
    ("places", FrontPart::Places),
    ("topics", FrontPart::Topics),
    ("languages", FrontPart::Languages),
    ("timeline", FrontPart::Timeline),
    ("citation-map", FrontPart::CitationMap),
    ("most-cited", FrontPart::MostCited),
    ("map", FrontPart::Map),
];

impl FrontPart {
    /// Its name.
    pub fn name(self) -> &'static str {
        PARTS.iter().find(|(_, part)| *part == self).map_or("", |(name, _)| name)
    }
}

impl SiteFrame {
    /// All things of the archive that it names, as written.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let entries = self
            .menu
            .iter()
            .flatten()
            .chain(&self.begin)
            .flat_map(|entry| std::iter::once(entry).chain(&entry.entries))
            .map(|entry| &entry.to);
        let logo = self.logo.iter().flat_map(|logo| std::iter::once(&logo.file).chain(&logo.dark));
        let files = logo.chain(&self.favicon).chain(&self.social.file).map(|file| &file.path);
        entries.chain(files).filter(|name| !name.is_empty()).map(String::as_str)
    }
}

/// The keys of `scholion.yaml` that are read here.
pub const KEYS: [&str; 7] = ["menu", "front", "begin", "logo", "footer", "favicon", "social-picture"];

/// Reads the value of one of these keys into the configuration. What is wrong with it is given back, and the rest of it holds.
pub fn read(config: &mut Config, key: &str, value: &Node<'_>) -> Vec<Wrong> {
    let mut reading = Reading { wrong: Vec::new() };
    let frame = &mut config.frame;
    match key {
        "menu" => frame.menu = reading.menu(value),
        "front" => frame.front = reading.front(value),
        "begin" => frame.begin = reading.begin(value),
        "logo" => frame.logo = reading.logo(value),
        "footer" => frame.footer = reading.footer(value),
        "favicon" => frame.favicon = reading.file(value),
        "social-picture" => frame.social = reading.social(value),
        _ => {}
    }
    reading.wrong
}

struct Reading {
    wrong: Vec<Wrong>,
}

impl Reading {
    fn say(&mut self, place: Span, message: Message, hint: Message) {
        self.wrong.push((place, message, hint));
    }

    fn menu(&mut self, value: &Node<'_>) -> Option<Vec<MenuEntry>> {
        match value.list() {
            Some(items) => Some(items.iter().filter_map(|item| self.entry(item, true)).collect()),
            None if value.truth() == Some(false) => Some(Vec::new()),
            None => {
                self.say(value.span, say::bad_frame("menu", value.kind()), say::bad_frame_menu_hint());
                None
            }
        }
    }

    /// One thing, or several in their order. Nothing stands below them, as in a menu it may.
    fn begin(&mut self, value: &Node<'_>) -> Vec<MenuEntry> {
        let items = value.list().unwrap_or(std::slice::from_ref(value));
        items.iter().filter_map(|item| self.entry(item, false)).collect()
    }

    fn entry(&mut self, item: &Node<'_>, may_have_entries: bool) -> Option<MenuEntry> {
        let mut entry = MenuEntry { place: item.span, ..MenuEntry::default() };
        let before = self.wrong.len();
        let Some(pairs) = item.map() else {
            if filled(item).is_none() {
                self.say(item.span, say::bad_frame_entry(item.kind()), say::bad_frame_menu_hint());
                return None;
            }
            self.target(&mut entry, item);
            return Some(entry).filter(|entry| !entry.to.is_empty() || !entry.web.is_empty());
        };
        match pairs {
            // `Our blog: https://blog.example`, `More: [citations, topics]`.
            [pair] if !["to", "label", "entries"].contains(&pair.key.as_ref()) && !pair.value.is_null() => {
                entry.label = Label::plain(&squeeze(&pair.key));
                match pair.value.list() {
                    Some(_) => self.entries(&mut entry, &pair.value, may_have_entries),
                    None => self.target(&mut entry, &pair.value),
                }
            }
            _ => {
                for Pair { key, place, value } in pairs {
                    match key.as_ref() {
                        "to" => self.target(&mut entry, value),
                        "label" => entry.label = self.label(value),
                        "entries" => self.entries(&mut entry, value, may_have_entries),
                        _ => self.unknown(key, *place, &["to", "label", "entries"]),
                    }
                }
            }
        }
        if entry.to.is_empty() && entry.web.is_empty() && (entry.entries.is_empty() || entry.label.is_empty()) {
            if self.wrong.len() == before {
                self.say(item.span, say::bad_frame_entry_empty(), say::bad_frame_menu_hint());
            }
            return None;
        }
        Some(entry)
    }

    fn target(&mut self, entry: &mut MenuEntry, value: &Node<'_>) {
        let Some(to) = filled(value) else {
            return self.say(value.span, say::bad_frame("to", value.kind()), say::bad_frame_menu_hint());
        };
        entry.place = value.span;
        if !is_outside(&to) {
            entry.to = to;
            return;
        }
        match WebAddress::read(&to) {
            Ok(web) if web.has_password() => self.say(value.span, say::password(), say::password_hint()),
            Ok(web) => entry.web = web,
            Err(_) => self.say(value.span, say::bad_url(&to), say::bad_url_hint()),
        }
    }

    fn entries(&mut self, entry: &mut MenuEntry, value: &Node<'_>, may_have_entries: bool) {
        if !may_have_entries {
            return self.say(value.span, say::bad_frame_deep(), say::bad_frame_deep_hint());
        }
        match value.list() {
            Some(items) => entry.entries = items.iter().filter_map(|item| self.entry(item, false)).collect(),
            None => self.say(value.span, say::bad_frame("entries", value.kind()), say::bad_frame_menu_hint()),
        }
    }

    fn front(&mut self, value: &Node<'_>) -> Option<Vec<FrontPart>> {
        let mut parts: Vec<FrontPart> = Vec::new();
        for item in value.list().unwrap_or(std::slice::from_ref(value)) {
            let name = filled(item).unwrap_or_default();
            match PARTS.iter().find(|(known, _)| *known == name) {
                Some((_, part)) if parts.contains(part) => {
                    self.say(item.span, say::bad_frame_part_twice(&name), say::hint_remove());
                }
                Some((_, part)) => parts.push(*part),
                None => {
                    let names = PARTS.map(|(name, _)| name);
                    let hint = meant(&name, names).unwrap_or_else(|| say::bad_frame_part_hint(names.map(str::to_owned).to_vec()));
                    let shown = if name.is_empty() { item.kind().to_string() } else { name };
                    self.say(item.span, say::bad_frame_part(shown), hint);
                }
            }
        }
        (!parts.is_empty()).then_some(parts)
    }

    fn logo(&mut self, value: &Node<'_>) -> Option<Logo> {
        let mut logo = Logo { with_title: true, ..Logo::default() };
        let Some(pairs) = value.map() else {
            logo.file = self.file(value)?;
            return Some(logo);
        };
        let mut file = None;
        for Pair { key, place, value } in pairs {
            match key.as_ref() {
                "file" => file = self.file(value),
                "dark" => logo.dark = self.file(value),
                "alt" => logo.alt = self.label(value),
                "title" => match value.truth() {
                    Some(with_title) => logo.with_title = with_title,
                    None => self.say(value.span, say::bad_frame("title", value.kind()), say::wrong_value_hint_truth()),
                },
                _ => self.unknown(key, *place, &["file", "dark", "alt", "title"]),
            }
        }
        match file {
            Some(file) => Some(Logo { file, ..logo }),
            None => {
                self.say(value.span, say::bad_frame_no_file(), say::bad_frame_file_hint());
                None
            }
        }
    }

    fn footer(&mut self, value: &Node<'_>) -> Vec<FooterText> {
        let text = |lang: Option<Lang>, node: &Node<'_>| {
            let markdown = node.text().filter(|text| !text.trim().is_empty())?.trim_end().to_owned();
            Some(FooterText { lang, markdown, place: node.span })
        };
        let mut texts = Vec::new();
        match value.map() {
            Some(pairs) => {
                for Pair { key, place, value } in pairs {
                    match (lang(key), text(None, value)) {
                        (Ok(lang), Some(text)) => texts.push(FooterText { lang: Some(lang), ..text }),
                        (Err(_), _) => self.say(*place, say::bad_frame_lang(key), say::wrong_value_hint_by_language()),
                        (Ok(_), None) => self.say(value.span, say::bad_frame("footer", value.kind()), say::bad_frame_footer_hint()),
                    }
                }
            }
            None => match text(None, value) {
                Some(text) => texts.push(text),
                None => self.say(value.span, say::bad_frame("footer", value.kind()), say::bad_frame_footer_hint()),
            },
        }
        texts
    }

    fn social(&mut self, value: &Node<'_>) -> SocialPicture {
        let mut social = SocialPicture::default();
        match value.map() {
            None if value.text().is_some_and(|text| text.trim() == "first") => social.first = true,
            None => social.file = self.file(value),
            Some(pairs) => {
                for Pair { key, place, value } in pairs {
                    match key.as_ref() {
                        "file" => social.file = self.file(value),
                        "alt" => social.alt = self.label(value),
                        "first" => match value.truth() {
                            Some(first) => social.first = first,
                            None => self.say(value.span, say::bad_frame("first", value.kind()), say::wrong_value_hint_truth()),
                        },
                        _ => self.unknown(key, *place, &["file", "alt", "first"]),
                    }
                }
            }
        }
        social
    }

    fn file(&mut self, value: &Node<'_>) -> Option<FrameFile> {
        match filled(value) {
            Some(path) if is_outside(&path) => {
                self.say(value.span, say::bad_frame_outside(&path), say::bad_frame_file_hint());
                None
            }
            Some(path) => Some(FrameFile { path, place: value.span }),
            None => {
                self.say(value.span, say::bad_frame_no_file(), say::bad_frame_file_hint());
                None
            }
        }
    }

    /// A text, or one for each language.
    fn label(&mut self, value: &Node<'_>) -> Label {
        match said(value, |node| {
            filled(node).ok_or_else(|| super::keys::problem(say::value_text(node.kind()), say::wrong_value_hint_text()))
        }) {
            Ok((plain, by_language)) => Label::new(plain, by_language),
            Err(problem) => {
                self.say(value.span, say::bad_frame_label(problem.message), problem.hint);
                Label::default()
            }
        }
    }

    fn unknown(&mut self, key: &str, place: Span, known: &[&'static str]) {
        let names = || say::bad_frame_key_hint(known.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        self.say(place, say::bad_frame_key(key), meant(key, known.iter().copied()).unwrap_or_else(names));
    }
}

/// A text that is not empty, on one line.
fn filled(node: &Node<'_>) -> Option<String> {
    node.text().map(squeeze).filter(|text| !text.is_empty())
}

/// Whether a target is an address with a scheme, or one of a host.
fn is_outside(to: &str) -> bool {
    to.starts_with("//") || web::scheme(to).is_some_and(|scheme| scheme.len() > 1)
}

#[cfg(test)]
mod tests;

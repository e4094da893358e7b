//! Parts that several pages show.

use serde::Serialize;

use crate::base::{Html, WebAddress};

/// What every page shows of the site.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PageFrame {
    /// The archive's title.
    pub site_title: String,
    /// The language of the archive's title.
    pub site_title_lang: String,
    /// The language of the site's own words.
    pub site_lang: String,
    /// From this page to the site's root: empty, or `../`.
    pub root: String,
    /// The archive's front, in the language of the site's own words here.
    pub home: String,
    /// This page's own path from the root: `documents/a.html`.
    pub path: String,
    /// The path of the same page in the main language of the site, by which a page is known whichever its language: `people/index.html`.
    pub main_path: String,
    /// The languages of the site, the main one first; nothing if there is one.
    pub languages: Vec<LanguageLink>,
    /// This page's public address; empty if the archive has no `base-url`.
    pub canonical: String,
    /// The page's own title.
    pub title: String,
    /// The language of the page's title and main text.
    pub lang: String,
    /// `rtl` for languages written from right to left, else `ltr`.
    pub dir: &'static str,
    /// One sentence for search engines; plain.
    pub description: String,
    /// The search page; empty if the site has none.
    pub search: String,
    /// The feed; empty if the site has none.
    pub feed: String,
    /// The main menu.
    pub nav: Vec<NavItem>,
    /// The archive's logo; without an address if it has none.
    pub logo: LogoView,
    /// The archive's own words at the foot of each page, safe HTML; empty if it has none.
    pub footer_html: Html,
    /// The language of these words where it differs from that of the site's own; empty otherwise.
    pub footer_lang: String,
    /// The archive's own sign for tabs and bookmarks; without an address if it has none.
    pub icon: IconView,
    /// The picture that is shown beside links to this page elsewhere; without an address if there is none.
    pub social: SocialView,
    /// Whether anything of this needs a sheet of its own (`assets/frame.css`): sub-menus, the logo, the footer.
    pub is_furnished: bool,
    /// Whether it is set in the faces that the program carries.
    pub has_faces: bool,
    /// The theme: `paper`, `slate` or `journal`.
    pub theme: &'static str,
}

/// The archive's logo.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LogoView {
    /// Relative address of the picture.
    pub src: String,
    /// The same for dark pages; empty if there is one for all.
    pub dark: String,
    /// What it shows; empty where the title stands beside it.
    pub alt: String,
    /// The language of these words where it differs from that of the site's own; empty otherwise.
    pub lang: String,
    /// Its width and height in pixels; 0 if they are not known.
    pub width: u32,
    pub height: u32,
    /// Whether the title stands beside it.
    pub with_title: bool,
}

/// The archive's own sign for tabs and bookmarks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IconView {
    /// Relative address of the picture.
    pub href: String,
    /// Its media type.
    pub mime: &'static str,
}

/// The picture of a page for those who share it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SocialView {
    /// Its public address.
    pub address: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its width and height in pixels; 0 if they are not known.
    pub width: u32,
    pub height: u32,
    /// What it shows; may be empty.
    pub alt: String,
}

/// The way to one of the languages of the site.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LanguageLink {
    /// The language.
    pub lang: String,
    /// What it is called in itself.
    pub name: String,
    /// The same page in it, where there is one, else its front.
    pub href: String,
    /// The public address of that same page; empty where there is none, and if the archive has no `base-url`.
    pub address: String,
    /// Whether the site's own words are in it here.
    pub current: bool,
}

/// An item of the main menu.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NavItem {
    /// Key of its words in the strings: `documents`, `citations`, `people` …; empty if it has words of its own.
    pub key: &'static str,
    /// Its own words: those of a free page, or those that the archive gave it; empty for the others.
    pub title: String,
    /// The language of its own words where it differs from that of the site's own; empty otherwise.
    pub lang: String,
    /// Where it leads; empty for what leads out of the site, and for what only holds others.
    pub href: String,
    /// Where it leads out of the site; else empty.
    pub web: WebAddress,
    /// The items below it.
    pub entries: Vec<NavItem>,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// A link with its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Anchor {
    /// Relative address; empty where there is nothing to link to.
    pub href: String,
    /// Words, plain.
    pub title: String,
    /// Language of the words where it differs from the page's; empty otherwise.
    pub lang: String,
    /// Of a document that was taken back or is doubted, how: `retraction`; else empty.
    pub grave: &'static str,
}

/// A document as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Card {
    /// Relative address of its reading page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: String,
    /// Its authors' names in reading order, joined as a list by commas.
    pub authors: String,
    /// Its date as EDTF; empty if unknown.
    pub date: String,
    /// Its year; empty if unknown.
    pub year: String,
    /// CSL's name of its type: `interview`.
    pub kind: &'static str,
    /// Where it appeared: journal, site.
    pub container: String,
    /// That it was taken back or is doubted, as the history of versions calls it: `retraction`; else empty.
    pub grave: &'static str,
    /// Its first words, plain; empty in lists that do not show them.
    pub words: String,
    /// Its picture, safe HTML; empty if it has none, and in lists that do not show it.
    pub picture_html: Html,
}

/// A passage that cites a work or names somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PassageView {
    /// Relative address of the exact place.
    pub href: String,
    /// The words before the citation or name.
    pub before: String,
    /// The words of the citation or name; shown marked.
    pub words: String,
    /// The words behind it.
    pub after: String,
    /// Their language.
    pub lang: String,
    /// `body`, `note`, `reference-list` or `annotation`.
    pub kind: &'static str,
    /// The number of the note it stands in; 0 if in none.
    pub note: u32,
    /// The sentence of the running text to which that note belongs; empty if it stands in none.
    pub carrier: String,
    /// Page or other place in the cited work, as written; empty if none.
    pub locator: String,
    /// The heading it stands under; empty if none.
    pub section: String,
    /// The page of the original on which it stands: `3r`; empty if the text does not say.
    pub page: String,
    /// When it is said in the recording of which the text is the transcript: `00:12:31`; empty if no time stands before it.
    pub time: String,
}

/// The passages of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CitingDocument {
    /// The document.
    pub card: Card,
    /// Its passages, in the order of the text.
    pub passages: Vec<PassageView>,
}

/// A work as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WorkLine {
    /// Relative address of its page.
    pub href: String,
    /// Its key: `zinovieva2020`.
    pub key: String,
    /// The entry: as printed where there is a printed form, with emphasis; safe HTML.
    pub entry_html: Html,
    /// Whether its title is a link to its page there; else a list needs one of its own.
    pub is_linked: bool,
    /// Author names for sorting and grouping; empty if it has none.
    pub authors: String,
    /// Its title, plain.
    pub title: String,
    /// Year; empty if unknown.
    pub year: String,
    /// Language of the entry; empty if it is the page's.
    pub lang: String,
    /// CSL's name of its type.
    pub kind: &'static str,
    /// How many documents cite it.
    pub documents: usize,
    /// How many passages cite it.
    pub passages: usize,
    /// Of a work that the archive has among its texts: that it was taken back or is doubted, how: `retraction`; else empty.
    pub grave: &'static str,
}

/// The pages of a long list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// How many there are; the pager is shown only if more than one.
    pub pages: usize,
    /// Relative address of the page before; empty on the first.
    pub previous: String,
    /// Relative address of the page after; empty on the last.
    pub next: String,
    /// Every page's relative address, in order.
    pub all: Vec<String>,
}

/// A letter of an alphabetical index.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InitialLink {
    /// What is shown: `Z`, `З`, `0–9`.
    pub label: String,
    /// Relative address.
    pub href: String,
    /// How many entries stand under it.
    pub count: usize,
    /// Whether this is its page.
    pub current: bool,
}

/// An entity (person, organization, place, topic) as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EntityLine {
    /// Relative address of its page.
    pub href: String,
    /// Preferred name.
    pub name: String,
    /// How indexes sort it.
    pub sort: String,
    /// `initial-z` for the first entity under an initial, to which the letters lead; else empty.
    pub id: String,
    /// Dates of life or existence, as EDTF.
    pub dates: String,
    /// How many documents name it (in front matter or text).
    pub documents: usize,
}

/// A variable of a description, and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldView {
    /// CSL's name of the variable: `call-number`; the key of one of the archive's own fields.
    pub name: String,
    /// What one of the archive's own fields is called; empty for variables.
    pub label: String,
    /// The language of that label where it is not that of the page's words; empty otherwise.
    pub label_lang: String,
    /// The kind of one of the archive's own fields: `text`, `date`, `number`, `link`, `list`, `entity`, `people`, `organizations`, `places`
    /// or `topics`; empty for variables.
    pub kind: &'static str,
    /// Relative address of the field's index; empty if it has none.
    pub href: String,
    /// Whether it names people: then its words stand under `roles.`, else under `fields.`.
    pub is_role: bool,
    /// Whether it is a date: EDTF, to be written by `| date`.
    pub is_date: bool,
    /// Values: names one by one, with their pages; other variables have one value without `href`.
    pub values: Vec<super::ValueView>,
}

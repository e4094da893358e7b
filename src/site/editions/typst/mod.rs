//! A book on paper, as Typst sets it (typst.app): the calls of a [`book`](super::book) behind a preamble that says how it looks.
//!
//! 1. [`code`]: Typst in the making, in which words are strings and never markup;
//! 2. [`blocks`]: the HTML of texts as calls, [`table`]s and [`formula`]s with it; [`around`]: what these have around them in a book;
//! 3. [`make`]: the whole source, with the pictures that it shows, as a [`Package`] whose first part is the source. `commands` gives it to the program.

pub mod around;
pub mod blocks;
pub mod code;
pub mod formula;
pub mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    book::{self, Book, PartKind, Text, With},
    package::{Content, Package},
    what::What,
};
use crate::{
    base::{Diagnostic, Html, RelPath, places::is_picture, say, text, web},
    site::{
        Cleaning,
        frame::{Maker, canonical},
        view::AnnotationView,
    },
};
use around::{Around, Levels, Link, Note, language};
use code::Code;

/// How a book looks.
const PREAMBLE: &str = include_str!("book.typ");

/// The name of the source in its package.
pub const SOURCE: &str = "book.typ";

/// What is asked of a book on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// Numbers at the side of every fifth line.
    pub line_numbers: bool,
    /// The picture of each page of the original facing its text.
    pub facsimile: bool,
}

/// How wide and how high the text of a page is, in points: A4 without its margins.
const WIDTH: f64 = 439.0;
const HEIGHT: f64 = 620.0;

/// Makes the source of a book; none if there is no such thing, or no text in it.
pub fn make(maker: &Maker<'_, '_>, what: &What, print: Print) -> Option<Package> {
    let book = book::make(maker, what, With { names: true, facsimile: print.facsimile })?;
    if book.parts.is_empty() {
        return None;
    }
    let mut writing = Writing::new(maker, &book);
    let mut code = Code::default();
    for nth in 0..book.parts.len() {
        writing.part(nth, &mut code);
    }
    writing.index(&mut code);
    let Writing { pictures, mut package, .. } = writing;
    let mut source = Code::default();
    source.push(PREAMBLE).push("\n#show: book.with(");
    source.push("title: ").string(&book.title).push(", authors: (");
    for person in &book.people {
        let name = person.name.display();
        if !name.is_empty() {
            source.string(&name).push(", ");
        }
    }
    source.push("), lines: ").push(if print.line_numbers { "true" } else { "false" });
    if let Some(lang) = language(book.lang.as_str()) {
        source.push(", lang: ").string(lang);
    }
    if book.lang.is_rtl() {
        source.push(", dir: rtl");
    }
    let (year, month, day) = book.day();
    source.push(", date: datetime(year: ").number(i64::from(year)).push(", month: ").number(i64::from(month));
    source.push(", day: ").number(i64::from(day)).push(")");
    if !book.description.is_empty() {
        source.push(", description: ").string(&book.description);
    }
    source.push(")\n#{\n").code(&code).push("\n}\n");
    package.parts.push((String::from(SOURCE), Content::Text(source.as_str().to_owned())));
    for (from, path) in pictures {
        let how = Cleaning::of(maker.config, &from);
        package.parts.push((path, Content::File { from, how, digest: String::new() }));
    }
    Some(package)
}

/// A book whose source is written.
struct Writing<'w, 'a, 'r> {
    maker: &'w Maker<'a, 'r>,
    book: &'w Book<'a>,
    /// The part that is written.
    part: usize,
    /// The ids of each part, and those of them to which something leads.
    ids: BTreeMap<(usize, String), ()>,
    led_to: BTreeSet<(usize, String)>,
    parts: BTreeMap<RelPath, usize>,
    /// The notes that stand at a foot already: part and address.
    set: BTreeSet<(usize, String)>,
    /// By their files in the archive the pictures that are in it.
    pictures: BTreeMap<RelPath, String>,
    /// By their pages on the site whom and what the texts name: a number, what it is called, and by what it is sorted.
    names: BTreeMap<String, (i64, String, String)>,
    /// The level of the last heading.
    last_level: u8,
    package: Package,
}

impl<'w, 'a, 'r> Writing<'w, 'a, 'r> {
    fn new(maker: &'w Maker<'a, 'r>, book: &'w Book<'a>) -> Self {
        let path = |kind: &PartKind<'_>| match kind {
            PartKind::Division(path, _) => RelPath::new(path.as_str()),
            PartKind::Text(text) => RelPath::new(text.path.as_str()),
        };
        let parts = book.parts.iter().enumerate().rev().map(|(nth, part)| (path(&part.kind), nth)).collect();
        let mut writing = Self {
            maker,
            book,
            part: 0,
            ids: BTreeMap::new(),
            led_to: BTreeSet::new(),
            parts,
            set: BTreeSet::new(),
            pictures: BTreeMap::new(),
            names: BTreeMap::new(),
            last_level: 0,
            package: Package::default(),
        };
        for (nth, part) in book.parts.iter().enumerate() {
            for html in html_of(&part.kind) {
                around::ids(html, nth, &mut writing.ids);
            }
            if let PartKind::Text(text) = &part.kind {
                let works = text.references.iter().flat_map(|(_, entries)| entries);
                works.for_each(|entry| _ = writing.ids.insert((nth, entry.id.clone()), ()));
            }
            // The beginning of each part is a place.
            writing.ids.insert((nth, String::new()), ());
        }
        for (nth, part) in book.parts.iter().enumerate() {
            writing.part = nth;
            for address in html_of(&part.kind).flat_map(around::addresses) {
                let place = writing.place(&address);
                writing.led_to.extend(place);
            }
        }
        writing
    }

    /// The place of the book to which an address leads, if it is one.
    fn place(&self, address: &str) -> Option<(usize, String)> {
        let (part, fragment) = match address.strip_prefix('#') {
            Some(fragment) => (self.part, fragment),
            None if web::scheme(address).is_some() => return None,
            None => {
                let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
                let part = self.parts.get(&self.own()?.join(&text::percent_decoded(path))?).copied()?;
                (part, fragment)
            }
        };
        let known = |fragment: String| Some((part, fragment)).filter(|place| self.ids.contains_key(place));
        let found = known(fragment.to_owned()).or_else(|| known(text::percent_decoded(fragment)));
        found.or_else(|| (part != self.part).then(|| (part, String::new())))
    }

    /// Where the page of the part that is written stands.
    fn own(&self) -> Option<&RelPath> {
        Some(match &self.book.parts.get(self.part)?.kind {
            PartKind::Division(path, _) => path,
            PartKind::Text(text) => &text.path,
        })
    }

    fn text(&self) -> Option<&'w Text<'a>> {
        let book: &'w Book<'a> = self.book;
        match &book.parts.get(self.part)?.kind {
            PartKind::Text(text) => Some(text),
            PartKind::Division(..) => None,
        }
    }

    /// A part, with its title, what stands before it, its text, its notes and its works.
    fn part(&mut self, nth: usize, code: &mut Code) {
        let book: &'w Book<'a> = self.book;
        let Some(part) = book.parts.get(nth) else { return };
        self.part = nth;
        code.push(match nth {
            0 => "part(true); ",
            _ => "part(false); ",
        });
        if let Some(lang) = language(part.lang.as_str()).filter(|_| part.lang != book.lang) {
            code.push("set text(lang: ").string(lang).push("); ");
        }
        code.push("running(").string(&book.title).push(", ").string(&part.title).push("); ");
        let level = self.level(u8::try_from(part.depth).unwrap_or(u8::MAX).saturating_add(1));
        let label = self.label("").unwrap_or_default();
        code.push("head(").number(i64::from(level)).push(", ").string(&label).push(", ").string(&part.title).push("); ");
        let mut levels = Levels { highest: 1, base: level.saturating_add(1), last: level };
        match &part.kind {
            PartKind::Division(_, html) => {
                code.code(&blocks::write(html, self, &mut levels));
                if nth == 0 && book.parts.len() > 1 {
                    let title = self.maker.words.plain("contents").unwrap_or_default();
                    code.push("contents(").string(title).push("); ");
                }
            }
            PartKind::Text(text) => {
                let names: Vec<(String, String, String)> =
                    text.names.iter().map(|named| (named.address.clone(), named.title.clone(), named.sort.clone())).collect();
                for (address, title, sort) in names {
                    let next = self.names.len() as i64;
                    self.names.entry(address).or_insert((next, title, sort));
                }
                code.push("front({ ").code(&blocks::write(&text.front, self, &mut levels.clone())).push("}); ");
                levels.highest = text.document.facts.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
                for chapter in &text.chapters {
                    code.code(&blocks::write(chapter, self, &mut levels));
                }
                self.behind(text, level, code);
            }
        }
        self.last_level = levels.last;
    }

    /// What stands behind a text: notes to which no mark of it leads, and works.
    fn behind(&mut self, text: &'w Text<'a>, level: u8, code: &mut Code) {
        let words = self.maker.words;
        let heading = |key: &str, code: &mut Code| {
            code.push("head(").number(i64::from(level) + 1).push(", \"\", ").string(words.plain(key).unwrap_or_default()).push("); ");
        };
        for (nth, (key, entries)) in text.references.iter().enumerate() {
            // The text has a heading of its own for the first.
            if nth > 0 || !text.ends_in_heading {
                heading(key, code);
            }
            for entry in entries {
                let label = self.label(&entry.id).unwrap_or_default();
                let mut levels = Levels { highest: 1, base: level, last: level };
                let html = blocks::write(&entry.entry_html, self, &mut levels);
                code.push("work(").string(&label).push(", { ").code(&html).push("}); ");
            }
        }
        let notes: Vec<&AnnotationView> =
            text.notes.iter().filter(|note| !self.set.contains(&(self.part, format!("#{}", note.id)))).collect();
        if !notes.is_empty() {
            heading("nav.annotations", code);
            for note in notes {
                code.push("editorial({ ").code(&self.editorial(note)).push("}); ");
            }
        }
    }

    /// A note of editors, and the replies to it.
    fn editorial(&mut self, note: &AnnotationView) -> Code {
        let mut code = Code::default();
        for note in std::iter::once(note).chain(&note.replies) {
            if !note.quote.is_empty() {
                code.push("emph(").string(&format!("{} ", note.quote)).push("); ");
            }
            if !note.work.title.is_empty() {
                code.words(&format!("{} ", note.work.title));
            }
            let mut levels = Levels { highest: 1, base: self.last_level.max(1), last: self.last_level.max(1) };
            code.code(&blocks::write_note(&note.html, self, &mut levels));
            let said =
                [note.creator.title.as_str(), &note.created].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", ");
            if !said.is_empty() {
                code.words(&format!(" ({said})"));
            }
        }
        code
    }

    /// The index of names, in the order of the alphabet.
    fn index(&self, code: &mut Code) {
        if self.names.is_empty() {
            return;
        }
        let collation = self.maker.collation();
        let mut names: Vec<_> = self.names.values().map(|name| (collation.key(&[&name.2]), name)).collect();
        names.sort();
        let title = self.maker.words.plain("name-index").unwrap_or_default();
        code.push("name-index(").string(title).push(", (");
        for (_, (nth, name, _)) in names {
            code.push("(").number(*nth).push(", ").string(name).push("), ");
        }
        code.push(")); ");
    }

    /// Of which level a heading is, so that none is left out.
    fn level(&mut self, wanted: u8) -> u8 {
        self.last_level = wanted.min(self.last_level.saturating_add(1));
        self.last_level
    }

    /// The path of a picture in the package.
    fn take(&mut self, from: &RelPath) -> String {
        let next = self.pictures.len() + 1;
        self.pictures.entry(from.clone()).or_insert_with(|| format!("images/{next:04}.{}", from.extension())).clone()
    }

    fn leave_out(&mut self, found: Diagnostic) {
        let found = found.hint(say::edition_picture_hint());
        if !self.package.findings.contains(&found) {
            self.package.findings.push(found);
        }
    }
}

/// How a place is called for Typst.
fn label_of(part: usize, fragment: &str) -> String {
    format!("{}#{fragment}", part + 1)
}

/// All that is said in a part.
fn html_of<'p>(kind: &'p PartKind<'_>) -> Box<dyn Iterator<Item = &'p Html> + 'p> {
    match kind {
        PartKind::Division(_, html) => Box::new(std::iter::once(html)),
        PartKind::Text(text) => {
            let feet = text.feet.iter().map(|foot| &foot.html);
            let notes = text.notes.iter().flat_map(|note| std::iter::once(&note.html).chain(note.replies.iter().map(|reply| &reply.html)));
            let works = text.references.iter().flat_map(|(_, entries)| entries.iter().map(|entry| &entry.entry_html));
            Box::new(std::iter::once(&text.front).chain(&text.chapters).chain(feet).chain(notes).chain(works))
        }
    }
}

/// Whether Typst shows a picture.
fn is_shown(path: &RelPath) -> bool {
    is_picture(path) && matches!(path.extension().as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg")
}

impl Around for Writing<'_, '_, '_> {
    fn link(&mut self, address: &str) -> Link {
        if let Some((part, fragment)) = self.place(address) {
            return if self.led_to.contains(&(part, fragment.clone())) { Link::To(label_of(part, &fragment)) } else { Link::None };
        }
        if address.starts_with('#') {
            return Link::None;
        }
        if web::scheme(address).is_some() {
            return Link::Web(address.to_owned());
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let Some(to) = self.own().and_then(|own| own.join(&text::percent_decoded(path))) else { return Link::None };
        let address = canonical(self.maker.config, &to);
        match fragment {
            _ if address.is_empty() => Link::None,
            "" => Link::Web(address),
            fragment => Link::Web(format!("{address}#{fragment}")),
        }
    }

    fn picture(&mut self, address: &str) -> Option<(String, f64)> {
        let document = self.text()?;
        let file = &document.document.path;
        if web::scheme(address).is_some() {
            self.leave_out(Diagnostic::notice(file, say::edition_picture_outside(address)));
            return None;
        }
        let to = self.own()?.join(&text::percent_decoded(address.split('#').next().unwrap_or(address)))?;
        let from = document.files.get(&to)?;
        // Of a picture that cannot be read the size is not known, and it would be no picture to Typst either.
        let Some(size) = self.maker.reader.picture(from).filter(|_| is_shown(from)) else {
            self.leave_out(Diagnostic::notice(file, say::edition_picture(from)));
            return None;
        };
        let (width, height) = (f64::from(size.width.max(1)), f64::from(size.height.max(1)));
        // A pixel of CSS is three quarters of a point.
        let shown = (width * 0.75).min(WIDTH).min(HEIGHT * width / height);
        Some((self.take(from), shown))
    }

    fn label(&self, fragment: &str) -> Option<String> {
        let place = (self.part, fragment.to_owned());
        self.led_to.contains(&place).then(|| label_of(self.part, fragment))
    }

    fn note(&mut self, address: &str) -> Option<Note> {
        let text = self.text()?;
        let label = label_of(self.part, &format!("note{address}"));
        let is_new = self.set.insert((self.part, address.to_owned()));
        if let Some(foot) =
            text.feet.iter().find(|foot| address.strip_prefix("#fn-").is_some_and(|number| number == foot.number.to_string()))
        {
            let mut levels = Levels { highest: 1, base: 6, last: 6 };
            let body = is_new.then(|| blocks::write_note(&foot.html, self, &mut levels));
            return Some(Note { mark: foot.number.to_string(), label, body });
        }
        let note = text.notes.iter().find(|note| address.strip_prefix('#') == Some(&note.id))?;
        let body = is_new.then(|| self.editorial(note));
        Some(Note { mark: format!("※{}", note.number), label, body })
    }

    fn page(&mut self, fragment: &str) -> Option<(String, String, f64)> {
        let text = self.text()?;
        let mark = text.document.facts.pages.iter().position(|mark| *mark.id == *fragment)?;
        let surface = text.surfaces.iter().find(|surface| surface.mark == Some(mark))?;
        let from = surface.file.as_ref()?;
        let Some(size) = surface.size.filter(|_| is_shown(from) && surface.sheet == 0) else {
            self.leave_out(Diagnostic::notice(&text.document.path, say::edition_picture(from)));
            return None;
        };
        let (width, height) = (f64::from(size.width.max(1)), f64::from(size.height.max(1)));
        let shown = WIDTH.min(HEIGHT * width / height);
        Some((self.take(from), surface.label.clone(), shown))
    }

    fn name(&self, nth: &str) -> Option<i64> {
        let named = self.text()?.names.get(nth.parse::<usize>().ok()?)?;
        self.names.get(&named.address).map(|(nth, ..)| *nth)
    }
}

//! A book for readers of EPUB (EPUB 3.3, W3C Recommendation; EPUB Accessibility 1.1).
//!
//! 1. [`layout`]: the parts of a [`book`](super::book) in files, each chapter in one, its notes behind it; and where each place is;
//! 2. [`xhtml`]: the HTML of texts as XHTML, its links led within the book, to the archive's address, or nowhere;
//! 3. [`nav`]: contents and pages, [`opf`]: what the book is and has in it;
//! 4. [`make`]: all of it as a [`Package`], in which pictures are files of the archive.

pub mod layout;
pub mod nav;
pub mod opf;
pub mod xhtml;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    book::{self, Book, PartKind, With},
    package::{Content, Package},
    what::What,
};
use crate::{
    base::{Diagnostic, Lang, RelPath, say, text, web},
    site::{
        Cleaning,
        frame::{Maker, canonical},
        view::{AnnotationView, ReferenceView},
    },
};
use layout::{Block, File, Places};
use opf::{Access, Item};
use xhtml::{Way, Writer};

/// The style sheet of books.
const STYLE: &str = include_str!("book.css");

/// The folder of all that is of the book.
const FOLDER: &str = "EPUB";

/// Makes a book; none if there is no such thing, or no text in it.
pub fn make(maker: &Maker<'_, '_>, what: &What) -> Option<Package> {
    let book = book::make(maker, what, With::default())?;
    if book.parts.is_empty() {
        return None;
    }
    let files = layout::files(&book);
    let mut writing = Writing {
        maker,
        book: &book,
        files: &files,
        places: Places::of(&files),
        parts: parts_by_path(&book),
        first_files: (0..book.parts.len()).map(|part| files.iter().position(|file| file.part == part).unwrap_or(0)).collect(),
        pictures: BTreeMap::new(),
        access: Access { all_described: true, ..Access::default() },
        package: Package::default(),
    };
    let mut items = Vec::new();
    let mut texts = Vec::new();
    for (nth, file) in files.iter().enumerate() {
        let (text, has_formulas) = writing.file(nth, file);
        writing.access.has_formulas |= has_formulas;
        let properties = if has_formulas { "mathml" } else { "" };
        items.push(Item { path: file.name.clone(), media_type: "application/xhtml+xml", properties, is_read: true });
        texts.push((format!("{FOLDER}/{}", file.name), Content::Text(text)));
    }
    let pages = writing.pages();
    writing.access.has_pages = !pages.is_empty();
    let nav = writing.nav(&pages);
    let Writing { pictures, access, mut package, .. } = writing;
    let is_read = book.parts.len() > 1;
    items.insert(1, Item { path: String::from("nav.xhtml"), media_type: "application/xhtml+xml", properties: "nav", is_read });
    items.push(Item { path: String::from("book.css"), media_type: "text/css", properties: "", is_read: false });
    for (from, (path, media_type)) in &pictures {
        items.push(Item { path: path.clone(), media_type, properties: "", is_read: false });
        let digest = maker.reader.fixity(from).map(|fixity| fixity.sha256()).unwrap_or_default();
        texts.push((format!("{FOLDER}/{path}"), Content::File { from: from.clone(), how: Cleaning::of(maker.config, from), digest }));
    }
    let langs: BTreeSet<String> = book.parts.iter().map(|part| part.lang.to_string()).collect();
    package.parts = vec![
        (String::from("mimetype"), Content::Mark(String::from("application/epub+zip"))),
        (String::from("META-INF/container.xml"), Content::Text(String::from(CONTAINER))),
        (format!("{FOLDER}/package.opf"), Content::Text(opf::write(&book, &items, access, &langs))),
        (format!("{FOLDER}/nav.xhtml"), Content::Text(nav)),
        (format!("{FOLDER}/book.css"), Content::Text(String::from(STYLE))),
    ];
    package.parts.append(&mut texts);
    Some(package)
}

/// Where readers' programs find the package document (EPUB 3.3, 4.2.6.3.1).
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// The parts of a book by the paths of their pages on the site.
fn parts_by_path(book: &Book<'_>) -> BTreeMap<RelPath, usize> {
    let path = |kind: &PartKind<'_>| match kind {
        PartKind::Division(path, _) => RelPath::new(path.as_str()),
        PartKind::Text(text) => RelPath::new(text.path.as_str()),
    };
    book.parts.iter().enumerate().rev().map(|(nth, part)| (path(&part.kind), nth)).collect()
}

/// The media type of a picture that every reader of EPUB shows (EPUB 3.3, 3.2); drawings are not among them here, as they may run and are
/// not told from what they hold.
fn picture_type(path: &RelPath) -> Option<&'static str> {
    Some(match path.extension().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => return None,
    })
}

/// A book whose files are written.
struct Writing<'w, 'a, 'r> {
    maker: &'w Maker<'a, 'r>,
    book: &'w Book<'a>,
    files: &'w [File<'w>],
    places: Places,
    parts: BTreeMap<RelPath, usize>,
    /// For each part its first file.
    first_files: Vec<usize>,
    /// The pictures that are in it: by their files in the archive their paths and media types.
    pictures: BTreeMap<RelPath, (String, &'static str)>,
    access: Access,
    package: Package,
}

impl Writing<'_, '_, '_> {
    /// A file, and whether there are formulas in it.
    fn file(&mut self, nth: usize, file: &File<'_>) -> (String, bool) {
        let mut text = String::new();
        head(&mut text, &file.title, file.lang);
        let highest = match self.book.parts.get(file.part).map(|part| &part.kind) {
            Some(PartKind::Text(text)) => text.document.facts.headings.iter().map(|heading| heading.level).min().unwrap_or(2),
            _ => 2,
        };
        let mut writer = Writer::new(&mut text, highest);
        let is_text = matches!(self.book.parts.get(file.part).map(|part| &part.kind), Some(PartKind::Text(_)));
        writer.xml().push_str(if is_text { "<section epub:type=\"chapter\" role=\"doc-chapter\">\n" } else { "<section>\n" });
        if file.is_first {
            writer.xml().element("h1", &file.title);
            writer.xml().push_str("\n");
        }
        for (at, block) in file.blocks.iter().enumerate() {
            self.block(nth, file.part, block, at == 0 && file.is_first && is_text, &mut writer);
        }
        writer.xml().push_str("</section>\n");
        let has_formulas = writer.has_formulas;
        text.push_str(END);
        (text, has_formulas)
    }

    /// What stands in a file; `is_front` of what stands before a text.
    fn block(&mut self, nth: usize, part: usize, block: &Block<'_>, is_front: bool, writer: &mut Writer<'_>) {
        let words = self.maker.words;
        match block {
            Block::Html(html) => {
                writer.xml().push_str(if is_front { "<div class=\"front\">" } else { "" });
                writer.html(html, &mut |way| self.lead(nth, part, way));
                writer.xml().push_str(if is_front { "</div>\n" } else { "\n" });
            }
            Block::Foot(number, _, html) => {
                writer.xml().push_str("<aside epub:type=\"footnote\" role=\"doc-footnote\" class=\"foot\"");
                writer.xml().attribute("id", &format!("fn-{number}"));
                writer.xml().push_str(">");
                let back = self.lead(nth, part, Way::Link(&format!("#fnref-{number}")));
                number_of(writer, &number.to_string(), back);
                writer.html(html, &mut |way| self.lead(nth, part, way));
                writer.xml().push_str("</aside>\n");
            }
            Block::Note(note) => {
                writer.xml().push_str("<aside epub:type=\"footnote\" role=\"doc-footnote\" class=\"note\"");
                self.note(nth, part, note, writer);
                for reply in &note.replies {
                    writer.xml().push_str("<div class=\"reply\"");
                    self.note(nth, part, reply, writer);
                    writer.xml().push_str("</div>");
                }
                writer.xml().push_str("</aside>\n");
            }
            Block::Works(key, entries) => {
                writer.xml().push_str("<section epub:type=\"bibliography\" role=\"doc-bibliography\">\n");
                if !key.is_empty() {
                    writer.xml().element("h2", words.plain(key).unwrap_or_default());
                }
                writer.xml().push_str("\n<ul class=\"works\">\n");
                for entry in *entries {
                    self.entry(nth, part, entry, writer);
                }
                writer.xml().push_str("</ul>\n</section>\n");
            }
        }
    }

    /// A work of a list.
    fn entry(&mut self, nth: usize, part: usize, entry: &ReferenceView, writer: &mut Writer<'_>) {
        writer.xml().push_str("<li");
        writer.xml().attribute("id", &xhtml::id(&entry.id));
        lang(writer, &entry.lang);
        writer.xml().push_str(">");
        writer.html(&entry.entry_html, &mut |way| self.lead(nth, part, way));
        writer.xml().push_str("</li>\n");
    }

    /// A note of editors, behind the name of its element.
    fn note(&mut self, nth: usize, part: usize, note: &AnnotationView, writer: &mut Writer<'_>) {
        writer.xml().attribute("id", &xhtml::id(&note.id));
        lang(writer, &note.lang);
        if note.dir == "rtl" {
            writer.xml().attribute("dir", "rtl");
        }
        writer.xml().push_str(">");
        let kind = self.maker.words.plain(&format!("motivations.{}", note.motivation)).unwrap_or_default();
        let said = [kind, &note.creator.title, &note.created].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", ");
        let number = if note.number > 0 { format!("※{}", note.number) } else { String::from("※") };
        let back = self.lead(nth, part, Way::Link(&format!("#at-{}", note.id)));
        number_of(writer, &number, back);
        if !note.quote.is_empty() {
            writer.xml().push_str("<p class=\"quote\"");
            lang(writer, &note.quote_lang);
            writer.xml().push_str(">");
            writer.xml().words(&note.quote);
            writer.xml().push_str("</p>");
        }
        if !note.work.title.is_empty() {
            writer.xml().element("p", &note.work.title);
        }
        writer.html(&note.html, &mut |way| self.lead(nth, part, way));
        if !said.is_empty() {
            writer.xml().element("p", &said);
        }
    }

    /// Where something stands, seen from a file of the book.
    fn lead(&mut self, from: usize, part: usize, way: Way<'_>) -> Option<String> {
        let (Way::Link(address) | Way::Picture(address)) = way;
        let is_picture = matches!(way, Way::Picture(_));
        if let Some(fragment) = address.strip_prefix('#') {
            return self.fragment(from, part, fragment);
        }
        if web::scheme(address).is_some() {
            if is_picture {
                self.leave_out(part, |document| Diagnostic::notice(document, say::edition_picture_outside(address)));
                return None;
            }
            return Some(address.to_owned());
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let own = match &self.book.parts.get(part)?.kind {
            PartKind::Division(path, _) => path,
            PartKind::Text(text) => &text.path,
        };
        let to = own.join(&text::percent_decoded(path))?;
        if is_picture {
            return self.picture(part, &to);
        }
        if let Some(other) = self.parts.get(&to).copied() {
            return self.fragment(from, other, fragment).or_else(|| self.name(self.first_files.get(other).copied()?, from, ""));
        }
        let address = canonical(self.maker.config, &to);
        (!address.is_empty()).then(|| if fragment.is_empty() { address.clone() } else { format!("{address}#{fragment}") })
    }

    /// A place of a part, seen from a file.
    fn fragment(&self, from: usize, part: usize, fragment: &str) -> Option<String> {
        let decoded = text::percent_decoded(fragment);
        let known = |fragment: &str| Some((self.places.find(part, fragment)?, xhtml::id(fragment).into_owned()));
        let (file, id) = known(fragment).or_else(|| known(&decoded))?;
        self.name(file, from, &id)
    }

    fn name(&self, file: usize, from: usize, id: &str) -> Option<String> {
        let name = self.files.get(file).map(|file| file.name.as_str())?;
        Some(match id {
            "" => name.to_owned(),
            id if file == from => format!("#{id}"),
            id => format!("{name}#{id}"),
        })
    }

    /// A picture of a part, which the book takes with it.
    fn picture(&mut self, part: usize, to: &RelPath) -> Option<String> {
        let PartKind::Text(text) = &self.book.parts.get(part)?.kind else { return None };
        let from = text.files.get(to)?;
        let Some(media_type) = picture_type(from) else {
            self.leave_out(part, |document| Diagnostic::notice(document, say::edition_picture(from)));
            return None;
        };
        self.access.has_pictures = true;
        self.access.may_move |= media_type == "image/gif";
        let next = self.pictures.len() + 1;
        let (path, _) = self.pictures.entry(from.clone()).or_insert_with(|| {
            let ending = from.extension();
            (format!("images/{next:04}.{ending}"), media_type)
        });
        Some(path.clone())
    }

    /// Says that a picture of a part is not in the book.
    fn leave_out(&mut self, part: usize, finding: impl FnOnce(&RelPath) -> Diagnostic) {
        let Some(PartKind::Text(text)) = self.book.parts.get(part).map(|part| &part.kind) else { return };
        let found = finding(&text.document.path).hint(say::edition_picture_hint());
        if !self.package.findings.contains(&found) {
            self.package.findings.push(found);
        }
    }

    /// The pages of the original: what each is called, its file, and the fragment of its mark. Of a book of several texts each begins anew.
    fn pages(&self) -> Vec<(String, String, String)> {
        let mut pages = Vec::new();
        for (nth, part) in self.book.parts.iter().enumerate() {
            let PartKind::Text(text) = &part.kind else { continue };
            let marks = text.document.facts.pages.iter().filter_map(|mark| {
                let file = self.files.get(self.places.find(nth, &mark.id)?)?;
                Some((mark.label.to_string(), file.name.clone(), mark.id.to_string()))
            });
            pages.extend(marks);
        }
        pages
    }

    /// The navigation document.
    fn nav(&self, pages: &[(String, String, String)]) -> String {
        let words = self.maker.words;
        let mut entries = Vec::new();
        for (nth, part) in self.book.parts.iter().enumerate() {
            let own_lang = |own: &Lang| if *own == self.book.lang { String::new() } else { own.to_string() };
            let file = |nth: usize| self.files.get(nth).map(|file| file.name.clone());
            let Some(first) = self.first_files.get(nth).copied().and_then(file) else { continue };
            let lang = own_lang(&part.lang);
            entries.push(nav::Entry {
                depth: part.depth,
                title: part.title.clone(),
                lang: lang.clone(),
                file: first,
                fragment: String::new(),
            });
            let PartKind::Text(text) = &part.kind else { continue };
            let headings = || text.document.facts.headings.iter();
            let highest = headings().map(|heading| heading.level).min().unwrap_or(1);
            for heading in headings() {
                let Some(file) = self.places.find(nth, &heading.id).and_then(file) else { continue };
                let title = heading.text.of(&text.document.body.text).to_owned();
                let depth = part.depth + 1 + usize::from(heading.level - highest);
                entries.push(nav::Entry { depth, title, lang: lang.clone(), file, fragment: heading.id.clone() });
            }
            let works = self.files.iter().find(|file| file.part == nth && matches!(file.blocks.first(), Some(Block::Works(..))));
            if let Some((file, Block::Works(key, _))) = works.and_then(|file| Some((file, file.blocks.first()?))) {
                let title = words.plain(key).unwrap_or_default().to_owned();
                entries.push(nav::Entry {
                    depth: part.depth + 1,
                    title,
                    lang: String::new(),
                    file: file.name.clone(),
                    fragment: String::new(),
                });
            }
        }
        let mut text = String::new();
        head(&mut text, &self.book.title, &self.book.lang);
        let contents = words.plain("contents").unwrap_or_default();
        let pages_title = words.plain("pages-of-original").unwrap_or_default();
        nav::write(
            Writer::new(&mut text, 2).xml(),
            &nav::Nav { contents, is_read: self.book.parts.len() > 1, pages_title, entries: &entries, pages },
        );
        text.push_str(END);
        text
    }
}

/// The end of every file.
const END: &str = "</body>\n</html>\n";

/// The beginning of a file.
fn head(text: &mut String, title: &str, lang: &Lang) {
    let mut xml = crate::base::Xml::new(text);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    xml.attribute("lang", lang.as_str());
    xml.attribute("xml:lang", lang.as_str());
    if lang.is_rtl() {
        xml.attribute("dir", "rtl");
    }
    xml.push_str(">\n<head>\n");
    xml.element("title", if title.trim().is_empty() { "…" } else { title });
    xml.push_str("\n<link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n<body>\n");
}

/// The number of a note, which leads back to its mark.
fn number_of(writer: &mut Writer<'_>, number: &str, back: Option<String>) {
    let xml = writer.xml();
    xml.push_str("<p class=\"number\">");
    match back {
        Some(back) => {
            xml.push_str("<a role=\"doc-backlink\"");
            xml.attribute("href", &back);
            xml.push_str(">");
            xml.words(number);
            xml.push_str("</a>");
        }
        None => xml.words(number),
    }
    xml.push_str("</p>");
}

fn lang(writer: &mut Writer<'_>, lang: &str) {
    if !lang.is_empty() {
        writer.xml().attribute("lang", lang);
        writer.xml().attribute("xml:lang", lang);
    }
}

//! The package document of a book (EPUB 3.3, 5): what it is, what is in it, in which order it is read.

use std::collections::BTreeSet;

use crate::{
    base::{Date, Xml, date::Breadth},
    reference::Role,
    site::editions::book::Book,
};

/// A file of a book, as its package document lists it.
pub struct Item {
    /// Its path from the package document.
    pub path: String,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// What is special in it: `nav`, `mathml`; empty if nothing is.
    pub properties: &'static str,
    /// Whether it is read, at its place among the others.
    pub is_read: bool,
}

/// What a reader has to be able to do to read a book, and what helps (EPUB Accessibility 1.1; schema.org).
#[derive(Clone, Copy, Debug, Default)]
pub struct Access {
    /// Whether there are pictures, whether all of them say what they show, and whether any may move.
    pub has_pictures: bool,
    pub all_described: bool,
    pub may_move: bool,
    pub has_formulas: bool,
    pub has_pages: bool,
}

/// MARC's codes of what people have to do with a work (id.loc.gov/vocabulary/relators). The author of a work that is reviewed has nothing to
/// do with this one.
fn relator(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Author | Role::ContainerAuthor => "aut",
        Role::Editor | Role::CollectionEditor => "edt",
        Role::Translator | Role::EditorTranslator => "trl",
        Role::Chair => "mod",
        Role::Compiler => "com",
        Role::Composer => "cmp",
        Role::Contributor | Role::Guest => "ctb",
        Role::Curator => "cur",
        Role::Director => "drt",
        Role::EditorialDirector => "pbd",
        Role::ExecutiveProducer | Role::Producer => "pro",
        Role::Host => "hst",
        Role::Illustrator => "ill",
        Role::Interviewer => "ivr",
        Role::Narrator => "nrt",
        Role::Organizer => "orm",
        Role::OriginalAuthor => "ant",
        Role::Performer => "prf",
        Role::Recipient => "rcp",
        Role::ScriptWriter => "aus",
        Role::SeriesCreator => "cre",
        Role::ReviewedAuthor => return None,
    })
}

/// What a book is known by: its DOI, its address, else a name made of what it is (RFC 9562, version 8).
pub fn identifier(book: &Book<'_>) -> String {
    if !book.doi.is_empty() {
        return format!("doi:{}", book.doi);
    }
    if !book.address.is_empty() {
        return book.address.clone();
    }
    let mut bytes = book.digest.0;
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = *version & 0x0f | 0x80;
    *variant = *variant & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// The moment at which a book was last changed, as far as that is known.
fn modified(book: &Book<'_>) -> String {
    let (year, month, day) = book.day();
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// A date as Dublin Core has it: a year, a month or a day; nothing where it is not that plain.
fn plain(date: Date) -> Option<String> {
    date.iso().filter(|iso| !iso.contains('/') && date.is_plain() && date.start.breadth == Breadth::Exact)
}

/// Writes the package document.
pub fn write(book: &Book<'_>, items: &[Item], access: Access, langs: &BTreeSet<String>) -> String {
    let mut text = String::new();
    let mut xml = Xml::new(&mut text);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\"");
    xml.attribute("xml:lang", book.lang.as_str());
    if book.lang.is_rtl() {
        xml.attribute("dir", "rtl");
    }
    xml.push_str(">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">");
    xml.words(&identifier(book));
    xml.push_str("</dc:identifier>\n");
    if !book.doi.is_empty() && !book.address.is_empty() {
        line(&mut xml, "dc:identifier", &book.address);
    }
    line(&mut xml, "dc:title", &book.title);
    line(&mut xml, "dc:language", book.lang.as_str());
    langs.iter().filter(|lang| lang.as_str() != book.lang.as_str()).for_each(|lang| line(&mut xml, "dc:language", lang));
    people(&mut xml, book);
    if !book.publisher.is_empty() {
        line(&mut xml, "dc:publisher", &book.publisher);
    }
    if !book.description.is_empty() {
        line(&mut xml, "dc:description", &book.description);
    }
    if let Some(issued) = book.issued.and_then(plain) {
        line(&mut xml, "dc:date", &issued);
    }
    let rights: Vec<&str> =
        book.license.iter().map(|license| license.id.as_str()).chain([book.rights.as_str()]).filter(|said| !said.is_empty()).collect();
    if !rights.is_empty() {
        line(&mut xml, "dc:rights", &rights.join(". "));
    }
    if let Some(license) = book.license.as_ref().filter(|license| !license.url.is_empty()) {
        xml.push_str("<link rel=\"dcterms:license\"");
        xml.attribute("href", &license.url);
        xml.push_str("/>\n");
    }
    meta(&mut xml, "dcterms:modified", &modified(book));
    accessibility(&mut xml, book, access);
    xml.push_str("</metadata>\n<manifest>\n");
    for (nth, item) in items.iter().enumerate() {
        xml.push_str("<item");
        xml.attribute("id", &name_of(nth));
        xml.attribute("href", &item.path);
        xml.attribute("media-type", item.media_type);
        if !item.properties.is_empty() {
            xml.attribute("properties", item.properties);
        }
        xml.push_str("/>\n");
    }
    xml.push_str("</manifest>\n<spine");
    if book.lang.is_rtl() {
        xml.attribute("page-progression-direction", "rtl");
    }
    xml.push_str(">\n");
    for (nth, _) in items.iter().enumerate().filter(|(_, item)| item.is_read) {
        xml.push_str("<itemref");
        xml.attribute("idref", &name_of(nth));
        xml.push_str("/>\n");
    }
    xml.push_str("</spine>\n</package>\n");
    text
}

/// By what the package document knows a file.
fn name_of(nth: usize) -> String {
    format!("item-{}", nth + 1)
}

fn line(xml: &mut Xml<'_>, name: &'static str, words: &str) {
    xml.element(name, words);
    xml.push_str("\n");
}

fn meta(xml: &mut Xml<'_>, property: &'static str, words: &str) {
    xml.push_str("<meta");
    xml.attribute("property", property);
    xml.push_str(">");
    xml.words(words);
    xml.push_str("</meta>\n");
}

/// Those who made the book, each with his part and the form by which lists sort him.
fn people(xml: &mut Xml<'_>, book: &Book<'_>) {
    let known = book.people.iter().filter_map(|person| Some((person, relator(person.role)?)));
    for (nth, (person, relator)) in known.enumerate() {
        let (name, id) = (person.name.display(), format!("person-{}", nth + 1));
        if name.trim().is_empty() {
            continue;
        }
        let element = if person.role == Role::Author { "dc:creator" } else { "dc:contributor" };
        xml.push_str("<");
        xml.push_str(element);
        xml.attribute("id", &id);
        xml.push_str(">");
        xml.words(&name);
        xml.close(element);
        xml.push_str("\n");
        refine(xml, &id, "role", Some("marc:relators"), relator);
        let sorted = person.name.in_two_parts();
        if sorted != name {
            refine(xml, &id, "file-as", None, &sorted);
        }
    }
}

fn refine(xml: &mut Xml<'_>, id: &str, property: &'static str, scheme: Option<&'static str>, words: &str) {
    xml.push_str("<meta");
    xml.attribute("refines", &format!("#{id}"));
    xml.attribute("property", property);
    if let Some(scheme) = scheme {
        xml.attribute("scheme", scheme);
    }
    xml.push_str(">");
    xml.words(words);
    xml.push_str("</meta>\n");
}

/// What readers, and shops for them, learn of how the book can be read.
fn accessibility(xml: &mut Xml<'_>, book: &Book<'_>, access: Access) {
    meta(xml, "schema:accessMode", "textual");
    if access.has_pictures {
        meta(xml, "schema:accessMode", "visual");
        meta(xml, "schema:accessModeSufficient", "textual,visual");
    }
    if !access.has_pictures || access.all_described {
        meta(xml, "schema:accessModeSufficient", "textual");
    }
    let features = [
        ("structuralNavigation", true),
        ("tableOfContents", true),
        ("readingOrder", true),
        ("displayTransformability", true),
        ("alternativeText", access.has_pictures && access.all_described),
        ("MathML", access.has_formulas),
        ("pageBreakMarkers", access.has_pages),
        ("pageNavigation", access.has_pages),
    ];
    features.iter().filter(|(_, is_there)| *is_there).for_each(|(feature, _)| meta(xml, "schema:accessibilityFeature", feature));
    meta(xml, "schema:accessibilityHazard", if access.may_move { "unknown" } else { "none" });
    let described = if access.has_pictures && !access.all_described { " Not every picture has a description." } else { "" };
    let pages = if access.has_pages { " The pages of the original are marked." } else { "" };
    meta(
        xml,
        "schema:accessibilitySummary",
        &format!("All text can be read aloud, enlarged and reflowed; headings, notes and references are marked as such.{described}{pages}"),
    );
    if access.has_pages {
        // Of what the pages are: the original is what the title names.
        meta(xml, "pageBreakSource", &book.title);
    }
}

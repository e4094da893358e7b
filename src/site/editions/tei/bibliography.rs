//! Records as TEI has works: `biblStruct`, or `bibl` where nothing but the printed words is known (TEI P5, 3.12).

use super::{
    ids::{dating, uri, word},
    names::of_record,
};
use crate::{
    base::Xml,
    reference::{Kind, Name, Record, Role},
};

/// Writes a record; `id`: its `xml:id`, if others point to it. `printed`: whether the words stand with it as a source prints them.
pub fn write(xml: &mut Xml<'_>, record: &Record, id: &str, printed: bool) {
    let verbatim = if printed { record.verbatim.as_str() } else { "" };
    if record.title.is_empty() && record.container.is_empty() && !verbatim.is_empty() {
        xml.push_str("<bibl");
        begin(xml, record, id);
        xml.words(verbatim);
        return xml.push_str("</bibl>\n");
    }
    xml.push_str("<biblStruct");
    begin(xml, record, id);
    let is_part = !record.container.is_empty();
    if is_part {
        xml.push_str("<analytic>");
        people(xml, "author", "", &record.author);
        others(xml, record);
        title(xml, "a", &record.title);
        number(xml, "DOI", &record.doi);
        xml.push_str("</analytic>");
    }
    xml.push_str("<monogr>");
    if is_part {
        people(xml, "editor", "", &record.editor);
        title(xml, if is_journal(record.kind) { "j" } else { "m" }, &record.container);
    } else {
        people(xml, "author", "", &record.author);
        people(xml, "editor", "", &record.editor);
        others(xml, record);
        title(xml, "m", &record.title);
        if record.title.is_empty() && record.people().any(|(_, names)| !names.is_empty()) {
            // Who made it stands before what it is called.
            xml.push_str("<title/>");
        }
        number(xml, "DOI", &record.doi);
    }
    number(xml, "ISBN", &record.isbn);
    number(xml, "ISSN", &record.issn);
    number(xml, "number", &record.number);
    if !record.edition.is_empty() {
        xml.element("edition", &record.edition);
    }
    imprint(xml, record);
    xml.push_str("</monogr>");
    if !record.series.is_empty() {
        xml.push_str("<series>");
        title(xml, "s", &record.series);
        xml.push_str("</series>");
    }
    if !record.url.is_empty() {
        xml.push_str("<ptr");
        xml.attribute("target", &uri(&record.url));
        xml.push_str("/>");
    }
    for (kind, words) in [("printed", verbatim), ("genre", record.genre.as_str()), ("note", record.note.as_str())] {
        if !words.is_empty() {
            xml.push_str("<note");
            xml.attribute("type", kind);
            xml.push_str(">");
            xml.words(words);
            xml.push_str("</note>");
        }
    }
    xml.push_str("</biblStruct>\n");
}

/// What the element says of itself: where it stands, by which key texts cite it, and what CSL calls its kind.
fn begin(xml: &mut Xml<'_>, record: &Record, id: &str) {
    if !id.is_empty() {
        xml.attribute("xml:id", id);
    }
    if !record.key.is_empty() {
        xml.attribute("n", &record.key);
    }
    xml.attribute("type", record.kind.name());
    xml.push_str(">");
}

fn is_journal(kind: Kind) -> bool {
    matches!(kind, Kind::Journal | Kind::Review | Kind::BookReview | Kind::Periodical)
}

fn people(xml: &mut Xml<'_>, element: &'static str, role: &str, names: &[Name]) {
    for name in names {
        xml.push_str("<");
        xml.push_str(element);
        if !role.is_empty() {
            xml.attribute("role", role);
        }
        xml.push_str(">");
        of_record(xml, name);
        xml.close(element);
    }
}

/// Those with other parts in a work.
fn others(xml: &mut Xml<'_>, record: &Record) {
    for (role, names) in record.people().filter(|(role, _)| !matches!(role, Role::Author | Role::Editor)) {
        people(xml, "editor", role.name(), names);
    }
}

fn title(xml: &mut Xml<'_>, level: &str, words: &str) {
    if !words.is_empty() {
        xml.push_str("<title");
        xml.attribute("level", level);
        xml.push_str(">");
        xml.words(words);
        xml.push_str("</title>");
    }
}

/// Writes a number by which something is known.
pub fn number(xml: &mut Xml<'_>, kind: &str, value: &str) {
    if !value.is_empty() {
        xml.push_str("<idno");
        xml.attribute("type", &word(kind));
        xml.push_str(">");
        xml.words(value);
        xml.push_str("</idno>");
    }
}

fn imprint(xml: &mut Xml<'_>, record: &Record) {
    xml.push_str("<imprint>");
    if !record.publisher.is_empty() {
        xml.element("publisher", &record.publisher);
    }
    if !record.place.is_empty() {
        xml.element("pubPlace", &record.place);
    }
    xml.push_str("<date");
    if let Some(issued) = &record.issued {
        dating(issued, false).iter().for_each(|(name, value)| xml.attribute(name, value));
        xml.push_str(">");
        xml.words(&issued.to_string());
        xml.push_str("</date>");
    } else {
        xml.push_str("/>");
    }
    for (unit, value) in [("volume", &record.volume), ("issue", &record.issue), ("page", &record.pages)] {
        if !value.is_empty() {
            xml.push_str("<biblScope");
            xml.attribute("unit", unit);
            xml.push_str(">");
            xml.words(value);
            xml.push_str("</biblScope>");
        }
    }
    xml.push_str("</imprint>");
}

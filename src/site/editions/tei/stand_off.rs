//! What stands beside a text (TEI P5, 17.10): the notes of its editors, and whom and what it names.

use std::collections::BTreeSet;

use super::{
    bibliography,
    edition::Edition,
    header::language,
    ids::{Ids, dating, is_language, uri},
    names::{self, Named},
};
use crate::{
    archive::annotations::Placed,
    base::{Span, Xml},
    document::{Annotation, Authority, AuthorityKind, Document, Target},
    site::{address, annotations::w3c},
};

/// The notes on a text.
pub struct Notes<'a> {
    placed: Option<&'a Placed>,
    /// Where the words stand that each is about.
    spans: Vec<Option<Span>>,
}

/// The places that are marked in the text, by the numbers of the notes that are about them.
#[derive(Debug, Default)]
pub struct Laid {
    /// Those whose beginning is.
    pub begun: BTreeSet<usize>,
    /// Those whose end is.
    pub ended: BTreeSet<usize>,
}

impl<'a> Notes<'a> {
    /// Those on a document.
    pub fn of(edition: &Edition<'_, 'a>, document: &Document) -> Self {
        let placed = edition.reader.annotations(&document.slug);
        let is_whole = edition.is_whole(document);
        let span = |anchor: Option<&crate::archive::anchor::Anchor>| anchor.and_then(|anchor| anchor.span()).filter(|_| is_whole);
        let spans = placed.map(|placed| placed.notes().map(|(_, anchor)| span(anchor)).collect()).unwrap_or_default();
        Self { placed, spans }
    }

    /// Where the places begin and end that they are about.
    pub fn cuts(&self) -> Vec<Cut> {
        let spans = self.spans.iter().enumerate().filter_map(|(note, span)| Some((note, (*span)?)));
        let mut cuts: Vec<Cut> = spans
            .filter(|(_, span)| !span.is_empty())
            .flat_map(|(note, span)| [Cut { at: span.start, is_end: false, note }, Cut { at: span.end, is_end: true, note }])
            .collect();
        cuts.sort_unstable();
        cuts
    }
}

/// Where a place that a note is about begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// The place in the body's text.
    pub at: u32,
    /// Whether it ends there.
    pub is_end: bool,
    /// The number of the note among those of the text.
    pub note: usize,
}

/// Writes what the editors say in a note, as [`super::text`] writes words; the ids are those of its places.
pub type Remark<'r> = &'r mut dyn FnMut(&mut Xml<'_>, &Annotation, &Ids, &mut Named);

/// The place at which what a note is about begins or ends.
pub fn place(note: usize, end: &str) -> String {
    format!("_noted-{}-{end}", note + 1)
}

/// Writes what stands beside a document, if anything does.
pub fn write(
    xml: &mut Xml<'_>,
    edition: &Edition<'_, '_>,
    document: &Document,
    ids: &Ids,
    (notes, laid): (&Notes<'_>, &Laid),
    named: &mut Named,
    remark: Remark<'_>,
) {
    let all: Vec<&Annotation> = notes.placed.iter().flat_map(|placed| &placed.file.notes).collect();
    if all.is_empty() && named.is_empty() {
        return;
    }
    xml.push_str("<standOff>\n");
    if !all.is_empty() {
        xml.push_str("<listAnnotation>\n");
        for (nth, note) in all.into_iter().enumerate() {
            let span = notes.spans.get(nth).copied().flatten();
            let is_laid = laid.begun.contains(&nth) && laid.ended.contains(&nth);
            let target = target(edition, document, ids, note, span, is_laid.then_some(nth));
            annotation(xml, edition, document, ids, (note, &target), named, remark);
        }
        xml.push_str("</listAnnotation>\n");
    }
    lists(xml, edition, ids, named);
    xml.push_str("</standOff>\n");
}

/// The address of what a note is about; `laid`: its number, if the place is marked in the text.
fn target(edition: &Edition<'_, '_>, document: &Document, ids: &Ids, note: &Annotation, span: Option<Span>, laid: Option<usize>) -> String {
    match (&note.target, laid, span) {
        // TEI P5, 17.2.4.6: from one place to another.
        (Target::Words(_), Some(nth), _) => format!("#range({},{})", ids.id(&place(nth, "start")), ids.id(&place(nth, "end"))),
        (Target::Words(_), None, Some(span)) => {
            let block = document.body.block_at(span.start).filter(|block| !block.id.is_empty());
            ids.to(block.map_or("text", |block| &*block.id))
        }
        (Target::Note(id), ..) => ids.to(&format!("note-{id}")),
        (Target::Work(key), ..) if edition.reader.record_of(&document.slug, key).is_some() => ids.to(&format!("ref-{key}")),
        (Target::Work(key), ..) if edition.reader.work(key).is_some() => edition.site(&address::work(key, 1)),
        _ => ids.to("text"),
    }
}

fn annotation(
    xml: &mut Xml<'_>,
    edition: &Edition<'_, '_>,
    document: &Document,
    ids: &Ids,
    (note, target): (&Annotation, &str),
    named: &mut Named,
    remark: Remark<'_>,
) {
    let own = format!("note-{}", note.id);
    xml.push_str("<annotation");
    xml.attribute("xml:id", &ids.id(&own));
    xml.attribute("target", target);
    xml.attribute("motivation", note.motivation.name());
    xml.push_str(">");
    if !note.creator.is_empty() {
        xml.push_str("<respStmt><resp>annotator</resp><name");
        let record = note.creator.split_once('/').and_then(|(kind, id)| Some((AuthorityKind::named(kind)?, id)));
        let label = record.and_then(|(kind, id)| Some((kind, edition.reader.label(kind, id)?)));
        match label {
            Some((kind, label)) => {
                let to = names::entry(ids, named, kind, &label.slug.into());
                xml.attribute("ref", &to);
                xml.push_str(">");
                xml.words(label.name);
            }
            None => {
                xml.push_str(">");
                xml.words(&note.creator);
            }
        }
        xml.push_str("</name></respStmt>");
    }
    let moments = [("modified", &note.modified), ("created", &note.created)];
    if moments.iter().any(|(_, moment)| !moment.is_empty()) {
        xml.push_str("<revisionDesc>");
        for (kind, moment) in moments.into_iter().filter(|(_, moment)| !moment.is_empty()) {
            xml.push_str("<change");
            xml.attribute("type", kind);
            xml.attribute("when", &if moment.contains('T') { w3c::date_time(moment) } else { moment.clone() });
            xml.push_str("/>");
        }
        xml.push_str("</revisionDesc>");
    }
    if !matches!(note.target, Target::Document | Target::Words(_) | Target::Work(_) | Target::Note(_)) {
        // Places on pictures and in recordings are told there in full.
        xml.push_str("<ptr type=\"selector\"");
        xml.attribute("target", &edition.site(&address::jsonld(&document.slug)));
        xml.push_str("/>");
    }
    if ["http://", "https://"].iter().any(|scheme| note.via.starts_with(scheme)) {
        xml.push_str("<ptr type=\"via\"");
        xml.attribute("target", &uri(&note.via));
        xml.push_str("/>");
    }
    if let Target::Words(quote) = &note.target {
        xml.push_str("<note type=\"quote\">");
        xml.words(&quote.exact);
        xml.push_str("</note>");
    }
    if !note.body.body.pieces.is_empty() {
        xml.push_str("<note");
        if let Some(lang) = &note.lang {
            language(xml, lang.as_str());
        }
        xml.push_str(">");
        remark(xml, note, &ids.within(&own), named);
        xml.push_str("</note>");
    }
    for tag in &note.tags {
        xml.push_str("<note type=\"tag\">");
        xml.words(tag);
        xml.push_str("</note>");
    }
    xml.push_str("</annotation>\n");
}

/// The lists of whom and what is named.
fn lists(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, ids: &Ids, named: &Named) {
    for kind in AuthorityKind::ALL {
        let of_kind: Vec<_> = named.iter().filter(|(other, _)| *other == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let (list, entry): (&'static str, &'static str) = match kind {
            AuthorityKind::People => ("listPerson", "person"),
            AuthorityKind::Organizations => ("listOrg", "org"),
            AuthorityKind::Places => ("listPlace", "place"),
            AuthorityKind::Topics => ("list", "item"),
        };
        xml.push_str("<");
        xml.push_str(list);
        xml.push_str(">\n");
        for (_, slug) in of_kind {
            xml.push_str("<");
            xml.push_str(entry);
            xml.attribute("xml:id", &ids.id(&names::place(kind, slug)));
            xml.push_str(">");
            let record = edition.reader.authority(kind, slug);
            let label = edition.reader.label(kind, slug);
            named_so(xml, kind, label.map_or(&**slug, |label| label.name), record.map(|record| &**record));
            if let Some(record) = record {
                record.identifiers.iter().for_each(|(scheme, value)| bibliography::number(xml, scheme, value));
            }
            bibliography::number(xml, "URL", &edition.site(&address::entity(kind, slug, 1)));
            xml.close(entry);
            xml.push_str("\n");
        }
        xml.close(list);
        xml.push_str("\n");
    }
}

/// How somebody or something is called, and what is known of it, in the order that TEI has.
fn named_so(xml: &mut Xml<'_>, kind: AuthorityKind, name: &str, record: Option<&Authority>) {
    let element = names::element(kind);
    xml.element(element, name);
    for variant in record.iter().flat_map(|record| &record.variants) {
        xml.push_str("<");
        xml.push_str(element);
        xml.attribute("type", "variant");
        if let Some(lang) = variant.lang.as_ref().filter(|lang| is_language(lang.as_str())) {
            xml.attribute("xml:lang", lang.as_str());
        }
        xml.push_str(">");
        xml.words(&variant.name);
        xml.close(element);
    }
    let Some(record) = record else { return };
    if kind == AuthorityKind::People {
        for (element, event) in [("birth", &record.born), ("death", &record.died)] {
            let Some(event) = event else { continue };
            xml.push_str("<");
            xml.push_str(element);
            event.date.iter().flat_map(|date| dating(date, false)).for_each(|(name, value)| xml.attribute(name, &value));
            xml.push_str(">");
            if !event.place.is_empty() {
                xml.element("placeName", &event.place);
            }
            xml.close(element);
        }
    }
    if let Some(at) = record.coordinates.as_ref().filter(|_| kind == AuthorityKind::Places) {
        xml.push_str("<location>");
        xml.element("geo", &format!("{} {}", at.latitude, at.longitude));
        xml.push_str("</location>");
    }
}

//! `data/cmif.xml`: the letters in the Correspondence Metadata Interchange Format 1.1 (TEI Correspondence SIG,
//! github.com/TEI-Correspondence-SIG/CMIF), which indexes of letters harvest.
//!
//! The format wants the address under which the file stands, a day on which it was last changed, and one of two licences. Without these
//! there is no file.

use super::place_entity;
use crate::{
    archive::{Capacity, Claim, Front, Reader, Survey},
    base::{
        Date, Digest, RelPath, Xml,
        date::{Breadth, Day, End},
    },
    config::Config,
    document::{AuthorityKind, LetterAction, LetterPart, LetterPlace, Person},
    reference::{Role, names},
    site::{address, frame::canonical},
};

/// The authority files of people and bodies, those first that the format names.
const OF_PEOPLE: [&str; 7] = ["gnd", "viaf", "lccn", "bnf", "orcid", "isni", "wikidata"];

/// Those of places.
const OF_PLACES: [&str; 5] = ["geonames", "tgn", "pleiades", "gnd", "wikidata"];

/// Whether an archive with letters has the file, as far as its configuration says.
pub fn is_made(config: &Config, reader: &Reader<'_>) -> bool {
    !config.base_url.is_empty() && licence(config).is_some() && reader.menu().news
}

/// The licence under which the descriptions stand, if it is one of the two that the format knows: address and words.
fn licence(config: &Config) -> Option<(&'static str, &'static str)> {
    match config.metadata_license.as_str() {
        "CC-BY-4.0" => Some((
            "https://creativecommons.org/licenses/by/4.0/",
            "This file is licensed under the terms of the Creative Commons License CC-BY 4.0",
        )),
        "CC0-1.0" => Some((
            "https://creativecommons.org/publicdomain/zero/1.0/",
            "This file is dedicated to the public domain under Creative Commons CC0 1.0",
        )),
        _ => None,
    }
}

/// Makes it; `None` where there is nothing that it could hold.
pub fn make(survey: &Survey<'_>, config: &Config) -> Option<String> {
    let licence = licence(config).filter(|_| !config.base_url.is_empty())?;
    let letters = survey.letters();
    if letters.is_empty() {
        return None;
    }
    let changed = survey.fronts().filter_map(|document| document.meta.changed()).filter(Date::is_plain).max()?;
    let mut text = String::new();
    let mut xml = Xml::new(&mut text);
    let edition = id_of(config);
    header(&mut xml, config, licence, &changed, &edition);
    for (nth, posted) in letters.iter().enumerate() {
        crate::site::data::foresee(xml.text(), 0, nth, letters.len());
        if let Some(front) = survey.front(posted.slug) {
            letter(&mut xml, survey, config, front, &edition);
        }
    }
    xml.push_str("</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n");
    Some(text)
}

fn header(xml: &mut Xml<'_>, config: &Config, licence: (&str, &str), changed: &Date, edition: &str) {
    let publisher = if config.publisher.is_empty() { &config.title } else { &config.publisher };
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>\n<titleStmt>",
    );
    xml.element("title", &config.title);
    xml.element("editor", publisher);
    xml.push_str("</titleStmt>\n<publicationStmt>");
    xml.element("publisher", publisher);
    xml.push_str("<idno type=\"url\">");
    xml.words(&canonical(config, &RelPath::new(address::CMIF)));
    xml.push_str("</idno><date");
    xml.attribute("when", &changed.to_string());
    xml.push_str("/><availability><licence");
    xml.attribute("target", licence.0);
    xml.push_str(">");
    xml.words(licence.1);
    xml.push_str("</licence></availability></publicationStmt>\n<sourceDesc><bibl type=\"online\"");
    xml.attribute("xml:id", edition);
    xml.push_str(">");
    xml.words(&config.title);
    xml.push_str(". <ref");
    xml.attribute("target", &config.base_url);
    xml.push_str(">");
    xml.words(&config.base_url);
    xml.push_str("</ref></bibl></sourceDesc>\n</fileDesc>\n<profileDesc>\n");
}

/// A UUID of the edition that stays as long as its address (RFC 9562, version 8), and begins with a letter, as an `xml:id` must.
fn id_of(config: &Config) -> String {
    let hex = Digest::of(config.base_url.as_bytes()).to_string();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or("0");
    format!("e{}-{}-8{}-a{}-{}", part(0, 7), part(7, 11), part(11, 14), part(14, 17), part(17, 29))
}

fn letter(xml: &mut Xml<'_>, survey: &Survey<'_>, config: &Config, front: Front<'_>, edition: &str) {
    let meta = front.meta;
    xml.push_str("<correspDesc");
    xml.attribute("ref", &canonical(config, &RelPath::new(&address::document(front.slug))));
    xml.attribute("source", &format!("#{edition}"));
    xml.push_str(">");
    let way = &meta.way;
    for (kind, role, capacity, said, date) in [
        ("sent", Role::Author, Capacity::SentFrom, &way.sent, meta.sent_on()),
        ("received", Role::Recipient, Capacity::SentTo, &way.received, meta.received_on()),
    ] {
        let nothing = LetterAction::default();
        let said = said.as_ref().unwrap_or(&nothing);
        xml.push_str("<correspAction");
        xml.attribute("type", kind);
        xml.push_str(">");
        let mut people = meta.people.iter().filter(|person| person.role == role).peekable();
        if people.peek().is_none() {
            // As the format has those of whom nobody knows.
            element(xml, "persName", "", said, LetterPart::People, "Unknown");
        }
        people.for_each(|person| somebody(xml, survey, person, said));
        if let Some(place) = &said.place {
            of_place(xml, survey, capacity, place, said);
        }
        if let Some(date) = date {
            of_date(xml, &date, said);
        }
        xml.close("correspAction");
    }
    xml.push_str("</correspDesc>\n");
}

fn somebody(xml: &mut Xml<'_>, survey: &Survey<'_>, person: &Person, said: &LetterAction) {
    let name = &person.name;
    let found = match survey.person(person) {
        Claim::One(kind, slug) => survey.entity(kind, &slug).map(|entity| (kind, entity)),
        Claim::Shared(_) | Claim::None => None,
    };
    let record = found.and_then(|(kind, entity)| Some((kind, entity.record.as_ref()?)));
    let (is_body, sort, reference) = match record {
        Some((kind, record)) => (kind == AuthorityKind::Organizations, record.sort.clone(), reference(&record.identifiers, &OF_PEOPLE)),
        None => (!name.literal.is_empty() && names::is_body(&name.literal), name.sorted(), String::new()),
    };
    element(xml, if is_body { "orgName" } else { "persName" }, &reference, said, LetterPart::People, &sort);
}

fn of_place(xml: &mut Xml<'_>, survey: &Survey<'_>, capacity: Capacity, place: &LetterPlace, said: &LetterAction) {
    let entity = place_entity(survey, capacity, place);
    let identifiers = entity.and_then(|entity| entity.record.as_ref()).map_or(&[][..], |record| &record.identifiers);
    let name = match entity {
        Some(entity) if place.name.is_empty() => &entity.name,
        _ => place.said(),
    };
    element(xml, "placeName", &reference(identifiers, &OF_PLACES), said, LetterPart::Place, name);
}

/// The address of the first of these authority files that knows it.
fn reference(identifiers: &[(String, String)], order: &[&str]) -> String {
    let of = |scheme: &&str| {
        let (_, value) = identifiers.iter().find(|(name, _)| name == *scheme)?;
        Some(address::identifier(scheme, value)).filter(|address| !address.is_empty())
    };
    order.iter().find_map(of).map(String::from).unwrap_or_default()
}

fn element(xml: &mut Xml<'_>, name: &'static str, reference: &str, said: &LetterAction, part: LetterPart, words: &str) {
    xml.push_str("<");
    xml.push_str(name);
    if !reference.is_empty() {
        xml.attribute("ref", reference);
    }
    doubts(xml, said, part, false);
    xml.push_str(">");
    xml.words(words);
    xml.close(name);
}

/// What editors inferred, and what they doubt.
fn doubts(xml: &mut Xml<'_>, said: &LetterAction, part: LetterPart, is_doubted: bool) {
    if said.is_conjecture(part) {
        xml.attribute("evidence", "conjecture");
    }
    if is_doubted || said.is_uncertain(part) {
        xml.attribute("cert", "low");
    }
}

/// A date in the forms that the format knows: days, months and years, and bounds. What these cannot say stands beside as EDTF.
fn of_date(xml: &mut Xml<'_>, date: &Date, said: &LetterAction) {
    let (first, last) = if said.is_between { ("notBefore", "notAfter") } else { ("from", "to") };
    let (start, end) = (plain(&date.start), |day: &Day| plain(day));
    let bounds: Vec<(&'static str, String)> = match date.end {
        None => match date.start.breadth {
            Breadth::Decade | Breadth::Century => {
                let (from, to) = date.start.years();
                vec![("notBefore", format!("{from:04}")), ("notAfter", format!("{to:04}"))]
            }
            _ => vec![("when", start)],
        },
        Some(End::Open) => vec![(first, start)],
        Some(End::Until) => vec![(last, start)],
        Some(End::On(day)) => vec![(first, start), (last, end(&day))],
    };
    // The format has four figures, and no years before Christ.
    if date.days().any(|day| !(1..=9999).contains(&day.year)) {
        return;
    }
    let is_lost = date.days().any(|day| day.approximate || matches!(day.breadth, Breadth::Season(_)));
    xml.push_str("<date");
    bounds.iter().for_each(|(name, value)| xml.attribute(name, value));
    doubts(xml, said, LetterPart::Date, date.is_doubted());
    xml.push_str(">");
    if is_lost {
        xml.words(&date.to_string());
    }
    xml.push_str("</date>");
}

/// A year, month or day, without what is said of it.
fn plain(day: &Day) -> String {
    let (first, last) = day.years();
    let year = if first == last { day.year } else { first };
    Day { year, breadth: Breadth::Exact, approximate: false, uncertain: false, ..*day }.to_string()
}

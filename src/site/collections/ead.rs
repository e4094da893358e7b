//! A collection as a finding aid: Encoded Archival Description 3, release 1.1.1 (github.com/SAA-SDT/EAD3, `ead3.rng`).
//!
//! Whoever takes one has all that stands below it: its parts and their documents as components. What is told in sentences says by
//! `encodinganalog` which element of ISAD(G) it is.

use super::{files, text::paragraphs};
use crate::{
    archive::{
        Capacity, Claim, Front, Survey,
        collections::{Collections, SortedBy, description},
    },
    base::{
        Date, RelPath, Slug, Xml,
        date::{Breadth, Day, End},
    },
    config::Config,
    document::{
        AuthorityKind, Document,
        collection::{Description, Level},
    },
    reference::Role,
    site::{address, frame::canonical},
};

/// The levels that EAD3 knows; all others stand beside (`otherlevel`).
const LEVELS: [&str; 10] = ["class", "collection", "file", "fonds", "item", "recordgrp", "series", "subfonds", "subgrp", "subseries"];

/// Makes the finding aid of a collection.
pub fn make(survey: &Survey<'_>, config: &Config, collections: &Collections, slug: &Slug) -> Option<String> {
    let file = collections.files().get(slug)?;
    let mut text = String::new();
    let from = RelPath::new(&files::address_of(slug, files::EAD));
    let mut aid = Aid { survey, config, collections, from, xml: Xml::new(&mut text) };
    aid.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ead xmlns=\"http://ead3.archivists.org/schema/\">\n");
    aid.control(slug, file);
    aid.described("archdesc", file);
    if !collections.children(slug).is_empty() || !collections.members(slug).is_empty() {
        aid.xml.push_str("<dsc>\n");
        aid.components(slug);
        aid.xml.push_str("</dsc>\n");
    }
    aid.xml.push_str("</archdesc>\n</ead>\n");
    Some(text)
}

/// A finding aid in the making.
struct Aid<'s, 'a, 't> {
    survey: &'s Survey<'a>,
    config: &'s Config,
    collections: &'s Collections,
    /// Where it stands on the site.
    from: RelPath,
    xml: Xml<'t>,
}

/// What is still to be written below a collection.
enum Coming<'c> {
    /// The end of a part.
    End,
    Part(&'c Slug),
}

impl Aid<'_, '_, '_> {
    /// Of the description itself: who made it, of what, when.
    fn control(&mut self, slug: &Slug, file: &Document) {
        self.xml.push_str("<control");
        self.xml.attribute("relatedencoding", "ISAD(G)");
        self.xml.attribute("langencoding", "otherlangencoding");
        self.xml.push_str(">\n");
        self.line("recordid", slug.as_str());
        self.xml.push_str("<filedesc><titlestmt>");
        self.xml.element("titleproper", &file.meta.title);
        self.xml.push_str("</titlestmt>");
        if !self.config.publisher.is_empty() {
            self.xml.push_str("<publicationstmt>");
            self.xml.element("publisher", &self.config.publisher);
            self.xml.push_str("</publicationstmt>");
        }
        self.xml.push_str("</filedesc>\n<maintenancestatus value=\"derived\"/>\n<maintenanceagency>");
        let agency = if self.config.publisher.is_empty() { &self.config.title } else { &self.config.publisher };
        self.xml.element("agencyname", agency);
        self.xml.push_str("</maintenanceagency>\n<maintenancehistory><maintenanceevent><eventtype value=\"derived\"/>");
        // A build has no clock: the day is that on which the newest of its documents came or was changed.
        let mut newest: Option<Date> = None;
        let (survey, collections) = (self.survey, self.collections);
        collections.walk(slug, &mut |part| {
            let changed = collections.members(part).iter().filter_map(|member| survey.front(member)?.meta.changed());
            newest = newest.into_iter().chain(changed).max();
        });
        match newest.filter(Date::is_plain).map(|day| day.to_string()) {
            Some(day) => {
                self.xml.push_str("<eventdatetime");
                self.xml.attribute("standarddatetime", &day);
                self.xml.push_str(">");
                self.xml.words(&day);
                self.xml.close("eventdatetime");
            }
            None => self.xml.element("eventdatetime", "unknown"),
        }
        self.xml.push_str("<agenttype value=\"machine\"/><agent>Scholion</agent></maintenanceevent></maintenancehistory>\n</control>\n");
    }

    /// An element that describes a collection, up to its parts. It stays open.
    fn described(&mut self, element: &'static str, file: &Document) {
        let none = Description::default();
        let said = description(file).unwrap_or(&none);
        self.level(element, &said.level);
        self.xml.push_str("<did>\n");
        self.line("unitid", &said.identifier);
        self.line("unittitle", &file.meta.title);
        self.dates(said.dates);
        if !said.extent.is_empty() {
            self.line("physdesc", &said.extent);
        }
        for name in &said.creators {
            self.origination(name, "creator");
        }
        if !said.repository.is_empty() {
            self.xml.push_str("<repository><corpname><part>");
            self.xml.words(&said.repository);
            self.xml.push_str("</part></corpname></repository>\n");
        }
        self.languages(said.languages.iter().map(|lang| lang.as_str()));
        self.link(&RelPath::new(&address::collection(&file.slug, 1)));
        self.xml.push_str("</did>\n");
        self.sentences("scopecontent", "3.3.1", &paragraphs(file));
        for (element, paragraphs) in &said.elements {
            let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            self.sentences(element.ead(), element.chapter(), &paragraphs);
        }
    }

    /// The parts and documents of a collection.
    fn components(&mut self, slug: &Slug) {
        let collections = self.collections;
        let mut coming: Vec<Coming<'_>> = Vec::new();
        self.documents(slug);
        coming.extend(collections.children(slug).iter().rev().map(Coming::Part));
        while let Some(next) = coming.pop() {
            match next {
                Coming::End => self.xml.push_str("</c>\n"),
                Coming::Part(part) => {
                    let Some(file) = collections.files().get(part) else { continue };
                    self.described("c", file);
                    self.documents(part);
                    coming.push(Coming::End);
                    coming.extend(collections.children(part).iter().rev().map(Coming::Part));
                }
            }
        }
    }

    fn documents(&mut self, slug: &Slug) {
        for member in self.collections.members(slug) {
            if let Some(front) = self.survey.front(member) {
                self.document(front);
            }
        }
    }

    fn document(&mut self, Front { slug, meta, .. }: Front<'_>) {
        self.xml.push_str("<c level=\"item\"><did>\n");
        let [archive, collection, location, mark] = SortedBy::of(meta).shelfmark;
        self.line("unitid", mark);
        self.line("unittitle", &meta.title);
        self.dates(meta.issued);
        for person in meta.people.iter().filter(|person| person.role == Role::Author) {
            self.origination(&person.name.display(), "author");
        }
        let place: Vec<&str> = [archive, collection, location].into_iter().filter(|part| !part.is_empty()).collect();
        self.line("physloc", &place.join(", "));
        self.languages(std::iter::once(meta.lang.as_str()).filter(|lang| *lang != "und"));
        self.link(&RelPath::new(&address::document(slug)));
        self.xml.push_str("</did></c>\n");
    }

    fn level(&mut self, element: &'static str, level: &Level) {
        self.xml.push_str("<");
        self.xml.push_str(element);
        match level.name() {
            name if LEVELS.contains(&name) => self.xml.attribute("level", name),
            // A collection must say what it is.
            "" => self.xml.attribute("level", "collection"),
            name => {
                self.xml.attribute("level", "otherlevel");
                self.xml.attribute("otherlevel", name);
            }
        }
        self.xml.push_str(">");
    }

    fn sentences(&mut self, element: &'static str, chapter: &str, paragraphs: &[&str]) {
        if paragraphs.is_empty() {
            return;
        }
        self.xml.push_str("<");
        self.xml.push_str(element);
        self.xml.attribute("encodinganalog", chapter);
        self.xml.push_str(">");
        paragraphs.iter().for_each(|paragraph| self.xml.element("p", paragraph));
        self.xml.close(element);
        self.xml.push_str("\n");
    }

    /// Who made it: by the record behind the name it is known what they are.
    fn origination(&mut self, name: &str, label: &str) {
        let element = match self.survey.claim(Capacity::Role(Role::Author), name) {
            Claim::One(AuthorityKind::People, _) => "persname",
            Claim::One(AuthorityKind::Organizations, _) => "corpname",
            _ => "name",
        };
        self.xml.push_str("<origination");
        self.xml.attribute("label", label);
        self.xml.push_str("><");
        self.xml.push_str(element);
        self.xml.push_str(">");
        self.xml.element("part", name);
        self.xml.close(element);
        self.xml.push_str("</origination>\n");
    }

    fn languages<'l>(&mut self, tags: impl Iterator<Item = &'l str>) {
        let mut tags = tags.peekable();
        if tags.peek().is_none() {
            return;
        }
        self.xml.push_str("<langmaterial>");
        for tag in tags {
            self.xml.push_str("<language");
            self.xml.attribute("langcode", tag);
            self.xml.push_str(">");
            self.xml.words(tag);
            self.xml.close("language");
        }
        self.xml.push_str("</langmaterial>\n");
    }

    /// Where what is described stands on the site.
    fn link(&mut self, path: &RelPath) {
        let whole = canonical(self.config, path);
        let href = if whole.is_empty() { self.from.to(path.as_str()) } else { whole };
        self.xml.push_str("<dao daotype=\"derived\"");
        self.xml.attribute("href", &href);
        self.xml.push_str("/>\n");
    }

    fn dates(&mut self, date: Option<Date>) {
        let Some(date) = date else { return };
        self.xml.push_str("<unitdatestructured");
        if date.is_doubted() {
            self.xml.attribute("certainty", "approximate");
        }
        self.xml.push_str(">");
        match date.end {
            None => self.day("datesingle", &date.start),
            Some(end) => {
                self.xml.push_str("<daterange>");
                if end != End::Until {
                    self.day("fromdate", &date.start);
                }
                match end {
                    End::On(end) => self.day("todate", &end),
                    End::Until => self.day("todate", &date.start),
                    End::Open => {}
                }
                self.xml.push_str("</daterange>");
            }
        }
        self.xml.push_str("</unitdatestructured>\n");
    }

    /// A day, month or year; of what leaves more open its first and last year.
    fn day(&mut self, element: &'static str, day: &Day) {
        self.xml.push_str("<");
        self.xml.push_str(element);
        let year = |year: i32| if (0..=9999).contains(&year) { format!("{year:04}") } else { year.to_string() };
        match day.years() {
            (first, last) if first != last => {
                self.xml.attribute("notbefore", &year(first));
                self.xml.attribute("notafter", &year(last));
            }
            _ => {
                let plain = Day { breadth: Breadth::Exact, approximate: false, uncertain: false, ..*day };
                self.xml.attribute("standarddate", &plain.to_string());
            }
        }
        self.xml.push_str(">");
        self.xml.words(&day.to_string());
        self.xml.close(element);
    }

    /// An element with its words, on a line of its own; none for no words.
    fn line(&mut self, name: &'static str, words: &str) {
        if !words.is_empty() {
            self.xml.element(name, words);
            self.xml.push_str("\n");
        }
    }
}

//! The way of a letter (TEI P5, 2.4.6).

use super::{
    edition::Edition,
    ids::{Ids, dating},
    names,
    names::Named,
};
use crate::{
    archive::{Capacity, Claim, Found, Thing},
    base::{Date, Xml},
    document::{AuthorityKind, Document, LetterAction, LetterPart, LetterPlace, Person},
    reference::Role,
};

/// Writes the way of a letter; nothing of what is none.
pub fn write(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, document: &Document, ids: &Ids, named: &mut Named) {
    let meta = &document.meta;
    if !meta.is_letter() {
        return;
    }
    let before = xml.text().len();
    xml.push_str("<correspDesc>\n");
    let begun = xml.text().len();
    let mut way = Way { xml, edition, ids, named };
    let of_role = |role: Role| meta.people.iter().filter(|person| person.role == role).collect::<Vec<_>>();
    let nothing = LetterAction::default();
    let (sent, received) = (meta.way.sent.as_ref().unwrap_or(&nothing), meta.way.received.as_ref().unwrap_or(&nothing));
    way.action("sent", &of_role(Role::Author), sent, Capacity::SentFrom, meta.sent_on());
    for passed in &meta.way.forwarded {
        let people: Vec<&Person> = passed.people.iter().collect();
        way.action(passed.kind.name(), &people, &passed.action, Capacity::SentFrom, passed.action.date);
    }
    way.action("received", &of_role(Role::Recipient), received, Capacity::SentTo, meta.received_on());
    let around = [("prev", &meta.way.before), ("next", &meta.way.after)];
    if around.iter().any(|(_, written)| !written.is_empty()) {
        way.xml.push_str("<correspContext>");
        for (kind, written) in around.into_iter().filter(|(_, written)| !written.is_empty()) {
            way.xml.push_str("<ref");
            way.xml.attribute("type", kind);
            if let (Found::Thing(Thing::Document(slug)), _) = edition.reader.find_address(&document.path, written, "") {
                way.xml.attribute("target", &edition.text(&slug));
            }
            way.xml.push_str(">");
            way.xml.words(written);
            way.xml.push_str("</ref>");
        }
        way.xml.push_str("</correspContext>\n");
    }
    if xml.text().len() == begun {
        // Of some letters nothing is known.
        return xml.text().truncate(before);
    }
    xml.push_str("</correspDesc>\n");
}

struct Way<'w, 'e, 'a, 't> {
    xml: &'w mut Xml<'t>,
    edition: &'w Edition<'e, 'a>,
    ids: &'w Ids,
    named: &'w mut Named,
}

impl Way<'_, '_, '_, '_> {
    fn action(&mut self, kind: &str, people: &[&Person], said: &LetterAction, place: Capacity, date: Option<Date>) {
        if people.is_empty() && said.place.is_none() && date.is_none() {
            return;
        }
        self.xml.push_str("<correspAction");
        self.xml.attribute("type", kind);
        self.xml.push_str(">");
        let doubts = doubts(said, LetterPart::People, false);
        for person in people {
            names::person(self.xml, self.edition, self.ids, self.named, person, &doubts);
        }
        if let Some(named) = &said.place {
            self.place(place, named, said);
        }
        if let Some(date) = date {
            self.xml.push_str("<date");
            let said_so = dating(&date, said.is_between);
            let is_lost = said_so.iter().any(|(name, _)| *name == "when-custom");
            said_so.iter().for_each(|(name, value)| self.xml.attribute(name, value));
            let is_doubted = date.is_doubted();
            doubts_of(self.xml, said, LetterPart::Date, is_doubted);
            self.xml.push_str(">");
            if is_lost {
                self.xml.words(&date.to_string());
            }
            self.xml.push_str("</date>");
        }
        self.xml.push_str("</correspAction>\n");
    }

    fn place(&mut self, capacity: Capacity, place: &LetterPlace, said: &LetterAction) {
        let kind = AuthorityKind::Places;
        let by_id = place.id.as_ref().and_then(|id| Some((kind, self.edition.reader.label(kind, id.as_str())?.slug.into())));
        let found = by_id.or_else(|| match self.edition.reader.claim(capacity, place.said()) {
            Claim::One(kind, slug) => Some((kind, slug)),
            Claim::Shared(_) | Claim::None => None,
        });
        self.xml.push_str("<placeName");
        let mut name = place.said().to_owned();
        if let Some((kind, slug)) = &found {
            if place.name.is_empty()
                && let Some(label) = self.edition.reader.label(*kind, slug)
            {
                label.name.clone_into(&mut name);
            }
            let to = names::entry(self.ids, self.named, *kind, slug);
            self.xml.attribute("ref", &to);
        }
        doubts_of(self.xml, said, LetterPart::Place, false);
        self.xml.push_str(">");
        self.xml.words(&name);
        self.xml.push_str("</placeName>");
    }
}

/// What editors inferred, and what they doubt.
fn doubts(said: &LetterAction, part: LetterPart, is_doubted: bool) -> Vec<(&'static str, &'static str)> {
    let conjecture = said.is_conjecture(part).then_some(("evidence", "conjecture"));
    let uncertain = (is_doubted || said.is_uncertain(part)).then_some(("cert", "low"));
    conjecture.into_iter().chain(uncertain).collect()
}

fn doubts_of(xml: &mut Xml<'_>, said: &LetterAction, part: LetterPart, is_doubted: bool) {
    doubts(said, part, is_doubted).iter().for_each(|(name, value)| xml.attribute(name, value));
}

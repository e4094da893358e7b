//! `collection:` of documents, and the description of a collection.

use super::Front;
use crate::{
    base::{
        Diagnostic, Lang, Span,
        diagnostic::meant,
        say,
        text::squeeze,
        yaml::{Node, Pair},
    },
    document::{
        collection::{Description, Element, InCollection, Level, Sort},
        meta::Meta,
    },
};

/// Keys of a collection besides the elements that are told in sentences.
const OWN: &[&str] =
    &["level", "parent", "order", "sort", "members", "identifier", "repository", "dates", "extent", "creator", "languages"];

/// Keys that collections share with documents: they are read as those of documents.
const SHARED: &[&str] = &["title", "lang", "aliases", "slug", "menu", "translations", "license", "license-url", "rights"];

/// All keys that the front matter of a collection may have.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    let elements = Element::ALL.iter().map(|element| element.key());
    SHARED.iter().chain(OWN).copied().chain(elements).chain(["draft"])
}

/// What others call these keys: other programs, ISAD(G), EAD.
const SYNONYMS: &[(&str, &str)] = &[
    ("reference-code", "identifier"),
    ("unitid", "identifier"),
    ("call-number", "identifier"),
    ("shelfmark", "identifier"),
    ("date", "dates"),
    ("issued", "dates"),
    ("unitdate", "dates"),
    ("physdesc", "extent"),
    ("size", "extent"),
    ("author", "creator"),
    ("origination", "creator"),
    ("archive", "repository"),
    ("weight", "order"),
    ("documents", "members"),
    ("items", "members"),
    ("type", "level"),
    ("collection", "parent"),
    ("part-of", "parent"),
    ("language", "languages"),
    ("biography", "history"),
    ("provenance", "custody"),
    ("notes", "note"),
];

/// Keys of a document's place in a collection.
const PLACE: &[&str] = &["in", "order"];

impl Front<'_> {
    /// Reads a pair of the front matter of a collection.
    pub(super) fn of_collection(&mut self, meta: &mut Meta, pair: &Pair<'_>) {
        let key = pair.key.as_ref();
        if SHARED.contains(&key) || key.starts_with("x-") {
            return self.pair(meta, pair);
        }
        let mut description = meta.description.take().unwrap_or_default();
        if !self.described(&mut description, pair) {
            match key {
                // The text says it.
                "abstract" | "description" | "scope" | "scopecontent" | "scope-and-content" => {
                    self.report.warning(say::unknown_key(key), pair.place, say::unknown_key_scope_hint());
                }
                _ => {
                    let known: Vec<&str> = keys().collect();
                    self.report.unknown(pair, &known, SYNONYMS);
                }
            }
        }
        meta.description = Some(description);
    }

    /// Reads what describes a collection; whether it is that.
    fn described(&mut self, to: &mut Description, pair: &Pair<'_>) -> bool {
        let Pair { key, value, .. } = pair;
        match key.as_ref() {
            "level" => to.level = self.level(value),
            "parent" => to.parent = self.parent(value),
            "order" => to.order = squeeze(&self.report.text(key, value)),
            "sort" => to.sort = self.sort(value),
            "members" => to.members = self.members(value),
            "identifier" => to.identifier = squeeze(&self.report.text(key, value)),
            "repository" => to.repository = squeeze(&self.report.text(key, value)),
            "dates" => to.dates = self.date(key, value),
            "extent" => to.extent = squeeze(&self.report.text(key, value)),
            "creator" => {
                let names = value.list().unwrap_or(std::slice::from_ref(value)).iter();
                to.creators = names.map(|name| self.creator(name)).filter(|name| !name.is_empty()).collect();
            }
            "languages" => {
                let tags = value.list().unwrap_or(std::slice::from_ref(value)).iter();
                to.languages = tags.map(|tag| self.report.lang(tag)).filter(|lang| *lang != Lang::default()).collect();
            }
            key => {
                let Some(element) = Element::keyed(key) else { return false };
                let paragraphs = self.paragraphs(key, value);
                if !paragraphs.is_empty() {
                    to.elements.push((element, paragraphs));
                    to.elements.sort_by_key(|(element, _)| *element);
                }
            }
        }
        true
    }

    fn level(&mut self, value: &Node<'_>) -> Level {
        let name = squeeze(&self.report.text("level", value));
        let level = Level::new(&name);
        // A word of one's own is right, a slip is not.
        if !name.is_empty()
            && !level.is_known()
            && let Some(hint) = meant(&name, Level::names())
        {
            let place = self.report.span(value.span);
            self.report.diagnostics.push(Diagnostic::notice(self.report.path, say::unknown_level(&name)).at(place).hint(hint));
        }
        level
    }

    fn parent(&mut self, value: &Node<'_>) -> String {
        if value.list().is_some_and(|parents| parents.len() > 1) {
            self.report.error(say::several_parents(), value.span, say::several_parents_hint());
        }
        match value.list() {
            Some(parents) => parents.first().map(|parent| self.report.text("parent", parent)).unwrap_or_default(),
            None => self.report.text("parent", value),
        }
    }

    fn sort(&mut self, value: &Node<'_>) -> Sort {
        let name = self.report.text("sort", value);
        if name.is_empty() {
            return Sort::default();
        }
        Sort::named(&name).unwrap_or_else(|| {
            let names = Sort::ALL.map(Sort::name);
            let hint = meant(&name, names).unwrap_or_else(|| say::unknown_sort_hint(names.map(str::to_owned).to_vec()));
            self.report.warning(say::unknown_sort(&name), value.span, hint);
            Sort::default()
        })
    }

    fn members(&mut self, value: &Node<'_>) -> Vec<(String, Span)> {
        if value.is_null() || value.map().is_some() {
            self.report.list("members", value, say::expected_members());
            return Vec::new();
        }
        let items = value.list().unwrap_or(std::slice::from_ref(value));
        let mut members = Vec::with_capacity(items.len());
        for item in items {
            let Some(name) = item.text().map(str::trim) else {
                self.report.wrong("members", item, say::expected_members());
                continue;
            };
            if !name.is_empty() {
                members.push((name.to_owned(), self.report.span(item.span)));
            }
        }
        members
    }

    /// A name in reading order: text, or a mapping as people have it.
    fn creator(&mut self, value: &Node<'_>) -> String {
        if value.map().is_none() {
            return squeeze(&self.report.text("creator", value));
        }
        let people = self.people(crate::reference::Role::Author, value);
        people.first().map(|person| person.name.display()).unwrap_or_default()
    }

    /// What is told in sentences: a text, whose blank lines part paragraphs, or a list of them.
    fn paragraphs(&mut self, key: &str, value: &Node<'_>) -> Vec<String> {
        let mut paragraphs = Vec::new();
        for item in value.list().unwrap_or(std::slice::from_ref(value)) {
            let text = self.report.text(key, item);
            paragraphs.extend(text.split("\n\n").map(squeeze).filter(|paragraph| !paragraph.is_empty()));
        }
        paragraphs
    }

    /// The collections in which a document stands: a name, a mapping, or a list of these.
    pub(super) fn collections(&mut self, value: &Node<'_>) -> Vec<InCollection> {
        if value.is_null() {
            return Vec::new();
        }
        value.list().unwrap_or(std::slice::from_ref(value)).iter().filter_map(|item| self.in_collection(item)).collect()
    }

    fn in_collection(&mut self, value: &Node<'_>) -> Option<InCollection> {
        let mut within = InCollection { place: self.report.span(value.span), ..InCollection::default() };
        match value.map() {
            None => within.name = self.report.text("collection", value),
            Some(pairs) => {
                for pair in pairs {
                    match pair.key.as_ref() {
                        "in" => {
                            within.name = self.report.text("in", &pair.value);
                            within.place = self.report.span(pair.value.span);
                        }
                        "order" => within.order = squeeze(&self.report.text("order", &pair.value)),
                        _ => self.report.unknown(
                            pair,
                            PLACE,
                            &[("collection", "in"), ("name", "in"), ("weight", "order"), ("place", "order")],
                        ),
                    }
                }
                if within.name.is_empty() {
                    self.report.wrong("collection", value, say::expected_collections());
                }
            }
        }
        (!within.name.is_empty()).then_some(within)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        base::RelPath,
        document::{self, collection::Sort},
    };

    #[test]
    fn a_document_stands_in_one_collection_or_in_several() {
        let check = |front: &str, expected: &str, findings: usize| {
            let text = format!("---\ntitle: A\n{front}\n---\n");
            let (meta, found) = document::meta(&RelPath::new("content/documents/a.md"), text.as_bytes());
            let within: Vec<String> = meta.collections.iter().map(|within| format!("{}:{}", within.name, within.order)).collect();
            assert_eq!((within.join(" ").as_str(), found.len()), (expected, findings), "{front}: {found:?}");
        };
        check("collection: letters", "letters:", 0);
        check("collection: [letters, {in: edition, order: 12a}]", "letters: edition:12a", 0);
        check("collection: {in: edition, order: 3}", "edition:3", 0);
        check("collection:", "", 0);
        check("collection: {order: 3}", "", 1);
        check("collection: {in: edition, odrer: 3}", "edition:", 1);
        check("collection: [[a]]", "", 1);
    }

    #[test]
    fn a_collection_is_described() {
        let text = "---\ntitle: Letters\nlevel: Series\nparent: ilves\norder: 2\nsort: shelfmark\nidentifier: EE 3-2\ndates: 1840/1850\n\
             extent: 12 letters\ncreator: [Marta Ilves, {family: Berg, given: K.}]\nlanguages: [de, et]\naccess: |\n  Open.\n\n  But for one.\n\
             members: [a, ../documents/b.md]\ndraft: false\n---\n";
        let (meta, found) = document::meta(&RelPath::new("content/collections/letters.md"), text.as_bytes());
        assert_eq!(found, []);
        let description = meta.description.unwrap();
        assert_eq!((description.level.name(), &*description.parent, description.sort), ("series", "ilves", Sort::Shelfmark));
        assert_eq!(description.creators, ["Marta Ilves", "K. Berg"]);
        assert_eq!(description.elements[0].1, ["Open.", "But for one."]);
        assert_eq!(description.members.len(), 2);
    }
}

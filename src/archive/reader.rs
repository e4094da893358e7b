//! The catalogue as views see it: every question is noted.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Absent, Catalogue, Found, Thing,
    annotations::Placed,
    aspects::{Aspect, Bracketed, Front, Held, Own, There},
    delta::Source,
    entities::{Capacity, Claim, Entity, Label, ListedEntity, NameKeys},
    facet::{Facet, Kind, Kinds, Log, Reads},
    listed::Listed,
    mentions::Mention,
    passages::{self, Passage},
    paths::places,
    place::Places,
    works::{ClusterId, Group, Work},
};
use crate::{
    base::{PictureSize, RelPath, Sheet, Slug, SmallSet, digest::Fixity, places::COORDINATES},
    document::{Authority, AuthorityKind, Bibliography, Document, Person, captions::CaptionFile, layout::Layout, manifest::Manifest},
    reference::Record,
};

/// A reader of the catalogue that logs what it was asked for. One for each unit of pages.
pub struct Reader<'a> {
    catalogue: &'a Catalogue,
    log: Log,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing yet.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, log: Log::default() }
    }

    /// A reader that can say in words what it was asked for.
    pub fn in_words(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, log: Log::in_words() }
    }

    /// What it was asked for, in words, each facet with its hash.
    pub fn into_words(self) -> BTreeMap<String, u32> {
        self.log.into_words()
    }

    /// What it was asked for.
    pub fn into_reads(self) -> Reads {
        self.log.into_reads()
    }

    /// What it was asked for, for those who take a part of it apart.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The kinds of all that it was asked for.
    pub fn into_kinds(self) -> Kinds {
        self.log.into_kinds()
    }

    /// The catalogue, of which a facet is read.
    pub(super) fn read(&self, facet: Facet<'_>) -> &'a Catalogue {
        self.log.note(facet);
        self.catalogue
    }

    /// The catalogue, of which all facets of a kind are read.
    pub(super) fn read_all(&self, kind: Kind) -> &'a Catalogue {
        self.log.note_all(kind);
        self.catalogue
    }

    /// A value of a document.
    pub(super) fn aspect<A: Aspect<'a>>(&self, slug: &Slug) -> Option<A> {
        A::read(self.read(A::facet(slug)).texts(slug))
    }

    /// A document as far as it is shown, for its own page: the reader depends on every word of it.
    pub fn document(&self, slug: &Slug) -> Option<&'a Document> {
        self.aspect::<Own>(slug).map(|Own(document)| document)
    }

    /// A document as lists and links show it.
    pub fn card(&self, slug: &Slug) -> Option<Listed<'a>> {
        self.aspect(slug)
    }

    /// Whether there is a document, for those to whom nothing else of it matters.
    pub fn is_there(&self, slug: &Slug) -> bool {
        self.aspect::<There>(slug).is_some()
    }

    /// The captions at a path, if there are any.
    pub fn captions(&self, path: &RelPath) -> Option<&'a CaptionFile> {
        self.read(Facet::File(path)).captions.get(path).map(|captions| &**captions)
    }

    /// How large the picture at a path is, if it says so.
    pub fn picture(&self, path: &RelPath) -> Option<PictureSize> {
        self.read(Facet::File(path)).pictures.get(path).copied()
    }

    /// What readers can check of the file at a path, if it is one that is published as it is.
    pub fn fixity(&self, path: &RelPath) -> Option<Fixity> {
        self.read(Facet::Fixity(path)).fixities.get(path).copied()
    }

    /// The pages of the file at a path, if it has several.
    pub fn sheets(&self, path: &RelPath) -> Option<&'a [Sheet]> {
        self.read(Facet::File(path)).sheets.get(path).map(|sheets| &**sheets)
    }

    /// Where the lines of a document stand on the pictures of its pages, if there is a file of coordinates.
    pub fn layout(&self, slug: &Slug) -> Option<&'a Layout> {
        // What belongs to a document is known by its path, whatever its address.
        let name = self.aspect::<Front>(slug).map_or_else(|| slug.clone(), |front| Slug::of_file(front.path));
        let path = RelPath::new(&format!("{COORDINATES}/{name}.tsv"));
        self.read(Facet::File(&path)).layouts.get(&path).map(|layout| &**layout)
    }

    /// The folder that an address in the file at `from` means, with the pictures below it that may be published; of several the first that
    /// has any.
    pub fn pictures_below(&self, from: &RelPath, path: &str) -> Option<Vec<&'a RelPath>> {
        places(from, path).find_map(|folder| Some(self.pictures_in(&folder)).filter(|pictures| !pictures.is_empty()))
    }

    /// The pictures below a folder that may be published, in the order of their paths.
    pub fn pictures_in(&self, folder: &RelPath) -> Vec<&'a RelPath> {
        self.read(Facet::File(folder)).things.pictures.below(folder).collect()
    }

    /// The IIIF manifest that the file at a path is, if it is one.
    pub fn manifest(&self, path: &RelPath) -> Option<&'a Manifest> {
        self.read(Facet::File(path)).manifests.get(path).map(|manifest| &**manifest)
    }

    /// The passages in which a document cites the record that it knows by `key`.
    pub fn citing(&self, slug: &Slug, key: &str) -> Vec<Passage<'a>> {
        let document = self.read(Facet::Passages(slug, key)).by_slug.get(slug);
        document.map(|document| passages::citing(document, key)).unwrap_or_default()
    }

    /// The passages in which a document names an entity.
    pub fn naming(&self, slug: &Slug, kind: AuthorityKind, id: &str) -> Vec<Passage<'a>> {
        self.log.note(Facet::Mentioned(slug, kind, id));
        let mentions = self.catalogue.entities.mentions(slug).iter().filter(|mention| mention.kind == kind && mention.id.as_str() == id);
        self.catalogue.by_slug.get(slug).map(|document| passages::naming(document, mentions)).unwrap_or_default()
    }

    /// What a fragment is in a document or a free page; the entries of a document's references, and the notes on it, are places
    /// of its page, too.
    pub fn place(&self, thing: &Thing, fragment: &str) -> Option<String> {
        match thing {
            Thing::Document(slug) => {
                let found = self.aspect::<Places>(slug).and_then(|places| places.find(fragment));
                let is_there = || {
                    fragment.strip_prefix("ref-").is_some_and(|key| self.record_of(slug, key).is_some())
                        || fragment.strip_prefix("note-").is_some_and(|id| {
                            self.annotations(slug).is_some_and(|placed| placed.file.notes.iter().any(|note| note.id.as_str() == id))
                        })
                };
                found.or_else(|| is_there().then(|| fragment.to_owned()))
            }
            Thing::Page(slug) => self.free_page(slug).and_then(|text| Places::of(text).find(fragment)),
            Thing::Collection(slug) => self.collection(slug).and_then(|text| Places::of(text).find(fragment)),
            Thing::File(_) | Thing::Unpublished(_) => None,
        }
    }

    /// The places of a document or a free page nearest to a fragment that is none: ids, each with the words of its heading.
    pub fn near_places(&self, thing: &Thing, fragment: &str) -> Vec<(&'a str, &'a str)> {
        let places = match thing {
            Thing::Document(slug) => self.aspect::<Places>(slug),
            Thing::Page(slug) => self.free_page(slug).map(Places::of),
            Thing::Collection(slug) => self.collection(slug).map(Places::of),
            Thing::File(_) | Thing::Unpublished(_) => None,
        };
        places.map_or_else(Vec::new, |places| places.near(fragment))
    }

    /// All documents, as lists show them.
    pub fn documents(&self) -> impl Iterator<Item = Listed<'a>> + use<'a> {
        self.read(Facet::Documents).documents.values().map(|document| Listed::of(document))
    }

    /// The documents that are the same text in other languages, the document itself not among them.
    pub fn translations(&self, slug: &Slug) -> impl Iterator<Item = &'a Slug> {
        self.read(Facet::Translations(slug)).translations.family(slug).iter().filter(move |other| *other != slug)
    }

    /// The free pages that are the same text in other languages, the page itself among them; none if there is no other.
    pub fn page_translations(&self, slug: &Slug) -> &'a [Slug] {
        self.read(Facet::PageTranslations(slug)).page_translations.family(slug)
    }

    /// The notes on a document, laid on its words.
    pub fn annotations(&self, slug: &Slug) -> Option<&'a Placed> {
        self.read(Facet::Annotations(slug)).placed.get(slug)
    }

    /// What the notes on a document say of the record that it knows by `key`.
    pub fn noted(&self, slug: &Slug, key: &str) -> Vec<Passage<'a>> {
        self.read(Facet::Passages(slug, key)).placed.get(slug).map(|placed| passages::noted(placed, key)).unwrap_or_default()
    }

    /// All notes, by document.
    pub fn all_annotations(&self) -> &'a BTreeMap<Slug, Placed> {
        &self.read(Facet::AllAnnotations).placed
    }

    /// A free page.
    pub fn free_page(&self, slug: &Slug) -> Option<&'a Document> {
        self.read(Facet::FreePage(slug)).pages.get(slug).map(|page| &**page)
    }

    /// A document's records in the order of its bibliography, with their works.
    pub fn works_of(&self, slug: &Slug) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<Record>, &'a Arc<Work>)> + use<'a> {
        self.read(Facet::WorksOf(slug)).works.of_document(slug)
    }

    /// The works in the brackets of a document's editors, bracket by bracket as they are read.
    pub fn brackets_of(&self, slug: &Slug) -> Vec<Vec<&'a str>> {
        self.aspect::<Bracketed<'a>>(slug).map(|Bracketed(brackets)| brackets).unwrap_or_default()
    }

    /// The record that a document knows by a key.
    pub fn record_of(&self, slug: &Slug, key: &str) -> Option<&'a Arc<Record>> {
        self.read(Facet::WorksOf(slug)).works.record(slug, key)
    }

    /// Which works a document's records are, without looking at them: `count` gets the place of each, for [`Reader::work_at`].
    pub fn count_works_of(&self, slug: &Slug, count: &mut dyn FnMut(ClusterId)) {
        self.read(Facet::WorksOf(slug)).works.places_of(slug).for_each(count);
    }

    /// The first works of a document in the order of lists, [`super::works::FIRST`] at most.
    pub fn first_works_of(&self, slug: &Slug) -> impl Iterator<Item = &'a Arc<Work>> + use<'a> {
        self.read(Facet::WorksOf(slug)).works.first_of(slug)
    }

    /// The work at a place that [`Reader::count_works_of`] told, which has noted that it was read.
    pub fn work_at(&self, place: ClusterId) -> Option<&'a Arc<Work>> {
        self.catalogue.works.work(place)
    }

    /// The work that a document's record is.
    pub fn work_of(&self, slug: &Slug, key: &str) -> Option<&'a Arc<Work>> {
        self.read(Facet::WorksOf(slug)).works.of_record(slug, key)
    }

    /// The work that the archive cites this document as.
    pub fn work_held_as(&self, slug: &Slug) -> Option<&'a Arc<Work>> {
        self.work_of(slug, "")
    }

    /// A document's bibliography file.
    pub fn bibliography(&self, slug: &Slug) -> Option<&'a Arc<Bibliography>> {
        self.read(Facet::WorksOf(slug)).bibliographies.get(slug)
    }

    /// A work.
    pub fn work(&self, key: &str) -> Option<&'a Arc<Work>> {
        self.read(Facet::Work(key)).works.get(key)
    }

    /// All works.
    pub fn works(&self) -> impl Iterator<Item = &'a Arc<Work>> + use<'a> {
        self.read(Facet::Works).works.iter()
    }

    /// The record that the archive's own libraries have under a key.
    pub fn shelved(&self, key: &str) -> Option<&'a Arc<Record>> {
        self.read(Facet::Shelf(key)).shelf.get(key)
    }

    /// The keys of the archive's own libraries nearest to one that none of them has.
    pub fn nearest_shelved(&self, key: &str) -> Vec<String> {
        self.log.note(Facet::Shelves);
        crate::base::diagnostic::nearest(key, self.catalogue.shelf.keys(), 3).into_iter().map(str::to_owned).collect()
    }

    /// How many works there are.
    pub fn count_works(&self) -> usize {
        self.read(Facet::Works).works.len()
    }

    /// The initials of the citation index.
    pub fn initial_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.read(Facet::InitialNames).works.initials().keys().map(String::as_str)
    }

    /// The initials of the citation index with the number of works under each.
    pub fn initials(&self) -> Vec<(&'a str, usize)> {
        self.read(Facet::Works).works.initials().iter().map(|(initial, works)| (initial.as_str(), works.len())).collect()
    }

    /// The works under an initial, in the index's order.
    pub fn works_under(&self, initial: &str) -> Vec<&'a Arc<Work>> {
        self.log.note(Facet::Initial(initial));
        let works = self.catalogue.works.initials().get(initial);
        works.into_iter().flatten().filter_map(|(_, key)| self.catalogue.works.get(key)).collect()
    }

    /// The divisions of the citation index with the number of works in each.
    pub fn groups(&self) -> Vec<(&'a Group, usize)> {
        self.read(Facet::Works).works.groups().iter().map(|(group, works)| (group, works.len())).collect()
    }

    /// The works of a division, in the index's order.
    pub fn group(&self, group: &Group) -> Vec<&'a Arc<Work>> {
        self.log.note(Facet::Group(group));
        let keys = self.catalogue.works.groups().get(group);
        let mut works: Vec<&Arc<Work>> = keys.into_iter().flatten().filter_map(|key| self.catalogue.works.get(key)).collect();
        works.sort_by(|a, b| a.sort.cmp(&b.sort).then_with(|| a.key.cmp(&b.key)));
        works
    }

    /// The documents that link to a document.
    pub fn backlinks(&self, slug: &Slug) -> Option<&'a SmallSet<Slug>> {
        self.read(Facet::Backlinks(slug)).backlinks.get(slug)
    }

    /// The names in a document's text.
    pub fn mentions_in(&self, slug: &Slug) -> &'a [Mention] {
        self.read(Facet::MentionsIn(slug)).entities.mentions(slug)
    }

    /// An entity with all that names it.
    pub fn entity(&self, kind: AuthorityKind, slug: &str) -> Option<&'a Entity> {
        self.read(Facet::Entity(kind, slug)).entities.get(kind, slug)
    }

    /// An entity as links show it.
    pub fn label(&self, kind: AuthorityKind, slug: &str) -> Option<Label<'a>> {
        self.read(Facet::Label(kind, slug)).entities.get(kind, slug).map(Label::of)
    }

    /// The authority record of an entity, without what names it; `None` of a bare name.
    pub fn authority(&self, kind: AuthorityKind, slug: &str) -> Option<&'a Arc<Authority>> {
        self.read(Facet::Authority(kind, slug)).entities.get(kind, slug).and_then(|entity| entity.record.as_ref())
    }

    /// All entities of a kind as indexes list them, sorted by name.
    pub fn entities(&self, kind: AuthorityKind) -> Vec<ListedEntity<'a>> {
        self.read(Facet::Entities(kind)).entities.of_kind(kind).into_iter().map(ListedEntity::of).collect()
    }

    /// Whom a name in front matter means.
    pub fn claim(&self, capacity: Capacity, name: &str) -> Claim {
        let keys = NameKeys::of(name);
        self.note_name(&keys);
        self.catalogue.entities.resolve(capacity, &keys)
    }

    /// Who somebody is that has a part in a document: whom the id says, else whom the name means.
    pub fn person(&self, person: &Person) -> Claim {
        let capacity = Capacity::from(person.role);
        let by_id = person.id.as_ref().and_then(|id| {
            capacity.admitted().iter().find_map(|kind| Some(Claim::One(*kind, self.label(*kind, id.as_str())?.slug.into())))
        });
        by_id.unwrap_or_else(|| self.claim(capacity, &person.name.display()))
    }

    /// What the address in a link or picture of the file at `from` leads to, and its fragment without escapes.
    pub fn find_address(&self, from: &RelPath, path: &str, fragment: &str) -> (Found, String) {
        self.catalogue.find_address(from, path, fragment, &|facet| self.log.note(facet))
    }

    /// What a name in double brackets in the file at `from` leads to, and its fragment.
    pub fn find_name(&self, from: &RelPath, written: &str) -> (Found, String) {
        self.catalogue.find_name(from, written, &|facet| self.log.note(facet))
    }

    /// What is known of the place to which a link of the file at `from` leads, where nothing was found.
    pub fn absent(&self, from: &RelPath, written: &str, is_name: bool) -> Option<Absent> {
        self.catalogue.absent(from, written, is_name, &|facet| self.log.note(facet))
    }

    /// The names nearest to one that leads nowhere.
    pub fn nearest_names(&self, name: &str) -> Vec<String> {
        self.log.note(Facet::Documents);
        for kind in AuthorityKind::ALL {
            self.log.note(Facet::Entities(kind));
        }
        let titles = self.catalogue.documents.values().map(|document| document.meta.title.as_str());
        let pages = self.menu().pages.iter().map(|(_, title, _)| title.as_str());
        let names = titles.chain(pages).chain(self.catalogue.entities.names());
        crate::base::diagnostic::nearest(name, names, 3).into_iter().map(str::to_owned).collect()
    }

    /// The addresses, as the file at `from` would write them, nearest to one that leads nowhere: of files of that name in other
    /// folders, else of files in the same folder that are nearly called so, else of documents.
    pub fn nearest_addresses(&self, from: &RelPath, path: &str) -> Vec<String> {
        let same = self.catalogue.namesakes(path, &|facet| self.log.note(facet));
        if !same.is_empty() {
            return same.into_iter().take(3).map(|path| from.to(path.as_str())).collect();
        }
        let near = self.catalogue.nearly_called(from, path, &|facet| self.log.note(facet));
        if !near.is_empty() {
            return near.into_iter().map(|path| from.to(path.as_str())).collect();
        }
        self.log.note(Facet::Documents);
        let addresses: Vec<String> = self.catalogue.documents.values().map(|document| from.to(document.path.as_str())).collect();
        crate::base::diagnostic::nearest(path, addresses.iter().map(String::as_str), 3).into_iter().map(str::to_owned).collect()
    }

    /// The works that an entity of these names has written.
    pub fn works_by(&self, names: &[&str]) -> Vec<&'a Arc<Work>> {
        let mut works: BTreeSet<(&str, &str)> = BTreeSet::new();
        for name in names {
            let key = super::works::author_key(name);
            self.log.note(Facet::Author(&key));
            works.extend(self.catalogue.works.by_author(&key).map(|work| (work.sort.as_str(), &*work.key)));
        }
        works.into_iter().filter_map(|(_, key)| self.catalogue.works.get(key)).collect()
    }

    /// Whether a document is shown whole.
    pub fn is_whole(&self, slug: &Slug) -> bool {
        self.aspect::<Held>(slug).is_none()
    }

    /// Whether all words of a source text may be shown.
    pub fn may_show_source(&self, name: &str) -> bool {
        self.read(Facet::Source(name)).may_show_source(name)
    }

    /// A source text.
    pub fn source(&self, name: &str) -> Option<&'a Source> {
        self.read(Facet::Source(name)).sources.get(name)
    }

    /// The documents that were made of a source.
    pub fn documents_of_source(&self, name: &str) -> impl Iterator<Item = &'a Slug> + use<'a> {
        self.read(Facet::Source(name)).of_source.get(name).into_iter().flatten()
    }

    fn note_name(&self, keys: &NameKeys) {
        self.log.note(Facet::Name(&keys.exact));
        self.log.note(Facet::Name(&keys.folded));
    }
}

//! Front page and indexes.

use serde::Serialize;

use super::{
    collection::CollectionLine,
    common::*,
    document::{NoteView, ReferenceView},
    entity::*,
    letters::CorrespondenceLine,
    map::PlaceMap,
};
use crate::base::{
    Html, WebAddress,
    yaml::{Map, Value},
};

/// `index.html`: the archive's front.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FrontView {
    pub page: PageFrame,
    pub description: String,
    /// The language of that.
    pub description_lang: String,
    pub publisher: String,
    pub counts: Counts,
    /// The first documents of the list, newest first.
    pub documents: Vec<Card>,
    /// The full list; its address is empty if all are shown here.
    pub all_documents: String,
    /// The most cited works.
    pub works: Vec<WorkLine>,
    /// The entities most named, by kind: only kinds that have any.
    pub entities: Vec<EntityGroup>,
    /// Documents by language: tag and number, most first.
    pub languages: Vec<(String, usize)>,
    /// Documents and cited works by year: a drawing; without bars if all are of one year.
    pub timeline: Timeline,
    /// Who cites what: a drawing; without lines if nothing is cited.
    pub map: CitationMap,
    /// The heading: that of the front's own text, else the archive's title.
    pub title: String,
    /// The language of the heading.
    pub title_lang: String,
    /// What stands on the front, in order: parts that stand side by side together, one for each that does not. The parts are `text`,
    /// `collections`, `timeline`, `latest`, `citation-map`, `most-cited`, `map`; side by side stand `people`, `organizations`, `places`,
    /// `topics` and `languages`; `begin` stands behind `text`. Only parts in which there is something.
    pub parts: Vec<Vec<&'static str>>,
    /// The front's own text (`content/pages/index.md`).
    pub text: FrontTextView,
    /// With what the archive proposes to begin.
    pub begin: Vec<BeginView>,
    /// The years of the documents, EDTF: `1843/1850`; empty if none has a date.
    pub years: String,
    /// The first of the collections that are a part of none, with pictures.
    pub collections: Vec<CollectionLine>,
    /// The list of all collections; its address is empty if all are shown here.
    pub all_collections: String,
    /// The places, if the archive wants them on the front; without dots if not.
    pub places: PlaceMap,
    /// The list of documents, and the citation index; empty as long as nothing is cited.
    pub documents_href: String,
    pub works_href: String,
}

/// With what a reader may begin.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BeginView {
    /// The way there, with its words.
    pub item: NavItem,
    /// The document that it is, with first words and picture; without an address if it is none.
    pub card: Card,
    /// The collection that it is; without an address if it is none.
    pub collection: CollectionLine,
}

/// The front's own text; without HTML if there is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FrontTextView {
    /// Its language.
    pub lang: String,
    /// Safe HTML.
    pub html: Html,
    /// Its footnotes.
    pub notes: Vec<NoteView>,
    /// The works that it cites, in the archive's style.
    pub references: Vec<ReferenceView>,
}

/// Documents (above the axis) and cited works (below it) by year, as bars in a drawing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    /// Width and height of the drawing.
    pub width: u32,
    pub height: u32,
    /// Where the axis' words stand.
    pub axis: u32,
    /// How many years a bar stands for.
    pub step: usize,
    /// The bars of documents, oldest first; years without any have none.
    pub documents: Vec<TimelineBar>,
    /// The bars of cited works.
    pub works: Vec<TimelineBar>,
    /// The words of the axis.
    pub ticks: Vec<TimelineTick>,
    /// The same as a table.
    pub rows: Vec<TimelineRow>,
    /// How many documents have no date.
    pub undated: usize,
}

/// A bar of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineBar {
    /// Its year or run of years, EDTF.
    pub date: String,
    pub count: usize,
    /// Relative address of the list of these; empty if there is none.
    pub href: String,
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A line of the timeline as a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineRow {
    /// The year or run of years, EDTF.
    pub date: String,
    /// How many documents are of it.
    pub documents: usize,
    /// Relative address of their list; empty if there are none.
    pub documents_href: String,
    /// How many cited works are of it.
    pub works: usize,
    /// Relative address of their list; empty if there are none.
    pub works_href: String,
}

/// A year on the axis of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineTick {
    /// The year, EDTF.
    pub date: String,
    pub x: u32,
}

/// Documents (left) and the works most cited (right), with a line from each document to each work that it cites.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CitationMap {
    /// Width and height of the lines between the columns: they are stretched to the height of these.
    pub width: u32,
    pub height: u32,
    /// The documents, from above: they share the height of their column.
    pub documents: Vec<MapNode>,
    /// The works, from above.
    pub works: Vec<MapNode>,
    /// The lines between them.
    pub lines: Vec<MapLine>,
}

/// A document or work in the map of citations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MapNode {
    /// Relative address of its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: String,
}

/// A line of the map of citations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MapLine {
    /// SVG's `d`.
    pub path: String,
    /// Which document, from 0.
    pub document: usize,
    /// Which work, from 0.
    pub work: usize,
}

/// Entities of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EntityGroup {
    /// `people`, `organizations`, `places` or `topics`.
    pub kind: &'static str,
    /// Relative address of their index.
    pub href: String,
    /// How many there are.
    pub count: usize,
    /// Those most named.
    pub top: Vec<EntityLine>,
}

/// How much the archive holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    pub documents: usize,
    pub works: usize,
    pub people: usize,
    pub organizations: usize,
    pub places: usize,
    pub topics: usize,
}

/// `documents.html`: the list of documents, or of those of a type or language; a page of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentsView {
    pub page: PageFrame,
    /// How many documents are listed.
    pub count: usize,
    /// How many documents there are in all.
    pub all: usize,
    /// The list of all.
    pub all_href: String,
    /// By what these are chosen: `type` or `language`; empty for all.
    pub division: &'static str,
    /// The type (CSL's name) or language (tag).
    pub value: String,
    /// The lists by type, where there are several: the label is CSL's name.
    pub types: Vec<InitialLink>,
    /// The lists by language, where there are several: the label is its tag.
    pub languages: Vec<InitialLink>,
    /// Whether years stand over their documents as headings: each would stand over one otherwise.
    pub is_grouped: bool,
    /// The documents of this page by year, newest first.
    pub years: Vec<YearOfDocuments>,
    pub pager: Pager,
}

/// The documents of a year in their list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct YearOfDocuments {
    /// Its fragment.
    pub id: String,
    /// The year, EDTF; empty for documents without a date.
    pub date: String,
    pub documents: Vec<Card>,
}

/// `citations.html`: the citation index: its front, or a page of one initial.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CitationsView {
    pub page: PageFrame,
    /// The letters.
    pub initials: Vec<InitialLink>,
    /// The letter of this page; empty on the index's front.
    pub initial: String,
    /// How many works there are in all.
    pub count: usize,
    /// Whether these are the works most cited; else several documents cite none of them.
    pub is_ranked: bool,
    /// On the front the most cited, on a letter's page its works, with the documents that cite them.
    pub works: Vec<IndexedWork>,
    /// On the front the ways to the works of each year, type and language.
    pub divisions: Vec<DivisionView>,
    /// On the front the address of the works most cited and not in the archive; else empty.
    pub not_held: String,
    pub pager: Pager,
}

/// A work in the citation index.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IndexedWork {
    pub work: WorkLine,
    /// The work for browsers' reference managers: the title of an empty `<span class="Z3988">`.
    pub coins: String,
    /// The documents that cite it: the first few.
    pub documents: Vec<Anchor>,
    /// How many more there are.
    pub more: usize,
}

/// `works.html`: a division of the citation index.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WorksView {
    pub page: PageFrame,
    /// By what it divides: `year`, `type`, `language`; `not-held` for the works most cited and not in the archive.
    pub division: &'static str,
    /// Which year, type (CSL's name) or language (tag); empty for `not-held`.
    pub value: String,
    /// How many works there are.
    pub count: usize,
    /// Its works: by author, or those cited most first.
    pub works: Vec<ShortWork>,
    pub pager: Pager,
}

/// A work in a long list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ShortWork {
    /// Relative address of its page.
    pub href: String,
    /// The first three of its authors, or editors.
    pub authors: String,
    /// Its title, plain; its key where it has none.
    pub title: String,
    /// Year; empty if unknown.
    pub year: String,
    /// Language; empty if it is the page's.
    pub lang: String,
    /// How many documents cite it.
    pub documents: usize,
    /// Of a work that the archive has among its texts: that it was taken back or is doubted, how: `retraction`; else empty.
    pub grave: &'static str,
}

/// The divisions of the citation index by one thing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DivisionView {
    /// `year`, `type` or `language`.
    pub name: &'static str,
    /// Its pages: the label is the year, type (CSL's name) or language (tag).
    pub links: Vec<InitialLink>,
}

/// `entity.html`: a person, organization, place or topic.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EntityView {
    pub page: PageFrame,
    /// `people`, `organizations`, `places` or `topics`.
    pub kind: &'static str,
    pub name: String,
    /// Whether an authority record stands behind it.
    pub has_record: bool,
    /// Variant names, with their languages.
    pub variants: Vec<Anchor>,
    pub dates: String,
    /// The beginning of its life, of a body its foundation.
    pub born: LifeView,
    /// The end of its life.
    pub died: LifeView,
    pub portrait: PortraitView,
    /// Its relations to others, be they said in its record or in theirs.
    pub relations: Vec<RelationGroup>,
    /// The map of a place and its parts, or of the places of somebody; without dots if there are none.
    pub map: PlaceMap,
    /// Identifiers as outside links: the scheme is the title.
    pub identifiers: Vec<IdentifierView>,
    /// The record's biography, safe HTML.
    pub note_html: Html,
    /// The language of that, and of the words about the portrait: the main one of the archive.
    pub note_lang: String,
    /// The works that the biography cites, in the archive's style.
    pub references: Vec<ReferenceView>,
    /// Latitude and longitude of a place, in degrees; empty if unknown.
    pub coordinates: String,
    /// The same as an address (`geo:`), by which programs show a map.
    pub coordinates_href: WebAddress,
    /// The editors' own keys of the record: `{{ extra | get(key="x-shelf", default="") }}`.
    pub extra: Map<String, Value>,
    /// Tags for the page's head, safe HTML: what it is about, in schema.org's words.
    pub metadata_html: Html,
    /// Documents that name it in their front matter: role (`author`, `keyword` …) and documents.
    pub roles: Vec<RoleView>,
    /// Its correspondences, those with most letters first.
    pub letters: Vec<CorrespondenceLine>,
    /// How many more there are.
    pub letters_more: usize,
    /// Works of the citation index that it has written.
    pub works: Vec<WorkLine>,
    /// Works of the citation index whose title or keywords name it: the first of them.
    pub works_about: Vec<WorkLine>,
    /// How many more there are.
    pub works_about_more: usize,
    /// Passages that name it, by document.
    pub mentions: Vec<CitingDocument>,
    pub pager: Pager,
}

/// An identifier of an entity.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IdentifierView {
    /// `orcid`, `wikidata` …
    pub scheme: String,
    pub value: String,
    /// Where it resolves; empty for unknown schemes.
    pub href: WebAddress,
}

/// The documents in which an entity has a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RoleView {
    /// `author`, `interviewer`, `keyword` …
    pub role: String,
    /// The one of the archive's own fields that names it, where `role` is `field`.
    pub field: super::FieldLabel,
    pub documents: Vec<Card>,
}

/// `entities.html`: an index of people, organizations, places or topics.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EntitiesView {
    pub page: PageFrame,
    pub kind: &'static str,
    pub count: usize,
    pub initials: Vec<InitialLink>,
    /// The letter of this page; empty where all stand on one page.
    pub initial: String,
    pub entities: Vec<EntityLine>,
    /// Of places the map of those most named, on the first page of the index; without dots on others.
    pub map: PlaceMap,
    pub pager: Pager,
}

/// `search.html`: the search page. Its form, its lists and their ids belong to `assets/search.js`; SEARCH.md has the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SearchView {
    pub page: PageFrame,
    /// By what hits can be filtered: `collections`, and the kinds of names (`people`, `topics` …); those of which there are any.
    pub facets: Vec<&'static str>,
    /// The archive's own fields by which hits can be filtered: the ids of their lists begin with `search-f-`.
    pub fields: Vec<super::FieldFacet>,
    /// CSL's names of the types of the archive's documents.
    pub types: Vec<&'static str>,
    /// The languages of the archive's documents.
    pub languages: Vec<String>,
}

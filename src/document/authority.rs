//! `content/authorities/*.yaml`: who and what is named in the archive.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

pub use super::variant::{Variant, is_acronym};
use super::{
    Coordinates, Document, Highlight, coordinates,
    life::{self, Event},
    matches,
    mend::{self, Mend},
    portrait::{self, Portrait},
    prose,
    relation::{self, Relation},
    report::{Report, first_line},
    variant,
};
use crate::base::{
    Date, Diagnostic, Digest, Message, RelPath, Slug, Span, identifier,
    places::{MATCHES, MENTIONS},
    say, text,
    yaml::{Node, Pair},
};

/// One file of authority records.
#[derive(Clone, Debug, PartialEq)]
pub struct Authorities {
    /// The file.
    pub path: RelPath,
    /// What its records are.
    pub kind: AuthorityKind,
    /// The digest of the file's bytes.
    pub digest: Digest,
    /// The records, in the order of the file.
    pub records: Vec<Authority>,
    /// What is said of mentions, where the file is [`MENTIONS`].
    pub mends: Vec<Mend>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// What an authority record is about; also the folder of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorityKind {
    /// A person.
    People,
    /// A body: state, agency, company, association.
    Organizations,
    /// A place.
    Places,
    /// A subject.
    Topics,
}

impl AuthorityKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::People, Self::Organizations, Self::Places, Self::Topics];

    /// The kind whose file has this stem.
    pub fn named(stem: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == stem)
    }

    /// The record that is meant by `people/marta-ilves`.
    pub fn record(written: &str) -> Option<(Self, Slug)> {
        let (kind, id) = written.split_once('/').filter(|(_, id)| !id.is_empty() && !id.contains('/'))?;
        Some((Self::named(kind)?, Slug::from_stem(id)))
    }

    /// The folder of its pages and the stem of its file.
    pub fn folder(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organizations => "organizations",
            Self::Places => "places",
            Self::Topics => "topics",
        }
    }
}

/// One authority record.
#[derive(Clone, Debug, PartialEq)]
pub struct Authority {
    /// Person, body, place or topic.
    pub kind: AuthorityKind,
    /// Its name in addresses (`id`); unique among its kind.
    pub id: Slug,
    /// `former-ids`: the ids that it had before.
    pub former_ids: Vec<Slug>,
    /// The preferred name (`name`).
    pub name: String,
    /// How indexes sort it (`sort`): `Kresnov, Andrey`; the name if not given.
    pub sort: String,
    /// Other names (`variants`), the preferred one not among them.
    pub variants: Vec<Variant>,
    /// `dates`: of life or existence; where they are not given, those that `born` and `died` give.
    pub dates: Option<Date>,
    /// `born`, of a body `founded`: when and where.
    pub born: Option<Event>,
    /// `died`, of a body `dissolved`.
    pub died: Option<Event>,
    /// `identifiers`: scheme (one of [`identifier::SCHEMES`]) and value.
    pub identifiers: Vec<(String, String)>,
    /// `coordinates`, of a place.
    pub coordinates: Option<Coordinates>,
    /// `feature-class`, of a place: letters of GeoNames' classes of features, such as `P` for a populated place.
    pub feature_class: String,
    /// `biography`: who or what it is, a text like any other; `None` if there is none. Older files call it `note`.
    pub biography: Option<Arc<Document>>,
    /// `portrait`: a picture.
    pub portrait: Option<Portrait>,
    /// `relations`, and those to the places where it was born and died.
    pub relations: Vec<Relation>,
    /// The editors' own keys, which begin with `x-`, with their values as JSON text.
    pub extra: Vec<(String, String)>,
    /// Whether its names are looked for in the texts (`link: false` turns it off).
    pub link: bool,
    /// Where its `id` stands in the file.
    pub source: Span,
}

/// The keys of a record.
pub const KEYS: &[&str] = &[
    "id",
    "former-ids",
    "name",
    "sort",
    "variants",
    "dates",
    "born",
    "died",
    "founded",
    "dissolved",
    "identifiers",
    "coordinates",
    "feature-class",
    "biography",
    "note",
    "portrait",
    "relations",
    "link",
];
const SYNONYMS: &[(&str, &str)] = &[
    ("description", "biography"),
    ("bio", "biography"),
    ("image", "portrait"),
    ("picture", "portrait"),
    ("birth", "born"),
    ("death", "died"),
    ("fclass", "feature-class"),
    ("fclasses", "feature-class"),
    ("related", "relations"),
    ("coords", "coordinates"),
    ("geo", "coordinates"),
    ("location", "coordinates"),
    ("aliases", "variants"),
    ("names", "variants"),
    ("ids", "identifiers"),
];

/// Reads a file of authority records. Never fails.
///
/// The file's stem says what its records are; a file named otherwise is read as topics, and reported. The file of verdicts on proposals,
/// which stands beside them, has none.
pub fn parse(path: &RelPath, bytes: &[u8], highlight: Highlight<'_>) -> Authorities {
    if path.as_str() == MATCHES {
        let diagnostics = matches::parse(path, bytes).diagnostics;
        return Authorities {
            path: path.clone(),
            kind: AuthorityKind::Topics,
            digest: Digest::of(bytes),
            records: Vec::new(),
            mends: Vec::new(),
            diagnostics,
        };
    }
    let (mut report, text) = Report::on_file(path, bytes);
    if path.as_str() == MENTIONS {
        let tree = report.tree(&text, &["quote"]);
        let mends = tree.map(|tree| mend::read(&mut report, &text, &tree.root)).unwrap_or_default();
        let (digest, diagnostics) = (Digest::of(bytes), report.finish());
        return Authorities { path: path.clone(), kind: AuthorityKind::Topics, digest, records: Vec::new(), mends, diagnostics };
    }
    let kind = AuthorityKind::named(path.stem()).unwrap_or_else(|| {
        let message = say::authority_kind(path.stem());
        let hint = say::authority_kind_hint();
        report.diagnostics.push(Diagnostic::error(path, message).hint(hint));
        AuthorityKind::Topics
    });
    let mut reader = Reader { text: &text, kind, report, highlight };
    let records = reader.report.tree(&text, &["note", "biography"]).map(|tree| reader.records(&tree.root)).unwrap_or_default();
    Authorities { path: path.clone(), kind, digest: Digest::of(bytes), records, mends: Vec::new(), diagnostics: reader.report.finish() }
}

/// The reading of one file.
struct Reader<'a> {
    text: &'a str,
    kind: AuthorityKind,
    report: Report<'a>,
    highlight: Highlight<'a>,
}

impl Reader<'_> {
    fn records(&mut self, root: &Node<'_>) -> Vec<Authority> {
        let items = self.report.list("the file", root, say::expected_records());
        let drafts: Vec<Draft> = items.iter().filter_map(|item| self.record(item)).collect();
        self.name_apart(drafts)
    }

    fn record(&mut self, item: &Node<'_>) -> Option<Draft> {
        let Some(pairs) = item.map() else {
            self.report.error(say::wrong_type_record(item.kind()), item.span, say::expected(say::expected_record()));
            return None;
        };
        let mut given = None;
        let (mut sort, mut biography, mut dates) = (String::new(), None, None);
        let has_biography = pairs.iter().any(|pair| pair.key == "biography");
        let mut record = Authority {
            kind: self.kind,
            id: Slug::from_text(""),
            former_ids: Vec::new(),
            name: String::new(),
            sort: String::new(),
            variants: Vec::new(),
            dates: None,
            born: None,
            died: None,
            identifiers: Vec::new(),
            coordinates: None,
            feature_class: String::new(),
            biography: None,
            portrait: None,
            relations: Vec::new(),
            extra: Vec::new(),
            link: true,
            source: self.report.span(first_line(self.text, item.span)),
        };
        for pair in pairs {
            let value = &pair.value;
            match pair.key.as_ref() {
                "id" => {
                    let id = self.report.text("id", value);
                    if !id.is_empty() {
                        given = Some(self.id(&id, value.span));
                        record.source = self.report.span(value.span);
                    }
                }
                "former-ids" => {
                    for item in value.list().unwrap_or(std::slice::from_ref(value)) {
                        let id = self.report.text("former-ids", item);
                        record.former_ids.extend((!id.is_empty()).then(|| self.id(&id, item.span)));
                    }
                }
                "name" => record.name = text::squeeze(&self.report.text("name", value)),
                "sort" => sort = text::squeeze(&self.report.text("sort", value)),
                "variants" => record.variants = variant::read(&mut self.report, value),
                "dates" => dates = relation::date(&mut self.report, "dates", value).map(|date| (date, self.report.span(value.span))),
                key @ ("born" | "founded") if self.has(key) => record.born = life::read(&mut self.report, key, value),
                key @ ("died" | "dissolved") if self.has(key) => record.died = life::read(&mut self.report, key, value),
                "identifiers" => record.identifiers = self.identifiers(value),
                "coordinates" if self.kind == AuthorityKind::Places => record.coordinates = coordinates::read(&mut self.report, value),
                "feature-class" if self.kind == AuthorityKind::Places => record.feature_class = self.feature_class(value),
                "note" if has_biography => self.no_effect(pair, say::no_effect_note_hint()),
                key @ ("biography" | "note") => biography = Some((self.report.text(key, value), first_line(self.text, value.span))),
                "portrait" => record.portrait = portrait::read(&mut self.report, value),
                "relations" => record.relations = relation::read(&mut self.report, self.kind, value),
                "link" => record.link = self.report.truth("link", value).unwrap_or(true),
                key if key.starts_with("x-") => record.extra.push((key.to_owned(), value.to_value().to_string())),
                "coordinates" => {
                    let hint = say::no_effect_coordinates_hint();
                    self.report.warning(say::no_effect_coordinates(), pair.place, hint);
                }
                "feature-class" => self.no_effect(pair, say::no_effect_coordinates_hint()),
                "born" | "died" | "founded" | "dissolved" => self.no_effect(pair, say::no_effect_life_hint()),
                _ => self.report.unknown(pair, KEYS, SYNONYMS),
            }
        }
        if let Some((markdown, place)) = biography.filter(|(markdown, _)| !markdown.is_empty()) {
            let place = self.report.span(place);
            let (text, found) = prose::read((self.report.path, &record.id), &markdown, None, place, self.highlight);
            self.report.diagnostics.extend(found);
            record.biography = Some(Arc::new(text));
        }
        let (born, died) = (record.born.as_ref(), record.died.as_ref());
        life::check(&mut self.report, dates, born, died);
        let of = |event: Option<&Event>| event.and_then(|event| event.date);
        record.dates = dates.map(|(dates, _)| dates).or_else(|| life::dates(of(born), of(died)));
        let places = life::relations(born, died);
        record.relations.extend(places);
        if record.name.is_empty() {
            let place = first_line(self.text, item.span);
            let Some(id) = &given else {
                self.report.error(say::name_missing_record(), place, say::name_missing_hint());
                return None;
            };
            self.report.error(say::name_missing(id), place, say::name_missing_hint());
            record.name = id.to_string();
        }
        let name = text::fold(&record.name);
        let is_preferred = |variant: &Variant| variant.name == record.name && !variant.inflected && !name.is_empty();
        record.variants.retain(|variant| !is_preferred(variant));
        record.sort = if sort.is_empty() { record.name.clone() } else { sort };
        Some(Draft { record, given })
    }

    /// Gives each record an id of its own: those that are given first, then those made from names.
    fn name_apart(&mut self, drafts: Vec<Draft>) -> Vec<Authority> {
        let mut taken = TakenIds::new();
        let mut made: BTreeMap<usize, Slug> = BTreeMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            let Some(id) = &draft.given else { continue };
            let (id, first) = free(id, &mut taken);
            if let Some((first, name)) = first {
                let message = say::duplicate_id(draft.given.as_ref().map_or("", Slug::as_str));
                let hint = say::duplicate_id_one_hint(&id);
                let diagnostic = Diagnostic::error(self.report.path, message).at(draft.record.source).hint(hint);
                self.report.diagnostics.push(diagnostic.related(self.report.path, Some(first), say::duplicate_id_first(&name)));
            }
            taken.insert(id.clone(), (draft.record.source, draft.record.name.clone(), 1));
            made.insert(index, id);
        }
        for (index, draft) in drafts.iter().enumerate() {
            if draft.given.is_some() {
                continue;
            }
            let wanted = Slug::from_text(&draft.record.name);
            let (id, first) = free(&wanted, &mut taken);
            if let Some((first, name)) = first {
                let message = say::slug_collision(&draft.record.name, &name, &wanted);
                let hint = say::slug_collision_hint(&id);
                let diagnostic = Diagnostic::warning(self.report.path, message).at(draft.record.source).hint(hint);
                self.report.diagnostics.push(diagnostic.related(self.report.path, Some(first), say::slug_collision_first(&name)));
            }
            taken.insert(id.clone(), (draft.record.source, draft.record.name.clone(), 1));
            made.insert(index, id);
        }
        drafts.into_iter().zip(made.into_values()).map(|(draft, id)| Authority { id, ..draft.record }).collect()
    }

    /// Whether records of this kind say so of the beginning or end of a life.
    fn has(&self, key: &str) -> bool {
        match self.kind {
            AuthorityKind::People => matches!(key, "born" | "died"),
            AuthorityKind::Organizations => matches!(key, "founded" | "dissolved"),
            AuthorityKind::Places | AuthorityKind::Topics => false,
        }
    }

    /// The classes of a place: one or more of GeoNames' nine letters.
    fn feature_class(&mut self, value: &Node<'_>) -> String {
        let items = value.list().unwrap_or(std::slice::from_ref(value));
        let letters: String = items.iter().map(|item| self.report.text("feature-class", item)).collect();
        let is_class = |c: char| matches!(c, 'A' | 'H' | 'L' | 'P' | 'R' | 'S' | 'T' | 'U' | 'V');
        if !letters.chars().all(is_class) {
            self.report.error(say::bad_value_feature(&letters), value.span, say::bad_value_feature_hint());
            return letters.chars().filter(|c| is_class(*c)).collect();
        }
        letters
    }

    fn no_effect(&mut self, pair: &Pair<'_>, hint: Message) {
        self.report.warning(say::no_effect_record(&pair.key), pair.place, hint);
    }

    fn identifiers(&mut self, value: &Node<'_>) -> Vec<(String, String)> {
        let Some(pairs) = self.report.map("identifiers", value, say::expected_identifiers()) else { return Vec::new() };
        let mut identifiers = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let text = self.report.text(&pair.key, &pair.value);
            match identifier::named(&pair.key) {
                None => {
                    let known: Vec<&str> = identifier::SCHEMES.iter().map(|scheme| scheme.name).collect();
                    self.report.unknown(pair, &known, &[("dnb", "gnd"), ("loc", "lccn"), ("getty", "tgn")]);
                }
                Some(scheme) if !text.is_empty() && !scheme.knows(&text) => {
                    let message = say::bad_identifier(&text, scheme.name);
                    self.report.warning(message, pair.value.span, scheme.hint());
                }
                Some(_) => {}
            }
            if !text.is_empty() {
                identifiers.push((pair.key.to_string(), text));
            }
        }
        identifiers
    }

    /// An `id` as a slug; one that is none is made one, and reported.
    fn id(&mut self, id: &str, place: Span) -> Slug {
        let slug = Slug::from_stem(id);
        if slug.as_str() != id {
            let hint = say::bad_id_record_hint(&slug);
            self.report.error(say::bad_id(id), place, hint);
        }
        slug
    }
}

/// A record whose id is not settled yet, and the one it was given.
struct Draft {
    record: Authority,
    given: Option<Slug>,
}

/// Slugs that are taken: where, by whom, and how many times they were wanted.
type TakenIds = HashMap<Slug, (Span, String, usize)>;

/// The wanted slug, or the next free one with a number behind it, and who has the wanted one.
fn free(wanted: &Slug, taken: &mut TakenIds) -> (Slug, Option<(Span, String)>) {
    let Some((place, name, times)) = taken.get(wanted).cloned() else { return (wanted.clone(), None) };
    let next = (times + 1..).map(|times| (times, wanted.numbered(times))).find(|(_, id)| !taken.contains_key(id));
    let (times, id) = next.unwrap_or((times, wanted.clone()));
    taken.insert(wanted.clone(), (place, name.clone(), times));
    (id, Some((place, name)))
}

#[cfg(test)]
mod tests;

//! `content/authorities/*.yaml`: who and what is named in the archive.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Coordinates, Document, Highlight, coordinates, prose,
    report::{Report, first_line},
};
use crate::base::{Date, Diagnostic, Digest, Lang, RelPath, Slug, Span, identifier, say, text, yaml::Node};

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
    /// The preferred name (`name`).
    pub name: String,
    /// How indexes sort it (`sort`): `Kresnov, Andrey`; the name if not given.
    pub sort: String,
    /// Other names (`variants`), the preferred one not among them.
    pub variants: Vec<Variant>,
    /// `dates`: of life or existence.
    pub dates: Option<Date>,
    /// `identifiers`: scheme (one of [`identifier::SCHEMES`]) and value.
    pub identifiers: Vec<(String, String)>,
    /// `coordinates`, of a place.
    pub coordinates: Option<Coordinates>,
    /// `note`: a text like any other; `None` if there is none.
    pub note: Option<Arc<Document>>,
    /// The editors' own keys, which begin with `x-`, with their values as JSON text.
    pub extra: Vec<(String, String)>,
    /// Whether its names are looked for in the texts (`link: false` turns it off).
    pub link: bool,
    /// Where its `id` stands in the file.
    pub source: Span,
}

/// A variant name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// Its language, if given (`lang`).
    pub lang: Option<Lang>,
    /// Whether the script's own inflection is tolerated (`inflected: true`): the endings of Russian
    /// nouns and names, the English possessive.
    pub inflected: bool,
    /// Whether capitals must match (`exact: true`, and acronyms always): `UN` is not `un`.
    pub exact: bool,
}

/// The keys of a record.
pub const KEYS: &[&str] = &["id", "name", "sort", "variants", "dates", "identifiers", "coordinates", "note", "link"];
const SYNONYMS: &[(&str, &str)] = &[
    ("biography", "note"),
    ("description", "note"),
    ("coords", "coordinates"),
    ("geo", "coordinates"),
    ("location", "coordinates"),
    ("aliases", "variants"),
    ("names", "variants"),
    ("ids", "identifiers"),
];
const VARIANT_KEYS: &[&str] = &["name", "lang", "inflected", "exact"];
/// Reads a file of authority records. Never fails.
///
/// The file's stem says what its records are; a file named otherwise is read as topics, and reported.
pub fn parse(path: &RelPath, bytes: &[u8], highlight: Highlight<'_>) -> Authorities {
    let (mut report, text) = Report::on_file(path, bytes);
    let kind = AuthorityKind::named(path.stem()).unwrap_or_else(|| {
        let message = say::authority_kind(path.stem());
        let hint = say::authority_kind_hint();
        report.diagnostics.push(Diagnostic::error(path, message).hint(hint));
        AuthorityKind::Topics
    });
    let mut reader = Reader { text: &text, kind, report, highlight };
    let records = reader.report.tree(&text, &["note"]).map(|tree| reader.records(&tree.root)).unwrap_or_default();
    Authorities { path: path.clone(), kind, digest: Digest::of(bytes), records, diagnostics: reader.report.finish() }
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
        let (mut sort, mut note) = (String::new(), None);
        let mut record = Authority {
            kind: self.kind,
            id: Slug::from_text(""),
            name: String::new(),
            sort: String::new(),
            variants: Vec::new(),
            dates: None,
            identifiers: Vec::new(),
            coordinates: None,
            note: None,
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
                "name" => record.name = text::squeeze(&self.report.text("name", value)),
                "sort" => sort = text::squeeze(&self.report.text("sort", value)),
                "variants" => record.variants = self.variants(value),
                "dates" => record.dates = self.dates(value),
                "identifiers" => record.identifiers = self.identifiers(value),
                "coordinates" if self.kind == AuthorityKind::Places => record.coordinates = coordinates::read(&mut self.report, value),
                "note" => note = Some((self.report.text("note", value), first_line(self.text, value.span))),
                "link" => record.link = self.report.truth("link", value).unwrap_or(true),
                key if key.starts_with("x-") => record.extra.push((key.to_owned(), value.to_value().to_string())),
                "coordinates" => {
                    let hint = say::no_effect_coordinates_hint();
                    self.report.warning(say::no_effect_coordinates(), pair.place, hint);
                }
                _ => self.report.unknown(pair, KEYS, SYNONYMS),
            }
        }
        if let Some((note, place)) = note.filter(|(note, _)| !note.is_empty()) {
            let place = self.report.span(place);
            let (text, found) = prose::read((self.report.path, &record.id), &note, None, place, self.highlight);
            self.report.diagnostics.extend(found);
            record.note = Some(Arc::new(text));
        }
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

    fn variants(&mut self, value: &Node<'_>) -> Vec<Variant> {
        let items = self.report.list("variants", value, say::expected_names());
        items.iter().filter_map(|item| self.variant(item)).collect()
    }

    fn variant(&mut self, value: &Node<'_>) -> Option<Variant> {
        let mut variant = Variant { name: String::new(), lang: None, inflected: false, exact: false };
        let mut exact = None;
        match value.map() {
            None => variant.name = text::squeeze(&self.report.text("variants", value)),
            Some(pairs) => {
                for pair in pairs {
                    match pair.key.as_ref() {
                        "name" => variant.name = text::squeeze(&self.report.text("name", &pair.value)),
                        "lang" => variant.lang = Some(self.report.lang(&pair.value)),
                        "inflected" => variant.inflected = self.report.truth("inflected", &pair.value).unwrap_or(false),
                        "exact" => exact = self.report.truth("exact", &pair.value),
                        _ => self.report.unknown(pair, VARIANT_KEYS, &[]),
                    }
                }
            }
        }
        if text::fold(&variant.name).is_empty() {
            self.report.error(say::name_missing_variant(), value.span, say::name_missing_variant_hint());
            return None;
        }
        // An acronym is always exact: `UN` is never `un`.
        variant.exact = is_acronym(&variant.name) || exact.unwrap_or(false);
        Some(variant)
    }

    fn dates(&mut self, value: &Node<'_>) -> Option<Date> {
        let text = self.report.text("dates", value);
        if text.is_empty() {
            return None;
        }
        let date = Date::parse(&text);
        if date.is_none() {
            let hint = say::bad_date_range_hint();
            self.report.error(say::bad_date_range(&text), value.span, hint);
        }
        date
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

/// Capitals (two at least) and perhaps digits, points and hyphens, six letters at most: `UN`, `ООН`, `G20`, `U.S.`.
pub fn is_acronym(name: &str) -> bool {
    let mut capitals = 0;
    let mut letters = 0;
    for c in name.chars() {
        match c {
            '.' | '-' | '/' => {}
            c if c.is_uppercase() => {
                capitals += 1;
                letters += 1;
            }
            c if c.is_ascii_digit() => letters += 1,
            _ => return false,
        }
    }
    (1..=6).contains(&capitals) && (2..=6).contains(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::show_diagnostics;

    fn check(text: &str, records: &str, diagnostics: &str) {
        let read = parse(&RelPath::new("content/authorities/topics.yaml"), text.as_bytes(), &|_, _| None);
        let shown: Vec<String> = read
            .records
            .iter()
            .map(|record| {
                let variants: Vec<String> = record
                    .variants
                    .iter()
                    .map(|variant| {
                        let lang = variant.lang.as_ref().map_or(String::new(), |lang| format!(" {lang}"));
                        format!(
                            "{}{lang}{}{}",
                            variant.name,
                            if variant.inflected { " ~" } else { "" },
                            if variant.exact { " =" } else { "" }
                        )
                    })
                    .collect();
                let dates = record.dates.map_or(String::new(), |dates| format!(" {dates}"));
                format!("{}: {} ({}) [{}]{dates} {:?}", record.id, record.name, record.sort, variants.join(", "), record.identifiers)
            })
            .collect();
        assert_eq!(shown.join("\n"), records, "records of {text}");
        assert_eq!(show_diagnostics(text, &read.diagnostics), diagnostics, "diagnostics of {text}");
    }

    #[test]
    fn records_are_read() {
        check(
            "- id: andrey-kresnov\n  name: Andrey V. Kresnov\n  sort: Kresnov, Andrey\n  variants:\n  - Krassnow\n  - {name: Креснов, lang: ru, inflected: true}\n  - UN\n  dates: 1951/..\n  identifiers: {wikidata: Q1, orcid: 0000-0002-1825-0097}\n- name: G20\n",
            "andrey-kresnov: Andrey V. Kresnov (Kresnov, Andrey) [Krassnow, Креснов ru ~, UN =] 1951/.. [(\"wikidata\", \"Q1\"), (\"orcid\", \"0000-0002-1825-0097\")]\n\
             g20: G20 (G20) [] []",
            "",
        );
    }

    #[test]
    fn colliding_names_keep_a_page_each() {
        check(
            "- name: C++\n- name: C\n- id: c\n  name: Carbon\n",
            "c-2: C++ (C++) [] []\nc-3: C (C) [] []\nc: Carbon (Carbon) [] []",
            "warning slug-collision `name: C++`: the names `C++` and `Carbon` have the same address, `c` (add an `id: …`; until then this one is `c-2`) + `c`\n\
             warning slug-collision `name: C`: the names `C` and `Carbon` have the same address, `c` (add an `id: …`; until then this one is `c-3`) + `c`",
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        check(
            "- id: a\n  name: A\n- id: a\n  name: B\n- id: x\n- note: nobody\n- just text\n- id: b b\n  name: [x]\n  nmae: y\n  link: maybe\n  dates: soon\n  variants:\n  - {nam: z}\n",
            "a: A (A) [] []\na-2: B (B) [] []\nx: x (x) [] []\nb-b: b-b (b-b) [] []",
            "error duplicate-id `a`: two records have the id `a` (give this one another; until then it is `a-2`) + `a`\n\
             error name-missing `id: x`: record `x` has no name (add `name: …`, the preferred form of the name)\n\
             error name-missing `note: nobody`: a record without a name (add `name: …`, the preferred form of the name)\n\
             error wrong-type `just text`: a record is a text (expected `- id: …` and `  name: …`)\n\
             error name-missing `id: b b`: record `b-b` has no name (add `name: …`, the preferred form of the name)\n\
             error bad-id `b b`: `b b` cannot stand in an address (use letters, digits and hyphens: `id: b-b`)\n\
             error wrong-type `[x]`: `name` is a list (expected text)\n\
             warning unknown-key `nmae`: unknown key `nmae` (did you mean `name`?)\n\
             error wrong-type `maybe`: `link` is a text (expected `true` or `false`)\n\
             error bad-date `soon`: `soon` is not a date or a range of dates (write 1951/.., 1843/1918, 1843~ or a single date)\n\
             error name-missing `{nam: z}`: a variant without a name (write `- …` or `- {name: …}`, or take it out)\n\
             warning unknown-key `nam`: unknown key `nam` (did you mean `name`?)",
        );
        check(
            "a: b: c\n",
            "",
            "error bad-yaml `:`: mapping values are not allowed in this context (a colon and a space inside a value begin a new key: put the value in quotation marks, `a: 'b: c'`)",
        );
    }
}

//! `fields`: the archive's own fields of documents.
//!
//! A field is a key of front matter that the archive has defined itself: what it is called in each language, what may stand in it, and
//! where readers and programs find it. What documents say in fields is read in `archive/fields`.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Config,
    keys::lang,
    languages::{ByLanguage, lang_of, said_in},
};
use crate::base::{
    Lang, Message, Span,
    diagnostic::meant,
    say,
    text::{fold, squeeze},
    yaml::{Node, Pair},
};

/// A field of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The key in front matter.
    pub name: String,
    /// What readers see (`label`).
    pub label: Label,
    /// What may stand in it (`kind`).
    pub kind: FieldKind,
    /// The values that it may have, of a controlled list (`values`).
    pub values: Vec<FieldChoice>,
    /// Whether there is an index of it, with a page for each value (`browse`).
    pub browse: bool,
    /// Whether hits of the search can be filtered by it (`facet`).
    pub facet: bool,
    /// The name of the tag by which Dublin Core has it (`dublin-core`): `DC.subject`, `DCTERMS.medium`; empty if unsaid.
    pub dublin_core: String,
    /// The property by which schema.org has it (`schema-org`); empty if unsaid.
    pub schema_org: String,
    /// Where its name stands in `scholion.yaml`: for findings, and no part of what it means.
    #[serde(skip)]
    pub place: Span,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// A date, EDTF.
    Date,
    Number,
    /// An address on the web, or a file of the archive.
    Link,
    /// One of the values that are listed.
    List,
    /// Somebody or something with a page, of whatever kind.
    Entity,
    People,
    Organizations,
    Places,
    Topics,
}

/// The kinds by their names.
pub const KINDS: [(&str, FieldKind); 10] = [
    ("text", FieldKind::Text),
    ("date", FieldKind::Date),
    ("number", FieldKind::Number),
    ("link", FieldKind::Link),
    ("list", FieldKind::List),
    ("entity", FieldKind::Entity),
    ("people", FieldKind::People),
    ("organizations", FieldKind::Organizations),
    ("places", FieldKind::Places),
    ("topics", FieldKind::Topics),
];

/// What others call a kind.
const SYNONYMS: [(&str, &str); 11] = [
    ("string", "text"),
    ("integer", "number"),
    ("url", "link"),
    ("uri", "link"),
    ("select", "list"),
    ("controlled-list", "list"),
    ("vocabulary", "list"),
    ("person", "people"),
    ("organization", "organizations"),
    ("place", "places"),
    ("topic", "topics"),
];

/// The keys of a field.
const KEYS: [&str; 7] = ["label", "kind", "values", "browse", "facet", "dublin-core", "schema-org"];

/// One of the values that a controlled list has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChoice {
    /// As documents write it, and its name in addresses.
    pub value: String,
    /// What readers see; the value itself if unsaid.
    pub label: Label,
}

/// What something is called: in one language of which nothing is known, or in each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The words where they are the same in all languages; empty if they are not.
    plain: String,
    by_language: ByLanguage,
}

impl Label {
    /// A label that is the same in all languages.
    pub fn plain(text: &str) -> Self {
        Self { plain: text.to_owned(), by_language: BTreeMap::new() }
    }

    /// A label in words for all languages, or in those of each.
    pub fn new(plain: String, by_language: ByLanguage) -> Self {
        Self { plain, by_language }
    }

    /// The words for the pages that a configuration is for; with their language, where that is known to be another.
    pub fn words(&self, config: &Config) -> (&str, Option<&Lang>) {
        if self.by_language.is_empty() {
            return (&self.plain, None);
        }
        let main = config.main_lang();
        let said = lang_of(&self.by_language, &config.lang, main);
        let words = said_in(&self.by_language, &config.lang, main).unwrap_or(&self.plain);
        let known = self.by_language.get_key_value(said).map(|(lang, _)| lang);
        (words, known.filter(|lang| !lang.primary().eq_ignore_ascii_case(config.lang.primary())))
    }

    /// The words in all languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.plain.as_str()).filter(|text| !text.is_empty()).chain(self.by_language.values().map(String::as_str))
    }

    /// The words, each with its language; `None` where nothing is known of it.
    pub fn each(&self) -> impl Iterator<Item = (Option<&Lang>, &str)> {
        let plain = std::iter::once((None, self.plain.as_str())).filter(|(_, text)| !text.is_empty());
        plain.chain(self.by_language.iter().map(|(lang, text)| (Some(lang), text.as_str())))
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.by_language.is_empty()
    }
}

impl Field {
    /// The value of its list that is written so: by its name or one of its labels, whatever the capitals.
    pub fn choice(&self, written: &str) -> Option<&FieldChoice> {
        let exact = self.values.iter().find(|choice| choice.value == written);
        let folded = fold(written);
        let is_called = |choice: &&FieldChoice| fold(&choice.value) == folded || choice.label.all().any(|label| fold(label) == folded);
        exact.or_else(|| self.values.iter().find(is_called))
    }
}

impl FieldKind {
    /// The name of the kind.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether its values are somebody or something with a page.
    pub fn is_entity(self) -> bool {
        matches!(self, Self::Entity | Self::People | Self::Organizations | Self::Places | Self::Topics)
    }
}

impl Config {
    /// The field of this name, with its place among all.
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }
}

/// What is wrong, where, and how to mend it.
pub type Wrong = (Span, Message, Message);

/// Reads the fields. What is wrong with one is said, and the rest of it holds.
pub fn read(value: &Node<'_>) -> (Arc<[Field]>, Vec<Wrong>) {
    let mut reading = Reading { wrong: Vec::new() };
    let mut fields: Vec<Field> = Vec::new();
    match value.map() {
        Some(pairs) => {
            for pair in pairs {
                let Some(field) = reading.field(pair) else { continue };
                match fields.iter().find(|other| other.name.eq_ignore_ascii_case(&field.name)) {
                    Some(other) => reading.say(pair.place, say::field_name_twice(&field.name, &other.name), say::field_name_twice_hint()),
                    None => fields.push(field),
                }
            }
        }
        None if value.is_null() => {}
        None => reading.say(value.span, say::fields_shape(value.kind()), say::fields_shape_hint()),
    }
    (fields.into(), reading.wrong)
}

struct Reading {
    wrong: Vec<Wrong>,
}

impl Reading {
    fn say(&mut self, place: Span, message: Message, hint: Message) {
        self.wrong.push((place, message, hint));
    }

    /// A field; nothing if it is called so that no document can have it.
    fn field(&mut self, pair: &Pair<'_>) -> Option<Field> {
        let name = pair.key.as_ref();
        if name.starts_with("x-") {
            self.say(pair.place, say::field_name(name), say::field_name_own_hint());
            return None;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(is_part) || name.len() > 60 {
            self.say(pair.place, say::field_name(name), say::field_name_hint());
            return None;
        }
        let mut field = Field { name: name.to_owned(), place: pair.place, ..Field::default() };
        let mut kind = None;
        match pair.value.map() {
            Some(pairs) => pairs.iter().for_each(|pair| self.key(&mut field, &mut kind, pair)),
            None if pair.value.is_null() => {}
            None => match pair.value.text() {
                Some(_) => kind = self.kind(&pair.value),
                None => self.say(pair.value.span, say::field_shape(name, pair.value.kind()), say::field_shape_hint()),
            },
        }
        if field.label.is_empty() {
            field.label = Label::plain(&as_words(name));
        }
        field.kind = kind.unwrap_or(if field.values.is_empty() { FieldKind::Text } else { FieldKind::List });
        match (field.kind, field.values.is_empty()) {
            (FieldKind::List, true) => {
                // Any value may stand in a list of which nothing is known.
                field.kind = FieldKind::Text;
                self.say(pair.place, say::field_values(name), say::field_values_hint());
            }
            (FieldKind::List, false) | (_, true) => {}
            (kind, false) => {
                field.values.clear();
                self.say(pair.place, say::field_values_kind(name, kind.name()), say::field_values_kind_hint());
            }
        }
        Some(field)
    }

    fn key(&mut self, field: &mut Field, kind: &mut Option<FieldKind>, Pair { key, place, value }: &Pair<'_>) {
        match key.as_ref() {
            "label" => field.label = self.label(key, value),
            "kind" => *kind = self.kind(value),
            "values" => field.values = self.values(&field.name, value),
            "browse" => field.browse = self.truth(key, value),
            "facet" => field.facet = self.truth(key, value),
            "dublin-core" => field.dublin_core = self.dublin_core(value),
            "schema-org" => field.schema_org = self.schema_org(value),
            _ => {
                let names = || KEYS.map(str::to_owned).to_vec();
                let near = if key == "type" { Some(say::did_you_mean("kind")) } else { meant(key, KEYS) };
                self.say(*place, say::field_key(key), near.unwrap_or_else(|| say::field_key_hint(names())));
            }
        }
    }

    fn kind(&mut self, value: &Node<'_>) -> Option<FieldKind> {
        let written = value.text().map(str::trim).unwrap_or_default();
        let known = KINDS.iter().find(|(name, _)| *name == written).map(|(_, kind)| *kind);
        if known.is_none() {
            let synonym = SYNONYMS.iter().find(|(name, _)| name.eq_ignore_ascii_case(written)).map(|(_, kind)| say::did_you_mean(kind));
            let names = || say::field_kind_hint(KINDS.map(|(name, _)| name.to_owned()).to_vec());
            let hint = synonym.or_else(|| meant(written, KINDS.map(|(name, _)| name))).unwrap_or_else(names);
            let shown = if written.is_empty() { value.kind().to_string() } else { written.to_owned() };
            self.say(value.span, say::field_kind(shown), hint);
        }
        known
    }

    fn truth(&mut self, key: &str, value: &Node<'_>) -> bool {
        if value.truth().is_none() && !value.is_null() {
            self.say(value.span, say::field_truth(key, value.kind()), say::wrong_value_hint_truth());
        }
        value.truth().unwrap_or(false)
    }

    /// A text, or one for each language.
    fn label(&mut self, key: &str, value: &Node<'_>) -> Label {
        let filled = |node: &Node<'_>| node.text().map(squeeze).filter(|text| !text.is_empty());
        let Some(pairs) = value.map() else {
            let plain = filled(value);
            if plain.is_none() {
                self.say(value.span, say::field_label(key), say::field_label_hint());
            }
            return Label::plain(&plain.unwrap_or_default());
        };
        let mut label = Label::default();
        for pair in pairs {
            match (lang(&pair.key), filled(&pair.value)) {
                (Ok(lang), Some(text)) => _ = label.by_language.insert(lang, text),
                (Ok(_), None) => self.say(pair.value.span, say::field_label(&pair.key), say::field_label_hint()),
                (Err(problem), _) => self.say(pair.place, say::field_lang(&pair.key), problem.hint),
            }
        }
        label
    }

    /// `[letter, memo]`, or each with its label.
    fn values(&mut self, name: &str, value: &Node<'_>) -> Vec<FieldChoice> {
        let mut choices: Vec<FieldChoice> = Vec::new();
        // By all that the values are called.
        let mut called: BTreeMap<String, usize> = BTreeMap::new();
        let mut add = |reading: &mut Self, choice: FieldChoice, place: Span| {
            let names: Vec<String> = std::iter::once(choice.value.as_str()).chain(choice.label.all()).map(fold).collect();
            if names.iter().any(|name| called.contains_key(name)) {
                return reading.say(place, say::field_value_twice(&choice.value), say::field_value_twice_hint());
            }
            called.extend(names.into_iter().map(|name| (name, choices.len())));
            choices.push(choice);
        };
        if let Some(pairs) = value.map() {
            for pair in pairs {
                let label = if pair.value.is_null() { Label::default() } else { self.label(&pair.key, &pair.value) };
                let label = if label.is_empty() { Label::plain(&pair.key) } else { label };
                add(self, FieldChoice { value: squeeze(&pair.key), label }, pair.place);
            }
        } else if let Some(items) = value.list() {
            for item in items {
                match item.text().map(squeeze).filter(|text| !text.is_empty()) {
                    Some(text) => add(self, FieldChoice { label: Label::plain(&text), value: text }, item.span),
                    None => self.say(item.span, say::field_shape(name, item.kind()), say::field_values_hint()),
                }
            }
        } else {
            self.say(value.span, say::field_values(name), say::field_values_hint());
        }
        choices
    }

    fn dublin_core(&mut self, value: &Node<'_>) -> String {
        let written = value.text().map(str::trim).unwrap_or_default();
        let (space, term) = written.split_once([':', '.']).unwrap_or(("", written));
        let named = |terms: &[&'static str]| terms.iter().find(|known| known.eq_ignore_ascii_case(term)).copied();
        let (is_element, is_term) = match space.to_ascii_lowercase().as_str() {
            "" => (true, true),
            "dc" | "dc11" => (true, false),
            "dcterms" | "dct" => (false, true),
            _ => (false, false),
        };
        if let Some(element) = named(&ELEMENTS).filter(|_| is_element) {
            return format!("DC.{element}");
        }
        if let Some(term) = named(&ELEMENTS).or_else(|| named(&TERMS)).filter(|_| is_term) {
            return format!("DCTERMS.{term}");
        }
        let hint = meant(term, ELEMENTS.iter().chain(&TERMS).copied()).unwrap_or_else(say::field_dublin_core_hint);
        self.say(value.span, say::field_dublin_core(written), hint);
        String::new()
    }

    fn schema_org(&mut self, value: &Node<'_>) -> String {
        let written = value.text().map(str::trim).unwrap_or_default();
        let bare = ["https://schema.org/", "http://schema.org/", "schema:"].iter().find_map(|space| written.strip_prefix(space));
        let term = bare.unwrap_or(written);
        // Properties begin with a small letter, types with a capital (schema.org, style guide).
        if term.starts_with(|c: char| c.is_ascii_lowercase()) && term.chars().all(|c| c.is_ascii_alphanumeric()) {
            return term.to_owned();
        }
        self.say(value.span, say::field_schema_org(written), say::field_schema_org_hint());
        String::new()
    }
}

/// `box-number` as words: `Box number`.
fn as_words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The elements of Dublin Core (DCMI Metadata Terms, 2020, section 3).
const ELEMENTS: [&str; 15] = [
    "contributor",
    "coverage",
    "creator",
    "date",
    "description",
    "format",
    "identifier",
    "language",
    "publisher",
    "relation",
    "rights",
    "source",
    "subject",
    "title",
    "type",
];

/// The properties of DCMI's terms that are no elements (DCMI Metadata Terms, 2020, section 2).
const TERMS: [&str; 40] = [
    "abstract",
    "accessRights",
    "accrualMethod",
    "accrualPeriodicity",
    "accrualPolicy",
    "alternative",
    "audience",
    "available",
    "bibliographicCitation",
    "conformsTo",
    "created",
    "dateAccepted",
    "dateCopyrighted",
    "dateSubmitted",
    "educationLevel",
    "extent",
    "hasFormat",
    "hasPart",
    "hasVersion",
    "instructionalMethod",
    "isFormatOf",
    "isPartOf",
    "isReferencedBy",
    "isReplacedBy",
    "isRequiredBy",
    "isVersionOf",
    "issued",
    "license",
    "mediator",
    "medium",
    "modified",
    "provenance",
    "references",
    "replaces",
    "requires",
    "rightsHolder",
    "spatial",
    "tableOfContents",
    "temporal",
    "valid",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{RelPath, yaml};

    fn check(text: &str, expected: &[&str]) -> Arc<[Field]> {
        let tree = yaml::read(text).unwrap();
        let (fields, wrong) = read(&tree.root);
        let said: Vec<String> = wrong.iter().map(|(place, message, hint)| format!("{}: {message} ({hint})", place.of(text))).collect();
        assert_eq!(said, expected, "{text}");
        fields
    }

    #[test]
    fn a_field_says_what_it_is() {
        let fields = check(
            "genre:\n  label: {en: Genre, ru: Жанр}\n  values: {letter: {en: Letter, ru: Письмо}, memo: }\n  browse: true\n  facet: true\n  \
             dublin-core: dc:type\n  schema-org: https://schema.org/genre\nsitter-of: people\nplain:\n",
            &[],
        );
        let [genre, sitter, plain] = &fields[..] else { panic!("{fields:?}") };
        assert_eq!((genre.kind, genre.browse, genre.facet), (FieldKind::List, true, true));
        assert_eq!((&*genre.dublin_core, &*genre.schema_org), ("DC.type", "genre"));
        let config = |lang: &str| Config { lang: Lang::new(lang), ..Config::default() };
        assert_eq!(genre.label.words(&config("ru")), ("Жанр", None));
        assert_eq!(genre.label.words(&config("de")).0, "Genre");
        assert_eq!(genre.choice("ПИСЬМО").map(|choice| &*choice.value), Some("letter"));
        assert_eq!(genre.choice("Memo").map(|choice| &*choice.value), Some("memo"));
        assert!(genre.choice("letters").is_none());
        assert_eq!((sitter.kind, sitter.label.words(&config("en")).0), (FieldKind::People, "Sitter of"));
        assert_eq!((plain.kind, plain.browse), (FieldKind::Text, false));
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_holds() {
        let kinds = "text, date, number, link, list, entity, people, organizations, places, topics";
        check("a: 5\n", &[&format!("5: `5` is no kind of field (the kinds are {kinds})")]);
        check("a: {kind: person}\n", &["person: `person` is no kind of field (did you mean `people`?)"]);
        check("a: {type: text}\n", &["type: unknown key `type` of a field (did you mean `kind`?)"]);
        check("a: {kind: list}\n", &[
            "a: the list `a` has no `values` (write them as a list, `[letter, memo]`, or with their labels: `letter: {en: Letter, ru: Письмо}`)",
        ]);
        check("a: {values: [Letter, letter]}\n", &[
            "letter: `letter` stands twice among the values (leave one of them out: a value is known by its name and by each of its labels, \
             whatever the capitals)",
        ]);
        check("a: {dublin-core: subjekt}\n", &["subjekt: `subjekt` is no term of Dublin Core (did you mean `subject`?)"]);
        let fields = check("a: text\nA: text\n", &[
            "A: the fields `A` and `a` differ in capitals only (give one of them another name: both would have the same addresses)",
        ]);
        assert_eq!(fields.len(), 1);
        for name in ["x-own", "Жанр", "a b", "1st", "\"\""] {
            let tree = yaml::read(&format!("{name}: text\n")).unwrap().into_owned();
            let (fields, wrong) = read(&tree.root);
            assert_eq!((fields.len(), wrong.len()), (0, 1), "{name}");
        }
    }

    #[test]
    fn a_field_in_the_configuration_has_its_findings_at_its_place() {
        let text = "title: A\nfields:\n  genre: {kind: colour}\n";
        let (config, found) = crate::config::parse(&RelPath::new(crate::config::FILE), text.as_bytes());
        assert_eq!(found.iter().map(|one| (one.code(), one.span.map(|span| span.of(text)))).collect::<Vec<_>>(), [(
            "bad-field",
            Some("colour")
        )]);
        assert_eq!(config.fields.len(), 1);
    }
}

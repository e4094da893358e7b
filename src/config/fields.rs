//! `fields`: the archive's own fields of documents, as meant; `field_reader` makes them of what is written.
//!
//! A field is a key of front matter that the archive has defined itself: what it is called in each language, what may stand in it, and
//! where readers and programs find it. What documents say in fields is read in `archive/fields`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Config,
    languages::{ByLanguage, lang_of, said_in},
};
use crate::base::{Lang, Message, Span, text::fold};

/// What is wrong, where, and how to mend it.
pub type Wrong = (Span, Message, Message);

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

    /// Says it in a language.
    pub(super) fn say(&mut self, lang: Lang, text: String) {
        self.by_language.insert(lang, text);
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        base::{RelPath, yaml},
        config::field_reader,
    };

    fn check(text: &str, expected: &[&str]) -> Arc<[Field]> {
        let tree = yaml::read(text).unwrap();
        let (fields, wrong) = field_reader::read(&tree.root);
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
        check(
            "a: {kind: list}\n",
            &[
                "a: the list `a` has no `values` (write them as a list, `[letter, memo]`, or with their labels: `letter: {en: Letter, ru: Письмо}`)",
            ],
        );
        check(
            "a: {values: [Letter, letter]}\n",
            &[
                "letter: `letter` stands twice among the values (leave one of them out: a value is known by its name and by each of its labels, \
             whatever the capitals)",
            ],
        );
        check("a: {dublin-core: subjekt}\n", &["subjekt: `subjekt` is no term of Dublin Core (did you mean `subject`?)"]);
        let fields = check(
            "a: text\nA: text\n",
            &["A: the fields `A` and `a` differ in capitals only (give one of them another name: both would have the same addresses)"],
        );
        assert_eq!(fields.len(), 1);
        for name in ["x-own", "Жанр", "a b", "1st", "\"\""] {
            let tree = yaml::read(&format!("{name}: text\n")).unwrap().into_owned();
            let (fields, wrong) = field_reader::read(&tree.root);
            assert_eq!((fields.len(), wrong.len()), (0, 1), "{name}");
        }
    }

    #[test]
    fn a_field_in_the_configuration_has_its_findings_at_its_place() {
        let text = "title: A\nfields:\n  genre: {kind: colour}\n";
        let (config, found) = crate::config::parse(&RelPath::new(crate::config::FILE), text.as_bytes());
        assert_eq!(
            found.iter().map(|one| (one.code(), one.span.map(|span| span.of(text)))).collect::<Vec<_>>(),
            [("bad-field", Some("colour"))]
        );
        assert_eq!(config.fields.len(), 1);
    }
}

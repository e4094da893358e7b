//! The words of reports, from the file that holds all words of their language: those of the page, what each rule does, and what
//! rules remark, with the fields of the remark filled in.
//!
//! Fields of the front matter, keys and tags of languages are the same in all languages.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    base::{Lang, Message},
    ingest::Remark,
    site::templates::{self, strings::Strings},
};

/// The words of reports in one language, in English where it has none.
#[derive(Clone)]
pub struct Words(Arc<Strings>);

impl Words {
    /// Those among the words of a site.
    pub fn of(strings: Arc<Strings>) -> Self {
        Self(strings)
    }

    /// Those of the program itself, which speaks English on the terminal.
    pub fn english() -> Self {
        Self(Arc::new(templates::strings_with(&BTreeMap::new(), &Lang::new("en"))))
    }

    /// The language that they are in.
    pub fn lang(&self) -> &str {
        self.0.lang_of("ingest.title")
    }

    /// A word of the page.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.plain(&format!("ingest.{key}")).unwrap_or(key)
    }

    /// The words under a key of any section, with a number in its forms and fields filled in.
    pub fn filled(&self, key: &str, n: Option<u64>, fields: &[(&str, &str)]) -> String {
        let field = |name: &str| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| Cow::Owned((*value).to_owned()));
        self.0.text(key, n, field).map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    /// The language in which the words under a key are.
    pub fn lang_of(&self, key: &str) -> &str {
        self.0.lang_of(key)
    }

    /// All words of a section, by what is left of their keys; what is to be filled in stands in them as it is.
    pub fn section(&self, section: &str) -> BTreeMap<&str, &str> {
        self.0.section(section)
    }

    /// What a rule does.
    pub fn rule(&self, name: &str) -> &str {
        self.0.plain(&format!("ingest.rules.{name}")).unwrap_or_default()
    }

    /// What a finding says, and the language in which it is said.
    pub fn finding(&self, message: &Message) -> (String, &str) {
        self.0.finding(message)
    }

    /// What a rule remarks, and the language in which it is said.
    pub fn remark(&self, remark: &Remark) -> (String, &str) {
        let key = format!("ingest.remarks.{}", remark.name());
        let fields = remark.fields();
        let field = |name: &str| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        let said = self.0.text(&key, field("n").and_then(|n| n.parse().ok()), |name| field(name).map(|value| Cow::Owned(value.to_owned())));
        (said.map_or_else(|| remark.name().to_owned(), Cow::into_owned), self.0.lang_of(&key))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{base::RelPath, ingest};

    fn words(lang: &str) -> Words {
        Words::of(Arc::new(templates::strings_with(&BTreeMap::new(), &Lang::new(lang))))
    }

    /// The keys below a section of the English words; `strings.rs` holds that the other languages have the same.
    fn keys(section: &str) -> BTreeSet<String> {
        words("en").0.section(section).keys().map(|key| (*key).to_owned()).collect()
    }

    #[test]
    fn there_are_words_for_what_is_said_and_no_others() {
        let own: BTreeSet<String> = keys("ingest.").into_iter().filter(|key| !key.contains('.')).collect();
        let said: BTreeSet<&str> = [include_str!("html.rs"), include_str!("text.rs")]
            .iter()
            .flat_map(|file| file.split("say(\"").skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let unknown: Vec<_> = said.iter().filter(|key| !own.contains(**key)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let by_value = [
            "open",
            "settled",
            "dropped",
            "repaired",
            "found",
            "sure",
            "likely",
            "unsure",
            "right",
            "as-printed",
            "done",
            "right-means",
            "as-printed-means",
            "done-means",
            "mend",
            "new",
            "behind",
            "unread",
            "gone",
            "unclear",
            "away",
        ];
        let idle: Vec<_> = own.iter().filter(|key| !said.contains(key.as_str()) && !by_value.contains(&key.as_str())).collect();
        assert!(idle.is_empty(), "{idle:?} are never said");
    }

    #[test]
    fn every_rule_and_every_remark_has_a_sentence_that_its_fields_can_fill() {
        assert_eq!(keys("ingest.rules."), ingest::rules().map(str::to_owned).collect());
        assert_eq!(keys("ingest.remarks."), ingest::REMARKS.iter().map(|kind| kind.name.to_owned()).collect());
        let english = words("en");
        for kind in ingest::REMARKS {
            let key = format!("ingest.remarks.{}", kind.name);
            let unfilled: Vec<&str> = english.0.parts(|one| one == key).into_iter().filter(|part| !kind.fields.contains(part)).collect();
            assert!(unfilled.is_empty(), "{} has no {unfilled:?}", kind.name);
        }
    }

    #[test]
    fn a_remark_is_said_with_its_fields_in_the_forms_of_the_language() {
        let said = |lang: &str, remark: Remark| words(lang).remark(&remark).0;
        assert_eq!(said("ru", Remark::Entries { n: 12 }), "12 записей");
        assert_eq!(said("ru", Remark::Entries { n: 2 }), "2 записи");
        assert_eq!(said("en", Remark::Entries { n: 1 }), "1 entry");
        assert_eq!(said("ru", Remark::SecondAbstract { lang: "fr".into() }), "вторая аннотация на том же языке (fr), оставлена в тексте");
        assert_eq!(said("en", Remark::CitesOneOf { keys: vec!["tamm2001".into(), "tamm2003".into()] }), "one of: tamm2001, tamm2003");
    }

    #[test]
    fn what_an_archive_says_in_its_own_words_stands_over_those_of_the_program() {
        let lang = |lang: &str| words(lang).lang().to_owned();
        assert_eq!((lang("ru-RU"), lang("de"), lang("")), ("ru".into(), "en".into(), "en".into()));
        let file = "ingest:\n  notes: Fußnoten\n  remarks:\n    question: Frage\n";
        let own = BTreeMap::from([(RelPath::new("strings/de.yaml"), Arc::from(file.as_bytes()))]);
        let german = Words::of(Arc::new(templates::strings_with(&own, &Lang::new("de"))));
        assert_eq!((german.say("notes"), german.say("works")), ("Fußnoten", "works"));
        assert_eq!(german.remark(&Remark::Question), ("Frage".into(), "de"));
        assert_eq!(german.remark(&Remark::Answer), ("answer".into(), "en"));
    }
}

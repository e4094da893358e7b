//! What findings say, as values: a [`Message`] is a sentence's name with its fields.
//!
//! All sentences, in English, stand with their codes in one [list](list::SENTENCES); of each a macro makes a function in [`say`], so that
//! whoever says it gives exactly its fields. Other languages have their sentences by the same names (`templates/strings/<lang>.yaml`,
//! `findings`), and `docs/FINDINGS.md` is made of the list.

mod id;
mod list;
mod value;

use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

use id::Id;

pub use list::{CODES, SENTENCES, say};
pub use value::{IntoValue, Value};

/// A sentence of findings: something that is wrong, how to mend it, or a part of such a sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its stable name, with underscores as in [`say`].
    pub id: &'static str,
    /// The code of the findings that it belongs to; empty where several codes share it.
    pub code: &'static str,
    /// The names of its fields.
    pub fields: &'static [&'static str],
    /// What it says in English: lower case, no full stop, `{field}` where a field stands. Of two forms the first is for a field `n` of 1.
    pub english: &'static [&'static str],
}

impl Sentence {
    /// Its name for programs and in files of words: `note-moved`.
    pub fn name(&self) -> String {
        self.id.replace('_', "-")
    }

    /// The sentence of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        let is_same = |id: &str| id.len() == name.len() && id.bytes().zip(name.bytes()).all(|(a, b)| a == b || a == b'_' && b == b'-');
        SENTENCES.iter().find(|sentence| is_same(sentence.id))
    }
}

/// What a finding says: a sentence and the values of its fields. Shown, it is English.
///
/// Ordered by code and words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message {
    id: Id,
    values: Vec<Value>,
}

/// What another language says for a sentence, by its name and, if it has a field `n`, that number.
pub type Translation<'a> = &'a dyn Fn(&str, Option<u64>) -> Option<String>;

impl Message {
    fn new(nth: u16, values: Vec<Value>) -> Self {
        Self { id: Id(nth), values }
    }

    /// Its sentence.
    pub fn sentence(&self) -> &'static Sentence {
        const NONE: &Sentence = &Sentence { id: "", code: "", fields: &[], english: &[] };
        SENTENCES.get(usize::from(self.id.0)).unwrap_or(NONE)
    }

    /// The code of the findings that say it.
    pub fn code(&self) -> &'static str {
        self.sentence().code
    }

    /// Its fields, by their names.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.sentence().fields.iter().copied().zip(&self.values)
    }

    /// The same in another language; in English if it has not the sentence.
    pub fn in_words(&self, translation: Translation<'_>) -> String {
        let sentence = self.sentence();
        let n = self.fields().find_map(|(name, value)| value.number().filter(|_| name == "n"));
        if let Some(words) = translation(&sentence.name(), n) {
            return self.filled(&words, translation);
        }
        let english = match (sentence.english, n) {
            ([one, ..], Some(1)) | ([one], _) => one,
            ([_, others, ..], _) => others,
            ([], _) => "",
        };
        self.filled(english, &|_, _| None)
    }

    /// A pattern with the fields in their places. A brace that begins no field stays.
    fn filled(&self, pattern: &str, translation: Translation<'_>) -> String {
        let mut filled = String::with_capacity(pattern.len() + 32);
        let mut rest = pattern;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            rest = behind;
            let field = behind.split_once('}').and_then(|(name, behind)| {
                let (_, value) = self.fields().find(|(field, _)| *field == name)?;
                Some((value, behind))
            });
            match field {
                Some((value, behind)) => {
                    value.write(&mut filled, translation);
                    rest = behind;
                }
                None => filled.push('{'),
            }
        }
        filled.push_str(rest);
        filled
    }

    /// The same with other words in its fields.
    pub fn rewrite(&mut self, rewrite: &dyn Fn(&mut String)) {
        self.values.iter_mut().for_each(|value| value.rewrite(rewrite));
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&|_, _| None))
    }
}

impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.to_string()
    }
}

impl Ord for Message {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
        let words = || self.code().cmp(other.code()).then_with(|| self.to_string().cmp(&other.to_string()));
        words().then_with(|| (self.id, &self.values).cmp(&(other.id, &other.values)))
    }
}

impl PartialOrd for Message {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What a code means; nothing if there is no such code.
pub fn explained(code: &str) -> Option<&'static str> {
    CODES.binary_search_by(|(known, _)| (*known).cmp(code)).ok().and_then(|at| CODES.get(at)).map(|(_, means)| *means)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_stand_in_order_and_are_explained() {
        let doubled = SENTENCES.iter().find(|one| one.fields.is_empty() && one.english.iter().any(|words| words.contains("{{")));
        assert!(doubled.is_none(), "a brace is written once where nothing is filled in: {:?}", doubled.map(|one| one.id));
        assert!(CODES.is_sorted_by(|(a, _), (b, _)| a < b));
        let is_code = |code: &str| code.chars().all(|c| c.is_ascii_lowercase() || "-0123456789".contains(c));
        assert!(CODES.iter().all(|(code, means)| is_code(code) && !means.ends_with('.')));
        assert_eq!(Sentence::named("note-moved").map(|sentence| sentence.code), Some("note-moved"));
        assert_eq!((explained("nul"), explained("no-such")), (Some("a NUL character in a text"), None));
        for (code, _) in CODES {
            assert!(SENTENCES.iter().any(|sentence| sentence.code == *code), "no finding has the code `{code}`");
        }
    }

    /// What stands in braces in a sentence and may be the name of a field.
    fn in_braces(pattern: &str) -> BTreeSet<&str> {
        let names = pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        names.filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect()
    }

    #[test]
    fn a_sentence_shows_each_of_its_fields() {
        for Sentence { id, fields, english, .. } in SENTENCES {
            let fields: BTreeSet<&str> = fields.iter().copied().collect();
            for words in english.iter() {
                let mut shown = in_braces(words);
                // How the parts of words of the site are written.
                if *id == "strings_value_brace_hint" {
                    shown.remove("name");
                }
                let of_one = english.len() > 1 && *words == english[0] && !shown.contains("n");
                let fields: BTreeSet<&str> = fields.iter().copied().filter(|field| !(of_one && *field == "n")).collect();
                assert!(shown.is_subset(&fields) && (of_one || shown == fields), "{id}: {words}");
                assert!(!words.ends_with('.') || words.ends_with(".."), "{id} ends with a full stop");
            }
            assert!(english.len() < 2 || fields.contains("n"), "{id} has two forms and no number");
        }
    }

    #[test]
    fn fields_stand_in_their_places() {
        assert_eq!(say::bad_yaml_deep(7_usize).to_string(), "more than 7 lists and mappings stand within each other here");
        assert_eq!(say::did_you_mean_one_of(vec!["a".to_owned(), "b".to_owned()]).to_string(), "did you mean one of `a`, `b`?");
        let message = say::wrong_type("a {kind}", say::a_list());
        assert_eq!(message.to_string(), "`a {kind}` is a list");
        let in_german = |name: &str, _: Option<u64>| match name {
            "wrong-type" => Some("{kind} steht unter `{key}`".to_owned()),
            "a-list" => Some("eine Liste".to_owned()),
            _ => None,
        };
        assert_eq!(message.in_words(&in_german), "eine Liste steht unter `a {kind}`");
        assert_eq!(say::wrong_type_note(say::a_list()).in_words(&in_german), "a note is a list");
        assert_eq!(say::html_style(1_usize).to_string(), "a `style` is left out");
        assert_eq!(say::html_style(3_usize).to_string(), "3 `style`s are left out: this is the first");
    }

    #[test]
    fn a_message_is_what_it_was_when_it_was_kept() {
        let message = say::duplicate_key("a");
        let kept = serde_json::to_string(&message).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Message>(&kept).ok(), Some(message));
        assert_eq!(kept, r#"{"id":"duplicate_key","values":[{"Text":"a"}]}"#);
        assert!(serde_json::from_str::<Message>(r#"{"id":"no_such","values":[]}"#).is_err());
    }
}

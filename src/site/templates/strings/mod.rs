//! The site's own words, in its language: `strings/<lang>.yaml`.

#[cfg(test)]
mod tests;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use rustc_hash::FxHashMap;

use super::{
    dates::DateWords,
    plural::{self, Category},
    words::{self, Doubt, FINDINGS, Known, Reader, Value, Word, filled},
};
use crate::base::{
    Date, Diagnostic, Digest, Lang, Message, RelPath,
    diagnostic::{meant, nearest},
    message::Sentence,
    say,
};

/// The language from which missing words are taken.
pub const FALLBACK: &str = "en";

/// The words of a site.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    texts: FxHashMap<String, Text>,
    /// By key the parts to fill in that any language of the site has in it.
    parts: BTreeMap<String, BTreeSet<String>>,
    lists: FxHashMap<String, Vec<String>>,
    dates: DateWords,
    group: String,
    /// What looks wrong in files of the archive, unless a template asks for it.
    doubts: Vec<Doubt>,
    /// The language in which they are had.
    lang: String,
}

/// A text, and the language that it is in, whose plural rules it follows.
#[derive(Clone, Debug)]
struct Text {
    lang: String,
    forms: Forms,
}

impl Text {
    /// The form for a number, or the one that stands for all.
    fn pattern(&self, n: Option<u64>) -> Option<&str> {
        let forms = match &self.forms {
            Forms::Single(text) => return Some(text),
            Forms::Plural(forms) => forms,
        };
        let form = |wanted| forms.iter().find(|(category, _)| *category == wanted);
        let category = n.map_or(Category::Other, |n| plural::category(&self.lang, n));
        form(category).or_else(|| form(Category::Other)).map(|(_, text)| text.as_str())
    }
}

/// What there is of a text.
#[derive(Clone, Debug)]
enum Forms {
    /// The same for all numbers.
    Single(String),
    /// By category; `Other` is always there.
    Plural(Vec<(Category, String)>),
}

/// A file of strings.
pub struct File<'a> {
    /// Where it stands, for diagnostics; `None` for those that the program carries.
    pub path: Option<&'a RelPath>,
    /// Its language.
    pub lang: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Strings {
    /// The words of a site in `lang`: English, then the primary language, then the very tag, a later
    /// file over an earlier one, key by key.
    pub fn new(files: &[File<'_>], lang: &Lang, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut strings = Self::default();
        let mut order = vec![FALLBACK, lang.primary(), lang.as_str()];
        order.dedup();
        for wanted in order {
            for file in files.iter().filter(|file| file.lang.eq_ignore_ascii_case(wanted)) {
                strings.read(file, diagnostics);
            }
        }
        let is_spoken = |file: &File<'_>| [lang.primary(), lang.as_str()].iter().any(|wanted| file.lang.eq_ignore_ascii_case(wanted));
        strings.lang = if files.iter().any(is_spoken) { lang.to_string() } else { FALLBACK.to_owned() };
        strings.dates = strings.date_words();
        strings.group = strings.plain("number.group").unwrap_or("").to_owned();
        strings
    }

    /// The text of `key`, its `{names}` filled in by `fill`; `n` chooses the plural form and fills
    /// `{n}`. `None` if there is no such key.
    pub fn text<'a>(&'a self, key: &str, n: Option<u64>, fill: impl Fn(&'a str) -> Option<Cow<'a, str>>) -> Option<Cow<'a, str>> {
        let text = self.texts.get(key)?;
        let pattern = text.pattern(Some(n.unwrap_or(0)))?;
        if !pattern.contains('{') {
            return Some(Cow::Borrowed(pattern));
        }
        let fill = |name: &'a str| if name == "n" { n.map(|n| self.number(n).into()) } else { fill(name) };
        Some(Cow::Owned(filled(pattern, fill)))
    }

    /// What a finding says, and the language in which it is said: English where this one has not the sentence.
    pub fn finding(&self, message: &Message) -> (String, &str) {
        let pattern = |name: &str, n: Option<u64>| Some(self.texts.get(&format!("{FINDINGS}{name}"))?.pattern(n)?.to_owned());
        let lang = self.lang_of(&format!("{FINDINGS}{}", message.sentence().name()));
        (message.in_words(&pattern), if lang.is_empty() { FALLBACK } else { lang })
    }

    /// The language in which the words are had: the site's, or English where nobody has translated them.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// A text without parts to fill in.
    pub fn plain(&self, key: &str) -> Option<&str> {
        match &self.texts.get(key)?.forms {
            Forms::Single(text) => Some(text),
            Forms::Plural(_) => None,
        }
    }

    /// The primary language that the text of `key` is had in; empty if there is none.
    pub fn lang_of(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", |text| &text.lang)
    }

    /// The texts whose keys begin with `section`, their parts not filled in, by what is left of their keys.
    pub fn section(&self, section: &str) -> BTreeMap<&str, &str> {
        self.texts.iter().filter_map(|(key, text)| Some((key.strip_prefix(section)?, text.pattern(None)?))).collect()
    }

    /// The texts without parts to fill in or plural forms, in no order.
    pub fn constants(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().filter_map(|(key, text)| match &text.forms {
            Forms::Single(text) if !text.contains('{') && !key.starts_with(FINDINGS) => Some((key.as_str(), text.as_str())),
            _ => None,
        })
    }

    /// A digest of the words whose keys are `wanted`.
    pub fn digest(&self, wanted: impl Fn(&str) -> bool) -> Digest {
        let texts = self.texts.iter().filter(|(key, _)| wanted(key)).map(|(key, text)| (key, format!("{text:?}")));
        let lists = self.lists.iter().filter(|(key, _)| wanted(key)).map(|(key, list)| (key, format!("{list:?}")));
        Digest::of_value(&texts.chain(lists).collect::<BTreeMap<_, _>>())
    }

    /// The parts to fill in that the texts of the `wanted` keys have, in whichever language of the site.
    pub fn parts(&self, wanted: impl Fn(&str) -> bool) -> BTreeSet<&str> {
        self.parts.iter().filter(|(key, _)| wanted(key)).flat_map(|(_, parts)| parts).map(String::as_str).collect()
    }

    /// Whether there is a text with such a key.
    pub fn has(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.texts.keys().any(|key| wanted(key))
    }

    /// What looks wrong in files of the archive, unless one of its templates asks for it: the key, the part to fill in if it is
    /// not the key itself, and what is to be said.
    pub fn doubts(&self) -> impl Iterator<Item = (&str, Option<&str>, &Diagnostic)> {
        self.doubts.iter().map(|doubt| (doubt.key.as_str(), doubt.part.as_deref(), &doubt.finding))
    }

    /// The keys nearest to one that does not exist.
    pub fn nearest(&self, key: &str) -> Vec<&str> {
        nearest(key, self.texts.keys().map(String::as_str), 3)
    }

    /// A date in EDTF as readers write it; what is not EDTF stays as it is.
    pub fn date<'a>(&self, edtf: &'a str) -> Cow<'a, str> {
        Date::parse(edtf).map_or(Cow::Borrowed(edtf), |date| Cow::Owned(self.dates.write(&date)))
    }

    /// A number with its digits in groups of three.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut written = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                written.push_str(&self.group);
            }
            written.push(digit);
        }
        written
    }

    /// Takes the words of a file over those that are there.
    fn read(&mut self, file: &File<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let language = file.lang.split('-').next().unwrap_or(FALLBACK);
        let mut reader = Reader {
            path: file.path,
            language,
            known: |key: &str| self.known(key),
            words: Vec::new(),
            doubts: Vec::new(),
            diagnostics: Vec::new(),
        };
        reader.read(file.text);
        let Reader { words, doubts, diagnostics: found, .. } = reader;
        diagnostics.extend(found);
        for mut doubt in doubts {
            if doubt.part.is_none() {
                let hint = meant(&doubt.key, self.texts.keys().map(String::as_str));
                let ask = || say::strings_key_hint(&doubt.key);
                doubt.finding.hint = Some(hint.unwrap_or_else(ask));
            }
            self.doubts.push(doubt);
        }
        for Word { key, value } in words {
            let parts = value.texts().flat_map(words::parts).map(str::to_owned);
            self.parts.entry(key.clone()).or_default().extend(parts);
            let forms = match value {
                Value::Text(text) => Forms::Single(text),
                Value::Forms(forms) => Forms::Plural(forms),
                Value::List(list) => {
                    self.lists.insert(key, list);
                    continue;
                }
            };
            self.texts.insert(key, Text { lang: language.to_owned(), forms });
        }
    }

    fn known(&self, key: &str) -> Known<'_> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        let section = format!("{key}.");
        match (self.texts.get(key), self.lists.get(key)) {
            _ if let Some(sentence) = key.strip_prefix(FINDINGS).and_then(Sentence::named) => {
                let fields: BTreeSet<String> = sentence.fields.iter().map(|field| (*field).to_owned()).collect();
                let is_plural = fields.contains("n");
                Known::Text(Cow::Owned(fields), is_plural)
            }
            (Some(text), _) => {
                let parts = self.parts.get(key).unwrap_or(&NONE);
                Known::Text(Cow::Borrowed(parts), matches!(text.forms, Forms::Plural(_)))
            }
            (_, Some(list)) => Known::List(list.len()),
            _ if self.parts.range(section.clone()..).next().is_some_and(|(other, _)| other.starts_with(&section)) => Known::Section,
            _ => Known::Nothing,
        }
    }

    fn date_words(&self) -> DateWords {
        let text = |key: &str| self.plain(&format!("date.{key}")).unwrap_or("").to_owned();
        let list = |key: &str| self.lists.get(&format!("date.{key}")).cloned().unwrap_or_default();
        DateWords {
            months: list("months"),
            months_alone: list("months-alone"),
            day: text("day"),
            month: text("month"),
            year: text("year"),
            before_christ: text("before-christ"),
            approximate: text("approximate"),
            range: text("range"),
            range_of_years: text("range-of-years"),
            open: text("open"),
            until: text("until"),
            uncertain: text("uncertain"),
            decade: text("decade"),
            century: text("century"),
            centuries: list("centuries"),
            season: text("season"),
            seasons: list("seasons"),
        }
    }
}

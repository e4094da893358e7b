//! The site's own words, in its language: `strings/<lang>.yaml`.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use rustc_hash::FxHashMap;

use super::{
    dates::DateWords,
    plural::{self, Category},
    words::{self, Doubt, Known, Reader, Value, Word},
};
use crate::base::{
    Date, Diagnostic, Digest, Lang, RelPath,
    diagnostic::{meant, nearest},
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

/// A text, and the language whose plural rules it follows.
#[derive(Clone, Debug)]
enum Text {
    /// The same for all numbers.
    Single(String),
    /// By category; `Other` is always there.
    Plural(String, Vec<(Category, String)>),
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
        let pattern = match self.texts.get(key)? {
            Text::Single(text) => text,
            Text::Plural(language, forms) => {
                let category = plural::category(language, n.unwrap_or(0));
                let form = |wanted| forms.iter().find(|(category, _)| *category == wanted);
                &form(category).or_else(|| form(Category::Other))?.1
            }
        };
        if !pattern.contains('{') {
            return Some(Cow::Borrowed(pattern));
        }
        let fill = |name: &'a str| if name == "n" { n.map(|n| self.number(n).into()) } else { fill(name) };
        Some(Cow::Owned(filled(pattern, fill)))
    }

    /// The language in which the words are had: the site's, or English where nobody has translated them.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// A text without parts to fill in.
    pub fn plain(&self, key: &str) -> Option<&str> {
        match self.texts.get(key)? {
            Text::Single(text) => Some(text),
            Text::Plural(..) => None,
        }
    }

    /// The texts without parts to fill in or plural forms, in no order.
    pub fn constants(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().filter_map(|(key, text)| match text {
            Text::Single(text) if !text.contains('{') => Some((key.as_str(), text.as_str())),
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
                let ask = || format!("one of yours may: `{{{{ t(key=\"{}\") }}}}`", doubt.key);
                doubt.finding.hint = Some(hint.unwrap_or_else(ask));
            }
            self.doubts.push(doubt);
        }
        for Word { key, value } in words {
            let parts = value.texts().flat_map(words::parts).map(str::to_owned);
            self.parts.entry(key.clone()).or_default().extend(parts);
            match value {
                Value::Text(text) => _ = self.texts.insert(key, Text::Single(text)),
                Value::Forms(forms) => _ = self.texts.insert(key, Text::Plural(language.to_owned(), forms)),
                Value::List(list) => _ = self.lists.insert(key, list),
            }
        }
    }

    fn known(&self, key: &str) -> Known<'_> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        let section = format!("{key}.");
        match (self.texts.get(key), self.lists.get(key)) {
            (Some(text), _) => Known::Text(self.parts.get(key).unwrap_or(&NONE), matches!(text, Text::Plural(..))),
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

/// A pattern with its `{names}` filled in; a name without value stays as it is.
pub(super) fn filled<'a>(pattern: &'a str, fill: impl Fn(&'a str) -> Option<Cow<'a, str>>) -> String {
    let mut filled = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{')
        && let Some((name, behind)) = after.split_once('}')
    {
        filled.push_str(before);
        match fill(name) {
            Some(value) => filled.push_str(&value),
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(lang: &str) -> Strings {
        let files: Vec<File<'_>> = super::super::embedded::FILES
            .iter()
            .filter_map(|(path, bytes)| {
                let lang = path.strip_prefix("strings/")?.strip_suffix(".yaml")?;
                Some(File { path: None, lang, text: std::str::from_utf8(bytes).unwrap_or("") })
            })
            .collect();
        let mut diagnostics = Vec::new();
        let strings = Strings::new(&files, &Lang::new(lang), &mut diagnostics);
        assert_eq!(diagnostics, []);
        strings
    }

    #[test]
    fn dates_read_as_people_write_them() {
        let check = |lang: &str, cases: &[(&str, &str)]| {
            let strings = strings(lang);
            for (edtf, written) in cases {
                assert_eq!(strings.date(edtf), *written, "{edtf} in {lang}");
            }
        };
        check(
            "en",
            &[
                ("2022-05-10", "10 May 2022"),
                ("1843-05", "May 1843"),
                ("1843~", "c. 1843"),
                ("1914/1918", "1914–1918"),
                ("1914-07-28/1918-11-11", "28 July 1914 – 11 November 1918"),
                ("1951/..", "from 1951"),
                ("../1918-11", "until November 1918"),
                ("184X", "1840s"),
                ("184X/1851?", "1840s – 1851?"),
                ("18XX", "19th century"),
                ("98XX", "9800–9899"),
                ("1843-21", "spring 1843"),
                ("1843-05%", "c. May 1843?"),
                ("1843-05-XX", "May 1843"),
                ("1843-XX", "1843"),
                ("-0043-03-15", "15 March 44 BC"),
                ("soon", "soon"),
            ],
        );
        check(
            "ru-RU",
            &[
                ("2022-05-10", "10 мая 2022 г."),
                ("2022-05", "май 2022 г."),
                ("2022", "2022"),
                ("1951/..", "с 1951"),
                ("2022-05/..", "с мая 2022 г."),
                ("1843~", "ок. 1843"),
                ("../1918-11", "до ноября 1918 г."),
                ("184X", "1840-е гг."),
                ("18XX", "XIX век"),
                ("1843-22?", "лето 1843 г.?"),
            ],
        );
    }

    #[test]
    fn texts_take_plural_forms_and_values() {
        let ru = strings("ru");
        let n = |key: &str, n| ru.text(key, Some(n), |_| None).unwrap_or_default().into_owned();
        assert_eq!(n("documents-n", 1), "1 документ");
        assert_eq!(n("documents-n", 3), "3 документа");
        assert_eq!(n("documents-n", 10_000), "10\u{a0}000 документов");
        assert_eq!(ru.text("volume", None, |name| (name == "value").then_some("22".into())).as_deref(), Some("т. 22"));
        assert_eq!(ru.text("no-such-key", None, |_| None), None);
        assert_eq!(strings("en").text("documents-n", Some(1234), |_| None).as_deref(), Some("1,234 documents"));
        // A language without a file of its own speaks English, plural rules and all.
        assert_eq!(strings("pl").text("documents-n", Some(22), |_| None).as_deref(), Some("22 documents"));
    }

    #[test]
    fn russian_lacks_nothing_that_readers_see() {
        let (en, ru) = (strings("en"), strings("ru"));
        let same: Vec<&String> = en
            .texts
            .keys()
            .filter(|key| {
                !["identifier.", "number.", "fields.", "date.", "source-checksum", "list-"].iter().any(|prefix| key.starts_with(prefix))
            })
            .filter(|key| en.text(key, Some(1), |_| None) == ru.text(key, Some(1), |_| None))
            .collect();
        assert!(same.is_empty(), "not translated: {same:?}");
    }

    #[test]
    fn the_languages_of_the_program_have_the_same_words_in_all_their_forms() {
        let keys = |lang: &str| -> BTreeMap<String, (bool, Vec<String>)> {
            let path = format!("strings/{lang}.yaml");
            let text = super::super::embedded::FILES.iter().find(|(name, _)| *name == path).map_or(&b""[..], |(_, bytes)| bytes);
            let mut reader = Reader {
                path: None,
                language: lang,
                known: |_: &str| Known::Nothing,
                words: Vec::new(),
                doubts: Vec::new(),
                diagnostics: Vec::new(),
            };
            reader.read(std::str::from_utf8(text).unwrap());
            // What is filled in must be the same as well, in every form: a translator's `{titel}` would be shown as it is.
            let parts = |text: &str| sorted(words::parts(text).map(str::to_owned).collect());
            let of = |value: Value| match value {
                Value::Text(text) => (false, parts(&text)),
                Value::Forms(forms) => {
                    let language = if lang == "ru" { "one few many other" } else { "one other" };
                    let names: Vec<&str> = forms.iter().map(|(category, _)| category.name()).collect();
                    assert_eq!(names.join(" "), language, "the forms of a word in {lang}: {forms:?}");
                    let of_other = forms.iter().find(|(category, _)| *category == Category::Other).map(|(_, text)| parts(text));
                    (true, of_other.unwrap_or_default())
                }
                Value::List(list) => (false, vec![list.len().to_string()]),
            };
            reader.words.into_iter().map(|word| (word.key, of(word.value))).collect()
        };
        fn sorted(mut parts: Vec<String>) -> Vec<String> {
            parts.sort();
            parts
        }
        let (en, ru) = (keys("en"), keys("ru"));
        let lacking: Vec<&String> = en.keys().filter(|key| !ru.contains_key(*key)).collect();
        let more: Vec<&String> = ru.keys().filter(|key| !en.contains_key(*key)).collect();
        assert_eq!((lacking, more), (Vec::new(), Vec::new()));
        for (key, what) in &en {
            assert_eq!(ru.get(key), Some(what), "{key}");
        }
    }

    #[test]
    fn every_variable_has_a_name() {
        let en = strings("en");
        for variable in crate::reference::variable::ALL {
            assert!(en.plain(&variable.label()).is_some(), "{}", variable.label());
        }
        for scheme in crate::document::identifier::SCHEMES {
            assert!(en.plain(&format!("identifier.{}", scheme.name)).is_some(), "{}", scheme.name);
        }
        for date in crate::document::OWN_DATES {
            assert!(en.plain(&format!("fields.{date}")).is_some(), "{date}");
        }
    }

    #[test]
    fn every_item_type_has_a_name() {
        let en = strings("en");
        for kind in crate::reference::Kind::ALL {
            assert!(en.plain(&format!("types.{}", kind.name())).is_some(), "{}", kind.name());
        }
    }
}

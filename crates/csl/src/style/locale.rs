//! A locale: terms, dates and options of a language (specification, "Locale Files - In Depth").

use super::element::{DateForm, DatePart, Looks};
use super::term::{Form, Gender, Term};

/// A locale, or what a style says otherwise of one.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    /// `xml:lang`; empty: for all languages.
    pub lang: String,
    /// By the number of a term and of a form.
    pub(crate) terms: Vec<[Option<Box<Words>>; 5]>,
    pub ordinals: Ordinals,
    /// The date of form `text` and of form `numeric`.
    pub(crate) dates: [Option<LocaleDate>; 2],
    pub(crate) punctuation_in_quote: Option<bool>,
    pub(crate) limit_day_ordinals_to_day_1: Option<bool>,
}

/// What a term is in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub single: Box<str>,
    /// The same as `single` where the locale has one form for both.
    pub multiple: Box<str>,
    pub gender: Option<Gender>,
}

/// A localized date.
#[derive(Clone, Debug)]
pub struct LocaleDate {
    pub parts: Vec<DatePart>,
    pub delimiter: Box<str>,
    pub looks: Looks,
}

/// Ordinal terms.
#[derive(Clone, Debug, Default)]
pub struct Ordinals {
    /// Suffixes: `ordinal` and `ordinal-00` to `ordinal-99`, in the order of the file.
    pub suffixes: Vec<Ordinal>,
    /// Words: `long-ordinal-01` to `long-ordinal-10`.
    pub long: Vec<Ordinal>,
}

/// An ordinal term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// `None`: of every number that no other is for (`ordinal`).
    pub number: Option<u8>,
    /// `gender-form`: for numbers of what has that gender; `None`: for all.
    pub gender: Option<Gender>,
    /// `match`.
    pub matches: OrdinalMatch,
    pub text: Box<str>,
}

/// Which numbers an ordinal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrdinalMatch {
    /// Those whose last digit it is: the default of 0 to 9.
    LastDigit,
    /// Those whose last two digits it is: the default of 10 to 99.
    LastTwoDigits,
    WholeNumber,
}

impl Locale {
    /// A term in a form, or in the next form that there is; `None` where it is not defined. A term may be defined as nothing: `""`.
    pub fn term(&self, term: Term, form: Form, plural: bool) -> Option<&str> {
        self.words(term, form).map(|words| if plural { &*words.multiple } else { &*words.single })
    }

    /// A term in its long form and in the singular, nothing where it is not defined.
    pub fn word(&self, term: Term) -> &str {
        self.term(term, Form::Long, false).unwrap_or("")
    }

    /// The words of a term in a form, or in the next form that there is.
    pub fn words(&self, term: Term, form: Form) -> Option<&Words> {
        let forms = self.terms.get(term as usize)?;
        let mut form = Some(form);
        while let Some(at) = form {
            if let Some(words) = forms.get(at as usize)? {
                return Some(words);
            }
            form = at.fallback();
        }
        None
    }

    /// The gender of a term.
    pub fn gender(&self, term: Term) -> Option<Gender> {
        self.terms.get(term as usize)?.iter().flatten().find_map(|words| words.gender)
    }

    /// The localized date of a form.
    pub fn date(&self, form: DateForm) -> Option<&LocaleDate> {
        self.dates[form as usize].as_ref()
    }

    /// `punctuation-in-quote`: whether full stops and commas stand inside of quotation marks.
    pub fn punctuation_in_quote(&self) -> bool {
        self.punctuation_in_quote.unwrap_or(false)
    }

    /// `limit-day-ordinals-to-day-1`.
    pub fn limit_day_ordinals_to_day_1(&self) -> bool {
        self.limit_day_ordinals_to_day_1.unwrap_or(false)
    }

    /// Whether the language is `code` in whatever dialect.
    pub fn is(&self, code: &str) -> bool {
        crate::text::script::is_language(&self.lang, code)
    }

    /// Takes what `over` says in place of what this says. Ordinals are taken all together: a style that defines one has to define
    /// them all (specification, "Ordinal Suffixes").
    pub fn overlay(&mut self, over: &Self) {
        if self.terms.len() < Term::ALL.len() {
            self.terms.resize_with(Term::ALL.len(), Default::default);
        }
        for (forms, others) in self.terms.iter_mut().zip(&over.terms) {
            for (words, other) in forms.iter_mut().zip(others) {
                if let Some(other) = other {
                    let gender = other.gender.or_else(|| words.as_ref().and_then(|words| words.gender));
                    *words = Some(Box::new(Words { gender, ..(**other).clone() }));
                }
            }
        }
        if !over.ordinals.suffixes.is_empty() {
            self.ordinals.suffixes.clone_from(&over.ordinals.suffixes);
        }
        if !over.ordinals.long.is_empty() {
            self.ordinals.long.clone_from(&over.ordinals.long);
        }
        for (date, other) in self.dates.iter_mut().zip(&over.dates) {
            if other.is_some() {
                date.clone_from(other);
            }
        }
        self.punctuation_in_quote = over.punctuation_in_quote.or(self.punctuation_in_quote);
        self.limit_day_ordinals_to_day_1 = over.limit_day_ordinals_to_day_1.or(self.limit_day_ordinals_to_day_1);
    }

    /// The locales to look in for a language, the nearest first: its dialect, the primary dialect of its language, American English
    /// (specification, "Locale Fallback"). Of a language without dialect, the primary one: `en` is `en-US`.
    pub fn fallback(lang: &str) -> Vec<String> {
        let mut chain = Vec::new();
        let lang = lang.trim().replace('_', "-");
        let language = lang.split('-').next().unwrap_or("").to_ascii_lowercase();
        if lang.len() > language.len() {
            chain.push(format!("{language}{}", lang.get(language.len()..).unwrap_or("")));
        }
        if !language.is_empty() {
            let primary = PRIMARY.iter().find(|(code, _)| *code == language).map_or(&*language, |(_, dialect)| dialect);
            chain.push(primary.to_string());
        }
        chain.push("en-US".to_owned());
        let mut seen = std::collections::BTreeSet::new();
        chain.retain(|lang| seen.insert(lang.clone()));
        chain
    }
}

/// The primary dialects of languages (`locales.json` of the repository of locales, "primary-dialects").
const PRIMARY: &[(&str, &str)] = &[
    ("af", "af-ZA"),
    ("bal", "bal-PK"),
    ("bg", "bg-BG"),
    ("brh", "brh-PK"),
    ("ca", "ca-AD"),
    ("cs", "cs-CZ"),
    ("cy", "cy-GB"),
    ("da", "da-DK"),
    ("de", "de-DE"),
    ("el", "el-GR"),
    ("en", "en-US"),
    ("es", "es-ES"),
    ("et", "et-EE"),
    ("fa", "fa-IR"),
    ("fi", "fi-FI"),
    ("fr", "fr-FR"),
    ("gl", "gl-ES"),
    ("he", "he-IL"),
    ("hi", "hi-IN"),
    ("hr", "hr-HR"),
    ("hu", "hu-HU"),
    ("hy", "hy-AM"),
    ("id", "id-ID"),
    ("is", "is-IS"),
    ("it", "it-IT"),
    ("ja", "ja-JP"),
    ("km", "km-KH"),
    ("ko", "ko-KR"),
    ("lij", "lij-IT"),
    ("lt", "lt-LT"),
    ("lv", "lv-LV"),
    ("mn", "mn-MN"),
    ("ms", "ms-MY"),
    ("nb", "nb-NO"),
    ("nl", "nl-NL"),
    ("nn", "nn-NO"),
    ("pa", "pa-PK"),
    ("pl", "pl-PL"),
    ("pt", "pt-PT"),
    ("ro", "ro-RO"),
    ("ru", "ru-RU"),
    ("sk", "sk-SK"),
    ("sl", "sl-SI"),
    ("sr", "sr-Latn-RS"),
    ("sv", "sv-SE"),
    ("th", "th-TH"),
    ("tr", "tr-TR"),
    ("uk", "uk-UA"),
    ("vi", "vi-VN"),
    ("zh", "zh-CN"),
];

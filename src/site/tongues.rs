//! The languages in which a site speaks: for each its configuration, and where its pages stand.

use std::sync::Arc;

use super::{page_path::home, templates::strings::Strings};
use crate::{
    base::{Diagnostic, Lang, RelPath, Span, say},
    config::{Config, FILE},
};

/// A language of the site's own words.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// The configuration as it is for pages in it: title and description are in it where they are said in it.
    pub config: Config,
    /// The folder of its pages: `ru/`; nothing for the main language.
    pub home: String,
    /// What it is called in itself: `русский`; its tag, if nobody has said it.
    pub name: String,
    /// Whether there are words in it.
    pub is_spoken: bool,
}

impl Tongue {
    /// All languages of a site, the main one first, with the words of each.
    pub fn all(config: &Config, words: &[Arc<Strings>]) -> Vec<Self> {
        let languages = config.all_languages().iter().enumerate();
        let tongue = |(nth, lang): (usize, &Lang)| Self {
            config: if nth == 0 { config.clone() } else { config.in_language(lang) },
            home: if nth == 0 { String::new() } else { home(lang) },
            name: words.get(nth).map_or_else(|| lang.to_string(), |words| own_name(words, lang)),
            is_spoken: words.get(nth).is_none_or(|words| Lang::new(words.lang()).primary().eq_ignore_ascii_case(lang.primary())),
        };
        languages.map(tongue).collect()
    }

    /// Its tag.
    pub fn lang(&self) -> &Lang {
        &self.config.lang
    }
}

/// The languages of a site in which there are no words: their pages say them in English. `languages` is where they are named.
pub fn without_words(tongues: &[Tongue], languages: Option<Span>) -> Vec<Diagnostic> {
    let Some(place) = languages else { return Vec::new() };
    let finding = |lang: &Lang| {
        let found = Diagnostic::warning(&RelPath::new(FILE), say::language_without_words(lang));
        found.at(place).hint(say::language_without_words_hint(lang))
    };
    tongues.iter().filter(|tongue| !tongue.is_spoken).map(Tongue::lang).map(finding).collect()
}

/// What a language is called in itself, by its own words.
fn own_name(strings: &Strings, lang: &Lang) -> String {
    let said = |tag: &str| {
        let key = format!("languages.{tag}");
        strings.plain(&key).filter(|_| strings.lang_of(&key).eq_ignore_ascii_case(lang.primary())).map(str::to_owned)
    };
    said(lang.as_str()).or_else(|| said(lang.primary())).unwrap_or_else(|| lang.to_string())
}

/// The place of a language among those that the site speaks: the very one, else another region or script of it.
pub fn speaks(tongues: &[Tongue], lang: &Lang) -> Option<usize> {
    let is = |same: &dyn Fn(&Lang) -> bool| tongues.iter().position(|tongue| same(tongue.lang()));
    let very = is(&|tag| tag.as_str().eq_ignore_ascii_case(lang.as_str()));
    very.or_else(|| is(&|tag| tag.primary().eq_ignore_ascii_case(lang.primary())))
}

/// The place of the language in which the words around a text are said: its own, if the site speaks it, else the main one.
pub fn of_text(tongues: &[Tongue], lang: &Lang) -> usize {
    speaks(tongues, lang).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_words_of_its_language_if_the_site_speaks_it() {
        let config = Config { languages: ["en", "ru", "zh-Hant"].map(Lang::new).into(), ..Config::default() };
        let tongues = Tongue::all(&config, &[]);
        let check = |lang: &str, expected: usize| assert_eq!(of_text(&tongues, &Lang::new(lang)), expected, "{lang}");
        check("ru", 1);
        check("RU", 1);
        check("ru-1918", 1);
        check("zh", 2);
        check("de", 0);
        check("und", 0);
        assert_eq!(tongues.iter().map(|tongue| &*tongue.home).collect::<Vec<_>>(), ["", "ru/", "zh-Hant/"]);
    }
}

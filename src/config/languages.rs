//! The languages of the site's own words, and what is said in several of them.

use std::collections::BTreeMap;

use super::{
    Config,
    keys::{Problem, lang, problem},
    written::Entry,
};
use crate::base::{Diagnostic, Lang, RelPath, say, yaml::Node};

/// What is said in several languages: `{en: Letters, ru: Письма}`.
pub type ByLanguage = BTreeMap<Lang, String>;

impl Config {
    /// The languages in which the site speaks, the main one first.
    pub fn all_languages(&self) -> &[Lang] {
        if self.languages.is_empty() { std::slice::from_ref(&self.lang) } else { &self.languages }
    }

    /// The main language of the site, whichever this is the configuration for.
    pub fn main_lang(&self) -> &Lang {
        self.languages.first().unwrap_or(&self.lang)
    }

    /// The same for the pages in another of the site's languages: with its title and description, if they are said in it.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> Self {
        let main = self.main_lang().clone();
        let said = |texts: &ByLanguage, otherwise: &str| said_in(texts, lang, &main).unwrap_or(otherwise).to_owned();
        Self {
            title: said(&self.titles, &self.title),
            description: said(&self.descriptions, &self.description),
            lang: lang.clone(),
            ..self.clone()
        }
    }

    /// The language of the title.
    pub fn title_lang(&self) -> &Lang {
        lang_of(&self.titles, &self.lang, self.main_lang())
    }

    /// The language of the description.
    pub fn description_lang(&self) -> &Lang {
        lang_of(&self.descriptions, &self.lang, self.main_lang())
    }
}

/// A text in a language: in the very one, else in another region or script of it, else in the main one, else in any.
pub fn said_in<'a>(texts: &'a ByLanguage, lang: &Lang, main: &Lang) -> Option<&'a str> {
    texts.get(lang_of(texts, lang, main)).or_else(|| texts.values().next()).map(String::as_str)
}

/// The language in which [`said_in`] has a text; the main one if there is no such text.
pub fn lang_of<'a>(texts: &'a ByLanguage, lang: &Lang, main: &'a Lang) -> &'a Lang {
    let very = texts.keys().find(|tag| tag.as_str().eq_ignore_ascii_case(lang.as_str()));
    let near = || texts.keys().find(|tag| tag.primary().eq_ignore_ascii_case(lang.primary()));
    let any = || texts.keys().next().filter(|_| !texts.contains_key(main));
    very.or_else(near).or_else(any).unwrap_or(main)
}

/// `[en, ru]`, the main one first. Each is a folder of the site but the first, so that it may not be called as one of the others, which
/// have longer names than a language's tag.
pub(super) fn languages(value: &Node<'_>) -> Result<Vec<Lang>, Problem> {
    let wrong = || problem(say::value_languages(), say::wrong_value_hint_languages());
    let one = std::slice::from_ref(value);
    let list = value.list().unwrap_or(one);
    let mut all: Vec<Lang> = Vec::new();
    for item in list {
        let tag = item.text().map(str::trim).ok_or_else(wrong)?;
        let language = lang(tag).map_err(|wrong| problem(say::value_no_language(tag), wrong.hint))?;
        if !Lang::is_tag(tag) {
            return Err(problem(say::value_no_language(tag), say::wrong_value_hint_lang()));
        }
        if all.iter().any(|other| other.as_str().eq_ignore_ascii_case(tag)) {
            return Err(problem(say::value_languages_twice(tag), say::wrong_value_hint_languages()));
        }
        all.push(language);
    }
    if all.is_empty() { Err(wrong()) } else { Ok(all) }
}

/// A text, or one for each language: the text for all, or those by language.
pub(super) fn said(value: &Node<'_>, one: fn(&Node<'_>) -> Result<String, Problem>) -> Result<(String, ByLanguage), Problem> {
    let Some(pairs) = value.map() else { return one(value).map(|text| (text, ByLanguage::new())) };
    if pairs.is_empty() {
        return Err(problem(say::value_empty(), say::wrong_value_hint_by_language()));
    }
    let mut texts = ByLanguage::new();
    for pair in pairs {
        let language = lang(&pair.key).map_err(|_| problem(say::value_no_language(&pair.key), say::wrong_value_hint_by_language()))?;
        texts.insert(language, one(&pair.value)?);
    }
    Ok((String::new(), texts))
}

/// What follows from several keys together: the main language, and the title and description in it.
pub(super) fn settle(config: &mut Config, path: &RelPath, entries: &[Entry<'_>], diagnostics: &mut Vec<Diagnostic>) {
    if let Some(first) = config.languages.first().cloned() {
        if let Some(entry) = entries.iter().find(|entry| entry.key == "lang" && !entry.value.is_null())
            && config.lang != first
        {
            let message = say::wrong_value("lang", say::value_not_main(&config.lang, &first));
            diagnostics.push(Diagnostic::error(path, message).at(entry.value.span).hint(say::wrong_value_hint_main()));
        }
        config.lang = first;
    }
    let main = config.lang.clone();
    if let Some(title) = said_in(&config.titles, &main, &main) {
        config.title = title.to_owned();
    }
    if let Some(description) = said_in(&config.descriptions, &main, &main) {
        config.description = description.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    #[test]
    fn what_is_said_in_a_language_stands_on_its_pages() {
        let text = "title: {ru: Письма, en: Letters, pt-BR: Cartas}\ndescription: In English\nlanguages: [en, ru, pt, de]\n";
        let (config, found) = config::parse(&RelPath::new(config::FILE), text.as_bytes());
        assert_eq!((found.len(), config.title.as_str(), config.lang.as_str()), (0, "Letters", "en"));
        let check = |lang: &str, title: &str, title_lang: &str| {
            let own = config.in_language(&Lang::new(lang));
            assert_eq!((own.title.as_str(), own.title_lang().as_str(), own.lang.as_str()), (title, title_lang, lang));
            assert_eq!((own.description.as_str(), own.description_lang().as_str()), ("In English", "en"));
            assert_eq!(own.main_lang().as_str(), "en");
        };
        check("en", "Letters", "en");
        check("ru", "Письма", "ru");
        check("pt", "Cartas", "pt-BR");
        // What is not said in it is had in the main one.
        check("de", "Letters", "en");
    }
}

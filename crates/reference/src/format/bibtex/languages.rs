//! Languages by the names that Babel and Polyglossia give them (BibLaTeX's `langid`).

use scholion_base::Lang;

/// Babel's name, and the language's tag: as works.bib writes it. What is read, [`crate::tongue`] knows.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("russian", "ru"),
    ("german", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("arabic", "ar"),
    ("ukrainian", "uk"),
    ("belarusian", "be"),
    ("bulgarian", "bg"),
    ("serbian", "sr"),
    ("macedonian", "mk"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("slovene", "sl"),
    ("croatian", "hr"),
    ("dutch", "nl"),
    ("danish", "da"),
    ("swedish", "sv"),
    ("norwegian", "no"),
    ("finnish", "fi"),
    ("estonian", "et"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("hungarian", "hu"),
    ("romanian", "ro"),
    ("greek", "el"),
    ("turkish", "tr"),
    ("hebrew", "he"),
    ("persian", "fa"),
    ("hindi", "hi"),
    ("latin", "la"),
    ("catalan", "ca"),
    ("basque", "eu"),
    ("galician", "gl"),
    ("icelandic", "is"),
    ("irish", "ga"),
    ("welsh", "cy"),
    ("georgian", "ka"),
    ("armenian", "hy"),
    ("kazakh", "kk"),
    ("vietnamese", "vi"),
    ("thai", "th"),
    ("american", "en-US"),
    ("british", "en-GB"),
    ("austrian", "de-AT"),
    ("nswissgerman", "de-CH"),
    ("brazilian", "pt-BR"),
    ("mexican", "es-MX"),
    ("canadien", "fr-CA"),
    ("nynorsk", "nn"),
    ("norsk", "nb"),
];

/// Babel's name of a language, if it has one.
pub fn name(lang: &Lang) -> Option<&'static str> {
    let primary = lang.primary();
    NAMES.iter().find(|(_, tag)| *tag == lang.as_str()).or_else(|| NAMES.iter().find(|(_, tag)| *tag == primary)).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongue;

    #[test]
    fn every_name_is_read_as_its_language() {
        for (name, tag) in NAMES {
            assert_eq!(tongue::lang(name), Some(Lang::new(tag)), "{name}");
        }
    }
}

//! Languages by the names that Babel and Polyglossia give them (BibLaTeX's `langid`).

use scholion_base::Lang;

/// Babel's name, and the language's tag. The first name of a language is the one that is written.
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
    ("usenglish", "en-US"),
    ("british", "en-GB"),
    ("ukenglish", "en-GB"),
    ("ngerman", "de"),
    ("austrian", "de-AT"),
    ("naustrian", "de-AT"),
    ("nswissgerman", "de-CH"),
    ("brazilian", "pt-BR"),
    ("brazil", "pt-BR"),
    ("mexican", "es-MX"),
    ("canadien", "fr-CA"),
    ("francais", "fr"),
    ("magyar", "hu"),
    ("farsi", "fa"),
    ("nynorsk", "nn"),
    ("norsk", "nb"),
    ("slovenian", "sl"),
];

/// Babel's name of a language, if it has one.
pub fn name(lang: &Lang) -> Option<&'static str> {
    let primary = lang.primary();
    NAMES.iter().find(|(_, tag)| *tag == lang.as_str()).or_else(|| NAMES.iter().find(|(_, tag)| *tag == primary)).map(|(name, _)| *name)
}

/// The language of a name, or of a tag.
pub fn lang(name: &str) -> Option<Lang> {
    let name = name.trim();
    let known = NAMES.iter().find(|(babel, _)| babel.eq_ignore_ascii_case(name));
    let tag = |text: &str| {
        let mut parts = text.split('-');
        parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_lowercase()))
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    known.map(|(_, tag)| Lang::new(tag)).or_else(|| tag(name).then(|| Lang::new(name)))
}

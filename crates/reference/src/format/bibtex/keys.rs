//! Words by the keys that BibLaTeX has for them (manual, 4.9.2, "Localization Keys"): in the language of the entry where its file has them
//! (`library-key`), else in English.

use scholion_lang::LIBRARY_KEY;

/// Keys that stand in fields, and their words (`english.lbx`). Sorted.
#[rustfmt::skip]
const KEYS: &[(&str, &str)] = &[
    ("audiocd", "Audio CD"), ("bathesis", "Bachelor’s thesis"), ("candthesis", "Candidate thesis"),
    ("countryde", "Germany"), ("countryep", "European Union"), ("countryeu", "European Union"), ("countryfr", "France"),
    ("countryuk", "United Kingdom"), ("countryus", "United States of America"), ("datacd", "CD-ROM"),
    ("file", "file"), ("forthcoming", "forthcoming"), ("inpreparation", "in preparation"), ("inpress", "in press"),
    ("library", "library"), ("mathesis", "Master’s thesis"), ("newseries", "new series"), ("oldseries", "old series"),
    ("patent", "patent"), ("patentde", "German patent"), ("patentep", "European patent"), ("patenteu", "European patent"),
    ("patentfr", "French patent"), ("patentuk", "British patent"), ("patentus", "U.S. patent"),
    ("patreq", "patent request"), ("patreqde", "German patent request"), ("patreqep", "European patent request"),
    ("patreqeu", "European patent request"), ("patreqfr", "French patent request"), ("patrequk", "British patent request"),
    ("patrequs", "U.S. patent request"), ("phdthesis", "PhD thesis"), ("prepublished", "pre-published"),
    ("resreport", "Research report"), ("reviewof", "review of"), ("software", "computer software"), ("submitted", "submitted"),
    ("techreport", "Technical report"),
];

/// The words of a key.
pub fn words(key: &str) -> Option<&'static str> {
    KEYS.binary_search_by_key(&key, |(name, _)| name).ok().and_then(|at| KEYS.get(at)).map(|(_, words)| *words)
}

/// The words of a key in a language, by its tag.
pub fn words_in(key: &str, lang: &str) -> Option<&'static str> {
    let number = LIBRARY_KEY.parts().iter().position(|part| *part == key);
    let own = number.and_then(|number| LIBRARY_KEY.all().find(|entry| usize::from(entry.part) == number && entry.langs.has(lang)));
    own.map(|entry| entry.word).or_else(|| words(key))
}

/// The words of a field that may hold keys: one, or a list of them, as places of patents are.
pub fn spelled(field: &str, lang: &str) -> String {
    let keys = field.split(',').flat_map(|part| part.split(" and "));
    let spelled: Option<Vec<&str>> = keys.map(|key| words_in(key.trim(), lang)).collect();
    spelled.map_or_else(|| field.to_owned(), |words| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_spelled() {
        assert!(KEYS.is_sorted());
        assert_eq!(spelled("patentus", "en"), "U.S. patent");
        assert_eq!(spelled("countryfr and countryuk", ""), "France, United Kingdom");
        assert_eq!(spelled("a key, countryuk", "de"), "a key, countryuk");
        assert_eq!(
            [spelled("phdthesis", "de"), spelled("inpress", "fr"), spelled("phdthesis", "en")],
            ["Dissertation", "sous presse", "PhD thesis"]
        );
        assert_eq!(spelled("", ""), "");
        assert!(LIBRARY_KEY.parts().iter().all(|key| words(key).is_some()));
    }
}

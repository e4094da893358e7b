//! Words by the keys that BibLaTeX has for them (manual, 4.9.2, "Localization Keys"), in English.

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

/// The words of a field that may hold keys: one, or a list of them, as places of patents are.
pub fn spelled(field: &str) -> String {
    let spelled: Option<Vec<&str>> = field.split(',').flat_map(|part| part.split(" and ")).map(|key| words(key.trim())).collect();
    spelled.map_or_else(|| field.to_owned(), |words| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_spelled() {
        assert!(KEYS.is_sorted());
        assert_eq!(spelled("patentus"), "U.S. patent");
        assert_eq!(spelled("countryfr and countryuk"), "France, United Kingdom");
        assert_eq!(spelled("a key, countryuk"), "a key, countryuk");
        assert_eq!(spelled(""), "");
    }
}

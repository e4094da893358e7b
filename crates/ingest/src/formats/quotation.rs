//! The marks of quotations.

use scholion_lang::QUOTATION;

/// Whether a sign opens or closes a quotation.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '‚' | '「' | '」' | '『' | '』')
}

/// The marks of quotation of a language; those of English where its own are not known.
pub fn quotes(lang: &str) -> (String, String) {
    let primary = lang.split('-').next().unwrap_or("");
    let of = |part: &str, other: &str| {
        let find = |lang: &str| {
            QUOTATION
                .all()
                .find(|entry| QUOTATION.part_name(entry.part) == Some(part) && entry.langs.tags().any(|tag| tag == lang))
                .map(|entry| entry.word)
        };
        find(lang).or_else(|| find(primary)).unwrap_or(other).to_owned()
    };
    (of("open", "“"), of("close", "”"))
}

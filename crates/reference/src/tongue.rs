//! The language of a work as libraries name it: a tag, a code of ISO 639, a name in some language; one reading for all formats.
//!
//! What comes out is a tag of BCP 47 in its usual letters (RFC 5646, 2.1.1), the shortest code first (2.2.1, rule 1).

use scholion_base::Lang;
use scholion_lang::{CALLED, CODE, tag};

/// Dialects that have names of their own: those of Babel and Polyglossia, and what Zotero's users write.
const DIALECTS: [(&str, &str); 24] = [
    ("american", "en-US"),
    ("american english", "en-US"),
    ("usenglish", "en-US"),
    ("us english", "en-US"),
    ("british", "en-GB"),
    ("british english", "en-GB"),
    ("ukenglish", "en-GB"),
    ("uk english", "en-GB"),
    ("canadian", "en-CA"),
    ("australian", "en-AU"),
    ("newzealand", "en-NZ"),
    ("austrian", "de-AT"),
    ("naustrian", "de-AT"),
    ("swissgerman", "de-CH"),
    ("nswissgerman", "de-CH"),
    ("brazil", "pt-BR"),
    ("brazilian", "pt-BR"),
    ("brazilian portuguese", "pt-BR"),
    ("mexican", "es-MX"),
    ("canadien", "fr-CA"),
    ("acadian", "fr-CA"),
    ("simplified chinese", "zh-Hans"),
    ("traditional chinese", "zh-Hant"),
    ("ancient greek", "grc"),
];

/// What a field of a library says of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// The language, or the first of several.
    pub lang: Lang,
    /// Whether that is all that the field says.
    pub is_all: bool,
}

/// Reads the field of a library that names the language of a work: `en-US`, `eng`, `English`, `französisch`, `русский`, `en;fr`,
/// `English (United States)`. `None` if no language is named.
pub fn read(field: &str) -> Option<Tongue> {
    let field = field.trim();
    if let Some(lang) = one(field) {
        return Some(Tongue { lang, is_all: true });
    }
    // Several, or one with a remark behind it; no field names many.
    let parts = field.split([';', ',', '/', '|', '(', '[']).take(8);
    let words = |part: &str| part.split(" and ").next().unwrap_or("").trim().to_owned();
    parts.map(words).find_map(|part| one(&part)).map(|lang| Tongue { lang, is_all: false })
}

/// The language of such a field; see [`read`].
pub fn lang(field: &str) -> Option<Lang> {
    read(field).map(|tongue| tongue.lang)
}

fn one(name: &str) -> Option<Lang> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '"' | '[' | ']' | '(' | ')'));
    if name.is_empty() || name.len() > 60 {
        return None;
    }
    let lower = name.to_lowercase();
    if let Some((_, tag)) = DIALECTS.iter().find(|(dialect, _)| *dialect == lower) {
        return Some(Lang::new(tag));
    }
    CALLED.langs(&lower).tags().next().map(Lang::new).or_else(|| as_tag(name))
}

/// A tag in its usual letters, if the language is one that somebody may mean: two letters, or three of a code.
fn as_tag(name: &str) -> Option<Lang> {
    let name = name.replace('_', "-");
    if !Lang::is_tag(&name) {
        return None;
    }
    let mut parts = name.split('-');
    let primary = parts.next()?.to_lowercase();
    // Words of three letters are codes in small letters, or where the code is known.
    let is_code = primary.len() == 2 || tag(&primary).is_some() || !CODE.langs(&primary).is_empty() || name.starts_with(&primary);
    if !is_code {
        return None;
    }
    let mut cased = primary;
    let mut is_private = false;
    for part in parts {
        let lower = part.to_lowercase();
        cased.push('-');
        match lower.len() {
            _ if is_private => cased.push_str(&lower),
            4 if lower.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                let (first, rest) = lower.split_at_checked(1)?;
                cased.push_str(&first.to_uppercase());
                cased.push_str(rest);
            }
            2 if lower.bytes().all(|byte| byte.is_ascii_alphabetic()) => cased.push_str(&lower.to_uppercase()),
            length => {
                is_private = length == 1;
                cased.push_str(&lower);
            }
        }
    }
    Some(Lang::new(&cased).shortest())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_become_tags() {
        for (field, tag) in [
            ("English", "en"),
            ("eng", "en"),
            ("Eng", "en"),
            ("ENG", "en"),
            ("fre", "fr"),
            ("ger", "de"),
            ("en_us", "en-US"),
            ("EN-us", "en-US"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("eng-GB", "en-GB"),
            ("Deutsch", "de"),
            ("Französisch", "fr"),
            ("русский", "ru"),
            ("日本語", "ja"),
            ("English (United States)", "en"),
            ("en;fr", "en"),
            ("German and French", "de"),
            ("American English", "en-US"),
            ("rus.", "ru"),
            ("ngerman", "de"),
            ("francais", "fr"),
            ("magyar", "hu"),
            ("farsi", "fa"),
            ("slovenian", "sl"),
            ("brazil", "pt-BR"),
            ("naustrian", "de-AT"),
            ("grc", "grc"),
            ("x y", ""),
            ("Klingonisch", ""),
            ("Old", ""),
            ("", ""),
            ("123", ""),
        ] {
            assert_eq!(lang(field).map(|lang| lang.to_string()).unwrap_or_default(), tag, "{field}");
        }
        assert_eq!(read("en;fr").map(|tongue| tongue.is_all), Some(false));
        assert_eq!(read("en").map(|tongue| tongue.is_all), Some(true));
    }
}

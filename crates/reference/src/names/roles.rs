//! Words beside names that say what the people did, editors, translators, or that there are more of them.

use super::People;
use crate::dates;

/// Words that say what the people did, before or behind their names.
pub const EDITORS: &[&str] = &[
    "eds",
    "ed",
    "editors",
    "editor",
    "edited by",
    "edit",
    "editor-in-chief",
    "hrsg",
    "hrg",
    "hrsg. von",
    "hg",
    "hgg",
    "hg. von",
    "herausgegeben von",
    "herausgeber",
    "éd",
    "éds",
    "dir",
    "dirs",
    "sous la direction de",
    "sous la dir. de",
    "coord",
    "coords",
    "org",
    "orgs",
    "organizador",
    "organizadores",
    "comp",
    "comps",
    "a cura di",
    "cur",
    "red",
    "под ред",
    "под редакцией",
    "под общ. ред",
    "под общей редакцией",
    "отв. ред",
    "отв. редактор",
    "гл. ред",
    "ред",
    "сост",
    "науч. ред",
    "за ред",
    "edición de",
    "edição de",
    "editado por",
    "coordinado por",
    "ed. by",
    "eds. by",
    "ed. lit",
    "编",
    "主编",
];

pub const TRANSLATORS: &[&str] = &[
    "trans",
    "transl",
    "translated by",
    "trans. by",
    "tr",
    "übers",
    "übersetzt von",
    "übers. von",
    "aus dem engl. von",
    "trad",
    "traduit par",
    "traducción de",
    "tradução de",
    "traduzione di",
    "пер",
    "пер. с англ",
    "перевод",
    "译",
];

/// Whether the inside of a bracket is a role, which is then noted.
pub fn role(text: &str, people: &mut People) -> bool {
    let lower = text.trim().to_lowercase();
    let lower = lower.trim_matches(|c: char| c == '.' || c.is_whitespace() || c == ',');
    let plain = lower.replace("(", "");
    if EDITORS.contains(&plain.as_str()) {
        people.editors = true;
        return true;
    }
    if TRANSLATORS.contains(&plain.as_str()) {
        people.translators = true;
        return true;
    }
    false
}

/// Takes a role off the beginning or the end of a name.
pub fn strip_role<'a>(name: &'a str, people: &mut People) -> &'a str {
    if !may_hold_role(name) {
        return name;
    }
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return name;
    }
    for (list, is_editor) in [(EDITORS, true), (TRANSLATORS, false)] {
        for word in list {
            let mut stripped = None;
            if let Some(rest) = lower.strip_prefix(word)
                && rest.starts_with(|c: char| c == '.' || c == ':' || c.is_whitespace())
                && (word.len() > 3 || !rest.starts_with(". ") || *word == "ed" || *word == "hg" || rest.len() > 4)
                && word.chars().count() > 1
            {
                let from = name.len() - rest.len();
                // "Ed Smith" is a man.
                let dotted = rest.starts_with(['.', ':']) || word.len() > 4 || word.contains(' ');
                if dotted {
                    stripped = name.get(from..).map(|rest| rest.trim_start_matches(['.', ':', ' ', '\u{a0}']));
                }
            } else if lower == *word || lower.strip_suffix('.').is_some_and(|lower| lower == *word) {
                stripped = Some("");
            } else if let Some(rest) = lower.trim_end_matches('.').strip_suffix(word)
                && rest.ends_with([' ', ','])
                && word.is_ascii() == rest.is_ascii()
            {
                stripped = name.get(..rest.len()).map(str::trim_end);
            }
            if let Some(stripped) = stripped {
                if is_editor {
                    people.editors = true;
                } else {
                    people.translators = true;
                }
                return stripped;
            }
        }
    }
    name
}

/// Takes "et al." and its kin off the end of a name; `None` if there is none.
pub fn without_others(name: &str) -> Option<&str> {
    let bare = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    for mark in [
        "et al",
        "et. al",
        "u. a",
        "u.a",
        "и др",
        "та ін",
        "y otros",
        "e outros",
        "et alii",
        "and others",
        "y cols",
        "e col",
        "others",
        "et coll",
        "等",
        "외",
    ] {
        if let Some(head) = bare.strip_suffix(mark) {
            // `等` and `외` follow a name without a space, the others stand apart.
            let apart = head.is_empty() || matches!(mark, "等" | "외") || head.ends_with(|c: char| !c.is_alphanumeric());
            if apart {
                return Some(head.trim_end_matches(|c: char| c.is_whitespace() || c == ','));
            }
        }
    }
    None
}

/// Whether the first or the last word of a name is one that roles begin or end with.
pub fn may_hold_role(name: &str) -> bool {
    let letters = |c: char| c.is_alphabetic() || c == '-';
    let first = name.split(|c: char| !letters(c)).find(|word| !word.is_empty()).unwrap_or("");
    let last = name.rsplit(|c: char| !letters(c)).find(|word| !word.is_empty()).unwrap_or("");
    let mut buffer = [0u8; 32];
    is_role_word(dates::lower_into(first, &mut buffer).unwrap_or("")) || is_role_word(dates::lower_into(last, &mut buffer).unwrap_or(""))
}

pub fn is_role_word(word: &str) -> bool {
    matches!(
        word,
        "eds"
            | "ed"
            | "editors"
            | "editor"
            | "edited"
            | "edit"
            | "editor-in-chief"
            | "hrsg"
            | "hrg"
            | "hg"
            | "hgg"
            | "herausgegeben"
            | "herausgeber"
            | "éd"
            | "éds"
            | "dir"
            | "dirs"
            | "sous"
            | "coord"
            | "coords"
            | "org"
            | "orgs"
            | "organizador"
            | "organizadores"
            | "comp"
            | "comps"
            | "a"
            | "cura"
            | "cur"
            | "red"
            | "под"
            | "отв"
            | "гл"
            | "ред"
            | "сост"
            | "науч"
            | "за"
            | "edición"
            | "edição"
            | "editado"
            | "coordinado"
            | "lit"
            | "编"
            | "主编"
            | "trans"
            | "transl"
            | "translated"
            | "tr"
            | "übers"
            | "übersetzt"
            | "aus"
            | "trad"
            | "traduit"
            | "traducción"
            | "tradução"
            | "traduzione"
            | "пер"
            | "перевод"
            | "译"
            | "von"
            | "by"
            | "редактор"
            | "редакцией"
    )
}

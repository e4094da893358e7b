//! Words beside names that say what the people did, editors, translators, or that there are more of them.

use super::People;
use crate::dates;
use scholion_base::script::{is_east_asian, is_letter, is_letter_or_number, lowercase};
use scholion_lang::{EDITOR_ROLE, OTHERS, TRANSLATOR_ROLE};

/// Whether the inside of a bracket is a role, which is then noted.
pub fn role(text: &str, people: &mut People) -> bool {
    let lower = lowercase(text.trim());
    let lower = lower.trim_matches(|c: char| c == '.' || c.is_whitespace() || c == ',');
    let plain = lower.replace("(", "");
    if EDITOR_ROLE.contains(&plain) {
        people.editors = true;
        return true;
    }
    if TRANSLATOR_ROLE.contains(&plain) {
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
    let lower = lowercase(name);
    if lower.len() != name.len() {
        return name;
    }
    for (list, is_editor) in [(&EDITOR_ROLE, true), (&TRANSLATOR_ROLE, false)] {
        // "hrsg. von" rather than "hrsg.".
        let found = list.iter().filter_map(|word| without_role(name, &lower, word).map(|rest| (word.len(), rest)));
        if let Some((_, rest)) = found.max_by_key(|(len, _)| *len) {
            if is_editor {
                people.editors = true;
            } else {
                people.translators = true;
            }
            return rest;
        }
    }
    name
}

/// The name without a role at its beginning or end; `lower` is the name in small letters, of the same length.
fn without_role<'a>(name: &'a str, lower: &str, role: &str) -> Option<&'a str> {
    if let Some(rest) = lower.strip_prefix(role)
        && rest.starts_with(|c: char| c == '.' || c == ':' || c.is_whitespace())
        && (role.len() > 3 || !rest.starts_with(". ") || role == "ed" || role == "hg" || rest.len() > 4)
        && role.chars().count() > 1
    {
        // "Ed Smith" is a man.
        let dotted = rest.starts_with(['.', ':']) || role.len() > 4 || role.contains(' ');
        return name.get(name.len() - rest.len()..).filter(|_| dotted).map(|rest| rest.trim_start_matches(['.', ':', ' ', '\u{a0}']));
    }
    if lower.strip_suffix('.').unwrap_or(lower) == role {
        return Some("");
    }
    let rest = lower.trim_end_matches('.').strip_suffix(role)?;
    (rest.ends_with([' ', ',']) && role.is_ascii() == rest.is_ascii()).then(|| name.get(..rest.len()).map(str::trim_end))?
}

/// Takes "et al." and its kin off the end of a name; `None` if there is none.
pub fn without_others(name: &str) -> Option<&str> {
    let bare = name.trim_end_matches(|c: char| !is_letter_or_number(c));
    let found = OTHERS.iter().filter_map(|mark| {
        let head = bare.strip_suffix(mark)?;
        // `等` and `외` follow a name without a space, the others stand apart.
        let apart = head.is_empty() || mark.chars().all(is_east_asian) || head.ends_with(|c: char| !is_letter_or_number(c));
        apart.then_some((mark.len(), head))
    });
    let (_, head) = found.max_by_key(|(len, _)| *len)?;
    Some(head.trim_end_matches(|c: char| c.is_whitespace() || c == ','))
}

/// Whether the first or the last word of a name is one that roles begin or end with.
pub fn may_hold_role(name: &str) -> bool {
    let letters = |c: char| is_letter(c) || c == '-';
    let first = name.split(|c: char| !letters(c)).find(|word| !word.is_empty()).unwrap_or("");
    let last = name.rsplit(|c: char| !letters(c)).find(|word| !word.is_empty()).unwrap_or("");
    let mut buffer = [0u8; 32];
    let begins = |word: &str| !word.is_empty() && (EDITOR_ROLE.begins_with(word) || TRANSLATOR_ROLE.begins_with(word));
    let ends = |word: &str| !word.is_empty() && (EDITOR_ROLE.ends_with(word) || TRANSLATOR_ROLE.ends_with(word));
    dates::lower_into(first, &mut buffer).is_some_and(begins) || dates::lower_into(last, &mut buffer).is_some_and(ends)
}

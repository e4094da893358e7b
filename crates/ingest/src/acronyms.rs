//! Acronyms that a text defines: "International Information Security (IIS)".
//!
//! They are looked for when somebody asks: whether two names are one thing is for the editors to say.

use std::collections::BTreeSet;

use scholion_base::text;
use serde::Serialize;

/// The longest acronym, in bytes.
const LONGEST: usize = 48;

/// An acronym with its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Acronym {
    /// Line of the text, from 1.
    pub line: usize,
    /// The words with which the text defines it, as printed: the meaning, and the acronym in brackets.
    pub words: String,
}

/// The acronyms that a text defines, each where it is defined first. A line of the text is a paragraph, as in documents.
pub fn find(text: &str) -> Vec<Acronym> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let all = text.lines().zip(1..).flat_map(|(line, nth)| definitions(line).into_iter().map(move |words| Acronym { line: nth, words }));
    all.filter(|one| seen.insert(text::fold(&one.words))).collect()
}

/// The definitions in a paragraph.
fn definitions(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for bracket in memchr::memchr_iter(b'(', text.as_bytes()) {
        let Some(open) = bracket.checked_sub(1).filter(|&open| text.as_bytes().get(open) == Some(&b' ')) else { continue };
        let at = bracket + 1;
        // No acronym is longer.
        let end = text.as_bytes().get(at..).unwrap_or_default().iter().take(LONGEST).position(|&byte| byte == b')');
        let Some(inner) = end.and_then(|end| text.get(at..at + end)) else { continue };
        if !is_acronym(inner) {
            continue;
        }
        if let Some(start) = meaning(text.get(..open).unwrap_or(""), inner) {
            found.push(format!("{} ({inner})", text.get(start..open).unwrap_or("").trim_start_matches(['*', '_', '“', '"'])));
        }
    }
    found
}

/// Two to ten letters, most of them capitals.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=10).contains(&letters)
        && capitals * 2 > letters
        && capitals >= 2
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '&'))
}

/// Where the words begin whose initials make the acronym; small words may be passed over.
fn meaning(before: &str, acronym: &str) -> Option<usize> {
    let mut letters: Vec<char> = acronym.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect();
    let mut end = before.len();
    let mut start = None;
    let mut words = 0;
    while let Some(&letter) = letters.last() {
        let rest = before.get(..end)?.trim_end_matches([' ', '\n', '-']);
        if rest.is_empty() || rest.ends_with(['.', ';', ':', ',', '?', '!', ')']) && words > 0 {
            return None;
        }
        let from =
            rest.rfind(|c: char| c.is_whitespace() || c == '-').map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let word = rest.get(from..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
        let initial = word.chars().next()?.to_lowercase().next()?;
        words += 1;
        if initial == letter {
            letters.pop();
            start = Some(from + (rest.len() - from - word.len()));
        } else if words > acronym.len() * 2 + 2 || word.chars().count() > 4 {
            // A long word that gives no letter: another thing is meant.
            return None;
        }
        end = from;
    }
    // At least two words; the first of them not a small one.
    start.filter(|&start| before.get(start..).is_some_and(|meaning| meaning.trim().contains([' ', '-'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_by_their_initials() {
        let check = |text: &str| find(text).into_iter().map(|one| one.words).collect::<Vec<_>>();
        assert_eq!(check("ensuring international information security (IIS). In"), ["international information security (IIS)"]);
        assert_eq!(
            check("the Commonwealth of Independent States (CIS), the Collective Security Treaty Organization (CSTO)"),
            ["Commonwealth of Independent States (CIS)", "Collective Security Treaty Organization (CSTO)"]
        );
        assert_eq!(check("по международной информационной безопасности (МИБ)"), ["международной информационной безопасности (МИБ)"]);
        assert_eq!(check("the Open-ended Working Group (OEWG)"), ["Open-ended Working Group (OEWG)"]);
        assert_eq!(
            find("a first line\nthe Open Group (OG)\n\nthe open group (OG) of Nice Words (NW)"),
            [Acronym { line: 2, words: "Open Group (OG)".into() }, Acronym { line: 4, words: "Nice Words (NW)".into() }]
        );
        assert_eq!(check("we met (USA) and (2020)"), [""; 0]);
    }
}

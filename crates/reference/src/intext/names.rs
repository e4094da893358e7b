//! The names of a citation: before the year in a bracket, or in the sentence before the bracket.

use crate::{
    dates,
    names::{is_body, is_particle},
};
use scholion_base::script::is_east_asian;

/// The names that end right before `end`: `Smith, Jones and Brown`, `Smith et al.`.
pub fn names_before(text: &str, end: usize, free: usize) -> Option<(usize, Vec<String>, bool)> {
    let head = text.get(free..end)?;
    let head_trimmed = head.trim_end();
    if head_trimmed.is_empty() || head.len() - head_trimmed.len() > 2 {
        return None;
    }
    // "O’Hara et al.’s (2012)"
    let head_trimmed = head_trimmed.strip_suffix("’s").or_else(|| head_trimmed.strip_suffix("'s")).unwrap_or(head_trimmed);
    let mut start = head_trimmed.len();
    let mut words = 0;
    // Walk back over the words that can be part of a list of names.
    while words < 14 {
        let before = head_trimmed.get(..start)?;
        let trimmed = before.trim_end();
        let word_start = trimmed
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + trimmed.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8));
        let word = trimmed.get(word_start..)?;
        if word.is_empty() || !continues_names(word, start == head_trimmed.len()) {
            break;
        }
        start = word_start;
        words += 1;
        if word_start == 0 {
            break;
        }
    }
    // Conjunctions and particles cannot begin the list; nor can words that begin sentences.
    let mut list = head_trimmed.get(start..)?;
    loop {
        let word = list.split_whitespace().next()?;
        let bare = word.trim_end_matches([',', '.']);
        let joins = is_joint(bare)
            || bare.starts_with(char::is_lowercase) && !is_particle(bare)
            || is_sentence_word(bare)
            || matches!(bare, "et" | "al");
        if !joins || list.len() == word.len() {
            break;
        }
        list = list.get(word.len()..)?.trim_start();
    }
    let list = list.trim_start_matches(['(', '[', '“', '"', '«', '*', '_']);
    let begin = free + head_trimmed.len() - list.len();
    let possessive = list.trim_end_matches("’s").trim_end_matches("'s").trim_end_matches(['*', '_']);
    let (authors, others) = authors(possessive)?;
    Some((begin, authors, others))
}

/// Where "Smith’s" ends in the few words before `end`, if the same sentence has it.
pub fn possessor(text: &str, end: usize, free: usize) -> Option<usize> {
    let head = text.get(free..end)?;
    let at = head.rfind("’s ").or_else(|| head.rfind("'s "))?;
    let between = head.get(at..)?;
    let apart = between.split_whitespace().count() > 6 || between.contains(['.', ';', ':', '(', ')', '?', '!']);
    (!apart).then_some(free + at + between.find(' ')?)
}

/// Whether a word may be part of a list of names that is read backwards.
fn continues_names(word: &str, last: bool) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '(' | '[' | '“' | '"' | '«' | '*' | '_'));
    if bare.is_empty()
        || !last && (word.ends_with(':') || word.ends_with(';') || word.ends_with(')') || word.ends_with(['”', '»', '!', '?']))
    {
        return false;
    }
    // A point ends a sentence unless it belongs to an initial or to "al.".
    if word.ends_with('.') && !(bare.trim_end_matches('.').chars().count() <= 2 || matches!(bare, "al." | "др." | "Jr." | "St.")) {
        return false;
    }
    bare.starts_with(char::is_uppercase)
        || is_joint(bare.trim_end_matches('.'))
        || is_particle(bare)
        || matches!(bare, "al" | "al." | "et" | "др." | "др" | "colleagues" | "others" | "коллеги" | "соавт.")
}

pub fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "&" | "und" | "et" | "y" | "e" | "и" | "та" | "i" | "with" | "en" | "och")
}

/// Words with a capital that begin sentences rather than names.
fn is_sentence_word(word: &str) -> bool {
    scholion_lang::SENTENCE_OPENER.contains(word)
}

/// Splits the words before a year into authors; `None` if they do not look like names.
pub fn authors(text: &str) -> Option<(Vec<String>, bool)> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '*' | '_' | '“' | '”' | '«' | '»' | '"'));
    if text.is_empty() || text.split_whitespace().count() > 16 || text.contains(['(', ')', '=', '+']) {
        return None;
    }
    let (text, others) = without_others(text);
    // The point behind an initial belongs to it, that behind a family name does not.
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let text = if last.chars().filter(|c| c.is_alphabetic()).count() > 2 && last.matches('.').count() == 1 {
        text.trim_end_matches('.')
    } else {
        text
    };
    if !looks_like_names(text) {
        return None;
    }
    let mut authors: Vec<String> = Vec::new();
    for piece in split_joints(text) {
        let piece = piece.trim().trim_end_matches([',', ':']).trim();
        if piece.is_empty() {
            continue;
        }
        let initials = piece.split_whitespace().all(|word| {
            let letters = word.chars().filter(|c| c.is_alphabetic());
            letters.clone().count() <= 2
                && word.chars().any(char::is_uppercase)
                && (word.ends_with('.') || letters.clone().all(char::is_uppercase))
        });
        match authors.last_mut() {
            // `Kremnovskikh, A. V.`: the initials belong to the name before.
            Some(last) if initials => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ => authors.push(piece.to_owned()),
        }
    }
    (!authors.is_empty()).then_some((authors, others))
}

/// Takes "et al." and its kin off the end.
fn without_others(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches([',', ' ', '*', '_', '.']);
    let found = scholion_lang::OTHERS.iter().filter_map(|mark| {
        let head = bare.strip_suffix(mark)?;
        (head.ends_with(|c: char| !c.is_alphanumeric()) || mark.chars().all(is_east_asian)).then_some((mark.len(), head))
    });
    if let Some((_, head)) = found.max_by_key(|(len, _)| *len) {
        return (head.trim_end_matches([' ', '*', '_', ',']), true);
    }
    (text, false)
}

/// Whether words before a year are names of people or bodies: capitals, initials, particles, conjunctions.
fn looks_like_names(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, ',' | '.' | '“' | '”' | '"' | '*' | '_' | '’' | '«' | '»')))
        .filter(|word| !word.is_empty())
        .collect();
    let Some(first) = words.first() else { return false };
    if !first.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()) && !is_particle(first) {
        return false;
    }
    if words.iter().any(|word| dates::month(word).is_some() || word.chars().any(|c| c.is_ascii_digit())) {
        return false;
    }
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    let small = |word: &&&str| is_joint(word) || is_particle(word) || scholion_lang::NAME_JOINT.contains(word);
    let capitals = words.iter().filter(capital).count();
    capitals > 0
        && words.iter().all(|word| capital(&word) || small(&word))
        && capitals * 2 >= words.iter().filter(|word| !is_particle(word)).count()
}

/// Cuts a list of names at commas and conjunctions.
fn split_joints(text: &str) -> Vec<&str> {
    // A body's name may hold "and": "Ministry of Trade and Industry".
    let body = is_body(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from {
            continue;
        }
        let (cut, len) = match c {
            '&' => (true, 1),
            ',' | '，' | '、' => (!body, c.len_utf8()),
            ';' | '；' => (true, c.len_utf8()),
            '/' => (!body, 1),
            c if c.is_whitespace() => {
                let rest = text.get(at + c.len_utf8()..).unwrap_or("");
                let word = rest.split(char::is_whitespace).next().unwrap_or("");
                (is_joint(word) && !body && rest.len() > word.len(), c.len_utf8() + word.len())
            }
            _ => (false, 0),
        };
        if cut {
            pieces.push(text.get(from..at).unwrap_or(""));
            from = at + len;
        }
    }
    pieces.push(text.get(from..).unwrap_or(""));
    pieces
}

//! The divisions of a work and how they are counted: "CHAPTER IV", "Erster Abschnitt", "§ 12", "Глава первая".

use crate::uncased::is_fresh;
use scholion_base::script::decimal;
use scholion_lang::{DIVISION, ORDINAL, ORDINAL_ENDING};

/// The label of a division at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// How high it stands: 0 for a book, 6 for a paragraph of a law.
    pub rank: u8,
    /// Where the label ends.
    pub end: usize,
}

/// The label of a division with which a text begins.
pub fn division(text: &str) -> Option<Division> {
    let lead = text.len() - text.trim_start_matches(['*', '_', '#', ' ']).len();
    let body = text.get(lead..)?;
    if let Some(rest) = body.strip_prefix('§') {
        let number = rest.trim_start();
        let end = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
        let counted = number.starts_with(|c: char| c.is_ascii_digit()) && end <= 5;
        return counted.then(|| Division { rank: 6, end: lead + body.len() - number.len() + end });
    }
    let (first, rest) = word(body)?;
    let gap = body.get(first.len()..rest)?;
    if !first.starts_with(|c: char| c.is_uppercase() || is_fresh(c)) || !gap.chars().all(|c| c == ' ' || c == '.') || gap.len() > 2 {
        return None;
    }
    let behind = body.get(rest..)?;
    let (second, _) = word(behind)?;
    let end = lead + rest + second.len();
    match rank(first) {
        Some(rank) if counts(second) && !behind.get(second.len()..).is_some_and(|more| more.starts_with(['-', '–'])) => {
            Some(Division { rank, end })
        }
        Some(_) => None,
        None if is_ordinal(first) && gap == " " => rank(second).map(|rank| Division { rank, end }),
        None => None,
    }
}

/// Whether a text is the label of an article or a paragraph of a law, and its title with a point behind it: "Artículo 2 bis. Autoridad."
pub fn is_titled(text: &str) -> bool {
    let Some(rest) = division(text).filter(|found| found.rank >= 5).and_then(|found| text.get(found.end..)) else { return false };
    let rest = rest.trim_start_matches(['.', ':', '-', '–', '—', ' ', '°', 'º']);
    // "2 bis.", "3 ter."
    let title = match rest.split_once(". ") {
        Some((word, title)) if word.len() <= 12 && !word.contains(' ') && word.starts_with(char::is_lowercase) => title,
        _ => rest,
    };
    let Some(words) = title.strip_suffix('.') else { return false };
    words.starts_with(char::is_uppercase)
        && !words.contains(['.', ':', ';', '?', '!', '\n'])
        && (1..=8).contains(&words.split_whitespace().count())
}

/// The first word of a text, and where the next begins.
fn word(text: &str) -> Option<(&str, usize)> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..end).filter(|word| !word.is_empty() && word.len() <= 30)?;
    let next = text.get(end..)?.find(char::is_alphanumeric).map_or(text.len(), |gap| end + gap);
    Some((word, next))
}

/// A number, a Roman number, a single capital, or a word that counts.
fn counts(word: &str) -> bool {
    let digits = word.chars().count() <= 3 && word.chars().all(|c| decimal(c).is_some());
    let roman = word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
    // "פרק א", "Κεφάλαιο Β΄": letters that count; those without case only alone.
    let letter = word.chars().count() == 1 && word.chars().all(|c| c.is_uppercase() || is_fresh(c));
    digits || roman || letter || is_ordinal(word)
}

/// `first`, `Erster`, `первая`.
fn is_ordinal(word: &str) -> bool {
    if !ORDINAL.may_begin(word) {
        return false;
    }
    let lower = word.to_lowercase();
    let ends = |ending: &str| ending.is_empty() || ORDINAL_ENDING.contains(ending);
    ORDINAL.iter().any(|stem| lower.strip_prefix(stem).is_some_and(ends))
}

/// The place of the word among the divisions, from the largest to the smallest.
fn rank(word: &str) -> Option<u8> {
    if DIVISION.may_begin(word) { DIVISION.part_number(&word.to_lowercase()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_counted() {
        for (text, label, rank) in [
            ("CHAPTER I", "CHAPTER I", 3),
            ("Chapter Twelve. The Door", "Chapter Twelve", 3),
            ("Article 1", "Article 1", 5),
            ("Art. 2. Les riverains", "Art. 2", 5),
            ("Article premier", "Article premier", 5),
            ("§ 12a Deichpflicht", "§ 12a", 6),
            ("Erster Abschnitt", "Erster Abschnitt", 4),
            ("Erstes Buch", "Erstes Buch", 0),
            ("ГЛАВА ПЕРВАЯ", "ГЛАВА ПЕРВАЯ", 3),
            ("Часть 2", "Часть 2", 1),
            ("LETTRE II", "LETTRE II", 4),
            ("Première partie", "Première partie", 1),
            ("CAPÍTULO IV", "CAPÍTULO IV", 3),
            ("ΚΕΦΑΛΑΙΟ ΠΡΩΤΟ", "ΚΕΦΑΛΑΙΟ ΠΡΩΤΟ", 3),
            ("Eerste hoofdstuk", "Eerste hoofdstuk", 3),
            ("Rozdział II", "Rozdział II", 3),
            ("פרק ראשון: המעבר", "פרק ראשון", 3),
            ("الفصل الأول", "الفصل الأول", 3),
            ("المادة ٤", "المادة ٤", 5),
        ] {
            assert_eq!(division(text).map(|found| (&text[..found.end], found.rank)), Some((label, rank)), "{text}");
        }
        for text in
            ["Part of the problem", "Article about", "First of all", "Letter to the editor", "Chapter and verse", "chapter 2", "Act now"]
        {
            assert_eq!(division(text), None, "{text}");
        }
    }

    #[test]
    fn articles_have_titles() {
        assert!(
            ["Artículo 1. Objeto.", "Artículo 2 bis. Autoridad.", "§ 3 Gegenstand.", "Art. 2. Les riverains."].into_iter().all(is_titled)
        );
        assert!(!["Artículo 1.", "Article 3. No. It is.", "Chapter 2. The Mill."].into_iter().any(is_titled));
    }
}

//! What stands behind a key, as Pandoc reads it: `, pp. 33–35 and elsewhere`, `, {pp. iv, vi–xi} with words behind`.
//!
//! Source: Pandoc User's Guide, "Citation syntax". A place begins with a word for its kind or with a figure, and goes on while its words hold
//! figures or are Roman numbers; what is in braces is a place whatever it holds, and `{}` says that there is none.

use scholion_csl::{
    is_roman as is_roman_number,
    style::{
        locale::Locale,
        term::{Form, Term},
    },
};

use crate::site::markup;

/// What stands behind a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind<'a> {
    /// The kind of place; `None` where there is no place.
    pub label: Option<Term>,
    pub place: &'a str,
    /// The words behind the place, with what parts them from it.
    pub suffix: String,
}

/// The words for kinds of places in a language, small, without the point behind them and without blanks behind points: `s. v.` is `s.v.`
#[derive(Clone, Debug, Default)]
pub struct Labels(Vec<(String, Term)>);

impl Labels {
    /// The words of a locale, in whatever form and number.
    pub fn of(locale: &Locale) -> Self {
        let mut labels = Vec::new();
        for term in Term::locators().iter().copied() {
            for form in [Form::Long, Form::Short, Form::Symbol] {
                for word in [false, true].into_iter().filter_map(|plural| locale.term(term, form, plural)) {
                    let word = plain(word);
                    if !word.is_empty() && !labels.iter().any(|(other, _)| *other == word) {
                        labels.push((word, term));
                    }
                }
            }
        }
        Self(labels)
    }

    /// The kind of place that a word is for: as the locale has it, or as people write it in some language.
    fn kind(&self, word: &str) -> Option<Term> {
        let word = plain(word);
        let own = self.0.iter().find(|(other, _)| *other == word).map(|(_, kind)| *kind);
        own.or_else(|| match scholion_lang::LOCATOR.part(&word)? {
            "other" => None,
            part => Term::locator(part),
        })
    }
}

fn plain(word: &str) -> String {
    word.trim().trim_end_matches('.').replace(". ", ".").to_lowercase()
}

/// Reads what stands behind a key, without the comma with which it may begin.
pub fn read<'a>(text: &'a str, labels: &Labels) -> Behind<'a> {
    let text = text.trim();
    if let Some((inner, rest)) = in_braces(text) {
        let inner = inner.trim();
        let (label, place) = kind(inner, labels).unwrap_or((Term::Page, inner));
        let label = (!place.is_empty()).then_some(label);
        return Behind { label, place, suffix: apart(rest, label.is_some()) };
    }
    let kind = kind(text, labels);
    let (label, rest) = kind.unwrap_or((Term::Page, text));
    // Words are looked up in a dictionary under a word of whatever kind.
    let end = if label == Term::SubVerbo { rest.find(',').unwrap_or(rest.len()) } else { place_end(rest, kind.is_some()) };
    match rest.split_at_checked(end) {
        Some((place, rest)) if !place.is_empty() => Behind { label: Some(label), place, suffix: apart(rest, true) },
        _ => Behind { suffix: apart(text, false), ..Behind::default() },
    }
}

/// What stands behind a key as words alone: without braces around the place and without emphasis.
pub fn words(text: &str) -> String {
    let text = markup::plain(text);
    in_braces(&text).map_or_else(|| text.clone(), |(place, rest)| format!("{}{rest}", place.trim()))
}

/// The words behind with what parts them from what is before: behind a place a blank, behind the key a comma, unless they bring their own.
fn apart(words: &str, is_behind_place: bool) -> String {
    let trimmed = words.trim();
    match trimmed.chars().next() {
        None => String::new(),
        Some(',' | '.' | ';' | ':' | ')' | '?' | '!') => trimmed.to_owned(),
        Some(_) if is_behind_place => format!(" {trimmed}"),
        Some(_) => format!(", {trimmed}"),
    }
}

/// What stands in braces at the beginning, and what is behind them.
fn in_braces(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('{')?;
    let mut depth = 1_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((rest.get(..at)?, rest.get(at + 1..)?));
        }
    }
    None
}

/// The kind of place at the beginning, and the rest.
fn kind<'a>(text: &'a str, labels: &Labels) -> Option<(Term, &'a str)> {
    let is_label = |c: char| c.is_alphabetic() || matches!(c, '§' | '¶' | '№' | '.');
    let end = text.find(|c: char| !is_label(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    // `s.v.` is two words in some locales: "sub verbo".
    let two = rest.strip_prefix(' ').and_then(|rest| Some(end + 1 + rest.find(' ')?));
    let two = two.and_then(|end| text.split_at_checked(end)).and_then(|(words, rest)| Some((labels.kind(words)?, rest)));
    let one = || Some((labels.kind(word)?, rest));
    let (kind, rest) = two.or_else(one)?;
    Some((kind, rest.trim_start()))
}

/// Where a place ends.
fn place_end(text: &str, has_label: bool) -> usize {
    let (mut end, mut at, mut depth) = (0, 0, 0_usize);
    let mut words = Vec::new();
    for (place, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == ',' || c.is_whitespace()) {
            words.push(at..place);
            at = place + c.len_utf8();
        }
    }
    words.push(at..text.len());
    let mut is_roman = has_label;
    for range in words {
        let word = text.get(range.clone()).unwrap_or_default();
        if word.is_empty() || matches!(word, "-" | "–" | "—" | "&") {
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let has_figure = bare.contains(|c: char| c.is_ascii_digit());
        let roman = is_roman && bare.split(|c: char| !c.is_alphanumeric()).all(is_roman_number);
        let starts = if end == 0 && !has_label { word.starts_with(|c: char| c.is_ascii_digit()) } else { has_figure || roman };
        let follows = end > 0 && matches!(word, "f" | "ff" | "f." | "ff." | "об" | "об.");
        if !starts && !follows {
            break;
        }
        // After figures `I` is a word.
        is_roman = roman || (is_roman && !has_figure);
        let stop = if follows { word.len() } else { word.trim_end_matches(['.', ';', ':', '?', '!']).len() };
        end = range.start + stop;
        if stop < word.len() {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let behind = read(text, &Labels::default());
        format!("{}|{}|{}", behind.label.map_or("", Term::name), behind.place, behind.suffix)
    }

    #[test]
    fn places_are_told_from_words() {
        assert_eq!(said("p. 16"), "page|16|");
        assert_eq!(said("pp. 16–18, 20, my emphasis"), "page|16–18, 20|, my emphasis");
        assert_eq!(said("33"), "page|33|");
        assert_eq!(said("33, I think"), "page|33|, I think");
        assert_eq!(said("pp. 33-35 and elsewhere"), "page|33-35| and elsewhere");
        assert_eq!(said("p. 16."), "page|16|.");
        assert_eq!(said("с. 5 об."), "page|5 об.|");
        assert_eq!(said("chap. iv"), "chapter|iv|");
        assert_eq!(said("vol. I"), "volume|I|");
        assert_eq!(said("§ 4"), "section|4|");
        assert_eq!(said("art. 19(1)(a)"), "article-locator|19(1)(a)|");
        assert_eq!(said("fol. A4v"), "folio|A4v|");
        assert_eq!(said("s.v. gargoyle, last lines"), "sub-verbo|gargoyle|, last lines");
        assert_eq!(said("s. v. Hafen"), "sub-verbo|Hafen|");
    }

    #[test]
    fn words_are_no_places() {
        assert_eq!(said("and elsewhere"), "||, and elsewhere");
        assert_eq!(said("p. unknown"), "||, p. unknown");
        assert_eq!(said("*passim*"), "||, *passim*");
        assert_eq!(said(""), "||");
        assert_eq!(said("."), "||.");
    }

    #[test]
    fn braces_say_what_is_a_place() {
        assert_eq!(said("{pp. iv, vi-xi, (xv)-(xvii)} with suffix here"), "page|iv, vi-xi, (xv)-(xvii)| with suffix here");
        assert_eq!(said("{ii, A, D-Z}, with a suffix"), "page|ii, A, D-Z|, with a suffix");
        assert_eq!(said("{}99 years later"), "||, 99 years later");
        assert_eq!(said("{p. 1"), "||, {p. 1");
        assert_eq!(words("{pp. iv, vi} and *passim*"), "pp. iv, vi and passim");
    }
}

//! What the layout of an entry rules out, whatever its words look like.
//!
//! Three conventions leave no choice: nobody is named as translator without a word that says so; in entries after GOST R 7.0.5, what stands before ` // ` is the part and
//! what stands behind is the whole it appeared in; and a bracket in another script, or in an entry that says
//! `(In Russian)`, holds a translation.

use super::{
    Label, dates,
    marks::{Mark, What},
    token::Token,
};
use scholion_base::script;
use scholion_lang::{TRANSLATOR_SIGN, TRANSLATOR_STEM, TRANSLATOR_WORD};

const fn bits(labels: &[Label]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < labels.len() {
        bits |= 1 << labels[at] as u32;
        at += 1;
    }
    bits
}

/// What cannot stand before ` // `.
const NOT_BEFORE: u32 =
    bits(&[Label::Container, Label::Series, Label::Volume, Label::Issue, Label::Pages, Label::Publisher, Label::Place, Label::Archive]);

/// What stands before it only in acts: `О связи: федер. закон от 07.07.2003 № 126-ФЗ // …`.
const IN_ACTS: u32 = bits(&[Label::Date, Label::Number, Label::Genre, Label::Edition, Label::Note]);

/// What cannot stand behind it.
const NOT_BEHIND: u32 = bits(&[Label::Title, Label::Author]);

/// All that a translation in brackets can be.
const TRANSLATION: u32 = bits(&[Label::Translated, Label::Other]);

/// The labels that each word may have, as bits; empty if the layout rules out nothing.
pub fn allowed(text: &str, tokens: &[Token], marks: &[Mark], allowed: &mut Vec<u32>) {
    allowed.clear();
    let first = tokens.first().map_or(0, |token| token.start as usize);
    let end = tokens.last().map_or(0, |token| token.end as usize);
    let words = text.get(first..end).unwrap_or("");
    let slashes = words.contains(" // ").then(|| parting(text, tokens)).flatten();
    let bracketed = words.contains('[');
    let translated = tokens.iter().any(|token| is_translator_word(token.of(text)));
    if slashes.is_none() && !bracketed && translated {
        return;
    }
    allowed.resize(tokens.len(), if translated { u32::MAX } else { !bits(&[Label::Translator]) });
    if let Some(parting) = slashes {
        let split = tokens.get(parting).map_or(end, |token| token.start as usize);
        let act = text.get(first..split).unwrap_or("").contains('№');
        // The date stands behind, if there is one at all.
        let dated = tokens.get(parting..).unwrap_or(&[]).iter().any(|token| token.mark.is_none() && dates::is_year(token.of(text)));
        let before = if act || !dated { NOT_BEFORE } else { NOT_BEFORE | IN_ACTS };
        for (at, mask) in allowed.iter_mut().enumerate() {
            *mask &= if at < parting { !before } else { !NOT_BEHIND };
        }
    }
    if bracketed {
        let stated = marks.iter().any(|mark| mark.what == What::Language && (first..end + 4).contains(&(mark.span.start as usize)));
        brackets(text, tokens, stated, allowed);
    }
}

/// Whether a word says that a translator follows or precedes: no style names one without it.
fn is_translator_word(word: &str) -> bool {
    // "TR-99-12" is the number of a report.
    if word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return false;
    }
    if !word.is_ascii() && TRANSLATOR_SIGN.iter().any(|sign| word.contains(sign)) {
        return true;
    }
    (TRANSLATOR_STEM.may_begin(word) || TRANSLATOR_WORD.may_begin(word)) && {
        let word = script::lowercase(word);
        TRANSLATOR_WORD.contains(&word) || TRANSLATOR_STEM.iter().any(|stem| word.starts_with(stem))
    }
}

/// The first word behind a ` // ` that stands in no bracket.
pub fn parting(text: &str, tokens: &[Token]) -> Option<usize> {
    let mut depth = 0i32;
    for (at, pair) in tokens.windows(2).enumerate() {
        let [before, behind] = pair else { break };
        let gap = text.get(before.end as usize..behind.start as usize).unwrap_or("");
        let (head, found) = gap.split_once("//").map_or((gap, false), |(head, _)| (head, true));
        depth += head.matches('[').count() as i32 - head.matches(']').count() as i32;
        if found && depth <= 0 {
            return Some(at + 1);
        }
        depth += gap.get(head.len()..).unwrap_or("").matches('[').count() as i32;
    }
    None
}

/// Finds brackets that hold a translation.
fn brackets(text: &str, tokens: &[Token], stated: bool, allowed: &mut [u32]) {
    let mut open: Option<usize> = None;
    for at in 1..=tokens.len() {
        let before = tokens.get(at - 1).map_or(0, |token| token.end as usize);
        let behind = tokens.get(at).map_or(text.len().min(before + 3), |token| token.start as usize);
        let gap = text.get(before..behind).unwrap_or("");
        if let Some(start) = open
            && gap.contains(']')
        {
            open = None;
            if translates(text, tokens, start, at, stated) {
                allowed.get_mut(start..at).unwrap_or(&mut []).fill(TRANSLATION);
            }
        }
        if gap.ends_with('[') {
            open = Some(at);
        }
    }
}

/// Whether the words in a bracket translate those before it.
fn translates(text: &str, tokens: &[Token], start: usize, end: usize, stated: bool) -> bool {
    let words = |range: std::ops::Range<usize>| {
        tokens.get(range).unwrap_or(&[]).iter().filter(|token| token.mark.is_none()).map(|token| token.of(text))
    };
    let inside = words(start..end).filter(|word| word.chars().any(char::is_alphabetic)).count();
    if inside < 2 && !(stated && inside == 1) {
        return false;
    }
    let cyrillic = |range| words(range).filter(|word: &&str| word.starts_with(|c: char| script::is_cyrillic(c))).count();
    let before = words(start.saturating_sub(4)..start).count();
    let mixed = (cyrillic(start..end) * 2 > end - start) != (cyrillic(start.saturating_sub(4)..start) * 2 > before);
    before > 0 && (stated || mixed && inside >= 2)
}

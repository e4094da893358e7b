//! Which lines of a head are abstracts and keywords by the labels around them.

use std::ops::Range;

use super::features::{self, HeadLine};
use crate::{head::Part, lexicon};

/// Most lines of an abstract.
const ABSTRACT: usize = 40;

/// For each line of a head whether it is one of an abstract by what stands around it: the label of one above, that of keywords below.
pub fn abstracts(lines: &[HeadLine], head: &[Part]) -> Vec<bool> {
    let mut found = vec![false; head.len()];
    let mut label: Option<usize> = None;
    for (at, (line, part)) in lines.iter().zip(head).enumerate() {
        let text = features::unspaced(line.text);
        let is_text = matches!(part, Part::Text | Part::Abstract | Part::Label | Part::Other)
            || text.starts_with(char::is_lowercase)
            || is_sentence(&text);
        if lexicon::keyword_label(&text).is_some() {
            if let Some(from) = label.take().filter(|from| at - from <= ABSTRACT)
                && let Some(found) = found.get_mut(from..at)
            {
                found.fill(true);
            }
        } else if lexicon::is_one_of(&text, &scholion_lang::ABSTRACT) {
            label = Some(at + 1);
        } else if lexicon::label(&text, &scholion_lang::ABSTRACT).is_some() {
            label = Some(at);
        } else if !is_text || lexicon::is_one_of(&text, &scholion_lang::SECTION_HEADING) {
            label = None;
        }
    }
    found
}

/// The lines of keywords that stand one below the other, with their label: between it and the label of the abstract. Empty if there are none.
pub fn column(lines: &[HeadLine], head: &[Part]) -> Range<usize> {
    let is_one = |line: &str| line.split(' ').count() <= 6 && line.len() <= 80 && !line.ends_with(['.', ':', ',', ';']);
    let mut label = None;
    for (at, line) in lines.iter().take(head.len()).enumerate() {
        let text = features::unspaced(line.text);
        if lexicon::is_one_of(&text, &scholion_lang::KEYWORDS) {
            label = Some(at);
        } else if lexicon::is_one_of(&text, &scholion_lang::ABSTRACT) {
            if let Some(from) = label.take().filter(|from| at - from > 2) {
                return from..at;
            }
        } else if !is_one(&text) {
            label = None;
        }
    }
    0..0
}

/// How many lines of a head stand before the text: sentences behind keywords that have no label are neither abstract nor keywords.
pub fn before_text(lines: &[HeadLine], head: &[Part]) -> usize {
    let text = |at: usize| lines.get(at).map_or("", |line| line.text);
    let mut label = None;
    let is_abstract = |at: usize| lexicon::label(&features::unspaced(text(at)), &scholion_lang::ABSTRACT).is_some();
    let last = (0..head.len()).rev().find(|&at| is_abstract(at));
    for (at, part) in head.iter().enumerate() {
        let line = features::unspaced(text(at));
        // "Keywords: weir Abstract", and the abstract below.
        let names_abstract = || lexicon::is_one_of(crate::chars::last_word(&line), &scholion_lang::ABSTRACT);
        if last.is_some_and(|last| at <= last) || names_abstract() {
            label = None;
        } else if lexicon::keyword_label(&line).is_some() {
            label = Some(at);
        } else if label.is_none() && *part == Part::Keywords && is_sentence(text(at)) {
            return at;
        } else if let Some(label) = label
            && (*part == Part::Abstract || *part == Part::Keywords && is_sentence(text(at)))
        {
            // The list may go on below its label.
            let is_new = |line: &usize| {
                let goes_on = text(*line - 1).ends_with([',', ';', '-', '·', '•', '|', ':']);
                let is_list = matches!(head.get(*line), Some(Part::Keywords | Part::Abstract));
                is_list && !goes_on && !text(*line).starts_with(char::is_lowercase)
            };
            return (label + 1..at).find(is_new).unwrap_or(at);
        }
    }
    head.len()
}

/// Whether a line reads like a part of a sentence: so many small words stand in no list.
fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let small = line.split_whitespace().filter(|word| crate::chars::is_function_word(word)).count();
    words >= 6 && small * 5 >= words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::features::Gap;

    #[test]
    fn lines_between_labels_are_an_abstract() {
        let texts = ["Anna Berg", "Zusammenfassung Die Weiher sind trüb.", "bei 0,4 m.", "Schlüsselwörter Weiher, Trübung", "1 Einleitung"];
        let lines: Vec<HeadLine> = texts.iter().map(|text| HeadLine { text, gap: Gap::None }).collect();
        let head = [Part::Author, Part::Other, Part::Affiliation, Part::Keywords, Part::Text];
        assert_eq!(abstracts(&lines, &head), [false, true, true, false, false]);
        // An address between them leaves it open.
        let texts = ["RESUMEN", "Se estudia la ribera.", "Ciudad Real", "Palabras clave: ribera"];
        let lines: Vec<HeadLine> = texts.iter().map(|text| HeadLine { text, gap: Gap::None }).collect();
        assert_eq!(abstracts(&lines, &[Part::Label, Part::Text, Part::Affiliation, Part::Keywords]), [false; 4]);
        assert_eq!(abstracts(&lines, &[Part::Label, Part::Text, Part::Text, Part::Keywords]), [false, true, true, false]);
    }

    #[test]
    fn keywords_may_stand_in_a_column() {
        let check = |texts: &[&str]| {
            let lines: Vec<HeadLine> = texts.iter().map(|text| HeadLine { text, gap: Gap::None }).collect();
            column(&lines, &vec![Part::Other; lines.len()])
        };
        assert_eq!(check(&["Received 3 May 2013", "Keywords:", "Turbidity", "Carp", "Abstract", "We studied ponds."]), 1..4);
        assert_eq!(check(&["Keywords:", "Turbidity, carp.", "Abstract"]), 0..0);
    }

    #[test]
    fn text_behind_keywords_is_no_abstract() {
        let texts = ["Abstract: On weirs.", "Keywords: weir", "The widow sold the wheel", "to the steward"];
        let lines: Vec<HeadLine> = texts.iter().map(|text| HeadLine { text, gap: Gap::None }).collect();
        assert_eq!(before_text(&lines, &[Part::Abstract, Part::Keywords, Part::Abstract, Part::Abstract]), 2);
        assert_eq!(before_text(lines.get(..2).unwrap_or(&[]), &[Part::Abstract, Part::Keywords]), 2);
    }
}

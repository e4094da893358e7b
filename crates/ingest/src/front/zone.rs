//! Where the front matter ends, and in which language each part is.

use crate::{
    block::Role,
    draft::Draft,
    heads, lexicon,
    recognise::{language, prose},
    report::{
        Certainty::{Sure, Unsure},
        Kind,
    },
};

/// The most blocks that are looked at.
const REACH: usize = 120;

/// Detects the document's language, and finds where the text proper begins.
pub fn language(draft: &mut Draft, rule: &'static str) {
    draft.front.end = end(draft);
    let mut sample = sample(draft, |text| prose::is_prose(text) && is_small(text));
    if sample.len() < 300 {
        sample = self::sample(draft, |text| text.len() > 60);
    }
    if sample.is_empty() {
        draft.blocks.iter().take(40).for_each(|block| sample.push_str(&block.text));
    }
    // The script of most letters of the whole text says more than that of a paragraph with a sentence in another.
    let whole = self::sample(draft, |_| true);
    if language::script(&whole) != language::script(&sample) {
        sample = whole;
    }
    let (lang, sure) = language::detect(&sample);
    draft.front.lang = lang.to_owned();
    draft.report.language = scholion_base::Lang::new(lang);
    let sure = if sure { Sure } else { Unsure };
    draft.say(1, rule, lang, Kind::Found, sure);
}

/// Words from all over the text: names, tables and what stands in front tell little.
fn sample(draft: &Draft, fits: impl Fn(&str) -> bool) -> String {
    let blocks = draft.blocks.iter().skip(draft.front.end).chain(draft.blocks.iter().take(draft.front.end));
    let fitting: Vec<&str> =
        blocks.filter(|block| block.role != Role::Gone && fits(&block.text)).take(2000).map(|block| block.text.as_str()).collect();
    let step = fitting.len().div_ceil(16).max(1);
    let mut sample = String::new();
    for text in fitting.iter().step_by(step) {
        let mut rest = text.chars();
        rest.nth(499);
        sample.push_str(text.get(..text.len() - rest.as_str().len()).unwrap_or(""));
        sample.push('\n');
    }
    sample
}

/// Whether most letters are small, or have no case.
fn is_small(text: &str) -> bool {
    let (mut letters, mut capitals) = (0, 0);
    for c in text.chars().take(1000).filter(|c| c.is_alphabetic()) {
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    capitals * 5 < letters
}

/// What stands behind the last block that went to the front matter is text after all.
pub fn settle(draft: &mut Draft, _rule: &'static str) {
    let end = draft.front.end.min(draft.blocks.len());
    draft.front.end = draft.blocks[..end].iter().rposition(|block| block.role == Role::Gone).map_or(0, |last| last + 1);
}

/// The language of a part of the front matter: that of its words where they are enough to tell, else that of
/// the document if the script agrees, else the label's.
pub fn language_of(draft: &Draft, text: &str, label: Option<&'static str>) -> String {
    let own = draft.front.lang.as_str();
    let cyrillic = |lang: &str| matches!(lang, "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk");
    let is_cyrillic = scholion_reference::translit::is_cyrillic(text);
    // The detector is slow, and not asked where it could not change anything.
    if text.len() <= 150 && is_cyrillic == cyrillic(own) && (label.is_none() || text.len() <= 40) {
        return own.to_owned();
    }
    // Capitals mislead the detector.
    let (found, sure) = language::detect(&text.to_lowercase());
    if sure && text.len() > 150 {
        return found.to_owned();
    }
    // Short words: script and label tell more than statistics.
    if is_cyrillic != cyrillic(own) {
        return match label {
            Some(label) if cyrillic(label) == is_cyrillic => label.to_owned(),
            _ if is_cyrillic => "ru".to_owned(),
            _ if sure => found.to_owned(),
            _ => "en".to_owned(),
        };
    }
    // Of a line in the same script only a label in another language says that it is not the text's own.
    if sure && label == Some(found) && text.len() > 40 {
        return found.to_owned();
    }
    // Or its small words.
    if let Some(label) = label.filter(|label| *label != own) {
        let count = small_words(text, label);
        if count >= 3 && small_words(text, own) * 3 <= count {
            return label.to_owned();
        }
    }
    own.to_owned()
}

/// How many words of a text are small words of a language.
fn small_words(text: &str, lang: &str) -> usize {
    let is_one = |word: &&str| {
        let fits = || scholion_lang::FUNCTION_WORD.langs(&word.to_lowercase()).tags().any(|tag| tag == lang);
        word.len() <= 16 && fits()
    };
    text.split(|c: char| !c.is_alphabetic()).filter(is_one).count()
}

/// The first block of the text proper.
fn end(draft: &Draft) -> usize {
    if draft.head.end() > 0 {
        return draft.blocks.iter().position(|block| block.line(&draft.source) > draft.head.end()).unwrap_or(draft.blocks.len());
    }
    let mut after_label = false;
    let mut seen = 0;
    for (index, block) in draft.blocks.iter().enumerate() {
        if block.role == Role::Gone {
            continue;
        }
        seen += 1;
        if seen > REACH {
            break;
        }
        let text = block.bare();
        if let Some(found) = prose::LABELLED.iter().find_map(|labels| lexicon::label(text, labels))
            && (found.closed || text.len() > 150)
        {
            after_label = found.rest == text.len();
            continue;
        }
        if std::mem::take(&mut after_label) {
            continue;
        }
        let is_turn = text.starts_with("— ") || text.starts_with("– ") || block.text.starts_with("- **");
        let divides = seen > 1 && lexicon::division(text).is_some_and(|found| text.len() - found.end <= 100);
        // A list of references is none of the front: its entries read like a journal's line, or like names.
        let ends = seen > 1 && lexicon::is_references_heading(text);
        // "# A long title." is none of these.
        let is_text = || prose::is_prose(text) && !block.text.starts_with("# ") && !stands_above_keywords(draft, index);
        if ends || heads::is_opening(text) || divides || (is_turn && seen > 1) || is_text() {
            return index;
        }
    }
    if seen > REACH { 0 } else { draft.blocks.len() }
}

/// Whether a paragraph is an abstract without a label by what stands below it: keywords, and behind them the text. One of two paragraphs at
/// most, below a title.
pub fn stands_above_keywords(draft: &Draft, index: usize) -> bool {
    /// The most paragraphs of such an abstract, the longest list of keywords in bytes, and the fewest paragraphs of the text.
    const MOST: usize = 2;
    const LIST: usize = 900;
    const TEXT: usize = 2;
    let mut live = draft.blocks.iter().skip(index).filter(|block| block.role != Role::Gone);
    let mut above = 0;
    let is_list = loop {
        let Some(block) = live.next() else { return false };
        let text = block.bare();
        if lexicon::label(text, &scholion_lang::KEYWORDS).is_some_and(|label| label.closed) {
            break text.len() <= LIST;
        }
        above += 1;
        if above > MOST || !prose::is_prose(text) {
            return false;
        }
    };
    // Keywords of another language may follow with their abstract.
    let has_title = draft.blocks.iter().take(index).any(|block| block.role != Role::Gone && block.text.contains(char::is_alphabetic));
    is_list && above > 0 && has_title && live.filter(|block| prose::is_prose(block.bare())).nth(TEXT - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_keywords_is_no_text() {
        let prose = "The keeper of the mill went down to the ford before it was light and let the water go, since nobody had told him of the men.\n\n";
        let check = |text: &str| {
            let mut draft = Draft::new(text.as_bytes());
            crate::paragraphs::RULES.iter().for_each(|rule| (rule.apply)(&mut draft, rule.name));
            draft.front.end = end(&draft);
            crate::front::summary::keywords(&mut draft, "keywords");
            (draft.front.end, draft.front.abstract_.len() > 60, draft.front.keywords.len())
        };
        assert_eq!(check(&format!("The mill\n\n{prose}Keywords: mill, ford.\n\n{prose}{prose}")), (3, true, 2));
        assert_eq!(check(&format!("The mill\n\n{prose}{prose}{prose}Keywords: mill, ford.\n")).0, 1);
    }

    #[test]
    fn small_words_tell_the_language_of_a_line() {
        let line = "The essay deals with the weir of Valdora.";
        assert!(small_words(line, "en") >= 3 && small_words(line, "it") == 0);
        assert_eq!(small_words("", "en"), 0);
    }
}

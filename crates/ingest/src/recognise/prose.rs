//! Running text, headings, parts of references, and parts of the front matter, each by its words.

use super::items;
use crate::{
    block,
    chars::{self, End},
    lexicon,
};
use scholion_base::text::holds;
use scholion_lang::{ABSTRACT, ACCEPTED, CITE_AS, KEYWORDS, PUBLISHED, RECEIVED, REVISED, Words};

/// Whether a block is a paragraph of running text.
pub fn is_prose(text: &str) -> bool {
    let characters = crate::lines::columns(text);
    if characters < 120 || text.starts_with('©') || chars::end_of(text) == End::Open && characters < 250 {
        return false;
    }
    let has_sentence = || {
        let bytes = text.as_bytes();
        memchr::memchr3_iter(b'.', b'?', b'!', bytes).any(|at| bytes.get(at + 1) == Some(&b' '))
    };
    (characters > 300 || has_sentence() || chars::end_of(text) == End::Closed)
        && !lexicon::is_affiliation(text)
        && !items::begins_item(text)
        && !holds(text, "creativecommons.org")
        && !is_list_of_names(text)
}

/// Whether a text is a row of names, however long: marks divide it, and nearly all its words begin with capitals.
fn is_list_of_names(text: &str) -> bool {
    let marks = text.matches([',', ';']).count();
    if marks < 5 {
        return false;
    }
    let (mut words, mut capitals) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '-')).filter(|word| word.chars().nth(1).is_some()) {
        if scholion_reference::names::is_particle(&word.to_lowercase())
            || scholion_lang::AND.contains(word)
            || scholion_lang::ARTICLE.contains(word)
        {
            continue;
        }
        words += 1;
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    capitals * 20 >= words * 19 && words <= marks * 5 && !text.contains(['“', '"', '«', '?', '!'])
}

/// Labels of parts that stand before or behind the text proper.
pub static LABELLED: [&Words; 7] = [&ABSTRACT, &KEYWORDS, &CITE_AS, &RECEIVED, &ACCEPTED, &REVISED, &PUBLISHED];

/// Whether a block begins with the label of a part of the front matter.
pub fn is_labelled_summary(text: &str) -> bool {
    LABELLED.iter().any(|labels| lexicon::label(text, labels).is_some_and(|found| found.closed))
}

/// Whether a block reads like a heading: short, with no mark at its end.
pub fn is_heading_like(text: &str) -> bool {
    let bare = block::bare(text);
    text.len() < 120 && !bare.is_empty() && !matches!(chars::end_of(bare), End::Closed | End::Half) && !bare.contains(". ")
}

/// Whether words read like a part of a reference: of their words many are numbers, initials, names,
/// addresses; prose is made of words in small letters.
pub fn is_apparatus(text: &str) -> bool {
    if text.len() > 3000 {
        return false;
    }
    let (mut words, mut marks) = (0usize, 0usize);
    for word in text.split_whitespace() {
        words += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        marks += if word.contains("://") || word.starts_with("www.") || word.starts_with("//") {
            5
        } else if word.contains(|c: char| c.is_ascii_digit())
            || (letters <= 3 && bare.contains(char::is_uppercase) && !bare.contains(char::is_lowercase))
        {
            2
        } else {
            usize::from(bare.starts_with(char::is_uppercase) || matches!(bare, "et" | "al" | "pp" | "vol" | "doi" | "eds" | "ed"))
        };
    }
    words >= 3 && marks * 10 >= words * 6
}

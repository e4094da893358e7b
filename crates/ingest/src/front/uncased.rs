//! Names in scripts without capitals, right under the title: nothing in their letters tells them from words, only where they stand.

use crate::{
    block::{Block, Role},
    chars,
    draft::Draft,
    front::above,
    front_matter::tidy,
    heads, lexicon,
    recognise::{journal, prose},
};
use scholion_base::{
    script::{is_east_asian, is_han, is_hangul, is_kana, is_unspaced},
    text::{is_mark, squeeze},
};
use scholion_lang::{FUNCTION_WORD, GENRE, GIVEN_NAME, INTRODUCTION_HEADING, NOTES_HEADING, RUBRIC, SECTION_HEADING};
use scholion_reference::{Name, names};

/// The longest line of names, in characters, and as many names.
const LONGEST: usize = 80;
const MOST: usize = 6;
/// So many bytes of the text are asked whether words come again.
const ASKED: usize = 60_000;

/// The names in the line right under the title, if they are some: a known given name says so, or what stands below is what stands below names
/// (an address, an abstract, the introduction) and their words do not come again in the text.
pub fn names(draft: &Draft, start: usize, index: usize, text: &str) -> Option<Vec<String>> {
    if !is_under(draft, start, index) {
        return None;
    }
    if above::is_east_asian_name(draft, &draft.front.title, text) {
        return Some(vec![text.to_owned()]);
    }
    let names = pieces(&draft.front.lang, text)?;
    let is_known = names.iter().any(|name| name.split(' ').any(|word| GIVEN_NAME.langs(word).has(&draft.front.lang)));
    (is_known || stands_under_title(draft, index) && !comes_again(draft, index, &names)).then_some(names)
}

/// Whether only a subtitle stands between the title and a line: set in dashes, or behind one.
fn is_under(draft: &Draft, start: usize, index: usize) -> bool {
    const SUBTITLE: usize = 200;
    let is_subtitle = |block: &Block| block.text.len() <= SUBTITLE && block.text.starts_with(['-', '–', '—', '―', '─', '~', '～']);
    draft.blocks.get(start..index).is_some_and(|between| between.iter().all(|block| block.role == Role::Gone || is_subtitle(block)))
}

/// A name in such a script. In Japanese nothing but a blank says where the family name ends.
pub fn name(lang: &str, text: &str) -> Name {
    match text.split_once(' ') {
        Some((family, given)) if text.chars().any(is_unspaced) => {
            Name { family: family.to_owned(), given: given.to_owned(), ..Name::default() }
        }
        None if lang == "ja" => Name::literal(text),
        _ => tidy(names::one(text)),
    }
}

/// The names of which a line may consist; `None` if it holds anything else.
pub fn pieces(lang: &str, text: &str) -> Option<Vec<String>> {
    let is_call = |c: char| chars::is_superscript(c) || matches!(c, '*' | '†' | '‡' | '＊');
    let bare = squeeze(&text.trim_end_matches(is_call).replace(is_call, " "));
    let is_label = |words: &str| {
        [&SECTION_HEADING, &INTRODUCTION_HEADING, &NOTES_HEADING, &RUBRIC, &GENRE].iter().any(|labels| lexicon::is_one_of(words, labels))
    };
    let is_other = || {
        is_label(&bare)
            || bare.split(' ').any(is_label)
            || lexicon::is_affiliation(&bare)
            || lexicon::is_references_heading(&bare)
            || journal::is_journal_line(&bare)
    };
    let first = bare.chars().next()?;
    if bare.chars().count() > LONGEST || first.is_uppercase() || first.is_lowercase() || !first.is_alphabetic() || is_other() {
        return None;
    }
    let mut names = Vec::new();
    for piece in bare.split(['、', '，', '；', ',', ';', '،', '؛', '·']).map(str::trim).filter(|piece| !piece.is_empty()) {
        if is_east_asian(first) { east_asian(lang, piece, &mut names)? } else { spaced(piece, &mut names)? }
    }
    (1..=MOST).contains(&names.len()).then_some(names)
}

/// Adds the names of a piece in East Asian letters: in Japanese a blank parts family and given name, in Chinese and Korean names.
fn east_asian(lang: &str, piece: &str, names: &mut Vec<String>) -> Option<()> {
    /// The longest name with a blank in it, and without, in characters.
    const JAPANESE: usize = 5;
    const LONG: usize = 4;
    let words: Vec<&str> = piece.split(' ').collect();
    let count = |word: &str| word.chars().count();
    let is_letters = |c: char| is_han(c) || is_kana(c) || is_hangul(c);
    if !piece.chars().all(|c| is_letters(c) || c == ' ') || !piece.chars().any(|c| is_han(c) || is_hangul(c)) {
        return None;
    }
    match words.as_slice() {
        [family, given] if lang == "ja" && count(family) <= JAPANESE && count(given) <= JAPANESE => names.push(piece.to_owned()),
        _ if lang == "ja" => return None,
        // A name of two characters is set as wide as those of three.
        [family, given] if count(family) == 1 && count(given) == 1 => names.push(format!("{family}{given}")),
        words if words.iter().all(|word| (2..=LONG).contains(&count(word))) => names.extend(words.iter().map(|word| (*word).to_owned())),
        _ => return None,
    }
    Some(())
}

/// Adds the name of a piece in another script: two to four words of letters and their marks.
fn spaced(piece: &str, names: &mut Vec<String>) -> Option<()> {
    let is_letter = |c: char| {
        c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase() || is_mark(c) || matches!(c, '\u{200c}' | '-' | '\'' | '״' | '׳')
    };
    let is_word = |word: &&str| {
        word.chars().all(is_letter) && word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !FUNCTION_WORD.contains(word)
    };
    let words: Vec<&str> = piece.split(' ').collect();
    ((2..=4).contains(&words.len()) && words.iter().all(is_word)).then(|| names.push(piece.to_owned()))
}

/// Whether words may be a name in a script without capitals: two to five characters in East Asia, up to five words elsewhere.
pub fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let uncased = name.chars().all(|c| {
        c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase() || is_mark(c) || matches!(c, ' ' | '·' | '・' | '\u{200c}' | '-' | '\'')
    });
    let is_east_asian = name.chars().any(is_east_asian);
    let words = name.split(' ').count();
    uncased && letters >= 2 && if is_east_asian { letters <= 12 && words <= 2 } else { words <= 5 && name.chars().count() <= 60 }
}

/// Whether what follows a line is what stands below the names of authors: an address in brackets or one by its words, an abstract, the
/// heading of an introduction.
fn stands_under_title(draft: &Draft, index: usize) -> bool {
    let next = draft.after(index).and_then(|next| draft.blocks.get(next));
    let below = next.map_or("", |block| block.bare());
    let is_address =
        || below.starts_with(['(', '（']) && below.ends_with([')', '）']) && below.len() <= 400 || lexicon::is_affiliation(below);
    // What was taken from right below it was an abstract, or keywords.
    let has_summary = || {
        let is_gone = draft.blocks.get(index + 1).is_some_and(|block| block.role == Role::Gone);
        is_gone && (!draft.front.abstract_.is_empty() || !draft.front.keywords.is_empty())
    };
    is_address() || has_summary() || heads::is_opening(below) || prose::is_labelled_summary(below)
}

/// Whether words of names stand in the text as well; in scripts without spaces, whether a whole name does.
fn comes_again(draft: &Draft, index: usize, names: &[String]) -> bool {
    let mut read = 0;
    let text = draft.blocks.iter().skip(index + 1).filter(|block| block.role != Role::Gone).map(|block| block.text.as_str());
    let mut text = text.take_while(|text| {
        read += text.len();
        read <= ASKED
    });
    let words: Vec<&str> = names.iter().flat_map(|name| name.split(' ')).collect();
    text.any(|text| {
        let is_again = |name: &String| name.chars().any(is_unspaced) && text.contains(name.as_str());
        names.iter().any(is_again) || text.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).any(|word| words.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_may_be_names_are_told_from_others() {
        let check = |lang, text| pieces(lang, text).map(|names| names.join("|"));
        for (lang, text, expected) in [
            ("zh", "沈文谦", Some("沈文谦")),
            ("zh", "沈文谦 李伯年", Some("沈文谦|李伯年")),
            ("zh", "沈 谦", Some("沈谦")),
            ("ja", "高瀬 道子", Some("高瀬 道子")),
            ("ko", "김철수, 이영희", Some("김철수|이영희")),
            ("he", "דליה רוזנפלד", Some("דליה רוזנפלד")),
            ("ar", "سليم الحوراني", Some("سليم الحوراني")),
            ("zh", "前言", None),
            ("zh", "清代湖州水碓的兴衰", None),
            ("ja", "はじめに", None),
            ("ar", "دراسة تاريخية", None),
            ("ar", "طواحين الماء في وادي الزرقاء", None),
            ("en", "Anna Berg", None),
        ] {
            assert_eq!(check(lang, text).as_deref(), expected, "{text}");
        }
        assert_eq!((name("ja", "高瀬 道子").family.as_str(), name("he", "דליה רוזנפלד").family.as_str()), ("高瀬", "רוזנפלד"));
    }
}

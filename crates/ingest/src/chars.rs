//! What the ends of a stretch of text say: whether it is finished, whether it goes on.
//!
//! All of it works on the printed characters, for any script that has capitals or marks the ends of
//! its sentences.

use scholion_base::{
    figures,
    script::{decimal, ends_sentence},
};

/// How a stretch of text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// With the mark that ends a sentence.
    Closed,
    /// With a colon or semicolon: the next may be its continuation, or the first item of a list.
    Half,
    /// With a word or a number.
    Open,
    /// With a comma, a hyphen, an opening bracket, or a word that cannot end a sentence.
    Cut,
}

/// How the next stretch begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// With a capital, or in a script without case.
    Fresh,
    /// With a digit, a bracket, a quotation mark, a symbol.
    Neutral,
    /// With a small letter, or a mark that cannot begin a sentence.
    Running,
}

/// How `text` ends, emphasis and note marks left aside.
pub fn end_of(text: &str) -> End {
    let is_mark = |c: char| is_superscript(c) || matches!(c, '†' | '‡') || figures::of_circled(c).is_some();
    let is_behind = |c: char| c.is_whitespace() || is_emphasis(c) || is_mark(c);
    let mut calling = text.trim_end_matches(is_behind);
    // `States.⁴,⁵`: several notes are called in a row.
    while text.get(calling.len()..).is_some_and(|marks| marks.trim_start().starts_with(is_mark))
        && let Some(before) = calling.strip_suffix([',', '–', '-']).filter(|before| before.ends_with(is_mark))
    {
        calling = before.trim_end_matches(is_behind);
    }
    let text = without_call(calling);
    // »So reden deutsche Bücher?« A French mark that opens stands behind a space.
    let mut bare = text.trim_end_matches(is_closer);
    while let Some(inside) = bare.strip_suffix(['«', '‹']).filter(|inside| inside.ends_with(|c: char| !c.is_whitespace())) {
        bare = inside.trim_end_matches(is_closer);
    }
    let Some(last) = bare.chars().next_back() else { return End::Closed };
    match last {
        _ if is_stop(last) => End::Closed,
        ':' | ';' | '：' | '；' | '؛' => End::Half,
        '،' | ',' | '-' | '‐' | '¬' | '⸗' | '–' | '—' | '/' | '&' | '(' | '[' | '«' | '“' | '=' | '+' | '<' | '、' | '，' => {
            End::Cut
        }
        _ if text.len() != bare.len() && text.ends_with(is_quote_closer) => End::Open,
        _ if is_function_word(last_word(bare)) => End::Cut,
        _ => End::Open,
    }
}

/// Whether a mark ends a sentence, or what is left of one.
pub fn is_stop(c: char) -> bool {
    matches!(c, '…' | '‽') || ends_sentence(c)
}

/// A text without the calls of notes behind the end of its last sentence: `The parties agree.[2]`, `agree.[2–4], [6]`, `agree.2`, `agree.2,3`, `agree.2)`,
/// `agree.*)`.
pub fn without_call(text: &str) -> &str {
    if let Some(inside) = text.strip_suffix(')').filter(|inside| is_bracket_alone(inside)) {
        let before = inside.trim_end_matches(['*', '†', '‡']);
        let before = if before.len() < inside.len() { before } else { without_digits(inside) };
        let is_call = before.len() < inside.len() && before.trim_end_matches(is_closer).ends_with(is_stop);
        return if is_call { before } else { text };
    }
    let Some(inside) = text.strip_suffix([']', ')', '］', '）', '〕', '】']) else { return without_digits(text) };
    let Some(open) = inside.rfind(['[', '(', '［', '（', '〔', '【']).filter(|open| inside.len() - open <= LONGEST_CALL) else {
        return text;
    };
    let mut label = inside.get(open..).unwrap_or("").chars().skip(1).peekable();
    let is_sign = |c: char| decimal(c).is_some() || matches!(c, '^' | '*' | '†' | '‡');
    let is_call = label.peek().is_some_and(|c| is_sign(*c)) && label.all(|c| is_sign(c) || matches!(c, ',' | '–' | '-' | ' '));
    let before = text.get(..open).unwrap_or(text).trim_end();
    let others = before.trim_end_matches([',', ' ']);
    let first = if is_call && others.ends_with(']') { without_call(others) } else { others };
    if first.len() < others.len() {
        return first;
    }
    if is_call && before.trim_end_matches(is_closer).ends_with(is_stop) { before } else { text }
}

/// Whether the bracket that closes behind a text was never opened in it.
fn is_bracket_alone(inside: &str) -> bool {
    let mut closed = 0usize;
    for c in inside.chars().rev() {
        match c {
            ')' => closed += 1,
            '(' if closed == 0 => return false,
            '(' => closed -= 1,
            _ => {}
        }
    }
    true
}

/// A text without the digits behind the end of its last sentence, which were raised in print; "Vol.2" and "sect.3" end none.
fn without_digits(text: &str) -> &str {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '–' | '-' | ' '));
    let is_number =
        |digits: &str| (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    let numbers = text.get(before.len()..).unwrap_or("");
    // `agree.2, 3–5`: several in a row.
    if numbers.starts_with(' ') || !numbers.split([',', '–', '-']).all(|number| is_number(number.trim_start())) {
        return text;
    }
    let bare = before.trim_end_matches(is_closer);
    let words = bare.trim_end_matches(is_stop);
    let word = last_word(words);
    let ends = words.len() < bare.len() && words.ends_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let is_word = word.chars().count() >= 4 && word.chars().all(char::is_alphabetic);
    let lower = word.to_lowercase();
    let counts = scholion_lang::LOCATOR.contains(&lower) || scholion_lang::CUT_ABBREVIATION.contains(&lower);
    if ends && is_word && !counts { before } else { text }
}

/// The longest call of a note, in bytes.
const LONGEST_CALL: usize = 16;

/// How `text` begins, emphasis left aside.
pub fn start_of(text: &str) -> Start {
    let mut chars = text.chars().skip_while(|&c| is_emphasis(c) || c.is_whitespace()).peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        if c.is_lowercase() {
            return Start::Running;
        }
        if c.is_alphabetic() {
            return if quoted { Start::Neutral } else { Start::Fresh };
        }
        match c {
            '(' | '[' | '“' | '„' | '«' | '"' | '‘' | '\'' | '<' => quoted = true,
            '»' | '›' if chars.peek().is_some_and(|next| next.is_alphanumeric() || matches!(next, '›' | '»' | '…' | '.')) => {
                quoted = true
            }
            ',' | ';' | ')' | ']' | '»' | '”' | '/' | '%' | ':' => return Start::Running,
            _ => return Start::Neutral,
        }
    }
    Start::Neutral
}

/// Marks that emphasis is written with in plain text.
pub fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_')
}

/// Superscript digits and marks.
pub fn is_superscript(c: char) -> bool {
    matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Whether a text has superscript digits: only what begins with one of two bytes need be looked at.
pub fn has_superscript(text: &str) -> bool {
    memchr::memchr2_iter(0xc2, 0xe2, text.as_bytes())
        .any(|at| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_superscript))
}

/// Brackets and quotation marks that may stand behind the end of a sentence.
pub fn is_closer(c: char) -> bool {
    matches!(c, '）' | '］' | '〕' | '》' | ')' | ']' | '"' | '\'' | '”' | '’' | '»' | '“' | '›' | '」' | '』' | '>')
}

fn is_quote_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | '’')
}

/// The last word: letters and digits, apostrophes inside.
pub fn last_word(text: &str) -> &str {
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let text = text.get(..end).unwrap_or("");
    let start = text
        .rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    text.get(start..).unwrap_or("")
}

/// How many letters and digits stand in a text.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The first word.
pub fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Whether a word is an article, preposition or conjunction: such words do not end a paragraph.
pub fn is_function_word(word: &str) -> bool {
    if word.is_empty() || word.len() > 16 {
        return false;
    }
    let lower;
    let word = if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        word
    } else if word.chars().all(char::is_lowercase) {
        word
    } else {
        // A capital "A" or "IN" ends titles and lists of names; only small words are telling.
        lower = word.to_lowercase();
        if lower == word { word } else { return matches!(word, "The") }
    };
    scholion_lang::FUNCTION_WORD.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_tell_whether_a_sentence_is_over() {
        for (text, end) in [
            ("adopted by consensus.", End::Closed),
            ("by consensus of all 193 States.⁴", End::Closed),
            ("“unhealthy.”", End::Closed),
            ("He asked (see below).*", End::Closed),
            ("to the First Committee of", End::Cut),
            ("the Arab League, and the**", End::Cut),
            ("patient details were rec-", End::Cut),
            ("URL:", End::Half),
            ("of information and telecommunications", End::Open),
            ("the “rules of the road”", End::Open),
            ("в области информационной безопасности и", End::Cut),
            ("The parties agree.[2]", End::Closed),
            ("The parties agree.12", End::Closed),
            ("Ponds freeze.2,3 Stones are worn.4–5", End::Closed),
            ("Stones are worn.4, 5-7", End::Closed),
            ("the States.⁴,⁵", End::Closed),
            ("the States.[4, 6–8]", End::Closed),
            ("the States.[4][5], [7]", End::Closed),
            ("the States⁴, ", End::Cut),
            ("as said in sect.3, 4", End::Open),
            ("from the years.1914–18", End::Open),
            ("of the States [4], [5]", End::Open),
            ("for the rent.†", End::Closed),
            ("for the rent (in kind).*)", End::Closed),
            ("for the rent.2)", End::Closed),
            ("for the rent (of the mill*)", End::Open),
            ("as said in sect.3", End::Open),
            ("in the year 1964.2", End::Open),
            ("חלוקה לעשרים וארבעה קירטים.3", End::Closed),
            ("水闸年久失修。①", End::Closed),
            ("in the year of article 5 (2)", End::Open),
            ("كان الطريق مغلقا.(٢)", End::Closed),
            ("冬には誰も来なかった。", End::Closed),
            ("", End::Closed),
        ] {
            assert_eq!(end_of(text), end, "{text}");
        }
    }

    #[test]
    fn starts_tell_whether_it_goes_on() {
        for (text, start) in [
            ("the UN General Assembly", Start::Running),
            ("**the rest**", Start::Running),
            ("African Union. Does this", Start::Fresh),
            ("<https://tides.example>", Start::Running),
            ("“Quoted” words", Start::Neutral),
            ("20, which is", Start::Neutral),
            ("), and so on", Start::Running),
        ] {
            assert_eq!(start_of(text), start, "{text}");
        }
    }

    #[test]
    fn function_words_are_sorted() {
        assert!(is_function_word("of") && is_function_word("для") && !is_function_word("Committee"));
    }
}

//! The words by which parts of a text name themselves, in the languages of the sources.
//!
//! A label stands at the beginning of a line, with or without emphasis, and is followed by a mark
//! ("Abstract."), by the end of the line, or by a capital.

mod divisions;

use scholion_base::script::{decimal, is_han, is_wide};
use scholion_lang::{COUNTED, DOCUMENT_WORD, INSTITUTION, NOTES_HEADING, PRESS_POST, REFERENCES_HEADING, TIME_WORD, Words};

pub use divisions::{division, is_titled};

/// A label found at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The language of the label.
    pub lang: &'static str,
    /// Where the words behind the label and its mark begin.
    pub rest: usize,
    /// Whether a mark or the line's end closes the label; if not, only a capital follows.
    pub closed: bool,
}

/// The label with which `text` begins.
pub fn label(text: &str, labels: &Words) -> Option<Found> {
    let lead = text.len() - text.trim_start_matches(['*', '_', '#', ' ', '\n']).len();
    let body = text.get(lead..)?;
    // A blank of a label stands for all white space.
    if !labels.may_begin(body) && !body.as_bytes().get(1).is_some_and(|second| second.is_ascii_whitespace()) {
        return None;
    }
    let first = First::of(body)?;
    let begin = labels.all().filter(|label| first.may_begin(label.word));
    let found = begin.filter_map(|label| {
        let (rest, closed) = after_label(body, label.word)?;
        Some(Found { lang: label.langs.tags().last()?, rest: lead + rest, closed })
    });
    found.max_by_key(|found| (found.closed, found.rest))
}

/// Where the keywords begin, and the language of their label. A list may follow without a mark.
pub fn keyword_label(text: &str) -> Option<(usize, &'static str)> {
    if let Some(found) = label(text, &scholion_lang::KEYWORDS) {
        return Some((found.rest, found.lang));
    }
    let lead = text.len() - text.trim_start_matches(['*', '_', '#', ' ']).len();
    let body = text.get(lead..).filter(|body| scholion_lang::KEYWORDS.may_begin(body))?;
    let label = scholion_lang::KEYWORDS.iter().find(|label| {
        body.get(..label.len()).is_some_and(|start| start.to_lowercase() == *label)
            && body.get(label.len()..).is_some_and(|rest| rest.starts_with([' ', '\n', '*']))
    })?;
    let rest = body.get(label.len()..)?;
    (rest.contains([';', '·', '•', ',', '|']) && !rest.contains(". ")).then(|| {
        (
            lead + label.len() + (rest.len() - rest.trim_start_matches([' ', '\n', '*', '_']).len()),
            scholion_lang::KEYWORDS.langs(label).tags().last().unwrap_or("und"),
        )
    })
}

/// The first letter of a text, as printed and in lower case: it alone refuses most labels.
#[derive(Clone, Copy, Debug)]
pub struct First(char, char);

impl First {
    /// The first letter of a text; `None` if it is empty.
    pub fn of(text: &str) -> Option<Self> {
        let c = text.chars().next()?;
        let mut lower = c.to_lowercase();
        Some(Self(c, lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)))
    }

    /// Whether a text that begins so may begin with this label, which is in small letters.
    pub fn may_begin(self, label: &str) -> bool {
        label.chars().next().is_none_or(|c| c == self.0 || c == self.1 || matches!(c, ' ' | '\''))
    }
}

/// The longest of some labels, in small letters, that a text begins with, before a space or a colon, be it a wide one: its length, what it
/// stands for, and the words behind it.
pub fn behind_label<T>(text: &str, labels: impl IntoIterator<Item = (&'static str, T)>) -> Option<(usize, T, &str)> {
    let found = labels.into_iter().filter_map(|(label, meaning)| {
        let (start, rest) = (text.get(..label.len())?, text.get(label.len()..)?);
        (start.to_lowercase() == label && rest.starts_with([' ', ':', '：']))
            .then(|| (label.len(), meaning, rest.trim_start_matches([' ', ':', '：'])))
    });
    found.max_by_key(|&(length, ..)| length)
}

/// Where the words behind the label begin, and whether a mark closes it.
fn after_label(body: &str, label: &str) -> Option<(usize, bool)> {
    let mut rest = body.char_indices();
    for expected in label.chars() {
        let (_, c) = rest.next()?;
        let same = c == expected
            || c.to_lowercase().eq(std::iter::once(expected))
            || (expected == ' ' && c.is_whitespace())
            || (expected == '\'' && c == '’');
        if !same {
            return None;
        }
    }
    let end = rest.next().map_or(body.len(), |(at, _)| at);
    let behind = body.get(end..)?;
    let mut marks = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let closers: &[char] = &[':', '.', '—', '–', '：', '|', '】'];
    if behind.is_empty() || marks.is_empty() {
        return Some((body.len(), true));
    }
    let closed = if marks.starts_with(closers) {
        marks = marks.trim_start_matches(|c: char| closers.contains(&c) || c.is_whitespace() || matches!(c, '*' | '_'));
        true
    } else if let Some(dash) = marks.strip_prefix('-').filter(|dash| dash.starts_with(' ')) {
        marks = dash.trim_start();
        true
    } else if behind.starts_with('\n') || behind.starts_with(['*', '_']) && marks.len() < behind.len() && !behind.starts_with(' ') {
        true
    } else if behind.starts_with(|c: char| c.is_whitespace())
        && marks.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '«'))
    {
        false
    } else {
        return None;
    };
    Some((body.len() - marks.len(), closed))
}

/// Whether a line is a heading of the list of references, a number before it aside.
pub fn is_references_heading(line: &str) -> bool {
    // "+ Literatur" is an item of a menu.
    let item = line.starts_with(['*', '+', '-', '•']) && line.get(1..).is_some_and(|rest| rest.starts_with(' '));
    !item && is_one_of(line, &REFERENCES_HEADING)
}

/// Whether the first words of a text may be a heading of the list of references: its first two letters refuse most texts.
pub fn may_be_references_heading(text: &str) -> bool {
    let text = text.trim_start();
    let line = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_counted = || line.bytes().take(ROMAN + 1).find(|byte| !is_roman_digit(*byte)) == Some(b'.');
    text.starts_with(is_wide) || REFERENCES_HEADING.may_begin(line) || is_counted()
}

/// The longest Roman number before a heading, in digits.
const ROMAN: usize = 5;

fn is_roman_digit(byte: u8) -> bool {
    matches!(byte, b'I' | b'V' | b'X')
}

/// Whether a line is the heading of an introduction, a number before it aside.
pub fn is_introduction(text: &str) -> bool {
    let number = text.split(' ').next().unwrap_or("");
    let counts = number.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'I' | 'Ⅰ'));
    let text = if counts && number.len() < text.len() { text.get(number.len()..).unwrap_or(text) } else { text };
    is_one_of(text.trim(), &scholion_lang::INTRODUCTION_HEADING)
}

/// A heading in Chinese or Japanese without its number: "一、引言", "（二）結論", "第一章 緒論".
pub fn uncounted(text: &str) -> &str {
    if !text.starts_with(|c: char| is_han(c) || is_wide(c)) {
        return text;
    }
    let is_numeral = |c: char| {
        decimal(c).is_some() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '壹' | '貳' | '叁')
    };
    let behind_open = text.trim_start_matches(['（', '第', '［', '〔']);
    let behind = behind_open.trim_start_matches(is_numeral);
    let is_unit = |c: char| matches!(c, '章' | '節' | '节' | '部' | '編' | '编');
    let bare = behind.trim_start_matches(is_unit).trim_start_matches(['、', '．', '，', '。', '）', '］', '〕', '.', ' ', '　', '：']);
    let is_closed = behind.len() < behind_open.len() && bare.len() < behind.len() && !bare.is_empty();
    if is_closed { bare } else { text }
}

/// Whether a line is a heading of the list of references, or of a section of notes.
pub fn is_list_heading(line: &str) -> bool {
    is_references_heading(line) || is_notes_heading(line)
}

/// Whether a line is a heading of a section of notes.
pub fn is_notes_heading(line: &str) -> bool {
    is_one_of(line, &NOTES_HEADING)
}

/// Whether a line is one of these, case, emphasis, numbering and marks at its ends aside.
pub fn is_one_of(line: &str, words: &Words) -> bool {
    if line.len() > 160 {
        return false;
    }
    let line = uncounted(line.trim()).trim_matches(|c: char| !c.is_alphabetic());
    // "IV. References": a Roman number before a point.
    let is_roman = |number: &str| number.len() <= ROMAN && number.bytes().all(is_roman_digit);
    let line = match line.split_once('.') {
        Some((number, rest)) if rest.starts_with(' ') && is_roman(number) => rest.trim_start(),
        _ => line,
    };
    if !words.may_begin(line) {
        return false;
    }
    let lower = line.to_lowercase();
    lower.split(" / ").all(|part| words.contains(part.trim()))
}

/// Whether the words name an institution: somebody's affiliation rather than a note.
pub fn is_affiliation(text: &str) -> bool {
    text.len() < 400 && {
        let lower = text.to_lowercase();
        INSTITUTION.iter().any(|word| lower.contains(word))
    }
}

/// Whether a number behind this word counts something: "Table 2".
pub fn counts(word: &str) -> bool {
    const LONGEST: usize = 20;
    word.len() <= LONGEST && {
        let lower = word.to_lowercase();
        // "March 5", "5 марта"; an abbreviated month is too often another word.
        COUNTED.contains(&lower) || lower.chars().count() > 3 && scholion_lang::MONTH.contains(&lower)
    }
}

/// Whether a word, marks at its end aside, names the post of somebody who writes for a newspaper.
pub fn is_post(word: &str) -> bool {
    word.len() <= 40 && PRESS_POST.contains(word.to_lowercase().trim_end_matches(['.', ',']))
}

/// Whether a word names a kind of document.
pub fn is_document_word(word: &str) -> bool {
    word.len() <= 40 && DOCUMENT_WORD.contains(&word.to_lowercase())
}

/// Whether a word may stand in a line that says when, and nothing else.
pub fn is_time_word(word: &str) -> bool {
    word.len() <= 26 && TIME_WORD.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use scholion_lang::{ABSTRACT, KEYWORDS};

    use super::*;

    #[test]
    fn labels_are_closed_by_a_mark_a_line_end_or_a_capital() {
        let rest = |text: &'static str, labels: &Words| label(text, labels).map(|found| (&text[found.rest..], found.closed));
        assert_eq!(rest("Abstract. Andrey", &ABSTRACT), Some(("Andrey", true)));
        assert_eq!(rest("**Abstract:** Andrey", &ABSTRACT), Some(("Andrey", true)));
        assert_eq!(rest("ABSTRACT", &ABSTRACT), Some(("", true)));
        assert_eq!(rest("Resumo A tripanossomíase", &ABSTRACT), Some(("A tripanossomíase", false)));
        assert_eq!(rest("Abstract art was", &ABSTRACT), None);
        assert_eq!(rest("Ключевые слова: мир", &KEYWORDS), Some(("мир", true)));
        assert_eq!(rest("Abstract — In this", &ABSTRACT), Some(("In this", true)));
        assert_eq!(rest("Summary of results", &ABSTRACT), None);
    }

    #[test]
    fn headings_of_lists_are_known_in_many_languages() {
        for line in ["References", "**REFERENCES**", "7. Literaturverzeichnis", "Список литературы / References", "Bibliografía:"]
        {
            assert!(is_references_heading(line), "{line}");
        }
        assert!(!is_references_heading("References to the Queen"));
        assert!(
            ["2) References", "IV. References", "（三）参考文献"].into_iter().all(may_be_references_heading)
                && !may_be_references_heading("The mill")
        );
        assert!(REFERENCES_HEADING.iter().all(|heading| heading.len() > 1 && may_be_references_heading(&heading.to_uppercase())));
        assert!(is_notes_heading("Примечания"));
        assert!(is_introduction("一、引言") && is_introduction("第一章　緒論") && is_references_heading("（三）参考文献"));
        assert_eq!((uncounted("一、引言"), uncounted("一般論"), uncounted("1. Weir")), ("引言", "一般論", "1. Weir"));
    }
}

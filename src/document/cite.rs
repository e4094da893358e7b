//! Pandoc's citation syntax: `[see @xu2021, p. 16; @wang2020]`, `[-@xu2021]`, `@xu2021 [ch. 2]`, `@xu2021 [ch. 2; see @wang2020]`.
//!
//! Source: Pandoc User's Guide, "Citation syntax". `@{key with spaces}` keeps its braces' content as the key. What stands behind a key is
//! kept as written, braces included: which part of it is a place says the language of the page.

use super::facts::{Citation, CitationForm, CitationKind};
use crate::reference;

/// One citation as an editor wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cite {
    pub key: String,
    pub prefix: String,
    pub locator: String,
    pub form: CitationForm,
}

/// Reads what stands between the brackets; `None` if it is no citation, or one of the parts between
/// semicolons has no key.
pub(super) fn bracket(inner: &str) -> Option<Vec<Cite>> {
    let mut depth = 0;
    inner.split(|c: char| parts_works(c, &mut depth)).map(one).collect()
}

/// What stands in the brackets behind a key in a sentence: the place in its work, and further works behind a semicolon, `p. 30; see also @wang2020`.
pub(super) fn behind(inner: &str) -> (&str, Vec<Cite>) {
    let mut depth = 0;
    let further = inner.find(|c: char| parts_works(c, &mut depth)).and_then(|at| Some((inner.get(..at)?, bracket(inner.get(at + 1..)?)?)));
    further.unwrap_or((inner, Vec::new()))
}

/// Whether a sign stands between two works, `depth` braces deep: a semicolon in braces belongs to a place.
fn parts_works(c: char, depth: &mut usize) -> bool {
    match c {
        '{' => *depth += 1,
        '}' => *depth = depth.saturating_sub(1),
        _ => {}
    }
    c == ';' && *depth == 0
}

/// Reads the key that begins right behind an `@`: the key, and the length of what was read.
pub(super) fn key(text: &str) -> Option<(&str, usize)> {
    if let Some(rest) = text.strip_prefix('{') {
        let end = rest.find('}').filter(|&end| end > 0)?;
        return Some((rest.get(..end)?, end + 2));
    }
    let mut end = 0;
    for (index, c) in text.char_indices() {
        if c.is_alphanumeric() || c == '_' {
            end = index + c.len_utf8();
        } else if index == 0 || index != end || !matches!(c, ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/') {
            // One mark may stand inside a key, never two, nor one at its end.
            break;
        }
    }
    (end > 0).then(|| (text.get(..end).unwrap_or(""), end))
}

/// Where in `text` the `@` of a citation stands: not in an e-mail address, not escaped.
pub(super) fn find_at(text: &str) -> Option<usize> {
    text.match_indices('@').map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let ok = before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '@' | '\\' | '/')));
        ok && text.get(at + 1..).is_some_and(|rest| key(rest).is_some())
    })
}

fn one(part: &str) -> Option<Cite> {
    let at = find_at(part)?;
    let (key, length) = key(part.get(at + 1..)?)?;
    let before = part.get(..at)?;
    let (before, suppressed) = match before.strip_suffix('-') {
        Some(before) if before.is_empty() || before.ends_with(char::is_whitespace) => (before, true),
        _ => (before, false),
    };
    let after = part.get(at + 1 + length..)?.trim();
    Some(Cite {
        key: key.to_owned(),
        prefix: before.trim().to_owned(),
        locator: after.strip_prefix(',').unwrap_or(after).trim().to_owned(),
        form: if suppressed { CitationForm::AuthorSuppressed } else { CitationForm::Bracketed },
    })
}

/// The place in the work that the printed words of a citation give: `p. 16` of `Xu, 2021, p. 16`,
/// and `16` of `Xu 2021: 16`. Empty if there is none.
pub(super) fn printed_locator(words: &str) -> &str {
    let mut found: Option<&str> = None;
    for (comma, _) in words.match_indices([',', ':', '，', '：']) {
        let rest = words.get(comma..).and_then(|rest| rest.char_indices().nth(1).and_then(|(next, _)| rest.get(next..))).unwrap_or("");
        let rest = rest.trim_matches([' ', '\u{a0}', ')', ']', '.', ';']);
        let label = label_len(rest);
        let number = label.map_or(rest, |label| rest.get(label..).unwrap_or("").trim_start());
        let numeric = number.starts_with(|c: char| c.is_ascii_digit());
        let after_year = words.get(..comma).is_some_and(ends_with_year);
        let colon = words.get(comma..).is_some_and(|rest| rest.starts_with([':', '：']));
        if numeric && (label.is_some() || colon && after_year) {
            found = found.or(Some(rest));
        }
    }
    found.unwrap_or("")
}

/// The places that the notes of a block cite, whose words begin at `start` in the text, where their links do not say them: "[Ponds](#ref-holm1990)
/// (Oslo: Mill, 1990), 12".
pub(super) fn places(words: &str, start: u32, citations: &mut [Citation]) {
    let at = |place: u32| (place.saturating_sub(start) as usize).min(words.len());
    let begins: Vec<u32> = citations.iter().map(|citation| citation.words.start).collect();
    for (index, citation) in citations.iter_mut().enumerate() {
        let is_open = citation.locator.is_empty() && citation.form == CitationForm::Printed && citation.kind == CitationKind::Note;
        if !is_open {
            continue;
        }
        let next = begins.get(index + 1).map_or(words.len(), |next| at(*next));
        let (from, to) = (at(citation.words.start), at(citation.words.end));
        let tail = words.get(to..next.max(to)).unwrap_or("");
        citation.locator = reference::cited::place(words.get(from..to).unwrap_or(""), tail).into();
    }
}

/// The length of the word for a kind of place with which a text begins: a sign, a word with its point, or a long word.
fn label_len(text: &str) -> Option<usize> {
    let sign = text.find(|c| !matches!(c, '§' | '¶' | '№' | '第')).filter(|&end| end > 0);
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, tail) = text.split_at(end);
    let whole = tail.starts_with('.') || word.chars().count() > 3 && tail.starts_with([' ', '\u{a0}']);
    sign.or_else(|| (whole && scholion_lang::LOCATOR.contains(&word.to_lowercase())).then(|| end + usize::from(tail.starts_with('.'))))
}

fn ends_with_year(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(|c: char| c.is_ascii_lowercase());
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_read_as_pandoc_reads_them() {
        let read = |text| {
            bracket(text).map(|cites| {
                cites
                    .iter()
                    .map(|cite| format!("{}|{}|{}|{:?}", cite.prefix, cite.key, cite.locator, cite.form))
                    .collect::<Vec<_>>()
                    .join("  ")
            })
        };
        assert_eq!(read("@xu2021, p. 16; see @wang2020").as_deref(), Some("|xu2021|p. 16|Bracketed  see|wang2020||Bracketed"));
        assert_eq!(read("-@xu2021").as_deref(), Some("|xu2021||AuthorSuppressed"));
        assert_eq!(read("see -@a:b_c, ch. 2").as_deref(), Some("see|a:b_c|ch. 2|AuthorSuppressed"));
        assert_eq!(read("@{a b}, 3").as_deref(), Some("|a b|3|Bracketed"));
        assert_eq!(read("@garcía1956.").as_deref(), Some("|garcía1956|.|Bracketed"));
        assert_eq!(read("@a{ii; A}, words; @b").as_deref(), Some("|a|{ii; A}, words|Bracketed  |b||Bracketed"));
        let behind =
            |text| behind(text).1.into_iter().map(|cite| format!("{}|{}|{}", cite.prefix, cite.key, cite.locator)).collect::<Vec<_>>();
        assert_eq!(behind("p. 30; see also @wang2020, 4; @b"), ["see also|wang2020|4", "|b|"]);
        assert_eq!(
            (super::behind("p. 30; me@example.org"), super::behind("{ii; A}")),
            (("p. 30; me@example.org", vec![]), ("{ii; A}", vec![]))
        );
        assert_eq!(read("me@example.org"), None);
        assert_eq!(read("@a; and so on"), None);
        assert_eq!(read("@"), None);
    }

    #[test]
    fn printed_words_give_places() {
        let cases = [
            ("Xu, 2021, p. 16", "p. 16"),
            ("Xu 2021: 16–18", "16–18"),
            ("(Кремновских, 2019, с. 5)", "с. 5"),
            ("Smith, J. 2001", ""),
            ("Xu Peixi, 2021", ""),
        ];
        for (words, place) in cases {
            assert_eq!(printed_locator(words), place, "{words}");
        }
    }
}

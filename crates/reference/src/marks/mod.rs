//! Parts of an entry that a rule knows for sure: addresses, DOI, ISBN, dates of access, statements of
//! language, document symbols, the number an entry has in its list.

mod accessed;
pub mod statement;

use self::{
    accessed::{accessed, day_in_brackets},
    statement::{book_number, language, preprint, volumes, volumes_behind},
};
use super::{markup::is_address, symbol};
use scholion_base::Span;

pub use statement::language_named;

/// A part of an entry that needs no guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// All of it, with its words and brackets: `(accessed: 01.04.2022)`.
    pub span: Span,
    /// What it says: `01.04.2022`.
    pub value: Span,
    pub what: What,
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum What {
    /// An address.
    Url,
    /// A DOI, without a resolver in its value.
    Doi,
    /// When the page was seen.
    Accessed,
    /// A statement of language.
    Language,
    Isbn,
    Issn,
    /// An identifier of a preprint.
    Preprint,
    /// A document symbol.
    Symbol,
    /// `in 3 volumes`, `В 2 т.`
    Volumes,
    /// The number of the entry in its list.
    Label,
}

/// Finds the marks of a text, in order, none overlapping another.
pub fn find(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = label(text, &mut marks);
    let bytes = text.as_bytes();
    let mut inside = false;
    while let Some(&byte) = bytes.get(at) {
        let word_start = !inside && (byte.is_ascii_alphanumeric() || byte >= 0x80);
        inside = byte.is_ascii_alphanumeric() || byte >= 0xc0 && inside || byte >= 0x80 && !is_punctuation(text, at);
        if word_start && let Some(mark) = starts(text, at, &marks) {
            at = mark.span.end as usize;
            inside = false;
            marks.push(mark);
            continue;
        }
        at += 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    marks
}

/// Whether the character at `at` (not ASCII) is no letter: a dash, a quotation mark, a space.
fn is_punctuation(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| !c.is_alphanumeric())
}

/// The mark that starts at a word's beginning.
fn starts(text: &str, at: usize, marks: &[Mark]) -> Option<Mark> {
    let rest = text.get(at..)?;
    match rest.as_bytes().first()? {
        b'h' | b'H' | b'w' | b'W' | b'f' if is_address(rest) || broken_address(rest) => Some(address(text, at)),
        b'1' if rest.starts_with("10.") => doi(text, at, at),
        b'd' | b'D' if label_then_doi(text, at).is_some() => label_then_doi(text, at),
        b'd' => accessed(text, at),
        b'I' | b'i' => book_number(text, at).or_else(|| language(text, at)).or_else(|| volumes(text, at)),
        b'e' if rest.starts_with("eISSN") || rest.starts_with("e-ISSN") => book_number(text, at),
        b'a' if rest.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("arxiv:")) || rest.starts_with("arXiv") => preprint(text, at),
        b'A' | b'S' | b'E' | b'T' | b'C' | b'D' | b'H' | b'U' | b'F' | b'L' | b'W' | b'G' | b'N' | b'B' | b'P' | b'J' | b'R'
            if rest.as_bytes().iter().take(12).any(|byte| matches!(byte, b'/' | b'(' | b':' | b' ')) =>
        {
            symbol::at(text, at)
                .map(|symbol| Mark { span: symbol.span, value: symbol.span, what: What::Symbol })
                .or_else(|| accessed(text, at))
        }
        0xd0 | 0xd1 => symbol::at(text, at)
            .map(|symbol| Mark { span: symbol.span, value: symbol.span, what: What::Symbol })
            .or_else(|| accessed(text, at))
            .or_else(|| language(text, at))
            .or_else(|| volumes(text, at)),
        b'0'..=b'9' => volumes_behind(text, at).or_else(|| day_in_brackets(text, at)),
        _ => accessed(text, at),
    }
    .filter(|mark| marks.last().is_none_or(|last| last.span.end <= mark.span.start))
}

/// `http: //…`, as text taken out of PDF files has it.
fn broken_address(rest: &str) -> bool {
    let rest = rest.trim_start_matches("http").trim_start_matches('s');
    rest.starts_with(": //") || rest.starts_with(" ://") || rest.starts_with(":// ")
}

/// An address: up to white space or a closing mark; the points that end a sentence are not part of it.
fn address(text: &str, at: usize) -> Mark {
    let rest = text.get(at..).unwrap_or("");
    let scheme = rest.find("//").filter(|&slashes| slashes <= 9).map_or(0, |slashes| slashes + 2);
    let from = scheme + rest.get(scheme..).map_or(0, |tail| tail.len() - tail.trim_start_matches(' ').len());
    let mut end = from + word_end(rest.get(from..).unwrap_or(""));
    // A line that broke behind a hyphen, a slash or an underscore goes on, if what follows looks like the rest of a path.
    while let Some(tail) = rest.get(end..)
        && rest.get(..end).is_some_and(|url| url.ends_with(['-', '/', '_', '=', '&', '?', '%']))
        && let Some(next) = tail.strip_prefix([' ', '\n'])
        && !next.starts_with(['(', '[', '<', '—', '–', ' ', '\n'])
    {
        let len = word_end(next);
        let word = next.get(..len).unwrap_or("");
        let path_like = word.contains(['/', '_', '=', '-', '%'])
            || word.contains('.') && !word.ends_with('.')
            || word.bytes().any(|byte| byte.is_ascii_digit()) && word.bytes().any(|byte| byte.is_ascii_lowercase());
        if len == 0 || !path_like || is_address(word) {
            break;
        }
        end += 1 + len;
    }
    let url = trim_address(rest.get(..end).unwrap_or(""));
    let value = Span::new(at, at + url.len());
    // An address that only resolves a DOI is that DOI.
    if let Some(inside) = resolver(url).and_then(|from| doi(text, at, at + from))
        && inside.span.end as usize >= at + url.len()
    {
        return Mark { span: Span::new(at, inside.span.end as usize), ..inside };
    }
    Mark { span: value, value, what: What::Url }
}

/// Where the DOI begins in `https://doi.org/10.…`.
fn resolver(url: &str) -> Option<usize> {
    let at = url.find("doi.org").or_else(|| url.find("doi .org"))?;
    url.get(at..)?.find("10.").map(|from| at + from)
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '，' | '；' | '。'))
        .unwrap_or(text.len())
}

/// Drops what ends the sentence rather than the address; closing brackets stay if they were opened in it.
fn trim_address(url: &str) -> &str {
    let mut url = url;
    loop {
        let Some(last) = url.chars().next_back() else { return url };
        let unbalanced = |open: char, close: char| last == close && url.matches(close).count() > url.matches(open).count();
        if matches!(last, '.' | ',' | ';' | ':' | '\'' | '’' | '!' | '*')
            || unbalanced('(', ')')
            || unbalanced('[', ']')
            || unbalanced('{', '}')
        {
            url = url.get(..url.len() - last.len_utf8()).unwrap_or("");
        } else {
            return url;
        }
    }
}

/// A DOI whose `10.` stands at `from`; the mark begins at `start`.
fn doi(text: &str, start: usize, from: usize) -> Option<Mark> {
    let rest = text.get(from..)?;
    let digits = rest.get(3..)?.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let slash = 3 + digits;
    let registrant = rest.get(3..slash)?.bytes().filter(u8::is_ascii_digit).count();
    let gap = rest.get(slash..)?.strip_prefix(' ').map_or(0, |_| 1);
    if !(4..=9).contains(&registrant) || rest.as_bytes().get(slash + gap) != Some(&b'/') {
        return None;
    }
    let mut from_suffix = slash + gap + 1;
    if rest.get(from_suffix..)?.starts_with(' ') {
        from_suffix += 1;
    }
    let mut end = from_suffix + word_end(rest.get(from_suffix..)?);
    // A break behind a hyphen, a slash or a point inside the suffix: "10.1590/S0001- 37652014".
    while rest.get(..end)?.ends_with(['-', '/', '_'])
        && let Some(next) = rest.get(end..)?.strip_prefix(' ')
        && next.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase())
    {
        end += 1 + word_end(next);
    }
    let word = trim_address(rest.get(..end)?);
    // `doi:10.1/x.URL http…`, `…[arXiv:…]` may be glued to it.
    let word =
        word.find(".URL").or_else(|| word.find("[arXiv")).or_else(|| word.find(".http")).and_then(|cut| word.get(..cut)).unwrap_or(word);
    let word = trim_address(word);
    (word.len() > from_suffix).then(|| Mark {
        span: Span::new(start, from + word.len()),
        value: Span::new(from, from + word.len()),
        what: What::Doi,
    })
}

/// `doi:10.…`, `DOI 10.…`, `doi.org/10.…`, `dx.doi.org/10.…`.
fn label_then_doi(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let word = rest.get(..3)?;
    if !word.eq_ignore_ascii_case("doi") && !rest.starts_with("dx.") {
        return None;
    }
    let from = rest.get(..rest.len().min(32)).or_else(|| rest.get(..31)).or_else(|| rest.get(..30)).unwrap_or(rest).find("10.")?;
    let between = rest.get(..from)?;
    let plain = between.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b':' | b' ' | b'.' | b'/'));
    if plain { doi(text, at, at + from) } else { None }
}

/// The number of an entry in its list: `[12]`, `12.`, `(3)`, `7)`. Gives where the entry begins.
fn label(text: &str, marks: &mut Vec<Mark>) -> usize {
    let start =
        text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '·' | '–' | '—' | '*' | '-' | '▪')).len();
    let rest = text.get(start..).unwrap_or("");
    let opened = rest.starts_with(['[', '(']);
    let inside = if opened { rest.get(1..).unwrap_or("") } else { rest };
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return start;
    }
    let behind = inside.get(digits..).unwrap_or("");
    let closed = behind.starts_with([']', ')']);
    let pointed =
        behind.starts_with('.') && behind.get(1..).is_some_and(|tail| tail.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic()));
    // "21 Oliveira RKL": a bare number before a name, if a letter follows and not a unit or a month.
    if opened && closed || !opened && (closed || pointed) {
        let end = start + usize::from(opened) + digits + 1;
        marks.push(Mark {
            span: Span::new(start, end),
            value: Span::new(start + usize::from(opened), start + usize::from(opened) + digits),
            what: What::Label,
        });
        return end;
    }
    start
}

/// Whether a DOI is printed as the address of a resolver.
pub fn is_resolved(printed: &str) -> bool {
    is_address(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(What, &str)]) {
        let found: Vec<(What, &str)> = find(text).iter().map(|mark| (mark.what, mark.value.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_are_found() {
        check(
            "Title. URL: https://www.un.org/x?symbol=A/65/201&Lang=E (accessed: 01.04.2022).",
            &[(What::Url, "https://www.un.org/x?symbol=A/65/201&Lang=E"), (What::Accessed, "01.04.2022")],
        );
        check("J, 13(3), 313. https://doi.org/10.1093/cjip/poaa007.", &[(What::Doi, "10.1093/cjip/poaa007")]);
        check("doi: 10.1371/journal.pone.0018657 24559370", &[(What::Doi, "10.1371/journal.pone.0018657")]);
        check("[12] A. B. arXiv:1707.06434 [hep-th].", &[(What::Label, "12"), (What::Preprint, "arXiv:1707.06434")]);
        check(
            "Disponível em: <https://a.br/x>. Acesso em:20 de julho de 2020.",
            &[(What::Url, "https://a.br/x"), (What::Accessed, "20 de julho de 2020")],
        );
        check(
            "2021 [cited 2022 Mar 5]. Available from: https://b.org/(x)",
            &[(What::Accessed, "2022 Mar 5"), (What::Url, "https://b.org/(x)")],
        );
        check("publ. (In Russian).", &[(What::Language, "In Russian")]);
        check("URL: http://a.ru (дата обращения: 01.02.2020).", &[(What::Url, "http://a.ru"), (What::Accessed, "01.02.2020")]);
        check("Theory : in 3 volumes. M.", &[(What::Volumes, "3")]);
        check("ISBN 978-5-7567-0990-9. A/RES/53/70", &[(What::Isbn, "978-5-7567-0990-9"), (What::Symbol, "A/RES/53/70")]);
        check("Retrieved from https://x.org/a", &[(What::Url, "https://x.org/a")]);
        check("See http: //link.aps.org/doi/10.1103/P.94", &[(What::Url, "http: //link.aps.org/doi/10.1103/P.94")]);
        check("Access to knowledge in 1999 grew", &[]);
    }
}

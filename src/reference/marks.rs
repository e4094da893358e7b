//! Parts of an entry that a rule knows for sure: addresses, DOI, ISBN, dates of access, statements of
//! language, document symbols, the number an entry has in its list.

use crate::base::Span;

use super::{dates, markup::is_address, symbol};

/// A part of an entry that needs no guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// All of it, with its words and brackets: `(accessed: 01.04.2022)`.
    pub span: Span,
    /// What it says: `01.04.2022`.
    pub value: Span,
    /// What it is.
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
    /// An ISBN.
    Isbn,
    /// An ISSN.
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
        b'0'..=b'9' => volumes_behind(text, at),
        byte if byte.is_ascii_alphabetic() => accessed(text, at),
        _ => None,
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

/// Phrases before the date on which a page was seen, in lower case.
const ACCESSED: &[&str] = &[
    "accessed on",
    "accessed",
    "access date",
    "access",
    "last accessed",
    "last access",
    "last visited",
    "last viewed",
    "visited on",
    "visited",
    "retrieved on",
    "retrieved",
    "cited",
    "viewed",
    "date accessed",
    "date of access",
    "as of",
    "дата обращения",
    "дата звернення",
    "дата доступа",
    "последнее посещение",
    "просмотрено",
    "проверено",
    "обращение",
    "abgerufen am",
    "abgerufen",
    "aufgerufen am",
    "zugriff am",
    "zugriff",
    "letzter zugriff",
    "letzter abruf",
    "zuletzt abgerufen",
    "zuletzt besucht",
    "zuletzt aufgerufen am",
    "zuletzt aufgerufen",
    "zuletzt abgerufen am",
    "zuletzt besucht am",
    "zuletzt geprüft am",
    "zuletzt geprüft",
    "zuletzt eingesehen am",
    "zuletzt eingesehen",
    "zuletzt am",
    "geprüft am",
    "letzter zugriff am",
    "letzter abruf am",
    "stand",
    "abruf",
    "eingesehen am",
    "besucht am",
    "consulté le",
    "consultée le",
    "consulté",
    "dernière consultation",
    "page consultée le",
    "accès le",
    "acesso em",
    "acesso",
    "acessado em",
    "acedido em",
    "consultado em",
    "consultado el",
    "consultado",
    "consulta",
    "fecha de consulta",
    "fecha de acceso",
    "último acceso",
    "recuperado el",
    "recuperado em",
    "citado",
    "ultimo accesso",
    "ultima consultazione",
    "consultato il",
    "visitato il",
    "visitato",
    "data di consultazione",
    "accesso",
    "geraadpleegd",
    "dostęp",
];

/// Whether a word, in lower case, begins one of [`ACCESSED`].
fn begins_access(word: &str) -> bool {
    matches!(
        word,
        "accessed"
            | "access"
            | "last"
            | "visited"
            | "retrieved"
            | "cited"
            | "viewed"
            | "date"
            | "as"
            | "дата"
            | "последнее"
            | "просмотрено"
            | "проверено"
            | "обращение"
            | "abgerufen"
            | "aufgerufen"
            | "zugriff"
            | "letzter"
            | "zuletzt"
            | "geprüft"
            | "stand"
            | "abruf"
            | "eingesehen"
            | "besucht"
            | "consulté"
            | "consultée"
            | "dernière"
            | "page"
            | "accès"
            | "acesso"
            | "acessado"
            | "acedido"
            | "consultado"
            | "consulta"
            | "fecha"
            | "último"
            | "recuperado"
            | "citado"
            | "ultimo"
            | "ultima"
            | "consultato"
            | "visitato"
            | "data"
            | "accesso"
            | "geraadpleegd"
            | "dostęp"
    )
}

/// `(accessed: 01.04.2022)`, `[cited 2022 Mar 5]`, `Acesso em: 20 de julho de 2020`.
fn accessed(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let first = rest.as_bytes().first()?;
    if !matches!(first | 0x20, b'a' | b'l' | b'v' | b'r' | b'c' | b'd' | b'z' | b'e' | b'b' | b'p' | b'f' | b'u' | b'g' | b's')
        && *first < 0x80
    {
        return None;
    }
    let mut window = rest.len().min(96);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let window = rest.get(..window)?;
    let word_len = window.find(|c: char| !c.is_alphabetic()).unwrap_or(window.len());
    let mut buffer = [0u8; 32];
    let first_word = dates::lower_into(window.get(..word_len)?, &mut buffer)?;
    if !begins_access(first_word) {
        return None;
    }
    let lower = window.to_lowercase();
    let phrase = ACCESSED.iter().filter(|phrase| lower.starts_with(**phrase)).max_by_key(|phrase| phrase.len())?;
    let from = if lower.len() == window.len() {
        phrase.len()
    } else {
        window.char_indices().nth(phrase.chars().count()).map_or(window.len(), |(at, _)| at)
    };
    let tail = window.get(from..)?;
    let lead = tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '-' | '–' | '—')).len();
    let tail = tail.get(lead..)?;
    if is_address(tail) || tail.to_lowercase().starts_with("from") {
        return None;
    }
    let opened = text.get(..at)?.trim_end().chars().next_back().filter(|c| matches!(c, '(' | '['));
    let close = opened.map(|open| if open == '(' { ')' } else { ']' });
    let stop = match close {
        Some(close) => tail.find(close).unwrap_or(tail.len()),
        None => date_end(tail),
    };
    let words = tail.get(..stop)?;
    // "on", "em", "le" may stand before the date, but no sentence: "access to knowledge in 1999".
    let first = words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    let begins = first.starts_with(|c: char| c.is_ascii_digit())
        || dates::month(first).is_some()
        || matches!(first, "on" | "am" | "em" | "le" | "el" | "il" | "the" | "den" | "at" | "op" | "dia" | "In" | "in");
    if !begins || words.chars().count() > 44 || dates::read(words).is_none() && !short_date(words) {
        return None;
    }
    let value = Span::new(at + from + lead, at + from + lead + words.trim_end().len());
    let start = if opened.is_some() { text.get(..at)?.trim_end().len() - 1 } else { at };
    let end = at + from + lead + stop + if close.is_some() && tail.len() > stop { 1 } else { 0 };
    Some(Mark { span: Span::new(start, end), value, what: What::Accessed })
}

/// Where a date at the beginning of a text ends: behind its year, or behind `2020-05-01`.
fn date_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 4 {
            let mut end = at + 4;
            // ISO and "2022 Mar 5": what follows the year may belong to the date.
            let tail = text.get(end..).unwrap_or("");
            let iso = tail.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/')).count();
            if iso >= 4 && tail.starts_with(['-', '/']) {
                end += iso;
            } else if at < 3 {
                let mut words = tail.split(' ').filter(|word| !word.is_empty());
                if let Some(month) = words.next()
                    && dates::month(month.trim_end_matches(['.', ','])).is_some()
                {
                    end += tail.find(month).unwrap_or(0) + month.len();
                    if let Some(day) = words
                        .next()
                        .map(|day| day.trim_end_matches(['.', ',', ')', ';']))
                        .filter(|day| !day.is_empty() && day.len() <= 2 && day.bytes().all(|byte| byte.is_ascii_digit()))
                    {
                        end += text.get(end..).and_then(|tail| tail.find(day)).unwrap_or(0) + day.len();
                    }
                }
            }
            return end;
        }
        at += digits.max(1);
    }
    text.len()
}

/// `01.04.22`: a date with its year cut to two digits.
fn short_date(words: &str) -> bool {
    let words = words.trim();
    words.len() == 8
        && words.bytes().enumerate().all(|(at, byte)| if at == 2 || at == 5 { matches!(byte, b'.' | b'/') } else { byte.is_ascii_digit() })
}

/// Names of languages in statements such as `(In Russian)`, and their tags.
const LANGUAGES: &[(&str, &str)] = &[
    ("russian", "ru"),
    ("english", "en"),
    ("chinese", "zh"),
    ("german", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("portuguese", "pt"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("arabic", "ar"),
    ("persian", "fa"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("dutch", "nl"),
    ("swedish", "sv"),
    ("hungarian", "hu"),
    ("hebrew", "he"),
    ("greek", "el"),
    ("latin", "la"),
    ("serbian", "sr"),
    ("bulgarian", "bg"),
    ("romanian", "ro"),
    ("finnish", "fi"),
    ("danish", "da"),
    ("norwegian", "no"),
    ("kazakh", "kk"),
    ("hindi", "hi"),
    ("vietnamese", "vi"),
    ("indonesian", "id"),
    ("рус", "ru"),
    ("англ", "en"),
    ("нем", "de"),
    ("фр", "fr"),
    ("кит", "zh"),
    ("исп", "es"),
    ("итал", "it"),
    ("яп", "ja"),
    ("укр", "uk"),
];

/// The tag of the language that a statement names.
pub fn language_named(statement: &str) -> Option<&'static str> {
    let lower = statement.to_lowercase();
    let name = lower.trim_start_matches("in ").trim_start_matches("на ").trim();
    LANGUAGES.iter().find(|(language, _)| name.starts_with(language)).map(|&(_, tag)| tag)
}

/// `(In Russian)`, `[in Chinese, with an English abstract]`, `(на рус. яз.)`.
fn language(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let opened = text.get(..at)?.chars().next_back().filter(|c| matches!(c, '(' | '['))?;
    let close = if opened == '(' { ')' } else { ']' };
    let mut window = rest.len().min(60);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let end = rest.get(..window)?.find(close)?;
    let inside = rest.get(..end)?;
    let lower = inside.to_lowercase();
    if !lower.starts_with("in ") && !lower.starts_with("на ") || language_named(inside).is_none() {
        return None;
    }
    Some(Mark { span: Span::new(at - 1, at + end + 1), value: Span::new(at, at + end), what: What::Language })
}

/// `ISBN 978-…`, `ISSN 1234-567X`.
fn book_number(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let head = rest.get(..rest.len().min(6)).unwrap_or("");
    let (what, word) = if head.starts_with("ISBN") {
        (What::Isbn, 4)
    } else if head.starts_with("ISSN") {
        (What::Issn, 4)
    } else if head.starts_with("eISSN") {
        (What::Issn, 5)
    } else if head.starts_with("e-ISSN") {
        (What::Issn, 6)
    } else {
        return None;
    };
    let tail = rest.get(word..)?;
    let tail = tail.strip_prefix("-13").or_else(|| tail.strip_prefix("-10")).unwrap_or(tail);
    let value = tail.trim_start_matches([':', ' ', '\u{a0}', '.']);
    let mut end = 0;
    let mut digits = 0;
    for (offset, c) in value.char_indices() {
        match c {
            '0'..='9' => digits += 1,
            'X' | 'x' | 'Х' if digits > 0 => digits += 1,
            '-' | '–' | '‑' | ' ' if digits < 13 => continue,
            _ => break,
        }
        end = offset + c.len_utf8();
        if digits == 13 {
            break;
        }
    }
    let fits = if what == What::Isbn { digits == 10 || digits == 13 } else { digits == 8 };
    let from = at + rest.len() - value.len();
    fits.then(|| Mark { span: Span::new(at, from + end), value: Span::new(from, from + end), what })
}

/// `arXiv:1707.06434`, `arXiv :gr-qc/0308033[gr-qc]`.
fn preprint(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let tail = rest.get(5..)?;
    let number = tail.trim_start_matches([':', ' ', '\u{a0}']);
    let head: String = number.chars().take(24).collect();
    let from = at + rest.len() - number.len();
    let mut end = number.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-'))).unwrap_or(number.len());
    end = number.get(..end)?.trim_end_matches(['.', '-', '/']).len();
    let old = head.contains('/') && head.bytes().any(|byte| byte.is_ascii_digit());
    let new = number.get(..end)?.bytes().take(4).all(|byte| byte.is_ascii_digit()) && number.get(..end)?.as_bytes().get(4) == Some(&b'.');
    if !(old || new) || end < 5 {
        return None;
    }
    // The class in brackets: [hep-th].
    let class = number.get(end..)?.trim_start();
    let behind = class
        .strip_prefix('[')
        .and_then(|class| class.find(']'))
        .filter(|&len| len < 16)
        .map_or(0, |len| number.get(end..).map_or(0, str::len) - class.len() + len + 2);
    Some(Mark { span: Span::new(at, from + end + behind), value: Span::new(at, from + end), what: What::Preprint })
}

/// `in 3 volumes`, `В 2 т.`, `в 3 кн.` behind a colon or a point.
fn volumes(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let tail = ["in ", "In ", "В ", "в "].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let (len, digits) = count_of_volumes(tail)?;
    let from = at + rest.len() - tail.len();
    Some(Mark { span: Span::new(at, from + len), value: Span::new(from, from + digits), what: What::Volumes })
}

/// `3 vols.`, `2 Bde.`, `4 vol`.
fn volumes_behind(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = rest.get(digits..)?.strip_prefix(' ')?;
    let word = unit.split(|c: char| !c.is_alphabetic()).next()?;
    matches!(word, "vols" | "Bde" | "volumes" | "Bände" | "tomes" | "tomos").then(|| {
        let end = at + digits + 1 + word.len();
        Mark { span: Span::new(at, end), value: Span::new(at, at + digits), what: What::Volumes }
    })
}

fn count_of_volumes(tail: &str) -> Option<(usize, usize)> {
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, spelled) = if digits > 0 {
        (digits, false)
    } else {
        let word = tail.split(' ').next()?;
        let spelled = matches!(word, "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten");
        (word.len(), spelled)
    };
    if digits == 0 || digits > 2 && !spelled {
        return None;
    }
    let unit = tail.get(digits..)?.strip_prefix([' ', '\u{a0}'])?;
    let word = unit.split(|c: char| !c.is_alphabetic()).next()?;
    matches!(
        word,
        "volumes"
            | "vols"
            | "parts"
            | "books"
            | "т"
            | "тт"
            | "томах"
            | "ч"
            | "частях"
            | "кн"
            | "книгах"
            | "Bänden"
            | "volumi"
            | "voll"
            | "tomos"
    )
    .then(|| {
        let point = usize::from(unit.get(word.len()..).is_some_and(|behind| behind.starts_with('.')));
        (digits + 1 + word.len() + point, digits)
    })
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

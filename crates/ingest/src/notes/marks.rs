//! The marks by which notes are called and begin: `¹²`, `<sup>3</sup>`, `[4]`, `5)`, `①`, `*`, `†`, `[^6]`.

use scholion_base::Span;

use super::{
    circled::{circled, named_number, without_listed},
    lost::{is_in_brackets, lost},
};
use crate::chars;
use scholion_base::{figures, script::decimal};

/// How a mark is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// `[^1]`, Markdown's own.
    Markdown,
    /// `¹²`
    Superscript,
    /// `<sup>12</sup>`
    Tag,
    /// `^12^` or `^12`
    Caret,
    /// `*`, `**`, `†`, `‡`, `§`
    Symbol,
    /// `[12]`
    Bracket,
    /// `①`, as Chinese and Japanese print has it.
    Circled,
    /// `(12)`
    Paren,
    /// `12)`
    Close,
    /// `12.`
    Dot,
    /// `12` before a word at the beginning of a line, or behind one in the text: a superscript that was lost.
    Plain,
    /// `12` between spaces in the text: a superscript that was lost.
    Spaced,
    /// `[Footnote 12:`, the custom of Project Gutenberg.
    Named,
    /// None: a note at the end of a page that begins as notes do.
    Unmarked,
}

impl Shape {
    /// Whether the mark can hardly be anything but that of a note (or, for superscripts, of a
    /// reference or an exponent).
    pub fn is_strong(self) -> bool {
        matches!(self, Self::Markdown | Self::Superscript | Self::Tag | Self::Caret | Self::Named)
    }
}

/// A mark: its number or sign, its shape, its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its number in ASCII's digits, or its sign: `12`, `*`; Markdown labels as written.
    pub label: String,
    pub shape: Shape,
    /// Its part of the text, brackets and tags included.
    pub span: Span,
}

impl Sign {
    /// Its number.
    pub fn number(&self) -> Option<u32> {
        self.label.parse().ok()
    }
}

/// The mark with which a line begins, if it may begin a note, and where the body begins.
pub fn leading(line: &str) -> Option<(Sign, usize)> {
    let first = *line.as_bytes().first()?;
    let sign = |label: &str, shape, end: usize| {
        let label = numeral(label).unwrap_or_else(|| label.to_owned());
        Some(Sign { label, shape, span: Span::new(0, end) })
    };
    let found = match first {
        _ if named_number(line, 0, true).is_some() => named_number(line, 0, true)?,
        b'[' => {
            if let Some(rest) = line.strip_prefix("[^") {
                let (label, _) = rest.split_once("]:")?;
                sign(label, Shape::Markdown, label.len() + 4).filter(|_| is_label(label))?
            } else if let Some(named) = named(line) {
                named
            } else {
                let (label, _) = line[1..].split_once(']')?;
                sign(label.trim(), Shape::Bracket, label.len() + 2).filter(|sign| is_number(&sign.label) || is_symbol(&sign.label))?
            }
        }
        b'(' => {
            let (label, _) = line[1..].split_once(')')?;
            sign(label, Shape::Paren, label.len() + 2).filter(|_| is_number(label))?
        }
        b'<' => tag(line, 0)?,
        b'{' => brace(line, 0)?,
        b'^' => caret(line, 0)?,
        _ if line.starts_with(['［', '（', '〔', '【']) => wide(line, 0)?,
        _ if line.chars().next().is_some_and(|c| decimal(c).is_some()) => {
            let digits = digits(line, 0);
            let label = line.get(..digits).filter(|label| is_number(label))?;
            match line.as_bytes().get(digits) {
                Some(b')') => sign(label, Shape::Close, digits + 1)?,
                _ if line.get(digits..).is_some_and(|rest| rest.starts_with(['）', '．', '、'])) => {
                    sign(label, Shape::Close, digits + 3)?
                }
                Some(b'.') if !line.as_bytes().get(digits + 1).is_some_and(u8::is_ascii_digit) => sign(label, Shape::Dot, digits + 1)?,
                Some(b' ' | b'\t') => sign(label, Shape::Plain, digits)?,
                Some(_) if starts_capital(line, digits) => sign(label, Shape::Plain, digits)?,
                _ => return None,
            }
        }
        _ => {
            let c = line.chars().next()?;
            if chars::is_superscript(c) {
                superscript(line, 0)?
            } else if figures::of_circled(c).is_some() {
                circled(line, 0)?
            } else if is_symbol_char(c) {
                let end = line.find(|d: char| d != c).unwrap_or(line.len());
                // `*emphasis*`, `**strong**`, `* item` are Markdown.
                let rest = line.get(end..)?;
                if end > 3 * c.len_utf8() || (c == '*' && rest.contains('*')) {
                    return None;
                }
                // "*) See", as German print has it.
                sign(line.get(..end)?, Shape::Symbol, end + usize::from(rest.starts_with(')')))?
            } else {
                return None;
            }
        }
    };
    let end = found.span.end as usize;
    let body = line.get(end..)?;
    let start = end + (body.len() - body.trim_start().len());
    // A mark that is followed by another mark, or by an operator, begins no note.
    let next = line.get(start..)?.chars().next()?;
    let fits = next.is_alphabetic()
        || matches!(
            next,
            '「' | '『'
                | '《'
                | '（'
                | '〈'
                | '“'
                | '"'
                | '«'
                | '„'
                | '‘'
                | '\''
                | '['
                | '('
                | '<'
                | '*'
                | '_'
                | '¿'
                | '¡'
                | '§'
                | '…'
                | '—'
                | '–'
        );
    // "2. 17 U.S.C. § 202", "[3] 36 C.F.R.": a volume, and a word behind it.
    let rest = line.get(start..)?.trim_start_matches(|c: char| c.is_ascii_digit());
    let volume = next.is_ascii_digit()
        && start > end
        && matches!(found.shape, Shape::Dot | Shape::Bracket)
        && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    (fits || volume || found.shape.is_strong()).then_some((found, start))
}

/// All marks in a text that may call a note, in order.
///
/// `weak` also gives digits that stick to the end of a word or stand alone: superscripts that were
/// lost look so, and much else does.
pub fn calls(text: &str, weak: bool) -> Vec<Sign> {
    let bytes = text.as_bytes();
    let mut signs = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let sign = match byte {
            0xc2 | 0xe2 if text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(chars::is_superscript) => superscript(text, at),
            0xe2 | 0xe3 if at > 0 && text.get(at..).and_then(|rest| rest.chars().next()).and_then(figures::of_circled).is_some() => {
                circled(text, at)
            }
            0xe2 if text.get(at..).is_some_and(|rest| rest.starts_with('※')) => named_number(text, at, false),
            0xe2 | 0xc2 | b'*' => symbol(text, at),
            b'<' => tag(text, at),
            b'{' if at > 0 => brace(text, at),
            b'^' => caret(text, at),
            b'[' => bracket(text, at).or_else(|| named_number(text, at, false)),
            b'(' => Some(text).filter(|_| weak).and_then(|text| paren(text, at)).or_else(|| named_number(text, at, false)),
            0xe3 | 0xef if text.get(at..).is_some_and(|rest| rest.starts_with(['［', '（', '〔', '【'])) => {
                wide(text, at).filter(|sign| weak || sign.shape == Shape::Bracket).or_else(|| named_number(text, at, false))
            }
            b'0'..=b'9' if at == 0 || !is_digit_part(text, at) => {
                let end = digits(text, at);
                if weak {
                    signs.extend(lost(text, at, end));
                }
                at = end;
                continue;
            }
            _ => None,
        };
        match sign {
            Some(sign) => {
                at = (sign.span.end as usize).max(at + 1);
                signs.push(sign);
            }
            None => at += 1,
        }
    }
    without_listed(text, signs)
}

/// A run of superscript digits.
fn superscript(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at..)?;
    // A run of more is no number.
    let end: usize = rest.chars().take(6).take_while(|&c| chars::is_superscript(c)).map(char::len_utf8).sum();
    let label: String = rest[..end].chars().filter_map(figures::of_raised).filter_map(|digit| char::from_digit(digit, 10)).collect();
    is_number(&label).then(|| Sign { label, shape: Shape::Superscript, span: Span::new(at, at + end) })
}

/// `<sup>12</sup>`, a link around the number left aside.
fn tag(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at..)?.strip_prefix("<sup>")?;
    let stop = rest.as_bytes().get(..rest.len().min(18)).unwrap_or_default().windows(6).position(|window| window == b"</sup>")?;
    let label = rest.get(..stop)?;
    let end = at + 5 + label.len() + 6;
    let label = label.trim().trim_matches(['[', ']', '(', ')']);
    (is_number(label) || is_symbol(label)).then(|| Sign { label: label.to_owned(), shape: Shape::Tag, span: Span::new(at, end) })
}

/// `{12}`, as some distributors of books print it.
fn brace(text: &str, at: usize) -> Option<Sign> {
    let end = digits(text, at + 1);
    let label = text.get(at + 1..end).filter(|label| is_number(label) && label.chars().count() < 4)?;
    (text.as_bytes().get(end) == Some(&b'}')).then(|| Sign { label: label.to_owned(), shape: Shape::Tag, span: Span::new(at, end + 1) })
}

fn caret(text: &str, at: usize) -> Option<Sign> {
    let start = at + 1;
    let end = digits(text, start);
    let label = text.get(start..end).filter(|label| is_number(label))?;
    let end = end + usize::from(text.as_bytes().get(end) == Some(&b'^'));
    Some(Sign { label: numeral(label)?, shape: Shape::Caret, span: Span::new(at, end) })
}

/// `[Footnote 12:`, `[Fußnote *:`; the body stands in the bracket as well, or behind it.
fn named(line: &str) -> Option<Sign> {
    let inside = line.strip_prefix('[')?;
    let word = inside.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’')))?;
    if !(2..=40).contains(&word) || !scholion_lang::NOTE_NAME.contains(&inside.get(..word)?.to_lowercase()) {
        return None;
    }
    let rest = inside.get(word..)?;
    let label = rest.trim_start_matches(['.', ' ']);
    let end = label.find([':', ']', '.', ' ']).filter(|&end| end > 0)?;
    let closed = label.get(end..)?.trim_start_matches(' ');
    let behind = closed.strip_prefix([':', ']', '.'])?;
    let name = label.get(..end)?;
    let label = numeral(name).or_else(|| (is_symbol(name) || is_letter(name)).then(|| name.to_owned()))?;
    Some(Sign { label, shape: Shape::Named, span: Span::new(0, line.len() - behind.len()) })
}

/// A mark in brackets as wide as a Chinese character: `［１］`, `（１）`, `〔1〕`.
fn wide(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at..)?;
    let open = rest.chars().next()?;
    let end = digits(text, at + open.len_utf8());
    let label = numeral(text.get(at + open.len_utf8()..end)?)?;
    let close = text.get(end..)?.chars().next().filter(|c| matches!(c, '］' | '）' | '〕' | '】'))?;
    let shape = if open == '（' { Shape::Paren } else { Shape::Bracket };
    Some(Sign { label, shape, span: Span::new(at, end + close.len_utf8()) })
}

fn bracket(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at + 1..)?;
    let inner = rest.get(..rest.bytes().take(12).position(|byte| byte == b']')?)?;
    let end = at + inner.len() + 2;
    if let Some(label) = inner.strip_prefix('^') {
        return is_label(label).then(|| Sign { label: label.to_owned(), shape: Shape::Markdown, span: Span::new(at, end) });
    }
    let label = numeral(inner).or_else(|| (is_symbol(inner) || is_letter(inner)).then(|| inner.to_owned()))?;
    Some(Sign { label, shape: Shape::Bracket, span: Span::new(at, end) })
}

/// `(12)` behind a word.
fn paren(text: &str, at: usize) -> Option<Sign> {
    let end = digits(text, at + 1);
    let label = text.get(at + 1..end).filter(|label| is_number(label) && label.chars().count() < 4)?;
    let behind = text.get(..at)?.trim_end();
    let fits = text.as_bytes().get(end) == Some(&b')')
        && behind
            .ends_with(|c: char| c.is_alphabetic() || chars::is_closer(c) || chars::is_stop(c) || matches!(c, ',' | ';' | ':' | '،' | '؛'));
    fits.then(|| Some(Sign { label: numeral(label)?, shape: Shape::Paren, span: Span::new(at, end + 1) }))?
}

/// A sign that sticks to the end of a word.
fn symbol(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at..)?;
    let c = rest.chars().next().filter(|&c| is_symbol_char(c))?;
    let before = text.get(..at)?.chars().next_back()?;
    let end: usize = rest.chars().take(4).take_while(|&d| d == c).map(char::len_utf8).sum();
    let after = rest.get(end..)?.chars().next();
    let fits = (before.is_alphanumeric() || chars::is_closer(before) || matches!(before, '.' | ',' | ';' | ':' | '!' | '?'))
        && !after.is_some_and(char::is_alphanumeric)
        && end <= 3 * c.len_utf8();
    // Asked last: in a row of stars it would be asked for each.
    let fits = fits && !(c == '*' && closes_emphasis(text, at));
    let closed = end + usize::from(after == Some(')') && !is_in_brackets(text, at));
    fits.then(|| Sign { label: rest[..end].to_owned(), shape: Shape::Symbol, span: Span::new(at, at + closed) })
}

/// Whether the star at `at` ends what the star before it began: `*The Tides*`.
fn closes_emphasis(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    let Some(last) = before.rfind('*') else { return false };
    let first = before.get(..last).map_or(0, |head| head.trim_end_matches('*').len());
    let opens = before
        .get(..first)
        .and_then(|head| head.chars().next_back())
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | ';' | '!' | '?'));
    opens && before.get(last + 1..).is_some_and(|words| words.starts_with(|c: char| !c.is_whitespace()) && !words.ends_with(' '))
}

/// Where the decimal digits that stand at `at` end, of whatever script.
fn digits(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.chars().take_while(|&c| decimal(c).is_some()).map(char::len_utf8).sum::<usize>()
}

/// A note's number in ASCII's digits.
fn numeral(label: &str) -> Option<String> {
    is_number(label).then(|| label.chars().filter_map(decimal).filter_map(|value| char::from_digit(value, 10)).collect())
}

/// A capital that marks a note where letters do.
fn is_letter(label: &str) -> bool {
    label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_digit_part(text: &str, at: usize) -> bool {
    text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_digit)
}

/// A note's number: 1 to 9999, no leading zero.
pub fn is_number(label: &str) -> bool {
    let length = label.len();
    (1..=16).contains(&length)
        && label.chars().next().and_then(decimal).is_some_and(|first| first > 0)
        && (length <= 4 && label.is_ascii() || label.chars().count() <= 4)
        && label.chars().all(|c| decimal(c).is_some())
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.len() <= 60 && !label.contains(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'))
}

fn is_symbol(label: &str) -> bool {
    !label.is_empty() && label.chars().count() <= 3 && label.chars().all(is_symbol_char)
}

fn is_symbol_char(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶')
}

fn starts_capital(line: &str, at: usize) -> bool {
    line.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_begin_with_a_mark() {
        for (line, expected) in [
            ("¹ Resolution A/RES/53/70", Some(("1", Shape::Superscript, "Resolution A/RES/53/70"))),
            ("¹²360 qiye", Some(("12", Shape::Superscript, "360 qiye"))),
            ("[4] See", Some(("4", Shape::Bracket, "See"))),
            ("[^a]: Text", Some(("a", Shape::Markdown, "Text"))),
            ("<sup>3</sup> Ibid.", Some(("3", Shape::Tag, "Ibid."))),
            ("12 SAZMAND, A.", Some(("12", Shape::Plain, "SAZMAND, A."))),
            ("3. Smith", Some(("3", Shape::Dot, "Smith"))),
            ("3.1 Methods", None),
            ("* Corresponding author", Some(("*", Shape::Symbol, "Corresponding author"))),
            ("*Interview with A*", None),
            ("*) Siehe Thaer", Some(("*", Shape::Symbol, "Siehe Thaer"))),
            ("2020 was", Some(("2020", Shape::Plain, "was"))),
            ("plain", None),
            ("(١) من الغابة", Some(("1", Shape::Paren, "من الغابة"))),
            ("[۱۲] نگاه", Some(("12", Shape::Bracket, "نگاه"))),
            ("［３］林海生", Some(("3", Shape::Bracket, "林海生"))),
            ("③ 参见林海生", Some(("3", Shape::Circled, "参见林海生"))),
            ("[Footnote 4: Of oak.]", Some(("4", Shape::Named, "Of oak.]"))),
            ("[Fußnote *: Aus Eiche.]", Some(("*", Shape::Named, "Aus Eiche.]"))),
            ("[Note A. Of oak.]", Some(("A", Shape::Named, "Of oak.]"))),
            ("[Note the date]", None),
            ("2. 17 U.S.C. § 202", Some(("2", Shape::Dot, "17 U.S.C. § 202"))),
            ("2. 17, 18", None),
        ] {
            let found = leading(line);
            let found = found.as_ref().map(|(sign, start)| (sign.label.as_str(), sign.shape, &line[*start..]));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn braces_call_and_stars_of_emphasis_do_not() {
        let labels = |text: &str| calls(text, false).into_iter().map(|sign| sign.label).collect::<Vec<_>>();
        assert_eq!(labels("the rafts {1} on the river{12}, as told"), ["1", "12"]);
        assert_eq!(leading("{3} The rafts were sold.").map(|(sign, body)| (sign.label, body)), Some(("3".to_owned(), 4)));
        assert_eq!(labels("printed in *The Tides*. Later"), [""; 0]);
        assert_eq!(labels("**all** of *it*, and a note* here"), ["*"]);
        assert_eq!(labels("a note* here and another** there"), ["*", "**"]);
    }

    #[test]
    fn calls_stand_behind_words() {
        let text = "of 2015,² adopted by¹² Russia.[3] In 2015, cost $3 and “so”4 slaughter24. At 3.5 m 2 : a* x";
        let found: Vec<(String, Shape)> = calls(text, true).into_iter().map(|sign| (sign.label, sign.shape)).collect();
        let expected = [
            ("2015", Shape::Spaced),
            ("2", Shape::Superscript),
            ("12", Shape::Superscript),
            ("3", Shape::Bracket),
            ("2015", Shape::Spaced),
            ("4", Shape::Plain),
            ("24", Shape::Plain),
            ("2", Shape::Spaced),
            ("*", Shape::Symbol),
        ];
        assert_eq!(found, expected.map(|(label, shape)| (label.to_owned(), shape)));
    }
}

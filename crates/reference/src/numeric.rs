//! Citations by number in running text: `[3, 5–7]`, `[1, с. 25; 4]`, superscripts.

use scholion_base::Span;

use super::locator;

/// A bracket or superscript that cites entries by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeric {
    /// All of it, brackets included.
    pub span: Span,
    /// The numbers cited, ranges written out, in order.
    pub items: Vec<NumericItem>,
    /// Whether it is set as superscript.
    pub superscript: bool,
}

/// One number of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumericItem {
    /// The number of the entry.
    pub number: u32,
    /// Its printed words, locator included; a number inside a range has the range's.
    pub span: Span,
    /// The place in the work as printed; empty if none is given.
    pub locator: String,
}

/// Longest range that is written out: `[1–200]` is hardly a citation.
const LONGEST_RANGE: u32 = 60;

/// Finds numbers in round brackets, `(2,3)`, `( 4 - 5 )`, that stand behind a word and before a sign or a word in small letters. Such numbers are
/// years, notes and the items of enumerations as well: whether they cite, only all of them together can tell.
pub fn find_round(text: &str) -> Vec<Numeric> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let rest = text.get(open..).unwrap_or("");
        let Some(close) = rest.bytes().take(60).position(|byte| byte == b')') else { continue };
        let Some(items) = rest.get(1..close).and_then(|inside| numbers(inside, open + 1)) else { continue };
        let before = text.get(..open).unwrap_or("").trim_end_matches([' ', '\u{a0}']);
        let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        let lower = word.trim_end_matches('.').to_lowercase();
        let counts =
            scholion_lang::COUNTED.contains(&lower) || scholion_lang::LOCATOR.contains(&lower) || scholion_lang::AND.contains(&lower);
        let behind = rest.get(close + 1..).unwrap_or("");
        let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ':', ')', '?', '!', '”', '»']);
        let goes_on = behind.strip_prefix(' ').is_some_and(|tail| tail.starts_with(char::is_lowercase));
        let is_word = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.ends_with([':', ';', ',', '.', '=']);
        if is_word && !counts && (ends || goes_on) {
            found.push(Numeric { span: Span::new(open, open + close + 1), items, superscript: false });
        }
    }
    found
}

/// Finds citations by number in square brackets and superscripts.
pub fn find_numeric(text: &str) -> Vec<Numeric> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(|c: char| closer(c).is_some() || superscript(c).is_some() || c == '<'))
    {
        at += step;
        let rest = text.get(at..).unwrap_or("");
        let citation = match rest.chars().next() {
            Some(open) if closer(open).is_some() => bracket(rest, at),
            Some('<') => tagged(rest, at),
            // `m²` and `10³` are no citations.
            _ if is_power(text.get(..at).unwrap_or("")) => None,
            _ => raised(rest, at),
        };
        match citation {
            Some(citation) => {
                at = citation.span.end as usize;
                found.push(citation);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// What closes the brackets in which numbers stand: square ones, and those of Chinese texts, `〔1〕` (GB/T 7714–2015, 10.1).
fn closer(open: char) -> Option<char> {
    match open {
        '[' => Some(']'),
        '〔' => Some('〕'),
        '［' => Some('］'),
        '【' => Some('】'),
        _ => None,
    }
}

fn bracket(rest: &str, at: usize) -> Option<Numeric> {
    let open = rest.chars().next()?;
    let closes = closer(open)?;
    let close = rest.char_indices().take(160).find(|(_, c)| *c == closes)?.0;
    let inside = rest.get(open.len_utf8()..close)?;
    let items = numbers(inside, at + open.len_utf8())?;
    // `[1](url)` is a link, `[1]:` its definition, `[^1]` a note.
    let behind = rest.get(close + closes.len_utf8()..)?;
    if behind.starts_with('(') || behind.starts_with(": http") {
        return None;
    }
    Some(Numeric { span: Span::new(at, at + close + closes.len_utf8()), items, superscript: false })
}

fn tagged(rest: &str, at: usize) -> Option<Numeric> {
    let inside = rest.strip_prefix("<sup>")?;
    let close = inside.bytes().take(60).position(|byte| byte == b'<')?;
    let items = numbers(inside.get(..close)?, at + 5)?;
    inside.get(close..)?.starts_with("</sup>").then(|| Numeric { span: Span::new(at, at + 5 + close + 6), items, superscript: true })
}

fn raised(rest: &str, at: usize) -> Option<Numeric> {
    let mut plain = String::new();
    let mut end = 0;
    let mut offsets = Vec::new();
    for (offset, c) in rest.char_indices() {
        let digit = superscript(c).or(match c {
            ',' | '⁻' | '–' | '˒' if !plain.is_empty() => Some(if c == ',' || c == '˒' { ',' } else { '-' }),
            _ => None,
        });
        let Some(digit) = digit else { break };
        plain.push(digit);
        offsets.push(offset);
        if digit.is_ascii_digit() {
            end = offset + c.len_utf8();
        }
    }
    let plain = plain.trim_end_matches([',', '-']);
    let items = numbers(plain, 0)?;
    let place = |index: u32| offsets.get(index as usize).copied().unwrap_or(end);
    let items = items
        .into_iter()
        .map(|item| NumericItem { span: Span::new(at + place(item.span.start), at + place(item.span.end).min(end)), ..item })
        .collect();
    Some(Numeric { span: Span::new(at, at + end), items, superscript: true })
}

/// The numbers that begin at a place without a sign around them: `2–4`, `37, 38`.
pub fn run(text: &str, at: usize) -> Option<Numeric> {
    let rest = text.get(at..)?;
    let (mut end, mut from) = (0, 0);
    loop {
        let digits = rest.get(from..)?.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || rest.get(from + digits..)?.starts_with(char::is_alphabetic) {
            break;
        }
        end = from + digits;
        let tail = rest.get(end..)?;
        let Some(sign) = tail.chars().next().filter(|c| matches!(c, ',' | '-' | '–' | '‑' | '−')) else { break };
        from = end + sign.len_utf8();
        from += usize::from(sign == ',' && rest.get(from..)?.starts_with(' '));
    }
    let items = numbers(rest.get(..end)?, at)?;
    Some(Numeric { span: Span::new(at, at + end), items, superscript: true })
}

/// Whether a superscript behind this text is an exponent: behind a unit or a number.
fn is_power(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word, "m" | "km" | "cm" | "mm" | "dm" | "м" | "км" | "см" | "мм" | "s" | "x" | "n" | "R" | "χ" | "c")
        || word.ends_with(|c: char| c.is_ascii_digit()) && word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10)?,
        _ => return None,
    })
}

/// Reads `3, 5–7` or `1, с. 25; 4`; `None` if anything else is there.
fn numbers(text: &str, base: usize) -> Option<Vec<NumericItem>> {
    let mut items: Vec<NumericItem> = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start_matches([' ', '\u{a0}', '№']).len();
        let rest = text.get(at..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            // `[3, p. 5]`: a place in the work just named.
            let len = locator::len(rest, false);
            let last = items.last_mut().filter(|_| len > 0)?;
            last.locator = rest.get(..len)?.to_owned();
            last.span.end = u32::try_from(base + at + len).ok()?;
            at += len;
        } else {
            if digits > 4 {
                return None;
            }
            let first: u32 = rest.get(..digits)?.parse().ok()?;
            let mut len = digits;
            let mut last = first;
            let tail = rest.get(digits..)?;
            let dash = tail.len() - tail.trim_start_matches([' ', '-', '–', '—', '‑', '−']).len();
            let more = tail.get(dash..)?.bytes().take_while(u8::is_ascii_digit).count();
            if dash > 0 && more > 0 && tail.get(..dash)?.chars().any(|c| c != ' ') {
                last = tail.get(dash..dash + more)?.parse().ok()?;
                len += dash + more;
            }
            // A year in square brackets is an author–year citation's or a date.
            if first == 0 || last < first || last - first > LONGEST_RANGE || (1450..=2100).contains(&first) {
                return None;
            }
            let span = Span::new(base + at, base + at + len);
            items.extend((first..=last).map(|number| NumericItem { number, span, locator: String::new() }));
            at += len;
        }
        let rest = text.get(at..)?;
        let gap = rest.len() - rest.trim_start_matches([' ', ',', ';', '\u{a0}']).len();
        if at + gap >= text.len() {
            return Some(items);
        }
        if gap == 0 {
            return None;
        }
        at += gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u32, &str, &str)]) {
        let found = find_numeric(text);
        let found: Vec<(u32, &str, &str)> =
            found.iter().flat_map(|numeric| &numeric.items).map(|item| (item.number, item.span.of(text), item.locator.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_are_found() {
        check("as shown [3, 5–7].", &[(3, "3", ""), (5, "5–7", ""), (6, "5–7", ""), (7, "5–7", "")]);
        check("как в [1, с. 25; 4]", &[(1, "1, с. 25", "с. 25"), (4, "4", "")]);
        check("as before.¹² And³,⁴ so", &[(12, "¹²", ""), (3, "³", ""), (4, "⁴", "")]);
        check("x<sup>3,4</sup>", &[(3, "3", ""), (4, "4", "")]);
        for none in ["[Smith 2019]", "[2019]", "[1](http://a.org)", "[^1]", "[a]", "[]", "[5", "[1000000]"] {
            check(none, &[]);
        }
    }
}

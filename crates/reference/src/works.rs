//! Where one work ends and the next begins, in a note that cites several.

use scholion_base::{Span, script::is_unspaced};

use super::{
    locator,
    marks::{Mark, What},
};

/// The parts of a text that may each be one work, without "See:" and the separators between them.
pub fn split(text: &str, marks: &[Mark]) -> Vec<Span> {
    let start = marks.first().filter(|mark| mark.what == What::Label).map_or(0, |mark| mark.span.end as usize);
    let mut parts = Vec::new();
    let mut from = start;
    for at in separators(text, marks, start) {
        let next = at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        if ends_work(text, marks, from, at) && begins_work(text, marks, next) {
            let (before, behind) = statement(text, marks, from, at).unwrap_or((from, from));
            parts.extend((behind > from).then(|| Span::new(from, before)));
            parts.push(Span::new(behind, at));
            from = next;
        }
    }
    if let Some((before, behind)) = statement(text, marks, from, text.len()) {
        parts.push(Span::new(from, before));
        from = behind;
    }
    parts.push(Span::new(from, text.len()));
    parts.into_iter().map(|part| trimmed(text, part)).filter(|part| !part.is_empty()).collect()
}

/// Where a statement ends with which a part begins, and where the work begins that stands behind it: "Ragna Lund’s statement in the interview
/// of 1987, and K. Holm, Lighthouses of the Lower Ford (London: Mill Press, 1913)". What joins two authors has names on both sides.
fn statement(text: &str, marks: &[Mark], from: usize, to: usize) -> Option<(usize, usize)> {
    let part = text.get(from..to)?;
    part.match_indices(", ").take(40).find_map(|(comma, _)| {
        let behind = part.get(comma + 2..)?;
        let and = behind.split(' ').next().filter(|word| scholion_lang::AND.contains(word))?;
        let work = comma + 2 + and.len() + 1;
        let before = part.get(..comma)?;
        let small = before.split(' ').filter(|word| word.chars().count() >= 2 && word.chars().all(char::is_lowercase)).count();
        let is_prose = small >= 3 && !before.contains(['(', '[', '“', '«', '„', '"', '*', ':']);
        (is_prose && begins_named(part.get(work..)?) && says_when(text, marks, from + work, to)).then_some((from + comma, from + work))
    })
}

/// Whether words begin with a name in its natural order, a comma and a title: "K. Holm, Lighthouses of".
fn begins_named(words: &str) -> bool {
    let Some((name, title)) = words.split_once(", ") else { return false };
    let names: Vec<&str> = name.split(' ').collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
    };
    (2..=4).contains(&names.len())
        && names.iter().all(is_name)
        && title.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '“' | '«' | '„' | '"'))
        && title.split(' ').take(3).filter(|word| word.chars().count() > 2).count() >= 2
}

/// The semicolons outside brackets, quotations and marks.
fn separators(text: &str, marks: &[Mark], start: usize) -> Vec<usize> {
    let mut found = Vec::new();
    if !text.contains(';') && !text.contains('；') {
        return found;
    }
    let mut depth = 0i32;
    let mut marks = marks.iter().peekable();
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        while marks.next_if(|mark| mark.span.end as usize <= at).is_some() {}
        if marks.peek().is_some_and(|mark| mark.span.start as usize <= at) {
            continue;
        }
        match c {
            '(' | '[' | '“' | '«' => depth += 1,
            ')' | ']' | '”' | '»' => depth = (depth - 1).max(0),
            ';' | '；' if depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

/// Whether what stands before a semicolon can be a whole work: it ends in a number, a bracket or a mark, and
/// says when or where it was published. "Cambridge; New York" and "Smith, J.; Jones, K." do not.
fn ends_work(text: &str, marks: &[Mark], from: usize, to: usize) -> bool {
    let part = text.get(from..to).unwrap_or("").trim_end_matches(['.', ' ']);
    let end = from + part.len();
    let marked = marks.iter().any(|mark| mark.span.end as usize >= end && (mark.span.start as usize) < end && mark.what != What::Label);
    let is_counted = || part.strip_suffix(is_unspaced).is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()));
    (marked || part.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']' | '”' | '»')) || part.ends_with("ff") || is_counted())
        && (says_when(text, marks, from, to) || is_short(part))
}

/// Whether a part names a work known already, by its author, a short title and a page: `Tilly, Coercion and Capital, 32`.
pub fn is_short(part: &str) -> bool {
    let part = part.trim().trim_end_matches(['.', ' ']);
    let part = part.get(lead_len(part)..).unwrap_or(part);
    let Some((name, rest)) = part.split_once(", ") else { return false };
    let Some((title, place)) = rest.rsplit_once(", ") else { return false };
    let is_name = name.split(' ').count() <= 3
        && name.starts_with(char::is_uppercase)
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.'))
        && name.rsplit(' ').next().is_some_and(|last| last.chars().count() > 2 && last.chars().skip(1).any(char::is_lowercase));
    let words = title.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2).count();
    let is_title = words >= 2 && title.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '«' | '„' | '"' | '‘'));
    let is_page = !place.to_lowercase().starts_with(['v', 'b', 't', 'т', 'к', 'ч']);
    is_name && is_title && is_page && !title.contains(';') && !title.ends_with('.') && locator::len(place, true) == place.len()
}

/// Whether words behind a semicolon name a known work again: by an author, a short title of any length or none, and a place: "Archer, 30n4", "Poe,
/// “Trade,” 47".
pub fn is_named_again(part: &str) -> bool {
    let part = part.trim().trim_end_matches(['.', ' ']);
    let part = part.get(lead_len(part)..).unwrap_or(part);
    let Some((name, rest)) = part.split_once(", ") else { return false };
    let is_name = name.split(' ').count() <= 3
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase) || super::names::is_particle(word))
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''))
        && name.rsplit(' ').next().is_some_and(|last| last.chars().count() > 2 && last.chars().skip(1).any(char::is_lowercase));
    let is_place = |place: &str| {
        // "1974/75" is a year.
        let year = place.get(..4).is_some_and(super::dates::is_year);
        !year && locator::len(place, true) == place.len() && place.contains(|c: char| c.is_ascii_digit())
    };
    let title = |title: &str| {
        let few = title.split(' ').count() <= 10;
        few && !title.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ':' | ';')) && title.starts_with(char::is_uppercase)
    };
    let quoted = || {
        let open = rest.chars().next().filter(|_| scholion_base::quotes::opens(rest))?;
        let close = rest.char_indices().skip(1).find(|(_, c)| scholion_base::quotes::closers(open).contains(c))?;
        rest.get(close.0 + close.1.len_utf8()..).map(|place| place.trim_start_matches([',', ' ']))
    };
    is_name
        && (is_place(rest)
            || rest.rsplit_once(", ").is_some_and(|(before, place)| title(before) && is_place(place))
            || quoted().is_some_and(is_place))
}

/// The most names between semicolons that are looked through for the end of a work.
const MOST_NAMES: usize = 24;

/// Whether what follows a semicolon begins a work: a capital or a quotation, and a date or an address in it.
fn begins_work(text: &str, marks: &[Mark], from: usize) -> bool {
    let tail = text.get(from..).unwrap_or("");
    let words = tail.trim_start();
    let words = words.get(letter_len(words)..).unwrap_or("");
    let lead = lead_len(words);
    let first = words.get(lead..).unwrap_or("").chars().find(|c| !matches!(c, '*' | '“' | '«' | '"' | '‘' | '\'' | '„' | '['));
    if !first.is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()) {
        return false;
    }
    // `(b) Frome, O.; Gant, P. Fish Wat. 1999`: the names of a work may have semicolons as well.
    let is_name = |piece: &str| piece.split_whitespace().count() <= 4 && !piece.bytes().any(|byte| byte.is_ascii_digit());
    let mut ends = tail.match_indices(';').map(|(at, _)| at).chain([tail.len()]).take(MOST_NAMES);
    let mut begin = 0;
    let end = ends.find(|&at| !is_name(tail.get(std::mem::replace(&mut begin, at + 1)..at).unwrap_or(""))).unwrap_or(tail.len());
    let end = from + end;
    let work = text.get(from..end).unwrap_or("");
    let long = work.split_whitespace().count() >= 4 || is_titled(work);
    long && (says_when(text, marks, from, end) || is_short(text.get(from..end).unwrap_or("")))
}

/// Whether words name a work in Chinese or Japanese, where marks say what the title is: `沈林：《水与碓》`.
pub fn is_titled(words: &str) -> bool {
    let first = words.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    first.is_some_and(is_unspaced) && words.contains(['《', '『', '「'])
}

/// Whether a part holds a year or a mark that names a place to find the work.
fn says_when(text: &str, marks: &[Mark], from: usize, to: usize) -> bool {
    let within = |mark: &&Mark| mark.span.start as usize >= from && (mark.span.start as usize) < to;
    if marks.iter().filter(within).any(|mark| !matches!(mark.what, What::Label | What::Language | What::Volumes)) {
        return true;
    }
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let digits = bytes.iter().take(to).skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        let year = text.get(at..at + digits).filter(|_| digits == 4).and_then(|digits| digits.parse::<u32>().ok());
        if year.is_some_and(|year| (1450..=2100).contains(&year)) {
            return true;
        }
        at += digits.max(1);
    }
    false
}

/// Without white space, "See:", and the full stop that ends the note.
fn trimmed(text: &str, part: Span) -> Span {
    let mut start = part.start as usize;
    let words = part.of(text);
    start += words.len() - words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '•')).len();
    start += letter_len(text.get(start..part.end as usize).unwrap_or(""));
    start += lead_len(text.get(start..part.end as usize).unwrap_or(""));
    let end = start
        + text
            .get(start..part.end as usize)
            .map_or(0, |words| words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';')).len());
    Span::new(start, end)
}

/// The length of the letter before one of several works under a number: `(b) Jones, K.`, `b) Jones, K.`
fn letter_len(text: &str) -> usize {
    let open = usize::from(text.starts_with('('));
    let is_letter =
        text.as_bytes().get(open).is_some_and(u8::is_ascii_lowercase) && text.get(open + 1..).is_some_and(|rest| rest.starts_with(") "));
    if is_letter { open + 3 } else { 0 }
}

/// The length of a lead such as "See:" and what separates it from the work.
pub fn lead_len(text: &str) -> usize {
    let mut window = text.len().min(64);
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let head = text.get(..window).unwrap_or("");
    let lower = head.to_lowercase();
    if lower.len() != head.len() {
        return 0;
    }
    let longest =
        scholion_lang::CITATION_LEAD.longest(&lower, |lead, tail| lead.ends_with('.') || !tail.starts_with(char::is_alphanumeric));
    let Some(lead) = longest.map(|lead| lead.word) else { return 0 };
    let tail = head.get(lead.len()..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | ',')).len();
    // "See" must lead to something that begins like a work; "Dazu kommt, …" is a sentence.
    let next = tail.get(gap..).and_then(|tail| tail.chars().next());
    if gap == 0 || next.is_none_or(char::is_lowercase) && !tail.get(gap..).is_some_and(|tail| tail.starts_with("http")) {
        return 0;
    }
    lead.len() + gap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks;

    fn check(text: &str, works: &[&str]) {
        let found: Vec<&str> = split(text, &marks::find(text)).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, works);
    }

    #[test]
    fn wide_semicolons_part_works() {
        check(
            "《湖州契约集》第2册，杭州：浙江人民出版社，2005年，第118页；沈林：《水与碓》，《中国农史》1999年第3期。",
            &["《湖州契约集》第2册，杭州：浙江人民出版社，2005年，第118页", "沈林：《水与碓》，《中国农史》1999年第3期。"],
        );
    }

    #[test]
    fn notes_are_split() {
        check(
            "See: Experts (A/65/201) // UN. 2010. URL: https://a.org/x (accessed: 01.04.2022); Experts (A/68/98) // UN. 2013. URL: https://a.org/y.",
            &[
                "Experts (A/65/201) // UN. 2010. URL: https://a.org/x (accessed: 01.04.2022)",
                "Experts (A/68/98) // UN. 2013. URL: https://a.org/y.",
            ],
        );
        check(
            "Tallinn Manual / ed. by M. Schmitt. Cambridge; New York: CUP, 2013.",
            &["Tallinn Manual / ed. by M. Schmitt. Cambridge; New York: CUP, 2013."],
        );
        check(
            "Smith, J.; Jones, K. (2019). The title; a subtitle. Oxford: OUP.",
            &["Smith, J.; Jones, K. (2019). The title; a subtitle. Oxford: OUP."],
        );
        check(
            "(a) Holm, K. Ponds. *Acta* 1999, 121, 3; (b) Lind, E. Rivers. *Acta* 2001, 5, 77.",
            &["Holm, K. Ponds. *Acta* 1999, 121, 3", "Lind, E. Rivers. *Acta* 2001, 5, 77."],
        );
        check(
            "(a) Holm, K. Weirs; Mill Press: Oslo, 1998; (b) Lind, E.; Berg, A. Lake Rev. 1999, 3, 77.",
            &["Holm, K. Weirs; Mill Press: Oslo, 1998", "Lind, E.; Berg, A. Lake Rev. 1999, 3, 77."],
        );
        for again in ["Archer, 30n4", "Poe, “Trade,” 47", "Archer, Frozen Port, 20", "See Holm, Teiche, S. 4."] {
            assert!(is_named_again(again), "{again}");
        }
        for other in ["Cambridge, 1990", "Danzig, Richard /Lowy, Michael, 1974/75", "Suppl. A, 45", "New York: Mill, 12", "Holm, K. (1990)"]
        {
            assert!(!is_named_again(other), "{other}");
        }
        check("12. Smith J. Title. J Chem. 2019;22(3):5-6.", &["Smith J. Title. J Chem. 2019;22(3):5-6."]);
        check(
            "See Tilly, Coercion, Capital, and European States, 32; Giddens, The Nation-State and Violence, pp. 45–47.",
            &["Tilly, Coercion, Capital, and European States, 32", "Giddens, The Nation-State and Violence, pp. 45–47."],
        );
        for whole in [
            "Smith, J., The Journal 12, 32; Suppl. A, 45.",
            "Smith, A Title of Words, 32; 45, 47.",
            "Smith, A Title of Words, 32; see also chapter five, 12.",
            "Boston, New York and London, 1, 2; The Rest of it.",
        ] {
            check(whole, &[whole]);
        }
        check(
            "См.: Иванов А. А. Право. М., 2001. С. 5; Петров Б. Б. Власть и закон. СПб., 2003.",
            &["Иванов А. А. Право. М., 2001. С. 5", "Петров Б. Б. Власть и закон. СПб., 2003."],
        );
    }
}

//! Places in a work as citations print them: `p. 5`, `pp. 3–5`, `с. 12`, `S. 7 ff.`, `§ 4`, `ch. 2`, `: 16`.

use std::borrow::Cow;

/// The length of the place that begins a text; 0 if none does. The place has a unit word, or is a number if
/// `bare` numbers are allowed (behind a colon, or a comma behind a year).
pub fn len(text: &str, bare: bool) -> usize {
    let mut end = 0;
    let mut rest = text;
    loop {
        let one = one(rest, bare && end == 0);
        if one == 0 {
            return end;
        }
        let base = text.len() - rest.len();
        end = base + one;
        // `vol. 2, p. 5`: a second place behind a comma must have its own unit.
        let tail = text.get(end..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches([',', ' ', '\u{a0}']).len();
        rest = match tail.get(gap..) {
            Some(next) if gap > 0 && starts_with_unit(next) => next,
            _ => return end,
        };
    }
}

fn starts_with_unit(text: &str) -> bool {
    unit(text).is_some()
}

/// The length of a unit word and what parts it from its number.
fn unit(text: &str) -> Option<usize> {
    if let Some(sign) = text.chars().next().filter(|c| matches!(c, '§' | '№' | '¶')) {
        let tail = text.get(sign.len_utf8()..)?;
        let more = tail.len() - tail.trim_start_matches(['§', ' ', '\u{a0}', '¶']).len();
        return Some(sign.len_utf8() + more);
    }
    let word_len = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = text.get(..word_len)?;
    if word.is_empty() || word.len() > 20 {
        return None;
    }
    let lower = word.to_lowercase();
    if !scholion_lang::LOCATOR.contains(&lower) {
        return None;
    }
    let tail = text.get(word_len..)?;
    // "n° 220"
    let gap = tail.len() - tail.trim_start_matches(['.', ' ', '\u{a0}', '°', 'º']).len();
    Some(word_len + gap)
}

/// One place: a unit and numbers, or numbers alone.
fn one(text: &str, bare: bool) -> usize {
    if text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("passim")) {
        return 6;
    }
    let unit = unit(text);
    if unit.is_none() && !bare {
        return 0;
    }
    let from = unit.unwrap_or(0);
    let numbers = numbers(text.get(from..).unwrap_or(""));
    if numbers == 0 { 0 } else { from + numbers }
}

/// `3`, `3–5`, `3, 5 ff.`, `xii–xv`, `12v`, `5 и далее`.
fn numbers(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or("");
        let gap = if end == 0 {
            0
        } else {
            rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '—', '‑', '−', '\u{a0}', '/']).len()
        };
        if end > 0 && gap == 0 {
            break;
        }
        let tail = rest.get(gap..).unwrap_or("");
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        // "Il fiume" is no number.
        let capital = tail.starts_with(|c: char| c.is_ascii_uppercase());
        let is_roman =
            |byte: &u8| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c') && byte.is_ascii_uppercase() == capital;
        let roman = tail.bytes().take_while(is_roman).count();
        let is_word = tail.get(..roman).is_some_and(|word| word.contains("il") || word.contains("ic"));
        let len = if digits > 0 {
            // `12r`, `5f`, `7a` behind the digits; `30n4` is a note on a page.
            let letters = tail.get(digits..).map_or(0, |tail| tail.bytes().take_while(u8::is_ascii_lowercase).count());
            let note = tail.get(digits..digits + letters).is_some_and(|letters| matches!(letters, "n" | "nn"));
            let number = tail.get(digits + letters..).map_or(0, |tail| tail.bytes().take_while(u8::is_ascii_digit).count());
            if note && number > 0 {
                digits + letters + number
            } else if letters > 2 {
                digits
            } else {
                digits + letters
            }
        } else if roman > 0 && !is_word && !tail.get(roman..).is_some_and(|tail| tail.starts_with(char::is_alphanumeric)) {
            roman
        } else {
            0
        };
        // A comma may only go on to a number, and a year in its place is another work's.
        let year = digits == 4 && tail.get(..4).and_then(|year| year.parse::<u32>().ok()).is_some_and(|year| (1450..=2100).contains(&year));
        if len == 0 || digits > 5 || year && end > 0 && rest.get(..gap).is_some_and(|gap| gap.contains(',')) {
            break;
        }
        end += gap + len;
    }
    if end > 0 {
        let tail = text.get(end..).unwrap_or("");
        let blank = usize::from(tail.starts_with(' '));
        let ends = |_: &str, rest: &str| !rest.starts_with(char::is_alphanumeric);
        let more = tail.get(blank..).and_then(|tail| scholion_lang::FOLLOWING_PAGES.longest(tail, ends));
        end += more.map_or(0, |more| blank + more.word.len());
    }
    end
}

/// Whether a word, as printed, stands behind the number of a book's pages or leaves: `345 с.`, `230 p.`, but `5 ff.`
pub fn counts_pages(unit: &str) -> bool {
    let lower = unit.to_lowercase();
    let follows = || lower.chars().count() > 1 && scholion_lang::FOLLOWING_PAGES.contains(&format!("{lower}."));
    matches!(scholion_lang::LOCATOR.part(&lower), Some("page" | "folio")) && !follows()
}

/// Whether a word leads to a page: `S. 345`.
pub fn is_page(word: &str) -> bool {
    scholion_lang::LOCATOR.part(&word.to_lowercase()) == Some("page")
}

/// Whether a word leads to what a work appeared in: "in", "dans".
pub fn is_in(word: &str) -> bool {
    let words = &scholion_lang::REFERENCE_WORD;
    if !words.may_begin(word) {
        return false;
    }
    let lower = word.trim_end_matches(':').to_lowercase();
    words.entries(&lower).any(|entry| words.part_name(entry.part) == Some("in"))
}

/// `1 234`: numbers without the blank behind their thousands; in pages only if both of a range have it, or if the rest begins with a nought.
pub fn thousands(words: &str, all: bool) -> Cow<'_, str> {
    let is_blank = |at: &usize| {
        let (head, tail) = words.split_at_checked(*at).unwrap_or((words, ""));
        let mut before = head.chars().rev();
        let one = before.next().is_some_and(|c| c.is_ascii_digit() && c != '0') && !before.next().is_some_and(|c| c.is_ascii_digit());
        let tail = tail.trim_start();
        one && tail.bytes().take_while(u8::is_ascii_digit).count() == 3
    };
    let blanks: Vec<usize> = words.match_indices(char::is_whitespace).map(|(at, _)| at).filter(is_blank).collect();
    let nought = |at: &usize| words.get(*at..).is_some_and(|tail| tail.trim_start().starts_with('0'));
    if blanks.is_empty() || !all && blanks.len() < 2 && !blanks.iter().any(nought) {
        return Cow::Borrowed(words);
    }
    words.char_indices().filter(|(at, _)| blanks.binary_search(at).is_err()).map(|(_, c)| c).collect::<String>().into()
}

/// Pages with an en dash between first and last, also where none is printed: `25 31`.
pub fn pages(text: &str) -> String {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '−' | '‒' | '‐' | '‑');
    let text = thousands(text, false);
    let mut pages = String::with_capacity(text.len() + 4);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            let between = pages.ends_with(|c: char| c.is_ascii_digit()) && chars.peek().is_some_and(char::is_ascii_digit);
            pages.extend(between.then_some('–'));
        } else if is_dash(c) {
            while chars.next_if(|&c| is_dash(c) || c.is_whitespace()).is_some() {}
            pages.push('–');
        } else {
            pages.push(c);
            if c == ',' {
                pages.push(' ');
            }
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_pages_or_lead_to_a_host() {
        assert!(["с", "S", "p", "pp", "pages", "Seiten", "págs", "pagg", "л", "f"].into_iter().all(counts_pages));
        assert!(!["ff", "ss", "vol", "см", ""].into_iter().any(counts_pages));
        assert!(is_in("In") && is_in("dans") && is_in("em:") && !is_in("and") && is_page("S") && !is_page("vol"));
    }

    #[test]
    fn places() {
        let check = |text: &str, bare: bool, place: &str| assert_eq!(text.get(..len(text, bare)), Some(place), "{text}");
        check("p. 5)", false, "p. 5");
        check("pp. 3–5, 7; Jones", false, "pp. 3–5, 7");
        check("с. 12.", false, "с. 12");
        check("S. 7 ff., so auch", false, "S. 7 ff.");
        check("vol. 2, p. 16", false, "vol. 2, p. 16");
        check("§§ 4–5", false, "§§ 4–5");
        check("16-17", true, "16-17");
        check("2020", false, "");
        check("xii", true, "xii");
        check("n° 220. – Dahl", false, "n° 220");
        check("Il fiume", true, "");
        check("il fiume", true, "");
        check("XXI", true, "XXI");
        check("at the end", false, "");
        check("p. 5, 2019", false, "p. 5");
    }
}

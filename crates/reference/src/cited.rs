//! The place in a work that a note cites, read from the words around its link: those of the link, "Archer, Frozen Port, 20", and those behind, "(Boston:
//! Oak Press, 1988), 12" (The Chicago Manual of Style, 17th ed., 14.19; OSCOLA, 4th edition, 1.2; ГОСТ Р 7.0.5–2008, 5).

use scholion_base::quotes;
use scholion_lang::{LOCATOR, STATUTE_CODE};

use super::{Kind, Record, backref, dates, locator, note::primary::leaf};

/// A book has no pages on which it stands: those behind the bracket of its imprint, "(Boston: Oak Press, 1988), 12", "(1988) 12", are a place that a
/// note cites (CSL 1.0.2, `page` and `locator`). Other pages an entry may print for a part of it, and they stay.
pub fn without_place(record: &mut Record) {
    let Some(issued) = record.issued.filter(|_| record.kind == Kind::Book && record.container.is_empty()) else { return };
    let imprint = format!("{})", issued.start.year);
    let behind = record.verbatim.rsplit_once(imprint.as_str()).map_or("", |(_, behind)| behind.trim_start_matches([',', ' ']));
    // "in Hecht (1970), pp. 43–96" is a part of a book.
    let is_range = record.pages.contains('–') && record.publisher.is_empty();
    if locator::len(behind, true) > 0 && !is_range {
        record.pages.clear();
    }
}

/// The place that a citation of a note cites: `words` are those of its link, `tail` what stands behind, up to the next. Empty if none is told.
pub fn place<'w>(words: &'w str, tail: &'w str) -> &'w str {
    match behind(tail, false) {
        "" => within(words),
        place => place,
    }
}

/// The place that the words of a link give: behind what points back, or at the end of a short form, which has a comma or a title in quotation marks.
pub fn within(words: &str) -> &str {
    if let Some(back) = backref::back_reference(words) {
        let at = words.rfind(&back.locator).filter(|_| !back.locator.is_empty());
        return at.and_then(|at| words.get(at..at + back.locator.len())).unwrap_or("");
    }
    // "§ 823 Abs. 1 BGB"
    let code = STATUTE_CODE.iter().filter_map(|code| words.strip_suffix(code)).min_by_key(|head| head.len());
    if let Some(head) = code.map(|head| head.trim_end_matches([' ', ','])).filter(|head| head.contains(|c: char| c.is_ascii_digit())) {
        return head;
    }
    let is_form = words.contains(", ") || words.contains(['”', '»', '’', '"']);
    if is_form { behind(words, true) } else { "" }
}

/// The last place in a text that ends with its sentence; `short` forms have it behind the title alone.
fn behind(text: &str, short: bool) -> &str {
    let end = text.find([';', '；']).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or("");
    let mut found = "";
    let (mut depth, mut at) = (0usize, 0);
    let hosted = text.contains(" // ") || text.contains(", in") || text.contains(". In");
    let mut volumes = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        let rest = text.get(next..).unwrap_or("");
        match c {
            '(' | '[' => {
                // "50, 290 (333)": a page in a bracket behind another.
                let before = text.get(..at).unwrap_or("").trim_end();
                let inside = rest.split([')', ']']).next().unwrap_or("");
                let apart = text.get(..at).is_some_and(|before| before.ends_with(' '));
                if depth == 0
                    && apart
                    && before.ends_with(|c: char| c.is_ascii_digit())
                    && !dates::is_year(inside)
                    && !inside.is_empty()
                    && locator::len(inside, true) == inside.len()
                {
                    found = inside;
                }
                depth += 1;
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (matches!(c, ',' | ':' | '.' | ')' | ']' | '”' | '»' | '’') || c.is_whitespace() && rest.starts_with("at ")) {
            let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '–', '—']).len();
            let start = next + gap + if rest.get(gap..).is_some_and(|rest| rest.starts_with("at ")) { 3 } else { 0 };
            let word = text.get(start..).unwrap_or("").split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
            let signed = text.get(start..).is_some_and(|rest| rest.starts_with('№'));
            if signed
                || matches!(LOCATOR.part(&word), Some("volume" | "issue"))
                || scholion_lang::JOURNAL_NUMBER.part(&word) == Some("volume")
            {
                volumes = true;
            } else if (gap > 0 || start > next)
                && let Some(place) = one(text, start, short, hosted || volumes || c == ':')
            {
                found = place;
            }
        }
        at = next;
    }
    found
}

/// The place that begins here, if it ends as one does. A range of pages is that of an article that has a host.
fn one(text: &str, start: usize, short: bool, hosted: bool) -> Option<&str> {
    let before = text.get(..start)?;
    let tail = text.get(start..)?;
    let printed = before.trim_end_matches("at ").trim_end_matches([' ', '\u{a0}']);
    // Numbers alone stand behind a bracket, a year, a title, a page that is no higher.
    let led = before.ends_with("at ");
    let only_marks = !printed.contains(char::is_alphanumeric);
    let bare = led
        || printed.ends_with([')', ']'])
        || printed.ends_with("),")
        || printed.ends_with("],")
        || printed.ends_with("):")
        || only_marks
        || printed.ends_with([',', '”', '»', '’']) && (behind_year(printed) || quotes_end(printed) || short || is_further(printed, tail));
    // "Л. 12–13 об.", "c. 34v"
    let mut len = locator::len(tail, bare).max(leaf(tail));
    if len == 0 {
        return None;
    }
    // "s 3(4)"
    while let Some(bracket) = tail.get(len..).filter(|rest| rest.starts_with('(')) {
        let Some(close) = bracket.find(')').filter(|close| (2..=5).contains(close)) else { break };
        len += close + 1;
    }
    let place = tail.get(..len)?;
    let rest = tail.get(len..)?;
    let ends = rest.is_empty()
        || rest.starts_with(['.', ',', ')', ']', '。', '，'])
        || rest.starts_with(" (")
        || rest.starts_with(" –")
        || rest.starts_with(" —");
    let has_unit = place.starts_with(|c: char| c.is_alphabetic() && c != 'x' && c != 'v' && c != 'i' || c == '§');
    let is_range = place.contains(['–', '-', '—']);
    let year = dates::is_year(place);
    (ends && !year && !(is_range && hosted && !led) && !(hosted && has_unit && is_range)).then_some(place)
}

/// Whether the words before a comma end with a year: "Köln 1990,".
fn behind_year(printed: &str) -> bool {
    let words = printed.trim_end_matches([',', ' ']);
    words.rsplit(|c: char| !c.is_alphanumeric()).next().is_some_and(dates::is_year)
}

/// Whether a quotation ends the words: "“Winter Trade,”".
fn quotes_end(printed: &str) -> bool {
    printed.trim_end_matches(',').ends_with(['”', '»', '’', '"']) || quotes::closers('„').iter().any(|close| printed.ends_with(*close))
}

/// Whether a number stands before the comma, a page, and no lower one behind: "410 U.S. 113, 120".
fn is_further(printed: &str, tail: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let before = printed.trim_end_matches([',', ' ']);
    let from = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let page: Option<u32> = before.get(from..).filter(|page| page.len() > 1).and_then(|page| page.parse().ok());
    let place: Option<u32> = tail.get(..digits(tail)).and_then(|place| place.parse().ok());
    page.zip(place).is_some_and(|(page, place)| place >= page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_behind_titles() {
        for (tail, expected) in [
            (" (Boston: Oak Press, 1988), 12.", "12"),
            (" (Boston: Oak Press, 1988), 12–14.", "12–14"),
            (",” Journal of Ports 3, no. 2 (1991): 45", "45"),
            (",” Journal of Ports 3, no. 2 (1991): 40–50.", ""),
            (". М., 1978. С. 12.", "С. 12"),
            (" // Вестник. 1905. № 3. С. 10.", "С. 10"),
            (" // Вестник. 1905. № 3. С. 5–20.", ""),
            (" (2nd edn, OUP 1999) 45.", "45"),
            (" [1973] 2 AC 113 (HL) 115.", "115"),
            (", 410 U.S. 113, 120–22 (1973).", "120–22"),
            (" (333).", ""),
            (", Köln 1990, S. 12.", "S. 12"),
            (" 1958, s 3(4).", "s 3(4)"),
            (", 20.", "20"),
            (",” 47; Archer, ", "47"),
            (", fol. 5r.", "fol. 5r"),
            (". Л. 12–13 об.", "Л. 12–13 об."),
            (", c. 34v.", "c. 34v"),
            (" (London: Elm Press, 1991).", ""),
        ] {
            assert_eq!(behind(tail, false), expected, "{tail}");
        }
    }

    #[test]
    fn links_hold_places() {
        for (words, expected) in [
            ("Archer, Frozen Port, 20", "20"),
            ("Ibid., 22", "22"),
            ("Archer (n 4) 47", "47"),
            ("§ 823 Abs. 1 BGB", "§ 823 Abs. 1"),
            ("Archer, Frozen Port 12", ""),
            ("Vision 2030", ""),
            ("Apollo 11", ""),
            ("The Frozen Port", ""),
        ] {
            assert_eq!(within(words), expected, "{words}");
        }
    }
}

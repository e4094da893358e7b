//! Heads of pages that are known by their numbers alone: "Berg 25", "27 WORKS AND DAYS".
//!
//! Where every paragraph is one line nothing else shows where a page ends. A line that comes back with a number that rises is a head,
//! whatever stands around it. So do headings that count ("Sonnet 12"): but these rise by one, and stand at one end of one line.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    chars, contents,
    draft::Draft,
    furniture::{folios, heads, keys, web},
    lexicon,
    lines::State,
    notes::marks::{self, Shape},
    recognise::items,
    report::Certainty::Likely,
};

/// The longest head, in characters.
const LONGEST: u16 = 100;
/// The fewest heads of a text.
const FEWEST: usize = 3;
/// The most pages between two of them.
const STEP: u32 = 30;
/// So many lines above a note the text calls it.
const NEAR: usize = 60;
/// So many spaces set a number apart.
const WIDE: &str = "   ";
/// The fewest characters of a page, in the mean.
const PAGE: usize = 300;

/// A line that may be a head with the number of its page.
struct Counted {
    line: usize,
    number: u32,
}

/// Drops such heads and marks that a page ends there.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if web::is_page(draft) {
        return;
    }
    let mut by_key: BTreeMap<(bool, String), Vec<Counted>> = BTreeMap::new();
    // Those of one side may be known by what stands around them.
    let known = known(draft);
    for (index, line) in draft.lines.iter().enumerate() {
        if (line.state == State::Text || known.binary_search(&index).is_ok())
            && line.length <= LONGEST
            && let Some((number, is_first, words)) = number_of(draft.line(index))
        {
            // Other numbers are those of what a note or an entry names: they are the same on each page.
            let others: String = words.chars().filter(char::is_ascii_digit).collect();
            by_key.entry((is_first, format!("{} {others}", keys::key(words)))).or_default().push(Counted { line: index, number });
        }
    }
    // Of a few pages one side may have but one, which is known by its words.
    let (mut by_key, single): (BTreeMap<_, Vec<Counted>>, BTreeMap<_, _>) = by_key.into_iter().partition(|(_, lines)| lines.len() >= 2);
    by_key.retain(|(is_first, key), lines| rises(lines.iter()) && !(*is_first && are_notes(draft, key, lines)));
    let mut all: Vec<&Counted> = by_key.values().flatten().collect();
    all.sort_by_key(|counted| counted.line);
    let mut more: Vec<&Counted> = all.clone();
    more.extend(single.iter().filter(|((_, key), _)| heads::echoes_front(draft, key.trim_end())).flat_map(|(_, lines)| lines));
    more.sort_by_key(|counted| counted.line);
    // Heads of left and right pages count the same pages.
    let is_one = |lines: &[&Counted]| rises(lines.iter().copied()) && is_paged(draft, lines);
    let with_single = !by_key.is_empty() && more.len() > all.len() && is_one(&more);
    if with_single {
        all = more;
    }
    let together = with_single || by_key.len() > 1 && is_one(&all);
    let alone = |((is_first, key), lines): (&(bool, String), &Vec<Counted>)| {
        let lines: Vec<&Counted> = lines.iter().collect();
        let by_one = lines.windows(2).all(|pair| matches!(pair, [before, next] if next.number == before.number + 1));
        // Notes count by one as well, and their numbers stand first.
        let is_set_apart = *is_first && lines.iter().all(|counted| !draft.line(counted.line).chars().any(char::is_lowercase));
        lines.len() >= FEWEST && is_paged(draft, &lines) && (!by_one || is_set_apart || heads::echoes_front(draft, key.trim_end()))
    };
    let mut found: Vec<usize> = if together {
        all.iter().map(|counted| counted.line).collect()
    } else {
        by_key.iter().filter(|group| alone(*group)).flat_map(|(_, lines)| lines.iter().map(|counted| counted.line)).collect()
    };
    if found.is_empty() {
        found = set_apart_by_one(draft, &known);
    }
    let fitting = fitting(draft, &known, &found);
    found.extend(fitting);
    found.sort_unstable();
    found.dedup();
    found.retain(|line| draft.lines.get(*line).is_some_and(|line| line.state == State::Text));
    if found.is_empty() {
        return;
    }
    let taken: BTreeSet<usize> = found.iter().chain(&known).copied().collect();
    found.extend(heads::beside(draft, &taken));
    found.sort_unstable();
    for line in found {
        draft.drop_line(line, rule, Likely);
        folios::mark_page(draft, line);
    }
}

/// The lines that were taken out as running heads, in order.
fn known(draft: &Draft) -> Vec<usize> {
    let heads = draft.report.omissions().filter(|finding| finding.rule == heads::RULE);
    let mut lines: Vec<usize> = heads.map(|finding| (finding.line as usize).saturating_sub(1)).collect();
    lines.sort_unstable();
    lines
}

/// A number that many spaces or a stroke part from the words of its line, and these.
fn apart(line: &str) -> Option<(u32, &str)> {
    let digits = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_part = |c: char| c.is_whitespace() || matches!(c, '|' | '•' | '·');
    let of = |number: &str, gap: &str, words: &str| {
        let is_far = gap.starts_with(WIDE) || gap.ends_with(WIDE) || gap.contains('|');
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        if digits(number) && is_far && letters >= 3 && !words.starts_with(char::is_lowercase) { number.parse::<u32>().ok() } else { None }
    };
    let first = line.find(is_part).unwrap_or(line.len());
    let (number, behind) = line.split_at_checked(first)?;
    let words = behind.trim_start_matches(is_part);
    let gap = behind.get(..behind.len() - words.len())?;
    if let Some(number) = of(number, gap, words) {
        return Some((number, words));
    }
    let last = line.char_indices().rev().find(|(_, c)| is_part(*c)).map(|(at, c)| at + c.len_utf8())?;
    let (before, number) = line.split_at_checked(last)?;
    let words = before.trim_end_matches(is_part);
    let gap = before.get(words.len()..)?;
    of(number, gap, words).filter(|_| contents::entry(line).is_none()).map(|number| (number, words))
}

/// The number at one end of a line in capitals that names no division, whether it stands first, and the words.
fn in_capitals(line: &str) -> Option<(u32, bool, &str)> {
    let digits = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let is_other = line.contains(char::is_lowercase) || lexicon::division(line).is_some() || contents::entry(line).is_some();
    if letters < 6 || is_other {
        return None;
    }
    let (first, behind) = line.split_once(' ')?;
    let (before, last) = line.rsplit_once(' ')?;
    match (digits(first), digits(last)) {
        (true, false) => Some((first.parse().ok()?, true, behind.trim())),
        (false, true) => Some((last.parse().ok()?, false, before.trim())),
        _ => None,
    }
}

/// Whether nothing stands on the lines beside a line.
fn stands_alone(draft: &Draft, line: usize) -> bool {
    let is_free = |at: Option<usize>| at.and_then(|at| draft.lines.get(at)).is_none_or(|line| line.state != State::Text);
    let begins = draft.lines.get(line).is_some_and(|line| line.page_before);
    (is_free(line.checked_sub(1)) || begins) && is_free(Some(line + 1))
}

/// Lines that stand alone with a number set far apart from their words, where these numbers rise by one and the same words come again: the
/// heads of a few pages.
fn set_apart_by_one(draft: &Draft, known: &[usize]) -> Vec<usize> {
    let is_open = |line: &usize| draft.lines[*line].state == State::Text || known.binary_search(line).is_ok();
    let lines = (0..draft.lines.len()).filter(|line| draft.lines[*line].length <= LONGEST).filter(is_open);
    let head = |line: usize| {
        let text = draft.line(line);
        let far = apart(text).map(|(number, words)| (line, number, keys::key(words), None));
        far.or_else(|| in_capitals(text).map(|(number, is_first, words)| (line, number, keys::key(words), Some(is_first))))
    };
    // What names author or title, or stands in capitals, is one wherever it stands; two are enough if one of them names these.
    let front = heads::front(draft);
    let top = front.last().map_or(0, |(line, _)| *line);
    let is_named = |line: usize| line > top && apart(draft.line(line)).is_some_and(|(_, words)| keys::names(&front, words));
    let is_loud = |line: usize| apart(draft.line(line)).is_some_and(|(_, words)| !words.contains(char::is_lowercase));
    let may_be = |line: &usize| stands_alone(draft, *line) || is_named(*line) || is_loud(*line);
    let mut heads: Vec<(usize, u32, String, Option<bool>)> = lines.filter(may_be).filter_map(head).collect();
    // In capitals without such a space, headings may be counted: but not on both sides.
    let near: BTreeSet<bool> = heads.iter().filter_map(|(.., side)| *side).collect();
    if near.len() == 1 {
        heads.retain(|(.., side)| side.is_none());
    }
    let words: BTreeSet<&str> = heads.iter().map(|(_, _, words, _)| words.as_str()).collect();
    let is_page = |from: usize, to: usize| {
        let between = draft.lines.get(from + 1..to).unwrap_or_default().iter().filter(|line| line.state == State::Text);
        between.map(|line| usize::from(line.length)).sum::<usize>() >= FEW
    };
    let by_one = heads.windows(2).all(|pair| matches!(pair, [one, next] if one.1 + 1 == next.1 && is_page(one.0, next.0)));
    let one_named = heads.len() >= 2 && heads.iter().any(|(line, ..)| is_named(*line));
    if !by_one || !one_named && (heads.len() < FEWEST || words.len() == heads.len()) {
        return Vec::new();
    }
    heads.into_iter().map(|(line, ..)| line).collect()
}

/// The fewest characters between such heads.
const FEW: usize = 40;

/// Heads that come but once, as that of a chapter does: their numbers fit between those of the heads that are known.
fn fitting(draft: &Draft, known: &[usize], found: &[usize]) -> Vec<usize> {
    let counted = |line: &usize| {
        let number = apart(draft.line(*line)).map(|(number, _)| number);
        number.or_else(|| number_of(draft.line(*line)).map(|(number, ..)| number)).map(|number| Counted { line: *line, number })
    };
    let taken: BTreeSet<usize> = known.iter().chain(found).copied().collect();
    let sequence: Vec<Counted> = taken.iter().filter_map(counted).collect();
    if sequence.len() < FEWEST || !rises(&sequence) {
        return Vec::new();
    }
    let words: BTreeSet<String> = sequence.iter().filter_map(|head| Some(keys::key(apart(draft.line(head.line))?.1))).collect();
    let is_open = |line: &usize| draft.lines[*line].state == State::Text && draft.lines[*line].length <= LONGEST && !taken.contains(line);
    // The heading of the chapter stands above its pages.
    let mut headings: BTreeSet<String> = BTreeSet::new();
    let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for line in (0..draft.lines.len()).filter(is_open) {
        let at = sequence.partition_point(|head| head.line < line);
        let (before, after) = (at.checked_sub(1).and_then(|at| sequence.get(at)), sequence.get(at));
        let far = apart(draft.line(line));
        if far.is_none() && before.is_some() && stands_alone(draft, line) {
            headings.insert(keys::key(draft.line(line)));
        }
        let Some(number) = far.map(|(number, _)| number).or_else(|| number_of(draft.line(line)).map(|(number, ..)| number)) else {
            continue;
        };
        let is_alone = stands_alone(draft, line);
        let next_to = |head: &Counted| head.number.abs_diff(number) == 1;
        let fits = match (before, after) {
            (Some(before), Some(after)) if before.number < number && number < after.number => {
                if next_to(before) && next_to(after) {
                    far.is_some() || is_alone
                } else {
                    far.is_some() && is_alone
                }
            }
            (Some(head), None) | (None, Some(head)) => {
                let is_behind = (head.number < number) == before.is_some();
                let own = far.map(|(_, own)| keys::key(own));
                let is_known = own.is_some_and(|own| words.contains(&own) || headings.contains(&own))
                    || far.is_some_and(|(_, own)| !own.contains(char::is_lowercase));
                is_behind && next_to(head) && is_alone && is_known
            }
            _ => false,
        };
        if fits {
            by_number.entry(number).or_default().push(line);
        }
    }
    by_number.into_values().filter_map(|lines| if let [only] = lines.as_slice() { Some(*only) } else { None }).collect()
}

/// The number at one end of a line, whether it stands first, and the other words; `None` of what counts something else.
fn number_of(line: &str) -> Option<(u32, bool, &str)> {
    let digits = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '|' | '•' | '·');
    let (first, behind) = line.split_once(is_edge)?;
    let (before, last) = line.rsplit_once(is_edge)?;
    let (number, is_first, words) = match (digits(first), digits(last)) {
        (true, false) => (first, true, behind),
        (false, true) => (last, false, before),
        (true, true) if behind.starts_with(WIDE) && !before.ends_with(WIDE) => (first, true, behind),
        (true, true) if before.ends_with(WIDE) && !behind.starts_with(WIDE) => (last, false, before),
        _ => return None,
    };
    // What stands far from its number is no sentence, though a point may end it: "BERG ET AL.".
    let is_far = words.starts_with(WIDE) || words.ends_with(WIDE);
    let words = words.trim_matches(is_edge);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let counts = lexicon::division(line).is_some()
        || contents::entry(line).is_some()
        || lexicon::counts(chars::first_word(line)) && !is_first
        || lexicon::counts(chars::last_word(words)) && !is_first
        || items::begins_item(line)
        || words.ends_with('.') && !is_far
        || words.ends_with([',', ':', ';', '?', '!', '-', '–', '—', '/']);
    (letters >= 3 && !counts && words.starts_with(|c: char| !c.is_lowercase())).then(|| Some((number.parse().ok()?, is_first, words)))?
}

/// Whether lines that begin with a number are notes: the text above most of them calls it.
fn are_notes(draft: &Draft, key: &str, lines: &[Counted]) -> bool {
    let is_called = |counted: &&Counted| {
        let number = counted.number.to_string();
        let above = draft.lines.get(counted.line.saturating_sub(NEAR)..counted.line).unwrap_or_default();
        let calls = |line: &str| {
            line.contains(&number)
                && marks::calls(line, true).iter().any(|sign| sign.span.start > 0 && sign.shape <= Shape::Plain && sign.label == number)
        };
        draft.line(counted.line).contains(char::is_lowercase)
            && above.iter().any(|line| line.state == State::Text && calls(line.span.of(&draft.source.text)))
    };
    lines.iter().filter(is_called).count() * 2 > lines.len() && !heads::echoes_front(draft, key.trim_end())
}

/// Whether numbers rise from line to line, not by too much.
fn rises<'c>(lines: impl IntoIterator<Item = &'c Counted>) -> bool {
    let mut last: Option<u32> = None;
    lines.into_iter().all(|counted| {
        let fits = last.is_none_or(|last| counted.number > last && counted.number - last <= STEP);
        last = Some(counted.number);
        fits
    })
}

/// Whether so much text stands between the lines that a page may end at each.
fn is_paged(draft: &Draft, lines: &[&Counted]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let between = draft.lines.get(first.line..last.line).unwrap_or_default();
    let characters: usize = between.iter().filter(|line| line.state == State::Text).map(|line| usize::from(line.length)).sum();
    lines.len() >= FEWEST
        && characters >= PAGE * (lines.len() - 1)
        && lines.windows(2).all(|pair| matches!(pair, [before, next] if next.line > before.line + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heads: &[&str]) -> Vec<String> {
        let paragraph = "The keeper went up at six and lit the lamp, which burned until the morning came. ".repeat(4);
        let text: String = heads.iter().map(|head| format!("{paragraph}\n{paragraph}\n{head}\n")).collect();
        let mut draft = Draft::new(format!("The Lamp of the Ford\n{text}{paragraph}\n").as_bytes());
        apply(&mut draft, "counted-head");
        draft.report.omissions().map(|finding| finding.text.clone()).collect()
    }

    #[test]
    fn what_the_text_calls_is_no_head() {
        let paragraph = "The keeper went up at six and lit the lamp, which burned until the morning came. ".repeat(4);
        let pages = [2, 5, 8].map(|number| format!("{paragraph}\nSo he said.{number} {paragraph}\n{number} On the timber and the oil\n"));
        let mut draft = Draft::new(format!("The Lamp of the Ford\n{}{paragraph}\n", pages.concat()).as_bytes());
        apply(&mut draft, "counted-head");
        assert_eq!(draft.report.omissions().count(), 0);
    }

    #[test]
    fn heads_of_few_pages_are_known_by_the_space_beside_their_numbers() {
        let page = "The keeper went up at six\nand lit the lamp, which burned.\n";
        let check = |text: String| {
            let mut draft = Draft::new(text.as_bytes());
            apply(&mut draft, "counted-head");
            draft.report.omissions().count()
        };
        assert_eq!(check(format!("12      THE LAMP\n\n{page}\nVik's story       13\n\n{page}\n14      THE LAMP\n\n{page}")), 3);
        assert_eq!(check(format!("12 THE LAMP\n\n{page}\nVIK'S STORY 13\n\n{page}\n14 THE LAMP\n\n{page}")), 3);
        assert_eq!(check(format!("SONNET 1\n\n{page}\nSONNET 2\n\n{page}\nSONNET 3\n\n{page}")), 0);
        assert_eq!(check(format!("Oak       1\nElm       2\nOak       3\n\n{page}")), 0);
        assert_eq!(apart("Of the oak ....... 14"), None);
        assert_eq!(apart("2. Kapitel: Der Turm    31"), Some((31, "2. Kapitel: Der Turm")));
    }

    #[test]
    fn heads_have_numbers_that_rise() {
        assert_eq!(check(&["12 LIGHTS OF THE COAST", "Vik 13", "14 LIGHTS OF THE COAST", "Vik 15"]).len(), 4);
        assert_eq!(check(&["Vik 13", "Vik 15", "Vik 17"]).len(), 3);
        assert_eq!(check(&["The Lamp of the Ford 3", "The Lamp of the Ford 4", "The Lamp of the Ford 5"]).len(), 3);
        assert_eq!(check(&["BERG ET AL.     46", "47     TIDES, VOL. 12", "BERG ET AL.     48", "49     TIDES, VOL. 12"]).len(), 4);
        for headings in [
            ["Sonnet 1", "Sonnet 2", "Sonnet 3"],
            ["Chapter 4", "Chapter 6", "Chapter 8"],
            ["Vik 15", "Vik 13", "Vik 11"],
            ["7 Act No 11/2010 of the Council", "8 Act No 12/2010 of the Council", "9 Act No 13/2010 of the Council"],
            ["7 Ibid", "8 Ibid", "9 Ibid"],
        ] {
            assert_eq!(check(&headings), [""; 0], "{headings:?}");
        }
    }
}

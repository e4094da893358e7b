//! Verse and the like: line ends that are meant.

use scholion_base::script;

use super::{
    chars::{self, End},
    draft::Draft,
    lines::{self, State, VERSE, ends_in_mark},
    recognise::items,
};

/// For each line of a text broken to a measure whether its break before it was meant: verse, an address, a
/// signature. There the first word of the next line would have fitted, and each line begins with a capital.
pub fn stanzas(draft: &Draft) -> Vec<bool> {
    let mut kept = vec![false; draft.lines.len()];
    set_in(draft, &mut kept);
    let Some(width) = draft.layout.width else {
        short_groups(draft, &mut kept);
        return kept;
    };
    let room = u32::from(width) * 9 / 10;
    let mut before: Option<std::ops::Range<usize>> = None;
    let mut start = 0;
    while start < draft.lines.len() {
        let text = |index: usize| draft.lines.get(index).is_some_and(|line| line.state == State::Text);
        if !text(start) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while text(end) && !draft.lines[end].page_before && !draft.lines[start].page_before {
            end += 1;
        }
        let breaks = end - start - 1;
        let (mut meant, mut fresh) = (0, 0);
        let cased = (start..end).filter(|&index| draft.line(index).contains(char::is_alphabetic)).count();
        for index in start + 1..end {
            let (before, line) = (draft.line(index - 1), draft.line(index));
            let first = line.split(' ').next().map_or(0, lines::characters);
            let fits = u32::from(draft.lines[index - 1].length) + 1 + u32::try_from(first).unwrap_or(0) <= room;
            meant += usize::from(fits && !ends_in_function_word(before) && !before.ends_with(['-', '‐']));
            fresh += usize::from(begins_capital(line));
        }
        // Of two lines it may be chance: both must be short, and no sentence end between them.
        let short = (start..end).all(|index| u32::from(draft.lines[index].length) * 10 < u32::from(width) * 7);
        let closed = (start + 1..end).any(|index| chars::end_of(draft.line(index - 1)) == End::Closed);
        let few = breaks < 3;
        // Lines of which each begins with a capital and some are set in are verse, however long they are.
        let indents = || (start + 1..end).any(|index| draft.lines[index].indent.abs_diff(draft.lines[start].indent) >= 2);
        let small = Small::of(draft, start..end, meant);
        let verse = fresh == breaks && breaks >= 2 && begins_capital(draft.line(start)) && !few_words(draft, start..end) && indents();
        if breaks > 0
            && (verse || meant * 10 >= breaks * 8)
            && (fresh * 10 >= breaks * 9 || small == Small::Verse)
            && cased > 0
            && (!few || (short && !closed && draft.layout.spaced))
            && !(start..end).any(|index| items::begins_item(draft.line(index)))
        {
            kept[start + 1..end].fill(true);
        }
        // Two stanzas that follow each other show what one does not.
        if breaks > 0 {
            let stanza = (small != Small::Prose).then_some(start + 1..end);
            if let (Some(one), Some(other)) = (&before, &stanza) {
                kept[one.clone()].fill(true);
                kept[other.clone()].fill(true);
            }
            before = stanza;
        }
        start = end;
    }
    kept
}

/// What lines in a text whose measure is wider are, if they begin with small letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Small {
    Prose,
    /// Most end with marks, and the last is no shorter.
    Likely,
    Verse,
}

impl Small {
    /// Weighs four lines or more; `meant` breaks were no need. Prose that is set in has a measure of its own, to which its lines are broken,
    /// and few of them end with marks.
    fn of(draft: &Draft, range: std::ops::Range<usize>, meant: usize) -> Self {
        let stanza = draft.lines.get(range.clone()).unwrap_or_default();
        let breaks = stanza.len().saturating_sub(1);
        let is_other =
            |index: usize| draft.lines.get(index).is_none_or(|line| line.length > VERSE) || items::begins_item(draft.line(index));
        // Lists of works are made of numbers.
        let has_digit = |index: &usize| draft.line(*index).contains(|c: char| c.is_ascii_digit());
        let numbers = || range.clone().filter(has_digit).count();
        if breaks < 3 || meant * 10 < breaks * 9 || range.clone().any(is_other) || numbers() * 3 > breaks {
            return Self::Prose;
        }
        let longest = stanza.iter().map(|line| line.length).max().unwrap_or(0);
        let is_full = stanza.last().is_some_and(|last| u32::from(last.length) * 10 >= u32::from(longest) * 6);
        let marked = range.clone().take(breaks).filter(|&index| ends_in_mark(draft.line(index))).count();
        let is_free = |index: &usize| {
            let first = draft.line(index + 1).split(' ').next().map_or(0, lines::characters);
            draft.lines.get(*index).is_some_and(|line| usize::from(line.length) + 1 + first <= usize::from(longest))
        };
        let free = range.clone().take(breaks).filter(is_free).count();
        let is_formula = || range.clone().any(|index| draft.line(index).contains(|c: char| c.is_ascii_digit() || matches!(c, '=' | '|')));
        let is_ragged = breaks >= 4 && free * 2 >= breaks && !is_formula();
        if marked * 4 >= breaks * 3 || marked * 2 >= breaks && free * 4 >= breaks || is_ragged {
            Self::Verse
        } else if marked * 2 >= breaks && is_full {
            Self::Likely
        } else {
            Self::Prose
        }
    }
}

/// Lines that are set in by turns, and rows of an index: their breaks were meant, however they begin.
fn set_in(draft: &Draft, kept: &mut [bool]) {
    let is_text = |index: usize| draft.lines.get(index).is_some_and(|line| line.state == State::Text);
    let mut strict: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    while start < draft.lines.len() {
        let mut end = start;
        while is_text(end) && (end == start || !draft.lines[end].page_before) {
            end += 1;
        }
        let turns = turns(draft, start..end);
        let marked = (start..end).filter(|&index| ends_in_mark(draft.line(index))).count();
        if turns > 0 && marked * 2 >= end - start && !are_paragraphs(draft, start..end) || are_rows(draft, start..end) {
            kept[start + 1..end].fill(true);
        } else if turns + 1 == end - start && (start..end).all(|index| draft.lines[index].length <= SHORT) {
            strict.push(start + 1..end);
        }
        start = end.max(start + 1);
    }
    // Entries of two lines each are set in so as well, in one list.
    if strict.len() >= 2 {
        strict.into_iter().for_each(|lines| kept[lines].fill(true));
    }
}

/// Whether lines that are set in begin paragraphs of prose, a few lines each: they fill the measure before lines that are not.
fn are_paragraphs(draft: &Draft, range: std::ops::Range<usize>) -> bool {
    let Some(width) = draft.layout.width else { return false };
    let (mut breaks, mut full) = (0, 0);
    for pair in draft.lines.get(range.clone()).unwrap_or_default().windows(2) {
        let [line, next] = pair else { continue };
        if next.indent < line.indent {
            let first = next.span.of(&draft.source.text).split(' ').next().map_or(0, lines::characters);
            breaks += 1;
            full += usize::from(usize::from(line.length) + usize::from(line.indent) + 1 + first > usize::from(width));
        }
    }
    breaks > 0 && full * 4 >= breaks * 3
}

/// Longer lines may be those of a list, in characters.
const SHORT: u16 = 60;

/// How often four lines or more change between being set in and not; none if they do so at fewer than half of their breaks.
fn turns(draft: &Draft, lines: std::ops::Range<usize>) -> usize {
    let count = lines.len();
    if count < 4 || lines.clone().any(|index| draft.lines[index].length > VERSE || items::begins_item(draft.line(index))) {
        return 0;
    }
    // A number at the side is no word of the line.
    let indent = |index: usize| {
        let line = draft.line(index);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let gap = line.bytes().skip(digits).take_while(|byte| *byte == b' ').count();
        let beside = if (1..=4).contains(&digits) && gap >= 2 { digits + gap } else { 0 };
        usize::from(draft.lines[index].indent) + beside
    };
    let indents: Vec<usize> = lines.map(indent).collect();
    let turns = indents.windows(2).filter(|pair| matches!(pair, [one, other] if one.abs_diff(*other) >= 2)).count();
    if turns >= 3 && turns * 2 >= count - 1 { turns } else { 0 }
}

/// Whether three lines or more end with the numbers of pages: an index.
fn are_rows(draft: &Draft, lines: std::ops::Range<usize>) -> bool {
    let count = lines.len();
    let width = draft.layout.width.unwrap_or(VERSE);
    let is_page = |word: &&str| {
        let number = word.trim_end_matches([',', '.', ';']).trim_end_matches('f');
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '–' | '-'))
            && number.split(['–', '-']).all(|number| number.len() <= 3)
    };
    let is_row = |index: &usize| {
        let line = draft.line(*index);
        let pages = line.rsplit(' ').take_while(is_page).count();
        line.starts_with(char::is_alphabetic) && pages > 0 && line.split(' ').count() > pages
    };
    let is_short = |index: usize| u32::from(draft.lines[index].length) * 10 <= u32::from(width) * 9;
    count >= 3 && lines.clone().all(is_short) && lines.filter(is_row).count() * 5 >= count * 4
}

/// Whether the lines hold a word or two each: rows of a table.
fn few_words(draft: &Draft, mut lines: std::ops::Range<usize>) -> bool {
    !lines.any(|index| draft.line(index).split_whitespace().count() >= 4)
}

/// The longest line of verse in the script of a line, in characters: wide letters take more room, and lines of them have fewer.
fn longest(line: &str) -> u16 {
    const WIDE: u16 = 24;
    if line.chars().next().is_some_and(script::is_wide) { WIDE } else { VERSE }
}

/// Lines that stand together, all of them short, in a text that is mostly made of such: poems.
fn short_groups(draft: &Draft, kept: &mut [bool]) {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    let (mut all, mut short) = (0, 0);
    let is_verse = lines::is_verse(&draft.lines, &draft.source);
    let measure = draft.lines.iter().map(|line| line.length).filter(|length| *length <= VERSE).max().unwrap_or(0);
    let mut start = 0;
    while start < draft.lines.len() {
        let text = |index: usize| draft.lines.get(index).is_some_and(|line| line.state == State::Text);
        let mut end = start;
        while text(end) {
            end += 1;
        }
        let fits = (start..end).all(|index| {
            let line = &draft.lines[index];
            line.measure.is_none() && line.length <= longest(draft.line(index)) && !items::begins_item(draft.line(index))
        });
        all += end - start;
        // Prose whose lines break in mid-sentence is no verse.
        let is_prose = || !is_verse && lines::is_broken(draft.lines.get(start..end).unwrap_or_default(), &draft.source, measure);
        if end - start >= 2 && fits && !is_prose() {
            short += end - start;
            groups.push(start + 1..end);
        }
        start = end.max(start) + 1;
    }
    // A list of titles has no blank lines between groups, and no marks at the ends of its lines.
    if (groups.len() >= 2 || is_poem(draft)) && short * 2 > all && short >= 6 {
        groups.into_iter().for_each(|group| kept[group].fill(true));
    }
}

/// Whether most lines end with marks, commas and points both, and begin with capitals: a poem without blank lines.
fn is_poem(draft: &Draft) -> bool {
    let (mut lines, mut fresh, mut half, mut closed) = (0, 0, 0, 0);
    for index in (0..draft.lines.len()).filter(|&index| draft.lines[index].state == State::Text) {
        let line = draft.line(index);
        lines += 1;
        fresh += usize::from(begins_capital(line));
        half += usize::from(line.ends_with([',', ';', ':']));
        closed += usize::from(line.ends_with(['.', '!', '?', '…']));
    }
    lines >= 12 && fresh * 10 >= lines * 9 && half * 5 >= lines && closed * 8 >= lines
}

/// Whether a line begins with a capital, behind quotation marks perhaps, or with a number.
fn begins_capital(line: &str) -> bool {
    let bare = line.trim_start_matches(['*', '_', '"', '“', '„', '«', '‘', '\'', '(', '¿', '¡', '—', '-']);
    bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a line is the number of a stanza and nothing else: "2.".
pub fn is_number(line: &str) -> bool {
    let number = line.trim_end_matches('.');
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_in_function_word(line: &str) -> bool {
    line.ends_with(char::is_alphabetic) && chars::is_function_word(chars::last_word(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> usize {
        stanzas(&Draft::new(text.as_bytes())).into_iter().filter(|kept| *kept).count()
    }

    #[test]
    fn lines_that_are_set_in_by_turns_are_verse() {
        assert_eq!(
            check(
                "The lamp is lit, the bell is rung,\n  and all the boats are in;\nthe song that every keeper sung,\n  it never will begin.\n"
            ),
            3
        );
        assert_eq!(
            check("5   The lamp is lit, the bell is rung,\n      and all are in;\n    the song that each has sung,\n      it ends.\n"),
            3
        );
        let prose = "The keeper of the northern lamp went up each evening at six o'clock, and\nnobody in the town had ever seen him come down before the morning came,\nas all who lived there said.\n\n".repeat(4);
        let small = "pasa entre los sauces,\nno mira nunca atrás;\nla noche cubre el agua\ny nadie vuelve más.\n";
        let set_in = "the measure of these lines is less\nthan that of others, for they quote\nwhat somebody has said before the\nkeeper came to the town at night\n";
        assert_eq!((check(&format!("{prose}{small}\n{small}\n{prose}")), check(&format!("{prose}{set_in}\n{set_in}\n{prose}"))), (6, 0));
        let told =
            "  The keeper of the northern lamp went up each evening at six o'clock, and\nnobody in the town had seen him.\n".repeat(6);
        assert_eq!(check(&told), 0);
        let entries = "Berg, Anna and others, The lamp of the northern ford\n   and its keepers, Oslo 1990\nVik, Karl and Eva, On the building of lamps in\n   the south, Bergen 1991\n";
        assert_eq!(check(entries), 0);
        assert_eq!(check("abbot, 3, 7–9\nbailiff, 2, 4, 11\nsluice, 5–8; repair of, 6\n"), 2);
    }
}

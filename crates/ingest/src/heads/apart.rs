//! The headings of a book as print has it, which its layout tells: lines that its list of contents names, and lines in the middle of the
//! page, or between blank lines where paragraphs have none.
//!
//! Chicago Manual of Style 1.76 and 2.66 (subheads are set on lines of their own, with space around them), ISO 7144 (contents list).

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use scholion_base::text::fold;
use scholion_reference::dates;

use crate::{
    block::Told,
    chars::{self, End, Start},
    contents,
    draft::Draft,
    lexicon,
    lines::State,
    recognise::{items, moments},
};

/// The most lines of a heading.
const LINES: usize = 4;
/// The longest heading in the middle of a page, in words.
const WORDS: usize = 24;
/// So many lines set apart make a habit.
const HABIT: usize = 3;
/// A line is set in by so many columns more than a paragraph at least, if it stands in the middle.
const SET_IN: u16 = 4;
/// So many columns more on one side than on the other, and a line still stands in the middle.
const ASKEW: u16 = 5;

/// Marks the headings; whether layout tells them in this text.
pub fn find(draft: &mut Draft) -> bool {
    let Some(width) = draft.layout.width.filter(|_| !draft.is_markdown) else { return false };
    let runs = runs(draft);
    let listed = contents::lines(draft);
    let (titles, captions) = titles(draft, &listed);
    let last_entry = listed.last_key_value().map(|(&line, _)| line);
    // What stands above the list of contents or the first paragraph is a title page.
    let is_prose = |run: &Range<usize>| {
        run.len() >= LINES && (run.start..run.start + 2).all(|line| u32::from(draft.lines[line].length) * 3 > u32::from(width) * 2)
    };
    let Some(first) = runs.iter().position(is_prose) else { return false };
    let page_top = first.checked_sub(1).filter(|&above| runs.get(above).is_some_and(|run| draft.lines[run.start].page_before));
    let begin = runs.get(page_top.unwrap_or(first)).map_or(0, |run| run.start);
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut by_name = 0;
    for (at, run) in runs.iter().enumerate() {
        if run.len() > LINES || run.clone().any(|line| listed.contains_key(&line)) {
            continue;
        }
        let words = joined(draft, run);
        if titles.contains(&words) && Some(run.start) > last_entry {
            by_name += 1;
            found.insert(at);
        } else if !captions.contains(&words) && run.start >= begin && is_apart(draft, width, &runs, at) {
            found.insert(at);
        }
    }
    if by_name == 0 && found.len() < HABIT {
        return false;
    }
    for run in found.iter().filter_map(|&at| runs.get(at)) {
        for line in run.clone() {
            draft.lines[line].told = if line == run.start { Told::Heading } else { Told::GoesOn };
        }
    }
    found.len() >= HABIT
}

/// The titles that lists of contents name, and the captions that lists of pictures and tables name.
fn titles(draft: &Draft, listed: &BTreeMap<usize, String>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut titles, mut captions, mut pictures) = (BTreeSet::new(), BTreeSet::new(), false);
    for (at, line) in draft.lines.iter().enumerate().filter(|(_, line)| line.state == State::Text) {
        match listed.get(&at) {
            Some(title) if pictures => _ = captions.insert(key(title)),
            Some(title) => _ = titles.insert(key(title)),
            None => {
                let is_list = lexicon::is_one_of(draft.line(at), &scholion_lang::PICTURE_LIST);
                let ends = line.measure.is_some_and(|measure| u32::from(line.length) * 4 > u32::from(measure) * 3) || line.page_before;
                pictures = is_list || pictures && !ends && !lexicon::is_one_of(draft.line(at), &scholion_lang::SECTION_HEADING);
            }
        }
    }
    titles.remove("");
    captions.remove("");
    (titles, captions)
}

/// The lines of text that stand together, in order.
fn runs(draft: &Draft) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, line) in draft.lines.iter().enumerate().filter(|(_, line)| line.state == State::Text) {
        match runs.last_mut() {
            Some(run) if run.end == at && !line.page_before => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// A title without marks and spaces.
fn key(title: &str) -> String {
    let mut folded = fold(title);
    folded.retain(|c| c != ' ');
    folded
}

fn joined(draft: &Draft, run: &Range<usize>) -> String {
    run.clone().map(|line| key(draft.line(line))).collect()
}

/// Whether a run of lines stands apart as a heading does: in the middle of the page, or between blank lines in a text whose paragraphs have
/// none, and prose or another heading follows.
fn is_apart(draft: &Draft, width: u16, runs: &[Range<usize>], at: usize) -> bool {
    let (Some(run), Some(next)) = (runs.get(at), runs.get(at + 1)) else { return false };
    let lines = || run.clone().map(|line| &draft.lines[line]);
    let ends = draft.lines.get(run.end).is_some_and(|line| line.state == State::Blank);
    let begins = draft.lines[run.start].page_before || run.start == 0 || draft.lines[run.start - 1].state != State::Text;
    // A page ends in mid-paragraph, and goes on in the next one.
    let goes_on = draft.line(next.start).starts_with(char::is_lowercase);
    if !ends || !begins || goes_on || run.len() > LINES - 1 {
        return false;
    }
    let in_the_middle = lines().all(|line| {
        let right = width.saturating_sub(line.indent.saturating_add(line.length));
        line.indent >= SET_IN + paragraphs(draft) && line.indent.abs_diff(right) <= ASKEW
    });
    let short = lines().all(|line| u32::from(line.length) * 4 < u32::from(width) * 3);
    let between = !draft.layout.spaced && draft.layout.indented && short && run.len() <= 2;
    (in_the_middle || between) && reads_as_heading(draft, run, in_the_middle)
}

/// How far the first lines of paragraphs are set in, in columns, at most.
fn paragraphs(draft: &Draft) -> u16 {
    if draft.layout.indented { 2 } else { 0 }
}

/// Whether the words of a run are those of a heading, and no verse, formula, caption, day or signature.
fn reads_as_heading(draft: &Draft, run: &Range<usize>, in_the_middle: bool) -> bool {
    let text = run.clone().map(|line| draft.line(line)).collect::<Vec<_>>().join(" ");
    let words = text.split_whitespace().count();
    let capitals = text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !text.contains(char::is_lowercase);
    let division = lexicon::division(&text).is_some();
    let cut = |line: usize| draft.line(line).ends_with([',', ';', '!', '?']) || draft.line(line).ends_with('.') && !capitals && !division;
    let is_verse = run.len() > 1 && run.clone().take(run.len() - 1).any(cut) && !capitals;
    let ends_well = match chars::end_of(&text) {
        End::Open => true,
        End::Closed => capitals || division || in_the_middle && run.len() == 1 && words <= 10,
        End::Half | End::Cut => false,
    };
    let is_counted = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(char::is_uppercase);
    // "“La Roque” at L'Ancresse": a name.
    let is_quoted =
        || in_the_middle && text.starts_with(['“', '«', '„', '"', '‘']) && text.contains(['”', '»', '“', '"', '’']) && words <= 10;
    let begins_well = matches!(chars::start_of(&text), Start::Fresh) || is_counted || is_quoted();
    let is_caption = lexicon::counts(chars::first_word(&text)) && text.bytes().take(16).any(|byte| byte.is_ascii_digit());
    let is_day = words <= 6 && !capitals && (dates::read(&text).is_some() || moments::full_date(&text).is_some());
    let called = text.ends_with("...") || text.contains("://") || text.contains('@') || text.contains(" = ");
    let is_item = items::begins_item(&text) && !is_counted;
    // "Повесть": what the title page calls the work.
    let is_genre = lexicon::is_one_of(&text, &scholion_lang::GENRE);
    words <= WORDS
        && text.contains(char::is_alphabetic)
        && ends_well
        && begins_well
        && !is_verse
        && !is_caption
        && !is_day
        && !called
        && !is_item
        && !is_genre
}

#[cfg(test)]
mod tests {
    use crate::ingest;

    /// Two paragraphs of printed lines, in other words each time.
    fn prose(nth: usize) -> String {
        let [person, place, thing] =
            [["ferryman", "miller", "smith", "reeve"], ["willow", "alder", "hazel", "maple"], ["bell", "lamp", "rope", "oar"]]
                .map(|words| words[nth % 4]);
        format!(
            "   The {thing} hung from the {place} on the western bank of the river,\nand who wished to cross it after dark rang until the {person}\ncame down from his house, counted {nth}0 pence into a box and cast\noff from the stones.\n   In winter the {thing} was taken in, since nobody crossed the ice\nthat the water of the {place} weir kept thin, whatever the {person} said.\n"
        )
    }

    fn headings(text: &str) -> Vec<String> {
        let made = ingest("book.txt", text.as_bytes()).markdown;
        made.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn what_stands_in_the_middle_of_a_page_between_paragraphs_without_blank_lines_is_a_heading() {
        let mut text = prose(0);
        for (nth, heading) in ["I. OF THE FORD.", "The Ferryman's House", "AN ICY WINTER."].iter().enumerate() {
            text.push_str(&format!("\n{heading:^68}\n\n{}", prose(nth + 1)));
        }
        assert_eq!(headings(&text).len(), 3, "{:?}", headings(&text));
    }

    #[test]
    fn what_the_list_of_contents_names_is_a_heading() {
        let contents =
            "The Ford .......................... 1\nOf bells and lamps ................ 4\nWho paid a penny .................. 9\n";
        let mut text = format!("            THE BELL AT THE WEIR\n\n\u{c}                CONTENTS\n\n{contents}\n\u{c}");
        for (nth, heading) in ["The Ford", "Of bells and lamps", "Who paid a penny"].iter().enumerate() {
            text.push_str(&format!("{heading}\n\n{}\n\u{c}", prose(nth)));
        }
        assert_eq!(headings(&text).len(), 4, "{:?}", headings(&text));
    }

    #[test]
    fn couplets_days_and_formulas_are_none() {
        let mut text = prose(0);
        for (nth, other) in [
            "          The bell is hung, the lamp is lit,\n          And who would cross must wait a bit.",
            "                   5 March 1817",
            "                   E = m c",
            "                 Fig. 3 The weir",
        ]
        .iter()
        .enumerate()
        {
            text.push_str(&format!("\n{other}\n\n{}", prose(nth + 1)));
        }
        assert_eq!(headings(&text), [""; 0]);
    }

    #[test]
    fn captions_that_a_list_of_pictures_names_are_none() {
        let lists = "LIST OF ILLUSTRATIONS\n\nThe weir in March ................. 4\nThe reeve at his door ............. 7\nA bell ............................ 9\n";
        let mut text = format!("            THE BELL AT THE WEIR\n\n{lists}\n\u{c}");
        for (nth, caption) in ["The weir in March", "The reeve at his door", "A bell"].iter().enumerate() {
            let heading = format!("OF WINTER, THE {nth}TH");
            text.push_str(&format!("\n{heading:^68}\n\n{}\n{caption:^68}\n\n{}", prose(nth), prose(nth + 1)));
        }
        let headings = headings(&text);
        assert!(headings.iter().all(|heading| heading.contains("WINTER") || heading.contains("LIST")), "{headings:?}");
    }
}

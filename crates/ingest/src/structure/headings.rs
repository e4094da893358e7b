//! Headings.
//!
//! A heading is short, closes with no mark, stands alone, and a paragraph or another heading follows.
//! Numbers, bold and capitals are further signs. Several short lines in a row are a list or verse.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    look::{behind_number, depth, is_aside, is_beside, is_credit, is_in_capitals},
    manner::{Manner, opens_speech},
};
use crate::{
    block::{Block, Edit, Role, Told, What, bare},
    chars::{self, End, Start},
    draft::{Draft, beginning},
    front::{press, speakers},
    lexicon,
    recognise::{items, language, moments, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use scholion_reference::dates;

/// What speaks for a heading.
#[derive(Default)]
struct Signs {
    /// How high the division stands that it names: "Chapter 2".
    division: Option<u8>,
    /// The depth of its number: 1 for `2.`, 2 for `2.1`.
    depth: Option<u8>,
    bold: bool,
    capitals: bool,
    /// Whether it is the name of a usual section.
    known: bool,
    /// Whether it is a Roman number and nothing else.
    numeral: bool,
    /// Whether the model of headings calls it one.
    told: Told,
}

/// The longest heading, in characters.
const LONGEST: usize = 160;
/// The longest heading in capitals that a point closes, in words.
const CLOSED: usize = 14;
/// How many short lines in a row are headings still.
const RUN: usize = 3;

/// Finds the headings and gives them levels.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut found: Vec<(usize, Signs)> = Vec::new();
    let mut run: Vec<(usize, Signs)> = Vec::new();
    let blocks: Vec<usize> =
        (draft.front.end.min(draft.blocks.len())..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let manner = Manner::of(draft, &blocks);
    for (place, &index) in blocks.iter().enumerate() {
        // The hour under a heading of a protocol is none of its words: "10.15 am".
        if draft.blocks[index].text.len() <= 30
            && press::is_moment(draft.blocks[index].bare())
            && press::has_time(draft.blocks[index].bare())
        {
            continue;
        }
        if draft.blocks[index].role == Role::References {
            settle(draft, &mut run, &mut found, None);
            continue;
        }
        match signs(draft, index, &manner) {
            Some(signs) => run.push((index, signs)),
            None => settle(draft, &mut run, &mut found, blocks.get(place).copied()),
        }
    }
    settle(draft, &mut run, &mut found, None);
    without_asked(draft, &mut found);
    without_speakers(draft, &mut found);
    with_numbers(draft, &blocks, &mut found);
    let ranks: BTreeSet<u8> = found.iter().filter_map(|(_, signs)| signs.division).collect();
    let has_known = found.iter().any(|(_, signs)| signs.known && signs.depth.is_none());
    let has_capitals = found.iter().filter(|(_, signs)| signs.capitals && !signs.numeral).count() > 1;
    let mut chapter: Option<(usize, u8)> = None;
    for (index, signs) in found {
        let division = signs.division.and_then(|rank| u8::try_from(ranks.iter().filter(|&&other| other < rank).count()).ok());
        let level = match signs.depth {
            _ if division.is_some() => division.unwrap_or(0) + 2,
            Some(depth) => depth + 1,
            // "II" counts what a part or a chapter is divided into.
            None if signs.numeral => u8::try_from(ranks.len()).unwrap_or(1) + 2,
            None if signs.told == Told::RunIn => 4,
            None if signs.known || (has_capitals && signs.capitals) || (!has_known && !has_capitals) => 2,
            None => 3,
        };
        let sure = if signs.known || signs.depth.is_some() || signs.bold || signs.division.is_some() { Sure } else { Likely };
        // What stands right under the name of a division is its title.
        let is_under = |&(above, _): &(usize, u8)| draft.before(index) == Some(above);
        let level =
            match chapter.as_ref().filter(|chapter| division.is_none() && signs.depth.is_none() && !signs.known && is_under(chapter)) {
                Some((_, above)) => above + 1,
                None => level,
            };
        chapter = (division.is_some() || signs.numeral).then_some((index, level)).or(chapter);
        let (line, words) = (draft.block_line(index), beginning(draft.blocks[index].bare(), 80));
        draft.blocks[index].role = Role::Heading(level.min(6));
        draft.note(line, rule, words, Kind::Found, sure, Remark::Heading { level: usize::from(level) });
    }
}

/// Takes questions out that are asked in a conversation told without marks: what follows most of them is short. The
/// questions of an interview or a guide have answers.
fn without_asked(draft: &Draft, found: &mut Vec<(usize, Signs)>) {
    let plain = |signs: &Signs| !signs.bold && !signs.known && signs.depth.is_none() && signs.division.is_none();
    let asked = |(index, signs): &(usize, Signs)| plain(signs) && draft.blocks[*index].text.ends_with('?');
    let questions: Vec<usize> = found.iter().filter(|heading| asked(heading)).map(|&(index, _)| index).collect();
    let answered = questions.iter().filter(|&&index| draft.after(index).is_some_and(|next| draft.blocks[next].text.len() >= 200)).count();
    if questions.len() >= 5 && answered * 2 < questions.len() {
        found.retain(|heading| !asked(heading));
    }
}

/// Takes the names of speakers out that stand on lines of their own in a play: a few, again and again.
fn without_speakers(draft: &Draft, found: &mut Vec<(usize, Signs)>) {
    let name = |index: usize| draft.blocks[index].bare().split(['(', ',']).next().unwrap_or("").trim().trim_end_matches('.').to_owned();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut plain = 0;
    for (index, signs) in found.iter() {
        if !signs.known && signs.depth.is_none() && signs.division.is_none() && !signs.numeral {
            plain += 1;
            *counts.entry(name(*index)).or_default() += 1;
        }
    }
    // "BEETHOVEN.": who signs each of his letters.
    found.retain(|(index, signs)| {
        let signed = signs.told == Told::Not && signs.capitals && signs.depth.is_none() && signs.division.is_none() && !signs.known;
        // "PREPARATION OF THE CANDIDATE." is no name.
        let is_small = |word: &str| chars::is_function_word(word) && !scholion_reference::names::is_particle(word);
        let small = || draft.blocks[*index].text.to_lowercase().split(' ').any(is_small);
        !signed || small() || !draft.blocks[*index].text.ends_with('.') || counts.get(&name(*index)).is_none_or(|&count| count < 2)
    });
    let again: usize = counts.values().filter(|&&count| count >= 4).sum();
    if again >= 16 && again * 2 > plain {
        found.retain(|(index, signs)| {
            signs.known || signs.depth.is_some() || signs.division.is_some() || counts.get(&name(*index)).is_none_or(|&count| count < 2)
        });
    }
}

/// Adds the numbers of chapters that stand alone above their titles, if they count from 1: "1", "The Weir".
fn with_numbers(draft: &Draft, blocks: &[usize], found: &mut Vec<(usize, Signs)>) {
    let titles: BTreeSet<usize> = found.iter().map(|(index, _)| *index).collect();
    let number = |index: &usize| {
        let block = draft.blocks.get(*index).filter(|block| block.role == Role::Text && block.text.len() <= 3)?;
        let is_above = draft.after(*index).is_some_and(|next| titles.contains(&next));
        Some((*index, block.text.parse::<u32>().ok().filter(|_| is_above)?))
    };
    let numbers: Vec<(usize, u32)> = blocks.iter().filter_map(number).collect();
    if numbers.len() >= 2 && numbers.iter().zip(1..).all(|((_, number), count)| *number == count) {
        found.extend(numbers.into_iter().map(|(index, _)| (index, Signs { numeral: true, ..Signs::default() })));
        found.sort_by_key(|(index, _)| *index);
    }
}

/// Decides on a row of short lines: headings if a paragraph follows and they are few, or if they have signs.
fn settle(draft: &Draft, run: &mut Vec<(usize, Signs)>, found: &mut Vec<(usize, Signs)>, next: Option<usize>) {
    let prose = next.is_some_and(|next| {
        let block = &draft.blocks[next];
        matches!(block.role, Role::Text | Role::Item) && (block.text.len() > 100 || chars::end_of(&block.text) <= End::Half)
    });
    let verse = next.is_some_and(|next| draft.blocks[next].role == Role::Lines);
    // What stands above the first division is a title page, and counts by itself.
    let page = run.iter().position(|(_, signs)| signs.division.is_some()).filter(|_| run.len() > RUN).unwrap_or(0);
    let behind = run.len() - page;
    // "The Frog's Bride 64": the pages that contents and lists of pictures point to.
    let points = |index: usize| {
        let (words, number) = draft.blocks[index].text.rsplit_once(' ').unwrap_or_default();
        words.contains(' ') && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let pointing = run.iter().filter(|(index, _)| points(*index)).count();
    for (place, (index, signs)) in run.drain(..).enumerate() {
        if pointing >= 2 && points(index) {
            continue;
        }
        let few = place >= page && behind <= RUN;
        if signs.told != Told::Not {
            found.push((index, signs));
            continue;
        }
        let signed = signs.known || signs.bold || signs.depth.is_some() || signs.division.is_some();
        // "Chapter 1" is one before a motto as well.
        let divides = few && signs.division.is_some() && next.is_some();
        // "II" above a stanza.
        if (few && (prose || verse && signs.numeral)) || (signed && (prose || verse || signs.known)) || divides {
            found.push((index, signs));
        }
    }
}

/// The signs of a heading; `None` if the block cannot be one.
fn signs(draft: &Draft, index: usize, manner: &Manner) -> Option<Signs> {
    let block = &draft.blocks[index];
    if is_beside(draft, index) {
        return None;
    }
    if block.told != Told::Not && matches!(block.role, Role::Text | Role::Item) {
        return Some(told(block));
    }
    // No character is longer than four bytes, and the marks around a heading are few: most paragraphs need no counting.
    if block.text.len() > LONGEST * 4 + 16 && !block.text.starts_with('#') {
        return None;
    }
    // "Article 1" and its title on the next line.
    let division =
        lexicon::division(block.bare()).filter(|found| names_division(block.bare(), found.end) || is_title_of_article(draft, index));
    if !matches!(block.role, Role::Text | Role::Item) && (division.is_none() || block.role != Role::Lines) {
        return None;
    }
    if division.is_none() && !block.text.starts_with('#') && crate::lines::characters(uncalled(block)) > LONGEST {
        return None;
    }
    let address = draft.front.salutation.is_some_and(|salutation| index <= salutation) || draft.front.dated_block == Some(index);
    if address
        || block.text.contains('\n') && division.is_none()
        || is_spoken(draft, block)
        || is_aside(block.bare())
        || !draft.front.speakers.is_empty() && speakers::head(block.bare()).is_some()
        || press::names_person(draft, block.bare())
    {
        return None;
    }
    if let Some(found) = division {
        return Some(Signs { division: Some(found.rank), capitals: false, ..Signs::default() });
    }
    let bold = block.text.starts_with("**") && block.text.ends_with("**");
    let hashes = block.text.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && block.text.as_bytes().get(hashes) == Some(&b' ') {
        return Some(Signs { depth: Some(u8::try_from(hashes.max(2) - 1).unwrap_or(1)), bold: true, known: true, ..Signs::default() });
    }
    let text = uncalled(block);
    let is_called = text.len() < block.bare().len();
    let words = text.split_whitespace().count();
    if !text.is_ascii() && is_foreign_or_long(draft, text) {
        return None;
    }
    if crate::lines::characters(text) > LONGEST || words > 20 || words == 0 || !text.contains(char::is_alphabetic) {
        return None;
    }
    let depth = depth(text);
    let capitals = is_in_capitals(text);
    // In a story a short line in quotation marks is said by somebody, and a question is asked.
    let said = || {
        opens_speech(text)
            || text.ends_with(['?', ')', '»', '”', '"', '’'])
            || ["! ", "? ", "… ", ". ", " !", " ?"].iter().any(|mark| text.contains(mark))
    };
    if manner.told && !bold && !capitals && depth.is_none() && said() {
        return None;
    }
    let numeral = is_numeral(text);
    // "I.": the point ends no sentence.
    let end = if numeral { End::Open } else { chars::end_of(text) };
    // A question that is set in as the first lines of paragraphs are is one of them.
    let opens_paragraph = !bold && depth.is_none() && draft.layout.first.is_some_and(|first| first == block.indent);
    let ends_well = match end {
        End::Open => true,
        // A question, or "Antibodies." in bold, or "2. Methods."
        End::Closed
            if manner.scholarly
                && !is_called
                && words <= 8
                && text.ends_with('.')
                && !text.contains([',', '?', '"', '“', '—'])
                && !text.contains(". ")
                // Where letters have no case, what a point closes is a sentence.
                && (text.contains(char::is_uppercase) || lexicon::is_one_of(text, &scholion_lang::SECTION_HEADING)) =>
        {
            true
        }
        // A sentence that has a note is one, however short.
        End::Closed if is_called && !text.ends_with('?') && depth.is_none() && !bold => false,
        // "II. OF THE FORD.": older books close the headings of their chapters.
        End::Closed if capitals && words <= CLOSED && !is_called && text.ends_with('.') && !behind_number(text).contains(". ") => true,
        End::Closed => {
            text.ends_with('?') && !text.contains(". ") && words <= 12 && !opens_paragraph && !text.starts_with(['—', '–', '-'])
                || ((bold || depth.is_some()) && words <= 10 && !text.contains(". "))
                || (text.ends_with(')') && !text.contains(". "))
        }
        End::Half => bold && words <= 10,
        End::Cut => false,
    };
    let starts_well = depth.is_some()
        || chars::start_of(text) == Start::Fresh
        || (chars::start_of(text) == Start::Neutral && text.starts_with(['“', '"', '«', '‘', '¿']));
    let item = depth.is_none() && items::begins_item(text);
    if !ends_well || !starts_well || item || (!bold && text.contains(['“', '”']) && words > 12) {
        return None;
    }
    let caption = lexicon::counts(chars::first_word(text)) && text.bytes().take(16).any(|byte| byte.is_ascii_digit());
    if (caption && depth.is_none())
        || text.contains("://")
        || text.contains('@')
        || text.contains(" = ")
        || prose::is_labelled_summary(text)
    {
        return None;
    }
    // "The Council met at ten o’clock" is a sentence without its point.
    if depth.is_none() && !bold && text.split_whitespace().any(|word| scholion_lang::O_CLOCK.contains(&word.to_lowercase())) {
        return None;
    }
    // "Paris, 5 May 1843" dates a letter.
    if words <= 6 && (depth.is_none() || moments::full_date(text).is_some()) && dates::read(text).is_some() && !bold {
        return None;
    }
    // "Kingdom: Protista" is a line of a list; so is what a colon announces.
    let pair =
        text.split_once(": ").is_some_and(|(name, value)| name.split_whitespace().count() <= 2 && value.split_whitespace().count() <= 3);
    if pair && !bold && depth.is_none() {
        return None;
    }
    let known = lexicon::is_one_of(text, &scholion_lang::SECTION_HEADING);
    // Among the turns of a play a short line is said by somebody; its preface has headings.
    let turns = |played: &BTreeSet<usize>| played.range(index.saturating_sub(6)..index + 7).next().is_some();
    if manner.played.as_ref().is_some_and(turns) && !capitals && !known && !bold && depth.is_none() {
        return None;
    }
    // "OF" and "Translated by …" stand on title pages.
    let page = || words == 1 && chars::is_function_word(&text.to_lowercase()) || is_credit(text);
    if !known && !bold && depth.is_none() && (page() || stands_in_verse(draft, index)) {
        return None;
    }
    // Where first lines of paragraphs are set in and no blank lines stand between them, a heading has one above it.
    let is_close = draft.layout.first.is_some() && !draft.layout.spaced && !block.space_before && !block.page_before;
    if is_close && !known && !bold && depth.is_none() {
        return None;
    }
    // What the model does not call a heading is one only if it says so itself.
    if manner.marked && !known && !bold && depth.is_none() {
        return None;
    }
    Some(Signs { depth, bold, capitals, known, numeral, ..Signs::default() })
}

/// The signs of a heading that the model calls one.
fn told(block: &Block) -> Signs {
    let text = uncalled(block);
    Signs {
        division: lexicon::division(text).filter(|found| names_division(text, found.end)).map(|found| found.rank),
        depth: depth(text),
        capitals: is_in_capitals(text),
        known: lexicon::is_one_of(text, &scholion_lang::SECTION_HEADING),
        numeral: is_numeral(text),
        told: block.told,
        ..Signs::default()
    }
}

/// Whether a text is a Roman number and nothing else: "IV.".
fn is_numeral(text: &str) -> bool {
    let number = text.trim_end_matches('.');
    text.len() <= 6 && !number.is_empty() && number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L'))
}

/// A block's words without emphasis around them and the calls of notes behind them.
fn uncalled(block: &Block) -> &str {
    let mut end = block.text.len();
    loop {
        let text = block.text.get(..end).unwrap_or("").trim_end();
        // A note that is laid at the end has no words of its own.
        let is_last = |edit: &&Edit| edit.span.start < edit.span.end && edit.span.end as usize == text.len();
        let call = block.edits.iter().find(|edit| matches!(edit.what, What::Marker(_)) && is_last(edit));
        match call {
            Some(call) => end = call.span.start as usize,
            None => return bare(text),
        }
    }
}

/// Whether a line is in another script than the document, or holds too many letters, or the end of a sentence, for a heading in a script
/// whose words no spaces part.
fn is_foreign_or_long(draft: &Draft, text: &str) -> bool {
    const LETTERS: usize = 30;
    const LONGEST_UNSPACED: usize = 40;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let script = language::script(text);
    let is_unspaced = matches!(script, "Hani" | "Hira" | "Kana" | "Thai" | "Laoo" | "Khmr" | "Mymr" | "Tibt");
    let stops = text.trim_end_matches(|c| chars::is_closer(c) || chars::is_stop(c));
    letters >= LETTERS && !draft.front.lang.is_empty() && draft.front.lang != "und" && !language::is_written_in(&draft.front.lang, script)
        || is_unspaced && letters > LONGEST_UNSPACED
        || stops.contains(|c: char| !c.is_ascii() && c != '…' && chars::is_stop(c))
}

/// Whether a short line stands between others that run on: a song in a story.
fn stands_in_verse(draft: &Draft, index: usize) -> bool {
    let cut = |text: &str| text.len() < 120 && text.ends_with([',', ';']);
    draft.before(index).is_some_and(|before| cut(&draft.blocks[before].text) && draft.blocks[before].role != Role::Item)
        || draft.after(index).is_some_and(|after| {
            let next = draft.blocks[after].text.as_str();
            next.len() < 120 && next.starts_with(char::is_lowercase)
        })
}

/// Whether a block is the label of a division, with a title behind it at most.
fn names_division(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let title = rest.trim_start_matches(['.', ':', ' ', '\n', '—', '–', '-', '*', '_', '|']);
    text.len() <= 200
        && text.matches('\n').count() <= 3
        && (title.is_empty()
            || (rest.starts_with(['.', ':', '\n', ' ', '—', '–', '*'])
                && !(rest.starts_with(' ') && title.starts_with(char::is_lowercase))
                && title.split_whitespace().count() <= 20
                && !matches!(chars::end_of(title), End::Closed | End::Half | End::Cut)))
}

/// Whether a block is the label of an article of a law and its title, and what the article says stands below it.
fn is_title_of_article(draft: &Draft, index: usize) -> bool {
    let next = draft.after(index).and_then(|next| draft.blocks.get(next));
    draft.blocks.get(index).is_some_and(|block| lexicon::is_titled(block.bare()))
        && next.is_some_and(|next| lexicon::division(next.bare()).is_none())
}

/// Whether a block is a turn of an interview, or a question set in bold in one.
fn is_spoken(draft: &Draft, block: &Block) -> bool {
    let interview = draft.front.kind == Some(scholion_reference::Kind::Interview);
    speakers::speaker(&block.text).is_some_and(|speaker| draft.front.speakers.contains(speaker.name))
        || (interview && block.text.starts_with("**") && block.bare().ends_with('?'))
}

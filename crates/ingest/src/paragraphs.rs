//! Lines → blocks: which line ends are the ends of paragraphs.

use super::{
    block::{Block, Joint, Role, Told},
    chars::{self, End, Start},
    contents, cuts,
    draft::{Draft, Rule},
    front::speakers,
    heads,
    hyphen::{self, Vocabulary},
    lexicon,
    lines::State,
    listed::{Listed, listed},
    marked,
    recognise::{entries, items, moments, patronymic, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind::{Doubtful, Repaired},
    },
    uncased,
    verse::{is_number, stanzas},
};

/// The rules of this pass.
pub const RULES: &[Rule] = &[Rule { name: "line-end", apply: build }];

/// Makes blocks of the lines that are text.
fn build(draft: &mut Draft, rule: &'static str) {
    let vocabulary = Vocabulary::of(&draft.lines, &draft.source);
    let mut blocks: Vec<Block> = Vec::new();
    let mut doubts: Vec<(u32, String)> = Vec::new();
    let mut cut: Vec<cuts::Cut> = Vec::new();
    let mut marks = draft.marks.iter().enumerate().peekable();
    let mut last: Option<usize> = None;
    let (mut page, mut turn) = (false, false);
    let mut references = false;
    let (front, stanzas, title_page) = (front_end(draft), stanzas(draft), title_page(draft));
    let spoken = speakers::lines(draft);
    let (listed, contents, mut entry) = (listed(draft), contents::lines(draft), None::<usize>);
    for index in 0..draft.lines.len() {
        let line = &draft.lines[index];
        page |= line.page_before;
        if line.state != State::Text {
            continue;
        }
        if line.length < 60 && lexicon::is_references_heading(draft.line(index)) {
            references = true;
        }
        let mark = marks.next_if(|(_, mark)| mark.line == index);
        let listed = listed.get(index).copied().unwrap_or_default();
        if let Some(at) = entry.filter(|_| listed == Listed::GoesOn) {
            let (joint, sure) = hyphen::joint(&blocks[at].text, draft.line(index), &vocabulary);
            if !sure {
                doubts.push(doubtful(draft, &blocks[at].text, last, index));
            }
            cuts::push(draft, &mut blocks[at], index, joint, &vocabulary, &mut cut);
            (last, page) = (Some(index), false);
            continue;
        }
        let adjacent = last.is_some_and(|last| last + 1 == index) && !page;
        let in_head = |index: usize| draft.head.part(draft.number_of(index)).is_some();
        let told = |index: usize| draft.lines[index].told;
        let joint = match (mark, blocks.last(), last) {
            _ if listed == Listed::Begins => None,
            (None, Some(_), Some(last)) if told(last) != Told::Not || told(index) != Told::Not => {
                (told(index) == Told::GoesOn).then(|| hyphen::joint(draft.line(last), draft.line(index), &vocabulary))
            }
            (None, Some(_), Some(last)) if adjacent && (in_head(last) || in_head(index)) => {
                heads::joined(draft, last, index, &vocabulary).map(|joint| (joint, true))
            }
            (None, Some(_), Some(last)) if adjacent && index < TITLE_PAGE && (is_head(draft.line(last)) || is_head(draft.line(index))) => {
                None
            }
            (None, Some(block), Some(last))
                if adjacent && block.text.len() == draft.line(last).len() && lexicon::is_titled(draft.line(last)) =>
            {
                None
            }
            (None, Some(_), Some(last)) if adjacent && (contents.contains_key(&last) || contents.contains_key(&index)) => {
                Some((Joint::Line, true)).filter(|_| contents.contains_key(&last) && contents.contains_key(&index))
            }
            (None, Some(_), Some(last)) if adjacent && spoken.contains(&index) && speakers::ends_turn(draft.line(last)) => None,
            (None, Some(block), Some(last))
                if adjacent && stanzas.get(index) == Some(&true) && !matches!(block.role, Role::Note(_)) && !references =>
            {
                Some((Joint::Line, true)).filter(|_| block.text.len() < LONGEST_STANZA && last < index && !is_number(&block.text))
            }
            (None, Some(_), Some(last))
                if adjacent && index < title_page && (stands_alone(draft.line(last)) || stands_alone(draft.line(index))) =>
            {
                None
            }
            (None, Some(_), Some(last)) if adjacent && (is_rule(draft.line(last)) || is_rule(draft.line(index))) => None,
            (None, Some(_), Some(last))
                if adjacent && index < INTRODUCED && !references && [last, index].into_iter().any(|at| is_opening(draft.line(at))) =>
            {
                None
            }
            (None, Some(_), Some(last))
                if adjacent && index < IDENTIFIERS && !references && [last, index].into_iter().any(|at| is_identifier(draft.line(at))) =>
            {
                None
            }
            (None, Some(block), Some(last)) if adjacent => {
                joint_of(draft, block, last, index, &vocabulary, references, front).or_else(|| {
                    let goes_on = turn && speakers::goes_on(draft, last, index);
                    goes_on.then(|| hyphen::joint(draft.line(last), draft.line(index), &vocabulary))
                })
            }
            _ => None,
        };
        if let (Some((joint, sure)), Some(block)) = (joint, blocks.last_mut()) {
            if !sure {
                doubts.push(doubtful(draft, &block.text, last, index));
            }
            if joint == Joint::Line {
                block.role = if matches!(block.role, Role::Note(_)) { block.role } else { Role::Lines };
            }
            cuts::push(draft, block, index, joint, &vocabulary, &mut cut);
        } else {
            let mut block = Block::default();
            cuts::push(draft, &mut block, index, Joint::Nothing, &vocabulary, &mut cut);
            turn = spoken.contains(&index);
            block.page_before = page;
            block.space_before = !adjacent;
            block.indent = line.indent;
            block.told = line.told;
            if let Some((mark, _)) = mark {
                block.role = Role::Note(u32::try_from(mark).unwrap_or(u32::MAX));
            }
            if listed == Listed::Begins {
                block.role = Role::Entry;
                entry = Some(blocks.len());
            }
            blocks.push(block);
        }
        last = Some(index);
        page = false;
    }
    draft.blocks = blocks;
    for cut in cut {
        if cut.is_mended {
            draft.say(cut.line, rule, cut.word, Repaired, Likely);
        } else {
            doubts.push((cut.line, cut.word));
        }
    }
    for (line, word) in doubts {
        draft.note(line, rule, word, Doubtful, Unsure, Remark::HyphenDoubtful);
    }
    draft.vocabulary = vocabulary;
}

/// How a line goes on from the one before it; `None` if a new block begins.
fn joint_of(
    draft: &Draft,
    block: &Block,
    last: usize,
    index: usize,
    vocabulary: &Vocabulary,
    references: bool,
    front: u32,
) -> Option<(Joint, bool)> {
    let (before, line) = (draft.line(last), draft.line(index));
    let note = matches!(block.role, Role::Note(_));
    if !note && opens_emphasis(&block.text) {
        return Some((Joint::Line, true));
    }
    let is_sentence = || !references && marked::goes_on(draft, &block.text, last, index);
    if items::begins_item(line) && !is_sentence() {
        return None;
    }
    let end = chars::end_of(before);
    let start = chars::start_of(line);
    if references && entries::number_of(line).is_some() && entries::number_of(&block.text).is_some() {
        return None;
    }
    let Some(width) = draft.lines[index].measure.and(draft.lines[last].measure) else {
        let is_prose = line.contains(' ') && line.starts_with(char::is_lowercase);
        let is_cut = || is_prose && before.ends_with(['-', '‐', '¬', '⸗']) && chars::end_of(before) == End::Cut;
        return match draft.layout.spaced {
            true => loose(draft, before, line, last, index, vocabulary),
            // A line that ends within a word is no paragraph.
            false => (is_cut() || uncased::is_cut(draft, last, index)).then(|| hyphen::joint(before, line, vocabulary)),
        };
    };
    let (length, next) = (u32::from(draft.lines[last].length), u32::from(draft.lines[index].length));
    let width = u32::from(width);
    let short = |length: u32| length * 10 < width * 7;
    if begins_part(line, end) || (references && begins_entry(before, line, end)) {
        return None;
    }
    // What named itself on a line of its own is no part of what follows.
    let names_itself = || lexicon::is_one_of(before, &scholion_lang::SECTION_HEADING) || lexicon::is_list_heading(before);
    if !note && block.text.len() == before.len() && start != Start::Running && names_itself() {
        return None;
    }
    if draft.lines[index].span.start < front
        && !note
        && (begins_names(line, end) || changes_case(before, line) || patronymic::with_patronymic(before).is_some())
    {
        return None;
    }
    if !note && !references && marked::is_signed(draft, last, index) {
        return None;
    }
    // Figures of a table, or of an axis: they begin no paragraph.
    if !line.contains(char::is_alphabetic) && next < 12 {
        return Some((Joint::Space, true));
    }
    if draft.layout.indented && !note && start != Start::Running {
        let (indent, earlier) = (draft.lines[index].indent, draft.lines[last].indent);
        let is_cut = before.ends_with(['-', '‐', '¬', '⸗']);
        let is_first = draft.layout.first == Some(indent) && indent >= earlier && !is_cut;
        if is_first || indent > earlier && (1..=8).contains(&(indent - earlier)) && end == End::Closed {
            return None;
        }
    }
    // The last line of a paragraph is short and closes its sentence.
    if short(length) && end == End::Closed && start != Start::Running && (!note || length * 2 < width) {
        return None;
    }
    // A heading, or a line of verse: short, with nothing at its end, and the next begins anew.
    if short(length) && matches!(end, End::Open | End::Half) && start == Start::Fresh && !note {
        return if short(next) && draft.layout.spaced && block.role != Role::Text {
            Some((Joint::Line, true))
        } else if draft.layout.spaced && short(next) && length * 10 < width * 6 {
            Some((Joint::Line, true))
        } else {
            None
        };
    }
    if is_numbered_heading(line, next, width) && end == End::Closed && !note {
        return None;
    }
    if block.role == Role::Lines {
        return Some((Joint::Line, true));
    }
    Some(hyphen::joint(before, line, vocabulary))
}

/// The most bytes of lines that are kept together.
const LONGEST_STANZA: usize = 20_000;
/// How many of the first lines of a text that is not broken to a measure may be a title page.
const TITLE_PAGE: usize = 30;
/// Among so many of the first lines one that is an identifier stands alone.
const IDENTIFIERS: usize = 12;
/// Among so many of the first lines the heading of an introduction stands alone.
const INTRODUCED: usize = 120;

/// The line at which the first paragraph begins, in a text that has a paragraph on a line.
fn title_page(draft: &Draft) -> usize {
    if draft.layout.width.is_some() {
        return 0;
    }
    let text = draft.lines.iter().enumerate().filter(|(_, line)| line.state == State::Text);
    let head = text.take(TITLE_PAGE).take_while(|(_, line)| line.length < 200);
    head.last().map_or(0, |(index, _)| index + 1)
}

/// Whether a line of a title page is a statement of its own: a date, a byline.
fn stands_alone(line: &str) -> bool {
    moments::full_date(line).is_some()
        || patronymic::with_patronymic(line).is_some()
        || scholion_lang::BYLINE.iter().any(|label| {
            label.len() > 1
                && line.get(..label.len()).is_some_and(|start| start.to_lowercase() == *label)
                && line
                    .get(label.len()..)
                    .is_some_and(|rest| rest.strip_prefix([' ', ':']).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase)))
                && line.len() < 120
        })
}

/// Whether a line says something of an interview behind a label, or with whom it was.
fn is_head(line: &str) -> bool {
    let with = || lexicon::behind_label(line, scholion_lang::INTERVIEW_WITH.iter().map(|label| (label, ())));
    let is_named = |rest: &str| rest.starts_with(char::is_uppercase) && line.len() <= 160;
    speakers::head(line).is_some() || with().is_some_and(|(.., rest)| is_named(rest))
}

/// Whether a line is a rule of dashes or stars with spaces between them: "- - - - -".
fn is_rule(line: &str) -> bool {
    line.contains(' ') && line.len() <= 200 && line.split(' ').filter(|mark| !mark.is_empty()).count() >= 3 && {
        let mut marks = line.chars().filter(|c| *c != ' ');
        marks.all(|c| matches!(c, '-' | '–' | '—' | '*' | '_'))
    }
}

/// Whether a line is the heading of an introduction: "1 Introduction", "A. Einleitung", and begins with no small letter.
fn is_opening(line: &str) -> bool {
    let counted = || line.split_once(". ").filter(|(letter, _)| *letter == "A").map_or(line, |(_, rest)| rest);
    line.len() <= 60 && !line.starts_with(char::is_lowercase) && lexicon::is_introduction(counted())
}

/// Whether a line of a title page is a DOI or an ISSN and nothing else.
fn is_identifier(line: &str) -> bool {
    let labelled = |labels| lexicon::label(line, labels).and_then(|found| line.get(found.rest..));
    let value = labelled(&scholion_lang::DOI).or_else(|| labelled(&scholion_lang::ISSN)).unwrap_or(line).trim();
    let is_issn = |value: &str| value.len() == 9 && value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X' | b'x'));
    let is_whole = value.len() <= 100 && !value.contains(char::is_whitespace) && !value.ends_with(['/', '-', '.', '_']);
    is_whole && (is_issn(value) && value.len() < line.len() || scholion_reference::identity::doi(value).is_some())
}

/// Where the first paragraph of printed lines begins: title and names stand before it.
fn front_end(draft: &Draft) -> u32 {
    let Some(width) = draft.layout.width else { return 0 };
    let full = |index: usize| {
        draft.lines.get(index).is_some_and(|line| line.state == State::Text && u32::from(line.length) * 5 > u32::from(width) * 4)
    };
    let paragraph = (0..draft.lines.len().min(60)).find(|&index| (index..index + 4).all(full));
    paragraph.and_then(|index| draft.lines.get(index)).map_or(0, |line| line.span.start)
}

/// Whether a line is a list of names: capitalised words, divided by commas.
fn begins_names(line: &str, before: End) -> bool {
    if before == End::Cut || line.len() > 400 {
        return false;
    }
    let mut pieces = 0;
    for piece in line.split([',', ';', '&']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let words: Vec<&str> = piece
            .split(' ')
            .map(|word| word.trim_matches(|c: char| !c.is_alphabetic() && c != '.'))
            .filter(|word| !word.is_empty() && *word != "and")
            .collect();
        let named = |word: &&str| word.starts_with(char::is_uppercase) || scholion_reference::names::is_particle(word);
        if words.is_empty() {
            continue;
        }
        if !(2..=5).contains(&words.len()) || !words.iter().all(named) {
            return false;
        }
        pieces += 1;
    }
    pieces >= 2
}

/// Whether one line is all in capitals and the other is not: a title, and what follows it.
fn changes_case(before: &str, line: &str) -> bool {
    let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).count() > 8 && !text.chars().any(char::is_lowercase);
    capitals(before) != capitals(line) && (capitals(before) || capitals(line))
}

/// Whether a line begins a part that names itself: a label, ©, a usual heading, a line all in italics.
fn begins_part(line: &str, before: End) -> bool {
    if before == End::Cut {
        return false;
    }
    let capital = line.trim_start_matches(['*', '_']).starts_with(|c: char| c.is_uppercase() || c == '©' || uncased::is_fresh(c));
    let emphasised = line.len() > 4 && line.starts_with('*') && line.ends_with('*') && !line[1..line.len() - 1].contains('*');
    capital
        && (emphasised
            || line.starts_with('©')
            || prose::is_labelled_summary(line)
            || (line.len() < 60 && lexicon::is_one_of(line, &scholion_lang::SECTION_HEADING))
            || lexicon::is_references_heading(line))
}

/// Whether a line of a list of references begins an entry: with a number, or with a name behind a line that
/// ends an entry.
fn begins_entry(before: &str, line: &str, end: End) -> bool {
    entries::number_of(line).is_some() || ((end == End::Closed || entries::ends_entry(before)) && entries::names_author(line))
}

/// Lines without a blank between, in a text whose paragraphs are lines with blanks between.
fn loose(draft: &Draft, before: &str, line: &str, last: usize, index: usize, vocabulary: &Vocabulary) -> Option<(Joint, bool)> {
    let (length, next) = (draft.lines[last].length, draft.lines[index].length);
    let end = chars::end_of(before);
    if end == End::Cut && before.ends_with(char::is_alphabetic) || chars::start_of(line) == Start::Running && end != End::Closed {
        return Some(hyphen::joint(before, line, vocabulary));
    }
    // "Preamble" under the title of a declaration.
    if next <= 40 && line.split(' ').count() <= 3 && end != End::Closed && lexicon::is_one_of(line, &scholion_lang::SECTION_HEADING) {
        return None;
    }
    if uncased::goes_on(draft, last, index) {
        return Some(hyphen::joint(before, line, vocabulary));
    }
    if length <= 60 && next <= 60 && !items::begins_item(before) { Some((Joint::Line, true)) } else { None }
}

/// Whether emphasis that the block begins with is still open: `*Interview with A,`.
fn opens_emphasis(text: &str) -> bool {
    let mark = if text.starts_with("**") {
        "**"
    } else if text.starts_with('*') && !text.starts_with("* ") {
        "*"
    } else {
        return false;
    };
    text.len() < 1200 && !text[mark.len()..].contains(mark)
}

/// Whether a line is a heading with a number: "2.1 Capital requirements", "IV. Results".
fn is_numbered_heading(line: &str, length: u32, width: u32) -> bool {
    if length * 10 > width * 8 || chars::end_of(line) != End::Open {
        return false;
    }
    let end = line.find(' ').unwrap_or(0);
    let number = line.get(..end).unwrap_or("").trim_end_matches('.');
    let is_number = !number.is_empty()
        && number.len() <= 8
        && number.split('.').all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_number && line.get(end..).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase))
}

/// A line end that may have cut a word: its line, and the words on both sides.
fn doubtful(draft: &Draft, before: &str, last: Option<usize>, index: usize) -> (u32, String) {
    let start = before.char_indices().rev().nth(20).map_or(0, |(at, _)| at);
    let behind: String = draft.line(index).chars().take(20).collect();
    (draft.number_of(last.unwrap_or(index)), format!("{} {behind}", before.get(start..).unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_capitals_go_on() {
        let text = "טחנות הקמח בנחל\n\nטחנות הקמח פעלו בנחל מאות שנים. הנוסעים הזכירו אותן, אך לא תיארו\nאת דרכי הבעלות.\n\nסוף\n\nסוף\n";
        let mut draft = Draft::new(text.as_bytes());
        build(&mut draft, "line-end");
        let texts: Vec<&str> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert!(texts.get(1).is_some_and(|text| text.ends_with("תיארו את דרכי הבעלות.")), "{texts:?}");
    }

    #[test]
    fn introductions_identifiers_and_rules_stand_alone() {
        assert!(is_opening("1 Introdução") && is_opening("A. Einleitung") && !is_opening("introduction"));
        assert!(is_identifier("ISSN 1234-5679") && is_identifier("https://doi.org/10.9999/tides.4") && !is_identifier("1234-5679"));
        assert!(is_rule("- - - -") && is_rule("* * *") && !is_rule("---") && !is_rule("- a - b"));
    }
}

//! Lines, and how the file is laid out: one paragraph a line, or lines as they were printed.

use scholion_base::{Span, script};

use super::{block::Told, chars};
use scholion_base::source_text::Source;

/// One line of the source.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its part of the source, white space around it left out.
    pub span: Span,
    /// White space before its first character, in columns (a tab is eight).
    pub indent: u16,
    /// Its length in characters.
    pub length: u16,
    /// What has become of it.
    pub state: State,
    /// Whether a printed page ends before it: a form feed, a running head, a page number.
    pub page_before: bool,
    /// Whether it is a heading by the model of headings.
    pub told: Told,
    /// Its number in the source, from 1.
    pub number: u32,
    /// The width, in characters, to which the lines are broken among which it stands; `None` where a line is a paragraph.
    pub measure: Option<u16>,
}

/// What has become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds nothing but white space.
    Blank,
    Text,
    /// A rule took it out.
    Dropped,
}

/// How the file is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The width, in characters, to which its lines are broken; `None` if a line is a paragraph.
    pub width: Option<u16>,
    /// Whether blank lines separate its paragraphs.
    pub spaced: bool,
    /// Whether its first lines of paragraphs are indented.
    pub indented: bool,
    /// How far they are, in columns, where all are alike and no other lines are.
    pub first: Option<u16>,
}

/// Farther no line is set in, in columns.
const WIDEST: u16 = 10_000;

/// The lines of a source.
pub fn lines(source: &Source) -> Vec<Line> {
    let mut page = false;
    (0..source.line_count())
        .map(|index| {
            let span = source.line(index);
            let raw = span.of(&source.text);
            page |= raw.starts_with('\u{c}');
            let text = raw.trim();
            let lead = raw.len() - raw.trim_start().len();
            let columns = raw.get(..lead).unwrap_or("").chars().map(|c| if c == '\t' { 8 } else { u16::from(c != '\u{c}') });
            let indent = columns.fold(0, u16::saturating_add).min(WIDEST);
            let start = span.start as usize + lead;
            let state = if text.is_empty() { State::Blank } else { State::Text };
            let page_before = page && state == State::Text;
            page &= !page_before;
            Line {
                span: Span::new(start, start + text.len()),
                indent,
                length: u16::try_from(characters(text)).unwrap_or(u16::MAX),
                state,
                page_before,
                told: Told::Not,
                number: u32::try_from(index + 1).unwrap_or(u32::MAX),
                measure: None,
            }
        })
        .collect()
}

/// Lays the lines out that are still text: how all of them are, and to which measure each is broken.
pub fn lay_out(lines: &mut [Line], source: &Source) -> Layout {
    let layout = layout(lines, source);
    let stretches = stretches(lines);
    lines.iter_mut().for_each(|line| line.measure = layout.width);
    match layout.width {
        // A part of a text may have its paragraphs on lines, whatever the rest has.
        Some(width) => {
            for stretch in stretches.iter().filter(|stretch| stretch.len() > 1) {
                let Some((last, others)) = lines[stretch.clone()].split_last_mut() else { continue };
                if others.iter().all(|line| u32::from(line.length) * 2 > u32::from(width) * 3) {
                    others.iter_mut().chain([last]).for_each(|line| line.measure = None);
                }
            }
        }
        None => {
            let Some(measure) = most_broken(lines, source, &stretches) else { return layout };
            for stretch in stretches {
                let own = &lines[stretch.clone()];
                if is_broken(own, source, measure) || is_filled(own, source, measure) {
                    lines[stretch].iter_mut().for_each(|line| line.measure = Some(measure));
                }
            }
        }
    }
    layout
}

/// The lines of text that stand together, without a blank line or the end of a page between them.
fn stretches(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.state == State::Text) {
        match found.last_mut() {
            Some(stretch) if stretch.end == index && !line.page_before => stretch.end = index + 1,
            _ => found.push(index..index + 1),
        }
    }
    found
}

/// The measure to which most stretches are broken, in a text of which the greater part is not.
fn most_broken(lines: &[Line], source: &Source, stretches: &[std::ops::Range<usize>]) -> Option<u16> {
    if is_verse(lines, source) {
        return None;
    }
    let several: Vec<&std::ops::Range<usize>> = stretches.iter().filter(|stretch| stretch.len() > 1).collect();
    let mut longest: Vec<u16> =
        several.iter().filter_map(|stretch| lines[(*stretch).clone()].iter().map(|line| line.length).max()).collect();
    longest.sort_unstable();
    let measures = [99, 95, 90, 80, 70, 60, 50].map(|part| longest.get(longest.len() * part / 100).copied().unwrap_or(0));
    let least = least(source);
    let broken = |measure: u16| -> usize {
        if !(least..=160).contains(&measure) {
            return 0;
        }
        several.iter().filter(|stretch| is_broken(&lines[(**stretch).clone()], source, measure)).map(|stretch| stretch.len()).sum()
    };
    let (lines, measure) = measures.into_iter().map(|measure| (broken(measure), measure)).max()?;
    (lines >= 4).then_some(measure)
}

/// Whether the lines are prose that is broken to this measure: no first word of a line would have fitted on the line before, and
/// sentences go on over the breaks. Two breaks of six may be otherwise.
pub fn is_broken(lines: &[Line], source: &Source, measure: u16) -> bool {
    let (mut breaks, mut fitting, mut running) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [before, line] = pair else { continue };
        let (before_text, text) = (before.span.of(&source.text), line.span.of(&source.text));
        let first = text.split(' ').next().map_or(0, characters);
        breaks += 1;
        fitting += usize::from(usize::from(before.length) + 1 + first <= usize::from(measure));
        running += usize::from(goes_on(before_text, text));
    }
    let longest = lines.iter().map(|line| line.length).max().unwrap_or(0);
    let is_running = fitting * 6 <= breaks * 2 && running * 3 >= breaks && u32::from(longest) * 10 <= u32::from(measure) * 11;
    breaks > 0 && (is_running || is_flush(lines, source, measure))
}

/// The shortest measure of prose in Chinese and Japanese, whose letters are wide, in characters.
const WIDE: u16 = 18;

/// The shortest measure to which prose is broken, in characters.
fn least(source: &Source) -> u16 {
    let count = |is: fn(char) -> bool| source.text.chars().take(4000).filter(|c| is(*c)).count();
    let wide = if source.text.is_ascii() { 0 } else { count(|c| script::is_unspaced(c) && c.is_alphabetic()) };
    let is_wide = wide > 0 && wide * 2 > count(char::is_alphabetic);
    if is_wide { WIDE } else { 30 }
}

/// Whether all lines but the last fill the measure with wide letters: Chinese and Japanese break their prose anywhere, and no line of verse is so long.
fn is_flush(lines: &[Line], source: &Source, measure: u16) -> bool {
    let Some((last, others)) = lines.split_last().filter(|(_, others)| !others.is_empty()) else { return false };
    let measure = usize::from(measure);
    let is_full = |line: &Line| {
        let text = line.span.of(&source.text);
        let columns = columns(text);
        let wide = columns.saturating_sub(usize::from(line.length));
        wide * 3 >= usize::from(line.length) * 2 && (measure * 8..=measure * 10 + 30).contains(&(columns * 5))
    };
    measure >= usize::from(WIDE) && others.iter().all(is_full) && usize::from(last.length) <= measure + 3
}

/// Whether no first word of a line would have fitted on the line before, and these fill the measure: in a text that is broken to it, what begins
/// with a capital by chance goes on as well.
fn is_filled(lines: &[Line], source: &Source, measure: u16) -> bool {
    let is_full = |pair: &[Line]| {
        let [before, line] = pair else { return false };
        let first = line.span.of(&source.text).split(' ').next().map_or(0, characters);
        let (length, measure) = (usize::from(before.length), usize::from(measure));
        length * 5 >= measure * 4 && length * 10 <= measure * 11 && length + 1 + first > measure
    };
    let last = lines.last().map_or(0, |line| line.length);
    lines.len() > 1 && lines.windows(2).all(is_full) && last <= measure
}

/// Whether a sentence goes on over a line's end: in small letters, behind a word that ends none, or with a number or a bracket.
fn goes_on(before: &str, line: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_cut = || before.ends_with(char::is_alphabetic) && chars::is_function_word(chars::last_word(before));
    let is_aside = || line.starts_with('(') || line.starts_with(is_digit) && !before.starts_with(is_digit);
    chars::end_of(before) != chars::End::Closed
        && (chars::start_of(line) == chars::Start::Running || !line.contains(char::is_lowercase) || is_cut() || is_aside())
}

/// The longest line of verse, in characters.
pub const VERSE: u16 = 75;

/// Whether the lines that stand together are verse, however they begin: half of them and more end with marks, and a quarter with no point,
/// which broken prose does at one break in five; and the last lines of stanzas are no shorter than others.
pub fn is_verse(lines: &[Line], source: &Source) -> bool {
    const FEWEST: usize = 6;
    const NARROW: u16 = 48;
    let (mut breaks, mut marked, mut half, mut full) = (0, 0, 0, 0);
    let (mut stanzas, mut longest): (Vec<&[Line]>, u16) = (Vec::new(), 0);
    for stretch in stretches(lines) {
        let stanza = lines.get(stretch).unwrap_or_default();
        let text = |line: &Line| line.span.of(&source.text);
        let Some((last, others)) = stanza.split_last().filter(|(_, others)| !others.is_empty()) else { continue };
        // A number of the line, far from its words, begins no note.
        let is_note = |text: &str| {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            text.starts_with(['[', '(']) || rest.len() < text.len() && !rest.starts_with("  ")
        };
        if stanza.iter().any(|line| is_note(text(line))) {
            continue;
        }
        breaks += others.len();
        if stanza.iter().any(|line| line.length > VERSE) {
            continue;
        }
        marked += others.iter().filter(|line| ends_in_mark(text(line))).count();
        half += others.iter().filter(|line| text(line).ends_with([',', ';', ':', '،', '؛', '，', '、', '；', '：'])).count();
        stanzas.push(stanza);
        let widest = stanza.iter().map(|line| line.length).max().unwrap_or(0);
        longest = longest.max(widest);
        full += usize::from(u32::from(last.length) * 2 >= u32::from(widest));
    }
    // What is as wide as prose is verse only if it is ragged.
    let is_ragged = || stanzas.iter().map(|stanza| ragged(stanza, source, longest)).sum::<usize>() * 6 >= breaks;
    let is_narrow = || longest <= NARROW || is_ragged();
    breaks >= FEWEST
        && marked * 2 >= breaks
        && half * 4 >= breaks
        && full * 4 >= stanzas.len() * 3
        && is_narrow()
        && !stands_in_prose(lines, source)
}

/// Whether the lines that stand together have two measures: those of one are broken to the widest of all, as prose is, and others are far
/// narrower.
fn stands_in_prose(lines: &[Line], source: &Source) -> bool {
    const WIDE: u16 = 160;
    let groups: Vec<&[Line]> =
        stretches(lines).into_iter().filter_map(|stretch| lines.get(stretch)).filter(|group| group.len() > 1).collect();
    let widest = |group: &[Line]| group.iter().map(|line| line.length).max().unwrap_or(0);
    let measure = groups.iter().map(|group| widest(group)).filter(|length| *length <= WIDE).max().unwrap_or(0);
    let is_filled = |group: &&&[Line]| group.len() > 2 && widest(group) <= WIDE && ragged(group, source, measure) == 0;
    let shortest = |group: &[Line]| group.split_last().and_then(|(_, others)| others.iter().map(|line| line.length).min()).unwrap_or(0);
    let filled = groups.iter().filter(is_filled).map(|group| shortest(group)).max().unwrap_or(0);
    let narrow = groups.iter().filter(|group| group.len() > 2).map(|group| widest(group)).min().unwrap_or(u16::MAX);
    u32::from(filled) * 4 >= u32::from(narrow) * 5
}

/// At how many breaks between lines the first word of the next would have fitted into a measure.
fn ragged(lines: &[Line], source: &Source, measure: u16) -> usize {
    let is_free = |pair: &&[Line]| {
        let [line, next] = pair else { return false };
        let first = next.span.of(&source.text).split(' ').next().map_or(0, characters);
        [line, next].iter().all(|line| line.state == State::Text) && usize::from(line.length) + 1 + first <= usize::from(measure)
    };
    lines.windows(2).filter(is_free).count()
}

/// Whether a line ends with a mark, brackets and quotation marks left aside.
pub fn ends_in_mark(line: &str) -> bool {
    // A number of the line may stand at its side.
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = if words.len() < line.len() && words.ends_with("  ") { words } else { line };
    words
        .trim_end_matches(|c: char| chars::is_closer(c) || c == ' ')
        .ends_with(|c: char| chars::is_stop(c) || matches!(c, ',' | ';' | ':' | '—' | '–' | '-' | '،' | '؛' | '，' | '、' | '；' | '：'))
}

/// How the lines that are still text are laid out.
///
/// Lines are taken for printed lines if they are short and most of those that are followed by another line
/// nearly fill the measure, and end anywhere in a sentence.
fn layout(lines: &[Line], source: &Source) -> Layout {
    let text: Vec<&Line> = lines.iter().filter(|line| line.state == State::Text).collect();
    let mut lengths: Vec<u16> = text.iter().map(|line| line.length).collect();
    lengths.sort_unstable();
    // A few lines may be longer than the measure: what a server stamps on each page, addresses.
    let measures = [95, 90, 80, 70, 60].map(|part| lengths.get(lengths.len() * part / 100).copied().unwrap_or(0));
    let width = measures.into_iter().find(|&measure| is_wrapped(lines, source, measure)).filter(|_| !is_verse(lines, source));
    let begins = |line: &Line| chars::start_of(line.span.of(&source.text)) != chars::Start::Running;
    let indents = text.iter().filter(|line| (1..=8).contains(&line.indent) && begins(line)).count();
    let first = width.and_then(|_| first_indent(&text, begins));
    let indented = width.is_some() && indents * 40 > text.len() && indents * 3 < text.len() || first.is_some();
    let spaced =
        lines.windows(2).filter(|pair| matches!(pair, [line, next] if line.state == State::Text && next.state != State::Text)).count();
    // Wrapped text is spaced if it has enough blank lines for its length; other text if most lines stand alone.
    let spaced = if width.is_some() { spaced * 12 > text.len() } else { spaced * 2 > text.len() };
    Layout { width, spaced, indented, first }
}

/// How far the first lines of paragraphs are set in: as far as nearly all lines that are set in a little, of which hardly one begins in
/// mid-sentence, as many do that are not set in.
fn first_indent(text: &[&Line], begins: impl Fn(&Line) -> bool) -> Option<u16> {
    let mut counts = [0usize; 9];
    for line in text.iter().filter(|line| line.indent <= 8) {
        counts[usize::from(line.indent)] += 1;
    }
    let (most, &count) = counts.iter().enumerate().skip(1).max_by_key(|(_, count)| **count)?;
    let first = u16::try_from(most).ok()?;
    let all: usize = counts.iter().skip(1).sum();
    let going_on = |indent: u16| text.iter().filter(|line| line.indent == indent && !begins(line)).count();
    let is_habit = count * 40 > text.len() && count * 10 >= all * 8 && going_on(first) * 20 <= count;
    (is_habit && counts[0] * 4 >= text.len() && going_on(0) * 3 >= counts[0]).then_some(first)
}

/// Whether the lines are broken to this measure.
fn is_wrapped(lines: &[Line], source: &Source, measure: u16) -> bool {
    if !(least(source)..=160).contains(&measure) {
        return false;
    }
    // Counted in characters: the figures of tables stand on many short lines.
    let (mut all, mut followed, mut full, mut open, mut long, mut lines_full) = (0u64, 0u64, 0u64, 0u64, 0u64, 0u64);
    // Lines beside others; and of the breaks between lines those before which the next word would have fitted.
    let (mut beside, mut breaks, mut fitting) = (0u64, 0u64, 0u64);
    // How the lines behind full ones begin: verse begins each with a capital, prose goes on in small letters.
    let (mut capital, mut small) = (0u64, 0u64);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.state == State::Text) {
        let length = u64::from(line.length);
        all += length;
        if length * 10 > u64::from(measure) * 13 {
            long += length;
        }
        let is_text = |line: Option<&Line>| line.is_some_and(|line| line.state == State::Text);
        let is_followed = is_text(lines.get(index + 1));
        if is_followed || is_text(index.checked_sub(1).and_then(|before| lines.get(before))) {
            beside += length;
        }
        if is_followed {
            followed += length;
            let first = lines.get(index + 1).and_then(|next| next.span.of(&source.text).split(' ').next()).map_or(0, characters);
            breaks += 1;
            fitting += u64::from(length + 1 + first as u64 <= u64::from(measure));
            if length * 4 >= u64::from(measure) * 3 {
                full += length;
                lines_full += 1;
                open += length * u64::from(chars::end_of(line.span.of(&source.text)) != chars::End::Closed);
                let next = lines.get(index + 1).map_or("", |next| next.span.of(&source.text));
                if next.contains(char::is_lowercase) {
                    capital += u64::from(chars::start_of(next) == chars::Start::Fresh);
                    small += u64::from(chars::start_of(next) == chars::Start::Running);
                }
            }
        }
    }
    let verse = capital >= 4 && small * 6 < capital;
    // Paragraphs of two lines each have as many last lines as others: then each break has to show that it is none of verse.
    let mostly = followed * 2 > all || beside * 2 > all && fitting * 10 <= breaks && small * 3 >= lines_full;
    !verse && lines_full >= 3 && full * 2 > followed && open * 2 > full && mostly && long * 2 < all
}

/// The number of characters in a text; letters of Chinese and Japanese, which are as wide as two, count twice.
pub fn columns(text: &str) -> usize {
    let wide = if text.is_ascii() { 0 } else { text.chars().filter(|c| script::is_wide(*c)).count() };
    characters(text) + wide
}

/// The number of characters in a text.
pub fn characters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Layout {
        let source = Source::decode(text.as_bytes());
        lay_out(&mut lines(&source), &source)
    }

    #[test]
    fn layouts_are_told_apart() {
        let paragraph = "Most work in discourse processing, both theoretical and\ncomputational, has focused on analysis of interclausal or\nintersentential phenomena. This level of analysis is one\nof many.\n";
        assert_eq!(check(&paragraph.repeat(3)).width, Some(57));
        assert!(check(&format!("{paragraph}\n").repeat(3)).spaced);
        let line =
            "A paragraph that is one line of the file, however long it may be, as web pages and converters give it to us these days.\n";
        assert_eq!(check(&line.repeat(5)), Layout::default());
        assert_eq!(check(&format!("{line}\n").repeat(5)), Layout { spaced: true, ..Layout::default() });
    }

    #[test]
    fn a_line_may_be_set_in_as_far_as_it_likes() {
        let source = Source::decode(format!("{}far\n  near", " ".repeat(70_000)).as_bytes());
        assert_eq!(lines(&source).iter().map(|line| line.indent).collect::<Vec<_>>(), [WIDEST, 2]);
    }

    #[test]
    fn prose_of_wide_letters_fills_its_lines() {
        let prose = "水碓是山区常见的加工设施，前人研究多集中于农\n具史，较少注意水权的分配。\n\n";
        let source = Source::decode(format!("{}契约\n", prose.repeat(3)).as_bytes());
        let mut all = lines(&source);
        lay_out(&mut all, &source);
        assert!(all.iter().filter(|line| line.state == State::Text).all(|line| line.measure.is_some()));
        let source = Source::decode("床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n\n".repeat(3).as_bytes());
        let mut all = lines(&source);
        lay_out(&mut all, &source);
        assert!(all.iter().all(|line| line.measure.is_none()));
    }

    #[test]
    fn form_feeds_end_pages() {
        let source = Source::decode(b"one\n\x0c\n two\nthree\x0c");
        let pages: Vec<bool> = lines(&source).iter().map(|line| line.page_before).collect();
        assert_eq!(pages, [false, false, true, false]);
    }

    #[test]
    fn each_part_has_its_own_layout() {
        let check = |text: &str| {
            let source = Source::decode(text.as_bytes());
            let mut lines = lines(&source);
            lay_out(&mut lines, &source);
            lines.iter().filter(|line| line.state == State::Text).map(|line| line.measure.is_some()).collect::<Vec<_>>()
        };
        let long = format!("{}.\n\n", "A paragraph that is one line of the file, however long it may be".repeat(4)).repeat(4);
        let broken = "The keeper wrote down the hour and the wind, and then he\nwent up to see to the lamp before the night came on.\n\n";
        let verse = "The lamp is lit and all is well,\nThe sea is calm tonight,\nThe keeper hears the evening bell\nAnd tends the yellow light.\n\n";
        assert_eq!(check(&format!("{long}{}", broken.repeat(3))), [[false].repeat(4), [true].repeat(6)].concat());
        assert_eq!(check(&format!("{long}{}", verse.repeat(3))), [false].repeat(16));
        let small = "La rota gira e il fiume non la sente,\npassa tra i salici e non torna indietro;\nla notte ha messo un velo sulla gente\n\
                     e un altro, più sottile, sopra il vetro.\n\n";
        assert_eq!(check(&small.repeat(3)), [false].repeat(12));
        let told = "This is a paragraph of the running text, which goes on for some while,\nas the paragraphs of articles do, and says in several clauses what was\n\
                    seen, what was done about it, and what came of it in the end.\n\n";
        assert_eq!(check(&told.repeat(4)), [true].repeat(12));
        let cut = "The keeper said that he would be back in the autumn of\n1843, and that nobody else was to go up to the lamp.\n\n";
        assert_eq!(check(&format!("{long}{}{cut}", broken.repeat(3))).into_iter().filter(|one| *one).count(), 8);
        assert_eq!(check(&format!("THE LAMP\n\nI\n\n{}", broken.repeat(4))).into_iter().filter(|one| *one).count(), 10);
    }
}

//! Lines, and how the file is laid out: one paragraph a line, or lines as they were printed.

use scholion_base::Span;

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
                if is_broken(&lines[stretch.clone()], source, measure) {
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
    let several: Vec<&std::ops::Range<usize>> = stretches.iter().filter(|stretch| stretch.len() > 1).collect();
    let mut longest: Vec<u16> =
        several.iter().filter_map(|stretch| lines[(*stretch).clone()].iter().map(|line| line.length).max()).collect();
    longest.sort_unstable();
    let measures = [99, 95, 90, 80, 70, 60, 50].map(|part| longest.get(longest.len() * part / 100).copied().unwrap_or(0));
    let broken = |measure: u16| -> usize {
        if !(30..=160).contains(&measure) {
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
        let goes_on = chars::start_of(text) == chars::Start::Running || !text.contains(char::is_lowercase);
        running += usize::from(goes_on && chars::end_of(before_text) != chars::End::Closed);
    }
    let longest = lines.iter().map(|line| line.length).max().unwrap_or(0);
    breaks > 0 && fitting * 6 <= breaks * 2 && running * 3 >= breaks && u32::from(longest) * 10 <= u32::from(measure) * 11
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
    let width = measures.into_iter().find(|&measure| is_wrapped(lines, source, measure));
    let indented = width.is_some() && {
        let fresh = |line: &&&Line| (1..=8).contains(&line.indent) && chars::start_of(line.span.of(&source.text)) != chars::Start::Running;
        let indents = text.iter().filter(fresh).count();
        indents * 40 > text.len() && indents * 3 < text.len()
    };
    let spaced =
        lines.windows(2).filter(|pair| matches!(pair, [line, next] if line.state == State::Text && next.state != State::Text)).count();
    // Wrapped text is spaced if it has enough blank lines for its length; other text if most lines stand alone.
    let spaced = if width.is_some() { spaced * 12 > text.len() } else { spaced * 2 > text.len() };
    Layout { width, spaced, indented }
}

/// Whether the lines are broken to this measure.
fn is_wrapped(lines: &[Line], source: &Source, measure: u16) -> bool {
    if !(30..=160).contains(&measure) {
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
        assert_eq!(check(&format!("THE LAMP\n\nI\n\n{}", broken.repeat(4))).into_iter().filter(|one| *one).count(), 10);
    }
}

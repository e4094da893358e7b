//! Lines, and how the file is laid out: one paragraph a line, or lines as they were printed.

use scholion_base::Span;

use super::chars;
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
            let indent = raw.get(..lead).unwrap_or("").chars().map(|c| if c == '\t' { 8 } else { u16::from(c != '\u{c}') }).sum();
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
            }
        })
        .collect()
}

/// How the lines that are still text are laid out.
///
/// Lines are taken for printed lines if they are short and most of those that are followed by another line
/// nearly fill the measure, and end anywhere in a sentence.
pub fn layout(lines: &[Line], source: &Source) -> Layout {
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
    // How the lines behind full ones begin: verse begins each with a capital, prose goes on in small letters.
    let (mut capital, mut small) = (0u64, 0u64);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.state == State::Text) {
        let length = u64::from(line.length);
        all += length;
        if length * 10 > u64::from(measure) * 13 {
            long += length;
        }
        if lines.get(index + 1).is_some_and(|next| next.state == State::Text) {
            followed += length;
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
    !verse && lines_full >= 3 && full * 2 > followed && open * 2 > full && followed * 2 > all && long * 2 < all
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
        layout(&lines(&source), &source)
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
    fn form_feeds_end_pages() {
        let source = Source::decode(b"one\n\x0c\n two\nthree\x0c");
        let pages: Vec<bool> = lines(&source).iter().map(|line| line.page_before).collect();
        assert_eq!(pages, [false, false, true, false]);
    }
}

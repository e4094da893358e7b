//! Columns of text that stand side by side: read one behind the other.
//!
//! Columns are told by a gap at one place in most lines, and by the words on its two sides: each side goes on from line to line, in
//! mid-sentence, and fills its own measure. A table has gaps as well, and is read across.

use super::{
    chars::{self, End, Start},
    draft::{Draft, Rule, beginning},
    lines::{self, Line, State, characters},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::{Span, source_text::Source};

/// The rules of this pass.
pub const RULES: &[Rule] = &[Rule { name: "columns", apply }];

/// The fewest lines with a gap at one place.
const FEWEST: usize = 5;
/// The fewest where it is not sure that they are columns.
const FEWEST_DOUBTFUL: usize = 8;
/// The fewest words that a side has on a line, in the mean.
const WORDS: usize = 3;
/// By how many letters a line may stand over the edge of its column.
const SLACK: usize = 2;
/// How often columns are looked for within columns.
const DEEPEST: usize = 3;

/// Puts the lines of columns in the order in which they are read.
fn apply(draft: &mut Draft, rule: &'static str) {
    if !may_have(&draft.lines, &draft.source) {
        return;
    }
    let mut found = Found::default();
    draft.lines.iter_mut().for_each(|line| line.measure = None);
    in_order(&mut draft.lines, &draft.source, &mut found);
    // What is read as a column is broken to its measure, however narrow.
    let measures: Vec<Option<u16>> = draft.lines.iter().map(|line| line.measure).collect();
    draft.lay_out();
    for (line, measure) in draft.lines.iter_mut().zip(measures) {
        line.measure = measure.or(line.measure);
    }
    if found.read.is_empty() && found.doubtful.is_empty() {
        return;
    }
    for (number, words) in found.read {
        draft.note(number, rule, words, Kind::Repaired, Likely, Remark::ColumnsRead);
    }
    for (number, words) in found.doubtful {
        draft.note(number, rule, words, Kind::Doubtful, Unsure, Remark::ColumnsDoubtful);
    }
}

/// The lines of a text in the order in which its columns are read, each with its number; `None` if there are none.
pub fn read(source: &Source) -> Option<Vec<(u32, Span)>> {
    if !has_gaps(&source.text) {
        return None;
    }
    let mut lines = lines::lines(source);
    if !may_have(&lines, source) {
        return None;
    }
    let mut found = Found::default();
    in_order(&mut lines, source, &mut found);
    // What stands for the other side of a line has no words of its own.
    let words = |line: Line| Span { start: line.span.start, end: if line.state == State::Text { line.span.end } else { line.span.start } };
    (!found.read.is_empty()).then(|| lines.into_iter().map(|line| (line.number, words(line))).collect())
}

/// Puts the lines of each page in the order in which they are read.
fn in_order(lines: &mut Vec<Line>, source: &Source, found: &mut Found) {
    let mut ordered: Vec<Line> = Vec::with_capacity(lines.len());
    let mut page: Vec<Line> = Vec::new();
    for line in std::mem::take(lines) {
        if line.page_before {
            ordered.extend(unroll(std::mem::take(&mut page), source, found, 0));
        }
        page.push(line);
    }
    ordered.extend(unroll(page, source, found, 0));
    *lines = ordered;
}

/// Whether there are gaps in a text at all: most have none, and then no line is looked at.
fn has_gaps(text: &str) -> bool {
    memchr::memchr(b'\t', text.as_bytes()).is_some() || memchr::memmem::find(text.as_bytes(), b"  ").is_some()
}

/// Whether enough lines have a gap.
fn may_have(lines: &[Line], source: &Source) -> bool {
    has_gaps(&source.text) && lines.iter().filter(|line| has_gap(line, source)).take(FEWEST).count() == FEWEST
}

/// Whether a line has a wide gap inside.
fn has_gap(line: &Line, source: &Source) -> bool {
    let text = line.span.of(&source.text);
    line.state == State::Text && (text.contains("  ") || text.contains('\t'))
}

/// The places where columns were found: the number of the first line, and its words.
#[derive(Default)]
struct Found {
    /// Those that were read one behind the other.
    read: Vec<(u32, String)>,
    /// Those that stay as they stand.
    doubtful: Vec<(u32, String)>,
}

/// The wide gaps inside a line: the columns, in characters, between which nothing stands. A tab is as wide as eight.
fn gaps<'s>(line: &'s Line, source: &'s Source) -> impl Iterator<Item = (std::ops::Range<usize>, Span)> + 's {
    let text = line.span.of(&source.text);
    let mut at = 0;
    let mut column = usize::from(line.indent);
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let word = rest.find([' ', '\t'])?;
            let blank = rest.get(word..)?;
            let width = blank.len() - blank.trim_start_matches([' ', '\t']).len();
            let wide = blank.get(..width)?.bytes().map(|byte| if byte == b'\t' { 8 } else { 1 }).sum::<usize>();
            let start = column + characters(rest.get(..word)?);
            let bytes = Span::new(line.span.start as usize + at + word, line.span.start as usize + at + word + width);
            at += word + width;
            column = start + wide;
            if wide >= 2 {
                return Some((start..column, bytes));
            }
        }
    })
}

/// The lines of a page in the order in which they are read.
fn unroll(lines: Vec<Line>, source: &Source, found: &mut Found, depth: usize) -> Vec<Line> {
    let Some(place) = gutter(&lines, source).filter(|_| depth < DEEPEST) else { return lines };
    let mut ordered = Vec::with_capacity(lines.len() * 2);
    let mut band: Vec<Line> = Vec::new();
    for line in lines {
        if line.state != State::Text || sides(&line, source, place).is_some() {
            band.push(line);
        } else {
            read_band(std::mem::take(&mut band), source, place, found, depth, &mut ordered);
            ordered.push(line);
        }
    }
    read_band(band, source, place, found, depth, &mut ordered);
    ordered
}

/// The column at which most lines of a page have a gap.
fn gutter(lines: &[Line], source: &Source) -> Option<usize> {
    let mut votes: Vec<usize> = Vec::new();
    for line in lines.iter().filter(|line| line.state == State::Text) {
        for (gap, _) in gaps(line, source).filter(|(gap, _)| gap.end < 400) {
            if votes.len() < gap.end {
                votes.resize(gap.end, 0);
            }
            votes.get_mut(gap).into_iter().flatten().for_each(|votes| *votes += 1);
        }
    }
    let (place, most) = votes.iter().enumerate().max_by_key(|&(place, votes)| (votes, place))?;
    (*most >= FEWEST).then_some(place)
}

/// What stands before a place in a line, and what behind it; `None` if words stand over it.
fn sides(line: &Line, source: &Source, place: usize) -> Option<(Option<Line>, Option<Line>)> {
    if usize::from(line.indent) > place {
        return Some((None, Some(line.clone())));
    }
    let part = |span: Span, indent: usize| Line {
        span,
        indent: u16::try_from(indent).unwrap_or(u16::MAX),
        length: u16::try_from(characters(span.of(&source.text))).unwrap_or(u16::MAX),
        ..line.clone()
    };
    if let Some((gap, bytes)) = gaps(line, source).find(|(gap, _)| gap.contains(&place)) {
        let left = part(Span { start: line.span.start, end: bytes.start }, usize::from(line.indent));
        let right = Line { page_before: false, ..part(Span { start: bytes.end, end: line.span.end }, gap.end) };
        return Some((Some(left), Some(right)));
    }
    let end = usize::from(line.indent) + usize::from(line.length);
    (end <= place).then(|| (Some(line.clone()), None))
}

/// Lines over which a gap runs through: both sides are read one behind the other, if each is prose. What stands behind them apart, where
/// nothing else stands apart in them, is no part of the columns.
fn read_band(mut band: Vec<Line>, source: &Source, place: usize, found: &mut Found, depth: usize, ordered: &mut Vec<Line>) {
    let behind = band.split_off(end_of_columns(&band, source, place));
    read_columns(band, source, place, found, depth, ordered);
    ordered.extend(behind);
}

/// Where the columns of a band end: at its end, or where lines stand apart that reach over none but the first.
fn end_of_columns(band: &[Line], source: &Source, place: usize) -> usize {
    let is_both = |line: &Line| line.state == State::Text && matches!(sides(line, source, place), Some((Some(_), Some(_))));
    let (Some(first), Some(last)) = (band.iter().position(is_both), band.iter().rposition(is_both)) else { return band.len() };
    let is_solid = band[first..last].iter().all(|line| line.state == State::Text);
    let blank = band[last..].iter().position(|line| line.state != State::Text).map(|blank| last + blank);
    blank.filter(|_| is_solid).unwrap_or(band.len())
}

fn read_columns(band: Vec<Line>, source: &Source, place: usize, found: &mut Found, depth: usize, ordered: &mut Vec<Line>) {
    let (mut left, mut right): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    let mut both = 0;
    for line in &band {
        let blank = || Line { state: if line.state == State::Text { State::Blank } else { line.state }, ..line.clone() };
        let (first, second) = sides(line, source, place).filter(|_| line.state == State::Text).unwrap_or_default();
        both += usize::from(first.is_some() && second.is_some());
        left.push(first.unwrap_or_else(blank));
        right.push(second.unwrap_or_else(blank));
    }
    let text = band.iter().filter(|line| line.state == State::Text).count();
    let number = band.iter().find(|line| line.state == State::Text).map_or(1, |line| line.number);
    let words =
        || band.iter().find(|line| line.state == State::Text).map_or(String::new(), |line| beginning(line.span.of(&source.text), 80));
    if both < FEWEST || both * 2 < text {
        ordered.extend(band);
    } else if is_column(&left, source) && is_column(&right, source) {
        found.read.push((number, words()));
        trim(&mut left, true);
        trim(&mut right, false);
        for column in [&mut left, &mut right] {
            let measure = column.iter().filter(|line| line.state == State::Text).map(|line| line.length).max();
            column.iter_mut().for_each(|line| line.measure = measure);
        }
        // How far a line is set in counts from the edge of its own column.
        let edge = right.iter().filter(|line| line.state == State::Text).map(|line| line.indent).min().unwrap_or(0);
        right.iter_mut().for_each(|line| line.indent = line.indent.saturating_sub(edge));
        ordered.extend(unroll(left, source, found, depth + 1));
        ordered.extend(unroll(right, source, found, depth + 1));
    } else {
        if both >= FEWEST_DOUBTFUL && may_be_column(&left, source) && may_be_column(&right, source) {
            found.doubtful.push((number, words()));
        }
        ordered.extend(band);
    }
}

/// Takes the blanks away at the end of a column, or at its beginning: a paragraph goes on from column to column.
fn trim(column: &mut Vec<Line>, at_end: bool) {
    let is_text = |line: &Line| line.state == State::Text;
    if at_end {
        column.truncate(column.iter().rposition(is_text).map_or(0, |last| last + 1));
    } else {
        column.drain(..column.iter().position(is_text).unwrap_or(0));
    }
}

/// The pairs of lines of text that follow each other, and how far the first is set in.
fn pairs<'l>(column: &'l [Line], source: &'l Source) -> impl Iterator<Item = (&'l str, &'l str, u16)> {
    let text = |line: &Line| line.state == State::Text;
    column.windows(2).filter_map(move |pair| match pair {
        [before, line] if text(before) && text(line) => Some((before.span.of(&source.text), line.span.of(&source.text), before.indent)),
        _ => None,
    })
}

/// Whether one side of a gap is a column of prose: it goes on in small letters in mid-sentence, and each line is as full as words let it.
fn is_column(column: &[Line], source: &Source) -> bool {
    let text = || column.iter().filter(|line| line.state == State::Text);
    let edge = text().map(|line| line.indent).min().unwrap_or(0);
    let set_in = |indent: u16| usize::from(indent.saturating_sub(edge));
    let measure = text().map(|line| usize::from(line.length) + set_in(line.indent)).max().unwrap_or(0);
    let (mut all, mut running, mut full) = (0, 0, 0);
    for (before, line, indent) in pairs(column, source) {
        all += 1;
        running += usize::from(chars::start_of(line) == Start::Running && chars::end_of(before) != End::Closed);
        let first = line.split(' ').next().map_or(0, characters);
        // The longest line may have gone over the edge by a letter or two.
        full += usize::from(set_in(indent) + characters(before) + 1 + first + SLACK > measure);
    }
    all >= 3 && running * 10 >= all * 4 && full * 3 >= all * 2 && has_words(column, source)
}

/// Whether one side of a gap may be a column: most of its lines end in mid-sentence.
fn may_be_column(column: &[Line], source: &Source) -> bool {
    let (all, open) = pairs(column, source)
        .fold((0, 0), |(all, open), (before, ..)| (all + 1, open + usize::from(matches!(chars::end_of(before), End::Open | End::Cut))));
    all >= 3 && open * 3 >= all * 2 && has_words(column, source)
}

/// Whether the lines of one side hold several words each, in the mean.
fn has_words(column: &[Line], source: &Source) -> bool {
    let text = column.iter().filter(|line| line.state == State::Text);
    let (lines, words) =
        text.fold((0, 0), |(lines, words), line| (lines + 1, words + line.span.of(&source.text).split_whitespace().count()));
    lines > 0 && words >= lines * WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (String, usize) {
        let mut draft = Draft::new(text.as_bytes());
        apply(&mut draft, "columns");
        let lines: Vec<&str> = (0..draft.lines.len()).map(|index| draft.line(index)).collect();
        (lines.join("\n"), draft.report.findings.iter().filter(|finding| finding.kind == Kind::Doubtful).count())
    }

    #[test]
    fn columns_are_read_one_behind_the_other() {
        let text = "The Lamp\n\n\
            the keeper went up at six and lit       then came down again, and wrote the\n\
            the lamp, which burned until the        hour into his book before he slept.\n\
            morning came; the oil was low, so       In the evening he went up again, and\n\
            he sent the boy down to the             when the wind rose he stayed until\n\
            harbour with the small can, and         it fell. Nobody came to the house\n\
            waited until he was back; he            that winter but the mail.\n";
        let read = "The Lamp\n\nthe keeper went up at six and lit\nthe lamp, which burned until the\nmorning came; the oil was low, so\n\
            he sent the boy down to the\nharbour with the small can, and\nwaited until he was back; he\nthen came down again, and wrote the\n\
            hour into his book before he slept.\nIn the evening he went up again, and\nwhen the wind rose he stayed until\n\
            it fell. Nobody came to the house\nthat winter but the mail.";
        assert_eq!(check(text), (read.to_owned(), 0));
    }

    #[test]
    fn tables_are_read_across() {
        let table = "Name of the light        Keeper           Year\n\
            Upper Ford light         Anna Berg        1843\n\
            Lower Ford light         Karl Holm        1851\n\
            Harbour mouth light      Eva Lind         1860\n\
            Light of the weir        Ida Falk         1862\n\
            The old mill light       Ole Vik          1871\n";
        assert_eq!(check(table).0, table.trim_end());
    }
}

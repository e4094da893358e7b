//! The text of printed pages from where their words stand, as `pdftotext -bbox-layout` tells it.
//!
//! 1. [`pages`]: the lines of each page, and their words; [`super::tagged`] may say to which part of the text each belongs;
//! 2. [`gutter`]: columns of prose that stand side by side are read one behind the other, and within each of them columns again;
//! 3. [`rows`]: all else as it is laid out: what stands on one line stays there, with blanks before and between, so that tables, verse and
//!    paragraphs are told by the rules for plain text.

use std::borrow::Cow;

use super::raised::{join_marks, raise_glued};
use crate::base::figures;

/// Where a word or a line stands, in points, from the upper left corner.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Place {
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }
}

#[derive(Clone, Debug)]
pub struct Word<'t> {
    pub place: Place,
    pub text: Cow<'t, str>,
}

/// Words that stand side by side in one column.
#[derive(Clone, Debug, Default)]
pub struct Line<'t> {
    pub place: Place,
    pub words: Vec<Word<'t>>,
    /// To which part of the text it belongs, and where in it: its number, and letters.
    pub part: Option<usize>,
    pub from: usize,
}

/// A text as it is laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaidOut {
    pub text: String,
    /// Its rows, in the order of the text.
    pub rows: Vec<Row>,
}

/// Words that stand on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where they begin in the text, behind white space, and where they end.
    pub span: std::ops::Range<usize>,
    /// The page, from 0.
    pub page: usize,
    /// The upper and lower edge, and the left and right one.
    pub height: (f32, f32),
    pub width: (f32, f32),
    /// To which part of the text they belong.
    pub part: Option<usize>,
    /// Whether they stand apart at the head or the foot of their page.
    pub is_edge: bool,
}

impl Line<'_> {
    fn letters(&self) -> usize {
        self.words.iter().map(|word| word.text.chars().count() + 1).sum()
    }
}

/// Whether most of it runs from right to left: the places of such words do not tell their order. So where there is none.
pub fn is_unordered(pages: &[Vec<Line<'_>>]) -> bool {
    let letters = || pages.iter().flatten().flat_map(|line| &line.words).flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    let (all, turned) = letters().fold((0usize, 0usize), |(all, turned), c| (all + 1, turned + usize::from(is_from_right(c))));
    turned * 4 > all || all == 0
}

/// The text as it is read. `is_tagged`: whether its lines know to which parts they belong, so that an empty line stands between such parts
/// and nowhere else.
pub fn laid_out(pages: Vec<Vec<Line<'_>>>, is_tagged: bool) -> LaidOut {
    let mut all = LaidOut::default();
    for (nth, lines) in pages.into_iter().enumerate() {
        if nth > 0 {
            all.text.push('\u{c}');
        }
        let one = page(lines, is_tagged);
        let base = all.text.len();
        all.text.push_str(&one.text);
        let moved = |row: Row| Row { span: row.span.start + base..row.span.end + base, page: nth, ..row };
        all.rows.extend(one.rows.into_iter().map(moved));
    }
    all
}

/// Whether a letter is of a script that is written from right to left (Unicode's blocks from Hebrew to Arabic Extended, and their forms).
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// How wide a letter is.
fn width_of_letter(lines: &[Line<'_>]) -> f32 {
    let widths: f32 = lines.iter().map(|line| line.place.right - line.place.left).sum();
    let letters: usize = lines.iter().map(Line::letters).sum();
    (widths / letters.max(1) as f32).max(1.0)
}

/// Measures of a page.
#[derive(Clone, Copy)]
struct Measures {
    /// How wide a letter is.
    letter: f32,
    /// How far the lines of a paragraph stand from each other.
    pitch: f32,
    /// Whether its parts are known.
    is_tagged: bool,
}

/// A page, as it is read.
fn page(mut lines: Vec<Line<'_>>, is_tagged: bool) -> LaidOut {
    let letter = width_of_letter(&lines);
    join_marks(&mut lines, letter);
    raise_glued(&mut lines);
    // What is printed along the side of a page stands higher than it is wide.
    let (upright, along): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.words.len() < 2 || line.place.height() < line.place.right - line.place.left);
    let letter = width_of_letter(&upright);
    let rows = in_rows(upright);
    let pitch = median(rows.windows(2).map(distance).filter(|pitch| *pitch > 1.0));
    let measures = Measures { letter, pitch, is_tagged };
    let mut text = LaidOut::default();
    let ends = |row: usize| rows.get(row..row + 2).is_some_and(|pair| distance(pair) > pitch * 1.5);
    // The head and the foot of a page belong to no column.
    let from = usize::from(rows.len() > 4 && ends(0));
    // So do not the notes of columns, though each is but a line.
    let has_foot = rows.len() > 4 && ends(rows.len() - 2) && !rows.last().is_some_and(|row| are_notes(row, &rows, measures));
    let to = rows.len() - usize::from(has_foot);
    for (nth, part) in [0..from, from..to, to..rows.len()].into_iter().enumerate() {
        let before = text.rows.len();
        order(rows.get(part).unwrap_or_default().concat(), measures, 0, &mut text);
        text.rows.iter_mut().skip(before).for_each(|row| row.is_edge = nth != 1);
    }
    along.iter().for_each(|line| text.text.push_str(&format!("\n{}\n", words(line))));
    text
}

pub fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(12.0)
}

/// How far two rows stand from each other.
fn distance(pair: &[Vec<Line<'_>>]) -> f32 {
    let bottom = |row: &Vec<Line<'_>>| row.iter().map(|line| line.place.bottom).fold(0.0, f32::max);
    match pair {
        [before, row] => bottom(row) - bottom(before),
        _ => 0.0,
    }
}

/// Lines that stand side by side, from the left, row by row.
fn in_rows(mut lines: Vec<Line<'_>>) -> Vec<Vec<Line<'_>>> {
    lines.sort_by(|a, b| (a.place.top + a.place.bottom).total_cmp(&(b.place.top + b.place.bottom)));
    let mut rows: Vec<Vec<Line<'_>>> = Vec::new();
    for line in lines {
        let is_beside = |row: &Vec<Line<'_>>| {
            let first = row.first().map_or(Place::default(), |line| line.place);
            let shared = first.bottom.min(line.place.bottom) - first.top.max(line.place.top);
            shared > first.height().min(line.place.height()) * 0.5
        };
        match rows.last_mut().filter(|row| is_beside(row)) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.place.left.total_cmp(&b.place.left)));
    rows
}

/// Columns may stand so deep in one another.
const DEEPEST: usize = 4;
/// The fewest lines of a column.
const FEWEST: usize = 3;

/// Writes lines in the order in which they are read.
fn order(lines: Vec<Line<'_>>, measures: Measures, depth: usize, text: &mut LaidOut) {
    let Some(gutter) = gutter(&lines, measures).filter(|_| depth < DEEPEST) else { return rows(lines, measures, text) };
    let mut laid_out = Vec::new();
    for band in bands(lines, gutter, measures) {
        if is_set_in_columns(&band, gutter) {
            rows(std::mem::take(&mut laid_out), measures, text);
            let (left, right): (Vec<_>, Vec<_>) = band.into_iter().partition(|line| line.place.right <= gutter);
            order(left, measures, depth + 1, text);
            order(right, measures, depth + 1, text);
        } else {
            laid_out.extend(band);
        }
    }
    rows(laid_out, measures, text);
}

/// Whether a row holds notes that stand below columns: each in one, beginning with its number or sign.
fn are_notes(row: &[Line<'_>], rows: &[Vec<Line<'_>>], measures: Measures) -> bool {
    let is_mark = |c: char| c.is_numeric() || matches!(c, '*' | '†' | '‡');
    let is_note = |line: &Line<'_>| line.words.first().is_some_and(|word| word.text.starts_with(is_mark)) && is_prose(line);
    let is_among = |edge: f32| row.iter().all(|line| line.place.right <= edge || line.place.left >= edge);
    row.len() > 1 && row.iter().all(is_note) && gutter(&rows.concat(), measures).is_some_and(is_among)
}

/// Where the right one of two columns begins that hold most of the lines.
fn gutter(lines: &[Line<'_>], measures: Measures) -> Option<f32> {
    /// So many edges are tried, those first at which most lines begin.
    const MOST: usize = 200;
    let mut begins: Vec<f32> = lines.iter().filter(|line| is_prose(line)).map(|line| line.place.left - 0.5).collect();
    begins.sort_by(f32::total_cmp);
    let mut edges: Vec<(usize, f32)> = begins.chunk_by(|a, b| b - a < 1.0).filter_map(|at| Some((at.len(), *at.first()?))).collect();
    edges.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    edges.truncate(MOST);
    let held = |edge: f32| {
        let bands = bands(lines.to_vec(), edge, measures);
        bands.iter().filter(|band| is_set_in_columns(band, edge)).map(Vec::len).sum::<usize>()
    };
    let best = edges.into_iter().map(|(_, edge)| (held(edge), edge)).max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    best.filter(|(held, _)| *held > 0).map(|(_, edge)| edge)
}

/// Lines from above, cut where one of them stands over the edge.
fn bands<'t>(lines: Vec<Line<'t>>, edge: f32, measures: Measures) -> Vec<Vec<Line<'t>>> {
    let is_over = |line: &Line<'_>| line.place.left < edge && line.place.right > edge - measures.letter * 0.8;
    let mut bands: Vec<Vec<Line<'t>>> = Vec::new();
    let mut was_over = true;
    for row in in_rows(lines) {
        let over = row.iter().any(is_over);
        match bands.last_mut().filter(|_| over == was_over) {
            Some(band) => band.extend(row),
            None => bands.push(row),
        }
        was_over = over;
    }
    bands
}

pub fn is_prose(line: &Line<'_>) -> bool {
    line.letters() >= 15
}

/// Whether prose stands on both sides of an edge: its lines are full, and mostly end in mid-sentence.
fn is_set_in_columns(band: &[Line<'_>], edge: f32) -> bool {
    let is_column = |is_right: bool| {
        let lines = || band.iter().filter(move |line| (line.place.left >= edge) == is_right);
        let (all, prose) = lines().fold((0, 0), |(all, prose), line| (all + 1, prose + usize::from(is_prose(line))));
        let is_open = |line: &&Line<'_>| line.words.last().is_some_and(|word| !word.text.ends_with(['.', '!', '?', ':', '。']));
        let open = lines().filter(is_open).count();
        let within = lines().all(|line| is_right || line.place.right <= edge);
        within && prose >= FEWEST && prose * 3 >= all * 2 && open * 2 >= all
    };
    is_column(false) && is_column(true)
}

/// Writes lines as they are laid out.
fn rows(lines: Vec<Line<'_>>, measures: Measures, out: &mut LaidOut) {
    let rows = in_rows(lines);
    let edge = rows.iter().flatten().map(|line| line.place.left).fold(f32::MAX, f32::min);
    for (nth, row) in rows.iter().enumerate() {
        let mut written = String::new();
        let mut end = 0.0;
        for line in row {
            // No line is set in further than a page is wide.
            let column = ((line.place.left - edge) / measures.letter).round().clamp(0.0, 300.0) as usize;
            let is_apart = line.place.left - end > measures.letter * 1.5;
            let least = if written.is_empty() { 0 } else { written.chars().count() + if is_apart { 2 } else { 1 } };
            let blanks = column.max(least) - written.chars().count();
            written.extend(std::iter::repeat_n(' ', blanks));
            written.push_str(&words(line));
            end = line.place.right;
        }
        let part = row.first().and_then(|line| line.part).filter(|part| row.iter().all(|line| line.part == Some(*part)));
        let is_apart = match nth.checked_sub(1).and_then(|before| rows.get(before..=nth)) {
            _ if measures.is_tagged && !out.text.is_empty() => part.is_none() || out.rows.last().is_some_and(|last| last.part != part),
            Some(pair) => distance(pair) > measures.pitch * 1.25,
            None => !out.text.is_empty() && !goes_on(&out.text, written.trim_start()),
        };
        if is_apart {
            out.text.push('\n');
        }
        let lead = written.len() - written.trim_start().len();
        let span = out.text.len() + lead..out.text.len() + written.len();
        let edges = |from: fn(Place) -> f32, to: fn(Place) -> f32| {
            let places = || row.iter().map(|line| line.place);
            (places().map(from).fold(f32::MAX, f32::min), places().map(to).fold(0.0, f32::max))
        };
        let (height, width) = (edges(|place| place.top, |place| place.bottom), edges(|place| place.left, |place| place.right));
        out.rows.push(Row { span, page: 0, height, width, part, is_edge: false });
        out.text.push_str(&written);
        out.text.push('\n');
    }
}

/// The lines of the pages: the program writes an element a line.
pub fn pages(boxes: &str) -> Vec<Vec<Line<'_>>> {
    let mut pages: Vec<Vec<Line<'_>>> = Vec::new();
    for element in boxes.lines().map(str::trim) {
        if element.starts_with("<page ") {
            pages.push(Vec::new());
        } else if element.starts_with("<line ") {
            pages.last_mut().into_iter().for_each(|page| page.push(Line { place: place(element), ..Line::default() }));
        } else if let Some((attributes, text)) = element.strip_prefix("<word ").and_then(|rest| rest.split_once('>')) {
            let line = pages.last_mut().and_then(|page| page.last_mut());
            let text = plain(text.strip_suffix("</word>").unwrap_or(text));
            line.into_iter().for_each(|line| line.words.push(Word { place: place(attributes), text: text.clone() }));
        }
    }
    pages
}

fn place(attributes: &str) -> Place {
    let value = |name: &str| {
        let (_, rest) = attributes.split_once(name)?;
        rest.split('"').nth(1)?.parse().ok()
    };
    let value = |name: &str| value(name).filter(|value: &f32| value.is_finite()).unwrap_or(0.0);
    Place { left: value("xMin"), top: value("yMin"), right: value("xMax"), bottom: value("yMax") }
}

fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&"))
}

/// Whether what follows goes on in mid-sentence: a column or a page had ended, or a line stands a little lower.
fn goes_on(text: &str, next: &str) -> bool {
    let is_open = text.trim_end().ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-' | '\u{2010}' | '\u{ad}'));
    is_open && next.starts_with(char::is_lowercase)
}

/// The words of a line; a small number that stands higher is a raised one.
fn words(line: &Line<'_>) -> String {
    let heights = || line.words.iter().map(|word| word.place.bottom - word.place.top);
    let height = heights().fold(0.0, f32::max);
    let mut text = String::new();
    for word in &line.words {
        let is_number = word.text.len() <= 3 && word.text.bytes().all(|byte| byte.is_ascii_digit());
        let is_small = word.place.bottom - word.place.top < height * 0.9 && word.place.bottom < line.place.bottom - height * 0.1;
        if is_number && is_small {
            text.truncate(text.trim_end().len());
            text.extend(word.text.chars().filter_map(figures::raised));
            text.push(' ');
            continue;
        }
        text.push_str(&word.text);
        text.push(' ');
    }
    text.truncate(text.trim_end().len());
    // A soft hyphen at the end of a line is one; elsewhere it is invisible.
    if text.ends_with('\u{ad}') {
        text.pop();
        text.push('-');
    }
    text.retain(|c| !is_unseen(c));
    text
}

/// Signs that no reader sees, which reading plain text takes out: the places of words are counted without them.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(left: u32, top: u32, text: &str) -> String {
        let word = |(at, text): (usize, &str)| {
            let left = left + 5 * at as u32;
            format!(
                "<word xMin=\"{left}\" yMin=\"{top}\" xMax=\"{}\" yMax=\"{}\">{text}</word>\n",
                left + 5 * text.chars().count() as u32,
                top + 12
            )
        };
        let places = text.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.chars().count() + 1;
            Some((start, word))
        });
        places.map(word).collect()
    }

    /// A block of lines, 12 points each, from a corner.
    fn block(left: u32, top: u32, lines: &[&str]) -> String {
        let place = |top: u32, bottom: u32| format!("xMin=\"{left}\" yMin=\"{top}\" xMax=\"{}\" yMax=\"{bottom}\"", left + 200);
        let mut text = format!("<block {}>\n", place(top, top + 12 * lines.len() as u32));
        for (nth, line) in lines.iter().enumerate() {
            let top = top + 12 * nth as u32;
            text += &format!("<line {}>\n{}</line>\n", place(top, top + 12), word(left, top, line));
        }
        text + "</block>\n"
    }

    fn text(boxes: &str) -> String {
        laid_out(pages(boxes), false).text
    }

    #[test]
    fn columns_are_read_one_behind_the_other() {
        let prose = [
            "The keeper wrote all that he saw &amp; heard",
            "into his book, and when the book was full",
            "he sent it to the board. Nobody read it, as",
            "far as we know, before the year in which",
            "he died, and then the daughter of the",
        ];
        let other = [
            "clerk found it below the stairs; she took",
            "it home. What became of it then is told by",
            "three letters, which the archive has. They",
            "say that the book was sold in the winter",
            "of the great ice to a man from the south.",
        ];
        let page =
            format!("<page width=\"600\">\n{}{}{}</page>", block(30, 20, &["The Lamp"]), block(30, 50, &prose), block(300, 50, &other));
        let expected = format!("The Lamp\n\n{}\n{}\n", prose.join("\n").replace("&amp;", "&"), other.join("\n"));
        assert_eq!(text(&page), expected);
        // A table is none.
        let cells = format!("<page width=\"600\">\n{}{}</page>", block(30, 20, &["Year"; 3]), block(300, 20, &["Loads"; 3]));
        assert!(text(&cells).lines().all(|line| line.starts_with("Year   ") && line.ends_with("   Loads")));
    }

    #[test]
    fn small_numbers_that_stand_higher_are_raised() {
        let small = "<word xMin=\"80\" yMin=\"18\" xMax=\"84\" yMax=\"26\">12</word>\n";
        let boxes = format!(
            "<page width=\"600\">\n<block xMin=\"30\">\n<line xMin=\"30\" yMin=\"18\" xMax=\"90\" yMax=\"32\">\n{}{small}",
            word(30, 20, "oak.")
        );
        assert_eq!(text(&boxes), "oak.¹²\n");
    }

    #[test]
    fn numbers_of_notes_against_their_words_are_raised() {
        let small = block(30, 300, &["1Port Records, 12."]).replace("yMax=\"312\"", "yMax=\"309\"");
        let page = format!("<page width=\"600\">\n{}{small}", block(30, 50, &["He had passed the light;1 and", "he came home in 1871."]));
        assert_eq!(text(&page), "He had passed the light;¹ and\nhe came home in 1871.\n\n¹ Port Records, 12.\n");
    }
}

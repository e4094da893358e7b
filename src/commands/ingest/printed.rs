//! The text of printed pages from where their words stand, as `pdftotext -bbox-layout` tells it.
//!
//! 1. [`pages`]: the lines of each page, and their words;
//! 2. [`gutter`]: columns of prose that stand side by side are read one behind the other, and within each of them columns again;
//! 3. [`rows`]: all else as it is laid out: what stands on one line stays there, with blanks before and between, so that tables, verse and
//!    paragraphs are told by the rules for plain text.

use std::borrow::Cow;

use crate::base::figures;

/// Where a word or a line stands, in points, from the upper left corner.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Place {
    fn height(self) -> f32 {
        self.bottom - self.top
    }
}

#[derive(Clone, Debug)]
struct Word<'t> {
    place: Place,
    text: Cow<'t, str>,
}

/// Words that stand side by side in one column.
#[derive(Clone, Debug, Default)]
struct Line<'t> {
    place: Place,
    words: Vec<Word<'t>>,
}

impl Line<'_> {
    fn letters(&self) -> usize {
        self.words.iter().map(|word| word.text.chars().count() + 1).sum()
    }
}

/// The text as it is read; `None` where there is none, or most of it runs from right to left: the places of such words do not tell their order.
pub fn text(boxes: &str) -> Option<String> {
    let pages = pages(boxes);
    let letters = || pages.iter().flatten().flat_map(|line| &line.words).flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    let (all, turned) = letters().fold((0usize, 0usize), |(all, turned), c| (all + 1, turned + usize::from(is_from_right(c))));
    (turned * 4 <= all && all > 0).then(|| pages.into_iter().map(page).collect::<Vec<_>>().join("\u{c}"))
}

/// Whether a letter is of a script that is written from right to left (Unicode's blocks from Hebrew to Arabic Extended, and their forms).
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Measures of a page.
#[derive(Clone, Copy)]
struct Measures {
    /// How wide a letter is.
    letter: f32,
    /// How far the lines of a paragraph stand from each other.
    pitch: f32,
}

/// A page, as it is read.
fn page(mut lines: Vec<Line<'_>>) -> String {
    raise_glued(&mut lines);
    // What is printed along the side of a page stands higher than it is wide.
    let (upright, along): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.words.len() < 2 || line.place.height() < line.place.right - line.place.left);
    let widths: f32 = upright.iter().map(|line| line.place.right - line.place.left).sum();
    let letters: usize = upright.iter().map(Line::letters).sum();
    let letter = (widths / letters.max(1) as f32).max(1.0);
    let rows = in_rows(upright);
    let pitch = median(rows.windows(2).map(distance).filter(|pitch| *pitch > 1.0));
    let measures = Measures { letter, pitch };
    let mut text = String::new();
    let ends = |row: usize| rows.get(row..row + 2).is_some_and(|pair| distance(pair) > pitch * 1.5);
    // The head and the foot of a page belong to no column.
    let from = usize::from(rows.len() > 4 && ends(0));
    let to = rows.len() - usize::from(rows.len() > 4 && ends(rows.len() - 2));
    for part in [0..from, from..to, to..rows.len()] {
        order(rows.get(part).unwrap_or_default().concat(), measures, 0, &mut text);
    }
    along.iter().for_each(|line| text.push_str(&format!("\n{}\n", words(line))));
    text
}

/// Numbers of notes that are set in signs of their own, as high as others, and so stand against the words: `light;1`, and below, in smaller
/// type, `1Port Records`. Only where both are there they are raised.
fn raise_glued(lines: &mut [Line<'_>]) {
    let usual = median(lines.iter().filter(|line| is_prose(line)).map(|line| line.place.height()));
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let is_begun = |text: &str, count: usize| {
        (1..=3).contains(&count)
            && text.get(count..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '„' | '«')))
    };
    let small: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.place.height() < usual * 0.95)).collect();
    for at in small {
        let Some(begun) = lines.get(at).and_then(|line| line.words.first()).map(|word| word.text.to_string()) else { continue };
        let count = digits(&begun);
        if !is_begun(&begun, count) {
            continue;
        }
        let (label, rest) = begun.split_at(count);
        let high: String = label.chars().filter_map(figures::raised).collect();
        let is_called = |word: &Word<'_>| {
            word.text.strip_suffix(label).is_some_and(|before| {
                before.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '’' | '»'))
            })
        };
        let Some(word) = lines.iter_mut().flat_map(|line| &mut line.words).find(|word| is_called(word)) else { continue };
        word.text = Cow::Owned(format!("{}{high}", word.text.strip_suffix(label).unwrap_or(&word.text)));
        if let Some(word) = lines.get_mut(at).and_then(|line| line.words.first_mut()) {
            word.text = Cow::Owned(format!("{high} {rest}"));
        }
    }
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
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
fn order(lines: Vec<Line<'_>>, measures: Measures, depth: usize, text: &mut String) {
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

fn is_prose(line: &Line<'_>) -> bool {
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
fn rows(lines: Vec<Line<'_>>, measures: Measures, text: &mut String) {
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
        let is_apart = match nth.checked_sub(1).and_then(|before| rows.get(before..=nth)) {
            Some(pair) => distance(pair) > measures.pitch * 1.25,
            None => !text.is_empty() && !goes_on(text, written.trim_start()),
        };
        if is_apart {
            text.push('\n');
        }
        text.push_str(&written);
        text.push('\n');
    }
}

/// The lines of the pages: the program writes an element a line.
fn pages(boxes: &str) -> Vec<Vec<Line<'_>>> {
    let mut pages: Vec<Vec<Line<'_>>> = Vec::new();
    for element in boxes.lines().map(str::trim) {
        if element.starts_with("<page ") {
            pages.push(Vec::new());
        } else if element.starts_with("<line ") {
            pages.last_mut().into_iter().for_each(|page| page.push(Line { place: place(element), words: Vec::new() }));
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
    text
}

/// A text without the marks of direction that `pdftotext` writes around words: the words say it themselves (UAX #9), and the marks would
/// stand in the way of search and quotations. What stands among words from right to left it writes as it is seen, from left to right:
/// signs on one side of a number or a foreign word belong on the other.
pub fn without_directions(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(FROM_LEFT) {
        plain.push_str(before);
        let (seen, behind) = behind.split_at(behind.find(['\u{202c}', '\n']).unwrap_or(behind.len()));
        let is_core = |c: char| c.is_alphanumeric();
        let core = seen.find(is_core).and_then(|from| Some((from, seen.rfind(is_core)? + seen.chars().rfind(|c| is_core(*c))?.len_utf8())));
        let (from, to) = core.unwrap_or((0, 0));
        plain.extend(seen.get(to..).unwrap_or("").chars().rev());
        plain.push_str(seen.get(from..to).unwrap_or(""));
        plain.extend(seen.get(..from).unwrap_or("").chars().rev());
        // The end of a line stays.
        rest = behind.strip_prefix('\u{202c}').unwrap_or(behind);
    }
    plain.push_str(rest);
    plain.retain(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    plain
}
/// Words from left to right begin, among others.
const FROM_LEFT: char = '\u{202a}';

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
        assert_eq!(text(&page), Some(expected));
        // A table is none.
        let cells = format!("<page width=\"600\">\n{}{}</page>", block(30, 20, &["Year"; 3]), block(300, 20, &["Loads"; 3]));
        assert!(text(&cells).is_some_and(|text| text.lines().all(|line| line.starts_with("Year   ") && line.ends_with("   Loads"))));
    }

    #[test]
    fn small_numbers_that_stand_higher_are_raised() {
        let small = "<word xMin=\"80\" yMin=\"18\" xMax=\"84\" yMax=\"26\">12</word>\n";
        let boxes = format!(
            "<page width=\"600\">\n<block xMin=\"30\">\n<line xMin=\"30\" yMin=\"18\" xMax=\"90\" yMax=\"32\">\n{}{small}",
            word(30, 20, "oak.")
        );
        assert_eq!(text(&boxes), Some("oak.¹²\n".to_owned()));
    }

    #[test]
    fn numbers_of_notes_against_their_words_are_raised() {
        let small = block(30, 300, &["1Port Records, 12."]).replace("yMax=\"312\"", "yMax=\"309\"");
        let page = format!("<page width=\"600\">\n{}{small}", block(30, 50, &["He had passed the light;1 and", "he came home in 1871."]));
        assert_eq!(text(&page), Some("He had passed the light;¹ and\nhe came home in 1871.\n\n¹ Port Records, 12.\n".to_owned()));
    }

    #[test]
    fn marks_of_direction_go_and_signs_stand_behind_their_words() {
        let seen = "\u{202b}\u{5d0}\u{5d1}\u{202a} ,\u{202c}\u{5d2} \u{202a}.1871\u{202c}\u{202c}\n";
        assert_eq!(without_directions(seen), "\u{5d0}\u{5d1}, \u{5d2} 1871.\n");
        assert_eq!(without_directions("\u{5d0} \u{202a}.1871\n\u{5d1}\n"), "\u{5d0} 1871.\n\u{5d1}\n");
    }
}

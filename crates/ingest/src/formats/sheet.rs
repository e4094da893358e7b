//! Tables of transcripts, as projects of oral history keep them: a column for who speaks, one for when, one for the words
//! (RFC 4180 and its kin). A table with other columns is data, and no text.

use super::{
    clock::{self, milliseconds},
    packed::Page,
    turns::{self, Turn},
};
use crate::report::Certainty::Likely;
use scholion_base::{
    table::{self, Row},
    text::{escaped, squeeze},
};

/// Which column holds what.
pub struct Columns {
    pub speaker: Option<usize>,
    pub time: Option<usize>,
    pub words: usize,
}

/// Whether a file is such a table.
pub fn is_transcript(name: &str, head: &str) -> bool {
    let is_called = [".csv", ".tsv", ".tab"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let first = head.lines().find(|line| !line.trim().is_empty());
    is_called && first.is_some_and(|line| rows(line).first().and_then(|first| columns(&cells(first))).is_some())
}

/// Reads such a table; nothing if it is none.
pub fn read(text: &str) -> Option<Page> {
    let rows = rows(text);
    let (head, rows) = rows.split_first()?;
    let head = cells(head);
    let columns = columns(&head)?;
    let mut turns: Vec<Turn> = Vec::new();
    let mut others = Vec::new();
    for row in rows {
        let cell = |column: usize| row.cells.get(column).map_or("", |cell| &*cell.text);
        let of = |column: Option<usize>| column.map(|column| squeeze(cell(column))).unwrap_or_default();
        let said: Vec<String> =
            cell(columns.words).lines().map(squeeze).filter(|line| !line.is_empty()).map(|line| escaped(&line)).collect();
        let own = [columns.speaker, columns.time, Some(columns.words)];
        let rest = row.cells.iter().enumerate().filter(|(column, cell)| !own.contains(&Some(*column)) && !cell.text.is_empty());
        let name = |column: usize| head.get(column).map_or("", String::as_str);
        let rest: Vec<String> = rest.map(|(column, cell)| format!("{}: {}", name(column), squeeze(&cell.text))).collect();
        others.push(rest.join("; "));
        let speaker = of(columns.speaker);
        turns.push(Turn { speaker: speaker.trim_end_matches(':').to_owned(), time: of(columns.time), said });
    }
    if are_seconds(&turns) {
        turns.iter_mut().for_each(|turn| turn.time = milliseconds(&turn.time).map_or(String::new(), |time| clock::written(time / 1000)));
    }
    let mut page = turns::page("", &turns);
    // Each paragraph is a line of the page.
    let mut line = 1;
    for (turn, rest) in turns.iter().zip(others) {
        let before = page.asides.len();
        page.leave_out("other-columns", &rest, Likely, None);
        page.asides.iter_mut().skip(before).for_each(|aside| aside.line = line);
        line = line.saturating_add(u32::try_from(turn.said.len()).unwrap_or(0));
    }
    Some(page)
}

/// Whether all times are seconds with a point, as programs that hear speech write them: `2.5`. Of whole numbers nobody knows what they count,
/// and `12.30` may be minutes and seconds.
fn are_seconds(turns: &[Turn]) -> bool {
    let mut times = turns.iter().map(|turn| turn.time.as_str()).filter(|time| !time.is_empty()).peekable();
    let is_one =
        |time: &str| time.contains('.') && time.matches('.').count() == 1 && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let may_be_clock = |time: &str| time.split_once('.').is_some_and(|(_, behind)| behind.len() == 2 && behind < "60");
    let is_clock = turns.iter().map(|turn| turn.time.as_str()).filter(|time| !time.is_empty()).all(may_be_clock);
    times.peek().is_some() && times.all(is_one) && !is_clock
}

/// The rows of a table whose cells are parted by the sign that its first line has most.
fn rows(text: &str) -> Vec<Row<'_>> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let between = *b",;\t|".iter().max_by_key(|sign| first.bytes().filter(|byte| byte == *sign).count()).unwrap_or(&b',');
    table::read_parted(text, between).rows
}

fn cells(row: &Row<'_>) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text.to_string()).collect()
}

/// The columns that a first row names, in whichever language.
pub fn columns(head: &[String]) -> Option<Columns> {
    let of =
        |part: &str| head.iter().position(|name| scholion_lang::COLUMN.part(&squeeze(name).to_lowercase().replace('_', " ")) == Some(part));
    let columns = Columns { speaker: of("speaker"), time: of("time"), words: of("words")? };
    (columns.speaker.is_some() || columns.time.is_some()).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn seconds_are_written_as_a_clock_shows_them() {
        for (start, expected) in [("62.5", "00:01:02"), ("0:12", "0:12"), ("12", "12"), ("12.30", "12.30")] {
            let page = read(&format!("speaker,start,text\nIda,{start},It turned.\n")).unwrap();
            assert!(page.html().contains(&format!("[{expected}]")), "{}", page.html());
        }
    }

    #[test]
    fn cells_are_parted_by_what_the_head_has_most_of() {
        for between in [",", ";", "\t", "|"] {
            let table = "speaker,text,place\nIda,\"It turned.\n\nTwice.\",Narva\n".replace(',', between);
            let page = read(&table).unwrap();
            assert!(page.html().contains("It turned.") && page.html().contains("Twice.") && page.asides.len() == 1, "{}", page.html());
        }
    }
}

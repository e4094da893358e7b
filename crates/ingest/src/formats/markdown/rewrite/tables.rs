//! Pandoc's tables that are drawn: of lines (`grid_tables`), of columns (`simple_tables`), of columns whose rows have several lines
//! (`multiline_tables`). Source: the Pandoc manual, "Tables".

use std::ops::Range;

use scholion_base::script::is_wide;

/// So many columns a table may have.
const MOST: usize = 200;

/// A row of cells, each with its lines.
type Row = Vec<Vec<String>>;

/// The table that begins at a line, or with the heads above it: its first line, that behind its last, and what stands for it, if it can be
/// read.
pub fn read(text: &str, lines: &[Range<usize>], at: usize) -> Option<(usize, usize, Option<String>)> {
    let line = |at: usize| lines.get(at).and_then(|line| text.get(line.clone())).unwrap_or("");
    let first = line(at);
    if first.len() - first.trim_start().len() > 3 {
        return None;
    }
    if first.trim_start().starts_with(['+']) && is_border(first) {
        let to = (at..lines.len()).find(|&at| !line(at).trim_start().starts_with(['+', '|'])).unwrap_or(lines.len());
        let drawn: Vec<&str> = (at..to).map(line).collect();
        return (to > at + 2).then(|| (at, to, grid(&drawn)));
    }
    let is_full = |line: &str| line.trim().len() >= 5 && line.trim().bytes().all(|byte| byte == b'-');
    let is_blank = |at: usize| line(at).trim().is_empty();
    let before = at.checked_sub(1).filter(|&before| !is_blank(before));
    if is_full(first) && before.is_none() {
        // Rows of several lines: heads, columns, rows between blank lines, and a line across.
        let rule = (at + 1..lines.len().min(at + 8)).find(|&at| is_blank(at) || columns(line(at)).is_some())?;
        let end = (rule + 1..lines.len()).find(|&at| is_full(line(at)))?;
        let columns = columns(line(rule))?;
        let head = if rule > at + 1 { vec![joined(&columns, (at + 1..rule).map(line))?] } else { Vec::new() };
        let mut rows = Vec::new();
        for group in (rule + 1..end).collect::<Vec<_>>().split(|&at| is_blank(at)).filter(|group| !group.is_empty()) {
            rows.push(joined(&columns, group.iter().map(|&at| line(at)))?);
        }
        let sides = (at + 1..rule).next_back().map_or(Vec::new(), |head| columns.iter().map(|column| side(line(head), column)).collect());
        return (!rows.is_empty()).then(|| (at, end + 1, bars(&head, &rows, &sides, " ")));
    }
    let columns = columns(first)?;
    let head = before.filter(|&head| head.checked_sub(1).is_none_or(&is_blank));
    let mut to = at + 1;
    let mut rows = Vec::new();
    while to < lines.len() && !is_blank(to) && self::columns(line(to)).is_none() {
        rows.push(joined(&columns, std::iter::once(line(to)))?);
        to += 1;
    }
    let is_closed = to < lines.len() && !is_blank(to);
    if rows.is_empty() || head.is_none() != is_closed || before.is_some() && head.is_none() {
        return None;
    }
    let heads = match head {
        Some(head) => vec![joined(&columns, std::iter::once(line(head)))?],
        None => Vec::new(),
    };
    let sides = head.map_or(Vec::new(), |head| columns.iter().map(|column| side(line(head), column)).collect());
    Some((head.unwrap_or(at), to + usize::from(is_closed), bars(&heads, &rows, &sides, " ")))
}

/// Where columns stand, in places of a line: two and more runs of hyphens.
fn columns(line: &str) -> Option<Vec<Range<usize>>> {
    let bare = line.trim();
    if !bare.starts_with("--") || !bare.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
        return None;
    }
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.bytes().enumerate().filter(|(_, byte)| *byte == b'-') {
        match columns.last_mut().filter(|column| column.end == at) {
            Some(column) => column.end = at + 1,
            None => columns.push(at..at + 1),
        }
    }
    ((2..=MOST).contains(&columns.len()) && columns.iter().all(|column| column.len() > 1)).then_some(columns)
}

/// The cells of lines that make one row: each from where its column begins to where the next one does. `None` if a word stands across.
fn joined<'t>(columns: &[Range<usize>], lines: impl Iterator<Item = &'t str>) -> Option<Row> {
    let mut cells: Row = vec![Vec::new(); columns.len()];
    for line in lines {
        let places = placed(line);
        for (nth, cell) in cells.iter_mut().enumerate() {
            let from = if nth == 0 { 0 } else { columns.get(nth)?.start };
            let to = columns.get(nth + 1).map_or(usize::MAX, |next| next.start);
            let is_across = places.iter().any(|&(place, c)| nth > 0 && place + 1 == from && c != ' ');
            if is_across {
                return None;
            }
            let words: String = places.iter().filter(|(place, _)| (from..to).contains(place)).map(|(_, c)| *c).collect();
            if !words.trim().is_empty() {
                cell.push(words.trim().to_owned());
            }
        }
    }
    Some(cells)
}

/// The characters of a line, and in which place each stands: wide ones take two.
fn placed(line: &str) -> Vec<(usize, char)> {
    let mut place = 0;
    let found = line.chars().map(|c| {
        let here = place;
        place += if is_wide(c) { 2 } else { 1 };
        (here, c)
    });
    found.collect()
}

/// On which side the words of a column stand, by those above its line.
fn side(head: &str, column: &Range<usize>) -> &'static str {
    let is_word = |at: usize| placed(head).iter().any(|&(place, c)| place == at && !c.is_whitespace());
    match (is_word(column.start), is_word(column.end - 1)) {
        (true, true) => "---",
        (true, false) => ":-",
        (false, true) => "-:",
        (false, false) => ":-:",
    }
}

fn is_border(line: &str) -> bool {
    let bare = line.trim();
    bare.len() > 4 && bare.starts_with('+') && bare.ends_with('+') && bare.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// A table of lines, none of whose cells takes several columns or rows.
fn grid(lines: &[&str]) -> Option<String> {
    let border = placed(lines.first()?);
    let corners: Vec<usize> = border.iter().filter(|(_, c)| *c == '+').map(|(place, _)| *place).collect();
    if corners.len() > MOST {
        return None;
    }
    let (mut rows, mut heads) = (Vec::new(), Vec::new());
    let mut open: Row = vec![Vec::new(); corners.len() - 1];
    let mut sides = sides(lines.first()?);
    for line in lines.iter().skip(1) {
        let places = placed(line.trim_end());
        let at = |corner: usize| places.iter().find(|(place, _)| *place == corner).map(|(_, c)| *c);
        if is_border(line) {
            if !corners.iter().all(|&corner| at(corner) == Some('+')) {
                return None;
            }
            rows.push(std::mem::replace(&mut open, vec![Vec::new(); corners.len() - 1]));
            if line.contains('=') {
                heads.append(&mut rows);
                sides = self::sides(line);
            }
            continue;
        }
        if !corners.iter().all(|&corner| at(corner) == Some('|')) {
            return None;
        }
        for (cell, pair) in open.iter_mut().zip(corners.windows(2)) {
            let words = places.iter().filter(|(place, _)| pair[0] < *place && *place < pair[1]).map(|(_, c)| *c);
            cell.push(words.collect::<String>().trim_end().to_owned());
        }
    }
    let is_open = open.iter().flatten().any(|line| !line.is_empty());
    heads.iter_mut().chain(&mut rows).flatten().for_each(dedent);
    if is_open || rows.is_empty() {
        return None;
    }
    let is_rich = heads.len() > 1 || heads.iter().chain(&rows).flatten().any(|cell| holds_blocks(cell));
    if !is_rich {
        return bars(&heads, &rows, &sides, " ");
    }
    let most = lines.iter().map(|line| line.len() + 1).sum::<usize>();
    Some(elements(&heads, &rows)).filter(|table| table.len() < most || heads.len() > 1).or_else(|| bars(&heads, &rows, &sides, "<br>"))
}

/// On which sides the words of columns stand, by the colons of a line.
fn sides(border: &str) -> Vec<&'static str> {
    let parts = border.trim().trim_matches('+').split('+');
    parts
        .map(|part| match (part.starts_with(':'), part.ends_with(':')) {
            (true, true) => ":-:",
            (true, false) => ":-",
            (false, true) => "-:",
            (false, false) => "---",
        })
        .collect()
}

/// Takes away what all lines of a cell are set in by, and empty lines around them.
fn dedent(cell: &mut Vec<String>) {
    let indent = cell.iter().filter(|line| !line.is_empty()).map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    cell.iter_mut().filter(|line| !line.is_empty()).for_each(|line| *line = line.split_off(indent));
    while cell.last().is_some_and(String::is_empty) {
        cell.pop();
    }
    let first = cell.iter().position(|line| !line.is_empty()).unwrap_or(0);
    cell.drain(..first);
}

/// Whether a cell holds more than a paragraph.
fn holds_blocks(cell: &[String]) -> bool {
    let is_item = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        ["- ", "* ", "+ ", "#. ", "> ", "```", "~~~", "    "].iter().any(|mark| line.starts_with(mark))
            || number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "))
    };
    cell.iter().any(|line| line.is_empty() || is_item(line))
}

/// A table of bars (GFM 0.29, 4.10).
fn bars(heads: &[Row], rows: &[Row], sides: &[&str], joint: &str) -> Option<String> {
    let width = rows.first()?.len();
    let row = |row: &Row| {
        let mut line = String::from("|");
        for cell in row {
            // A bar in a cell is no end of it.
            let words = cell.join(joint).replace("\\|", "|").replace('|', "\\|");
            line.push(' ');
            line.push_str(&words);
            line.push_str(if words.is_empty() { "|" } else { " |" });
        }
        line
    };
    let empty: Row = vec![Vec::new(); width];
    let sides = (0..width).map(|nth| sides.get(nth).copied().unwrap_or("---"));
    let rule = format!("|{}|", sides.collect::<Vec<_>>().join("|"));
    let lines = [row(heads.first().unwrap_or(&empty)), rule].into_iter().chain(rows.iter().map(row));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// A table of HTML around Markdown.
fn elements(heads: &[Row], rows: &[Row]) -> String {
    let mut table = String::from("<table>\n");
    for (name, row) in heads.iter().map(|row| ("th", row)).chain(rows.iter().map(|row| ("td", row))) {
        table.push_str("<tr>\n");
        for cell in row {
            table.push_str(&format!("<{name}>\n\n{}\n\n</{name}>\n", cell.join("\n")));
        }
        table.push_str("</tr>\n");
    }
    table.push_str("</table>");
    table
}

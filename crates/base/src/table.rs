//! Tables as spreadsheets write them, with the place of each cell: RFC 4180, and the same with semicolons or tabs.
//!
//! A quotation mark that is not closed would take in all that follows, so its cell ends with its line: one slip spoils one row.

use std::borrow::Cow;

use super::Span;

/// A table, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table<'t> {
    /// The rows that hold anything; the first is the head.
    pub rows: Vec<Row<'t>>,
    /// Quotation marks that do not part cells as they should.
    pub faults: Vec<Fault>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row<'t> {
    pub cells: Vec<Cell<'t>>,
    /// From its first cell to its last.
    pub span: Span,
}

/// What stands between two separators.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell<'t> {
    /// Without white space around it, and without its quotation marks.
    pub text: Cow<'t, str>,
    /// Where that stands.
    pub span: Span,
}

/// What is wrong with a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It opens a cell, and none closes it.
    Open(Span),
    /// It closes a cell, and words follow.
    Behind(Span),
}

/// How many cells may run on over the ends of lines without being closed, before each ends with its line: a file of nothing else
/// would be looked through as often as it has lines.
const MOST_OPEN: usize = 16;

/// Reads a table. Spans are byte offsets into `text`.
pub fn read(text: &str) -> Table<'_> {
    read_parted(text, separator(text).0)
}

/// Reads a table whose cells are parted by this sign.
pub fn read_parted(text: &str, separator: u8) -> Table<'_> {
    let start = self::separator(text).1;
    let mut reader = Reader { text, separator, at: start, table: Table::default(), open: 0 };
    while reader.at < text.len() {
        let row = reader.row();
        if row.cells.iter().any(|cell| !cell.text.is_empty()) {
            reader.table.rows.push(row);
        }
    }
    reader.table
}

/// What parts the cells, by the first line, and where the table begins: behind a byte order mark, and behind a line `sep=;`,
/// by which Excel is told.
fn separator(text: &str) -> (u8, usize) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = text.get(start..).unwrap_or("");
    let first = rest.lines().next().unwrap_or("");
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator @ (b',' | b';' | b'\t')] = first.as_bytes() {
        return (*separator, start + rest.find('\n').map_or(rest.len(), |end| end + 1));
    }
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in rest.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if !is_quoted => counts.iter_mut().filter(|(one, _)| *one == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // Of as many of each the first.
    let [comma, semicolon, tab] = counts;
    let best = [semicolon, tab].into_iter().fold(comma, |best, one| if one.1 > best.1 { one } else { best });
    (best.0, start)
}

struct Reader<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    table: Table<'t>,
    /// How many cells were never closed.
    open: usize,
}

impl<'t> Reader<'t> {
    fn row(&mut self) -> Row<'t> {
        let mut cells: Vec<Cell<'t>> = Vec::new();
        loop {
            cells.push(self.cell());
            match self.byte(self.at) {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => break self.at += 2,
                Some(_) => break self.at += 1,
                None => break,
            }
        }
        let place = |cell: Option<&Cell<'_>>| cell.map(|cell| cell.span).unwrap_or_default();
        let (first, last) = (place(cells.first()), place(cells.last()));
        Row { span: Span { start: first.start, end: last.end.max(first.end) }, cells }
    }

    /// A cell; behind it stand a separator, the end of a line or that of the text.
    fn cell(&mut self) -> Cell<'t> {
        let start = self.at;
        let bare = self.end_of_words(start);
        let first = start + self.text.get(start..bare).map_or(0, |words| words.len() - words.trim_start().len());
        if self.byte(first) == Some(b'"')
            && first < bare.max(start + 1)
            && let Some(cell) = self.quoted(first)
        {
            return cell;
        }
        self.at = bare;
        self.trimmed(start, bare)
    }

    /// A cell in quotation marks, the first of which stands at `first`; `None` if it is none, which is said unless tabs part the
    /// cells: there they are words (`text/tab-separated-values`).
    fn quoted(&mut self, first: usize) -> Option<Cell<'t>> {
        let line = self.end_of_line(first);
        let mut is_doubled = false;
        let mut from = first + 1;
        let end = loop {
            let Some(mark) = self.text.as_bytes().get(from..).and_then(|rest| memchr::memchr(b'"', rest)).map(|found| from + found) else {
                break None;
            };
            if mark > line && self.open >= MOST_OPEN {
                break None;
            }
            if self.byte(mark + 1) != Some(b'"') {
                break Some(mark);
            }
            is_doubled = true;
            from = mark + 2;
        };
        let is_closed = end.is_some_and(|end| {
            let behind = self.end_of_words(end + 1);
            self.text.get(end + 1..behind).is_some_and(|rest| rest.trim().is_empty())
        });
        let Some(end) = end.filter(|_| is_closed) else {
            if self.separator != b'\t' {
                self.table.faults.push(match end.filter(|end| *end < line) {
                    Some(end) => Fault::Behind(Span::new(end, end + 1)),
                    None => {
                        self.open += 1;
                        Fault::Open(Span::new(first, first + 1))
                    }
                });
            }
            return None;
        };
        self.at = self.end_of_words(end + 1);
        let (start, words) = (first + 1, self.text.get(first + 1..end).unwrap_or(""));
        if is_doubled {
            return Some(Cell { text: Cow::Owned(words.replace("\"\"", "\"").trim().to_owned()), span: Span::new(start, end) });
        }
        Some(self.trimmed(start, end))
    }

    fn trimmed(&self, start: usize, end: usize) -> Cell<'t> {
        let whole = self.text.get(start..end).unwrap_or("");
        let text = whole.trim();
        let from = start + (whole.len() - whole.trim_start().len());
        Cell { text: Cow::Borrowed(text), span: Span::new(from.min(end), (from + text.len()).min(end)) }
    }

    /// Where the next separator or end of a line stands.
    fn end_of_words(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let line = memchr::memchr3(self.separator, b'\n', b'\r', rest);
        line.map_or(self.text.len(), |found| from + found)
    }

    fn end_of_line(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        memchr::memchr2(b'\n', b'\r', rest).map_or(self.text.len(), |found| from + found)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of each row, with a bar between them, and the text at each fault.
    fn check(text: &str, rows: &[&str], faults: &[&str]) {
        let table = read(text);
        let of = |row: &Row<'_>| row.cells.iter().map(|cell| cell.text.replace('\n', "⏎")).collect::<Vec<_>>().join("|");
        assert_eq!(table.rows.iter().map(of).collect::<Vec<_>>(), rows, "{text:?}");
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            assert_eq!(cell.span.of(text).replace("\"\"", "\"").trim(), cell.text, "{text:?}");
        }
        let of = |fault: &Fault| match fault {
            Fault::Open(span) => format!("open {}", span.start),
            Fault::Behind(span) => format!("behind {}", span.start),
        };
        assert_eq!(table.faults.iter().map(of).collect::<Vec<_>>(), faults, "{text:?}");
    }

    #[test]
    fn tables_are_read_as_programs_write_them() {
        check("a,b\n1,2\n", &["a|b", "1|2"], &[]);
        check("\u{feff}a;b\r\n1, x ;\"2; \"\"y\"\"\"\r\n", &["a|b", "1, x|2; \"y\""], &[]);
        check("a\tb\r\"1\"\t\"to be\" or not\r", &["a|b", "1|\"to be\" or not"], &[]);
        check("sep=;\na,b;c\n1;2", &["a,b|c", "1|2"], &[]);
        check("a,b\n\n,,\n\"one\n two\" , 3\n", &["a|b", "one⏎ two|3"], &[]);
        check("a,\"b, c\"\n1,\n", &["a|b, c", "1|"], &[]);
        check("name\nOne, two\nThree\n", &["name", "One|two", "Three"], &[]);
        check("", &[], &[]);
        check("\"\"\n", &[], &[]);
    }

    #[test]
    fn one_slip_spoils_one_row() {
        check("a,b\n\"1,2\n3,4\n", &["a|b", "\"1|2", "3|4"], &["open 4"]);
        check("a,b\n\"1,2\n\"3\",4\n", &["a|b", "\"1|2", "3|4"], &["open 4"]);
        check("a,b\n\"1\" and,2\n3,4\n", &["a|b", "\"1\" and|2", "3|4"], &["behind 6"]);
        check("a,b\n1,\"", &["a|b", "1|\""], &["open 6"]);
        let many = "\"x\n".repeat(40);
        assert_eq!(read(&many).rows.len(), 40);
    }
}
